//! Finding a number again: from its place, or, in a text that has changed, from the words round it. Pure.

use memchr::memmem;

use crate::model::PointSpan;

use super::decision::Anchor;

/// Characters kept before and after a number, spaces not counted.
pub const CONTEXT: usize = 24;

/// A decoded source by code points, and without its spaces: line breaks and letter-spacing are layout.
pub struct Text {
    points: Vec<char>,
    /// The text without white space.
    packed: String,
    /// For each character of `packed`: its first byte there, and its place among `points`.
    places: Vec<(usize, usize)>,
}

impl Text {
    /// Prepares a decoded source.
    pub fn new(source: &str) -> Self {
        let points: Vec<char> = source.chars().collect();
        let mut packed = String::with_capacity(source.len());
        let mut places = Vec::with_capacity(points.len());
        for (at, point) in points.iter().enumerate().filter(|(_, point)| !point.is_whitespace()) {
            places.push((packed.len(), at));
            packed.push(*point);
        }
        Self { points, packed, places }
    }

    /// The text of a span; `None` where the source is shorter.
    pub fn quote(&self, span: PointSpan) -> Option<String> {
        self.points
            .get(span.start..span.end)
            .map(|points| points.iter().collect())
    }

    /// What stands before and after a span, without spaces, [`CONTEXT`] characters of each at most.
    pub fn surroundings(&self, span: PointSpan) -> (String, String) {
        let from = self.places.partition_point(|(_, at)| *at < span.start);
        let to = self.places.partition_point(|(_, at)| *at < span.end);
        let text = |from: usize, to: usize| {
            let points = self.places[from..to].iter().map(|(_, at)| self.points[*at]);
            points.collect::<String>()
        };
        let last = self.places.len();
        (
            text(from.saturating_sub(CONTEXT), from),
            text(to, (to + CONTEXT).min(last)),
        )
    }

    /// Where the number of an anchor stands in this text, found by its words alone.
    pub fn find(&self, anchor: &Anchor) -> Found {
        let packed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let (quote, before, after) = (packed(&anchor.quote), packed(&anchor.before), packed(&anchor.after));
        if quote.is_empty() {
            return Found::Lost;
        }
        let (mut best, mut best_length, mut ties) = (None, 0, 0);
        for at in memmem::find_iter(self.packed.as_bytes(), quote.as_bytes()) {
            let end = at + quote.len();
            let same_before = common(self.packed[..at].chars().rev(), before.chars().rev());
            let same_after = common(self.packed[end..].chars(), after.chars());
            let length = same_before + same_after;
            if best.is_none() || length > best_length {
                (best, best_length, ties) = (Some((at, end)), length, 0);
            } else if length == best_length {
                ties += 1;
            }
        }
        let whole = before.chars().count() + after.chars().count();
        let Some((at, end)) = best else { return Found::Lost };
        let span = self.span(at, end);
        match () {
            () if best_length == whole && ties == 0 => Found::Whole(span),
            () if best_length == whole => Found::Ambiguous,
            () if best_length >= ENOUGH && ties == 0 => Found::Partly(span),
            () => Found::Lost,
        }
    }

    /// Code points of a stretch of the packed text, given in bytes.
    fn span(&self, at: usize, end: usize) -> PointSpan {
        let place = |byte: usize| self.places.partition_point(|(start, _)| *start < byte);
        let (first, last) = (self.places[place(at)].1, self.places[place(end) - 1].1);
        PointSpan::new(first, last + 1)
    }
}

/// Characters of the surroundings that must be the same for a number to be taken for the one meant, where not all are.
const ENOUGH: usize = 12;

/// How a number was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Between the same words.
    Whole(PointSpan),
    /// Between words that are partly the same.
    Partly(PointSpan),
    /// In several places, between the same words in each.
    Ambiguous,
    /// Nowhere.
    Lost,
}

fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::super::samples::anchor_in;
    use super::*;

    const SOURCE: &str = "一、综合\n全年地区生产总值1386亿元，比上年增长5.2%，其中第一产业增加值88亿元。\n二、工业\n工业增加值比上年增长5.2%。";

    /// Anchors the first `quote` in one text and looks for it in another; the answer is what stands there, in brackets
    /// where only part of the words round it are the same.
    fn moved(source: &str, quote: &str, to: &str) -> String {
        let anchor = anchor_in(source, quote);
        let text = Text::new(to);
        match text.find(&anchor) {
            Found::Whole(span) => text.quote(span).unwrap(),
            Found::Partly(span) => format!("({})", text.quote(span).unwrap()),
            Found::Ambiguous => "several".to_owned(),
            Found::Lost => "lost".to_owned(),
        }
    }

    #[test]
    fn layout_does_not_matter_and_words_do() {
        let wrapped = SOURCE
            .replace("1386亿元，", "13\n86亿 元，\n")
            .replace("。", "。\r\n\r\n");
        let changed = SOURCE.replace("其中第一产业", "其中，第二产业");
        let revised = SOURCE.replace("1386亿元", "1387亿元");
        for (quote, to, expected) in [
            ("1386亿元", SOURCE, "1386亿元"),
            ("1386亿元", &*wrapped, "13\n86亿 元"),
            ("5.2%", &wrapped, "5.2%"),
            // A word nearby has changed: the number is found, and a person should look.
            ("1386亿元", &changed, "(1386亿元)"),
            ("88亿元", &changed, "(88亿元)"),
            // The number itself has changed.
            ("1386亿元", &revised, "lost"),
            ("88亿元", "第一产业增加值88亿元", "lost"),
            ("88亿元", "", "lost"),
            // The same words twice over.
            ("88亿元", &format!("{SOURCE}\n{SOURCE}\n{SOURCE}"), "several"),
        ] {
            assert_eq!(moved(SOURCE, quote, to), expected, "{quote} in {to}");
        }
    }

    #[test]
    fn the_right_one_of_several_equal_numbers_is_found() {
        let text = Text::new(SOURCE);
        let second = PointSpan::new(
            SOURCE.chars().count() - "5.2%。".chars().count(),
            SOURCE.chars().count() - 1,
        );
        let mut anchor = anchor_in(SOURCE, "5.2%");
        assert!(matches!(text.find(&anchor), Found::Whole(span) if span != second));
        (anchor.before, anchor.after) = text.surroundings(second);
        assert_eq!(text.find(&anchor), Found::Whole(second));
    }

    #[test]
    fn surroundings_end_with_the_text() {
        let text = Text::new(" 甲 5 家\n");
        assert_eq!(
            text.surroundings(PointSpan::new(3, 6)),
            ("甲".to_owned(), String::new())
        );
        assert_eq!(text.quote(PointSpan::new(3, 6)).as_deref(), Some("5 家"));
        assert_eq!(text.quote(PointSpan::new(3, 60)), None);
    }
}
