use super::*;

fn bounds() -> Bounds {
    RuleFile::loaded("cues/bounds.toml", Bounds::load)
}

#[test]
fn bound_words_before_the_number_unless_part_of_another_word() {
    let bounds = bounds();
    for (text, expected) in [
        ("投资超过", Some(Bound::Gt)),
        ("总数不超过", Some(Bound::Le)),
        ("面积约", Some(Bound::Approx)),
        ("节约", None),
        ("签约", None),
        ("最近", None),
        ("比重近", Some(Bound::Approx)),
        ("不少于", Some(Bound::Ge)),
        ("达到", None),
    ] {
        assert_eq!(bounds.before(text).map(|affix| affix.bound), expected, "{text}");
    }
}

#[test]
fn bound_words_after_the_number() {
    let bounds = bounds();
    assert_eq!(
        bounds.after("以上。"),
        Some(Affix {
            length: 6,
            bound: Bound::Ge,
            keep: true
        })
    );
    assert_eq!(
        bounds.after("左右"),
        Some(Affix {
            length: 6,
            bound: Bound::Approx,
            keep: false
        })
    );
    assert_eq!(bounds.after("以来"), None);
    assert_eq!(bounds.more("多，"), Some(3));
    assert_eq!(bounds.more("多元化"), None);
}
