//! The progress bar, and what a person is told meanwhile. Threads add to counters; one ticker looks at them ten times a second
//! and draws. Drawn only where a person looks on: on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::run::Progress;

/// Runs `work` and meanwhile shows how far it is, where that is `wanted`: a bar where standard error is a terminal, and
/// anywhere what cannot wait for the end.
pub fn shown<T>(wanted: bool, progress: &Progress, work: impl FnOnce() -> T) -> T {
    if !wanted {
        return work();
    }
    thread::scope(|scope| {
        let (done, ended) = mpsc::channel::<()>();
        scope.spawn(move || {
            let target = if io::stderr().is_terminal() {
                ProgressDrawTarget::stderr()
            } else {
                ProgressDrawTarget::hidden()
            };
            let bar = ProgressBar::with_draw_target(None, target);
            bar.set_style(style());
            let mut stopping = false;
            // A message means nothing here: the work has ended when the other side is gone, also by a panic.
            while ended.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
                tell(&bar, progress, &mut stopping);
                update(&bar, progress);
            }
            tell(&bar, progress, &mut true);
            bar.finish_and_clear();
        });
        let _until_the_end = done;
        work()
    })
}

/// Says what cannot wait for the end; that the run is stopping, once.
fn tell(bar: &ProgressBar, progress: &Progress, stopping: &mut bool) {
    let mut told: Vec<String> = progress.take_notices();
    told.iter_mut().for_each(|notice| notice.insert_str(0, "note: "));
    if !*stopping && progress.stop.load(Ordering::Relaxed) {
        *stopping = true;
        told.push("stopping after the documents that are being read; Ctrl-C again stops at once".to_owned());
    }
    if !told.is_empty() {
        bar.suspend(|| told.iter().for_each(|line| drop(writeln!(io::stderr(), "{line}"))));
    }
}

/// Documents for the reader, bytes for the rate and the time left: documents differ too much in size.
fn update(bar: &ProgressBar, progress: &Progress) {
    let documents = progress.all_documents.load(Ordering::Relaxed);
    if documents == 0 {
        bar.set_message("looking for documents");
        return;
    }
    bar.set_length(progress.all_bytes.load(Ordering::Relaxed));
    bar.set_position(progress.bytes.load(Ordering::Relaxed));
    bar.set_message(format!(
        "{}/{documents} documents",
        progress.documents.load(Ordering::Relaxed)
    ));
}

fn style() -> ProgressStyle {
    let template = "{wide_bar} {msg} · {decimal_bytes}/{decimal_total_bytes} · {decimal_bytes_per_sec} · {eta} left";
    ProgressStyle::with_template(template).expect("the template is valid")
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use indicatif::TermLike;

    use super::*;

    /// A terminal that remembers what was written to it.
    #[derive(Clone, Debug, Default)]
    struct Paper(Arc<Mutex<String>>);

    impl TermLike for Paper {
        fn width(&self) -> u16 {
            100
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write_str(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.0.lock().unwrap().push_str(text);
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            self.0.lock().unwrap().clear();
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_line_tells_documents_bytes_rate_and_time_left() {
        let paper = Paper::default();
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::term_like(Box::new(paper.clone())));
        bar.set_style(style());
        let progress = Progress::default();
        update(&bar, &progress);
        bar.force_draw();
        let line = paper.0.lock().unwrap().clone();
        assert!(line.contains("looking for documents"), "{line}");
        progress.all_documents.store(40, Ordering::Relaxed);
        progress.all_bytes.store(2_000_000, Ordering::Relaxed);
        progress.documents.store(10, Ordering::Relaxed);
        progress.bytes.store(500_000, Ordering::Relaxed);
        update(&bar, &progress);
        bar.force_draw();
        let line = paper.0.lock().unwrap().clone();
        assert!(line.contains("10/40 documents · 500.00 kB/2.00 MB · "), "{line}");
        assert!(line.trim_end().ends_with("left"), "{line}");
    }

    #[test]
    fn the_result_of_the_work_is_handed_on() {
        assert_eq!(shown(false, &Progress::default(), || 7), 7);
    }
}
