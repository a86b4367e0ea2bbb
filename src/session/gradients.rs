//! The gradients of a step, for a screen that shows them: the run does not move.

use crate::nn::{Linear, Parameters};

/// The gradients of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradients {
    /// The step t: the gradients are those of its batch at θ(t), including the penalty's.
    pub step: u64,
    /// ∂L/∂W and ∂L/∂B of each layer.
    pub parameters: Parameters,
    /// |∂L/∂W| / |W| of each layer at θ(t); `None` if W is 0.
    relative: Vec<Option<f64>>,
}

impl Gradients {
    pub(super) fn new(step: u64, parameters: Parameters, theta: &Parameters) -> Self {
        let relative = |(gradient, layer): (&Linear, &Linear)| {
            let ratio = norm(gradient.slices()[0]) / norm(layer.slices()[0]);
            ratio.is_finite().then_some(ratio)
        };
        let relative = parameters.layers.iter().zip(&theta.layers).map(relative).collect();
        Self { step, parameters, relative }
    }

    /// Returns |ε ∂L/∂W| / |W| of layer `layer`, from 0: the ratio of Euclidean norms; `None` if W is 0.
    pub fn update_ratio(&self, layer: usize, learning_rate: f64) -> Option<f64> {
        self.relative[layer].map(|relative| learning_rate * relative)
    }
}

/// Returns √Σx². Divides by the largest |x| first, so that no square overflows or vanishes.
fn norm(values: &[f64]) -> f64 {
    let largest = values.iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
    if largest == 0.0 {
        return 0.0;
    }
    largest * libm::sqrt(values.iter().map(|x| (x / largest) * (x / largest)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_norm_is_that_of_euclid_also_of_huge_and_tiny_numbers() {
        assert_eq!([norm(&[3.0, -4.0]), norm(&[]), norm(&[0.0])], [5.0, 0.0, 0.0]);
        assert_eq!([norm(&[3e200, 4e200]) / 1e200, norm(&[3e-200, 4e-200]) / 1e-200].map(f64::round), [5.0, 5.0]);
    }

    #[test]
    fn a_layer_of_zeros_has_no_update_ratio() {
        let ones = |value: f64| {
            let mut parameters = Parameters::zeros(&[1, 1]);
            parameters.layers[0].weight_mut()[[0, 0]] = value;
            parameters
        };
        let ratio = |weight: f64| Gradients::new(0, ones(-3.0), &ones(weight)).update_ratio(0, 0.1);
        assert_eq!((ratio(0.0), ratio(2.0)), (None, Some(0.1 * 1.5)));
    }
}
