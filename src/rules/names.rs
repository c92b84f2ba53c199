//! Digits that are no quantity: `lexicon/names.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::{Diagnostic, Inside, Letters, Prefixes, RuleFile, Words};

/// The words by which digits are known to be no quantity.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Names by what stands from their first digit on; the meaning is what stands before it.
    fixed: Prefixes<Vec<String>>,
    /// Sorts of their first digit with the character behind it: of most digits one look tells that no name has them.
    fixed_begin: [u64; SORTS / 64],
    /// The same of names that begin with the digit.
    fixed_bare: [u64; SORTS / 64],
    /// What stands right before the first digit of all others.
    fixed_after: Letters,
    /// Sorts of the character before the only digit that ends a name (G7).
    fixed_single: [u64; SORTS / 64],
    /// 强, 版: the number before is a name.
    pub suffix: Words,
    /// 号: the number before is numbering.
    pub suffix_numbering: Words,
    suffix_not: Words,
    /// 行动, 计划: what a number without a unit may name.
    pub events: Vec<String>,
    /// The same.
    pub event_words: Inside,
    /// How many characters may stand between such a number and its noun.
    pub events_within: usize,
    /// 届: 第14届 is a name.
    pub ordinal: Words,
    /// 图, 表: the number after is numbering.
    pub numbering_before: Words,
    /// 期: numbering after a year (2021年11期).
    pub numbering_issues: Words,
    /// What may follow a list number.
    pub numbering_marks: Words,
    /// 城市, 省份: sizes the field of a rank.
    pub field_heads: Words,
    /// The same, to be found at the end of a text.
    pub field_ends: Words,
    /// 全国: between number and rank, shows that the number is not the field.
    pub field_scopes: Inside,
    /// 唯一: also makes the number before the head the size of a field.
    pub field_after: Words,
    /// 千伏, 英寸: units of sizes that say of which kind what stands behind is.
    pub grade_units: Vec<String>,
    /// 的, 以上: behind such a size it says no kind.
    pub grade_not: Words,
    /// 国家和地区的: behind a number of places, before another number, it says where those come from.
    pub origin_heads: Words,
    /// 米: units of lengths that name a race.
    pub sport_units: Vec<String>,
    /// 自由泳: behind such a length.
    pub sport_after: Words,
    /// 女子: before it.
    pub sport_before: Words,
    /// 赞成: behind so many 票.
    pub votes: Words,
    /// 战胜: behind a score.
    pub results: Words,
    /// 这: the count after it points back.
    pub pointing: Words,
    /// What a threshold narrows: 500万元以上(工业企业).
    pub threshold_heads: Words,
    /// What is no such thing although it follows 以上: 以上(的奖励).
    pub threshold_sums: Words,
    /// 总规模: the name of a sum before it.
    pub threshold_sizes: Words,
    /// Units of age.
    pub threshold_ages: Vec<String>,
    /// 有期徒刑: behind a length of time.
    pub threshold_terms: Words,
    /// 的有: between an age and the number of those who have it.
    pub threshold_of_age: Vec<String>,
    /// 的有: between a number of people and how many places have so many.
    pub threshold_of_size: Vec<String>,
    /// 过: what a sum behind it is exceeded by.
    pub threshold_exceeds: Words,
    /// 一批: before such a sum, and a noun behind it.
    pub threshold_batches: Vec<String>,
    /// 通(过): makes it part of another word.
    pub threshold_not_exceeds: Words,
    /// 实施: behind it a sum before what is counted is its size.
    pub threshold_whose: Words,
    /// 电话.
    pub contact_before: Words,
    /// 浏览量: how often a page was looked at.
    pub contact_counters: Words,
    /// What a web or e-mail address contains.
    pub contact_marks: Vec<String>,
    /// Whether one of these stands in plain numbers.
    pub plain_contacts: bool,
    /// Of each such mark the first character that does not stand in plain numbers, too.
    contact_tells: Letters,
    /// 上午.
    pub clock_before: Words,
    /// What follows an hour in 点.
    pub clock_after: Words,
    idioms: Words,
    idiom_reach: usize,
}

/// How many sorts of pairs of characters are told apart.
const SORTS: usize = 1024;

/// The sort of a digit with the character behind it.
#[inline]
const fn sort(digit: char, next: char) -> usize {
    (digit as usize * 97 + next as usize) % SORTS
}

/// Whether a sort is among others.
#[inline]
const fn has(sorts: &[u64; SORTS / 64], sort: usize) -> bool {
    sorts[sort / 64] >> (sort % 64) & 1 != 0
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    fixed: Fixed,
    suffix: Suffix,
    ordinal: Ordinal,
    numbering: Numbering,
    field: Field,
    grade: Grade,
    origin: Origin,
    sport: Sport,
    pointing: List,
    threshold: Threshold,
    contact: Contact,
    clock: Clock,
    idioms: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixed {
    words: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suffix {
    names: Vec<String>,
    numbering: Vec<String>,
    before: Vec<String>,
    events: Vec<String>,
    events_within: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ordinal {
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbering {
    before: Vec<String>,
    issues: Vec<String>,
    marks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    heads: Vec<String>,
    scopes: Inside,
    after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grade {
    units: Vec<String>,
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    heads: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sport {
    units: Vec<String>,
    after: Vec<String>,
    before: Vec<String>,
    votes: Vec<String>,
    results: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Threshold {
    heads: Vec<String>,
    sums: Vec<String>,
    sizes: Vec<String>,
    ages: Vec<String>,
    terms: Vec<String>,
    of_age: Vec<String>,
    of_size: Vec<String>,
    exceeds: Vec<String>,
    batches: Vec<String>,
    not_exceeds: Vec<String>,
    whose: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    before: Vec<String>,
    counters: Vec<String>,
    marks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    before: Vec<String>,
    after: Vec<String>,
}

impl Names {
    /// Builds the lexicon from `lexicon/names.toml`; mistakes are added to `mistakes`.
    pub fn load(file: &RuleFile, mistakes: &mut Vec<Diagnostic>) -> Self {
        let shape = match file.parse::<Shape>() {
            Ok(shape) => shape,
            Err(mistake) => {
                mistakes.push(mistake);
                return Self::default();
            }
        };
        let mut fixed: Prefixes<Vec<String>> = Prefixes::default();
        let (mut fixed_begin, mut fixed_single) = ([0; SORTS / 64], [0; SORTS / 64]);
        let (mut fixed_bare, mut fixed_after) = ([0; SORTS / 64], Vec::new());
        for word in &shape.fixed.words {
            let Some(digit) = word.as_ref().find(|letter: char| letter.is_ascii_digit()) else {
                let message = format!("{} has no digits", word.as_ref());
                mistakes.push(file.mistake(word.span(), &message, "only names with ASCII digits stand here", None));
                continue;
            };
            let (before, from) = word.as_ref().split_at(digit);
            let mut known = fixed.insert(from.chars(), Vec::new()).unwrap_or_default();
            known.push(before.to_owned());
            known.sort_by_key(|text| usize::MAX - text.len());
            fixed.insert(from.chars(), known);
            let mut letters = from.chars();
            match (letters.next(), letters.next(), before.chars().next_back()) {
                (Some(first), Some(next), _) => fixed_begin[sort(first, next) / 64] |= 1 << (sort(first, next) % 64),
                (_, None, Some(last)) => fixed_single[last as usize % SORTS / 64] |= 1 << (last as usize % 64),
                _ => fixed_single.fill(u64::MAX),
            }
            fixed_after.extend(before.chars().next_back());
            let mut letters = from.chars();
            match (letters.next(), letters.next()) {
                _ if !before.is_empty() => {}
                (Some(first), Some(next)) => fixed_bare[sort(first, next) / 64] |= 1 << (sort(first, next) % 64),
                _ => fixed_bare.fill(u64::MAX),
            }
        }
        Self {
            fixed,
            fixed_begin,
            fixed_single,
            fixed_bare,
            fixed_after: fixed_after.into_iter().collect(),
            suffix: Words::forward(&shape.suffix.names),
            suffix_numbering: Words::forward(&shape.suffix.numbering),
            suffix_not: Words::forward(&shape.suffix.before),
            event_words: shape.suffix.events.clone().into(),
            events: shape.suffix.events,
            events_within: shape.suffix.events_within,
            ordinal: Words::forward(&shape.ordinal.names),
            numbering_before: Words::backward(&shape.numbering.before),
            numbering_issues: Words::forward(&shape.numbering.issues),
            numbering_marks: Words::forward(&shape.numbering.marks),
            field_heads: Words::forward(&shape.field.heads),
            field_ends: Words::backward(&shape.field.heads),
            field_scopes: shape.field.scopes,
            field_after: Words::forward(&shape.field.after),
            grade_units: shape.grade.units,
            grade_not: Words::forward(&shape.grade.not),
            origin_heads: Words::forward(&shape.origin.heads),
            sport_units: shape.sport.units,
            sport_after: Words::forward(&shape.sport.after),
            sport_before: Words::backward(&shape.sport.before),
            votes: Words::forward(&shape.sport.votes),
            results: Words::forward(&shape.sport.results),
            pointing: Words::backward(&shape.pointing.words),
            threshold_heads: Words::forward(&shape.threshold.heads),
            threshold_sums: Words::forward(&shape.threshold.sums),
            threshold_sizes: Words::backward(&shape.threshold.sizes),
            threshold_ages: shape.threshold.ages,
            threshold_terms: Words::forward(&shape.threshold.terms),
            threshold_of_age: shape.threshold.of_age,
            threshold_of_size: shape.threshold.of_size,
            threshold_exceeds: Words::backward(&shape.threshold.exceeds),
            threshold_batches: shape.threshold.batches,
            threshold_not_exceeds: Words::backward(&shape.threshold.not_exceeds),
            threshold_whose: Words::backward(&shape.threshold.whose),
            contact_before: Words::backward(&shape.contact.before),
            contact_counters: Words::backward(&shape.contact.counters),
            contact_tells: shape.contact.marks.iter().flat_map(|mark| tell(mark)).collect(),
            plain_contacts: shape
                .contact
                .marks
                .iter()
                .any(|mark| mark.chars().all(|c| is_plain(&c))),
            contact_marks: shape.contact.marks,
            clock_before: Words::backward(&shape.clock.before),
            clock_after: Words::forward(&shape.clock.after),
            idiom_reach: shape
                .idioms
                .words
                .iter()
                .map(|word| word.chars().count())
                .max()
                .unwrap_or(0),
            idioms: Words::forward(&shape.idioms.words),
        }
    }

    /// Whether one of the marks of contacts may stand in a text. Where this says no, none does.
    pub fn may_be_contact(&self, text: &str) -> bool {
        self.contact_tells.stand_in(text)
    }

    /// The name in which the digit at `at` is the first: the bytes it has before and from `at`.
    #[inline]
    pub fn fixed(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let mut letters = text[at..].chars();
        let (first, next) = (letters.next()?, letters.next().unwrap_or_default());
        let last = text[..at].chars().next_back().unwrap_or_default();
        let sort = sort(first, next);
        let after = || self.fixed_after.contains(last) || last as usize >= 0x1_0000;
        let begins = || has(&self.fixed_begin, sort) || has(&self.fixed_single, last as usize % SORTS);
        if has(&self.fixed_bare, sort) || after() && begins() {
            self.longest_fixed(text, at)
        } else {
            None
        }
    }

    fn longest_fixed(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let whole = |length: usize| {
            let digits = text[..at + length].ends_with(|letter: char| letter.is_ascii_digit());
            !digits
                || !text[at + length..].starts_with(|next: char| next.is_ascii_digit() || next == '.' || next == '%')
        };
        let before = |known: &[String]| {
            known
                .iter()
                .find(|&word| text[..at].ends_with(&**word))
                .map(String::len)
        };
        let (length, known) = self.fixed.longest(text[at..].chars(), |length, known| {
            whole(length) && before(known).is_some()
        })?;
        Some((before(known)?, length))
    }

    /// Length of the suffix at the beginning of `text` that makes the number before it a name or numbering, and which.
    #[inline]
    pub fn suffix(&self, text: &str) -> Option<(usize, bool)> {
        let name = self.suffix.start_of(text).map(|length| (length, true));
        let numbering = self.suffix_numbering.start_of(text).map(|length| (length, false));
        let longest = name.into_iter().chain(numbering).max_by_key(|&(length, _)| length)?;
        self.suffix_not.start_of(text).is_none().then_some(longest)
    }

    /// Whether an idiom takes the numeral of the bytes `from..to`: one that begins before it (统一), or with it and is as
    /// long (三年行动, but not 三公 in 三公里).
    pub fn is_idiom(&self, text: &str, from: usize, to: usize) -> bool {
        let starts = text[..from]
            .char_indices()
            .rev()
            .take(self.idiom_reach)
            .map(|(at, _)| at);
        std::iter::once(from).chain(starts).any(|start| {
            self.idioms
                .start_of(&text[start..])
                .is_some_and(|length| start + length > from && (start < from || start + length >= to))
        })
    }
}

/// The first character of a mark that does not stand in plain numbers, too; or just the first.
fn tell(mark: &str) -> Option<char> {
    mark.chars().find(|c| !is_plain(c)).or_else(|| mark.chars().next())
}

/// Whether the character stands in plain numbers.
const fn is_plain(c: &char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        RuleFile::loaded("lexicon/names.toml", Names::load)
    }

    #[test]
    fn names_are_found_from_their_first_digit_and_only_whole() {
        let names = names();
        assert_eq!(names.fixed("PM2.5浓度", 2), Some((2, 9)));
        assert_eq!(names.fixed("PM10浓度", 2), Some((2, 2)));
        assert_eq!(names.fixed("PM101", 2), None);
        assert_eq!(names.fixed("约2.5%", 3), None);
        assert_eq!(names.fixed("985高校", 0), Some((0, 9)));
    }

    #[test]
    fn idioms_cover_numerals_unless_the_quantity_is_longer() {
        let names = names();
        let idiom = |text: &str, part: &str| {
            let at = text.find(part).unwrap();
            names.is_idiom(text, at, at + part.len())
        };
        assert!(idiom("统一部署", "一"));
        assert!(idiom("三年行动计划", "三年"));
        assert!(!idiom("三年增长", "三年"));
        assert!(idiom("在三公经费", "三"));
        assert!(!idiom("相距三公里", "三公里"));
    }

    #[test]
    fn a_name_without_digits_is_a_mistake() {
        let file = RuleFile::spoilt("lexicon/names.toml", "'PM10'", "'可吸入'");
        let mut mistakes = Vec::new();
        Names::load(&file, &mut mistakes);
        assert_eq!(mistakes.len(), 1);
        assert_eq!(&file.text[mistakes[0].at.clone()], "'可吸入'");
    }
}
