use std::io::Read;
use std::net::TcpStream;
use std::num::NonZero;
use std::thread;

use super::super::sources::{Note, Sources};
use super::super::store::Store;
use super::*;
use crate::extractor::{Extractor, Metadata};
use crate::run::{Progress, Settings, run};

const HOSTILE: &str = "湖州市2023年统计公报\n<script>window.ran=1</script>全年工业产量比上年增长7.4%，<img src=x onerror=alert(1)>\
                       [点击](javascript:alert(1))出口增长3.1%。\u{202e}投资增长2.2%\u{0}。联系电话0572-2398000。\n";

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// A server on an output of one hostile document.
struct Running {
    folder: tempfile::TempDir,
    port: u16,
    token: String,
}

fn running() -> Running {
    let folder = tempfile::tempdir().unwrap();
    let (documents, output) = (folder.path().join("公报"), folder.path().join("output"));
    fs::create_dir_all(&documents).unwrap();
    fs::write(documents.join("<b>a.txt"), HOSTILE).unwrap();
    let settings = Settings {
        roots: vec![documents.clone()],
        output: output.clone(),
        metadata: Metadata::default(),
        path_pattern: None,
        threads: NonZero::<usize>::MIN,
        max_file_size: 1 << 20,
        max_archive_size: 1 << 20,
        fresh: false,
    };
    run(&settings, &Extractor::embedded(), &Progress::default()).unwrap();
    let note = Note {
        roots: vec![documents],
        max_file_size: 1 << 20,
        max_archive_size: 1 << 20,
    };
    note.leave(&output).unwrap();
    let rules = Rules::embedded();
    let board = Board::open(&output, Sources::of(&output), &rules).unwrap();
    let server = Server::bind(board, rules, &output, "王", (0, true)).unwrap();
    let (port, token) = (server.shared.port, server.shared.token.to_string());
    assert_eq!(server.address(), format!("http://127.0.0.1:{port}/#token={token}"));
    thread::spawn(move || server.run());
    Running { folder, port, token }
}

impl Running {
    fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        // Who refuses a body that is too long may close before all of it is written; the answer is there all the same.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        Answer {
            status: head
                .split(' ')
                .nth(1)
                .and_then(|it| it.parse().ok())
                .unwrap_or_default(),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.raw(&format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX-Gongbao-Token: {}\r\nConnection: close\r\n\r\n",
            self.port, self.token
        ))
    }

    fn post(&self, body: &Value) -> Answer {
        let body = body.to_string();
        self.raw(&format!(
            "POST /api/decide HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:{0}\r\nX-Gongbao-Token: {1}\r\n\
             Content-Type: application/json\r\nContent-Length: {2}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            self.token,
            body.len()
        ))
    }

    /// A decision on the number at this place of the index.
    fn decide(&self, item: usize, verdict: Value) -> Answer {
        let index = self.get("/api/index").json();
        let text = |column: &str| {
            let number = index["columns"][column][item].as_u64().unwrap() as usize;
            index["texts"][number - 1].clone()
        };
        let place = json!({
            "document": "<b>a.txt", "start": index["columns"]["start"][item], "mark": text("mark"),
        });
        let key = format!("0123456789abcdef {item} {verdict}");
        self.post(&json!({
            "key": &key[..key.len().min(99)], "places": [place], "verdict": verdict, "sequence": index["sequence"],
        }))
    }

    fn state(&self, item: usize) -> String {
        let index = self.get("/api/index").json();
        index["standings"][item.to_string()]["state"]
            .as_str()
            .unwrap_or("undecided")
            .to_owned()
    }
}

#[test]
fn the_page_and_its_data_are_served_with_a_strict_policy() {
    let server = running();
    let page = server.get("/");
    assert_eq!(page.status, 200);
    for part in [
        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "cache-control: no-store",
        "referrer-policy: no-referrer",
    ] {
        assert!(page.head.contains(part), "{part} is missing in {}", page.head);
    }
    // Neither the page nor the script holds anything of a document or of the token.
    assert!(!page.body.contains(&server.token) && !page.body.contains("<b>"));
    assert!(page.body.contains("src=\"/review.js\"") && !page.body.contains("://"));
    assert_eq!(server.get("/review.js").status, 200);
    let style = server.get("/review.css");
    assert!(
        !style.body.contains("url(") && !style.body.contains("@import"),
        "no external requests"
    );

    let document = server.get("/api/document/0").json();
    assert_eq!(document["text"].as_str(), Some(HOSTILE));
    assert_eq!(
        server
            .get("/api/document/0")
            .head
            .matches("content-type: application/json")
            .count(),
        1
    );
    let lexicon = server.get("/api/lexicon").json();
    assert!(lexicon["areas"].as_array().unwrap().len() > 3000);
}

#[test]
fn nothing_but_the_page_and_its_data_can_be_reached() {
    let server = running();
    for path in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/api/document/../../run.json",
        "/api/document/%2e%2e%2frun.json",
        "/api/document/1",
        "/api/document/-1",
        "/api/document/99999999999999999999999",
        "/api/document/a.txt",
        "/api/document/",
        "/review.sqlite",
        "/.gongbao/review.token",
        "/api/nothing",
    ] {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(
            !answer.body.contains("root:") && !answer.body.contains(&server.token),
            "{path}"
        );
        assert!(answer.head.contains("content-security-policy"), "{path}");
    }
    let raw = |text: String| server.raw(&text).status;
    assert_eq!(
        raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_owned()),
        421
    );
    let host = format!("Host: 127.0.0.1:{}\r\nConnection: close\r\n", server.port);
    assert_eq!(raw(format!("GET /api/index HTTP/1.1\r\n{host}\r\n")), 401);
    let token = format!("X-Gongbao-Token: {}\r\n", server.token);
    assert_eq!(
        raw(format!(
            "POST /api/decide HTTP/1.1\r\n{host}{token}Content-Length: 0\r\n\r\n"
        )),
        403
    );
    assert_eq!(raw(format!("DELETE /api/decide HTTP/1.1\r\n{host}{token}\r\n")), 405);
}

#[test]
fn decisions_are_kept_once_and_undone() {
    let server = running();
    let index = server.get("/api/index").json();
    let kinds: Vec<String> = index["columns"]["kind"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            index["texts"][it.as_u64().unwrap() as usize - 1]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let of = |kind: &str| kinds.iter().position(|it| it == kind).unwrap();
    let (fact, skip) = (of("f"), of("s"));

    for _ in 0..2 {
        // Sent twice, as after a lost answer.
        assert_eq!(server.decide(fact, json!({"kind": "accept"})).status, 200);
    }
    assert_eq!(server.state(fact), "accepted");
    let answer = server.decide(fact, json!({"kind": "reject", "reason": "表格"})).json();
    let decisions = answer["standings"][fact.to_string()]["decisions"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(decisions.len(), 2, "{decisions:?}");
    assert_eq!(server.state(fact), "rejected");
    let undo = server.decide(fact, json!({"kind": "undo", "undoes": decisions[1]["id"]}));
    assert_eq!((undo.status, server.state(fact).as_str()), (200, "accepted"));
    assert_eq!(
        server.decide(skip, json!({"kind": "nothing", "reason": ""})).status,
        200
    );
    assert_eq!(server.state(skip), "nothing");

    let draft = json!({
        "value": "1.2亿", "unit": "元", "bound": "eq", "measure": "level", "status": "actual", "label": "<i>投资</i>", "period": "2023",
        "area": "湖州市",
    });
    let fixed = server
        .decide(fact, json!({"kind": "fix", "draft": draft, "reason": ""}))
        .json();
    assert_eq!(fixed["standings"][fact.to_string()]["claim"]["value"], "120000000");
    let store = Store::existing(&server.folder.path().join("output")).unwrap().unwrap();
    let all = store.all().unwrap();
    assert_eq!(all.len(), 5);
    assert!(
        all.iter().all(|it| it.check() == Ok(()) && it.reviewer == "王"),
        "{all:?}"
    );
    assert_eq!(all[0].anchor.before.chars().count(), super::super::anchor::CONTEXT);
}

#[test]
fn what_is_wrong_with_a_decision_is_told() {
    let server = running();
    let told = |answer: Answer| (answer.status, answer.json()["error"].as_str().unwrap().to_owned());
    let index = server.get("/api/index").json();
    let fact = (0..)
        .find(|item| index["columns"]["label"][*item].as_u64().unwrap() > 0)
        .unwrap();
    let wrong = json!({"kind": "fix", "draft": {"value": "很多"}, "reason": ""});
    let answer = server.decide(fact, wrong);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.json()["fields"]["label"], "a fact has a label");
    assert_eq!(
        answer.json()["fields"]["value"],
        "a number, such as 5.2, -3.4 or 8.39亿"
    );
    assert_eq!(
        told(server.decide(fact, json!({"kind": "nothing", "reason": ""}))),
        (
            400,
            "`anchor.reading` is a fact: it can be rejected or fixed".to_owned()
        )
    );
    let stale = json!({
        "key": "0123456789abcdef", "places": [{"document": "<b>a.txt", "start": 1, "mark": "x"}], "verdict": {"kind": "accept"},
        "sequence": 0,
    });
    assert_eq!(
        told(server.post(&stale)),
        (
            409,
            "the output has changed, and this number is read otherwise now; look at it again".to_owned()
        )
    );
    let mut elsewhere = stale.clone();
    elsewhere["places"][0]["document"] = "../../etc/passwd".into();
    assert_eq!(
        told(server.post(&elsewhere)),
        (409, "the output has no document ../../etc/passwd".to_owned())
    );
    assert_eq!(server.post(&json!({"key": "x".repeat(2 << 20)})).status, 413);
    assert!(
        told(server.post(&json!({"kind": "accept"})))
            .1
            .starts_with("no decision: unknown field `kind`")
    );

    // A file that has changed since cannot be reviewed: nothing would find the number again.
    fs::write(server.folder.path().join("公报/<b>a.txt"), "别的内容").unwrap();
    assert_eq!(
        told(server.decide(fact, json!({"kind": "accept"}))),
        (
            409,
            "nothing was decided: <b>a.txt has changed since it was read; run `gongbao extract` again".to_owned()
        )
    );
    fs::remove_file(server.folder.path().join("公报/<b>a.txt")).unwrap();
    let document = server.get("/api/document/0").json();
    assert_eq!(document["text"], Value::Null);
    assert!(
        document["problem"]
            .as_str()
            .unwrap()
            .starts_with("<b>a.txt is no longer there")
    );
}
