//! Patterns over paths: `{area}/{year}/{title}.txt`.

use std::str::FromStr;

use crate::extractor::Metadata;
use crate::rules::Gazetteer;

use super::{Field, set};

/// What the parts of a path tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathPattern {
    written: String,
    /// For each name of the path from the last ones on: its pieces in order.
    names: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field(Field),
}

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternProblem {
    /// Braces round something else.
    #[error(
        "unknown field {{{0}}}; the fields are {{area}}, {{year}}, {{date}}, {{title}}, {{issuer}}, {{source}} and {{*}} for anything"
    )]
    Unknown(String),
    /// Said twice.
    #[error("{{{0}}} stands there twice")]
    Twice(String),
    /// Nothing shows where the one ends and the other begins.
    #[error("{{{0}}} follows another field at once; put what stands between them in the paths, such as - or _")]
    Adjoining(String),
    /// A brace without its partner.
    #[error("a brace is not closed, or not opened")]
    Brace,
    /// Nothing is read from the paths.
    #[error("there is no field in it, such as {{area}} or {{year}}")]
    Empty,
}

const FIELDS: [(&str, Field); 7] = [
    ("area", Field::Area),
    ("year", Field::Year),
    ("date", Field::Date),
    ("title", Field::Title),
    ("issuer", Field::Issuer),
    ("source", Field::Source),
    ("*", Field::Any),
];

impl FromStr for PathPattern {
    type Err = PatternProblem;

    fn from_str(text: &str) -> Result<Self, PatternProblem> {
        let mut seen = Vec::new();
        let names: Result<Vec<_>, _> = text.split('/').map(|name| pieces(name, &mut seen)).collect();
        if seen.iter().all(|field| *field == Field::Any) {
            names?;
            return Err(PatternProblem::Empty);
        }
        Ok(Self {
            written: text.to_owned(),
            names: names?,
        })
    }
}

fn pieces(name: &str, seen: &mut Vec<Field>) -> Result<Vec<Piece>, PatternProblem> {
    let mut pieces = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let open = rest.find('{').unwrap_or(rest.len());
        if open > 0 {
            if rest[..open].contains('}') {
                return Err(PatternProblem::Brace);
            }
            pieces.push(Piece::Text(rest[..open].to_owned()));
            rest = &rest[open..];
            continue;
        }
        let close = rest.find('}').ok_or(PatternProblem::Brace)?;
        let field_name = &rest[1..close];
        let known = FIELDS.iter().find(|(name, _)| *name == field_name);
        let field = known.ok_or_else(|| PatternProblem::Unknown(field_name.to_owned()))?.1;
        if field != Field::Any && seen.contains(&field) {
            return Err(PatternProblem::Twice(field_name.to_owned()));
        }
        if matches!(pieces.last(), Some(Piece::Field(_))) {
            return Err(PatternProblem::Adjoining(field_name.to_owned()));
        }
        seen.push(field);
        pieces.push(Piece::Field(field));
        rest = &rest[close + 1..];
    }
    Ok(pieces)
}

impl PathPattern {
    /// What the name of a document tells. The pattern is laid over as many of its last names as it has itself; what a part
    /// tells that cannot be true is a finding.
    pub fn read(&self, document: &str, gazetteer: &Gazetteer) -> Metadata {
        let mut metadata = Metadata::default();
        let names: Vec<&str> = document.split('/').collect();
        let found = names.len().checked_sub(self.names.len()).and_then(|skipped| {
            let pairs = self.names.iter().zip(&names[skipped..]);
            let fields: Option<Vec<_>> = pairs.map(|(pieces, name)| laid_over(pieces, name)).collect();
            fields
        });
        let Some(found) = found else {
            metadata
                .problems
                .push(format!("the path does not fit --path-pattern {}", self.written));
            return metadata;
        };
        for (field, value) in found.into_iter().flatten() {
            if let Err(problem) = set(&mut metadata, field, value, gazetteer) {
                metadata
                    .problems
                    .push(format!("--path-pattern {}: {problem}", self.written));
            }
        }
        metadata
    }
}

/// What each field stands for in one name; `None` where the pieces do not fit it.
fn laid_over<'n>(pieces: &[Piece], name: &'n str) -> Option<Vec<(Field, &'n str)>> {
    let mut found = Vec::new();
    let mut rest = name;
    let mut open = None;
    for (nth, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Field(field) => open = Some(*field),
            Piece::Text(text) => {
                let at = match open {
                    None => rest.starts_with(&**text).then_some(0)?,
                    Some(_) if nth + 1 == pieces.len() => rest.strip_suffix(&**text)?.len(),
                    Some(_) => rest.find(&**text)?,
                };
                if let Some(field) = open.take() {
                    found.push((field, &rest[..at]));
                }
                rest = &rest[at + text.len()..];
            }
        }
    }
    match open {
        Some(field) => found.push((field, rest)),
        None if !rest.is_empty() => return None,
        None => {}
    }
    found.iter().all(|(_, value)| !value.is_empty()).then_some(found)
}
