//! Headlines: what the news of a day announce in a line, they tell in full below. A headline leaves unsaid when and where
//! something was, and what the thing is called; its number stands again in the story, beside all that.

use std::collections::HashMap;

use crate::model::{Dimension, Measure, OriginKind, Span};
use crate::resolve::{Resolved, Stated, Where};
use crate::rules::{Gazetteer, Rules, is_alphabetic};
use crate::segment::{PartOfSpeech, Segmenter, Word};
use crate::split::{Block, BlockKind, Structure};

/// Lets each fact of a headline take over from the story below what the headline leaves unsaid. `facts` are in text order.
pub(super) fn tell_in_full(text: &str, structure: &Structure, gazetteer: &Gazetteer, facts: &mut [Resolved]) {
    let mut blocks = structure.blocks.iter().enumerate().peekable();
    let within: Vec<Option<usize>> = facts
        .iter()
        .map(|fact| {
            while blocks.next_if(|(_, block)| block.span.end <= fact.span.start).is_some() {}
            blocks.peek().map(|(at, _)| *at)
        })
        .collect();
    let lines: Vec<Option<&str>> = structure.blocks.iter().map(|block| headline(text, block)).collect();
    // Of headlines that stand twice, in the list and above their story, the last.
    let above: HashMap<&str, usize, foldhash::fast::RandomState> = (0..)
        .zip(&lines)
        .filter_map(|(at, line)| Some(((*line)?, at)))
        .collect();
    let headlines: Vec<bool> = within
        .iter()
        .map(|block| block.is_some_and(|block| lines[block].is_some()))
        .collect();
    let stories: Vec<usize> = (0..facts.len()).filter(|at| !headlines[*at]).collect();
    for at in (0..facts.len()).filter(|at| headlines[*at]) {
        let below = stories.partition_point(|story| *story < at);
        let same = stories[below..]
            .iter()
            .find(|story| tells_the_same(text, &facts[at], &facts[**story]));
        let told = || {
            let heading = *above.get(within[at].and_then(|block| lines[block])?)?;
            let under = |story: &&usize| {
                let blocks = heading + 1..within[**story]? + 1;
                (!blocks.is_empty() && lines[blocks].iter().all(Option::is_none)).then_some(())
            };
            let mut stories = stories[below..]
                .iter()
                .skip_while(|story| within[**story] <= Some(heading));
            let mut own = stories.by_ref().take_while(|story| under(story).is_some());
            own.find(|story| is_as_large(text, &facts[at], &facts[**story]))
        };
        let same = same.or_else(told);
        if let Some(story) = same.copied() {
            let (above, below) = facts.split_at_mut(story);
            take_over(&mut above[at], &below[0], gazetteer);
            name(&above[at], &mut below[0]);
        }
    }
}

/// Gives each fact of a story whose own words say too little (供水, 入场观众) the headline as what narrows it: it says what was watered, and
/// what was visited; and what somebody did where the name says not who (调集救援人员). A known indicator, and what is told of a body or thing
/// with a name, need none.
pub(super) fn tell_of_what(
    text: &str,
    structure: &Structure,
    rules: &Rules,
    segmenter: &Segmenter,
    facts: &mut [Resolved],
) {
    let mut blocks = structure.blocks.iter().peekable();
    for fact in facts {
        while blocks.next_if(|block| block.span.end <= fact.span.start).is_some() {}
        let paragraph = blocks
            .peek()
            .filter(|block| matches!(block.kind, BlockKind::Paragraph { .. }));
        let Some(heading) = paragraph.and_then(|block| block.heading) else {
            continue;
        };
        let (words, series) = topic(structure.blocks[heading].span.of(text));
        if is_signature(words) {
            continue;
        }
        let comes = || !fact.is_narrowed() && rules.things.attends(&fact.label.what);
        let bare = says_little(fact, series) || comes() || !series && leaves_doer_out(fact, words, rules, segmenter);
        let known = || {
            rules
                .indicators
                .find(&fact.label.what, fact.measure, fact.unit.as_deref())
        };
        if !bare || known().is_some() {
            continue;
        }
        let length = words.chars().count();
        if (TOPIC.0..=TOPIC.1).contains(&length) && says_more(words, &fact.label.what) {
            fact.qualifiers.push(words.to_owned());
        }
    }
}

/// What a headline tells of, and whether it is one of a series, whose name it begins with: 【在希望的田野上】春灌全面展开.
fn topic(headline: &str) -> (&str, bool) {
    let words = headline.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '：'));
    // 9.国内联播快讯： is the name of a part, whatever its number.
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = number
        .strip_prefix(['.', '．', '、'])
        .filter(|rest| number.len() < words.len() && !rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(words);
    let series = words.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    (series.map_or(words, |(_, words)| words).trim(), series.is_some())
}

/// 某某市市长　某某: whether a line says who has written the text below, with the wide space before the name.
fn is_signature(line: &str) -> bool {
    let name = line.rsplit_once('\u{3000}').map(|(_, name)| name.chars().count());
    name.is_some_and(|length| (2..=4).contains(&length))
}

/// Whether a headline says more of what a fact tells than its name does: 红岩渠春季供水启动 says of 供水 which. A place alone (我国仓库) is no
/// more.
fn says_more(headline: &str, name: &str) -> bool {
    let Some(at) = headline.find(name) else { return true };
    let before = headline[..at].chars().rev().take_while(|c| is_alphabetic(*c)).count();
    name.chars().count() <= BARE && before >= WHICH
}

/// Characters that say before a name which of such things it is, at least.
const WHICH: usize = 4;

/// Characters of a headline that says what its story tells of, at least and at most: fewer are the name of a part of the news.
const TOPIC: (usize, usize) = (8, 40);

/// Whether a fact does not say of what it is: its name is a word or two, and neither a body nor a thing, nor anything that narrows
/// the name, stands beside it; or the name is short and the place no more than that of the whole text. The stories of a series tell of
/// many things under one headline.
fn says_little(fact: &Resolved, series: bool) -> bool {
    if fact.is_narrowed() {
        return false;
    }
    let anywhere = fact
        .place
        .as_ref()
        .is_none_or(|place| place.kind == OriginKind::Document);
    let length = fact.label.what.chars().count();
    length <= BARE || anywhere && !series && length <= SHORT
}

/// Whether the name of a fact begins with a verb, and nothing beside it says who did that to so many things: 调集救援人员. Of harm the cause
/// is named, and a name that shares a word with the headline says itself what that is about.
fn leaves_doer_out(fact: &Resolved, headline: &str, rules: &Rules, segmenter: &Segmenter) -> bool {
    let name = &fact.label.what;
    let things = matches!(fact.dimension, Dimension::Count | Dimension::Money | Dimension::Surface);
    if !things || fact.measure != Measure::Level || fact.is_narrowed() || name.chars().count() > DONE {
        return false;
    }
    let mut words = Vec::with_capacity(4);
    segmenter.segment(name, Span::new(0, name.len()), |word, _| words.push(word));
    let harm = |word: &Word| {
        let classes = rules.cues.of(word.span.of(name));
        classes.has(rules.known.causing) || classes.has(rules.known.harm)
    };
    let acts = words.len() > 1 && words[0].part == PartOfSpeech::Verb;
    acts && !words.iter().any(harm) && !pairs(name).any(|pair| headline.contains(pair))
}

/// Characters of a name that tells what was done at most: a longer one tells more.
const DONE: usize = 14;

/// Characters of a name that says little where no place is said beside it.
const SHORT: usize = 9;

/// The words of a block that is a headline: a heading, or a line of a list or of its own without a full stop. The number and the marks
/// round it are left out.
fn headline<'t>(text: &'t str, block: &Block) -> Option<&'t str> {
    let is_headline = match &block.kind {
        BlockKind::Heading { .. } | BlockKind::Title => true,
        BlockKind::Paragraph { sentences } if sentences.len() == 1 => {
            let line = block
                .span
                .of(text)
                .trim_matches(|c: char| c.is_whitespace() || c == '*');
            let number = line
                .trim_start_matches(['（', '('])
                .starts_with(|c: char| c.is_ascii_digit());
            // What has more bytes than so many characters can have need not be counted.
            line.len() <= 4 * LINE
                && line.chars().count() <= LINE
                && (number || !line.ends_with('。'))
                && !line.trim_end_matches('。').contains(['。', '！', '？'])
        }
        BlockKind::Paragraph { .. } | BlockKind::Table(_) | BlockKind::Furniture => false,
    };
    if !is_headline {
        return None;
    }
    let line = block.span.of(text);
    let unmarked = line.trim_matches(|c: char| !c.is_alphanumeric());
    let number = unmarked.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = number.trim_start_matches(['）', ')', '.', '．', '、', ' ']);
    let words = if behind.len() < number.len() { behind } else { unmarked };
    Some(words)
}

/// Characters of the longest headline.
const LINE: usize = 80;

/// Whether a number of a story is that of the headline: as large, of the same kind, and told with half of the headline's words.
fn tells_the_same(text: &str, headline: &Resolved, story: &Resolved) -> bool {
    let equal = headline.value == story.value
        && headline.value_high == story.value_high
        && headline.unit == story.unit
        && headline.measure == story.measure;
    if !equal {
        return false;
    }
    let alike = |words: &str, told: &str| {
        let (mut all, mut again) = (0, 0);
        for pair in pairs(words) {
            all += 1;
            again += usize::from(told.contains(pair));
        }
        again > 0 && again * 2 >= all
    };
    alike(&headline.label.what, story.sentence.of(text)) || alike(&story.label.what, &headline.label.what)
}

/// Whether a number of the story below a headline is the headline's, if it is put otherwise: 致9人死亡, 至少9名平民死亡. Two characters
/// that stand side by side in its name stand so in the sentence too.
fn is_as_large(text: &str, headline: &Resolved, story: &Resolved) -> bool {
    let unit = |fact: &Resolved| match fact.unit.as_deref() {
        Some("名" | "位") => Some("人".to_owned()),
        unit => unit.map(str::to_owned),
    };
    let sized = |fact: &Resolved| !matches!(fact.measure, Measure::Growth | Measure::Rank);
    let measured = headline.measure == story.measure || (sized(headline) && sized(story));
    let equal = headline.value == story.value
        && headline.value_high == story.value_high
        && unit(headline) == unit(story)
        && headline.unit.is_some()
        && measured;
    // 75个基点, 11.3%: no other number of the story will be as large by chance.
    let rare = headline.value.normalize().mantissa().unsigned_abs() >= RARE
        && !matches!(unit(headline).as_deref(), Some("人" | "个" | "家"));
    equal && (rare || pairs(&headline.label.what).any(|pair| story.sentence.of(text).contains(pair)))
}

/// The digits of a number that says by itself which one it is.
const RARE: u128 = 10;

/// Each two characters that stand side by side.
fn pairs(words: &str) -> impl Iterator<Item = &str> {
    let starts = words.char_indices().map(|(at, _)| at);
    let ends = words.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    starts.zip(ends).map(|(from, to)| &words[from..to])
}

/// What the headline leaves unsaid, from the story.
fn take_over(headline: &mut Resolved, story: &Resolved, gazetteer: &Gazetteer) {
    let unsaid = |kind: Option<OriginKind>| kind != Some(OriginKind::Said);
    if unsaid(headline.when.as_ref().map(|when| when.kind)) && story.when.is_some() {
        headline.when = story.when.as_ref().map(carried);
    }
    // A story of the country comes to one place after the other, one from abroad tells of one.
    let abroad = |place: &Stated<Where>| place.what.area.is_some_and(|area| gazetteer.is_foreign(area));
    let place = story
        .place
        .as_ref()
        .filter(|place| !unsaid(Some(place.kind)) || abroad(place));
    if unsaid(headline.place.as_ref().map(|place| place.kind)) && place.is_some() {
        headline.place = place.map(carried);
    }
    // 居民消费价格 above 居民消费价格指数（CPI）; 调水 above 工程累计调水
    let (short, full) = (headline.label.what.as_str(), story.label.what.as_str());
    if full.starts_with(short) || (short.chars().count() <= BARE && full.contains(short)) {
        headline.label = carried(&story.label);
        headline.qualifiers.clone_from(&story.qualifiers);
    }
}

/// A story that names what it told of at its head by a word or two (发行总额, 参展商): the headline says of what.
fn name(headline: &Resolved, story: &mut Resolved) {
    let length = |fact: &Resolved| fact.label.what.chars().count();
    let bare = length(story) <= BARE && length(headline) >= 2 * length(story);
    if bare && headline.label.what != story.label.what {
        story.label = carried(&headline.label);
    }
}

/// Characters of a name that a story cuts short.
const BARE: usize = 4;

fn carried<T: Clone>(stated: &Stated<T>) -> Stated<T> {
    let span: Option<Span> = stated.span;
    Stated {
        what: stated.what.clone(),
        kind: OriginKind::Carried,
        span,
    }
}
