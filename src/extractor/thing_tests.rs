//! Things with names, from the text to their facts: what a clause without a subject of its own goes on about, and the heads that
//! numbers share.

use super::testing::{check, places};

const NEWS: &str = "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n我国经济平稳运行，全国粮食产量1.39万亿斤。全国铁路发送旅客9亿人次，我国对外投资1万亿元。\n\n全国社会物流总额100万亿元。\n\n";

/// The subjects of the facts of a paragraph of the news.
fn subjects(text: &str) -> Vec<String> {
    let known = places(NEWS).len();
    places(&format!("{NEWS}{text}\n"))
        .split_off(known)
        .iter()
        .map(|line| {
            let (quote, subject) = (line.split(" | ").next(), line.split(" | ").nth(2));
            format!("{}={}", quote.unwrap_or_default(), subject.unwrap_or_default())
        })
        .collect()
}

#[test]
fn a_clause_without_a_subject_goes_on_about_the_thing_named_before() {
    for (text, expected) in [
        (
            "青岚江大桥主跨达820米，通航净空达到48米。",
            &["820米=青岚江大桥", "48米=青岚江大桥"][..],
        ),
        // The work ends where something else is told of.
        (
            "青岚江大桥主跨达820米，全国铁路营业里程16万公里。",
            &["820米=青岚江大桥", "16万公里=-"],
        ),
        (
            "第21届茶叶博览会今天开幕。本届博览会展览总面积达5万平方米。",
            &["5万平方米=第21届茶叶博览会"],
        ),
        (
            "今年，最高人民法院收案3000件，结案2800件。",
            &["3000件=最高人民法院", "2800件=最高人民法院"],
        ),
        // Whoever only tells of it is no subject.
        ("国家能源局数据显示，风电装机容量4.6亿千瓦。", &["4.6亿千瓦=-"]),
        // Who comes to an event does not end it; the others do as they like.
        (
            "第十届青岚博览会今天开幕，主题为“新生活”，吸引了240家企业参展。",
            &["240家=第十届青岚博览会"],
        ),
        // What has come about is for the work; so is what a head alone tells.
        (
            "青岚振兴重大工程实施以来，中央资金累计投入130亿元。",
            &["130亿元=青岚振兴重大工程"],
        ),
        (
            "青岚江大桥顺利合龙，标志着工程进入新阶段。大桥全长1688米。",
            &["1688米=青岚江大桥"],
        ),
        (
            "我国首艘内河游轮“江河”号今天交付。该船可搭载游客600名。",
            &["600名=我国首艘内河游轮“江河”号"],
        ),
        // The shorter word that points back, behind a verb that a name may end before.
        (
            "云屏山隧道今天顺利贯通，该隧道海拔1200米，全长5公里。",
            &["1200米=云屏山隧道", "5公里=云屏山隧道"],
        ),
        (
            "青岚援建儿童医院（二期）项目竣工。该项目总建筑面积3万平方米。",
            &["3万平方米=青岚援建儿童医院（二期）项目"],
        ),
        // Who comes to it, and those who hold it.
        (
            "第21届茶叶订货会今天闭幕。本届订货会展出茶叶900种，入场观众超6万人次。",
            &["900种=第21届茶叶订货会", "6万人次=第21届茶叶订货会"],
        ),
        (
            "教育部、农业农村部主办的“春风”人才招聘会今天举行，提供就业岗位2000个。",
            &["2000个=“春风”人才招聘会"],
        ),
        // Anywhere in a story whose headline names it.
        (
            "第21届青岚茶叶博览会开幕\n\n连日来，各地客商云集。参展商达到900家。",
            &["900家=第21届青岚茶叶博览会"],
        ),
        // The clause is nothing but its name.
        (
            "第30届冬奥会今天落幕。本届冬奥会，我国选手拿下80枚金牌。",
            &["80枚=第30届冬奥会"],
        ),
        // How much more it is.
        (
            "第21届茶叶博览会签约项目200个，比上届增长8%。",
            &["200个=第21届茶叶博览会", "8%=第21届茶叶博览会"],
        ),
        // What it does each year.
        (
            "云屏光伏电站今天并网，总投资20亿元，每年可节约标煤40万吨。",
            &["20亿元=云屏光伏电站", "40万吨=云屏光伏电站"],
        ),
        // All of them are none.
        (
            "云屏山博物馆今天开放。春节期间，全国博物馆接待观众700万人次。",
            &["700万人次=-"],
        ),
        // Several bridges have no name.
        ("两座大桥建成通车，通行时间缩短30分钟。", &["30分钟=-"]),
    ] {
        assert_eq!(subjects(text), expected, "{text}");
    }
}

#[test]
fn what_is_only_counted_has_no_name() {
    let report = "安徽省2024年工作情况\n2025年1月20日\n\n全省新招引亿元以上船舶制造项目36个，总投资920亿元。\n";
    assert_eq!(places(report), ["36个 | 安徽省 | -", "920亿元 | 安徽省 | -"]);
}

#[test]
fn a_bare_attribute_is_of_the_thing_named_before() {
    check(
        NEWS,
        &[(
            "青岚江大桥主跨达820米，通航净空达到48米。",
            &[
                "820米 | 青岚江大桥主跨 | 820 米 level | actual | 中国 | 2024-03-01/2024-03-31",
                "48米 | 青岚江大桥通航净空 | 48 米 level | actual | 中国 | 2024-03-01/2024-03-31",
            ],
        )],
    );
}

#[test]
fn several_attributes_are_of_one_work() {
    check(
        NEWS,
        &[(
            "“青岚二号”作业海域平均水深约276米，总高291.5米。",
            &[
                "276米 | “青岚二号”作业海域平均水深 | 276 米 level | actual | 中国 | 2024-03-01/2024-03-31",
                "291.5米 | “青岚二号”总高 | 291.5 米 level | actual | 中国 | 2024-03-01/2024-03-31",
            ],
        )],
    );
}

#[test]
fn the_verb_of_a_list_is_that_of_all_its_numbers() {
    check(
        NEWS,
        &[(
            "今年，我国铁路部门新建5座客站和8座货场。",
            &[
                "5座 | 铁路部门新建客站 | 5 座 level | actual | 中国 | 2024",
                "8座 | 铁路部门新建货场 | 8 座 level | actual | 中国 | 2024",
            ],
        )],
    );
}

#[test]
fn what_is_done_to_something_is_told_of_it() {
    check(
        NEWS,
        &[
            (
                "今年，各地累计发行绿色债券6000亿元，发行进度达到75%。",
                &[
                    "6000亿元 | 各地累计发行绿色债券 | 600000000000 元 level | actual | 中国 | 2024",
                    "75% | 绿色债券发行进度 | 75 % level | actual | 中国 | 2024",
                ],
            ),
            (
                "今年，我国打好“保供暖”攻坚战，交付5.2万套。",
                &["5.2万套 | 保供暖交付 | 52000 套 level | actual | 中国 | 2024"],
            ),
            (
                "今年前两月，我国加工贸易出口和进口分别达到300亿美元和200亿美元。",
                &[
                    "300亿美元 | 加工贸易出口 | 30000000000 美元 level | actual | 中国 | 2024-01-01/2024-02-29",
                    "200亿美元 | 加工贸易进口 | 20000000000 美元 level | actual | 中国 | 2024-01-01/2024-02-29",
                ],
            ),
        ],
    );
}
