use std::path::PathBuf;

use super::*;

/// A folder tree: a name that ends with `/` is a folder, any other is a file that holds its own name.
fn tree(entries: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in entries {
        let path = folder.path().join(entry);
        fs::create_dir_all(if entry.ends_with('/') {
            &path
        } else {
            path.parent().unwrap()
        })
        .unwrap();
        if !entry.ends_with('/') {
            fs::write(&path, entry).unwrap();
        }
    }
    folder
}

/// The items of a walk over `roots` below `folder`: names of files, `name: message` of problems.
fn listed(folder: &Path, roots: &[&str]) -> Vec<String> {
    let roots: Vec<_> = roots.iter().map(|root| folder.join(root)).collect();
    lines(&walk(&roots, None, "metadata.csv"), folder)
}

fn lines(walk: &Walk, folder: &Path) -> Vec<String> {
    let line = |item: &Result<SourceFile, WalkProblem>| match item {
        Ok(file) => {
            assert!(file.path.is_absolute());
            assert_eq!(fs::metadata(&file.path).unwrap().len(), file.size);
            file.document
                .replace(&*folder.file_name().unwrap().to_string_lossy(), "…")
        }
        // The folder of the test has another name each time.
        Err(problem) => problem.to_string().replace(&*folder.to_string_lossy(), "…"),
    };
    let mut lines: Vec<_> = walk.items.iter().map(line).collect();
    assert!(walk.items.is_sorted_by_key(order));
    lines.sort();
    lines
}

#[test]
fn texts_are_taken_in_the_order_of_their_names_and_the_rest_is_counted() {
    let folder = tree(&[
        "b.txt",
        "a/z.md",
        "a/B.TXT",
        "a/说明.text",
        "README",
        "2023.5.1工作报告",
        "公报2021.12",
        "a.b/c d/湖州 公报.txt",
        "a-b.txt",
        "图.jpg",
        "附件.PDF",
        "a/附件.pdf",
        "b.txt~",
        "facts.jsonl",
        ".hidden.txt",
        ".git/config",
        ".git/a.txt",
        "empty/",
    ]);
    let walk = walk(&[folder.path().to_owned()], None, "metadata.csv");
    assert_eq!(
        lines(&walk, folder.path()),
        [
            "2023.5.1工作报告",
            "README",
            "a-b.txt",
            "a.b/c d/湖州 公报.txt",
            "a/B.TXT",
            "a/z.md",
            "a/说明.text",
            "b.txt",
            "公报2021.12"
        ]
    );
    let left_out: Vec<_> = walk.left_out.iter().map(|(name, &count)| (&**name, count)).collect();
    assert_eq!(left_out, [("jpg", 1), ("jsonl", 1), ("pdf", 2), ("txt~", 1)]);
}

#[test]
fn a_file_given_by_name_is_taken_whatever_its_name() {
    let folder = tree(&["in/a.log", "in/.b.txt", "in/c.txt"]);
    assert_eq!(listed(folder.path(), &["in/a.log"]), ["a.log"]);
    assert_eq!(listed(folder.path(), &["in/.b.txt"]), [".b.txt"]);
    let both = walk(
        &[folder.path().join("in"), folder.path().join("in/a.log")],
        None,
        "metadata.csv",
    );
    assert_eq!(lines(&both, folder.path()), ["a.log", "c.txt"]);
    assert!(
        both.left_out.is_empty(),
        "what was named is not left out: {:?}",
        both.left_out
    );
}

#[test]
fn names_from_several_roots_are_told_apart() {
    let folder = tree(&[
        "2022/a.txt",
        "2022/b.txt",
        "2023/a.txt",
        "2024/c.txt",
        "x/data/a.txt",
        "y/data/a.txt",
        "y/2022/a.txt",
    ]);
    let cases: &[(&[&str], &[&str])] = &[
        (&["2022", "2024"], &["a.txt", "b.txt", "c.txt"]),
        (
            &["2022", "2023", "2024"],
            &["2022/a.txt", "2022/b.txt", "2023/a.txt", "c.txt"],
        ),
        (&["x/data", "y/data"], &["x/data/a.txt", "y/data/a.txt"]),
        (&["2022/a.txt", "2023/a.txt"], &["2022/a.txt", "2023/a.txt"]),
        (&["2022/a.txt", "2022/b.txt"], &["a.txt", "b.txt"]),
        // The name that tells one root apart is a name from another root.
        (
            &["2022", "2023", "y"],
            &[
                "2023/a.txt",
                "y/2022/a.txt",
                "y/data/a.txt",
                "…/2022/a.txt",
                "…/2022/b.txt",
            ],
        ),
        // A file below two roots, or below one that is given twice, is one document.
        (&["2022", "2022/a.txt", "2022/../2022"], &["a.txt", "b.txt"]),
        (&["x/data", "x"], &["data/a.txt"]),
    ];
    for &(roots, expected) in cases {
        let reversed: Vec<_> = roots.iter().rev().copied().collect();
        let names = listed(folder.path(), roots);
        assert_eq!(
            listed(folder.path(), &reversed),
            names,
            "the order of the roots matters"
        );
        assert_eq!(names, expected, "{roots:?}");
    }
}

#[test]
fn the_output_folder_is_not_walked() {
    let folder = tree(&["in/a.txt", "in/output/b.txt", "in/deep/output/c.txt"]);
    let (root, output) = (folder.path().join("in"), folder.path().join("in/output"));
    let without = walk(std::slice::from_ref(&root), Some(&output), "metadata.csv");
    assert_eq!(lines(&without, folder.path()), ["a.txt", "deep/output/c.txt"]);
    let absent = walk(&[root], Some(&folder.path().join("none")), "metadata.csv");
    assert_eq!(
        lines(&absent, folder.path()),
        ["a.txt", "deep/output/c.txt", "output/b.txt"]
    );
    let itself = walk(std::slice::from_ref(&output), Some(&output), "metadata.csv");
    assert_eq!(
        lines(&itself, folder.path()),
        ["…/in/output: this is the output folder, which is not read; give another folder with -o"]
    );
}

#[test]
fn a_root_that_does_not_exist_is_named_as_given() {
    let folder = tree(&["a.txt"]);
    assert_eq!(
        listed(folder.path(), &["none", "a.txt"]),
        ["a.txt", "…/none: no such file or folder"]
    );
    let relative = walk(&[PathBuf::from("no/such/folder")], None, "metadata.csv");
    assert_eq!(
        lines(&relative, folder.path()),
        ["no/such/folder: no such file or folder"]
    );
    assert_eq!(walk(&[], None, "metadata.csv"), Walk::default());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    #[test]
    fn links_are_followed_and_broken_ones_are_named() {
        let folder = tree(&["real/a.txt", "elsewhere/b.txt", "in/c.txt", "in/deep/d.txt"]);
        let link = |target: &str, at: &str| symlink(target, folder.path().join(at)).unwrap();
        link("../real/a.txt", "in/to_file.txt");
        link("../elsewhere", "in/to_folder");
        link("../gone.txt", "in/dangling.txt");
        link("../gone.pdf", "in/dangling.pdf");
        link("../gone", "in/.#lock.txt");
        link(".", "in/self");
        link("..", "in/deep/up");
        link("../deep", "in/deep/here");
        link("round", "in/round");
        let walk = walk(&[folder.path().join("in")], None, "metadata.csv");
        let round = io::Error::from_raw_os_error(if cfg!(target_os = "macos") { 62 } else { 40 });
        assert_eq!(
            lines(&walk, folder.path()),
            [
                "c.txt".to_owned(),
                "dangling.txt: a link that leads nowhere: ../gone.txt does not exist; mend or remove the link"
                    .to_owned(),
                "deep/d.txt".to_owned(),
                "deep/here: a link back to deep, the folder it lies in; it was not followed".to_owned(),
                "deep/up: a link back to the folder being walked; it was not followed".to_owned(),
                format!("round: a link to round that cannot be followed: {round}"),
                "self: a link back to the folder being walked; it was not followed".to_owned(),
                "to_file.txt".to_owned(),
                "to_folder/b.txt".to_owned(),
            ]
        );
        assert_eq!(walk.left_out, BTreeMap::from([("pdf".to_owned(), 1)]));
        assert_eq!(listed(folder.path(), &["in/to_file.txt"]), ["to_file.txt"]);
        assert_eq!(
            listed(folder.path(), &["in/dangling.txt"]),
            ["…/in/dangling.txt: a link that leads nowhere: ../gone.txt does not exist; mend or remove the link"]
        );
    }

    #[test]
    fn a_link_to_the_output_folder_is_not_walked_either() {
        let folder = tree(&["in/a.txt", "out/b.txt"]);
        symlink("../out", folder.path().join("in/results")).unwrap();
        let walk = walk(
            &[folder.path().join("in")],
            Some(&folder.path().join("out")),
            "metadata.csv",
        );
        assert_eq!(lines(&walk, folder.path()), ["a.txt"]);
    }

    #[test]
    fn what_is_no_regular_file_is_named_and_never_opened() {
        let folder = tree(&["in/a.txt"]);
        let _socket = UnixListener::bind(folder.path().join("in/socket")).unwrap();
        let pipe = Command::new("mkfifo").arg(folder.path().join("in/pipe.txt")).status();
        let mut expected = vec!["a.txt".to_owned()];
        if pipe.is_ok_and(|status| status.success()) {
            expected.push("pipe.txt: not a regular file but a named pipe; it was not opened".to_owned());
            assert_eq!(
                listed(folder.path(), &["in/pipe.txt"]),
                ["…/in/pipe.txt: not a regular file but a named pipe; it was not opened"]
            );
        } else {
            eprintln!("skipped the named pipe: no mkfifo here");
        }
        expected.push("socket: not a regular file but a socket; it was not opened".to_owned());
        assert_eq!(listed(folder.path(), &["in"]), expected);
        assert_eq!(
            lines(
                &walk(&[PathBuf::from("/dev/null")], None, "metadata.csv"),
                folder.path()
            ),
            ["/dev/null: not a regular file but a device; it was not opened"]
        );
    }

    #[test]
    fn a_folder_without_permission_is_named_and_the_rest_is_walked() {
        let folder = tree(&["in/a.txt", "in/secret.d/b.txt", "in/z.txt"]);
        let secret = folder.path().join("in/secret.d");
        let allow = |mode| fs::set_permissions(&secret, fs::Permissions::from_mode(mode)).unwrap();
        allow(0o000);
        if fs::read_dir(&secret).is_ok() {
            eprintln!("skipped: this user may read every folder");
            return;
        }
        let message = "no permission to list this folder, so nothing in it was read; allow it with chmod u+rx";
        let (inner, itself) = (listed(folder.path(), &["in"]), listed(folder.path(), &["in/secret.d"]));
        allow(0o700);
        assert_eq!(
            inner,
            ["a.txt".to_owned(), format!("secret.d: {message}"), "z.txt".to_owned()]
        );
        assert_eq!(itself, [format!("…/in/secret.d: {message}")]);
    }

    #[test]
    fn names_that_are_not_utf_8_are_readable_distinct_and_open() {
        let folder = tree(&["in/"]);
        // 公报 in GB18030, and two names that are no text in any encoding.
        let names: [&[u8]; 3] = [b"\xb9\xab\xb1\xa8.txt", b"\xff\x01.txt", b"\xfe\x01.txt"];
        for name in names {
            if fs::write(folder.path().join("in").join(std::ffi::OsStr::from_bytes(name)), name).is_err() {
                eprintln!("skipped: this file system has only names in UTF-8");
                return;
            }
        }
        let walk = walk(&[folder.path().join("in")], None, "metadata.csv");
        assert_eq!(
            lines(&walk, folder.path()),
            ["公报.txt", "\u{fffd}\u{1}.txt", "\u{fffd}\u{1}.txt~2"]
        );
        for item in walk.items {
            let source = item.unwrap();
            assert_eq!(read(&source, 100).unwrap(), source.path.file_name().unwrap().as_bytes());
        }
    }
}
