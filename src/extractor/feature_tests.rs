//! Features, plans and reports of counties from the text to their facts: towns, whoever is quoted, sizes of sites, parameters of
//! policies, and what one sentence says of the next.

use super::testing::{check, compare, facts, places};
use crate::model::Bound;

const REPORT: &str = "安徽省2025年政府工作报告\n\n2025年2月11日\n\n";
const COUNTY: &str = "祥云县2025年政府工作报告\n\n2025年1月28日\n\n";
const PLAN: &str = "芜湖市“十四五”科技创新规划\n\n2021年6月1日\n\n";

#[test]
fn towns_behind_a_comma_have_their_own_numbers() {
    compare(
        &[
            (
                "苹果种植面积1.6万亩，清水镇就有近5000亩。",
                &["1.6万亩 | 祥云县 | -", "5000亩 | 祥云县 | 清水镇"],
            ),
            (
                "新建水田2.8万亩，其中下坪镇1.1万亩。",
                &["2.8万亩 | 祥云县 | -", "1.1万亩 | 祥云县 | 下坪镇"],
            ),
            (
                "新增卫生站4家，碧水街道、清水镇各1家。",
                &["4家 | 祥云县 | -", "1家 | 祥云县 | 碧水街道"],
            ),
            // How many there are names none.
            ("全县调整区划，覆盖街道12个。", &["12个 | 祥云县 | -"]),
        ],
        |text| places(&format!("{COUNTY}{text}\n")),
    );
}

#[test]
fn what_people_of_a_firm_say_is_of_the_firm() {
    compare(
        &[
            (
                "“去年投入2000万元建成灌溉系统，用水量下降30%。”金穗果业有限公司技术中心张明介绍。",
                &[
                    "2000万元 | 祥云县 | 金穗果业有限公司",
                    "30% | 祥云县 | 金穗果业有限公司",
                ],
            ),
            (
                "金穗果业有限公司经理张明告诉记者：“今年订单增长20%，员工增至90人。”全县苹果面积12万亩。",
                &[
                    "20% | 祥云县 | 金穗果业有限公司",
                    "90人 | 祥云县 | 金穗果业有限公司",
                    "12万亩 | 祥云县 | -",
                ],
            ),
            // Whoever is of no firm tells of the county.
            (
                "“去年新建水田2万亩，投入3000万元。”县农业局局长张明介绍。",
                &["2万亩 | 祥云县 | -", "3000万元 | 祥云县 | -"],
            ),
        ],
        |text| places(&format!("{COUNTY}{text}\n")),
    );
}

#[test]
fn what_sums_up_and_what_is_said_of_several() {
    check(
        REPORT,
        &[
            (
                "跨境电商出口增长27%。经营主体稳中培优。总量达900万户。",
                &[
                    "27% | 跨境电商出口 | 27 % growth | actual | 安徽省 | 2024",
                    "900万户 | 经营主体总量 | 9000000 户 level | actual | 安徽省 | 2024",
                ],
            ),
            (
                "16所高校、48个学科入选国家名单。",
                &[
                    "16所 | 高校入选国家名单 | 16 所 level | actual | 安徽省 | 2024",
                    "48个 | 学科入选国家名单 | 48 个 level | actual | 安徽省 | 2024",
                ],
            ),
            (
                "第二产业的从业人员为16.7万人；第三产业的21.6万人，增加2.8万人。",
                &[
                    "16.7万人 | 第二产业的从业人员 | 167000 人 level | actual | 安徽省 | 2024",
                    "21.6万人 | 第三产业的从业人员 | 216000 人 level | actual | 安徽省 | 2024",
                    "2.8万人 | 第三产业的从业人员 | 28000 人 change | actual | 安徽省 | 2024",
                ],
            ),
            (
                "新产业产值占工业总产值的比重达53%，占全国4%。",
                &[
                    "53% | 新产业产值占工业总产值的比重 | 53 % level | actual | 安徽省 | 2024",
                    "4% | 新产业产值占比 | 4 % level | actual | 安徽省 | 2024",
                ],
            ),
            (
                "研发投入强度2.8%，最高的合肥市为3.9%；近六成工业企业没有研发活动。",
                &[
                    "2.8% | 研发投入强度 | 2.8 % level | actual | 安徽省 | 2024",
                    "3.9% | 研发投入强度 | 3.9 % level | actual | 合肥市 | 2024",
                    "六成 | 工业企业没有研发活动 | 60 % level | actual | 安徽省 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn sizes_of_sites_and_parameters_of_policies() {
    check(
        PLAN,
        &[
            (
                "二、重点任务\n\n江南谷位于湾沚区，核心面积约10平方公里，到2025年集聚企业500家。",
                &[
                    "10平方公里 | 核心面积 | 10 平方公里 level | actual | 芜湖市 | 2021-01-01/2025-12-31",
                    "500家 | 集聚企业 | 500 家 level | target | 芜湖市 | 2025",
                ],
            ),
            (
                "研发费用加计扣除比例从60%提到80%。",
                &[
                    "60% | 研发费用加计扣除比例 | 60 % level | rule | 芜湖市 | 2021-01-01/2025-12-31",
                    "80% | 研发费用加计扣除比例 | 80 % level | rule | 芜湖市 | 2021-01-01/2025-12-31",
                ],
            ),
        ],
    );
}

#[test]
fn a_time_that_only_dresses_the_name_of_a_body() {
    check(
        COUNTY,
        &[(
            "2019年5月升格为省级园区的云南祥云高新区，规划面积12平方公里，集聚企业230家。",
            &[
                "12平方公里 | 规划面积 | 12 平方公里 level | actual | 祥云县 | 2024",
                "230家 | 集聚企业 | 230 家 level | actual | 祥云县 | 2024",
            ],
        )],
    );
}

#[test]
fn shares_that_are_more_or_less() {
    let facts_of = |text: &str| {
        facts(&format!("{REPORT}{text}\n"), |fact| {
            matches!(fact.bound, Bound::Gt | Bound::Lt)
        })
    };
    compare(
        &[
            (
                "出口占全国五分之一强。",
                &["五分之一强 | 出口占全国 | 20 % level | actual | 安徽省 | 2024"],
            ),
            (
                "工业用水不足全省的一成。",
                &["一成 | 工业用水占比 | 10 % level | actual | 安徽省 | 2024"],
            ),
        ],
        facts_of,
    );
}

#[test]
fn to_whom_a_sum_is_granted_that_stands_in_the_clause_before() {
    check(
        "湖州市家电更新补贴有哪些？\n\n发布时间：2024年9月4日\n\n",
        &[
            (
                "对更换燃气灶具的，每户补贴300元；对购买节能空调的个人，补贴标准提高到800元。",
                &[
                    "300元 | 每户补贴 [更换燃气灶具] | 300 元 level | rule | 湖州市 | 2024",
                    "800元 | 补贴标准 [购买节能空调的个人] | 800 元 level | rule | 湖州市 | 2024",
                ],
            ),
            (
                "去年，对困难家庭学生，全市发放助学金3亿元。",
                &["3亿元 | 发放助学金 | 300000000 元 level | actual | 湖州市 | 2023"],
            ),
        ],
    );
}
