//! Texts about firms, parks and towns: whose a number is where its clause does not say.

use super::testing::{compare, facts, places};

#[test]
fn a_firm_is_known_by_its_short_name() {
    compare(
        &[
            (
                "# 民营企业走访\n\n2024年3月1日\n\n青禾锂电股份有限公司（以下简称“青禾锂电”）成立于2009年。2023年，青禾锂电实现营业收入66亿元。\n",
                &["66亿元 | - | 青禾锂电"],
            ),
            (
                "# 民营企业走访\n\n2024年3月1日\n\n澜石集团坚持创新。去年，澜石累计申请专利680件。澜石拥有实验室3个。\n",
                &["680件 | - | 澜石", "3个 | - | 澜石"],
            ),
        ],
        places,
    );
}

#[test]
fn a_paragraph_that_introduces_a_body_goes_on_about_it() {
    compare(
        &[(
            "# 湖州市企业风采\n\n2024年3月1日\n\n青禾锂电股份有限公司成立于2009年，现有员工3200人。拥有专利350件。\n\n公司去年出口8亿元。\n",
            &[
                "3200人 | 湖州市 | 青禾锂电股份有限公司",
                "350件 | 湖州市 | 青禾锂电股份有限公司",
                "8亿元 | 湖州市 | 青禾锂电股份有限公司",
            ],
        )],
        places,
    );
}

#[test]
fn a_text_that_comes_back_to_one_firm_is_about_it() {
    let text = "# 让品牌走向世界\n\n2024年3月1日\n\n澜石集团坚持创新。澜石坚守初心，澜石深耕市场。\n\n澜石投入科研，装备减重8%。\n\n面向未来，澜石继续创新，专利达到680件。\n";
    compare(&[(text, &["8% | - | 澜石集团", "680件 | - | 澜石集团"])], places);
}

#[test]
fn lines_and_openings_name_what_is_told_of() {
    compare(
        &[
            (
                "# 湖州市各镇情况\n\n2024年3月1日\n\n一、双林镇\n\n完成投资35亿元。\n\n二、碧水精品葡萄园\n\n种植葡萄500亩。\n",
                &["35亿元 | 湖州市 | 双林镇", "500亩 | 湖州市 | 碧水精品葡萄园"],
            ),
            (
                "# 浙江省各市情况\n\n2024年3月1日\n\n宁波：完成投资35亿元。新增企业80家。\n\n（二）碧水精品葡萄园。位于山脚，带动农户120户。\n",
                &[
                    "35亿元 | 宁波市 | -",
                    "80家 | 宁波市 | -",
                    "120户 | 浙江省 | 碧水精品葡萄园",
                ],
            ),
            // A kind of thing is no name.
            (
                "# 湖州市城建情况\n\n2024年3月1日\n\n（一）公园\n\n建成绿地35亩。\n",
                &["35亩 | 湖州市 | -"],
            ),
        ],
        places,
    );
}

#[test]
fn a_sentence_comes_to_a_town() {
    compare(
        &[(
            "# 德清县的田野\n\n2024年5月18日\n\n走进双林镇，药材长势正好。全镇种植面积150亩。\n\n双林镇党委书记说，村民满意。全镇种植面积160亩。\n",
            &["150亩 | 德清县 | 双林镇", "160亩 | 德清县 | 双林镇"],
        )],
        places,
    );
}

#[test]
fn what_those_expect_who_were_asked_is_no_aim() {
    let lines = facts(
        "# 湖州市2024年一季度企业用工调查\n\n2024年5月1日\n\n预计二季度用工增加的企业占48%，持平的占46%。分行业看，机械业认为用工增加的占65%，纺织业占54%。\n",
        |_| true,
    );
    let short: Vec<_> = lines
        .iter()
        .map(|line| line.split(" | ").take(4).collect::<Vec<_>>().join(" | "))
        .collect();
    assert_eq!(
        short,
        [
            "48% | 用工增加的企业占比 | 48 % level | actual",
            "46% | 用工持平的企业占比 | 46 % level | actual",
            "65% | 机械业认为用工增加的占比 | 65 % level | actual",
            "54% | 纺织业认为用工增加的占比 | 54 % level | actual",
        ]
    );
}

#[test]
fn a_paragraph_breaks_down_what_the_one_before_told_of() {
    let lines = facts(
        "# 嘉兴市2024年上半年工业情况\n\n2024年7月25日\n\n规模以上工业增加值增长8%。\n\n分县区看，南湖区、秀洲区增速分别为9%和7%。\n\n分经济类型看，民营企业增长6%。\n",
        |_| true,
    );
    let short: Vec<_> = lines
        .iter()
        .map(|line| {
            let parts: Vec<_> = line.split(" | ").collect();
            format!("{} | {} | {}", parts[0], parts[1], parts[4])
        })
        .collect();
    assert_eq!(
        short,
        [
            "8% | 规模以上工业增加值 | 嘉兴市",
            "9% | 规模以上工业增加值 | 南湖区",
            "7% | 规模以上工业增加值 | 秀洲区",
            "6% | 民营企业增加值 | 嘉兴市",
        ]
    );
}

#[test]
fn names_before_brackets_are_told_of_in_them() {
    compare(
        &[(
            "# 湖州市调查\n\n2024年5月1日\n\n受访者包括个体户（230人）、企业主（120人）。企业多的有杭州（210家）、宁波（120家）。\n",
            &[
                "230人 | 湖州市 | -",
                "120人 | 湖州市 | -",
                "210家 | 杭州市 | -",
                "120家 | 宁波市 | -",
            ],
        )],
        places,
    );
}

#[test]
fn a_milestone_in_words_is_told_once() {
    compare(
        &[(
            "# 湖州市民航情况\n\n2024年5月1日\n\n民航完成投资1050亿元，首次突破千亿元大关。铁路投资突破千亿元。\n",
            &["1050亿元 | 湖州市 | -", "千亿元 | 湖州市 | -"],
        )],
        places,
    );
}

#[test]
fn what_only_the_country_has_is_told_of_it() {
    compare(
        &[(
            "进口原油8900万吨，同比增长4%。加工原油11400万吨，增长15%。\n",
            &[
                "8900万吨 | 中国 | -",
                "4% | 中国 | -",
                "11400万吨 | 中国 | -",
                "15% | 中国 | -",
            ],
        )],
        places,
    );
}

#[test]
fn averages_of_two_years_hold_in_the_months_told_of() {
    let lines = facts(
        "# 全国能源生产情况\n\n2021年3月18日\n\n1—2月份，生产原油2700万吨，比2019年1—2月份增长5.3%，两年平均增长3%；日均产量46万吨。\n",
        |_| true,
    );
    let periods: Vec<_> = lines.iter().filter_map(|line| line.rsplit(" | ").next()).collect();
    assert_eq!(periods, ["2021-01-01/2021-02-28"; 4], "{lines:#?}");
}

#[test]
fn an_entry_is_about_the_body_that_its_heading_runs_into() {
    compare(
        &[(
            "# 湖州市主要企业\n\n2024年3月1日\n\n一、德清县造纸厂该厂位于城关，初建时有机器4台。\n\n2023年，该厂占地面积3万平方米。厂内设科室7个。当年完成产值900万元。\n\n二、其他\n\n另有作坊60家。\n",
            &[
                "4台 | 德清县 | 德清县造纸厂",
                "3万平方米 | 德清县 | 德清县造纸厂",
                "7个 | 德清县 | 德清县造纸厂",
                "900万元 | 德清县 | 德清县造纸厂",
                "60家 | 湖州市 | -",
            ],
        )],
        places,
    );
}

#[test]
fn a_village_behind_a_time_is_what_the_sentence_is_about() {
    compare(
        &[(
            "# 德清县农业\n\n2024年3月1日\n\n1962年石桥村拥有水田300亩，水牛12头。1978年，石桥村养猪450头，柳岸村养猪达380头。\n\n据介绍，柳岸村开垦茶园90亩，栽植茶树12万株。如今，村里的茶馆接待游客5万人次。\n",
            &[
                "300亩 | 德清县 | 石桥村",
                "12头 | 德清县 | 石桥村",
                "450头 | 德清县 | 石桥村",
                "380头 | 德清县 | 柳岸村",
                "90亩 | 德清县 | 柳岸村",
                "12万株 | 德清县 | 柳岸村",
                "5万人次 | 德清县 | 柳岸村",
            ],
        )],
        places,
    );
}

#[test]
fn a_town_lies_where_it_is_said_to_lie() {
    compare(
        &[(
            "2013年概况\n\n项桥镇位于浙江省湖州市德清县东部，地势平坦。全镇总面积70平方千米，耕地面积6000亩。2013年完成投资8亿元。\n",
            &[
                "70平方千米 | 德清县 | 项桥镇",
                "6000亩 | 德清县 | 项桥镇",
                "8亿元 | 德清县 | 项桥镇",
            ],
        )],
        places,
    );
}
