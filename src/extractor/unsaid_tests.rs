//! What the news leave unsaid of times and of plans, from the text to its facts.

use super::testing::{NEWS, check};

#[test]
fn what_is_told_of_no_other_time_is_of_these_weeks() {
    check(
        NEWS,
        &[
            (
                "150名学者签署联名信。",
                &["150名 | 学者签署联名信 | 150 名 level | actual | 中国 | 2024-03-01/2024-03-31"],
            ),
            // Sums of money, what is made, and what counts in years may be of all the year.
            (
                "湖北省投入救灾资金超6亿元。全省莲藕产量90万吨。农场每年接待采摘者8万人次。",
                &[
                    "6亿元 | 投入救灾资金 | 600000000 元 level | actual | 湖北省 | 2024",
                    "90万吨 | 莲藕产量 | 900000 吨 level | actual | 湖北省 | 2024",
                    "8万人次 | 农场每年接待采摘者 | 80000 人次 level | actual | 湖北省 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn weeks_that_are_over_end_on_the_day_on_which_they_are_told() {
    check(
        NEWS,
        &[(
            "法国国防部9日称，过去一周，法军进行了30次联合巡逻。过去一天，法军出动军机26架次。",
            &[
                "30次 | 进行联合巡逻 | 30 次 level | actual | 法国 | 2024-03-02/2024-03-09",
                "26架次 | 出动军机 | 26 架次 level | actual | 法国 | 2024-03-08/2024-03-09",
            ],
        )],
    );
}

#[test]
fn long_years_are_of_the_sentence_that_looks_back_over_them() {
    check(
        NEWS,
        &[
            (
                "自2009年开园以来，植物园已引种植物6000种。在青海，高原温室有70座。",
                &[
                    "6000种 | 植物园引种植物 | 6000 种 level | actual | 中国 | 2009-01-01/2024-03-12",
                    "70座 | 高原温室 | 70 座 level | actual | 青海省 | 2024-03-01/2024-03-31",
                ],
            ),
            (
                "8年来，研究所培育小麦品种40个。在青海，120家农场引进新品种。",
                &[
                    "40个 | 研究所培育小麦品种 | 40 个 level | actual | 中国 | 2016-01-01/2023-12-31",
                    "120家 | 农场引进新品种 | 120 家 level | actual | 青海省 | 2023",
                ],
            ),
        ],
    );
}

#[test]
fn the_weeks_of_summer_travel() {
    check(
        NEWS,
        &[(
            "暑运期间，全国民航预计发送旅客1.3亿人次。",
            &["1.3亿人次 | 民航发送旅客 | 130000000 人次 level | target | 中国 | 2024-07-01/2024-08-31"],
        )],
    );
}

#[test]
fn what_has_been_done_of_a_task_and_what_is_under_consideration() {
    check(
        NEWS,
        &[
            (
                "甘肃省累计完成固沙任务5000亩。",
                &["5000亩 | 固沙任务 | 5000 亩 level | actual | 甘肃省 | 2024-03-01/2024-03-31"],
            ),
            (
                "法国国防部考虑向该地区派遣6000名士兵。",
                &["6000名 | 国防部考虑向该地区派遣士兵 | 6000 名 level | target | 法国 | 2024"],
            ),
            (
                "全国规划建设的观测站已达360个。",
                &["360个 | 规划建设的观测站 | 360 个 level | actual | 中国 | 2024-03-01/2024-03-31"],
            ),
            (
                "扩建完成后将惠及居民50万户。",
                &["50万户 | 扩建完成后惠及居民 | 500000 户 level | target | 中国 | 2024"],
            ),
        ],
    );
}

#[test]
fn a_headline_reviews_nothing() {
    check(
        NEWS,
        &[(
            "### 多地夯实粮食生产基础\n\n甘肃省计划今年新建粮仓40座。",
            &["40座 | 新建粮仓 [多地夯实粮食生产基础] | 40 座 level | target | 甘肃省 | 2024"],
        )],
    );
}

#[test]
fn a_text_that_ends_with_a_year_is_of_no_later_one() {
    let text = "德清县农村信用社工作汇报\n\n全县贷款余额由2012年的7亿元增加到2015年的9亿元。目前，共扶持合作社46个。支持建立茶园3万亩。\n";
    let found = super::testing::facts(text, |fact| fact.unit.as_deref() != Some("元"));
    assert_eq!(
        found,
        [
            "46个 | 扶持合作社 | 46 个 level | actual | 德清县 | 2015",
            "3万亩 | 支持建立茶园 | 30000 亩 level | actual | 德清县 | 2015",
        ]
    );
}

#[test]
fn a_text_that_looks_back_on_its_last_year_is_of_that_year() {
    let text = "德清县双林乡简介\n\n双林杨梅多次获奖、2014年，全乡实现产值3亿元。现有卫生院2所。全年接待游客9万人次，大巴40辆。\n";
    let found = super::testing::facts(text, |fact| fact.unit.as_deref() != Some("元"));
    let years: Vec<&str> = found.iter().filter_map(|fact| fact.rsplit(' ').next()).collect();
    assert_eq!(years, ["2014"; 3], "{found:#?}");
}

#[test]
fn what_is_done_to_the_first_of_a_list_is_done_to_the_others() {
    check(
        NEWS,
        &[(
            "湖北省加工稻谷30万吨、菜籽8万吨。湖北省新建充换电站20座、船舶供电设施60处。",
            &[
                "30万吨 | 加工稻谷 | 300000 吨 level | actual | 湖北省 | 2024-03-01/2024-03-31",
                "8万吨 | 加工菜籽 | 80000 吨 level | actual | 湖北省 | 2024-03-01/2024-03-31",
                "20座 | 新建充换电站 | 20 座 level | actual | 湖北省 | 2024",
                "60处 | 新建船舶供电设施 | 60 处 level | actual | 湖北省 | 2024",
            ],
        )],
    );
}
