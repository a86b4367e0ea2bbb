//! The options of a data set, and which of them make no sense for it.

/// The options of a data set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// The column with the classes, for a CSV file; by default its last.
    pub label: Option<String>,
    /// The number of examples to generate, all classes together.
    pub samples: Option<usize>,
    /// The noise to generate: its standard deviation, or the position of Playground's slider from 0 to 0.5.
    pub noise: Option<f64>,
    /// The number of classes to generate.
    pub classes: Option<usize>,
    /// The features to derive from two, by their names (see [`super::Feature::parse`]).
    pub features: Option<Vec<String>>,
    /// Width and height, for a CSV file with the pixels of an image as features.
    pub image: Option<(usize, usize)>,
}

impl Options {
    /// Returns the first option given that makes no sense for a data set of this kind.
    pub(super) fn foreign(&self, generated: bool, any_classes: bool, file: bool) -> Option<&'static str> {
        [
            ("--label", self.label.is_some() && !file),
            ("--samples", self.samples.is_some() && !generated),
            ("--noise", self.noise.is_some() && !generated),
            ("--classes", self.classes.is_some() && !any_classes),
            // Derived features are not pixels.
            ("--image", self.image.is_some() && (!file || self.features.is_some())),
        ]
        .into_iter()
        .find_map(|(option, is_foreign)| is_foreign.then_some(option))
    }
}
