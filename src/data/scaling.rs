//! Features brought to a common scale, and back.

use ndarray::{Array2, ArrayView1, Axis};

/// How features are scaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scaling {
    /// As they are.
    None,
    /// To mean 0 and standard deviation 1.
    Standard,
    /// To 0 … 1.
    MinMax,
}

impl Scaling {
    /// What becomes 0 in one feature's `values`, and the distance from it that becomes 1: mean and population standard
    /// deviation √(1/m Σ(x − mean)²), or minimum and range.
    fn offset_and_spread(self, values: &ArrayView1<f64>) -> (f64, f64) {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        match self {
            Self::None => (0.0, 1.0),
            Self::MinMax => (least, most - least),
            Self::Standard => {
                // Squares of huge values overflow. Multiplying by a power of two is exact and changes no other bit.
                let unit = if most.max(-least) > 1e100 { libm::ldexp(1.0, -600) } else { 1.0 };
                let count = values.len() as f64;
                let mean = values.iter().map(|x| x * unit).sum::<f64>() / count;
                let variance = values.iter().map(|x| (x * unit - mean) * (x * unit - mean)).sum::<f64>() / count;
                (mean / unit, libm::sqrt(variance) / unit)
            }
        }
    }
}

/// x′ = (x − offset)·factor, feature by feature. A constant feature has the factor 0 and scales to 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Scaler {
    /// What is subtracted from each feature.
    pub offset: Vec<f64>,
    /// What the difference is multiplied by.
    pub factor: Vec<f64>,
}

impl Scaler {
    /// The scaler that does `scaling` to `inputs`; none for [`Scaling::None`].
    pub(super) fn fit(scaling: Scaling, inputs: &Array2<f64>) -> Option<Self> {
        (scaling != Scaling::None).then(|| {
            let column = |values: ArrayView1<f64>| {
                let (offset, spread) = scaling.offset_and_spread(&values);
                // The mean of equal values may miss them by a rounding: their spread is then tiny, not 0.
                let is_constant = values.iter().all(|x| *x == values[0]) || !spread.is_normal();
                (offset, if is_constant { 0.0 } else { 1.0 / spread })
            };
            let (offset, factor) = inputs.axis_iter(Axis(1)).map(column).unzip();
            Self { offset, factor }
        })
    }

    /// The features of one scaled example as they were, x = x′/factor + offset; a constant feature was its offset.
    pub fn undo(&self, mut row: Vec<f64>) -> Vec<f64> {
        row.iter_mut().enumerate().for_each(|(column, x)| *x = self.original(column, *x));
        row
    }

    /// Scales `inputs` in place.
    pub fn apply(&self, inputs: &mut Array2<f64>) {
        for mut row in inputs.rows_mut() {
            self.scale(row.iter_mut());
        }
    }

    /// Scales the features of one example in place.
    pub(super) fn scale<'a>(&self, features: impl Iterator<Item = &'a mut f64>) {
        for ((x, offset), factor) in features.zip(&self.offset).zip(&self.factor) {
            *x = (*x - offset) * factor;
        }
    }

    /// What a feature in `column` was before it was scaled to `scaled`, up to rounding.
    pub(super) fn original(&self, column: usize, scaled: f64) -> f64 {
        let (offset, factor) = (self.offset[column], self.factor[column]);
        if factor == 0.0 { offset } else { scaled / factor + offset }
    }
}
