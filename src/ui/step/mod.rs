//! The Step screen: one step of training, phase by phase.

mod arrange;
mod boxes;
mod cell;
mod check;
mod draw;
mod layout;
mod mistakes;
mod outer;
mod road;
mod row;
mod rule;
mod table;
mod talk;
mod timeline;
mod view;

use crate::explain::{Description, Place};
use crate::session::{Command, Position, Snapshot};
use crate::settings::{Speed, next_phase_speed};
use crate::t;
use crate::ui::component::{Binding, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{BACK, BACK_TAB, DOWN, ENTER, ESC_ENTER, FORWARD, Key, LEFT, RIGHT, SCALE, TAB, UP};
use crate::ui::kit::turned;
use crate::ui::pace::{Pace, Playback};
pub use check::Check;
pub use mistakes::Mistakes;

pub use talk::Talk;

/// What is looked at on the Step screen.
#[derive(Debug, Clone, Default)]
pub struct Step {
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
}

/// Keys of other screens that would be missed here.
const ELSEWHERE: &[Key] = &[Key::char('o'), Key::char('w'), Key::char('n'), Key::char('p'), Key::char('m')];

impl Keyed for Step {
    const NAME: &'static str = "step";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("step.leave", &[Key::char('s'), Key::char('2')], |_, cx| cx.open("dashboard")),
        binding("step.play", &[Key::char(' ')], play),
        binding("step.back", BACK, back),
        binding("step.forward", FORWARD, |_, cx| cx.walk(Command::Phase)),
        binding("step.faster", &[Key::char('+'), Key::char('=')], |_, cx| set_speed(cx, true)),
        binding("step.slower", &[Key::char('-')], |_, cx| set_speed(cx, false)),
        binding("step.left", LEFT, |step, cx| step.move_place(cx, 0, -1)),
        binding("step.down", DOWN, |step, cx| step.move_place(cx, 1, 0)),
        binding("step.up", UP, |step, cx| step.move_place(cx, -1, 0)),
        binding("step.right", RIGHT, |step, cx| step.move_place(cx, 0, 1)),
        binding("step.next_matrix", TAB, |step, cx| step.turn_focus(cx, 1)),
        binding("step.previous_matrix", BACK_TAB, |step, cx| step.turn_focus(cx, -1)),
        binding("step.single", ENTER, Self::show_single),
        binding("step.all", ESC_ENTER, Self::show_all),
        binding("step.talk", &[Key::char('i')], |_, cx| where_a_step_is_open(cx, |cx| cx.replace(Talk))),
        binding("step.check", &[Key::char('c')], |_, cx| where_a_step_is_open(cx, open_check)),
        binding("step.mistakes", &[Key::char('x')], |_, cx| where_a_step_is_open(cx, choose_mistake)),
        binding("step.digits", &[Key::char('f')], Self::turn_digits),
        binding("step.letters", &[Key::char('a')], Self::turn_letters),
        binding("step.scale", SCALE, turn_scale),
        binding("step.elsewhere", ELSEWHERE, elsewhere),
    ]];
}

/// There is nothing to look at while a walk is on its way.
fn where_a_step_is_open(cx: &mut Context<'_>, act: impl FnOnce(&mut Context<'_>) -> Reaction) -> Reaction {
    if cx.snapshot.open.is_some() { act(cx) } else { Reaction::Ignored }
}

fn play(_: &mut Step, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.breakdown.is_some() {
        return Reaction::Refused; // the footer says what happened and which key helps
    }
    let is_paused = cx.shared.training.playback() == Playback::Paused;
    cx.pace(Pace::Playback(if is_paused { Playback::Walking } else { Playback::Paused }))
}

fn back(_: &mut Step, cx: &mut Context<'_>) -> Reaction {
    let Position { step, phase } = cx.snapshot.position;
    let is_broken = cx.snapshot.breakdown.is_some();
    if phase == 0 && is_broken {
        return cx.walk(Command::StepBack);
    }
    let is_somewhere = (step, phase) != (0, 0) || is_broken || cx.shared.training.waiting() > 0;
    if is_somewhere { cx.walk(Command::PhaseBack) } else { Reaction::Ignored }
}

fn set_speed(cx: &mut Context<'_>, faster: bool) -> Reaction {
    let speed = &mut cx.shared.training.phase_speed;
    *speed = next_phase_speed(*speed, faster);
    let speed = Speed::StepsPerSecond(*speed);
    cx.pace(Pace::Speed(speed))
}

/// Pauses, so that the check is one of the place on the screen.
fn open_check(cx: &mut Context<'_>) -> Reaction {
    cx.replace(Check);
    cx.walk(Command::CheckGradients)
}

fn choose_mistake(cx: &mut Context<'_>) -> Reaction {
    cx.replace(Mistakes::new(cx.snapshot.mistake()))
}

fn turn_scale(_: &mut Step, cx: &mut Context<'_>) -> Reaction {
    cx.shared.look.logarithmic = !cx.shared.look.logarithmic;
    Reaction::Done
}

fn elsewhere(_: &mut Step, cx: &mut Context<'_>) -> Reaction {
    cx.refuse(t!(cx.text(), "step.only_on_dashboard", key = cx.shared.key_of("step.leave")))
}

impl Step {
    fn show_single(&mut self, cx: &mut Context<'_>) -> Reaction {
        if cx.snapshot.open.is_none() || self.single {
            return Reaction::Ignored;
        }
        self.single = true;
        Reaction::Done
    }

    fn show_all(&mut self, _: &mut Context<'_>) -> Reaction {
        if std::mem::take(&mut self.single) { Reaction::Done } else { Reaction::Ignored }
    }

    fn turn_digits(&mut self, cx: &mut Context<'_>) -> Reaction {
        if cx.snapshot.open.is_none() || self.letters || cx.shared.look.is_hidden {
            return Reaction::Ignored;
        }
        self.full = !self.full;
        Reaction::Done
    }

    fn turn_letters(&mut self, cx: &mut Context<'_>) -> Reaction {
        if cx.snapshot.open.is_none() {
            return Reaction::Ignored;
        }
        self.letters = !self.letters;
        Reaction::Done
    }

    fn turn_focus(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        let Some(open) = &cx.snapshot.open else { return Reaction::Ignored };
        let operands = Description::new(open, open.phase()).operands().count();
        // From the result the next matrix is the first on the left.
        self.focus = turned(self.focus.min(operands - 1), -by, operands);
        Reaction::Done
    }

    /// The cursor moves in the matrix with the focus, as far as it can: each of its axes is an axis of the result, or the
    /// sum's. Along an axis of one entry it cannot.
    fn move_place(&mut self, cx: &mut Context<'_>, down: isize, right: isize) -> Reaction {
        let Some(open) = &cx.snapshot.open else { return Reaction::Ignored };
        let description = Description::new(open, open.phase());
        let place = description.clamped(self.place);
        let (rows, columns) = description.operand(self.focus).axes;
        let (axis, by) = if down == 0 { (columns, right) } else { (rows, down) };
        let furthest = description.clamped(place.set(axis, usize::MAX));
        self.place = description.clamped(place.set(axis, place.along(axis).saturating_add_signed(by)));
        if furthest.along(axis) > 0 { Reaction::Done } else { Reaction::Ignored }
    }

    /// The cursor goes to `row` and `column` of the operand number `focus`, as the mouse asks.
    fn point(&mut self, snapshot: &Snapshot, focus: usize, (row, column): (usize, usize)) -> Reaction {
        let Some(open) = &snapshot.open else { return Reaction::Ignored };
        let description = Description::new(open, open.phase());
        let (rows, columns) = description.operand(focus).axes;
        self.focus = focus;
        let place = description.clamped(self.place).set(rows, row).set(columns, column);
        self.place = description.clamped(place);
        Reaction::Done
    }
}
