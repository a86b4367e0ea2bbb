//! Every error in every language says all that it knows.

use mlp_tui::error::Error;
use mlp_tui::text::{Language, Text};

fn s(text: &str) -> String {
    text.to_owned()
}

/// One of each kind, each field another word.
fn one_of_each() -> Vec<Error> {
    let file = || s("FILE");
    vec![
        Error::FileNotFound { file: file() },
        Error::FileIsFolder { file: file() },
        Error::FileUnreadable { file: file(), reason: s("REASON") },
        Error::FileEmpty { file: file() },
        Error::FileNotUtf8 { file: file(), line: 71 },
        Error::NoRows { file: file() },
        Error::RaggedRow { file: file(), line: 71, expected: 72, found: 73 },
        Error::NotANumber { file: file(), line: 71, column: s("COLUMN"), found: s("FOUND") },
        Error::NotFinite { file: file(), line: 71, column: s("COLUMN"), found: s("FOUND") },
        Error::OneClass { file: file(), class: s("CLASS") },
        Error::NoFeatures { file: file() },
        Error::UnknownLabel { file: file(), label: s("LABEL"), columns: s("COLUMNS") },
        Error::DuplicateColumn { file: file(), column: s("COLUMN") },
        Error::UnknownDataset { name: s("NAME"), nearest: s("NEAREST"), names: s("ALL") },
        Error::TooFewSamples { dataset: s("DATASET"), least: 72, found: 73 },
        Error::OptionNotForDataset { option: s("OPTION"), dataset: s("DATASET") },
        Error::UnknownFeature { name: s("NAME"), names: s("ALL") },
        Error::FeatureTwice { feature: s("FEATURE") },
        Error::FeaturesNeedPlane { dataset: s("DATASET"), found: 73 },
        Error::FeatureNotFinite { dataset: s("DATASET"), feature: s("FEATURE"), example: 71 },
        Error::ImageNotFeatures { size: s("SIZE"), pixels: s("PIXELS"), dataset: s("DATASET"), features: 73 },
        Error::UnknownPhase { name: s("NAME"), names: s("ALL") },
        Error::CellNotThere { cell: s("CELL"), phase: s("PHASE"), rows: 71, columns: 72 },
        Error::OptionOutOfRange { option: s("OPTION"), found: s("FOUND"), expected: s("EXPECTED") },
        Error::TestSplitTooLarge { train: 72, test: 73 },
        Error::TooManyRuns { found: s("FOUND"), most: 71 },
        Error::OptionsDoNotMix { reason: s("REASON") },
        Error::ParametersMalformed { file: file(), reason: s("REASON") },
        Error::ParametersMissing { file: file(), tensor: s("TENSOR") },
        Error::ParametersNotFloat64 { file: file(), tensor: s("TENSOR"), found: s("FOUND") },
        Error::ParametersShape { file: file(), tensor: s("TENSOR"), expected: s("EXPECTED"), found: s("FOUND") },
        Error::ParametersNotFinite { file: file(), tensor: s("TENSOR") },
        Error::ChangesMalformed { file: file(), line: 71, reason: s("REASON") },
        Error::ChangeUnusable { file: file(), number: 71, found: s("FOUND"), expected: s("EXPECTED") },
        Error::RunOptionUnknown { file: file(), option: s("OPTION"), names: s("ALL") },
        Error::RunUnusable { file: file(), option: s("OPTION"), found: s("FOUND"), expected: s("EXPECTED") },
        Error::RunOptions { file: file(), reason: s("REASON") },
        Error::NameNotText { file: file() },
        Error::BrokenNotSaved { step: 71 },
        Error::ColumnMissing { file: file(), column: s("COLUMN"), columns: s("ALL") },
        Error::ColumnCount { file: file(), expected: 72, found: 73 },
        Error::ActivationMissing { file: file(), names: s("ALL") },
        Error::ActivationDiffers { file: file(), known: s("KNOWN"), given: s("GIVEN") },
        Error::NetworkIncomplete { file: file(), tensor: s("TENSOR") },
        Error::NetworkShape { file: file(), tensor: s("TENSOR"), expected: s("EXPECTED"), found: s("FOUND") },
        Error::MetadataMalformed { file: file(), key: s("KEY"), expected: s("EXPECTED"), found: s("FOUND") },
        Error::MetadataCount { file: file(), key: s("KEY"), expected: 72, found: 73 },
        Error::MetadataTwice { file: file(), key: s("KEY"), name: s("NAME") },
        Error::PredictionNotFinite { dataset: s("DATASET"), row: 71 },
        Error::NotATerminal,
        Error::TerminalDumb,
        Error::NoThreads { reason: s("REASON") },
        Error::CannotWrite { file: file(), reason: s("REASON") },
        Error::FileHasOtherNames { file: file(), links: 72 },
        Error::SameFile { option: s("OPTION"), other: s("OTHER"), file: file() },
        Error::FileHasNul { file: file(), line: 71 },
        Error::FileTooLarge { file: file(), most: s("MOST") },
        Error::RowTooLong { file: file(), line: 71, most: s("MOST") },
        Error::TerminalFailed { reason: s("REASON") },
        Error::TrainingBroke { step: 71, matrix: s("MATRIX"), learning_rate: s("RATE") },
        Error::BrokeByMistake { step: 71, matrix: s("MATRIX") },
        Error::BrokeByHand { step: 71, matrix: s("MATRIX"), set_at: 72 },
        Error::BrokeAtStart { step: 71, matrix: s("MATRIX") },
        Error::OptionNotForCommand { option: s("OPTION"), command: s("COMMAND") },
        Error::OptionInstead { option: s("OPTION"), command: s("COMMAND"), instead: s("INSTEAD") },
        Error::FeatureUnderflows { dataset: s("DATASET"), feature: s("FEATURE") },
        Error::InputNotFinite { dataset: s("DATASET"), column: s("COLUMN") },
        Error::FeaturesDiffer { file: file(), known: s("KNOWN"), given: s("GIVEN") },
        Error::GradientCheckFailed { block: s("BLOCK"), error: s("ERROR") },
    ]
}

#[test]
fn every_error_has_a_sentence_with_all_its_facts() {
    let errors = one_of_each();
    for language in [Language::English, Language::Spanish] {
        let text = Text::of(language);
        assert_eq!(text.errors.len(), errors.len(), "{language:?}: a sentence without an error, or the reverse");
        for error in &errors {
            let message = error.message(text);
            assert!(message.contains(' '), "{language:?} has no sentence for {error:?}");
            assert!(!message.contains(['{', '}']), "{language:?}: a placeholder that nothing fills: {message}");
            let serde_json::Value::Object(variants) = serde_json::to_value(error).unwrap() else { continue };
            for (field, value) in variants.values().filter_map(|fields| fields.as_object()).flatten() {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                assert!(message.contains(&value), "{language:?} leaves out {field}: {message}");
            }
        }
    }
}

#[test]
fn the_languages_have_the_same_keys() {
    let (english, spanish) = (Text::of(Language::English), Text::of(Language::Spanish));
    for (a, b) in [
        (&english.actions, &spanish.actions),
        (&english.footer, &spanish.footer),
        (&english.errors, &spanish.errors),
        (&english.cli, &spanish.cli),
        (&english.datasets, &spanish.datasets),
    ] {
        assert!(a.keys().eq(b.keys()), "{:?} and {:?}", a.keys(), b.keys());
        let same: Vec<_> =
            a.iter().filter(|(key, value)| value.len() > 12 && b[*key] == **value).map(|(k, _)| k).collect();
        let sources = ["iris", "wine", "penguins", "digits"];
        assert!(same.iter().all(|key| sources.contains(&key.as_str())), "not translated: {same:?}");
    }
}
