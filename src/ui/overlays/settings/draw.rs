//! The overlay with every setting, over whatever screen is open.

use std::ops::Deref;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::settings::{DATASET, FEATURES, Group, HIDDEN};
use crate::t;
use crate::text::sanitize;
use crate::ui::kit::{self, aligned_left, cells, fit, fit_end, line_right, paragraph, window_from_top};
use crate::ui::{Canvas, Scene};
use crate::ui::{Controls, Field, Plan, SettingsLine};

/// The maximum width of the overlay: longer lines are hard to follow.
const WIDEST: u16 = 110;
/// The columns of a group's name, and of a setting's name.
const GROUP: usize = 14;
const NAME: usize = 20;
/// The lines below the list: the range of the chosen setting, and a sentence about it.
const WORDS: u16 = 3;

struct Settings<'a> {
    scene: Scene<'a>,
    controls: &'a Controls,
    plan: Plan,
    /// The settings of the current run.
    current: Plan,
    /// The settings that need a new run.
    changed: Vec<Field>,
    width: usize,
}

impl<'a> Deref for Settings<'a> {
    type Target = Scene<'a>;

    fn deref(&self) -> &Scene<'a> {
        &self.scene
    }
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
pub fn render(canvas: &mut Canvas, controls: &Controls, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let (plan, current) = (controls.plan(&shared.training, snapshot), controls.current(&shared.training, snapshot));
    let changed = controls.changed(&shared.training, snapshot);
    let pinned = 1 + u16::from(!changed.is_empty());
    let wanted = cells(Field::ALL.len()) + pinned + WORDS + 3;
    let (width, height) = (area.width.min(WIDEST), area.height.min(wanted));
    let place = Rect { x: area.x + (area.width - width) / 2, width, height, ..area };
    let title = Line::styled(t!(shared.text, "controls.title"), theme.value);
    let hint = if changed.is_empty() {
        Line::styled(t!(shared.text, "controls.hint"), theme.dim)
    } else {
        Line::styled(t!(shared.text, "controls.hint_changed"), theme.paused)
    };
    let inside = kit::overlay(title, hint, theme, place, canvas.buffer);
    let settings = Settings { scene: canvas.scene, controls, plan, current, changed, width: usize::from(inside.width) };
    let rows = [Constraint::Fill(1), Constraint::Length(pinned), Constraint::Length(1), Constraint::Length(WORDS)];
    let [list, last, rule, words] = Layout::vertical(rows).areas(inside);
    settings.fields(list, canvas.buffer);
    settings.last_lines(last, canvas.buffer);
    canvas.line(Line::styled("─".repeat(settings.width), theme.border), rule, 0);
    settings.words(words, canvas.buffer);
}

impl Settings<'_> {
    /// Draws the settings, scrolled so that the chosen one is visible, and how many are left out above and below.
    fn fields(&self, area: Rect, buffer: &mut Buffer) {
        let chosen = match self.controls.line {
            SettingsLine::Field(field) => Field::ALL.iter().position(|other| *other == field).unwrap_or_default(),
            SettingsLine::Start | SettingsLine::Drop => Field::ALL.len(),
        };
        let seen = window_from_top(chosen, area.height.into(), Field::ALL.len());
        let first = seen.start;
        kit::lines(seen.clone().map(|index| self.field(Field::ALL[index], index == first)), area, buffer);
        let mut arrow = |glyph, row| line_right(Line::styled(glyph, self.theme.key), area, row, buffer);
        if seen.start > 0 {
            arrow("▲ ", 0);
        }
        if seen.end < Field::ALL.len() && area.height > 0 {
            arrow("▼ ", area.height - 1);
        }
    }

    /// Returns a line such as `Network   ► hidden units   8   1 … 65536; 16,16; none`.
    fn field(&self, field: Field, is_first: bool) -> Line<'static> {
        let theme = self.theme;
        let before = Field::ALL.iter().take_while(|other| **other != field).last();
        let is_new_group = is_first || before.is_none_or(|before| before.group() != field.group());
        let group = match field.group() {
            _ if !is_new_group => "",
            Group::Data => t!(self.shared.text, "controls.data"),
            Group::Network => t!(self.shared.text, "controls.network"),
            Group::Training => t!(self.shared.text, "controls.training"),
        };
        let is_chosen = self.controls.line == SettingsLine::Field(field);
        let is_changed = self.changed.contains(&field);
        let (mark, dot) = (if is_chosen { '►' } else { ' ' }, if is_changed { '●' } else { ' ' });
        let entry = self.controls.entry.as_ref().filter(|_| is_chosen);
        // While typing, the user looks at the end.
        let typed = entry.map(|entry| format!("{}▏", fit_end(&sanitize(entry), self.value_width() - 2)));
        let value = typed.unwrap_or_else(|| field.value(&self.plan));
        let name = self.shared.text.of_name("controls.names", field.name()).unwrap_or_default();
        let (range, range_style) = self.beside(field, is_chosen);
        // The last columns are for the arrows.
        let room = self.width.saturating_sub(GROUP + NAME + self.value_width() + 7 + 3);
        let style = match (is_chosen, is_changed) {
            (true, _) => theme.cursor,
            (false, true) => theme.paused,
            (false, false) => theme.value,
        };
        Line::from(vec![
            Span::styled(format!(" {} ", aligned_left(group, GROUP - 2)), theme.label),
            Span::styled(format!("{mark} "), theme.key),
            Span::raw(format!("{} ", aligned_left(name, NAME))),
            Span::styled(format!("{dot}{}", aligned_left(&value, self.value_width())), style),
            Span::raw("  "),
            Span::styled(fit(&range, room), range_style),
        ])
    }

    fn value_width(&self) -> usize {
        (self.width / 6).clamp(10, 18)
    }

    /// Returns the note beside a value: that it was refused, that it needs a new run, or which values are possible.
    fn beside(&self, field: Field, is_chosen: bool) -> (String, Style) {
        let theme = self.theme;
        if let Some(refused) = self.controls.refused.as_ref().filter(|_| is_chosen) {
            return (format!("✗ {}: {}", fit(refused, 12), field.range(&self.plan)), theme.wrong);
        }
        if !field.applies(&self.plan) {
            return (t!(self.shared.text, "controls.not_there").to_owned(), theme.dim);
        }
        if self.changed.contains(&field) {
            return (t!(self.shared.text, "controls.needs_run", value = field.value(&self.current)), theme.paused);
        }
        (field.range(&self.plan), theme.dim)
    }

    /// Draws the lines that start a new run or drop its changes.
    fn last_lines(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        let dot = if self.changed.is_empty() { ' ' } else { '●' };
        let start = (SettingsLine::Start, t!(self.shared.text, "controls.start"));
        let drop = (SettingsLine::Drop, t!(self.shared.text, "controls.drop"));
        for (row, (line, words)) in (0..).zip([start, drop]) {
            let is_chosen = self.controls.line == line;
            let style = if is_chosen { theme.cursor } else { theme.value };
            let mark = if is_chosen { '►' } else { ' ' };
            let sentence = fit(words, self.width.saturating_sub(6));
            let spans = vec![
                Span::styled(format!(" {mark} "), theme.key),
                Span::styled(format!("{dot} "), theme.paused),
                Span::styled(sentence, style),
            ];
            kit::line(Line::from(spans), area, row, buffer);
        }
    }

    /// Draws the range of the chosen setting and what it does, or why the typed value was refused.
    fn words(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        let (sentence, range) = match self.controls.line {
            SettingsLine::Field(field) => {
                let name = self.shared.text.of_name("controls.names", field.name()).unwrap_or_default();
                let range = format!("{name}: {}", field.range(&self.plan));
                let sentence = match &self.controls.refused {
                    Some(found) if has_decimal_comma(field, found) => {
                        t!(self.shared.text, "controls.refused_comma", found = found)
                    }
                    Some(found) => t!(self.shared.text, "controls.refused", found = found),
                    None => self.shared.text.of_name("controls.talk", field.name()).unwrap_or_default().to_owned(),
                };
                (sentence, range)
            }
            SettingsLine::Start => (t!(self.shared.text, "controls.start_talk").to_owned(), String::new()),
            SettingsLine::Drop => (t!(self.shared.text, "controls.drop_talk").to_owned(), String::new()),
        };
        let style =
            if self.controls.refused.is_some() { theme.wrong } else { theme.value.remove_modifier(Modifier::BOLD) };
        let mut lines = paragraph(&sentence, style, cells(self.width));
        lines.truncate(usize::from(WORDS));
        if lines.len() < usize::from(WORDS) && !range.is_empty() {
            lines.push(Line::styled(format!(" {}", fit(&range, self.width.saturating_sub(2))), theme.dim));
        }
        kit::lines(lines, area, buffer);
    }
}

/// Returns whether a typed comma may be meant as a decimal point; it may also separate layers, features, or words.
fn has_decimal_comma(field: Field, typed: &str) -> bool {
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let has_parts = [&HIDDEN, &FEATURES, &DATASET].map(Field::OfRun).contains(&field);
    let parts = typed.split_once(',').filter(|_| !has_parts);
    parts.is_some_and(|(before, after)| is_digit(before.chars().last()) && is_digit(after.chars().next()))
}
