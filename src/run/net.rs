//! Requests on the wire. Whether a request was sent at all is told apart from whether it was answered; keys go to the
//! hosts that may see them; nothing follows a redirect with a key, and results never come from private addresses.

use std::collections::BTreeMap;
use std::io::Read;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use ureq::http::{Request, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::keys::Secret;
use crate::backends::remote::{Ask, Body, Field, Method, Reply};
use crate::plan::provider::contract::Auth;

/// Larger answers are refused.
const MOST_JSON: u64 = 256 << 20;
const MOST_RESULT: u64 = 2 << 30;
const REDIRECTS: usize = 3;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The request never left: it can be sent again.
    NotSent(String),
    /// It left, and what came of it is not known.
    Unanswered(String),
    /// It must not be sent.
    Forbidden(String),
}

impl NetError {
    pub fn reason(&self) -> &str {
        match self {
            NetError::NotSent(r) | NetError::Unanswered(r) | NetError::Forbidden(r) => r,
        }
    }
}

/// A key, how it is shown, and to whom.
#[derive(Clone, Debug)]
pub struct Pass {
    pub auth: Auth,
    pub secret: Secret,
    pub hosts: Arc<[String]>,
}

pub struct Net {
    asking: ureq::Agent,
    fetching: ureq::Agent,
}

impl Default for Net {
    fn default() -> Self {
        Net::new()
    }
}

impl Net {
    pub fn new() -> Net {
        let config = || {
            ureq::Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                // A connection that was kept open may be dead, and whether a request left on it is not known.
                .max_idle_connections(0)
                .timeout_resolve(Some(Duration::from_secs(20)))
                .timeout_connect(Some(Duration::from_secs(20)))
                .timeout_global(Some(limit()))
                .user_agent(concat!("frost/", env!("CARGO_PKG_VERSION")))
                .build()
        };
        Net { asking: config().new_agent(), fetching: ureq::Agent::with_parts(config(), DefaultConnector::new(), Public(DefaultResolver::default())) }
    }

    /// Sends a request of a provider.
    pub fn ask(&self, ask: &Ask, pass: Option<&Pass>) -> Result<Reply, NetError> {
        let uri = address(&ask.url)?;
        if let Some(pass) = pass {
            guard(&uri, &pass.hosts)?;
        }
        let mut request = Request::builder().method(match ask.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        });
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        if let Some(pass) = pass {
            let key = pass.secret.reveal();
            request = match &pass.auth {
                Auth::Bearer => request.header("authorization", format!("Bearer {key}")),
                Auth::Basic => request.header("authorization", format!("Basic {key}")),
                Auth::Header(name) => request.header(name.as_str(), key),
            };
        }
        let (kind, body) = match &ask.body {
            Body::None => (None, Vec::new()),
            Body::Json(value) => (Some("application/json".to_string()), value.to_string().into_bytes()),
            Body::Form(fields) => {
                let (mark, bytes) = form(fields);
                (Some(format!("multipart/form-data; boundary={mark}")), bytes)
            }
        };
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let hide = |text: String| pass.map_or(text.clone(), |p| p.secret.hide(&text));
        let request = request.uri(uri).body(body).map_err(|e| NetError::Forbidden(hide(e.to_string())))?;
        read(self.asking.run(request), MOST_JSON)
    }

    /// Fetches a result from an address that a provider gave. `local` says that the provider itself is on this machine.
    pub fn fetch(&self, url: &str, local: bool) -> Result<Reply, NetError> {
        let mut url = url.to_string();
        for _ in 0..=REDIRECTS {
            let uri = address(&url)?;
            let loopback = is_loopback(&uri);
            if loopback && !local {
                return Err(NetError::Forbidden(format!("the result is said to lie on this machine ({}), where no provider is", host(&uri))));
            }
            if uri.scheme_str() != Some("https") && !loopback {
                return Err(NetError::Forbidden(format!("the result is said to lie at `{}` without https", host(&uri))));
            }
            let request = Request::get(uri.clone()).body(Vec::new()).map_err(|e| NetError::Forbidden(e.to_string()))?;
            let reply = read(if loopback { self.asking.run(request) } else { self.fetching.run(request) }, MOST_RESULT)?;
            match reply.headers.get("location").filter(|_| matches!(reply.status, 301 | 302 | 303 | 307 | 308)) {
                Some(next) => url = joined(&uri, next),
                None => return Ok(reply),
            }
        }
        Err(NetError::Forbidden("the result's address leads from one place to the next".into()))
    }
}

/// Ten minutes for one answer: pictures of the largest size take a few.
fn limit() -> Duration {
    let said = std::env::var("FROST_TIMEOUT").ok().and_then(|v| v.parse::<f64>().ok()).filter(|v| (0.05..=3600.0).contains(v));
    Duration::from_secs_f64(said.unwrap_or(600.0))
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>, most: u64) -> Result<Reply, NetError> {
    let answer = answer.map_err(|e| error(&e))?;
    let (parts, body) = answer.into_parts();
    let headers: BTreeMap<String, String> = parts.headers.iter().filter_map(|(k, v)| Some((k.as_str().to_lowercase(), v.to_str().ok()?.to_string()))).collect();
    let mut bytes = Vec::new();
    let done = body.into_with_config().limit(most).reader().read_to_end(&mut bytes);
    let short = headers.get("content-length").and_then(|l| l.parse::<u64>().ok()).is_some_and(|l| l != bytes.len() as u64 && !headers.contains_key("content-encoding"));
    if done.is_err() || short {
        // A refusal needs no whole body to be one.
        if !parts.status.is_success() {
            return Ok(Reply { status: parts.status.as_u16(), headers, body: bytes });
        }
        return Err(NetError::Unanswered("the answer broke off".into()));
    }
    Ok(Reply { status: parts.status.as_u16(), headers, body: bytes })
}

fn error(error: &ureq::Error) -> NetError {
    use ureq::Timeout;
    match error {
        ureq::Error::HostNotFound => NetError::NotSent("the server's name is not known here".into()),
        ureq::Error::ConnectionFailed => NetError::NotSent("the server cannot be reached".into()),
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => NetError::NotSent("the server does not answer calls".into()),
        ureq::Error::Io(e) if e.kind() == std::io::ErrorKind::ConnectionRefused => NetError::NotSent("the server cannot be reached: connection refused".into()),
        ureq::Error::Rustls(e) => NetError::NotSent(format!("no safe connection: {e}")),
        ureq::Error::Tls(e) => NetError::NotSent(format!("no safe connection: {e}")),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => NetError::Forbidden("the address cannot be used".into()),
        ureq::Error::Other(e) if e.downcast_ref::<Private>().is_some() => NetError::Forbidden("the result is said to lie at a private address".into()),
        ureq::Error::Timeout(_) => NetError::Unanswered("there was no answer in time".into()),
        ureq::Error::Io(e) => NetError::Unanswered(format!("the connection broke: {}", crate::host::plain(e))),
        _ => NetError::Unanswered("the connection broke".into()),
    }
}

fn address(url: &str) -> Result<Uri, NetError> {
    let uri: Uri = url.parse().map_err(|_| NetError::Forbidden("an address cannot be read".into()))?;
    let plain = uri.authority().is_some_and(|a| !a.as_str().contains('@'));
    match uri.scheme_str() {
        Some("http" | "https") if plain => Ok(uri),
        _ => Err(NetError::Forbidden("an address is neither http nor https".into())),
    }
}

fn host(uri: &Uri) -> String {
    uri.host().unwrap_or_default().trim_matches(['[', ']']).to_lowercase()
}

fn is_loopback(uri: &Uri) -> bool {
    let host = host(uri);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A key goes to the hosts it was given for, and over https unless they are on this machine.
fn guard(uri: &Uri, hosts: &[String]) -> Result<(), NetError> {
    let name = host(uri);
    let port = uri.port_u16();
    let fits = hosts.iter().any(|h| match h.strip_prefix("*.") {
        Some(rest) => name.strip_suffix(rest).and_then(|n| n.strip_suffix('.')).is_some_and(|n| !n.is_empty() && !n.contains('.')),
        None => *h == name || port.is_some_and(|p| *h == format!("{name}:{p}")),
    });
    if !fits {
        return Err(NetError::Forbidden(format!("`{name}` is no host that may see this key")));
    }
    if uri.scheme_str() != Some("https") && !is_loopback(uri) {
        return Err(NetError::Forbidden(format!("a key does not go to `{name}` without https")));
    }
    Ok(())
}

/// The host of an address, with its port where one is said, for [`Pass::hosts`].
pub fn host_of(base: &str) -> Option<String> {
    let uri = address(base).ok()?;
    let name = host(&uri);
    Some(uri.port_u16().map_or(name.clone(), |p| format!("{name}:{p}")))
}

pub fn is_local(base: &str) -> bool {
    address(base).is_ok_and(|uri| is_loopback(&uri))
}

fn joined(from: &Uri, next: &str) -> String {
    if next.contains("://") {
        return next.to_string();
    }
    let authority = from.authority().map_or("", |a| a.as_str());
    format!("{}://{authority}/{}", from.scheme_str().unwrap_or("https"), next.trim_start_matches('/'))
}

/// The fields of a form and the mark between them, which none of them holds.
fn form(fields: &[Field]) -> (String, Vec<u8>) {
    let mut hasher = blake3::Hasher::new();
    for field in fields {
        hasher.update(&field.bytes);
    }
    let mark = format!("frost-{}", &hasher.finalize().to_hex()[..40]);
    let mut out = Vec::new();
    for field in fields {
        let file = field.file.as_ref().map_or(String::new(), |(name, _)| format!("; filename=\"{}\"", name.replace(['"', '\r', '\n', '\\'], "_")));
        out.extend_from_slice(format!("--{mark}\r\nContent-Disposition: form-data; name=\"{}\"{file}\r\n", field.name).as_bytes());
        if let Some((_, mime)) = &field.file {
            out.extend_from_slice(format!("Content-Type: {mime}\r\n").as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(&field.bytes);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{mark}--\r\n").as_bytes());
    (mark, out)
}

/// Resolves names, and knows no private address.
#[derive(Debug)]
struct Public(DefaultResolver);

#[derive(Debug)]
struct Private;

impl std::fmt::Display for Private {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a private address")
    }
}

impl std::error::Error for Private {}

impl Resolver for Public {
    fn resolve(&self, uri: &Uri, config: &ureq::config::Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.0.resolve(uri, config, timeout)?;
        if found.iter().any(|a| !is_public(a.ip())) {
            return Err(ureq::Error::Other(Box::new(Private)));
        }
        Ok(found)
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            !(v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_unspecified() || v4.is_broadcast() || v4.is_multicast() || a == 0 || (a == 100 && (64..128).contains(&b)) || (a == 198 && (18..20).contains(&b)) || a >= 240)
        }
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_public(IpAddr::V4(v4)),
            None => !(v6.is_loopback() || v6.is_unspecified() || v6.is_multicast() || (v6.segments()[0] & 0xfe00) == 0xfc00 || (v6.segments()[0] & 0xffc0) == 0xfe80),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_nowhere_else() {
        let hosts = ["api.openai.com".to_string(), "*.openai.azure.com".to_string(), "127.0.0.1:8080".to_string()];
        let may = |url: &str| address(url).and_then(|u| guard(&u, &hosts)).is_ok();
        assert!(may("https://api.openai.com/v1/x") && may("https://mine.openai.azure.com/x") && may("http://127.0.0.1:8080/v1"));
        for url in [
            "http://api.openai.com/v1", "https://api.openai.com.evil.example/", "https://evil.example/api.openai.com", "https://api.openai.com@evil.example/", "https://a.b.openai.azure.com/",
            "https://openai.azure.com/", "http://127.0.0.1:8081/", "ftp://api.openai.com/", "https://xopenai.azure.com/",
        ] {
            assert!(!may(url), "{url}");
        }
    }

    #[test]
    fn private_addresses_are_known() {
        for ip in ["10.1.2.3", "127.0.0.1", "169.254.169.254", "192.168.0.1", "172.16.0.1", "100.64.0.1", "0.0.0.0", "::1", "fd00::1", "fe80::1", "::ffff:10.0.0.1"] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
        assert!(is_public("1.1.1.1".parse().unwrap()) && is_public("2606:4700::1".parse().unwrap()));
    }

    #[test]
    fn results_come_over_https_or_from_a_local_provider() {
        let net = Net::new();
        for (url, local) in [("http://example.com/a.png", true), ("http://127.0.0.1:1/a.png", false), ("https://127.0.0.1:1/a.png", false), ("https://10.0.0.1/a.png", true), ("file:///etc/passwd", true), ("https://[::ffff:10.0.0.1]/", true)] {
            assert!(matches!(net.fetch(url, local), Err(NetError::Forbidden(_))), "{url}: {:?}", net.fetch(url, local));
        }
        assert!(matches!(net.fetch("http://127.0.0.1:1/a.png", true), Err(NetError::NotSent(_))));
    }
}
