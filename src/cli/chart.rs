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
            let side = shot.side.map_or(' ', |s| s);
            let who = if shot.subjects.is_empty() { "the place".to_string() } else { shot.subjects.join(", ") };
            let _ = writeln!(out, "  {:<7} {ladder}  {:<13} {side}  {:>5.1}s {:<MOST$}  {who}", shot.number, shot.size, shot.seconds, "▬".repeat(cells));
        }
        let sizes: Vec<String> = scene.sizes.iter().map(|s| format!("{} {}", s.shots, s.size)).collect();
        let shots = if scene.shots.len() == 1 { "1 shot".to_string() } else { format!("{} shots", scene.shots.len()) };
        let _ = writeln!(out, "  {shots} in {:.1}s: average {:.1}s, from {:.1}s to {:.1}s", scene.length, scene.average, scene.shortest, scene.longest);
        let _ = writeln!(out, "  sizes: {}", sizes.join(", "));
        if scene.sides.a + scene.sides.b > 0 {
            let _ = writeln!(out, "  sides of the line: {} on A, where the scene began, {} on B", scene.sides.a, scene.sides.b);
        }
    }
    out
}
