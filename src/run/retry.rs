//! How long to wait before asking again, as providers say it: in headers, in the body, or not at all.

use std::time::Duration;

use crate::backends::remote::Reply;

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
    /// The provider wants more patience than anybody has.
    TooLong(Duration),
}

/// What an answer that is no yes says about asking again. `now` is seconds since 1970.
pub fn again(reply: &Reply, now: u64) -> Again {
    match reply.headers.get("x-should-retry").map(String::as_str) {
        Some("false") => return Again::Never,
        Some("true") => {}
        _ if matches!(reply.status, 408 | 409 | 425 | 429) || reply.status >= 500 => {}
        _ => return Again::Never,
    }
    let said = header(reply, now).or_else(|| body(&reply.body)).or_else(|| limits(reply));
    match said {
        None => Again::Usual,
        Some(wait) if wait > PATIENCE => Again::TooLong(wait),
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
        // By the clock of whoever says it, where it is known: it may be another than ours. A time that is over: as usual.
        Err(_) => {
            let there = reply.headers.get("date").and_then(|d| http_date(d)).unwrap_or(now);
            Some(Duration::from_secs(http_date(text)?.checked_sub(there).filter(|s| *s > 0)?))
        }
    }
}

/// When a limit that is used up is filled again: `x-ratelimit-reset-requests: 6m0s`.
fn limits(reply: &Reply) -> Option<Duration> {
    let of = |kind: &str| {
        let left = reply.headers.get(&format!("x-ratelimit-remaining-{kind}")).is_none_or(|left| left.trim() == "0");
        let reset = reply.headers.get(&format!("x-ratelimit-reset-{kind}")).filter(|_| left && reply.status == 429)?;
        duration(reset.trim())
    };
    ["requests", "tokens"].into_iter().filter_map(of).max()
}

/// A length such as `12s`, `6m0s`, `1h2m`, `250ms`; a number alone is of seconds. What stands behind it does not count.
fn duration(text: &str) -> Option<Duration> {
    let (mut rest, mut sum, mut any) = (text, 0.0, false);
    loop {
        let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let Ok(value) = number.trim_end_matches('.').parse::<f64>() else { break };
        let unit = &rest[number.len()..];
        let unit = if any { unit } else { unit.trim_start() };
        let letters = unit.len() - unit.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let of = match &unit[..letters] {
            "ms" | "milliseconds" => 0.001,
            "m" | "min" | "minute" | "minutes" => 60.0,
            "h" | "hour" | "hours" => 3600.0,
            "s" | "sec" | "second" | "seconds" | "" => 1.0,
            // The next word of a sentence.
            _ => 1.0,
        };
        sum += value * of;
        any = true;
        rest = &unit[letters..];
        if letters == 0 {
            break;
        }
    }
    any.then_some(sum).and_then(seconds)
}

/// Whether an answer that is no yes says that nothing was done. `own_words`: the provider itself speaks, not a gateway.
pub fn undone(reply: &Reply, own_words: bool) -> bool {
    match reply.status {
        _ if reply.headers.get("x-should-retry").is_some_and(|v| v == "true") => true,
        // Not now: whoever says when to come again took nothing.
        503 => own_words || reply.headers.contains_key("retry-after") || reply.headers.contains_key("retry-after-ms"),
        408 | 500 | 502 | 504 | 506.. => false,
        _ => true,
    }
}

/// A wait in words.
pub fn long(wait: Duration) -> String {
    match wait.as_secs() {
        s if s < 120 => format!("{s} s"),
        s if s < 7200 => format!("{} minutes", s.div_ceil(60)),
        s => format!("{} hours", s.div_ceil(3600)),
    }
}

fn seconds(value: f64) -> Option<Duration> {
    (value.is_finite() && value > 0.0 && value < 1e7).then(|| Duration::from_secs_f64(value))
}

/// A date as HTTP has it, in any of its three forms, as seconds since 1970.
fn http_date(text: &str) -> Option<u64> {
    httpdate::parse_http_date(text.trim()).ok()?.duration_since(std::time::UNIX_EPOCH).ok().map(|d| d.as_secs())
}

/// A delay in the body: `"retryDelay": "34s"`, or words such as `resets in ~30s`.
fn body(bytes: &[u8]) -> Option<Duration> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(20_000)]);
    for mark in ["\"retryDelay\"", "resets in", "try again in", "\"retry_after\""] {
        let Some(at) = text.find(mark) else { continue };
        let rest = text[at + mark.len()..].trim_start_matches(|c: char| !c.is_ascii_digit() && c != '}');
        return duration(rest);
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
        assert_eq!(of(&[("retry-after", "Tuesday, 24-Nov-26 00:00:30 GMT")], ""), Again::After(Duration::from_secs(30)));
        assert_eq!(of(&[("retry-after", "Tue Nov 24 00:00:30 2026")], ""), Again::After(Duration::from_secs(30)));
        // A clock that is ten minutes ahead of ours.
        assert_eq!(of(&[("retry-after", "Tue, 24 Nov 2026 00:10:30 GMT"), ("date", "Tue, 24 Nov 2026 00:10:00 GMT")], ""), Again::After(Duration::from_secs(30)));
        assert_eq!(of(&[("x-ratelimit-reset-requests", "12s"), ("x-ratelimit-remaining-requests", "0")], ""), Again::After(Duration::from_secs(12)));
        assert_eq!(of(&[("x-ratelimit-reset-requests", "12s"), ("x-ratelimit-remaining-requests", "3"), ("x-ratelimit-reset-tokens", "1m0s")], ""), Again::After(Duration::from_secs(60)));
        assert_eq!(of(&[], "Please try again in 1m2s. Visit"), Again::After(Duration::from_secs(62)));
        assert_eq!(of(&[], "Please try again in 20s."), Again::After(Duration::from_secs(20)));
        assert_eq!(of(&[("retry-after", "3600")], ""), Again::TooLong(Duration::from_secs(3600)));
        assert_eq!(of(&[], r#"{"error":{"details":[{"retryDelay": "34s"}]}}"#), Again::After(Duration::from_secs(34)));
        assert_eq!(of(&[], "Your rate limit resets in ~30s."), Again::After(Duration::from_secs(30)));
        assert_eq!(of(&[], "please try again in 250ms"), Again::After(Duration::from_millis(250)));
        assert_eq!(of(&[], "busy"), Again::Usual);
        assert_eq!(again(&reply(400, &[], ""), now), Again::Never);
        assert_eq!(again(&reply(400, &[("x-should-retry", "true")], ""), now), Again::Usual);
        assert_eq!(again(&reply(503, &[("x-should-retry", "false")], ""), now), Again::Never);
    }

    #[test]
    fn only_what_was_surely_not_done_is_sent_again() {
        for (status, headers, own, sure) in [
            (429, &[][..], false, true), (409, &[], false, true), (503, &[], true, true), (503, &[], false, false), (503, &[("retry-after", "1")], false, true), (500, &[], true, false),
            (502, &[], true, false), (504, &[], false, false), (408, &[], true, false), (524, &[], false, false), (500, &[("x-should-retry", "true")], true, true), (501, &[], true, true),
        ] {
            assert_eq!(undone(&reply(status, headers, ""), own), sure, "{status} {headers:?}");
        }
    }

    #[test]
    fn waits_grow_and_are_bounded() {
        for n in 1..40 {
            let wait = usual(n, "a").as_secs_f64();
            assert!((0.37..=8.0).contains(&wait));
        }
    }
}
