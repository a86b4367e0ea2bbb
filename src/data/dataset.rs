//! A data set, and what a run makes of it: scaled training and test examples.

use ndarray::{Array2, Axis, Slice};

use super::feature::Feature;
use super::scaling::{Scaler, Scaling};
use crate::error::Error;
use crate::random::{Stream, generator, shuffle};

/// Examples with their classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Its name.
    pub name: String,
    /// m × n, one row per example.
    pub features: Array2<f64>,
    /// The class of each example, from 0.
    pub labels: Vec<usize>,
    /// The names of the n features.
    pub feature_names: Vec<String>,
    /// The names of the q classes.
    pub class_names: Vec<String>,
    /// The number of rows left out because values were missing.
    pub rows_left_out: usize,
    /// What the features were derived from, if they were.
    pub derived: Option<Derived>,
    /// Width and height, if the features are the pixels of an image, row by row.
    pub image: Option<(usize, usize)>,
}

/// Where derived features come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The features, in the order of the columns.
    pub features: Vec<Feature>,
    /// The names of the two original features.
    pub axes: [String; 2],
    /// The two original features of each example.
    pub points: Vec<[f64; 2]>,
}

/// Examples, ready for a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Examples {
    /// X, m × n: one row per example.
    pub inputs: Array2<f64>,
    /// The class of each row, from 0.
    pub labels: Vec<usize>,
    /// The two original features of each row, unscaled, where the inputs were derived from them.
    pub points: Option<Vec<[f64; 2]>>,
}

/// What a run trains on, and what it is tested on.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The name of the data set.
    pub name: String,
    /// The training examples, scaled.
    pub train: Examples,
    /// The test examples, scaled like the training examples.
    pub test: Option<Examples>,
    /// The names of the n features.
    pub feature_names: Vec<String>,
    /// The names of the q classes.
    pub class_names: Vec<String>,
    /// How the features were scaled.
    pub scaler: Option<Scaler>,
    /// The number of rows left out because values were missing.
    pub rows_left_out: usize,
    /// The names of the two features that the examples have, or had before others were derived; `None` for wider data.
    pub axes: Option<[String; 2]>,
    /// The inputs as features derived from these two, if they were.
    pub derived: Option<Vec<Feature>>,
    /// Width and height, if the features are the pixels of an image, row by row.
    pub image: Option<(usize, usize)>,
}

/// Checks the share of the examples to keep for testing.
///
/// # Errors
/// [`Error::OptionOutOfRange`] unless 0 ≤ `share` < 1: at 1 no example would be left to train on.
pub fn check_test_fraction(share: f64) -> Result<(), Error> {
    if (0.0..1.0).contains(&share) {
        return Ok(());
    }
    let (option, expected) = ("--test-fraction".to_owned(), "0 ≤ F < 1".to_owned());
    Err(Error::OptionOutOfRange { option, found: share.to_string(), expected })
}

impl Dataset {
    /// Splits off the share `test_fraction` (0 for none, below 1) of the examples for testing, drawn by `seed`, and
    /// scales both parts with the statistics of the training part.
    ///
    /// # Errors
    /// [`Error::OptionOutOfRange`] for a fraction outside 0 … 1, [`Error::TestSplitTooLarge`] if one part is empty,
    /// [`Error::InputNotFinite`] if a feature of an example is not finite, before or after scaling.
    pub fn prepare(self, scaling: Scaling, test_fraction: f64, seed: u64) -> Result<Problem, Error> {
        check_test_fraction(test_fraction)?;
        let axes = self.axes();
        let Self { name, features, labels, feature_names, class_names, rows_left_out, derived, image } = self;
        let (derived, points) = derived.map(|derived| (derived.features, derived.points)).unzip();
        let (mut train, mut test) = Examples { inputs: features, labels, points }.split(test_fraction, seed)?;
        let scaler = Scaler::fit(scaling, &train.inputs);
        for part in [Some(&mut train), test.as_mut()].into_iter().flatten() {
            if let Some(scaler) = &scaler {
                scaler.apply(&mut part.inputs);
            }
            if let Some(((_, column), _)) = part.inputs.indexed_iter().find(|(_, x)| !x.is_finite()) {
                return Err(Error::InputNotFinite { dataset: name, column: feature_names[column].clone() });
            }
        }
        Ok(Problem { name, train, test, feature_names, class_names, scaler, rows_left_out, axes, derived, image })
    }

    /// Returns the same data set with its features taken as the pixels, row by row, of an image of this width and
    /// height, if given.
    ///
    /// # Errors
    /// [`Error::ImageNotFeatures`] if the number of pixels is not that of the features.
    pub fn with_image(self, size: Option<(usize, usize)>) -> Result<Self, Error> {
        let Some((width, height)) = size else { return Ok(self) };
        let features = self.feature_names.len();
        if width.checked_mul(height) != Some(features) {
            let size = format!("{width}x{height}");
            let pixels = (width as u128 * height as u128).to_string();
            return Err(Error::ImageNotFeatures { size, pixels, dataset: self.name, features });
        }
        Ok(Self { image: size, ..self })
    }
}

impl Examples {
    /// Splits into the training part and the test part; both keep the order of the data set.
    fn split(self, test_fraction: f64, seed: u64) -> Result<(Self, Option<Self>), Error> {
        let m = self.labels.len();
        if test_fraction == 0.0 {
            return Ok((self, None));
        }
        let test = libm::round(m as f64 * test_fraction) as usize;
        if test == 0 || test >= m {
            return Err(Error::TestSplitTooLarge { train: m.saturating_sub(test), test });
        }
        let mut rows: Vec<usize> = (0..m).collect();
        shuffle(&mut rows, &mut generator(seed, Stream::Data, 1));
        let (test, train) = rows.split_at_mut(test);
        test.sort_unstable();
        train.sort_unstable();
        let test = Self {
            inputs: self.inputs.select(Axis(0), test),
            labels: test.iter().map(|&row| self.labels[row]).collect(),
            points: self.points.as_ref().map(|points| test.iter().map(|&row| points[row]).collect()),
        };
        Ok((self.keep(train), Some(test)))
    }

    /// Keeps only the examples in `rows` (ascending), moved up in place: a large data set fits in memory once, not
    /// twice.
    fn keep(mut self, rows: &[usize]) -> Self {
        for (place, &row) in rows.iter().enumerate().filter(|(place, row)| place < row) {
            let (mut before, from) = self.inputs.view_mut().split_at(Axis(0), row);
            before.row_mut(place).assign(&from.row(0));
            self.labels[place] = self.labels[row];
            if let Some(points) = &mut self.points {
                points[place] = points[row];
            }
        }
        self.inputs.slice_axis_inplace(Axis(0), Slice::from(..rows.len()));
        self.labels.truncate(rows.len());
        self.points.as_mut().into_iter().for_each(|points| points.truncate(rows.len()));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn dataset() -> Dataset {
        Dataset {
            name: "t".into(),
            features: array![[1.0, 5.0], [2.0, 5.0], [3.0, 5.0], [6.0, 5.0]],
            labels: vec![0, 1, 0, 1],
            feature_names: vec!["a".into(), "b".into()],
            class_names: vec!["1".into(), "2".into()],
            rows_left_out: 0,
            derived: None,
            image: None,
        }
    }

    #[test]
    fn standard_scaling_gives_mean_zero_variance_one_and_zero_for_a_constant() {
        let x = dataset().prepare(Scaling::Standard, 0.0, 0).unwrap().train.inputs;
        assert!(x.column(0).sum().abs() < 1e-12);
        assert!((x.column(0).iter().map(|x| x * x).sum::<f64>() / 4.0 - 1.0).abs() < 1e-12);
        assert!(x.column(1).iter().all(|&x| x == 0.0));
    }

    #[test]
    fn minmax_scaling_gives_zero_to_one() {
        let x = dataset().prepare(Scaling::MinMax, 0.0, 0).unwrap().train.inputs;
        assert_eq!(x.column(0).to_vec(), [0.0, 0.2, 0.4, 1.0]);
    }

    #[test]
    fn the_test_part_is_scaled_by_the_training_part() {
        let problem = dataset().prepare(Scaling::Standard, 0.25, 3).unwrap();
        let (test, scaler) = (problem.test.unwrap(), problem.scaler.unwrap());
        assert_eq!((problem.train.labels.len(), test.labels.len()), (3, 1));
        assert!(problem.train.inputs.column(0).sum().abs() < 1e-12, "the training part alone has mean 0");
        let original = scaler.original(0, test.inputs[[0, 0]]);
        assert!([1.0, 2.0, 3.0, 6.0].iter().any(|x| (x - original).abs() < 1e-12));
    }

    #[test]
    fn a_split_that_leaves_nothing_is_refused() {
        assert!(matches!(dataset().prepare(Scaling::None, 0.01, 0), Err(Error::TestSplitTooLarge { .. })));
        assert!(matches!(dataset().prepare(Scaling::None, 1.0, 0), Err(Error::OptionOutOfRange { .. })));
        assert!(matches!(dataset().prepare(Scaling::None, f64::NAN, 0), Err(Error::OptionOutOfRange { .. })));
    }

    #[test]
    fn huge_values_are_scaled_without_overflow() {
        for column in [[1e308, 1.1e308, 1.2e308, 1.3e308], [1e308; 4]] {
            let mut data = dataset();
            data.features.column_mut(0).assign(&ndarray::arr1(&column));
            let x = data.prepare(Scaling::Standard, 0.0, 0).unwrap().train.inputs;
            assert!(x.iter().all(|x| x.abs() < 2.0), "{column:?} became {x}");
        }
    }

    #[test]
    fn a_feature_that_is_not_finite_once_scaled_is_said_to_be_so() {
        let mut data = dataset();
        data.features.column_mut(0).fill(1e-170);
        data.features[[0, 0]] = 2e-170;
        let prepare =
            |data: &Dataset| (0..20).map(|seed| data.clone().prepare(Scaling::Standard, 0.25, seed)).collect();
        let results: Vec<Result<Problem, Error>> = prepare(&data);
        assert!(results.iter().all(Result::is_ok));
        // If this one is not drawn for testing, it sets the scale.
        data.features[[3, 0]] = 1e200;
        let refused = Error::InputNotFinite { dataset: "t".into(), column: "a".into() };
        let results: Vec<Result<Problem, Error>> = prepare(&data);
        assert!(results.iter().any(Result::is_ok) && results.iter().any(|result| result.as_ref() == Err(&refused)));
        data.features[[2, 1]] = f64::NAN;
        let refused = Error::InputNotFinite { dataset: "t".into(), column: "b".into() };
        assert_eq!(data.prepare(Scaling::None, 0.0, 0), Err(refused));
    }

    #[test]
    fn both_parts_of_a_split_keep_the_order_and_no_example_is_lost() {
        let m = 50;
        let data = Dataset {
            features: Array2::from_shape_fn((m, 2), |(row, column)| (10 * row + column) as f64),
            labels: (0..m).collect(),
            ..dataset()
        };
        let problem = data.prepare(Scaling::None, 0.3, 9).unwrap();
        let (train, test) = (problem.train, problem.test.unwrap());
        assert_eq!((train.labels.len(), test.labels.len()), (35, 15));
        for part in [&train, &test] {
            assert!(part.labels.is_sorted() && part.inputs.is_standard_layout());
            for (row, &label) in part.inputs.rows().into_iter().zip(&part.labels) {
                assert_eq!(row.to_vec(), [10.0 * label as f64, 10.0 * label as f64 + 1.0]);
            }
        }
        let mut all = [train.labels, test.labels].concat();
        all.sort_unstable();
        assert_eq!(all, (0..m).collect::<Vec<_>>());
    }
}
