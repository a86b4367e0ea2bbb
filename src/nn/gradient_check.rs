//! The gradients by the chain rule against central differences of the loss.

use super::activation::{Activation, LEAKY_SLOPE};
use super::backward::Backward;
use super::forward::{Batch, Forward};
use super::loss::Penalty;
use super::mlp::Mlp;
use super::parameters::Parameters;

/// The distance of the differences' outer points; the inner ones stand at half of it.
const STEP: f64 = 1e-3;
/// At most so many entries of a block are probed, evenly spread.
const PROBES: usize = 256;
/// An entry this much smaller than its block's largest is compared on the block's scale: its rounding is the block's.
const SCALE_FLOOR: f64 = 1e-3;

/// The check of one block of parameters, a W or a B.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockCheck {
    /// The layer, from 0.
    pub layer: usize,
    /// Whether it is the layer's biases, not its weights.
    pub is_bias: bool,
    /// How many entries were probed, and how many there are.
    pub probed: usize,
    /// The entries of the block.
    pub entries: usize,
    /// The largest relative error |a − n| / max(|a|, |n|) over the probed entries.
    pub largest_error: f64,
    /// The probes that carried some z across zero, where the difference without the held mask would measure the kink.
    pub kinks: usize,
}

/// The check of every block, from layer 1 on.
#[derive(Debug, Clone, PartialEq)]
pub struct GradientCheck {
    /// W¹, B¹, W², B², …
    pub blocks: Vec<BlockCheck>,
}

/// Compares the gradients of `network` on `batch` with fourth-order central differences, block by block.
///
/// The ReLU's mask of the unperturbed point is held (as is the leaky ReLU's choice of slope): a probe that carries some
/// z across zero would else measure the kink. For the same reason |w| of the ℓ1 penalty keeps its sign. Fourth order (Abramowitz and Stegun 25.3.6) lets the step be wide enough
/// that rounding stays small.
pub fn check_gradients(network: &Mlp, batch: &Batch, penalty: Penalty) -> GradientCheck {
    let sizes = network.parameters.sizes();
    let mut forward = Forward::new(batch.partition(), &sizes);
    let mut backward = Backward::new(batch.partition(), &sizes);
    forward.run(network, batch, penalty);
    backward.run(network, batch, &forward, penalty);
    let mut prober = Prober { network: network.clone(), batch, base: forward.clone(), forward, penalty };
    let mut blocks = Vec::new();
    for layer in 0..sizes.len() - 1 {
        for is_bias in [false, true] {
            let analytic = block(&mut backward.gradients, layer, is_bias).to_vec();
            blocks.push(prober.check_block(layer, is_bias, &analytic));
        }
    }
    GradientCheck { blocks }
}

fn block(parameters: &mut Parameters, layer: usize, is_bias: bool) -> &mut [f64] {
    let [weight, bias] = parameters.layers[layer].slices_mut();
    if is_bias { bias } else { weight }
}

struct Prober<'a> {
    network: Mlp,
    batch: &'a Batch,
    base: Forward,
    forward: Forward,
    penalty: Penalty,
}

impl Prober<'_> {
    fn check_block(&mut self, layer: usize, is_bias: bool, analytic: &[f64]) -> BlockCheck {
        let entries = analytic.len();
        let probed = entries.min(PROBES);
        let scale = SCALE_FLOOR * analytic.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        let (mut largest_error, mut kinks) = (0.0, 0);
        for probe in 0..probed {
            let entry = probe * entries / probed;
            let (numeric, crossed) = self.difference(layer, is_bias, entry);
            let error = (analytic[entry] - numeric).abs();
            let size = analytic[entry].abs().max(numeric.abs()).max(scale);
            let relative = if error == 0.0 { 0.0 } else { error / size };
            // A NaN must not pass as a small error.
            largest_error = if relative > largest_error || relative.is_nan() { relative } else { largest_error };
            kinks += usize::from(crossed);
        }
        BlockCheck { layer, is_bias, probed, entries, largest_error, kinks }
    }

    /// The derivative of the loss by one entry, and whether some z crossed zero on the way.
    fn difference(&mut self, layer: usize, is_bias: bool, entry: usize) -> (f64, bool) {
        let original = block(&mut self.network.parameters, layer, is_bias)[entry];
        let step = STEP * original.abs().max(1.0);
        let smooth = Penalty { l1: 0.0, ..self.penalty };
        let mut crossed = false;
        let mut loss_at = |offset: f64| {
            block(&mut self.network.parameters, layer, is_bias)[entry] = original + offset;
            crossed |= held_forward(&self.network, self.batch, &self.base, &mut self.forward, smooth);
            self.forward.loss
        };
        let (outer, inner) = (loss_at(step) - loss_at(-step), loss_at(step / 2.0) - loss_at(-step / 2.0));
        block(&mut self.network.parameters, layer, is_bias)[entry] = original;
        let sign = f64::from(i8::from(original > 0.0) - i8::from(original < 0.0));
        let l1 = if is_bias { 0.0 } else { self.penalty.l1 * sign };
        ((8.0 * inner - outer) / (6.0 * step) + l1, crossed)
    }
}

/// The forward pass with the mask of `base`; whether some z lies on the other side of zero than there.
fn held_forward(network: &Mlp, batch: &Batch, base: &Forward, forward: &mut Forward, penalty: Penalty) -> bool {
    let below = match network.activation {
        Activation::Relu => 0.0,
        Activation::LeakyRelu => LEAKY_SLOPE,
        _ => {
            forward.run(network, batch, penalty);
            return false;
        }
    };
    let mut crossed = false;
    for layer in 0..network.hidden_layers() {
        forward.pre_activation(network, batch, layer);
        let (z, h) = (&forward.pre_activations[layer], &mut forward.activations[layer]);
        h.zip_with(z, &base.pre_activations[layer], |z, base| {
            crossed |= (z > 0.0) != (base > 0.0);
            if base > 0.0 { z } else { below * z }
        });
    }
    forward.logits(network, batch);
    forward.probabilities();
    forward.loss(network, batch, penalty);
    crossed
}
