//! What a sum is spent on, where its own words say only that it is: 安排2亿元支持企业技改, 支持先进制造业。拨付36亿元.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, LabelPiece};
use crate::model::{Dimension, Measure, OriginKind, Quantity};
use crate::segment::PartOfSpeech;

use super::label;
use crate::resolve::discourse::{Discourse, Stated};
use crate::resolve::fact::Figure;

impl Discourse<'_> {
    /// The name of a sum of which its own words say no more than that it is spent, with what it is spent on.
    pub(in crate::resolve) fn spent_on(
        &self,
        figure: &Figure,
        quantity: &Quantity,
        measure: Measure,
        name: &Stated<String>,
    ) -> Option<String> {
        let (view, reading, known) = (figure.view, figure.reading, self.document.known);
        let sum = quantity.dimension == Dimension::Money && measure == Measure::Level && name.kind == OriginKind::Said;
        if !sum || !view.present.has(known.spends) {
            return None;
        }
        let only = |range: &Range<usize>| {
            let mut atoms = view.atoms[range.clone()].iter();
            // 省财政
            let cues = self.document.cues;
            let who = |atom: &Atom| cues.ending_of(atom.span.of(self.document.text), known.spends).is_some();
            atoms.all(|atom| who(atom) || !matches!(atom.kind, AtomKind::Word(_) | AtomKind::Name | AtomKind::Quote))
        };
        let spends = reading.label.iter().all(|piece| match piece {
            LabelPiece::Phrase(range) => only(range),
            _ => false,
        });
        if !spends {
            return None;
        }
        let said = self.purpose_behind(figure).or_else(|| self.topic_above(figure))?;
        let mut own = name.what.as_str();
        for word in self.document.cues.words_of(known.purpose) {
            own = own.strip_suffix(word).unwrap_or(own);
        }
        // 其中2亿元支持某某省: that is the purpose itself.
        let whole = if said.starts_with(own) {
            said
        } else {
            format!("{own}{said}")
        };
        (whole.chars().count() <= label::MOST).then_some(whole)
    }

    /// 投资350万元，实施某某供水工程: the works of the next clause, which a sum at the head of its own pays for; whatever was named before
    /// has nothing to do with it.
    pub(in crate::resolve) fn paid_for(
        &self,
        figure: &Figure,
        quantity: &Quantity,
        measure: Measure,
    ) -> Option<String> {
        let (view, reading, known) = (figure.view, figure.reading, self.document.known);
        if quantity.dimension != Dimension::Money || measure != Measure::Level || !view.present.has(known.carries_out) {
            return None;
        }
        let clause = view.clause(reading.atom);
        let ends = reading.atom + 1 == clause.end
            && matches!(
                view.atoms.get(clause.end).map(|mark| mark.kind),
                Some(AtomKind::Break('，'))
            );
        let leads = |at: &usize| match view.atoms[*at].kind {
            AtomKind::Word(_) => {
                let atom = &view.atoms[*at];
                !atom.cues.has(known.spends) && (known.lead.intersects(atom.cues) || atom.cues.has(known.filler))
            }
            AtomKind::Period(_) | AtomKind::Noise | AtomKind::Area(_) | AtomKind::Organisation(_) => true,
            _ => false,
        };
        let own = (clause.start..reading.atom).find(|at| !leads(at)).filter(|_| ends)?;
        let text = self.document.text;
        let sums = |atom: &Atom| {
            atom.cues.has(known.spends)
                || known.trail.intersects(atom.cues)
                || matches!(atom.span.of(text), "投资" | "总投资")
        };
        let next = view.clause(clause.end + 1);
        let does = |at: &usize| view.atoms[*at].cues.has(known.carries_out);
        let works = next.clone().find(|at| !leads(at) || does(at))?;
        if !view.atoms[own..reading.atom].iter().all(sums) || !does(&works) {
            return None;
        }
        let counted = (works + 1..next.end).find(|at| view.atoms[*at].quantity().is_some());
        // 实施|了
        let done = view.atoms[works + 1..]
            .first()
            .is_some_and(|next| next.span.of(text) == "了");
        let what = works + 1 + usize::from(done)..counted.unwrap_or(next.end);
        let named = view.atoms.get(what.clone())?.last()?;
        let noun = matches!(
            named.kind,
            AtomKind::Word(PartOfSpeech::Noun) | AtomKind::Quote | AtomKind::Name
        ) || self.document.things.is_head(named.span.of(text));
        let words = label::phrase(text, view.atoms, what, known);
        // 对|城区管网|进行|全面改造
        let (noun, words) = match words.split_once(CARRIED_OUT).filter(|(_, deed)| !deed.is_empty()) {
            Some((on, deed)) if view.atoms[works].span.of(text) == "对" => (true, format!("{on}{deed}")),
            _ => (noun && view.atoms[works].span.of(text) != "对", words),
        };
        let fits = noun && counted.is_none() && (LEAST + 1..=ROOM).contains(&words.chars().count());
        let sum = if view.atoms[own..reading.atom]
            .iter()
            .any(|atom| atom.span.of(text).ends_with("投资"))
        {
            "投资"
        } else {
            "资金"
        };
        fits.then(|| format!("{words}{sum}"))
    }

    /// 安排219亿元支持116户企业改制: what follows the number in its clause, or heads the next one.
    fn purpose_behind(&self, figure: &Figure) -> Option<String> {
        let (view, known) = (figure.view, self.document.known);
        let clause = view.clause(figure.reading.atom);
        let opens = |at: usize| view.atoms.get(at).is_some_and(|atom| atom.cues.has(known.purpose));
        let next = figure.reading.atom + 1;
        let range = if opens(next) {
            next..clause.end
        } else {
            return None;
        };
        let words = label::phrase(self.document.text, view.atoms, range, known);
        (words.chars().count() > LEAST).then_some(words)
    }

    /// 支持先进制造业。拨付36亿元: the short sentence that stands before, alone in the paragraph.
    fn topic_above(&self, figure: &Figure) -> Option<String> {
        let text = self.document.text;
        if figure.view.clause(figure.reading.atom).start > 0 {
            return None;
        }
        // Only what stands near is looked at.
        let mut from = figure.sentence.start.saturating_sub(TOPIC);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let before = text[from..figure.sentence.start].trim_end().strip_suffix('。')?;
        let opens = before.rfind(['。', '\n', '；'])?;
        let topic = before[opens..].trim_start_matches(['。', '\n', '；']).trim();
        let acts = self.document.cues.words_of(self.document.known.purpose);
        let acts = acts.into_iter().any(|word| topic.starts_with(word));
        let plain =
            acts && !topic.contains(['，', ',', '、', '：', '“']) && !topic.contains(|c: char| c.is_ascii_digit());
        (plain && topic.chars().count() > LEAST).then(|| topic.to_owned())
    }
}

/// A purpose has more characters: 支持企业.
const LEAST: usize = 3;

/// Behind what a deed is done to: 对某某河道**进行**清淤.
const CARRIED_OUT: &str = "进行";

/// Characters of what a sum is for at most.
const ROOM: usize = 24;

/// Bytes of the longest topic sentence, with the mark before it.
const TOPIC: usize = 60;
