//! The rhythm of sizes and lengths.

use super::view::View;
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Film, Scene};
use crate::syntax::vocabulary::size_name;

/// Average seconds of a shot within which a scene neither races nor drags.
pub const BAND: (f64, f64) = (1.2, 12.0);
/// A scene of fewer shots has no average to speak of.
const FEWEST: usize = 4;

pub fn check(film: &Film, scene: &Scene, views: &[View], problems: &mut Vec<Diagnostic>) {
    let mut run = 1;
    // Things and looks elsewhere have sizes of their own.
    let main: Vec<&View> = views.iter().filter(|v| !v.aside() && !v.thing()).collect();
    for pair in main.windows(2) {
        let (old, new) = (pair[0].shot, pair[1].shot);
        let rank = pair[1].rank();
        run = if pair[0].rank() == rank && !new.spec.broken { run + 1 } else { 1 };
        if run == 3 && !new.covered {
            problems.push(
                Diagnostic::new(Code::Rhythm, new.span, format!("three shots in a row are {}", size_name(rank)))
                    .label("the third")
                    .also(old.span, "the second")
                    .help("equal sizes make an even beat; where it should rise or rest, change the size"),
            );
        }
    }
    if views.len() < FEWEST || views.iter().any(|v| v.shot.covered) {
        return;
    }
    let frames: u64 = views.iter().map(|v| v.slot.frames).sum();
    let average = frames as f64 / views.len() as f64 / film.rate.as_f64();
    let way = match average {
        a if a < BAND.0 => "short",
        a if a > BAND.1 => "long",
        _ => return,
    };
    problems.push(
        Diagnostic::new(Code::Rhythm, scene.span, format!("the shots of this scene are {way}: {average:.1} s on average"))
            .label(format!("{} shots", views.len()))
            .help(format!("most scenes keep between {} s and {} s a shot", BAND.0, BAND.1)),
    );
}
