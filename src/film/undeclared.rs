//! Names that were used and never declared: people and places, each kind once, near ones with the name that was meant.

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::source::FileId;
use crate::syntax::{normalise, vocabulary};

impl Lower<'_> {
    /// One report for names that were used and never declared, with a fix that declares all.
    pub(super) fn undeclared(&mut self) {
        let people = self.film.people.iter().filter(|p| p.declared.is_some()).map(|p| (p.name.clone(), p.declared));
        let places = self.film.places.iter().filter(|p| p.declared.is_some()).map(|p| (p.name.clone(), p.declared));
        let props = self.film.props.iter().map(|p| (p.name.clone(), Some(p.span)));
        let known: Vec<(String, Option<Span>)> = people.chain(places).chain(props).collect();
        let declared: Vec<String> = known.iter().map(|(name, _)| name.clone()).collect();
        let all: Vec<(String, Span)> = self.film.people.iter().filter(|p| p.declared.is_none()).map(|p| (p.name.clone(), p.seen)).collect();
        let mut rest = Vec::new();
        for (name, span) in all {
            if let Some(near) = vocabulary::nearest(&name, declared.iter().map(String::as_str)) {
                let near = if crate::syntax::caps(&name) { near.to_uppercase() } else { near.to_string() };
                let at = known.iter().find(|(name, _)| normalise(name) == normalise(&near)).and_then(|(_, at)| *at);
                let mut problem = Diagnostic::new(Code::Undeclared, span, format!("nobody is called `{name}`"))
                    .label("not declared")
                    .help(format!("did you mean `{near}`? If this is somebody else, declare them: `character {}`", name.to_uppercase()))
                    .unsafe_fix(format!("write `{near}`"), span, near.clone());
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
                        .help(format!("the cast is closed; declare them: `character {}`", name.to_uppercase())),
                );
            }
            return;
        }
        rest.sort_by_key(|(_, span)| *span);
        if let Some((name, span)) = rest.first() {
            let list: Vec<String> = rest.iter().map(|(n, _)| format!("`{n}`")).collect();
            let text: String = rest.iter().map(|(n, _)| format!("character {}\n\n", n.to_uppercase())).collect();
            let start = self.film.scenes.first().map_or(Span::new(FileId(0), 0, 0), |s| Span { end: s.span.start, ..s.span });
            let what = if rest.len() == 1 { format!("`{name}` is not declared") } else { format!("{} are not declared", list.join(", ")) };
            self.problem(
                Diagnostic::new(Code::Undeclared, *span, what)
                    .severity(crate::diagnostics::Severity::Warning)
                    .label("used here first")
                    .help("a declaration says how somebody looks and sounds; without one the theatre makes it up")
                    .fix_all("declare them", Applicability::Safe, vec![Edit { span: start, text }]),
            );
        }
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
        for place in self.film.places.iter().filter(|p| p.declared.is_none()) {
            rest.push((place.name.clone(), place.seen));
        }
        let mut unknown = Vec::new();
        for (name, span) in rest {
            match vocabulary::nearest(&name, declared.iter().map(|(n, _)| n.as_str())) {
                Some(near) => {
                    let at = declared.iter().find(|(n, _)| n == near).map_or(span, |(_, at)| *at);
                    let near = near.to_string();
                    self.problem(
                        Diagnostic::new(Code::Undeclared, span, format!("no place is called `{name}`"))
                            .label("not declared")
                            .also(at, format!("`{near}` is declared here"))
                            .help(format!("did you mean `{near}`? If this is another place, declare it: `location {name}`"))
                            .unsafe_fix(format!("write `{near}`"), span, near),
                    );
                }
                None if self.film.cast_closed => self.problem(
                    Diagnostic::new(Code::Undeclared, span, format!("no place is called `{name}`"))
                        .label("not declared")
                        .help(format!("the cast is closed, and places are declared too: `location {}`", name.to_uppercase())),
                ),
                None => unknown.push((name, span)),
            }
        }
        if let Some((_, span)) = unknown.first() {
            let list: Vec<String> = unknown.iter().map(|(n, _)| format!("`{n}`")).collect();
            let text: String = unknown.iter().map(|(n, _)| format!("location {}\n\n", n.to_uppercase())).collect();
            let start = self.film.scenes.first().map_or(Span::new(FileId(0), 0, 0), |s| Span { end: s.span.start, ..s.span });
            let what = if unknown.len() == 1 { "is no declared place" } else { "are no declared places" };
            self.problem(
                Diagnostic::new(Code::Undeclared, *span, format!("{} {what}", list.join(", ")))
                    .severity(crate::diagnostics::Severity::Warning)
                    .label("used here first")
                    .help("a declaration says how a place looks; without one the theatre makes it up from its name")
                    .fix_all("declare them", Applicability::Safe, vec![Edit { span: start, text }]),
            );
        }
    }
}
