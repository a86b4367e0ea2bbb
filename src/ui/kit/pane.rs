//! The frame around a pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::line::{padded, shortened};
use crate::ui::theme::Theme;

/// Draws the frame of a pane and returns the area inside. `right` is left out if both titles do not fit.
pub fn pane(title: Line, right: Line, focused: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let (kind, style) = if focused { (BorderType::Thick, theme.focus) } else { (BorderType::Rounded, theme.border) };
    let block = Block::bordered().border_type(kind).border_style(style);
    let inside = block.inner(area);
    let room = usize::from(area.width.saturating_sub(2));
    let both = title.width() + right.width() + 3 <= room;
    let block = block.title_top(padded(shortened(title, room.saturating_sub(2))));
    let block = if both { block.title_top(padded(right).right_aligned()) } else { block };
    block.render(area, buffer);
    inside
}

/// Draws the frame of an overlay, clears what was below it, and returns the area inside.
pub fn overlay(title: Line, right: Line, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    Clear.render(area, buffer);
    pane(title, right, true, theme, area, buffer)
}
