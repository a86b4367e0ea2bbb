//! The overlay that lists all keys, over whatever screen is open.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::session::Snapshot;
use crate::t;
use crate::ui::bound_keys::{BoundKeys, Sections};
use crate::ui::canvas::{Canvas, Scene};
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::diagnoses::explained;
use crate::ui::keymap::{BACK, DOWN, END, FORWARD, HOME, Key, KeyCode, UP};
use crate::ui::kit::{aligned_left, below, cells, inside, overlay, paragraph, right_of, window_from};
use crate::ui::shared::Shared;

/// The overlay that lists all keys.
#[derive(Debug, Clone, Default)]
pub struct Help {
    scroll: u16,
}

const PAGE: u16 = 15;
const WIDEST: usize = 16;
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
        render(canvas, self.scroll, area);
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

/// Returns the lines of the help: names of sections, and keys with what they do.
fn lines<'a>(sections: &Sections, Scene { shared, theme, .. }: Scene<'_>) -> Vec<Line<'a>> {
    let all = sections.iter().flat_map(|(_, all)| all);
    let keys_width = all.map(|bound| bound.key_names(WIDEST).width()).max().unwrap_or(0);
    let heading = |section: &str| Line::styled(format!(" {}", shared.text.section(section)), theme.value);
    let line = |bound: &BoundKeys| {
        let sentence = shared.text.sentence(bound.name)?;
        let names = aligned_left(&bound.key_names(WIDEST), keys_width);
        Some(Line::from(vec![Span::styled(format!(" {names}  "), theme.key), Span::raw(sentence)]))
    };
    let of_section = |(section, all): &(&str, Vec<BoundKeys>)| {
        [heading(section)].into_iter().chain(all.iter().filter_map(line)).collect::<Vec<_>>()
    };
    sections.iter().flat_map(of_section).collect()
}

/// Arranges the lines in two columns if both fit into `width`, else in one.
fn arranged<'a>(sections: &Sections, scene: Scene<'_>, width: u16) -> Vec<Vec<Line<'a>>> {
    let lines = lines(sections, scene);
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    let columns = if 2 * widest + 2 <= usize::from(width) { 2 } else { 1 };
    lines.chunks(lines.len().div_ceil(columns).max(1)).map(<[Line]>::to_vec).collect()
}

/// Returns whether the whole help fits into `area` without scrolling.
pub fn fits(sections: &Sections, scene: Scene<'_>, area: Rect) -> bool {
    let inside = inside(area);
    let height = arranged(sections, scene, inside.width).first().map_or(0, Vec::len);
    height + alert_lines(scene, inside.width).len() <= usize::from(inside.height)
}

/// Returns the alerts at full length, with advice, wrapped to `width`.
fn alert_lines(Scene { shared, snapshot, theme }: Scene<'_>, width: u16) -> Vec<Line<'static>> {
    let wrapped = |sentence: &String| paragraph(&format!("! {sentence}"), theme.wrong, width);
    explained(shared.alerts.shown(), snapshot, shared.text, shared.keys).iter().flat_map(wrapped).collect()
}

/// Draws the overlay from line `scroll` on, in two columns if both fit.
pub fn render(canvas: &mut Canvas, scroll: u16, area: Rect) {
    let Scene { shared, theme, .. } = canvas.scene;
    let title = Line::styled(t!(shared.text, "panes.help"), theme.value);
    let right = Line::styled(t!(shared.text, "panes.help_close"), theme.dim);
    let inside = overlay(title, right, theme, area, canvas.buffer);
    let alerts = alert_lines(canvas.scene, inside.width);
    let place = below(inside, cells(alerts.len()));
    canvas.lines(alerts, inside);
    let columns = arranged(&(canvas.keys)(), canvas.scene, inside.width);
    let wide = place.width / cells(columns.len()).max(1);
    let height = columns.first().map_or(0, Vec::len);
    // The last line stays on the screen, however far the user scrolls.
    let seen = window_from(scroll.into(), place.height.into(), height);
    for (column, lines) in (0..).zip(columns) {
        canvas.lines(lines.into_iter().skip(seen.start), right_of(place, column * wide));
    }
}
