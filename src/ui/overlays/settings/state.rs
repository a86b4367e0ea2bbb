//! The state of the overlay: the chosen line, and changed settings.

use super::fields::{Field, Plan};
use crate::session::{Recipe, Setting, Snapshot};
use crate::settings::{PRESET, take_live};
use crate::ui::Training;

/// A line of the overlay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SettingsLine {
    /// A setting.
    Field(Field),
    /// The line that starts a new run.
    Start,
    /// The line that drops the changes that need a new run.
    Drop,
}

/// The chosen line, and the changes that wait for a new run.
#[derive(Debug, Clone, PartialEq)]
pub struct Controls {
    /// The chosen line.
    pub line: SettingsLine,
    /// The value typed so far.
    pub entry: Option<String>,
    /// The last typed value if it was out of range.
    pub refused: Option<String>,
    /// The recipe of the next run; `None` if no change needs one.
    draft: Option<Recipe>,
    /// Whether the draft also sets ε, batches and so on, as a preset does.
    is_whole: bool,
    /// Whether the draft has a seed of its own rather than that of the run.
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
    /// Returns the settings of the run as they will be when the session has done everything requested.
    pub fn current(&self, training: &Training, snapshot: &Snapshot) -> Plan {
        let mut plan = Plan::of_run(training, snapshot);
        if training.is_pending() {
            self.asked.iter().for_each(|&setting| _ = plan.recipe.settings.replace(setting));
        }
        plan
    }

    /// Returns the settings that the overlay shows: the current ones, with the changes that need a new run.
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

    /// Returns whether the draft is a complete recipe that has not been started.
    pub fn brings_all(&self, snapshot: &Snapshot) -> bool {
        self.is_whole && self.draft.as_ref().is_some_and(|draft| *draft != *snapshot.setup.recipe())
    }

    /// Returns the settings that need a new run.
    pub fn changed(&self, training: &Training, snapshot: &Snapshot) -> Vec<Field> {
        let (plan, current) = (self.plan(training, snapshot), self.current(training, snapshot));
        let is_changed = |field: &Field| {
            *field != Field::OfRun(&PRESET) && field.applies(&plan) && field.value(&plan) != field.value(&current)
        };
        Field::ALL.into_iter().filter(is_changed).collect()
    }

    /// Returns the lines that can be chosen.
    pub fn lines(&self, training: &Training, snapshot: &Snapshot) -> Vec<SettingsLine> {
        let drop = (!self.changed(training, snapshot).is_empty()).then_some(SettingsLine::Drop);
        Field::ALL.map(SettingsLine::Field).into_iter().chain([SettingsLine::Start]).chain(drop).collect()
    }

    /// Notes that `setting` was requested.
    pub fn ask(&mut self, setting: Setting) {
        self.asked.push(setting);
    }

    /// Keeps the recipe of a new run; `is_whole` if it also sets ε, batches and so on.
    pub fn keep(&mut self, draft: Recipe, is_whole: bool) {
        (self.draft, self.is_whole, self.is_begun) = (Some(draft), is_whole, false);
    }

    /// Marks the draft as having a seed of its own.
    pub fn keep_seed(&mut self) {
        self.has_seed = true;
    }

    /// Notes that a run of `recipe` was requested, which voids other requests. The draft stays, in case it is refused.
    pub fn begin(&mut self, recipe: Recipe) {
        (self.draft, self.has_seed, self.is_begun) = (Some(recipe), true, true);
        self.asked.clear();
    }

    /// Returns whether there is a draft of which no run was requested.
    pub fn has_draft(&self) -> bool {
        self.draft.is_some() && !self.is_begun
    }

    /// Takes in a new snapshot. The draft is dropped if the run is made of it, and waits if it was refused or given up.
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

    /// Notes that the session has done everything requested.
    pub fn settle(&mut self) {
        self.asked.clear();
    }

    /// Drops the draft.
    pub fn forget(&mut self) {
        (self.draft, self.is_whole, self.has_seed, self.is_begun) = (None, false, false, false);
        self.asked.clear();
    }
}
