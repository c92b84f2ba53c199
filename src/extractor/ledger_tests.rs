//! What becomes of the numbers that are no facts.

use super::{Extractor, Metadata};
use crate::model::Outcome;

/// The numbers of a document that became no fact: quote, and the reason it was skipped for, or `open`.
fn left(text: &str) -> Vec<String> {
    let found = Extractor::embedded().extract("a.txt", text.as_bytes(), &Metadata::default());
    let told = |outcome: &Outcome| match outcome {
        Outcome::Fact { .. } => None,
        Outcome::Skip { reason } => Some(format!("{reason:?}").to_lowercase()),
        Outcome::Open { .. } => Some("open".to_owned()),
    };
    let numbers = found.numbers.iter();
    numbers
        .filter_map(|number| Some(format!("{} {}", number.quote, told(&number.outcome)?)))
        .collect()
}

#[test]
fn lengths_of_time_that_tell_when_or_how_long_are_no_statistics() {
    let head = "临江市2023年工作情况\n\n2024年1月20日\n\n";
    let cases = [
        ("为期五天的展会在市会展中心闭幕。", "五天 date"),
        ("三天后，水位退到警戒线以下。", "三天 date"),
        ("两市结好20多年来往来频繁。", "20多年 date"),
        ("古城已有2500多年历史。", "2500多年 date"),
    ];
    for (text, expected) in cases {
        let found = left(&format!("{head}{text}\n"));
        assert!(found.iter().any(|line| line == expected), "{text}: {found:?}");
    }
    let found = left(&format!("{head}全市办理时限由15天缩短至3天。\n"));
    assert!(!found.iter().any(|line| line.starts_with("3天")), "{found:?}");
}

#[test]
fn what_surely_states_no_statistic_is_skipped_and_says_why() {
    let head = "临江市2023年工作情况\n\n2024年1月20日\n\n";
    let cases = [
        ("《办法》共6章50条，自3月1日起施行。", "6章 other"),
        ("《办法》共6章50条，自3月1日起施行。", "50条 other"),
        ("决赛中，市队以3：1战胜对手。", "3：1 other"),
        ("决赛中，市队以3比2逆转战胜对手。", "3 other"),
        ("决赛中，市队以3比2逆转战胜对手。", "2 other"),
        ("扫风面积相当于7个足球场。", "7个 other"),
        ("全面开展7大领域问题排查。", "7大 qualifier"),
        ("他在基层工作24年，从未离开。", "24年 date"),
        ("培育一批营收过百亿元农产品加工企业。", "百亿元 qualifier"),
        ("打造一批年产值超10亿元产业集群。", "超10亿元 qualifier"),
        // Nobody names it, and it may be one: a person has to look.
        ("全年达到45万吨。", "45万吨 open"),
        ("两地间将由8小时缩短到3小时。", "3小时 open"),
    ];
    for (text, expected) in cases {
        let found = left(&format!("{head}{text}\n"));
        assert!(found.iter().any(|line| line == expected), "{text}: {found:?}");
    }
}

#[test]
fn what_the_news_tell_in_passing_is_skipped() {
    let head = "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n全国粮食产量1.39万亿斤。\n\n";
    let cases = [
        // Of what size one thing is.
        ("科研人员使用500米口径球面射电望远镜观测。", "500米 qualifier"),
        ("我国自研首台300兆瓦级燃气轮机下线。", "300兆瓦 qualifier"),
        ("300马力拖拉机样机研制成功。", "300马力 qualifier"),
        // How far off it lies.
        ("火星距离地球2亿公里。", "2亿公里 qualifier"),
        ("事发地在省城以东60公里处。", "60公里 qualifier"),
        // Of how many points a paper is made.
        ("海关总署推出12条措施推进京津冀协同发展。", "12条 other"),
        // Of which class a race is.
        ("他获得女子200米T35级比赛冠军。", "200米 name"),
        ("她在女子5公里（自由技术）比赛中夺冠。", "5公里 name"),
    ];
    for (text, expected) in cases {
        let found = left(&format!("{head}{text}\n"));
        assert!(found.iter().any(|line| line == expected), "{text}: {found:?}");
    }
    let facts = [
        "今年新建绿道5000公里。",
        "截至今天，20个省份制定了配套措施。",
        "今年，各部门采纳代表所提意见建议4700条。",
    ];
    for text in facts {
        let found = left(&format!("{head}{text}\n"));
        let number = |line: &String| ["5000", "20个", "4700"].iter().any(|number| line.starts_with(number));
        assert!(!found.iter().any(number), "{text}: {found:?}");
    }
}

#[test]
fn names_that_are_none_are_left_to_people() {
    let head = "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n全国粮食产量1.39万亿斤。\n\n";
    let found = left(&format!("{head}今年，不少企业估值超过百亿元。\n"));
    assert!(found.iter().any(|line| line == "百亿元 open"), "{found:?}");
    let found = left(&format!("{head}今年，全国就业人员7亿人，未来产业企业5000家。\n"));
    assert!(
        !found
            .iter()
            .any(|line| line.starts_with('7') || line.starts_with("5000")),
        "{found:?}"
    );
}

#[test]
fn in_an_article_only_sentences_that_may_state_an_indicator_are_read() {
    let article = "江苏农业论\n\n摘要：本文研究增长。\n关键词：增长\n\n2003年，实验组共有300人。1999年，江苏粮食产量450万吨。当年蔬菜大棚1200座。\n\n参考文献\n";
    let found = Extractor::embedded().extract("a.txt", article.as_bytes(), &Metadata::default());
    let facts: Vec<&str> = found.facts.iter().map(|fact| fact.label.as_str()).collect();
    assert_eq!(facts, ["粮食产量"]);
    let open: Vec<_> = (found.numbers.iter())
        .filter_map(|number| match &number.outcome {
            Outcome::Open { why } => Some((number.quote.as_str(), why.as_str())),
            _ => None,
        })
        .collect();
    let why = "in a scholarly article only known indicators with a time in their sentence are read";
    assert_eq!(open, [("300人", why), ("1200座", why)]);
}

#[test]
fn in_an_article_what_is_unsure_stays_open() {
    let article = "农业论\n\n摘要：本文研究增长。\n关键词：增长\n\n1999年，粮食产量450万吨。\n\n参考文献\n";
    let found = Extractor::embedded().extract("a.txt", article.as_bytes(), &Metadata::default());
    assert!(found.facts.is_empty(), "{:?}", found.facts);
    let number = found.numbers.iter().find(|number| number.quote == "450万吨").unwrap();
    let Outcome::Open { why } = &number.outcome else {
        panic!("{number:?}");
    };
    let expected = "rule `level.named-before` reads it, too unsurely for a scholarly article: no place is said";
    assert_eq!(why, expected);
}
