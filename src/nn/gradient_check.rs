//! Checks the gradients by the chain rule against central differences of the loss.

use std::sync::Arc;

use super::backward::Backward;
use super::batch::Batch;
use super::difference::{Difference, Differences, Place};
use super::forward::Forward;
use super::loss::Penalty;
use super::mistake::Mistake;
use super::mlp::Mlp;
use super::parameters::Parameters;

/// The most entries probed per block, evenly spread.
const PROBES: usize = 256;

/// The largest relative error of a correct gradient.
pub const TOLERANCE: f64 = 1e-6;

/// One entry of a block, by the chain rule and by differences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EntryCheck {
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
    /// The number of entries probed.
    pub probed: usize,
    /// The number of entries in the block.
    pub entries: usize,
    /// The largest relative error |a − n| / max(|a|, |n|, floor) over the probed entries; NaN if one is NaN.
    pub largest_error: f64,
    /// The probe with that error.
    pub worst: EntryCheck,
    /// How many probes carried some z across zero, where a difference without the held mask would measure the kink.
    pub kinks: usize,
    /// How many probed entries are so small that the rounding of the differences hides them; no more is known of these.
    pub hidden: usize,
}

impl BlockCheck {
    /// Returns whether the two gradients agree within [`TOLERANCE`].
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
/// The ReLU's mask (and the leaky ReLU's choice of slope) is held at the unperturbed point; otherwise a probe that
/// carries some z across zero would measure the kink. For the same reason |w| of the ℓ1 penalty keeps its sign.
///
/// Rounding does not count as an error: a difference is only known to within some uncertainty (see `Differences`). So
/// the floor of the relative error is uncertainty / [`TOLERANCE`], and |a − n| within the uncertainty passes. The floor
/// follows the scale of L, of the logits and of what the entry is multiplied by; a wrong derivative shows above it
/// wherever differences can tell.
pub fn check_gradients(network: &Mlp, batch: &Batch, penalty: Penalty) -> GradientCheck {
    let mut checker = Checker::new(network.clone(), Arc::new(batch.clone()), penalty, None);
    while checker.advance() {}
    checker.into_result()
}

/// A check that proceeds one entry at a time: on large data it takes a while, and its host may show the progress.
#[derive(Debug)]
pub struct Checker {
    differences: Differences,
    analytic: Parameters,
    blocks: Vec<BlockCheck>,
    /// How many entries of block `at`, the first unfinished one, are probed.
    probes: usize,
    at: usize,
}

impl Checker {
    /// Begins a check of the gradients that the chain rule gives for `network` on `batch`, with `mistake` planted if
    /// one is given.
    pub fn new(network: Mlp, batch: Arc<Batch>, penalty: Penalty, mistake: Option<Mistake>) -> Self {
        let sizes = network.parameters.sizes();
        let mut forward = Forward::new(batch.partition(), &sizes);
        let mut backward = Backward::new(batch.partition(), &sizes);
        (forward.mistake, backward.mistake) = (mistake, mistake);
        forward.run(&network, &batch, penalty);
        backward.run(&network, &batch, &forward, penalty);
        let nothing = EntryCheck { row: 0, column: 0, analytic: 0.0, numeric: 0.0 };
        let blocks = (0..sizes.len() - 1).flat_map(|layer| [(layer, false), (layer, true)]);
        let blocks = blocks.map(|(layer, is_bias)| {
            let entries = backward.gradients.layers[layer].slices()[usize::from(is_bias)].len();
            let probed = entries.min(PROBES);
            BlockCheck { layer, is_bias, probed, entries, largest_error: 0.0, worst: nothing, kinks: 0, hidden: 0 }
        });
        let blocks = blocks.collect();
        // The differences are of the true loss.
        let differences = Differences::new(network, batch, penalty);
        Self { differences, analytic: backward.gradients, blocks, probes: 0, at: 0 }
    }

    /// Returns how many entries are probed so far, and how many there are to probe.
    pub fn progress(&self) -> (usize, usize) {
        let probed = |blocks: &[BlockCheck]| blocks.iter().map(|block| block.probed).sum::<usize>();
        (probed(&self.blocks[..self.at]) + self.probes, probed(&self.blocks))
    }

    /// Probes one more entry. Returns false once all are probed.
    pub fn advance(&mut self) -> bool {
        let Some(checked) = self.blocks.get(self.at) else { return false };
        let BlockCheck { layer, is_bias, probed, entries, .. } = *checked;
        let entry = self.probes * entries / probed;
        let place = Place { layer, is_bias, entry };
        let analytic = *place.of(&mut self.analytic);
        let Difference { value: numeric, uncertainty, crossed } = self.differences.derivative(place);
        let error = (analytic - numeric).abs();
        let size = analytic.abs().max(numeric.abs());
        let relative = if error == 0.0 { 0.0 } else { error / size.max(uncertainty / TOLERANCE) };
        let columns = self.differences.network.parameters.layers[layer].outputs();
        let checked = &mut self.blocks[self.at];
        // A NaN must not pass as a small error.
        if self.probes == 0
            || relative > checked.largest_error
            || (relative.is_nan() && !checked.largest_error.is_nan())
        {
            checked.largest_error = relative;
            checked.worst = EntryCheck { row: entry / columns, column: entry % columns, analytic, numeric };
        }
        checked.kinks += usize::from(crossed);
        checked.hidden += usize::from(size < uncertainty);
        self.probes += 1;
        if self.probes == probed {
            (self.at, self.probes) = (self.at + 1, 0);
        }
        self.at < self.blocks.len()
    }

    /// Returns the result, once all entries are probed.
    pub fn into_result(self) -> GradientCheck {
        GradientCheck { blocks: self.blocks }
    }
}
