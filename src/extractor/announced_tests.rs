//! What is announced once and told one by one, of which time a text tells, and names that a list leaves out.

use super::testing::{compare, facts, places};

/// Each fact without its area: quote | label | value unit measure | status | period.
fn told(text: &str) -> Vec<String> {
    let without_area = |line: String| {
        let mut parts: Vec<&str> = line.split(" | ").collect();
        parts.remove(4);
        parts.join(" | ")
    };
    facts(text, |_| true).into_iter().map(without_area).collect()
}

#[test]
fn plans_told_behind_their_announcement() {
    let head = "丽水市科技工作新闻发布会\n发布时间：2024年5月20日\n\n";
    let cases: &[(&str, &[&str])] = &[
        (
            "接下来，我们将办好几件实事。一是建设实验室6个。二是引进博士90名，全年工业投资增长7%。\n\n同时，着力改善服务，新增上市公司4家。\n",
            &[
                "6个 | 建设实验室 | 6 个 level | target | 2024",
                "90名 | 引进博士 | 90 名 level | target | 2024",
                "7% | 工业投资 | 7 % growth | target | 2024",
                "4家 | 新增上市公司 | 4 家 level | target | 2024",
            ],
        ),
        // What has a subject, or is done, is told as it is.
        (
            "接下来，我们将办好几件实事。目前已建成实验室6个。全市高新技术企业800家。\n",
            &[
                "6个 | 建成实验室 | 6 个 level | actual | 2024-05-01/2024-05-31",
                "800家 | 高新技术企业 | 800 家 level | actual | 2024-05-01/2024-05-31",
            ],
        ),
    ];
    compare(cases, |text| told(&format!("{head}{text}")));
}

#[test]
fn the_end_of_the_year_is_still_to_come() {
    let text = "云和县召开年中工作会议\n发布时间：2024年7月20日\n\n云和县1—6月生产总值80亿元。上半年工业投资9亿元。\n\n\
                出口6亿元。高新技术企业年底达到70家。\n\n各乡镇要对照清单抓好落实，把会议的要求变成行动，把行动变成结果，让企业和群众有更多的获得感，确保各项工作走在前列、干出样子，\
                为全县高质量发展作出新的更大的贡献，以优异的成绩迎接新的一年，各部门也要加强督查，及时通报进展情况。\n";
    let expected: &[&str] = &[
        "80亿元 | 生产总值 | 8000000000 元 level | actual | 2024-01-01/2024-06-30",
        "9亿元 | 工业投资 | 900000000 元 level | actual | 2024-01-01/2024-06-30",
        "6亿元 | 出口 | 600000000 元 level | actual | 2024-01-01/2024-06-30",
        "70家 | 高新技术企业 | 70 家 level | target | 2024",
    ];
    compare(&[(text, expected)], told);
}

#[test]
fn before_a_plan_of_five_years() {
    let head = "龙泉市“十四五”科技发展规划\n发布时间：2022年3月2日\n\n一、发展基础\n\n";
    let cases: &[(&str, &[&str])] = &[
        ("研发强度2.4%。\n", &["2.4% | 研发强度 | 2.4 % level | actual | 2020"]),
        // It tells of the first of its own years as past.
        (
            "2021年，全市研发强度2.4%。\n\n专利700件。\n",
            &[
                "2.4% | 研发强度 | 2.4 % level | actual | 2021",
                "700件 | 专利 | 700 件 level | actual | 2021",
            ],
        ),
    ];
    compare(cases, |text| told(&format!("{head}{text}")));
}

#[test]
fn this_year_in_the_report_on_a_year() {
    let text = "2024年遂昌县经济运行情况\n发布时间：2025年3月6日\n\n今年新入库企业8家。全年工业增长6.1%。\n";
    let expected: &[&str] = &[
        "8家 | 新入库企业 | 8 家 level | actual | 2024",
        "6.1% | 工业 | 6.1 % growth | actual | 2024",
    ];
    compare(&[(text, expected)], told);
}

#[test]
fn differences_in_turn_by_their_units() {
    let text = "缙云县2024年统计公报\n\n全年生产安全事故9起、死亡4人，直接经济损失80万元。分别减少2起、1人，分别下降18.2%、20%。\n";
    let expected: &[&str] = &[
        "9起 | 生产安全事故 | 9 起 level | actual | 2024",
        "4人 | 生产安全事故造成死亡 | 4 人 level | actual | 2024",
        "80万元 | 生产安全事故造成直接经济损失 | 800000 元 level | actual | 2024",
        "2起 | 生产安全事故 | -2 起 change | actual | 2024",
        "1人 | 生产安全事故造成死亡 | -1 人 change | actual | 2024",
        "18.2% | 生产安全事故 | -18.2 % growth | actual | 2024",
        "20% | 生产安全事故造成死亡 | -20 % growth | actual | 2024",
    ];
    compare(&[(text, expected)], told);
}

#[test]
fn tasks_that_are_counted_or_carried_out_are_no_aims() {
    let head = "景宁县2024年科技工作总结\n\n";
    let cases: &[(&str, &[&str])] = &[
        (
            "全年执行转运任务46次。31项任务已全部完成。\n",
            &[
                "46次 | 执行转运任务 | 46 次 level | actual | 2024",
                "31项 | 任务 | 31 项 level | actual | 2024",
            ],
        ),
        (
            "国有企业承担全县75%的建设任务。\n",
            &["75% | 国有企业承担全县建设任务 | 75 % level | actual | 2024"],
        ),
        (
            "固定资产投资总任务52亿元。\n",
            &["52亿元 | 固定资产投资总任务 | 5200000000 元 level | target | 2024"],
        ),
        (
            "现将有关情况报告如下：全县共有企业90家（其中：小型企业60家）。\n",
            &[
                "90家 | 企业 | 90 家 level | actual | 2024",
                "60家 | 小型企业 | 60 家 level | actual | 2024",
            ],
        ),
    ];
    for (text, expected) in cases {
        compare(&[(&format!("{head}{text}"), expected)], told);
    }
}

#[test]
fn names_that_a_list_leaves_out() {
    let head = "景宁县2024年科技工作总结\n\n";
    let cases: &[(&str, &[&str])] = &[
        (
            "新开工重点项目19个、竣工14个。\n",
            &[
                "19个 | 新开工重点项目 | 19 个 level | actual | 2024",
                "14个 | 重点项目竣工 | 14 个 level | actual | 2024",
            ],
        ),
        (
            "专利密度8.1件，在全省90个县（市、区）中仅排第41位。\n",
            &[
                "8.1件 | 专利密度 | 8.1 件 level | actual | 2024",
                "第41位 | 专利密度 | 41 位 rank | actual | 2024",
            ],
        ),
        (
            "火灾事故7起（均为一般事故）、死亡1人。\n",
            &[
                "7起 | 火灾事故 | 7 起 level | actual | 2024",
                "1人 | 火灾事故造成死亡 | 1 人 level | actual | 2024",
            ],
        ),
        (
            "出口先后突破3亿元、4亿元。\n",
            &[
                "3亿元 | 出口 | 300000000 元 level | actual | 2024",
                "4亿元 | 出口 | 400000000 元 level | actual | 2024",
            ],
        ),
    ];
    compare(cases, |text| told(&format!("{head}{text}")));
}

#[test]
fn zones_among_places() {
    let cases: &[(&str, &[&str])] = &[
        (
            "衢州市2024年工业情况\n\n各地产值分别为：柯城区（14亿元）、高新区（8亿元）和开化县（5亿元）。\n",
            &["14亿元 | 柯城区 | -", "8亿元 | 衢州市 | 高新区", "5亿元 | 开化县 | -"],
        ),
        (
            "上下同心开新局 衢州智造新城召开工作会议\n\n全区工业产值90亿元。\n",
            &["90亿元 | 衢州市 | -"],
        ),
        (
            "上下同心开新局 衢州高新区召开工作会议\n\n全区工业产值90亿元。\n",
            &["90亿元 | 衢州市 | 衢州高新区"],
        ),
    ];
    compare(cases, places);
}
