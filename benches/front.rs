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
}

criterion_group!(benches, front);
criterion_main!(benches);
