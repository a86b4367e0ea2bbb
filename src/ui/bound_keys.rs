//! Names with the keys bound to them: what the footer, the help and README know of a binding.

use unicode_width::UnicodeWidthStr;

use super::keymap::Key;

/// The name of a binding and its keys, without what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BoundKeys {
    /// The name, as in "boundary.folds": its section of the table, a point, and the binding. Its texts are found under
    /// it: the word in the footer and the sentence in the help.
    pub name: &'static str,
    /// The keys; the footer shows the first.
    pub keys: &'static [Key],
}

impl BoundKeys {
    /// The section of the table, the part of the name before the point.
    pub fn section(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(section, _)| section)
    }

    /// The names of as many keys as fit into `width` columns, `←, PgUp`; always the first.
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

/// The bindings section by section, each once.
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

/// The first key of the binding `name` among `all`.
pub fn first_key(name: &str, all: &[BoundKeys]) -> Option<Key> {
    all.iter().find(|bound| bound.name == name).map(|bound| bound.keys[0])
}

/// The name of that key; empty without one.
pub fn key_of(name: &str, all: &[BoundKeys]) -> String {
    first_key(name, all).map(Key::name).unwrap_or_default()
}
