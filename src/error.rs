//! The only error type. A variant carries the facts; its sentence, with the facts as `{placeholders}`, is under
//! `errors` and the variant's name in the text tables of every language.

use std::fmt::Display;

use crate::text::{self, Language, Text};

macro_rules! errors {
    ($($variant:ident $({ $($fact:ident: $kind:ty),+ })?,)+) => {
        /// Everything that can go wrong, with the facts that its sentence mentions.
        #[derive(Debug, Clone, PartialEq)]
        #[expect(missing_docs, reason = "the facts are the placeholders of the sentences in src/text, which explain them")]
        pub enum Error {
            $($variant $({ $($fact: $kind),+ })?,)+
        }

        impl Error {
            /// The name of every variant, and the names of its facts.
            pub const ALL: &[(&str, &[&str])] = &[$((stringify!($variant), &[$($(stringify!($fact)),+)?]),)+];

            fn name_and_facts(&self) -> (&'static str, Vec<(&'static str, &dyn Display)>) {
                match self {
                    $(Self::$variant $({ $($fact),+ })? => {
                        (stringify!($variant), vec![$($((stringify!($fact), $fact as &dyn Display)),+)?])
                    })+
                }
            }
        }
    };
}

errors! {
    // Reading a data file.
    FileNotFound { file: String },
    FileIsFolder { file: String },
    FileUnreadable { file: String, reason: String },
    FileEmpty { file: String },
    FileNotUtf8 { file: String, line: u64 },
    FileHasNul { file: String, line: u64 },
    FileTooLarge { file: String, most: String },
    RowTooLong { file: String, line: u64, most: String },
    NoRows { file: String },
    RaggedRow { file: String, line: u64, expected: usize, found: usize },
    NotANumber { file: String, line: u64, column: String, found: String },
    NotFinite { file: String, line: u64, column: String, found: String },
    OneClass { file: String, class: String },
    NoFeatures { file: String },
    UnknownLabel { file: String, label: String, columns: String },
    DuplicateColumn { file: String, column: String },
    UnknownDataset { name: String, nearest: String, names: String },
    TooFewSamples { dataset: String, least: usize, found: usize },
    OptionNotForCommand { option: String, command: String },
    OptionInstead { option: String, command: String, instead: String },
    OptionNotForDataset { option: String, dataset: String },
    UnknownFeature { name: String, names: String },
    FeatureTwice { feature: String },
    FeaturesNeedPlane { dataset: String, found: usize },
    FeatureNotFinite { dataset: String, feature: String, example: usize },
    FeatureUnderflows { dataset: String, feature: String },
    InputNotFinite { dataset: String, column: String },
    ImageNotFeatures { size: String, pixels: String, dataset: String, features: usize },
    UnknownPhase { name: String, names: String },
    CellNotThere { cell: String, phase: String, rows: usize, columns: usize },
    OptionOutOfRange { option: String, found: String, expected: String },
    TestSplitTooLarge { train: usize, test: usize },
    TooManyRuns { found: String, most: u64 },
    OptionsDoNotMix { reason: String },
    // Parameters in a file.
    ParametersMalformed { file: String, reason: String },
    ParametersMissing { file: String, tensor: String },
    ParametersNotFloat64 { file: String, tensor: String, found: String },
    ParametersShape { file: String, tensor: String, expected: String, found: String },
    ParametersNotFinite { file: String, tensor: String },
    // Changes in a file.
    ChangesMalformed { file: String, line: u64, reason: String },
    ChangeUnusable { file: String, number: usize, found: String, expected: String },
    RunOptionUnknown { file: String, option: String, names: String },
    RunUnusable { file: String, option: String, found: String, expected: String },
    RunOptions { file: String, reason: String },
    NameNotText { file: String },
    BrokenNotSaved { step: u64 },
    // Predicting.
    ColumnMissing { file: String, column: String, columns: String },
    ColumnCount { file: String, expected: usize, found: usize },
    ActivationMissing { file: String, names: String },
    ActivationDiffers { file: String, known: String, given: String },
    FeaturesDiffer { file: String, known: String, given: String },
    NetworkIncomplete { file: String, tensor: String },
    NetworkShape { file: String, tensor: String, expected: String, found: String },
    MetadataMalformed { file: String, key: String, expected: String, found: String },
    MetadataCount { file: String, key: String, expected: usize, found: usize },
    MetadataTwice { file: String, key: String, name: String },
    PredictionNotFinite { dataset: String, row: usize },
    // Running.
    NotATerminal,
    TerminalDumb,
    NoThreads { reason: String },
    CannotWrite { file: String, reason: String },
    FileHasOtherNames { file: String, links: u64 },
    SameFile { option: String, other: String, file: String },
    TerminalFailed { reason: String },
    TrainingBroke { step: u64, matrix: String, learning_rate: String },
    BrokeByMistake { step: u64, matrix: String },
    BrokeByHand { step: u64, matrix: String, set_at: u64 },
    BrokeAtStart { step: u64, matrix: String },
    GradientCheckFailed { block: String, error: String },
}

impl Error {
    /// Returns the error that `option` was given `found` but takes `expected`.
    pub fn out_of_range(option: &str, found: impl Display, expected: &str) -> Self {
        Self::OptionOutOfRange { option: option.to_owned(), found: found.to_string(), expected: expected.to_owned() }
    }

    /// Returns the sentence in the language of `text`.
    pub fn message(&self, text: &Text) -> String {
        let (name, facts) = self.name_and_facts();
        text::fill(text.of_name("errors", name).unwrap_or(name), &facts)
    }

    /// Returns the exit code of the process: 1 if the run itself failed, 2 if the input was refused.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::TrainingBroke { .. }
            | Error::BrokeByMistake { .. }
            | Error::BrokeByHand { .. }
            | Error::BrokeAtStart { .. }
            | Error::GradientCheckFailed { .. }
            | Error::CannotWrite { .. }
            | Error::TerminalFailed { .. } => 1,
            _ => 2,
        }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Text::of(Language::English)))
    }
}

impl std::error::Error for Error {}
