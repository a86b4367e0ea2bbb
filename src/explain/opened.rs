//! One entry of a result, opened into the sum that gives it.

use std::rc::Rc;

use super::digits::{Digits, multiplied};
use super::operand::Place;
use super::quantity::{MatrixDigits, Quantity};
use crate::session::OpenStep;

/// What numbers are written like: the operands as they are printed, joined.
type Write = Rc<dyn Fn(&[String]) -> String>;
/// What a term's operands give.
type Compute = Rc<dyn Fn(&[f64]) -> f64>;

/// A term of a sum: its letters, its value, and the numbers that it is computed from.
#[derive(Clone)]
pub struct Term {
    /// `x[17,1]·w¹[1,4]`
    pub letters: String,
    /// The value.
    pub value: f64,
    /// The numbers, and the digits in which their matrices show them.
    pub(super) operands: Vec<(f64, Digits)>,
    pub(super) write: Write,
    pub(super) formula: Formula,
}

/// How a term's value is computed from its operands.
#[derive(Clone)]
pub(super) enum Formula {
    /// Their product; a single one is taken over.
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

    /// What `compute` makes of the operands, written as `write` says.
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

/// A function of a term's index, from 0.
type Indexed<'a, T> = Box<dyn Fn(usize) -> T + 'a>;

/// An equation `left = term + term + … = value`, its terms written only when asked for: there may be thousands.
pub struct Sum<'a> {
    /// What is computed.
    pub left: String,
    /// How many terms there are.
    pub count: usize,
    term: Indexed<'a, Term>,
    term_value: Indexed<'a, f64>,
    /// The value.
    pub value: f64,
    /// The digits in which the matrix shows the value.
    pub digits: Digits,
}

/// One entry, opened: one equation or several that lead to it, the last with the entry itself on its left.
pub struct Opened<'a> {
    /// The equations in order.
    pub sums: Vec<Sum<'a>>,
}

/// The terms to show of a long sum: their indices in order, and what the others add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Abridged {
    /// The indices of the terms shown.
    pub shown: Vec<usize>,
    /// The sum of the others.
    pub rest: f64,
}

impl<'a> Sum<'a> {
    /// The term with an index from 0.
    pub fn term(&self, index: usize) -> Term {
        (self.term)(index)
    }

    /// All terms.
    pub fn terms(&self) -> impl Iterator<Item = Term> + '_ {
        (0..self.count).map(|index| self.term(index))
    }

    /// About `most` terms: the first, the last, the one at `inner`, and the largest.
    pub fn abridged(&self, most: usize, inner: usize) -> Abridged {
        // To leave out one term saves no line: the line that says so takes its place.
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

    /// The equation of an entry that is a single term.
    pub fn single(&self, result: Quantity, (row, column): (usize, usize), term: Term) -> Sum<'a> {
        Sum::single(result.letter(self.step, row, column), term, self.digits(result))
    }

    /// Σₖ a[row,k]·b[k,column] and what `more` terms are added.
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
