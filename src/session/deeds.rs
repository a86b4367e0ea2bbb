//! What was done to the run, so that it can be undone and redone.
//!
//! Each entry keeps the run as it was on the other side of its deed. Undoing puts the current run aside and brings that
//! one back, and doing it again is the same the other way round: so any number of undos and as many redos end in the
//! same bits. Training and moving in time are no deeds.

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

/// A deed with the run on its other side.
#[derive(Debug)]
pub(super) struct Entry {
    pub dated: Dated,
    pub run: KeptRun,
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

const MOST: usize = 100;
/// The most data sets that are kept for the sake of older runs, besides that of the current run.
const MOST_PROBLEMS: usize = 3;
/// The most memory of the checkpoints kept with the deeds, in bytes.
const BUDGET: usize = 24 << 20;

impl Deeds {
    /// The deeds that lie next.
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
        self.tell(Way::Done, dated, None);
    }

    /// The deed that lies next on this `way`.
    pub fn pop(&mut self, way: Way) -> Option<Entry> {
        if way == Way::Undone { self.done.pop_back() } else { self.undone.pop() }
    }

    /// Takes in the other side of a deed that went this `way`.
    pub fn push(&mut self, way: Way, entry: Entry) {
        match way {
            Way::Done | Way::Redone => self.done.push_back(entry),
            Way::Undone => self.undone.push(entry),
        }
        self.trim();
    }

    /// Says what became of a deed, and to which step the run goes for it, where it stood at another.
    pub fn tell(&mut self, way: Way, dated: Dated, moved_to: Option<u64>) {
        let number = self.news.as_ref().map_or(0, |news| news.number + 1);
        self.news = Some(Arc::new(News { number, way, dated, moved_to }));
    }

    /// Keeps within bounds by dropping the oldest.
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
        // The nearest to the current run are the next to be asked for.
        let nearest_first = self.done.iter_mut().rev().chain(self.undone.iter_mut().rev());
        for entry in nearest_first {
            bytes += entry.run.bytes();
            if bytes > BUDGET {
                entry.run.forget_checkpoints();
            }
        }
    }
}
