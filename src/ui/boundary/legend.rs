//! The legend: the meaning of colours and glyphs in the picture.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use crate::nn::Activation;
use crate::probe::PlaneLook;
use crate::session::Part;
use crate::t;
use crate::ui::boundary::examples::{self, Mark};
use crate::ui::boundary::view::PlaneView;
use crate::ui::kit::{fit_among, ramp, short, with_notes};
use crate::ui::pictures::backdrop::{Backdrop, Paint};
use crate::ui::{Canvas, ColorDepth, Theme, class_symbol};

/// Draws as many groups as fit into one line.
pub fn draw(view: &PlaneView<'_>, canvas: &mut Canvas, backdrop: &Backdrop<'_>, area: Rect) {
    let mut groups = match backdrop.paint.look {
        PlaneLook::Classes => classes(view, area.width),
        PlaneLook::Probability(class) => vec![probability(view, class)],
        PlaneLook::Activation { .. } => vec![activation(view, &backdrop.paint)],
    };
    groups.extend(marks(view));
    for group in &mut groups {
        group.push("  ".into());
    }
    // The gap after the last group may be cut.
    canvas.line(with_notes(" ", groups, area.width + 1), area, 0);
}

/// Returns `██ setosa` per class, or with few colours `·· 1 setosa`. Names are cut so that every class fits.
fn classes<'a>(view: &PlaneView<'_>, width: u16) -> Vec<Vec<Span<'a>>> {
    let names = &view.snapshot.problem().class_names;
    let room = usize::from(width.saturating_sub(1)) / names.len();
    let group = |class: usize| {
        let style = Style::new().fg(view.theme.class(class, 1.0));
        let symbol = class_symbol(names, class).to_string();
        let (swatch, symbol) = if view.theme.has_scale() {
            ('█', String::new())
        } else {
            let own = if names[class] == symbol { String::new() } else { format!(" {symbol}") };
            (Theme::pattern(class, 1.0, 0), own)
        };
        // Five columns are for the swatch (2), and the gaps before (1) and after (2) the name.
        let name = fit_among(names, class, room.saturating_sub(5 + symbol.len()).clamp(1, 12));
        let swatch = Span::styled(swatch.to_string().repeat(2), style);
        vec![swatch, Span::styled(format!("{symbol} {name}"), view.theme.value)]
    };
    (0..names.len()).map(group).collect()
}

fn probability<'a>(view: &PlaneView<'_>, class: usize) -> Vec<Span<'a>> {
    let theme = view.theme;
    let shares = (0..=8).map(|step| f64::from(step) / 8.0);
    let look = |share| {
        let glyph = if theme.has_scale() { '█' } else { Theme::shade(share) };
        (glyph, Style::new().fg(theme.class(class, share)))
    };
    ramp(["p 0 ", " 1"].map(str::to_owned), shares, theme.value, look).spans
}

/// Returns `h 0 ▁▂▃▄ 2.31`, or with a scale from −2.31 if f can be negative.
fn activation<'a>(view: &PlaneView<'_>, paint: &Paint<'_>) -> Vec<Span<'a>> {
    let (theme, largest) = (view.theme, paint.largest);
    let is_positive = matches!(view.snapshot.activation(), Activation::Relu | Activation::Sigmoid);
    let (least, steps) = if is_positive { (0.0, 0..=6) } else { (-largest, -6..=6) };
    let ends = [format!("h {} ", short(least)), format!(" {}", short(largest))];
    let look = |share| {
        let glyph = if theme.has_scale() { '█' } else { Theme::glyph(share) };
        (glyph, Style::new().fg(paint.scale(share)))
    };
    ramp(ends, steps.map(|step| f64::from(step) / 6.0), theme.value, look).spans
}

/// Returns `● right`, `× wrong`, and the same for test examples.
fn marks<'a>(view: &PlaneView<'_>) -> Vec<Vec<Span<'a>>> {
    if view.shared.look.is_hidden {
        return vec![];
    }
    let text = view.shared.text;
    let mut groups = Vec::new();
    for (part, _) in examples::parts(view) {
        for (is_right, word) in [(true, t!(text, "boundary.right")), (false, t!(text, "boundary.wrong"))] {
            let mark = Mark { part, label: 0, is_right };
            let (glyph, mut style) = mark.look(view);
            if view.theme.depth != ColorDepth::None {
                style = view.theme.value.add_modifier(Modifier::BOLD);
            }
            let word =
                if part == Part::Test { format!("{} {word}", t!(text, "boundary.test")) } else { word.to_owned() };
            groups
                .push(vec![Span::styled(glyph.to_string(), style), Span::styled(format!(" {word}"), view.theme.label)]);
        }
    }
    groups
}
