//! How names of organisations, parks and firms end and where they begin, from `lexicon/organisations.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::firm_names::FirmNames;
use super::prefixes::{Ends, Inside};
use super::torn::Torn;
use super::{Diagnostic, Prefixes, RuleFile, Term, Words};

/// What the end of a name asks of its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadKind {
    /// 科技局: an area, or 市 and the like.
    Government,
    /// 研究院, 有限公司: a name of any kind.
    Name,
    /// 医院: a name that begins with an area or a house.
    Anchored,
    /// 村: a short name at the head of a clause or behind an area.
    Town,
    /// 园: counts inside quotation marks alone.
    Quoted,
    /// 国务院: a name in itself.
    Whole,
}

/// A word that names nothing.
const GENERIC: u8 = 1;
/// A word that makes a class of what follows.
const CLASS: u8 = 2;
/// A word that no name contains.
const STOP: u8 = 4;

/// The lengths in bytes of the longest words of each kind at the beginning of a text; 0 where there are none.
#[derive(Clone, Copy, Default)]
struct Longest {
    generic: usize,
    class: usize,
    stop: usize,
}

/// The lexicon of organisations.
pub struct Organisations {
    heads: Vec<(String, HeadKind)>,
    houses: Words,
    /// The words that names are made of or end before, each with what it can be: [`GENERIC`], [`CLASS`], [`STOP`].
    parts: Prefixes<u8>,
    own: Vec<String>,
    counts: Vec<String>,
    pub(super) bodies: Bodies,
    back: BackWords,
    /// The heads, the ends of zones, offices, posts, what introduces them, and the ends of towns, each to be found at the end of a text.
    head_ends: Prefixes<HeadKind>,
    firm_heads: Words,
    firm_words: Vec<String>,
    zone_ends: Words,
    office_ends: Words,
    post_ends: Words,
    from_ends: Words,
    town_ends: Words,
    /// The ends of zones, to be found inside a text.
    zones: Inside,
    towns: Inside,
    pub(super) torn: Torn,
}

/// The words of [`Back`], to be found at the beginning of a clause.
struct BackWords {
    this: Words,
    /// Each with whether it stands for a body by itself, and how the names end that it may stand for.
    ends: Prefixes<(bool, Vec<String>)>,
}

impl From<&Back> for BackWords {
    fn from(back: &Back) -> Self {
        let mut ends = Prefixes::default();
        for (word, of) in &back.ends {
            ends.insert(word.chars(), (back.alone.contains(word), of.clone()));
        }
        Self {
            this: Words::forward(&back.this),
            ends,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    heads: Heads,
    edges: Edges,
    bodies: Bodies,
}

/// What tells that a whole document is about one body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bodies {
    zones: Vec<String>,
    pub(super) governed: Ends,
    pub(super) own_zone: Vec<String>,
    offices: Vec<String>,
    posts: Vec<String>,
    askers: Vec<String>,
    from: Vec<String>,
    openings: Vec<String>,
    pub(super) firms: FirmNames,
    texts: Vec<String>,
    publishes: Ends,
    published: Inside,
    made_public: Inside,
    kinds: Inside,
    short: BTreeMap<String, Vec<String>>,
    towns: BTreeMap<String, Vec<String>>,
    counted: Vec<String>,
    back: Back,
}

/// Words for a body named before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    alone: Vec<String>,
    this: Vec<String>,
    ends: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heads {
    government: Vec<String>,
    name: Vec<String>,
    anchored: Vec<String>,
    quoted: Vec<String>,
    town: Vec<String>,
    whole: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edges {
    houses: Vec<String>,
    stops: Vec<String>,
    own: Vec<String>,
    counts: Vec<String>,
    generic: Vec<String>,
    classes: Vec<String>,
    firms: Firms,
    torn: Torn,
}

/// What names of firms may hold that ends other names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Firms {
    heads: Vec<String>,
    words: Vec<String>,
}

impl Organisations {
    /// Reads `lexicon/organisations.toml`.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn load(file: &RuleFile) -> Result<Self, Diagnostic> {
        let Shape { heads, edges, bodies } = file.parse()?;
        let kinds = [
            (heads.government, HeadKind::Government),
            (heads.name, HeadKind::Name),
            (heads.anchored, HeadKind::Anchored),
            (heads.quoted, HeadKind::Quoted),
            (heads.town, HeadKind::Town),
            (heads.whole, HeadKind::Whole),
        ];
        let heads: Vec<(String, HeadKind)> = (kinds.into_iter())
            .flat_map(|(words, kind)| words.into_iter().map(move |word| (word, kind)))
            .collect();
        let mut head_ends = Prefixes::default();
        for (word, kind) in &heads {
            head_ends.insert(word.chars().rev(), *kind);
        }
        let mut parts: Prefixes<u8> = Prefixes::default();
        for (words, kind) in [(&edges.generic, GENERIC), (&edges.classes, CLASS), (&edges.stops, STOP)] {
            for word in words {
                match parts.whole_mut(word.chars()) {
                    Some(known) => *known |= kind,
                    None => {
                        parts.insert(word.chars(), kind);
                    }
                }
            }
        }
        Ok(Self {
            heads,
            head_ends,
            firm_heads: Words::forward(&edges.firms.heads),
            firm_words: edges.firms.words,
            zone_ends: Words::backward(&bodies.zones),
            office_ends: Words::backward(&bodies.offices),
            post_ends: Words::backward(&bodies.posts),
            from_ends: Words::backward(&bodies.from),
            town_ends: Words::backward(bodies.towns.keys()),
            zones: Inside::from(bodies.zones.clone()),
            towns: Inside::from(bodies.towns.keys().cloned().collect::<Vec<_>>()),
            back: BackWords::from(&bodies.back),
            houses: Words::forward(&edges.houses),
            parts,
            torn: edges.torn,
            own: edges.own,
            counts: edges.counts,
            bodies,
        })
    }

    /// Where the words that end a post (副市长) end last in a text, if they stand there and no more than so many characters that are
    /// no white space behind them.
    pub fn post(&self, text: &str, behind: usize) -> Option<usize> {
        let mut left = 0;
        for (at, letter) in text.char_indices().rev() {
            let end = at + letter.len_utf8();
            if self.post_ends.end_of(&text[..end]).is_some() {
                return Some(end);
            }
            left += usize::from(!letter.is_whitespace());
            if left > behind {
                break;
            }
        }
        None
    }

    /// Whether a name at the head of a turn is that of somebody who asks: 某报记者, 主持人.
    pub fn asks(&self, who: &str) -> bool {
        self.bodies.askers.iter().any(|word| who.ends_with(&**word))
    }

    /// Every head with its meaning, for [`super::Terms::new`].
    pub fn terms(&self) -> impl Iterator<Item = (String, Term)> + '_ {
        (self.heads.iter().enumerate()).map(|(index, (word, _))| (word.clone(), Term::Organisation(index as u32)))
    }

    /// What a head asks of the beginning of its name.
    pub fn kind(&self, index: u32) -> Option<HeadKind> {
        self.heads.get(index as usize).map(|(_, kind)| *kind)
    }

    /// Length in bytes of the house (浙大, 中科院) that the text starts with.
    pub fn house(&self, text: &str) -> Option<usize> {
        self.houses.start_of(text)
    }

    /// Whether a firm's name ends there: 有限公司.
    pub fn heads_firm(&self, head: &str) -> bool {
        self.firm_heads.start_of(head).is_some()
    }

    /// Whether the text is nothing but words for what firms do: 投资管理.
    pub fn of_firms(&self, text: &str) -> bool {
        let mut rest = text;
        while let Some(next) = self.firm_words.iter().find_map(|word| rest.strip_prefix(&**word)) {
            rest = next;
        }
        rest.is_empty()
    }

    /// What a name is made of, from the beginning of the text: its length in bytes and whether a name cannot contain it.
    /// The longest word decides: 经济 is no 经.
    pub fn word(&self, text: &str) -> (usize, bool) {
        let longest = self.longest(text);
        let plain = longest.generic.max(longest.class);
        match longest.stop {
            stop if stop > plain => (stop, true),
            _ if plain > 0 => (plain, false),
            _ => (text.chars().next().map_or(0, char::len_utf8), false),
        }
    }

    #[inline]
    fn longest(&self, text: &str) -> Longest {
        let mut longest = Longest::default();
        self.parts.each(text.chars(), |length, kinds| {
            for (kind, longest) in [
                (GENERIC, &mut longest.generic),
                (CLASS, &mut longest.class),
                (STOP, &mut longest.stop),
            ] {
                if kinds & kind != 0 {
                    *longest = length;
                }
            }
            true
        });
        longest
    }

    /// Whether the text begins with a numeral: “一区五园” names nothing.
    pub fn counts(&self, text: &str) -> bool {
        self.counts.iter().any(|word| text.starts_with(&**word))
    }

    /// Whether the text is what stands for the own area before a body of government: 市, 省.
    pub fn is_own(&self, text: &str) -> bool {
        self.own.iter().any(|word| word == text)
    }

    /// Whether the text is nothing, or ends with a word that makes a class of what follows.
    pub fn ends_in_class(&self, text: &str) -> bool {
        let mut rest = text;
        while !rest.is_empty() {
            if self.longest(rest).class == rest.len() {
                return true;
            }
            rest = &rest[self.word(rest).0..];
        }
        false
    }

    /// How many characters of the text are left when all words that name nothing are taken out, longest first.
    pub fn named_characters(&self, text: &str) -> usize {
        let mut rest = text;
        let mut named = 0;
        while let Some(first) = rest.chars().next() {
            let longest = self.longest(rest);
            let nothing = [longest.generic, longest.class].into_iter().find(|length| *length > 0);
            named += usize::from(nothing.is_none() && (matches!(first, '一'..='龥') || first.is_alphanumeric()));
            rest = &rest[nothing.unwrap_or(first.len_utf8())..];
        }
        named
    }
}

/// Names of bodies that whole documents are about.
impl Organisations {
    /// Whether the name is of a zone, which has ground of its own.
    pub fn is_zone(&self, name: &str) -> bool {
        self.zone_end(name).is_some()
    }

    /// What the name of a zone ends in that says what it is: 高新区.
    pub fn zone_end<'n>(&self, name: &'n str) -> Option<&'n str> {
        let length = self.zone_ends.end_of(name).filter(|length| *length < name.len())?;
        Some(&name[name.len() - length..])
    }

    /// Whether the text names a zone.
    pub fn names_zone(&self, text: &str) -> bool {
        self.zones.stands_in(text)
    }

    /// Whether the name is of an institution or a firm, not of a body of government.
    pub fn is_body(&self, name: &str) -> bool {
        let head = self.head_ends.longest(name.chars().rev(), |_, _| true);
        head.is_some_and(|(_, kind)| {
            matches!(
                kind,
                HeadKind::Name | HeadKind::Anchored | HeadKind::Quoted | HeadKind::Town
            )
        })
    }

    /// Length in bytes of what stands before an office that governs a zone: 某某高新区|管委会.
    pub fn office(&self, name: &str) -> Option<usize> {
        self.office_ends.end_of(name).map(|length| name.len() - length)
    }

    /// Whether the text ends with a word that introduces whom a title is about: 来自.
    pub fn is_from(&self, before: &str) -> bool {
        self.from_ends.end_of(before).is_some()
    }

    /// Length in bytes of the words that pass on somebody's text: 关于印发.
    pub fn opening(&self, title: &str) -> Option<usize> {
        let words = self.bodies.openings.iter();
        words.filter(|word| title.starts_with(&***word)).map(String::len).max()
    }

    /// Whether the text names a text of somebody's own: 年度报告.
    pub fn tells_of(&self, title: &str) -> bool {
        self.bodies.texts.iter().any(|word| title.contains(&**word))
    }

    /// Whether a line ends as the title of a text does: 某某市经济运行分析报告.
    pub fn ends_text(&self, title: &str) -> bool {
        let title = title.trim_end();
        self.bodies.texts.iter().any(|word| title.ends_with(&**word))
    }

    /// Whether a time between these two texts is that of a paper or of figures made public: 发布**2022年**教育公报.
    pub fn publishes(&self, before: &str, after: &str) -> bool {
        self.bodies.publishes.end(before) && self.bodies.published.stands_in(after)
    }

    /// Whether a clause tells that something was made public: 今天**发布一季度数据**.
    pub fn makes_public(&self, clause: &str) -> bool {
        self.bodies.made_public.stands_in(clause)
    }

    /// The ends of the names of towns, streets and villages, each with the words by which a text about one means itself.
    pub fn towns(&self) -> impl Iterator<Item = (&str, &[String])> {
        let towns = self.bodies.towns.iter();
        towns.map(|(end, own)| (end.as_str(), own.as_slice()))
    }

    /// Whether the end of such a name stands in the text.
    pub fn may_name_town(&self, text: &str) -> bool {
        self.towns.stands_in(text)
    }

    /// Whether a text begins with the end of the name of a town or village.
    pub fn begins_with_town(&self, text: &str) -> bool {
        self.bodies.towns.keys().any(|end| text.starts_with(end.as_str()))
    }

    /// Whether what stands behind the name of a town is a number of what it has: 就有近6000亩, 1.1万亩, but not 12个.
    pub fn counts_of_town(&self, behind: &str) -> bool {
        let mut rest = behind;
        while let Some(word) = self.bodies.counted.iter().find(|word| rest.starts_with(word.as_str())) {
            rest = &rest[word.len()..];
        }
        let unit =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '万' | '亿' | '多' | '余'));
        unit.len() < rest.len() && !unit.starts_with(['个', '条', '处', '年', '月'])
    }

    /// Whether the name is of a town or village.
    pub fn is_town(&self, name: &str) -> bool {
        self.town_ends.end_of(name).is_some()
    }

    /// Whether the text before 村 or 镇 is a name: of no stop, no kind of village, and not of such a word alone.
    pub fn names_town(&self, name: &str) -> bool {
        let kind = || self.bodies.kinds.stands_in(name);
        let plain = || name.chars().all(|c| matches!(c, '一'..='龥') || c.is_alphabetic());
        self.named_characters(name) > 0 && plain() && !kind() && self.name_start(name) == 0 && !self.counts(name)
    }

    /// The same where what stands behind the town says where it lies: a name may begin with what else ends one (项, 和).
    pub fn names_town_that_lies(&self, name: &str) -> bool {
        let first = name.chars().next().map_or(0, char::len_utf8);
        self.names_town(name) || self.word(name) == (first, true) && self.names_town(&name[first..])
    }

    /// How the names end that the words at the head of a clause (公司, 该院) may stand for where one was named before.
    pub fn back(&self, clause: &str) -> Option<&[String]> {
        let pointed = self.back.this.start_of(clause);
        let rest = &clause[pointed.unwrap_or(0)..];
        let (_, (alone, ends)) = self.back.ends.longest(rest.chars(), |_, _| true)?;
        (pointed.is_some() || *alone).then_some(ends.as_slice())
    }

    /// The same behind 该 and the like alone.
    pub fn pointed(&self, clause: &str) -> Option<&[String]> {
        self.back.this.start_of(clause)?;
        self.back(clause)
    }

    /// Where a name begins in a stretch that its last character ends: behind the last word that no name contains.
    pub fn name_start(&self, stretch: &str) -> usize {
        let (mut at, mut start) = (0, 0);
        while at < stretch.len() {
            let (length, stops) = self.word(&stretch[at..]);
            at += length.max(1);
            if stops {
                start = at;
            }
        }
        start
    }

    /// A name as it is said in short: 湖州市高新技术产业开发区 → 湖州高新区.
    pub fn short(&self, name: &str) -> String {
        let mut name = name.to_owned();
        for (short, long) in &self.bodies.short {
            let own = name.ends_with(&**short).then_some(short.len());
            if let Some(length) = longest_end(&name, long).or(own) {
                name.truncate(name.len() - length);
                let place = name.trim_end_matches("国家级").trim_end_matches("国家");
                let place = place.strip_suffix(['市', '县', '区', '省']).unwrap_or(place);
                return format!("{place}{short}");
            }
        }
        name
    }
}

/// Length in bytes of the longest of the words that the text ends with.
fn longest_end(text: &str, words: &[String]) -> Option<usize> {
    words
        .iter()
        .filter(|word| text.ends_with(&***word))
        .map(String::len)
        .max()
}
