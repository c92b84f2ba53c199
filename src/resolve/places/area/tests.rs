//! Which document is whose, by its title, issuer, path and the places it names.

use super::*;
use crate::recognize::testing::{self, area, gazetteer, mentions};
use crate::split::{Block, Sentence};

/// A text laid out for the tests: `# ` a title, `@ ` the issuer, `## ` a heading, everything else a paragraph.
fn lay_out(text: &str) -> Structure {
    let mut structure = Structure::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        let mark = ["## ", "# ", "@ "]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark))
            .unwrap_or_default();
        let span = Span::new(start + mark.len(), start + trimmed.len());
        let sentence = Sentence { span };
        let kind = match mark {
            "# " => BlockKind::Title,
            "## " => BlockKind::Heading { level: 1 },
            _ => BlockKind::Paragraph {
                sentences: vec![sentence],
            },
        };
        match mark {
            "# " => structure.title = Some(span),
            "@ " => structure.issuer = Some(span),
            _ => {}
        }
        structure.blocks.push(Block {
            span,
            kind,
            heading: None,
        });
        start += line.len();
    }
    structure
}

fn name(id: u32) -> &'static str {
    &gazetteer().area(id).name
}

fn document(text: &str, path: &str) -> Option<(&'static str, OriginKind)> {
    let found = document_area(text, &lay_out(text), &mentions(text), gazetteer(), path);
    found.map(|(id, origin, _)| (name(id), origin))
}

#[test]
fn the_title_the_issuer_or_the_path_say_whose_document_it_is() {
    let cases = [
        (
            "# 2023年甘肃省政府工作报告\n全省生产总值增长6%。",
            "",
            "甘肃省",
            OriginKind::Title,
        ),
        // Whose fruit it is; and where it is from, where that is all.
        (
            "# 云南水果抵达湖州市口岸\n货车排成长队。",
            "",
            "湖州市",
            OriginKind::Title,
        ),
        ("# 甘肃省陇西县药材丰收\n价格上涨。", "", "陇西县", OriginKind::Title),
        (
            "# 浙江省湖州市德清县统计公报\n全县工业增长。",
            "",
            "德清县",
            OriginKind::Title,
        ),
        (
            "# 全国科技经费投入统计公报\n我国投入增长。",
            "",
            "中国",
            OriginKind::Title,
        ),
        (
            "# 湖州市人民政府关于印发规划的通知\n各区县：",
            "",
            "湖州市",
            OriginKind::Title,
        ),
        (
            "# 促进民营经济若干措施\n@ 来源：上海市科学技术委员会\n我市企业增加。",
            "",
            "上海市",
            OriginKind::Document,
        ),
        (
            "# 统计公报\n@ 国家统计局 科学技术部\n投入增长。",
            "",
            "中国",
            OriginKind::Document,
        ),
        (
            "# 软件产业回顾\n信息产业部软件研究所　课题组\n收入增长。广东居首，江苏其次。",
            "",
            "中国",
            OriginKind::Document,
        ),
        (
            "# 统计公报\n全市投入增长。",
            "浙江省/湖州市/2021.txt",
            "湖州市",
            OriginKind::Metadata,
        ),
    ];
    for (text, path, place, origin) in cases {
        assert_eq!(document(text, path), Some((place, origin)), "{text}");
    }
}

#[test]
fn else_the_place_that_stands_out() {
    let cases = [
        // A county-level city: 我市 is itself, the city above it is named too.
        (
            "平湖市创新指数提升，列嘉兴第一。我市新增企业，平湖科技发力。全市投入增长。嘉兴市公布结果。我市领先。平湖再进一步。",
            Some("平湖市"),
        ),
        (
            "南湖区投入强度保持领先，全区新增企业，南湖领跑全市。南湖区再发力，嘉兴市点赞。南湖区继续努力。",
            Some("南湖区"),
        ),
        (
            "全国投入增长，我国强度提高。全国企业投入增加。我国基础研究加强。",
            Some("中国"),
        ),
        // Two cities in turn: none for the whole.
        (
            "温州市投入增长，温州市企业增加，温州领先。湖州市投入增长，湖州市企业增加，湖州领先。",
            None,
        ),
        // A text that begins with the country, whatever places it comes to.
        (
            "去年是我国加入世贸组织的头一年，软件业增长好于年初的预期，各方面年初都捏着一把汗，行业收入再上台阶，产品出口也继续扩大。\n到年底，广东居首，江苏其次，四川增长最快。",
            Some("中国"),
        ),
        (
            "去年是我国加入世贸组织的头一年，全县软件业增长好于年初的预期，各方面年初都捏着一把汗，行业收入再上台阶，产品出口也继续扩大。",
            None,
        ),
        // A county whose province and prefecture are named with it, and a city that names its own counties.
        (
            "贵州省黔西南布依族苗族自治州兴仁市的加工厂开工了。兴仁市种了粮食，也办了合作社，路也修通了。去年以来，兴仁市产量增长，兴仁市的企业增加，农户的收入也多了。",
            Some("兴仁市"),
        ),
        (
            "市政府贯彻省委和市委的部署，台州企业增加。产值增速居全省前列。路桥的园区开工，温岭的港口通航。",
            Some("台州市"),
        ),
        // A tour of many provinces.
        (
            "广东的企业增加，福建的港口扩建，湖南的园区开工，四川的电站投产，全国的游客增加，山东的渔船出海。",
            Some("中国"),
        ),
        // A place named once is an example.
        ("科技改变生活。北京有一家企业。", None),
        ("", None),
    ];
    for (text, place) in cases {
        assert_eq!(document(text, "").map(|(name, _)| name), place, "{text}");
    }
}

#[test]
fn a_place_named_once_has_words_that_fit_it_throughout() {
    let body = "全州生产总值增长。全州工业增长。".repeat(10);
    let text = format!("黔东南州统计局\n{body}\n黔东南州凯里市增长。\n来源：黔东南州财政局、黔东南州教育局");
    assert_eq!(
        document(&text, ""),
        Some(("黔东南苗族侗族自治州", OriginKind::Document))
    );
    let text = format!("{body}\n黔东南州和湘西州增长。");
    assert_eq!(document(&text, ""), None);
}

#[test]
fn a_line_that_is_a_name_opens_a_section() {
    let areas_of = |text: &str| {
        let bodies = testing::organisation_lexicon();
        section_areas(text, &lay_out(text), &mentions(text), gazetteer(), bodies)
    };
    let long = "今年以来科技创新工作以示范区为主战场，打造创新优势，广泛凝聚力量，体系不断完善。";
    let text = format!("温州\n{long}\n增长40.1%。\n湖州\n{long}\n## 附录\n{long}\n");
    let areas = areas_of(&text);
    let names: Vec<_> = areas.iter().map(|area| area.map(|(id, _)| name(id))).collect();
    let (wenzhou, huzhou) = (Some("温州市"), Some("湖州市"));
    assert_eq!(names, [wenzhou, wenzhou, wenzhou, huzhou, huzhou, huzhou, huzhou]);
    // A column of names is a table; a heading of the same level ends a section that a heading opened.
    let text = format!("北京\n天津\n河北\n## 湖州市\n{long}\n## 附录\n{long}\n");
    let areas = areas_of(&text);
    let names: Vec<_> = areas.iter().map(|area| area.map(|(id, _)| name(id))).collect();
    assert_eq!(names, [None, None, None, huzhou, huzhou, None, None]);
}

#[test]
fn words_for_the_own_place_climb_to_the_area_of_their_kind() {
    use OwnLevel::{Any, City, County, District, Prefecture, Province};
    let cases = [
        (Province, "湖州市", Some("浙江省")),
        (City, "湖州市", Some("湖州市")),
        (City, "平湖市", Some("平湖市")),
        (City, "德清县", Some("湖州市")),
        (City, "南湖区", Some("嘉兴市")),
        (City, "浦东新区", Some("上海市")),
        (City, "上海市", Some("上海市")),
        (District, "南湖区", Some("南湖区")),
        (District, "南宁市", Some("广西壮族自治区")),
        (District, "湖州市", None),
        (County, "德清县", Some("德清县")),
        (Prefecture, "凯里市", Some("黔东南苗族侗族自治州")),
        (Any, "南湖区", Some("南湖区")),
        (Province, "上海市", None),
        (City, "甘肃省", None),
        (Province, "中国", None),
    ];
    for (level, context, expected) in cases {
        let found = own_area(level, area(context), gazetteer()).map(name);
        assert_eq!(found, expected, "{level:?} in {context}");
    }
}
