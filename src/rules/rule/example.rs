//! Sentences inside a rule: what it must read, what it must leave alone, what it should read and does not yet.

use toml::Spanned;

use super::shape::RuleShape;
use crate::rules::source::{Diagnostic, RuleFile};

/// A sentence with what must come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Example {
    /// The rule must read exactly these facts.
    Accept {
        /// The text.
        text: String,
        /// The facts, rendered.
        facts: Vec<String>,
    },
    /// The rule must read nothing.
    Reject {
        /// The text.
        text: String,
        /// Why not.
        why: String,
    },
    /// A known gap: the rule reads `today`, and should read `want`.
    Gap {
        /// The text.
        text: String,
        /// What it reads now.
        today: Vec<String>,
        /// What it should read.
        want: Vec<String>,
    },
}

/// The examples of a rule, with what is wrong with them.
pub(super) fn examples(shape: &RuleShape, file: &RuleFile, mistakes: &mut Vec<Diagnostic>) -> Vec<Example> {
    let mut wrong = |at: std::ops::Range<usize>, message: &str, help: &str| {
        mistakes.push(file.mistake(at, message, "here", Some(help)));
    };
    let mut examples = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let texts = shape.accept.iter().map(|accept| &accept.text);
    let texts = texts.chain(shape.reject.iter().map(|reject| &reject.text));
    for text in texts.chain(shape.gap.iter().map(|gap| &gap.text)) {
        if text.as_ref().trim().is_empty() {
            wrong(
                text.span(),
                "an example without a sentence",
                "write the sentence that it is about",
            );
        } else if seen.contains(&text.as_ref().as_str()) {
            wrong(text.span(), "the same sentence twice in one rule", "remove one");
        }
        seen.push(text.as_ref());
    }
    let facts = shape.accept.iter().flat_map(|accept| &accept.facts);
    for fact in facts.chain(shape.gap.iter().flat_map(|gap| gap.today.iter().chain(&gap.want))) {
        if let Some(why) = misshapen(fact.as_ref()) {
            let help = "a fact is written `label = value unit measure`, such as `R&D经费 = +8.1 % growth`";
            wrong(fact.span(), why, help);
        }
    }
    for accept in &shape.accept {
        if accept.facts.is_empty() {
            let help = "name the facts, or make it a [[rule.reject]] with `why`";
            wrong(accept.text.span(), "an `accept` that reads nothing", help);
        }
        examples.push(Example::Accept {
            text: accept.text.as_ref().clone(),
            facts: plain(&accept.facts),
        });
    }
    for reject in &shape.reject {
        if reject.why.as_ref().trim().is_empty() {
            wrong(
                reject.why.span(),
                "a `reject` without a reason",
                "say why the rule must leave it alone",
            );
        }
        examples.push(Example::Reject {
            text: reject.text.as_ref().clone(),
            why: reject.why.as_ref().clone(),
        });
    }
    for gap in &shape.gap {
        let (today, want) = (plain(&gap.today), plain(&gap.want));
        if today == want {
            let help = "`today` is what the rule reads, `want` what it should; where they agree, write [[rule.accept]]";
            wrong(gap.text.span(), "a `gap` that is none", help);
        }
        examples.push(Example::Gap {
            text: gap.text.as_ref().clone(),
            today,
            want,
        });
    }
    examples
}

/// What is wrong with a fact as written; see `examples::render` for the form.
fn misshapen(fact: &str) -> Option<&'static str> {
    let Some((label, said)) = fact.rsplit_once(" = ") else {
        return Some("a fact without ` = `");
    };
    if label.trim().is_empty() {
        return Some("a fact without a label");
    }
    let value = said.split(' ').next().unwrap_or_default();
    let digits = value.trim_start_matches(['≥', '>', '≤', '<', '≈', '+', '-']);
    let number = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && text.matches('.').count() < 2
    };
    let (low, high) = digits
        .split_once('~')
        .map_or((digits, None), |(low, high)| (low, Some(high)));
    let fine = number(low) && high.is_none_or(|high| number(high.trim_start_matches('-')));
    (!fine).then_some("a fact whose value is no number")
}

fn plain(texts: &[Spanned<String>]) -> Vec<String> {
    texts.iter().map(|text| text.as_ref().clone()).collect()
}
