//! The overlay with all keys.

mod draw;

pub use draw::fits;
use ratatui::layout::Rect;

use crate::session::Snapshot;
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{BACK, DOWN, END, FORWARD, HOME, Key, KeyCode, UP};
use crate::ui::kit::cells;
use crate::ui::shared::Shared;

/// The overlay with all keys.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// The lines that it is scrolled down by.
    scroll: u16,
}

/// The lines that a page goes by.
const PAGE: u16 = 15;
const CLOSE: &[Key] = &[Key::plain(KeyCode::Esc), Key::char('q'), Key::char('?'), Key::plain(KeyCode::Enter)];

impl Keyed for Help {
    const NAME: &'static str = "help";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("help.down", DOWN, |help, cx| help.scroll_down(1, cx)),
        binding("help.up", UP, |help, _| help.scroll_up(1)),
        binding("help.page_up", BACK, |help, _| help.scroll_up(PAGE)),
        binding("help.page_down", FORWARD, |help, cx| help.scroll_down(PAGE, cx)),
        binding("help.top", HOME, |help, _| help.scroll_up(u16::MAX)),
        binding("help.bottom", END, |help, cx| help.scroll_down(u16::MAX, cx)),
        binding("help.close", CLOSE, |_, cx: &mut Context<'_>| cx.uncover()),
    ]];
}

impl Help {
    /// Down to a line that there may be.
    fn scroll_down(&mut self, by: u16, cx: &Context<'_>) -> Reaction {
        self.scroll = self.scroll.saturating_add(by).min(cells(cx.shared.keys.len()));
        Reaction::Done
    }

    fn scroll_up(&mut self, by: u16) -> Reaction {
        self.scroll = self.scroll.saturating_sub(by);
        Reaction::Done
    }
}

impl Component for Help {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        draw::render(canvas, self.scroll, area);
    }

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["help.down help.up", "help.page_up help.page_down", "help.close"]
    }

    fn passes(&self, _name: &str, _snapshot: &Snapshot) -> bool {
        false
    }

    fn covers(&self) -> bool {
        true
    }
}
