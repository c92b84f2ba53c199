//! Quantities and the digits that are none: every run of ASCII digits in a block ends in exactly one mention, a quantity or
//! a skip with its reason; Chinese numerals become quantities where they state a figure.

use rust_decimal::Decimal;

use super::literal::Literal;
use super::measure::measure;
use super::passing::{below_zero, is_origin, is_race, is_time_taken, is_vote};
use super::place::{Place, clause_start, digits, is_hanzi};
use super::{Reading, free, rank, skip, spelled};
use crate::model::{Bound, Dimension, Mention, MentionKind, Quantity, SkipReason, Span};
use crate::rules::{FREE_NUMBER, Figures, NUMBER, QuantityLexicon};

/// Appends every quantity and every skip of `text[within]` to `out`, in text order and without overlaps. `taken` are the
/// spans of periods already recognised, sorted; digits inside them are left alone.
pub fn quantities(text: &str, within: Span, taken: &[Span], lexicon: &QuantityLexicon, out: &mut Vec<Mention>) {
    let figures = Figures::read(text, within);
    read(text, within, taken, &figures, lexicon, Reading::Bulletin, out);
}

/// The same in either reading.
pub(super) fn read(
    text: &str,
    within: Span,
    taken: &[Span],
    figures: &Figures,
    lexicon: &QuantityLexicon,
    reading: Reading,
    out: &mut Vec<Mention>,
) {
    let first = out.len();
    let mut taken = &taken[taken.partition_point(|span| span.end <= within.start)..];
    let mut floor = within.start;
    let mut at = within.start;
    let begins = if reading.is_free() { FREE_NUMBER } else { NUMBER };
    let mut anchors = (figures.at.iter())
        .filter(|(_, kind)| kind & begins != 0)
        .map(|(anchor, _)| *anchor);
    loop {
        // What ended among digits leaves the others of them.
        let anchor = match is_among_digits(text, within, at) {
            true => Some(at),
            false => anchors.find(|anchor| *anchor >= at),
        };
        let Some(anchor) = anchor else { break };
        while taken.first().is_some_and(|span| span.end <= anchor) {
            floor = floor.max(taken[0].end);
            taken = &taken[1..];
        }
        if let Some(span) = taken.first().filter(|span| span.start <= anchor) {
            at = span.end;
            continue;
        }
        let limit = taken.first().map_or(within.end, |span| span.start.min(within.end));
        let mut place = Place {
            text,
            within,
            floor,
            at: anchor,
            limit,
            reading,
            lexicon,
            marks: &figures.marks,
            previous: text[within.start..anchor].chars().next_back(),
            ahead: &text[..limit],
            run: 0,
            literal: None,
            unit: None,
            next: None,
        };
        let known = out.len();
        at = if text.as_bytes()[anchor].is_ascii_digit() {
            place.look_at_digits();
            read_digits(&place, out)
        } else {
            read_spelled(&place, out)
        };
        if out.len() > known {
            floor = at;
        }
    }
    if reading.is_free() {
        free::join_bounds(text, lexicon, first, out);
    } else {
        join_neighbours(text, first, out);
        qualify(text, within, lexicon, &mut out[first..]);
    }
}

/// Whether digits stand on both sides of a place in a block.
#[inline]
fn is_among_digits(text: &str, within: Span, at: usize) -> bool {
    let digit = |at: usize| text.as_bytes()[at].is_ascii_digit();
    at > within.start && at < within.end && digit(at) && digit(at - 1)
}

fn read_digits(place: &Place, out: &mut Vec<Mention>) -> usize {
    let found = if skip::is_none(place) {
        None
    } else {
        rank::rank(place)
            .or_else(|| skip::ordinal(place).map(skipped))
            .or_else(|| skip::skip(place).map(skipped))
    };
    if let Some(mention) = found {
        out.push(mention);
    } else if !read_ratio(place, out) {
        let whole = place.after_digits();
        let mention = measure(place)
            .filter(|mention| mention.span.end >= whole)
            .unwrap_or_else(|| skipped((place.span(place.at, whole), SkipReason::Other)));
        out.push(mention);
    }
    out.last()
        .map_or(place.limit, |mention| mention.span.end)
        .max(place.at + 1)
}

fn read_spelled(place: &Place, out: &mut Vec<Mention>) -> usize {
    let letter = place.from(place.at).chars().next();
    let step = place.at + letter.map_or(1, char::len_utf8);
    let (found, end) = match letter {
        Some('首' | '榜') => (rank::first(place), step),
        _ if place.reading.is_free() => free::spelled(place),
        _ => spelled::spelled(place),
    };
    let end = match &found {
        Some(mention) => mention.span.end,
        // ASCII digits in a numeral that is no figure (第十4) are still to be accounted for.
        None => place.text[place.at..end]
            .find(|letter: char| letter.is_ascii_digit())
            .map_or(end, |digit| place.at + digit),
    };
    out.extend(found);
    end.max(step)
}

fn skipped((span, reason): (Span, SkipReason)) -> Mention {
    Mention {
        span,
        kind: MentionKind::Skip(reason),
    }
}

/// 22.9:1 is one multiple; 4.0：23.1：72.9 are shares, one quantity each.
fn read_ratio(place: &Place, out: &mut Vec<Mention>) -> bool {
    if !place.from(place.after()).starts_with([':', '：', '∶']) {
        return false;
    }
    let mut parts: Vec<(usize, usize, Decimal)> = Vec::new();
    let mut at = place.at;
    while let Some(literal) = Literal::at(&place.text[..place.limit], at) {
        parts.push((at, literal.end, literal.value));
        let rest = place.from(literal.end);
        let colon = rest.chars().next().filter(|&mark| matches!(mark, ':' | '：' | '∶'));
        let Some(colon) = colon.filter(|mark| digits(&rest[mark.len_utf8()..]) > 0) else {
            break;
        };
        at = literal.end + colon.len_utf8();
    }
    let Some(&(_, end, last)) = parts.last() else {
        return false;
    };
    let measured = place.from(end).starts_with(['万', '亿']) || place.lexicon.units.is_at(place.from(end));
    if parts.len() < 2 || measured {
        return false;
    }
    let quantity = |start: usize, end: usize, value: Decimal, dimension: Dimension| Mention {
        span: Span::new(start, end),
        kind: MentionKind::Quantity(Quantity {
            value,
            value_high: None,
            unit: None,
            dimension,
            bound: Bound::Eq,
            bound_start: start,
            spelled: false,
        }),
    };
    let first = parts[0].2;
    if parts.len() == 2 && last == Decimal::ONE {
        out.push(quantity(place.at, end, first, Dimension::Multiple));
    } else if parts.len() == 2 && first == Decimal::ONE && !place.reading.is_free() {
        // 1:0.63
        out.push(quantity(place.at, end, last, Dimension::Multiple));
    } else if parts.len() == 2 && last == Decimal::ONE_HUNDRED && !place.reading.is_free() {
        // 性别比105.23:100
        out.push(quantity(place.at, end, first, Dimension::None));
    } else {
        out.extend(
            parts
                .iter()
                .map(|&(start, end, value)| quantity(start, end, value, Dimension::Ratio)),
        );
    }
    true
}

/// Finds the quantities that only qualify another: the size of a rank's field, a threshold, a count that points back.
/// Makes one quantity of two that follow each other at once and say one thing; in one walk, however many they are.
fn join_neighbours(text: &str, first: usize, found: &mut Vec<Mention>) {
    if !found[first..]
        .windows(2)
        .any(|pair| pair[0].span.end == pair[1].span.start)
    {
        return;
    }
    let mut here = found.split_off(first);
    here.dedup_by(|other, one| {
        let (MentionKind::Quantity(former), MentionKind::Quantity(latter)) = (&one.kind, &other.kind) else {
            return false;
        };
        if one.span.end != other.span.start {
            return false;
        }
        let limits = one.span.of(text).ends_with(LOWER) && other.span.of(text).ends_with(UPPER);
        let joined = limits.then(|| between_limits(former, latter)).flatten();
        let Some(whole) = joined.or_else(|| by_the_clock(former, latter)) else {
            return false;
        };
        one.span = one.span.join(other.span);
        one.kind = MentionKind::Quantity(whole);
        true
    });
    found.append(&mut here);
}

/// 5万元以上20万元以下: one range.
fn between_limits(low: &Quantity, high: &Quantity) -> Option<Quantity> {
    let limits = (low.bound, high.bound) == (Bound::Ge, Bound::Le) && low.unit == high.unit && low.value < high.value;
    limits.then(|| Quantity {
        bound: Bound::Range,
        value_high: Some(high.value),
        ..low.clone()
    })
}

/// 11小时53分钟: one length of time, in minutes.
fn by_the_clock(hours: &Quantity, minutes: &Quantity) -> Option<Quantity> {
    let exact = (hours.bound, minutes.bound) == (Bound::Eq, Bound::Eq);
    let units = hours.unit.as_deref() == Some("小时") && matches!(minutes.unit.as_deref(), Some("分钟" | "分"));
    (exact && units).then(|| Quantity {
        value: hours.value * Decimal::from(60) + minutes.value,
        unit: Some("分钟".to_owned()),
        ..hours.clone()
    })
}

/// Ends of the lower and of the upper limit of a range that is said with both.
const LOWER: &str = "以上";
const UPPER: &str = "以下";

fn qualify(text: &str, within: Span, lexicon: &QuantityLexicon, found: &mut [Mention]) {
    for index in 0..found.len() {
        let MentionKind::Quantity(quantity) = &found[index].kind else {
            continue;
        };
        let span = found[index].span;
        let next = found.get(index + 1);
        let rest = &text[span.end..within.end];
        if let Some(length) = age_group(text, quantity, rest, span, next, lexicon) {
            let start = quantity.bound_start.max(within.start);
            let free = index == 0 || found[index - 1].span.end <= start;
            found[index].kind = MentionKind::Skip(SkipReason::Qualifier);
            found[index].span.end += length;
            if free && start < span.start {
                found[index].span.start = start;
            }
            continue;
        }
        let between = next.map(|next| &text[span.end..next.span.start]);
        if is_field(quantity, rest, between, next, lexicon)
            || is_threshold(
                quantity,
                &text[within.start..quantity.bound_start.max(within.start)],
                span.of(text),
                rest,
                between,
                next,
                lexicon,
            )
            || points_back(quantity, &text[within.start..span.start], lexicon)
            || is_per(quantity, &text[within.start..span.start], rest)
            || is_held(quantity, between, next)
            || is_basis(quantity, &text[within.start..span.start])
            || is_sample(quantity, rest)
            || is_grade(quantity, &text[within.start..span.start], rest)
            || is_kind(quantity, rest, lexicon)
            || is_origin(text, quantity, span, next, lexicon)
            || (index > 0 && is_size_of_counted(text, &found[index - 1], quantity, rest))
        {
            // 产值超10亿元企业: the word that bounds it belongs to what it says.
            let start = quantity.bound_start.max(within.start);
            let free = index == 0 || found[index - 1].span.end <= start;
            found[index].kind = MentionKind::Skip(SkipReason::Qualifier);
            if free && start < span.start {
                found[index].span.start = start;
            }
        } else if is_race(quantity, &text[within.start..span.start], rest, lexicon) {
            found[index].kind = MentionKind::Skip(SkipReason::Name);
        } else if is_vote(quantity, rest, lexicon) || is_time_taken(quantity, rest) {
            found[index].kind = MentionKind::Skip(SkipReason::Other);
        }
    }
    share_points(text, found);
    below_zero(text, found);
}

/// 6.1个和3.8个百分点: the unit is said in full with the last of them.
fn share_points(text: &str, found: &mut [Mention]) {
    for index in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(index);
        let (Some(one), Some(other)) = (before.last_mut(), after.first()) else {
            continue;
        };
        if !matches!(&other.kind, MentionKind::Quantity(other) if other.dimension == Dimension::Points) {
            continue;
        }
        let between = &text[one.span.end..other.span.start];
        // 高于全国1.1个、全省0.3个百分点
        let joins = ["和", "、", "及", "与", "以及", "或"]
            .iter()
            .filter_map(|join| between.trim().strip_prefix(join));
        let base = |rest: &str| rest.chars().count() <= BASE && rest.chars().all(is_hanzi);
        let joined = joins.min_by_key(|rest| rest.len()).is_some_and(base);
        if let (MentionKind::Quantity(one), MentionKind::Quantity(other)) = (&mut one.kind, &other.kind)
            && other.dimension == Dimension::Points
            && joined
            && match one.unit.as_deref() {
                Some(unit) => {
                    let full = other.unit.as_deref();
                    full.is_some_and(|full| full != unit && full.starts_with(unit))
                }
                // 高于全省、全州0.8和0.5个百分点
                None => one.dimension == Dimension::None && one.value.scale() > 0,
            }
        {
            one.unit.clone_from(&other.unit);
            one.dimension = Dimension::Points;
        }
    }
}

/// Characters of what the second of two differences is from: 全省, 全国平均.
const BASE: usize = 8;

/// 全国72个城市第29位; 长三角27城市唯一.
fn is_field(
    quantity: &Quantity,
    rest: &str,
    between: Option<&str>,
    next: Option<&Mention>,
    lexicon: &QuantityLexicon,
) -> bool {
    if !matches!(quantity.dimension, Dimension::Count | Dimension::None) || quantity.spelled {
        return false;
    }
    let ranked =
        next.is_some_and(|next| matches!(&next.kind, MentionKind::Quantity(next) if next.dimension == Dimension::Rank));
    // 在19个资源型城市中，该市位列首位
    let clause = || {
        let clause = clause_start(rest, 16).strip_suffix('中');
        clause.is_some_and(|noun| lexicon.names.field_ends.end_of(noun).is_some())
    };
    if ranked && clause() && between.is_some_and(|between| between.chars().count() <= 30 && !between.contains('。')) {
        return true;
    }
    let Some(head) = lexicon.names.field_heads.start_of(rest) else {
        return false;
    };
    // 3家高新区位列全国50强: the three are ranked, not the field.
    let within = |between: &str| lexicon.names.field_scopes.stands_in(between);
    let near = || {
        between.is_some_and(|between| {
            between.chars().count() <= 12 && clause_start(between, 12).len() == between.len() && !within(between)
        })
    };
    let after = clause_start(&rest[head..], 8);
    let alone = (0..after.len())
        .filter(|&at| after.is_char_boundary(at))
        .any(|at| lexicon.names.field_after.start_of(&after[at..]).is_some());
    ranked && near() || alone
}

/// 年主营业务收入2000万元以上的工业企业120家.
fn is_threshold(
    quantity: &Quantity,
    before: &str,
    words: &str,
    rest: &str,
    between: Option<&str>,
    next: Option<&Mention>,
    lexicon: &QuantityLexicon,
) -> bool {
    if quantity.bound == Bound::Eq {
        return is_size(quantity, before, rest, between, next, lexicon);
    }
    let age = quantity
        .unit
        .as_ref()
        .is_some_and(|unit| lexicon.names.threshold_ages.contains(unit));
    let bounded = matches!(quantity.bound, Bound::Ge | Bound::Le | Bound::Gt | Bound::Lt)
        || (quantity.bound == Bound::Range && (age || words.ends_with(UPPER)));
    let sized = matches!(
        quantity.dimension,
        Dimension::Money | Dimension::Mass | Dimension::Surface | Dimension::Energy
    ) || age
        || (quantity.dimension == Dimension::Duration && rest.starts_with("有期徒刑"));
    let people = matches!(quantity.unit.as_deref(), Some("人" | "户"));
    // 其中50亿元以上6个: how large those are that are counted.
    let counts =
        |next: &Mention| matches!(&next.kind, MentionKind::Quantity(next) if next.dimension == Dimension::Count);
    if bounded && (sized || people) && (words.ends_with(LOWER) || words.ends_with(UPPER)) && between == Some("") {
        return next.is_some_and(counts);
    }
    if !bounded || !(sized || people) || !rest.starts_with(is_hanzi) {
        return false;
    }
    let noun = clause_start(rest, 12);
    let headed = noun
        .char_indices()
        .any(|(at, _)| lexicon.names.threshold_heads.start_of(&noun[at..]).is_some());
    // 不少于5亿元的科技创新专项资金 is a sum as well: what it ends with says so.
    let sum = |noun: &str| {
        let ends = |(at, _): (usize, char)| {
            let end = format!("的{}", &noun[at..]);
            lexicon.names.threshold_sums.start_of(&end) == Some(end.len())
        };
        noun.char_indices().any(ends)
    };
    let of =
        rest.starts_with('的') && lexicon.names.threshold_sums.start_of(rest).is_none() && !sum(clause_start(rest, 24));
    let counted =
        between.is_some_and(|between| clause_start(between, 40).len() == between.len()) && next.is_some_and(counts);
    let sum_of = lexicon.names.threshold_sizes.end_of(before).is_some();
    headed && (counted || age) || of && (age || quantity.dimension == Dimension::Money && !sum_of)
}

/// 利税过千万元的企业12家, 实施500万元投资项目15个: a sum that says how large those are that are counted right behind it.
fn is_size(
    quantity: &Quantity,
    before: &str,
    rest: &str,
    between: Option<&str>,
    next: Option<&Mention>,
    lexicon: &QuantityLexicon,
) -> bool {
    let names = &lexicon.names;
    let counted =
        |next: &Mention| matches!(&next.kind, MentionKind::Quantity(next) if next.dimension == Dimension::Count);
    let Some(between) = between.filter(|_| quantity.dimension == Dimension::Money && next.is_some_and(counted)) else {
        return false;
    };
    let exceeds = names.threshold_exceeds.end_of(before).is_some_and(|length| {
        names
            .threshold_not_exceeds
            .end_of(&before[..before.len() - length])
            .is_none()
    });
    if exceeds && rest.starts_with('的') {
        let near = clause_start(between, SIZED).len() == between.len();
        return near && names.threshold_sums.start_of(rest).is_none();
    }
    let noun = between.chars().count() <= NOUN && between.chars().all(is_hanzi);
    let ends = |(at, _): (usize, char)| names.threshold_heads.start_of(&between[at..]) == Some(between.len() - at);
    noun && between.char_indices().any(ends)
        && (exceeds || before.is_empty() || names.threshold_whose.end_of(before).is_some())
}

/// Characters between a sum and the number of what has it.
const SIZED: usize = 16;

/// Characters of a noun between them.
const NOUN: usize = 8;

/// 年龄36至54岁之间的有69万人; 0—14岁、15—59岁人口分别为…: an age that says which people are counted, with the bytes behind it that
/// belong to it.
fn age_group(
    text: &str,
    quantity: &Quantity,
    rest: &str,
    span: Span,
    next: Option<&Mention>,
    lexicon: &QuantityLexicon,
) -> Option<usize> {
    let ages = &lexicon.names.threshold_ages;
    let is_age = |quantity: &Quantity| {
        let aged = quantity.unit.as_ref().is_some_and(|unit| ages.contains(unit));
        aged && matches!(
            quantity.bound,
            Bound::Range | Bound::Ge | Bound::Le | Bound::Gt | Bound::Lt
        )
    };
    // 常住人口在20万人至40万人之间的有8个
    let peopled = matches!(quantity.unit.as_deref(), Some("人" | "户")) && quantity.bound != Bound::Eq;
    if !is_age(quantity) && !peopled {
        return None;
    }
    // 16—59岁（含不满60周岁）
    if quantity.bound == Bound::Lt && rest.starts_with(['）', ')']) && text[..quantity.bound_start].ends_with('含') {
        return Some(0);
    }
    let length = if rest.starts_with("之间") { "之间".len() } else { 0 };
    let (number, next) = match &next?.kind {
        MentionKind::Quantity(number) => (number, next?.span),
        _ => return None,
    };
    let between = text.get(span.end + length..next.start)?;
    let of = [
        "有",
        "为",
        "占",
        "的有",
        "的为",
        "的占",
        "的",
        "：",
        ":",
        "达",
        "共",
        "共有",
        "的共",
        "的达",
        "的共有",
    ];
    let between_of = between.trim();
    if peopled {
        let counted = matches!(between_of, "的有" | "的共有" | "的为" | "的达") && number.dimension == Dimension::Count;
        return (counted && number.unit != quantity.unit).then_some(length);
    }
    let counted = of.contains(&between_of) && matches!(number.dimension, Dimension::Count | Dimension::Ratio);
    let listed = is_age(number) && ["、", "和", "及", "与", ","].contains(&between.trim());
    (counted || listed).then_some(length)
}

/// 化肥（折纯100%）, 白酒（折65度，商品量）: how pure the product is that is counted.
fn is_grade(quantity: &Quantity, before: &str, rest: &str) -> bool {
    let graded = quantity.dimension == Dimension::Ratio || quantity.unit.as_deref() == Some("度");
    let closes = || rest.starts_with([')', '）', '，', ',', '、']);
    graded && closes() && ["折", "折纯", "折合", "折含"].iter().any(|word| before.ends_with(word))
}

/// 新增3个过三千亿元城市, 5个百亿元以上项目: how large those are that the number right before counts.
fn is_size_of_counted(text: &str, before: &Mention, quantity: &Quantity, rest: &str) -> bool {
    let MentionKind::Quantity(counted) = &before.kind else {
        return false;
    };
    let between = text.get(before.span.end..quantity.bound_start);
    let joined = between.is_some_and(|between| matches!(between, "" | "过" | "超" | "达"));
    let exceeds = quantity.bound != Bound::Eq || between.is_some_and(|between| !between.is_empty());
    let sized = matches!(
        quantity.dimension,
        Dimension::Money | Dimension::None | Dimension::Surface | Dimension::Energy
    );
    let things = counted.dimension == Dimension::Count && !matches!(counted.unit.as_deref(), Some("人" | "名" | "户"));
    things && joined && exceeds && sized && rest.starts_with(is_hanzi)
}

/// 750千伏输变电工程, 12英寸产线: which kind of thing, not how large it turned out.
fn is_kind(quantity: &Quantity, rest: &str, lexicon: &QuantityLexicon) -> bool {
    let names = &lexicon.names;
    let graded = |unit: &String| names.grade_units.contains(unit);
    rest.starts_with(is_hanzi) && quantity.unit.as_ref().is_some_and(graded) && names.grade_not.start_of(rest).is_none()
}

/// 每10万人中有…, 每50公斤131元: of how many each; what is measured stands behind.
fn is_per(quantity: &Quantity, before: &str, rest: &str) -> bool {
    let sized = !matches!(
        quantity.dimension,
        Dimension::Ratio | Dimension::Points | Dimension::Rank
    );
    before.ends_with('每') && sized && quantity.bound == Bound::Eq && !rest.trim_start().is_empty()
}

/// 拥有1处住房的农户占87.0%: which households, not how many houses.
fn is_held(quantity: &Quantity, between: Option<&str>, next: Option<&Mention>) -> bool {
    let share = next
        .is_some_and(|next| matches!(&next.kind, MentionKind::Quantity(next) if next.dimension == Dimension::Ratio));
    let whose = |between: &str| {
        between.ends_with('占') && between.contains('的') && clause_start(between, HELD).len() == between.len()
    };
    share && quantity.dimension == Dimension::Count && between.is_some_and(whose)
}

/// Characters between what is held and the share of those who hold it.
const HELD: usize = 24;

/// 以女性为100, 以上年为100: what the other number is counted against.
fn is_basis(quantity: &Quantity, before: &str) -> bool {
    let round = || quantity.value == Decimal::ONE_HUNDRED || quantity.value == Decimal::ONE;
    let clause = || {
        let from = before
            .rfind(['，', ',', '。', '；', ';', '（', '(', '、', '\n'])
            .unwrap_or(0);
        before[from..].contains('以')
    };
    quantity.unit.is_none() && before.ends_with('为') && round() && clause()
}

/// 据5‰人口变动抽样调查推算: how many were asked.
fn is_sample(quantity: &Quantity, rest: &str) -> bool {
    let sampled = || {
        rest.find("抽样")
            .is_some_and(|at| rest[..at].chars().count() <= SAMPLE && rest[..at].chars().all(is_hanzi))
    };
    quantity.dimension == Dimension::Ratio && quantity.bound == Bound::Eq && sampled()
}

/// Characters between the share that is asked and 抽样调查.
const SAMPLE: usize = 8;

/// 这10个行业.
fn points_back(quantity: &Quantity, before: &str, lexicon: &QuantityLexicon) -> bool {
    let Some(length) = lexicon.names.pointing.end_of(before) else {
        return false;
    };
    // 其中省级以上27个: 以上 belongs to the word before it.
    let level = before.ends_with(LOWER) && before[..before.len() - length].ends_with(is_hanzi);
    quantity.dimension == Dimension::Count && !quantity.spelled && !level
}

#[cfg(test)]
#[path = "quantity_tests.rs"]
mod tests;
