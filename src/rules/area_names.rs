//! Builds the gazetteer: parents from codes, short names from full ones, and how far each name is trusted.

use std::collections::BTreeMap;
use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use super::area_file::Shape;
use super::areas::{Entry, Gazetteer, NameStrength, NameUse, NameUses};
use super::aside::AsideWords;
use super::spoken::Spoken;
use super::{Diagnostic, RuleFile, Words};
use crate::model::{Area, AreaLevel};

/// The areas by their codes.
type Ids = HashMap<String, u32, RandomState>;

/// Collects entries and names before they are put in order.
pub(super) struct Builder<'a> {
    file: &'a RuleFile,
    entries: Vec<Entry>,
    ids: Ids,
    names: NameUses,
    peoples: Vec<&'a str>,
    weak: HashSet<&'a str, RandomState>,
    common: HashSet<&'a str, RandomState>,
    trusted: HashSet<&'a str, RandomState>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(file: &'a RuleFile, shape: &'a Shape) -> Result<Self, Diagnostic> {
        let mut built = Self {
            file,
            entries: Vec::with_capacity(shape.areas.len() + shape.former.len() + 1),
            ids: HashMap::with_capacity_and_hasher(shape.areas.len() + shape.former.len(), RandomState::default()),
            names: HashMap::with_capacity_and_hasher(3 * shape.areas.len(), RandomState::default()),
            peoples: shape.peoples.iter().map(String::as_str).collect(),
            weak: shape.weak.iter().map(String::as_str).collect(),
            common: shape.common.iter().map(String::as_str).collect(),
            trusted: shape.trusted.iter().map(String::as_str).collect(),
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
            built.entry("areas", code, name, false)?;
        }
        for (&level, provinces) in &shape.uncoded {
            for (code, names) in provinces {
                let Some(&parent) = built.ids.get(code) else {
                    return Err(built.mistake(
                        "uncoded",
                        code,
                        "no area has this code",
                        "write the code of a province in [areas]",
                    ));
                };
                for name in names {
                    built.push(name, None, Some(level), false);
                    built.entries.last_mut().expect("just pushed").parent = Some(parent);
                }
            }
        }
        for (code, names) in &shape.former {
            for name in names {
                match built.ids.get(code) {
                    Some(&id) if !built.entries[id as usize].former => built.names_of(name, id),
                    _ => built.entry("former", code, name, true)?,
                }
            }
        }
        for name in &shape.foreign.names {
            built.push(name, None, Some(AreaLevel::Country), false);
        }
        let abroad = built.entries.len() - shape.foreign.names.len();
        let country = |built: &Self, table: &str, name: &String| {
            let place = shape.foreign.names.iter().position(|known| known == name);
            let id = place.map(|place| (abroad + place) as u32);
            id.ok_or_else(|| {
                let message = format!("`{name}` is none of the names of [foreign]");
                built.mistake(table, name, &message, "write the country as `names` has it")
            })
        };
        for (name, cities) in &shape.foreign.cities {
            let parent = country(&built, "foreign.cities", name)?;
            for city in cities {
                built.push(city, None, Some(AreaLevel::City), false);
                built.entries.last_mut().expect("just pushed").parent = Some(parent);
            }
        }
        let regions = [
            (&shape.regions.home, Some(Gazetteer::COUNTRY)),
            (&shape.regions.abroad, None),
        ];
        for (regions, parent) in regions {
            for (name, others) in regions {
                let id = built.entries.len() as u32;
                built.push(name, None, None, false);
                built.entries[id as usize].parent = parent;
                for other in others {
                    built.name(other, id, NameStrength::Full);
                }
            }
        }
        for (code, names) in &shape.regions.inner {
            let parent = built.ids.get(code).copied().ok_or_else(|| {
                built.mistake(
                    "regions.inner",
                    code,
                    "no area has this code",
                    "write the code of a province in [areas]",
                )
            })?;
            for name in names {
                built.push(name, None, None, false);
                built.entries.last_mut().expect("just pushed").parent = Some(parent);
            }
        }
        for id in 1..built.entries.len() as u32 {
            let entry = &mut built.entries[id as usize];
            if let Some(code) = &entry.area.code {
                entry.parent = Some(parent_of(code, &built.ids));
            }
        }
        for id in 1..built.entries.len() as u32 {
            let name = built.entries[id as usize].area.name.clone();
            match built.entries[id as usize].area.level {
                Some(_) => built.names_of(&name, id),
                // 东北地区 has no short name 东北.
                None => built.name(&name, id, NameStrength::Full),
            }
        }
        for (name, others) in &shape.foreign.others {
            let id = country(&built, "foreign.others", name)?;
            for other in others {
                built.names_of(other, id);
            }
        }
        for (code, names) in &shape.aliases {
            let Some(&id) = built.ids.get(code) else {
                return Err(built.mistake(
                    "aliases",
                    code,
                    "no area has this code",
                    "write a code that stands in [areas]",
                ));
            };
            for name in names {
                built.alias(name, id);
            }
        }
        Ok(built)
    }

    pub(super) fn finish(self, shape: &Shape) -> Gazetteer {
        let mut names = self.names;
        for uses in names.values_mut() {
            let key = |it: &NameUse| {
                let entry = &self.entries[it.id as usize];
                (it.strength, entry.area.level, entry.former, it.id)
            };
            uses.sort_unstable_by_key(key);
            uses.dedup_by_key(|it| it.id);
        }
        for (name, uses) in &mut names {
            if let [only] = uses.as_mut_slice()
                && only.strength == NameStrength::Weak
                && is_plainly_a_place(name)
            {
                only.strength = NameStrength::Full;
            }
        }
        let mut in_lists: Vec<(String, u32)> = (shape.regions.short.iter())
            .filter_map(|(name, shorts)| Some((names.get(name)?.first()?.id, shorts)))
            .flat_map(|(id, shorts)| shorts.iter().map(move |short| (short.clone(), id)))
            .collect();
        in_lists.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let prefixes = Words::forward(names.iter().filter(|(_, uses)| !uses.is_empty()).map(|(name, _)| name));
        let back = shape.back.values().flatten().cloned().collect();
        let own = (shape.own.iter())
            .chain(&shape.back)
            .flat_map(|(&level, words)| words.iter().map(move |word| (word.clone(), level)))
            .collect();
        let by_place = |words: &BTreeMap<String, Vec<String>>| {
            let known = words
                .iter()
                .filter_map(|(code, words)| Some((*self.ids.get(code)?, words.clone())));
            known.collect::<Vec<_>>()
        };
        let (money, local) = (by_place(&shape.national.money), by_place(&shape.national.local));
        let (signs, seats) = (by_place(&shape.national.signs), by_place(&shape.national.seats));
        let (fairs, works) = (by_place(&shape.national.fairs), by_place(&shape.national.works));
        Gazetteer {
            fairs,
            works,
            entries: self.entries,
            names,
            prefixes,
            words: shape.words.clone(),
            no_names: Words::forward(&shape.words),
            features: Words::forward(&shape.features),
            headings_abroad: shape.headings_abroad.clone(),
            titles: shape.titles.clone(),
            whereabouts: Words::backward(&shape.whereabouts),
            own,
            offices: shape.offices.clone().into_iter().rev().collect(),
            back,
            aside: AsideWords::new(&shape.aside),
            bodies: Words::forward(&shape.national.bodies),
            money,
            local,
            signs: Spoken::new(&signs),
            seats,
            several: shape.several.clone(),
            also_words: shape.also_words.clone(),
            in_lists,
        }
    }

    /// A mistake about a code of one of the tables. Only here the file is searched for the place: the tables are long, and
    /// keeping the place of each line would take longer than reading them.
    fn mistake(&self, table: &str, code: &str, message: &str, help: &str) -> Diagnostic {
        let header = self.file.text.find(&format!("\n[{table}"));
        let mut start = header.map_or(0, |at| at + 1);
        let line = self.file.text[start..].split_inclusive('\n').find_map(|line| {
            let at = start + line.len() - line.trim_start().len();
            start += line.len();
            let rest = line.trim_start().trim_start_matches(['"', '\'']).strip_prefix(code)?;
            let key = rest.trim_start_matches(['"', '\'']).trim_start().starts_with('=');
            key.then(|| at..at + code.len())
        });
        self.file
            .mistake(line.unwrap_or(0..0), message, "this code", Some(help))
    }

    fn entry(&mut self, table: &str, code: &str, name: &str, former: bool) -> Result<(), Diagnostic> {
        if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.mistake(table, code, "a code of GB/T 2260 has six digits", "for example 330500"));
        }
        let level = match code {
            _ if code.ends_with("0000") => AreaLevel::Province,
            _ if code.ends_with("00") => AreaLevel::City,
            _ => AreaLevel::County,
        };
        self.ids.entry(code.to_owned()).or_insert(self.entries.len() as u32);
        self.push(name, Some(code.to_owned()), Some(level), former);
        Ok(())
    }

    fn push(&mut self, name: &str, code: Option<String>, level: Option<AreaLevel>, former: bool) {
        let area = Area {
            name: name.to_owned(),
            code,
            level,
        };
        self.entries.push(Entry {
            area,
            parent: None,
            former,
        });
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
        // 范县 ends 示范县 and 规范县 too, and former counties have names like 中市区: both need a sign in the document.
        let entry = &self.entries[id as usize];
        let past = entry.former || name != entry.area.name;
        let brief = name.chars().count() <= 2;
        let county = entry.area.level == Some(AreaLevel::County);
        let doubtful = county && (brief || past);
        self.name(
            name,
            id,
            if doubtful {
                NameStrength::Weak
            } else {
                NameStrength::Full
            },
        );
        let Some(short) = base(name, &self.peoples) else { return };
        for (long, brief) in [("自治州", '州'), ("自治县", '县'), ("自治旗", '旗'), ("族区", '区')] {
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
            Some(AreaLevel::County) if self.trusted.contains(name) => NameStrength::Short,
            Some(AreaLevel::County) => NameStrength::Weak,
            _ if self.weak.contains(name) || entry.former => NameStrength::Weak,
            _ => NameStrength::Short,
        };
        self.name(name, id, strength);
    }

    fn name(&mut self, name: &str, id: u32, strength: NameStrength) {
        match self.names.get_mut(name) {
            Some(uses) if uses.iter().all(|it| it.id != id) => uses.push(NameUse { id, strength }),
            Some(_) => {}
            None => {
                self.names.insert(name.to_owned(), vec![NameUse { id, strength }]);
            }
        }
    }
}

/// Whether a name that was official once can be nothing else: 赣榆县, but neither 中市区 nor 范县.
fn is_plainly_a_place(name: &str) -> bool {
    name.ends_with(['县', '市', '旗']) && name.chars().nth(2).is_some()
}

/// The area a code belongs under: its prefecture where that is one, else its province, else the country.
fn parent_of(code: &str, ids: &Ids) -> u32 {
    let above = |digits: usize| {
        let mut parent = *b"000000";
        parent[..digits].copy_from_slice(&code.as_bytes()[..digits]);
        let parent = str::from_utf8(&parent).ok().filter(|parent| *parent != code)?;
        ids.get(parent).copied()
    };
    above(4).or_else(|| above(2)).unwrap_or(Gazetteer::COUNTRY)
}

/// A name without the kind of area at its end and without the peoples of an autonomous area; `None` where less than two
/// characters remain or what remains is no name (鄂托克前旗).
fn base(name: &str, peoples: &[&str]) -> Option<String> {
    const OF_DISTRICTS: [&str; 6] = ["特别行政", "地", "新", "林", "矿", "特"];
    let last = name.chars().next_back()?;
    if !matches!(last, '省' | '市' | '区' | '县' | '盟' | '旗' | '州') {
        return None;
    }
    let front = &name[..name.len() - last.len_utf8()];
    let names = |stem: &&str| stem.chars().nth(1).is_some();
    let mut rest;
    if let Some(stem) = front
        .strip_suffix("自治")
        .filter(|_| matches!(last, '区' | '州' | '县' | '旗'))
    {
        rest = stem;
        // 内蒙古 ends with a people's name and is none; 东乡族 alone names a people and no place.
        while let Some(stem) = peoples.iter().find_map(|people| rest.strip_suffix(people)) {
            if stem.chars().count() == 1 {
                break;
            }
            rest = stem;
        }
    } else {
        // 矿区 alone is a name and not a kind: the longest ending that leaves two characters is the kind.
        rest = match last {
            '州' => return None,
            '区' => (OF_DISTRICTS.iter())
                .filter_map(|kind| front.strip_suffix(kind))
                .find(names)
                .or(Some(front))
                .filter(names)?,
            _ => Some(front).filter(names)?,
        };
        // 管城回族区 is 管城区 for short.
        let people = peoples.iter().filter(|people| last == '区' && people.ends_with('族'));
        let bare = people.filter_map(|people| rest.strip_suffix(people)).find(names);
        rest = bare.unwrap_or(rest);
    }
    let banner = name.ends_with('旗') && rest.ends_with(['前', '后', '左', '右', '中']);
    (rest.chars().count() >= 2 && !banner).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_follow_from_full_ones() {
        let peoples = ["苗族", "侗族", "壮族", "蒙古", "维吾尔", "东乡族", "回族"];
        let cases = [
            ("湖州市", Some("湖州")),
            ("黔东南苗族侗族自治州", Some("黔东南")),
            ("内蒙古自治区", Some("内蒙古")),
            ("新疆维吾尔自治区", Some("新疆")),
            ("巴音郭楞蒙古自治州", Some("巴音郭楞")),
            ("管城回族区", Some("管城")),
            ("浦东新区", Some("浦东")),
            ("神农架林区", Some("神农架")),
            ("香港特别行政区", Some("香港")),
            ("乌审旗", Some("乌审")),
            // No name remains: a banner's side, one character, a people.
            ("鄂托克前旗", None),
            ("沙县", None),
            ("城区", None),
        ];
        for (name, short) in cases {
            assert_eq!(base(name, &peoples).as_deref(), short, "{name}");
        }
    }

    #[test]
    fn a_code_of_five_digits_is_refused_with_its_place() {
        let file = RuleFile::new(
            "lexicon/areas.toml",
            "country = []\npeoples = []\nweak = []\ncommon = []\nwords = []\nfeatures = []\nheadings_abroad = []\ntitles = []\nwhereabouts = []\nown = {}\noffices = {}\nback = {}\n\
             aside = { after = [], times = [], before = [], partner = [], sources = [], strikes = [], suffers = [] }\nnational = { bodies = [] }\naliases = {}\nformer = {}\n\
             several = { joins = [], numerals = [], kinds = [], rest = [], respectively = [], each = [], between = [], others = [], routes = [] }\nuncoded = {}\nforeign = { names = [] }\nregions = {}\n\
             [areas]\n33050 = '湖州市'\n",
        );
        let mistake = Gazetteer::load(&file).err().map(|mistake| mistake.to_string());
        assert_eq!(
            mistake.as_deref(),
            Some(
                "error: a code of GB/T 2260 has six digits\n  \
                 --> lexicon/areas.toml:22:1\n   |\n\
                 22 | 33050 = '湖州市'\n   \
                 | ^^^^^ this code\n   |\n   \
                 = help: for example 330500"
            )
        );
    }
}
