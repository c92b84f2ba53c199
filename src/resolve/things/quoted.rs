//! Who is quoted: what somebody of a firm says in quotation marks is of the firm.

use crate::model::{Mention, MentionKind, OriginKind, Span};

use crate::resolve::discourse::{Discourse, Stated, Where};

/// Bytes between a quotation and the word that says that somebody said it.
const NEAR: usize = 120;

/// Characters of whoever hears it: 告诉记者.
const HEARER: usize = 2;

/// A stretch in quotation marks, and the firm of whoever says it.
#[derive(Clone, Copy, Debug)]
pub(in crate::resolve) struct Quoted {
    inside: Span,
    firm: Span,
}

impl Discourse<'_> {
    /// Keeps in mind what somebody of a firm says in a paragraph: “去年投入2000万元……。”甲公司负责人某某介绍; 乙公司经理某某说：“……。”
    pub fn note_quotes(&mut self, paragraph: Span, mentions: &[Mention]) {
        self.quotes.clear();
        let text = self.document.text;
        let said = paragraph.of(text);
        if !self.closes_quotation(paragraph) {
            return;
        }
        let first = mentions.partition_point(|mention| mention.span.start < paragraph.start);
        let firms: Vec<Span> = mentions[first..]
            .iter()
            .take_while(|mention| mention.span.end <= paragraph.end)
            .filter(|mention| matches!(mention.kind, MentionKind::Organisation))
            .filter_map(|mention| self.firm_of(mention.span))
            .collect();
        if firms.is_empty() {
            return;
        }
        let (mut open, mut depth) = (0, 0usize);
        for (at, mark) in said.char_indices().filter(|(_, c)| matches!(c, '“' | '”')) {
            let at = paragraph.start + at;
            if mark == '“' {
                if depth == 0 {
                    open = at;
                }
                depth += 1;
                continue;
            }
            if depth != 1 {
                depth = depth.saturating_sub(1);
                continue;
            }
            depth = 0;
            let inside = Span::new(open, at);
            // “氟” is a name.
            if !inside.of(text).contains(['，', ',', '。']) {
                continue;
            }
            let end = at + mark.len_utf8();
            if let Some(firm) = self.speaker_in(self.behind(end, paragraph.end), &firms).or_else(|| {
                let before = text[paragraph.start..open].trim_end_matches(['：', ':', '，', ',']);
                let close = paragraph.start + before.len();
                let from = before.rfind(['。', '”', '！', '？', '\n']).map_or(0, |mark| mark);
                let from = (paragraph.start + from).max(text.floor_char_boundary(close.saturating_sub(NEAR)));
                self.speaker_in(Span::new(from.min(close), close), &firms)
            }) {
                self.quotes.push(Quoted { inside, firm });
            }
        }
    }

    /// Whether a mark that closes a quotation stands in a paragraph. The text is searched once, whatever its paragraphs.
    fn closes_quotation(&mut self, paragraph: Span) -> bool {
        let (from, found) = self.quotation;
        if !(from..=found).contains(&paragraph.start) {
            let rest = &self.document.text.as_bytes()[paragraph.start..];
            let next = memchr::memmem::find(rest, "”".as_bytes()).map_or(usize::MAX, |at| paragraph.start + at);
            self.quotation = (paragraph.start, next);
        }
        self.quotation.1 < paragraph.end
    }

    /// What stands behind a quotation, up to the next mark.
    fn behind(&self, start: usize, end: usize) -> Span {
        let text = self.document.text;
        let end = end
            .min(text.ceil_char_boundary((start + NEAR).min(text.len())))
            .max(start);
        let rest = &text[start..end];
        let stop = rest.find(['，', ',', '。', '；', ';', '：', ':', '“', '\n']);
        Span::new(start, start + stop.unwrap_or(rest.len()))
    }

    /// The firm that a stretch names which ends in a word of saying.
    fn speaker_in(&self, stretch: Span, firms: &[Span]) -> Option<Span> {
        let said = stretch.of(self.document.text).trim_end();
        let says = self.document.cues.words_of(self.document.known.quotes).any(|word| {
            said.rfind(word)
                .is_some_and(|at| said[at + word.len()..].chars().count() <= HEARER)
        });
        if !says {
            return None;
        }
        firms.iter().rfind(|firm| stretch.contains(**firm)).copied()
    }

    /// The firm that a name is of: 甲农业有限公司|技术中心.
    fn firm_of(&self, name: Span) -> Option<Span> {
        let ends = self.document.organisations.back("公司")?;
        let words = name.of(self.document.text);
        let close = ends
            .iter()
            .filter_map(|end| Some(words.rfind(end.as_str())? + end.len()))
            .max()?;
        Some(Span::new(name.start, name.start + close))
    }

    /// The firm whose people say what stands at a place of the text.
    pub(in crate::resolve) fn quoted_at(&self, at: usize) -> Option<Span> {
        let quoted = self
            .quotes
            .iter()
            .find(|quoted| quoted.inside.start <= at && at < quoted.inside.end)?;
        Some(self.in_full(quoted.firm))
    }

    /// The place of a number that somebody of a firm tells.
    pub(in crate::resolve) fn quoted_place(&self, at: usize) -> Option<Stated<Where>> {
        let firm = self.quoted_at(at)?;
        let place = Where {
            area: self.standing_area(),
            subject: Some(firm),
        };
        Some(Stated::new(place, OriginKind::Carried, Some(firm)))
    }
}
