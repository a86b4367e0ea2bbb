//! What the bitmap says in words: who is always off or on, and the unit and the example at the cursor.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::plan::Plan;
use crate::app::App;
use crate::probe::ActivityMap;
use crate::session::Snapshot;
use crate::t;
use crate::text::fill;
use crate::view::bars;
use crate::view::numbers::{fit_among, number, percent, wrap};
use crate::view::sparsity::SILENCED;
use crate::view::theme::Theme;

/// The name of a class takes no more than this.
const WIDEST_NAME: usize = 12;
/// The unit at the cursor is described in so many lines at most.
const MOST_LINES: usize = 3;

/// The lines that the unit at the cursor needs, whatever its shares are: they shall not make the screen jump.
pub fn height(app: &App, snapshot: &Snapshot, width: u16) -> u16 {
    let longest = unit_words(app, snapshot, "9999 ○", &vec![Some(1.0); snapshot.problem().class_names.len() + 1]);
    wrap(&longest, usize::from(width).saturating_sub(2)).len().min(MOST_LINES) as u16
}

/// `unit 4: active for 42% of examples, by class (1: 80%, 2: 3%, 3: 44%)`: the share of all, then those of the classes.
fn unit_words(app: &App, snapshot: &Snapshot, unit: &str, shares: &[Option<f64>]) -> String {
    let share = |share: &Option<f64>| share.map_or_else(|| "—".to_owned(), percent);
    let names = &snapshot.problem().class_names;
    let of_class = |(class, value)| format!("{}: {}", fit_among(names, class, WIDEST_NAME), share(value));
    let by_class = shares[1..].iter().enumerate().map(of_class).collect::<Vec<_>>().join(", ");
    let unit = t!(app.text, "units.unit", unit = unit, share = share(&shares[0]));
    format!("{unit}, {}", t!(app.text, "units.of_class", shares = by_class))
}

/// Draws all lines below the chart.
pub fn render(app: &App, snapshot: &Snapshot, plan: &Plan, map: &ActivityMap, theme: &Theme, buffer: &mut Buffer) {
    always(app, plan, map, theme, buffer);
    let (unit, all) = (plan.cursor_unit(app), 0..map.sample.rows.len());
    let classes = map.sample.classes.iter().cloned();
    let shares: Vec<Option<f64>> = [all].into_iter().chain(classes).map(|places| map.share(unit, places)).collect();
    let mark = if plan.silenced.contains(&unit) { format!(" {SILENCED}") } else { String::new() };
    let sentence = unit_words(app, snapshot, &format!("{}{mark}", unit + 1), &shares);
    for (row, line) in wrap(&sentence, usize::from(plan.unit.width).saturating_sub(2)).into_iter().enumerate() {
        bars::text(Line::styled(format!(" {line}"), theme.value), plan.unit, row as u16, buffer);
    }
}

/// Who is always off and who always on, in one line or two, and z of the example at the cursor where there is room.
fn always(app: &App, plan: &Plan, map: &ActivityMap, theme: &Theme, buffer: &mut Buffer) {
    let width = usize::from(plan.always.width);
    let marked = |units: &[usize], style: Style| if units.is_empty() { theme.label } else { style };
    let (off, on) = (map.always_off(), map.always_on());
    let (off_style, on_style) = (marked(&off, theme.wrong), marked(&on, theme.test));
    let example = Span::styled(format!("{} ", example_words(app, plan, map)), theme.label);
    if plan.always.height > 1 {
        let off = named(app, t!(app.text, "units.always_off"), &off, width.saturating_sub(example.width() + 3));
        let gap = width.saturating_sub(off.width() + 1 + example.width());
        let spans = vec![Span::styled(format!(" {off}"), off_style), " ".repeat(gap).into(), example];
        bars::text(Line::from(spans), plan.always, 0, buffer);
        let on = named(app, t!(app.text, "units.always_on"), &on, width.saturating_sub(1));
        return bars::text(Line::styled(format!(" {on}"), on_style), plan.always, 1, buffer);
    }
    let on = named(app, t!(app.text, "units.always_on"), &on, width / 2 - 2);
    let off = named(app, t!(app.text, "units.always_off"), &off, width.saturating_sub(on.width() + 4));
    let mut line =
        Line::from(vec![Span::styled(format!(" {off}"), off_style), "  ".into(), Span::styled(on, on_style)]);
    let room = width.saturating_sub(line.width());
    if example.width() + 2 <= room {
        line.push_span(" ".repeat(room - example.width()));
        line.push_span(example);
    }
    bars::text(line, plan.always, 0, buffer);
}

/// `example 17: z = −0.3100, off`
fn example_words(app: &App, plan: &Plan, map: &ActivityMap) -> String {
    let (z, example) = (map.z(plan.cursor_unit(app))[plan.place], map.sample.rows[plan.place] + 1);
    let state = if z > 0.0 { t!(app.text, "units.on") } else { t!(app.text, "units.off") };
    t!(app.text, "units.example", example = example, z = number(z), state = state)
}

/// `template` with the numbers of `units`, as many as fit in `width`, and how many more there are.
fn named(app: &App, template: &str, units: &[usize], width: usize) -> String {
    if units.is_empty() {
        return fill(template, &[("units", t!(app.text, "units.none"))]);
    }
    let sentence = |shown: usize| {
        let mut names: Vec<String> = units[..shown].iter().map(|unit| (unit + 1).to_string()).collect();
        if shown < units.len() {
            names.push(format!("… +{}", units.len() - shown));
        }
        fill(template, &[("units", &names.join(", "))])
    };
    // More numbers than columns never fit.
    let most = units.len().min(width);
    (0..=most).rev().map(sentence).find(|words| words.width() <= width).unwrap_or_else(|| sentence(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Playback, Speed};
    use crate::text::{Language, Text};

    #[test]
    fn units_are_named_as_far_as_there_is_room() {
        let app = App::new(Text::of(Language::English), Playback::Paused, Speed::Max);
        let off = |units: &[usize], width: usize| named(&app, "off: {units}", units, width);
        assert_eq!(off(&[], 20), "off: none");
        assert_eq!(off(&[2, 16], 20), "off: 3, 17");
        assert_eq!(off(&[2, 16, 17, 18, 19], 19), "off: 3, 17, … +3");
        assert_eq!(off(&[2, 16, 17], 1), "off: … +3", "what is there is never kept secret");
    }
}
