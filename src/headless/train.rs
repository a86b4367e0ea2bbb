//! Training without a terminal: metrics as CSV, a progress bar on stderr, the parameters to a file.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::interruption::Interruption;
use super::log::Log;
use super::{Flow, targets};
use crate::cli::{DEFAULT_STEPS, Output, Run};
use crate::error::Error;
use crate::files::Target;
use crate::session::{Measure, Session};
use crate::store::{hash, network_to_bytes};
use crate::t;
use crate::text::{Text, fill, number};
use crate::ui::{all_of, left_out};

/// Trains, and prints the results on stderr. A signal ends the training at the next step; the results up to there are
/// kept.
///
/// # Errors
/// A file cannot be written, or the numbers stop being finite.
pub fn train(run: &Run, output: &Output, text: &Text) -> Result<(), Error> {
    let [log, save] = targets(&run.inputs(), [("--log", &output.log), ("--save", &output.save)])?;
    if save.as_ref().is_some_and(Target::is_stdout) && io::stdout().is_terminal() {
        // A terminal would obey some of the bytes.
        return Err(Error::out_of_range("--save", "-", "FILE.safetensors"));
    }
    let interruption = Interruption::listen()?;
    let session = run.session();
    if let Some(note) = run.opened.as_ref().and_then(|opened| opened.note(text)) {
        let _ = writeln!(io::stderr(), "{note}");
    }
    let steps = run.steps.unwrap_or(DEFAULT_STEPS);
    run.threads.run(|| train_all(session, steps, (log, output.log_every), save, &interruption, text))?;
    interruption.give_way();
    Ok(())
}

fn train_all(
    mut session: Session,
    steps: u64,
    (log, every): (Option<Target>, u64),
    save: Option<Target>,
    interruption: &Interruption,
    text: &Text,
) -> Result<(), Error> {
    if let Some(message) = left_out(session.run().setup(), text) {
        let _ = writeln!(io::stderr(), "{message}");
    }
    let mut log = match log {
        None => None,
        Some(log) => match Log::open(log, interruption)? {
            None => return Ok(()),
            log => log,
        },
    };
    let bar = progress_bar(steps);
    let start = Instant::now();
    let is_done_without_reader = save.is_none();
    let end = loop {
        match walk(&mut session, steps, every, log.as_mut(), interruption, &bar) {
            // The parameters are still wanted.
            Ok(End::ReaderGone) if !is_done_without_reader => log = None,
            end => break end,
        }
    };
    bar.finish_and_clear();
    // Everything that can be kept is kept, whatever else fails.
    let targets = log.iter().map(Log::target).chain(&save).filter(|target| !target.is_stream());
    let names: Vec<String> = targets.map(Target::name).collect();
    let logged = log.map_or(Ok(Flow::GoOn), Log::finish);
    let saved = match save {
        Some(save) if session.run().breakdown().is_none() => {
            let run = session.run();
            let bytes = network_to_bytes(run.network(), run.setup().problem(), &save.name());
            bytes.and_then(|bytes| keep(save, bytes, interruption))
        }
        _ => Ok(()),
    };
    let end = end?;
    let flow = logged?;
    saved?;
    if end == End::ReaderGone || (end == End::AllSteps && flow == Flow::Stop && is_done_without_reader) {
        return Ok(());
    }
    report(&mut session, start.elapsed(), text);
    if end == End::Interrupted {
        let step = session.run().position().step.to_string();
        let sentence =
            if names.is_empty() { t!(text, "messages.interrupted") } else { t!(text, "messages.interrupted_kept") };
        let _ = writeln!(io::stderr(), "{}", fill(sentence, &[("step", &step), ("files", &names.join(", "))]));
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    AllSteps,
    /// The reader of the log is gone.
    ReaderGone,
    /// A signal arrived.
    Interrupted,
}

/// Makes the steps, and logs a row whenever one is due: always at the start and at the end.
fn walk(
    session: &mut Session,
    steps: u64,
    every: u64,
    mut log: Option<&mut Log>,
    interruption: &Interruption,
    bar: &ProgressBar,
) -> Result<End, Error> {
    loop {
        let step = session.run().position().step;
        let is_interrupted = interruption.signal().is_some() && step < steps;
        if let Some(log) = log.as_mut()
            && (step.is_multiple_of(every) || step == steps || is_interrupted)
            && session.evaluate().is_some()
            && log.row(session)? == Flow::Stop
            && interruption.signal().is_none()
        {
            return Ok(End::ReaderGone);
        }
        if is_interrupted {
            return Ok(End::Interrupted);
        }
        if step < steps {
            session.step();
        } else {
            session.evaluate();
        }
        if let Some(error) = session.run().breakdown_error() {
            return Err(error);
        }
        if step == steps {
            return Ok(End::AllSteps);
        }
        bar.set_position(step + 1);
    }
}

/// Writes `bytes` to `target`. A reader that never comes or leaves early is not an error, and does not delay a signal.
pub(super) fn keep(target: Target, bytes: Vec<u8>, interruption: &Interruption) -> Result<(), Error> {
    if !target.is_stream() {
        return target.write(&bytes);
    }
    let name = target.name();
    let written = interruption.unless_it_waits(move || {
        let mut output = target.open()?;
        output.write_all(&bytes)?;
        output.finish()
    });
    super::written(written.unwrap_or(Ok(())), &name).map(|_| ())
}

/// A progress bar on stderr, hidden unless that is a terminal.
pub(super) fn progress_bar(steps: u64) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len}  {per_sec}  {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(steps).with_style(style)
}

fn report(session: &mut Session, elapsed: Duration, text: &Text) {
    let Some(evaluation) = session.evaluate() else { return };
    let run = session.run();
    let (step, seconds) = (run.position().step, elapsed.as_secs_f64());
    let rate = if seconds > 0.0 { step as f64 / seconds } else { 0.0 };
    let mut lines = t!(
        text,
        "messages.summary",
        dataset = run.setup().problem().name,
        steps = step,
        seconds = format!("{seconds:.3}"),
        rate = format!("{rate:.0}"),
        loss = number(evaluation.train.loss),
        accuracy = format!("{:.4}", evaluation.train.accuracy)
    );
    if let Some(test) = evaluation.test {
        lines +=
            &t!(text, "messages.summary_test", loss = number(test.loss), accuracy = format!("{:.4}", test.accuracy));
    }
    let snapshot = session.snapshot(Measure::Always);
    if !snapshot.diagnoses().is_empty() {
        lines += &format!("\n! {}.", all_of(snapshot.diagnoses(), &snapshot, text));
    }
    let run = session.run();
    let hash = t!(text, "messages.hash", hash = hash(&run.network().parameters));
    // Failing to write to a closed stderr is ignored: the run itself succeeded.
    let _ = writeln!(io::stderr(), "{lines}\n{hash}");
}
