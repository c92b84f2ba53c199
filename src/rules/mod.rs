//! What a statistician knows, as data: lexicons, cues and patterns, loaded from `rules/`, checked, and built once into
//! resources that all threads share.

mod source;
mod terms;

pub use source::{Diagnostic, RuleFile};
pub use terms::{Hit, Term, Terms};

/// Stand-in for the compiled rules: the embedded set is empty, a folder's files must at least be TOML.
pub struct Rules {
    hash: String,
}

impl Rules {
    /// The rules compiled into the binary.
    pub fn embedded() -> Self {
        Self {
            hash: blake3::hash(b"").to_hex().to_string(),
        }
    }

    /// The rules of a folder, or the embedded ones.
    ///
    /// # Errors
    /// Every mistake, with its place.
    pub fn load(folder: Option<&std::path::Path>) -> Result<Self, Vec<Diagnostic>> {
        let Some(folder) = folder else {
            return Ok(Self::embedded());
        };
        let mut mistakes = Vec::new();
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "toml") {
                let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
                let file = RuleFile::new(&path.to_string_lossy(), &text);
                mistakes.extend(file.parse::<toml::Table>().err());
            }
        }
        if mistakes.is_empty() {
            Ok(Self::embedded())
        } else {
            Err(mistakes)
        }
    }

    /// BLAKE3 of the rule files, hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}
