//! Examples in the plane: inputs derived from two features, and the way from a point of the plane to the inputs.

use ndarray::Array2;

use super::dataset::{Dataset, Derived, Examples, Problem};
use super::feature::Feature;
use super::names::sanitize;
use crate::error::Error;

/// The features of data in the plane without derived ones.
const ORIGINAL: [Feature; 2] = [Feature::First, Feature::Second];

impl Dataset {
    /// Returns the names of the two original features; `None` if the data do not have exactly two.
    pub fn axes(&self) -> Option<[String; 2]> {
        match (&self.derived, self.feature_names.as_slice()) {
            (Some(derived), _) => Some(derived.axes.clone()),
            (None, [first, second]) => Some([first.clone(), second.clone()]),
            _ => None,
        }
    }

    /// Returns the features that `names` mean (see [`Feature::parse`]), for [`Dataset::derive`].
    ///
    /// # Errors
    /// [`Error::FeaturesNeedPlane`], [`Error::UnknownFeature`].
    pub fn parse_features(&self, names: &[String]) -> Result<Vec<Feature>, Error> {
        let axes = self.axes().ok_or_else(|| self.not_in_the_plane())?;
        names.iter().map(|name| parse(name, &axes)).collect()
    }

    /// Returns the same examples with these features, derived from the two original ones.
    ///
    /// # Errors
    /// [`Error::FeaturesNeedPlane`] for data without exactly two features, [`Error::UnknownFeature`] if `features` is
    /// empty, [`Error::FeatureTwice`], [`Error::FeatureNotFinite`] if a square or a product overflows,
    /// [`Error::FeatureUnderflows`] if a square or a product is lost for all examples.
    pub fn derive(self, features: Vec<Feature>) -> Result<Self, Error> {
        let axes = self.axes().ok_or_else(|| self.not_in_the_plane())?;
        refuse_repeated(&features, |feature| feature.name().to_owned())?;
        if features.is_empty() {
            return Err(unknown(""));
        }
        let points = match self.derived {
            Some(derived) => derived.points,
            None => self.features.rows().into_iter().map(|row| [row[0], row[1]]).collect(),
        };
        let columns = columns_of(&self.name, &features, points.len(), |row| points[row])?;
        // It is lost if even the largest value has lost digits; next to larger ones, a 0 is right.
        let is_lost = |column: &usize| {
            let largest = columns.column(*column).iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
            largest < f64::MIN_POSITIVE && points.iter().any(|point| features[*column].underflows(*point))
        };
        if let Some(column) = (0..features.len()).find(is_lost) {
            return Err(Error::FeatureUnderflows { dataset: self.name, feature: features[column].name().to_owned() });
        }
        let feature_names = features.iter().map(|feature| feature.title(&axes)).collect();
        let derived = Some(Derived { features, axes, points });
        Ok(Self { features: columns, feature_names, derived, image: None, ..self })
    }

    fn not_in_the_plane(&self) -> Error {
        Error::FeaturesNeedPlane { dataset: self.name.clone(), found: self.feature_names.len() }
    }
}

/// Checks that `names` mean features of data in the plane, each a different one.
///
/// # Errors
/// [`Error::UnknownFeature`], [`Error::FeatureTwice`].
pub(super) fn check_features(names: &[String], axes: &[String; 2]) -> Result<(), Error> {
    let features: Vec<_> = names.iter().map(|name| parse(name, axes)).collect::<Result<_, Error>>()?;
    refuse_repeated(&features, |feature| feature.name().to_owned())
}

/// Computes one column for each of these features of `rows` points.
///
/// # Errors
/// [`Error::FeatureNotFinite`] if a square or a product overflows.
pub(super) fn columns_of(
    dataset: &str,
    features: &[Feature],
    rows: usize,
    point: impl Fn(usize) -> [f64; 2],
) -> Result<Array2<f64>, Error> {
    let columns = Array2::from_shape_fn((rows, features.len()), |(row, column)| features[column].value(point(row)));
    match columns.indexed_iter().find(|(_, value)| !value.is_finite()) {
        Some(((row, column), _)) => {
            let feature = features[column].name().to_owned();
            Err(Error::FeatureNotFinite { dataset: dataset.to_owned(), feature, example: row + 1 })
        }
        None => Ok(columns),
    }
}

fn parse(name: &str, axes: &[String; 2]) -> Result<Feature, Error> {
    Feature::parse(name, axes).ok_or_else(|| unknown(name))
}

/// Refuses a feature that is asked for twice.
pub(super) fn refuse_repeated<T: PartialEq>(features: &[T], name_of: impl Fn(&T) -> String) -> Result<(), Error> {
    let repeated = features.iter().enumerate().find(|(place, feature)| features[..*place].contains(feature));
    repeated.map_or(Ok(()), |(_, feature)| Err(Error::FeatureTwice { feature: name_of(feature) }))
}

fn unknown(name: &str) -> Error {
    Error::UnknownFeature { name: sanitize(name), names: Feature::ALL.map(Feature::name).join(", ") }
}

impl Problem {
    /// Returns the inputs as features of a point in the plane; `None` if the data do not have exactly two features.
    pub fn planar_features(&self) -> Option<&[Feature]> {
        self.axes.as_ref().map(|_| self.derived.as_deref().unwrap_or(&ORIGINAL))
    }

    /// Fills `inputs` with the inputs of the network for a point in the plane, derived and scaled like the examples.
    /// `None` if the data do not have exactly two features, or if `inputs` does not have one place per input.
    pub fn inputs_at<'a>(&self, point: [f64; 2], inputs: &'a mut [f64]) -> Option<&'a [f64]> {
        let features = self.planar_features().filter(|features| features.len() == inputs.len())?;
        inputs.iter_mut().zip(features).for_each(|(input, feature)| *input = feature.value(point));
        if let Some(scaler) = &self.scaler {
            scaler.scale(inputs.iter_mut());
        }
        Some(inputs)
    }

    /// Returns the point of the example in `row` of `part` (one of this problem's), unscaled. `None` if the data do not
    /// have exactly two features, or if there is no such row.
    pub fn raw(&self, part: &Examples, row: usize) -> Option<[f64; 2]> {
        self.planar_features()?;
        if let Some(points) = &part.points {
            return points.get(row).copied();
        }
        let input = |column: usize| part.inputs.get((row, column)).copied();
        let point = [input(0)?, input(1)?];
        Some(self.scaler.as_ref().map_or(point, |scaler| [0, 1].map(|column| scaler.original(column, point[column]))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NoFiles, Options, Scaling, load};
    use super::*;

    fn problem(name: &str, features: Option<Vec<Feature>>, scaling: Scaling) -> Problem {
        let dataset = load(name, &Options::default(), 0, &NoFiles).unwrap();
        let dataset = features.map_or(Ok(dataset.clone()), |features| dataset.derive(features)).unwrap();
        dataset.prepare(scaling, 0.25, 0).unwrap()
    }

    #[test]
    fn a_point_of_the_plane_becomes_the_inputs_of_the_example_there() {
        for scaling in [Scaling::None, Scaling::Standard, Scaling::MinMax] {
            let without_originals = vec![Feature::SinSecond, Feature::Product, Feature::FirstSquared];
            for features in [Some(Feature::ALL.to_vec()), Some(without_originals)] {
                let problem = problem("moons", features, scaling);
                let test = problem.test.as_ref().unwrap();
                for part in [&problem.train, test] {
                    for (row, expected) in part.inputs.rows().into_iter().enumerate() {
                        let mut inputs = vec![0.0; expected.len()];
                        let point = problem.raw(part, row).unwrap();
                        assert_eq!(problem.inputs_at(point, &mut inputs).unwrap(), expected.to_vec(), "{scaling:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn without_derived_features_the_scaling_is_taken_back() {
        let original = load("moons", &Options::default(), 0, &NoFiles).unwrap().features;
        for scaling in [Scaling::None, Scaling::Standard, Scaling::MinMax] {
            let problem = load("moons", &Options::default(), 0, &NoFiles).unwrap().prepare(scaling, 0.0, 0).unwrap();
            for (row, expected) in original.rows().into_iter().enumerate() {
                let point = problem.raw(&problem.train, row).unwrap();
                assert!(expected.iter().zip(point).all(|(x, raw)| (x - raw).abs() < 1e-12), "{scaling:?}: {point:?}");
            }
            assert_eq!(problem.raw(&problem.train, original.nrows()), None);
        }
    }

    #[test]
    fn wider_data_have_no_plane() {
        let iris = problem("iris", None, Scaling::Standard);
        assert_eq!(iris.raw(&iris.train, 0), None);
        assert_eq!(iris.inputs_at([0.0, 0.0], &mut [0.0; 4]), None);
        let dataset = load("iris", &Options::default(), 0, &NoFiles).unwrap();
        assert!(matches!(dataset.derive(vec![Feature::Product]), Err(Error::FeaturesNeedPlane { found: 4, .. })));
    }

    #[test]
    fn deriving_again_starts_from_the_original_features() {
        let spiral = || load("spiral", &Options::default(), 0, &NoFiles).unwrap();
        let twice = spiral().derive(vec![Feature::SinFirst, Feature::Product]).unwrap().derive(Feature::ALL.to_vec());
        assert_eq!(twice, spiral().derive(Feature::ALL.to_vec()));
        assert_eq!(twice.unwrap().feature_names, ["x1", "x2", "x1²", "x2²", "x1·x2", "sin x1", "sin x2"]);
    }

    #[test]
    fn a_square_that_underflows_in_every_example_is_refused() {
        let data = load("blackboard", &Options::default(), 0, &NoFiles).unwrap();
        let tiny = |columns: &[usize]| {
            let mut data = data.clone();
            for &column in columns {
                data.features.column_mut(column).mapv_inplace(|x| x * 1e-170);
            }
            data.derive(Feature::ALL.to_vec())
        };
        let Err(Error::FeatureUnderflows { feature, .. }) = tiny(&[1]) else { panic!("1e-340 is no float64") };
        assert_eq!(feature, "x2^2");
        let mut one = data.clone();
        one.features[[0, 0]] = 1e-170;
        assert!(one.derive(Feature::ALL.to_vec()).is_ok(), "beside larger ones 1e-340 is 0");
    }

    #[test]
    fn a_square_that_overflows_and_a_feature_twice_are_refused() {
        let mut data = load("blackboard", &Options::default(), 0, &NoFiles).unwrap();
        data.features[[2, 1]] = 1e200;
        let Err(Error::FeatureNotFinite { feature, example, .. }) = data.clone().derive(Feature::ALL.to_vec()) else {
            panic!("1e400 is not a float64")
        };
        assert_eq!((feature.as_str(), example), ("x2^2", 3));
        assert!(matches!(data.clone().derive(vec![Feature::First; 2]), Err(Error::FeatureTwice { .. })));
        assert!(matches!(data.derive(vec![]), Err(Error::UnknownFeature { .. })));
    }
}
