//! Decisions of reviewers as gold: each number on which they agree is a fact or none, and nothing else is judged.

use crate::review::truth::Truth;

use super::gold::{GoldFact, GoldFile, GoldSkip};

/// The gold of one document, called `name`.
pub fn gold(name: &str, truths: &[Truth]) -> GoldFile {
    let mut file = GoldFile {
        name: name.to_owned(),
        scope: Some(truths.iter().map(|truth| (truth.span.start, truth.span.end)).collect()),
        ..GoldFile::default()
    };
    for truth in truths {
        let (start, quote) = (truth.span.start, truth.quote.clone());
        let Some(claim) = &truth.claim else {
            file.skips.push(GoldSkip {
                start,
                quote,
                why: "other".to_owned(),
            });
            continue;
        };
        let area = claim.area.as_ref().map(|area| area.name.clone());
        let subject = claim.subject.as_ref().map(|subject| subject.name.clone());
        let period = claim.period.as_ref();
        let days = period.and_then(|period| Some(format!("{}/{}", period.start.as_ref()?, period.end.as_ref()?)));
        file.facts.push(GoldFact {
            start,
            quote,
            value: claim.value.clone(),
            value_high: claim.value_high.clone(),
            unit: claim.unit.clone(),
            bound: claim.bound,
            measure: claim.measure,
            status: claim.status,
            flow: claim.flow,
            label: claim.label.clone(),
            must: vec![vec![claim.label.clone()]],
            place: area.into_iter().chain(subject).collect(),
            period: days.into_iter().collect(),
            optional: false,
        });
    }
    file
}

#[cfg(test)]
mod tests {
    use super::super::evaluate_decisions;
    use super::*;
    use crate::extractor::{Extractor, Metadata};
    use crate::review::Claim;

    #[test]
    fn a_run_is_measured_by_what_reviewers_decided() {
        let source = "湖州市2023年工业产量同比增长7.4%，出口增长3.1%，投资增长2.2%。";
        let facts = Extractor::embedded()
            .extract("a.txt", source.as_bytes(), &Metadata::default())
            .facts;
        assert_eq!(facts.len(), 3, "{facts:?}");
        let truth = |at: usize, change: Option<fn(&mut Claim)>| Truth {
            document: "a.txt".to_owned(),
            span: facts[at].span,
            quote: facts[at].quote.clone(),
            claim: change.map(|change| {
                let mut claim = Claim::of(&facts[at]);
                change(&mut claim);
                claim
            }),
            reason: String::new(),
        };
        let counts = |truths: &[Truth]| {
            let total = evaluate_decisions(truths, &facts, &[]).total;
            (total.gold, total.predicted, total.exact)
        };
        let same: fn(&mut Claim) = |_| {};
        assert_eq!(counts(&[truth(0, Some(same))]), (1, 1, 1));
        assert_eq!(counts(&[truth(0, Some(|it| it.value = "7.5".to_owned()))]), (1, 1, 0));
        // A rejected fact that is still read is one too many.
        assert_eq!(counts(&[truth(0, Some(same)), truth(2, None)]), (1, 2, 1));
        assert_eq!(counts(&[]), (0, 0, 0));
    }
}
