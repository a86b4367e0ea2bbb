//! Time: run and pause, step by step, and to any place.

use super::Global;
use crate::session::{Command, Position, Snapshot};
use crate::settings::Speed;
use crate::t;
use crate::ui::component::{Binding, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{BACK, END, FORWARD, HOME, Key};
use crate::ui::overlays::GoTo;
use crate::ui::pace::{Pace, Playback};

pub const TABLE: &[Binding<Global>] = &[
    binding("time.play", &[Key::char(' ')], play),
    binding("time.back", BACK, |_, cx| back(cx, Command::StepBack)),
    binding("time.forward", FORWARD, |_, cx| cx.walk(Command::Step)),
    binding("time.phase_back", &[Key::char(',')], |_, cx| back(cx, Command::PhaseBack)),
    binding("time.phase", &[Key::char('.')], |_, cx| cx.walk(Command::Phase)),
    binding("time.step_back", &[Key::char('<')], |_, cx| back(cx, Command::StepBack)),
    binding("time.step", &[Key::char('>')], |_, cx| cx.walk(Command::Step)),
    binding("time.ten", &[Key::char('}')], |_, cx| cx.jump(Command::Steps(10))),
    binding("time.ten_back", &[Key::char('{')], |_, cx| cx.jump(Command::Steps(-10))),
    binding("time.hundred", &[Key::char(')')], |_, cx| cx.jump(Command::Steps(100))),
    binding("time.hundred_back", &[Key::char('(')], |_, cx| cx.jump(Command::Steps(-100))),
    binding("time.epoch", &[Key::char('e')], |_, cx| cx.jump(Command::Epochs(1))),
    binding("time.epoch_back", &[Key::char('E')], |_, cx| cx.jump(Command::Epochs(-1))),
    binding("time.go_to", &[Key::char('g'), Key::char(':')], |_, cx| cx.cover(GoTo::default())),
    binding("time.start", HOME, |_, cx| cx.jump(Command::GoTo(Position::default()))),
    binding("time.end", END, |_, cx| cx.jump(Command::GoTo(Position { step: cx.snapshot.furthest, phase: 0 }))),
    binding("time.mark", &[Key::char('B')], mark),
    binding("time.to_mark", &[Key::char('b')], to_mark),
    binding("time.faster", FASTER, |_, cx| set_speed(cx, Speed::faster)),
    binding("time.slower", SLOWER, |_, cx| set_speed(cx, Speed::slower)),
];

/// More steps, or phases, a second.
pub const FASTER: &[Key] = &[Key::char('+'), Key::char('=')];
/// Fewer steps, or phases, a second.
pub const SLOWER: &[Key] = &[Key::char('-')];

fn play(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.breakdown.is_some() {
        return Reaction::Refused; // the footer says what happened and which key helps
    }
    if cx.snapshot.target.is_some() {
        // What goes on is a walk: this key stops it, too.
        return cx.stay();
    }
    let is_paused = cx.shared.training.playback() == Playback::Paused;
    cx.pace(Pace::Playback(if is_paused { Playback::Running } else { Playback::Paused }))
}

fn back(cx: &mut Context<'_>, command: Command) -> Reaction {
    // What is on its way may lead away from the start.
    if is_at_start(cx.snapshot) && cx.shared.training.waiting() == 0 {
        return cx.refuse(t!(cx.text(), "messages.at_start"));
    }
    cx.walk(command)
}

fn is_at_start(snapshot: &Snapshot) -> bool {
    snapshot.position == Position::default() && snapshot.breakdown.is_none() && snapshot.target.is_none()
}

fn mark(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    let Position { step, phase } = cx.snapshot.position;
    cx.shared.training.mark = Some(cx.snapshot.position);
    let symbol = cx.snapshot.phases()[phase].symbol(cx.snapshot.hidden_layers());
    cx.say(t!(cx.text(), "step.marked", step = step, phase = symbol, key = cx.shared.key_of("time.to_mark")))
}

/// To the marked place, on the screen that goes phase by phase.
fn to_mark(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    let Some(mark) = cx.shared.training.mark else {
        return cx.refuse(t!(cx.text(), "step.no_mark", key = cx.shared.key_of("time.mark")));
    };
    if !cx.shared.training.by_phases {
        cx.open("step");
    }
    cx.walk(Command::GoTo(mark))
}

fn set_speed(cx: &mut Context<'_>, next: impl Fn(Speed) -> Speed) -> Reaction {
    let speed = next(cx.shared.training.speed);
    cx.shared.training.speed = speed;
    cx.pace(Pace::Speed(speed))
}
