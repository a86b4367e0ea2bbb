//! The draw loop: keys in, effects out, a frame whenever something changed.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::layout::Rect;

use super::latest::{Event, Latest};
use super::orders::Orders;
use super::saving::Desk;
use crate::session::Snapshot;
use crate::t;
use crate::ui::Theme;
use crate::ui::pace::Order;
use crate::ui::{App, Effect, Host};

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

/// Handles `events` until somebody leaves, and closes `orders` then. Sleeps while nothing happens; many events make one
/// frame.
pub fn run_loop(
    app: &mut App,
    screen: &mut impl Screen,
    events: &Receiver<Event>,
    orders: &Orders,
    latest: &Latest,
) -> Exit {
    let exit = handle_events(app, screen, events, orders, latest);
    orders.close();
    exit
}

fn handle_events(
    app: &mut App,
    screen: &mut impl Screen,
    events: &Receiver<Event>,
    orders: &Orders,
    latest: &Latest,
) -> Exit {
    let (mut snapshot, _) = latest.get();
    let mut is_dirty = true;
    let start = Instant::now();
    let mut next_frame = start;
    let mut desk = Desk::new();
    loop {
        let now = Instant::now();
        app.wait_for(orders.to_go(app.shared.training.status().acknowledged));
        let due = if is_dirty { screen.free_at(now).map(|free| free.max(next_frame)) } else { None };
        // What waits belongs into the frame, unless it never ends.
        let waiting = if due.is_some_and(|due| now < due + 3 * FRAME) { events.try_recv().ok() } else { None };
        if waiting.is_none() && due.is_some_and(|due| now >= due) {
            if screen.draw(app, &snapshot).is_err() {
                return Exit::TerminalGone;
            }
            is_dirty = false;
            next_frame = now + FRAME;
            continue;
        }
        // An alert may go by the clock alone.
        let wake = if is_dirty { due } else { app.shared.alerts.due().map(|due| start + due) };
        let event = match (waiting, wake) {
            (Some(event), _) => Some(event),
            (None, Some(wake)) => match events.recv_timeout(wake.saturating_duration_since(now)) {
                Err(RecvTimeoutError::Timeout) => {
                    is_dirty |= app.watch(&snapshot, start.elapsed());
                    continue;
                }
                event => event.ok(),
            },
            (None, None) => events.recv().ok(),
        };
        let Some(event) = event else { return Exit::TerminalGone };
        if !is_dirty && matches!(event, Event::Key(_)) {
            // Most answers come at once: they belong into the same frame.
            next_frame = next_frame.max(Instant::now() + FRAME);
        }
        is_dirty |= !matches!(event, Event::Written | Event::Answer);
        match event {
            Event::Published => {
                let (newest, status) = latest.get();
                snapshot = newest;
                app.observe(status);
                app.see(&snapshot);
                desk.go_on(app, &snapshot);
                app.watch(&snapshot, start.elapsed());
            }
            Event::Key(_) | Event::Click(_) | Event::Paste(_) => {
                desk.tell_time(app);
                let wanted = match event {
                    Event::Key(key) => app.key(key, &snapshot),
                    Event::Click(place) => app.click(place, screen.area(), screen.theme(), &snapshot),
                    Event::Paste(text) => app.paste(&text, &snapshot),
                    _ => vec![],
                };
                if let Some(exit) = carry_out(wanted, app, &snapshot, &mut desk, screen, orders) {
                    return exit;
                }
            }
            Event::Resized | Event::Written | Event::Answer => {}
            Event::Suspend => {
                if let Some(exit) =
                    carry_out(vec![Effect::Host(Host::Suspend)], app, &snapshot, &mut desk, screen, orders)
                {
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

fn carry_out(
    wanted: Vec<Effect>,
    app: &mut App,
    snapshot: &Snapshot,
    desk: &mut Desk,
    screen: &mut impl Screen,
    orders: &Orders,
) -> Option<Exit> {
    for effect in wanted {
        match effect {
            Effect::Host(Host::Quit) => return Some(Exit::Quit),
            Effect::Host(Host::Suspend) => match screen.suspend() {
                Ok(true) => {}
                Ok(false) => app.shared.notice.say(t!(app.shared.text, "messages.cannot_suspend").to_owned()),
                Err(_) => return Some(Exit::TerminalGone),
            },
            Effect::Host(Host::AskName) => desk.ask_name(app, snapshot),
            Effect::Host(Host::Save { files, replaces }) => desk.save(app, snapshot, files, replaces),
            Effect::Session(command) => ask(Order::Session(command), app, orders),
            Effect::Pace(pace) => ask(Order::Pace(pace), app, orders),
        }
    }
    None
}

fn ask(order: Order, app: &mut App, orders: &Orders) {
    if !orders.push(order) {
        app.shared.notice.say(t!(app.shared.text, "messages.too_much", key = app.shared.key_of("app.stop")));
    }
}
