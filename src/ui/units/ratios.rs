//! The size of updates relative to the weights that they change, layer by layer.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::nn::OptimizerKind;
use crate::session::{Gradients, Snapshot, superscript};
use crate::t;
use crate::text::{Text, fill};
use crate::ui::kit::below;
use crate::ui::{Canvas, Scene};

/// The usual ratio; source: notes of CS231n, "Neural Networks Part 3", ratio of weights:updates.
const USUAL: f64 = 1e-3;
/// Ratios that differ from the usual one by at least this factor are far from it.
const FAR: f64 = 50.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remark {
    Usual,
    Large,
    Small,
    /// W = 0, so there is no ratio.
    Zero,
    /// The weights do not move: the gradient is exactly 0, or they are fixed.
    Still,
}

impl Remark {
    fn of(ratio: Option<f64>) -> Self {
        match ratio {
            None => Self::Zero,
            Some(0.0) => Self::Still,
            Some(ratio) if ratio > USUAL * FAR => Self::Large,
            Some(ratio) if ratio < USUAL / FAR => Self::Small,
            Some(_) => Self::Usual,
        }
    }
}

/// Draws the ratios of all layers and, below them, what they mean.
pub fn render(canvas: &mut Canvas, gradients: Result<&Gradients, &str>, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let mut line = Line::from(Span::styled(format!(" {}", t!(shared.text, "units.update")), theme.value));
    let gradients = match gradients {
        Ok(gradients) => gradients,
        Err(why) => {
            line.push_span(" —");
            canvas.line(line, area, 0);
            return draw_remark(canvas, why, area);
        }
    };
    let learning_rate = shared.training.learning_rate(snapshot);
    let layers = 0..snapshot.network.parameters.layers.len();
    // Weights that are held do not move, whatever their gradient.
    let ratio = |layer| if is_held(snapshot, layer) { Some(0.0) } else { gradients.update_ratio(layer, learning_rate) };
    let ratios: Vec<Option<f64>> = layers.map(ratio).collect();
    for (layer, &ratio) in ratios.iter().enumerate() {
        let (style, sign) = match Remark::of(ratio) {
            Remark::Large => (theme.wrong, " ↑"),
            Remark::Small => (theme.wrong, " ↓"),
            Remark::Usual | Remark::Zero | Remark::Still => (theme.value, ""),
        };
        let value = ratio
            .map_or_else(|| "—".to_owned(), |ratio| if ratio == 0.0 { "0".to_owned() } else { format!("{ratio:.1e}") });
        line.push_span(Span::styled(format!("  W{} ", superscript(layer + 1)), theme.label));
        line.push_span(Span::styled(format!("{value}{sign}"), style));
    }
    canvas.line(line, area, 0);
    let mut remark = worst(&ratios, shared.text, |layer| cause(canvas.scene, layer));
    let optimizer = snapshot.conditions.optimizer;
    if optimizer != OptimizerKind::Sgd {
        remark += " ";
        remark += &t!(shared.text, "units.update_optimizer", optimizer = optimizer.name());
    }
    draw_remark(canvas, &remark, area);
}

fn draw_remark(canvas: &mut Canvas, remark: &str, area: Rect) {
    canvas.paragraph(remark, canvas.theme.label, below(area, 1));
}

/// Returns whether updates leave all weights of a layer unchanged.
fn is_held(snapshot: &Snapshot, layer: usize) -> bool {
    let fixed = snapshot.conditions.fixed.ids().iter().filter(|id| id.layer == layer && id.row.is_some()).count();
    fixed == snapshot.network.parameters.layers[layer].weight().len()
}

/// Returns why the weights of a layer do not move, if known.
fn cause(Scene { shared, snapshot, .. }: Scene<'_>, layer: usize) -> Option<String> {
    let matrix = |layer: usize| format!("W{}", superscript(layer + 1));
    let hidden = |layer: usize| if snapshot.hidden_layers() > 1 { superscript(layer + 1) } else { String::new() };
    let say = |sentence: &str, at: usize| {
        let values = [("matrix", &*matrix(layer)), ("hidden", &*hidden(at)), ("other", &*matrix(at))];
        Some(fill(sentence, &values))
    };
    if is_held(snapshot, layer) {
        return say(t!(shared.text, "units.update_held"), layer);
    }
    let activity = &snapshot.measured.evaluation.as_ref()?.activity;
    let gives_nothing = |layer: usize| activity[layer].zeros.iter().all(|&zeros| zeros == activity[layer].examples);
    let is_dead = |layer: usize| activity[layer].dead(snapshot.activation()) == activity[layer].zeros.len();
    if layer > 0 && gives_nothing(layer - 1) {
        return say(t!(shared.text, "units.update_no_input"), layer - 1);
    }
    if let Some(dead) = (layer..snapshot.hidden_layers()).find(|&later| is_dead(later)) {
        return say(t!(shared.text, "units.update_dead"), dead);
    }
    let is_zero = |later: &usize| snapshot.network.parameters.layers[*later].weight().iter().all(|w| *w == 0.0);
    match (layer + 1..snapshot.network.parameters.layers.len()).find(is_zero) {
        Some(cut) => say(t!(shared.text, "units.update_cut"), cut),
        None => say(t!(shared.text, "units.update_none"), layer),
    }
}

/// Returns a sentence about the layer with the least usual ratio; `cause` explains a layer that does not move.
fn worst(ratios: &[Option<f64>], text: &Text, cause: impl Fn(usize) -> Option<String>) -> String {
    if let Some(still) = ratios.iter().position(|ratio| *ratio == Some(0.0)) {
        return cause(still).unwrap_or_else(|| t!(text, "units.update_usual").to_owned());
    }
    // A ratio of 0 is infinitely far.
    let distance = |ratio: Option<f64>| ratio.map_or(0.0, |ratio| libm::log(ratio / USUAL).abs());
    let furthest = (0..ratios.len()).max_by(|&a, &b| distance(ratios[a]).total_cmp(&distance(ratios[b])));
    let far = furthest.filter(|&layer| matches!(Remark::of(ratios[layer]), Remark::Large | Remark::Small));
    let zero = ratios.iter().position(Option::is_none);
    let Some(layer) = far.or(zero) else { return t!(text, "units.update_usual").to_owned() };
    let sentence = match Remark::of(ratios[layer]) {
        Remark::Large => t!(text, "units.update_large"),
        Remark::Small => t!(text, "units.update_small"),
        Remark::Zero => t!(text, "units.update_zero"),
        Remark::Usual | Remark::Still => t!(text, "units.update_usual"),
    };
    fill(sentence, &[("matrix", &format!("W{}", superscript(layer + 1)))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn the_remark_is_about_the_layer_furthest_from_usual() {
        let text = Text::of(Language::English);
        let of = |ratios: &[Option<f64>]| worst(ratios, text, |layer| Some(format!("layer {layer} is dead")));
        assert_eq!(of(&[Some(1e-3), Some(2e-2)]), "About 1e-3 is usual.");
        assert!(of(&[Some(1e-3), Some(0.2)]).starts_with("W²: far more"));
        assert!(of(&[Some(1e-7), Some(0.2)]).starts_with("W¹: far less"));
        assert_eq!(of(&[Some(1e-3), Some(0.0)]), "layer 1 is dead", "no gradient at all has a cause");
        assert!(of(&[None, Some(1e-3)]).starts_with("W¹ is all zeros"));
    }
}
