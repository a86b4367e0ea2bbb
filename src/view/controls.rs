//! Every setting, over whatever screen is open.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use crate::app::{App, Controls};
use crate::session::Snapshot;

/// Draws the overlay.
pub fn render(
    _app: &App,
    _controls: &Controls,
    _snapshot: &Snapshot,
    _theme: &Theme,
    _area: Rect,
    _buffer: &mut Buffer,
) {
}
