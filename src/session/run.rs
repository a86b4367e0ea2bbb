//! One run of training: the network, its place in time, and the way back.

use std::sync::Arc;

use super::breakdown::{Breakdown, first_broken};
use super::history::History;
use super::hyperparameters::{BatchSize, Hyperparameters};
use super::pass::{Matrices, Passes};
use super::phase::{Phase, phases};
use super::timeline::{Change, Checkpoint, Timeline};
use crate::data::{Examples, Problem};
use crate::nn::{Batch, Mlp, Optimizer, Survey};
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
    problem: Arc<Problem>,
    hyperparameters: Hyperparameters,
    phases: Vec<Phase>,
    network: Mlp,
    optimizer: Optimizer,
    learning_rate: f64,
    position: Position,
    /// The phases of this step whose matrices are computed: at least `position.phase`, more after a phase back.
    computed: usize,
    /// L at θ(step), once somebody asked for it.
    known_loss: Option<f64>,
    /// The largest absolute value of X.
    largest_input: f64,
    passes: Passes,
    timeline: Timeline,
    /// What was measured.
    pub(super) history: History,
    furthest: u64,
    breakdown: Option<Breakdown>,
}

impl Run {
    /// A run at step 0.
    pub fn new(problem: Arc<Problem>, hyperparameters: Hyperparameters) -> Self {
        let sizes = sizes(&problem, &hyperparameters);
        let mut rng = generator(hyperparameters.seed, Stream::Parameters, 0);
        let network = Mlp::new(&sizes, hyperparameters.activation, &hyperparameters.init, &mut rng);
        let optimizer = Optimizer::new(hyperparameters.optimizer, &sizes);
        let examples = problem.train.labels.len();
        let rows = match hyperparameters.batch_size {
            BatchSize::Rows(rows) => rows.min(examples),
            BatchSize::Full => examples,
        };
        let start = Checkpoint { step: 0, parameters: network.parameters.clone(), optimizer: optimizer.clone() };
        Self {
            timeline: Timeline::new(start, rows),
            phases: phases(network.hidden_layers()),
            learning_rate: hyperparameters.learning_rate,
            network,
            optimizer,
            position: Position::default(),
            computed: 0,
            known_loss: None,
            largest_input: problem.train.inputs.iter().fold(0.0, |largest, x| x.abs().max(largest)),
            passes: Passes::new(examples, rows, &sizes, hyperparameters.seed),
            history: History::default(),
            furthest: 0,
            breakdown: None,
            problem,
            hyperparameters,
        }
    }

    /// What the run was started with.
    pub fn hyperparameters(&self) -> &Hyperparameters {
        &self.hyperparameters
    }

    /// What the run trains on.
    pub fn problem(&self) -> &Arc<Problem> {
        &self.problem
    }

    /// The network at θ(step).
    pub fn network(&self) -> &Mlp {
        &self.network
    }

    /// What the optimizer remembers.
    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    /// The phases of a step, in order.
    pub fn phases(&self) -> &[Phase] {
        &self.phases
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
        self.learning_rate
    }

    /// The changes made to the run.
    pub fn changes(&self) -> &[Change] {
        self.timeline.changes()
    }

    /// What was measured along the run.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Where the numbers stopped being finite, if they did.
    pub fn breakdown(&self) -> Option<Breakdown> {
        self.breakdown
    }

    /// The updates of one epoch.
    pub fn steps_per_epoch(&self) -> u64 {
        self.passes.per_epoch()
    }

    /// Whether every step sees all training examples.
    pub fn is_full_batch(&self) -> bool {
        self.passes.per_epoch() == 1
    }

    /// The batch of the step at hand, once a part of it was computed.
    pub fn batch(&self) -> &Batch {
        &self.passes.of(self.position.step).batch
    }

    /// The number of examples of the step at hand.
    pub fn batch_rows(&self) -> usize {
        self.batch().rows()
    }

    /// The matrices of the step at hand, as far as its phases were walked; none when none ever was.
    pub fn matrices(&self) -> Option<&Matrices> {
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
        if !self.network.cannot_overflow(self.largest_input) {
            return false;
        }
        let (step, penalty) = (self.position.step, self.hyperparameters.penalty());
        let pass = self.passes.load(step, &self.problem.train);
        let (loss, gradients) = pass.step.gradients(&self.network, &pass.batch, penalty);
        if !loss.is_finite() || !gradients.is_finite() {
            return false;
        }
        self.optimizer.update(&mut self.network.parameters, gradients, self.learning_rate, step);
        self.history.loss.record(step, loss);
        if !self.network.parameters.is_finite() {
            self.breakdown = Some(Breakdown { step: step + 1, phase: Phase::Update, last_finite: Some(step) });
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
        self.learning_rate = self.timeline.learning_rate(step, self.hyperparameters.learning_rate);
        if self.breakdown.is_none() {
            self.timeline.record(step, &self.network.parameters, &self.optimizer);
        }
    }

    /// One phase. Does nothing once the run broke.
    pub fn phase(&mut self) {
        if self.breakdown.is_some() {
            return;
        }
        self.compute(self.position.phase + 1);
        if self.computed <= self.position.phase {
            return; // it broke
        }
        if self.computed == self.phases.len() {
            self.arrive_at(self.position.step + 1);
        } else {
            self.position.phase += 1;
        }
    }

    /// Looks ahead to the loss at θ(step) without moving; none when it is not finite.
    pub fn loss(&mut self) -> Option<f64> {
        if self.known_loss.is_none() && self.breakdown.is_none() {
            let (step, penalty) = (self.position.step, self.hyperparameters.penalty());
            let pass = self.passes.load(step, &self.problem.train);
            let loss = pass.step.loss(&self.network, &pass.batch, penalty);
            self.check_loss(loss);
        }
        self.known_loss
    }

    /// Measures the network at θ(step) over all training examples; none when L is not finite.
    pub(super) fn survey(&mut self) -> Option<Survey> {
        let penalty = self.hyperparameters.penalty();
        let survey = if self.is_full_batch() {
            let pass = self.passes.load(self.position.step, &self.problem.train);
            pass.step.survey(&self.network, &pass.batch, penalty)
        } else {
            self.loss()?;
            let Examples { inputs, labels } = &self.problem.train;
            Survey::of(&self.network, penalty, inputs, labels)
        };
        if self.is_full_batch() && self.known_loss.is_none() && self.breakdown.is_none() {
            self.check_loss(survey.metrics.loss);
        }
        self.breakdown.is_none().then_some(survey)
    }

    /// Takes note of L at θ(step); where it may not be finite, the phases find out which matrix is not.
    fn check_loss(&mut self, loss: f64) {
        if loss.is_finite() && self.network.cannot_overflow(self.largest_input) {
            self.note_loss(loss);
        } else {
            let phase = self.phases.iter().position(|&phase| phase == Phase::Loss).unwrap_or_default();
            self.compute(phase + 1);
        }
    }

    /// The loss at θ(step), if it is computed already.
    pub fn known_loss(&self) -> Option<f64> {
        self.known_loss
    }

    /// Takes note of L at θ(step).
    fn note_loss(&mut self, loss: f64) {
        self.known_loss = Some(loss);
        self.history.loss.record(self.position.step, loss);
    }

    /// Sets ε from the next update on. What came after in an earlier walk of this run is forgotten: it is another run.
    pub fn set_learning_rate(&mut self, learning_rate: f64) {
        if learning_rate.to_bits() == self.learning_rate.to_bits() {
            return;
        }
        let here = self.position;
        self.timeline.truncate(here.step);
        self.furthest = here.step;
        if let Some(from) = self.history.truncate(here.step) {
            // The bucket that held this step held later ones too: its losses are measured again.
            self.go_to(Position { step: from, phase: 0 });
            self.go_to(here);
            self.loss();
        }
        self.timeline.change(here.step, learning_rate);
        self.learning_rate = learning_rate;
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
        let checkpoint = self.timeline.nearest(target.step);
        if target < self.position || checkpoint.step > self.position.step || self.breakdown.is_some() {
            self.network.parameters.copy_from(&checkpoint.parameters);
            self.optimizer.copy_from(&checkpoint.optimizer);
            self.position = Position { step: checkpoint.step, phase: 0 };
            self.computed = 0;
            self.known_loss = None;
            self.breakdown = None;
            self.learning_rate = self.timeline.learning_rate(self.position.step, self.hyperparameters.learning_rate);
        }
    }

    /// One step towards `target`, or one phase when it is that near.
    pub fn advance(&mut self, target: Position) {
        if self.position.step < target.step { self.step() } else { self.phase() }
    }

    /// Lets go of what makes going back quick; the run can still be walked from its start.
    pub fn put_away(&mut self) {
        self.timeline.forget();
    }

    /// Computes the phases of this step up to `count` of them, as far as they are not computed.
    fn compute(&mut self, count: usize) {
        while self.computed < count {
            let phase = self.phases[self.computed];
            let is_finite = self.perform(phase);
            let in_update = phase == Phase::Update;
            if is_finite || in_update {
                self.computed += 1;
            }
            if !is_finite {
                let matrices = self.matrices().expect("a phase was walked");
                self.breakdown = Some(Breakdown {
                    step: self.position.step + u64::from(in_update),
                    phase: first_broken(&self.phases, phase, matrices),
                    last_finite: if in_update { Some(self.position.step) } else { self.position.step.checked_sub(1) },
                });
                return;
            }
        }
    }

    /// Computes one phase of the step. Whether the numbers are still finite is tested where they cannot slip through: a
    /// non-finite H, Y or P makes the loss so, and a non-finite gradient the parameters; but a ReLU would hide −∞ in Z.
    fn perform(&mut self, phase: Phase) -> bool {
        let (step, penalty) = (self.position.step, self.hyperparameters.penalty());
        let pass = self.passes.load(step, &self.problem.train);
        let matrices = pass.perform(phase, &self.network, penalty);
        match phase {
            Phase::PreActivation(layer) => matrices.forward.pre_activations[layer].is_finite(),
            Phase::Loss => {
                let loss = matrices.forward.loss;
                if loss.is_finite() {
                    self.note_loss(loss);
                }
                loss.is_finite()
            }
            Phase::Update => {
                let gradients = &mut matrices.backward.gradients;
                self.optimizer.update(&mut self.network.parameters, gradients, self.learning_rate, step);
                self.network.parameters.is_finite()
            }
            _ => true,
        }
    }
}

/// Inputs, hidden units …, classes.
pub(super) fn sizes(problem: &Problem, hyperparameters: &Hyperparameters) -> Vec<usize> {
    let inputs = problem.train.inputs.ncols();
    [inputs]
        .into_iter()
        .chain(hyperparameters.hidden_units.iter().copied())
        .chain([problem.class_names.len()])
        .collect()
}
