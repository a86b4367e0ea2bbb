//! The vector instructions that the kernels use: the widest that the machine has, unless a test asks for others.
//!
//! The choice never affects a result: see the order of summation in [`super::kernels`].

use std::sync::OnceLock;

use pulp::{Arch, Scalar128b, WithSimd};

/// The instructions in use, chosen once.
static CHOSEN: OnceLock<Instructions> = OnceLock::new();

/// A set of vector instructions.
#[derive(Debug, Clone, Copy)]
pub enum Instructions {
    /// Those of every processor of this architecture.
    Baseline,
    /// The widest that this machine has, or narrower ones.
    Wide(Arch),
}

impl Instructions {
    /// Returns the names of the sets that this machine has.
    pub fn available() -> Vec<&'static str> {
        ["baseline", "avx2", "avx512"].into_iter().filter(|name| Self::named(name).is_some()).collect()
    }

    /// Returns the instructions called `name`; `None` if this machine lacks them.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "baseline" => Some(Self::Baseline),
            #[cfg(target_arch = "x86_64")]
            "avx2" => pulp::x86::V3::try_new().map(|simd| Self::Wide(Arch::V3(simd))),
            #[cfg(target_arch = "x86_64")]
            "avx512" => pulp::x86::V4::try_new().map(|simd| Self::Wide(Arch::V4(simd))),
            _ => None,
        }
    }

    /// Makes all kernels use these instructions, unless one has run already.
    pub fn choose(self) {
        CHOSEN.get_or_init(|| self);
    }

    #[inline]
    pub(super) fn run<K: WithSimd>(self, kernel: K) -> K::Output {
        match self {
            Self::Baseline | Self::Wide(Arch::Scalar) => kernel.with_simd(Scalar128b),
            Self::Wide(arch) => arch.dispatch(kernel),
        }
    }
}

/// Runs `kernel` with the chosen instructions.
#[inline]
pub(super) fn run<K: WithSimd>(kernel: K) -> K::Output {
    CHOSEN.get_or_init(|| Instructions::Wide(Arch::new())).run(kernel)
}
