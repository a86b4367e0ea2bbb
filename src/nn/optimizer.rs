//! Gradient descent: θ ← θ − ε∇L and its two best-known refinements.
//!
//! To add a rule, add a variant of [`OptimizerKind`] with its name. The compiler then asks for the letters of what it
//! remembers and for its update below, and in `explain/update.rs` for how its operands, its equation and an opened
//! entry are written. By hand: re-export a new constant in `nn/mod.rs`, mention the rule in `[controls.talk] optimizer`
//! of `en.toml` and `es.toml`, and add it to `tests/allocation.rs` and `tests/sameness.rs`. The command line, the
//! settings overlay, the files, checkpoints and undo need nothing.

use super::parameters::Parameters;
use crate::text::named;

/// μ of momentum.
pub const MOMENTUM: f64 = 0.9;
/// β₁ of Adam, as Kingma and Ba (2015) recommend it: the decay of the gradient's mean.
pub const BETA_1: f64 = 0.9;
/// β₂ of Adam, likewise: the decay of the squared gradient's mean.
pub const BETA_2: f64 = 0.999;
/// δ of Adam, likewise. (They call it ε, which here is the learning rate.)
pub const DELTA: f64 = 1e-8;

named! {
    /// The rule that updates the parameters.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum OptimizerKind {
        /// W ← W − ε∇
        #[default]
        Sgd = "sgd",
        /// v ← μv − ε∇, W ← W + v
        Momentum = "momentum",
        /// Adaptive moments with bias correction: Kingma and Ba (2015).
        Adam = "adam",
    }
}

impl OptimizerKind {
    /// Returns the letters of what the rule remembers from step to step, each with the shapes of the parameters: for
    /// momentum the velocity v, for Adam the mean m of ∇ and the mean v of ∇².
    pub fn memory(self) -> &'static [&'static str] {
        match self {
            Self::Sgd => &[],
            Self::Momentum => &["v"],
            Self::Adam => &["m", "v"],
        }
    }
}

/// An update rule, and what it remembers from step to step.
///
/// ```
/// use mlp_tui::nn::{Optimizer, OptimizerKind, Parameters};
///
/// let (mut theta, mut gradients) = (Parameters::zeros(&[1, 1]), Parameters::zeros(&[1, 1]));
/// gradients.layers[0].weight_mut()[[0, 0]] = 2.0;
/// let mut optimizer = Optimizer::new(OptimizerKind::Sgd, &theta.sizes());
/// optimizer.update(&mut theta, &mut gradients, 0.1, 0);
/// assert_eq!(theta.layers[0].weight()[[0, 0]], -0.2); // w ← w − ε∇
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Optimizer {
    kind: OptimizerKind,
    memory: Vec<Parameters>,
}

impl Optimizer {
    /// Creates the rule `kind` with a memory of zeros, for a network with `sizes`.
    pub fn new(kind: OptimizerKind, sizes: &[usize]) -> Self {
        Self { kind, memory: kind.memory().iter().map(|_| Parameters::zeros(sizes)).collect() }
    }

    /// Returns the kind of rule.
    pub fn kind(&self) -> OptimizerKind {
        self.kind
    }

    /// Returns what it remembers, in the order of [`OptimizerKind::memory`].
    pub fn memory(&self) -> &[Parameters] {
        &self.memory
    }

    /// Returns how many numbers it remembers.
    pub fn remembered(&self) -> usize {
        self.memory.iter().map(Parameters::len).sum()
    }

    /// Becomes a copy of `source`, which has the same shapes. Allocates nothing if both are of the same kind.
    pub fn copy_from(&mut self, source: &Self) {
        if self.kind == source.kind {
            self.memory.iter_mut().zip(&source.memory).for_each(|(memory, source)| memory.copy_from(source));
        } else {
            *self = source.clone();
        }
    }

    /// Makes update number `step` (from 0): changes all `parameters` by the rule, from their old values.
    pub fn update(&mut self, parameters: &mut Parameters, gradients: &mut Parameters, learning_rate: f64, step: u64) {
        let pairs = parameters.slices_mut().zip(gradients.slices_mut());
        match self.kind {
            OptimizerKind::Sgd => {
                for (w, g) in pairs {
                    w.iter_mut().zip(g).for_each(|(w, g)| *w -= learning_rate * *g);
                }
            }
            OptimizerKind::Momentum => {
                let [velocity] = self.memory_mut();
                for ((w, g), v) in pairs.zip(velocity.slices_mut()) {
                    for ((w, g), v) in w.iter_mut().zip(g).zip(v) {
                        *v = MOMENTUM * *v - learning_rate * *g;
                        *w += *v;
                    }
                }
            }
            OptimizerKind::Adam => {
                let t = step as f64 + 1.0;
                let (correction_1, correction_2) = (1.0 - libm::pow(BETA_1, t), 1.0 - libm::pow(BETA_2, t));
                let [first, second] = self.memory_mut();
                for (((w, g), m), v) in pairs.zip(first.slices_mut()).zip(second.slices_mut()) {
                    for (((w, g), m), v) in w.iter_mut().zip(g).zip(m).zip(v) {
                        *m = BETA_1 * *m + (1.0 - BETA_1) * *g;
                        *v = BETA_2 * *v + (1.0 - BETA_2) * *g * *g;
                        *w -= learning_rate * (*m / correction_1) / (libm::sqrt(*v / correction_2) + DELTA);
                    }
                }
            }
        }
    }

    fn memory_mut<const N: usize>(&mut self) -> &mut [Parameters; N] {
        self.memory.as_mut_slice().try_into().expect("a rule remembers what its row of `memory` names")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes three updates of one weight, with gradients 1, 2, −1 and ε = 0.1.
    fn walk(kind: OptimizerKind) -> f64 {
        let (mut w, mut g) = (Parameters::zeros(&[1, 1]), Parameters::zeros(&[1, 1]));
        let mut optimizer = Optimizer::new(kind, &[1, 1]);
        for (step, gradient) in [1.0, 2.0, -1.0].into_iter().enumerate() {
            g.layers[0].weight_mut()[[0, 0]] = gradient;
            optimizer.update(&mut w, &mut g, 0.1, step as u64);
        }
        w.layers[0].weight()[[0, 0]]
    }

    #[test]
    fn sgd_subtracts_the_scaled_gradients() {
        assert!((walk(OptimizerKind::Sgd) - -0.2).abs() < 1e-15);
    }

    #[test]
    fn momentum_adds_up_velocities() {
        // v: −0.1, −0.29, −0.161
        assert!((walk(OptimizerKind::Momentum) - -0.551).abs() < 1e-15);
    }

    #[test]
    fn adam_moves_by_the_ratio_of_its_corrected_means() {
        let (mut m, mut v, mut w) = (0.0, 0.0, 0.0);
        for (t, g) in [(1, 1.0), (2, 2.0), (3, -1.0)] {
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            let (m_hat, v_hat): (f64, f64) = (m / (1.0 - 0.9_f64.powi(t)), v / (1.0 - 0.999_f64.powi(t)));
            w -= 0.1 * m_hat / (v_hat.sqrt() + 1e-8);
        }
        assert!((walk(OptimizerKind::Adam) - w).abs() < 1e-12);
    }
}
