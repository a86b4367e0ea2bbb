//! The overlay with every setting: what is chosen in it, and what the keys do.

mod fields;
mod ladders;
mod plan;
mod state;

use super::action::Action;
use super::entry::{Typed, type_text};
use super::keymap::{Key, KeyCode};
use super::model::{App, Overlay};
use super::screen::Screen;
use super::update::Effect;
use crate::session::{Command, Setting, Snapshot};

pub use fields::{Field, Group};
pub use plan::Plan;
pub use state::{Controls, Line};

impl App {
    /// Opens the overlay, as it was left.
    pub(super) fn open_controls(&mut self) {
        self.overlay = Overlay::Controls(Box::new(std::mem::take(&mut self.shelved)));
    }

    /// Closes the overlay; what needs a new run is kept for the next time.
    fn close_controls(&mut self) {
        if let Overlay::Controls(mut controls) = std::mem::take(&mut self.overlay) {
            (controls.entry, controls.refused) = (None, None);
            self.shelved = *controls;
        }
    }

    /// Keys while the overlay is open and something is typed into it; none otherwise.
    pub(super) fn type_into_controls(&mut self, key: Key, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let Overlay::Controls(controls) = &mut self.overlay else { return None };
        let Line::Field(field) = controls.line else { return None };
        let Some(entry) = &mut controls.entry else {
            // A digit begins a number.
            let KeyCode::Char(digit) = key.code else { return None };
            if !digit.is_ascii_digit() || !field.choices().is_empty() {
                return None;
            }
            self.message = None;
            self.begin_entry(field, digit.to_string(), snapshot);
            return Some(vec![]);
        };
        match type_text(entry, key, LONGEST) {
            Typed::Going => Some(vec![]),
            Typed::GivenUp => {
                controls.entry = None;
                Some(vec![])
            }
            Typed::Done => {
                let typed = controls.entry.take().unwrap_or_default();
                let typed = typed.trim();
                // Who types nothing changes nothing.
                Some(if typed.is_empty() { vec![] } else { self.change(field, typed, snapshot) })
            }
        }
    }

    /// Keys while the overlay is open; none when it is not, and for those that mean the same everywhere.
    pub(super) fn update_controls(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let Overlay::Controls(controls) = &mut self.overlay else { return None };
        controls.refused = None;
        let line = controls.line;
        match (action, line) {
            (Action::Close | Action::Controls | Action::Quit, _) => self.close_controls(),
            (Action::CursorDown, _) => self.choose(1, snapshot),
            (Action::CursorUp, _) => self.choose(-1, snapshot),
            (Action::GoToStart, _) => controls.line = Line::Field(Field::default()),
            (Action::GoToEnd | Action::Reset, _) => controls.line = Line::Start,
            (Action::CursorRight | Action::Forward, Line::Field(field)) => {
                return Some(self.turn(field, true, snapshot));
            }
            (Action::CursorLeft | Action::Back, Line::Field(field)) => return Some(self.turn(field, false, snapshot)),
            (Action::Zoom, Line::Field(field)) => self.begin_entry(field, String::new(), snapshot),
            (Action::Zoom, Line::Start) => return Some(self.rebuild(snapshot)),
            (Action::Zoom, Line::Drop) => {
                controls.forget();
                controls.line = Line::Start;
            }
            (Action::Undo, _) => {
                controls.forget();
                return None;
            }
            (Action::Help, _) => {
                self.close_controls();
                return None;
            }
            (
                Action::PlayPause
                | Action::Suspend
                | Action::Save
                | Action::Faster
                | Action::Slower
                | Action::LearningRateUp
                | Action::LearningRateDown,
                _,
            ) => return None,
            _ => {}
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

    /// Begins to type the value of `field`, where it has one.
    fn begin_entry(&mut self, field: Field, entry: String, snapshot: &Snapshot) {
        let Overlay::Controls(controls) = &self.overlay else { return };
        let is_there = field.is_there(&controls.plan(self, snapshot));
        if let Overlay::Controls(controls) = &mut self.overlay {
            controls.entry = is_there.then_some(entry);
        }
    }

    /// The next value of `field`, or the one before.
    fn turn(&mut self, field: Field, is_up: bool, snapshot: &Snapshot) -> Vec<Effect> {
        let Overlay::Controls(controls) = &self.overlay else { return vec![] };
        let plan = controls.plan(self, snapshot);
        if !field.is_there(&plan) {
            return vec![];
        }
        self.change(field, &field.next(&plan, is_up), snapshot)
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
                controls.keep(plan.recipe, brings_all || field == Field::Preset);
                vec![]
            }
        }
    }

    fn rebuild(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let Overlay::Controls(controls) = &self.overlay else { return vec![] };
        let recipe = controls.plan(self, snapshot).recipe;
        if let Overlay::Controls(controls) = &mut self.overlay {
            controls.begin(recipe.clone());
        }
        self.learning_rate = None;
        self.start_over(Command::Rebuild(recipe.into()), &self.text.controls.started)
    }
}

/// The most letters of a value: a path may be long.
const LONGEST: usize = 200;
