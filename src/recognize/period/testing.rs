//! The periods of a text by the lexicon of the repository, for tests here and in `resolve`.

use super::super::Reading;
use crate::model::{Mention, Span};
use crate::rules::{Figures, PeriodLexicon, Terms};

/// As documents are read.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    mentions_in(text, Reading::Bulletin)
}

/// In either reading.
pub(crate) fn mentions_in(text: &str, reading: Reading) -> Vec<Mention> {
    thread_local! {
        static RULES: (PeriodLexicon, Terms) = {
            let lexicon = PeriodLexicon::shipped();
            let terms = Terms::new(lexicon.terms());
            (lexicon, terms)
        };
    }
    RULES.with(|(lexicon, terms)| {
        let (mut hits, mut figures, mut out) = (Vec::new(), Figures::default(), Vec::new());
        let within = Span::new(0, text.len());
        terms.scan(text, within, &mut hits, &mut figures);
        let mut words = super::Words::default();
        super::read(text, within, &hits, &figures, lexicon, reading, &mut words, &mut out);
        out
    })
}
