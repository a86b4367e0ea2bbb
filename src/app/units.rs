//! What is looked at on the units screen, and what the keys do there.

use super::action::Action;
use super::model::App;
use super::update::Effect;
use crate::session::Snapshot;

/// What is looked at on the units screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitsView {}

impl App {
    /// Keys that mean something else, or something at all, on the units screen; none for the others.
    pub(super) fn update_units(&mut self, _action: Action, _snapshot: &Snapshot) -> Option<Vec<Effect>> {
        None
    }
}
