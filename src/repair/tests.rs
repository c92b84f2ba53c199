//! Texts before and after: `⏎` stands for a line break, `·` for a blank line of the result.

use proptest::prelude::*;

use super::*;
use crate::rules::shipped_layout;

fn repaired(source: &str) -> String {
    repair(&source.replace('⏎', "\n"), &shipped_layout())
        .text
        .replace("\n\n", "\n·\n")
        .replace('\n', "⏎")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        assert_eq!(repaired(source), *expected, "{source}");
    }
}

#[test]
fn lines_of_one_column_are_joined_inside_words_numbers_and_units() {
    check(&[
        (
            "　　本市大力实施创新能力提升、产业⏎升级等行动，去年全年完成投资66.54亿⏎元。同时，入选试点城市，成功创建国⏎家创新型县。⏎　　下一段从这里开始，继续说明另外的⏎事情。",
            "　　本市大力实施创新能力提升、产业升级等行动，去年全年完成投资66.54亿元。同时，入选试点城市，成功创建国家创新型县。⏎　　下一段从这里开始，继续说明另外的事情。",
        ),
        (
            "工业全年完成增加值四万亿元，同比增长７．⏎２％，增速比上年减慢１个百分点，是影响经⏎济增长的主要原因，分别增长８．１％和１⏎２．３％。",
            "工业全年完成增加值四万亿元，同比增长7.2%，增速比上年减慢1个百分点，是影响经济增长的主要原因，分别增长8.1%和12.3%。",
        ),
        (
            "农民收入增长缓慢，开拓市场难有突破。20⏎01年，农村市场仅增长一成，同城市市场相差⏎很远。",
            "农民收入增长缓慢，开拓市场难有突破。2001年，农村市场仅增长一成，同城市市场相差很远。",
        ),
    ]);
}

#[test]
fn a_number_torn_twice_is_put_together_again() {
    check(&[(
        "去年全年集聚高能级平台42个、重大产业项目136个，完成投资66.⏎54亿⏎元，为年度计划的103.5%，进展顺利，成效明显。",
        "去年全年集聚高能级平台42个、重大产业项目136个，完成投资66.54亿元，为年度计划的103.5%，进展顺利，成效明显。",
    )]);
}

#[test]
fn a_number_torn_from_its_unit_is_put_together_where_nothing_else_is_wrapped() {
    check(&[
        (
            "一年来各县区和部门齐心协力，重点工程接连开工，老旧街巷换了模样，河道水质一年好过一年，居民办事少跑了许多路，企业对前景也更有信心了。⏎经核算，实现生产总值1830.6⏎亿元，增长5.4%。",
            "一年来各县区和部门齐心协力，重点工程接连开工，老旧街巷换了模样，河道水质一年好过一年，居民办事少跑了许多路，企业对前景也更有信心了。⏎经核算，实现生产总值1830.6亿元，增长5.4%。",
        ),
        (
            "附件：任务分解表1⏎个别单位，另行通知。",
            "附件：任务分解表1⏎个别单位，另行通知。",
        ),
    ]);
}

#[test]
fn a_column_may_change_its_width_from_line_to_line() {
    check(&[(
        "全县各类科研院所共建分析室、试验场、数据⏎站等服务点58个，大型仪器设备价值达到四亿⏎元，获评市级院所7家。攻克了深海⏎电缆、叶片自修复技术、盐碱⏎改良技术、快速检疫通⏎关技术、余热供暖技⏎术、玄武岩纤维等⏎一批关键共性技术。",
        "全县各类科研院所共建分析室、试验场、数据站等服务点58个，大型仪器设备价值达到四亿元，获评市级院所7家。攻克了深海电缆、叶片自修复技术、盐碱改良技术、快速检疫通关技术、余热供暖技术、玄武岩纤维等一批关键共性技术。",
    )]);
}

#[test]
fn blank_lines_inside_a_sentence_are_no_ends() {
    check(&[
        (
            "在各类县域排名中，⏎⏎一个县份的人才储备往⏎⏎往能够决定它今后十⏎⏎年的发展后劲。",
            "在各类县域排名中，一个县份的人才储备往往能够决定它今后十年的发展后劲。",
        ),
        (
            "重大突破！本市2023年首次承接某某全国重点实验室⏎⏎(某某大学实验区)，实现零的突破；另有三家企业入选。",
            "重大突破！本市2023年首次承接某某全国重点实验室(某某大学实验区)，实现零的突破；另有三家企业入选。",
        ),
    ]);
}

#[test]
fn headings_items_cells_and_titles_stay_by_themselves() {
    for source in [
        "二、工业和建筑业⏎全年工业增加值稳步增长，其中制造业增长较快。",
        "深度融合 提升转化实力⏎·⏎在众多城市评价中，创新能力是上限。",
        "指标名称⏎·⏎单位⏎·⏎产量⏎·⏎饲料⏎·⏎万吨⏎·⏎35.58",
        "表3⏎指标名称⏎产量（万吨）⏎比上年增长（%）",
        "年份   总产值    劳动者⏎1986   7351.3    5837.6⏎1987   7519.7    6127.9",
        "某某市人民政府关于印发某规划的通知⏎发布时间:2021-12-30 15:23⏎各区县人民政府,市府各部门:",
        "建设创新型城区⏎·⏎向改革要动能⏎·⏎教育、科技、人才是基础性、战略性支撑，必须统筹推进体制机制一体改革。",
        "下载⏎打印⏎全屏",
    ] {
        check(&[(&source.replace("⏎·⏎", "⏎⏎"), source)]);
    }
}

#[test]
fn headings_of_one_width_over_whole_paragraphs_stay_by_themselves() {
    let paragraph = "入库税收再上新台阶，其中营业税和企业所得税增势最猛，房地产、金融、商贸各业无一不增，".repeat(4);
    let reports: Vec<String> = [
        "甲地：税收超190亿增长12%",
        "乙地：税收超87亿元增长9%",
        "丙地：税收超46亿元增长7%",
    ]
    .iter()
    .map(|heading| format!("{heading}⏎{paragraph}为历年少见。"))
    .collect();
    let source = reports.join("⏎");
    check(&[(&source, &source)]);
}

#[test]
fn a_closed_sentence_or_an_indented_line_begins_a_paragraph() {
    check(&[
        (
            "全州工业增加值比上年增长百分之四点⏎一，其中轻工业增长较快。⏎全州建筑业增加值比上年增长百分之⏎五，其中特级企业八个。",
            "全州工业增加值比上年增长百分之四点一，其中轻工业增长较快。⏎全州建筑业增加值比上年增长百分之五，其中特级企业八个。",
        ),
        (
            "各县区政府⏎　　请遵照执行，不得有误。",
            "各县区政府⏎　　请遵照执行，不得有误。",
        ),
    ]);
}

#[test]
fn scraps_that_a_web_page_tears_off_are_put_back() {
    check(&[
        (
            "二〇二六年是规划的第一年，开好局十分重要。今年经济社会发展的⏎主要预期目标⏎是：生产总值增长4.5%，就业稳定。",
            "二〇二六年是规划的第一年，开好局十分重要。今年经济社会发展的主要预期目标是：生产总值增长4.5%，就业稳定。",
        ),
        (
            "规划时期经济社会发展的⏎主要目标⏎是：生产总值增长4.5%，就业稳定。",
            "规划时期经济社会发展的主要目标是：生产总值增长4.5%，就业稳定。",
        ),
        (
            "深入打好蓝天、碧水、净土保卫战，持续改善空气质量，以PM⏎2.5⏎浓度持续下降为主线，推动协同减排。",
            "深入打好蓝天、碧水、净土保卫战，持续改善空气质量，以PM2.5浓度持续下降为主线，推动协同减排。",
        ),
    ]);
}

#[test]
fn a_page_number_inside_a_sentence_is_set_aside_and_elsewhere_kept() {
    let layout = shipped_layout();
    let source = "全年蔬菜种植面积稳定，产量比上年增长，其中食用菌收获面\n—\n\n3—\n\n积二万亩，比上年下降；产量比上年下降，降幅比上半年收窄。\n\n—\n\n4—\n\n表4";
    let repaired = repair(source, &layout);
    assert_eq!(
        repaired.text,
        "全年蔬菜种植面积稳定，产量比上年增长，其中食用菌收获面积二万亩，比上年下降；产量比上年下降，降幅比上半年收窄。\n\n—4—\n\n表4"
    );
    let asides: Vec<_> = repaired.asides.iter().map(|span| span.of(source)).collect();
    assert_eq!(asides, ["—", "3—"]);
    let at = repaired.text.find("面积二").unwrap();
    assert_eq!(repaired.source(Span::new(at, at + 9)).of(source), "面\n—\n\n3—\n\n积二");
}

#[test]
fn the_map_leads_back_to_the_source_as_written() {
    let source =
        "　　全州实现增加值６６．５４亿\n元，比上年增长２．０\n４％，其中第 二 产 业增长5.3 %，R&amp;D经费稳定。";
    let repaired = repair(source, &shipped_layout());
    for (text, expected) in [
        ("66.54亿元", "６６．５４亿\n元"),
        ("2.04%", "２．０\n４％"),
        ("第二产业", "第 二 产 业"),
        ("5.3%", "5.3 %"),
        ("R&D", "R&amp;D"),
    ] {
        let at = repaired
            .text
            .find(text)
            .unwrap_or_else(|| panic!("{text} in {}", repaired.text));
        assert_eq!(repaired.source(Span::new(at, at + text.len())).of(source), expected);
    }
}

#[test]
fn traditional_text_is_simplified_in_place() {
    let source = "全國國內生產總值較上年增長5.2%，其中服務業增長6.1%。";
    let repaired = repair(source, &shipped_layout());
    assert!(repaired.traditional);
    assert_eq!(repaired.text, "全国国内生产总值较上年增长5.2%，其中服务业增长6.1%。");
    let at = repaired.text.find("服务业").unwrap();
    assert_eq!(repaired.source(Span::new(at, at + 9)).of(source), "服務業");
}

#[test]
fn a_word_of_two_characters_spread_over_two_lines_is_one_word() {
    check(&[
        (
            "一、综⏎⏎合⏎⏎根据核算结果，增长四成。",
            "一、综合⏎·⏎根据核算结果，增长四成。",
        ),
        ("林⏎⏎业⏎⏎86.95", "林业⏎·⏎86.95"),
    ]);
}

/// Text of the kind that bulletins are made of, in any order.
fn any_source() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "全市", "增长", "，", "。", "、", "；", "（", "）", "“", "”", "\n", "\n\n", "\r\n", "　　", " ", "\t", "12", "3.4", "％", "２", "．",
            "０", "－", "亿元", "表1", "指标", "单位", "—", "—\n\n1—", "一、", "（二）", "1.", "<br>", "<p class=x1>", "</p>", "&nbsp;", "&amp;", "**", "|",
            "R&D", "國內總值", "# ", "-", "#", "其中：", "万吨", "%", "2020年", "发布时间：", "----",
        ])
        .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn digits_keep_their_order_and_the_map_is_monotone(source in any_source()) {
        let repaired = repair(&source, shipped());
        let digits_of = |text: &str| -> String {
            text.chars().filter_map(|c| match c { '０'..='９' => char::from_u32(c as u32 - 0xfee0), '0'..='9' => Some(c), _ => None }).collect()
        };
        // The source without the asides.
        let mut rest = String::new();
        let mut at = 0;
        for aside in &repaired.asides {
            prop_assert!(aside.start >= at);
            rest.push_str(&source[at..aside.start]);
            at = aside.end;
        }
        rest.push_str(&source[at..]);
        prop_assert_eq!(digits_of(&repaired.text), digits_of(&rest));

        let mut before = 0;
        for (at, c) in repaired.text.char_indices() {
            let span = repaired.source(Span::new(at, at + c.len_utf8()));
            prop_assert!(span.start >= before && span.end <= source.len());
            prop_assert!(source.is_char_boundary(span.start) && source.is_char_boundary(span.end));
            before = span.start;
        }
        let all = repaired.source(Span::new(0, repaired.text.len()));
        prop_assert!(all.end <= source.len());
    }

    #[test]
    fn no_text_is_too_odd(source in "\\PC{0,80}") {
        let repaired = repair(&source, shipped());
        prop_assert!(repaired.source(Span::new(0, usize::MAX)).end <= source.len());
    }
}

/// Parsed once: the properties run many times.
fn shipped() -> &'static Layout {
    static LAYOUT: std::sync::OnceLock<Layout> = std::sync::OnceLock::new();
    LAYOUT.get_or_init(shipped_layout)
}
