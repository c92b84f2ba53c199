//! What a document says of itself as a whole, and how little of it is enough: whose it is, when it was written, of which time it tells.

use crate::model::Bound;

use super::testing::{check, facts, places};

#[track_caller]
fn whose(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(places(text), *expected, "{text}");
    }
}

/// The last part of each fact: its period.
#[track_caller]
fn when(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let lines = facts(text, |_| true);
        let found: Vec<_> = lines
            .iter()
            .map(|line| {
                let mut parts = line.split(" | ");
                let quote = parts.next().unwrap_or_default();
                format!("{quote} | {}", parts.last().unwrap_or_default())
            })
            .collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn one_name_of_the_kind_that_the_text_speaks_of_is_enough() {
    whose(&[
        // A count of its own is no rank.
        (
            "衢州市第三次全国农业普查对全市农业生产条件进行了调查。\n\n2016年末，全市有拖拉机2.1万台。\n",
            &["2.1万台 | 衢州市 | -"],
        ),
        // The places in a province speak for it.
        (
            "日前，安徽省统计局公布了上半年全省经济运行情况。上半年全省实现生产总值2.3万亿元。\n\n\
             具体来看，合肥市生产总值5900亿元，芜湖市2300亿元，滁州市1900亿元，阜阳市1700亿元。\n",
            &[
                "2.3万亿元 | 安徽省 | -",
                "5900亿元 | 合肥市 | -",
                "2300亿元 | 芜湖市 | -",
                "1900亿元 | 滁州市 | -",
                "1700亿元 | 阜阳市 | -",
            ],
        ),
        (
            "2月交通统计情况\n\n全省公路货运量1.2亿吨，全省港口吞吐量0.9亿吨。\n\n广州港和深圳港生产平稳。\n",
            &["1.2亿吨 | 广东省 | -", "0.9亿吨 | 广东省 | -"],
        ),
        // The only place, at the head; but where a report was sent from is none.
        (
            "昨日，从会上获悉，湖南省“十一五”主要目标是：\n\n经济平稳较快增长，结构不断优化，社会保持和谐稳定，环境得到改善。城镇登记失业率控制在4.5%。\n",
            &["4.5% | 湖南省 | -"],
        ),
        (
            "某社武汉11月30日电 记者从会上获悉，会议开幕。\n\n会议签约项目30个。\n",
            &["30个 | - | -"],
        ),
    ]);
}

#[test]
fn counties_by_their_short_names() {
    whose(&[
        (
            "一竿翠竹\n\n在浙江，安吉以竹闻名。\n\n安吉拥有竹林108万亩。据统计，安吉有竹业企业1600家。\n",
            &["108万亩 | 安吉县 | -", "1600家 | 安吉县 | -"],
        ),
        (
            "政府工作报告\n\n全县实现生产总值36.8亿元，全县财政收入3.1亿元。\n\n全县引进项目24个，7个大项目落户宜丰。\n",
            &[
                "36.8亿元 | 宜丰县 | -",
                "3.1亿元 | 宜丰县 | -",
                "24个 | 宜丰县 | -",
                "7个 | 宜丰县 | -",
            ],
        ),
        // 和政 is part of other words here, 兴县 a word.
        (
            "政府工作报告\n\n全县生产总值36.8亿元，全县财政收入3.1亿元。\n\n全县办理代表建议和政协提案86件，实施工业强县、旅游兴县战略。\n",
            &["36.8亿元 | - | -", "3.1亿元 | - | -", "86件 | - | -"],
        ),
    ]);
}

#[test]
fn bodies_without_their_own_title() {
    whose(&[
        (
            "总体发展情况\n2020年，常州高新区坚持稳中求进，全区发展取得新成效。\n\n全年完成一般公共预算收入132.8亿元。\n",
            &["132.8亿元 | 常州市 | 常州高新区"],
        ),
        (
            "城关镇\n来源：未知 日期：2015-03-23 12:00\n镇区面积6.5平方公里。\n",
            &["6.5平方公里 | - | 城关镇"],
        ),
        (
            "五角场街道办事处2016年工作总结\n\n辖区实有人口9.8万人。\n",
            &["9.8万人 | - | 五角场街道"],
        ),
        (
            "110年11月失業率3.66%\n\n主辦單位\n\n國勢普查處\n\n一、11月失業人數43萬人。\n",
            &["3.66% | 台湾省 | -", "43萬人 | 台湾省 | -"],
        ),
    ]);
}

#[test]
fn of_which_time_a_text_without_a_date_of_its_own_tells() {
    when(&[
        // A plan that names no year: how things were when it began.
        (
            "滨海区“十三五”科技发展规划\n\n一、“十二五”工作回顾\n\n截至目前，全区共实施科技项目153项。\n",
            &["153项 | 2015"],
        ),
        // A page put up years later.
        (
            "乡镇简介\n日期：2015-03-23 12:00\n2001年，全镇总人口6.5万人。\n\n全年财政收入1103万元，比上年增长17.1%。\n",
            &["6.5万人 | 2001", "1103万元 | 2001", "17.1% | 2001"],
        ),
        // The only year.
        (
            "某社武汉11月30日电 农业部门30日发布的2013年度农民收入预测显示，前三季度农民人均现金收入7627元。\n",
            &["7627元 | 2013-01-01/2013-09-30"],
        ),
        (
            "海州省2016/2017学年初教育事业统计公报\n日期：2017-05-16\n\n全省共有幼儿园7310所。\n",
            &["7310所 | 2016"],
        ),
    ]);
}

#[test]
fn of_which_time_a_passage_tells() {
    when(&[
        // Written before the year was over.
        (
            "滨海街道2022年工作总结及2023年工作思路\n2023年1月12日\n\n一、2022年工作成效\n\n今年1-11月，实现财政总收入18.35亿元。\n",
            &["18.35亿元 | 2022-01-01/2022-11-30"],
        ),
        (
            "重点项目进展情况\n发布日期：2013-01-05\n\n2012年共有重点项目228个。至11月底，累计完成投资417亿元。\n",
            &["228个 | 2012", "417亿元 | 2012-11-01/2012-11-30"],
        ),
        // The day on which it was published is not what is told of.
        (
            "海州省经济\n2023年8月1日\n\n7月31日，随着2023年上半年数据的发布，各市数据全部出炉。宁城市生产总值11458亿元。\n",
            &["11458亿元 | 2023-01-01/2023-06-30"],
        ),
        // Since when it stands out.
        (
            "海州省2024年工作总结\n2025年1月8日\n\n生产总值增长6.1%，工业增加值增长9.5%，分别为35年来、20年来首次；投资增长8.3%。\n",
            &["6.1% | 2024", "9.5% | 2024", "8.3% | 2024"],
        ),
    ]);
}

#[test]
fn the_news_of_a_day_that_name_no_place() {
    // They speak of the whole country, and say so more than once.
    whose(&[
        (
            "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n我国丰收节今天开幕，全国各地喜迎丰收，我国农业再上台阶，我国农民笑逐颜开，全国同庆。\n\n参展农产品2600种。\n\n秘鲁博览会参展商90家。\n",
            &["2600种 | 中国 | -", "90家 | 秘鲁 | 秘鲁博览会"],
        ),
        (
            "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n丰收节今天开幕。\n\n参展农产品2600种。\n",
            &["2600种 | - | -"],
        ),
    ]);
}

#[test]
fn a_holiday_that_the_title_names_is_the_time_of_what_names_none() {
    when(&[(
        "海州市国庆假期旅游市场情况\n2023年10月7日\n\n全市接待游客120万人次。\n\n全市景区接待42万人次。\n",
        &["120万人次 | 2023-09-29/2023-10-06", "42万人次 | 2023-09-29/2023-10-06"],
    )]);
}

#[test]
fn a_county_by_its_short_name_in_the_title() {
    for (text, place) in [
        ("2021年济源经济持续恢复\n\n全市生产总值762亿元。\n", "济源市"),
        ("永康经济运行情况\n\n2021年，全市生产总值762亿元。\n", "永康市"),
        (
            "永康国民经济和社会发展统计公报\n\n2021年，工业增加值320亿元。\n",
            "永康市",
        ),
        // Nothing in the text is called so.
        ("2021年永康经济持续恢复\n\n生产总值762亿元。\n", "-"),
        ("2021年济源经济持续恢复\n\n全县生产总值762亿元。\n", "-"),
        (
            "广东省情\n\n全省陆地面积18万平方公里。东邻福建，北接江西、湖南。\n",
            "广东省",
        ),
    ] {
        assert_eq!(places(text)[0].split(" | ").nth(1), Some(place), "{text}");
    }
}

#[test]
fn the_year_by_whose_end_a_text_reckons() {
    let head = "全市社会组织突破两千家\n2011年6月30日\n\n";
    check(
        head,
        &[
            (
                "记者昨天（6月29日）从临江市民政局了解到，截至2010年底，全市共有社会组织2041家。\n\n全市现有基层协会436个，比上年净增52个。",
                &[
                    "2041家 | 社会组织 | 2041 家 level | actual | 临江市 | 2010",
                    "436个 | 基层协会 | 436 个 level | actual | 临江市 | 2010",
                    "52个 | 基层协会 | 52 个 change | actual | 临江市 | 2010",
                ],
            ),
            // Another time is told: the text is of its own.
            (
                "截至2010年底，临江市全市共有社会组织2041家。\n\n一季度，全市出口5亿元。\n\n全市现有基层协会436个。",
                &[
                    "2041家 | 社会组织 | 2041 家 level | actual | 临江市 | 2010",
                    "5亿元 | 出口 | 500000000 元 level | actual | 临江市 | 2011-01-01/2011-03-31",
                    "436个 | 基层协会 | 436 个 level | actual | 临江市 | 2011",
                ],
            ),
        ],
    );
}

#[test]
fn the_first_and_the_last_year_of_a_plan() {
    check(
        "临江市经济运行情况\n\n2022年1月20日\n\n",
        &[(
            "外贸依存度由“十三五”开局之年的12.3%提高到31%。",
            &[
                "12.3% | 外贸依存度 | 12.3 % level | actual | 临江市 | 2016",
                "31% | 外贸依存度 | 31 % level | actual | 临江市 | 2021",
            ],
        )],
    );
}

#[test]
fn about_so_large_a_share() {
    let text = "临江市2023年国民经济和社会发展统计公报\n\n全市教师3万名，其中女性教师2万名，约占教师总数的66.7%，比上年提高1.2个百分点。\n";
    let found = crate::extractor::Extractor::embedded().extract("a.txt", text.as_bytes(), &Default::default());
    let share: Vec<_> = found.facts[2..]
        .iter()
        .map(|fact| (fact.label.as_str(), fact.bound))
        .collect();
    assert_eq!(
        share,
        [("女性教师占教师总数", Bound::Approx), ("女性教师占教师总数", Bound::Eq)]
    );
}

#[test]
fn works_whose_name_holds_a_verb() {
    check(
        "临江市2023年交通工作总结\n\n",
        &[(
            "县乡道路大中修工程，计划投入资金1650万元；安全设施保障工程，总投资740万元。",
            &[
                "1650万元 | 县乡道路大中修工程计划投入资金 | 16500000 元 level | target | 临江市 | 2023",
                "740万元 | 安全设施保障工程总投资 | 7400000 元 level | actual | 临江市 | 2023",
            ],
        )],
    );
}

#[test]
fn a_first_line_that_states_something_is_no_title() {
    whose(&[(
        "截至2018年末，全市就业人员96万人（比北京少）\n海口市位于北纬19°31′。海口市辖4个区。海口市临海。\n海口市总面积3145平方公里。\n",
        &["96万人 | 海口市 | -", "4个 | 海口市 | -", "3145平方公里 | 海口市 | -"],
    )]);
}

#[test]
fn a_name_with_a_number_goes_on_without_its_marks() {
    whose(&[(
        "临江市2023年人才工作总结\n\n“人才新政81条”出台以来，全市引进人才300名。人才新政81条还将惠及企业20家。新政81条措施落地。\n",
        &["300名 | 临江市 | -", "20家 | 临江市 | -", "81条 | 临江市 | -"],
    )]);
}

#[test]
fn an_average_of_two_years_leaves_the_time_as_it_is() {
    when(&[(
        "全国能源生产情况\n2021年3月15日\n\n1—2月份，生产原煤4.8亿吨，两年平均增长3.6%；日均产量730万吨。\n",
        &[
            "4.8亿吨 | 2021-01-01/2021-02-28",
            "3.6% | 2021-01-01/2021-02-28",
            "730万吨 | 2021-01-01/2021-02-28",
        ],
    )]);
}

#[test]
fn a_text_on_a_zone_that_its_title_names_somewhere() {
    let head = "向新而行\n\n——渭水走廊宝鸡高新区发展观察\n\n2025年7月16日\n\n";
    let own = "去年，全区投资增长9%，宝鸡高新区的企业增加。高新区的园区开工，高新区的平台也多了。全区出口增长6%。宝鸡高新区再添平台，高新区的人才多了。\n";
    let first = |text: &str| places(text)[0].clone();
    assert_eq!(first(&format!("{head}{own}")), "9% | 宝鸡市 | 宝鸡高新区");
    // A text of the city says 全市.
    let city = own.replace("全区", "全市");
    assert_eq!(first(&format!("{head}{city}")), "9% | 宝鸡市 | -");
}
