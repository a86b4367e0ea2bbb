//! The metrics of a run as CSV, written to a file or a stream.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::interruption::Interruption;
use super::{Flow, written};
use crate::error::Error;
use crate::files::{Output, Target};
use crate::session::Session;

/// Rows are flushed once they add up to this many bytes.
const MANY: usize = 1 << 13;
/// Rows for a stream are flushed with the first row after this time.
const SOON: Duration = Duration::from_millis(250);

const HEADER: &[u8] = b"step,loss,accuracy,test_loss,test_accuracy,sparsity,dead_units\n";

pub(super) struct Log {
    target: Target,
    /// `None` once the reader is gone.
    output: Option<Output>,
    /// Rows not flushed yet.
    rows: Vec<u8>,
    passed_on: Instant,
    interruption: Interruption,
}

impl Log {
    /// Opens `target`; `None` if a signal arrives before a reader does.
    pub(super) fn open(target: Target, interruption: &Interruption) -> Result<Option<Self>, Error> {
        let is_stream = target.is_stream();
        let open = move || (target.open(), target);
        let opened = if is_stream { interruption.unless_it_waits(open) } else { Some(open()) };
        let Some((output, target)) = opened else { return Ok(None) };
        let refuse = |error: io::Error| Error::CannotWrite { file: target.name(), reason: error.to_string() };
        let (output, rows) = (Some(output.map_err(refuse)?), HEADER.to_vec());
        Ok(Some(Self { target, output, rows, passed_on: Instant::now(), interruption: interruption.clone() }))
    }

    pub(super) fn target(&self) -> &Target {
        &self.target
    }

    /// Writes the current metrics; their numbers read back to the same bits.
    pub(super) fn row(&mut self, session: &mut Session) -> Result<Flow, Error> {
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
        self.rows.extend((row.join(",") + "\n").bytes());
        let is_due = self.rows.len() >= MANY || (self.target.is_stream() && self.passed_on.elapsed() >= SOON);
        if is_due { self.pass_on() } else { Ok(Flow::GoOn) }
    }

    /// Flushes the last rows; a file then takes its final place.
    pub(super) fn finish(mut self) -> Result<Flow, Error> {
        let flow = self.pass_on()?;
        let file = self.target.name();
        self.output.map_or(Ok(flow), |output| written(output.finish(), &file))
    }

    fn pass_on(&mut self) -> Result<Flow, Error> {
        let rows = std::mem::take(&mut self.rows);
        let Some(mut output) = self.output.take() else { return Ok(Flow::Stop) };
        let write = move || {
            let result = output.write_all(&rows).and_then(|()| output.flush());
            (output, result)
        };
        // A stalled reader must not delay a signal.
        let result = if self.target.is_stream() { self.interruption.unless_it_waits(write) } else { Some(write()) };
        let Some((output, result)) = result else { return Ok(Flow::Stop) };
        self.passed_on = Instant::now();
        let flow = written(result, &self.target.name())?;
        self.output = Some(output).filter(|_| flow == Flow::GoOn);
        Ok(flow)
    }
}
