//! Tables from the text to their facts, one a line: quote | label | value unit measure | status | area | period.

use super::testing::facts;
use super::{Extractor, Metadata};

/// The facts of tables, without their qualifiers.
fn table_facts(text: &str) -> Vec<String> {
    let plain = |line: String| match (line.find(" ["), line.find("] |")) {
        (Some(from), Some(to)) => format!("{}{}", &line[..from], &line[to + 1..]),
        _ => line,
    };
    let found = facts(text, |fact| fact.rule.starts_with("table."));
    found.into_iter().map(plain).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(table_facts(text), expected, "{text}");
}

const HEAD: &str = "湖州市2023年国民经济和社会发展统计公报\n\n2024年3月1日\n\n";

#[test]
fn sizes_and_rates_below_two_years_and_the_unit_of_a_line_above() {
    check(
        &format!(
            "{HEAD}表1 主要指标\n\n单位：亿元、%\n\n|指标|2022年||2023年||\n||总量|增速|总量|增速|\n|生产总值|3850.0|3.3|4015.1|5.8|\n"
        ),
        &[
            "3850.0 | 生产总值 | 385000000000 元 level | actual | 湖州市 | 2022",
            "3.3 | 生产总值 | 3.3 % growth | actual | 湖州市 | 2022",
            "4015.1 | 生产总值 | 401510000000 元 level | actual | 湖州市 | 2023",
            "5.8 | 生产总值 | 5.8 % growth | actual | 湖州市 | 2023",
        ],
    );
}

#[test]
fn a_unit_may_stand_behind_the_year_and_a_sector_is_of_the_product() {
    check(
        &format!(
            "{HEAD}表1 生产总值及其增长速度\n\n|指标|2023年（亿元）|比上年增长（%）|\n|生产总值|4015.1|5.8|\n|第一产业|160.5|4.2|\n"
        ),
        &[
            "4015.1 | 生产总值 | 401510000000 元 level | actual | 湖州市 | 2023",
            "5.8 | 生产总值 | 5.8 % growth | actual | 湖州市 | 2023",
            "160.5 | 第一产业增加值 | 16050000000 元 level | actual | 湖州市 | 2023",
            "4.2 | 第一产业增加值 | 4.2 % growth | actual | 湖州市 | 2023",
        ],
    );
}

#[test]
fn a_cell_may_say_itself_that_something_falls() {
    check(
        "湖州市“十四五”应急体系规划\n\n2021年12月1日\n\n表1 主要指标\n\n|序号|指标|预期值|属性|\n|1|事故死亡人数|下降15%|约束性|\n|2|培训率|90%|预期性|\n",
        &[
            "15% | 事故死亡人数 | -15 % growth | target | 湖州市 | 2021-01-01/2025-12-31",
            "90% | 培训率 | 90 % level | target | 湖州市 | 2021-01-01/2025-12-31",
        ],
    );
}

#[test]
fn a_year_may_stand_alone_above_other_heads() {
    check(
        &format!(
            "{HEAD}指标\t2022\t\t2023\t\n\t绝对数（亿元）\t增速（%）\t绝对数（亿元）\t增速（%）\n生产总值\t3850.0\t3.3\t4015.1\t5.8\n"
        ),
        &[
            "3850.0 | 生产总值 | 385000000000 元 level | actual | 湖州市 | 2022",
            "3.3 | 生产总值 | 3.3 % growth | actual | 湖州市 | 2022",
            "4015.1 | 生产总值 | 401510000000 元 level | actual | 湖州市 | 2023",
            "5.8 | 生产总值 | 5.8 % growth | actual | 湖州市 | 2023",
        ],
    );
}

#[test]
fn places_down_the_rows_take_the_name_of_the_column_before_a_rate() {
    check(
        "浙江省2023年科技公报\n\n2024年3月1日\n\n表3 各市研发经费情况\n\n|地区|总量（亿元）|增速（%）|投入强度（%）|\n|---|---|---|---|\n|全省|2640.2|9.3|3.2|\n|杭州市|750.1|8.0|3.9|\n",
        &[
            "2640.2 | 研发经费 | 264020000000 元 level | actual | 浙江省 | 2023",
            "9.3 | 研发经费 | 9.3 % growth | actual | 浙江省 | 2023",
            "3.2 | 投入强度 | 3.2 % level | actual | 浙江省 | 2023",
            "750.1 | 研发经费 | 75010000000 元 level | actual | 杭州市 | 2023",
            "8.0 | 研发经费 | 8.0 % growth | actual | 杭州市 | 2023",
            "3.9 | 投入强度 | 3.9 % level | actual | 杭州市 | 2023",
        ],
    );
}

#[test]
fn places_over_the_columns_and_years_down_the_rows() {
    check(
        &format!("{HEAD}|指标|单位|德清县|长兴县|\n|---|---|---|---|\n|常住人口|万人|55.1|67.8|\n"),
        &[
            "55.1 | 常住人口 | 551000 人 level | actual | 德清县 | 2023",
            "67.8 | 常住人口 | 678000 人 level | actual | 长兴县 | 2023",
        ],
    );
    check(
        &format!("{HEAD}年份\t生产总值（亿元）\t增长（%）\n2021年\t3644.9\t9.5\n2022年\t3850.0\t3.3\n"),
        &[
            "3644.9 | 生产总值 | 364490000000 元 level | actual | 湖州市 | 2021",
            "9.5 | 生产总值 | 9.5 % growth | actual | 湖州市 | 2021",
            "3850.0 | 生产总值 | 385000000000 元 level | actual | 湖州市 | 2022",
            "3.3 | 生产总值 | 3.3 % growth | actual | 湖州市 | 2022",
        ],
    );
}

#[test]
fn years_to_come_and_columns_of_aims_hold_targets() {
    check(
        "湖州市科技创新“十四五”规划\n\n发布时间：2021年5月10日\n\n|序号|指标|单位|2020年|2025年|属性|\n|---|---|---|---|---|---|\n|1|研发投入强度|%|3.09|3.75|预期性|\n|2|高新技术企业|家|1146|-|预期性|\n",
        &[
            "3.09 | 研发投入强度 | 3.09 % level | actual | 湖州市 | 2020",
            "3.75 | 研发投入强度 | 3.75 % level | target | 湖州市 | 2025",
            "1146 | 高新技术企业 | 1146 家 level | actual | 湖州市 | 2020",
        ],
    );
    check(
        &format!("{HEAD}|指标|2023年目标|2023年完成|\n|---|---|---|\n|新增企业（家）|120|135|\n"),
        &[
            "120 | 新增企业 | 120 家 level | target | 湖州市 | 2023",
            "135 | 新增企业 | 135 家 level | actual | 湖州市 | 2023",
        ],
    );
}

#[test]
fn heads_over_several_columns_bounds_in_cells_and_multiples_alone() {
    check(
        "湖州市“十三五”信息化规划\n2016年12月15日\n\n“十二五”信息化发展基本情况\n指标\t规划目标\t实现情况\n\t2015年\t年均增长（%）\t2015年\t年均增长（%）\n网民数量（万）\t120\t13.2\t130\t14.5\n光纤用户（万户）\t>77\t>103.6\t90\t126.8\n",
        &[
            "120 | 网民数量 | 1200000 人 level | target | 湖州市 | 2015",
            "13.2 | 网民数量 | 13.2 % growth | target | 湖州市 | 2011-01-01/2015-12-31",
            "130 | 网民数量 | 1300000 人 level | actual | 湖州市 | 2015",
            "14.5 | 网民数量 | 14.5 % growth | actual | 湖州市 | 2011-01-01/2015-12-31",
            "77 | 光纤用户 | 770000 户 level | target | 湖州市 | 2015",
            "103.6 | 光纤用户 | 103.6 % growth | target | 湖州市 | 2011-01-01/2015-12-31",
            "90 | 光纤用户 | 900000 户 level | actual | 湖州市 | 2015",
            "126.8 | 光纤用户 | 126.8 % growth | actual | 湖州市 | 2011-01-01/2015-12-31",
        ],
    );
}

#[test]
fn a_label_that_several_groups_have_is_told_apart_by_its_group() {
    check(
        &format!(
            "{HEAD}|类别|指标|单位|2023年|\n|---|---|---|---|\n|工业|企业数|家|120|\n||从业人员|人|12500|\n|建筑业|企业数|家|80|\n||税收|亿元|3.5|\n"
        ),
        &[
            "120 | 工业企业数 | 120 家 level | actual | 湖州市 | 2023",
            "12500 | 从业人员 | 12500 人 level | actual | 湖州市 | 2023",
            "80 | 建筑业企业数 | 80 家 level | actual | 湖州市 | 2023",
            "3.5 | 税收 | 350000000 元 level | actual | 湖州市 | 2023",
        ],
    );
}

#[test]
fn cells_that_a_web_page_spans_over_rows_and_columns_stand_in_the_right_columns() {
    check(
        "<!DOCTYPE html><html><head><title>湖州市2023年统计公报</title></head><body><h1>湖州市2023年国民经济和社会发展统计公报</h1><p>2024年3月1日</p><table><caption>表1 主要指标</caption><tr><th rowspan=2>指标</th><th rowspan=\"2\">单位</th><th colspan=2>2023年</th></tr><tr><th>绝对数</th><th>比上年增长（%）</th></tr><tr><td>生产总值</td><td rowspan=2>亿元</td><td>4015.1</td><td>5.8</td></tr><tr><td>财政收入</td><td>655.0</td><td>-1.2</td></tr></table></body></html>",
        &[
            "4015.1 | 生产总值 | 401510000000 元 level | actual | 湖州市 | 2023",
            "5.8 | 生产总值 | 5.8 % growth | actual | 湖州市 | 2023",
            "655.0 | 财政收入 | 65500000000 元 level | actual | 湖州市 | 2023",
            "-1.2 | 财政收入 | -1.2 % growth | actual | 湖州市 | 2023",
        ],
    );
}

#[test]
fn what_was_really_used_is_a_size_and_a_share_of_an_increase_no_growth() {
    check(
        &format!(
            "{HEAD}|年份|实际利用外资（亿美元）|增加额占比重（%）|\n|---|---|---|\n|2022年|12.1|18.1|\n|2023年|13.4|48.6|\n"
        ),
        &[
            "12.1 | 实际利用外资 | 1210000000 美元 level | actual | 湖州市 | 2022",
            "18.1 | 增加额占比重 | 18.1 % level | actual | 湖州市 | 2022",
            "13.4 | 实际利用外资 | 1340000000 美元 level | actual | 湖州市 | 2023",
            "48.6 | 增加额占比重 | 48.6 % level | actual | 湖州市 | 2023",
        ],
    );
}

#[test]
fn the_numbers_of_a_table_that_cannot_be_read_stay_open() {
    let extractor = Extractor::embedded();
    let text =
        format!("{HEAD}|指标|比重|总量|比重|\n|---|---|---|---|\n|化工|5.05|385.5|4.98|\n|机械|7.56|635.4|8.21|\n");
    let found = extractor.extract("table.txt", text.as_bytes(), &Metadata::default());
    assert!(found.facts.is_empty(), "{:?}", found.facts);
    let open = found.numbers.iter().filter(|number| {
        serde_json::to_string(number).is_ok_and(|line| line.contains("rows and columns cannot be told"))
    });
    assert_eq!(open.count(), 6);
    assert_eq!(
        found
            .document
            .findings
            .iter()
            .filter(|finding| finding.message.contains("look like a table"))
            .count(),
        1
    );
}

const PLAN: &str = "湖州市“十四五”科技创新规划\n\n发布时间：2021年5月10日\n\n";
const HALF: &str = "湖州市2024年1-6月经济运行情况\n\n2024年7月22日\n\n";

#[test]
fn rows_that_end_with_words_and_sums_in_brackets_one_cell_a_line() {
    check(
        &format!(
            "{PLAN}指标\n2020年\n2025年\n年均增长〔累计〕\n属性\n研发经费（亿元）\n99.5\n160左右\n10%\n预期性\n城镇化率（%）\n65.6\n70\n〔4.4〕\n预期性\n城镇新增就业（万人）\n〔21〕\n〔20〕\n—\n预期性\n单位GDP能耗降低（%）\n—\n—\n〔15〕\n约束性\n预期寿命（岁）\n81.8\n＞82.5\n〔0.7〕\n预期性\n注：〔〕内为五年累计数。\n"
        ),
        &[
            "99.5 | 研发经费 | 9950000000 元 level | actual | 湖州市 | 2020",
            "160 | 研发经费 | 16000000000 元 level | target | 湖州市 | 2025",
            "10% | 研发经费 | 10 % growth | target | 湖州市 | 2021-01-01/2025-12-31",
            "65.6 | 城镇化率 | 65.6 % level | actual | 湖州市 | 2020",
            "70 | 城镇化率 | 70 % level | target | 湖州市 | 2025",
            "4.4 | 城镇化率 | 4.4 个百分点 change | target | 湖州市 | 2021-01-01/2025-12-31",
            "21 | 城镇新增就业 | 210000 人 level | actual | 湖州市 | 2016-01-01/2020-12-31",
            "20 | 城镇新增就业 | 200000 人 level | target | 湖州市 | 2021-01-01/2025-12-31",
            "15 | 单位GDP能耗降低 | -15 % growth | target | 湖州市 | 2021-01-01/2025-12-31",
            "81.8 | 预期寿命 | 81.8 岁 level | actual | 湖州市 | 2020",
            "82.5 | 预期寿命 | 82.5 岁 level | target | 湖州市 | 2025",
            "0.7 | 预期寿命 | 0.7 岁 change | target | 湖州市 | 2021-01-01/2025-12-31",
        ],
    );
}

#[test]
fn numbered_rows_whose_cells_one_blank_parts() {
    check(
        &format!(
            "{PLAN}序号 指标 单位 2020年 2025年 年均增长 属性\n1 地区生产总值 亿元 3201.4 4700 8% 预期性\n2 研发经费占GDP比重 % 3.09 3.75 - 预期性\n3 高新技术企业 家 1146 2000 11.8% 预期性\n注：以上为规划数。\n"
        ),
        &[
            "3201.4 | 地区生产总值 | 320140000000 元 level | actual | 湖州市 | 2020",
            "4700 | 地区生产总值 | 470000000000 元 level | target | 湖州市 | 2025",
            "8% | 地区生产总值 | 8 % growth | target | 湖州市 | 2021-01-01/2025-12-31",
            "3.09 | 研发经费占GDP比重 | 3.09 % level | actual | 湖州市 | 2020",
            "3.75 | 研发经费占GDP比重 | 3.75 % level | target | 湖州市 | 2025",
            "1146 | 高新技术企业 | 1146 家 level | actual | 湖州市 | 2020",
            "2000 | 高新技术企业 | 2000 家 level | target | 湖州市 | 2025",
            "11.8% | 高新技术企业 | 11.8 % growth | target | 湖州市 | 2021-01-01/2025-12-31",
        ],
    );
}

#[test]
fn the_same_period_a_year_before_and_a_column_of_rates() {
    check(
        &format!(
            "{HALF}指标\t单位\t1-6月\t上年同期\t同比增长（%）\n固定资产投资\t亿元\t860.1\t810.9\t6.1\n进出口总额\t亿元\t790.8\t745.2\t6.1\n"
        ),
        &[
            "860.1 | 固定资产投资 | 86010000000 元 level | actual | 湖州市 | 2024-01-01/2024-06-30",
            "810.9 | 固定资产投资 | 81090000000 元 level | actual | 湖州市 | 2023-01-01/2023-06-30",
            "6.1 | 固定资产投资 | 6.1 % growth | actual | 湖州市 | 2024-01-01/2024-06-30",
            "790.8 | 进出口总额 | 79080000000 元 level | actual | 湖州市 | 2024-01-01/2024-06-30",
            "745.2 | 进出口总额 | 74520000000 元 level | actual | 湖州市 | 2023-01-01/2023-06-30",
            "6.1 | 进出口总额 | 6.1 % growth | actual | 湖州市 | 2024-01-01/2024-06-30",
        ],
    );
}

#[test]
fn of_several_units_above_a_table_each_head_takes_its_own() {
    check(
        &format!(
            "{HEAD}单位：户、亿元\n县区\t规上企业数\t总产值\t位置\n吴兴区\t650\t1020.3\t3.1\n德清县\t812\t1310.7\t4.2\n"
        ),
        &[
            "650 | 规上企业数 | 650 户 level | actual | 吴兴区 | 2023",
            "1020.3 | 总产值 | 102030000000 元 level | actual | 吴兴区 | 2023",
            "812 | 规上企业数 | 812 户 level | actual | 德清县 | 2023",
            "1310.7 | 总产值 | 131070000000 元 level | actual | 德清县 | 2023",
        ],
    );
}

#[test]
fn differences_either_way_are_in_the_unit_of_the_row_unless_they_say_percent() {
    check(
        &format!(
            "{HEAD}表4 2023年旅游指标\n项目\n数值\n比上年增减\n旅行社（家）\n85\n3\n接待游客（万人次）\n8012.3\n21.5%\n"
        ),
        &[
            "85 | 旅行社 | 85 家 level | actual | 湖州市 | 2023",
            "3 | 旅行社 | 3 家 change | actual | 湖州市 | 2023",
            "8012.3 | 接待游客 | 80123000 人次 level | actual | 湖州市 | 2023",
            "21.5% | 接待游客 | 21.5 % growth | actual | 湖州市 | 2023",
        ],
    );
}

#[test]
fn heads_that_repeat_go_with_the_one_before_and_a_whole_among_places_is_the_texts_own() {
    check(
        &format!(
            "{HEAD}地　区　总产值（亿元）　增速（%）　税收（亿元）　增速（%）\n合　计　4015.1　5.8　412.3　6.5\n吴兴区　1056.2　6.0　70.1　5.1\n德清县　680.4　5.6　75.2　-1.0\n"
        ),
        &[
            "4015.1 | 总产值 | 401510000000 元 level | actual | 湖州市 | 2023",
            "5.8 | 总产值 | 5.8 % growth | actual | 湖州市 | 2023",
            "412.3 | 税收 | 41230000000 元 level | actual | 湖州市 | 2023",
            "6.5 | 税收 | 6.5 % growth | actual | 湖州市 | 2023",
            "1056.2 | 总产值 | 105620000000 元 level | actual | 吴兴区 | 2023",
            "6.0 | 总产值 | 6.0 % growth | actual | 吴兴区 | 2023",
            "70.1 | 税收 | 7010000000 元 level | actual | 吴兴区 | 2023",
            "5.1 | 税收 | 5.1 % growth | actual | 吴兴区 | 2023",
            "680.4 | 总产值 | 68040000000 元 level | actual | 德清县 | 2023",
            "5.6 | 总产值 | 5.6 % growth | actual | 德清县 | 2023",
            "75.2 | 税收 | 7520000000 元 level | actual | 德清县 | 2023",
            "-1.0 | 税收 | -1.0 % growth | actual | 德清县 | 2023",
        ],
    );
}
