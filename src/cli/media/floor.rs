//! `frost board --floor`: each shot's set from above, with people, camera, what it sees and where it goes.

use std::path::Path;
use std::process::ExitCode;

use tiny_skia::{FillRule, Paint, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

use super::super::variation::{self, Variation};
use super::super::{FAILED, USAGE, project, say};
use super::sheet::{FAINT, INK, PAPER, Sheet};
use crate::film::{Film, Scene, Shot};
use crate::stage::camera::{Camera, Vec3};
use crate::stage::moved;
use crate::stage::report::{self, StageReport};
use crate::stage::solve::StagedShot;

const CELL: [usize; 2] = [460, 380];
const GAP: usize = 26;
const LINE: usize = 18;
/// Lines of text under a plan.
const LINES: usize = 3;
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
    sheet.write("The audience sits at the foot of each plan. Distances on the floor; x to its right, z away from it.", 15.0, width, GAP, 54, FAINT);
    let mut y = HEAD;
    for scene in film.scenes.iter().filter(|s| shots(s) > 0) {
        sheet.write(&format!("{}   {}", scene.number, scene.heading.text), 20.0, width, GAP, y + 8, INK);
        y += TITLE;
        for (i, shot) in scene.shots.iter().enumerate() {
            let Some(Some(staged)) = staging.shots.get(shot.slot) else { continue };
            let at = [GAP + i % columns * (CELL[0] + GAP), y + i / columns * row];
            let Some(()) = cell(&mut sheet, film, scene, shot, staged, at) else { return Some(None) };
        }
        y += shots(scene).div_ceil(columns) * row;
    }
    Some(Some(sheet))
}

/// From the floor to a cell's pixels: x to the right, the audience at the foot.
struct Map {
    centre: Vec3,
    /// Pixels a metre.
    scale: f64,
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
        let scale = ((CELL[0] as f64 - 110.0) / (r - l).max(1.5)).min((CELL[1] as f64 - 90.0) / (f - n).max(1.5));
        Map { centre: Vec3::new((l + r) / 2.0, 0.0, (n + f) / 2.0), scale }
    }
}

fn cell(sheet: &mut Sheet, film: &Film, scene: &Scene, shot: &Shot, staged: &StagedShot, at: [usize; 2]) -> Option<()> {
    let seen = report::of(film, scene, shot, staged);
    // Close enough to be a curve.
    let way = moved::way(film, shot, staged, 24);
    let end = *way.last()?;
    let moving = !shot.moves.is_empty() && (end != staged.camera);
    let point = |[x, y, z]: [f64; 3]| Vec3::new(x, y, z);
    let travels: Vec<(Vec3, Vec3)> = seen.moves.iter().filter(|m| m.from != m.to).map(|m| (point(m.from), point(m.to))).collect();
    let mut points: Vec<Vec3> = staged.set.present().map(|(_, s)| s.at).chain(way.iter().map(|c| c.at)).collect();
    points.extend(travels.iter().flat_map(|(from, to)| [*from, *to]));
    points.extend(staged.things.iter().filter(|t| t.2).map(|t| t.1.at));
    points.push(staged.aim.target);
    let map = Map::around(&points);
    let mut pen = Pen { pixels: Pixmap::new(CELL[0] as u32, CELL[1] as u32)?, map };
    pen.pixels.fill(tiny_skia::Color::from_rgba8(250, 248, 243, 255));
    pen.grid();
    let reach = ((staged.aim.target - staged.camera.at).floor().length() * 1.35).max(1.0);
    if moving {
        pen.field(&end, reach, 40);
    }
    pen.field(&staged.camera, reach, 90);
    pen.line_of(staged);
    for (from, to) in &travels {
        pen.arrow(*from, *to);
    }
    for (_, placed, subject) in &staged.things {
        pen.thing(placed.at, placed.extent, *subject);
    }
    for (id, s) in staged.set.present() {
        let colour = if staged.subjects.contains(&id) { SUBJECT } else { OTHER };
        pen.person(s.at, s.yaw, s.gaze, colour);
    }
    if moving {
        pen.way(&way);
        pen.camera(&end, true);
    }
    pen.camera(&staged.camera, false);
    let unit = pen.bar();
    let rgb: Vec<u8> = pen.pixels.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
    sheet.picture(&rgb, CELL[0], CELL[1], at[0], at[1]);
    // Names under their people; those that would lie on each other step down.
    let mut taken: Vec<(f32, f32)> = seen.people.iter().map(|p| pen.map.at(Vec3::new(p.at[0], 0.0, p.at[2]))).collect();
    let names = seen.people.iter().map(|p| (p.name.clone(), p.at, if p.subject { SUBJECT } else { INK }));
    let things = seen.things.iter().filter(|t| t.subject).map(|t| (t.name.clone(), t.at, THING));
    for (name, [x, _, z], ink) in names.chain(things) {
        let (px, mut py) = pen.map.at(Vec3::new(x, 0.0, z));
        py += 16.0;
        while taken.iter().any(|(tx, ty)| (tx - px).abs() < 66.0 && (ty - py).abs() < 15.0) {
            py += 15.0;
        }
        taken.push((px, py));
        let left = (px - name.chars().count() as f32 * 3.6).clamp(2.0, CELL[0] as f32 - 60.0);
        sheet.write(&name, 14.0, CELL[0], at[0] + left as usize, at[1] + py.clamp(0.0, CELL[1] as f32 - 18.0) as usize, ink);
    }
    sheet.write(&unit, 13.0, CELL[0], at[0] + 14, at[1] + CELL[1] - 36, FAINT);
    caption(sheet, shot, &seen, [at[0], at[1] + CELL[1] + 4]);
    Some(())
}

fn caption(sheet: &mut Sheet, shot: &Shot, seen: &StageReport, at: [usize; 2]) {
    let who: Vec<&str> = seen.people.iter().filter(|p| p.subject).map(|p| p.name.as_str()).chain(seen.things.iter().filter(|t| t.subject).map(|t| t.name.as_str())).collect();
    let place = seen.place.clone().unwrap_or_else(|| "the place".into());
    let who = if who.is_empty() { place } else { who.join(", ") };
    let c = &seen.camera;
    let moves: Vec<&str> = shot.moves.iter().map(|m| m.kind).collect();
    let moves = if moves.is_empty() { String::new() } else { format!("   {}", moves.join(", ")) };
    sheet.write(&format!("{}   {}   {who}{moves}", seen.shot, seen.size), 17.0, CELL[0], at[0], at[1], INK);
    let tilt = match c.pitch {
        p if p > 0.5 => format!("{p:.0}° up"),
        p if p < -0.5 => format!("{:.0}° down", -p),
        _ => "level".into(),
    };
    let place = |v: f64, plus: &str, minus: &str| format!("{:.1} {}", v.abs(), if v < 0.0 { minus } else { plus });
    sheet.write(&format!("{:.0}mm, {:.0}° across; {:.1} m from the subject", c.focal, c.view, c.distance), 15.0, CELL[0], at[0], at[1] + LINE + 3, FAINT);
    let line = format!("camera {}, {}, lens {:.1} m high, {tilt}", place(c.at[0], "right", "left"), place(c.at[2], "far", "near"), c.at[1]);
    sheet.write(&line, 15.0, CELL[0], at[0], at[1] + 2 * LINE + 3, FAINT);
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

    /// Shoulders, head and nose; the eyes' direction as a line where they look elsewhere.
    fn person(&mut self, at: Vec3, yaw: f64, gaze: Option<f64>, colour: [u8; 3]) {
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

    fn thing(&mut self, at: Vec3, extent: f64, subject: bool) {
        let (x, y) = self.map.at(at);
        let half = ((extent / 2.0 * self.map.scale) as f32).clamp(3.0, 60.0);
        let square = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)];
        if subject {
            self.fill(&square, THING, 255);
        } else {
            self.stroke(&square, true, THING, 1.0, false);
        }
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

    /// The scale; gives what stands over it.
    fn bar(&mut self) -> String {
        let step = self.step();
        let (y, x) = (CELL[1] as f32 - 14.0, 14.0);
        let long = (step * self.map.scale) as f32;
        self.stroke(&[(x, y - 4.0), (x, y), (x + long, y), (x + long, y - 4.0)], false, INK, 1.5, false);
        format!("{step:.0} m")
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
