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
mod wraps;

use crate::model::{SourceSpan, Span};
use crate::rules::{Layout, TextLine, Traits, text_lines};

use clean::Clean;
use map::{Builder, Map};
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
}

/// Repairs a decoded source.
pub fn repair(source: &str, layout: &Layout) -> Repaired {
    let clean = match escaped::unescape(source) {
        Some((text, map)) => cleaned(&text, layout).through(&map),
        None => cleaned(source, layout),
    };
    let lines = lines::lines(&clean.text, layout);
    let joined = wraps::join(&lines, layout);

    let mut out = Builder::default();
    let mut cursor = clean.map.cursor();
    let mut asides = clean.asides;
    let mut paragraph_of = Together::default();
    let mut written: Vec<TextLine> = Vec::with_capacity(joined.paragraphs.len());
    let noted = marks::noted(&lines);
    let raised = Traits::RAISED | if noted.is_empty() { 0 } else { Traits::CIRCLED };
    for (nth, paragraph) in joined.paragraphs.iter().enumerate() {
        let first = &lines[paragraph.lines[0]];
        if nth > 0 {
            // The break itself is the first one after the line before.
            let end = lines[joined.paragraphs[nth - 1].last()].end();
            let at = end + memchr::memchr(b'\n', &clean.text.as_bytes()[end..]).unwrap_or(0);
            let span = cursor.source(at, at + 1);
            out.push('\n', span);
            if first.gap > 0 {
                out.push('\n', SourceSpan::new(span.end, span.end));
            }
        }
        let (mut traits, mut width) = (first.traits, first.columns);
        for &line in &paragraph.lines[1..] {
            traits = traits.and(lines[line].traits);
            width += lines[line].columns;
        }
        let indent = first.at - first.start;
        let (start, at) = (out.text.len(), out.text.len() + indent);
        let gap = usize::from(nth > 0 && first.gap > 0);
        // Signs that the marks of footnotes and the spaces would be looked at for; without them all stays as it is.
        let places = paragraph.lines.iter().map(|&line| (lines[line].at, lines[line].end()));
        if !traits.has(Traits::GAP | Traits::POINT | raised) {
            out.copy_through(&clean.text[first.start..first.at], first.start, &mut cursor);
            places.for_each(|(at, end)| out.copy_through(&clean.text[at..end], at, &mut cursor));
            written.push(TextLine {
                start,
                at,
                end: out.text.len(),
                gap,
                traits,
                width,
            });
            continue;
        }
        let several = paragraph.lines.len() > 1;
        let plain = !traits.has(Traits::POINT | raised);
        if several || !plain {
            paragraph_of.take(&clean.text, std::iter::once((first.start, first.at)).chain(places));
        }
        if plain {
            let text = if several {
                &paragraph_of.text
            } else {
                &clean.text[first.start..first.end()]
            };
            let closed = spaces::closed(text, indent, traits, several, layout);
            for (from, to) in closed.kept(text.len()) {
                if several {
                    paragraph_of.pieces(from, to, |from, to, at| {
                        out.copy_through(&clean.text[at..at + to - from], at, &mut cursor);
                    });
                } else {
                    out.copy_through(&text[from..to], first.start + from, &mut cursor);
                }
            }
            written.push(if closed.leaves_none {
                TextLine {
                    start,
                    at,
                    end: out.text.len(),
                    gap,
                    traits: traits.without(Traits::SPACE | Traits::GAP | Traits::BLANK),
                    width: width - closed.width(),
                }
            } else {
                TextLine::last(&out.text, start, at, gap)
            });
            continue;
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
                out.copy_through(&clean.text[first.at..end], first.at, &mut cursor);
            } else {
                out.push(first.char, cursor.source(first.at, first.end()));
            }
            rest = &rest[kept.max(1)..];
        }
        written.push(TextLine::last(&out.text, start, at, gap));
    }
    asides.extend(
        joined
            .asides
            .iter()
            .map(|&line| clean.map.source(Span::new(lines[line].at, lines[line].end()))),
    );
    asides.sort_unstable();

    let Simplified {
        text,
        map,
        traditional,
        moved,
    } = script::simplify(out);
    if moved {
        written = text_lines(&text).collect();
    }
    Repaired {
        text,
        traditional,
        asides,
        lines: written,
        map,
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

fn cleaned(source: &str, layout: &Layout) -> Clean {
    match html::markup(source) {
        Some(markup) => html::read(source, markup, layout),
        None => clean::clean(source),
    }
}

#[cfg(test)]
mod tests;
