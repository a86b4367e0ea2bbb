//! The keys that may matter, the most useful first. Those that do nothing where one stands are left out later: see
//! `hints`.

use crate::app::{Action, App, Display, Level, Overlay, Pane, Screen};
use crate::session::Snapshot;

/// The actions worth telling of.
pub fn candidates(app: &App, snapshot: &Snapshot) -> Vec<Action> {
    if app.entry().is_some() {
        return vec![Action::Zoom, Action::Close];
    }
    match &app.overlay {
        Overlay::None if snapshot.target.is_some() => vec![Action::Close],
        Overlay::Help(_) => vec![Action::CursorDown, Action::Forward, Action::Close],
        Overlay::Controls(_) => {
            vec![
                Action::CursorDown,
                Action::Forward,
                Action::Zoom,
                Action::PlayPause,
                Action::Undo,
                Action::Close,
                Action::DashboardScreen,
            ]
        }
        Overlay::Mistakes(_) => vec![Action::CursorDown, Action::Zoom, Action::Close],
        Overlay::Check if snapshot.check.progress.is_some() => vec![Action::Close],
        Overlay::Talk | Overlay::Check => vec![Action::Close, Action::Forward, Action::CursorLeft],
        Overlay::Leave => vec![Action::Quit, Action::Save, Action::Close],
        Overlay::None | Overlay::GoTo(_) | Overlay::Write(_) | Overlay::Save(_) => of_screen(app, snapshot),
    }
}

fn of_screen(app: &App, snapshot: &Snapshot) -> Vec<Action> {
    let is_inside = matches!(app.innermost(snapshot), Some(Level::Alone | Level::Opened));
    let mut actions = match app.screen {
        Screen::Dashboard => dashboard(app, snapshot),
        Screen::Step => step(),
        Screen::Boundary => boundary(app, snapshot),
        Screen::Predictions => predictions(),
        Screen::Units => units(),
        Screen::Compare => compare(app, snapshot),
    };
    if is_inside {
        actions.insert(2, Action::Close);
    }
    if app.is_alone(snapshot) {
        // It would do what Esc does.
        actions.retain(|action| *action != Action::Zoom);
    }
    if app.screen == Screen::Step {
        return actions;
    }
    // The way to the other screens.
    actions.extend([Action::Controls, Action::DashboardScreen, Action::StepScreen, Action::BoundaryScreen]);
    actions.extend([Action::PredictionsScreen, Action::UnitsScreen, Action::CompareScreen]);
    actions.extend([Action::Phase, Action::Reset, Action::Reseed, Action::GoTo]);
    actions
}

fn dashboard(app: &App, snapshot: &Snapshot) -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward, Action::StepScreen];
    match app.focus {
        Pane::Loss => actions.push(Action::LossScale),
        Pane::Weights | Pane::NextWeights => {
            actions.extend([Action::CursorLeft, Action::Write, Action::NudgeUp, Action::Zero, Action::Freeze]);
            actions.push(Action::Silence);
            if app.can_show_templates(snapshot) {
                actions.insert(0, Action::Display);
            }
            actions.push(Action::Layer);
        }
        Pane::Sparsity => {
            actions.extend([Action::SortUnits, Action::CursorLeft, Action::Silence, Action::Write, Action::NudgeUp]);
        }
        Pane::Probabilities => actions.extend([Action::ExampleNext, Action::Misclassified]),
    }
    actions.extend([Action::Faster, Action::LearningRateUp, Action::FocusNext, Action::Zoom]);
    actions
}

fn step() -> Vec<Action> {
    vec![
        Action::Forward,
        Action::CursorLeft,
        Action::FocusNext,
        Action::Talk,
        Action::Predict,
        Action::Check,
        Action::StepScreen,
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

fn boundary(app: &App, snapshot: &Snapshot) -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward, Action::Display, Action::CursorLeft];
    actions.extend([Action::Folds, Action::FocusNext]);
    let among_units = app.boundary_display(snapshot) == Display::Units;
    if among_units {
        actions.push(Action::Zoom);
    }
    actions.extend([Action::AxisAcross, Action::AxisUp, Action::HeldAt]);
    actions.extend([Action::ExampleNext, Action::Misclassified, Action::OtherPart, Action::Layer]);
    if !among_units {
        actions.push(Action::Zoom);
    }
    actions.extend([Action::Faster, Action::LearningRateUp]);
    actions
}

fn predictions() -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward, Action::CursorLeft, Action::Zoom];
    actions.extend([Action::SortUnits, Action::Display, Action::OtherPart]);
    actions
}

fn units() -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward, Action::CursorLeft, Action::Display, Action::Layer];
    actions.extend([Action::SortUnits, Action::Silence, Action::ExampleNext, Action::OtherPart]);
    actions
}

fn compare(app: &App, snapshot: &Snapshot) -> Vec<Action> {
    let mut actions = vec![Action::PlayPause, Action::Forward, Action::SwapBranches, Action::CursorDown];
    let chosen = snapshot.branches.get(app.compare.clamped(snapshot.branches.len())).map(|branch| branch.number);
    if snapshot.other_run.as_ref().map(|other| other.number) != chosen {
        actions.push(Action::Zoom);
    }
    actions.extend([Action::LossScale, Action::Faster, Action::LearningRateUp]);
    actions
}
