//! Requests on the wire. Whether a request was sent at all is told apart from whether it was answered; keys go to the
//! hosts that may see them; nothing follows a redirect with a key, and results never come from private addresses.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Response, Url, redirect};
use tokio::runtime::Runtime;

use super::keys::Secret;
use crate::backends::remote::{Ask, Body, Field, Method, Reply};
use crate::plan::provider::contract::Auth;

/// Larger answers are refused.
pub const MOST_ANSWER: u64 = 128 << 20;
/// A clip.
pub const MOST_CLIP: u64 = 512 << 20;
/// A picture, or a sound.
pub const MOST_OTHER: u64 = 128 << 20;
const REDIRECTS: usize = 3;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The request never left: it can be sent again.
    NotSent(String),
    /// It left, and what came of it is not known.
    Unanswered(String),
    /// It was answered with more than may be.
    TooLarge(String),
    /// It must not be sent.
    Forbidden(String),
}

impl NetError {
    pub fn reason(&self) -> &str {
        match self {
            NetError::NotSent(r) | NetError::Unanswered(r) | NetError::TooLarge(r) | NetError::Forbidden(r) => r,
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

/// Requests of many threads at once; the wire itself is served by one runtime.
pub struct Net {
    runtime: Runtime,
    asking: Client,
    /// For this machine: never by way of a proxy, which would read what goes to a neighbour.
    near: Client,
    /// For results, from public addresses only.
    fetching: Client,
    /// Whether a proxy of the environment stands before everything else. Then it resolves names.
    proxied: bool,
}

impl Net {
    pub fn new() -> Result<Net, NetError> {
        let failed = |e: &dyn std::fmt::Display| NetError::Forbidden(format!("nothing can be sent from here: {e}"));
        let client = || {
            Client::builder()
                .redirect(redirect::Policy::none())
                // A connection that was kept open may be dead, and whether a request left on it is not known.
                .pool_max_idle_per_host(0)
                .connect_timeout(Duration::from_secs(20))
                .timeout(limit())
                .user_agent(concat!("frost/", env!("CARGO_PKG_VERSION")))
        };
        Ok(Net {
            runtime: tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|e| failed(&e))?,
            asking: client().build().map_err(|e| failed(&e))?,
            near: client().no_proxy().build().map_err(|e| failed(&e))?,
            fetching: client().no_proxy().dns_resolver(Arc::new(Public)).build().map_err(|e| failed(&e))?,
            proxied: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].iter().any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty())),
        })
    }

    /// Sends a request of a provider.
    pub fn ask(&self, ask: &Ask, pass: Option<&Pass>) -> Result<Reply, NetError> {
        self.ask_for(ask, pass, MOST_ANSWER, None)
    }

    /// Sends a request that is answered with at most so many bytes, and within a time.
    pub fn ask_for(&self, ask: &Ask, pass: Option<&Pass>, most: u64, within: Option<Duration>) -> Result<Reply, NetError> {
        let url = address(&ask.url)?;
        if let Some(pass) = pass {
            guard(&url, &pass.hosts)?;
        }
        let client = if is_loopback(&url) { &self.near } else { &self.asking };
        let mut request = match ask.method {
            Method::Get => client.get(url),
            Method::Post => client.post(url),
        };
        if let Some(within) = within {
            request = request.timeout(within.min(limit()));
        }
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        if let Some(pass) = pass {
            let (name, value) = header(pass);
            request = request.header(name, value);
        }
        request = match &ask.body {
            Body::None => request,
            Body::Json(value) => request.header("content-type", "application/json").body(value.to_string()),
            Body::Form(fields) => {
                let (mark, bytes) = form(fields);
                request.header("content-type", format!("multipart/form-data; boundary={mark}")).body(bytes)
            }
        };
        self.runtime.block_on(async { read(request.send().await, most).await })
    }

    /// Hears what a server tells by itself, in the background, until it falls silent or this is dropped.
    pub fn listen(&self, url: &str, pass: Option<&Pass>, hear: impl Fn(&str) + Send + 'static) -> Result<(), NetError> {
        use tokio_tungstenite::tungstenite::client::IntoClientRequest;
        use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
        use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
        // The same rules as for any request: `ws` is `http` there.
        let checked = address(&url.replacen("ws", "http", 1))?;
        if let Some(pass) = pass {
            guard(&checked, &pass.hosts)?;
        }
        let mut request = url.into_client_request().map_err(|_| unreadable())?;
        if let Some((name, value)) = pass.map(header) {
            let (Ok(name), Ok(mut value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) else { return Err(unreadable()) };
            value.set_sensitive(true);
            request.headers_mut().insert(name, value);
        }
        let most = WebSocketConfig::default().max_message_size(Some(16 << 20)).max_frame_size(Some(16 << 20));
        self.runtime.spawn(async move {
            let connecting = tokio_tungstenite::connect_async_with_config(request, Some(most), true);
            let Ok(Ok((mut socket, _))) = tokio::time::timeout(Duration::from_secs(20), connecting).await else { return };
            while let Some(Ok(message)) = futures_util::StreamExt::next(&mut socket).await {
                if let Ok(text) = message.to_text() {
                    hear(text);
                }
            }
        });
        Ok(())
    }

    /// Fetches a result from an address that a provider gave. `local` says that the provider itself is on this machine.
    pub fn fetch(&self, url: &str, local: bool, most: u64) -> Result<Reply, NetError> {
        let mut url = address(url)?;
        for _ in 0..=REDIRECTS {
            let loopback = is_loopback(&url);
            if loopback && !local {
                return Err(NetError::Forbidden(format!("the result is said to lie on this machine ({}), where no provider is", host(&url))));
            }
            if url.scheme() != "https" && !loopback {
                return Err(NetError::Forbidden(format!("the result is said to lie at `{}` without https", host(&url))));
            }
            // Names are looked at when they are resolved; an address needs no resolving.
            if !loopback && host(&url).parse().is_ok_and(|ip| !is_public(ip)) {
                return Err(NetError::Forbidden(PRIVATE.into()));
            }
            let client = match (loopback, self.proxied) {
                (true, _) => &self.near,
                (false, false) => &self.fetching,
                (false, true) => {
                    self.public_name(&url)?;
                    &self.asking
                }
            };
            let reply = self.runtime.block_on(async { read(client.get(url.clone()).send().await, most).await })?;
            match reply.headers.get("location").filter(|_| matches!(reply.status, 301 | 302 | 303 | 307 | 308)) {
                Some(next) => url = url.join(next).map_err(|_| unreadable()).and_then(|u| address(u.as_str()))?,
                None => return Ok(reply),
            }
        }
        Err(NetError::Forbidden("the result's address leads from one place to the next".into()))
    }
}

impl Net {
    /// A name that is known here leads to no private address; one that only a proxy knows is the proxy's to judge.
    fn public_name(&self, url: &Url) -> Result<(), NetError> {
        let name = host(url);
        let found = self.runtime.block_on(async { tokio::net::lookup_host((name.as_str(), 443)).await.map(|all| all.collect::<Vec<_>>()) });
        match found {
            Ok(all) if all.iter().any(|a| !is_public(a.ip())) => Err(NetError::Forbidden(PRIVATE.into())),
            _ => Ok(()),
        }
    }
}

/// How a request shows a key.
fn header(pass: &Pass) -> (&str, String) {
    let key = pass.secret.reveal();
    match &pass.auth {
        Auth::Bearer => ("authorization", format!("Bearer {key}")),
        Auth::Basic => ("authorization", format!("Basic {key}")),
        Auth::Login => ("authorization", format!("Basic {}", base64::Engine::encode(&base64::engine::general_purpose::STANDARD, key))),
        Auth::Header(name) => (name.as_str(), key.to_string()),
    }
}

/// Ten minutes for one answer: pictures of the largest size take a few.
fn limit() -> Duration {
    let said = std::env::var("FROST_TIMEOUT").ok().and_then(|v| v.parse::<f64>().ok()).filter(|v| (0.05..=3600.0).contains(v));
    Duration::from_secs_f64(said.unwrap_or(600.0))
}

async fn read(answer: Result<Response, reqwest::Error>, most: u64) -> Result<Reply, NetError> {
    let mut answer = answer.map_err(|e| error(&e))?;
    let status = answer.status();
    let headers: BTreeMap<String, String> = answer.headers().iter().filter_map(|(k, v)| Some((k.as_str().to_lowercase(), v.to_str().ok()?.to_string()))).collect();
    let mut body = Vec::new();
    let too_large = || NetError::TooLarge(format!("the answer is larger than {} MB", most >> 20));
    if status.is_success() && answer.content_length().is_some_and(|long| long > most) {
        return Err(too_large());
    }
    let whole = loop {
        match answer.chunk().await {
            Ok(None) => break true,
            Ok(Some(chunk)) if (body.len() + chunk.len()) as u64 <= most => body.extend_from_slice(&chunk),
            Ok(Some(_)) if status.is_success() => return Err(too_large()),
            _ => break false,
        }
    };
    // A refusal needs no whole body to be one.
    if !whole && status.is_success() {
        return Err(NetError::Unanswered("the answer broke off".into()));
    }
    Ok(Reply { status: status.as_u16(), headers, body })
}

/// What went wrong, without the address: it may hold what nobody should read.
fn error(error: &reqwest::Error) -> NetError {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if inner.is::<Private>() {
            return NetError::Forbidden(PRIVATE.into());
        }
        cause = inner.source();
    }
    match () {
        () if error.is_builder() => NetError::Forbidden("the address or a header cannot be used".into()),
        () if error.is_connect() && error.is_timeout() => NetError::NotSent("the server does not answer calls".into()),
        () if error.is_connect() => NetError::NotSent("the server cannot be reached, or not safely".into()),
        () if error.is_timeout() => NetError::Unanswered("there was no answer in time".into()),
        () => NetError::Unanswered("the connection broke".into()),
    }
}

fn unreadable() -> NetError {
    NetError::Forbidden("an address cannot be read".into())
}

fn address(text: &str) -> Result<Url, NetError> {
    let url = Url::parse(text).map_err(|_| unreadable())?;
    let plain = url.username().is_empty() && url.password().is_none() && url.has_host();
    match url.scheme() {
        "http" | "https" if plain => Ok(url),
        _ => Err(NetError::Forbidden("an address is neither http nor https".into())),
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_lowercase()
}

fn is_loopback(url: &Url) -> bool {
    let host = host(url);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A key goes to the hosts it was given for, and over https unless they are on this machine.
fn guard(url: &Url, hosts: &[String]) -> Result<(), NetError> {
    let name = host(url);
    let port = url.port();
    let fits = hosts.iter().any(|h| match h.strip_prefix("*.") {
        Some(rest) => name.strip_suffix(rest).and_then(|n| n.strip_suffix('.')).is_some_and(|n| !n.is_empty() && !n.contains('.')),
        None => *h == name || port.is_some_and(|p| *h == format!("{name}:{p}")),
    });
    if !fits {
        return Err(NetError::Forbidden(format!("`{name}` is no host that may see this key")));
    }
    if url.scheme() != "https" && !is_loopback(url) {
        return Err(NetError::Forbidden(format!("a key does not go to `{name}` without https")));
    }
    Ok(())
}

/// The host of an address, with its port where one is said, for [`Pass::hosts`].
pub fn host_of(base: &str) -> Option<String> {
    let url = address(base).ok()?;
    let name = host(&url);
    Some(url.port().map_or(name.clone(), |p| format!("{name}:{p}")))
}

pub fn is_local(base: &str) -> bool {
    address(base).is_ok_and(|url| is_loopback(&url))
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
struct Public;

#[derive(Debug)]
struct Private;

const PRIVATE: &str = "the result is said to lie at a private address";

impl std::fmt::Display for Private {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a private address")
    }
}

impl std::error::Error for Private {}

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.iter().any(|a| !is_public(a.ip())) {
                return Err(Box::new(Private) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            !(v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_unspecified() || v4.is_broadcast() || v4.is_multicast() || a == 0 || (a == 100 && (64..128).contains(&b)) || (a == 198 && (18..20).contains(&b)) || a >= 240)
        }
        IpAddr::V6(v6) => {
            let four = |high: u16, low: u16| is_public(IpAddr::V4(((u32::from(high) << 16) | u32::from(low)).into()));
            match v6.segments() {
                // An address of the old kind in one of the new: mapped, behind NAT64 (RFC 6052), in 6to4 (RFC 3056).
                [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => four(high, low),
                // Teredo, and addresses of examples.
                [0x2001, 0 | 0xdb8, ..] => false,
                // All others that are reached from everywhere begin so (RFC 4291).
                [first, ..] => (first & 0xe000) == 0x2000,
            }
        }
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
        for ip in ["10.1.2.3", "127.0.0.1", "169.254.169.254", "192.168.0.1", "172.16.0.1", "100.64.0.1", "0.0.0.0", "::1", "fd00::1", "fe80::1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "fec0::1", "2001::1", "ff02::1"] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
        assert!(is_public("1.1.1.1".parse().unwrap()) && is_public("2606:4700::1".parse().unwrap()) && is_public("64:ff9b::101:101".parse().unwrap()));
    }

    #[test]
    fn results_come_over_https_or_from_a_local_provider() {
        let net = Net::new().unwrap();
        for (url, local) in [("http://example.com/a.png", true), ("http://127.0.0.1:1/a.png", false), ("https://127.0.0.1:1/a.png", false), ("https://10.0.0.1/a.png", true), ("file:///etc/passwd", true), ("https://[::ffff:10.0.0.1]/", true)] {
            assert!(matches!(net.fetch(url, local, 1 << 20), Err(NetError::Forbidden(_))), "{url}: {:?}", net.fetch(url, local, 1 << 20));
        }
        assert!(matches!(net.fetch("http://127.0.0.1:1/a.png", true, 1 << 20), Err(NetError::NotSent(_))));
    }
}
