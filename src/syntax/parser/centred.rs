//! Dialogue in the middle of the page, as screenplays are printed: the cue far in, its lines less far.

use super::*;

/// A cue stands at least so many columns further in than the scene.
const FAR: usize = 8;

impl Parser<'_> {
    /// How many lines from one on are a cue in the middle of the page and what is said under it; 0 if it is none.
    pub(super) fn centred_lines(&self, at: usize, depth: usize) -> usize {
        let line = self.lines[at];
        let body = without_comment(self.body(&line));
        if line.indent < depth + FAR || line.kind != LineKind::Text || !self.is_cue(body) || !cue::caps(body.split('(').next().unwrap_or(body)) {
            return 0;
        }
        let said = |l: &&Line| l.kind == LineKind::Comment || l.kind == LineKind::Text && l.indent > depth + 2 && l.indent < line.indent;
        // Comments behind the last line are not part of it.
        let below = self.lines[at + 1..].iter().take_while(said).enumerate().filter(|(_, l)| l.kind == LineKind::Text).last();
        below.map_or(0, |(last, _)| last + 2)
    }

    /// A scene at the margin opens with such a cue.
    pub(super) fn opens_centred(&self, depth: usize) -> bool {
        let first = self.lines[self.at..].iter().position(|l| l.kind == LineKind::Text).map(|i| self.at + i);
        let Some(first) = first.filter(|i| self.centred_lines(*i, depth) > 0) else { return false };
        self.lines[first..].iter().find(|l| l.kind == LineKind::Text && l.indent < depth + 6).is_some_and(|l| l.indent == depth && !cue::is_heading(self.body(l)))
    }

    /// The depth that a block's lines have when none was read yet.
    pub(super) fn depth_of_block(&self, indent: usize) -> usize {
        if indent == 0 { 0 } else { indent + 1 }
    }

    /// Reads such a cue, and reports the first of a scene. Whether it was one.
    pub(super) fn centred(&mut self, line: &Line, depth: usize) -> bool {
        let count = self.centred_lines(self.at, depth);
        if count == 0 {
            return false;
        }
        if !std::mem::replace(&mut self.dialogue_flat, true) {
            let mut edits = Vec::new();
            let mut i = self.at;
            while let Some(next) = self.lines.get(i).copied() {
                if next.kind == LineKind::Text && cue::is_heading(self.body(&next)) {
                    break;
                }
                let here = self.centred_lines(i, depth);
                for (n, l) in self.lines[i..i + here].iter().enumerate() {
                    edits.push(Edit { span: self.span(l.start, l.text), text: " ".repeat(if n == 0 { depth } else { depth + 2 }) });
                }
                i += here.max(1);
            }
            self.problem(
                Diagnostic::new(Code::FlatDialogue, self.span(line.text, line.end), "dialogue stands in the middle of the page")
                    .label("the first such cue of this scene")
                    .help("it is read as dialogue; in Frost a name stands at the depth of the action, and what somebody says is indented under it")
                    .fix_all("indent the dialogue", Applicability::Safe, edits),
            );
        }
        self.out.start(Kind::Cue);
        self.out.skip(line.text);
        self.unclosed(line, true);
        self.leaf_and_comment(Kind::CueLine, line);
        self.at += 1;
        for _ in 1..count {
            let next = self.lines[self.at];
            self.out.skip(next.text);
            match next.kind {
                LineKind::Text => self.dialogue(&next, depth),
                _ => {
                    self.out.leaf(Kind::Comment, next.end);
                    self.at += 1;
                }
            }
        }
        self.out.finish();
        true
    }
}
