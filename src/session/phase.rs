//! The phases of one training step: the matrices that it computes, in order.
//!
//! `TABLE` has one row per kind of phase: its names, and how its matrix is computed. `explain` has one place per kind,
//! too, for its equation and everything else said about it.

use self::PhaseKind as Kind;
use super::matrices::{Given, Matrices};

/// One phase of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Phase {
    /// What it computes.
    pub kind: PhaseKind,
    /// The layer of its matrix, counted from 0 as in `nn`; names count from 1. For Y, P, L and ∂L/∂Y it is the last
    /// layer.
    pub layer: usize,
}

/// What a phase computes, without its layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhaseKind {
    /// Z = XW + B of a hidden layer.
    PreActivation,
    /// H = f(Z) of a hidden layer.
    Activation,
    /// Y = HW + B of the last layer.
    Logits,
    /// P = softmax(Y).
    Probabilities,
    /// L.
    Loss,
    /// ∂L/∂Y.
    LogitsGradient,
    /// ∂L/∂W of a layer.
    WeightGradient,
    /// ∂L/∂B of a layer.
    BiasGradient,
    /// ∂L/∂H of a hidden layer.
    ActivationGradient,
    /// ∂L/∂Z of a hidden layer.
    PreActivationGradient,
    /// W ← W − ε ∂L/∂W of a layer, or the rule of another optimizer. All updates read the old values and take effect
    /// together at the end of the step.
    WeightUpdate,
    /// The same for B.
    BiasUpdate,
}

/// The part of a step that a phase belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// From Z to Y.
    Forward,
    /// P and L.
    Loss,
    /// From ∂L/∂Y to ∂L/∂B¹.
    Backward,
    /// The new parameters.
    Update,
}

/// When the name includes the number of the layer.
#[derive(Clone, Copy)]
enum Numbered {
    Always,
    /// Only with several hidden layers.
    WhereSeveral,
    Never,
}

/// What the session knows about the phases of one kind.
struct Row {
    kind: PhaseKind,
    key: &'static str,
    symbol: &'static str,
    numbered: Numbered,
    stage: Stage,
    compute: Compute,
    is_finite: IsFinite,
}

/// Computes the matrix of a layer. Updates compute nothing: the optimizer makes all of them at once.
type Compute = fn(&mut Matrices, &Given<'_>, usize);
/// Whether all numbers of that matrix are finite.
type IsFinite = fn(&Matrices, usize) -> bool;

impl Row {
    /// Creates a row whose phase computes nothing by itself.
    const fn new(kind: PhaseKind, key: &'static str, symbol: &'static str, numbered: Numbered, stage: Stage) -> Self {
        Self { kind, key, symbol, numbered, stage, compute: |_, _, _| {}, is_finite: |_, _| true }
    }

    const fn computed(self, compute: Compute, is_finite: IsFinite) -> Self {
        Self { compute, is_finite, ..self }
    }
}

/// In the order of [`PhaseKind`].
const TABLE: [Row; 12] = [
    Row::new(Kind::PreActivation, "pre_activation", "Z", Numbered::WhereSeveral, Stage::Forward).computed(
        |at, given, layer| at.forward.pre_activation(given.network, given.batch, layer),
        |at, layer| at.forward.pre_activations[layer].is_finite(),
    ),
    Row::new(Kind::Activation, "activation", "H", Numbered::WhereSeveral, Stage::Forward).computed(
        |at, given, layer| at.forward.activation(given.network, layer),
        |at, layer| at.forward.activations[layer].is_finite(),
    ),
    Row::new(Kind::Logits, "logits", "Y", Numbered::Never, Stage::Forward)
        .computed(|at, given, _| at.forward.logits(given.network, given.batch), |at, _| at.forward.logits.is_finite()),
    Row::new(Kind::Probabilities, "probabilities", "P", Numbered::Never, Stage::Loss)
        .computed(|at, _, _| at.forward.probabilities(), |at, _| at.forward.probabilities.is_finite()),
    Row::new(Kind::Loss, "loss", "L", Numbered::Never, Stage::Loss).computed(
        |at, given, _| at.forward.loss(given.network, given.batch, given.penalty),
        |at, _| at.forward.loss.is_finite(),
    ),
    Row::new(Kind::LogitsGradient, "logits_gradient", "∂L/∂Y", Numbered::Never, Stage::Backward).computed(
        |at, given, _| at.backward.logits_gradient(given.batch, &at.forward),
        |at, layer| at.backward.output_gradients[layer].is_finite(),
    ),
    Row::new(Kind::WeightGradient, "weight_gradient", "∂L/∂W", Numbered::Always, Stage::Backward).computed(
        |at, given, layer| {
            at.backward.weight_gradient(given.network, given.batch, &at.forward, given.penalty, layer);
        },
        |at, layer| at.backward.gradients.layers[layer].weight().iter().all(|x| x.is_finite()),
    ),
    Row::new(Kind::BiasGradient, "bias_gradient", "∂L/∂B", Numbered::Always, Stage::Backward).computed(
        |at, _, layer| at.backward.bias_gradient(layer),
        |at, layer| at.backward.gradients.layers[layer].bias().iter().all(|x| x.is_finite()),
    ),
    Row::new(Kind::ActivationGradient, "activation_gradient", "∂L/∂H", Numbered::WhereSeveral, Stage::Backward)
        .computed(
            |at, given, layer| at.backward.activation_gradient(given.network, layer),
            |at, layer| at.backward.activation_gradients[layer].is_finite(),
        ),
    Row::new(Kind::PreActivationGradient, "pre_activation_gradient", "∂L/∂Z", Numbered::WhereSeveral, Stage::Backward)
        .computed(
            |at, given, layer| at.backward.pre_activation_gradient(given.network, &at.forward, layer),
            |at, layer| at.backward.output_gradients[layer].is_finite(),
        ),
    Row::new(Kind::WeightUpdate, "weight_update", "W", Numbered::Always, Stage::Update),
    Row::new(Kind::BiasUpdate, "bias_update", "B", Numbered::Always, Stage::Update),
];

// The kind is the index of its row.
const _: () = {
    let mut index = 0;
    while index < TABLE.len() {
        assert!(TABLE[index].kind as usize == index);
        index += 1;
    }
};

/// Returns the phases of a step of a network with `hidden_layers`, in the order in which they are computed.
pub fn phases(hidden_layers: usize) -> Vec<Phase> {
    let at = |kinds: &[PhaseKind], layer: usize| kinds.iter().map(|kind| kind.at(layer)).collect::<Vec<_>>();
    let forward = (0..hidden_layers).flat_map(|layer| at(&[Kind::PreActivation, Kind::Activation], layer));
    let middle = at(&[Kind::Logits, Kind::Probabilities, Kind::Loss, Kind::LogitsGradient], hidden_layers);
    let backward = (0..=hidden_layers).rev().flat_map(|layer| {
        let inputs =
            layer.checked_sub(1).map(|below| at(&[Kind::ActivationGradient, Kind::PreActivationGradient], below));
        at(&[Kind::WeightGradient, Kind::BiasGradient], layer).into_iter().chain(inputs.unwrap_or_default())
    });
    let update = (0..=hidden_layers).rev().flat_map(|layer| at(&[Kind::WeightUpdate, Kind::BiasUpdate], layer));
    forward.chain(middle).chain(backward).chain(update).collect()
}

impl PhaseKind {
    /// Returns the phase of this kind for a layer, counted from 0.
    pub fn at(self, layer: usize) -> Phase {
        Phase { kind: self, layer }
    }
}

impl Phase {
    fn row(self) -> &'static Row {
        &TABLE[self.kind as usize]
    }

    /// Returns the part of the step that it belongs to.
    pub fn stage(self) -> Stage {
        self.row().stage
    }

    /// Returns whether the phase changes parameters.
    pub fn is_update(self) -> bool {
        self.stage() == Stage::Update
    }

    /// Returns the name of its kind in the texts.
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// Returns the ASCII name, such as `dW2`, numbered like [`Phase::symbol`].
    pub fn ascii(self, hidden_layers: usize) -> String {
        let number = if self.is_numbered(hidden_layers) { (self.layer + 1).to_string() } else { String::new() };
        self.row().symbol.replace("∂L/∂", "d") + &number
    }

    /// Returns the symbol on the screen, such as `∂L/∂W²`; an update has that of its parameters. With one hidden layer,
    /// Z and H have no number.
    pub fn symbol(self, hidden_layers: usize) -> String {
        let number = if self.is_numbered(hidden_layers) { superscript(self.layer + 1) } else { String::new() };
        self.row().symbol.to_owned() + &number
    }

    fn is_numbered(self, hidden_layers: usize) -> bool {
        match self.row().numbered {
            Numbered::Always => true,
            Numbered::WhereSeveral => hidden_layers > 1,
            Numbered::Never => false,
        }
    }

    /// Returns the phase with the symbol or ASCII name `name`, ignoring case.
    pub fn named(name: &str, hidden_layers: usize) -> Option<Self> {
        let asked = name.trim().to_lowercase();
        phases(hidden_layers).into_iter().find(|phase| {
            [phase.symbol(hidden_layers), phase.ascii(hidden_layers)].iter().any(|name| name.to_lowercase() == asked)
        })
    }

    /// Computes its matrix from those of earlier phases; an update computes nothing.
    pub(super) fn compute(self, matrices: &mut Matrices, given: &Given<'_>) {
        (self.row().compute)(matrices, given, self.layer);
    }

    /// Returns whether all numbers of its matrix are finite; true for an update, which has no matrix.
    pub(super) fn is_finite(self, matrices: &Matrices) -> bool {
        (self.row().is_finite)(matrices, self.layer)
    }
}

/// Returns `number` in superscript digits.
pub fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbols(hidden_layers: usize) -> String {
        phases(hidden_layers).iter().map(|phase| phase.symbol(hidden_layers)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_phases_follow_the_layers() {
        assert_eq!(symbols(1), "Z H Y P L ∂L/∂Y ∂L/∂W² ∂L/∂B² ∂L/∂H ∂L/∂Z ∂L/∂W¹ ∂L/∂B¹ W² B² W¹ B¹");
        assert_eq!(symbols(0), "Y P L ∂L/∂Y ∂L/∂W¹ ∂L/∂B¹ W¹ B¹");
        assert_eq!(
            symbols(2),
            "Z¹ H¹ Z² H² Y P L ∂L/∂Y ∂L/∂W³ ∂L/∂B³ ∂L/∂H² ∂L/∂Z² ∂L/∂W² ∂L/∂B² ∂L/∂H¹ ∂L/∂Z¹ ∂L/∂W¹ ∂L/∂B¹ W³ B³ W² B² W¹ B¹"
        );
    }
}
