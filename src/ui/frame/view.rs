//! What the frame is drawn from.

use crate::session::Snapshot;
use crate::ui::app::App;
use crate::ui::canvas::Scene;
use crate::ui::theme::Theme;

/// Everything that the frame shows. Unlike a [`Scene`], it includes the whole app.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub app: &'a App,
    pub snapshot: &'a Snapshot,
    pub theme: &'a Theme,
}

impl<'a> View<'a> {
    /// Returns the part that a screen may read.
    pub fn scene(self) -> Scene<'a> {
        Scene { shared: &self.app.shared, snapshot: self.snapshot, theme: self.theme }
    }
}
