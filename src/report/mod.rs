//! report: a comparison → a page to look at: one file with tables, charts and the quotes behind every value. It needs no
//! network and runs no script: the language is a choice that the style sheet sees, the quotes are popovers of the browser.
//! Everything that comes from documents is escaped, and the page forbids scripts and requests besides.

mod chart;
mod number;
mod reckoned;
mod section;
mod words;

use std::fmt::Write;

use crate::compare::Comparison;

pub use number::Scale;
use words::{both, one};

/// The language in which a page opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    English,
}

const STYLE: &str = include_str!("page.css");

/// The page, as HTML.
pub fn page(comparison: &Comparison, language: Language) -> String {
    let mut html = String::new();
    let (code, zh, en) = match language {
        Language::Chinese => ("zh-Hans", " checked", ""),
        Language::English => ("en", "", " checked"),
    };
    let _ = write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<div class=\"wrap\">\n<header>\n<h1>{}</h1>\n\
         <div class=\"lang\" role=\"radiogroup\" aria-label=\"{}\">\
         <input type=\"radio\" name=\"lang\" id=\"lang-zh\"{zh}><label for=\"lang-zh\" lang=\"zh\">中文</label>\
         <input type=\"radio\" name=\"lang\" id=\"lang-en\"{en}><label for=\"lang-en\" lang=\"en\">English</label></div>\n\
         </header>\n",
        escape(one(words::TITLE, language)),
        both(words::TITLE),
        escape(one(words::LANGUAGE, language)),
    );
    if comparison.indicators.len() > 1 {
        let _ = write!(html, "<nav><h4>{}</h4><ul>", both(words::CONTENTS));
        for (at, indicator) in comparison.indicators.iter().enumerate() {
            let _ = write!(html, "<li><a href=\"#i{at}\">{}</a></li>", section::name(indicator));
        }
        html.push_str("</ul></nav>\n");
    }
    let _ = writeln!(
        html,
        "<details><summary>{}</summary><p class=\"small\">{}</p></details>",
        both(words::HOW),
        both(words::HOW_TEXT)
    );
    if comparison.indicators.is_empty() {
        let _ = writeln!(html, "<p>{}</p>", both(words::NOTHING));
    }
    for (at, indicator) in comparison.indicators.iter().enumerate() {
        section::section(&mut html, at, indicator);
    }
    html.push_str("<footer class=\"note\">gongbao 公报</footer>\n</div>\n</body>\n</html>\n");
    html
}

/// Text as it may stand in markup and in quoted attributes. Control characters, and those that turn the direction of the
/// text, are made visible: a page shows what stands there.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' | '\r' => escaped.push(' '),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' => escaped.push('\u{FFFD}'),
            c if c.is_control() => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
