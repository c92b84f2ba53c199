//! The mistakes a rule author can make, each with the text that he reads.

use super::{Cues, Rule, RuleFile};

const CUES: &str = "[up]\nabout = '上升'\nwords = ['增长']\n\n[down]\nabout = '下降'\nwords = ['下降']\n";

/// A rule file with this pattern and this fact, and an example.
fn rule(pattern: &str, fact: &str) -> String {
    let accept = "[[rule.accept]]\ntext = '产量增长3%。'\nfacts = []\n";
    format!("[[rule]]\nid = 'a.b'\nabout = '试'\npattern = '{pattern}'\n[[rule.fact]]\n{fact}\n{accept}")
}

/// What is printed for the first mistake of a rule file: message, place, underlined text with its word, help.
fn told(text: &str) -> String {
    let cues = Cues::load(&[RuleFile::new("cues/test.toml", CUES)]).expect("sound cues");
    let file = RuleFile::new("patterns/test.toml", text);
    let mistakes = Rule::load(&file, &cues).expect_err("a mistake");
    let mistake = &mistakes[0];
    let rendered = mistake.to_string();
    assert!(
        rendered.starts_with(&format!("error: {}\n", mistake.message)),
        "{rendered}"
    );
    assert!(rendered.contains("--> patterns/test.toml:"), "{rendered}");
    assert!(rendered.contains(&format!("^ {}", mistake.label)), "{rendered}");
    let underlined = &text[mistake.at.clone()];
    let help = mistake
        .help
        .as_deref()
        .map(|help| format!(" | {help}"))
        .unwrap_or_default();
    format!("{} | {underlined} | {}{help}", mistake.message, mistake.label)
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(told(text), expected);
}

const FACT: &str = "value = 'value'\nlabel = '{what}'";

#[test]
fn patterns() {
    let pattern = |pattern: &str| rule(pattern, FACT);
    check(
        &pattern("{what:np} <upp> {value:percent}"),
        "unknown cue class `upp` | upp | no such class in rules/cues/ | classes: down, up",
    );
    check(
        &pattern("{what:np} {value:percnt}"),
        "unknown kind `percnt` | percnt | no such kind of slot | kinds: np, tail, any, period, area, organisation, list(np), \
         list(area), list(period), count, money, physical, percent, points, multiple, rank, bare, amount, quantity",
    );
    check(
        &pattern("{what:np} <up>"),
        "a pattern needs a number outside of `[ … ]?` | {what:np} <up> | no number slot here | add one, such as {value:quantity}",
    );
    check(
        &pattern("{what:np} [{value:percent}]?"),
        "a pattern needs a number outside of `[ … ]?` | {what:np} [{value:percent}]? | no number slot here | add one, such as {value:quantity}",
    );
    check(
        &pattern("{what} {value:percent}"),
        "a slot needs a name and a kind | {what} | expected {name:kind} | such as {what:np} or {value:quantity}",
    );
    check(
        &pattern("{What:np} {value:percent}"),
        "`What` cannot name a slot | What | lower-case letters, digits and _ only",
    );
    check(
        &pattern("{what:np} {what:percent}"),
        "slot `what` is declared twice | what | second time here",
    );
    check(
        &pattern("{what:np {value:percent}"),
        "unknown kind `np {value:percent` | np {value:percent | no such kind of slot | kinds: np, tail, any, period, area, organisation, list(np), list(area), list(period), count, money, physical, percent, points, multiple, rank, bare, amount, quantity",
    );
    check(
        &pattern("{value:percent} {what:np"),
        "`{` is never closed | {what:np | `}` is missing",
    );
    check(
        &pattern("<up {value:percent"),
        "`<` is never closed | <up {value:percent | `>` is missing",
    );
    check(
        &pattern("[<up> {value:percent}"),
        "`[` is never closed |  | `]?` is missing",
    );
    check(
        &pattern("[<up>] {value:percent}"),
        "a group is optional or it is no group | ] | expected `]?`",
    );
    check(&pattern("] {value:percent}"), "`]` closes nothing | ] | here");
    check(
        &pattern("从||由 {value:percent}"),
        "an empty word between `|` | 从||由 | here",
    );
}

#[test]
fn facts() {
    let fact = |fact: &str| rule("{what:np} <up:dir> {value:percent}", fact);
    check(
        &fact("value = 'valu'\nlabel = '{what}'"),
        "unknown slot `valu` | 'valu' | not in the pattern | slots declared here: what, dir, value",
    );
    check(
        &fact("value = 'what'\nlabel = '{what}'"),
        "slot `what` is no number slot | 'what' | needs a number slot",
    );
    check(
        &fact("label = '{what}'"),
        "a fact needs a `value` | 'a.b' | this rule has one without | slots declared here: what, dir, value",
    );
    check(
        &fact("value = 'value'\nlabel = '{waht}'"),
        "unknown slot `waht` in the label | '{waht}' | here | slots declared here: what, dir, value; {^} is the label before",
    );
    check(
        &fact("value = 'value'\nlabel = '{what'"),
        "`{` is never closed in the label | '{what' | `}` is missing",
    );
    check(
        &fact("value = 'value'\nlabel = ''"),
        "an empty label | '' | here | a reader must learn what was measured",
    );
    check(
        &fact("value = 'value'\nlabel = '{what}'\nsign = 'what'"),
        "slot `what` is no cue slot (`<up|down:name>`) | 'what' | needs a cue slot (`<up|down:name>`)",
    );
    check(
        &fact("value = 'value'\nlabel = '{what}'\nperiod = 'what'"),
        "slot `what` is no period slot | 'what' | needs a period slot",
    );
    check(
        &fact("value = 'value'\nlabel = '{what}'\narea = 'what'"),
        "slot `what` is no area slot | 'what' | needs an area slot",
    );
    check(
        &fact("value = 'value'\nlabel = '{what}'\neach = 'what'"),
        "slot `what` is no list slot (`{name:list(np)}`) | 'what' | needs a list slot (`{name:list(np)}`)",
    );
    check(
        &fact("value = 'value'\nlabel = '{what}'\nmeasure = 'grwoth'"),
        "unknown variant `grwoth` | 'grwoth' | here | expected one of `level`, `change`, `growth`, `difference`, `rank`",
    );
    check(
        &fact("value = 'value'\nlabel = '{what}'\nsing = 'dir'"),
        "unknown field `sing` | sing | here | expected one of `value`, `label`, `measure`, `sign`, `period`, `area`, `versus`, `among`, `flow`, `unit`, `each`",
    );
}

#[test]
fn rules() {
    check(
        "[[rule]]\nid = 'a.b'\nabout = '试'\nsure = 1.5\nwithin = 'row'\n[[rule.fact]]\nlabel = '{row}'\n",
        "`sure` is a share | 1.5 | here | a number between 0 and 1",
    );
    check(
        "[[rule]]\nid = 'growth'\nabout = '试'\npattern = '{value:percent}'\n[[rule.fact]]\nvalue = 'value'\nlabel = '{^}'\n",
        "`growth` cannot name a rule | 'growth' | here | a family and a name in lower case, such as `growth.same-period`",
    );
    check(
        "[[rule]]\nid = 'a.b'\nabout = '试'\npattern = '{value:percent}'\n[[rule.fact]]\nvalue = 'value'\nlabel = '{^}'\n",
        "a rule needs a sentence that it must read | 'a.b' | this one has none | add a [[rule.accept]] with `text` and `facts`",
    );
    check(
        "[[rule]]\nid = 'a.b'\nabout = '试'\nwithin = 'row'\nfact = []\n",
        "a rule without a fact says nothing | 'a.b' | this one | add a [[rule.fact]]",
    );
    check(
        "[[rule]]\nid = 'a.b'\nabout = '试'\nwithin = 'row'\npattern = '{value:percent}'\n[[rule.fact]]\nlabel = '{row}'\n",
        "a rule for tables has no `pattern` | '{value:percent}' | remove it | use `row` and `column` to say what the heads must be",
    );
    check(
        "[[rule]]\nid = 'a.b'\nabout = '试'\nwithin = 'row'\n[[rule.fact]]\nlabel = '{rwo}'\n",
        "unknown slot `rwo` in the label | '{rwo}' | here | in tables: {row}, {column}, {caption}",
    );
    check(
        "[[rule]]\nid = 'a.b'\nabout = '试'\nwithin = 'row'\n[[rule.fact]]\nvalue = 'x'\nlabel = '{row}'\n",
        "the value of a table rule is its cell | 'x' | remove it",
    );
    check(
        "[[rule]]\nid = 'a.b'\nabout = '试'\n[[rule.fact]]\nvalue = 'x'\nlabel = '{^}'\n[[rule.accept]]\ntext = ''\nfacts = []\n",
        "a rule for sentences needs a `pattern` | 'a.b' | this one has none",
    );
}

#[test]
fn cues() {
    let told = |files: &[(&str, &str)]| {
        let files: Vec<RuleFile> = files.iter().map(|(path, text)| RuleFile::new(path, text)).collect();
        let mistakes = Cues::load(&files).expect_err("a mistake");
        let mistake = &mistakes[0];
        let help = mistake.help.as_deref().unwrap_or("-");
        format!(
            "{}: {} | {} | {help}",
            mistake.file.path, mistake.message, mistake.label
        )
    };
    let twice = "[up]\nabout = '上升'\nwords = ['增长', '增长']\n";
    assert_eq!(
        told(&[("cues/a.toml", twice)]),
        "cues/a.toml: `增长` stands twice in its class | second time here | remove one"
    );
    let empty = "[up]\nabout = '上升'\nwords = ['']\n";
    assert_eq!(
        told(&[("cues/a.toml", empty)]),
        "cues/a.toml: an empty cue word | here | -"
    );
    assert_eq!(
        told(&[("cues/a.toml", CUES), ("cues/b.toml", CUES)]),
        "cues/b.toml: cue class `down` stands in two files | second time here | join the two"
    );
    let unknown = "[up]\nabout = '上升'\nwrods = ['增长']\n";
    assert_eq!(
        told(&[("cues/a.toml", unknown)]),
        "cues/a.toml: unknown field `wrods` | here | expected `about` or `words`"
    );
}
