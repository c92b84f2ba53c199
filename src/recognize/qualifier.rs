//! Quantities that are no result, but say of which things or people another number is: the size of a rank's field, a
//! threshold, an age, a count that points back.

use rust_decimal::Decimal;

use super::passing::{is_origin, is_race, is_score, is_time_taken, is_vote};
use super::place::{clause_start, is_hanzi, without_bracket};
use super::quantity::{LOWER, UPPER};
use crate::model::{Bound, Dimension, Mention, MentionKind, Quantity, SkipReason, Span};
use crate::rules::{FIELD, POINTING, QuantityLexicon};

/// Makes skips of the quantities that only qualify another, and of those told in passing.
pub(super) fn qualify(text: &str, within: Span, lexicon: &QuantityLexicon, found: &mut [Mention]) {
    for index in 0..found.len() {
        let MentionKind::Quantity(quantity) = &found[index].kind else {
            continue;
        };
        let span = found[index].span;
        let next = found.get(index + 1);
        let rest = &text[span.end..within.end];
        // What stands beside it tells of most that they are none.
        let (before, behind) = (text[within.start..span.start].chars().next_back(), rest.chars().next());
        let worded = behind.is_some_and(is_hanzi);
        let (left, right) = (lexicon.beside.of_any(before), lexicon.beside.of_any(behind));
        let bounded = quantity.bound != Bound::Eq;
        let counts = matches!(quantity.dimension, Dimension::Count | Dimension::None);
        let ratio = quantity.dimension == Dimension::Ratio;
        if bounded && let Some(length) = age_group(text, quantity, rest, span, next, lexicon) {
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
        let ranked = next.is_some_and(is_rank);
        if counts && (ranked || right & FIELD != 0) && is_field(quantity, rest, between, next, lexicon)
            || (bounded || quantity.dimension == Dimension::Money)
                && is_threshold(
                    quantity,
                    &text[within.start..quantity.bound_start.max(within.start)],
                    span.of(text),
                    rest,
                    between,
                    next,
                    lexicon,
                )
            || counts && left & POINTING != 0 && points_back(quantity, &text[within.start..span.start], lexicon)
            || ratio
                && bounded
                && is_band(
                    quantity,
                    &text[within.start..quantity.bound_start.max(within.start)],
                    rest,
                    between,
                    next,
                )
            || before == Some('每') && is_per(quantity, &text[within.start..span.start], rest)
            || counts && is_held(quantity, between, next)
            || before == Some('为') && is_basis(quantity, &text[within.start..span.start])
            || worded && ratio && is_sample(quantity, rest)
            || ratio && is_confidence(quantity, rest)
            || !worded && is_grade(quantity, &text[within.start..span.start], rest)
            || worded && is_kind(quantity, rest, lexicon)
            || is_origin(text, quantity, span, next, lexicon)
            || (index > 0 && worded && is_size_of_counted(text, &found[index - 1], quantity, rest))
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
        } else if is_vote(quantity, rest, lexicon)
            || is_time_taken(quantity, rest)
            || is_score(quantity, &text[within.start..span.start], span.of(text), rest, lexicon)
        {
            found[index].kind = MentionKind::Skip(SkipReason::Other);
        }
    }
}

/// Whether a mention is a rank.
fn is_rank(mention: &Mention) -> bool {
    matches!(&mention.kind, MentionKind::Quantity(rank) if rank.dimension == Dimension::Rank)
}

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
    let ranked = next.is_some_and(is_rank);
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
            // 90个县（市、区）中仅列第57位
            let between = &*without_bracket(between);
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
    if is_of_a_batch(quantity, before, rest, lexicon) {
        return true;
    }
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
        || (quantity.dimension == Dimension::Duration && lexicon.names.threshold_terms.start_of(rest).is_some());
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

/// 培育一批营收过百亿元农产品加工企业: how large those are to be of which nobody says how many.
fn is_of_a_batch(quantity: &Quantity, before: &str, rest: &str, lexicon: &QuantityLexicon) -> bool {
    let names = &lexicon.names;
    if quantity.dimension != Dimension::Money || !rest.starts_with(is_hanzi) {
        return false;
    }
    let clause = before
        .rfind(['，', ',', '。', '；', '、', '\n'])
        .map_or(before, |mark| &before[mark..]);
    let exceeds = matches!(quantity.bound, Bound::Gt | Bound::Ge) || names.threshold_exceeds.end_of(before).is_some();
    let noun = clause_start(rest, NOUN);
    let ends = |(at, _): (usize, char)| names.threshold_heads.start_of(&noun[at..]) == Some(noun.len() - at);
    exceeds
        && names
            .threshold_batches
            .iter()
            .any(|batch| clause.contains(batch.as_str()))
        && noun.char_indices().any(ends)
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

/// 盈利50%以上的投资者比例由3.5%提升至5%: how much they gained of whom the share is told.
fn is_band(quantity: &Quantity, before: &str, rest: &str, between: Option<&str>, next: Option<&Mention>) -> bool {
    let share =
        |next: &Mention| matches!(&next.kind, MentionKind::Quantity(next) if next.dimension == Dimension::Ratio);
    let bounded = quantity.bound != Bound::Eq && quantity.bound != Bound::Approx;
    if quantity.dimension != Dimension::Ratio || !bounded || !next.is_some_and(share) {
        return false;
    }
    let of = rest.starts_with('的') || rest.starts_with("”的");
    let told = between.is_some_and(|between| {
        let clause = clause_start(between, NOUN + BAND);
        SHARE_WORDS.iter().any(|word| clause.contains(word)) && !between.contains(['，', ',', '。', '；'])
    });
    // What stands before it is said of those: not 占九成以上的企业比例.
    let clause = before
        .rfind(['，', ',', '。', '；', '、', '“'])
        .map_or(before, |mark| &before[mark..]);
    let gained = before.ends_with(is_hanzi) && !clause.contains('占') && clause.chars().count() <= BAND + 1;
    of && told && gained
}

/// Characters of what a band is of at most.
const BAND: usize = 6;

/// Names of shares.
const SHARE_WORDS: [&str; 4] = ["比例", "占比", "比重", "比率"];

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
    let between = between.trim();
    let stands_in = |words: &[String]| words.iter().any(|word| word == between);
    if peopled {
        let counted = stands_in(&lexicon.names.threshold_of_size) && number.dimension == Dimension::Count;
        return (counted && number.unit != quantity.unit).then_some(length);
    }
    let counted =
        stands_in(&lexicon.names.threshold_of_age) && matches!(number.dimension, Dimension::Count | Dimension::Ratio);
    let listed = is_age(number) && ["、", "和", "及", "与", ","].contains(&between);
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
    // Only what stands near: a list of shares must not be looked through for each of them.
    let sampled = || {
        let end = rest.char_indices().nth(SAMPLE + 2).map_or(rest.len(), |(end, _)| end);
        let at = memchr::memmem::find(&rest.as_bytes()[..end], "抽样".as_bytes());
        at.is_some_and(|at| rest[..at].chars().all(is_hanzi))
    };
    quantity.dimension == Dimension::Ratio && quantity.bound == Bound::Eq && sampled()
}

/// 95% CI, 99%置信区间: how sure an interval is.
fn is_confidence(quantity: &Quantity, rest: &str) -> bool {
    if quantity.dimension != Dimension::Ratio {
        return false;
    }
    let may_begin = |first: char| first.is_whitespace() || matches!(first, '的' | 'C' | '置' | '可');
    if !rest.starts_with(may_begin) {
        return false;
    }
    let rest = rest.trim_start().trim_start_matches('的');
    ["CI", "置信", "可信区间", "可信限"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// Characters between the share that is asked and 抽样调查.
const SAMPLE: usize = 8;

/// 这10个行业.
fn points_back(quantity: &Quantity, before: &str, lexicon: &QuantityLexicon) -> bool {
    if quantity.dimension != Dimension::Count || quantity.spelled {
        return false;
    }
    let Some(length) = lexicon.names.pointing.end_of(before) else {
        return false;
    };
    // 其中省级以上27个: 以上 belongs to the word before it.
    !(before.ends_with(LOWER) && before[..before.len() - length].ends_with(is_hanzi))
}
