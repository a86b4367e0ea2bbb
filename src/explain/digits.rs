//! How many digits a matrix shows: the same number for all entries, so that columns align and every digit tells
//! something.

/// How many numbers of a matrix decide its digits; a larger matrix is sampled evenly.
const SAMPLE: usize = 1 << 14;

/// The digits of the numbers of one matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// This many digits after the point.
    Fixed(usize),
    /// A mantissa with this many digits after the point, and an exponent.
    Exponent(usize),
    /// One exponent shared by all numbers of a sum, and this many digits after the point.
    Aligned(i32, usize),
    /// Seventeen significant digits, which distinguish every float64 from every other.
    Full,
}

impl Digits {
    /// Returns the digits for a matrix of `rows` × `columns` numbers.
    pub fn of((rows, columns): (usize, usize), value: impl Fn(usize, usize) -> f64) -> Self {
        let count = rows * columns;
        let stride = count.div_ceil(SAMPLE).max(1);
        // An odd stride visits every column if their number is a power of two, as it often is.
        let places = (0..count).step_by(stride | 1);
        Self::for_all(places.map(|place| value(place / columns, place % columns)))
    }

    /// Returns the digits for `values`: few if those are exact, else four significant digits of the largest.
    pub fn for_all(values: impl Iterator<Item = f64>) -> Self {
        let (mut largest, mut exact) = (0.0_f64, 0);
        for value in values.filter(|value| value.is_finite()) {
            largest = largest.max(value.abs());
            while exact <= FEW && !is_exact(value, exact) {
                exact += 1;
            }
        }
        if exact <= FEW && largest < 1e5 {
            return Self::Fixed(exact);
        }
        match largest.log10().floor() as i32 {
            5.. => Self::Exponent(3),
            magnitude @ 1..=4 => Self::Fixed((4 - magnitude) as usize),
            -1..=0 => Self::Fixed(4),
            magnitude @ -4..=-2 => Self::Fixed((3 - magnitude) as usize),
            _ => Self::Exponent(3),
        }
    }

    /// Returns one digit fewer if at least three remain, for matrices that would otherwise not fit side by side.
    #[must_use]
    pub fn fewer(self) -> Self {
        match self {
            Self::Fixed(digits @ 4..) => Self::Fixed(digits - 1),
            other => other,
        }
    }

    /// Formats `value` in these digits, with a true minus sign.
    pub fn show(self, value: f64) -> String {
        let digits = match self {
            _ if !value.is_finite() => format!("{value}"),
            Self::Fixed(digits) => format!("{value:.digits$}"),
            Self::Exponent(digits) => format!("{value:.digits$e}"),
            Self::Aligned(exponent, digits) => {
                format!("{:.digits$}e{exponent}", value / libm::pow(10.0, f64::from(exponent)))
            }
            Self::Full => format!("{value:.16e}"),
        };
        // A number that rounds to zero has no sign.
        let mantissa = digits.split('e').next().unwrap_or_default();
        let is_zero = !mantissa.contains(|digit: char| ('1'..='9').contains(&digit));
        let digits = if is_zero && value.is_finite() { digits.trim_start_matches('-') } else { &digits };
        digits.replace('-', "−")
    }

    /// Formats `value` in the digits of a matrix that holds only this number.
    pub fn show_one(value: f64) -> String {
        Self::for_all([value].into_iter()).show(value)
    }

    /// Returns these digits and then ever finer ones; with one common exponent if `is_sum`, so that the numbers can be
    /// added.
    pub(super) fn finer(self, values: impl Iterator<Item = f64>, is_sum: bool) -> Vec<Self> {
        let largest = values.filter(|value| value.is_finite()).fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let magnitude = if largest > 0.0 { largest.log10().floor() as i32 } else { 0 };
        match self {
            Self::Fixed(digits) => {
                let significant = MOST.saturating_add_signed((-1 - magnitude) as isize);
                (digits..=MOST.max(significant).max(digits)).map(Self::Fixed).collect()
            }
            // For larger magnitudes 10^exponent is not exact.
            Self::Exponent(digits) if is_sum && magnitude.abs() < 300 => {
                (digits..MOST).map(|digits| Self::Aligned(magnitude, digits)).collect()
            }
            Self::Exponent(digits) => (digits..MOST).map(Self::Exponent).collect(),
            Self::Aligned(..) | Self::Full => vec![self],
        }
    }

    /// Returns these digits and then ever finer ones, for a single number.
    pub(super) fn closer(self) -> Vec<Self> {
        match self {
            Self::Fixed(digits) => {
                (digits..=MOST.max(digits)).map(Self::Fixed).chain((3..MOST).map(Self::Exponent)).collect()
            }
            Self::Exponent(digits) => (digits..MOST).map(Self::Exponent).collect(),
            Self::Aligned(..) | Self::Full => vec![self],
        }
    }

    #[must_use]
    pub(super) fn or_finer(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fixed(a), Self::Fixed(b)) => Self::Fixed(a.max(b)),
            _ => self,
        }
    }
}

/// The most digits that an opened entry shows, after the point or significant.
const MOST: usize = 7;

/// Puts a printed number in parentheses if it is negative.
pub fn enclosed(shown: &str) -> String {
    if shown.starts_with('−') { format!("({shown})") } else { shown.to_owned() }
}

/// Joins operands with ·, each in parentheses if negative.
pub(super) fn multiplied(operands: &[String]) -> String {
    operands.iter().map(|operand| enclosed(operand)).collect::<Vec<_>>().join("·")
}

/// If this many digits show every number exactly, they are enough.
const FEW: usize = 2;

fn is_exact(value: f64, digits: usize) -> bool {
    let unit = [1.0, 10.0, 100.0][digits];
    (value * unit).round() / unit == value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(values: &[f64]) -> Vec<String> {
        let digits = Digits::for_all(values.iter().copied());
        values.iter().map(|&value| digits.show(value)).collect()
    }

    #[test]
    fn a_matrix_shows_as_many_digits_as_say_something() {
        assert_eq!(shown(&[0.0, 1.0]), ["0", "1"]);
        assert_eq!(shown(&[0.5, -1.0]), ["0.5", "−1.0"]);
        assert_eq!(shown(&[0.31842, -2.0]), ["0.3184", "−2.0000"]);
        assert_eq!(shown(&[0.001_234_56, -0.0001]), ["0.001235", "−0.000100"]);
        assert_eq!(shown(&[1234.567, 0.1]), ["1234.6", "0.1"]);
        assert_eq!(shown(&[1.5e-9]), ["1.500e−9"]);
        assert_eq!(Digits::Fixed(2).show(-0.001), "0.00");
        assert_eq!([f64::NEG_INFINITY, -0.0].map(|value| Digits::Fixed(1).show(value)), ["−inf", "0.0"]);
        assert_eq!(shown(&[f64::NAN, 0.25]), ["NaN", "0.25"]);
        assert_eq!(Digits::Full.show(0.1), "1.0000000000000001e−1");
        assert_eq!(enclosed(&Digits::Fixed(1).show(-0.5)), "(−0.5)");
    }
}
