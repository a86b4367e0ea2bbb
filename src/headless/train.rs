//! Training without a terminal: metrics as CSV, a progress bar on stderr, the parameters to a file.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::{Flow, written};
use crate::app::left_out;
use crate::cli::{DEFAULT_STEPS, Run};
use crate::error::Error;
use crate::session::{Session, hash, save_parameters};
use crate::text::{Text, fill};

/// Where results go.
#[derive(Debug)]
pub struct Output {
    /// The metrics; `-` is standard output.
    pub log: Option<PathBuf>,
    /// Every how many steps a row.
    pub log_every: u64,
    /// The parameters.
    pub save: Option<PathBuf>,
}

/// Trains, and says at the end on stderr what came out.
///
/// # Errors
/// When a file cannot be written, or the numbers stop being finite.
pub fn train(run: &Run, output: &Output, text: &Text) -> Result<(), Error> {
    let session = run.session();
    if let Some(note) = run.opened.as_ref().and_then(|opened| opened.note(text)) {
        let _ = writeln!(io::stderr(), "{note}");
    }
    run.threads.run(|| train_all(session, run.steps.unwrap_or(DEFAULT_STEPS), output, text))
}

fn train_all(mut session: Session, steps: u64, output: &Output, text: &Text) -> Result<(), Error> {
    if let Some(save) = &output.save {
        probe_folder(save)?;
    }
    let mut log = output.log.as_deref().map(Log::open).transpose()?;
    if let Some(message) = left_out(session.names(), text) {
        let _ = writeln!(io::stderr(), "{message}");
    }
    let bar = progress_bar(steps);
    let start = Instant::now();
    let flow = walk(&mut session, steps, output.log_every, log.as_mut(), &bar);
    bar.finish_and_clear();
    if flow? == Flow::Stop {
        return Ok(());
    }
    if let Some(log) = &mut log
        && log.finish()? == Flow::Stop
    {
        return Ok(());
    }
    if let Some(save) = &output.save {
        save_parameters(session.run(), save)?;
    }
    report(&mut session, start.elapsed(), text);
    Ok(())
}

/// The steps, with a row of the log where one is due: always at the start and at the end.
fn walk(
    session: &mut Session,
    steps: u64,
    every: u64,
    log: Option<&mut Log>,
    bar: &ProgressBar,
) -> Result<Flow, Error> {
    let mut log = log;
    loop {
        let step = session.run().position().step;
        if let Some(log) = log.as_mut()
            && (step.is_multiple_of(every) || step == steps)
            && session.evaluate().is_some()
            && log.row(session)? == Flow::Stop
        {
            return Ok(Flow::Stop);
        }
        if step < steps {
            session.step();
        } else {
            session.evaluate();
        }
        if let Some(breakdown) = session.run().breakdown() {
            return Err(Error::TrainingBroke {
                step: breakdown.step,
                matrix: breakdown.phase.symbol(session.run().network().hidden_layers()),
                learning_rate: format!("{:?}", session.run().learning_rate()),
            });
        }
        if step == steps {
            return Ok(Flow::GoOn);
        }
        bar.set_position(step + 1);
    }
}

/// A bar on stderr, seen only where that is a terminal.
pub(super) fn progress_bar(steps: u64) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len}  {per_sec}  {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(steps).with_style(style)
}

/// Refuses now what could not be saved after an hour of training.
pub(super) fn probe_folder(save: &Path) -> Result<(), Error> {
    let folder = save.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let refuse = |reason: String| Error::CannotWrite { file: save.display().to_string(), reason };
    if save.is_dir() {
        return Err(refuse(io::Error::from(io::ErrorKind::IsADirectory).to_string()));
    }
    tempfile::tempfile_in(folder).map_err(|error| refuse(error.to_string()))?;
    Ok(())
}

fn report(session: &mut Session, elapsed: Duration, text: &Text) {
    let Some(evaluation) = session.evaluate() else { return };
    let run = session.run();
    let (step, seconds) = (run.position().step, elapsed.as_secs_f64());
    let rate = if seconds > 0.0 { step as f64 / seconds } else { 0.0 };
    let mut lines = fill(
        &text.messages.summary,
        &[
            ("dataset", &run.problem().name),
            ("steps", &step.to_string()),
            ("seconds", &format!("{seconds:.3}")),
            ("rate", &format!("{rate:.0}")),
            ("loss", &format!("{:.4}", evaluation.train.loss)),
            ("accuracy", &format!("{:.4}", evaluation.train.accuracy)),
        ],
    );
    if let Some(test) = evaluation.test {
        let values = [("loss", &*format!("{:.4}", test.loss)), ("accuracy", &*format!("{:.4}", test.accuracy))];
        lines += &fill(&text.messages.summary_test, &values);
    }
    let hash = fill(&text.messages.hash, &[("hash", &hash(&run.network().parameters))]);
    // Nobody is told when stderr is closed: the run itself went well.
    let _ = writeln!(io::stderr(), "{lines}\n{hash}");
}

/// The metrics as CSV.
struct Log {
    file: String,
    out: BufWriter<Box<dyn Write>>,
}

impl Log {
    fn open(path: &Path) -> Result<Self, Error> {
        let file = path.display().to_string();
        let out: Box<dyn Write> = if path == Path::new("-") {
            Box::new(io::stdout())
        } else {
            let refuse = |error: io::Error| Error::CannotWrite { file: file.clone(), reason: error.to_string() };
            Box::new(File::create(path).map_err(refuse)?)
        };
        let mut log = Self { file, out: BufWriter::new(out) };
        let header = "step,loss,accuracy,test_loss,test_accuracy,sparsity,dead_units";
        let result = writeln!(log.out, "{header}");
        written(result, &log.file)?;
        Ok(log)
    }

    /// The state after so many updates. Numbers are written so that they read back to the same bits.
    fn row(&mut self, session: &mut Session) -> Result<Flow, Error> {
        let (Some(evaluation), Some(loss)) = (session.evaluate(), session.run().known_loss()) else {
            return Ok(Flow::GoOn);
        };
        let or_empty = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let row = [
            evaluation.step.to_string(),
            loss.to_string(),
            evaluation.train.accuracy.to_string(),
            or_empty(evaluation.test.map(|test| test.loss)),
            or_empty(evaluation.test.map(|test| test.accuracy)),
            or_empty(evaluation.sparsity),
            evaluation.dead.iter().sum::<usize>().to_string(),
        ];
        written(writeln!(self.out, "{}", row.join(",")), &self.file)
    }

    fn finish(&mut self) -> Result<Flow, Error> {
        written(self.out.flush(), &self.file)
    }
}
