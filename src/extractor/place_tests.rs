//! Whose a fact is: the body that a document or section is about, regions, villages and firms named before, partners.

use super::testing::{compare, places};

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    compare(cases, places);
}

#[test]
fn a_document_about_a_zone_is_of_the_zone() {
    check(&[
        (
            "湖州莫干山高新技术产业开发区2023年工作总结\n2024年1月8日\n全区工业总产值突破600亿元。高新区拥有企业820家，占全市的21%。\n\
             全市生产总值4015亿元。莫干山高新区新增企业35家，湖州莫干山高新区管委会兑现资金3亿元。\n",
            &[
                "600亿元 | 湖州市 | 湖州莫干山高新技术产业开发区",
                "820家 | 湖州市 | 湖州莫干山高新技术产业开发区",
                "21% | 湖州市 | 湖州莫干山高新技术产业开发区",
                "4015亿元 | 湖州市 | -",
                "35家 | 湖州市 | 湖州莫干山高新技术产业开发区",
                "3亿元 | 湖州市 | 湖州莫干山高新技术产业开发区",
            ],
        ),
        (
            "老园区的新生\n——来自滁州经济技术开发区的报告\n2024年3月5日\n去年，全区新签约项目68个，累计引进人才团队31个。\n",
            &[
                "68个 | 滁州市 | 滁州经济技术开发区",
                "31个 | 滁州市 | 滁州经济技术开发区",
            ],
        ),
        (
            "嘉善县高铁片区管委会2023年工作总结\n2024年1月8日\n完成房屋签约36座。\n",
            &["36座 | 嘉善县 | 嘉善县高铁片区"],
        ),
        // What a department writes, and what is done for a zone, is about the place that it governs.
        (
            "湖州市科技局2023年工作总结\n2024年1月8日\n新增企业35家。\n",
            &["35家 | 湖州市 | -"],
        ),
        (
            "湖州市关于支持莫干山高新区建设的意见\n2024年1月8日\n新增企业35家。\n",
            &["35家 | 湖州市 | -"],
        ),
    ]);
}

#[test]
fn what_a_body_of_the_state_reports_is_of_the_country() {
    check(&[
        (
            "上半年有色金属产量同比增长7.3%\n2011-08-03\n工业和信息化部2日公布的数据显示，上半年有色金属产量为1655万吨。\n",
            &["7.3% | 中国 | -", "1655万吨 | 中国 | -"],
        ),
        // A title that counts places is of none of them.
        (
            "2017年1月74个城市空气质量：石家庄垫底\n环境保护部今日发布，全国338个城市优良天数比例为60.0%。\n",
            &["74个 | 中国 | -", "338个 | 中国 | -", "60.0% | 中国 | -"],
        ),
    ]);
}

#[test]
fn short_counties_streets_and_the_only_place_of_a_text() {
    check(&[
        // A county of two characters, where a text that speaks of 全县 begins with it again and again.
        (
            "滑县有医院3家。\n滑县历史悠久，全县有文物保护单位12处。\n滑县现有企业80家。\n",
            &["3家 | 滑县 | -", "12处 | 滑县 | -", "80家 | 滑县 | -"],
        ),
        // Streets that bear the name of a city.
        (
            "西安市建设情况\n2016年7月2日\n昆明路快速路总投资20亿元。西安路网密度达到7公里/平方公里。\n",
            &["20亿元 | 西安市 | -", "7公里/平方公里 | 西安市 | -"],
        ),
        // 交通部门 is no ministry.
        (
            "小长假563万辆车上高速\n小长假结束，高速路经历了考验。交通部门给出了绕行路线。北京的高速路通行563万辆次。北京的地铁运送乘客2196万人次。据北京的商家，销售额增长5.6%。\n",
            &[
                "563万辆 | 北京市 | -",
                "563万辆次 | 北京市 | -",
                "2196万人次 | 北京市 | -",
                "5.6% | 北京市 | -",
            ],
        ),
    ]);
}

#[test]
fn so_are_those_about_an_institution_or_a_town() {
    check(&[
        (
            "湖州职业技术学院2023年度质量报告\n2024年1月8日\n招收新生3200人，专任教师620人。\n",
            &[
                "3200人 | 湖州市 | 湖州职业技术学院",
                "620人 | 湖州市 | 湖州职业技术学院",
            ],
        ),
        (
            "德清县莫干山镇2023年政府工作报告\n2024年1月8日\n全镇接待游客260万人次，新增民宿35家。全县新增民宿120家。\n",
            &[
                "260万人次 | 德清县 | 莫干山镇",
                "35家 | 德清县 | 莫干山镇",
                "120家 | 德清县 | -",
            ],
        ),
    ]);
}

#[test]
fn regions_and_partners() {
    let head = "海关发布前五个月数据\n2024年6月8日\n";
    let text = |body: &str| format!("{head}{body}\n");
    let cases = [
        (
            "前5个月，长三角地区进出口6.5万亿元，对东盟、韩国出口分别增长9%、4%。",
            vec!["6.5万亿元 | 长三角 | -", "9% | 长三角 | -", "4% | 长三角 | -"],
        ),
        ("欧洲国家进口量增长12%。", vec!["12% | 欧洲 | -"]),
        ("广东企业密度是粤港澳大湾区的15倍。", vec!["15倍 | 广东省 | -"]),
    ];
    for (body, expected) in cases {
        assert_eq!(places(&text(body)), expected, "{body}");
    }
    // In a province's text a region is what the province has a part in.
    let report = "2024年安徽省政府工作报告\n2024年1月8日\n";
    let cases = [
        ("长三角科技合作深入推进，新增联合平台12个。", "12个 | 安徽省 | -"),
        ("对东盟、欧盟进出口分别增长16%、40%。", "16% | 安徽省 | -"),
        ("研发强度高出全国0.3个百分点。", "0.3个百分点 | 安徽省 | -"),
    ];
    for (body, expected) in cases {
        assert_eq!(places(&format!("{report}{body}\n"))[0], expected, "{body}");
    }
}

#[test]
fn places_told_of_in_passing() {
    let report = "2024年安徽省政府工作报告\n2024年1月8日\n";
    let cases = [
        (
            "合肥跨入万亿城市行列，芜湖、滁州进至前列，建成大科学装置13个。",
            vec!["13个 | 安徽省 | -"],
        ),
        (
            "合肥具有影响力的科创中心加快建设，创新体系不断完善，大科学装置达到13个。",
            vec!["13个 | 安徽省 | -"],
        ),
        ("合肥持续领跑，生产总值1.3万亿元。", vec!["1.3万亿元 | 合肥市 | -"]),
    ];
    for (body, expected) in cases {
        assert_eq!(places(&format!("{report}{body}\n")), expected, "{body}");
    }
}

#[test]
fn villages_firms_and_zones_named_before() {
    let head = "湖州市2023年发展纪实\n2024年1月8日\n";
    let cases = [
        (
            "德清县莫干山镇仙潭村坐落在山腰。全村有民宿180家，人均收入6.2万元。",
            vec!["180家 | 湖州市 | 仙潭村", "6.2万元 | 湖州市 | 仙潭村"],
        ),
        (
            "在远大轴承公司的展厅里，机器转个不停。公司去年研发投入1.2亿元。",
            vec!["1.2亿元 | 湖州市 | 远大轴承公司"],
        ),
        (
            "湖州莫干山高新区管委会副主任王某：去年高新区新增企业35家。",
            vec!["35家 | 湖州市 | 湖州莫干山高新区"],
        ),
        // A kind of village or firm is none.
        (
            "示范村达到35个，保险公司保费收入12亿元。",
            vec!["35个 | 湖州市 | -", "12亿元 | 湖州市 | -"],
        ),
        ("参加城镇职工养老保险120万人。", vec!["120万人 | 湖州市 | -"]),
    ];
    for (body, expected) in cases {
        assert_eq!(places(&format!("{head}{body}\n")), expected, "{body}");
    }
}
