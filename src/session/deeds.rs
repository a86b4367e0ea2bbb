//! What was done to the run, so that it can be undone and done again.
//!
//! Each entry keeps the run as it was on the other side of its deed. Undoing lays aside the run at hand and brings that
//! one back, and doing it again is the same the other way round: so any number of undos and as many redos end in the same
//! bits. Training and walking in time are no deeds.

use std::collections::VecDeque;
use std::sync::Arc;

use super::aside::Aside;
use super::branch::Branch;
use super::changes::Setting;
use super::session::Session;
use crate::data::Problem;

/// Something that was done to the run.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Something was set.
    Set {
        /// What held until then.
        before: Setting,
        /// What holds since.
        after: Setting,
    },
    /// The run began again at step 0.
    Reset,
    /// The same with another seed.
    Reseed {
        /// The seed until then.
        before: u64,
        /// The seed since.
        after: u64,
    },
    /// Another run began.
    Rebuild {
        /// The data set until then.
        before: String,
        /// The data set since.
        after: String,
    },
    /// The run and the branch beside it changed places.
    Swap,
}

/// A deed, and the step at which it was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// What was done.
    pub deed: Deed,
    /// Where.
    pub step: u64,
}

/// What became of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It was done.
    Done,
    /// It was undone.
    Undone,
    /// It was done again.
    Redone,
}

/// What happened last.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// How many such things happened before: two that are alike differ in it.
    pub number: u64,
    /// What became of it.
    pub way: Way,
    /// The deed.
    pub dated: Dated,
    /// The step that the run goes to for it, where it stood at another.
    pub moved_to: Option<u64>,
}

/// The deeds that lie next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LastDeeds {
    /// What can be undone.
    pub undo: Option<Dated>,
    /// What can be done again.
    pub redo: Option<Dated>,
    /// What was done to the run last, undone or done again.
    pub news: Option<Arc<News>>,
}

#[derive(Debug)]
struct Entry {
    dated: Dated,
    /// The run on the other side of the deed.
    aside: Aside,
}

/// The deeds that can be undone, and those that were and can be done again.
#[derive(Debug, Default)]
pub(super) struct Deeds {
    /// Oldest first.
    done: VecDeque<Entry>,
    /// The one undone last comes last.
    undone: Vec<Entry>,
    news: Option<Arc<News>>,
}

/// The most deeds that are kept.
const MOST: usize = 100;
/// The most data sets that are kept for the sake of older runs, besides that of the run at hand.
const MOST_PROBLEMS: usize = 3;
/// The most memory of the checkpoints kept with the deeds, in bytes.
const BUDGET: usize = 24 << 20;

impl Deeds {
    fn tell(&mut self, way: Way, dated: Dated, moved_to: Option<u64>) {
        let number = self.news.as_ref().map_or(0, |news| news.number + 1);
        self.news = Some(Arc::new(News { number, way, dated, moved_to }));
    }

    /// Keeps within bounds: of what is too much, the oldest goes.
    fn trim(&mut self) {
        let mut problems: Vec<&Arc<Problem>> = Vec::new();
        let mut kept = 0;
        for entry in self.done.iter().rev().take(MOST) {
            let problem = entry.aside.setup.problem();
            if !problems.iter().any(|other| Arc::ptr_eq(other, problem)) {
                problems.push(problem);
            }
            if problems.len() > MOST_PROBLEMS + 1 {
                break;
            }
            kept += 1;
        }
        self.done.drain(..self.done.len() - kept);
        let mut bytes = 0;
        // The nearest to the run at hand are the next to be asked for.
        let nearest_first = self.done.iter_mut().rev().chain(self.undone.iter_mut().rev());
        for entry in nearest_first {
            bytes += entry.aside.bytes();
            if bytes > BUDGET {
                entry.aside.forget_checkpoints();
            }
        }
    }
}

impl Session {
    /// The deeds that lie next.
    pub fn last_deeds(&self) -> LastDeeds {
        let Deeds { done, undone, news } = &self.deeds;
        LastDeeds {
            undo: done.back().map(|entry| entry.dated.clone()),
            redo: undone.last().map(|entry| entry.dated.clone()),
            news: news.clone(),
        }
    }

    /// Takes note of a deed that is about to be done to the run at hand.
    pub(super) fn begin(&mut self, deed: Deed) {
        let dated = Dated { deed, step: self.run.position().step };
        let entry = Entry { dated: dated.clone(), aside: self.run.aside() };
        self.deeds.done.push_back(entry);
        self.deeds.undone.clear();
        self.deeds.trim();
        self.deeds.tell(Way::Done, dated, None);
    }

    /// Undoes the deed done last, and goes to where it was done; what came of it is left as a branch.
    pub(super) fn undo(&mut self) {
        if let Some(entry) = self.deeds.done.pop_back() {
            let other = self.cross(entry, Way::Undone);
            self.deeds.undone.push(other);
            self.deeds.trim();
        }
    }

    /// Does the deed undone last again, and goes to where the run stood when it was undone.
    pub(super) fn redo(&mut self) {
        if let Some(entry) = self.deeds.undone.pop() {
            let other = self.cross(entry, Way::Redone);
            self.deeds.done.push_back(other);
            self.deeds.trim();
        }
    }

    /// Goes to the other side of a deed; the entry that leads back.
    fn cross(&mut self, entry: Entry, way: Way) -> Entry {
        let Entry { dated, aside } = entry;
        let moved_to = Some(aside.position.step).filter(|step| *step != self.run.position().step);
        let left = Entry { dated: dated.clone(), aside: self.run.aside() };
        let is_brought_back = |branch: &Branch| aside.is_of(&branch.setup, &branch.changes);
        let future = if dated.deed == Deed::Swap && self.is_beside(&aside) {
            self.exchange();
            None
        } else {
            // What both have in common is no future of its own.
            let from = if matches!(dated.deed, Deed::Set { .. }) { dated.step } else { 0 };
            self.run.branch(self.last_number + 1, from)
        };
        // First, so that of too many branches none goes for the sake of this one.
        self.branches.retain(|branch| !is_brought_back(branch));
        self.keep(future.filter(|future| !is_brought_back(future)));
        self.run.bring_back(&aside);
        self.forget_the_way();
        self.target = (self.run.position() < aside.position).then_some(aside.position);
        self.deeds.tell(way, dated, moved_to);
        left
    }
}
