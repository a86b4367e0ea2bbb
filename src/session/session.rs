//! A session: the run at hand, what was done to it, and what is being looked at.

use std::sync::Arc;

use super::branch::Branch;
use super::changes::{Changes, Setting};
use super::command::{Command, Edit};
use super::companion::Companion;
use super::deeds::{Deed, Deeds};
use super::evaluation::Evaluation;
use super::gradients::MeasuredGradients;
use super::hyperparameters::Hyperparameters;
use super::open_step::OpenStep;
use super::recipe::{Built, Recipe};
use super::run::{Position, Run};
use super::setup::Setup;
use super::snapshot::Request;
use crate::data::Problem;
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

/// The check of the gradients: how far the one that goes on has come, and what the last one found.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// How many entries are probed, and how many will be, while one goes on.
    pub progress: Option<(usize, usize)>,
    /// What the last one found, while it holds.
    pub result: Option<Arc<Checked>>,
}

/// What the user trains and walks through.
///
/// A walk to a far place is made of steps, so that its host can show its progress and give it up:
/// while [`Session::target`] is some, [`Session::advance`] goes one step further.
#[derive(Debug)]
pub struct Session {
    pub(super) run: Run,
    /// What was done to the run.
    pub(super) deeds: Deeds,
    /// The futures left behind, oldest first.
    pub(super) branches: Vec<Arc<Branch>>,
    /// The number of the branch left last.
    pub(super) last_number: usize,
    /// The branch that goes beside the run.
    pub(super) companion: Option<Companion>,
    pub(super) target: Option<Position>,
    /// What was asked for on the way to the target and is of the place where that leads.
    pub(super) at_target: Vec<Command>,
    /// Why the last thing asked for was refused.
    pub(super) refused: Option<Arc<Error>>,
    pub(super) checker: Option<Box<Checker>>,
    /// The gradient check done last.
    pub(super) checked: Option<Arc<Checked>>,
    pub(super) request: Request,
    pub(super) evaluation: Option<Arc<Evaluation>>,
    pub(super) gradients: Option<MeasuredGradients>,
}

impl Session {
    /// A session at step 0 of its first run.
    pub fn new(problem: Arc<Problem>, hyperparameters: Hyperparameters) -> Self {
        Self {
            run: Run::new(Arc::new(Setup::new(problem, hyperparameters))),
            deeds: Deeds::default(),
            branches: Vec::new(),
            last_number: 0,
            companion: None,
            refused: None,
            target: None,
            at_target: Vec::new(),
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
        self.run.setup = Arc::new(self.run.setup.with_recipe(recipe));
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

    /// The place that is being walked to.
    pub fn target(&self) -> Option<Position> {
        self.target
    }

    /// Computes the phase at hand, without going on to the next, and lays the step open; none where its numbers broke
    /// before its first phase.
    pub fn open(&mut self) -> Option<OpenStep> {
        self.run.open()
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
        for command in std::mem::take(&mut self.at_target) {
            // Done at once, unless one before it sets out for another place.
            self.apply(command);
        }
    }

    fn set(&mut self, setting: Setting) {
        if self.run.has(setting) {
            return;
        }
        let (before, step) = (self.run.held(setting), self.run.position().step);
        self.begin(Deed::Set { before, after: setting });
        let left = self.run.branch(self.last_number + 1, step);
        self.keep(left);
        self.target = self.run.set(setting);
        (self.evaluation, self.checked) = (None, None);
    }

    /// Sets what `edit` makes of what holds now.
    fn edit(&mut self, edit: Edit) {
        let conditions = self.run.conditions();
        self.set(match edit {
            Edit::Nudge(id, by) => match self.run.network().parameters.get(id) {
                Some(value) => Setting::Parameter(id, nudged(value, by)),
                None => return,
            },
            Edit::Freeze(id) => Setting::Freeze(id, !conditions.frozen.contains(&id)),
            Edit::Silence(unit) => Setting::Silence(unit, !conditions.silenced.contains(&unit)),
        });
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
        // A walk that goes on counts as done: what keys do does not depend on how fast it goes.
        let here = self.target.unwrap_or(self.run.position());
        match command {
            command if self.target.is_some() && command.is_of_the_place() => self.at_target.push(command),
            Command::Step => self.forward(Position { step: here.step + 1, phase: 0 }),
            Command::Phase => self.phases(1),
            Command::StepBack => self.walk_to(Position { step: self.step_before(here), phase: 0 }),
            Command::PhaseBack => self.phases(-1),
            Command::Phases(by) => self.phases(by),
            Command::Steps(by) => self.turn_to(Position { step: here.step.saturating_add_signed(by), phase: 0 }, by),
            Command::Epochs(by) => {
                let epoch = self.run.epoch_at(here.step);
                // Back within an epoch leads to its start first.
                let is_within = here.step > self.run.start_of(epoch) || here.phase > 0;
                let epoch = epoch.saturating_add_signed(by + i64::from(is_within && by < 0));
                self.turn_to(Position { step: self.run.start_of(epoch), phase: 0 }, by);
            }
            Command::GoTo(target) => self.walk_to(target),
            Command::Stay => {
                if self.target.is_none() && self.companion_lags() {
                    self.companion = None;
                }
                self.at_target.clear();
                self.arrive();
            }
            Command::Reset => self.reset(),
            Command::Reseed => self.reseed(),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Rebuild(recipe) => self.rebuild(&Built::of(recipe)),
            Command::Begin(built) => self.rebuild(&built),
            Command::Compare(number) => self.compare(number),
            Command::SwapBranches => self.swap_branches(),
            Command::Set(setting) => self.set(setting),
            Command::Edit(edit) => self.edit(edit),
            Command::CheckGradients => self.check_gradients(),
            Command::Look(_) => {}
        }
    }

    /// Goes to `target`, so many of something back or forth from the place at hand.
    fn turn_to(&mut self, target: Position, by: i64) {
        if by > 0 { self.forward(target) } else { self.walk_to(target) }
    }

    /// Goes forward to `target`; where the run broke nothing lies ahead.
    fn forward(&mut self, target: Position) {
        if self.run.breakdown().is_none() {
            self.walk_to(target);
        }
    }

    /// So many phases back or forth; where the run broke, forward as far as it is computed.
    fn phases(&mut self, by: i64) {
        if by > 0 && self.run.breakdown().is_some() {
            (0..by).for_each(|_| self.run.phase());
            return;
        }
        let (here, length) = (self.target.unwrap_or(self.run.position()), self.run.setup.phases().len() as u64);
        let place = (here.step * length + here.phase as u64).saturating_add_signed(by);
        self.walk_to(Position { step: place / length, phase: (place % length) as usize });
    }

    fn walk_to(&mut self, target: Position) {
        self.run.approach(target);
        self.target = (self.run.position() < target).then_some(target);
    }

    fn step_before(&self, here: Position) -> u64 {
        match self.run.breakdown() {
            Some(breakdown) => breakdown.last_finite.unwrap_or_default(),
            None if here.phase > 0 => here.step,
            None => here.step.saturating_sub(1),
        }
    }
}

/// `value` and a nudge, without the dust that binary fractions leave: at most twelve decimals.
fn nudged(value: f64, by: f64) -> f64 {
    let sum = value + by;
    // Exact where the number is too large to have decimals.
    if sum.abs() < 1e3 { libm::round(sum * 1e12) / 1e12 } else { sum }
}
