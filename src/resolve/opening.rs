//! What a heading or a paragraph that begins says to what follows, and what it makes forgotten.

use super::discourse::{Discourse, Section, Stated};
use crate::model::{Mention, MentionKind, OriginKind, PeriodSense, Span, TimeExpr};
use crate::resolve::places::body::Body;
use crate::resolve::places::items::Item;
use crate::resolve::places::nearby::Nearby;
use crate::resolve::times::standing::Standing;

impl Discourse<'_> {
    /// A heading begins: its depth, its mentions, where it says that what follows is planned, and whether it says that it
    /// is done, and the body that it names. What it does not say holds from the heading above it: 三、2026年重点工作 > （一）加力扩内需.
    pub fn heading(&mut self, level: u8, mentions: &[Mention], plans: Option<Span>, reviews: bool, body: Option<Body>) {
        let headline = self.document.date.tells;
        // What the heading before says of times is not of this one.
        self.section.heading_period = None;
        // 嫦娥六号任务取得圆满成功: a headline of the news tells what came about, and plans nothing.
        // Nor does 夯实基础, 取得成效 in one look back, so that what is planned below it would be none.
        let plans = plans.filter(|_| !headline);
        let reviews = reviews && !headline;
        // 三、下半年工作安排, in a summary of July: its own words look ahead.
        self.section.plans = plans;
        let period = mentions.iter().find_map(|mention| match &mention.kind {
            MentionKind::Period(expr) if expr.sense != PeriodSense::Compared => Some(Stated::new(
                self.when(expr, mention.span),
                OriginKind::Heading,
                Some(mention.span),
            )),
            _ => None,
        });
        // 【“十五五”新图景】, 十年来成效显著 over a story of today: what it tells is not of the five years that have just begun, nor
        // of all the ten.
        let recent = mentions.iter().any(|mention| match &mention.kind {
            MentionKind::Period(expr) => matches!(expr.time, TimeExpr::Stretch { .. }),
            _ => false,
        });
        // A line of the head that dates the document says nothing of what is told below it.
        let period = period.filter(|when| when.span.is_none() || when.span != self.document.date.span);
        let period = period.filter(|when| plans.is_some() || !self.is_aim_of_headline(when, mentions));
        let period = period.filter(|when| {
            let runs_on = when.what.days.is_some_and(|(start, end)| start.year() != end.year());
            !headline || !runs_on || (self.is_over(when.what.days) && !recent)
        });
        // 三、2026年主要工作 in a report of its January: what has hardly begun is planned.
        let plans = plans.or_else(|| {
            let begun = period
                .as_ref()
                .filter(|when| !headline && !reviews && self.has_hardly_begun(when))?;
            begun.span
        });
        while self.above.last().is_some_and(|(above, _)| *above >= level) {
            self.above.pop();
        }
        let above = self.above.last().map(|(_, section)| section);
        let tells = plans.is_some() || reviews || period.is_some();
        let body = body.or_else(|| above.and_then(|above| above.body));
        // 一、2019年财政预算执行情况 > 1.公共财政预算收支执行情况: both look back, or both ahead.
        let alike = above.filter(|above| above.plans.is_some() == plans.is_some());
        let period = period.or_else(|| alike.and_then(|above| above.heading_period.clone()));
        let section = match above.filter(|_| !tells) {
            Some(above) => Section {
                running_period: None,
                body,
                ..above.clone()
            },
            None => Section {
                area: None,
                heading_period: period,
                running_period: None,
                plans,
                reviews,
                body,
            },
        };
        let area = self.section.area.take();
        self.above.push((level, section.clone()));
        self.section = Section { area, ..section };
        self.leave_section();
        self.topic = None;
        self.paragraph_period = None;
        self.said_year = None;
        self.from_to = None;
        self.tells_of_past = false;
        self.forget_story();
        self.hear(mentions, OriginKind::Heading);
        self.nearby = Nearby::Nothing;
        self.estimated = None;
        self.headline.clone_from(&self.story);
    }

    /// What was read so far says nothing to what follows, but for the place that it is about.
    pub fn restart(&mut self) {
        let area = self.section.area.take();
        self.section = Section {
            area,
            ..Section::default()
        };
        self.above.clear();
        self.paragraph();
        self.said_year = None;
        self.forget_story();
    }

    /// What comes next is another story.
    fn forget_story(&mut self) {
        self.set_against = None;
        self.story = None;
        self.opening = None;
        self.ground = None;
        self.grounded.clear();
        self.event = Default::default();
        self.forget_things();
    }

    /// What follows in the section is aimed at, unless its heading says that it is done.
    pub const fn plans_from(&mut self, announced: Span) {
        if self.section.plans.is_none() && !self.section.reviews {
            self.section.plans = Some(announced);
        }
    }

    /// What follows is about this place, until told otherwise.
    pub fn section_area(&mut self, area: Option<Stated<u32>>) {
        self.section.area = area;
    }

    /// What follows belongs to an item of the news that has its place there.
    pub const fn item(&mut self, item: Option<Item>) {
        self.item = item;
    }

    /// A paragraph of text begins. What it numbers in words (二是……) goes on about the place of the one before.
    pub fn paragraph_of(&mut self, paragraph: Span) {
        let begins = || is_nth(paragraph.of(self.document.text).trim_start());
        let place = self.paragraph_place.take().filter(|_| begins());
        let aims = self.aims.kept(paragraph.of(self.document.text));
        let nearby = self.nearby_on(paragraph);
        self.paragraph();
        self.aims = aims;
        self.nearby = nearby;
        self.exemplifies = self.is_example(paragraph.of(self.document.text).trim_start());
        self.paragraph_place = place.or_else(|| self.opened_before());
    }

    /// An item of a list within a paragraph begins (①, 一是): the time that the item before it told of is not its own.
    pub fn item_within(&mut self) {
        match &self.before_items {
            Some((time, year)) => {
                self.paragraph_period.clone_from(time);
                self.said_year = *year;
            }
            None => self.before_items = Some((self.paragraph_period.clone(), self.said_year)),
        }
    }

    /// A paragraph begins.
    pub fn paragraph(&mut self) {
        self.leave_labels();
        self.topic = None;
        self.leave_things();
        self.divided.now = None;
        self.base = None;
        self.aims = self.aims.left();
        self.last_place = None;
        self.forget_bodies();
        self.paragraph_place = None;
        self.paragraph_period = None;
        self.before_items = None;
        self.day_told = None;
        self.from_to = None;
        self.tells_of_past = false;
        self.story.clone_from(&self.headline);
        self.widened = false;
        self.nearby = Nearby::Nothing;
        self.at_head = true;
        // A text about the present comes back to it with every paragraph.
        if self.document.date.standing == Standing::Date || self.is_aside_year(None) {
            self.said_year = None;
        }
    }
}

/// Whether words begin with their number among several: 一是, 二是.
pub(crate) fn is_nth(words: &str) -> bool {
    let mut signs = words.chars();
    let numeral = signs.next().is_some_and(|c| "一二三四五六七八九十".contains(c));
    numeral && signs.next() == Some('是')
}
