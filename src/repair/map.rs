//! The way back: pieces of text that stand for pieces of source, in order.

use std::cell::Cell;

use crate::model::{SourceSpan, Span};

/// A stretch of text and the stretch of source that it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    text: usize,
    len: usize,
    source: SourceSpan,
}

impl Piece {
    /// Copied byte by byte, so that positions inside correspond.
    #[inline]
    fn even(&self) -> bool {
        self.len == self.source.len()
    }
}

/// Pieces in text order; between two of them source may have been removed, never text.
#[derive(Clone, Debug, Default)]
pub(super) struct Map {
    pieces: Vec<Piece>,
    /// The piece that was asked for last: the next place is most often in it or near behind it.
    last: Cell<usize>,
}

impl Map {
    /// The source from the character at `span.start` to the one before `span.end`. An empty span gives an empty one.
    pub(super) fn source(&self, span: Span) -> SourceSpan {
        let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) else {
            return SourceSpan::new(0, 0);
        };
        let end_of_text = last.text + last.len;
        // Nearly all stand in one piece.
        if first.text <= span.start && span.start < span.end && span.end <= end_of_text {
            let piece = self.pieces[self.index(span.start)];
            if piece.even() && span.end <= piece.text + piece.len {
                let start = piece.source.start + (span.start - piece.text);
                return SourceSpan::new(start, start + (span.end - span.start));
            }
        }
        let piece = |at: usize| self.pieces[self.index(at)];
        let start_of = |at: usize| {
            if at >= end_of_text {
                return last.source.end;
            }
            let piece = piece(at.max(first.text));
            if piece.even() {
                piece.source.start + (at - piece.text)
            } else {
                piece.source.start
            }
        };
        let start = start_of(span.start);
        if span.end <= span.start {
            return SourceSpan::new(start, start);
        }
        let last = piece((span.end - 1).min(end_of_text - 1));
        let end = if last.even() {
            last.source.start + (span.end.min(end_of_text) - last.text)
        } else {
            last.source.end
        };
        SourceSpan::new(start, end.max(start))
    }

    /// The index of the piece in which `at` stands, which is not before the first.
    fn index(&self, at: usize) -> usize {
        /// Pieces that are looked at before all of them are searched.
        const NEAR: usize = 4;
        let begins_behind = |index: usize| self.pieces.get(index).is_none_or(|piece| at < piece.text);
        let last = self.last.get();
        if !begins_behind(last) && begins_behind(last + 1) {
            return last;
        }
        let near = (last..last + NEAR).find(|&index| begins_behind(index + 1));
        let index = near
            .filter(|&index| !begins_behind(index))
            .unwrap_or_else(|| self.pieces.partition_point(|piece| piece.text <= at) - 1);
        self.last.set(index);
        index
    }

    /// For a walk in text order, without a search at each step.
    pub(super) fn cursor(&self) -> Cursor<'_> {
        Cursor { map: self, at: 0 }
    }
}

/// A place in a map that only moves forward.
pub(super) struct Cursor<'m> {
    map: &'m Map,
    at: usize,
}

impl Cursor<'_> {
    /// The end of the piece at `at`, the place asked for last, where it was copied byte by byte.
    #[inline]
    fn even_until(&self, at: usize) -> Option<usize> {
        let piece = self.map.pieces.get(self.at)?;
        (piece.even() && at >= piece.text).then_some(piece.text + piece.len)
    }

    /// Where the source of a stretch of the text begins, where all of it stands in one piece that was copied byte by byte. Stretches must be
    /// asked for in order.
    #[inline]
    fn even(&mut self, start: usize, end: usize) -> Option<usize> {
        self.seek(start);
        let piece = self.map.pieces.get(self.at)?;
        let inside = piece.text <= start && end <= piece.text + piece.len;
        (inside && piece.even()).then(|| piece.source.start + (start - piece.text))
    }

    /// Moves on to the piece in which `start` stands.
    #[inline]
    fn seek(&mut self, start: usize) {
        let pieces = &self.map.pieces;
        while pieces.get(self.at).is_some_and(|piece| piece.text + piece.len <= start) {
            self.at += 1;
        }
    }

    /// The same as a span of a text that is itself the source of another map.
    fn source_span(&mut self, at: usize, c: char) -> Span {
        let source = self.source(at, at + c.len_utf8());
        Span::new(source.start, source.end)
    }

    /// The source of one character of the text; characters must be asked for in order.
    #[inline]
    pub(super) fn source(&mut self, start: usize, end: usize) -> SourceSpan {
        self.seek(start);
        let pieces = &self.map.pieces;
        match pieces.get(self.at) {
            Some(piece) if piece.even() && start >= piece.text => {
                let from = piece.source.start + (start - piece.text);
                SourceSpan::new(from, (from + end - start).min(piece.source.end))
            }
            Some(piece) => piece.source,
            None => {
                let end = pieces.last().map_or(0, |piece| piece.source.end);
                SourceSpan::new(end, end)
            }
        }
    }
}

/// Text under construction, with its map.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) text: String,
    pub(super) map: Map,
}

impl Builder {
    /// The same text where the map leads on through another one, to the source of its source.
    pub(super) fn through(self, further: &Map) -> Self {
        let mut out = Self::default();
        let mut cursor = self.map.cursor();
        for (at, c) in self.text.char_indices() {
            out.push(c, further.source(cursor.source_span(at, c)));
        }
        out
    }

    /// Appends `text`, copied byte by byte from the source at `at`. Calls come in source order.
    #[inline]
    pub(super) fn copy(&mut self, text: &str, at: usize) {
        let source = SourceSpan::new(at, at + text.len());
        if !text.is_empty() {
            self.note(text.len(), source);
            self.text.push_str(text);
        }
    }

    /// Appends `text`, which stands at `at` in the text that `cursor` leads back from.
    pub(super) fn copy_through(&mut self, text: &str, at: usize, cursor: &mut Cursor) {
        if let Some(source) = cursor.even(at, at + text.len()) {
            self.copy(text, source);
            return;
        }
        let mut done = 0;
        while let Some(c) = text[done..].chars().next() {
            let from = at + done;
            let source = cursor.source(from, from + c.len_utf8());
            match cursor.even_until(from) {
                // The next character may be another piece; where this one ends, it ends with a character.
                Some(end) => {
                    let next = (end - at).min(text.len());
                    self.copy(&text[done..next], source.start);
                    done = next;
                }
                None => {
                    self.push(c, source);
                    done += c.len_utf8();
                }
            }
        }
    }

    /// Appends a character made from `source`. Calls come in source order.
    #[inline]
    pub(super) fn push(&mut self, c: char, source: SourceSpan) {
        self.note(c.len_utf8(), source);
        self.text.push(c);
    }

    /// Notes where the next `len` bytes of the text come from.
    #[inline]
    fn note(&mut self, len: usize, source: SourceSpan) {
        let text = self.text.len();
        if let Some(last) = self.map.pieces.last_mut()
            && last.even()
            && len == source.len()
            && last.source.end == source.start
        {
            last.len += len;
            last.source.end = source.end;
            return;
        }
        self.map.pieces.push(Piece { text, len, source });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_source_is_inside_a_span_but_not_at_its_edges() {
        // Source `ab\ncd\ne`, text `abcde`.
        let mut builder = Builder::default();
        for (c, at) in [('a', 0), ('b', 1), ('c', 3), ('d', 4), ('e', 6)] {
            builder.push(c, SourceSpan::new(at, at + 1));
        }
        let map = builder.map;
        for (text, source) in [
            ((0, 2), (0, 2)),
            ((0, 3), (0, 4)),
            ((2, 4), (3, 5)),
            ((1, 5), (1, 7)),
            ((2, 2), (3, 3)),
            ((5, 5), (7, 7)),
        ] {
            assert_eq!(
                map.source(Span::new(text.0, text.1)),
                SourceSpan::new(source.0, source.1),
                "{text:?}"
            );
        }
    }

    #[test]
    fn text_is_copied_as_its_characters_one_by_one_would_be() {
        // `&lt;甲乙\r\n丙`, cleaned to `<甲乙\n丙`.
        let mut clean = Builder::default();
        clean.push('<', SourceSpan::new(0, 4));
        clean.copy("甲乙", 4);
        clean.push('\n', SourceSpan::new(10, 12));
        clean.copy("丙", 12);
        let (text, map) = (clean.text, clean.map);
        for (start, end) in [(0, text.len()), (1, 7), (4, 8), (7, 11), (8, 8)] {
            let (mut whole, mut single) = (Builder::default(), Builder::default());
            whole.copy_through(&text[start..end], start, &mut map.cursor());
            let mut cursor = map.cursor();
            for (at, c) in text[start..end].char_indices() {
                single.push(c, cursor.source(start + at, start + at + c.len_utf8()));
            }
            assert_eq!(whole.text, single.text, "{start}..{end}");
            assert_eq!(whole.map.pieces, single.map.pieces, "{start}..{end}");
        }
    }

    #[test]
    fn a_folded_character_stands_for_the_whole_of_its_source() {
        let mut builder = Builder::default();
        builder.push('1', SourceSpan::new(0, 3));
        builder.push('亿', SourceSpan::new(3, 6));
        assert_eq!(builder.map.source(Span::new(0, 1)), SourceSpan::new(0, 3));
        assert_eq!(builder.map.source(Span::new(1, 4)), SourceSpan::new(3, 6));
    }
}
