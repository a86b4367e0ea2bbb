//! The network of a run at one step: the conditions there, what is computed from it, and the update to the next step.

use std::sync::Arc;

use super::breakdown::{Broken, broken_update, first_broken};
use super::changes::Changes;
use super::clock::Position;
use super::conditions::Conditions;
use super::gradients::Gradients;
use super::kept_run::SilencedWeights;
use super::matrices::Matrices;
use super::open_step::OpenStep;
use super::pass::Passes;
use super::phase::PhaseKind;
use super::setting::{Change, Setting, Subject, Unit};
use super::setup::Setup;
use super::timeline::Checkpoint;
use crate::nn::{Batch, Mistake, Mlp, Optimizer, Survey};
use crate::random::{Stream, generator};

/// The network at θ(step) and everything that a step computes from it. The owner knows which step that is.
#[derive(Debug)]
pub(super) struct Model {
    setup: Arc<Setup>,
    network: Mlp,
    optimizer: Optimizer,
    conditions: Conditions,
    silenced: SilencedWeights,
    passes: Passes,
    computed: usize,
}

impl Model {
    /// Creates the model at step 0, without the changes made there.
    pub fn new(setup: Arc<Setup>) -> Self {
        let (hyperparameters, sizes, examples) = (setup.hyperparameters(), setup.sizes(), setup.examples());
        let mut rng = generator(hyperparameters.seed, Stream::Parameters, 0);
        let conditions = Conditions::new(hyperparameters, examples);
        Self {
            network: Mlp::new(sizes, hyperparameters.activation, &hyperparameters.init, &mut rng),
            optimizer: Optimizer::new(hyperparameters.optimizer, sizes),
            passes: Passes::new(examples, conditions.regime, sizes, hyperparameters.seed),
            silenced: SilencedWeights::new(),
            computed: 0,
            conditions,
            setup,
        }
    }

    pub fn network(&self) -> &Mlp {
        &self.network
    }

    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    pub fn silenced(&self) -> &SilencedWeights {
        &self.silenced
    }

    /// Returns how many phases of this step are computed.
    pub fn computed(&self) -> usize {
        self.computed
    }

    pub fn checkpoint(&self, step: u64) -> Checkpoint {
        Checkpoint { step, parameters: self.network.parameters.clone(), optimizer: self.optimizer.clone() }
    }

    /// Restores the state of a checkpoint and applies the changes made at its step.
    pub fn restore(&mut self, checkpoint: &Checkpoint, changes: &Changes) {
        self.network.parameters.copy_from(&checkpoint.parameters);
        self.optimizer.copy_from(&checkpoint.optimizer);
        self.begin(checkpoint.step, changes);
    }

    /// Takes over the weights of the units that another run silenced.
    pub fn take_over(&mut self, silenced: &SilencedWeights) {
        self.silenced.clone_from(silenced);
    }

    /// Begins another step, with nothing computed: takes in the conditions that hold in it, and applies its own changes
    /// to the parameters and the optimizer.
    pub fn begin(&mut self, step: u64, changes: &Changes) {
        self.computed = 0;
        self.take_conditions(step, changes);
        for change in changes.at(step) {
            self.apply(*change);
        }
    }

    /// Begins the next step; if nothing is set in it, the conditions stay as they are.
    pub fn go_on(&mut self, step: u64, changes: &Changes) {
        self.computed = 0;
        if !changes.at(step).is_empty() {
            self.begin(step, changes);
        }
    }

    /// Applies a change made at this step, which `changes` already has. If it changes a matrix, nothing counts as
    /// computed any more.
    pub fn set(&mut self, change: Change, changes: &Changes) {
        self.apply(change);
        self.take_conditions(change.step, changes);
        if change.setting.changes_matrices() {
            self.computed = 0;
        }
    }

    /// Takes in the conditions of `step`, and cuts the examples into its batches.
    fn take_conditions(&mut self, step: u64, changes: &Changes) {
        let (setup, examples) = (&self.setup, self.setup.examples());
        self.conditions = changes.conditions(step, setup.hyperparameters(), setup.sizes(), examples);
        if self.passes.regime() != self.conditions.regime {
            let seed = setup.hyperparameters().seed;
            self.passes = Passes::new(examples, self.conditions.regime, setup.sizes(), seed);
        }
    }

    /// Applies a change to the parameters and the optimizer.
    fn apply(&mut self, Change { step, setting }: Change) {
        match setting {
            Setting::Parameter(id, value) => self.network.parameters.set(id, value),
            Setting::Optimizer(kind) => self.optimizer = Optimizer::new(kind, self.setup.sizes()),
            Setting::Silence(unit, true) => {
                let weights = self.outgoing(unit);
                self.set_outgoing(unit, &vec![0.0; weights.len()]);
                self.silenced.insert((unit, step), weights);
            }
            Setting::Silence(unit, false) => {
                let latest = self.silenced.range((unit, 0)..=(unit, step)).next_back();
                if let Some(weights) = latest.map(|(_, weights)| weights.clone()) {
                    self.set_outgoing(unit, &weights);
                }
            }
            Setting::LearningRate(_)
            | Setting::L1(_)
            | Setting::L2(_)
            | Setting::Batch(_)
            | Setting::Mistake(_)
            | Setting::Freeze(..) => {}
        }
    }

    fn outgoing(&self, unit: Unit) -> Vec<f64> {
        unit.outgoing(self.setup.sizes()).filter_map(|id| self.network.parameters.get(id)).collect()
    }

    fn set_outgoing(&mut self, unit: Unit, weights: &[f64]) {
        for (id, weight) in unit.outgoing(self.setup.sizes()).zip(weights) {
            self.network.parameters.set(id, *weight);
        }
    }

    /// Returns the current value of what `setting` sets; `None` if the network has no such parameter or unit.
    pub fn current(&self, setting: Setting) -> Option<Setting> {
        match setting.subject() {
            Subject::Parameter(id) => {
                let value = self.network.parameters.get(id)?;
                let is_value = matches!(setting, Setting::Parameter(..));
                Some(if is_value { Setting::Parameter(id, value) } else { self.conditions.current(setting) })
            }
            Subject::Unit(unit) if !unit.is_in(self.setup.sizes()) => None,
            Subject::Unit(_) | Subject::Run => Some(self.conditions.current(setting)),
        }
    }

    /// Takes the whole step without its phases, to the same bits, and returns its loss. Does nothing and returns `None`
    /// if a mistake is planted or a number may not be finite: the phases then find out which.
    pub fn step_at_once(&mut self, step: u64) -> Option<f64> {
        if self.conditions.mistake.is_some() || !self.cannot_overflow() {
            return None;
        }
        let pass = self.passes.load(step, &self.setup.problem().train);
        let (loss, gradients) = pass.gradients(&self.network, self.conditions.penalty());
        if !loss.is_finite() || !gradients.is_finite() {
            return None;
        }
        self.conditions.update(step, &mut self.optimizer, &mut self.network.parameters, gradients);
        Some(loss)
    }

    /// Computes the next phase of the step; returns its loss if that is the phase.
    ///
    /// Finiteness is tested where nothing can slip through: a non-finite H, Y or P makes the loss non-finite, and a
    /// non-finite gradient the parameters; but a ReLU would hide −∞ in Z.
    pub fn compute_next(&mut self, step: u64) -> Result<Option<f64>, Broken> {
        let phases = self.setup.phases();
        let (phase, is_last) = (phases[self.computed], self.computed + 1 == phases.len());
        let pass = self.passes.load(step, &self.setup.problem().train);
        let matrices = pass.perform(phase, &self.network, self.conditions.penalty(), self.conditions.mistake);
        let loss = (phase.kind == PhaseKind::Loss).then_some(matrices.forward.loss);
        let is_finite = match phase.kind {
            PhaseKind::PreActivation | PhaseKind::Loss => phase.is_finite(matrices),
            _ if is_last => {
                let (gradients, parameters) = (&mut matrices.backward.gradients, &mut self.network.parameters);
                self.conditions.update(step, &mut self.optimizer, parameters, gradients);
                parameters.is_finite()
            }
            _ => true,
        };
        self.computed += usize::from(is_finite || is_last);
        if is_finite {
            return Ok(loss);
        }
        let broken = Broken { phase: first_broken(phases, phase, matrices), is_updated: is_last };
        Err(self.broken_update().filter(|_| broken.phase.is_update()).unwrap_or(broken))
    }

    /// Returns the first update with parameters that are not finite, if there is one.
    pub fn broken_update(&self) -> Option<Broken> {
        let phase = broken_update(self.setup.phases(), &self.network.parameters)?;
        Some(Broken { phase, is_updated: true })
    }

    /// Returns whether no Z and no Y can overflow, so that a finite L means that everything is finite.
    fn cannot_overflow(&self) -> bool {
        self.network.cannot_overflow(self.setup.largest_input())
    }

    /// Returns the batch of the step, valid once a part of the step is computed.
    pub fn batch(&self, step: u64) -> &Batch {
        self.passes.at(step).batch()
    }

    /// Gathers the batch of the step and returns it.
    pub fn load_batch(&mut self, step: u64) -> Arc<Batch> {
        Arc::clone(self.passes.load(step, &self.setup.problem().train).batch())
    }

    /// Returns the matrices of the step, valid as far as its phases are computed; `None` if no phase ever was.
    pub fn matrices(&self, step: u64) -> Option<&Arc<Matrices>> {
        self.passes.at(step).matrices()
    }

    /// Returns L at θ(step).
    pub fn loss(&mut self, step: u64) -> Result<f64, Broken> {
        if self.conditions.mistake == Some(Mistake::MissingMaximum) {
            return self.loss_of_phases(step);
        }
        let pass = self.passes.load(step, &self.setup.problem().train);
        let loss = pass.loss(&self.network, self.conditions.penalty());
        self.checked_loss(step, loss)
    }

    /// Returns L at θ(step), computed as `loss`; if a number may not be finite, the phases find out which matrix is
    /// not.
    pub fn checked_loss(&mut self, step: u64, loss: f64) -> Result<f64, Broken> {
        if loss.is_finite() && self.cannot_overflow() { Ok(loss) } else { self.loss_of_phases(step) }
    }

    fn loss_of_phases(&mut self, step: u64) -> Result<f64, Broken> {
        let phases =
            self.setup.phases().iter().position(|phase| phase.kind == PhaseKind::Loss).map_or(0, |phase| phase + 1);
        while self.computed < phases {
            self.compute_next(step)?;
        }
        Ok(self.matrices(step).map_or(f64::NAN, |matrices| matrices.forward.loss))
    }

    /// Measures the network over all training examples.
    pub fn survey(&self) -> Survey {
        let train = &self.setup.problem().train;
        Survey::of(&self.network, self.conditions.penalty(), &train.inputs, &train.labels)
    }

    /// Measures the network over all test examples, if there are any.
    pub fn survey_test(&self) -> Option<Survey> {
        let test = self.setup.problem().test.as_ref()?;
        Some(Survey::of(&self.network, self.conditions.penalty(), &test.inputs, &test.labels))
    }

    /// Returns the gradients of this step's batch at θ(step), with the same bits as in a step; `None` if a mistake is
    /// planted or a number is not finite.
    pub fn gradients(&mut self, step: u64) -> Option<Gradients> {
        if self.conditions.mistake.is_some() {
            return None;
        }
        let pass = self.passes.load(step, &self.setup.problem().train);
        let (loss, gradients) = pass.gradients(&self.network, self.conditions.penalty());
        let is_finite = loss.is_finite() && gradients.is_finite();
        is_finite.then(|| Gradients::new(step, gradients.clone(), &self.network.parameters))
    }

    /// Lays the step open, as far as it is computed, with θ(step + 1) if `position` is in the update and `may_update`;
    /// `None` if not even its first phase is computed.
    pub fn open(&mut self, position: Position, may_update: bool) -> Option<OpenStep> {
        let step = position.step;
        let pass = self.passes.load(step, &self.setup.problem().train);
        let (batch, matrices) = (Arc::clone(pass.batch()), Arc::clone(pass.matrices()?));
        let updated = (may_update && self.setup.phases()[position.phase].is_update()).then(|| {
            let (mut parameters, mut optimizer) = (self.network.parameters.clone(), self.optimizer.clone());
            self.conditions.update(step, &mut optimizer, &mut parameters, &mut matrices.backward.gradients.clone());
            (parameters, optimizer)
        });
        Some(OpenStep {
            position,
            setup: Arc::clone(&self.setup),
            conditions: self.conditions.clone(),
            computed: self.computed,
            batch,
            examples: self.passes.examples(step, self.setup.examples()).into(),
            matrices,
            network: self.network.clone(),
            optimizer: self.optimizer.clone(),
            updated,
        })
    }
}
