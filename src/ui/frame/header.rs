//! The header: what is trained, where the run is, and how well it does.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::view::View;
use crate::settings::Speed;
use crate::t;
use crate::ui::kit::{exact, fit, number};
use crate::ui::layout::WIDE;
use crate::ui::{Canvas, Playback, Theme};

/// Returns a quantity with its name: `L 0.3127`.
fn quantity(name: &str, value: String, theme: &Theme) -> Vec<Span<'static>> {
    vec![Span::styled(format!("{name} "), theme.label), Span::styled(value, theme.value)]
}

fn joined<'a>(groups: Vec<Vec<Span<'a>>>, gap: &'static str) -> Line<'a> {
    let mut line = Line::default();
    for group in groups {
        if !line.spans.is_empty() {
            line.push_span(gap);
        }
        line.extend(group);
    }
    line
}

/// The minimum number of columns for the name of the data set.
const SHORTEST: usize = 6;

/// Returns `spiral  m 300 n 2 p 32 q 3` in at most `width` columns.
fn shape(View { snapshot, theme, .. }: View<'_>, width: usize) -> Vec<Span<'static>> {
    let [inputs, hidden @ .., outputs] = snapshot.sizes() else { return vec![] };
    let hidden = hidden.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let sized = |hidden: &str| {
        let [m, n, q] = [snapshot.setup.examples(), *inputs, *outputs].map(|size| size.to_string());
        let all = [("m", m), ("n", n), ("p", hidden.to_owned()), ("q", q)];
        let there = all.into_iter().filter(|(_, size)| !size.is_empty());
        joined(there.map(|(name, size)| quantity(name, size, theme)).collect(), " ")
    };
    let name = &snapshot.problem().name;
    let room = |sizes: &Line| width.saturating_sub(sizes.width() + 2);
    let mut sizes = sized(&hidden);
    if room(&sizes) < SHORTEST.min(name.width()) {
        let layers = hidden.width().saturating_sub(SHORTEST - room(&sizes)).max(2);
        sizes = sized(&fit(&hidden, layers));
    }
    let name = Span::styled(fit(name, room(&sizes).clamp(SHORTEST, 20)), theme.value);
    joined(vec![vec![name], sizes.spans], "  ").spans
}

fn time(View { app, snapshot, theme }: View<'_>) -> Line<'_> {
    let step = quantity(t!(app.shared.text, "header.step"), snapshot.position.step.to_string(), theme);
    joined(vec![step, quantity(t!(app.shared.text, "header.epoch"), snapshot.epoch().to_string(), theme)], "  ")
}

/// Returns the current phase within a step, `phase 3/13 Y`. The Step screen shows it itself.
fn phase(View { app, snapshot, theme }: View<'_>) -> Option<Vec<Span<'_>>> {
    let done = Some(snapshot.position.phase).filter(|&done| done > 0 && !app.screen().counts_phases())?;
    let symbol = snapshot.phases().get(done)?.symbol(snapshot.hidden_layers());
    let place = format!("{}/{} {symbol}", done + 1, snapshot.phases().len());
    Some(quantity(t!(app.shared.text, "header.phase"), place, theme))
}

/// Returns `L 0.3127  acc 0.913`, and the same for the test examples.
fn measures(View { app, snapshot, theme }: View<'_>) -> Line<'_> {
    let unknown = match snapshot.breakdown {
        _ if app.shared.look.is_hidden => "?",
        Some(_) => "—",
        None => "…",
    };
    let is_known = !app.shared.look.is_hidden && snapshot.breakdown.is_none();
    let loss = snapshot.latest_loss().filter(|_| !app.shared.look.is_hidden);
    let evaluation = snapshot.measured.evaluation.as_deref().filter(|_| is_known);
    let shown = |value: Option<String>| value.unwrap_or_else(|| unknown.to_owned());
    let accuracy = |value: f64| format!("{value:.3}");
    let train = evaluation.map(|evaluation| accuracy(evaluation.train.accuracy));
    let mut groups = vec![
        quantity("L", shown(loss.map(number)), theme),
        quantity(t!(app.shared.text, "header.accuracy"), shown(train), theme),
    ];
    if let Some(test) = evaluation.and_then(|evaluation| evaluation.test) {
        let both = format!("{} / {}", number(test.loss), accuracy(test.accuracy));
        groups.push(quantity(t!(app.shared.text, "panes.test"), both, theme));
    }
    joined(groups, "  ")
}

/// Returns `ε 1`, and a word if the session does not have this ε yet.
fn learning_rate(View { app, snapshot, theme }: View<'_>) -> Vec<Span<'_>> {
    let mut spans = quantity("ε", exact(app.shared.training.asked_rate().unwrap_or(snapshot.learning_rate())), theme);
    if app.shared.training.asked_rate().is_some() && app.is_pending() {
        spans.push(Span::styled(format!(" ({})", t!(app.shared.text, "header.pending")), theme.dim));
    }
    spans
}

/// Returns ` · 3 to go`: requests that are not done yet.
fn to_go(View { app, snapshot, theme }: View<'_>) -> Option<Span<'_>> {
    let count = app.shared.training.to_go(snapshot);
    let words = t!(app.shared.text, "header.to_go", count = count);
    (count > 0).then(|| Span::styled(format!(" · {words}"), theme.dim))
}

/// Returns `2 settings wait: t` if settings wait for a new run.
fn waiting(View { app, snapshot, theme }: View<'_>) -> Option<Span<'_>> {
    let key = app.shared.key_of("app.settings");
    let words = match app.waiting_settings(snapshot) {
        0 => return None,
        1 => t!(app.shared.text, "header.setting_waits", key = key),
        count => t!(app.shared.text, "header.settings_wait", count = count, key = key),
    };
    Some(Span::styled(words, theme.paused))
}

fn playback(view: View<'_>) -> Vec<Span<'_>> {
    let View { app, snapshot, theme } = view;
    let (text, training) = (app.shared.text, &app.shared.training);
    if snapshot.breakdown.is_some() {
        return vec![Span::styled(format!("■ {}", t!(text, "header.broken")), theme.wrong)];
    }
    if let Some(target) = snapshot.target {
        return vec![Span::styled(t!(text, "header.replaying", step = target.step), theme.running)];
    }
    let asked = training.playback();
    let is_late = app.is_pending() && asked != training.status().playback;
    match (asked, is_late) {
        (Playback::Running, true) => vec![Span::styled(format!("► {}", t!(text, "header.starting")), theme.running)],
        (Playback::Paused, true) => vec![Span::styled(format!("‖ {}", t!(text, "header.pausing")), theme.paused)],
        (Playback::Running, false) => {
            let unit = t!(text, "header.steps_per_second");
            // The measured rate is shown if it differs from the requested one.
            let speed = match (training.status().steps_per_second, training.speed) {
                (Some(rate), Speed::Max) => format!("{}: {rate:.0} {unit}", t!(text, "header.max_speed")),
                (None, Speed::Max) => format!("{} {unit}", t!(text, "header.max_speed")),
                (Some(rate), Speed::StepsPerSecond(asked)) if rate < 0.8 * asked => {
                    format!("{rate:.1} {} {} {unit}", t!(text, "panes.of"), exact(asked))
                }
                (_, Speed::StepsPerSecond(asked)) => format!("{} {unit}", exact(asked)),
            };
            let running = Span::styled(format!("► {} ", t!(text, "header.running")), theme.running);
            vec![running, Span::styled(speed, theme.value)]
        }
        (Playback::Walking, _) => {
            let speed = format!("{} {}", exact(training.phase_speed), t!(text, "step.phases_per_second"));
            let playing = Span::styled(format!("► {} ", t!(text, "step.playing")), theme.running);
            vec![playing, Span::styled(speed, theme.value)]
        }
        (Playback::Paused, false) => {
            let paused = vec![Span::styled(format!("‖ {}", t!(text, "header.paused")), theme.paused)];
            joined([Some(paused), phase(view)].into_iter().flatten().collect(), "  ").spans
        }
    }
}

const GAP: &str = "   ";

/// Draws the header. If a line is too long, names and lists of layers are cut, not values that change.
pub fn render(view: View<'_>, canvas: &mut Canvas, area: Rect) {
    let width = usize::from(area.width);
    let playback = playback(view).into_iter().chain(to_go(view)).collect();
    let (mut first, mut second) = (vec![learning_rate(view), playback], vec![time(view).spans, measures(view).spans]);
    if area.width >= WIDE {
        first.append(&mut second);
    }
    let first = joined(first, GAP);
    let shape = shape(view, width.saturating_sub(1 + GAP.len() + first.width()));
    let lines = [joined(vec![shape, first.spans], GAP), joined(second, GAP)];
    let mut lines: Vec<Line> = lines.into_iter().filter(|line| line.width() > 0).collect();
    for line in &mut lines {
        line.spans.insert(0, " ".into());
    }
    if let Some(waiting) = waiting(view) {
        // The first line is usually the shorter one.
        let with_room = lines.iter().position(|line| line.width() + GAP.len() + waiting.width() <= width);
        lines[with_room.unwrap_or_default()].extend([GAP.into(), waiting]);
    }
    canvas.lines(lines, area);
}
