//! Reads one document block by block: sentences and cells to readings, readings to facts, and what stays open.

use super::Extractor;
use super::cells::with_sectors;
use super::heads::Heads;
use super::record::Findings;
use crate::extract::{Around, SentenceReading, read_table};
use crate::model::{Dimension, Measure, Mention, MentionKind, OriginKind, Span};
use crate::recognize::{bare_year, settle};
use crate::resolve::{Discourse, NoFact, Resolved, Stated, body_of, is_nth, items, section_areas, speaker_areas};
use crate::rules::Layout;
use crate::segment::PartOfSpeech;
use crate::split::{Block, BlockKind, Structure};

/// Bytes of a sentence that are read at once. Real sentences are shorter; without this a text without full stops would cost
/// the square of its length.
const LONGEST: usize = 6000;

/// A label of so many characters may leave out what a heading says: 市县级.
const BARE: usize = 6;

/// A line that holds nothing but a year stands above all headings.
const YEAR_LEVEL: u8 = 0;

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

/// A paragraph of more bytes may hold the sections of a page that has lost its line breaks.
const FLATTENED: usize = 4500;

/// Ranks of numbers before a section (一、), and before a part of one (（一）).
const SECTION: u8 = 6;
const SUBSECTION: u8 = 7;

/// A section within a paragraph stands inside all that have a line of their own.
const FLAT_LEVEL: u8 = 100;

/// The rank of the number that a sentence within a paragraph begins with: 一、, ①, 一是.
fn part_of(words: &str, layout: &Layout) -> Option<u8> {
    let numbered = || layout.numbering(words).map(|numbering| numbering.rank);
    is_nth(words).then_some(ITEM).or_else(numbered)
}

/// Rank of an item that 一是 begins.
const ITEM: u8 = 9;

/// Reads one document from its first block to its last.
pub(super) struct Reading<'a> {
    pub(super) extractor: &'a Extractor,
    pub(super) text: &'a str,
    pub(super) structure: &'a Structure,
    pub(super) discourse: Discourse<'a>,
    pub(super) found: Findings,
    /// The industry that the section is about.
    pub(super) topic: Option<String>,
    /// The size that the section's heading names: 分级次收入情况.
    pub(super) measure: Option<String>,
    /// Whether it is told why numbers stay open; of those in headlines it is not.
    pub(super) told: bool,
    /// Whether only known indicators become facts: then what can name none is passed over.
    pub(super) known_only: bool,
    /// Whether this paragraph has told of what may be one, which what follows may go on about.
    pub(super) goes_on: bool,
    /// Whether this paragraph is so long that it may hold the sections of a page that has lost its line breaks.
    pub(super) flattened: bool,
}

impl Reading<'_> {
    pub(super) fn blocks(&mut self, mentions: &[Mention], ranges: &[std::ops::Range<usize>]) {
        let (gazetteer, organisations) = (&self.extractor.rules.areas, &self.extractor.rules.organisations);
        let areas = section_areas(self.text, self.structure, mentions, gazetteer, organisations);
        let speakers = speaker_areas(self.text, self.structure, mentions, gazetteer, organisations);
        let areas = areas.into_iter().zip(speakers).map(|(area, speaker)| speaker.or(area));
        let items = match self.discourse.tells_news() {
            true => items(self.text, self.structure, mentions, gazetteer),
            false => vec![None; self.structure.blocks.len()],
        };
        let mut items = items.into_iter();
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
            self.discourse.item(items.next().flatten());
            self.block(block, &settle(&mentions[range.clone()]));
        }
    }

    fn block(&mut self, block: &Block, mentions: &[Mention]) {
        self.told = !self.known_only && !matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Title);
        (self.goes_on, self.flattened) = (false, false);
        if let Some(year) = self.year_alone(block) {
            self.discourse.heading(YEAR_LEVEL, &[year], None, false, None);
            (self.topic, self.measure) = (None, None);
            return;
        }
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
                self.flattened = block.span.len() > FLATTENED;
                self.discourse.paragraph_of(block.span);
                self.discourse.speaker(block.span, mentions);
                self.discourse.note_quotes(block.span, mentions);
                if let Some(opening) = sentences.first().filter(|_| sentences.len() > 1)
                    && let Some(words) = self.opening(opening.span, mentions)
                {
                    self.discourse.about(&words, opening.span);
                }
                let Extractor {
                    rules,
                    engine,
                    segmenter,
                    ..
                } = self.extractor;
                // What stands round sentences is asked for their numbers only.
                let counts = |mention: &Mention| matches!(mention.kind, MentionKind::Quantity(_));
                if !mentions.iter().any(counts) {
                    let around = Around::default();
                    sentences
                        .iter()
                        .for_each(|sentence| self.sentence(sentence.span, mentions, &around));
                    return;
                }
                let around = Around::new(block.span, self.headings(block));
                if !engine.reads_over_sentences() {
                    sentences
                        .iter()
                        .for_each(|sentence| self.sentence(sentence.span, mentions, &around));
                    return;
                }
                let spans: Vec<Span> = sentences.iter().map(|sentence| sentence.span).collect();
                for span in engine.stretches(self.text, &spans, mentions, &around, segmenter, &rules.cues) {
                    self.sentence(span, mentions, &around);
                }
            }
            BlockKind::Table(table) => {
                self.discourse.paragraph();
                let known = &self.extractor.rules.indicators;
                if self.known_only && !known.may_be_named_in(block.span.of(self.text), &self.extractor.rules.fused) {
                    return;
                }
                let heads = Heads {
                    text: self.text,
                    rules: &self.extractor.rules,
                    segmenter: &self.extractor.segmenter,
                    mentions,
                };
                for cell in with_sectors(read_table(table, &self.extractor.engine, &heads)) {
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

    /// The year that a line holds and nothing else: what stands below it is of that year.
    fn year_alone(&self, block: &Block) -> Option<Mention> {
        let line = block.span.of(self.text);
        // Nearly every line begins with a hanzi.
        if matches!(line.as_bytes().first(), Some(0xe4..=0xe9)) {
            return None;
        }
        let line = line.trim();
        let figures = line.trim_end_matches(['年', '度']);
        let year = figures.len() == 4 && figures.bytes().all(|byte| byte.is_ascii_digit());
        let stands = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Paragraph { .. });
        if !year || !stands {
            return None;
        }
        let expr = bare_year(line, &self.extractor.rules.periods)?;
        Some(Mention {
            span: block.span,
            kind: MentionKind::Period(expr),
        })
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
        self.discourse.note_heading(block.span, mentions);
        self.topic = rules.industry_heading(heading);
        self.measure = rules.measure_heading(heading);
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

    /// A sentence within a paragraph that begins with a number: an item, or, where a page has lost its line breaks, a section.
    fn opens_part(&mut self, sentence: Span, mentions: &[Mention]) {
        let words = sentence.of(self.text);
        let rules = &self.extractor.rules;
        let Some(rank) = part_of(words, &rules.layout) else {
            return;
        };
        if !self.flattened || rank > SUBSECTION {
            self.discourse.item_within();
            return;
        }
        let end = words.find(['，', '。', '：', ':', '；']).unwrap_or(words.len());
        let head = Span::new(sentence.start, sentence.start + end);
        let (plans, reviews) = (
            rules.plan_heading(head.of(self.text)),
            rules.review_heading(head.of(self.text)),
        );
        if rank <= SECTION && (plans || reviews) {
            let from = mentions.partition_point(|mention| mention.span.start < head.start);
            let to = mentions.partition_point(|mention| mention.span.end <= head.end);
            let named = &mentions[from.min(to)..to];
            let plans = plans.then_some(head);
            self.discourse.heading(FLAT_LEVEL, named, plans, reviews, None);
        }
        self.discourse.paragraph_of(sentence);
    }

    fn sentence(&mut self, sentence: Span, mentions: &[Mention], around: &Around) {
        self.opens_part(sentence, mentions);
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
        // Of what states nothing wanted only that is kept in mind which what follows may take over.
        let wanted = !self.known_only || self.may_state_one(sentence, inside);
        let read = wanted.then(|| {
            let Extractor { rules, segmenter, .. } = extractor;
            let engine = &extractor.engine;
            engine.read(self.text, sentence, inside, around, segmenter, &rules.cues)
        });
        let opens_goals = self.opens_goals(sentence);
        let Some(read) = read.flatten() else {
            if opens_goals {
                self.discourse.plans_from(sentence);
            }
            self.discourse.unread(sentence, inside);
            self.discourse.remember(inside, sentence);
            return;
        };
        let rules = extractor.engine.rules();
        let first = self.found.facts.len();
        let facts = &mut self.found.facts;
        let left = self
            .discourse
            .sentence(sentence, inside, &read.atoms, &read.readings, rules, facts);
        if opens_goals {
            self.discourse.plans_from(sentence);
        }
        if self.known_only {
            let (known, fused) = (&extractor.rules.indicators, &extractor.rules.fused);
            let facts = &self.found.facts[first..];
            self.goes_on |= facts.iter().any(|fact| known.may_be_named_in(&fact.label.what, fused));
        }
        if self.told {
            self.left_open(sentence, inside, &read, around, first, &left);
        }
        let sure = left.iter().filter_map(|number| Some((number.span, number.skip?)));
        self.found.skips.extend(sure);
        if let Some(measure) = &self.measure {
            // 省级完成320亿元 below 分级次收入情况
            let sums = |fact: &&mut Resolved| fact.unit.as_deref() == Some("元") || fact.measure == Measure::Growth;
            for fact in self.found.facts[first..].iter_mut().filter(sums) {
                let label = fact.label.what.as_str();
                let few = label.chars().count() <= BARE;
                if few && !self.extractor.rules.names_measure(label) && !fact.qualifiers.contains(measure) {
                    fact.qualifiers.push(measure.clone());
                }
            }
        }
        if let Some(topic) = &self.topic {
            let facts = &mut self.found.facts[first..];
            let silent = facts
                .iter_mut()
                .filter(|fact| !fact.label.what.contains(topic.as_str()));
            silent.for_each(|fact| fact.qualifiers.push(topic.clone()));
        }
    }

    /// Whether a sentence may state a known indicator with a time of its own.
    fn may_state_one(&self, sentence: Span, mentions: &[Mention]) -> bool {
        // What ranks by an indicator does so in no unit of its own.
        let mut units = mentions
            .iter()
            .filter_map(|mention| match &mention.kind {
                MentionKind::Quantity(quantity) if quantity.dimension == Dimension::Rank => Some(None),
                MentionKind::Quantity(quantity) => Some(quantity.unit.as_deref()),
                _ => None,
            })
            .peekable();
        let rules = &self.extractor.rules;
        let dates = |mention: &Mention| matches!(mention.kind, MentionKind::Period(_));
        if units.peek().is_none() || !(mentions.iter().any(dates) || self.discourse.is_dated()) {
            return false;
        }
        self.goes_on || rules.indicators.may_be_in(sentence.of(self.text), units, &rules.fused)
    }

    /// Whether a paragraph ends with a sentence that announces aims or tasks: 到2027年具体目标：; 重点抓好五件事：.
    fn opens_goals(&self, sentence: Span) -> bool {
        let words = sentence.of(self.text);
        // Nearly every sentence ends so.
        if words.ends_with("。") {
            return false;
        }
        let words = words.trim_end();
        let Some(words) = words.strip_suffix(['：', ':']) else {
            return false;
        };
        let last = words
            .rfind(['。', '，', ',', '；'])
            .map_or(words, |mark| &words[mark..]);
        let ends = self.text[sentence.end..]
            .trim_start_matches([' ', '\u{3000}', '\r'])
            .starts_with('\n');
        ends && self
            .extractor
            .rules
            .opens_tasks(last.trim_start_matches(['。', '，', ',', '；']))
    }

    /// Says of each quantity of a sentence that became no fact why it did not. `first`: where the sentence's facts begin.
    fn left_open(
        &mut self,
        sentence: Span,
        mentions: &[Mention],
        reading: &SentenceReading,
        around: &Around,
        first: usize,
        left: &[NoFact],
    ) {
        let extractor = self.extractor;
        let facts = &self.found.facts[first..];
        for (anchor, atom) in reading.atoms.iter().enumerate() {
            let Some(quantity) = atom.quantity() else { continue };
            let span = mentions[quantity].span;
            if facts.iter().any(|fact| fact.span == span) {
                continue;
            }
            let read = left.iter().find(|number| number.span == span);
            if read.is_some_and(|number| number.skip.is_some()) {
                continue;
            }
            let read_by = read.map(|number| number.rule.as_str());
            let why = extractor.engine.why_open(
                self.text,
                sentence,
                reading,
                mentions,
                anchor,
                around,
                read_by,
                &extractor.rules.cues,
            );
            self.found.open.insert(span, why);
        }
    }
}
