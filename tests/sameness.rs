//! The same bits with any vector instructions and any number of threads, asked of the program itself.

mod common;

use common::program::{Desk, Outcome};
use mlp_tui::nn::Instructions;

/// The hash that the program prints after `arguments`.
fn hash(instructions: &str, threads: usize, arguments: &str) -> String {
    let line = format!("train --lang en --threads {threads} {arguments}");
    let output = Desk::new().command(&line).env("MLP_TUI_SIMD", instructions).output().expect("the program runs");
    let outcome = Outcome::of(output);
    assert_eq!(outcome.code, Some(0), "{instructions}, {arguments}: {}", outcome.said);
    outcome.hash().to_owned()
}

/// A debug build takes a hundredth of the steps, and only the number of threads that divides nothing evenly: the
/// baseline's registers, unoptimized, are slow. CI runs both builds.
const DIVISOR: u64 = if cfg!(debug_assertions) { 100 } else { 1 };
const THREADS: std::ops::RangeInclusive<usize> = if cfg!(debug_assertions) { 3..=3 } else { 1..=3 };

#[test]
fn no_instructions_and_no_number_of_threads_change_a_bit() {
    let all = Instructions::available();
    assert!(all.contains(&"baseline"));
    let runs = [
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
    ];
    let compare = |(arguments, steps): (&str, u64)| {
        let arguments = format!("{arguments} --steps {}", 1.max(steps / DIVISOR));
        let expected = hash("baseline", 1, &arguments);
        for instructions in &all {
            for threads in THREADS {
                let found = hash(instructions, threads, &arguments);
                assert_eq!(found, expected, "{arguments} with {instructions} and {threads} threads");
            }
        }
    };
    std::thread::scope(|scope| {
        for run in runs {
            scope.spawn(move || compare(run));
        }
    });
}

#[test]
fn instructions_that_the_machine_lacks_are_refused() {
    let output = Desk::new().command("train --lang en").env("MLP_TUI_SIMD", "abacus").output().expect("it runs");
    let Outcome { code, said, .. } = Outcome::of(output);
    assert_ne!(code, Some(0));
    assert!(said.contains("MLP_TUI_SIMD") && said.contains("baseline") && said.contains("abacus"), "{said}");
}
