//! The matrices of a step by name, whatever they are stored as.

use super::digits::Digits;
use crate::nn::{Activation, Mistake, Optimizer, Parameters};
use crate::session::{OpenStep, Phase, superscript};

/// A matrix of a step. Layers count from 0; names count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// What a layer takes in: X for the first, else the H before it.
    Input(usize),
    /// The same, transposed.
    InputTransposed(usize),
    /// W of a layer.
    Weight(usize),
    /// Wᵀ of a layer.
    WeightTransposed(usize),
    /// B of a layer: one row, which stands for m equal ones.
    Bias(usize),
    /// What a layer gives out: Z, or Y for the last.
    Output(usize),
    /// H of a hidden layer.
    Activation(usize),
    /// e^(Y − max), with each row's maximum subtracted.
    Exponentials,
    /// P.
    Probabilities,
    /// 1 in the column of the correct class, else 0.
    Correct,
    /// −log P of the correct class, a column.
    Losses,
    /// L, a single number.
    Loss,
    /// ∂L/∂Z of a layer, or ∂L/∂Y for the last.
    OutputGradient(usize),
    /// ∂L/∂W of a layer.
    WeightGradient(usize),
    /// ∂L/∂B of a layer, one row.
    BiasGradient(usize),
    /// ∂L/∂H of a hidden layer.
    ActivationGradient(usize),
    /// 1(Z > 0) of a hidden layer, or f′(Z) where f is no ReLU.
    Derivative(usize),
    /// What the optimizer remembers of W or B after the update: momentum's v, Adam's m.
    FirstMoment(usize, Kind),
    /// Adam's v after the update.
    SecondMoment(usize, Kind),
    /// W or B after the update.
    Updated(usize, Kind),
}

/// Which parameters of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// W.
    Weight,
    /// B.
    Bias,
}

impl Kind {
    /// One of the parameters of a layer.
    pub fn of(self, parameters: &Parameters, layer: usize, row: usize, column: usize) -> f64 {
        let layer = &parameters.layers[layer];
        match self {
            Self::Weight => layer.weight[[row, column]],
            Self::Bias => layer.bias[column],
        }
    }
}

impl Quantity {
    /// What a phase computes.
    pub fn of(phase: Phase, hidden_layers: usize) -> Self {
        match phase {
            Phase::PreActivation(layer) => Self::Output(layer),
            Phase::Activation(layer) => Self::Activation(layer),
            Phase::Logits => Self::Output(hidden_layers),
            Phase::Probabilities => Self::Probabilities,
            Phase::Loss => Self::Loss,
            Phase::LogitsGradient => Self::OutputGradient(hidden_layers),
            Phase::WeightGradient(layer) => Self::WeightGradient(layer),
            Phase::BiasGradient(layer) => Self::BiasGradient(layer),
            Phase::ActivationGradient(layer) => Self::ActivationGradient(layer),
            Phase::PreActivationGradient(layer) => Self::OutputGradient(layer),
            Phase::WeightUpdate(layer) => Self::Updated(layer, Kind::Weight),
            Phase::BiasUpdate(layer) => Self::Updated(layer, Kind::Bias),
        }
    }

    /// Rows and columns. B counts as the one row that is stored.
    pub fn dim(self, open: &OpenStep) -> (usize, usize) {
        let m = open.batch.rows();
        let layers = &open.network.parameters.layers;
        let classes = layers[open.hidden_layers()].outputs();
        let parameters = |layer: usize, kind| match kind {
            Kind::Weight => layers[layer].weight.dim(),
            Kind::Bias => (1, layers[layer].outputs()),
        };
        match self {
            Self::Input(layer) => (m, layers[layer].inputs()),
            Self::InputTransposed(layer) => (layers[layer].inputs(), m),
            Self::Weight(layer) | Self::WeightGradient(layer) => parameters(layer, Kind::Weight),
            Self::WeightTransposed(layer) => (layers[layer].outputs(), layers[layer].inputs()),
            Self::Bias(layer) | Self::BiasGradient(layer) => parameters(layer, Kind::Bias),
            Self::Output(layer)
            | Self::Activation(layer)
            | Self::OutputGradient(layer)
            | Self::ActivationGradient(layer)
            | Self::Derivative(layer) => (m, layers[layer].outputs()),
            Self::Exponentials | Self::Probabilities | Self::Correct => (m, classes),
            Self::Losses => (m, 1),
            Self::Loss => (1, 1),
            Self::FirstMoment(layer, kind) | Self::SecondMoment(layer, kind) | Self::Updated(layer, kind) => {
                parameters(layer, kind)
            }
        }
    }

    /// The number in `row` and `column`, both from 0.
    pub fn value(self, open: &OpenStep, row: usize, column: usize) -> f64 {
        let (forward, backward) = (&open.matrices.forward, &open.matrices.backward);
        let (theta, last) = (&open.network.parameters, open.hidden_layers());
        let gradients = &backward.gradients;
        match self {
            Self::Input(0) => open.batch.inputs.get(row, column),
            Self::Input(layer) => forward.activations[layer - 1].get(row, column),
            Self::InputTransposed(layer) => Self::Input(layer).value(open, column, row),
            Self::Weight(layer) => theta.layers[layer].weight[[row, column]],
            Self::WeightTransposed(layer) => theta.layers[layer].weight[[column, row]],
            Self::Bias(layer) => theta.layers[layer].bias[column],
            Self::Output(layer) if layer == last => forward.logits.get(row, column),
            Self::Output(layer) => forward.pre_activations[layer].get(row, column),
            Self::Activation(layer) => forward.activations[layer].get(row, column),
            Self::Exponentials if leaves_maximum(open) => libm::exp(forward.logits.get(row, column)),
            Self::Exponentials => libm::exp(forward.logits.get(row, column) - maximum(open, row)),
            Self::Probabilities => forward.probabilities.get(row, column),
            Self::Correct => f64::from(u8::from(open.batch.labels[row] == column)),
            Self::Losses if leaves_maximum(open) => -libm::log(forward.probabilities.get(row, open.batch.labels[row])),
            Self::Losses => {
                let (y, largest) = (&forward.logits, maximum(open, row));
                let sum: f64 = (0..y.dim().1).map(|class| libm::exp(y.get(row, class) - largest)).sum();
                largest - y.get(row, open.batch.labels[row]) + libm::log(sum)
            }
            Self::Loss => forward.loss,
            Self::OutputGradient(layer) if layer == last => backward.logits_gradient.get(row, column),
            Self::OutputGradient(layer) => backward.pre_activation_gradients[layer].get(row, column),
            Self::WeightGradient(layer) => gradients.layers[layer].weight[[row, column]],
            Self::BiasGradient(layer) => gradients.layers[layer].bias[column],
            Self::ActivationGradient(layer) => backward.activation_gradients[layer].get(row, column),
            Self::Derivative(layer) => open.network.activation.derivative(forward.activations[layer].get(row, column)),
            Self::FirstMoment(layer, kind) => match open.updated.as_ref().map(|(_, optimizer)| optimizer) {
                Some(Optimizer::Momentum { velocity }) => kind.of(velocity, layer, row, column),
                Some(Optimizer::Adam { first, .. }) => kind.of(first, layer, row, column),
                _ => f64::NAN,
            },
            Self::SecondMoment(layer, kind) => match open.updated.as_ref().map(|(_, optimizer)| optimizer) {
                Some(Optimizer::Adam { second, .. }) => kind.of(second, layer, row, column),
                _ => f64::NAN,
            },
            Self::Updated(layer, kind) => {
                open.updated.as_ref().map_or(f64::NAN, |(updated, _)| kind.of(updated, layer, row, column))
            }
        }
    }

    /// The digits in which its numbers are shown.
    pub fn digits(self, open: &OpenStep) -> Digits {
        Digits::of(self.dim(open), |row, column| self.value(open, row, column))
    }

    /// The name on the screen, such as `∂L/∂W²` or `Hᵀ`.
    pub fn name(self, open: &OpenStep) -> String {
        let (last, number) = (open.hidden_layers(), |layer: usize| superscript(layer + 1));
        let hidden = |name: &str, layer: usize| {
            if last == 1 { name.to_owned() } else { format!("{name}{}", number(layer)) }
        };
        let parameters = |layer: usize, kind| match kind {
            Kind::Weight => format!("W{}", number(layer)),
            Kind::Bias => format!("B{}", number(layer)),
        };
        match self {
            Self::Input(0) => "X".to_owned(),
            Self::Input(layer) => hidden("H", layer - 1),
            Self::InputTransposed(layer) => format!("{}ᵀ", Self::Input(layer).name(open)),
            Self::Weight(layer) => parameters(layer, Kind::Weight),
            Self::WeightTransposed(layer) => format!("{}ᵀ", parameters(layer, Kind::Weight)),
            Self::Bias(layer) => parameters(layer, Kind::Bias),
            Self::Output(layer) if layer == last => "Y".to_owned(),
            Self::Output(layer) => hidden("Z", layer),
            Self::Activation(layer) => hidden("H", layer),
            Self::Exponentials if leaves_maximum(open) => "e^Y".to_owned(),
            Self::Exponentials => "e^(Y−max)".to_owned(),
            Self::Probabilities => "P".to_owned(),
            Self::Correct => "1[c]".to_owned(),
            Self::Losses => "−log P[c]".to_owned(),
            Self::Loss => "L".to_owned(),
            Self::OutputGradient(layer) if layer == last => "∂L/∂Y".to_owned(),
            Self::OutputGradient(layer) => format!("∂L/∂{}", hidden("Z", layer)),
            Self::WeightGradient(layer) => format!("∂L/∂{}", parameters(layer, Kind::Weight)),
            Self::BiasGradient(layer) => format!("∂L/∂{}", parameters(layer, Kind::Bias)),
            Self::ActivationGradient(layer) => format!("∂L/∂{}", hidden("H", layer)),
            Self::Derivative(layer) if is_mask(open) => format!("1({} > 0)", hidden("Z", layer)),
            Self::Derivative(layer) => format!("f′({})", hidden("Z", layer)),
            Self::FirstMoment(..) if matches!(open.optimizer, Optimizer::Momentum { .. }) => "v".to_owned(),
            Self::FirstMoment(..) => "m".to_owned(),
            Self::SecondMoment(..) => "v".to_owned(),
            Self::Updated(layer, kind) => format!("{}ₜ₊₁", parameters(layer, kind)),
        }
    }

    /// One entry by its letter, such as `w¹[1,4]`; both indices are from 0 here and from 1 there.
    pub fn letter(self, open: &OpenStep, row: usize, column: usize) -> String {
        let (last, number) = (open.hidden_layers(), |layer: usize| superscript(layer + 1));
        let hidden =
            |name: &str, layer: usize| if last == 1 { name.to_owned() } else { format!("{name}{}", number(layer)) };
        let (r, c) = (row + 1, column + 1);
        match self {
            Self::Input(0) => format!("x[{r},{c}]"),
            Self::Input(layer) => format!("{}[{r},{c}]", hidden("h", layer - 1)),
            Self::InputTransposed(layer) => Self::Input(layer).letter(open, column, row),
            Self::Weight(layer) | Self::Updated(layer, Kind::Weight) => format!("w{}[{r},{c}]", number(layer)),
            Self::WeightTransposed(layer) => format!("w{}[{c},{r}]", number(layer)),
            Self::Bias(layer) | Self::Updated(layer, Kind::Bias) => format!("b{}[{c}]", number(layer)),
            Self::Output(layer) if layer == last => format!("y[{r},{c}]"),
            Self::Output(layer) => format!("{}[{r},{c}]", hidden("z", layer)),
            Self::Activation(layer) => format!("{}[{r},{c}]", hidden("h", layer)),
            Self::Exponentials if leaves_maximum(open) => format!("e^y[{r},{c}]"),
            Self::Exponentials => format!("e^(y[{r},{c}]−max)"),
            Self::Probabilities => format!("p[{r},{c}]"),
            Self::Correct => format!("1[{r},{c}]"),
            Self::Losses => format!("−log p[{r},{}]", open.batch.labels[row] + 1),
            Self::Loss => "L".to_owned(),
            Self::OutputGradient(layer) => format!("∂L/∂{}", Self::Output(layer).letter(open, row, column)),
            Self::WeightGradient(layer) => format!("∂L/∂{}", Self::Weight(layer).letter(open, row, column)),
            Self::BiasGradient(layer) => format!("∂L/∂{}", Self::Bias(layer).letter(open, row, column)),
            Self::ActivationGradient(layer) => format!("∂L/∂{}", Self::Activation(layer).letter(open, row, column)),
            Self::Derivative(layer) if is_mask(open) => format!("1({}[{r},{c}] > 0)", hidden("z", layer)),
            Self::Derivative(layer) => format!("f′({}[{r},{c}])", hidden("z", layer)),
            Self::FirstMoment(_, kind) | Self::SecondMoment(_, kind) => {
                let name = self.name(open);
                if kind == Kind::Weight { format!("{name}[{r},{c}]") } else { format!("{name}[{c}]") }
            }
        }
    }
}

/// Whether f′ is 1 or 0, a mask.
pub fn is_mask(open: &OpenStep) -> bool {
    open.network.activation == Activation::Relu
}

/// Whether the mistake of a softmax without its maximum is planted.
pub fn leaves_maximum(open: &OpenStep) -> bool {
    open.mistake == Some(Mistake::MissingMaximum)
}

/// The largest y of a row, which softmax subtracts.
pub fn maximum(open: &OpenStep, row: usize) -> f64 {
    let logits = &open.matrices.forward.logits;
    (0..logits.dim().1).map(|class| logits.get(row, class)).fold(f64::NEG_INFINITY, f64::max)
}
