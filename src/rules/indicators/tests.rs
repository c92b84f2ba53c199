use super::*;

fn lexicon() -> &'static Indicators {
    static LEXICON: std::sync::LazyLock<Indicators> = std::sync::LazyLock::new(|| {
        let file = RuleFile::new("lexicon/indicators.toml", include_str!("../../../rules/lexicon/indicators.toml"));
        Indicators::load(&file).unwrap_or_else(|mistakes| {
            let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            panic!("{} mistakes\n{}", all.len(), all.join("\n\n"))
        })
    });
    &LEXICON
}

#[test]
fn every_term_names_its_own_indicator() {
    let all = lexicon();
    let lost: Vec<String> = all
        .terms()
        .filter_map(|(text, term)| {
            let Term::Indicator(id) = term else { return Some(text) };
            let indicator = all.get(id)?;
            let found = all.find(&text, Measure::Level, indicator.units.first().map(String::as_str));
            (found.map(|found| &found.key) != Some(&indicator.key)).then(|| {
                format!("{text}: {} but found {:?}", indicator.key, found.map(|found| &found.key))
            })
        })
        .collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
