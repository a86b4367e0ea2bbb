//! Parameters that an update leaves as they are.

use super::optimizer::Optimizer;
use super::parameters::{ParameterId, Parameters};

/// Parameters that an update leaves as they are: frozen ones, and those of silenced units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FixedParameters {
    ids: Vec<ParameterId>,
    /// Their values during an update.
    kept: Vec<f64>,
}

impl FixedParameters {
    /// Fixes the parameters at `ids`.
    pub fn new(mut ids: Vec<ParameterId>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Self { kept: Vec::with_capacity(ids.len()), ids }
    }

    /// Returns their ids, in order.
    pub fn ids(&self) -> &[ParameterId] {
        &self.ids
    }

    /// Returns whether the parameter at `id` is fixed.
    pub fn contains(&self, id: ParameterId) -> bool {
        self.ids.binary_search(&id).is_ok()
    }

    /// Makes update number `step` of `optimizer`. The gradients of fixed parameters count as 0, and these parameters
    /// keep their values whatever the optimizer remembers of earlier steps. Allocates nothing.
    pub fn update(
        &mut self,
        optimizer: &mut Optimizer,
        parameters: &mut Parameters,
        gradients: &mut Parameters,
        learning_rate: f64,
        step: u64,
    ) {
        self.kept.clear();
        for id in &self.ids {
            self.kept.extend(parameters.get(*id));
            gradients.set(*id, 0.0);
        }
        optimizer.update(parameters, gradients, learning_rate, step);
        for (id, value) in self.ids.iter().zip(&self.kept) {
            parameters.set(*id, *value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::OptimizerKind;

    #[test]
    fn what_is_fixed_stays_with_every_optimizer_and_all_else_moves() {
        let bias = ParameterId { layer: 1, row: None, column: 0 };
        let weight = ParameterId { layer: 0, row: Some(1), column: 2 };
        for kind in OptimizerKind::ALL {
            let mut optimizer = Optimizer::new(kind, &[2, 3, 2]);
            let (mut parameters, mut gradients) = (Parameters::zeros(&[2, 3, 2]), Parameters::zeros(&[2, 3, 2]));
            let mut fixed = FixedParameters::default();
            for step in 0..4 {
                // By the time something is fixed, momentum has a velocity.
                if step == 2 {
                    fixed = FixedParameters::new(vec![bias, weight, bias]);
                }
                let before = parameters.clone();
                gradients.slices_mut().for_each(|slice| slice.fill(1.0));
                fixed.update(&mut optimizer, &mut parameters, &mut gradients, 0.1, step);
                let moved = before.values().zip(parameters.values()).filter(|(before, after)| before != after).count();
                assert_eq!(moved, parameters.len() - fixed.ids().len(), "{kind:?} at step {step}");
                assert!(fixed.ids().iter().all(|id| before.get(*id) == parameters.get(*id)), "{kind:?} moved it");
            }
        }
    }
}
