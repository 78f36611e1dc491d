//! What people write in a shot line, a camera line or a value out of habit, and what it is here.

use super::lower::Lower;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::{Rule, fits, vocabulary};

/// The right form, and why.
pub(super) struct Right {
    pub write: Option<String>,
    pub why: String,
}

pub(super) fn right(write: impl Into<String>, why: impl Into<String>) -> Option<Right> {
    Some(Right { write: Some(write.into()), why: why.into() })
}

pub(super) fn only(why: impl Into<String>) -> Option<Right> {
    Some(Right { write: None, why: why.into() })
}

impl Lower<'_> {
    /// A habit of shot lines whose words are not the language's.
    pub(super) fn shot_habit(&self, text: &str) -> Option<Right> {
        // Of the same bytes as the text, which is cut where a word of it ends.
        let upper = text.to_ascii_uppercase();
        for (spelling, size) in [("BIG CU", "big close"), ("EXTREME CU", "extreme close"), ("MED CU", "medium close"), ("MEDIUM CU", "medium close"), ("MED CLOSE", "medium close"), ("MED", "medium")] {
            if let Some(rest) = upper.strip_prefix(spelling).filter(|r| r.is_empty() || r.starts_with(" ON ")) {
                let rest = &text[text.len() - rest.len()..];
                return right(format!("{size}{}", rest.replacen(" ON ", " on ", 1)), format!("`{spelling}` is `{size}`"));
            }
        }
        // As in a cue of two.
        if text.contains(" AND ") {
            let small = text.replace(" AND ", " and ");
            if crate::syntax::clean(Rule::shot_line, &format!("shot {small}")) {
                return right(small, "names in a shot are joined by `and`, in small letters");
            }
        }
        let setup = |name: &str| self.film.setups.contains_key(name);
        if let Some(name) = ["setup ", "same as ", "as ", "like ", "again "].iter().find_map(|w| text.strip_prefix(w)).filter(|n| setup(n)) {
            return right(name, "a set-up is named by its name alone");
        }
        if let Some(name) = ["reverse ", "reverse on ", "reverse shot of ", "reverse angle of "].iter().find_map(|w| text.strip_prefix(w)).filter(|n| setup(n)) {
            return right(format!("reverse of {name}"), "the reverse of a set-up names it");
        }
        if let Some(angle) = ["dutch angle ", "dutch tilt ", "dutch "].iter().find_map(|w| text.strip_prefix(w)).map(|a| if digits(a) { format!("{a}deg") } else { a.to_string() }).filter(|a| fits(Rule::angle, a)) {
            return right(format!("dutch {angle}"), "a dutch angle is degrees");
        }
        if let Some(frames) = ["fr", "frm", "frms"].iter().find_map(|u| text.strip_suffix(u)).map(str::trim).filter(|n| digits(n)) {
            return right(format!("{frames}f"), "frames are `f`");
        }
        if text.strip_suffix("fps").map(str::trim).filter(|n| digits(n)).and_then(|n| n.parse::<u32>().ok()).is_some_and(|n| n > 60) {
            return right("slow motion", "what is shot faster than it is shown is `slow motion`");
        }
        if let Some(name) = ["POV", "P.O.V."].iter().find_map(|w| upper.strip_suffix(w)).map(|head| text[..head.len()].trim()).filter(|n| self.known(n)) {
            return right(format!("pov of {}", crate::syntax::capitals(name)), "through whose eyes is said");
        }
        if let Some(whole) = self.shoulder(text) {
            return right(whole, "whose shoulder it is stands before it");
        }
        if text.starts_with('#') || text.starts_with("/*") {
            return only("a comment is a line that begins with `//`, or stands behind `//` at the end of a line; a number of the shot is `#2.3#`");
        }
        if let Some(time) = text.strip_prefix(['-', '−', '–']).filter(|t| fits(Rule::duration, t)) {
            return right(time, "a length is more than nothing");
        }
        if let Some((minutes, seconds)) = text.split_once(':').filter(|(m, s)| digits(m) && s.len() == 2 && digits(s)) {
            let all = minutes.parse::<u64>().ok()?.checked_mul(60)?.checked_add(seconds.parse().ok()?)?;
            return right(format!("{all}s"), format!("minutes and seconds are one length, `{all}s`; a timecode has hours and frames too, as `00:00:04:00`"));
        }
        // `85m` for a lens: nobody writes the shot's length so.
        if let Some(lens) = text.strip_suffix('m').filter(|n| digits(n) && n.parse::<u32>().is_ok_and(|n| (8..=1200).contains(&n))) {
            return right(format!("{lens}mm"), format!("a lens is millimetres, `{lens}mm`; how long a shot lasts is seconds, `4s`, or minutes, `4min`"));
        }
        if fits(Rule::distance, text) {
            return only("metres are said of people, in a `stage` line, and of the camera's way; how long a shot lasts is seconds, `4s`, minutes, `4min`, or frames, `96f`");
        }
        if fits(Rule::decibel, text) {
            return only(format!("a level is said of what is heard, on a line of its own: `sound rain, {text}`"));
        }
        if fits(Rule::kelvin, text) {
            return only(format!("a colour temperature is said of the light, on a line of its own under the heading or the shot: `light {text}`"));
        }
        match upper.as_str() {
            "OTS" | "OVER THE SHOULDER" | "OVER SHOULDER" | "OVER-THE-SHOULDER" => return only("over whose shoulder is said: `over NINA's shoulder`"),
            "POV" | "P.O.V." => return only("through whose eyes is said: `pov of NINA`"),
            "REVERSE" | "REVERSE ANGLE" | "REVERSE SHOT" => return only("the reverse of a set-up names it: `reverse of two-hander`, where `setup two-hander = …` is declared; without one say whom it is on"),
            _ => {}
        }
        for (wrong, count) in [("2-SHOT", "two-shot"), ("2 SHOT", "two-shot"), ("2SHOT", "two-shot"), ("TWOSHOT", "two-shot"), ("3-SHOT", "group"), ("THREE-SHOT", "group"), ("THREE SHOT", "group")] {
            if let Some(rest) = upper.strip_prefix(wrong).filter(|r| r.is_empty() || r.starts_with(' ')) {
                let rest = text[text.len() - rest.len()..].replacen(" of ", " on ", 1);
                return right(format!("{count}{rest}"), format!("the word is `{count}`"));
            }
        }
        if let Some(name) = upper.strip_prefix("OTS OF ").map(|_| &text["OTS OF ".len()..]).filter(|n| self.known(n)) {
            return right(format!("over {name}'s shoulder"), "whose shoulder it is, is said");
        }
        if text == "only" || text.starts_with("only ") {
            return only("what only one version has is left out of the others: `in NAME omit` on a line under the shot");
        }
        let sized = text.split(' ').any(|w| vocabulary::size_rank(w).is_some());
        if fits(Rule::name, text) && crate::syntax::caps(text) && !self.known(text) && !sized && vocabulary::nearest(text, vocabulary::spellings(super::shot::SHOT_CLASSES)).is_none() {
            return only(format!("whom a shot is on stands behind `on`, several joined by `and`: `on {text}`, `on NINA and {text}`"));
        }
        self.subject_phrase(text)
    }

    /// `over MIRA shoulder` and `over the shoulder of MIRA`, whatever stands before and behind.
    fn shoulder(&self, text: &str) -> Option<String> {
        let spaced = text.replace("over-the-shoulder", "over the shoulder").replace("over the shoulder shot of", "over the shoulder of");
        let text = if spaced.contains("over the shoulder of ") || !spaced.contains("over the shoulder ") { spaced } else { spaced.replace("over the shoulder ", "over the shoulder of ") };
        let text = text.as_str();
        let over = text.match_indices("over ").map(|(i, _)| i).find(|i| *i == 0 || text[..*i].ends_with(' '))?;
        let said = &text[over + "over ".len()..];
        let bare = said.strip_prefix("the ").unwrap_or(said);
        let (name, rest) = match bare.strip_prefix("shoulder of ") {
            Some(of) => {
                let end = of.char_indices().filter(|(_, c)| *c == ' ').map(|(i, _)| i).chain([of.len()]).rfind(|i| self.known(&of[..*i]))?;
                of.split_at(end)
            }
            // `over ANNA on TOMAS`
            None if bare.split_once(" on ").is_some_and(|(name, _)| self.known(name)) => bare.split_at(bare.find(" on ").unwrap_or(bare.len())),
            // `over BOB`, `over shoulder BOB`
            None if self.known(bare.strip_prefix("shoulder ").unwrap_or(bare)) => (bare.strip_prefix("shoulder ").unwrap_or(bare), ""),
            None => {
                let at = said.find(" shoulder")?;
                (&said[..at], said[at + " shoulder".len()..].trim_start_matches('s'))
            }
        };
        let name = name.trim_end_matches(['\'', '’', ',']);
        let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
        let name = name.strip_suffix('s').filter(|n| self.known(n) && !self.known(name)).unwrap_or(name);
        let owner = if self.known(name) { crate::syntax::capitals(name) } else { name.to_string() };
        let whole = format!("{}over {owner}'s shoulder{rest}", &text[..over]);
        (fits(Rule::name, &owner) && whole != text && crate::syntax::clean(Rule::shot_line, &format!("shot {whole}"))).then_some(whole)
    }

    /// `close on the letter`, `wide of TOM`, `MARA & JONAS`.
    fn subject_phrase(&self, text: &str) -> Option<Right> {
        let (head, joint, what) = [" on ", " of "].iter().find_map(|joint| text.split_once(joint).map(|(head, what)| (head, *joint, what.trim()))).or_else(|| {
            let joint = ["on ", "of "].into_iter().find(|j| text.starts_with(j))?;
            Some(("", joint, text[joint.len()..].trim()))
        }).or_else(|| (text.contains(" & ") || text.contains('&')).then_some(("", "", text)))?;
        let lead = if head.is_empty() { "on ".to_string() } else { format!("{head} on ") };
        if let Some((one, other)) = what.split_once(" with ").filter(|(a, b)| self.known(a.trim()) && self.known(b.trim())) {
            return right(format!("{lead}{} and {}", one.trim(), other.trim()), "two people are joined by `and`");
        }
        let a_part = |part: &str| part.trim().trim_start_matches("the ").to_string();
        if let Some((part, owner)) = what.split_once(" of ").filter(|(part, owner)| self.known(owner.trim()) && a_part(part).bytes().all(|b| b.is_ascii_lowercase())) {
            return right(format!("{lead}{}'s {}", owner.trim(), a_part(part)), "whose a part is stands before it");
        }
        let sized = head.is_empty() || fits(Rule::head_attr, head) || head.rsplit_once(' ').is_some_and(|(a, b)| fits(Rule::head_attr, a) && fits(Rule::head_attr, b));
        if !sized || what.is_empty() || what.contains('"') || (head.is_empty() && joint == "on " && !what.contains('&')) {
            return None;
        }
        if what.contains('&') {
            let names = what.split('&').map(str::trim).collect::<Vec<_>>().join(" and ");
            return fits(Rule::subjects, &names).then(|| right(format!("{lead}{names}"), "two people are joined by `and`"))?;
        }
        if joint.trim() == "of" && fits(Rule::subjects, what) {
            return right(format!("{lead}{what}"), "whom a shot is on stands behind `on`");
        }
        let thing = what.starts_with(|c: char| c.is_lowercase()) && what.split(' ').count() <= 6 && !what.contains([',', ':']);
        thing.then(|| {
            let article = ["the ", "a ", "an ", "his ", "her ", "their "].iter().any(|a| what.starts_with(a));
            let bare = ["the ", "a ", "an "].iter().find_map(|a| what.strip_prefix(a)).unwrap_or(what);
            match self.known(what) || self.known(bare) {
                true => right(format!("{lead}{}", bare.to_uppercase()), "whoever or whatever is declared has a name, which begins with a capital"),
                false if matches!(what, "both" | "them" | "them both" | "both of them" | "the two" | "everyone" | "everybody" | "all" | "all of them") => {
                    only(format!("say whom, joined by `and`, as `{lead}NINA and OTTO`; a size alone, `{}`, takes in all who are there", if head.is_empty() { "wide" } else { head }))
                }
                false => right(format!("{lead}\"{what}\""), if article { "a thing without a name stands in quotes" } else { "people begin with a capital; a thing without a name stands in quotes" }),
            }
        })?
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A colour by its name, or without its mark.
pub(super) fn colour(text: &str) -> Option<String> {
    const NAMED: [(&str, &str); 18] = [
        ("black", "#000000"), ("white", "#ffffff"), ("grey", "#808080"), ("gray", "#808080"), ("red", "#c8281e"), ("green", "#2e8b57"), ("blue", "#1e50b4"), ("yellow", "#f0c828"), ("orange", "#e8801e"),
        ("brown", "#785028"), ("purple", "#783c8c"), ("pink", "#f0a0b4"), ("navy", "#14284b"), ("teal", "#1e8282"), ("gold", "#d2a53c"), ("cream", "#f5ebd2"), ("beige", "#e1d2b4"), ("amber", "#e8a04c"),
    ];
    let lower = text.trim_matches(['"', '\'', ' ']).to_lowercase();
    let named = NAMED.iter().find(|(name, _)| *name == lower).map(|(_, hex)| hex.to_string());
    let bare = lower.trim_start_matches("0x").trim_start_matches('#').trim_end_matches([';', ',']);
    let hex = matches!(bare.len(), 3 | 6) && bare.bytes().all(|b| b.is_ascii_hexdigit()) && (bare.len() == 6 || bare.bytes().any(|b| b.is_ascii_digit()));
    named.or_else(|| hex.then(|| format!("#{bare}")))
}

/// `colour #fff`, `in red` of a text.
pub(super) fn text(text: &str) -> Option<Right> {
    if let Some(right_colour) = colour(text) {
        return right(right_colour, "a colour is its digits");
    }
    let lower = text.to_lowercase();
    if let Some(third) = ["upper", "lower"].into_iter().find(|third| matches!(lower.replace('-', " ").strip_prefix(third), Some(" 3rd" | " 1/3"))).or(match lower.replace('-', " ").as_str() {
        "bottom third" | "low third" => Some("lower"),
        "top third" | "high third" => Some("upper"),
        _ => None,
    }) {
        return right(format!("{third} third"), "a text stands in the upper third or in the lower one");
    }
    if let Some(time) = lower.strip_prefix("at ").filter(|t| fits(Rule::duration, t)) {
        return only(format!("when it is shown stands above it, on a line of its own: `at {time}`"));
    }
    if ["bold", "italic", "font", "size", "large", "small", "big", "centered text", "animated", "fade", "typewriter"].iter().any(|w| lower.split(' ').any(|said| said == *w)) {
        return only("a text has a place, a length and a colour; its letters are those of the film: `font \"type/serif.ttf\"` under `film`");
    }
    let value = ["colour", "color", "in"].iter().find_map(|w| text.strip_prefix(w)).map(|rest| rest.trim_start_matches([':', '=', ' ']))?;
    fits(Rule::colour, value).then(|| right(value, "a colour needs no word before it"))?
}

/// How much grain, as other programs say it.
pub(super) fn grain(text: &str) -> Option<Right> {
    let word = match text.to_lowercase().as_str() {
        "strong" | "high" | "lots" | "thick" | "rough" | "35mm" | "16mm" => "heavy",
        "light" | "subtle" | "slight" | "low" | "soft" | "little" => "fine",
        "some" | "on" | "yes" | "film" => "medium",
        "off" | "no" | "0" | "0%" => "none",
        _ => return None,
    };
    right(word, "grain is `fine`, `medium` or `heavy`")
}

/// How loud and how long something is heard, as mixers of other programs say it.
pub(super) fn heard(text: &str) -> Option<Right> {
    let lower = text.to_ascii_lowercase();
    let value = ["volume", "level", "gain", "vol"].iter().find_map(|w| lower.strip_prefix(w)).map(|rest| rest.trim_matches([' ', ':', '=']));
    if let Some(value) = value {
        return match fits(Rule::decibel, value) {
            true => right(value.replace("db", "dB"), "a level needs no word before it"),
            false => only("a level is decibels under dialogue: `-12dB` is soft, `-24dB` far behind"),
        };
    }
    match lower.as_str() {
        "quiet" | "quietly" | "soft" | "softly" | "low" | "faint" => right("-24dB", "how loud it is heard is a level"),
        "loud" | "loudly" | "high" => right("-6dB", "how loud it is heard is a level"),
        "loop" | "looped" | "looping" | "repeat" | "continuous" | "throughout" => right("until scene end", "what goes on says until when"),
        "fade" => only("a fade goes in or out: `fade in 2s`, `fade out 2s`"),
        _ => None,
    }
}

/// A light by its colour where the line says another already: what is lit by it.
pub(super) fn lit_by(text: &str) -> Option<Right> {
    match text.to_lowercase().as_str() {
        "tungsten" | "incandescent" => right("lamp", "the line says how warm the light is; what it comes from is a `lamp`"),
        "daylight" | "natural" | "natural light" => right("sun", "the line says how warm the light is; what it comes from is the `sun`"),
        "fluorescent" => right("practical", "the line says how warm the light is; tubes that are seen are `practical`"),
        _ => None,
    }
}

/// Light and weather that people say otherwise.
pub(super) fn sky(text: &str) -> Option<Right> {
    // `raining hard`
    if let Some((what, how)) = text.rsplit_once(' ').filter(|(what, _)| fits(Rule::weather_word, what)) {
        let amount = match how.to_lowercase().as_str() {
            "hard" | "heavily" | "strong" | "strongly" | "a lot" => "heavy",
            "lightly" | "softly" | "gently" | "slightly" => "light",
            _ => "",
        };
        if !amount.is_empty() {
            return right(format!("{what}, {amount}"), "how much of it there is, is `light` or `heavy`");
        }
    }
    match text.to_lowercase().as_str() {
        "candlelight" | "candle light" => right("fire", "flames are `fire`"),
        "tungsten" | "incandescent" => right("3200K", "tungsten light is `3200K`, or `warm`"),
        "daylight" | "natural" | "natural light" => right("5600K", "daylight is `5600K`, or `neutral`"),
        "fluorescent" => right("4300K", "fluorescent tubes are about `4300K`"),
        "dim" | "dark" | "moody" => right("low key", "dark with deep shadows is `low key`"),
        "bright" => right("high key", "bright with few shadows is `high key`"),
        "candle" | "candles" | "torch" | "torches" => right("fire", "flames are `fire`"),
        "sunny" | "fine" | "fair" => right("clear", "a sky without clouds is `clear`"),
        "foggy" | "misty" | "hazy" => right("fog", "the word is `fog`"),
        "rainy" | "drizzle" | "drizzling" => right("rain", "the word is `rain`; little of it is `rain, light`"),
        "hail" | "sleet" => right("rain", "the nearest is `rain`; much of it is `rain, heavy`"),
        "windstorm" | "gale" => right("wind", "the word is `wind`; much of it is `wind, heavy`"),
        "snowy" | "blizzard" => right("snow", "the word is `snow`; much of it is `snow, heavy`"),
        "downpour" | "pouring rain" | "pouring" => right("rain", "much rain is `rain, heavy`"),
        "windy" | "breeze" | "breezy" => right("wind", "the word is `wind`"),
        "stormy" | "thunder" | "thunderstorm" => right("storm", "the word is `storm`"),
        "clouds" | "grey" | "gray" | "dull" | "grey sky" | "gray sky" => right("overcast", "a sky full of clouds is `overcast`"),
        _ => None,
    }
}

/// Camera moves that people say otherwise. `fits_move` tells whether a text is a move.
pub(super) fn camera(text: &str) -> Option<Right> {
    let lower = text.to_ascii_lowercase();
    let item = |t: &str| fits(Rule::r#move, t);
    match lower.as_str() {
        "move in" | "moving in" | "closer" | "get closer" => return right("push in", "a camera that comes nearer pushes in"),
        "move out" | "move back" | "moving out" | "back off" => return right("pull out", "a camera that goes away pulls out"),
        "none" | "no movement" | "no move" | "fixed" | "locked" | "still" | "stationary" => return right("hold", "a camera that stands still holds"),
        "steadicam" | "steady cam" | "stedicam" => return right("follow", "who is followed stands behind it: `follow NINA`; a camera that breathes is `handheld`"),
        _ => {}
    }
    if let Some(time) = lower.strip_prefix("hold ").filter(|t| digits(t)) {
        return right(format!("hold {time}s"), "a number needs its unit");
    }
    // `zoom in 50mm` ends at a lens.
    if let Some((verb, lens)) = text.rsplit_once(' ').filter(|(verb, lens)| verb.starts_with("zoom") && fits(Rule::millimetres, lens) && item(verb)) {
        return right(format!("{verb} to {lens}"), "a zoom goes to a lens");
    }
    if let Some(time) = lower.strip_prefix("over ").and_then(|t| t.strip_prefix(['-', '−', '–'])).filter(|t| fits(Rule::duration, t)) {
        return right(format!("over {time}"), "a length is more than nothing");
    }
    // What rests rests for a time.
    if let Some(number) = lower.strip_prefix("hold ").filter(|n| digits(n)) {
        return right(format!("hold {number}s"), "a number needs its unit");
    }
    // `steadicam follows ANNA`, `pan from ANNA to BOB`, `dolly in by 2m`
    if let Some(rest) = ["steadicam ", "steady cam ", "gimbal ", "drone "].iter().find_map(|w| lower.strip_prefix(w)).map(|rest| &text[text.len() - rest.len()..]) {
        let rest = rest.strip_prefix("follows ").or_else(|| rest.strip_prefix("following ")).map_or(rest.to_string(), |who| format!("follow {who}"));
        if item(&rest) {
            return right(rest, "what carries the camera is not said; what it does, is");
        }
    }
    let plain = lower.find(" by ").map(|i| format!("{}{}", &text[..i], &text[i + 3..])).or_else(|| {
        let (from, to) = (lower.find(" from ")?, lower.find(" to ")?);
        (from < to && text[from + 6..].starts_with(|c: char| c.is_uppercase())).then(|| format!("{}{}", &text[..from], &text[to..]))
    });
    if let Some(plain) = plain.filter(|p| item(p)) {
        return right(plain, "a move goes from where the camera is");
    }
    // What turns goes by an angle.
    let turn = format!("{text}deg");
    if text.ends_with(|c: char| c.is_ascii_digit()) && ["pan", "tilt", "roll", "arc"].iter().any(|w| lower.starts_with(w)) && item(&turn) {
        return right(turn, "an angle needs its unit");
    }
    if let Some(whole) = with_its_unit(text, |t| item(t) || fits(Rule::span_over, t)) {
        return right(whole, "a number needs its unit");
    }
    if let Some((pace, rest)) = lower.split_once(' ').filter(|(pace, rest)| matches!(*pace, "slow" | "slowly" | "fast" | "quick" | "quickly") && item(rest)) {
        let pace = if pace.starts_with("slow") { "slow" } else { "fast" };
        return right(format!("{}, {pace}", &text[text.len() - rest.len()..]), "how fast a move is stands behind it");
    }
    let parts: Vec<&str> = text.split(" and ").map(str::trim).collect();
    if parts.len() > 1 && parts.iter().all(|p| item(p)) {
        return right(parts.join(", "), "moves at the same time stand behind commas, one after the other behind `then`");
    }
    // A zoom ends at a lens.
    if let Some((before, lens)) = lower.rsplit_once(' ').filter(|(before, lens)| before.starts_with("zoom") && fits(Rule::millimetres, lens)) {
        let whole = format!("{before} to {lens}");
        if item(&whole) {
            return right(whole, "the lens that a zoom ends with stands behind `to`");
        }
    }
    metric(text)
}

/// An item that ends in a number without the unit that alone makes it one.
pub(super) fn with_its_unit(text: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    if !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut whole = ["s", "%", "dB", "bpm", "mm", "m", "deg", "K"].iter().map(|unit| format!("{text}{unit}")).filter(|t| fits(t));
    whole.next().filter(|_| whole.next().is_none())
}

/// `< 3min`, `max 1:30`, `3m`, `1min 30s`, `2min under` as a runtime says them.
pub(super) fn runtime(text: &str) -> Option<String> {
    const BOUNDS: [(&str, &[&str]); 4] = [
        ("under", &["<=", "<", "≤", "max.", "max", "maximum", "up to", "no more than", "not more than", "less than", "at most", "below", "under"]),
        ("over", &[">=", ">", "≥", "min.", "minimum", "no less than", "more than", "at least", "above", "over"]),
        ("about", &["~", "≈", "ca.", "ca", "circa", "approx.", "approx", "approximately", "roughly", "about", "around"]),
        ("exactly", &["==", "=", "exact", "exactly"]),
    ];
    let mut lower = text.trim().to_ascii_lowercase();
    // `udner 1min`, `at laest 27s`: the words before the length, one of them misspelt.
    if let Some(at) = lower.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 3) {
        let said = lower[..at].trim_end();
        let known = || BOUNDS.iter().flat_map(|(_, all)| all.iter().copied()).filter(|w| w.len() > 3);
        if !known().any(|w| w == said)
            && let Some(right) = vocabulary::nearest(said, known())
        {
            lower = format!("{right} {}", &lower[at..]);
        }
    }
    let words = || BOUNDS.iter().flat_map(|(bound, all)| all.iter().map(move |word| (*bound, *word)));
    let before = words().filter_map(|(bound, word)| Some((bound, lower.strip_prefix(word)?))).filter(|(_, rest)| rest.starts_with(|c: char| c == ' ' || c.is_ascii_digit()));
    let behind = || words().filter_map(|(bound, word)| Some((bound, lower.strip_suffix(word)?.strip_suffix(' ')?)));
    let (bound, length) = before.min_by_key(|(_, rest)| rest.len()).or_else(|| behind().min_by_key(|(_, rest)| rest.len())).map_or(("", lower.as_str()), |(bound, rest)| (bound, rest));
    let length = length_meant(length.trim())?;
    Some(if bound.is_empty() { length } else { format!("{bound} {length}") })
}

/// `3m`, `1:30`, `1min 30s`, `90` as one length.
fn length_meant(text: &str) -> Option<String> {
    if fits(Rule::duration, text) || fits(Rule::timecode, text) {
        return Some(text.to_string());
    }
    let parts: Vec<&str> = text.split(':').collect();
    let mut total = 0_u64;
    if parts.len() > 1 {
        for part in &parts {
            total = total.checked_mul(60)?.checked_add(part.parse().ok().filter(|_| digits(part) && part.len() <= 2)?)?;
        }
    } else {
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let number: u64 = rest[..end].parse().ok()?;
            let unit = rest[end..].trim_start();
            let length = unit.find(|c: char| c.is_ascii_digit() || c == ' ').unwrap_or(unit.len());
            let by = match unit[..length].trim_end_matches('.') {
                "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
                "m" | "min" | "mins" | "minute" | "minutes" | "'" => 60,
                "" | "s" | "sec" | "secs" | "second" | "seconds" | "\"" => 1,
                _ => return None,
            };
            total = total.checked_add(number.checked_mul(by)?)?;
            rest = unit[length..].trim_start().trim_start_matches("and ");
        }
    }
    (total > 0).then(|| if total.is_multiple_of(60) { format!("{}min", total / 60) } else { format!("{total}s") })
}

/// A length in feet, inches, centimetres or without a unit, in metres.
pub(super) fn metric(text: &str) -> Option<Right> {
    let whole = metres(text)
        .map(|m| ("", m))
        .or_else(|| text.char_indices().filter(|(i, c)| c.is_ascii_digit() && (*i == 0 || text[..*i].ends_with(' '))).find_map(|(i, _)| Some((&text[..i], metres(&text[i..])?))));
    let (before, value) = whole?;
    right(format!("{before}{value}"), format!("lengths on the set are metres: `{value}`"))
}

/// `6ft`, `6 feet 2 inches`, `6'2"`, `180cm` as `1.83m`.
pub(super) fn metres(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let mut rest = lower.as_str();
    let mut total = 0.0;
    let mut any = false;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number: f64 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        const UNITS: [(&str, f64); 18] = [
            ("feet", 0.3048),
            ("foot", 0.3048),
            ("ft", 0.3048),
            ("'", 0.3048),
            ("’", 0.3048),
            ("inches", 0.0254),
            ("inch", 0.0254),
            ("in", 0.0254),
            ("\"", 0.0254),
            ("”", 0.0254),
            ("yards", 0.9144),
            ("yard", 0.9144),
            ("yd", 0.9144),
            ("centimetres", 0.01),
            ("centimeters", 0.01),
            ("cm", 0.01),
            ("mm", 0.001),
            ("km", 1000.0),
        ];
        let unit = UNITS.iter().find(|(unit, _)| rest.starts_with(unit));
        match unit {
            Some((unit, by)) => {
                total += number * by;
                rest = rest[unit.len()..].trim_start_matches(['.', ' ']);
            }
            // `6'2` leaves the inches out.
            None if any && rest.is_empty() => total += number * 0.0254,
            None => return None,
        }
        any = true;
    }
    let text = format!("{total:.2}");
    // Less than a centimetre is a slip of the keyboard.
    (any && total >= 0.01).then(|| format!("{}m", text.trim_end_matches('0').trim_end_matches('.')))
}

/// `1080p`, `4K`, `1920 x 1080`, `16x9` as sizes.
pub(super) fn size(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let named = match lower.as_str() {
        "480p" => "854x480",
        "720p" | "hd" | "hd ready" => "1280x720",
        "1080p" | "1080i" | "1080" | "full hd" | "fhd" | "fullhd" => "1920x1080",
        "1440p" | "qhd" | "2k" => "2560x1440",
        "4k" | "uhd" | "2160p" | "4k uhd" | "ultra hd" => "3840x2160",
        "8k" | "4320p" => "7680x4320",
        "16:9" | "16x9" | "16/9" | "widescreen" => "16:9",
        "4:3" | "4x3" | "4/3" => "4:3",
        "9:16" | "9x16" | "9/16" | "vertical" | "portrait" => "9:16",
        "1x1" | "1/1" | "square" => "1:1",
        "scope" | "cinemascope" | "2.39" => "2.39:1",
        "1.85" | "flat" => "1.85:1",
        _ => "",
    };
    if !named.is_empty() {
        return Some(named.to_string());
    }
    let (a, b) = lower.split_once(['x', '×', '*', ',', '/']).or_else(|| lower.split_once(" by ")).or_else(|| lower.split_once(' '))?;
    let side = |t: &str| Some(t.trim().trim_end_matches("px").trim().to_string()).filter(|t| digits(t));
    let (a, b) = (side(a)?, side(b)?);
    (a.len() > 2 && b.len() > 2).then(|| format!("{a}x{b}"))
}

/// A habit as help and fix.
pub(super) fn told(problem: Diagnostic, right: Right, span: Span) -> Diagnostic {
    match right.write {
        Some(write) => {
            let help = if right.why.contains(&format!("`{write}`")) { right.why } else { format!("{}: `{write}`", right.why) };
            problem.help(help).unsafe_fix(format!("write `{write}`"), span, write)
        }
        None => problem.help(right.why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_other_systems_become_metres() {
        for (text, right) in [("6ft", "1.83m"), ("6'2\"", "1.88m"), ("6 feet 2 inches", "1.88m"), ("180cm", "1.8m"), ("6 inches", "0.15m"), ("5'10", "1.78m")] {
            assert_eq!(metres(text).as_deref(), Some(right), "{text}");
        }
        assert_eq!(metres("six"), None);
        assert_eq!(metres("6"), None);
        assert_eq!(metres("1mm"), None);
        assert_eq!(metric("push in 6ft").and_then(|r| r.write).as_deref(), Some("push in 1.83m"));
    }

    #[test]
    fn runtimes_are_said_in_many_ways() {
        for (text, right) in [("< 2min", "under 2min"), ("max 120", "under 2min"), ("3m", "3min"), ("1:30", "90s"), ("1min 30s", "90s"), ("2min under", "under 2min"), ("maximum 90s", "under 90s"), ("at least 1m30s", "over 90s")] {
            assert_eq!(runtime(text).as_deref(), Some(right), "{text}");
        }
        assert_eq!(runtime("short"), None);
    }

    #[test]
    fn sizes_have_many_names() {
        assert_eq!(size("1920 x 1080").as_deref(), Some("1920x1080"));
        assert_eq!(size("4K").as_deref(), Some("3840x2160"));
        assert_eq!(size("large"), None);
    }
}
