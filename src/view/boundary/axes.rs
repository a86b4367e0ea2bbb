//! The two features, with the values at the ends of the picture and marks beside the crosshair.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{Parts, Shown, crosshair};
use crate::view::bars;
use crate::view::numbers::{fit_among, short};

/// The room for the values at the ends, and a column for the mark.
pub fn gutter_width(shown: &Shown<'_>) -> u16 {
    let [_, up] = shown.section.ends(shown.snapshot.problem());
    up.iter().map(|&end| short(end).width()).max().unwrap_or(0) as u16 + 1
}

/// Draws both axes.
pub fn draw(shown: &Shown<'_>, parts: &Parts, buffer: &mut Buffer) {
    let theme = shown.theme;
    let [across, up] = shown.section.ends(shown.snapshot.problem());
    let names = shown.section.names(shown.snapshot.problem()).map(str::to_owned);
    if let Some((column, row, _)) = crosshair::cell(shown, parts.cells) {
        // The words are written over the mark.
        bars::set(buffer, parts.axis.x + column, parts.axis.y, '▲', theme.focus);
        bars::set(buffer, parts.gutter.right() - 1, parts.gutter.y + row, '►', theme.focus);
    }
    draw_across(across, &names, theme.dim, theme.label, parts.axis, buffer);
    draw_up(up, &names, theme.dim, theme.label, parts.gutter, buffer);
}

/// `−1.23                x1 → 1.25`
fn draw_across(
    [least, most]: [f64; 2],
    names: &[String; 2],
    ends: Style,
    style: Style,
    area: Rect,
    buffer: &mut Buffer,
) {
    let (least, most) = (short(least), short(most));
    let room = usize::from(area.width).saturating_sub(least.width() + most.width() + 5);
    let name = Span::styled(format!(" {} → ", fit_among(names, 0, room)), style);
    bars::text(Line::styled(least, ends), area, 0, buffer);
    let end = Line::from(vec![name, Span::styled(most, ends)]);
    let x = area.right().saturating_sub(end.width() as u16).max(area.x);
    bars::text(end, Rect { x, width: area.right() - x, ..area }, 0, buffer);
}

/// The values at the top and at the bottom, and between them the name, letter below letter under an arrow.
fn draw_up([least, most]: [f64; 2], names: &[String; 2], ends: Style, style: Style, area: Rect, buffer: &mut Buffer) {
    let width = area.width.saturating_sub(1);
    let labels = Rect { width, ..area };
    bars::text(Line::styled(short(most), ends).right_aligned(), labels, 0, buffer);
    if area.height > 1 {
        bars::text(Line::styled(short(least), ends).right_aligned(), labels, area.height - 1, buffer);
    }
    let room = usize::from(area.height).saturating_sub(3);
    let letters = std::iter::once('↑').chain(fit_among(names, 1, room.saturating_sub(1)).chars().collect::<Vec<_>>());
    let shown: Vec<char> = letters.take(room).collect();
    let top = area.y + (area.height - shown.len() as u16) / 2;
    for (y, letter) in (top..).zip(shown) {
        bars::set(buffer, area.x + width.saturating_sub(1), y, letter, style);
    }
}
