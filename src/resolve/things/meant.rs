//! Bodies that a text is about: the one of its title or section, those that a paragraph has named, and the words for them.

use std::ops::Range;

use crate::extract::{Atom, AtomKind};
use crate::model::{AreaLevel, Dimension, Mention, MentionKind, OriginKind, OwnLevel, SkipReason, Span};

use crate::rules::{Gazetteer, is_alphabetic};

use crate::resolve::discourse::{Discourse, Resolved, Stated, Where};
use crate::resolve::places::area::settled;
use crate::resolve::places::body::{Body, is_same, without_office};
use crate::resolve::view::SentenceView;

/// The longest office and name of a speaker, in characters.
const SPEAKER: usize = 20;

impl Discourse<'_> {
    /// Keeps in mind the place that the first sentence of a paragraph is about, where it opens it and lies in the text's own:
    /// 某某县先后……17家。全年预计新增30家. Any other place named at the head of a clause ends it.
    pub(in crate::resolve) fn settle_paragraph(&mut self, view: &SentenceView, facts: &[Resolved]) {
        let standing = self.standing_area();
        if !self.at_head {
            let other = facts.iter().filter_map(|fact| fact.place.as_ref());
            let other = other.filter(|place| place.kind == OriginKind::Said);
            let known = self.paragraph_place.as_ref().map(|place| place.what.clone());
            if other.clone().any(|place| Some(&place.what) != known.as_ref()) {
                self.paragraph_place = None;
            }
            return;
        }
        if let Some(sentence) = view.span() {
            self.note_opening(view.mentions, sentence);
        }
        let Some(place) = facts.first().and_then(|fact| fact.place.as_ref()) else {
            if let Some(sentence) = view.span() {
                self.remember_ground(view.mentions, sentence);
            }
            return;
        };
        let (text, organisations, gazetteer) =
            (self.document.text, self.document.organisations, self.document.gazetteer);
        let ground = |name: Span| organisations.is_zone(name.of(text)) || organisations.is_town(name.of(text));
        let inner = match (place.what.subject, place.what.area) {
            (Some(name), _) => ground(name),
            // A province's report tells of its cities in passing, a city's feature of one county after the other, and a text on
            // the country of one province after the other.
            (None, Some(area)) => match standing {
                None | Some(Gazetteer::COUNTRY) => area != Gazetteer::COUNTRY && !self.tells_news(),
                Some(standing) => {
                    let city = gazetteer.area(standing).level >= Some(AreaLevel::City);
                    let city = city || gazetteer.area(standing).name.ends_with('市');
                    city && area != standing && gazetteer.within(area, standing)
                }
            },
            (None, None) => false,
        };
        let Some(span) = place
            .span
            .filter(|_| inner && matches!(place.kind, OriginKind::Said | OriginKind::Carried))
        else {
            return;
        };
        let at = view.atoms.partition_point(|atom| atom.span.start < span.start);
        let one = facts
            .iter()
            .all(|fact| fact.place.as_ref().is_some_and(|other| other.what == place.what));
        let early = view.atoms[..at.min(view.atoms.len())]
            .iter()
            .all(|atom| atom.quantity().is_none());
        if one && early && at < view.atoms.len() && view.heads(at, self.document.known) {
            self.paragraph_place = Some(Stated::new(place.what.clone(), OriginKind::Carried, Some(span)));
        }
    }

    /// Whoever speaks for a zone tells of it: 某某高新区管委会副主任某某：……. So does what stands behind its name alone: 2.某某科技城。
    /// 规划面积41平方公里.
    pub fn speaker(&mut self, paragraph: Span, mentions: &[Mention]) {
        self.asked(paragraph);
        self.opened(paragraph, mentions);
        let (text, organisations) = (self.document.text, self.document.organisations);
        let first = mentions.partition_point(|mention| mention.span.start < paragraph.start);
        self.leave_entry(paragraph, &mentions[first..]);
        if let Some(name) = self.presented(paragraph, &mentions[first..]) {
            let place = Where {
                area: self.standing_area(),
                subject: Some(self.in_full(name)),
            };
            self.paragraph_place = Some(Stated::new(place, OriginKind::Carried, Some(name)));
            return;
        }
        let numbers = |mention: &&Mention| matches!(mention.kind, MentionKind::Skip(_));
        let Some(mention) = mentions[first..]
            .iter()
            .find(|mention| !numbers(mention))
            .filter(|mention| matches!(mention.kind, MentionKind::Organisation) && mention.span.end <= paragraph.end)
        else {
            return;
        };
        let before = text[paragraph.start..mention.span.start].trim();
        let opens = before.is_empty();
        let numbered = before
            .chars()
            .all(|c| c.is_ascii_digit() || "一二三四五六七八九十（）().．、 ".contains(c));
        let name = without_office(text, mention.span, organisations);
        let rest = &text[mention.span.end..paragraph.end.max(mention.span.end)];
        let speaks = || {
            let mut behind = rest.chars();
            let words = |c: &char| is_alphabetic(*c) || *c == '、';
            let speaks = behind.clone().take(SPEAKER).take_while(words).count();
            speaks > 0 && matches!(behind.nth(speaks), Some('：' | ':'))
        };
        if numbered && self.points_to_itself(name) {
            self.section.body = Some(Body {
                name,
                own: None,
                reports: false,
            });
        }
        let alone = numbered && organisations.is_zone(name.of(text)) && rest.starts_with('。');
        // 某某公司成立于2003年，……。现有员工320人。
        let introduced = opens && organisations.introduces(rest);
        if alone || introduced || opens && name != mention.span && speaks() {
            let place = Where {
                area: self.lies_in(name, &mentions[first..]).or_else(|| self.standing_area()),
                subject: Some(self.in_full(name)),
            };
            self.paragraph_place = Some(Stated::new(place, OriginKind::Carried, Some(name)));
        }
    }

    /// 某某镇位于某省某市某县东北: the narrowest of the places right behind, within that which the text is about.
    fn lies_in(&self, name: Span, mentions: &[Mention]) -> Option<u32> {
        /// Bytes of the words that say so at most.
        const LIES: usize = 12;
        let rest = &self.document.text[name.end..];
        let mut near = mentions.iter().filter(|mention| mention.span.start >= name.end);
        let first = near.next().filter(|first| first.span.start <= name.end + LIES)?;
        let (MentionKind::Area(mut id), mut end) = (first.kind.clone(), first.span.end) else {
            return None;
        };
        for next in near {
            match next.kind {
                MentionKind::Area(inner) if next.span.start == end => (id, end) = (inner, next.span.end),
                _ => break,
            }
        }
        let within = |wider: u32| self.document.gazetteer.within(id, wider);
        (self.document.organisations.lies(rest) && self.standing_area().is_none_or(within)).then_some(id)
    }

    /// 二、某某纸厂该厂位于……: whether what stands behind a name points back to it, so that the name is the heading of what follows.
    fn points_to_itself(&self, name: Span) -> bool {
        let (text, organisations) = (self.document.text, self.document.organisations);
        let rest = text[name.end..].trim_start_matches([' ', '\u{3000}', '：']);
        let ends = organisations.pointed(rest);
        ends.is_some_and(|ends| ends.iter().any(|end| name.of(text).ends_with(&**end)))
    }

    /// Where the body lies that is the heading of its own entry, as its name begins: 某某县造纸厂.
    pub(in crate::resolve) fn entry_area(&self, name: Span) -> Option<u32> {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let kind = MentionKind::Organisation;
        let entry = self.section.body.is_some() && self.points_to_itself(name);
        let (id, _) = entry.then(|| settled(text, &Mention { span: name, kind }, &[], gazetteer))??;
        Some(id)
    }

    /// The next item that has a number is no more about the body that the one before named as its heading.
    fn leave_entry(&mut self, paragraph: Span, mentions: &[Mention]) {
        let numbered = mentions.first().is_some_and(|mention| {
            mention.span.start == paragraph.start && mention.kind == MentionKind::Skip(SkipReason::Numbering)
        });
        if numbered
            && let Some(body) = self.section.body
            && self.points_to_itself(body.name)
        {
            self.section.body = None;
        }
    }

    /// 园区里有家某某公司，做电池片的。三年前它……: the firm that a paragraph presents before anything is counted. `mentions` begin with the
    /// paragraph's.
    fn presented(&self, paragraph: Span, mentions: &[Mention]) -> Option<Span> {
        let (text, organisations) = (self.document.text, self.document.organisations);
        let (cues, presents) = (self.document.cues, self.document.known.presents);
        let figures = |mention: &Mention| mention.span.of(text).contains(|c: char| c.is_ascii_digit());
        let counts = |mention: &Mention| matches!(mention.kind, MentionKind::Quantity(_)) && figures(mention);
        let firm = mentions
            .iter()
            .take_while(|mention| mention.span.end <= paragraph.end && !counts(mention))
            .find(|mention| matches!(mention.kind, MentionKind::Organisation))?;
        let before = &text[paragraph.start..firm.span.start];
        let presented = cues.words_of(presents).any(|words| before.ends_with(words));
        (presented && organisations.is_firm(firm.span.of(text))).then_some(firm.span)
    }

    /// The body that the section is about, else the document.
    pub(in crate::resolve) fn standing_body(&self) -> Option<(Body, OriginKind)> {
        let section = self.section.body.map(|body| (body, OriginKind::Heading));
        let document = self.document.body.filter(|_| self.section.area.is_none());
        section.or_else(|| document.map(|body| (body, OriginKind::Title)))
    }

    /// In a paper of an institution's own, 杭州市创新型企业8家 are its own: the place only says whose title they bear, or where they are.
    pub(in crate::resolve) fn counted_of_body(&self, place: &mut Stated<Where>) {
        if let Some((body, _)) = self.standing_body().filter(|(body, _)| body.reports)
            && (place.what.subject.is_none() || place.kind == OriginKind::Carried)
        {
            place.what.subject = Some(body.name);
        }
    }

    /// The body that a clause means by a word for it, before the number and after any other place: 全区 in a text about a zone,
    /// 全村 behind a village, 公司 behind a firm that the paragraph has named.
    pub(in crate::resolve) fn body_meant(
        &self,
        view: &SentenceView,
        clause: Range<usize>,
        number: usize,
        said: Option<Span>,
    ) -> Option<Span> {
        let text = self.document.text;
        let own = self.standing_body().and_then(|(body, _)| Some((body.name, body.own?)));
        let end = number.min(clause.end);
        let named = if view.names_place { clause.start..end } else { 0..0 };
        for at in named {
            let span = view.atoms[at].span;
            if said.is_some_and(|said| said.start > span.start) {
                continue;
            }
            let AtomKind::Area(index) = view.atoms[at].kind else {
                continue;
            };
            let MentionKind::OwnArea(level) = view.mentions[index].kind else {
                continue;
            };
            let before = Span::new(view.atoms[clause.start].span.start, span.start).of(text);
            let after = Span::new(span.end, view.atoms[number].span.start.max(span.end)).of(text);
            if self.document.gazetteer.aside(before, after) {
                continue;
            }
            if let Some((name, own)) = own
                && (level == own || level == OwnLevel::Any)
            {
                return Some(name);
            }
            if level == OwnLevel::Town {
                let kind = span
                    .of(text)
                    .trim_start_matches(['全', '我', '本'])
                    .trim_end_matches('里');
                return self.named_before(span.start, kind);
            }
        }
        // 公司今年……: at the head of the clause.
        let head = (clause.start..end).find(|at| match view.atoms[*at].kind {
            AtomKind::Word(_) => !self.document.known.lead.intersects(view.atoms[*at].cues),
            AtomKind::Period(_) | AtomKind::Quote | AtomKind::Noise => false,
            _ => true,
        })?;
        let start = view.atoms[head].span.start;
        let ends = self
            .document
            .organisations
            .back(&text[start..view.atoms[end].span.start])?;
        // 园区 below a park's name is that park, whatever zone it lies in.
        if let Some(body) = self.section.body.map(|body| body.name)
            && ends.iter().any(|end| body.of(text).ends_with(&**end))
        {
            return Some(body);
        }
        let speaks = self
            .quoted_at(start)
            .filter(|firm| ends.iter().any(|end| firm.of(text).ends_with(end.as_str())));
        if speaks.is_some() {
            return speaks;
        }
        ends.iter()
            .filter_map(|end| self.named_before(start, end))
            .max_by_key(|name| name.start)
    }

    /// The body named last in this paragraph, before a place of the text, whose name ends so.
    pub(in crate::resolve) fn named_before(&self, at: usize, end: &str) -> Option<Span> {
        let text = self.document.text;
        let mut named = self.bodies.iter().rev().filter(|name| name.end <= at);
        named
            .find(|name| name.of(text).ends_with(end))
            .map(|name| self.in_full(*name))
    }

    /// Of the bodies named so far a new paragraph knows the last firm: 公司……, a paragraph behind the firm's name. An item of the
    /// news begins anew.
    pub(in crate::resolve) fn forget_bodies(&mut self) {
        let firm = |name: &&Span| self.document.organisations.is_firm(name.of(self.document.text));
        let last = self.bodies.iter().rfind(firm).copied();
        self.bodies.clear();
        self.bodies.extend(last.filter(|_| !self.document.date.of_a_day));
    }

    /// Keeps in mind the bodies that a paragraph names.
    pub fn note_bodies(&mut self, mentions: &[Mention]) {
        for (at, mention) in mentions.iter().enumerate() {
            if matches!(mention.kind, MentionKind::Organisation) {
                self.bodies.push(mention.span);
                self.note_town(mention.span);
                self.note_founded(mention.span, mentions.get(at + 1));
            }
        }
    }

    /// Keeps a town in mind by its full name.
    fn note_town(&mut self, name: Span) {
        /// So many are kept.
        const MOST: usize = 64;
        let text = self.document.text;
        let town = self.document.organisations.is_town(name.of(text));
        let known = |towns: &[Span]| towns.iter().any(|town| town.of(text) == name.of(text));
        if town && self.towns.len() < MOST && !known(&self.towns) {
            self.towns.push(name);
        }
    }

    /// An organisation's name as the title writes it, if it is the body that the text is about; a town's as it was named in full
    /// before (练市 → 练市镇).
    pub(in crate::resolve) fn in_full(&self, name: Span) -> Span {
        let (text, organisations) = (self.document.text, self.document.organisations);
        let name = without_office(text, name, organisations);
        let bodies = [self.document.body, self.section.body];
        let same = |body: &Span| is_same(body.of(text), name.of(text), organisations);
        bodies
            .into_iter()
            .flatten()
            .map(|body| body.name)
            .find(same)
            .or_else(|| self.town_in_full(name.of(text)))
            .unwrap_or(name)
    }

    fn town_in_full(&self, short: &str) -> Option<Span> {
        let (text, organisations) = (self.document.text, self.document.organisations);
        let full = |town: &&Span| {
            let end = town.of(text).strip_prefix(short);
            end.is_some_and(|end| !end.is_empty() && organisations.begins_with_town(end))
        };
        self.towns.iter().find(full).copied()
    }

    /// The organisation that a clause is about, for a number: at its head, and neither an example (某某大学等17所高校) nor what the
    /// number is a share of (某某高新区的4%).
    pub(in crate::resolve) fn organisation_leading(
        &self,
        view: &SentenceView,
        clause: Range<usize>,
        number: usize,
    ) -> Option<usize> {
        let text = self.document.text;
        let known = self.document.known;
        if let Some(listed) = self.listed_organisation(view, number) {
            return Some(listed);
        }
        if let Some(described) = self.described_organisation(view, &clause) {
            return Some(described);
        }
        let atom = view.leading_organisation(clause.clone(), known)?;
        // 甲部、乙部主办的某某会举行，提供岗位2000个: who brought it about.
        let rest = Span::new(view.atoms[atom].span.end, view.atoms[clause.end - 1].span.end);
        if self.document.date.tells && self.document.things.behind_hosts(rest.of(text)).is_some() {
            return None;
        }
        // 与某某大学共建载体23家: with whom. 由某某公司投资建设: by whom. 位于某某高新区: where.
        let organisations = self.document.organisations;
        let with = |at: usize| {
            let word = view.atoms[at].span.of(text);
            // 以某某高新区建设为牵引，新增装备25项: what somebody else does it with.
            let means = word == "以" && rest.of(text).contains('为');
            view.atoms[at].cues.has(known.versus) || word == "由" || means || organisations.lies(word)
        };
        if atom > clause.start && with(atom - 1) {
            return None;
        }
        let behind = Span::new(
            view.atoms[atom].span.end,
            view.atoms[number].span.start.max(view.atoms[atom].span.end),
        );
        let share = matches!(view.atoms[number].quantity().map(|index| &view.mentions[index].kind),
            Some(MentionKind::Quantity(of)) if matches!(of.dimension, Dimension::Ratio | Dimension::Multiple));
        // 某某大学等5所高校的毕业生留用率由21%升至34.5%
        let example = behind.of(text).starts_with('等')
            || behind.of(text).ends_with('等') && (behind.of(text).starts_with('和') || behind.of(text).contains('、'));
        let of_it = share && behind.of(text) == "的";
        (!example && !of_it).then_some(atom)
    }

    /// 去年升格为省级高新区的某某产业园，集聚企业230家: the organisation that is all a clause names.
    fn described_organisation(&self, view: &SentenceView, clause: &Range<usize>) -> Option<usize> {
        let [described @ .., of, named] = &view.atoms[clause.clone()] else {
            return None;
        };
        let counts = described.iter().any(|atom| atom.quantity().is_some());
        let body = matches!(named.kind, AtomKind::Organisation(_)) && of.span.of(self.document.text) == "的";
        (body && !described.is_empty() && !counts).then_some(clause.end - 1)
    }

    /// 甲区（14亿元）、高新区（8亿元）: the organisation that a list puts right before a number.
    fn listed_organisation(&self, view: &SentenceView, number: usize) -> Option<usize> {
        let open = matches!(view.atoms[number.checked_sub(1)?].kind, AtomKind::Open(_));
        let named = number.checked_sub(if open { 2 } else { 1 })?;
        let before = view.atoms.get(named.checked_sub(1)?)?;
        let listed = matches!(before.kind, AtomKind::Enumeration | AtomKind::Break(_))
            || before.cues.has(self.document.known.and);
        let name = view.atoms[named].span.of(self.document.text);
        let body = matches!(view.atoms[named].kind, AtomKind::Organisation(_));
        let zone = || self.document.organisations.names_zone(name);
        (listed && body && (open || zone())).then_some(named)
    }

    /// Whether the number before was of a zone or town with that name: 某某高新区持续领跑，生产总值27亿元，投入强度9%.
    pub(in crate::resolve) fn told_before(&self, name: Span, previous: Option<&Resolved>) -> bool {
        let organisations = self.document.organisations;
        let words = name.of(self.document.text);
        let ground = organisations.is_zone(words) || organisations.is_town(words);
        let place = previous.and_then(|previous| previous.place.as_ref());
        ground && place.is_some_and(|place| place.what.subject == Some(self.in_full(name)))
    }

    /// Whether a number behind an organisation's clause is still about it: its own clause has no other subject; or the
    /// organisation has ground of its own, and its clause has told a number or is the one before.
    pub(in crate::resolve) fn continues_with(
        &self,
        view: &SentenceView,
        clause: Range<usize>,
        organisation: usize,
        number: usize,
    ) -> bool {
        let name = view.atoms[organisation].span.of(self.document.text);
        let organisations = self.document.organisations;
        let ground = organisations.is_zone(name) || organisations.is_town(name);
        let told = || view.atoms[clause.clone()].iter().any(|atom| atom.quantity().is_some());
        // 甲经济区总量突破3万亿元，乙经济区总量达到1万亿元
        let here = view.clause(number).start;
        let own = Span::new(view.atoms[here].span.start, view.atoms[number].span.start).of(self.document.text);
        let ground = ground && !organisations.names_zone(own);
        let lies = || organisations.lies(&self.document.text[view.atoms[organisation].span.end..]);
        view.continues(number, self.document.known)
            || (ground && (told() || lies() || self.is_next(view, clause.clone(), number)))
    }
}

/// Whether a place is where the organisation behind it lies, and not another member of its list, which has a number of its own.
pub(in crate::resolve) fn is_where(view: &SentenceView, place: Span, organisation: usize) -> bool {
    let name = view.atoms[organisation].span;
    let counted =
        |atom: &Atom| atom.quantity().is_some() && place.end <= atom.span.start && atom.span.end <= name.start;
    place.start < name.start && !view.atoms[..organisation].iter().any(counted)
}
