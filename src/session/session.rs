//! A session: the run at hand, the one before it, and what is being looked at.

use std::sync::Arc;

use super::branch::Branch;
use super::changes::{Changes, Setting};
use super::command::Command;
use super::companion::Companion;
use super::evaluation::Evaluation;
use super::gradients::MeasuredGradients;
use super::hyperparameters::Hyperparameters;
use super::recipe::Recipe;
use super::run::{Position, Run};
use super::snapshot::{Names, Request};
use super::walk::Walk;
use crate::data::{Problem, Ranges};
use crate::error::Error;
use crate::nn::{Checker, GradientCheck, Mistake};

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
    /// The run that the last reset, reseed or rebuilding left.
    pub(super) previous: Option<Run>,
    /// The same as a branch.
    pub(super) previous_branch: Option<Arc<Branch>>,
    /// The futures left behind, oldest first.
    pub(super) branches: Vec<Arc<Branch>>,
    /// The number of the branch left last.
    pub(super) last_number: usize,
    /// The branch that goes beside the run.
    pub(super) companion: Option<Companion>,
    pub(super) target: Option<Position>,
    /// What was set on the way to the target, to take effect there.
    pub(super) settings_at_target: Vec<Setting>,
    /// Why the last thing asked for was refused.
    pub(super) refused: Option<Arc<Error>>,
    pub(super) checker: Option<Box<Checker>>,
    /// The gradient check done last.
    pub(super) checked: Option<Arc<Checked>>,
    pub(super) request: Request,
    pub(super) evaluation: Option<Arc<Evaluation>>,
    pub(super) gradients: Option<MeasuredGradients>,
    pub(super) names: Arc<Names>,
    pub(super) ranges: Arc<Ranges>,
}

impl Session {
    /// A session at step 0 of its first run.
    pub fn new(problem: Arc<Problem>, hyperparameters: Hyperparameters) -> Self {
        Self {
            names: Arc::new(Names::of(&problem)),
            ranges: Arc::new(Ranges::of(&problem.train.inputs)),
            run: Run::new(problem, hyperparameters),
            previous: None,
            previous_branch: None,
            branches: Vec::new(),
            last_number: 0,
            companion: None,
            refused: None,
            target: None,
            settings_at_target: Vec::new(),
            checker: None,
            checked: None,
            request: Request::default(),
            evaluation: None,
            gradients: None,
        }
    }

    /// The same session, knowing what its first run was made of.
    #[must_use]
    pub fn made_of(mut self, recipe: Recipe) -> Self {
        self.run.recipe = Arc::new(recipe);
        self
    }

    /// The same session, whose run is changed on its way as `changes` say.
    #[must_use]
    pub fn with_changes(mut self, changes: Changes) -> Self {
        self.run.plan(changes);
        self
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

    /// One whole step, of both where a branch goes beside.
    pub fn step(&mut self) {
        let before = self.run.position().step;
        self.run.step();
        if let Some(companion) = &mut self.companion
            && companion.run.position().step == before
            && self.run.position().step > before
        {
            companion.run.step();
        }
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
        self.target.is_some() || self.checker.is_some() || self.companion_lags()
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
        let Some(target) = self.target else {
            if let Some(companion) = self.companion.as_mut() {
                companion.run.step();
            }
            return;
        };
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
            if !self.run.has(setting) {
                let left = self.run.branch(self.last_number + 1, self.run.position().step);
                self.keep(left);
            }
            self.run.set(setting);
            (self.evaluation, self.checked) = (None, None);
        }
    }

    /// Begins a check of the gradients of the step at hand, by [`Session::advance`]; where its numbers broke there are none.
    fn check_gradients(&mut self) {
        // A planted mistake that breaks the numbers is what the check is there to find.
        let is_checkable = self.run.mistake().is_some() && self.run.network().parameters.is_finite();
        self.refused = self.run.broke().filter(|_| !is_checkable).map(Arc::new);
        if self.refused.is_some() {
            return;
        }
        let penalty = self.run.conditions().penalty;
        let (batch, mistake) = (self.run.load_batch(), self.run.mistake());
        self.checker = Some(Box::new(Checker::new(self.run.network().clone(), batch, penalty, mistake)));
    }

    /// The whole check of the gradients of the step at hand: of its batch, under the penalty and with the mistake that hold
    /// there. It may end at the next step, where the numbers of this one break.
    ///
    /// # Errors
    /// Where the numbers broke, the sentence about it.
    pub fn check(&mut self) -> Result<Arc<Checked>, Error> {
        self.apply(Command::CheckGradients);
        while self.checker.is_some() {
            self.advance();
        }
        if let Some(checked) = &self.checked {
            let is_finite = checked.result.blocks.iter().all(|block| block.largest_error.is_finite());
            if is_finite || checked.mistake.is_some() {
                return Ok(Arc::clone(checked));
            }
            self.step();
        }
        match (self.run.broke(), self.checked.take()) {
            (None, Some(checked)) => Ok(checked),
            (broke, _) => Err(broke.expect("without a check the run broke")),
        }
    }

    /// Takes back the change made last, and goes to where it was made; what came of it is left as a branch.
    fn take_back(&mut self) {
        let Some(last) = self.run.changes().iter().rev().find(|change| change.step <= self.run.furthest()) else {
            return;
        };
        let left = self.run.branch(self.last_number + 1, last.step);
        self.keep(left);
        self.target = self.run.take_back().filter(|target| self.run.position() < *target);
        (self.evaluation, self.checked) = (None, None);
    }

    /// Carries out `command`; of a walk only its beginning (see [`Session::advance`]).
    pub fn apply(&mut self, command: Command) {
        if let Command::Look(request) = command {
            self.request = request;
            return;
        }
        (self.checker, self.refused) = (None, None);
        self.carry_out(command);
        self.follow();
    }

    fn carry_out(&mut self, command: Command) {
        let here = self.run.position();
        match command {
            Command::Step => {
                self.arrive();
                self.step();
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
            Command::Steps(by) => {
                let from = self.target.unwrap_or(here).step;
                self.walk_to(Position { step: from.saturating_add_signed(by), phase: 0 });
            }
            Command::Epochs(by) => {
                let from = self.target.unwrap_or(here);
                let epoch = self.run.epoch_at(from.step);
                // Back within an epoch leads to its start first.
                let is_within = from.step > self.run.start_of(epoch) || from.phase > 0;
                let epoch = epoch.saturating_add_signed(by + i64::from(is_within && by < 0));
                self.walk_to(Position { step: self.run.start_of(epoch), phase: 0 });
            }
            Command::GoTo(target) => self.walk_to(target),
            Command::Stay => self.arrive(),
            Command::Reset => self.reset(),
            Command::Reseed => self.reseed(),
            Command::Undo => self.undo(),
            Command::Rebuild(recipe) => self.rebuild(recipe),
            Command::TakeBack => self.take_back(),
            Command::Compare(number) => self.compare(number),
            Command::SwapBranches => self.swap_branches(),
            Command::Set(setting) => self.set(setting),
            Command::CheckGradients => self.check_gradients(),
            Command::PhaseBack | Command::Look(_) => {}
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
}
