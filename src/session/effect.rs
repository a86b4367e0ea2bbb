//! What a change does when its step comes.

use super::changes::{Change, Changes, Setting, Unit};
use super::pass::Passes;
use super::run::Run;
use crate::nn::Optimizer;

impl Run {
    /// Makes `changes` on the way, from step 0 on.
    pub(super) fn plan(&mut self, changes: Changes) {
        self.changes = changes;
        self.restore(0);
    }

    /// What was set up to this step holds in it, and what was done at it to parameters and optimizer is done.
    pub(super) fn take_effect(&mut self) {
        let (step, sizes) = (self.position.step, self.network.parameters.sizes());
        let examples = self.setup.examples();
        self.conditions = self.changes.conditions(step, self.setup.hyperparameters(), &sizes, examples);
        self.adapt_batches();
        for change in self.changes.at(step).to_vec() {
            self.operate(change);
        }
    }

    /// Cuts the examples into the batches that hold now.
    pub(super) fn adapt_batches(&mut self) {
        let regime = self.conditions.regime;
        if self.passes.regime() != regime {
            let (examples, sizes) = (self.setup.examples(), self.network.parameters.sizes());
            self.passes = Passes::new(examples, regime, &sizes, self.setup.hyperparameters().seed);
        }
    }

    /// Does to parameters and optimizer what the change says.
    pub(super) fn operate(&mut self, Change { step, setting }: Change) {
        match setting {
            Setting::Parameter(id, value) => self.network.parameters.set(id, value),
            Setting::Optimizer(kind) => self.optimizer = Optimizer::new(kind, &self.network.parameters.sizes()),
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

    /// The weights out of a unit.
    fn outgoing(&self, unit: Unit) -> Vec<f64> {
        let parameters = &self.network.parameters;
        unit.outgoing(&parameters.sizes()).filter_map(|id| parameters.get(id)).collect()
    }

    fn set_outgoing(&mut self, unit: Unit, weights: &[f64]) {
        let parameters = &mut self.network.parameters;
        for (id, weight) in unit.outgoing(&parameters.sizes()).zip(weights) {
            parameters.set(id, *weight);
        }
    }
}
