//! The Step screen: one step of training, phase by phase.

mod arrange;
mod cell;
mod check;
mod draw;
mod mistakes;
mod outer;
mod road;
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
use crate::ui::kit::cycled;
use crate::ui::pace::{Pace, Playback};
pub use check::Check;
pub use mistakes::Mistakes;
pub use talk::Talk;

/// The state of the Step screen.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// The opened entry of the result, and the term under the cursor.
    pub place: Place,
    /// The operand with the cursor, counted from the result at 0 to the left.
    pub focus: usize,
    /// Whether only the matrix with the focus is shown.
    pub single: bool,
    /// Whether the opened entry is written with all digits.
    pub full: bool,
    /// Whether letters replace the numbers.
    pub letters: bool,
}

/// Keys of other screens that users may try here.
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
        binding("step.next_matrix", TAB, |step, cx| step.cycle_focus(cx, 1)),
        binding("step.previous_matrix", BACK_TAB, |step, cx| step.cycle_focus(cx, -1)),
        binding("step.single", ENTER, Self::show_single),
        binding("step.all", ESC_ENTER, Self::show_all),
        binding("step.talk", &[Key::char('i')], |_, cx| where_a_step_is_open(cx, |cx| cx.replace(Talk))),
        binding("step.check", &[Key::char('c')], |_, cx| where_a_step_is_open(cx, open_check)),
        binding("step.mistakes", &[Key::char('x')], |_, cx| where_a_step_is_open(cx, choose_mistake)),
        binding("step.digits", &[Key::char('f')], Self::toggle_digits),
        binding("step.letters", &[Key::char('a')], Self::toggle_letters),
        binding("step.scale", SCALE, |_, cx| Reaction::toggle(&mut cx.shared.look.logarithmic, true)),
        binding("step.elsewhere", ELSEWHERE, elsewhere),
    ]];
}

/// Calls `act` if a step is open; during a walk, there is none to look at.
fn where_a_step_is_open(cx: &mut Context<'_>, act: impl FnOnce(&mut Context<'_>) -> Reaction) -> Reaction {
    if cx.snapshot.open.is_some() { act(cx) } else { Reaction::Ignored }
}

fn play(_: &mut Step, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.breakdown.is_some() {
        return Reaction::Refused; // the footer already says what is wrong and which key helps
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

/// Pauses first, so that the check is about the place on the screen.
fn open_check(cx: &mut Context<'_>) -> Reaction {
    cx.replace(Check);
    cx.walk(Command::CheckGradients)
}

fn choose_mistake(cx: &mut Context<'_>) -> Reaction {
    cx.replace(Mistakes::new(cx.snapshot.mistake()))
}

fn elsewhere(_: &mut Step, cx: &mut Context<'_>) -> Reaction {
    cx.refuse(t!(cx.text(), "step.only_on_dashboard", key = cx.shared.key_of("step.leave")))
}

impl Step {
    fn show_single(&mut self, cx: &mut Context<'_>) -> Reaction {
        let applies = cx.snapshot.open.is_some() && !self.single;
        Reaction::toggle(&mut self.single, applies)
    }

    fn show_all(&mut self, _: &mut Context<'_>) -> Reaction {
        Reaction::done_if(std::mem::take(&mut self.single))
    }

    fn toggle_digits(&mut self, cx: &mut Context<'_>) -> Reaction {
        let applies = cx.snapshot.open.is_some() && !self.letters && !cx.shared.look.is_hidden;
        Reaction::toggle(&mut self.full, applies)
    }

    fn toggle_letters(&mut self, cx: &mut Context<'_>) -> Reaction {
        Reaction::toggle(&mut self.letters, cx.snapshot.open.is_some())
    }

    fn cycle_focus(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        let Some(open) = &cx.snapshot.open else { return Reaction::Ignored };
        let operands = Description::new(open, open.phase()).operands().count();
        // After the result, the next matrix is the rightmost operand.
        self.focus = cycled(self.focus.min(operands - 1), -by, operands);
        Reaction::Done
    }

    /// Moves the cursor in the matrix with the focus. Each of its axes is either an axis of the result or the one
    /// summed over. Along an axis with a single entry, the cursor cannot move.
    fn move_place(&mut self, cx: &mut Context<'_>, down: isize, right: isize) -> Reaction {
        let Some(open) = &cx.snapshot.open else { return Reaction::Ignored };
        let description = Description::new(open, open.phase());
        let place = description.clamped(self.place);
        let (rows, columns) = description.operand(self.focus).axes;
        let (axis, by) = if down == 0 { (columns, right) } else { (rows, down) };
        let furthest = description.clamped(place.set(axis, usize::MAX));
        self.place = description.clamped(place.set(axis, place.along(axis).saturating_add_signed(by)));
        Reaction::done_if(furthest.along(axis) > 0)
    }

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
