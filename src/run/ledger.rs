//! What was bought: a file that only grows, each line checked by its own hash and on disk before anything follows from
//! it. A line is the first 16 hexadecimal digits of the BLAKE3 hash of its JSON, a space, and the JSON.
//!
//! An attempt begins with `intent`, before the request; `submitted` names the provider's job; `stored` the file in
//! `takes/`; `failed` says why there is none. An attempt that ends with its intent may have been bought.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::backends::remote::Job;
use crate::plan::provider::order;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Entry {
    /// `script`: the name of the file whose film it is for. `line`: which of several orders of that role in that shot.
    Intent { attempt: String, order: String, #[serde(default, skip_serializing_if = "Option::is_none")] script: Option<String>, shot: Option<String>, #[serde(default = "one", skip_serializing_if = "is_one")] line: u32, role: String, provider: String, model: String, #[serde(default, skip_serializing_if = "Option::is_none")] seed: Option<u64>, cost: u64, at: u64 },
    Submitted { attempt: String, job: Job, at: u64 },
    Stored { attempt: String, file: String, bytes: u64, #[serde(default, skip_serializing_if = "BTreeMap::is_empty")] measured: BTreeMap<String, String>, at: u64 },
    /// `spent`: the provider may want money for it. `refused`: it does not make this, whoever asks again.
    Failed {
        attempt: String,
        reason: String,
        spent: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        refused: bool,
        at: u64,
    },
    /// The author decided that an uncertain or failed attempt may be bought again.
    Again { attempt: String, at: u64 },
    /// A stored take stands back for a new one; it can still be picked.
    Retake { attempt: String, at: u64 },
    /// Of an order whose takes stand back, so many new ones are wanted, with seeds from one on.
    Wanted { order: String, takes: u32, #[serde(default, skip_serializing_if = "Option::is_none")] seed: Option<u64>, at: u64 },
}

fn one() -> u32 {
    1
}

fn is_one(line: &u32) -> bool {
    *line == 1
}

/// An attempt as far as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    pub id: String,
    pub order: String,
    /// The file whose film it was ordered for; older ledgers do not say.
    pub script: Option<String>,
    pub shot: Option<String>,
    /// Which of several orders of its role in its shot, from 1.
    pub line: u32,
    pub role: String,
    pub provider: String,
    pub model: String,
    pub seed: Option<u64>,
    pub cost: u64,
    pub at: u64,
    /// The provider's name for it, whatever became of it.
    pub job: Option<String>,
    pub state: State,
    /// A newer take was asked for.
    pub stands_back: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// May have been sent, and may have been paid.
    Uncertain,
    Submitted(Job),
    Stored { file: String, bytes: u64, measured: BTreeMap<String, String> },
    /// Nothing was bought.
    Void(String),
    /// Nothing was bought, and the same words are not sent again unasked.
    Refused(String),
    /// Something may have been paid, and there is no result.
    Lost(String),
    /// The author gave it up.
    Given,
}

impl Attempt {
    /// What the provider may want for it.
    pub fn spent(&self) -> u64 {
        if matches!(self.state, State::Void(_) | State::Refused(_)) { 0 } else { self.cost }
    }
}

/// Why a ledger cannot be used.
#[derive(Debug)]
pub enum LedgerError {
    Io(io::Error),
    /// A whole line is not what was written.
    Damaged { line: usize },
}

impl std::fmt::Display for LedgerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LedgerError::Io(e) => write!(f, "{}", crate::host::plain(e)),
            LedgerError::Damaged { line } => write!(f, "line {line} is damaged, so it is not known what was bought; put back a copy of the file, or take the line out if you know what it said"),
        }
    }
}

impl std::error::Error for LedgerError {}

impl From<io::Error> for LedgerError {
    fn from(error: io::Error) -> Self {
        LedgerError::Io(error)
    }
}

/// The attempts of a file in their order, and the length of its whole lines.
pub fn read(text: &[u8]) -> Result<(Vec<Attempt>, usize), LedgerError> {
    read_book(text).map(|(book, whole)| (book.attempts, whole))
}

/// Attempts in their order, found by name, by order and by job.
#[derive(Debug, Default)]
struct Book {
    attempts: Vec<Attempt>,
    index: BTreeMap<String, usize>,
    orders: BTreeMap<String, Vec<usize>>,
    /// By provider and its name for them: the attempt, and how many there were when the name came.
    jobs: BTreeMap<(String, String), Vec<(usize, usize)>>,
    /// By order: how many takes the author wanted last, from which seed, and how many attempts there were before.
    wanted: BTreeMap<String, (u32, Option<u64>, usize)>,
}

fn read_book(text: &[u8]) -> Result<(Book, usize), LedgerError> {
    let mut book = Book::default();
    let mut whole = 0;
    for (i, line) in text.split_inclusive(|b| *b == b'\n').enumerate() {
        let entry = line.strip_suffix(b"\n").and_then(parse);
        let Some(entry) = entry else {
            // What a crash left of the last line has no end; nothing followed from it yet. A line with an end was whole once.
            if !line.ends_with(b"\n") {
                return Ok((book, whole));
            }
            return Err(LedgerError::Damaged { line: i + 1 });
        };
        whole += line.len();
        book.fold(entry);
    }
    Ok((book, whole))
}

fn parse(line: &[u8]) -> Option<Entry> {
    let text = std::str::from_utf8(line).ok()?;
    let (sum, json) = text.split_once(' ')?;
    (sum == checksum(json)).then(|| serde_json::from_str(json).ok())?
}

fn checksum(json: &str) -> String {
    blake3::hash(json.as_bytes()).to_hex()[..16].to_string()
}

impl Book {
    fn fold(&mut self, entry: Entry) {
        let (id, state) = match entry {
            Entry::Intent { attempt, order, script, shot, line, role, provider, model, seed, cost, at } => {
                self.index.insert(attempt.clone(), self.attempts.len());
                self.orders.entry(order.clone()).or_default().push(self.attempts.len());
                self.attempts.push(Attempt { id: attempt, order, script, shot, line, role, provider, model, seed, cost, at, job: None, state: State::Uncertain, stands_back: false });
                return;
            }
            Entry::Submitted { attempt, job, .. } => (attempt, State::Submitted(job)),
            Entry::Stored { attempt, file, bytes, measured, .. } => (attempt, State::Stored { file, bytes, measured }),
            Entry::Failed { attempt, reason, spent: true, .. } => (attempt, State::Lost(reason)),
            Entry::Failed { attempt, reason, refused: true, .. } => (attempt, State::Refused(reason)),
            Entry::Failed { attempt, reason, .. } => (attempt, State::Void(reason)),
            Entry::Again { attempt, .. } => (attempt, State::Given),
            Entry::Wanted { order, takes, seed, .. } => {
                let before = self.orders.get(&order).map_or(0, Vec::len);
                self.wanted.insert(order, (takes, seed, before));
                return;
            }
            Entry::Retake { attempt, .. } => {
                if let Some(attempt) = self.index.get(&attempt).and_then(|i| self.attempts.get_mut(*i)) {
                    attempt.stands_back = true;
                }
                return;
            }
        };
        let Some(place) = self.index.get(&id).copied() else { return };
        let all = self.attempts.len();
        let Some(attempt) = self.attempts.get_mut(place) else { return };
        if let State::Submitted(job) = &state {
            attempt.job = Some(job.id.clone());
            self.jobs.entry((attempt.provider.clone(), job.id.clone())).or_default().push((place, all));
        }
        // What is in doubt stays so until its author decides, whatever still comes in for it.
        if matches!(attempt.state, State::Lost(_)) && state != State::Given {
            return;
        }
        attempt.state = state;
    }
}

/// The open file. Many threads may write; one sync serves all that wrote before it.
pub struct Ledger {
    inner: Mutex<Inner>,
    synced: Condvar,
}

struct Inner {
    file: File,
    book: Book,
    length: u64,
    /// Lines written, and lines that are on disk.
    written: u64,
    safe: u64,
    syncing: bool,
    /// After this nothing can be promised any more.
    broken: Option<String>,
}

impl Ledger {
    /// Opens or makes a ledger. The torn end that a crash left is taken off.
    pub fn open(path: &Path) -> Result<Ledger, LedgerError> {
        let fresh = !path.exists();
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        let (book, whole) = read_book(&text)?;
        if whole < text.len() {
            file.set_len(whole as u64)?;
            file.sync_all()?;
        }
        file.seek(SeekFrom::Start(whole as u64))?;
        if fresh {
            file.sync_all()?;
            if let Some(folder) = path.parent() {
                // Not every system can sync a folder; where it can, the new name is on disk too.
                let _ = File::open(folder).and_then(|f| f.sync_all());
            }
        }
        Ok(Ledger { inner: Mutex::new(Inner { file, book, length: whole as u64, written: 0, safe: 0, syncing: false, broken: None }), synced: Condvar::new() })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends an entry; when it returns, the entry is on disk.
    pub fn append(&self, entry: Entry) -> io::Result<()> {
        let json = serde_json::to_string(&entry)?;
        let line = format!("{} {json}\n", checksum(&json));
        let mut inner = self.lock();
        if let Some(why) = &inner.broken {
            return Err(io::Error::other(why.clone()));
        }
        if let Err(error) = inner.file.write_all(line.as_bytes()) {
            // Half a line must not stand before the next one.
            let length = inner.length;
            let cut = inner.file.set_len(length).and_then(|()| inner.file.seek(SeekFrom::Start(length)));
            if cut.is_err() {
                inner.broken = Some("the ledger could not be written".into());
            }
            return Err(error);
        }
        inner.length += line.len() as u64;
        inner.written += 1;
        let mine = inner.written;
        while inner.safe < mine {
            if let Some(why) = &inner.broken {
                return Err(io::Error::other(why.clone()));
            }
            if inner.syncing {
                inner = self.synced.wait(inner).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            inner.syncing = true;
            let upto = inner.written;
            let file = inner.file.try_clone();
            drop(inner);
            let done = file.and_then(|f| f.sync_data());
            inner = self.lock();
            inner.syncing = false;
            match done {
                Ok(()) => inner.safe = inner.safe.max(upto),
                Err(error) => inner.broken = Some(format!("the ledger cannot be synced: {}", crate::host::plain(&error))),
            }
            self.synced.notify_all();
        }
        inner.book.fold(entry);
        Ok(())
    }

    pub fn attempts(&self) -> Vec<Attempt> {
        self.lock().book.attempts.clone()
    }

    /// The attempts at one order.
    pub fn of_order(&self, order: &str) -> Vec<Attempt> {
        let inner = self.lock();
        inner.book.orders.get(order).into_iter().flatten().filter_map(|i| inner.book.attempts.get(*i).cloned()).collect()
    }

    pub fn attempt(&self, id: &str) -> Option<Attempt> {
        let inner = self.lock();
        inner.book.index.get(id).and_then(|i| inner.book.attempts.get(*i).cloned())
    }

    /// Whether a provider gave an attempt's name to another one too: nobody knows then whose result comes under it. The
    /// others that are in doubt with it come back. One that had the name before this was ordered is not among them.
    pub fn doubtful(&self, attempt: &str, job: &str) -> Option<Vec<String>> {
        let inner = self.lock();
        let place = *inner.book.index.get(attempt)?;
        let provider = inner.book.attempts.get(place)?.provider.clone();
        let named = inner.book.jobs.get(&(provider, job.to_string())).filter(|named| named.len() > 1)?;
        let others = named.iter().filter(|(other, all)| *other != place && *all > place).filter_map(|(other, _)| inner.book.attempts.get(*other));
        Some(others.filter(|a| matches!(a.state, State::Submitted(_) | State::Stored { .. })).map(|a| a.id.clone()).collect())
    }

    /// What all attempts may have cost.
    pub fn spent(&self) -> u64 {
        self.lock().book.attempts.iter().map(Attempt::spent).sum()
    }

    /// How many new takes of an order the author wanted last.
    pub fn wanted(&self, order: &str) -> u32 {
        self.lock().book.wanted.get(order).map_or(1, |w| w.0)
    }

    /// The seed of the next attempt: each take has its own, from the order's or the author's on.
    pub fn seed(&self, order: &str, first: u64) -> u64 {
        let inner = self.lock();
        let all = inner.book.orders.get(order).map_or(0, Vec::len);
        let (first, before) = match inner.book.wanted.get(order) {
            Some((_, Some(seed), before)) => (*seed, *before),
            _ => (first, 0),
        };
        // An attempt that bought nothing leaves its seed to the next.
        let void = inner.book.orders.get(order).into_iter().flatten().skip(before).filter(|i| inner.book.attempts.get(**i).is_some_and(|a| matches!(a.state, State::Void(_) | State::Refused(_)))).count();
        order::seed(first.wrapping_add((all - before - void) as u64))
    }

    /// A name for the next attempt at an order: its beginning, a number, and a mark, so that two copies of a film that both buy name
    /// their takes apart.
    pub fn next(&self, order: &str) -> String {
        let number = self.lock().book.orders.get(order).map_or(0, Vec::len) + 1;
        let moment = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
        let mark = blake3::hash(format!("{order} {number} {moment} {}", std::process::id()).as_bytes()).to_hex();
        format!("{}-{number}-{}", &order[..order.len().min(12)], &mark[..8])
    }
}

/// By order, how many takes its author wanted last, of a ledger that nobody writes.
pub fn wanted(path: &Path) -> Result<BTreeMap<String, u32>, LedgerError> {
    match fs::read(path) {
        Ok(text) => Ok(read_book(&text)?.0.wanted.into_iter().map(|(order, (takes, ..))| (order, takes)).collect()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(e) => Err(e.into()),
    }
}

/// The attempts of a ledger that nobody writes; none where there is no file.
pub fn look(path: &Path) -> Result<Vec<Attempt>, LedgerError> {
    match fs::read(path) {
        Ok(text) => read(&text).map(|(attempts, _)| attempts),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(e.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intent(attempt: &str) -> Entry {
        Entry::Intent { attempt: attempt.into(), order: "0a".into(), script: Some("a.frost".into()), shot: Some("1.1".into()), line: 1, role: "picture".into(), provider: "openai".into(), model: "m".into(), seed: None, cost: 4000, at: 1 }
    }

    fn stored(attempt: &str) -> Entry {
        Entry::Stored { attempt: attempt.into(), file: "x.png".into(), bytes: 3, measured: BTreeMap::new(), at: 2 }
    }

    #[test]
    fn every_take_has_a_seed_of_its_own_and_one_that_bought_nothing_leaves_it() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&folder.path().join("ledger")).unwrap();
        let intent = |attempt: &str| Entry::Intent { attempt: attempt.into(), order: "o".into(), script: None, shot: None, line: 1, role: "picture".into(), provider: "p".into(), model: "m".into(), seed: Some(0), cost: 1, at: 0 };
        let failed = |attempt: &str| Entry::Failed { attempt: attempt.into(), reason: "no".into(), spent: false, refused: false, at: 0 };
        let stored = |attempt: &str| Entry::Stored { attempt: attempt.into(), file: "f".into(), bytes: 1, measured: BTreeMap::new(), at: 0 };
        assert_eq!((ledger.seed("o", 7), ledger.wanted("o")), (7, 1));
        ledger.append(intent("o-1")).unwrap();
        ledger.append(failed("o-1")).unwrap();
        assert_eq!(ledger.seed("o", 7), 7);
        ledger.append(intent("o-2")).unwrap();
        ledger.append(stored("o-2")).unwrap();
        assert_eq!(ledger.seed("o", 7), 8);
        ledger.append(Entry::Wanted { order: "o".into(), takes: 3, seed: Some(100), at: 0 }).unwrap();
        assert_eq!((ledger.seed("o", 7), ledger.wanted("o")), (100, 3));
        ledger.append(intent("o-3")).unwrap();
        assert_eq!(ledger.seed("o", 7), 101);
        drop(ledger);
        assert_eq!(Ledger::open(&folder.path().join("ledger")).unwrap().seed("o", 7), 101);
    }

    #[test]
    fn two_jobs_of_one_name_are_in_doubt_unless_one_was_there_before_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger");
        let ledger = Ledger::open(&path).unwrap();
        let named = |attempt: &str, job: &str| Entry::Submitted { attempt: attempt.into(), job: Job { id: job.into(), poll: None }, at: 2 };
        let lost = |attempt: &str| Entry::Failed { attempt: attempt.into(), reason: "two of one name".into(), spent: true, refused: false, at: 3 };
        // Both are ordered before either has a name: the one that comes first may have got the name of the other.
        for entry in [intent("a-1"), intent("b-1"), named("b-1", "j")] {
            ledger.append(entry).unwrap();
        }
        assert_eq!(ledger.doubtful("b-1", "j"), None);
        ledger.append(stored("b-1")).unwrap();
        ledger.append(named("a-1", "j")).unwrap();
        assert_eq!(ledger.doubtful("a-1", "j"), Some(vec!["b-1".to_string()]));
        // One that is ordered later cannot be the owner of a name that was known by then.
        for entry in [lost("a-1"), lost("b-1"), intent("c-1"), named("c-1", "k"), intent("d-1"), named("d-1", "k")] {
            ledger.append(entry).unwrap();
        }
        assert_eq!((ledger.doubtful("c-1", "k").map(|o| o.len()), ledger.doubtful("d-1", "k")), (Some(1), Some(vec![])));
        // What is in doubt stays so until its author decides.
        ledger.append(stored("b-1")).unwrap();
        drop(ledger);
        let ledger = Ledger::open(&path).unwrap();
        assert!(matches!(ledger.attempt("b-1").unwrap().state, State::Lost(_)));
        ledger.append(Entry::Again { attempt: "b-1".into(), at: 4 }).unwrap();
        assert_eq!(ledger.attempt("b-1").unwrap().state, State::Given);
    }

    #[test]
    fn two_copies_of_a_film_name_their_takes_apart_and_keep_both() {
        let order = "0123456789abcdef0123456789abcdef";
        let intent = |attempt: &str| Entry::Intent { attempt: attempt.into(), order: order.into(), script: None, shot: None, line: 1, role: "picture".into(), provider: "p".into(), model: "m".into(), seed: None, cost: 1, at: 0 };
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = (folder.path().join("here"), folder.path().join("there"));
        for number in 1..=3 {
            let mut names = Vec::new();
            for path in [&here, &there] {
                let ledger = Ledger::open(path).unwrap();
                let name = ledger.next(order);
                // It begins with its order, by which a clone without a ledger knows it, and says which of its attempts it is.
                let mark = name.strip_prefix(&format!("0123456789ab-{number}-")).unwrap_or_else(|| panic!("{name}"));
                assert!(mark.len() == 8 && mark.bytes().all(|b| b.is_ascii_hexdigit()), "{name}");
                ledger.append(intent(&name)).unwrap();
                ledger.append(stored(&name)).unwrap();
                names.push(name);
            }
            assert_ne!(names[0], names[1]);
        }
        // Both sides' lines, as version control puts them together.
        let both = [fs::read(&here).unwrap(), fs::read(&there).unwrap()].concat();
        let (attempts, _) = read(&both).unwrap();
        assert!(attempts.len() == 6 && attempts.iter().all(|a| matches!(a.state, State::Stored { .. })), "{attempts:?}");
    }

    #[test]
    fn cut_anywhere_it_says_what_was_written_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger");
        let ledger = Ledger::open(&path).unwrap();
        ledger.append(intent("a-1")).unwrap();
        ledger.append(Entry::Submitted { attempt: "a-1".into(), job: Job { id: "j".into(), poll: None }, at: 2 }).unwrap();
        ledger.append(stored("a-1")).unwrap();
        ledger.append(intent("a-2")).unwrap();
        drop(ledger);
        let text = fs::read(&path).unwrap();
        let mut seen = Vec::new();
        for cut in 0..=text.len() {
            fs::write(&path, &text[..cut]).unwrap();
            let ledger = Ledger::open(&path).unwrap();
            let states: Vec<State> = ledger.attempts().into_iter().map(|a| a.state).collect();
            if seen.last() != Some(&states) {
                seen.push(states);
            }
            // What is written after a cut is read again.
            ledger.append(intent("b-1")).unwrap();
            drop(ledger);
            assert_eq!(look(&path).unwrap().last().unwrap().id, "b-1");
        }
        assert_eq!(seen.len(), 5);
        assert!(matches!(seen[2][0], State::Submitted(_)) && matches!(seen[3][0], State::Stored { .. }) && seen[4][1] == State::Uncertain);
    }

    #[test]
    fn a_changed_line_is_damage_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger");
        let ledger = Ledger::open(&path).unwrap();
        ledger.append(intent("a-1")).unwrap();
        ledger.append(stored("a-1")).unwrap();
        let mut text = fs::read(&path).unwrap();
        let whole = text.clone();
        text[40] ^= 1;
        fs::write(&path, text).unwrap();
        assert!(matches!(Ledger::open(&path), Err(LedgerError::Damaged { line: 1 })));
        // The last line was whole too: something may have followed from it.
        let mut text = whole;
        let last = text.len() - 20;
        text[last] ^= 1;
        fs::write(&path, text).unwrap();
        assert!(matches!(Ledger::open(&path), Err(LedgerError::Damaged { line: 2 })) && look(&path).is_err());
    }

    #[test]
    fn many_threads_share_the_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger");
        let ledger = Ledger::open(&path).unwrap();
        std::thread::scope(|scope| {
            for t in 0..16 {
                let ledger = &ledger;
                scope.spawn(move || {
                    for i in 0..20 {
                        ledger.append(intent(&format!("{t}-{i}"))).unwrap();
                        ledger.append(stored(&format!("{t}-{i}"))).unwrap();
                    }
                });
            }
        });
        let read = look(&path).unwrap();
        assert_eq!(read.len(), 320);
        assert!(read.iter().all(|a| matches!(a.state, State::Stored { .. })));
    }
}
