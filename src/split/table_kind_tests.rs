//! One test for each kind of table that bulletins hold, and for what only looks like one.

use super::tests::{check, dump};

#[test]
fn heads_over_heads_are_put_together_however_the_cells_are_parted() {
    let rows = [
        "  生产总值: 3850.0 | 3.3 | 4015.1 | 5.8",
        "  工业增加值: 1700.5 | 4.1 | 1755.0 | 6.0",
    ];
    let columns = "2022年+总量 | 2022年+增速（%） | 2023年+总量 | 2023年+增速（%）";
    let marked = "指标|2022年||2023年|/|总量|增速（%）|总量|增速（%）/生产总值|3850.0|3.3|4015.1|5.8/工业增加值|1700.5|4.1|1755.0|6.0";
    let bars = marked
        .split('/')
        .map(|row| format!("|{row}|"))
        .collect::<Vec<_>>()
        .join("/");
    for text in [bars, marked.replace('|', "\t")] {
        check(&text, &[&format!("-; {columns}"), rows[0], rows[1]]);
    }
    // A web page says which cells are covered.
    check(
        "指标\t2022年\t⇠\t2023年\t⇠/⇡\t总量\t增速（%）\t总量\t增速（%）/生产总值\t3850.0\t3.3\t4015.1\t5.8/工业增加值\t1700.5\t4.1\t1755.0\t6.0",
        &[&format!("-; {columns}"), rows[0], rows[1]],
    );
    // On a page of typewriting the place tells it, here also by what repeats below.
    check(
        "表1  主要指标/              2022年               2023年/指标        总量   增速（%）    总量   增速（%）/生产总值    3850.0    3.3       4015.1    5.8/工业增加值  1700.5    4.1       1755.0    6.0/财政收入     600.5    2.1        655.0    9.0",
        &[
            &format!("表1  主要指标; {columns}"),
            rows[0],
            rows[1],
            "  财政收入: 600.5 | 2.1 | 655.0 | 9.0",
        ],
    );
    // One cell a line: what repeats tells it.
    check(
        "表1 主要指标/指标/2022年/2023年/总量/增速（%）/总量/增速（%）/生产总值/3850.0/3.3/4015.1/5.8/工业增加值/1700.5/4.1/1755.0/6.0",
        &[&format!("表1 主要指标; {columns}"), rows[0], rows[1]],
    );
}

#[test]
fn heads_on_three_lines() {
    check(
        "表1 主要指标/指标/2022年/2023年/总量/增速/总量/增速/（亿元）/（%）/（亿元）/（%）/生产总值/3850.0/3.3/4015.1/5.8/工业增加值/1700.5/4.1/1755.0/6.0",
        &[
            "表1 主要指标; 2022年+总量+（亿元） | 2022年+增速+（%） | 2023年+总量+（亿元） | 2023年+增速+（%）",
            "  生产总值: 3850.0 | 3.3 | 4015.1 | 5.8",
            "  工业增加值: 1700.5 | 4.1 | 1755.0 | 6.0",
        ],
    );
    // Each head is cut over lines; one stands between them.
    check(
        "表6  外资的贡献                亿元/        固定资产  实际外商           外资的/  年份                      比重(%)/          投资      投资额            贡献值/1985     2543.2     57.53   2.26211     96.12/1986     3120.7     77.48   2.48278    148.42/1987     3791.2     98.52   2.59865    213.62",
        &[
            "表6  外资的贡献; 固定资产+投资 | 实际外商+投资额 | 比重(%) | 外资的+贡献值; 亿元",
            "  1985: 2543.2 | 57.53 | 2.26211 | 96.12",
            "  1986: 3120.7 | 77.48 | 2.48278 | 148.42",
            "  1987: 3791.2 | 98.52 | 2.59865 | 213.62",
        ],
    );
}

#[test]
fn a_head_that_may_stand_over_more_than_one_column_is_not_guessed() {
    // 女 may head two columns or all four.
    let found = dump(
        &"表1  人数/                   女/类别    幼年   少年   中年   老年/甲类     101    102    103    104/乙类     201    202    203    204/丙类     301    302    303    304"
            .replace('/', "\n"),
    );
    assert_eq!(found.last().unwrap(), "TableUnread: 表1  人数", "{found:?}");
}

#[test]
fn the_place_on_the_page_tells_the_column_of_a_value_where_others_are_missing() {
    check(
        "表2  各县主要指标    单位：亿元/地区      生产总值    财政收入    出口额/甲县       120.5       12.3        5.5/乙县        88.0                   3.2/丙县        77.1        6.5",
        &[
            "表2  各县主要指标    单位：亿元; 生产总值 | 财政收入 | 出口额",
            "  甲县: 120.5 | 12.3 | 5.5",
            "  乙县: 88.0 | ∅ | 3.2",
            "  丙县: 77.1 | 6.5 | ∅",
        ],
    );
    // Digits that touch are told apart by their decimals; a line of years keeps its order without its indentation.
    check(
        "表3  弹性/  1988  1989  1990/总增率   7.9 4.4   8.8/进口增率 27.8 10.0   -12/弹性     3.52 2.28  -1.4",
        &[
            "表3  弹性; 1988 | 1989 | 1990",
            "  总增率: 7.9 | 4.4 | 8.8",
            "  进口增率: 27.8 | 10.0 | -12",
            "  弹性: 3.52 | 2.28 | -1.4",
        ],
    );
}

#[test]
fn a_cell_to_the_left_and_a_line_above_hold_for_several_rows() {
    let rows = [
        "  企业数 (家) [工业]: 120",
        "  从业人员 (人) [工业]: 12500",
        "  企业数 (家) [建筑业]: 80",
        "  从业人员 (人) [建筑业]: 3500",
    ];
    for below in ["", "⇡"] {
        let text = format!(
            "类别\t指标\t单位\t2023年/工业\t企业数\t家\t120/{below}\t从业人员\t人\t12500/建筑业\t企业数\t家\t80/{below}\t从业人员\t人\t3500"
        );
        check(&text, &["-; 2023年", rows[0], rows[1], rows[2], rows[3]]);
    }
    check(
        "|指标|单位|2023年|/|一、农业|||/|粮食产量|万吨|45.1|/|#稻谷|万吨|35.1|/|二、工业|||/|发电量|亿千瓦时|88.0|",
        &[
            "-; 2023年",
            "  一、农业: ∅",
            "  粮食产量 (万吨) [一、农业]: 45.1",
            "  #稻谷 (万吨) [一、农业] < 粮食产量: 35.1",
            "  二、工业: ∅",
            "  发电量 (亿千瓦时) [二、工业]: 88.0",
        ],
    );
    // Words beside the label that are of one row each are no groups.
    check(
        "|项目|建设单位|总投资|/|大桥|甲公司|12.5|/|隧道|乙公司|8.0|",
        &["-; 建设单位 | 总投资", "  大桥: 甲公司 | 12.5", "  隧道: 乙公司 | 8.0"],
    );
}

#[test]
fn tables_side_by_side_go_one_below_the_other() {
    check(
        "|指标|数值|指标|数值|/|企业（家）|1200|专利（件）|3400|/|经费（亿元）|120.5|||",
        &[
            "-; 数值",
            "  企业（家）: 1200",
            "  经费（亿元）: 120.5",
            "  专利（件）: 3400",
        ],
    );
    // With other heads each has its own columns.
    check(
        "|指标|2023年|地区|出口额|/|总量|12.5|甲县|3.1|/|余额|8.0|乙县|4.2|",
        &[
            "-; 2023年 | 出口额",
            "  总量: 12.5 | ∅",
            "  余额: 8.0 | ∅",
            "  甲县: ∅ | 3.1",
            "  乙县: ∅ | 4.2",
        ],
    );
}

#[test]
fn a_share_that_stands_behind_each_year_is_that_years() {
    check(
        "|项目|1998年|比重(%)|1999年|比重(%)|/|化工|346.3|5.05|385.5|4.98|/|机械|518.1|7.56|635.4|8.21|",
        &[
            "-; 1998年 | 1998年+比重(%) | 1999年 | 1999年+比重(%)",
            "  化工: 346.3 | 5.05 | 385.5 | 4.98",
            "  机械: 518.1 | 7.56 | 635.4 | 8.21",
        ],
    );
    // Behind anything but years it is not known.
    let found = dump("|项目|比重|总量|比重|\n|化工|5.05|385.5|4.98|\n|机械|7.56|635.4|8.21|");
    assert!(found.last().unwrap().starts_with("TableUnread"), "{found:?}");
}

#[test]
fn numbers_of_columns_a_unit_above_and_a_name_in_the_first_row() {
    check(
        "|表4 主要产品产量|||/|单位：万吨|||/|产品|2022年|2023年|/|甲|1|2|/|水泥|120.5|130.1|/|钢材|55.0|60.5|",
        &[
            "表4 主要产品产量; 2022年 | 2023年; 万吨",
            "  # 1+2",
            "  水泥: 120.5 | 130.1",
            "  钢材: 55.0 | 60.5",
        ],
    );
    check(
        "表4 主要产品产量//（单位：万吨）//产品\t2022年\t2023年/水泥\t120.5\t130.1",
        &["表4 主要产品产量; 2022年 | 2023年; 万吨", "  水泥: 120.5 | 130.1"],
    );
}

#[test]
fn a_value_over_two_columns_is_left_out() {
    check(
        "地区\t2022年\t2023年/甲县\t12.5\t⇠/乙县\t8.0\t8.8/丙县\t7.0\t7.7/丁县\t6.0\t6.6/戊县\t5.0\t5.5",
        &[
            "-; 2022年 | 2023年",
            "  甲县: ∅ | ∅",
            "  乙县: 8.0 | 8.8",
            "  丙县: 7.0 | 7.7",
            "  丁县: 6.0 | 6.6",
            "  戊县: 5.0 | 5.5",
            "TableUnread: 12.5",
        ],
    );
}

#[test]
fn what_only_looks_like_a_table_is_none() {
    let none = [
        // A list of short lines.
        "主要任务/抓好春耕/稳定就业/保障供应/扩大投资",
        // An address block.
        "某某市统计局/地址：某某路 12 号/邮编：313000/电话：0572 2398765/传真：0572 2398766",
        // A table of contents.
        "目  录/一、综合 ........ 1/二、农业 ........ 3/三、工业 ........ 5/四、投资 ........ 8",
        // Lines of verse.
        "一去二三里/烟村四五家/亭台六七座/八九十枝花",
        // A numbered list.
        "(1)  顶点均匀分布/(2)  避免边的交叉/(3)  边长保持一致/(4)  反映其对称性",
        // A list of books with their years.
        "甲某｜一书｜1922/乙某｜二书｜1925/丙某｜三书｜1916/丁某｜四书｜1955",
    ];
    for text in none {
        let found = dump(&text.replace('/', "\n"));
        let read = found.iter().any(|line| line.starts_with("  ") || line.contains("; "));
        assert!(!read, "{text}: {found:?}");
    }
}

#[test]
fn a_label_that_does_not_fit_its_line_is_one() {
    // The number, the label and the values each stand for themselves.
    check(
        "表1  主要指标/序号 指标 2020年 2025年 属性/1 专利数（件） 120 150左右 预期性/2/企业研发经费与营业/收入之比（%）/0.92 1.2 预期性/3 学校数（所） 33 40 约束性",
        &[
            "表1  主要指标; 2020年 | 2025年 | 属性",
            "  # 1+2+3",
            "  专利数（件）: 120 | 150左右 | 预期性",
            "  企业研发经费与营业\n收入之比（%）: 0.92 | 1.2 | 预期性",
            "  学校数（所）: 33 | 40 | 约束性",
        ],
    );
    // The number begins the row, the values stand behind the rest of the label.
    check(
        "表1  主要指标/序号 指标 2020年 2025年/1 专利数（件） 120 150/2 企业研发经费与营业/收入之比（%） 0.92 1.2/3 学校数（所） 33 40",
        &[
            "表1  主要指标; 2020年 | 2025年",
            "  # 1+2+3",
            "  专利数（件）: 120 | 150",
            "  企业研发经费与营业\n收入之比（%）: 0.92 | 1.2",
            "  学校数（所）: 33 | 40",
        ],
    );
    // No label ends with 和其他.
    check(
        "表2  行业经费/行业    经费    比上年增长/合计    1016.5    10.6/铁路、船舶和其他/运输设备制造业    428.3    14.2/金属冶炼业    121.8    5.9",
        &[
            "表2  行业经费; 经费 | 比上年增长",
            "  合计: 1016.5 | 10.6",
            "  铁路、船舶和其他\n运输设备制造业: 428.3 | 14.2",
            "  金属冶炼业: 121.8 | 5.9",
        ],
    );
}
