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
use crate::rules::{Layout, Traits};

use clean::Clean;
use map::{Builder, Map};

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
    let mut glyphs = Vec::new();
    let noted = marks::noted(&lines);
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
        // Signs that the marks of footnotes and the spaces would be looked at for; without them all stays as it is.
        let signs = Traits::GAP | Traits::RAISED | Traits::POINT | if noted.is_empty() { 0 } else { Traits::CIRCLED };
        if !paragraph.lines.iter().any(|&line| lines[line].traits.has(signs)) {
            let indent = &clean.text[first.start..first.at];
            out.copy_through(indent, first.start, &mut cursor);
            for &line in &paragraph.lines {
                out.copy_through(lines[line].text, lines[line].at, &mut cursor);
            }
            continue;
        }
        glyphs.clear();
        let mut take = |from: usize, to: usize| {
            for (at, c) in clean.text[from..to].char_indices() {
                glyphs.push(spaces::Glyph::new(c, from + at));
            }
        };
        take(first.start, first.at);
        paragraph
            .lines
            .iter()
            .for_each(|&line| take(lines[line].at, lines[line].end()));
        let indent = clean.text[first.start..first.at].chars().count();
        let marked = |line: &usize| lines[*line].traits.has(Traits::RAISED | Traits::CIRCLED);
        if paragraph.lines.iter().any(marked) {
            marks::drop(&mut glyphs, indent, &noted);
        }
        spaces::close(&mut glyphs, indent, paragraph.lines.len() > 1, layout);
        if paragraph
            .lines
            .iter()
            .any(|&line| lines[line].traits.has(Traits::POINT))
        {
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
    }
    asides.extend(
        joined
            .asides
            .iter()
            .map(|&line| clean.map.source(Span::new(lines[line].at, lines[line].end()))),
    );
    asides.sort_unstable();

    let (text, map, traditional) = script::simplify(out);
    Repaired {
        text,
        traditional,
        asides,
        map,
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
