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
mod record;
mod records;

use jiff::civil::Date;

use crate::decode::decode;
use crate::extract::{Around, Engine, HeadPlace, HeadUnit, SentenceReading, read_table};
use crate::model::{
    DocumentRecord, Finding, FindingCode, Measure, Mention, MentionKind, OriginKind, PeriodSense, Span, Status,
    TimeExpr,
};
use crate::recognize::{Scratch, disambiguate, recognize, settle};
use crate::repair::repair;
use crate::resolve::{
    Body, Discourse, DocumentContext, DocumentDate, PartialDate, Resolved, Stated, When, Where, area_of_body, body_of,
    document_area, measure, own_area, resolve, section_areas, speaker_areas, years_on,
};
use crate::rules::{Diagnostic, Gazetteer, PeriodWord, Rules, Term};
use crate::segment::{PartOfSpeech, Segmenter};
use crate::split::{Block, BlockKind, Structure, split_lines};

use heads::Heads;
use record::{Findings, Known, Recorded, Recorder};
use records::Collected;

pub use given::{Metadata, find_area};
pub use record::failed;
pub use records::{Extraction, Records};

/// Turns bytes into facts.
pub struct Extractor {
    rules: Rules,
    engine: Engine,
    segmenter: Segmenter,
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
        let repaired = repair(&decoded.text, &self.rules.layout);
        let text = repaired.text.as_str();
        let mut structure = split_lines(text, repaired.lines.iter().copied(), &self.rules.layout);
        let unsaid = metadata.place_title(text, &mut structure);
        let (mentions, ranges) = self.mentions(text, &structure);
        let titled = unsaid.map(|title| self.title_alone(title));
        let date = self.date(text, &structure, &mentions, metadata.date, titled.as_ref());
        let area = metadata
            .area
            .as_deref()
            .and_then(|area| find_area(&self.rules.areas, area).ok())
            .or_else(|| titled.and_then(|titled| titled.area))
            .map(|id| (id, OriginKind::Metadata, None))
            .or_else(|| document_area(text, &structure, &mentions, &self.rules.areas, document))
            .or_else(|| self.area_of_news(text, &date));
        let body = self.body(text, &structure, &mentions, area.is_none());
        let area = area.or_else(|| {
            let (id, span) = area_of_body(text, body?.name, &mentions, &self.rules.areas)?;
            Some((id, OriginKind::Document, Some(span)))
        });
        let plan = self.plan(text, structure.title, &mentions, &date);
        let context = DocumentContext {
            text,
            gazetteer: &self.rules.areas,
            known: self.engine.known(),
            cues: &self.rules.cues,
            fused: self.engine.fused(),
            date,
            area: area.map(|(id, kind, span)| Stated { what: id, kind, span }),
            organisations: &self.rules.organisations,
            body,
            plan,
            told: self.told(structure.title, &mentions, &date),
        };
        let mut reading = Reading {
            extractor: self,
            text,
            structure: &structure,
            discourse: Discourse::new(context),
            found: Findings::default(),
            topic: None,
            told: true,
        };
        reading.blocks(&mentions, &ranges);
        reading.found.noticed = reading.discourse.take_findings();
        let mut read = reading.found;
        if date.of_a_day {
            headlines::tell_in_full(text, &structure, &self.rules.areas, &mut read.facts);
        }
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
            genre: self.rules.genres.of(repaired.lines.iter().map(|line| line.of(text))),
            news: date.of_a_day,
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

    /// The news of a day that come to no one place more than to others are those of the country, where they speak of it.
    fn area_of_news(&self, text: &str, date: &DocumentDate) -> Option<(u32, OriginKind, Option<Span>)> {
        let speaks = text.matches("我国").chain(text.matches("全国")).nth(SPOKEN).is_some();
        (date.of_a_day && speaks).then_some((Gazetteer::COUNTRY, OriginKind::Document, None))
    }

    /// The years that the title says the document plans for: “十四五”规划, 2021—2025年行动计划.
    fn plan(&self, text: &str, title: Option<Span>, mentions: &[Mention], date: &DocumentDate) -> Option<Stated<When>> {
        let title = title?;
        let written = date.date.and_then(PartialDate::days)?.0;
        let mut hits = Vec::new();
        self.rules.terms.find(text, title, &mut hits);
        let plans = hits.iter().filter_map(|hit| match hit.term {
            Term::Period(index) => match self.rules.periods.word(index)? {
                PeriodWord::Plan { from, to, .. } => {
                    Some((Date::new(from, 1, 1).ok()?, Date::new(to, 12, 31).ok()?, hit.span))
                }
                _ => None,
            },
            _ => None,
        });
        let said = mentions
            .iter()
            .filter(|mention| title.contains(mention.span))
            .filter_map(|mention| match &mention.kind {
                MentionKind::Period(expr) => resolve(expr, &date.anchor()).map(|(from, to)| (from, to, mention.span)),
                _ => None,
            });
        plans
            .chain(said)
            // 2016/2017学年 is no plan.
            .find(|(from, to, _)| from.year() != to.year() && from.month() == 1 && *to > written)
            .map(|(from, to, span)| {
                let when = When {
                    days: Some((from, to)),
                    sense: PeriodSense::Until,
                    words: Some(span),
                };
                Stated {
                    what: when,
                    kind: OriginKind::Title,
                    span: Some(span),
                }
            })
    }

    /// The body that the document is about: as its title says, or, where it tells of no `place`, as its first sentence does:
    /// 2020年，某某高新区坚持……，全区…….
    fn body(&self, text: &str, structure: &Structure, mentions: &[Mention], placeless: bool) -> Option<Body> {
        let organisations = &self.rules.organisations;
        let titled = structure
            .title
            .and_then(|title| body_of(text, title, mentions, organisations));
        titled.or_else(|| {
            let first = structure
                .blocks
                .iter()
                .find(|block| matches!(block.kind, BlockKind::Paragraph { .. }));
            let first = first.filter(|_| placeless)?.span;
            let end = first
                .of(text)
                .find(['。', '；', ';'])
                .map_or(first.end, |end| first.start + end);
            let body = body_of(text, Span::new(first.start, end), mentions, organisations)?;
            let own = body.own.is_some_and(|level| {
                mentions
                    .iter()
                    .any(|mention| mention.kind == MentionKind::OwnArea(level))
            });
            own.then_some(body)
        })
    }

    /// The months or the quarter that the title says the document tells of: 一季度经济运行情况, 2024年1—5月简报.
    fn told(&self, title: Option<Span>, mentions: &[Mention], date: &DocumentDate) -> Option<Stated<When>> {
        let title = title?;
        let said = mentions.iter().filter(|mention| title.contains(mention.span));
        let mut periods = said.filter_map(|mention| match &mention.kind {
            MentionKind::Period(expr) if expr.sense == PeriodSense::During => {
                let days = resolve(expr, &date.anchor())?;
                Some((days, mention.span))
            }
            _ => None,
        });
        let ((from, to), span) = periods.next()?;
        let months = from.year() == to.year() && from.day() == 1 && to == to.last_of_month();
        let part = months && to.month() - from.month() < 11;
        (part && periods.next().is_none()).then_some(Stated {
            what: When {
                days: Some((from, to)),
                sense: PeriodSense::During,
                words: Some(span),
            },
            kind: OriginKind::Title,
            span: Some(span),
        })
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
        disambiguate(text, &mut mentions, &self.rules.areas);
        let ranges = structure
            .blocks
            .iter()
            .map(|block| {
                let start = mentions.partition_point(|mention| mention.span.start < block.span.start);
                // Few stand in one block.
                let inside = |mention: &&Mention| mention.span.start < block.span.end;
                start..start + mentions[start..].iter().take_while(inside).count()
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

/// So often news of the country speak of it.
const SPOKEN: usize = 4;

/// Bytes of a sentence that are read at once. Real sentences are shorter; without this a text without full stops would cost
/// the square of its length.
const LONGEST: usize = 6000;

/// Where to cut a sentence that is too long: after the last comma that leaves it short enough, else before a mention.
fn cut(text: &str, sentence: Span, mentions: &[Mention]) -> usize {
    let mut limit = sentence.start + LONGEST;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let half = limit - LONGEST / 2;
    if let Some(comma) = text[sentence.start..limit].rfind(['，', '；', '、']) {
        let after = sentence.start + comma + '，'.len_utf8();
        if after > half {
            return after;
        }
    }
    let at = mentions.partition_point(|mention| mention.span.end <= limit);
    mentions
        .get(at)
        .map(|mention| mention.span.start)
        .filter(|start| (half..limit).contains(start))
        .unwrap_or(limit)
}

/// Reads one document from its first block to its last.
struct Reading<'a> {
    extractor: &'a Extractor,
    text: &'a str,
    structure: &'a Structure,
    discourse: Discourse<'a>,
    found: Findings,
    /// The industry that the section is about.
    topic: Option<String>,
    /// Whether it is told why numbers stay open; of those in headlines it is not.
    told: bool,
}

impl Reading<'_> {
    fn blocks(&mut self, mentions: &[Mention], ranges: &[std::ops::Range<usize>]) {
        let areas = section_areas(self.text, self.structure, mentions, &self.extractor.rules.areas);
        let (gazetteer, organisations) = (&self.extractor.rules.areas, &self.extractor.rules.organisations);
        let speakers = speaker_areas(self.text, self.structure, mentions, gazetteer, organisations);
        let areas = areas.into_iter().zip(speakers).map(|(area, speaker)| speaker.or(area));
        let mut section = None;
        for ((block, range), area) in self.structure.blocks.iter().zip(ranges).zip(areas) {
            // In a document about no one place, a city's name above a story holds until the next.
            if area != section && (area.is_some() || self.discourse.document().area.is_some()) {
                section = area;
                let stated = area.map(|(id, span)| Stated {
                    what: id,
                    kind: OriginKind::Heading,
                    span: Some(span),
                });
                self.discourse.section_area(stated);
            }
            self.block(block, &settle(&mentions[range.clone()]));
        }
    }

    fn block(&mut self, block: &Block, mentions: &[Mention]) {
        self.told = !matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Title);
        match &block.kind {
            BlockKind::Heading { level } => {
                self.heading(*level, block, mentions);
                // 前五个月进出口突破10万亿元: a headline is a sentence like any other; what it says to the text below, it says as a
                // heading.
                if self.states(mentions) {
                    self.discourse.paragraph();
                    let heading = block.span.of(self.text);
                    // Behind the signs of markdown.
                    let marks = heading.len() - heading.trim_start_matches(['#', ' ']).len();
                    let told = Span::new(block.span.start + marks, block.span.end);
                    self.sentence(told, mentions, &Around::new(block.span, self.headings(block)));
                    self.heading(*level, block, mentions);
                }
            }
            BlockKind::Paragraph { sentences } => {
                self.discourse.paragraph();
                self.discourse.speaker(block.span, mentions);
                if let Some(opening) = sentences.first().filter(|_| sentences.len() > 1)
                    && let Some(words) = self.opening(opening.span, mentions)
                {
                    self.discourse.about(&words, opening.span);
                }
                let around = Around::new(block.span, self.headings(block));
                let spans: Vec<Span> = sentences.iter().map(|sentence| sentence.span).collect();
                let Extractor {
                    rules,
                    engine,
                    segmenter,
                } = self.extractor;
                for span in engine.stretches(self.text, &spans, mentions, &around, segmenter, &rules.cues) {
                    self.sentence(span, mentions, &around);
                }
            }
            BlockKind::Table(table) => {
                self.discourse.paragraph();
                let heads = Heads {
                    text: self.text,
                    rules: &self.extractor.rules,
                    segmenter: &self.extractor.segmenter,
                    mentions,
                };
                for cell in read_table(table, &self.extractor.engine, &heads) {
                    self.cell(&cell, mentions);
                }
            }
            // 上半年外贸进出口3583亿元: so is a title.
            BlockKind::Title => {
                if self.states(mentions) {
                    self.sentence(block.span, mentions, &Around::new(block.span, Vec::new()));
                    self.discourse.restart();
                }
            }
            BlockKind::Furniture => {}
        }
    }

    /// The name that a numbered paragraph begins with, alone in a sentence: （三）集成电路。
    fn opening(&self, sentence: Span, mentions: &[Mention]) -> Option<String> {
        let text = sentence.of(self.text);
        let extractor = self.extractor;
        let numbering = extractor.rules.layout.numbering(text)?;
        let name = text[numbering.len..].trim().trim_end_matches('。');
        let inner = Span::new(sentence.start + numbering.len, sentence.end);
        if !(2..=8).contains(&name.chars().count()) || name.contains(['，', '、', '：']) {
            return None;
        }
        let first = mentions.partition_point(|mention| mention.span.start < inner.start);
        let counts = |mention: &Mention| matches!(mention.kind, MentionKind::Quantity(_) | MentionKind::Period(_));
        let mut inside = mentions[first..]
            .iter()
            .take_while(|mention| mention.span.start < inner.end);
        if inside.any(counts) {
            return None;
        }
        // “个转企” is a name whatever its words are.
        let bare = name.trim_matches(['“', '”']);
        if bare.len() < name.len() {
            return Some(bare.to_owned());
        }
        let mut nouns = !extractor.rules.cues.of(bare).has(extractor.engine.known().dependent);
        extractor.segmenter.segment(self.text, inner, |word, _| {
            nouns &= !matches!(word.part, PartOfSpeech::Verb | PartOfSpeech::Idiom);
        });
        nouns.then(|| bare.to_owned())
    }

    /// Whether a heading or a title may state a figure.
    fn states(&self, mentions: &[Mention]) -> bool {
        mentions.iter().any(|mention| match &mention.kind {
            MentionKind::Quantity(quantity) => quantity.unit.is_some() || self.discourse.document().date.tells,
            _ => false,
        })
    }

    fn heading(&mut self, level: u8, block: &Block, mentions: &[Mention]) {
        let heading = block.span.of(self.text);
        let rules = &self.extractor.rules;
        let plans = rules.plan_heading(heading).then_some(block.span);
        let body = body_of(self.text, block.span, mentions, &rules.organisations);
        self.discourse
            .heading(level, mentions, plans, rules.review_heading(heading), body);
        self.topic = rules.industry_heading(heading);
    }

    /// The headings above a block, innermost first.
    fn headings(&self, block: &Block) -> Vec<Span> {
        let mut headings = Vec::new();
        let mut above = block.heading;
        while let Some(index) = above {
            headings.push(self.structure.blocks[index].span);
            above = self.structure.blocks[index].heading.filter(|next| *next < index);
        }
        headings
    }

    fn sentence(&mut self, sentence: Span, mentions: &[Mention], around: &Around) {
        let mut rest = sentence;
        while rest.len() > LONGEST {
            let cut = cut(self.text, rest, mentions);
            self.stretch(Span::new(rest.start, cut), mentions, around);
            rest = Span::new(cut, rest.end);
        }
        self.stretch(rest, mentions, around);
    }

    fn stretch(&mut self, sentence: Span, mentions: &[Mention], around: &Around) {
        let extractor = self.extractor;
        let start = mentions.partition_point(|mention| mention.span.start < sentence.start);
        let end = mentions.partition_point(|mention| mention.span.end <= sentence.end);
        let inside = &mentions[start.min(end)..end];
        let read = extractor.engine.read(
            self.text,
            sentence,
            inside,
            around,
            &extractor.segmenter,
            &extractor.rules.cues,
        );
        if read.atoms.is_empty() {
            self.discourse.hear(inside, OriginKind::Carried);
            self.discourse.note_bodies(inside);
            self.discourse.remember(inside, sentence);
            return;
        }
        let rules = extractor.engine.rules();
        let (mut facts, unnamed) = self
            .discourse
            .sentence(sentence, inside, &read.atoms, &read.readings, rules);
        if self.told {
            self.left_open(sentence, inside, &read, around, &facts, &unnamed);
        }
        if let Some(topic) = &self.topic {
            facts.iter_mut().for_each(|fact| fact.qualifiers.push(topic.clone()));
        }
        self.found.facts.append(&mut facts);
    }

    /// Says of each quantity of a sentence that became no fact why it did not.
    fn left_open(
        &mut self,
        sentence: Span,
        mentions: &[Mention],
        read: &SentenceReading,
        around: &Around,
        facts: &[Resolved],
        unnamed: &[(Span, String)],
    ) {
        let extractor = self.extractor;
        for (anchor, atom) in read.atoms.iter().enumerate() {
            let Some(quantity) = atom.quantity() else { continue };
            let span = mentions[quantity].span;
            if facts.iter().any(|fact| fact.span == span) {
                continue;
            }
            let read_by = unnamed
                .iter()
                .find(|(of, _)| *of == span)
                .map(|(_, rule)| rule.as_str());
            let why = extractor.engine.why_open(
                self.text,
                sentence,
                read,
                mentions,
                anchor,
                around,
                read_by,
                &extractor.rules.cues,
            );
            self.found.open.insert(span, why);
        }
    }

    fn cell(&mut self, cell: &crate::extract::CellReading, mentions: &[Mention]) {
        let first = mentions.partition_point(|mention| mention.span.start < cell.cell.start);
        let mut inside = mentions[first..]
            .iter()
            .take_while(|mention| mention.span.start < cell.cell.end);
        let Some((mention, quantity)) = inside.find_map(|mention| match &mention.kind {
            MentionKind::Quantity(quantity) if cell.cell.contains(mention.span) => Some((mention, quantity)),
            _ => None,
        }) else {
            return;
        };
        let mut quantity = quantity.clone();
        if quantity.unit.is_none()
            && let Some(HeadUnit {
                factor,
                name,
                dimension,
            }) = &cell.unit
        {
            quantity.value = crate::recognize::scaled(quantity.value, *factor);
            quantity.value_high = quantity.value_high.map(|high| crate::recognize::scaled(high, *factor));
            quantity.unit = Some(name.clone());
            quantity.dimension = *dimension;
        }
        let measure = measure(cell.measure, &quantity);
        if cell.down && matches!(measure, Measure::Change | Measure::Growth) && quantity.value.is_sign_positive() {
            (quantity.value, quantity.value_high) = (-quantity.value, quantity.value_high.map(|high| -high));
        }
        let when = match &cell.period {
            Some((expr, span)) => {
                let days = match expr.time {
                    TimeExpr::SamePeriod { years } => {
                        let beside = cell.beside.as_ref().and_then(|expr| self.discourse.days(expr));
                        let standing = || self.discourse.standing_period().and_then(|when| when.what.days);
                        beside.or_else(standing).and_then(|days| years_on(days, years))
                    }
                    _ => self.discourse.days(expr),
                };
                let when = When {
                    days,
                    sense: PeriodSense::During,
                    words: Some(*span),
                };
                Some(Stated {
                    what: when,
                    kind: OriginKind::Heading,
                    span: Some(*span),
                })
            }
            None => self.discourse.standing_period(),
        };
        let standing = self.discourse.standing_place();
        let named = cell.area.and_then(|(place, span)| {
            let own = |level| {
                let context = standing.as_ref().and_then(|place| place.what.area)?;
                own_area(level, context, &self.extractor.rules.areas)
            };
            let id = match place {
                HeadPlace::Named(id) => id,
                HeadPlace::Own(level) => own(level)?,
                HeadPlace::Whole => return None,
            };
            Some(Stated {
                what: Where {
                    area: Some(id),
                    subject: None,
                },
                kind: OriginKind::Heading,
                span: Some(span),
            })
        });
        let place = named.or(standing);
        let future = self.discourse.is_future(when.as_ref().and_then(|when| when.what.days));
        let status = if future == Some(true) || cell.aim {
            Status::Target
        } else {
            Status::Actual
        };
        let rules = self.extractor.engine.rules();
        let resolved = Resolved {
            span: mention.span,
            value: quantity.value,
            value_high: quantity.value_high,
            unit: quantity.unit.clone(),
            bound: quantity.bound,
            measure,
            status: Stated {
                what: status,
                kind: OriginKind::Heading,
                span: when.as_ref().and_then(|when| when.span),
            },
            flow: cell.flow,
            label: Stated {
                what: cell.label.clone(),
                kind: OriginKind::Heading,
                span: Some(cell.label_span),
            },
            base: None,
            place,
            when,
            sentence: cell.row,
            rule: rules[cell.rule].id.clone(),
            sure: rules[cell.rule].sure,
            qualifiers: cell.qualifiers.clone(),
            contested: false,
        };
        self.found.facts.push(resolved);
    }
}

#[cfg(test)]
mod headline_tests;
#[cfg(test)]
mod kind_tests;
#[cfg(test)]
mod label_tests;
#[cfg(test)]
mod month_tests;
#[cfg(test)]
mod news_tests;
#[cfg(test)]
mod part_tests;
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
mod table_tests;
#[cfg(test)]
mod talk_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod time_tests;
#[cfg(test)]
mod whole_tests;
