//! Names that were used and never declared: people and places, each kind once, near ones with the name that was meant.

use super::lower::Lower;
use super::*;
use std::collections::{BTreeMap, BTreeSet};
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::source::FileId;
use crate::syntax::{Rule, fits, normalise, vocabulary};

/// What stands beside every name of one report about several.
pub const USED_FIRST: &str = "used here first";

impl Lower<'_> {
    /// One report for names that were used and never declared, with a fix that declares all.
    pub(super) fn undeclared(&mut self) {
        let people = self.film.people.iter().filter(|p| p.declared.is_some()).map(|p| (p.name.clone(), p.declared));
        let places = self.film.places.iter().filter(|p| p.declared.is_some()).map(|p| (p.name.clone(), p.declared));
        let props = self.film.props.iter().map(|p| (p.name.clone(), Some(p.span)));
        let known: Vec<(String, Option<Span>)> = people.chain(places).chain(props).collect();
        let declared: Vec<String> = known.iter().map(|(name, _)| name.clone()).collect();
        let all: Vec<(String, Span)> = self.film.people.iter().filter(|p| p.declared.is_none()).map(|p| (p.name.clone(), p.seen)).collect();
        let told: BTreeSet<String> = self.problems.iter().filter(|p| p.code == Code::Undeclared).map(|p| self.sources.text(p.span)).filter(|t| crate::syntax::caps(t)).map(normalise).collect();
        let all: Vec<(String, Span)> = all.into_iter().filter(|(name, _)| !told.contains(&normalise(name))).collect();
        let mut rest = Vec::new();
        let speakers: BTreeSet<PersonId> = self.film.scenes.iter().flat_map(|s| &s.shots).flat_map(|s| &s.beats).filter_map(|b| match &b.kind {
            BeatKind::Cue(cue) => Some(&cue.speakers),
            _ => None,
        }).flatten().copied().collect();
        let people_only: Vec<String> = self.film.people.iter().filter(|p| p.declared.is_some()).map(|p| p.name.clone()).collect();
        for (name, span) in all {
            // What has no voice is nobody who speaks.
            let speaks = self.people.get(&normalise(&name)).is_some_and(|id| speakers.contains(id));
            let candidates = if speaks { &people_only } else { &declared };
            // `ANNA LEFT` in a stage line
            let behind = name.rsplit_once(' ').filter(|(who, word)| {
                use vocabulary::Class;
                let small = word.to_lowercase();
                declared.iter().any(|d| normalise(d) == normalise(who)) && [Class::Place, Class::Distance, Class::Posture].into_iter().any(|c| vocabulary::find(c, &small).is_some())
            });
            // `BOB 2 right`: a distance without its unit, unless somebody of this name is heard.
            let counted = name.rsplit_once(' ').filter(|(who, number)| !speaks && number.bytes().all(|b| b.is_ascii_digit()) && declared.iter().any(|d| normalise(d) == normalise(who)));
            let side = || ["left", "right", "near", "far"].into_iter().find(|side| self.sources.get(span.file).text[span.end as usize..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(side)));
            if let Some((who, number)) = counted
                && let Some(side) = side()
            {
                self.problem(
                    Diagnostic::new(Code::Undeclared, span, format!("nobody is called `{name}`"))
                        .label("read as one name")
                        .help(format!("did you mean `{who} {number}m {side}`? A distance needs its unit; if this is somebody's name, declare it: `character {name}`"))
                        .unsafe_fix(format!("write `{number}m`"), span, format!("{who} {number}m"))
                        .fix_all(format!("declare `{name}`"), Applicability::Unsafe, self.declaration("character", &name)),
                );
            } else if let Some((who, word)) = behind {
                let right = format!("{who} {}", word.to_lowercase());
                self.problem(
                    Diagnostic::new(Code::Undeclared, span, format!("nobody is called `{name}`"))
                        .label("read as one name")
                        .help(format!("words of blocking are in small letters: `{right}`"))
                        .unsafe_fix(format!("write `{right}`"), span, right),
                );
            } else if let Some(thing) = declared.iter().find(|d| normalise(d) == normalise(&name)) {
                let at = known.iter().find(|(name, _)| name == thing).and_then(|(_, at)| *at);
                let mut problem = Diagnostic::new(Code::Undeclared, span, format!("nobody is called `{name}`")).label("no person").help(format!("`{thing}` is a thing or a place; a person has a declaration of their own: `character NAME`"));
                if let Some(at) = at {
                    problem = problem.also(at, format!("`{thing}` is declared here"));
                }
                self.problem(problem);
            } else if let Some(near) = vocabulary::nearest(&name, candidates.iter().map(String::as_str)) {
                let near = if crate::syntax::caps(&name) { crate::syntax::capitals(near) } else { near.to_string() };
                let at = known.iter().find(|(name, _)| normalise(name) == normalise(&near)).and_then(|(_, at)| *at);
                let mut problem = Diagnostic::new(Code::Undeclared, span, format!("nobody is called `{name}`")).label("not declared");
                // Nobody ever calls the declared one: it is the declaration that is misspelt.
                let misspelt = at.filter(|_| !self.is_called(&near) && self.is_called(&name));
                problem = match misspelt {
                    Some(at) => problem
                        .help(format!("`{near}` is declared, and never named; is the declaration misspelt? Write `{}` there", crate::syntax::capitals(&name)))
                        .unsafe_fix(format!("declare `{}`", crate::syntax::capitals(&name)), at, crate::syntax::capitals(&name)),
                    None => problem
                        .help(format!("did you mean `{near}`? If this is somebody else, declare them: `character {}`", crate::syntax::capitals(&name)))
                        .unsafe_fix(format!("write `{near}`"), span, near.clone())
                        .fix_all(format!("declare `{}`", crate::syntax::capitals(&name)), Applicability::Unsafe, self.declaration("character", &name)),
                };
                if let Some(at) = at {
                    problem = problem.also(at, format!("`{near}` is declared here"));
                }
                self.problem(problem);
            } else {
                rest.push((name, span));
            }
        }
        self.undeclared_places();
        self.misspelt_places();
        if !self.has_cast && !self.film.cast_closed {
            return;
        }
        if self.film.cast_closed {
            for (name, span) in rest {
                self.problem(
                    Diagnostic::new(Code::Undeclared, span, format!("nobody is called `{name}`"))
                        .label("not declared")
                        .help(format!("the cast is closed; declare them: `character {}`", crate::syntax::capitals(&name))),
                );
            }
            return;
        }
        if self.nameless {
            return;
        }
        rest.sort_by_key(|(_, span)| *span);
        let (rest, strange): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(name, _)| fits(Rule::name, &crate::syntax::capitals(name)));
        for (name, span) in strange {
            self.problem(
                Diagnostic::new(Code::Undeclared, span, format!("`{name}` is not declared, and nobody can be declared by this name"))
                    .severity(crate::diagnostics::Severity::Warning)
                    .label("read as the name of one person")
                    .help("a name is words that begin with a capital letter; two who speak together are joined by `AND`"),
            );
        }
        // `THE LETTER` behind `on` is a thing, and so is what an insert shows; who speaks or acts may be called so.
        let (things, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(name, span)| {
            let article = ["THE ", "A ", "AN "].iter().any(|a| normalise(name).starts_with(a));
            let before = self.sources.get(span.file).text[..span.start as usize].trim_end();
            (article && before.ends_with(" on") || before.ends_with("insert on")) && self.people.get(&normalise(name)).is_none_or(|id| !speakers.contains(id))
        });
        for (name, span) in things {
            let right = format!("\"{}\"", name.to_lowercase());
            self.problem(
                Diagnostic::new(Code::Undeclared, span, format!("`{name}` is not declared"))
                    .severity(crate::diagnostics::Severity::Warning)
                    .label("read as the name of a person")
                    .help(format!("a thing without a name stands in quotes: `on {right}`; one with a look is declared: `prop {name}`"))
                    .unsafe_fix("quote it", span, right)
                    .fix_all(format!("declare `{name}` as a prop"), Applicability::Unsafe, self.declaration("prop", &name)),
            );
        }
        if let Some((name, span)) = rest.first() {
            let list: Vec<String> = rest.iter().map(|(n, _)| format!("`{n}`")).collect();
            // What is held is a thing; what only the camera looks at may be one.
            let acting = self.acting();
            let held = |span: &Span| ["holds ", "drops ", "puts down "].iter().any(|verb| self.sources.get(span.file).text[..span.start as usize].ends_with(verb));
            let acts = |name: &str| self.people.get(&normalise(name)).is_some_and(|id| acting.contains(id));
            let word = |name: &str, span: &Span| if held(span) && !acts(name) { "prop" } else { "character" };
            let text: String = rest.iter().map(|(n, span)| format!("{} {}\n\n", word(n, span), crate::syntax::capitals(n))).collect();
            let sure = rest.iter().all(|(name, span)| acts(name) || held(span));
            let help = match sure {
                true if text.contains("prop ") => "a declaration says how somebody or something looks; without one the theatre makes it up".to_string(),
                true => "a declaration says how somebody looks and sounds; without one the theatre makes it up".to_string(),
                false => format!("a declaration says how somebody looks and sounds: `character {}`; if it is a thing, it is a `prop`", crate::syntax::capitals(name)),
            };
            let applicability = if sure { Applicability::Safe } else { Applicability::Unsafe };
            let start = self.film.scenes.first().map_or(Span::new(FileId(0), 0, 0), |s| Span { end: s.span.start, ..s.span });
            let what = if rest.len() == 1 { format!("`{name}` is not declared") } else { format!("{} are not declared", list.join(", ")) };
            self.problem(rest[1..].iter().fold(
                Diagnostic::new(Code::Undeclared, *span, what)
                    .severity(crate::diagnostics::Severity::Warning)
                    .label(USED_FIRST)
                    .help(help)
                    .fix_all(declare(&list), applicability, vec![Edit { span: start, text }]),
                |problem, (_, also)| problem.also(*also, USED_FIRST),
            ));
        }
    }

    /// Everybody who speaks, is staged or sees: nothing without life does.
    fn acting(&self) -> BTreeSet<PersonId> {
        let mut out = BTreeSet::new();
        let staged = |s: &Staged, out: &mut BTreeSet<PersonId>| {
            out.extend(s.parts.iter().filter_map(|part| match part.who.value {
                Who::Person(id) => Some(id),
                Who::Prop(_) => None,
            }));
        };
        for scene in &self.film.scenes {
            scene.blocking.iter().for_each(|(_, s)| staged(s, &mut out));
            for shot in &scene.shots {
                out.extend(shot.spec.over.iter().chain(&shot.spec.pov).map(|who| who.value));
                out.extend(shot.spec.subjects.iter().filter_map(|s| match s.value {
                    Subject::Part(id, _) => Some(id),
                    _ => None,
                }));
                for beat in &shot.beats {
                    match &beat.kind {
                        BeatKind::Stage(s) => staged(s, &mut out),
                        BeatKind::Cue(cue) => out.extend(&cue.speakers),
                        BeatKind::Action { .. } => {}
                    }
                }
            }
            for (_, beat) in &scene.voices {
                if let BeatKind::Cue(cue) = &beat.kind {
                    out.extend(&cue.speakers);
                }
            }
        }
        out
    }

    /// A declaration above the first scene, if a name can be one.
    pub(super) fn declaration(&self, word: &str, name: &str) -> Vec<Edit> {
        let name = crate::syntax::capitals(name);
        let above = self.film.scenes.first().filter(|_| fits(Rule::name, &name));
        above.map(|s| Edit { span: Span { end: s.span.start, ..s.span }, text: format!("{word} {name}\n\n") }).into_iter().collect()
    }

    /// Places behind `in` that are almost one that a heading names or that is declared.
    fn misspelt_places(&mut self) {
        let known: Vec<(String, Span)> = self.film.places.iter().map(|p| (p.name.clone(), p.declared.unwrap_or(p.seen))).collect();
        for (name, span) in std::mem::take(&mut self.places_wanted) {
            if self.places.contains_key(&normalise(&name)) {
                continue;
            }
            let Some(near) = vocabulary::nearest(&name, known.iter().map(|(n, _)| n.as_str())) else { continue };
            let at = known.iter().find(|(n, _)| n == near).map_or(span, |(_, at)| *at);
            let near = near.to_string();
            self.problem(
                Diagnostic::new(Code::Undeclared, span, format!("no place is called `{name}`"))
                    .label("not known here")
                    .also(at, format!("`{near}` is named here"))
                    .help(format!("did you mean `{near}`?"))
                    .unsafe_fix(format!("write `{near}`"), span, near),
            );
        }
    }

    /// Places that headings name and nobody declared, once some are declared.
    fn undeclared_places(&mut self) {
        let declared: Vec<(String, Span)> = self.film.places.iter().filter_map(|p| Some((p.name.clone(), p.declared?))).collect();
        if declared.is_empty() {
            return;
        }
        let mut rest: Vec<(String, Span)> = Vec::new();
        // A heading without a place was told so.
        let told = |place: &str| self.film.scenes.iter().any(|s| s.heading.nowhere && s.heading.places.iter().any(|p| p == place));
        for place in self.film.places.iter().filter(|p| p.declared.is_none() && !told(&p.name)) {
            rest.push((place.name.clone(), place.seen));
        }
        let mut unknown = Vec::new();
        let mut meant = Vec::new();
        for (name, span) in rest {
            match vocabulary::nearest(&name, declared.iter().map(|(n, _)| n.as_str())) {
                Some(near) => {
                    let at = declared.iter().find(|(n, _)| n == near).map_or(span, |(_, at)| *at);
                    let near = near.to_string();
                    meant.push((name.clone(), near.clone()));
                    let problem = Diagnostic::new(Code::Undeclared, span, format!("no place is called `{name}`")).label("not declared").also(at, format!("`{near}` is declared here"));
                    self.problem(match self.is_called(&near) || !self.is_called(&name) {
                        false => problem
                            .help(format!("`{near}` is declared, and never named; is the declaration misspelt? Write `{name}` there"))
                            .unsafe_fix(format!("declare `{name}`"), at, name),
                        true => problem
                            .help(format!("did you mean `{near}`? If this is another place, declare it: `location {name}`"))
                            .unsafe_fix(format!("write `{near}`"), span, near)
                            .fix_all(format!("declare `{name}`"), Applicability::Unsafe, self.declaration("location", &name)),
                    });
                }
                None if self.film.cast_closed => self.problem(
                    Diagnostic::new(Code::Undeclared, span, format!("no place is called `{name}`"))
                        .label("not declared")
                        .help(format!("the cast is closed, and places are declared too: `location {}`", crate::syntax::capitals(&name))),
                ),
                None => unknown.push((name, span)),
            }
        }
        // It is the place that was meant, which the audience may have seen before.
        for place in self.film.scenes.iter_mut().flat_map(|s| &mut s.heading.places) {
            if let Some((_, right)) = meant.iter().find(|(wrong, _)| wrong == place) {
                place.clone_from(right);
            }
        }
        if let Some((_, span)) = unknown.first() {
            let list: Vec<String> = unknown.iter().map(|(n, _)| format!("`{n}`")).collect();
            let text: String = unknown.iter().map(|(n, _)| format!("location {}\n\n", crate::syntax::capitals(n))).collect();
            let start = self.film.scenes.first().map_or(Span::new(FileId(0), 0, 0), |s| Span { end: s.span.start, ..s.span });
            let what = if unknown.len() == 1 { "is no declared place" } else { "are no declared places" };
            self.problem(unknown[1..].iter().fold(
                Diagnostic::new(Code::Undeclared, *span, format!("{} {what}", list.join(", ")))
                    .severity(crate::diagnostics::Severity::Warning)
                    .label(USED_FIRST)
                    .help("a declaration says how a place looks; without one the theatre makes it up from its name")
                    .fix_all(declare(&list), Applicability::Safe, vec![Edit { span: start, text }]),
                |problem, (_, also)| problem.also(*also, USED_FIRST),
            ));
        }
    }

    /// Whether a name stands at more than one place; of a declared one the first is its declaration.
    fn is_called(&self, name: &str) -> bool {
        let name = normalise(name);
        let words = |text: &str| text.matches(&name).count();
        self.sources.iter().map(|(_, source)| words(&normalise(&source.text))).sum::<usize>() > 1
    }

    fn named_styles(&self) -> BTreeSet<&str> {
        let shots = self.film.scenes.iter().flat_map(|s| s.shots.iter().map(|shot| &shot.conditions).chain([&s.conditions]));
        let named = shots.filter_map(|c| c.style.as_ref()).chain(&self.film.style).chain(self.film.styles.iter().filter_map(|s| s.from.as_ref()));
        named.into_iter().map(|s| s.value.as_str()).collect()
    }

    /// Styles and music that are named and not declared: one report for each name, however often it is named.
    pub(super) fn strangers(&mut self) {
        let mut all = std::mem::take(&mut self.strangers);
        if all.is_empty() {
            return;
        }
        all.sort_by_key(|(_, _, span)| *span);
        let mut groups: BTreeMap<(&str, &str), Vec<Span>> = BTreeMap::new();
        for (what, name, span) in &all {
            groups.entry((*what, name)).or_default().push(*span);
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|(_, spans)| spans[0]);
        let named = self.named_styles();
        let styles: Vec<(String, Span, bool)> = self.film.styles.iter().map(|s| (s.name.clone(), s.span, named.contains(s.name.as_str()))).collect();
        let music: Vec<(String, Span, bool)> = self.film.music.iter().map(|t| (t.name.clone(), t.span, t.used)).collect();
        for ((what, name), same) in groups {
            let span = same[0];
            let declared = if what == "style" { &styles } else { &music };
            // A declaration with a capital was told already, and is meant.
            let lower = name.to_lowercase();
            if lower != name && declared.iter().any(|d| d.0 == lower && self.problems.iter().any(|p| p.code == Code::BadName && p.span == d.1)) {
                continue;
            }
            let problem = Diagnostic::new(Code::Undeclared, span, format!("there is no {what} `{name}`")).label("not declared");
            let near = vocabulary::nearest(name, declared.iter().map(|d| d.0.as_str())).and_then(|near| declared.iter().find(|d| d.0 == near)).cloned();
            if what == "music" && matches!(name, "stop" | "stops" | "end" | "ends" | "none" | "silence" | "out") {
                self.problem(problem.help("music ends with `music off`").unsafe_fix("write `off`", span, "off"));
                continue;
            }
            // `music start tide`, `music tide under`
            if let Some((word, at, _)) = name.split(' ').filter(|_| name.contains(' ')).find_map(|w| declared.iter().find(|d| d.0 == w)) {
                self.problem(problem.also(*at, format!("`{word}` is declared here")).help(format!("did you mean `{what} {word}`? It begins where it is named, and ends with `{what} off`")).unsafe_fix(format!("write `{word}`"), span, word.clone()));
                continue;
            }
            self.problem(match near {
                // Named more than once, and the one that is declared never: the declaration is misspelt.
                Some((near, at, false)) if same.len() > 1 => problem
                    .also(at, format!("`{near}` is declared here, and never named"))
                    .help(format!("it is named {} times; is its declaration misspelt? Write `{what} {name}` there", same.len()))
                    .unsafe_fix(format!("call it `{name}`"), at, name.to_string()),
                Some((near, at, _)) => problem.also(at, format!("`{near}` is declared here")).help(format!("did you mean `{near}`?")).fix_all(
                    format!("write `{near}`"),
                    Applicability::Unsafe,
                    same.iter().map(|span| Edit { span: *span, text: near.clone() }).collect(),
                ),
                None if declared.is_empty() || what == "music" => {
                    // A name is one word.
                    let first = name.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
                    let under = if what == "music" { ", and under it its `mood`" } else { "" };
                    problem.help(format!("declare it at the margin: `{what} {first}`{under}"))
                }
                None => problem.help(names::declared_are(declared.iter().map(|d| d.0.as_str()))),
            });
        }
    }
}

/// What a fix that declares some names is called.
fn declare(names: &[String]) -> String {
    match names {
        [one] => format!("declare {one}"),
        _ => "declare them".into(),
    }
}
