//! Scripts of the suite and the examples, broken at random: parsing, checking and laying out must hold for any text.
//! `FROST_FUZZ_SECONDS` says how long (3 unless said), `FROST_FUZZ_SEED` repeats a run. An input that fails is written to
//! `target/fuzz/` with as many of its lines taken away as it can spare.

mod scripts;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use frost::source::FileId;
use frost::syntax::{format, parse};

/// One input may not take longer than this, however it is broken.
const PATIENCE: Duration = Duration::from_secs(5);

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, list: &'a [Box<T>]) -> &'a T {
        &list[self.below(list.len())]
    }
}

fn corpus() -> Vec<Box<str>> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"));
    let mut out = Vec::new();
    for folder in ["tests/suite", "tests/continuity", "examples", "examples/lib"] {
        let Ok(entries) = std::fs::read_dir(format!("{root}/{folder}")) else { continue };
        let mut paths: Vec<_> = entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "frost")).collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(path).unwrap();
            out.extend(text.split("//# ").map(|case| case.split_once('\n').map_or(case, |(_, body)| body).to_string().into_boxed_str()));
        }
    }
    out
}

const TOKENS: &[&str] = &[
    "shot ", "camera ", "stage ", ", ", ",", "\"", "(", ")", "{city}", "{", "}", "on ", " and ", "over ", "then ", "#4A#", "//", "/*", "*/", "[[", "]]", "\\", "@", "!", "^", "—", "\t", "\u{a0}", "\u{3000}", "\u{feff}",
    "\r\n", "\n\n", "\n  ", "\n    ", "INT. ", "EXT. SEA - NIGHT", "MARA", "მთვარე", "東京", "ё", "e\u{301}", "0x0", "99999999999s", "1e9", "00:00:00:00", "12:59:59;29", "4s", "-999dB", "3 bars", "f/0", "param ", "version ", "in reel omit",
    "scenes from ", "clip \"wave.mp4\" ", "from 1s to 9s", "speed 0%", "reverse of ", "setup x = ", "\u{F0000}", "\u{F0001}", "\u{F0002}", "\0", "💧",
];

fn cut(text: &str, dice: &mut Dice) -> usize {
    let mut at = dice.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn broken(corpus: &[Box<str>], dice: &mut Dice) -> String {
    let mut text = dice.pick(corpus).to_string();
    for _ in 0..1 + dice.below(6) {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (i, j) = (dice.below(lines.len()), dice.below(lines.len()));
        text = match dice.below(11) {
            0 => text[..cut(&text, dice)].to_string(),
            1 => text[cut(&text, dice)..].to_string(),
            2 => lines.iter().enumerate().filter(|(k, _)| *k != i).map(|(_, l)| *l).collect(),
            3 => {
                let mut lines = lines;
                if !lines.is_empty() {
                    lines.swap(i, j);
                }
                lines.concat()
            }
            4 => {
                let other = dice.pick(corpus);
                let others: Vec<&str> = other.split_inclusive('\n').collect();
                let mut all = lines;
                if !others.is_empty() {
                    all.insert(i.min(all.len()), others[dice.below(others.len())]);
                }
                all.concat()
            }
            5 => lines.iter().enumerate().map(|(k, l)| if k == i { format!("{}{l}", " ".repeat(1 + j % 7)) } else { l.to_string() }).collect(),
            6 => lines.iter().enumerate().map(|(k, l)| if k == i { l.trim_start_matches(' ').to_string() } else { l.to_string() }).collect(),
            7 | 8 => {
                let at = cut(&text, dice);
                format!("{}{}{}", &text[..at], TOKENS[dice.below(TOKENS.len())], &text[at..])
            }
            9 => {
                let (a, b) = (cut(&text, dice), cut(&text, dice));
                format!("{}{}", &text[..a.min(b)], &text[a.max(b)..])
            }
            _ => {
                let words: Vec<&str> = text.split(' ').collect();
                let (a, b) = (dice.below(words.len()), dice.below(words.len()));
                let mut words = words;
                words.swap(a, b);
                words.join(" ")
            }
        };
        if text.len() > 20_000 {
            text.truncate(text.floor_char_boundary(20_000));
        }
    }
    text
}

/// What is wrong with how a text is taken, if anything.
fn trouble(text: &str) -> Option<String> {
    let start = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| {
        let parsed = parse(FileId(0), text, &HashSet::new());
        let mut leaves = Vec::new();
        parsed.root.leaves(&mut leaves);
        if leaves.iter().map(|l| l.text(text)).collect::<String>() != text {
            return Some("the leaves are not the text".to_string());
        }
        let once = format(text, &HashSet::new());
        if format(&once, &HashSet::new()) != once {
            return Some("laying it out twice changes it again".to_string());
        }
        let wrapped = frost::syntax::format_wrapped(text, &HashSet::new(), Some(40));
        let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{2060}')).collect::<String>();
        if bare(&once) != bare(text) {
            return Some("laying it out loses something".to_string());
        }
        if bare(&wrapped) != bare(text) {
            return Some("wrapping it loses something".to_string());
        }
        if frost::syntax::format_wrapped(&wrapped, &HashSet::new(), Some(40)) != wrapped {
            return Some("wrapping it twice changes it again".to_string());
        }
        let (main, _) = scripts::files(text);
        let checked = scripts::check(text);
        for problem in checked.problems.iter().filter(|p| p.span.file == FileId(0)) {
            let (start, end) = (problem.span.start as usize, problem.span.end as usize);
            if start > end || end > main.len() || !main.is_char_boundary(start) || !main.is_char_boundary(end) {
                return Some(format!("{} stands at {start}..{end}, outside the text", problem.code.name()));
            }
            frost::diagnostics::human::render(problem, &checked.sources, frost::diagnostics::human::Style { colour: false, unicode: true, width: 80 });
        }
        let plan = frost::plan::build(&checked.film, &checked.staging);
        let mut at = 0;
        for clip in &plan.edit.clips {
            if clip.frames == 0 || clip.start > at {
                return Some(format!("the edit has a hole at frame {at}"));
            }
            at = clip.start + clip.frames;
        }
        None
    }));
    match result {
        Err(panic) => Some(format!("panic: {}", panic.downcast_ref::<String>().map_or("unknown", String::as_str))),
        Ok(None) if start.elapsed() > PATIENCE => Some(format!("it takes {:?}", start.elapsed())),
        Ok(found) => found,
    }
}

/// As few lines as still go wrong.
fn smallest(text: &str) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut step = (lines.len() / 2).max(1);
    loop {
        let mut i = 0;
        let mut shorter = false;
        while i < lines.len() {
            let mut fewer = lines.clone();
            fewer.drain(i..(i + step).min(lines.len()));
            if trouble(&fewer.concat()).is_some() {
                lines = fewer;
                shorter = true;
            } else {
                i += step;
            }
        }
        if step == 1 && !shorter {
            return lines.concat();
        }
        step = (step / 2).max(1);
    }
}

#[test]
fn broken_scripts_are_taken() {
    let seconds: f64 = std::env::var("FROST_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(3.0);
    let seed = std::env::var("FROST_FUZZ_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(0x5eed);
    let corpus = corpus();
    let (mut dice, start, mut inputs) = (Dice(seed), Instant::now(), 0_u64);
    while start.elapsed().as_secs_f64() < seconds {
        let text = broken(&corpus, &mut dice);
        inputs += 1;
        if trouble(&text).is_some() {
            let text = smallest(&text);
            let why = trouble(&text).unwrap_or_default();
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/fuzz");
            std::fs::create_dir_all(folder).unwrap();
            let path = format!("{folder}/{:016x}.frost", seed ^ inputs);
            std::fs::write(&path, &text).unwrap();
            panic!("{why}\nseed {seed}, input {inputs}, written to {path}\n{text}");
        }
    }
    println!("{inputs} inputs in {seconds} s, seed {seed}");
}
