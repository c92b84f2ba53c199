use proptest::prelude::*;

use super::testing::{candidates, gazetteer, mentions};
use super::*;

/// Each area as `words=full name` (with the code where the name has several), each word for the own place as `words=kind`.
fn read(text: &str) -> Vec<String> {
    let areas = mentions(text).into_iter().filter_map(|mention| {
        let words = mention.span.of(text);
        match mention.kind {
            MentionKind::Area(id) => {
                let area = gazetteer().area(id);
                let full = gazetteer().by_name(&area.name);
                let code = (full.len() > 1)
                    .then(|| area.code.clone())
                    .flatten()
                    .unwrap_or_default();
                Some(format!("{words}={}{code}", area.name))
            }
            MentionKind::OwnArea(level) => Some(format!("{words}={level:?}")),
            _ => None,
        }
    });
    areas.collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(&read(text), expected, "{text}");
    }
}

#[test]
fn names_full_and_short() {
    check(&[
        ("湖州创新能力居全国第29位", &["湖州=湖州市", "全国=中国"]),
        (
            "浙江省湖州市德清县入选",
            &["浙江省=浙江省", "湖州市=湖州市", "德清县=德清县"],
        ),
        (
            "黔东南州与内蒙古结对",
            &["黔东南州=黔东南苗族侗族自治州", "内蒙古=内蒙古自治区"],
        ),
        (
            "河南安阳、陕西安康发力",
            &["河南=河南省", "安阳=安阳市", "陕西=陕西省", "安康=安康市"],
        ),
        (
            "我国出口到香港、澳门的货物",
            &["我国=中国", "香港=香港特别行政区", "澳门=澳门特别行政区"],
        ),
    ]);
}

#[test]
fn words_for_the_own_place() {
    check(&[
        ("我市企业数居全省首位", &["我市=City", "全省=Province"]),
        (
            "全州、全县、全区和全旗",
            &["全州=Prefecture", "全县=County", "全区=District", "全旗=Banner"],
        ),
        // Near-misses: parts of other words.
        ("资本市场和成本市值", &[]),
        ("健全市场体系，根本区别在于安全区域", &[]),
        ("在全市场主体中", &[]),
    ]);
}

#[test]
fn the_place_named_last() {
    check(&[
        ("德清县今年发力，该县新增企业20家", &["德清县=德清县", "该县=德清县"]),
        (
            "温州市和乐清市：该市投资增长",
            &["温州市=温州市", "乐清市=乐清市", "该市=乐清市"],
        ),
        // No county was named: it is the one that the text itself speaks for, if it does for one.
        ("湖州市公布名单，该县在列", &["湖州市=湖州市", "该县=County"]),
    ]);
}

#[test]
fn names_within_other_words_are_none() {
    check(&[
        ("上海南站到北京市场", &["上海=上海市", "北京=北京市"]),
        ("渤海南部和黄河南岸", &[]),
        ("发展中国家、中国式现代化、美丽中国", &[]),
        ("美丽江苏", &["江苏=江苏省"]),
        ("均衡水平明显提高", &[]),
        ("大理石、和田玉、普洱茶产量", &[]),
        ("北京时间8时", &[]),
        ("阿里巴巴落户", &[]),
        ("中国银行、吉林大学和上海交通大学", &[]),
        ("坚持和平发展，朝阳产业向好，城区和郊区一体", &[]),
        ("全国重点实验室3家", &[]),
        ("马鞍山市的城市和县城建成区", &["马鞍山市=马鞍山市"]),
        ("美国失业率、最美国道、5日本报讯", &["美国=美国"]),
        ("平湖街道", &[]),
        ("杭州市的钱塘江、南宁市的青秀山", &["杭州市=杭州市", "南宁市=南宁市"]),
    ]);
}

#[test]
fn a_county_by_its_short_name_needs_a_sign_in_the_document() {
    check(&[
        ("南浔木业、长兴电池", &[]),
        (
            "湖州市印发通知。\n南浔木业、长兴电池",
            &["湖州市=湖州市", "南浔=南浔区", "长兴=长兴县"],
        ),
        // The office that is only the source is its place.
        ("平湖市科技局通报，平湖新增企业", &["平湖市=平湖市", "平湖=平湖市"]),
        // 白银 is a metal where nothing speaks of the city, and a city where the province is named.
        ("白银出口额增长", &[]),
        (
            "甘肃省的白银、天水发力",
            &["甘肃省=甘肃省", "白银=白银市", "天水=天水市"],
        ),
        // A full name that ends common words.
        ("示范县、规范县级财政", &[]),
    ]);
}

#[test]
fn homonyms_go_to_the_parent_that_the_document_names() {
    check(&[
        ("南京市鼓楼区", &["南京市=南京市", "鼓楼区=鼓楼区320106"]),
        ("福州今年推进鼓楼区改造", &["福州=福州市", "鼓楼区=鼓楼区350102"]),
        // Nothing decides: a wrong area is worse than none.
        ("鼓楼区新增企业20家", &[]),
        ("南京市和福州市的鼓楼区", &["南京市=南京市", "福州市=福州市"]),
    ]);
}

proptest! {
    #[test]
    fn any_text_gives_ordered_mentions_that_do_not_overlap(text in "[全市省县区我本该湖州南京鼓楼安大学研究院（）“”，。a9\n]{0,60}") {
        let found = mentions(&text);
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?}", pair);
        }
        prop_assert!(found.len() <= candidates(&text).len());
        for mention in &found {
            prop_assert!(!mention.span.of(&text).is_empty());
        }
    }
}
