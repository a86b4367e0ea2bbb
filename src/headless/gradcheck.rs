//! The gradient check as a table.

use super::print;
use crate::cli::Run;
use crate::error::Error;
use crate::session::{Position, superscript};
use crate::t;
use crate::text::{Text, fill};

/// Checks the gradients as the requested step (by default 0) computes them, and prints the largest error of each block.
///
/// # Errors
/// [`Error::GradientCheckFailed`] names the worst block above the tolerance. There are no gradients to check if the
/// run's numbers stop being finite before the step.
pub fn check_gradients(run: &Run, text: &Text) -> Result<(), Error> {
    let mut session = run.session();
    let checked = run.threads.run(|| {
        session.go_to(Position { step: run.steps.unwrap_or_default(), phase: 0 });
        session.check()
    })?;

    let blocks = &checked.result.blocks;
    let name = |layer: usize, is_bias| format!("{}{}", if is_bias { 'B' } else { 'W' }, superscript(layer + 1));
    let mut table = t!(text, "messages.gradcheck_header").to_owned() + "\n";
    for block in blocks {
        let name = name(block.layer, block.is_bias);
        table += &format!("{name:<6}{:>14.3e}{:>8} / {}\n", block.largest_error, block.probed, block.entries);
    }
    let (kinks, hidden) = blocks.iter().fold((0, 0), |(k, h), block| (k + block.kinks, h + block.hidden));
    for (count, sentence) in
        [(hidden, t!(text, "messages.gradcheck_hidden")), (kinks, t!(text, "messages.gradcheck_kinks"))]
    {
        if count > 0 {
            table += &(fill(sentence, &[("count", &count.to_string())]) + "\n");
        }
    }
    if let Some(mistake) = checked.mistake {
        let mistake = text.of_name("mistakes", mistake.name()).unwrap_or_default().trim_end_matches('.');
        table += &(t!(text, "messages.gradcheck_mistake", mistake = mistake) + "\n");
    }
    // NaN counts as the worst error.
    let or_worst = |error: f64| if error.is_nan() { f64::INFINITY } else { error };
    let failed = blocks.iter().filter(|block| !block.agrees());
    let worst = failed.max_by(|a, b| or_worst(a.largest_error).total_cmp(&or_worst(b.largest_error)));
    if worst.is_none() {
        table += &(t!(text, "messages.gradcheck_passed", tolerance = "1e-6") + "\n");
    }
    print(table.as_bytes())?;
    worst.map_or(Ok(()), |block| {
        let error = format!("{:.3e}", block.largest_error);
        Err(Error::GradientCheckFailed { block: name(block.layer, block.is_bias), error })
    })
}
