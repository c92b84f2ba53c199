//! Names of members: whatever packed them, `/`-separated, relative, and readable.

use crate::walk::names::text_of;

/// The name of a member as archives hold it → `folder/inner.txt`. The encoding comes first: the second byte of a GBK
/// character may be that of a backslash. Without a drive, a root, `.` and `..`: nothing is written anywhere, but the name
/// shall not say otherwise.
pub(super) fn member_name(raw: &[u8]) -> String {
    let text = text_of(raw);
    let parts = text.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':') && part.as_bytes()[0].is_ascii_alphabetic();
    let parts: Vec<String> = parts
        .enumerate()
        .filter(|&(nth, part)| nth > 0 || !is_drive(part))
        .map(|(_, part)| {
            part.chars()
                .map(|c| if c.is_control() { '\u{fffd}' } else { c })
                .collect()
        })
        .collect();
    if parts.is_empty() {
        "unnamed".to_owned()
    } else {
        parts.join("/")
    }
}

/// Whether a member, or a folder it lies in, is hidden; so are the notes that macOS puts beside each file.
pub(super) fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_readable_and_slashed() {
        let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
        let cases: [(Vec<u8>, &str); 9] = [
            ("湖州/公报.txt".into(), "湖州/公报.txt"),
            (gbk("湖州/公报.txt"), "湖州/公报.txt"),
            // The second byte of 俓 is 0x5C, that of a backslash.
            (gbk("俓\\公报.txt"), "俓/公报.txt"),
            (b"a\\b\\c.txt".to_vec(), "a/b/c.txt"),
            (b"/etc/../../a//./b.txt".to_vec(), "etc/a/b.txt"),
            (b"C:\\data\\a.txt".to_vec(), "data/a.txt"),
            (b"a\0b\x1b.txt".to_vec(), "a\u{fffd}b\u{fffd}.txt"),
            (b"../..".to_vec(), "unnamed"),
            (b"2023:x/a.txt".to_vec(), "2023:x/a.txt"),
        ];
        for (raw, name) in cases {
            assert_eq!(member_name(&raw), name, "{raw:?}");
        }
    }

    #[test]
    fn what_systems_add_is_hidden() {
        let cases = [
            ("a/b.txt", false),
            ("a/.b.txt", true),
            (".git/b.txt", true),
            ("__MACOSX/._b.txt", true),
            ("a..b/c.txt", false),
        ];
        for (path, hidden) in cases {
            assert_eq!(is_hidden(path), hidden, "{path}");
        }
    }
}
