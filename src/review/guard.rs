//! Who may ask the server what. Documents are hostile and so is the web: other pages in the same browser must neither
//! read nor write, under whatever name they reach this address.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::server::{Shared, told};

/// Name of the header that carries the token.
pub const TOKEN: &str = "x-gongbao-token";

/// What the browser may do with the page: run our script and nothing else, load nothing from anywhere, be framed by
/// nobody.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
                          form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Lets a request pass that comes from our own page, or asks for the page itself; marks every answer as ours alone.
pub async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let refusal = refusal(
        request.method(),
        request.uri().path(),
        request.headers(),
        shared.port,
        &shared.token,
    );
    let mut response = match refusal {
        Some((status, why)) => told(status, why),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for name in ["cross-origin-opener-policy", "cross-origin-resource-policy"] {
        headers.insert(name, HeaderValue::from_static("same-origin"));
    }
    response
}

/// Why a request is refused.
fn refusal(
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    port: u16,
    token: &str,
) -> Option<(StatusCode, &'static str)> {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let own = ["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{host}:{port}"));
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    // A name that somebody else's server gave this address: DNS rebinding.
    if hosts.next().is_some() || !host.is_some_and(|host| own.iter().any(|own| own == host)) {
        return Some((
            StatusCode::MISDIRECTED_REQUEST,
            "this server answers to 127.0.0.1 and localhost only",
        ));
    }
    let other_site = said("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let own_origin = host.map(|host| format!("http://{host}"));
    let other_origin = said("origin").is_some_and(|origin| Some(origin) != own_origin.as_deref());
    if other_origin || other_site {
        return Some((StatusCode::FORBIDDEN, "the request comes from another page"));
    }
    if !path.starts_with("/api/") {
        return None;
    }
    if !said(TOKEN).is_some_and(|given| same(given.as_bytes(), token.as_bytes())) {
        return Some((
            StatusCode::UNAUTHORIZED,
            "open the page with the whole address that `gongbao review` prints",
        ));
    }
    if *method == Method::POST {
        if said("origin").is_none() {
            return Some((
                StatusCode::FORBIDDEN,
                "the request does not say which page it comes from",
            ));
        }
        if said("content-type") != Some("application/json") {
            return Some((StatusCode::UNSUPPORTED_MEDIA_TYPE, "a request is application/json"));
        }
    }
    None
}

/// Compares in a time that does not tell how much was right.
fn same(given: &[u8], token: &[u8]) -> bool {
    given.len() == token.len() && given.iter().zip(token).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The status of a request with these headers, one a line.
    fn status(method: &str, path: &str, said: &str) -> u16 {
        let mut headers = HeaderMap::new();
        for line in said.lines().filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(": ").unwrap();
            headers.append(
                header::HeaderName::from_bytes(name.to_lowercase().as_bytes()).unwrap(),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        refusal(&method, path, &headers, 8417, "secret").map_or(200, |(status, _)| status.as_u16())
    }

    #[test]
    fn only_our_own_page_reads_and_writes() {
        let own = "Host: 127.0.0.1:8417\nX-Gongbao-Token: secret\n";
        let with = |more: &str| format!("{own}{more}");
        let post = "Origin: http://127.0.0.1:8417\nContent-Type: application/json\n";
        for (method, path, said, expected) in [
            ("GET", "/", "Host: 127.0.0.1:8417".to_owned(), 200),
            ("GET", "/", "Host: localhost:8417".to_owned(), 200),
            ("GET", "/", "Host: [::1]:8417".to_owned(), 200),
            // Rebinding: another name, another port, none, two.
            ("GET", "/", "Host: evil.example:8417".to_owned(), 421),
            ("GET", "/", "Host: 127.0.0.1".to_owned(), 421),
            ("GET", "/", "Host: 127.0.0.1:8417.evil.example".to_owned(), 421),
            ("GET", "/", String::new(), 421),
            ("GET", "/", "Host: 127.0.0.1:8417\nHost: evil.example".to_owned(), 421),
            // Reading the documents takes the token.
            ("GET", "/api/index", own.to_owned(), 200),
            ("GET", "/api/index", "Host: 127.0.0.1:8417".to_owned(), 401),
            (
                "GET",
                "/api/index",
                "Host: 127.0.0.1:8417\nX-Gongbao-Token: secres".to_owned(),
                401,
            ),
            (
                "GET",
                "/api/index",
                "Host: 127.0.0.1:8417\nX-Gongbao-Token: ".to_owned(),
                401,
            ),
            ("GET", "/api/index", with("Origin: http://evil.example"), 403),
            ("GET", "/api/index", with("Sec-Fetch-Site: cross-site"), 403),
            ("GET", "/api/index", with("Sec-Fetch-Site: same-site"), 403),
            ("GET", "/", "Host: 127.0.0.1:8417\nSec-Fetch-Site: none".to_owned(), 200),
            // Writing takes the origin and the type too.
            ("POST", "/api/decide", with(post), 200),
            ("POST", "/api/decide", with("Content-Type: application/json"), 403),
            (
                "POST",
                "/api/decide",
                with("Origin: null\nContent-Type: application/json"),
                403,
            ),
            (
                "POST",
                "/api/decide",
                with("Origin: http://localhost:8417\nContent-Type: application/json"),
                403,
            ),
            (
                "POST",
                "/api/decide",
                with("Origin: http://127.0.0.1:8417\nContent-Type: text/plain"),
                415,
            ),
            ("POST", "/api/decide", format!("Host: 127.0.0.1:8417\n{post}"), 401),
        ] {
            assert_eq!(status(method, path, &said), expected, "{method} {path} with {said}");
        }
    }
}
