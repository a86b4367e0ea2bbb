//! One phase of an open step: its explanation applied to the numbers of that step.

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

/// Matrices with more numbers than this get no summary: it would take longer than a frame.
const MOST_NUMBERS: usize = 1 << 18;

/// One phase of an [`OpenStep`].
#[derive(Clone)]
pub struct Description<'a> {
    /// The phase.
    pub phase: Phase,
    /// The equation in the symbols of the slides.
    pub equation: String,
    /// The operands from left to right; the last group holds only the result.
    pub groups: Vec<Group>,
    step: &'a OpenStep,
    explanation: &'static dyn Explanation,
    digits: MatrixDigits,
}

impl<'a> Description<'a> {
    /// Describes `phase` of `step`.
    pub fn new(step: &'a OpenStep, phase: Phase) -> Self {
        let (explanation, layer) = (explanation(phase.kind), phase.layer);
        let result = Operand { quantity: explanation.result(layer), axes: explanation.axes() };
        let mut groups = explanation.operands(step, layer);
        groups.push(Group { join: "→", operands: vec![result] });
        let equation = explanation.equation(step, layer);
        Self { phase, equation, groups, step, explanation, digits: MatrixDigits::default() }
    }

    /// Returns the result as an operand.
    pub fn result(&self) -> Operand {
        self.groups[self.groups.len() - 1].operands[0]
    }

    /// Returns operand number `index`, counted leftwards from the result at 0.
    pub fn operand(&self, index: usize) -> Operand {
        let operands: Vec<Operand> = self.operands().collect();
        operands[operands.len() - 1 - index.min(operands.len() - 1)]
    }

    /// Returns all operands, the result last.
    pub fn operands(&self) -> impl Iterator<Item = Operand> + '_ {
        self.groups.iter().flat_map(|group| group.operands.iter().copied())
    }

    /// Returns the digits in which a matrix is shown, computed once per matrix.
    pub fn digits(&self, quantity: Quantity) -> Digits {
        self.digits.of(self.step, quantity)
    }

    /// The number of terms in the sum of an entry; 1 if nothing is summed.
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

    /// Returns `place` moved inside the matrices.
    pub fn clamped(&self, place: Place) -> Place {
        let (rows, columns) = self.result().quantity.dim(self.step);
        let within = |at: usize, length: usize| at.min(length.saturating_sub(1));
        Place {
            row: within(place.row, rows),
            column: within(place.column, columns),
            inner: within(place.inner, self.inner()),
        }
    }

    /// Opens the entry of the result at `place`, with 17 significant digits if `full`.
    pub fn open(&self, place: Place, full: bool) -> Opened<'a> {
        Opened { sums: self.explanation.open(&self.writer(full), self.phase.layer, self.clamped(place)) }
    }

    /// Returns the lines that lead the row of `place` from Y to the result; only ∂L/∂Y has them.
    pub fn row(&self, place: Place, full: bool) -> Option<Vec<RowLine>> {
        self.explanation.row(&self.writer(full), self.phase.layer, self.clamped(place).row)
    }

    fn writer(&self, full: bool) -> Writer<'a, '_> {
        Writer { step: self.step, digits: &self.digits, full }
    }

    /// Returns the chain rule that the phase is part of; only backward phases have one.
    pub fn chain(&self) -> Option<Chain> {
        self.explanation.chain(self.step, self.phase.layer)
    }

    /// Returns a sentence about the numbers around the entry at `place` that is worth pointing out in class.
    pub fn remark(&self, place: Place, text: &Text) -> Option<String> {
        self.explanation.remark(self.step, self.phase.layer, place, text)
    }

    /// Returns one number that sums up the result, such as `1.0987` for L or the largest absolute value of a gradient;
    /// empty for a very large matrix.
    pub fn summary(&self) -> String {
        let (rows, columns) = self.result().quantity.dim(self.step);
        if rows * columns > MOST_NUMBERS {
            return String::new();
        }
        self.explanation.summary(self.step, self.phase.layer)
    }

    /// Returns the key, under `talk` in the texts, of the words that describe the phase.
    pub fn words(&self) -> &'static str {
        self.explanation.other_words(self.step).unwrap_or(self.phase.key())
    }

    /// Returns the planted mistake, if it is in this phase.
    pub fn mistake(&self) -> Option<Mistake> {
        self.step.mistake().filter(|_| self.step.mistake() == self.explanation.mistake())
    }

    /// Returns the shapes of the operands in screen order: `X 300×2 · W¹ 2×32 + B¹ 300×32 (one row, 300 times) → Z
    /// 300×32`.
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

    /// Returns the operand's name and shape; for B also that its one row stands for m equal rows.
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
