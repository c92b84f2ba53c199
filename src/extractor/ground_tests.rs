//! Where what a story of the news tells is held, struck or standing, and when, where it is still under way.

use super::testing::{NEWS, check, check_places_in_news, facts};

#[test]
fn what_is_held_somewhere_is_told_of_there() {
    check_places_in_news(&[
        (
            "### 全国茶商大会开幕\n\n全国茶商大会在福建南平开幕。今天，来自28个国家的客商参加，签约项目90个。\n",
            &["28个 | 南平市 | -", "90个 | 南平市 | -"],
        ),
        // A fair of which everybody knows where it is held, but not in a list of headlines on other things.
        (
            "### 本届广交会客商增加\n\n本届广交会今天闭幕。到会客商20万人，成交额增长3%。\n",
            &["20万人 | 广州市 | 本届广交会", "3% | 广州市 | 本届广交会"],
        ),
        // The words before a place that say what lies there.
        (
            "### 小镇的厨具\n\n河口镇是山东滨州的一个小镇，资源贫乏。厨具企业达到900家。\n",
            &["900家 | 滨州市 | -"],
        ),
        (
            "### 北国冰雪\n\n在祖国最北端的黑龙江漠河，人们忙着做准备。特色民宿突破300家。\n",
            &["300家 | 漠河市 | -"],
        ),
    ]);
}

#[test]
fn a_park_is_where_it_was_told_to_be() {
    check_places_in_news(&[
        (
            "### 重庆：柑橘丰收\n\n重庆万州柑橘产业园里，柑橘丰收了。新的一年，园区总产值突破90亿元。\n",
            &["90亿元 | 万州区 | 重庆万州柑橘产业园"],
        ),
        // A paragraph further down, by the name that the place stood beside.
        (
            "### 充电更方便\n\n江苏无锡的梅村服务区车来车往。\n\n我国新能源汽车越来越多。\n\n梅村服务区充电量达到3万千瓦时。\n",
            &["3万千瓦时 | 无锡市 | -"],
        ),
        (
            "### 各地花开\n\n在伊宁县的花海，游客纷至沓来。\n\n如今，这里种了果树2万亩。\n",
            &["2万亩 | 伊宁县 | -"],
        ),
    ]);
}

#[test]
fn places_abroad_are_as_fine_as_they_are_said() {
    check_places_in_news(&[
        (
            "### 空气质量\n\n加拿大多伦多发生火灾，3人受伤。在火情严重的东南部魁北克省，过火面积200平方公里。目前该省仍有火点30处。\n",
            &["3人 | 多伦多 | -", "200平方公里 | 魁北克省 | -", "30处 | 魁北克省 | -"],
        ),
        // Where somebody strikes, and not where they come from; what they shoot down is told of them.
        (
            "### 冲突\n\n美国军方4日称，对也门胡塞武装控制区的15个目标发动了袭击。\n\n乌克兰军方称，乌军在应对俄军袭击时，拦截无人机40架。\n",
            &["15个 | 也门 | -", "40架 | 乌克兰 | -"],
        ),
        (
            "### 冲突\n\n以色列当天空袭了约旦河西岸，造成6人死亡。\n",
            &["6人 | 约旦河西岸 | -"],
        ),
        // What a war costs is told of whoever pays.
        (
            "### 战事\n\n美国防部称，去年对伊朗战事花费300亿美元。\n",
            &["300亿美元 | 美国 | -"],
        ),
    ]);
}

#[test]
fn names_that_only_begin_or_end_as_places() {
    check_places_in_news(&[
        (
            "### 我国外贸\n\n我国前三季度利用外资9000亿元。\n",
            &["9000亿元 | 中国 | -"],
        ),
        (
            "### 防汛\n\n在嘉兴海盐县，骨干工程——杭嘉湖南排工程的枢纽，目前已累计排水1亿立方米。\n",
            &["1亿立方米 | 海盐县 | 杭嘉湖南排工程"],
        ),
        // A town of that name in another province than the city.
        ("### 制伞\n\n在浙江南阳，制伞企业达到120家。\n", &["120家 | 浙江省 | -"]),
    ]);
}

#[test]
fn what_is_under_way_has_come_about_until_today() {
    let cases: &[(&str, &[&str])] = &[
        (
            "### 电影\n\n截至3月10日，今年电影总票房已达90亿元。\n",
            &["90亿元 | 电影总票房 | 9000000000 元 level | actual | 中国 | 2024-01-01/2024-03-10"],
        ),
        // Trains go on running; a stock stands there at the day.
        (
            "### 班列\n\n今年以来，对外开放步伐加快。截至2月底，中欧班列达400列，班列线路达20条。\n",
            &[
                "400列 | 中欧班列 | 400 列 level | actual | 中国 | 2024-01-01/2024-02-29",
                "20条 | 班列线路 | 20 条 level | actual | 中国 | 2024-02-01/2024-02-29",
            ],
        ),
        (
            "### 气田\n\n这个气田连续3年天然气产量在30亿立方米以上。\n",
            &[
                "3年 | 气田连续天然气产量在30亿立方米以上 | 3 年 level | actual | 中国 | 2024",
                "30亿立方米以上 | 天然气产量 | 3000000000 立方米 level | actual | 中国 | 2021-01-01/2023-12-31",
            ],
        ),
        (
            "### 退税\n\n今年截至2月20日，全国开出离境退税单8400张。\n",
            &["8400张 | 开出离境退税单 | 8400 张 level | actual | 中国 | 2024-01-01/2024-02-20"],
        ),
        // The day that was named last, whoever told of it when.
        (
            "### 事故\n\n据美国媒体11日报道，当地时间10日下午，某地发生冲突，3人受伤。当天还有4人死亡。\n",
            &[
                "3人 | 冲突造成受伤 | 3 人 level | actual | 美国 | 2024-03-10/2024-03-10",
                "4人 | 冲突造成死亡 | 4 人 level | actual | 美国 | 2024-03-10/2024-03-10",
            ],
        ),
        (
            "### 客流\n\n在浙江良渚，目前日均客流5万人次。\n",
            &["5万人次 | 日均客流 | 50000 人次 level | actual | 浙江省 | 2024-03-01/2024-03-31"],
        ),
    ];
    check(NEWS, cases);
}

#[test]
fn a_holiday_under_way() {
    let head = "# 《新闻联播》（20240213）\n\n2024年2月13日\n\n";
    let told = |text: &str| facts(&format!("{head}{text}\n"), |_| true);
    assert_eq!(
        told("今年春节，景区接待游客30万人次。"),
        ["30万人次 | 景区接待游客 | 300000 人次 level | actual | - | 2024-02-10/2024-02-13"]
    );
    assert_eq!(
        told("春运以来，全国铁路发送旅客2亿人次。"),
        ["2亿人次 | 铁路发送旅客 | 200000000 人次 level | actual | 中国 | 2024-01-26/2024-02-13"]
    );
}
