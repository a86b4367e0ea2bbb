//! A branch walked beside the run at hand, step by step: A | B.

use std::sync::Arc;

use super::aside::Aside;
use super::branch::Branch;
use super::breakdown::Breakdown;
use super::changes::Changes;
use super::conditions::Conditions;
use super::deeds::Deed;
use super::history::Series;
use super::run::{Position, Run};
use super::session::Session;
use super::setup::Setup;
use crate::nn::{Metrics, Network, Parameters};

/// The branch that goes beside the run.
#[derive(Debug)]
pub(super) struct Companion {
    /// Its number.
    pub number: usize,
    /// Where it is.
    pub run: Run,
    /// What was measured of it last, and at which step.
    measured: Option<(u64, Metrics)>,
}

/// B as a frame may show it.
#[derive(Debug, Clone)]
pub struct OtherRun {
    /// The number of its branch.
    pub number: usize,
    /// What never changes in it.
    pub setup: Arc<Setup>,
    /// Its θ(step).
    pub parameters: Arc<Parameters>,
    /// Where it stands; behind the run while it catches up.
    pub position: Position,
    /// Loss and accuracy over its training examples, and the step at which they were measured.
    pub measured: Option<(u64, Metrics)>,
    /// Its loss along the run.
    pub loss: Series,
    /// What holds in its step.
    pub conditions: Conditions,
    /// What was set in its course.
    pub changes: Changes,
    /// Where its numbers stopped being finite, if they did.
    pub breakdown: Option<Breakdown>,
}

impl OtherRun {
    /// Its network at θ(step).
    pub fn network(&self) -> Network<'_> {
        Network { parameters: &self.parameters, activation: self.setup.hyperparameters().activation }
    }

    /// Whether it has yet to come to `step`.
    pub fn lags_behind(&self, step: u64) -> bool {
        self.position.step < step && self.breakdown.is_none()
    }
}

impl Session {
    /// Lets the branch of this number go beside the run, or none.
    pub(super) fn compare(&mut self, number: Option<usize>) {
        let branch = self.branches().into_iter().find(|branch| Some(branch.number) == number);
        self.companion = branch.map(|branch| Companion { number: branch.number, run: branch.run(), measured: None });
    }

    /// A and B change places: B goes on as the run, and A beside it.
    pub(super) fn swap_branches(&mut self) {
        if self.companion.is_some() {
            self.begin(Deed::Swap);
            self.exchange();
        }
    }

    /// Whether the run that was laid aside goes beside the one at hand: since a swap, another may have come, or none.
    pub(super) fn is_beside(&self, aside: &Aside) -> bool {
        let run = self.companion.as_ref().map(|companion| &companion.run);
        run.is_some_and(|run| aside.is_of(&run.setup, &run.changes))
    }

    /// The run and the one beside it change places, where there is one.
    pub(super) fn exchange(&mut self) {
        let Some(companion) = &mut self.companion else { return };
        std::mem::swap(&mut self.run, &mut companion.run);
        companion.measured = None;
        let (number, b) = (companion.number, &companion.run);
        let place = self.branches.iter().position(|branch| branch.number == number);
        let from = place.map_or(0, |place| self.branches[place].from).min(b.furthest().saturating_sub(1));
        let branch = b.branch(number, from);
        match (place, branch) {
            (Some(place), Some(branch)) => self.branches[place] = Arc::new(branch),
            (None, branch) => self.keep(branch),
            (Some(_), None) => {}
        }
        (self.evaluation, self.checked) = (None, None);
    }

    /// Sends B to the step where A is; [`Session::advance`] brings it there.
    pub(super) fn follow(&mut self) {
        let step = self.run.position().step;
        if let Some(companion) = &mut self.companion
            && companion.run.position().step != step
        {
            companion.run.approach(Position { step, phase: 0 });
        }
    }

    /// Whether B has yet to come to the step where A is.
    pub(super) fn companion_lags(&self) -> bool {
        self.companion.as_ref().is_some_and(|companion| {
            companion.run.position().step < self.run.position().step && companion.run.breakdown().is_none()
        })
    }

    /// B as it stands, measured where it has caught up and `measure` says so.
    pub(super) fn other_run(&mut self, measure: bool) -> Option<Arc<OtherRun>> {
        let lags = self.companion_lags();
        let Companion { number, run, measured } = self.companion.as_mut()?;
        let step = run.position().step;
        if measure && !lags && measured.is_none_or(|(at, _)| at != step) {
            *measured = run.survey().map(|survey| (step, survey.metrics));
        }
        Some(Arc::new(OtherRun {
            number: *number,
            setup: Arc::clone(&run.setup),
            parameters: Arc::new(run.network().parameters.clone()),
            position: run.position(),
            measured: *measured,
            loss: run.history().loss.clone(),
            conditions: run.conditions().clone(),
            changes: run.changes.clone(),
            breakdown: run.breakdown(),
        }))
    }

    /// The futures left behind by changes in the past, and the runs left by starting over.
    pub(super) fn branches(&self) -> Vec<Arc<Branch>> {
        self.branches.clone()
    }

    /// Keeps a future that is left, and not twice the same; of too many, the oldest go.
    pub(super) fn keep(&mut self, branch: Option<Branch>) {
        if let Some(branch) = branch {
            self.branches.retain(|other| !other.is_part_of(&branch));
            self.last_number = self.last_number.max(branch.number);
            self.branches.push(Arc::new(branch));
            let surplus = self.branches.len().saturating_sub(MOST_BRANCHES);
            self.branches.drain(..surplus);
        }
    }
}

/// The most branches that are kept.
const MOST_BRANCHES: usize = 8;
