//! The overlay with every setting: what its keys do. The chosen line and the changes are kept when it closes.

mod draw;
mod fields;
mod state;

use ratatui::layout::Rect;

use crate::session::{Command, Snapshot};
use crate::settings::{PRESET, SEED};
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{DOWN, ENTER, ESC, HOME, Key, KeyCode, UP};
use crate::ui::overlays::entry::plain_number;
use crate::ui::pace::Pace;
use crate::ui::shared::Shared;

pub use fields::{Field, Plan};
pub use state::{Controls, SettingsLine};

/// The overlay with every setting.
#[derive(Debug, Clone)]
pub struct Settings;

const LESS: &[Key] =
    &[Key::plain(KeyCode::Left), Key::plain(KeyCode::PageUp), Key::char('h'), Key::shift(KeyCode::Left)];
const MORE: &[Key] =
    &[Key::plain(KeyCode::Right), Key::plain(KeyCode::PageDown), Key::char('l'), Key::shift(KeyCode::Right)];
const LAST: &[Key] = &[Key::plain(KeyCode::End), Key::char('r')];
const CLOSE: &[Key] = &[Key::plain(KeyCode::Esc), Key::char('q'), Key::char('t')];

impl Keyed for Settings {
    const NAME: &'static str = "settings";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("settings.done", ENTER, set_typed),
        binding("settings.give_up", ESC, give_up),
        binding("settings.down", DOWN, |_, cx| choose(cx, 1)),
        binding("settings.up", UP, |_, cx| choose(cx, -1)),
        binding("settings.first", HOME, |_, cx| go_to(cx, SettingsLine::Field(Field::default()))),
        binding("settings.last", LAST, |_, cx| go_to(cx, SettingsLine::Start)),
        binding("settings.less", LESS, |_, cx| turn(cx, false)),
        binding("settings.more", MORE, |_, cx| turn(cx, true)),
        binding("settings.write", ENTER, write),
        binding("settings.start", ENTER, start),
        binding("settings.drop", ENTER, drop_draft),
        binding("settings.close", CLOSE, |_, cx| cx.uncover()),
    ]];
}

/// Sets the chosen setting to the typed value; an empty entry changes nothing.
fn set_typed(_: &mut Settings, cx: &mut Context<'_>) -> Reaction {
    let Some(typed) = cx.shared.settings.entry.take() else { return Reaction::Ignored };
    let typed = typed.trim();
    match cx.shared.settings.line {
        SettingsLine::Field(field) if !typed.is_empty() => {
            let is_number = field.choices().is_empty();
            change(cx, field, &if is_number { plain_number(typed) } else { typed.to_owned() })
        }
        _ => Reaction::Done,
    }
}

fn give_up(_: &mut Settings, cx: &mut Context<'_>) -> Reaction {
    if cx.shared.settings.entry.take().is_some() { Reaction::Done } else { Reaction::Ignored }
}

fn go_to(cx: &mut Context<'_>, line: SettingsLine) -> Reaction {
    cx.shared.settings.refused = None;
    cx.shared.settings.line = line;
    Reaction::Done
}

fn choose(cx: &mut Context<'_>, by: isize) -> Reaction {
    let Shared { settings, training, .. } = &*cx.shared;
    let lines = settings.lines(training, cx.snapshot);
    let at = lines.iter().position(|line| *line == settings.line).unwrap_or(lines.len() - 1);
    go_to(cx, lines[at.saturating_add_signed(by).min(lines.len() - 1)])
}

/// Returns the chosen setting if it applies to the data set.
fn chosen(cx: &mut Context<'_>) -> Option<Field> {
    cx.shared.settings.refused = None;
    let Shared { settings, training, .. } = &*cx.shared;
    match settings.line {
        SettingsLine::Field(field) => Some(field).filter(|field| field.applies(&settings.plan(training, cx.snapshot))),
        SettingsLine::Start | SettingsLine::Drop => None,
    }
}

fn write(_: &mut Settings, cx: &mut Context<'_>) -> Reaction {
    if chosen(cx).is_none() {
        return Reaction::Ignored;
    }
    cx.shared.settings.entry = Some(String::new());
    Reaction::Done
}

fn turn(cx: &mut Context<'_>, is_up: bool) -> Reaction {
    let Some(field) = chosen(cx) else { return Reaction::Ignored };
    let plan = cx.shared.settings.plan(&cx.shared.training, cx.snapshot);
    change(cx, field, &field.next(&plan, is_up))
}

/// Changes `field` to the typed value: at once if the run can continue with it, else in the draft of a new run.
fn change(cx: &mut Context<'_>, field: Field, typed: &str) -> Reaction {
    let Shared { settings, training, .. } = &mut *cx.shared;
    let (mut plan, brings_all) = (settings.plan(training, cx.snapshot), settings.brings_all(cx.snapshot));
    if field.set(&mut plan, typed).is_none() {
        settings.refused = Some(typed.to_owned());
        return Reaction::Done;
    }
    match field.setting(&plan).filter(|_| !brings_all) {
        Some(setting) => {
            settings.ask(setting);
            return cx.command(Command::Set(setting));
        }
        None if field == Field::Speed => {
            training.speed = plan.speed;
            // The speed of phases is separate.
            if !training.by_phases {
                return cx.pace(Pace::Speed(plan.speed));
            }
        }
        None => {
            if field == Field::OfRun(&SEED) {
                settings.keep_seed();
            }
            settings.keep(plan.recipe, brings_all || field == Field::OfRun(&PRESET));
        }
    }
    Reaction::Done
}

/// Starts a run with the settings of the draft, and closes the overlay to show it.
fn start(_: &mut Settings, cx: &mut Context<'_>) -> Reaction {
    let Shared { settings, training, .. } = &mut *cx.shared;
    if settings.line != SettingsLine::Start {
        return Reaction::Ignored;
    }
    settings.refused = None;
    let recipe = settings.plan(training, cx.snapshot).recipe;
    settings.begin(recipe.clone());
    cx.uncover_all();
    cx.command(Command::Rebuild(recipe.into()))
}

fn drop_draft(_: &mut Settings, cx: &mut Context<'_>) -> Reaction {
    let settings: &mut Controls = &mut cx.shared.settings;
    if settings.line != SettingsLine::Drop {
        return Reaction::Ignored;
    }
    settings.forget();
    go_to(cx, SettingsLine::Start)
}

impl Component for Settings {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        draw::render(canvas, &canvas.scene.shared.settings, area);
    }

    fn footer(&self, shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        if shared.settings.entry.is_some() {
            return vec!["settings.done", "settings.give_up"];
        }
        vec![
            "settings.down settings.up",
            "settings.less settings.more",
            "settings.write",
            "settings.start",
            "settings.drop",
            "time.play",
            "step.play",
            "run.undo",
            "settings.close",
            "screens.dashboard",
        ]
    }

    fn passes(&self, name: &str, _snapshot: &Snapshot) -> bool {
        let (section, key) = name.split_once('.').unwrap_or_default();
        match section {
            "time" | "step" => matches!(key, "play" | "faster" | "slower"),
            "run" => !matches!(key, "reset" | "reseed"),
            _ => matches!(name, "app.help" | "app.save"),
        }
    }

    fn covers(&self) -> bool {
        true
    }

    fn entry<'a>(&'a self, shared: &'a Shared) -> Option<&'a str> {
        shared.settings.entry.as_deref()
    }

    fn entry_mut<'a>(&'a mut self, shared: &'a mut Shared) -> Option<&'a mut String> {
        shared.settings.entry.as_mut()
    }

    fn closed(&self, shared: &mut Shared) {
        (shared.settings.entry, shared.settings.refused) = (None, None);
    }
}
