//! One entry of a result, opened into the sum that gives it.

use std::rc::Rc;

use super::description::{Description, Place, adds_penalty, back_weight};
use super::digits::{Digits, enclosed};
use super::printed::multiplied;
use super::quantity::{Kind, Quantity, leaves_maximum, maximum};
use crate::nn::{Activation, LEAKY_SLOPE, Mistake};
use crate::session::{OpenStep, Phase};

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
        Self { letters, value, operands, write: Rc::new(write), formula: Formula::Of(Rc::new(compute)) }
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
        // A line that says that one is left out is no shorter than that one.
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

    fn of(
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

/// How numbers are written: as in the matrices, or in full.
pub(super) struct Writer<'a> {
    pub open: &'a OpenStep,
    pub full: bool,
}

impl Description {
    /// The entry of the result at `place`, opened; with 17 digits where `full` says so.
    pub fn open<'a>(&self, open: &'a OpenStep, place: Place, full: bool) -> Opened<'a> {
        let place = self.clamped(open, place);
        let writer = Writer { open, full };
        let sums = match self.phase {
            Phase::PreActivation(layer) => vec![writer.linear(layer, place)],
            Phase::Logits => vec![writer.linear(open.hidden_layers(), place)],
            Phase::Activation(layer) => vec![writer.activation(layer, place)],
            Phase::Probabilities => writer.softmax(place),
            Phase::Loss => writer.loss(),
            Phase::LogitsGradient => writer.logits_gradient(place),
            Phase::WeightGradient(layer) => vec![writer.weight_gradient(layer, place)],
            Phase::BiasGradient(layer) => vec![writer.bias_gradient(layer, place)],
            Phase::ActivationGradient(layer) => vec![writer.activation_gradient(layer, place)],
            Phase::PreActivationGradient(layer) => vec![writer.pre_activation_gradient(layer, place)],
            Phase::WeightUpdate(layer) => writer.update(layer, Kind::Weight, place),
            Phase::BiasUpdate(layer) => writer.update(layer, Kind::Bias, place),
        };
        Opened { sums }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn digits(&self, quantity: Quantity) -> Digits {
        if self.full { Digits::Full } else { quantity.digits(self.open) }
    }

    pub(super) fn value(&self, quantity: Quantity, row: usize, column: usize) -> f64 {
        quantity.value(self.open, row, column)
    }

    pub(super) fn letter(&self, quantity: Quantity, row: usize, column: usize) -> String {
        quantity.letter(self.open, row, column)
    }

    /// Σₖ a[row,k]·b[k,column] and what `more` terms are added.
    fn product(&self, a: Quantity, b: Quantity, result: Quantity, place: Place, more: Vec<Term>) -> Sum<'a> {
        let Place { row, column, .. } = place;
        let open = self.open;
        let inner = a.dim(open).1;
        let (left, right) = (self.digits(a), self.digits(b));
        let values: Vec<f64> = more.iter().map(|term| term.value).collect();
        let product = move |k: usize| a.value(open, row, k) * b.value(open, k, column);
        let term = move |k: usize| {
            if k >= inner {
                return more[k - inner].clone();
            }
            let (x, w) = (a.value(open, row, k), b.value(open, k, column));
            let letters = format!("{}·{}", a.letter(open, row, k), b.letter(open, k, column));
            Term::product(letters, vec![(x, left), (w, right)], x * w)
        };
        let count = inner + values.len();
        let term_value = move |k: usize| if k < inner { product(k) } else { values[k - inner] };
        let value = self.value(result, row, column);
        Sum::of(self.letter(result, row, column), count, value, self.digits(result), term, term_value)
    }

    /// An entry as a term of its own.
    pub(super) fn entry(&self, quantity: Quantity, row: usize, column: usize) -> Term {
        let value = self.value(quantity, row, column);
        Term::product(self.letter(quantity, row, column), vec![(value, self.digits(quantity))], value)
    }

    fn linear(&self, layer: usize, place: Place) -> Sum<'a> {
        let bias = self.entry(Quantity::Bias(layer), 0, place.column);
        self.product(Quantity::Input(layer), Quantity::Weight(layer), Quantity::Output(layer), place, vec![bias])
    }

    fn activation(&self, layer: usize, Place { row, column, .. }: Place) -> Sum<'a> {
        let (z, h) = (Quantity::Output(layer), Quantity::Activation(layer));
        let (of, result) = (self.entry(z, row, column), self.value(h, row, column));
        let apply: fn(&str) -> String = match self.open.network.activation {
            Activation::Relu => |z| format!("max(0, {z})"),
            Activation::LeakyRelu if of.value <= 0.0 => |z| format!("{LEAKY_SLOPE}·{}", enclosed(z)),
            Activation::Tanh => |z| format!("tanh({z})"),
            Activation::Sigmoid => |z| format!("1/(1 + e^(−{}))", enclosed(z)),
            Activation::LeakyRelu | Activation::Identity => str::to_owned,
        };
        let formula = match self.open.network.activation {
            Activation::Relu => Formula::Positive,
            Activation::LeakyRelu if of.value <= 0.0 => Formula::Of(Rc::new(|z| LEAKY_SLOPE * z[0])),
            Activation::Tanh => Formula::Of(Rc::new(|z| libm::tanh(z[0]))),
            Activation::Sigmoid => Formula::Of(Rc::new(|z| 1.0 / (1.0 + libm::exp(-z[0])))),
            Activation::LeakyRelu | Activation::Identity => Formula::Product,
        };
        let (letters, write) = (apply(&of.letters), Rc::new(move |z: &[String]| apply(&z[0])));
        let term = Term { letters, value: result, operands: of.operands, write, formula };
        Sum::single(self.letter(h, row, column), term, self.digits(h))
    }

    fn softmax(&self, Place { row, column, .. }: Place) -> Vec<Sum<'a>> {
        let (open, last) = (self.open, self.open.hidden_layers());
        let (y, e, p) = (Quantity::Output(last), Quantity::Exponentials, Quantity::Probabilities);
        let classes = p.dim(open).1;
        let largest = maximum(open, row);
        let at = (0..classes).find(|&class| self.value(y, row, class) == largest).unwrap_or_default();
        let (logit, exponential) = (self.digits(y), self.digits(e));
        let term = move |class: usize| {
            let value = e.value(open, row, class);
            let difference = y.value(open, row, class) - if leaves_maximum(open) { 0.0 } else { largest };
            let write = |y: &[String]| format!("e^{}", enclosed(&y[0]));
            Term::of(e.letter(open, row, class), vec![(difference, logit)], value, write, |y| libm::exp(y[0]))
        };
        let sum: f64 = (0..classes).map(|class| e.value(open, row, class)).sum();
        let operands = vec![(self.value(e, row, column), exponential), (sum, exponential)];
        let (letters, value) = (format!("{}/Σ", self.letter(e, row, column)), self.value(p, row, column));
        let quotient = Term::of(letters, operands, value, |e| format!("{}/{}", e[0], e[1]), |e| e[0] / e[1]);
        let maximum = Sum::single("max".to_owned(), self.entry(y, row, at), logit);
        let mut sums = if leaves_maximum(open) { vec![] } else { vec![maximum] };
        sums.extend([
            Sum::of("Σ".to_owned(), classes, sum, exponential, term, move |class| e.value(open, row, class)),
            Sum::single(self.letter(p, row, column), quotient, self.digits(p)),
        ]);
        sums
    }

    fn loss(&self) -> Vec<Sum<'a>> {
        let open = self.open;
        let m = open.batch.rows();
        let losses = Quantity::Losses;
        let (digits, of_p) = (self.digits(losses), self.digits(Quantity::Probabilities));
        let sum: f64 = (0..m).map(|row| losses.value(open, row, 0)).sum();
        let term = move |row: usize| {
            let p = Quantity::Probabilities.value(open, row, open.batch.labels[row]);
            let (letters, value) = (losses.letter(open, row, 0), losses.value(open, row, 0));
            Term::of(letters, vec![(p, of_p)], value, |p| format!("−log {}", p[0]), |p| -libm::log(p[0]))
        };
        let (loss, of_loss) = (self.value(Quantity::Loss, 0, 0), self.digits(Quantity::Loss));
        let mut letters = "Σ/m".to_owned();
        let mut operands = vec![(sum, digits)];
        let penalty = open.penalty.value(&open.network.parameters);
        if penalty > 0.0 {
            letters += if open.penalty.l1 > 0.0 { " + λ₁Σ|w|" } else { "" };
            letters += if open.penalty.l2 > 0.0 { " + ½λΣw²" } else { "" };
            operands.push((penalty, of_loss));
        }
        let write = move |numbers: &[String]| match numbers {
            [sum, penalty] => format!("{sum}/{m} + {penalty}"),
            numbers => format!("{}/{m}", numbers[0]),
        };
        let compute = move |numbers: &[f64]| numbers[0] / m as f64 + numbers.get(1).unwrap_or(&0.0);
        vec![
            Sum::of("Σ".to_owned(), m, sum, digits, term, move |row| losses.value(open, row, 0)),
            Sum::single("L".to_owned(), Term::of(letters, operands, loss, write, compute), of_loss),
        ]
    }

    fn logits_gradient(&self, Place { row, column, .. }: Place) -> Vec<Sum<'a>> {
        let (p, result) = (Quantity::Probabilities, Quantity::OutputGradient(self.open.hidden_layers()));
        let m = self.open.batch.rows();
        let of = self.entry(p, row, column);
        let is_correct = self.open.batch.labels[row] == column;
        let divides = self.open.mistake != Some(Mistake::MissingMean);
        let write = move |p: &str, m: &str| match (is_correct, divides) {
            (true, true) => format!("({p} − 1)/{m}"),
            (true, false) => format!("{p} − 1"),
            (false, true) => format!("{p}/{m}"),
            (false, false) => p.to_owned(),
        };
        let compute = move |p: &[f64]| (p[0] - f64::from(u8::from(is_correct))) / if divides { m as f64 } else { 1.0 };
        let (letters, value) = (write(&of.letters, "m"), self.value(result, row, column));
        let term = Term::of(letters, of.operands, value, move |p| write(&p[0], &m.to_string()), compute);
        vec![Sum::single(self.letter(result, row, column), term, self.digits(result))]
    }

    fn weight_gradient(&self, layer: usize, place: Place) -> Sum<'a> {
        let penalty = self.open.penalty;
        let (weight, result) = (Quantity::Weight(layer), Quantity::WeightGradient(layer));
        let w = self.entry(weight, place.row, place.column);
        let mut more = Vec::new();
        let adds = adds_penalty(self.open);
        if adds && penalty.l2 > 0.0 {
            let l2 = penalty.l2;
            let write = move |w: &[String]| format!("{l2}·{}", enclosed(&w[0]));
            let letters = format!("λ·{}", w.letters);
            more.push(Term::of(letters, w.operands.clone(), l2 * w.value, write, move |w| l2 * w[0]));
        }
        if adds && penalty.l1 > 0.0 {
            let l1 = penalty.l1;
            let sign = f64::from(i8::from(w.value > 0.0) - i8::from(w.value < 0.0));
            let write = move |_: &[String]| format!("{l1}·({})", Digits::Fixed(0).show(sign));
            let letters = format!("λ₁·sign {}", w.letters);
            more.push(Term::of(letters, vec![(sign, Digits::Fixed(0))], l1 * sign, write, move |sign| l1 * sign[0]));
        }
        self.product(Quantity::InputTransposed(layer), Quantity::OutputGradient(layer), result, place, more)
    }

    fn bias_gradient(&self, layer: usize, Place { column, .. }: Place) -> Sum<'a> {
        let (open, above, result) = (self.open, Quantity::OutputGradient(layer), Quantity::BiasGradient(layer));
        let (digits, of_result) = (self.digits(above), self.digits(result));
        let term = move |row: usize| {
            let value = above.value(open, row, column);
            Term::product(above.letter(open, row, column), vec![(value, digits)], value)
        };
        let value = self.value(result, 0, column);
        let left = self.letter(result, 0, column);
        // The terms are taken over as they stand in their matrix.
        let both = of_result.or_finer(digits);
        Sum::of(left, open.batch.rows(), value, both, term, move |row| above.value(open, row, column))
    }

    fn activation_gradient(&self, layer: usize, place: Place) -> Sum<'a> {
        let (above, weight) = (Quantity::OutputGradient(layer + 1), back_weight(self.open, layer + 1));
        self.product(above, weight, Quantity::ActivationGradient(layer), place, vec![])
    }

    fn pre_activation_gradient(&self, layer: usize, Place { row, column, .. }: Place) -> Sum<'a> {
        let above = self.entry(Quantity::ActivationGradient(layer), row, column);
        let derivative = self.entry(Quantity::Derivative(layer), row, column);
        let result = Quantity::OutputGradient(layer);
        let (left, value) = (self.letter(result, row, column), self.value(result, row, column));
        let term = if self.open.mistake == Some(Mistake::MissingMask) {
            Term { value, ..above }
        } else {
            let letters = format!("{} · {}", above.letters, derivative.letters);
            let operands = [above.operands, derivative.operands].concat();
            let write = |numbers: &[String]| format!("{} · {}", enclosed(&numbers[0]), enclosed(&numbers[1]));
            Term { write: Rc::new(write), ..Term::product(letters, operands, value) }
        };
        Sum::single(left, term, self.digits(result))
    }
}
