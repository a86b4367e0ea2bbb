//! Names with their keys: what the footer, the help and README know of a binding.

use unicode_width::UnicodeWidthStr;

use super::keymap::Key;

/// The name of a binding and its keys, without its action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BoundKeys {
    /// The name, such as "boundary.folds": the section of the table, a dot, and the binding. Its texts have the same
    /// name: the word in the footer and the sentence in the help.
    pub name: &'static str,
    /// The keys; the footer shows the first.
    pub keys: &'static [Key],
}

impl BoundKeys {
    /// Returns the section of the table: the part of the name before the dot.
    pub fn section(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(section, _)| section)
    }

    /// Returns the names of as many keys as fit into `width` columns, such as `←, PgUp`; always at least the first.
    pub fn key_names(&self, width: usize) -> String {
        let mut names = self.keys.iter().map(|key| key.name());
        let first = names.next().unwrap_or_default();
        names.fold(first, |shown, name| {
            let longer = format!("{shown}, {name}");
            if longer.width() <= width { longer } else { shown }
        })
    }
}

/// The names of sections, each with its bindings.
pub type Sections = Vec<(&'static str, Vec<BoundKeys>)>;

/// Groups bindings by section, without repetition.
pub fn sections(all: impl IntoIterator<Item = BoundKeys>) -> Sections {
    let mut sections = Sections::new();
    for bound in all {
        let section = sections.iter_mut().find(|(name, _)| *name == bound.section());
        match section {
            Some((_, others)) if others.contains(&bound) => {}
            Some((_, others)) => others.push(bound),
            None => sections.push((bound.section(), vec![bound])),
        }
    }
    sections
}

/// Returns the first key of the binding `name` among `all`.
pub fn first_key(name: &str, all: &[BoundKeys]) -> Option<Key> {
    all.iter().find(|bound| bound.name == name).map(|bound| bound.keys[0])
}

/// Returns the name of that key; empty if there is none.
pub fn key_of(name: &str, all: &[BoundKeys]) -> String {
    first_key(name, all).map(Key::name).unwrap_or_default()
}
