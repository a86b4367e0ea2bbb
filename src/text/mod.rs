//! Every word that a user reads, in one table per language. The tables have the same keys: a missing or unknown key is
//! refused when the table is read, and a test reads them all.

mod named;
mod names;
mod numbers;
mod sanitize;
mod shell;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::LazyLock;

pub(crate) use named::named;
pub use names::{fit, fit_among};
pub use numbers::{brief, exact, number, size, with_minus};
pub use sanitize::{columns, harmless, is_unsafe, sanitize};
pub use shell::{command_line, command_words, shell_word};

/// The languages that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, the default.
    #[default]
    English,
    /// Spanish, as used at Latin American universities.
    Spanish,
}

impl Language {
    /// Returns the language of a locale such as `es_AR.UTF-8`; English if there is no table for it.
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("es") { Self::Spanish } else { Self::English }
    }
}

/// The texts of one language, each under a key such as `panes.loss`; [`t!`](crate::t) looks them up.
#[derive(Debug)]
pub struct Text(BTreeMap<String, &'static str>);

static ENGLISH: LazyLock<Text> = LazyLock::new(|| Text::parse(include_str!("en.toml")));
static SPANISH: LazyLock<Text> = LazyLock::new(|| Text::parse(include_str!("es.toml")));

impl Text {
    /// Returns the table of `language`.
    pub fn of(language: Language) -> &'static Text {
        match language {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
        }
    }

    fn parse(table: &'static str) -> Self {
        let sections: toml::Table =
            table.parse().unwrap_or_else(|error| unreachable!("a built-in table of texts is wrong: {error}"));
        let mut texts = BTreeMap::new();
        collect(sections, "", &mut texts);
        Self(texts)
    }

    /// Returns the text under `key`, with its placeholders, or the key itself if there is none. A test rules that out
    /// for every key in the source.
    pub fn get(&self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    /// Returns the text of `name` in a section whose keys are composed at run time, such as `mistakes`.
    pub fn of_name(&self, section: &str, name: &str) -> Option<&'static str> {
        self.find(&format!("{section}.{name}"))
    }

    /// Returns the text under `key`.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.0.get(key).copied()
    }

    /// Returns the word or two in the footer for the binding of that name; empty if it has no entry of its own there.
    pub fn word(&self, binding: &str) -> &'static str {
        self.find(&format!("keys.{binding}.word")).unwrap_or_default()
    }

    /// Returns the sentence in the help for the binding of that name.
    pub fn sentence(&self, binding: &str) -> Option<&'static str> {
        self.find(&format!("keys.{binding}.help"))
    }

    /// Returns what the keys of a section have in common.
    pub fn section(&self, name: &str) -> &'static str {
        self.of_name("sections", name).unwrap_or_default()
    }

    /// Returns all keys, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Flattens nested tables: `[panes] loss = "…"` goes under `panes.loss`.
fn collect(table: toml::Table, path: &str, texts: &mut BTreeMap<String, &'static str>) {
    for (name, value) in table {
        match value {
            toml::Value::Table(inner) => collect(inner, &format!("{path}{name}."), texts),
            toml::Value::String(text) => _ = texts.insert(format!("{path}{name}"), text.leak()),
            other => unreachable!("the text {path}{name} is no string: {other:?}"),
        }
    }
}

/// Looks up a text by its key. Without arguments it is the `&'static str` of the table; with arguments it is a
/// [`String`] in which they replace the placeholders of the same names: `t!(text, "step.marked", step = 12)`.
#[macro_export]
macro_rules! t {
    ($text:expr, $key:literal) => {
        $text.get($key)
    };
    ($text:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::text::fill($text.get($key), &[$((stringify!($name), &$value as &dyn ::std::fmt::Display)),+])
    };
}

/// Replaces each `{name}` in `template` by its value, in one pass, because a value may itself contain braces.
///
/// Everything from outside that is put into a sentence goes through here, and is made harmless here.
pub fn fill<V: Display + ?Sized>(template: &str, values: &[(&str, &V)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let named = values.iter().find(|(name, _)| rest[1..].strip_prefix(name).is_some_and(|r| r.starts_with('}')));
        let taken = named.map_or(1, |(name, _)| name.len() + 2);
        match named {
            Some((_, value)) => text.push_str(&harmless(&value.to_string())),
            None => text.push_str(&rest[..1]),
        }
        rest = &rest[taken..];
    }
    text + rest
}
