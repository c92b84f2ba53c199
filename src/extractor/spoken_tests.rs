//! The prose of features and interviews: names set apart before a time, what there is now, totals and growths with their ranks, answers
//! about what is to come, headlines behind a place, and papers of an institution's own.

use super::testing::{check, places};

const FEATURE: &str = "湖南省科技创新观察\n发布时间：2024年6月20日\n\n";

#[test]
fn a_name_set_apart_is_of_the_times_behind_it() {
    check(
        FEATURE,
        &[
            (
                "省财政用于科研的专项资金，2019年为300万元，今年安排了800万元。",
                &[
                    "300万元 | 省财政用于科研的专项资金 | 3000000 元 level | actual | 湖南省 | 2019",
                    "800万元 | 省财政用于科研的专项资金安排 | 8000000 元 level | actual | 湖南省 | 2024",
                ],
            ),
            (
                "科技型中小企业呢，2021年底还是260家，2022年底350家。",
                &[
                    "260家 | 科技型中小企业 | 260 家 level | actual | 湖南省 | 2021",
                    "350家 | 科技型中小企业 | 350 家 level | actual | 湖南省 | 2022",
                ],
            ),
        ],
    );
}

#[test]
fn what_there_is_now_is_of_no_year_before() {
    check(
        FEATURE,
        &[(
            "去年新认定众创空间16家，现有73家。",
            &[
                "16家 | 新认定众创空间 | 16 家 level | actual | 湖南省 | 2023",
                "73家 | 众创空间 | 73 家 level | actual | 湖南省 | 2024",
            ],
        )],
    );
}

#[test]
fn totals_and_growths_come_with_their_ranks() {
    check(
        FEATURE,
        &[
            (
                "去年，技术合同成交额41亿元，18.5%的增速排到了全国第5位。",
                &[
                    "41亿元 | 技术合同成交额 | 4100000000 元 level | actual | 湖南省 | 2023",
                    "18.5% | 技术合同成交额 | 18.5 % growth | actual | 湖南省 | 2023",
                    "第5位 | 技术合同成交额增速 [全国] | 5 位 rank | actual | 湖南省 | 2023",
                ],
            ),
            (
                "2023年，投入强度2.7%，从2020年全国第12位前移到第8位。",
                &[
                    "2.7% | 投入强度 | 2.7 % level | actual | 湖南省 | 2023",
                    "第12位 | 投入强度 [全国] | 12 位 rank | actual | 湖南省 | 2020",
                    "第8位 | 投入强度 | 8 位 rank | actual | 湖南省 | 2023",
                ],
            ),
        ],
    );
}

#[test]
fn a_number_without_a_unit_has_that_of_its_whole() {
    check(
        FEATURE,
        &[(
            "2023年，玻璃产能2.4亿平方米，光伏1.5亿、浮法0.9亿。",
            &[
                "2.4亿平方米 | 玻璃产能 | 240000000 平方米 level | actual | 湖南省 | 2023",
                "1.5亿 | 光伏 | 150000000 平方米 level | actual | 湖南省 | 2023",
                "0.9亿 | 浮法 | 90000000 平方米 level | actual | 湖南省 | 2023",
            ],
        )],
    );
}

#[test]
fn a_part_ends_with_the_semicolon() {
    check(
        FEATURE,
        &[(
            "到2027年，投入强度3.4%，其中长沙不低于4.1%；研发平台达到720个。",
            &[
                "3.4% | 投入强度 | 3.4 % level | target | 湖南省 | 2027",
                "4.1% | 投入强度 | 4.1 % level | target | 长沙市 | 2027",
                "720个 | 研发平台 | 720 个 level | target | 湖南省 | 2027",
            ],
        )],
    );
}

#[test]
fn what_is_asked_about_the_future_is_answered_with_plans() {
    check(
        "湖州市科技局局长访谈\n发布时间：2025年3月6日\n\n",
        &[(
            "问：最后请您谈谈打算。\n答：今年，研发强度3.9%，高企2600家，目前是2350家。",
            &[
                "3.9% | 研发强度 | 3.9 % level | target | 湖州市 | 2025",
                "2600家 | 高企 | 2600 家 level | target | 湖州市 | 2025",
                "2350家 | 高企 | 2350 家 level | actual | 湖州市 | 2025-03-01/2025-03-31",
            ],
        )],
    );
}

#[test]
fn a_headline_behind_a_place_is_of_the_place_and_its_aim_of_nothing_else() {
    let text = "中部城市竞逐新赛道\n某某网 Fri, 16 Jul 2021 08:30:00 GMT\n\n\
                武汉：到2025年算力规模突破50亿元\n\
                今年以来，武汉新增站点1200个，接入数据80类，带动作用越来越明显，已经成为新的增长点。\n\
                合肥：到2025年营收突破900亿元\n\
                今年以来，新增企业310家，集聚各类人才2万名，带动作用越来越明显，已经成为新的增长点。\n";
    let told = places(text);
    assert!(told.contains(&"80类 | 武汉市 | -".to_owned()), "{told:?}");
    assert!(told.contains(&"310家 | 合肥市 | -".to_owned()), "{told:?}");
}

#[test]
fn an_institution_counts_what_is_its_own_wherever_the_title_comes_from() {
    let text = "同济创业孵化基地\n2024年度工作报告\n同济大学国家大学科技园\n2025年3月\n\n\
                2024年，基地新增入孵企业12家，其中上海市专精特新企业3家。\n";
    let told = places(text);
    assert_eq!(told, ["12家 | - | 同济创业孵化基地", "3家 | 上海市 | 同济创业孵化基地"]);
}

#[test]
fn what_a_plan_says_of_its_year_is_planned_however_it_is_put() {
    check(
        "湖州市2024年科技工作要点\n（2024年2月26日印发）\n\n",
        &[(
            "三、2024年重点任务\n研发投入增长11%以上，占生产总值比重达到3.7%。全年发放科技贷款25亿元。",
            &[
                "11%以上 | 研发投入 | 11 % growth | target | 湖州市 | 2024",
                "3.7% | 研发投入占生产总值比重 | 3.7 % level | target | 湖州市 | 2024",
                "25亿元 | 发放科技贷款 | 2500000000 元 level | target | 湖州市 | 2024",
            ],
        )],
    );
}

#[test]
fn a_field_before_a_colon_is_what_its_sentence_is_of() {
    check(
        FEATURE,
        &[(
            "新材料产业：规上企业74家，2023年产值61亿元。",
            &[
                "74家 | 规上企业 [新材料产业] | 74 家 level | actual | 湖南省 | 2023",
                "61亿元 | 规上企业产值 [新材料产业] | 6100000000 元 level | actual | 湖南省 | 2023",
            ],
        )],
    );
}

#[test]
fn what_was_granted_in_a_year_gone_by_was_granted() {
    check(
        FEATURE,
        &[
            (
                "今年，“科创贷”按30%给予贴息，2023年共发放“科创贷”35亿元。",
                &[
                    "30% | “科创贷”按贴息 | 30 % level | rule | 湖南省 | 2024",
                    "35亿元 | 发放“科创贷” | 3500000000 元 level | actual | 湖南省 | 2023",
                ],
            ),
            (
                "2023年，省财政共补偿各县资金1.6亿元。",
                &["1.6亿元 | 省财政补偿各县资金 | 160000000 元 level | actual | 湖南省 | 2023"],
            ),
        ],
    );
}
