//! Under which key the result for a document is kept: everything that the result depends on, and nothing else. A program,
//! a rule, a row of a table or a byte of the document that changes gives another key, and so the document is read again.

use crate::extractor::Metadata;

/// BLAKE3 over what a result depends on.
pub type Key = [u8; 32];

/// What all documents of a run have in common.
#[derive(Clone)]
pub struct Keys(blake3::Hasher);

impl Keys {
    /// The keys of this program with the rules of this hash.
    pub fn new(rules: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        let program = [env!("CARGO_PKG_VERSION"), env!("GONGBAO_SOURCES")];
        program
            .into_iter()
            .chain([rules])
            .for_each(|part| add(&mut hasher, part));
        Self(hasher)
    }

    /// The key of one document: its name, the hash of its bytes, and what is known of it.
    pub fn of(&self, document: &str, content: &blake3::Hash, known: &Metadata) -> Key {
        // Named one by one, so that a new field cannot be forgotten here.
        let Metadata {
            title,
            issuer,
            area,
            date,
            source,
            problems,
        } = known;
        let date = date.map(|date| date.to_string());
        let mut hasher = self.0.clone();
        add(&mut hasher, document);
        hasher.update(content.as_bytes());
        for field in [title, issuer, area, &date, source] {
            hasher.update(&[u8::from(field.is_some())]);
            add(&mut hasher, field.as_deref().unwrap_or_default());
        }
        problems.iter().for_each(|problem| add(&mut hasher, problem));
        *hasher.finalize().as_bytes()
    }
}

/// With the length in front: no two lists of texts give the same bytes.
fn add(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::resolve::PartialDate;

    #[test]
    fn whatever_a_result_depends_on_changes_the_key() {
        let content = blake3::hash(b"2023");
        let given = |change: fn(&mut Metadata)| {
            let mut known = Metadata::default();
            change(&mut known);
            known
        };
        let plain = Metadata::default();
        let keys = [
            Keys::new("rules").of("a.txt", &content, &plain),
            Keys::new("other rules").of("a.txt", &content, &plain),
            Keys::new("rules").of("b.txt", &content, &plain),
            Keys::new("rules").of("a.txt", &blake3::hash(b"2024"), &plain),
            Keys::new("rules").of("a.txt", &content, &given(|known| known.title = Some("甲".to_owned()))),
            Keys::new("rules").of("a.txt", &content, &given(|known| known.issuer = Some("甲".to_owned()))),
            Keys::new("rules").of("a.txt", &content, &given(|known| known.area = Some("甲".to_owned()))),
            Keys::new("rules").of("a.txt", &content, &given(|known| known.source = Some("甲".to_owned()))),
            // Given, but empty, is not the same as not given.
            Keys::new("rules").of("a.txt", &content, &given(|known| known.source = Some(String::new()))),
            Keys::new("rules").of(
                "a.txt",
                &content,
                &given(|known| known.date = Some(PartialDate::Year(2023))),
            ),
            Keys::new("rules").of(
                "a.txt",
                &content,
                &given(|known| known.date = Some(PartialDate::Month(2023, 1))),
            ),
            Keys::new("rules").of(
                "a.txt",
                &content,
                &given(|known| known.problems = vec!["甲".to_owned()]),
            ),
            Keys::new("rules").of(
                "a.txt",
                &content,
                &given(|known| known.problems = vec!["甲".to_owned(); 2]),
            ),
        ];
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        assert_eq!(keys[0], Keys::new("rules").of("a.txt", &content, &plain));
    }
}
