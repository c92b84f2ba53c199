use std::io::{self, Cursor, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::EntryType;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

const LARGE: Limits = Limits {
    member: 1 << 20,
    archive: 1 << 40,
};

/// Writes `bytes` to a file and lists what the archive gives: `name = content` or `name: message`, in order; at the end
/// what was left out.
fn listed_within(file_name: &str, bytes: &[u8], limits: Limits) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(file_name);
    std::fs::write(&path, bytes).unwrap();
    let source = SourceFile {
        document: file_name.to_owned(),
        path,
        size: bytes.len() as u64,
        container: Container::of(file_name).map(|(container, _)| container),
    };
    let mut lines = Vec::new();
    let left_out = unpack(&source, limits, &mut |item| {
        lines.push(match item {
            Ok(member) => format!("{} = {}", member.document, String::from_utf8_lossy(&member.bytes)),
            Err(problem) => problem.to_string(),
        });
        ControlFlow::Continue(())
    });
    lines.extend(
        left_out
            .iter()
            .map(|(extension, count)| format!("left out: {extension} {count}")),
    );
    lines
}

fn listed(file_name: &str, bytes: &[u8]) -> Vec<String> {
    listed_within(file_name, bytes, LARGE)
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (nth, (name, content)) in members.iter().enumerate() {
        let method = [CompressionMethod::Deflated, CompressionMethod::Stored][nth % 2];
        writer
            .start_file(*name, SimpleFileOptions::default().compression_method(method))
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in members {
        builder
            .append_data(&mut header(content.len() as u64), name, *content)
            .unwrap();
    }
    builder.into_inner().unwrap()
}

fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o644);
    header
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

/// The bytes with every `from` made `to`, which is as long.
fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> = (0..=bytes.len() - from.len())
        .filter(|&at| bytes[at..].starts_with(from))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn every_kind_gives_its_documents() {
    let members: [(&str, &[u8]); 5] = [
        ("b/乙.txt", "乙".as_bytes()),
        ("a.md", b"A"),
        ("c.pdf", b"%PDF"),
        ("__MACOSX/._a.md", b"x"),
        (".d.txt", b"x"),
    ];
    let tar = tarred(&members);
    let in_order = |name: &str| {
        [
            format!("{name}!/a.md = A"),
            format!("{name}!/b/乙.txt = 乙"),
            "left out: pdf 1".to_owned(),
        ]
    };
    assert_eq!(listed("a.tar", &tar), in_order("a.tar"));
    assert_eq!(listed("a.tar.gz", &gzipped(&tar)), in_order("a.tar.gz"));
    assert_eq!(listed("A.TGZ", &gzipped(&tar)), in_order("A.TGZ"));
    assert_eq!(listed("a.tar.zst", &zstd(&tar)), in_order("a.tar.zst"));
    assert_eq!(listed("甲.zip", &zipped(&members)), in_order("甲.zip"));
    assert_eq!(listed("公报.txt.gz", &gzipped(b"A")), ["公报.txt.gz!/公报.txt = A"]);
    assert_eq!(listed("公报.gz", &gzipped(b"A")), ["公报.gz!/公报 = A"]);
    assert_eq!(listed("a.zst", &zstd(b"A")), ["a.zst!/a = A"]);
    assert_eq!(listed("a.pdf.gz", &gzipped(b"A")), ["left out: pdf 1"]);
    // Several parts, as from `cat a.gz b.gz`.
    assert_eq!(
        listed("a.gz", &[gzipped(b"A"), gzipped(b"B")].concat()),
        ["a.gz!/a = AB"]
    );
    assert_eq!(listed("empty.zip", &zipped(&[])), [""; 0]);
    assert_eq!(listed("empty.tar", &tarred(&[])), [""; 0]);
}

#[test]
fn members_come_in_the_order_of_their_names_however_they_were_packed() {
    let inner = zipped(&[("z.txt", b"Z"), ("y.txt", b"Y")]);
    // `!` of a member's name stands behind a space and before a point.
    let members: [(&str, &[u8]); 6] = [
        ("b.txt", b"B"),
        ("a.zip.txt", b"4"),
        ("a.zip", &inner),
        ("a.zip 1.txt", b"1"),
        ("c/a.txt", b"C"),
        ("a.txt.gz", &gzipped(b"0")),
    ];
    for (name, bytes) in [("o.tar", tarred(&members)), ("o.zip", zipped(&members))] {
        let lines = listed(name, &bytes);
        assert_eq!(
            lines.iter().map(|line| &line[name.len() + 2..]).collect::<Vec<_>>(),
            [
                "a.txt.gz!/a.txt = 0",
                "a.zip 1.txt = 1",
                "a.zip!/y.txt = Y",
                "a.zip!/z.txt = Z",
                "a.zip.txt = 4",
                "b.txt = B",
                "c/a.txt = C"
            ]
        );
        let names: Vec<_> = lines.iter().map(|line| line.split(" = ").next()).collect();
        assert!(names.is_sorted(), "{names:?}");
    }
}

#[test]
fn what_waits_to_be_put_in_order_need_not_fit_into_memory() {
    // More than waits in memory, the last by name first.
    let large = vec![b'x'; 20 << 20];
    let members: Vec<(String, &[u8])> = (0..3).rev().map(|nth| (format!("{nth}.txt"), &*large)).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (&**name, *bytes)).collect();
    let limits = Limits {
        member: 21 << 20,
        ..LARGE
    };
    let lines = listed_within("o.tar", &tarred(&members), limits);
    let sizes: Vec<_> = lines.iter().map(|line| (&line[..12], line.len())).collect();
    let each = "o.tar!/0.txt = ".len() + large.len();
    assert_eq!(
        sizes,
        [("o.tar!/0.txt", each), ("o.tar!/1.txt", each), ("o.tar!/2.txt", each)]
    );
}

#[test]
fn archives_in_archives_are_opened_to_a_depth() {
    let deep = |levels: usize| (0..levels).fold(zipped(&[("a.txt", b"A")]), |inner, _| zipped(&[("in.zip", &inner)]));
    assert_eq!(listed("o.zip", &deep(3)), ["o.zip!/in.zip!/in.zip!/in.zip!/a.txt = A"]);
    assert_eq!(
        listed("o.zip", &deep(4)),
        ["o.zip!/in.zip!/in.zip!/in.zip!/in.zip: an archive in 4 others; deeper ones are not read, unpack it first"]
    );
    let inner = gzipped(&tarred(&[("a.txt", b"A"), ("b.txt.gz", &gzipped(b"B"))]));
    let outer = tarred(&[
        ("2022.tgz", &inner),
        ("2023.zip", &zipped(&[("a.txt", b"C")])),
        ("z.txt", b"Z"),
    ]);
    assert_eq!(
        listed("o.tar.zst", &zstd(&outer)),
        [
            "o.tar.zst!/2022.tgz!/a.txt = A",
            "o.tar.zst!/2022.tgz!/b.txt.gz!/b.txt = B",
            "o.tar.zst!/2023.zip!/a.txt = C",
            "o.tar.zst!/z.txt = Z",
        ]
    );
}

#[test]
fn names_in_gbk_are_read_and_paths_out_of_the_archive_are_not_believed() {
    let gbk = encoding_rs::GBK.encode("湖州.txt").0.into_owned();
    let bytes = patched(&zipped(&[("aaaa.txt", b"A")]), b"aaaa.txt", &gbk);
    assert_eq!(listed("o.zip", &bytes), ["o.zip!/湖州.txt = A"]);
    let bytes = zipped(&[("../../etc/a.txt", b"A"), ("C:\\b\\c.txt", b"B"), ("/d.txt", b"D")]);
    assert_eq!(
        listed("o.zip", &bytes),
        ["o.zip!/b/c.txt = B", "o.zip!/d.txt = D", "o.zip!/etc/a.txt = A"]
    );
    let bytes = patched(&tarred(&[("xx/a.txt", b"A")]), b"xx/a.txt\0", b"../a.txt\0");
    let error = "o.tar: damaged, or not the archive that its name says: archive header checksum mismatch";
    assert!(
        listed("o.tar", &bytes)[0].starts_with(error),
        "{:?}",
        listed("o.tar", &bytes)
    );
}

#[test]
fn members_of_one_name_are_told_apart() {
    let twice = tarred(&[("a.txt", b"old"), ("a.txt", b"new"), ("./a.txt", b"also")]);
    assert_eq!(
        listed("o.tar", &twice),
        ["o.tar!/a.txt = old", "o.tar!/a.txt~2 = new", "o.tar!/a.txt~3 = also"]
    );
    let packed = tarred(&[("a.txt.gz", &gzipped(b"old")), ("a.txt.gz", &gzipped(b"new"))]);
    assert_eq!(
        listed("o.tar", &packed),
        ["o.tar!/a.txt.gz!/a.txt = old", "o.tar!/a.txt.gz~2!/a.txt = new"]
    );
    let zip = zipped(&[("a.txt", b"A"), ("b.txt", b"B")]);
    assert_eq!(
        listed("o.zip", &patched(&zip, b"b.txt", b"a.txt")),
        [
            "o.zip: several members have the same name; only the last of each was read",
            "o.zip!/a.txt = B",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let zip = zipped(&[("a.txt", b"A"), ("b.txt", b"BBBBBBBB"), ("c.txt", b"C")]);
    // One bit of a stored member is wrong.
    let torn = listed("o.zip", &patched(&zip, b"BBBBBBBB", b"BBBBCBBB"));
    assert_eq!(
        torn,
        [
            "o.zip!/a.txt = A",
            "o.zip!/b.txt: damaged, or not the archive that its name says: Invalid checksum; get it again, or unpack it \
             first",
            "o.zip!/c.txt = C",
        ]
    );
    // The flag of an encrypted member, in its own header and in the list of members.
    let mut locked = zip.clone();
    for (mark, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = (0..locked.len()).find(|&at| locked[at..].starts_with(mark)).unwrap();
        locked[at + flag] |= 1;
    }
    assert_eq!(
        listed("o.zip", &locked)[..2],
        [
            "o.zip!/a.txt: encrypted; unpack the archive with its password first",
            "o.zip!/b.txt = BBBBBBBB",
        ]
    );
    // The method of the first member is bzip2's.
    let mut other = zip.clone();
    for (mark, method) in [(b"PK\x03\x04", 8), (b"PK\x01\x02", 10)] {
        let at = (0..other.len()).find(|&at| other[at..].starts_with(mark)).unwrap();
        other[at + method] = 12;
    }
    assert_eq!(
        listed("o.zip", &other)[0],
        "o.zip!/a.txt: packed with bzip2, which is not read in ZIP archives; pack it again with Deflate"
    );
    let start = |line: &str| line.split(": ").take(2).collect::<Vec<_>>().join(": ");
    let damaged = |name: &str| format!("{name}: damaged, or not the archive that its name says");
    for name in ["o.zip", "o.tar", "o.tgz", "o.tar.zst"] {
        let lines = listed(name, "全市生产总值".repeat(200).as_bytes());
        assert_eq!(
            lines.iter().map(|line| start(line)).collect::<Vec<_>>(),
            [damaged(name)]
        );
    }
    assert_eq!(start(&listed("o.gz", b"A")[0]), damaged("o.gz!/o"));
    let tar = gzipped(&tarred(&[("a.txt", b"A"), ("b.txt", &[b'B'; 3000])]));
    let cut = listed("o.tar.gz", &tar[..tar.len() - 20]);
    assert_eq!(cut[0], "o.tar.gz!/a.txt = A");
    assert!(cut[1].contains("damaged"), "{cut:?}");
    let cut = listed("o.tar", &tarred(&[("a.txt", b"A"), ("b.txt", &[b'B'; 3000])])[..2000]);
    assert_eq!(
        cut[..2],
        [
            "o.tar!/a.txt = A",
            "o.tar!/b.txt: damaged: only 464 of its 3000 bytes are there"
        ]
    );
}

#[test]
fn links_and_devices_in_archives_are_not_followed() {
    let mut builder = tar::Builder::new(Vec::new());
    let mut link = header(0);
    link.set_entry_type(EntryType::Symlink);
    builder.append_link(&mut link, "a.txt", "/etc/passwd").unwrap();
    let mut pipe = header(0);
    pipe.set_entry_type(EntryType::Fifo);
    builder.append_data(&mut pipe, "b.txt", io::empty()).unwrap();
    let mut folder = header(0);
    folder.set_entry_type(EntryType::Directory);
    builder.append_data(&mut folder, "c.txt/", io::empty()).unwrap();
    let mut link = header(0);
    link.set_entry_type(EntryType::Link);
    builder.append_link(&mut link, "d.pdf", "a.pdf").unwrap();
    assert_eq!(
        listed("o.tar", &builder.into_inner().unwrap()),
        [
            "o.tar!/a.txt: a link within the archive; it was not followed",
            "o.tar!/b.txt: not a regular file; it was not read",
            "left out: pdf 1",
        ]
    );
}

#[test]
fn a_member_over_the_limit_is_refused_alone() {
    let limits = Limits { member: 10, ..LARGE };
    let large = [b'x'; 11];
    let members: [(&str, &[u8]); 3] = [("a.txt", b"A"), ("b.txt", &large), ("c.txt", b"C")];
    let expected = |name: &str| {
        [
            format!("{name}!/a.txt = A"),
            format!("{name}!/b.txt: {name}!/b.txt is 11 bytes; the limit is 10 bytes (raise it with --max-file-size)"),
            format!("{name}!/c.txt = C"),
        ]
    };
    assert_eq!(listed_within("o.zip", &zipped(&members), limits), expected("o.zip"));
    assert_eq!(listed_within("o.tar", &tarred(&members), limits), expected("o.tar"));
    assert_eq!(
        listed_within("b.txt.gz", &gzipped(&[b'x'; 50]), limits),
        ["b.txt.gz!/b.txt: b.txt.gz!/b.txt is 11 bytes; the limit is 10 bytes (raise it with --max-file-size)"]
    );
    // An archive in an archive may be as large as it likes while it is read as a stream; a ZIP archive must be held whole.
    let long: Vec<u8> = (0..2000)
        .map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let inner: [(&str, &[u8]); 2] = [("a.txt", b"A"), ("b.txt", &long)];
    let limits = Limits { member: 1000, ..LARGE };
    assert_eq!(
        listed_within(
            "o.tar",
            &tarred(&[("i.tar", &tarred(&inner)), ("i.zip", &zipped(&inner))]),
            limits
        ),
        [
            "o.tar!/i.tar!/a.txt = A",
            "o.tar!/i.tar!/b.txt: o.tar!/i.tar!/b.txt is 2000 bytes; the limit is 1000 bytes (raise it with --max-file-size)",
            "o.tar!/i.zip: o.tar!/i.zip is 1001 bytes; the limit is 1000 bytes (raise it with --max-file-size)"
        ]
    );
}

#[test]
fn an_archive_over_its_limits_is_read_no_further() {
    let limits = Limits { archive: 2500, ..LARGE };
    let members: [(&str, &[u8]); 3] = [
        ("a.txt", &[b'A'; 1000]),
        ("b.txt", &[b'B'; 1000]),
        ("c.txt", &[b'C'; 1000]),
    ];
    let names = |lines: Vec<String>| -> Vec<String> {
        lines
            .iter()
            .map(|line| line.split(" = ").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        names(listed_within("o.zip", &zipped(&members), limits)),
        [
            "o.zip!/a.txt",
            "o.zip!/b.txt",
            "o.zip: holds more than 2500 bytes; the rest of it was not read (raise the limit with --max-archive-size)",
        ]
    );
    // 300 MB of nothing, in layers: what counts is what all of them come to.
    let zeros = zstd(&vec![0; 100 << 20]);
    let bomb = zipped(&[("a.txt", b"A"), ("b.zst", &zeros), ("c.zst", &zeros), ("d.txt", b"D")]);
    let limits = Limits {
        member: 90 << 20,
        archive: 1 << 40,
    };
    assert_eq!(
        names(listed_within("o.zip", &bomb, limits)),
        [
            "o.zip!/a.txt",
            "o.zip: unpacks to more than 200 times its size, as archives made to do harm do; the rest of it was not read, \
             unpack it first if it can be trusted",
        ]
    );
}

#[test]
fn nothing_more_is_unpacked_than_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path: &Path = &folder.path().join("o.zip");
    std::fs::write(path, zipped(&[("a.txt", b"A"), ("b.txt", b"B")])).unwrap();
    let source = SourceFile {
        document: "o.zip".to_owned(),
        path: path.to_owned(),
        size: 1,
        container: Some(Container::Zip),
    };
    let mut taken = 0;
    unpack(&source, LARGE, &mut |_| {
        taken += 1;
        ControlFlow::Break(())
    });
    assert_eq!(taken, 1);
}
