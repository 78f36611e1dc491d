//! Numbers of scenes and shots: the author's labels stay, and what comes between two of them gets a letter.

use super::lower::Lower;

impl Lower<'_> {
    /// The number of a scene without a label.
    pub(super) fn fresh_scene(&self) -> String {
        let next = self.scenes_read.to_string();
        match self.labels.contains(&next) || self.numbered.contains_key(&next) {
            false => next,
            // A scene between two numbered ones: the last number and a letter.
            true => {
                let before = self.film.scenes.last().map_or("0", |s| s.number.trim_end_matches(|c: char| c.is_ascii_uppercase()));
                ('A'..='Z').map(|c| format!("{before}{c}")).find(|n| !self.labels.contains(n) && !self.numbered.contains_key(n)).unwrap_or(next)
            }
        }
    }

    /// The number of a shot without a label: the next one, or the last one and a letter where that is taken by a label.
    pub(super) fn fresh(&self, scene: usize, number: &str) -> String {
        let next = format!("{number}.{}", self.shots_read);
        let taken = |n: &str| self.labels.contains(n);
        if !taken(&next) {
            return next;
        }
        let before = self.film.scenes[scene].shots.last().map_or(format!("{number}.0"), |s| s.number.clone());
        let stem = before.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let all = &self.film.scenes[scene].shots;
        let letters = ('A'..='Z').map(|c| c.to_string()).chain(('A'..='Z').flat_map(|a| ('A'..='Z').map(move |b| format!("{a}{b}"))));
        letters.map(|l| format!("{stem}{l}")).find(|n| !taken(n) && all.iter().all(|s| s.number != *n)).unwrap_or(next)
    }
}
