//! The gazetteer: every area with its code, its place in the order of areas, and all its names, from
//! `lexicon/areas.toml`.

use std::collections::{HashMap, HashSet};

use super::area_file::Shape;
use super::area_names::Builder;
use super::aside::AsideWords;
use super::several::Several;
use super::spoken::{Spoken, Used};
use super::{Diagnostic, Inside, RuleFile, Starts, Term, Words, is_alphanumeric, is_hanzi};
use crate::model::{Area, AreaLevel, OwnLevel, Span};

/// How far a name alone stands for the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameStrength {
    /// The full name: 湖州市, 德清县; also 黔东南州 and other names with the kind of area at their end.
    Full,
    /// A short name that means nothing else: 湖州, 浙江.
    Short,
    /// A short name that may be another word or a smaller place: 南浔, 白银. It counts in a document that speaks of the area
    /// in full or of the area above it, or that says it again and again.
    Weak,
}

/// One meaning of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NameUse {
    /// Index of the area in the gazetteer.
    pub id: u32,
    /// How far the name alone stands for it.
    pub strength: NameStrength,
}

/// All areas with their names.
pub struct Gazetteer {
    pub(super) entries: Vec<Entry>,
    pub(super) names: NameUses,
    /// The same names, to be found at the beginning of a text.
    pub(super) prefixes: Words,
    pub(super) words: Vec<String>,
    /// The same, to be found at the beginning of a text.
    pub(super) no_names: Words,
    pub(super) features: Words,
    pub(super) whereabouts: Words,
    pub(super) own: Vec<(String, OwnLevel)>,
    /// Bodies of a place's government that a text names without it, lowest places first.
    pub(super) offices: Vec<(OwnLevel, Vec<String>)>,
    pub(super) back: HashSet<String>,
    pub(super) aside: AsideWords,
    pub(super) bodies: Words,
    pub(super) money: Vec<(u32, Vec<String>)>,
    /// Bodies of a place that its name is not part of: 国势普查处.
    pub(super) local: Vec<(u32, Vec<String>)>,
    pub(super) several: Several,
    /// What regions are called in a list of them, longest first.
    pub(super) in_lists: Vec<(String, u32)>,
    /// Words of headings for news from abroad.
    pub(super) headings_abroad: Inside,
    /// What the titles of bulletins go on with behind the name of their place.
    pub(super) titles: Starts,
    /// Words that only texts of a place use.
    pub(super) signs: Spoken,
    /// How the names begin of what lies in an area but is none.
    pub(super) seats: Vec<(u32, Vec<String>)>,
    /// Counties of two characters that are words as well.
    pub(super) also_words: Vec<String>,
    /// The names of fairs by where they are held every time.
    pub(super) fairs: Vec<(u32, Vec<String>)>,
    /// The names of works and meetings by where they are.
    pub(super) works: Vec<(u32, Vec<String>)>,
}

pub(super) struct Entry {
    pub(super) area: Area,
    pub(super) parent: Option<u32>,
    pub(super) former: bool,
}

/// All names, each with its meanings.
pub(super) type NameUses = HashMap<String, Vec<NameUse>, foldhash::fast::RandomState>;

/// Words before a body that are no part of its name: 省委和市委.
const JOINS: [&str; 10] = ["和", "及", "与", "在", "向", "按", "由", "对", "经", "照"];

impl Gazetteer {
    /// The country, index 0.
    pub const COUNTRY: u32 = 0;

    /// The number in [`Term::Area`] of a word that only looks like an area: 资本市场 is no 本市.
    pub const NO_AREA: u32 = u32::MAX;

    /// Reads `lexicon/areas.toml`.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn load(file: &RuleFile) -> Result<Self, Diagnostic> {
        let shape = Shape::read(file)?;
        Ok(Builder::new(file, &shape)?.finish(&shape))
    }

    /// Every term of the gazetteer with its meaning, for [`super::Terms::new`].
    pub fn terms(&self) -> impl Iterator<Item = (String, Term)> + '_ {
        let names = self
            .names
            .iter()
            .flat_map(|(name, uses)| uses.iter().map(move |it| (name.clone(), Term::Area(it.id))));
        let words = self.words.iter().map(|word| (word.clone(), Term::Area(Self::NO_AREA)));
        let own = self
            .own
            .iter()
            .enumerate()
            .map(|(index, (word, _))| (word.clone(), Term::OwnArea(index as u32)));
        names.chain(words).chain(own)
    }

    /// Every area of today, in the order of the ids.
    pub fn today(&self) -> impl Iterator<Item = &Area> {
        self.entries
            .iter()
            .filter(|entry| !entry.former)
            .map(|entry| &entry.area)
    }

    /// Name, code and level of an area; `id` must come from this gazetteer.
    #[inline]
    pub fn area(&self, id: u32) -> &Area {
        &self.entries[id as usize].area
    }

    /// The area that an area belongs to; none for a country.
    #[inline]
    pub fn parent(&self, id: u32) -> Option<u32> {
        self.entries.get(id as usize)?.parent
    }

    /// The area itself, the area it belongs to, and so on up to the country.
    pub fn chain(&self, id: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(id), |&at| self.parent(at))
    }

    /// Whether `inner` is `outer` or belongs to it.
    pub fn within(&self, inner: u32, outer: u32) -> bool {
        self.chain(inner).any(|id| id == outer)
    }

    /// All areas that belong to an area, itself among them.
    pub fn inside(&self, outer: u32) -> impl Iterator<Item = u32> + '_ {
        (0..self.entries.len() as u32).filter(move |&id| self.within(id, outer))
    }

    /// Whether the area is no longer in the standard.
    pub fn is_former(&self, id: u32) -> bool {
        self.entries.get(id as usize).is_some_and(|entry| entry.former)
    }

    /// The one area that a whole table head names, in full or in short; `None` where several bear the name.
    pub fn named(&self, name: &str) -> Option<u32> {
        match self.by_name(name) {
            [only] => Some(only.id),
            several => {
                let mut provinces = several
                    .iter()
                    .filter(|this| self.area(this.id).level == Some(AreaLevel::Province));
                provinces
                    .next()
                    .filter(|_| provinces.next().is_none())
                    .map(|this| this.id)
            }
        }
    }

    /// All areas of a name; best trusted, then highest level, then today's first.
    pub fn by_name(&self, name: &str) -> &[NameUse] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The area of a code of GB/T 2260; today's where there are several.
    pub fn by_code(&self, code: &str) -> Option<u32> {
        let mut found = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.area.code.as_deref() == Some(code));
        let first = found.clone().find(|(_, entry)| !entry.former).or_else(|| found.next());
        first.map(|(id, _)| id as u32)
    }

    /// The longest name that the text starts with, and its length in bytes; none where a word that only begins so goes on.
    pub fn prefix(&self, text: &str) -> Option<(&[NameUse], usize)> {
        let length = self.prefixes.start_of(text)?;
        let uses = self.by_name(&text[..length]);
        // 上海合作组织 is no body of that city; 中国人民银行 is one of the country.
        let longer = || self.no_names.start_of(text).is_some_and(|other| other > length);
        let place = uses.first().is_some_and(|it| it.id != Self::COUNTRY);
        (!(place && longer())).then_some((uses, length))
    }

    /// The place that the names at the beginning of `rest` narrow an area down to, and where they end.
    pub fn narrowed(&self, text: &str, area: u32, rest: Span) -> (u32, usize) {
        let (mut id, mut at) = (area, rest.start);
        // 甘肃武威、庆阳等地: of both, and not of the first.
        if rest.of(text).contains('、') {
            return (id, at);
        }
        while at < rest.end
            && let Some((uses, length)) = self.prefix(&text[at..rest.end])
            && let Some(inner) = uses.iter().find(|it| it.id != id && self.within(it.id, id))
        {
            (id, at) = (inner.id, at + length);
        }
        (id, at)
    }

    /// The one place of the country, with what lies in it, that a name holds: 第十九届**深圳**文博会, 安徽**广德**某某水库.
    pub fn place_in(&self, name: &str) -> Option<u32> {
        let mut found: Option<u32> = None;
        let mut at = 0;
        while let Some(next) = name[at..].chars().next() {
            let (uses, length) = match self.prefix(&name[at..]) {
                Some((uses, length)) => (uses, length),
                None => {
                    at += self.no_names.start_of(&name[at..]).unwrap_or(next.len_utf8());
                    continue;
                }
            };
            at += length;
            // 桐柏塬: a hill of that name.
            if name[at..].starts_with(['塬', '山', '岭', '河', '湖', '江', '峡', '沟', '川', '坡']) {
                return None;
            }
            let inner = found.and_then(|known| uses.iter().find(|it| self.within(it.id, known)));
            let only = inner.or_else(|| uses.first().filter(|_| uses.len() == 1))?.id;
            match found {
                _ if only == Self::COUNTRY => {}
                _ if self.is_foreign(only) || self.is_region(only) => return None,
                Some(known) if !self.within(only, known) => return None,
                _ => found = Some(only),
            }
        }
        found
    }

    /// Where the fair is held whose name is contained in a name: 第137届**广交会**.
    pub fn fair(&self, name: &str) -> Option<u32> {
        let held = |(_, fairs): &&(u32, Vec<String>)| fairs.iter().any(|fair| name.contains(&**fair));
        self.fairs.iter().find(held).map(|(id, _)| *id)
    }

    /// Where the work stands whose name is contained in a text: **三峡枢纽**货运量.
    pub fn work(&self, text: &str) -> Option<u32> {
        let stands = |(_, works): &&(u32, Vec<String>)| works.iter().any(|work| text.contains(&**work));
        self.works.iter().find(stands).map(|(id, _)| *id)
    }

    /// The kind of area that the word of a [`Term::OwnArea`] means.
    pub fn own_level(&self, index: u32) -> Option<OwnLevel> {
        self.own.get(index as usize).map(|(_, level)| *level)
    }

    /// How far a word for the text's own place goes: 全市.
    pub fn own_word(&self, word: &str) -> Option<OwnLevel> {
        self.own.iter().find(|(own, _)| own == word).map(|(_, level)| *level)
    }

    /// Whether the title of a bulletin goes on so behind the name of its place: 国民经济和社会发展统计公报.
    pub fn goes_on_as_title(&self, behind: &str) -> bool {
        self.titles.start(behind)
    }

    /// The kind of the place whose government a text speaks of without its name (市委, 县政府): the lowest, for a county's text names
    /// the bodies of the city above it too.
    pub fn office_level(&self, text: &str) -> Option<OwnLevel> {
        let bare = |at: usize| !text[..at].ends_with(is_hanzi) || JOINS.iter().any(|join| text[..at].ends_with(join));
        let says = |words: &[String]| {
            words
                .iter()
                .any(|word| memchr::memmem::find_iter(text.as_bytes(), word).any(bare))
        };
        let level = self.offices.iter().find(|(_, words)| says(words));
        level.map(|(level, _)| *level)
    }

    /// Whether the word (该市) means the place named last rather than the text's own.
    pub fn points_back(&self, word: &str) -> bool {
        self.back.contains(word)
    }

    /// Whether the name of a county of two characters is a word, or the end of one: 兴县.
    pub fn is_also_word(&self, name: &str) -> bool {
        self.also_words.iter().any(|word| word == name)
    }

    /// Whether a name that begins behind this is no part of another word: it opens a clause, or a word of place stands before it.
    pub fn opens_name(&self, before: &str) -> bool {
        !before.ends_with(is_alphanumeric) || self.whereabouts.end_of(before).is_some()
    }

    /// Whether the text goes on as the name of a river, a hill or the like.
    pub fn feature(&self, after: &str) -> bool {
        self.features.start_of(after).is_some()
    }

    /// Where a zone, a port or the like lies that is no area and does not bear the name of one: 雄安新区.
    pub fn seat(&self, name: &str) -> Option<u32> {
        let mut seats = self.seats.iter();
        let own = seats.find(|(_, names)| names.iter().any(|start| name.starts_with(&**start)));
        own.map(|(id, _)| *id)
    }

    /// The place whose own words a text is full of, with how many different ones it uses; none where another's are about as many.
    pub fn spoken_of(&self, text: &str) -> Option<(u32, usize)> {
        const FEWEST: usize = 3;
        // One in so many bytes at least: who writes of books lives somewhere, too.
        const STRETCH: usize = 3000;
        let mut used = self.signs.used(text);
        used.sort_unstable_by_key(|used| std::cmp::Reverse(*used));
        let Used { all, different, place } = *used.first()?;
        let rival = used.get(1).map_or(0, |other| other.all);
        (all >= FEWEST && different >= 2 && all >= 2 * rival && all * STRETCH >= text.len())
            .then_some((place, different))
    }

    /// Whether the area is another country, lies in one, or is a part of the world.
    #[inline]
    pub fn is_foreign(&self, id: u32) -> bool {
        !self.within(id, Self::COUNTRY)
    }

    /// Whether a heading is one for news from abroad: 国际联播快讯.
    pub fn heads_abroad(&self, heading: &str) -> bool {
        self.headings_abroad.stands_in(heading)
    }

    /// Whether the area is a region, in no administrative order: 长三角, 欧洲.
    #[inline]
    pub fn is_region(&self, id: u32) -> bool {
        self.area(id).level.is_none()
    }

    /// Whether the area is another country.
    pub fn is_country_abroad(&self, id: u32) -> bool {
        id != Self::COUNTRY && self.area(id).level == Some(AreaLevel::Country)
    }

    /// The region whose name in a list of regions the text ends with, and the length of that name.
    pub fn listed_region(&self, before: &str) -> Option<(u32, usize)> {
        let mut named = self.in_lists.iter();
        named.find_map(|(name, id)| before.ends_with(&**name).then_some((*id, name.len())))
    }

    /// How several places are taken together.
    pub const fn several(&self) -> &Several {
        &self.several
    }

    /// The place that reckons in money of its own, where the text does and nowhere in the country's.
    pub fn reckons_in(&self, text: &str) -> Option<u32> {
        let own = self
            .money
            .iter()
            .find(|(_, words)| words.iter().any(|word| text.contains(&**word)));
        own.filter(|_| !text.contains("人民币")).map(|(id, _)| *id)
    }

    /// The place whose body is named in a line, which does not bear its name: 国势普查处.
    pub fn local_body(&self, line: &str) -> Option<u32> {
        let mut bodies = self.local.iter();
        let own = bodies.find(|(_, names)| names.iter().any(|name| line.contains(&**name)));
        own.map(|(id, _)| *id)
    }

    /// Where the text first names a body that speaks for the country (国家统计局), in bytes.
    pub fn national_body(&self, text: &str) -> Option<(usize, usize)> {
        let mut letters = text.char_indices().filter(|(_, letter)| self.bodies.may_begin(*letter));
        letters.find_map(|(at, _)| Some((at, at + self.national_body_at(&text[at..])?)))
    }

    /// Length in bytes of the name of such a body at the beginning of the text; the shortest where several stand there.
    pub fn national_body_at(&self, text: &str) -> Option<usize> {
        // 交通部门 are offices of any place.
        self.bodies
            .shortest_start(text)
            .filter(|length| !text[*length..].starts_with('门'))
    }
}

#[cfg(test)]
mod tests;
