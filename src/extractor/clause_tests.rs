//! Names and what their own clause says round the number: what has lasted, which things are counted, and numbers that state no
//! statistic.

use super::testing::{check, facts};

const HEAD: &str = "安徽省2024年经济运行情况\n\n2025年1月20日\n\n";

#[test]
fn what_has_lasted_is_said() {
    check(
        HEAD,
        &[
            (
                "全省抽水蓄能装机规模达到600万千瓦，连续12年居全国首位。",
                &[
                    "600万千瓦 | 抽水蓄能装机规模 | 6000000 千瓦 level | actual | 安徽省 | 2024",
                    "12年 | 抽水蓄能装机规模连续居全国首位 | 12 年 level | actual | 安徽省 | 2024",
                    "首位 | 抽水蓄能装机规模 [全国] | 1 位 rank | actual | 安徽省 | 2024",
                ],
            ),
            (
                "全省锂电池出口值连续14个季度保持两位数增长。",
                &["14个季度 | 锂电池出口值连续保持两位数增长 | 14 个季度 level | actual | 安徽省 | 2024"],
            ),
            ("省体育中心将连续两天，开展全流程演练。", &[]),
        ],
    );
}

#[test]
fn what_is_counted_is_not_what_it_does() {
    check(
        HEAD,
        &[
            (
                "来自12个民间团体的代表提交请愿书。",
                &["12个 | 代表来自民间团体 | 12 个 level | actual | 安徽省 | 2024"],
            ),
            (
                "45个省级先进制造业集群主导产业产值合计超过1万亿元。",
                &[
                    "45个 | 省级先进制造业集群 | 45 个 level | actual | 安徽省 | 2024",
                    "1万亿元 | 省级先进制造业集群主导产业产值 | 1000000000000 元 level | actual | 安徽省 | 2024",
                ],
            ),
            (
                "超六成行业利润总额保持增长。",
                &["六成 | 利润总额保持增长的行业占比 | 60 % level | actual | 安徽省 | 2024"],
            ),
        ],
    );
}

#[test]
fn what_states_no_statistic_is_none() {
    check(
        HEAD,
        &[
            ("全面开展7大领域风险排查。", &[]),
            ("稳妥开展土地承包到期后再延长30年的试点。", &[]),
            ("做好土地承包到期后再延长三十年的准备。", &[]),
            ("该条例共6章50条。", &[]),
            ("这名患者年龄超过65岁。", &[]),
            ("假如本党取得35席以上议席，局面将不同。", &[]),
            ("值班安排：12/31。", &[]),
            (
                "全省苹果产量占全国的1/20。",
                &["1/20 | 苹果产量占全国 | 5 % level | actual | 安徽省 | 2024"],
            ),
            (
                "两组差异为51.11%（95% CI）。",
                &["51.11% | 两组差异 | 51.11 % level | actual | 安徽省 | 2024"],
            ),
        ],
    );
}

#[test]
fn a_text_in_spoken_cantonese_is_no_bulletin() {
    let text = "2021年5月3日\n\n佢哋话呢区有30间铺头执咗笠，我唔知点解，啲人都冇嘢做。\n";
    assert_eq!(facts(text, |_| true), Vec::<String>::new());
}
