//! Reads the heads of a table with what the recognisers know: unit, place, period, and whether a head names anything.

use rust_decimal::Decimal;

use crate::extract::{AtomKind, HeadPlace, HeadReader, HeadReading, HeadUnit, atoms};
use crate::model::{Dimension, Flow, Mention, MentionKind, PeriodExpr, PeriodSense, Quantity, Span};
use crate::recognize::{bare_year, quantities};
use crate::rules::{CueSet, QuantityLexicon, Rules, goes_on};
use crate::segment::Segmenter;

use super::cells::{SUM_BRACKETS, inside_brackets};

/// The heads of one table.
pub struct Heads<'a> {
    /// The repaired text.
    pub text: &'a str,
    /// The rules.
    pub rules: &'a Rules,
    /// Cuts the heads into words.
    pub segmenter: &'a Segmenter,
    /// Mentions of the table's block.
    pub mentions: &'a [Mention],
}

impl HeadReader for Heads<'_> {
    fn read(&self, pieces: &[Span]) -> HeadReading {
        let mut reading = self.read_all(pieces);
        // 规划目标 over 年均增长: all that stands below it.
        let aims = |piece: &Span| {
            let words: String = piece.of(self.text).chars().filter(|c| !c.is_whitespace()).collect();
            self.rules.cues.of(&words).has(self.rules.known.aim)
        };
        reading.aim |= pieces.len() > 1 && pieces.iter().any(aims);
        reading
    }

    fn percent(&self) -> Option<HeadUnit> {
        self.unit("%")
    }

    fn points(&self) -> Option<HeadUnit> {
        self.unit("个百分点")
    }

    fn says_rate(&self, cell: Span) -> bool {
        cell.of(self.text).contains(['%', '‰', '倍', '点'])
    }

    fn number(&self, cell: Span) -> (Option<Decimal>, bool) {
        let cell = cell.of(self.text);
        let inside = inside_brackets(cell);
        let plain: String = inside
            .unwrap_or(cell)
            .chars()
            .filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
            .collect();
        (plain.parse().ok(), inside.is_some())
    }

    fn topic(&self, name: Span) -> String {
        let mut words = name.of(self.text).to_owned();
        for mention in self.within(name) {
            if matches!(
                mention.kind,
                MentionKind::Period(_) | MentionKind::Area(_) | MentionKind::OwnArea(_)
            ) {
                words = words.replacen(mention.span.of(self.text), "", 1);
            }
        }
        let words = self.rules.layout.topic(&words);
        let joined: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        let joined = self.without_unit(&joined, &mut None);
        joined.trim_matches(['年', '的', '(', '（', ')', '）']).to_owned()
    }

    fn units(&self, stated: Span) -> Vec<HeadUnit> {
        let parts = stated
            .of(self.text)
            .split(['、', '，', ',', '；', ';', ' ', '　', '和']);
        parts
            .filter_map(|part| self.unit(part.trim_matches(['（', '）', '(', ')', ' '])))
            .collect()
    }
}

impl Heads<'_> {
    fn read_all(&self, pieces: &[Span]) -> HeadReading {
        // 2022 above 总量: a year on a line of its own among the heads.
        let year = |piece: &Span| bare_year(piece.of(self.text).trim(), &self.rules.periods).map(|expr| (expr, *piece));
        if pieces.len() > 1
            && let Some(period) = pieces.iter().find_map(year)
        {
            let others: Vec<Span> = pieces.iter().filter(|piece| year(piece).is_none()).copied().collect();
            let mut reading = self.read(&others);
            reading.span = pieces.iter().copied().reduce(Span::join);
            reading.period = Some(period);
            return reading;
        }
        let Some(span) = pieces.iter().copied().reduce(Span::join) else {
            return HeadReading::default();
        };
        let joined: String = pieces
            .iter()
            .flat_map(|piece| piece.of(self.text).chars())
            .filter(|c| !c.is_whitespace())
            .collect();
        let joined = self.without_sums(joined);
        let mut reading = HeadReading {
            span: Some(span),
            ..HeadReading::default()
        };
        // 2021年（亿元）
        let dated = joined.starts_with(|c: char| c.is_ascii_digit()) && joined.contains(['（', '(']);
        let joined = if dated {
            self.without_unit(&joined, &mut reading.unit)
        } else {
            joined
        };
        if let Some(expr) = bare_year(&joined, &self.rules.periods) {
            // 2025年目标
            let said = joined.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年');
            reading.aim = self.rules.cues.of(said).has(self.rules.known.aim);
            reading.period = Some((expr, span));
            return reading;
        }
        if let Some(unit) = self.unit(&joined) {
            reading.unit = Some(unit);
            return reading;
        }
        let words = self.without_unit(&joined, &mut reading.unit);
        let words = self.bare(&words);
        let period = |mention: &&Mention| matches!(&mention.kind, MentionKind::Period(expr) if expr.sense != PeriodSense::Compared);
        let first = pieces
            .iter()
            .filter_map(|piece| self.within(*piece).find(period))
            .min_by_key(|mention| mention.span);
        reading.period = first.and_then(|mention| match &mention.kind {
            MentionKind::Period(expr) => Some((expr.clone(), mention.span)),
            _ => None,
        });
        reading.words = self.without_periods(pieces, &words);
        if reading.period.is_none()
            && let Some(before) = self.year_before(pieces, &words)
        {
            reading.period = Some(before);
            reading.words.clear();
        }
        self.look(&mut reading);
        reading.area = self.area(&reading.words);
        reading
    }

    /// The mentions inside a place, in order. A table may have as many heads as mentions: only those there are looked at.
    fn within(&self, place: Span) -> impl Iterator<Item = &Mention> {
        let first = self
            .mentions
            .partition_point(|mention| mention.span.start < place.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.start < place.end)
            .filter(move |mention| place.contains(mention.span))
    }

    /// The place that the words name, and nothing else: 湖州市, 全市.
    fn area(&self, words: &str) -> Option<HeadPlace> {
        let own = || self.rules.areas.own_word(words).map(HeadPlace::Own);
        self.rules.areas.named(words).map(HeadPlace::Named).or_else(own)
    }

    /// The words without the marks of a sub-row (#, 其中：), a number in front, an asterisk behind.
    fn bare(&self, words: &str) -> String {
        let layout = &self.rules.layout;
        let mut rest = words.trim();
        if let Some(length) = layout.part_mark(rest) {
            rest = rest[length..].trim();
        }
        if let Some(numbering) = layout.numbering(rest) {
            rest = rest[numbering.len..].trim();
        }
        rest.trim_end_matches(['*', '：', ':']).to_owned()
    }

    /// The words of a head without brackets that hold its unit.
    fn without_unit(&self, head: &str, unit: &mut Option<HeadUnit>) -> String {
        let mut rest = head.to_owned();
        let mut from = 0;
        while let Some(open) = rest[from..].find(['（', '(']).map(|at| at + from) {
            let width = rest[open..].chars().next().map_or(1, char::len_utf8);
            let close = rest[open..].find(['）', ')']).map(|at| at + open);
            let inner_end = close.unwrap_or(rest.len());
            let inner = rest[open + width..inner_end]
                .trim_end_matches('*')
                .trim_start_matches("单位：")
                .trim_start_matches("单位:")
                .to_owned();
            match self.unit(&inner).or_else(|| self.multiple(&inner, &rest[..open])) {
                Some(found) => {
                    *unit = Some(found);
                    let after = close.map_or(rest.len(), |close| {
                        close + rest[close..].chars().next().map_or(1, char::len_utf8)
                    });
                    rest.replace_range(open..after, "");
                    from = open;
                }
                None => from = inner_end.max(open + width),
            }
        }
        if unit.is_none()
            && let Some(words) = rest.strip_suffix('%').or_else(|| rest.strip_suffix('‰'))
            && !words.is_empty()
        {
            *unit = self.unit(&rest[words.len()..]);
            rest.truncate(words.len());
        }
        for mark in ["单位：", "单位:"] {
            if rest.contains('单')
                && let Some(at) = rest.find(mark)
                && let Some(found) = self.unit(&rest[at + mark.len()..])
            {
                *unit = Some(found);
                rest.truncate(at);
            }
        }
        rest
    }

    /// Reads a unit, with the multiple before it: 亿元 is 元 a hundred million times.
    fn unit(&self, written: &str) -> Option<HeadUnit> {
        // L heads a column of labour, not of litres.
        let letter = written.len() == 1 && written.starts_with(|c: char| c.is_ascii_alphabetic());
        if letter || written.is_empty() || written.len() > 40 || written.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        // What can stand between a number and its unit, and no unit, begins a head that is none.
        let QuantityLexicon {
            units, behind_numerals, ..
        } = &self.rules.quantities;
        let joins =
            |first: char| goes_on(first) || behind_numerals.contains(first) || matches!(first, '.' | ',' | '，');
        if !written.starts_with(joins) && !units.is_at(written) {
            return None;
        }
        let quantity = self.one(written)?;
        Some(HeadUnit {
            factor: quantity.value,
            name: quantity.unit.clone()?,
            dimension: quantity.dimension,
        })
    }

    /// 网民数量（亿）: a multiple alone, of what the words before it count.
    fn multiple(&self, written: &str, counted: &str) -> Option<HeadUnit> {
        if written.is_empty() || written.chars().count() > 2 || written.starts_with(|c: char| c.is_ascii()) {
            return None;
        }
        let quantity = self
            .one(written)
            .filter(|one| one.unit.is_none() && one.value > Decimal::ONE)?;
        let (cues, known) = (&self.rules.cues, &self.rules.known);
        let classes = [
            (known.people, "人"),
            (known.head_count, "人"),
            (known.visits, "人次"),
            (known.households, "户"),
        ];
        let name = classes
            .into_iter()
            .find(|(class, _)| cues.ending_of(counted, *class).is_some());
        Some(HeadUnit {
            factor: quantity.value,
            name: name.map_or("", |(_, unit)| unit).to_owned(),
            dimension: Dimension::Count,
        })
    }

    /// What is read where 1 stands before the words, if they are read whole.
    fn one(&self, written: &str) -> Option<Quantity> {
        let one = format!("1{written}");
        let mut found = Vec::new();
        quantities(&one, Span::new(0, one.len()), &[], &self.rules.quantities, &mut found);
        match <[Mention; 1]>::try_from(found) {
            Ok(
                [
                    Mention {
                        span,
                        kind: MentionKind::Quantity(quantity),
                    },
                ],
            ) if span == Span::new(0, one.len()) => Some(quantity),
            _ => None,
        }
    }

    fn without_periods(&self, pieces: &[Span], words: &str) -> String {
        let mut words = words.to_owned();
        let whole = pieces.iter().copied().reduce(Span::join);
        for mention in whole.into_iter().flat_map(|whole| self.within(whole)) {
            if matches!(mention.kind, MentionKind::Period(_)) && pieces.iter().any(|piece| piece.contains(mention.span))
            {
                let said: String = mention
                    .span
                    .of(self.text)
                    .chars()
                    .filter(|c| !c.is_whitespace())
                    .collect();
                // 上年 in 比上年增长 belongs to the comparison.
                if matches!(&mention.kind, MentionKind::Period(expr) if expr.sense != PeriodSense::Compared) {
                    words = words.replacen(&said, "", 1);
                }
            }
        }
        // 年均增长 is no rest of a year.
        let mut averaged = self.rules.cues.words_of(self.rules.known.averaged);
        if !averaged.any(|word| words.starts_with(word)) {
            words = words.trim_start_matches(['年', '的']).to_owned();
        }
        words.trim_end_matches(['年', '的']).to_owned()
    }

    /// 上年同期, 上年同期数: a head of what was, not of how it moved.
    fn year_before(&self, pieces: &[Span], words: &str) -> Option<(PeriodExpr, Span)> {
        let compared = |mention: &&Mention| matches!(&mention.kind, MentionKind::Period(expr) if expr.sense == PeriodSense::Compared);
        let mention = pieces.iter().find_map(|piece| self.within(*piece).find(compared))?;
        let rest = words.strip_prefix(mention.span.of(self.text))?;
        let plain = rest.is_empty() || self.rules.cues.of(rest).has(self.rules.known.bare);
        match &mention.kind {
            MentionKind::Period(expr) if plain => Some((expr.clone(), mention.span)),
            _ => None,
        }
    }

    /// 年均增长〔累计〕 without the part that only says what brackets in the cells mean.
    fn without_sums(&self, head: String) -> String {
        let mut rest = head;
        for (open, close) in SUM_BRACKETS.into_iter().chain([('（', '）'), ('(', ')')]) {
            let Some(from) = rest.find(open).filter(|from| *from > 0) else {
                continue;
            };
            let Some(to) = rest[from..].find(close).map(|to| from + to) else {
                continue;
            };
            let inside = rest[from..to].trim_start_matches(open).trim_end_matches(['数', '值']);
            let sums = inside.is_empty() || self.rules.cues.of(inside).has(self.rules.known.cumulative);
            if sums {
                rest.replace_range(from..to + close.len_utf8(), "");
            }
        }
        rest
    }

    fn look(&self, reading: &mut HeadReading) {
        let words = reading.words.clone();
        let atoms = atoms(&words, Span::new(0, words.len()), &[], self.segmenter, &self.rules.cues);
        let known = &self.rules.known;
        let bare = known.bare;
        let (mut named, mut said, mut nameless) = (0, 0, 0);
        let (mut goes_on, mut subject) = (true, 0);
        let mut cues = CueSet::default();
        let mut last = CueSet::default();
        for atom in atoms.iter().filter(|atom| matches!(atom.kind, AtomKind::Word(_))) {
            cues.extend(atom.cues);
            last = atom.cues;
            said += 1;
            named += usize::from(!atom.cues.has(bare));
            nameless += usize::from(atom.cues.has(bare) || atom.cues.intersects(known.difference));
            reading.aim = atom.cues.has(known.aim);
            let beyond =
                atom.cues.intersects(known.difference) || atom.cues.has(known.averaged) || atom.cues.has(known.versus);
            goes_on &= !beyond;
            if goes_on {
                subject = atom.span.end;
            }
        }
        reading.subject.push_str(&words[..subject]);
        if self.rules.cues.of(&reading.subject).has(bare) {
            reading.subject.clear();
        }
        let whole = self.rules.cues.of(&words);
        // 比上年±%: a sign, which is no word.
        reading.difference = words.contains('±')
            || (last.intersects(known.difference) || whole.intersects(known.difference))
            || cues.intersects(known.moves) && !cues.has(known.continues);
        reading.nameless = words.is_empty() || nameless == said || whole.intersects(known.difference);
        reading.aim |= whole.has(known.aim);
        reading.bare = words.is_empty() || whole.has(bare) || (said > 0 && named == 0);
        reading.ends_in_move = last.intersects(known.difference);
        reading.averaged = cues.has(known.averaged) || whole.has(known.averaged);
        reading.down = reading.difference
            && (last.intersects(known.down) || whole.intersects(known.down))
            && !atoms.iter().any(|atom| atom.cues.has(known.up));
        reading.flow = if cues.has(known.new) {
            Some(Flow::New)
        } else {
            cues.has(known.cumulative).then_some(Flow::Cumulative)
        };
        let ends = |class| self.rules.cues.ending_of(&words, class).is_some();
        reading.rate = reading.difference && (reading.averaged || ends(known.rate_name));
        reading.money = ends(known.sum);
        reading.counted = ends(known.head_count) || ends(known.households) || words.ends_with('数');
        reading.ratio = ends(known.ratio_name);
    }
}
