//! Keys, and constants for those with the same meaning on most screens. Each screen's table says what they do there.
//!
//! To find the code behind a key: `mlp-tui keys` lists each key with a sentence; in `src/text/en.toml` that sentence is
//! the help of `keys.NAME.what`; `"NAME.what"` is the name of the binding in the screen's table.

/// A key of the keyboard that the program may use.
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

/// A key with its modifiers. Shift is set only for keys such as arrows: a letter with Shift is the capital letter.
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
    /// Returns a key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, shift: false }
    }

    /// Returns the key of a character, without modifiers.
    pub const fn char(letter: char) -> Self {
        Self::plain(KeyCode::Char(letter))
    }

    /// Returns the key of a letter with Ctrl.
    pub const fn ctrl(letter: char) -> Self {
        Self { code: KeyCode::Char(letter), ctrl: true, shift: false }
    }

    /// Returns a key with Shift.
    pub const fn shift(code: KeyCode) -> Self {
        Self { code, ctrl: false, shift: true }
    }

    /// Returns the name shown on the screen.
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

/// Moves the cursor left.
pub const LEFT: &[Key] = &[Key::char('h'), Key::shift(KeyCode::Left)];
/// Moves the cursor down.
pub const DOWN: &[Key] = &[Key::char('j'), Key::plain(KeyCode::Down), Key::shift(KeyCode::Down)];
/// Moves the cursor up.
pub const UP: &[Key] = &[Key::char('k'), Key::plain(KeyCode::Up), Key::shift(KeyCode::Up)];
/// Moves the cursor right.
pub const RIGHT: &[Key] = &[Key::char('l'), Key::shift(KeyCode::Right)];
/// Goes forward in time, or a page down.
pub const FORWARD: &[Key] = &[Key::plain(KeyCode::Right), Key::plain(KeyCode::PageDown)];
/// Goes back in time, or a page up.
pub const BACK: &[Key] = &[Key::plain(KeyCode::Left), Key::plain(KeyCode::PageUp)];
/// Goes to the first item, or the start.
pub const HOME: &[Key] = &[Key::plain(KeyCode::Home)];
/// Goes to the last item, or the end.
pub const END: &[Key] = &[Key::plain(KeyCode::End)];
/// Opens or confirms the selection.
pub const ENTER: &[Key] = &[Key::plain(KeyCode::Enter)];
/// Closes or leaves it again.
pub const ESC: &[Key] = &[Key::plain(KeyCode::Esc)];
/// Either key: leaves what fills the whole screen.
pub const ESC_ENTER: &[Key] = &[Key::plain(KeyCode::Esc), Key::plain(KeyCode::Enter)];
/// Goes to the next part of the screen.
pub const TAB: &[Key] = &[Key::plain(KeyCode::Tab)];
/// Goes to the previous part of the screen.
pub const BACK_TAB: &[Key] = &[Key::plain(KeyCode::BackTab)];
/// Goes to the next example.
pub const NEXT: &[Key] = &[Key::char('n')];
/// Goes to the previous example.
pub const PREVIOUS: &[Key] = &[Key::char('p')];
/// Goes to the next misclassified example.
pub const WRONG: &[Key] = &[Key::char('m')];
/// Goes to the next view of a screen.
pub const VIEW: &[Key] = &[Key::char('d')];
/// Goes to the previous view of a screen.
pub const VIEW_BACK: &[Key] = &[Key::char('D')];
/// Switches between training and test examples.
pub const PART: &[Key] = &[Key::char('T')];
/// Goes to the next hidden layer.
pub const LAYER: &[Key] = &[Key::char('w')];
/// Changes the order.
pub const SORT: &[Key] = &[Key::char('o')];
/// Switches between a linear and a logarithmic scale.
pub const SCALE: &[Key] = &[Key::char('y')];
