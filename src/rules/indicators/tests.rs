use super::*;

const EMPTY: &str = "\
[units]
growth = ['%']
points = ['个百分点']
in_points = ['share']
[units.kind]
money = ['元', '美元']
share = ['%']
thing = ['家', '户']
[normalise]
drop = '的'
scope = ['全市']
flow = ['新增']
growth = ['增速']
share = { of = '占', end = '比重', openers = ['与'], ends = ['之比'] }
[[normalise.tail]]
kinds = ['money']
words = ['总额', '额']
[[normalise.word]]
word = '营业收入'
same = ['营收']
";

fn lexicon() -> &'static Indicators {
    static LEXICON: std::sync::LazyLock<Indicators> = std::sync::LazyLock::new(|| {
        let file = RuleFile::new(
            "lexicon/indicators.toml",
            include_str!("../../../rules/lexicon/indicators.toml"),
        );
        Indicators::load(&file).unwrap_or_else(|mistakes| {
            let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            panic!("{} mistakes\n{}", all.len(), all.join("\n\n"))
        })
    });
    &LEXICON
}

/// The key a label gets, or `-`; `unit` is empty where there is none.
fn key(label: &str, measure: Measure, unit: &str) -> String {
    let unit = (!unit.is_empty()).then_some(unit);
    let found = lexicon().find(label, measure, unit);
    let units = unit.filter(|_| measure != Rank);
    let may = lexicon().may_be_in(label, std::iter::once(units), &Fused::default());
    assert!(found.is_none() || may, "{label} is passed over");
    found.map_or("-", |indicator| &indicator.key).to_owned()
}

#[track_caller]
fn check(cases: &[(&str, Measure, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(label, measure, unit, want)| key(label, *measure, unit) != *want)
        .map(|(label, measure, unit, want)| {
            format!("{label} [{unit}]: wanted {want}, got {}", key(label, *measure, unit))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

use Measure::{Change, Growth, Level, Rank};

#[test]
fn what_names_an_indicator_is_not_passed_over() {
    let file = RuleFile::new("lexicon/fused.toml", include_str!("../../../rules/lexicon/fused.toml"));
    let fused = Fused::load(&file).unwrap();
    let passed: Vec<String> = (lexicon().terms())
        .map(|(wording, _)| wording)
        .filter(|wording| lexicon().find(wording, Growth, None).is_some())
        .filter(|wording| !lexicon().may_be_named_in(&format!("其中，全市{wording}增长5%"), &fused))
        .collect();
    assert!(passed.is_empty(), "{}", passed.join("\n"));
    assert!(lexicon().may_be_named_in("城乡居民人均可支配收入分别增长4%、7%", &fused));
    assert!(!lexicon().may_be_named_in("会场里坐了300人，门外还有50人。", &fused));
    assert!(!lexicon().may_be_in("粮食产量增加。", std::iter::once(Some("人")), &fused));
}

#[test]
fn one_statistic_in_many_words() {
    check(&[
        ("研发投入强度", Level, "%", "rd.intensity"),
        ("全社会R&D经费支出与地区生产总值之比", Level, "%", "rd.intensity"),
        (
            "研究与试验发展（Ｒ＆Ｄ）经费占国内生产总值的比例",
            Level,
            "%",
            "rd.intensity",
        ),
        ("全市研发经费支出相当于GDP的比重", Level, "%", "rd.intensity"),
        ("全社会研究与试验发展经费投入", Level, "元", "rd.expenditure"),
        ("规上工业企业研发投入占营收比重", Level, "%", "rd.industry.intensity"),
        ("万人高价值发明专利拥有量", Level, "件", "ip.patent.high_value_per_10k"),
        ("技术合同登记交易额", Level, "元", "tech.contract.turnover"),
        ("国家级专精特新“小巨人”企业数量", Level, "家", "enterprise.srdi_giant"),
        ("全体常住居民人均可支配收入", Level, "元", "income.resident"),
        ("外贸进出口总值", Level, "元", "trade.total"),
        ("农、林、牧、渔业总产值", Level, "元", "agri.output"),
        ("参加失业保险的人数", Level, "人", "social.unemployment.insured"),
    ]);
}

#[test]
fn scope_flow_and_endings_make_no_difference() {
    check(&[
        ("新认定国家高新技术企业", Level, "家", "enterprise.hightech"),
        ("高企总数", Level, "户", "enterprise.hightech"),
        ("全省累计新增科技型中小企业", Level, "家", "enterprise.tech_sme"),
        ("全年实现社会消费品零售总额", Level, "元", "retail.total"),
        ("年末全州常住人口", Level, "人", "population.resident"),
        ("利用外资", Level, "美元", "fdi.actual"),
    ]);
}

#[test]
fn what_only_looks_alike_is_left_alone() {
    check(&[
        // A part is not the whole.
        ("高技术制造业R&D经费", Level, "元", "rd.hightech_manufacturing"),
        ("国有企业研发经费", Level, "元", "-"),
        ("某产业园高新技术企业", Level, "家", "-"),
        ("高新技术企业中上市公司", Level, "家", "-"),
        ("高新技术企业营业收入", Level, "元", "-"),
        // Intensity over revenue is not intensity over GDP.
        (
            "规上工业企业R&D经费支出占营业收入比重",
            Level,
            "%",
            "rd.industry.intensity",
        ),
        ("研发经费占营业收入比重", Level, "%", "-"),
        // A bracket may narrow.
        ("地区生产总值（不含开发区）", Level, "元", "-"),
        // One character and empty labels are no names.
        ("", Level, "", "-"),
        ("数", Level, "家", "-"),
        ("新增", Level, "家", "-"),
        ("占比", Level, "%", "-"),
        ("企业", Level, "家", "-"),
        ("完成投资", Level, "元", "-"),
        // Households are not estates.
        ("改造城镇老旧小区", Level, "户", "-"),
    ]);
}

#[test]
fn measure_and_unit_must_agree() {
    check(&[
        ("地区生产总值", Growth, "%", "gdp"),
        ("地区生产总值增速", Growth, "%", "gdp"),
        ("地区生产总值年均增长", Growth, "", "gdp"),
        ("地区生产总值", Level, "%", "-"),
        ("地区生产总值", Growth, "元", "-"),
        ("地区生产总值", Change, "元", "gdp"),
        ("地区生产总值", Rank, "位", "gdp"),
        // The rank of a growth, and a change of it, are not those of the size.
        ("地区生产总值增速", Rank, "位", "-"),
        ("地区生产总值增速", Change, "个百分点", "-"),
        ("地区生产总值", Change, "个百分点", "-"),
        ("研发投入强度", Change, "个百分点", "rd.intensity"),
        ("高新技术企业", Level, "人", "-"),
        ("城镇登记失业率", Level, "%", "employment.unemployment_registered"),
        ("人口自然增长率", Level, "‰", "population.growth_rate"),
        // An ending counts only where it fits what is counted.
        ("技术合同金额", Growth, "%", "tech.contract.turnover"),
        ("技术合同登记数", Growth, "%", "tech.contract"),
    ]);
}

#[test]
fn a_label_without_unit_is_read_by_its_words() {
    check(&[
        ("城乡居民收入比值", Level, "", "income.ratio"),
        ("居民消费价格指数", Level, "", "price.cpi"),
    ]);
}

#[test]
fn every_term_names_its_own_indicator() {
    let all = lexicon();
    let lost: Vec<String> = all
        .terms()
        .filter_map(|(text, term)| {
            let Term::Indicator(id) = term else { return Some(text) };
            let indicator = all.get(id)?;
            let found = all.find(&text, Level, indicator.units.first().map(String::as_str));
            (found.map(|found| &found.key) != Some(&indicator.key)).then(|| {
                format!(
                    "{text}: {} but found {:?}",
                    indicator.key,
                    found.map(|found| &found.key)
                )
            })
        })
        .collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn the_lexicon_is_wide_and_every_entry_whole() {
    let all = lexicon();
    assert!(all.iter().len() >= 250, "{}", all.iter().len());
    for indicator in all.iter() {
        assert_eq!(all.by_key(&indicator.key), Some(indicator));
        assert!(
            !indicator.english.is_empty() && !indicator.definition.is_empty() && indicator.range.is_some(),
            "{}",
            indicator.key
        );
    }
}

#[test]
fn a_value_out_of_range_is_not_plausible() {
    let intensity = lexicon().by_key("rd.intensity").expect("the best-known indicator");
    assert!(intensity.plausible(Decimal::new(309, 2), Some("%")));
    assert!(!intensity.plausible(Decimal::new(309, 0), Some("%")));
    // Without a range of its own, that of its kind of unit holds.
    let enterprises = lexicon().by_key("enterprise.hightech").expect("a count of firms");
    assert!(enterprises.plausible(Decimal::from(3659), Some("家")));
    assert!(!enterprises.plausible(Decimal::from(-1), Some("家")));
    // Nothing is known of another unit.
    assert!(intensity.plausible(Decimal::new(309, 0), Some("‰")));
}

#[test]
fn a_family_fills_its_templates() {
    let text = format!(
        "{EMPTY}[member]\ntrade = [{{ key = 'food', name = '餐饮业', english = 'catering', synonyms = ['餐饮'] }}]\n\
         [[family]]\nmembers = 'trade'\nkey = 'sector.{{}}.revenue'\nname = '{{}}营业收入'\nenglish = 'Revenue of {{}}'\n\
         units = ['元']\ndefinition = '试'\n"
    );
    let all = Indicators::load(&RuleFile::new("i.toml", &text))
        .map_err(|mistakes| mistakes[0].to_string())
        .unwrap();
    let found = all
        .find("全市餐饮营收总额", Level, Some("元"))
        .expect("the family's member");
    assert_eq!(
        (&*found.key, &*found.name, &*found.english),
        ("sector.food.revenue", "餐饮业营业收入", "Revenue of catering")
    );
    let terms: Vec<String> = all.terms().map(|(text, _)| text).collect();
    assert_eq!(terms, ["餐饮业营业收入", "餐饮营业收入"]);
}

/// The mistakes of a lexicon made of the given entries, rendered, without the lines that point at the place.
fn mistakes(entries: &str) -> Vec<String> {
    let file = RuleFile::new("i.toml", &format!("{EMPTY}{entries}"));
    let found = Indicators::load(&file).err().unwrap_or_default();
    found
        .iter()
        .map(|mistake| {
            let place = &file.text[mistake.at.clone()];
            format!(
                "{} | {place} | {} | {}",
                mistake.message,
                mistake.label,
                mistake.help.as_deref().unwrap_or("-")
            )
        })
        .collect()
}

fn entry(key: &str, name: &str, more: &str) -> String {
    format!("[[indicator]]\nkey = '{key}'\nname = '{name}'\nenglish = 'x'\ndefinition = 'x'\n{more}\n")
}

#[test]
fn mistakes_name_the_place_and_the_way_out() {
    let ok = entry("a", "甲额", "units = ['元']");
    let cases = [
        (
            ok.clone() + &entry("a", "乙", "units = ['元']"),
            "key `a` stands twice | 'a' | second time here | join the two entries, or name one more narrowly",
        ),
        (
            ok.clone() + &entry("b", "全市营收", "units = ['元']") + &entry("c", "全市的营业收入", "units = ['元']"),
            "`全市的营业收入` names both `b` and `c` | '全市的营业收入' | second time here | both read as `全市营业收入`; leave it \
             to one of them, or say more",
        ),
        (
            entry("b", "丙", "units = ['元']\nshare_of = 'z'"),
            "unknown indicator `z` | 'z' | no entry has this key | `share_of` is the key of another entry",
        ),
        (
            entry("b", "丙", "units = ['元']\nshare_of = 'b'"),
            "`b` is a share of itself | 'b' | here | name the whole",
        ),
        (
            entry("b", "丙", "units = []"),
            "an indicator needs a unit | [] | none here | the canonical unit stands first",
        ),
        (
            entry("b", "丙", "units = ['圆']"),
            "unit `圆` is of no kind | '圆' | here | add it to a kind in [units.kind], or correct it",
        ),
        (
            entry("b", "丙", "units = ['元']\nrange = ['5', '1']"),
            "the range is empty | ['5', '1'] | the low end is not below the high one | the lower bound stands first",
        ),
        (
            "[units.range]\nmonney = ['0', '1']\n".to_owned(),
            "unknown kind `monney` | monney | no such kind of unit | kinds: money, share, thing",
        ),
        (
            entry("b", "丙", "units = ['元']\nrange = ['low']"),
            "a range is two decimal numbers | ['low'] | here | such as ['0', '100']",
        ),
        (
            entry("R&D", "丙", "units = ['元']"),
            "`R&D` cannot be a key | 'R&D' | here | a family and a name in lower case, such as `rd.intensity`, or one word \
             such as `gdp`",
        ),
        (
            entry("b", "的", "units = ['元']"),
            "a wording of `b` says nothing | '的' | here | remove it",
        ),
        (
            "[[normalise.word]]\nword = '收入'\nsame = ['营收']\n".to_owned(),
            "`营收` stands for two words | '营收' | second time here | it stands for `营业收入` already",
        ),
        (
            "[[normalise.tail]]\nkinds = ['mony']\nwords = ['数']\n".to_owned(),
            "unknown kind of unit `mony` | 'mony' | here | kinds of this file: money, share, thing",
        ),
        (
            "[member]\nschool = []\n".to_owned(),
            "no family uses the members `school` | school | here | use or remove them",
        ),
        (
            "[[family]]\nmembers = 'scholl'\nkey = '{}'\nname = '{}'\nenglish = '{}'\ndefinition = 'x'\n".to_owned(),
            "unknown list of members `scholl` | 'scholl' | here | lists of this file: ",
        ),
        (
            "[member]\ns = [{ key = 'k', name = '丁戊', english = 'x' }]\n[[family]]\nmembers = 's'\nkey = 'f.{}'\nname = '{}'\n\
             english = 'x'\nunits = ['家']\ndefinition = 'x'\n"
                .to_owned(),
            "every member would get the same text | 'x' | no `{}` here | put `{}` where the member stands",
        ),
        (
            "[member]\ns = [{ key = 'k', name = '丁戊', english = 'x' }]\n[[family]]\nmembers = 's'\nkey = 'f.{}'\nname = '{}'\n\
             english = '{}'\ndefinition = 'x'\n"
                .to_owned(),
            "`f.k` has no units | 'k' | neither the family nor this member gives any | add `units`",
        ),
    ];
    for (entries, want) in cases {
        assert_eq!(mistakes(&entries), [want]);
    }
}

#[test]
fn a_wording_claimed_twice_is_drawn_in_its_place() {
    let entries = entry("fiscal.tax", "税收收入", "units = ['元']")
        + &entry("fiscal.revenue", "财政收入", "units = ['元']\nsynonyms = ['税收收入']");
    let file = RuleFile::new("lexicon/indicators.toml", &format!("{EMPTY}{entries}"));
    let found = Indicators::load(&file).err().unwrap_or_default();
    let drawn: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        drawn,
        ["error: `税收收入` names both `fiscal.tax` and `fiscal.revenue`\n  \
          --> lexicon/indicators.toml:33:13\n   |\n\
          33 | synonyms = ['税收收入']\n   \
          |             ^^^^^^^^^^ second time here\n   |\n   \
          = help: both read as `税收收入`; leave it to one of them, or say more"]
    );
}

#[test]
fn an_unknown_key_of_an_entry_is_refused() {
    let file = RuleFile::new("i.toml", &format!("{EMPTY}{}", entry("a", "甲额", "unit = '元'")));
    let found = Indicators::load(&file).err().unwrap_or_default();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "unknown field `unit`");
    assert!(
        found[0].help.as_deref().is_some_and(|help| help.contains("`units`")),
        "{:?}",
        found[0].help
    );
}

proptest::proptest! {
    #[test]
    fn any_label_is_read_without_panic(label in "[占与的数额比重之新增全市R&D（）()a-zＡ-Ｚ一-龥\\PC]{0,24}") {
        for measure in [Level, Growth, Change, Rank] {
            let _ = lexicon().find(&label, measure, Some("%"));
        }
    }
}
