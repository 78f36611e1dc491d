//! Lines that stand at a depth that nothing opened: what they belong to, and where they are to stand.

use super::*;

impl Parser<'_> {
    /// The depth of a block's lines where its first line is the odd one.
    pub(super) fn level(&self, context: Context, indent: usize) -> Option<usize> {
        if indent == 0 || matches!(context, Context::Margin | Context::Cue) {
            return None;
        }
        let right = indent + 1;
        let first = self.peek_in(indent)?;
        if first.indent == right {
            return None;
        }
        let at = self.lines[self.at..].iter().position(|l| l.start == first.start)? + self.at;
        let below = || self.lines[at + 1..].iter().filter(|l| l.kind == LineKind::Text).take_while(|l| l.indent >= indent && !heads(context, l, self.body(l)));
        if first.indent < right {
            // A script may be indented by one; then a line of the same depth comes again.
            let again = below().any(|l| l.indent == first.indent);
            let next = below().next().filter(|l| l.indent == right && !again);
            // Below the prose of a declaration stands another property.
            if !context.has_prose() && next.is_some_and(|l| self.property(context, self.body(l))) {
                return Some(right);
            }
            // What a name says stands where it would if the name did.
            let (said, name) = (self.lines.get(at + 1).filter(|l| l.kind == LineKind::Text && l.indent == right + 2), self.body(&first));
            if said.is_some() && context.has_prose() && !again && statement::directive(name).is_none() && self.is_cue(name) {
                return Some(right);
            }
            return (!self.holds(context, &first) && !again && below().next().is_some_and(|l| l.indent == right)).then_some(right);
        }
        // A name and what it says, both too deep, and the name deeper.
        let said = self.lines.get(at + 1).filter(|l| l.kind == LineKind::Text && l.indent > right && l.indent < first.indent);
        if said.is_some() && self.is_cue(self.body(&first)) && statement::directive(self.body(&first)).is_none() {
            return Some(right);
        }
        // What is said directly under a name that is too deep stands where it should.
        let speaks = self.is_cue(self.body(&first)) && first.indent == right + 2;
        let said = if speaks { self.lines[at + 1..].iter().take_while(|l| l.kind == LineKind::Text && l.indent == first.indent).count() } else { 0 };
        let before = (1 + below().take_while(|l| l.indent != right).filter(|l| l.indent == first.indent).count()).saturating_sub(said).max(1);
        let mut there = below().skip_while(|l| l.indent != right);
        let found = there.next()?;
        let alone = there.next().is_some_and(|l| l.indent > right) && !self.holds(context, found);
        let count = below().filter(|l| l.indent == right).take(before).count();
        (count >= before && !alone).then_some(right)
    }

    /// Whether a line is a property of a declaration, with what it says.
    fn property(&self, context: Context, body: &str) -> bool {
        let Some(word) = statement::directive(body) else { return false };
        match statement::find(context, word, body).map(|s| s.form) {
            Some(Form::Line(rule)) => grammar::clean(rule, without_comment(body)),
            Some(Form::Prose) => body[word.len()..].starts_with(' '),
            None => false,
        }
    }

    /// Whether deeper lines may stand below a line.
    fn holds(&self, context: Context, line: &Line) -> bool {
        let body = self.body(line);
        statement::directive(body).is_none_or(|w| statement::find(context, w, body).is_some_and(|s| s.body.is_some() || s.form == Form::Prose))
    }

    /// Whether a line at an odd depth can only be one of the block around this one.
    pub(super) fn belongs_above(&self, context: Context, level: Option<usize>, line: &Line) -> bool {
        let body = self.body(line);
        // No declaration holds a scene.
        if matches!(context, Context::Film | Context::Version | Context::Style | Context::Entity | Context::Tune) && heads(context, line, body) {
            return true;
        }
        let Some(word) = statement::directive(body) else { return false };
        if self.declares_below(context, word, line) {
            return true;
        }
        match context {
            // A `shot` that opens a shot stands beside it.
            Context::Shot => (word == "shot" && level.is_none() || level.is_some_and(|l| l != line.indent)) && statement::find(Context::Shot, word, body).is_none() && statement::find(Context::Scene, word, body).is_some(),
            // A `title` under `film` is its name.
            Context::Film | Context::Version | Context::Style | Context::Entity | Context::Tune => {
                !matches!(word, "title" | "credits" | "music" | "sound") && statement::find(context, word, body).is_none() && statement::find(Context::Margin, word, body).is_some()
            }
            _ => false,
        }
    }

    /// Whether a line among the properties of a declaration begins another one, whose properties follow.
    fn declares_below(&self, context: Context, word: &str, line: &Line) -> bool {
        if !matches!(context, Context::Film | Context::Version | Context::Style | Context::Entity | Context::Tune) {
            return false;
        }
        let body = self.body(line);
        let Some(inner) = statement::find(Context::Margin, word, body).and_then(|s| s.body).filter(|inner| *inner != context) else { return false };
        let at = self.lines.partition_point(|l| l.start <= line.start);
        let below = self.lines[at..].iter().find(|l| l.kind != LineKind::Comment).filter(|l| l.kind == LineKind::Text && l.indent > 0);
        below.is_some_and(|l| {
            let text = self.body(l);
            statement::directive(text).is_some_and(|w| statement::find(inner, w, text).is_some() && (statement::find(context, w, text).is_none() || l.indent > line.indent))
        })
    }

    /// A line that stands deeper or less deep than its neighbours.
    pub(super) fn misaligned(&mut self, line: &Line, depth: usize) {
        let at = self.span(line.start, line.text);
        // A title in the middle of the page is one report.
        let first = !self.lines[..self.at].iter().any(|l| l.kind == LineKind::Text);
        if first && fountain::printed_title(self.lines, self.text) > 0 {
            return;
        }
        // Where a printed page has it, it is read as what it is.
        if self.of_page(line) && line.indent > depth {
            return;
        }
        if line.start < self.aligned {
            return;
        }
        // Tabs and odd blanks are one report for the file, which aligns the line as well.
        if self.text[line.start..line.text].contains(|c: char| c != ' ') {
            return self.realigned.push(Edit { span: at, text: " ".repeat(depth) });
        }
        let sunk = self.sunk_speech(self.at, depth);
        if sunk > 0 {
            let run = &self.lines[self.at..self.at + sunk];
            self.aligned = run.last().map_or(line.end, |l| l.end);
            let by = line.indent - depth;
            let edits = run.iter().filter(|l| l.kind == LineKind::Text).map(|l| Edit { span: self.span(l.start, l.text), text: " ".repeat(l.indent - by) }).collect();
            self.problem(
                Diagnostic::new(Code::Indentation, at, "this name stands deeper than its neighbours")
                    .label(format!("{} spaces, where its neighbours have {depth}", line.indent))
                    .help("a name stands at the depth of the action, and what somebody says is indented under it")
                    .fix_all("align it with its neighbours", Applicability::Safe, edits),
            );
            return;
        }
        let (what, help) = match line.indent > depth {
            true => ("this line stands deeper than its neighbours", "only a statement that holds others, and prose that goes on, has deeper lines below it"),
            false => ("this line goes back to a depth that nothing opened", "it is read as one of the lines above it; align it with them"),
        };
        self.problem(
            Diagnostic::new(Code::Indentation, at, what)
                .label(format!("{} spaces, where its neighbours have {depth}", line.indent))
                .help(help)
                .fix("align it with its neighbours", at, " ".repeat(depth)),
        );
    }

    /// A line at the margin in the midst of a scene, which goes on below it: it belongs to what stands above.
    pub(super) fn slipped(&mut self, context: Context, indent: usize, level: Option<usize>) -> Option<Line> {
        if indent == 0 || !context.has_prose() {
            return None;
        }
        let first = self.peek_in(0)?;
        if first.indent > 0 {
            return self.slipped_out_of_shot(context, indent, level);
        }
        // A shot whose first line slipped has the depth of what follows.
        let inner = || self.lines[self.at..self.until].iter().filter(|l| l.kind == LineKind::Text).map(|l| l.indent).find(|i| *i > 0).filter(|i| *i >= indent);
        let depth = level.or_else(|| inner().filter(|_| context == Context::Shot))?;
        let at = self.at + self.lines[self.at..].iter().position(|l| l.kind == LineKind::Text)?;
        if !self.may_slip(context, at, depth) {
            return None;
        }
        if first.start >= self.slipped {
            let mut lines = (at..self.until).filter(|i| self.lines[*i].kind == LineKind::Text);
            let next = lines.find(|i| self.lines[*i].indent > 0 || !self.may_slip(context, *i, depth))?;
            if self.lines[next].indent == 0 {
                return None;
            }
            let run: Vec<&Line> = self.lines[at..next].iter().filter(|l| l.kind == LineKind::Text).collect();
            self.slipped = run.last()?.end;
            let edits = run.iter().map(|l| Edit { span: self.span(l.start, l.text), text: " ".repeat(depth) }).collect();
            let what = if run.len() == 1 { "this line stands at the margin, and its scene goes on below it" } else { "these lines stand at the margin, and their scene goes on below them" };
            self.problem(
                Diagnostic::new(Code::Indentation, self.span(first.text, first.end), what)
                    .label(format!("read with the lines above, which have {depth} spaces"))
                    .help("a scene ends where the margin begins; indent what belongs to it")
                    .fix_all("align it with the lines above", Applicability::Safe, edits),
            );
        }
        Some(Line { indent: depth, ..first })
    }

    /// A statement of a shot that stands at the shot's own depth while the shot goes on below it, or its first action right
    /// below its statements.
    fn slipped_out_of_shot(&mut self, context: Context, indent: usize, level: Option<usize>) -> Option<Line> {
        let at = self.at + self.lines[self.at..self.until.max(self.at)].iter().position(|l| l.kind == LineKind::Text)?;
        let line = self.lines[at];
        if context != Context::Shot || line.indent + 1 < indent || at == 0 {
            return None;
        }
        let body = self.body(&line);
        let (above, below) = (self.lines[at - 1], self.lines[at + 1..self.until].first().copied().filter(|l| l.kind == LineKind::Text));
        let depth = level.or_else(|| below.map(|l| l.indent).filter(|d| *d >= indent))?;
        let ours = match statement::directive(body) {
            Some(word) => {
                let plain = statement::find(Context::Shot, word, body).is_some_and(|s| s.body.is_none() && matches!(s.form, Form::Line(_)));
                // A rule is waived of a scene as well.
                plain && word != "allow" && below.is_some_and(|l| l.indent == depth && !self.goes_on_prose(&l))
            }
            None if above.kind != LineKind::Text || above.indent < depth || cue::is_heading(body) || cue::is_slug(body) || cue::screenplay_transition(without_comment(body)).is_some() || body.starts_with(['!', '{', '}', '#', '=', '>', '.', '-', '*']) => false,
            // A name whose speech stands where it would in the shot.
            None if self.is_cue(body) => below.is_some_and(|l| l.indent >= depth + 2),
            // Nothing happens in the shot yet.
            None => self.lines[..at].iter().rev().take_while(|l| l.kind == LineKind::Text && l.indent >= depth).all(|l| l.indent > depth || statement::directive(self.body(l)).is_some()) && level.is_some() && !self.filmed(at, depth),
        };
        if !ours {
            return None;
        }
        let gap = self.span(line.start, line.text);
        self.problem(
            Diagnostic::new(Code::Indentation, self.span(line.text, line.end), "this line stands beside its shot, and belongs into it")
                .label(format!("read with the lines above, which have {depth} spaces"))
                .help("what belongs to a shot is indented under it; beside it a line is a picture of its own")
                .fix("indent it", gap, " ".repeat(depth)),
        );
        Some(Line { indent: depth, ..line })
    }

    /// Whether the shot above a line has action or speech already.
    fn filmed(&self, at: usize, depth: usize) -> bool {
        let own = self.lines[..at].iter().rev().filter(|l| l.kind == LineKind::Text).take_while(|l| l.indent >= depth);
        own.into_iter().any(|l| l.indent == depth && statement::directive(self.body(l)).is_none())
    }

    /// Whether a line below a statement begins as what goes on with it does.
    fn goes_on_prose(&self, line: &Line) -> bool {
        self.body(line).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '#' | '-' | '"' | '“'))
    }

    /// The depth of a scene whose first lines alone stand at its heading's depth, and all others deeper: those slipped.
    pub(super) fn slipped_first(&self, heading: &Line) -> Option<usize> {
        let ends = |l: &Line| l.indent == 0 && (self.ends_scene(Context::Scene, l) || cue::screenplay_transition(without_comment(self.body(l))).is_some());
        let scene: Vec<usize> = (self.at..self.until).filter(|i| self.lines[*i].kind == LineKind::Text).take_while(|i| !ends(&self.lines[*i]) || self.may_slip(Context::Scene, *i, 2)).collect();
        let first = scene.iter().position(|i| self.lines[*i].indent > 0).filter(|first| *first > 0 && heading.indent == 0)?;
        let (run, rest) = scene.split_at(first);
        let depth = rest.iter().map(|i| self.lines[*i].indent).min().filter(|depth| *depth > 0)?;
        let (last, next) = (*run.last()?, *rest.first()?);
        // What goes on with the last of them, or stands under it, tells nothing of the scene's depth.
        let body = self.body(&self.lines[last]);
        let holds = match statement::directive(body) {
            Some(_) => self.holds(Context::Scene, &self.lines[last]),
            None => self.is_cue(body) && self.lines[next].indent == depth,
        };
        let parted = self.lines[next - 1].kind == LineKind::Blank;
        let text = self.body(&self.lines[next]);
        let own = parted || !self.wraps(&self.lines[last], &self.lines[next]) && (statement::directive(text).is_some_and(|w| statement::find(Context::Scene, w, text).is_some()) || self.speaks_below(next));
        (!holds && own && self.centred_lines(next, 0) == 0 && run.iter().all(|i| self.may_slip(Context::Scene, *i, depth))).then_some(depth)
    }

    /// How many lines from one on are somebody who speaks too deep, with what is said under the name, and others beside
    /// them; 0 if it is none.
    pub(super) fn sunk_speech(&self, at: usize, depth: usize) -> usize {
        let Some(at) = (at..self.until).find(|i| self.lines[*i].kind == LineKind::Text) else { return 0 };
        let first = self.lines[at].indent;
        if first <= depth || self.centred_lines(at, depth) > 0 || !self.speaks_below(at) {
            return 0;
        }
        let run = self.lines[at..self.until].iter().take_while(|l| l.kind != LineKind::Text || l.indent >= first);
        run.enumerate().filter(|(_, l)| l.kind == LineKind::Text).last().map_or(0, |(last, _)| last + 1)
    }

    /// Whether a line is a name in capitals, or of a script that has none, with what is said right below it, deeper.
    pub(super) fn speaks_below(&self, at: usize) -> bool {
        let body = without_comment(self.body(&self.lines[at]));
        let below = self.lines[at + 1..].iter().find(|l| l.kind != LineKind::Comment);
        let deeper = below.is_some_and(|l| l.kind == LineKind::Text && l.indent > self.lines[at].indent);
        deeper && cue::cue_line(body).is_some_and(|cue| !body[cue.name].chars().any(cue::is_small)) && self.is_cue(body)
    }

    /// How many lines directly under a cue that is indented stand at the margin, or at a depth between its own and the one
    /// around it, and can only be what is said.
    pub(super) fn said_too_far_out(&self, cue: &Line) -> usize {
        let lines = &self.lines[(self.at + 1).min(self.until)..self.until];
        // A declared name in capitals right above prose is whoever says it, wherever that stands.
        let body = without_comment(self.body(cue));
        let declared = || cue::cue_line(body).is_some_and(|cue| !body[cue.name.clone()].chars().any(cue::is_small) && self.names.contains(&normalise(&body[cue.name])));
        match lines.first() {
            Some(l) if l.indent == 0 || !self.opened(l.indent, cue.indent) || declared() => self.said_out_of(cue, self.at + 1),
            _ => 0,
        }
    }

    /// How many lines from one on, no deeper than the cue, can only be what is said under it.
    pub(super) fn said_out_of(&self, cue: &Line, at: usize) -> usize {
        let lines = &self.lines[at.min(self.until)..self.until];
        let Some(first) = lines.first().filter(|l| l.kind == LineKind::Text && l.indent <= cue.indent) else { return 0 };
        let said = |line: &&Line| {
            let body = self.body(line);
            let marked = body.starts_with(['#', '=', '>', '.', '{', '}', '@', '!', '/']);
            let other = cue::is_heading(body) || heading::misspelt(body).is_some() || cue::screenplay_transition(body).is_some() || statement::directive(body).is_some();
            let named = cue::cue_line(without_comment(body)).is_some_and(|c| self.names.contains(&normalise(&body[c.name])));
            line.kind == LineKind::Text && line.indent == first.indent && !marked && !other && !named && !cue::caps(body)
        };
        lines.iter().take_while(said).count()
    }

    /// Whether a statement that holds the line being read, which is so deep, stands at a depth.
    fn opened(&self, indent: usize, mut depth: usize) -> bool {
        for line in self.lines[..self.at].iter().rev().filter(|l| l.kind == LineKind::Text) {
            if line.indent < depth {
                depth = line.indent;
            }
            if depth <= indent {
                return depth == indent;
            }
        }
        false
    }

    /// Reads such lines as what they are.
    pub(super) fn say_slipped(&mut self, count: usize, cue: &Line) {
        let depth = cue.indent;
        let run = self.lines[self.at..self.at + count].to_vec();
        let Some(first) = run.first() else { return };
        let (these, stand) = if count == 1 { ("this line", "stands") } else { ("these lines", "stand") };
        let place = match first.indent {
            0 => "at the margin",
            indent if indent == depth => "at the depth of the name above",
            _ => "less deep than the name above",
        };
        self.problem(
            Diagnostic::new(Code::Indentation, self.span(first.text, first.end), format!("{these} {stand} {place}"))
                .label("read as what is said under the name above")
                .also(self.span(cue.text, cue.end), "the name")
                .help("what somebody says is indented under the name")
                .fix_all("indent it", Applicability::Safe, run.iter().map(|l| Edit { span: self.span(l.start, l.text), text: " ".repeat(depth + 2) }).collect()),
        );
        for line in run {
            self.out.skip(line.text);
            self.dialogue(&Line { indent: depth, ..line }, depth);
        }
    }

    /// Whether a line at the margin can be nothing but a scene's or a shot's.
    fn may_slip(&self, context: Context, at: usize, depth: usize) -> bool {
        let body = self.body(&self.lines[at]);
        let first = body.split([' ', ':']).next().unwrap_or(body).to_lowercase();
        if cue::is_heading(body) || heading::is_marked(body) || heading::misspelt(body).is_some() || cue::screenplay_transition(body).is_some() || body.starts_with(['#', '=', '>', '.', '{', '}', '@', '!']) {
            return false;
        }
        let below = self.lines[at + 1..].iter().find(|l| l.kind == LineKind::Text);
        match statement::directive(body) {
            // What the margin has as well, a `music` or `style`, is told by what stands under it.
            Some(word) => {
                let own = |inner: Option<Context>| below.is_some_and(|l| {
                    let text = self.body(l);
                    let opens = |c: Context| statement::directive(text).is_some_and(|w| statement::find(c, w, text).is_some());
                    // Below a transition a card may be the margin's that stands too deep.
                    // No declaration holds prose.
                    let prose = inner.is_some() && statement::directive(text).is_none() && !cue::is_heading(text);
                    l.indent > 0 && inner.map_or(!opens(Context::Margin), |inner| !opens(inner)) && (prose || opens(Context::Scene) || opens(Context::Shot))
                });
                statement::find(context, word, body).is_some() && statement::find(Context::Margin, word, body).is_none_or(|s| own(s.body))
            }
            None if self.is_cue(body) => below.is_some_and(|l| l.indent > depth),
            None => vocabulary::nearest(&first, vocabulary::spellings(Context::Margin.classes())).is_none() && !cue::caps(body),
        }
    }
}
