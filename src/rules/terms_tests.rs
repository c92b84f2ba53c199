use proptest::prelude::*;

use super::*;

#[test]
fn finds_overlapping_terms_longest_first_and_every_meaning() {
    let terms = Terms::new([
        ("南湖".to_owned(), Term::Area(1)),
        ("南湖区".to_owned(), Term::Area(1)),
        ("湖区".to_owned(), Term::Cue(0)),
        ("南湖".to_owned(), Term::Cue(7)),
    ]);
    let mut hits = Vec::new();
    terms.find("在南湖区", Span::new(3, 12), &mut hits);
    let found: Vec<_> = hits
        .iter()
        .map(|hit| (hit.span.start, hit.span.end, hit.term))
        .collect();
    assert_eq!(
        found,
        [
            (3, 12, Term::Area(1)),
            (3, 9, Term::Area(1)),
            (3, 9, Term::Cue(7)),
            (6, 12, Term::Cue(0))
        ]
    );
}

proptest! {
    #[test]
    fn every_term_is_found_and_every_figure_once(text in "[a2甲乙丙年一二第“。é𠀀]{0,24}", from in 0..3_usize) {
        let words = ["甲", "甲乙", "甲乙丙", "乙", "一年", "2甲", "22", "a2年", "第一", "第一年二", "é甲", "𠀀𠀀", "二", "丙。", "年年年"];
        let terms = Terms::new(words.iter().zip(0..).map(|(word, number)| (word.to_string(), Term::Cue(number))));
        let from = text.char_indices().map(|(at, _)| at).nth(from).unwrap_or(0);
        let (mut hits, mut figures) = (Vec::new(), Figures::default());
        terms.scan(&text, Span::new(from, text.len()), &mut hits, &mut figures);
        let mut expected = Vec::new();
        for (at, _) in text.char_indices().filter(|(at, _)| *at >= from) {
            let mut here: Vec<usize> = (0..words.len()).filter(|word| text[at..].starts_with(words[*word])).collect();
            here.sort_by_key(|word| std::cmp::Reverse(words[*word].len()));
            expected.extend(here.into_iter().map(|word| Hit {
                span: Span::new(at, at + words[word].len()),
                term: Term::Cue(word as u32),
            }));
        }
        prop_assert_eq!(hits, expected);
        let all = Figures::read(&text, Span::new(from, text.len()));
        let inside = |at: usize| at > from && text.as_bytes()[at].is_ascii_digit() && text.as_bytes()[at - 1].is_ascii_digit();
        let firsts: Vec<usize> = all.at.iter().map(|(at, _)| *at).filter(|at| !inside(*at)).collect();
        let seen: Vec<usize> = figures.at.iter().map(|(at, _)| *at).collect();
        prop_assert_eq!(seen, firsts);
        prop_assert_eq!(figures.marks, all.marks);
    }
}

#[test]
fn no_terms_find_nothing() {
    let mut hits = Vec::new();
    Terms::new([]).find("全市", Span::new(0, 6), &mut hits);
    assert!(hits.is_empty());
}
