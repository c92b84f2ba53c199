//! Measurements on real documents. They read the files named by environment variables and print; run them with
//! `cargo test --lib measure -- --ignored --nocapture`.

use std::{env, fs, path::Path};

use crate::model::{Mention, MentionKind, Span, TimeExpr};
use crate::recognize::periods;
use crate::resolve::{Anchor, DocumentDate, document_date, resolve};
use crate::rules::{PeriodLexicon, Terms};
use crate::split::Structure;

struct Rules(PeriodLexicon, Terms);

impl Rules {
    fn new() -> Self {
        let lexicon = PeriodLexicon::shipped();
        let terms = Terms::new(lexicon.terms());
        Self(lexicon, terms)
    }

    fn mentions(&self, text: &str) -> Vec<Mention> {
        let within = Span::new(0, text.len());
        let (mut hits, mut out) = (Vec::new(), Vec::new());
        self.1.find(text, within, &mut hits);
        periods(text, within, &hits, &self.0, &mut out);
        out
    }
}

/// GONGBAO_SUITE: JSON lines with `kind`, `text`, `date` and `expect`.
#[test]
#[ignore = "reads a suite from outside the repository"]
fn measure_suite() {
    let Ok(path) = env::var("GONGBAO_SUITE") else { return };
    let rules = Rules::new();
    let (mut all, mut spans, mut right) = (0, 0, 0);
    for line in fs::read_to_string(path).unwrap().lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        if case["kind"] != "period" {
            continue;
        }
        let written = case["text"].as_str().unwrap();
        let text = fast2s::convert(written);
        let anchor = Anchor {
            date: case["date"].as_str().and_then(|date| date.parse().ok()),
            ..Anchor::default()
        };
        let mentions = rules.mentions(&text);
        for wanted in case["expect"].as_array().unwrap() {
            all += 1;
            let points = |key: &str| wanted[key].as_u64().unwrap() as usize;
            let byte = |point: usize| text.char_indices().nth(point).map_or(text.len(), |(at, _)| at);
            let span = Span::new(byte(points("start")), byte(points("end")));
            let found = mentions.iter().find(|mention| mention.span.overlaps(span));
            let days = found.and_then(|mention| match &mention.kind {
                MentionKind::Period(expr) => resolve(expr, &anchor),
                _ => None,
            });
            let exact = found.is_some_and(|mention| mention.span == span);
            let agrees = days.is_some_and(|(start, end)| {
                let is = |day: &serde_json::Value, date: jiff::civil::Date| day == &date.to_string();
                wanted["periods"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|p| is(&p["from"], start) && is(&p["to"], end))
            });
            spans += usize::from(exact);
            right += usize::from(agrees);
            if !agrees || !exact {
                let got = found.map(|mention| mention.span.of(&text));
                println!(
                    "{} {written} got {got:?} {days:?} want {}",
                    case["id"], wanted["periods"][0]
                );
            }
        }
    }
    println!("{all} periods: {spans} with the exact span, {right} with the right days");
}

/// GONGBAO_TEXTS: files, one path a line; UTF-8 or GB18030 or Big5 (by name). Prints the date of each.
#[test]
#[ignore = "reads documents from outside the repository"]
fn measure_dates() {
    let Ok(list) = env::var("GONGBAO_TEXTS") else { return };
    let rules = Rules::new();
    for path in fs::read_to_string(list).unwrap().lines() {
        let text = load(Path::new(path));
        let mentions = rules.mentions(&text);
        let found: DocumentDate = document_date(&text, &Structure::default(), &mentions, None, &rules.0);
        let said = found.span.map(|span| span.of(&text));
        println!(
            "{path}: {:?} {:?} {said:?} review {:?} plan {:?} months {:?}{}",
            found.date.map(|date| date.to_string()),
            found.origin,
            found.review_year,
            found.plan_year,
            found.month_year,
            if found.republic { " republic" } else { "" }
        );
        if env::var("GONGBAO_SHOW").is_ok() {
            show(&text, &mentions, &found.anchor());
        }
    }
}

fn show(text: &str, mentions: &[Mention], anchor: &Anchor) {
    for mention in mentions {
        let MentionKind::Period(expr) = &mention.kind else {
            continue;
        };
        let around = |from: usize, count: usize, back: bool| -> String {
            let chars: Vec<char> = if back {
                let mut chars: Vec<char> = text[..from].chars().rev().take(count).collect();
                chars.reverse();
                chars
            } else {
                text[from..].chars().take(count).collect()
            };
            chars.into_iter().collect::<String>().replace('\n', "⏎")
        };
        let days = resolve(expr, anchor).map_or("?".to_owned(), |(start, end)| format!("{start}..{end}"));
        let fixed = if matches!(expr.time, TimeExpr::Fixed(..)) {
            ""
        } else {
            "~"
        };
        println!(
            "    {}[{}]{} {:?} {fixed}{days}",
            around(mention.span.start, 8, true),
            mention.span.of(text),
            around(mention.span.end, 8, false),
            expr.sense
        );
    }
}

/// GONGBAO_GOLD: lines of `document<TAB>annotations`. How many numbers skipped as dates lie in a period, how many facts'
/// numbers do (they must not), and the periods that cover no such skip.
#[test]
#[ignore = "reads annotations from outside the repository"]
fn measure_gold() {
    let Ok(list) = env::var("GONGBAO_GOLD") else { return };
    let rules = Rules::new();
    let (mut skips, mut covered, mut facts, mut hurt) = (0, 0, 0, 0);
    for pair in fs::read_to_string(list).unwrap().lines() {
        let (document, gold) = pair.split_once('\t').unwrap();
        let source = load(Path::new(document));
        // Hard wraps are joined here as `repair` will do: a line break between two characters of one line of text.
        let (text, places) = joined(&source);
        let mentions = rules.mentions(&text);
        for line in fs::read_to_string(gold).unwrap().lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let Some(quote) = row["quote"].as_str() else { continue };
            let start = row["start"].as_u64().unwrap() as usize;
            let end = start + quote.chars().count();
            let at = |point: usize| places.partition_point(|&place| place < point);
            let byte = |index: usize| text.char_indices().nth(index).map_or(text.len(), |(at, _)| at);
            let span = Span::new(byte(at(start)), byte(at(end)));
            let inside = mentions.iter().any(|mention| mention.span.contains(span));
            let touched = mentions.iter().find(|mention| mention.span.overlaps(span));
            if row["why"] == "date" {
                skips += 1;
                covered += usize::from(inside);
                if !inside {
                    println!(
                        "missed {document} {start} {quote:?} got {:?}",
                        touched.map(|m| m.span.of(&text))
                    );
                }
            } else if row["type"] == "fact" {
                facts += 1;
                if let Some(touched) = touched {
                    hurt += 1;
                    println!("hurt {document} {start} {quote:?} by {:?}", touched.span.of(&text));
                }
            } else if let Some(touched) = touched {
                println!(
                    "took {document} {start} {quote:?} ({}) as {:?}",
                    row["why"],
                    touched.span.of(&text)
                );
            }
        }
    }
    println!("{covered} of {skips} dates covered; {hurt} of {facts} facts touched");
}

/// The text without its hard wraps, and for each character its place in the source.
fn joined(source: &str) -> (String, Vec<usize>) {
    let chars: Vec<char> = source.chars().collect();
    let (mut text, mut places) = (String::new(), Vec::new());
    for (place, &c) in chars.iter().enumerate() {
        let wrapped = c == '\n'
            && place
                .checked_sub(1)
                .is_some_and(|before| !"\n。；！ \r".contains(chars[before]))
            && chars
                .get(place + 1)
                .is_some_and(|&after| !"\n 　一二三四五六七（(\r".contains(after));
        let torn = wrapped && (chars[place + 1].is_ascii_digit() || "年月日".contains(chars[place + 1]));
        if !torn {
            text.push(c);
            places.push(place);
        }
    }
    (text, places)
}

fn load(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let name = path.to_string_lossy();
    let encoding = if name.contains("/gb18030/") || name.contains("gb-industry") {
        encoding_rs::GB18030
    } else if name.contains("/big5/") {
        encoding_rs::BIG5
    } else {
        encoding_rs::UTF_8
    };
    let text = encoding.decode(&bytes).0.into_owned();
    let half: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            _ => c,
        })
        .collect();
    if name.contains("-tw/") || name.contains("-hk/") || name.contains("/big5/") {
        fast2s::convert(&half)
    } else {
        half
    }
}
