//! What a rule says of a match: the template of a fact, with its label.

use std::ops::Range;

use toml::Spanned;

use super::shape::FactShape;
use super::{FlowRule, MeasureRule, Within};
use crate::rules::pattern::{Pattern, SlotKind, Written};
use crate::rules::source::{Diagnostic, RuleFile};
use crate::rules::suggest;

/// A part of a label template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelPart {
    /// As it stands.
    Literal(String),
    /// The text of a slot.
    Slot(usize),
    /// `{^}`: the label of the fact before, or the phrase before where no fact stands; `{^2}`: the name before that one.
    Before(usize),
    /// The heads of a table cell.
    Row,
    /// The heads of a table cell.
    Column,
    /// The caption of the table.
    Caption,
}

/// How a match becomes a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct FactTemplate {
    /// Number slot; unused in tables.
    pub value: usize,
    /// Parts of the label.
    pub label: Vec<LabelPart>,
    /// How the measure is decided.
    pub measure: MeasureRule,
    /// Cue slot that gives the sign: negative where its word is of class `down`.
    pub sign: Option<usize>,
    /// Period slot.
    pub period: Option<usize>,
    /// Area slot.
    pub area: Option<usize>,
    /// What a difference is compared with.
    pub versus: Option<usize>,
    /// Among what a rank holds.
    pub among: Option<usize>,
    /// Stated flow.
    pub flow: Option<FlowRule>,
    /// The unit that the shape implies where none is written.
    pub unit: Option<String>,
    /// List slot whose members are paired with the members of `value`; with `{^}`, the labels before are.
    pub each: Option<usize>,
}

/// Checks a `[[rule.fact]]` against the slots of its pattern.
pub(super) fn template(
    shape: &FactShape,
    pattern: &Pattern,
    within: Within,
    id_at: &Range<usize>,
    file: &RuleFile,
) -> Result<FactTemplate, Diagnostic> {
    let slots = Slots { pattern, file };
    let value = match (&shape.value, within) {
        (Some(name), Within::Row) => {
            let help = Some("a table rule says what its cells are by `label` and `measure`");
            return Err(file.mistake(name.span(), "the value of a table rule is its cell", "remove it", help));
        }
        (None, Within::Row) => 0,
        (Some(name), _) => slots.find(name, SlotKind::is_number, "number slot")?,
        (None, _) => {
            let message = "a fact needs a `value`";
            return Err(file.mistake(
                id_at.clone(),
                message,
                "this rule has one without",
                Some(&slots.declared()),
            ));
        }
    };
    let text = |kind: SlotKind| !kind.is_number();
    let template = FactTemplate {
        value,
        label: label(&shape.label, &slots, within)?,
        measure: shape.measure,
        sign: slots.optional(&shape.sign, |kind| kind == SlotKind::Cue, "cue slot (`<up|down:name>`)")?,
        period: slots.optional(
            &shape.period,
            |kind| matches!(kind, SlotKind::Period | SlotKind::Periods),
            "period slot",
        )?,
        area: slots.optional(
            &shape.area,
            |kind| matches!(kind, SlotKind::Area | SlotKind::Areas),
            "area slot",
        )?,
        versus: slots.optional(&shape.versus, text, "slot of text")?,
        among: slots.optional(&shape.among, text, "slot of text")?,
        flow: shape.flow,
        unit: shape.unit.clone(),
        each: slots.optional(
            &shape.each,
            |kind| matches!(kind, SlotKind::Phrases | SlotKind::Areas | SlotKind::Periods),
            "list slot (`{name:list(np)}`)",
        )?,
    };
    if let (Some(each), Some(value)) = (&shape.each, &shape.value)
        && !matches!(pattern.slots[template.value].kind, SlotKind::Numbers(_))
    {
        let message = format!(
            "`each` pairs a list with a list, and `{}` is one number",
            value.as_ref()
        );
        let help = Some("write the numbers as a list, such as {values:list(quantity)}");
        return Err(file.mistake(each.span(), &message, "nothing to pair it with", help));
    }
    for (key, name, slot) in [
        ("period", &shape.period, template.period),
        ("area", &shape.area, template.area),
    ] {
        let listed = |slot: &usize| matches!(pattern.slots[*slot].kind, SlotKind::Areas | SlotKind::Periods);
        if let (Some(name), Some(slot)) = (name, slot.filter(listed))
            && template.each != Some(slot)
        {
            let message = format!("`{}` is a list, and a fact has one {key}", name.as_ref());
            let help = format!("add each = \"{}\"", name.as_ref());
            return Err(file.mistake(name.span(), &message, "here", Some(&help)));
        }
    }
    Ok(template)
}

/// The slots of a pattern, to be looked up by the names that a fact uses.
struct Slots<'a> {
    pattern: &'a Pattern,
    file: &'a RuleFile,
}

impl Slots<'_> {
    fn find(&self, name: &Spanned<String>, fits: fn(SlotKind) -> bool, needed: &str) -> Result<usize, Diagnostic> {
        let Some(index) = self.pattern.slot(name.as_ref()) else {
            let message = format!("unknown slot `{}`", name.as_ref());
            let help = self.help(name.as_ref());
            return Err(self
                .file
                .mistake(name.span(), &message, "not in the pattern", Some(&help)));
        };
        if !fits(self.pattern.slots[index].kind) {
            let message = format!("slot `{}` is no {needed}", name.as_ref());
            let label = format!("needs {} {needed}", if needed.starts_with('a') { "an" } else { "a" });
            let fitting = self.pattern.slots.iter().filter(|slot| fits(slot.kind));
            let fitting: Vec<&str> = fitting.map(|slot| slot.written.as_str()).collect();
            let help = match fitting.is_empty() {
                true => "the pattern has none".to_owned(),
                false => format!("the pattern has {}", fitting.join(", ")),
            };
            return Err(self.file.mistake(name.span(), &message, &label, Some(&help)));
        }
        Ok(index)
    }

    fn optional(
        &self,
        name: &Option<Spanned<String>>,
        fits: fn(SlotKind) -> bool,
        needed: &str,
    ) -> Result<Option<usize>, Diagnostic> {
        name.as_ref().map(|name| self.find(name, fits, needed)).transpose()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.pattern.slots.iter().map(|slot| slot.name.as_str())
    }

    fn help(&self, name: &str) -> String {
        match self.pattern.slots.is_empty() {
            true => self.declared(),
            false => suggest::help(name, "slots declared here", self.names()),
        }
    }

    fn declared(&self) -> String {
        match self.pattern.slots.is_empty() {
            true => "the pattern declares no slots".to_owned(),
            false => format!("slots declared here: {}", self.names().collect::<Vec<_>>().join(", ")),
        }
    }
}

fn label(template: &Spanned<String>, slots: &Slots, within: Within) -> Result<Vec<LabelPart>, Diagnostic> {
    let file = slots.file;
    let written = Written::of(template, file);
    let mut parts = Vec::new();
    let mut rest = written.text;
    while let Some(open) = rest.find('{') {
        let at = written.at + written.text.len() - rest.len() + open;
        if open > 0 {
            parts.push(LabelPart::Literal(rest[..open].to_owned()));
        }
        let Some(close) = rest[open..].find('}') else {
            let end = at + rest.len() - open;
            return Err(file.mistake(at..end, "`{` is never closed in the label", "`}` is missing", None));
        };
        let name = &rest[open + 1..open + close];
        let slot = slots.pattern.slot(name);
        parts.push(match (name, within, slot) {
            ("row", Within::Row, _) => LabelPart::Row,
            ("column", Within::Row, _) => LabelPart::Column,
            ("caption", Within::Row, _) => LabelPart::Caption,
            ("^", Within::Clause | Within::Sentence | Within::Paragraph, _) => LabelPart::Before(1),
            ("^2", Within::Clause | Within::Sentence | Within::Paragraph, _) => LabelPart::Before(2),
            ("^3", Within::Clause | Within::Sentence | Within::Paragraph, _) => LabelPart::Before(3),
            (_, Within::Clause | Within::Sentence | Within::Paragraph, Some(slot)) => {
                if slots.pattern.slots[slot].kind.is_number() {
                    let message = format!("a label holds no number, and `{name}` is one");
                    return Err(file.mistake(at..at + close + 1, &message, "here", Some("name what is measured")));
                }
                LabelPart::Slot(slot)
            }
            (_, within, _) => {
                let help = match within {
                    Within::Row => suggest::help(name, "in tables", ["row", "column", "caption"]),
                    _ => format!(
                        "{}; {{^}} is the label before, {{^2}} and {{^3}} those before it",
                        slots.help(name)
                    ),
                };
                let message = format!("unknown slot `{name}` in the label");
                return Err(file.mistake(at..at + close + 1, &message, "not in the pattern", Some(&help)));
            }
        });
        rest = &rest[open + close + 1..];
    }
    if !rest.is_empty() {
        parts.push(LabelPart::Literal(rest.to_owned()));
    }
    if parts.is_empty() {
        let help = Some("a reader must learn what was measured");
        return Err(file.mistake(template.span(), "an empty label", "here", help));
    }
    Ok(parts)
}
