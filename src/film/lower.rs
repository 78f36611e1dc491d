//! The tree of every file to the typed film: declarations first, then scenes, then names in action, then time.

use std::collections::{BTreeMap, HashMap};

use super::load::Loaded;
use super::*;
use crate::diagnostics::{self, Code};
use crate::source::{FileId, Sources};
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Kind, Node, Rule, normalise};

/// Builds the typed film of loaded files. Problems of form, names and time come sorted by place.
pub fn build(loaded: &Loaded) -> Typed {
    let mut lower = Lower::new(loaded);
    lower.problems = loaded.problems.clone();
    for file in &loaded.order {
        lower.enter(*file);
        if lower.text.contains(" // ") {
            lower.comments_in_prose(&loaded.parses[file.0 as usize].root);
        }
    }
    for pass in declare::Pass::ALL {
        for file in &loaded.order {
            lower.enter(*file);
            lower.declarations(&loaded.parses[file.0 as usize].root, pass);
        }
    }
    lower.film_style();
    let written = loaded.sources.as_written();
    let texts: Vec<&str> = written.iter().map(|(_, source)| &*source.text).collect();
    let script = loaded.parses.first().zip(loaded.sources.iter().next());
    // Which words a text has is nothing to the film, so it is found out meanwhile.
    let scenes = || {
        if script.is_some() {
            lower.film_scenes(loaded, FileId(0), &mut Vec::new());
        }
        lower.names_in_action();
        lower.undeclared();
        lower.partial_names();
        lower.strangers();
    };
    let ((), named) = rayon::join(scenes, || script.map(|(script, (_, source))| unused::Named::of(&script.root, &source.text, &texts)).unwrap_or_default());
    let unused = lower.unused(named);
    lower.unused_files(loaded, &texts);
    let Lower { mut film, mut problems, order, places, omits, .. } = lower;
    film.place_index = places;
    speech::join(&mut film, &order);
    clock::lay_out(&mut film, order, &mut problems);
    let unsure = unsure::lengths(&problems, &loaded.sources);
    check::check(&film, &omits, &mut problems);
    problems.retain(|p| !(unsure && p.code == Code::Runtime));
    // Of a `{name}` that stands for nothing, that is all there is to say.
    problems.retain(|p| {
        let over = |span: &Span| span.file == p.span.file && p.span.start < span.end && span.start < p.span.end;
        !loaded.poisoned.iter().any(|span| over(span) && !(matches!(p.code, Code::Undeclared | Code::Syntax) && p.span == *span))
    });
    broken::drop_missed(loaded, &mut problems);
    broken::drop_of_missing_files(&mut problems, &loaded.sources);
    broken::drop_of_nameless_setups(&mut problems);
    // What a comment swallows is not missing.
    if problems.iter().any(|p| p.code == Code::UnclosedComment || p.code == Code::CommentInProse && p.message.starts_with("what stands behind")) {
        problems.retain(|p| !matches!(p.code, Code::EmptyScene | Code::EmptyFilm));
    }
    diagnostics::sort(&mut problems);
    Typed { film, problems, unused }
}

/// What follows what in time, before lengths are known.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Shot(usize, usize),
    Card(Text),
    Black(Option<Spanned<Seconds>>),
    Transition(Transition),
}

#[derive(Clone, Debug)]
pub(super) struct Transition {
    pub word: &'static str,
    pub span: Span,
    pub length: Option<Seconds>,
    pub colour: Option<[u8; 3]>,
}

pub(super) struct Lower<'a> {
    pub sources: &'a Sources,
    pub file: FileId,
    pub text: &'a str,
    pub film: Film,
    pub problems: Vec<Diagnostic>,
    pub people: HashMap<String, PersonId>,
    pub places: HashMap<String, usize>,
    pub props: HashMap<String, usize>,
    pub order: Vec<Step>,
    /// Files of the author's own, by the place that names them.
    pub own: &'a BTreeMap<Span, Own>,
    pub version: Option<String>,
    pub measured: &'a BTreeMap<String, u64>,
    pub scenes_counted: numbers::Count,
    /// Places that `stage` lines name.
    pub places_wanted: Vec<(String, Span)>,
    pub shots_counted: numbers::Count,
    /// Numbers that shots got by counting.
    pub shots_numbered: std::collections::HashSet<String>,
    /// Labels that the author gave to shots and scenes.
    pub labels: std::collections::HashSet<String>,
    /// Every set-up that is declared anywhere, and where.
    pub setups_named: HashMap<String, Span>,
    /// Of them, those that were named before they were read.
    pub setups_wanted: std::collections::HashSet<String>,
    /// How many steps stood before what was left out of the version last.
    pub left_out: Option<usize>,
    /// Where scenes and shots are left out of the version.
    pub omits: Vec<Span>,
    /// Scenes by their number, shots by their label.
    pub numbered: HashMap<String, Span>,
    pub labelled: HashMap<String, Span>,
    /// The music that plays, by its name, of which lengths may count bars.
    pub playing: Option<String>,
    pub film_seen: Option<Span>,
    /// Something was declared, so undeclared names are worth a word.
    pub has_cast: bool,
    /// Declared people by each word of a name that has several.
    pub name_words: HashMap<String, Vec<PersonId>>,
    /// Versions that are not declared, and the report of each among the problems.
    pub versions_missed: HashMap<String, usize>,
    /// The item behind a comma that stands where none belongs, which was reported.
    pub(super) joined: Option<Span>,
    /// Names that are parts of declared ones, or several of them.
    pub partials: Vec<partial::Partial>,
    /// A declaration has no name, or none that can be: who is not declared may be its.
    pub nameless: bool,
    /// Names of styles and music that are not declared: what they name, the name, and where.
    pub strangers: Vec<(&'static str, String, Span)>,
}

impl<'a> Lower<'a> {
    fn new(loaded: &'a Loaded) -> Lower<'a> {
        let film = Film {
            title: String::new(),
            size: [1920, 1080],
            rate: Rate::default(),
            runtime: None,
            loudness: None,
            seed: 0,
            seed_said: None,
            style: None,
            cast_closed: false,
            styles: Vec::new(),
            people: Vec::new(),
            places: Vec::new(),
            place_index: HashMap::new(),
            props: Vec::new(),
            music: Vec::new(),
            sounds: Vec::new(),
            setups: BTreeMap::new(),
            versions: Vec::new(),
            version: loaded.version.clone(),
            font: None,
            declares: false,
            scenes: Vec::new(),
            slots: Vec::new(),
            frames: 0,
        };
        Lower {
            sources: &loaded.sources,
            file: FileId(0),
            text: "",
            film,
            problems: Vec::new(),
            people: HashMap::new(),
            places: HashMap::new(),
            props: HashMap::new(),
            order: Vec::new(),
            own: &loaded.own,
            version: loaded.version.clone(),
            measured: &loaded.measured,
            scenes_counted: Default::default(),
            places_wanted: Vec::new(),
            shots_counted: Default::default(),
            shots_numbered: Default::default(),
            labels: Default::default(),
            setups_named: HashMap::new(),
            setups_wanted: Default::default(),
            left_out: None,
            omits: Vec::new(),
            numbered: HashMap::new(),
            labelled: HashMap::new(),
            playing: None,
            film_seen: None,
            has_cast: false,
            name_words: HashMap::new(),
            partials: Vec::new(),
            versions_missed: HashMap::new(),
            joined: None,
            nameless: false,
            strangers: Vec::new(),
        }
    }

    pub fn enter(&mut self, file: FileId) {
        self.file = file;
        self.text = &self.sources.get(file).text;
    }

    pub fn span(&self, node: &Node) -> Span {
        Span::new(self.file, node.start as usize, node.end as usize)
    }

    pub fn str(&self, node: &Node) -> &'a str {
        node.text(self.text)
    }

    pub fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// The value with its span.
    pub fn at<T>(&self, node: &Node, value: T) -> Spanned<T> {
        Spanned::new(value, self.span(node))
    }

    /// The length or timecode that stands in a node, as in `for 2s`.
    pub fn time_in(&mut self, node: &Node) -> Option<Seconds> {
        let time = node.child(Rule::duration).or_else(|| node.child(Rule::timecode))?;
        self.seconds(time)
    }

    pub fn seconds(&mut self, node: &Node) -> Option<Seconds> {
        let span = self.span(node);
        if let Some(unit) = node.child(Rule::time_unit) {
            let right = match self.str(unit) {
                "sec" | "secs" | "second" | "seconds" => "s",
                "mins" | "minute" | "minutes" => "min",
                _ => "",
            };
            if !right.is_empty() {
                // The blank before a short unit goes too.
                let number = node.child(Rule::number).map_or(unit.start, |n| n.end);
                let (at, end) = (self.span(unit), self.span(unit).end);
                let whole = Span { start: number, end, ..at };
                let text = format!("{}{right}", node.child(Rule::number).map_or("", |n| self.str(n)));
                self.problem(
                    Diagnostic::new(Code::UnitSpelling, at, format!("`{}` is written `{right}`", self.str(unit)))
                        .label("understood")
                        .help(format!("write `{text}`"))
                        .fix(format!("write `{text}`"), whole, right),
                );
            }
        }
        let tune = self.playing.as_ref().and_then(|name| self.film.music.iter().find(|t| t.name == *name));
        let bar = tune.and_then(Tune::bar);
        // Of music that is not known, or whose tempo was told to be none, that is all there is to say.
        let lost = self.playing.is_some() && tune.is_none_or(|t| t.broken);
        if lost && bar.is_none() && node.child(Rule::time_unit).is_some_and(|unit| self.str(unit).starts_with("bar")) {
            return None;
        }
        match values::seconds(node, self.text, span, self.film.rate, bar) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problem(problem);
                None
            }
        }
    }

    /// The canonical word of a vocabulary class for a node.
    pub fn word(&self, class: Class, node: &Node) -> &'static str {
        let text = self.str(node);
        let found = vocabulary::find(class, text);
        // A misspelt one was reported where it was read.
        let found = found.or_else(|| vocabulary::find(class, vocabulary::nearest(text, vocabulary::spellings(&[class]))?));
        found.map_or("", |w| w.word)
    }

    /// The word that a statement begins with, of those that it may be.
    pub fn keyword(&self, line: &Node, among: &[&'static str]) -> &'static str {
        keyword(self.str(line), among)
    }

    /// Where a heading names a place, whose words may stand further apart there.
    pub fn place_in(&self, heading: &Node, place: &str) -> Span {
        let text = self.str(heading);
        let mut words = place.split(' ');
        let first = words.next().unwrap_or(place);
        let start = text.find(place).or_else(|| text.find(first)).unwrap_or(0);
        let end = match text[start..].starts_with(place) {
            true => start + place.len(),
            false => words.fold(start + first.len().min(text.len() - start), |at, word| text.get(at..).and_then(|rest| rest.find(word)).map_or(at, |i| at + i + word.len())),
        };
        let end = text.floor_char_boundary(end);
        Span::new(self.file, heading.start as usize + start, heading.start as usize + end)
    }

    /// Text behind the end of a statement.
    pub fn extra(&mut self, line: &Node) {
        if let Some(extra) = line.child(Rule::extra) {
            let span = self.span(extra);
            if matches!(self.str(extra).trim(), ":" | "=" | ";" | ".") {
                let mark = self.str(extra).trim().to_string();
                return self.problem(Diagnostic::new(Code::Syntax, span, format!("no `{mark}` ends a statement")).label("not needed").help("a statement ends with its line").fix("take it away", span, ""));
            }
            self.problem(Diagnostic::new(Code::Syntax, span, "the statement ends before this").label("this is too much").help("take it away, or put a comma before it if it is an attribute"));
        }
    }

    /// Text behind a name whose properties stand on lines of their own.
    pub fn extra_look(&mut self, block: &Node, name: &str) {
        let line = block.line();
        let Some(extra) = line.child(Rule::extra) else { return };
        let (span, text) = (self.span(extra), self.str(extra));
        // From the end of the name, with the blank before the words.
        let before = self.text[..extra.start as usize].trim_end().len();
        let gone = Span::new(self.file, before, span.end as usize);
        if text.trim() == "from" {
            let problem = Diagnostic::new(Code::MissingValue, span, "from whom is missing").label("nothing behind it");
            return self.problem(problem.help(format!("a declaration that begins as another one names it: `{name} from OTTO`")).unsafe_fix("take it away", gone, ""));
        }
        if let Some(parent) = self.parent_meant(text, name) {
            return self.problem(
                Diagnostic::new(Code::Syntax, span, "what a declaration begins as stands behind `from`")
                    .label("another one's name")
                    .help(format!("write `{name} from {parent}`"))
                    .unsafe_fix(format!("write `from {parent}`"), gone, format!(" from {parent}")),
            );
        }
        // `character Vera lane`
        let small = text.trim_end();
        if !small.contains([' ', ',', '"', ':', '(']) && small.chars().all(char::is_alphabetic) && small.starts_with(crate::syntax::is_small) && !crate::syntax::caps(name) {
            let capital: String = small.chars().take(1).flat_map(char::to_uppercase).chain(small.chars().skip(1)).collect();
            let whole = format!("{name} {capital}");
            if crate::syntax::fits(Rule::name, &whole) {
                return self.problem(
                    Diagnostic::new(Code::BadName, span, format!("`{small}` is no word of a name"))
                        .label("begins in lower case")
                        .help(format!("each word of a name begins with a capital: `{whole}`"))
                        .unsafe_fix(format!("write `{capital}`"), span, capital),
                );
            }
        }
        let bare = text.trim_start_matches([',', ':', '=', '-', '–', '—', '(', '"', '“', ' ']);
        let bare = bare.strip_prefix("look").map_or(bare, |rest| rest.trim_start_matches([':', '=', ' ', '"']));
        let look = bare.trim_end_matches([')', '"', '”', ';', ',', '{', ' ']);
        let problem = Diagnostic::new(Code::Syntax, span, format!("what belongs to {name} stands under the name")).label("not on this line");
        if look.is_empty() || text.contains(['{', '}']) {
            let problem = problem.help("indent each property on a line below: `look …`, `voice …`");
            return self.problem(if text.chars().all(|c| matches!(c, ':' | '=' | ' ')) { problem.fix("take it away", gone, "") } else { problem });
        }
        // `character NINA, OTTO`
        let second = look.strip_prefix("and ").unwrap_or(look);
        if (text.starts_with([',', '&']) || text.starts_with("and ")) && crate::syntax::caps(second) && crate::syntax::fits(Rule::name, second) {
            let word = self.str(line).split([' ', '\t']).next().unwrap_or("character");
            let start = Span::new(self.file, line.start as usize, line.start as usize);
            let edits = vec![diagnostics::Edit { span: start, text: format!("{word} {second}\n\n") }, diagnostics::Edit { span: gone, text: String::new() }];
            return self.problem(
                Diagnostic::new(Code::Syntax, span, format!("`{word}` declares one name"))
                    .label("a second one")
                    .help(format!("each has a declaration of its own: `{word} {second}`"))
                    .fix_all("declare each", diagnostics::Applicability::Unsafe, edits),
            );
        }
        let own = block.body().find(|n| n.kind == Kind::Prose && self.str(n).starts_with("look"));
        let said = own.and_then(|n| n.children.iter().find(|c| c.kind == Kind::Text));
        self.problem(match (own, said) {
            (None, _) => problem.help(format!("write it below the name, indented: `look {look}`")).unsafe_fix("put it on a line of its own", gone, format!("\n  look {look}")),
            (Some(_), Some(said)) if !self.str(said).starts_with('+') => {
                let place = Span::new(self.file, said.start as usize, said.start as usize);
                let edits = vec![diagnostics::Edit { span: gone, text: String::new() }, diagnostics::Edit { span: place, text: format!("{look}, ") }];
                problem.help(format!("its `look` below can hold it: `look {look}, …`")).fix_all("put it into the look", diagnostics::Applicability::Unsafe, edits)
            }
            _ => problem.help("its `look` below can hold it"),
        });
    }

    /// `extends RIDER`, `: RIDER`, `(from RIDER)`: a declared name behind words or marks that other notations have for `from`.
    fn parent_meant(&self, text: &str, own: &str) -> Option<String> {
        let bare = text.trim().trim_matches([':', '(', ')', '<', '=', ' ']);
        let joined = ["extends ", "inherits from ", "inherits ", "based on ", "is ", "like ", "as ", "of ", "from ", "form ", "fro ", "fom ", "frm "].iter().find_map(|w| bare.strip_prefix(w));
        let name = joined.or_else(|| text.trim_start().starts_with([':', '<']).then_some(bare))?.trim();
        let key = normalise(name);
        let known = self.people.contains_key(&key) || self.places.contains_key(&key) || self.props.contains_key(&key);
        (known && key != normalise(own)).then(|| name.to_string())
    }

    pub fn missing(&mut self, line: &Node, what: &str, example: &str) {
        let span = self.span(line);
        self.problem(Diagnostic::new(Code::MissingValue, span, format!("{what} is missing")).label("after this").help(format!("its form: `{example}`")));
    }

    // ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────

    /// The person of a name, registered at first use.
    pub fn person(&mut self, name: &str, span: Span) -> PersonId {
        let key = normalise(name);
        if let Some(id) = self.people.get(&key) {
            let known = &mut self.film.people[id.0];
            if known.declared.is_none() && span.file == known.seen.file && span.start < known.seen.start {
                known.seen = span;
            }
            return *id;
        }
        if let Some(id) = self.meant_by(&key, name, span) {
            return id;
        }
        let id = PersonId(self.film.people.len());
        self.film.people.push(Person { name: name.to_string(), seen: span, pace: 100, height: 1720, ..Person::default() });
        self.people.insert(key, id);
        id
    }

    /// What a capitalised name in a shot or stage line means.
    pub fn named(&mut self, name: &str, span: Span) -> Subject {
        let key = normalise(name);
        if let Some(id) = self.people.get(&key).copied() {
            // Where somebody undeclared stands first is said.
            return Subject::Person(if self.film.person(id).declared.is_none() { self.person(name, span) } else { id });
        }
        if let Some(i) = self.props.get(&key) {
            return Subject::Prop(self.film.props[*i].name.clone());
        }
        if let Some(i) = self.places.get(&key) {
            return Subject::Place(self.film.places[*i].name.clone());
        }
        Subject::Person(self.person(name, span))
    }
}

/// The two names of a cue for both; a single name holds no `AND`, `&`, `/`, `+` or comma.
pub(super) fn together(name: &str) -> Option<(&str, &str)> {
    crate::syntax::split_and(name).filter(|(a, b)| crate::syntax::fits(Rule::name, a) && crate::syntax::fits(Rule::name, b))
}

/// The word that a statement begins with, or the one that it was meant to be.
pub(super) fn keyword(text: &str, among: &[&'static str]) -> &'static str {
    let first = text.split([' ', '\t', ',', ':']).next().unwrap_or(text);
    // Labels of screenplays that are read as statements.
    let alias = match first {
        "SONG" | "SCORE" => "music",
        first => crate::syntax::margin_habit(first).unwrap_or(first),
    };
    let exact = among.iter().copied().find(|w| w.eq_ignore_ascii_case(alias));
    exact.or_else(|| vocabulary::nearest(first, among.iter().copied())).unwrap_or(among[0])
}

pub(super) fn shorten(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_string() } else { format!("{}…", text.chars().take(39).collect::<String>()) }
}
