//! Every word that a user reads, in one table a language. The tables have the same keys: a missing or unknown key is
//! refused when the table is read, and a test reads them all.

mod deeds;
mod names;
mod numbers;
mod sanitize;
mod saving_words;
mod shell;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub use deeds::DeedWords;
pub use names::{fit, fit_among};
pub use numbers::{brief, exact, number, size, with_minus};
pub use sanitize::{columns, harmless, is_unsafe, sanitize};
pub use saving_words::SavingWords;
pub use shell::{command_line, command_words, shell_word};
pub use words::{
    BoundaryWords, ChangeWords, CompareWords, ControlWords, EditWords, Header, Messages, Panes, PredictionWords,
    Remarks, StepWords, SweepWords, UnitsWords,
};

/// The languages that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, the default.
    #[default]
    English,
    /// Spanish, as Latin American universities say it.
    Spanish,
}

impl Language {
    /// The language of a locale such as `es_AR.UTF-8`; English where there is no table for it.
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("es") { Self::Spanish } else { Self::English }
    }
}

/// The table of texts of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct Text {
    pub header: Header,
    pub panes: Panes,
    pub messages: Messages,
    pub remarks: Remarks,
    pub step: StepWords,
    pub changes: ChangeWords,
    pub deeds: DeedWords,
    pub edit: EditWords,
    pub saving: SavingWords,
    pub compare: CompareWords,
    pub predictions: PredictionWords,
    pub sweep: SweepWords,
    pub units: UnitsWords,
    pub boundary: BoundaryWords,
    pub controls: ControlWords,
    /// What goes wrong in a run, by its name, with what to try.
    pub diagnoses: BTreeMap<String, String>,
    /// Two or three sentences about each phase, by its kind (see `explain::Talk`).
    pub talk: BTreeMap<String, String>,
    /// What each planted mistake is, by its name.
    pub mistakes: BTreeMap<String, String>,
    /// A sentence for each action, by the action's name in snake case (see `app::Action::name`).
    pub actions: BTreeMap<String, String>,
    /// The names of the sections of the table of keys.
    pub sections: BTreeMap<String, String>,
    /// One or two words for each action in the footer, by the same names.
    pub footer: BTreeMap<String, String>,
    /// What `Esc` does in the footer, by the name of the level that it leaves (see `app::Level::name`).
    pub levels: BTreeMap<String, String>,
    /// A sentence for each variant of [`crate::error::Error`], by its name in snake case.
    pub errors: BTreeMap<String, String>,
    /// Help on the command line, by the name of the option or subcommand.
    pub cli: BTreeMap<String, String>,
    /// Where each built-in data set comes from, by its name.
    pub datasets: BTreeMap<String, String>,
}

static ENGLISH: LazyLock<Text> = LazyLock::new(|| parse(include_str!("en.toml")));
static SPANISH: LazyLock<Text> = LazyLock::new(|| parse(include_str!("es.toml")));

fn parse(table: &str) -> Text {
    toml::from_str(table).unwrap_or_else(|error| unreachable!("a built-in table of texts is wrong: {error}"))
}

impl Text {
    /// The table of `language`.
    pub fn of(language: Language) -> &'static Text {
        match language {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
        }
    }
}

/// `template` with each `{name}` replaced by its value, in one pass: a value may itself contain braces.
///
/// All that comes from outside and is said in a sentence comes through here, and is made harmless here.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let named = values.iter().find(|(name, _)| rest[1..].strip_prefix(name).is_some_and(|r| r.starts_with('}')));
        let taken = named.map_or(1, |(name, _)| name.len() + 2);
        text.push_str(&named.map_or(rest[..1].into(), |(_, value)| harmless(value)));
        rest = &rest[taken..];
    }
    text + rest
}
