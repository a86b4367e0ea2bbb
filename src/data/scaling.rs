//! Features brought to a common scale, and back.

use crate::text::named;
use ndarray::{Array2, ArrayView1, Axis};

named! {
    /// How features are scaled: not at all, to mean 0 and standard deviation 1, or to 0 … 1.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Scaling { None = "none", Standard = "standard", MinMax = "minmax", }
}

/// Between these two, squares neither underflow nor overflow, however many are added.
const LEAST: f64 = 1e-100;
const MOST: f64 = 1e100;
/// Multiplied by this power of two, smaller values have such squares, too; so do larger ones, multiplied by its
/// inverse.
const UNIT_EXPONENT: i32 = 600;
/// If their range is below this share of the values, it is known better than their mean.
const NARROW: f64 = 1.0 / (1 << 20) as f64;

/// x′ = ((x·unit − offset) − rest)·factor: how one feature is scaled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnScaler {
    /// A power of two: multiplying by it is exact. 1 unless the values are so tiny or so huge that a float64 cannot
    /// hold their squares or their range.
    pub unit: f64,
    /// The mean or the minimum, of the values times `unit`.
    pub offset: f64,
    /// What `offset` misses of the mean by its own rounding; 0 unless the values differ only in their last digits.
    pub rest: f64,
    /// The inverse of the standard deviation or of the range; 0 for a constant feature, which scales to 0.
    pub factor: f64,
}

impl ColumnScaler {
    /// Fits the scaler that brings one feature's `values` to where `place` says (see [`mean_and_deviation`],
    /// [`least_and_range`]).
    fn fit(place: fn(&[f64]) -> Place, values: &ArrayView1<f64>) -> Self {
        let values = values.to_vec();
        let [least, most] = ends(&values);
        let unit = match most.max(-least) {
            0.0 => 1.0,
            tiny if tiny < LEAST => libm::ldexp(1.0, UNIT_EXPONENT),
            huge if huge > MOST => libm::ldexp(1.0, -UNIT_EXPONENT),
            _ => 1.0,
        };
        let values: Vec<f64> = values.into_iter().map(|x| x * unit).collect();
        let Place { offset, rest, spread } = place(&values);
        // The mean of equal values may miss them by a rounding: their spread is then tiny, not 0.
        let factor = if least == most { 0.0 } else { 1.0 / spread };
        Self { unit, offset, rest, factor }
    }

    /// Returns `x` scaled.
    pub fn scaled(self, x: f64) -> f64 {
        ((x * self.unit - self.offset) - self.rest) * self.factor
    }

    /// Returns what was scaled to `scaled`, up to rounding; for a constant feature, always its offset.
    pub fn original(self, scaled: f64) -> f64 {
        let difference = if self.factor == 0.0 { 0.0 } else { scaled / self.factor };
        // A rounding beyond the largest number is not yet infinity.
        (((difference + self.rest) + self.offset) / self.unit).clamp(f64::MIN, f64::MAX)
    }
}

/// The value that becomes 0, to more than the precision of one number, and the distance from it that becomes 1.
struct Place {
    offset: f64,
    rest: f64,
    spread: f64,
}

fn least_and_range(values: &[f64]) -> Place {
    let [least, most] = ends(values);
    Place { offset: least, rest: 0.0, spread: most - least }
}

/// Returns the mean and the population standard deviation √(1/m Σ(x − mean)²).
fn mean_and_deviation(values: &[f64]) -> Place {
    let count = values.len() as f64;
    let [least, most] = ends(values);
    if most - least >= NARROW * most.max(-least) {
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
        return Place { offset: mean, rest: 0.0, spread: libm::sqrt(variance) };
    }
    // Numbers this close have exact differences (Sterbenz), so these are averaged. A sum of the values themselves would
    // be rounded in the very digits in which they differ.
    let shift = values.iter().map(|x| x - least).sum::<f64>() / count;
    let deviation = |x: &f64| (x - least) - shift;
    let variance = values.iter().map(|x| deviation(x) * deviation(x)).sum::<f64>() / count;
    let mean = least + shift;
    Place { offset: mean, rest: shift - (mean - least), spread: libm::sqrt(variance) }
}

/// Returns the least and the largest of some numbers.
fn ends(values: &[f64]) -> [f64; 2] {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    [least, values.iter().copied().fold(f64::NEG_INFINITY, f64::max)]
}

/// The scalers of all features, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Scaler {
    /// Each feature's scaler.
    pub columns: Vec<ColumnScaler>,
}

impl Scaler {
    /// Fits the scaler that applies `scaling` to `inputs`; `None` for [`Scaling::None`].
    pub(super) fn fit(scaling: Scaling, inputs: &Array2<f64>) -> Option<Self> {
        let place = match scaling {
            Scaling::None => return None,
            Scaling::Standard => mean_and_deviation,
            Scaling::MinMax => least_and_range,
        };
        let columns = inputs.axis_iter(Axis(1)).map(|values| ColumnScaler::fit(place, &values)).collect();
        Some(Self { columns })
    }

    /// Scales `inputs` in place.
    pub fn apply(&self, inputs: &mut Array2<f64>) {
        for mut row in inputs.rows_mut() {
            self.scale(row.iter_mut());
        }
    }

    /// Scales the features of one example in place.
    pub fn scale<'a>(&self, features: impl Iterator<Item = &'a mut f64>) {
        features.zip(&self.columns).for_each(|(x, column)| *x = column.scaled(*x));
    }

    /// Returns what a feature in `column` was before it was scaled to `scaled`, up to rounding. This is the only way
    /// back.
    pub fn original(&self, column: usize, scaled: f64) -> f64 {
        self.columns[column].original(scaled)
    }

    /// Returns the original features of one scaled example.
    pub fn undo(&self, mut row: Vec<f64>) -> Vec<f64> {
        row.iter_mut().enumerate().for_each(|(column, x)| *x = self.original(column, *x));
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scaled(scaling: Scaling, values: &[f64]) -> Vec<f64> {
        let mut inputs = Array2::from_shape_fn((values.len(), 1), |(row, _)| values[row]);
        Scaler::fit(scaling, &inputs).unwrap().apply(&mut inputs);
        inputs.into_iter().collect()
    }

    #[test]
    fn the_scale_of_the_values_changes_no_digit() {
        let values = [-11.5, -10.5, 2.0, 3.0, 5.0, 11.5];
        for scaling in [Scaling::Standard, Scaling::MinMax] {
            let expected = scaled(scaling, &values);
            // At 2⁻¹⁰⁷² these values keep their digits; 11.5 times 2¹⁰²⁰ is the last finite one.
            for exponent in [-1072, -1060, -1022, -800, -540, -532, -100, 0, 300, 340, 900, 1020] {
                let shifted: Vec<f64> = values.iter().map(|x| libm::ldexp(*x, exponent)).collect();
                let found = scaled(scaling, &shifted);
                assert_eq!(found, expected, "{scaling:?} of the values times 2^{exponent}");
            }
        }
    }

    #[test]
    fn values_that_differ_in_their_last_digits_keep_their_distances() {
        for base in [1.0, 14.62, -1e9, 3e-130, 1e300] {
            let ulp = f64::from_bits(f64::to_bits(base) + 1) - base;
            for count in [3, 1000] {
                let values: Vec<f64> = (0..count).map(|row| base + ulp * f64::from(row % 3)).collect();
                let scaled = scaled(Scaling::Standard, &values);
                let mean = (0..count).map(|row| f64::from(row % 3)).sum::<f64>() / f64::from(count);
                let variance =
                    (0..count).map(|row| (f64::from(row % 3) - mean).powi(2)).sum::<f64>() / f64::from(count);
                for (row, x) in scaled.iter().enumerate() {
                    let expected = ulp.signum() * ((row % 3) as f64 - mean) / variance.sqrt();
                    assert!((x - expected).abs() < 1e-12, "{base}, row {row} of {count}: {x} is not {expected}");
                }
            }
        }
    }

    #[test]
    fn scaling_is_taken_back_and_a_constant_feature_was_its_value() {
        for values in
            [[1.0, 2.0, 4.0], [1e-320, 3e-320, 0.0], [1.7e308, -1.7e308, 1e308], [14.62, 14.620_000_000_000_001, 14.62]]
        {
            for scaling in [Scaling::Standard, Scaling::MinMax] {
                let inputs = Array2::from_shape_fn((3, 1), |(row, _)| values[row]);
                let scaler = Scaler::fit(scaling, &inputs).unwrap();
                for x in values {
                    let back = scaler.original(0, scaler.columns[0].scaled(x));
                    assert!((back / 2.0 - x / 2.0).abs() <= 1e-15 * x.abs(), "{scaling:?}: {x} came back as {back}");
                }
            }
        }
        let constant = Scaler::fit(Scaling::Standard, &Array2::from_elem((3, 1), 0.1)).unwrap();
        assert!((constant.original(0, 0.7) - 0.1).abs() < 1e-15);
    }
}
