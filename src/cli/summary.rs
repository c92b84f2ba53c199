//! What a person reads at the end of a run.

use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use std::path::Path;
use std::time::Duration;

use crate::run::Report;

/// The report as text. Only here does the clock show: never in the files.
pub fn text(report: &Report, output: &Path, took: Duration) -> String {
    let (inputs, totals) = (&report.run.inputs, &report.run.totals);
    let skipped: usize = totals.skipped.values().sum();
    let mut lines = Vec::new();

    let failed = if inputs.failed > 0 {
        format!(", {} failed", grouped(inputs.failed))
    } else {
        String::new()
    };
    lines.push(("documents", format!("{} read{failed}", grouped(inputs.read))));
    if report.taken_over > 0 {
        let noun = if report.taken_over == 1 {
            "document"
        } else {
            "documents"
        };
        let unchanged = format!("{} {noun}, taken over from earlier runs", grouped(report.taken_over));
        lines.push(("unchanged", unchanged));
    }
    lines.push(("facts", grouped(totals.facts)));
    lines.push((
        "numbers",
        format!(
            "{}: {} in facts, {} skipped, {} open{}",
            grouped(totals.numbers),
            grouped(totals.in_facts),
            grouped(skipped),
            grouped(totals.open),
            coverage(totals.in_facts + skipped, totals.numbers),
        ),
    ));
    let found: usize = totals.findings.values().sum();
    if found > 0 {
        lines.push((
            "findings",
            format!("{}: {}", grouped(found), counts(&totals.findings, |code| code.clone())),
        ));
    }
    let left_out: usize = report.left_out.values().sum();
    if left_out > 0 {
        let named = counts(&report.left_out, |extension| {
            format!(".{}", extension.trim_start_matches('.'))
        });
        lines.push(("left out", format!("{} by extension: {named}", files(left_out))));
    }
    lines.push(("output", output.display().to_string()));
    lines.push(("time", time(took, inputs.bytes)));

    let mut text = String::new();
    if inputs.files == 0 {
        text.push_str("There were no documents to read.\n\n");
    }
    for (name, value) in lines {
        let _ = writeln!(text, "{name:<10} {value}");
    }
    if !report.failed.is_empty() {
        text.push_str("\nNot read:\n");
        for (document, error) in &report.failed {
            let _ = writeln!(text, "  {}: {}", printable(document), printable(error));
        }
        let more = inputs.failed - report.failed.len();
        if more > 0 {
            let _ = writeln!(text, "  … and {} more, see documents.jsonl", grouped(more));
        }
    }
    text
}

/// Without control characters: the name of a file may hold any, and a terminal would obey them.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .collect()
}

/// Share of the numbers that are accounted for, rounded down: 100 % is said only where nothing is open.
fn coverage(accounted: usize, numbers: usize) -> String {
    if numbers == 0 {
        return String::new();
    }
    let permille = accounted * 1000 / numbers;
    format!(" (coverage {}.{} %)", permille / 10, permille % 10)
}

/// The most frequent first.
fn counts<K: Ord>(counts: &BTreeMap<K, usize>, name: impl Fn(&K) -> String) -> String {
    let mut sorted: Vec<_> = counts.iter().collect();
    sorted.sort_by_key(|&(_, &count)| std::cmp::Reverse(count));
    let named = sorted
        .into_iter()
        .map(|(key, &count)| format!("{} {}", name(key), grouped(count)));
    named.collect::<Vec<_>>().join(", ")
}

fn files(count: usize) -> String {
    format!("{} {}", grouped(count), if count == 1 { "file" } else { "files" })
}

fn time(took: Duration, bytes: u64) -> String {
    let seconds = took.as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    // Of little text nearly all the time is that of starting, which is no speed.
    if megabytes < 1.0 {
        return format!("{seconds:.1} s for {:.0} kB", bytes as f64 / 1e3);
    }
    format!(
        "{seconds:.1} s for {megabytes:.1} MB, {:.1} MB/s",
        megabytes / seconds.max(1e-3)
    )
}

/// `1234567` → `1,234,567`.
fn grouped(number: impl Display) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{InputCounts, RunRecord, SkipReason, Totals};

    fn report(inputs: InputCounts, totals: Totals) -> Report {
        let run = RunRecord {
            contract: 1,
            version: String::new(),
            rules: String::new(),
            inputs_hash: String::new(),
            inputs,
            totals,
            files: BTreeMap::new(),
            exit_status: 0,
        };
        Report {
            run,
            failed: Vec::new(),
            left_out: BTreeMap::new(),
            taken_over: 0,
        }
    }

    #[test]
    fn a_full_report_is_short_and_aligned() {
        let inputs = InputCounts {
            files: 1245,
            read: 1213,
            failed: 32,
            bytes: 12_400_000,
        };
        let totals = Totals {
            facts: 31_204,
            numbers: 58_120,
            in_facts: 31_204,
            skipped: BTreeMap::from([(SkipReason::Date, 20_000), (SkipReason::Name, 116)]),
            open: 6_800,
            findings: BTreeMap::from([("area-unknown".to_owned(), 3), ("date-unknown".to_owned(), 1_200)]),
        };
        let mut report = report(inputs, totals);
        report.failed = (0..20)
            .map(|at| (format!("{at:02}.txt"), "not a text file".to_owned()))
            .collect();
        report.left_out = BTreeMap::from([("docx".to_owned(), 3), ("pdf".to_owned(), 12)]);
        let text = text(&report, Path::new("output"), Duration::from_millis(2480));
        let (head, tail) = text.split_once("  01.txt").unwrap();
        assert_eq!(
            head,
            "\
documents  1,213 read, 32 failed
facts      31,204
numbers    58,120: 31,204 in facts, 20,116 skipped, 6,800 open (coverage 88.3 %)
findings   1,203: date-unknown 1,200, area-unknown 3
left out   15 files by extension: .pdf 12, .docx 3
output     output
time       2.5 s for 12.4 MB, 5.0 MB/s

Not read:
  00.txt: not a text file
"
        );
        assert!(
            tail.ends_with("  19.txt: not a text file\n  … and 12 more, see documents.jsonl\n"),
            "{tail}"
        );
    }

    #[test]
    fn an_empty_run_says_so_and_divides_by_nothing() {
        let text = text(
            &report(InputCounts::default(), Totals::default()),
            Path::new("o"),
            Duration::ZERO,
        );
        assert_eq!(
            text,
            "There were no documents to read.\n\n\
             documents  0 read\nfacts      0\nnumbers    0: 0 in facts, 0 skipped, 0 open\n\
             output     o\ntime       0.0 s for 0 kB\n"
        );
    }

    #[test]
    fn what_was_taken_over_is_told() {
        let mut report = report(InputCounts::default(), Totals::default());
        let mut told = |taken_over| {
            report.taken_over = taken_over;
            let text = text(&report, Path::new("o"), Duration::ZERO);
            text.lines()
                .find(|line| line.starts_with("unchanged"))
                .map(str::to_owned)
        };
        assert_eq!(told(0), None);
        assert_eq!(
            told(1).as_deref(),
            Some("unchanged  1 document, taken over from earlier runs")
        );
        assert_eq!(
            told(1_213).as_deref(),
            Some("unchanged  1,213 documents, taken over from earlier runs")
        );
    }

    #[test]
    fn names_cannot_command_the_terminal() {
        let inputs = InputCounts {
            files: 1,
            failed: 1,
            ..InputCounts::default()
        };
        let mut report = report(inputs, Totals::default());
        report.failed = vec![("a\u{1b}[2J\n甲.txt".to_owned(), "gone".to_owned())];
        let text = text(&report, Path::new("o"), Duration::ZERO);
        assert!(
            text.ends_with("\nNot read:\n  a\u{FFFD}[2J\u{FFFD}甲.txt: gone\n"),
            "{text}"
        );
    }

    #[test]
    fn coverage_is_never_rounded_up_to_all() {
        assert_eq!(coverage(9_999, 10_000), " (coverage 99.9 %)");
        assert_eq!(coverage(10_000, 10_000), " (coverage 100.0 %)");
        assert_eq!(coverage(0, 3), " (coverage 0.0 %)");
    }
}
