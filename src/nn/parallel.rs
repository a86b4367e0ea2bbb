//! Threads, which take the shards of a batch side by side, and the halves of a large product.
//!
//! Only threads of a pool share their work: any other thread, such as the one that draws, does all of it itself.
//!
//! Results never depend on the number of threads: see the order of summation in [`super::kernels`].

use rayon::prelude::*;

/// Fewer multiply-adds than this (some 200 µs on one core of 2021) are not worth waking other threads for.
pub(super) const WORTH_SHARING: usize = 4 << 20;

/// A pool of threads that sleep until there is something to compute.
#[derive(Debug)]
pub struct Threads(rayon::ThreadPool);

impl Threads {
    /// Starts `count` threads; 0 means one per core.
    ///
    /// # Errors
    /// The system's message if it has no more threads to give.
    pub fn new(count: usize) -> Result<Self, String> {
        let name = |index| format!("nn {index}");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(count).thread_name(name).build();
        pool.map(Self).map_err(|error| error.to_string())
    }

    /// Runs `work` on one of the threads; its computations may use the others, too.
    pub fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.0.install(work)
    }
}

/// Runs `work` on every item, in any order and possibly side by side.
pub(super) fn for_each<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
    match items {
        [only] => work(only),
        items if is_alone() => items.iter_mut().for_each(work),
        items => items.par_iter_mut().with_max_len(1).for_each(work),
    }
}

/// Runs `left` and `right`, in any order or side by side.
pub(super) fn both(left: impl FnOnce() + Send, right: impl FnOnce() + Send) {
    if is_alone() {
        left();
        return right();
    }
    rayon::join(left, right);
}

/// Returns whether this thread belongs to no pool.
fn is_alone() -> bool {
    rayon::current_thread_index().is_none()
}
