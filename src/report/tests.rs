//! The page holds what it should, and nothing from a document can act in it.

use super::*;
use crate::compare::tests::{compared, fact};
use crate::compare::{Collector, Selection};
use crate::rules::Rules;

/// The markup of a page, without its style sheet.
fn body(comparison: &Comparison) -> String {
    let page = page(comparison, Language::Chinese);
    page.split_once("<body>").expect("a body").1.to_owned()
}

#[test]
fn text_from_documents_is_shown_and_never_obeyed() {
    const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&\u{202E}\u{0}";
    let rules = Rules::embedded();
    let mut collector = Collector::new(&rules, Selection::new(true));
    for known in [true, false] {
        let mut fact = fact("湖州市 2020 50家 subject:甲");
        if !known {
            fact.indicator = None;
        }
        for text in [&mut fact.document, &mut fact.quote, &mut fact.label, &mut fact.id] {
            text.push_str(HOSTILE);
        }
        fact.unit = Some(HOSTILE.to_owned());
        fact.qualifiers = vec![HOSTILE.to_owned()];
        fact.section = Some(HOSTILE.to_owned());
        for name in [
            &mut fact.area.as_mut().unwrap().name,
            &mut fact.subject.as_mut().unwrap().name,
        ] {
            name.push_str(HOSTILE);
        }
        fact.period.as_mut().unwrap().text = HOSTILE.to_owned();
        collector.add(&fact, Some(HOSTILE));
    }
    let page = page(&collector.finish(), Language::English);
    for forbidden in ["<script", "<img", "\u{202E}", "\u{0}", "onerror=alert(2)>&\u{FFFD}"] {
        assert!(!page.contains(forbidden), "{forbidden:?}");
    }
    let shown =
        "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x onerror=alert(2)&gt;&amp;\u{FFFD}\u{FFFD}";
    assert!(page.matches(shown).count() > 10, "{}", page.matches(shown).count());
}

#[test]
fn the_page_needs_nothing_but_itself() {
    let page = page(&compared(&["湖州市 2020 50家", "湖州市 2021 60家"]), Language::Chinese);
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    for outside in ["http://", "https://", "src=", "@import", "url(", "<link", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn every_value_opens_its_sources() {
    let page = body(&compared(&[
        "湖州市 2015 450家",
        "湖州市 2020 938家 cumulative @b.txt",
        "湖州市 2020 1146家",
        "湖州市 2025 2000家 target",
        "平湖市 2023 >500家",
    ]));
    let after = |text: &str, mark: &str| -> Vec<String> {
        let parts = text
            .split(mark)
            .skip(1)
            .map(|part| part.split('"').next().unwrap().to_owned());
        parts.collect()
    };
    let mut opened = after(&page, "class=\"value\" popovertarget=\"");
    opened.extend(after(&page, "class=\"value odd\" popovertarget=\""));
    let mut sources = after(&page, "<div popover class=\"source\" id=\"");
    // The contradiction is one cell.
    assert_eq!(sources.len(), 4);
    opened.sort();
    sources.sort();
    assert_eq!(opened, sources);
    // Both quotes of the contradiction, each with its value and place.
    assert!(page.contains("938: 高新技术企业 <q>938家</q><br><span class=\"key\">b.txt:1</span>"));
    assert!(page.contains("1146: 高新技术企业 <q>1146家</q><br><span class=\"key\">a.txt:1</span>"));
}

#[test]
fn charts_show_results_targets_bounds_and_contradictions_in_their_own_marks() {
    let marks = |said: &[&str]| {
        let page = body(&compared(said));
        let charts = page
            .split_once("<figure>")
            .map_or("", |(_, rest)| rest.rsplit_once("</figure>").unwrap().0);
        ["\"dot\"", "\"aim\"", "\"edge\"", "\"oddot\"", "\"path\"", "\"way\""].map(|mark| charts.matches(mark).count())
    };
    assert_eq!(
        marks(&[
            "湖州市 2015 450家",
            "湖州市 2020 1146家",
            "湖州市 2023 >1200家",
            "湖州市 2025 2000家 target"
        ]),
        [2, 1, 1, 0, 1, 1]
    );
    assert_eq!(
        marks(&["湖州市 2020 938家", "湖州市 2020 1146家", "湖州市 2015 450家"]),
        [1, 0, 0, 2, 0, 0]
    );
    // One time alone is no series.
    assert_eq!(marks(&["湖州市 2020 938家", "平湖市 2020 90家"]), [0; 6]);
    // A line never joins a month and a year.
    assert_eq!(
        marks(&["湖州市 2020 938家", "湖州市 2021-01-01/2021-01-31 940家"])[4],
        0
    );
}

#[test]
fn the_language_is_a_choice_of_the_reader() {
    let comparison = compared(&["湖州市 2020 50家"]);
    let opens = |language: Language, checked: &str, title: &str| {
        let page = page(&comparison, language);
        assert!(page.contains(&format!("id=\"{checked}\" checked>")), "{checked}");
        assert_eq!(page.matches(" checked>").count(), 1);
        assert!(page.contains(&format!("<title>{title}</title>")));
    };
    opens(Language::Chinese, "lang-zh", "指标比较");
    opens(Language::English, "lang-en", "Indicators compared");
    assert!(body(&Comparison::default()).contains("没有可比较的数据。"));
}
