//! The Step screen: what is looked at there, and what the keys do.

use super::action::Action;
use super::keymap::key_of;
use super::model::{App, Overlay, Playback};
use super::screen::Screen;
use super::speed::{Speed, next_phase_speed};
use super::update::Effect;
use crate::explain::{Description, Place};
use crate::nn::Mistake;
use crate::session::{Command, Position, Request, Setting, Snapshot};
use crate::t;
use crate::text::fill;

/// What is looked at on the Step screen.
#[derive(Debug, Clone, PartialEq)]
pub struct StepView {
    /// The entry of the result that is opened, and the term that the cursor is on.
    pub place: Place,
    /// The operand in which the cursor moves, counted from the result at 0 to the left.
    pub focus: usize,
    /// Whether that matrix is shown alone.
    pub single: bool,
    /// Whether the opened entry has all digits.
    pub full: bool,
    /// Whether letters stand for the numbers.
    pub letters: bool,
    /// The phases a second when they play by themselves.
    pub speed: f64,
    /// The place last marked or left.
    pub mark: Option<Position>,
}

impl Default for StepView {
    fn default() -> Self {
        Self { place: Place::default(), focus: 0, single: false, full: false, letters: false, speed: 0.5, mark: None }
    }
}

impl App {
    /// What the snapshots shall show.
    pub(super) fn request(&self) -> Request {
        let gradients = self.screen == Screen::Units && self.units.shows_gradients();
        Request { example: self.example, open: self.screen == Screen::Step, gradients }
    }

    /// Keys that mean something else, or something at all, on the Step screen; none for the others.
    pub(super) fn update_step(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        match action {
            Action::Forward => Some(self.walk(Command::Phase)),
            Action::Back if snapshot.position.phase == 0 && snapshot.breakdown.is_some() => {
                Some(self.walk(Command::StepBack))
            }
            Action::Back
                if snapshot.position != Position::default() || snapshot.breakdown.is_some() || self.waiting > 0 =>
            {
                Some(self.walk(Command::PhaseBack))
            }
            Action::PlayPause => Some(self.play_phases(snapshot)),
            Action::Faster | Action::Slower => {
                self.step.speed = next_phase_speed(self.step.speed, action == Action::Faster);
                Some(self.send(vec![Effect::Speed(Speed::StepsPerSecond(self.step.speed))]))
            }
            Action::StepScreen => Some(self.open_screen(Screen::Dashboard, snapshot)),
            // There is nothing to look at while a walk is on its way.
            Action::FullPrecision
            | Action::Letters
            | Action::Zoom
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::CursorLeft
            | Action::CursorRight
            | Action::CursorUp
            | Action::CursorDown
            | Action::Talk
            | Action::Check
            | Action::Mistakes
                if snapshot.open.is_none() =>
            {
                None
            }
            Action::FullPrecision if self.step.letters || self.predict => None,
            Action::FullPrecision => self.toggle(|step| &mut step.full),
            Action::Letters => self.toggle(|step| &mut step.letters),
            Action::Zoom => self.toggle(|step| &mut step.single),
            Action::FocusNext => Some(self.turn_focus(snapshot, 1)),
            Action::FocusPrevious => Some(self.turn_focus(snapshot, -1)),
            Action::CursorLeft => self.move_place(snapshot, 0, -1),
            Action::CursorRight => self.move_place(snapshot, 0, 1),
            Action::CursorUp => self.move_place(snapshot, -1, 0),
            Action::CursorDown => self.move_place(snapshot, 1, 0),
            Action::Talk => {
                self.overlay = Overlay::Talk;
                Some(vec![])
            }
            Action::Check => {
                self.overlay = Overlay::Check;
                Some(self.check_gradients())
            }
            Action::Mistakes => {
                let planted = Mistake::ALL.iter().position(|&mistake| Some(mistake) == snapshot.mistake());
                self.overlay = Overlay::Mistakes(planted.map_or(0, |index| index + 1));
                Some(vec![])
            }
            Action::SortUnits
            | Action::Layer
            | Action::ExampleNext
            | Action::ExamplePrevious
            | Action::Misclassified => {
                let words = t!(self.text, "step.only_on_dashboard");
                Some(self.refuse(&fill(words, &[("key", &key_of(Action::StepScreen))])))
            }
            _ => None,
        }
    }

    /// Pauses, so that the check is one of the place on the screen.
    pub(super) fn check_gradients(&mut self) -> Vec<Effect> {
        self.walk(Command::CheckGradients)
    }

    /// A walk that leaves the road: from the Step screen, the place that is left can be returned to.
    pub(super) fn jump(&mut self, command: Command, snapshot: &Snapshot) -> Vec<Effect> {
        if self.screen == Screen::Step {
            self.step.mark = Some(snapshot.position);
        }
        self.walk(command)
    }

    pub(super) fn mark(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        self.step.mark = Some(snapshot.position);
        let Position { step, phase } = snapshot.position;
        let symbol = snapshot.phases()[phase].symbol(snapshot.hidden_layers());
        self.say(&t!(self.text, "step.marked", step = step, phase = symbol, key = key_of(Action::ReturnToMark)))
    }

    /// To the marked place, on the Step screen.
    pub(super) fn return_to_mark(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let Some(mark) = self.step.mark else {
            return self.refuse(&t!(self.text, "step.no_mark", key = key_of(Action::Mark)));
        };
        let mut effects = if self.screen == Screen::Step { vec![] } else { self.open_screen(Screen::Step, snapshot) };
        effects.extend(self.walk(Command::GoTo(mark)));
        effects
    }

    fn play_phases(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        if snapshot.breakdown.is_some() {
            self.is_refusal = true; // the footer says what happened and which key helps
            return vec![];
        }
        self.playback = if self.playback == Playback::Paused { Playback::Walking } else { Playback::Paused };
        self.send(vec![Effect::Playback(self.playback)])
    }

    #[expect(clippy::unnecessary_wraps, reason = "the arms of update_step all give an option")]
    fn toggle(&mut self, which: impl Fn(&mut StepView) -> &mut bool) -> Option<Vec<Effect>> {
        let flag = which(&mut self.step);
        *flag = !*flag;
        Some(vec![])
    }

    fn turn_focus(&mut self, snapshot: &Snapshot, by: isize) -> Vec<Effect> {
        if let Some(open) = &snapshot.open {
            let operands = Description::new(open, open.phase()).operands().count();
            // From the result the next matrix is the first on the left.
            self.step.focus = (self.step.focus.min(operands - 1) + operands).saturating_add_signed(-by) % operands;
        }
        vec![]
    }

    /// The cursor moves in the matrix with the focus, as far as it can: each of its axes is an axis of the result, or the
    /// sum's. None along an axis of one entry.
    fn move_place(&mut self, snapshot: &Snapshot, down: isize, right: isize) -> Option<Vec<Effect>> {
        let open = snapshot.open.as_ref()?;
        let description = Description::new(open, open.phase());
        let place = description.clamped(self.step.place);
        let (rows, columns) = description.operand(self.step.focus).axes;
        let (axis, by) = if down == 0 { (columns, right) } else { (rows, down) };
        let furthest = description.clamped(place.set(axis, usize::MAX));
        self.step.place = description.clamped(place.set(axis, place.along(axis).saturating_add_signed(by)));
        (furthest.along(axis) > 0).then_some(vec![])
    }

    /// The cursor goes to `row` and `column` of the operand number `focus`, as the mouse asks.
    pub fn point_in_step(&mut self, snapshot: &Snapshot, focus: usize, (row, column): (usize, usize)) {
        let Some(open) = &snapshot.open else { return };
        let description = Description::new(open, open.phase());
        let (rows, columns) = description.operand(focus).axes;
        self.step.focus = focus;
        let place = description.clamped(self.step.place).set(rows, row).set(columns, column);
        self.step.place = description.clamped(place);
    }

    /// Goes to a place in time that the mouse points to.
    pub fn go_to(&mut self, target: Position, snapshot: &Snapshot) -> Vec<Effect> {
        if target.step == snapshot.position.step {
            self.walk(Command::GoTo(target))
        } else {
            self.jump(Command::GoTo(target), snapshot)
        }
    }

    /// Plants the mistake in that line of the menu; the first line takes it out.
    pub(super) fn plant(&mut self, chosen: usize, snapshot: &Snapshot) -> Vec<Effect> {
        let mistake = chosen.checked_sub(1).and_then(|index| Mistake::ALL.get(index)).copied();
        if mistake.is_some_and(|mistake| !snapshot.possible_mistakes().contains(&mistake)) {
            return self.refuse(t!(self.text, "step.impossible"));
        }
        self.uncover();
        self.send(vec![Effect::Session(Command::Set(Setting::Mistake(mistake)))])
    }
}
