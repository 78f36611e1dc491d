//! The front end on a script of 10,000 lines: parse, format, check, plan.

use std::collections::HashSet;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use frost::cli::project::check_loaded;
use frost::film::{Host, Loaded, ReadError, load};
use frost::source::FileId;

const LONG: &str = include_str!("long.frost");

struct Nothing;

impl Host for Nothing {
    fn read(&self, _: &Path) -> Result<String, ReadError> {
        Err(ReadError::Missing)
    }
}

fn loaded() -> Loaded {
    load(Path::new("long.frost"), LONG.to_string(), &Nothing)
}

fn front(c: &mut Criterion) {
    let none = HashSet::new();
    let mut group = c.benchmark_group("10,000 lines");
    group.sample_size(30);
    group.bench_function("parse", |b| b.iter(|| frost::syntax::parse(FileId(0), LONG, &none)));
    group.bench_function("fmt", |b| b.iter(|| frost::syntax::format(LONG, &none)));
    group.bench_function("check", |b| b.iter(|| check_loaded(loaded(), &Default::default())));
    let checked = check_loaded(loaded(), &Default::default());
    group.bench_function("solve and check continuity", |b| {
        b.iter(|| {
            let staging = frost::stage::solve(&checked.film);
            frost::stage::continuity::continuity(&checked.film, &staging)
        });
    });
    group.bench_function("plan", |b| b.iter(|| frost::plan::build(&checked.film, &checked.staging)));
    group.finish();
    let film = feature(120);
    assert_eq!(film.film.scenes.iter().map(|s| s.shots.len()).sum::<usize>(), 120);
    let mut group = c.benchmark_group("120 shots");
    group.bench_function("solve and check continuity", |b| {
        b.iter(|| {
            let staging = frost::stage::solve(&film.film);
            frost::stage::continuity::continuity(&film.film, &staging)
        });
    });
    group.finish();
    // Not when one benchmark alone is asked for.
    if std::env::args().skip(1).all(|a| a.starts_with('-')) {
        slope();
    }
}

/// A film of so many staged shots: pairs, shoulders, singles, moves and ways, six shots a scene.
fn feature(shots: usize) -> frost::cli::project::Checked {
    let mut text = String::new();
    for scene in 0..shots / 6 {
        text.push_str(&format!(
            "INT. ROOM {scene} - DAY\n  light lamp, warm, from left\n  stage ANNA left facing OTTO, OTTO right facing ANNA, IDA centre far facing camera\n\n  shot master wide\n    camera truck right, slow\n    Anna and Otto wait for Ida.\n\n  shot medium close on ANNA, over OTTO's shoulder\n    ANNA\n      You are late, and you know it.\n\n  shot medium close on OTTO, over ANNA's shoulder\n    OTTO\n      I know.\n\n  shot close on IDA\n    camera push in, slow\n    Ida says nothing.\n\n  shot medium on ANNA and OTTO\n    camera pan right, slow\n    stage OTTO crosses to ANNA\n    Otto comes nearer.\n\n  shot insert on \"a letter\"\n    It is open.\n\n"
        ));
    }
    check_loaded(load(Path::new("feature.frost"), text, &Nothing), &Default::default())
}

/// Time a line over a hundredfold longer script: a front end that is linear has a flat row.
fn slope() {
    println!("lines        parse       fmt     check   (microseconds a line)");
    let none = HashSet::new();
    for copies in [1, 10, 100] {
        let text = longer(copies);
        let lines = text.lines().count();
        let per_line = |work: &dyn Fn()| {
            let best = (0..3).map(|_| {
                let start = std::time::Instant::now();
                work();
                start.elapsed().as_secs_f64()
            });
            best.fold(f64::MAX, f64::min) * 1e6 / lines as f64
        };
        let parse = per_line(&|| drop(frost::syntax::parse(FileId(0), &text, &none)));
        let fmt = per_line(&|| drop(frost::syntax::format(&text, &none)));
        let check = per_line(&|| drop(check_loaded(load(Path::new("long.frost"), text.clone(), &Nothing), &Default::default())));
        println!("{lines:<9} {parse:>8.2} {fmt:>9.2} {check:>9.2}");
    }
}

/// The long script with its scenes repeated; declarations stand once.
fn longer(copies: usize) -> String {
    let first = LONG.find("\nINT.").into_iter().chain(LONG.find("\nEXT.")).min().map_or(0, |i| i + 1);
    let (head, scenes) = LONG.split_at(first);
    format!("{head}{}", scenes.repeat(copies))
}

criterion_group!(benches, front);
criterion_main!(benches);
