//! The thing that a clause names: how far its name goes, and whether the words name one thing at all, not several or a kind.

use super::pointing::POINTED;
use super::{Edge, NamedThing, ThingKind, Things};
use crate::rules::{is_alphabetic, is_alphanumeric};

/// Characters of a clause in which a name is looked for.
const REACH: usize = 48;

/// Characters that a common head must have before it that name something.
const NAMED: usize = 3;

/// Characters at most between two heads of one name.
const FURTHER: usize = 8;

/// Characters of a ship's name at most.
const NAMED_SHIP: usize = 8;

impl Things {
    /// The thing that a clause is about or brings up. `clause` begins behind the times at its head and ends before its mark.
    pub fn named(&self, clause: &str) -> Option<NamedThing> {
        // “江河”号设计航速……: a ship by its name alone.
        let ship = || {
            numbered_after(clause).map(|end| NamedThing {
                start: 0,
                end,
                kind: ThingKind::Work,
                introduced: false,
            })
        };
        self.headed(clause).or_else(ship)
    }

    /// The thing of a clause whose name ends in a head.
    fn headed(&self, clause: &str) -> Option<NamedThing> {
        let limit = match clause.len() <= REACH || clause.chars().count() <= REACH {
            true => clause.len(),
            false => clause.char_indices().nth(REACH).map_or(clause.len(), |(at, _)| at),
        };
        // Most clauses have no head.
        if !self.firsts.any(clause, limit, |rest| self.is_headed(rest)) {
            return None;
        }
        let mut at = 0;
        let mut start = 0;
        let (mut brings, mut verb) = (false, false);
        // Whether the name begins right behind a verb that brings it up.
        let mut brought = false;
        // Whether it begins right behind 这家 or 这座.
        let mut one = false;
        while at < limit {
            at = self.signs.next(clause, at, limit)?;
            let rest = &clause[at..];
            let first = rest.chars().next()?;
            if let Some(close) = closing(first) {
                let inner = rest.find(close)?;
                let end = at + inner + close.len_utf8();
                if first == '《' {
                    let stands = !verb || brought || clause[..start].ends_with('的');
                    return self.written(clause, start, at, end, brings).filter(|_| stands);
                }
                at = end;
                continue;
            }
            // 重点项目——某某储能电站
            if rest.starts_with("——") {
                at += "——".len();
                start = at;
                continue;
            }
            if matches!(first, '、' | '”' | '》') {
                // 甲部、乙部主办的某某会: what they do begins its name.
                if let Some(behind) = self.behind_hosts(&clause[at..limit]) {
                    at += behind;
                    start = at;
                    (verb, brings, brought) = (false, false, false);
                    continue;
                }
                // Two things at once are none.
                return None;
            }
            if let Some((length, kind)) = self.heads.longest(rest.chars(), |_, _| true) {
                let mut end = at + length;
                let mut kind = *kind;
                while let Some((more, next)) = self.heads.longest(clause[end..].chars(), |_, _| true) {
                    (end, kind) = (end + more, *next);
                }
                // “万村通”卫星|数字电视|项目, 互联网大会|数字丝路发展|论坛
                let alone = self.alone.start_of(rest) == Some(end - at);
                if matches!(kind, ThingKind::Work | ThingKind::Event)
                    && !alone
                    && let Some((longer, next)) = self.further(clause, end, kind)
                {
                    (end, kind) = (longer, next);
                }
                // 第十届卫星|导航年会
                if kind == ThingKind::Work
                    && clause[start..at].contains('届')
                    && let Some((longer, next)) = self.further(clause, end, ThingKind::Event)
                {
                    (end, kind) = (longer, next);
                }
                // 破冰调查船“极地”号
                if kind == ThingKind::Work
                    && let Some(called) = numbered_after(&clause[end..])
                {
                    end += called;
                }
                let behind = &clause[end..];
                if self.says.start(behind) {
                    return None;
                }
                // 重点能源工程——某某输电通道: the name stands behind the dash.
                if let Some(rest) = behind.strip_prefix("——")
                    && let Some(named) = self.headed(rest)
                {
                    let from = clause.len() - rest.len();
                    return Some(NamedThing {
                        start: named.start + from,
                        end: named.end + from,
                        ..named
                    });
                }
                let ends = behind.is_empty();
                // 图书馆、博物馆: two things at once are none.
                let joined = kind == ThingKind::Work && behind.starts_with(['和', '与', '及']);
                let listed = behind.starts_with(['、', '等']) || joined;
                let alone = kind == ThingKind::Body && self.alone.start_of(rest) == Some(end - at);
                let start = if alone { at } else { start };
                // 这家新能源汽车工厂: one of them.
                let one = one && kind == ThingKind::Work;
                let names = |name| self.names(name, kind) || (one && self.names_one(name));
                if !listed && !self.behind.start(behind) && names(&clause[start..end]) {
                    let introduced = brings && ends;
                    let object = (verb && !brought) || (brings && !ends);
                    let passing = object && !clause[..start].ends_with('的');
                    return (!passing).then_some(NamedThing {
                        start,
                        end,
                        kind,
                        introduced,
                    });
                }
                at = end;
                continue;
            }
            match self.edges.longest(rest.chars(), |_, _| true) {
                Some((length, Edge::Plain)) => at += length,
                Some((length, _)) if is_in_name(clause, at, length) => at += length,
                Some((length, edge)) => {
                    one = self.this.start_of(rest) == Some(length);
                    at += length;
                    start = at;
                    brought = *edge == Edge::Introduces;
                    brings |= brought;
                    verb |= *edge == Edge::Verb;
                }
                None => at += first.len_utf8(),
            }
        }
        None
    }

    /// Where a name begins behind those who bring about what it is of: 主办的.
    pub fn behind_hosts(&self, words: &str) -> Option<usize> {
        words
            .char_indices()
            .find_map(|(at, _)| Some(at + self.hosts.start_of(&words[at..])?))
    }

    /// Where a name begins that runs to the end of these words: behind the last of the words before names.
    pub fn name_begins(&self, words: &str) -> usize {
        let (mut at, mut start) = (0, 0);
        while let Some(first) = words[at..].chars().next() {
            let rest = &words[at..];
            if let Some(close) = closing(first)
                && let Some(inner) = rest.find(close)
            {
                at += inner + close.len_utf8();
                continue;
            }
            match self.edges.longest(rest.chars(), |_, _| true) {
                Some((length, Edge::Plain)) => at += length,
                Some((length, _)) if is_in_name(words, at, length) => at += length,
                Some((length, _)) => {
                    at += length;
                    start = at;
                }
                None => at += first.len_utf8(),
            }
        }
        start
    }

    /// Whether a name ends before these words: before a mark, a time or a verb.
    pub fn name_ends(&self, behind: &str) -> bool {
        let hanzi = behind.chars().next().is_some_and(|next| ('一'..='龥').contains(&next));
        let edge = self.edges.longest(behind.chars(), |_, _| true);
        !hanzi || edge.is_some_and(|(_, edge)| *edge != Edge::Plain)
    }

    /// Where a longer name of a work, project or event ends that goes on behind `end` with a few words that are none of the edges.
    fn further(&self, clause: &str, end: usize, kind: ThingKind) -> Option<(usize, ThingKind)> {
        for (at, _) in clause[end..].char_indices().take(FURTHER + 1) {
            let rest = &clause[end + at..];
            let edge = self.edges.longest(rest.chars(), |_, _| true);
            if !rest.starts_with(is_alphabetic) || edge.is_some_and(|(_, edge)| *edge != Edge::Plain) {
                return None;
            }
            if let Some((length, next)) = self.heads.longest(rest.chars(), |_, _| true)
                && *next == kind
            {
                return Some((end + at + length, kind));
            }
        }
        None
    }

    /// A book or paper whose title stands at `open..end`, with what belongs to its name behind it: 《…》第五卷.
    fn written(&self, clause: &str, start: usize, open: usize, end: usize, brings: bool) -> Option<NamedThing> {
        let volume = clause[end..].strip_prefix('第').and_then(|rest| {
            let (at, end) = rest
                .char_indices()
                .take(4)
                .find(|(_, c)| matches!(c, '卷' | '辑' | '季' | '版'))?;
            Some('第'.len_utf8() + at + end.len_utf8())
        });
        let end = end + volume.unwrap_or(0);
        let behind = &clause[end..];
        let about = start == open || clause[start..open].chars().count() <= POINTED;
        (about && !self.says.start(behind) && !behind.starts_with('等')).then_some(NamedThing {
            start: open,
            end,
            kind: ThingKind::Paper,
            introduced: brings && behind.is_empty(),
        })
    }

    /// Whether a name is of one thing, not of a kind.
    pub fn is_one(&self, name: &str) -> bool {
        self.kind_of(name).is_some_and(|kind| self.names(name, kind))
    }

    /// Whether words that end in a head name one thing.
    fn names(&self, name: &str, kind: ThingKind) -> bool {
        let head = self.head_ends.end_of(name).unwrap_or(0);
        let (before, head) = name.split_at(name.len() - head);
        if self.alone.start_of(head) == Some(head.len()) {
            return !self.counts(before) && !before.contains(['和', '与']);
        }
        if before.is_empty()
            || self.counts(before)
            || before.contains("全国") && kind == ThingKind::Work
            || name.contains(['和', '与', '及'])
                && !name.contains('“')
                && !(kind == ThingKind::Event && name.contains('届'))
        {
            return false;
        }
        let common = self.common.start_of(head) == Some(head.len());
        if self.quoted.start_of(head) == Some(head.len()) {
            return before.contains('“');
        }
        let (mut rest, mut named) = (before, 0);
        while let Some(first) = rest.chars().next() {
            if first == '“' || first.is_ascii_alphanumeric() {
                return true;
            }
            let nothing = self.generic.start_of(rest);
            named += usize::from(nothing.is_none() && is_alphanumeric(first));
            rest = &rest[nothing.unwrap_or(first.len_utf8())..];
        }
        named >= if common { NAMED } else { 2 }
    }

    /// Whether words behind 这家 or 这座 say which one it is.
    fn names_one(&self, name: &str) -> bool {
        let head = self.head_ends.end_of(name).unwrap_or(0);
        name.len() > head && !name.contains(['和', '与', '及', '、'])
    }

    /// Whether a name begins with how many there are: 两座, 多条, 5个.
    fn counts(&self, name: &str) -> bool {
        let numeral = |c: char| "一二两三四五六七八九十百千万几多数各某每单整上近".contains(c) || c.is_ascii_digit();
        let mut letters = name.chars();
        let first = letters.next().is_some_and(numeral);
        let rest = letters.as_str().trim_start_matches(numeral);
        first
            && rest.starts_with([
                '座', '条', '个', '项', '场', '批', '家', '次', '届', '艘', '颗', '枚', '类', '种', '所', '支', '处',
                '余', '大', '级',
            ])
    }
}

/// Whether 日 or 月 is no date's, for no figure stands before it: 日尔郎山.
fn is_in_name(words: &str, at: usize, length: usize) -> bool {
    let figure = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    matches!(&words[at..at + length], "日" | "月") && !words[..at].ends_with(figure)
}

/// Where the name of a ship ends that stands behind what it is: “极地”号.
fn numbered_after(behind: &str) -> Option<usize> {
    let quoted = behind.strip_prefix('“')?;
    let close = quoted.char_indices().take(NAMED_SHIP).find(|(_, c)| *c == '”')?.0;
    let end = '“'.len_utf8() + close + '”'.len_utf8();
    behind[end..].starts_with('号').then_some(end + '号'.len_utf8())
}

/// The mark that closes what a mark opens.
const fn closing(mark: char) -> Option<char> {
    match mark {
        '“' => Some('”'),
        '《' => Some('》'),
        '「' => Some('」'),
        _ => None,
    }
}
