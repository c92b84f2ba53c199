//! Where a label begins and ends: which noun is counted, what a size is of, and what belongs to the next number.

use super::testing::facts;

const HEAD: &str = "湖南省2023年经济运行情况\n发布时间：2024年1月20日\n\n";

/// The quotes and labels of the facts of a sentence.
#[track_caller]
fn labels(cases: &[(&str, &[&str])]) {
    let read = |text: &str| -> Vec<String> {
        let lines = facts(&format!("{HEAD}{text}\n"), |_| true);
        let label = |line: &String| {
            let mut parts = line.split(" | ");
            format!(
                "{}={}",
                parts.next().unwrap_or_default(),
                parts.next().unwrap_or_default()
            )
        };
        lines.iter().map(label).collect()
    };
    super::testing::compare(cases, read);
}

#[test]
fn what_is_carried_stands_before_the_one_who_carries_it() {
    labels(&[
        (
            "一列满载着46个集装箱的货运班列昨天驶出。",
            &["46个=货运班列满载着集装箱"],
        ),
        ("来自35个国家和地区的客商参加洽谈。", &["35个=客商来自国家和地区"]),
        ("来自35个国家的客商参加洽谈。", &["35个=客商来自国家"]),
        // What says which are counted is no carrier.
        ("园区拥有12个国家级的实验平台。", &["12个=园区国家级的实验平台"]),
    ]);
}

#[test]
fn a_size_behind_its_thing_is_a_noun() {
    labels(&[
        ("海岸观测站记录到浪高2.6米的海浪。", &["2.6米=海浪浪高"]),
        ("县里竖起了高24米的灯塔。", &["24米=灯塔高度"]),
        ("工厂向农户提供价值600万元的农机。", &["600万元=农机价值"]),
        // What somebody does is none.
        ("基金为企业创造了300万元的效益。", &["300万元=基金为企业创造效益"]),
    ]);
}

#[test]
fn a_verb_before_a_number_is_of_that_number() {
    labels(&[
        (
            "50家用人单位提供就业岗位2.4万个。",
            &["50家=提供就业岗位的用人单位", "2.4万个=用人单位提供就业岗位"],
        ),
        (
            "全省22个重点项目累计完成投资80亿元。",
            &["22个=重点项目", "80亿元=重点项目累计完成投资"],
        ),
        (
            "90家出版机构签署了230份合作文件。",
            &["90家=出版机构签署了合作文件", "230份=出版机构签署合作文件"],
        ),
        ("论坛邀请60家行业协会负责人等座谈。", &["60家=论坛邀请行业协会"]),
    ]);
}

#[test]
fn what_made_something_move_is_no_part_of_it() {
    labels(&[
        ("促销活动带动家电销售额增长12%。", &["12%=家电销售额"]),
        ("促销活动带动家电销售额12亿元。", &["12亿元=促销活动带动家电销售额"]),
        ("技术改造使农户增收800元。", &["800元=技术改造使农户增收"]),
        (
            "围绕扩大消费、改善服务、稳定就业等三个方面提出16项举措。",
            &["16项=提出举措"],
        ),
        ("有15个行业利润较上半年改善。", &["15个=行业利润改善"]),
        ("学校梳理了36项调研计划。", &["36项=学校梳理调研计划"]),
        ("县里在引进40名技术人才的基础上加大投入。", &["40名=县里在引进技术人才"]),
    ]);
}

#[test]
fn what_leads_to_somebody_stays_with_whom_it_leads_to() {
    labels(&[
        (
            "公司向“金桥计划”周边国家出口120万美元。",
            &["120万美元=公司向“金桥计划”周边国家出口"],
        ),
        ("法院对“安康”诊所处以8万元罚款。", &["8万元=法院对“安康”诊所处以罚款"]),
        // Where they are says which of all the schools are counted.
        ("在湘高校达86所。", &["86所=在湘高校"]),
    ]);
}

#[test]
fn what_is_told_of_the_last_is_told_of_those_before() {
    labels(&[
        (
            "昨天，18条支流的27个观测站出现险情。",
            &["18条=支流出现险情", "27个=支流的观测站出现险情"],
        ),
        (
            "火灾中，2名儿童和3名老人遇难。",
            &["2名=儿童遇难 [火灾]", "3名=老人遇难 [火灾]"],
        ),
        (
            "边防部队截获走私分子藏匿的6艘快艇、9辆货车。",
            &["6艘=边防部队截获走私分子藏匿的快艇", "9辆=边防部队截获货车"],
        ),
        (
            "大赛评选出了12名能工巧匠和30名种粮能手。",
            &["12名=大赛评选出能工巧匠", "30名=大赛评选种粮能手"],
        ),
        // One verb alone only says which teachers they are.
        (
            "参加座谈的20名教师和35名家长发言。",
            &["20名=参加座谈的教师", "35名=家长发言"],
        ),
    ]);
}

#[test]
fn how_often_something_comes_of_a_work_is_said_once() {
    labels(&[
        (
            "电站每年可发电5亿千瓦时，减少废气排放15万吨。",
            &["5亿千瓦时=电站每年可发电", "15万吨=减少废气排放 [每年]"],
        ),
        // Of all the time, and a size of its own.
        (
            "电站每年可发电5亿千瓦时，累计减少废气排放15万吨。",
            &["5亿千瓦时=电站每年可发电", "15万吨=减少废气排放"],
        ),
    ]);
}
