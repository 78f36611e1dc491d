//! People as jointed paper dolls: which layer each is, how large, in what light. Bodies, heads and faces are cut elsewhere.

use rayon::prelude::*;

use crate::backends::plate::{Cel, Layer, Play};
use crate::plan::picture::{Extent, Figure, Pose, metres};
use crate::stage::body as anatomy;
use crate::stage::camera::Vec3;

use super::canvas::{Canvas, Sheet};
use super::colour::{Rgb, at_light, mix};
use super::dress::{Age, Looks};
use super::lens::Stand;
use super::rig::{Build, RUNS_FROM, Rig, rig};
use super::pose;
use super::scene::Scene;
use super::shape::{P, Shape};
use super::{body, cast, head, things};

/// One cut of a doll, already in frame heights.
#[derive(Clone, Debug)]
pub struct Piece {
    pub shape: Shape,
    pub sheet: Sheet,
    pub within: Option<Shape>,
}

/// What of a doll changes from picture to picture.
#[derive(Clone, Copy, Debug, Default)]
pub struct Acting {
    /// How far through its movement the pose is, 0 to 1.
    pub phase: f32,
    /// The free hand speaks along.
    pub talks: bool,
    pub mouth: Mouth,
    pub eyes_shut: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mouth {
    #[default]
    Rest,
    Half,
    Open,
}

impl Mouth {
    /// How far the chin is down, in heads.
    pub fn gape(self) -> f32 {
        match self {
            Mouth::Rest => 0.0,
            Mouth::Half => 0.035,
            Mouth::Open => 0.06,
        }
    }
}

/// A doll being assembled: pieces from the back to the front.
pub struct Doll<'a> {
    pub scene: &'a Scene<'a>,
    pub figure: &'a Figure,
    pub looks: Looks,
    pub rig: Rig,
    pub stand: Stand,
    /// Metres a head.
    pub unit: f32,
    /// The head's height in the frame, in frame heights.
    pub face: f32,
    pub pieces: Vec<Piece>,
    pub acting: Acting,
    /// Where mouth and chin, and where the eyes are drawn, in the frame; none while they are not seen.
    pub mouth_at: Option<[f32; 4]>,
    pub eyes_at: Option<[f32; 4]>,
    salt: u64,
}

impl Doll<'_> {
    /// Head units, y up, into the frame.
    pub fn map(&self, p: P) -> P {
        self.stand.map([p[0] * self.unit, p[1] * self.unit])
    }

    /// The rectangle of the frame around a part of the head, given as left, top, right and foot on the head's own plane.
    pub fn spot(&self, f: &head::Frame, [l, t, r, b]: [f32; 4]) -> Option<[f32; 4]> {
        f.shape(&Shape::rect(l, t, r, b)).map(|p| self.map(p)).bounds()
    }

    /// Lays a piece given in head units. `gap` in heads.
    pub fn cut(&mut self, shape: Shape, ink: Rgb, gap: f32) {
        self.lay(shape, ink, gap, 1.0, None);
    }

    pub fn lay(&mut self, shape: Shape, ink: Rgb, gap: f32, lip: f32, within: Option<&Shape>) {
        let shape = shape.map(|p| self.map(p));
        let within = within.map(|w| w.map(|p| self.map(p)));
        self.push(shape, ink, gap, lip, within);
    }

    /// Changes the piece laid last.
    pub fn last(&mut self, change: impl FnOnce(&mut Sheet)) {
        if let Some(piece) = self.pieces.last_mut() {
            change(&mut piece.sheet);
        }
    }

    /// A piece already in the frame.
    pub fn push(&mut self, shape: Shape, ink: Rgb, gap: f32, lip: f32, within: Option<Shape>) -> &mut Sheet {
        self.salt += 1;
        let mut sheet = Sheet::new(ink, self.looks.seed ^ (self.salt * 977)).lip(lip).gap((gap * self.face).min(0.012)).grain(0.014);
        sheet.shade = self.scene.light.dark * 0.9;
        self.pieces.push(Piece { shape, sheet, within });
        let last = self.pieces.len() - 1;
        &mut self.pieces[last].sheet
    }
}

/// The standing plane of a figure. Its foot is put before the lens if it is behind it.
fn plane(scene: &Scene, figure: &Figure) -> Option<Stand> {
    /// The sine of the least tilt from which one looks down on somebody.
    const STEEP: f64 = -0.3;
    let foot = metres(figure.at);
    let tall = f64::from(figure.height) / 1000.0;
    let height = tall * anatomy::top(figure.pose);
    let sight = (foot - scene.lens.at).floor();
    let (s, c) = (f64::from(figure.yaw) / 1000.0).to_radians().sin_cos();
    let along = Vec3::new(s, 0.0, c).dot(sight) / sight.length().max(1e-6);
    let ahead = tall * (anatomy::forward(figure.pose) + anatomy::tilted(figure.tilt)) * along;
    let below = foot + sight * (ahead / sight.length().max(1e-6));
    let down = scene.lens.forward.y < STEEP;
    // From the knees up nobody sees the feet, and the head is what is framed: of whoever leans to the lens or sits before it,
    // it is nearer than they are.
    if scene.picture.rank >= 4 {
        // From above the feet can be in the frame all the same.
        let feet = scene.lens.see(foot).filter(|p| down && p[1] < 0.55);
        let whole = feet.and_then(|_| scene.lens.stand_between(foot, below + Vec3::new(0.0, height, 0.0), height));
        return whole.or_else(|| scene.lens.stand_by_head(below, height)).or_else(|| scene.lens.stand(foot));
    }
    // Whoever is near a lens that looks down on them has the head much nearer than the feet.
    scene.lens.stand_between(foot, if down { below } else { foot } + Vec3::new(0.0, height, 0.0), height).or_else(|| scene.lens.stand(foot)).or_else(|| scene.lens.stand_by_head(foot, height))
}

/// Radians: 0 looks away from the lens, π ⁄ 2 to the frame's right.
fn turned(scene: &Scene, at: Vec3, yaw: i32) -> f32 {
    let to = at - scene.lens.at;
    let sight = to.x.atan2(to.z);
    ((f64::from(yaw) / 1000.0).to_radians() - sight).rem_euclid(std::f64::consts::TAU) as f32
}

/// Of whoever lies and is looked down on: the plane in which they are seen whole, from the front, the head to one side.
fn from_above(scene: &Scene, figure: &Figure) -> Option<Stand> {
    /// The sine of the least tilt from which a body is seen as from above; its middle over its height, from the feet.
    const STEEP: f64 = 0.7;
    const MIDDLE: f32 = 0.603;
    if figure.pose != Pose::Lie || scene.lens.forward.y > -STEEP {
        return None;
    }
    let foot = metres(figure.at);
    let stand = scene.lens.stand(foot)?;
    let way = if turned(scene, foot, figure.yaw).sin() >= 0.0 { 1.0 } else { -1.0 };
    let (up, right) = (stand.right.map(|v| -way * v), [way * stand.right[1], -way * stand.right[0]]);
    let down = MIDDLE * figure.height as f32 / 1000.0;
    Some(Stand { at: [0, 1].map(|i| stand.at[i] - up[i] * down), right, up, ..stand })
}

pub fn doll<'a>(scene: &'a Scene<'a>, figure: &'a Figure, acting: Acting) -> Option<Doll<'a>> {
    let above = from_above(scene, figure);
    let stand = above.or_else(|| plane(scene, figure))?;
    let looks = Looks::of(scene, figure);
    let heads = looks.heads;
    let high = if figure.height > 0 { figure.height as f32 / 1000.0 } else { 1.7 };
    let turn = if above.is_some() { std::f32::consts::PI } else { turned(scene, metres(figure.at), figure.yaw) };
    let shoulders = match looks.age {
        Age::Child => 0.6,
        Age::Teen => 0.7,
        _ if looks.woman => 0.76,
        _ => 0.9,
    } * looks.build;
    let build = Build {
        heads,
        shoulders,
        holds: figure.holds.first().is_some_and(|h| !things::kind(h).hangs()) && super::telephone::called(figure).is_none(),
        lively: super::noise::unit(looks.seed ^ 0x33) * 2.0 - 1.0,
        // A run begins where a stride is half as high as it gets: a still has its head where the frame was made for it.
        phase: acting.phase + if figure.pose == Pose::Run { RUNS_FROM } else { 0.0 },
        talks: acting.talks,
        table: super::furniture::tabled(scene),
        looks: figure.looks(),
    };
    let rig = rig(if above.is_some() { Pose::Stand } else { figure.pose }, turn, build);
    // The crown of a standing doll is exactly its height; other poses share its unit.
    let upright = super::rig::rig(Pose::Stand, turn, Build { looks: 0, ..build });
    let crown = upright.head.y + 1.0;
    let unit = high / crown;
    let face = (stand.up[0].hypot(stand.up[1]) * unit).max(1e-5);
    let mut doll = Doll { scene, figure, looks, rig, stand, unit, face, pieces: Vec::new(), acting, mouth_at: None, eyes_at: None, salt: 0 };
    let gaze = figure.gaze.filter(|_| above.is_none()).map_or(turn, |g| turned(scene, metres(figure.at), g));
    super::telephone::raise(&mut doll, gaze);
    body::build(&mut doll, gaze);
    Some(doll)
}

/// Adds the head where the rig has it.
pub fn crown(doll: &mut Doll, gaze: f32) {
    head::build(doll, gaze);
}

/// Every figure's layers: the body with the pictures of its movement, and the small ones of mouth and eyes over it.
pub fn layers(scene: &Scene, back: f64) -> Vec<Layer> {
    scene.picture.figures.par_iter().chain(scene.picture.doubles.par_iter()).flat_map_iter(|figure| of_one(scene, figure, back)).collect()
}

fn of_one(scene: &Scene, figure: &Figure, back: f64) -> Vec<Layer> {
    if let Some(animal) = Looks::of(scene, figure).animal {
        return super::animal::layers(scene, figure, &animal, back);
    }
    let Some(still) = doll(scene, figure, Acting::default()) else { return Vec::new() };
    let (face, stand, depth) = (still.face, still.stand, still.stand.depth.min(back));
    // Of whom a near frame has no more than a hat on its lower edge, it has nothing.
    let [eyes, crown] = [0.46, 1.0].map(|up| f64::from(still.map([still.rig.head.x, still.rig.head.y + up])[1]));
    let foot = scene.picture.extent(depth).bottom;
    // A head that is larger than the frame shows enough of its hair.
    if scene.picture.rank >= 6 && !figure.subject && figure.drawing == 0 && eyes > foot - f64::from(face) * 0.1 && foot - crown < 0.3 {
        return Vec::new();
    }
    // Seen from so near that only a head is in the picture, a body's movement is not.
    // Whoever dances or waves does so in a medium shot too; a mouth that speaks is a layer of its own, over a body at rest.
    let lively = matches!(figure.pose, Pose::Dance | Pose::Wave | Pose::Cheer | Pose::Throw | Pose::Drink | Pose::Shrug) && !figure.speaks;
    let moves = face < if lively { 0.36 } else { 0.16 } && face > 0.004;
    let talks = figure.speaks && moves && face > 0.02 && face < 0.1 && figure.holds.is_empty() && matches!(figure.pose, Pose::Stand | Pose::Sit);
    let (count, held) = match (moves, talks) {
        (false, _) => (1, 1),
        (_, true) => pose::TALK,
        _ => pose::cycle(figure.pose),
    };
    let acts = |i: usize| Acting { phase: i as f32 / count as f32, talks, ..Acting::default() };
    let dolls: Vec<Doll> = (0..count).filter_map(|i| doll(scene, figure, acts(i))).collect();
    let mut all = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for b in dolls.iter().flat_map(|d| &d.pieces).filter_map(|p| p.shape.bounds()) {
        all = [all[0].min(b[0]), all[1].min(b[1]), all[2].max(b[2]), all[3].max(b[3])];
    }
    // Room for the rim, and for the shadow at the feet.
    let cast = cast::of(scene, figure, &stand, face);
    if let Some(b) = cast.as_ref().and_then(|(shape, _)| shape.bounds()) {
        all = [all[0].min(b[0]), all[1].min(b[1]), all[2].max(b[2]), all[3].max(b[3])];
    }
    let pad = 0.05 + f64::from(face.min(0.12)) * 1.4;
    let area = Extent { left: f64::from(all[0]) - pad, top: f64::from(all[1]) - pad, right: f64::from(all[2]) + pad, bottom: f64::from(all[3]) + pad };
    // Someone near, cut by the frame, seen over the shoulder: dark and soft.
    let over = depth < scene.subject * 0.72 && face > 0.22 && !figure.subject;
    let blur = if over { scene.blur(depth).max(0.0042) } else if figure.subject { 0.0 } else { scene.blur(depth) };
    let fog = scene.haze(depth) * 0.8 + if scene.light.thick > 1.2 { 0.05 } else { 0.0 };
    let draw = |doll: &Doll, c: &mut Canvas| {
        for piece in &doll.pieces {
            let mut sheet = piece.sheet;
            if over {
                // Darker than what it frames, but of its own colours.
                sheet.ink = mix(sheet.ink, at_light(scene.palette.ink, 0.2), 0.26);
                sheet.fade = None;
                sheet.lip *= 0.7;
            }
            sheet.fog = [fog, (fog * 1.5).min(0.9)];
            c.paint_in(&piece.shape, &sheet, piece.within.as_ref());
        }
        let light = &scene.light;
        let width = (0.022 * face).clamp(0.0009, 0.0042);
        if over {
            // The light of the scene runs along the edge of whoever frames it.
            c.rim(light.dir, (0.011 * face).clamp(0.004, 0.012), light.rim_colour, (light.rim * 1.5 + 0.12) * (1.0 - fog), light.turn * 0.5);
        } else {
            c.rim(light.dir, width, light.rim_colour, light.rim * (1.0 - fog), light.turn * if face > 0.3 { 0.55 } else { 1.0 });
            c.skirt((face * 0.11).clamp(0.002, 0.02), light.dark * 0.8 * (1.0 - fog));
            ground_shadow(scene, c, &stand, face);
            if let Some(shadow) = &cast {
                cast::paint(c, shadow, face);
            }
        }
    };
    let name = match (figure.name.as_str(), figure.drawing) {
        ("", _) => "figure".to_string(),
        (name, 0) => name.to_string(),
        (name, drawing) => format!("{name}/{drawing}"),
    };
    let name = name.as_str();
    let draws: Vec<Box<dyn Fn(&mut Canvas) + Sync + '_>> = dolls.iter().map(|doll| Box::new(|c: &mut Canvas| draw(doll, c)) as Box<dyn Fn(&mut Canvas) + Sync>).collect();
    let play = if count > 1 { Play::Loop { frames: held } } else { Play::Still };
    let Some(body) = scene.cels(name, depth, area, blur, &draws, play) else { return Vec::new() };
    let mut layers = vec![body];
    layers.extend(lamp_light(scene, &still, depth));
    // What changes in a still face lies over it, cut from the same doll drawn again.
    if count == 1 && !over && blur < 0.001 {
        let again = |change: Acting| doll(scene, figure, change);
        if let (true, Some(at)) = (figure.speaks, still.mouth_at) {
            let shapes = [Mouth::Half, Mouth::Open].map(|mouth| again(Acting { mouth, ..Acting::default() }));
            layers.extend(patch(scene, (name, depth * 0.9995, area), at, shapes.iter().flatten(), &draw, Play::Mouth));
        }
        if let Some(at) = still.eyes_at {
            let shut = again(Acting { eyes_shut: true, ..Acting::default() });
            layers.extend(patch(scene, (&format!("{name} eyes"), depth * 0.9996, area), at, shut.iter(), &draw, Play::Blink));
        }
    }
    layers
}

/// The light of a lamp or candle that somebody carries in the dark.
fn lamp_light(scene: &Scene, doll: &Doll, depth: f64) -> Option<Layer> {
    let kind = things::kind(doll.figure.holds.first()?);
    if !things::shines(scene, kind) {
        return None;
    }
    let hand = doll.rig.arms[1].end;
    let at = doll.map([hand.x, hand.y + 0.15]);
    // Held before a body that is turned away it lights what is beyond, and is no spot on the back.
    let behind = body::held_behind(doll, 1);
    scene.render(&things::halo(scene, at, depth * if behind { 1.0008 } else { 0.9992 }, doll.stand.metre))
}

/// A part of dolls drawn again as a layer of its own, whose first picture is clear. Its edge is soft, so that no seam is seen.
fn patch<'d, 'a: 'd>(scene: &Scene, (name, depth, area): (&str, f64, Extent), at: [f32; 4], dolls: impl Iterator<Item = &'d Doll<'a>>, draw: &(dyn Fn(&Doll, &mut Canvas) + Sync), play: Play) -> Option<Layer> {
    let soft = (at[3] - at[1]) * 0.12;
    let draws: Vec<Box<dyn Fn(&mut Canvas) + Sync + '_>> = dolls
        .map(|doll| {
            Box::new(move |c: &mut Canvas| {
                draw(doll, c);
                c.keep(at, soft);
            }) as Box<dyn Fn(&mut Canvas) + Sync>
        })
        .collect();
    // Room for rims and shadows to be as they are on the whole doll; what is kept is trimmed.
    let room = 0.07;
    let part = Extent {
        left: area.left.max(f64::from(at[0]) - room),
        top: area.top.max(f64::from(at[1]) - room),
        right: area.right.min(f64::from(at[2]) + room),
        bottom: area.bottom.min(f64::from(at[3]) + room),
    };
    let mut layer = scene.cels(name, depth, part, 0.0, &draws, play)?;
    let (width, height) = layer.cels.first().map(|c| (c.width, c.height))?;
    layer.cels.insert(0, Cel { width, height, rgba: vec![0; (width * height * 4) as usize] });
    Some(layer)
}

/// The dark under a pair of feet, so that nobody floats.
fn ground_shadow(scene: &Scene, c: &mut Canvas, stand: &Stand, face: f32) {
    let flat = (scene.lens.at.y / stand.depth).abs().clamp(0.06, 0.9) as f32;
    let r = face * 0.9;
    let centre = stand.map([0.0, 0.0]);
    let away = -scene.light.dir[0].signum() * face * 0.5;
    c.under(&Shape::round(centre[0] + away * 0.6, centre[1], r * 1.3, (r * flat * 0.6).max(0.002)), scene.light.dark * 0.75, face * 0.1);
}

/// Outlines for a shadow thrown on a wall.
pub fn outline(scene: &Scene, figure: &Figure) -> Option<Shape> {
    if let Some(animal) = Looks::of(scene, figure).animal {
        return super::animal::outline(scene, figure, &animal);
    }
    let doll = doll(scene, figure, Acting::default())?;
    let mut all = Shape::default();
    for piece in doll.pieces {
        if piece.within.is_none() {
            all = all.and(piece.shape);
        }
    }
    Some(all)
}

/// What is in the hand: what the script says, else what nobody drinks or writes without.
pub fn in_hand(figure: &Figure) -> Option<&str> {
    let pose = match figure.pose {
        Pose::Drink => Some("glass"),
        Pose::Write => Some("pen"),
        _ => None,
    };
    figure.holds.first().map(String::as_str).or(pose)
}

/// Something held, in the hand at `at` (head units).
pub fn held(doll: &mut Doll, at: P, way: f32) {
    let Some(name) = in_hand(doll.figure) else { return };
    let kind = things::kind(name);
    let metre = 1.0 / doll.unit;
    // Only an umbrella is larger than what one hand lifts, and it is held over the head.
    let over = kind == things::Kind::Umbrella;
    let size = things::size(kind).min(if over { 1.1 } else { 0.42 }) * metre;
    let at = if over { [at[0] + (doll.rig.head.x - at[0]) * 0.25, at[1] + 0.1 * metre] } else { at };
    let size = if over { size * 1.1 } else { size };
    let salt = doll.looks.seed ^ 0x77;
    let scene = doll.scene;
    let tint = things::tint(name);
    // What is spoken into is at the ear.
    if super::telephone::called(doll.figure).is_some() {
        return;
    }
    // Nothing that is held hides a face, but what one drinks from.
    let top = at[1] + size * if kind.hangs() { 0.26 } else { 0.7 };
    let chin = doll.rig.head.y - 0.12;
    let aside = (at[0] - doll.rig.head.x).abs() > 0.55 + size * 0.5;
    let at = if over || aside || top <= chin || doll.figure.pose == Pose::Drink { at } else { [at[0], at[1] - (top - chin)] };
    // What is pointed is held by its grip, and points away from whoever holds it.
    let (way, grip) = match kind {
        things::Kind::Gun => (-way, [0.38, 0.25]),
        things::Kind::Knife => (-way, [0.3, 0.12]),
        _ => (way, [0.0, if kind.hangs() { 0.74 } else { 0.25 }]),
    };
    for (n, (shape, ink)) in things::pieces(scene, kind, salt).into_iter().enumerate() {
        let ink = things::tinted(kind, n, ink, tint);
        let placed = shape.map(|p| [at[0] + (p[0] - grip[0]) * size * way, at[1] + (p[1] - grip[1]) * size]);
        doll.cut(placed, ink, 0.05);
    }
}

