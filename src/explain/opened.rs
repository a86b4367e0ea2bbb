//! One entry of a result, opened into the sum that gives it.

use super::description::{Description, Place, adds_penalty, back_weight};
use super::digits::Digits;
use super::quantity::{Kind, Quantity, leaves_maximum, maximum};
use crate::session::{Activation, LEAKY_SLOPE, Mistake, Phase, Walk};

/// A term of a sum, in letters, in numbers, and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// `x[17,1]·w¹[1,4]`
    pub letters: String,
    /// `0.3184·(−0.0213)`
    pub numbers: String,
    /// The value.
    pub value: f64,
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
    /// The digits of the terms' values and of the value.
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

    pub(super) fn single(left: String, letters: String, numbers: String, value: f64, digits: Digits) -> Self {
        let term = Term { letters, numbers, value };
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
    pub walk: &'a Walk,
    pub full: bool,
}

impl Description {
    /// The entry of the result at `place`, opened; with 17 digits where `full` says so.
    pub fn open<'a>(&self, walk: &'a Walk, place: Place, full: bool) -> Opened<'a> {
        let place = self.clamped(walk, place);
        let writer = Writer { walk, full };
        let sums = match self.phase {
            Phase::PreActivation(layer) => vec![writer.linear(layer, place)],
            Phase::Logits => vec![writer.linear(walk.hidden_layers(), place)],
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
        if self.full { Digits::Full } else { quantity.digits(self.walk) }
    }

    pub(super) fn value(&self, quantity: Quantity, row: usize, column: usize) -> f64 {
        quantity.value(self.walk, row, column)
    }

    pub(super) fn letter(&self, quantity: Quantity, row: usize, column: usize) -> String {
        quantity.letter(self.walk, row, column)
    }

    /// Σₖ a[row,k]·b[k,column] and what `more` terms are added.
    fn product(&self, a: Quantity, b: Quantity, result: Quantity, place: Place, more: Vec<Term>) -> Sum<'a> {
        let Place { row, column, .. } = place;
        let walk = self.walk;
        let inner = a.dim(walk).1;
        let (left, right) = (self.digits(a), self.digits(b));
        let values: Vec<f64> = more.iter().map(|term| term.value).collect();
        let product = move |k: usize| a.value(walk, row, k) * b.value(walk, k, column);
        let term = move |k: usize| {
            if k >= inner {
                return more[k - inner].clone();
            }
            let (x, w) = (a.value(walk, row, k), b.value(walk, k, column));
            Term {
                letters: format!("{}·{}", a.letter(walk, row, k), b.letter(walk, k, column)),
                numbers: format!("{}·{}", left.enclosed(x), right.enclosed(w)),
                value: x * w,
            }
        };
        let count = inner + values.len();
        let term_value = move |k: usize| if k < inner { product(k) } else { values[k - inner] };
        let value = self.value(result, row, column);
        Sum::of(self.letter(result, row, column), count, value, self.digits(result), term, term_value)
    }

    /// An entry as a term of its own.
    pub(super) fn entry(&self, quantity: Quantity, row: usize, column: usize) -> Term {
        let value = self.value(quantity, row, column);
        Term { letters: self.letter(quantity, row, column), numbers: self.digits(quantity).enclosed(value), value }
    }

    fn linear(&self, layer: usize, place: Place) -> Sum<'a> {
        let bias = self.entry(Quantity::Bias(layer), 0, place.column);
        self.product(Quantity::Input(layer), Quantity::Weight(layer), Quantity::Output(layer), place, vec![bias])
    }

    fn activation(&self, layer: usize, Place { row, column, .. }: Place) -> Sum<'a> {
        let (z, h) = (Quantity::Output(layer), Quantity::Activation(layer));
        let (letter, value) = (self.letter(z, row, column), self.value(z, row, column));
        let number = self.digits(z).enclosed(value);
        let apply = |z: &str| match self.walk.network.activation {
            Activation::Relu => format!("max(0, {})", z.trim_matches(['(', ')'])),
            Activation::LeakyRelu if value > 0.0 => z.to_owned(),
            Activation::LeakyRelu => format!("{LEAKY_SLOPE}·{z}"),
            Activation::Tanh => format!("tanh({})", z.trim_matches(['(', ')'])),
            Activation::Sigmoid => format!("1/(1 + e^(−{z}))"),
            Activation::Identity => z.to_owned(),
        };
        let result = self.value(h, row, column);
        Sum::single(self.letter(h, row, column), apply(&letter), apply(&number), result, self.digits(h))
    }

    fn softmax(&self, Place { row, column, .. }: Place) -> Vec<Sum<'a>> {
        let (walk, last) = (self.walk, self.walk.hidden_layers());
        let (y, e, p) = (Quantity::Output(last), Quantity::Exponentials, Quantity::Probabilities);
        let classes = p.dim(walk).1;
        let largest = maximum(walk, row);
        let at = (0..classes).find(|&class| self.value(y, row, class) == largest).unwrap_or_default();
        let (logit, exponential) = (self.digits(y), self.digits(e));
        let term = move |class: usize| {
            let value = e.value(walk, row, class);
            let difference = y.value(walk, row, class) - if leaves_maximum(walk) { 0.0 } else { largest };
            Term { letters: e.letter(walk, row, class), numbers: format!("e^{}", logit.enclosed(difference)), value }
        };
        let sum: f64 = (0..classes).map(|class| e.value(walk, row, class)).sum();
        let own = self.value(e, row, column);
        let numbers = format!("{}/{}", exponential.show(own), exponential.show(sum));
        let letters = format!("{}/Σ", self.letter(e, row, column));
        let maximum = Sum::single("max".to_owned(), self.letter(y, row, at), logit.show(largest), largest, logit);
        let mut sums = if leaves_maximum(walk) { vec![] } else { vec![maximum] };
        sums.extend([
            Sum::of("Σ".to_owned(), classes, sum, exponential, term, move |class| e.value(walk, row, class)),
            Sum::single(self.letter(p, row, column), letters, numbers, self.value(p, row, column), self.digits(p)),
        ]);
        sums
    }

    fn loss(&self) -> Vec<Sum<'a>> {
        let walk = self.walk;
        let m = walk.batch.rows();
        let losses = Quantity::Losses;
        let (digits, of_p) = (self.digits(losses), self.digits(Quantity::Probabilities));
        let sum: f64 = (0..m).map(|row| losses.value(walk, row, 0)).sum();
        let term = move |row: usize| {
            let p = Quantity::Probabilities.value(walk, row, walk.batch.labels[row]);
            Term {
                letters: losses.letter(walk, row, 0),
                numbers: format!("−log {}", of_p.show(p)),
                value: losses.value(walk, row, 0),
            }
        };
        let loss = self.value(Quantity::Loss, 0, 0);
        let mut letters = "Σ/m".to_owned();
        let mut numbers = format!("{}/{m}", digits.show(sum));
        let penalty = walk.penalty.value(&walk.network.parameters);
        if penalty > 0.0 {
            letters += if walk.penalty.l1 > 0.0 { " + λ₁Σ|w|" } else { "" };
            letters += if walk.penalty.l2 > 0.0 { " + ½λΣw²" } else { "" };
            numbers += &format!(" + {}", self.digits(Quantity::Loss).show(penalty));
        }
        vec![
            Sum::of("Σ".to_owned(), m, sum, digits, term, move |row| losses.value(walk, row, 0)),
            Sum::single("L".to_owned(), letters, numbers, loss, self.digits(Quantity::Loss)),
        ]
    }

    fn logits_gradient(&self, Place { row, column, .. }: Place) -> Vec<Sum<'a>> {
        let (p, result) = (Quantity::Probabilities, Quantity::OutputGradient(self.walk.hidden_layers()));
        let m = self.walk.batch.rows();
        let (letter, number) = (self.letter(p, row, column), self.digits(p).show(self.value(p, row, column)));
        let is_correct = self.walk.batch.labels[row] == column;
        let divides = self.walk.mistake != Some(Mistake::MissingMean);
        let write = |p: &str, m: &str| match (is_correct, divides) {
            (true, true) => format!("({p} − 1)/{m}"),
            (true, false) => format!("{p} − 1"),
            (false, true) => format!("{p}/{m}"),
            (false, false) => p.to_owned(),
        };
        let value = self.value(result, row, column);
        let numbers = write(&number, &m.to_string());
        vec![Sum::single(self.letter(result, row, column), write(&letter, "m"), numbers, value, self.digits(result))]
    }

    fn weight_gradient(&self, layer: usize, place: Place) -> Sum<'a> {
        let penalty = self.walk.penalty;
        let (weight, result) = (Quantity::Weight(layer), Quantity::WeightGradient(layer));
        let w = self.entry(weight, place.row, place.column);
        let mut more = Vec::new();
        let adds = adds_penalty(self.walk);
        if adds && penalty.l2 > 0.0 {
            let (letters, numbers) = (format!("λ·{}", w.letters), format!("{}·{}", penalty.l2, w.numbers));
            more.push(Term { letters, numbers, value: penalty.l2 * w.value });
        }
        if adds && penalty.l1 > 0.0 {
            let sign = f64::from(i8::from(w.value > 0.0) - i8::from(w.value < 0.0));
            let (letters, numbers) = (format!("λ₁·sign {}", w.letters), format!("{}·({sign})", penalty.l1));
            more.push(Term { letters, numbers, value: penalty.l1 * sign });
        }
        self.product(Quantity::InputTransposed(layer), Quantity::OutputGradient(layer), result, place, more)
    }

    fn bias_gradient(&self, layer: usize, Place { column, .. }: Place) -> Sum<'a> {
        let (walk, above, result) = (self.walk, Quantity::OutputGradient(layer), Quantity::BiasGradient(layer));
        let digits = self.digits(above);
        let term = move |row: usize| {
            let value = above.value(walk, row, column);
            Term { letters: above.letter(walk, row, column), numbers: digits.enclosed(value), value }
        };
        let value = self.value(result, 0, column);
        let left = self.letter(result, 0, column);
        Sum::of(left, walk.batch.rows(), value, self.digits(result), term, move |row| above.value(walk, row, column))
    }

    fn activation_gradient(&self, layer: usize, place: Place) -> Sum<'a> {
        let (above, weight) = (Quantity::OutputGradient(layer + 1), back_weight(self.walk, layer + 1));
        self.product(above, weight, Quantity::ActivationGradient(layer), place, vec![])
    }

    fn pre_activation_gradient(&self, layer: usize, Place { row, column, .. }: Place) -> Sum<'a> {
        let above = self.entry(Quantity::ActivationGradient(layer), row, column);
        let derivative = self.entry(Quantity::Derivative(layer), row, column);
        let result = Quantity::OutputGradient(layer);
        if self.walk.mistake == Some(Mistake::MissingMask) {
            let (left, value) = (self.letter(result, row, column), self.value(result, row, column));
            return Sum::single(left, above.letters, above.numbers, value, self.digits(result));
        }
        Sum::single(
            self.letter(result, row, column),
            format!("{} · {}", above.letters, derivative.letters),
            format!("{} · {}", above.numbers, derivative.numbers),
            self.value(result, row, column),
            self.digits(result),
        )
    }
}
