//! A training run, which goes forward and back in time.

use std::sync::Arc;

use super::breakdown::{Breakdown, Broken};
use super::changes::Changes;
use super::clock::{Clock, Position};
use super::conditions::Conditions;
use super::evaluation::Evaluation;
use super::gradients::Gradients;
use super::history::History;
use super::kept_run::KeptRun;
use super::matrices::Matrices;
use super::model::Model;
use super::open_step::OpenStep;
use super::overfitting::test_is_due;
use super::setting::{Change, Setting};
use super::setup::Setup;
use super::timeline::{BUDGET, Checkpoint};
use crate::error::Error;
use crate::nn::{Batch, Mistake, Mlp, Optimizer, Survey};

/// A training run: its network at a position in time, the way back, and what was measured.
#[derive(Debug)]
pub struct Run {
    setup: Arc<Setup>,
    /// What was set in its course.
    changes: Changes,
    clock: Clock,
    model: Model,
    /// L at θ(step), computed on demand.
    known_loss: Option<f64>,
    /// What was measured along it.
    history: History,
    breakdown: Option<Breakdown>,
}

impl Run {
    /// Creates a run at step 0.
    pub(super) fn new(setup: Arc<Setup>) -> Self {
        Self::with_budget(setup, BUDGET)
    }

    /// Restores a kept run to go beside another, with less memory.
    pub(super) fn beside(kept: &KeptRun) -> Self {
        let mut run = Self::with_budget(Arc::clone(&kept.setup), BUDGET / 3);
        run.become_kept(kept);
        run
    }

    fn with_budget(setup: Arc<Setup>, budget: usize) -> Self {
        let model = Model::new(Arc::clone(&setup));
        let mut run = Self {
            clock: Clock::new(model.checkpoint(0), model.conditions().regime.rows, budget),
            changes: Changes::default(),
            known_loss: None,
            history: History::default(),
            breakdown: None,
            model,
            setup,
        };
        run.measure_test();
        run
    }

    /// Returns what never changes in it.
    pub fn setup(&self) -> &Arc<Setup> {
        &self.setup
    }

    /// Returns the changes made to the run.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Returns the position of the run.
    pub fn position(&self) -> Position {
        self.clock.position()
    }

    /// Returns the furthest step that this run has reached.
    pub fn furthest(&self) -> u64 {
        self.clock.furthest()
    }

    pub(super) fn model(&self) -> &Model {
        &self.model
    }

    /// Returns the network at θ(step).
    pub fn network(&self) -> &Mlp {
        self.model.network()
    }

    /// Returns the optimizer with what it remembers.
    pub fn optimizer(&self) -> &Optimizer {
        self.model.optimizer()
    }

    /// Returns the conditions of this step.
    pub fn conditions(&self) -> &Conditions {
        self.model.conditions()
    }

    /// Returns where the numbers stopped being finite, if they did.
    pub fn breakdown(&self) -> Option<Breakdown> {
        self.breakdown
    }

    /// Returns the error of a run whose numbers broke: the cause, and the remedy.
    pub fn breakdown_error(&self) -> Option<Error> {
        self.breakdown.map(|breakdown| breakdown.error(self.network().hidden_layers(), self.conditions().learning_rate))
    }

    /// Returns what was measured along the run.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Returns the loss at θ(step), if it is computed already.
    pub fn known_loss(&self) -> Option<f64> {
        self.known_loss
    }

    /// Returns the batch of this step, valid once a part of the step is computed.
    pub fn batch(&self) -> &Batch {
        self.model.batch(self.clock.step())
    }

    /// Gathers the batch of this step and returns it.
    pub(super) fn load_batch(&mut self) -> Arc<Batch> {
        self.model.load_batch(self.clock.step())
    }

    /// Returns the matrices of this step, valid as far as its phases are computed; `None` if no phase ever was.
    pub fn matrices(&self) -> Option<&Arc<Matrices>> {
        self.model.matrices(self.clock.step())
    }

    // Forward and back.

    /// Takes one whole step, or the phases that are left of it. Does nothing if the run broke.
    pub fn step(&mut self) {
        let Position { step, phase } = self.position();
        if phase == 0 && self.breakdown.is_none() && self.step_at_once() {
            return;
        }
        while self.clock.step() == step && self.breakdown.is_none() {
            self.phase();
        }
    }

    /// Takes a step without its phases; returns false, doing nothing, if a mistake is planted or numbers may overflow.
    fn step_at_once(&mut self) -> bool {
        let step = self.clock.step();
        let Some(loss) = self.model.step_at_once(step) else { return false };
        self.record_loss(Ok(loss));
        if let Some(broken) = self.model.broken_update() {
            self.break_down(broken);
        }
        self.arrive_at(step + 1);
        true
    }

    fn arrive_at(&mut self, step: u64) {
        self.clock.arrive(step);
        if self.breakdown.is_none() {
            self.clock.record(&self.model.network().parameters, self.model.optimizer());
        }
        self.model.go_on(step, &self.changes);
        self.known_loss = None;
        self.measure_test();
    }

    /// Takes one phase; if the run broke, only as far as its phases are computed.
    pub fn phase(&mut self) {
        let Position { step, phase } = self.position();
        if self.breakdown.is_some() {
            // The phases before the one that broke can still be viewed.
            self.clock.turn_to((phase + 1).min(self.model.computed()).max(phase));
            return;
        }
        self.compute(phase + 1);
        let computed = self.model.computed();
        if computed == self.setup.phases().len() {
            self.arrive_at(step + 1);
        } else if computed > phase {
            self.clock.turn_to(phase + 1);
        }
    }

    /// Computes the first `count` phases of this step, unless they are computed already.
    fn compute(&mut self, count: usize) {
        let step = self.clock.step();
        while self.model.computed() < count {
            match self.model.compute_next(step) {
                Ok(None) => {}
                Ok(Some(loss)) => self.record_loss(Ok(loss)),
                Err(broken) => return self.break_down(broken),
            }
        }
    }

    fn break_down(&mut self, broken: Broken) {
        self.breakdown = Some(Breakdown::new(self.clock.step(), broken, self.conditions().mistake, &self.changes));
    }

    /// Goes to `target`, forward or back.
    pub fn go_to(&mut self, target: Position) {
        self.approach(target);
        while self.position() < target && self.breakdown.is_none() {
            self.advance(target);
        }
    }

    /// Gets as near to `target` as it can without computing; [`Run::advance`] does the rest.
    pub fn approach(&mut self, target: Position) {
        let here = self.position();
        if target.step == here.step && target.phase <= here.phase && self.breakdown.is_none() {
            self.clock.turn_to(target.phase);
        } else if target < here || self.clock.nearest(target.step).step > here.step || self.breakdown.is_some() {
            self.restore(target.step);
        }
    }

    /// Takes one step towards `target`, or one phase if it is that near.
    pub fn advance(&mut self, target: Position) {
        if self.clock.step() < target.step { self.step() } else { self.phase() }
    }

    /// Goes to the latest checkpoint at or before `step`.
    fn restore(&mut self, step: u64) {
        self.model.restore(self.clock.rewind_to(step), &self.changes);
        self.known_loss = None;
        self.breakdown = None;
        self.measure_test();
    }

    // What is set in its course.

    /// Replaces the list of changes and rewinds to step 0: they take effect as the run reaches their steps.
    pub(super) fn plan(&mut self, changes: Changes) {
        self.changes = changes;
        self.restore(0);
    }

    /// Sets something from this step on and forgets everything after it: the run becomes another. Returns the position
    /// to bring it back to: if earlier losses must be measured again, it was rewound to before them.
    pub(super) fn set(&mut self, setting: Setting) -> Position {
        let (here, change) = (self.position(), Change { step: self.clock.step(), setting });
        self.changes.forget(here.step, self.clock.furthest());
        self.clock.forget_the_future();
        // The bucket that held this step may have held others, too.
        let measured_from = self.history.forget(here.step, setting.changes_loss());
        self.changes.add(here.step, setting);
        if let Some(from) = measured_from.filter(|from| *from < here.step) {
            self.restore(from);
            return here;
        }
        self.model.set(change, &self.changes);
        if measured_from.is_some() || setting.changes_matrices() {
            self.known_loss = None;
        }
        if setting.changes_matrices() {
            // A breakdown found by looking ahead, while the parameters are finite, may no longer happen.
            if self.network().parameters.is_finite() {
                self.breakdown = None;
            }
            self.compute(here.phase);
            // Never stay past the last phase that can be computed again.
            self.clock.turn_to(here.phase.min(self.model.computed()));
        }
        self.loss();
        self.measure_test();
        self.position()
    }

    // What is measured: the run does not move.

    /// Looks ahead to the loss at θ(step); `None` if it is not finite.
    pub fn loss(&mut self) -> Option<f64> {
        if self.known_loss.is_none() && self.breakdown.is_none() {
            let loss = self.model.loss(self.clock.step());
            self.record_loss(loss);
        }
        self.known_loss
    }

    /// Records L at θ(step), or what broke on the way to it.
    fn record_loss(&mut self, loss: Result<f64, Broken>) {
        match loss {
            Ok(loss) => {
                self.known_loss = Some(loss);
                self.history.loss.record(self.clock.step(), loss);
            }
            Err(broken) => self.break_down(broken),
        }
    }

    /// Measures the network at θ(step) over all training examples; `None` if L is not finite.
    pub(super) fn survey(&mut self) -> Option<Survey> {
        let is_full_batch = self.conditions().regime.is_full_batch();
        if !is_full_batch || self.conditions().mistake == Some(Mistake::MissingMaximum) {
            // Here L is not the survey's: it is the batch's or, with the planted mistake, that of the phases.
            self.loss()?;
        }
        let survey = self.model.survey();
        if self.known_loss().is_none() && self.breakdown.is_none() {
            let loss = self.model.checked_loss(self.clock.step(), survey.metrics.loss);
            self.record_loss(loss);
        }
        self.breakdown.is_none().then_some(survey)
    }

    /// Returns the gradients of this step's batch at θ(step); `None` if a mistake is planted or one is not finite.
    pub(super) fn gradients(&mut self) -> Option<Gradients> {
        self.model.gradients(self.clock.step())
    }

    /// Records the scores of an evaluation at θ(step) in the history.
    pub(super) fn note(&mut self, evaluation: &Evaluation) {
        self.history.note(evaluation);
    }

    /// Measures the test loss at θ(step) if it is due and not known.
    fn measure_test(&mut self) {
        let (step, rows, test) = (self.clock.step(), self.conditions().regime.rows, self.setup.test_examples());
        if test > 0 && self.breakdown.is_none() && test_is_due(self.history(), step, test, rows) {
            let loss = self.model.survey_test().map(|survey| survey.metrics.loss);
            if let Some(loss) = loss.filter(|loss| loss.is_finite()) {
                self.history.test_loss.record(step, loss);
            }
        }
    }

    /// Computes the current phase and lays the step open; `None` if not even its first phase can be computed.
    pub(super) fn open(&mut self) -> Option<OpenStep> {
        let position = self.position();
        if self.breakdown.is_none() {
            let updates = self.setup.phases().iter().filter(|phase| phase.is_update()).count();
            self.compute((position.phase + 1).min(self.setup.phases().len() - updates));
        }
        self.model.open(position, self.breakdown.is_none())
    }

    // Put aside and brought back.

    /// Returns the run as it is now, to be brought back later.
    pub(super) fn keep(&self) -> KeptRun {
        let step = self.clock.step();
        // If something was changed at this step, or its numbers broke, only the state before that is a checkpoint.
        let is_plain = self.breakdown.is_none() && self.changes.at(step).is_empty();
        let here = if is_plain { self.model.checkpoint(step) } else { self.clock.nearest(step).clone() };
        let end = self.clock.nearest(self.furthest());
        let end = (end.step > here.step).then(|| end.clone());
        self.kept(self.position(), self.history.clone(), std::iter::once(here).chain(end).collect())
    }

    /// Returns the run's own future after `step`, positioned at its start; `None` if there is no such future.
    pub(super) fn future(&self, step: u64) -> Option<KeptRun> {
        let History { loss, test_loss, .. } = self.history.clone();
        let history = History { loss, test_loss, ..History::default() };
        let checkpoints = [step, self.furthest()].map(|step| self.clock.nearest(step).clone());
        (self.furthest() > step).then(|| self.kept(Position::default(), history, checkpoints.to_vec()))
    }

    fn kept(&self, position: Position, history: History, checkpoints: Vec<Checkpoint>) -> KeptRun {
        KeptRun {
            setup: Arc::clone(&self.setup),
            changes: self.changes.clone(),
            silenced: self.model.silenced().clone(),
            furthest: self.furthest(),
            history,
            position,
            checkpoints,
        }
    }

    /// Becomes the run that was kept, at or before its position: [`Run::advance`] does the rest. What both runs share
    /// stays as it is.
    pub(super) fn bring_back(&mut self, kept: &KeptRun) {
        if !self.setup.is_same_run(&kept.setup) {
            *self = Self::new(Arc::clone(&kept.setup));
        }
        self.become_kept(kept);
    }

    fn become_kept(&mut self, kept: &KeptRun) {
        let shared = self.changes.first_difference(&kept.changes);
        self.clock.take_over(shared, kept.furthest, &kept.checkpoints);
        self.setup = Arc::clone(&kept.setup);
        self.changes = kept.changes.clone();
        self.model.take_over(&kept.silenced);
        self.history = kept.history.clone();
        self.restore(kept.position.step);
    }
}
