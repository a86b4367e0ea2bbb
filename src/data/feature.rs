//! Features that can be derived from the two features of an example in the plane.

use crate::text::named;

named! {
    /// A feature made of the two features of an example.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Feature {
        First = "x1", Second = "x2",
        FirstSquared = "x1^2", SecondSquared = "x2^2", Product = "x1*x2",
        SinFirst = "sin x1", SinSecond = "sin x2",
    }
}

impl Feature {
    /// Returns its name on the screen, if the two features are called `axes`.
    pub fn title(self, axes: &[String; 2]) -> String {
        self.spelled(axes, "²", "·")
    }

    /// Returns the feature that `text` means, if the two features are called `axes`: by these names, or by x1 and x2;
    /// in ASCII, or as the screen writes it. The data set's own names take precedence.
    pub fn parse(text: &str, axes: &[String; 2]) -> Option<Self> {
        let text = text.trim();
        let places = ["x1", "x2"].map(str::to_owned);
        let mut feature_of = [axes, &places].into_iter().flat_map(|axes| Self::ALL.map(|feature| (feature, axes)));
        let (feature, _) = feature_of
            .find(|(feature, axes)| feature.spelled(axes, "^2", "*") == text || feature.title(axes) == text)?;
        Some(feature)
    }

    fn spelled(self, [first, second]: &[String; 2], squared: &str, times: &str) -> String {
        match self {
            Self::First => first.clone(),
            Self::Second => second.clone(),
            Self::FirstSquared => format!("{first}{squared}"),
            Self::SecondSquared => format!("{second}{squared}"),
            Self::Product => format!("{first}{times}{second}"),
            Self::SinFirst => format!("sin {first}"),
            Self::SinSecond => format!("sin {second}"),
        }
    }

    /// Returns its value at a point of the plane. Sines come from `libm`: the same bits on every machine.
    pub fn value(self, [x1, x2]: [f64; 2]) -> f64 {
        match self {
            Self::First => x1,
            Self::Second => x2,
            Self::FirstSquared => x1 * x1,
            Self::SecondSquared => x2 * x2,
            Self::Product => x1 * x2,
            Self::SinFirst => libm::sin(x1),
            Self::SinSecond => libm::sin(x2),
        }
    }

    /// Returns whether its value there has lost digits, or all of them, because it is too small for a float64.
    pub(super) fn underflows(self, [x1, x2]: [f64; 2]) -> bool {
        let factors = match self {
            Self::FirstSquared => [x1, x1],
            Self::SecondSquared => [x2, x2],
            Self::Product => [x1, x2],
            _ => return false,
        };
        factors.iter().all(|factor| *factor != 0.0) && self.value([x1, x2]).abs() < f64::MIN_POSITIVE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_means_its_feature() {
        let axes = ["length", "width"].map(str::to_owned);
        for feature in Feature::ALL {
            assert_eq!(Feature::named(feature.name()), Some(feature));
            let own = feature.title(&axes);
            for text in [feature.name(), &own, &feature.title(&["x1", "x2"].map(str::to_owned))] {
                assert_eq!(Feature::parse(text, &axes), Some(feature), "{text}");
            }
        }
        assert_eq!(Feature::parse(" width^2 ", &axes), Some(Feature::SecondSquared));
        assert_eq!(Feature::parse("x3", &axes), None);
    }

    #[test]
    fn the_names_of_the_data_set_come_before_the_places() {
        let swapped = ["x2", "x1"].map(str::to_owned);
        assert_eq!(Feature::parse("x1", &swapped), Some(Feature::Second));
    }

    #[test]
    fn values_are_those_of_the_formulas() {
        let values = Feature::ALL.map(|feature| feature.value([0.5, -3.0]));
        assert_eq!(values[..5], [0.5, -3.0, 0.25, 9.0, -1.5]);
        assert!((values[5] - 0.5_f64.sin()).abs() < 1e-15 && (values[6] + 3.0_f64.sin()).abs() < 1e-15);
    }
}
