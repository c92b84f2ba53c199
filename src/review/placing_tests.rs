use super::super::samples::{anchor_in, decision, fact, hash};
use super::*;
use crate::review::decision::Verdict;

const SOURCE: &str =
    "湖州市2023年国民经济\n全年地区生产总值比上年增长5.2%，规模以上工业增加值增长6.1%。\n联系电话2398。";

/// A document in which every `numbers` is a number, and `facts` of them are facts of this value.
fn document(name: &str, source: &str, numbers: &[&str], facts: &[(&str, &str)]) -> Document {
    let spots = numbers.iter().map(|quote| {
        let span = anchor_in(source, quote).span;
        let fact = facts.iter().find(|(of, _)| of == quote).map(|(_, value)| {
            let mut fact = fact(span.start, quote);
            fact.document = name.to_owned();
            fact.value = (*value).to_owned();
            // As the extractor has it: layout and path do not show in an id.
            fact.id = hash(&source.split_whitespace().collect::<String>())[..16].to_owned() + quote;
            fact
        });
        Spot {
            span,
            bytes: ByteSpan::default(),
            line: 1,
            quote: (*quote).to_owned(),
            outcome: match &fact {
                Some(fact) => Outcome::Fact { fact: fact.id.clone() },
                None => Outcome::Open { why: String::new() },
            },
            fact,
        }
    });
    let mut spots: Vec<Spot> = spots.collect();
    spots.sort_by_key(|spot| spot.span);
    Document {
        name: name.to_owned(),
        hash: hash(source),
        spots,
    }
}

fn decided(on: &Document, source: &str, quote: &str, verdict: Verdict) -> Decision {
    let spot = on.spots.iter().find(|spot| spot.quote == quote).unwrap();
    let mut made = decision("甲", 1, &fact(spot.span.start, quote), verdict);
    let mut anchor = anchor_in(source, quote);
    anchor.document = on.name.clone();
    anchor.reading = spot.reading();
    made.anchor = anchor;
    made
}

/// Where a decision on `quote` ends up in other documents: the state there, or why it is lost.
fn after(quote: &str, verdict: Verdict, then: &Document, now: &[(&Document, &str)]) -> String {
    let made = decided(then, SOURCE, quote, verdict);
    let documents: Vec<Document> = now.iter().map(|(document, _)| (*document).clone()).collect();
    let mut text = |name: &str| {
        let (_, source) = now.iter().find(|(document, _)| document.name == name)?;
        (!source.is_empty()).then(|| Text::new(source))
    };
    let placement = place(&[&made], &documents, &mut text);
    if let Some(lost) = placement.lost.first() {
        return lost.why.to_string();
    }
    let mut places: Vec<_> = placement.spots.iter().collect();
    places.sort_by_key(|(place, _)| **place);
    let told = places.into_iter().map(|(place, decisions)| {
        let spot = &documents[place.0].spots[place.1];
        let state = placement.standing(*place, spot).state;
        match &decisions[0].1 {
            Fit::Stale { why } => format!("{} {why}", documents[place.0].name),
            _ => format!("{} {state:?} {}", documents[place.0].name, spot.quote),
        }
    });
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn decisions_follow_what_was_said() {
    let numbers = ["5.2%", "6.1%", "2398"];
    let facts = [("5.2%", "5.2"), ("6.1%", "6.1")];
    let then = document("a.txt", SOURCE, &numbers, &facts);
    let nothing = || Verdict::Nothing { reason: String::new() };

    // The same bytes, wherever the file lies now, and in every copy of it.
    let moved = document("b/c.txt", SOURCE, &numbers, &facts);
    assert_eq!(
        after("5.2%", Verdict::Accept, &then, &[(&then, ""), (&moved, "")]),
        "a.txt Accepted 5.2%; b/c.txt Accepted 5.2%"
    );
    // Other rules.
    let otherwise = document("a.txt", SOURCE, &numbers, &[("5.2%", "52")]);
    assert_eq!(
        after("5.2%", Verdict::Accept, &then, &[(&otherwise, "")]),
        "a.txt the fact is read otherwise now: value"
    );
    assert_eq!(
        after("6.1%", Verdict::Accept, &then, &[(&otherwise, "")]),
        "a.txt the number is no longer read as a fact"
    );
    let unseen = document("a.txt", SOURCE, &["5.2%"], &facts);
    assert_eq!(
        after("2398", nothing(), &then, &[(&unseen, "")]),
        "no number is seen there any more"
    );

    // Another layout: facts are known by their ids, other numbers are found in the text.
    let wrapped = SOURCE.replace("比上年增长", "比上\n  年增长");
    let laid_out = document("a.txt", &wrapped, &numbers, &facts);
    assert_eq!(
        after("5.2%", Verdict::Accept, &then, &[(&laid_out, "")]),
        "a.txt Accepted 5.2%"
    );
    assert_eq!(
        after("2398", nothing(), &then, &[(&laid_out, &wrapped)]),
        "a.txt Nothing 2398"
    );
    assert_eq!(
        after("2398", nothing(), &then, &[(&laid_out, "")]),
        "the document has changed, and its text is not at hand to look for the number"
    );

    // Another text.
    let revised = SOURCE.replace("规模以上工业", "全部工业");
    let changed = document("a.txt", &revised, &numbers, &facts);
    assert_eq!(
        after("6.1%", Verdict::Accept, &then, &[(&changed, &revised)]),
        "a.txt the words round the number have changed"
    );
    assert_eq!(
        after("5.2%", nothing(), &then, &[(&changed, &revised)]),
        "a.txt the words round the number have changed"
    );
    let appended = SOURCE.replace("湖州市2023年", "浙江省湖州市二〇二三年");
    let changed = document("a.txt", &appended, &numbers, &facts);
    assert_eq!(
        after("2398", nothing(), &then, &[(&changed, &appended)]),
        "a.txt Nothing 2398"
    );
    let shorter = "湖州市2023年国民经济\n全年地区生产总值比上年增长5.3%。";
    let cut = document("a.txt", shorter, &["5.3%"], &[("5.3%", "5.3")]);
    assert_eq!(
        after("6.1%", Verdict::Accept, &then, &[(&cut, shorter)]),
        "the document has changed, and the number with the words round it is gone"
    );
    let twice = format!("附件\n{SOURCE}\n{SOURCE}\n{SOURCE}\n附件");
    let copied = document("a.txt", &twice, &numbers, &facts);
    assert_eq!(
        after("6.1%", Verdict::Accept, &then, &[(&copied, &twice)]),
        "the document has changed, and the words round the number stand in it several times"
    );
    let other = document("z.txt", shorter, &["5.3%"], &[]);
    assert_eq!(
        after("6.1%", Verdict::Accept, &then, &[(&other, shorter)]),
        "the output has no document of this name or content"
    );
}

#[test]
fn a_correction_is_met_when_the_rules_have_learnt_it() {
    let then = document("a.txt", SOURCE, &["5.2%"], &[("5.2%", "52")]);
    let now = document("a.txt", SOURCE, &["5.2%"], &[("5.2%", "5.2")]);
    let right = now.spots[0].fact.as_ref().map(Claim::of).unwrap();
    let fix = || Verdict::Fix {
        claim: Box::new(right.clone()),
        reason: String::new(),
    };
    assert_eq!(after("5.2%", fix(), &then, &[(&then, "")]), "a.txt Corrected 5.2%");
    assert_eq!(after("5.2%", fix(), &then, &[(&now, "")]), "a.txt Accepted 5.2%");
}

#[test]
fn numbers_of_the_ledger_and_facts_are_put_together_by_place() {
    let number = |start: usize, outcome: Outcome| NumberRecord {
        document: "a.txt".to_owned(),
        span: PointSpan::new(start, start + 4),
        bytes: ByteSpan::default(),
        line: 1,
        quote: "5.2%".to_owned(),
        outcome,
    };
    let one = fact(10, "5.2%");
    let numbers = vec![
        number(10, Outcome::Fact { fact: one.id.clone() }),
        number(30, Outcome::Open { why: String::new() }),
    ];
    let both = Document::new(
        "a.txt".to_owned(),
        hash("a"),
        numbers,
        vec![fact(20, "7.1%"), one.clone()],
    );
    let read: Vec<(usize, bool)> = both
        .spots
        .iter()
        .map(|spot| (spot.span.start, spot.fact.is_some()))
        .collect();
    assert_eq!(read, [(10, true), (20, true), (30, false)]);
    // Another rule may take 约 into the number: the place is still the same.
    assert_eq!(both.at(PointSpan::new(9, 14)), Some(0));
    assert_eq!(both.at(PointSpan::new(14, 20)), None);
}
