//! Conditions on what stands round a number: `given` must be there, `unless` must not.
//!
//! | written | holds where |
//! |---|---|
//! | `<target>` | a word of the class stands in the sentence (in the clause, for rules `within = 'clause'`) |
//! | `计划\|规划` | one of the words stands there |
//! | `… in clause` `in sentence` `in paragraph` | it stands in the number's clause, sentence, paragraph |
//! | `… in heading` | it stands in a heading above |
//! | `… in row` `in column` `in caption` | for tables: it stands in the head of the row or column, in the caption |
//!
//! In clause and sentence a cue is a word of the segmented text; everything else is looked for as it is written.

use toml::Spanned;

use super::Within;
use crate::rules::cues::{CueSet, Cues};
use crate::rules::pattern::{Written, classes};
use crate::rules::source::{Diagnostic, RuleFile};
use crate::rules::suggest;

/// Where a condition looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// The clause of the number.
    Clause,
    /// Its sentence.
    Sentence,
    /// Its paragraph.
    Paragraph,
    /// The headings above it.
    Heading,
    /// The head of a cell's row.
    Row,
    /// The head of its column.
    Column,
    /// The caption of its table.
    Caption,
}

impl Scope {
    const TEXT: [(&'static str, Scope); 4] = [
        ("clause", Scope::Clause),
        ("sentence", Scope::Sentence),
        ("paragraph", Scope::Paragraph),
        ("heading", Scope::Heading),
    ];
    const TABLE: [(&'static str, Scope); 3] = [
        ("row", Scope::Row),
        ("column", Scope::Column),
        ("caption", Scope::Caption),
    ];
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whether it must hold (`given`) or must not (`unless`).
    pub wanted: bool,
    /// Where it looks.
    pub scope: Scope,
    /// The classes of a cue; empty where words are named.
    pub cues: CueSet,
    /// The words: those named, or those of the classes.
    pub words: Vec<String>,
    /// As the file has it.
    pub written: String,
}

impl Condition {
    /// Whether one of its words stands in the text.
    pub fn stands_in(&self, text: &str) -> bool {
        self.words.iter().any(|word| text.contains(word.as_str()))
    }
}

/// Checks one condition.
pub(super) fn condition(
    written: &Spanned<String>,
    wanted: bool,
    within: Within,
    file: &RuleFile,
    cues: &Cues,
) -> Result<Condition, Diagnostic> {
    let whole = Written::of(written, file);
    let scopes: &[(&str, Scope)] = match within {
        Within::Row => &Scope::TABLE,
        _ => &Scope::TEXT,
    };
    let (what, scope) = match whole.text.rsplit_once(" in ") {
        Some((what, name)) => match scopes.iter().find(|(known, _)| *known == name.trim()) {
            Some((_, scope)) => (what, *scope),
            None => {
                let name = name.trim();
                let start = whole.at + whole.text.rfind(name).unwrap_or_default();
                let help = suggest::help(name, "scopes", scopes.iter().map(|(known, _)| *known));
                let message = format!("unknown scope `{name}`");
                let label = match within {
                    Within::Row => "no place of a table",
                    _ => "no such stretch of text",
                };
                return Err(file.mistake(start..start + name.len(), &message, label, Some(&help)));
            }
        },
        None => (
            whole.text,
            match within {
                Within::Clause => Scope::Clause,
                Within::Row => Scope::Row,
                Within::Sentence | Within::Paragraph => Scope::Sentence,
            },
        ),
    };
    let blank = what.len() - what.trim_start().len();
    let what = what.trim();
    let at = whole.at + blank;
    let (set, words) = match what.strip_prefix('<').map(|rest| rest.strip_suffix('>')) {
        Some(Some(names)) => {
            let inner = Written {
                text: names,
                at: at + 1,
            };
            let found = classes(inner, file, cues)?;
            let mut words: Vec<String> = found
                .iter()
                .flat_map(|class| cues.words_of(*class))
                .map(str::to_owned)
                .collect();
            words.sort_unstable();
            words.dedup();
            (CueSet::of(&found), words)
        }
        Some(None) => {
            return Err(file.mistake(at..at + what.len(), "`<` is never closed", "`>` is missing", None));
        }
        None => (CueSet::default(), what.split('|').map(str::to_owned).collect()),
    };
    if words
        .iter()
        .any(|word| word.trim().is_empty() || word.contains(['{', '<', '[', ' ']))
    {
        let help = "write words, as in 计划|规划 in clause, or a class, as in <target> in heading";
        return Err(file.mistake(
            written.span(),
            "a condition names words or a cue class",
            "here",
            Some(help),
        ));
    }
    Ok(Condition {
        wanted,
        scope,
        cues: set,
        words,
        written: whole.text.to_owned(),
    })
}
