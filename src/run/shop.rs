//! Orders to takes: what was bought is taken from the ledger, what is under way is asked after, and the rest is bought,
//! all of it or nothing. An order that may have been sent is never sent again unasked.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::gate::Gate;
use super::ledger::{Entry, State};
use super::measure;
use super::net::{Net, NetError, Pass};
use super::retry::{self, Again};
use super::takes::{self, Takes};
use crate::backends::remote::exec::{self, ExecError};
use crate::backends::remote::{Ask, Call, Fault, Job, Material, Provider, Reply, Step};
use crate::plan::provider::{Order, Role};

/// A provider that can be asked now: its format, its place, its key.
pub struct Counter {
    pub way: Way,
    pub base: String,
    pub set: BTreeMap<String, String>,
    pub pass: Option<Pass>,
    /// It answers on this machine.
    pub local: bool,
    pub gate: Gate,
}

/// How a provider is asked.
pub enum Way {
    Net(Box<dyn Provider>),
    /// By a program, which is started in a folder and does not see some variables.
    Program { command: Vec<String>, home: PathBuf, hidden: Vec<String> },
}

/// One order that is wanted.
#[derive(Clone, Debug)]
pub struct Want {
    /// Of the task.
    pub task: String,
    /// Of the order: equal orders are bought once.
    pub key: String,
    pub order: Order,
    pub inputs: Vec<String>,
    pub shot: Option<String>,
    pub cost: u64,
    /// The take that was circled, where one was.
    pub picked: Option<String>,
}

/// Why there is no take of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The provider's reason.
    Moderation(String),
    /// It may have been bought, or was and is lost: the author decides.
    Undecided { attempt: String, reason: String },
    /// A paid file is not there any more, or not what it was.
    Missing { file: PathBuf },
    /// Nothing was bought.
    Not(String),
    /// The job goes on; the same command asks after it again.
    Later(String),
    Cancelled,
}

/// What a round of buying gave.
#[derive(Debug, Default)]
pub struct Bought {
    /// The files of the takes, by task.
    pub takes: BTreeMap<String, PathBuf>,
    pub refusals: Vec<(String, Refusal)>,
    /// Orders that were sent now.
    pub sent: usize,
    pub spent: u64,
}

/// Nothing was bought at all.
#[derive(Debug, PartialEq, Eq)]
pub enum ShopError {
    /// In thousandths of a cent: what it would cost, what was spent before, what may be spent.
    Budget { cost: u64, before: u64, most: u64 },
    Counter(String),
}

pub struct Shop<'a> {
    pub takes: &'a Takes,
    pub net: &'a Net,
    pub counters: &'a BTreeMap<String, Counter>,
    pub cancel: &'a AtomicBool,
    /// What the whole film may cost, and what this run may.
    pub film_budget: Option<u64>,
    pub run_budget: Option<u64>,
}

/// What an order is made from, as files that providers take: by the key of the artefact and, where it was bought, its take.
pub type Materials<'a> = &'a (dyn Fn(&Order, &str, Option<&Path>) -> Result<Material, String> + Sync);

/// Says after each take how many of how many are there, and which.
pub type Tell<'a> = &'a mut dyn FnMut(usize, usize, &Want);

/// How long a job is asked after before the author is told to come again.
const PATIENCE: Duration = Duration::from_secs(3600);
const POLL: Duration = Duration::from_secs(5);

impl Shop<'_> {
    pub fn buy(&self, wants: Vec<Want>, materials: Materials, tell: Tell) -> Result<Bought, ShopError> {
        let mut out = Bought::default();
        let mut todo: Vec<Want> = Vec::new();
        let mut keys: BTreeSet<String> = BTreeSet::new();
        let mut twins: Vec<Want> = Vec::new();
        for want in wants {
            match self.known(&want) {
                Some(Ok(path)) => {
                    out.takes.insert(want.task.clone(), path);
                }
                Some(Err(refusal)) => out.refusals.push((want.task.clone(), refusal)),
                // Two uses of one order, such as the same words in two slots.
                None if !keys.insert(want.key.clone()) => twins.push(want),
                None => todo.push(want),
            }
        }
        self.admit(&todo)?;
        // What is made from what could not be had is not made.
        let total = todo.len();
        let mut done = 0;
        while !todo.is_empty() {
            let open: BTreeSet<&String> = todo.iter().map(|w| &w.task).collect();
            let (ready, waiting): (Vec<Want>, Vec<Want>) = {
                let is_ready = |w: &Want| !w.inputs.iter().any(|i| open.contains(i));
                todo.iter().cloned().partition(is_ready)
            };
            let lost: BTreeSet<String> = out.refusals.iter().map(|(task, _)| task.clone()).collect();
            let (ready, hopeless): (Vec<Want>, Vec<Want>) = ready.into_iter().partition(|w| !w.inputs.iter().any(|i| lost.contains(i)));
            out.refusals.extend(hopeless.into_iter().map(|w| (w.task, Refusal::Not("what it is made from could not be had".into()))));
            self.round(ready, &mut out, materials, &mut |want| {
                done += 1;
                tell(done, total, want);
            });
            todo = waiting;
        }
        for twin in twins {
            match self.known(&twin) {
                Some(Ok(path)) => {
                    out.takes.insert(twin.task, path);
                }
                Some(Err(refusal)) => out.refusals.push((twin.task, refusal)),
                None => out.refusals.push((twin.task, Refusal::Not("the same order failed for another shot".into()))),
            }
        }
        Ok(out)
    }

    /// What the ledger knows of an order: its take, or why there can be none now. Nothing if it can be bought, or asked
    /// after.
    fn known(&self, want: &Want) -> Option<Result<PathBuf, Refusal>> {
        let mut attempts = self.takes.ledger.of_order(&want.key);
        attempts.extend(want.picked.as_ref().and_then(|id| self.takes.ledger.attempt(id)).filter(|a| a.order != want.key));
        if let Some(take) = takes::circled(&attempts, &want.key, want.picked.as_deref()) {
            let State::Stored { file, .. } = &take.state else { return None };
            let path = takes::file_of(self.takes.path("").as_path(), take).unwrap_or_else(|| self.takes.path(file));
            return Some(if takes::is_whole(&path) { Ok(path) } else { Err(Refusal::Missing { file: path }) });
        }
        let last = attempts.iter().rev().find(|a| a.order == want.key)?;
        match &last.state {
            State::Uncertain => Some(Err(Refusal::Undecided { attempt: last.id.clone(), reason: "it may have been sent, and no answer was kept".into() })),
            State::Lost(reason) => Some(Err(Refusal::Undecided { attempt: last.id.clone(), reason: reason.clone() })),
            _ => None,
        }
    }

    /// All that is to be bought, or nothing.
    fn admit(&self, todo: &[Want]) -> Result<(), ShopError> {
        for want in todo {
            if !self.counters.contains_key(&want.order.provider) {
                return Err(ShopError::Counter(want.order.provider.clone()));
            }
        }
        let new = todo.iter().filter(|w| self.under_way(&w.key).is_none());
        let cost: u64 = new.map(|w| w.cost).sum();
        let before = self.takes.ledger.spent();
        match (self.run_budget, self.film_budget) {
            (Some(most), _) if cost > most => Err(ShopError::Budget { cost, before: 0, most }),
            (_, Some(most)) if cost > 0 && before + cost > most => Err(ShopError::Budget { cost, before, most }),
            _ => Ok(()),
        }
    }

    fn under_way(&self, key: &str) -> Option<(String, Job)> {
        let last = self.takes.ledger.of_order(key).pop()?;
        match last.state {
            State::Submitted(job) => Some((last.id, job)),
            _ => None,
        }
    }

    /// Buys orders that wait for nothing, as many at once as their providers take.
    fn round(&self, wants: Vec<Want>, out: &mut Bought, materials: Materials, tell: &mut dyn FnMut(&Want)) {
        let providers: BTreeSet<&str> = wants.iter().map(|w| w.order.provider.as_str()).collect();
        let most: u32 = providers.iter().filter_map(|p| self.counters.get(*p)).map(|c| c.gate.most()).sum();
        let workers = wants.len().min(most.clamp(1, 128) as usize);
        let files = out.takes.clone();
        let queue = Mutex::new(VecDeque::from(wants));
        // A key that is wrong for one is wrong for all; so is an empty purse.
        let closed: Mutex<BTreeMap<String, String>> = Mutex::default();
        let (send, receive) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..workers {
                let (send, queue, closed, files) = (send.clone(), &queue, &closed, &files);
                scope.spawn(move || {
                    loop {
                        let Some(want) = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front() else { return };
                        let Some(counter) = self.counters.get(&want.order.provider) else { continue };
                        let shut = closed.lock().unwrap_or_else(PoisonError::into_inner).get(&want.order.provider).cloned();
                        let result = match shut {
                            Some(reason) => Err(Refusal::Not(reason)),
                            None => {
                                let errand = Errand { shop: self, counter, want: &want, files, materials };
                                errand.run().map_err(|refusal| errand.discreet(refusal))
                            }
                        };
                        if let Err(Stop::Closed(reason)) = &result.as_ref().map_err(Stop::of) {
                            closed.lock().unwrap_or_else(PoisonError::into_inner).insert(want.order.provider.clone(), reason.clone());
                        }
                        if send.send((want, result)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(send);
            for (want, result) in receive {
                match result {
                    Ok((path, sent)) => {
                        if sent {
                            out.sent += 1;
                            out.spent += want.cost;
                        }
                        out.takes.insert(want.task.clone(), path);
                        tell(&want);
                    }
                    Err(refusal) => out.refusals.push((want.task, refusal)),
                }
            }
        });
        out.refusals.sort_by(|a, b| a.0.cmp(&b.0));
    }
}

/// Whether a refusal closes the whole counter.
enum Stop {
    Closed(String),
    Open,
}

/// Begins the words of a refusal that holds for every order of a provider.
const CLOSED: &str = "nothing more is asked there: ";

impl Stop {
    fn of(refusal: &Refusal) -> Stop {
        match refusal {
            Refusal::Not(reason) if reason.starts_with(CLOSED) => Stop::Closed(reason.clone()),
            _ => Stop::Open,
        }
    }
}

/// One order on its way.
struct Errand<'a> {
    shop: &'a Shop<'a>,
    counter: &'a Counter,
    want: &'a Want,
    files: &'a BTreeMap<String, PathBuf>,
    materials: Materials<'a>,
}

impl Errand<'_> {
    /// The file of the take, and whether it was ordered now.
    fn run(&self) -> Result<(PathBuf, bool), Refusal> {
        let _pass = self.counter.gate.enter(self.shop.cancel).ok_or(Refusal::Cancelled)?;
        let provider = match &self.counter.way {
            Way::Net(provider) => &**provider,
            Way::Program { command, home, hidden } => return self.program(command, home, hidden).map(|p| (p, true)),
        };
        if let Some((attempt, job)) = self.shop.under_way(&self.want.key) {
            return self.follow(provider, &attempt, job).map(|p| (p, false));
        }
        let mut call = self.call().map_err(Refusal::Not)?;
        for upload in provider.uploads(&call) {
            let reply = self.free(provider, &upload)?;
            let address = provider.uploaded(&reply).map_err(|f| self.before(f))?;
            call.uploaded.push(address);
        }
        let ask = provider.ask(&call).map_err(|f| self.before(f))?;
        let attempt = self.intent()?;
        let step = self.submit(provider, &call, &ask, &attempt)?;
        let path = match step {
            Step::Job(job) => {
                self.note(Entry::Submitted { attempt: attempt.clone(), job: job.clone(), at: now() })?;
                if self.shop.takes.ledger.named(&self.want.order.provider, &job.id) > 1 {
                    return Err(self.lost(&attempt, format!("the provider gave the name of another job, {}", job.id)));
                }
                self.follow(provider, &attempt, job)
            }
            Step::Wait(_) => Err(self.lost(&attempt, "the answer names no job".into())),
            // Paid and there is no job to ask after: what cannot be fetched now is lost with its address.
            step => self.receive(step).map_err(|why| self.lost(&attempt, why)).and_then(|bytes| self.store(&attempt, &bytes)),
        };
        path.map(|p| (p, true))
    }

    /// Has the order made by a program; what it did before it fell silent is not known.
    fn program(&self, command: &[String], home: &Path, hidden: &[String]) -> Result<PathBuf, Refusal> {
        let call = self.call().map_err(Refusal::Not)?;
        let attempt = self.intent()?;
        match exec::run(command, home, &call, hidden, self.shop.cancel) {
            Ok(bytes) => self.store(&attempt, &bytes),
            Err(ExecError::NotStarted(reason)) => Err(self.void(&attempt, Refusal::Not(reason))),
            Err(ExecError::Fault(fault)) => Err(self.void(&attempt, self.before(fault))),
            Err(ExecError::Silent(reason)) => Err(self.lost(&attempt, reason)),
            Err(ExecError::Cancelled) => Err(self.void(&attempt, Refusal::Cancelled)),
        }
    }

    /// Writes down that an order is about to be sent. Where that cannot be written, it is not sent.
    fn intent(&self) -> Result<String, Refusal> {
        let attempt = self.shop.takes.ledger.next(&self.want.key);
        let intent = Entry::Intent {
            attempt: attempt.clone(),
            order: self.want.key.clone(),
            shot: self.want.shot.clone(),
            role: self.want.order.role.name().into(),
            provider: self.want.order.provider.clone(),
            model: self.want.order.model.clone(),
            seed: self.want.order.seed,
            cost: self.want.cost,
            at: now(),
        };
        self.note(intent)?;
        Ok(attempt)
    }

    fn call(&self) -> Result<Call<'_>, String> {
        let order = &self.want.order;
        let mut references = Vec::new();
        for reference in &order.references {
            let bytes = std::fs::read(&reference.file).map_err(|e| format!("{}: {}", reference.file.display(), crate::host::plain(&e)))?;
            if blake3::hash(&bytes).to_hex()[..32] != reference.digest {
                return Err(format!("{} changed since the film was checked", reference.file.display()));
            }
            references.push(material(bytes, "reference")?);
        }
        let (mut plate, mut voice) = (None, None);
        for input in &self.want.inputs {
            let material = (self.materials)(order, input, self.files.get(input).map(PathBuf::as_path))?;
            match order.role {
                Role::Picture => references.push(material),
                _ if material.mime.starts_with("image/") => plate = Some(material),
                _ => voice = Some(material),
            }
        }
        Ok(Call { order, base: &self.counter.base, set: &self.counter.set, references, plate, voice, uploaded: Vec::new() })
    }

    fn send(&self, ask: &Ask) -> Result<Reply, NetError> {
        // What a poll or a result needs a key for is checked as the order itself is.
        self.shop.net.ask(ask, self.counter.pass.as_ref())
    }

    /// A request that costs nothing, until it is answered.
    fn free(&self, provider: &dyn Provider, ask: &Ask) -> Result<Reply, Refusal> {
        for n in 1.. {
            let wait = match self.send(ask) {
                Ok(reply) if reply.ok() => return Ok(reply),
                Ok(reply) => match retry::again(&reply, now()) {
                    Again::Never => return Err(self.before(provider.fault(&reply))),
                    Again::After(wait) if n < retry::TRIES => retry::jittered(wait, &self.want.key),
                    Again::Usual if n < retry::TRIES => retry::usual(n, &self.want.key),
                    _ => return Err(self.before(provider.fault(&reply))),
                },
                Err(NetError::Forbidden(reason)) => return Err(Refusal::Not(reason)),
                Err(error) if n >= retry::TRIES => return Err(Refusal::Not(error.reason().to_string())),
                Err(_) => retry::usual(n, &self.want.key),
            };
            self.rest(wait)?;
        }
        Err(Refusal::Cancelled)
    }

    /// The request that spends. It is sent again only where the provider itself said that it did nothing.
    fn submit(&self, provider: &dyn Provider, call: &Call, ask: &Ask, attempt: &str) -> Result<Step, Refusal> {
        for n in 1.. {
            if self.cancelled() {
                return Err(self.void(attempt, Refusal::Cancelled));
            }
            let wait = match self.send(ask) {
                Ok(reply) if reply.ok() => {
                    self.counter.gate.good();
                    return provider.answer(call, &reply).map_err(|fault| match fault {
                        Fault::Moderation(reason) => self.void(attempt, Refusal::Moderation(reason)),
                        fault => self.lost(attempt, fault.reason().to_string()),
                    });
                }
                Ok(reply) => {
                    let fault = provider.fault(&reply);
                    let again = if matches!(fault, Fault::Busy(_)) { retry::again(&reply, now()) } else { Again::Never };
                    let wait = match again {
                        Again::After(wait) if n < retry::TRIES => retry::jittered(wait, &self.want.key),
                        Again::Usual if n < retry::TRIES => retry::usual(n, &self.want.key),
                        _ => return Err(self.void(attempt, self.before(fault))),
                    };
                    self.counter.gate.busy(wait);
                    wait
                }
                Err(NetError::NotSent(_)) if n < retry::TRIES => retry::usual(n, &self.want.key),
                Err(NetError::NotSent(reason) | NetError::Forbidden(reason)) => return Err(self.void(attempt, Refusal::Not(reason))),
                // It stands in the ledger as it is: sent, and nobody knows.
                Err(NetError::Unanswered(reason)) => return Err(Refusal::Undecided { attempt: attempt.to_string(), reason: format!("it was sent, and {reason}") }),
            };
            if self.rest(wait).is_err() {
                return Err(self.void(attempt, Refusal::Cancelled));
            }
        }
        Err(Refusal::Cancelled)
    }

    /// Asks after a job until it is done.
    fn follow(&self, provider: &dyn Provider, attempt: &str, mut job: Job) -> Result<PathBuf, Refusal> {
        let start = Instant::now();
        let mut bad = 0;
        let mut stale = 0;
        loop {
            if self.cancelled() {
                return Err(self.call_off(provider, attempt, &job));
            }
            if start.elapsed() > retry::paced(PATIENCE) {
                return Err(Refusal::Later(format!("the job {} is not done after an hour", job.id)));
            }
            let ask = provider.poll(&self.counter.base, self.want.order.role, &job);
            let mut wait = retry::paced(POLL);
            match self.send(&ask) {
                Ok(reply) if reply.ok() => match provider.polled(&self.counter.base, &job, &reply) {
                    Ok(Step::Wait(said)) => {
                        bad = 0;
                        wait = said.map_or(wait, retry::paced);
                    }
                    Ok(Step::Job(next)) => job = next,
                    Ok(step) => match self.receive(step) {
                        Ok(bytes) => return self.store(attempt, &bytes),
                        // An address that is over: the provider gives a new one when it is asked again.
                        Err(reason) => {
                            stale += 1;
                            if stale >= 3 {
                                return Err(Refusal::Later(format!("the result of the job {} cannot be fetched: {reason}", job.id)));
                            }
                        }
                    },
                    Err(Fault::Moderation(reason)) => return Err(self.void(attempt, Refusal::Moderation(reason))),
                    Err(Fault::Failed(reason)) => return Err(self.void(attempt, Refusal::Not(format!("the provider could not make it: {reason}")))),
                    Err(fault) => {
                        bad += 1;
                        if bad >= retry::TRIES {
                            return Err(Refusal::Later(format!("the job {} cannot be asked after: {}", job.id, fault.reason())));
                        }
                    }
                },
                Ok(reply) => {
                    bad += 1;
                    match provider.fault(&reply) {
                        // A provider that has just taken a job may not know it everywhere at once.
                        Fault::Gone(reason) if bad >= 3 => return Err(self.lost(attempt, format!("the provider knows nothing of the job {}: {reason}", job.id))),
                        Fault::Key(reason) | Fault::Money(reason) => return Err(Refusal::Later(reason)),
                        fault if bad >= retry::TRIES * 2 => return Err(Refusal::Later(format!("the job {} cannot be asked after: {}", job.id, fault.reason()))),
                        _ => {
                            wait = match retry::again(&reply, now()) {
                                Again::After(wait) => retry::jittered(wait, &self.want.key),
                                _ => retry::usual(bad, &self.want.key),
                            }
                        }
                    }
                }
                Err(NetError::Forbidden(reason)) => return Err(Refusal::Later(reason)),
                Err(error) => {
                    bad += 1;
                    if bad >= retry::TRIES * 2 {
                        return Err(Refusal::Later(format!("the job {} cannot be asked after: {}", job.id, error.reason())));
                    }
                    wait = retry::usual(bad, &self.want.key);
                }
            }
            if self.rest(wait).is_err() {
                return Err(self.call_off(provider, attempt, &job));
            }
        }
    }

    /// The bytes of a result, asked for until they are whole.
    fn receive(&self, step: Step) -> Result<Vec<u8>, String> {
        if let Step::Done(bytes) = step {
            return Ok(bytes);
        }
        let mut last = String::new();
        for n in 1..=retry::TRIES {
            let reply = match &step {
                Step::Link(url) => self.shop.net.fetch(url, self.counter.local),
                Step::Fetch(ask) => self.send(ask),
                _ => return Err("the answer holds no result".into()),
            };
            match reply {
                Ok(reply) if reply.ok() => return Ok(reply.body),
                Ok(reply) => {
                    last = format!("it answered {}", reply.status);
                    if retry::again(&reply, now()) == Again::Never {
                        return Err(last);
                    }
                }
                Err(NetError::Forbidden(reason)) => return Err(reason),
                Err(error) => last = error.reason().to_string(),
            }
            if self.rest(retry::usual(n, &self.want.key)).is_err() {
                break;
            }
        }
        Err(last)
    }

    /// Looks at a result and keeps it.
    fn store(&self, attempt: &str, bytes: &[u8]) -> Result<PathBuf, Refusal> {
        let Some(ending) = measure::ending(bytes) else {
            return Err(self.lost(attempt, "the result is neither picture, clip nor sound".into()));
        };
        // Kept before it is looked at: what was paid is not thrown away.
        let file = self.shop.takes.keep(bytes, ending).map_err(|e| self.disk(&e))?;
        let path = self.shop.takes.path(&file);
        match measure::measure(&path, &self.want.order) {
            Ok(measured) => {
                self.note(Entry::Stored { attempt: attempt.to_string(), file, bytes: bytes.len() as u64, measured, at: now() })?;
                Ok(path)
            }
            Err(reason) => Err(self.lost(attempt, format!("{reason} (kept as takes/{file})"))),
        }
    }

    fn call_off(&self, provider: &dyn Provider, attempt: &str, job: &Job) -> Refusal {
        if let Some(ask) = provider.cancel(&self.counter.base, self.want.order.role, job)
            && self.send(&ask).is_ok_and(|reply| reply.ok())
        {
            return self.void(attempt, Refusal::Cancelled);
        }
        // The job goes on without us, and is asked after next time.
        Refusal::Cancelled
    }

    fn cancelled(&self) -> bool {
        self.shop.cancel.load(Ordering::Relaxed)
    }

    fn rest(&self, wait: Duration) -> Result<(), Refusal> {
        let until = Instant::now() + wait;
        while let Some(left) = until.checked_duration_since(Instant::now()).filter(|d| !d.is_zero()) {
            if self.cancelled() {
                return Err(Refusal::Cancelled);
            }
            std::thread::sleep(left.min(Duration::from_millis(50)));
        }
        Ok(())
    }

    fn note(&self, entry: Entry) -> Result<(), Refusal> {
        self.shop.takes.ledger.append(entry).map_err(|e| self.disk(&e))
    }

    fn disk(&self, error: &io::Error) -> Refusal {
        Refusal::Not(format!("{CLOSED}takes/ cannot be written: {}", crate::host::plain(error)))
    }

    /// What a fault means before anything was bought.
    fn before(&self, fault: Fault) -> Refusal {
        match fault {
            Fault::Moderation(reason) => Refusal::Moderation(reason),
            Fault::Key(reason) | Fault::Money(reason) => Refusal::Not(format!("{CLOSED}{reason}")),
            fault => Refusal::Not(fault.reason().to_string()),
        }
    }

    /// Nothing was bought. Where even that cannot be written, the intent stands, and the author is asked.
    fn void(&self, attempt: &str, refusal: Refusal) -> Refusal {
        let reason = match &refusal {
            Refusal::Moderation(r) | Refusal::Not(r) | Refusal::Later(r) => r.clone(),
            _ => "called off".into(),
        };
        let _ = self.note(Entry::Failed { attempt: attempt.to_string(), reason: self.hide(&reason), spent: false, at: now() });
        refusal
    }

    /// Something may have been paid, and there is no take.
    fn lost(&self, attempt: &str, reason: String) -> Refusal {
        let reason = self.hide(&reason);
        let _ = self.note(Entry::Failed { attempt: attempt.to_string(), reason: reason.clone(), spent: true, at: now() });
        Refusal::Undecided { attempt: attempt.to_string(), reason }
    }

    fn discreet(&self, refusal: Refusal) -> Refusal {
        match refusal {
            Refusal::Moderation(r) => Refusal::Moderation(self.hide(&r)),
            Refusal::Undecided { attempt, reason } => Refusal::Undecided { attempt, reason: self.hide(&reason) },
            Refusal::Not(r) => Refusal::Not(self.hide(&r)),
            Refusal::Later(r) => Refusal::Later(self.hide(&r)),
            other => other,
        }
    }

    /// Words from outside, without the key in them.
    fn hide(&self, text: &str) -> String {
        self.counter.pass.as_ref().map_or_else(|| text.to_string(), |p| p.secret.hide(text))
    }
}

/// A file with a name and type that its content says.
pub fn material(bytes: Vec<u8>, name: &str) -> Result<Material, String> {
    let ending = measure::ending(&bytes).ok_or("a file that is to be sent is neither picture nor sound")?;
    let mime = match ending {
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "wav" => "audio/wav",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "flac" => "audio/flac",
        _ => "video/mp4",
    };
    Ok(Material { name: format!("{name}.{ending}"), mime, bytes })
}

/// Seconds since 1970: for the ledger's reader and for dates of the network, never for a plan.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs())
}
