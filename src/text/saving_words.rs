//! The section of a table of texts about keeping a run.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct SavingWords {
    pub title: String,
    pub hint: String,
    pub waiting: String,
    pub taken: String,
    pub no_name: String,
    pub saved: String,
    pub changes: String,
    pub branches: String,
    pub steps: String,
    pub leave: String,
    pub overridden: String,
    pub again: String,
    pub left_out: String,
}
