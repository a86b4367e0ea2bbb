//! A session: the run at hand, the one before it, and what is being looked at.

use std::sync::Arc;

use super::branch::Branch;
use super::command::Command;
use super::evaluation::Evaluation;
use super::hyperparameters::Hyperparameters;
use super::recipe::Recipe;
use super::run::{Position, Run};
use super::snapshot::{Names, Request};
use super::timeline::Setting;
use super::walk::Walk;
use crate::data::Problem;
use crate::nn::{Checker, GradientCheck, Mistake, Survey};

/// A gradient check, and where it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The step.
    pub step: u64,
    /// The mistake that was planted.
    pub mistake: Option<Mistake>,
    /// What was found.
    pub result: GradientCheck,
}

/// What the user trains and walks through.
///
/// A walk to a far place is made of steps, so that its host can show its progress and give it up:
/// while [`Session::target`] is some, [`Session::advance`] goes one step further.
#[derive(Debug)]
pub struct Session {
    pub(super) run: Run,
    previous: Option<Run>,
    target: Option<Position>,
    /// What was set on the way to the target, to take effect there.
    settings_at_target: Vec<Setting>,
    checker: Option<Box<Checker>>,
    /// The gradient check done last.
    pub(super) checked: Option<Arc<Checked>>,
    pub(super) request: Request,
    pub(super) evaluation: Option<Arc<Evaluation>>,
    pub(super) names: Arc<Names>,
    pub(super) recipe: Arc<Recipe>,
}

impl Session {
    /// A session at step 0 of its first run.
    pub fn new(problem: Arc<Problem>, hyperparameters: Hyperparameters) -> Self {
        Self {
            names: Arc::new(Names::of(&problem)),
            recipe: Arc::new(Recipe::new(&problem.name, (*hyperparameters).clone())),
            run: Run::new(problem, hyperparameters),
            previous: None,
            target: None,
            settings_at_target: Vec::new(),
            checker: None,
            checked: None,
            request: Request::default(),
            evaluation: None,
        }
    }

    /// The same session, knowing what its first run was made of.
    #[must_use]
    pub fn made_of(self, recipe: Recipe) -> Self {
        Self { recipe: Arc::new(recipe), ..self }
    }

    /// The run at hand.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// The names of the data.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The place that is being walked to.
    pub fn target(&self) -> Option<Position> {
        self.target
    }

    /// Computes the phase at hand, without going on to the next, and lays the step open; none where its numbers broke
    /// before its first phase.
    pub fn walk(&mut self) -> Option<Walk> {
        self.run.walk()
    }

    /// One whole step.
    pub fn step(&mut self) {
        self.run.step();
    }

    /// One phase.
    pub fn phase(&mut self) {
        self.run.phase();
    }

    /// Goes to `target`, all the way.
    pub fn go_to(&mut self, target: Position) {
        self.run.go_to(target);
    }

    /// Whether there is work that [`Session::advance`] goes on with.
    pub fn is_busy(&self) -> bool {
        self.target.is_some() || self.checker.is_some()
    }

    /// How many entries of a gradient check are probed, and how many will be, while one goes on.
    pub fn checking(&self) -> Option<(usize, usize)> {
        self.checker.as_ref().map(|checker| checker.progress())
    }

    /// One step towards the target, which is forgotten on arrival or when the run breaks; or one entry of a gradient check.
    pub fn advance(&mut self) {
        if let Some(mut checker) = self.checker.take() {
            if checker.advance() {
                self.checker = Some(checker);
            } else {
                let (step, mistake) = (self.run.position().step, self.run.mistake());
                self.checked = Some(Arc::new(Checked { step, mistake, result: checker.into_result() }));
            }
            return;
        }
        let Some(target) = self.target else { return };
        if self.run.position() < target && self.run.breakdown().is_none() {
            self.run.advance(target);
        }
        if self.run.position() >= target || self.run.breakdown().is_some() {
            self.arrive();
        }
    }

    /// The walk ends here.
    fn arrive(&mut self) {
        self.target = None;
        for setting in std::mem::take(&mut self.settings_at_target) {
            self.set(setting);
        }
    }

    fn set(&mut self, setting: Setting) {
        if self.target.is_some() {
            // Set on the way back, it would cut off the run at a place that nobody chose.
            self.settings_at_target.push(setting);
        } else {
            self.run.set(setting);
            (self.evaluation, self.checked) = (None, None);
        }
    }

    /// Begins a check of the gradients of the step at hand, by [`Session::advance`].
    fn check_gradients(&mut self) {
        let penalty = self.run.hyperparameters().penalty();
        let (batch, mistake) = (self.run.load_batch(), self.run.mistake());
        self.checker = Some(Box::new(Checker::new(self.run.network().clone(), batch, penalty, mistake)));
    }

    /// Carries out `command`; of a walk only its beginning (see [`Session::advance`]).
    pub fn apply(&mut self, command: Command) {
        let here = self.run.position();
        if !matches!(command, Command::Look(_)) {
            self.checker = None;
        }
        match command {
            Command::Step => {
                self.arrive();
                self.run.step();
            }
            Command::Phase => {
                self.arrive();
                self.run.phase();
            }
            Command::StepBack => self.walk_to(Position { step: self.step_before(), phase: 0 }),
            Command::PhaseBack if here.phase > 0 => self.walk_to(Position { phase: here.phase - 1, ..here }),
            Command::PhaseBack if here.step > 0 => {
                self.walk_to(Position { step: here.step - 1, phase: self.run.phases().len() - 1 });
            }
            Command::PhaseBack => {}
            Command::Steps(by) => {
                let from = self.target.unwrap_or(here).step;
                self.walk_to(Position { step: from.saturating_add_signed(by), phase: 0 });
            }
            Command::Epochs(by) => {
                let (from, each) = (self.target.unwrap_or(here), self.run.steps_per_epoch());
                // Back within an epoch leads to its start first.
                let is_within = !from.step.is_multiple_of(each) || from.phase > 0;
                let epoch = (from.step / each).saturating_add_signed(by + i64::from(is_within && by < 0));
                self.walk_to(Position { step: epoch * each, phase: 0 });
            }
            Command::GoTo(target) => self.walk_to(target),
            Command::Stay => self.arrive(),
            Command::Reset => self.start_over(self.run.hyperparameters().clone()),
            Command::Reseed => {
                let hyperparameters = self.run.hyperparameters();
                self.start_over(hyperparameters.with_seed(hyperparameters.seed.wrapping_add(1)));
            }
            Command::Undo => {
                if let Some(previous) = &mut self.previous {
                    std::mem::swap(&mut self.run, previous);
                    previous.put_away();
                    self.forget_the_way();
                }
            }
            Command::Set(setting) => self.set(setting),
            Command::CheckGradients => self.check_gradients(),
            Command::Look(request) => self.request = request,
        }
    }

    fn walk_to(&mut self, target: Position) {
        self.run.approach(target);
        self.target = (self.run.position() < target).then_some(target);
    }

    fn step_before(&self) -> u64 {
        let here = self.run.position();
        match self.run.breakdown() {
            Some(breakdown) => breakdown.last_finite.unwrap_or_default(),
            None if here.phase > 0 => here.step,
            None => here.step.saturating_sub(1),
        }
    }

    /// The futures left behind by changes in the past, and the run left by a reset or reseed.
    pub(super) fn branches(&self) -> Vec<Arc<Branch>> {
        let previous = self.previous.as_ref().and_then(|previous| previous.branch(0));
        self.run.branches.iter().cloned().chain(previous).collect()
    }

    /// Whether a reset or reseed can be undone.
    pub fn can_undo(&self) -> bool {
        self.previous.is_some()
    }

    fn start_over(&mut self, hyperparameters: Hyperparameters) {
        let fresh = Run::new(Arc::clone(self.run.problem()), hyperparameters);
        let mut old = std::mem::replace(&mut self.run, fresh);
        old.put_away();
        self.previous = Some(old);
        self.forget_the_way();
    }

    /// Another run: what was measured and asked for belongs to the one before.
    fn forget_the_way(&mut self) {
        self.target = None;
        self.settings_at_target.clear();
        (self.evaluation, self.checked, self.checker) = (None, None, None);
    }

    /// Whether measuring now costs little against the steps since it was last done: always where this step's forward
    /// pass is all it takes, else once the steps have cost four times as much as the measurement.
    pub fn evaluation_is_due(&self) -> bool {
        let Some(last) = &self.evaluation else { return true };
        let examples = &self.run.problem().train.labels;
        let train = if self.run.is_full_batch() { 0 } else { examples.len() };
        let test = self.run.problem().test.as_ref().map_or(0, |test| test.labels.len());
        let rows = self.run.batch_rows();
        // A step is about three forward passes of its rows.
        let steps = (4 * (train + test)).div_ceil(3 * rows) as u64;
        self.run.position().step.abs_diff(last.step) >= steps
    }

    /// Measures the network at this step over all examples; none where the run broke.
    pub fn evaluate(&mut self) -> Option<Arc<Evaluation>> {
        let step = self.run.position().step;
        if let Some(known) = self.evaluation.as_ref().filter(|known| known.step == step) {
            return Some(Arc::clone(known));
        }
        let survey = self.run.survey()?;
        let penalty = self.run.hyperparameters().penalty();
        let (network, problem) = (self.run.network(), self.run.problem());
        let test = problem.test.as_ref();
        let test = test.map(|test| Survey::of(network, penalty, &test.inputs, &test.labels));
        let evaluation = Arc::new(Evaluation::new(step, network.activation, survey, test));
        self.run.note(&evaluation);
        self.evaluation = Some(Arc::clone(&evaluation));
        Some(evaluation)
    }
}

impl Run {
    fn note(&mut self, evaluation: &Evaluation) {
        let (step, history) = (evaluation.step, &mut self.history);
        history.accuracy.record(step, evaluation.train.accuracy);
        if let Some(test) = evaluation.test {
            history.test_loss.record(step, test.loss);
            history.test_accuracy.record(step, test.accuracy);
        }
        if let Some(sparsity) = evaluation.sparsity {
            history.sparsity.record(step, sparsity);
        }
    }
}
