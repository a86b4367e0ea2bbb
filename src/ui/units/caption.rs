//! The bitmap in words: which units are always off or on, and the unit and the example at the cursor.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::probe::ActivityMap;
use crate::t;
use crate::text::{Text, fill};
use crate::ui::kit::{cells, fit_among, number, paragraph, percent, with_right};
use crate::ui::units::plan::BitmapPlan;
use crate::ui::{Canvas, SILENCED, Scene};

const WIDEST_NAME: usize = 12;
/// The maximum number of lines about the unit at the cursor.
const MOST_LINES: usize = 3;

/// Returns the number of lines that any unit may need, so that the screen does not jump.
pub fn height(scene: Scene<'_>, width: u16) -> u16 {
    let longest = unit_words(scene, "9999 ○", &vec![Some(1.0); scene.snapshot.problem().class_names.len() + 1]);
    cells(paragraph(&longest, Style::new(), width).len().min(MOST_LINES))
}

/// Returns `unit 4: active for 42% of examples, by class (1: 80%, 2: 3%, 3: 44%)`; the first share is of all examples.
fn unit_words(Scene { shared, snapshot, .. }: Scene<'_>, unit: &str, shares: &[Option<f64>]) -> String {
    let share = |share: &Option<f64>| share.map_or_else(|| "—".to_owned(), percent);
    let names = &snapshot.problem().class_names;
    let of_class = |(class, value)| format!("{}: {}", fit_among(names, class, WIDEST_NAME), share(value));
    let by_class = shares[1..].iter().enumerate().map(of_class).collect::<Vec<_>>().join(", ");
    let unit = t!(shared.text, "units.unit", unit = unit, share = share(&shares[0]));
    format!("{unit}, {}", t!(shared.text, "units.of_class", shares = by_class))
}

pub fn render(canvas: &mut Canvas, plan: &BitmapPlan, map: &ActivityMap) {
    always(canvas, plan, map);
    let (unit, all) = (plan.cursor, 0..map.sample.rows.len());
    let classes = map.sample.classes.iter().cloned();
    let shares: Vec<Option<f64>> = [all].into_iter().chain(classes).map(|places| map.share(unit, places)).collect();
    let mark = if plan.silenced.contains(&unit) { format!(" {SILENCED}") } else { String::new() };
    let sentence = unit_words(canvas.scene, &format!("{}{mark}", unit + 1), &shares);
    canvas.paragraph(&sentence, canvas.theme.value, plan.unit);
}

/// Says which units are always off and always on and, if there is room, z of the example at the cursor.
fn always(canvas: &mut Canvas, plan: &BitmapPlan, map: &ActivityMap) {
    let Scene { shared, theme, .. } = canvas.scene;
    let (text, area) = (shared.text, plan.always);
    let width = usize::from(area.width);
    let (off, on) = (map.always_off(), map.always_on());
    let off_style = if off.is_empty() { theme.label } else { theme.wrong };
    let on_style = if on.is_empty() { theme.label } else { theme.test };
    let example = Span::styled(format!("{} ", example_words(canvas.scene, plan, map)), theme.label);
    if area.height > 1 {
        let off = named(text, t!(text, "units.always_off"), &off, width.saturating_sub(example.width() + 3));
        canvas.line(with_right(Span::styled(format!(" {off}"), off_style), example, 0, area.width), area, 0);
        let on = named(text, t!(text, "units.always_on"), &on, width.saturating_sub(1));
        return canvas.line(Line::styled(format!(" {on}"), on_style), area, 1);
    }
    let on = named(text, t!(text, "units.always_on"), &on, width / 2 - 2);
    let off = named(text, t!(text, "units.always_off"), &off, width.saturating_sub(on.width() + 4));
    let line = vec![Span::styled(format!(" {off}"), off_style), "  ".into(), Span::styled(on, on_style)];
    canvas.line(with_right(line, example, 2, area.width), area, 0);
}

fn example_words(Scene { shared, .. }: Scene<'_>, plan: &BitmapPlan, map: &ActivityMap) -> String {
    let (z, example) = (map.z(plan.cursor)[plan.place], map.sample.rows[plan.place] + 1);
    let state = if z > 0.0 { t!(shared.text, "units.on") } else { t!(shared.text, "units.off") };
    t!(shared.text, "units.example", example = example, z = number(z), state = state)
}

/// Fills `template` with as many numbers of `units` as fit in `width`, and says how many are left out.
fn named(text: &Text, template: &str, units: &[usize], width: usize) -> String {
    if units.is_empty() {
        return fill(template, &[("units", t!(text, "units.none"))]);
    }
    let sentence = |shown: usize| {
        let mut names: Vec<String> = units[..shown].iter().map(|unit| (unit + 1).to_string()).collect();
        if shown < units.len() {
            names.push(format!("… +{}", units.len() - shown));
        }
        fill(template, &[("units", &names.join(", "))])
    };
    // There is never room for more numbers than columns.
    let most = units.len().min(width);
    (0..=most).rev().map(sentence).find(|words| words.width() <= width).unwrap_or_else(|| sentence(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn units_are_named_as_far_as_there_is_room() {
        let off = |units: &[usize], width: usize| named(Text::of(Language::English), "off: {units}", units, width);
        assert_eq!(off(&[], 20), "off: none");
        assert_eq!(off(&[2, 16], 20), "off: 3, 17");
        assert_eq!(off(&[2, 16, 17, 18, 19], 19), "off: 3, 17, … +3");
        assert_eq!(off(&[2, 16, 17], 1), "off: … +3", "what is there is never kept secret");
    }
}
