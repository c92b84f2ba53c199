//! Heads and ends of documents with the date that must be found.

use super::*;
use crate::model::PeriodSense;
use crate::recognize::periods;
use crate::resolve::resolve;
use crate::rules::Terms;

fn date_of(text: &str, title: Option<&str>) -> DocumentDate {
    let lexicon = PeriodLexicon::shipped();
    let terms = Terms::new(lexicon.terms());
    let within = Span::new(0, text.len());
    let (mut hits, mut mentions) = (Vec::new(), Vec::new());
    terms.find(text, within, &mut hits);
    periods(text, within, &hits, &lexicon, &mut mentions);
    let title = title.and_then(|title| text.find(title).map(|at| Span::new(at, at + title.len())));
    let structure = Structure {
        title,
        ..Structure::default()
    };
    document_date(text, &structure, &mentions, None, &lexicon)
}

/// As `2021-12-30 stated review 2020 plan 2021`.
fn shown(text: &str) -> String {
    let found = date_of(text, None);
    let year = |name: &str, year: Option<i16>| year.map_or(String::new(), |year| format!(" {name} {year}"));
    let date = found.date.map_or("unknown".to_owned(), |date| date.to_string());
    let origin = found
        .origin
        .map_or(String::new(), |origin| format!(" {origin:?}").to_lowercase());
    format!(
        "{date}{origin}{}{}",
        year("review", found.review_year),
        year("plan", found.plan_year)
    )
}

#[test]
fn stated_dates() {
    for (text, expected) in [
        (
            "关于印发某规划的通知\n发布时间:2021-12-30 15:23 信息来源:某网\n\n市人民政府\n   20211228\n",
            "2021-12-30 stated review 2020 plan 2021",
        ),
        // The time of day and where it was printed, both without a gap.
        (
            "某省教师达百万\n2010年09月10日09:14来源:某某网-某省日报\n2000年以来，全省",
            "2010-09-10 stated review 2009 plan 2010",
        ),
        // The number it was sent out under; that of another paper in a sentence says nothing.
        (
            "市人民政府关于某事的通知\n某政发〔2021〕8号\n各区：\n请照办（某政发〔2019〕3号）。2035年达到4%。\n",
            "2021 stated review 2020 plan 2021",
        ),
        (
            "市人民政府关于某事的通知\n各区：\n请照办。\n市人民政府\n2021年3月5日\n",
            "2021-03-05 stated review 2020 plan 2021",
        ),
        (
            "2020年某省科技经费统计公报\n省统计局\n2021年9月22日\n2020年，全省投入",
            "2021-09-22 stated review 2020 plan 2021",
        ),
        (
            "2026年某省政府工作报告\n——二〇二六年一月二十七日在某省人民代表大会会议上\n各位代表：",
            "2026-01-27 stated review 2025 plan 2026",
        ),
        (
            "时间：\n2026-02-02 09:20\n来源：\n某省政府\n正文。",
            "2026-02-02 stated review 2025 plan 2026",
        ),
        (
            "**发布日期**: 2025-04-21\n**检索时间**: 2026-02-02 15:25:09\n2024年，全市投资增长。",
            "2025-04-21 stated review 2024 plan 2025",
        ),
        (
            "【原文出处】某学报\n【原刊期号】199805\n【复印期号】199807\n正文。",
            "1998 stated review 1997 plan 1998",
        ),
        ("【原刊期号】20001114\n正文", "2000-11-14 stated review 1999 plan 2000"),
        (
            "某学报\n1998年 第24卷 第1期\n正文。\n收稿日期 1996-01-12",
            "1998 stated review 1997 plan 1998",
        ),
        ("《新闻》 (20220924)\n正文", "2022-09-24 stated review 2021 plan 2022"),
        (
            "科技新闻\n正文。\n2025-03-25 某日报 content_1.html",
            "2025-03-25 stated review 2024 plan 2025",
        ),
        (
            "时　　间　中华民国九十三年二月六日（星期五）上午十时六分\n正文",
            "2004-02-06 stated review 2003 plan 2004",
        ),
        (
            "date: \"2018-02-17\"\nlast_updated: \"2019-03-14 04:21:59\"\n正文",
            "2018-02-17 stated review 2017 plan 2018",
        ),
        (
            "正文。\n（来源：某某日报 2025年2月20日 第3版 电话：0571-85120000）",
            "2025-02-20 stated review 2024 plan 2025",
        ),
        (
            "某某日报 2024年3月9日\n某文\n正文。",
            "2024-03-09 stated review 2023 plan 2024",
        ),
        (
            "一九九九年某业公报\n（2000年3月）\n正文。\n正文。\n正文。\n正文。\n正文。\n正文。\n正文。\n正文。\n正文。",
            "2000-03 stated review 1999 plan 2000",
        ),
        (
            "某市113年度总预算案\n中华民国112年10月25日\n岁入编列1亿元。",
            "2023-10-25 stated review 2023 plan 2024",
        ),
        (
            "某省创新再上台阶\n16.07.202310:32\n正文。",
            "2023-07-16 stated review 2022 plan 2023",
        ),
        (
            "某市经济运行情况\n市统计局 2023-07-21 11:04 840阅读\n正文。",
            "2023-07-21 stated review 2022 plan 2023",
        ),
        (
            "某省长作报告\nhttp://news.example.cn 2005年01月21日17:01 某省新闻网\n正文。",
            "2005-01-21 stated review 2004 plan 2005",
        ),
        (
            "某会\n正文说2019年5月3日有人到访。",
            "2019 inferred review 2018 plan 2019",
        ),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn inferred_dates() {
    for (text, expected) in [
        (
            "去年6月24日启动。2022年，全市获奖18项，2021年度奖励。5月底开会。",
            "2023 inferred review 2022 plan 2023",
        ),
        (
            "2023年，全市交出答卷，比2022年提升。2024年，我们将全面推进。去年4月开会。",
            "2024 inferred review 2023 plan 2024",
        ),
        (
            "今年1-5月投资增长。2019年，全市增长10%。受理2020年度项目2201项。",
            "2020 inferred review 2019 plan 2020",
        ),
        (
            "2001年，全国增长7.3%，全年比上年增长。",
            "2002 inferred review 2001 plan 2002",
        ),
        (
            "2023年以来选派1156人次。去年，全市新认定486家。今年，我市将新增450家。",
            "2025 inferred review 2024 plan 2025",
        ),
        (
            "2026年政府工作报告\n2025年，全省增长5%。2027年1月1日起施行。",
            "2026 inferred review 2025 plan 2026",
        ),
        (
            "今年，2023年全国科普周在京开幕。",
            "2023 inferred review 2022 plan 2023",
        ),
        (
            "2025年，下达项目5项，最迟于2028年6月30日前验收。",
            "2025 inferred review 2024 plan 2025",
        ),
        // What a text compares with, or tells from, is behind it.
        (
            "今年上半年，税收增长15.3%，较2017年提高3.9个百分点，延续了2017年以来的增势。",
            "2018 inferred review 2017 plan 2018",
        ),
        (
            "1-5月，发电量同比增长14.9%，比2019年同期增长11.4%，两年平均增长5.6%。",
            "2021 inferred review 2020 plan 2021",
        ),
        (
            "2007年，游人增长。今年国庆期间接待游客4亿人次，比2011年增长40.9%。",
            "2012 inferred review 2011 plan 2012",
        ),
        (
            "从2008年9月1日起停征，今年安排资金35亿元。",
            "2008 inferred review 2007 plan 2008",
        ),
        // The rates of a year, its end, and all of it belong to the year that is told.
        (
            "全年人均生产总值52130元，按2017年平均汇率计算为7721美元。",
            "2018 inferred review 2017 plan 2018",
        ),
        (
            "2020年全年生产总值151亿元，比上年增长。",
            "2021 inferred review 2020 plan 2021",
        ),
        (
            "1959年，改革开始。截至2020年，建成高标准农田225万亩。",
            "2021 inferred review 2020 plan 2021",
        ),
        (
            "截至2020年6月底，建成农田22万亩。今年，2020年项目开工。",
            "2020 inferred review 2019 plan 2020",
        ),
        ("力争到2025年达到，去年完成88亿元。", "unknown"),
        ("全市完成投资88亿元。", "unknown"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn months_of_an_early_text_belong_to_the_year_before() {
    let early = date_of("2023年，全市增长。2024年，我们将推进。1-11月交易额80亿元。", None);
    assert_eq!(
        (early.date, early.month_year),
        (Some(PartialDate::Year(2024)), Some(2023))
    );
    let middle = date_of("2022年，全市增长。去年完成。5月底开会。", None);
    assert_eq!(
        (middle.date, middle.month_year),
        (Some(PartialDate::Year(2023)), Some(2023))
    );
}

#[test]
fn in_a_bulletin_of_a_year_the_end_of_the_year_is_of_that_year() {
    let titled = date_of("某市2024年统计公报\n2025年4月18日\n正文。", None).anchor();
    let loose = date_of("某市介绍\n2025年4月18日\n正文。", None).anchor();
    let expr = PeriodExpr {
        time: TimeExpr::ReviewYear {
            offset: 0,
            months: None,
            days: None,
        },
        sense: PeriodSense::AsOf,
    };
    for (anchor, said, expected) in [
        (titled, 2023, 2024),
        (titled, 2020, 2020),
        (titled, 2025, 2025),
        (loose, 2023, 2023),
    ] {
        let year = resolve(&expr, &anchor.saying(said)).map(|(start, _)| start.year());
        assert_eq!(year, Some(expected), "{said}");
    }
}

#[test]
fn what_is_given_wins_and_the_title_still_tells_the_review() {
    let lexicon = PeriodLexicon::shipped();
    let given = "2021-03".parse().ok();
    let found = document_date("正文", &Structure::default(), &[], given, &lexicon);
    assert_eq!((found.date, found.origin), (given, Some(DateOrigin::Metadata)));
    assert_eq!((found.review_year, found.plan_year), (Some(2020), Some(2021)));
    let title = "某市2023年执行情况与2024年计划草案的报告";
    let found = date_of(&format!("{title}\n正文。"), Some(title));
    assert_eq!((found.review_year, found.plan_year), (Some(2023), Some(2024)));
}
