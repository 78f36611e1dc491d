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
            if !context.has_prose() && next.is_some_and(|l| self.property(context, self.body(l), false)) {
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
        if self.declares(context, word, line) {
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

    /// Whether a `style`, `music` or `sound` in another declaration is one of its own, as what stands under it shows.
    fn declares(&self, context: Context, word: &str, line: &Line) -> bool {
        let inner = match (context, word) {
            (Context::Film | Context::Version, "style") => Context::Style,
            (Context::Entity | Context::Style | Context::Tune | Context::Film | Context::Version, "music" | "sound") => Context::Tune,
            _ => return false,
        };
        let at = self.lines.partition_point(|l| l.start <= line.start);
        let Some(below) = self.lines[at..].iter().find(|l| l.kind == LineKind::Text).filter(|l| l.indent > 0) else { return false };
        let text = self.body(below);
        // A look may be the property of either.
        statement::directive(text).is_some_and(|w| statement::find(inner, w, text).is_some() && (statement::find(context, w, text).is_none() || below.indent > line.indent))
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
        // Tabs and odd blanks are one report for the file, which aligns the line as well.
        if self.text[line.start..line.text].contains(|c: char| c != ' ') {
            return self.realigned.push(Edit { span: at, text: " ".repeat(depth) });
        }
        let (what, help) = match line.indent > depth {
            true => ("this line stands deeper than its neighbours", "only a statement that holds others, and prose that goes on, has deeper lines below it"),
            false => ("this line goes back to a depth that nothing opened", "it is read as one of the lines above it; align it with them"),
        };
        let mut edits = vec![Edit { span: at, text: " ".repeat(depth) }];
        if line.indent > depth && statement::directive(self.body(line)).is_none() && self.is_cue(self.body(line)) {
            edits.extend(self.said_deeper(line, depth));
        }
        let problem = Diagnostic::new(Code::Indentation, at, what).label(format!("{} spaces, where its neighbours have {depth}", line.indent)).help(help);
        // Below a comment at the margin that took the head of a declaration, nobody knows what it belonged to.
        let headless = depth == 0 && self.at > 0 && self.lines[self.at - 1].kind == LineKind::Comment && self.lines[self.at - 1].indent == 0;
        self.problem(match headless {
            true => problem,
            false => problem.fix_all("align it with its neighbours", Applicability::Safe, edits),
        });
    }

    /// What is said under a name that goes back to a depth goes back with it, unless it stands where speech stands already.
    fn said_deeper(&self, cue: &Line, depth: usize) -> Vec<Edit> {
        let run = || self.lines[(self.at + 1).min(self.until)..self.until].iter().take_while(|l| l.kind == LineKind::Text && l.indent > cue.indent);
        let above = self.lines[..self.at].iter().rev().find(|l| l.kind == LineKind::Text).map_or(depth + 2, |l| l.indent);
        let Some(first) = run().next().filter(|l| l.indent != above && l.indent != depth + 2) else { return Vec::new() };
        let back = (cue.indent - depth).min(first.indent - depth - 1);
        run().map(|l| Edit { span: self.span(l.start, l.text), text: " ".repeat(l.indent - back) }).collect()
    }

    /// Whether a line is a property of a declaration, and no words that go on with prose above it (`under`).
    pub(super) fn property(&self, context: Context, body: &str, under: bool) -> bool {
        let Some(word) = statement::directive(body) else { return false };
        let behind = &body[word.len()..];
        match statement::find(context, word, body).map(|s| s.form) {
            Some(Form::Line(rule)) => grammar::clean(rule, without_comment(body)),
            // `voice   low, smoky`: words that stand apart are a column of properties.
            Some(Form::Prose) => behind.starts_with("  ") || !under && behind.starts_with(' '),
            None => false,
        }
    }

    /// The properties of a declaration that stand so deep below prose that they are read as part of it.
    pub(super) fn sunk_properties(&mut self, line: &Line, context: Context, below: &[Line]) {
        const OPEN: [&str; 16] = ["a", "an", "the", "of", "with", "and", "or", "in", "on", "at", "to", "from", "his", "her", "their", "its"];
        let mut above = *line;
        let mut sunk: Vec<Line> = Vec::new();
        for next in below {
            let words = self.body(&above);
            let unfinished = words.ends_with([',', '-']) || words.rsplit(' ').next().is_some_and(|w| OPEN.contains(&w));
            let body = self.body(next);
            // `voice and hands` goes on with a look.
            let own = || body.split_whitespace().nth(1).is_some_and(|w| !OPEN.contains(&w) && !matches!(w, "is" | "was" | "as" | "for" | "by"));
            if !unfinished && (self.property(context, body, true) || own() && self.property(context, body, false)) {
                sunk.push(*next);
            }
            above = *next;
        }
        let Some(first) = sunk.first().copied() else { return };
        let (these, are) = if sunk.len() == 1 { ("this property stands", "it is") } else { ("these properties stand", "they are") };
        let edits = sunk.iter().map(|l| Edit { span: self.span(l.start, l.text), text: " ".repeat(line.indent) }).collect();
        self.problem(
            Diagnostic::new(Code::Indentation, self.span(first.start, first.text), format!("{these} so deep that {are} read as prose"))
                .label(format!("{} spaces; it goes on with the line above", first.indent))
                .also(self.span(line.text, line.end), "the property above")
                .help(format!("with {} spaces, as the one above has, it says something of its own", line.indent))
                .fix_all("align it with the property above", Applicability::Unsafe, edits),
        );
    }

    /// Whether a line below what somebody says, and deeper than the name above it, is another name with what is said under it.
    pub(super) fn speaks_below(&self, above: &Line, line: &Line, depth: usize) -> bool {
        let body = without_comment(self.body(line));
        let Some(cue) = cue::cue_line(body) else { return false };
        let name = &body[cue.name.clone()];
        if name.chars().any(cue::is_small) || name.ends_with([':', '.', '!', '?', '…', ',', '-', '—', '。', '！', '？']) || statement::directive(body).is_some() {
            return false;
        }
        let at = self.lines.partition_point(|l| l.start <= line.start);
        let Some(below) = self.lines[at.min(self.until)..self.until].first().filter(|l| l.kind == LineKind::Text && l.indent > depth) else { return false };
        let text = self.body(above);
        let done = text.ends_with(['.', '!', '?', '…', '”', '"', '—', '。', '！', '？', '」']) || text.ends_with("--");
        let (deeper, apart) = (below.indent > line.indent, self.lines[..at - 1].last().is_some_and(|l| l.kind == LineKind::Blank));
        match self.names.contains(&normalise(name)) {
            true => deeper || done,
            // Nobody of that name is declared: somebody else began to speak.
            false => cue::caps(name) && self.is_cue(body) && done && (deeper || apart),
        }
    }

    /// A line at the margin in the midst of a scene, which goes on below it: it belongs to what stands above.
    pub(super) fn slipped(&mut self, context: Context, indent: usize, level: Option<usize>) -> Option<Line> {
        if indent == 0 || !context.has_prose() {
            return None;
        }
        let at = self.at + self.lines[self.at..self.until.max(self.at)].iter().position(|l| l.kind == LineKind::Text)?;
        let first = self.lines[at];
        if first.indent > 0 {
            return self.slipped_out_of_shot(context, indent, level, at);
        }
        // What opens a block too far out stands at the depth of the next that does not.
        let depth = level.or_else(|| self.lines[at..self.until].iter().find(|l| l.kind == LineKind::Text && l.indent > 0).map(|l| l.indent).filter(|d| *d >= indent))?;
        if self.furniture(context, at) {
            return Some(Line { indent: depth, ..first });
        }
        if !self.may_slip(context, at, depth) {
            return None;
        }
        if first.start >= self.slipped {
            let mut lines = (at..self.until).filter(|i| self.lines[*i].kind == LineKind::Text);
            let next = lines.find(|i| self.lines[*i].indent > 0 || !self.may_slip(context, *i, depth))?;
            if self.lines[next].indent == 0 && !self.furniture(context, next) {
                return None;
            }
            let run: Vec<&Line> = self.lines[at..next].iter().filter(|l| l.kind == LineKind::Text).collect();
            self.slipped = run.last()?.end;
            let edits = run.iter().map(|l| Edit { span: self.span(l.start, l.text), text: " ".repeat(depth) }).collect();
            let what = if run.len() == 1 { "this line stands at the margin, and its scene goes on below it" } else { "these lines stand at the margin, and their scene goes on below them" };
            self.problem(
                Diagnostic::new(Code::Indentation, self.span(first.text, first.end), what)
                    .label(format!("read with the {}, which have {depth} spaces", if level.is_some() { "lines above" } else { "lines below" }))
                    .help("a scene ends where the margin begins; indent what belongs to it")
                    .fix_all(if level.is_some() { "align it with the lines above" } else { "align it with the lines below" }, Applicability::Safe, edits),
            );
        }
        Some(Line { indent: depth, ..first })
    }

    /// Whether a scene begins with lines at the margin, and all others of it are indented.
    pub(super) fn opens_too_far_out(&self) -> bool {
        let scene = || self.lines[self.at.min(self.until)..self.until].iter().filter(|l| l.kind == LineKind::Text).take_while(|l| !heads(Context::Scene, l, self.body(l)));
        let out = scene().take_while(|l| l.indent == 0).count();
        let Some(depth) = scene().nth(out).map(|l| l.indent).filter(|d| *d <= 8) else { return false };
        let at = |l: &Line| self.lines.partition_point(|o| o.start < l.start);
        let ours = |l: &Line| {
            let (body, i) = (self.body(l), at(l));
            let holds = statement::directive(body).is_some_and(|w| matches!(w, "shot" | "at" | "in"));
            let prose = statement::directive(body).is_none();
            // Deeper lines right below prose go on with it.
            let goes_on = prose && self.lines[i + 1..].iter().find(|n| n.kind != LineKind::Comment).is_some_and(|n| n.kind == LineKind::Text && n.indent > 0);
            let speaks = prose && self.is_cue(body);
            !holds && !goes_on && !speaks && self.may_slip(Context::Scene, i, depth)
        };
        let first_in = scene().nth(out).map_or(self.at, &at);
        let rest = self.lines[first_in..self.until].iter().filter(|l| l.kind == LineKind::Text).take_while(|l| l.indent > 0);
        // What follows at the margin is the next scene's, or a declaration.
        let next = self.lines[first_in..self.until].iter().find(|l| l.kind == LineKind::Text && l.indent == 0);
        let ends = next.is_none_or(|l| { let body = self.body(l); cue::is_heading(body) || heading::misspelt(body).is_some() || statement::opens_margin(body) || cue::screenplay_transition(without_comment(body)).is_some() });
        ends && scene().take(out).all(ours) && rest.count() > 0 && self.centred_lines(first_in, 0) == 0
    }

    /// A statement of a shot that stands at the shot's own depth while the shot goes on below it, or its first action right
    /// below its statements.
    fn slipped_out_of_shot(&mut self, context: Context, indent: usize, level: Option<usize>, at: usize) -> Option<Line> {
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
                plain && below.is_some_and(|l| l.indent == depth && !self.goes_on_prose(&l))
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

    /// Whether a line at the margin is what a page has between the lines of a scene that goes on below it: a mark of the
    /// page, a shot or a transition in capitals. It is told for itself.
    fn furniture(&self, context: Context, at: usize) -> bool {
        let line = &self.lines[at];
        let body = without_comment(self.body(line));
        let mark = |l: &Line| {
            let body = without_comment(self.body(l));
            l.indent == 0 && (self.page_mark(l) || cue::is_slug(body) || prose::timed_slug(body).is_some() || cue::screenplay_transition(body).is_some())
        };
        if !mark(line) || context == Context::Shot && !self.page_mark(line) && (!cue::is_slug(body) || cue::screenplay_transition(body).is_some()) {
            return false;
        }
        let next = self.lines[at + 1..self.until].iter().filter(|l| l.kind == LineKind::Text).find(|l| !mark(l));
        next.is_some_and(|l| l.indent > 0 && !heads(context, l, self.body(l)))
    }

    /// How many lines directly under a cue that is indented stand at the margin, or at a depth between its own and the one
    /// around it, and can only be what is said.
    pub(super) fn said_too_far_out(&self, cue: &Line) -> usize {
        let lines = &self.lines[(self.at + 1).min(self.until)..self.until];
        // A name that is declared is no action: what stands right below it is what is said.
        let named = || cue::cue_line(without_comment(self.body(cue))).is_some_and(|c| self.names.contains(&normalise(&self.body(cue)[c.name])));
        if lines.first().is_none_or(|l| l.indent > 0 && self.opened(l.indent, cue.indent) && !named()) {
            return 0;
        }
        self.said_out_of(cue, self.at + 1)
    }

    /// As [`said_too_far_out`](Self::said_too_far_out), of the lines from one on, whatever their depth.
    pub(super) fn said_out_of(&self, cue: &Line, at: usize) -> usize {
        let lines = &self.lines[at.min(self.until)..self.until];
        let Some(first) = lines.first().filter(|l| l.kind == LineKind::Text && l.indent < cue.indent + 1) else { return 0 };
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
        let place = if first.indent == 0 { "at the margin" } else { "less deep than the name above" };
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
        if cue::is_heading(body) || heading::misspelt(body).is_some() || cue::screenplay_transition(body).is_some() || body.starts_with(['#', '=', '>', '{', '}', '@', '!']) || body.starts_with('.') && body.contains(|c| c != '.') {
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
                    let prose = || inner.is_some() && statement::directive(text).is_none() && text.starts_with(char::is_alphabetic);
                    l.indent > 0 && inner.map_or(!opens(Context::Margin), |inner| !opens(inner)) && (opens(Context::Scene) || opens(Context::Shot) || prose())
                });
                statement::find(context, word, body).is_some() && statement::find(Context::Margin, word, body).is_none_or(|s| own(s.body))
            }
            None if self.is_cue(body) => below.is_some_and(|l| l.indent > depth),
            None => vocabulary::nearest(&first, vocabulary::spellings(Context::Margin.classes())).is_none() && !cue::caps(body),
        }
    }
}
