//! What is looked at on the boundary screen, and what the keys do there.

use super::action::Action;
use super::model::App;
use super::update::Effect;
use crate::session::Snapshot;

/// What is looked at on the boundary screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoundaryView {}

impl App {
    /// Keys that mean something else, or something at all, on the boundary screen; none for the others.
    pub(super) fn update_boundary(&mut self, _action: Action, _snapshot: &Snapshot) -> Option<Vec<Effect>> {
        None
    }
}
