//! Labels to normal forms: takes a label, gives a string that is equal for equal meanings. The word lists come from the
//! rule file; here is only the machinery.

use std::borrow::Cow;

use crate::rules::beginnings::Beginnings;
use crate::rules::{Letters, Prefixes, Words, white_space};

/// Words that mean the same.
#[derive(Clone, Debug, Default)]
pub(super) struct WordClass {
    /// The word of the normal form.
    pub(super) word: String,
    /// Equivalents that are also spelled out as terms.
    pub(super) same: Vec<String>,
    /// Equivalents that only labels are read with.
    pub(super) also: Vec<String>,
}

/// An ending that makes no difference for an indicator counted in a unit of these kinds.
#[derive(Clone, Debug)]
pub(super) struct Tail {
    pub(super) word: String,
    pub(super) kinds: u64,
}

/// How shares are worded.
#[derive(Clone, Debug, Default)]
pub(super) struct Shares {
    /// Stands between part and whole in the normal form: 占.
    pub(super) of: String,
    /// Ends the normal form: 比重.
    pub(super) end: String,
    /// Other words that stand between, where one of `ends` closes the label: 与.
    pub(super) openers: Vec<String>,
    /// Other words that close: 之比, 比例.
    pub(super) ends: Vec<String>,
}

/// The word lists, ready to use.
#[derive(Default)]
pub(super) struct Normaliser {
    /// Characters that make no difference: 的, quotation marks.
    pub(super) drop: Vec<char>,
    /// These, white space, and what has a half-width form.
    pub(super) folded: Letters,
    pub(super) classes: Vec<WordClass>,
    /// Leading words of scope and flow.
    pub(super) leads: Words,
    /// Endings that say growth, to be found at the end.
    pub(super) growth: Words,
    /// Longest first.
    pub(super) tails: Vec<Tail>,
    /// Places in `tails`, by the letters of the ending from its last one on; built by [`Normaliser::ready`].
    pub(super) tail_ends: Prefixes<Vec<u32>>,
    pub(super) shares: Shares,
    /// What the words begin with that stand between part and whole; built by [`Normaliser::ready`].
    pub(super) share_marks: Letters,
    /// The words of the classes, each with the class; built by [`Normaliser::ready`].
    pub(super) words: Prefixes<u32>,
    /// What they begin with.
    pub(super) beginnings: Beginnings,
}

impl Normaliser {
    /// Most rounds of replacing: 研发投入 → R&D投入 → R&D经费 takes two.
    pub(super) const ROUNDS: usize = 3;

    /// The characters that do not stay as they are where those of `drop` make no difference.
    pub(super) fn folded(drop: &str) -> Letters {
        let wide = ('\u{FF01}'..='\u{FF5E}').chain(['〔', '〕']);
        white_space().chain(wide).chain(drop.chars()).collect()
    }

    /// Puts the lists in order and files the equivalents. Where two classes hold the same word, the first
    /// one keeps it; the loader reports the second.
    pub(super) fn ready(mut self) -> Self {
        fn longest_first<T>(list: &mut [T], length: impl Fn(&T) -> usize) {
            list.sort_by_key(|entry| std::cmp::Reverse(length(entry)));
        }
        longest_first(&mut self.tails, |tail| tail.word.len());
        for (tail, at) in self.tails.iter().zip(0..) {
            let mut same = self
                .tail_ends
                .insert(tail.word.chars().rev(), Vec::new())
                .unwrap_or_default();
            same.push(at);
            self.tail_ends.insert(tail.word.chars().rev(), same);
        }
        longest_first(&mut self.shares.ends, String::len);
        let between = self.shares.openers.iter().chain([&self.shares.of]);
        self.share_marks = between.filter_map(|word| word.chars().next()).collect();
        // The word itself takes part, so that a part of it is not replaced: 万人 in 每万人.
        let mut known: Vec<(String, u32)> = Vec::new();
        for (class, id) in self.classes.iter().zip(0..) {
            let words = std::iter::once(&class.word).chain(&class.same).chain(&class.also);
            known.extend(
                words
                    .map(|word| (self.fold(word).into_owned(), id))
                    .filter(|(word, _)| !word.is_empty()),
            );
        }
        self.beginnings = Beginnings::of(known.iter().map(|(word, _)| word.as_str()));
        // The first class last.
        for (word, class) in known.iter().rev() {
            self.words.insert(word.chars(), *class);
        }
        self
    }

    /// The normal form of a label.
    pub(super) fn normal_form<'t>(&self, label: &'t str) -> Cow<'t, str> {
        let mut form = self.fold(label);
        for _ in 0..Self::ROUNDS {
            match self.replace(&form) {
                Some(next) => form = Cow::Owned(next),
                None => break,
            }
        }
        // Most labels have neither the word between part and whole nor one that opens.
        if self.shares.of.is_empty() || !self.share_marks.stand_in(&form) {
            return form;
        }
        Cow::Owned(self.reshape(form.into_owned()))
    }

    /// Half-width, brackets as `(` `)`, without characters that make no difference.
    pub(super) fn fold<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut special = self.folded.next(text, 0, text.len());
        // Nearly every label stays as it is.
        if special == text.len() {
            return Cow::Borrowed(text);
        }
        let mut folded = String::with_capacity(text.len());
        let mut at = 0;
        loop {
            folded.push_str(&text[at..special]);
            let Some(c) = text[special..].chars().next() else {
                return Cow::Owned(folded);
            };
            at = special + c.len_utf8();
            special = self.folded.next(text, at, text.len());
            if c.is_whitespace() || self.drop.contains(&c) {
                continue;
            }
            folded.push(match c {
                // The full-width block lies at a fixed distance from ASCII.
                '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
                '〔' => '(',
                '〕' => ')',
                _ => c,
            });
        }
    }

    /// One round of replacing equivalents, leftmost longest; `None` where nothing changes.
    fn replace(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        let (mut at, mut done) = (0, 0);
        while let Some(next) = self.beginnings.next(text, at, text.len()) {
            at = next;
            let rest = &text[at..];
            let Some((length, class)) = self.words.longest(rest.chars(), |_, _| true) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let word = &self.classes[*class as usize].word;
            if rest[..length] != **word {
                out.push_str(&text[done..at]);
                out.push_str(word);
                done = at + length;
            }
            at += length;
        }
        if done == 0 {
            return None;
        }
        out.push_str(&text[done..]);
        Some(out)
    }

    /// One wording for shares: part 占 whole 比重.
    fn reshape(&self, mut form: String) -> String {
        let Shares { of, end, openers, ends } = &self.shares;
        let closed = ends
            .iter()
            .chain([end])
            .find(|end| form.ends_with(end.as_str()))
            .map(String::len);
        if form.find(of.as_str()).is_some_and(|at| at > 0) {
            form.truncate(form.len() - closed.unwrap_or(0));
            form.push_str(end);
            return form;
        }
        let opened = openers
            .iter()
            .find_map(|opener| Some((form.find(opener.as_str())?, opener.len())));
        if let (Some(closed), Some((at, width))) = (closed, opened)
            && at > 0
            && at + width < form.len() - closed
        {
            form.truncate(form.len() - closed);
            form.replace_range(at..at + width, of);
            form.push_str(end);
        }
        form
    }

    /// The form without the longest leading word of scope or flow that it begins with.
    pub(super) fn without_lead<'t>(&self, form: &'t str) -> Option<&'t str> {
        let length = self.leads.start_of(form)?;
        Some(&form[length..]).filter(|rest| !rest.is_empty())
    }

    /// The form without the longest ending that says growth.
    pub(super) fn growth_ending<'t>(&self, form: &'t str) -> Option<&'t str> {
        let length = self.growth.end_of(form)?;
        Some(&form[..form.len() - length]).filter(|rest| !rest.is_empty())
    }

    /// The form without each ending that makes no difference, longest ending first.
    pub(super) fn stems<'t, 's: 't>(&'s self, form: &'t str) -> impl Iterator<Item = (&'t str, &'s Tail)> {
        let mut found = Vec::new();
        // Every ending is asked for, not only the longest.
        self.tail_ends.longest(form.chars().rev(), |_, tails| {
            found.extend_from_slice(tails);
            false
        });
        found.sort_unstable();
        let stems = found.into_iter().map(move |at| {
            let tail = &self.tails[at as usize];
            (&form[..form.len() - tail.word.len()], tail)
        });
        // One character is no name.
        stems.filter(|(stem, _)| stem.chars().nth(1).is_some())
    }

    /// A wording with each word of a class replaced by each equivalent that is spelled out, itself first.
    pub(super) fn spellings(&self, wording: &str) -> Vec<String> {
        let mut all = vec![wording.to_owned()];
        // A later class may be made of words of an earlier one (R&D经费支出 of R&D), so it is spelled out first.
        for class in self.classes.iter().rev() {
            for index in 0..all.len() {
                let Some(at) = all[index].find(class.word.as_str()) else {
                    continue;
                };
                // R&D经费投入 is itself an equivalent of R&D经费: the longest one that stands there is replaced.
                let here = &all[index][at..];
                let words = class.same.iter().chain(&class.also).chain([&class.word]);
                let width = words
                    .filter(|word| here.starts_with(word.as_str()))
                    .map(String::len)
                    .max()
                    .unwrap_or(0);
                for same in &class.same {
                    // 每万人 holds 万人 already.
                    if all[index].contains(same.as_str()) {
                        continue;
                    }
                    let mut spelled = all[index].clone();
                    spelled.replace_range(at..at + width, same);
                    all.push(spelled);
                }
            }
        }
        all
    }
}
