//! All keys, over the dashboard.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::t;
use crate::ui::kit::{aligned_left, below, cells, inside, overlay, paragraph, right_of, window_from};
use crate::ui::{BoundKeys, Canvas, Scene, Sections, explained};

/// The columns that the names of the keys take at most.
const WIDEST: usize = 16;

/// The lines of the help: the name of a section, or what some keys do.
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

/// The lines column after column: two where both fit into so many columns of the screen.
fn arranged<'a>(sections: &Sections, scene: Scene<'_>, width: u16) -> Vec<Vec<Line<'a>>> {
    let lines = lines(sections, scene);
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    let columns = if 2 * widest + 2 <= usize::from(width) { 2 } else { 1 };
    lines.chunks(lines.len().div_ceil(columns).max(1)).map(<[Line]>::to_vec).collect()
}

/// Whether all of it fits into `area` at once.
pub fn fits(sections: &Sections, scene: Scene<'_>, area: Rect) -> bool {
    let inside = inside(area);
    let height = arranged(sections, scene, inside.width).first().map_or(0, Vec::len);
    height + alert_lines(scene, inside.width).len() <= usize::from(inside.height)
}

/// What stands on the line of alerts, at its full length and with what to try, in lines of so many columns.
fn alert_lines(Scene { shared, snapshot, theme }: Scene<'_>, width: u16) -> Vec<Line<'static>> {
    let wrapped = |sentence: &String| paragraph(&format!("! {sentence}"), theme.wrong, width);
    explained(shared.alerts.shown(), snapshot, shared.text, shared.keys).iter().flat_map(wrapped).collect()
}

/// Draws the overlay, from line `scroll` on; in two columns where both fit.
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
    // The last line stays on the screen, however far one scrolls.
    let seen = window_from(scroll.into(), place.height.into(), height);
    for (column, lines) in (0..).zip(columns) {
        canvas.lines(lines.into_iter().skip(seen.start), right_of(place, column * wide));
    }
}
