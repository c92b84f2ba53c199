//! recognition: a text and the day on which it was written → all that the recognisers find in it, resolved as far as the
//! text alone allows, each with its place. The same stages as for documents, without the file before them and the facts
//! behind them; for front ends that only want to know what a text mentions. No I/O, never fails.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Bound, Mention, MentionKind, PeriodExpr, PointSpan, SkipReason, SourceSpan, Span, TimeExpr};
use crate::recognize::{disambiguate, recognize_free, settle};
use crate::repair::repair;
use crate::resolve::{Anchor, PartialDate, document_area, document_date, own_area, resolve};
use crate::rules::{Rules, Term, Terms};
use crate::split::split;

/// One thing that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognized {
    /// What it is, and what it means.
    #[serde(flatten)]
    pub meaning: Meaning,
    /// Where it stands, in code points of the text as given.
    #[serde(flatten)]
    pub span: PointSpan,
    /// The words, verbatim.
    pub text: String,
}

/// What a mention means. Written as `kind` with the fields of that kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Meaning {
    /// A number with its unit.
    Quantity {
        /// Decimal string, multiplied out (8.39亿 → `839000000`), digits as written kept.
        value: String,
        /// The upper end of a range, and what 多 leaves open (3000多 → `4000`); null otherwise.
        value_high: Option<String>,
        /// Canonical unit; null where none is written.
        unit: Option<String>,
        /// How the text bounds the value.
        bound: Bound,
    },
    /// A stretch of time.
    Period {
        /// Its days; null where the text does not tell and no date was given.
        period: Option<Days>,
    },
    /// A place.
    Area {
        /// Which one; null where the text speaks of its own (全市) and names none before that this can be.
        area: Option<Place>,
    },
    /// An organisation, park or firm.
    Organisation,
    /// A known indicator.
    Indicator {
        /// Its key in the lexicon: `rd.intensity`.
        indicator: String,
    },
    /// Digits that are part of a name: G60, 500强.
    Name,
}

/// A stretch of days, both inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Days {
    /// ISO date.
    pub start: String,
    /// ISO date.
    pub end: String,
}

/// An area of the gazetteer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Full name: 湖州市.
    pub name: String,
    /// GB/T 2260 code: `330500`; null where the place has none.
    pub code: Option<String>,
}

/// Finds what texts mention. Built once, shared by all threads.
pub struct Recognizer {
    rules: Rules,
    /// Names of indicators; the automaton of the rules does without them, for documents name them through labels.
    indicators: Terms,
}

impl Recognizer {
    /// A recogniser by these rules.
    pub fn new(rules: Rules) -> Self {
        let indicators = Terms::new(rules.indicators.terms());
        Self { rules, indicators }
    }

    /// All mentions of a text that was written on `date`, by place. Those of one kind never overlap; an indicator may
    /// hold a place or an organisation.
    pub fn recognize(&self, text: &str, date: Option<PartialDate>) -> Vec<Recognized> {
        let repaired = repair(text, &self.rules.layout);
        let points = Points::new(text);
        let found = self.mentions(&repaired.text, date).into_iter().map(|(span, meaning)| {
            let source = repaired.source(span);
            Recognized {
                meaning,
                span: points.of(source),
                text: source.of(text).to_owned(),
            }
        });
        found.collect()
    }

    /// The mentions of a repaired text with their meanings, by place.
    fn mentions(&self, text: &str, date: Option<PartialDate>) -> Vec<(Span, Meaning)> {
        let rules = &self.rules;
        let structure = split(text, &rules.layout);
        let (mut mentions, mut hits) = (Vec::new(), Vec::new());
        for block in &structure.blocks {
            recognize_free(text, block.span, rules, &mut hits, &mut mentions);
        }
        disambiguate(text, &mut mentions, &rules.areas);
        let mut own = document_area(text, &structure, &mentions, &rules.areas, "").map(|(id, ..)| id);
        let stands_out = own.is_some();
        let anchor = match date {
            Some(date) => Anchor {
                date: Some(date),
                ..Anchor::default()
            },
            // What the text itself tells of its date.
            None => document_date(text, &structure, &mentions, None, &rules.periods).anchor(),
        };
        let mut found = Vec::new();
        for block in &structure.blocks {
            let mut anchor = anchor;
            let start = mentions.partition_point(|mention| mention.span.start < block.span.start);
            let end = mentions.partition_point(|mention| mention.span.start < block.span.end);
            let settled = settle(&mentions[start..end]);
            for mention in settled {
                // Where nothing stands out, the place named last is the one that 全市 means.
                if let (MentionKind::Area(id), false) = (&mention.kind, stands_out) {
                    own = Some(*id);
                }
                if let Some(meaning) = self.meaning(&mention, own, &mut anchor) {
                    found.push((mention.span, meaning));
                }
            }
            self.indicators(text, block.span, &mut found);
        }
        found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        found
    }

    /// What a mention means; nothing for digits that only number, date or address something.
    fn meaning(&self, mention: &Mention, own: Option<u32>, anchor: &mut Anchor) -> Option<Meaning> {
        let area = |id: u32| {
            let area = self.rules.areas.area(id);
            Place {
                name: area.name.clone(),
                code: area.code.clone(),
            }
        };
        Some(match &mention.kind {
            MentionKind::Quantity(quantity) => Meaning::Quantity {
                value: quantity.value.to_string(),
                value_high: quantity.value_high.map(|high| high.to_string()),
                unit: quantity.unit.clone(),
                bound: quantity.bound,
            },
            MentionKind::Period(expr) => Meaning::Period {
                period: days(expr, anchor).map(|(start, end)| Days {
                    start: start.to_string(),
                    end: end.to_string(),
                }),
            },
            MentionKind::Area(id) => Meaning::Area { area: Some(area(*id)) },
            MentionKind::OwnArea(level) => Meaning::Area {
                area: own.and_then(|own| own_area(*level, own, &self.rules.areas)).map(area),
            },
            MentionKind::Organisation => Meaning::Organisation,
            MentionKind::Indicator(id) => self.indicator(*id)?,
            MentionKind::Skip(SkipReason::Name) => Meaning::Name,
            MentionKind::Skip(_) => return None,
        })
    }

    fn indicator(&self, id: u32) -> Option<Meaning> {
        let indicator = self.rules.indicators.get(id)?;
        Some(Meaning::Indicator {
            indicator: indicator.key.clone(),
        })
    }

    /// Known indicators, leftmost and longest first.
    fn indicators(&self, text: &str, within: Span, found: &mut Vec<(Span, Meaning)>) {
        let mut hits = Vec::new();
        self.indicators.find(text, within, &mut hits);
        let mut free = within.start;
        for hit in hits {
            if let Term::Indicator(id) = hit.term
                && hit.span.start >= free
                && let Some(meaning) = self.indicator(id)
            {
                free = hit.span.end;
                found.push((hit.span, meaning));
            }
        }
    }
}

/// The days of a period; one that names a year is the anchor of months and 全年 behind it.
fn days(expr: &PeriodExpr, anchor: &mut Anchor) -> Option<(Date, Date)> {
    let day = matches!(expr.time, TimeExpr::Months { days: Some(_), .. });
    let days = match (anchor.said_year, anchor.date) {
        (None, Some(PartialDate::Day(date))) if day => day_near(expr, anchor, date),
        _ => resolve(expr, anchor),
    };
    if let (TimeExpr::Fixed(..), Some((start, end))) = (&expr.time, days)
        && start.year() == end.year()
    {
        anchor.said_year = Some(start.year());
    }
    days
}

/// A day without a year (9月30日) is of the year in which the text was written, whether it is over or not; one that lies
/// almost a year ahead is of the year before (12月25日 in January).
fn day_near(expr: &PeriodExpr, anchor: &Anchor, written: Date) -> Option<(Date, Date)> {
    let of = |year: i16| resolve(expr, &anchor.saying(year));
    let months = |day: Date| {
        (i32::from(day.year()) - i32::from(written.year())) * 12 + i32::from(day.month()) - i32::from(written.month())
    };
    of(written.year())
        .filter(|&(start, _)| months(start) < 10)
        .or_else(|| of(written.year() - 1))
}

/// Where each code point of a text begins.
struct Points {
    starts: Vec<usize>,
}

impl Points {
    fn new(text: &str) -> Self {
        Self {
            starts: text.char_indices().map(|(at, _)| at).collect(),
        }
    }

    fn of(&self, span: SourceSpan) -> PointSpan {
        let point = |at: usize| self.starts.partition_point(|&start| start < at);
        PointSpan::new(point(span.start), point(span.end))
    }
}

/// What the tests of this module and its parts share.
#[cfg(test)]
mod testing {
    use std::sync::OnceLock;

    use super::*;

    pub(super) fn recognizer() -> &'static Recognizer {
        static RECOGNIZER: OnceLock<Recognizer> = OnceLock::new();
        RECOGNIZER.get_or_init(|| Recognizer::new(Rules::embedded()))
    }

    /// The quantities of a text as `words value unit`, with a sign before a bounded value.
    pub(super) fn quantities(text: &str) -> Vec<String> {
        let found = recognizer().recognize(text, None);
        found
            .iter()
            .filter(|it| matches!(it.meaning, Meaning::Quantity { .. }))
            .map(shown)
            .collect()
    }

    /// A mention as `words meaning`.
    pub(super) fn shown(mention: &Recognized) -> String {
        let meaning = match &mention.meaning {
            Meaning::Quantity {
                value,
                value_high,
                unit,
                bound,
            } => {
                let sign = bound.sign();
                let high = value_high.as_ref().map(|high| format!("–{high}")).unwrap_or_default();
                let unit = unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
                format!("{sign}{value}{high}{unit}")
            }
            Meaning::Period { period } => match period {
                Some(days) => format!("{}..{}", days.start, days.end),
                None => "?".to_owned(),
            },
            Meaning::Area { area } => area.as_ref().map_or("?".to_owned(), |area| {
                format!("{} {}", area.name, area.code.as_deref().unwrap_or("-"))
            }),
            Meaning::Organisation => "organisation".to_owned(),
            Meaning::Indicator { indicator } => indicator.clone(),
            Meaning::Name => "name".to_owned(),
        };
        format!("{} {meaning}", mention.text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::testing::{quantities, recognizer, shown};
    use super::*;

    fn read(text: &str, date: Option<&str>) -> Vec<String> {
        let date = date.map(|date| date.parse().unwrap());
        recognizer().recognize(text, date).iter().map(shown).collect()
    }

    #[test]
    fn every_kind_of_mention() {
        let text = "去年湖州市研发经费支出占GDP比重3.1%，全市新增5G基站超过1200座，西塞科学谷签约12—15家。";
        assert_eq!(
            read(text, Some("2024-03-01")),
            [
                "去年 2023-01-01..2023-12-31",
                "湖州市 湖州市 330500",
                "研发经费支出占GDP比重 rd.intensity",
                "3.1% 3.1 %",
                "全市 湖州市 330500",
                "5G基站 telecom.5g_stations",
                "5G name",
                "1200座 >1200 座",
                "西塞科学谷 organisation",
                "12—15家 12–15 家",
            ]
        );
    }

    #[test]
    fn periods_are_counted_from_the_date_alone() {
        for (text, date, expected) in [
            ("上年", Some("2013-02-12"), "上年 2012-01-01..2012-12-31"),
            ("近三年", Some("2017-03-22"), "近三年 2014-03-22..2017-03-22"),
            ("去年", Some("2021"), "去年 2020-01-01..2020-12-31"),
            ("1-5月", Some("2021-06"), "1-5月 2021-01-01..2021-05-31"),
            // Without one, what the text tells.
            ("去年", None, "去年 ?"),
            ("2023年", None, "2023年 2023-01-01..2023-12-31"),
        ] {
            assert_eq!(read(text, date), [expected], "{text}");
        }
        let stated = "发布时间：2024-03-01\n\n去年全市工业稳步增长，各项事业取得新的进步，人民生活继续改善。";
        assert!(read(stated, None).contains(&"去年 2023-01-01..2023-12-31".to_owned()));
    }

    #[test]
    fn the_texts_own_place_is_said_where_the_text_says_which() {
        assert_eq!(read("全市", None), ["全市 ?"]);
        assert_eq!(
            read("德清县居全市首位", None)[..2],
            ["德清县 德清县 330521", "全市 湖州市 330500"]
        );
        assert!(read("湖州市统计公报\n\n全市工业稳步增长。", None).contains(&"全市 湖州市 330500".to_owned()));
    }

    #[test]
    fn a_unit_named_alone_counts_nothing() {
        for (text, expected) in [
            ("单位：亿元，万元", &[][..]),
            ("占万分之三", &["万分之三 0.03 %"]),
            ("数十亿元", &["数十亿元 1000000000–10000000000 元"]),
        ] {
            assert_eq!(quantities(text), expected, "{text}");
        }
    }

    #[test]
    fn offsets_are_code_points_of_the_text_as_given() {
        for (text, words, start, end) in [
            ("😀增长５．２％。", "５．２％", 3, 7),
            ("投入88.78亿\n元，增长", "88.78亿\n元", 2, 10),
            ("投入88.78亿\r\n元，增长", "88.78亿\r\n元", 2, 11),
            ("<b>增长</b>3倍", "3倍", 9, 11),
            ("億元：3億元", "3億元", 3, 6),
        ] {
            let found = recognizer().recognize(text, None);
            let at: Vec<_> = found.iter().map(|it| (&*it.text, it.span.start, it.span.end)).collect();
            assert_eq!(at, [(words, start, end)], "{text}");
        }
    }

    #[test]
    fn a_mention_is_written_with_the_fields_of_its_kind() {
        let found = recognizer().recognize("湖州市15%以上", None);
        assert_eq!(
            serde_json::to_string(&found).unwrap(),
            "[{\"kind\":\"area\",\"area\":{\"name\":\"湖州市\",\"code\":\"330500\"},\"start\":0,\"end\":3,\"text\":\"湖州市\"},\
             {\"kind\":\"quantity\",\"value\":\"15\",\"value_high\":null,\"unit\":\"%\",\"bound\":\"ge\",\"start\":3,\"end\":8,\
             \"text\":\"15%以上\"}]"
        );
    }

    /// What holds of any text: places in order, words verbatim, no two mentions of one kind over each other.
    fn sound(text: &str) -> Result<(), TestCaseError> {
        let points: Vec<char> = text.chars().collect();
        let found = recognizer().recognize(text, Some(PartialDate::Year(2024)));
        for (nth, mention) in found.iter().enumerate() {
            let words: String = points[mention.span.start..mention.span.end].iter().collect();
            prop_assert_eq!(&words, &mention.text);
            let earlier = found[..nth]
                .iter()
                .filter(|other| std::mem::discriminant(&other.meaning) == std::mem::discriminant(&mention.meaning));
            for other in earlier {
                prop_assert!(
                    other.span.start <= mention.span.start && !other.span.overlaps(mention.span),
                    "{found:?}"
                );
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn numbers_in_any_disorder(text in "[0-9一二三十百千万亿零点半负又分之/. ,，%年月元家第前约超多余几eEkM\\-１．\n]{0,40}") {
            sound(&text)?;
        }

        #[test]
        fn any_text(text in "\\PC{0,60}") {
            sound(&text)?;
        }
    }
}
