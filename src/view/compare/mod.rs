//! Two branches side by side.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use crate::app::App;
use crate::session::Snapshot;

/// Draws the body of the screen.
pub fn render(_app: &App, _snapshot: &Snapshot, _theme: &Theme, _area: Rect, _buffer: &mut Buffer) {}
