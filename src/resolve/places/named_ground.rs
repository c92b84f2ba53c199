//! Lines, and beginnings of paragraphs, that are the name of a place or of something with ground of its own: 二、某某镇; （三）某某葡萄园。
//! 位于……; 杭州：……. What stands below, or behind, is told of it.

use crate::model::{Mention, MentionKind, OriginKind, OwnLevel, Span};
use crate::rules::{Gazetteer, Organisations, is_alphabetic};

use super::body::{Body, body_of};
use super::place_lines::is_prose;
use crate::resolve::discourse::{Discourse, Stated, Where};

impl Discourse<'_> {
    /// Keeps in mind what a paragraph opens with, behind its number, if that is such a name and set apart from what is told of it.
    pub(in crate::resolve) fn opened(&mut self, paragraph: Span, mentions: &[Mention]) {
        self.enter(paragraph, mentions);
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let start = paragraph.start + number(paragraph.of(text));
        let rest = &text[start..paragraph.end.max(start)];
        let Some((end, mark)) = rest
            .char_indices()
            .take(LONGEST + 1)
            .find(|(_, c)| !is_alphabetic(*c) && !matches!(c, '“' | '”' | '·'))
        else {
            return;
        };
        if !matches!(mark, '：' | ':' | '。') {
            return;
        }
        let name = Span::new(start, start + end);
        let standing = self.standing_area();
        let inner = |id: u32| match standing {
            None | Some(Gazetteer::COUNTRY) => !self.document.date.of_a_day,
            Some(standing) => id != standing && gazetteer.within(id, standing),
        };
        let area = mentions.iter().find_map(|mention| match mention.kind {
            MentionKind::Area(id) if mention.span == name => Some(id),
            _ => None,
        });
        let place = match area {
            Some(id) if mark != '。' && id != Gazetteer::COUNTRY && inner(id) => Where {
                area: Some(id),
                subject: None,
            },
            Some(_) => return,
            None if ground(name.of(text), self.document.organisations).is_some() => Where {
                area: standing,
                subject: Some(self.in_full(name)),
            },
            None => return,
        };
        self.paragraph_place = Some(Stated::new(place, OriginKind::Carried, Some(name)));
    }
}

impl Discourse<'_> {
    /// A line that is the name of a town, or the title of a page on one (某某镇简介), with a text on that town below it: it heads what
    /// follows, though nothing marks it as a heading. A page may tell of one town after the other.
    fn enter(&mut self, line: Span, mentions: &[Mention]) {
        let (text, organisations) = (self.document.text, self.document.organisations);
        let words = line.of(text).trim();
        if words.chars().nth(ENTRY).is_some() || is_prose(words) || !organisations.may_name_town(words) {
            return;
        }
        let mut below = text[line.end..].lines().map(str::trim).filter(|line| !line.is_empty());
        let Some(told) = below.by_ref().take(BELOW).find(|line| is_prose(line)) else {
            return;
        };
        let town = body_of(text, line, mentions, organisations).filter(|body| body.own == Some(OwnLevel::Town));
        let town = town.map(|body| body.name).or_else(|| {
            // 项某镇 / 项某镇位于……: a name may begin with what else ends one.
            let stem = organisations.towns().find_map(|(end, _)| words.strip_suffix(end))?;
            let lies = told.strip_prefix(words).is_some_and(|rest| organisations.lies(rest));
            let start = line.start + line.of(text).len() - line.of(text).trim_start().len();
            (lies && organisations.names_town_that_lies(stem)).then(|| Span::new(start, start + words.len()))
        });
        if let Some(name) = town.filter(|name| told.contains(name.of(text))) {
            self.section.body = Some(Body {
                name,
                own: Some(OwnLevel::Town),
                reports: false,
            });
        }
    }

    /// Keeps in mind an institution that a text says to have been founded at a time right behind its name (某某研究所1958年6月成立，……):
    /// what follows in the paragraph is told of it.
    pub(in crate::resolve) fn note_founded(&mut self, name: Span, next: Option<&Mention>) {
        let (text, organisations) = (self.document.text, self.document.organisations);
        let Some(time) = next.filter(|next| matches!(next.kind, MentionKind::Period(_)) && next.span.start == name.end)
        else {
            return;
        };
        let beside = text[..name.start].ends_with(['由', '在', '与', '和', '及', '为', '向', '对', '从']);
        if !beside && organisations.is_body(name.of(text)) && organisations.is_founded(&text[time.span.end..]) {
            let place = Where {
                area: self.standing_area(),
                subject: Some(self.in_full(name)),
            };
            self.paragraph_place = Some(Stated::new(place, OriginKind::Carried, Some(name)));
        }
    }
}

/// The body whose name a line is, behind its number.
pub(in crate::resolve) fn body_of_line(text: &str, line: Span, organisations: &Organisations) -> Option<Body> {
    let words = line.of(text).trim_end();
    let from = line.start + number(words);
    let name = Span::new(from, line.start + words.len());
    let own = ground(name.of(text), organisations)?;
    Some(Body {
        name,
        own: Some(own),
        reports: false,
    })
}

/// Whether a stretch is the name of a town, a park and the like, and no more; and the kind of word that means it.
fn ground(name: &str, organisations: &Organisations) -> Option<OwnLevel> {
    let length = name.chars().count();
    let plain = name.chars().all(|c| is_alphabetic(c) || matches!(c, '“' | '”' | '·'));
    if !plain || !(3..=LONGEST).contains(&length) || organisations.name_start(name) > 0 {
        return None;
    }
    if let Some((end, _)) = organisations.towns().find(|(end, _)| name.ends_with(end)) {
        let named = &name[..name.len() - end.len()];
        let town = (2..=TOWN).contains(&named.chars().count()) && organisations.names_town(named);
        return town.then_some(OwnLevel::Town);
    }
    let named = organisations.before_ground(name)?;
    // 大荆现代|农业园区: of a longer name one letter that names suffices.
    let letters = organisations.named_characters(named);
    (letters >= 2 || letters == 1 && named.chars().count() > 2).then_some(OwnLevel::District)
}

/// Bytes of the number that a line begins with, with the blanks and marks about it.
fn number(line: &str) -> usize {
    let blank = line.len() - line.trim_start_matches([' ', '\u{3000}', '#', '*']).len();
    let words = &line[blank..];
    let numeral = |c: char| {
        let spelled = matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
        spelled || c.is_ascii_digit() || matches!(c, '第' | '（' | '）' | '(' | ')')
    };
    let digits = words.find(|c: char| !numeral(c)).unwrap_or(words.len());
    if digits == 0 {
        return blank;
    }
    let behind = words[digits..].trim_start_matches(['、', '.', '．', ' ', '\u{3000}']);
    let marked = behind.len() < words.len() - digits || words[..digits].ends_with(['）', ')']);
    match marked {
        true => blank + words.len() - behind.len(),
        false => blank,
    }
}

/// Characters of the name of a town with what stands about it on its line, and lines below that at most before its text.
const ENTRY: usize = 24;
const BELOW: usize = 4;

/// Characters of such a name at most, and of what stands before 镇 and 村.
const LONGEST: usize = 20;
const TOWN: usize = 4;
