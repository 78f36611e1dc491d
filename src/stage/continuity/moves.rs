//! Camera moves: over the cut, against people who stand still, and against the eye's patience.

use super::super::camera::Vec3;
use super::super::driven;
use super::super::moved::camera_at;
use super::super::path::{crossing, path};
use super::view::{Cut, View};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Act, Amount, BeatKind, Film, Move, OPPOSED, PersonId, Staged, Subject, Who};
use crate::plan::picture::Pose;
use crate::time::Rate;

/// A quarter of a second on either side of the cut: what moves within it moves over it.
fn near(rate: Rate) -> u64 {
    rate.frames(num_rational::Ratio::new(1, 4))
}

/// A move that a straight cut throws into its opposite.
pub fn conflict(cut: &Cut, film: &Film, problems: &mut Vec<Diagnostic>) {
    let near = near(film.rate);
    let going = cut.from.shot.moves.iter().filter(|m| m.frames > 0 && m.start + m.frames + near >= cut.from.slot.frames);
    for old in going {
        let beside = |new: &Move| {
            let trucks = |kind: &str| matches!(kind, "truck left" | "truck right");
            // Two who are tracked may go to meet each other; a truck against whoever is tracked throws the eye back.
            match trucks(old.kind) != trucks(new.kind) {
                true => against(trucked(film, cut.from, old), trucked(film, cut.to, new)),
                false => against(old.kind, new.kind),
            }
        };
        let Some(new) = cut.to.shot.moves.iter().find(|m| m.start <= near && m.frames > 0 && beside(m)) else {
            continue;
        };
        let problem = Diagnostic::new(Code::MoveConflict, new.span, format!("`{}` is cut against `{}`", new.kind, old.kind))
            .label("the other way")
            .also(old.span, "still moving at the cut")
            .help("the audience is thrown back at the cut; end one move before it with `hold`, or let both go one way");
        problems.push(one_way(cut, old, new, problem));
        return;
    }
}

/// The usual cures of two moves against each other: the first comes to rest, or the second goes the first one's way.
fn one_way(cut: &Cut, old: &Move, new: &Move, mut problem: Diagnostic) -> Diagnostic {
    // What says how far and how fast, or how long, is as long as it says; another move of the line would hold at the same time.
    let bends = old.over.is_none() && !(old.pace.is_some() && (old.amount.is_some() || old.to_size.is_some()));
    if bends && cut.from.shot.moves.last().is_some_and(|last| std::ptr::eq(last, old)) {
        problem = problem.unsafe_fix("let the first one come to rest", old.span.after(), " then hold 1s");
    }
    let way = OPPOSED.iter().find_map(|(x, y)| if new.kind == *x { Some(*y) } else { (new.kind == *y).then_some(*x) });
    // To a size, a lens or somebody there is only one way.
    let free = new.to_size.is_none() && new.target.is_none() && !matches!(new.amount.as_ref().map(|a| a.value), Some(Amount::Lens(_)));
    match way {
        Some(way) if free => problem.unsafe_fix(format!("go on the same way: `{way}`"), new.word, way),
        _ => problem,
    }
}

/// A camera that goes along with somebody trucks to the side to which they go.
fn trucked(film: &Film, view: &View, made: &Move) -> &'static str {
    if !matches!(made.kind, "track" | "follow") {
        return made.kind;
    }
    let at = |frame: u64| camera_at(film, view.shot, view.staged, frame as f64);
    let (first, last) = (at(made.start), at(made.start + made.frames));
    match (last.at - first.at).dot(first.axes().0) {
        d if d > SIDEWAYS => "truck right",
        d if d < -SIDEWAYS => "truck left",
        _ => made.kind,
    }
}

/// Metres that a camera goes to one side before it counts as a truck.
const SIDEWAYS: f64 = 0.3;

/// Whether the picture goes one way in the first move and the other way in the second.
fn against(old: &str, new: &str) -> bool {
    /// What the picture does, whichever part of the camera does it.
    const WAYS: [(&[&str], &[&str]); 4] = [
        (&["push in", "zoom in", "crash zoom"], &["pull out", "zoom out"]),
        (&["pedestal up", "crane up", "tilt up"], &["pedestal down", "crane down", "tilt down"]),
        (&["truck left"], &["truck right"]),
        (&["pan left", "whip pan left"], &["pan right", "whip pan right"]),
    ];
    let either = |x: &str, y: &str| (old, new) == (x, y) || (new, old) == (x, y);
    OPPOSED.iter().any(|(x, y)| either(x, y)) || WAYS.iter().any(|(a, b)| (a.contains(&old) && b.contains(&new)) || (b.contains(&old) && a.contains(&new)))
}

/// A dolly that would end in what it goes to, or a camera that would go into the floor: it stops before, and says so.
pub fn limited(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let amount = |m: &Move| match m.amount.as_ref().map(|a| a.value) {
        Some(Amount::Distance(mm)) => Some(mm as f64 / 1000.0),
        _ => None,
    };
    let said: Vec<&Move> = view.shot.moves.iter().filter(|m| m.frames > 0 && amount(m).is_some()).collect();
    for made in said {
        let Some(metres) = amount(made) else { continue };
        let (first, last) = (camera_at(film, view.shot, view.staged, made.start as f64), camera_at(film, view.shot, view.staged, (made.start + made.frames) as f64));
        let went = (last.at - first.at).length();
        let (why, help) = match made.kind {
            "push in" if made.to_size.is_none() => ("what it goes to stands nearer than that", "take a shorter way, or a size as `push in to close`"),
            "dolly zoom" => ("what it goes to stands nearer than that", "take a shorter way"),
            "pedestal down" | "crane down" => ("the floor is nearer than that", "take a shorter way, or begin higher: `high angle`"),
            _ => continue,
        };
        // Other moves at the same time go their own way.
        let alone = view.shot.moves.iter().filter(|m| m.start < made.start + made.frames && made.start < m.start + m.frames).count() == 1;
        if alone && went < metres * 0.98 - 0.02 {
            problems.push(
                Diagnostic::new(Code::NearestFraming, made.span, format!("this camera cannot go {metres}m; it stops after {went:.1} m"))
                    .severity(Severity::Warning)
                    .label(why)
                    .help(help),
            );
        }
    }
}

/// A camera that tracks needs somebody who travels.
pub fn tracked(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let shot = view.shot;
    for made in shot.moves.iter().filter(|m| matches!(m.kind, "track" | "follow")) {
        let target = made.target.as_ref().map(|t| &t.value).or(shot.spec.subjects.first().map(|s| &s.value));
        let staged = |travels: &dyn Fn(&Staged) -> bool| shot.beats.iter().any(|b| matches!(&b.kind, BeatKind::Stage(s) if travels(s)));
        let (name, travels) = match target {
            Some(Subject::Person(id)) => {
                let moves = |s: &Staged| {
                    s.parts.iter().any(|p| p.who.value == Who::Person(*id) && p.acts.iter().any(|a| matches!(a.value, Act::Enters(_) | Act::Exits(_) | Act::Crosses(_) | Act::Pose(Pose::Walk | Pose::Run))))
                };
                let walks = view.staged.set.people.get(id).is_some_and(|s| matches!(s.pose, Pose::Walk | Pose::Run));
                (&film.person(*id).name, walks || staged(&moves))
            }
            Some(Subject::Prop(name)) => (name, driven::goes(shot, name)),
            _ => continue,
        };
        if !travels {
            problems.push(
                Diagnostic::new(Code::MoveValid, made.span, format!("the camera is to {} {name}, who goes nowhere", made.kind))
                    .label("nobody travels in this shot")
                    .also(shot.spec.subjects.first().map_or(shot.span, |s| s.span), format!("{name} stays where it was staged"))
                    .help(format!("the audience would see {name} slide away and nobody walk; say where {name} goes: `stage {name} crosses to right`; or let the camera `truck`")),
            );
        }
    }
}

/// A zoom ends on a longer lens than it begins with when it goes in, and on a shorter one when it goes out.
pub fn zooms(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    for made in view.shot.moves.iter().filter(|m| matches!(m.kind, "zoom in" | "zoom out" | "crash zoom")) {
        let Some(Amount::Lens(hundredths)) = made.amount.as_ref().map(|a| a.value) else { continue };
        let end = hundredths as f64 / 100.0;
        let start = camera_at(film, view.shot, view.staged, made.start as f64).focal;
        let longer = made.kind != "zoom out";
        if (longer && end <= start) || (!longer && end >= start) {
            let said = view.shot.spec.lens.as_ref();
            problems.push(
                Diagnostic::new(Code::MoveValid, made.amount.as_ref().map_or(made.span, |a| a.span), format!("`{}` from {start:.0}mm does not lead to {end:.0}mm", made.kind))
                    .label("the lens at the end")
                    .also(said.map_or(view.shot.span, |l| l.span), if said.is_some() { "the lens of this shot".to_string() } else { format!("{start:.0}mm, which makes this size") })
                    .help(format!("the audience would see the opposite; `{}` to this lens, or name a {} one", if longer { "zoom out" } else { "zoom in" }, if longer { "longer" } else { "shorter" })),
            );
        }
    }
}

/// A pan, a tilt or a truck whose picture strobes.
pub fn pan_speed(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let turns = |kind: &str| matches!(kind, "pan left" | "pan right" | "pan to" | "tilt up" | "tilt down");
    let trucks = |m: &Move| matches!(m.kind, "truck left" | "truck right") && matches!(m.amount.as_ref().map(|a| a.value), Some(Amount::Distance(_)));
    // Amount, pace and span together are one too many, and said as such.
    let sound = |m: &&Move| m.frames > 0 && !(m.amount.is_some() && m.pace.is_some() && m.over.is_some());
    let moves: Vec<&Move> = view.shot.moves.iter().filter(|m| turns(m.kind) || trucks(m)).filter(sound).collect();
    if moves.is_empty() {
        return;
    }
    let track = path(film, view.shot, view.staged);
    for made in moves {
        let seconds = made.frames as f64 / film.rate.as_f64();
        let (first, last) = (track.sight(made.start as f64), track.sight((made.start + made.frames) as f64));
        let width = 2.0 * (0.5 / view.staged.camera.zoom()).atan().to_degrees();
        let (crosses, least, said, cure, within) = if turns(made.kind) {
            let degrees = (last.yaw - first.yaw).abs().max((last.pitch - first.pitch).abs()).to_degrees();
            let least = crossing(film.rate);
            let whip = match made.kind {
                "tilt up" | "tilt down" => String::new(),
                "pan left" => ", or make it a `whip pan left`".into(),
                _ => ", or make it a `whip pan right`".into(),
            };
            let cure = format!("below {least:.0} s the eye sees single pictures; give it {:.0} s, a smaller angle or a wider lens{whip}", degrees / width * least);
            let within = format!("{}deg", (width * seconds / least).floor());
            (width / (degrees / seconds).max(1e-6), least, format!("{degrees:.0}° in {seconds:.1} s"), cure, within)
        } else {
            // Whoever goes along with the camera stays where they are in its frame.
            let along = view.staged.subjects.iter().any(|id| view.staged.set.people.get(id).is_some_and(|s| matches!(s.pose, Pose::Walk | Pose::Run)) || place(view, *id, false) != place(view, *id, true));
            if along || view.staged.subjects.is_empty() {
                continue;
            }
            let went = (last.at[0] - first.at[0]).hypot(last.at[2] - first.at[2]);
            let wide = (view.staged.aim.target - view.staged.camera.at).floor().length() / view.staged.camera.zoom();
            let least = crossing(film.rate) * TRUCKED;
            let cure = format!("the audience would not recognise what it passes; give it {:.0} s or more, a shorter way or a wider lens", (went / wide * least).ceil());
            let within = format!("{}m", (wide * seconds / least * 10.0).floor() / 10.0);
            (wide / (went / seconds).max(1e-6), least, format!("{went:.1} m in {seconds:.1} s"), cure, within)
        };
        // A tenth is for rounding to whole frames.
        if crosses + 0.1 < least {
            let kind = made.kind.split(' ').next().unwrap_or(made.kind);
            let mut problem = Diagnostic::new(Code::PanSpeed, made.span, format!("this {kind} strobes: what it passes crosses the frame in {crosses:.1} s"))
                .label(format!("{said} through {:.0}mm", view.staged.camera.focal))
                .help(cure);
            if let Some(amount) = made.amount.as_ref().filter(|_| !within.starts_with("0")) {
                problem = problem.unsafe_fix(format!("go {within} in this time"), amount.span, within);
            }
            // A whip pan has a length of its own.
            if made.over.is_none() && made.pace.is_none() && made.kind.starts_with("pan") {
                problem = problem.unsafe_fix("make it a whip pan", made.word.before(), "whip ");
            }
            problems.push(problem);
        }
    }
}

/// The share of a pan's time that a truck may take: the eye follows what stands near, and what lies behind it goes by slower.
const TRUCKED: f64 = 1.0 / 4.0;

fn place(view: &View, id: PersonId, end: bool) -> Option<Vec3> {
    let set = if end { &view.after } else { &view.before };
    set.people.get(&id).map(|s| s.at)
}
