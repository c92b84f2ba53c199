use super::super::samples::{decision, fact};
use super::*;
use crate::model::Fact;

fn sample() -> Fact {
    fact(10, "5.2%")
}

fn claim(value: &str) -> Box<Claim> {
    Box::new(Claim {
        value: value.to_owned(),
        ..Claim::of(&sample())
    })
}

fn reading(value: Option<&str>) -> Reading {
    match value {
        Some(value) => Reading::Fact {
            id: String::new(),
            rule: "another.rule".to_owned(),
            claim: claim(value),
        },
        None => Reading::Open,
    }
}

/// `accept`, `reject`, `fix 6`, `nothing`, `missing 6`, `later`.
fn verdict(said: &str) -> Verdict {
    let reason = String::new();
    match said.split_once(' ').unwrap_or((said, "")) {
        ("accept", _) => Verdict::Accept,
        ("reject", _) => Verdict::Reject { reason },
        ("nothing", _) => Verdict::Nothing { reason },
        ("later", _) => Verdict::Later,
        ("fix", value) => Verdict::Fix {
            claim: claim(value),
            reason,
        },
        ("missing", value) => Verdict::Missing {
            claim: claim(value),
            reason,
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_decision_fits_or_it_is_said_why_not() {
    for (said, then, now, expected) in [
        ("accept", Some("5.2"), Some("5.2"), "holds"),
        (
            "accept",
            Some("5.2"),
            Some("5.3"),
            "the fact is read otherwise now: value",
        ),
        ("accept", Some("5.2"), None, "the number is no longer read as a fact"),
        ("reject", Some("5.2"), Some("5.2"), "holds"),
        (
            "reject",
            Some("5.2"),
            Some("5.3"),
            "the fact is read otherwise now: value",
        ),
        // The rules have learnt it.
        ("reject", Some("5.2"), None, "met"),
        ("fix 6", Some("5.2"), Some("6"), "met"),
        ("fix 6", Some("5.2"), Some("5.2"), "holds"),
        ("fix 6", Some("5.2"), Some("7"), "the fact is read otherwise now: value"),
        ("fix 6", Some("5.2"), None, "the number is no longer read as a fact"),
        ("nothing", None, None, "holds"),
        ("nothing", None, Some("5.2"), "the number is read as a fact now"),
        ("missing 6", None, None, "holds"),
        ("missing 6", None, Some("6"), "met"),
        (
            "missing 6",
            None,
            Some("7"),
            "the number is read as another fact now: value",
        ),
        ("later", Some("5.2"), None, "holds"),
    ] {
        let told = match fit(&verdict(said), &reading(then), &reading(now)) {
            Fit::Holds => "holds".to_owned(),
            Fit::Met => "met".to_owned(),
            Fit::Stale { why } => why.to_string(),
        };
        assert_eq!(told, expected, "{said}: {then:?} then, {now:?} now");
    }
    assert_eq!(Why::TextChanged.to_string(), "the words round the number have changed");
}

/// `甲 accept; 乙 reject!` with `!` for one that settles, read where `now` is read; all were made when 5.2 was read.
fn state(said: &str, now: Option<&str>) -> (State, Option<String>) {
    let decisions: Vec<Decision> = said
        .split("; ")
        .enumerate()
        .map(|(at, one)| {
            let (reviewer, said) = one.split_once(' ').unwrap();
            let mut made = decision(reviewer, at as u8, &sample(), verdict(said.trim_end_matches('!')));
            made.resolves = said.ends_with('!');
            if matches!(made.verdict, Verdict::Nothing { .. } | Verdict::Missing { .. }) {
                made.anchor.reading = Reading::Open;
            }
            made
        })
        .collect();
    let now = reading(now);
    let fitted: Vec<(&Decision, Fit)> = live(&decisions)
        .into_iter()
        .map(|made| (made, fit(&made.verdict, &made.anchor.reading, &now)))
        .collect();
    let standing = weigh(&fitted, now.claim());
    (standing.state, standing.claim.map(|claim| claim.value))
}

#[test]
fn decisions_are_weighed() {
    let as_read = Some("5.2");
    for (said, now, expected, value) in [
        ("甲 accept", as_read, State::Accepted, Some("5.2")),
        ("甲 reject", as_read, State::Rejected, None),
        ("甲 fix 6", as_read, State::Corrected, Some("6")),
        ("甲 fix 6", Some("6"), State::Accepted, Some("6")),
        ("甲 nothing", None, State::Nothing, None),
        ("甲 missing 6", None, State::Missing, Some("6")),
        ("甲 later", as_read, State::Later, None),
        ("甲 accept", Some("7"), State::Stale, None),
        ("甲 reject", None, State::Nothing, None),
        // The last of each reviewer counts.
        ("甲 accept; 甲 reject", as_read, State::Rejected, None),
        ("甲 accept; 甲 later", as_read, State::Later, None),
        ("甲 accept; 乙 accept", as_read, State::Accepted, Some("5.2")),
        ("甲 accept; 乙 reject", as_read, State::Disputed, None),
        ("甲 fix 6; 乙 fix 6.0", as_read, State::Disputed, None),
        ("甲 accept; 乙 later", as_read, State::Accepted, Some("5.2")),
        // Settled, until somebody objects again.
        (
            "甲 accept; 乙 reject; 丙 accept!",
            as_read,
            State::Accepted,
            Some("5.2"),
        ),
        ("甲 accept; 乙 reject; 甲 reject!", as_read, State::Rejected, None),
        ("甲 accept; 丙 reject!; 乙 accept", as_read, State::Disputed, None),
        // What is stale says nothing beside what holds.
        ("甲 accept; 乙 fix 6", Some("6"), State::Accepted, Some("6")),
    ] {
        assert_eq!(state(said, now), (expected, value.map(str::to_owned)), "{said}");
    }
    assert_eq!(weigh(&[], None).state, State::Undecided);
}

#[test]
fn undoing_brings_back_what_was_before() {
    let accept = decision("甲", 1, &sample(), Verdict::Accept);
    let reject = decision("甲", 2, &sample(), verdict("reject"));
    let undo = |at: u8, reviewer: &str, what: &Decision| {
        decision(
            reviewer,
            at,
            &sample(),
            Verdict::Undo {
                undoes: what.id.clone(),
            },
        )
    };
    let left = |all: &[Decision]| live(all).into_iter().map(|it| it.verdict.clone()).collect::<Vec<_>>();
    let both = vec![accept.clone(), reject.clone()];
    assert_eq!(left(&both), [Verdict::Accept, verdict("reject")]);
    let undone = [both.clone(), vec![undo(3, "甲", &reject)]].concat();
    assert_eq!(left(&undone), [Verdict::Accept]);
    let twice = [undone.clone(), vec![undo(4, "甲", &undone[2])]].concat();
    assert_eq!(left(&twice), left(&both));
    // Nobody undoes what another has decided.
    let others = [both.clone(), vec![undo(3, "乙", &reject)]].concat();
    assert_eq!(left(&others), left(&both));
    // The order of the records does not matter, only that in which they were made.
    let shuffled: Vec<Decision> = undone.iter().rev().cloned().collect();
    assert_eq!(left(&shuffled), left(&undone));
}
