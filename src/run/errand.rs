//! One order on its way to a provider and back: written down, sent, asked after, fetched, looked at, kept.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::ledger::{Entry, State};
use super::net::{self, NetError};
use super::programs::{CHANGED, Programs};
use super::{framing, measure};
use super::retry::{self, Again};
use super::shop::{CLOSED, Counter, End, Materials, Refusal, Shop, Want, Way, material, now};
use crate::backends::remote::exec::{self, ExecError};
use crate::backends::remote::{Ask, Call, Fault, Job, Provider, Reply, Step, Timing};
use crate::plan::provider::Role;

mod refuse;

/// How long a job is asked after before the author is told to come again.
const PATIENCE: Duration = Duration::from_secs(3600);
const POLL: Duration = Duration::from_secs(5);
/// Whoever stops a render waits no longer for a word about a job.
const LAST_WORD: Duration = Duration::from_secs(10);
/// How often a job or its result may be said not to be there before that is believed.
const BELIEVED: u32 = 3;
/// A job that gives no sign is looked for in its queue each so many questions.
const QUEUE: u32 = 3;

/// Orders that are with a provider just now. A program that ends while there are some leaves its author to decide about them.
static AWAY: AtomicUsize = AtomicUsize::new(0);

/// Whether an order is with a provider just now.
pub fn away() -> bool {
    AWAY.load(Ordering::SeqCst) > 0
}

struct Away;

impl Away {
    fn new() -> Away {
        AWAY.fetch_add(1, Ordering::SeqCst);
        Away
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        AWAY.fetch_sub(1, Ordering::SeqCst);
    }
}

/// One order on its way.
pub(super) struct Errand<'a> {
    pub shop: &'a Shop<'a>,
    pub counter: &'a Counter,
    pub want: &'a Want,
    pub files: &'a BTreeMap<String, PathBuf>,
    pub materials: Materials<'a>,
    /// Told how much of a job is done.
    pub part: &'a dyn Fn(u8),
}

impl Errand<'_> {
    /// The file of the take, and whether it was ordered now.
    pub fn run(&self) -> Result<(PathBuf, bool), Refusal> {
        let _pass = self.counter.gate.enter(self.shop.cancel).ok_or(Refusal::Cancelled)?;
        let _away = Away::new();
        let provider = match &self.counter.way {
            Way::Net(provider) => provider,
            Way::Program { command, home, hidden, programs } => return self.program(command, home, hidden, programs).map(|p| (p, true)),
        };
        self.counter.learned.news.open(self.shop.net, provider, &self.counter.base, self.counter.pass.as_ref());
        if let Some((attempt, job)) = self.shop.under_way(&self.want.key) {
            return self.follow(&**provider, &attempt, job).map(|p| (p, false));
        }
        self.check(&**provider)?;
        let mut call = self.call().map_err(Refusal::Not)?;
        for upload in provider.uploads(&call) {
            let reply = self.free(&**provider, &upload)?;
            let address = provider.uploaded(&reply).map_err(|f| self.before(f))?;
            call.uploaded.push(address);
        }
        let ask = provider.ask(&call).map_err(|f| self.before(f))?;
        let attempt = self.intent()?;
        let step = self.submit(&**provider, &call, &ask, &attempt)?;
        let path = match step {
            Step::Job(job) => {
                // A name or an address may hold the key; what is written down then does not, and is of no use after a crash.
                let written = Job { id: self.hide(&job.id), poll: job.poll.as_deref().map(|p| self.hide(p)) };
                let name = written.id.clone();
                self.note(Entry::Submitted { attempt: attempt.clone(), job: written, at: now() })?;
                if let Some(others) = self.shop.takes.ledger.doubtful(&attempt, &name) {
                    let reason = format!("the provider gave two jobs one name, {}", job.id);
                    for other in others {
                        self.note(Entry::Failed { attempt: other, reason: self.hide(&reason), spent: true, refused: false, at: now() })?;
                    }
                    return Err(self.lost(&attempt, reason));
                }
                self.follow(&**provider, &attempt, job)
            }
            Step::Wait(_) => Err(self.lost(&attempt, "the answer names no job".into())),
            // Paid and there is no job to ask after: what cannot be fetched now is lost with its address.
            step => match self.receive(step) {
                Ok((bytes, timing)) => self.store(&attempt, &bytes, timing).map_err(|no| self.no_take(&attempt, no)),
                Err(why) => Err(self.lost(&attempt, why)),
            },
        };
        path.map(|p| (p, true))
    }

    /// Has the order made by a program; what it did before it fell silent is not known.
    fn program(&self, command: &[String], home: &Path, hidden: &[String], programs: &Programs) -> Result<PathBuf, Refusal> {
        let call = self.call().map_err(Refusal::Not)?;
        if !programs.are_unchanged() {
            return Err(Refusal::Not(format!("{CLOSED}{CHANGED}")));
        }
        let attempt = self.intent()?;
        match exec::run(command, home, &call, hidden, most(self.want.order.role), self.shop.cancel) {
            Ok(bytes) => self.store(&attempt, &bytes, None).map_err(|no| self.no_take(&attempt, no)),
            Err(ExecError::NotStarted(reason)) => Err(self.void(&attempt, Refusal::Not(reason))),
            Err(ExecError::Fault(fault)) => Err(self.void(&attempt, self.before(fault))),
            Err(ExecError::Silent(reason)) => Err(self.lost(&attempt, reason)),
            Err(ExecError::Cancelled) => {
                self.lost(&attempt, "the program was stopped before it said what it did".into());
                Err(Refusal::Cancelled)
            }
        }
    }

    /// Writes down that an order is about to be sent. Where that cannot be written, it is not sent.
    fn intent(&self) -> Result<String, Refusal> {
        self.room()?;
        let attempt = self.shop.takes.ledger.next(&self.want.key);
        let intent = Entry::Intent {
            attempt: attempt.clone(),
            order: self.want.key.clone(),
            script: Some(self.want.script.clone()).filter(|s| !s.is_empty()),
            shot: self.want.shot.clone(),
            line: self.want.line,
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
        let (mut plate, mut last, mut voice) = (None, None, None);
        for input in &self.want.inputs {
            let of = |end| (self.materials)(order, input, self.files.get(input).map(PathBuf::as_path), end);
            let material = of(End::First)?;
            match order.role {
                Role::Picture => references.push(material),
                _ if material.mime.starts_with("image/") => {
                    last = order.ends.as_ref().filter(|e| e.last).map(|_| of(End::Last)).transpose()?;
                    plate = Some(material);
                }
                _ => voice = Some(material),
            }
        }
        Ok(Call { order, base: &self.counter.base, set: &self.counter.set, references, plate, last, voice, uploaded: Vec::new() })
    }

    /// What the author prepared must fit the server; that is asked once for all orders, and costs nothing.
    fn check(&self, provider: &dyn Provider) -> Result<(), Refusal> {
        let counter = self.counter;
        let for_all = |reason: &str| Refusal::Not(format!("{CLOSED}{}", reason.trim_start_matches(CLOSED)));
        let ask = || -> Result<Arc<[Reply]>, Refusal> {
            let asks = provider.checks(&counter.base, &counter.set).map_err(|f| for_all(f.reason()))?;
            let replies: Arc<[Reply]> = asks.iter().map(|ask| self.free(provider, ask)).collect::<Result<_, _>>().map_err(|refusal| match refusal {
                Refusal::Not(reason) => for_all(&reason),
                other => other,
            })?;
            provider.checked(&counter.set, None, &replies).map_err(|f| for_all(f.reason()))?;
            Ok(replies)
        };
        let replies = counter.learned.checks.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(ask).clone()?;
        provider.checked(&counter.set, Some(&self.want.order), &replies).map_err(|f| self.before(f))
    }

    fn send(&self, ask: &Ask) -> Result<Reply, NetError> {
        self.send_for(ask, None, None)
    }

    /// A request that is answered with at most so many bytes, within a time.
    fn send_for(&self, ask: &Ask, most: Option<u64>, within: Option<Duration>) -> Result<Reply, NetError> {
        // Where there is no key to guard, a server still sends us nowhere else.
        if self.counter.pass.is_none() && net::host_of(&ask.url) != net::host_of(&self.counter.base) {
            return Err(NetError::Forbidden("the provider sends us to another host".into()));
        }
        // What a poll or a result needs a key for is checked as the order itself is.
        self.shop.net.ask_for(ask, self.counter.pass.as_ref(), most.unwrap_or(net::MOST_ANSWER), within)
    }

    /// A request that costs nothing, until it is answered.
    fn free(&self, provider: &dyn Provider, ask: &Ask) -> Result<Reply, Refusal> {
        for n in 1.. {
            let wait = match self.send(ask) {
                Ok(reply) if reply.ok() => return Ok(reply),
                Ok(reply) => match retry::again(&reply, now()) {
                    Again::Never => return Err(self.before(provider.fault(&reply))),
                    Again::TooLong(wait) => return Err(self.before(later(provider.fault(&reply), wait))),
                    Again::After(wait) if n < retry::TRIES => retry::jittered(wait, &self.want.key),
                    Again::Usual if n < retry::TRIES => retry::usual(n, &self.want.key),
                    _ => return Err(self.before(provider.fault(&reply))),
                },
                Err(NetError::Forbidden(reason) | NetError::TooLarge(reason)) => return Err(Refusal::Not(reason)),
                Err(error) if n >= retry::TRIES => return Err(Refusal::Not(error.reason().to_string())),
                Err(_) => retry::usual(n, &self.want.key),
            };
            self.rest(wait)?;
        }
        Err(Refusal::Cancelled)
    }

    /// The request that spends. It is sent again only where it is sure that nothing was done: it never left, it was too much at
    /// once, or the provider itself says so. Whether a gateway that gives up, or a server that stumbles, has sold something nobody
    /// knows; the author decides.
    fn submit(&self, provider: &dyn Provider, call: &Call, ask: &Ask, attempt: &str) -> Result<Step, Refusal> {
        for n in 1.. {
            if self.cancelled() {
                return Err(self.void(attempt, Refusal::Cancelled));
            }
            if !self.counter.gate.turn(self.shop.cancel) {
                return Err(self.void(attempt, Refusal::Cancelled));
            }
            let wait = match self.send(ask) {
                Ok(reply) if reply.ok() => {
                    self.counter.gate.good();
                    return provider.answer(call, &reply).map_err(|fault| match fault {
                        // It says in so many words that it has nothing.
                        fault @ (Fault::Moderation(_) | Fault::Money(_) | Fault::Key(_) | Fault::Order(_)) => self.void(attempt, self.before(fault)),
                        fault => self.lost(attempt, fault.reason().to_string()),
                    });
                }
                Ok(reply) => {
                    let fault = provider.fault(&reply);
                    let own_words = serde_json::from_slice(&reply.body).is_ok_and(|said| provider.own_words(&said));
                    if matches!(fault, Fault::Busy(_)) && !retry::undone(&reply, own_words) && !self.is_free() {
                        return Err(self.lost(attempt, format!("{}, and whether it was done nobody knows", fault.reason())));
                    }
                    let again = if matches!(fault, Fault::Busy(_) | Fault::Order(_)) { retry::again(&reply, now()) } else { Again::Never };
                    let wait = match again {
                        Again::TooLong(wait) => return Err(self.void(attempt, self.before(later(fault, wait)))),
                        Again::After(wait) if n < retry::TRIES => retry::jittered(wait, &self.want.key),
                        Again::Usual if n < retry::TRIES => retry::usual(n, &self.want.key),
                        _ => return Err(self.void(attempt, self.before(fault))),
                    };
                    self.counter.gate.busy(wait);
                    wait
                }
                Err(NetError::NotSent(_)) if n < retry::TRIES => retry::usual(n, &self.want.key),
                Err(NetError::NotSent(reason) | NetError::Forbidden(reason)) => return Err(self.void(attempt, Refusal::Not(reason))),
                Err(NetError::TooLarge(reason)) => return Err(self.lost(attempt, reason)),
                Err(NetError::Unanswered(reason)) if self.is_free() => return Err(self.void(attempt, Refusal::Not(reason))),
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
        let (mut bad, mut gone, mut stale, mut waits) = (0, 0, 0, 0);
        let mut seen = String::new();
        loop {
            if self.cancelled() {
                return self.call_off(provider, attempt, &job);
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
                        waits += 1;
                        wait = said.map_or(wait, retry::paced);
                        match provider.queue(&self.counter.base).filter(|_| waits % QUEUE == 0) {
                            Some(queue) if !self.queued(provider, &queue, &job) => gone += 1,
                            Some(_) => gone = 0,
                            None => {}
                        }
                        if gone >= BELIEVED {
                            return Err(self.lost(attempt, format!("the job {} is neither done nor waiting there any more; was the server started anew?", job.id)));
                        }
                    }
                    Ok(Step::Job(next)) => job = next,
                    Ok(step) => match self.receive(step) {
                        Ok((bytes, timing)) => match self.store(attempt, &bytes, timing) {
                            Ok(path) => return Ok(path),
                            Err(NoTake::Over(refusal)) => return Err(refusal),
                            // What comes the same twice is what was made.
                            Err(NoTake::Unfit { reason, file: Some(file) }) if seen == file => return Err(self.lost(attempt, reason)),
                            // What broke on its way may come whole the next time.
                            Err(NoTake::Unfit { reason, file }) => {
                                seen = file.unwrap_or_default();
                                stale += 1;
                                if stale >= BELIEVED {
                                    return Err(Refusal::Later(format!("the result of the job {} is no take: {reason}", job.id)));
                                }
                            }
                        },
                        // An address that is over: the provider gives a new one when it is asked again.
                        Err(reason) => {
                            stale += 1;
                            if stale >= BELIEVED {
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
                    let fault = provider.fault(&reply);
                    gone = if matches!(fault, Fault::Gone(_)) { gone + 1 } else { 0 };
                    match fault {
                        // A provider that has just taken a job may not know it everywhere at once.
                        Fault::Gone(reason) if gone >= BELIEVED => return Err(self.lost(attempt, format!("the provider knows nothing of the job {}: {reason}", job.id))),
                        Fault::Key(reason) | Fault::Money(reason) => return Err(Refusal::Later(reason)),
                        Fault::Moderation(reason) => return Err(self.void(attempt, Refusal::Moderation(reason))),
                        fault if bad >= retry::TRIES * 2 => return Err(Refusal::Later(format!("the job {} cannot be asked after: {}", job.id, fault.reason()))),
                        _ => {
                            wait = match retry::again(&reply, now()) {
                                Again::After(wait) => retry::jittered(wait, &self.want.key),
                                _ => retry::usual(bad, &self.want.key),
                            }
                        }
                    }
                }
                Err(NetError::Forbidden(reason) | NetError::TooLarge(reason)) => return Err(Refusal::Later(reason)),
                Err(error) => {
                    bad += 1;
                    if bad >= retry::TRIES * 2 {
                        return Err(Refusal::Later(format!("the job {} cannot be asked after: {}", job.id, error.reason())));
                    }
                    wait = retry::usual(bad, &self.want.key);
                }
            }
            self.counter.learned.news.rest(&job.id, wait, self.shop.cancel, self.part);
        }
    }

    /// The bytes of a result, asked for until they are whole.
    fn receive(&self, step: Step) -> Result<(Vec<u8>, Option<Timing>), String> {
        match step {
            Step::Done(bytes) => return Ok((bytes, None)),
            Step::Spoken(bytes, timing) => return Ok((bytes, Some(timing))),
            _ => {}
        }
        let mut last = String::new();
        let most = most(self.want.order.role);
        for n in 1..=retry::TRIES {
            let mut wait = retry::usual(n, &self.want.key);
            let reply = match &step {
                Step::Link(url) => self.shop.net.fetch(url, self.counter.local, most),
                Step::Fetch(ask) => self.send_for(ask, Some(most), None),
                _ => return Err("the answer holds no result".into()),
            };
            match reply {
                Ok(reply) if reply.ok() => return Ok((reply.body, None)),
                Ok(reply) => {
                    last = format!("it answered {}", reply.status);
                    match retry::again(&reply, now()) {
                        Again::Never => return Err(last),
                        Again::TooLong(long) => return Err(format!("{last}, and wants to be asked again in {}", retry::long(long))),
                        Again::After(said) => wait = retry::jittered(said, &self.want.key),
                        Again::Usual => {}
                    }
                }
                Err(NetError::Forbidden(reason) | NetError::TooLarge(reason)) => return Err(reason),
                Err(error) => last = error.reason().to_string(),
            }
            // The last answer is waited for by nobody.
            if n == retry::TRIES || self.rest(wait).is_err() {
                break;
            }
        }
        Err(last)
    }

    /// Looks at a result and keeps it.
    fn store(&self, attempt: &str, bytes: &[u8], timing: Option<Timing>) -> Result<PathBuf, NoTake> {
        let Some(ending) = measure::ending(bytes) else {
            return Err(NoTake::Unfit { reason: "the result is neither picture, clip nor sound".into(), file: None });
        };
        // Kept before it is looked at: what was paid is not thrown away.
        let file = self.shop.takes.keep(bytes, ending).map_err(|e| NoTake::Over(self.unkept(attempt, &e)))?;
        let path = self.shop.takes.path(&file);
        match measure::measure(&path, &self.want.order, self.want.expected.as_ref()) {
            Ok(mut measured) => {
                measured.extend(self.framing(&path));
                let timing = timing.filter(|t| *t != Timing::default()).and_then(|t| serde_json::to_string(&t).ok());
                measured.extend(timing.map(|t| (measure::TIMING.to_string(), t)));
                self.note(Entry::Stored { attempt: attempt.to_string(), file, bytes: bytes.len() as u64, measured, at: now() }).map_err(NoTake::Over)?;
                match self.shop.takes.ledger.attempt(attempt).map(|a| a.state) {
                    // Another order got the name of this job meanwhile.
                    Some(State::Lost(reason)) => Err(NoTake::Over(Refusal::Undecided { attempt: attempt.to_string(), reason })),
                    _ => Ok(path),
                }
            }
            Err(reason) => Err(NoTake::Unfit { reason: format!("{reason} (kept as takes/{file})"), file: Some(file) }),
        }
    }

    /// What came cannot be asked for once more.
    fn no_take(&self, attempt: &str, no: NoTake) -> Refusal {
        match no {
            NoTake::Over(refusal) => refusal,
            NoTake::Unfit { reason, .. } => self.lost(attempt, reason),
        }
    }

    /// Whether a job stands in its queue; where that cannot be seen it may.
    fn queued(&self, provider: &dyn Provider, queue: &Ask, job: &Job) -> bool {
        match self.send(queue) {
            Ok(reply) if reply.ok() => provider.queued(job, &reply).unwrap_or(true),
            _ => true,
        }
    }

    /// What a detector says of the framing. That it fails costs nothing but its word.
    fn framing(&self, picture: &Path) -> Option<(String, String)> {
        let (detector, expected) = (self.shop.detector?, self.want.expected.as_ref().filter(|e| !e.subjects.is_empty())?);
        let said = match framing::detect(detector, picture, expected, self.shop.cancel) {
            Ok(found) => {
                let faults = framing::faults(expected, &found);
                if faults.is_empty() { measure::AS_ASKED.to_string() } else { faults.join("; ") }
            }
            Err(why) => format!("not looked at: {}", self.hide(&why)),
        };
        Some((measure::FRAMING.to_string(), said))
    }

    /// The author does not wait for a job any longer. One that is done is fetched all the same, since it is paid; one that goes
    /// on is called off where that wastes nothing, and counts as not bought only once the provider itself says that it came to
    /// nothing. Any other goes on without us, and is asked after next time.
    fn call_off(&self, provider: &dyn Provider, attempt: &str, job: &Job) -> Result<PathBuf, Refusal> {
        let role = self.want.order.role;
        let poll = provider.poll(&self.counter.base, role, job);
        let step = || {
            let reply = self.send_for(&poll, Some(most(role)), Some(LAST_WORD)).ok()?;
            Some(if reply.ok() { provider.polled(&self.counter.base, job, &reply) } else { Err(provider.fault(&reply)) })
        };
        let kept = |step: Step| {
            let (bytes, timing) = self.receive(step).ok()?;
            self.store(attempt, &bytes, timing).ok()
        };
        let waits = match step() {
            Some(Ok(Step::Wait(_) | Step::Job(_))) => true,
            Some(Ok(done)) => return kept(done).ok_or(Refusal::Cancelled),
            Some(Err(Fault::Failed(_))) => return Err(self.void(attempt, Refusal::Cancelled)),
            _ => false,
        };
        let asks = if self.is_free() || provider.confirms() { provider.cancel(&self.counter.base, role, job) } else { Vec::new() };
        if !waits || asks.is_empty() || !asks.iter().all(|ask| self.send_for(ask, None, Some(LAST_WORD)).is_ok_and(|reply| reply.ok())) {
            return Err(Refusal::Cancelled);
        }
        let over = match step() {
            // It was done meanwhile.
            Some(Ok(done)) if !matches!(done, Step::Wait(_) | Step::Job(_)) => return kept(done).ok_or(Refusal::Cancelled),
            Some(Err(Fault::Failed(_))) => true,
            // A paid one that is only not there any more may have been made.
            Some(Err(Fault::Gone(_))) => self.is_free(),
            Some(Ok(_)) => self.is_free() && provider.queue(&self.counter.base).is_some_and(|queue| !self.queued(provider, &queue, job)),
            _ => false,
        };
        Err(if over { self.void(attempt, Refusal::Cancelled) } else { Refusal::Cancelled })
    }

    fn is_free(&self) -> bool {
        self.counter.is_free(self.want.cost)
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
}

/// Why a result is no take.
enum NoTake {
    /// Nothing can be done about it now.
    Over(Refusal),
    /// It is not what was ordered; with the file that it is kept as.
    Unfit { reason: String, file: Option<String> },
}

/// The largest result of a role, in bytes.
fn most(role: Role) -> u64 {
    if matches!(role, Role::Animate | Role::Portrait) { net::MOST_CLIP } else { net::MOST_OTHER }
}

/// A fault of a provider that wants more patience than anybody has.
fn later(fault: Fault, wait: Duration) -> Fault {
    let more = |reason: String| format!("{reason}; it wants to be asked again in {}", retry::long(wait));
    match fault {
        Fault::Busy(reason) => Fault::Busy(more(reason)),
        other => other,
    }
}
