//! P and L.

use super::digits::{Digits, enclosed};
use super::explanation::Explanation;
use super::opened::{Sum, Term, Writer};
use super::operand::{Axis, Group, Place};
use super::quantity::{Quantity, maximum, omits_maximum};
use crate::nn::{Mistake, argmax};
use crate::session::OpenStep;
use crate::t;
use crate::text::{Text, fill};

/// P = softmax(Y), with each row's maximum subtracted so that no e^y overflows.
pub(super) struct Probabilities;

impl Explanation for Probabilities {
    fn result(&self, _last: usize) -> Quantity {
        Quantity::Probabilities
    }

    fn operands(&self, _step: &OpenStep, last: usize) -> Vec<Group> {
        let exponentials = Group::new("→", &[(Quantity::Exponentials, Axis::Row, Axis::Inner)]);
        vec![Group::new("", &[(Quantity::Output(last), Axis::Row, Axis::Inner)]), exponentials]
    }

    fn equation(&self, step: &OpenStep, _last: usize) -> String {
        let equation = if omits_maximum(step) {
            "P = softmax(Y):  p[i,j] = e^y[i,j] / Σₖ e^y[i,k]"
        } else {
            "P = softmax(Y):  p[i,j] = e^(y[i,j] − max) / Σₖ e^(y[i,k] − max)"
        };
        equation.to_owned()
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, last: usize, Place { row, column, .. }: Place) -> Vec<Sum<'a>> {
        let step = writer.step;
        let (y, e, p) = (Quantity::Output(last), Quantity::Exponentials, self.result(last));
        let classes = p.dim(step).1;
        let largest = maximum(step, row);
        let (logit, exponential) = (writer.digits(y), writer.digits(e));
        let term = move |class: usize| {
            let value = e.value(step, row, class);
            let difference = y.value(step, row, class) - if omits_maximum(step) { 0.0 } else { largest };
            let write = |y: &[String]| format!("e^{}", enclosed(&y[0]));
            Term::of(e.letter(step, row, class), vec![(difference, logit)], value, write, |y| libm::exp(y[0]))
        };
        let sum: f64 = (0..classes).map(|class| e.value(step, row, class)).sum();
        let operands = vec![(writer.value(e, row, column), exponential), (sum, exponential)];
        let (letters, value) = (format!("{}/Σ", e.letter(step, row, column)), writer.value(p, row, column));
        let quotient = Term::of(letters, operands, value, |e| format!("{}/{}", e[0], e[1]), |e| e[0] / e[1]);
        let mut sums = Vec::new();
        if !omits_maximum(step) {
            let at = (0..classes).find(|&class| writer.value(y, row, class) == largest).unwrap_or_default();
            sums.push(Sum::single("max".to_owned(), writer.entry(y, row, at), logit));
        }
        sums.extend([
            Sum::of("Σ".to_owned(), classes, sum, exponential, term, move |class| e.value(step, row, class)),
            writer.single(p, (row, column), quotient),
        ]);
        sums
    }

    fn remark(&self, step: &OpenStep, _last: usize, Place { row, .. }: Place, text: &Text) -> Option<String> {
        let (predicted, shared) = prediction(step, row);
        let label = step.batch.labels[row];
        let sentence = match shared {
            2.. => t!(text, "remarks.tie"),
            _ if predicted == label => t!(text, "remarks.right"),
            _ => t!(text, "remarks.wrong"),
        };
        let [row, predicted, correct] = [row + 1, predicted + 1, label + 1];
        let values = [("row", &row), ("predicted", &predicted), ("correct", &correct), ("count", &shared)];
        Some(fill(sentence, &values))
    }

    fn summary(&self, step: &OpenStep, _last: usize) -> String {
        let m = step.batch.rows();
        let right = (0..m).filter(|&row| prediction(step, row).0 == step.batch.labels[row]).count();
        format!("{right}/{m} ✓")
    }

    fn mistake(&self) -> Option<Mistake> {
        Some(Mistake::MissingMaximum)
    }
}

/// Returns the class with the largest p of a row, and how many classes share that p.
fn prediction(step: &OpenStep, row: usize) -> (usize, usize) {
    let p = &step.matrices.forward.probabilities;
    let predicted = argmax(p.row(row));
    (predicted, p.row(row).filter(|&other| other == p.get(row, predicted)).count())
}

/// L = 1/m Σ −log p of the correct classes, plus the penalty on the weights.
pub(super) struct Loss;

impl Explanation for Loss {
    fn result(&self, _last: usize) -> Quantity {
        Quantity::Loss
    }

    fn axes(&self) -> (Axis, Axis) {
        (Axis::Single, Axis::Single)
    }

    fn operands(&self, _step: &OpenStep, _last: usize) -> Vec<Group> {
        let column = |quantity| (quantity, Axis::Inner, Axis::Single);
        vec![
            Group::new("", &[Quantity::Probabilities, Quantity::OneHot].map(column)),
            Group::new("→", &[column(Quantity::Losses)]),
        ]
    }

    fn equation(&self, step: &OpenStep, last: usize) -> String {
        let over_weights = |write: fn(String) -> String| {
            let terms: Vec<String> = (0..=last).map(|layer| write(Quantity::Weight(layer).name(step))).collect();
            terms.join(" + ")
        };
        let mut equation = "L = 1/m Σᵢ −log p[i,c]".to_owned();
        if step.conditions.penalty().l2 > 0.0 {
            equation += &format!(" + ½λ({})", over_weights(|w| format!("Σ({w})²")));
        }
        if step.conditions.penalty().l1 > 0.0 {
            equation += &format!(" + λ₁({})", over_weights(|w| format!("Σ|{w}|")));
        }
        equation
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, _last: usize, _place: Place) -> Vec<Sum<'a>> {
        let step = writer.step;
        let m = step.batch.rows();
        let losses = Quantity::Losses;
        let (digits, of_p) = (writer.digits(losses), writer.digits(Quantity::Probabilities));
        let sum: f64 = (0..m).map(|row| losses.value(step, row, 0)).sum();
        let term = move |row: usize| {
            let p = Quantity::Probabilities.value(step, row, step.batch.labels[row]);
            let (letters, value) = (losses.letter(step, row, 0), losses.value(step, row, 0));
            Term::of(letters, vec![(p, of_p)], value, |p| format!("−log {}", p[0]), |p| -libm::log(p[0]))
        };
        let (loss, of_loss) = (writer.value(Quantity::Loss, 0, 0), writer.digits(Quantity::Loss));
        let mut letters = "Σ/m".to_owned();
        let mut operands = vec![(sum, digits)];
        let penalty = step.conditions.penalty().value(&step.network.parameters);
        if penalty > 0.0 {
            letters += if step.conditions.penalty().l1 > 0.0 { " + λ₁Σ|w|" } else { "" };
            letters += if step.conditions.penalty().l2 > 0.0 { " + ½λΣw²" } else { "" };
            operands.push((penalty, of_loss));
        }
        let write = move |numbers: &[String]| match numbers {
            [sum, penalty] => format!("{sum}/{m} + {penalty}"),
            numbers => format!("{}/{m}", numbers[0]),
        };
        let compute = move |numbers: &[f64]| numbers[0] / m as f64 + numbers.get(1).unwrap_or(&0.0);
        vec![
            Sum::of("Σ".to_owned(), m, sum, digits, term, move |row| losses.value(step, row, 0)),
            writer.single(Quantity::Loss, (0, 0), Term::of(letters, operands, loss, write, compute)),
        ]
    }

    fn summary(&self, step: &OpenStep, _last: usize) -> String {
        Digits::show_one(step.matrices.forward.loss)
    }
}
