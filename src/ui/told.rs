//! What is told of a binding, and of many.

use unicode_width::UnicodeWidthStr;

use super::keymap::Key;

/// What is told of a binding: its name and its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Told {
    /// The name, as in "boundary.folds".
    pub name: &'static str,
    /// The keys; the first is the one that the footer shows.
    pub keys: &'static [Key],
}

impl Told {
    /// The section of the table that it stands in: what is before the point of its name.
    pub fn section(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(section, _)| section)
    }

    /// The names of the keys, `←, PgUp`: as many as stand in `width` columns, the first always.
    pub fn key_names(&self, width: usize) -> String {
        let mut names = self.keys.iter().map(|key| key.name());
        let first = names.next().unwrap_or_default();
        names.fold(first, |shown, name| {
            let longer = format!("{shown}, {name}");
            if longer.width() <= width { longer } else { shown }
        })
    }
}

/// Sections by their names, and what is told of the bindings of each.
pub type Sections = Vec<(&'static str, Vec<Told>)>;

/// The bindings section by section, each once.
pub fn sections(all: impl IntoIterator<Item = Told>) -> Sections {
    let mut sections = Sections::new();
    for told in all {
        let section = sections.iter_mut().find(|(name, _)| *name == told.section());
        match section {
            Some((_, others)) if others.contains(&told) => {}
            Some((_, others)) => others.push(told),
            None => sections.push((told.section(), vec![told])),
        }
    }
    sections
}

/// The first key of the binding `name` among `all`.
pub fn first_key(name: &str, all: &[Told]) -> Option<Key> {
    all.iter().find(|told| told.name == name).map(|told| told.keys[0])
}

/// The same as the screen names it.
pub fn key_of(name: &str, all: &[Told]) -> String {
    first_key(name, all).map(Key::name).unwrap_or_default()
}
