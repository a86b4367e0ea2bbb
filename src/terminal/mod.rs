//! The program on a real terminal: an input thread, a trainer thread, a loop that draws the newest snapshot, and a
//! thread that writes the frames.
//!
//! ```text
//! input thread ──keys──▶ draw loop ──effects──▶ trainer thread (owns the session)
//! signal thread ─signals─▶  ▲ │                        │
//! writer thread ◀──one frame┼─┘                        │
//!                           └──── newest snapshot ◀────┘
//! ```
//!
//! Every way out gives the terminal back through `guard`; if the program cannot, the separate process of `keeper` does.

mod draw_loop;
mod farewell;
mod guard;
#[cfg(unix)]
mod input;
#[cfg(not(unix))]
#[path = "console_input.rs"]
mod input;
#[cfg(unix)]
mod keeper;
mod latest;
mod line;
#[cfg(unix)]
mod parser;
mod saving;
mod screen;
#[cfg(unix)]
mod signals;
mod trainer;
#[cfg(unix)]
mod tty;
#[cfg(not(unix))]
#[path = "console.rs"]
mod tty;
mod writer;

use std::io::{self, IsTerminal};
use std::mem::ManuallyDrop;
use std::process;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Instant;

use crate::cli::{ColorChoice, Opened, Run, TerminalOptions};
use crate::error::Error;
use crate::session::{Command, Measure, Position, Setup};
use crate::settings::Speed;
use crate::text::Text;
use crate::ui::pace::{Playback, Start};
use crate::ui::{App, Kept, KeptFile, left_out};
use crate::ui::{ColorDepth, Theme};

use line::Line;
use screen::TerminalScreen;

pub use draw_loop::{Exit, Screen, run_loop};
pub use farewell::farewell;
pub use latest::{Event, Latest};
#[cfg(unix)]
pub use parser::Parser;
pub use saving::{free_name, save, taken};
pub use trainer::{Orders, run_trainer};

/// Trains `run` on the terminal until the user leaves.
///
/// # Errors
/// [`Error::NotATerminal`] if standard output is not a terminal, [`Error::TerminalFailed`] if the terminal cannot be
/// set up.
pub fn watch(run: Run, speed: Speed, paused: bool, options: TerminalOptions, text: &'static Text) -> Result<(), Error> {
    if !io::stdout().is_terminal() {
        return Err(Error::NotATerminal);
    }
    let failed = |error: io::Error| Error::TerminalFailed { reason: error.to_string() };
    // For errors once the terminal may be ours.
    let give_back = |error: io::Error| {
        guard::restore();
        failed(error)
    };
    let reached = run.opened.as_ref().and_then(|opened| opened.step);
    let start = Start {
        playback: if paused || run.steps == Some(0) || reached.is_some() {
            Playback::Paused
        } else {
            Playback::Running
        },
        speed,
        pause_at: run.steps,
    };
    let mut session = run.session();
    let threads = run.threads;
    if let Some(step) = reached {
        session.apply(Command::GoTo(Position { step, phase: 0 }));
    }
    let mut app = App::new(text, start.playback, start.speed);
    let first = session.snapshot(Measure::Never);
    if let Some(notes) = notes(run.opened.as_ref(), session.run().setup(), text) {
        app.shared.notice.say(notes);
    }
    app.shared.saved.kept = Some(Arc::new(Kept::new(&first, run.opened.map(kept_file))));

    let (events, incoming) = mpsc::channel();
    #[cfg(unix)]
    signals::listen(events.clone()).map_err(failed)?;
    guard::restore_on_panic();
    guard::prepare().map_err(failed)?;
    let line = Arc::new(Line::default());
    line.begin(Instant::now());
    let is_ours = guard::set_up().map_err(give_back)?;
    input::listen(events.clone(), Arc::clone(&line));
    let latest = Latest::new(first, app.shared.training.status());
    let orders = Orders::default();
    let asked = orders.clone();
    let publisher = latest.publisher(events.clone());
    thread::spawn(move || {
        threads.run(move || {
            #[cfg(debug_assertions)]
            panic_where_asked("trainer");
            run_trainer(session, &asked, start, publisher);
        });
    });

    // Colours are up to the theme only: crossterm would omit them if NO_COLOR is set, and leave ratatui's background
    // cells blank.
    crossterm::style::force_color_output(true);
    let theme = Theme::new(color_depth(options.color)).with_ascii(options.ascii);
    // Never dropped: ratatui's terminal would write to a terminal that may be gone, and panic if it cannot report the
    // error.
    let mut screen = ManuallyDrop::new(TerminalScreen::new(theme, line, events).map_err(give_back)?);
    if !is_ours {
        screen.resume().map_err(give_back)?;
    }
    let exit = run_loop(&mut app, &mut *screen, &incoming, &orders, &latest);
    guard::end_within(guard::FAREWELL, move || process::exit(end(exit).is_err().into()));
    screen.leave();
    // In the background the text would end up in the shell's prompt, or stop us forever (`stty tostop`).
    if exit != Exit::TerminalGone && tty::is_foreground() {
        farewell::say(farewell(&app, &latest.get().0));
    }
    end(exit)
}

/// Ends the process if `exit` demands more than to return from `main`.
fn end(exit: Exit) -> Result<(), Error> {
    match exit {
        Exit::Quit => Ok(()),
        #[cfg(unix)]
        Exit::Signal(signal) => signals::die_of(signal),
        #[cfg(not(unix))]
        Exit::Signal(_) => Ok(()),
        // The terminal is gone, so no one would see a message.
        Exit::TerminalGone => process::exit(1),
    }
}

/// What the notice says about a run before it begins.
fn notes(opened: Option<&Opened>, setup: &Setup, text: &Text) -> Option<String> {
    let notes = [left_out(setup, text), opened.and_then(|opened| opened.note(text))];
    notes.into_iter().flatten().reduce(|all, note| format!("{all} {note}"))
}

fn kept_file(Opened { file, recipe, step, .. }: Opened) -> KeptFile {
    KeptFile { name: file.into_os_string(), recipe, step }
}

/// Panics where the environment asks for it, but never in a release, so that tests can check that the terminal is given
/// back then too.
#[cfg(debug_assertions)]
fn panic_where_asked(place: &str) {
    let is_asked = std::env::var_os("MLP_TUI_TEST_PANIC").is_some_and(|asked| asked == place);
    assert!(!is_asked, "asked for by MLP_TUI_TEST_PANIC");
}

fn color_depth(choice: ColorChoice) -> ColorDepth {
    match choice {
        ColorChoice::True => ColorDepth::True,
        ColorChoice::Palette => ColorDepth::Palette,
        ColorChoice::Ansi => ColorDepth::Ansi,
        ColorChoice::Never | ColorChoice::Auto => ColorDepth::None,
    }
}
