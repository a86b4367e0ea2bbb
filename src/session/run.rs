//! One run of training: the network, its place in time, and the way back.

use std::sync::Arc;

use super::breakdown::{Breakdown, first_broken};
use super::history::History;
use super::hyperparameters::{BatchSize, Hyperparameters};
use super::phase::{Phase, phases};
use super::timeline::{Change, Checkpoint, Timeline};
use crate::data::{BatchOrder, Problem};
use crate::nn::{Backward, Batch, Forward, Mlp, Optimizer};
use crate::random::{Stream, generator};

/// A place in time: so many updates, and so many phases of the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// The updates made.
    pub step: u64,
    /// The phases done since.
    pub phase: usize,
}

/// The matrices of one batch size.
#[derive(Debug)]
struct Pass {
    forward: Forward,
    backward: Backward,
}

/// Where the examples of a step come from.
#[derive(Debug)]
enum Batches {
    /// All examples, gathered once.
    Full,
    /// Mini-batches; the last of an epoch may be short and then has a pass of its own.
    Mini { order: BatchOrder, last: Option<Box<Pass>> },
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
    /// The phases of this step whose results are in the buffers: at least `position.phase`, more when somebody looked
    /// ahead (the loss of a step is the forward pass that the step needs anyway).
    computed: usize,
    pass: Pass,
    batches: Batches,
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
        let new_pass = |rows| {
            let batch = Batch::zeros(rows, problem.train.inputs.ncols());
            Pass { forward: Forward::new(batch, &sizes), backward: Backward::new(rows, &sizes) }
        };
        let (rows, batches) = match hyperparameters.batch_size {
            BatchSize::Rows(rows) if rows < examples => {
                let last = (!examples.is_multiple_of(rows)).then(|| Box::new(new_pass(examples % rows)));
                (rows, Batches::Mini { order: BatchOrder::new(hyperparameters.seed, examples, rows), last })
            }
            _ => (examples, Batches::Full),
        };
        let mut pass = new_pass(rows);
        if matches!(batches, Batches::Full) {
            pass.forward.batch.gather(&problem.train.inputs, &problem.train.labels, 0..examples);
        }
        let start = Checkpoint { step: 0, parameters: network.parameters.clone(), optimizer: optimizer.clone() };
        Self {
            timeline: Timeline::new(start, rows),
            phases: phases(network.hidden_layers()),
            learning_rate: hyperparameters.learning_rate,
            problem,
            hyperparameters,
            network,
            optimizer,
            position: Position::default(),
            computed: 0,
            pass,
            batches,
            history: History::default(),
            furthest: 0,
            breakdown: None,
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
        match &self.batches {
            Batches::Full => 1,
            Batches::Mini { order, .. } => order.batches_per_epoch() as u64,
        }
    }

    /// Whether every step sees all training examples.
    pub fn is_full_batch(&self) -> bool {
        matches!(self.batches, Batches::Full)
    }

    /// The forward pass of this step's batch, as far as it is computed.
    pub fn forward(&self) -> &Forward {
        &self.current_pass().forward
    }

    /// The backward pass of this step's batch, as far as it is computed.
    pub fn backward(&self) -> &Backward {
        &self.current_pass().backward
    }

    /// One whole step: the phases that are left of it. Does nothing once the run broke.
    pub fn step(&mut self) {
        let step = self.position.step;
        while self.position.step == step && self.breakdown.is_none() {
            self.phase();
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
            self.position = Position { step: self.position.step + 1, phase: 0 };
            self.computed = 0;
            self.furthest = self.furthest.max(self.position.step);
            self.learning_rate = self.timeline.learning_rate(self.position.step, self.hyperparameters.learning_rate);
            if self.breakdown.is_none() {
                self.timeline.record(self.position.step, &self.network.parameters, &self.optimizer);
            }
        } else {
            self.position.phase += 1;
        }
    }

    /// Looks ahead to the loss at θ(step) without moving; none when it is not finite.
    pub fn loss(&mut self) -> Option<f64> {
        let phase = self.phases.iter().position(|&phase| phase == Phase::Loss).unwrap_or_default();
        if self.breakdown.is_none() {
            self.compute(phase + 1);
        }
        self.known_loss()
    }

    /// The loss at θ(step), if it is computed already.
    pub fn known_loss(&self) -> Option<f64> {
        let phase = self.phases.iter().position(|&phase| phase == Phase::Loss)?;
        (self.computed > phase).then(|| self.current_pass().forward.loss)
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
        if self.computed == 0 {
            self.load_batch();
        }
        while self.computed < count {
            let phase = self.phases[self.computed];
            self.perform(phase);
            if !self.is_finite_after(phase) {
                let in_update = phase == Phase::Update;
                if in_update {
                    self.computed += 1;
                }
                self.breakdown = Some(Breakdown {
                    step: self.position.step + u64::from(in_update),
                    phase: first_broken(&self.phases, phase, self.forward(), self.backward()),
                    last_finite: if in_update { Some(self.position.step) } else { self.position.step.checked_sub(1) },
                });
                return;
            }
            self.computed += 1;
        }
    }

    fn load_batch(&mut self) {
        let step = self.position.step;
        if let Batches::Mini { order, last } = &mut self.batches {
            let rows = order.rows(step);
            let pass = match last {
                Some(last) if rows.len() == last.forward.batch.rows() => last,
                _ => &mut self.pass,
            };
            let train = &self.problem.train;
            pass.forward.batch.gather(&train.inputs, &train.labels, rows.iter().copied());
        }
    }

    fn current_pass(&self) -> &Pass {
        let step = self.position.step;
        match &self.batches {
            Batches::Mini { order, last: Some(last) } if is_last(order, step) => last,
            _ => &self.pass,
        }
    }

    fn perform(&mut self, phase: Phase) {
        let penalty = self.hyperparameters.penalty();
        let step = self.position.step;
        let Pass { forward, backward } = match &mut self.batches {
            Batches::Mini { order, last: Some(last) } if is_last(order, step) => last,
            _ => &mut self.pass,
        };
        let network = &mut self.network;
        match phase {
            Phase::PreActivation(layer) => forward.pre_activation(network, layer),
            Phase::Activation(layer) => forward.activation(network, layer),
            Phase::Logits => forward.logits(network),
            Phase::Probabilities => forward.probabilities(),
            Phase::Loss => {
                forward.loss(network, penalty);
                if forward.loss.is_finite() {
                    self.history.loss.record(step, forward.loss);
                }
            }
            Phase::LogitsGradient => backward.logits_gradient(forward),
            Phase::WeightGradient(layer) => backward.weight_gradient(network, forward, penalty, layer),
            Phase::BiasGradient(layer) => backward.bias_gradient(layer),
            Phase::ActivationGradient(layer) => backward.activation_gradient(network, layer),
            Phase::PreActivationGradient(layer) => backward.pre_activation_gradient(network, forward, layer),
            Phase::Update => {
                self.optimizer.update(&mut network.parameters, &mut backward.gradients, self.learning_rate, step);
            }
        }
    }

    /// Whether the numbers are still finite, tested where they cannot slip through: a non-finite H, Y or P makes the
    /// loss so, and a non-finite gradient the parameters.
    fn is_finite_after(&self, phase: Phase) -> bool {
        match phase {
            Phase::PreActivation(layer) => self.forward().pre_activation_is_finite(layer),
            Phase::Loss => self.forward().loss.is_finite(),
            Phase::Update => self.network.parameters.is_finite(),
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

/// Whether `step` trains on the last batch of its epoch.
fn is_last(order: &BatchOrder, step: u64) -> bool {
    (step + 1).is_multiple_of(order.batches_per_epoch() as u64)
}
