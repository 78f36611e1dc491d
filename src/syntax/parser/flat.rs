//! Scenes whose lines stand at their heading's depth, as screenplays have them.

use super::*;

impl Parser<'_> {
    /// A shot with nothing in it, and what happens right below it, at its own depth: reported once in a scene, and read as
    /// if it were indented.
    pub(super) fn shot_below(&mut self, line: &Line) {
        if !self.flat_below(self.at, line) {
            return;
        }
        if !std::mem::replace(&mut self.shots_flat, true) {
            let edits = self.flat_lines(self.at, line).into_iter().map(|l| Edit { span: self.span(l.start, l.start), text: "  ".into() }).collect();
            let first = self.lines[self.at];
            self.problem(
                Diagnostic::new(Code::FlatScene, self.span(first.text, first.end), "what happens in a shot is indented under it")
                    .label("read as if it were")
                    .also(self.span(line.text, line.end), "the first such shot of this scene")
                    .help("a line at the depth of a shot stands beside it: it would get a picture of its own")
                    .fix_all("indent what happens in each shot", Applicability::Safe, edits),
            );
        }
        while let Some(next) = self.lines.get(self.at).copied().filter(|l| self.goes_under(l, line)) {
            let before = self.at;
            self.statement(Context::Shot, &next);
            self.at = self.at.max(before + 1);
        }
    }

    /// The lines of a scene that stand beside their shots, from one on.
    fn flat_lines(&self, from: usize, shot: &Line) -> Vec<Line> {
        let mut out = Vec::new();
        let mut under = true;
        // Whoever speaks deeper stands where they should already.
        let mut right = 0;
        for (i, line) in self.lines[..self.until].iter().enumerate().skip(from) {
            let body = self.body(line);
            if line.kind == LineKind::Text && (line.indent < shot.indent || line.indent == 0 && cue::is_heading(body)) {
                break;
            }
            if line.kind == LineKind::Text && line.indent == shot.indent && statement::directive(body) == Some("shot") {
                under = self.flat_below(i + 1, line);
                continue;
            }
            under &= self.goes_under(line, shot);
            if under && i >= right && line.indent == shot.indent + 2 && line.kind == LineKind::Text && self.speaks_deeper(line) {
                right = i + self.sunk_speech(i, shot.indent).max(1);
            }
            if under && i >= right {
                out.push(*line);
            }
        }
        out
    }

    /// Whether a line goes on with what stands right below a shot.
    fn goes_under(&self, line: &Line, shot: &Line) -> bool {
        if line.kind != LineKind::Text || line.indent < shot.indent {
            return false;
        }
        let body = self.body(line);
        let own = |word| statement::find(Context::Shot, word, body).is_some();
        line.indent > shot.indent || statement::directive(body).is_none_or(own) && cue::screenplay_transition(without_comment(body)).is_none() && !cue::is_heading(body)
    }

    /// Whether prose or somebody who speaks stands at the depth of a shot, right below it.
    fn flat_below(&self, at: usize, shot: &Line) -> bool {
        let Some(next) = self.lines.get(at).filter(|l| l.kind == LineKind::Text && l.indent == shot.indent) else { return false };
        let body = self.body(next);
        statement::directive(body).is_none() && cue::screenplay_transition(without_comment(body)).is_none() && !cue::is_heading(body) && !body.starts_with(['!', '{', '#', '=', '>', '.', '-', '*'])
    }
}

impl Parser<'_> {
    pub(super) fn is_flat_scene(&self, next: &Line) -> bool {
        let body = self.body(next);
        !cue::is_heading(body) && !statement::opens_margin(body) && cue::screenplay_transition(body).is_none()
            && statement::directive(body).is_none_or(|w| statement::find(Context::Scene, w, body).is_some() && statement::find(Context::Margin, w, body).is_none())
    }

    /// A pasted screenplay: the scene's lines stand at its heading's depth, up to the next heading.
    pub(super) fn flat_scene(&mut self, heading: &Line) {
        let mut edits = Vec::new();
        let first = self.peek_in(0);
        let mut i = self.at;
        let mut above: Option<&Line> = None;
        let (mut sunk_until, mut sunk_by) = (0, 0);
        let depth = first.map_or(0, |f| f.indent.min(heading.indent));
        while let Some(line) = self.lines.get(i) {
            let centred = if line.kind == LineKind::Text { self.centred_lines(i, depth) } else { 0 };
            if centred > 0 {
                // A cue and its lines as on paper come to the depth that they have in Frost.
                for (n, line) in self.lines[i..i + centred].iter().enumerate() {
                    edits.push(Edit { span: self.span(line.start, line.text), text: " ".repeat(if n == 0 { 2 } else { 4 }) });
                }
                self.dialogue_flat = true;
                above = None;
                i += centred;
                continue;
            }
            if line.kind == LineKind::Blank {
                above = None;
            }
            if line.kind == LineKind::Text {
                let body = self.body(line);
                let wraps = above.is_some_and(|above| self.wraps(above, line));
                if cue::is_heading(body) || self.numbered_heading(line) || (line.indent == 0 && statement::opens_margin(body) && !wraps) {
                    break;
                }
                above = Some(line);
                // Whoever speaks too deep comes to the depth of the action, with all that is said there.
                let sunk = if i >= sunk_until { self.sunk_speech(i, depth) } else { 0 };
                if sunk > 0 {
                    (sunk_until, sunk_by) = (i + sunk, line.indent - depth);
                    self.aligned = self.aligned.max(self.lines[i + sunk - 1].end);
                }
                if i < sunk_until {
                    edits.push(Edit { span: self.span(line.start, line.text), text: " ".repeat(line.indent - sunk_by + 2) });
                    i += 1;
                    continue;
                }
                edits.push(match self.of_page(line) {
                    true => Edit { span: self.span(line.start, line.text), text: "  ".into() },
                    false => Edit { span: self.span(line.start, line.start), text: "  ".into() },
                });
            }
            i += 1;
        }
        if let Some(first) = first {
            self.problem(
                Diagnostic::new(Code::FlatScene, self.span(first.text, first.end), "this scene's lines stand at the margin")
                    .label("the first of them")
                    .also(self.span(heading.text, heading.end), "the scene that they belong to")
                    .help("it is read as the scene's text; in Frost a scene's lines are indented under its heading")
                    .fix_all("indent the scene", Applicability::Safe, edits),
            );
        }
        self.block(Context::Scene, first.map_or(heading.indent, |f| f.indent.min(heading.indent)));
    }
}
