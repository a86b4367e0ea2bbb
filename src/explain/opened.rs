//! One entry of a result, opened into the sum that makes it up.

use std::rc::Rc;

use super::digits::{Digits, multiplied};
use super::operand::Place;
use super::quantity::{MatrixDigits, Quantity};
use crate::session::OpenStep;

/// Writes a term in numbers, given its operands as printed.
type Write = Rc<dyn Fn(&[String]) -> String>;
/// Computes a term from its operands.
type Compute = Rc<dyn Fn(&[f64]) -> f64>;

/// A term of a sum: its letters, its value, and the numbers that it is computed from.
#[derive(Clone)]
pub struct Term {
    /// `x[17,1]·w¹[1,4]`
    pub letters: String,
    /// The value.
    pub value: f64,
    /// The operands, and the digits in which their matrices show them.
    pub(super) operands: Vec<(f64, Digits)>,
    pub(super) write: Write,
    pub(super) formula: Formula,
}

/// How a term's value is computed from its operands.
#[derive(Clone)]
pub(super) enum Formula {
    /// The product of the operands; a single operand is taken as it is.
    Product,
    /// max(0, z).
    Positive,
    /// Something else.
    Of(Compute),
}

impl Formula {
    pub(super) fn of(compute: impl Fn(&[f64]) -> f64 + 'static) -> Self {
        Self::Of(Rc::new(compute))
    }
}

impl Term {
    /// A product, or a single number.
    pub(super) fn product(letters: String, operands: Vec<(f64, Digits)>, value: f64) -> Self {
        Self { letters, value, operands, write: Rc::new(multiplied), formula: Formula::Product }
    }

    /// A term that `compute` makes of the operands and `write` writes.
    pub(super) fn of(
        letters: String,
        operands: Vec<(f64, Digits)>,
        value: f64,
        write: impl Fn(&[String]) -> String + 'static,
        compute: impl Fn(&[f64]) -> f64 + 'static,
    ) -> Self {
        Self { letters, value, operands, write: Rc::new(write), formula: Formula::of(compute) }
    }
}

type Indexed<'a, T> = Box<dyn Fn(usize) -> T + 'a>;

/// An equation `left = term + term + … = value`. Its terms are written only on demand, since there may be thousands.
pub struct Sum<'a> {
    /// The entry that is computed.
    pub left: String,
    /// The number of terms.
    pub count: usize,
    term: Indexed<'a, Term>,
    term_value: Indexed<'a, f64>,
    /// The value.
    pub value: f64,
    /// The digits in which the matrix shows the value.
    pub digits: Digits,
}

/// One opened entry: one or more equations that lead to it, the last with the entry itself on its left.
pub struct Opened<'a> {
    /// The equations, in order.
    pub sums: Vec<Sum<'a>>,
}

/// An abridged sum: the indices of the terms to show, in order, and the sum of the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Abridged {
    /// The indices of the terms shown.
    pub shown: Vec<usize>,
    /// The sum of the others.
    pub rest: f64,
}

impl<'a> Sum<'a> {
    /// Returns the term at `index`, from 0.
    pub fn term(&self, index: usize) -> Term {
        (self.term)(index)
    }

    /// Returns all terms.
    pub fn terms(&self) -> impl Iterator<Item = Term> + '_ {
        (0..self.count).map(|index| self.term(index))
    }

    /// Chooses about `most` terms: the first, the last, the one at `inner`, and the largest.
    pub fn abridged(&self, most: usize, inner: usize) -> Abridged {
        // Omitting one term saves no line, since the line that says so takes its place.
        if self.count <= most + 1 {
            return Abridged { shown: (0..self.count).collect(), rest: 0.0 };
        }
        let mut by_size: Vec<(usize, f64)> = (0..self.count).map(|k| (k, (self.term_value)(k).abs())).collect();
        by_size.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut shown = Vec::with_capacity(most);
        let first = [0, self.count - 1, inner.min(self.count - 1)];
        for index in first.into_iter().chain(by_size.into_iter().map(|(index, _)| index)) {
            if shown.len() < most && !shown.contains(&index) {
                shown.push(index);
            }
        }
        shown.sort_unstable();
        let rest = (0..self.count).filter(|index| shown.binary_search(index).is_err()).map(&self.term_value).sum();
        Abridged { shown, rest }
    }

    pub(super) fn single(left: String, term: Term, digits: Digits) -> Self {
        let value = term.value;
        Self {
            left,
            count: 1,
            term: Box::new(move |_| term.clone()),
            term_value: Box::new(move |_| value),
            value,
            digits,
        }
    }

    pub(super) fn of(
        left: String,
        count: usize,
        value: f64,
        digits: Digits,
        term: impl Fn(usize) -> Term + 'a,
        term_value: impl Fn(usize) -> f64 + 'a,
    ) -> Self {
        Self { left, count, term: Box::new(term), term_value: Box::new(term_value), value, digits }
    }
}

/// Writes entries in numbers: in the digits of their matrices, or in full.
pub(super) struct Writer<'a, 'd> {
    pub step: &'a OpenStep,
    pub digits: &'d MatrixDigits,
    pub full: bool,
}

impl<'a> Writer<'a, '_> {
    pub fn digits(&self, quantity: Quantity) -> Digits {
        if self.full { Digits::Full } else { self.digits.of(self.step, quantity) }
    }

    pub fn value(&self, quantity: Quantity, row: usize, column: usize) -> f64 {
        quantity.value(self.step, row, column)
    }

    /// An entry as a term of its own.
    pub fn entry(&self, quantity: Quantity, row: usize, column: usize) -> Term {
        let value = self.value(quantity, row, column);
        Term::product(quantity.letter(self.step, row, column), vec![(value, self.digits(quantity))], value)
    }

    /// The equation of an entry with a single term.
    pub fn single(&self, result: Quantity, (row, column): (usize, usize), term: Term) -> Sum<'a> {
        Sum::single(result.letter(self.step, row, column), term, self.digits(result))
    }

    /// Σₖ a[row,k]·b[k,column], plus the terms `more`.
    pub fn product(&self, a: Quantity, b: Quantity, result: Quantity, place: Place, more: Vec<Term>) -> Sum<'a> {
        let Place { row, column, .. } = place;
        let step = self.step;
        let inner = a.dim(step).1;
        let (left, right) = (self.digits(a), self.digits(b));
        let values: Vec<f64> = more.iter().map(|term| term.value).collect();
        let product = move |k: usize| a.value(step, row, k) * b.value(step, k, column);
        let term = move |k: usize| {
            if k >= inner {
                return more[k - inner].clone();
            }
            let (x, w) = (a.value(step, row, k), b.value(step, k, column));
            let letters = format!("{}·{}", a.letter(step, row, k), b.letter(step, k, column));
            Term::product(letters, vec![(x, left), (w, right)], x * w)
        };
        let count = inner + values.len();
        let term_value = move |k: usize| if k < inner { product(k) } else { values[k - inner] };
        let value = self.value(result, row, column);
        Sum::of(result.letter(step, row, column), count, value, self.digits(result), term, term_value)
    }
}
