//! Every setting, over whatever screen is open.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line as Row, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::bars;
use super::numbers::{fit, fit_end, wrap};
use super::theme::Theme;
use crate::app::{App, Controls, Field, Line, Plan};
use crate::session::Snapshot;
use crate::settings::{DATASET, FEATURES, Group, HIDDEN};
use crate::t;
use crate::text::sanitize;

/// The widest that the overlay grows: longer lines are hard to follow.
const WIDEST: u16 = 110;
/// The columns of a group's name, and of a setting's.
const GROUP: usize = 14;
const NAME: usize = 20;
/// The lines of the words about the chosen line: its range, and a sentence.
const WORDS: u16 = 3;

/// All that a row needs to know.
struct Shown<'a> {
    app: &'a App,
    controls: &'a Controls,
    /// What the overlay shows.
    plan: Plan,
    /// The run as it is.
    current: Plan,
    /// The settings that need a new run.
    changed: Vec<Field>,
    theme: &'a Theme,
    width: usize,
}

/// Draws the overlay.
///
/// ```text
/// ┌ title ──────────────────────────────┐
/// │ group  name       value      range  │  as many as fit, scrolled to the chosen one
/// │ …                                   │
/// │ start a new run                     │
/// │ drop what needs one                 │  where something does
/// ├─────────────────────────────────────┤
/// │ range, sentence                     │  about the chosen line
/// └─────────────────────────────────────┘
/// ```
pub fn render(app: &App, controls: &Controls, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (plan, current) = (controls.plan(app, snapshot), controls.current(app, snapshot));
    let changed = controls.changed(app, snapshot);
    let pinned = 1 + u16::from(!changed.is_empty());
    let fields = Field::ALL.len() as u16;
    let (width, height) = (area.width.min(WIDEST), area.height.min(fields + pinned + WORDS + 3));
    let place = Rect { x: area.x + (area.width - width) / 2, width, height, ..area };
    Clear.render(place, buffer);
    let title = Row::styled(t!(app.text, "controls.title").to_owned(), theme.value);
    let hint = if changed.is_empty() {
        Row::styled(t!(app.text, "controls.hint").to_owned(), theme.dim)
    } else {
        Row::styled(t!(app.text, "controls.hint_changed").to_owned(), theme.paused)
    };
    let inside = bars::frame(title, hint, true, theme, place, buffer);
    let shown = Shown { app, controls, plan, current, changed, theme, width: usize::from(inside.width) };
    let rows = [Constraint::Fill(1), Constraint::Length(pinned), Constraint::Length(1), Constraint::Length(WORDS)];
    let [list, last, rule, words] = Layout::vertical(rows).areas(inside);
    shown.fields(list, buffer);
    shown.last_lines(last, buffer);
    bars::text(Row::styled("─".repeat(shown.width), theme.border), rule, 0, buffer);
    shown.words(words, buffer);
}

impl Shown<'_> {
    /// The settings, scrolled so that the chosen one shows, with what is left out above and below.
    fn fields(&self, area: Rect, buffer: &mut Buffer) {
        let height = usize::from(area.height);
        let most = Field::ALL.len().saturating_sub(height);
        let chosen = match self.controls.line {
            Line::Field(field) => Field::ALL.iter().position(|other| *other == field).unwrap_or_default(),
            Line::Start | Line::Drop => Field::ALL.len(),
        };
        let first = (chosen + 2).saturating_sub(height).min(most);
        for (row, field) in Field::ALL.into_iter().skip(first).take(height).enumerate() {
            bars::text(self.field(field, row == 0), area, row as u16, buffer);
        }
        let corner = usize::from(area.width.saturating_sub(2));
        let mut arrow = |glyph: &str, row: usize| {
            let place = Rect { x: area.x + corner as u16, width: 2, ..area };
            bars::text(Row::styled(glyph.to_owned(), self.theme.key), place, row as u16, buffer);
        };
        if first > 0 {
            arrow("▲", 0);
        }
        if first < most && height > 0 {
            arrow("▼", height - 1);
        }
    }

    /// `Network   ► hidden units   8   1 … 65536; 16,16; none`
    fn field(&self, field: Field, is_first: bool) -> Row<'static> {
        let theme = self.theme;
        let before = Field::ALL.iter().take_while(|other| **other != field).last();
        let is_new_group = is_first || before.is_none_or(|before| before.group() != field.group());
        let group = match field.group() {
            _ if !is_new_group => "",
            Group::Data => t!(self.app.text, "controls.data"),
            Group::Network => t!(self.app.text, "controls.network"),
            Group::Training => t!(self.app.text, "controls.training"),
        };
        let is_chosen = self.controls.line == Line::Field(field);
        let is_changed = self.changed.contains(&field);
        let (mark, dot) = (if is_chosen { '►' } else { ' ' }, if is_changed { '●' } else { ' ' });
        let entry = self.controls.entry.as_ref().filter(|_| is_chosen);
        // The end of what is typed is what one looks at.
        let typed = entry.map(|entry| format!("{}▏", fit_end(&sanitize(entry), self.value_width() - 2)));
        let value = typed.unwrap_or_else(|| field.value(&self.plan));
        let name = self.app.text.of_name("controls.names", field.name()).unwrap_or_default();
        let (range, range_style) = self.beside(field, is_chosen);
        // The last columns are for the arrows.
        let room = self.width.saturating_sub(GROUP + NAME + self.value_width() + 7 + 3);
        let style = match (is_chosen, is_changed) {
            (true, _) => theme.cursor,
            (false, true) => theme.paused,
            (false, false) => theme.value,
        };
        Row::from(vec![
            Span::styled(format!(" {} ", padded(group, GROUP - 2)), theme.label),
            Span::styled(format!("{mark} "), theme.key),
            Span::raw(format!("{} ", padded(name, NAME))),
            Span::styled(format!("{dot}{}", padded(&value, self.value_width())), style),
            Span::raw("  "),
            Span::styled(fit(&range, room), range_style),
        ])
    }

    fn value_width(&self) -> usize {
        (self.width / 6).clamp(10, 18)
    }

    /// What stands beside a value: that it is refused, that it needs a new run, or what it takes.
    fn beside(&self, field: Field, is_chosen: bool) -> (String, Style) {
        let theme = self.theme;
        if let Some(refused) = self.controls.refused.as_ref().filter(|_| is_chosen) {
            return (format!("✗ {}: {}", fit(refused, 12), field.range(&self.plan)), theme.wrong);
        }
        if !field.is_there(&self.plan) {
            return (t!(self.app.text, "controls.not_there").to_owned(), theme.dim);
        }
        if self.changed.contains(&field) {
            return (t!(self.app.text, "controls.needs_run", value = field.value(&self.current)), theme.paused);
        }
        (field.range(&self.plan), theme.dim)
    }

    /// The lines that start a new run, and that drop it.
    fn last_lines(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        let dot = if self.changed.is_empty() { ' ' } else { '●' };
        for (row, (line, words)) in
            [(Line::Start, t!(self.app.text, "controls.start")), (Line::Drop, t!(self.app.text, "controls.drop"))]
                .into_iter()
                .enumerate()
        {
            let is_chosen = self.controls.line == line;
            let style = if is_chosen { theme.cursor } else { theme.value };
            let mark = if is_chosen { '►' } else { ' ' };
            let sentence = fit(words, self.width.saturating_sub(6));
            let spans = vec![
                Span::styled(format!(" {mark} "), theme.key),
                Span::styled(format!("{dot} "), theme.paused),
                Span::styled(sentence, style),
            ];
            bars::text(Row::from(spans), area, row as u16, buffer);
        }
    }

    /// The range of the chosen line and what it does; or why what was typed was refused.
    fn words(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        let width = self.width.saturating_sub(2);
        let (sentence, range) = match self.controls.line {
            Line::Field(field) => {
                let name = self.app.text.of_name("controls.names", field.name()).unwrap_or_default();
                let range = format!("{name}: {}", field.range(&self.plan));
                let sentence = match &self.controls.refused {
                    Some(found) if has_decimal_comma(field, found) => {
                        t!(self.app.text, "controls.refused_comma", found = found)
                    }
                    Some(found) => t!(self.app.text, "controls.refused", found = found),
                    None => self.app.text.of_name("controls.talk", field.name()).unwrap_or_default().to_owned(),
                };
                (sentence, range)
            }
            Line::Start => (t!(self.app.text, "controls.start_talk").to_owned(), String::new()),
            Line::Drop => (t!(self.app.text, "controls.drop_talk").to_owned(), String::new()),
        };
        let style =
            if self.controls.refused.is_some() { theme.wrong } else { theme.value.remove_modifier(Modifier::BOLD) };
        let mut lines: Vec<Row> =
            wrap(&sentence, width).into_iter().map(|line| Row::styled(format!(" {line}"), style)).collect();
        lines.truncate(usize::from(WORDS));
        if lines.len() < usize::from(WORDS) && !range.is_empty() {
            lines.push(Row::styled(format!(" {}", fit(&range, width)), theme.dim));
        }
        for (row, line) in lines.into_iter().enumerate() {
            bars::text(line, area, row as u16, buffer);
        }
    }
}

/// Whether the comma in what was typed may be meant for a point: elsewhere it parts layers, features, or words of a path.
fn has_decimal_comma(field: Field, typed: &str) -> bool {
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let has_parts = [&HIDDEN, &FEATURES, &DATASET].map(Field::OfRun).contains(&field);
    let parts = typed.split_once(',').filter(|_| !has_parts);
    parts.is_some_and(|(before, after)| is_digit(before.chars().last()) && is_digit(after.chars().next()))
}

/// `word` in just so many columns.
fn padded(word: &str, width: usize) -> String {
    let cut = fit(word, width);
    let space = width.saturating_sub(cut.width());
    cut + &" ".repeat(space)
}
