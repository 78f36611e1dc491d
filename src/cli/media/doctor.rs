//! `frost doctor`: what this machine has, and what to do about what is missing.

use std::path::Path;
use std::process::ExitCode;

use super::super::say;
use crate::host;
use crate::media::capabilities;

struct Finding {
    what: &'static str,
    ok: bool,
    found: String,
    cure: &'static str,
}

pub fn run(json: bool) -> ExitCode {
    let has = capabilities();
    let here = |v: bool| if v { "found".to_string() } else { "missing".to_string() };
    let cache = host::cache(Path::new("film.frost"));
    // The nearest folder that is there must take a file; nothing is made by asking.
    let folder = cache.ancestors().find(|p| p.is_dir()).unwrap_or(Path::new("."));
    let cache_state = match host::writable(&folder.join("entry")) {
        Ok(()) => (true, cache.display().to_string()),
        Err(reason) => (false, reason),
    };
    let keys: Vec<&str> = ["OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "DID_API_KEY", "ELEVENLABS_API_KEY"].into_iter().filter(|k| std::env::var_os(k).is_some_and(|v| !v.is_empty())).collect();
    let findings = [
        Finding { what: "FFmpeg", ok: true, found: format!("libavcodec {} ({})", has.libavcodec, has.licence), cure: "" },
        Finding {
            what: "H.264 encoder",
            ok: !has.h264.is_empty(),
            found: if has.h264.is_empty() { "missing".into() } else { has.h264.join(", ") },
            cure: "install a build of FFmpeg with libx264",
        },
        Finding { what: "AAC encoder", ok: has.aac, found: here(has.aac), cure: "install a complete build of FFmpeg" },
        Finding { what: "subtitle track", ok: has.mov_text, found: here(has.mov_text), cure: "install a complete build of FFmpeg" },
        Finding {
            what: "voice: flite",
            ok: has.flite || has.espeak,
            found: here(has.flite),
            cure: "without flite, espeak-ng speaks; without both, dialogue is silent: install espeak-ng",
        },
        Finding { what: "voice: espeak-ng", ok: has.flite || has.espeak, found: here(has.espeak), cure: "install espeak-ng; it also speaks languages that flite does not" },
        Finding { what: "font", ok: true, found: "EB Garamond, in the program".into(), cure: "" },
        Finding { what: "cache", ok: cache_state.0, found: cache_state.1, cure: "set FROST_CACHE to a folder that can be written" },
        Finding {
            what: "keys",
            ok: true,
            found: if keys.is_empty() { "none set; the embedded backends need none".into() } else { format!("set: {}", keys.join(", ")) },
            cure: "",
        },
    ];
    if json {
        let list: Vec<serde_json::Value> = findings.iter().map(|f| serde_json::json!({ "what": f.what, "ok": f.ok, "found": f.found, "cure": f.cure })).collect();
        say::result(serde_json::json!({ "findings": list }));
    } else {
        for f in &findings {
            say::result(format_args!("{} {:<17} {}", if f.ok { "✓" } else { "✗" }, f.what, f.found));
            if !f.ok {
                say::result(format_args!("  → {}", f.cure));
            }
        }
    }
    if findings.iter().all(|f| f.ok) { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) }
}
