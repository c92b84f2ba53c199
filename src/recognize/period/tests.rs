//! What is a period and what only looks like one; the days that periods are, `resolve` tests.

use proptest::prelude::*;

use super::testing::{mentions, mentions_in};
use super::*;

/// The periods of a text, each with the word for its sense where it is not that of a whole stretch.
fn read(text: &str) -> Vec<String> {
    told(text, &mentions(text))
}

fn told(text: &str, mentions: &[Mention]) -> Vec<String> {
    let shown = |mention: &Mention| {
        let MentionKind::Period(expr) = &mention.kind else {
            panic!("{mention:?}")
        };
        let sense = match expr.sense {
            PeriodSense::During => "",
            PeriodSense::AsOf => " as-of",
            PeriodSense::Until => " until",
            PeriodSense::Since => " since",
            PeriodSense::Compared => " base",
        };
        format!("{}{sense}", mention.span.of(text))
    };
    mentions.iter().map(shown).collect()
}

#[test]
fn lengths_counts_and_names_are_no_periods() {
    for text in [
        "引进科研人才1985名",
        "新增2030个项目",
        "建设2年多时间",
        "有5年经验",
        "连续16个季度、30个月",
        "10日内办结",
        "5个工作日内",
        "第十四个五年规划纲要",
        "十年磨一剑",
        "五年规划",
        "R&D经费3.09%",
        "电话:0571-28978941",
        "年均增长8%",
        "湖滨市2020家企业",
        "3+1重点项目",
        "2023年轻人",
        "近20年历史",
        "每月5次",
        "6月龄婴儿",
        "合同期限，60岁以上年龄",
        "体现在三个方面，实现在线办理",
        "三年内建成，青年内卷",
        "1.5万平方米",
    ] {
        let found = read(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn festivals_are_periods_with_their_holiday_behind() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        // The text, what a bulletin has, what free text has.
        ("2024年春节假期全国出游", &["2024年春节假期"], &["2024年春节假期"]),
        ("“五一”假期前三天，游客", &["“五一”假期前三天"], &["“五一”假期前三天"]),
        ("今年国庆黄金周首日", &["今年国庆黄金周首日"], &["今年国庆黄金周首日"]),
        (
            "2024春节假期，2024年春运",
            &["2024春节假期", "2024年"],
            &["2024春节假期", "2024年"],
        ),
        ("中秋节当天", &["中秋节当天"], &["中秋节当天"]),
        (
            "中秋、国庆假期第7天",
            &["中秋、国庆假期第7天"],
            &["中秋、国庆假期第7天"],
        ),
        (
            "正月初八开工，农历八月十八观潮",
            &["正月初八", "农历八月十八"],
            &["正月初八", "农历八月十八"],
        ),
        ("正月初八到正月十二", &["正月初八到正月十二"], &["正月初八到正月十二"]),
        ("今天到25日", &["今天到25日"], &["今天到25日"]),
        ("明天起至5日", &["明天起至5日"], &["明天起至5日"]),
        ("闰四月", &["闰四月"], &["闰四月"]),
        (
            "五月廿二，七月初七",
            &["五月廿二", "七月初七"],
            &["五月廿二", "七月初七"],
        ),
        ("八月十五", &["八月"], &["八月十五"]),
        ("春节招待会", &[], &["春节"]),
        // A cause, other days, other things.
        ("受春节假期影响", &[], &["春节"]),
        ("春节假期后复工，国庆假期运输启动", &[], &["春节"]),
        ("清明上河图，李国庆，五一路，二十一假期", &[], &[]),
        ("腊月的成都，闰年", &[], &[]),
        ("六月初三次会议", &["六月初"], &["六月初"]),
    ];
    for (text, bulletin, free) in cases {
        assert_eq!(read(text), *bulletin, "{text}");
        assert_eq!(told(text, &mentions_in(text, Reading::Free)), *free, "{text}");
    }
}

#[test]
fn free_text_counts_from_the_day_of_writing() {
    let cases: &[(&str, &[&str])] = &[
        ("三年前", &["三年前"]),
        ("三年多前", &["三年多前"]),
        ("20天后见", &["20天后"]),
        ("七年半后", &["七年半后"]),
        ("17天内", &["17天内 until"]),
        ("10/31/1974", &["10/31/1974"]),
        ("2018 是一个年份", &["2018"]),
        ("Q1季度", &["Q1季度"]),
        ("1月3至2月10", &["1月3至2月10"]),
        ("4月前4天", &["4月前4天"]),
        ("2022 11 23", &["2022 11 23"]),
        ("09-01，6·30", &["09-01", "6·30"]),
        ("1994.01-19，2008.03-2009", &["1994.01-19", "2008.03-2009"]),
        ("上2个月", &["上2个月"]),
        ("24年", &["24年"]),
        ("在789年", &["789年"]),
        ("3年半以来", &["3年半以来 since"]),
        ("去年后四个月", &["去年后四个月"]),
        ("70年第8个月", &["70年第8个月"]),
        ("光绪二十年", &["光绪二十年"]),
        // Near to those, and none.
        ("三年前后，五年前期", &[]),
        ("三年内部整改", &[]),
        ("13/32/2015", &[]),
        ("IQ1题，Q15", &[]),
        ("1月3次", &["1月"]),
        ("2018家", &[]),
        ("2022 11 23家，13-01，09-01-3，9-1", &[]),
        ("有24年，在789年内", &[]),
        ("几十年之后，上1周", &[]),
        ("去年之后四个月", &["去年 since"]),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text, &mentions_in(text, Reading::Free)), *expected, "{text}");
    }
    assert_eq!(read("三年前"), ["三年前"]);
    for text in [
        "17天内",
        "10/31/1974",
        "2018 是一个年份",
        "Q1季度",
        "09-01",
        "“6·30”火灾",
        "24年",
    ] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}

proptest! {
    #[test]
    fn never_fails_and_never_overlaps(text in "[0-9一二三四五六七八九十〇年月日号至到\\-—~.:/（） 前近去今上底末初以来“十四五”期间季度个\n]{0,40}") {
        let found = mentions_in(&text, Reading::Free);
        for mention in &found {
            prop_assert!(!mention.span.is_empty() && text.get(mention.span.start..mention.span.end).is_some());
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
    }

    #[test]
    fn any_text_is_fine(text in "\\PC{0,40}") {
        mentions(&text);
        mentions_in(&text, Reading::Free);
    }
}

#[test]
fn a_year_described_is_a_base_where_the_clause_compares() {
    for (text, expected) in [
        ("与水质最差的2003年相比，2013年改善。", vec!["2003年 base", "2013年"]),
        (
            "同第五次人口普查2000年11月1日零时的9万人相比，增加1万人。",
            vec!["第五次人口普查 base", "2000年11月1日零时 base"],
        ),
        ("水质最差的2003年，关停企业9家。", vec!["2003年"]),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn a_day_may_stand_before_what_was_told_on_it() {
    for (text, expected) in [
        ("据外国媒体26日报道，", "26日"),
        ("2024年第一周，游客", "2024年第一周"),
        // A part of a name.
        ("2024年夏季达沃斯论坛", "2024年"),
        ("2024年夏季用电", "2024年夏季"),
    ] {
        assert_eq!(read(text), [expected], "{text}");
    }
    assert!(read("《农民26日报》").is_empty());
}
