//! Decisions honoured: the facts of an output, one after the other → the same facts without those rejected, corrected
//! where they were corrected, with those added that were missing. Each that was reviewed says so in `review`.

use std::collections::{HashMap, VecDeque};
use std::path::Path;

use crate::decode::decode;
use crate::model::{Fact, Origin, OriginKind, Origins, PointSpan, Review};
use crate::output::Output;

use super::ReviewProblem;
use super::anchor::Text;
use super::claim::Claim;
use super::decision::{Decision, Reading};
use super::numbered::numbered;
use super::placing::{Document, Placement, Spot, place};
use super::sources::Sources;
use super::standing::{Fit, Standing, State, live};
use super::store::Store;

/// What decisions do to the facts of an output.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// By document and place.
    on: HashMap<String, HashMap<PointSpan, Effect>>,
    /// Facts that were missing, in the order of the output.
    added: VecDeque<(usize, Fact)>,
    /// Place of each document in the output, where there are facts to add.
    order: HashMap<String, usize>,
    /// How decisions fared.
    pub account: Account,
}

#[derive(Clone, Debug)]
enum Effect {
    Accepted,
    Corrected(Box<Claim>),
    Rejected,
}

/// How the decisions on an output fared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Numbers with each state, of those that somebody decided on.
    pub states: std::collections::BTreeMap<State, usize>,
    /// Decisions that no longer fit, each with its number and the reason, in words.
    pub stale: Vec<StaleDecision>,
}

/// A decision that no longer fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleDecision {
    /// Name of the document at the time.
    pub document: String,
    /// Line at the time.
    pub line: usize,
    /// The number.
    pub quote: String,
    /// Who decided.
    pub reviewer: String,
    /// Why it no longer fits.
    pub why: String,
}

impl Effects {
    /// What the decisions in an output folder come to; `None` where there are none.
    ///
    /// # Errors
    /// When the decisions or the output cannot be read.
    pub fn of(output: &Path) -> Result<Option<Self>, ReviewProblem> {
        let Some(store) = Store::existing(output)? else {
            return Ok(None);
        };
        let all = store.all()?;
        let decisions = live(&all);
        if decisions.is_empty() {
            return Ok(None);
        }
        let opened = Output::open(output)?;
        let documents = concerned(&opened, &decisions)?;
        let placement = place(&decisions, &documents, &mut texts(output));
        let mut effects = Self::from(&placement, &documents);
        if !effects.added.is_empty() {
            let names = opened.documents()?.all()?.into_iter().map(|record| record.document);
            effects.order = names.enumerate().map(|(at, name)| (name, at)).collect();
            for (document, fact) in &mut effects.added {
                *document = effects.order.get(&fact.document).copied().unwrap_or(usize::MAX);
            }
            let added = effects.added.make_contiguous();
            added.sort_by(|(a, one), (b, other)| (a, one.span).cmp(&(b, other.span)));
        }
        Ok(Some(effects))
    }

    /// What placed decisions come to. The facts to be added are in the order of `documents`.
    pub fn from(placement: &Placement, documents: &[Document]) -> Self {
        let mut effects = Self::default();
        let mut places: Vec<_> = placement.spots.keys().copied().collect();
        places.sort_unstable();
        for (document, at) in places {
            let record = &documents[document];
            let spot = &record.spots[at];
            let Standing { state, claim } = placement.standing((document, at), spot);
            *effects.account.states.entry(state).or_default() += 1;
            let effect = match (state, claim) {
                (State::Accepted, _) => Effect::Accepted,
                (State::Corrected, Some(claim)) => Effect::Corrected(Box::new(claim)),
                (State::Rejected, _) => Effect::Rejected,
                (State::Missing, Some(claim)) => {
                    effects.added.push_back((document, added(record, spot, &claim)));
                    continue;
                }
                _ => continue,
            };
            effects
                .on
                .entry(record.name.clone())
                .or_default()
                .insert(spot.span, effect);
        }
        let placed = placement.spots.values().flatten();
        let stale = placed.filter_map(|(decision, fit)| match fit {
            Fit::Stale { why } => Some((*decision, why.to_string())),
            _ => None,
        });
        let lost = placement.lost.iter().map(|lost| (lost.decision, lost.why.to_string()));
        let mut told: Vec<StaleDecision> = stale
            .chain(lost)
            .map(|(decision, why)| stale_decision(decision, why))
            .collect();
        told.sort_by(|a, b| {
            (&a.document, a.line, &a.quote, &a.reviewer).cmp(&(&b.document, b.line, &b.quote, &b.reviewer))
        });
        // Copies of a document tell it once.
        told.dedup();
        effects.account.stale = told;
        effects
    }

    /// The next facts of the output as reviewers have them; facts must come in the order of the output.
    pub fn apply(&mut self, facts: Vec<Fact>) -> Vec<Fact> {
        let mut result = Vec::with_capacity(facts.len());
        for mut fact in facts {
            while let Some((document, added)) = self.added.front() {
                let here = self.order.get(&fact.document).copied().unwrap_or_default();
                if (*document, added.span) >= (here, fact.span) {
                    break;
                }
                result.extend(self.added.pop_front().map(|(_, added)| added));
            }
            match self.on.get(&fact.document).and_then(|spots| spots.get(&fact.span)) {
                Some(Effect::Rejected) => continue,
                Some(Effect::Accepted) => fact.review = Some(Review::Accepted),
                Some(Effect::Corrected(claim)) => {
                    claim.put(&mut fact);
                    fact.review = Some(Review::Corrected);
                }
                None => {}
            }
            result.push(fact);
        }
        result
    }

    /// The facts that were missing and stand behind all others.
    pub fn rest(&mut self) -> Vec<Fact> {
        self.added.drain(..).map(|(_, fact)| fact).collect()
    }
}

/// The documents that decisions are about, with their numbers: known by their content, by their names, or by a fact's
/// id.
pub(super) fn concerned(output: &Output, decisions: &[&Decision]) -> Result<Vec<Document>, ReviewProblem> {
    let hashes: std::collections::HashSet<&str> = decisions.iter().map(|it| &*it.anchor.hash).collect();
    let names: std::collections::HashSet<&str> = decisions.iter().map(|it| &*it.anchor.document).collect();
    let known: std::collections::HashSet<String> = output
        .documents()?
        .all()?
        .into_iter()
        .filter_map(|it| it.hash)
        .collect();
    let gone = decisions.iter().any(|it| !known.contains(&it.anchor.hash));
    // Where a content is gone, its facts may be in a document of any name.
    let all = gone
        && decisions
            .iter()
            .any(|it| matches!(it.anchor.reading, Reading::Fact { .. }));
    Ok(numbered(output, |record| {
        all || names.contains(&*record.document) || record.hash.as_deref().is_some_and(|hash| hashes.contains(hash))
    })?)
}

/// Texts of documents, read again where they can be.
fn texts(output: &Path) -> impl FnMut(&str) -> Option<Text> {
    let mut sources: Option<Option<Sources>> = None;
    move |document| {
        let sources = sources.get_or_insert_with(|| Sources::of(output));
        let bytes = sources.as_mut()?.read(document).ok()?;
        Some(Text::new(&decode(&bytes).ok()?.text))
    }
}

fn stale_decision(decision: &Decision, why: String) -> StaleDecision {
    StaleDecision {
        document: decision.anchor.document.clone(),
        line: decision.anchor.line,
        quote: decision.anchor.quote.clone(),
        reviewer: decision.reviewer.clone(),
        why,
    }
}

/// The fact that a reviewer says was missing.
fn added(document: &Document, spot: &Spot, claim: &Claim) -> Fact {
    let told = Origin {
        kind: OriginKind::Metadata,
        span: None,
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update(document.hash.as_bytes());
    hasher.update(&spot.span.start.to_le_bytes());
    let mut fact = Fact {
        id: hasher.finalize().to_hex()[..20].to_owned(),
        document: document.name.clone(),
        span: spot.span,
        bytes: spot.bytes,
        line: spot.line,
        quote: spot.quote.clone(),
        value: claim.value.clone(),
        value_high: None,
        unit: None,
        bound: claim.bound,
        measure: claim.measure,
        status: claim.status,
        flow: None,
        label: claim.label.clone(),
        qualifiers: Vec::new(),
        indicator: None,
        base: None,
        area: None,
        subject: None,
        period: None,
        origins: Origins {
            label: told,
            area: claim.area.as_ref().map(|_| told),
            period: claim.period.as_ref().map(|_| told),
            status: told,
        },
        sentence: spot.span,
        section: None,
        rule: RULE.to_owned(),
        confidence: 1.0,
        review: Some(Review::Added),
    };
    claim.put(&mut fact);
    fact
}

/// What stands for the rule of a fact that a reviewer added.
pub const RULE: &str = "review";

#[cfg(test)]
mod tests {
    use super::super::decision::Verdict;
    use super::super::samples::{decision, fact, hash};
    use super::*;
    use crate::model::{ByteSpan, Outcome};

    /// `a.txt` with facts at 10, 20, 30, 40 and an open number at 15 and at 50.
    fn document() -> Document {
        let mut spots: Vec<Spot> = [10, 20, 30, 40]
            .map(|at| {
                let fact = fact(at, "5.2%");
                Spot {
                    span: fact.span,
                    bytes: fact.bytes,
                    line: 1,
                    quote: fact.quote.clone(),
                    outcome: Outcome::Fact { fact: fact.id.clone() },
                    fact: Some(fact),
                }
            })
            .into();
        spots.extend([15, 50].map(|at| Spot {
            span: PointSpan::new(at, at + 2),
            bytes: ByteSpan::default(),
            line: 1,
            quote: "7家".to_owned(),
            outcome: Outcome::Open { why: String::new() },
            fact: None,
        }));
        spots.sort_by_key(|spot| spot.span);
        Document {
            name: "a.txt".to_owned(),
            hash: hash("a"),
            spots,
        }
    }

    #[test]
    fn facts_come_out_as_reviewers_have_them() {
        let document = document();
        let fixed = Claim {
            value: "6".to_owned(),
            ..Claim::of(&fact(20, "5.2%"))
        };
        let reason = String::new;
        let missing = |at: usize| {
            let mut made = decision(
                "甲",
                9,
                &fact(at, "7家"),
                Verdict::Missing {
                    claim: Box::new(Claim::of(&fact(at, "7家"))),
                    reason: reason(),
                },
            );
            made.anchor.reading = Reading::Open;
            made
        };
        let fix = Verdict::Fix {
            claim: Box::new(fixed),
            reason: reason(),
        };
        let made = [
            decision("甲", 1, &fact(10, "5.2%"), Verdict::Accept),
            decision("甲", 2, &fact(20, "5.2%"), fix),
            decision("甲", 3, &fact(30, "5.2%"), Verdict::Reject { reason: reason() }),
            decision("甲", 4, &fact(90, "1%"), Verdict::Accept),
            missing(15),
            missing(50),
        ];
        let decisions: Vec<&Decision> = made.iter().collect();
        let documents = [document];
        let placement = place(&decisions, &documents, &mut |_| None);
        let mut effects = Effects::from(&placement, &documents);
        effects.order.insert("a.txt".to_owned(), 0);
        let facts = documents[0].spots.iter().filter_map(|spot| spot.fact.clone()).collect();
        let mut result = effects.apply(facts);
        result.extend(effects.rest());
        let told: Vec<_> = result.iter().map(|it| (it.span.start, &*it.value, it.review)).collect();
        assert_eq!(
            told,
            [
                (10, "5.2", Some(Review::Accepted)),
                (15, "7", Some(Review::Added)),
                (20, "6", Some(Review::Corrected)),
                (40, "5.2", None),
                (50, "7", Some(Review::Added)),
            ]
        );
        let stale = &effects.account.stale;
        assert_eq!(stale.len(), 1);
        assert_eq!(
            (stale[0].quote.as_str(), stale[0].why.as_str()),
            ("1%", "no number is seen there any more")
        );
    }
}
