//! A phase of a step laid open: what its explanation says of the numbers of that step.

use super::backward::{ActivationGradient, BiasGradient, LogitsGradient, PreActivationGradient, WeightGradient};
use super::chain::Chain;
use super::digits::Digits;
use super::explanation::Explanation;
use super::forward::{Activation, Linear};
use super::loss::{Loss, Probabilities};
use super::opened::{Opened, Writer};
use super::operand::{Axis, Group, Operand, Place};
use super::quantity::{Block, MatrixDigits, Quantity};
use super::row::RowLine;
use super::update::Update;
use crate::nn::Mistake;
use crate::session::{OpenStep, Phase, PhaseKind};
use crate::t;
use crate::text::Text;

/// The explanation of the phases of each kind.
fn explanation(kind: PhaseKind) -> &'static dyn Explanation {
    match kind {
        PhaseKind::PreActivation | PhaseKind::Logits => &Linear,
        PhaseKind::Activation => &Activation,
        PhaseKind::Probabilities => &Probabilities,
        PhaseKind::Loss => &Loss,
        PhaseKind::LogitsGradient => &LogitsGradient,
        PhaseKind::WeightGradient => &WeightGradient,
        PhaseKind::BiasGradient => &BiasGradient,
        PhaseKind::ActivationGradient => &ActivationGradient,
        PhaseKind::PreActivationGradient => &PreActivationGradient,
        PhaseKind::WeightUpdate => &Update(Block::Weight),
        PhaseKind::BiasUpdate => &Update(Block::Bias),
    }
}

/// Larger matrices are not summed up: it would take longer than a frame.
const MOST_NUMBERS: usize = 1 << 18;

/// What a phase computes, in the step laid open in a [`OpenStep`].
#[derive(Clone)]
pub struct Description<'a> {
    /// The phase.
    pub phase: Phase,
    /// The equation in the symbols of the slides.
    pub equation: String,
    /// The operands from left to right; the last group is the result alone.
    pub groups: Vec<Group>,
    step: &'a OpenStep,
    explanation: &'static dyn Explanation,
    digits: MatrixDigits,
}

impl<'a> Description<'a> {
    /// The description of `phase` of the step laid open in `step`.
    pub fn new(step: &'a OpenStep, phase: Phase) -> Self {
        let (explanation, layer) = (explanation(phase.kind), phase.layer);
        let result = Operand { quantity: explanation.result(layer), axes: explanation.axes() };
        let mut groups = explanation.operands(step, layer);
        groups.push(Group { join: "→", operands: vec![result] });
        let equation = explanation.equation(step, layer);
        Self { phase, equation, groups, step, explanation, digits: MatrixDigits::default() }
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

    /// The digits in which a matrix is shown; found out once for each.
    pub fn digits(&self, quantity: Quantity) -> Digits {
        self.digits.of(self.step, quantity)
    }

    /// How many terms the sum of an entry has, 1 where nothing is summed.
    fn inner(&self) -> usize {
        let lengths = self.operands().map(|operand| {
            let (rows, columns) = operand.quantity.dim(self.step);
            match operand.axes {
                (Axis::Inner, _) => rows,
                (_, Axis::Inner) => columns,
                _ => 1,
            }
        });
        lengths.max().unwrap_or(1)
    }

    /// `place` moved into the matrices.
    pub fn clamped(&self, place: Place) -> Place {
        let (rows, columns) = self.result().quantity.dim(self.step);
        let within = |at: usize, length: usize| at.min(length.saturating_sub(1));
        Place {
            row: within(place.row, rows),
            column: within(place.column, columns),
            inner: within(place.inner, self.inner()),
        }
    }

    /// The entry of the result at `place`, opened; with 17 digits where `full` says so.
    pub fn open(&self, place: Place, full: bool) -> Opened<'a> {
        Opened { sums: self.explanation.open(&self.writer(full), self.phase.layer, self.clamped(place)) }
    }

    /// The row of `place` on its way from Y to the result, for the phase that ends it.
    pub fn row(&self, place: Place, full: bool) -> Option<Vec<RowLine>> {
        self.explanation.row(&self.writer(full), self.phase.layer, self.clamped(place).row)
    }

    fn writer(&self, full: bool) -> Writer<'a, '_> {
        Writer { step: self.step, digits: &self.digits, full }
    }

    /// The chain rule that it belongs to; none for a phase that goes not backward.
    pub fn chain(&self) -> Option<Chain> {
        self.explanation.chain(self.step, self.phase.layer)
    }

    /// What a class should notice in the numbers around the entry at `place`.
    pub fn remark(&self, place: Place, text: &Text) -> Option<String> {
        self.explanation.remark(self.step, self.phase.layer, place, text)
    }

    /// A number that sums up the result, such as `1.0987` for L: its largest size where there is no better one; empty
    /// for a very large matrix.
    pub fn summary(&self) -> String {
        let (rows, columns) = self.result().quantity.dim(self.step);
        if rows * columns > MOST_NUMBERS {
            return String::new();
        }
        self.explanation.summary(self.step, self.phase.layer)
    }

    /// Which words speak of the phase, in the texts: some depend on the activation, the optimizer, or the network.
    pub fn words(&self) -> &'static str {
        self.explanation.other_words(self.step).unwrap_or(self.phase.key())
    }

    /// The planted mistake, if this phase is what it makes wrong.
    pub fn mistake(&self) -> Option<Mistake> {
        self.step.mistake.filter(|_| self.step.mistake == self.explanation.mistake())
    }

    /// The shapes of the operands, as they stand on the screen: `X 300×2 · W¹ 2×32 + B¹ 300×32 (one row, 300 times) → Z 300×32`.
    pub fn shapes(&self, text: &Text) -> String {
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
                line += &self.operand_title(*operand, text);
            }
        }
        line
    }

    /// Its name and shape; what the rows of B mean is said, too.
    pub fn operand_title(&self, operand: Operand, text: &Text) -> String {
        let ((rows, columns), name) = (operand.quantity.dim(self.step), operand.quantity.name(self.step));
        if matches!(operand.quantity, Quantity::Bias(_)) && !self.phase.is_update() {
            let m = self.step.batch.rows();
            let times = t!(text, "step.one_row", m = m);
            return format!("{name} {m}×{columns} ({times})");
        }
        format!("{name} {rows}×{columns}")
    }
}
