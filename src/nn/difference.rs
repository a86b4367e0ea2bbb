//! The derivative of L with respect to one parameter, from differences of L, and how far rounding may carry it from the
//! truth.

use std::sync::Arc;

use super::activation::{Activation, LEAKY_SLOPE};
use super::batch::Batch;
use super::forward::Forward;
use super::loss::Penalty;
use super::matrix::Matrix;
use super::mlp::Mlp;
use super::parameters::Parameters;

/// A probe moves no logit, and no z under a curved f, further than this. At 2⁻⁸ the truncation error of the differences
/// and their rounding error are about equally small.
const REACH: f64 = 1.0 / 256.0;
/// The number of roundings, of relative size 2⁻⁵³ each, in one example's part of L: those of a few sums, of e^y and of
/// the logarithm. They add up as the square root of their number (Higham and Mary 2019, "A new approach to
/// probabilistic rounding error analysis").
const ROUNDINGS: f64 = 8.0;
/// A bound on ∂⁵(−log P)/∂t⁵, in units of 2(1 − P), while t moves no y and no z by more than 1; tanh alone reaches 16.
const FIFTH_DERIVATIVE: f64 = 64.0;
/// A first step smaller than this share of w would be lost in rounding.
const LEAST_TRIAL: f64 = 1.0 / (1_u64 << 40) as f64;
/// If every example's largest logit exceeds the others by more than this, each P is 0 or 1.
const SATURATED: f64 = 2000.0;
/// The unit roundoff u, 2⁻⁵³.
const ROUNDOFF: f64 = f64::EPSILON / 2.0;

/// The place of one parameter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The layer, from 0.
    pub layer: usize,
    pub is_bias: bool,
    /// The index in W, row by row, or in B.
    pub entry: usize,
}

impl Place {
    /// Returns the parameter, or its gradient, among `parameters`.
    pub fn of(self, parameters: &mut Parameters) -> &mut f64 {
        let [weight, bias] = parameters.layers[self.layer].slices_mut();
        &mut (if self.is_bias { bias } else { weight })[self.entry]
    }
}

/// A derivative estimated by differences.
#[derive(Debug, Clone, Copy)]
pub(super) struct Difference {
    /// ∂L/∂w.
    pub value: f64,
    /// How far `value` may be off.
    pub uncertainty: f64,
    /// Whether some z crossed zero on the way, so that holding its mask mattered.
    pub crossed: bool,
}

/// Takes differences of L at one point θ.
///
/// The derivative is (8(L₊½ − L₋½) − (L₊ − L₋)) / 6h, with L at w ± h/2 and w ± h (Abramowitz and Stegun 25.3.6). Two
/// errors limit it (Press et al., Numerical Recipes 5.7):
///
/// - Truncation, h⁴/480 · |∂⁵L/∂w⁵|. While no y and no z moves by more than τ = 2⁻⁸, this is at most C₅/480 · τ⁴ · s̄ ·
///   g, where g is how far a unit change of w moves the logits and s̄ = 1/m Σ 2(1 − P): w affects L only through Y, and
///   not at all where P of the correct class is 1.
/// - Rounding of the four L, each within δ: (8·2δ + 2δ)/6h = 3δ/h. The rounding of an entry of Y, uŶ, comes from a
///   running error analysis of the forward pass (Higham, Accuracy and Stability of Numerical Algorithms, 3.3): a sum
///   adds u Σ|h||w| to what earlier sums pass on through f′ and |w|. L is affected by 2(1 − P) times that; log Σ e^y
///   itself is rounded within u, however small L is. So δ = c·u·(1 + |L| + 1/m Σ 2(1 − P)·Ŷ).
///
/// Where each P is 0 or 1, L is linear in Y as long as the largest logits stay the largest, so Y may move by a quarter
/// of the least margin. Such logits may be so large that 2⁻⁸ is less than their rounding.
///
/// The step h is as wide as τ allows, which makes rounding matter less. It is a power of two, so that rounding w ± h
/// contributes only 2u|w|/h · s̄ · g.
#[derive(Debug)]
pub(super) struct Differences {
    pub network: Mlp,
    batch: Arc<Batch>,
    base: Forward,
    forward: Forward,
    penalty: Penalty,
    scales: Scales,
}

impl Differences {
    /// Prepares differences of the true loss of `network` on `batch`.
    pub fn new(network: Mlp, batch: Arc<Batch>, penalty: Penalty) -> Self {
        let mut base = Forward::new(batch.partition(), &network.parameters.sizes());
        base.run(&network, &batch, Penalty::default());
        Self { scales: Scales::of(&network, &batch, &base), forward: base.clone(), network, batch, base, penalty }
    }

    /// Returns ∂L/∂w for the parameter at `place`.
    pub fn derivative(&mut self, place: Place) -> Difference {
        let Scales { slope, rounding, grain, reach } = self.scales;
        let w = *place.of(&mut self.network.parameters);
        let widest = w.abs().max(1.0);
        let mut crossed = false;
        let trial = power_of_two((REACH / self.largest_input(place)).clamp(LEAST_TRIAL * w.abs(), widest));
        crossed |= self.pass_at(place, w + trial);
        let (logits, bent) = self.moved();
        let widest = if reach > REACH && logits > grain { f64::MAX } else { widest };
        let step = (trial * (reach / logits.max(grain))).min(trial * (REACH / bent)).min(widest);
        let step = if logits.is_finite() && bent.is_finite() { power_of_two(step) } else { trial };
        let mut loss_at = |offset: f64| {
            crossed |= self.pass_at(place, w + offset);
            self.forward.loss
        };
        let (outer, inner) = (loss_at(step) - loss_at(-step), loss_at(step / 2.0) - loss_at(-step / 2.0));
        *place.of(&mut self.network.parameters) = w;
        let of_data = (8.0 * inner - outer) / (6.0 * step);
        let of_penalty = if place.is_bias { 0.0 } else { self.penalty_derivative(w) };
        // |∂L/∂w| ≤ s̄·g.
        let steepest = slope * logits / trial;
        let truncation = FIFTH_DERIVATIVE / 480.0 * REACH.powi(4) * steepest;
        let of_step = 2.0 * ROUNDOFF * w.abs() / step * steepest;
        let of_sum = 4.0 * ROUNDOFF * (of_data.abs() + of_penalty.abs());
        let uncertainty = 3.0 * rounding / step + truncation + of_step + of_sum;
        Difference { value: of_data + of_penalty, uncertainty, crossed }
    }

    /// Returns the derivative of λ₁|w| + ½λw², the only part of the penalty that depends on w. |w| keeps its sign; the
    /// difference of the square is exact.
    fn penalty_derivative(&self, w: f64) -> f64 {
        let Penalty { l1, l2 } = self.penalty;
        let step = power_of_two(w.abs().max(1.0));
        let square = |w: f64| 0.5 * l2 * w * w;
        let sign = f64::from(i8::from(w > 0.0) - i8::from(w < 0.0));
        (square(w + step) - square(w - step)) / (2.0 * step) + l1 * sign
    }

    /// Returns the largest absolute value that the parameter at `place` is multiplied by.
    fn largest_input(&self, place: Place) -> f64 {
        if place.is_bias {
            return 1.0;
        }
        let row = place.entry / self.network.parameters.layers[place.layer].outputs();
        let input = self.base.layer_input(&self.batch, place.layer);
        (0..self.batch.rows()).map(|example| input.get(example, row).abs()).fold(0.0, f64::max)
    }

    /// Returns how far the last pass moved any logit, and any z under a curved f (0 if f is piecewise linear).
    fn moved(&self) -> (f64, f64) {
        let (base, here) = (&self.base, &self.forward);
        let bent = if self.network.activation.is_piecewise() {
            0.0
        } else {
            let layers = here.pre_activations.iter().zip(&base.pre_activations);
            layers.map(|(here, base)| here.largest_distance(base)).fold(0.0, f64::max)
        };
        (here.logits.largest_distance(&base.logits), bent)
    }

    /// Runs the forward pass with another `value` at `place`, up to L without its penalty, while the ReLU's mask (or
    /// the leaky ReLU's choice of slope) stays that of θ. Returns whether some z is on the other side of zero than at
    /// θ.
    fn pass_at(&mut self, place: Place, value: f64) -> bool {
        let Self { network, batch, base, forward, .. } = self;
        *place.of(&mut network.parameters) = value;
        let below = match network.activation {
            Activation::Relu => 0.0,
            Activation::LeakyRelu => LEAKY_SLOPE,
            Activation::Tanh | Activation::Sigmoid | Activation::Identity => {
                forward.run(network, batch, Penalty::default());
                return false;
            }
        };
        let mut crossed = false;
        forward.run_with(network, batch, Penalty::default(), |forward, layer| {
            let (z, h) = (&forward.pre_activations[layer], &mut forward.activations[layer]);
            h.zip_with(z, &base.pre_activations[layer], |z, base| {
                crossed |= (z > 0.0) != (base > 0.0);
                if base > 0.0 { z } else { below * z }
            });
        });
        crossed
    }
}

/// The sizes of slopes and errors at one point θ.
#[derive(Debug, Clone, Copy)]
struct Scales {
    /// s̄.
    slope: f64,
    /// δ.
    rounding: f64,
    /// The smallest visible movement of a logit.
    grain: f64,
    /// τ for the logits.
    reach: f64,
}

impl Scales {
    /// Measures them at the point of the pass `base`.
    fn of(network: &Mlp, batch: &Batch, base: &Forward) -> Self {
        let classes = base.logits.dim().1;
        let (mut slope, mut felt, mut most, mut margin) = (0.0, 0.0, 0.0_f64, f64::INFINITY);
        for (row, &label) in batch.labels.iter().enumerate() {
            // 1 − P, without cancellation for P near 1.
            let others = (0..classes).filter(|&class| class != label).map(|class| base.probabilities.get(row, class));
            let weight = 2.0 * others.sum::<f64>();
            let rounding = rounding_of_logits(network, batch, base, row);
            slope += weight;
            felt += if weight > 0.0 { weight * rounding } else { 0.0 };
            most = most.max(rounding);
            let mut logits: Vec<f64> = base.logits.row(row).collect();
            logits.sort_unstable_by(f64::total_cmp);
            margin = margin.min(logits[classes - 1] - logits[classes - 2]);
        }
        let m = batch.rows() as f64;
        let rounding = ROUNDINGS * ROUNDOFF * (1.0 + base.loss.abs() + felt / m);
        let reach = if margin > SATURATED { margin / 4.0 } else { REACH };
        Self { slope: slope / m, rounding, grain: ROUNDINGS * ROUNDOFF * most, reach }
    }
}

/// Returns Ŷ of one example: how far rounding may carry any of its logits, in units of u.
fn rounding_of_logits(network: &Mlp, batch: &Batch, base: &Forward, row: usize) -> f64 {
    let values = |matrix: &Matrix| matrix.row(row).collect::<Vec<f64>>();
    let mut inputs: Vec<(f64, f64)> = values(&batch.inputs).into_iter().map(|x| (x, 0.0)).collect();
    for (layer, linear) in network.parameters.layers.iter().enumerate() {
        let [weight, bias] = linear.slices();
        let mut errors: Vec<f64> = bias.iter().map(|b| b.abs()).collect();
        for ((input, error), weights) in inputs.iter().zip(weight.chunks_exact(bias.len())) {
            let magnitude = input.abs() + error;
            errors.iter_mut().zip(weights).for_each(|(sum, w)| *sum += magnitude * w.abs());
        }
        let Some(h) = base.activations.get(layer) else {
            return errors.into_iter().fold(0.0, f64::max);
        };
        // f adds a rounding of its own, and passes errors on through its slope.
        let passed = |(h, error): (f64, f64)| (h, h.abs() + network.activation.derivative(h) * error);
        inputs = values(h).into_iter().zip(errors).map(passed).collect();
    }
    0.0
}

/// Returns the largest power of two up to `value`; `value` itself if it is not a normal number.
fn power_of_two(value: f64) -> f64 {
    if value.is_normal() { libm::ldexp(1.0, libm::ilogb(value)) } else { value }
}
