//! `frost check --continuity`: each scene as a small chart of its shots.

use std::fmt::Write;

use crate::stage::continuity::summary::SceneSummary;

/// A cell of the bar that shows a shot's length.
const CELL: f64 = 0.5;
/// The longest bar.
const MOST: usize = 40;

pub fn chart(scenes: &[SceneSummary]) -> String {
    let mut out = String::new();
    for scene in scenes {
        let _ = writeln!(out, "\n{}  {}", scene.number, scene.heading);
        for shot in &scene.shots {
            // From the widest at the left to the closest at the right.
            let ladder: String = (0..=10).map(|r| if r == shot.rank { '■' } else { '·' }).collect();
            let cells = ((shot.seconds / CELL).round() as usize).clamp(1, MOST);
            let side = match (shot.side, shot.end_side) {
                (Some(side), Some(end)) => format!("{side}→{end}"),
                (Some(side), None) => side.to_string(),
                (None, _) => String::new(),
            };
            let who = if shot.subjects.is_empty() { "the place".to_string() } else { shot.subjects.join(", ") };
            let mut notes: Vec<String> = shot.moves.iter().map(|m| m.to_string()).collect();
            notes.extend(shot.end.map(|size| format!("ends {size}")));
            notes.extend(shot.asked.map(|size| format!("{size} does not hold them")));
            let notes = if notes.is_empty() { String::new() } else { format!(" · {}", notes.join(", ")) };
            let _ = writeln!(out, "  {:<7} {ladder}  {:<13} {side:<3}{:>5.1}s {:<MOST$}  {who}{notes}", shot.number, shot.size, shot.seconds, "▬".repeat(cells));
        }
        let sizes: Vec<String> = scene.sizes.iter().map(|s| format!("{} {}", s.shots, s.size)).collect();
        let shots = if scene.shots.len() == 1 { "1 shot".to_string() } else { format!("{} shots", scene.shots.len()) };
        let _ = writeln!(out, "  {shots} in {:.1}s: average {:.1}s, from {:.1}s to {:.1}s", scene.length, scene.average, scene.shortest, scene.longest);
        let _ = writeln!(out, "  sizes: {}", sizes.join(", "));
        for sides in &scene.sides {
            let [a, b] = &sides.line;
            let _ = writeln!(out, "  line of {a} and {b}: {} on A, where it was seen first, {} on B", sides.a, sides.b);
        }
    }
    out
}
