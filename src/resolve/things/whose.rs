//! Whose doing it is: the subject of a clause that begins with its verb, from the clauses before it
//! (中欧班列开行超过1800列，通达25个国家).

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, Measure, MentionKind, OriginKind, Span};
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::{Discourse, Resolved};
use crate::resolve::names::label;
use crate::resolve::view::SentenceView;

/// What a clause says of the subject of the one behind it.
pub(in crate::resolve) enum Doer {
    /// It is this.
    Named(String, Span),
    /// It has none itself: that of the clause before it.
    GoesOn,
    /// It is nothing that could do what the next one says.
    Nobody,
}

impl Discourse<'_> {
    /// Puts before a label that begins with its verb who or what does it, where the clauses before say so in the same sentence.
    /// Only the news name in one sentence one subject after the other; in a report the government does it all.
    pub(in crate::resolve) fn put_doer(&self, view: &SentenceView, fact: &FactReading, resolved: &mut Resolved) {
        let [LabelPiece::Phrase(range), ..] = &fact.label[..] else {
            return;
        };
        let told = self.document.date.tells && resolved.label.kind == OriginKind::Said;
        let own = resolved
            .place
            .as_ref()
            .is_some_and(|place| place.what.subject.is_some())
            || resolved.about.is_some();
        if !told || own || resolved.measure == Measure::Rank {
            return;
        }
        let before = || {
            let begins = self.begins_with_verb(view, fact, range);
            begins.then(|| self.doer_before(view, fact, range)).flatten()
        };
        let listed = || self.doer_of_list(view, fact, range, &resolved.label.what);
        let found = self.fighter(view, fact, range).or_else(before).or_else(listed);
        let Some((doer, span)) = found else {
            return;
        };
        // 俄军, where it is their country that is told of.
        let area = resolved.place.as_ref().and_then(|place| place.what.area);
        if let Some(MentionKind::Area(id)) = view.mention_at(span).map(|mention| &mention.kind)
            && area.is_none_or(|area| self.document.gazetteer.within(area, *id))
        {
            return;
        }
        let what = &resolved.label.what;
        // What has grown long is believed less.
        let (own, room) = (
            what.chars().count(),
            if what.chars().count() <= SHORT { SHORT } else { WHOLE },
        );
        let room = doer.chars().count() + own <= room;
        // What it says of itself it does not say twice.
        let twice = what.contains(doer.as_str()) || doer.contains(what.as_str()) || span.contains(resolved.span);
        if room && !twice {
            resolved.label.what.insert_str(0, &doer);
        }
    }

    /// 以军|袭击了加沙地带30个目标: who acts in another country than their own, right before the verb.
    fn fighter(&self, view: &SentenceView, fact: &FactReading, range: &Range<usize>) -> Option<(String, Span)> {
        let known = self.document.known;
        let clause = view.clause(fact.atom);
        if range.start < clause.start || range.start > fact.atom || !self.acts(&view.atoms[range.start]) {
            return None;
        }
        let aside = |atom: &Atom| match atom.kind {
            AtomKind::Word(_) => known.lead.intersects(atom.cues) || atom.cues.has(known.filler),
            AtomKind::Period(_) | AtomKind::Noise => true,
            _ => false,
        };
        let before = view.atoms[clause.start..range.start]
            .iter()
            .rev()
            .find(|atom| !aside(atom))?;
        self.acts_abroad(before).map(|words| (words, before.span))
    }

    /// The name of those who act wherever they are: 以军.
    pub(in crate::resolve) fn acts_abroad(&self, atom: &Atom) -> Option<String> {
        let words = atom.span.of(self.document.text);
        let acts = matches!(atom.kind, AtomKind::Area(_)) && self.document.gazetteer.acts(words);
        acts.then(|| words.to_owned())
    }

    /// Whether a label begins with the verb at the head of its clause.
    fn begins_with_verb(&self, view: &SentenceView, fact: &FactReading, range: &Range<usize>) -> bool {
        let known = self.document.known;
        let clause = view.clause(fact.atom);
        let first = &view.atoms[range.start];
        let other = first.cues.has(known.event) || first.cues.has(known.aside);
        // 直接受益家庭
        let adverb = first.kind == AtomKind::Word(PartOfSpeech::Other) && range.len() > 1;
        let acts = self.acts(first) || (adverb && self.acts(&view.atoms[range.start + 1]));
        if range.start < clause.start || range.start > fact.atom || !acts || other {
            return false;
        }
        // 造成: a cause is found elsewhere.
        let causes = |atom: &Atom| atom.cues.has(known.causing) || atom.cues.has(known.harm);
        let heads = self.heads_clause(view, clause.start..range.start);
        // 服务业生产指数, 认购倍数: a size is of what it is of.
        let sized = range.end <= fact.atom && {
            let last = view.atoms[range.end - 1].cues;
            let names = last.has(known.measure) && !last.has(known.field)
                || last.has(known.dependent)
                || last.has(known.unitless)
                || last.has(known.lasting_name)
                || last.has(known.contribution);
            names && !first.cues.has(known.benefits)
        };
        let measured = !matches!(
            view.quantity(fact).dimension,
            Dimension::Ratio | Dimension::Multiple | Dimension::Rank
        ) || fact.measure == MeasureRule::Difference;
        heads
            && measured
            && !sized
            && !view.atoms[range.clone()].iter().any(causes)
            && self.label_begins_there(view, range)
    }

    /// Whether nothing was cut from the head of a label.
    fn label_begins_there(&self, view: &SentenceView, range: &Range<usize>) -> bool {
        // One that was too long was.
        let span = label::span(view.atoms, range);
        span.of(self.document.text).chars().count() <= label::MOST
    }

    pub(in crate::resolve) fn acts(&self, atom: &Atom) -> bool {
        let known = self.document.known;
        let names = atom.cues.has(known.measure) || atom.cues.has(known.dependent) || atom.cues.has(known.share);
        // 可提供, 可满足 are one word.
        let can = atom.cues.has(known.can) && !atom.cues.has(known.filler);
        // 聚集了, 通达
        let can = can || atom.cues.has(known.benefits) || (atom.cues.has(known.stands) && !atom.cues.has(known.reach));
        (atom.kind == AtomKind::Word(PartOfSpeech::Verb) || atom.cues.has(known.new) || can) && !names
    }

    /// Who or what the clauses before tell of.
    pub(in crate::resolve) fn doer_before(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
    ) -> Option<(String, Span)> {
        let known = self.document.known;
        let mut here = view.clause(fact.atom);
        let mut reached = None;
        for step in 0..CLAUSES {
            let Some(mark) = here.start.checked_sub(1) else {
                return reached;
            };
            if view.atoms[mark].kind != AtomKind::Break('，') {
                return reached;
            }
            let before = view.clause(mark);
            if before.is_empty() {
                return reached;
            }
            if step == 0 && view.atoms[range.start].cues.has(known.benefits) {
                reached = self.reached_by(view, before.clone());
            }
            match self.doer(view, before.clone()) {
                // 班列开设线路25条，辐射50个国家: the lines do.
                Doer::Named(..) if step == 0 && reached.is_some() => return reached,
                Doer::Named(words, span) => return Some((words, span)),
                Doer::Nobody => return reached,
                Doer::GoesOn => here = before,
            }
        }
        reached
    }

    /// 核发绿证1.98亿个，涉及……项目61万个; 成立医养结合联盟，覆盖542家单位: what the clause before has counted or brought about.
    fn reached_by(&self, view: &SentenceView, before: Range<usize>) -> Option<(String, Span)> {
        let known = self.document.known;
        // 辐射120个站点，通达119个国家: both are of something else.
        if view.atoms[before.clone()]
            .iter()
            .any(|atom| atom.cues.has(known.benefits))
        {
            return None;
        }
        let counted = before.clone().rev().find(|at| view.atoms[*at].quantity().is_some());
        if let Some(number) = counted {
            let index = view.atoms[number].quantity()?;
            let number = view.mentions[index].span;
            let named = self.labels.iter().rev().find(|named| named.number == number)?;
            let (cues, name) = (self.document.cues, named.label.as_str());
            let size = cues.ending(name, |classes| {
                classes.has(known.measure) || classes.has(known.dependent) || known.moves.intersects(classes)
            });
            let fits = size.is_none() && (2..=NAME).contains(&name.chars().count());
            return fits.then(|| (name.to_owned(), named.at));
        }
        // Only a verb at the head of the clause has brought it about.
        let heads = |at: &usize| {
            let atom = &view.atoms[*at];
            let leads = known.lead.intersects(atom.cues) || atom.cues.has(known.filler);
            !(leads || matches!(atom.kind, AtomKind::Period(_) | AtomKind::Area(_) | AtomKind::Noise))
        };
        let verb = before.clone().find(heads)?;
        let object = verb + 1..before.end;
        if !self.acts(&view.atoms[verb]) || object.is_empty() {
            return None;
        }
        let noun = view.atoms[before.end - 1].kind == AtomKind::Word(PartOfSpeech::Noun)
            || view.atoms[before.end - 1].kind == AtomKind::Quote;
        let words = label::phrase(self.document.text, view.atoms, object.clone(), known);
        let fits = noun && (2..=NAME).contains(&words.chars().count());
        fits.then(|| (words, label::span(view.atoms, &object)))
    }

    /// What a clause says of the subject of the next one.
    pub(in crate::resolve) fn doer(&self, view: &SentenceView, clause: Range<usize>) -> Doer {
        let (text, known) = (self.document.text, self.document.known);
        // 活动启动以来: that is whose doing it is; any other clause that says when, where or how has a subject of its own.
        let last = view.atoms[clause.end - 1].span.of(text);
        if last.ends_with('来')
            && let Some(founded) = self.founded(view, clause.clone())
        {
            return founded;
        }
        let since = last.ends_with("以来");
        if !since && last.ends_with(['后', '时', '中', '里', '前', '来', '下', '间', '看', '上']) {
            return Doer::GoesOn;
        }
        let mut start = clause.start;
        let mut place = false;
        let tells = |inside: &[Atom]| inside.iter().any(|atom| atom.cues.has(known.tells));
        while start < clause.end {
            let atom = &view.atoms[start];
            match atom.kind {
                AtomKind::Period(_) | AtomKind::Noise => {}
                AtomKind::Area(_) => {
                    // 俄军不断推进，控制了10个据点
                    if let Some(words) = self.acts_abroad(atom).filter(|_| !tells(&view.atoms[clause.clone()])) {
                        return Doer::Named(words, atom.span);
                    }
                    place = true;
                }
                AtomKind::Word(_) if atom.cues.has(known.aside) => return Doer::GoesOn,
                AtomKind::Word(_) if atom.cues.has(known.reach) && !atom.cues.has(known.filler) => {
                    // 全国共有178家高新区，聚集了……
                    return match self.counted(view, start..clause.end) {
                        Some((words, span)) => Doer::Named(words, span),
                        None if place => Doer::Nobody,
                        None => Doer::GoesOn,
                    };
                }
                AtomKind::Word(_) if known.lead.intersects(atom.cues) || atom.cues.has(known.filler) => {}
                _ => break,
            }
            start += 1;
        }
        if start == clause.end {
            return Doer::GoesOn;
        }
        if self.acts(&view.atoms[start]) {
            // 安徽投入各类农机具: the place does it.
            return if place { Doer::Nobody } else { Doer::GoesOn };
        }
        // 6929座水库投入防洪调度，拦蓄洪水1471亿立方米: those that are counted.
        let counts = |at: usize| {
            let index = view.atoms[at].quantity();
            let number = index.and_then(|index| view.quantity_at(view.mentions[index].span));
            number.is_some_and(|number| number.dimension == Dimension::Count && number.unit.is_some())
        };
        let counted = counts(start) && start + 1 < clause.end;
        start += usize::from(counted);
        let inside = &view.atoms[start..clause.end];
        // 银行发布融资方案，推出……: it does something, and does not only tell of what is.
        let public = || {
            let told = |atom: &Atom| self.document.things.says(atom.span.of(text));
            let makes = self
                .document
                .organisations
                .makes_public(label::span(view.atoms, &(start..clause.end)).of(text));
            makes && (inside.iter().any(told) || inside.len() < TOLD)
        };
        if tells(inside) || public() {
            return Doer::Nobody;
        }
        let Some(end) = self.name_ends(view, start..clause.end) else {
            return Doer::Nobody;
        };
        if !self.is_predicate(view, end..clause.end, since, counted) {
            return Doer::Nobody;
        }
        let mut kept = end;
        while kept > start && !names(&view.atoms[kept - 1]) {
            kept -= 1;
        }
        if kept == start {
            return Doer::Nobody;
        }
        let words = label::phrase(text, view.atoms, start..kept, known);
        if self.can_do(&words) {
            Doer::Named(words, label::span(view.atoms, &(start..kept)))
        } else {
            Doer::Nobody
        }
    }

    /// 某某倡议提出3年来: whose doing it is that was brought about so long ago.
    fn founded(&self, view: &SentenceView, clause: Range<usize>) -> Option<Doer> {
        let lasts = |atom: &Atom| {
            matches!(atom.kind, AtomKind::Period(_) | AtomKind::Quantity(_)) || atom.span.of(self.document.text) == "来"
        };
        let verb = clause.clone().rev().find(|at| !lasts(&view.atoms[*at]))?;
        if verb + 1 == clause.end {
            return None;
        }
        let first = &view.atoms[clause.start];
        let named = clause.start < verb && self.acts(&view.atoms[verb]) && names(&view.atoms[verb - 1]);
        if !named || matches!(first.kind, AtomKind::Period(_)) || first.cues.has(self.document.known.aside) {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, clause.start..verb, self.document.known);
        let span = label::span(view.atoms, &(clause.start..verb));
        self.can_do(&words).then_some(Doer::Named(words, span))
    }

    /// What a clause that says how many there are counts: 共有|178家|高新区.
    fn counted(&self, view: &SentenceView, clause: Range<usize>) -> Option<(String, Span)> {
        let number = clause.clone().find(|at| view.atoms[*at].quantity().is_some())?;
        let things = number + 1..clause.end;
        let named = view.atoms[things.clone()]
            .iter()
            .all(|atom| names(atom) || self.dresses(atom));
        let noun = view.atoms.get(things.end - 1).is_some_and(names);
        if things.is_empty() || !named || !noun {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, things.clone(), self.document.known);
        self.can_do(&words).then(|| (words, label::span(view.atoms, &things)))
    }

    /// Whether an atom may stand within a name, though none ends in it: 级, 新型.
    fn dresses(&self, atom: &Atom) -> bool {
        let known = self.document.known;
        let word = atom.kind == AtomKind::Word(PartOfSpeech::Other) && !atom.cues.has(known.aside);
        word || matches!(atom.kind, AtomKind::Area(_) | AtomKind::Open(_))
    }

    /// Where the name ends that a clause begins with: before its verb or a word that goes with it.
    fn name_ends(&self, view: &SentenceView, clause: Range<usize>) -> Option<usize> {
        let known = self.document.known;
        let mut quoted = false;
        for at in clause.clone() {
            let atom = &view.atoms[at];
            match atom.kind {
                AtomKind::Quote => quoted = !quoted,
                _ if quoted => {}
                _ if atom.span.of(self.document.text) == "成" => return Some(at),
                AtomKind::Word(PartOfSpeech::Verb) if self.goes_on_naming(view, at..clause.end) => {}
                AtomKind::Word(PartOfSpeech::Verb | PartOfSpeech::Idiom) => return Some(at),
                AtomKind::Word(_) => {
                    let dresses = atom.cues.has(known.aside)
                        || atom.cues.has(known.filler)
                        || atom.cues.has(known.silent)
                        || atom.cues.has(known.may_target)
                        || atom.cues.has(known.reach)
                        || atom.cues.has(known.benefits)
                        || atom.cues.has(known.head_target)
                        || atom.cues.has(known.founded);
                    if dresses && !atom.cues.has(known.and) {
                        return Some(at);
                    }
                }
                AtomKind::Period(_) => return Some(at),
                AtomKind::Quantity(_) | AtomKind::Break(_) => return None,
                _ => {}
            }
        }
        None
    }

    /// 第三批|建设|项目|近日|已|下达: whether a verb is a word of the name, since a noun follows it, and then what goes with another verb.
    fn goes_on_naming(&self, view: &SentenceView, rest: Range<usize>) -> bool {
        let known = self.document.known;
        let noun = |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Noun);
        let behind = view.atoms.get(rest.start + 1..rest.end).unwrap_or_default();
        let sets_apart = |atom: &Atom| {
            let word = atom.cues.has(known.silent) || atom.cues.has(known.may_target) || atom.cues.has(known.aside);
            word || matches!(atom.kind, AtomKind::Period(_))
        };
        behind.first().is_some_and(noun)
            && behind
                .iter()
                .take_while(|atom| noun(atom) || sets_apart(atom))
                .any(sets_apart)
    }

    /// Whether what follows a name is a verb with what it is done to. 县域经济蓬勃发展，新建……: somebody else has built; and
    /// 智能|驾驶|技术: the word of a name may be a verb, too, where another one follows it.
    fn is_predicate(&self, view: &SentenceView, rest: Range<usize>, since: bool, counted: bool) -> bool {
        let known = self.document.known;
        let atoms = &view.atoms[rest.clone()];
        // 班列累计开行突破10万列: what moves is how often they run.
        let moves = atoms.iter().position(|atom| known.moves.intersects(atom.cues));
        let reached = |at: usize| atoms[at].cues.has(known.stands) && atoms[..at].iter().any(|atom| self.acts(atom));
        if moves.is_some_and(|at| !reached(at)) {
            return false;
        }
        // 累计开行
        let adverb = (!self.acts(&atoms[0]) || atoms[0].cues.has(known.filler))
            && !matches!(atoms[0].kind, AtomKind::Word(PartOfSpeech::Idiom));
        let object = atoms.iter().skip(1).any(|atom| {
            matches!(
                atom.kind,
                AtomKind::Word(PartOfSpeech::Noun)
                    | AtomKind::Quantity(_)
                    | AtomKind::Organisation(_)
                    | AtomKind::Area(_)
                    | AtomKind::Quote
            )
        });
        let comes_about = || adverb && atoms.last().is_some_and(|last| last.cues.has(known.comes_about));
        if since || (!object && comes_about()) {
            return true;
        }
        if !object {
            return false;
        }
        let next = atoms.get(1);
        // 信息传输、软件和信息技术服务业: a list is no clause.
        if next.is_some_and(|next| next.kind == AtomKind::Enumeration) {
            return false;
        }
        let told = next.is_some_and(|next| {
            next.quantity().is_some()
                || matches!(next.kind, AtomKind::Period(_))
                || matches!(next.span.of(self.document.text), "了" | "有" | "到" | "出")
        });
        let mut verbs = atoms.iter().skip(1).take_while(|atom| atom.quantity().is_none());
        adverb || told || counted || !verbs.any(|atom| self.acts(atom))
    }

    /// Whether what is called so may do something that is counted.
    fn can_do(&self, name: &str) -> bool {
        let (cues, known) = (self.document.cues, self.document.known);
        let chars = name.chars().count();
        let size = cues.ending(name, |classes| {
            classes.has(known.measure) && !classes.has(known.field)
                || classes.has(known.dependent)
                || classes.has(known.sum)
                || classes.has(known.visits)
                || classes.has(known.unitless)
                || classes.has(known.lasting_name)
                || classes.has(known.event)
                || classes.has(known.nobody)
                || known.moves.intersects(classes)
        });
        (2..=NAME).contains(&chars) && size.is_none() && !self.document.things.is_attribute(name)
    }
}

/// Whether a name may end in an atom.
fn names(atom: &Atom) -> bool {
    matches!(
        atom.kind,
        AtomKind::Word(PartOfSpeech::Noun)
            | AtomKind::Organisation(_)
            | AtomKind::Quote
            | AtomKind::Name
            | AtomKind::Close(_)
    )
}

/// So many clauses back a subject stands at most.
const CLAUSES: usize = 4;

/// So few words say only that something was made public.
const TOLD: usize = 4;

/// Characters of a subject at most.
const NAME: usize = 16;

/// Characters of a short label, and of any, with its subject at most.
const SHORT: usize = 20;
const WHOLE: usize = 30;
