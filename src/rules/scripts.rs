//! Which characters have another form in simplified writing.

use std::sync::LazyLock;

/// The characters that the converter looks at the neighbours of.
const LOOKS_BESIDE: &str = "兒覆夥藉瞭麽幺於乾著苧闔鍾讎畫";

/// Stands for the form of a character that depends on its neighbours.
pub const BESIDE_OTHERS: char = '\u{1}';

/// What the converter makes of each character of the basic plane: the simplified form; NUL where the character stays as it is.
pub static FORMS: LazyLock<Box<[char; 0x10000]>> = LazyLock::new(|| {
    let mut forms: Box<[char; 0x10000]> = vec!['\0'; 0x10000].try_into().expect("as long as said");
    // Of simplified text nearly none may change, so that it need not be converted to know that it stays.
    let blocks = [
        '〇'..='〇',
        '\u{3400}'..='\u{4dbf}',
        '\u{4e00}'..='\u{9fff}',
        '\u{f900}'..='\u{faff}',
    ];
    let all: String = blocks.into_iter().flatten().collect();
    for (c, form) in all.chars().zip(fast2s::convert(&all).chars()) {
        if form != c {
            forms[c as usize] = form;
        }
    }
    LOOKS_BESIDE.chars().for_each(|c| forms[c as usize] = BESIDE_OTHERS);
    forms
});

/// Whether a character may change. What stands between hanzi in the order of code points, and is none, is counted with them.
pub fn may_change(c: char) -> bool {
    let changes = FORMS.get(c as usize).is_some_and(|form| *form != '\0');
    changes || ('\u{4dc0}'..='\u{4dff}').contains(&c)
}
