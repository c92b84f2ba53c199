//! Labels that read well alone, from the text to the facts: with the whole, the holder, the condition and the tail that the sentence
//! says elsewhere, and with no more than that.

use super::testing::{NEWS, check, check_places_in_news};

const REPORT: &str = "# 青岚省2025年政府工作报告\n\n2026年1月20日\n\n2025年，";

#[test]
fn a_whole_stops_to_hold() {
    check(
        REPORT,
        &[
            (
                "生产总值500亿元，其中工业增加值增长6%、高于全省1个百分点，财政收入达40亿元、增长3%。",
                &[
                    "500亿元 | 生产总值 | 50000000000 元 level | actual | - | 2025",
                    "6% | 工业增加值 [生产总值] | 6 % growth | actual | - | 2025",
                    "1个百分点 | 工业增加值增速 [生产总值] | 1 个百分点 change | actual | - | 2025",
                    "40亿元 | 财政收入 | 4000000000 元 level | actual | - | 2025",
                    "3% | 财政收入 | 3 % growth | actual | - | 2025",
                ],
            ),
            // Another part is measured alike, and called alike.
            (
                "新增贷款30亿元，其中企业贷款20亿元，居民贷款10亿元。",
                &[
                    "30亿元 | 新增贷款 | 3000000000 元 level | actual | - | 2025",
                    "20亿元 | 企业贷款 [新增贷款] | 2000000000 元 level | actual | - | 2025",
                    "10亿元 | 居民贷款 [新增贷款] | 1000000000 元 level | actual | - | 2025",
                ],
            ),
            // A share is no whole of what grows.
            (
                "外贸占全国进出口总值的比重提高到3%。其中，对某地进出口增长30%。",
                &[
                    "3% | 外贸占全国进出口总值的比重 | 3 % level | actual | - | 2025",
                    "30% | 对某地进出口 [外贸] | 30 % growth | actual | - | 2025",
                ],
            ),
        ],
    );
}

#[test]
fn whose_a_size_is_and_what_reaches_those_it_reaches() {
    check(
        REPORT,
        &[
            (
                "新建托育机构10个，惠及婴幼儿5000名。",
                &[
                    "10个 | 新建托育机构 | 10 个 level | actual | - | 2025",
                    "5000名 | 惠及婴幼儿 [新建托育机构] | 5000 名 level | actual | - | 2025",
                ],
            ),
            (
                "登记质押400笔，质押金额12亿元。",
                &[
                    "400笔 | 登记质押 | 400 笔 level | actual | - | 2025",
                    "12亿元 | 质押金额 [登记质押] | 1200000000 元 level | actual | - | 2025",
                ],
            ),
            (
                "经营主体总量达80万户，新登记9万户。",
                &[
                    "80万户 | 经营主体总量 | 800000 户 level | actual | - | 2025",
                    "9万户 | 新登记经营主体 | 90000 户 level | actual | - | 2025",
                ],
            ),
        ],
    );
    check(
        NEWS,
        &[
            (
                "全国果园先后进入采摘季，开采面积超过900万亩。",
                &["900万亩 | 开采面积 [果园] | 9000000 亩 level | actual | 中国 | 2024-03-01/2024-03-31"],
            ),
            (
                "青岚班列累计开行10万列，发送货物900万标箱。",
                &[
                    "10万列 | 青岚班列累计开行 | 100000 列 level | actual | 中国 | 2024-03-01/2024-03-31",
                    "900万标箱 | 青岚班列发送货物 | 9000000 标箱 level | actual | 中国 | 2024-03-01/2024-03-31",
                ],
            ),
            (
                "全国已开工保障房9万套，完成年度计划的80%，完成投资60亿元。",
                &[
                    "9万套 | 开工保障房 | 90000 套 level | actual | 中国 | 2024",
                    "80% | 开工保障房为年度计划的比例 | 80 % level | actual | 中国 | 2024",
                    "60亿元 | 开工保障房完成投资 | 6000000000 元 level | actual | 中国 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn which_one_it_is_that_the_text_points_back_to() {
    check_places_in_news(&[
        (
            "昨天，万吨级油轮从山东起航。该船可一次性运载原油60万桶。",
            &["60万桶 | 中国 | 万吨级油轮"],
        ),
        (
            "青岚重点工程——望山跨海通道贯通。望山跨海通道连接两岸，设计时速80公里。",
            &["80公里 | 中国 | 望山跨海通道"],
        ),
    ]);
}

#[test]
fn a_list_shares_its_tail_and_a_count_has_its_condition() {
    check(
        REPORT,
        &[
            (
                "实施60个老旧小区、12个老旧街区改造。",
                &[
                    "60个 | 实施老旧小区改造 | 60 个 level | actual | - | 2025",
                    "12个 | 实施老旧街区改造 | 12 个 level | actual | - | 2025",
                ],
            ),
            (
                "统计的90种产品中，在全国占比超过10%的有40种、超过20%的有15种。",
                &[
                    "90种 | 产品 | 90 种 level | actual | - | 2025",
                    "40种 | 在全国占比超过10%的产品 | 40 种 level | actual | - | 2025",
                    "15种 | 在全国占比超过20%的产品 | 15 种 level | actual | - | 2025",
                ],
            ),
            (
                "9种矿产储量居全国第一。",
                &[
                    "9种 | 矿产储量居全国第一 | 9 种 level | actual | - | 2025",
                    "第一 | 矿产储量 [全国] | 1 位 rank | actual | - | 2025",
                ],
            ),
        ],
    );
}

#[test]
fn what_runs_on_is_cut() {
    check(
        NEWS,
        &[
            (
                "《准入清单》将事项数量由90项缩减至70项。",
                &[
                    "90项 | 《准入清单》事项数量 | 90 项 level | actual | 中国 | /",
                    "70项 | 《准入清单》事项数量 | 70 项 level | actual | 中国 | 2024",
                ],
            ),
            (
                "“降三十”就是颗粒物平均浓度降至30微克。",
                &["30微克 | 颗粒物平均浓度 | 30 微克 level | actual | 中国 | 2024-03-01/2024-03-31"],
            ),
            // How many have issued it, and a picture of something else.
            ("水务等9个部门联合印发办法。", &[]),
            (
                "全年减排3000吨，相当于5万辆汽车的排放量。",
                &["3000吨 | 减排 | 3000 吨 level | actual | 中国 | 2023"],
            ),
        ],
    );
}
