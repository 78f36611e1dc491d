//! Scenes whose lines stand at their heading's depth, as screenplays have them.

use super::*;

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
