//! Names, levels and parents of areas.

use super::*;
use crate::model::AreaLevel;

fn gazetteer() -> Gazetteer {
    let text = include_str!("../../../rules/lexicon/areas.toml");
    let file = RuleFile::new("lexicon/areas.toml", text);
    Gazetteer::load(&file).unwrap_or_else(|mistake| panic!("{mistake}"))
}

#[test]
fn names_lead_to_codes_levels_and_parents() {
    let gazetteer = gazetteer();
    // Name, code, level, the area above it.
    let cases = [
        ("湖州市", "330500", AreaLevel::City, "浙江省"),
        ("湖州", "330500", AreaLevel::City, "浙江省"),
        ("德清县", "330521", AreaLevel::County, "湖州市"),
        ("黔东南州", "522600", AreaLevel::City, "贵州省"),
        ("黔东南", "522600", AreaLevel::City, "贵州省"),
        ("内蒙古", "150000", AreaLevel::Province, "中国"),
        ("浦东新区", "310115", AreaLevel::County, "上海市"),
        ("仙桃市", "429004", AreaLevel::County, "湖北省"),
        ("香港", "810000", AreaLevel::Province, "中国"),
        // Renamed, and gone.
        ("襄樊市", "420600", AreaLevel::City, "湖北省"),
        ("巢湖市", "340181", AreaLevel::County, "合肥市"),
        ("宣武区", "110104", AreaLevel::County, "北京市"),
        // A province is meant before the city or county of the same name.
        ("吉林", "220000", AreaLevel::Province, "中国"),
        ("海南", "460000", AreaLevel::Province, "中国"),
        ("晋城市城区", "140502", AreaLevel::County, "晋城市"),
    ];
    for (name, code, level, above) in cases {
        let uses = gazetteer.by_name(name);
        let found = uses
            .iter()
            .find(|it| gazetteer.area(it.id).code.as_deref() == Some(code));
        let found = found.unwrap_or_else(|| panic!("{name} does not lead to {code}"));
        let area = gazetteer.area(found.id);
        let parent = gazetteer.parent(found.id).map(|id| gazetteer.area(id).name.as_str());
        assert_eq!((area.level, parent), (Some(level), Some(above)), "{name}");
    }
    let uncoded = gazetteer.by_name("桃园市")[0].id;
    assert_eq!(gazetteer.area(uncoded).code, None);
    assert_eq!(
        gazetteer.parent(uncoded).map(|id| gazetteer.area(id).name.as_str()),
        Some("台湾省")
    );
    for word in ["城区", "和平", "资源", "我们", "蒙古族"] {
        assert!(
            gazetteer.by_name(word).is_empty(),
            "{word} is no name of an area by itself"
        );
    }
    assert_eq!(gazetteer.area(gazetteer.by_name("吉林")[0].id).name, "吉林省");
}

#[test]
fn every_area_belongs_to_one_with_a_beginning_of_its_code() {
    let gazetteer = gazetteer();
    assert!(gazetteer.entries.len() > 3200);
    for id in (1..gazetteer.entries.len() as u32).filter(|&id| !gazetteer.is_foreign(id)) {
        let parent = gazetteer.parent(id).expect("an area that belongs to nothing");
        match (
            gazetteer.area(id).code.as_deref(),
            gazetteer.area(parent).code.as_deref(),
        ) {
            (Some(_), None) => assert_eq!(parent, Gazetteer::COUNTRY),
            (Some(code), Some(above)) => {
                assert!(code.starts_with(above.trim_end_matches('0')), "{code} in {above}")
            }
            (None, _) if gazetteer.is_region(id) => {
                assert!(parent == Gazetteer::COUNTRY || gazetteer.area(parent).level == Some(AreaLevel::Province));
            }
            (None, above) => assert!(matches!(above, Some("710000" | "810000")), "no code in {above:?}"),
        }
        assert_eq!(gazetteer.chain(id).last(), Some(Gazetteer::COUNTRY));
    }
}
