//! What was done to the run, so that it can be undone and redone.
//!
//! Each entry keeps the run on the other side of its deed. Undoing puts the current run aside and brings that one back;
//! redoing does the same in reverse. So any number of undos and as many redos end in the same bits. Training and moving
//! in time are not deeds.

use std::collections::VecDeque;
use std::sync::Arc;

use super::kept_run::KeptRun;
use super::setting::Setting;
use crate::data::Problem;

/// Something that was done to the run.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Something was set.
    Set {
        /// The previous value.
        before: Setting,
        /// The new value.
        after: Setting,
    },
    /// The run started over at step 0.
    Reset,
    /// The run started over with another seed.
    Reseed {
        /// The previous seed.
        before: u64,
        /// The new seed.
        after: u64,
    },
    /// Another run began.
    Rebuild {
        /// The previous data set.
        before: String,
        /// The new data set.
        after: String,
    },
    /// The run and the branch beside it were swapped.
    Swap,
}

/// A deed, and the step at which it was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// What was done.
    pub deed: Deed,
    /// The step at which it was done.
    pub step: u64,
}

/// What became of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It was done.
    Done,
    /// It was undone.
    Undone,
    /// It was redone.
    Redone,
}

/// What happened last.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// How many were reported before: it tells equal ones apart.
    pub number: u64,
    /// What became of it.
    pub way: Way,
    /// The deed.
    pub dated: Dated,
    /// The step that the run goes to for it; `None` if it is there already.
    pub moved_to: Option<u64>,
}

/// The deeds that come next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LastDeeds {
    /// What can be undone.
    pub undo: Option<Dated>,
    /// What can be redone.
    pub redo: Option<Dated>,
    /// What was last done to the run, undone or redone.
    pub news: Option<Arc<News>>,
}

/// A deed with the run on its other side.
#[derive(Debug)]
pub(super) struct Entry {
    pub dated: Dated,
    pub run: KeptRun,
}

/// The deeds that can be undone, and those that were undone and can be redone.
#[derive(Debug, Default)]
pub(super) struct Deeds {
    /// Oldest first.
    done: VecDeque<Entry>,
    /// The last one undone is last.
    undone: Vec<Entry>,
    news: Option<Arc<News>>,
}

const MOST: usize = 100;
/// The most data sets kept for older runs, besides that of the current run.
const MOST_PROBLEMS: usize = 3;
/// The most memory for the checkpoints kept with the deeds, in bytes.
const BUDGET: usize = 24 << 20;

impl Deeds {
    /// Returns the deeds that come next.
    pub fn last(&self) -> LastDeeds {
        LastDeeds {
            undo: self.done.back().map(|entry| entry.dated.clone()),
            redo: self.undone.last().map(|entry| entry.dated.clone()),
            news: self.news.clone(),
        }
    }

    /// Records a deed that is about to be done to `run`.
    pub fn begin(&mut self, deed: Deed, run: KeptRun) {
        let dated = Dated { deed, step: run.position.step };
        self.undone.clear();
        self.push(Way::Done, Entry { dated: dated.clone(), run });
        self.report(Way::Done, dated, None);
    }

    /// Takes out the deed that comes next on this `way`.
    pub fn pop(&mut self, way: Way) -> Option<Entry> {
        if way == Way::Undone { self.done.pop_back() } else { self.undone.pop() }
    }

    /// Keeps the other side of a deed that went this `way`.
    pub fn push(&mut self, way: Way, entry: Entry) {
        match way {
            Way::Done | Way::Redone => self.done.push_back(entry),
            Way::Undone => self.undone.push(entry),
        }
        self.trim();
    }

    /// Reports what became of a deed, and the step that the run goes to for it, if it is at another.
    pub fn report(&mut self, way: Way, dated: Dated, moved_to: Option<u64>) {
        let number = self.news.as_ref().map_or(0, |news| news.number + 1);
        self.news = Some(Arc::new(News { number, way, dated, moved_to }));
    }

    /// Stays within bounds by dropping the oldest.
    fn trim(&mut self) {
        let mut problems: Vec<&Arc<Problem>> = Vec::new();
        let mut kept = 0;
        for entry in self.done.iter().rev().take(MOST) {
            let problem = entry.run.setup.problem();
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
        // Those nearest to the current run will be asked for first.
        let nearest_first = self.done.iter_mut().rev().chain(self.undone.iter_mut().rev());
        for entry in nearest_first {
            bytes += entry.run.bytes();
            if bytes > BUDGET {
                entry.run.forget_checkpoints();
            }
        }
    }
}
