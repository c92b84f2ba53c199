//! Texts without a date, each with the year that they tell of themselves, and the one under review.

use super::super::date::document_date;
use super::super::period::PartialDate;
use crate::model::Span;
use crate::recognize::periods;
use crate::rules::{PeriodLexicon, Terms};
use crate::split::Structure;

#[track_caller]
fn check(cases: &[(&str, Option<(i16, i16)>)]) {
    let lexicon = PeriodLexicon::shipped();
    let terms = Terms::new(lexicon.terms());
    for (text, expected) in cases {
        let within = Span::new(0, text.len());
        let (mut hits, mut mentions) = (Vec::new(), Vec::new());
        terms.find(text, within, &mut hits);
        periods(text, within, &hits, &lexicon, &mut mentions);
        let found = document_date(text, &Structure::default(), &mentions, None, &lexicon);
        let years = found.date.map(PartialDate::year).zip(found.review_year);
        assert_eq!(years, *expected, "{text}");
    }
}

#[test]
fn headings_tell_of_which_year_they_are() {
    check(&[
        (
            "一、2022年工作回顾\n过去一年，出口增长6%。\n二、2023年主要任务\n出口增长5%。",
            Some((2023, 2022)),
        ),
        // A report on a quarter comes out in its year, though that opens a clause as a year that is over does.
        (
            "某市纺织业2009年一季度运行分析报告\n2009年，全市纺织业逐步回暖。今年一季度增长3%。",
            Some((2009, 2009)),
        ),
        ("过去的2019年，全区出口增长6%。今年力争增长7%。", Some((2020, 2019))),
        ("园区2019年全年出口增长6%，新仓库明年落成。", Some((2020, 2019))),
    ]);
}

#[test]
fn what_a_year_has_come_to_is_over() {
    check(&[
        ("绿地率由2010年的30%提高到2015年的36%。", Some((2016, 2015))),
        // Aimed at.
        ("力争绿地率由2010年的30%提高到2015年的36%。", Some((2010, 2009))),
        (
            "全年出口增长3%，年末企业40家。全年共有2018年入库企业7家。",
            Some((2019, 2018)),
        ),
    ]);
}

#[test]
fn plans_that_begin_or_end_tell_the_year() {
    check(&[
        ("今年是“十四五”开局之年，出口增长3%，比2015年翻番。", Some((2021, 2020))),
        ("今年是“十四五”规划的收官之年，出口增长3%。", Some((2025, 2024))),
        ("“十三五”圆满收官，出口增长3%。", Some((2021, 2020))),
        // The year that it is, and not one that is over.
        (
            "“十二五”开局之年，企业贷得到款吗？2010年，全市贷款增长9%。今年贷款增长8%。",
            Some((2011, 2010)),
        ),
        ("五年来，出口比2015年增长30%，企业5年增加800家。", Some((2021, 2020))),
        // “十四五”期间 says neither.
        ("“十四五”期间，出口增长3%。", None),
    ]);
}

#[test]
fn nobody_speaks_of_a_thing_before_its_time() {
    check(&[
        ("复工复产以来，出口增长3%。", Some((2020, 2019))),
        ("今年出口增长3%，2018年占7%，复工复产加快。", Some((2020, 2019))),
        ("今年出口增长3%，2018年占7%。", Some((2018, 2017))),
        // The results of a census are compared with the one ten years before.
        (
            "与2010年（第六次全国人口普查数据）的12万人相比，增加3万人。",
            Some((2020, 2019)),
        ),
        // What is only compared with 2018 is later, and nobody knows how much.
        ("出口较2018年增长3%，企业40家。", None),
        // A text that does not speak of its own time may look back.
        ("2018年，出口增长3%。", Some((2018, 2017))),
    ]);
}

#[test]
fn what_came_up_in_the_middle_of_a_year_is_told_of_later() {
    check(&[
        // In May they said so first: what only tells of January is of the year after.
        ("截至1月9日，全县完成全员核酸检测3轮。", Some((2021, 2020))),
        ("截至8月9日，全县完成全员核酸检测3轮。", Some((2020, 2019))),
        ("1月9日，奥密克戎病例增加2例。", Some((2022, 2021))),
    ]);
}

#[test]
fn the_days_of_a_festival_tell_the_year() {
    check(&[
        ("2月7日至2月13日春节假期，全县客流3万人次。", Some((2016, 2015))),
        ("春节假期（2月7日至13日），全县客流3万人次。", Some((2016, 2015))),
        ("10月1日至10月8日国庆假期，全县客流3万人次。", None),
        ("春节假期（3月9日至13日），全县客流3万人次。", None),
    ]);
}

#[test]
fn a_plan_tells_the_year_that_it_counts_from() {
    check(&[
        ("一、目标\n2009年起5年内，全县修路90公里。", Some((2009, 2008))),
        ("从2019年开始，用三年时间建成学校8所。", Some((2019, 2018))),
    ]);
}
