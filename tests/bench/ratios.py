#!/usr/bin/env python3
"""How many times as fast as NumPy (and PyTorch, where it is installed) a training step is, in one interleaved run.

    cargo build --release && python3 tests/bench/ratios.py [--cases ABCD] [--rounds 5] [--seconds 2]

A  lecture     m = 300    n = 2    p = 100  q = 3   full batch (spiral)
B  playground  m = 500    n = 2    p = 8    q = 2   full batch (moons)
C  digits      m = 1797   n = 64   p = 128  q = 10  full batch
D  MNIST size  m = 60000  n = 784  p = 256  q = 10  batches of 128 (random numbers, in a CSV file made for the purpose)

NumPy and PyTorch compute in float64, as the program does, on one thread. The program runs as `mlp-tui train`, for N and
for 2N steps; the difference is the time of N steps without the start. The table gives medians over the rounds.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, "target", "release", "mlp-tui")
SHAPES = {"A": (300, 2, 100, 3, 300), "B": (500, 2, 8, 2, 500), "C": (1797, 64, 128, 10, 1797), "D": (60000, 784, 256, 10, 128)}
# So many steps that N of them take about a second.
STEPS = {"A": 40000, "B": 150000, "C": 400, "D": 400}


def arguments(case, folder):
    """The program's arguments for a case."""
    if case == "A":
        return ["--dataset", "spiral", "--samples", "300", "--hidden", "100"]
    if case == "B":
        return ["--dataset", "moons", "--samples", "500", "--hidden", "8"]
    if case == "C":
        return ["--dataset", "digits", "--hidden", "128"]
    file = os.path.join(folder, "mnist-size.csv")
    if not os.path.exists(file):
        import numpy as np
        rng = np.random.default_rng(0)
        with open(file, "w") as out:
            out.write(",".join(f"x{i}" for i in range(784)) + ",label\n")
            for _ in range(60):
                block = np.c_[rng.integers(0, 256, (1000, 784)), rng.integers(0, 10, 1000)]
                np.savetxt(out, block, fmt="%d", delimiter=",")
    return ["--dataset", file, "--label", "label", "--scale", "minmax", "--hidden", "256", "--batch", "128", "--lr", "0.1"]


def ours(case, threads, folder):
    """Seconds of one step of the program."""
    command = [PROGRAM, "train", "--threads", str(threads), *arguments(case, folder), "--steps"]

    def seconds(steps):
        start = time.perf_counter()
        subprocess.run([*command, str(steps)], check=True, stderr=subprocess.DEVNULL)
        return time.perf_counter() - start

    steps = STEPS[case]
    return (seconds(2 * steps) - seconds(steps)) / steps


def data(case):
    """Examples of the shape, as NumPy arrays: a spiral with an arm a class, or random numbers."""
    import numpy as np
    rows, inputs, _, classes, _ = SHAPES[case]
    rng = np.random.default_rng(0)
    if case in "CD":
        return rng.random((rows, inputs)), rng.integers(0, classes, rows)
    labels = np.repeat(np.arange(classes), rows // classes)
    radius = np.tile(np.linspace(0, 1, rows // classes), classes)
    angle = 4 * (labels + radius) + 0.2 * rng.standard_normal(rows)
    return np.c_[radius * np.sin(angle), radius * np.cos(angle)], labels


def numpy_steps(case):
    """A generator that makes one step at a time with NumPy."""
    import numpy as np
    _, inputs, units, classes, batch = SHAPES[case]
    x_all, labels_all = data(case)
    rng = np.random.default_rng(1)
    w1, b1 = 0.1 * rng.standard_normal((inputs, units)), np.zeros(units)
    w2, b2 = 0.1 * rng.standard_normal((units, classes)), np.zeros(classes)
    at, rate, rows = 0, 0.5, np.arange(batch)
    while True:
        at = 0 if at + batch > len(x_all) else at
        x, labels = x_all[at:at + batch], labels_all[at:at + batch]
        at += batch
        z = x @ w1 + b1
        h = np.maximum(0, z)
        y = h @ w2 + b2
        e = np.exp(y - y.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        loss = -np.log(p[rows, labels]).mean()
        p[rows, labels] -= 1
        p /= batch
        dw2, db2, dh = h.T @ p, p.sum(axis=0), p @ w2.T
        dh[z <= 0] = 0
        dw1, db1 = x.T @ dh, dh.sum(axis=0)
        w1 -= rate * dw1
        b1 -= rate * db1
        w2 -= rate * dw2
        b2 -= rate * db2
        yield loss


def torch_steps(case):
    """A generator that makes one step at a time with PyTorch, as its tutorials write it."""
    import torch
    torch.set_num_threads(1)
    _, inputs, units, classes, batch = SHAPES[case]
    x_all, labels_all = (torch.from_numpy(values) for values in data(case))
    layers = torch.nn.Linear(inputs, units), torch.nn.ReLU(), torch.nn.Linear(units, classes)
    model = torch.nn.Sequential(*layers).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    at = 0
    while True:
        at = 0 if at + batch > len(x_all) else at
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x_all[at:at + batch]), labels_all[at:at + batch])
        loss.backward()
        optimizer.step()
        at += batch
        yield loss


def measure(steps, seconds):
    """Seconds of one step, after ten to warm up."""
    for _ in range(10):
        next(steps)
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        next(steps)
        count += 1
    return (time.perf_counter() - start) / count


def peer(name, case, seconds):
    """Seconds of one step of a peer, in a process of its own with one thread."""
    command = [sys.executable, __file__, "--peer", name, "--cases", case, "--seconds", str(seconds)]
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | threads).stdout)


def installed(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default="ABCD")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--peer", choices=["numpy", "torch"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        steps = {"numpy": numpy_steps, "torch": torch_steps}[options.peer](options.cases)
        print(measure(steps, options.seconds))
        return
    if not os.path.exists(PROGRAM):
        sys.exit(f"{PROGRAM} is not there: run `cargo build --release` first")
    peers = [name for name in ("numpy", "torch") if installed(name)]
    if "numpy" not in peers:
        sys.exit("NumPy is not installed: run `python3 -m pip install numpy` first")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print("| case | " + " | ".join(f"{name}, µs" for name in peers) + f" | one thread, µs | {cores} threads, µs |"
          + " one thread, times NumPy |" + f" {cores} threads, times NumPy |")
    print("|---" * (5 + len(peers)) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for case in options.cases:
            rounds = [[peer(name, case, options.seconds) for name in peers] + [ours(case, 1, folder), ours(case, cores, folder)]
                      for _ in range(options.rounds)]
            times = [statistics.median(column) for column in zip(*rounds)]
            m, n, p, q, batch = SHAPES[case]
            shape = f"{case} {m}×{n}×{p}×{q}" + ("" if batch == m else f", batches of {batch}")
            ratios = [f"{times[0] / time:.1f}" for time in times[-2:]]
            print(f"| {shape} | " + " | ".join(f"{time * 1e6:.1f}" for time in times) + " | " + " | ".join(ratios) + " |",
                  flush=True)


main()
