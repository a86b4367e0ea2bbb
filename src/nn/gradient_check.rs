//! The gradients by the chain rule against central differences of the loss.

use std::sync::Arc;

use super::activation::{Activation, LEAKY_SLOPE};
use super::backward::Backward;
use super::forward::{Batch, Forward};
use super::loss::Penalty;
use super::mistake::Mistake;
use super::mlp::Mlp;
use super::parameters::Parameters;

/// The distance of the differences' outer points; the inner ones stand at half of it.
const STEP: f64 = 1e-3;
/// At most so many entries of a block are probed, evenly spread.
const PROBES: usize = 256;
/// An entry this much smaller than its block's largest is compared on the block's scale: its rounding is the block's.
const SCALE_FLOOR: f64 = 1e-3;

/// The largest relative error of a right gradient: rounding alone stays far below it.
pub const TOLERANCE: f64 = 1e-6;

/// One entry of a block, by the chain rule and by differences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Probe {
    /// Its row in W, from 0; 0 in B.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// The derivative by the chain rule.
    pub analytic: f64,
    /// The derivative by central differences.
    pub numeric: f64,
}

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
    /// The largest relative error |a − n| / max(|a|, |n|) over the probed entries; NaN when one is not a number.
    pub largest_error: f64,
    /// The probe with that error.
    pub worst: Probe,
    /// The probes that carried some z across zero, where the difference without the held mask would measure the kink.
    pub kinks: usize,
}

impl BlockCheck {
    /// Whether the two gradients agree within [`TOLERANCE`].
    pub fn agrees(&self) -> bool {
        self.largest_error <= TOLERANCE
    }
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
/// z across zero would else measure the kink. For the same reason |w| of the ℓ1 penalty keeps its sign. Fourth order
/// (Abramowitz and Stegun 25.3.6) lets the step be wide enough that rounding stays small.
pub fn check_gradients(network: &Mlp, batch: &Batch, penalty: Penalty) -> GradientCheck {
    let mut checker = Checker::new(network.clone(), Arc::new(batch.clone()), penalty, None);
    while checker.advance() {}
    checker.into_result()
}

fn block(parameters: &mut Parameters, layer: usize, is_bias: bool) -> &mut [f64] {
    let [weight, bias] = parameters.layers[layer].slices_mut();
    if is_bias { bias } else { weight }
}

/// A check that goes on one entry at a time: on large data it takes a while, and its host may show how far it is.
#[derive(Debug)]
pub struct Checker {
    network: Mlp,
    batch: Arc<Batch>,
    base: Forward,
    forward: Forward,
    penalty: Penalty,
    analytic: Parameters,
    blocks: Vec<BlockCheck>,
    /// The entries probed of the block at hand, which is the first that is not finished.
    probes: usize,
    at: usize,
}

impl Checker {
    /// A check of the gradients that the chain rule gives for `network` on `batch`, with `mistake` in it if one is given.
    pub fn new(network: Mlp, batch: Arc<Batch>, penalty: Penalty, mistake: Option<Mistake>) -> Self {
        let sizes = network.parameters.sizes();
        let mut forward = Forward::new(batch.partition(), &sizes);
        let mut backward = Backward::new(batch.partition(), &sizes);
        (forward.mistake, backward.mistake) = (mistake, mistake);
        forward.run(&network, &batch, penalty);
        backward.run(&network, &batch, &forward, penalty);
        // The differences are those of the true loss.
        (forward.mistake, backward.mistake) = (None, None);
        let nothing = Probe { row: 0, column: 0, analytic: 0.0, numeric: 0.0 };
        let blocks = (0..sizes.len() - 1).flat_map(|layer| [(layer, false), (layer, true)]);
        let blocks = blocks.map(|(layer, is_bias)| {
            let entries = block(&mut backward.gradients, layer, is_bias).len();
            let probed = entries.min(PROBES);
            BlockCheck { layer, is_bias, probed, entries, largest_error: 0.0, worst: nothing, kinks: 0 }
        });
        let blocks = blocks.collect();
        let base = forward.clone();
        Self { network, batch, base, forward, penalty, analytic: backward.gradients, blocks, probes: 0, at: 0 }
    }

    /// How many entries are probed, and how many will be.
    pub fn progress(&self) -> (usize, usize) {
        let probed = |blocks: &[BlockCheck]| blocks.iter().map(|block| block.probed).sum::<usize>();
        (probed(&self.blocks[..self.at]) + self.probes, probed(&self.blocks))
    }

    /// Probes one entry more; false when all are probed.
    pub fn advance(&mut self) -> bool {
        let Some(checked) = self.blocks.get(self.at) else { return false };
        let BlockCheck { layer, is_bias, probed, entries, .. } = *checked;
        let analytic = block(&mut self.analytic, layer, is_bias);
        let scale = SCALE_FLOOR * analytic.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        let entry = self.probes * entries / probed;
        let analytic = analytic[entry];
        let (numeric, crossed) = self.difference(layer, is_bias, entry);
        let error = (analytic - numeric).abs();
        let size = analytic.abs().max(numeric.abs()).max(scale);
        let relative = if error == 0.0 { 0.0 } else { error / size };
        let columns = self.network.parameters.layers[layer].outputs();
        let checked = &mut self.blocks[self.at];
        // A NaN must not pass as a small error.
        if self.probes == 0
            || relative > checked.largest_error
            || (relative.is_nan() && !checked.largest_error.is_nan())
        {
            checked.largest_error = relative;
            checked.worst = Probe { row: entry / columns, column: entry % columns, analytic, numeric };
        }
        checked.kinks += usize::from(crossed);
        self.probes += 1;
        if self.probes == probed {
            (self.at, self.probes) = (self.at + 1, 0);
        }
        self.at < self.blocks.len()
    }

    /// The result, once all entries are probed.
    pub fn into_result(self) -> GradientCheck {
        GradientCheck { blocks: self.blocks }
    }

    /// The derivative of the loss by one entry, and whether some z crossed zero on the way.
    fn difference(&mut self, layer: usize, is_bias: bool, entry: usize) -> (f64, bool) {
        let original = block(&mut self.network.parameters, layer, is_bias)[entry];
        let step = STEP * original.abs().max(1.0);
        let smooth = Penalty { l1: 0.0, ..self.penalty };
        let mut crossed = false;
        let mut loss_at = |offset: f64| {
            block(&mut self.network.parameters, layer, is_bias)[entry] = original + offset;
            crossed |= held_forward(&self.network, &self.batch, &self.base, &mut self.forward, smooth);
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
