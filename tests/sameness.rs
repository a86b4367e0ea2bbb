//! The same bits with any vector instructions and any number of threads, asked of the program itself.

use std::process::Command;

use mlp_tui::nn::Instructions;

/// The hash that the program prints after `arguments`.
fn hash(instructions: &str, threads: usize, arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_mlp-tui"))
        .args(["train", "--lang", "en", "--threads", &threads.to_string()])
        .args(arguments.split(' '))
        .env("MLP_TUI_SIMD", instructions)
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{instructions}, {arguments}: {stderr}");
    stderr.lines().find_map(|line| line.strip_prefix("parameters ")).expect("a hash is printed").to_owned()
}

/// A debug build takes a hundredth of the steps: the baseline's registers, unoptimized, are slow. CI runs both builds.
const DIVISOR: u64 = if cfg!(debug_assertions) { 100 } else { 1 };

#[test]
fn no_instructions_and_no_number_of_threads_change_a_bit() {
    let all = Instructions::available();
    assert!(all.contains(&"baseline"));
    for (arguments, steps) in [
        // Points in the plane, which have a kernel of their own.
        ("--dataset spiral", 1000),
        // Large enough for eight shards.
        ("--dataset digits --hidden 16", 1000),
        // Mini-batches in two shards, a short last batch, and functions that are no mere choice.
        ("--dataset digits --hidden 256 --batch 300 --activation tanh --optimizer adam --lr 0.001", 30),
        // A product so large that it is computed in halves.
        ("--dataset digits --hidden 1100 --batch 136", 20),
        ("--dataset iris --hidden 7,5 --activation sigmoid --l2 0.01", 300),
        ("--dataset iris --activation leaky-relu --l1 0.01 --optimizer momentum --lr 0.01", 300),
    ] {
        let arguments = format!("{arguments} --steps {}", 1.max(steps / DIVISOR));
        let expected = hash("baseline", 1, &arguments);
        for instructions in &all {
            for threads in 1..=3 {
                let found = hash(instructions, threads, &arguments);
                assert_eq!(found, expected, "{arguments} with {instructions} and {threads} threads");
            }
        }
    }
}

#[test]
fn instructions_that_the_machine_lacks_are_refused() {
    let output = Command::new(env!("CARGO_BIN_EXE_mlp-tui"))
        .args(["train", "--lang", "en"])
        .env("MLP_TUI_SIMD", "abacus")
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(stderr.contains("MLP_TUI_SIMD") && stderr.contains("baseline") && stderr.contains("abacus"), "{stderr}");
}
