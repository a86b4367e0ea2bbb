//! How parameters are initialized.

use std::sync::Arc;

use super::parameters::Parameters;
use crate::random::{Generator, normal, uniform};

/// The distribution of the initial weights; biases start at 0 unless stated otherwise.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Init {
    /// N(0, 2/inputs): He et al. (2015), "Delving Deep into Rectifiers".
    #[default]
    He,
    /// N(0, 2/(inputs + outputs)): Glorot and Bengio (2010).
    Xavier,
    /// N(0, σ²) with this σ.
    Normal(f64),
    /// Uniform on [−r, r) with this r, including the biases.
    Uniform(f64),
    /// All zeros: a network that cannot learn, to show why.
    Zeros,
    /// These parameters, as they are.
    Given(Arc<Parameters>),
}

impl Init {
    /// Returns whether another seed gives other parameters.
    pub fn is_random(&self) -> bool {
        matches!(self, Self::He | Self::Xavier | Self::Normal(_) | Self::Uniform(_))
    }

    /// Draws the parameters of a network with `sizes` = inputs, hidden units …, classes.
    pub(super) fn draw(&self, sizes: &[usize], rng: &mut Generator) -> Parameters {
        let mut parameters = Parameters::zeros(sizes);
        for layer in &mut parameters.layers {
            let (inputs, outputs) = (layer.inputs(), layer.outputs());
            let deviation = match self {
                Self::He => libm::sqrt(2.0 / inputs as f64),
                Self::Xavier => libm::sqrt(2.0 / (inputs + outputs) as f64),
                Self::Normal(deviation) => *deviation,
                Self::Uniform(reach) => {
                    let values = layer.slices_mut().into_iter().flatten();
                    values.for_each(|value| *value = reach * (2.0 * uniform(rng) - 1.0));
                    continue;
                }
                Self::Zeros => continue,
                Self::Given(given) => return Parameters::clone(given),
            };
            layer.weight_mut().iter_mut().for_each(|weight| *weight = deviation * normal(rng));
        }
        parameters
    }
}
