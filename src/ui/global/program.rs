//! The program: its overlays, its files, and the ways out.

use super::Global;
use crate::session::Snapshot;
use crate::ui::component::{Binding, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::effect::Host;
use crate::ui::keymap::{ESC, Key};
use crate::ui::overlays::{Help, Settings, begin_saving, leave};

pub const TABLE: &[Binding<Global>] = &[
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

/// Behind all screens is the dashboard.
fn leave_screen(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.screen == "dashboard" { Reaction::Ignored } else { cx.open("dashboard") }
}

/// The keys that no overlay and no prompt takes.
pub struct Always;

impl Keyed for Always {
    const NAME: &'static str = "always";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("app.quit_at_once", &[Key::ctrl('c')], |_, cx| cx.host(Host::Quit)),
        binding("app.suspend", &[Key::ctrl('z')], |_, cx| cx.host(Host::Suspend)),
    ]];
}

/// What goes on, or waits, is given up before the screen goes a level back.
pub struct Stop;

impl Keyed for Stop {
    const NAME: &'static str = "stop";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[binding("app.stop", ESC, stop)]];
}

fn stop(_: &mut Stop, cx: &mut Context<'_>) -> Reaction {
    let goes_on = goes_on(cx.snapshot) || cx.shared.training.waiting() > 0;
    if goes_on { cx.stay() } else { Reaction::Ignored }
}

/// Whether something goes on that can be given up.
fn goes_on(snapshot: &Snapshot) -> bool {
    let lags = snapshot.other_run.as_ref().is_some_and(|beside| beside.lags_behind(snapshot.position.step));
    snapshot.target.is_some() || snapshot.check.progress.is_some() || lags
}
