//! The matrices of a step, by name.

use std::cell::RefCell;
use std::collections::HashMap;

use super::digits::Digits;
use crate::nn::{Activation, Mistake, Parameters};
use crate::session::{OpenStep, PhaseKind};

/// A matrix of a step. Layers count from 0; names count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// The input of a layer: X for the first, else the previous layer's H.
    Input(usize),
    /// The input of a layer, transposed.
    InputTransposed(usize),
    /// W of a layer.
    Weight(usize),
    /// Wᵀ of a layer.
    WeightTransposed(usize),
    /// B of a layer: one row, which stands for m equal rows.
    Bias(usize),
    /// The linear output of a layer: Z, or Y for the last.
    Output(usize),
    /// H of a hidden layer.
    Activation(usize),
    /// e^(Y − max), with each row's maximum subtracted.
    Exponentials,
    /// P.
    Probabilities,
    /// 1\[c\]: 1 in the column of the correct class, else 0.
    OneHot,
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
    /// f′(Z) of a hidden layer; for ReLU the mask 1(Z > 0).
    Derivative(usize),
    /// The optimizer's memory for W or B of a layer after the update; the last number is the index in
    /// [`OptimizerKind::memory`](crate::nn::OptimizerKind::memory).
    Memory(usize, Block, usize),
    /// W or B after the update.
    Updated(usize, Block),
}

/// One of the two parameter blocks of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Block {
    /// W.
    Weight,
    /// B.
    Bias,
}

impl Block {
    /// Returns one parameter of a layer.
    pub fn of(self, parameters: &Parameters, layer: usize, row: usize, column: usize) -> f64 {
        let layer = &parameters.layers[layer];
        match self {
            Self::Weight => layer.weight()[[row, column]],
            Self::Bias => layer.bias()[column],
        }
    }

    /// W or B of a layer.
    pub(super) fn parameter(self, layer: usize) -> Quantity {
        match self {
            Self::Weight => Quantity::Weight(layer),
            Self::Bias => Quantity::Bias(layer),
        }
    }

    /// ∂L/∂W or ∂L/∂B of a layer.
    pub(super) fn gradient(self, layer: usize) -> Quantity {
        match self {
            Self::Weight => Quantity::WeightGradient(layer),
            Self::Bias => Quantity::BiasGradient(layer),
        }
    }
}

impl Quantity {
    /// Returns the numbers of rows and columns. B counts as the one row that is stored.
    pub fn dim(self, step: &OpenStep) -> (usize, usize) {
        let m = step.batch.rows();
        let layers = &step.network.parameters.layers;
        let classes = layers[step.hidden_layers()].outputs();
        let parameters = |layer: usize, block| match block {
            Block::Weight => layers[layer].weight().dim(),
            Block::Bias => (1, layers[layer].outputs()),
        };
        match self {
            Self::Input(layer) => (m, layers[layer].inputs()),
            Self::InputTransposed(layer) => (layers[layer].inputs(), m),
            Self::Weight(layer) | Self::WeightGradient(layer) => parameters(layer, Block::Weight),
            Self::WeightTransposed(layer) => (layers[layer].outputs(), layers[layer].inputs()),
            Self::Bias(layer) | Self::BiasGradient(layer) => parameters(layer, Block::Bias),
            Self::Output(layer)
            | Self::Activation(layer)
            | Self::OutputGradient(layer)
            | Self::ActivationGradient(layer)
            | Self::Derivative(layer) => (m, layers[layer].outputs()),
            Self::Exponentials | Self::Probabilities | Self::OneHot => (m, classes),
            Self::Losses => (m, 1),
            Self::Loss => (1, 1),
            Self::Memory(layer, block, _) | Self::Updated(layer, block) => parameters(layer, block),
        }
    }

    /// Returns the number in `row` and `column`, counted from 0.
    pub fn value(self, step: &OpenStep, row: usize, column: usize) -> f64 {
        let (forward, backward) = (&step.matrices.forward, &step.matrices.backward);
        let (theta, hidden_layers) = (&step.network.parameters, step.hidden_layers());
        let gradients = &backward.gradients;
        match self {
            Self::Input(0) => step.batch.inputs.get(row, column),
            Self::Input(layer) => forward.activations[layer - 1].get(row, column),
            Self::InputTransposed(layer) => Self::Input(layer).value(step, column, row),
            Self::Weight(layer) => theta.layers[layer].weight()[[row, column]],
            Self::WeightTransposed(layer) => theta.layers[layer].weight()[[column, row]],
            Self::Bias(layer) => theta.layers[layer].bias()[column],
            Self::Output(layer) if layer == hidden_layers => forward.logits.get(row, column),
            Self::Output(layer) => forward.pre_activations[layer].get(row, column),
            Self::Activation(layer) => forward.activations[layer].get(row, column),
            Self::Exponentials if omits_maximum(step) => libm::exp(forward.logits.get(row, column)),
            Self::Exponentials => libm::exp(forward.logits.get(row, column) - maximum(step, row)),
            Self::Probabilities => forward.probabilities.get(row, column),
            Self::OneHot => f64::from(u8::from(step.batch.labels[row] == column)),
            Self::Losses if omits_maximum(step) => -libm::log(forward.probabilities.get(row, step.batch.labels[row])),
            Self::Losses => {
                let (y, largest) = (&forward.logits, maximum(step, row));
                let sum: f64 = y.row(row).map(|y| libm::exp(y - largest)).sum();
                largest - y.get(row, step.batch.labels[row]) + libm::log(sum)
            }
            Self::Loss => forward.loss,
            Self::OutputGradient(layer) => backward.output_gradients[layer].get(row, column),
            Self::WeightGradient(layer) => gradients.layers[layer].weight()[[row, column]],
            Self::BiasGradient(layer) => gradients.layers[layer].bias()[column],
            Self::ActivationGradient(layer) => backward.activation_gradients[layer].get(row, column),
            Self::Derivative(layer) => step.network.activation.derivative(forward.activations[layer].get(row, column)),
            Self::Memory(layer, block, index) => step
                .updated
                .as_ref()
                .map_or(f64::NAN, |(_, optimizer)| block.of(&optimizer.memory()[index], layer, row, column)),
            Self::Updated(layer, block) => {
                step.updated.as_ref().map_or(f64::NAN, |(updated, _)| block.of(updated, layer, row, column))
            }
        }
    }

    /// Returns the digits in which the numbers are shown.
    pub fn digits(self, step: &OpenStep) -> Digits {
        Digits::of(self.dim(step), |row, column| self.value(step, row, column))
    }

    /// Returns the name on the screen, such as `∂L/∂W²` or `Hᵀ`.
    pub fn name(self, step: &OpenStep) -> String {
        let hidden_layers = step.hidden_layers();
        let symbol = |kind: PhaseKind, layer: usize| kind.at(layer).symbol(hidden_layers);
        match self {
            Self::Input(0) => "X".to_owned(),
            Self::Input(layer) => Self::Activation(layer - 1).name(step),
            Self::InputTransposed(layer) => format!("{}ᵀ", Self::Input(layer).name(step)),
            Self::Weight(layer) => symbol(PhaseKind::WeightUpdate, layer),
            Self::WeightTransposed(layer) => format!("{}ᵀ", Self::Weight(layer).name(step)),
            Self::Bias(layer) => symbol(PhaseKind::BiasUpdate, layer),
            Self::Output(layer) if layer == hidden_layers => symbol(PhaseKind::Logits, layer),
            Self::Output(layer) => symbol(PhaseKind::PreActivation, layer),
            Self::Activation(layer) => symbol(PhaseKind::Activation, layer),
            Self::Exponentials if omits_maximum(step) => "e^Y".to_owned(),
            Self::Exponentials => "e^(Y−max)".to_owned(),
            Self::Probabilities => symbol(PhaseKind::Probabilities, hidden_layers),
            Self::OneHot => "1[c]".to_owned(),
            Self::Losses => "−log P[c]".to_owned(),
            Self::Loss => symbol(PhaseKind::Loss, hidden_layers),
            Self::OutputGradient(layer) if layer == hidden_layers => symbol(PhaseKind::LogitsGradient, layer),
            Self::OutputGradient(layer) => symbol(PhaseKind::PreActivationGradient, layer),
            Self::WeightGradient(layer) => symbol(PhaseKind::WeightGradient, layer),
            Self::BiasGradient(layer) => symbol(PhaseKind::BiasGradient, layer),
            Self::ActivationGradient(layer) => symbol(PhaseKind::ActivationGradient, layer),
            Self::Derivative(layer) if is_mask(step) => format!("1({} > 0)", Self::Output(layer).name(step)),
            Self::Derivative(layer) => format!("f′({})", Self::Output(layer).name(step)),
            Self::Memory(_, _, index) => step.optimizer.kind().memory()[index].to_owned(),
            Self::Updated(layer, block) => format!("{}ₜ₊₁", block.parameter(layer).name(step)),
        }
    }

    /// Returns the symbol of one entry, such as `w¹[1,4]` for row 0 and column 3.
    pub fn letter(self, step: &OpenStep, row: usize, column: usize) -> String {
        let (r, c) = (row + 1, column + 1);
        let other = |quantity: Self| quantity.letter(step, row, column);
        let small = || self.name(step).to_lowercase();
        match self {
            Self::InputTransposed(layer) => Self::Input(layer).letter(step, column, row),
            Self::WeightTransposed(layer) => Self::Weight(layer).letter(step, column, row),
            Self::Updated(layer, block) => other(block.parameter(layer)),
            Self::Exponentials if omits_maximum(step) => format!("e^y[{r},{c}]"),
            Self::Exponentials => format!("e^(y[{r},{c}]−max)"),
            Self::OneHot => format!("1[{r},{c}]"),
            Self::Losses => format!("−log p[{r},{}]", step.batch.labels[row] + 1),
            Self::Loss => self.name(step),
            Self::OutputGradient(layer) => format!("∂L/∂{}", other(Self::Output(layer))),
            Self::WeightGradient(layer) => format!("∂L/∂{}", other(Self::Weight(layer))),
            Self::BiasGradient(layer) => format!("∂L/∂{}", other(Self::Bias(layer))),
            Self::ActivationGradient(layer) => format!("∂L/∂{}", other(Self::Activation(layer))),
            Self::Derivative(layer) if is_mask(step) => format!("1({} > 0)", other(Self::Output(layer))),
            Self::Derivative(layer) => format!("f′({})", other(Self::Output(layer))),
            Self::Bias(_) | Self::Memory(_, Block::Bias, _) => format!("{}[{c}]", small()),
            Self::Input(_)
            | Self::Weight(_)
            | Self::Output(_)
            | Self::Activation(_)
            | Self::Probabilities
            | Self::Memory(_, Block::Weight, _) => format!("{}[{r},{c}]", small()),
        }
    }
}

/// The digits of the matrices of one step, each computed once, because that reads thousands of numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct MatrixDigits(RefCell<HashMap<Quantity, Digits>>);

impl MatrixDigits {
    pub fn of(&self, step: &OpenStep, quantity: Quantity) -> Digits {
        *self.0.borrow_mut().entry(quantity).or_insert_with(|| quantity.digits(step))
    }
}

/// Whether f′ is 0 or 1, a mask.
pub(super) fn is_mask(step: &OpenStep) -> bool {
    step.network.activation == Activation::Relu
}

/// Whether the planted mistake is a softmax that does not subtract the maximum.
pub(super) fn omits_maximum(step: &OpenStep) -> bool {
    step.mistake() == Some(Mistake::MissingMaximum)
}

/// The largest y of a row, which softmax subtracts.
pub(super) fn maximum(step: &OpenStep, row: usize) -> f64 {
    step.matrices.forward.logits.row(row).fold(f64::NEG_INFINITY, f64::max)
}
