//! The words about what was done to the run, undone, and done again.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct DeedWords {
    pub change: String,
    pub done: String,
    pub begun: String,
    pub undone: String,
    pub at: String,
    pub mistake: String,
    pub none: String,
    pub learns: String,
    pub unit: String,
    pub speaks: String,
    pub seed: String,
    pub reset: String,
    pub reset_back: String,
    pub rebuild: String,
    pub rebuild_back: String,
    pub newer_back: String,
    pub swap: String,
    pub nothing_to_undo: String,
    pub nothing_to_redo: String,
}
