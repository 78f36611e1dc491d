//! The pieces that a place's words name, on the walls beside and behind the stage: whichever way a lens looks, something tells the
//! place. They lie flat on their wall, in its own perspective, and are the same in every shot.

use crate::backends::paper::canvas::Canvas;
use crate::backends::paper::room::Wall;
use crate::backends::paper::scene::Scene;

use super::layout::{furnishes, made, said, seed_of};
use super::table::{Entry, Piece, Spot, called};

/// What a room may have more than once.
fn repeats(piece: Piece) -> bool {
    matches!(
        piece,
        Piece::Bookcase | Piece::Cabinet | Piece::Oven | Piece::Sink | Piece::Mirror | Piece::WallClock | Piece::Blackboard | Piece::MapWall | Piece::Portrait | Piece::Ward | Piece::FoldScreen | Piece::Bench2 | Piece::Racks | Piece::Monitor
            | Piece::BarShelf | Piece::Goods | Piece::PotPlant | Piece::Machine | Piece::Bunk | Piece::Bars | Piece::Casks | Piece::Crates | Piece::Hay | Piece::Armour | Piece::Fridge | Piece::CoatRack
    )
}

/// How far above its foot a piece on the floor reaches up, where that is not the height of a person.
fn half(entry: &Entry) -> Option<(f64, f64, f64)> {
    match entry.spot {
        Spot::Floor(w) => Some((w, 0.0, 0.24)),
        Spot::Wall(y, w) => Some((w, y, 0.05)),
        _ => None,
    }
}

/// Whether a place's words name anything that can stand along all of its walls.
pub fn told(scene: &Scene) -> bool {
    called(&scene.setting.strong, &scene.setting.weak, true).any(|e| repeats(e.piece) && furnishes(scene, e.piece))
}

/// Lays them along a wall between what is taken of it, in metres, and gives back what is taken then.
pub fn along(scene: &Scene, c: &mut Canvas, wall: &Wall, taken: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut all = taken.to_vec();
    let list: Vec<&Entry> = called(&scene.setting.strong, &scene.setting.weak, true).filter(|e| repeats(e.piece) && furnishes(scene, e.piece)).collect();
    if list.is_empty() {
        return all;
    }
    // Each wall begins elsewhere in the list.
    let mut next = wall.side as usize;
    let mut u = 0.25;
    let mut tries = 0;
    while u < wall.long - 0.5 && tries < 24 {
        tries += 1;
        let entry = list[next % list.len()];
        let Some((w, y, out)) = half(entry) else {
            next += 1;
            continue;
        };
        let at = u + w;
        if let Some(t) = all.iter().find(|t| at + w > t[0] - 0.05 && at - w < t[1] + 0.05) {
            u = t[1] + 0.1;
            continue;
        }
        if at + w > wall.long - 0.1 {
            next += 1;
            // The next may be narrower.
            if tries > 12 {
                break;
            }
            continue;
        }
        let seed = seed_of(scene, entry, 1 + wall.side as usize * 8 + tries);
        let near = wall.proud(out);
        if scene.lens.depth(near.at(at, 1.0)) > scene.far.min(scene.near * 1.5) {
            made(scene, entry.piece, seed, 1.0, said(scene, entry.piece)).hang(scene, c, &near, [at, y], seed);
        }
        all.push([at - w - 0.08, at + w + 0.08]);
        next += 1;
        u = at + w + 0.35;
    }
    all
}
