//! What screenplays and their programs write between scenes and into them: cards, cuts to black, marks of the page.
//! Each is one report with the statement that it would be; none is filmed as action.

use super::*;

impl Parser<'_> {
    /// A transition or a mark of the page that stands far in, as it is printed.
    pub(super) fn of_page(&self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let transition = cue::caps(body) && body.ends_with([':', '.']) && (cue::screenplay_transition(body).is_some() || phrase(&upper(body)).is_some());
        transition || self.page_mark(line)
    }

    /// `(MORE)`, `CONTINUED:`, and the number of a page, which stands at its right.
    pub(super) fn page_mark(&self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let number = body.trim_end_matches('.');
        let far = line.text - line.start >= 30 || number.len() < body.len();
        if !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()) && far {
            return true;
        }
        // `1 CONTINUED: 1` has the number of its scene on both sides, as far apart as the page is wide.
        let plain = body.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
        if plain.len() > 40 || !cue::caps(plain) {
            return false;
        }
        matches!(body.trim_end_matches([':', '.']), "(CONTINUED)" | "CONTINUED" | "(MORE)" | "OMITTED" | "OMIT")
            || plain.len() < body.len() && matches!(plain, "CONTINUED:" | "(CONTINUED)" | "CONTINUED" | "OMITTED")
            || body.starts_with("CONTINUED:") && (body.ends_with(')') || plain == "CONTINUED:")
            || self.act(body)
    }

    /// `ACT TWO`, `END OF ACT ONE`, `TEASER`: the parts of an episode. Somebody may be called so.
    fn act(&self, body: &str) -> bool {
        const NUMBERS: [&str; 20] = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "I", "II", "III", "IV", "V", "VI", "1", "2", "3", "4", "5", "6", "7"];
        let part = body.trim_end_matches([':', '.']);
        let end = part.strip_prefix("END OF ");
        let bare = end.unwrap_or(part);
        let act = bare.strip_prefix("ACT ").is_some_and(|n| NUMBERS.contains(&n.trim())) || end.is_some() && matches!(bare, "TEASER" | "COLD OPEN" | "TAG" | "SHOW" | "EPISODE");
        act && !self.names.contains(&normalise(part))
    }

    /// Marks of the page at the margin, in the midst of a scene that goes on below them.
    pub(super) fn furniture(&mut self, context: Context, indent: usize) {
        while context.has_prose() && indent > 0 {
            let mut below = self.lines[self.at.min(self.until)..self.until].iter().filter(|l| l.kind == LineKind::Text);
            let Some(first) = below.next().copied().filter(|l| l.indent == 0 && self.is_furniture(l)) else { return };
            if below.find(|l| !self.is_furniture(l)).is_none_or(|l| l.indent < indent) {
                return;
            }
            self.trivia();
            self.out.skip(first.text);
            if self.body(&first).starts_with("```") { self.fence(&first) } else { self.off_the_page(&first) }
        }
    }

    fn is_furniture(&self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        if body.starts_with("```") {
            return true;
        }
        if !cue::caps(body) {
            let number = body.trim_end_matches('.');
            return number.len() < body.len() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
        }
        // `1 CONTINUED: 1` has the number of its scene on both sides.
        let bare = body.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | ':' | '.'));
        self.page_mark(line) || matches!(bare, "CONTINUED" | "MORE" | "OMITTED" | "OMIT") || bare.starts_with("END OF ACT") || bare.starts_with("ACT ") && bare.split(' ').count() == 2
    }

    /// Reports such a mark, of which nothing is made.
    pub(super) fn off_the_page(&mut self, line: &Line) {
        let end = line.text + without_comment(self.body(line)).len();
        let act = self.act(without_comment(self.body(line)));
        self.problem(
            Diagnostic::new(Code::Fountain, self.span(line.text, end), if act { "a film has no acts" } else { "a film has no pages" })
                .label(if act { "the name of a part" } else { "the mark of a page" })
                .help("take it away; a scene goes on until the next heading")
                .fix("take it away", self.span(line.start, end), ""),
        );
        self.leaf_and_comment(Kind::Error, line);
        self.at += 1;
    }

    /// A transition that is understood, in words that are no words of the table.
    pub(super) fn near_transition(&mut self, line: &Line, word: &str) {
        let body = without_comment(self.body(line));
        let at = self.span(line.text, line.text + body.len());
        self.problem(
            Diagnostic::new(Code::Fountain, at, format!("`{}` is the transition `{word}`", body.trim_end_matches([':', '.'])))
                .label("understood")
                .help(format!("write `{word}`, where it takes time with its length, as `dissolve 1s`"))
                .fix(format!("write `{word}`"), at, word),
        );
    }

    /// `CUT TO HOSPITAL:`, `DISSOLVE TO: THE PIER`: a transition with the place where the film goes on, which a heading says.
    pub(super) fn transition_to_a_place(&mut self, context: Context, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let Some((word, place)) = cue::transition_to_a_place(body).filter(|_| (context.has_transitions() || context.has_prose()) && phrase(&upper(body)).is_none()) else { return false };
        let at = self.span(line.text, line.text + body.len());
        let next = self.lines[self.at + 1..].iter().find(|l| l.kind == LineKind::Text).copied();
        let problem = Diagnostic::new(Code::Fountain, at, format!("the transition `{word}` names no place"));
        if self.names.contains(&normalise(place)) {
            self.problem(problem.label("nothing is made of it").help(format!("whom the next picture is of, its shot says: `shot on {}`", cue::capitals(place))).unsafe_fix(format!("write `shot on {place}`"), at, format!("shot on {place}")));
            self.leaf_and_comment(Kind::Error, line);
            self.at += 1;
            return true;
        }
        // It stands between shots, not in one.
        let depth = if context == Context::Shot { self.lines[..self.at].iter().rev().find(|l| l.kind == LineKind::Text && l.indent < line.indent).map_or(0, |l| l.indent) } else { line.indent };
        let whole = self.span(line.start, line.text + body.len());
        let written = format!("{}{word}", " ".repeat(depth));
        let problem = match next.filter(|l| cue::is_heading(self.body(l)) && !self.body(l).is_empty()) {
            Some(heading) => problem.label("understood").also(self.span(heading.text, heading.end), "this heading says where").help(format!("write `{word}`, where it takes time with its length, as `dissolve 1s`")).fix(format!("write `{word}`"), whole, written),
            None => {
                let (place, hour) = match place.rsplit_once(" - ").filter(|(_, hour)| vocabulary::find(vocabulary::Class::Hour, hour.trim()).is_some()) {
                    Some((place, hour)) => (place.trim(), hour.trim()),
                    None => (place, "DAY"),
                };
                let heading = format!("INT. {place} - {hour}");
                let lost = context == Context::Margin && next.is_some_and(|l| l.indent > line.indent);
                let problem = if lost { problem.severity(crate::diagnostics::Severity::Error).label("no heading; nothing under it is filmed") } else { problem.label("no heading; the scene above goes on") };
                let problem = problem.help(format!("a new place is a new scene, under a heading as `{heading}`")).unsafe_fix("make it a transition and a heading", whole, format!("{written}\n\n{heading}"));
                if lost {
                    self.problem(problem);
                    self.error_line(line);
                    return true;
                }
                problem
            }
        };
        self.problem(problem);
        let end = line.text + body.len();
        self.out.leaf(if context.has_transitions() { Kind::Transition } else { Kind::Error }, end);
        self.out.skip(line.end - self.text[end..line.end].trim_start().len());
        self.out.leaf(Kind::Comment, line.end);
        self.at += 1;
        true
    }

    /// Whether the line was one of these, which is then read.
    pub(super) fn screenplay(&mut self, context: Context, line: &Line) -> bool {
        if !context.has_transitions() && !context.has_prose() {
            return false;
        }
        let body = without_comment(self.body(line));
        let end = line.text + body.len();
        let at = self.span(line.text, end);
        let bare = body.trim_start_matches('>').trim().trim_end_matches([':', '.', '!']).trim_end();
        // Nothing of the kind is longer; most prose is.
        let in_small = bare.len() <= 60 && !bare.contains(char::is_uppercase) && cue::caps(&bare.to_uppercase()) && phrase(&upper(body)).is_some();
        if !in_small && !self.page_mark(line) && (bare.len() > 60 || !bare.starts_with(|c: char| c.is_uppercase() || c == '(')) {
            return self.card(context, line, body);
        }
        let upper = upper(body);
        let marked = in_small || bare.len() < body.len() || cue::caps(bare);
        let makes = |what: &str, statement: &str| {
            // It stands between shots, not in one.
            let shot = self.lines[..self.at].iter().rev().find(|l| l.kind == LineKind::Text && l.indent < line.indent);
            let depth = shot.filter(|_| context == Context::Shot).map_or(line.indent, |l| l.indent);
            Diagnostic::new(Code::Fountain, at, format!("{what} is a statement"))
                .label("nothing is made of it")
                .help(format!("write `{statement}`"))
                .unsafe_fix(format!("write `{statement}`"), self.span(line.start, end), format!("{}{statement}", " ".repeat(depth)))
        };
        let problem = match upper.as_str() {
            _ if self.page_mark(line) => {
                self.off_the_page(line);
                return true;
            }
            _ if !marked => return self.card(context, line, body),
            _ if let Some((what, statement)) = phrase(&upper) => makes(what, statement),
            _ if cue::caps(bare) && (upper == "INTERCUT" || upper.starts_with("INTERCUT ") || upper.starts_with("INTERCUT:")) => {
                let problem = Diagnostic::new(Code::Fountain, at, "an intercut is one scene with two places").label("nothing is made of it");
                // `INTERCUT BETWEEN HALL AND PIER`
                let named = upper["INTERCUT".len()..].trim_start_matches([':', ' ', '-']);
                let named = named.strip_prefix("BETWEEN ").unwrap_or(named);
                let (named, hour) = match named.rsplit_once(" - ") {
                    Some((places, hour)) if vocabulary::find(vocabulary::Class::Hour, hour.trim()).is_some() => (places, hour.trim()),
                    _ => (named, "DAY"),
                };
                let both = [" AND ", " WITH ", " / ", "/", " & "].into_iter().find_map(|joint| named.split_once(joint)).filter(|_| context == Context::Margin && !cue::is_heading(named));
                let problem = match both {
                    Some((one, other)) => {
                        let right = format!("INT. {} / INT. {} - {hour}", one.trim(), other.trim());
                        problem.help(format!("name both in one heading: `{right}`")).unsafe_fix("make it a heading", at, right)
                    }
                    None => problem.help("name both in one heading: `INT. KITCHEN / EXT. PIER - NIGHT`"),
                };
                if context == Context::Margin {
                    // What stands under it is lost.
                    let holds = self.lines[self.at + 1..].iter().find(|l| l.kind == LineKind::Text).is_some_and(|l| l.indent > line.indent);
                    self.problem(if holds { problem.severity(crate::diagnostics::Severity::Error) } else { problem });
                    self.error_line(line);
                    return true;
                }
                problem
            }
            _ => return self.card(context, line, body),
        };
        self.problem(problem);
        self.leaf_and_comment(Kind::Error, line);
        self.at += 1;
        true
    }

    /// `J-CUT 1s`, `DISOLVE TO:`: a transition in capitals that is not of the screenplay's own.
    pub(super) fn shouted_transition(&mut self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        // `cut.`, `1s dissolve`
        let bare = body.trim_end_matches(['.', ':', ' ']);
        let turned = bare.split_once(' ').filter(|(time, _)| grammar::fits(Rule::duration, time)).map(|(time, word)| format!("{word} {time}"));
        let plain = turned.or_else(|| (bare.len() < body.len() && bare.starts_with(|c: char| c.is_ascii_lowercase())).then(|| bare.to_string())).filter(|right| grammar::clean(Rule::transition_line, right));
        if let Some(right) = plain.filter(|_| body.len() <= 40) {
            let at = self.span(line.text, line.text + body.len());
            self.problem(Diagnostic::new(Code::Syntax, at, format!("`{body}` cannot be read as a transition")).label("nothing is made of it").help(format!("write `{right}`")).fix(format!("write `{right}`"), at, right));
            self.leaf_and_comment(Kind::Error, line);
            self.at += 1;
            return true;
        }
        if body.len() > 40 || !body.starts_with(|c: char| c.is_ascii_uppercase()) {
            return false;
        }
        let lower = body.to_ascii_lowercase();
        let said = lower.trim_end_matches([':', '.', ' ']);
        let words = said.strip_suffix(" to").unwrap_or(said);
        let right = match grammar::clean(Rule::transition_line, said) {
            true => said,
            false => match vocabulary::nearest(words, vocabulary::spellings(&[vocabulary::Class::Transition])).filter(|_| cue::caps(body) && words.len() > 3) {
                Some(near) => near,
                None => return false,
            },
        };
        let at = self.span(line.text, line.text + body.len());
        self.problem(
            Diagnostic::new(Code::Fountain, at, format!("`{body}` is no transition"))
                .label("nothing is made of it")
                .help(format!("did you mean `{right}`?"))
                .unsafe_fix(format!("write `{right}`"), at, right),
        );
        self.leaf_and_comment(Kind::Error, line);
        self.at += 1;
        true
    }

    /// `MONTAGE - HALL`, `SERIES OF SHOTS:` where a heading belongs. Whether it was one.
    pub(super) fn montage_at_margin(&mut self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let Some(rest) = ["MONTAGE", "SERIES OF SHOTS"].into_iter().find_map(|w| body.strip_prefix(w)).filter(|rest| rest.is_empty() || rest.starts_with([' ', ':', '-', '–', '—', '.'])) else { return false };
        let words = rest.trim_matches([' ', ':', '-', '–', '—', '.']);
        let place = if words.is_empty() || !cue::caps(words) { "KITCHEN" } else { words };
        let at = self.span(line.text, line.text + body.len());
        let heading = format!("INT. {place} - DAY");
        let deeper = self.directly_below().filter(|l| l.indent > line.indent).map_or(line.indent + 2, |l| l.indent);
        self.problem(
            Diagnostic::new(Code::ScreenplaySlug, at, "a montage is a scene of its own")
                .severity(crate::diagnostics::Severity::Error)
                .label("no heading; nothing under it is filmed")
                .help(format!("write a heading, `{heading}`, `montage` right under it, and each of its pictures as a `shot`"))
                .unsafe_fix("make it a scene", at, format!("{heading}\n{}montage", " ".repeat(deeper))),
        );
        self.error_line(line);
        true
    }

    /// `SUPER: "PARIS, 1940"`, `TITLE CARD: ONE`.
    fn card(&mut self, context: Context, line: &Line, body: &str) -> bool {
        const KEYS: [(&str, &str); 15] = [
            ("SUPERIMPOSED", "super"),
            ("SUPERIMPOSE", "super"),
            ("SUPER TITLE", "super"),
            ("SUPER", "super"),
            ("SUBTITLE", "super"),
            ("LOWER THIRD", "super"),
            ("ON SCREEN", "super"),
            ("CHYRON", "super"),
        ("CAPTION", "super"),
            ("TITLE OVER", "super"),
            ("TITLE CARD", "title"),
            ("INTERTITLE", "title"),
            ("TITLES", "title"),
            ("TITLE", "title"),
            ("CARD", "title"),
        ];
        let Some((key, said)) = body.split_once(':').or_else(|| body.split_once(" - ")) else { return false };
        let key = key.trim_end().trim_start_matches(['(', '>', ' ']);
        let Some((_, word)) = KEYS.iter().find(|(k, _)| *k == key) else { return false };
        let text = said.trim().trim_matches(['"', '“', '”', '(', ')', ' ']).replace('"', "'").replace('\\', "");
        // `TITLE: is painted on the door.` is prose.
        if text.is_empty() || text.chars().next().is_some_and(cue::is_small) && !said.trim().starts_with(['"', '“']) || self.names.contains(&normalise(key)) {
            return false;
        }
        // Text stands over a picture; where none stands above it, it is a card of its own.
        let above = self.lines[..self.at].iter().rev().filter(|l| l.kind == LineKind::Text).take_while(|l| !cue::is_heading(self.body(l)));
        let pictured = context == Context::Shot || context == Context::Scene && above.into_iter().any(|l| statement::directive(self.body(l)).is_none_or(|w| w == "shot"));
        let word = if *word == "super" && !pictured { "title" } else { *word };
        let (at, statement) = (self.span(line.text, line.text + body.len()), format!("{word} \"{text}\""));
        self.problem(
            Diagnostic::new(Code::Fountain, at, "text that is shown is a statement")
                .label("not shown")
                .help(format!("write `{statement}`"))
                .unsafe_fix(format!("write `{statement}`"), at, statement),
        );
        self.leaf_and_comment(Kind::Error, line);
        self.at += 1;
        true
    }

    /// `> ANNA`, `1. ANNA`: a name above what is said, with a mark before it.
    pub(super) fn marked_name(&mut self, context: Context, start: usize, line: &Line) -> bool {
        let mark = self.span(line.text, start);
        self.problem(Diagnostic::new(Code::Fountain, mark, "no mark stands before a name").label("not needed").help("a name in capitals with lines indented under it says already who speaks").fix("take it away", mark, ""));
        self.out.leaf(Kind::Error, start);
        self.statement(context, &Line { text: start, ..*line });
        true
    }

    /// `- shot wide, 3s`, `1. shot wide`: a statement with the mark of a list before it, which is read without it.
    pub(super) fn listed(&mut self, context: Context, line: &Line) -> bool {
        let body = self.body(line);
        let rest = match body.strip_prefix(['-', '*', '•', '+']) {
            Some(rest) => rest,
            None => {
                let digits = body.trim_start_matches(|c: char| c.is_ascii_digit());
                match digits.strip_prefix(['.', ')']).filter(|_| digits.len() < body.len()) {
                    Some(rest) => rest,
                    None => return false,
                }
            }
        };
        let text = rest.trim_start();
        let name = without_comment(text);
        if context.has_prose() && text.len() < rest.len() && cue::caps(name) && self.names.contains(&normalise(name)) && self.directly_below().is_some_and(|l| l.indent > line.indent) {
            return self.marked_name(context, line.end - text.len(), line);
        }
        // `- He goes.`
        if context.has_prose() && bulleted(body) > 0 {
            let start = line.end - text.len();
            if !std::mem::replace(&mut self.bulleted, true) {
                let mut edits = Vec::new();
                // What somebody says may begin with a dash; the lines that hold the one being looked at tell who does.
                let mut above: Vec<(usize, bool)> = Vec::new();
                for l in self.lines[self.at..].iter().filter(|l| l.kind == LineKind::Text).take_while(|l| l.indent > 0 && !cue::is_heading(self.body(l))) {
                    above.truncate(above.iter().position(|(indent, _)| *indent >= l.indent).unwrap_or(above.len()));
                    let (mark, said) = (bulleted(self.body(l)), above.last().is_some_and(|(_, cue)| *cue));
                    if mark > 0 && !said {
                        edits.push(Edit { span: self.span(l.text, l.text + mark), text: String::new() });
                    }
                    above.push((l.indent, mark == 0 && self.is_cue(self.body(l))));
                }
                self.problem(
                    Diagnostic::new(Code::UnknownDirective, self.span(line.text, start), "action has no mark before it")
                        .severity(crate::diagnostics::Severity::Warning)
                        .label("the first such mark of this scene; read without it")
                        .help("each line of action is a paragraph of its own already")
                        .fix_all("take the marks away", Applicability::Safe, edits),
                );
            }
            self.out.leaf(Kind::Error, start);
            self.statement(context, &Line { text: start, ..*line });
            return true;
        }
        let Some(word) = statement::directive(text).filter(|_| text.len() < rest.len()) else { return false };
        let Some(found) = statement::find(context, word, text) else { return false };
        // `- light falls on the table.` may be prose.
        if let Form::Line(rule) = found.form
            && context.has_prose()
            && !matches!(word, "shot" | "camera" | "stage")
            && !grammar::clean(rule, without_comment(text))
        {
            return false;
        }
        let start = line.end - text.len();
        let mark = self.span(line.text, start);
        self.problem(
            Diagnostic::new(Code::UnknownDirective, mark, format!("no mark stands before `{word}`"))
                .label("the mark of a list")
                .help("statements follow each other line by line; what belongs to one is indented under it")
                .fix("take it away", mark, ""),
        );
        self.out.leaf(Kind::Error, start);
        self.statement(context, &Line { text: start, ..*line });
        true
    }
}

/// The bytes of the mark of a list before a line of action; 0 where there is none.
fn bulleted(body: &str) -> usize {
    let rest = match body.strip_prefix(['-', '*', '•', '+', '–']) {
        Some(rest) => rest,
        None => {
            let digits = body.trim_start_matches(|c: char| c.is_ascii_digit());
            match digits.strip_prefix(['.', ')']).filter(|_| digits.len() < body.len() && body.len() - digits.len() < 3) {
                Some(rest) => rest,
                None => return 0,
            }
        }
    };
    let text = rest.trim_start();
    let action = text.len() < rest.len() && text.starts_with(char::is_uppercase) && !cue::caps(text);
    if action { body.len() - text.len() } else { 0 }
}

/// A line in capitals without the marks around it.
fn upper(body: &str) -> String {
    body.trim_start_matches('>').trim().trim_end_matches([':', '.', '!']).trim_end().to_uppercase()
}

/// What a phrase of screenplays is here, and its statement.
fn phrase(upper: &str) -> Option<(&'static str, &'static str)> {
    Some(match upper {
        "FADE TO" => ("a transition", "dissolve 1s"),
        "FADE UP" | "FADE IN FROM BLACK" | "FADE FROM BLACK" | "FADE UP FROM BLACK" => ("a transition", "fade in 1s"),
        "FADE IN FROM WHITE" | "FADE FROM WHITE" => ("a transition", "fade in 1s from white"),
        "FADE TO WHITE" | "FADE OUT TO WHITE" => ("a transition", "fade out 1s to white"),
        "SMASH TO" => ("a transition", "smash cut"),
        "DISSOLVE TO BLACK" => ("a transition", "fade out 1s"),
        "BACK TO" | "BACK TO SCENE" | "BACK TO PRESENT" | "CUT BACK TO" => ("a transition", "cut"),
        "CUT TO BLACK" | "CUT TO: BLACK" | "SMASH CUT TO BLACK" | "HARD CUT TO BLACK" | "SNAP TO BLACK" | "BLACK SCREEN" | "BLACKOUT" => ("a black picture", "black 2s"),
        "THE END" | "FIN" => ("a card", "title \"The End\""),
        _ => return None,
    })
}

/// The shot that a slug in capitals names beyond a size and whom it is on; `known` tells names of people.
pub(super) fn named_shot(slug: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let lead = |text: &str| {
        let mut rest = text.trim_start_matches([' ', ':', '-', ',', '–', '—']);
        for word in ["SHOT ", "VIEW ", "ON ", "OF ", "FROM "] {
            rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
        }
        match rest {
            "SHOT" | "VIEW" | "ON" => String::new(),
            rest => rest.to_string(),
        }
    };
    let on = |rest: &str| match rest {
        "" => String::new(),
        name if known(name) => format!(" on {name}"),
        part if part.split_once("'S ").is_some_and(|(owner, _)| known(owner)) => {
            let (owner, part) = part.split_once("'S ").unwrap_or((part, ""));
            format!(" on {owner}'s {}", part.to_lowercase())
        }
        thing => format!(" on \"{}\"", thing.to_lowercase()),
    };
    if let Some(name) = slug.strip_suffix(" POV").or_else(|| slug.strip_suffix(" P.O.V.")) {
        let name = name.trim_end_matches([' ', '-', '–', '—']);
        let name = name.strip_suffix("'S").or_else(|| name.strip_suffix("’S")).unwrap_or(name);
        return Some(format!("pov of {name}"));
    }
    const ANGLES: [(&str, &str, &str); 6] = [
        ("LOW ANGLE", "medium", "low angle"),
        ("HIGH ANGLE", "medium", "high angle"),
        ("AERIAL SHOT", "extreme wide", "aerial"),
        ("AERIAL VIEW", "extreme wide", "aerial"),
        ("AERIAL", "extreme wide", "aerial"),
        ("OVERHEAD SHOT", "wide", "overhead"),
    ];
    if let Some((word, size, angle)) = ANGLES.iter().find(|(word, ..)| slug.starts_with(word)) {
        return Some(format!("{size}{}, {angle}", on(&lead(&slug[word.len()..]))));
    }
    let over = ["OVER THE SHOULDER", "OVER SHOULDER", "OTS"].iter().find_map(|w| slug.strip_prefix(w)).map(lead);
    if let Some(name) = over {
        return (!name.is_empty() && known(&name)).then(|| format!("over {name}'s shoulder"));
    }
    const SIZES: [(&str, &str); 12] = [
        ("EXTREME CLOSE UP", "extreme close"),
        ("EXTREME CLOSE-UP", "extreme close"),
        ("ECU", "extreme close"),
        ("MCU", "medium close"),
        ("CU", "close"),
        ("MS", "medium"),
        ("WS", "wide"),
        ("LS", "wide"),
        ("EWS", "extreme wide"),
        ("WIDER", "wide"),
        ("TIGHT ON", "close"),
        ("CLOSER ON", "close"),
    ];
    let (word, size) = SIZES.iter().find(|(word, _)| slug.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '-', ','])))?;
    Some(format!("{size}{}", on(&lead(&slug[word.len()..]))))
}
