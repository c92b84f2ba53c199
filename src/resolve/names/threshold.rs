//! Thresholds in names: 10亿元以上 of 营业收入10亿元以上的企业, and another in its place.

/// What a threshold is written with, besides its last word.
const FIGURES: &[char] = &[
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九',
    '十', '百', '千', '万', '亿', '元', '美', '吨', '亩', '人', '户', '岁',
];

/// Its last words.
const ENDS: &[&str] = &["以上", "以下", "级"];

/// Whether words are a threshold and nothing else: 50亿元以上, 百亿级, or an age: 35岁及以下, 0—14岁.
pub(in crate::resolve) fn is_one(words: &str) -> bool {
    if age(words).is_some() {
        return true;
    }
    let figures = ENDS.iter().find_map(|end| words.strip_suffix(end));
    let sized = |figures: &str| {
        figures.contains(['十', '百', '千', '万', '亿', '岁']) && figures.chars().all(|c| FIGURES.contains(&c))
    };
    figures.is_some_and(sized)
}

/// The words before 之间, if they end with it.
fn before_between(words: &str) -> &str {
    let mut words = words;
    while let Some(before) = words.strip_suffix("之间") {
        words = before;
    }
    words
}

/// The age that words say and nothing else: 年龄在36至54岁之间.
pub(in crate::resolve) fn age(words: &str) -> Option<&str> {
    // Most words end otherwise.
    if !words.ends_with(['岁', '上', '下', '间']) {
        return None;
    }
    let said = words.strip_prefix("年龄").unwrap_or(words);
    let said = said.strip_prefix('在').unwrap_or(said);
    let figures = before_between(said);
    let figures = ["及以上", "及以下", "以上", "以下"]
        .iter()
        .find_map(|end| figures.strip_suffix(end))
        .unwrap_or(figures);
    let figures = figures.strip_suffix("周岁").or_else(|| figures.strip_suffix('岁'))?;
    let figures = figures.replace(['-', '—', '–', '~', '～', '至', '到'], "");
    let digits = !figures.is_empty() && figures.chars().all(|c| c.is_ascii_digit());
    digits.then(|| before_between(said))
}

/// What a name is the size of, where another size of the same is told: 常住人口 of 常住人口超过40万人.
pub(in crate::resolve) fn sized(name: &str, words: &str) -> Option<String> {
    let digit = name.bytes().position(|byte| byte.is_ascii_digit())?;
    let words = before_between(words.strip_prefix('在').unwrap_or(words));
    let figures = |text: &str| {
        text.contains(['人', '户'])
            && text
                .chars()
                .all(|c| FIGURES.contains(&c) || "至到-—~～以上下".contains(c))
    };
    let bare = BOUNDS
        .iter()
        .find_map(|bound| words.strip_prefix(bound))
        .unwrap_or(words);
    if !figures(bare) {
        return None;
    }
    let head = name[..digit].trim_end_matches(|c: char| c.is_ascii_digit());
    let head = BOUNDS.iter().find_map(|bound| head.strip_suffix(bound)).unwrap_or(head);
    let head = head.trim_end_matches('在');
    (head.chars().count() >= 2).then(|| format!("{head}{words}"))
}

/// Words before a size that bound it.
const BOUNDS: &[&str] = &["超过", "少于", "多于", "不足", "不到", "低于", "高于"];

/// The name with this threshold: in the place of its own, else before it.
pub(in crate::resolve) fn put(name: &str, threshold: &str) -> String {
    let own = ENDS[..2].iter().find_map(|end| Some((name.find(end)?, end.len())));
    let own = own.map(|(at, length)| (name[..at].trim_end_matches(FIGURES).len(), at + length));
    // 省级以上创新平台 has none.
    match own.filter(|(start, end)| is_one(&name[*start..*end])) {
        Some((start, end)) => format!("{}{threshold}{}", &name[..start], &name[end..]),
        None => format!("{threshold}{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_takes_the_place_of_another() {
        assert!(is_one("50亿元以上") && is_one("百亿级") && is_one("65岁以上"));
        assert!(!is_one("省级以上") && !is_one("国家级") && !is_one("项目"));
        assert_eq!(put("新开工亿元以上项目", "百亿级"), "新开工百亿级项目");
        assert_eq!(
            put("营业收入10亿元以上的企业", "2000万元以下"),
            "营业收入2000万元以下的企业"
        );
        assert_eq!(put("项目", "50亿元以上"), "50亿元以上项目");
        assert_eq!(put("省级以上创新平台", "百亿级"), "百亿级省级以上创新平台");
    }
}
