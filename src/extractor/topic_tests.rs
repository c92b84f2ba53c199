//! Topics, from the text to the facts: what field bare words such as projects and firms are of, which the words before them say.

use super::testing::{NEWS, check};

const REPORT: &str = "# 青岚省2025年政府工作报告\n\n2026年1月20日\n\n2025年，";

#[test]
fn words_of_all_fields_take_the_topic_of_the_clause_before() {
    check(
        REPORT,
        &[
            (
                "智能家居产业加快成长，重点企业达到90家、增长20%。",
                &[
                    "90家 | 重点企业 [智能家居产业] | 90 家 level | actual | - | 2025",
                    "20% | 重点企业 [智能家居产业] | 20 % growth | actual | - | 2025",
                ],
            ),
            (
                "实施水网提质行动，建成重点工程12个。",
                &["12个 | 建成重点工程 [实施水网提质行动] | 12 个 level | actual | - | 2025"],
            ),
            // A name that says its field needs no other, nor does one behind a number of its own.
            (
                "智能家居产业加快成长，新建污水处理厂3座。",
                &["3座 | 新建污水处理厂 | 3 座 level | actual | - | 2025"],
            ),
        ],
    );
}

#[test]
fn a_field_set_apart_is_that_of_all_behind_it() {
    check(
        REPORT,
        &[(
            "航空方面，新开工项目4个，建成项目2个。",
            &[
                "4个 | 新开工项目 [航空] | 4 个 level | actual | - | 2025",
                "2个 | 建成项目 [航空] | 2 个 level | actual | - | 2025",
            ],
        )],
    );
}

#[test]
fn a_short_sentence_is_a_caption() {
    check(
        REPORT,
        &[(
            "多项工作取得进展。大力推进水利建设。建成重点项目30个。",
            &["30个 | 建成重点项目 [大力推进水利建设] | 30 个 level | actual | - | 2025"],
        )],
    );
}

#[test]
fn what_is_counted_stands_behind_its_number() {
    check(
        REPORT,
        &[(
            "通办服务范围扩大到260个乡镇。",
            &["260个 | 通办服务范围乡镇 | 260 个 level | actual | - | 2025"],
        )],
    );
}

#[test]
fn what_a_verb_is_told_of_again_is_told_of_it() {
    check(
        REPORT,
        &[(
            "公共交通运送乘客80万人次，日均运送2万人次。",
            &[
                "80万人次 | 公共交通运送乘客 | 800000 人次 level | actual | - | 2025",
                "2万人次 | 日均运送乘客 | 20000 人次 level | actual | - | 2025",
            ],
        )],
    );
}

#[test]
fn an_amount_is_a_size_of_its_own() {
    check(
        REPORT,
        &[(
            "甲国对乙国贸易额达到90亿元，甲国对乙国投资流量达到8亿元。",
            &[
                "90亿元 | 甲国对乙国贸易额 | 9000000000 元 level | actual | - | 2025",
                "8亿元 | 甲国对乙国投资流量 | 800000000 元 level | actual | - | 2025",
            ],
        )],
    );
}

#[test]
fn cases_there_are_now_are_not_all_there_have_been() {
    check(
        NEWS,
        &[(
            "全市现有确诊病例40例。",
            &["40例 | 现有确诊病例 | 40 例 level | actual | 中国 | 2024-03-01/2024-03-31"],
        )],
    );
}

#[test]
fn what_came_of_a_deed_keeps_it_beside_its_name() {
    check(
        REPORT,
        &[
            (
                "开展食品安全检查300次，发现隐患80处，罚款25万元。",
                &[
                    "300次 | 开展食品安全检查 | 300 次 level | actual | - | 2025",
                    "80处 | 发现隐患 [开展食品安全检查] | 80 处 level | actual | - | 2025",
                    "25万元 | 罚款 [开展食品安全检查] | 250000 元 level | actual | - | 2025",
                ],
            ),
            // Another part of the sentence is of another deed, and what names its own thing needs none.
            (
                "开展食品安全检查300次；罚款25万元，新建学校6所。",
                &[
                    "300次 | 开展食品安全检查 | 300 次 level | actual | - | 2025",
                    "25万元 | 罚款 | 250000 元 level | actual | - | 2025",
                    "6所 | 新建学校 | 6 所 level | actual | - | 2025",
                ],
            ),
        ],
    );
}
