//! repair: the decoded source → text as its author meant it, and a map back. Joins hard-wrapped lines, folds full-width
//! digits and letters, closes up letter-spaced lines, turns traditional characters into simplified ones. Never drops a
//! digit and never reorders anything, so that every position has one place in the source; a page number in the middle of a
//! sentence, and the inside of an HTML tag, leave the text but are listed in [`Repaired::asides`]. Of a whole web page only
//! what its reader sees is text; of the rest, the numbers that stand in words (navigation, links) are listed, those of
//! markup and scripts are not.
//!
//! ```text
//! escaped (markup written as text) → clean or html (line breaks, tags, entities, widths) → wraps (which lines belong together) → marks
//! (of footnotes) → spaces → script (traditional)
//! ```

mod clean;
mod escaped;
mod html;
mod lines;
mod map;
mod marks;
mod pairs;
mod script;
mod spaces;
mod tags;
mod wraps;

use crate::model::{SourceSpan, Span};
use crate::rules::{Layout, Settled, TextLine, Traits, text_lines};

use clean::Clean;
use lines::Line;
use map::{Builder, Cursor, Map};
use script::Simplified;
use spaces::Glyph;

/// Repaired text with the way back to its source.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// One line a paragraph, heading or table cell; a blank line where the source has one or more.
    pub text: String,
    /// Whether the source is in traditional characters.
    pub traditional: bool,
    /// What was taken out of the text and holds digits, in order: page numbers that interrupt a sentence, HTML tags. No fact
    /// is read from them; together with the text they hold every digit of the source.
    pub asides: Vec<SourceSpan>,
    /// The lines of the text that are not blank.
    pub lines: Vec<TextLine>,
    map: Map,
}

impl Repaired {
    /// The part of the source that `span` was made from: from the first to the last character that still stands in it.
    /// Line breaks that were removed inside the span are included, those at its edges are not.
    pub fn source(&self, span: Span) -> SourceSpan {
        self.map.source(span)
    }

    /// Whether space stood in the source before this place of the text.
    pub fn spaced(&self, source: &str, at: usize) -> bool {
        let place = self.source(Span::new(at, at));
        source[..place.start].ends_with(char::is_whitespace)
    }
}

/// Repairs a decoded source.
pub fn repair(source: &str, layout: &Layout) -> Repaired {
    repair_counted(source, None, layout)
}

/// The same where it may be known how many characters of the source may have another form in simplified writing.
pub fn repair_counted(source: &str, changing: Option<usize>, layout: &Layout) -> Repaired {
    let clean = match escaped::unescape(source) {
        Some((text, map)) => cleaned(&text, None, layout).through(&map),
        None => cleaned(source, changing, layout),
    };
    let lines = lines::lines(&clean.text, &clean.read.lines, layout);
    let joined = wraps::join(&lines, layout);

    let mut out = Writer::new(&clean);
    let mut paragraph_of = Together::default();
    let mut written: Vec<TextLine> = Vec::with_capacity(joined.ends.len());
    let noted = marks::noted(&lines);
    let raised = Traits::RAISED | if noted.is_empty() { 0 } else { Traits::CIRCLED };
    let mut before: Option<&Line> = None;
    for paragraph in joined.paragraphs() {
        let first = &lines[paragraph[0]];
        if let Some(before) = before {
            out.part(before.end(), first);
        }
        before = Some(&lines[paragraph[paragraph.len() - 1]]);
        let (mut traits, mut width) = (first.traits, first.columns);
        for &line in &paragraph[1..] {
            traits = traits.and(lines[line].traits);
            width += lines[line].columns;
        }
        let indent = first.at - first.start;
        let start = out.len();
        let at = start + indent;
        let gap = usize::from(start > 0 && first.gap > 0);
        let several = paragraph.len() > 1;
        let places = || paragraph.iter().map(|&line| (lines[line].at, lines[line].end()));
        // Signs that the marks of footnotes and the spaces would be looked at for; without them all stays as it is.
        let signs = traits.has(Traits::GAP | Traits::POINT | raised);
        if several && signs {
            paragraph_of.take(&clean.text, std::iter::once((first.start, first.at)).chain(places()));
        }
        let text = if several {
            &paragraph_of.text
        } else {
            &clean.text[first.start..first.end()]
        };
        if !signs || !(traits.has(raised) || traits.has(Traits::POINT) && spaces::may_fold(text)) {
            let closed = if traits.has(Traits::GAP) {
                spaces::closed(text, indent, traits, several, layout)
            } else {
                spaces::Closed::default()
            };
            if closed.gaps.is_empty() {
                out.copy(first.start, first.at);
                places().for_each(|(at, end)| out.copy(at, end));
            } else {
                for (from, to) in closed.kept(text.len()) {
                    if several {
                        paragraph_of.pieces(from, to, |from, to, at| out.copy(at, at + to - from));
                    } else {
                        out.copy(first.start + from, first.start + to);
                    }
                }
            }
            let end = out.len();
            written.push(if closed.gaps.is_empty() {
                TextLine {
                    start,
                    at,
                    end,
                    gap,
                    traits,
                    width,
                    settled: if several { Settled::Unknown } else { first.settled },
                }
            } else if closed.leaves_none {
                TextLine {
                    start,
                    at,
                    end,
                    gap,
                    traits: traits.without(Traits::SPACE | Traits::GAP | Traits::BLANK | Traits::WIDE_SPACE),
                    width: width - closed.width(),
                    settled: Settled::Unknown,
                }
            } else {
                TextLine::last(out.text(), start, at, gap)
            });
            continue;
        }
        if !several {
            paragraph_of.take(
                &clean.text,
                [(first.start, first.at), (first.at, first.end())].into_iter(),
            );
        }
        let mut glyphs = paragraph_of.glyphs();
        if traits.has(raised) {
            marks::drop(&mut glyphs, clean.text[first.start..first.at].chars().count(), &noted);
        }
        let text: String = glyphs.iter().map(|glyph| glyph.char).collect();
        let closed = spaces::closed(&text, indent, traits, several, layout);
        spaces::close(&mut glyphs, &closed.gaps);
        if traits.has(Traits::POINT) {
            spaces::fold_marks_in_numbers(&mut glyphs);
        }
        let mut rest = &glyphs[..];
        while let Some(first) = rest.first() {
            let (mut end, mut kept) = (first.at, 0);
            for glyph in rest {
                if glyph.at != end || glyph.folded {
                    break;
                }
                end = glyph.end();
                kept += 1;
            }
            if kept > 0 {
                out.copy(first.at, end);
            } else {
                out.push(first.char, first.at, first.end());
            }
            rest = &rest[kept.max(1)..];
        }
        written.push(TextLine::last(out.text(), start, at, gap));
    }
    let built = out.finish();
    let mut hanzi = clean.read.hanzi;
    let mut asides = clean.asides;
    asides.extend(
        joined
            .asides
            .iter()
            .map(|&line| clean.map.source(Span::new(lines[line].at, lines[line].end()))),
    );
    asides.sort_unstable();
    // What left the text holds no more hanzi than this.
    for &line in &joined.asides {
        hanzi = hanzi.saturating_sub(lines[line].text.len() / 3);
    }

    let Simplified {
        text,
        map,
        traditional,
        moved,
    } = script::simplify(built, hanzi, clean.read.counted);
    if moved {
        written = text_lines(&text).collect();
    } else if traditional {
        // The words of the layout are those of simplified writing.
        written.iter_mut().for_each(|line| line.settled = Settled::Unknown);
    }
    Repaired {
        text,
        traditional,
        asides,
        lines: written,
        map,
    }
}

/// Writes stretches of the cleaned text, those that follow each other at once in one go.
struct Writer<'c> {
    clean: &'c str,
    cursor: Cursor<'c>,
    out: Builder,
    /// The stretch that is not written yet.
    run: (usize, usize),
}

impl<'c> Writer<'c> {
    fn new(clean: &'c Clean) -> Self {
        let mut out = Builder::default();
        out.text.reserve(clean.text.len());
        Self {
            clean: &clean.text,
            cursor: clean.map.cursor(),
            out,
            run: (0, 0),
        }
    }

    /// Bytes of the text so far.
    fn len(&self) -> usize {
        self.out.text.len() + (self.run.1 - self.run.0)
    }

    /// The text so far.
    fn text(&mut self) -> &str {
        self.flush();
        &self.out.text
    }

    fn flush(&mut self) {
        let (from, to) = self.run;
        self.out.copy_through(&self.clean[from..to], from, &mut self.cursor);
        self.run.0 = to;
    }

    /// Appends a stretch of the cleaned text, which stands behind what was appended before.
    fn copy(&mut self, from: usize, to: usize) {
        if from != self.run.1 {
            self.flush();
            self.run.0 = from;
        }
        self.run.1 = to;
    }

    /// Appends a character that was made from such a stretch.
    fn push(&mut self, c: char, from: usize, to: usize) {
        self.flush();
        self.out.push(c, self.cursor.source(from, to));
    }

    /// Parts a line that ends at `end` from the next one.
    fn part(&mut self, end: usize, next: &Line) {
        // One line feed or two, and nothing else, stand between most of them.
        if next.start - end == 1 + next.gap && next.gap < 2 {
            self.copy(end, next.start);
            return;
        }
        // The break itself is the first one after the line before.
        let at = end + memchr::memchr(b'\n', &self.clean.as_bytes()[end..]).unwrap_or(0);
        self.flush();
        let span = self.cursor.source(at, at + 1);
        self.out.push('\n', span);
        if next.gap > 0 {
            self.out.push('\n', SourceSpan::new(span.end, span.end));
        }
    }

    fn finish(mut self) -> Builder {
        self.flush();
        self.out
    }
}

/// The lines of a paragraph put together, and where each of them comes from.
#[derive(Default)]
struct Together {
    text: String,
    /// Where each begins, here and in the cleaned text.
    begins: Vec<(usize, usize)>,
}

impl Together {
    /// Puts pieces of the cleaned text together anew.
    fn take(&mut self, clean: &str, places: impl Iterator<Item = (usize, usize)>) {
        self.text.clear();
        self.begins.clear();
        for (from, to) in places {
            self.begins.push((self.text.len(), from));
            self.text.push_str(&clean[from..to]);
        }
    }

    fn glyphs(&self) -> Vec<Glyph> {
        let mut glyphs = Vec::with_capacity(self.text.len() / 2);
        self.pieces(0, self.text.len(), |from, to, clean| {
            let glyph = |(at, c)| Glyph::new(c, clean + at);
            glyphs.extend(self.text[from..to].char_indices().map(glyph));
        });
        glyphs
    }

    /// The pieces of which the text between two places is put together, with where each stands in the cleaned text.
    fn pieces(&self, from: usize, to: usize, mut take: impl FnMut(usize, usize, usize)) {
        let first = self
            .begins
            .partition_point(|(begin, _)| *begin <= from)
            .saturating_sub(1);
        for (nth, &(begin, clean)) in self.begins.iter().enumerate().skip(first) {
            let end = self.begins.get(nth + 1).map_or(self.text.len(), |next| next.0);
            let (start, end) = (begin.max(from), end.min(to));
            if start < end {
                take(start, end, clean + start - begin);
            }
            if end == to {
                break;
            }
        }
    }
}

fn cleaned(source: &str, changing: Option<usize>, layout: &Layout) -> Clean {
    match html::markup(source) {
        Some(markup) => html::read(source, markup, layout),
        None => clean::clean(source, changing),
    }
}

#[cfg(test)]
mod tests;
