//! What a phase computes: its equation, its operands with their shapes, and which of their entries feed an entry of the
//! result.

use super::quantity::{Kind, Quantity, is_mask};
use crate::nn::{Activation, Mistake, Optimizer};
use crate::session::{OpenStep, Phase};
use crate::t;
use crate::text::Text;

/// What the rows or columns of an operand have to do with those of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// They are the result's rows.
    Row,
    /// They are the result's columns.
    Column,
    /// They are summed over.
    Inner,
    /// There is only one.
    Single,
}

/// A matrix that takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operand {
    /// Which.
    pub quantity: Quantity,
    /// Its rows and its columns.
    pub axes: (Axis, Axis),
}

/// Operands that stand one above the other, and what joins them to those on their left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `·`, `∘`, `−`, `→`; empty at the left.
    pub join: &'static str,
    /// From top to bottom.
    pub operands: Vec<Operand>,
}

/// A place in a phase: an entry of the result, and one of the terms of its sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The result's row, from 0.
    pub row: usize,
    /// The result's column, from 0.
    pub column: usize,
    /// The index that is summed over, from 0.
    pub inner: usize,
}

/// What a phase computes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The phase.
    pub phase: Phase,
    /// The equation in the symbols of the slides.
    pub equation: String,
    /// The operands from left to right; the last group is the result alone.
    pub groups: Vec<Group>,
}

impl Description {
    /// The description of `phase` of the step laid open in `open`.
    pub fn new(open: &OpenStep, phase: Phase) -> Self {
        let result = Operand { quantity: Quantity::of(phase, open.hidden_layers()), axes: result_axes(phase) };
        let mut groups = operands(open, phase);
        groups.push(Group { join: "→", operands: vec![result] });
        Self { phase, equation: equation(open, phase), groups }
    }

    /// The result.
    pub fn result(&self) -> Operand {
        self.groups[self.groups.len() - 1].operands[0]
    }

    /// The operand number `index`, counted from the result at 0 to the left.
    pub fn operand(&self, index: usize) -> Operand {
        let operands: Vec<Operand> = self.operands().collect();
        operands[operands.len() - 1 - index.min(operands.len() - 1)]
    }

    /// All operands, and last the result.
    pub fn operands(&self) -> impl Iterator<Item = Operand> + '_ {
        self.groups.iter().flat_map(|group| group.operands.iter().copied())
    }

    /// How many terms the sum of an entry has, 1 where nothing is summed.
    pub fn inner(&self, open: &OpenStep) -> usize {
        let lengths = self.operands().map(|operand| {
            let (rows, columns) = operand.quantity.dim(open);
            match operand.axes {
                (Axis::Inner, _) => rows,
                (_, Axis::Inner) => columns,
                _ => 1,
            }
        });
        lengths.max().unwrap_or(1)
    }

    /// `place` moved into the matrices.
    pub fn clamped(&self, open: &OpenStep, place: Place) -> Place {
        let (rows, columns) = self.result().quantity.dim(open);
        let within = |at: usize, length: usize| at.min(length.saturating_sub(1));
        Place {
            row: within(place.row, rows),
            column: within(place.column, columns),
            inner: within(place.inner, self.inner(open)),
        }
    }
}

impl Description {
    /// The shapes of the operands, as they stand on the screen: `X 300×2 · W¹ 2×32 + B¹ 300×32 (one row, 300 times) → Z 300×32`.
    pub fn shapes(&self, open: &OpenStep, text: &Text) -> String {
        let mut line = String::new();
        for group in &self.groups {
            if !group.join.is_empty() {
                line += &format!(" {} ", group.join);
            }
            for (index, operand) in group.operands.iter().enumerate() {
                line += match (index, operand.quantity) {
                    (0, _) => "",
                    (_, Quantity::Bias(_) | Quantity::Weight(_)) => " + ",
                    _ => ", ",
                };
                line += &self.operand_title(open, *operand, text);
            }
        }
        line
    }

    /// Its name and shape; what the rows of B mean is said, too.
    pub fn operand_title(&self, open: &OpenStep, operand: Operand, text: &Text) -> String {
        let ((rows, columns), name) = (operand.quantity.dim(open), operand.quantity.name(open));
        if matches!(operand.quantity, Quantity::Bias(_)) && !self.phase.is_update() {
            let m = open.batch.rows();
            let times = t!(text, "step.one_row", m = m);
            return format!("{name} {m}×{columns} ({times})");
        }
        format!("{name} {rows}×{columns}")
    }
}

impl Place {
    /// Where along `axis` the place stands.
    pub fn along(self, axis: Axis) -> usize {
        match axis {
            Axis::Row => self.row,
            Axis::Column => self.column,
            Axis::Inner => self.inner,
            Axis::Single => 0,
        }
    }

    /// The place with another index along `axis`.
    #[must_use]
    pub fn set(mut self, axis: Axis, index: usize) -> Self {
        match axis {
            Axis::Row => self.row = index,
            Axis::Column => self.column = index,
            Axis::Inner => self.inner = index,
            Axis::Single => {}
        }
        self
    }
}

impl Operand {
    /// Whether its entry in `row` and `column` feeds the entry of the result at `place`.
    pub fn feeds(self, place: Place, row: usize, column: usize) -> bool {
        let meets = |axis: Axis, index: usize| matches!(axis, Axis::Inner | Axis::Single) || place.along(axis) == index;
        meets(self.axes.0, row) && meets(self.axes.1, column)
    }
}

fn result_axes(phase: Phase) -> (Axis, Axis) {
    match phase {
        Phase::Loss => (Axis::Single, Axis::Single),
        Phase::BiasGradient(_) | Phase::BiasUpdate(_) => (Axis::Single, Axis::Column),
        _ => (Axis::Row, Axis::Column),
    }
}

fn group(join: &'static str, operands: &[(Quantity, Axis, Axis)]) -> Group {
    let operand = |&(quantity, rows, columns): &(Quantity, Axis, Axis)| Operand { quantity, axes: (rows, columns) };
    Group { join, operands: operands.iter().map(operand).collect() }
}

fn operands(open: &OpenStep, phase: Phase) -> Vec<Group> {
    use Axis::{Column, Inner, Row, Single};
    let last = open.hidden_layers();
    let linear = |layer: usize| {
        vec![
            group("", &[(Quantity::Input(layer), Row, Inner)]),
            group("·", &[(Quantity::Weight(layer), Inner, Column), (Quantity::Bias(layer), Single, Column)]),
        ]
    };
    match phase {
        Phase::PreActivation(layer) => linear(layer),
        Phase::Activation(layer) => vec![group("", &[(Quantity::Output(layer), Row, Column)])],
        Phase::Logits => linear(last),
        Phase::Probabilities => {
            let exponentials = group("→", &[(Quantity::Exponentials, Row, Inner)]);
            vec![group("", &[(Quantity::Output(last), Row, Inner)]), exponentials]
        }
        Phase::Loss => vec![
            group("", &[(Quantity::Probabilities, Inner, Single), (Quantity::Correct, Inner, Single)]),
            group("→", &[(Quantity::Losses, Inner, Single)]),
        ],
        Phase::LogitsGradient => {
            vec![group("", &[(Quantity::Probabilities, Row, Column)]), group("−", &[(Quantity::Correct, Row, Column)])]
        }
        Phase::WeightGradient(layer) => {
            let mut right = vec![(Quantity::OutputGradient(layer), Inner, Column)];
            if adds_penalty(open) {
                right.push((Quantity::Weight(layer), Row, Column));
            }
            vec![group("", &[(Quantity::InputTransposed(layer), Row, Inner)]), group("·", &right)]
        }
        Phase::BiasGradient(layer) => vec![group("", &[(Quantity::OutputGradient(layer), Inner, Column)])],
        Phase::ActivationGradient(layer) => vec![
            group("", &[(Quantity::OutputGradient(layer + 1), Row, Inner)]),
            group("·", &[(back_weight(open, layer + 1), Inner, Column)]),
        ],
        Phase::PreActivationGradient(layer) => {
            let above = [(Quantity::ActivationGradient(layer), Row, Column), (Quantity::Output(layer), Row, Column)];
            let mask = group("∘", &[(Quantity::Derivative(layer), Row, Column)]);
            let is_missing = open.mistake == Some(Mistake::MissingMask);
            [group("", &above)].into_iter().chain((!is_missing).then_some(mask)).collect()
        }
        Phase::WeightUpdate(layer) => update(open, layer, Kind::Weight),
        Phase::BiasUpdate(layer) => update(open, layer, Kind::Bias),
    }
}

/// Whether ∂L/∂W has the penalty's part.
pub(super) fn adds_penalty(open: &OpenStep) -> bool {
    (open.penalty.l2 > 0.0 || open.penalty.l1 > 0.0) && open.mistake != Some(Mistake::MissingPenalty)
}

/// What the gradient goes back through: Wᵀ, unless the transpose is forgotten where nothing but the result shows it.
pub(super) fn back_weight(open: &OpenStep, layer: usize) -> Quantity {
    let (rows, columns) = Quantity::Weight(layer).dim(open);
    if open.mistake == Some(Mistake::MissingTranspose) && rows == columns {
        Quantity::Weight(layer)
    } else {
        Quantity::WeightTransposed(layer)
    }
}

fn update(open: &OpenStep, layer: usize, kind: Kind) -> Vec<Group> {
    let rows = if kind == Kind::Weight { Axis::Row } else { Axis::Single };
    let (old, gradient) = match kind {
        Kind::Weight => (Quantity::Weight(layer), Quantity::WeightGradient(layer)),
        Kind::Bias => (Quantity::Bias(layer), Quantity::BiasGradient(layer)),
    };
    let place = |quantity| (quantity, rows, Axis::Column);
    let (first, second) = (Quantity::FirstMoment(layer, kind), Quantity::SecondMoment(layer, kind));
    match open.optimizer {
        Optimizer::Sgd => vec![group("", &[place(old)]), group("− ε", &[place(gradient)])],
        Optimizer::Momentum { .. } => vec![group("", &[place(old), place(gradient)]), group("+", &[place(first)])],
        Optimizer::Adam { .. } => {
            vec![group("", &[place(old), place(gradient)]), group("− ε", &[place(first), place(second)])]
        }
    }
}

/// The equation of a phase; as the program computes it, also where a mistake is planted.
fn equation(open: &OpenStep, phase: Phase) -> String {
    let last = open.hidden_layers();
    let name = |quantity: Quantity| quantity.name(open);
    let result = name(Quantity::of(phase, last));
    let linear = |layer: usize| {
        let [input, weight, bias] = [Quantity::Input(layer), Quantity::Weight(layer), Quantity::Bias(layer)].map(name);
        format!("{result} = {input}{weight} + {bias}")
    };
    let f = |z: String| match open.network.activation {
        Activation::Relu => format!("relu({z}) = max(0, {z})"),
        Activation::LeakyRelu => format!("leaky relu({z}) = {z} > 0 ? {z} : 0.01{z}"),
        Activation::Tanh => format!("tanh({z})"),
        Activation::Sigmoid => format!("1/(1 + e^(−{z}))"),
        Activation::Identity => z,
    };
    match phase {
        Phase::PreActivation(layer) => linear(layer),
        Phase::Activation(layer) => format!("{result} = {}", f(name(Quantity::Output(layer)))),
        Phase::Logits => linear(last),
        Phase::Probabilities if open.mistake == Some(Mistake::MissingMaximum) => {
            "P = softmax(Y):  p[i,j] = e^y[i,j] / Σₖ e^y[i,k]".to_owned()
        }
        Phase::Probabilities => "P = softmax(Y):  p[i,j] = e^(y[i,j] − max) / Σₖ e^(y[i,k] − max)".to_owned(),
        Phase::Loss => {
            let weights = || (0..=last).map(|layer| name(Quantity::Weight(layer))).collect::<Vec<_>>();
            let mut equation = "L = 1/m Σᵢ −log p[i,c]".to_owned();
            if open.penalty.l2 > 0.0 {
                let squares: Vec<String> = weights().iter().map(|w| format!("Σ({w})²")).collect();
                equation += &format!(" + ½λ({})", squares.join(" + "));
            }
            if open.penalty.l1 > 0.0 {
                let sizes: Vec<String> = weights().iter().map(|w| format!("Σ|{w}|")).collect();
                equation += &format!(" + λ₁({})", sizes.join(" + "));
            }
            equation
        }
        Phase::LogitsGradient if open.mistake == Some(Mistake::MissingMean) => "∂L/∂Y = P − 1[c]".to_owned(),
        Phase::LogitsGradient => "∂L/∂Y = (P − 1[c])/m".to_owned(),
        Phase::WeightGradient(layer) => {
            let [input, above, weight] =
                [Quantity::InputTransposed(layer), Quantity::OutputGradient(layer), Quantity::Weight(layer)].map(name);
            let adds = adds_penalty(open);
            let l2 = if adds && open.penalty.l2 > 0.0 { format!(" + λ{weight}") } else { String::new() };
            let l1 = if adds && open.penalty.l1 > 0.0 { format!(" + λ₁ sign({weight})") } else { String::new() };
            format!("{result} = {input} · {above}{l2}{l1}")
        }
        Phase::BiasGradient(layer) => format!("{result} = Σᵢ {}[i,·]", name(Quantity::OutputGradient(layer))),
        Phase::ActivationGradient(layer) => {
            let [above, weight] = [Quantity::OutputGradient(layer + 1), back_weight(open, layer + 1)].map(name);
            format!("{result} = {above} · {weight}")
        }
        Phase::PreActivationGradient(layer) if open.mistake == Some(Mistake::MissingMask) => {
            format!("{result} = {}", name(Quantity::ActivationGradient(layer)))
        }
        Phase::PreActivationGradient(layer) => {
            let [above, derivative] = [Quantity::ActivationGradient(layer), Quantity::Derivative(layer)].map(name);
            let meaning = if is_mask(open) { "" } else { ",  f′ = " };
            let f = if is_mask(open) { "" } else { derivative_in_words(open.network.activation) };
            format!("{result} = {above} ∘ {derivative}{meaning}{f}")
        }
        Phase::WeightUpdate(layer) => rule(open, Quantity::Weight(layer), Quantity::WeightGradient(layer)),
        Phase::BiasUpdate(layer) => rule(open, Quantity::Bias(layer), Quantity::BiasGradient(layer)),
    }
}

fn derivative_in_words(activation: Activation) -> &'static str {
    match activation {
        Activation::Relu => "1(z > 0)",
        Activation::LeakyRelu => "1 | 0.01",
        Activation::Tanh => "1 − h²",
        Activation::Sigmoid => "h(1 − h)",
        Activation::Identity => "1",
    }
}

fn rule(open: &OpenStep, parameter: Quantity, gradient: Quantity) -> String {
    let (w, g) = (parameter.name(open), gradient.name(open));
    match open.optimizer {
        Optimizer::Sgd => format!("{w} ← {w} − ε {g}"),
        Optimizer::Momentum { .. } => format!("{w} ← {w} + v,  v ← 0.9v − ε {g}"),
        Optimizer::Adam { .. } => {
            format!("{w} ← {w} − ε m̂/(√v̂ + δ),  m ← 0.9m + 0.1g,  v ← 0.999v + 0.001g²,  g = {g}")
        }
    }
}
