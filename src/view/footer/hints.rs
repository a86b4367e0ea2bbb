//! The keys that do something now, and the word for it. What is offered is what the app takes: each key is asked for.

use super::keys;
use crate::app::{Action, App, Display, Key, Level, Line, Overlay, Screen, bindings};
use crate::session::Snapshot;
use crate::t;

/// An entry of the footer: keys that belong together, and what they do here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What is done; of several, the one that gives the word.
    pub action: Action,
    /// The keys.
    pub keys: Vec<Key>,
    /// The word.
    pub word: String,
}

impl Hint {
    /// The keys as the footer shows them.
    pub fn caps(&self) -> String {
        let names: Vec<String> = self.keys.iter().map(|key| key.name()).collect();
        names.join(if self.action == Action::CursorLeft { "" } else { " " })
    }

    /// Whether the end of the footer is kept for it.
    pub(super) fn is_always_shown(&self) -> bool {
        matches!(self.action, Action::Help | Action::Quit)
    }
}

/// The keys that do something now, the most useful first; those for help and leaving last.
pub fn hints(app: &App, snapshot: &Snapshot) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    let last: &[Action] = match app.overlay {
        _ if app.entry().is_some() => &[],
        Overlay::None => &[Action::Help, Action::Quit],
        // Over a screen the key that leaves only closes, and Esc says so.
        Overlay::Help(_) => &[],
        _ => &[Action::Help],
    };
    for action in keys::candidates(app, snapshot).into_iter().chain(last.iter().copied()) {
        // On a screen itself its key need not be told.
        let is_here = Some(action) == own_screen(app.screen) || hints.iter().any(|hint| hint.action == action);
        let first_key = |action| bindings().find(|binding| binding.action == action).map(|binding| binding.keys[0]);
        let mut keys: Vec<Key> = group(action).iter().filter_map(|&action| first_key(action)).collect();
        keys.retain(|&key| !is_here && app.accepts(key, snapshot));
        if !keys.is_empty() {
            hints.push(Hint { action, keys, word: word(app, action, snapshot) });
        }
    }
    hints
}

/// The action that opens a screen, where its key leads nowhere else from there.
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

/// The actions that are shown as one.
fn group(action: Action) -> Vec<Action> {
    match action {
        Action::CursorDown => vec![Action::CursorDown, Action::CursorUp],
        Action::Faster => vec![Action::Faster, Action::Slower],
        Action::LearningRateUp => vec![Action::LearningRateDown, Action::LearningRateUp],
        Action::Forward => vec![Action::Back, Action::Forward],
        Action::Step => vec![Action::StepBack, Action::Step],
        Action::Phase => vec![Action::PhaseBack, Action::Phase],
        Action::CursorLeft => vec![Action::CursorLeft, Action::CursorDown, Action::CursorUp, Action::CursorRight],
        _ => vec![action],
    }
}

/// The word for an action, which depends on what it does here.
fn word(app: &App, action: Action, snapshot: &Snapshot) -> String {
    let text = app.text;
    if action == Action::Close {
        let level = app.innermost(snapshot).map(Level::name);
        return level.and_then(|name| text.of_name("levels", name)).unwrap_or_default().to_owned();
    }
    if action == Action::Zoom && app.entry().is_some() {
        return t!(text, "messages.entry_done").to_owned();
    }
    let of_overlay = match (&app.overlay, action) {
        (Overlay::Help(_), Action::CursorDown) => Some(t!(text, "panes.scroll")),
        (Overlay::Help(_), Action::Forward) => Some(t!(text, "panes.page")),
        (Overlay::Mistakes(_), Action::Zoom) => Some(t!(text, "step.plant")),
        (Overlay::Mistakes(_) | Overlay::Controls(_), Action::CursorDown) => Some(t!(text, "controls.line")),
        (Overlay::Controls(_), Action::Forward) => Some(t!(text, "controls.change")),
        (Overlay::Controls(controls), Action::Zoom) => Some(match controls.line {
            Line::Field(_) => t!(text, "controls.write"),
            Line::Start => t!(text, "controls.start_word"),
            Line::Drop => t!(text, "controls.drop_word"),
        }),
        _ => None,
    };
    let of_screen = || match (action, app.screen) {
        (Action::Zoom, Screen::Compare) => Some(t!(text, "compare.put")),
        (Action::CursorDown, Screen::Compare) => Some(t!(text, "footer.cursor_left")),
        (Action::StepScreen, Screen::Step) => Some(t!(text, "step.dashboard")),
        (Action::Predict, _) if app.predict => Some(t!(text, "step.show")),
        (Action::FocusNext, Screen::Step) => Some(t!(text, "step.matrix")),
        (Action::Zoom, Screen::Predictions) if app.predictions.lists_examples() => Some(t!(text, "predictions.open")),
        (Action::Zoom, Screen::Predictions) => Some(t!(text, "predictions.list")),
        (Action::Zoom, Screen::Step) => Some(t!(text, "step.alone")),
        (Action::CursorLeft | Action::FocusNext | Action::Zoom, Screen::Boundary) => {
            let among_units = app.boundary_display(snapshot) == Display::Units;
            Some(match action {
                Action::CursorLeft if !among_units => t!(text, "boundary.crosshair"),
                Action::Zoom if among_units => t!(text, "boundary.open"),
                Action::Zoom => t!(text, "boundary.alone"),
                _ => t!(text, "boundary.unit"),
            })
        }
        (Action::Forward, Screen::Step) => Some(t!(text, "footer.phase")),
        (Action::Forward, _) => Some(t!(text, "footer.step")),
        _ => text.of_name("footer", &action.name()),
    };
    of_overlay.or_else(of_screen).unwrap_or_default().to_owned()
}
