//! The keys, and those that mean alike on most screens. What they do stands in the table of each screen.

/// A key of the keyboard, as far as the program cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum KeyCode {
    Char(char),
    Left,
    Right,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
}

/// A key with the modifiers that count. Shift counts with arrows alone: with letters it is in the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Shift is held.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, shift: false }
    }

    /// A letter.
    pub const fn char(letter: char) -> Self {
        Self::plain(KeyCode::Char(letter))
    }

    /// A letter with Ctrl.
    pub const fn ctrl(letter: char) -> Self {
        Self { code: KeyCode::Char(letter), ctrl: true, shift: false }
    }

    /// A key with Shift.
    pub const fn shift(code: KeyCode) -> Self {
        Self { code, ctrl: false, shift: true }
    }

    /// The name on the screen.
    pub fn name(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(letter) if self.ctrl => letter.to_uppercase().to_string(),
            KeyCode::Char(letter) => letter.to_string(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::Home => "Home".to_owned(),
            KeyCode::End => "End".to_owned(),
            KeyCode::Enter => "Enter".to_owned(),
            KeyCode::Esc => "Esc".to_owned(),
            KeyCode::Tab => "Tab".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::Backspace => "Backspace".to_owned(),
        };
        match (self.ctrl, self.shift) {
            (true, _) => format!("Ctrl-{name}"),
            (false, true) => format!("Shift-{name}"),
            (false, false) => name,
        }
    }
}

/// The cursor to the left.
pub const LEFT: &[Key] = &[Key::char('h'), Key::shift(KeyCode::Left)];
/// The cursor down.
pub const DOWN: &[Key] = &[Key::char('j'), Key::plain(KeyCode::Down), Key::shift(KeyCode::Down)];
/// The cursor up.
pub const UP: &[Key] = &[Key::char('k'), Key::plain(KeyCode::Up), Key::shift(KeyCode::Up)];
/// The cursor to the right.
pub const RIGHT: &[Key] = &[Key::char('l'), Key::shift(KeyCode::Right)];
/// Forward in time, or a page down.
pub const FORWARD: &[Key] = &[Key::plain(KeyCode::Right), Key::plain(KeyCode::PageDown)];
/// Back in time, or a page up.
pub const BACK: &[Key] = &[Key::plain(KeyCode::Left), Key::plain(KeyCode::PageUp)];
/// To the first.
pub const HOME: &[Key] = &[Key::plain(KeyCode::Home)];
/// To the last.
pub const END: &[Key] = &[Key::plain(KeyCode::End)];
/// Into what is chosen.
pub const ENTER: &[Key] = &[Key::plain(KeyCode::Enter)];
/// Out of it.
pub const ESC: &[Key] = &[Key::plain(KeyCode::Esc)];
/// Either of both: out of what has the whole screen.
pub const ESC_ENTER: &[Key] = &[Key::plain(KeyCode::Esc), Key::plain(KeyCode::Enter)];
/// The next part of the screen.
pub const TAB: &[Key] = &[Key::plain(KeyCode::Tab)];
/// The previous part of the screen.
pub const BACK_TAB: &[Key] = &[Key::plain(KeyCode::BackTab)];
/// The next example.
pub const NEXT: &[Key] = &[Key::char('n')];
/// The previous example.
pub const PREVIOUS: &[Key] = &[Key::char('p')];
/// The next example that is misclassified.
pub const WRONG: &[Key] = &[Key::char('m')];
/// The next view of a screen.
pub const VIEW: &[Key] = &[Key::char('d')];
/// The previous view of a screen.
pub const VIEW_BACK: &[Key] = &[Key::char('D')];
/// Training or test examples.
pub const PART: &[Key] = &[Key::char('T')];
/// The next hidden layer.
pub const LAYER: &[Key] = &[Key::char('w')];
/// Another order.
pub const SORT: &[Key] = &[Key::char('o')];
/// A linear or logarithmic scale.
pub const SCALE: &[Key] = &[Key::char('y')];
