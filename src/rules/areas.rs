//! The gazetteer: every area with its code, its place in the order of areas, and all its names, from
//! `lexicon/areas.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use toml::Spanned;

use super::{Diagnostic, RuleFile, Term};
use crate::model::{Area, AreaLevel, OwnLevel};

/// How far a name alone stands for the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameStrength {
    /// The full name: 湖州市, 德清县; also 黔东南州 and other names with the kind of area at their end.
    Full,
    /// A short name that means nothing else: 湖州, 浙江.
    Short,
    /// A short name that may be another word or a smaller place: 南浔, 白银. It counts in a document that speaks of the area
    /// in full or of the area above it.
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
    entries: Vec<Entry>,
    names: HashMap<String, Vec<NameUse>>,
    longest_name: usize,
    words: Vec<String>,
    own: Vec<(String, OwnLevel)>,
    back: HashSet<String>,
    aside: Aside,
    bodies: Vec<String>,
}

struct Entry {
    area: Area,
    parent: Option<u32>,
    former: bool,
}

/// What shows that a place is named beside the matter: among whom, compared with whom, from where.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Aside {
    after: Vec<String>,
    before: Vec<String>,
    partner: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    country: Vec<String>,
    peoples: Vec<String>,
    weak: Vec<String>,
    common: Vec<String>,
    words: Vec<String>,
    own: BTreeMap<OwnLevel, Vec<String>>,
    back: BTreeMap<OwnLevel, Vec<String>>,
    aside: Aside,
    national: National,
    aliases: BTreeMap<Spanned<String>, Vec<String>>,
    areas: BTreeMap<Spanned<String>, String>,
    former: BTreeMap<Spanned<String>, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct National {
    bodies: Vec<String>,
}

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
        let shape: Shape = file.parse()?;
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

    /// Name, code and level of an area; `id` must come from this gazetteer.
    pub fn area(&self, id: u32) -> &Area {
        &self.entries[id as usize].area
    }

    /// The area that an area belongs to, if it is not the country.
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

    /// Whether the area is no longer in the standard.
    pub fn is_former(&self, id: u32) -> bool {
        self.entries.get(id as usize).is_some_and(|entry| entry.former)
    }

    /// All areas of a name; best trusted, then highest level, then today's first.
    pub fn by_name(&self, name: &str) -> &[NameUse] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The longest name that the text starts with, and its length in bytes.
    pub fn prefix(&self, text: &str) -> Option<(&[NameUse], usize)> {
        let ends: Vec<usize> = (text.char_indices().map(|(at, ch)| at + ch.len_utf8()))
            .take(self.longest_name)
            .collect();
        ends.iter()
            .rev()
            .map(|&end| (self.by_name(&text[..end]), end))
            .find(|(uses, _)| !uses.is_empty())
    }

    /// The kind of area that the word of a [`Term::OwnArea`] means.
    pub fn own_level(&self, index: u32) -> Option<OwnLevel> {
        self.own.get(index as usize).map(|(_, level)| *level)
    }

    /// Whether the word (该市) means the place named last rather than the text's own.
    pub fn points_back(&self, word: &str) -> bool {
        self.back.contains(word)
    }

    /// Whether a place behind this text is named as a partner, an origin or a goal: 与**上海**合作.
    pub fn partner(&self, before: &str) -> bool {
        self.aside.partner.iter().any(|word| before.ends_with(&**word))
    }

    /// Whether a place between these two texts is named beside the matter: 居**全省**第3位, 高于**全国**平均.
    pub fn aside(&self, before: &str, after: &str) -> bool {
        self.aside.before.iter().any(|word| before.ends_with(&**word))
            || self.aside.after.iter().any(|word| after.starts_with(&**word))
    }

    /// Where the text names a body that speaks for the country (国家统计局), in bytes.
    pub fn national_body(&self, text: &str) -> Option<(usize, usize)> {
        self.bodies
            .iter()
            .filter_map(|body| text.find(&**body).map(|at| (at, at + body.len())))
            .min()
    }
}

/// Collects entries and names before they are put in order.
struct Builder<'a> {
    file: &'a RuleFile,
    entries: Vec<Entry>,
    ids: HashMap<String, u32>,
    names: HashMap<String, Vec<NameUse>>,
    peoples: Vec<&'a str>,
    weak: HashSet<&'a str>,
    common: HashSet<&'a str>,
}

impl<'a> Builder<'a> {
    fn new(file: &'a RuleFile, shape: &'a Shape) -> Result<Self, Diagnostic> {
        let mut built = Self {
            file,
            entries: Vec::with_capacity(shape.areas.len() + shape.former.len() + 1),
            ids: HashMap::new(),
            names: HashMap::new(),
            peoples: shape.peoples.iter().map(String::as_str).collect(),
            weak: shape.weak.iter().map(String::as_str).collect(),
            common: shape.common.iter().map(String::as_str).collect(),
        };
        built.entries.push(Entry {
            area: Area {
                name: "中国".to_owned(),
                code: None,
                level: Some(AreaLevel::Country),
            },
            parent: None,
            former: false,
        });
        for name in &shape.country {
            built.name(name, Gazetteer::COUNTRY, NameStrength::Full);
        }
        for (code, name) in &shape.areas {
            built.entry(code, name, false)?;
        }
        for (code, names) in &shape.former {
            for name in names {
                match built.ids.get(code.get_ref()) {
                    Some(&id) if !built.entries[id as usize].former => built.names_of(name, id),
                    _ => built.entry(code, name, true)?,
                }
            }
        }
        for id in 1..built.entries.len() as u32 {
            let entry = &mut built.entries[id as usize];
            entry.parent = Some(parent_of(entry.area.code.as_deref().unwrap_or_default(), &built.ids));
        }
        for id in 1..built.entries.len() as u32 {
            let name = built.entries[id as usize].area.name.clone();
            built.names_of(&name, id);
        }
        for (code, names) in &shape.aliases {
            let Some(&id) = built.ids.get(code.get_ref()) else {
                return Err(built.mistake(code, "no area has this code", "write a code that stands in [areas]"));
            };
            for name in names {
                built.alias(name, id);
            }
        }
        Ok(built)
    }

    fn finish(self, shape: &Shape) -> Gazetteer {
        let mut names = self.names;
        for uses in names.values_mut() {
            let key = |it: &NameUse| {
                let entry = &self.entries[it.id as usize];
                (it.strength, entry.area.level, entry.former, it.id)
            };
            uses.sort_unstable_by_key(key);
            uses.dedup_by_key(|it| it.id);
        }
        let longest_name = names.keys().map(|name| name.chars().count()).max().unwrap_or(0);
        let back = shape.back.values().flatten().cloned().collect();
        let own = (shape.own.iter())
            .chain(&shape.back)
            .flat_map(|(&level, words)| words.iter().map(move |word| (word.clone(), level)))
            .collect();
        Gazetteer {
            entries: self.entries,
            names,
            longest_name,
            words: shape.words.clone(),
            own,
            back,
            aside: shape.aside.clone(),
            bodies: shape.national.bodies.clone(),
        }
    }

    fn mistake(&self, code: &Spanned<String>, message: &str, help: &str) -> Diagnostic {
        self.file.mistake(code.span(), message, "this code", Some(help))
    }

    fn entry(&mut self, code: &Spanned<String>, name: &str, former: bool) -> Result<(), Diagnostic> {
        let digits = code.get_ref();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.mistake(code, "a code of GB/T 2260 has six digits", "for example 330500"));
        }
        let level = match digits {
            _ if digits.ends_with("0000") => AreaLevel::Province,
            _ if digits.ends_with("00") => AreaLevel::City,
            _ => AreaLevel::County,
        };
        self.ids.entry(digits.clone()).or_insert(self.entries.len() as u32);
        self.entries.push(Entry {
            area: Area {
                name: name.to_owned(),
                code: Some(digits.clone()),
                level: Some(level),
            },
            parent: None,
            former,
        });
        Ok(())
    }

    /// Files an area under its full name and the short ones that follow from it.
    fn names_of(&mut self, name: &str, id: u32) {
        if self.common.contains(name) {
            // 晋城市城区, 晋城城区.
            let parent = self.entries[id as usize].parent.unwrap_or(Gazetteer::COUNTRY);
            let above = self.entries[parent as usize].area.name.clone();
            for above in std::iter::once(above.clone()).chain(base(&above, &self.peoples)) {
                self.name(&format!("{above}{name}"), id, NameStrength::Full);
            }
            return;
        }
        // 范县 ends 示范县 and 规范县 too.
        let brief = name.chars().count() <= 2;
        self.name(name, id, if brief { NameStrength::Weak } else { NameStrength::Full });
        let Some(short) = base(name, &self.peoples) else { return };
        for (long, brief) in [("自治州", '州'), ("自治县", '县'), ("自治旗", '旗')] {
            if name.ends_with(long) {
                self.name(&format!("{short}{brief}"), id, NameStrength::Full);
            }
        }
        self.alias(&short, id);
    }

    /// Files an area under a name that is not its full one.
    fn alias(&mut self, name: &str, id: u32) {
        let entry = &self.entries[id as usize];
        let strength = match entry.area.level {
            _ if self.common.contains(name) => return,
            // A former county's short name goes on as that of the district it became.
            Some(AreaLevel::County) if entry.former => return,
            Some(AreaLevel::County) => NameStrength::Weak,
            _ if self.weak.contains(name) || entry.former => NameStrength::Weak,
            _ => NameStrength::Short,
        };
        self.name(name, id, strength);
    }

    fn name(&mut self, name: &str, id: u32, strength: NameStrength) {
        let uses = self.names.entry(name.to_owned()).or_default();
        if uses.iter().all(|it| it.id != id) {
            uses.push(NameUse { id, strength });
        }
    }
}

/// The area a code belongs under: its prefecture where that is one, else its province, else the country.
fn parent_of(code: &str, ids: &HashMap<String, u32>) -> u32 {
    let above = |digits: usize| {
        let mut parent = code.get(..digits)?.to_owned();
        parent.extend(std::iter::repeat_n('0', 6 - digits));
        (parent != code).then(|| ids.get(&parent).copied()).flatten()
    };
    above(4).or_else(|| above(2)).unwrap_or(Gazetteer::COUNTRY)
}

/// A name without the kind of area at its end and without the peoples of an autonomous area; `None` where less than two
/// characters remain or what remains is no name (鄂托克前旗).
fn base(name: &str, peoples: &[&str]) -> Option<String> {
    const AUTONOMOUS: [&str; 4] = ["自治区", "自治州", "自治县", "自治旗"];
    const KINDS: [&str; 12] = [
        "特别行政区",
        "地区",
        "新区",
        "林区",
        "矿区",
        "特区",
        "省",
        "市",
        "区",
        "县",
        "盟",
        "旗",
    ];
    let mut rest;
    if let Some(stem) = AUTONOMOUS.iter().find_map(|kind| name.strip_suffix(kind)) {
        rest = stem;
        while let Some(stem) = peoples.iter().find_map(|people| rest.strip_suffix(people)) {
            rest = stem;
        }
    } else {
        // 矿区 alone is a name and not a kind: the longest ending that leaves two characters is the kind.
        rest = KINDS
            .iter()
            .filter_map(|kind| name.strip_suffix(kind))
            .find(|stem| stem.chars().count() >= 2)?;
    }
    let banner = name.ends_with('旗') && rest.ends_with(['前', '后', '左', '右', '中']);
    (rest.chars().count() >= 2 && !banner).then(|| rest.to_owned())
}
