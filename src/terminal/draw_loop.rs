//! The draw loop: keys in, effects out, a frame whenever something changed.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use ratatui::layout::{Position, Rect};

use super::latest::{Event, Latest};
use crate::app::{App, Effect};
use crate::session::{Snapshot, save_changes};
use crate::text::fill;
use crate::view::{self, BoundaryTarget, PredictionsTarget, StepTarget, Target, Theme};

/// The least time between two frames: 60 a second.
const FRAME: Duration = Duration::from_millis(16);

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// By a key.
    Quit,
    /// By a signal.
    Signal(i32),
    /// The terminal cannot be read or written any more.
    TerminalGone,
}

/// What the loop draws on: the terminal, or in a test a buffer.
pub trait Screen {
    /// When the line is free for a frame: `None` while one is being written. Frames are never queued.
    fn free_at(&self, now: Instant) -> Option<Instant> {
        Some(now)
    }
    /// Draws one frame.
    ///
    /// # Errors
    /// Those of the terminal.
    fn draw(&mut self, app: &App, snapshot: &Snapshot) -> io::Result<()>;
    /// Gives the terminal back, stops the process, and takes the terminal again once it is continued. A screen that is
    /// no terminal has nothing to give back. Whether it was stopped: where nobody could continue it, it goes on.
    ///
    /// # Errors
    /// Those of the terminal.
    fn suspend(&mut self) -> io::Result<bool> {
        Ok(true)
    }
    /// Takes the terminal again after somebody else stopped and continued the process.
    ///
    /// # Errors
    /// Those of the terminal.
    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
    /// The whole screen.
    fn area(&self) -> Rect;
    /// The styles it is drawn in.
    fn theme(&self) -> &Theme;
}

/// Handles `events` until somebody leaves. Sleeps while nothing happens; many events make one frame.
pub fn run_loop(
    mut app: App,
    screen: &mut impl Screen,
    events: &Receiver<Event>,
    effects: &Sender<Effect>,
    latest: &Latest,
    changes_file: &Path,
) -> Exit {
    let (mut snapshot, _) = latest.get();
    let mut is_dirty = true;
    let mut next_frame = Instant::now();
    loop {
        let now = Instant::now();
        let due = if is_dirty { screen.free_at(now).map(|free| free.max(next_frame)) } else { None };
        // What waits belongs into the frame, unless it never ends.
        let waiting = if due.is_some_and(|due| now < due + 3 * FRAME) { events.try_recv().ok() } else { None };
        if waiting.is_none() && due.is_some_and(|due| now >= due) {
            if screen.draw(&app, &snapshot).is_err() {
                return Exit::TerminalGone;
            }
            is_dirty = false;
            next_frame = now + FRAME;
            continue;
        }
        let event = match (waiting, due) {
            (Some(event), _) => Some(event),
            (None, Some(due)) => match events.recv_timeout(due - now) {
                Err(RecvTimeoutError::Timeout) => continue,
                event => event.ok(),
            },
            (None, None) => events.recv().ok(),
        };
        let Some(event) = event else { return Exit::TerminalGone };
        is_dirty |= !matches!(event, Event::Written | Event::Answer);
        match event {
            Event::Published => {
                let (newest, status) = latest.get();
                snapshot = newest;
                app.observe(status);
                app.see(&snapshot);
            }
            Event::Key(key) => {
                let mut wanted = app.key(key, &snapshot);
                if wanted.contains(&Effect::SaveChanges) {
                    app.message = Some(save(&snapshot, changes_file, &app));
                    wanted.retain(|effect| *effect != Effect::SaveChanges);
                }
                if let Some(exit) = carry_out(wanted, &mut app, screen, effects) {
                    return exit;
                }
            }
            Event::Click(place) => {
                let wanted = click(&mut app, &snapshot, screen, place);
                carry_out(wanted, &mut app, screen, effects);
            }
            Event::Paste(text) => {
                let wanted = app.paste(&text, &snapshot);
                carry_out(wanted, &mut app, screen, effects);
            }
            Event::Resized | Event::Written | Event::Answer => {}
            Event::Suspend => {
                if let Some(exit) = carry_out(vec![Effect::Suspend], &mut app, screen, effects) {
                    return exit;
                }
            }
            Event::Resumed => {
                if screen.resume().is_err() {
                    return Exit::TerminalGone;
                }
            }
            Event::Signal(signal) => return Exit::Signal(signal),
            Event::TerminalLost => return Exit::TerminalGone,
        }
    }
}

/// Writes the list of changes; the sentence about it.
fn save(snapshot: &Snapshot, file: &Path, app: &App) -> String {
    let changes = &snapshot.changes;
    let values = [("count", &*changes.len().to_string()), ("file", &*file.display().to_string())];
    save_changes(changes, file).map_or_else(|error| error.message(app.text), |()| fill(&app.text.edit.saved, &values))
}

fn carry_out(wanted: Vec<Effect>, app: &mut App, screen: &mut impl Screen, effects: &Sender<Effect>) -> Option<Exit> {
    for effect in wanted {
        match effect {
            Effect::Quit => return Some(Exit::Quit),
            Effect::Suspend => match screen.suspend() {
                Ok(true) => {}
                Ok(false) => app.message = Some(app.text.messages.cannot_suspend.clone()),
                Err(_) => return Some(Exit::TerminalGone),
            },
            // A trainer that is gone has panicked, and its panic ends the program.
            _ => drop(effects.send(effect)),
        }
    }
    None
}

fn click(app: &mut App, snapshot: &Arc<Snapshot>, screen: &impl Screen, place: Position) -> Vec<Effect> {
    match view::point(app, snapshot, screen.theme(), screen.area(), place) {
        Some(Target::Pane(pane, inside)) => app.point(pane, inside),
        Some(Target::Step(StepTarget::Cell(operand, cell))) => app.point_in_step(snapshot, operand, cell),
        Some(Target::Step(StepTarget::Time(target))) => return app.go_to(target, snapshot),
        Some(Target::Predictions(PredictionsTarget::Cell(cell))) => app.point_in_confusion(cell),
        Some(Target::Predictions(PredictionsTarget::Example(at))) => app.point_in_examples(at, snapshot),
        Some(Target::Unit(unit, example)) => return app.point_at_unit(unit, example),
        Some(Target::Boundary(BoundaryTarget::Point(point))) => app.point_in_plane(point),
        Some(Target::Boundary(BoundaryTarget::Unit(unit))) => app.point_to_unit(unit),
        None => {}
    }
    vec![]
}
