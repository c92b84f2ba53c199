//! What is said once and told on: whose the numbers of a second list are, the size before a colon, what a sum is spent on, and times
//! named in passing.

use super::testing::check;

const PROVINCE: &str = "湖南省2023年经济运行情况\n发布时间：2024年1月20日\n\n";

const COURT: &str = "湖南省高级人民法院工作报告\n发布时间：2024年1月20日\n\n2023年工作回顾\n\n";

#[test]
fn a_second_list_is_of_those_that_the_first_has_listed() {
    check(
        PROVINCE,
        &[
            (
                "长沙市、株洲市的优良天数分别为331天、342天，优良率分别为90.7%、93.7%。",
                &[
                    "331天 | 优良天数 | 331 天 level | actual | 长沙市 | 2023",
                    "342天 | 优良天数 | 342 天 level | actual | 株洲市 | 2023",
                    "90.7% | 优良率 | 90.7 % level | actual | 长沙市 | 2023",
                    "93.7% | 优良率 | 93.7 % level | actual | 株洲市 | 2023",
                ],
            ),
            (
                "长沙市和株洲市主要污染物为臭氧，臭氧平均浓度分别为136微克/立方米、128微克/立方米，超标天数为10天、7天。",
                &[
                    "136微克/立方米 | 臭氧平均浓度 | 136 微克/立方米 level | actual | 长沙市 | 2023",
                    "128微克/立方米 | 臭氧平均浓度 | 128 微克/立方米 level | actual | 株洲市 | 2023",
                    "10天 | 臭氧超标天数 | 10 天 level | actual | 长沙市 | 2023",
                    "7天 | 臭氧超标天数 | 7 天 level | actual | 株洲市 | 2023",
                ],
            ),
            (
                "长沙市、株洲市财政支出分别为10亿元、20亿元，分别增长1%、2%；财政收入分别为30亿元、40亿元，分别增长3%、4%。",
                &[
                    "10亿元 | 财政支出 | 1000000000 元 level | actual | 长沙市 | 2023",
                    "20亿元 | 财政支出 | 2000000000 元 level | actual | 株洲市 | 2023",
                    "1% | 财政支出 | 1 % growth | actual | 长沙市 | 2023",
                    "2% | 财政支出 | 2 % growth | actual | 株洲市 | 2023",
                    "30亿元 | 财政收入 | 3000000000 元 level | actual | 长沙市 | 2023",
                    "40亿元 | 财政收入 | 4000000000 元 level | actual | 株洲市 | 2023",
                    "3% | 财政收入 | 3 % growth | actual | 长沙市 | 2023",
                    "4% | 财政收入 | 4 % growth | actual | 株洲市 | 2023",
                ],
            ),
            (
                "较大事故和重特大事故起数比2015年分别下降20.5%和41.2%，死亡人数分别下降18.6%和44.3%。",
                &[
                    "20.5% | 较大事故起数 | -20.5 % growth | actual | 湖南省 | 2023",
                    "41.2% | 重特大事故起数 | -41.2 % growth | actual | 湖南省 | 2023",
                    "18.6% | 较大事故死亡人数 | -18.6 % growth | actual | 湖南省 | 2023",
                    "44.3% | 重特大事故死亡人数 | -44.3 % growth | actual | 湖南省 | 2023",
                ],
            ),
            (
                "一区、二区人均可支配收入分别为4万元、2万元，城乡收入比由2.1缩小到2.0。",
                &[
                    "4万元 | 一区人均可支配收入 | 40000 元 level | actual | 湖南省 | 2023",
                    "2万元 | 二区人均可支配收入 | 20000 元 level | actual | 湖南省 | 2023",
                    "2.1 | 城乡收入比 | 2.1 - level | actual | 湖南省 | 2022",
                    "2.0 | 城乡收入比 | 2.0 - level | actual | 湖南省 | 2023",
                ],
            ),
        ],
    );
}

#[test]
fn a_size_before_a_colon_is_that_of_each_member() {
    check(
        PROVINCE,
        &[
            (
                "三次产业比重分别为：一产5.2%、二产40.1%。",
                &[
                    "5.2% | 一产比重 | 5.2 % level | actual | 湖南省 | 2023",
                    "40.1% | 二产比重 | 40.1 % level | actual | 湖南省 | 2023",
                ],
            ),
            (
                "四大片区用电量占全省用电量的比重分别为：城东36.3%，同比上升0.1个百分点；城西27.0%，与上年持平。",
                &[
                    "36.3% | 城东用电量占全省用电量的比重 | 36.3 % level | actual | 湖南省 | 2023",
                    "0.1个百分点 | 城东用电量占全省用电量的比重 | 0.1 个百分点 change | actual | 湖南省 | 2023",
                    "27.0% | 城西用电量占全省用电量的比重 | 27.0 % level | actual | 湖南省 | 2023",
                ],
            ),
        ],
    );
}

#[test]
fn who_works_there_and_what_is_left_out_go_with_what_was_named() {
    check(
        PROVINCE,
        &[
            (
                "全省共有艺术表演团体180个，从业人员3.5万人。",
                &[
                    "180个 | 艺术表演团体 | 180 个 level | actual | 湖南省 | 2023",
                    "3.5万人 | 艺术表演团体从业人员 | 35000 人 level | actual | 湖南省 | 2023",
                ],
            ),
            (
                "日用品零售额720亿元，扣除不可比因素同比增长2.6%。",
                &[
                    "720亿元 | 日用品零售额 | 72000000000 元 level | actual | 湖南省 | 2023",
                    "2.6% | 日用品零售额（扣除不可比因素） | 2.6 % growth | actual | 湖南省 | 2023",
                ],
            ),
        ],
    );
}

#[test]
fn a_sum_is_named_by_what_it_is_spent_on() {
    check(
        PROVINCE,
        &[
            (
                "支持现代种业。拨付27.4亿元，建设种质库。",
                &["27.4亿元 | 拨付支持现代种业 | 2740000000 元 level | actual | 湖南省 | 2023"],
            ),
            (
                "中央财政安排2亿元支持84户国有企业实施改制。",
                &[
                    "2亿元 | 中央财政安排支持国有企业实施改制 | 200000000 元 level | actual | 湖南省 | 2023",
                    "84户 | 国有企业实施改制 | 84 户 level | actual | 湖南省 | 2023",
                ],
            ),
        ],
    );
}

#[test]
fn years_in_passing_are_of_their_own_paragraph() {
    check(
        COURT,
        &[(
            "审结刑事案件4.6万件5.3万人。\n\n依法惩治新型犯罪。过去五年审结网络案件9326件。\n\n加强司法保障。审结赔偿案件6865件。",
            &[
                "4.6万件 | 审结刑事案件 | 46000 件 level | actual | 湖南省 | 2023",
                "5.3万人 | 审结刑事案件人数 | 53000 人 level | actual | 湖南省 | 2023",
                "9326件 | 审结网络案件 | 9326 件 level | actual | 湖南省 | 2019-01-01/2023-12-31",
                "6865件 | 审结赔偿案件 | 6865 件 level | actual | 湖南省 | 2023",
            ],
        )],
    );
    check(
        PROVINCE,
        &[(
            "粮食产量在2022年大幅增长的基础上，又增产14万吨，达到484万吨。",
            &[
                "14万吨 | 粮食产量 | 140000 吨 change | actual | 湖南省 | 2023",
                "484万吨 | 粮食产量 | 4840000 吨 level | actual | 湖南省 | 2023",
            ],
        )],
    );
}

#[test]
fn two_years_in_figures_are_the_ends_of_a_rise() {
    check(
        PROVINCE,
        &[(
            "2019—2023年，居民预期寿命从76.3岁提高到77.3岁。",
            &[
                "76.3岁 | 居民预期寿命 | 76.3 岁 level | actual | 湖南省 | 2019",
                "77.3岁 | 居民预期寿命 | 77.3 岁 level | actual | 湖南省 | 2023",
            ],
        )],
    );
}

#[test]
fn the_year_of_a_bulletin_may_stand_below_its_title() {
    check(
        "湖州市生态环境状况公报\n2023年度\n湖州市生态环境局\n\n",
        &[(
            "某断面全年水质良好，总磷为0.06毫克/升。",
            &["0.06毫克/升 | 总磷 | 0.06 毫克/升 level | actual | 湖州市 | 2023"],
        )],
    );
}

#[test]
fn an_example_reckons_with_nothing_that_came_about() {
    check(
        PROVINCE,
        &[(
            "举个例子：某职工每月工资3000元，缴费比例8%。\n\n调整后，月缴费负担减轻48元。\n\n参保人数500万人。",
            &["500万人 | 参保人数 | 5000000 人 level | actual | 湖南省 | 2023"],
        )],
    );
}

#[test]
fn what_stands_under_the_aims_of_a_plan_is_aimed_at() {
    check(
        "湖州市“十四五”应急体系规划\n\n2021年12月1日\n\n“十四五”时期主要指标\n\n",
        &[(
            "重点企业新增从业人员培训率达到100%。",
            &["100% | 重点企业新增从业人员培训率 | 100 % level | target | 湖州市 | 2021-01-01/2025-12-31"],
        )],
    );
}

#[test]
fn names_lose_what_is_only_estimated_and_keep_examples_that_nothing_else_names() {
    check(
        "湖州市2024年财政预算草案的报告\n发布时间：2024年1月20日\n\n",
        &[
            (
                "一般公共预算预计收入91.5亿元。",
                &["91.5亿元 | 一般公共预算收入 | 9150000000 元 level | target | 湖州市 | 2024"],
            ),
            (
                "计划新组建实验室、研究院等10家。",
                &["10家 | 新组建实验室、研究院 | 10 家 level | target | 湖州市 | 2024"],
            ),
        ],
    );
}

#[test]
fn a_page_may_end_within_a_word() {
    check(
        PROVINCE,
        &[(
            "社会工作稳步推进。截至2023年底，全省注册登记的各类养老机构共计2.8万个，其中注册登记为事业单位的1.1万个，注册登\n记为企业的1.4万个。机构内床位310万张。",
            &[
                "2.8万个 | 注册登记的各类养老机构 | 28000 个 level | actual | 湖南省 | 2023",
                "1.1万个 | 注册登记为事业单位的注册登记的各类养老机构 | 11000 个 level | actual | 湖南省 | 2023",
                "1.4万个 | 注册登记为企业的注册登记的各类养老机构 | 14000 个 level | actual | 湖南省 | 2023",
                "310万张 | 机构内床位 | 3100000 张 level | actual | 湖南省 | 2023",
            ],
        )],
    );
}
