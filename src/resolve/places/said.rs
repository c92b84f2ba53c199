//! The place that a clause is about, by the names before its number.

use std::sync::LazyLock;

use super::theatre::{abroad_together, is_theatre, list_acted_in};
use super::wider::{counted_behind, is_inner, is_origin, lies_in};
use crate::model::{Dimension, Mention, MentionKind, SkipReason, Span};
use crate::resolve::own_area;
use crate::rules::{Gazetteer, Letters};

/// What a clause says of the place that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is about this one.
    Of(AreaSaid),
    /// It tells of several, or counts them: of which of them the number is stays open.
    Several,
    /// It names none.
    Nothing,
}

/// The place a clause is about, where it says one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaSaid {
    /// Index in the gazetteer.
    pub id: u32,
    /// Where it is said.
    pub span: Span,
}

/// The place that `clause` says it is about, for a number at `at`, in a text or section that speaks for `context`; `own`: the
/// place that 全省 and the like are of.
///
/// Counts a name before the number that is not said beside the matter (居**全省**第3位, 与**上海**合作). A place outside the
/// context takes over only where it opens the clause; inside it, the nearest one before the number does.
pub fn area_said(
    text: &str,
    clause: Span,
    at: usize,
    mentions: &[Mention],
    context: Option<u32>,
    own: Option<u32>,
    gazetteer: &Gazetteer,
) -> Told {
    let first = mentions.partition_point(|mention| mention.span.start < clause.start);
    let inside = mentions[first..]
        .iter()
        .take_while(|mention| mention.span.start < at.min(clause.end));
    // Most clauses name no place.
    let names = |mention: &Mention| {
        matches!(
            mention.kind,
            MentionKind::Area(_) | MentionKind::OwnArea(_) | MentionKind::Organisation
        )
    };
    if !inside.clone().any(names) {
        return Told::Nothing;
    }
    let mut said: Vec<AreaSaid> = Vec::new();
    let last = mentions
        .partition_point(|mention| mention.span.start < clause.end)
        .max(first);
    let ends_of_routes = mentions[first..last].windows(2).filter(|pair| {
        let named = |mention: &Mention| matches!(mention.kind, MentionKind::Area(_));
        let between = text.get(pair[0].span.end..pair[1].span.start);
        named(&pair[0]) && named(&pair[1]) && between.is_some_and(|between| gazetteer.several().leads_to(between))
    });
    let only_examples = listed_examples(text, clause, at, mentions, first);
    // 高出全省2个百分点、全国1个百分点: compared with both.
    let mut compared = false;
    // Whether the first of them is what the clause begins with.
    let mut headed = false;
    let mut ends_of_routes = ends_of_routes.map(|pair| pair[0].span.start).peekable();
    for mention in inside {
        while ends_of_routes.next_if(|&start| start < mention.span.start).is_some() {}
        if ends_of_routes.peek() == Some(&mention.span.start) {
            continue;
        }
        let id = match mention.kind {
            MentionKind::Area(id) => Some(id),
            MentionKind::OwnArea(level) => own.and_then(|own| own_area(level, own, gazetteer)),
            // 在某某新区设立机构200多家; 俄军在甲州、乙州等地发动攻势
            MentionKind::Organisation => seat_behind_in(text, clause, mention.span, gazetteer)
                .or_else(|| list_acted_in(text, clause, mention.span, &said, gazetteer)),
            _ => None,
        };
        // In the text of a province or city a region is what it has a part in.
        let wide =
            |id: u32| context.is_none_or(|context| context == Gazetteer::COUNTRY || gazetteer.within(id, context));
        // 长三角生产总值占全国24%: but for what is told of the region itself.
        let own_sum = || {
            let head = Span::new(clause.start, mention.span.start);
            // 预计大湾区……
            let leads = leads(text, head, mentions) || head.of(text).chars().count() <= 2;
            leads && gazetteer.is_sum(&text[mention.span.end..])
        };
        let sum = id.is_some_and(|id| gazetteer.is_region(id)) && own_sum();
        let Some(id) = id.filter(|&id| !gazetteer.is_region(id) || wide(id) || sum) else {
            continue;
        };
        if is_shut_off(text, mention.span.end, at)
            || !wide(id) && is_origin(text, mention.span, at, mentions, gazetteer)
        {
            continue;
        }
        let before = &text[clause.start..mention.span.start];
        let after = &text[mention.span.end..clause.end.max(mention.span.end)];
        if id == Gazetteer::COUNTRY
            && gazetteer.describes(
                before,
                &text[mention.span.end..at.min(clause.end).max(mention.span.end)],
            )
        {
            continue;
        }
        // 玉门、平凉等地35处: the number is of more than the places named. 江苏发放消费券等补贴 names no more places.
        let to_number = &text[mention.span.end..at.max(mention.span.end)];
        let listed = to_number.starts_with(['等', '、', '，', '和', '与', '及', '（', '('])
            || mentions_follow(mentions, mention.span.end);
        let wide_text = context.is_none_or(|context| context == Gazetteer::COUNTRY);
        let examples = (listed || !wide_text) && gazetteer.several().and_others(to_number)
            || only_examples.is_some_and(|from| mention.span.start >= from);
        let inside = context.is_none_or(|context| gazetteer.within(id, context));
        // 中国—智利联合实验室: behind a dash a name goes on.
        let heads = leads(text, Span::new(clause.start, mention.span.start), mentions)
            && !text[..clause.start].ends_with(['—', '-', '·']);
        // 日本全国: all of the country just named.
        let whole_of = id == Gazetteer::COUNTRY
            && mentions[..mentions.partition_point(|other| other.span.start < mention.span.start)]
                .last()
                .is_some_and(|other| {
                    other.span.end == mention.span.start
                        && matches!(other.kind, MentionKind::Area(id) if gazetteer.is_foreign(id))
                });
        let opens = heads
            || said.last().is_some_and(|last| {
                joined(text, last.span, mention.span, gazetteer) || narrows(text, *last, id, mention.span, gazetteer)
            });
        // 巴方称加沙地带超900人死亡, 飓风在墨西哥致39人死亡
        // 制裁导致乙国损失7亿美元
        let suffers = gazetteer.suffers(before);
        // 风暴侵袭某国中部，超过4000万民众受影响
        let struck = said.is_empty() && gazetteer.struck(before);
        // 针对乙国对进口汽车加征关税
        let against = before.ends_with("针对");
        let told = struck
            || against
            || before.ends_with('在')
            || before.ends_with("以来")
            || suffers
            || gazetteer.source(before)
            || (gazetteer.is_foreign(id) && said.is_empty() && gazetteer.sets_scene(before, true));
        let theatre = is_theatre(
            text,
            mentions,
            first,
            at,
            &said,
            AreaSaid { id, span: mention.span },
            before,
            gazetteer,
        );
        let abroad = theatre || gazetteer.is_foreign(id) && (said.is_empty() || suffers) && told;
        let base = is_base(text, mention.span.end, at, mentions);
        // 乙省投入帮扶资金4亿元 in the text of 甲省, which received it
        let gives = !inside && !wide_text && gazetteer.aids(to_number);
        let wider = matches!(mention.kind, MentionKind::Area(_))
            && (headed && lies_in(&said, id, gazetteer)
                || context.is_some_and(|context| is_inner(context, id, gazetteer))
                    && gazetteer.is_honour(counted_behind(text, mention.span.end, at, mentions)));
        // 对东盟、欧盟出口: with whom, not of whom.
        // So 对全省的贡献率 is not the whole province's.
        let partner = before.ends_with('对') || gazetteer.is_foreign(id) && before.ends_with(['与', '同', '跟', '向']);
        // 对某区某河道进行清理，共投入1800多人: there it is done.
        let done_there = || !gazetteer.is_foreign(id) && !after.starts_with("进行") && gazetteer.is_worked_on(after);
        let partner = partner && !theatre && !against && !done_there();
        let aside = partner || gazetteer.aside(before, "") || (compared && before.ends_with(['、', '和']));
        compared = aside;
        if !examples
            && !whole_of
            && !base
            && !aside
            && !wider
            && !gives
            && (inside || opens || abroad || sum)
            && !gazetteer.aside(before, after)
        {
            if theatre {
                said.clear();
            }
            headed = heads || headed && !said.is_empty();
            said.push(AreaSaid { id, span: mention.span });
        }
    }
    let last = said.last().map_or(Told::Nothing, |last| Told::Of(*last));
    let [.., one, other] = said[..] else { return last };
    // 甲市、乙市2个强县: what is counted are the places.
    if other.span.end == at && joined(text, one.span, other.span, gazetteer) {
        return Told::Several;
    }
    match respective(text, said[0].span.end, at, mentions, gazetteer) {
        Respective::Number { nth, of } if of == said.len() => said.get(nth).map_or(Told::Nothing, |it| Told::Of(*it)),
        // 甲市的桃、乙市的茶2个项目分别增收…: the 2 is of both.
        Respective::Before => Told::Several,
        // An earlier clause that told of several places leaves open which of them the number is about.
        _ if at >= clause.end && several(&said, gazetteer) => {
            abroad_together(&said, gazetteer).unwrap_or(Told::Several)
        }
        // 英格兰和威尔士, 霍尔果斯、阿拉山口双口岸
        _ if at < clause.end && lists_both(text, one, other, clause, gazetteer) => {
            let home = !gazetteer.is_foreign(one.id) && !gazetteer.is_foreign(other.id);
            let neither = if home && apart(one, other, gazetteer) {
                Told::Several
            } else {
                last
            };
            common(one, other, gazetteer).unwrap_or(neither)
        }
        _ => last,
    }
}

/// Whether a place narrows down the one just named: 某国**某市**, 某州的某市, 某国东部某省.
fn narrows(text: &str, outer: AreaSaid, inner: u32, span: Span, gazetteer: &Gazetteer) -> bool {
    const BETWEEN: &str = "的东南西北中部境内首都城市地区沿海省州";
    let between = text.get(outer.span.end..span.start).unwrap_or("，");
    inner != outer.id && gazetteer.within(inner, outer.id) && between.chars().all(|c| BETWEEN.contains(c))
}

/// Where a zone lies behind 在 that is no area: 在雄安新区设立机构200多家.
fn seat_behind_in(text: &str, clause: Span, name: Span, gazetteer: &Gazetteer) -> Option<u32> {
    let words = name.of(text);
    if !text[clause.start..name.start].ends_with('在') || gazetteer.national_body_at(words).is_some() {
        return None;
    }
    // 在上杭县某某科创谷
    gazetteer.seat(words).or_else(|| {
        let (uses, length) = gazetteer.prefix(words)?;
        let only = uses
            .first()
            .filter(|it| uses.len() == 1 && it.id != Gazetteer::COUNTRY)?;
        (!words.contains('、')).then(|| {
            gazetteer
                .narrowed(text, only.id, Span::new(name.start + length, name.end))
                .0
        })
    })
}

/// Whether two places are the last of a list of which one thing is said.
fn lists_both(text: &str, one: AreaSaid, other: AreaSaid, clause: Span, gazetteer: &Gazetteer) -> bool {
    let several = gazetteer.several();
    let behind = &text[other.span.end.min(clause.end)..clause.end];
    joined(text, one.span, other.span, gazetteer) && !several.goes_on(behind) && several.each(behind).is_none()
}

/// Whether two places lie side by side: 甲省、乙省.
fn apart(one: AreaSaid, other: AreaSaid, gazetteer: &Gazetteer) -> bool {
    !gazetteer.within(one.id, other.id) && !gazetteer.within(other.id, one.id)
}

/// The place in which both lie, where neither lies in the other: 英格兰和威尔士.
fn common(one: AreaSaid, other: AreaSaid, gazetteer: &Gazetteer) -> Option<Told> {
    let id = gazetteer.chain(one.id).find(|&id| gazetteer.within(other.id, id))?;
    let span = one.span.join(other.span);
    let whole = id != Gazetteer::COUNTRY && id != one.id && id != other.id;
    whole.then_some(Told::Of(AreaSaid { id, span }))
}

/// Where the list of examples begins that ends right before the number at `at`, each of them a name that begins with a place: 甲市
/// 东海岸、乙市湾等20个海湾.
fn listed_examples(text: &str, clause: Span, at: usize, mentions: &[Mention], first: usize) -> Option<usize> {
    let list = text[clause.start..at.clamp(clause.start, clause.end.max(clause.start))].strip_suffix('等')?;
    let end = mentions.partition_point(|mention| mention.span.start < at).max(first);
    let mut members = mentions[first..end]
        .iter()
        .filter(|mention| matches!(mention.kind, MentionKind::Area(_)))
        .rev();
    let last = members
        .next()
        .filter(|last| text[clause.start..last.span.start].ends_with('、'))?;
    let mut from = last.span.start;
    for mention in members {
        let between = &text[mention.span.end..from];
        if !between.ends_with('、') || between.matches('、').count() > 1 {
            break;
        }
        from = mention.span.start;
    }
    (!list.is_empty()).then_some(from)
}

/// Whether a place stands in a bracket that is shut before the number, and another member of the list has begun behind it:
/// 1个历史文化名城（长汀县）、2个自然保护区.
fn is_shut_off(text: &str, from: usize, at: usize) -> bool {
    let Some(between) = text.get(from..at) else {
        return false;
    };
    let shut = BRACKETS.next(between, 0, between.len());
    let rest = &between[shut..];
    let behind = rest.strip_prefix('）').or_else(|| rest.strip_prefix(')'));
    behind.is_some_and(|behind| behind.starts_with(['、', '，', ',', '；', ';', '以', '和', '及']))
}

/// Round brackets.
static BRACKETS: LazyLock<Letters> = LazyLock::new(|| "（(）)".chars().collect());

/// Whether another place begins where one ends: 广东肇庆、云浮等地.
fn mentions_follow(mentions: &[Mention], end: usize) -> bool {
    let next = mentions.partition_point(|mention| mention.span.start < end);
    let next = mentions.get(next).filter(|next| next.span.start == end);
    next.is_some_and(|next| matches!(next.kind, MentionKind::Area(_)))
}

/// Whether a place is what the number is a multiple or share of: 密度是某某地区的15倍, 相当于全省的40%.
fn is_base(text: &str, from: usize, at: usize, mentions: &[Mention]) -> bool {
    let between = text.get(from..at).unwrap_or_default();
    let of = between
        .strip_prefix('的')
        .is_some_and(|rest| matches!(rest, "" | "近" | "约" | "将近"));
    let number = mentions.partition_point(|mention| mention.span.start < at);
    of && mentions.get(number).is_some_and(|mention| match &mention.kind {
        MentionKind::Quantity(number) => matches!(number.dimension, Dimension::Multiple | Dimension::Ratio),
        _ => false,
    })
}

/// Whether nothing but numbering and times stands there: （4）3月英国….
fn leads(text: &str, before: Span, mentions: &[Mention]) -> bool {
    let marks = |words: &str| words.chars().all(|c| c.is_whitespace() || "（）()、.．".contains(c));
    let first = mentions.partition_point(|mention| mention.span.start < before.start);
    let inside = mentions[first..]
        .iter()
        .take_while(|mention| mention.span.start < before.end);
    // 【在希望的田野上】河南…: the name of a series of stories.
    let series = before.of(text).trim_start().starts_with('【');
    let end = before.of(text).rfind('】').filter(|_| series);
    let mut at = end.map_or(before.start, |end| before.start + end + '】'.len_utf8());
    let first = at;
    for mention in inside.skip_while(|mention| mention.span.start < first) {
        let passes = matches!(
            mention.kind,
            MentionKind::Period(_) | MentionKind::Skip(SkipReason::Numbering)
        );
        if !passes || mention.span.start < at || !marks(&text[at..mention.span.start]) {
            return false;
        }
        at = mention.span.end;
    }
    at <= before.end && marks(&text[at..before.end])
}

/// Whether two places are members of one list.
fn joined(text: &str, one: Span, other: Span, gazetteer: &Gazetteer) -> bool {
    one.end <= other.start && gazetteer.several().joins(&text[one.end..other.start])
}

/// Whether the places are not one line of areas (浙江省湖州市).
fn several(said: &[AreaSaid], gazetteer: &Gazetteer) -> bool {
    said.windows(2).any(|pair| apart(pair[0], pair[1], gazetteer))
}

/// How a number stands to a 分别 that follows several places.
enum Respective {
    /// It is one of the numbers that belong to them one by one: which, and of how many.
    Number { nth: usize, of: usize },
    /// It stands before the word.
    Before,
    /// There is no such word.
    No,
}

/// How the number at `at` stands to a 分别 behind `from`, in the same sentence.
fn respective(text: &str, from: usize, at: usize, mentions: &[Mention], gazetteer: &Gazetteer) -> Respective {
    let rest = &text[from..];
    let sentence = &rest[..rest.find(['。', '；', ';', '\n']).unwrap_or(rest.len())];
    let Some(word) = gazetteer.several().respectively(sentence) else {
        return Respective::No;
    };
    let word = word.shifted(from);
    if at < word.start {
        // A clause of its own: 甲市、乙市共5家，分别….
        let apart = text[at..word.start].contains(['，', ',', '：', ':']);
        return if apart { Respective::No } else { Respective::Before };
    }
    let behind = &text[word.end..from + sentence.len()];
    let end = word.end + behind.find(['，', ',', '：', ':']).unwrap_or(behind.len());
    if at >= end {
        return Respective::No;
    }
    let first = mentions.partition_point(|mention| mention.span.start < word.end);
    let numbers = (mentions[first..].iter())
        .take_while(|mention| mention.span.start < end)
        .filter(|mention| matches!(mention.kind, MentionKind::Quantity(_)));
    let (mut nth, mut of) = (0, 0);
    for number in numbers {
        nth += usize::from(number.span.end <= at);
        of += 1;
    }
    Respective::Number { nth, of }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bound, Quantity};
    use crate::recognize::testing::{area, gazetteer, mentions};

    fn name(id: u32) -> &'static str {
        &gazetteer().area(id).name
    }

    /// The areas of a text, and a quantity for each run of its digits.
    fn numbered(text: &str) -> Vec<Mention> {
        let mut found = mentions(text);
        let mut at = 0;
        for run in text.split_inclusive(|ch: char| !ch.is_ascii_digit()) {
            let digits = run.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                let quantity = Quantity {
                    value: rust_decimal::Decimal::ONE,
                    value_high: None,
                    unit: None,
                    dimension: Dimension::None,
                    bound: Bound::Eq,
                    bound_start: at,
                    spelled: false,
                };
                found.push(Mention {
                    span: Span::new(at, at + digits),
                    kind: MentionKind::Quantity(quantity),
                });
            }
            at += run.len();
        }
        found.sort_by_key(|mention| mention.span.start);
        found
    }

    #[test]
    fn a_clause_is_about_the_place_it_says() {
        // The clause, with ¦ before the number; the context; the place it says.
        let cases = [
            ("德清县新增企业¦20家", "湖州市", Some("德清县")),
            ("全市新增企业¦20家", "湖州市", Some("湖州市")),
            ("全市新增企业¦20家", "南湖区", Some("嘉兴市")),
            (
                "分别为广东（3479.9亿元）、江苏（3005.9亿元）和湖北（¦1005.3亿元）",
                "中国",
                Some("湖北省"),
            ),
            ("上海投入¦100亿元", "湖州市", Some("上海市")),
            ("扩建德清至安吉高速¦4公里", "湖州市", None),
            ("美国失业率¦4%", "中国", Some("美国")),
            ("对美国出口¦4亿元", "中国", None),
            ("德清县高等教育毛入学率¦63%", "湖州市", Some("德清县")),
            ("湖州德清县是浙江省的茶乡有茶园¦20亩", "浙江省", Some("德清县")),
            ("全国文明村达¦3个", "湖州市", None),
            ("上海投入帮扶资金¦3亿元", "湖州市", None),
            ("江苏、山东粮食产量¦20吨", "中国", None),
            // Among whom, compared with whom, with whom.
            ("居全省第¦3位", "湖州市", None),
            ("高于全国平均¦2个百分点", "湖州市", None),
            ("高出全省2个百分点、全国¦1个百分点", "湖州市", None),
            ("对东盟、韩国出口¦2亿元", "中国", None),
            ("与上海合作项目¦5项", "湖州市", None),
            ("创建嘉兴市级研发中心¦35家", "平湖市", None),
            // Examples among more.
            ("新探明平凉等矿产地¦35处", "甘肃省", None),
            // One number for each place of a list; a number of both.
            ("德清县、安吉县立项数分别为¦17项和13项", "湖州市", Some("德清县")),
            ("德清县、安吉县立项数分别为17项和¦13项", "湖州市", Some("安吉县")),
            ("江苏、山东两省利润分别为¦2亿元和1亿元", "中国", Some("江苏省")),
            ("德清县桃、安吉县茶¦2个项目分别增收18元和22元", "湖州市", None),
            ("德清县桃、安吉县茶2个项目分别增收18元和¦22元", "湖州市", Some("安吉县")),
            ("新增德清县、安吉县¦2个强县", "湖州市", None),
            ("德清县17项、安吉县¦13项", "湖州市", Some("安吉县")),
            ("新增企业¦20家", "湖州市", None),
            // Where goods are from that are sold here.
            ("云南鲜花批发价¦20元", "湖州市", None),
            ("云南鲜花批发价¦20元", "中国", Some("云南省")),
        ];
        for (marked, context, expected) in cases {
            let at = marked.find('¦').unwrap_or_default();
            let text = marked.replace('¦', "");
            let clause = Span::new(0, text.len());
            let context = Some(area(context));
            let said = match area_said(&text, clause, at, &numbered(&text), context, context, gazetteer()) {
                Told::Of(said) => Some(name(said.id)),
                Told::Several | Told::Nothing => None,
            };
            assert_eq!(said, expected, "{marked}");
        }
    }
}
