//! Orders to takes: what was bought is taken from the ledger, what is under way is asked after, and the rest is bought,
//! all of it or nothing. An order that may have been sent is never sent again unasked.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{SystemTime, UNIX_EPOCH};

use super::errand::Errand;
use super::framing::Detector;
use super::gate::Gate;
use super::ledger::State;
use super::measure;
use super::net::{Net, Pass};
use super::news::Listener;
use super::programs::Programs;
use super::takes::{self, Takes};
use crate::backends::remote::{Job, Material, Provider, Reply};
use crate::plan::provider::Order;
use crate::plan::provider::expected::Expected;

/// A provider that can be asked now: its format, its place, its key.
pub struct Counter {
    pub way: Way,
    pub base: String,
    pub set: BTreeMap<String, String>,
    pub pass: Option<Pass>,
    /// It answers on this machine.
    pub local: bool,
    pub gate: Gate,
    pub learned: Learned,
}

impl Counter {
    /// Whether nobody can want money for an order: it is drawn on this machine, and no price is set. A program may spend whatever it
    /// likes, and what speaks OpenAI's dialect here may be a gateway to somebody who does.
    pub fn is_free(&self, cost: u64) -> bool {
        cost == 0 && self.local && self.pass.is_none() && matches!(&self.way, Way::Net(provider) if provider.is_at_home())
    }
}

/// What was learned of a provider in this run.
#[derive(Default)]
pub struct Learned {
    /// The answers to its checks, once they were asked.
    pub(super) checks: Mutex<Option<Result<Arc<[Reply]>, Refusal>>>,
    pub(super) news: Listener,
}

/// How a provider is asked.
pub enum Way {
    Net(Arc<dyn Provider>),
    /// By a program, which is started in a folder and does not see some variables, for as long as it stays what it was.
    Program { command: Vec<String>, home: PathBuf, hidden: Vec<String>, programs: Programs },
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
    /// The name of the script that wants it.
    pub script: String,
    pub shot: Option<String>,
    /// Which of several orders of its role in its shot, from 1.
    pub line: u32,
    /// Of one take.
    pub cost: u64,
    /// How many takes are wanted.
    pub takes: u32,
    /// What the set expects of it, where it is a picture.
    pub expected: Option<Expected>,
    /// The take that was circled, where one was.
    pub picked: Option<String>,
    /// The file of a take that was paid although the ledger does not know of it: `takes/` is not what it was.
    pub missed: Option<PathBuf>,
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
    /// Who looks where people are in a picture, if anybody does.
    pub detector: Option<&'a Detector>,
    /// What the whole film may cost, and what this run may.
    pub film_budget: Option<u64>,
    pub run_budget: Option<u64>,
}

/// What an order is made from, as files that providers take: by the key of the artefact and, where it was bought, its take.
pub type Materials<'a> = &'a (dyn Fn(&Order, &str, Option<&Path>, End) -> Result<Material, String> + Sync);

/// Which picture of a clip is meant, where a plate is brought to life under a camera that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    First,
    Last,
}

/// Says after each take how many of how many are there, and which; of a job that goes on, how much of it is done in
/// hundredths.
pub type Tell<'a> = &'a mut dyn FnMut(usize, usize, &Want, Option<u8>);

impl Shop<'_> {
    pub fn buy(&self, wants: Vec<Want>, materials: Materials, tell: Tell) -> Result<Bought, ShopError> {
        let mut out = Bought::default();
        let mut todo: Vec<Want> = Vec::new();
        let mut keys: BTreeSet<String> = BTreeSet::new();
        let mut twins: Vec<Want> = Vec::new();
        for mut want in wants {
            want.takes = self.missing(&want);
            match self.known(&want) {
                Some(Ok(path)) if want.takes == 0 => {
                    out.takes.insert(want.task.clone(), path);
                }
                // One take is there and more are wanted: they are bought as the first was.
                Some(Ok(_)) if keys.insert(want.key.clone()) => todo.push(want),
                Some(Ok(_)) => twins.push(want),
                Some(Err(refusal)) => out.refusals.push((want.task.clone(), refusal)),
                // Two uses of one order, such as the same words in two slots.
                None if !keys.insert(want.key.clone()) => twins.push(want),
                None => todo.push(want),
            }
        }
        self.admit(&todo)?;
        // What is made from what could not be had is not made.
        let total = todo.iter().map(|w| w.takes.max(1) as usize).sum();
        let several: Vec<Want> = todo.iter().filter(|w| w.takes > 1).cloned().collect();
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
            let more: Vec<Want> = ready.iter().filter(|w| w.takes > 1).cloned().collect();
            self.round(ready, &mut out, materials, &mut |want, part| {
                done += usize::from(part.is_none());
                tell(done, total, want, part);
            });
            // Takes of one order follow one another: a job that is under way is never asked after twice.
            let lost: BTreeSet<String> = out.refusals.iter().map(|(task, _)| task.clone()).collect();
            let more = more.into_iter().filter(|w| !lost.contains(&w.task)).map(|w| Want { takes: w.takes - 1, ..w });
            todo = waiting.into_iter().chain(more).collect();
        }
        for want in several {
            if let Some(Ok(path)) = self.known(&want) {
                out.takes.insert(want.task, path);
            }
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
        if let Some(file) = &want.missed {
            return Some(Err(Refusal::Missing { file: file.clone() }));
        }
        let last = attempts.iter().rev().find(|a| a.order == want.key)?;
        let free = self.counters.get(&want.order.provider).is_some_and(|c| c.is_free(want.cost.max(last.cost)));
        match &last.state {
            // What costs nothing is made again.
            State::Uncertain | State::Lost(_) if free => None,
            State::Uncertain => Some(Err(Refusal::Undecided { attempt: last.id.clone(), reason: "it may have been sent, and no answer was kept".into() })),
            State::Lost(reason) => Some(Err(Refusal::Undecided { attempt: last.id.clone(), reason: reason.clone() })),
            State::Refused(reason) => Some(Err(Refusal::Moderation(reason.clone()))),
            _ => None,
        }
    }

    /// How many takes of an order are still to be had.
    fn missing(&self, want: &Want) -> u32 {
        let stored = self.takes.ledger.of_order(&want.key).iter().filter(|a| !a.stands_back && matches!(a.state, State::Stored { .. })).count() as u32;
        // Where one is circled, the choice is made.
        if want.picked.is_some() && self.known(want).is_some() {
            return 0;
        }
        want.takes.max(self.takes.ledger.wanted(&want.key)).saturating_sub(stored)
    }

    /// All that is to be bought, or nothing.
    fn admit(&self, todo: &[Want]) -> Result<(), ShopError> {
        for want in todo {
            if !self.counters.contains_key(&want.order.provider) {
                return Err(ShopError::Counter(want.order.provider.clone()));
            }
        }
        let new = todo.iter().filter(|w| self.under_way(&w.key).is_none());
        let again: u64 = todo.iter().map(|w| w.cost * u64::from(w.takes.saturating_sub(1))).sum();
        let cost: u64 = new.map(|w| w.cost).sum::<u64>() + again;
        let before = self.takes.ledger.spent();
        match (self.run_budget, self.film_budget) {
            (Some(most), _) if cost > most => Err(ShopError::Budget { cost, before: 0, most }),
            (_, Some(most)) if cost > 0 && before + cost > most => Err(ShopError::Budget { cost, before, most }),
            _ => Ok(()),
        }
    }

    pub(super) fn under_way(&self, key: &str) -> Option<(String, Job)> {
        let last = self.takes.ledger.of_order(key).pop()?;
        match last.state {
            State::Submitted(job) => Some((last.id, job)),
            _ => None,
        }
    }

    /// Buys orders that wait for nothing, as many at once as their providers take.
    fn round(&self, wants: Vec<Want>, out: &mut Bought, materials: Materials, tell: &mut dyn FnMut(&Want, Option<u8>)) {
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
                                let mut want = want.clone();
                                want.order.seed = want.order.seed.map(|first| self.takes.ledger.seed(&want.key, first));
                                let part = |part: u8| {
                                    let _ = send.send(Event::Part(want.clone(), part));
                                };
                                let errand = Errand { shop: self, counter, want: &want, files, materials, part: &part };
                                errand.run().map_err(|refusal| errand.discreet(refusal))
                            }
                        };
                        if let Err(Stop::Closed(reason)) = &result.as_ref().map_err(Stop::of) {
                            closed.lock().unwrap_or_else(PoisonError::into_inner).insert(want.order.provider.clone(), reason.clone());
                        }
                        if send.send(Event::Ended(want, result)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(send);
            for event in receive {
                let (want, result) = match event {
                    Event::Ended(want, result) => (want, result),
                    Event::Part(want, part) => {
                        tell(&want, Some(part));
                        continue;
                    }
                };
                match result {
                    Ok((path, sent)) => {
                        if sent {
                            out.sent += 1;
                            out.spent += want.cost;
                        }
                        out.takes.insert(want.task.clone(), path);
                        tell(&want, None);
                    }
                    Err(refusal) => out.refusals.push((want.task, refusal)),
                }
            }
        });
        out.refusals.sort_by(|a, b| a.0.cmp(&b.0));
    }
}

/// What an order on its way says.
enum Event {
    Part(Want, u8),
    /// The file of the take, and whether it was ordered now.
    Ended(Want, Result<(PathBuf, bool), Refusal>),
}

/// Whether a refusal closes the whole counter.
enum Stop {
    Closed(String),
    Open,
}

/// Begins the words of a refusal that holds for every order of a provider.
pub(super) const CLOSED: &str = "nothing more is asked there: ";

impl Stop {
    fn of(refusal: &Refusal) -> Stop {
        match refusal {
            Refusal::Not(reason) | Refusal::Undecided { reason, .. } | Refusal::Later(reason) if reason.starts_with(CLOSED) => Stop::Closed(reason.clone()),
            _ => Stop::Open,
        }
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
