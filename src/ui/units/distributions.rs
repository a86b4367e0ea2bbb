//! How the numbers of a hidden layer are distributed, and how large its update is.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::nn::Activation;
use crate::probe::{ActivityMap, Sample};
use crate::session::{PhaseKind, superscript};
use crate::t;
use crate::ui::kit::right_of;
use crate::ui::units::panel::{self, Panel};
use crate::ui::units::ratios;
use crate::ui::units::titles::{layer_and_part, sampled, title};
use crate::ui::{Canvas, Scene};

/// ```text
/// ┌ title ───────────────────────┐
/// ├ Z ───────────┬ H ────────────┤
/// │              │               │
/// ├ W ───────────┼ ∂L/∂W ────────┤
/// │              │               │
/// ├ update ratios ───────────────┤
/// ```
pub fn render(canvas: &mut Canvas, layer: usize, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let rows = [Constraint::Length(1), Constraint::Fill(1), Constraint::Fill(1), Constraint::Length(3)];
    let [head, upper, lower, update] = Layout::vertical(rows).areas(area);
    let halves = |area: Rect| -> [Rect; 2] { Layout::horizontal([Constraint::Fill(1); 2]).spacing(2).areas(area) };
    let part = shared.look.example_at(snapshot).part;
    let map = ActivityMap::of(snapshot, layer, part, Sample::of(snapshot, layer, part));
    let h_values = map.activations();
    let mut notes = layer_and_part(canvas.scene, layer, part);
    notes.extend(sampled(canvas.scene, map.sample.rows.len(), map.sample.total));
    canvas.line(title(t!(shared.text, "units.distributions"), notes, theme, head.width), head, 0);
    let why = no_gradient(canvas.scene);
    let gradients = snapshot.measured.gradients.as_deref().ok_or(why);
    let w = snapshot.network.parameters.layers[layer].weight();
    let gradient = gradients.map(|gradients| gradients.parameters.layers[layer].weight());
    let [z, h, weights, of_weights] = names(canvas.scene, layer);
    let panels = [
        Panel { name: z, values: Ok(map.pre_activations.view()) },
        Panel { name: h, values: Ok(h_values.view()) },
        Panel { name: weights, values: Ok(w.t()) },
        Panel { name: of_weights, values: gradient.map(|gradient| gradient.t()) },
    ];
    let unit = shared.look.unit.min(map.units() - 1);
    let areas = [upper, lower].map(halves).concat();
    for (panel, area) in panels.iter().zip(areas) {
        panel::render(canvas, panel, unit, right_of(area, 1));
    }
    ratios::render(canvas, gradients, update);
}

/// Returns `Z = XW¹ + B¹`, `H = relu(Z)`, `W¹ 2×32`, `∂L/∂W¹`.
fn names(scene: Scene<'_>, layer: usize) -> [String; 4] {
    let Scene { shared, snapshot, .. } = scene;
    let [z, h, gradient] = [PhaseKind::PreActivation, PhaseKind::Activation, PhaseKind::WeightGradient]
        .map(|kind| kind.at(layer).symbol(snapshot.hidden_layers()));
    let (rows, columns) = snapshot.network.parameters.layers[layer].weight().dim();
    let f = match snapshot.activation() {
        Activation::Identity => z,
        activation => format!("{}({z})", activation.name()),
    };
    let late = snapshot.measured.gradients.as_ref().filter(|gradients| gradients.step != snapshot.position.step);
    let at_step = late.map(|gradients| format!(" {}", t!(shared.text, "units.at_step", step = gradients.step)));
    [
        scene.equation(layer),
        format!("{h} = {f}"),
        format!("W{} {rows}×{columns}", superscript(layer + 1)),
        gradient + &at_step.unwrap_or_default(),
    ]
}

fn no_gradient(Scene { shared, snapshot, .. }: Scene<'_>) -> &str {
    match (snapshot.breakdown, snapshot.mistake()) {
        (Some(_), _) => t!(shared.text, "units.no_gradient"),
        (None, Some(_)) => t!(shared.text, "units.no_gradient_by_mistake"),
        (None, None) => t!(shared.text, "units.no_gradient_yet"),
    }
}
