//! Work that several threads take from one queue.

use std::ops::Range;
use std::sync::mpsc;
use std::sync::{Mutex, PoisonError};
use std::{io, thread};

/// Does `work` for every index below `count` on `threads` threads, and calls `done` with the number finished so far.
/// The results are ordered by index, whichever finishes first.
///
/// # Errors
/// The system cannot start that many threads.
pub(super) fn side_by_side<T: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
    done: impl Fn(usize),
) -> io::Result<Vec<T>> {
    let queue = Mutex::new(0..count);
    let (queue, work) = (&queue, &work);
    thread::scope(|scope| {
        let (results, incoming) = mpsc::channel();
        for _ in 0..threads.min(count) {
            let results = results.clone();
            let take_and_do = move || {
                while let Some(index) = next(queue) {
                    if results.send((index, work(index))).is_err() {
                        return; // no one waits for the result any more
                    }
                }
            };
            thread::Builder::new().spawn_scoped(scope, take_and_do)?;
        }
        drop(results);
        let mut places: Vec<Option<T>> = (0..count).map(|_| None).collect();
        for (finished, (index, result)) in incoming.into_iter().enumerate() {
            places[index] = Some(result);
            done(finished + 1);
        }
        Ok(places.into_iter().flatten().collect())
    })
}

fn next(queue: &Mutex<Range<usize>>) -> Option<usize> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::sync::Barrier;

    #[test]
    fn results_keep_their_places_in_whatever_order_they_come() {
        for threads in [1, 2, 3, 8] {
            // The first one waits until all others are finished.
            let (open, wait) = mpsc::channel();
            let wait = Mutex::new(wait);
            let finished = Cell::new(0);
            let results = side_by_side(
                6,
                threads,
                |index| {
                    if index == 0 && threads > 1 {
                        wait.lock().unwrap().recv().unwrap();
                    }
                    10 * index
                },
                |count| {
                    finished.set(count);
                    if count == 5 {
                        open.send(()).unwrap();
                    }
                },
            );
            assert_eq!(results.unwrap(), [0, 10, 20, 30, 40, 50], "{threads} threads");
            assert_eq!(finished.get(), 6);
        }
    }

    #[test]
    fn as_many_go_side_by_side_as_there_are_threads() {
        // Each one waits for two others, so fewer threads would wait forever.
        let barrier = Barrier::new(3);
        let results = side_by_side(9, 3, |_| barrier.wait().is_leader(), |_| {});
        assert_eq!(results.unwrap().into_iter().filter(|leads| *leads).count(), 3);
    }
}
