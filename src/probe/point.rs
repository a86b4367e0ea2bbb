//! The forward pass at one point.

use crate::nn::{Network, Scan, argmax, is_tie};

/// Z and H of a hidden layer at one point.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HiddenLayer {
    /// z of each unit.
    pub pre_activations: Vec<f64>,
    /// h of each unit.
    pub activations: Vec<f64>,
}

/// The forward pass at one point, to the bits of a row of the step's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Probe {
    /// What the network takes in.
    pub inputs: Vec<f64>,
    /// Each hidden layer.
    pub hidden: Vec<HiddenLayer>,
    /// Y.
    pub logits: Vec<f64>,
    /// P.
    pub probabilities: Vec<f64>,
    /// The class of the largest logit.
    pub predicted: usize,
}

impl Probe {
    /// Whether several classes have the largest logit: then none is predicted.
    pub fn is_tie(&self) -> bool {
        is_tie(self.logits.iter().copied())
    }

    /// What `network` makes of `inputs`.
    pub fn new(network: Network<'_>, inputs: Vec<f64>) -> Self {
        let layers = &network.parameters.layers;
        let units = |layer: usize| 0..layers[layer].outputs();
        let last = layers.len() - 1;
        let mut scan = Scan::new(network);
        let place = |_: usize, row: &mut [f64]| row.copy_from_slice(&inputs);
        let mut probe = Self { hidden: vec![HiddenLayer::default(); last], ..Self::default() };
        scan.run(1, place, |_, scan| {
            for (layer, hidden) in probe.hidden.iter_mut().enumerate() {
                hidden.activations = units(layer).map(|unit| scan.activation(layer, unit)[0]).collect();
            }
            probe.logits = units(last).map(|class| scan.logit(class)[0]).collect();
            probe.probabilities = units(last).map(|class| scan.probability(class)[0]).collect();
        });
        for (layer, hidden) in probe.hidden.iter_mut().enumerate() {
            scan.run_to_pre_activation(layer, 1, place, |_, scan| {
                hidden.pre_activations = units(layer).map(|unit| scan.pre_activation(unit)[0]).collect();
            });
        }
        Self { predicted: argmax(probe.logits.iter().copied()), inputs, ..probe }
    }
}
