//! What a rule author may have meant: the valid name nearest to the one written.

/// The help for a name that does not exist: the nearest valid one, where one is near, and all that are valid.
///
/// `kind` is the plural that heads the list: `classes: down, up`.
pub fn help<'a>(written: &str, kind: &str, choices: impl IntoIterator<Item = &'a str>) -> String {
    let choices: Vec<&str> = choices.into_iter().collect();
    let list = format!("{kind}: {}", choices.join(", "));
    match nearest(written, &choices) {
        Some(name) => format!("did you mean `{name}`? {list}"),
        None => list,
    }
}

/// The choice that is fewest slips of the pen away: at most a third of the letters written may be wrong.
pub fn nearest<'a>(written: &str, choices: &[&'a str]) -> Option<&'a str> {
    let allowed = written.chars().count().div_ceil(3);
    choices
        .iter()
        .map(|choice| (strsim::osa_distance(written, choice), *choice))
        .filter(|(distance, _)| (1..=allowed).contains(distance))
        .min()
        .map(|(_, choice)| choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_name_and_another_word_none() {
        let choices = ["count", "money", "percent", "points"];
        for (written, expected) in [
            ("percnt", Some("percent")),
            ("cuont", Some("count")),
            ("monye", Some("money")),
            ("point", Some("points")),
            ("percent", None),
            ("share", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, &choices), expected, "{written}");
        }
        assert_eq!(help("share", "kinds", choices), "kinds: count, money, percent, points");
    }
}
