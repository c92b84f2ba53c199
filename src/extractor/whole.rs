//! What a document says of itself as a whole: the years it plans for, the body it is about, the months it tells of.

use jiff::civil::Date;

use super::Extractor;
use crate::model::{Mention, MentionKind, OriginKind, OwnLevel, PeriodSense, Span, TimeExpr};
use crate::resolve::{
    Body, DocumentDate, PartialDate, Stated, When, body_of, resolve, years_ahead, zone_of, zone_throughout,
};
use crate::rules::{Gazetteer, Organisations, PeriodWord, Rules, Term};
use crate::split::{Block, BlockKind, Structure};

impl Extractor {
    /// The news of a day that come to no one place more than to others are those of the country, where they speak of it.
    pub(super) fn area_of_news(
        &self,
        text: &str,
        mentions: &[Mention],
        date: &DocumentDate,
    ) -> Option<(u32, OriginKind, Option<Span>)> {
        let ours = |mention: &&Mention| {
            let country = matches!(mention.kind, MentionKind::Area(Gazetteer::COUNTRY));
            country && mention.span.of(text).starts_with(['我', '全'])
        };
        let speaks = mentions.iter().filter(ours).nth(SPOKEN).is_some();
        (date.of_a_day && speaks).then_some((Gazetteer::COUNTRY, OriginKind::Document, None))
    }

    /// The place from which a text in traditional characters comes, by so many words that are used nowhere else.
    pub(super) fn area_of_words(
        &self,
        text: &str,
        traditional: bool,
        fewest: usize,
    ) -> Option<(u32, OriginKind, Option<Span>)> {
        let spoken = traditional.then(|| self.rules.areas.spoken_of(text)).flatten();
        spoken.and_then(|(id, different)| (different >= fewest).then_some((id, OriginKind::Document, None)))
    }

    /// The years that the title says the document plans for: “十四五”规划, 2021—2025年行动计划.
    pub(super) fn plan(
        &self,
        text: &str,
        title: Option<Span>,
        mentions: &[Mention],
        date: &DocumentDate,
    ) -> Option<Stated<When>> {
        // “十四五”科技创新成就新闻发布会: who talks of those years talks of what there is now.
        let cues = &self.rules.periods.document;
        let outlines = |title: &Span| {
            cues.outline_titles
                .iter()
                .any(|word| title.of(text).contains(word.as_str()))
        };
        let title = title.filter(|title| !cues.talk_titles.stands_in(title.of(text)) || outlines(title))?;
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
        // 某市未来五年占比要超45%: a headline plans nothing, however far it looks ahead.
        let plans_ahead = [&cues.plan_titles, &cues.talk_titles, &cues.measure_titles]
            .iter()
            .any(|words| words.stands_in(title.of(text)))
            || outlines(&title);
        let said = mentions
            .iter()
            .filter(|mention| title.contains(mention.span))
            .filter_map(|mention| match &mention.kind {
                MentionKind::Period(expr) if matches!(expr.time, TimeExpr::Stretch { .. }) && !plans_ahead => None,
                MentionKind::Period(expr) => resolve(expr, &date.anchor()).map(|(from, to)| (from, to, mention.span)),
                _ => None,
            });
        // 2009年起5年内，……, as a paper of measures opens what it aims at: its tasks are of these years.
        let measures = cues.measure_titles.stands_in(title.of(text));
        let aimed = || {
            let mut ahead = mentions.iter().filter_map(|mention| years_ahead(text, mention));
            let ((first, last), span) = ahead.find(|((first, _), _)| (0..=1).contains(&(first - written.year())))?;
            Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?, span))
        };
        plans
            .chain(said)
            // 2016/2017学年 is no plan.
            .find(|(from, to, _)| from.year() != to.year() && from.month() == 1 && *to > written)
            .or_else(|| measures.then(aimed).flatten())
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
    pub(super) fn body(
        &self,
        text: &str,
        structure: &Structure,
        mentions: &[Mention],
        placeless: bool,
    ) -> Option<Body> {
        let organisations = &self.rules.organisations;
        let titled = structure.title.and_then(|title| {
            body_of(text, title, mentions, organisations).or_else(|| zone_of(text, title, mentions, organisations))
        });
        titled.or_else(|| {
            let first = structure
                .blocks
                .iter()
                .find(|block| matches!(block.kind, BlockKind::Paragraph { .. }))?
                .span;
            let end = first
                .of(text)
                .find(['。', '；', ';'])
                .map_or(first.end, |end| first.start + end);
            // 某某开发区有甲公司、乙公司: what stands behind the name lies in it.
            let leading = mentions.iter().find(|mention| {
                let inside = mention.span.start >= first.start && mention.span.end <= end;
                inside && matches!(mention.kind, MentionKind::Organisation)
            });
            let zone = leading.filter(|name| organisations.is_zone(name.span.of(text)));
            let end = zone.map_or(end, |name| name.span.end);
            let body = body_of(text, Span::new(first.start, end), mentions, organisations)?;
            let own = body.own.is_some_and(|level| {
                mentions
                    .iter()
                    .any(|mention| mention.kind == MentionKind::OwnArea(level))
            });
            // 某某镇位于某某县……: a page on a town says where it lies, and goes on about the town.
            let town = || {
                let stem = stem(body.name.of(text));
                let other = |block: &Block| heads_with_another_town(block.span.of(text), stem, organisations);
                body.own == Some(OwnLevel::Town)
                    && text.matches(stem).count() >= AGAIN
                    && !structure.blocks.iter().any(other)
            };
            (own && (placeless || town())).then_some(body)
        })
    }

    /// The zone that a text of no day's news comes back to throughout, where its title names no place that it is about.
    pub(super) fn zone(
        &self,
        text: &str,
        mentions: &[Mention],
        date: &DocumentDate,
        area: Option<&(u32, OriginKind, Option<Span>)>,
    ) -> Option<Body> {
        if area.is_some_and(|(_, kind, _)| *kind == OriginKind::Title) {
            return None;
        }
        let Rules {
            organisations, areas, ..
        } = &self.rules;
        (!date.of_a_day).then(|| zone_throughout(text, mentions, organisations, areas))?
    }

    /// The firm that a text about no place, or about none but the country, comes back to again and again: a feature of a firm, which
    /// needs not say each time whose output and patents it counts.
    pub(super) fn firm(
        &self,
        text: &str,
        structure: &Structure,
        mentions: &[Mention],
        date: &DocumentDate,
        area: Option<&(u32, OriginKind, Option<Span>)>,
    ) -> Option<Body> {
        let organisations = &self.rules.organisations;
        let placed = area.is_some_and(|(id, kind, _)| *id != Gazetteer::COUNTRY || *kind == OriginKind::Metadata);
        if placed || date.of_a_day {
            return None;
        }
        // Each with where it is named first, and how often.
        let mut named: Vec<(Span, usize)> = Vec::new();
        for mention in mentions
            .iter()
            .filter(|mention| matches!(mention.kind, MentionKind::Organisation))
        {
            let name = mention.span.of(text);
            let same = |(known, _): &&mut (Span, usize)| {
                let known = known.of(text);
                known.starts_with(name) || name.starts_with(known)
            };
            if let Some((known, count)) = named.iter_mut().find(same) {
                *count += 1;
                // Where it is named in full.
                if organisations.is_firm(name) && !organisations.is_firm(known.of(text)) {
                    *known = mention.span;
                }
            } else if named.len() == BODIES {
                return None;
            } else {
                named.push((mention.span, 1));
            }
        }
        named.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let (name, count) = *named.first()?;
        let second = named.get(1).map_or(0, |(_, count)| *count);
        if count < FIRM || count < 2 * second || !organisations.is_body(name.of(text)) {
            return None;
        }
        let names = |span: Span| {
            let first = mentions.partition_point(|mention| mention.span.start < span.start);
            let mut inside = mentions[first..]
                .iter()
                .take_while(|mention| mention.span.start < span.end);
            inside.any(|mention| {
                let (one, other) = (mention.span.of(text), name.of(text));
                matches!(mention.kind, MentionKind::Organisation) && (one.starts_with(other) || other.starts_with(one))
            })
        };
        let counts = |span: Span| {
            let first = mentions.partition_point(|mention| mention.span.start < span.start);
            let mut inside = mentions[first..]
                .iter()
                .take_while(|mention| mention.span.start < span.end);
            inside.any(|mention| matches!(mention.kind, MentionKind::Quantity(_)))
        };
        let told = structure
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Paragraph { .. }) && counts(block.span));
        let (all, own) = told.fold((0, 0), |(all, own), block| {
            (all + 1, own + usize::from(names(block.span)))
        });
        (own * 2 >= all).then_some(Body {
            name,
            own: None,
            reports: false,
        })
    }

    /// The months or the quarter that the title says the document tells of: 一季度经济运行情况, 2024年1—5月简报.
    pub(super) fn told(
        &self,
        text: &str,
        title: Option<Span>,
        mentions: &[Mention],
        date: &DocumentDate,
    ) -> Option<Stated<When>> {
        // 本（6）月: the month of a release that no title names.
        let of_release = || {
            let named = |mention: &&Mention| {
                // Nearly all begin otherwise.
                let words = mention.span.of(text);
                words.as_bytes().first() == Some(&"本".as_bytes()[0])
                    && (words.starts_with("本（") || words.starts_with("本("))
            };
            mentions.iter().find(named).map(|mention| mention.span)
        };
        let titled = title.and_then(|title| self.told_in(title, mentions, date));
        titled.or_else(|| self.told_in(of_release()?, mentions, date))
    }

    /// The months or the quarter that these words say, if they say no other time.
    fn told_in(&self, title: Span, mentions: &[Mention], date: &DocumentDate) -> Option<Stated<When>> {
        let said = mentions.iter().filter(|mention| title.contains(mention.span));
        let mut periods = said.filter_map(|mention| match &mention.kind {
            MentionKind::Period(expr) if expr.sense == PeriodSense::During => {
                let days = resolve(expr, &date.anchor())?;
                Some((days, mention.span, matches!(expr.time, TimeExpr::Festival { .. })))
            }
            _ => None,
        });
        let ((from, to), span, holiday) = periods.next()?;
        let months = from.year() == to.year() && from.day() == 1 && to == to.last_of_month();
        let part = months && to.month() - from.month() < 11;
        // 国庆假期旅游市场情况
        ((part || holiday) && periods.next().is_none()).then_some(Stated {
            what: When {
                days: Some((from, to)),
                sense: PeriodSense::During,
                words: Some(span),
            },
            kind: OriginKind::Title,
            span: Some(span),
        })
    }
}

/// The months or the quarter that a text about its own time tells of, where its title names no time: those that a paragraph
/// opens with first (一季度，全市……; 4月当月，……). A text that speaks of a whole year is about that.
pub(super) fn told_at_head(
    text: &str,
    structure: &Structure,
    mentions: &[Mention],
    date: &DocumentDate,
) -> Option<Stated<When>> {
    let year = date.date.filter(|_| !date.tells)?.year();
    let expr = |mention: &Mention| match &mention.kind {
        MentionKind::Period(expr) => Some(expr.clone()),
        _ => None,
    };
    let titled = |mention: &Mention| structure.title.is_some_and(|title| title.contains(mention.span));
    let whole = |mention: &Mention| {
        expr(mention).is_some_and(|expr| {
            let said = matches!(
                expr.time,
                TimeExpr::ReviewYear {
                    offset: 0,
                    months: None,
                    ..
                } | TimeExpr::Year {
                    offset: -1,
                    months: None,
                    ..
                }
            );
            said && matches!(expr.sense, PeriodSense::During | PeriodSense::AsOf)
        })
    };
    if mentions
        .iter()
        .any(|mention| whole(mention) || (titled(mention) && expr(mention).is_some()))
    {
        return None;
    }
    let told = |mention: &Mention| {
        let expr = expr(mention).filter(|expr| expr.sense == PeriodSense::During)?;
        let (from, to) = resolve(&expr, &date.anchor())?;
        let months = from.year() == to.year() && from.day() == 1 && to == to.last_of_month();
        (months && to.month() - from.month() < 11 && from.year() == year).then_some((from, to))
    };
    let paragraphs = structure
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Paragraph { .. }));
    paragraphs.take(OPENING).find_map(|block| {
        let first = mentions.partition_point(|mention| mention.span.start < block.span.start);
        let mention = mentions
            .get(first)
            .filter(|mention| mention.span.start == block.span.start)?;
        let (from, to) = told(mention)?;
        // 4月当月: a look at the last of the months that are told of.
        let said = mention.span.of(text);
        let last = said.ends_with("当月") || said.ends_with("当季");
        // Said but once, they may be of one thing only.
        let again = mentions
            .iter()
            .filter(|mention| told(mention) == Some((from, to)))
            .nth(1);
        if !last && again.is_none() {
            return None;
        }
        let from = if last { from.first_of_year() } else { from };
        Some(Stated {
            what: When {
                days: Some((from, to)),
                sense: PeriodSense::During,
                words: Some(mention.span),
            },
            kind: OriginKind::Document,
            span: Some(mention.span),
        })
    })
}

/// The year by whose end a text reckons that was written in the next one, where its first paragraph says so (截至2010年底，全市共有……)
/// and nothing in it says another time, but for what it compares with, the present, and the days on which it was learnt.
pub(super) fn told_of_a_year_end(
    structure: &Structure,
    mentions: &[Mention],
    date: &DocumentDate,
) -> Option<Stated<When>> {
    let written = date.date?.year();
    let paragraph = |block: &&crate::split::Block| matches!(block.kind, BlockKind::Paragraph { .. });
    let first = structure.blocks.iter().find(paragraph)?.span;
    let from = mentions.partition_point(|mention| mention.span.start < first.start);
    let mut told: Option<(Date, Span)> = None;
    for mention in &mentions[from..] {
        let MentionKind::Period(expr) = &mention.kind else {
            continue;
        };
        let aside = matches!(expr.sense, PeriodSense::Compared) || matches!(expr.time, TimeExpr::Now);
        let Some((start, end)) = resolve(expr, &date.anchor()).filter(|_| !aside) else {
            continue;
        };
        let year_end = expr.sense == PeriodSense::AsOf && end.month() == 12 && end.day() == 31;
        match told {
            _ if start == end && end.year() == written => {}
            None if year_end && first.contains(mention.span) && end.year() + 1 == written => {
                told = Some((end, mention.span));
            }
            Some((day, _)) if year_end && end == day => {}
            _ => return None,
        }
    }
    told.map(|(day, span)| Stated {
        what: When {
            days: Some((day.first_of_year(), day)),
            sense: PeriodSense::During,
            words: Some(span),
        },
        kind: OriginKind::Document,
        span: Some(span),
    })
}

/// So many paragraphs are looked at for the months that a text tells of.
const OPENING: usize = 8;

/// So many bodies a text about one of them may name besides.
const BODIES: usize = 24;

/// So often at least a text about a firm names it.
const FIRM: usize = 5;

/// So often news of the country speak of it.
const SPOKEN: usize = 4;

/// So often a page on a town says its name.
const AGAIN: usize = 3;

/// The name of a town without what it is: 院桥, of 院桥镇.
fn stem(name: &str) -> &str {
    name.trim_end_matches(['镇', '乡', '村', '道', '街'])
}

/// Whether a line is the name of another town, or begins with it: 项店镇, 项店镇位于…….
fn heads_with_another_town(line: &str, stem: &str, organisations: &Organisations) -> bool {
    let name = line
        .char_indices()
        .take(5)
        .find(|(at, c)| *at > 0 && matches!(c, '镇' | '乡'));
    name.is_some_and(|(at, end)| {
        let behind = line[at + end.len_utf8()..].trim_start();
        let apart = behind.is_empty() || organisations.lies(behind);
        apart && !line[..at].contains(stem)
    })
}
