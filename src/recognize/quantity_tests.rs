use std::sync::LazyLock;

use proptest::prelude::*;

use crate::rules::RuleFile;

use super::*;

static LEXICON: LazyLock<QuantityLexicon> = LazyLock::new(lexicon);

fn lexicon() -> QuantityLexicon {
    let files = ["lexicon/units.toml", "cues/bounds.toml", "lexicon/names.toml"].map(RuleFile::shipped);
    QuantityLexicon::load(&files).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
}

fn find(text: &str, taken: &[Span], lexicon: &QuantityLexicon) -> Vec<Mention> {
    let mut found = Vec::new();
    quantities(text, Span::new(0, text.len()), taken, lexicon, &mut found);
    found
}

/// What is found, as `quote=value unit bound` (bound only where it is not eq) and `quote:reason`, joined by ` | `.
fn told(text: &str, found: &[Mention]) -> String {
    let tell = |mention: &Mention| {
        let quote = mention.span.of(text);
        match &mention.kind {
            MentionKind::Quantity(quantity) => {
                let high = quantity.value_high.map_or(String::new(), |high| format!("~{high}"));
                let unit = quantity.unit.as_deref().unwrap_or("-");
                let bound = format!(" {:?}", quantity.bound).to_lowercase();
                let bound = if quantity.bound == Bound::Eq { "" } else { &bound };
                format!("{quote}={}{high} {unit}{bound}", quantity.value)
            }
            MentionKind::Skip(reason) => format!("{quote}:{reason:?}").to_lowercase(),
            other => format!("{quote}?{other:?}"),
        }
    };
    found.iter().map(tell).collect::<Vec<_>>().join(" | ")
}

/// Parts of the text in `⟨…⟩` are periods.
fn check(cases: &[(&str, &str)]) {
    let lexicon = lexicon();
    let mut wrong = String::new();
    for (marked, expected) in cases {
        let mut text = String::new();
        let mut taken = Vec::new();
        let mut start = 0;
        for letter in marked.chars() {
            match letter {
                '⟨' => start = text.len(),
                '⟩' => taken.push(Span::new(start, text.len())),
                _ => text.push(letter),
            }
        }
        let found = told(&text, &find(&text, &taken, &lexicon));
        if found != *expected {
            wrong += &format!("{marked}\n  expected {expected}\n  found    {found}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn numbers_with_units() {
    check(&[
        ("完成投资12.5亿元，占3.0%", "12.5亿元=1250000000 元 | 3.0%=3.0 %"),
        ("专利1,100件", "1,100件=1100 件"),
        (
            "装机5万千瓦、发电3亿千瓦时",
            "5万千瓦=50000 千瓦 | 3亿千瓦时=300000000 千瓦时",
        ),
        ("提高1.4个百分点", "1.4个百分点=1.4 个百分点"),
        ("收6.5百分点", "6.5百分点=6.5 个百分点"),
        ("服务3.2万家次、培训800人次", "3.2万家次=32000 家次 | 800人次=800 人次"),
        ("亩均税收42万元/亩", "42万元/亩=420000 元/亩"),
        ("拥有20.5件/万人", "20.5件/万人=20.5 件/万人"),
        ("净增2803 个", "2803 个=2803 个"),
        ("温度降到-2.5℃", "-2.5℃=-2.5 ℃"),
        ("5个月、3个小时、8天", "5个月=5 个月 | 3个小时=3 小时 | 8天=8 天"),
        ("惠及46万群众", "46万=460000 -"),
        ("覆盖11个项目、45家研究院", "11个=11 个 | 45家=45 家"),
        ("组织3部门联合检查", "3=3 -"),
        ("算力达到2.4万P", "2.4万P=24000 P"),
        ("占2/3", "2/3=66.67 %"),
        ("罚款3元5角", "3元5角=3.5 元"),
        ("历时3年半", "3年半=3.5 年"),
        ("历时两个半月、3个半小时", "两个半月=2.5 个月 | 3个半小时=3.5 小时"),
        ("位于2个半岛、1.5个半月", "2个=2 个 | 1.5个=1.5 个"),
        ("打8折、85折，3折叠", "8折=80 % | 85折=85 % | 3=3 -"),
        ("出资8亿元人民币", "8亿元人民币=800000000 元"),
        ("面积30㎡，容量5MW", "30㎡=30 平方米 | 5MW=5 兆瓦"),
        ("GDP增长6.2%", "6.2%=6.2 %"),
    ]);
}

#[test]
fn bounds_before_after_and_inside() {
    check(&[
        ("突破500家", "500家=500 家 gt"),
        ("不少于20%", "20%=20 % ge"),
        ("约366亩", "366亩=366 亩 approx"),
        ("节约366万元", "366万元=3660000 元"),
        ("签约12个项目", "12个=12 个"),
        ("达2000个以上", "2000个以上=2000 个 ge"),
        ("降至1%以下", "1%以下=1 % le"),
        ("保持在10%左右", "10%=10 % approx"),
        (
            "举办60余场、1000余人次参加",
            "60余场=60 场 gt | 1000余人次=1000 人次 gt",
        ),
        ("30多万人受益", "30多万人=300000 人 gt"),
        ("建设2年多，", "2年多=2 年 gt"),
        ("粉丝10万+", "10万+=100000 - gt"),
        ("发现7亿吨级大矿", "7亿吨=700000000 吨 approx"),
        ("控制在5%以内", "5%以内=5 % le"),
        ("进入全国前30%", "30%=30 % le"),
        ("累计130以上", "130以上=130 - ge"),
    ]);
}

#[test]
fn ranges_take_unit_and_multiple_from_the_upper_end() {
    check(&[
        ("引进1—2个", "1—2个=1~2 个 range"),
        ("降幅10%~30%", "10%~30%=10~30 % range"),
        ("产销258万~266万辆", "258万~266万辆=2580000~2660000 辆 range"),
        ("每年3-5万元", "3-5万元=30000~50000 元 range"),
        ("培育30至50家", "30至50家=30~50 家 range"),
        ("从5%到10%", "5%=5 % | 10%=10 %"),
        ("城乡居民收入比为2.27:1", "2.27:1=2.27 -"),
        ("三次产业比为4.0：23.1：72.9", "4.0=4.0 - | 23.1=23.1 - | 72.9=72.9 -"),
    ]);
}

#[test]
fn chinese_numerals_only_where_they_state_a_figure() {
    check(&[
        ("占比超三成", "三成=30 % gt"),
        ("占四分之三", "四分之三=75 %"),
        ("约占三分之一", "三分之一=33.33 % approx"),
        ("百分之五十点五", "百分之五十点五=50.5 %"),
        ("近半数企业", "半数=50 % approx"),
        ("占一半左右，另一半", "一半=50 % approx"),
        ("提高一点二个百分点", "一点二个百分点=1.2 个百分点"),
        ("实现翻一番、翻两番", "翻一番=1 倍 | 翻两番=3 倍"),
        ("突破千亿元", "千亿元=100000000000 元 gt"),
        ("培育千亿级产业", ""),
        ("增长两倍", "两倍=2 倍"),
        ("新增两家上市公司", "两家=2 家"),
        ("二十五家企业", "二十五家=25 家"),
        ("百余家企业", "百余家=100 家 gt"),
        ("数十家企业，几百人", ""),
        ("投入八九亿元", "八九亿元=800000000~900000000 元 range"),
        ("相距三公里", "三公里=3 公里"),
        ("统一部署一批项目，推进长三角一体化，第三方参与", ""),
        ("召开两会，三年行动，四上企业，五水共治，双一流", ""),
        ("一个方面，两项工作，三次产业，第二产业", ""),
        ("第十四届全国人民代表大会，十四届四次会议", ""),
        ("一家人过上了好日子，千方百计，十分满意，四川省", ""),
        ("一百二十", "一百二十=120 -"),
        (
            "一百二十到一百五十万元",
            "一百二十到一百五十万元=1200000~1500000 元 range",
        ),
        ("这五年，打造“三公里”就业圈，到二〇三五年、二○三五年", ""),
        ("连续三年增长", "三年=3 年"),
        ("开展三年百项千亿行动，执行《十二条意见》", ""),
        ("每年两到三千万元", "两到三千万元=20000000~30000000 元 range"),
        (
            "总额四十九兆九千五百九十二亿元",
            "四十九兆九千五百九十二亿元=49959200000000 元",
        ),
        ("成为全省之一成功入选，唯一三年", ""),
        ("出资港币两千万元", "两千万元=20000000 港元"),
    ]);
}

#[test]
fn ranks() {
    check(&[
        ("居全省第3位", "第3位=3 位"),
        ("居全省第5—8位", "第5—8位=5~8 位 range"),
        ("位列第3至第5位", "第3至第5位=3~5 位 range"),
        ("排名在第10和第15之间", "第10和第15=10~15 位 range"),
        ("第3-2号文件", "第3:numbering | 2号文件:numbering"),
        ("均居全省第3。", "第3=3 位"),
        ("列全省第二；", "第二=2 位"),
        ("增速列五县(市)两区第一；", "第一=1 位"),
        ("保持首位。", "首位=1 位"),
        ("创新强市首位战略", ""),
        ("连续居全国前10位", "前10位=10 位 le"),
        ("力争跻入全国50强。", "50强=50 位 le"),
        ("引进世界500强企业", "500强:name"),
        ("列全国第二批试点", ""),
        ("全省第一产业增加值", ""),
        ("第28版", "第28版:numbering"),
        ("第14届", "第14届:name"),
        ("第8.6代线", "第8.6代:name"),
        ("位列全国72个城市第29位", "72个:qualifier | 第29位=29 位"),
        ("新增企业5家，居全省第3位", "5家=5 家 | 第3位=3 位"),
    ]);
}

#[test]
fn names_numbering_contacts_and_times() {
    check(&[
        ("G60科创走廊、5G基站、H7N9", "g60:name | 5g:name | h7n9:name"),
        ("“315”科创体系", "315:name"),
        ("构建“4567”产业体系", "4567:name"),
        ("实施“14+1”工程和1+N方案", "14+1:name | 1+n:name"),
        (
            "PM2.5浓度28微克/立方米",
            "pm2.5浓度:name | 28微克/立方米=28 微克/立方米",
        ),
        ("人才新政4.0版", "4.0版:name"),
        ("发生6.2级地震", "6.2级:name"),
        ("1.加快发展", "1.:numbering"),
        ("（3）推进改革", "（3）:numbering"),
        ("专栏4-1 重点工程", "4-1:numbering"),
        ("见图3和表2-1。", "3:numbering | 2-1:numbering"),
        ("投入[1]增长5%", "[1]:numbering | 5%=5 %"),
        ("国发〔2015〕3号", "〔2015〕3号:numbering"),
        ("电话：0572-1234567", "0572-1234567:contact"),
        ("见http://a.gov.cn/t1_22.html。", "http://a.gov.cn/t1_22.html:contact"),
        ("%E6%96%B0闻", "%e6%96%b0:contact"),
        ("邮箱ab12@c.com", "ab12@c.com:contact"),
        ("发布时间 ⟨2021年⟩ 15:23", "15:23:other"),
        ("上午9点30分开会", "9点30分:other"),
        ("《关于做好12项工作的通知》", "12项:name"),
        ("2023年完成5项", "2023年:date | 5项=5 项"),
        ("⟨2023年⟩完成5项", "5项=5 项"),
        ("2023中国瓜灯节", "2023:name"),
        ("引进50万大学生集聚行动", "50万:name"),
        ("2021年11期", "2021年:date | 11期:numbering"),
        (
            "1824年来华；20230616；75周年",
            "1824年:date | 20230616:date | 75周年:name",
        ),
        ("3　结语", "3:numbering"),
        ("偏差为0时", "0=0 -"),
        ("— 17 —", "17:numbering"),
        ("代表5人参加", "5人=5 人"),
        ("1名首席专家+1个团队", "1名:name | 1个:name"),
    ]);
}

#[test]
fn numbers_that_only_qualify_another() {
    check(&[
        (
            "年收入2000万元以上的工业企业120家",
            "2000万元以上:qualifier | 120家=120 家",
        ),
        ("超过500亿元的行业大类有10个", "超过500亿元:qualifier | 10个=10 个"),
        ("新招引1亿元以上制造业项目25个", "1亿元以上:qualifier | 25个=25 个"),
        ("给予100万元以上的奖励", "100万元以上=1000000 元 ge"),
        ("这10个行业占5%", "10个:qualifier | 5%=5 %"),
        (
            "新增投资1000亿元以上，增长5%",
            "1000亿元以上=1000 元 ge | 5%=5 %"
                .replace("=1000 ", "=100000000000 ")
                .leak(),
        ),
        ("超40吨金矿", "40吨=40 吨 gt"),
        ("东部、西部3家高新区位列全国50强。", "3家=3 家 | 50强=50 位 le"),
        ("在19个资源型城市中，该市位列首位。", "19个:qualifier | 首位=1 位"),
        ("60岁以上人口占20%", "60岁以上:qualifier | 20%=20 %"),
    ]);
}

#[test]
fn a_missing_file_is_a_mistake() {
    let mistakes = QuantityLexicon::load(&[]).unwrap_err();
    assert_eq!(mistakes.len(), 3);
    assert_eq!(&*mistakes[0].file.path, "lexicon/units.toml");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The promise: every run of ASCII digits lies in exactly one mention, and mentions do not overlap.
    #[test]
    fn every_digit_is_accounted_for_once(
        text in "([0-9]{1,4}|[.,:/%+()（）\\[\\]〔〕《》“”@，。、：—~ -]|[一二三四五十百千万亿两半第前首位]|[家项元年月日个强版号成倍多余约超图表A-Za-z]|以上|百分之|分之|左右){0,30}"
    ) {
        let found = find(&text, &[], &LEXICON);
        let mut floor = 0;
        for mention in &found {
            prop_assert!(mention.span.start >= floor, "{}", told(&text, &found));
            prop_assert!(!mention.span.is_empty() && text.is_char_boundary(mention.span.start) && text.is_char_boundary(mention.span.end));
            floor = mention.span.end;
        }
        for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
            let covering = found.iter().filter(|mention| mention.span.start <= at && at < mention.span.end).count();
            prop_assert_eq!(covering, 1, "{} at {}: {}", &text, at, told(&text, &found));
        }
    }

    /// Free text is read without panic, and its mentions do not overlap.
    #[test]
    fn free_text_never_overlaps(
        text in "([0-9]{1,4}|[.,:/%+^eEKMG()（），、— -]|[一二三四五十百千万亿兆两半几数多余参陆零点又第前首Ⅲ]|[家元块毛年个打平大小]|和|之间|间|分之|大于|小于|最多|比){0,25}"
    ) {
        let mut found = Vec::new();
        let within = Span::new(0, text.len());
        read(&text, within, &[], &Figures::read(&text, within), &LEXICON, Reading::Free, &mut found);
        let mut floor = 0;
        for mention in &found {
            prop_assert!(mention.span.start >= floor && !mention.span.is_empty(), "{}: {}", &text, told(&text, &found));
            prop_assert!(text.get(mention.span.start..mention.span.end).is_some());
            floor = mention.span.end;
        }
    }

    /// Any text at all is read without panic.
    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        find(&text, &[], &LEXICON);
    }

    /// Nothing is claimed inside a period or across its edge.
    #[test]
    fn periods_are_left_alone(before in "[0-9一二约第]{0,4}", after in "[0-9家元多%以上年]{0,5}") {
        let text = format!("{before}2021年{after}");
        let taken = Span::new(before.len(), before.len() + "2021年".len());
        for mention in find(&text, &[taken], &LEXICON) {
            prop_assert!(!mention.span.overlaps(taken));
        }
    }
}
