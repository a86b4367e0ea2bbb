//! A session: the run, what was done to it, and what is being looked at.

use std::sync::Arc;

use super::changes::Changes;
use super::check::{Checked, Checking};
use super::clock::Position;
use super::command::Command;
use super::deeds::LastDeeds;
use super::evaluation::Evaluation;
use super::example::Example;
use super::hyperparameters::Hyperparameters;
use super::measurements::Measurements;
use super::open_step::OpenStep;
use super::run::Run;
use super::runs::Runs;
use super::setup::Setup;
use super::snapshot::{Measure, Measured, Request, Snapshot};
use crate::data::Problem;
use crate::error::Error;

/// The run that the user trains and walks through.
///
/// It goes to a distant position step by step, so that its host can show the progress and give up: while
/// [`Session::target`] is some, [`Session::advance`] goes one step further.
#[derive(Debug)]
pub struct Session {
    runs: Runs,
    measurements: Measurements,
    target: Option<Position>,
    /// Commands given on the way to the target that concern the position there.
    at_target: Vec<Command>,
    check: Checking,
    /// What the snapshots show.
    request: Request,
    /// Why the last command was refused.
    refused: Option<Arc<Error>>,
}

impl Session {
    /// Creates a session at step 0 of its first run.
    pub fn new(problem: Arc<Problem>, hyperparameters: Hyperparameters) -> Self {
        Self::of(Setup::new(problem, hyperparameters))
    }

    /// Creates a session at step 0 of a run with this setup.
    pub fn of(setup: Setup) -> Self {
        Self {
            runs: Runs::new(Run::new(Arc::new(setup))),
            measurements: Measurements::default(),
            target: None,
            at_target: Vec::new(),
            check: Checking::default(),
            request: Request::default(),
            refused: None,
        }
    }

    /// Returns the same session with `changes` planned for its run.
    #[must_use]
    pub fn with_changes(mut self, changes: Changes) -> Self {
        self.runs.run_mut().plan(changes);
        self
    }

    /// Returns the run.
    pub fn run(&self) -> &Run {
        self.runs.run()
    }

    /// Returns the position that it is on its way to.
    pub fn target(&self) -> Option<Position> {
        self.target
    }

    /// Returns what can be undone and redone.
    pub fn last_deeds(&self) -> LastDeeds {
        self.runs.deeds().last()
    }

    /// Computes the current phase, without going on to the next, and lays the step open; `None` if its numbers broke
    /// before its first phase.
    pub fn open(&mut self) -> Option<OpenStep> {
        self.runs.run_mut().open()
    }

    /// Measures the network at this step over all examples; `None` if the run broke.
    pub fn evaluate(&mut self) -> Option<Arc<Evaluation>> {
        self.measurements.evaluate(self.runs.run_mut())
    }

    /// Takes one whole step, also of the branch beside the run, if there is one.
    pub fn step(&mut self) {
        self.runs.step();
    }

    /// Takes one phase.
    pub fn phase(&mut self) {
        self.runs.run_mut().phase();
    }

    /// Goes to `target`, all the way.
    pub fn go_to(&mut self, target: Position) {
        self.runs.run_mut().go_to(target);
    }

    /// Returns whether [`Session::advance`] has work to do.
    pub fn is_busy(&self) -> bool {
        self.target.is_some() || self.check.is_running() || self.other_lags_behind()
    }

    /// Returns whether B has yet to reach the step of A.
    fn other_lags_behind(&self) -> bool {
        self.runs.branches().other_lags_behind(self.run().position().step)
    }

    /// Probes one entry of a running gradient check; else takes one step towards the target, which is forgotten on
    /// arrival or if the run breaks; without a target, takes one step of B.
    pub fn advance(&mut self) {
        if self.check.is_running() {
            self.check.advance(self.runs.run());
        } else if let Some(target) = self.target {
            let run = self.runs.run_mut();
            if run.position() < target && run.breakdown().is_none() {
                run.advance(target);
            }
            if run.position() >= target || run.breakdown().is_some() {
                self.arrive();
            }
        } else {
            self.runs.branches_mut().advance();
        }
    }

    /// Arrives at the target, and carries out what waited for it.
    fn arrive(&mut self) {
        self.target = None;
        for command in std::mem::take(&mut self.at_target) {
            // Done at once, unless an earlier one sets out for another place.
            self.apply(command);
        }
    }

    /// Carries out `command`; of a move to another position, only its beginning (see [`Session::advance`]).
    pub fn apply(&mut self, command: Command) {
        if let Command::Look(request) = command {
            self.request = request;
            return;
        }
        self.check.stop();
        self.refused = None;
        self.carry_out(command);
        let step = self.run().position().step;
        self.runs.branches_mut().follow(step);
    }

    fn carry_out(&mut self, command: Command) {
        // A move under way counts as done, so that the effect of keys does not depend on its speed.
        let here = self.target.unwrap_or(self.run().position());
        match command {
            command if self.target.is_some() && command.depends_on_position() => self.at_target.push(command),
            Command::Step => self.forward(Position { step: here.step + 1, phase: 0 }),
            Command::Phase => self.phases(1),
            Command::StepBack => self.head_for(Position { step: self.step_before(here), phase: 0 }),
            Command::PhaseBack => self.phases(-1),
            Command::Phases(by) => self.phases(by),
            Command::Steps(by) => self.turn_to(Position { step: here.step.saturating_add_signed(by), phase: 0 }, by),
            Command::Epochs(by) => self.turn_to(Position { step: self.start_of_epoch(here, by), phase: 0 }, by),
            Command::GoTo(target) => self.head_for(target),
            Command::Stay => self.stay(),
            Command::Compare(number) => self.runs.branches_mut().compare(number),
            Command::CheckGradients => self.check_gradients(),
            Command::Set(_)
            | Command::Edit(_)
            | Command::Reset
            | Command::Reseed
            | Command::Rebuild(_)
            | Command::Begin(_)
            | Command::SwapBranches
            | Command::Undo
            | Command::Redo => self.change(command),
            Command::Look(_) => {}
        }
    }

    /// Applies `command` to the run, and forgets what was asked for and found in the previous one.
    fn change(&mut self, command: Command) {
        match self.runs.carry_out(command) {
            Ok(Some(place)) => {
                self.target = (self.run().position() < place).then_some(place);
                self.at_target.clear();
                self.measurements.forget();
                self.check.forget();
            }
            Ok(None) => {}
            Err(error) => self.refused = Some(Arc::new(error)),
        }
    }

    /// Begins a check of the gradients of this step, carried out by [`Session::advance`]; refused if its numbers broke.
    fn check_gradients(&mut self) {
        let run = self.runs.run_mut();
        // A planted mistake that breaks the numbers is what the check is there to find.
        let is_checkable = run.conditions().mistake.is_some() && run.network().parameters.is_finite();
        match run.breakdown_error().filter(|_| !is_checkable) {
            Some(error) => self.refused = Some(Arc::new(error)),
            None => self.check.begin(run),
        }
    }

    /// Runs the whole check of the gradients of this step: of its batch, with the penalty and the mistake in force
    /// there. It may end at the next step, if the numbers of this one break.
    ///
    /// # Errors
    /// If the numbers broke, the error that says so.
    pub fn check(&mut self) -> Result<Arc<Checked>, Error> {
        self.apply(Command::CheckGradients);
        while self.check.is_running() {
            self.advance();
        }
        let checked = self.check.at(self.run().position().step).result;
        if let Some(checked) = &checked {
            let is_finite = checked.result.blocks.iter().all(|block| block.largest_error.is_finite());
            if is_finite || checked.mistake.is_some() {
                return Ok(Arc::clone(checked));
            }
            self.step();
        }
        match (self.run().breakdown_error(), checked) {
            (None, Some(checked)) => Ok(checked),
            (broke, _) => Err(broke.expect("without a check the run broke")),
        }
    }

    fn stay(&mut self) {
        if self.target.is_none() && self.other_lags_behind() {
            self.runs.branches_mut().compare(None);
        }
        self.at_target.clear();
        self.arrive();
    }

    /// Goes to `target`, which lies `by` steps or epochs from here.
    fn turn_to(&mut self, target: Position, by: i64) {
        if by > 0 { self.forward(target) } else { self.head_for(target) }
    }

    /// Goes forward to `target`; if the run broke, nothing lies ahead.
    fn forward(&mut self, target: Position) {
        if self.run().breakdown().is_none() {
            self.head_for(target);
        }
    }

    /// Goes `by` phases forward, or back; if the run broke, forward only as far as it is computed.
    fn phases(&mut self, by: i64) {
        let run = self.runs.run_mut();
        if by > 0 && run.breakdown().is_some() {
            (0..by).for_each(|_| run.phase());
            return;
        }
        let (here, length) = (self.target.unwrap_or(run.position()), run.setup().phases().len() as u64);
        let place = (here.step * length + here.phase as u64).saturating_add_signed(by);
        self.head_for(Position { step: place / length, phase: (place % length) as usize });
    }

    fn head_for(&mut self, target: Position) {
        let run = self.runs.run_mut();
        run.approach(target);
        self.target = (run.position() < target).then_some(target);
    }

    /// Returns the start of the epoch that lies `by` epochs from `here`.
    fn start_of_epoch(&self, here: Position, by: i64) -> u64 {
        let (changes, setup) = (self.run().changes(), self.run().setup());
        let epoch = changes.epoch_at(here.step, setup);
        // Going back within an epoch leads to its start first.
        let is_within = here.step > changes.first_step_of(epoch, setup) || here.phase > 0;
        changes.first_step_of(epoch.saturating_add_signed(by + i64::from(is_within && by < 0)), setup)
    }

    /// Returns where a step back from `here` leads: to the start of this step, or the previous one; from a breakdown,
    /// to the last finite step.
    fn step_before(&self, here: Position) -> u64 {
        match self.run().breakdown() {
            Some(breakdown) => breakdown.last_finite.unwrap_or_default(),
            None if here.phase > 0 => here.step,
            None => here.step.saturating_sub(1),
        }
    }

    /// Returns a snapshot of the session, measured first if `measure` asks for it.
    pub fn snapshot(&mut self, measure: Measure) -> Snapshot {
        let is_due = measure == Measure::WhenDue && self.measurements.are_due(self.run());
        if measure == Measure::Always || is_due {
            self.evaluate();
        }
        let is_under_way = self.target.is_some();
        let Request { example, open, gradients } = self.request;
        let step = self.run().position().step;
        let other_run = self.runs.branches_mut().other_run(step, measure != Measure::Never);
        let run = self.runs.run_mut();
        let example = Example::of(run.network(), run.setup().problem(), example);
        let open = if open && !is_under_way { run.open().map(Arc::new) } else { None };
        let gradients = if gradients { self.measurements.gradients(run) } else { None };
        Snapshot {
            setup: Arc::clone(run.setup()),
            position: run.position(),
            target: self.target,
            furthest: run.furthest(),
            network: Arc::new(run.network().clone()),
            conditions: run.conditions().clone(),
            changes: run.changes().clone(),
            breakdown: run.breakdown(),
            measured: Measured {
                loss: run.known_loss(),
                history: run.history().clone(),
                evaluation: self.measurements.evaluation().cloned(),
                gradients,
            },
            example,
            open,
            other_run,
            branches: self.runs.branches().list().to_vec(),
            deeds: self.last_deeds(),
            check: self.check.at(step),
            refused: self.refused.clone(),
        }
    }
}
