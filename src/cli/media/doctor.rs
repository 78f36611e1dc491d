//! `frost doctor`: what this machine has, and what to do about what is missing.

use std::path::Path;
use std::process::ExitCode;

use super::super::{casting, say};
use super::buy;
use crate::backends::remote::exec;
use crate::host;
use crate::media::capabilities;
use crate::plan::provider::Casting;
use crate::run::net::Net;
use crate::run::shop::Way;

struct Finding {
    what: String,
    ok: bool,
    found: String,
    cure: String,
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
    let mut findings = vec![
        Finding { what: "FFmpeg".into(), ok: true, found: format!("libavcodec {} ({})", has.libavcodec, has.licence), cure: "".into() },
        Finding {
            what: "H.264 encoder".into(),
            ok: !has.h264.is_empty(),
            found: if has.h264.is_empty() { "missing".into() } else { has.h264.join(", ") },
            cure: "install a build of FFmpeg with libx264".into(),
        },
        Finding { what: "AAC encoder".into(), ok: has.aac, found: here(has.aac), cure: "install a complete build of FFmpeg".into() },
        Finding { what: "subtitle track".into(), ok: has.mov_text, found: here(has.mov_text), cure: "install a complete build of FFmpeg".into() },
        Finding {
            what: "voice: flite".into(),
            ok: has.flite || has.espeak,
            found: here(has.flite),
            cure: "without flite, espeak-ng speaks; without both, dialogue is silent: install espeak-ng".into(),
        },
        Finding { what: "voice: espeak-ng".into(), ok: has.flite || has.espeak, found: here(has.espeak), cure: "install espeak-ng; it also speaks languages that flite does not".into() },
        Finding { what: "font".into(), ok: true, found: "EB Garamond, in the program".into(), cure: "".into() },
        Finding { what: "cache".into(), ok: cache_state.0, found: cache_state.1, cure: "set FROST_CACHE to a folder that can be written".into() },
    ];
    findings.extend(providers());
    if json {
        let list: Vec<serde_json::Value> = findings.iter().map(|f| serde_json::json!({ "what": f.what, "ok": f.ok, "found": f.found, "cure": f.cure })).collect();
        say::result(serde_json::json!({ "findings": list }));
    } else {
        for f in &findings {
            say::result(format_args!("{} {:<20} {}", if f.ok { "✓" } else { "✗" }, f.what, f.found));
            if !f.ok {
                say::result(format_args!("  → {}", f.cure));
            }
        }
    }
    if findings.iter().all(|f| f.ok) { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) }
}

/// The providers of the project here, each asked something that costs nothing.
fn providers() -> Vec<Finding> {
    // The name of the script does not matter: its folder has the settings.
    let script = Path::new("film.frost");
    let text = std::fs::read_to_string(casting::path(script)).unwrap_or_default();
    let own = casting::own().unwrap_or_default();
    let finding = |what: String, ok, found: String, cure: &str| Finding { what, ok, found, cure: cure.into() };
    let casting = match Casting::read(&text, &own) {
        Ok(casting) => casting,
        Err(why) => return vec![finding("providers".into(), false, format!("frost.toml: {}", why.message), "docs/providers.md shows the tables")],
    };
    let mut findings: Vec<Finding> = casting.complaints(casting::today()).into_iter().map(|c| Finding { what: "frost.toml".into(), ok: c.warning, found: c.message, cure: c.help }).collect();
    let mut names = casting.named();
    // Who looks where people are.
    names.extend(casting.detector.as_ref().map(|(name, _)| name.as_str()).filter(|name| casting.connection(name).is_some()));
    if names.is_empty() {
        findings.push(finding("providers".into(), true, "none but the embedded ones, which need no key".into(), ""));
        return findings;
    }
    let net = match Net::new() {
        Ok(net) => net,
        Err(why) => {
            findings.push(finding("providers".into(), false, why.reason().to_string(), "none of them can be asked"));
            return findings;
        }
    };
    let ask = |name: &str| -> Result<String, String> {
        let counter = buy::counter(script, &casting, name)?;
        let provider = match &counter.way {
            Way::Program { command, home, .. } => return exec::find(command, home).map(|place| format!("the program {}", place.display())),
            Way::Net(provider) => provider,
        };
        if counter.base.is_empty() {
            return Err("the connection names no `base`".into());
        }
        let reply = net.ask(&provider.probe(&counter.base), counter.pass.as_ref()).map_err(|e| e.reason().to_string())?;
        let hide = |text: &str| counter.pass.as_ref().map_or_else(|| text.to_string(), |p| p.secret.hide(text));
        if reply.ok() {
            // A page that asks for a password is answered with yes too.
            if !reply.json().is_ok_and(|said| provider.is_good(&said)) {
                return Err(format!("{} answers, but not as `{}` does", counter.base, casting.contract(name).map_or("it", |c| &c.name)));
            }
            // What the author prepared, such as a workflow, must fit what the server has.
            let fit = || -> Result<(), String> {
                let mut replies = Vec::new();
                for check in provider.checks(&counter.base, &counter.set).map_err(|f| f.reason().to_string())? {
                    let reply = net.ask(&check, counter.pass.as_ref()).map_err(|e| e.reason().to_string())?;
                    if !reply.ok() {
                        return Err(hide(provider.fault(&reply).reason()));
                    }
                    replies.push(reply);
                }
                provider.checked(&counter.set, None, &replies).map_err(|f| f.reason().to_string())
            };
            fit()?;
        }
        match reply.ok() {
            true => Ok(format!("{} answers{}", counter.base, if counter.pass.is_some() { ", and takes the key" } else { "" })),
            false => Err(hide(provider.fault(&reply).reason())),
        }
    };
    for name in names {
        findings.push(match ask(name) {
            Ok(found) => finding(format!("provider {name}"), true, found, ""),
            Err(why) => finding(format!("provider {name}"), false, why, "see docs/providers.md; `--provider embedded` needs none"),
        });
        let guessed = casting.unverified(name);
        if let Some(contract) = casting.contract(name).filter(|_| !guessed.is_empty()) {
            let found = format!("what {} costs is not from its provider's own list (as of {}); look there before a large order", guessed.join(", "), contract.checked);
            findings.push(finding(format!("prices of {name}"), true, found, ""));
        }
    }
    findings
}
