//! Names that are nobody's own: a part of a declared one, as `VERA` of `VERA LANE`, or several of them side by side. Whoever
//! is meant is taken for them, so that one mistake makes no others.

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::syntax::{capitals, caps, normalise};

/// A name that was used, and whose it was taken to be.
pub(super) struct Partial {
    name: String,
    span: Span,
    /// Declared people whose name it is a part of; empty where it is several names.
    of: Vec<PersonId>,
}

impl Lower<'_> {
    /// Whose words a declared name has, where it has several.
    pub(super) fn keep_words(&mut self, key: &str, id: PersonId) {
        if key.contains(' ') {
            for word in key.split(' ') {
                self.name_words.entry(word.to_string()).or_default().push(id);
            }
        }
    }

    /// Who is meant by a name that is nobody's.
    pub(super) fn meant_by(&mut self, key: &str, name: &str, span: Span) -> Option<PersonId> {
        if let Some((first, _)) = self.side_by_side(key) {
            let id = self.people.get(first).copied()?;
            self.partials.push(Partial { name: name.to_string(), span, of: Vec::new() });
            return Some(id);
        }
        let words: Vec<&str> = key.split(' ').collect();
        let mut of = self.name_words.get(words[0])?.clone();
        of.dedup();
        let runs = |id: &PersonId| normalise(&self.film.person(*id).name).split(' ').collect::<Vec<_>>().windows(words.len()).any(|run| run == words);
        of.retain(runs);
        let id = *of.first()?;
        // A declared name that is nearly the same, as a whole, is rather the one that is meant.
        let whole = self.film.people.iter().filter(|p| p.declared.is_some()).map(|p| p.name.as_str());
        if crate::syntax::vocabulary::nearest(name, whole).is_some() {
            return None;
        }
        self.partials.push(Partial { name: name.to_string(), span, of });
        Some(id)
    }

    /// The first of two declared names of which a name consists, and the other.
    fn side_by_side<'k>(&self, key: &'k str) -> Option<(&'k str, &'k str)> {
        let declared = |name: &str| {
            self.people.get(name).is_some_and(|id| self.film.person(*id).declared.is_some()) || self.props.contains_key(name) || self.places.get(name).is_some_and(|i| self.film.places[*i].declared.is_some())
        };
        let cuts = key.match_indices(' ').map(|(i, _)| (&key[..i], &key[i + 1..]));
        cuts.rev().find(|(one, other)| self.people.contains_key(*one) && declared(one) && declared(other))
    }

    /// The second of two names that stand side by side.
    pub(super) fn other_of_two(&self, name: &str) -> Option<Subject> {
        let key = normalise(name);
        if self.people.contains_key(&key) || self.props.contains_key(&key) || self.places.contains_key(&key) {
            return None;
        }
        let (_, other) = self.side_by_side(&key)?;
        Some(match self.people.get(other) {
            Some(id) => Subject::Person(*id),
            None => Subject::Prop(other.to_string()),
        })
    }

    /// One report for each such name, in the order in which they stand.
    pub(super) fn partial_names(&mut self) {
        let mut all = std::mem::take(&mut self.partials);
        all.sort_by_key(|p| p.span);
        all.dedup_by_key(|p| p.span);
        let mut told = std::collections::HashSet::new();
        for (i, partial) in all.iter().enumerate() {
            let key = normalise(&partial.name);
            if partial.of.is_empty() {
                self.two_names(&key, partial);
                continue;
            }
            if !told.insert(key.clone()) {
                continue;
            }
            let written = |id: &PersonId| {
                let name = &self.film.person(*id).name;
                if caps(&partial.name) { capitals(name) } else { name.clone() }
            };
            let own = capitals(&partial.name);
            let wholes: Vec<String> = partial.of.iter().map(|id| format!("`{}`", written(id))).collect();
            let mut problem = Diagnostic::new(Code::Undeclared, partial.span, format!("nobody is called `{}`", partial.name)).label("not declared");
            problem = problem.help(format!("did you mean {}? If this is somebody else, declare them: `character {own}`", wholes.join(" or ")));
            for id in &partial.of {
                let person = self.film.person(*id);
                if let Some(at) = person.declared {
                    problem = problem.also(at, format!("`{}` is declared here", person.name));
                }
            }
            if let [only] = partial.of[..] {
                let whole = written(&only);
                let same = all[i..].iter().filter(|p| normalise(&p.name) == key).map(|p| Edit { span: p.span, text: whole.clone() }).collect();
                problem = problem.fix_all(format!("write `{whole}`"), Applicability::Unsafe, same);
            }
            let declaration = self.declaration("character", &partial.name);
            self.problem(problem.fix_all(format!("declare `{own}`"), Applicability::Unsafe, declaration));
        }
    }

    /// `on GUS BEA`, `stage ADA BRIDGE`: what is missing between two names.
    fn two_names(&mut self, key: &str, partial: &Partial) {
        let Some((one, other)) = self.side_by_side(key) else { return };
        let text = &self.sources.get(partial.span.file).text;
        let start = text[..partial.span.start as usize].rfind('\n').map_or(0, |i| i + 1);
        let word = text[start..].split_whitespace().next().unwrap_or("");
        let place = self.places.contains_key(other) && !self.people.contains_key(other);
        let joint = match word {
            "stage" if place => " in ",
            "stage" => ", ",
            "shot" | "setup" => " and ",
            _ => " AND ",
        };
        // The blank behind the words of the first name.
        let count = one.split(' ').count();
        let words: Vec<&str> = partial.name.split_whitespace().collect();
        let (Some(before), Some(behind)) = (words.get(count - 1), words.get(count)) else { return };
        let at = |part: &str| partial.span.start + (part.as_ptr() as usize - partial.name.as_ptr() as usize) as u32;
        let gap = Span { start: at(before) + before.len() as u32, end: at(behind), ..partial.span };
        let (first, second) = (&partial.name[..(gap.start - partial.span.start) as usize], &partial.name[(gap.end - partial.span.start) as usize..]);
        let right = format!("{first}{joint}{second}");
        let what = match joint.trim() {
            "," => "a comma is missing between two people".to_string(),
            joint => format!("`{joint}` is missing between two names"),
        };
        let code = if joint == ", " { Code::MissingComma } else { Code::Syntax };
        self.problem(
            Diagnostic::new(code, partial.span, what)
                .label("read as one name")
                .help(format!("`{first}` and `{second}` are both declared: `{right}`"))
                .unsafe_fix(format!("write `{right}`"), gap, joint),
        );
    }
}
