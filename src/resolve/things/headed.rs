//! What the head of a clause names, behind the times and marks that it begins with: a thing, a body, or words that point back
//! to one (该项目, 本届某某会).

use crate::model::{Dimension, Mention, MentionKind, Span};
use crate::rules::{NamedThing, ThingKind};

use super::thing::{KNOWN, Thing};
use crate::resolve::discourse::Discourse;

/// What the head of a clause names.
#[derive(Clone, Copy, Debug)]
pub(in crate::resolve) enum Headed {
    /// What the clause is about, and where the words end that name it.
    About(Thing, usize),
    /// What its verb brings up at its end, and what follows is about.
    BringsUp(Thing),
    /// It points back to something that was not named.
    Lost,
    Nothing,
}

impl Discourse<'_> {
    /// What the head of a clause names, behind the times that it begins with. `named`: whether a thing may be named in the clause.
    pub(in crate::resolve) fn headed(&mut self, clause: Span, mentions: &[Mention], named: bool) -> Headed {
        let (text, things) = (self.document.text, self.document.things);
        let mut at = clause.start;
        let mut near = mentions.partition_point(|mention| mention.span.start < at);
        // Most clauses name nothing.
        let mut inside = mentions[near..]
            .iter()
            .take_while(|mention| mention.span.start < clause.end);
        if !named && !inside.any(|mention| matches!(mention.kind, MentionKind::Organisation)) {
            return Headed::Nothing;
        }
        loop {
            let rest = &text[at..clause.end];
            at += rest.len()
                - rest
                    .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '*' | '#' | '】' | '—'))
                    .len();
            // 【第十四届某某会】: the mark that closes it ends the clause.
            if text[at..clause.end].starts_with('【') && !text[at..clause.end].contains('】') {
                at += '【'.len_utf8();
            }
            // 11.【…】
            let figures = text[at..clause.end].bytes().take_while(u8::is_ascii_digit).count();
            if figures > 0 && text[at + figures..clause.end].starts_with(['.', '．', '、']) {
                at += figures + text[at + figures..].chars().next().map_or(0, char::len_utf8);
                continue;
            }
            let first = text[at..clause.end].chars().next();
            let close = first
                .filter(|first| matches!(first, '（' | '【'))
                .map(|first| if first == '（' { '）' } else { '】' });
            if let Some(end) = close.and_then(|close| text[at..clause.end].find(close)) {
                at += end + '）'.len_utf8();
                continue;
            }
            while mentions.get(near).is_some_and(|mention| mention.span.start < at) {
                near += 1;
            }
            match mentions.get(near) {
                Some(mention) if mention.span.start == at && matches!(mention.kind, MentionKind::Period(_)) => {
                    at = mention.span.end.min(clause.end);
                }
                _ => break,
            }
        }
        // 2024“博士江南行”专题招聘会: the year is no part of the name.
        if let Some(mention) = mentions.get(near)
            && mention.span.start == at
            && mention.span.len() == YEAR
            && matches!(&mention.kind, MentionKind::Quantity(quantity) if quantity.unit.is_none())
            && text[mention.span.end..].starts_with('“')
        {
            at = mention.span.end;
            near += 1;
        }
        let inside = || {
            mentions[near..]
                .iter()
                .take_while(|mention| mention.span.end <= clause.end)
        };
        if at >= clause.end {
            return Headed::Nothing;
        }
        // A number ends the search, but for one that a name begins with: 50万千瓦光伏一体化项目.
        let end = inside().find_map(|mention| match &mention.kind {
            MentionKind::Quantity(quantity) if mention.span.start == at && is_capacity(quantity.unit.as_deref()) => {
                None
            }
            // 甲部主办的2026“某某行”招聘会: a year is a part of the name.
            MentionKind::Quantity(quantity)
                if quantity.unit.is_none()
                    && mention.span.len() == YEAR
                    && text[mention.span.end..].starts_with('“') =>
            {
                None
            }
            MentionKind::Quantity(quantity) => Some(quantity.bound_start.max(at)),
            _ => None,
        });
        let words = &text[at..end.unwrap_or(clause.end)];
        if let Some(pointed) = things.pointing(words) {
            // 本届广交会 is the one whose number was told, not another one that the story has mentioned.
            let numbered = |thing: &&Thing| pointed.kind.is_none() || thing.name.of(text).contains('第');
            let mut named = self
                .things
                .iter()
                .rev()
                .take(KNOWN)
                .filter(|thing| pointed.fits(thing.name.of(text)));
            if let Some(thing) = named.find(numbered) {
                return Headed::About(*thing, at + pointed.end);
            }
            let Some(kind) = pointed.kind else { return Headed::Lost };
            let name = Span::new(at, at + pointed.end);
            return Headed::About(self.remember_thing(Thing { name, kind }), at + pointed.end);
        }
        // 活动启动以来: a head alone, where a thing of that kind was named.
        if self.document.date.tells
            && let Some(pointed) = things.alone_at(words)
            && !self.things.is_empty()
        {
            // 项目 in another paragraph is another one.
            let common = things.is_common(&pointed);
            let told = |(at, thing): &(usize, &Thing)| !common || *at >= self.fresh || thing.kind == ThingKind::Event;
            let mut named = self.things.iter().enumerate().rev().take(KNOWN).filter(told);
            if let Some((_, thing)) = named.find(|(_, thing)| pointed.fits(thing.name.of(text))) {
                return Headed::About(*thing, at + pointed.end);
            }
        }
        // 某某大学: an institution or a firm, not whoever governs.
        let mut place = at;
        let body = inside().find(|mention| {
            let area = matches!(mention.kind, MentionKind::Area(_)) && mention.span.start == place;
            if area {
                place = mention.span.end;
            }
            !area
        });
        let named = things.named(words);
        // 第六届跨国公司领导人峰会 names more than the firm.
        let beyond =
            |body: &Span| named.is_none_or(|named| at + named.end <= body.end || at + named.start > body.start);
        let body = body.filter(|mention| {
            let name = mention.span;
            let listed = text[name.end..].starts_with(['、', '等', '和', '与']);
            matches!(mention.kind, MentionKind::Organisation) && name.start == place && !listed && beyond(&name)
        });
        if let Some(body) = body
            && self.document.organisations.is_body(body.span.of(text))
            && !things.says(&text[body.span.end..clause.end])
        {
            let (name, kind) = (body.span, ThingKind::Body);
            return Headed::About(self.remember_thing(Thing { name, kind }), body.span.end);
        }
        // What a government's report brings up is what the government does.
        // 举办新品首发活动324场: so many are none that has a name.
        let counted = end.is_some();
        let brings = |named: &NamedThing| !named.introduced || (self.document.date.tells && !counted);
        let Some(named) = named.filter(brings) else {
            return Headed::Nothing;
        };
        // 新签约制造业项目25个: they are counted, and none of them is named.
        let tallied = inside().any(|mention| match &mention.kind {
            MentionKind::Quantity(quantity) => {
                let behind = quantity.bound_start == at + named.end && mention.span.end == clause.end;
                behind && quantity.dimension == Dimension::Count
            }
            _ => false,
        });
        if tallied {
            return Headed::Nothing;
        }
        let thing = self.remember_thing(Thing {
            name: self.whole_name(Span::new(at + named.start, at + named.end), clause.start),
            kind: named.kind,
        });
        if named.introduced {
            Headed::BringsUp(thing)
        } else {
            Headed::About(thing, at + named.end)
        }
    }

    /// A name with what a single dash joins to it: 第20届中国—东盟博览会.
    fn whole_name(&self, name: Span, clause: usize) -> Span {
        let text = self.document.text;
        // 2026某某市订货会
        let year = text[clause..name.start]
            .get(name.start.saturating_sub(clause + YEAR)..)
            .filter(|year| year.len() == YEAR && year.bytes().all(|digit| digit.is_ascii_digit()));
        if year.is_some() && !text[name.start..].starts_with('“') {
            return Span::new(name.start - YEAR, name.end);
        }
        let before = text[..name.start]
            .strip_suffix('—')
            .filter(|before| name.start == clause && !before.ends_with('—'));
        let Some(before) = before else { return name };
        let joined = before
            .chars()
            .rev()
            .take_while(|c| c.is_alphanumeric())
            .take(JOINED)
            .map(char::len_utf8)
            .sum::<usize>();
        // 黄河上游的重点工程—某某水电站: that only says what it is.
        let joined = &before[before.len() - joined..];
        if joined.contains('的') || joined.chars().count() == JOINED {
            return name;
        }
        Span::new(before.len() - joined.len(), name.end)
    }
}

/// Whether a number in such a unit may begin a name: 50万千瓦光伏项目.
fn is_capacity(unit: Option<&str>) -> bool {
    unit.is_some_and(|unit| unit.ends_with('瓦') || unit.ends_with("千伏") || unit.ends_with("吨级"))
}

/// Characters before a dash within a name at most.
const JOINED: usize = 12;

/// Bytes of a year in figures.
const YEAR: usize = 4;
