//! Rule files as text, and what can be wrong with them: every mistake has a file, a line, a column, the place underlined,
//! and a word on what is allowed there.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::de::DeserializeOwned;

use super::suggest;

/// One file of `rules/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleFile {
    /// Path below `rules/`, `/`-separated: `lexicon/units.toml`.
    pub path: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
}

impl RuleFile {
    /// A file of the given path and text.
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }

    /// Reads the file as TOML of the shape `T`; unknown keys are refused where `T` refuses them.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Diagnostic> {
        toml::from_str(&self.text).map_err(|error| {
            let at = error.span().unwrap_or(0..0);
            let (message, help) = match error.message().split_once(", expected ") {
                Some((what, choices)) => (plain(what), Some(choices_help(what, choices))),
                None => (error.message().to_owned(), missing_help(error.message())),
            };
            self.mistake(at, &message, "here", help.as_deref())
        })
    }

    /// A mistake at the bytes `at` of this file: what is wrong, a word for the underlined place, what to do.
    pub fn mistake(&self, at: Range<usize>, message: &str, label: &str, help: Option<&str>) -> Diagnostic {
        Diagnostic {
            file: self.clone(),
            at,
            message: message.to_owned(),
            label: label.to_owned(),
            help: help.map(str::to_owned),
        }
    }
}

/// What the parser says, in an author's words.
fn plain(what: &str) -> String {
    match what.strip_prefix("unknown variant ") {
        Some(name) => format!("{name} is none of the choices"),
        None => what.to_owned(),
    }
}

/// The choices as the parser lists them, with the one that was meant.
fn choices_help(what: &str, choices: &str) -> String {
    let quoted = |text: &str| -> Vec<String> { text.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let names = quoted(choices);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let near = quoted(what)
        .pop()
        .and_then(|written| suggest::nearest(&written, &names));
    match near {
        Some(name) if names.len() > 1 => format!("did you mean `{name}`? expected {choices}"),
        _ if matches!(choices, "f32" | "f64") => "expected a number".to_owned(),
        _ => format!("expected {choices}"),
    }
}

/// What to do about a key that is missing.
fn missing_help(message: &str) -> Option<String> {
    let name = message.strip_prefix("missing field `")?.strip_suffix('`')?;
    Some(format!("add a line `{name} = …` to this table"))
}

/// A mistake in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file.
    pub file: RuleFile,
    /// Bytes of the file's text.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// A word for the underlined place.
    pub label: String,
    /// What is allowed there, or what to do.
    pub help: Option<String>,
}

impl fmt::Display for Diagnostic {
    /// The message, the place with its line underlined, and the help, without colour.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An empty span at the end of the file still needs a character to point at.
        let end = self.file.text.len();
        let at = self.at.start.min(end)..self.at.end.clamp(self.at.start.min(end), end);
        let mut group = Level::ERROR.primary_title(&*self.message).element(
            Snippet::source(&*self.file.text)
                .path(&*self.file.path)
                .annotation(AnnotationKind::Primary.span(at).label(&*self.label)),
        );
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(&**help));
        }
        write!(f, "{}", Renderer::plain().render(&[group]))
    }
}

impl std::error::Error for Diagnostic {}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shape {
        #[allow(dead_code)]
        name: String,
    }

    #[test]
    fn an_unknown_key_is_underlined_and_the_valid_ones_are_named() {
        let file = RuleFile::new("lexicon/units.toml", "name = '亿圆'\nnmae = '元'\n");
        let mistake = file.parse::<Shape>().unwrap_err().to_string();
        assert_eq!(
            mistake,
            "error: unknown field `nmae`\n \
             --> lexicon/units.toml:2:1\n  |\n\
             2 | nmae = '元'\n  \
             | ^^^^ here\n  |\n  \
             = help: expected `name`"
        );
    }
}
