//! A decision → an example of the rule that read the fact: a sentence that the rule must read, or must leave alone.

use std::fmt::Write;

use crate::examples::render;
use crate::extractor::{Extractor, Metadata};
use crate::model::Fact;

use super::claim::Claim;

/// Why a sentence makes no example.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoExample {
    /// The rule that read the fact is not among the rules.
    #[error("there is no rule {rule}; these are other rules than those that read the fact")]
    NoRule {
        /// Its id.
        rule: String,
    },
    /// The sentence by itself is not read as what was decided.
    #[error(
        "by itself the sentence does not say it: what was accepted needs the words before it; write the example by hand\n  \
         sentence  {sentence}\n  accepted  {wanted}\n  read      {read}"
    )]
    NeedsMore {
        /// The sentence.
        sentence: String,
        /// What was accepted, as rule files have it.
        wanted: String,
        /// What the rule reads in the sentence alone.
        read: String,
    },
    /// The rule has this example.
    #[error("rule {rule} has this sentence as an example already")]
    Known {
        /// Its id.
        rule: String,
    },
}

/// An example to be put into a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewExample {
    /// The rule.
    pub rule: String,
    /// Path of its file below the rules folder.
    pub file: String,
    /// The text of the file with the example at the end of the rule.
    pub text: String,
    /// The example alone.
    pub example: String,
    /// Whether the rule passes it as it is now.
    pub passes: bool,
}

/// What was decided of the fact.
pub enum Decided<'c> {
    /// It is right, and says this.
    Right(&'c Claim),
    /// It is no fact, for a reason.
    Wrong(&'c str),
}

/// Makes an example of the fact's rule from its sentence.
///
/// # Errors
/// When the sentence makes none.
pub fn example(extractor: &Extractor, fact: &Fact, sentence: &str, decided: Decided) -> Result<NewExample, NoExample> {
    let rules = extractor.rules();
    let rule = rules
        .patterns
        .iter()
        .find(|rule| rule.id == fact.rule)
        .ok_or_else(|| NoExample::NoRule {
            rule: fact.rule.clone(),
        })?;
    let file = rules
        .files()
        .iter()
        .find(|file| *file.path == *rule.file)
        .ok_or_else(|| NoExample::NoRule {
            rule: fact.rule.clone(),
        })?;
    let sentence: String = sentence.split_whitespace().collect();
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    if file.text.contains(&format!("text = {}", quoted(&sentence))) {
        return Err(NoExample::Known { rule: rule.id.clone() });
    }
    let extraction = extractor.extract("example.txt", sentence.as_bytes(), &Metadata::default());
    let read: Vec<String> = extraction
        .facts
        .iter()
        .filter(|it| it.rule == rule.id)
        .map(render)
        .collect();
    let mut example = String::new();
    let passes = match decided {
        Decided::Right(claim) => {
            let mut right = fact.clone();
            claim.put(&mut right);
            let wanted = render(&right);
            if !read.contains(&wanted) {
                let read = if read.is_empty() {
                    "nothing".to_owned()
                } else {
                    read.join("; ")
                };
                return Err(NoExample::NeedsMore { sentence, wanted, read });
            }
            let facts: Vec<String> = read.iter().map(|line| quoted(line)).collect();
            let _ = write!(
                example,
                "[[rule.accept]]\ntext = {}\nfacts = [{}]\n",
                quoted(&sentence),
                facts.join(", ")
            );
            true
        }
        Decided::Wrong(reason) => {
            let why = if reason.is_empty() { "经审核剔除" } else { reason };
            let _ = write!(
                example,
                "[[rule.reject]]\ntext = {}\nwhy = {}\n",
                quoted(&sentence),
                quoted(why)
            );
            read.is_empty()
        }
    };
    Ok(NewExample {
        rule: rule.id.clone(),
        file: rule.file.clone(),
        text: inserted(&file.text, rule.line, &example),
        example,
        passes,
    })
}

/// The file's text with the example behind the last line of the rule whose id stands in this line.
fn inserted(text: &str, line: usize, example: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let next = lines
        .iter()
        .enumerate()
        .skip(line)
        .find(|(_, line)| line.trim_end() == "[[rule]]");
    let mut end = next.map_or(lines.len(), |(at, _)| at);
    // Comments and empty lines before the next rule belong to that one.
    while end > line && (lines[end - 1].trim().is_empty() || lines[end - 1].starts_with('#')) {
        end -= 1;
    }
    let mut result = lines[..end].concat();
    if !result.ends_with('\n') {
        result.push('\n');
    }
    result + example + &lines[end..].concat()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::embedded);

    fn read(sentence: &str) -> Fact {
        let extraction = EXTRACTOR.extract("a.txt", sentence.as_bytes(), &Metadata::default());
        extraction.facts[0].clone()
    }

    #[test]
    fn an_accepted_sentence_becomes_an_example_of_its_rule() {
        let sentence = "工程塑料产量同比\n增长7.4%。";
        let fact = read("工程塑料产量同比增长7.4%。");
        let made = example(&EXTRACTOR, &fact, sentence, Decided::Right(&Claim::of(&fact))).unwrap();
        assert_eq!(
            made.example,
            "[[rule.accept]]\ntext = \"工程塑料产量同比增长7.4%。\"\nfacts = [\"工程塑料产量 = +7.4 % growth\"]\n"
        );
        assert!(made.passes);
        let rules = EXTRACTOR.rules();
        let before = rules.files().iter().find(|file| *file.path == *made.file).unwrap();
        assert_eq!(made.text.replace(&made.example, ""), &*before.text);
        // It stands within the rule: before the next one.
        let at = made.text.find(&made.example).unwrap();
        let own = made.text.find(&format!("id = \"{}\"", made.rule)).unwrap();
        assert!(own < at && !made.text[own..at].contains("[[rule]]"));
        // Not twice.
        let again = crate::rules::RuleFile::new(&made.file, &made.text);
        assert!(again.text.contains(&made.example));
    }

    #[test]
    fn a_rejected_sentence_is_one_that_the_rule_must_leave_alone() {
        let sentence = "工程塑料产量同比增长7.4%。";
        let made = example(&EXTRACTOR, &read(sentence), sentence, Decided::Wrong("只是\"举例\"")).unwrap();
        assert!(
            made.example
                .starts_with("[[rule.reject]]\ntext = \"工程塑料产量同比增长7.4%。\"\nwhy = ")
        );
        assert!(made.example.contains("举例"));
        let parsed: Result<toml::Table, _> = toml::from_str(&made.example.replace("[[rule.reject]]\n", ""));
        assert_eq!(parsed.unwrap()["why"].as_str(), Some("只是\"举例\""));
        assert!(!made.passes, "the rule still reads it: its author has work to do");
    }

    #[test]
    fn what_the_sentence_does_not_say_by_itself_is_told() {
        let sentence = "工程塑料产量同比增长7.4%。";
        let fact = read(sentence);
        let mut claim = Claim::of(&fact);
        claim.label = "全国工程塑料产量".to_owned();
        let told = example(&EXTRACTOR, &fact, sentence, Decided::Right(&claim)).unwrap_err();
        assert_eq!(
            told.to_string(),
            "by itself the sentence does not say it: what was accepted needs the words before it; write the example by hand\n  \
             sentence  工程塑料产量同比增长7.4%。\n  accepted  全国工程塑料产量 = +7.4 % growth\n  read      工程塑料产量 = +7.4 % growth"
        );
        let mut foreign = fact;
        foreign.rule = "none.such".to_owned();
        assert_eq!(
            example(&EXTRACTOR, &foreign, sentence, Decided::Wrong(""))
                .unwrap_err()
                .to_string(),
            "there is no rule none.such; these are other rules than those that read the fact"
        );
    }

    #[test]
    fn an_example_goes_to_the_end_of_its_rule() {
        let text = "# 增减\n\n[[rule]]\nid = \"a\"\n[[rule.accept]]\ntext = \"x\"\n\n# 另一条\n[[rule]]\nid = \"b\"\n";
        let with = inserted(text, 4, "[[rule.reject]]\n");
        assert_eq!(
            with,
            "# 增减\n\n[[rule]]\nid = \"a\"\n[[rule.accept]]\ntext = \"x\"\n[[rule.reject]]\n\n# 另一条\n[[rule]]\nid = \"b\"\n"
        );
        assert!(inserted(text.trim_end(), 10, "[[rule.reject]]\n").ends_with("id = \"b\"\n[[rule.reject]]\n"));
    }
}
