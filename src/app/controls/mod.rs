//! The overlay with every setting: what is chosen in it, and what the keys do.

mod fields;
mod plan;
mod state;

use super::action::Action;
use super::entry::plain_number;
use super::model::{App, Overlay};
use super::screen::Screen;
use super::update::Effect;
use crate::session::{Command, Setting, Snapshot};
use crate::settings::{PRESET, SEED};

pub use fields::Field;
pub use plan::Plan;
pub use state::{Controls, Line};

impl App {
    /// Opens the overlay, as it was left.
    pub(super) fn open_controls(&mut self) {
        let controls = std::mem::take(&mut self.shelved);
        self.cover(Overlay::Controls(Box::new(controls)));
    }

    /// Keeps the settings of an overlay that was taken away, if it has any: what needs a new run waits for the next time.
    pub(super) fn shelve(&mut self, overlay: Overlay) {
        if let Overlay::Controls(mut controls) = overlay {
            (controls.entry, controls.refused) = (None, None);
            self.shelved = *controls;
        }
    }

    /// The settings, wherever they are: open, under another overlay, or closed.
    pub(super) fn settings_mut(&mut self) -> &mut Controls {
        let mut overlays = std::iter::once(&mut self.overlay).chain(&mut self.beneath);
        let open = overlays.find_map(|overlay| match overlay {
            Overlay::Controls(controls) => Some(&mut **controls),
            _ => None,
        });
        open.unwrap_or(&mut self.shelved)
    }

    /// How many settings wait for a new run while the overlay is closed.
    pub fn waiting_settings(&self, snapshot: &Snapshot) -> usize {
        if self.shelved.has_draft() { self.shelved.changed(self, snapshot).len() } else { 0 }
    }

    /// Sets the chosen line to what was typed. Who types nothing changes nothing.
    pub(super) fn set_typed(&mut self, typed: &str, snapshot: &Snapshot) -> Vec<Effect> {
        let Overlay::Controls(controls) = &mut self.overlay else { return vec![] };
        controls.entry = None;
        match controls.line {
            Line::Field(field) if !typed.is_empty() => {
                let is_number = field.choices().is_empty();
                self.change(field, &if is_number { plain_number(typed) } else { typed.to_owned() }, snapshot)
            }
            _ => vec![],
        }
    }

    /// Keys of the overlay; none for those that mean nothing there.
    pub(super) fn update_controls(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let Overlay::Controls(controls) = &mut self.overlay else { return None };
        controls.refused = None;
        let line = controls.line;
        match (action, line) {
            (Action::CursorDown, _) => self.choose(1, snapshot),
            (Action::CursorUp, _) => self.choose(-1, snapshot),
            (Action::GoToStart, _) => controls.line = Line::Field(Field::default()),
            (Action::GoToEnd | Action::Reset, _) => controls.line = Line::Start,
            (Action::CursorRight | Action::Forward, Line::Field(field)) => {
                return self.turn(field, true, snapshot);
            }
            (Action::CursorLeft | Action::Back, Line::Field(field)) => return self.turn(field, false, snapshot),
            (Action::Zoom, Line::Field(field)) => return self.begin_entry(field, snapshot),
            (Action::Zoom, Line::Start) => return Some(self.rebuild(snapshot)),
            (Action::Zoom, Line::Drop) => {
                controls.forget();
                controls.line = Line::Start;
            }
            _ => return None,
        }
        Some(vec![])
    }

    fn choose(&mut self, by: isize, snapshot: &Snapshot) {
        let Overlay::Controls(controls) = &self.overlay else { return };
        let lines = controls.lines(self, snapshot);
        let at = lines.iter().position(|line| *line == controls.line).unwrap_or(lines.len() - 1);
        let line = lines[at.saturating_add_signed(by).min(lines.len() - 1)];
        if let Overlay::Controls(controls) = &mut self.overlay {
            controls.line = line;
        }
    }

    /// Begins to type the value of `field`; none where the data set has none.
    fn begin_entry(&mut self, field: Field, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let Overlay::Controls(controls) = &self.overlay else { return None };
        let is_there = field.is_there(&controls.plan(self, snapshot));
        if let Overlay::Controls(controls) = &mut self.overlay {
            controls.entry = is_there.then(String::new);
        }
        is_there.then_some(vec![])
    }

    /// The next value of `field`, or the one before; none where the data set has none.
    fn turn(&mut self, field: Field, is_up: bool, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let Overlay::Controls(controls) = &self.overlay else { return None };
        let plan = controls.plan(self, snapshot);
        field.is_there(&plan).then(|| self.change(field, &field.next(&plan, is_up), snapshot))
    }

    /// Changes `field` to what was typed: at once where a run can go on with it, else in the draft of a new one.
    fn change(&mut self, field: Field, typed: &str, snapshot: &Snapshot) -> Vec<Effect> {
        let Overlay::Controls(controls) = &self.overlay else { return vec![] };
        let (mut plan, brings_all) = (controls.plan(self, snapshot), controls.brings_all(snapshot));
        let is_taken = field.set(&mut plan, typed).is_some();
        let Overlay::Controls(controls) = &mut self.overlay else { return vec![] };
        if !is_taken {
            controls.refused = Some(typed.to_owned());
            return vec![];
        }
        match field.setting(&plan).filter(|_| !brings_all) {
            Some(setting) => {
                controls.ask(setting);
                if let Setting::LearningRate(rate) = setting {
                    self.learning_rate = Some(rate);
                }
                self.send(vec![Effect::Session(Command::Set(setting))])
            }
            None if field == Field::Speed && self.screen == Screen::Step => {
                // There phases go by, at their own speed.
                self.speed = plan.speed;
                vec![]
            }
            None if field == Field::Speed => self.set_speed(plan.speed),
            None => {
                if field == Field::OfRun(&SEED) {
                    controls.keep_seed();
                }
                controls.keep(plan.recipe, brings_all || field == Field::OfRun(&PRESET));
                vec![]
            }
        }
    }

    /// Starts a run of all that stands there, and closes the overlay to show it.
    fn rebuild(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let Overlay::Controls(controls) = &self.overlay else { return vec![] };
        let recipe = controls.plan(self, snapshot).recipe;
        self.settings_mut().begin(recipe.clone());
        self.uncover_all();
        self.learning_rate = None;
        self.send(vec![Effect::Session(Command::Rebuild(recipe.into()))])
    }
}
