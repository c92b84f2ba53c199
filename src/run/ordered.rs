//! Parallel work with results in order and bounded memory.

use std::collections::VecDeque;
use std::num::NonZero;
use std::sync::mpsc;

/// Weight that may be under way at once, where that is not less than [`WEIGHT_EACH`] for each thread; an item that is heavier
/// on its own goes alone. A document takes up to thirty times its size while it is read, and its results four times, so
/// that this keeps a run over documents of up to a megabyte or two below 200 MB.
const WEIGHT_LIMIT: u64 = 8 << 20;
/// Weight for each thread.
const WEIGHT_EACH: u64 = 1 << 20;
/// Items under way for each thread: enough that one slow item does not keep the others waiting for its turn.
const AHEAD: usize = 16;

/// Applies `work` to every item on `threads` threads and hands the results to `take` in the order of the items, on the
/// calling thread, while the work goes on. Stops at the first error of `take`.
///
/// # Errors
/// The error of `take`.
pub fn in_order<T: Send, R: Send, E>(
    threads: NonZero<usize>,
    items: impl IntoIterator<Item = T>,
    weight: impl Fn(&T) -> u64,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build()
        .expect("threads can be started");
    let work = &work;
    let limit = WEIGHT_LIMIT.max(WEIGHT_EACH * threads.get() as u64);
    pool.in_place_scope(|scope| {
        let mut items = items.into_iter().peekable();
        let mut under_way: VecDeque<(u64, mpsc::Receiver<R>)> = VecDeque::new();
        let mut weighing = 0;
        loop {
            while let Some(item) = items.next_if(|item| {
                let fits = under_way.len() < AHEAD * threads.get() && weighing + weight(item) <= limit;
                fits || under_way.is_empty()
            }) {
                let weight = weight(&item);
                let (sender, receiver) = mpsc::sync_channel(1);
                // The receiver is gone when an earlier result could not be taken: then nobody wants this one.
                scope.spawn(move |_| drop(sender.send(work(item))));
                weighing += weight;
                under_way.push_back((weight, receiver));
            }
            let Some((weight, oldest)) = under_way.pop_front() else {
                return Ok(());
            };
            // The sender is gone without a result when the work panicked: the scope hands the panic on when it ends.
            let Ok(result) = oldest.recv() else { return Ok(()) };
            take(result)?;
            weighing -= weight;
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn threads(count: usize) -> NonZero<usize> {
        NonZero::new(count).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items_whatever_takes_longest() {
        for count in [1, 2, 7] {
            let mut taken = Vec::new();
            let slow_first = |item: u64| {
                std::thread::sleep(Duration::from_micros(if item.is_multiple_of(5) { 900 } else { 10 }));
                item * 2
            };
            let done: Result<(), ()> = in_order(
                threads(count),
                0..200,
                |_| 1,
                slow_first,
                |result| {
                    taken.push(result);
                    Ok(())
                },
            );
            assert_eq!(done, Ok(()));
            assert_eq!(taken, (0..200).map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_is_under_way_than_allowed() {
        let (begun, taken, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |_| {
            let under_way = begun.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
            most.fetch_max(under_way, Ordering::SeqCst);
        };
        let slow_disk = |()| {
            std::thread::sleep(Duration::from_micros(200));
            taken.fetch_add(1, Ordering::SeqCst);
            Ok::<(), ()>(())
        };
        // A third of the limit each: three go together, though there is room for thirty-two.
        in_order(threads(2), 0..60, |_| WEIGHT_LIMIT / 3, work, slow_disk).unwrap();
        assert_eq!(taken.load(Ordering::SeqCst), 60);
        // One more than the weight allows: the item whose result has just been taken but not yet counted as such.
        assert!(most.load(Ordering::SeqCst) <= 4, "{most:?}");
    }

    #[test]
    fn an_item_over_the_limit_goes_alone() {
        let mut taken = 0;
        let count = |_| {
            taken += 1;
            Ok::<(), ()>(())
        };
        in_order(threads(2), 0..5, |_| WEIGHT_LIMIT * 2, |item| item, count).unwrap();
        assert_eq!(taken, 5);
    }

    #[test]
    fn the_first_error_ends_it() {
        let begun = AtomicUsize::new(0);
        let work = |item: usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            item
        };
        let full_disk = |item: usize| if item == 3 { Err("full") } else { Ok(()) };
        assert_eq!(in_order(threads(2), 0..10_000, |_| 1, work, full_disk), Err("full"));
        assert!(begun.load(Ordering::SeqCst) < 100);
    }
}
