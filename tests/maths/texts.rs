//! The tables of texts, held against each other and against the source that names their keys.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use mlp_tui::error::Error;
use mlp_tui::nn::Mistake;
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::all_keys;

const LANGUAGES: [Language; 2] = [Language::English, Language::Spanish];

/// The names in braces.
fn placeholders(template: &str) -> BTreeSet<&str> {
    let names = template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    names.filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A call of `t!`: where it stands, its key, and the names of its arguments.
struct Call {
    file: String,
    key: String,
    arguments: BTreeSet<String>,
    /// Whether the file also fills templates by itself.
    is_filled_later: bool,
}

/// What stands between the parenthesis at the start of `code` and the one that closes it, cut at its outermost commas.
fn arguments(code: &str) -> Vec<&str> {
    let (mut depth, mut is_string, mut from, mut parts) = (0, false, 1, Vec::new());
    let mut letters = code.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if is_string => _ = letters.next(),
            '"' => is_string = !is_string,
            _ if is_string => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 1 => {
                parts.push(code[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
        if depth == 0 {
            parts.push(code[from..at].trim());
            break;
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Every call of `t!` in the source, and the sections whose keys are put together at run time.
fn calls() -> (Vec<Call>, BTreeSet<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut files, mut calls, mut sections) = (Vec::new(), Vec::new(), BTreeSet::new());
    sources(&root, &mut files);
    for path in files {
        let file = path.strip_prefix(&root).unwrap().display().to_string();
        let source = std::fs::read_to_string(&path).unwrap();
        let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n");
        for (at, _) in code.match_indices("of_name(") {
            let first = arguments(&code[at + "of_name".len()..])[0];
            sections.extend(first.strip_prefix('"').and_then(|name| name.strip_suffix('"')).map(str::to_owned));
        }
        for (at, _) in code.match_indices("t!(") {
            let is_longer_name = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let parts = arguments(&code[at + 2..]);
            if is_longer_name || parts.len() < 2 || !parts[1].starts_with('"') {
                continue;
            }
            let names = parts[2..].iter().map(|part| part.split('=').next().unwrap().trim().to_owned());
            let (key, is_filled_later) = (parts[1].trim_matches('"').to_owned(), code.contains("fill("));
            calls.push(Call { file: file.clone(), key, arguments: names.collect(), is_filled_later });
        }
    }
    (calls, sections)
}

#[test]
fn the_languages_have_the_same_keys_and_the_same_placeholders() {
    let [english, spanish] = LANGUAGES.map(Text::of);
    let keys = |text: &Text| text.keys().map(str::to_owned).collect::<BTreeSet<_>>();
    let (ours, theirs) = (keys(english), keys(spanish));
    let lone: Vec<_> = ours.symmetric_difference(&theirs).collect();
    assert!(lone.is_empty(), "in one language only: {lone:?}");
    for key in &ours {
        let [in_english, in_spanish] = [english, spanish].map(|text| placeholders(text.find(key).unwrap()));
        assert_eq!(in_english, in_spanish, "the placeholders of {key}");
    }
}

#[test]
fn sentences_are_translated() {
    let [english, spanish] = LANGUAGES.map(Text::of);
    let is_sentence = |key: &&str| ["keys.", "errors.", "cli.", "datasets."].iter().any(|s| key.starts_with(s));
    let sources = ["datasets.iris", "datasets.wine", "datasets.penguins", "datasets.digits"];
    for key in english.keys().filter(is_sentence).filter(|key| !sources.contains(key)) {
        let sentence = english.find(key).unwrap();
        assert!(sentence.len() <= 12 || spanish.find(key) != Some(sentence), "{key} is not translated");
    }
}

#[test]
fn the_source_names_the_keys_that_there_are_and_gives_what_they_ask_for() {
    let english = Text::of(Language::English);
    let (calls, sections) = calls();
    assert!(calls.len() > 200, "the test found only {} calls: can it still read them?", calls.len());
    for Call { file, key, arguments, is_filled_later } in &calls {
        let template = english.find(key).unwrap_or_else(|| panic!("{file} says {key}, which no table has"));
        let (asked, given) = (placeholders(template), arguments.iter().map(String::as_str).collect());
        let is_template = arguments.is_empty() && *is_filled_later;
        assert!(is_template || asked == given, "{file}: {key} asks for {asked:?} and is given {given:?}");
    }
    let said: BTreeSet<&str> = calls.iter().map(|call| call.key.as_str()).collect();
    let is_of_a_section = |key: &&str| key.rsplit_once('.').is_some_and(|(section, _)| sections.contains(section));
    let is_of_keys = |key: &&str| key.starts_with("keys.");
    let is_silent = |key: &&str| !said.contains(key) && !is_of_a_section(key) && !is_of_keys(key);
    let silent: Vec<&str> = english.keys().filter(is_silent).collect();
    assert!(silent.is_empty(), "nobody says {silent:?}");
}

#[test]
fn every_binding_has_its_sentence_and_every_text_of_keys_its_binding() {
    /// A key that only says where it works.
    const SILENT: &str = "step.elsewhere";
    for text in LANGUAGES.map(Text::of) {
        let names: BTreeSet<&str> = all_keys().iter().map(|bound| bound.name).collect();
        assert_eq!(names.len(), all_keys().iter().collect::<HashSet<_>>().len(), "a name stands for one thing");
        for name in &names {
            assert!(text.sentence(name).is_some() != (*name == SILENT), "{name} has no sentence in the help");
        }
        for key in text.keys().filter_map(|key| key.strip_prefix("keys.")) {
            let name = key.rsplit_once('.').unwrap().0;
            assert!(names.contains(name), "{key} is of no binding");
        }
        let sections: BTreeSet<&str> = names.iter().filter_map(|name| Some(name.split_once('.')?.0)).collect();
        let named: BTreeSet<&str> = text.keys().filter_map(|key| key.strip_prefix("sections.")).collect();
        assert_eq!(sections, named, "the sections of the tables");
    }
}

#[test]
fn every_error_has_a_sentence_with_all_its_facts() {
    for text in LANGUAGES.map(Text::of) {
        let sentences: BTreeMap<&str, &str> =
            text.keys().filter_map(|key| Some((key.strip_prefix("errors.")?, text.find(key)?))).collect();
        let names: BTreeSet<&str> = Error::ALL.iter().map(|(name, _)| *name).collect();
        assert!(sentences.keys().copied().eq(names), "a sentence without an error, or the reverse");
        for (name, facts) in Error::ALL {
            assert_eq!(placeholders(sentences[name]), facts.iter().copied().collect(), "the facts of {name}");
        }
    }
    let error = Error::CellNotThere { cell: "W1[9,9]".into(), phase: "Z".into(), rows: 4, columns: 2 };
    let message = error.to_string();
    assert!(["W1[9,9]", "Z", "4", "2"].iter().all(|fact| message.contains(fact)), "{message}");
    assert!(!message.contains('{'), "{message}");
}

#[test]
fn every_mistake_is_described() {
    for text in LANGUAGES.map(Text::of) {
        assert!(Mistake::ALL.iter().all(|mistake| text.of_name("mistakes", mistake.name()).is_some()));
    }
}

#[test]
fn what_comes_from_outside_cannot_open_a_placeholder() {
    let words = mlp_tui::t!(Text::of(Language::English), "saving.taken", file = "{file}\u{1b}[31m");
    assert!(words.contains("{file}\u{FFFD}[31m"), "{words}");
}
