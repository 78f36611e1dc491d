//! Versions: `in reel …` says what is other in one cut of the film. Every line is read; only those of the version count.

use super::lower::{Lower, Step, Transition};
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary;
use crate::syntax::{Kind, Node, Rule};

/// What an `in` line says.
pub(super) enum Other {
    Omit,
    Spec(Box<ShotSpec>),
}

impl Lower<'_> {
    /// The line's version and what it says; `None` where it says nothing that can be used.
    pub fn in_version(&mut self, line: &Node) -> Option<(bool, Other)> {
        let name = line.child(Rule::lower_name)?;
        let (text, span) = (self.str(name).to_string(), self.span(name));
        if !self.film.versions.iter().any(|(n, _)| *n == text) {
            // However often it is named, it is one mistake.
            if let Some(told) = self.versions_missed.get(&text).and_then(|i| self.problems.get_mut(*i)) {
                told.labels.push(crate::diagnostics::Label { span, text: "named here too".into() });
                for fix in &mut told.fixes {
                    let near = fix.edits.first().map(|e| e.text.clone()).unwrap_or_default();
                    fix.edits.push(crate::diagnostics::Edit { span, text: near });
                }
                return None;
            }
            // `in version reel 3s`
            let behind = &self.text[span.end as usize..];
            let next = behind.trim_start().split([' ', ',', '\n', '\r']).next().unwrap_or("");
            if text == "version" && self.film.versions.iter().any(|(n, _)| n == next) {
                let gone = Span { end: span.end + (behind.len() - behind.trim_start().len()) as u32, ..span };
                self.problem(Diagnostic::new(Code::Syntax, span, "a version is named by its name alone").label("not needed").help(format!("write `in {next}`")).fix("take it away", gone, ""));
                return None;
            }
            self.versions_missed.insert(text.clone(), self.problems.len());
            let problem = Diagnostic::new(Code::Undeclared, span, format!("there is no version `{text}`")).label("not declared");
            let near = vocabulary::nearest(&text, self.film.versions.iter().map(|(n, _)| n.as_str())).map(str::to_string);
            self.problem(match near {
                Some(near) => problem.help(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), span, near),
                None => problem.help(format!("declare it at the margin: `version {text}`")),
            });
            return None;
        }
        let ours = self.version.as_deref() == Some(&text);
        if let Some(omit) = line.child(Rule::omit) {
            if line.parts().count() > 2 {
                let at = self.span(omit);
                self.problem(Diagnostic::new(Code::Conflict, at, "what is left out has no attributes").label("left out").help("take `omit` or the attributes away"));
            }
            return Some((ours, Other::Omit));
        }
        // `in reel ommit`
        if let Some((_, node)) = line.parts().nth(1)
            && line.parts().count() == 2
            && let word = self.str(node).trim()
            && !self.film.setups.contains_key(word)
            && vocabulary::find(vocabulary::Class::Size, word).is_none()
            && (vocabulary::nearest(word, ["omit", "omitted"].into_iter()).is_some() || matches!(word, "skip" | "cut" | "out" | "remove" | "removed" | "none" | "no" | "off" | "delete" | "hide" | "without"))
        {
            let at = self.span(node);
            self.problem(
                Diagnostic::new(Code::UnknownWord, at, format!("`{word}` is nothing that a version changes"))
                    .label("not known here")
                    .help("did you mean `omit`?")
                    .unsafe_fix("write `omit`", at, "omit"),
            );
            return Some((ours, Other::Omit));
        }
        if line.parts().count() < 2 {
            self.missing(line, "what this version changes", "in reel 2s, centred");
            return None;
        }
        let spec = self.spec(line, Some(name.start));
        (!spec.broken).then(|| (ours, Other::Spec(Box::new(spec))))
    }

    /// What one scene or shot says twice of the same version.
    pub fn versions_agree(&mut self, block: &Node) {
        let mut said: Vec<(&str, bool, Span)> = Vec::new();
        for line in block.body().filter(|n| n.kind == Kind::Line(Rule::in_line)) {
            let Some(name) = line.child(Rule::lower_name) else { continue };
            let (name, omit, span) = (name.text(self.text), line.child(Rule::omit).is_some(), self.span(line));
            if let Some((_, first_omits, first)) = said.iter().copied().find(|(n, o, _)| *n == name && (*o || omit)) {
                let problem = match first_omits && omit {
                    true => Diagnostic::new(Code::Duplicate, span, format!("`in {name} omit` is said twice")).label("said again").help("once is enough; take one away"),
                    false => Diagnostic::new(Code::Conflict, span, format!("`{name}` leaves this out and says how it is"))
                        .label("cannot hold beside the other line")
                        .help("take `omit` or the attributes away"),
                };
                self.problem(problem.also(first, "first said here"));
                return;
            }
            said.push((name, omit, span));
        }
    }

    /// Whether a scene or shot is left out of the version that is read.
    pub fn omitted(&mut self, node: &Node) -> bool {
        let Some(version) = &self.version else { return false };
        let line = node.body().find(|n| {
            n.kind == Kind::Line(Rule::in_line) && n.child(Rule::omit).is_some() && n.child(Rule::lower_name).is_some_and(|name| self.str(name) == version)
        });
        let at = line.map(|n| self.span(n));
        self.omits.extend(at);
        at.is_some()
    }

    /// What is left out takes the transition before it along.
    pub fn drop_transition(&mut self) {
        while matches!(self.order.last(), Some(Step::Transition(t)) if t.word != "fade out" && t.word != "l-cut") {
            self.order.pop();
        }
        self.left_out = Some(self.order.len());
    }

    /// A scene that is left out still uses the set-ups that its shots name.
    pub fn uses_setups(&mut self, node: &Node) {
        for child in &node.children {
            if child.rule() == Some(Rule::lower_name)
                && let Some(setup) = self.film.setups.get_mut(child.text(self.text))
            {
                setup.used = true;
            }
            self.uses_setups(child);
        }
    }

    /// A transition has nothing to join where what stood before it is left out of the version.
    pub fn push_transition(&mut self, transition: Transition) {
        let run = self.order.iter().rposition(|s| !matches!(s, Step::Transition(_))).map_or(0, |i| i + 1);
        if self.left_out.is_some_and(|at| at >= run) {
            let ends = matches!(transition.word, "fade out" | "l-cut");
            let again = ends && self.order[run..].iter().any(|s| matches!(s, Step::Transition(t) if t.word == transition.word));
            if again || run == 0 && transition.word != "fade in" {
                return;
            }
        }
        self.order.push(Step::Transition(transition));
    }
}

impl ShotSpec {
    /// Takes over whatever another says.
    pub(super) fn overlay(&mut self, other: ShotSpec) {
        fn take<T>(own: &mut Option<T>, other: Option<T>) {
            if other.is_some() {
                *own = other;
            }
        }
        take(&mut self.role, other.role);
        take(&mut self.size, other.size);
        take(&mut self.count, other.count);
        take(&mut self.angle, other.angle);
        take(&mut self.side, other.side);
        take(&mut self.lens, other.lens);
        take(&mut self.aperture, other.aperture);
        take(&mut self.focus, other.focus);
        take(&mut self.speed, other.speed);
        take(&mut self.dutch, other.dutch);
        take(&mut self.over, other.over);
        take(&mut self.pov, other.pov);
        if other.length.is_some() {
            self.in_bars = other.in_bars;
        }
        take(&mut self.length, other.length);
        take(&mut self.label, other.label);
        take(&mut self.setup, other.setup);
        take(&mut self.reverse, other.reverse);
        if !other.subjects.is_empty() {
            self.subjects = other.subjects;
        }
        if !other.framing.is_empty() {
            self.framing = other.framing;
        }
    }
}
