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
# So many steps that N of them take seconds: more than the start varies by.
STEPS = {"A": 60000, "B": 200000, "C": 1000, "D": 1500}


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


def numpy(case, seconds):
    """Seconds of one step with NumPy, by numpy_train.py."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "numpy_train.py")
    return float(run_peer([script, "--case", case, "--seconds", str(seconds)]).split()[1]) / 1e6


def torch(case, seconds):
    """Seconds of one step with PyTorch, as its tutorials write it."""
    return float(run_peer([__file__, "--torch", "--cases", case, "--seconds", str(seconds)]))


def run_peer(arguments):
    """What a Python script prints, in a process of its own with one thread for linear algebra."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    environment = os.environ | threads
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True, env=environment).stdout


def train_torch(case, seconds):
    """Trains with PyTorch for some seconds, after ten steps to warm up, and prints the seconds of one step."""
    import torch
    torch.set_num_threads(1)
    rows, inputs, units, classes, batch = SHAPES[case]
    torch.manual_seed(0)
    x, labels = torch.rand(rows, inputs, dtype=torch.float64), torch.randint(0, classes, (rows,))
    layers = torch.nn.Linear(inputs, units), torch.nn.ReLU(), torch.nn.Linear(units, classes)
    model = torch.nn.Sequential(*layers).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    at, steps, start = 0, -10, 0.0
    while steps < 0 or time.perf_counter() - start < seconds:
        if steps == 0:
            start = time.perf_counter()
        at = 0 if at + batch > rows else at
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x[at:at + batch]), labels[at:at + batch]).backward()
        optimizer.step()
        at += batch
        steps += 1
    print((time.perf_counter() - start) / steps)


def installed(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default="ABCD")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--torch", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.torch:
        train_torch(options.cases, options.seconds)
        return
    if not os.path.exists(PROGRAM):
        sys.exit(f"{PROGRAM} is not there: run `cargo build --release` first")
    peers = [peer for peer in (numpy, torch) if installed(peer.__name__)]
    if numpy not in peers:
        sys.exit("NumPy is not installed: run `python3 -m pip install numpy` first")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print("| case | " + " | ".join(f"{peer.__name__}, µs" for peer in peers) + f" | one thread, µs | {cores} threads, µs |"
          + " one thread, times NumPy |" + f" {cores} threads, times NumPy |")
    print("|---" * (5 + len(peers)) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for case in options.cases:
            rounds = [[peer(case, options.seconds) for peer in peers] + [ours(case, 1, folder), ours(case, cores, folder)]
                      for _ in range(options.rounds)]
            times = [statistics.median(column) for column in zip(*rounds)]
            m, n, p, q, batch = SHAPES[case]
            shape = f"{case} {m}×{n}×{p}×{q}" + ("" if batch == m else f", batches of {batch}")
            ratios = [f"{times[0] / time:.1f}" for time in times[-2:]]
            print(f"| {shape} | " + " | ".join(f"{time * 1e6:.1f}" for time in times) + " | " + " | ".join(ratios) + " |",
                  flush=True)


main()
