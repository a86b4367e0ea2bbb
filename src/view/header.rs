//! The header: what is trained, where the run stands, how well it does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::bars;
use super::numbers::{exact, fit, number, wrap};
use super::theme::Theme;
use crate::app::{Action, App, Playback, Screen, Speed, key_of};
use crate::session::{Diagnosis, Snapshot, superscript};
use crate::text::fill;

/// A quantity with its name: `L 0.3127`.
fn quantity<'a>(name: &str, value: String, theme: &Theme) -> Vec<Span<'a>> {
    vec![Span::styled(format!("{name} "), theme.label), Span::styled(value, theme.value)]
}

/// `spiral  m 300 n 2 p 32 q 3`
fn shape<'a>(snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    let sizes = &snapshot.sizes;
    let hidden = sizes[1..sizes.len() - 1].iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let mut spans = vec![Span::styled(fit(&snapshot.names.dataset, 20), theme.value), Span::raw(" ")];
    let examples = snapshot.names.examples.to_string();
    for (name, value) in [("m", examples), ("n", sizes[0].to_string()), ("p", hidden), ("q", last(sizes).to_string())] {
        if !value.is_empty() {
            spans.push(Span::raw(" "));
            spans.extend(quantity(name, value, theme));
        }
    }
    spans
}

fn last(sizes: &[usize]) -> usize {
    sizes[sizes.len() - 1]
}

/// `step 1204  epoch 1204`
fn time<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    let words = &app.text.header;
    let mut spans = quantity(&words.step, snapshot.position.step.to_string(), theme);
    spans.push(Span::raw("  "));
    spans.extend(quantity(&words.epoch, snapshot.epoch.to_string(), theme));
    spans
}

/// `  phase 3/13 Y` within a step, the phase that was done last.
fn phase<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    if app.screen == Screen::Step {
        return vec![]; // the road shows it
    }
    let done = snapshot.position.phase;
    let Some(last) = done.checked_sub(1).and_then(|index| snapshot.phases.get(index)) else { return vec![] };
    let symbol = last.symbol(snapshot.hidden_layers());
    let mut spans = vec![Span::raw("  ")];
    spans.extend(quantity(&app.text.header.phase, format!("{done}/{} {symbol}", snapshot.phases.len()), theme));
    spans
}

/// `L 0.3127  acc 0.913`, and the same of the test examples.
fn measures<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    if app.predict {
        let mut spans = quantity("L", "?".to_owned(), theme);
        spans.push(Span::raw("  "));
        spans.extend(quantity(&app.text.header.accuracy, "?".to_owned(), theme));
        return spans;
    }
    let unknown = || if snapshot.breakdown.is_some() { "—" } else { "…" }.to_owned();
    let shown = |value: Option<f64>| value.map_or_else(unknown, number);
    let evaluation = snapshot.evaluation.as_deref().filter(|_| snapshot.breakdown.is_none());
    let mut spans = quantity("L", shown(snapshot.latest_loss()), theme);
    spans.push(Span::raw("  "));
    let accuracy = |value: f64| format!("{value:.3}");
    let train = evaluation.map_or_else(unknown, |evaluation| accuracy(evaluation.train.accuracy));
    spans.extend(quantity(&app.text.header.accuracy, train, theme));
    if let Some(test) = evaluation.and_then(|evaluation| evaluation.test) {
        spans.push(Span::raw("  "));
        spans.extend(quantity(
            &app.text.panes.test,
            format!("{} / {}", number(test.loss), accuracy(test.accuracy)),
            theme,
        ));
    }
    spans
}

/// `ε 1`, with a word where the session does not have it yet.
fn learning_rate<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    let mut spans = quantity("ε", exact(app.learning_rate.unwrap_or(snapshot.learning_rate)), theme);
    if app.learning_rate.is_some() && app.is_pending() {
        spans.push(Span::styled(format!(" ({})", app.text.header.pending), theme.dim));
    }
    spans
}

/// ` · 3 to go`: what was asked for and is not done yet.
fn to_go<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Option<Span<'a>> {
    let count = app.to_go(snapshot);
    let words = fill(&app.text.header.to_go, &[("count", &count.to_string())]);
    (count > 0).then(|| Span::styled(format!(" · {words}"), theme.dim))
}

/// `2 settings wait: t`, where some do.
fn waiting<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    let words = &app.text.header;
    let sentence = match app.waiting_settings(snapshot) {
        0 => return vec![],
        1 => &words.setting_waits,
        _ => &words.settings_wait,
    };
    let values = [("count", &*app.waiting_settings(snapshot).to_string()), ("key", &*key_of(Action::Controls))];
    vec![Span::styled(fill(sentence, &values), theme.paused)]
}

/// `► running 20 steps/s`
fn playback<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Span<'a>> {
    let words = &app.text.header;
    let speed = match app.speed {
        Speed::Max => words.max_speed.clone(),
        Speed::StepsPerSecond(speed) => exact(speed),
    };
    if snapshot.breakdown.is_some() {
        return vec![Span::styled(format!("■ {}", words.broken), theme.wrong)];
    }
    if let Some(target) = snapshot.target {
        return vec![Span::styled(fill(&words.replaying, &[("step", &target.step.to_string())]), theme.running)];
    }
    let asked = app.playback;
    let is_late = app.is_pending() && asked != app.status.playback;
    match (asked, is_late) {
        (Playback::Running, true) => vec![Span::styled(format!("► {}", words.starting), theme.running)],
        (Playback::Paused, true) => vec![Span::styled(format!("‖ {}", words.pausing), theme.paused)],
        (Playback::Running, false) => {
            let mut spans = vec![Span::styled(format!("► {} ", words.running), theme.running)];
            let unit = &words.steps_per_second;
            match (app.status.steps_per_second, app.speed) {
                // The measured rate, where it differs from what was asked for.
                (Some(rate), Speed::Max) => {
                    spans.push(Span::styled(format!("{speed}: {rate:.0} {unit}"), theme.value));
                }
                (Some(rate), Speed::StepsPerSecond(asked)) if rate < 0.8 * asked => {
                    spans.push(Span::styled(format!("{rate:.1} of {speed} {unit}"), theme.value));
                }
                _ => spans.push(Span::styled(format!("{speed} {unit}"), theme.value)),
            }
            spans
        }
        (Playback::Walking, _) => {
            let speed = format!("{} {}", exact(app.step.speed), app.text.step.phases_per_second);
            vec![Span::styled(format!("► {} ", app.text.step.playing), theme.running), Span::styled(speed, theme.value)]
        }
        (Playback::Paused, false) => {
            let mut spans = vec![Span::styled(format!("‖ {}", words.paused), theme.paused)];
            spans.extend(phase(app, snapshot, theme));
            spans
        }
    }
}

/// One line where all fits, else two.
fn header_lines<'a>(app: &App, snapshot: &Snapshot, theme: &Theme, width: u16) -> Vec<Line<'a>> {
    let gap = || Span::raw("   ");
    let groups = [
        shape(snapshot, theme),
        learning_rate(app, snapshot, theme),
        playback(app, snapshot, theme).into_iter().chain(to_go(app, snapshot, theme)).collect(),
        time(app, snapshot, theme),
        measures(app, snapshot, theme),
    ];
    let join = |groups: &[Vec<Span<'a>>]| -> Line<'a> {
        let mut spans: Vec<Span> = vec![Span::raw(" ")];
        for group in groups.iter().filter(|group| !group.is_empty()) {
            spans.extend(group.iter().cloned());
            spans.push(gap());
        }
        Line::from(spans)
    };
    // Numbers grow while training runs: a line that only just fits would jump.
    let one = join(&groups);
    let is_short = one.width() + 16 <= usize::from(width);
    let mut lines = if is_short { vec![one] } else { vec![join(&groups[..3]), join(&groups[3..])] };
    let waiting = Line::from(waiting(app, snapshot, theme));
    // Where there is room for it; the first line is the shorter one, as a rule.
    let with_room = lines.iter().position(|line| line.width() + waiting.width() <= usize::from(width));
    lines[with_room.unwrap_or_default()].extend(waiting);
    if let Some(mistake) = snapshot.mistake {
        let sentence = app.text.mistakes.get(mistake.name()).map_or("", String::as_str);
        lines.push(Line::styled(format!(" ✗ {}: {sentence}", app.text.step.mistake), theme.wrong));
    }
    lines.extend(diagnosis(app, snapshot, theme, width));
    lines
}

/// What goes wrong, what to try, and how to hide it.
fn diagnosis<'a>(app: &App, snapshot: &Snapshot, theme: &Theme, width: u16) -> Vec<Line<'a>> {
    let Some(diagnosis) = app.diagnosis(snapshot) else { return vec![] };
    let of_layer = |layer: usize| if snapshot.hidden_layers() > 1 { superscript(layer + 1) } else { String::new() };
    let (layer, class) = match diagnosis {
        Diagnosis::Symmetric(layer) | Diagnosis::AllUnitsDead(layer) | Diagnosis::Saturated(layer) => {
            (of_layer(layer), "")
        }
        Diagnosis::ClassNeverPredicted(class) => (String::new(), &*snapshot.names.classes[class]),
        Diagnosis::Diverging => (String::new(), ""),
    };
    let values = [
        ("rate", &*exact(snapshot.learning_rate)),
        ("start", &*key_of(Action::GoToStart)),
        ("less", &*key_of(Action::LearningRateDown)),
        ("controls", &*key_of(Action::Controls)),
        ("layer", &*layer),
        ("class", &*fit(class, 20)),
        ("key", &*key_of(Action::Close)),
    ];
    let words = |name: &str| app.text.diagnoses.get(name).map_or_else(String::new, |words| fill(words, &values));
    let sentence = format!("! {} {}", words(diagnosis.name()), words("dismiss"));
    let lines = wrap(&sentence, usize::from(width).saturating_sub(3)).into_iter().enumerate();
    let indent = |row: usize| if row == 0 { " " } else { "   " };
    lines.map(|(row, line)| Line::styled(format!("{}{line}", indent(row)), theme.wrong)).collect()
}

/// The lines that the header needs.
pub fn height(app: &App, snapshot: &Snapshot, width: u16) -> u16 {
    let theme = Theme::new(super::ColorDepth::None);
    header_lines(app, snapshot, &theme, width).len() as u16
}

/// Draws the header.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    for (row, line) in header_lines(app, snapshot, theme, area.width).into_iter().enumerate() {
        bars::text(line, area, row as u16, buffer);
    }
}
