//! The two features, with the values at the ends of the picture and marks beside the crosshair.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::ui::Theme;
use crate::ui::boundary::crosshair;
use crate::ui::boundary::parts::Parts;
use crate::ui::boundary::view::PlaneView;
use crate::ui::kit::{self, cells, fit_among, short};

/// Draws both axes.
pub fn draw(shown: &PlaneView<'_>, parts: &Parts, buffer: &mut Buffer) {
    let [across, up] = shown.section.ends(shown.snapshot.problem());
    let names = shown.section.names(shown.snapshot.problem()).map(str::to_owned);
    if let Some((column, row, _)) = crosshair::cell(shown, parts.cells) {
        // The words are written over the mark.
        kit::set(buffer, parts.axis.x + column, parts.axis.y, '▲', shown.theme.focus);
        kit::set(buffer, parts.gutter.right() - 1, parts.gutter.y + row, '►', shown.theme.focus);
    }
    draw_across(across.map(short), &names, shown.theme, parts.axis, buffer);
    draw_up(up.map(short), &names, shown.theme, parts.gutter, buffer);
}

/// `−1.23                x1 → 1.25`
fn draw_across([least, most]: [String; 2], names: &[String; 2], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(least.width() + most.width() + 5);
    let name = Span::styled(format!(" {} → ", fit_among(names, 0, room)), theme.label);
    kit::line(Line::styled(least, theme.dim), area, 0, buffer);
    kit::line_right(Line::from(vec![name, Span::styled(most, theme.dim)]), area, 0, buffer);
}

/// The values at the top and at the bottom, and between them the name, letter below letter under an arrow.
fn draw_up([least, most]: [String; 2], names: &[String; 2], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let labels = Rect { width: area.width.saturating_sub(1), ..area };
    kit::line(Line::styled(most, theme.dim), labels, 0, buffer);
    if area.height > 1 {
        kit::line(Line::styled(least, theme.dim), labels, area.height - 1, buffer);
    }
    let room = usize::from(area.height).saturating_sub(3);
    let name = fit_among(names, 1, room.saturating_sub(1));
    let letters: Vec<char> = std::iter::once('↑').chain(name.chars()).take(room).collect();
    let top = area.y + (area.height - cells(letters.len())) / 2;
    for (y, letter) in (top..).zip(letters) {
        kit::set(buffer, labels.right().saturating_sub(1), y, letter, theme.label);
    }
}
