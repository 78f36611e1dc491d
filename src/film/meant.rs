//! What a shot line was meant to say: words of other notations taken away, a forgotten `on` put in, camera moves told
//! apart. Nothing here changes a film; it only proposes.

use crate::syntax::{Rule, fits};

/// A reading of an item that fits no rule.
pub struct Meant {
    /// The item as it should be, empty where it is nothing but a move.
    pub text: String,
    /// Camera moves that were said in the shot line.
    pub moves: Vec<String>,
    /// The first run of words that nothing explains, as bytes of the item.
    pub strange: Option<std::ops::Range<usize>>,
}

/// Words that carry no meaning of their own in a shot line.
const FILLERS: [&str; 27] = [
    "shot", "of", "for", "from", "at", "with", "a", "an", "the", "long", "lasting", "lasts", "duration", "length", "time", "size", "lens", "angle", "subject", "framing", "type",
    "view", "is", "on", "camera", "focal", "focus",
];

/// What stands still is said in several ways.
const STILL: [&str; 6] = ["static", "static camera", "locked", "fixed camera", "tripod", "no movement"];

#[derive(Clone)]
enum Part {
    Item(String),
    Subject(String),
    Move(String),
    Filler,
    Strange,
}

/// Takes an item apart. `item` tells whether a text is an attribute, `known` whether somebody or something has a name.
pub fn shot_item(text: &str, item: impl Fn(&str) -> bool, known: impl Fn(&str) -> bool) -> Option<Meant> {
    let words = words(text);
    if words.is_empty() || words.len() > 16 {
        return None;
    }
    let joined = |from: usize, to: usize| words[from..to].iter().map(|r| &text[r.clone()]).collect::<Vec<_>>().join(" ");
    // The cheapest way from each word to the end.
    let mut best: Vec<(usize, usize, Part)> = vec![(0, words.len(), Part::Filler); words.len() + 1];
    for at in (0..words.len()).rev() {
        let word = text[words[at].clone()].to_lowercase();
        let behind_length = word != "long" || at > 0 && text[words[at - 1].clone()].ends_with('s');
        let mut found = (best[at + 1].0 + 100, at + 1, Part::Strange);
        if FILLERS.contains(&word.as_str()) && behind_length {
            found = (best[at + 1].0 + 5, at + 1, Part::Filler);
        }
        for to in (at + 1..=words.len().min(at + 6)).rev() {
            let said = joined(at, to);
            let stretched = at > 0 && said == "long" && behind_length;
            let (cost, part) = match () {
                () if item(&said) && !stretched => (2, Part::Item(said)),
                () if STILL.contains(&said.to_lowercase().as_str()) => (4, Part::Move("hold".into())),
                () if fits(Rule::r#move, &said) => (4, Part::Move(said)),
                () => match (viewpoint(&said, &known), subject(&said, &known)) {
                    (Some(viewpoint), _) => (3, Part::Item(viewpoint)),
                    (None, Some(subject)) => (3, Part::Subject(subject)),
                    (None, None) => continue,
                },
            };
            if best[to].0 + cost < found.0 {
                found = (best[to].0 + cost, to, part);
            }
        }
        best[at] = found;
    }
    let (mut head, mut on, mut rest, mut moves, mut strange) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), None::<std::ops::Range<usize>>);
    let mut at = 0;
    while at < words.len() {
        let (_, to, part) = best[at].clone();
        match part {
            Part::Item(said) if fits(Rule::size_word, &said) || fits(Rule::count_word, &said) => head.push(said),
            Part::Item(said) if said.starts_with("on ") => on.push(said),
            Part::Item(said) => rest.push(said),
            Part::Subject(said) => on.push(format!("on {said}")),
            Part::Move(said) => moves.push(said),
            Part::Filler => {}
            Part::Strange => match &mut strange {
                Some(run) if run.end + 1 == words[at].start => run.end = words[at].end,
                Some(_) => {}
                None => strange = Some(words[at].clone()),
            },
        }
        at = to;
    }
    if head.is_empty() && on.is_empty() && rest.is_empty() && moves.is_empty() || on.len() > 1 || head.len() > 2 {
        return None;
    }
    let mut first: Vec<String> = head;
    first.extend(on);
    let items = std::iter::once(first.join(" ")).chain(rest).filter(|s| !s.is_empty());
    Some(Meant { text: items.collect::<Vec<_>>().join(", "), moves, strange })
}

/// `NINA's POV` and `through NINA's eyes`, as a shot line says them.
fn viewpoint(text: &str, known: &impl Fn(&str) -> bool) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let eyes = ["through ", "from ", ""].iter().find_map(|before| lower.strip_prefix(before).map(|_| &text[before.len()..]))?;
    let (owner, what) = ["'s ", "’s ", "s' "].iter().find_map(|mark| eyes.split_once(mark))?;
    let what = what.to_lowercase();
    let through = eyes.len() < text.len() && what == "eyes";
    (known(owner) && (through || matches!(what.as_str(), "pov" | "point of view" | "perspective"))).then(|| format!("pov of {owner}"))
}

/// The words of an item without marks around them; `size=medium` and `lens: 50mm` are two.
fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    // What stands in quotes is one word.
    let quoted = std::cell::Cell::new(false);
    let group = text.contains("on \"") || text.contains("on “");
    let parts = move |c: char| {
        quoted.set(group && (quoted.get() ^ matches!(c, '"' | '“' | '”')));
        !quoted.get() && matches!(c, ' ' | '\t' | '=')
    };
    for piece in text.split_inclusive(parts) {
        if piece.trim_end().len() > 2 && piece.starts_with(['"', '“']) && piece.trim_end().ends_with(['"', '”']) {
            out.push(start..start + piece.trim_end().len());
            start += piece.len();
            continue;
        }
        let at = start;
        start += piece.len();
        let bare = piece.trim_end_matches([' ', '\t', '=']).trim_end_matches([':', '"', '”', ')', '.', ';']);
        let word = bare.trim_start_matches(['"', '“', '(']);
        // `1:` and `3.` number the shots of a list.
        let counts = out.is_empty() && at == 0 && bare.len() < piece.trim_end().len() && bare.bytes().all(|b| b.is_ascii_digit());
        if word.is_empty() || counts {
            continue;
        }
        let from = at + bare.len() - word.len();
        match word.split_once(':').filter(|(key, _)| FILLERS.contains(&key.to_lowercase().as_str())) {
            Some((key, value)) if !value.is_empty() => {
                out.push(from..from + key.len());
                out.push(from + key.len() + 1..from + word.len());
            }
            _ => out.push(from..from + word.len()),
        }
    }
    out
}

/// Whom or what a text names, as it is written behind `on`.
fn subject(said: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let names: Vec<&str> = said.split(" and ").collect();
    if !names.iter().all(|n| known(n)) {
        return None;
    }
    let upper = |n: &&str| match n.chars().next().is_some_and(char::is_lowercase) {
        true => crate::syntax::capitals(n),
        false => n.to_string(),
    };
    Some(names.iter().map(upper).collect::<Vec<_>>().join(" and "))
}
