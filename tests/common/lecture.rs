//! A session and its screen without threads: a key takes effect before the next.

use std::time::Duration;

use mlp_tui::app::{App, Effect, Key, KeyCode, Playback, Speed};
use mlp_tui::session::{Measure, Session, Snapshot};
use mlp_tui::text::{Language, Text};
use mlp_tui::view::{ColorDepth, Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What a lecturer has in front of them.
pub struct Lecture {
    /// The app.
    pub app: App,
    /// What it shows.
    pub session: Session,
    /// The newest snapshot.
    pub snapshot: Snapshot,
    /// What the clock shows: every key comes long after the one before.
    pub clock: Duration,
}

impl Lecture {
    /// The dashboard, paused.
    pub fn new(mut session: Session, language: Language) -> Self {
        let mut app = App::new(Text::of(language), Playback::Paused, Speed::default());
        let snapshot = session.snapshot(Measure::Always);
        app.watch(&snapshot, Duration::ZERO);
        Self { app, session, snapshot, clock: Duration::ZERO }
    }

    /// Takes in what the session shows, without waiting for what goes on.
    pub fn look(&mut self) {
        self.snapshot = self.session.snapshot(Measure::Always);
        self.app.see(&self.snapshot);
        self.clock += Duration::from_secs(60);
        self.app.watch(&self.snapshot, self.clock);
    }

    /// Presses a key and waits for all that it sets going.
    pub fn press(&mut self, code: KeyCode) {
        self.press_key(Key::plain(code));
    }

    /// The same of a key with its modifiers.
    pub fn press_key(&mut self, key: Key) {
        let effects = self.app.key(key, &self.snapshot);
        self.carry_out(effects);
    }

    /// Does again what was undone.
    pub fn redo(&mut self) {
        self.press_key(Key { code: KeyCode::Char('r'), ctrl: true, shift: false });
    }

    /// Does what the app asked for.
    pub fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Session(command) = effect {
                self.session.apply(command);
                while self.session.is_busy() {
                    self.session.advance();
                }
            }
        }
        self.look();
    }

    /// Types letters; `\n` is Enter and `\t` Tab.
    pub fn type_keys(&mut self, keys: &str) {
        for letter in keys.chars() {
            self.press(match letter {
                '\t' => KeyCode::Tab,
                '\n' => KeyCode::Enter,
                letter => KeyCode::Char(letter),
            });
        }
    }

    /// The screen.
    pub fn frame(&self, depth: ColorDepth, (width, height): (u16, u16)) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&self.app, &self.snapshot, &Theme::new(depth), buffer.area, &mut buffer);
        buffer
    }

    /// The screen as text.
    pub fn text(&self, size: (u16, u16)) -> String {
        lines(&self.frame(ColorDepth::True, size)).join("\n")
    }
}

/// The lines of a frame.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    let row = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..buffer.area.height).map(|y| row(y).trim_end().to_owned()).collect()
}
