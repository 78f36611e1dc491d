//! `frost board --floor`: each shot's set from above, with people, camera, what it sees and where it goes.

use std::path::Path;
use std::process::ExitCode;

use tiny_skia::{FillRule, Paint, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

use super::super::variation::{self, Variation};
use super::super::{FAILED, USAGE, project, say};
use super::sheet::{FAINT, INK, PAPER, Sheet};
use crate::film::{Film, Scene, Shot, Subject};
use crate::stage::camera::{Camera, Vec3};
use crate::stage::moved;
use crate::stage::report::{self, CameraReport, StageReport};
use crate::stage::solve::StagedShot;

const CELL: [usize; 2] = [520, 440];
const GAP: usize = 26;
const LINE: usize = 18;
/// Lines of text under a plan.
const LINES: usize = 6;
const COLUMNS: usize = 4;
const HEAD: usize = 76;
/// The height of a scene's heading.
const TITLE: usize = 40;

const FIELD: [u8; 3] = [226, 196, 120];
const CAMERA: [u8; 3] = [176, 66, 44];
const SUBJECT: [u8; 3] = [44, 92, 128];
const OTHER: [u8; 3] = [150, 160, 166];
const GRID: [u8; 3] = [228, 223, 213];
const THING: [u8; 3] = [140, 116, 84];

pub fn run(file: &Path, out: &Path, variation: &Variation) -> ExitCode {
    let checked = match variation::settings(file, variation).map(|settings| (project::check(file, &settings), settings)) {
        Ok((Ok(checked), settings)) => match project::unknown_version(&checked, &settings) {
            Some(problem) => {
                say::trouble(problem);
                return ExitCode::from(USAGE);
            }
            None => checked,
        },
        Ok((Err(error), _)) => {
            say::trouble(format_args!("{}: {error}", file.display()));
            return ExitCode::from(USAGE);
        }
        Err(code) => return code,
    };
    // A crossed line is best understood from above: the plan is drawn in spite of problems.
    if let Some(count) = say::count(&checked.problems) {
        say::note(format_args!("{}: {count}; `frost check` shows them", file.display()));
    }
    match sheet(&checked.film, &checked.staging).map(|s| s.map(|s| s.png())) {
        None => {
            say::trouble(format_args!("{}: there is no shot to draw", file.display()));
            ExitCode::from(FAILED)
        }
        Some(Some(Ok(bytes))) => super::frame::save(out, &bytes),
        Some(Some(Err(error))) => {
            say::trouble(error);
            ExitCode::from(FAILED)
        }
        Some(None) => {
            say::trouble("the plan is too large for one picture");
            ExitCode::from(FAILED)
        }
    }
}

/// The plan of a film; none without shots, none within where a cell cannot be drawn.
fn sheet(film: &Film, staging: &crate::stage::Staging) -> Option<Option<Sheet>> {
    let shots = |scene: &Scene| scene.shots.len();
    let columns = film.scenes.iter().map(shots).max().filter(|n| *n > 0)?.min(COLUMNS);
    let row = CELL[1] + LINE * LINES + GAP;
    let height: usize = film.scenes.iter().filter(|s| shots(s) > 0).map(|s| TITLE + shots(s).div_ceil(columns) * row).sum();
    let mut sheet = Sheet::new(columns * (CELL[0] + GAP) + GAP, HEAD + height + GAP);
    let width = sheet.width - 2 * GAP;
    sheet.write(&format!("{}   floor plan", film.title), 28.0, width, GAP, 14, INK);
    sheet.write("The audience sits at the foot of each plan. All places count in metres from the middle of the set, marked +: left and right as the audience sees them, near to it and far from it. Pan 0° looks straight away from the audience.", 15.0, width, GAP, 54, FAINT);
    let mut y = HEAD;
    for scene in film.scenes.iter().filter(|s| shots(s) > 0) {
        sheet.write(&format!("{}   {}", scene.number, scene.heading.text), 20.0, width, GAP, y + 8, INK);
        y += TITLE;
        let seen: Vec<(usize, Seen)> = scene.shots.iter().enumerate().filter_map(|(i, shot)| Some((i, Seen::of(film, scene, shot, staging.shots.get(shot.slot)?.as_ref()?)))).collect();
        let maps = maps(&seen.iter().map(|(_, s)| s.points()).collect::<Vec<_>>());
        for ((i, seen), (map, own)) in seen.iter().zip(maps) {
            let at = [GAP + i % columns * (CELL[0] + GAP), y + i / columns * row];
            let Some(()) = cell(&mut sheet, seen, map, own, at) else { return Some(None) };
        }
        y += shots(scene).div_ceil(columns) * row;
    }
    Some(Some(sheet))
}

/// A shot as it is drawn from above.
struct Seen<'a> {
    film: &'a Film,
    shot: &'a Shot,
    staged: &'a StagedShot,
    report: StageReport,
    /// The camera's way, close enough to be a curve.
    way: Vec<Camera>,
    /// From where to where people go.
    travels: Vec<(Vec3, Vec3)>,
}

impl<'a> Seen<'a> {
    fn of(film: &'a Film, scene: &Scene, shot: &'a Shot, staged: &'a StagedShot) -> Seen<'a> {
        let report = report::of(film, scene, shot, staged);
        let point = |[x, y, z]: [f64; 3]| Vec3::new(x, y, z);
        let travels = report.moves.iter().filter(|m| m.from != m.to).map(|m| (point(m.from), point(m.to))).collect();
        Seen { film, shot, staged, report, way: moved::way(film, shot, staged, 24), travels }
    }

    /// All that has to be on the plan.
    fn points(&self) -> Vec<Vec3> {
        let staged = self.staged;
        let mut points: Vec<Vec3> = staged.set.present().map(|(_, s)| s.at).chain(self.way.iter().map(|c| c.at)).collect();
        points.extend(self.travels.iter().flat_map(|(from, to)| [*from, *to]));
        points.extend(staged.things.iter().filter(|t| t.2).map(|t| t.1.at));
        points.push(staged.aim.target);
        points
    }

    /// Where the camera sets out: beside where it was solved for, if it goes along with somebody who comes in.
    fn start(&self) -> &Camera {
        self.way.first().unwrap_or(&self.staged.camera)
    }

    fn end(&self) -> Option<&Camera> {
        self.way.last().filter(|end| !self.shot.moves.is_empty() && *end != self.start())
    }
}

/// From the floor to a cell's pixels: x to the right, the audience at the foot.
#[derive(Clone, Copy)]
struct Map {
    centre: Vec3,
    /// Pixels a metre.
    scale: f64,
}

/// Pixels that a metre takes at least where shots share a map.
const LEAST: f64 = 30.0;

/// One crop and scale for the shots of a scene, so that people keep their place from plan to plan. Shots from so far away that
/// the others could not be read get a map of their own, which is said.
fn maps(shots: &[Vec<Vec3>]) -> Vec<(Map, bool)> {
    let mut own: Vec<bool> = vec![false; shots.len()];
    loop {
        let shared: Vec<Vec3> = shots.iter().zip(&own).filter(|(_, own)| !**own).flat_map(|(points, _)| points).copied().collect();
        let map = Map::around(&shared);
        let scale = |i: &usize| Map::around(&shots[*i]).scale;
        let within = || (0..shots.len()).filter(|i| !own[*i]);
        let farthest = within().min_by(|a, b| scale(a).total_cmp(&scale(b)));
        match farthest {
            Some(far) if map.scale < LEAST && within().count() > 1 => own[far] = true,
            _ => return shots.iter().zip(&own).map(|(points, own)| (if *own { Map::around(points) } else { map }, *own)).collect(),
        }
    }
}

impl Map {
    fn at(&self, p: Vec3) -> (f32, f32) {
        let x = CELL[0] as f64 / 2.0 + (p.x - self.centre.x) * self.scale;
        let y = CELL[1] as f64 / 2.0 - (p.z - self.centre.z) * self.scale;
        (x as f32, y as f32)
    }

    /// A map that holds all points with some floor around them.
    fn around(points: &[Vec3]) -> Map {
        let bound = |of: fn(&Vec3) -> f64| points.iter().map(of).fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)));
        let ((l, r), (n, f)) = (bound(|p| p.x), bound(|p| p.z));
        let scale = ((CELL[0] as f64 - 130.0) / (r - l).max(1.5)).min((CELL[1] as f64 - 110.0) / (f - n).max(1.5));
        Map { centre: Vec3::new((l + r) / 2.0, 0.0, (n + f) / 2.0), scale }
    }
}

fn cell(sheet: &mut Sheet, seen: &Seen, map: Map, own: bool, at: [usize; 2]) -> Option<()> {
    let staged = seen.staged;
    let mut pen = Pen { pixels: Pixmap::new(CELL[0] as u32, CELL[1] as u32)?, map };
    pen.pixels.fill(tiny_skia::Color::from_rgba8(250, 248, 243, 255));
    pen.grid();
    let reach = ((staged.aim.target - staged.camera.at).floor().length() * 1.35).max(1.0);
    if let Some(end) = seen.end() {
        pen.field(end, reach, 40);
    }
    pen.field(seen.start(), reach, 90);
    pen.middle();
    pen.line_of(staged);
    for (from, to) in &seen.travels {
        pen.arrow(*from, *to);
    }
    let mut labels = Labels { taken: vec![square(map.at(Vec3::default()), 9.0)] };
    let mut named: Vec<(String, [u8; 3], [f32; 4])> = Vec::new();
    for (name, placed, subject) in &staged.things {
        // What nobody placed stands where there is room; a plan must not pretend to know more.
        let said = staged.set.props.contains_key(name);
        let half = pen.thing(placed.at, placed.extent, *subject, said);
        let around = square(map.at(placed.at), half);
        labels.taken.push(around);
        if *subject {
            named.push((if said { name.clone() } else { format!("{name}, no place said") }, THING, around));
        }
    }
    for (id, s) in staged.set.present() {
        let subject = staged.subjects.contains(&id);
        let half = pen.person(s.at, s.yaw, s.gaze, if subject { SUBJECT } else { OTHER });
        let around = square(map.at(s.at), half);
        labels.taken.push(around);
        named.push((seen.film.person(id).name.clone(), if subject { SUBJECT } else { INK }, around));
    }
    if let Some(end) = seen.end() {
        pen.way(&seen.way);
        pen.camera(end, true);
        labels.taken.push(square(map.at(end.at), 16.0));
    }
    pen.camera(seen.start(), false);
    labels.taken.push(square(map.at(seen.start().at), 16.0));
    let unit = pen.bar();
    labels.taken.push([0.0, CELL[1] as f32 - 42.0, (unit.1 + 28.0).min(CELL[0] as f32), CELL[1] as f32]);
    // Names beside their people; one that finds no room there is tied to them.
    let mut words: Vec<(String, f32, [u8; 3], (f32, f32))> = Vec::new();
    for (name, ink, around) in named {
        let (x, y, tied) = labels.place(around, Sheet::measure(&name, NAME) + 6.0);
        if tied {
            pen.stroke(&[((around[0] + around[2]) / 2.0, around[3]), (x + 6.0, y + 2.0)], false, FAINT, 1.0, false);
        }
        words.push((name, NAME, ink, (x, y)));
    }
    words.extend(pen.numbers().into_iter().map(|(text, at)| (text, 11.0, FAINT, at)));
    words.push((unit.0, 13.0, FAINT, (14.0, CELL[1] as f32 - 34.0)));
    let rgb: Vec<u8> = pen.pixels.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
    sheet.picture(&rgb, CELL[0], CELL[1], at[0], at[1]);
    for (text, em, ink, (x, y)) in words {
        let air = Sheet::air(em);
        sheet.write(&text, em, CELL[0], at[0] + (x - air).max(0.0) as usize, at[1] + (y - air).max(0.0) as usize, ink);
    }
    caption(sheet, seen, own, [at[0], at[1] + CELL[1] + 4]);
    Some(())
}

/// The size of names, and the height of their lines.
const NAME: f32 = 14.0;
const HIGH: f32 = 18.0;

fn square((x, y): (f32, f32), half: f32) -> [f32; 4] {
    [x - half, y - half, x + half, y + half]
}

/// Where names stand: left, top, right and bottom of all that is taken.
struct Labels {
    taken: Vec<[f32; 4]>,
}

impl Labels {
    /// The left top of a name beside what it names, and whether it stands so far off that it must be tied to it.
    fn place(&mut self, [l, t, r, b]: [f32; 4], width: f32) -> (f32, f32, bool) {
        let (x, y) = ((l + r) / 2.0, (t + b) / 2.0);
        let middle = x - width / 2.0;
        let beside = [(middle, b), (middle, t - HIGH), (r + 3.0, y - HIGH / 2.0), (l - 3.0 - width, y - HIGH / 2.0), (x, b), (x - width, b), (x, t - HIGH), (x - width, t - HIGH)];
        let off = (1..=14).flat_map(|i| [(middle, b + HIGH * i as f32), (middle, t - HIGH * (1 + i) as f32), (r, b + HIGH * i as f32), (l - width, b + HIGH * i as f32)]);
        let inside = |x: f32, y: f32| x >= 2.0 && y >= 16.0 && x + width <= CELL[0] as f32 - 22.0 && y + HIGH <= CELL[1] as f32 - 2.0;
        let free = |x: f32, y: f32| inside(x, y) && self.taken.iter().all(|[l, t, r, b]| x + width <= *l || *r <= x || y + HIGH <= *t || *b <= y);
        let near = beside.into_iter().map(|at| (at, false)).chain(off.map(|at| (at, true))).find(|((x, y), _)| free(*x, *y));
        let ((x, y), tied) = near.unwrap_or(((middle.clamp(2.0, (CELL[0] as f32 - width - 2.0).max(2.0)), b.clamp(16.0, CELL[1] as f32 - HIGH)), false));
        self.taken.push([x, y, x + width, y + HIGH]);
        (x, y, tied)
    }
}

fn caption(sheet: &mut Sheet, seen: &Seen, own: bool, at: [usize; 2]) {
    let report = &seen.report;
    let subjects = seen.shot.spec.subjects.iter().filter_map(|s| match &s.value {
        Subject::Part(id, words) => Some(format!("{}'s {words}", seen.film.person(*id).name)),
        Subject::Thing(name) | Subject::Prop(name) => Some(name.clone()),
        _ => None,
    });
    let mut who: Vec<String> = subjects.collect();
    if who.is_empty() {
        who.extend(report.people.iter().filter(|p| p.subject).map(|p| p.name.clone()));
    }
    let place = report.place.clone().unwrap_or_else(|| "the place".into());
    let who = if who.is_empty() { place } else { who.join(", ") };
    let moves: Vec<&str> = seen.shot.moves.iter().map(|m| m.kind).collect();
    let moves = if moves.is_empty() { String::new() } else { format!("   {}", moves.join(", ")) };
    let size = if report.given == report.size { report.size.to_string() } else { format!("{} ({} does not hold them)", report.given, report.size) };
    let mut y = at[1];
    sheet.write(&format!("{}   {size}   {who}{moves}", report.shot), 17.0, CELL[0], at[0], y, INK);
    let c = &report.camera;
    let scale = if own { "; a scale of its own" } else { "" };
    let mut lines = vec![format!("{:.0}mm, {:.0}° across; {:.1} m from the subject{scale}", c.focal, c.view, c.distance), format!("camera {}", stands(c))];
    if let (Some(end), Some(_)) = (&report.end, seen.end()) {
        let lens = if (end.focal - c.focal).abs() < 0.5 { String::new() } else { format!(", {:.0}mm", end.focal) };
        lines.push(format!("ends {}{lens}", stands(end)));
    }
    let people = report.people.iter().map(|p| {
        let pose = if p.pose == "stand" { String::new() } else { format!(" ({})", p.pose) };
        format!("{} {}{pose}", p.name, spot(p.at))
    });
    lines.extend(filled(people, LINES - 1 - lines.len()));
    for line in lines {
        y += LINE + if y == at[1] { 3 } else { 0 };
        sheet.write(&line, 15.0, CELL[0], at[0], y, FAINT);
    }
}

/// Items in so many lines of a cell's width; what has no room is counted.
fn filled(items: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let items: Vec<String> = items.collect();
    let fits = |line: &str| Sheet::measure(line, 15.0) < CELL[0] as f32 - 20.0;
    let mut lines: Vec<String> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let rest = match items.len() - i - 1 {
            0 => String::new(),
            n => format!(" · {n} more"),
        };
        let full = lines.len() == most;
        match lines.last_mut() {
            // The last line keeps room for how many are left out.
            Some(line) if fits(&format!("{line} · {item}{}", if full { &rest } else { "" })) => *line = format!("{line} · {item}"),
            Some(line) if full => {
                *line = format!("{line} · {} more", items.len() - i);
                break;
            }
            _ => lines.push(item.clone()),
        }
    }
    lines
}

/// Where a camera stands and where it looks, as it is set up.
fn stands(c: &CameraReport) -> String {
    let turn = |v: f64, plus: &str, minus: &str| match v.abs() {
        a if a < 0.5 => "0°".to_string(),
        a => format!("{a:.0}° {}", if v > 0.0 { plus } else { minus }),
    };
    format!("{}, lens {:.1} m high; pan {}, tilt {}", spot(c.at), c.at[1], turn(c.yaw, "right", "left"), turn(c.pitch, "up", "down"))
}

/// A place on the floor, from the middle of the set.
fn spot([x, _, z]: [f64; 3]) -> String {
    let of = |v: f64, plus: &str, minus: &str| match v.abs() {
        a if a < 0.05 => "0".to_string(),
        a => format!("{a:.1} {}", if v > 0.0 { plus } else { minus }),
    };
    format!("{}, {}", of(x, "right", "left"), of(z, "far", "near"))
}

/// What draws on a cell.
struct Pen {
    pixels: Pixmap,
    map: Map,
}

fn paint([r, g, b]: [u8; 3], cover: u8) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, cover);
    paint.anti_alias = true;
    paint
}

impl Pen {
    fn fill(&mut self, points: &[(f32, f32)], colour: [u8; 3], cover: u8) {
        if let Some(path) = polygon(points, true) {
            self.pixels.fill_path(&path, &paint(colour, cover), FillRule::Winding, Transform::identity(), None);
        }
    }

    fn stroke(&mut self, points: &[(f32, f32)], closed: bool, colour: [u8; 3], width: f32, dashed: bool) {
        let dash = dashed.then(|| StrokeDash::new(vec![5.0, 4.0], 0.0)).flatten();
        if let Some(path) = polygon(points, closed) {
            self.pixels.stroke_path(&path, &paint(colour, 255), &Stroke { width, dash, ..Stroke::default() }, Transform::identity(), None);
        }
    }

    /// Lines a metre apart, or five where a metre is small.
    fn grid(&mut self) {
        let step = self.step();
        let (w, h) = (CELL[0] as f64, CELL[1] as f64);
        let (half_w, half_h) = (w / 2.0 / self.map.scale, h / 2.0 / self.map.scale);
        let c = self.map.centre;
        let lines = |from: f64, to: f64| ((from / step).ceil() as i64..=(to / step).floor() as i64).map(move |i| i as f64 * step);
        for x in lines(c.x - half_w, c.x + half_w) {
            let px = self.map.at(Vec3::new(x, 0.0, 0.0)).0;
            self.stroke(&[(px, 0.0), (px, h as f32)], false, GRID, 1.0, false);
        }
        for z in lines(c.z - half_h, c.z + half_h) {
            let py = self.map.at(Vec3::new(0.0, 0.0, z)).1;
            self.stroke(&[(0.0, py), (w as f32, py)], false, GRID, 1.0, false);
        }
        self.stroke(&[(0.5, 0.5), (w as f32 - 0.5, 0.5), (w as f32 - 0.5, h as f32 - 0.5), (0.5, h as f32 - 0.5)], true, OTHER, 1.0, false);
    }

    /// Metres between two lines of the grid.
    fn step(&self) -> f64 {
        match self.map.scale {
            s if s > 24.0 => 1.0,
            s if s > 5.0 => 5.0,
            _ => 20.0,
        }
    }

    /// What a camera sees, as a wedge.
    fn field(&mut self, camera: &Camera, reach: f64, cover: u8) {
        let half = (0.5 / camera.zoom()).atan();
        let mut points = vec![self.map.at(camera.at)];
        for i in 0..=12 {
            let yaw = camera.yaw - half + 2.0 * half * f64::from(i) / 12.0;
            points.push(self.map.at(camera.at + Vec3::new(yaw.sin(), 0.0, yaw.cos()) * reach));
        }
        self.fill(&points, FIELD, cover);
    }

    /// The line between the two people of a shot.
    fn line_of(&mut self, staged: &StagedShot) {
        let [a, b] = &staged.subjects[..] else { return };
        if let (Some(a), Some(b)) = (staged.set.people.get(a), staged.set.people.get(b)) {
            let (p, q) = (self.map.at(a.at), self.map.at(b.at));
            self.stroke(&[p, q], false, FAINT, 1.0, true);
        }
    }

    /// Shoulders, head and nose; the eyes' direction as a line where they look elsewhere. Gives half of their room in pixels.
    fn person(&mut self, at: Vec3, yaw: f64, gaze: Option<f64>, colour: [u8; 3]) -> f32 {
        let unit = self.map.scale.clamp(34.0, 90.0) as f32;
        let (x, y) = self.map.at(at);
        // Forward and right on the paper, whose y runs down.
        let turned = |f: f32, r: f32, yaw: f64| {
            let (s, c) = (yaw.sin() as f32, yaw.cos() as f32);
            (x + (f * s + r * c) * unit, y - (f * c - r * s) * unit)
        };
        let ring = |f: f32, r: f32| -> Vec<(f32, f32)> { (0..24).map(|i| { let a = i as f32 * std::f32::consts::TAU / 24.0; turned(a.cos() * f, a.sin() * r, yaw) }).collect() };
        self.fill(&ring(0.11, 0.24), colour, 255);
        let head = gaze.unwrap_or(yaw);
        self.fill(&[turned(0.24, 0.0, head), turned(0.06, -0.07, head), turned(0.06, 0.07, head)], colour, 255);
        let skull = ring(0.1, 0.1);
        self.fill(&skull, PAPER, 255);
        self.stroke(&skull, true, colour, 1.5, false);
        if let Some(gaze) = gaze {
            self.stroke(&[turned(0.24, 0.0, gaze), turned(0.7, 0.0, gaze)], false, colour, 1.0, true);
        }
        unit * 0.27
    }

    /// Where somebody goes.
    fn arrow(&mut self, from: Vec3, to: Vec3) {
        let ((ax, ay), (bx, by)) = (self.map.at(from), self.map.at(to));
        let long = (bx - ax).hypot(by - ay).max(1.0);
        let (dx, dy) = ((bx - ax) / long, (by - ay) / long);
        self.stroke(&[(ax, ay), (bx, by)], false, SUBJECT, 1.5, true);
        // The head stands before the body, not under it.
        let (tx, ty) = (bx - dx * 12.0, by - dy * 12.0);
        self.fill(&[(tx, ty), (tx - dx * 9.0 - dy * 5.0, ty - dy * 9.0 + dx * 5.0), (tx - dx * 9.0 + dy * 5.0, ty - dy * 9.0 - dx * 5.0)], SUBJECT, 255);
    }

    /// A thing; one that nobody placed is only an outline of dashes. Gives half of its side in pixels.
    fn thing(&mut self, at: Vec3, extent: f64, subject: bool, said: bool) -> f32 {
        let (x, y) = self.map.at(at);
        let half = ((extent / 2.0 * self.map.scale) as f32).clamp(4.0, 60.0);
        let square = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)];
        if subject && said {
            self.fill(&square, THING, 255);
        } else {
            self.stroke(&square, true, THING, if subject { 1.8 } else { 1.0 }, !said);
        }
        half
    }

    /// The middle of the set, from which all places count.
    fn middle(&mut self) {
        let (x, y) = self.map.at(Vec3::default());
        self.stroke(&[(x - 9.0, y), (x + 9.0, y)], false, INK, 1.4, false);
        self.stroke(&[(x, y - 9.0), (x, y + 9.0)], false, INK, 1.4, false);
    }

    /// Metres at the lines of the grid, along the top and the right edge.
    fn numbers(&self) -> Vec<(String, (f32, f32))> {
        let (w, h) = (CELL[0] as f32, CELL[1] as f32);
        let step = self.step();
        let reach = (CELL[0].max(CELL[1]) as f64 / self.map.scale / step) as i64 + 2;
        let c = self.map.centre;
        let (first_x, first_z) = ((c.x / step).round() as i64, (c.z / step).round() as i64);
        let mut out = Vec::new();
        for i in -reach..=reach {
            let x = (first_x + i) as f64 * step;
            let z = (first_z + i) as f64 * step;
            let (px, py) = (self.map.at(Vec3::new(x, 0.0, 0.0)).0, self.map.at(Vec3::new(0.0, 0.0, z)).1);
            if (12.0..w - 30.0).contains(&px) {
                out.push((format!("{x:.0}"), (px + 3.0, 3.0)));
            }
            if (20.0..h - 8.0).contains(&py) {
                out.push((format!("{z:.0}"), (w - 20.0, py - 14.0)));
            }
        }
        out
    }

    /// A camera seen from above; where its way ends it is only an outline.
    fn camera(&mut self, camera: &Camera, end: bool) {
        let (x, y) = self.map.at(camera.at);
        let (s, c) = (camera.yaw.sin() as f32, camera.yaw.cos() as f32);
        let turned = |f: f32, r: f32| (x + f * s + r * c, y - (f * c - r * s));
        let body = [turned(-16.0, -7.0), turned(-2.0, -7.0), turned(-2.0, -3.0), turned(7.0, -7.0), turned(7.0, 7.0), turned(-2.0, 3.0), turned(-2.0, 7.0), turned(-16.0, 7.0)];
        if end {
            self.stroke(&body, true, CAMERA, 1.2, false);
        } else {
            self.fill(&body, CAMERA, 255);
        }
    }

    fn way(&mut self, way: &[Camera]) {
        let points: Vec<(f32, f32)> = way.iter().map(|c| self.map.at(c.at)).collect();
        self.stroke(&points, false, CAMERA, 2.0, false);
    }

    /// The scale; gives what stands over it, and its length in pixels.
    fn bar(&mut self) -> (String, f32) {
        let step = self.step();
        let (y, x) = (CELL[1] as f32 - 14.0, 14.0);
        let long = (step * self.map.scale) as f32;
        self.stroke(&[(x, y - 4.0), (x, y), (x + long, y), (x + long, y - 4.0)], false, INK, 1.5, false);
        (format!("{step:.0} m"), long)
    }
}

fn polygon(points: &[(f32, f32)], closed: bool) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    builder.move_to(first.0, first.1);
    rest.iter().for_each(|p| builder.line_to(p.0, p.1));
    if closed {
        builder.close();
    }
    builder.finish()
}
