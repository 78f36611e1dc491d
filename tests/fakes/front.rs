//! What stands between a render and its providers and lets them misbehave by a schedule. The providers behind it stay as
//! strict as they are; what they sell, they count themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::tongue::Tongue;
use super::{Answer, Asked, How};

/// What can go wrong with a request that sells.
pub const SALE: [&str; 32] = [
    "401", "402", "403", "408", "409", "429 seconds", "429 date", "429 body", "429 milliseconds", "429 money", "451", "500", "503", "slow body", "truncated body", "wrong length", "wrong content type", "html", "missing fields", "dropped",
    "redirect", "clock skew", "empty", "sold, then 408", "sold, then 500", "sold, then 502", "sold, then 503", "sold, then 504", "interrupt", "sold and interrupted", NO_PICTURE, EXPIRED,
];

/// With a picture that comes with its answer.
const NO_PICTURE: &str = "no picture";
/// With an answer that says where the picture lies.
const EXPIRED: &str = "expired for good";

/// What can go wrong with a job that is taken.
pub const TAKEN: [&str; 4] = ["job never ends", "job vanishes", "duplicate id", "key in its name"];

/// What can go wrong with a question after a job.
pub const QUESTION: [&str; 22] = [
    "401", "402", "403", "408", "409", "429 seconds", "429 date", "429 body", "429 milliseconds", "429 money", "451", "500", "503", "slow body", "truncated body", "wrong length", "html", "missing fields", "dropped", "unknown state", "redirect",
    "interrupt",
];

/// What can go wrong with a result that is fetched.
pub const RESULT: [&str; 11] = ["interrupt", "expired link", "truncated body", "wrong length", "wrong content type", "html", "slow body", "dropped", "500", "503", "redirect"];

/// What can go wrong with what costs nothing: files that are laid down, checks.
pub const FREE: [&str; 15] = ["401", "408", "409", "429 seconds", "429 milliseconds", "500", "503", "slow body", "truncated body", "wrong length", "html", "missing fields", "dropped", "redirect", "interrupt"];

/// All kinds, of requests of every sort.
pub fn kinds() -> BTreeSet<&'static str> {
    SALE.iter().chain(&TAKEN).chain(&QUESTION).chain(&RESULT).chain(&FREE).copied().collect()
}

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aim {
    Sale,
    Question,
    Result,
    Free,
}

/// What goes wrong in one round, over all providers.
#[derive(Default)]
pub struct Schedule {
    /// At which request which fault is due: a number from which the kind follows by what is asked.
    pub faults: BTreeMap<u64, u64>,
    count: u64,
    /// How often what happened, by provider and kind.
    pub seen: BTreeMap<(&'static str, &'static str), u64>,
    /// Set, it is the author's Ctrl-C.
    pub cancel: Arc<AtomicBool>,
}

#[derive(Default)]
struct Jobs {
    endless: BTreeSet<String>,
    gone: BTreeSet<String>,
    /// The names that jobs were given in the place of their own.
    names: BTreeMap<String, String>,
    /// Jobs whose name came through.
    told: Vec<String>,
    /// Results that are never there.
    expired: BTreeSet<String>,
}

pub struct Front {
    pub name: &'static str,
    pub tongue: Tongue,
    pub key: &'static str,
    pub schedule: Arc<Mutex<Schedule>>,
    jobs: Mutex<Jobs>,
}

impl Front {
    pub fn new(name: &'static str, tongue: Tongue, key: &'static str, schedule: &Arc<Mutex<Schedule>>) -> Front {
        Front { name, tongue, key, schedule: schedule.clone(), jobs: Mutex::default() }
    }

    fn aim(&self, asked: &Asked) -> Aim {
        let (post, path) = (asked.method == "POST", asked.path.split('?').next().unwrap_or_default());
        let under = |places: &[&str]| places.iter().any(|p| path.starts_with(p));
        match self.name {
            _ if under(&["/results/", "/view"]) || path.ends_with("/content") => Aim::Result,
            "openai" if post => Aim::Sale,
            "openai" if under(&["/v1/videos/"]) => Aim::Question,
            "azure" | "elevenlabs" if post => Aim::Sale,
            "d-id" if post && !under(&["/images", "/audios"]) => Aim::Sale,
            "d-id" if under(&["/talks/", "/clips/", "/animations/"]) => Aim::Question,
            "comfyui" if post && path == "/prompt" => Aim::Sale,
            "comfyui" if under(&["/history/"]) => Aim::Question,
            "automatic1111" if post => Aim::Sale,
            "stable-diffusion.cpp" if post => Aim::Sale,
            "stable-diffusion.cpp" if under(&["/sdcpp/v1/jobs/"]) => Aim::Question,
            _ => Aim::Free,
        }
    }

    /// The fault that is due now among those that can happen here.
    fn due(&self, kinds: &[&'static str]) -> Option<&'static str> {
        let mut schedule = self.schedule.lock().unwrap();
        let number = schedule.faults.get(&schedule.count).copied();
        schedule.count += 1;
        let kind = *kinds.get((number? % kinds.len() as u64) as usize)?;
        *schedule.seen.entry((self.name, kind)).or_default() += 1;
        if kind.contains("interrupt") {
            schedule.cancel.store(true, Ordering::SeqCst);
        }
        Some(kind)
    }

    /// What the provider answers, or what becomes of it. `behind` is the provider itself.
    pub fn answer(&self, asked: &Asked, behind: &dyn Fn(&Asked) -> Answer) -> Answer {
        let mut asked = asked.clone();
        asked.path = asked.path.replace("%3A", ":");
        for (name, own) in &self.jobs.lock().unwrap().names {
            asked.path = asked.path.replace(name, own);
        }
        // What runs is not let go of.
        if asked.path.ends_with("/cancel") {
            return self.tongue.error(409, "NotReadyError", "it runs");
        }
        match self.aim(&asked) {
            Aim::Sale => self.sale(&asked, behind),
            Aim::Question => {
                let good = self.state(&asked).unwrap_or_else(|| behind(&asked));
                self.due(&QUESTION).map_or(good.clone(), |kind| self.fault(kind, good))
            }
            Aim::Result => {
                let lost = self.jobs.lock().unwrap().expired.iter().any(|place| place.ends_with(&asked.path));
                let good = if lost { self.tongue.error(403, "AccessDenied", "Request has expired") } else { behind(&asked) };
                self.due(&RESULT).map_or(good.clone(), |kind| self.fault(kind, good))
            }
            Aim::Free => {
                let good = behind(&asked);
                let good = if self.name == "comfyui" && asked.path == "/queue" { self.queue(good) } else { good };
                self.due(&FREE).map_or(good.clone(), |kind| self.fault(kind, good))
            }
        }
    }

    fn sale(&self, asked: &Asked, behind: &dyn Fn(&Asked) -> Answer) -> Answer {
        let json: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
        let has_jobs = matches!(self.name, "d-id" | "comfyui" | "stable-diffusion.cpp") || asked.path.ends_with("/videos");
        let laid = json["model"] == "address";
        let drawn = matches!(self.name, "openai" | "azure") && asked.path.contains("/images/") && !laid;
        // What happens in few places happens there more often.
        let mut kinds: Vec<&'static str> = SALE.iter().filter(|k| ![NO_PICTURE, EXPIRED].contains(k)).copied().collect();
        kinds.extend(TAKEN.repeat(if has_jobs { 3 } else { 0 }));
        kinds.extend([NO_PICTURE; 4].iter().filter(|_| drawn));
        kinds.extend([EXPIRED; 24].iter().filter(|_| laid));
        let due = self.due(&kinds);
        // What is refused is not sold.
        if let Some(refusal) = due.and_then(|kind| self.refusal(kind)) {
            return refusal;
        }
        let good = behind(asked);
        if !good.is_sale() {
            return good;
        }
        let said: Value = serde_json::from_slice(&good.body).unwrap_or_default();
        let id = ["id", "prompt_id"].iter().find_map(|n| said[*n].as_str()).filter(|_| has_jobs).map(str::to_string);
        let mut jobs = self.jobs.lock().unwrap();
        let renamed = |to: &str| id.as_ref().map_or(good.clone(), |own| Answer { body: String::from_utf8_lossy(&good.body).replace(own.as_str(), to).into_bytes(), ..good.clone() });
        let kind = due.unwrap_or_default();
        let answer = match kind {
            "duplicate id" => {
                // A name that another job of this sort has already; of one that never came through nobody could know it.
                let sort = |id: &str| id.split('_').next().unwrap_or_default().to_string();
                let known = jobs.told.iter().rev().find(|t| id.as_ref().is_some_and(|id| sort(id) == sort(t))).cloned();
                known.map_or(good.clone(), |known| renamed(&known))
            }
            "key in its name" => {
                let name = format!("job-{}-{}", self.key, jobs.names.len());
                jobs.names.extend(id.clone().map(|own| (name.clone(), own)));
                renamed(&name)
            }
            "job never ends" => {
                jobs.endless.extend(id.clone());
                good
            }
            "job vanishes" => {
                jobs.gone.extend(id.clone());
                good
            }
            NO_PICTURE => super::openai::pictured("small", 8, 64),
            EXPIRED => {
                jobs.expired.extend(said["data"][0]["url"].as_str().map(str::to_string));
                good
            }
            "" => good,
            kind => self.fault(kind, good),
        };
        if due.is_none_or(|kind| kind.starts_with("job ") || kind == "interrupt") {
            jobs.told.extend(id);
        }
        answer
    }

    /// What is said of a job that goes on for ever, or that is not there any more.
    fn state(&self, asked: &Asked) -> Option<Answer> {
        let id = asked.path.split('?').next()?.rsplit('/').next()?.to_string();
        let jobs = self.jobs.lock().unwrap();
        let (endless, gone) = (jobs.endless.contains(&id), jobs.gone.contains(&id));
        Some(match self.name {
            _ if !endless && !gone => return None,
            "comfyui" => Answer::json(200, json!({})),
            _ if gone => self.tongue.error(404, "NotFoundError", "job not found"),
            "openai" => Answer::json(200, json!({ "id": id, "object": "video", "status": "in_progress" })),
            "d-id" => Answer::json(200, json!({ "id": id, "status": "started" })),
            _ => Answer::json(200, json!({ "id": id, "status": "generating" })),
        })
    }

    /// The queue of ComfyUI, with the jobs that never end.
    fn queue(&self, good: Answer) -> Answer {
        let mut said: Value = serde_json::from_slice(&good.body).unwrap_or_default();
        let jobs = self.jobs.lock().unwrap();
        if let Some(waiting) = said["queue_pending"].as_array_mut() {
            waiting.retain(|w| w[1].as_str().is_none_or(|id| !jobs.gone.contains(id)));
            waiting.extend(jobs.endless.iter().map(|id| json!([0, id, {}, {}, []])));
        }
        Answer::json(good.status, said)
    }

    /// What a provider says that does nothing.
    fn refusal(&self, kind: &str) -> Option<Answer> {
        let refuse = |status: u16, code: &str| self.tongue.error(status, code, "a fault of the schedule");
        let busy = || refuse(429, "rate_limit_exceeded");
        Some(match kind {
            "401" => refuse(401, "invalid_api_key"),
            "402" => refuse(402, "InsufficientCreditsError"),
            "403" => refuse(403, "PermissionError"),
            "408" => refuse(408, "timeout"),
            "409" => refuse(409, "conflict"),
            "429 seconds" => busy().with("retry-after", "1"),
            "429 date" => busy().with("retry-after", &soon()),
            "429 body" => Answer::json(429, json!({ "error": { "code": 429, "message": "m", "details": [{ "retryDelay": "1s" }] } })),
            "429 milliseconds" => busy().with("retry-after-ms", "30"),
            "429 money" => self.tongue.money(),
            "451" => self.tongue.moderation().unwrap_or_else(|| refuse(451, "moderation_blocked")),
            "500" => refuse(500, "server_error"),
            "503" => refuse(503, "server_is_overloaded"),
            "redirect" => refuse(302, "").with("location", "http://127.0.0.1:1/elsewhere"),
            // The clock there is years behind ours.
            "clock skew" => busy().with("retry-after", "Sat, 01 Jan 2000 00:00:00 GMT"),
            _ => return None,
        })
    }

    /// What becomes of an answer that was good.
    fn fault(&self, kind: &str, good: Answer) -> Answer {
        let how = |how| Answer { how, ..good.clone() };
        match kind {
            "slow body" => how(How::Slow),
            "truncated body" => how(How::Truncated),
            "wrong length" => how(How::WrongLength),
            // The author presses Ctrl-C and the answer is lost on its way.
            "dropped" | "sold and interrupted" => how(How::Dropped),
            "wrong content type" => {
                let other = if good.headers.iter().any(|(_, v)| v == "image/png") { "text/plain" } else { "image/png" };
                Answer { headers: vec![("content-type".into(), other.into())], ..good }
            }
            "html" => Answer::bytes("text/html", b"<html><body>Bad gateway</body></html>".to_vec()),
            "missing fields" => Answer::json(200, json!({ "created": 1 })),
            "empty" => Answer::bytes("application/json", Vec::new()),
            "unknown state" => Answer::json(200, json!({ "id": "x", "status": "dreaming" })),
            "expired link" => Answer::json(403, json!({ "message": "Request has expired" })),
            // What stands before the provider gives up, and the provider goes on.
            "sold, then 408" => self.tongue.error(408, "timeout", "a fault of the schedule").after_the_sale(),
            "sold, then 500" => self.tongue.error(500, "server_error", "a fault of the schedule").after_the_sale(),
            "sold, then 502" | "sold, then 503" | "sold, then 504" => {
                let status = kind[kind.len() - 3..].parse().unwrap_or(502);
                Answer::bytes("text/html", b"<html><body>Gateway</body></html>".to_vec()).status(status).after_the_sale()
            }
            kind => self.refusal(kind).unwrap_or(good),
        }
    }
}

/// In two seconds, as servers write dates.
fn soon() -> String {
    let at = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() + 2;
    let day = frost::plan::provider::date::Day((at / 86_400) as i64).to_string();
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day[5..7].parse::<usize>().unwrap() - 1];
    format!("Mon, {} {month} {} {:02}:{:02}:{:02} GMT", &day[8..10], &day[..4], at / 3600 % 24, at / 60 % 60, at % 60)
}
