//! Continuity over the cut, on the solved geometry: what an audience would stumble over.
//! One file a family of rules. Rules that need no geometry are the film's; waivers and levels are applied by the caller.

use std::collections::HashMap;

use super::solve::Staging;
use crate::diagnostics::Diagnostic;
use crate::film::{Film, by_scene};

mod absent;
mod angle;
mod axis;
mod establish;
mod eyeline;
mod fixed;
mod impossible;
mod insert;
mod light;
mod lost;
mod moves;
mod place;
mod presence;
mod reached;
mod reverse;
mod rhythm;
mod room;
mod sound;
mod speck;
mod state;
pub mod summary;
mod travel;
mod view;

use view::{Cut, View};

pub fn continuity(film: &Film, staging: &Staging) -> Vec<Diagnostic> {
    // The scene in which each place, and each room of it, is first.
    let mut first: HashMap<(&str, &str), usize> = HashMap::new();
    for (i, scene) in film.scenes.iter().enumerate() {
        for place in &scene.heading.places {
            first.entry((place, &scene.heading.area)).or_insert(i);
            first.entry((place, "")).or_insert(i);
        }
    }
    let read = by_scene(film, |i, scene| {
        let mut problems = Vec::new();
        let views = view::of_scene(film, staging, scene);
        for view in &views {
            if !view.shot.covered {
                presence::check(film, view, &mut problems);
                presence::during(film, view, &mut problems);
                moves::tracked(film, view, &mut problems);
                moves::zooms(film, view, &mut problems);
            }
            moves::pan_speed(film, view, &mut problems);
            moves::limited(film, view, &mut problems);
            reached::check(film, view, &mut problems);
            impossible::framing(film, view, &mut problems);
            speck::check(film, view, &mut problems);
            fixed::check(film, view, &mut problems);
            room::check(film, view, &mut problems);
            lost::check(film, view, &mut problems);
            lost::left(film, view, &mut problems);
        }
        impossible::one_place(film, &views, &mut problems);
        impossible::through(film, &views, &mut problems);
        absent::check(film, scene, &views, &mut problems);
        if !scene.montage {
            establish::check(film, scene, &views, |place, area| first.get(&(place, area)).is_some_and(|f| *f < i), &mut problems);
            light::check(film, &views, &mut problems);
            insert::check(film, &views, &mut problems);
            rhythm::check(film, scene, &views, &mut problems);
            place::within(film, scene, &views, &mut problems);
            let crossed = axis::check(film, scene, &views, &mut problems);
            // A shot that answered the one before begins a pair of its own.
            let mut answered = false;
            for (i, pair) in views.windows(2).enumerate() {
                let cut = Cut { from: &pair[0], to: &pair[1] };
                let adjacent = cut.adjacent(film);
                // A camera on the wrong side turns looks and ways around as well; that is said once.
                let crossed = crossed.contains(&cut.to.shot.slot);
                let looks = adjacent && !crossed && !cut.broken() && eyeline::check(film, &cut, &mut problems);
                answered = adjacent && !answered && reverse::check(film, &cut, crossed || looks, &mut problems);
                if adjacent {
                    over_the_cut(film, &cut, views.get(i + 2), crossed, &mut problems);
                }
            }
            over_inserts(film, &views, &crossed, &mut problems);
            state::check(film, scene, &views, &mut problems);
        }
        (views, problems)
    });
    let mut problems = Vec::new();
    let mut last: Option<View> = None;
    for (scene, (views, own)) in film.scenes.iter().zip(read) {
        problems.extend(own);
        if let (Some(last), Some(first)) = (&last, views.first()) {
            let cut = Cut { from: last, to: first };
            place::between(film, &cut, &mut problems);
            if cut.straight(film) && scene.heading.continuous && !scene.montage && !last.scene.montage {
                travel::exit_enter(film, &cut, &mut problems);
                // The place may be shown before whoever comes into it.
                if let Some(second) = views.get(1).filter(|second| Cut { from: first, to: second }.adjacent(film)) {
                    travel::exit_enter(film, &Cut { from: last, to: second }, &mut problems);
                }
                state::luggage(film, &cut, &mut problems);
            }
            if cut.straight(film) && !scene.montage && !last.scene.montage {
                moves::conflict(&cut, film, &mut problems);
            }
        }
        last = views.into_iter().next_back().or(last);
    }
    sound::check(film, &mut problems);
    problems
}

/// A journey goes on over the inserts in it.
fn over_inserts(film: &Film, views: &[View], crossed: &std::collections::BTreeSet<usize>, problems: &mut Vec<Diagnostic>) {
    let insert = |v: &View| v.role() == Some(crate::film::Role::Insert);
    for (j, to) in views.iter().enumerate() {
        let Some(i) = views[..j].iter().rposition(|v| !insert(v)) else { continue };
        let straight = views[i..=j].windows(2).all(|w| Cut { from: &w[0], to: &w[1] }.adjacent(film));
        if i + 1 < j && straight && !insert(to) {
            let cut = Cut { from: &views[i], to };
            travel::exit_enter(film, &cut, problems);
            if !crossed.contains(&to.shot.slot) && !cut.broken() {
                travel::screen_direction(film, &cut, problems);
            }
        }
    }
}

fn over_the_cut(film: &Film, cut: &Cut, next: Option<&View>, crossed: bool, problems: &mut Vec<Diagnostic>) {
    moves::conflict(cut, film, problems);
    if cut.broken() {
        return;
    }
    angle::check(film, cut, next, problems);
    if !crossed {
        travel::screen_direction(film, cut, problems);
    }
    travel::exit_enter(film, cut, problems);
}
