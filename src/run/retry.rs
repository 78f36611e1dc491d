//! How long to wait before asking again, as providers say it: in headers, in the body, or not at all.

use std::time::Duration;

use crate::backends::remote::Reply;
use crate::plan::provider::date::Day;

/// Attempts at one request.
pub const TRIES: u32 = 6;
/// A provider that asks for more patience than this is not waited for.
const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    After(Duration),
    /// The provider gave no time: as usual.
    Usual,
    Never,
}

/// What an answer that is no yes says about asking again. `now` is seconds since 1970.
pub fn again(reply: &Reply, now: u64) -> Again {
    match reply.headers.get("x-should-retry").map(String::as_str) {
        Some("false") => return Again::Never,
        Some("true") => {}
        _ if matches!(reply.status, 408 | 409 | 425 | 429) || reply.status >= 500 => {}
        _ => return Again::Never,
    }
    let said = header(reply, now).or_else(|| body(&reply.body));
    match said {
        None => Again::Usual,
        Some(wait) if wait > PATIENCE => Again::Never,
        Some(wait) => Again::After(wait),
    }
}

fn header(reply: &Reply, now: u64) -> Option<Duration> {
    if let Some(ms) = reply.headers.get("retry-after-ms").and_then(|v| v.trim().parse::<f64>().ok()) {
        return seconds(ms / 1000.0);
    }
    let text = reply.headers.get("retry-after")?.trim();
    match text.parse::<f64>() {
        Ok(value) => seconds(value),
        // A clock that is ahead of ours gives a time that is over: then as usual.
        Err(_) => Some(Duration::from_secs(http_date(text)?.checked_sub(now).filter(|s| *s > 0)?)),
    }
}

fn seconds(value: f64) -> Option<Duration> {
    (value.is_finite() && value > 0.0 && value < 1e7).then(|| Duration::from_secs_f64(value))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` as seconds since 1970.
fn http_date(text: &str) -> Option<u64> {
    let mut parts = text.split_once(", ")?.1.split(' ');
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].iter().position(|m| *m == month)? + 1;
    let day: Day = format!("{year}-{month}-{day}").parse().ok()?;
    let clock: Vec<u64> = time.split(':').map(|t| t.parse().ok()).collect::<Option<_>>()?;
    let [h, m, s] = clock[..] else { return None };
    Some(u64::try_from(day.0).ok()? * 86_400 + h * 3600 + m * 60 + s)
}

/// A delay in the body: `"retryDelay": "34s"`, or words such as `resets in ~30s`.
fn body(bytes: &[u8]) -> Option<Duration> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(20_000)]);
    for mark in ["\"retryDelay\"", "resets in", "try again in", "\"retry_after\""] {
        let Some(at) = text.find(mark) else { continue };
        let rest = text[at + mark.len()..].trim_start_matches(|c: char| !c.is_ascii_digit() && c != '}');
        let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let unit = rest[number.len()..].trim_start();
        let value: f64 = number.trim_end_matches('.').parse().ok()?;
        return seconds(if unit.starts_with("ms") { value / 1000.0 } else { value });
    }
    None
}

/// The usual wait before try `n` (from 1), shortened by up to a quarter so that many do not come back at once.
pub fn usual(n: u32, key: &str) -> Duration {
    let base = 0.5 * f64::from(1_u32 << n.saturating_sub(1).min(4));
    let digest = blake3::hash(format!("{key} {n} {}", std::process::id()).as_bytes());
    let part = f64::from(digest.as_bytes()[0]) / 255.0;
    Duration::from_secs_f64(base.min(8.0) * (1.0 - 0.25 * part) * pace())
}

/// A wait that was asked for, lengthened a little for the same reason.
pub fn jittered(wait: Duration, key: &str) -> Duration {
    let part = f64::from(blake3::hash(key.as_bytes()).as_bytes()[1]) / 255.0;
    wait.mul_f64(1.0 + 0.1 * part).mul_f64(pace())
}

/// Tests against servers on this machine need not wait for minutes.
fn pace() -> f64 {
    std::env::var("FROST_PACE").ok().and_then(|v| v.parse::<f64>().ok()).filter(|v| (0.0..=1.0).contains(v)).unwrap_or(1.0)
}

/// A wait of the runner's own, such as between two questions after a job.
pub fn paced(wait: Duration) -> Duration {
    wait.mul_f64(pace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
        Reply { status, headers: headers.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect::<BTreeMap<_, _>>(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn a_wait_is_read_in_every_form() {
        let now = http_date("Tue, 24 Nov 2026 00:00:00 GMT").unwrap();
        assert_eq!(now, 1_795_478_400);
        let of = |headers: &[(&str, &str)], body: &str| again(&reply(429, headers, body), now);
        assert_eq!(of(&[("retry-after-ms", "250")], ""), Again::After(Duration::from_millis(250)));
        assert_eq!(of(&[("retry-after", "3")], ""), Again::After(Duration::from_secs(3)));
        assert_eq!(of(&[("retry-after", "Tue, 24 Nov 2026 00:00:30 GMT")], ""), Again::After(Duration::from_secs(30)));
        assert_eq!(of(&[("retry-after", "Mon, 23 Nov 2026 00:00:30 GMT")], ""), Again::Usual);
        assert_eq!(of(&[("retry-after", "3600")], ""), Again::Never);
        assert_eq!(of(&[], r#"{"error":{"details":[{"retryDelay": "34s"}]}}"#), Again::After(Duration::from_secs(34)));
        assert_eq!(of(&[], "Your rate limit resets in ~30s."), Again::After(Duration::from_secs(30)));
        assert_eq!(of(&[], "please try again in 250ms"), Again::After(Duration::from_millis(250)));
        assert_eq!(of(&[], "busy"), Again::Usual);
        assert_eq!(again(&reply(400, &[], ""), now), Again::Never);
        assert_eq!(again(&reply(400, &[("x-should-retry", "true")], ""), now), Again::Usual);
        assert_eq!(again(&reply(503, &[("x-should-retry", "false")], ""), now), Again::Never);
    }

    #[test]
    fn waits_grow_and_are_bounded() {
        for n in 1..40 {
            let wait = usual(n, "a").as_secs_f64();
            assert!(wait <= 8.0 && wait >= 0.37);
        }
    }
}
