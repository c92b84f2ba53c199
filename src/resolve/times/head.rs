//! The date that a document states: at its head, at its end, or after words that say so.

use jiff::civil::Date;

use crate::model::{Mention, MentionKind, SkipReason, Span, TimeExpr};
use crate::rules::{DocumentCues, PeriodLexicon};

use super::address::date_of_address;
use super::date::period;
use super::english_date::english_day;
use super::numbered::sent_under;
use super::period::{Anchor, PartialDate, resolve};

/// The lines of a text that are not blank, without the blanks about them: those at its head and at its end, where a document
/// says its date.
pub(in crate::resolve) struct Lines {
    head: Vec<Span>,
    /// Those at the end that are not at the head.
    end: Vec<Span>,
    /// The last of those that stand between, if there are any.
    between: Option<Span>,
}

/// Lines of a head, and of an end.
const HEAD: usize = 40;
const END: usize = 20;

impl Lines {
    pub fn of(text: &str) -> Self {
        let mut at = 0;
        let mut head = Vec::with_capacity(HEAD);
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
        for end in ends {
            head.extend(unblank(text, at, end));
            at = end + 1;
            if head.len() == HEAD {
                break;
            }
        }
        let (mut end, mut between) = (Vec::new(), None);
        let mut until = text.len();
        while at <= until {
            let start = memchr::memrchr(b'\n', &text.as_bytes()[at..until]).map_or(at, |line| at + line + 1);
            let line = unblank(text, start, until);
            if line.is_some() && end.len() == END {
                between = line;
                break;
            }
            end.extend(line);
            if start == at {
                break;
            }
            until = start - 1;
        }
        end.reverse();
        Self { head, end, between }
    }

    /// The first `count`, of at most those of a head.
    pub fn head(&self, count: usize) -> impl Iterator<Item = Span> {
        self.head.iter().take(count).copied()
    }

    /// Whether `at` stands behind the head and before the end, as most of a text does.
    fn pass(&self, at: usize) -> bool {
        self.head.last().is_none_or(|last| last.end <= at) && self.end.first().is_none_or(|first| at < first.start)
    }

    /// The line in which `at` stands, if it is of the head or the end.
    fn line(&self, at: usize) -> Option<Line> {
        let find = |lines: &[Span]| {
            let index = lines.partition_point(|line| line.end <= at);
            lines.get(index).is_some_and(|line| line.start <= at).then_some(index)
        };
        let between = if self.between.is_some() { BETWEEN } else { 0 };
        if let Some(index) = find(&self.head) {
            return Some(Line {
                span: self.head[index],
                above: index.checked_sub(1).map(|index| self.head[index]),
                index,
                from_end: self.head.len() - index + between + self.end.len(),
            });
        }
        let index = find(&self.end)?;
        Some(Line {
            span: self.end[index],
            above: match index.checked_sub(1) {
                Some(index) => Some(self.end[index]),
                None => self.between.or(self.head.last().copied()),
            },
            index: self.head.len() + between + index,
            from_end: self.end.len() - index,
        })
    }
}

/// Stands for the number of lines between head and end: more than anything is compared with.
const BETWEEN: usize = 1000;

/// The line without the blanks about it, unless it is blank.
fn unblank(text: &str, start: usize, end: usize) -> Option<Span> {
    let line = text[start..end].trim_start();
    let start = end - line.len();
    (!line.is_empty()).then(|| Span::new(start, start + line.trim_end().len()))
}

/// A line of the head or the end.
struct Line {
    span: Span,
    /// The line above it.
    above: Option<Span>,
    index: usize,
    /// 1 for the last.
    from_end: usize,
}

/// Marks that may stand between a cue and its date, or about a date that stands alone.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        ':' | '：'
            | '*'
            | '"'
            | '\''
            | '】'
            | '【'
            | '['
            | ']'
            | '('
            | ')'
            | '（'
            | '）'
            | ' '
            | '\t'
            | '\u{3000}'
            | '—'
            | '-'
            | '#'
            | '>'
            | '|'
            | '='
            | '●'
            | '/'
            | '．'
            | '.'
            | ','
            | '，'
            | '。'
    )
}

/// What makes a date the document's own, strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// After 发布时间 and the like.
    Cue,
    /// Alone on one of the first lines, or in brackets at the end of one of the first three.
    Head,
    /// Before 在…会议上 on one of the first lines.
    Speech,
    /// Beside the name of a newspaper on one of the first or last lines: （来源：某日报 2025年2月20日 第3版）.
    Printed,
    /// At the head of one of the last lines, as newspapers' archives write.
    Archive,
    /// Alone on one of the last lines.
    Signature,
    /// A month alone on one of the first lines.
    Month,
    /// The year of a volume or an issue.
    Volume,
    /// The year of the number under which it was sent out: 某政办发〔2021〕58号.
    Number,
    /// In the address of the page.
    Address,
}

/// The date that the document states, and where. `periods` in text order.
pub(in crate::resolve) fn stated(
    text: &str,
    lines: &Lines,
    periods: &[&Mention],
    lexicon: &PeriodLexicon,
    republic: bool,
) -> Option<(PartialDate, Span)> {
    let anchor = Anchor {
        republic,
        ..Anchor::default()
    };
    let mut best: Option<(Claim, PartialDate, Span)> = None;
    let mut offer = |claim: Claim, date: PartialDate, span: Span| {
        if best.is_none_or(|(held, ..)| claim < held) {
            best = Some((claim, date, span));
        }
    };
    for (date, span) in issues(text, lines, lexicon) {
        let claim = if matches!(date, PartialDate::Day(_)) {
            Claim::Cue
        } else {
            Claim::Volume
        };
        offer(claim, date, span);
    }
    if let Some((date, span)) = sent_under(text, lines) {
        offer(Claim::Number, date, span);
    }
    if let Some((date, span)) = date_of_address(text, lines) {
        offer(Claim::Address, date, span);
    }
    // On a page in English, or with such a line, nothing else on the line says when.
    if let Some((date, span)) = english_day(text, lines, &lexicon.document) {
        offer(Claim::Printed, date, span);
    }
    for mention in periods {
        // Only what the head or the end says is the document's own date.
        if lines.pass(mention.span.start) {
            continue;
        }
        let Some(line) = lines.line(mention.span.start) else {
            continue;
        };
        let Some(expr) = period(mention) else { continue };
        let absolute = matches!(expr.time, TimeExpr::Fixed(..) | TimeExpr::ShortYear { .. });
        let Some((start, end)) = resolve(expr, &anchor).filter(|_| absolute) else {
            continue;
        };
        let Some(date) = sharp(start, end) else { continue };
        if let Some(claim) = claim(text, &line, mention.span, date, lexicon) {
            offer(claim, date, mention.span);
        }
    }
    best.map(|(_, date, span)| (date, span))
}

/// A day, a month or a year; nothing else is a date.
fn sharp(start: Date, end: Date) -> Option<PartialDate> {
    if start == end {
        return Some(PartialDate::Day(start));
    }
    if start.day() != 1 || end != end.last_of_month() || start.year() != end.year() {
        return None;
    }
    match (start.month(), end.month()) {
        (1, 12) => Some(PartialDate::Year(start.year())),
        (first, last) if first == last => Some(PartialDate::Month(start.year(), first)),
        _ => None,
    }
}

/// 时间：2022-10-31 11:01, also where a page without line breaks runs on behind it: when it was put up is no time of what is told there.
pub(crate) fn skip_page_date(text: &str, mention: &mut Mention, cues: &DocumentCues) {
    let before = &text[..mention.span.start];
    let marked = before.trim_end_matches(' ').ends_with(['：', ':']) && matches!(mention.kind, MentionKind::Period(_));
    if marked && cues.stated.end(before.trim_end_matches(is_mark)) {
        mention.kind = MentionKind::Skip(SkipReason::Date);
    }
}

fn claim(text: &str, line: &Line, span: Span, date: PartialDate, lexicon: &PeriodLexicon) -> Option<Claim> {
    let cues = &lexicon.document;
    let Line {
        span: line,
        above,
        index,
        from_end,
    } = *line;
    // Only what stands near: a text of one endless line must not be read again for each of its dates.
    let before = last_chars(&text[line.start..span.start], 60);
    let after = first_chars(&text[span.end.min(line.end)..line.end], 60);
    let (lead, rest) = (before.trim_matches(is_mark), after.trim_matches(is_mark));
    let head = index < 12;
    let day = matches!(date, PartialDate::Day(_));
    let dated = !matches!(date, PartialDate::Year(_));
    let foreign = |text: &str| cues.not_stated.stands_in(text);
    if dated {
        let above = above.map_or("", |above| above.of(text));
        let said = if lead.is_empty() && above.ends_with([':', '：']) && !foreign(above) {
            above
        } else {
            before
        };
        let said = said.trim_end_matches(is_mark);
        // 发布于2019年9月的研报: of another paper.
        if cues.stated.end(said) && !foreign(before) && !after.starts_with('的') {
            return Some(Claim::Cue);
        }
    }
    if lead.is_empty() && rest.is_empty() {
        if head && day {
            return Some(Claim::Head);
        }
        if from_end <= 8 && dated {
            return Some(Claim::Signature);
        }
        return (head && dated).then_some(Claim::Month);
    }
    // 2024-07-19 10:12　南宁海关: who published it stands apart behind the day.
    let apart = |rest: &str| after.starts_with([' ', '\u{3000}', '\t', '|']) && rest.chars().count() <= PUBLISHER;
    if index < 6 && day && lead.is_empty() && apart(rest) && !rest.contains(['，', '。', '；', '、', ',', ';', '《'])
    {
        return Some(Claim::Head);
    }
    // 2010年09月10日09:14来源:某某网: where it was printed is said right behind.
    if index < 6 && day && lead.is_empty() && cues.printed.stands_in(first_chars(rest, 14)) && !is_sentence(rest) {
        return Some(Claim::Head);
    }
    // 某某市统计局 2023-07-21 11:04, http://… 2005年1月21日17:01 某某新闻网: on the line of who publishes it.
    let publisher = |before: &str| {
        let hanzi = before.chars().filter(|c| crate::rules::is_hanzi(*c)).count();
        let words = before.trim_end_matches(is_mark);
        before.len() > words.len() && hanzi <= SENDER && !words.contains(['，', '。', '；', '、', ';', '《', '：'])
    };
    let timed = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()) || apart(rest);
    if (1..4).contains(&index)
        && day
        && timed
        && publisher(before)
        && rest.chars().count() <= PUBLISHER
        && !rest.contains(['，', '。', '；', '、', ',', ';', '《'])
        && !foreign(before)
    {
        return Some(Claim::Printed);
    }
    if index < 3 && day && before.ends_with(['(', '（']) && after.starts_with([')', '）']) && rest.is_empty() {
        return Some(Claim::Head);
    }
    // ——2026年1月26日在某省第十四届⏎人民代表大会会议上: the dash tells, the place may stand on the next line.
    let dashed = before.contains('—') && rest.starts_with('在');
    if head && day && lead.is_empty() && (dashed || cues.speech.stands_in(rest)) {
        return Some(Claim::Speech);
    }
    if (head || from_end <= 6) && day && printed(before, after, cues) && !foreign(before) {
        return Some(Claim::Printed);
    }
    if from_end <= 6 && day && before.is_empty() && span.of(text).as_bytes().get(4) == Some(&b'-') {
        return Some(Claim::Archive);
    }
    if !head || !rest.starts_with(|c: char| c.is_ascii_digit() || c == '第') {
        return None;
    }
    let volume = first_chars(rest, 12);
    cues.volume.stands_in(volume).then_some(Claim::Volume)
}

/// Whether marks of a sentence stand there.
fn is_sentence(text: &str) -> bool {
    text.contains(['。', '，', '；', ',', ';', '《'])
}

/// Whether the line about a date says where the text was printed, or is the head of a newspaper's page, and is no sentence.
fn printed(before: &str, after: &str, cues: &DocumentCues) -> bool {
    let near = last_chars(before, 24);
    // 《某某日报》（2025年2月20日 第3版）
    let named = near
        .trim_end_matches(is_mark)
        .strip_suffix('》')
        .and_then(|near| near.rsplit_once('《'));
    let near = match named {
        Some((_, name)) if cues.printed.stands_in(name) => name,
        _ => near,
    };
    let sheet =
        || before.trim_matches(is_mark).chars().count() <= SHEET && cues.sheet.stands_in(first_chars(after, 24));
    (cues.printed.stands_in(near) || sheet()) && !is_sentence(near) && !is_sentence(after.trim_end_matches(is_mark))
}

/// Characters of a time of day and a publisher's name behind the day.
const PUBLISHER: usize = 24;

/// Hanzi of a publisher's name before the day.
const SENDER: usize = 14;

/// Characters of a newspaper's name before the day of its page.
const SHEET: usize = 8;

fn first_chars(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    let mut rest = text.as_bytes();
    for _ in 0..count {
        rest = match rest {
            [0xe0..=0xef, _, _, behind @ ..] | [0xf0..=0xff, _, _, _, behind @ ..] => behind,
            [0..0x80, behind @ ..] | [_, _, behind @ ..] => behind,
            _ => return text,
        };
    }
    &text[..text.len() - rest.len()]
}

fn last_chars(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    let mut rest = text.as_bytes();
    for _ in 0..count {
        rest = match rest {
            [before @ .., 0..0x80] | [before @ .., 0xe0..=0xef, _, _] => before,
            [before @ .., 0xc0..=0xdf, _] | [before @ .., _, _, _, _] => before,
            _ => return text,
        };
    }
    &text[rest.len()..]
}

/// Issues of journals after a cue, in bare figures: 原刊期号】199805 is the fifth issue of 1998, 20001114 a day.
fn issues<'a>(
    text: &'a str,
    lines: &'a Lines,
    lexicon: &'a PeriodLexicon,
) -> impl Iterator<Item = (PartialDate, Span)> + 'a {
    let cues = &lexicon.document;
    lines.head(40).filter_map(move |line| {
        let said = line.of(text);
        let figures = said.bytes().rev().take_while(u8::is_ascii_digit).count();
        // Nearly no line ends with so many.
        if !matches!(figures, 4 | 6 | 8) {
            return None;
        }
        let start = said.len() - figures;
        let (cue, figures) = said.split_at(start);
        let bare = cue.trim_end_matches(is_mark);
        if !cues.stated.end(bare) {
            return None;
        }
        if cues.not_stated.stands_in(cue) {
            return None;
        }
        let year: i16 = figures
            .get(..4)?
            .parse()
            .ok()
            .filter(|year| (1900..2100).contains(year))?;
        let span = Span::new(line.start + start, line.end);
        match figures.len() {
            4 | 6 => Some((PartialDate::Year(year), span)),
            8 => {
                let (month, day) = (figures[4..6].parse().ok()?, figures[6..].parse().ok()?);
                Some((PartialDate::Day(Date::new(year, month, day).ok()?), span))
            }
            _ => None,
        }
    })
}
