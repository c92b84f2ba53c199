//! `gongbao review status`: how far the review is, how far reviewers agree, which decisions no longer fit.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;
use serde_json::json;

use crate::cli::table::Table;
use crate::cli::{must_exist, print};
use crate::review::agreement::{Agreement, agreement};
use crate::review::standing::live;
use crate::review::truth::opinions;
use crate::review::{Account, Effects, State, Store};

/// Decisions that no longer fit, named at the end of a run.
const NAMED: usize = 20;

/// Runs the command.
pub fn main(output: &Path, as_json: bool) -> anyhow::Result<ExitCode> {
    must_exist(output)?;
    let nothing = || anyhow!("{}: nobody has decided anything yet", output.display());
    let store = Store::existing(output)?.ok_or_else(nothing)?;
    let all = store.all()?;
    let decisions = live(&all);
    let effects = Effects::of(output)?.ok_or_else(nothing)?;
    let mut reviewers: BTreeMap<&str, usize> = BTreeMap::new();
    for decision in &decisions {
        *reviewers.entry(&decision.reviewer).or_default() += 1;
    }
    let agreements = agreement(&opinions(&decisions));
    let text = match as_json {
        true => {
            let stale = effects.account.stale.iter().map(|it| {
                json!({
                    "document": it.document, "line": it.line, "quote": it.quote, "reviewer": it.reviewer, "why": it.why,
                })
            });
            let all = json!({
                "states": effects.account.states, "reviewers": reviewers, "agreement": agreements,
                "stale": stale.collect::<Vec<_>>(),
            });
            serde_json::to_string(&all)? + "\n"
        }
        false => text(&effects.account, &reviewers, &agreements),
    };
    print(&text)?;
    let clean = effects.account.stale.is_empty() && !effects.account.states.contains_key(&State::Disputed);
    Ok(ExitCode::from(u8::from(!clean)))
}

fn text(account: &Account, reviewers: &BTreeMap<&str, usize>, agreements: &[Agreement]) -> String {
    let mut told = format!("numbers    {}\n", states(account));
    let by: Vec<String> = reviewers
        .iter()
        .map(|(name, count)| format!("{} {count}", printable(name)))
        .collect();
    let _ = writeln!(told, "reviewers  {}", by.join(", "));
    if !agreements.is_empty() {
        let mut table = Table::new(&["agreement", "field", "same", "of", "kappa"]);
        for it in agreements {
            table.row(vec![
                format!("{} and {}", printable(&it.reviewers.0), printable(&it.reviewers.1)),
                it.field.to_owned(),
                it.same.to_string(),
                it.both.to_string(),
                it.kappa.map_or_else(|| "–".to_owned(), |kappa| format!("{kappa:.2}")),
            ]);
        }
        let _ = write!(told, "\n{}", table.text());
    }
    stale(&mut told, account, usize::MAX);
    told
}

/// How the decisions on an output fared in the run that has just ended; empty where there are none.
pub fn fared(output: &Path) -> String {
    match Effects::of(output) {
        Ok(None) => String::new(),
        Ok(Some(effects)) => {
            let mut told = format!("decisions  {}\n", states(&effects.account));
            stale(&mut told, &effects.account, NAMED);
            told
        }
        Err(problem) => format!("decisions  cannot be read: {problem}\n"),
    }
}

fn states(account: &Account) -> String {
    let name = |state: &State| match state {
        State::Undecided => "undecided",
        State::Accepted => "accepted",
        State::Corrected => "corrected",
        State::Rejected => "rejected",
        State::Nothing => "confirmed to be no facts",
        State::Missing => "added",
        State::Later => "left for later",
        State::Stale => "to be looked at again",
        State::Disputed => "disputed",
    };
    let states = account
        .states
        .iter()
        .map(|(state, count)| format!("{count} {}", name(state)));
    states.collect::<Vec<_>>().join(", ")
}

fn stale(told: &mut String, account: &Account, most: usize) {
    let all = &account.stale;
    if all.is_empty() {
        return;
    }
    let _ = writeln!(
        told,
        "\nDecisions that no longer fit (the page of `gongbao review` lists them as 需重审):"
    );
    for it in all.iter().take(most) {
        let quote: String = it.quote.split_whitespace().collect();
        let line = format!("  {}:{} “{quote}” {}: {}", it.document, it.line, it.reviewer, it.why);
        let _ = writeln!(told, "{}", printable(&line));
    }
    if all.len() > most {
        let _ = writeln!(told, "  … and {} more, see `gongbao review status`", all.len() - most);
    }
}

/// Without control characters: what comes from documents and reviewers could command the terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::StaleDecision;

    #[test]
    fn what_no_longer_fits_is_told_with_the_reason() {
        let stale = |line: usize| StaleDecision {
            document: "2023/a.txt".to_owned(),
            line,
            quote: "88.78亿\n元".to_owned(),
            reviewer: "王".to_owned(),
            why: "the fact is read otherwise now: value".to_owned(),
        };
        let account = Account {
            states: BTreeMap::from([(State::Accepted, 12), (State::Stale, 2)]),
            stale: vec![stale(7), stale(9)],
        };
        let agreements = [Agreement {
            reviewers: ("李".to_owned(), "王".to_owned()),
            field: "value",
            both: 10,
            same: 9,
            kappa: Some(0.8765),
        }];
        let told = text(&account, &BTreeMap::from([("李", 3), ("王\u{1b}", 11)]), &agreements);
        assert_eq!(
            told,
            "numbers    12 accepted, 2 to be looked at again\n\
             reviewers  李 3, 王\u{FFFD} 11\n\n\
             \x20 agreement  field  same  of  kappa\n\
             \x20 李 and 王  value     9  10   0.88\n\n\
             Decisions that no longer fit (the page of `gongbao review` lists them as 需重审):\n  \
             2023/a.txt:7 “88.78亿元” 王: the fact is read otherwise now: value\n  \
             2023/a.txt:9 “88.78亿元” 王: the fact is read otherwise now: value\n"
        );
    }
}
