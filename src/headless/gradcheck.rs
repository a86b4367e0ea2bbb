//! The gradient check as a table.

use super::print;
use crate::cli::Run;
use crate::error::Error;
use crate::nn::{Batch, check_gradients as check};
use crate::session::Position;
use crate::text::{Text, fill};

/// Checks the gradients at the step that was asked for (0 unless said) and prints the largest error of each block.
///
/// # Errors
/// [`Error::GradientCheckFailed`] names the worst block above the tolerance.
pub fn check_gradients(run: &Run, text: &Text) -> Result<(), Error> {
    let mut session = run.session();
    let result = run.threads.run(|| {
        session.go_to(Position { step: run.steps.unwrap_or_default(), phase: 0 });
        let train = &session.run().problem().train;
        let batch = Batch::of(&train.inputs, &train.labels, &session.run().network().parameters.sizes());
        let penalty = session.run().hyperparameters().penalty();
        check(session.run().network(), &batch, penalty)
    });

    let mut table = text.messages.gradcheck_header.clone() + "\n";
    let mut worst: Option<(String, f64)> = None;
    let mut kinks = 0;
    for block in &result.blocks {
        let name = format!("{}{}", if block.is_bias { 'B' } else { 'W' }, crate::session::superscript(block.layer + 1));
        table += &format!("{name:<6}{:>14.3e}{:>8} / {}\n", block.largest_error, block.probed, block.entries);
        kinks += block.kinks;
        let is_worse = worst.as_ref().is_none_or(|(_, error)| block.largest_error > *error);
        if !block.agrees() && is_worse {
            worst = Some((name, block.largest_error));
        }
    }
    if kinks > 0 {
        table += &(fill(&text.messages.gradcheck_kinks, &[("count", &kinks.to_string())]) + "\n");
    }
    if worst.is_none() {
        table += &(fill(&text.messages.gradcheck_passed, &[("tolerance", "1e-6")]) + "\n");
    }
    print(table.as_bytes())?;
    worst.map_or(Ok(()), |(block, error)| Err(Error::GradientCheckFailed { block, error: format!("{error:.3e}") }))
}
