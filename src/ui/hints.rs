//! The entries of the footer: keys that do something now.

use super::OPEN_SCREENS;
use super::app::App;
use super::bound_keys::first_key;
use super::keymap::Key;
use crate::session::Snapshot;

/// An entry of the footer: keys that belong together, and what they do here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The binding; if there are several, the first, which gives the word.
    pub name: &'static str,
    /// The keys.
    pub keys: Vec<Key>,
    /// The word.
    pub word: &'static str,
    /// Whether these are the four keys of a cursor.
    is_cross: bool,
}

impl Hint {
    /// Returns the keys as the footer shows them.
    pub fn caps(&self) -> String {
        let names: Vec<String> = self.keys.iter().map(|key| key.name()).collect();
        names.join(if self.is_cross { "" } else { " " })
    }

    /// Returns whether room for it is reserved at the end of the footer.
    pub(crate) fn is_always_shown(&self) -> bool {
        ALWAYS.contains(&self.name)
    }
}

/// Bindings useful on any screen, listed after those that open other screens.
const ANYWHERE: [&str; 4] = ["time.phase_back time.phase", "run.reset", "run.reseed", "time.go_to"];
const ALWAYS: &[&str] = &["app.help", "app.quit"];

/// Returns the bindings worth showing: those of the top overlay, or of the screen.
fn candidates(app: &App, snapshot: &Snapshot) -> Vec<&'static str> {
    match app.overlay() {
        Some(overlay) => overlay.footer(&app.shared, snapshot),
        None if snapshot.target.is_some() => vec!["app.stop"],
        None => {
            let mut names = app.screen().footer(&app.shared, snapshot);
            if !app.screen().counts_phases() {
                names.push("app.settings");
                names.extend(OPEN_SCREENS.iter().map(|binding| binding.bound.name).chain(ANYWHERE));
            }
            names
        }
    }
}

/// Returns the keys that do something now (each is tried), the most useful first, those for help and leaving last.
pub fn hints(app: &App, snapshot: &Snapshot) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    for group in candidates(app, snapshot).into_iter().chain(ALWAYS.iter().copied()) {
        let names: Vec<&'static str> = group.split(' ').collect();
        // The key of the open screen is left out.
        let is_here = names[0].strip_prefix("screens.") == Some(app.screen_name());
        if is_here || hints.iter().any(|hint| hint.name == names[0]) {
            continue;
        }
        let leads_there = |name: &'static str| {
            first_key(name, app.shared.keys).filter(|key| app.meaning(*key, snapshot) == Some(name))
        };
        let keys: Vec<Key> = names.iter().copied().filter_map(leads_there).collect();
        if !keys.is_empty() {
            let word = app.shared.text.word(names[0]);
            hints.push(Hint { name: names[0], keys, word, is_cross: names.len() > 2 });
        }
    }
    hints
}
