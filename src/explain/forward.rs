//! Z, H and Y.

use std::rc::Rc;

use super::digits::enclosed;
use super::explanation::Explanation;
use super::opened::{Formula, Sum, Term, Writer};
use super::operand::{Axis, Group, Place};
use super::quantity::{Quantity, is_mask};
use crate::nn::{Activation as Function, LEAKY_SLOPE};
use crate::session::OpenStep;
use crate::t;
use crate::text::{Text, fill};

/// Z = XW + B, with H instead of X from the second layer on; in the last layer it is Y.
pub(super) struct Linear;

impl Explanation for Linear {
    fn result(&self, layer: usize) -> Quantity {
        Quantity::Output(layer)
    }

    fn operands(&self, _step: &OpenStep, layer: usize) -> Vec<Group> {
        let weight = (Quantity::Weight(layer), Axis::Inner, Axis::Column);
        let bias = (Quantity::Bias(layer), Axis::Single, Axis::Column);
        vec![Group::new("", &[(Quantity::Input(layer), Axis::Row, Axis::Inner)]), Group::new("·", &[weight, bias])]
    }

    fn equation(&self, step: &OpenStep, layer: usize) -> String {
        let quantities = [self.result(layer), Quantity::Input(layer), Quantity::Weight(layer), Quantity::Bias(layer)];
        let [z, x, w, b] = quantities.map(|quantity| quantity.name(step));
        format!("{z} = {x}{w} + {b}")
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, layer: usize, place: Place) -> Vec<Sum<'a>> {
        let bias = writer.entry(Quantity::Bias(layer), 0, place.column);
        let [x, w] = [Quantity::Input(layer), Quantity::Weight(layer)];
        vec![writer.product(x, w, self.result(layer), place, vec![bias])]
    }

    fn other_words(&self, step: &OpenStep) -> Option<&'static str> {
        (step.hidden_layers() == 0).then_some("logits_of_inputs")
    }
}

/// H = f(Z).
pub(super) struct Activation;

impl Explanation for Activation {
    fn result(&self, layer: usize) -> Quantity {
        Quantity::Activation(layer)
    }

    fn operands(&self, _step: &OpenStep, layer: usize) -> Vec<Group> {
        vec![Group::new("", &[(Quantity::Output(layer), Axis::Row, Axis::Column)])]
    }

    fn equation(&self, step: &OpenStep, layer: usize) -> String {
        let [h, z] = [self.result(layer), Quantity::Output(layer)].map(|quantity| quantity.name(step));
        match step.network.activation {
            Function::Relu => format!("{h} = relu({z}) = max(0, {z})"),
            Function::LeakyRelu => format!("{h} = leaky relu({z}) = {z} > 0 ? {z} : 0.01{z}"),
            Function::Tanh => format!("{h} = tanh({z})"),
            Function::Sigmoid => format!("{h} = 1/(1 + e^(−{z}))"),
            Function::Identity => format!("{h} = {z}"),
        }
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, layer: usize, Place { row, column, .. }: Place) -> Vec<Sum<'a>> {
        let result = self.result(layer);
        let z = writer.entry(Quantity::Output(layer), row, column);
        let (apply, formula): (fn(&str) -> String, _) = match writer.step.network.activation {
            Function::Relu => (|z| format!("max(0, {z})"), Formula::Positive),
            Function::LeakyRelu if z.value <= 0.0 => {
                (|z| format!("{LEAKY_SLOPE}·{}", enclosed(z)), Formula::of(|z| LEAKY_SLOPE * z[0]))
            }
            Function::Tanh => (|z| format!("tanh({z})"), Formula::of(|z| libm::tanh(z[0]))),
            Function::Sigmoid => {
                (|z| format!("1/(1 + e^(−{}))", enclosed(z)), Formula::of(|z| 1.0 / (1.0 + libm::exp(-z[0]))))
            }
            Function::LeakyRelu | Function::Identity => (str::to_owned, Formula::Product),
        };
        let term = Term {
            letters: apply(&z.letters),
            value: writer.value(result, row, column),
            operands: z.operands,
            write: Rc::new(move |z: &[String]| apply(&z[0])),
            formula,
        };
        vec![writer.single(result, (row, column), term)]
    }

    fn remark(&self, step: &OpenStep, layer: usize, place: Place, text: &Text) -> Option<String> {
        unit_remark(step, layer, place.column, false, text)
    }

    fn summary(&self, step: &OpenStep, layer: usize) -> String {
        let z = &step.matrices.forward.pre_activations[layer];
        let (rows, columns) = self.result(layer).dim(step);
        let active = z.iter().filter(|&value| value > 0.0).count();
        format!("{:.0}% z > 0", 100.0 * active as f64 / (rows * columns) as f64)
    }

    fn other_words(&self, step: &OpenStep) -> Option<&'static str> {
        match step.network.activation {
            Function::Relu => None,
            Function::Identity => Some("activation_identity"),
            Function::LeakyRelu | Function::Tanh | Function::Sigmoid => Some("activation_smooth"),
        }
    }
}

/// Says for how many examples of the batch a hidden ReLU unit is on. If for none, also what follows: if the gradient is
/// `masked`, the unit learns nothing. `None` for other activations and for the last layer.
pub(super) fn unit_remark(step: &OpenStep, layer: usize, unit: usize, masked: bool, text: &Text) -> Option<String> {
    if !is_mask(step) || layer == step.hidden_layers() {
        return None;
    }
    let (h, m) = (&step.matrices.forward.activations[layer], step.batch.rows());
    let active = (0..m).filter(|&row| h.get(row, unit) > 0.0).count();
    let sentence = match active {
        0 if masked => t!(text, "remarks.unit_dead"),
        0 => t!(text, "remarks.unit_off"),
        _ => t!(text, "remarks.unit_active"),
    };
    Some(fill(sentence, &[("unit", &(unit + 1)), ("active", &active), ("m", &m)]))
}
