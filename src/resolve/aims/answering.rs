//! What those answered who were asked: how many of them said what, and that none of it is an aim.

use crate::extract::FactReading;
use crate::model::{Dimension, Quantity, Span};
use crate::rules::MeasureRule;

use crate::resolve::discourse::{Discourse, Resolved};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// 预计用工需求增加的企业占48.5%, 持平的占46%: what those expect who were asked is no aim, unless the clause has one.
    pub(in crate::resolve) fn is_answer(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
    ) -> Option<Span> {
        let (text, cues, known) = (self.document.text, self.document.cues, self.document.known);
        let share = matches!(quantity.dimension, Dimension::Ratio | Dimension::Points);
        if !share || !view.present.has(known.estimate) {
            return None;
        }
        let clause = view.clause(reading.atom).start;
        let inside = &view.atoms[clause..reading.atom];
        if inside
            .iter()
            .any(|atom| atom.cues.has(known.target) && !atom.cues.has(known.estimate))
        {
            return None;
        }
        let of = inside.iter().skip(1).find(|atom| {
            let own = atom.span.of(text) == "的";
            own && cues
                .ending_of(&text[view.atoms[clause].span.start..atom.span.start], known.answer)
                .is_some()
        })?;
        Some(of.span)
    }

    /// 订货量增长的企业占27.5%，持平的占52.1%: another answer to what those were asked whose share the number before told.
    pub(in crate::resolve) fn answered(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        facts: &[Resolved],
    ) -> Option<String> {
        let (text, cues, known) = (self.document.text, self.document.cues, self.document.known);
        let previous = facts.last()?;
        if fact.measure != MeasureRule::Level || view.quantity(fact).dimension != Dimension::Ratio {
            return None;
        }
        let clause = view.atoms[view.clause(fact.atom).start].span.start;
        let said = text.get(clause..view.atoms[fact.atom].span.start)?;
        let said = said
            .trim_end_matches(['约', '为', '达', '比', '到'])
            .strip_suffix('占')?;
        let asked = previous.label.what.strip_suffix("占比")?;
        let Some(own) = said.strip_suffix('的') else {
            return self.thought(view, fact, said, previous);
        };
        let (before, whose) = asked.rsplit_once('的')?;
        let short = |words: &str, most: usize| (1..=most).contains(&words.chars().count());
        if previous.dimension != Dimension::Ratio
            || !short(own, ANSWER)
            || own.contains('的')
            || !short(whose, ANSWER + 2)
        {
            return None;
        }
        let length = cues.ending_of(before, known.answer)?;
        let asked = &before[..before.len() - length];
        Some(format!("{asked}{own}的{whose}占比"))
    }

    /// 甲业认为需求增加的占65.2%，乙业占54.5%: those of another kind who think so, too.
    fn thought(&self, view: &SentenceView, fact: &FactReading, who: &str, previous: &Resolved) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        let label = previous.label.what.as_str();
        let thinks = cues.words_of(known.tells).filter_map(|word| label.find(word)).min()?;
        let answered = label[thinks..].contains('的') && thinks > 0;
        let named = (2..=WHO).contains(&who.chars().count()) && !who.contains(['的', '，']);
        let same = previous.dimension == view.quantity(fact).dimension;
        (answered && named && same).then(|| format!("{who}{}", &label[thinks..]))
    }
}

/// An answer has so many characters at most: 看不清, 基本持平.
const ANSWER: usize = 6;

/// Those who answered are called by so many characters at most.
const WHO: usize = 16;
