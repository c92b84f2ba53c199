//! Every example of every rule file is a test with its own name: `cargo test --test rules level.`

use std::sync::Arc;

use gongbao::examples;
use gongbao::extractor::Extractor;
use gongbao::rules::{Rule, RuleStatus};
use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let extractor = Arc::new(Extractor::embedded());
    let mut trials = Vec::new();
    let in_use = |rule: &&Arc<Rule>| rule.status != RuleStatus::Retired;
    for rule in extractor.rules().patterns.iter().filter(in_use) {
        for index in 0..rule.examples.len() {
            let extractor = Arc::clone(&extractor);
            let id = rule.id.clone();
            trials.push(Trial::test(format!("{id}::{index}"), move || {
                let rule = extractor
                    .rules()
                    .patterns
                    .iter()
                    .find(|rule| rule.id == id)
                    .expect("listed above");
                let case = &examples::run(&extractor, rule)[index];
                if case.verdict.is_fine() {
                    Ok(())
                } else {
                    Err(case.to_string().into())
                }
            }));
        }
    }
    assert!(trials.len() > 20, "the rule files have lost their examples");
    libtest_mimic::run(&arguments, trials).exit();
}
