//! The distribution of some numbers: range, mean, standard deviation, histogram.

/// A summary of some numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distribution {
    /// The number of values.
    pub count: usize,
    /// The number of values that are exactly 0.
    pub zeros: usize,
    /// The smallest value.
    pub min: f64,
    /// The largest value.
    pub max: f64,
    /// 1/count Σ x
    pub mean: f64,
    /// √(1/count Σ (x − mean)²)
    pub deviation: f64,
}

impl Distribution {
    /// Summarizes `values`; `None` if there are none, or one is not finite.
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let (mut count, mut zeros, mut sum) = (0_usize, 0, 0.0);
        let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
        for x in values.clone() {
            if !x.is_finite() {
                return None;
            }
            count += 1;
            zeros += usize::from(x == 0.0);
            (sum, min, max) = (sum + x, min.min(x), max.max(x));
        }
        let mean = sum / count as f64;
        let variance = values.map(|x| (x - mean) * (x - mean)).sum::<f64>() / count as f64;
        (count > 0).then(|| Self { count, zeros, min, max, mean, deviation: libm::sqrt(variance) })
    }

    /// Returns the share of exact zeros.
    pub fn zero_share(&self) -> f64 {
        self.zeros as f64 / self.count as f64
    }

    /// Returns where `x` lies between the ends, 0 … 1; the middle if the ends coincide.
    pub fn place(&self, x: f64) -> f64 {
        // Halves, because the distance between huge ends would overflow.
        let distance = |a: f64, b: f64| a * 0.5 - b * 0.5;
        let whole = distance(self.max, self.min);
        if whole > 0.0 { (distance(x, self.min) / whole).clamp(0.0, 1.0) } else { 0.5 }
    }

    /// Counts the `values` in each of `bins` equal parts of the range. Exact zeros, perhaps half of all values, are
    /// left out: their bar would dwarf the others.
    pub fn histogram(&self, values: impl Iterator<Item = f64>, bins: usize) -> Vec<usize> {
        let mut counts = vec![0; bins];
        for x in values.filter(|&x| x != 0.0) {
            let bin = ((self.place(x) * bins as f64) as usize).min(bins.saturating_sub(1));
            if let Some(count) = counts.get_mut(bin) {
                *count += 1;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Option<Distribution> {
        Distribution::of(values.iter().copied())
    }

    #[test]
    fn a_distribution_by_hand() {
        let values = [-1.0, 0.0, 0.0, 3.0];
        let spread = of(&values).unwrap();
        assert_eq!((spread.count, spread.zeros, spread.min, spread.max, spread.mean), (4, 2, -1.0, 3.0, 0.5));
        assert_eq!(spread.deviation, libm::sqrt((2.25 + 0.25 + 0.25 + 6.25) / 4.0));
        assert_eq!(spread.histogram(values.into_iter(), 4), [1, 0, 0, 1], "the zeros are counted by themselves");
        assert_eq!([-1.0, 0.0, 1.0, 3.0].map(|x| spread.place(x)), [0.0, 0.25, 0.5, 1.0]);
    }

    #[test]
    fn equal_numbers_stand_in_the_middle_and_what_is_not_finite_has_no_distribution() {
        let spread = of(&[2.0, 2.0]).unwrap();
        assert_eq!((spread.deviation, spread.histogram([2.0, 2.0].into_iter(), 3)), (0.0, vec![0, 2, 0]));
        assert_eq!([of(&[]), of(&[1.0, f64::NAN]), of(&[f64::INFINITY])], [None; 3]);
        let huge = of(&[-1e308, 1e308]).unwrap();
        assert_eq!(huge.histogram([-1e308, 1e308].into_iter(), 2), [1, 1]);
    }
}
