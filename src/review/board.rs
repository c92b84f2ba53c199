//! What the page shows: every number of an output with its standing, and one document at a time with its text. Reads
//! the output and the decisions again when they have changed on the disk.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::decode::decode;
use crate::model::{DocumentRecord, Fact, Origin, Outcome};
use crate::output::Output;
use crate::rules::Rules;

use super::ReviewProblem;
use super::anchor::Text;
use super::claim::Claim;
use super::columns::{Units, columns, digest, kind};
use super::decision::{Anchor, Decision};
use super::numbered::numbered;
use super::placing::{Document, Loss, Place, Spot, place};
use super::seen;
use super::sources::Sources;
use super::standing::{Fit, live, weigh};
use super::store::Store;
use super::told::{DocumentTold, FactTold, FindingTold, OriginTold, OriginsTold, SpotTold};

/// An output and the decisions on it.
pub struct Board {
    folder: PathBuf,
    store: Store,
    sources: Option<Sources>,
    stamp: Option<Stamp>,
    run: String,
    /// Items that the run before this one read otherwise.
    changed: HashSet<usize>,
    records: Vec<DocumentRecord>,
    documents: Vec<Document>,
    /// Number of the first item of each document.
    firsts: Vec<usize>,
    /// About every rule that read a fact.
    rules: BTreeMap<String, String>,
    decisions: Vec<Decision>,
    sequence: i64,
    /// By number of the decision: where it is placed, and how it fits.
    placed: HashMap<Place, Vec<(usize, Fit)>>,
    lost: Vec<(usize, Loss)>,
    live: HashSet<String>,
}

/// Tells whether a list is the one that was read.
type Stamp = Vec<(u64, Option<SystemTime>)>;

/// A document's text, or why it is not at hand.
pub struct Source {
    /// Decoded.
    pub text: String,
    /// For finding surroundings.
    pub points: Text,
}

impl Board {
    /// Reads an output and the decisions on it; makes the file of decisions where there is none.
    ///
    /// # Errors
    /// When either cannot be read.
    pub fn open(folder: &Path, sources: Option<Sources>, rules: &Rules) -> Result<Self, ReviewProblem> {
        Output::open(folder)?;
        let abouts = rules.patterns.iter().map(|rule| (rule.id.clone(), rule.about.clone()));
        let mut board = Self {
            folder: folder.to_owned(),
            store: Store::open(folder)?,
            sources,
            stamp: None,
            run: String::new(),
            changed: HashSet::new(),
            records: Vec::new(),
            documents: Vec::new(),
            firsts: Vec::new(),
            rules: abouts.collect(),
            decisions: Vec::new(),
            sequence: 0,
            placed: HashMap::new(),
            lost: Vec::new(),
            live: HashSet::new(),
        };
        board.refresh()?;
        Ok(board)
    }

    /// Reads again what has changed on the disk: the output after another run, the decisions of others.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn refresh(&mut self) -> Result<(), ReviewProblem> {
        let stamp = stamp(&self.folder);
        if self.stamp.as_ref() != Some(&stamp) {
            let output = Output::open(&self.folder)?;
            self.documents = numbered(&output, |_| true)?;
            let records = output.documents()?.all()?.into_iter();
            let mut records: HashMap<String, DocumentRecord> = records.map(|it| (it.document.clone(), it)).collect();
            let kept = self.documents.iter().filter_map(|it| records.remove(&it.name));
            self.records = kept.collect();
            self.firsts = self
                .documents
                .iter()
                .scan(0, |next, document| {
                    let first = *next;
                    *next += document.spots.len();
                    Some(first)
                })
                .collect();
            if self.stamp.is_some() {
                self.sources = Sources::of(&self.folder).or(self.sources.take());
            }
            self.stamp = Some(stamp);
            self.run = name(&self.documents);
            self.changed = self.read_otherwise();
            (self.decisions, self.sequence) = (Vec::new(), 0);
            self.placed.clear();
            self.lost.clear();
        }
        let (new, sequence) = self.store.after(self.sequence)?;
        self.take(new);
        self.sequence = sequence;
        Ok(())
    }

    /// Places decisions that have come in.
    fn take(&mut self, new: Vec<Decision>) {
        if new.is_empty() {
            return;
        }
        let first = self.decisions.len();
        let numbers: HashMap<&str, usize> = new.iter().zip(first..).map(|(it, at)| (&*it.id, at)).collect();
        let Self { sources, documents, .. } = self;
        let mut texts = |document: &str| {
            let bytes = sources.as_mut()?.read(document).ok()?;
            Some(Text::new(&decode(&bytes).ok()?.text))
        };
        let placement = place(&new.iter().collect::<Vec<_>>(), documents, &mut texts);
        for (place, decisions) in placement.spots {
            let list = self.placed.entry(place).or_default();
            list.extend(decisions.into_iter().map(|(it, fit)| (numbers[&*it.id], fit)));
        }
        let lost = placement
            .lost
            .into_iter()
            .map(|lost| (numbers[&*lost.decision.id], lost.why));
        self.lost.extend(lost);
        self.decisions.extend(new);
        self.live = live(&self.decisions).into_iter().map(|it| it.id.clone()).collect();
    }

    /// Everything about every number that a list, a filter or a search needs, column by column; with the standing of
    /// those that somebody has decided on. Texts that occur often are numbers into `texts`.
    pub fn index(&self) -> Value {
        let (columns, texts) = columns(&self.documents, &self.records);
        let documents: Vec<Value> = self
            .records
            .iter()
            .zip(&self.firsts)
            .map(|(record, first)| {
                json!({
                    "name": record.document, "title": record.title, "date": record.date, "first": first,
                    "area": record.area.as_ref().map(|area| &area.name),
                })
            })
            .collect();
        json!({
            "documents": documents, "columns": columns, "texts": texts, "rules": self.rules,
            "standings": self.standings(self.placed.keys().copied()), "sequence": self.sequence,
            "changed": sorted(&self.changed), "lost": self.lost_decisions(), "run": self.run(),
        })
    }

    /// Names the state of the output that the numbers of the items belong to.
    pub fn run(&self) -> &str {
        &self.run
    }

    /// Items that the run that was looked at before read otherwise.
    fn read_otherwise(&self) -> HashSet<usize> {
        let all = self
            .documents
            .iter()
            .flat_map(|document| document.spots.iter().map(move |spot| (document, spot)));
        let (documents, marks): (Vec<u64>, Vec<seen::Mark>) = all
            .map(|(document, spot)| {
                let content = seen::short(&document.hash);
                let place = content.wrapping_add((spot.span.start as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
                (content, (place, seen::short(&digest(spot))))
            })
            .unzip();
        seen::changed(&self.folder, &self.run, &documents, &marks)
    }

    /// The number of the last decision read.
    pub const fn sequence(&self) -> i64 {
        self.sequence
    }

    /// The standing of every number on which something was decided after the decision of this number.
    pub fn standings_after(&self, sequence: i64) -> Result<Value, ReviewProblem> {
        let (new, _) = self.store.after(sequence)?;
        let new: HashSet<String> = new.into_iter().map(|it| it.id).collect();
        let touched = self
            .placed
            .iter()
            .filter(|(_, list)| list.iter().any(|(number, _)| new.contains(&self.decisions[*number].id)));
        Ok(self.standings(touched.map(|(place, _)| *place)))
    }

    fn standings(&self, places: impl Iterator<Item = Place>) -> Value {
        let all = places.map(|place| {
            let item = self.firsts[place.0] + place.1;
            (item.to_string(), self.standing(place))
        });
        Value::Object(all.collect())
    }

    /// What the decisions on one number come to, and the decisions themselves.
    fn standing(&self, place: Place) -> Value {
        let spot = &self.documents[place.0].spots[place.1];
        let mut list: Vec<(&Decision, Fit)> = self
            .placed
            .get(&place)
            .into_iter()
            .flatten()
            .map(|(number, fit)| (&self.decisions[*number], fit.clone()))
            .filter(|(decision, _)| self.live.contains(&decision.id))
            .collect();
        list.sort_by(|(a, _), (b, _)| (&a.at, &a.id).cmp(&(&b.at, &b.id)));
        let standing = weigh(&list, spot.fact.as_ref().map(Claim::of).as_ref());
        let decisions: Vec<Value> = list
            .iter()
            .map(|(decision, fit)| {
                let why = match fit {
                    Fit::Stale { why } => Some(why.to_string()),
                    _ => None,
                };
                json!({
                    "id": decision.id, "at": decision.at, "reviewer": decision.reviewer, "verdict": decision.verdict,
                    "resolves": decision.resolves, "why": why,
                })
            })
            .collect();
        json!({ "state": standing.state, "claim": standing.claim, "decisions": decisions })
    }

    fn lost_decisions(&self) -> Vec<Value> {
        let lost = self.lost.iter().map(|(number, why)| (&self.decisions[*number], why));
        lost.filter(|(decision, _)| self.live.contains(&decision.id))
            .map(|(decision, why)| {
                let Anchor {
                    document,
                    line,
                    quote,
                    before,
                    after,
                    ..
                } = &decision.anchor;
                json!({
                    "document": document, "line": line, "quote": quote, "before": before, "after": after,
                    "reviewer": decision.reviewer, "verdict": decision.verdict, "why": why.to_string(),
                })
            })
            .collect()
    }

    /// A document with its text and everything about its numbers. Where the text is not at hand, `problem` says why.
    pub fn document(&mut self, number: usize) -> Option<DocumentTold<'_>> {
        self.told(number, false)
    }

    /// The same for a page that is sent: each number has the anchor that decisions on it will have.
    pub fn document_to_send(&mut self, number: usize) -> Option<DocumentTold<'_>> {
        self.told(number, true)
    }

    fn told(&mut self, number: usize, anchored: bool) -> Option<DocumentTold<'_>> {
        let (text, points, problem) = match self.source(number)? {
            Ok(source) => (Some(source.text), Some(source.points).filter(|_| anchored), None),
            Err(problem) => (None, None, Some(problem)),
        };
        let units = Units::new(text.as_deref().unwrap_or_default());
        let document = &self.documents[number];
        let first = self.firsts[number];
        let origin = |origin: &Origin| OriginTold {
            kind: origin.kind,
            span: origin.span.map(|span| units.span(span)),
        };
        let fact = |fact: &'_ Fact| OriginsTold {
            label: origin(&fact.origins.label),
            area: fact.origins.area.as_ref().map(origin),
            period: fact.origins.period.as_ref().map(origin),
            status: origin(&fact.origins.status),
        };
        let spots = document.spots.iter().enumerate().map(|(at, spot)| SpotTold {
            item: first + at,
            span: units.span(spot.span),
            kind: kind(spot),
            quote: &spot.quote,
            line: spot.line,
            why: match &spot.outcome {
                Outcome::Open { why } => Some(why),
                _ => None,
            },
            fact: spot.fact.as_ref().map(|it| FactTold {
                id: &it.id,
                rule: &it.rule,
                confidence: it.confidence,
                section: it.section.as_deref(),
                sentence: units.span(it.sentence),
                claim: Claim::of(it),
                origins: fact(it),
            }),
            anchor: points.as_ref().map(|points| anchor(document, spot, points)),
        });
        let record = &self.records[number];
        let findings = record.findings.iter().map(|it| FindingTold {
            message: &it.message,
            code: it.code,
            span: it.span.map(|span| units.span(span)),
        });
        Some(DocumentTold {
            number,
            name: &document.name,
            title: record.title.as_deref(),
            issuer: record.issuer.as_deref(),
            date: record.date.as_deref(),
            encoding: record.encoding.as_deref(),
            findings: findings.collect(),
            spots: spots.collect(),
            text,
            problem,
        })
    }

    /// The text of a document, read again and checked; `None` where there is no document of this number.
    fn source(&mut self, number: usize) -> Option<Result<Source, String>> {
        let document = self.documents.get(number)?;
        let Some(sources) = &mut self.sources else {
            return Some(Err(
                "the last run did not note where the documents lie; name the folder with --documents, or run `gongbao extract` again"
                    .to_owned(),
            ));
        };
        let source = sources.read(&document.name).and_then(|bytes| {
            if blake3::hash(&bytes).to_hex().as_str() != document.hash {
                return Err(format!(
                    "{} has changed since it was read; run `gongbao extract` again",
                    document.name
                ));
            }
            let text = decode(&bytes).map_err(|problem| problem.to_string())?.text;
            Ok(Source {
                points: Text::new(&text),
                text,
            })
        });
        Some(source)
    }

    /// How many documents there are.
    pub const fn documents(&self) -> usize {
        self.documents.len()
    }

    /// The anchor of the number that stands there and was read so; an error in words where it is not.
    pub fn anchor(&mut self, document: &str, start: usize, mark: &str) -> Result<Anchor, Refusal> {
        let number = self.documents.iter().position(|it| it.name == document);
        let number = number.ok_or_else(|| Refusal::Changed(format!("the output has no document {document}")))?;
        let spots = &self.documents[number].spots;
        let spot = spots
            .iter()
            .find(|it| it.span.start == start && digest(it) == mark)
            .cloned();
        let Some(spot) = spot else {
            return Err(Refusal::Changed(
                "the output has changed, and this number is read otherwise now; look at it again".to_owned(),
            ));
        };
        let source = self.source(number).unwrap_or_else(|| Err(String::new()));
        let source = source.map_err(Refusal::Unread)?;
        Ok(anchor(&self.documents[number], &spot, &source.points))
    }

    /// The anchor of a decision that counts, for undoing it.
    pub fn anchor_of(&self, id: &str) -> Option<Anchor> {
        let decision = self.decisions.iter().find(|it| it.id == id && self.live.contains(id))?;
        Some(decision.anchor.clone())
    }

    /// Keeps decisions. What is returned is on the disk.
    ///
    /// # Errors
    /// When they cannot be written; then none is kept.
    pub fn keep(&mut self, decisions: &[Decision]) -> Result<(), ReviewProblem> {
        self.store.add(decisions)?;
        self.refresh()
    }
}

/// Why a decision is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What it is about is not there any more.
    Changed(String),
    /// The document cannot be read, so that nothing could find the number again.
    Unread(String),
}

fn stamp(folder: &Path) -> Stamp {
    let of = |name: &str| match fs::metadata(folder.join(name)) {
        Ok(meta) => (meta.len(), meta.modified().ok()),
        Err(_) => (0, None),
    };
    ["facts.jsonl", "documents.jsonl", "numbers.jsonl"].map(of).to_vec()
}

fn anchor(document: &Document, spot: &Spot, text: &Text) -> Anchor {
    let (before, after) = text.surroundings(spot.span);
    Anchor {
        document: document.name.clone(),
        hash: document.hash.clone(),
        reading: spot.reading(),
        span: spot.span,
        line: spot.line,
        quote: spot.quote.clone(),
        before,
        after,
    }
}

fn sorted(items: &HashSet<usize>) -> Vec<usize> {
    let mut sorted: Vec<usize> = items.iter().copied().collect();
    sorted.sort_unstable();
    sorted
}

/// A name for what was read: another one where anything was read otherwise.
fn name(documents: &[Document]) -> String {
    let mut hasher = blake3::Hasher::new();
    for document in documents {
        hasher.update(document.hash.as_bytes());
        hasher.update(document.name.as_bytes());
        for spot in &document.spots {
            hasher.update(&spot.span.start.to_le_bytes());
            hasher.update(spot.fact.as_ref().map_or("", |fact| &fact.rule).as_bytes());
            hasher.update(digest(spot).as_bytes());
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
