//! The extractor: one document's bytes → its result. The stages in their order, and the way back from the repaired text
//! to the file. Immutable and shared by all threads; the command line, tests and other front ends call nothing else.

mod cells;
mod confidence;
mod digits;
mod given;
mod headlines;
mod heads;
mod ids;
mod ledger;
mod reading;
mod record;
mod records;
mod tiers;
mod told_months;
mod whole;

use crate::decode::decode;
use crate::extract::Engine;
use crate::model::{DateOrigin, DocumentRecord, Finding, FindingCode, Mention, OriginKind, Span};
use crate::recognize::{Scratch, disambiguate, listed_zones, quoted_names, recognize, short_names, short_towns};
use crate::repair::repair_counted;
use crate::resolve::{Discourse, DocumentContext, Resolved, Stated, area_of_body, document_area, skip_page_date};
use crate::rules::{Diagnostic, Gazetteer, Reads, Rules};
use crate::segment::Segmenter;
use crate::split::{BlockKind, Structure, split_lines};

use confidence::UNSURE_NEWS;
use reading::Reading;
use record::{Findings, Known, Recorded, Recorder};
use records::Collected;
use told_months::told_since_january;
use whole::{told_at_head, told_of_a_year_end};

pub use given::{Metadata, find_area};
pub use record::failed;
pub use records::{Extraction, Records};

/// Turns bytes into facts.
pub struct Extractor {
    rules: Rules,
    engine: Engine,
    segmenter: Segmenter,
    /// What is less sure than this stays open in the news of a day.
    unsure_news: f32,
}

impl Extractor {
    /// Builds what all threads share.
    pub fn new(rules: Rules) -> Self {
        let engine = Engine::new(rules.patterns.clone(), rules.known, rules.fused.clone());
        let segmenter = Segmenter::new(rules.words());
        Self {
            rules,
            engine,
            segmenter,
            unsure_news: UNSURE_NEWS,
        }
    }

    /// The embedded extractor that leaves nothing of the news open for being unsure: to test how it is read.
    #[cfg(test)]
    pub(crate) fn less_strict() -> Self {
        Self {
            unsure_news: 0.0,
            ..Self::embedded()
        }
    }

    /// The extractor of the rules compiled into the program.
    pub fn embedded() -> Self {
        Self::new(Rules::embedded())
    }

    /// The extractor of a rules folder; see [`Rules::load`].
    ///
    /// # Errors
    /// Every mistake of the rule files, each with its place.
    pub fn load(folder: Option<&std::path::Path>) -> Result<Self, Vec<Diagnostic>> {
        Ok(Self::new(Rules::load(folder)?))
    }

    /// BLAKE3 of the rule files, hexadecimal.
    pub fn rules_hash(&self) -> &str {
        self.rules.hash()
    }

    /// The rules.
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// How many ways of laying out a pattern are tried in a sentence.
    #[cfg(test)]
    pub(crate) fn rules_tried(&self, sentence: &str) -> usize {
        self.engine.ways_tried(sentence, &self.segmenter, &self.rules.cues)
    }

    /// The bytes of one document → its result.
    pub fn extract(&self, document: &str, bytes: &[u8], metadata: &Metadata) -> Extraction {
        let mut records = Collected {
            document,
            facts: Vec::new(),
            numbers: Vec::new(),
        };
        let record = self.extract_hashed(document, bytes, blake3::hash(bytes), metadata, &mut records);
        Extraction {
            document: record,
            facts: records.facts,
            numbers: records.numbers,
        }
    }

    /// The same where the BLAKE3 of the bytes is known already: the facts and the lines of the ledger go to `records`, and
    /// what remains is the record of the document.
    pub fn extract_hashed(
        &self,
        document: &str,
        bytes: &[u8],
        content: blake3::Hash,
        metadata: &Metadata,
        records: &mut dyn Records,
    ) -> DocumentRecord {
        let decoded = match decode(bytes) {
            Ok(decoded) => decoded,
            Err(problem) => {
                let mut record = failed(document, bytes.len() as u64, problem.to_string());
                record.hash = Some(content.to_hex().to_string());
                return record;
            }
        };
        let repaired = repair_counted(&decoded.text, decoded.changing, &self.rules.layout);
        let text = repaired.text.as_str();
        let mut structure = split_lines(text, repaired.lines.iter().copied(), &self.rules.layout);
        let unsaid = metadata.place_title(text, &mut structure);
        let (mut mentions, ranges) = self.mentions(text, &structure);
        let titled = unsaid.map(|title| self.title_alone(title));
        let date = self.date(text, &structure, &mentions, metadata.date, titled.as_ref());
        let cues = &self.rules.periods.document;
        if date.origin == Some(DateOrigin::Stated) {
            mentions
                .iter_mut()
                .for_each(|mention| skip_page_date(text, mention, cues));
        }
        let area = metadata
            .area
            .as_deref()
            .and_then(|area| find_area(&self.rules.areas, area).ok())
            .or_else(|| titled.and_then(|titled| titled.area))
            .map(|id| (id, OriginKind::Metadata, None))
            .or_else(|| document_area(text, &structure, &mentions, &self.rules.areas, document))
            .or_else(|| self.area_of_news(text, &mentions, &date));
        let area = match area {
            None => self.area_of_words(text, repaired.traditional, 2),
            // 全国, 我国 in a text from Hong Kong
            Some((Gazetteer::COUNTRY, OriginKind::Document, _)) => {
                self.area_of_words(text, repaired.traditional, 4).or(area)
            }
            said => said,
        };
        let body = self
            .body(text, &structure, &mentions, area.is_none())
            .or_else(|| self.firm(text, &structure, &mentions, &date, area.as_ref()))
            .or_else(|| self.zone(text, &mentions, &date, area.as_ref()));
        let area = area.or_else(|| {
            let (id, span) = area_of_body(text, body?.name, &mentions, &self.rules.areas)?;
            Some((id, OriginKind::Document, Some(span)))
        });
        let plan = self.plan(text, structure.title, &mentions, &date);
        let lines = repaired.lines.iter().map(|line| Span::new(line.at, line.end));
        let genres = &self.rules.genres;
        let marked = genres.of(text, lines.clone(), |at| repaired.spaced(&decoded.text, at));
        let foreign = || {
            repaired
                .traditional
                .then(|| genres.of_traditional(text, lines))
                .flatten()
        };
        let genre = marked.or_else(|| genres.of_words(text)).or_else(foreign);
        let known_only = genre.is_some_and(|genre| genre.reads == Reads::Indicators);
        let context = DocumentContext {
            text,
            gazetteer: &self.rules.areas,
            known: self.engine.known(),
            cues: &self.rules.cues,
            announcing: &self.rules.announcing,
            fused: self.engine.fused(),
            date,
            area: area.map(|(id, kind, span)| Stated { what: id, kind, span }),
            organisations: &self.rules.organisations,
            things: &self.rules.things,
            body,
            plan,
            told: self
                .told(text, structure.title, &mentions, &date)
                .or_else(|| told_at_head(text, &structure, &mentions, &date))
                .or_else(|| told_since_january(&structure, &mentions, &date))
                .or_else(|| told_of_a_year_end(&structure, &mentions, &date)),
            sparse: known_only,
        };
        let mut reading = Reading {
            extractor: self,
            text,
            structure: &structure,
            discourse: Discourse::new(context),
            found: Findings::with_room(&mentions),
            topic: None,
            measure: None,
            told: true,
            known_only,
            goes_on: false,
            flattened: false,
        };
        reading.blocks(&mentions, &ranges);
        reading.found.noticed = reading.discourse.take_findings();
        let mut read = reading.found;
        if date.of_a_day {
            headlines::tell_in_full(text, &structure, &self.rules.areas, &mut read.facts);
            headlines::tell_of_what(text, &structure, &self.rules, &self.segmenter, &mut read.facts);
        }
        tiers::carry(text, &structure, &self.rules, &mut read.facts);
        if let Some(population) = structure.title.and_then(|title| self.rules.population(title.of(text))) {
            let says = |fact: &Resolved| fact.label.what.contains(population.as_str());
            let silent = read.facts.iter_mut().filter(|fact| !says(fact));
            silent.for_each(|fact| fact.qualifiers.push(population.clone()));
        }
        let mut recorder = Recorder {
            document,
            size: bytes.len(),
            content,
            decoded: &decoded,
            repaired: &repaired,
            structure: &structure,
            rules: &self.rules,
            genre,
            news: date.of_a_day,
            unsure_news: self.unsure_news,
            known: Known::default(),
        };
        let Recorded {
            document: mut record,
            placeless,
        } = recorder.record(read, &mentions, records);
        record.date = date.date.map(|date| date.to_string());
        record.date_origin = date.date.and(date.origin);
        record.area = area.map(|(id, _, _)| self.rules.areas.area(id).clone());
        metadata.describe(&mut record, &self.rules.areas);
        if text.trim().is_empty() {
            record
                .findings
                .push(finding(FindingCode::EmptyDocument, "the file holds no text"));
        } else if record.facts > 0 {
            if record.date.is_none() {
                let message =
                    "no date was found: “今年” and the like stay unresolved; give one with --date or metadata.csv";
                record.findings.push(finding(FindingCode::DateUnknown, message));
            }
            if record.area.is_none() && placeless {
                let message = "no place was found for the document as a whole: facts that name none have none";
                record.findings.push(finding(FindingCode::AreaUnknown, message));
            }
        }
        record.findings.sort();
        record
    }

    /// The mentions of all blocks, ordered by place, and for each block its range among them.
    fn mentions(&self, text: &str, structure: &Structure) -> (Vec<Mention>, Vec<std::ops::Range<usize>>) {
        let mut mentions = Vec::with_capacity(text.len() / 64);
        let mut scratch = Scratch::default();
        for block in &structure.blocks {
            let first = mentions.len();
            recognize(text, block.span, &self.rules, &mut scratch, &mut mentions);
            if let BlockKind::Table(table) = &block.kind {
                cells::uncover(text, table, &self.rules, &mut mentions[first..]);
            }
        }
        short_names(text, &mut mentions, &self.rules.organisations, &self.rules.areas);
        disambiguate(text, &mut mentions, &self.rules.areas);
        listed_zones(text, &mut mentions, &self.rules.organisations);
        short_towns(text, &mut mentions, &self.rules.organisations, &self.rules.areas);
        quoted_names(text, &mut mentions);
        // Where the mentions of the block before end.
        let mut passed = 0;
        let ranges = structure
            .blocks
            .iter()
            .map(|block| {
                let before = |mention: &Mention| mention.span.start < block.span.start;
                // Nearly always those of this block begin there.
                let next = mentions[..passed].last().is_none_or(before) && !mentions.get(passed).is_some_and(before);
                let start = if next { passed } else { mentions.partition_point(before) };
                // Few stand in one block.
                let inside = |mention: &&Mention| mention.span.start < block.span.end;
                passed = start + mentions[start..].iter().take_while(inside).count();
                start..passed
            })
            .collect();
        (mentions, ranges)
    }
}

fn finding(code: FindingCode, message: &str) -> Finding {
    Finding {
        code,
        message: message.to_owned(),
        span: None,
    }
}

#[cfg(test)]
mod alone_tests;
#[cfg(test)]
mod announced_tests;
#[cfg(test)]
mod clause_tests;
#[cfg(test)]
mod doer_tests;
#[cfg(test)]
mod edge_tests;
#[cfg(test)]
mod feature_tests;
#[cfg(test)]
mod firm_tests;
#[cfg(test)]
mod ground_tests;
#[cfg(test)]
mod headline_tests;
#[cfg(test)]
mod kind_tests;
#[cfg(test)]
mod item_tests;
#[cfg(test)]
mod label_tests;
#[cfg(test)]
mod ledger_tests;
#[cfg(test)]
mod month_tests;
#[cfg(test)]
mod news_tests;
#[cfg(test)]
mod part_tests;
#[cfg(test)]
mod paragraph_tests;
#[cfg(test)]
mod passage_tests;
#[cfg(test)]
mod place_tests;
#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod pointing_tests;
#[cfg(test)]
mod prose_tests;
#[cfg(test)]
mod report_tests;
#[cfg(test)]
mod section_tests;
#[cfg(test)]
mod span_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod talk_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod thing_tests;
#[cfg(test)]
mod time_tests;
#[cfg(test)]
mod told_on_tests;
#[cfg(test)]
mod topic_tests;
#[cfg(test)]
mod unsaid_tests;
#[cfg(test)]
mod whereabouts_tests;
#[cfg(test)]
mod whole_tests;
#[cfg(test)]
mod spoken_tests;
