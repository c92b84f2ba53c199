//! The server of the page: on this machine only, for one output and one reviewer. Documents are asked for by number, so
//! that no path comes from outside.

use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{self, DefaultBodyLimit, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::rules::Rules;
use crate::write::KEPT;

use super::ReviewProblem;
use super::board::{Board, Refusal};
use super::decision::{Decision, Reading, Verdict};
use super::draft::Draft;
use super::guard::guard;
use super::page::{self, SCRIPT, STYLE};
use super::store;

/// Bytes of a request, at most.
const LARGEST_REQUEST: usize = 1 << 20;
/// Numbers that one request decides on, at most.
const MOST_AT_ONCE: usize = 5_000;

/// What all requests share.
#[derive(Clone)]
pub struct Shared {
    board: Arc<Mutex<Board>>,
    rules: Arc<Rules>,
    reviewer: Arc<str>,
    /// Guards what the server says and does.
    pub token: Arc<str>,
    /// Where the server listens.
    pub port: u16,
}

/// A server that is ready to answer.
pub struct Server {
    listener: TcpListener,
    shared: Shared,
}

impl Server {
    /// Takes the port on this machine; any that is free where it is taken already and `only` does not insist.
    ///
    /// # Errors
    /// When no port can be taken, or the token cannot be kept.
    pub fn bind(
        board: Board,
        rules: Rules,
        output: &Path,
        reviewer: &str,
        (port, only): (u16, bool),
    ) -> io::Result<Self> {
        let bind = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
        let listener = match bind(port) {
            Err(error) if !only && error.kind() == io::ErrorKind::AddrInUse => bind(0)?,
            result => result?,
        };
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok(Self {
            listener,
            shared: Shared {
                board: Arc::new(Mutex::new(board)),
                rules: Arc::new(rules),
                reviewer: reviewer.into(),
                token: token(output)?.into(),
                port,
            },
        })
    }

    /// The address to open, with the token; what stands behind `#` never leaves the browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/#token={}", self.shared.port, self.shared.token)
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// When the system takes the port away.
    pub fn run(self) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            axum::serve(listener, router(self.shared)).await
        })
    }
}

/// The token of an output: kept, so that an open page goes on when the server is started again.
fn token(output: &Path) -> io::Result<String> {
    let folder = output.join(KEPT);
    let path = folder.join("review.token");
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept.len() == 64 && kept.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(kept);
    }
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let token = blake3::Hash::from_bytes(random).to_hex().to_string();
    fs::create_dir_all(&folder)?;
    // Such files are made for their owner alone.
    let mut file = tempfile::NamedTempFile::new_in(&folder)?;
    file.write_all(token.as_bytes())?;
    file.persist(path)?;
    Ok(token)
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/", get(|| async { typed("text/html; charset=utf-8", page::html()) }))
        .route("/review.css", get(|| async { typed("text/css; charset=utf-8", STYLE) }))
        .route(
            "/review.js",
            get(|| async { typed("text/javascript; charset=utf-8", SCRIPT) }),
        )
        .route("/api/index", get(index))
        .route("/api/lexicon", get(lexicon))
        .route("/api/document/{number}", get(document))
        .route("/api/since/{sequence}", get(since))
        .route("/api/decide", post(decide))
        .fallback(|| async { told(StatusCode::NOT_FOUND, "there is nothing here") })
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
        .layer(middleware::from_fn_with_state(shared.clone(), guard))
        .with_state(shared)
}

impl Shared {
    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn index(State(shared): State<Shared>) -> Response {
    let mut board = shared.board();
    if let Err(problem) = board.refresh() {
        return trouble(&problem);
    }
    let mut index = board.index();
    index["reviewer"] = (&*shared.reviewer).into();
    answer(StatusCode::OK, &index)
}

/// What fields can be completed with.
async fn lexicon(State(shared): State<Shared>) -> Response {
    answer(StatusCode::OK, &page::lexicon(&shared.rules))
}

async fn document(State(shared): State<Shared>, extract::Path(number): extract::Path<usize>) -> Response {
    match shared.board().document(number) {
        Some(document) => answer(StatusCode::OK, &document),
        None => told(StatusCode::NOT_FOUND, "there is no document of this number"),
    }
}

/// What others have decided since, and whether the output is still the same.
async fn since(State(shared): State<Shared>, extract::Path(sequence): extract::Path<i64>) -> Response {
    let mut board = shared.board();
    let news = board.refresh().and_then(|()| board.standings_after(sequence));
    match news {
        Ok(standings) => answer(
            StatusCode::OK,
            &json!({ "standings": standings, "sequence": board.sequence(), "run": board.run() }),
        ),
        Err(problem) => trouble(&problem),
    }
}

/// A decision as the page sends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    /// Made up by the page; the same for the same decision, however often it is sent.
    key: String,
    places: Vec<Target>,
    verdict: Asked,
    #[serde(default)]
    resolves: bool,
    /// The number of the last decision that the page knows.
    sequence: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    document: String,
    start: usize,
    mark: String,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum Asked {
    Accept,
    Reject { reason: String },
    Fix { draft: Box<Draft>, reason: String },
    Nothing { reason: String },
    Missing { draft: Box<Draft>, reason: String },
    Later,
    Undo { undoes: String },
}

async fn decide(State(shared): State<Shared>, body: Bytes) -> Response {
    let request: Request = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(error) => return told(StatusCode::BAD_REQUEST, &format!("no decision: {error}")),
    };
    let mut board = shared.board();
    match taken(&mut board, &shared, &request) {
        Ok(standings) => answer(
            StatusCode::OK,
            &json!({ "standings": standings, "sequence": board.sequence() }),
        ),
        Err(Refused { status, told }) => answer(status, &told),
    }
}

/// Why a request comes to nothing.
struct Refused {
    status: StatusCode,
    told: Value,
}

impl Refused {
    fn new(status: StatusCode, why: &str) -> Self {
        Self {
            status,
            told: json!({ "error": why }),
        }
    }
}

impl From<ReviewProblem> for Refused {
    fn from(problem: ReviewProblem) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, &problem.to_string())
    }
}

/// Keeps what was decided; returns the standing of what has changed since the page last asked.
fn taken(board: &mut Board, shared: &Shared, request: &Request) -> Result<Value, Refused> {
    board.refresh()?;
    let decisions = decisions(board, shared, request)?;
    board.keep(&decisions)?;
    Ok(board.standings_after(request.sequence)?)
}

fn decisions(board: &mut Board, shared: &Shared, request: &Request) -> Result<Vec<Decision>, Refused> {
    let bad = |why: &str| Refused::new(StatusCode::BAD_REQUEST, why);
    if request.places.len() > MOST_AT_ONCE || request.key.len() > 100 || request.key.len() < 16 {
        return Err(bad("too much at once"));
    }
    let claim = |draft: &Draft| {
        draft.claim(&shared.rules).map(Box::new).map_err(|fields| Refused {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            told: json!({ "error": "some fields are not right", "fields": fields }),
        })
    };
    let verdict = match &request.verdict {
        Asked::Accept => Verdict::Accept,
        Asked::Reject { reason } => Verdict::Reject { reason: reason.clone() },
        Asked::Fix { draft, reason } => Verdict::Fix {
            claim: claim(draft)?,
            reason: reason.clone(),
        },
        Asked::Nothing { reason } => Verdict::Nothing { reason: reason.clone() },
        Asked::Missing { draft, reason } => Verdict::Missing {
            claim: claim(draft)?,
            reason: reason.clone(),
        },
        Asked::Later => Verdict::Later,
        Asked::Undo { undoes } => Verdict::Undo { undoes: undoes.clone() },
    };
    let mut anchors = Vec::with_capacity(request.places.len());
    if let Verdict::Undo { undoes } = &verdict {
        // Undone already, by this very request sent twice: the same record again changes nothing.
        anchors.extend(board.anchor_of(undoes));
    } else {
        for place in &request.places {
            let anchor = board.anchor(&place.document, place.start, &place.mark);
            anchors.push(anchor.map_err(|refusal| {
                let why = match refusal {
                    Refusal::Changed(why) => why,
                    Refusal::Unread(why) => format!("nothing was decided: {why}"),
                };
                Refused::new(StatusCode::CONFLICT, &why)
            })?);
        }
    }
    let at = format!("{:.3}", jiff::Timestamp::now());
    let made = anchors.into_iter().enumerate().map(|(number, anchor)| {
        let decision = Decision {
            id: store::name(&format!("{} {number}", request.key), &shared.reviewer),
            at: at.clone(),
            reviewer: shared.reviewer.to_string(),
            verdict: match (&verdict, &anchor.reading) {
                // Several numbers at once: what is no fact cannot be rejected, only confirmed to be none.
                (Verdict::Reject { reason }, Reading::Open | Reading::Skip { .. }) => {
                    Verdict::Nothing { reason: reason.clone() }
                }
                _ => verdict.clone(),
            },
            anchor,
            resolves: request.resolves,
        };
        decision.check().map(|()| decision).map_err(|why| bad(&why))
    });
    made.collect()
}

fn typed(kind: &'static str, text: impl Into<Body>) -> Response {
    let mut response = Response::new(text.into());
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn answer(status: StatusCode, value: &impl Serialize) -> Response {
    let json = serde_json::to_string(value).expect("what is told has only fields that JSON has");
    let mut response = typed("application/json", json);
    *response.status_mut() = status;
    response
}

/// A refusal in words.
pub fn told(status: StatusCode, why: &str) -> Response {
    answer(status, &json!({ "error": why }))
}

fn trouble(problem: &ReviewProblem) -> Response {
    told(StatusCode::INTERNAL_SERVER_ERROR, &problem.to_string())
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
