//! The activation functions f and their derivatives f′.
//!
//! To add one, add a variant of [`Activation`] with its name. The compiler then asks for its formulas here, its loops
//! in `finish.rs`, how the gradient check holds its kink in `difference.rs`, how `explain/forward.rs` and
//! `explain/backward.rs` write it, and the cost of a point in `probe/cost.rs`. f′ must follow from h = f(z) alone.

use super::exponential::exp;
use crate::text::named;

/// The slope of the leaky ReLU for z ≤ 0.
pub const LEAKY_SLOPE: f64 = 0.01;

named! {
    /// The function f in H = f(Z), applied to each element.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum Activation {
        /// max(0, z)
        #[default]
        Relu = "relu",
        /// z where z > 0, else 0.01·z
        LeakyRelu = "leaky-relu",
        /// tanh z
        Tanh = "tanh",
        /// 1/(1 + e⁻ᶻ)
        Sigmoid = "sigmoid",
        /// z
        Identity = "identity",
    }
}

impl Activation {
    /// Returns whether f is linear on either side of 0.
    pub(super) fn is_piecewise(self) -> bool {
        match self {
            Self::Relu | Self::LeakyRelu | Self::Identity => true,
            Self::Tanh | Self::Sigmoid => false,
        }
    }

    /// Returns f(z).
    ///
    /// ReLU branches instead of calling `f64::max`, which turns NaN into 0 and may keep the sign of −0.
    #[inline(always)]
    pub fn apply(self, z: f64) -> f64 {
        match self {
            Self::Relu if z <= 0.0 => 0.0,
            Self::LeakyRelu if z <= 0.0 => z * LEAKY_SLOPE,
            Self::Tanh => libm::tanh(z),
            Self::Sigmoid => 1.0 / (1.0 + exp(-z)),
            Self::Relu | Self::LeakyRelu | Self::Identity => z,
        }
    }

    /// Returns f′(z), computed from `h` = f(z), which suffices for all of these functions.
    #[inline(always)]
    pub fn derivative(self, h: f64) -> f64 {
        match self {
            Self::Relu => f64::from(u8::from(h > 0.0)),
            Self::LeakyRelu if h > 0.0 => 1.0,
            Self::LeakyRelu => LEAKY_SLOPE,
            Self::Tanh => 1.0 - h * h,
            Self::Sigmoid => h * (1.0 - h),
            Self::Identity => 1.0,
        }
    }

    /// Returns g·f′(z), computed from `h` = f(z). Where the f′ of ReLU is 0 the result is exactly +0, unlike the
    /// products 0·(−3) = −0 and 0·∞ = NaN.
    #[inline(always)]
    pub(super) fn pull_back(self, g: f64, h: f64) -> f64 {
        match self {
            Self::Relu | Self::LeakyRelu if h > 0.0 => g,
            Self::Relu => 0.0,
            Self::Identity => g,
            Self::LeakyRelu | Self::Tanh | Self::Sigmoid => g * self.derivative(h),
        }
    }

    /// Returns whether f is bounded: near its bounds it is flat.
    pub fn is_bounded(self) -> bool {
        match self {
            Self::Tanh | Self::Sigmoid => true,
            Self::Relu | Self::LeakyRelu | Self::Identity => false,
        }
    }

    /// Returns whether f′(z), computed from `h` = f(z), is less than a hundredth of f′(0).
    pub fn is_saturated(self, h: f64) -> bool {
        match self {
            Self::Tanh => self.derivative(h) < 0.01,
            Self::Sigmoid => self.derivative(h) < 0.01 / 4.0,
            Self::Relu | Self::LeakyRelu | Self::Identity => false,
        }
    }

    /// Returns whether z > 0, judged by `h` = f(z) (for the sigmoid, up to rounding).
    pub fn is_active(self, h: f64) -> bool {
        match self {
            Self::Relu | Self::LeakyRelu | Self::Tanh | Self::Identity => h > 0.0,
            Self::Sigmoid => h > 0.5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relu_keeps_nan_and_gives_positive_zero() {
        assert!(Activation::Relu.apply(f64::NAN).is_nan(), "relu must not hide NaN");
        assert_eq!(Activation::Relu.apply(-0.0).to_bits(), 0.0_f64.to_bits(), "relu(−0) is +0");
        assert_eq!(Activation::Relu.apply(-3.0).to_bits(), 0.0_f64.to_bits(), "relu(−3) is +0");
        assert_eq!(Activation::Relu.apply(2.5).to_bits(), 2.5_f64.to_bits());
    }

    #[test]
    fn derivatives_agree_with_central_differences() {
        for activation in Activation::ALL {
            for z in [-2.0, -0.3, 0.4, 1.7] {
                let step = 1e-6;
                let numeric = (activation.apply(z + step) - activation.apply(z - step)) / (2.0 * step);
                let analytic = activation.derivative(activation.apply(z));
                assert!((numeric - analytic).abs() < 1e-8, "{activation:?} at {z}: {analytic} against {numeric}");
            }
        }
    }
}
