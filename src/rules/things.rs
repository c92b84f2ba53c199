//! Things with names of their own that facts are about beside places and organisations, from `lexicon/things.toml`: works
//! of building, projects, events, papers, bodies of the state.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem::Finder;
use serde::Deserialize;

use super::beginnings::Beginnings;
use super::prefixes::{Inside, Starts};
use super::{Diagnostic, Prefixes, RuleFile, Words};

/// What kind of thing a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThingKind {
    /// A work of building or craft, a project.
    Work,
    /// What takes place.
    Event,
    /// What is written.
    Paper,
    /// A body of the state.
    Body,
}

/// A name in a clause: where it begins and ends, in bytes, and how it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedThing {
    /// First byte.
    pub start: usize,
    /// Behind the last one.
    pub end: usize,
    /// What kind of thing it is.
    pub kind: ThingKind,
    /// Whether a verb brings it up at the end of the clause, and so it is not what the clause is about.
    pub introduced: bool,
}

/// Words at the head of a clause that point back to a thing.
#[derive(Clone, Copy, Debug)]
pub struct Pointed<'s> {
    /// Where they end in the clause.
    pub end: usize,
    /// Their head.
    head: &'s str,
    /// How the names end that it may stand for, where it is no such end itself.
    ends: Option<&'s [String]>,
    /// The kind of thing, where the words say by themselves which it is: 本届广交会.
    pub kind: Option<ThingKind>,
}

impl Pointed<'_> {
    /// Whether they may point to the thing of a name.
    pub fn fits(&self, name: &str) -> bool {
        match self.ends {
            Some(ends) => ends.iter().any(|end| name.ends_with(&**end)),
            None => name.ends_with(self.head),
        }
    }
}

/// What a word before a name does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// It says when or how.
    Stop,
    /// It is a verb or a preposition, of which the name is the object.
    Verb,
    /// It is a verb that brings up what is then told of.
    Introduces,
    /// It only looks like one.
    Plain,
}

/// The lexicon of things.
pub struct Things {
    heads: Prefixes<ThingKind>,
    /// What heads and titles begin with.
    firsts: Beginnings,
    /// The same, and what words that point back begin with.
    openings: Beginnings,
    /// What words that point back begin with, a few characters.
    pointers: Vec<Finder<'static>>,
    alone: Words,
    common: Words,
    quoted: Words,
    generic: Words,
    /// Words before a name.
    edges: Prefixes<Edge>,
    /// What these, heads and the marks begin with that tell of where a name begins or ends.
    signs: Beginnings,
    says: Starts,
    behind: Starts,
    this: Words,
    back: Prefixes<Vec<String>>,
    head_ends: Words,
    paper: Starts,
    event: Inside,
    attributes: Words,
    of: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    heads: Heads,
    edges: Edges,
    told: ToldWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heads {
    work: Vec<String>,
    event: Vec<String>,
    paper: Vec<String>,
    body: Vec<String>,
    alone: Vec<String>,
    common: Vec<String>,
    quoted: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edges {
    generic: Vec<String>,
    stops: Vec<String>,
    verbs: Vec<String>,
    plain: Vec<String>,
    introduces: Vec<String>,
    says: Starts,
    behind: Starts,
    this: Vec<String>,
    back: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToldWords {
    paper: Starts,
    event: Inside,
    attributes: Vec<String>,
    of: Vec<String>,
}

/// Characters of a clause in which a name is looked for.
const REACH: usize = 48;

/// What the title of a book or paper begins with.
const TITLE: [u8; 3] = [0xe3, 0x80, 0x8a];

/// Characters that a common head must have before it that name something.
const NAMED: usize = 3;

/// Characters at most between two heads of one name.
const FURTHER: usize = 8;

/// So many characters at most stand between a word that points back and its head: 该|储能|电站.
const POINTED: usize = 4;

impl Things {
    /// Path below `rules/`.
    pub const PATH: &str = "lexicon/things.toml";

    /// Reads the file.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn load(file: &RuleFile) -> Result<Self, Diagnostic> {
        let Shape {
            heads: written,
            edges: around,
            told,
        } = file.parse()?;
        let kinds = [
            (&written.work, ThingKind::Work),
            (&written.event, ThingKind::Event),
            (&written.paper, ThingKind::Paper),
            (&written.body, ThingKind::Body),
        ];
        let mut heads = Prefixes::default();
        for (words, kind) in kinds {
            for word in words {
                heads.insert(word.chars(), kind);
            }
        }
        let mut edges = Prefixes::default();
        let sorts = [
            (&around.stops, Edge::Stop),
            (&around.verbs, Edge::Verb),
            (&around.introduces, Edge::Introduces),
            (&around.plain, Edge::Plain),
        ];
        for (words, sort) in sorts {
            for word in words {
                edges.insert(word.chars(), sort);
            }
        }
        let before = (sorts.iter()).flat_map(|(words, _)| words.iter().map(String::as_str));
        let heads_or_edges = kinds
            .iter()
            .flat_map(|(words, _)| words.iter().map(String::as_str))
            .chain(before);
        let signs = Beginnings::of(heads_or_edges.chain(SIGNS));
        let mut back = Prefixes::default();
        for (word, ends) in around.back {
            back.insert(word.chars(), ends);
        }
        let all = || kinds.into_iter().flat_map(|(words, _)| words).map(String::as_str);
        let starts = || all().chain(["《"]);
        let pointers: BTreeSet<char> = around.this.iter().filter_map(|word| word.chars().next()).collect();
        let finder = |letter: &char| Finder::new(letter.encode_utf8(&mut [0; 4])).into_owned();
        Ok(Self {
            heads,
            firsts: Beginnings::of(starts()),
            openings: Beginnings::of(starts().chain(around.this.iter().map(String::as_str))),
            pointers: pointers.iter().map(finder).collect(),
            alone: Words::forward(&written.alone),
            common: Words::forward(&written.common),
            quoted: Words::forward(&written.quoted),
            generic: Words::forward(&around.generic),
            edges,
            signs,
            says: around.says,
            behind: around.behind,
            this: Words::forward(&around.this),
            back,
            head_ends: Words::backward(kinds.into_iter().flat_map(|(words, _)| words)),
            paper: told.paper,
            event: told.event,
            attributes: Words::backward(&told.attributes),
            of: Words::forward(&told.of),
        })
    }

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
            // Two things at once are none.
            if matches!(first, '、' | '”' | '》') {
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

    /// Where in the text something stands last that may point back to a thing.
    pub fn last_pointing(&self, text: &str) -> Option<usize> {
        let last = |pointer: &Finder| {
            let places: Vec<usize> = pointer.find_iter(text.as_bytes()).collect();
            places.into_iter().rfind(|at| self.pointing(&text[*at..]).is_some())
        };
        self.pointers.iter().filter_map(last).max()
    }

    /// Whether something in the text may name a thing or point back to one.
    pub fn may_be_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// Where in the text something begins first that may name a thing or point back to one.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        let mut first = None;
        self.openings.any(text, text.len(), |rest| {
            let found = self.is_headed(rest) || self.pointing(rest).is_some();
            first = found.then(|| text.len() - rest.len());
            found
        });
        first
    }

    /// Whether a text begins with a title or a head.
    fn is_headed(&self, text: &str) -> bool {
        let mut any = text.as_bytes().first_chunk() == Some(&TITLE);
        if !any {
            self.heads.each(text.chars(), |_, _| {
                any = true;
                false
            });
        }
        any
    }

    /// Where a longer name of a work, project or event ends that goes on behind `end` with a few words that are none of the edges.
    fn further(&self, clause: &str, end: usize, kind: ThingKind) -> Option<(usize, ThingKind)> {
        for (at, _) in clause[end..].char_indices().take(FURTHER + 1) {
            let rest = &clause[end + at..];
            let edge = self.edges.longest(rest.chars(), |_, _| true);
            if !rest.starts_with(char::is_alphabetic) || edge.is_some_and(|(_, edge)| *edge != Edge::Plain) {
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
            named += usize::from(nothing.is_none() && first.is_alphanumeric());
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

    /// What the head of a clause points back to: 该项目, 本届广交会, 此次活动.
    pub fn pointing<'s>(&'s self, clause: &'s str) -> Option<Pointed<'s>> {
        let this = self.this.start_of(clause)?;
        let rest = &clause[this..];
        for (at, _) in rest.char_indices().take(POINTED + 1) {
            let back = self.back.longest(rest[at..].chars(), |_, _| true);
            let head = self.heads.longest(rest[at..].chars(), |_, _| true);
            let head = head.filter(|(length, _)| back.is_none_or(|(other, _)| *length > other));
            let (length, ends, kind) = match (head, back) {
                (Some((length, kind)), _) => (length, None, Some(*kind)),
                (None, Some((length, ends))) => (length, Some(ends.as_slice()), None),
                (None, None) => continue,
            };
            let end = at + length;
            return Some(Pointed {
                end: this + end,
                head: &rest[at..end],
                ends,
                kind: kind.filter(|_| self.alone.start_of(&rest[at..end]) == Some(length)),
            });
        }
        None
    }

    /// A head that stands alone at the head of a clause, and so may point back: 活动启动以来, 项目全长. What stands behind it must
    /// be none of what goes on a name (项目资金).
    pub fn alone_at<'s>(&'s self, clause: &'s str) -> Option<Pointed<'s>> {
        let back = self.back.longest(clause.chars(), |_, _| true);
        let head = self.heads.longest(clause.chars(), |_, _| true);
        let head = head.filter(|(length, kind)| {
            back.is_none_or(|(other, _)| *length > other) && matches!(kind, ThingKind::Work | ThingKind::Event)
        });
        let (length, ends) = match (head, back) {
            (Some((length, _)), _) => (length, None),
            (None, Some((length, ends))) => (length, Some(ends.as_slice())),
            (None, None) => return None,
        };
        let (head, behind) = clause.split_at(length);
        let goes_on = behind.starts_with(['、', '和', '与', '等', '的']) || self.behind.start(behind);
        let more = self.heads.longest(behind.chars(), |_, _| true).is_some();
        let named = self.alone.start_of(head) == Some(length);
        (!goes_on && !more && !named && !behind.is_empty()).then_some(Pointed {
            end: length,
            head,
            ends,
            kind: None,
        })
    }

    /// Whether a word is the head of names of things: 工程.
    pub fn is_head(&self, word: &str) -> bool {
        let head = self.heads.longest(word.chars(), |_, _| true);
        head.is_some_and(|(length, kind)| length == word.len() && matches!(kind, ThingKind::Work | ThingKind::Event))
    }

    /// Whether words that point back have a head of which a story may have several: 项目, but not 古城.
    pub fn is_common(&self, pointed: &Pointed) -> bool {
        pointed.ends.is_some() || self.common.start_of(pointed.head) == Some(pointed.head.len())
    }

    /// Whether a clause says what a paper holds.
    pub fn holds(&self, clause: &str) -> bool {
        self.paper.start(clause)
    }

    /// Whether the words behind a name only pass on what it says.
    pub fn says(&self, behind: &str) -> bool {
        self.says.start(behind)
    }

    /// Whether a clause tells of those who come to an event.
    pub fn takes_part(&self, clause: &str) -> bool {
        self.event.stands_in(clause)
    }

    /// The work of which a name tells one attribute: 某某隧道 of 某某隧道海拔.
    pub fn with_attribute<'n>(&self, name: &'n str) -> Option<&'n str> {
        let work = &name[..name.len() - self.attributes.end_of(name)?];
        let head = self.head_ends.end_of(work)?;
        (head < work.len()).then_some(work)
    }

    /// Whether a word is an attribute that says nothing of whose it is: 通航净空.
    pub fn is_attribute(&self, word: &str) -> bool {
        let Some(end) = self.attributes.end_of(word) else {
            return false;
        };
        let mut rest = &word[..word.len() - end];
        while let Some(length) = self.of.start_of(rest) {
            rest = &rest[length..];
        }
        rest.is_empty()
    }
}

/// Where the name of a ship ends that stands behind what it is: “极地”号.
fn numbered_after(behind: &str) -> Option<usize> {
    let quoted = behind.strip_prefix('“')?;
    let close = quoted.char_indices().take(NAMED_SHIP).find(|(_, c)| *c == '”')?.0;
    let end = '“'.len_utf8() + close + '”'.len_utf8();
    behind[end..].starts_with('号').then_some(end + '号'.len_utf8())
}

/// Characters of a ship's name at most.
const NAMED_SHIP: usize = 8;

/// Marks that open or end names, and those that end what may be one.
const SIGNS: [&str; 7] = ["“", "《", "「", "、", "”", "》", "——"];

/// The mark that closes what a mark opens.
const fn closing(mark: char) -> Option<char> {
    match mark {
        '“' => Some('”'),
        '《' => Some('》'),
        '「' => Some('」'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn things() -> Things {
        Things::load(&RuleFile::shipped(Things::PATH)).unwrap_or_else(|mistake| panic!("{mistake}"))
    }

    #[test]
    fn a_thing_is_named_at_the_head_of_a_clause_or_brought_up_at_its_end() {
        let things = things();
        for (clause, expected) in [
            ("青岚江大桥主跨达", Some(("青岚江大桥", false))),
            (
                "由甲部主办的“春风”全国乡村音乐节今天启动",
                Some(("“春风”全国乡村音乐节", false)),
            ),
            ("某省印发《节水条例》", Some(("《节水条例》", true))),
            ("江南市举办面向毕业生的春季专场招聘会", Some(("春季专场招聘会", true))),
            (
                "50万千瓦光伏一体化项目正在建设",
                Some(("50万千瓦光伏一体化项目", false)),
            ),
            // No names: several of a kind, a kind alone, what only passes on.
            ("两座大桥建成", None),
            ("重点项目加快建设", None),
            ("国家能源局数据显示", None),
            ("大桥、隧道加快建设", None),
        ] {
            let found = things.named(clause);
            let found = found.map(|thing| (&clause[thing.start..thing.end], thing.introduced));
            assert_eq!(found, expected, "{clause}");
        }
    }

    #[test]
    fn words_that_point_back_fit_names_that_end_so() {
        let things = things();
        for (clause, name, fits) in [
            ("该项目投产后", "某某光伏项目", true),
            ("本届博览会展览总面积", "第21届茶叶博览会", true),
            ("本书收入", "《某某文选》第二卷", true),
            ("该项目投产后", "青岚江大桥", false),
        ] {
            let pointed = things
                .pointing(clause)
                .unwrap_or_else(|| panic!("{clause} points to nothing"));
            assert_eq!(pointed.fits(name), fits, "{clause} {name}");
        }
        assert!(things.pointing("项目投产后").is_none());
    }
}
