//! The draw loop: takes keys, carries out effects, and draws a frame whenever something changed.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::layout::Rect;

use super::latest::{Event, Latest};
use super::saving::RunSaver;
use super::trainer::Orders;
use crate::session::Snapshot;
use crate::t;
use crate::ui::Theme;
use crate::ui::pace::Order;
use crate::ui::{App, Effect, Host};

/// The least time between two frames, for about 60 frames per second.
const FRAME: Duration = Duration::from_millis(16);

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// By a key.
    Quit,
    /// By a signal.
    Signal(i32),
    /// The terminal can no longer be read or written.
    TerminalGone,
}

/// What the loop draws on: the terminal, or a buffer in a test.
pub trait Screen {
    /// Returns when a frame may be sent; `None` while one is being written. Frames are never queued.
    fn free_at(&self, now: Instant) -> Option<Instant> {
        Some(now)
    }
    /// Draws one frame.
    ///
    /// # Errors
    /// Those of the terminal.
    fn draw(&mut self, app: &App, snapshot: &Snapshot) -> io::Result<()>;
    /// Gives the terminal back, stops the process, and takes the terminal again once the process is continued. Does
    /// nothing for a screen that is not a terminal. Returns whether the process was stopped: it runs on if no one could
    /// continue it.
    ///
    /// # Errors
    /// Those of the terminal.
    fn suspend(&mut self) -> io::Result<bool> {
        Ok(true)
    }
    /// Takes the terminal again after the process was stopped from outside and continued.
    ///
    /// # Errors
    /// Those of the terminal.
    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
    /// Returns the area of the whole screen.
    fn area(&self) -> Rect;
    /// Returns the styles to draw in.
    fn theme(&self) -> &Theme;
}

/// Handles `events` until the program should end, then closes `orders`. Sleeps while nothing happens; many events share
/// one frame.
pub fn run_loop(
    app: &mut App,
    screen: &mut impl Screen,
    events: &Receiver<Event>,
    orders: &Orders,
    latest: &Latest,
) -> Exit {
    let (snapshot, _) = latest.get();
    let mut draw_loop = DrawLoop { app, screen, orders, snapshot, saver: RunSaver::new(), start: Instant::now() };
    let exit = draw_loop.run(events, latest);
    orders.close();
    exit
}

struct DrawLoop<'a, S> {
    app: &'a mut App,
    screen: &'a mut S,
    orders: &'a Orders,
    snapshot: Arc<Snapshot>,
    saver: RunSaver,
    start: Instant,
}

impl<S: Screen> DrawLoop<'_, S> {
    fn run(&mut self, events: &Receiver<Event>, latest: &Latest) -> Exit {
        let mut is_dirty = true;
        let mut next_frame = self.start;
        loop {
            let now = Instant::now();
            self.app.wait_for(self.orders.to_go(self.app.shared.training.status().acknowledged));
            let due = if is_dirty { self.screen.free_at(now).map(|free| free.max(next_frame)) } else { None };
            // Waiting events belong in the frame, unless they never end.
            let waiting = if due.is_some_and(|due| now < due + 3 * FRAME) { events.try_recv().ok() } else { None };
            if waiting.is_none() && due.is_some_and(|due| now >= due) {
                if self.screen.draw(self.app, &self.snapshot).is_err() {
                    return Exit::TerminalGone;
                }
                is_dirty = false;
                next_frame = now + FRAME;
                continue;
            }
            // An alert may expire with no event at all.
            let wake = if is_dirty { due } else { self.app.shared.alerts.due().map(|due| self.start + due) };
            let event = match (waiting, wake) {
                (Some(event), _) => Some(event),
                (None, Some(wake)) => match events.recv_timeout(wake.saturating_duration_since(now)) {
                    Err(RecvTimeoutError::Timeout) => {
                        is_dirty |= self.app.watch(&self.snapshot, self.start.elapsed());
                        continue;
                    }
                    event => event.ok(),
                },
                (None, None) => events.recv().ok(),
            };
            let Some(event) = event else { return Exit::TerminalGone };
            if !is_dirty && matches!(event, Event::Key(_)) {
                // Most answers come at once, so they belong in the same frame.
                next_frame = next_frame.max(Instant::now() + FRAME);
            }
            is_dirty |= !matches!(event, Event::Written | Event::Answer);
            if let Some(exit) = self.handle(event, latest) {
                return exit;
            }
        }
    }

    fn handle(&mut self, event: Event, latest: &Latest) -> Option<Exit> {
        if matches!(event, Event::Key(_) | Event::Click(_) | Event::Paste(_)) {
            self.saver.tell_time(self.app);
        }
        let effects = match event {
            Event::Published => {
                let (newest, status) = latest.get();
                self.snapshot = newest;
                self.app.observe(status);
                self.app.see(&self.snapshot);
                self.saver.go_on(self.app, &self.snapshot);
                self.app.watch(&self.snapshot, self.start.elapsed());
                return None;
            }
            Event::Key(key) => self.app.key(key, &self.snapshot),
            Event::Click(place) => self.app.click(place, self.screen.area(), self.screen.theme(), &self.snapshot),
            Event::Paste(text) => self.app.paste(&text, &self.snapshot),
            Event::Suspend => vec![Effect::Host(Host::Suspend)],
            Event::Resized | Event::Written | Event::Answer => return None,
            Event::Resumed => return self.screen.resume().is_err().then_some(Exit::TerminalGone),
            Event::Signal(signal) => return Some(Exit::Signal(signal)),
            Event::TerminalLost => return Some(Exit::TerminalGone),
        };
        effects.into_iter().find_map(|effect| self.carry_out(effect))
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Exit> {
        match effect {
            Effect::Host(Host::Quit) => return Some(Exit::Quit),
            Effect::Host(Host::Suspend) => match self.screen.suspend() {
                Ok(true) => {}
                Ok(false) => self.say(t!(self.app.shared.text, "messages.cannot_suspend").to_owned()),
                Err(_) => return Some(Exit::TerminalGone),
            },
            Effect::Host(Host::AskName) => self.saver.ask_name(self.app, &self.snapshot),
            Effect::Host(Host::Save { files, replaces }) => {
                self.saver.save(self.app, &self.snapshot, files, replaces);
            }
            Effect::Session(command) => self.ask(Order::Session(command)),
            Effect::Pace(pace) => self.ask(Order::Pace(pace)),
        }
        None
    }

    fn ask(&mut self, order: Order) {
        if !self.orders.push(order) {
            let stop = self.app.shared.key_of("app.stop");
            self.say(t!(self.app.shared.text, "messages.too_much", key = stop));
        }
    }

    fn say(&mut self, message: String) {
        self.app.shared.notice.say(message);
    }
}
