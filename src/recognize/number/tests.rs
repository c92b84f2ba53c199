use proptest::prelude::*;

use super::*;

fn read(text: &str) -> String {
    let unit_at = |at: usize| {
        ["千瓦", "千米", "百分点"]
            .iter()
            .any(|unit| text[at..].starts_with(unit))
    };
    match number(text, 0, text.len(), Reading::Bulletin, unit_at) {
        None => "-".to_owned(),
        Some(found) => format!(
            "{}{}{} {}",
            found.value,
            found.high.map_or(String::new(), |high| format!("~{high}")),
            if found.more { "+" } else { "" },
            &text[found.end..]
        ),
    }
}

#[test]
fn numbers_are_multiplied_out_and_end_where_the_unit_begins() {
    for (text, expected) in [
        ("1,100项", "1100 项"),
        ("16.8个亿，", "1680000000 ，"),
        ("2个亿元。", "200000000 元。"),
        ("3个亿元村", "3 个亿元村"),
        ("5个亿级产业", "5 个亿级产业"),
        ("79 000元", "79000 元"),
        ("30，000点", "30000 点"),
        ("5，600", "5 ，600"),
        ("80 335 m2", "80335  m2"),
        ("12 345 67", "12  345 67"),
        ("2.0%", "2.0 %"),
        ("1.2.3节", "1 .2.3节"),
        ("8.39亿元", "839000000 元"),
        ("1.2万亿", "1200000000000 "),
        ("3万4000人", "34000 人"),
        ("3万40000人", "30000 40000人"),
        ("25万6千", "256000 "),
        ("30多万人", "300000+ 人"),
        ("1000多人", "1000 多人"),
        ("5 万元", "50000 元"),
        ("100千瓦", "100 千瓦"),
        ("1.5万千瓦", "15000 千瓦"),
        ("3百分点", "3 百分点"),
        ("一千零五十家", "1050 家"),
        ("两千四百五", "2450 "),
        ("十三万五", "135000 "),
        ("一百零一万一千", "1011000 "),
        ("一万五千亿元", "1500000000000 元"),
        ("四万万", "400000000 "),
        ("一点二个", "1.2 个"),
        ("一点建议", "1 点建议"),
        ("八九亿元", "800000000~900000000 元"),
        ("三四十家", "30~40 家"),
        ("十七八岁", "17~18 岁"),
        ("五六个", "5~6 个"),
        ("二〇二一年", "2021 年"),
        ("一七二零", "1720 "),
        ("壹佰壹拾壹元", "111 元"),
        ("千亿元", "100000000000 元"),
        ("五百一十", "510 "),
        ("廿二", "22 "),
        (
            "四千五百六十九万八千三百一十一亿四千八百七十二万五千三百八十二",
            "4569831148725382 ",
        ),
        ("第三", "-"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_whole_number_written_with_digits_reads_back(value in 0u64..1_000_000_000_000) {
        prop_assert_eq!(read(&value.to_string()), format!("{value} "));
    }

    #[test]
    fn any_number_below_ten_thousand_spelled_out_reads_back(value in 1u32..10_000) {
        prop_assert_eq!(read(&spell(value)), format!("{value} "));
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[0-9一二三零两十百千万亿兆点多余几.,， 年]{0,40}") {
        let end = number(&text, 0, text.len(), Reading::Free, |_| false).map_or(0, |found| found.end);
        prop_assert!(text.is_char_boundary(end));
    }
}

fn spell(value: u32) -> String {
    let mut written = String::new();
    let mut gap = false;
    for (power, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / power % 10;
        if digit == 0 {
            gap = !written.is_empty();
            continue;
        }
        if gap {
            written.push('零');
        }
        gap = false;
        written.push("零一二三四五六七八九".chars().nth(digit as usize).unwrap_or('零'));
        written.push_str(name);
    }
    written
}
