//! The columns of W¹ as images, where the features are one: what each hidden unit looks for.

use ratatui::layout::Rect;

use crate::session::superscript;
use crate::t;
use crate::ui::Canvas;
use crate::ui::kit::{below, right_of, with_right};
use crate::ui::pictures::{heatmap, templates};
use crate::ui::units::draw::title;

/// Where the images stand: below the title.
pub fn place(area: Rect) -> Rect {
    right_of(below(area, 1), 1)
}

/// Draws the view.
pub fn render(canvas: &mut Canvas, area: Rect) {
    let weights = canvas.snapshot.network.parameters.layers[0].weight();
    let (rows, columns) = weights.dim();
    let largest = heatmap::range(weights);
    let name = format!("W{} {rows}×{columns}", superscript(1));
    let notes = vec![t!(canvas.app.text, "predictions.templates").to_owned()];
    let mut legend = heatmap::legend(largest, area.width, canvas.theme);
    legend.push_span(" ");
    canvas.line(with_right(title(&name, notes, canvas.theme, area.width), legend, 1, area.width), area, 0);
    templates::render(canvas, canvas.app.look.unit.min(columns - 1), largest, place(area));
}
