//! Things with names of their own that facts are about beside places and organisations, from `lexicon/things.toml`: works
//! of building, projects, events, papers, bodies of the state.

mod named;
mod pointing;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem::Finder;
use serde::Deserialize;

pub use self::pointing::Pointed;
use super::beginnings::Beginnings;
use super::prefixes::{Inside, Starts};
use super::{Diagnostic, Prefixes, RuleFile, Words};

/// Characters of what stands behind the verb in a name that says only what came of something, at most: a longer one says of what.
const OUTCOME: usize = 5;

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
    suffered: Words,
    hosts: Words,
    faceless: Words,
    concerns: Starts,
    attends: Words,
    deeds: Starts,
    outcomes: Starts,
    outcome_names: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    heads: Heads,
    edges: Edges,
    told: ToldWords,
    topics: Topics,
    outcomes: Outcomes,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topics {
    faceless: Vec<String>,
    concerns: Starts,
    attends: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcomes {
    deeds: Starts,
    verbs: Starts,
    names: Vec<String>,
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
    hosts: Vec<String>,
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
    suffered: Vec<String>,
}

/// What the title of a book or paper begins with.
const TITLE: [u8; 3] = [0xe3, 0x80, 0x8a];

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
            topics,
            outcomes,
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
            suffered: Words::backward(&told.suffered),
            hosts: Words::forward(&around.hosts),
            faceless: Words::backward(&topics.faceless),
            concerns: topics.concerns,
            attends: Words::backward(&topics.attends),
            deeds: outcomes.deeds,
            outcomes: outcomes.verbs,
            outcome_names: Words::forward(&outcomes.names),
        })
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

    /// Whether a word is the head of names of things: 工程.
    pub fn is_head(&self, word: &str) -> bool {
        let head = self.heads.longest(word.chars(), |_, _| true);
        head.is_some_and(|(length, kind)| length == word.len() && matches!(kind, ThingKind::Work | ThingKind::Event))
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

    /// Whether a name is of what takes place.
    pub fn is_event(&self, name: &str) -> bool {
        self.kind_of(name) == Some(ThingKind::Event)
    }

    /// What kind of thing a name is of, by its head.
    fn kind_of(&self, name: &str) -> Option<ThingKind> {
        let head = &name[name.len() - self.head_ends.end_of(name)?..];
        let (_, kind) = self.heads.longest(head.chars(), |_, _| true)?;
        Some(*kind)
    }

    /// Whether words tell of something that takes place: 亚运会, 系列活动.
    pub fn tells_of_event(&self, words: &str) -> bool {
        self.firsts.any(words, words.len(), |rest| {
            let head = self.heads.longest(rest.chars(), |_, _| true);
            head.is_some_and(|(_, kind)| *kind == ThingKind::Event)
        })
    }

    /// Bytes of the words at the end of a label that tell of what somebody or something suffers: 断电, of 1万户断电.
    pub fn suffers(&self, label: &str) -> Option<usize> {
        self.suffered.end_of(label)
    }

    /// The work of which a name tells one attribute: 某某隧道 of 某某隧道海拔.
    pub fn with_attribute<'n>(&self, name: &'n str) -> Option<&'n str> {
        let work = &name[..name.len() - self.attributes.end_of(name)?];
        let head = self.head_ends.end_of(work)?;
        (head < work.len()).then_some(work)
    }

    /// Whether words say nothing of which field they are of: 骨干|龙头|企业.
    pub fn is_faceless(&self, words: &str) -> bool {
        let mut rest = words;
        while let Some(length) = self.faceless.end_of(rest).filter(|length| *length > 0) {
            rest = &rest[..rest.len() - length];
        }
        rest.is_empty() && !words.is_empty()
    }

    /// Whether a name says that somebody came, and not to what: 各界人士出席.
    pub fn attends(&self, name: &str) -> bool {
        self.attends.end_of(name).is_some()
    }

    /// Whether a name begins with a verb of what is done for what comes of it: 开展检查.
    pub fn is_deed(&self, name: &str) -> bool {
        self.deeds.start(name)
    }

    /// Whether a name says only what came of something, and not of what: 发现隐患, 罚款.
    pub fn is_outcome(&self, name: &str) -> bool {
        let verb = self.outcomes.longest(name).filter(|length| *length < name.len());
        let short = |length: usize| name[length..].chars().count() <= OUTCOME;
        verb.is_some_and(short) || self.outcome_names.start_of(name) == Some(name.len())
    }

    /// Whether a clause begins as one does that says in what field something is done: 围绕智能制造.
    pub fn concerns(&self, clause: &str) -> bool {
        self.concerns.start(clause)
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

/// Marks that open or end names, and those that end what may be one.
const SIGNS: [&str; 7] = ["“", "《", "「", "、", "”", "》", "——"];
