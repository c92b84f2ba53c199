//! What a paragraph goes on about: the place, town or zone that it begins with, and what turns it away from that.

use super::testing::{compare, facts, places};

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    compare(cases, places);
}

#[track_caller]
fn check_facts(cases: &[(&str, &[&str])]) {
    compare(cases, |text| facts(text, |_| true));
}

#[test]
fn a_paragraph_is_of_the_place_that_it_begins_with() {
    check(&[
        // In a text on the country, one place after the other.
        (
            "2024年1月全国城市空气质量状况\n2024年2月20日\n全国优良天数比例为80.5%。\n\
             天津市优良天数比例为61.5%。PM10浓度为81微克/立方米。\n长三角区域优良天数比例为71.5%。PM10浓度为66微克/立方米。\n",
            &[
                "80.5% | 中国 | -",
                "61.5% | 天津市 | -",
                "81微克/立方米 | 天津市 | -",
                "71.5% | 长三角 | -",
                "66微克/立方米 | 长三角 | -",
            ],
        ),
        // A sentence without figures says of what the next ones are; what is numbered in words goes on about it.
        (
            "上海市服务业发展情况\n2024年2月20日\n近年来，徐汇区服务业发展态势良好。营业收入达到520亿元。\n\
             二是创新资源加速集聚。建设孵化器15家。\n全市服务业营业收入4.2万亿元。\n",
            &["520亿元 | 徐汇区 | -", "15家 | 徐汇区 | -", "4.2万亿元 | 上海市 | -"],
        ),
        (
            "中山市镇区经济运行情况\n2024年2月20日\n坦洲镇经济运行平稳。固定资产投资45亿元。\n",
            &["45亿元 | 中山市 | 坦洲镇"],
        ),
    ]);
}

#[test]
fn what_a_body_is_taken_for_and_where_it_lies_is_said_of_itself() {
    check(&[
        (
            "铜梁区农田建设情况\n2024年2月20日\n虎峰镇作为全区农田建设的重点，高标准农田面积达到1.2万亩。\n",
            &["1.2万亩 | 铜梁区 | 虎峰镇"],
        ),
        (
            "张店乡简介\n2024年2月20日\n张店乡位于谯城区东北部，三条公路穿境而过；国土面积86平方公里。\n",
            &["86平方公里 | 谯城区 | 张店乡"],
        ),
        (
            "王某的团队创办了浙江青禾数联创业投资有限公司。前年3月，该公司发起基金，目前，整体规模达6亿元。\n",
            &["6亿元 | - | 浙江青禾数联创业投资有限公司"],
        ),
    ]);
}

#[test]
fn places_beside_the_matter_are_not_what_it_is_of() {
    check(&[
        // In brackets behind another member of the list.
        (
            "龙岩市旅游情况\n2024年2月20日\n现有1个历史文化名城（长汀县）、2个自然保护区。\n",
            &["1个 | 龙岩市 | -", "2个 | 龙岩市 | -"],
        ),
        // Where others were.
        (
            "2024年全国建筑业事故情况\n2025年1月20日\n企业发生9起事故，其中有6起发生在西部地区，有4起发生在高空作业。\n",
            &["9起 | 中国 | -", "6起 | 中国 | -", "4起 | 中国 | -"],
        ),
        // A street.
        (
            "西安市快速路建设情况\n2024年2月20日\n昆明路快速路总投资20.3亿元。\n",
            &["20.3亿元 | 西安市 | -"],
        ),
    ]);
}

#[test]
fn regions_are_named_in_short_within_a_list() {
    check_facts(&[
        (
            "2024年上半年税收收入情况\n2024年7月20日\n东、中、西和东北四大板块地区税收收入分别增长2.4%、5.6%、6.8%、1.2%。\n",
            &[
                "2.4% | 税收收入 | 2.4 % growth | actual | 东部地区 | 2024-01-01/2024-06-30",
                "5.6% | 税收收入 | 5.6 % growth | actual | 中部地区 | 2024-01-01/2024-06-30",
                "6.8% | 税收收入 | 6.8 % growth | actual | 西部地区 | 2024-01-01/2024-06-30",
                "1.2% | 税收收入 | 1.2 % growth | actual | 东北地区 | 2024-01-01/2024-06-30",
            ],
        ),
        (
            "2024年上半年全国投资情况\n2024年7月20日\n东部、中部和西部地区投资分别增长1.3%、2.5%和3.7%。\n",
            &[
                "1.3% | 投资 | 1.3 % growth | actual | 东部地区 | 2024-01-01/2024-06-30",
                "2.5% | 投资 | 2.5 % growth | actual | 中部地区 | 2024-01-01/2024-06-30",
                "3.7% | 投资 | 3.7 % growth | actual | 西部地区 | 2024-01-01/2024-06-30",
            ],
        ),
    ]);
}

#[test]
fn answers_bands_and_levels_complete_each_other() {
    check_facts(&[
        (
            "湖州市企业调查情况\n2024年7月20日\n订货量增长的企业占27.5%，持平的占52.1%，下降的占20.4%。\n",
            &[
                "27.5% | 订货量增长的企业占比 | 27.5 % level | actual | 湖州市 | 2023",
                "52.1% | 订货量持平的企业占比 | 52.1 % level | actual | 湖州市 | 2023",
                "20.4% | 订货量下降的企业占比 | 20.4 % level | actual | 湖州市 | 2023",
            ],
        ),
        (
            "湖州市企业调查情况\n2024年7月20日\n盈利50%以上的投资者比例达到5%。\n",
            &["5% | 盈利50%以上的投资者比例 | 5 % level | actual | 湖州市 | 2023"],
        ),
        (
            "湖州市农业情况\n2024年7月20日\n建成2个省级、3个市级现代农业园区。\n",
            &[
                "2个 | 建成省级现代农业园区 | 2 个 level | actual | 湖州市 | 2023",
                "3个 | 建成市级现代农业园区 | 3 个 level | actual | 湖州市 | 2023",
            ],
        ),
    ]);
}

#[test]
fn aims_are_announced_and_years_told_before_left() {
    check_facts(&[
        (
            "奋斗目标：在浙江率先实现现代化。到2037年具体目标：\n——高水平建设现代化经济体系。全省生产总值达到22万亿元。\n",
            &["22万亿元 | 生产总值 | 22000000000000 元 level | target | - | 2037"],
        ),
        (
            "湖南省环境情况\n2024年7月20日\n2000年前，全省仅有污水处理厂4座。近年来，全省加快建设，建成污水处理厂157座。\n",
            &[
                "4座 | 污水处理厂 | 4 座 level | actual | 湖南省 | 2000",
                "157座 | 建成污水处理厂 | 157 座 level | actual | 湖南省 | 2023",
            ],
        ),
        (
            "湖州市工业情况\n2024年7月20日\n2016至2020年利润五年累计595亿元。\n",
            &["595亿元 | 利润 | 59500000000 元 level | actual | 湖州市 | 2016-01-01/2020-12-31"],
        ),
    ]);
}
