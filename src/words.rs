//! An author's words as a table of synonyms asks for them.

/// Words split and lowered, the singular of what looks like a plural before the word itself.
#[derive(Clone, Debug, Default)]
pub struct Words(Vec<String>);

impl Words {
    pub fn of(text: &str) -> Words {
        let mut out = Vec::new();
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            let word = word.to_lowercase();
            out.extend(singulars(&word));
            out.push(word);
        }
        Words(out)
    }

    /// Any of these, separated by spaces, is among the words; `phone+box` is the one followed by the other.
    pub fn has(&self, any: &str) -> bool {
        any.split(' ').any(|w| self.one(w))
    }

    fn one(&self, word: &str) -> bool {
        match word.split_once('+') {
            None => self.0.iter().any(|o| o == word),
            // A singular may stand between a plural and what comes before it.
            Some((a, b)) => self.0.iter().enumerate().any(|(i, o)| o == a && self.0[i + 1..].iter().take(3).any(|o| o == b)),
        }
    }

    /// How many of these, separated by spaces, there are.
    pub fn count(&self, any: &str) -> u32 {
        any.split(' ').filter(|w| self.one(w)).count() as u32
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The part of a text, in lower case, that names a thing. What follows tells more of it: a cup of coffee on a table is a cup of
/// coffee.
pub fn head(text: &str) -> String {
    let lower = text.to_lowercase();
    [" with ", " on ", " in ", " at ", " under ", " beside "].iter().fold(lower.as_str(), |all, more| all.split(more).next().unwrap_or(all)).to_string()
}

/// What a word may be the plural of.
fn singulars(word: &str) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 2) {
        out.push(format!("{stem}y"));
    } else if let Some(stem) = word.strip_suffix("ves").filter(|s| s.len() > 2) {
        out.extend([format!("{stem}f"), format!("{stem}ve")]);
    } else if let Some(stem) = word.strip_suffix("es").filter(|s| s.ends_with("ch") || s.ends_with("sh") || s.ends_with('x') || s.ends_with("ss")) {
        out.push(stem.to_owned());
    } else if let Some(one) = word.strip_suffix('s').filter(|one| one.len() > 2 && !one.ends_with('s')) {
        out.push(one.to_owned());
    }
    out
}
