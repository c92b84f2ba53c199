use super::*;
use crate::rules::Rules;

/// Reads tables by name and text; the rows as text, or the mistakes.
fn tables(files: &[(&str, &[u8])]) -> Result<Vec<String>, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = Vec::new();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        sources.push(SourceFile {
            document: (*name).to_owned(),
            path,
            size: bytes.len() as u64,
            container: None,
        });
    }
    let tables = Tables::read(&sources, 1 << 20, &Rules::embedded().areas)?;
    let root = slashed(&fs::canonicalize(folder.path()).unwrap());
    Ok(tables
        .rows()
        .iter()
        .map(|row| {
            assert_eq!(row.place, format!("{root}/{}", row.document));
            assert_eq!(tables.row(&row.place).unwrap().at, row.at);
            format!("{} {}: {}", row.at, row.document, shown(&row.metadata))
        })
        .collect())
}

fn shown(metadata: &Metadata) -> String {
    let date = metadata.date.map(|date| date.to_string());
    let Metadata {
        title,
        issuer,
        area,
        source,
        ..
    } = metadata.clone();
    let parts = [title, issuer, area, date, source, Some(metadata.problems.join("; "))];
    let parts: Vec<String> = parts
        .map(Option::unwrap_or_default)
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" | ")
}

#[test]
fn rows_describe_what_lies_beside_and_below() {
    let read = tables(&[
        (
            "metadata.csv",
            "path,title,issuer,area,date,source\n\
             湖州.txt,湖州市2023年统计公报,湖州市统计局,330500,2024-03-01,https://a.cn/1\n\
             ./2022\\a.txt,\"一,二\",,浙江省湖州市,2023-3,\n\
             \n\
             b.zip!/c.txt,,,湖州,2024,\n"
                .as_bytes(),
        ),
        ("d/metadata.csv", b"\xef\xbb\xbfdate,path\r\n20240301,e.txt\r\n"),
        // As a spreadsheet program of a Chinese system writes it.
        (
            "g/metadata.csv",
            &encoding_rs::GBK
                .encode("path,issuer\n公报.txt,湖州市人民政府办公室\n")
                .0,
        ),
    ]);
    assert_eq!(
        read.unwrap(),
        [
            "metadata.csv:2 湖州.txt: 湖州市2023年统计公报 | 湖州市统计局 | 330500 | 2024-03-01 | https://a.cn/1",
            "metadata.csv:3 2022/a.txt: 一,二 | 浙江省湖州市 | 2023-03",
            "metadata.csv:5 b.zip!/c.txt: 湖州 | 2024",
            "d/metadata.csv:2 d/e.txt: 2024-03-01",
            "g/metadata.csv:2 g/公报.txt: 湖州市人民政府办公室",
        ]
    );
}

#[test]
fn every_mistake_is_named_with_its_line() {
    let mistakes = |text: &str| tables(&[("m/metadata.csv", text.as_bytes())]).unwrap_err();
    let cases: &[(&str, &[&str])] = &[
        (
            "path,titel,path\n",
            &[
                "m/metadata.csv:1: unknown column “titel”; the columns are path, title, issuer, area, date, source",
                "m/metadata.csv:1: there are two columns “path”",
            ],
        ),
        (
            "title\nx\n",
            &["m/metadata.csv:1: there is no column “path”, so the rows describe nothing"],
        ),
        (
            "path,date\na.txt,2023-02-29\nb.txt,去年\nc.txt,2023-13\nd.txt,23\n",
            &[
                "m/metadata.csv:2: “2023-02-29” is no date; write it as 2024-03-01, 2024-03 or 2024",
                "m/metadata.csv:3: “去年” is no date; write it as 2024-03-01, 2024-03 or 2024",
                "m/metadata.csv:4: “2023-13” is no date; write it as 2024-03-01, 2024-03 or 2024",
                "m/metadata.csv:5: “23” is no date; write it as 2024-03-01, 2024-03 or 2024",
            ],
        ),
        (
            "path,area\na.txt,胡州\nb.txt,999999\nc.txt,鼓楼区\n",
            &[
                "m/metadata.csv:2: no area is called “胡州”; write its name, such as 湖州市, or its code, such as 330500",
                "m/metadata.csv:3: no area has the code 999999",
                "m/metadata.csv:4: there are several “鼓楼区”: 南京市鼓楼区 320106, 徐州市鼓楼区 320302, \
                 福州市鼓楼区 350102, 开封市鼓楼区 410204; write the code",
            ],
        ),
        (
            "path,title\na.txt,x\n,y\n../b.txt,z\n/c.txt,z\nd.txt,一,二\na.txt,x\n",
            &[
                "m/metadata.csv:3: a row without a path",
                "m/metadata.csv:4: “../b.txt”: write the path as it is below the folder of this table",
                "m/metadata.csv:5: “/c.txt”: write the path as it is below the folder of this table",
                "m/metadata.csv:6: 3 cells under 2 columns; put cells with a comma in quotation marks",
                "m/metadata.csv:7: m/a.txt is described already, at m/metadata.csv:2; keep one of the two rows",
            ],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(mistakes(text), *expected, "{text}");
    }
    let twice = tables(&[
        ("metadata.csv", b"path\nd/a.txt\n"),
        ("d/metadata.csv", b"path\na.txt\n"),
    ]);
    assert_eq!(
        twice.unwrap_err(),
        ["d/metadata.csv:2: d/a.txt is described already, at metadata.csv:2; keep one of the two rows"]
    );
}

#[test]
fn paths_tell_what_the_pattern_says() {
    let areas = &Rules::embedded().areas;
    let cases = [
        (
            "{area}/{year}/{title}.txt",
            "湖州市/2023/统计公报.txt",
            "统计公报 | 湖州市 | 2023",
        ),
        // The pattern is laid over the last names.
        ("{area}/{*}.txt", "存档/湖州/a.b.txt", "湖州"),
        (
            "{area}_{date}_{title}.txt",
            "a.zip!/湖州_20240301_工作_报告.txt",
            "工作_报告 | 湖州 | 2024-03-01",
        ),
        ("{year}年{issuer}.txt", "2023年湖州市统计局.txt", "湖州市统计局 | 2023"),
        (
            "{area}/{year}/{*}",
            "湖州/二〇二三/a.txt",
            "湖州 | --path-pattern {area}/{year}/{*}: “二〇二三” is no year",
        ),
        (
            "{area}/{*}.txt",
            "杂项/a.txt",
            "--path-pattern {area}/{*}.txt: no area is called “杂项”; write its name, such as 湖州市, or its code, \
             such as 330500",
        ),
        (
            "{area}/{title}.txt",
            "a.txt",
            "the path does not fit --path-pattern {area}/{title}.txt",
        ),
        (
            "{area}/{title}.txt",
            "湖州/a.md",
            "the path does not fit --path-pattern {area}/{title}.txt",
        ),
        (
            "{area}/{title}.txt",
            "湖州/.txt",
            "the path does not fit --path-pattern {area}/{title}.txt",
        ),
    ];
    for (pattern, document, told) in cases {
        let pattern: PathPattern = pattern.parse().unwrap();
        assert_eq!(shown(&pattern.read(document, areas)), told, "{document}");
    }
    let wrong = [
        (
            "{place}/{title}",
            "unknown field {place}; the fields are {area}, {year}, {date}, {title}, {issuer}, {source} and {*} for anything",
        ),
        ("{area}/{area}", "{area} stands there twice"),
        (
            "{area}{year}.txt",
            "{year} follows another field at once; put what stands between them in the paths, such as - or _",
        ),
        ("{area/x", "a brace is not closed, or not opened"),
        ("x}/{area}", "a brace is not closed, or not opened"),
        ("{*}/x.txt", "there is no field in it, such as {area} or {year}"),
    ];
    for (pattern, problem) in wrong {
        let found = pattern.parse::<PathPattern>().map_err(|problem| problem.to_string());
        assert_eq!(found, Err(problem.to_owned()), "{pattern}");
    }
}
