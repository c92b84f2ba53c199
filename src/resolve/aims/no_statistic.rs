//! Numbers that a rule can read and that state no statistic: in how many fields something is done, the chapters of a law, what
//! somebody supposes, how old one person is.

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, Quantity, SkipReason};
use crate::rules::{MeasureRule, Rule};

use crate::resolve::discourse::Discourse;
use crate::resolve::kept::Named;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Why a number states nothing that one would put in a table, where that is sure whatever it may be called; `label` is what
    /// it would be called.
    pub(in crate::resolve) fn no_statistic(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        rule: &Rule,
        label: Option<&str>,
    ) -> Option<SkipReason> {
        let known = self.document.known;
        // 《办法》共7个方面: parts of a paper.
        let quantity = view.quantity(fact);
        let behind = match fact.label.last() {
            Some(LabelPiece::Phrase(range)) if range.start > fact.atom => view.atoms[range.clone()].first(),
            _ => None,
        };
        let parts = |first: &Atom| first.cues.has(known.item);
        let counts = quantity.dimension == Dimension::Count;
        // 在8个城市, 围绕28类问题: which, nobody says. 800余人参加 is a number of people.
        let people = || self.is_counted_in(quantity, known.unit_person);
        let which = counts && behind.is_some() && self.document.date.tells && !people();
        let named = label.unwrap_or_default();
        if (which && label.is_some_and(|label| self.is_blank(fact, label)))
            || (rule.id.ends_with("-after") && self.is_scope(view, fact))
            || self.is_condition(view, fact)
            || self.issues(view, fact)
            || self.is_size_of_one(view, fact)
        {
            return Some(SkipReason::Qualifier);
        }
        if (self.document.date.tells && counts && behind.is_some_and(parts))
            || self.is_part_of_a_paper(view, fact)
            || self.is_supposed(view, fact)
            || self.likens(view, fact)
            || self.are_points_of_a_paper(view, fact, named)
            || (self.is_proportion(view, fact, named) && !rule.id.contains("sectors"))
        {
            return Some(SkipReason::Other);
        }
        // 两地车程由8小时缩短到3小时 is a size, whatever nobody has named.
        let lasts = rule.id.starts_with("level.") && self.only_lasts(view, fact, named);
        (lasts || self.is_day(view, fact)).then_some(SkipReason::Date)
    }

    /// Whether a label says nothing of what it counts: 城市, 类问题.
    pub(in crate::resolve) fn is_blank(&self, fact: &FactReading, label: &str) -> bool {
        let (classes, known) = (self.document.cues.of(label), self.document.known);
        fact.measure == MeasureRule::Level
            && (classes.has(known.blank) || (self.document.date.of_a_day && classes.has(known.vague)))
    }

    /// 仅用3年时间, 46岁的女子: how long something took or how old somebody is. 连续5年 and a length that has a name are told of.
    pub(in crate::resolve) fn only_lasts(&self, view: &SentenceView, fact: &FactReading, label: &str) -> bool {
        if view.quantity(fact).dimension != Dimension::Duration || fact.measure != MeasureRule::Level {
            return false;
        }
        let (cues, known) = (self.document.cues, self.document.known);
        // 首次上规后连续两年在库的企业，再给予5万元: whom it is given to, and no more.
        let behind = &view.atoms[fact.atom + 1..view.clause(fact.atom).end];
        let condition =
            view.present.has(known.policy) && behind.iter().any(|atom| atom.span.of(self.document.text) == "的");
        let lasts = |piece: &LabelPiece| match piece {
            LabelPiece::Literal(words) => cues.words_of(known.lasting).any(|word| words.contains(word)),
            _ => false,
        };
        let lasting = !condition && fact.label.iter().any(lasts);
        let named = cues.ending_of(label, known.lasting_name).is_some() && !self.is_of_one(view, fact);
        // 睡觉休息用时9小时4分钟；个人卫生护理50分钟: the paragraph tells of how long.
        let short = matches!(view.quantity(fact).unit.as_deref(), Some("分钟" | "小时" | "天"));
        let told = |named: &Named| cues.ending_of(&named.label, known.lasting_name).is_some();
        !(lasting || named || (short && self.labels.iter().any(told)))
    }

    /// 全面开展7大领域问题排查, 从4个方面考察: how wide something is done. 18个重点城市的客流指数: of how many the size is that is told.
    fn is_scope(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let (text, known) = (self.document.text, self.document.known);
        let dimension = view.quantity(fact).dimension;
        if fact.measure != MeasureRule::Level || !matches!(dimension, Dimension::Count | Dimension::None) {
            return false;
        }
        let Some(LabelPiece::Phrase(range)) = fact.label.last().filter(|_| fact.label.len() <= 3) else {
            return false;
        };
        if range.start <= fact.atom {
            return false;
        }
        // 7大领域: 大 may stand before it.
        let big = view.atoms[range.start].span.of(text) == "大";
        let first = range.start + usize::from(big && range.len() > 1);
        if view.atoms[first].cues.has(known.scope_item) {
            return true;
        }
        let of = (range.start + 1..range.end).find(|at| view.atoms[*at].span.of(text) == "的");
        let sized = |of: usize| {
            let behind = &view.atoms[of + 1..range.end];
            let size = behind
                .iter()
                .take_while(|atom| matches!(atom.kind, AtomKind::Word(_)))
                .any(|atom| {
                    let unitless = self
                        .document
                        .cues
                        .ending_of(atom.span.of(text), known.unitless)
                        .is_some();
                    (atom.cues.has(known.measure) && !atom.cues.has(known.field)) || unitless
                });
            size && view.atoms[of - 1].cues.has(known.vague)
        };
        of.is_some_and(sized)
    }

    /// 《条例》共6章50条: parts of a law or a paper.
    fn is_part_of_a_paper(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let part = |quantity: &Quantity| self.is_counted_in(quantity, self.document.known.unit_paper);
        let own = view.quantity(fact);
        // 6章50条
        let beside = || {
            let before = fact.quantity.checked_sub(1).map(|before| &view.mentions[before]);
            before.is_some_and(|before| {
                let joined = before.span.end == view.mentions[fact.quantity].span.start;
                joined && view.quantity_at(before.span).is_some_and(part)
            })
        };
        part(own) || (own.unit.as_deref() == Some("条") && beside())
    }

    /// 假如该党取得35席: what is only supposed.
    fn is_supposed(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let supposes = self.document.known.supposes;
        if self.exemplifies {
            return true;
        }
        view.present.has(supposes) && view.atoms[..fact.atom].iter().any(|atom| atom.cues.has(supposes))
    }

    /// 举个例子：某职工月工资3000元，……: whether a paragraph reckons with an example, or goes on with that of the one before.
    pub(in crate::resolve) fn is_example(&self, paragraph: &str) -> bool {
        let (cues, class) = (self.document.cues, self.document.known.example);
        let opens = cues.may_begin(paragraph, class) && cues.words_of(class).any(|word| paragraph.starts_with(word));
        opens && (self.exemplifies || paragraph.contains('某'))
    }

    /// 相当于50层楼高, 相当于60万辆汽车的排放量: a picture of something else.
    fn likens(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let known = self.document.known;
        let counts = view.quantity(fact).dimension == Dimension::Count;
        let mut before = view.atoms[..fact.atom].iter().rev();
        counts
            && before
                .find(|atom| !atom.cues.has(known.filler) || atom.cues.has(known.likens))
                .is_some_and(|atom| atom.cues.has(known.likens))
    }

    /// 某某委等19个部门联合印发……: how many have issued it.
    fn issues(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let known = self.document.known;
        let text = self.document.text;
        let several = fact
            .atom
            .checked_sub(1)
            .is_some_and(|at| view.atoms[at].span.of(text) == "等");
        let issuer = |at: usize| view.atoms.get(at).is_some_and(|atom| atom.cues.has(known.issuer));
        let clause = view.clause(fact.atom);
        several
            && issuer(fact.atom + 1)
            && view.atoms[fact.atom + 2..clause.end]
                .iter()
                .any(|atom| atom.cues.has(known.issues))
    }

    /// 12/31: a day, not a share; 1/20 is one.
    fn is_day(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let written = view.mentions[fact.quantity].span.of(self.document.text);
        let parts = written
            .split_once('/')
            .and_then(|(month, day)| Some((month.parse::<u8>().ok()?, day.parse::<u8>().ok()?)));
        parts.is_some_and(|(month, day)| (2..=12).contains(&month) && (13..=31).contains(&day))
    }

    /// 3：0, 1∶0.43∶0.28: the score of a game, the parts of a mixture. 城乡收入比为2.45：1 is a size.
    fn is_proportion(&self, view: &SentenceView, fact: &FactReading, label: &str) -> bool {
        let text = self.document.text;
        let span = view.mentions[fact.quantity].span;
        let against = [':', '：', '∶', '比'];
        let figures = |c: &char| c.is_ascii_digit();
        let mut behind = text[span.end..].chars();
        let mut before = text[..span.start].chars().rev();
        let joined = (behind.next().is_some_and(|c| against.contains(&c))
            && behind.next().as_ref().is_some_and(figures))
            || (before.next().is_some_and(|c| against.contains(&c)) && before.next().as_ref().is_some_and(figures));
        let of_several = || {
            let rest =
                text[span.end..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || against.contains(&c));
            let written = &text[span.end..text.len() - rest.len()];
            let parts = written.chars().filter(|c| against.contains(c)).count();
            parts > 1
                || text[..span.start]
                    .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || against.contains(&c))
                    .len()
                    + 3
                    < span.start
        };
        let named = || {
            let unitless = self.document.cues.ending_of(label, self.document.known.unitless);
            unitless.is_some()
        };
        view.quantity(fact).unit.is_none() && joined && (!named() || of_several())
    }

    /// 这名患者年龄超过65岁: how old one person is.
    fn is_of_one(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let word = |at: usize| view.atoms[at].span.of(self.document.text);
        let clause = view.clause(fact.atom);
        let aged = view.quantity(fact).unit.as_deref() == Some("岁");
        let points = |at: usize| {
            let one = matches!(word(at), "这" | "该" | "那" | "一" | "其中" | "此");
            matches!(
                word(at),
                "一名" | "这名" | "该名" | "一位" | "这位" | "该患者" | "死者" | "他" | "她"
            ) || (one && at + 1 < fact.atom && self.document.cues.of(word(at + 1)).has(self.document.known.unit_person))
        };
        aged && (clause.start..fact.atom).any(points)
    }
}
