use super::*;

fn things() -> Things {
    Things::load(&RuleFile::shipped(Things::PATH)).unwrap_or_else(|mistake| panic!("{mistake}"))
}

#[test]
fn a_thing_is_named_at_the_head_of_a_clause_or_brought_up_at_its_end() {
    let things = things();
    for (clause, expected) in [
        ("青岚江大桥主跨达", Some(("青岚江大桥", false))),
        (
            "由甲部主办的“春风”全国乡村音乐节今天启动",
            Some(("“春风”全国乡村音乐节", false)),
        ),
        ("某省印发《节水条例》", Some(("《节水条例》", true))),
        ("江南市举办面向毕业生的春季专场招聘会", Some(("春季专场招聘会", true))),
        (
            "50万千瓦光伏一体化项目正在建设",
            Some(("50万千瓦光伏一体化项目", false)),
        ),
        // No names: several of a kind, a kind alone, what only passes on.
        ("两座大桥建成", None),
        ("重点项目加快建设", None),
        ("国家能源局数据显示", None),
        ("大桥、隧道加快建设", None),
    ] {
        let found = things.named(clause);
        let found = found.map(|thing| (&clause[thing.start..thing.end], thing.introduced));
        assert_eq!(found, expected, "{clause}");
    }
}

#[test]
fn words_that_point_back_fit_names_that_end_so() {
    let things = things();
    for (clause, name, fits) in [
        ("该项目投产后", "某某光伏项目", true),
        ("本届博览会展览总面积", "第21届茶叶博览会", true),
        ("本书收入", "《某某文选》第二卷", true),
        ("该项目投产后", "青岚江大桥", false),
    ] {
        let pointed = things
            .pointing(clause)
            .unwrap_or_else(|| panic!("{clause} points to nothing"));
        assert_eq!(pointed.fits(name), fits, "{clause} {name}");
    }
    assert!(things.pointing("项目投产后").is_none());
}
