//! The header: what is trained, where the run stands, how well it does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::session::Snapshot;
use crate::t;
use crate::text::fill;
use crate::ui::Theme;
use crate::ui::kit;
use crate::ui::kit::{exact, fit, number};
use crate::ui::{App, Playback, Speed, key_of};

/// A quantity with its name: `L 0.3127`.
fn quantity<'a>(name: &str, value: String, theme: &Theme) -> Vec<Span<'a>> {
    vec![Span::styled(format!("{name} "), theme.label), Span::styled(value, theme.value)]
}

/// `spiral  m 300 n 2 p 32 q 3`, in at most `width` columns.
fn shape(snapshot: &Snapshot, theme: &Theme, width: usize) -> Vec<Span<'static>> {
    let sizes = snapshot.sizes();
    let hidden = sizes[1..sizes.len() - 1].iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let sized = |hidden: &str| {
        let examples = snapshot.setup.examples().to_string();
        let all =
            [("m", examples), ("n", sizes[0].to_string()), ("p", hidden.to_owned()), ("q", last(sizes).to_string())];
        let there = all.into_iter().filter(|(_, value)| !value.is_empty());
        there
            .flat_map(|(name, value)| [vec![Span::raw(" ")], quantity(name, value, theme)].concat())
            .collect::<Vec<_>>()
    };
    let wide = |spans: &[Span<'_>]| spans.iter().map(Span::width).sum::<usize>();
    let room = |spans: &[Span<'_>]| width.saturating_sub(wide(spans) + 1);
    let mut sizes = sized(&hidden);
    if room(&sizes) < SHORTEST.min(snapshot.problem().name.width()) {
        let layers = hidden.width().saturating_sub(SHORTEST - room(&sizes)).max(2);
        sizes = sized(&fit(&hidden, layers));
    }
    let name = fit(&snapshot.problem().name, room(&sizes).clamp(SHORTEST, 20));
    [vec![Span::styled(name, theme.value), Span::raw(" ")], sizes].concat()
}

/// The columns that the name of the data set has at least.
const SHORTEST: usize = 6;

fn last(sizes: &[usize]) -> usize {
    sizes[sizes.len() - 1]
}

/// `step 1204  epoch 1204`
fn time<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    let mut spans = quantity(t!(app.text, "header.step"), snapshot.position.step.to_string(), theme);
    spans.push(Span::raw("  "));
    spans.extend(quantity(t!(app.text, "header.epoch"), snapshot.epoch().to_string(), theme));
    spans
}

/// `  phase 3/13 Y` within a step: the phase at hand, the one on which the Step screen stands.
fn phase<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    if app.screen().counts_phases() {
        return vec![]; // the road shows it
    }
    let done = snapshot.position.phase;
    let Some(phase) = snapshot.phases().get(done).filter(|_| done > 0) else { return vec![] };
    let symbol = phase.symbol(snapshot.hidden_layers());
    let mut spans = vec![Span::raw("  ")];
    spans.extend(quantity(
        t!(app.text, "header.phase"),
        format!("{}/{} {symbol}", done + 1, snapshot.phases().len()),
        theme,
    ));
    spans
}

/// `L 0.3127  acc 0.913`, and the same of the test examples.
fn measures<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    if app.look.is_hidden {
        let mut spans = quantity("L", "?".to_owned(), theme);
        spans.push(Span::raw("  "));
        spans.extend(quantity(t!(app.text, "header.accuracy"), "?".to_owned(), theme));
        return spans;
    }
    let unknown = || if snapshot.breakdown.is_some() { "—" } else { "…" }.to_owned();
    let shown = |value: Option<f64>| value.map_or_else(unknown, number);
    let evaluation = snapshot.measured.evaluation.as_deref().filter(|_| snapshot.breakdown.is_none());
    let mut spans = quantity("L", shown(snapshot.latest_loss()), theme);
    spans.push(Span::raw("  "));
    let accuracy = |value: f64| format!("{value:.3}");
    let train = evaluation.map_or_else(unknown, |evaluation| accuracy(evaluation.train.accuracy));
    spans.extend(quantity(t!(app.text, "header.accuracy"), train, theme));
    if let Some(test) = evaluation.and_then(|evaluation| evaluation.test) {
        spans.push(Span::raw("  "));
        spans.extend(quantity(
            t!(app.text, "panes.test"),
            format!("{} / {}", number(test.loss), accuracy(test.accuracy)),
            theme,
        ));
    }
    spans
}

/// `ε 1`, with a word where the session does not have it yet.
fn learning_rate<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    let mut spans = quantity("ε", exact(app.training.asked_rate().unwrap_or(snapshot.learning_rate())), theme);
    if app.training.asked_rate().is_some() && app.is_pending() {
        spans.push(Span::styled(format!(" ({})", t!(app.text, "header.pending")), theme.dim));
    }
    spans
}

/// ` · 3 to go`: what was asked for and is not done yet.
fn to_go<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Option<Span<'a>> {
    let count = app.training.to_go(snapshot);
    let words = t!(app.text, "header.to_go", count = count);
    (count > 0).then(|| Span::styled(format!(" · {words}"), theme.dim))
}

/// `2 settings wait: t`, where some do.
fn waiting<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    let sentence = match app.waiting_settings(snapshot) {
        0 => return vec![],
        1 => t!(app.text, "header.setting_waits"),
        _ => t!(app.text, "header.settings_wait"),
    };
    let values = [("count", &*app.waiting_settings(snapshot).to_string()), ("key", &*key_of("app.settings"))];
    vec![Span::styled(fill(sentence, &values), theme.paused)]
}

/// `► running 20 steps/s`
fn playback<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    let speed = match app.training.speed {
        Speed::Max => t!(app.text, "header.max_speed").to_owned(),
        Speed::StepsPerSecond(speed) => exact(speed),
    };
    if snapshot.breakdown.is_some() {
        return vec![Span::styled(format!("■ {}", t!(app.text, "header.broken")), theme.wrong)];
    }
    if let Some(target) = snapshot.target {
        return vec![Span::styled(t!(app.text, "header.replaying", step = target.step), theme.running)];
    }
    let asked = app.training.playback();
    let is_late = app.is_pending() && asked != app.training.status().playback;
    match (asked, is_late) {
        (Playback::Running, true) => {
            vec![Span::styled(format!("► {}", t!(app.text, "header.starting")), theme.running)]
        }
        (Playback::Paused, true) => vec![Span::styled(format!("‖ {}", t!(app.text, "header.pausing")), theme.paused)],
        (Playback::Running, false) => {
            let mut spans = vec![Span::styled(format!("► {} ", t!(app.text, "header.running")), theme.running)];
            let unit = t!(app.text, "header.steps_per_second");
            match (app.training.status().steps_per_second, app.training.speed) {
                // The measured rate, where it differs from what was asked for.
                (Some(rate), Speed::Max) => {
                    spans.push(Span::styled(format!("{speed}: {rate:.0} {unit}"), theme.value));
                }
                (Some(rate), Speed::StepsPerSecond(asked)) if rate < 0.8 * asked => {
                    let measured = format!("{rate:.1} {} {speed} {unit}", t!(app.text, "panes.of"));
                    spans.push(Span::styled(measured, theme.value));
                }
                _ => spans.push(Span::styled(format!("{speed} {unit}"), theme.value)),
            }
            spans
        }
        (Playback::Walking, _) => {
            let speed = format!("{} {}", exact(app.training.phase_speed), t!(app.text, "step.phases_per_second"));
            vec![
                Span::styled(format!("► {} ", t!(app.text, "step.playing")), theme.running),
                Span::styled(speed, theme.value),
            ]
        }
        (Playback::Paused, false) => {
            let mut spans = vec![Span::styled(format!("‖ {}", t!(app.text, "header.paused")), theme.paused)];
            spans.extend(phase(app, snapshot, theme));
            spans
        }
    }
}

/// The lines that the header takes: by the width alone, so that nothing below it ever jumps.
pub fn height(width: u16) -> u16 {
    if width < WIDE { 2 } else { 1 }
}

/// From this width on all stands on one line, also when the numbers have grown.
const WIDE: u16 = 160;

/// Draws the header. Where a name or a list of layers is too long for its line, that is cut, not what changes.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let join = |groups: &[Vec<Span<'static>>]| -> Vec<Span<'static>> {
        groups.iter().flat_map(|group| [vec![Span::raw("   ")], group.clone()].concat()).collect()
    };
    let rate = learning_rate(app, snapshot, theme);
    let playback: Vec<Span> = playback(app, snapshot, theme).into_iter().chain(to_go(app, snapshot, theme)).collect();
    let (time, measures) = (time(app, snapshot, theme), measures(app, snapshot, theme));
    let lines = if area.width < WIDE {
        vec![join(&[rate, playback]), join(&[time, measures]).split_off(1)]
    } else {
        vec![join(&[rate, playback, time, measures])]
    };
    let mut lines: Vec<Line> =
        lines.into_iter().map(|rest| Line::from([vec![Span::raw(" ")], rest].concat())).collect();
    let width = usize::from(area.width);
    let shape = shape(snapshot, theme, width.saturating_sub(lines[0].width()));
    lines[0].spans.splice(1..1, shape);
    let waiting = join(&[waiting(app, snapshot, theme)]);
    if waiting.len() > 1 {
        // Where there is room for it; the first line is the shorter one, as a rule.
        let wide: usize = waiting.iter().map(Span::width).sum();
        let with_room = lines.iter().position(|line| line.width() + wide <= width);
        lines[with_room.unwrap_or_default()].extend(waiting);
    }
    for (row, line) in lines.into_iter().enumerate() {
        kit::line(line, area, row as u16, buffer);
    }
}
