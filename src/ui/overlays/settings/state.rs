//! What is chosen in the overlay, and what was changed there.

use super::fields::{Field, Plan};
use crate::session::{Recipe, Setting, Snapshot};
use crate::settings::{PRESET, take_live};
use crate::ui::Training;

/// A line of the overlay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SettingsLine {
    /// A setting.
    Field(Field),
    /// Starts a new run.
    Start,
    /// Drops what needs a new run.
    Drop,
}

/// What is chosen in the overlay, and which changes wait for a new run.
#[derive(Debug, Clone, PartialEq)]
pub struct Controls {
    /// The line chosen.
    pub line: SettingsLine,
    /// The value typed so far.
    pub entry: Option<String>,
    /// The last value typed if it was out of range.
    pub refused: Option<String>,
    /// The recipe of the next run; `None` if nothing needs one.
    draft: Option<Recipe>,
    /// Whether the draft brings its own ε, batches and the like, as a preset does.
    is_whole: bool,
    /// Whether the draft has its own seed rather than that of the run.
    has_seed: bool,
    /// Whether a run of the draft was requested.
    is_begun: bool,
    /// Settings requested for the current run, which may not have them yet.
    asked: Vec<Setting>,
}

impl Default for Controls {
    fn default() -> Self {
        let (line, asked) = (SettingsLine::Field(Field::default()), Vec::new());
        Self { line, entry: None, refused: None, draft: None, is_whole: false, has_seed: false, is_begun: false, asked }
    }
}

impl Controls {
    /// The run as it is, or will be as soon as the session has done what was asked.
    pub fn current(&self, training: &Training, snapshot: &Snapshot) -> Plan {
        let mut plan = Plan::of_run(training, snapshot);
        if training.is_pending() {
            self.asked.iter().for_each(|&setting| _ = plan.recipe.settings.replace(setting));
        }
        plan
    }

    /// What the overlay shows: the run as it is, with what needs a new one.
    pub fn plan(&self, training: &Training, snapshot: &Snapshot) -> Plan {
        let mut plan = self.current(training, snapshot);
        let live = plan.clone();
        if let Some(draft) = &self.draft {
            plan.recipe = draft.clone();
            if !self.brings_all(snapshot) {
                take_live(&mut plan.recipe.settings, &live.recipe.settings);
            }
            if !self.has_seed {
                plan.recipe.settings.seed = live.recipe.settings.seed;
                plan.recipe.data_seed = live.recipe.data_seed;
            }
        }
        plan
    }

    /// Whether the draft is a whole other run, not started yet.
    pub fn brings_all(&self, snapshot: &Snapshot) -> bool {
        self.is_whole && self.draft.as_ref().is_some_and(|draft| *draft != *snapshot.setup.recipe())
    }

    /// The settings that need a new run.
    pub fn changed(&self, training: &Training, snapshot: &Snapshot) -> Vec<Field> {
        let (plan, current) = (self.plan(training, snapshot), self.current(training, snapshot));
        let is_changed = |field: &Field| {
            *field != Field::OfRun(&PRESET) && field.applies(&plan) && field.value(&plan) != field.value(&current)
        };
        Field::ALL.into_iter().filter(is_changed).collect()
    }

    /// The lines that can be chosen.
    pub fn lines(&self, training: &Training, snapshot: &Snapshot) -> Vec<SettingsLine> {
        let drop = (!self.changed(training, snapshot).is_empty()).then_some(SettingsLine::Drop);
        Field::ALL.map(SettingsLine::Field).into_iter().chain([SettingsLine::Start]).chain(drop).collect()
    }

    /// Notes a setting that was requested.
    pub fn ask(&mut self, setting: Setting) {
        self.asked.push(setting);
    }

    /// Keeps what a new run would be made of; `is_whole` where that brings its own ε, batches and the like.
    pub fn keep(&mut self, draft: Recipe, is_whole: bool) {
        (self.draft, self.is_whole, self.is_begun) = (Some(draft), is_whole, false);
    }

    /// From now on the draft has a seed of its own.
    pub fn keep_seed(&mut self) {
        self.has_seed = true;
    }

    /// A run of `recipe` is requested, so requests to the current one no longer matter. The draft stays in case it is
    /// refused.
    pub fn begin(&mut self, recipe: Recipe) {
        (self.draft, self.has_seed, self.is_begun) = (Some(recipe), true, true);
        self.asked.clear();
    }

    /// Whether there is a draft without a requested run.
    pub fn has_draft(&self) -> bool {
        self.draft.is_some() && !self.is_begun
    }

    /// Takes in a new snapshot: the draft is done once the run is made of it, and waits again if it was refused or
    /// given up.
    pub fn see(&mut self, snapshot: &Snapshot, is_pending: bool) {
        if !self.is_begun {
            return;
        }
        if self.draft.as_ref() == Some(snapshot.setup.recipe()) {
            self.forget();
        } else if !is_pending {
            self.is_begun = false;
        }
    }

    /// The session has done all that was requested.
    pub fn settle(&mut self) {
        self.asked.clear();
    }

    /// Drops the draft.
    pub fn forget(&mut self) {
        (self.draft, self.is_whole, self.has_seed, self.is_begun) = (None, false, false, false);
        self.asked.clear();
    }
}
