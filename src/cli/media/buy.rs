//! The orders of a plan, bought: keys are looked up, the budget is asked, and what providers said stands at the words
//! of the script.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::super::{Colour, FAILED, Format, casting, lock, picks, say, trust};
use super::INTERRUPTED;
use super::blame::blame;
use super::progress::Progress;
use super::ready::Ready;
use crate::backends::pcm::{self, RATE};
use crate::backends::remote::{self, Material};
use crate::diagnostics::{self, Code, Diagnostic, Severity};
use crate::cut;
use crate::plan::edit::{Clip, Edit, Footage, LIFE, Path as Track, Source};
use crate::plan::picture::{Light, Weather};
use crate::plan::provider::expected::Expected;
use crate::plan::provider::contract::Auth;
use crate::plan::provider::{Casting, Order, Role, Using};
use crate::plan::task::{Spec, Task};
use crate::run::framing::Detector;
use crate::run::gate::Gate;
use crate::run::net::{self, Net, Pass};
use crate::run::ledger::{Attempt, State};
use crate::run::shop::{self, Counter, End, Learned, Refusal, Shop, ShopError, Want, Way};
use crate::run::takes::{self, Takes};
use crate::run::{Made, develop, keys, measure};
use crate::source::Span;

/// What was paid in a run, and what its budget was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Paid {
    pub orders: usize,
    pub cost: u64,
}

/// The counter of a provider: its place, its key if it wants one.
pub fn counter(script: &Path, casting: &Casting, name: &str) -> Result<Counter, String> {
    let contract = casting.contract(name).ok_or_else(|| format!("there is no provider `{name}`"))?;
    let connection = casting.connection(name);
    let Some(programs) = trust::trusted(script, casting, name) else { return Err(trust::distrusted(casting, "connection", name)) };
    if let Some(why) = casting::leads_out(script, casting, name) {
        return Err(why);
    }
    let base = connection.and_then(|c| c.base.clone()).or_else(|| contract.base.clone()).unwrap_or_default();
    let own_base = connection.is_some_and(|c| c.base.is_some());
    // A key of the contract goes to the contract's hosts only.
    let (variable, hosts) = match connection.and_then(|c| c.key.clone()) {
        Some(variable) if own_base => (Some(variable), net::host_of(&base).into_iter().collect()),
        Some(variable) => (Some(variable), contract.hosts.clone()),
        None if own_base => (None, Vec::new()),
        None => (contract.key.clone(), contract.hosts.clone()),
    };
    let auth = match connection.and_then(|c| c.set.get("auth")).map(String::as_str) {
        None => contract.auth.clone(),
        Some("bearer") => Auth::Bearer,
        Some("login") => Auth::Login,
        Some(other) => return Err(format!("`{other}` is no way to show a key; `set = {{ auth = \"…\" }}` knows `bearer` and `login`, which is user:password")),
    };
    let pass = match variable {
        Some(variable) => Some(Pass { auth, secret: keys::find(&variable)?, hosts: Arc::from(hosts) }),
        None => None,
    };
    let command = connection.map(|c| c.command.clone()).unwrap_or_default();
    let way = match remote::provider(&contract.name) {
        _ if !command.is_empty() => {
            Way::Program { command, home: crate::host::project(script), hidden: hidden(casting), programs }
        }
        Some(provider) => Way::Net(provider),
        None => return Err("the connection names no `command`, such as [\"./picture.py\"]".into()),
    };
    Ok(Counter {
        way,
        local: net::is_local(&base),
        base: base.trim_end_matches('/').to_string(),
        set: connection.map(|c| casting::settings(script, c)).unwrap_or_default(),
        pass,
        gate: Gate::new(contract.concurrency, contract.per_minute.filter(|_| !own_base)),
        learned: Learned::default(),
    })
}

/// Variables that hold keys: no program sees them.
fn hidden(casting: &Casting) -> Vec<String> {
    let built_in = crate::plan::provider::contract::built_in().iter().filter_map(|c| c.key.clone());
    built_in.chain(casting.keys().map(str::to_string)).collect()
}

/// Orders among the needed tasks, with what they are made from.
fn wants(ready: &Ready, needed: &BTreeSet<String>, known: &[Attempt]) -> Result<Vec<Want>, ExitCode> {
    let chosen = picks::picked(&ready.script, &lock::picks(&ready.script)?, &ready.plan.tasks, known);
    let lines = picks::lines(&ready.plan.tasks);
    let script = ready.script.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
    let orders = ready.plan.tasks.iter().filter(|t| needed.contains(&t.key));
    // Equal orders are bought once, by whichever of them comes first.
    let mut costs: BTreeMap<String, u64> = BTreeMap::new();
    for task in &ready.plan.tasks {
        if let Spec::Order { order, takes, .. } = &task.spec {
            let cost = costs.entry(order.key(&task.inputs)).or_default();
            *cost = (*cost).max(task.cost / u64::from((*takes).max(1)));
        }
    }
    let mut wants: Vec<Want> = orders
        .filter_map(|task| {
            let Spec::Order { order, using, takes } = &task.spec else { return None };
            let expected = match using {
                Using::Plate { expected, .. } => Some(expected.clone()),
                Using::Clip => task.inputs.iter().find_map(|i| light_of(&ready.plan.tasks, i)),
                _ => None,
            };
            let key = order.key(&task.inputs);
            let cost = costs.get(&key).copied().unwrap_or(task.cost);
            let line = lines.get(&task.key).copied().unwrap_or(1);
            Some(Want { task: task.key.clone(), key, order: (**order).clone(), inputs: task.inputs.clone(), script: script.clone(), shot: task.shot.clone(), line, cost, takes: *takes, expected, picked: chosen.get(&task.key).cloned(), missed: None })
        })
        .collect();
    miss(&mut wants, known, &lock::bought(&ready.script)?, &takes::folder(&ready.script));
    Ok(wants)
}

/// A pick and a paid take that the ledger knows nothing of are missed: a clone without `takes/` buys nothing again.
fn miss(wants: &mut [Want], known: &[Attempt], bought: &BTreeMap<String, lock::Bought>, folder: &Path) {
    for want in wants.iter_mut() {
        if known.iter().any(|a| a.order == want.key) {
            continue;
        }
        let pick = want.picked.as_ref().filter(|id| !known.iter().any(|a| a.id == **id));
        // An attempt is named after its order.
        let of_order = |id: &str| id.split_once('-').is_some_and(|(order, _)| order.len() >= 12 && want.key.starts_with(order));
        let paid = bought.iter().find(|(id, _)| of_order(id) && !known.iter().any(|a| a.id == **id));
        want.missed = match (pick, paid) {
            (Some(id), _) => Some(bought.get(id).map_or_else(|| folder.join(takes::LEDGER), |b| folder.join(&b.file))),
            (None, Some((_, paid))) => Some(folder.join(&paid.file)),
            (None, None) => None,
        };
    }
}

/// What is known of the light of a plate that a clip is made from; people move in it, and are not looked for.
fn light_of(tasks: &[Task], key: &str) -> Option<Expected> {
    match &tasks.iter().find(|t| t.key == key)?.spec {
        Spec::Order { using: Using::Plate { expected, .. }, .. } => Some(Expected { subjects: Vec::new(), ..expected.clone() }),
        Spec::Plate { picture } => Some(Expected { hour: picture.hour, interior: picture.place.interior, subjects: Vec::new() }),
        _ => None,
    }
}

impl Ready {
    /// Buys the needed orders and lays what came of them into the cache; clips take the place of their plates.
    pub(super) fn order(&mut self, needed: &BTreeSet<String>, made: &mut Made, colour: Colour, cancel: &AtomicBool) -> Result<(), ExitCode> {
        if !self.plan.tasks.iter().any(|t| needed.contains(&t.key) && matches!(t.spec, Spec::Order { .. })) {
            return Ok(());
        }
        let fail = |why: String| {
            say::trouble(why);
            ExitCode::from(FAILED)
        };
        let folder = takes::folder(&self.script);
        let known = takes::look(&self.script).map_err(|e| fail(format!("{}: {e}", folder.join(takes::LEDGER).display())))?;
        let wants = wants(self, needed, &known)?;
        let at_hand = |w: &Want| takes::circled(&known, &w.key, w.picked.as_deref()).and_then(|a| takes::file_of(&folder, a)).filter(|p| takes::is_whole(p));
        let have: BTreeMap<String, PathBuf> = wants.iter().filter_map(|w| Some((w.task.clone(), at_hand(w)?))).collect();
        self.stale(&wants, &known, colour);
        let looked: Vec<String> = wants.iter().map(|w| w.task.clone()).collect();
        let files = if have.len() == wants.len() {
            // Nothing is bought: no lock, no key, no network.
            have
        } else {
            self.buy(wants, &folder, colour, cancel)?
        };
        self.framed(&looked, &files, colour);
        let measured = measured(&self.script);
        let of_file = |file: &Path| file.file_name().and_then(|n| measured.get(&*n.to_string_lossy())).cloned().unwrap_or_default();
        for task in self.plan.tasks.clone().iter().filter(|t| needed.contains(&t.key)) {
            let (Spec::Order { using, .. }, Some(file)) = (&task.spec, files.get(&task.key)) else { continue };
            let key = develop::key(&task.key, file);
            if self.cache.has(&key) {
                made.reused += 1;
            } else {
                match develop::develop(using, file, &of_file(file)) {
                    Ok(Some((bytes, notice))) => {
                        self.cache.put(&key, &bytes).map_err(|e| fail(format!("the cache cannot be written: {}", crate::host::plain(&e))))?;
                        made.notices.extend(notice.map(|n| (task.key.clone(), n)));
                        made.made += 1;
                    }
                    Ok(None) => made.reused += 1,
                    Err(why) => return Err(fail(format!("{}: {why}", file.display()))),
                }
            }
            self.developed.insert(task.key.clone(), key);
        }
        for clip in &mut self.plan.edit.clips {
            if let Source::Plate(key) = &mut clip.source
                && let Some(developed) = self.developed.get(key)
            {
                *key = developed.clone();
            }
        }
        for sound in &mut self.plan.edit.sounds {
            if let Some(developed) = self.developed.get(&sound.task) {
                sound.task = developed.clone();
            }
        }
        let trims = lock::trims(&self.script)?;
        let rate = self.plan.edit.rate;
        let mut problems = Vec::new();
        for motion in self.plan.motions.clone() {
            let role = self.plan.tasks.iter().find(|t| t.key == motion.task).and_then(|t| if let Spec::Order { order, .. } = &t.spec { Some(order.role) } else { None });
            let span = self.span(&motion.task);
            let (Some(file), Some(clip), Some(role)) = (files.get(&motion.task), self.plan.edit.clips.get_mut(motion.clip), role) else { continue };
            let trim = lock::of(&trims, &self.script, &clip.shot, role.name()).first().map(|(_, trim)| **trim);
            let wanted = (clip.frames as f64 / rate.as_f64() * 1000.0).round() as u64;
            if let Some(part) = live(clip, file, trim, wanted).map_err(fail)? {
                let problem = Diagnostic::new(Code::Purchase, span, format!("of the clip of shot {} {:.2} s are shown, and the shot lasts {:.2} s: it is slowed to fill it", clip.shot, part as f64 / 1000.0, wanted as f64 / 1000.0));
                problems.push(problem.severity(Severity::Warning).label("longer than what is shown of its clip").help(format!("trim less (`frost take {} {} --trim FROM-TO`), or shorten the shot", self.script.display(), clip.shot)));
            }
        }
        self.say(problems, colour);
        Ok(())
    }

    fn buy(&mut self, wants: Vec<Want>, folder: &Path, colour: Colour, cancel: &AtomicBool) -> Result<BTreeMap<String, PathBuf>, ExitCode> {
        let fail = |why: String| {
            say::trouble(why);
            ExitCode::from(FAILED)
        };
        let names: BTreeSet<String> = wants.iter().map(|w| w.order.provider.clone()).collect();
        let mut counters = BTreeMap::new();
        for name in names {
            let counter = counter(&self.script, &self.casting, &name).map_err(|why| fail(format!("`{name}` cannot be asked: {why}")))?;
            counters.insert(name, counter);
        }
        let takes = Takes::open(folder, cancel, &mut || say::note("another render is buying for this film; waiting for it")).map_err(|e| match e {
            takes::TakesError::Cancelled => ExitCode::from(INTERRUPTED),
            e => fail(format!("{} cannot be used, so nothing is bought: {e}", folder.display())),
        })?;
        let net = Net::new().map_err(|e| fail(e.reason().to_string()))?;
        let detector = self.detector();
        let shop = Shop { takes: &takes, net: &net, counters: &counters, cancel, detector: detector.as_ref(), film_budget: self.casting.budget, run_budget: self.budget };
        let mut progress = Progress::new("ordering");
        let materials = |order: &Order, key: &str, take: Option<&Path>, end: End| self.material(order, key, take, end);
        let bought = shop.buy(wants, &materials, &mut |done, total, want, part| {
            let mut what = want.shot.as_ref().map_or(want.order.role.name().to_string(), |s| format!("{} of {s}", want.order.role));
            if let Some(part) = part {
                what.push_str(&format!(", {part} %"));
            }
            progress.step(done as u64, total as u64, &what);
        });
        progress.end();
        // While nobody else buys: what was paid stands in frost.lock too.
        let paid: Vec<(String, lock::Bought)> = takes.ledger.attempts().into_iter().filter(|a| a.cost > 0).filter_map(|a| match a.state {
            State::Stored { file, .. } => Some((a.id, lock::Bought { file })),
            _ => None,
        }).collect();
        let noted = lock::remember(&self.script, |known| known.extend(paid));
        let bought = bought.map_err(|error| self.no_purchase(&error, colour))?;
        self.paid.orders += bought.sent;
        self.paid.cost += bought.spent;
        if !bought.refusals.is_empty() {
            return Err(self.refused(&bought.refusals, bought.takes.len(), colour));
        }
        noted?;
        Ok(bought.takes)
    }

    fn no_purchase(&self, error: &ShopError, colour: Colour) -> ExitCode {
        let dollars = |v: u64| format!("${:.2}", v as f64 / 100_000.0);
        let message = match error {
            ShopError::Budget { cost, before: 0, most } => format!("this render would buy for {}, and the budget is {}", dollars(*cost), dollars(*most)),
            ShopError::Budget { cost, before, most } => format!("this render would buy for {}, {} were spent before, and the film's budget is {}", dollars(*cost), dollars(*before), dollars(*most)),
            ShopError::Counter(name) => format!("`{name}` cannot be asked"),
        };
        let span = self.plan.tasks.iter().filter(|t| t.cost > 0).max_by_key(|t| t.cost).map_or(Span::default(), |t| t.span);
        let problem = Diagnostic::new(Code::Budget, span, message).label("the dearest of them").help("nothing was bought; `frost plan` shows what each task costs: a cheaper model, `embedded` for some shots, or another `[budget] max`");
        self.say(vec![problem], colour);
        ExitCode::from(FAILED)
    }

    /// A pick that was made for other words is used, and said.
    fn stale(&self, wants: &[Want], known: &[Attempt], colour: Colour) {
        let mut problems = Vec::new();
        for want in wants {
            let Some(pick) = want.picked.as_ref().and_then(|id| known.iter().find(|a| a.id == *id)) else { continue };
            if pick.order != want.key {
                let (shot, span) = (want.shot.clone().unwrap_or_default(), self.span(&want.task));
                let problem = Diagnostic::new(Code::Purchase, span, format!("the picked take of shot {shot} was made from other words than the script has now")).severity(Severity::Warning);
                problems.push(problem.label("this changed since").help(format!("it is used all the same; `frost take {0} {shot} --unpick` lets the script decide", self.script.display())));
            }
        }
        self.say(problems, colour);
    }

    /// The detector of the film, if it is trusted.
    fn detector(&self) -> Option<Detector> {
        let (name, _) = self.casting.detector.as_ref()?;
        let command = self.casting.connection(name).map(|c| c.command.clone()).filter(|c| !c.is_empty())?;
        let Some(programs) = trust::trusted(&self.script, &self.casting, name) else {
            say::note(format_args!("nobody looks at the framing: {}", trust::distrusted(&self.casting, "detector", name)));
            return None;
        };
        Some(Detector { command, home: crate::host::project(&self.script), hidden: hidden(&self.casting), programs })
    }

    /// What a detector found wrong in the takes that are used.
    fn framed(&self, looked: &[String], files: &BTreeMap<String, PathBuf>, colour: Colour) {
        let Ok(known) = takes::look(&self.script) else { return };
        let folder = takes::folder(&self.script);
        let mut problems = Vec::new();
        for task in looked {
            let used = files.get(task);
            // Two takes can be one file; the later one was looked at last.
            let attempt = known.iter().rev().find(|a| used.is_some() && takes::file_of(&folder, a).as_ref() == used);
            let Some(State::Stored { measured, .. }) = attempt.map(|a| &a.state) else { continue };
            let Some(words) = measured.get(measure::FRAMING).filter(|w| *w != measure::AS_ASKED) else { continue };
            let shot = attempt.and_then(|a| a.shot.clone()).unwrap_or_default();
            let problem = Diagnostic::new(Code::FramingCheck, self.span(task), format!("the picture of shot {shot}: {words}"));
            problems.push(problem.label("not as asked").help(format!("it is used all the same; `frost retake {} {shot}` has the next render buy another", self.script.display())));
        }
        self.say(problems, colour);
    }

    fn span(&self, key: &str) -> Span {
        self.plan.tasks.iter().find(|t| t.key == key).map_or(Span::default(), |t| t.span)
    }

    fn refused(&self, refusals: &[(String, Refusal)], there: usize, colour: Colour) -> ExitCode {
        if refusals.iter().all(|(_, r)| *r == Refusal::Cancelled) {
            say::note("stopped; what was bought is kept in takes/, and the same command goes on from there");
            return ExitCode::from(INTERRUPTED);
        }
        let mut problems = Vec::new();
        for (key, refusal) in refusals {
            let Some(task) = self.plan.tasks.iter().find(|t| t.key == *key) else { continue };
            let Spec::Order { order, .. } = &task.spec else { continue };
            let what = match &task.shot {
                None => format!("the {}", task.kind),
                Some(person) if matches!(task.spec, Spec::Order { using: Using::Sheet, .. }) => format!("the sheet of {person}"),
                Some(shot) => format!("the {} of shot {shot}", task.kind),
            };
            let by = &order.provider;
            let problem = match refusal {
                Refusal::Moderation(reason) => {
                    let blame = blame(task, reason, &self.sources);
                    let problem = Diagnostic::new(Code::Refused, blame.at, format!("`{by}` refused {what}: {reason}")).label(blame.label).help(format!("say it otherwise, or give the shot to another provider; it was not bought, and the same words are not sent again unless `frost resume {}` lets them", self.script.display()));
                    blame.others.iter().fold(problem, |p, at| p.also(*at, "sent with it"))
                }
                Refusal::Undecided { attempt, reason } => Diagnostic::new(Code::Purchase, task.span, format!("{what} may have been paid at `{by}` and is not there: {reason}"))
                    .label("not bought again unasked")
                    .help(format!("look at your account there; then `frost resume {} --again {attempt}` lets it be bought once more", self.script.display())),
                Refusal::Missing { file } => Diagnostic::new(Code::Purchase, task.span, format!("{what} was bought, and its file {} is missing or damaged", file.display()))
                    .label("not bought again unasked")
                    .help(format!("put takes/ back, from a copy or from version control; or `frost resume {}` lists what can be bought again; or `--provider embedded`", self.script.display())),
                Refusal::Later(reason) => Diagnostic::new(Code::Purchase, task.span, format!("{what} is not there yet: {reason}")).label("ordered").help(format!("the same command asks after it again; it is not bought twice. `frost resume {}` shows it, and can give it up", self.script.display())),
                Refusal::Not(reason) => Diagnostic::new(Code::Purchase, task.span, format!("{what} could not be had from `{by}`: {reason}")).label("not bought").help("the same command tries again; or another provider, or `--provider embedded`"),
                Refusal::Cancelled => continue,
            };
            problems.push(problem);
        }
        self.say(problems, colour);
        say::note(format_args!("nothing was rendered; {there} of {} takes are there and kept", there + refusals.len()));
        ExitCode::from(FAILED)
    }

    fn say(&self, mut problems: Vec<Diagnostic>, colour: Colour) {
        if problems.is_empty() {
            return;
        }
        diagnostics::as_written(&mut problems, &self.sources);
        say::problems(&problems, &self.sources.as_written(), Format::Human, colour);
    }

    /// What an order is made from as a file that a provider takes: a take as it is, an embedded artefact drawn or
    /// written, a voice as it will be heard, from the first frame of the shot on.
    fn material(&self, order: &Order, key: &str, take: Option<&Path>, end: End) -> Result<Material, String> {
        let task: &Task = self.plan.tasks.iter().find(|t| t.key == key).ok_or("what it is made from is not in the plan")?;
        let speech = |bytes: Vec<u8>| -> Result<Material, String> {
            let mut reader = pcm::Reader::new(bytes).map_err(|e| e.to_string())?;
            let mut samples = vec![0.0; reader.pairs() as usize * 2];
            reader.read(0, &mut samples).map_err(|e| e.to_string())?;
            let pairs = |ms: u64| (ms * u64::from(RATE) / 1000) as usize;
            let lead = order.options.get("lead").and_then(|l| l.parse().ok()).unwrap_or(0);
            let mut all = vec![0.0; pairs(lead) * 2];
            all.append(&mut samples);
            if order.role == Role::Portrait {
                // Silent after its line, it goes on as long as the shot.
                all.resize(all.len().max(pairs(order.milliseconds.unwrap_or(0)) * 2), 0.0);
            }
            Ok(Material { name: "voice.wav".into(), mime: "audio/wav", bytes: wav(&all) })
        };
        match (&task.spec, take) {
            (Spec::Order { using: using @ Using::Voice { .. }, .. }, Some(path)) => {
                let of_file = path.file_name().and_then(|n| measured(&self.script).remove(&*n.to_string_lossy())).unwrap_or_default();
                return speech(develop::develop(using, path, &of_file)?.ok_or("a voice that is no sound")?.0);
            }
            (Spec::Order { using: using @ Using::Plate { size, .. }, .. }, Some(path)) if order.ends.is_some() => {
                let (plate, _) = develop::develop(using, path, &BTreeMap::new())?.ok_or("a plate that is no picture")?;
                return seen(key, *size, &self.plan.edit, order, end, &Alone(&plate));
            }
            (_, Some(path)) => {
                let bytes = std::fs::read(path).map_err(|e| format!("{}: {}", path.display(), crate::host::plain(&e)))?;
                return shop::material(bytes, "input");
            }
            _ => {}
        }
        match &task.spec {
            Spec::Plate { picture } => seen(key, picture.size, &self.plan.edit, order, end, &self.cache),
            Spec::Voice(_) => speech(self.cache.get(key).ok_or("the voice is missing from the cache")?),
            _ => Err("a provider cannot work from this".into()),
        }
    }
}

/// What the ledger says of each file in `takes/`.
fn measured(script: &Path) -> BTreeMap<String, measure::Measured> {
    let stored = takes::look(script).unwrap_or_default().into_iter().filter_map(|a| match a.state {
        State::Stored { file, measured, .. } => Some((file, measured)),
        _ => None,
    });
    stored.collect()
}

/// One artefact that lies nowhere else.
struct Alone<'a>(&'a [u8]);

impl cut::Artefacts for Alone<'_> {
    fn load(&self, _key: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.to_vec())
    }
}

/// What the camera of an order sees of a plate: first or last where it moves, else as it stands before it.
fn seen(key: &str, size: [u32; 2], edit: &Edit, order: &Order, end: End, artefacts: &dyn cut::Artefacts) -> Result<Material, String> {
    let (path, frames) = order.ends.as_ref().map_or((Track::default(), 1), |e| (e.path.clone(), e.frames.max(1)));
    let at = if end == End::First { 0 } else { frames - 1 };
    let frame = cut::frame(&alone(key, size, edit, path, frames), artefacts, at, size).map_err(|e| e.to_string())?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size[0], size[1]);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().and_then(|mut w| w.write_image_data(&frame.rgb())).map_err(|e| e.to_string())?;
    Ok(Material { name: if end == End::First { "plate.png" } else { "last.png" }.into(), mime: "image/png", bytes })
}

/// A film of the plate of a key alone, under a camera.
fn alone(key: &str, size: [u32; 2], edit: &Edit, path: Track, frames: u64) -> Edit {
    let clip = Clip { stretches: Vec::new(), pace: LIFE, rack: None, grade: None, shot: String::new(), start: 0, frames, source: Source::Plate(key.to_string()), path, weather: Weather::default(), interior: true, light: Light::default(), finish: Default::default(), transition: None, fade_in: None, fade_out: None, seed: 0 };
    Edit { title: String::new(), size, rate: edit.rate, frames, font: None, loudness: None, clips: vec![clip], supers: Vec::new(), chapters: Vec::new(), subtitles: Vec::new(), sounds: Vec::new() }
}

/// A clip in the place of its plate: it has its own camera. Of a part that is shorter than its shot the length comes
/// back, in milliseconds: it is slowed to fill the shot, as editors do between two marks.
fn live(clip: &mut Clip, file: &Path, trim: Option<lock::Trim>, wanted: u64) -> Result<Option<u64>, String> {
    let probe = crate::media::probe(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let size = probe.picture.map(|p| p.size).ok_or_else(|| format!("{}: there are no pictures in it", file.display()))?;
    let long = (probe.seconds * 1000.0).round().max(0.0) as u64;
    let from = trim.map_or(0, |t| t.from);
    if from + 100 > long {
        return Err(format!("{}: it lasts {:.2} s, and is to be shown from {:.2} s on; `frost take … --trim none` shows all of it", file.display(), probe.seconds, from as f64 / 1000.0));
    }
    let part = trim.and_then(|t| t.to).unwrap_or(long).min(long).saturating_sub(from);
    let short = trim.is_some() && part < wanted;
    let speed = if short { (part * 10_000 / wanted.max(1)).max(1) as u32 } else { 10_000 };
    clip.path = Track::default();
    clip.source = Source::Footage(Footage { path: file.to_path_buf(), size, from, speed, contain: false, depth: 3000, area: [0; 4] });
    Ok(short.then_some(part))
}

/// Stereo at 48 kHz as 16-bit WAV.
fn wav(samples: &[f32]) -> Vec<u8> {
    let bytes = (samples.len() * 2) as u32;
    let mut out = Vec::with_capacity(bytes as usize + 44);
    out.extend_from_slice(b"RIFF");
    out.extend_from_slice(&(36 + bytes).to_le_bytes());
    out.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x02\0");
    out.extend_from_slice(&RATE.to_le_bytes());
    out.extend_from_slice(&(RATE * 4).to_le_bytes());
    out.extend_from_slice(b"\x04\0\x10\0data");
    out.extend_from_slice(&bytes.to_le_bytes());
    out.extend(samples.iter().flat_map(|s| ((s.clamp(-1.0, 1.0) * 32_767.0).round() as i16).to_le_bytes()));
    out
}
