//! The lines of a page under construction: what a line is (nothing but links, a heading, a row) shows only at its end.

use crate::model::SourceSpan;
use crate::repair::clean::{Clean, digits};
use crate::repair::map::Builder;
use crate::rules::is_hanzi;

/// A line with more characters that are no link is more than a list of links.
const BESIDE_LINKS: usize = 10;

/// Builds the text line by line: what a line is shows only at its end.
#[derive(Default)]
pub(super) struct Lines {
    out: Builder,
    asides: Vec<SourceSpan>,
    /// The line so far.
    line: Vec<(char, SourceSpan)>,
    /// White space that counts once something follows.
    pending: Option<SourceSpan>,
    /// Whether that white space holds a line break.
    pub(super) broken: bool,
    /// Line breaks that count once something follows.
    breaks: Option<(usize, SourceSpan)>,
    /// What stands before the next line: the signs of a heading, a label; and the tag that says so.
    pub(super) prefix: Option<(String, SourceSpan)>,
    /// Whether the text now is that of a link.
    pub(super) linked: bool,
    /// Letters and digits of the line in links, and beside them.
    in_links: usize,
    beside: usize,
}

impl Lines {
    pub(super) fn push(&mut self, c: char, source: SourceSpan) {
        if let Some(space) = self.pending.take() {
            let before = self.line.last().map(|(before, _)| *before);
            // A line break beside a hanzi parts nothing.
            let parts =
                before.is_some_and(|before| before != '\t' && !(self.broken && (is_wide(before) || is_wide(c))));
            self.broken = false;
            if parts {
                self.line.push((' ', space));
            }
        }
        if matches!(c, '一'..='龥') || c.is_alphanumeric() {
            *(if self.linked {
                &mut self.in_links
            } else {
                &mut self.beside
            }) += 1;
        }
        self.line.push((c, source));
    }

    /// The last character of the line so far.
    pub(super) fn last(&self) -> Option<char> {
        self.line.last().map(|(c, _)| *c)
    }

    pub(super) fn space(&mut self, here: SourceSpan) {
        self.pending.get_or_insert(here);
    }

    /// A mark of the layout.
    pub(super) fn mark(&mut self, c: char, here: SourceSpan) {
        (self.pending, self.broken) = (None, false);
        self.line.push((c, here));
    }

    /// A cell that another one covers; `parted` says that cells stand before it.
    pub(super) fn covered(&mut self, sign: char, parted: bool, here: SourceSpan) {
        let here = SourceSpan::new(here.start, here.start);
        if parted {
            self.mark('\t', here);
        }
        self.mark(sign, here);
    }

    /// Ends the line; at least `breaks` line breaks stand before the next.
    pub(super) fn end(&mut self, here: SourceSpan, breaks: usize) {
        self.flush();
        let (count, at) = self.breaks.unwrap_or((0, here));
        self.breaks = Some((count.max(breaks), at));
    }

    /// Writes a line that the page does not show: `label`, made from the start of the tag, and what stands in it.
    pub(super) fn said(&mut self, label: &str, tag: SourceSpan, words: &[(char, SourceSpan)]) {
        let Some((_, first)) = words.first() else { return };
        self.end(SourceSpan::new(tag.start, tag.start), 2);
        let start = SourceSpan::new(tag.start, first.start);
        for (nth, c) in label.chars().enumerate() {
            let span = if nth == 0 {
                start
            } else {
                SourceSpan::new(start.end, start.end)
            };
            self.line.push((c, span));
        }
        self.line.extend_from_slice(words);
        self.beside += words.len();
        self.end(SourceSpan::new(tag.end, tag.end), 2);
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let (in_links, beside) = (std::mem::take(&mut self.in_links), std::mem::take(&mut self.beside));
        (self.pending, self.broken) = (None, false);
        if line.iter().all(|(c, _)| c.is_whitespace()) {
            return;
        }
        let prefix = self.prefix.take();
        let is_sentence = line.iter().any(|(c, _)| matches!(c, '。' | '；'));
        let is_row = line.iter().any(|(c, _)| *c == '\t');
        if in_links > beside && beside <= BESIDE_LINKS && !is_sentence && !is_row {
            // Its digits are accounted for, run by run.
            let mut run: Option<SourceSpan> = None;
            for (c, span) in line {
                let digit = c.is_ascii_digit();
                match &mut run {
                    Some(run) if digit && run.end == span.start => run.end = span.end,
                    _ => {
                        self.asides.extend(run.take());
                        run = digit.then_some(span);
                    }
                }
            }
            self.asides.extend(run);
            return;
        }
        let mut broken_to = 0;
        if !self.out.text.is_empty()
            && let Some((count, at)) = self.breaks
        {
            for nth in 0..count {
                self.out
                    .push('\n', if nth == 0 { at } else { SourceSpan::new(at.end, at.end) });
            }
            broken_to = at.end;
        }
        self.breaks = None;
        if let Some((signs, at)) = prefix {
            // One tag may end the line before and begin this one: it is told once.
            let at = SourceSpan::new(at.start.max(broken_to), at.end);
            for (nth, sign) in signs.chars().enumerate() {
                self.out
                    .push(sign, if nth == 0 { at } else { SourceSpan::new(at.end, at.end) });
            }
        }
        for (c, span) in line {
            self.out.push(c, span);
        }
    }

    /// Lists the numbers of a text that is left out.
    pub(super) fn aside(&mut self, source: &str, span: SourceSpan) {
        self.asides.extend(digits(source, span));
    }

    pub(super) fn finish(mut self) -> Clean {
        self.flush();
        self.asides.sort_unstable();
        Clean::of(self.out, self.asides)
    }
}

fn is_wide(c: char) -> bool {
    is_hanzi(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '—' | '…')
}
