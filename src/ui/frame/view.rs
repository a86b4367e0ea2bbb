//! What the frame is drawn from.

use crate::session::Snapshot;
use crate::ui::app::App;
use crate::ui::canvas::Scene;
use crate::ui::theme::Theme;

/// All that decides how the frame looks: it tells of the whole app, of which a screen knows what it shares.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub app: &'a App,
    pub snapshot: &'a Snapshot,
    pub theme: &'a Theme,
}

impl<'a> View<'a> {
    /// What of it a screen knows.
    pub fn scene(self) -> Scene<'a> {
        Scene { shared: &self.app.shared, snapshot: self.snapshot, theme: self.theme }
    }
}
