//! A session and its screen without threads, and the language in which tests speak of them: where one begins, which keys
//! are pressed, what then shows. One line a behaviour:
//!
//! ```ignore
//! Lecture::spiral().after("3 d Tab").at((80, 24)).shows("H of unit 3");
//! ```

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use mlp_tui::files::Disk;
use mlp_tui::random::{Stream, generator, uniform};
use mlp_tui::session::{self, Built, Command, Measure, Preset, Session, Settings, Snapshot};
use mlp_tui::settings::Speed;
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{App, Effect, Key, KeyCode, Playback};
use mlp_tui::ui::{ColorDepth, MINIMUM, Theme, draw};
use ratatui::layout::{Position, Rect};

use super::frame::Frame;

/// The smallest screen that is designed for, a projector's.
pub const SMALL: (u16, u16) = (80, 24);
/// A usual one.
pub const WIDE: (u16, u16) = (120, 40);
/// The whole of a large display.
pub const LARGE: (u16, u16) = (200, 60);
/// These three.
pub const SIZES: [(u16, u16); 3] = [SMALL, WIDE, LARGE];
/// The least in which the screen can be read, and these three.
pub const READABLE: [(u16, u16); 4] = [MINIMUM, SMALL, WIDE, LARGE];
/// All numbers of colours.
pub const DEPTHS: [ColorDepth; 4] = [ColorDepth::True, ColorDepth::Palette, ColorDepth::Ansi, ColorDepth::None];
/// The languages of the screen.
pub const LANGUAGES: [Language; 2] = [Language::English, Language::Spanish];

/// Sizes at which things run out of room, and `count` others up to 200×60, the same in every run of the tests.
pub fn sampled_sizes(count: usize) -> impl Iterator<Item = (u16, u16)> {
    let (width, height) = MINIMUM;
    let corners =
        [(1, 1), (1, 60), (200, 1), (width - 1, height), (width, height - 1), MINIMUM, (width, 200), (300, height)];
    let mut rng = generator(0, Stream::Data, 0);
    let mut side = move |most: u16| 1 + (uniform(&mut rng) * f64::from(most)) as u16;
    // Every second one is near the least in which something can be read.
    let drawn = (0..count).map(move |index| match index % 2 {
        0 => (side(200), side(60)),
        _ => (width - 4 + side(30), height - 2 + side(12)),
    });
    corners.into_iter().chain(SIZES).chain(drawn)
}

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

/// Where a lecture begins.
impl Lecture {
    /// The dashboard, paused.
    pub fn new(mut session: Session, language: Language) -> Self {
        let mut app = App::new(Text::of(language), Playback::Paused, Speed::default());
        let snapshot = session.snapshot(Measure::Always);
        app.watch(&snapshot, Duration::ZERO);
        Self { app, session, snapshot, clock: Duration::ZERO }
    }

    /// The same in English.
    pub fn on(session: Session) -> Self {
        Self::new(session, Language::English)
    }

    /// On a built-in data set.
    pub fn of(dataset: &str, settings: Settings) -> Self {
        Self::on(super::session(dataset, settings))
    }

    /// With all defaults.
    pub fn spiral() -> Self {
        Self::of("spiral", Settings::default())
    }

    /// The small network of the lecture's blackboard.
    pub fn blackboard() -> Self {
        Self::of("blackboard", Preset::Blackboard.settings())
    }

    /// A step later, with no step on the way measured.
    pub fn at_step(mut self, step: u64) -> Self {
        self.session.go_to(session::Position { step, phase: 0 });
        self.session.evaluate();
        self.look();
        self
    }

    /// A step later, to which it walks: every step on the way is measured.
    pub fn walked_to(mut self, step: u64) -> Self {
        for step in self.session.run().position().step + 1..=step {
            self.session.go_to(session::Position { step, phase: 0 });
            self.session.evaluate();
        }
        self.look();
        self
    }

    /// In another language.
    pub fn speaking(mut self, language: Language) -> Self {
        self.app.shared.text = Text::of(language);
        self
    }

    /// After these keys.
    pub fn after(mut self, keys: &str) -> Self {
        self.keys(keys);
        self
    }
}

/// What the lecturer does.
impl Lecture {
    /// Presses keys. A word that names a key, such as `Tab` or `Ctrl-R`, is that key; the letters of any other word are
    /// keys themselves; `×` says how often: `3 d Tab×2 jjj Esc`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            let (word, times) = match word.split_once('×') {
                Some((word, times)) => (word, times.parse().expect("a number of times")),
                None => (word, 1_usize),
            };
            for _ in 0..times {
                match named(word) {
                    Some(key) => self.press_key(key),
                    None => self.types(word),
                }
            }
        }
        self
    }

    /// Types all letters as they stand, spaces too.
    pub fn types(&mut self, letters: &str) {
        letters.chars().for_each(|letter| self.press(KeyCode::Char(letter)));
    }

    /// Presses a key and waits for all that it sets going.
    pub fn press(&mut self, code: KeyCode) {
        self.press_key(Key::plain(code));
    }

    /// The same of a key with its modifiers.
    pub fn press_key(&mut self, key: Key) {
        let effects = self.ask(key);
        self.carry_out(effects);
    }

    /// Presses a key; what the app asks its host for is not done.
    pub fn ask(&mut self, key: Key) -> Vec<Effect> {
        self.app.key(key, &self.snapshot)
    }

    /// Does what the app asked for.
    pub fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Session(command) = effect {
                self.command(command);
            }
        }
        self.look();
    }

    /// Gives the session a command, without a key.
    pub fn command(&mut self, command: Command) {
        self.session.apply(match command {
            // As a host does: it opens the files that the recipe names.
            Command::Rebuild(recipe) => Command::Begin(Arc::new(Built::of(recipe, &Disk))),
            command => command,
        });
        while self.session.is_busy() {
            self.session.advance();
        }
    }

    /// Takes in what the session shows, without waiting for what goes on.
    pub fn look(&mut self) {
        self.snapshot = self.session.snapshot(Measure::Always);
        self.app.see(&self.snapshot);
        self.clock += Duration::from_secs(60);
        self.app.watch(&self.snapshot, self.clock);
    }

    /// Types letters; `\n` is Enter, `\t` Tab, `\x1b` Esc, and `\x08` Backspace.
    pub fn type_keys(&mut self, keys: &str) {
        for letter in keys.chars() {
            self.press(match letter {
                '\t' => KeyCode::Tab,
                '\n' => KeyCode::Enter,
                '\x1b' => KeyCode::Esc,
                '\x08' => KeyCode::Backspace,
                letter => KeyCode::Char(letter),
            });
        }
    }

    /// Does again what was undone.
    pub fn redo(&mut self) {
        self.keys("Ctrl-R");
    }
}

/// What the audience sees.
impl Lecture {
    /// The screen at this size, in all colours.
    #[track_caller]
    pub fn at(&self, size: (u16, u16)) -> Frame {
        self.drawn(&Theme::new(ColorDepth::True), size)
    }

    /// The screen in so many colours.
    #[track_caller]
    pub fn in_colors(&self, depth: ColorDepth, size: (u16, u16)) -> Frame {
        self.drawn(&Theme::new(depth), size)
    }

    /// The screen without colours.
    #[track_caller]
    pub fn plain(&self, size: (u16, u16)) -> Frame {
        self.in_colors(ColorDepth::None, size)
    }

    /// Draws the screen at every sampled size: at the first ones, where things run out of room, in every number of
    /// colours, at the others in one. Every frame obeys the laws, and where the screen can be read at all `law` holds.
    #[track_caller]
    pub fn at_sampled_sizes(&self, count: usize, law: impl Fn(&Frame)) {
        let edges = sampled_sizes(0).flat_map(|size| DEPTHS.map(|depth| (size, depth)));
        let others = sampled_sizes(count).skip(sampled_sizes(0).count()).zip(DEPTHS.into_iter().cycle());
        for (size, depth) in edges.chain(others) {
            let frame = self.in_colors(depth, size);
            if size.0 >= MINIMUM.0 && size.1 >= MINIMUM.1 {
                law(&frame);
            } else {
                assert!(!frame.text().trim().is_empty(), "nothing is said at {size:?}");
            }
        }
    }

    /// The screen with this theme. It obeys the laws of every frame.
    #[track_caller]
    pub fn drawn(&self, theme: &Theme, size: (u16, u16)) -> Frame {
        Frame::drawn(size, self.is_broken(), |area, buffer| draw(&self.app, &self.snapshot, theme, area, buffer))
    }

    /// Whether some number of the runs shown is none.
    fn is_broken(&self) -> bool {
        let other =
            self.snapshot.other_run.as_ref().is_some_and(|run| run.network.parameters.values().any(|w| !w.is_finite()));
        let test = self.snapshot.measured.evaluation.as_ref().and_then(|evaluation| evaluation.test);
        self.snapshot.breakdown.is_some() || other || test.is_some_and(|scores| !scores.loss.is_finite())
    }

    /// What a click does, place by place: each is on a copy of `app`, which is as it is after that, with what it asks for.
    pub fn clicks<'a>(
        &'a self,
        app: &'a App,
        (width, height): (u16, u16),
    ) -> impl Iterator<Item = (Position, App, Vec<Effect>)> + 'a {
        let (area, theme) = (Rect::new(0, 0, width, height), Theme::new(ColorDepth::True));
        area.positions().map(move |place| {
            let mut clicked = app.clone();
            let effects = clicked.click(place, area, &theme, &self.snapshot);
            (place, clicked, effects)
        })
    }

    /// What clicks change something of the app to, wherever they are on the screen.
    pub fn clicks_change<T: Ord>(&self, size: (u16, u16), of: impl Fn(&App) -> T) -> BTreeSet<T> {
        let before = of(&self.app);
        self.clicks(&self.app, size).map(|(_, app, _)| of(&app)).filter(|after| *after != before).collect()
    }
}

/// The key of this name.
fn named(word: &str) -> Option<Key> {
    let key = |code| Some(Key::plain(code));
    match word {
        "Tab" => key(KeyCode::Tab),
        "Shift-Tab" => key(KeyCode::BackTab),
        "Enter" => key(KeyCode::Enter),
        "Esc" => key(KeyCode::Esc),
        "Space" => key(KeyCode::Char(' ')),
        "Backspace" => key(KeyCode::Backspace),
        "Left" => key(KeyCode::Left),
        "Right" => key(KeyCode::Right),
        "Up" => key(KeyCode::Up),
        "Down" => key(KeyCode::Down),
        "Home" => key(KeyCode::Home),
        "End" => key(KeyCode::End),
        "PageUp" => key(KeyCode::PageUp),
        "PageDown" => key(KeyCode::PageDown),
        _ => match word.split_once('-')? {
            ("Ctrl", letter) if letter.chars().count() == 1 => {
                Some(Key { code: KeyCode::Char(letter.chars().next()?.to_ascii_lowercase()), ctrl: true, shift: false })
            }
            ("Shift", word) => Some(Key { shift: true, ..named(word)? }),
            _ => None,
        },
    }
}
