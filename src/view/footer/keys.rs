//! The keys that matter on each screen, the most useful first.

use crate::app::{Action, App, Display, Overlay, Pane};
use crate::session::Snapshot;

pub fn dashboard(app: &App, snapshot: &Snapshot) -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward, Action::StepScreen];
    match app.focus {
        Pane::Loss => actions.push(Action::LossScale),
        Pane::Weights | Pane::NextWeights => {
            actions.extend([Action::CursorLeft, Action::Write, Action::NudgeUp, Action::Zero, Action::Freeze]);
            actions.push(Action::Silence);
            if app.zoomed && app.layer_of(app.focus) == 0 && snapshot.image_size().is_some() {
                actions.insert(0, Action::Display);
            }
            if snapshot.hidden_layers() > 1 {
                actions.push(Action::Layer);
            }
        }
        Pane::Sparsity => {
            actions.extend([Action::SortUnits, Action::CursorLeft, Action::Silence, Action::Write, Action::NudgeUp]);
        }
        Pane::Probabilities => actions.extend([Action::ExampleNext, Action::Misclassified]),
    }
    actions.extend([Action::Faster, Action::LearningRateUp, Action::FocusNext, Action::Zoom]);
    actions
}

pub fn step(app: &App) -> Vec<Action> {
    match app.overlay {
        Overlay::Mistakes(_) => return vec![Action::CursorLeft, Action::Close, Action::Help, Action::Quit],
        Overlay::Talk | Overlay::Check => {
            return vec![Action::Close, Action::Forward, Action::CursorLeft, Action::Help, Action::Quit];
        }
        _ => {}
    }
    vec![
        Action::Forward,
        Action::CursorLeft,
        Action::FocusNext,
        Action::Talk,
        Action::Predict,
        Action::Check,
        Action::StepScreen,
        Action::Help,
        Action::Quit,
        Action::Step,
        Action::PlayPause,
        Action::Mistakes,
        Action::Letters,
        Action::FullPrecision,
        Action::Zoom,
        Action::GoTo,
        Action::ReturnToMark,
        Action::Faster,
    ]
}

pub fn boundary(app: &App, snapshot: &Snapshot) -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward, Action::Display, Action::CursorLeft];
    if snapshot.hidden_layers() > 0 {
        actions.extend([Action::Folds, Action::FocusNext]);
    }
    if app.boundary.display == Display::Units {
        actions.push(Action::Zoom);
    }
    if snapshot.sizes[0] > 2 {
        actions.extend([Action::AxisAcross, Action::AxisUp, Action::HeldAt]);
    }
    actions.extend([Action::ExampleNext, Action::Misclassified, Action::OtherPart]);
    if snapshot.hidden_layers() > 1 {
        actions.push(Action::Layer);
    }
    if app.boundary.display != Display::Units {
        actions.push(Action::Zoom);
    }
    actions.extend([Action::Faster, Action::LearningRateUp]);
    actions
}

/// What some keys are called on the boundary screen.
pub fn boundary_word(app: &App, action: Action) -> &str {
    let words = &app.text.boundary;
    let among_units = app.boundary.display == Display::Units;
    match action {
        Action::CursorLeft if !among_units => &words.crosshair,
        Action::Zoom if among_units => &words.open,
        Action::Zoom => &words.alone,
        _ => &words.unit,
    }
}

pub fn predictions(app: &App, _snapshot: &Snapshot) -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward, Action::CursorLeft, Action::Zoom];
    if app.predictions.lists_examples() {
        actions.push(Action::SortUnits);
    }
    if app.predictions.opened {
        actions.push(Action::Close);
    }
    actions.extend([Action::Display, Action::OtherPart]);
    actions
}

pub fn units(_app: &App, snapshot: &Snapshot) -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward, Action::CursorLeft, Action::Display];
    if snapshot.hidden_layers() > 1 {
        actions.push(Action::Layer);
    }
    actions.extend([Action::SortUnits, Action::Silence, Action::ExampleNext]);
    if snapshot.problem.test.is_some() {
        actions.push(Action::OtherPart);
    }
    actions
}

pub fn compare(_app: &App, snapshot: &Snapshot) -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward];
    if snapshot.beside.is_some() {
        actions.push(Action::SwapBranches);
    } else {
        actions.push(Action::CursorDown);
    }
    actions.extend([Action::Zoom, Action::LossScale, Action::Faster, Action::LearningRateUp]);
    actions
}

pub fn controls(_app: &App) -> Vec<Action> {
    vec![
        Action::CursorDown,
        Action::Forward,
        Action::Zoom,
        Action::PlayPause,
        Action::Undo,
        Action::Close,
        Action::Help,
        Action::Quit,
    ]
}
