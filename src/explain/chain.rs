//! The chain rule as the slides write it, and why each transpose is where it is.

use super::quantity::{Block, Quantity};
use crate::session::OpenStep;
use crate::t;
use crate::text::Text;

/// A factor of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Such as `∂Y/∂W²`.
    pub symbol: String,
    /// What the factor equals, such as `H`; empty for the first factor, which has no simpler name.
    pub local: String,
    /// Rows and columns; `None` for the factor 1.
    pub shape: Option<(usize, usize)>,
    /// Whether the phase uses this factor.
    pub is_lit: bool,
}

/// A product of two matrices, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// The name and the shape of the left factor.
    pub left: (String, (usize, usize)),
    /// `·`, or `∘` for the element-wise product.
    pub operator: char,
    /// The name and the shape of the right factor.
    pub right: (String, (usize, usize)),
}

impl Product {
    pub(super) fn new(step: &OpenStep, left: Quantity, operator: char, right: Quantity) -> Self {
        Self { left: shaped(step, left), operator, right: shaped(step, right) }
    }

    /// Whether the shapes match.
    pub fn meets(&self) -> bool {
        let (left, right) = (self.left.1, self.right.1);
        if self.operator == '∘' { left == right } else { left.1 == right.0 }
    }

    /// Such as `300×3 · 300×32`.
    pub fn shapes(&self) -> String {
        let ((m, k), (l, n)) = (self.left.1, self.right.1);
        format!("{m}×{k} {} {l}×{n}", self.operator)
    }

    /// Such as `∂L/∂Y · H`.
    pub fn names(&self) -> String {
        format!("{} {} {}", self.left.0, self.operator, self.right.0)
    }
}

/// The chain rule that a backward phase is part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Such as `∂L/∂W¹`.
    pub target: String,
    /// The factors, starting with ∂L/∂Y.
    pub factors: Vec<Factor>,
    /// The product as the chain rule writes it, if it is a product.
    pub written: Option<Product>,
    /// The product that is computed; `None` if the phase does not compute one.
    pub computed: Option<Product>,
    /// If the phase computes column sums: the matrix whose columns are summed, and its number of rows.
    pub summed: Option<(String, usize)>,
    /// The matrix that the result has the shape of, and that shape.
    pub result: (String, (usize, usize)),
}

impl Chain {
    /// Explains how the phase is computed, in words and shapes: the chain, the shapes of its factors, the product as
    /// written if its shapes do not match, and the line that computes it.
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

    /// Such as `as written ∂L/∂Y · H: 300×3 · 300×32 ✗`.
    pub fn written_line(&self, text: &Text) -> Option<String> {
        let written = self.written.as_ref()?;
        let verdict = if written.meets() { format!("✗ {}", t!(text, "step.by_chance")) } else { "✗".to_owned() };
        Some(format!("{} {}: {} {verdict}", t!(text, "step.written"), written.names(), written.shapes()))
    }

    /// Such as `computed Hᵀ · ∂L/∂Y: 32×300 · 300×3 ✓ = 32×3, the shape of W²`.
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
    /// Returns the symbol, in brackets if the phase uses the factor.
    pub fn marked(&self) -> String {
        if self.is_lit { format!("[{}]", self.symbol) } else { self.symbol.clone() }
    }
}

fn shaped(step: &OpenStep, quantity: Quantity) -> (String, (usize, usize)) {
    (quantity.name(step), quantity.dim(step))
}

/// The factor of a chain that a phase uses, counted from the end.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lit {
    /// ∂Z/∂W or ∂Z/∂B, the last factor.
    Parameter,
    /// ∂H/∂Z, the second to last; in the last layer ∂L/∂Y.
    Output,
    /// ∂Y/∂H, the third to last.
    Activation,
}

impl Chain {
    /// Builds ∂L/∂Y · ∂Y/∂H · ∂H/∂Z · … · ∂Z/∂W, down to the `block` of `layer`, with the factor `lit` marked. The
    /// result has the shape of `like`.
    pub(super) fn new(step: &OpenStep, (block, layer): (Block, usize), lit: Lit, like: Quantity) -> Self {
        let name = |quantity: Quantity| quantity.name(step);
        let last = Quantity::Output(step.hidden_layers());
        let mut factors = vec![(format!("∂L/∂{}", name(last)), String::new(), Some(last))];
        for hidden in (layer..step.hidden_layers()).rev() {
            let [y, h, z] = [Quantity::Output(hidden + 1), Quantity::Activation(hidden), Quantity::Output(hidden)];
            let [weight, derivative] = [Quantity::Weight(hidden + 1), Quantity::Derivative(hidden)];
            factors.push((format!("∂{}/∂{}", name(y), name(h)), name(weight), Some(weight)));
            factors.push((format!("∂{}/∂{}", name(h), name(z)), name(derivative), Some(derivative)));
        }
        let symbol = format!("∂{}/∂{}", name(Quantity::Output(layer)), name(block.parameter(layer)));
        let input = Quantity::Input(layer);
        factors.push(match block {
            Block::Weight => (symbol, name(input), Some(input)),
            Block::Bias => (symbol, "1".to_owned(), None),
        });
        let lit = factors.len() - 1 - lit as usize;
        let factor = |(index, (symbol, local, quantity)): (usize, (String, String, Option<Quantity>))| Factor {
            symbol,
            local,
            shape: quantity.map(|quantity| quantity.dim(step)),
            is_lit: index == lit,
        };
        Self {
            target: name(block.gradient(layer)),
            factors: factors.into_iter().enumerate().map(factor).collect(),
            written: None,
            computed: None,
            summed: None,
            result: shaped(step, like),
        }
    }
}
