//! A rule: the shape of a sentence, what it says as facts, and the sentences it must and must not read.
//! [`RuleShape`] is the file as written; [`Rule`] is checked and ready to run.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::cues::{CueClass, Cues};
use super::pattern::{Item, Kinds, Pattern, SlotKind};
use super::source::{Diagnostic, RuleFile};

/// Where a rule works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Within {
    /// In running text.
    Sentence,
    /// In the cells of a table.
    Row,
}

/// Whether a rule is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleStatus {
    /// In use, being tried.
    Draft,
    /// In use.
    Stable,
    /// Kept for the record only.
    Retired,
}

/// How the measure of a fact is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MeasureRule {
    /// A size.
    Level,
    /// An absolute difference.
    Change,
    /// A relative difference.
    Growth,
    /// A difference: relative in % and 倍, absolute in every other unit.
    Difference,
    /// A place in an order.
    Rank,
}

/// Conditions on the heads of a table cell, for rules `within = 'row'`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Head {
    /// Anything.
    #[default]
    Any,
    /// Names a place.
    Area,
    /// Names a period.
    Period,
    /// Says a difference (比上年增长, 增幅).
    Difference,
    /// Only a kind of number (绝对数, 总量, 年末数, 数量, 合计): the other head says what it is of.
    Bare,
}

/// A rule file as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesShape {
    rule: Vec<RuleShape>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleShape {
    id: Spanned<String>,
    about: String,
    #[serde(default = "stable")]
    status: RuleStatus,
    #[serde(default = "sentence")]
    within: Within,
    pattern: Option<Spanned<String>>,
    sure: Option<Spanned<f32>>,
    #[serde(default)]
    row: Head,
    #[serde(default)]
    column: Head,
    fact: Vec<FactShape>,
    #[serde(default)]
    accept: Vec<AcceptShape>,
    #[serde(default)]
    reject: Vec<RejectShape>,
    #[serde(default)]
    gap: Vec<GapShape>,
}

const fn stable() -> RuleStatus {
    RuleStatus::Stable
}

const fn sentence() -> Within {
    Within::Sentence
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactShape {
    value: Option<Spanned<String>>,
    label: Spanned<String>,
    #[serde(default = "level")]
    measure: MeasureRule,
    sign: Option<Spanned<String>>,
    period: Option<Spanned<String>>,
    area: Option<Spanned<String>>,
    versus: Option<Spanned<String>>,
    among: Option<Spanned<String>>,
    flow: Option<FlowRule>,
    unit: Option<String>,
    each: Option<Spanned<String>>,
}

const fn level() -> MeasureRule {
    MeasureRule::Level
}

/// A flow that a rule states outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FlowRule {
    /// What came.
    New,
    /// All there is.
    Cumulative,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptShape {
    text: String,
    facts: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RejectShape {
    text: String,
    why: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GapShape {
    text: String,
    today: Vec<String>,
    want: Vec<String>,
}

/// A part of a label template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelPart {
    /// As it stands.
    Literal(String),
    /// The text of a slot.
    Slot(usize),
    /// `{^}`: the label of the fact before, or the phrase before where no fact stands.
    Before,
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

/// One way a pattern can be laid out: its optional groups each taken or left.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Before the anchor, in text order.
    pub before: Vec<Item>,
    /// After it.
    pub after: Vec<Item>,
    /// For each entry, a sentence without a word of one of these classes cannot match.
    pub needs: Vec<Vec<CueClass>>,
}

/// A checked rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name: `growth.same-period`.
    pub id: String,
    /// One sentence for people.
    pub about: String,
    /// Whether it is in use.
    pub status: RuleStatus,
    /// Where it works.
    pub within: Within,
    /// How often a reading of this rule is right when everything it needs is said; 0.95 where the file does not say.
    pub sure: f32,
    /// For `within = 'row'`: what the row's head must be.
    pub row: Head,
    /// For `within = 'row'`: what the column's head must be.
    pub column: Head,
    /// The sentence shape; absent in tables.
    pub pattern: Option<Pattern>,
    /// All variants of the pattern, the fullest first.
    pub variants: Vec<Variant>,
    /// What it says.
    pub facts: Vec<FactTemplate>,
    /// What it must and must not read.
    pub examples: Vec<Example>,
    /// File it stands in.
    pub file: String,
}

impl Rule {
    /// Reads and checks all rules of a file.
    ///
    /// # Errors
    /// Every mistake, each with its place.
    pub fn load(file: &RuleFile, cues: &Cues) -> Result<Vec<Rule>, Vec<Diagnostic>> {
        let shapes: RulesShape = file.parse().map_err(|mistake| vec![mistake])?;
        let mut rules = Vec::new();
        let mut mistakes = Vec::new();
        for shape in shapes.rule {
            match check(shape, file, cues) {
                Ok(rule) => rules.push(rule),
                Err(more) => mistakes.extend(more),
            }
        }
        if mistakes.is_empty() { Ok(rules) } else { Err(mistakes) }
    }
}

/// How sure a rule is that says nothing of it: measured on reviewed facts.
pub const SURE: f32 = 0.95;

fn check(shape: RuleShape, file: &RuleFile, cues: &Cues) -> Result<Rule, Vec<Diagnostic>> {
    let mut mistakes = Vec::new();
    let id_at = shape.id.span();
    let id = shape.id.into_inner();
    if !id.contains('.')
        || !id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(&b))
    {
        let help = "a family and a name in lower case, such as `growth.same-period`";
        mistakes.push(file.mistake(id_at.clone(), &format!("`{id}` cannot name a rule"), "here", Some(help)));
    }
    if let Some(sure) = &shape.sure
        && !(0.0..=1.0).contains(sure.as_ref())
    {
        mistakes.push(file.mistake(
            sure.span(),
            "`sure` is a share",
            "here",
            Some("a number between 0 and 1"),
        ));
    }
    if shape.fact.is_empty() {
        mistakes.push(file.mistake(
            id_at.clone(),
            "a rule without a fact says nothing",
            "this one",
            Some("add a [[rule.fact]]"),
        ));
    }
    if shape.accept.is_empty() && shape.within == Within::Sentence {
        let help = "add a [[rule.accept]] with `text` and `facts`";
        mistakes.push(file.mistake(
            id_at.clone(),
            "a rule needs a sentence that it must read",
            "this one has none",
            Some(help),
        ));
    }
    let pattern = match (&shape.pattern, shape.within) {
        (Some(text), Within::Sentence) => {
            // The span covers the quotes; a pattern needs no escapes, so its text starts right after them.
            let raw = &file.text[text.span()];
            let quotes = if raw.starts_with("'''") || raw.starts_with("\"\"\"") {
                3
            } else {
                1
            };
            Pattern::parse(text.as_ref(), text.span().start + quotes, file, cues)
                .map_err(|mistake| mistakes.push(mistake))
                .ok()
        }
        (None, Within::Sentence) => {
            mistakes.push(file.mistake(
                id_at.clone(),
                "a rule for sentences needs a `pattern`",
                "this one has none",
                None,
            ));
            None
        }
        (Some(text), Within::Row) => {
            let help = "use `row` and `column` to say what the heads must be";
            mistakes.push(file.mistake(
                text.span(),
                "a rule for tables has no `pattern`",
                "remove it",
                Some(help),
            ));
            None
        }
        (None, Within::Row) => None,
    };
    let empty = Pattern {
        before: Vec::new(),
        anchor: 0,
        after: Vec::new(),
        slots: Vec::new(),
    };
    let usable = shape.within == Within::Row || pattern.is_some();
    let mut facts = Vec::new();
    if usable {
        for fact in &shape.fact {
            match template(fact, pattern.as_ref().unwrap_or(&empty), shape.within, &id_at, file) {
                Ok(fact) => facts.push(fact),
                Err(mistake) => mistakes.push(mistake),
            }
        }
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let variants = pattern.as_ref().map(variants).unwrap_or_default();
    let examples = shape
        .accept
        .into_iter()
        .map(|a| Example::Accept {
            text: a.text,
            facts: a.facts,
        })
        .chain(shape.reject.into_iter().map(|r| Example::Reject {
            text: r.text,
            why: r.why,
        }))
        .chain(shape.gap.into_iter().map(|g| Example::Gap {
            text: g.text,
            today: g.today,
            want: g.want,
        }))
        .collect();
    Ok(Rule {
        id,
        about: shape.about,
        status: shape.status,
        within: shape.within,
        sure: shape.sure.as_ref().map_or(SURE, |sure| *sure.as_ref()),
        row: shape.row,
        column: shape.column,
        pattern,
        variants,
        facts,
        examples,
        file: file.path.to_string(),
    })
}

fn template(
    shape: &FactShape,
    pattern: &Pattern,
    within: Within,
    id_at: &std::ops::Range<usize>,
    file: &RuleFile,
) -> Result<FactTemplate, Diagnostic> {
    let declared = || {
        let names: Vec<&str> = pattern.slots.iter().map(|slot| slot.name.as_str()).collect();
        if names.is_empty() {
            "the pattern declares no slots".to_owned()
        } else {
            format!("slots declared here: {}", names.join(", "))
        }
    };
    let find = |name: &Spanned<String>, fits: &dyn Fn(SlotKind) -> bool, needed: &str| {
        let Some(index) = pattern.slot(name.as_ref()) else {
            return Err(file.mistake(
                name.span(),
                &format!("unknown slot `{}`", name.as_ref()),
                "not in the pattern",
                Some(&declared()),
            ));
        };
        if !fits(pattern.slots[index].kind) {
            let message = format!("slot `{}` is no {needed}", name.as_ref());
            return Err(file.mistake(
                name.span(),
                &message,
                &format!("needs {} {needed}", if needed.starts_with('a') { "an" } else { "a" }),
                None,
            ));
        }
        Ok(index)
    };
    let optional = |name: &Option<Spanned<String>>, fits: &dyn Fn(SlotKind) -> bool, needed: &str| {
        name.as_ref().map(|name| find(name, fits, needed)).transpose()
    };
    let number = |kind| matches!(kind, SlotKind::Number(_) | SlotKind::Numbers(_));
    let value = match (&shape.value, within) {
        (Some(name), Within::Sentence) => find(name, &number, "number slot")?,
        (Some(name), Within::Row) => {
            return Err(file.mistake(name.span(), "the value of a table rule is its cell", "remove it", None));
        }
        (None, Within::Sentence) => {
            return Err(file.mistake(
                id_at.clone(),
                "a fact needs a `value`",
                "this rule has one without",
                Some(&declared()),
            ));
        }
        (None, Within::Row) => 0,
    };
    Ok(FactTemplate {
        value,
        label: label(&shape.label, pattern, within, file, &declared)?,
        measure: shape.measure,
        sign: optional(
            &shape.sign,
            &|kind| kind == SlotKind::Cue,
            "cue slot (`<up|down:name>`)",
        )?,
        period: optional(
            &shape.period,
            &|kind| matches!(kind, SlotKind::Period | SlotKind::Periods),
            "period slot",
        )?,
        area: optional(
            &shape.area,
            &|kind| matches!(kind, SlotKind::Area | SlotKind::Areas),
            "area slot",
        )?,
        versus: optional(&shape.versus, &|kind| !number(kind), "slot of text")?,
        among: optional(&shape.among, &|kind| !number(kind), "slot of text")?,
        flow: shape.flow,
        unit: shape.unit.clone(),
        each: optional(
            &shape.each,
            &|kind| matches!(kind, SlotKind::Phrases | SlotKind::Areas | SlotKind::Periods),
            "list slot (`{name:list(np)}`)",
        )?,
    })
}

fn label(
    template: &Spanned<String>,
    pattern: &Pattern,
    within: Within,
    file: &RuleFile,
    declared: &dyn Fn() -> String,
) -> Result<Vec<LabelPart>, Diagnostic> {
    let mut parts = Vec::new();
    let mut rest = template.as_ref().as_str();
    while let Some(open) = rest.find('{') {
        if open > 0 {
            parts.push(LabelPart::Literal(rest[..open].to_owned()));
        }
        let Some(close) = rest[open..].find('}') else {
            return Err(file.mistake(
                template.span(),
                "`{` is never closed in the label",
                "`}` is missing",
                None,
            ));
        };
        let name = &rest[open + 1..open + close];
        parts.push(match (name, within) {
            ("^", Within::Sentence) => LabelPart::Before,
            ("row", Within::Row) => LabelPart::Row,
            ("column", Within::Row) => LabelPart::Column,
            ("caption", Within::Row) => LabelPart::Caption,
            (_, Within::Sentence) if pattern.slot(name).is_some() => {
                LabelPart::Slot(pattern.slot(name).expect("just seen"))
            }
            (_, Within::Sentence) => {
                let help = format!("{}; {{^}} is the label before", declared());
                return Err(file.mistake(
                    template.span(),
                    &format!("unknown slot `{name}` in the label"),
                    "here",
                    Some(&help),
                ));
            }
            (_, Within::Row) => {
                let help = "in tables: {row}, {column}, {caption}";
                return Err(file.mistake(
                    template.span(),
                    &format!("unknown slot `{name}` in the label"),
                    "here",
                    Some(help),
                ));
            }
        });
        rest = &rest[open + close + 1..];
    }
    if !rest.is_empty() {
        parts.push(LabelPart::Literal(rest.to_owned()));
    }
    if parts.is_empty() {
        return Err(file.mistake(
            template.span(),
            "an empty label",
            "here",
            Some("a reader must learn what was measured"),
        ));
    }
    Ok(parts)
}

/// Every way of taking or leaving the optional groups, the fullest first.
fn variants(pattern: &Pattern) -> Vec<Variant> {
    let befores = expand(&pattern.before);
    let afters = expand(&pattern.after);
    let mut all: Vec<Variant> = befores
        .iter()
        .flat_map(|before| afters.iter().map(move |after| (before, after)))
        .map(|(before, after)| {
            let needs = before
                .iter()
                .chain(after)
                .filter_map(|item| match item {
                    Item::Cue { classes, .. } => Some(classes.clone()),
                    _ => None,
                })
                .collect::<BTreeSet<_>>();
            Variant {
                before: before.clone(),
                after: after.clone(),
                needs: needs.into_iter().collect(),
            }
        })
        .collect();
    all.sort_by_key(|variant| std::cmp::Reverse(variant.before.len() + variant.after.len()));
    all.dedup();
    all
}

fn expand(items: &[Item]) -> Vec<Vec<Item>> {
    let mut all = vec![Vec::new()];
    for item in items {
        match item {
            Item::Optional(inner) => {
                let inner = expand(inner);
                all = all
                    .into_iter()
                    .flat_map(|start| {
                        let taken = inner.iter().map({
                            let start = start.clone();
                            move |more| start.iter().cloned().chain(more.iter().cloned()).collect()
                        });
                        taken
                            .collect::<Vec<Vec<Item>>>()
                            .into_iter()
                            .chain(std::iter::once(start))
                    })
                    .collect();
            }
            _ => all.iter_mut().for_each(|start| start.push(item.clone())),
        }
    }
    all
}

impl Rule {
    /// Kinds of quantity at which the rule is tried.
    pub fn anchor_kinds(&self) -> Option<Kinds> {
        self.pattern.as_ref().map(Pattern::anchor_kinds)
    }
}
