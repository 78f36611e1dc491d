//! A program of the author's own as a provider: an order as JSON on its standard input, a file and JSON back.
//! `docs/providers.md` is its contract.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Call, Fault, Material};

/// A program has this long for one order.
const PATIENCE: Duration = Duration::from_secs(3600);
/// How long a program that is over, or is to be, may still speak.
const AFTERWARDS: Duration = Duration::from_secs(1);
/// More than this on its standard output is no answer.
const MOST_WORDS: u64 = 1 << 20;

/// Why a program gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExecError {
    /// It could not be started, so nothing happened.
    NotStarted(String),
    /// It said so itself.
    Fault(Fault),
    /// It ended without a word: what it did is not known.
    Silent(String),
    /// It was stopped, and what it did until then is not known.
    Cancelled,
}

#[derive(Deserialize)]
struct SaidError {
    kind: String,
    message: String,
}

/// Runs a program for an order in a folder of its own. `hidden` are variables that it does not see.
/// Its file has at most so many bytes.
pub fn run(command: &[String], home: &Path, call: &Call<'_>, hidden: &[String], most: u64, cancel: &AtomicBool) -> Result<Vec<u8>, ExecError> {
    let not = |why: String| ExecError::NotStarted(why);
    let room = tempfile::tempdir().map_err(|e| not(crate::host::plain(&e)))?;
    let lay = |name: &str, material: &Material| -> Result<String, ExecError> {
        let path = room.path().join(format!("{name}-{}", material.name));
        std::fs::write(&path, &material.bytes).map_err(|e| not(crate::host::plain(&e)))?;
        Ok(path.display().to_string())
    };
    let order = call.order;
    let references = call.references.iter().enumerate().map(|(i, r)| lay(&i.to_string(), r)).collect::<Result<Vec<_>, _>>()?;
    let words = json!({
        "frost": 1, "role": order.role, "model": order.model, "prompt": order.prompt, "avoid": order.avoid, "size": order.size, "seed": order.seed,
        "milliseconds": order.milliseconds, "voice": order.voice, "manner": order.manner, "options": order.options, "references": references,
        "plate": call.plate.as_ref().map(|p| lay("plate", p)).transpose()?, "last": call.last.as_ref().map(|p| lay("last", p)).transpose()?, "speech": call.voice.as_ref().map(|v| lay("speech", v)).transpose()?,
        "folder": room.path(),
    });
    let said = ask(command, home, words, hidden, cancel)?;
    let file = said.get("file").and_then(Value::as_str).ok_or_else(|| ExecError::Silent("the program named neither a file nor an error".into()))?;
    let place = room.path().join(file);
    // Only what it laid into its folder is taken.
    let inside = std::fs::canonicalize(&place).ok().zip(std::fs::canonicalize(room.path()).ok()).is_some_and(|(p, r)| p.starts_with(r));
    if !inside {
        return Err(ExecError::Silent(format!("the file `{}` is not in the folder it was given", file.escape_debug())));
    }
    // A pipe would never end.
    match std::fs::metadata(&place) {
        Ok(m) if !m.is_file() => return Err(ExecError::Silent(format!("`{}` is no file", file.escape_debug()))),
        Ok(m) if m.len() > most => return Err(ExecError::Silent(format!("its file is larger than {} MB", most >> 20))),
        _ => {}
    }
    std::fs::read(&place).map_err(|e| ExecError::Silent(format!("its file cannot be read: {}", crate::host::plain(&e))))
}

/// What a command starts: a path in it is one of the project; a bare name is looked for as usual.
fn program(command: &[String], home: &Path) -> Option<PathBuf> {
    let first = command.first()?;
    Some(if first.contains('/') { home.join(first) } else { first.into() })
}

/// Where the program of a command is, without starting it; the error says why it would not start.
pub fn find(command: &[String], home: &Path) -> Result<PathBuf, String> {
    let program = program(command, home).ok_or("the connection names no command")?;
    let starts = |path: &Path| {
        let what = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file);
        #[cfg(unix)]
        let what = what.filter(|w| std::os::unix::fs::PermissionsExt::mode(&w.permissions()) & 0o111 != 0);
        what.is_some()
    };
    if program.components().count() > 1 {
        return if starts(&program) { Ok(program) } else { Err(format!("there is no program {}, or it may not be started", program.display())) };
    }
    let places = std::env::var_os("PATH").unwrap_or_default();
    let names = [program.clone(), program.with_extension(std::env::consts::EXE_EXTENSION)];
    let found = std::env::split_paths(&places).flat_map(|p| names.each_ref().map(|n| p.join(n))).find(|p| starts(p));
    found.ok_or_else(|| format!("there is no program `{}` on the path", program.display()))
}

/// Asks a program something and gives its answer.
pub fn ask(command: &[String], home: &Path, words: Value, hidden: &[String], cancel: &AtomicBool) -> Result<Value, ExecError> {
    let not = |why: String| ExecError::NotStarted(why);
    let program = program(command, home).ok_or_else(|| not("the connection names no command".into()))?;
    let mut started = Command::new(&program);
    started.args(command.iter().skip(1)).current_dir(home).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A Ctrl-C of the terminal is for us; what becomes of the program then is decided here.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut started, 0);
    for name in hidden {
        started.env_remove(name);
    }
    let mut child = started.spawn().map_err(|e| not(format!("{} cannot be started: {}", program.display(), crate::host::plain(&e))))?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    // None is waited for to the end: what a program leaves behind may hold its pipes open. Nor does it get ours, which whoever
    // started us may wait for.
    std::thread::spawn(move || {
        // A program that does not read its order to the end may know enough.
        let _ = stdin.map(|mut s| s.write_all(words.to_string().as_bytes()));
    });
    let said: Arc<Mutex<Vec<u8>>> = Arc::default();
    let (writing, over) = (said.clone(), Arc::new(AtomicBool::new(false)));
    let told = hear(stdout.map(|s| s.take(MOST_WORDS)), move |part| {
        writing.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(part);
        true
    });
    let silent = over.clone();
    let shown = hear(stderr, move |part| !silent.load(Ordering::SeqCst) && std::io::stderr().write_all(part).is_ok());
    let ended = wait(&mut child, cancel);
    let until = Instant::now() + AFTERWARDS;
    while !(told.load(Ordering::SeqCst) && shown.load(Ordering::SeqCst)) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    // What comes later is of something else, and would stand among other words.
    over.store(true, Ordering::SeqCst);
    let said = said.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let ended = match ended {
        // What it says of itself while it is stopped counts.
        Err(stopped) if serde_json::from_slice::<Value>(&said).is_err() => return Err(stopped),
        Err(_) => String::new(),
        Ok(ended) => ended,
    };
    let said: Value = serde_json::from_slice(&said).map_err(|_| ExecError::Silent(format!("the program ended with {ended} and said no JSON")))?;
    if let Some(error) = said.get("error") {
        let SaidError { kind, message } = SaidError::deserialize(error).map_err(|_| ExecError::Silent("its error says no kind and message".into()))?;
        return Err(ExecError::Fault(match kind.as_str() {
            "moderation" => Fault::Moderation(message),
            "money" => Fault::Money(message),
            "key" => Fault::Key(message),
            _ => Fault::Order(message),
        }));
    }
    Ok(said)
}

/// Reads a pipe in the background for as long as `take` wants what comes. What is given back becomes true when that is over.
fn hear(pipe: Option<impl Read + Send + 'static>, take: impl Fn(&[u8]) -> bool + Send + 'static) -> Arc<AtomicBool> {
    let over = Arc::new(AtomicBool::new(false));
    let ended = over.clone();
    std::thread::spawn(move || {
        let mut part = [0; 8192];
        let mut pipe = pipe;
        loop {
            match pipe.as_mut().map(|p| p.read(&mut part)) {
                Some(Ok(n @ 1..)) if take(&part[..n]) => {}
                Some(Err(e)) if e.kind() == std::io::ErrorKind::Interrupted => {}
                _ => break,
            }
        }
        ended.store(true, Ordering::SeqCst);
    });
    over
}

fn wait(child: &mut Child, cancel: &AtomicBool) -> Result<String, ExecError> {
    let start = Instant::now();
    loop {
        let off = cancel.load(Ordering::Relaxed);
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.to_string()),
            Ok(None) if off || start.elapsed() > PATIENCE => {
                stop(child);
                return Err(if off { ExecError::Cancelled } else { ExecError::Silent("the program was stopped after an hour".into()) });
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            Err(e) => return Err(ExecError::Silent(crate::host::plain(&e))),
        }
    }
}

/// Asks a program to end, gives it a moment to say what it did, and ends it with all that it started.
#[cfg(unix)]
fn stop(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return };
    let _ = kill_process_group(group, Signal::TERM);
    let until = Instant::now() + AFTERWARDS;
    while Instant::now() < until && matches!(child.try_wait(), Ok(None)) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = kill_process_group(group, Signal::KILL);
    let _ = child.wait();
}

#[cfg(not(unix))]
fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::super::tests::{call, order};
    use super::*;
    use crate::plan::provider::Role;

    fn of(script: &str) -> Result<Vec<u8>, ExecError> {
        let mut order = order(Role::Picture);
        order.prompt = "$(touch /tmp/never); `x` \"; rm -rf".into();
        let set = Default::default();
        run(&["sh".into(), "-c".into(), script.into()], Path::new("."), &call(&order, "", &set), &["HOME".into()], 1 << 20, &AtomicBool::new(false))
    }

    #[test]
    fn an_order_goes_in_as_json_and_a_file_comes_out() {
        let got = of(r#"f=$(sed 's/.*"folder":"\([^"]*\)".*/\1/'); printf hello > "$f/a.txt"; echo '{"file":"a.txt"}'"#);
        assert_eq!(got, Ok(b"hello".to_vec()));
        assert_eq!(of("cat >/dev/null; echo '{\"error\":{\"kind\":\"moderation\",\"message\":\"no\"}}'; exit 1"), Err(ExecError::Fault(Fault::Moderation("no".into()))));
        assert!(matches!(of("exit 3"), Err(ExecError::Silent(_))));
        assert!(matches!(of("cat >/dev/null; echo '{\"file\":\"../../../../../etc/passwd\"}'"), Err(ExecError::Silent(_))));
        let large = |bytes: u32| of(&format!(r#"f=$(sed 's/.*"folder":"\([^"]*\)".*/\1/'); head -c {bytes} /dev/zero > "$f/a.png"; echo '{{"file":"a.png"}}'"#));
        assert_eq!(large(1 << 20).map(|b| b.len()), Ok(1 << 20));
        assert!(matches!(large((1 << 20) + 1), Err(ExecError::Silent(why)) if why == "its file is larger than 1 MB"));
        assert!(matches!(of("cat >/dev/null; [ -z \"$HOME\" ] || exit 3; echo '{}'"), Err(ExecError::Silent(why)) if why.contains("neither")));
    }

    #[test]
    fn what_a_program_leaves_behind_is_not_waited_for() {
        let start = Instant::now();
        let got = of(r#"f=$(sed 's/.*"folder":"\([^"]*\)".*/\1/'); printf hello > "$f/a.txt"; sleep 20 & echo '{"file":"a.txt"}'"#);
        assert_eq!(got, Ok(b"hello".to_vec()));
        let got = of(r#"f=$(sed 's/.*"folder":"\([^"]*\)".*/\1/'); mkfifo "$f/a.png"; echo '{"file":"a.png"}'"#);
        assert!(matches!(&got, Err(ExecError::Silent(why)) if why.contains("is no file")), "{got:?}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_program_that_is_stopped_may_say_what_it_did() {
        let order = order(Role::Picture);
        let set = Default::default();
        let stopped = |script: &str| {
            let cancel = AtomicBool::new(false);
            std::thread::scope(|scope| {
                scope.spawn(|| {
                    std::thread::sleep(Duration::from_millis(300));
                    cancel.store(true, Ordering::SeqCst);
                });
                run(&["sh".into(), "-c".into(), script.into()], Path::new("."), &call(&order, "", &set), &[], 1 << 20, &cancel)
            })
        };
        let start = Instant::now();
        assert_eq!(stopped("cat >/dev/null; sleep 30; echo '{}'"), Err(ExecError::Cancelled));
        let said = stopped(r#"trap 'echo "{\"error\":{\"kind\":\"order\",\"message\":\"called off, nothing spent\"}}"; exit 0' TERM; cat >/dev/null; while :; do sleep 0.05; done"#);
        assert_eq!(said, Err(ExecError::Fault(Fault::Order("called off, nothing spent".into()))));
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_program_that_is_not_there_did_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("plain"), "x").unwrap();
        let of = |word: &str| find(&[word.to_string()], folder.path());
        assert!(of("sh").unwrap().ends_with("sh") && of("no-such-program-here").unwrap_err().contains("on the path"));
        assert!(of("./plain").unwrap_err().contains("may not be started") && of("./none").is_err() && find(&[], folder.path()).is_err());
        let order = order(Role::Picture);
        let set = Default::default();
        assert!(matches!(run(&["./no-such-program".into()], Path::new("."), &call(&order, "", &set), &[], 1 << 20, &AtomicBool::new(false)), Err(ExecError::NotStarted(_))));
    }
}
