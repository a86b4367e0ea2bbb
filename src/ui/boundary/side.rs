//! The forward pass at the crosshair, from X to P, with as many numbers as fit.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::probe::{HeldAt, Probe};
use crate::session::PhaseKind;
use crate::t;
use crate::ui::Canvas;
use crate::ui::DEAD;
use crate::ui::boundary::view::PlaneView;
use crate::ui::kit::{
    Tiles, aligned_left, below, cells, fit, fit_among, number, right_of, short, with_notes, with_right, without_gap,
    wrapped,
};

/// The width of `  4 −1.3673  0.0000`.
const ENTRY: u16 = 21;
/// The maximum number of terms in a sum that is written out.
const MOST_TERMS: usize = 3;

pub fn render(view: &PlaneView<'_>, canvas: &mut Canvas, probe: &Probe, area: Rect) {
    let (title, right) = titles(view);
    let inside = canvas.pane(title, right, false, area);
    let has_hidden = u16::from(view.unit.is_some());
    let classes = cells(probe.logits.len()).min(inside.height.saturating_sub(3 + 3 * has_hidden));
    let strip = has_hidden * (inside.height / 7).clamp(1, 6);
    let heights = [1, 1, has_hidden, strip].map(Constraint::Length);
    let rest = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(classes)];
    let rows: [Rect; 7] = Layout::vertical(heights.into_iter().chain(rest)).areas(inside);
    let [point, inputs, layer, strip, units, output, classes] = rows;
    draw_point(view, canvas, point);
    draw_inputs(view, canvas, probe, inputs);
    if view.shared.look.is_hidden {
        return canvas.line(view.hidden(), units, 0);
    }
    if let Some((at, chosen)) = view.unit {
        draw_layer(view, canvas, probe, at, layer);
        draw_strip(view, canvas, &probe.hidden[at].activations, chosen, strip);
        draw_units(view, canvas, probe, (at, chosen), units);
    }
    draw_output(view, canvas, output);
    draw_classes(view, canvas, probe, classes);
}

/// Returns the correct class if the crosshair has all features of the current example, and the snapshot is about it.
fn correct(view: &PlaneView<'_>) -> Option<usize> {
    let (example, look) = (&view.snapshot.example, &view.shared.look);
    let has_others = view.snapshot.sizes()[0] > 2;
    let is_on_example = view.screen.crosshair.is_none() && (!has_others || look.plane.held == HeldAt::Example);
    (is_on_example && example.id == look.example).then_some(example.label)
}

fn titles(view: &PlaneView<'_>) -> (Line<'static>, Line<'static>) {
    let (words, theme) = (&view.shared.text, view.theme);
    let Some(label) = correct(view) else {
        return (Line::styled(t!(words, "boundary.crosshair"), theme.value), Line::default());
    };
    let class = fit_among(&view.snapshot.problem().class_names, label, 12);
    let title =
        format!("{} {} · {} {class}", t!(words, "panes.example"), view.example_name(), t!(words, "panes.class"));
    let example = &view.snapshot.example;
    let (word, style) = match example.is_correct() {
        _ if example.is_tie => (t!(words, "panes.tie"), theme.label),
        true => (t!(words, "boundary.right"), theme.correct),
        false => (t!(words, "boundary.wrong"), theme.wrong),
    };
    let right = if view.shared.look.is_hidden { Line::default() } else { Line::styled(word, style) };
    (Line::styled(title, theme.value), right)
}

/// Draws `x1 0.12  x2 −0.40`, in the units of the data.
fn draw_point(view: &PlaneView<'_>, canvas: &mut Canvas, area: Rect) {
    let snapshot = view.snapshot;
    let point = view.screen.crosshair(&view.shared.look, snapshot, &view.section);
    let values = view.section.unscaled(snapshot.problem(), point).map(short);
    let room = usize::from(area.width).saturating_sub(values[0].width() + values[1].width() + 5) / 2;
    let mut spans = Vec::new();
    let names = view.section.names(snapshot.problem()).map(str::to_owned);
    for (axis, value) in values.into_iter().enumerate() {
        spans.push(Span::styled(fit_among(&names, axis, room), view.theme.label));
        spans.push(Span::styled(format!(" {value}  "), view.theme.value));
    }
    canvas.line(Line::from(spans), area, 0);
}

/// Draws `X  −0.83 0.42`: the inputs of the network.
fn draw_inputs(view: &PlaneView<'_>, canvas: &mut Canvas, probe: &Probe, area: Rect) {
    let mut line = Line::from(Span::styled("X ", view.theme.label));
    for (index, &value) in probe.inputs.iter().enumerate() {
        let text = format!(" {}", short(value));
        let more = if index + 1 < probe.inputs.len() { 2 } else { 0 };
        if line.width() + text.width() + more > usize::from(area.width) {
            line.push_span(Span::styled(" …", view.theme.dim));
            break;
        }
        let is_axis = view.section.is_axis(index);
        line.push_span(Span::styled(text, if is_axis { view.theme.value } else { view.theme.label }));
    }
    canvas.line(line, area, 0);
}

/// Draws `Z = XW¹ + B¹  H = relu(Z)` and, if there is room, how many units are on.
fn draw_layer(view: &PlaneView<'_>, canvas: &mut Canvas, probe: &Probe, layer: usize, area: Rect) {
    let (theme, snapshot) = (view.theme, view.snapshot);
    let [z, h] =
        [PhaseKind::PreActivation, PhaseKind::Activation].map(|kind| kind.at(layer).symbol(snapshot.hidden_layers()));
    let units = &probe.hidden[layer].pre_activations;
    let on = units.iter().filter(|z| **z > 0.0).count();
    let on = Span::styled(t!(view.shared.text, "boundary.on", on = on, count = units.len()), theme.value);
    let h = Span::styled(format!("  {h} = {}({z})", snapshot.activation().name()), theme.label);
    let room = area.width.saturating_sub(cells(on.width()) + 2);
    let line = with_notes(Span::styled(view.equation(layer), theme.label), [h], room);
    canvas.line(with_right(line, on, 1, area.width), area, 0);
}

/// Draws H as bars, one column per unit; if several units share a column, it shows the largest.
fn draw_strip(view: &PlaneView<'_>, canvas: &mut Canvas, h: &[f64], chosen: usize, area: Rect) {
    if area.is_empty() {
        return;
    }
    let largest = h.iter().fold(f64::MIN_POSITIVE, |most, h| most.max(h.abs()));
    let (merged, columns) = Tiles::columns(area, h.len(), 4);
    for ((column, place), units) in columns.places().zip(h.chunks(merged)) {
        let value = units.iter().copied().fold(0.0, |most: f64, h| if h.abs() > most.abs() { h } else { most });
        let is_chosen = chosen / merged == column;
        let style = if is_chosen { view.theme.focus } else { view.theme.train };
        let place = without_gap(place);
        canvas.rising(value.abs() / largest, style, place);
        if value == 0.0 {
            canvas.set(place.x, area.bottom() - 1, '·', if is_chosen { style } else { view.theme.dim });
        }
    }
}

/// Draws the chosen unit with its sum, the dead units if lines are drawn, and z and h of the units that are on.
fn draw_units(view: &PlaneView<'_>, canvas: &mut Canvas, probe: &Probe, (layer, chosen): (usize, usize), area: Rect) {
    let theme = view.theme;
    let mut lines: Vec<Line> = Vec::new();
    if view.has_folds() {
        lines.push(dead_units(view, layer, area.width));
    }
    if let Some(sum) = sum(view, probe, (layer, chosen)).filter(|_| area.height >= 7) {
        lines.extend(wrapped(&sum, theme.focus, area.width));
    }
    let hidden = &probe.hidden[layer];
    let mut units: Vec<usize> =
        (0..hidden.activations.len()).filter(|&unit| hidden.pre_activations[unit] > 0.0).collect();
    units.sort_by(|&a, &b| hidden.activations[b].total_cmp(&hidden.activations[a]));
    units.retain(|&unit| unit != chosen);
    units.insert(0, chosen);
    let across = (area.width / ENTRY).max(1);
    let header = format!("{:>3} {:>8} {:>8}", "", "z", "h");
    lines.push(Line::styled(format!("{header:<width$}", width = ENTRY.into()).repeat(across.into()), theme.label));
    for row in units.chunks(across.into()) {
        let entry = |&unit: &usize| {
            let mark = if view.is_dead(layer, unit) { DEAD } else { ' ' };
            let [z, h] = [hidden.pre_activations[unit], hidden.activations[unit]].map(number);
            let style = if unit == chosen { theme.focus } else { theme.value };
            let text = format!("{:>3}{z:>9} {h:>8}{mark}", unit + 1);
            Span::styled(format!("{text:<width$}", width = ENTRY.into()), style)
        };
        lines.push(Line::from(row.iter().map(entry).collect::<Vec<_>>()));
    }
    canvas.lines(lines, area);
}

fn dead_units(view: &PlaneView<'_>, layer: usize, width: u16) -> Line<'static> {
    let units = 0..view.snapshot.sizes()[layer + 1];
    let dead: Vec<String> =
        units.filter(|&unit| view.is_dead(layer, unit)).map(|unit| (unit + 1).to_string()).collect();
    if dead.is_empty() {
        return Line::styled(t!(view.shared.text, "boundary.none_dead"), view.theme.dim);
    }
    let text = format!("{DEAD} {}", t!(view.shared.text, "boundary.dead_units", units = dead.join(", ")));
    Line::styled(fit(&text, width.into()), view.theme.wrong)
}

/// Returns `z[4] = 0.12·1.37 + (−0.40)·0.22 + 0.10 = 0.18` if it is short enough.
fn sum(view: &PlaneView<'_>, probe: &Probe, (layer, unit): (usize, usize)) -> Option<String> {
    let inputs = if layer == 0 { &probe.inputs } else { &probe.hidden[layer - 1].activations };
    let linear = &view.snapshot.network.parameters.layers[layer];
    let signed = |value: f64| if value < 0.0 { format!("({})", short(value)) } else { short(value) };
    let term = |(input, x): (usize, &f64)| format!("{}·{}", signed(*x), signed(linear.weight()[[input, unit]]));
    let terms: Vec<String> = inputs.iter().enumerate().map(term).collect();
    let (bias, z) = (signed(linear.bias()[unit]), short(probe.hidden[layer].pre_activations[unit]));
    (inputs.len() <= MOST_TERMS).then(|| format!("z[{}] = {} + {bias} = {z}", unit + 1, terms.join(" + ")))
}

/// Draws `Y = HW² + B²   P = softmax(Y)`, or only the second equation if there is little room.
fn draw_output(view: &PlaneView<'_>, canvas: &mut Canvas, area: Rect) {
    let (y, p) = (view.equation(view.snapshot.hidden_layers()), "P = softmax(Y)");
    let has_room = y.width() + p.width() < usize::from(area.width);
    let line = if has_room { with_right(y, p, 1, area.width) } else { Line::from(p) };
    canvas.line(line.style(view.theme.label), area, 0);
}

/// Draws one line per class: name, y, a bar of p, p. If there are too many classes, only the likeliest are shown.
fn draw_classes(view: &PlaneView<'_>, canvas: &mut Canvas, probe: &Probe, area: Rect) {
    let (theme, names) = (view.theme, &view.snapshot.problem().class_names);
    let mut classes: Vec<usize> = (0..names.len()).collect();
    if classes.len() > usize::from(area.height) {
        classes.sort_by(|&a, &b| probe.probabilities[b].total_cmp(&probe.probabilities[a]));
        classes.truncate(area.height.into());
        classes.sort_unstable();
    }
    // The name leaves room for y, p and the mark of the correct class.
    let most = usize::from(area.width).saturating_sub(15).min(10);
    let name_width = names.iter().map(|name| name.width()).max().unwrap_or(0).min(most);
    for (row, class) in (0..).zip(classes) {
        let (y, p) = (probe.logits[class], probe.probabilities[class]);
        // NaN predicts nothing.
        let is_predicted = class == probe.predicted && p.is_finite() && !probe.is_tie();
        let style = if is_predicted { theme.value } else { theme.label };
        let name = format!("{} {:>6} ", aligned_left(&fit_among(names, class, name_width), name_width), short(y));
        let mark = if correct(view) == Some(class) { '←' } else { ' ' };
        let after = format!(" {p:.3}{mark}");
        let line = Rect { height: 1, ..below(area, row) };
        let rest = right_of(line, cells(name.width()));
        canvas.line(Line::styled(name, style), line, 0);
        let bar = Rect { width: rest.width.saturating_sub(cells(after.width())), ..rest };
        canvas.growing(p, theme.example(class), bar);
        canvas.line(Line::styled(after, style), right_of(rest, bar.width), 0);
    }
}
