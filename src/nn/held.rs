//! Single parameters: where one stands, and how an update leaves some of them as they are.

use super::optimizer::Optimizer;
use super::parameters::Parameters;

/// The place of one parameter. Layers, rows and columns count from 0; on the screen they count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterId {
    /// The layer.
    pub layer: usize,
    /// The row of W; none for the bias of the column.
    pub row: Option<usize>,
    /// The column of W, or the entry of the row of biases.
    pub column: usize,
}

impl Parameters {
    /// The parameter at `id`; none where there is no such place.
    pub fn get(&self, id: ParameterId) -> Option<f64> {
        let layer = self.layers.get(id.layer)?;
        match id.row {
            Some(row) => layer.weight.get((row, id.column)).copied(),
            None => layer.bias.get(id.column).copied(),
        }
    }

    /// Sets the parameter at `id`; does nothing where there is no such place.
    pub fn set(&mut self, id: ParameterId, value: f64) {
        let Some(layer) = self.layers.get_mut(id.layer) else { return };
        let place = match id.row {
            Some(row) => layer.weight.get_mut((row, id.column)),
            None => layer.bias.get_mut(id.column),
        };
        if let Some(place) = place {
            *place = value;
        }
    }
}

/// Parameters that an update leaves as they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    ids: Vec<ParameterId>,
    /// Their values while an update is made.
    kept: Vec<f64>,
}

impl Held {
    /// Holds the parameters at `ids`.
    pub fn new(mut ids: Vec<ParameterId>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Self { kept: Vec::with_capacity(ids.len()), ids }
    }

    /// The places, in order.
    pub fn ids(&self) -> &[ParameterId] {
        &self.ids
    }

    /// Whether the parameter at `id` is held.
    pub fn contains(&self, id: ParameterId) -> bool {
        self.ids.binary_search(&id).is_ok()
    }

    /// Update number `step` of `optimizer`, to which the gradients of what is held are 0; and whatever the optimizer
    /// remembers of earlier ones, what is held stays. Allocates nothing.
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
    fn what_is_held_stays_with_every_optimizer_and_all_else_moves() {
        let bias = ParameterId { layer: 1, row: None, column: 0 };
        let weight = ParameterId { layer: 0, row: Some(1), column: 2 };
        for kind in OptimizerKind::ALL {
            let mut optimizer = Optimizer::new(kind, &[2, 3, 2]);
            let (mut parameters, mut gradients) = (Parameters::zeros(&[2, 3, 2]), Parameters::zeros(&[2, 3, 2]));
            let mut held = Held::default();
            for step in 0..4 {
                // Momentum has a velocity by the time that something is held.
                if step == 2 {
                    held = Held::new(vec![bias, weight, bias]);
                }
                let before = parameters.clone();
                gradients.slices_mut().for_each(|slice| slice.fill(1.0));
                held.update(&mut optimizer, &mut parameters, &mut gradients, 0.1, step);
                let moved = before.values().zip(parameters.values()).filter(|(before, after)| before != after).count();
                assert_eq!(moved, parameters.len() - held.ids().len(), "{kind:?} at step {step}");
                assert!(held.ids().iter().all(|id| before.get(*id) == parameters.get(*id)), "{kind:?} moved it");
            }
        }
    }
}
