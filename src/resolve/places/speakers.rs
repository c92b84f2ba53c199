//! Who speaks: in talks with the press each turn is about the place for which its speaker holds office.

use crate::model::{AreaLevel, Mention, Span};
use crate::rules::{Gazetteer, Organisations};
use crate::split::{BlockKind, Structure};

use super::area::settled;

/// For each block of `structure`, the place for which the speaker holds office whose turn it is, and where the text says so:
/// 某某市副市长　某某某 in the list at the head of the text, 某某某： before what he says. A turn holds until the next one.
pub fn speaker_areas(
    text: &str,
    structure: &Structure,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
    organisations: &Organisations,
) -> Vec<Option<(u32, Span)>> {
    let reader = Reader {
        text,
        mentions,
        gazetteer,
        organisations,
    };
    let mut known: Vec<Speaker> = Vec::new();
    let mut current = None;
    let mut listed = 0;
    let mut areas = Vec::with_capacity(structure.blocks.len());
    for block in &structure.blocks {
        if listed < LIST {
            for line in lines(text, block.span).take(LIST - listed) {
                listed += 1;
                known.extend(reader.listed(line));
            }
        }
        if let BlockKind::Paragraph { .. } = block.kind
            && let Some(turn) = reader.turn(block.span, &known)
        {
            current = turn;
        }
        areas.push(current);
    }
    areas
}

/// Lines at the head of a text that may list who speaks.
const LIST: usize = 40;

/// Characters of the longest line that lists one.
const LINE: usize = 40;

/// Characters of the longest name.
const NAME: usize = 4;

/// Characters of the longest name and post before a turn.
const TURN: usize = 24;

struct Speaker {
    /// Without blanks.
    name: String,
    place: Option<(u32, Span)>,
}

struct Reader<'a> {
    text: &'a str,
    mentions: &'a [Mention],
    gazetteer: &'a Gazetteer,
    organisations: &'a Organisations,
}

impl Reader<'_> {
    /// Whom a line of the list names: a post and a name, set apart by blanks, perhaps with blanks in the name.
    fn listed(&self, line: Span) -> Option<Speaker> {
        let said = line.of(self.text);
        // What has more bytes than so many characters can have need not be counted.
        if said.len() > 4 * LINE || said.chars().nth(LINE).is_some() {
            return None;
        }
        if said.contains(['，', ',', '。', '；', ';', '！', '？', '《']) {
            return None;
        }
        let start = said
            .char_indices()
            .find(|(_, c)| matches!(*c, '：' | ':'))
            .map_or(0, |(at, colon)| at + colon.len_utf8());
        let person = &said[start..];
        let start = line.start + start + (person.len() - person.trim_start().len());
        let post = self.organisations.post(person.trim(), NAME)?;
        let name: String = person.trim()[post..].chars().filter(|c| !c.is_whitespace()).collect();
        (2..=NAME).contains(&name.chars().count()).then(|| Speaker {
            name,
            place: self.place_at(start),
        })
    }

    /// Whose turn a paragraph opens, if it opens one; inner `None` where the speaker is of no place of his own.
    #[expect(clippy::option_option, reason = "the two are told apart")]
    fn turn(&self, paragraph: Span, known: &[Speaker]) -> Option<Option<(u32, Span)>> {
        let said = paragraph.of(self.text);
        let before = &said[..colon(&said.as_bytes()[..said.floor_char_boundary(4 * TURN)])?];
        if before.chars().nth(TURN - 1).is_some() {
            return None;
        }
        if before.contains(['，', ',', '。', '；', ';', '、', '《']) {
            return None;
        }
        let who: String = before.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(speaker) = known.iter().find(|speaker| who.ends_with(&*speaker.name)) {
            return Some(speaker.place);
        }
        if self.organisations.asks(&who) {
            return Some(None);
        }
        let Some(post) = self.organisations.post(&who, NAME) else {
            let named = (2..=4).contains(&who.chars().count()) && who.chars().all(crate::rules::is_hanzi);
            let answer = paragraph.start + before.len() + said[before.len()..].chars().next().map_or(0, char::len_utf8);
            return named.then(|| self.spoken_for(answer)).flatten().map(Some);
        };
        let name = who[post..].chars().count();
        ((2..=NAME).contains(&name)).then(|| self.place_at(paragraph.start + (said.len() - said.trim_start().len())))
    }

    /// 某某：浦东是工业重镇……: the place that an answer of somebody unlisted begins with as its subject.
    fn spoken_for(&self, answer: usize) -> Option<(u32, Span)> {
        let place = self.place_at(answer)?;
        let own = self.gazetteer.speaks_of_its_own(&self.text[place.1.end..]);
        own.then_some(place)
    }

    /// The city or county that a post at `start` begins with.
    fn place_at(&self, start: usize) -> Option<(u32, Span)> {
        let first = self.mentions.partition_point(|mention| mention.span.start < start);
        let mention = self.mentions.get(first).filter(|mention| mention.span.start == start)?;
        let place = settled(self.text, mention, self.mentions, self.gazetteer)?;
        (self.gazetteer.area(place.0).level >= Some(AreaLevel::City)).then_some(place)
    }
}

/// Where the first colon stands, of either width.
fn colon(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2_iter(b':', WIDE_COLON[2], bytes).find_map(|at| match bytes[at] {
        b':' => Some(at),
        _ => at.checked_sub(2).filter(|start| bytes[*start..=at] == WIDE_COLON),
    })
}

/// The bytes of the wide one.
const WIDE_COLON: [u8; 3] = [0xef, 0xbc, 0x9a];

/// The lines of a block that are not blank.
fn lines(text: &str, block: Span) -> impl Iterator<Item = Span> {
    let whole = block.of(text);
    let mut at = 0;
    let ends = memchr::memchr_iter(b'\n', whole.as_bytes()).chain([whole.len()]);
    ends.filter_map(move |end| {
        let line = &whole[at..end];
        let start = block.start + at + (line.len() - line.trim_start().len());
        at = end + 1;
        let words = line.trim();
        (!words.is_empty()).then(|| Span::new(start, start + words.len()))
    })
}
