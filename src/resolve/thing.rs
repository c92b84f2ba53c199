//! Things: works, events, papers and bodies with names, which a clause without a subject of its own goes on about
//! (某大桥主跨1666米，通航净空76.5米; 本届某某会……，展览总面积155万平方米).

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::{Atom, AtomKind};
use crate::model::{Mention, MentionKind, OriginKind, Span};
use crate::rules::{Letters, NamedThing, ThingKind};
use crate::segment::PartOfSpeech;

use super::discourse::{Discourse, Resolved};
use super::label;
use super::view::SentenceView;

/// A thing that the story has named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    name: Span,
    kind: ThingKind,
}

impl Thing {
    /// Where its name stands.
    pub(super) const fn name(&self) -> Span {
        self.name
    }

    /// Whether more than one sentence may be about it: a work or an event.
    const fn is_lasting(&self) -> bool {
        matches!(self.kind, ThingKind::Work | ThingKind::Event)
    }
}

/// What the head of a clause names.
#[derive(Clone, Copy, Debug)]
enum Headed {
    /// What the clause is about, and where the words end that name it.
    About(Thing, usize),
    /// What its verb brings up at its end, and what follows is about.
    BringsUp(Thing),
    /// It points back to something that was not named.
    Lost,
    Nothing,
}

/// Whose a clause is that names no thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    /// It begins with its verb, or with an attribute that says nothing of whose it is.
    GoesOn {
        /// Whether it begins with a verb.
        acts: bool,
    },
    /// It begins with a number.
    Counts,
    /// It says only when, where or how.
    Aside,
    /// It has a subject of its own.
    Own,
}

/// Of what thing each clause of a sentence is, by where the clauses begin, and whether the clause itself names it.
pub(super) type Abouts = Vec<(usize, Option<(Thing, bool)>)>;

impl Discourse<'_> {
    /// Keeps in mind the thing that a sentence without numbers is about.
    pub fn note_thing(&mut self, sentence: Span, mentions: &[Mention]) {
        self.note_line(sentence);
        // But for the news, only what points back asks for what was named.
        if self.points_back.is_none_or(|last| last < sentence.start) {
            return;
        }
        let (text, things) = (self.document.text, self.document.things);
        let mut about = None;
        let first_from = |at: usize| things.first_in(&text[at..sentence.end]).map(|first| at + first);
        let mut next = first_from(sentence.start);
        let mut bodies = mentions.iter().take_while(|mention| mention.span.start < sentence.end);
        let bodies = bodies.any(|mention| matches!(mention.kind, MentionKind::Organisation));
        let mut at = sentence.start;
        while at < sentence.end && (next.is_some() || bodies) {
            let end = clause_end(text, Span::new(at, sentence.end));
            let mark = text[end..].chars().next().map_or(1, char::len_utf8);
            let named = next.is_some_and(|next| next < end);
            if let Headed::About(thing, _) | Headed::BringsUp(thing) = self.headed(Span::new(at, end), mentions, named)
            {
                about = Some(thing);
            }
            at = end + mark;
            if named && at < sentence.end {
                next = first_from(at);
            }
        }
        // Whoever comes to an event may be told of for some sentences; what else there is has a subject of its own.
        let lasts = self.thing.filter(|thing| thing.kind == ThingKind::Event);
        self.thing = about.or(lasts);
    }

    /// Keeps in mind whether what was read is a line above a story, not a sentence of it.
    pub(super) fn note_line(&mut self, sentence: Span) {
        let said = sentence.of(self.document.text);
        self.line_above = !said.ends_with("。") && !said.ends_with(['！', '？', '”', '；', '!', '?']);
    }

    /// A paragraph begins: what the one before was about is forgotten, but for the work or event that a line above a story names.
    pub(super) fn leave_things(&mut self) {
        self.thing = None;
        if !self.line_above {
            self.fresh = self.things.len();
        }
        self.lasting = self.lasting.filter(|_| self.line_above);
        self.line_above = false;
    }

    /// Keeps in mind the things that a heading names; what follows is about none of them until it says so.
    pub fn note_heading(&mut self, heading: Span, mentions: &[Mention]) {
        let first = mentions.partition_point(|mention| mention.span.start < heading.start);
        self.note_thing(heading, &mentions[first..]);
        self.thing = None;
    }

    /// Forgets what the story was about: another one begins.
    pub(super) fn forget_things(&mut self) {
        self.things.clear();
        self.thing = None;
        self.lasting = None;
        self.fresh = 0;
    }

    /// Of what thing each clause of a sentence with numbers is.
    pub(super) fn abouts(&mut self, view: &SentenceView) -> Abouts {
        let text = self.document.text;
        let mut abouts = Abouts::new();
        // In a report of a government, what has no subject is what the government does; only in the news it is what was told
        // of before.
        let news = self.document.date.tells;
        let mut current = self.thing.filter(|_| news);
        // Whether somebody else has come in, of whom the clauses tell that have no subject; and whether 其中 opens the next one.
        let (mut other, mut parts, mut since) = (false, false, None);
        let mut start = 0;
        while start < view.atoms.len() {
            let clause = view.clause(start);
            start = clause.end + 1;
            if clause.is_empty() {
                continue;
            }
            let span = label::span(view.atoms, &clause);
            let mut here = false;
            let part =
                std::mem::replace(&mut parts, false) || view.atoms[clause.start].cues.has(self.document.known.part);
            if part && clause.len() == 1 {
                parts = true;
                continue;
            }
            let named = self.document.things.may_be_in(span.of(text));
            let framed: Option<Thing> = since.take();
            let about = match self.headed(span, view.mentions, named) {
                Headed::About(thing, end) => {
                    (current, here, other) = (Some(thing), true, false);
                    // 某某工程实施以来，中央资金累计投入……: for that.
                    since = current.filter(|thing| news && thing.is_lasting() && span.of(text).ends_with("以来"));
                    let told = Span::new(end.min(span.end), span.end);
                    current.filter(|thing| thing.kind != ThingKind::Paper || self.holds(told))
                }
                Headed::BringsUp(thing) => {
                    (current, other) = (Some(thing), false);
                    None
                }
                Headed::Lost => {
                    current = None;
                    None
                }
                // Where nothing was named before, no clause goes on about it.
                Headed::Nothing if current.is_none() && framed.is_none() && (!news || !abouts.is_empty()) => None,
                Headed::Nothing => {
                    let event = current.is_some_and(|thing| thing.kind == ThingKind::Event);
                    let paper = current.is_some_and(|thing| thing.kind == ThingKind::Paper);
                    match self.stance(view, clause.clone()) {
                        // 明确25项任务: whatever part of speech it is.
                        _ if paper && news && self.holds(span) => current,
                        Stance::GoesOn { acts: true } if !news => {
                            current = None;
                            None
                        }
                        Stance::GoesOn { .. } if paper => None,
                        Stance::GoesOn { .. } if other => None,
                        // 预计年平均发电量47亿千瓦时，可满足150万个家庭……
                        Stance::GoesOn { acts: false }
                            if news
                                && abouts.is_empty()
                                && current.is_none()
                                && self.tells_attribute(view, clause.clone()) =>
                        {
                            current = self.lasting.filter(|thing| thing.kind == ThingKind::Work);
                            current
                        }
                        Stance::GoesOn { .. } => current,
                        Stance::Counts => current.filter(|_| event && !other),
                        Stance::Aside => None,
                        // 冰雪大世界开园以来，哈尔滨全市接待游客……: of the place.
                        Stance::Own if framed.is_some() => {
                            current = framed.filter(|_| !view.names_area(clause.clone()));
                            current
                        }
                        Stance::Own if event && self.document.things.takes_part(span.of(text)) => {
                            other = false;
                            current
                        }
                        // 其中，货运量增长12.8%: of what the sentence before tells of.
                        Stance::Own if part && news => current.filter(Thing::is_lasting),
                        // Who comes to an event may be told of for some sentences.
                        Stance::Own if event && news => {
                            other = true;
                            None
                        }
                        Stance::Own => {
                            current = None;
                            None
                        }
                    }
                }
            };
            abouts.push((clause.start, about.map(|thing| (thing, here))));
        }
        self.thing = current;
        abouts
    }

    /// Says of which thing a fact is that is of no organisation, and puts the thing before an attribute that does not say whose
    /// it is: 通航净空 → 某大桥通航净空.
    pub(super) fn is_about(&mut self, view: &SentenceView, atom: usize, abouts: &Abouts, fact: &mut Resolved) {
        let clause = view.clause(atom).start;
        let known = abouts.binary_search_by_key(&clause, |(start, _)| *start);
        let known = known.ok().and_then(|at| abouts[at].1);
        // 设计时速350公里: of the work that the story has named last, whoever the clause before was about.
        let built = || {
            let (text, things, label) = (self.document.text, self.document.things, fact.label.what.as_str());
            let told = self.document.date.tells && fact.label.kind == OriginKind::Said && fact.qualifiers.is_empty();
            let work = self.lasting.filter(|thing| told && thing.kind == ThingKind::Work)?;
            let of_work = things.is_attribute(label) && !(label.ends_with("投资") && label.contains("交通"));
            // 隧道海拔 is of no railway.
            let other = things
                .alone_at(label)
                .is_some_and(|pointed| !pointed.fits(work.name.of(text)));
            let before = work.name.end <= view.atoms[clause].span.start;
            (of_work && !other && before).then_some((work, false))
        };
        let Some((thing, named)) = known.or_else(built) else {
            return;
        };
        let own = fact.place.as_ref().is_some_and(|place| place.what.subject.is_some());
        if own
            || thing.name.contains(fact.span)
            || fact.span.start < thing.name.end && view.atoms[clause].span.start <= thing.name.start
        {
            return;
        }
        // 全区工业投资规模: what a place is said to have is of the place.
        let here = label::span(view.atoms, &view.clause(atom));
        let placed = fact
            .place
            .as_ref()
            .filter(|place| place.kind == OriginKind::Said)
            .and_then(|place| place.span);
        if placed.is_some_and(|place| here.contains(place)) && !named {
            return;
        }
        let name = thing.name.of(self.document.text);
        // 国家卓越级智能工厂达22家: what is counted is not what it is of.
        if name.contains(fact.label.what.as_str()) {
            return;
        }
        fact.about = Some(thing.name);
        let bare = self.document.things.is_attribute(&fact.label.what)
            && fact.label.what.chars().count() <= ATTRIBUTE
            && matches!(thing.kind, ThingKind::Work | ThingKind::Event);
        let room = name.chars().count() + fact.label.what.chars().count() <= WHOLE;
        if bare && room && fact.label.kind == OriginKind::Said && !name.contains(fact.label.what.as_str()) {
            fact.label.what.insert_str(0, name);
        }
    }

    /// What the head of a clause names, behind the times that it begins with. `named`: whether a thing may be named in the clause.
    fn headed(&mut self, clause: Span, mentions: &[Mention], named: bool) -> Headed {
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

    /// Keeps a thing in mind; under a longer name where it has one: 第137届广交会, of 广交会.
    fn remember_thing(&mut self, thing: Thing) -> Thing {
        let text = self.document.text;
        let name = thing.name.of(text);
        let longer = self.things.iter().rev().take(KNOWN).find(|known| {
            let known = known.name.of(text);
            (name.len() + 1..=name.len() + LONGER).contains(&known.len()) && known.ends_with(name)
        });
        let thing = longer.map_or(thing, |known| Thing {
            name: known.name,
            ..thing
        });
        if self.things.last() != Some(&thing) {
            self.things.push(thing);
        }
        if thing.is_lasting() {
            self.lasting = Some(thing);
        }
        thing
    }

    /// Whether what stands there says what a paper holds.
    fn holds(&self, words: Span) -> bool {
        let words = words.of(self.document.text);
        self.document
            .things
            .holds(words.trim_start_matches(['共', '还', '将', '也', '》']))
    }

    /// 预计年平均发电量47亿千瓦时: whether a clause begins with an attribute of a work.
    fn tells_attribute(&self, view: &SentenceView, clause: Range<usize>) -> bool {
        let known = self.document.known;
        let leads = |atom: &Atom| {
            let word = known.lead.intersects(atom.cues) || atom.cues.has(known.filler);
            word || matches!(atom.kind, AtomKind::Period(_) | AtomKind::Noise)
        };
        let Some(start) = clause.clone().find(|at| !leads(&view.atoms[*at])) else {
            return false;
        };
        let ends = |at: &usize| view.atoms[*at].quantity().is_some() || known.trail.intersects(view.atoms[*at].cues);
        let end = (start..clause.end).find(ends).unwrap_or(clause.end);
        end > start
            && self
                .document
                .things
                .is_attribute(label::span(view.atoms, &(start..end)).of(self.document.text))
    }

    /// Whose a clause is that names no thing at its head.
    fn stance(&self, view: &SentenceView, clause: Range<usize>) -> Stance {
        let known = self.document.known;
        let counts = view.atoms[clause.clone()].iter().any(|atom| atom.quantity().is_some());
        let mut has = false;
        // 并网发电后，……
        let last = view.atoms[clause.end - 1].span.of(self.document.text);
        if !counts && last.ends_with(['后', '时', '中', '里', '前', '来']) {
            return Stance::Aside;
        }
        // 收案3000件，结案2800件
        if self.is_counted_alike(view, clause.clone()) {
            return Stance::GoesOn { acts: false };
        }
        for at in clause.clone() {
            let atom = &view.atoms[at];
            match atom.kind {
                AtomKind::Period(_) | AtomKind::Noise | AtomKind::Quote | AtomKind::Open(_) | AtomKind::Close(_) => {}
                AtomKind::Quantity(_) => {
                    return if has {
                        Stance::GoesOn { acts: true }
                    } else {
                        Stance::Counts
                    };
                }
                // 投运后年发电量45亿千瓦时
                AtomKind::Word(_) if atom.cues.has(known.once) => {}
                AtomKind::Word(_) if known.lead.intersects(atom.cues) || atom.cues.has(known.filler) => {
                    if atom.cues.has(known.at) && !counts {
                        return Stance::Aside;
                    }
                    has |= atom.cues.has(known.stands) || atom.cues.has(known.reach) || atom.cues.has(known.part);
                }
                AtomKind::Word(part) => {
                    if self.is_bare(view, at, clause.end) {
                        return Stance::GoesOn { acts: false };
                    }
                    // 可提供, 可满足 are one word.
                    let acts =
                        part == PartOfSpeech::Verb || known.verb.intersects(atom.cues) || atom.cues.has(known.can);
                    let named = atom.cues.has(known.measure) || atom.cues.has(known.dependent);
                    return if has || (acts && !named) {
                        Stance::GoesOn { acts: true }
                    } else {
                        Stance::Own
                    };
                }
                _ => return Stance::Own,
            }
        }
        Stance::Aside
    }

    /// Whether a clause is one word and a number of the unit in which the clause before counts.
    fn is_counted_alike(&self, view: &SentenceView, clause: Range<usize>) -> bool {
        let unit = |at: usize| {
            let index = view.atoms[at].quantity()?;
            view.quantity_at(view.mentions[index].span)?.unit.as_deref()
        };
        let [word, _] = view.atoms[clause.clone()] else {
            return false;
        };
        let Some(before) = clause.start.checked_sub(2) else {
            return false;
        };
        let own = unit(clause.end - 1);
        matches!(word.kind, AtomKind::Word(_)) && own.is_some() && unit(before) == own
    }

    /// Whether the words from `at` up to a number or a verb are an attribute that says nothing of whose it is.
    fn is_bare(&self, view: &SentenceView, at: usize, end: usize) -> bool {
        let known = self.document.known;
        let goes_on = |atom: &Atom| {
            let word = matches!(atom.kind, AtomKind::Word(part) if part != PartOfSpeech::Verb || atom.cues.has(known.measure) || atom.cues.has(known.dependent));
            word && !known.trail.intersects(atom.cues) && !atom.cues.has(known.reach)
        };
        let words = view.atoms[at..end].iter().take_while(|atom| goes_on(atom)).count();
        // 设计|时速: its first word may be a verb, too.
        let words = if words == 0 {
            1 + view.atoms[at + 1..end].iter().take_while(|atom| goes_on(atom)).count()
        } else {
            words
        };
        let range = at..(at + words).min(end);
        let dependent = view.atoms[range.clone()]
            .iter()
            .all(|atom| atom.cues.has(known.dependent));
        let written = label::span(view.atoms, &range).of(self.document.text);
        let short = written.chars().count() <= ATTRIBUTE;
        let next = view.atoms.get(range.end);
        // 全长5公里的大桥: of what stands behind it.
        let number = (range.end..end).find(|at| view.atoms[*at].quantity().is_some());
        let of = number
            .and_then(|at| view.atoms.get(at + 1))
            .is_some_and(|next| next.span.of(self.document.text) == "的");
        let counted = !of
            && next.is_some_and(|next| {
                next.quantity().is_some() || known.trail.intersects(next.cues) || next.cues.has(known.reach)
            });
        counted && short && (dependent || self.document.things.is_attribute(written))
    }
}

/// Where the clause ends that a stretch begins with: before a mark. One dash joins (中国—东盟博览会), two end a clause.
fn clause_end(text: &str, stretch: Span) -> usize {
    let mut from = stretch.start;
    loop {
        let end = CLAUSE_ENDS.next(text, from, stretch.end);
        let Some(behind) = text[end..stretch.end].strip_prefix('—') else {
            return end;
        };
        if behind.starts_with('—') || text[stretch.start..end].ends_with('—') {
            return end;
        }
        from = stretch.end - behind.len();
    }
}

/// Marks that end a clause.
static CLAUSE_ENDS: LazyLock<Letters> = LazyLock::new(|| "，,。；;：:！!？?—\n）】".chars().collect());

/// Characters of a bare attribute at most.
const ATTRIBUTE: usize = 7;

/// So many of the things named last are kept in mind.
const KNOWN: usize = 64;

/// Bytes by which another name of the same thing is longer at most.
const LONGER: usize = 36;

/// Characters before a dash within a name at most.
const JOINED: usize = 12;

/// Bytes of a year in figures.
const YEAR: usize = 4;

/// Characters of a label with its thing at most.
const WHOLE: usize = 32;

/// Whether a number in such a unit may begin a name: 50万千瓦光伏项目.
fn is_capacity(unit: Option<&str>) -> bool {
    unit.is_some_and(|unit| unit.ends_with('瓦') || unit.ends_with("千伏") || unit.ends_with("吨级"))
}
