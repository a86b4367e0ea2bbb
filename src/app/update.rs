//! What each action does.

use super::action::Action;
use super::entry::plain_number;
use super::model::{App, Overlay, Pane, Playback};
use super::run_files::RunFiles;
use super::screen::Screen;
use super::speed::Speed;
use crate::session::{Command, ExampleId, Part, Position, Setting, Snapshot};
use crate::settings::next_learning_rate;
use crate::t;

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
    /// What `action` does on the screen, whatever screen that is; none where it means nothing.
    pub(super) fn update_screen(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let of_screen = match self.screen {
            Screen::Dashboard => None,
            Screen::Step => self.update_step(action, snapshot),
            Screen::Boundary => self.update_boundary(action, snapshot),
            Screen::Predictions => self.update_predictions(action, snapshot),
            Screen::Units => self.update_units(action, snapshot),
            Screen::Compare => self.update_compare(action, snapshot),
        };
        if of_screen.is_some() {
            return of_screen;
        }
        if let Some(effects) = self.update_edit(action, snapshot) {
            return Some(effects);
        }
        if let Some(screen) = Screen::of(action) {
            return Some(self.open_screen(screen, snapshot));
        }
        Some(match action {
            Action::Quit => self.leave(snapshot),
            Action::Suspend => vec![Effect::Suspend],
            Action::Save => self.begin_saving(),
            Action::PlayPause => self.play_pause(snapshot),
            Action::Forward | Action::Step => self.walk(Command::Step),
            Action::Phase => self.walk(Command::Phase),
            // What is on its way may lead away from there.
            Action::Back | Action::StepBack | Action::PhaseBack if at_start(snapshot) && self.waiting == 0 => {
                self.refuse(t!(self.text, "messages.at_start"))
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
                self.cover(Overlay::GoTo(String::new()));
                vec![]
            }
            Action::GoToStart => self.jump(Command::GoTo(Position::default()), snapshot),
            Action::GoToEnd => self.jump(Command::GoTo(Position { step: snapshot.furthest, phase: 0 }), snapshot),
            Action::Reset => self.send(vec![Effect::Session(Command::Reset)]),
            Action::Reseed if !snapshot.is_random() => self.refuse(t!(self.text, "messages.not_random")),
            Action::Reseed => self.send(vec![Effect::Session(Command::Reseed)]),
            Action::Undo | Action::Redo => self.turn_back(action, snapshot),
            Action::Faster => self.set_speed(self.speed.faster()),
            Action::Slower => self.set_speed(self.speed.slower()),
            Action::LearningRateUp => self.set_learning_rate(snapshot, true),
            Action::LearningRateDown => self.set_learning_rate(snapshot, false),
            Action::ExampleNext if self.shows_example(snapshot) => self.move_example(snapshot, 1),
            Action::ExamplePrevious if self.shows_example(snapshot) => self.move_example(snapshot, -1),
            Action::Misclassified if self.shows_example(snapshot) => self.next_misclassified(snapshot),
            Action::Close => return self.back(snapshot),
            _ => return self.look(action, snapshot),
        })
    }

    /// Actions that change only what is looked at; none where nothing of it is on the screen.
    fn look(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        match action {
            Action::Help => self.cover(Overlay::Help(0)),
            Action::Controls => self.open_controls(),
            Action::Predict => self.predict = !self.predict,
            Action::LossScale if self.shows_loss() => self.logarithmic = !self.logarithmic,
            Action::SortUnits if self.shows_order(snapshot) => self.sorted = !self.sorted,
            Action::Layer if self.screen == Screen::Dashboard && snapshot.hidden_layers() < 2 => {
                return Some(self.refuse(t!(self.text, "messages.single_layer")));
            }
            Action::Layer if self.shows_layer(snapshot) => {
                self.layer = (self.layer + 1) % snapshot.hidden_layers();
                self.see(snapshot);
            }
            _ if self.screen != Screen::Dashboard => return None,
            Action::FocusNext => self.move_focus(snapshot, 1),
            Action::FocusPrevious => self.move_focus(snapshot, -1),
            Action::Zoom => self.zoomed = !self.zoomed,
            Action::CursorLeft => return self.move_cursor(snapshot, 0, -1),
            Action::CursorRight => return self.move_cursor(snapshot, 0, 1),
            Action::CursorUp => return self.move_cursor(snapshot, -1, 0),
            Action::CursorDown => return self.move_cursor(snapshot, 1, 0),
            Action::Display | Action::DisplayBack if self.can_show_templates(snapshot) => {
                self.templates = !self.templates;
            }
            _ => return None,
        }
        Some(vec![])
    }

    /// Whether `pane` is on the screen.
    fn shows(&self, pane: Pane) -> bool {
        self.screen == Screen::Dashboard && (!self.zoomed || self.focus == pane)
    }

    fn shows_loss(&self) -> bool {
        let is_there = matches!(self.screen, Screen::Step | Screen::Compare) || self.shows(Pane::Loss);
        is_there && (self.screen == Screen::Step || !self.predict)
    }

    /// Whether units are on the screen that can be sorted.
    fn shows_order(&self, snapshot: &Snapshot) -> bool {
        let is_there = self.shows(Pane::Sparsity) || self.shows_bitmap(snapshot);
        snapshot.hidden_layers() > 0 && is_there && !self.predict
    }

    /// Whether what is on the screen is of one hidden layer.
    fn shows_layer(&self, snapshot: &Snapshot) -> bool {
        let is_of_layer = |pane| self.shows(pane);
        self.shows_unit(snapshot) || [Pane::Weights, Pane::NextWeights, Pane::Sparsity].into_iter().any(is_of_layer)
    }

    /// Whether the example that is looked at is on the screen.
    fn shows_example(&self, snapshot: &Snapshot) -> bool {
        self.shows(Pane::Probabilities) || self.screen == Screen::Boundary || self.shows_bitmap(snapshot)
    }

    /// Whether W¹ has the whole screen and its columns are images.
    pub fn can_show_templates(&self, snapshot: &Snapshot) -> bool {
        let is_first = self.focus == Pane::Weights && self.layer == 0 && snapshot.hidden_layers() > 0;
        self.zoomed && self.screen == Screen::Dashboard && is_first && snapshot.problem().image.is_some()
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
        if effects.iter().any(|effect| matches!(effect, Effect::Session(command) if command.changes_the_run())) {
            self.sent_change = self.sent;
        }
        effects
    }

    pub(super) fn say(&mut self, message: &str) -> Vec<Effect> {
        self.message = Some(message.to_owned());
        vec![]
    }

    /// Says why a key does nothing.
    pub(super) fn refuse(&mut self, reason: &str) -> Vec<Effect> {
        self.is_refusal = true;
        self.say(reason)
    }

    fn play_pause(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        if snapshot.breakdown.is_some() {
            self.is_refusal = true; // the footer says what happened and which key helps
            return vec![];
        }
        if snapshot.target.is_some() {
            // What goes on is a walk: this key stops it, too.
            return self.stay(snapshot);
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

    /// Goes to the step that was typed.
    pub(super) fn go_to_typed(&mut self, typed: &str, snapshot: &Snapshot) -> Vec<Effect> {
        match plain_number(typed).parse::<u64>() {
            Ok(step) if step <= MOST_STEPS => self.jump(Command::GoTo(Position { step, phase: 0 }), snapshot),
            _ => {
                let most = MOST_STEPS.to_string();
                self.say(&t!(self.text, "messages.goto_range", found = typed, most = most.as_str()))
            }
        }
    }

    pub(super) fn set_speed(&mut self, speed: Speed) -> Vec<Effect> {
        self.speed = speed;
        self.send(vec![Effect::Speed(speed)])
    }

    fn set_learning_rate(&mut self, snapshot: &Snapshot, larger: bool) -> Vec<Effect> {
        let learning_rate = next_learning_rate(self.learning_rate.unwrap_or(snapshot.learning_rate()), larger);
        self.learning_rate = Some(learning_rate);
        self.send(vec![Effect::Session(Command::Set(Setting::LearningRate(learning_rate)))])
    }

    fn move_example(&mut self, snapshot: &Snapshot, by: isize) -> Vec<Effect> {
        let ExampleId { part, index } = self.example;
        let examples = part.of(snapshot.problem()).map_or(1, |examples| examples.labels.len());
        self.look_at_example(ExampleId { part, index: (index + examples).saturating_add_signed(by) % examples })
    }

    fn next_misclassified(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let Some(evaluation) = &snapshot.measured.evaluation else {
            return self.refuse(t!(self.text, "predictions.nothing_yet"));
        };
        let wrong = &evaluation.misclassified;
        let is_train = self.example.part == Part::Train;
        let after = wrong.partition_point(|&example| is_train && example <= self.example.index);
        match wrong.get(after).or(wrong.first()) {
            Some(&index) => self.look_at_example(ExampleId { part: Part::Train, index }),
            None => self.refuse(t!(self.text, "messages.all_correct")),
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

    /// The cursor of the pane moves as far as it can; none where the pane has none.
    fn move_cursor(&mut self, snapshot: &Snapshot, down: isize, right: isize) -> Option<Vec<Effect>> {
        let moved = |at: usize, by: isize, length: usize| at.saturating_add_signed(by).min(length.saturating_sub(1));
        match self.focus {
            Pane::Weights | Pane::NextWeights => {
                let (rows, columns) = snapshot.parameters.layers[self.layer_of(self.focus)].weight.dim();
                let (row, column) = &mut self.cursors[usize::from(self.focus == Pane::NextWeights)];
                (*row, *column) = (moved(*row, down, rows), moved(*column, right, columns));
            }
            Pane::Sparsity if right != 0 && self.units_of_layer(snapshot) > 1 => {
                self.unit = moved(self.unit, right, self.units_of_layer(snapshot));
            }
            _ => return None,
        }
        Some(vec![])
    }
}

/// The furthest step that can be asked for: a number that a float64 can still count to.
const MOST_STEPS: u64 = 1 << 53;

fn at_start(snapshot: &Snapshot) -> bool {
    snapshot.position == Position::default() && snapshot.breakdown.is_none() && snapshot.target.is_none()
}
