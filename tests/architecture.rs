//! Who may import whom: the map in src/lib.rs, held against the code.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A room, and the rooms and foreign crates that it may name. `error`, `text` and `random` are open to all.
fn allowed() -> BTreeMap<&'static str, (&'static [&'static str], &'static [&'static str])> {
    BTreeMap::from([
        ("error", (&[][..], &[][..])),
        ("text", (&[], &[])),
        ("random", (&[], &[])),
        ("files", (&["data", "session", "store", "nn"], &[])),
        ("nn", (&[], &["rayon", "pulp"])),
        ("data", (&[], &[])),
        ("session", (&["nn", "data"], &[])),
        ("settings", (&["session", "data", "nn"], &[])),
        ("store", (&["session", "settings", "data", "nn"], &[])),
        ("probe", (&["session", "nn", "data"], &[])),
        ("explain", (&["session", "nn", "data"], &[])),
        ("app", (&["ui", "explain", "probe", "settings", "session", "data", "nn"], &[])),
        ("ui/pace", (&["settings", "session", "data"], &[])),
        ("ui/kit", (&["ui"], &["ratatui"])),
        ("ui", (&["app", "explain", "probe", "settings", "session", "data", "nn"], &["ratatui"])),
        ("cli", (&["files", "store", "settings", "session", "data", "nn"], &["clap"])),
        (
            "headless",
            (
                &["cli", "files", "ui", "app", "explain", "probe", "store", "settings", "session", "data", "nn"],
                &["indicatif", "console", "signal_hook", "ratatui"],
            ),
        ),
        (
            "terminal",
            (
                &["cli", "files", "app", "ui", "store", "settings", "session"],
                &["ratatui", "crossterm", "rustix", "signal_hook"],
            ),
        ),
    ])
}

/// Crates that belong to one room or few.
const GUARDED: [&str; 9] =
    ["ratatui", "crossterm", "rustix", "clap", "console", "indicatif", "signal_hook", "rayon", "pulp"];
const OPEN: [&str; 4] = ["error", "text", "t", "random"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The code of a file without its comments.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn names_after<'a>(code: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(prefix).map(move |(at, _)| {
        let rest = &code[at + prefix.len()..];
        &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())]
    })
}

#[test]
fn every_room_uses_only_what_the_map_allows() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let allowed = allowed();
    let mut checked = 0;
    for file in sources(&src) {
        let relative = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let first = relative.split(['/', '.']).next().unwrap();
        let room = ["ui/kit", "ui/pace"].into_iter().find(|room| relative.starts_with(room)).unwrap_or(first);
        if room == "main" || room == "lib" {
            continue;
        }
        let (rooms, crates) = allowed.get(room).unwrap_or_else(|| panic!("{room} is not on the map"));
        let code = code(&file);
        assert!(!code.contains("use crate::{"), "{relative}: one `use crate::…` a room, so that this test can read it");
        for used in names_after(&code, "crate::") {
            let is_allowed = used == room || OPEN.contains(&used) || rooms.contains(&used);
            assert!(is_allowed, "{relative} uses crate::{used}, which {room} may not");
            checked += 1;
        }
        // The kit knows the styles, and nothing of what is drawn with it.
        let leaves_kit = names_after(&code, "crate::ui::").any(|used| used != "theme") || code.contains("super::super");
        assert!(room != "ui/kit" || !leaves_kit, "{relative} uses more of ui than its theme");
        for guarded in GUARDED {
            let is_named = code.contains(&format!("{guarded}::"));
            assert!(!is_named || crates.contains(&guarded), "{relative} names {guarded}, which {room} may not");
        }
        assert!(
            !code.contains("rayon::") || relative == "nn/parallel.rs",
            "{relative}: threads are for nn/parallel.rs"
        );
        let has_clock =
            code.contains("Instant::now") || code.contains("SystemTime::now") || code.contains("thread::spawn");
        assert!(!has_clock || ["terminal", "headless"].contains(&room), "{relative} has a clock or a thread");
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 400, "{relative} has {lines} lines: two ideas?");
    }
    assert!(checked > 50, "the test found only {checked} imports: can it still read them?");
}

#[test]
fn the_readme_holds_the_table_of_keys() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let table = mlp_tui::ui::markdown(mlp_tui::text::Text::of(mlp_tui::text::Language::English));
    assert!(readme.contains(&table), "README.md must hold this very table:\n{table}");
}
