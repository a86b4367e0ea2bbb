//! The program on a real terminal: an input thread, a trainer thread, and a loop that draws the newest snapshot.
//!
//! ```text
//! input thread ──keys──▶ draw loop ──effects──▶ trainer thread (owns the session)
//! signal thread ─signals─▶   ▲                        │
//!                            └──── newest snapshot ◀──┘
//! ```

mod draw_loop;
mod farewell;
mod guard;
mod input;
mod latest;
mod orders;
mod saving;
#[cfg(unix)]
mod signals;
mod trainer;

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::mpsc;
use std::thread;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};

use crate::app::{App, Kept, KeptFile, Playback, Speed, left_out};
use crate::cli::{ColorChoice, Opened, Run};
use crate::error::Error;
use crate::session::{Command, Measure, Names, Position, Snapshot};
use crate::text::Text;
use crate::view::{self, ColorDepth, Theme};

pub use draw_loop::{Exit, Screen, run_loop};
pub use farewell::farewell;
pub use latest::{Event, Latest};
pub use orders::Orders;
pub use trainer::{Start, Trainee, run_trainer};

/// What the terminal can show.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// How many colours to use.
    pub color: ColorChoice,
    /// Whether all characters shall be ASCII.
    pub ascii: bool,
}

/// Trains `run` on the terminal until somebody leaves.
///
/// # Errors
/// [`Error::NotATerminal`] when standard output is none, [`Error::TerminalFailed`] when it cannot be set up.
pub fn watch(run: Run, speed: Option<f64>, paused: bool, look: Look, text: &'static Text) -> Result<(), Error> {
    if !io::stdout().is_terminal() {
        return Err(Error::NotATerminal);
    }
    let failed = |error: io::Error| Error::TerminalFailed { reason: error.to_string() };
    let reached = run.opened.as_ref().and_then(|opened| opened.step);
    let start = Start {
        playback: if paused || run.steps == Some(0) || reached.is_some() {
            Playback::Paused
        } else {
            Playback::Running
        },
        speed: speed.map_or(Speed::Max, Speed::StepsPerSecond),
        pause_at: run.steps,
    };
    let mut session = run.session();
    let threads = run.threads;
    if let Some(step) = reached {
        session.apply(Command::GoTo(Position { step, phase: 0 }));
    }
    let mut app = App::new(text, start.playback, start.speed);
    let first = session.snapshot(Measure::Never);
    app.message = notes(run.opened.as_ref(), session.names(), text);
    app.kept = Some(Kept::new(&first, run.opened.map(kept_file)));

    let (events, incoming) = mpsc::channel();
    #[cfg(unix)]
    signals::listen(events.clone()).map_err(failed)?;
    guard::restore_on_panic();
    guard::set_up().map_err(failed)?;
    input::listen(events.clone());
    let latest = Latest::new(first, app.status);
    let orders = Orders::default();
    let asked = orders.clone();
    let publisher = latest.publisher(events);
    thread::spawn(move || {
        threads.run(move || {
            panic_where_asked("trainer");
            run_trainer(session, &asked, start, publisher);
        });
    });

    // Never dropped: ratatui's terminal would write to a terminal that may be gone, and panic when it cannot complain.
    let mut screen = ManuallyDrop::new(
        TerminalScreen::new(Theme::new(color_depth(look.color)).with_ascii(look.ascii)).map_err(failed)?,
    );
    let exit = run_loop(&mut app, &mut *screen, &incoming, &orders, &latest);
    guard::restore();
    if exit != Exit::TerminalGone {
        farewell::say(farewell(&app, &latest.get().0));
    }
    match exit {
        Exit::Quit => Ok(()),
        #[cfg(unix)]
        Exit::Signal(signal) => signals::die_of(signal),
        #[cfg(not(unix))]
        Exit::Signal(_) => Ok(()),
        // The terminal is gone: nobody is left to tell.
        Exit::TerminalGone => std::process::exit(1),
    }
}

/// What is to be said about a run before it begins.
fn notes(opened: Option<&Opened>, names: &Names, text: &Text) -> Option<String> {
    let notes = [left_out(names, text), opened.and_then(|opened| opened.note(text))];
    notes.into_iter().flatten().reduce(|all, note| format!("{all} {note}"))
}

/// The file that a run was opened with, as the app knows it.
fn kept_file(Opened { file, recipe, step, .. }: Opened) -> KeptFile {
    KeptFile { name: file.into_os_string(), recipe, step }
}

/// Panics where the environment asks for it: how a test sees that the terminal is given back then, too.
fn panic_where_asked(place: &str) {
    let is_asked = std::env::var_os("MLP_TUI_TEST_PANIC").is_some_and(|asked| asked == place);
    assert!(!is_asked, "asked for by MLP_TUI_TEST_PANIC");
}

/// The depth that was asked for, else what the terminal says it can.
fn color_depth(choice: ColorChoice) -> ColorDepth {
    let depth = match choice {
        ColorChoice::True => ColorDepth::True,
        ColorChoice::Palette => ColorDepth::Palette,
        ColorChoice::Ansi => ColorDepth::Ansi,
        ColorChoice::Never => ColorDepth::None,
        ColorChoice::Auto => match supports_color::on(supports_color::Stream::Stdout) {
            Some(level) if level.has_16m => ColorDepth::True,
            Some(level) if level.has_256 => ColorDepth::Palette,
            Some(_) => ColorDepth::Ansi,
            None => ColorDepth::None,
        },
    };
    if choice != ColorChoice::Auto && depth != ColorDepth::None {
        // Who asks for colours by an option means it, also where NO_COLOR is set.
        crossterm::style::force_color_output(true);
    }
    depth
}

/// The real screen.
struct TerminalScreen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    theme: Theme,
}

impl TerminalScreen {
    fn new(theme: Theme) -> io::Result<Self> {
        // One write a frame instead of one a cell.
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 18, io::stdout()));
        Ok(Self { terminal: Terminal::new(backend)?, theme })
    }

    /// Makes the next frame paint everything.
    fn repaint(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask where the cursor is, and the input thread would take the answer.
        let Size { width, height } = self.terminal.size()?;
        self.terminal.resize(Rect::new(0, 0, width, height))
    }
}

impl Screen for TerminalScreen {
    fn draw(&mut self, app: &App, snapshot: &Snapshot) -> io::Result<()> {
        let _writing = guard::lock_output();
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        panic_where_asked("draw");
        let theme = &self.theme;
        self.terminal.draw(|frame| view::draw(app, snapshot, theme, frame.area(), frame.buffer_mut()))?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        self.terminal.backend_mut().flush()
    }

    fn suspend(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        {
            guard::restore();
            signals::stop()?;
            guard::set_up()?;
        }
        self.repaint()
    }

    fn resume(&mut self) -> io::Result<()> {
        guard::set_up()?;
        self.repaint()
    }

    fn area(&self) -> Rect {
        self.terminal.size().map_or(Rect::ZERO, |size| Rect::new(0, 0, size.width, size.height))
    }

    fn theme(&self) -> &Theme {
        &self.theme
    }
}
