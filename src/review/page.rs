//! The page itself, as it is compiled in, and what it needs to complete what is typed.

use serde_json::{Value, json};

use crate::rules::Rules;

use super::board::Board;

/// The one script.
pub const SCRIPT: &str = concat!(
    "'use strict';\n",
    include_str!("page/words.js"),
    include_str!("page/source.js"),
    include_str!("page/list.js"),
    include_str!("page/reader.js"),
    include_str!("page/fact.js"),
    include_str!("page/main.js"),
);

/// The one style sheet.
pub const STYLE: &str = include_str!("page/review.css");

/// The page, for the server: script and style are files of their own.
pub fn html() -> String {
    let head = "<link rel=\"stylesheet\" href=\"/review.css\"><script defer src=\"/review.js\"></script>";
    INDEX.replace("<!--head-->", head)
}

/// A page that holds everything, to be sent: it works offline, and its decisions are downloaded for `gongbao review
/// import`.
///
/// # Errors
/// In words, when a document cannot be read, or the page would be too large.
pub fn standalone(board: &mut Board, rules: &Rules) -> Result<String, String> {
    let mut documents = Vec::with_capacity(board.documents());
    let mut size = 0;
    for number in 0..board.documents() {
        let Some(document) = board.document_to_send(number) else {
            continue;
        };
        if let Some(problem) = document.problem {
            return Err(problem);
        }
        let text = serde_json::to_string(&document).map_err(|problem| problem.to_string())?;
        size += text.len();
        if size > LARGEST {
            return Err(format!(
                "the page would be larger than {} MB; send an output of fewer documents",
                LARGEST / 1_000_000
            ));
        }
        documents.push(text);
    }
    // `<` ends no element and begins no comment where there is none.
    let data = format!(
        "{{\"index\":{},\"lexicon\":{},\"documents\":[{}]}}",
        board.index(),
        lexicon(rules),
        documents.join(",")
    )
    .replace('<', "\\u003c");
    // Nobody who wrote a document knows the page's data, so nobody knows this word.
    let word = blake3::hash(data.as_bytes()).to_hex()[..32].to_owned();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{word}'; style-src 'nonce-{word}'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<style nonce=\"{word}\">\n{STYLE}</style>"
    );
    let data = format!(
        "<script type=\"application/json\" id=\"data\">{data}</script>\n<script nonce=\"{word}\">\n{SCRIPT}</script>"
    );
    let (before, rest) = INDEX.split_once("<!--head-->").unwrap_or((INDEX, ""));
    let (middle, after) = rest.split_once("<!--data-->").unwrap_or((rest, ""));
    Ok([before, &head, middle, &data, after].concat())
}

/// Bytes of a page to be sent, at most: browsers become slow with more.
const LARGEST: usize = 120_000_000;

const INDEX: &str = include_str!("page/index.html");

/// What fields can be completed with.
pub fn lexicon(rules: &Rules) -> Value {
    let indicators: Vec<Value> = rules
        .indicators
        .iter()
        .map(|it| json!([it.key, it.name, it.english, it.units]))
        .collect();
    let units: Vec<&str> = rules.quantities.units.all().iter().map(|unit| &*unit.name).collect();
    let areas: Vec<Value> = rules
        .areas
        .today()
        .map(|area| json!([area.name, area.code, area.level]))
        .collect();
    json!({ "indicators": indicators, "units": units, "areas": areas })
}
