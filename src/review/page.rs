//! The page itself, as it is compiled in, and what it needs to complete what is typed.

use serde_json::{Value, json};

use crate::rules::Rules;

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
    include_str!("page/index.html").replace("<!--head-->", head)
}

/// What fields can be completed with.
pub fn lexicon(rules: &Rules) -> Value {
    let indicators: Vec<Value> = rules
        .indicators
        .iter()
        .map(|it| json!([it.key, it.name, it.english, it.units]))
        .collect();
    let units: Vec<&str> = rules.quantities.units.all().iter().map(|unit| &*unit.name).collect();
    let areas: Vec<Value> = rules.areas.today().map(|area| json!([area.name, area.code])).collect();
    json!({ "indicators": indicators, "units": units, "areas": areas })
}
