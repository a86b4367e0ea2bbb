//! What each action does.

use super::action::Action;
use super::entry::{Typed, type_key};
use super::keymap::{Key, KeyCode, find};
use super::model::{App, Overlay, Pane, Playback};
use super::screen::Screen;
use super::speed::{Speed, next_learning_rate};
use crate::session::{Command, ExampleId, Part, Position, RunFiles, Setting, Snapshot};
use crate::text::fill;

/// What the host shall do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Hand this to the session.
    Session(Command),
    /// Let training go on, or not.
    Playback(Playback),
    /// Train so fast.
    Speed(Speed),
    /// Propose a free name for the run's files (see [`App::ask_name`]).
    AskName,
    /// Save the run (see [`App::take_outcome`]).
    Save {
        /// Where to.
        files: RunFiles,
        /// Whether what is there already may be replaced.
        replaces: bool,
    },
    /// Leave the program.
    Quit,
    /// Go to the shell until `fg`.
    Suspend,
}

impl App {
    /// What `key` does, with `snapshot` on the screen.
    pub fn key(&mut self, key: Key, snapshot: &Snapshot) -> Vec<Effect> {
        if key == CONTROL_C {
            return vec![Effect::Quit];
        }
        self.see(snapshot);
        if let Overlay::GoTo(entry) = &mut self.overlay {
            return match type_key(entry, key) {
                Typed::Going => vec![],
                Typed::GivenUp => {
                    self.overlay = Overlay::None;
                    vec![]
                }
                Typed::Done => self.go_to_typed(snapshot),
            };
        }
        if let Some(effects) = self.key_while_saving(key) {
            return effects;
        }
        if let Some(effects) = self.type_value(key, snapshot) {
            return effects;
        }
        if let Some(effects) = self.type_into_controls(key, snapshot) {
            return effects;
        }
        find(key).map_or(vec![], |action| self.update(action, snapshot))
    }

    /// Carries out `action`, with `snapshot` on the screen.
    pub fn update(&mut self, action: Action, snapshot: &Snapshot) -> Vec<Effect> {
        self.message = None;
        if let Some(effects) = self.update_step_overlay(action, snapshot) {
            return effects;
        }
        if let Overlay::Help(scroll) = &mut self.overlay {
            match action {
                Action::CursorDown => *scroll = scroll.saturating_add(1),
                Action::CursorUp => *scroll = scroll.saturating_sub(1),
                Action::Forward => *scroll = scroll.saturating_add(HELP_PAGE),
                Action::Back => *scroll = scroll.saturating_sub(HELP_PAGE),
                Action::Quit | Action::Help | Action::Close | Action::Zoom => self.overlay = Overlay::None,
                Action::Suspend => return vec![Effect::Suspend],
                _ => {}
            }
            return vec![];
        }
        if let Some(effects) = self.update_controls(action, snapshot) {
            return effects;
        }
        let of_screen = match self.screen {
            Screen::Dashboard => None,
            Screen::Step => self.update_step(action, snapshot),
            Screen::Boundary => self.update_boundary(action, snapshot),
            Screen::Predictions => self.update_predictions(action, snapshot),
            Screen::Units => self.update_units(action, snapshot),
            Screen::Compare => self.update_compare(action, snapshot),
        };
        if let Some(effects) = of_screen {
            return effects;
        }
        if let Some(effects) = self.update_edit(action, snapshot) {
            return effects;
        }
        if let Some(screen) = Screen::of(action) {
            return self.open_screen(screen, snapshot);
        }
        match action {
            Action::Quit => self.leave(snapshot),
            Action::Suspend => vec![Effect::Suspend],
            Action::Save => self.begin_saving(),
            Action::PlayPause => self.play_pause(snapshot),
            Action::Forward | Action::Step => self.walk(Command::Step),
            Action::Phase => self.walk(Command::Phase),
            Action::Back | Action::StepBack | Action::PhaseBack if at_start(snapshot) => {
                self.say(&self.text.messages.at_start)
            }
            Action::Back | Action::StepBack => self.walk(Command::StepBack),
            Action::PhaseBack => self.walk(Command::PhaseBack),
            Action::TenSteps => self.jump(Command::Steps(10), snapshot),
            Action::TenStepsBack => self.jump(Command::Steps(-10), snapshot),
            Action::HundredSteps => self.jump(Command::Steps(100), snapshot),
            Action::HundredStepsBack => self.jump(Command::Steps(-100), snapshot),
            Action::Epoch => self.jump(Command::Epochs(1), snapshot),
            Action::EpochBack => self.jump(Command::Epochs(-1), snapshot),
            Action::Mark => self.mark(snapshot),
            Action::ReturnToMark => self.return_to_mark(snapshot),
            Action::GoTo => {
                self.overlay = Overlay::GoTo(String::new());
                vec![]
            }
            Action::GoToStart => self.jump(Command::GoTo(Position::default()), snapshot),
            Action::GoToEnd => self.jump(Command::GoTo(Position { step: snapshot.furthest, phase: 0 }), snapshot),
            Action::Reset => self.start_over(Command::Reset, &self.text.messages.reset),
            Action::Reseed if !snapshot.is_random => self.say(&self.text.messages.not_random),
            Action::Reseed => {
                let seed = snapshot.seed.wrapping_add(1).to_string();
                self.start_over(Command::Reseed, &fill(&self.text.messages.reseeded, &[("seed", &seed)]))
            }
            Action::Undo if snapshot.can_undo => self.start_over(Command::Undo, &self.text.messages.undone),
            Action::Undo => self.say(&self.text.messages.nothing_to_undo),
            Action::Faster => self.set_speed(self.speed.faster()),
            Action::Slower => self.set_speed(self.speed.slower()),
            Action::LearningRateUp => self.set_learning_rate(snapshot, true),
            Action::LearningRateDown => self.set_learning_rate(snapshot, false),
            Action::ExampleNext => self.move_example(snapshot, 1),
            Action::ExamplePrevious => self.move_example(snapshot, -1),
            Action::Misclassified => self.next_misclassified(snapshot),
            Action::Close => self.close(snapshot),
            _ => {
                self.look(action, snapshot);
                vec![]
            }
        }
    }

    /// Actions that change only what is looked at.
    fn look(&mut self, action: Action, snapshot: &Snapshot) {
        match action {
            Action::FocusNext => self.move_focus(snapshot, 1),
            Action::FocusPrevious => self.move_focus(snapshot, -1),
            Action::Zoom => self.zoomed = !self.zoomed,
            Action::CursorLeft => self.move_cursor(snapshot, 0, -1),
            Action::CursorRight => self.move_cursor(snapshot, 0, 1),
            Action::CursorUp => self.move_cursor(snapshot, -1, 0),
            Action::CursorDown => self.move_cursor(snapshot, 1, 0),
            Action::LossScale => self.logarithmic = !self.logarithmic,
            Action::SortUnits => self.sorted = !self.sorted,
            Action::Layer if snapshot.hidden_layers() < 2 => {
                self.message = Some(self.text.messages.single_layer.clone());
            }
            Action::Layer => {
                self.layer = (self.layer + 1) % snapshot.hidden_layers();
                self.move_cursor(snapshot, 0, 0);
            }
            Action::Display | Action::DisplayBack if self.zoomed && self.focus == Pane::Weights => {
                self.templates = !self.templates;
            }
            Action::Help => self.overlay = Overlay::Help(0),
            Action::Controls => self.open_controls(),
            Action::Predict => self.predict = !self.predict,
            _ => {}
        }
    }

    /// The focus goes to `pane`, and its cursor to `place` where one is given (the row and column of a W, or the unit).
    pub fn point(&mut self, pane: Pane, place: Option<(usize, usize)>) {
        self.focus = pane;
        match (pane, place) {
            (Pane::Weights, Some(place)) => self.cursors[0] = place,
            (Pane::NextWeights, Some(place)) => self.cursors[1] = place,
            (Pane::Sparsity, Some((_, unit))) => self.unit = unit,
            _ => {}
        }
    }

    pub(super) fn send(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        self.sent += effects.len() as u64;
        effects
    }

    pub(super) fn say(&mut self, message: &str) -> Vec<Effect> {
        self.message = Some(message.to_owned());
        vec![]
    }

    fn play_pause(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        if snapshot.breakdown.is_some() {
            return vec![]; // the footer says what happened and which key helps
        }
        self.playback = match self.playback {
            Playback::Paused => Playback::Running,
            Playback::Running | Playback::Walking => Playback::Paused,
        };
        self.send(vec![Effect::Playback(self.playback)])
    }

    /// A walk by hand pauses first: who goes a step wants to see where it leads.
    pub(super) fn walk(&mut self, command: Command) -> Vec<Effect> {
        self.playback = Playback::Paused;
        self.send(vec![Effect::Playback(Playback::Paused), Effect::Session(command)])
    }

    pub(super) fn start_over(&mut self, command: Command, message: &str) -> Vec<Effect> {
        self.message = Some(message.to_owned());
        self.send(vec![Effect::Session(command)])
    }

    fn close(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        if snapshot.checking.is_some() {
            return self.send(vec![Effect::Session(Command::Stay)]);
        }
        if let Some(target) = snapshot.target {
            let (step, at) = (target.step.to_string(), snapshot.position.step.to_string());
            self.message = Some(fill(&self.text.messages.replay_cancelled, &[("target", &step), ("step", &at)]));
            return self.send(vec![Effect::Session(Command::Stay)]);
        }
        if let Some(diagnosis) = self.diagnosis(snapshot) {
            self.dismissed.push(diagnosis);
            return vec![];
        }
        if self.screen != Screen::Dashboard {
            return self.open_screen(Screen::Dashboard, snapshot);
        }
        self.zoomed = false;
        vec![]
    }

    fn go_to_typed(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let Overlay::GoTo(entry) = std::mem::take(&mut self.overlay) else { return vec![] };
        match entry.trim().parse::<u64>() {
            Ok(step) if step <= MOST_STEPS => self.jump(Command::GoTo(Position { step, phase: 0 }), snapshot),
            _ => {
                let most = MOST_STEPS.to_string();
                let values = [("found", entry.trim()), ("most", most.as_str())];
                self.say(&fill(&self.text.messages.goto_range, &values))
            }
        }
    }

    pub(super) fn set_speed(&mut self, speed: Speed) -> Vec<Effect> {
        self.speed = speed;
        self.send(vec![Effect::Speed(speed)])
    }

    fn set_learning_rate(&mut self, snapshot: &Snapshot, larger: bool) -> Vec<Effect> {
        let learning_rate = next_learning_rate(self.learning_rate.unwrap_or(snapshot.learning_rate), larger);
        self.learning_rate = Some(learning_rate);
        self.send(vec![Effect::Session(Command::Set(Setting::LearningRate(learning_rate)))])
    }

    fn move_example(&mut self, snapshot: &Snapshot, by: isize) -> Vec<Effect> {
        let ExampleId { part, index } = self.example;
        let examples = part.of(&snapshot.problem).map_or(1, |examples| examples.labels.len());
        self.look_at_example(ExampleId { part, index: (index + examples).saturating_add_signed(by) % examples })
    }

    fn next_misclassified(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let wrong = snapshot.evaluation.as_ref().map_or(&[][..], |evaluation| &evaluation.misclassified);
        let is_train = self.example.part == Part::Train;
        let after = wrong.partition_point(|&example| is_train && example <= self.example.index);
        match wrong.get(after).or(wrong.first()) {
            Some(&index) => self.look_at_example(ExampleId { part: Part::Train, index }),
            None => self.say(&self.text.messages.all_correct),
        }
    }

    /// Looks at another example.
    pub(super) fn look_at_example(&mut self, example: ExampleId) -> Vec<Effect> {
        self.example = example;
        self.send(vec![Effect::Session(Command::Look(self.request()))])
    }

    fn move_focus(&mut self, snapshot: &Snapshot, by: isize) {
        let panes = Self::panes(snapshot);
        let at = panes.iter().position(|&pane| pane == self.focus).unwrap_or_default();
        self.focus = panes[(at + panes.len()).saturating_add_signed(by) % panes.len()];
    }

    fn move_cursor(&mut self, snapshot: &Snapshot, down: isize, right: isize) {
        let moved = |at: usize, by: isize, length: usize| at.saturating_add_signed(by).min(length.saturating_sub(1));
        match self.focus {
            Pane::Weights | Pane::NextWeights => {
                let (rows, columns) = snapshot.parameters.layers[self.layer_of(self.focus)].weight.dim();
                let (row, column) = &mut self.cursors[usize::from(self.focus == Pane::NextWeights)];
                (*row, *column) = (moved(*row, down, rows), moved(*column, right, columns));
            }
            Pane::Sparsity if snapshot.hidden_layers() > 0 => {
                self.unit = moved(self.unit, right, snapshot.sizes[self.layer + 1]);
            }
            _ => {}
        }
    }
}

/// The lines that a page of the help goes by.
const HELP_PAGE: u16 = 15;

/// It leaves, whatever is open.
const CONTROL_C: Key = Key { code: KeyCode::Char('c'), ctrl: true, shift: false };

/// The furthest step that can be asked for: a number that a float64 can still count to.
const MOST_STEPS: u64 = 1 << 53;

fn at_start(snapshot: &Snapshot) -> bool {
    snapshot.position == Position::default() && snapshot.breakdown.is_none() && snapshot.target.is_none()
}
