//! What sections and items say of the numbers in them: whether they are planned, and of when they are.

use super::testing::{check, compare, facts};

#[test]
fn sections_of_a_page_without_line_breaks() {
    let filler = "坚持问题导向，加强统筹协调，推动各项工作落地见效，群众满意度稳步提高。".repeat(50);
    let text = format!(
        "某区文化局2021年工作总结和2022年工作思路\n2022-11-08\n一、2021年工作总结2021年，我局新增图书8万册。{filler}\
         二、2022年工作思路总体要求：推动文化繁荣。全区文化项目30个，总投资5亿元。其中，一季度开工6个。竣工一批，共9个项目。\n"
    );
    let status = |text: &str| {
        let lines = facts(text, |fact| fact.unit.as_deref() == Some("个"));
        let parts = lines.iter().map(|line| line.split(" | ").collect::<Vec<_>>());
        parts
            .map(|parts| format!("{} | {} | {}", parts[0], parts[3], parts[5]))
            .collect()
    };
    compare(
        &[(
            &text,
            &[
                "30个 | target | 2022",
                "6个 | target | 2022-01-01/2022-03-31",
                "9个 | target | 2022",
            ],
        )],
        status,
    );
}

#[test]
fn what_is_to_be_built_is_no_review() {
    check(
        "某市仓储设施建设方案（2022—2024年）\n\n2022年5月8日\n\n二、重点任务\n\n",
        &[
            (
                "（一）完善仓储基础设施\n\n新建冷库36座。",
                &["36座 | 新建冷库 | 36 座 level | target | - | 2022-01-01/2024-12-31"],
            ),
            (
                "（一）夯实产业发展基础\n\n新建冷库36座。",
                &["36座 | 新建冷库 | 36 座 level | target | - | 2022-01-01/2024-12-31"],
            ),
        ],
    );
}

#[test]
fn tasks_are_due_when_the_aims_are() {
    check(
        "临江市关于加快渔业发展的实施意见\n\n2021年9月3日\n\n一、工作目标\n\n到2025年，渔业产值达到30亿元。\n\n二、主要措施\n\n",
        &[(
            "新建鱼塘1200亩。",
            &["1200亩 | 新建鱼塘 | 1200 亩 level | target | 临江市 | 2025"],
        )],
    );
}

#[test]
fn what_came_about_on_a_day_of_the_year_under_review() {
    check(
        "临江市2020年政府工作报告\n\n2020年1月8日\n\n一、2019年工作回顾\n\n",
        &[
            // Of its own sentence, and of its own item.
            (
                "9月16日，省级示范园区揭牌。新增规上企业35家。",
                &["35家 | 新增规上企业 | 35 家 level | actual | 临江市 | 2019"],
            ),
            (
                "去年8月底省里下达任务900户。改造危房950户。",
                &[
                    "900户 | 省里下达任务 | 900 户 level | actual | 临江市 | 2019-08-01/2019-08-31",
                    "950户 | 改造危房 | 950 户 level | actual | 临江市 | 2019",
                ],
            ),
            (
                "一是全力招商。2018年，签约项目40个。二是改造老旧小区60个。",
                &[
                    "40个 | 签约项目 [一是全力招商] | 40 个 level | actual | 临江市 | 2018",
                    "60个 | 改造老旧小区 | 60 个 level | actual | 临江市 | 2019",
                ],
            ),
            // A month of which a movement is told goes on.
            (
                "12月，居民消费价格上涨2.1%。食品价格上涨6.5%。",
                &[
                    "2.1% | 居民消费价格 | 2.1 % growth | actual | 临江市 | 2019-12-01/2019-12-31",
                    "6.5% | 食品价格 | 6.5 % growth | actual | 临江市 | 2019-12-01/2019-12-31",
                ],
            ),
            // A whole year is set against a whole one.
            (
                "6月考核居全省第5位，PM10平均浓度由2018年的80微克/立方米降至70微克/立方米。",
                &[
                    "第5位 | 考核 [全省] | 5 位 rank | actual | 临江市 | 2019-06-01/2019-06-30",
                    "80微克/立方米 | PM10平均浓度 | 80 微克/立方米 level | actual | 临江市 | 2018",
                    "70微克/立方米 | PM10平均浓度 | 70 微克/立方米 level | actual | 临江市 | 2019",
                ],
            ),
        ],
    );
}

#[test]
fn a_summary_of_half_a_year_plans_the_other() {
    check(
        "临江市2021年上半年工作总结及下半年工作安排\n\n2021-07-12\n\n三、下半年工作安排\n\n",
        &[(
            "新建冷库5座。",
            &["5座 | 新建冷库 | 5 座 level | target | 临江市 | 2021-07-01/2021-12-31"],
        )],
    );
}

#[test]
fn five_years_of_a_review_and_of_a_plan() {
    check(
        "临江市教育发展“十四五”规划\n\n2022年3月2日\n\n一、“十三五”发展成就\n\n",
        &[(
            "五年来，引进教师300名，新建学校12所。",
            &[
                "300名 | 引进教师 | 300 名 level | actual | 临江市 | 2016-01-01/2020-12-31",
                "12所 | 新建学校 | 12 所 level | actual | 临江市 | 2016-01-01/2020-12-31",
            ],
        )],
    );
    check(
        "临江市2022年政府工作报告\n\n2022年1月6日\n\n二、今后五年目标任务\n\n",
        &[(
            "今后五年，新增就业6万人。",
            &["6万人 | 新增就业 | 60000 人 level | target | 临江市 | 2022-01-01/2026-12-31"],
        )],
    );
}

#[test]
fn a_year_that_only_dresses_a_thing() {
    check(
        "临江镇概况\n\n2019年，全镇财政收入3000万元。\n\n",
        &[
            (
                "2011年建成的文化广场，占地面积20亩。",
                &["20亩 | 建成的文化广场占地面积 | 20 亩 level | actual | - | 2019"],
            ),
            (
                "2013年启动的扫盲工程已培训农民4万人次。",
                &["4万人次 | 启动的扫盲工程培训农民 | 40000 人次 level | actual | - | 2019"],
            ),
        ],
    );
}
