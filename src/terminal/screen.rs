//! The real screen: turns frames into bytes, which the writer thread writes.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};

use crate::session::Snapshot;
use crate::terminal::draw_loop::Screen;
use crate::terminal::guard;
use crate::terminal::latest::Event;
use crate::terminal::line::{Line, QUESTION};
#[cfg(unix)]
use crate::terminal::signals;
use crate::terminal::writer::Writer;
use crate::ui::App;
use crate::ui::{Theme, draw};

/// How long to wait for the terminal's last answer before giving the terminal back.
const LAST_ANSWER: Duration = Duration::from_millis(300);

/// The bytes of the frame being drawn.
#[derive(Clone, Default)]
struct Frame(Rc<RefCell<Vec<u8>>>);

impl Write for Frame {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The real screen.
pub struct TerminalScreen {
    terminal: Terminal<CrosstermBackend<Frame>>,
    frame: Frame,
    writer: Writer,
    line: Arc<Line>,
    events: Sender<Event>,
    theme: Theme,
}

impl TerminalScreen {
    /// Creates the screen of the terminal that the guard has set up.
    pub fn new(theme: Theme, line: Arc<Line>, events: Sender<Event>) -> io::Result<Self> {
        let frame = Frame::default();
        let terminal = Terminal::new(CrosstermBackend::new(frame.clone()))?;
        Ok(Self { terminal, frame, writer: Writer::start(events.clone()), line, events, theme })
    }

    /// Gives the terminal back once it has answered.
    pub fn leave(&self) {
        if guard::is_ours() {
            self.line.settle(LAST_ANSWER);
        }
        guard::restore();
    }

    /// Makes the next frame repaint everything.
    fn repaint(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask for the cursor's position, and the input thread would take the answer.
        let Size { width, height } = self.terminal.size()?;
        self.terminal.resize(Rect::new(0, 0, width, height))
    }
}

impl Screen for TerminalScreen {
    fn free_at(&self, now: Instant) -> Option<Instant> {
        self.writer.is_free().then(|| self.line.free_at(now))
    }

    fn draw(&mut self, app: &App, snapshot: &Snapshot) -> io::Result<()> {
        if !guard::is_ours() {
            return Ok(());
        }
        queue!(self.frame, BeginSynchronizedUpdate)?;
        #[cfg(debug_assertions)]
        crate::terminal::panic_where_asked("draw");
        let theme = &self.theme;
        self.terminal.draw(|whole| draw(app, snapshot, theme, whole.area(), whole.buffer_mut()))?;
        queue!(self.frame, EndSynchronizedUpdate)?;
        self.frame.write_all(QUESTION)?;
        let bytes = self.frame.0.take();
        self.line.sent(bytes.len(), Instant::now());
        self.writer.write(bytes);
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<bool> {
        #[cfg(unix)]
        {
            self.leave();
            let is_continued = signals::stop()?;
            self.resume()?;
            Ok(is_continued)
        }
        #[cfg(not(unix))]
        Ok(false)
    }

    fn resume(&mut self) -> io::Result<()> {
        // Must come before the terminal can answer.
        self.line.begin(Instant::now());
        if guard::set_up()? {
            return self.repaint();
        }
        #[cfg(unix)]
        signals::tell_when_in_foreground(self.events.clone());
        Ok(())
    }

    fn area(&self) -> Rect {
        self.terminal.size().map_or(Rect::ZERO, |size| Rect::new(0, 0, size.width, size.height))
    }

    fn theme(&self) -> &Theme {
        &self.theme
    }
}
