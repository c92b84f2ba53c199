//! Digits and numerals that look like quantities and are none, beside ones that are: what a bulletin, and what free text,
//! reads in a whole block.

use std::sync::LazyLock;

use super::*;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::embedded);

/// The quantities of a text, as `value unit`, joined by ` | `.
fn quantities_of(text: &str, reading: Reading) -> String {
    let (mut scratch, mut mentions) = (Scratch::default(), Vec::new());
    read(
        text,
        Span::new(0, text.len()),
        &RULES,
        reading,
        &mut scratch,
        &mut mentions,
    );
    mentions.sort_by_key(|mention| mention.span);
    let told = settle(&mentions)
        .into_owned()
        .into_iter()
        .filter_map(|mention| match mention.kind {
            MentionKind::Quantity(quantity) => {
                let high = quantity.value_high.map_or(String::new(), |high| format!("~{high}"));
                Some(format!(
                    "{}{high} {}",
                    quantity.value,
                    quantity.unit.as_deref().unwrap_or("-")
                ))
            }
            _ => None,
        });
    told.collect::<Vec<_>>().join(" | ")
}

fn check(reading: Reading, cases: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = quantities_of(text, reading);
        if found != *expected {
            wrong += &format!("{text}\n  expected {expected:?}\n  found    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{reading:?}\n{wrong}");
}

/// Traps of every kind, with the quantities that do stand in them.
const TRAPS: &[(&str, &str)] = &[
    // Names with digits.
    ("构建“315”科技创新体系", ""),
    ("596长三角创新中心揭牌", ""),
    ("G60科创走廊建设提速", ""),
    ("沿G7京新高速、S209省道", ""),
    ("5G用户数快速发展，首个6G外场试验网成功", ""),
    ("引进世界500强企业", ""),
    ("中国民营企业500强中，本市有12家", "12 家"),
    ("人才新政4.0版出台", ""),
    ("AES100发动机、C919大型客机、AG600水陆两栖飞机", ""),
    ("全面支持IPv6", ""),
    ("歼-20、运-20列装", ""),
    ("神舟二十号、嫦娥六号返回", ""),
    ("今年第1号台风", ""),
    ("PM2.5浓度下降", ""),
    ("构建“14+5”产业集群", ""),
    ("实施“4210”计划和1+N方案", ""),
    ("参加3·15晚会", ""),
    ("拨打12345热线", ""),
    ("7×24小时服务", ""),
    ("M2余额增长8%", "8 %"),
    ("TiO2投加量", ""),
    ("B2B平台、O2O模式", ""),
    ("地铁3号线、2号航站楼", ""),
    ("H7N9疫情、COVID-19", ""),
    ("第14届全国运动会，第28版", ""),
    ("75周年庆典", ""),
    // Addresses, contacts, times, numbering.
    ("见https://a.cn/26/VIDE1k2d420S.shtml", ""),
    ("%E8%87%AA%E7%84%B6", ""),
    ("2f96bd58cf3.shtml", ""),
    ("DSCF0050.2.jpg", ""),
    ("电话：0572-2031234", ""),
    ("联系电话 13812345678", ""),
    ("邮编：313000", ""),
    ("ICP备05001234号", ""),
    ("发布时间：2024-03-15 09:30", ""),
    ("上午9点30分开幕，18:00结束", ""),
    ("2025-12-23T11:43:00", ""),
    ("国发〔2015〕3号文件", ""),
    ("浙政办函(2020)12号", ""),
    ("见图3、表2-1和附件4", ""),
    ("中图分类号：F121.23", ""),
    ("ISSN 1007-1369", ""),
    ("投入持续增长[12]", ""),
    ("（3）推进改革", ""),
    ("1．加快发展", ""),
    ("3.2.1 总体要求", ""),
    ("— 17 —", ""),
    ("192.168.0.1", ""),
    ("2021年第11期", ""),
    // Words with numerals.
    ("推进长三角一体化发展，珠三角、三角债", ""),
    ("召开两会，统一部署，唯一入选", ""),
    ("深化供给侧改革，坚持一带一路，万众一心", ""),
    ("四川省、九江市、六安市、万州区", ""),
    ("五水共治、四好农村路、三农工作", ""),
    ("千方百计稳就业，百姓满意，十分重要", ""),
    ("二氧化碳、三氯化铝", ""),
    ("三甲医院、二手房、一手抓", ""),
    ("双一流、两弹一星、两院院士", ""),
    ("第一产业、第二产业、第三方", ""),
    ("三年行动计划、五年规划", ""),
    ("十四五期间、二〇三五年", ""),
    ("进一步扩大，新一轮改革，一系列措施", ""),
    ("星期三、礼拜五、周一", ""),
    ("一直以来，一旦发生，一切为了人民", ""),
    ("七一勋章、八一建军节、五四青年", ""),
    ("百分制考核、千兆光网、万里长城", ""),
    // Near to those, and quantities.
    ("投资10日元", "10 日元"),
    ("覆盖三角洲315平方公里", "315 平方公里"),
    ("110万加沙民众", "1100000 -"),
    ("占三成半", "35 %"),
    ("气温在20℃和30℃之间", "20~30 ℃"),
    // Festivals, holidays and lunar days; names that hold their words.
    ("7.春节假期出游3.08亿人次", "308000000 人次"),
    ("“6·30”火灾事故", ""),
    ("五一路、李国庆", ""),
    ("正月初八开工，农历八月十八观潮", ""),
    ("十里八乡，一波三折", ""),
    // Decades, the first of which is no number in a list.
    ("60、70年代，19世纪60-70年代", ""),
    ("五六十年代，五六十家", "50~60 家"),
];

#[test]
fn a_bulletin_has_no_false_quantities() {
    check(Reading::Bulletin, TRAPS);
}

#[test]
fn free_text_has_no_false_quantities() {
    check(Reading::Free, TRAPS);
}

#[test]
fn free_text_has_every_number() {
    check(
        Reading::Free,
        &[
            ("两千三百", "2300 -"),
            ("答案是四不是五", "4 - | 5 -"),
            ("二百五", "250 -"),
            ("三十几万", "300000~400000 -"),
            ("十几块钱", "10~20 元"),
            ("几十万块", "100000~1000000 元"),
            ("数十亿元人民币", "1000000000~10000000000 元"),
            ("3000多欧元", "3000~4000 欧元"),
            ("一百五十点五", "150.5 -"),
            ("8点5倍", "8.5 倍"),
            ("三分之一", "0.333333333333333 -"),
            ("一又二分之一", "1.5 -"),
            ("1 3/5", "1.6 -"),
            ("百分之五，千分之三，一百分之五", "5 % | 0.3 % | 0.05 -"),
            ("三千 九百 六十五", "3965 -"),
            ("7万 5千 4百", "75400 -"),
            ("百二万", "1200000 -"),
            ("10K、1.2M、30w", "10000 - | 1200000 - | 300000 -"),
            ("2e5，2^5，.5", "200000 - | 32 - | 0.5 -"),
            ("十块三毛", "10.3 元"),
            ("两美元又三美分", "2.03 美元"),
            ("一块蛋糕", "1 块"),
            ("五打鸡蛋，五打造新城", "60 - | 5 -"),
            ("半个、半百、一半", "0.5 个 | 50 - | 0.5 -"),
            ("叁万肆仟", "34000 -"),
            ("大于20并且小于30", "20~30 -"),
            ("最多100最少20个", "20~100 个"),
            ("10000与20000间", "10000~20000 -"),
            ("Ⅲ", "3 -"),
        ],
    );
}

#[test]
fn a_bulletin_leaves_them_aside() {
    check(
        Reading::Bulletin,
        &[
            ("答案是四不是五", ""),
            ("十几块钱", ""),
            ("三百五的意思，一块蛋糕", ""),
            ("约占三分之一", "33.33 %"),
            ("5打鸡蛋", "5 -"),
            ("10K跑步", ""),
            ("有10000间宿舍", "10000 间"),
        ],
    );
}
