//! The chain rule, as the slides write it, and why a transpose stands where it stands.

use super::description::back_weight;
use super::quantity::Quantity;
use crate::nn::Mistake;
use crate::session::{OpenStep, Phase, superscript};
use crate::t;
use crate::text::Text;

/// A factor of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// `∂Y/∂W²`
    pub symbol: String,
    /// What it is: `H`; empty for the first factor, which has no simpler name.
    pub local: String,
    /// Its rows and columns; none for the factor 1.
    pub shape: Option<(usize, usize)>,
    /// Whether the phase at hand computes with it.
    pub is_lit: bool,
}

/// A product of two matrices, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// The name and the shape of the left factor.
    pub left: (String, (usize, usize)),
    /// `·`, or `∘` for element by element.
    pub operator: char,
    /// The name and the shape of the right factor.
    pub right: (String, (usize, usize)),
}

impl Product {
    /// Whether the shapes meet.
    pub fn meets(&self) -> bool {
        let (left, right) = (self.left.1, self.right.1);
        if self.operator == '∘' { left == right } else { left.1 == right.0 }
    }

    /// `300×3 · 300×32`
    pub fn shapes(&self) -> String {
        let ((m, k), (l, n)) = (self.left.1, self.right.1);
        format!("{m}×{k} {} {l}×{n}", self.operator)
    }

    /// `∂L/∂Y · H`
    pub fn names(&self) -> String {
        format!("{} {} {}", self.left.0, self.operator, self.right.0)
    }
}

/// The chain that a backward phase belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// `∂L/∂W¹`
    pub target: String,
    /// From ∂L/∂Y on.
    pub factors: Vec<Factor>,
    /// The product as the chain writes it, where there is one.
    pub written: Option<Product>,
    /// The product that computes it, where there is one; a column sum is none.
    pub computed: Option<Product>,
    /// What is summed down its rows, and their number, where that computes it.
    pub summed: Option<(String, usize)>,
    /// The shape of the result, and the matrix whose shape that is.
    pub result: (String, (usize, usize)),
}

impl Chain {
    /// How the phase is computed, in words and shapes: first the product as written, where its shapes do not meet, then
    /// the line that computes it.
    pub fn lines(&self, text: &Text) -> Vec<String> {
        let factors: Vec<String> = self.factors.iter().map(Factor::marked).collect();
        let mut lines = vec![format!("{} = {}", self.target, factors.join(" · "))];
        let shape = |factor: &Factor| {
            let local = if factor.local.is_empty() {
                factor.symbol.clone()
            } else {
                format!("{} = {}", factor.symbol, factor.local)
            };
            factor.shape.map_or(local.clone(), |(rows, columns)| format!("{local} {rows}×{columns}"))
        };
        lines.push(self.factors.iter().map(shape).collect::<Vec<_>>().join(",  "));
        lines.extend(self.written_line(text));
        lines.extend(self.computed_line(text));
        lines
    }

    /// `as written ∂L/∂Y · H: 300×3 · 300×32 ✗`
    pub fn written_line(&self, text: &Text) -> Option<String> {
        let written = self.written.as_ref()?;
        let verdict = if written.meets() { format!("✗ {}", t!(text, "step.by_chance")) } else { "✗".to_owned() };
        Some(format!("{} {}: {} {verdict}", t!(text, "step.written"), written.names(), written.shapes()))
    }

    /// `computed Hᵀ · ∂L/∂Y: 32×300 · 300×3 ✓ = 32×3, the shape of W²`
    pub fn computed_line(&self, text: &Text) -> Option<String> {
        let (name, (rows, columns)) = &self.result;
        let like = format!("{rows}×{columns}, {}", t!(text, "step.shape_of", name = name));
        match (&self.computed, &self.summed) {
            (Some(product), _) => {
                let (names, shapes) = (product.names(), product.shapes());
                Some(match product.operator {
                    '∘' => {
                        format!("{} {names}: {shapes} ✓ {}", t!(text, "step.computed"), t!(text, "step.element_wise"))
                    }
                    _ => format!("{} {names}: {shapes} ✓ = {like}", t!(text, "step.computed")),
                })
            }
            (None, Some((name, m))) => {
                let sum = t!(text, "step.column_sum", m = m, name = name);
                Some(format!("{} {sum} = {like}", t!(text, "step.computed")))
            }
            (None, None) => None,
        }
    }
}

impl Factor {
    /// The symbol, in brackets where the phase computes with it.
    fn marked(&self) -> String {
        if self.is_lit { format!("[{}]", self.symbol) } else { self.symbol.clone() }
    }
}

/// The chain of `phase`; none for a phase that goes not backward.
pub fn chain(open: &OpenStep, phase: Phase) -> Option<Chain> {
    let last = open.hidden_layers();
    let shaped = |quantity: Quantity| (quantity.name(open), quantity.dim(open));
    let product = |left, operator, right| Some(Product { left: shaped(left), operator, right: shaped(right) });
    let output = Quantity::OutputGradient;
    // The parameters whose chain it is, and the number of the factor at hand.
    let (layer, is_bias, lit) = match phase {
        Phase::LogitsGradient => (last, false, 0),
        Phase::WeightGradient(layer) => (layer, false, 2 * (last - layer) + 1),
        Phase::BiasGradient(layer) => (layer, true, 2 * (last - layer) + 1),
        Phase::ActivationGradient(layer) => (layer, false, 2 * (last - layer) - 1),
        Phase::PreActivationGradient(layer) => (layer, false, 2 * (last - layer)),
        _ => return None,
    };
    let (written, computed, like) = match phase {
        Phase::WeightGradient(layer) => (
            product(output(layer), '·', Quantity::Input(layer)),
            product(Quantity::InputTransposed(layer), '·', output(layer)),
            Quantity::Weight(layer),
        ),
        Phase::BiasGradient(layer) => (None, None, Quantity::Bias(layer)),
        Phase::ActivationGradient(layer) => (
            product(output(layer + 1), '·', Quantity::Weight(layer + 1)),
            product(output(layer + 1), '·', back_weight(open, layer + 1)),
            Quantity::Activation(layer),
        ),
        Phase::PreActivationGradient(layer) => (
            None,
            (open.mistake != Some(Mistake::MissingMask))
                .then(|| product(Quantity::ActivationGradient(layer), '∘', Quantity::Derivative(layer)))
                .flatten(),
            Quantity::Output(layer),
        ),
        _ => (None, None, Quantity::Output(last)),
    };
    let summed = is_bias.then(|| (output(layer).name(open), open.batch.rows()));
    let kind = if is_bias { 'B' } else { 'W' };
    Some(Chain {
        target: format!("∂L/∂{kind}{}", superscript(layer + 1)),
        factors: factors(open, layer, is_bias, lit),
        written,
        computed,
        summed,
        result: shaped(like),
    })
}

/// ∂L/∂Y · ∂Y/∂H · ∂H/∂Z · … · ∂Z/∂W, down to `layer`.
fn factors(open: &OpenStep, layer: usize, is_bias: bool, lit: usize) -> Vec<Factor> {
    let last = open.hidden_layers();
    let name = |quantity: Quantity| quantity.name(open);
    let mut factors =
        vec![(format!("∂L/∂{}", name(Quantity::Output(last))), String::new(), Some(Quantity::Output(last)))];
    for hidden in (layer..last).rev() {
        let (y, h, z) = (Quantity::Output(hidden + 1), Quantity::Activation(hidden), Quantity::Output(hidden));
        let (weight, derivative) = (Quantity::Weight(hidden + 1), Quantity::Derivative(hidden));
        factors.push((format!("∂{}/∂{}", name(y), name(h)), name(weight), Some(weight)));
        factors.push((format!("∂{}/∂{}", name(h), name(z)), name(derivative), Some(derivative)));
    }
    let (output, input) = (name(Quantity::Output(layer)), Quantity::Input(layer));
    let number = superscript(layer + 1);
    factors.push(if is_bias {
        (format!("∂{output}/∂B{number}"), "1".to_owned(), None)
    } else {
        (format!("∂{output}/∂W{number}"), name(input), Some(input))
    });
    let factor = |(index, (symbol, local, quantity)): (usize, (String, String, Option<Quantity>))| Factor {
        symbol,
        local,
        shape: quantity.map(|quantity| quantity.dim(open)),
        is_lit: index == lit,
    };
    factors.into_iter().enumerate().map(factor).collect()
}
