//! `frost plan --stage`: the geometry of one shot as a table.

use std::fmt::Write;

use crate::stage::report::{CameraReport, PersonReport, Screened, StageReport, compass};

pub fn table(report: &StageReport) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} · {} · {}", report.shot, report.size, report.scene);
    let _ = writeln!(out, "metres from the middle of the set: right, up, away from the audience; angles from straight away\n");
    camera(&mut out, "camera", &report.camera);
    if let Some(end) = &report.end {
        camera(&mut out, "  ends", end);
    }
    if !report.people.is_empty() {
        let _ = writeln!(out, "\n  {:<14} {:>20}  {:<24} {:<9} {:<33} size", "", "stands at", "faces", "", "in the frame, %");
    }
    for person in &report.people {
        let name = if person.subject { format!("{} *", person.name) } else { person.name.clone() };
        let mut faces = format!("{:>6.1}° {}", person.facing, compass(person.facing));
        if let Some(gaze) = person.gaze {
            let _ = write!(faces, ", looks {}", compass(gaze));
        }
        let _ = writeln!(out, "  {name:<14} {:>20}  {faces:<24} {:<9} {}", at(person.at), person.pose, in_picture(person));
    }
    if !report.moves.is_empty() {
        let _ = writeln!(out, "\n  {:<14} {:>20}  {:<24} {:<9} in the frame at the end, %", "frames", "from", "to", "");
    }
    for one in &report.moves {
        let way = format!("{}-{} {}", one.start, one.end, one.name);
        let to = if one.from == one.to { String::new() } else { at(one.to) };
        let _ = writeln!(out, "  {way:<14} {:>20}  {to:<24} {:<9} {}", at(one.from), one.pose, framed(&one.frame));
    }
    for thing in &report.things {
        let name = if thing.subject { format!("{} *", thing.name) } else { thing.name.clone() };
        let _ = writeln!(out, "  {name:<14} {:>20}  {:<24} {:<9} {}", at(thing.at), thing.rests, "", framed(&thing.frame).trim_end());
    }
    if report.people.iter().any(|p| p.subject) || report.things.iter().any(|t| t.subject) {
        let _ = writeln!(out, "\n* whom the shot is on");
    }
    out
}

fn camera(out: &mut String, what: &str, c: &CameraReport) {
    let roll = if c.roll == 0.0 { String::new() } else { format!(", rolled {:.1}°", c.roll) };
    let _ = writeln!(
        out,
        "  {what:<14} {:>20}  looks {:.1}° {}, {:.1}° {}{roll}; {:.0}mm sees {:.0}° across; {:.2} m from the subject",
        at(c.at),
        c.yaw,
        compass(c.yaw),
        c.pitch.abs(),
        if c.pitch < 0.0 { "down" } else { "up" },
        c.focal,
        c.view,
        c.distance
    );
}

fn at([x, y, z]: [f64; 3]) -> String {
    format!("{x:.2}  {y:.2}  {z:.2}")
}

fn in_picture(person: &PersonReport) -> String {
    match person.crowd {
        _ if person.left_out => "left out of the picture".into(),
        Some(n) if n > 1 && person.frame.is_some() => format!("{}, {n} of a crowd", framed(&person.frame)),
        _ => framed(&person.frame),
    }
}

fn framed(frame: &Option<Screened>) -> String {
    let percent = |v: f64| (v * 100.0).round();
    match frame {
        None => "behind the camera".into(),
        Some(f) if f.right < 0.0 || f.left > 1.0 || f.bottom < 0.0 || f.top > 1.0 => "outside the frame".into(),
        Some(f) => {
            let place = format!("across {} to {}, down {} to {}", percent(f.left), percent(f.right), percent(f.top), percent(f.bottom));
            format!("{place:<33} {}", f.size)
        }
    }
}
