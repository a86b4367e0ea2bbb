//! Sums as they are printed: either the printed terms add up to the printed total and the printed factors multiply to
//! the printed term, or the sign is ≈.
//!
//! The four digits that the matrices show would add up only by luck. An opened entry therefore shows as many digits as
//! it takes: all terms and the total get one more digit at a time until the printed terms add up exactly to the printed
//! total; the factors get more until their exact product rounds to the printed term (a tie may round either way if no
//! further digit avoids it). A number has at most seven digits after the point, or seven significant digits if it is
//! small or has an exponent; whatever would take more gets ≈ and the digits of the matrices. Every number is the
//! correct rounding of its own value, with one exception: the sum of the terms omitted from a long sum is the total
//! minus the terms shown, if that differs by at most one unit in the last digit.

use super::decimal::{Beside, Decimal};
use super::digits::Digits;
use super::opened::{Formula, Sum, Term};

/// A printed term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedTerm {
    /// Such as `x[17,1]·w¹[1,4]`.
    pub letters: String,
    /// Such as `0.3184·(−0.0213)`.
    pub numbers: String,
    /// Such as `−0.0068`.
    pub value: String,
    /// Whether the printed numbers give the printed value; if not, ≈ belongs between them.
    pub multiplies: bool,
}

/// A printed sum, with all of its terms or only some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The terms.
    pub terms: Vec<PrintedTerm>,
    /// The sum of the omitted terms, if there are any.
    pub rest: Option<String>,
    /// The value.
    pub total: String,
    /// Whether the printed terms add up to the printed total; if not, ≈ belongs between them.
    pub adds: bool,
}

impl Printed {
    /// Whether every = between the numbers is true.
    pub fn is_true(&self) -> bool {
        self.adds && self.terms.iter().all(|term| term.multiplies)
    }
}

/// Returns `=` if the equation is true, else `≈`.
pub fn equals(is_true: bool) -> char {
    if is_true { '=' } else { '≈' }
}

impl Sum<'_> {
    /// Formats the sum with all of its terms.
    pub fn printed(&self) -> Printed {
        let all: Vec<usize> = (0..self.count).collect();
        self.printed_in_part(&all, None)
    }

    /// Formats the sum with only the terms at `shown`, and with the sum `rest` of the others, if there are others.
    pub fn printed_in_part(&self, shown: &[usize], rest: Option<f64>) -> Printed {
        let terms: Vec<Term> = shown.iter().map(|&index| self.term(index)).collect();
        let values: Vec<f64> = terms.iter().map(|term| term.value).collect();
        let print = |figures: Figures, digits: Digits| {
            let value_and_term = figures.values.into_iter().zip(&terms);
            let terms = value_and_term.map(|(value, term)| term.printed(value, digits, self.count == 1)).collect();
            Printed { terms, rest: figures.rest, total: figures.total, adds: figures.adds }
        };
        let mut second_best = None;
        for digits in self.digits.finer(values.iter().copied().chain([self.value]), self.count > 1) {
            let figures = Figures::new(&values, rest, self.value, self.count > 1, digits);
            if figures.adds {
                let printed = print(figures, digits);
                if printed.is_true() {
                    return printed;
                }
                second_best.get_or_insert(printed);
            }
        }
        second_best
            .unwrap_or_else(|| print(Figures::new(&values, rest, self.value, self.count > 1, self.digits), self.digits))
    }
}

/// Whether the printed `values` add up to the printed `sum`.
pub(super) fn adds(values: &[f64], sum: f64, digits: Digits) -> bool {
    Figures::new(values, None, sum, true, digits).adds
}

/// The values of the terms, the sum of the omitted terms, and the total, all in the same digits.
struct Figures {
    values: Vec<String>,
    rest: Option<String>,
    total: String,
    adds: bool,
}

impl Figures {
    fn new(values: &[f64], rest: Option<f64>, total: f64, is_sum: bool, digits: Digits) -> Self {
        let shown = |value: f64| digits.show(value);
        let mut figures = Self {
            values: values.iter().copied().map(shown).collect(),
            rest: rest.map(shown),
            total: shown(total),
            adds: true,
        };
        if !is_sum {
            return figures;
        }
        let Some(sum) = figures.values.iter().try_fold(None, |sum: Option<Decimal>, value| {
            let value = Decimal::read(value)?;
            Some(Some(sum.map_or(Some(value), |sum| sum.plus(value))?))
        }) else {
            // Infinite terms add up to an infinite total.
            figures.adds = !total.is_finite();
            return figures;
        };
        let (sum, printed) = (sum.unwrap_or_default(), Decimal::read(&figures.total));
        let missing = printed.and_then(|total| total.minus(sum));
        figures.adds = match rest {
            None => missing.is_some_and(Decimal::is_zero),
            Some(rest) => missing.is_some_and(|missing| Decimal::is_next_to(rest, missing)),
        };
        if let Some(missing) = missing.filter(|_| figures.adds && rest.is_some()) {
            figures.rest = Some(digits.show(missing.as_f64()));
        }
        figures
    }
}

impl Term {
    /// Formats the term with `value` in `digits`, and its operands in as many digits as it takes.
    fn printed(&self, value: String, digits: Digits, is_alone: bool) -> PrintedTerm {
        let read = Decimal::read(&value);
        let written = |operands: &[String]| {
            let numbers = (self.write)(operands);
            if is_alone && self.operands.len() == 1 { unenclosed(&numbers).to_owned() } else { numbers }
        };
        let finer: Vec<Vec<String>> = self.operands.iter().map(|&(operand, digits)| closer(operand, digits)).collect();
        let steps = finer.iter().map(Vec::len).max().unwrap_or(0);
        let at =
            |step: usize| -> Vec<String> { finer.iter().map(|ways| ways[step.min(ways.len() - 1)].clone()).collect() };
        // A single number is printed like the value.
        let is_taken_over = matches!(self.formula, Formula::Product) && finer.len() == 1;
        let found = if is_taken_over && finer[0].contains(&value) {
            Some(vec![value.clone()])
        } else {
            let find = |wanted: Beside| {
                (0..steps).map(at).find(|operands| self.formula.gives(operands, read, self.value, digits) == wanted)
            };
            find(Beside::Within).or_else(|| find(Beside::Tie))
        };
        PrintedTerm {
            letters: self.letters.clone(),
            multiplies: found.is_some(),
            numbers: written(&found.unwrap_or_else(|| at(0))),
            value,
        }
    }
}

/// Formats a number with ever more digits, or only once if the first way is exact.
fn closer(value: f64, digits: Digits) -> Vec<String> {
    let first = digits.show(value);
    if Decimal::read(&first).is_none_or(|decimal| decimal.as_f64() == value) {
        return vec![first];
    }
    digits.closer().into_iter().map(|digits| digits.show(value)).collect()
}

fn unenclosed(numbers: &str) -> &str {
    numbers
        .strip_prefix('(')
        .and_then(|inside| inside.strip_suffix(')'))
        .filter(|inside| !inside.contains('('))
        .unwrap_or(numbers)
}

impl Formula {
    /// Compares what the printed operands give with the printed value.
    fn gives(&self, operands: &[String], printed: Option<Decimal>, value: f64, digits: Digits) -> Beside {
        let Some(printed) = printed else {
            return if value.is_finite() { Beside::Beyond } else { Beside::Within };
        };
        let Some(read) = operands.iter().map(|operand| Decimal::read(operand)).collect::<Option<Vec<_>>>() else {
            return Beside::Beyond;
        };
        match self {
            Self::Product => {
                let product = read.into_iter().try_fold(Decimal::ONE, Decimal::times);
                product.map_or(Beside::Beyond, |product| product.beside(printed))
            }
            Self::Positive => read[0].or_zero().beside(printed),
            // No float64 can tell how its own 17th digit was rounded.
            Self::Of(_) if digits == Digits::Full => Beside::Beyond,
            Self::Of(compute) => {
                let read: Vec<f64> = read.into_iter().map(Decimal::as_f64).collect();
                Decimal::beside_float(compute(&read), printed)
            }
        }
    }
}
