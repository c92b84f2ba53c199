//! What is found and what is left alone. A fact is a line as in the tests of `compare`, with `s:3` for its sentence (and line),
//! `change` for a difference, `down` for a negative one, `rule:` for what read it, `part:` for the whole that its qualifiers name,
//! `against:` for what it is compared with, `among:` and `of:` for the field of a rank, `carried` for a time told elsewhere.

use std::sync::OnceLock;

use super::*;
use crate::compare::tests;
use crate::model::{Base, OriginKind, PointSpan};

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(Rules::embedded)
}

fn fact(said: &str) -> Fact {
    let word = |head: &str| said.split(' ').find_map(|word| word.strip_prefix(head));
    let has = |word: &str| said.split(' ').any(|it| it == word);
    let mut fact = tests::fact(said);
    let sentence: usize = word("s:").map_or(1, |number| number.parse().unwrap());
    fact.line = sentence;
    fact.sentence = PointSpan {
        start: sentence * 100,
        end: sentence * 100 + 99,
    };
    if has("change") {
        fact.measure = Measure::Change;
    }
    if has("rank") {
        fact.measure = Measure::Rank;
    }
    if has("down") {
        fact.value = format!("-{}", fact.value);
    }
    fact.indicator = rules()
        .indicators
        .find(&fact.label, fact.measure, fact.unit.as_deref())
        .map(|found| found.key.clone());
    fact.rule = word("rule:").unwrap_or("level.named-before").to_owned();
    fact.qualifiers.splice(0..0, word("part:").map(str::to_owned));
    fact.base = Some(Base {
        versus: word("against:").map(str::to_owned),
        among: word("among:").map(str::to_owned),
        out_of: word("of:").map(|field| field.parse().unwrap()),
    });
    let mut origin = fact.origins.label;
    origin.span = Some(PointSpan {
        start: sentence * 100,
        end: sentence * 100 + 2,
    });
    fact.origins.area = Some(origin);
    if has("carried") {
        origin.kind = OriginKind::Carried;
        origin.span = Some(PointSpan { start: 0, end: 5 });
        fact.period.as_mut().unwrap().text = "五年来".to_owned();
    }
    fact.origins.period = Some(origin);
    fact
}

fn audited(said: &[&str], derive: bool) -> Audit {
    let mut facts: Vec<Fact> = said.iter().map(|said| fact(said)).collect();
    facts.sort_by_key(|fact| fact.document.clone());
    let mut auditor = Auditor::new(rules(), derive);
    facts.into_iter().for_each(|fact| auditor.add(fact));
    auditor.finish()
}

/// Kind, severity and sum of each finding.
fn found(said: &[&str]) -> Vec<String> {
    let lines = audited(said, false)
        .found
        .into_iter()
        .map(|it| format!("{:?} {:?}: {}", it.kind, it.severity, it.sum));
    lines.collect()
}

fn check(cases: &[(&[&str], &[&str])]) {
    for (said, expected) in cases {
        assert_eq!(found(said), *expected, "{said:?}");
    }
}

#[test]
fn parts_are_held_against_the_whole_that_the_text_names() {
    check(&[
        // 获奖18项，其中一等奖2项、二等奖3项、三等奖13项.
        (
            &[
                "湖州市 2020 18项 label:获奖",
                "湖州市 2020 2项 label:一等奖 part:获奖",
                "湖州市 2020 3项 label:二等奖 part:获奖",
                "湖州市 2020 13项 label:三等奖 part:获奖",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2020 17项 label:获奖",
                "湖州市 2020 2项 label:一等奖 part:获奖",
                "湖州市 2020 3项 label:二等奖 part:获奖",
                "湖州市 2020 13项 label:三等奖 part:获奖",
            ],
            &["Parts Error: 2 + 3 + 13 = 18 ≠ 17"],
        ),
        // 其中 may leave parts out, but not where the last one is the rest.
        (
            &[
                "湖州市 2020 20项 label:获奖",
                "湖州市 2020 2项 label:一等奖 part:获奖",
                "湖州市 2020 13项 label:二等奖 part:获奖",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2020 20项 label:获奖",
                "湖州市 2020 2项 label:一等奖 part:获奖",
                "湖州市 2020 13项 label:其他奖 part:获奖",
            ],
            &["Parts Error: 2 + 13 = 15 ≠ 20"],
        ),
        (
            &["湖州市 2020 20项 label:获奖", "湖州市 2020 21项 label:一等奖 part:获奖"],
            &["Parts Warning: 21项 > 20项"],
        ),
        // People in teams, a rate, other years, other kinds of money are no parts.
        (
            &["湖州市 2020 20个 label:团队", "湖州市 2020 66名 label:人才 part:团队"],
            &[],
        ),
        (
            &[
                "湖州市 2020 6批次 label:每千人抽检",
                "湖州市 2020 50批次 label:抽检 part:每千人抽检",
            ],
            &[],
        ),
        (
            &["湖州市 2020 20项 label:获奖", "湖州市 2021 21项 label:一等奖 part:获奖"],
            &[],
        ),
        (
            &[
                "湖州市 2020 2亿元 label:行业利润",
                "湖州市 2020 9亿元 label:行业收入 part:行业利润",
            ],
            &[],
        ),
        // 内资企业79户（私营企业70户）、外资企业11户 of 90: one is in the other.
        (
            &[
                "湖州市 2020 90户 label:经营主体",
                "湖州市 2020 79户 label:内资企业 part:经营主体",
                "湖州市 2020 20户 label:私营企业 part:经营主体",
                "湖州市 2020 11户 label:外资企业 part:经营主体",
            ],
            &[],
        ),
        // Rounding: 33356.8 and 33357.1.
        (
            &[
                "湖州市 2020 33356.8亿元 label:总额",
                "湖州市 2020 11111.4亿元 label:甲 part:总额",
                "湖州市 2020 11111.4亿元 label:乙 part:总额",
                "湖州市 2020 11134.3亿元 label:丙 part:总额",
            ],
            &[
                "Parts Error: 11111.4亿 + 11111.4亿 + 11134.3亿 = 33357.1亿 (33356.95亿 to 33357.25亿 with rounding) ≠ 33356.8亿",
            ],
        ),
        (
            &[
                "湖州市 2020 33357亿元 label:总额",
                "湖州市 2020 11111.4亿元 label:甲 part:总额",
                "湖州市 2020 11111.4亿元 label:乙 part:总额",
                "湖州市 2020 11134.3亿元 label:丙 part:总额",
            ],
            &[],
        ),
    ]);
}

#[test]
fn members_of_an_enumeration_come_to_the_sum_before_them() {
    let list = |whole: &str, last: &str| {
        let whole = format!("湖州市 2020 {whole} label:成果");
        let last = format!("湖州市 2020 71项 label:{last}");
        found(&[
            &whole,
            "湖州市 2020 103项 label:生命健康领域",
            "湖州市 2020 44项 label:节能环保领域",
            &last,
        ])
    };
    assert_eq!(list("218个", "其他领域"), [""; 0]);
    assert_eq!(list("231个", "其他领域"), ["Parts Error: 103 + 44 + 71 = 218 ≠ 231"]);
    // Nothing says that these are all, or the first number is far from being their sum.
    assert_eq!(list("231个", "纺织领域"), [""; 0]);
    assert_eq!(list("300个", "其他领域"), [""; 0]);
}

#[test]
fn rows_of_a_table_come_to_its_sum() {
    let rows = |sum: &str| {
        let sum = format!("湖州市 2020 {sum} label:合计支出 口径:表1 rule:table.cell");
        found(&[
            &sum,
            "湖州市 2020 101万元 label:教育支出 口径:表1 rule:table.cell s:2",
            "湖州市 2020 51万元 label:科技支出 口径:表1 rule:table.cell s:3",
            "湖州市 2020 31万元 label:中央支出 口径:表1 rule:table.cell s:4",
            "湖州市 2020 121万元 label:地方支出 口径:表1 rule:table.cell s:5",
        ])
    };
    // By purpose and again by level: each group is the sum.
    assert_eq!(rows("151万元"), [""; 0]);
    assert_eq!(
        rows("314万元"),
        ["Parts Warning: 101万 + 51万 + 31万 + 121万 = 304万 (302万 to 306万 with rounding) ≠ 314万"]
    );
    // Far off: rows were not read, or belong elsewhere.
    assert_eq!(rows("900万元"), [""; 0]);
}

#[test]
fn what_makes_up_the_whole_by_definition_must_do_so() {
    let trade = |total: &str| {
        let total = format!("湖州市 2020 {total} label:进出口总额");
        found(&[
            &total,
            "湖州市 2020 9.62亿元 label:出口 s:2",
            "湖州市 2020 7.15亿元 label:进口 s:3",
        ])
    };
    assert_eq!(trade("16.77亿元"), [""; 0]);
    assert_eq!(trade("17.77亿元").len(), 1);
    check(&[(
        &[
            "湖州市 2020 4.4% label:第一产业增加值占GDP比重",
            "湖州市 2020 49.6% label:第二产业增加值占GDP比重",
            "湖州市 2020 46.3% label:第三产业增加值占GDP比重",
        ],
        &["Parts Warning: 4.4 + 49.6 + 46.3 = 100.3 (100.15 to 100.45 with rounding) ≠ 100"],
    )]);
}

#[test]
fn growth_follows_from_its_levels() {
    check(&[
        // (19.5 ÷ 8.39)^(1/5) − 1 = 18.4 %.
        (
            &[
                "湖州市 2015 8.39亿元 label:财政科技支出 rule:from-to.dated",
                "湖州市 2020 19.5亿元 label:财政科技支出 rule:from-to.dated",
                "湖州市 2015-01-01/2020-12-31 18.4% label:财政科技支出 growth",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2015 8.39亿元 label:财政科技支出 rule:from-to.dated",
                "湖州市 2020 19.5亿元 label:财政科技支出 rule:from-to.dated",
                "湖州市 2016-01-01/2020-12-31 132.4% label:财政科技支出 growth",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2015 8.39亿元 label:财政科技支出 rule:from-to.dated",
                "湖州市 2020 19.5亿元 label:财政科技支出 rule:from-to.dated",
                "湖州市 2015-01-01/2020-12-31 16.4% label:财政科技支出 growth",
            ],
            &["Growth Error: (19.5亿 ÷ 8.39亿 − 1) × 100 = 131.7 to 133.2 ≠ 16.4"],
        ),
        // A year's growth and fall; multiples are read both ways; the same over the same months of two years.
        (
            &[
                "湖州市 2019 147亿元",
                "湖州市 2020 76亿元",
                "湖州市 2020 48.3% label:R&D经费 growth down",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2019 147亿元",
                "湖州市 2020 76亿元",
                "湖州市 2020 43.7% label:R&D经费 growth down",
            ],
            &["Growth Error: (76亿 ÷ 147亿 − 1) × 100 = -48.8 to -47.8 ≠ -43.7"],
        ),
        (
            &["湖州市 2019 100家", "湖州市 2020 240家", "湖州市 2020 1.4倍 growth"],
            &[],
        ),
        (
            &["湖州市 2019 100家", "湖州市 2020 240家", "湖州市 2020 2.4倍 growth"],
            &[],
        ),
        (
            &["湖州市 2019 100家", "湖州市 2020 240家", "湖州市 2020 3.4倍 growth"],
            &["Growth Error: (240 ÷ 100 − 1) × 100 = 140.0 ≠ 3.4"],
        ),
        // Growth at constant prices is none of the sums.
        (
            &[
                "湖州市 2019 3122亿元 label:GDP",
                "湖州市 2020 3201亿元 label:GDP",
                "湖州市 2020 9% label:GDP growth",
            ],
            &[],
        ),
        // Over a bound, since another year than told, over years that another sentence names.
        (
            &[
                "湖州市 2019 100家",
                "湖州市 2020 >200家",
                "湖州市 2020 10% label:高新技术企业 growth",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2018 100家",
                "湖州市 2020 240家",
                "湖州市 2020 10% label:高新技术企业 growth",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2015 100家",
                "湖州市 2020 240家",
                "湖州市 2016-01-01/2020-12-31 10% label:高新技术企业 growth carried",
            ],
            &[],
        ),
        // Of several years, a change may be one a year.
        (
            &[
                "湖州市 2015 2.00%",
                "湖州市 2020 3.00%",
                "湖州市 2016-01-01/2020-12-31 0.20个百分点 label:R&D经费投入强度 change",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2015 2.00%",
                "湖州市 2020 3.00%",
                "湖州市 2016-01-01/2020-12-31 0.30个百分点 label:R&D经费投入强度 change",
            ],
            &["Growth Error: 3 − 2 = 1 ≠ 0.3"],
        ),
        // Points of a share, and a difference in its own unit.
        (
            &[
                "湖州市 2022 2.71%",
                "湖州市 2023 3.19%",
                "湖州市 2023 0.48个百分点 label:R&D经费投入强度 change against:2022年",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2022 2.71%",
                "湖州市 2023 3.19%",
                "湖州市 2023 0.58个百分点 label:R&D经费投入强度 change against:上年",
            ],
            &["Growth Error: 3.19 − 2.71 = 0.48 ≠ 0.58"],
        ),
        (
            &["湖州市 2022 100家", "湖州市 2023 130家 s:2", "湖州市 2023 40家 change"],
            &["Growth Warning: 130 − 100 = 30 ≠ 40"],
        ),
        (
            &[
                "湖州市 2022 100家",
                "湖州市 2023 130家",
                "湖州市 2023 40家 change against:全省平均",
            ],
            &[],
        ),
    ]);
}

#[test]
fn one_fact_alone_can_be_wrong() {
    check(&[
        (
            &["湖州市 2020 102.5% label:出口占销售比重"],
            &["Share Error: 102.5% > 100%"],
        ),
        (&["湖州市 2020 102.5% label:工业产销率"], &[]),
        (&["湖州市 2020 100% label:供水普及率"], &[]),
        (
            &["湖州市 2020 73位 label:创新指数 rank of:72"],
            &["Rank Error: 73 > 72"],
        ),
        (&["湖州市 2020 29位 label:创新指数 rank of:72"], &[]),
        (
            &["湖州市 2020 25位 label:创新指数 rank among:全省"],
            &["Rank Warning: 25 > 11"],
        ),
        (&["湖州市 2020 11位 label:创新指数 rank among:全省"], &[]),
        (&["湖州市 2020 25位 label:创新指数 rank among:全国"], &[]),
        (&["湖州市 2020 309% "], &["Range Warning: 309% > 15%"]),
        (&["湖州市 1978 134元 label:农村居民人均可支配收入"], &[]),
        (
            &["湖州市 2018 134元 label:农村居民人均可支配收入"],
            &["Range Warning: 134元 < 500元"],
        ),
    ]);
}

#[test]
fn one_thing_has_one_value() {
    check(&[
        (
            &["湖州市 2020 1146家", "湖州市 2020 1176家 s:9"],
            &["Conflict Warning: 1146家 ≠ 1176家"],
        ),
        // Rounded, bounded, of other times, of a part.
        (&["湖州市 2020 33356.8亿元", "湖州市 2020 33357亿元 s:9"], &[]),
        (&["湖州市 2020 >500家", "湖州市 2020 512家 s:9"], &[]),
        (&["湖州市 2020 1146家", "湖州市 2021 1176家 s:9"], &[]),
        (&["湖州市 2020 1146家", "湖州市 2020 1176家 口径:省级 s:9"], &[]),
        (&["湖州市 2020 1146家", "湖州市 2020 1176家 s:9 carried"], &[]),
        // Short names stand for many things; long ones do not.
        (
            &["湖州市 2020 12个 label:开工项目", "湖州市 2020 14个 label:开工项目 s:9"],
            &[],
        ),
        (
            &[
                "湖州市 2020 144个 label:推荐对接人才项目",
                "湖州市 2020 150个 label:推荐对接人才项目 s:9",
            ],
            &["Conflict Warning: 144个 ≠ 150个"],
        ),
        // A bill is not what is counted of it.
        (
            &[
                "湖州市 2020 38人 label:拟具「电信法修正草案」",
                "湖州市 2020 34人 label:拟具「电信法修正草案」 s:9",
            ],
            &[],
        ),
        // Told in the next breath, it is of another.
        (
            &[
                "湖州市 2020 144个 label:推荐对接人才项目",
                "湖州市 2020 150个 label:推荐对接人才项目 s:2",
            ],
            &[],
        ),
    ]);
}

#[test]
fn a_passage_told_again_says_the_same() {
    let again = |visits: &str, resident: &str| {
        found(&[
            "平湖市 2023 131场 label:开展参观接待",
            "平湖市 2023 25家 label:入驻机构",
            "平湖市 2023 60人 label:培训人员 s:5",
            &format!("平湖市 2023 {visits} label:接待参观考察 s:9"),
            &format!("平湖市 2023 {resident} label:入驻机构 s:9"),
            "平湖市 2023 7项 label:发布政策 s:9",
        ])
    };
    // One name in common is no passage.
    assert_eq!(again("141场", "25家"), [""; 0]);
    let two = |visits: &str, resident: &str| {
        found(&[
            "平湖市 2023 131场 label:开展参观接待",
            "平湖市 2023 25家 label:入驻机构",
            "平湖市 2023 40期 label:举办活动",
            "平湖市 2023 60人 label:培训人员 s:5",
            &format!("平湖市 2023 {visits} label:接待参观考察 s:9"),
            &format!("平湖市 2023 {resident} label:入驻机构 s:9"),
            "平湖市 2023 40期 label:举办活动 s:9",
        ])
    };
    assert_eq!(two("141场", "25家"), ["Conflict Warning: 131场 ≠ 141场"]);
    assert_eq!(two("131场", "25家"), [""; 0]);
}

#[test]
fn documents_are_held_against_each_other() {
    check(&[
        (
            &["湖州市 2020 1146家", "湖州市 2020 938家 @b.txt"],
            &["Across Warning: 1146家 ≠ 938家"],
        ),
        (
            &["湖州市 2020 1146家", "湖州市 2020 1176家 @b.txt"],
            &["Across Note: 1146家 ≠ 1176家"],
        ),
        (
            &["湖州市 2020 1146家", "湖州市 2020 93家 @b.txt"],
            &["Across Note: 1146家 ≠ 93家"],
        ),
        // A slip of the unit is no other thing.
        (
            &["湖州市 2020 8.39亿元", "湖州市 2020 83.9亿元 @b.txt"],
            &["Across Warning: 8.39亿元 ≠ 83.9亿元"],
        ),
        (&["湖州市 2020 8.39亿元", "湖州市 2020 83942万元 @b.txt"], &[]),
        (&["湖州市 2020 >500家", "湖州市 2020 512家 @b.txt"], &[]),
        (
            &[
                "湖州市 2020 12个 label:新开工的重点项目",
                "湖州市 2020 14个 label:新开工的重点项目 @b.txt",
            ],
            &[],
        ),
        // A growth told here against levels told there: small differences come from revisions.
        (
            &[
                "湖州市 2019 100亿元",
                "湖州市 2020 130亿元 @b.txt",
                "湖州市 2020 31.9% label:R&D经费 growth @b.txt",
            ],
            &[],
        ),
        (
            &[
                "湖州市 2019 100.0亿元",
                "湖州市 2020 130.0亿元 @b.txt",
                "湖州市 2020 36% label:R&D经费 growth @b.txt",
            ],
            &["Growth Note: (130亿 ÷ 100亿 − 1) × 100 = 29.9 to 30.1 ≠ 36"],
        ),
        (
            &[
                "湖州市 2019 100.0亿元",
                "湖州市 2020 130.0亿元 @b.txt",
                "湖州市 2020 3% label:R&D经费 growth @b.txt",
            ],
            &["Growth Warning: (130亿 ÷ 100亿 − 1) × 100 = 29.9 to 30.1 ≠ 3"],
        ),
        // Leaps.
        (&["湖州市 2019 100家", "湖州市 2020 900家 @b.txt"], &[]),
        (
            &["湖州市 2019 100家", "湖州市 2020 1200家 @b.txt"],
            &["Jump Note: 1200 ÷ 100 = 12"],
        ),
        (
            &["湖州市 2019 8亿元", "湖州市 2020 9万元 @b.txt"],
            &["Jump Warning: 8亿 ÷ 90000 = 8888.9"],
        ),
        (&["湖州市 2015 100家", "湖州市 2020 1200家 @b.txt"], &[]),
        (&["湖州市 2019 3家", "湖州市 2020 40家 @b.txt"], &[]),
    ]);
}

#[test]
fn what_no_text_tells_is_derived_and_marked() {
    let derived = |said: &[&str]| -> Vec<String> {
        let all = audited(said, true).derived.into_iter();
        all.map(|it| {
            assert!(it.derived);
            let unit = it.unit.unwrap_or_default();
            format!(
                "{:?} {} {}~{}{unit} = {}",
                it.measure,
                &it.period.0[..4],
                it.low,
                it.high,
                it.sum
            )
        })
        .collect()
    };
    assert_eq!(
        derived(&[
            "平湖市 2023 3.19%",
            "平湖市 2023 0.48个百分点 label:R&D经费投入强度 change against:2022年"
        ]),
        ["Level 2022 2.7~2.72% = 3.19 − 0.48"]
    );
    assert_eq!(
        derived(&[
            "湖州市 2020 110.0亿元",
            "湖州市 2020 10.0% label:R&D经费 growth against:上年"
        ]),
        ["Level 2019 9990913221.3~10009095043.2元 = 110亿 ÷ (1 + 10%)"]
    );
    assert_eq!(
        derived(&[
            "湖州市 2015 450家 rule:from-to.dated",
            "湖州市 2020 1146家 rule:from-to.dated"
        ]),
        ["Growth 2015 20.6~20.6% = (1146 ÷ 450)^(1/5) − 1"]
    );
    // Told already, at constant prices, or against something else.
    assert_eq!(
        derived(&[
            "平湖市 2022 2.71% s:2",
            "平湖市 2023 3.19%",
            "平湖市 2023 0.48个百分点 label:R&D经费投入强度 change against:2022年"
        ]),
        [""; 0]
    );
    assert_eq!(
        derived(&["湖州市 2020 110.0亿元 label:GDP", "湖州市 2020 10.0% label:GDP growth"]),
        [""; 0]
    );
    assert_eq!(
        derived(&[
            "湖州市 2020 3.09%",
            "湖州市 2020 0.48个百分点 label:R&D经费投入强度 change against:全省平均"
        ]),
        [""; 0]
    );
}

#[test]
fn a_finding_keeps_its_id_and_leads_to_all_of_its_facts() {
    let said = ["湖州市 2020 1146家", "湖州市 2020 1176家 s:9"];
    let (one, two) = (audited(&said, false), audited(&said, false));
    assert_eq!(one, two);
    let finding = &one.found[0];
    assert_eq!(finding.id.len(), 20);
    let places: Vec<String> = finding
        .quotes
        .iter()
        .map(|quote| format!("{:?} {}:{} {}", quote.role, quote.document, quote.line, quote.quote))
        .collect();
    assert_eq!(places, ["Value a.txt:1 1146家", "Value a.txt:9 1176家"]);
    assert_eq!(finding.message, "高新技术企业 is told with 2 values");
    assert_eq!((one.facts, one.documents), (2, 1));
}

#[test]
fn values_at_the_limit_of_a_decimal_are_no_trouble() {
    let most = rust_decimal::Decimal::MAX.to_string();
    let finest = "0.0000000000000000000000000001".to_owned();
    for said in [
        &[
            "湖州市 2020 1亿元",
            "湖州市 2021 1亿元",
            "湖州市 2021 1% label:R&D经费 growth",
        ][..],
        &[
            "湖州市 2020 18项 label:获奖",
            "湖州市 2020 2项 label:一等奖 part:获奖",
            "湖州市 2020 3项 label:其他奖 part:获奖",
        ],
    ] {
        for (at, extreme) in (0..said.len()).flat_map(|at| [(at, &most), (at, &finest)]) {
            let mut auditor = Auditor::new(rules(), true);
            for (index, said) in said.iter().enumerate() {
                let mut fact = fact(said);
                if index == at {
                    fact.value.clone_from(extreme);
                }
                auditor.add(fact);
            }
            assert_eq!(auditor.finish().facts, said.len());
        }
    }
}
