//! Plans that are announced and then told one by one: 下一步，我们将抓好三件事。一是建设实验室20个。二是引进人才300名。 What is announced is
//! to come as long as the sentences behind it, each without a subject of its own, say what will be done.

use crate::extract::{Atom, AtomKind, FactReading};
use crate::model::{MentionKind, Span, Status, TimeExpr};
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::{Discourse, Resolved, Stated, When};
use crate::resolve::fact::Figure;
use crate::resolve::view::SentenceView;

/// What the text says that it aims at.
#[derive(Clone, Debug, Default)]
pub(in crate::resolve) struct Aims {
    /// Whether the clause being read says that it plans.
    pub(in crate::resolve) here: bool,
    /// The time to come at which the paragraph has aimed.
    pub(in crate::resolve) at: Option<Stated<When>>,
    /// The last year by which a section of aims says that something is to be reached, within the years of a plan.
    pub(in crate::resolve) goal: Option<Stated<When>>,
    /// What announces plans of which no number was told yet.
    pub(in crate::resolve) announced: Option<Span>,
}

impl Aims {
    /// What is kept of them whatever follows.
    pub(in crate::resolve) fn left(&self) -> Self {
        Self {
            goal: self.goal.clone(),
            ..Self::default()
        }
    }

    /// What a paragraph keeps of those of the one before: where it only goes on with the list (二是……, 同时，……), what was announced.
    pub(in crate::resolve) fn kept(&self, paragraph: &str) -> Self {
        let mut head = paragraph.trim_start().trim_start_matches(['（', '(']).chars();
        let (first, second) = (head.next().unwrap_or(' '), head.next().unwrap_or(' '));
        let numbered = ("一二三四五六七八九十".contains(first) && matches!(second, '是' | '）' | ')' | '、'))
            || (first.is_ascii_digit() && matches!(second, '.' | '．' | '、' | '）' | ')'));
        Self {
            announced: self.announced.filter(|_| numbered || (first, second) == ('同', '时')),
            ..self.left()
        }
    }
}

impl Discourse<'_> {
    /// Takes note of a sentence without numbers that announces what is to come: 接下来，我市将……; 今年还将全力……。
    pub(in crate::resolve) fn note_announced(&mut self, sentence: Span) {
        let (cues, known) = (self.document.cues, self.document.known);
        if self.section.reviews || self.document.date.of_a_day {
            return;
        }
        let words = sentence.of(self.document.text);
        let opens =
            cues.may_begin(words, known.target) && cues.words_of(known.target).any(|word| words.starts_with(word));
        if opens || self.document.announcing.stands_in(words) {
            self.aims.announced = Some(sentence);
        }
    }

    /// Keeps in mind whether a sentence with numbers announces more of what is to come, or tells of what is.
    pub(in crate::resolve) fn note_aims(&mut self, view: &SentenceView, facts: &[Resolved]) {
        if facts.is_empty() {
            let cue = view.target(0..view.atoms.len(), self.section.reviews, self.document.known);
            self.aims.announced = cue
                .filter(|_| !self.section.reviews && !self.document.date.of_a_day)
                .or(self.aims.announced);
        } else if facts.iter().any(|fact| fact.status.what != Status::Target) {
            self.aims.announced = None;
        }
    }

    /// The word for plans before the clause of a number that holds for it: the last, where one subject goes on, else one that stands
    /// before all numbers up to the next ； (会议要求，确保……10家、力争……1个，……达到260家).
    pub(in crate::resolve) fn planned_before(&self, view: &SentenceView, reading: &FactReading) -> Option<Span> {
        let (known, reviews) = (self.document.known, self.section.reviews);
        let clause = view.clause(reading.atom).start;
        let last = view.target(0..clause, reviews, known)?;
        if !view.fact_before(last) || view.goes_on_planning(last, reading.atom, known) {
            return Some(last);
        }
        let first = view.atoms[..clause].iter().position(|atom| atom.quantity().is_some())?;
        let parted = |atom: &Atom| matches!(atom.kind, AtomKind::Break('；'));
        let one = !view.atoms[first..clause].iter().any(parted);
        view.target(0..first, reviews, known).filter(|_| one)
    }

    /// What has announced that a number is to come: its clause says what is done and not by whom, and of no other time.
    pub(in crate::resolve) fn still_announced(&self, view: &SentenceView, reading: &FactReading) -> Option<Span> {
        let announced = self.aims.announced?;
        let known = self.document.known;
        let clause = view.clause(reading.atom);
        let before = &view.atoms[..reading.atom];
        let over = |atom: &Atom| match atom.kind {
            AtomKind::Period(index) => match &view.mentions[index].kind {
                // 全年 is of the year planned for.
                MentionKind::Period(expr) if !matches!(expr.time, TimeExpr::ReviewYear { offset: 0, .. }) => {
                    self.is_over(self.days(expr))
                }
                _ => false,
            },
            _ => false,
        };
        let told = |atom: &Atom| atom.cues.has(known.done) || over(atom);
        if before.iter().any(told) || matches!(reading.measure, MeasureRule::Rank) {
            return None;
        }
        let leads = |atom: &&Atom| match atom.kind {
            AtomKind::Word(_) => {
                known.lead.intersects(atom.cues) || atom.cues.has(known.filler) || atom.cues.has(known.adverbial)
            }
            AtomKind::Period(_) | AtomKind::Quote | AtomKind::Noise => true,
            _ => false,
        };
        let acts = |range: std::ops::Range<usize>| {
            let first = view.atoms[range].iter().find(|atom| !leads(atom));
            first.is_some_and(|first| {
                // 引进人才 may be one word.
                let phrase = || first.span.of(self.document.text).chars().nth(3).is_some();
                let verb = match first.kind {
                    AtomKind::Word(PartOfSpeech::Verb | PartOfSpeech::Idiom) => true,
                    AtomKind::Word(PartOfSpeech::Other) => phrase(),
                    _ => false,
                };
                (verb || first.cues.has(known.new)) && !first.cues.has(known.stands) && !first.cues.has(known.reach)
            })
        };
        (acts(clause) || acts(view.clause(0))).then_some(announced)
    }

    /// 全年举办对接活动不少于40场次，转化成果150项，成交额突破80亿元: a number behind one that is planned, whose clause has a verb of its own
    /// or says what is to be passed, and nothing of what has been done.
    pub(in crate::resolve) fn goes_on_from_plan(&self, figure: &Figure) -> bool {
        let Figure { view, reading, .. } = *figure;
        let known = self.document.known;
        // 完成治理任务2000公顷，……: that the name says so makes nothing else planned.
        let planned = |before: &&Resolved| {
            before.status.what == Status::Target
                && before.status.span.is_some()
                && before.status.span != before.label.span
        };
        let Some(before) = figure.previous.filter(planned) else {
            return false;
        };
        let clause = view.clause(reading.atom);
        let from = view.atoms.partition_point(|atom| atom.span.start < before.span.end);
        let between = &view.atoms[from.min(reading.atom)..reading.atom];
        let parted = |atom: &Atom| match atom.kind {
            AtomKind::Break(mark) => mark != '，',
            AtomKind::Period(_) | AtomKind::Open(_) | AtomKind::Close(_) => true,
            _ => atom.cues.has(known.done) || atom.cues.has(known.cumulative) || atom.cues.has(known.at_present),
        };
        let next = clause.start > from && clause.start <= from + 2;
        let acts = view.continues(reading.atom, known) || view.reaches(reading.atom, known);
        next && acts && reading.measure == MeasureRule::Level && !between.iter().any(parted)
    }
}
