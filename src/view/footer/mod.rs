//! The footer: the keys that matter now, or a message.

mod keys;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::bars;
use super::changes::parameter_name;
use super::numbers::{exact, wrap};
use super::theme::Theme;
use crate::app::{Action, App, Overlay, Screen, key_of};
use crate::session::{Mistake, Snapshot};
use crate::text::fill;

/// What the footer says instead of keys, and whether it is bad news.
fn message(app: &App, snapshot: &Snapshot) -> Option<(String, bool)> {
    if let Overlay::GoTo(entry) = &app.overlay {
        return Some((format!("{}{entry}▏", app.text.messages.goto_prompt), false));
    }
    if let (Overlay::Write(entry), Some(id)) = (&app.overlay, app.parameter_at_cursor(snapshot)) {
        let prompt = fill(&app.text.edit.prompt, &[("name", &parameter_name(id))]);
        return Some((format!("{prompt}{entry}▏"), false));
    }
    match app.overlay {
        // The prompt says what its keys do.
        Overlay::Save(_) => return Some((String::new(), false)),
        Overlay::Leave => return Some((app.leave_question(snapshot), false)),
        _ => {}
    }
    if let Some(refused) = &snapshot.refused {
        return Some((refused.message(app.text), true));
    }
    if let Some(breakdown) = snapshot.breakdown {
        let words = &app.text.messages;
        let values = [
            ("step", &*breakdown.step.to_string()),
            ("matrix", &*breakdown.phase.symbol(snapshot.hidden_layers())),
            ("learning_rate", &*exact(snapshot.learning_rate)),
        ];
        let back = key_of(if app.screen == Screen::Step { Action::StepBack } else { Action::Back });
        let is_by_mistake = snapshot.mistake == Some(Mistake::MissingMaximum);
        let what = if is_by_mistake { &words.broke_by_mistake } else { &words.broke };
        let remedy = breakdown.last_finite.map_or_else(
            || words.broke_at_start.clone(),
            |step| fill(&words.broke_recover, &[("step", &step.to_string()), ("key", &back)]),
        );
        return Some((format!("{} {remedy}", fill(what, &values)), true));
    }
    app.message.clone().map(|message| (message, false))
}

/// The lines that the footer needs.
pub fn height(app: &App, snapshot: &Snapshot, width: u16) -> u16 {
    if width < 160 {
        return 2;
    }
    let wide = message(app, snapshot).map_or(0, |(message, _)| Span::raw(message).width() + 1);
    if wide > usize::from(width) { 2 } else { 1 }
}

/// The actions whose keys matter now, the most useful first.
fn useful(app: &App, snapshot: &Snapshot) -> Vec<Action> {
    if snapshot.target.is_some() {
        return vec![Action::Close, Action::Help, Action::Quit];
    }
    let mut actions = match app.overlay {
        Overlay::Controls(_) => return keys::controls(app),
        _ => match app.screen {
            Screen::Dashboard => keys::dashboard(app, snapshot),
            Screen::Step => return keys::step(app),
            Screen::Boundary => keys::boundary(app, snapshot),
            Screen::Predictions => keys::predictions(app, snapshot),
            Screen::Units => keys::units(app, snapshot),
            Screen::Compare => keys::compare(app, snapshot),
        },
    };
    // The way to the other screens.
    actions.extend([Action::Controls, Action::DashboardScreen, Action::StepScreen, Action::BoundaryScreen]);
    actions.extend([Action::PredictionsScreen, Action::UnitsScreen, Action::CompareScreen]);
    let mut seen = Vec::new();
    actions.retain(|&action| {
        let is_new = !seen.contains(&action);
        seen.push(action);
        is_new && Some(action) != own_screen(app.screen)
    });
    actions.extend([Action::Help, Action::Quit, Action::Phase, Action::Reset, Action::Reseed, Action::GoTo]);
    actions
}

/// The action that opens a screen: on that screen itself its key need not be told.
fn own_screen(screen: Screen) -> Option<Action> {
    match screen {
        Screen::Dashboard => Some(Action::DashboardScreen),
        Screen::Step => None,
        Screen::Boundary => Some(Action::BoundaryScreen),
        Screen::Predictions => Some(Action::PredictionsScreen),
        Screen::Units => Some(Action::UnitsScreen),
        Screen::Compare => Some(Action::CompareScreen),
    }
}

/// The keys of an action as the footer shows them; a pair shows both.
fn caps(app: &App, action: Action) -> String {
    let name = key_of;
    match action {
        Action::CursorDown if matches!(app.overlay, Overlay::Controls(_)) => {
            format!("{} {}", name(Action::CursorDown), name(Action::CursorUp))
        }
        Action::Faster => format!("{} {}", name(Action::Faster), name(Action::Slower)),
        Action::LearningRateUp => format!("{} {}", name(Action::LearningRateDown), name(Action::LearningRateUp)),
        Action::Forward => format!("{} {}", name(Action::Back), name(Action::Forward)),
        Action::Step => format!("{} {}", name(Action::StepBack), name(Action::Step)),
        Action::Phase => format!("{} {}", name(Action::PhaseBack), name(Action::Phase)),
        Action::CursorLeft => {
            [Action::CursorLeft, Action::CursorDown, Action::CursorUp, Action::CursorRight].map(name).join("")
        }
        _ => name(action),
    }
}

/// The word for an action, which for time depends on what the screen counts in.
fn word(app: &App, action: Action) -> String {
    if matches!(app.overlay, Overlay::Controls(_)) {
        match action {
            Action::CursorDown => return app.text.controls.line.clone(),
            Action::Forward => return app.text.controls.change.clone(),
            Action::Zoom => return app.text.controls.write.clone(),
            _ => {}
        }
    }
    let action = match (action, app.screen) {
        (Action::Forward, Screen::Step) => Action::Phase,
        (Action::Forward, _) => Action::Step,
        (Action::Zoom, Screen::Compare) => return app.text.compare.put.clone(),
        (Action::StepScreen, Screen::Step) => return app.text.step.dashboard.clone(),
        (Action::Predict, _) if app.predict => return app.text.step.show.clone(),
        (Action::FocusNext, Screen::Step) => return app.text.step.matrix.clone(),
        (Action::Zoom, Screen::Predictions) if app.predictions.lists_examples() => {
            return app.text.predictions.open.clone();
        }
        (Action::Zoom, Screen::Predictions) => return app.text.predictions.list.clone(),
        (Action::Zoom, Screen::Step) => return app.text.step.alone.clone(),
        (Action::CursorLeft | Action::FocusNext | Action::Zoom, Screen::Boundary) => {
            return keys::boundary_word(app, action).to_owned();
        }
        _ => action,
    };
    app.text.footer.get(&action.name()).cloned().unwrap_or_default()
}

/// Draws the footer: a message, or the keys that matter now, as many as fit; those for help and leaving always.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if let Some((message, is_bad)) = message(app, snapshot) {
        let style = if is_bad { theme.wrong } else { theme.value };
        for (row, line) in wrap(&message, usize::from(area.width).saturating_sub(1)).into_iter().enumerate() {
            bars::text(Line::styled(format!(" {line}"), style), area, row as u16, buffer);
        }
        return;
    }
    let entry = |action: Action| {
        let word = word(app, action);
        [Span::styled(caps(app, action), theme.key), Span::raw(" "), Span::styled(word, theme.label), Span::raw("  ")]
    };
    let wide = |action| entry(action).iter().map(Span::width).sum::<usize>();
    let always = [Action::Help, Action::Quit];
    let mut actions = useful(app, snapshot);
    actions.retain(|action| !always.contains(action));
    for row in 0..area.height {
        let mut line = Line::from(" ");
        let is_last = row + 1 == area.height;
        let reserved = if is_last { always.map(wide).iter().sum() } else { 0 };
        let mut room = usize::from(area.width).saturating_sub(1 + reserved);
        actions.retain(|&action| {
            let fits = wide(action) <= room;
            if fits {
                room -= wide(action);
                line.extend(entry(action));
            }
            !fits
        });
        if is_last {
            for action in always {
                line.extend(entry(action));
            }
        }
        bars::text(line, area, row, buffer);
    }
}
