//! The columns of W¹ as images, where the features are one: what each hidden unit looks for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::title;
use crate::app::App;
use crate::session::{Snapshot, superscript};
use crate::t;
use crate::view::theme::Theme;
use crate::view::{bars, heatmap, templates};

/// Where the images stand: below the title.
pub fn place(area: Rect) -> Rect {
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(1), height: area.height.saturating_sub(1) }
}

/// Draws the view.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let weights = &snapshot.parameters.layers[0].weight;
    let (rows, columns) = weights.dim();
    let largest = heatmap::range(weights);
    let name = format!("W{} {rows}×{columns}", superscript(1));
    let line = title(&name, vec![t!(app.text, "predictions.templates").to_owned()], theme, area.width);
    let legend = heatmap::legend(largest, area.width, theme);
    let wide = legend.spans.iter().map(|span| span.content.width()).sum::<usize>() as u16 + 1;
    if line.width() as u16 + wide < area.width {
        let right = Rect { x: area.right() - wide, width: wide, ..area };
        bars::text(legend, right, 0, buffer);
    }
    bars::text(line, area, 0, buffer);
    templates::render(app.unit.min(columns - 1), largest, snapshot, theme, place(area), buffer);
}
