use super::*;

fn units() -> Units {
    RuleFile::loaded("lexicon/units.toml", Units::load)
}

#[test]
fn the_longest_unit_wins_and_never_eats_the_start_of_a_word() {
    let units = units();
    assert!(units.all().len() >= 200);
    for (text, expected) in [
        ("千瓦时以上", "千瓦时"),
        ("人次", "人次"),
        ("人民", "-"),
        ("家庭", "-"),
        ("家研究院", "家"),
        ("个百分点。", "个百分点"),
        ("百分点", "个百分点"),
        ("个月", "个月"),
        ("个项目", "个"),
        ("项目", "-"),
        ("项目标任务", "项"),
        ("家具有实力的企业", "家"),
        ("家具", "-"),
        ("所以上", "所"),
        ("台湾企业", "-"),
        ("元/人", "元/人"),
        ("元／亩", "元/亩"),
        ("件/万人", "件/万人"),
        ("公里/百平方公里", "公里/百平方公里"),
        ("元人民币", "元"),
        ("㎡", "平方米"),
        ("MW", "兆瓦"),
        ("MWh", "兆瓦时"),
        ("P", "P"),
        ("PM", "-"),
        ("m3/s", "立方米/秒"),
        ("年代", "-"),
        ("成本", "-"),
        ("台套", "台套"),
    ] {
        let found = units.at(text).map_or("-".to_owned(), |found| found.name.into_owned());
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_unit_that_is_not_declared_is_underlined() {
    let text = "[[group]]\ndimension = 'count'\nunits = ['家', '家']\n\n[[word]]\nunit = '项'\nbefore = ['目']\n\n\
                [per]\nwords = []\n\n[spelled]\nunits = []\ncounted_after = []\nnot_one = []\nnever = []\nspoken_of = []\n";
    let mut mistakes = Vec::new();
    Units::load(&RuleFile::new("lexicon/units.toml", text), &mut mistakes);
    let places: Vec<_> = mistakes.iter().map(|mistake| &text[mistake.at.clone()]).collect();
    assert_eq!(places, ["'家'", "'项'"]);
    assert_eq!(mistakes[1].message, "no unit is called 项");
}
