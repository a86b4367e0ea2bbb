//! Eight examples side by side, and the registers that hold them.

use std::array;

use pulp::Simd;

/// The number of examples that a kernel takes side by side.
pub(super) const LANES: usize = 8;

/// Eight numbers of a column, one per example.
pub(super) type Lanes = [f64; LANES];

#[inline(always)]
pub(super) fn total(lanes: Lanes) -> f64 {
    let half: [f64; 4] = array::from_fn(|lane| lanes[lane] + lanes[lane + 4]);
    (half[0] + half[2]) + (half[1] + half[3])
}

/// Returns the sum of the eight lanes in these registers.
#[inline(always)]
pub(super) fn total_in<S: Simd, const R: usize>(registers: [S::f64s; R]) -> f64 {
    let mut lanes = [0.0; LANES];
    store::<S, R>(registers, &mut lanes);
    total(lanes)
}

/// Returns the eight lanes as registers.
#[inline(always)]
pub(super) fn load<S: Simd, const R: usize>(lanes: &Lanes) -> &[S::f64s; R] {
    S::as_simd_f64s(lanes).0.first_chunk().expect("R registers hold eight lanes")
}

#[inline(always)]
pub(super) fn store<S: Simd, const R: usize>(registers: [S::f64s; R], lanes: &mut Lanes) {
    for (place, register) in S::as_mut_simd_f64s(lanes).0.iter_mut().zip(registers) {
        *place = register;
    }
}

/// Implements `WithSimd` by calling `run` with the number of registers that hold eight lanes.
macro_rules! in_registers {
    ($kernel:ident) => {
        impl pulp::WithSimd for $kernel<'_> {
            type Output = ();

            #[inline(always)]
            fn with_simd<S: pulp::Simd>(self, simd: S) {
                match $crate::nn::registers::LANES / S::F64_LANES {
                    1 => self.run::<S, 1>(simd),
                    2 => self.run::<S, 2>(simd),
                    _ => self.run::<S, 4>(simd),
                }
            }
        }
    };
}

pub(super) use in_registers;
