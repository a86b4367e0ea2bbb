//! Threads: the shards of a batch side by side.
//!
//! What is computed never depends on how many threads there are: see the order of summation in [`super::kernels`].

use rayon::prelude::*;

/// Runs `work` with at most `threads` threads for all it computes; 0 stands for one a core.
///
/// # Errors
/// What the system says when it has no more threads to give.
pub fn with_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> Result<R, String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| error.to_string())?;
    Ok(pool.install(work))
}

/// Does `work` on every item, in any order and side by side.
pub(super) fn for_each<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
    match items {
        [only] => work(only),
        items => items.par_iter_mut().with_max_len(1).for_each(work),
    }
}
