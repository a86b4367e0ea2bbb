//! The one table of keys. Dispatch, the help overlay, the footer and `mlp-tui keys` all read it.

use super::action::Action;
use crate::t;
use crate::text::Text;

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

    const fn char(letter: char) -> Self {
        Self::plain(KeyCode::Char(letter))
    }

    const fn ctrl(letter: char) -> Self {
        Self { code: KeyCode::Char(letter), ctrl: true, shift: false }
    }

    const fn shift(code: KeyCode) -> Self {
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

/// A line of the table: what some keys do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// What they do.
    pub action: Action,
    /// The keys; the first is the one that the footer shows.
    pub keys: &'static [Key],
}

const fn binding(action: Action, keys: &'static [Key]) -> Binding {
    Binding { action, keys }
}

/// Lines of the table that belong together.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its name in the tables of texts.
    pub name: &'static str,
    /// Its lines.
    pub bindings: &'static [Binding],
}

/// The table, in the order of the help.
const TABLE: &[Section] = &[
    Section {
        name: "screens",
        bindings: &[
            binding(Action::DashboardScreen, &[Key::char('1')]),
            binding(Action::StepScreen, &[Key::char('s'), Key::char('2')]),
            binding(Action::BoundaryScreen, &[Key::char('3')]),
            binding(Action::PredictionsScreen, &[Key::char('4')]),
            binding(Action::UnitsScreen, &[Key::char('5')]),
            binding(Action::CompareScreen, &[Key::char('6')]),
            binding(Action::Controls, &[Key::char('t')]),
            binding(Action::Help, &[Key::char('?')]),
            binding(Action::Close, &[Key::plain(KeyCode::Esc)]),
            binding(Action::Quit, &[Key::char('q'), Key::ctrl('c')]),
            binding(Action::Suspend, &[Key::ctrl('z')]),
        ],
    },
    Section {
        name: "time",
        bindings: &[
            binding(Action::PlayPause, &[Key::char(' ')]),
            binding(Action::Forward, &[Key::plain(KeyCode::Right), Key::plain(KeyCode::PageDown)]),
            binding(Action::Back, &[Key::plain(KeyCode::Left), Key::plain(KeyCode::PageUp)]),
            binding(Action::Phase, &[Key::char('.')]),
            binding(Action::PhaseBack, &[Key::char(',')]),
            binding(Action::Step, &[Key::char('>')]),
            binding(Action::StepBack, &[Key::char('<')]),
            binding(Action::TenSteps, &[Key::char('}')]),
            binding(Action::TenStepsBack, &[Key::char('{')]),
            binding(Action::HundredSteps, &[Key::char(')')]),
            binding(Action::HundredStepsBack, &[Key::char('(')]),
            binding(Action::Epoch, &[Key::char('e')]),
            binding(Action::EpochBack, &[Key::char('E')]),
            binding(Action::GoTo, &[Key::char('g'), Key::char(':')]),
            binding(Action::GoToStart, &[Key::plain(KeyCode::Home)]),
            binding(Action::GoToEnd, &[Key::plain(KeyCode::End)]),
            binding(Action::Mark, &[Key::char('B')]),
            binding(Action::ReturnToMark, &[Key::char('b')]),
            binding(Action::Faster, &[Key::char('+'), Key::char('=')]),
            binding(Action::Slower, &[Key::char('-')]),
        ],
    },
    Section {
        name: "run",
        bindings: &[
            binding(Action::LearningRateUp, &[Key::char(']')]),
            binding(Action::LearningRateDown, &[Key::char('[')]),
            binding(Action::Reset, &[Key::char('r')]),
            binding(Action::Reseed, &[Key::char('R')]),
            binding(Action::Undo, &[Key::char('u')]),
            binding(Action::Redo, &[Key::ctrl('r')]),
            binding(Action::Write, &[Key::char('W')]),
            binding(Action::NudgeUp, &[Key::char('K')]),
            binding(Action::NudgeDown, &[Key::char('J')]),
            binding(Action::Zero, &[Key::char('0')]),
            binding(Action::Freeze, &[Key::char('F')]),
            binding(Action::Silence, &[Key::char('z')]),
            binding(Action::Save, &[Key::char('S')]),
            binding(Action::SwapBranches, &[Key::char('A')]),
        ],
    },
    Section {
        name: "look",
        bindings: &[
            binding(Action::FocusNext, &[Key::plain(KeyCode::Tab)]),
            binding(Action::FocusPrevious, &[Key::plain(KeyCode::BackTab)]),
            binding(Action::Zoom, &[Key::plain(KeyCode::Enter)]),
            binding(Action::CursorLeft, &[Key::char('h'), Key::shift(KeyCode::Left)]),
            binding(Action::CursorDown, &[Key::char('j'), Key::plain(KeyCode::Down), Key::shift(KeyCode::Down)]),
            binding(Action::CursorUp, &[Key::char('k'), Key::plain(KeyCode::Up), Key::shift(KeyCode::Up)]),
            binding(Action::CursorRight, &[Key::char('l'), Key::shift(KeyCode::Right)]),
            binding(Action::Display, &[Key::char('d')]),
            binding(Action::DisplayBack, &[Key::char('D')]),
            binding(Action::ExampleNext, &[Key::char('n')]),
            binding(Action::ExamplePrevious, &[Key::char('p')]),
            binding(Action::Misclassified, &[Key::char('m')]),
            binding(Action::OtherPart, &[Key::char('T')]),
            binding(Action::Layer, &[Key::char('w')]),
            binding(Action::SortUnits, &[Key::char('o')]),
            binding(Action::LossScale, &[Key::char('y')]),
            binding(Action::Predict, &[Key::char('v')]),
        ],
    },
    Section {
        name: "boundary",
        bindings: &[
            binding(Action::Folds, &[Key::char('O')]),
            binding(Action::AxisAcross, &[Key::char('X')]),
            binding(Action::AxisUp, &[Key::char('Y')]),
            binding(Action::HeldAt, &[Key::char('M')]),
        ],
    },
    Section {
        name: "step",
        bindings: &[
            binding(Action::Talk, &[Key::char('i')]),
            binding(Action::FullPrecision, &[Key::char('f')]),
            binding(Action::Letters, &[Key::char('a')]),
            binding(Action::Check, &[Key::char('c')]),
            binding(Action::Mistakes, &[Key::char('x')]),
        ],
    },
];

/// The table of keys, section by section, in the order of the help.
pub fn sections() -> &'static [Section] {
    TABLE
}

/// All lines of the table.
pub fn bindings() -> impl Iterator<Item = &'static Binding> {
    TABLE.iter().flat_map(|section| section.bindings)
}

/// What `key` does.
pub fn find(key: Key) -> Option<Action> {
    bindings().find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
}

impl Binding {
    /// The names of the keys, `←, PgUp`.
    pub fn key_names(&self) -> String {
        self.keys.iter().map(|key| key.name()).collect::<Vec<_>>().join(", ")
    }
}

/// The first key of `action`, as the screen names it.
pub fn key_of(action: Action) -> String {
    let binding = bindings().find(|binding| binding.action == action);
    binding.map(|binding| binding.keys[0].name()).unwrap_or_default()
}

/// The table as Markdown.
pub fn markdown(text: &Text) -> String {
    let mut table = format!("{}\n|---|---|\n", t!(text, "messages.keys_header"));
    for binding in bindings() {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{}`", key.name())).collect();
        table += &format!(
            "| {} | {} |\n",
            keys.join(" "),
            text.of_name("actions", &binding.action.name()).unwrap_or_default()
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn no_key_has_two_meanings() {
        let keys: Vec<Key> = bindings().flat_map(|binding| binding.keys).copied().collect();
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(key), "{} stands in the table twice", key.name());
        }
    }

    #[test]
    fn every_action_has_its_sentence_and_its_word_in_every_language() {
        for language in [Language::English, Language::Spanish] {
            let text = Text::of(language);
            for binding in bindings() {
                let name = binding.action.name();
                assert!(text.of_name("actions", &name).is_some(), "{language:?} has no sentence for {name}");
                assert!(text.of_name("footer", &name).is_some(), "{language:?} has no footer word for {name}");
            }
            assert!(TABLE.iter().map(|section| section.name).all(|name| text.of_name("sections", name).is_some()));
            let sentences = text.keys().filter(|key| key.starts_with("actions.")).count();
            assert_eq!(sentences, bindings().count(), "{language:?} has sentences for actions that are not");
        }
    }
}
