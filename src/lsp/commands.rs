//! Commands of the editor: a shot rendered, its frame, the board. The other executable does the work, on a thread; nothing
//! is bought, for an editor must not spend money unasked.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::Sender;
use lsp_server::{ErrorCode, Message, Notification, RequestId, Response};
use serde_json::{Value, json};

use super::hover::shot_at;
use super::text::Position;
use super::address::{path_of, uri_of};
use super::world::World;
use crate::host;

pub const NAMES: [&str; 3] = ["frost.renderShot", "frost.showFrame", "frost.board"];

/// A command that runs.
pub struct Running {
    pub token: Option<Value>,
    child: Arc<Mutex<Option<Child>>>,
}

impl Running {
    pub fn runs(&self) -> bool {
        self.child.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    pub fn stop(&self) {
        if let Some(child) = self.child.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            let _ = child.kill();
        }
    }
}

/// What a command will do.
pub struct Job {
    arguments: Vec<String>,
    out: PathBuf,
    title: String,
}

/// The work of a command, or why it cannot be done.
pub fn job(world: &mut World, command: &str, argument: &Value, folder: &Path) -> Result<Job, String> {
    let uri = argument["uri"].as_str().ok_or("the command wants `uri`, the script's address")?;
    let path = path_of(uri).ok_or("the script has no file yet: save it, for what lies on disk is rendered")?;
    if let Some(open) = world.open.get(&path)
        && std::fs::read_to_string(&path).ok().as_deref() != Some(open.text.as_str())
    {
        return Err("the script is not saved: what lies on disk is rendered".into());
    }
    let script = world.script(&path).ok_or("the script cannot be read")?;
    let shot = match (argument["shot"].as_str(), Position::read(&argument["position"])) {
        (Some(shot), _) => Some(shot.to_string()),
        (None, Some(at)) => shot_at(&script, script.own().offset(at)),
        _ => None,
    };
    let film = &script.checked.film;
    let slot = shot.as_ref().and_then(|number| film.scenes.iter().flat_map(|s| &s.shots).find(|s| s.number == *number)).and_then(|s| film.slots.get(s.slot));
    if let (Some(number), None) = (&shot, slot) {
        return Err(format!("there is no shot {number}"));
    }
    let stem = path.file_stem().map_or("film".into(), |s| s.to_string_lossy().into_owned());
    let out = |ending: &str| argument["out"].as_str().map_or_else(|| folder.join(format!("{stem}-{}.{ending}", shot.as_deref().unwrap_or("film"))), PathBuf::from);
    let file = path.display().to_string();
    let (arguments, out, title) = match command {
        "frost.renderShot" => {
            let number = shot.clone().ok_or("the command wants `shot`, as 2.3")?;
            let out = out("mp4");
            (vec!["render".into(), file, "--shot".into(), number.clone(), "--budget".into(), "0".into(), "-o".into(), out.display().to_string()], out, format!("Rendering shot {number}"))
        }
        "frost.showFrame" => {
            // A third into the shot: past what leads into it.
            let at = match (argument["at"].as_str(), slot) {
                (Some(at), _) => at.to_string(),
                (None, Some(slot)) => film.rate.timecode(slot.start + slot.frames / 3),
                (None, None) => return Err("the command wants `shot`, `at` or `position` in a shot".into()),
            };
            let out = out("png");
            (vec!["frame".into(), file, "--at".into(), at, "-o".into(), out.display().to_string()], out, "Drawing the frame".to_string())
        }
        "frost.board" => {
            let floor = argument["floor"].as_bool().unwrap_or(false);
            let out = argument["out"].as_str().map_or_else(|| folder.join(format!("{stem}-{}.png", if floor { "floor" } else { "board" })), PathBuf::from);
            let mut arguments = vec!["board".to_string(), file, "-o".into(), out.display().to_string()];
            if floor {
                arguments.push("--floor".into());
            }
            (arguments, out, "Drawing the board".to_string())
        }
        other => return Err(format!("there is no command `{other}`; there are {}", NAMES.join(", "))),
    };
    Ok(Job { arguments, out, title })
}

/// Starts a job; its answer and its progress go to the client from a thread.
pub fn start(job: Job, id: RequestId, token: Option<Value>, sender: Sender<Message>) -> Running {
    let child = Arc::new(Mutex::new(None));
    let running = Running { token: token.clone(), child: child.clone() };
    let spawned = host::media().args(&job.arguments).env("FROST_PROGRESS", "1").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut spawned = match spawned {
        Ok(spawned) => spawned,
        Err(error) => {
            let message = format!("`frost-media`, which renders, cannot be started: {}", host::plain(&error));
            let _ = sender.send(Response::new_err(id, ErrorCode::RequestFailed as i32, message).into());
            return running;
        }
    };
    let words = spawned.stderr.take();
    *child.lock().unwrap_or_else(PoisonError::into_inner) = Some(spawned);
    std::thread::spawn(move || {
        let progress = |value: Value| {
            if let Some(token) = &token {
                let _ = sender.send(Notification::new("$/progress".into(), json!({ "token": token, "value": value })).into());
            }
        };
        progress(json!({ "kind": "begin", "title": job.title, "cancellable": true }));
        let mut last = String::new();
        for line in words.into_iter().flat_map(|w| BufReader::new(w).lines()).map_while(Result::ok) {
            if !line.trim().is_empty() {
                progress(json!({ "kind": "report", "message": line.trim() }));
                last = line;
            }
        }
        let status = child.lock().unwrap_or_else(PoisonError::into_inner).take().map(|mut c| c.wait());
        progress(json!({ "kind": "end" }));
        let response = match status {
            Some(Ok(status)) if status.success() => Response::new_ok(id, json!({ "path": job.out, "uri": uri_of(&job.out) })),
            Some(Ok(status)) if status.code().is_none() => Response::new_err(id, ErrorCode::RequestCanceled as i32, "stopped".into()),
            _ => Response::new_err(id, ErrorCode::RequestFailed as i32, if last.is_empty() { "it failed without a word".into() } else { last }),
        };
        let _ = sender.send(response.into());
    });
    running
}
