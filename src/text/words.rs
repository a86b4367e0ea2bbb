//! The sections of a table of texts, key by key.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct Header {
    pub step: String,
    pub epoch: String,
    pub phase: String,
    pub accuracy: String,
    pub running: String,
    pub paused: String,
    pub pausing: String,
    pub starting: String,
    pub broken: String,
    pub replaying: String,
    pub pending: String,
    pub to_go: String,
    pub setting_waits: String,
    pub settings_wait: String,
    pub max_speed: String,
    pub steps_per_second: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct Panes {
    pub loss: String,
    pub loss_batch: String,
    pub train: String,
    pub test: String,
    pub minimum: String,
    pub now: String,
    pub linear: String,
    pub logarithmic: String,
    pub logarithmic_of_positive: String,
    pub tie: String,
    pub transposed: String,
    pub inputs: String,
    pub hidden_units: String,
    pub outputs: String,
    pub rows_are: String,
    pub columns_are: String,
    pub aggregated: String,
    pub sparsity: String,
    pub activity: String,
    pub active: String,
    pub dead: String,
    pub units_a_column: String,
    pub sorted: String,
    pub in_place: String,
    pub layer: String,
    pub unit: String,
    pub example: String,
    pub test_example: String,
    pub of: String,
    pub class: String,
    pub correct: String,
    pub predicted: String,
    pub correct_predicted: String,
    pub more_classes: String,
    pub no_data_yet: String,
    pub at_step: String,
    pub too_small: String,
    pub help: String,
    pub help_close: String,
    pub scroll: String,
    pub page: String,
    pub history: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct Remarks {
    pub unit_active: String,
    pub unit_off: String,
    pub unit_dead: String,
    pub right: String,
    pub wrong: String,
    pub tie: String,
    pub row_sum: String,
    pub down: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct StepWords {
    pub forward: String,
    pub loss: String,
    pub backward: String,
    pub update: String,
    pub one_row: String,
    pub more_terms: String,
    pub rounded: String,
    pub computed: String,
    pub written: String,
    pub shape_of: String,
    pub by_chance: String,
    pub column_sum: String,
    pub element_wise: String,
    pub hidden: String,
    pub matrix_of: String,
    pub not_computed: String,
    pub walking: String,
    pub branch: String,
    pub mistake: String,
    pub mistakes: String,
    pub no_mistake: String,
    pub impossible: String,
    pub choose: String,
    pub plant: String,
    pub check: String,
    pub check_header: String,
    pub checking: String,
    pub check_again: String,
    pub all_agree: String,
    pub some_differ: String,
    pub marked: String,
    pub no_mark: String,
    pub phases_per_second: String,
    pub playing: String,
    pub per_example: String,
    pub talk_close: String,
    pub only_on_dashboard: String,
    pub matrix: String,
    pub alone: String,
    pub show: String,
    pub dashboard: String,
    pub row: String,
    pub sum: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct ChangeWords {
    pub set: String,
    pub batch: String,
    pub full: String,
    pub optimizer: String,
    pub mistake_planted: String,
    pub mistake_removed: String,
    pub frozen: String,
    pub unfrozen: String,
    pub silenced: String,
    pub unsilenced: String,
    pub at_step: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct EditWords {
    pub choose: String,
    pub no_unit: String,
    pub is_silenced: String,
    pub not_a_number: String,
    pub prompt: String,
    pub frozen: String,
    pub held: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct CompareWords {
    pub title: String,
    pub branches: String,
    pub none: String,
    pub choose: String,
    pub put: String,
    pub beside: String,
    pub this_run: String,
    pub item: String,
    pub catching_up: String,
    pub loss: String,
    pub differences: String,
    pub no_difference: String,
    pub data: String,
    pub features: String,
    pub hidden: String,
    pub activation: String,
    pub init: String,
    pub seed: String,
    pub only_a: String,
    pub only_b: String,
    pub stopped: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct PredictionWords {
    pub matrix: String,
    pub train_examples: String,
    pub test_examples: String,
    pub accuracy: String,
    pub correct: String,
    pub predicted: String,
    pub total: String,
    pub recall: String,
    pub precision: String,
    pub window: String,
    pub cell: String,
    pub cell_empty: String,
    pub class_recall: String,
    pub class_precision: String,
    pub ties: String,
    pub broke: String,
    pub nothing_yet: String,
    pub no_test: String,
    pub empty_cell: String,
    pub listed: String,
    pub gallery: String,
    pub count_of: String,
    pub none_wrong: String,
    pub number: String,
    pub classes: String,
    pub p_correct: String,
    pub p_predicted: String,
    pub p_both: String,
    pub loss: String,
    pub more_features: String,
    pub by_loss: String,
    pub open: String,
    pub list: String,
    pub at_of: String,
    pub templates: String,
    pub pixel: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct SweepWords {
    pub accuracy: String,
    pub test_loss: String,
    pub test_accuracy: String,
    pub dead: String,
    pub diverged: String,
    pub command: String,
    pub skipped: String,
    pub note: String,
    pub classes: String,
    pub more_pictures: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct UnitsWords {
    pub active: String,
    pub distributions: String,
    pub of_layer: String,
    pub at_step: String,
    pub part_train: String,
    pub part_test: String,
    pub a_column: String,
    pub sampled: String,
    pub rows: String,
    pub off: String,
    pub on: String,
    pub always_off: String,
    pub always_on: String,
    pub none: String,
    pub unit: String,
    pub of_class: String,
    pub example: String,
    pub no_hidden: String,
    pub no_test: String,
    pub single_layer: String,
    pub not_finite: String,
    pub no_gradient: String,
    pub no_gradient_by_mistake: String,
    pub no_gradient_yet: String,
    pub zeros: String,
    pub spread: String,
    pub update: String,
    pub update_usual: String,
    pub update_large: String,
    pub update_small: String,
    pub update_zero: String,
    pub update_held: String,
    pub update_no_input: String,
    pub update_dead: String,
    pub update_cut: String,
    pub update_none: String,
    pub update_optimizer: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct BoundaryWords {
    pub title: String,
    pub class_title: String,
    pub unit_title: String,
    pub units_title: String,
    pub folds_title: String,
    pub held_example: String,
    pub held_mean: String,
    pub right: String,
    pub wrong: String,
    pub test: String,
    pub one_in: String,
    pub most: String,
    pub on: String,
    pub dead_units: String,
    pub none_dead: String,
    pub units_shown: String,
    pub crosshair: String,
    pub unit: String,
    pub open: String,
    pub alone: String,
    pub no_hidden: String,
    pub one_layer: String,
    pub two_features: String,
    pub no_test: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct ControlWords {
    pub title: String,
    pub hint: String,
    pub hint_changed: String,
    pub data: String,
    pub network: String,
    pub training: String,
    pub needs_run: String,
    pub not_there: String,
    pub refused: String,
    pub refused_comma: String,
    pub start: String,
    pub start_talk: String,
    pub drop: String,
    pub drop_talk: String,
    pub line: String,
    pub change: String,
    pub write: String,
    pub start_word: String,
    pub drop_word: String,
    /// What each setting is called, by its name.
    pub names: BTreeMap<String, String>,
    /// What each setting does, by its name.
    pub talk: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables themselves show what each text says")]
pub struct Messages {
    pub broke: String,
    pub broke_recover: String,
    pub broke_by_hand: String,
    pub broke_at_start: String,
    pub broke_by_mistake: String,
    pub cannot_suspend: String,
    pub goto_prompt: String,
    pub goto_range: String,
    pub entry_done: String,
    pub nothing_here: String,
    pub nothing_to_paste_into: String,
    pub not_random: String,
    pub given_up: String,
    pub too_much: String,
    pub at_start: String,
    pub all_correct: String,
    pub rows_left_out: String,
    pub replay_cancelled: String,
    pub single_layer: String,
    pub summary: String,
    pub summary_test: String,
    pub hash: String,
    pub interrupted: String,
    pub interrupted_kept: String,
    pub predicted: String,
    pub predicted_accuracy: String,
    pub predicted_unknown: String,
    pub gradcheck_header: String,
    pub gradcheck_passed: String,
    pub gradcheck_hidden: String,
    pub gradcheck_mistake: String,
    pub gradcheck_kinks: String,
    pub keys_header: String,
    pub datasets_header: String,
}
