//! Gradient descent: θ ← θ − ε∇L and its two best-known refinements.

use super::parameters::Parameters;

/// μ of momentum.
pub const MOMENTUM: f64 = 0.9;
/// β₁ of Adam, as Kingma and Ba (2015) recommend it: the decay of the gradient's mean.
pub const BETA_1: f64 = 0.9;
/// β₂ of Adam, likewise: the decay of the squared gradient's mean.
pub const BETA_2: f64 = 0.999;
/// δ of Adam, likewise. (They call it ε, which here is the learning rate.)
pub const DELTA: f64 = 1e-8;

/// Which rule updates the parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OptimizerKind {
    /// W ← W − ε∇
    #[default]
    Sgd,
    /// v ← μv − ε∇, W ← W + v
    Momentum,
    /// Adaptive moments with bias correction: Kingma and Ba (2015).
    Adam,
}

impl OptimizerKind {
    /// Every rule, in the order of the command line's help.
    pub const ALL: [Self; 3] = [Self::Sgd, Self::Momentum, Self::Adam];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sgd => "sgd",
            Self::Momentum => "momentum",
            Self::Adam => "adam",
        }
    }
}

/// An update rule with what it remembers from step to step.
#[derive(Debug, Clone, PartialEq)]
pub enum Optimizer {
    /// Plain gradient descent remembers nothing.
    Sgd,
    /// Momentum remembers the velocity v.
    Momentum {
        /// v
        velocity: Parameters,
    },
    /// Adam remembers the running means of the gradient and of its square.
    Adam {
        /// The mean m of ∇.
        first: Parameters,
        /// The mean v of ∇².
        second: Parameters,
    },
}

impl Optimizer {
    /// The rule `kind` at rest, for a network with `sizes`.
    pub fn new(kind: OptimizerKind, sizes: &[usize]) -> Self {
        let zeros = || Parameters::zeros(sizes);
        match kind {
            OptimizerKind::Sgd => Self::Sgd,
            OptimizerKind::Momentum => Self::Momentum { velocity: zeros() },
            OptimizerKind::Adam => Self::Adam { first: zeros(), second: zeros() },
        }
    }

    /// How many numbers the rule remembers.
    pub fn len(&self) -> usize {
        self.memory().iter().map(|parameters| parameters.len()).sum()
    }

    /// Whether the rule remembers nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn memory(&self) -> Vec<&Parameters> {
        match self {
            Self::Sgd => vec![],
            Self::Momentum { velocity } => vec![velocity],
            Self::Adam { first, second } => vec![first, second],
        }
    }

    /// Which rule it is.
    pub fn kind(&self) -> OptimizerKind {
        match self {
            Self::Sgd => OptimizerKind::Sgd,
            Self::Momentum { .. } => OptimizerKind::Momentum,
            Self::Adam { .. } => OptimizerKind::Adam,
        }
    }

    /// Becomes what `source`, of the same shapes, is; where it is of the same kind, without allocating.
    pub fn copy_from(&mut self, source: &Self) {
        match (self, source) {
            (Self::Momentum { velocity }, Self::Momentum { velocity: source }) => velocity.copy_from(source),
            (Self::Adam { first, second }, Self::Adam { first: source_first, second: source_second }) => {
                first.copy_from(source_first);
                second.copy_from(source_second);
            }
            (this, source) => *this = source.clone(),
        }
    }

    /// Update number `step` (from 0): changes `parameters` by the rule, all from the old values.
    pub fn update(&mut self, parameters: &mut Parameters, gradients: &mut Parameters, learning_rate: f64, step: u64) {
        let pairs = parameters.slices_mut().zip(gradients.slices_mut());
        match self {
            Self::Sgd => {
                for (w, g) in pairs {
                    w.iter_mut().zip(g).for_each(|(w, g)| *w -= learning_rate * *g);
                }
            }
            Self::Momentum { velocity } => {
                for ((w, g), v) in pairs.zip(velocity.slices_mut()) {
                    for ((w, g), v) in w.iter_mut().zip(g).zip(v) {
                        *v = MOMENTUM * *v - learning_rate * *g;
                        *w += *v;
                    }
                }
            }
            Self::Adam { first, second } => {
                let t = step as f64 + 1.0;
                let (correction_1, correction_2) = (1.0 - libm::pow(BETA_1, t), 1.0 - libm::pow(BETA_2, t));
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
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three updates of one weight with gradients 1, 2, −1 and ε = 0.1, against the rules written out.
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
