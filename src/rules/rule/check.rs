//! Checks a rule as written and makes it ready to run.

use std::ops::Range;

use memchr::memchr_iter;
use toml::Spanned;

use super::condition::condition;
use super::example::examples;
use super::shape::RuleShape;
use super::template::template;
use super::{Condition, FactTemplate, Rule, SURE, Within};
use crate::rules::cues::Cues;
use crate::rules::pattern::{CLAUSE_MARKS, Item, Parts, Pattern, Written, variants};
use crate::rules::source::{Diagnostic, RuleFile};

/// Checks one rule.
///
/// # Errors
/// Every mistake, each with its place.
pub(super) fn check(shape: RuleShape, file: &RuleFile, cues: &Cues, parts: &Parts) -> Result<Rule, Vec<Diagnostic>> {
    let mut mistakes = Vec::new();
    let id_at = shape.id.span();
    mistakes.extend(name(&shape, file));
    if let Some(sure) = &shape.sure
        && !(0.0..=1.0).contains(sure.as_ref())
    {
        let help = Some("a number between 0 and 1");
        mistakes.push(file.mistake(sure.span(), "`sure` is a share", "here", help));
    }
    if shape.fact.is_empty() {
        let help = Some("add a [[rule.fact]]");
        mistakes.push(file.mistake(id_at.clone(), "a rule without a fact says nothing", "this one", help));
    }
    if shape.accept.is_empty() && shape.within != Within::Row {
        let help = Some("add a [[rule.accept]] with `text` and `facts`");
        let message = "a rule needs a sentence that it must read";
        mistakes.push(file.mistake(id_at.clone(), message, "this one has none", help));
    }
    for (key, head) in [("row", &shape.row), ("column", &shape.column)] {
        if let (Some(head), Within::Clause | Within::Sentence | Within::Paragraph) = (head, shape.within) {
            let message = format!("`{key}` says what a head of a table must be, and this rule reads sentences");
            let help = Some("say within = \"row\", or remove it");
            mistakes.push(file.mistake(head.span(), &message, "here", help));
        }
    }
    let pattern = pattern(&shape, file, cues, parts)
        .map_err(|mistake| mistakes.push(mistake))
        .unwrap_or_default();
    let conditions = conditions(&shape, file, cues, &mut mistakes);
    let facts = match (&pattern, shape.within) {
        (None, Within::Clause | Within::Sentence | Within::Paragraph) => Vec::new(),
        _ => facts(&shape, pattern.as_ref(), &id_at, file, &mut mistakes),
    };
    let examples = examples(&shape, file, &mut mistakes);
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    Ok(Rule {
        line: memchr_iter(b'\n', &file.text.as_bytes()[..id_at.start]).count() + 1,
        id: shape.id.into_inner(),
        about: shape.about,
        status: shape.status,
        within: shape.within,
        sure: shape.sure.as_ref().map_or(SURE, |sure| *sure.as_ref()),
        row: shape.row.map(Spanned::into_inner).unwrap_or_default(),
        column: shape.column.map(Spanned::into_inner).unwrap_or_default(),
        variants: pattern.as_ref().map(variants).unwrap_or_default(),
        pattern,
        facts,
        examples,
        conditions,
        file: file.path.to_string(),
    })
}

fn name(shape: &RuleShape, file: &RuleFile) -> Option<Diagnostic> {
    let id = shape.id.as_ref();
    let fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(&b);
    if id.contains('.') && id.bytes().all(fine) {
        return None;
    }
    let help = "a family and a name in lower case, such as `growth.same-period`";
    Some(file.mistake(
        shape.id.span(),
        &format!("`{id}` cannot name a rule"),
        "here",
        Some(help),
    ))
}

fn pattern(shape: &RuleShape, file: &RuleFile, cues: &Cues, parts: &Parts) -> Result<Option<Pattern>, Diagnostic> {
    let text = match (&shape.pattern, shape.within) {
        (Some(text), Within::Row) => {
            let help = "use `row` and `column` to say what the heads must be";
            return Err(file.mistake(
                text.span(),
                "a rule for tables has no `pattern`",
                "remove it",
                Some(help),
            ));
        }
        (None, Within::Row) => return Ok(None),
        (None, _) => {
            let help =
                "add one, such as pattern = \"{what:np} {value:quantity}\"; rules for tables say within = \"row\"";
            let message = "a rule for sentences needs a `pattern`";
            return Err(file.mistake(shape.id.span(), message, "this one has none", Some(help)));
        }
        (Some(text), _) => text,
    };
    let pattern = Pattern::parse(Written::of(text, file), file, cues, parts)?;
    let beyond: &[char] = match shape.within {
        Within::Clause => &CLAUSE_MARKS,
        Within::Sentence => &['。'],
        Within::Paragraph | Within::Row => &[],
    };
    if let Some(mark) = mark_of(&pattern.before, beyond).or_else(|| mark_of(&pattern.after, beyond)) {
        let (message, help) = match shape.within {
            Within::Clause => (
                format!("`{mark}` ends a clause, and this rule stays within one"),
                "say within = \"sentence\", which is also what a rule without `within` has",
            ),
            _ => (
                format!("`{mark}` ends a sentence, and this rule stays within one"),
                "say within = \"paragraph\"",
            ),
        };
        return Err(file.mistake(text.span(), &message, "in this pattern", Some(help)));
    }
    Ok(Some(pattern))
}

/// The first of these marks that a pattern asks for.
fn mark_of(items: &[Item], marks: &[char]) -> Option<char> {
    items.iter().find_map(|item| match item {
        Item::Mark(mark) => marks.contains(mark).then_some(*mark),
        Item::Group { ways, .. } => ways.iter().find_map(|way| mark_of(way, marks)),
        _ => None,
    })
}

fn conditions(shape: &RuleShape, file: &RuleFile, cues: &Cues, mistakes: &mut Vec<Diagnostic>) -> Vec<Condition> {
    let given = shape.given.iter().map(|written| (written, true));
    let all = given.chain(shape.unless.iter().map(|written| (written, false)));
    all.filter_map(|(written, wanted)| {
        condition(written, wanted, shape.within, file, cues)
            .map_err(|mistake| mistakes.push(mistake))
            .ok()
    })
    .collect()
}

fn facts(
    shape: &RuleShape,
    pattern: Option<&Pattern>,
    id_at: &Range<usize>,
    file: &RuleFile,
    mistakes: &mut Vec<Diagnostic>,
) -> Vec<FactTemplate> {
    let none = Pattern {
        before: Vec::new(),
        anchor: 0,
        after: Vec::new(),
        slots: Vec::new(),
    };
    let mut facts: Vec<FactTemplate> = Vec::new();
    for fact in &shape.fact {
        match template(fact, pattern.unwrap_or(&none), shape.within, id_at, file) {
            Ok(template) => {
                let again = facts.iter().any(|other| other.value == template.value);
                if let (true, Some(value)) = (again, &fact.value) {
                    let message = format!("two facts of the number `{}`", value.as_ref());
                    let help = Some("a number says one thing; give the other its own rule");
                    mistakes.push(file.mistake(value.span(), &message, "the second", help));
                }
                facts.push(template);
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    facts
}
