//! The gradients, from ∂L/∂Y down to ∂L/∂B¹.

use std::rc::Rc;

use super::chain::{Chain, Lit, Product};
use super::digits::{Digits, enclosed};
use super::explanation::Explanation;
use super::forward::unit_remark;
use super::opened::{Sum, Term, Writer};
use super::operand::{Axis, Group, Place};
use super::quantity::{Block, Quantity};
use super::row::{RowLine, row_on_its_way};
use crate::nn::{Activation, Mistake};
use crate::session::OpenStep;
use crate::t;
use crate::text::Text;

/// ∂L/∂Y = (P − 1[c])/m.
pub(super) struct LogitsGradient;

impl Explanation for LogitsGradient {
    fn result(&self, last: usize) -> Quantity {
        Quantity::OutputGradient(last)
    }

    fn operands(&self, _step: &OpenStep, _last: usize) -> Vec<Group> {
        vec![
            Group::new("", &[(Quantity::Probabilities, Axis::Row, Axis::Column)]),
            Group::new("−", &[(Quantity::OneHot, Axis::Row, Axis::Column)]),
        ]
    }

    fn equation(&self, step: &OpenStep, _last: usize) -> String {
        let divided = if divides_by_m(step) { "(P − 1[c])/m" } else { "P − 1[c]" };
        format!("∂L/∂Y = {divided}")
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, last: usize, Place { row, column, .. }: Place) -> Vec<Sum<'a>> {
        let (step, result) = (writer.step, self.result(last));
        let m = step.batch.rows();
        let p = writer.entry(Quantity::Probabilities, row, column);
        let (is_correct, divides) = (step.batch.labels[row] == column, divides_by_m(step));
        let write = move |p: &str, m: &str| match (is_correct, divides) {
            (true, true) => format!("({p} − 1)/{m}"),
            (true, false) => format!("{p} − 1"),
            (false, true) => format!("{p}/{m}"),
            (false, false) => p.to_owned(),
        };
        let compute = move |p: &[f64]| (p[0] - f64::from(u8::from(is_correct))) / if divides { m as f64 } else { 1.0 };
        let (letters, value) = (write(&p.letters, "m"), writer.value(result, row, column));
        let term = Term::of(letters, p.operands, value, move |p| write(&p[0], &m.to_string()), compute);
        vec![writer.single(result, (row, column), term)]
    }

    fn row(&self, writer: &Writer<'_, '_>, last: usize, row: usize) -> Option<Vec<RowLine>> {
        Some(row_on_its_way(writer, last, row, divides_by_m(writer.step)))
    }

    fn chain(&self, step: &OpenStep, last: usize) -> Option<Chain> {
        Some(Chain::new(step, (Block::Weight, last), Lit::Output, Quantity::Output(last)))
    }

    fn remark(&self, step: &OpenStep, last: usize, Place { row, .. }: Place, text: &Text) -> Option<String> {
        let gradient = self.result(last);
        let sum: f64 = (0..gradient.dim(step).1).map(|class| gradient.value(step, row, class)).sum();
        let sum = if sum.abs() < 5e-7 { "0".to_owned() } else { Digits::Fixed(6).show(sum) };
        Some(t!(text, "remarks.row_sum", row = row + 1, sum = sum))
    }

    fn mistake(&self) -> Option<Mistake> {
        Some(Mistake::MissingMean)
    }
}

/// Whether ∂L/∂Y is divided by m.
fn divides_by_m(step: &OpenStep) -> bool {
    step.mistake() != Some(Mistake::MissingMean)
}

/// ∂L/∂W = Hᵀ · ∂L/∂Y, plus the gradient of the penalty.
pub(super) struct WeightGradient;

impl Explanation for WeightGradient {
    fn result(&self, layer: usize) -> Quantity {
        Quantity::WeightGradient(layer)
    }

    fn operands(&self, step: &OpenStep, layer: usize) -> Vec<Group> {
        let mut right = vec![(Quantity::OutputGradient(layer), Axis::Inner, Axis::Column)];
        if adds_penalty(step) {
            right.push((Quantity::Weight(layer), Axis::Row, Axis::Column));
        }
        vec![Group::new("", &[(Quantity::InputTransposed(layer), Axis::Row, Axis::Inner)]), Group::new("·", &right)]
    }

    fn equation(&self, step: &OpenStep, layer: usize) -> String {
        let operands = [Quantity::InputTransposed(layer), Quantity::OutputGradient(layer), Quantity::Weight(layer)];
        let [input, upstream, w] = operands.map(|quantity| quantity.name(step));
        let mut equation = format!("{} = {input} · {upstream}", self.result(layer).name(step));
        if adds_penalty(step) && step.conditions.penalty().l2 > 0.0 {
            equation += &format!(" + λ{w}");
        }
        if adds_penalty(step) && step.conditions.penalty().l1 > 0.0 {
            equation += &format!(" + λ₁ sign({w})");
        }
        equation
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, layer: usize, place: Place) -> Vec<Sum<'a>> {
        let penalty = writer.step.conditions.penalty();
        let w = writer.entry(Quantity::Weight(layer), place.row, place.column);
        let mut more = Vec::new();
        if adds_penalty(writer.step) && penalty.l2 > 0.0 {
            let l2 = penalty.l2;
            let write = move |w: &[String]| format!("{l2}·{}", enclosed(&w[0]));
            let letters = format!("λ·{}", w.letters);
            more.push(Term::of(letters, w.operands.clone(), l2 * w.value, write, move |w| l2 * w[0]));
        }
        if adds_penalty(writer.step) && penalty.l1 > 0.0 {
            let l1 = penalty.l1;
            let sign = f64::from(i8::from(w.value > 0.0) - i8::from(w.value < 0.0));
            let write = move |_: &[String]| format!("{l1}·({})", Digits::Fixed(0).show(sign));
            let letters = format!("λ₁·sign {}", w.letters);
            more.push(Term::of(letters, vec![(sign, Digits::Fixed(0))], l1 * sign, write, move |sign| l1 * sign[0]));
        }
        let [input, upstream] = [Quantity::InputTransposed(layer), Quantity::OutputGradient(layer)];
        vec![writer.product(input, upstream, self.result(layer), place, more)]
    }

    fn chain(&self, step: &OpenStep, layer: usize) -> Option<Chain> {
        let upstream = Quantity::OutputGradient(layer);
        Some(Chain {
            written: Some(Product::new(step, upstream, '·', Quantity::Input(layer))),
            computed: Some(Product::new(step, Quantity::InputTransposed(layer), '·', upstream)),
            ..Chain::new(step, (Block::Weight, layer), Lit::Parameter, Quantity::Weight(layer))
        })
    }

    fn remark(&self, step: &OpenStep, layer: usize, place: Place, text: &Text) -> Option<String> {
        unit_remark(step, layer, place.column, multiplies_by_derivative(step), text)
    }

    fn mistake(&self) -> Option<Mistake> {
        Some(Mistake::MissingPenalty)
    }
}

/// Whether the gradient of the penalty is added to ∂L/∂W.
fn adds_penalty(step: &OpenStep) -> bool {
    (step.conditions.penalty().l2 > 0.0 || step.conditions.penalty().l1 > 0.0)
        && step.mistake() != Some(Mistake::MissingPenalty)
}

/// ∂L/∂B: the column sums of ∂L/∂Y (in a hidden layer of ∂L/∂Z).
pub(super) struct BiasGradient;

impl Explanation for BiasGradient {
    fn result(&self, layer: usize) -> Quantity {
        Quantity::BiasGradient(layer)
    }

    fn axes(&self) -> (Axis, Axis) {
        (Axis::Single, Axis::Column)
    }

    fn operands(&self, _step: &OpenStep, layer: usize) -> Vec<Group> {
        vec![Group::new("", &[(Quantity::OutputGradient(layer), Axis::Inner, Axis::Column)])]
    }

    fn equation(&self, step: &OpenStep, layer: usize) -> String {
        format!("{} = Σᵢ {}[i,·]", self.result(layer).name(step), Quantity::OutputGradient(layer).name(step))
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, layer: usize, Place { column, .. }: Place) -> Vec<Sum<'a>> {
        let (step, upstream, result) = (writer.step, Quantity::OutputGradient(layer), self.result(layer));
        let (digits, m) = (writer.digits(upstream), step.batch.rows());
        let term = move |row: usize| {
            let value = upstream.value(step, row, column);
            Term::product(upstream.letter(step, row, column), vec![(value, digits)], value)
        };
        let (left, value) = (result.letter(step, 0, column), writer.value(result, 0, column));
        // Each term is an entry of that matrix, so it shows at least the matrix's digits.
        let both = writer.digits(result).or_finer(digits);
        vec![Sum::of(left, m, value, both, term, move |row| upstream.value(step, row, column))]
    }

    fn chain(&self, step: &OpenStep, layer: usize) -> Option<Chain> {
        let upstream = Quantity::OutputGradient(layer).name(step);
        Some(Chain {
            summed: Some((upstream, step.batch.rows())),
            ..Chain::new(step, (Block::Bias, layer), Lit::Parameter, Quantity::Bias(layer))
        })
    }

    fn remark(&self, step: &OpenStep, _layer: usize, _place: Place, text: &Text) -> Option<String> {
        Some(t!(text, "remarks.down", m = step.batch.rows()))
    }
}

/// ∂L/∂H = ∂L/∂Y · Wᵀ, where Y and W belong to the next layer.
pub(super) struct ActivationGradient;

impl Explanation for ActivationGradient {
    fn result(&self, layer: usize) -> Quantity {
        Quantity::ActivationGradient(layer)
    }

    fn operands(&self, step: &OpenStep, layer: usize) -> Vec<Group> {
        vec![
            Group::new("", &[(Quantity::OutputGradient(layer + 1), Axis::Row, Axis::Inner)]),
            Group::new("·", &[(back_weight(step, layer + 1), Axis::Inner, Axis::Column)]),
        ]
    }

    fn equation(&self, step: &OpenStep, layer: usize) -> String {
        let quantities = [self.result(layer), Quantity::OutputGradient(layer + 1), back_weight(step, layer + 1)];
        let [result, upstream, weight] = quantities.map(|quantity| quantity.name(step));
        format!("{result} = {upstream} · {weight}")
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, layer: usize, place: Place) -> Vec<Sum<'a>> {
        let (upstream, weight) = (Quantity::OutputGradient(layer + 1), back_weight(writer.step, layer + 1));
        vec![writer.product(upstream, weight, self.result(layer), place, vec![])]
    }

    fn chain(&self, step: &OpenStep, layer: usize) -> Option<Chain> {
        let upstream = Quantity::OutputGradient(layer + 1);
        Some(Chain {
            written: Some(Product::new(step, upstream, '·', Quantity::Weight(layer + 1))),
            computed: Some(Product::new(step, upstream, '·', back_weight(step, layer + 1))),
            ..Chain::new(step, (Block::Weight, layer), Lit::Activation, Quantity::Activation(layer))
        })
    }

    fn mistake(&self) -> Option<Mistake> {
        Some(Mistake::MissingTranspose)
    }
}

/// Returns the matrix that the gradient is multiplied by: Wᵀ, or W if the planted mistake forgets the transpose and W
/// is square.
fn back_weight(step: &OpenStep, layer: usize) -> Quantity {
    let (rows, columns) = Quantity::Weight(layer).dim(step);
    if step.mistake() == Some(Mistake::MissingTranspose) && rows == columns {
        Quantity::Weight(layer)
    } else {
        Quantity::WeightTransposed(layer)
    }
}

/// ∂L/∂Z = ∂L/∂H ∘ f′(Z). The result is a [`Quantity::OutputGradient`], because Z is the linear output of its layer, as
/// Y is that of the last. Z is an operand although the equation names it only inside f′(Z): next to it, one sees where
/// f′(Z) comes from, or what a forgotten mask fails to block.
pub(super) struct PreActivationGradient;

impl Explanation for PreActivationGradient {
    fn result(&self, layer: usize) -> Quantity {
        Quantity::OutputGradient(layer)
    }

    fn operands(&self, step: &OpenStep, layer: usize) -> Vec<Group> {
        let operands = [Quantity::ActivationGradient(layer), Quantity::Output(layer)];
        let mut groups = vec![Group::new("", &operands.map(|quantity| (quantity, Axis::Row, Axis::Column)))];
        if multiplies_by_derivative(step) {
            groups.push(Group::new("∘", &[(Quantity::Derivative(layer), Axis::Row, Axis::Column)]));
        }
        groups
    }

    fn equation(&self, step: &OpenStep, layer: usize) -> String {
        let quantities = [self.result(layer), Quantity::ActivationGradient(layer), Quantity::Derivative(layer)];
        let [result, upstream, derivative] = quantities.map(|quantity| quantity.name(step));
        if !multiplies_by_derivative(step) {
            return format!("{result} = {upstream}");
        }
        let meaning = match step.network.activation {
            Activation::Relu => "",
            Activation::LeakyRelu => ",  f′ = 1 | 0.01",
            Activation::Tanh => ",  f′ = 1 − h²",
            Activation::Sigmoid => ",  f′ = h(1 − h)",
            Activation::Identity => ",  f′ = 1",
        };
        format!("{result} = {upstream} ∘ {derivative}{meaning}")
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, layer: usize, Place { row, column, .. }: Place) -> Vec<Sum<'a>> {
        let result = self.result(layer);
        let upstream = writer.entry(Quantity::ActivationGradient(layer), row, column);
        let value = writer.value(result, row, column);
        let term = if multiplies_by_derivative(writer.step) {
            let derivative = writer.entry(Quantity::Derivative(layer), row, column);
            let letters = format!("{} · {}", upstream.letters, derivative.letters);
            let operands = [upstream.operands, derivative.operands].concat();
            let write = |numbers: &[String]| format!("{} · {}", enclosed(&numbers[0]), enclosed(&numbers[1]));
            Term { write: Rc::new(write), ..Term::product(letters, operands, value) }
        } else {
            Term { value, ..upstream }
        };
        vec![writer.single(result, (row, column), term)]
    }

    fn chain(&self, step: &OpenStep, layer: usize) -> Option<Chain> {
        let [upstream, derivative] = [Quantity::ActivationGradient(layer), Quantity::Derivative(layer)];
        Some(Chain {
            computed: multiplies_by_derivative(step).then(|| Product::new(step, upstream, '∘', derivative)),
            ..Chain::new(step, (Block::Weight, layer), Lit::Output, Quantity::Output(layer))
        })
    }

    fn remark(&self, step: &OpenStep, layer: usize, place: Place, text: &Text) -> Option<String> {
        unit_remark(step, layer, place.column, multiplies_by_derivative(step), text)
    }

    fn other_words(&self, step: &OpenStep) -> Option<&'static str> {
        match step.network.activation {
            Activation::Relu => None,
            Activation::Identity => Some("pre_activation_gradient_identity"),
            Activation::LeakyRelu | Activation::Tanh | Activation::Sigmoid => Some("pre_activation_gradient_smooth"),
        }
    }

    fn mistake(&self) -> Option<Mistake> {
        Some(Mistake::MissingMask)
    }
}

/// Whether ∂L/∂H is multiplied by f′(Z); for ReLU, f′(Z) is a mask.
fn multiplies_by_derivative(step: &OpenStep) -> bool {
    step.mistake() != Some(Mistake::MissingMask)
}
