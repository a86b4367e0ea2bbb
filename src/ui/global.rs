//! Keys with the same meaning on every screen, unless the screen binds them itself.

use super::component::{Binding, Keyed, Reaction, binding};
use super::context::Context;
use super::effect::Host;
use super::keymap::{BACK, END, ESC, FORWARD, HOME, Key};
use super::overlays::{GoTo, Help, Settings, begin_saving, leave};
use super::pace::{Pace, Playback};
use crate::session::{Command, Position, Setting, Snapshot};
use crate::settings::{Speed, next_learning_rate};
use crate::t;

/// Keys with the same meaning on every screen, unless the screen binds them itself.
pub struct Global;

/// Keys of the program: overlays, files, and ways out.
pub(super) const PROGRAM: &[Binding<Global>] = &[
    binding("app.settings", &[Key::char('t')], |_, cx| cx.cover(Settings)),
    binding("app.help", &[Key::char('?')], |_, cx| cx.cover(Help::default())),
    binding("app.save", &[Key::char('S')], |_, cx| begin_saving(cx)),
    binding("app.hide_alert", ESC, hide_alert),
    binding("app.leave_screen", ESC, leave_screen),
    binding("app.quit", &[Key::char('q')], |_, cx| leave(cx)),
];

fn hide_alert(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.shared.alerts.dismiss() { Reaction::Done } else { Reaction::Ignored }
}

/// The dashboard is behind every screen.
fn leave_screen(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.screen == "dashboard" { Reaction::Ignored } else { cx.open("dashboard") }
}

/// Keys for time: running, steps, and jumps.
pub(super) const TIME: &[Binding<Global>] = &[
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

const FASTER: &[Key] = &[Key::char('+'), Key::char('=')];
const SLOWER: &[Key] = &[Key::char('-')];

fn play(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.breakdown.is_some() {
        return Reaction::Refused; // the footer already says what is wrong and which key helps
    }
    if cx.snapshot.target.is_some() {
        // A walk is going on: this key stops it, too.
        return cx.stay();
    }
    let is_paused = cx.shared.training.playback() == Playback::Paused;
    cx.pace(Pace::Playback(if is_paused { Playback::Running } else { Playback::Paused }))
}

fn back(cx: &mut Context<'_>, command: Command) -> Reaction {
    // Waiting commands may lead away from the start.
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

/// Goes to the marked place, on the screen that advances by phases.
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

/// Keys that change the run or start it over.
pub(super) const RUN: &[Binding<Global>] = &[
    binding("run.smaller_rate", &[Key::char('[')], |_, cx| set_rate(cx, false)),
    binding("run.larger_rate", &[Key::char(']')], |_, cx| set_rate(cx, true)),
    binding("run.reset", &[Key::char('r')], |_, cx| cx.command(Command::Reset)),
    binding("run.reseed", &[Key::char('R')], reseed),
    binding("run.undo", &[Key::char('u')], undo),
    binding("run.redo", &[Key::ctrl('r')], redo),
];

fn set_rate(cx: &mut Context<'_>, larger: bool) -> Reaction {
    let rate = next_learning_rate(cx.shared.training.learning_rate(cx.snapshot), larger);
    cx.command(Command::Set(Setting::LearningRate(rate)))
}

fn reseed(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.is_random() { cx.command(Command::Reseed) } else { cx.refuse(t!(cx.text(), "messages.not_random")) }
}

/// Undoes the latest deed, or a request that is still waiting; pauses, so that the result stays visible.
fn undo(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.deeds.undo.is_none() && cx.shared.training.waiting() == 0 {
        return cx.refuse(t!(cx.text(), "deeds.nothing_to_undo"));
    }
    cx.walk(Command::Undo)
}

/// Redoes what was undone, and pauses.
fn redo(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.deeds.redo.is_none() && cx.shared.training.waiting() == 0 {
        return cx.refuse(t!(cx.text(), "deeds.nothing_to_redo"));
    }
    cx.walk(Command::Redo)
}

const PREDICT: &[Key] = &[Key::char('v')];

/// Keys that change what is shown.
pub(super) const LOOK: &[Binding<Global>] = &[binding("look.hide", PREDICT, hide), binding("look.show", PREDICT, show)];

fn hide(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if std::mem::replace(&mut cx.shared.look.is_hidden, true) { Reaction::Ignored } else { Reaction::Done }
}

fn show(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if std::mem::take(&mut cx.shared.look.is_hidden) { Reaction::Done } else { Reaction::Ignored }
}

/// Keys that work everywhere, even in overlays and prompts.
pub struct Always;

impl Keyed for Always {
    const NAME: &'static str = "always";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("app.quit_at_once", &[Key::ctrl('c')], |_, cx| cx.host(Host::Quit)),
        binding("app.suspend", &[Key::ctrl('z')], |_, cx| cx.host(Host::Suspend)),
    ]];
}

/// The key that gives up what is going on or waits, before the screen goes back a level.
pub struct Stop;

impl Keyed for Stop {
    const NAME: &'static str = "stop";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[binding("app.stop", ESC, stop)]];
}

fn stop(_: &mut Stop, cx: &mut Context<'_>) -> Reaction {
    let goes_on = goes_on(cx.snapshot) || cx.shared.training.waiting() > 0;
    if goes_on { cx.stay() } else { Reaction::Ignored }
}

/// Returns whether something is going on that can be given up.
fn goes_on(snapshot: &Snapshot) -> bool {
    let lags = snapshot.other_run.as_ref().is_some_and(|beside| beside.lags_behind(snapshot.position.step));
    snapshot.target.is_some() || snapshot.check.progress.is_some() || lags
}
