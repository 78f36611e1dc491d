//! A scene at a glance: its sizes, sides and lengths, shot by shot.

use serde::Serialize;

use super::super::solve::Staging;
use super::axis::{of_group, pair};
use super::super::line::{ON_THE_LINE, side};
use super::view;
use crate::film::{Film, PersonId, Subject};
use crate::syntax::vocabulary::size_name;

#[derive(Clone, Debug, Serialize)]
pub struct SceneSummary {
    pub number: String,
    pub heading: String,
    pub shots: Vec<ShotSummary>,
    /// Seconds: the shots less what transitions lay over each other.
    pub length: f64,
    pub average: f64,
    pub shortest: f64,
    pub longest: f64,
    /// Shots of each size that occurs, from the widest.
    pub sizes: Vec<SizeCount>,
    /// Shots from each side of every line, in the order in which the lines come.
    pub sides: Vec<Sides>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ShotSummary {
    pub number: String,
    /// What the camera gives, which can be wider than what is asked for.
    pub size: &'static str,
    pub rank: u8,
    /// What is asked for, where the camera cannot give it.
    pub asked: Option<&'static str>,
    /// The size in the last frame, where moves change it.
    pub end: Option<&'static str>,
    /// Millimetres.
    pub lens: f64,
    pub subjects: Vec<String>,
    pub moves: Vec<&'static str>,
    /// `A` is the side of its line on which the line was seen first, `B` the other; none where a shot has no line.
    pub side: Option<char>,
    /// The side in the last frame, where the camera or the people go over the line.
    pub end_side: Option<char>,
    /// Seconds.
    pub seconds: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct SizeCount {
    pub size: &'static str,
    pub shots: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct Sides {
    /// The two between whom the line runs.
    pub line: [String; 2],
    pub a: usize,
    pub b: usize,
}

/// A line of a scene, and the side on which it was seen first.
struct Line {
    pair: (PersonId, PersonId),
    first: f64,
    counted: [usize; 2],
}

pub fn summary(film: &Film, staging: &Staging) -> Vec<SceneSummary> {
    let rate = film.rate.as_f64();
    let of = |scene| {
        let views = view::of_scene(film, staging, scene);
        let mut lines: Vec<Line> = Vec::new();
        let shots: Vec<ShotSummary> = views.iter().enumerate().map(|(i, v)| shot(film, v, &views[..i], &mut lines)).collect();
        let lengths = shots.iter().map(|s| s.seconds);
        let (first, count) = (shots.first()?.seconds, shots.len() as f64);
        let frames: u64 = views.iter().map(|v| v.slot.frames - v.slot.join.as_ref().map_or(0, |j| j.frames.min(v.slot.frames))).sum();
        let length = frames as f64 / rate;
        let sizes = (0..=10).filter_map(|rank| {
            let n = shots.iter().filter(|s| s.rank == rank).count();
            (n > 0).then(|| SizeCount { size: size_name(rank), shots: n })
        });
        let name = |id: PersonId| film.person(id).name.clone();
        Some(SceneSummary {
            number: scene.number.clone(),
            heading: scene.heading.text.clone(),
            length: thousandths(length),
            average: thousandths(length / count),
            shortest: lengths.clone().fold(first, f64::min),
            longest: lengths.fold(first, f64::max),
            sizes: sizes.collect(),
            sides: lines.iter().map(|l| Sides { line: [name(l.pair.0), name(l.pair.1)], a: l.counted[0], b: l.counted[1] }).collect(),
            shots,
        })
    };
    film.scenes.iter().filter_map(of).collect()
}

fn shot(film: &Film, view: &view::View, before: &[view::View], lines: &mut Vec<Line>) -> ShotSummary {
    let letter = |sign: f64, first: f64| if sign == first { 'A' } else { 'B' };
    let sign = |end: bool, pair| {
        let (set, camera) = if end { (&view.after, &view.end) } else { (&view.staged.set, &view.staged.camera) };
        // A camera on the line belongs to neither side, nor do eyes.
        let spec = &view.shot.spec;
        side(set, camera, pair).filter(|sine| spec.pov.is_none() && (spec.over.is_some() || sine.abs() >= ON_THE_LINE.sin())).map(f64::signum)
    };
    let (mut own, mut end_side) = (None, None);
    if let Some(pair) = pair(view)
        && let Some(start) = sign(false, pair)
    {
        let at = lines.iter().position(|l| l.pair == pair).unwrap_or_else(|| {
            // A shot of more people may have shown them first.
            let first = before.iter().find_map(|v| of_group(v, pair, false)).unwrap_or(start);
            lines.push(Line { pair, first, counted: [0, 0] });
            lines.len() - 1
        });
        if let Some(line) = lines.get_mut(at) {
            line.counted[usize::from(start != line.first)] += 1;
            own = Some(letter(start, line.first));
            end_side = sign(true, pair).map(|end| letter(end, line.first)).filter(|end| Some(*end) != own);
        }
    }
    let (rank, asked, last) = (view.rank(), view.shot.rank(), view.last_rank());
    ShotSummary {
        number: view.shot.number.clone(),
        size: size_name(rank),
        rank,
        asked: (asked != rank).then(|| size_name(asked)),
        end: (last != rank).then(|| size_name(last)),
        lens: (view.staged.camera.focal * 10.0).round() / 10.0,
        subjects: subjects(film, view),
        moves: view.shot.moves.iter().map(|m| m.kind).collect(),
        side: own,
        end_side,
        seconds: thousandths(view.slot.frames as f64 / film.rate.as_f64()),
    }
}

/// Whom or what a shot is on.
fn subjects(film: &Film, view: &view::View) -> Vec<String> {
    let things = view.shot.spec.subjects.iter().filter_map(|s| match &s.value {
        Subject::Prop(name) | Subject::Thing(name) | Subject::Place(name) => Some(name.clone()),
        Subject::Part(id, words) => Some(format!("{}'s {words}", film.person(*id).name)),
        Subject::Person(_) => None,
    });
    let things: Vec<String> = things.collect();
    match things.is_empty() {
        true => view.staged.subjects.iter().map(|id| film.person(*id).name.clone()).collect(),
        false => things,
    }
}

fn thousandths(v: f64) -> f64 {
    (v * 1000.0).round() / 1000.0
}
