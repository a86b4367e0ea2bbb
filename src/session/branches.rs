//! The futures that were left behind, and the one that goes beside the run for comparison.

use std::sync::Arc;

use super::breakdown::Breakdown;
use super::changes::Changes;
use super::clock::Position;
use super::conditions::Conditions;
use super::history::Series;
use super::kept_run::KeptRun;
use super::run::Run;
use super::setup::Setup;
use crate::nn::{Metrics, Mlp};

const MOST: usize = 8;

/// A future that was left behind: its curve, and everything needed to go through it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// Its number, from 1, which is also its name.
    pub number: usize,
    /// The step at which it was left.
    pub from: u64,
    /// ε at the run's position when it was left.
    pub learning_rate: f64,
    run: KeptRun,
}

impl Branch {
    /// Returns the future of `run` after step `from` as branch `number`, if there is one.
    fn of_future(number: usize, run: &Run, from: u64) -> Option<Self> {
        let learning_rate = run.conditions().learning_rate;
        run.future(from).map(|future| Self { number, from, learning_rate, run: future })
    }

    /// Returns the setup, which never changes in it.
    pub fn setup(&self) -> &Setup {
        &self.run.setup
    }

    /// Returns the changes made in its course.
    pub fn changes(&self) -> &Changes {
        &self.run.changes
    }

    /// Returns its loss from the start of the run.
    pub fn loss(&self) -> &Series {
        &self.run.history.loss
    }

    /// Returns the furthest step that it reached.
    pub fn reached(&self) -> u64 {
        self.run.furthest
    }

    /// Returns whether `other` is the same run and reached at least as far.
    fn is_part_of(&self, other: &Self) -> bool {
        self.run.is_same_run(other.setup(), other.changes()) && self.reached() <= other.reached()
    }
}

/// B, as a frame may show it.
#[derive(Debug, Clone)]
pub struct OtherRun {
    /// The number of its branch.
    pub number: usize,
    /// The setup, which never changes in it.
    pub setup: Arc<Setup>,
    /// Its network at θ(step).
    pub network: Arc<Mlp>,
    /// Its position, behind the run while it catches up.
    pub position: Position,
    /// Loss and accuracy over its training examples, and the step at which they were measured.
    pub measured: Option<(u64, Metrics)>,
    /// Its loss along the run.
    pub loss: Series,
    /// The conditions of its step.
    pub conditions: Conditions,
    /// The changes made in its course.
    pub changes: Changes,
    /// Where its numbers stopped being finite, if they did.
    pub breakdown: Option<Breakdown>,
}

impl OtherRun {
    /// Returns whether it has yet to reach `step`.
    pub fn lags_behind(&self, step: u64) -> bool {
        self.position.step < step && self.breakdown.is_none()
    }
}

#[derive(Debug, Default)]
pub(super) struct Branches {
    /// Oldest first.
    left: Vec<Arc<Branch>>,
    last_number: usize,
    beside: Option<Beside>,
}

/// B: a branch that goes beside the run, A.
#[derive(Debug)]
struct Beside {
    number: usize,
    run: Run,
    /// The latest measurement of it, with its step.
    measured: Option<(u64, Metrics)>,
}

impl Beside {
    fn lags_behind(&self, step: u64) -> bool {
        self.run.position().step < step && self.run.breakdown().is_none()
    }
}

impl Branches {
    /// Returns the branches, oldest first.
    pub fn list(&self) -> &[Arc<Branch>] {
        &self.left
    }

    /// Returns the future of `run` after step `from` as the next branch, if there is one.
    pub fn future(&self, run: &Run, from: u64) -> Option<Branch> {
        Branch::of_future(self.last_number + 1, run, from)
    }

    /// Keeps a future that is left behind, in place of any branch that is part of it; if there are too many, the oldest
    /// go.
    pub fn keep(&mut self, branch: Branch) {
        self.left.retain(|other| !other.is_part_of(&branch));
        self.last_number = self.last_number.max(branch.number);
        self.left.push(Arc::new(branch));
        let surplus = self.left.len().saturating_sub(MOST);
        self.left.drain(..surplus);
    }

    /// Drops the branch that is the same run as `kept`.
    pub fn forget(&mut self, kept: &KeptRun) {
        self.left.retain(|branch| !kept.is_same_run(branch.setup(), branch.changes()));
    }

    /// Puts the branch with this number beside the run, or none.
    pub fn compare(&mut self, number: Option<usize>) {
        let branch = self.left.iter().find(|branch| Some(branch.number) == number);
        self.beside =
            branch.map(|branch| Beside { number: branch.number, run: Run::beside(&branch.run), measured: None });
    }

    /// Returns whether a branch goes beside the run.
    pub fn has_other(&self) -> bool {
        self.beside.is_some()
    }

    /// Returns whether `kept` is the run that goes beside: after a swap it may be another, or there may be none.
    pub fn is_other(&self, kept: &KeptRun) -> bool {
        self.beside.as_ref().is_some_and(|beside| kept.is_same_run(beside.run.setup(), beside.run.changes()))
    }

    /// Swaps A and B, if there is a B.
    pub fn swap(&mut self, run: &mut Run) {
        let Some(beside) = &mut self.beside else { return };
        std::mem::swap(run, &mut beside.run);
        beside.measured = None;
        let (number, b) = (beside.number, &beside.run);
        let place = self.left.iter().position(|branch| branch.number == number);
        let from = place.map_or(0, |place| self.left[place].from).min(b.furthest().saturating_sub(1));
        match (place, Branch::of_future(number, b, from)) {
            (Some(place), Some(branch)) => self.left[place] = Arc::new(branch),
            (None, Some(branch)) => self.keep(branch),
            (_, None) => {}
        }
    }

    /// Takes one step of B, if it is at `step`, which A has just left.
    pub fn step_from(&mut self, step: u64) {
        if let Some(beside) = self.beside.as_mut().filter(|beside| beside.run.position().step == step) {
            beside.run.step();
        }
    }

    /// Sends B to `step`, where A is; [`Branches::advance`] brings it there.
    pub fn follow(&mut self, step: u64) {
        if let Some(beside) = self.beside.as_mut().filter(|beside| beside.run.position().step != step) {
            beside.run.approach(Position { step, phase: 0 });
        }
    }

    /// Returns whether B has yet to reach `step`, where A is.
    pub fn other_lags_behind(&self, step: u64) -> bool {
        self.beside.as_ref().is_some_and(|beside| beside.lags_behind(step))
    }

    /// Takes one step of B on its way to A.
    pub fn advance(&mut self) {
        if let Some(beside) = &mut self.beside {
            beside.run.step();
        }
    }

    /// Returns B while A is at `step`, measured if it has caught up and `measures` asks for it.
    pub fn other_run(&mut self, step: u64, measures: bool) -> Option<Arc<OtherRun>> {
        let beside = self.beside.as_mut()?;
        let lags = beside.lags_behind(step);
        let Beside { number, run, measured } = beside;
        let step = run.position().step;
        if measures && !lags && measured.is_none_or(|(at, _)| at != step) {
            *measured = run.survey().map(|survey| (step, survey.metrics));
        }
        Some(Arc::new(OtherRun {
            number: *number,
            setup: Arc::clone(run.setup()),
            network: Arc::new(run.network().clone()),
            position: run.position(),
            measured: *measured,
            loss: run.history().loss.clone(),
            conditions: run.conditions().clone(),
            changes: run.changes().clone(),
            breakdown: run.breakdown(),
        }))
    }
}
