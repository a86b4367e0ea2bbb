//! The menu of mistakes that can be planted.

use ratatui::layout::Rect;

use super::outer::{draw_overlay, overlay_width};
use crate::nn::Mistake;
use crate::session::{Command, Setting, Snapshot};
use crate::t;
use crate::ui::canvas::{Canvas, Scene};
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{ENTER, Key, KeyCode};
use crate::ui::kit::{list_line, moved};
use crate::ui::shared::Shared;

#[derive(Debug, Clone)]
pub struct Mistakes {
    /// The chosen line; the first one removes the mistake.
    chosen: usize,
}

const DOWN: &[Key] = &[
    Key::char('j'),
    Key::plain(KeyCode::Down),
    Key::shift(KeyCode::Down),
    Key::plain(KeyCode::Right),
    Key::plain(KeyCode::PageDown),
];
const UP: &[Key] = &[
    Key::char('k'),
    Key::plain(KeyCode::Up),
    Key::shift(KeyCode::Up),
    Key::plain(KeyCode::Left),
    Key::plain(KeyCode::PageUp),
];
const CLOSE: &[Key] = &[Key::plain(KeyCode::Esc), Key::char('q'), Key::char('x')];

impl Keyed for Mistakes {
    const NAME: &'static str = "mistakes";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("mistakes.down", DOWN, |mistakes, _| mistakes.choose(1)),
        binding("mistakes.up", UP, |mistakes, _| mistakes.choose(-1)),
        binding("mistakes.plant", ENTER, Self::plant),
        binding("mistakes.close", CLOSE, |_, cx| cx.uncover()),
    ]];
}

impl Mistakes {
    /// Returns the menu, with the planted mistake chosen.
    pub fn new(planted: Option<Mistake>) -> Self {
        let line = Mistake::ALL.iter().position(|&mistake| Some(mistake) == planted);
        Self { chosen: line.map_or(0, |index| index + 1) }
    }

    fn choose(&mut self, by: isize) -> Reaction {
        self.chosen = moved(self.chosen, by, Mistake::ALL.len() + 1);
        Reaction::Done
    }

    fn plant(&mut self, cx: &mut Context<'_>) -> Reaction {
        let mistake = self.chosen.checked_sub(1).and_then(|index| Mistake::ALL.get(index)).copied();
        if mistake.is_some_and(|mistake| !cx.snapshot.possible_mistakes().contains(&mistake)) {
            return cx.refuse(t!(cx.text(), "step.impossible"));
        }
        cx.uncover();
        cx.command(Command::Set(Setting::Mistake(mistake)))
    }
}

impl Component for Mistakes {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let Scene { shared: Shared { text, .. }, snapshot, theme } = canvas.scene;
        if snapshot.open.is_none() {
            return;
        }
        let line = |(index, mistake): (usize, Option<Mistake>)| {
            let is_possible = mistake.is_none_or(|mistake| snapshot.possible_mistakes().contains(&mistake));
            let sentence = mistake.map_or(t!(text, "step.no_mistake"), |mistake| {
                text.of_name("mistakes", mistake.name()).unwrap_or_default()
            });
            let mark = if index == self.chosen { '►' } else { ' ' };
            let planted = if mistake == snapshot.mistake() { '●' } else { ' ' };
            let note = if is_possible { String::new() } else { format!(" ({})", t!(text, "step.impossible")) };
            let style = if is_possible { theme.value } else { theme.dim };
            let words = format!(" {mark}{planted} {sentence}{note}");
            list_line(&words, index == self.chosen, style, overlay_width(area))
        };
        let all = [None].into_iter().chain(Mistake::ALL.map(Some));
        let titles = [t!(text, "step.mistakes"), t!(text, "step.choose")];
        draw_overlay(canvas, titles, all.enumerate().map(line).collect(), area);
    }

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["mistakes.down mistakes.up", "mistakes.plant", "mistakes.close"]
    }

    fn passes(&self, name: &str, _snapshot: &Snapshot) -> bool {
        matches!(name, "app.help" | "step.leave")
    }
}
