//! Who may name whom: the map in src/lib.rs, held against the code. A path is followed through re-exports to the file in
//! which the thing itself stands.

mod house;
mod modules;
mod names;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use house::{CALLS, CIRCLES, CRATES, EXCEPTIONS, HANDED_ON, OPEN, ROOMS, SYSTEM, is_in, room_of};
use modules::read_crate;
use names::{Names, Target};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn crates() -> BTreeSet<String> {
    CRATES.iter().map(|(name, _)| (*name).to_owned()).chain(["std", "core", "alloc"].map(str::to_owned)).collect()
}

fn names() -> Names {
    Names::new(read_crate(&root().join("src")), crates())
}

/// What each file names of ours and is not itself.
fn imports(names: &Names) -> Vec<BTreeSet<usize>> {
    let ours = |from, target| if let Target::Ours(to) = target { Some(to).filter(|to| *to != from) } else { None };
    let all = 0..names.modules.len();
    all.map(|from| names.named(from).into_iter().filter_map(|target| ours(from, target)).collect()).collect()
}

/// Complaints, but for those that are known; and of the known ones those that nobody has to make any more.
fn left<'a>(complaints: &[(&str, String)], known: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let known: BTreeSet<(&str, &str)> = known.collect();
    let found: BTreeSet<(&str, &str)> = complaints.iter().map(|(file, what)| (*file, what.as_str())).collect();
    let new = found.difference(&known).map(|(file, what)| format!("{file} names {what}, which it may not"));
    let gone =
        known.difference(&found).map(|(file, what)| format!("{file}: the exception for {what} is to be removed"));
    new.chain(gone).collect()
}

fn may_name(file: &str, places: &[&str]) -> bool {
    places.iter().any(|place| is_in(file, place))
}

#[test]
fn every_file_names_only_what_the_map_allows() {
    let names = names();
    let mut complaints = Vec::new();
    let mut named = 0;
    for (from, module) in names.modules.iter().enumerate() {
        let file = module.file.as_str();
        let room = room_of(file);
        let (_, rooms) = ROOMS.iter().find(|(name, _)| *name == room).unwrap();
        for target in names.named(from) {
            named += 1;
            match target {
                Target::Ours(to) => {
                    let there = names.modules[to].file.as_str();
                    let is_allowed = may_name(there, &OPEN) || may_name(there, rooms) || is_in(there, room);
                    if !is_allowed {
                        complaints.push((file, room_of(there).to_owned()));
                    }
                }
                Target::Foreign(path) => {
                    let path = path.join("::").replacen("core::", "std::", 1);
                    let is_below = |name: &str| path == name || path.starts_with(&format!("{name}::"));
                    let places = CRATES.iter().chain(SYSTEM).filter(|(name, _)| is_below(name));
                    for (name, places) in places {
                        let is_open = places.is_empty() && !name.starts_with("std::");
                        if !is_open && !may_name(file, places) {
                            complaints.push((file, (*name).to_owned()));
                        }
                    }
                }
            }
        }
        for (call, places) in CALLS {
            if module.calls.contains(*call) && !may_name(file, places) {
                complaints.push((file, (*call).to_owned()));
            }
        }
    }
    assert!(named > 1000, "the test found only {named} names: can it still read them?");
    let left = left(&complaints, EXCEPTIONS.iter().map(|(file, what, _)| (*file, *what)));
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn a_room_hands_on_only_what_is_its_own() {
    let names = names();
    let mut complaints = Vec::new();
    for (from, module) in names.modules.iter().enumerate() {
        for path in &module.exports {
            let is_own = match names.target(from, path) {
                // What is open to all goes around nothing.
                Some(Target::Ours(to)) => {
                    let there = &names.modules[to].file;
                    is_in(there, room_of(&module.file)) || may_name(there, &OPEN)
                }
                Some(Target::Foreign(_)) => false,
                None => true,
            };
            if !is_own {
                complaints.push((module.file.as_str(), path.join("::")));
            }
        }
    }
    let left = left(&complaints, HANDED_ON.iter().map(|(file, what, _)| (*file, *what)));
    assert!(left.is_empty(), "{}", left.join("\n"));
}

/// The sets of more than one of whose members each leads to each.
fn circles(edges: &[BTreeSet<usize>]) -> BTreeSet<BTreeSet<usize>> {
    let reach = |start: usize| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(at) = open.pop() {
            open.extend(edges[at].iter().filter(|next| seen.insert(**next)));
        }
        seen
    };
    let reached: Vec<BTreeSet<usize>> = (0..edges.len()).map(reach).collect();
    let circle = |at: usize| reached[at].iter().copied().filter(|&other| reached[other].contains(&at)).collect();
    (0..edges.len()).map(circle).filter(|circle: &BTreeSet<usize>| circle.len() > 1).collect()
}

#[test]
fn no_more_than_two_files_import_one_another_in_a_circle() {
    let names = names();
    let imports = imports(&names);
    let mut largest: BTreeMap<&str, &BTreeSet<usize>> = BTreeMap::new();
    let circles = circles(&imports);
    for circle in circles.iter().filter(|circle| circle.len() > 2) {
        let first = circle.first().expect("a circle has members");
        let room = names.modules[*first].file.split(['/', '.']).next().unwrap();
        let longest = largest.entry(room).or_insert(circle);
        *longest = if circle.len() > longest.len() { circle } else { *longest };
    }
    let known: BTreeMap<&str, usize> = CIRCLES.iter().copied().collect();
    for (room, circle) in &largest {
        let most = known.get(room).copied().unwrap_or(2);
        let len = circle.len();
        assert!(len <= most, "{len} files import one another in a circle: {}", told(circle, &imports, &names));
    }
    let now: BTreeMap<&str, usize> = largest.iter().map(|(room, circle)| (*room, circle.len())).collect();
    assert_eq!(now, known, "the circles are smaller now: put down how large they are");
}

fn told(circle: &BTreeSet<usize>, imports: &[BTreeSet<usize>], names: &Names) -> String {
    let file = |at: &usize| names.modules[*at].file.as_str();
    let line = |at: &usize| {
        let to: Vec<&str> = imports[*at].intersection(circle).map(file).collect();
        format!("\n  {} → {}", file(at), to.join(", "))
    };
    circle.iter().map(line).collect()
}

#[test]
fn no_screen_is_imported_by_another_or_by_a_picture() {
    let names = names();
    let imports = imports(&names);
    let list = names.modules.iter().position(|module| module.file == "ui/mod.rs").unwrap();
    let folder = |at: usize| names.modules[at].file.strip_prefix("ui/")?.split_once('/').map(|(folder, _)| folder);
    let screens: BTreeSet<&str> = imports[list].iter().filter_map(|&to| folder(to)).collect();
    assert!(screens.len() >= 6, "{screens:?}");
    for (from, to) in imports.iter().enumerate() {
        let Some(here) = folder(from).filter(|here| *here == "pictures" || screens.contains(here)) else { continue };
        let mut others = to.iter().filter(|&&to| folder(to).is_some_and(|to| to != here && screens.contains(to)));
        let other = others.next().map(|&to| &names.modules[to].file);
        assert!(other.is_none(), "{} imports {other:?}", names.modules[from].file);
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn every_file_is_read_and_short() {
    let (src, names) = (root().join("src"), names());
    let read: BTreeSet<&str> = names.modules.iter().map(|module| module.file.as_str()).collect();
    for path in sources(&src).iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
        let file = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let is_apart = file == "main.rs" || file.ends_with("/tests.rs");
        assert!(is_apart || read.contains(&*file), "no module says `mod` of {file}");
        let lines = std::fs::read_to_string(path).unwrap().lines().count();
        assert!(lines <= 400, "{file} has {lines} lines: two ideas?");
    }
}

#[test]
fn every_crate_has_its_place() {
    let toml = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let sections = toml.split("\n[").filter(|section| section.lines().next().unwrap().ends_with("dependencies]"));
    let ours = sections.filter(|section| !section.starts_with("dev-"));
    let is_name = |name: &&str| !name.contains('#');
    let found =
        ours.flat_map(|section| section.lines().filter_map(|line| line.split_once(" = "))).map(|(name, _)| name);
    let found: BTreeSet<String> = found.filter(is_name).map(|name| name.replace('-', "_")).collect();
    assert_eq!(found, CRATES.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn the_readme_holds_the_table_of_keys() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let table = mlp_tui::ui::markdown(mlp_tui::text::Text::of(mlp_tui::text::Language::English));
    assert!(readme.contains(&table), "README.md must hold this very table:\n{table}");
}
