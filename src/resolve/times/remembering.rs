//! Which times a reader keeps in mind: of the paragraph, of the section, and the year named last.

use jiff::civil::Date;

use crate::extract::{Atom, AtomKind};
use crate::model::{
    CalendarUnit, Dimension, Mention, MentionKind, OriginKind, PeriodExpr, PeriodSense, Span, TimeExpr,
};
use crate::rules::{Gazetteer, is_alphanumeric};

use super::standing::Standing;
use crate::resolve::discourse::{Discourse, Named, Stated, When, Where};
use crate::resolve::view::SentenceView;
use crate::resolve::{PartialDate, own_area};

impl Discourse<'_> {
    /// Keeps in mind the period with which a sentence without numbers, or before its numbers, begins.
    pub fn remember(&mut self, mentions: &[Mention], sentence: Span) {
        if mentions.is_empty() {
            self.at_head &= sentence.len() <= SALUTATION;
            return;
        }
        if self.at_head {
            self.note_opening(mentions, sentence);
        }
        self.remember_ground(mentions, sentence);
        if let Some((expr, span)) = self.published(mentions, sentence) {
            self.keep(expr.clone(), span);
            return;
        }
        if !mentions
            .iter()
            .any(|mention| matches!(mention.kind, MentionKind::Period(_)))
        {
            self.at_head = false;
            return;
        }
        let start = self.behind_dateline(sentence);
        let told = &mentions[mentions.partition_point(|mention| mention.span.start < start)..];
        let first = told.first();
        if let Some(first) = first
            && let MentionKind::Period(expr) = &first.kind
            && expr.sense != PeriodSense::Compared
            && (first.span.start <= start + LEADING
                || is_attribute(Span::new(start, first.span.start).of(self.document.text)))
        {
            if self.is_of_its_history(expr, sentence) {
                (self.paragraph_period, self.said_year) = (None, None);
                return;
            }
            // 2025年是收官之年。五年来，…… : the paragraph has told of nothing yet.
            let (expr, span) = self.behind_day(told, expr, first.span);
            if self.tells_of_event(None, expr, span) {
                self.at_head = false;
                return;
            }
            self.keep(expr.clone(), span);
        } else if let Some((expr, span)) = self
            .day_of_news(mentions, sentence, start)
            .or_else(|| self.time_behind_source(mentions, start))
        {
            let (expr, span) = self.behind_day(mentions, expr, span);
            self.keep(expr.clone(), span);
        } else {
            self.at_head = false;
        }
    }

    /// 全省生活必需品价格总体平稳。其中，大米价格……: in a text about a city, the wider place of which a paragraph begins to tell.
    pub(in crate::resolve) fn remember_ground(&mut self, mentions: &[Mention], sentence: Span) {
        if !self.at_head {
            return;
        }
        let announced = self.announced(mentions, sentence).map(|(area, span)| {
            let place = Where {
                area: Some(area),
                subject: None,
            };
            Stated::new(place, OriginKind::Carried, Some(span))
        });
        if let Some(place) = announced.or_else(|| self.announced_ground(mentions, sentence)) {
            // 某某镇位于某县: where it lies is known by now.
            let known = self.paragraph_place.take().filter(|known| {
                known.what.area.is_some() && known.what.subject.is_some() && known.what.subject == place.what.subject
            });
            self.paragraph_place = known.or(Some(place));
            return;
        }
        let Some(first) = mentions.first().filter(|first| first.span.start == sentence.start) else {
            return;
        };
        let MentionKind::OwnArea(level) = first.kind else {
            return;
        };
        let (standing, gazetteer) = (self.standing_area(), self.document.gazetteer);
        let wider = standing.and_then(|standing| {
            own_area(level, standing, gazetteer).filter(|area| *area != standing && gazetteer.within(standing, *area))
        });
        if let Some(area) = wider {
            let place = Where {
                area: Some(area),
                subject: None,
            };
            self.paragraph_place = Some(Stated::new(place, OriginKind::Carried, Some(first.span)));
        }
    }

    /// 某区服务业发展态势良好。营收……: the one place below the text's own that a sentence without a figure names, at the head of a
    /// clause, before a paragraph tells its figures.
    fn announced(&self, mentions: &[Mention], sentence: Span) -> Option<(u32, Span)> {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        if self.tells_news() {
            return None;
        }
        let first = mentions.partition_point(|mention| mention.span.start < sentence.start);
        let inside = mentions[first..]
            .iter()
            .take_while(|mention| mention.span.end <= sentence.end);
        let mut named = inside.filter_map(|mention| match mention.kind {
            MentionKind::Area(id) => Some((id, mention.span)),
            MentionKind::OwnArea(_) | MentionKind::Organisation => Some((Gazetteer::COUNTRY, mention.span)),
            _ => None,
        });
        let (mut id, mut span) = named.next()?;
        let before = &text[sentence.start..span.start];
        let clause = before
            .rfind(['，', ',', '；', ';', '：', ':'])
            .map_or(before, |mark| &before[mark..]);
        let opens = clause.chars().all(|c| !is_alphanumeric(c));
        for (other, next) in named {
            if !gazetteer.within(other, id) {
                return None;
            }
            if next.start == span.end {
                (id, span) = (other, span.join(next));
            }
        }
        let after = &text[span.end..sentence.end.max(span.end)];
        let alone = !after.starts_with(['、', '和', '与', '及', '等', '·', '—', '-', '”', '》']);
        let standing = self.standing_area().unwrap_or(Gazetteer::COUNTRY);
        let inner = id != standing && gazetteer.within(id, standing) && !gazetteer.is_foreign(id);
        (opens && alone && inner && !gazetteer.aside(clause, after)).then_some((id, span))
    }

    /// 某某镇经济保持平稳。地区生产总值……: a town or zone that such a sentence begins with.
    fn announced_ground(&self, mentions: &[Mention], sentence: Span) -> Option<Stated<Where>> {
        let (text, organisations) = (self.document.text, self.document.organisations);
        let first = mentions
            .first()
            .filter(|first| matches!(first.kind, MentionKind::Organisation) && first.span.end <= sentence.end)?;
        let name = first.span.of(text);
        let opens = text[sentence.start..first.span.start].trim().is_empty();
        let rest = &text[first.span.end..sentence.end.max(first.span.end)];
        let ground = organisations.is_town(name) || organisations.is_zone(name);
        let alone = !rest.starts_with(['、', '和', '与', '及', '等', '的', '·', '”', '》', '：']);
        let place = Where {
            area: self.standing_area(),
            subject: Some(self.in_full(first.span)),
        };
        (opens && ground && alone).then(|| Stated::new(place, OriginKind::Carried, Some(first.span)))
    }

    /// 2000年前，全省仅有4家。近年来，……: a sentence that begins with the years up to now leaves the year told of before it.
    pub(in crate::resolve) fn back_to_present(&mut self, view: &SentenceView) {
        let recent = |atom: &Atom| atom.cues.has(self.document.known.recent);
        let told = self
            .paragraph_period
            .as_ref()
            .filter(|when| self.is_over(when.what.days));
        if told.is_some() && view.atoms.iter().take(LEADING_ATOMS).any(recent) {
            self.paragraph_period = None;
            self.said_year = None;
        }
    }

    /// `before`: the year that was named last before the sentence.
    pub(in crate::resolve) fn remember_period(&mut self, view: &SentenceView, before: Option<i16>) {
        let begins = self.behind_source(view);
        let mut first = view.atoms.iter().enumerate().skip(begins).take(LEADING_ATOMS);
        let leading = first.find_map(|(at, atom)| match atom.kind {
            AtomKind::Period(index) => Some((at, index)),
            _ => None,
        });
        if let Some((at, index)) = leading
            && let MentionKind::Period(expr) = &view.mentions[index].kind
            && expr.sense != PeriodSense::Compared
            && !matches!(expr.time, TimeExpr::SamePeriod { .. })
            && !view.is_met(at)
            && !self.is_one_of_several(view, at)
            && !self.runs_through(view, at)
            && !self.only_dates(view, at)
            && !self.is_aside_month(view.mentions[index].span)
            && !self.is_of_part(view, at)
            && let behind = view.mentions.get(index..).unwrap_or_default()
            && let (expr, span) = self.behind_day(behind, expr, view.mentions[index].span)
            && !self.tells_of_event(Some(view), expr, span)
        {
            // 1—6月……；2018年底192家: its months are of no year that is named behind them.
            let bare = matches!(expr.time, TimeExpr::Months { .. });
            let later = bare.then(|| std::mem::replace(&mut self.said_year, before));
            self.keep(expr.clone(), span);
            self.said_year = later.unwrap_or(self.said_year);
        } else if self.document.date.tells
            && let Some(sentence) = view.span()
            && let Some((expr, span)) = self.day_of_news(view.mentions, sentence, self.behind_dateline(sentence))
        {
            let (expr, span) = self.behind_day(view.mentions, expr, span);
            self.keep(expr.clone(), span);
        }
        // 截至5月2日，2026年以旧换新……。其中……: of all that time.
        if let Some((day, _)) = leading
            && self.year_up_to(view, day + 2).is_some()
        {
            self.paragraph_period = self.period_at(view, day + 2, OriginKind::Carried);
        }
        // 记者获悉，一季度，全国城镇新增就业297万人。 What follows is of that quarter, if the paragraph has told of no time yet.
        if self.paragraph_period.is_none()
            && self.document.date.standing == Standing::Date
            && let Some(stated) = self.first_of_its_numbers(view)
        {
            self.paragraph_period = Some(stated);
        }
        // 2024年末……；今年1至5月……。 What follows is of the later of the two.
        let Some(atom) = self.turned_to(view) else { return };
        if let Some(turned) = self.period_at(view, atom, OriginKind::Carried) {
            let within = |(start, end): (Date, Date), (from, to): (Date, Date)| from <= start && end <= to;
            let earlier = self.paragraph_period.as_ref().and_then(|when| when.what.days);
            let part = turned
                .what
                .days
                .zip(earlier)
                .is_some_and(|(days, all)| within(days, all));
            let since = self
                .paragraph_period
                .as_ref()
                .is_some_and(|when| when.what.sense == PeriodSense::Since);
            if !part || since {
                self.paragraph_period = Some(turned);
            }
        }
    }

    /// 市场主体32.5万户，其中企业9.8万户；个体户22.1万户。注册资本……: the next sentence is of the whole again. `first`: how many names had
    /// been told before this sentence.
    pub(in crate::resolve) fn back_to_whole(&mut self, view: &SentenceView, first: usize) {
        let known = self.document.known;
        let Some(part) = view.atoms.iter().find(|atom| atom.cues.has(known.part)) else {
            return;
        };
        let told = self.labels.get(first..).unwrap_or_default();
        let whole = told.iter().rfind(|named| named.number.end <= part.span.start);
        let count = |named: &&Named| {
            view.quantity_at(named.number)
                .is_some_and(|number| matches!(number.dimension, Dimension::Count | Dimension::Money))
        };
        if let Some(whole) = whole.filter(count) {
            self.topic = Some((whole.label.clone(), whole.at));
        }
    }

    /// 教育部今天发布2022年全国教育事业发展统计公报。 What follows is of the year that the report is of.
    fn published<'m>(&self, mentions: &'m [Mention], sentence: Span) -> Option<(&'m PeriodExpr, Span)> {
        let date = self.document.date.date.filter(|_| self.document.date.tells)?.days()?.0;
        mentions.iter().find_map(|mention| {
            let MentionKind::Period(expr) = &mention.kind else {
                return None;
            };
            let text = self.document.text;
            let before = &text[sentence.start..mention.span.start];
            let of = &text[mention.span.end..sentence.end.max(mention.span.end)];
            let reports = self.document.organisations.publishes(before, of);
            let (start, end) = reports.then(|| self.days(expr)).flatten()?;
            let months = start.day() == 1 && end == end.last_of_month();
            (months && end < date).then_some((expr, mention.span))
        })
    }

    /// 7月31日，随着某市上半年数据的发布，各市数据全部出炉: behind the day on which something was published, the time that it is of, if
    /// that was over by then. `mentions` begin with the day.
    fn behind_day<'m>(&self, mentions: &'m [Mention], day: &'m PeriodExpr, at: Span) -> (&'m PeriodExpr, Span) {
        let published = self.days(day).filter(|(start, end)| start == end);
        let Some((published, _)) = published.filter(|_| day.sense == PeriodSense::During) else {
            return (day, at);
        };
        let over = |mention: &'m Mention| match &mention.kind {
            MentionKind::Period(expr) if matches!(expr.sense, PeriodSense::During) => {
                let (start, end) = self.days(expr)?;
                let long = start.month() != end.month() || end == start.last_of_month();
                (long && start < end && end <= published).then_some((expr, mention.span))
            }
            _ => None,
        };
        let sentence_end = self.document.text[at.end..]
            .find(['。', '\n'])
            .map_or(usize::MAX, |end| at.end + end);
        let mut behind = mentions.iter().skip_while(|mention| mention.span.start <= at.start);
        behind
            .by_ref()
            .take_while(|mention| mention.span.start < sentence_end)
            .find_map(over)
            .unwrap_or((day, at))
    }

    /// 统计局12日公布的数据显示，今年1月……: where what is told begins, if the first clause only says who told it, and when.
    fn behind_source(&self, view: &SentenceView) -> usize {
        let Some(sentence) = view.span() else { return 0 };
        let begins = self.behind_dateline(sentence);
        let begins = view.atoms.partition_point(|atom| atom.span.start < begins);
        let Some(first) = view.atoms.get(begins) else { return 0 };
        let clause = begins..view.clause(begins).end;
        let told = Span::new(first.span.start, view.atoms[clause.end.max(1) - 1].span.end);
        let behind = clause.end + 1;
        let another = |at: usize| {
            let begins = || {
                let clause = view.atoms[view.clause(at).start].span.start;
                is_attribute(Span::new(clause, view.atoms[at].span.start).of(self.document.text))
            };
            matches!(view.atoms[at].kind, AtomKind::Period(_)) && (view.heads(at, self.document.known) || begins())
        };
        let turns = || (behind..view.atoms.len().min(behind + LEADING_ATOMS)).any(another);
        let said = told.of(self.document.text);
        // 各位代表，刚刚过去的2025年，……
        let words = |atom: &Atom| matches!(atom.kind, AtomKind::Word(_));
        let addresses = || said.chars().count() <= ADDRESS && view.atoms[clause.clone()].iter().all(words);
        if (self.document.gazetteer.source(said) || addresses()) && turns() {
            return behind;
        }
        begins
    }

    /// 3月当月，……: a look at one month of the stretch that the text tells of.
    fn is_aside_month(&self, period: Span) -> bool {
        let said = period.of(self.document.text);
        said.ends_with("当月") || said.ends_with("当季")
    }

    /// 自1998年通车以来，……, in the news of a day: what began so long ago is not the time of the sentences behind it.
    fn is_long_since(&self, when: &When) -> bool {
        let date = &self.document.date;
        let written = date.date.filter(|_| date.of_a_day && when.sense == PeriodSense::Since);
        let long = |((start, _), written): ((Date, Date), PartialDate)| start.year() + PLAN_YEARS <= written.year();
        when.days.zip(written).is_some_and(long)
    }

    pub(in crate::resolve) fn keep(&mut self, expr: PeriodExpr, span: Span) {
        // 当天……: the paragraph tells of that day already.
        let told = self.paragraph_period.as_ref().and_then(|when| when.what.days);
        if told.is_some_and(|(start, end)| start == end) && self.is_that_day(span) {
            return;
        }
        // 体量大，当年也意味着低端: in those days, where no year was named.
        let present = self.document.date.standing == Standing::Date && self.said_year.is_none();
        if present && told.is_none() && span.of(self.document.text) == "当年" {
            return;
        }
        let when = self.when(&expr, span);
        // 2007年以前，……: what it was like before says nothing of when all else was.
        let before = || {
            let said = |word: &&str| {
                self.document.text[span.end..].starts_with(*word) || span.of(self.document.text).ends_with(*word)
            };
            ["以前", "之前", "前"].iter().any(said)
        };
        if expr.sense == PeriodSense::Until && self.is_over(when.days) && before() {
            return;
        }
        if self.is_long_since(&when) {
            return;
        }
        if let Some(year) = self.year_named(&expr).filter(|_| expr.sense != PeriodSense::Until) {
            self.said_year = Some(year);
        }
        let stated = Stated::new(when, OriginKind::Carried, Some(span));
        // A whole plan or target year governs the rest of its section; a day or month only its paragraph.
        let whole = |(from, to): &(Date, Date)| from.month() == 1 && to.month() == 12 && to.day() == 31;
        let days = stated.what.days.filter(whole);
        let ahead = matches!(stated.what.sense, PeriodSense::Since | PeriodSense::Until)
            || days.is_some_and(|(from, to)| from.year() != to.year());
        // In a text about the present a year that is named is of its own paragraph only.
        let passing = self.document.date.standing == Standing::Date && !ahead && self.is_over(days);
        // A bulletin of 2024 that looks back on 1996 does so in passing too.
        let passing = passing
            || (expr.sense != PeriodSense::Until
                && days
                    .zip(self.document.date.review_year)
                    .is_some_and(|((from, to), year)| from.year() == to.year() && to.year() < year));
        // 目前, 2023年以来 and 90年代以来 say nothing of other paragraphs; “十四五”以来 does.
        let passing = passing
            || expr.time == TimeExpr::Now
            || (expr.sense == PeriodSense::Since
                && !matches!(expr.time, TimeExpr::Fixed(from, to) if to.year() - from.year() == PLAN_YEARS - 1));
        // 近三年来 in a text about the present: the next paragraph is back in it.
        let recent = matches!(expr.time, TimeExpr::Stretch { .. }) && self.document.date.standing == Standing::Date;
        // 到2027年，……: the next article of a paper that sets rules holds from today.
        // “十五五”期间将……: in the news the next paragraph is back in the present.
        let recent = recent || (self.document.date.tells && self.is_ahead(days));
        let passing = passing || recent || self.document.date.sets_rules || self.looks_aside(&expr, span);
        // 2025年是收官之年。五年来，…… speaks of the five years.
        let running = self.section.running_period.as_ref();
        let begun_here = running
            .zip(self.paragraph_period.as_ref())
            .is_some_and(|(running, here)| {
                let part = running.what.days.zip(days);
                running.span == here.span && part.is_some_and(|((start, end), (from, to))| from <= start && end <= to)
            });
        // 1995～1997年 in a text of 1999 is looked back on in passing.
        let long_past = days
            .zip(
                self.document
                    .date
                    .review_year
                    .or(self.document.date.date.map(PartialDate::year)),
            )
            .is_some_and(|((_, to), year)| to.year() + 1 < year);
        let passing = passing || (long_past && expr.sense != PeriodSense::Until);
        // 力争到2027年…… under 工作回顾: the review goes on with the next paragraph.
        let passing = passing || (self.section.reviews && expr.sense == PeriodSense::Until && !self.is_over(days));
        // “十三五”以来，…… among the tasks of a plan: the next one is ahead again.
        let passing = passing || (self.section.plans.is_some() && self.is_over(stated.what.days));
        let opens = ahead && (running.is_none() || begun_here);
        // 各位代表！经过接续奋斗，我省“十四五”顺利收官。五年来，……: what opens a review stands before its first number.
        let turns = self.labels.is_empty()
            && self.document.date.standing == Standing::Review
            && matches!(
                expr.time,
                TimeExpr::Stretch {
                    unit: CalendarUnit::Year,
                    ..
                }
            );
        let long = days.is_some() && !passing && (self.at_head || opens || turns);
        if long {
            self.section.running_period = Some(stated.clone());
        }
        self.paragraph_period = Some(stated);
    }

    /// Keeps the year in mind that a clause of this sentence, up to the one that starts at `clause`, begins with.
    pub(in crate::resolve) fn note_year(&mut self, view: &SentenceView, clause: usize) {
        let opens = |at: usize| at == 0 || matches!(view.atoms[at - 1].kind, AtomKind::Break(_));
        for at in (0..=clause.min(view.atoms.len() - 1)).rev() {
            if let AtomKind::Period(index) = view.atoms[at].kind
                && opens(at)
                && let MentionKind::Period(expr) = &view.mentions[index].kind
                && let Some(year) = self.year_named(expr)
                && !self.is_founding_of(view, at)
                && !self.tells_of_founding(view, at)
            {
                self.said_year = Some(year);
                return;
            }
        }
    }

    /// Whether the year named last lies before the year that the text reviews, and the text was in that year before: 2022年研发投入占5.1%
    /// in a review of 2023, which goes on with its own year.
    pub(in crate::resolve) fn is_aside_year(&self, before: Option<i16>) -> bool {
        let date = &self.document.date;
        let Some(review) = date.review_year.filter(|_| date.standing != Standing::Date) else {
            return false;
        };
        self.said_year.is_some_and(|year| year < review) && before.is_none_or(|year| year >= review)
    }

    /// Whether a time lies in the year that the text reviews.
    pub(in crate::resolve) fn in_review(&self, when: &Stated<When>) -> bool {
        let year = self.document.date.review_year;
        when.what.days.is_some_and(|(_, end)| Some(end.year()) == year)
    }

    /// The one year that a period names, in figures or as 今年. 去年 looks aside: the months behind it are of the year of writing.
    fn year_named(&self, expr: &PeriodExpr) -> Option<i16> {
        match expr.time {
            TimeExpr::Fixed(start, end) => (start.year() == end.year()).then(|| start.year()),
            TimeExpr::Year { offset: 0, .. } => {
                let counted = self.in_summed_year(expr).or_else(|| self.year_in_writing(expr));
                let written = self.document.date.date.map(PartialDate::year);
                counted.map(|(start, _)| start.year()).or(written)
            }
            _ => None,
        }
    }
}

/// Years of a five-year plan.
const PLAN_YEARS: i16 = 5;

/// A period is at the head of a sentence among so many words.
const LEADING_ATOMS: usize = 4;

/// A period is at the head of a sentence within so many bytes: “——” or “其中，” may stand before it.
const LEADING: usize = 12;

/// 刚刚过去的2025年, 极不平凡的五年: whether what stands before a period at the head of a sentence only describes it.
fn is_attribute(before: &str) -> bool {
    before.len() <= ATTRIBUTE && before.ends_with('的') && !before.contains(['，', ',', '、', '；', ';', '：', ':'])
}

/// Characters of the longest address at the head of a paragraph.
const ADDRESS: usize = 6;

/// Bytes of the longest such description.
const ATTRIBUTE: usize = 36;

/// 各位代表！ leaves the next sentence at the head of the paragraph.
const SALUTATION: usize = 24;
