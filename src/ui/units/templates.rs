//! The columns of W¹ as images, where the features are one: what each hidden unit looks for.

use ratatui::layout::{Position, Rect};

use crate::session::superscript;
use crate::t;
use crate::ui::kit::{below, right_of, with_right};
use crate::ui::pictures::{heatmap, templates};
use crate::ui::units::words::title;
use crate::ui::{Canvas, Scene};

/// Where the images stand: below the title.
fn place(area: Rect) -> Rect {
    right_of(below(area, 1), 1)
}

/// The unit whose image the cursor is on.
fn cursor(Scene { shared, snapshot, .. }: Scene<'_>) -> usize {
    shared.look.unit.min(snapshot.sizes()[1] - 1)
}

/// The unit whose image is drawn at a place of the screen.
pub fn unit_at(scene: Scene<'_>, area: Rect, at: Position) -> Option<usize> {
    templates::unit_at(scene, cursor(scene), place(area), at)
}

/// Draws the view.
pub fn render(canvas: &mut Canvas, area: Rect) {
    let weights = canvas.snapshot.network.parameters.layers[0].weight();
    let (rows, columns) = weights.dim();
    let largest = heatmap::range(weights);
    let name = format!("W{} {rows}×{columns}", superscript(1));
    let notes = vec![t!(canvas.shared.text, "predictions.templates").to_owned()];
    let mut legend = heatmap::legend(largest, area.width, canvas.theme);
    legend.push_span(" ");
    canvas.line(with_right(title(&name, notes, canvas.theme, area.width), legend, 1, area.width), area, 0);
    templates::render(canvas, cursor(canvas.scene), largest, place(area));
}
