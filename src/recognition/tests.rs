use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;

fn recognizer() -> &'static Recognizer {
    static RECOGNIZER: OnceLock<Recognizer> = OnceLock::new();
    RECOGNIZER.get_or_init(|| Recognizer::new(Rules::embedded()))
}

/// The quantities of a text as `words value unit`, with a sign before a bounded value.
fn quantities(text: &str) -> Vec<String> {
    let found = recognizer().recognize(text, None);
    found
        .iter()
        .filter(|it| matches!(it.meaning, Meaning::Quantity { .. }))
        .map(shown)
        .collect()
}

/// A mention as `words meaning`.
fn shown(mention: &Recognized) -> String {
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
