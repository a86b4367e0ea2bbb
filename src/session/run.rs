//! One run of training: the network, its place in time, and the way back.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::breakdown::{Breakdown, broken_update, first_broken};
use super::changes::{Change, Changes, Unit};
use super::conditions::Conditions;
use super::history::History;
use super::matrices::Matrices;
use super::pass::Passes;
use super::phase::{Phase, PhaseKind};
use super::setup::Setup;
use super::timeline::{BUDGET, Checkpoint, Timeline};
use crate::nn::{Batch, Mistake, Mlp, Optimizer};
use crate::random::{Stream, generator};

/// A place in time: so many updates, and so many phases of the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// The updates made.
    pub step: u64,
    /// The phases done since.
    pub phase: usize,
}

/// One run of training.
#[derive(Debug)]
pub struct Run {
    pub(super) setup: Arc<Setup>,
    pub(super) network: Mlp,
    pub(super) optimizer: Optimizer,
    /// What was set in its course.
    pub(super) changes: Changes,
    /// What holds in the step at hand.
    pub(super) conditions: Conditions,
    /// The outgoing weights that a unit had when it was silenced, by the step of that.
    pub(super) silenced: BTreeMap<(Unit, u64), Vec<f64>>,
    pub(super) position: Position,
    /// The phases of this step whose matrices are computed: at least `position.phase`, more after a phase back.
    pub(super) computed: usize,
    /// L at θ(step), once somebody asked for it.
    pub(super) known_loss: Option<f64>,
    pub(super) passes: Passes,
    pub(super) timeline: Timeline,
    /// What was measured.
    pub(super) history: History,
    pub(super) furthest: u64,
    pub(super) breakdown: Option<Breakdown>,
}

impl Run {
    /// A run at step 0.
    pub fn new(setup: Arc<Setup>) -> Self {
        Self::with_budget(setup, BUDGET)
    }

    /// A run at step 0 that goes beside another: its memory is smaller.
    pub(super) fn beside(setup: Arc<Setup>) -> Self {
        Self::with_budget(setup, BUDGET / 3)
    }

    fn with_budget(setup: Arc<Setup>, budget: usize) -> Self {
        let (hyperparameters, sizes, examples) = (setup.hyperparameters(), setup.sizes(), setup.examples());
        let mut rng = generator(hyperparameters.seed, Stream::Parameters, 0);
        let network = Mlp::new(sizes, hyperparameters.activation, &hyperparameters.init, &mut rng);
        let optimizer = Optimizer::new(hyperparameters.optimizer, sizes);
        let conditions = Conditions::new(hyperparameters, examples);
        let regime = conditions.regime;
        let start = Checkpoint { step: 0, parameters: network.parameters.clone(), optimizer: optimizer.clone() };
        let mut run = Self {
            timeline: Timeline::new(start, regime.rows, budget),
            changes: Changes::default(),
            conditions,
            silenced: BTreeMap::new(),
            network,
            optimizer,
            position: Position::default(),
            computed: 0,
            known_loss: None,
            passes: Passes::new(examples, regime, sizes, hyperparameters.seed),
            history: History::default(),
            furthest: 0,
            breakdown: None,
            setup,
        };
        run.measure_test();
        run
    }

    /// What never changes in it.
    pub fn setup(&self) -> &Arc<Setup> {
        &self.setup
    }

    /// The network at θ(step).
    pub fn network(&self) -> &Mlp {
        &self.network
    }

    /// What the optimizer remembers.
    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    /// Where the run stands.
    pub fn position(&self) -> Position {
        self.position
    }

    /// The furthest step that this run has reached.
    pub fn furthest(&self) -> u64 {
        self.furthest
    }

    /// ε of the next update.
    pub fn learning_rate(&self) -> f64 {
        self.conditions.learning_rate
    }

    /// The mistake that is planted in this step's gradients.
    pub fn mistake(&self) -> Option<Mistake> {
        self.conditions.mistake
    }

    /// What holds in the step at hand.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// The changes made to the run.
    pub fn changes(&self) -> &[Change] {
        self.changes.list()
    }

    /// What was measured along the run.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Where the numbers stopped being finite, if they did.
    pub fn breakdown(&self) -> Option<Breakdown> {
        self.breakdown
    }

    /// The updates of one epoch, as batches are cut now.
    pub fn steps_per_epoch(&self) -> u64 {
        self.conditions.regime.steps_per_epoch
    }

    /// The epoch of the step at hand, from 0.
    pub fn epoch(&self) -> u64 {
        self.conditions.regime.epoch(self.position.step)
    }

    /// The epoch of a step.
    pub fn epoch_at(&self, step: u64) -> u64 {
        let regimes = self.changes.regimes(self.setup.hyperparameters(), self.setup.examples());
        regimes.iter().rev().find(|regime| regime.first_step <= step).unwrap_or(&regimes[0]).epoch(step)
    }

    /// The first step of an epoch.
    pub fn start_of(&self, epoch: u64) -> u64 {
        let regimes = self.changes.regimes(self.setup.hyperparameters(), self.setup.examples());
        let of_epoch = regimes.iter().rev().find(|regime| regime.first_epoch <= epoch).unwrap_or(&regimes[0]);
        of_epoch.step_of(epoch)
    }

    /// Whether every step sees all training examples.
    pub fn is_full_batch(&self) -> bool {
        self.steps_per_epoch() == 1
    }

    /// The batch of the step at hand, once a part of it was computed.
    pub fn batch(&self) -> &Batch {
        &self.passes.of(self.position.step).batch
    }

    /// The batch of the step at hand, gathered.
    pub(super) fn load_batch(&mut self) -> Arc<Batch> {
        Arc::clone(&self.passes.load(self.position.step, &self.setup.problem().train).batch)
    }

    /// The number of examples of the step at hand.
    pub fn batch_rows(&self) -> usize {
        self.batch().rows()
    }

    /// The matrices of the step at hand, as far as its phases were walked; none when none ever was.
    pub fn matrices(&self) -> Option<&Arc<Matrices>> {
        self.passes.of(self.position.step).matrices()
    }

    /// One whole step: the phases that are left of it. Does nothing once the run broke.
    pub fn step(&mut self) {
        let step = self.position.step;
        if self.position.phase == 0 && self.breakdown.is_none() && self.step_at_once() {
            return;
        }
        while self.position.step == step && self.breakdown.is_none() {
            self.phase();
        }
    }

    /// A step without its phases, to the same bits; false where a number may not be finite: then nothing is done, and the
    /// phases find out which.
    fn step_at_once(&mut self) -> bool {
        if self.conditions.mistake.is_some() || !self.network.cannot_overflow(self.setup.largest_input()) {
            return false;
        }
        let (step, penalty) = (self.position.step, self.conditions.penalty);
        let pass = self.passes.load(step, &self.setup.problem().train);
        let (loss, gradients) = pass.step.gradients(&self.network, &pass.batch, penalty);
        if !loss.is_finite() || !gradients.is_finite() {
            return false;
        }
        let Conditions { learning_rate, optimizer_since, held, .. } = &mut self.conditions;
        let parameters = &mut self.network.parameters;
        held.update(&mut self.optimizer, parameters, gradients, *learning_rate, step - *optimizer_since);
        self.history.loss.record(step, loss);
        if let Some(phase) = broken_update(self.setup.phases(), &self.network.parameters) {
            let blame = self.blame(Some(step));
            self.breakdown = Some(Breakdown { step: step + 1, phase, last_finite: Some(step), blame });
        }
        self.arrive_at(step + 1);
        true
    }

    /// Another step begins.
    fn arrive_at(&mut self, step: u64) {
        self.position = Position { step, phase: 0 };
        self.computed = 0;
        self.known_loss = None;
        self.furthest = self.furthest.max(step);
        if self.breakdown.is_none() {
            self.timeline.record(step, &self.network.parameters, &self.optimizer);
        }
        if !self.changes.at(step).is_empty() {
            self.take_effect();
        }
        self.measure_test();
    }

    /// One phase. Does nothing once the run broke.
    pub fn phase(&mut self) {
        if self.breakdown.is_some() {
            // Up to the phase that broke one can still look.
            self.position.phase = (self.position.phase + 1).min(self.computed).max(self.position.phase);
            return;
        }
        self.compute(self.position.phase + 1);
        if self.computed <= self.position.phase {
            return; // it broke
        }
        if self.computed == self.setup.phases().len() {
            self.arrive_at(self.position.step + 1);
        } else {
            self.position.phase += 1;
        }
    }

    /// Goes to `target`, back or forth.
    pub fn go_to(&mut self, target: Position) {
        self.approach(target);
        while self.position < target && self.breakdown.is_none() {
            self.advance(target);
        }
    }

    /// Stands at the checkpoint from which `target` is nearest; [`Run::advance`] does the rest.
    pub fn approach(&mut self, target: Position) {
        if target.step == self.position.step && target.phase <= self.position.phase && self.breakdown.is_none() {
            self.position.phase = target.phase;
            return;
        }
        let is_nearer = self.timeline.nearest(target.step).step > self.position.step;
        if target < self.position || is_nearer || self.breakdown.is_some() {
            self.restore(target.step);
        }
    }

    /// Stands at the last checkpoint up to `step`.
    pub(super) fn restore(&mut self, step: u64) {
        let checkpoint = self.timeline.nearest(step);
        self.network.parameters.copy_from(&checkpoint.parameters);
        self.optimizer.copy_from(&checkpoint.optimizer);
        self.position = Position { step: checkpoint.step, phase: 0 };
        self.computed = 0;
        self.known_loss = None;
        self.breakdown = None;
        self.take_effect();
        self.measure_test();
    }

    /// One step towards `target`, or one phase when it is that near.
    pub fn advance(&mut self, target: Position) {
        if self.position.step < target.step { self.step() } else { self.phase() }
    }

    /// Computes the phases of this step up to `count` of them, as far as they are not computed.
    pub(super) fn compute(&mut self, count: usize) {
        while self.computed < count {
            let phase = self.setup.phases()[self.computed];
            let is_finite = self.perform(phase);
            let in_update = phase.is_update();
            if is_finite || in_update {
                self.computed += 1;
            }
            if !is_finite {
                let matrices = self.matrices().expect("a phase was walked");
                let broken = match first_broken(self.setup.phases(), phase, matrices) {
                    update if update.is_update() => {
                        broken_update(self.setup.phases(), &self.network.parameters).unwrap_or(update)
                    }
                    matrix => matrix,
                };
                let step = self.position.step;
                let last_finite = if in_update { Some(step) } else { step.checked_sub(1) };
                let blame = self.blame(last_finite);
                self.breakdown =
                    Some(Breakdown { step: step + u64::from(in_update), phase: broken, last_finite, blame });
                return;
            }
        }
    }

    /// Computes one phase of the step. Whether the numbers are still finite is tested where they cannot slip through: a
    /// non-finite H, Y or P makes the loss so, and a non-finite gradient the parameters; but a ReLU would hide −∞ in Z.
    fn perform(&mut self, phase: Phase) -> bool {
        let (step, penalty) = (self.position.step, self.conditions.penalty);
        let is_last = self.setup.phases().last() == Some(&phase);
        let pass = self.passes.load(step, &self.setup.problem().train);
        let matrices = pass.perform(phase, &self.network, penalty, self.conditions.mistake);
        match phase.kind {
            PhaseKind::PreActivation => phase.is_finite(matrices),
            PhaseKind::Loss => {
                let loss = matrices.forward.loss;
                if loss.is_finite() {
                    self.note_loss(loss);
                }
                loss.is_finite()
            }
            _ if is_last => {
                let gradients = &mut matrices.backward.gradients;
                let Conditions { learning_rate, optimizer_since, held, .. } = &mut self.conditions;
                let parameters = &mut self.network.parameters;
                held.update(&mut self.optimizer, parameters, gradients, *learning_rate, step - *optimizer_since);
                self.network.parameters.is_finite()
            }
            _ => true,
        }
    }
}
