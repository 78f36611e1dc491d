//! Numbers of scenes and shots: the author's labels stay, the others go on from them, and what comes between two of them
//! gets a letter. What a version leaves out is counted all the same, so that numbers are the same in every version.

use super::lower::Lower;

/// Where counting stands.
#[derive(Default)]
pub(super) struct Count {
    /// The last whole number.
    last: u64,
    /// The last number as it is shown, of which the next letter is.
    shown: String,
}

/// Whether a label is a number that says where its shot stands, `2.3` or `2.3A` in scene `2`, and no name of it.
pub fn counts(scene: &str, label: &str) -> bool {
    let behind = label.strip_prefix(scene).and_then(|rest| rest.strip_prefix('.'));
    behind.is_some_and(|rest| {
        let digits = rest.trim_end_matches(|c: char| c.is_ascii_uppercase());
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The whole number that a label begins with, if it is one with no more than letters behind.
fn whole(text: &str) -> Option<u64> {
    text.trim_end_matches(|c: char| c.is_ascii_uppercase()).parse().ok()
}

impl Lower<'_> {
    /// The number of a scene: its label, else the next one.
    pub(super) fn scene_number(&mut self, label: Option<String>) -> String {
        self.shots_counted = Count::default();
        if let Some(label) = label {
            self.scenes_counted.last = whole(&label).unwrap_or(self.scenes_counted.last.saturating_add(1));
            self.scenes_counted.shown = label.clone();
            return label;
        }
        let taken = |n: &String| self.labels.contains(n) || self.numbered.contains_key(n);
        let next = self.scenes_counted.last.saturating_add(1);
        let number = match taken(&next.to_string()) {
            false => {
                self.scenes_counted.last = next;
                next.to_string()
            }
            true => between(&self.scenes_counted.shown, "0", taken).unwrap_or(next.to_string()),
        };
        self.scenes_counted.shown = number.clone();
        number
    }

    /// The number of a shot of a scene: its label, else the next one.
    pub(super) fn shot_number(&mut self, scene: &str, label: Option<&str>) -> String {
        if let Some(label) = label {
            let count = label.strip_prefix(scene).and_then(|rest| rest.strip_prefix('.')).and_then(whole);
            self.shots_counted.last = count.unwrap_or(self.shots_counted.last.saturating_add(1));
            self.shots_counted.shown = label.to_string();
            return label.to_string();
        }
        let taken = |n: &String| self.labels.contains(n) || self.shots_numbered.contains(n);
        let next = self.shots_counted.last.saturating_add(1);
        let whole = format!("{scene}.{next}");
        let number = match taken(&whole) {
            false => {
                self.shots_counted.last = next;
                whole
            }
            true => between(&self.shots_counted.shown, &format!("{scene}.0"), taken).unwrap_or(whole),
        };
        self.shots_counted.shown = number.clone();
        self.shots_numbered.insert(number.clone());
        number
    }
}

/// The last number and a letter, or two where the alphabet is used up.
fn between(last: &str, none: &str, taken: impl Fn(&String) -> bool) -> Option<String> {
    let stem = if last.is_empty() { none } else { last }.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let letters = ('A'..='Z').map(|c| c.to_string()).chain(('A'..='Z').flat_map(|a| ('A'..='Z').map(move |b| format!("{a}{b}"))));
    letters.map(|l| format!("{stem}{l}")).find(|n| !taken(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_say_where_a_shot_stands_are_told_from_names() {
        for (scene, label, yes) in [("2", "2.3", true), ("2", "2.3A", true), ("12A", "12A.1", true), ("2", "3.1", false), ("2", "door", false), ("2", "2.", false), ("2", "2.door", false)] {
            assert_eq!(counts(scene, label), yes, "{scene} {label}");
        }
    }
}
