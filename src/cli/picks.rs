//! Which take stands for which task: what `frost.lock` says of shots, roles and lines, found again in a plan.

use std::collections::BTreeMap;
use std::path::Path;

use super::lock;
use crate::plan::provider::Role;
use crate::plan::task::{Spec, Task};
use crate::run::ledger::Attempt;

/// Which of several orders of one role in one shot each task has, from 1, by the key of the task.
pub fn lines(tasks: &[Task]) -> BTreeMap<String, u32> {
    let mut places: BTreeMap<(Option<&str>, Role), Vec<String>> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for task in tasks {
        let Spec::Order { order, .. } = &task.spec else { continue };
        let (key, place) = (order.key(&task.inputs), places.entry((task.shot.as_deref(), order.role)).or_default());
        let at = place.iter().position(|k| *k == key).unwrap_or_else(|| {
            place.push(key);
            place.len() - 1
        });
        out.insert(task.key.clone(), at as u32 + 1);
    }
    out
}

/// The attempts that were picked, by the key of the task that they stand for. A pick goes with the order that it was made for; where
/// the script changed since, with the line that has its number.
pub fn picked(file: &Path, picks: &BTreeMap<String, lock::Pick>, tasks: &[Task], known: &[Attempt]) -> BTreeMap<String, String> {
    let line_of = lines(tasks);
    let mut places: BTreeMap<(&str, Role), Vec<(&Task, String)>> = BTreeMap::new();
    for task in tasks {
        if let (Spec::Order { order, .. }, Some(shot)) = (&task.spec, &task.shot) {
            places.entry((shot, order.role)).or_default().push((task, order.key(&task.inputs)));
        }
    }
    let mut out = BTreeMap::new();
    for ((shot, role), all) in places {
        let stand = lock::of(picks, file, shot, role.name());
        let attempt = |pick: &lock::Pick| known.iter().find(|a| a.id == pick.attempt);
        let (exact, other): (Vec<_>, Vec<_>) = stand.into_iter().partition(|(_, pick)| attempt(pick).is_some_and(|a| all.iter().any(|(_, key)| *key == a.order)));
        for (_, pick) in exact {
            for (task, _) in all.iter().filter(|(_, key)| attempt(pick).is_some_and(|a| a.order == *key)) {
                out.insert(task.key.clone(), pick.attempt.clone());
            }
        }
        for (line, pick) in other {
            let line = line.or(attempt(pick).map(|a| a.line)).unwrap_or(1);
            for (task, _) in all.iter().filter(|(task, _)| line_of.get(&task.key) == Some(&line)) {
                out.entry(task.key.clone()).or_insert_with(|| pick.attempt.clone());
            }
        }
    }
    out
}
