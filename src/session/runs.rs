//! The run and everything done to it: the branches left behind, and what can be undone and redone.

use std::sync::Arc;

use super::branches::Branches;
use super::built::Built;
use super::clock::Position;
use super::command::Command;
use super::deeds::{Deed, Deeds, Entry, Way};
use super::run::Run;
use super::setting::Setting;
use super::setup::Setup;
use crate::data::NoFiles;
use crate::error::Error;

#[derive(Debug)]
pub(super) struct Runs {
    run: Run,
    branches: Branches,
    deeds: Deeds,
}

impl Runs {
    pub fn new(run: Run) -> Self {
        Self { run, branches: Branches::default(), deeds: Deeds::default() }
    }

    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Returns the run, to be moved in time and looked at.
    pub fn run_mut(&mut self) -> &mut Run {
        &mut self.run
    }

    pub fn branches(&self) -> &Branches {
        &self.branches
    }

    pub fn deeds(&self) -> &Deeds {
        &self.deeds
    }

    /// Takes one whole step, also of the branch beside the run, if there is one.
    pub fn step(&mut self) {
        let before = self.run.position().step;
        self.run.step();
        if self.run.position().step > before {
            self.branches.step_from(before);
        }
    }

    /// Returns the branches, to move the one beside the run to where the run is, and to look at it.
    pub fn branches_mut(&mut self) -> &mut Branches {
        &mut self.branches
    }

    /// Carries out `command` on the run. Returns the position where the run then belongs and may have yet to go; `None`
    /// if nothing was done.
    ///
    /// # Errors
    /// If another run cannot be made; nothing changes then.
    pub fn carry_out(&mut self, command: Command) -> Result<Option<Position>, Error> {
        match command {
            Command::Set(setting) => return Ok(self.set(setting)),
            Command::Edit(edit) => return Ok(edit.setting(&self.run).and_then(|setting| self.set(setting))),
            Command::Undo => return Ok(self.travel(Way::Undone)),
            Command::Redo => return Ok(self.travel(Way::Redone)),
            Command::Reset if self.is_fresh() => return Ok(None),
            Command::Reset => self.start_over(Deed::Reset, Arc::clone(self.run.setup())),
            Command::Reseed => self.reseed(),
            Command::Rebuild(recipe) => self.rebuild(&Built::of(recipe, &NoFiles))?,
            Command::Begin(built) => self.rebuild(&built)?,
            Command::SwapBranches if self.branches.has_other() => {
                self.begin(Deed::Swap);
                self.branches.swap(&mut self.run);
            }
            _ => return Ok(None),
        }
        Ok(Some(self.run.position()))
    }

    /// Sets something from this step on, and keeps the future that is left behind.
    fn set(&mut self, setting: Setting) -> Option<Position> {
        let before = self.run.model().current(setting)?;
        if before.is_same(setting.among(self.run.setup().examples())) {
            return None;
        }
        self.begin(Deed::Set { before, after: setting });
        self.keep_future(self.run.position().step);
        Some(self.run.set(setting))
    }

    /// Returns whether nothing has been done to the run yet.
    fn is_fresh(&self) -> bool {
        let run = &self.run;
        run.furthest() == 0 && run.changes().list().is_empty() && run.position() == Position::default()
    }

    /// Starts the same run over with the next seed, on the same data.
    fn reseed(&mut self) {
        let before = self.run.setup().hyperparameters().seed;
        let after = before.wrapping_add(1);
        self.start_over(Deed::Reseed { before, after }, Arc::new(self.run.setup().with_seed(after)));
    }

    /// Starts another run, made from a recipe.
    fn rebuild(&mut self, built: &Built) -> Result<(), Error> {
        let setup = built.setup()?;
        let name = |setup: &Setup| setup.recipe().dataset.to_string_lossy().into_owned();
        let deed = Deed::Rebuild { before: name(self.run.setup()), after: name(setup) };
        self.start_over(deed, Arc::clone(setup));
        Ok(())
    }

    fn start_over(&mut self, deed: Deed, setup: Arc<Setup>) {
        self.begin(deed);
        self.keep_future(0);
        self.run = Run::new(setup);
    }

    /// Records a deed that is about to be done to the run.
    fn begin(&mut self, deed: Deed) {
        self.deeds.begin(deed, self.run.keep());
    }

    /// Keeps the future after step `from`, if there is one, as a branch.
    fn keep_future(&mut self, from: u64) {
        if let Some(future) = self.branches.future(&self.run, from) {
            self.branches.keep(future);
        }
    }

    /// Undoes the last deed and keeps what came of it as a branch, or redoes the deed that was undone last. Returns the
    /// position of the run on the other side.
    fn travel(&mut self, way: Way) -> Option<Position> {
        let deed = self.deeds.pop(way)?;
        let (other_side, place) = self.cross(deed, way);
        self.deeds.push(way, other_side);
        Some(place)
    }

    /// Goes to the other side of a deed. Returns the entry that leads back, and the position of the run there.
    fn cross(&mut self, Entry { dated, run: kept }: Entry, way: Way) -> (Entry, Position) {
        let moved_to = Some(kept.position.step).filter(|step| *step != self.run.position().step);
        let left = Entry { dated: dated.clone(), run: self.run.keep() };
        let future = if dated.deed == Deed::Swap && self.branches.is_other(&kept) {
            self.branches.swap(&mut self.run);
            None
        } else {
            // What both have in common is not a future of its own.
            let from = if matches!(dated.deed, Deed::Set { .. }) { dated.step } else { 0 };
            self.branches.future(&self.run, from)
        };
        // First, so that no branch is dropped to make room for this one.
        self.branches.forget(&kept);
        if let Some(future) = future.filter(|future| !kept.is_same_run(future.setup(), future.changes())) {
            self.branches.keep(future);
        }
        self.run.bring_back(&kept);
        self.deeds.report(way, dated, moved_to);
        (left, kept.position)
    }
}
