//! Prose: action and its continuation, cues with their lines, and what screenplays write in capitals.

use super::*;

impl Parser<'_> {
    pub(super) fn is_cue(&self, body: &str) -> bool {
        let body = without_comment(body);
        let Some(cue) = cue::cue_line(body) else { return false };
        if cue.forced {
            return true;
        }
        // Action may begin with a note in parentheses; where a voice comes from is none.
        let declared = |name: &str| cue::caps(name) && self.names.contains(&normalise(name));
        if cue.form == Some(cue::Form::Before) && !declared(&body[cue.name.clone()]) && cue.groups.first().is_none_or(|group| cue::extension(&body[group.clone()]).is_none()) {
            return false;
        }
        let mut name = &body[cue.name.clone()];
        let upper = cue::caps(name);
        // `ANNA V.O.` is said to be wrong, and means her.
        if upper && name.ends_with('.') {
            let (who, mark) = cue::voice_apart(name, |_| false);
            if mark.is_some() || cue::extension(name).is_some() {
                name = who.trim_end_matches('.');
            }
        }
        // Most lines of prose are longer than two names; letters with marks apart count for twice as many.
        if !upper && name.chars().count() > 2 * (2 * self.longest + 5) {
            return false;
        }
        if self.names.contains(&normalise(name)) || upper && name.ends_with('.') && self.names.contains(&normalise(name.trim_end_matches('.'))) {
            return true;
        }
        if let Some((a, b)) = split_and(name)
            && self.names.contains(&normalise(a))
            && self.names.contains(&normalise(b))
        {
            return true;
        }
        if !upper && self.nearly_named(name) {
            return true;
        }
        upper && !name.ends_with([':', '.', '!', '?', '…', ',', '-', '—']) && !cue::is_slug(name) && name.chars().count() <= 60
    }

    /// A cue with its lines; `false` when no dialogue follows, which makes it action.
    pub(super) fn cue(&mut self, line: &Line) -> bool {
        // Programs that write screenplays leave a blank line below a name now and then.
        let apart = || {
            let next = self.lines[self.at + 1..self.until.max(self.at + 1)].iter().find(|l| l.kind != LineKind::Blank)?;
            (next.kind == LineKind::Text && next.indent > line.indent).then_some(*next)
        };
        let Some(next) = self.directly_below().or_else(apart) else { return false };
        let flat = next.indent == line.indent;
        let slipped = if line.indent > 0 && next.indent < line.indent { self.said_too_far_out(line) } else { 0 };
        if next.indent < line.indent && slipped == 0 {
            return false;
        }
        let colon = without_comment(self.body(line)).ends_with([':', '：']);
        // `ANNA.` with what is said below it; alone it is a sentence.
        let bare = without_comment(self.body(line));
        let name = bare.trim_end_matches('.');
        if name.len() < bare.len() && self.names.contains(&normalise(name)) && !self.names.contains(&normalise(bare)) {
            if flat || !self.body(&next).starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '"' | '“')) {
                return false;
            }
            let point = self.span(line.text + name.len(), line.text + bare.len());
            self.problem(Diagnostic::new(Code::ColonCue, self.span(line.text, line.text + bare.len()), "a name above its lines has no full stop").label("read as who speaks").help("the indented lines below say already that somebody speaks").unsafe_fix("take it away", point, ""));
        }
        // `ANNA, breathless` may begin a sentence that goes on below.
        let by_comma = cue::cue_line(without_comment(self.body(line))).is_some_and(|cue| cue.form == Some(cue::Form::Comma));
        if by_comma && (flat || !self.body(&next).starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '"' | '“'))) {
            return false;
        }
        if self.lines[self.at + 1].kind == LineKind::Blank {
            let gone = self.span(self.lines[self.at + 1].start, next.start);
            self.problem(
                Diagnostic::new(Code::Indentation, self.span(line.text, line.end), "a blank line parts this name from what is said")
                    .label("read as who speaks")
                    .help("what somebody says stands right below the name")
                    .fix("take the blank line away", gone, ""),
            );
        }
        if flat {
            if colon {
                return false;
            }
            if !self.speaks_flat(line, &next) {
                return false;
            }
            self.flat_dialogue(line);
        }
        if colon {
            let at = line.text + without_comment(self.body(line)).len();
            self.problem(
                Diagnostic::new(Code::ColonCue, self.span(line.text, at), "a name above its lines has no colon")
                    .label("read as who speaks")
                    .help("the indented lines below say already that somebody speaks")
                    .fix("take the colon away", self.span(line.text + without_comment(self.body(line)).trim_end_matches([':', '：']).len(), at), ""),
            );
        }
        let bare = without_comment(self.body(line));
        if bare.ends_with(';') {
            let at = self.span(line.text + bare.trim_end_matches([';', ' ']).len(), line.text + bare.len());
            self.brace(at, at);
        }
        self.emphasis(line, "a part of the name");
        self.dual_before(line);
        self.how_in_other_marks(line);
        self.unclosed(line, true);
        self.out.start(Kind::Cue);
        self.leaf_and_comment(Kind::CueLine, line);
        let depth = line.indent;
        self.at += 1;
        let mut above = *line;
        let mut said = slipped > 0;
        self.say_slipped(slipped, line);
        while let Some(next) = self.lines.get(self.at).copied() {
            match next.kind {
                LineKind::Blank => {
                    // A blank ends flat dialogue; deeper lines go on after one.
                    let goes_on = !flat && self.peek_in(0).is_some_and(|l| l.indent > depth && !self.of_page(&l));
                    if !goes_on {
                        break;
                    }
                    self.at += 1;
                }
                LineKind::Comment => {
                    // A comment at the margin parts nothing while lines of the cue follow it.
                    let below = self.lines[self.at..].iter().find(|l| l.kind != LineKind::Comment).filter(|l| l.kind == LineKind::Text);
                    let goes_on = below.is_some_and(|l| if flat { l.indent >= depth && !cue::is_heading(self.body(l)) } else { l.indent > depth });
                    if next.indent < depth && !goes_on {
                        break;
                    }
                    self.out.skip(next.text);
                    self.out.leaf(Kind::Comment, next.end);
                    self.at += 1;
                }
                LineKind::Text => {
                    let over = match flat {
                        true => next.indent < depth || cue::is_heading(self.body(&next)) || self.ends_flat(&above, &next),
                        // Another name with what is said under it is no speech.
                        false => next.indent <= depth || self.speaks_deeper(&next) || self.speaks_beside(self.at) && !self.called_out(&above),
                    };
                    // Under a parenthetical alone nothing is said yet.
                    // Below a name that stands too deep with all that it says, nothing is said any more.
                    let sunk = line.start < self.aligned && next.start >= self.aligned;
                    let slipped = if over && next.indent <= depth && !flat && !said && !sunk && above.start < next.start { self.said_out_of(line, self.at) } else { 0 };
                    if slipped > 0 {
                        said = true;
                        self.say_slipped(slipped, line);
                        continue;
                    }
                    if over {
                        break;
                    }
                    said |= !self.body(&next).starts_with(['(', '（']);
                    above = next;
                    self.out.skip(next.text);
                    self.dialogue(&next, depth);
                }
            }
        }
        self.out.finish();
        true
    }

    /// Whether a line at the depth of a cue is what is said.
    fn speaks_flat(&self, line: &Line, next: &Line) -> bool {
        let (name, body) = (self.body(line), self.body(next));
        // A declared name alone above more prose is action in title case; capitals are a cue.
        let who = cue::cue_line(without_comment(name)).map_or(name, |cue| &name[cue.name]);
        // Where letters have no case, a declared name alone is nothing else.
        let uncased = !who.chars().any(|c| c.is_uppercase() || cue::is_small(c)) && self.names.contains(&normalise(who));
        if !cue::caps(who) && !name.starts_with('@') && !uncased {
            return false;
        }
        if cue::is_heading(body) || statement::directive(body).is_some_and(|w| statement::find(Context::Shot, w, body).is_some() || statement::find(Context::Scene, w, body).is_some()) {
            return false;
        }
        cue::screenplay_transition(body).is_none() && !(cue::caps(body) && self.is_cue(body))
    }

    /// Whether a line below what somebody says, at the same depth, is a statement or another name and not more of it.
    fn ends_flat(&self, above: &Line, line: &Line) -> bool {
        let body = self.body(line);
        let at = self.lines.partition_point(|l| l.start < line.start);
        if self.speaks_below(at) || self.speaks_beside(at) {
            return true;
        }
        let statement = statement::directive(body).and_then(|w| statement::find(Context::Shot, w, body).or_else(|| statement::find(Context::Scene, w, body)));
        let clean = statement.is_some_and(|s| match s.form {
            Form::Line(rule) => grammar::clean(rule, without_comment(body)),
            Form::Prose => false,
        });
        clean && !self.wraps(above, line)
    }

    /// `^ MARA`: the mark of who speaks at the same time, at the wrong end.
    fn dual_before(&mut self, line: &Line) {
        let body = without_comment(self.body(line));
        let Some(name) = body.strip_prefix('^').map(str::trim) else { return };
        let right = format!("{} ^", name.trim_end_matches(['^', ' ']));
        self.problem(
            Diagnostic::new(Code::Fountain, self.span(line.text, line.text + 1), "the mark of those who speak at once stands behind the name")
                .label("read as if it did")
                .help(format!("write `{right}` for the second of the two"))
                .fix(format!("write `{right}`"), self.span(line.text, line.text + body.len()), right),
        );
    }

    pub(super) fn flat_dialogue(&mut self, line: &Line) {
        if std::mem::replace(&mut self.dialogue_flat, true) {
            return;
        }
        // One fix for the whole scene: every run of lines under a cue at its own depth moves in.
        let mut edits = Vec::new();
        let mut i = self.at;
        let (mut under, mut above) = (false, *line);
        while let Some(l) = self.lines.get(i).copied() {
            if l.kind == LineKind::Text && (cue::is_heading(self.body(&l)) || l.indent < line.indent) {
                break;
            }
            if l.kind == LineKind::Text {
                under &= !self.ends_flat(&above, &l);
                above = l;
            }
            match l.kind {
                LineKind::Blank => under = false,
                LineKind::Text if under => edits.push(Edit { span: self.span(l.start, l.start), text: "  ".into() }),
                LineKind::Text => {
                    let below = self.lines[i + 1..].iter().find(|n| n.kind != LineKind::Comment).filter(|n| n.kind == LineKind::Text && n.indent == l.indent);
                    let body = self.body(&l);
                    let cue = self.is_cue(body) && !without_comment(body).ends_with([':', '：']) && cue::screenplay_transition(body).is_none();
                    under = cue && below.is_some_and(|n| self.speaks_flat(&l, n));
                }
                LineKind::Comment => {}
            }
            i += 1;
        }
        self.problem(
            Diagnostic::new(Code::FlatDialogue, self.span(line.text, line.end), "dialogue stands at the depth of its cue")
                .label("the first such cue of this scene")
                .help("it is read as dialogue; in Frost what somebody says is indented under the name")
                .fix_all("indent the dialogue", Applicability::Safe, edits),
        );
    }

    /// A parenthesis that is opened in a cue and closed nowhere in it.
    pub(super) fn unclosed(&mut self, line: &Line, is_cue: bool) {
        let body = without_comment(self.body(line));
        self.unopened(line, body, is_cue);
        let open = body.rfind(['(', '（']).filter(|i| !body[*i..].contains([')', '）']) && (is_cue || *i == 0));
        let Some(open) = open else { return };
        // A long parenthetical goes on over several lines.
        let below = self.lines[self.at + 1..].iter().take_while(|l| l.kind == LineKind::Text && l.indent >= line.indent).take(6);
        if !is_cue && below.into_iter().any(|l| self.body(l).contains([')', '）'])) {
            return;
        }
        let end = line.text + body.len();
        self.problem(
            Diagnostic::new(Code::UnclosedParenthesis, self.span(line.text + open, end), "this parenthesis is never closed")
                .label("opened here")
                .help("how a line is said stands in parentheses, before it or behind the name")
                .fix("close it", self.span(end, end), ")"),
        );
    }

    /// A parenthesis that is closed in a cue and opened nowhere in it.
    fn unopened(&mut self, line: &Line, body: &str, is_cue: bool) {
        let count = |marks: [char; 2]| body.matches(marks).count();
        if !body.ends_with([')', '）']) || count([')', '）']) <= count(['(', '（']) {
            return;
        }
        let last = line.text + body.len() - body.chars().next_back().map_or(1, char::len_utf8);
        let problem = Diagnostic::new(Code::UnclosedParenthesis, self.span(last, line.text + body.len()), "this parenthesis is opened nowhere").label("closed here");
        if is_cue
            && let Some(how) = cue::cue_line(body).and_then(|cue| cue.groups.first().cloned()).filter(|group| !body[..group.start].contains(['(', '（']))
        {
            let start = self.span(line.text + how.start, line.text + how.start);
            return self.problem(problem.help(format!("how a line is said stands in parentheses: `({})`", &body[how])).fix("open it", start, "("));
        }
        if is_cue {
            let problem = problem.help("one closes what one opened").fix("take it away", self.span(last, line.text + body.len()), "");
            return self.problem(problem);
        }
        // A long parenthetical began on a line above.
        let above = self.lines[..self.at].iter().rev().take_while(|l| l.kind == LineKind::Text && l.indent >= line.indent).take(6);
        if above.into_iter().any(|l| self.body(l).contains(['(', '（'])) || body.contains(['.', '!', '?']) || !body[..last - line.text].ends_with(char::is_alphabetic) {
            return;
        }
        let start = self.span(line.text, line.text);
        self.problem(problem.help("how a line is said stands in parentheses: `(angry)`").unsafe_fix("open it at the start of the line", start, "("));
    }

    pub(super) fn dialogue(&mut self, line: &Line, depth: usize) {
        if self.page_mark(line) && line.indent > depth + 2 {
            return self.off_the_page(line);
        }
        if line.indent > depth {
            self.sunk(line, depth, self.body(line));
        }
        if self.bracketed(line) {
            return;
        }
        let told = self.problems.len();
        self.unclosed(line, false);
        let broken = self.problems[told..].iter().any(|p| p.code == Code::UnclosedParenthesis);
        self.lyrics(line);
        self.quoted(line, "speech");
        self.emphasis(line, "spoken");
        self.open_note(line);
        let body = self.body(line);
        let whole = body.starts_with(['(', '（']) && body.ends_with([')', '）']);
        // Of one that lacks an end nothing is said aloud.
        let whole = whole || broken && (body.starts_with(['(', '（']) || body.ends_with([')', '）']));
        self.out.leaf(if whole { Kind::Parenthetical } else { Kind::Dialogue }, line.end);
        self.at += 1;
    }

    /// `[angrily]` under a name: how a line is said, in the parentheses of another notation. Whether it was one.
    fn bracketed(&mut self, line: &Line) -> bool {
        let body = self.body(line);
        let Some(words) = body.strip_prefix('[').and_then(|b| b.strip_suffix(']')).filter(|w| !w.is_empty() && !w.contains(['[', ']']) && w.chars().count() <= 60) else { return false };
        let (open, close) = (self.span(line.text, line.text + 1), self.span(line.end - 1, line.end));
        self.problem(
            Diagnostic::new(Code::Fountain, self.span(line.text, line.end), "how a line is said stands in round parentheses")
                .label("it would be spoken")
                .help(format!("write `({words})`; a note that nobody says is written `[[like this]]`"))
                .fix_all(format!("write `({words})`"), Applicability::Safe, vec![Edit { span: open, text: "(".into() }, Edit { span: close, text: ")".into() }]),
        );
        self.out.leaf(Kind::Error, line.end);
        self.at += 1;
        true
    }

    /// Whether the name on the line being read, below what somebody says, is called out in the midst of it.
    fn called_out(&self, above: &Line) -> bool {
        let said = self.body(above);
        let goes_on = || self.lines[self.at + 1..].iter().find(|l| l.kind == LineKind::Text).is_some_and(|l| self.body(l).starts_with(cue::is_small));
        said.ends_with([',', '-', '—']) || !said.ends_with(['.', '!', '?', '…', '”', '"', ')']) && goes_on()
    }

    /// A run of action: the line, and the deeper lines directly below that go on with it.
    pub(super) fn action(&mut self, line: &Line) {
        self.quoted(line, "action");
        self.emphasis(line, "filmed");
        self.open_note(line);
        self.out.start(Kind::Action);
        self.out.leaf(Kind::Text, line.end);
        self.at += 1;
        let mut last = *line;
        let mut wrapped_lines = Vec::new();
        // A note goes on up to its end, at whatever depth.
        let opens = |body: &str| body.rfind("[[").is_some_and(|i| !body[i..].contains("]]"));
        let mut noted = opens(self.body(line)) && self.note_ends(line);
        // Lines of comment do not part what belongs together.
        while let Some(next) = self.lines[self.at..].iter().find(|l| l.kind != LineKind::Comment).copied() {
            if next.kind != LineKind::Text {
                break;
            }
            let body = self.body(&next);
            let in_note = noted;
            let wrapped = !noted && next.indent == line.indent && self.wraps(&last, &next);
            if noted {
                noted = !body.contains("]]");
            } else if next.indent > line.indent {
                if self.speaks_deeper(&next) {
                    break;
                }
                self.sunk(&next, line.indent, body);
            }
            if wrapped {
                wrapped_lines.push(next);
            } else if next.indent <= line.indent && !in_note {
                break;
            }
            self.trivia();
            self.emphasis(&next, "filmed");
            self.open_note(&next);
            self.out.skip(next.text);
            self.out.leaf(Kind::Text, next.end);
            last = next;
            self.at += 1;
        }
        self.out.finish();
        self.wrapped(line, &wrapped_lines);
    }

    /// Whether a line that is deeper than the prose above it is a declared name alone, in capitals, with what is said under it.
    pub(super) fn speaks_deeper(&self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let Some(cue) = cue::cue_line(body).filter(|_| !body.split(['(', '（']).next().unwrap_or(body).chars().any(cue::is_small)) else { return false };
        let at = self.lines.partition_point(|l| l.start <= line.start);
        let below = self.lines[at..].iter().find(|l| l.kind != LineKind::Comment).filter(|l| l.kind == LineKind::Text && l.indent > line.indent);
        below.is_some_and(|l| self.names.contains(&normalise(&body[cue.name.clone()])) || self.strange_speaker(line, &body[cue.name.clone()], &cue.groups, self.body(l)))
    }

    /// Whether a name in capitals that nobody declared, deeper than the prose above it, can only be who says what is below.
    fn strange_speaker(&self, line: &Line, name: &str, groups: &[std::ops::Range<usize>], below: &str) -> bool {
        let body = self.body(line);
        let marked = groups.iter().any(|group| cue::extension(&body[group.clone()]).is_some()) || below.starts_with('(') && below.ends_with(')');
        let sentence = name.split(' ').count() <= 3 && below.starts_with(char::is_uppercase) && !cue::caps(below) && below.ends_with(['.', '!', '?', '…', '—']);
        cue::caps(name) && self.is_cue(body) && (marked || sentence)
    }

    /// Whether a line is a declared name alone with what is said right below it, at the same depth.
    fn speaks_beside(&self, at: usize) -> bool {
        let line = self.lines[at];
        let body = without_comment(self.body(&line));
        let Some(cue) = cue::cue_line(body).filter(|cue| self.names.contains(&normalise(&body[cue.name.clone()]))) else { return false };
        let below = self.lines[at + 1..].iter().find(|l| l.kind != LineKind::Comment).filter(|l| l.kind == LineKind::Text && l.indent == line.indent);
        !body[cue.name].chars().any(cue::is_small) && below.is_some_and(|next| self.speaks_flat(&line, next))
    }

    /// Whether a line of prose goes on in the next at the same depth. Many words of the language are words of prose too:
    /// `light fall on the…` under an unfinished sentence is no light.
    pub(super) fn wraps(&self, last: &Line, next: &Line) -> bool {
        const SMALL: [&str; 34] = [
            "of", "in", "on", "at", "to", "from", "by", "for", "with", "into", "over", "under", "and", "or", "but", "as", "that", "the", "a", "an", "his", "her", "their", "its", "him", "them",
            "it", "is", "was", "are", "were", "through", "behind", "across",
        ];
        let body = self.body(next);
        let done = self.body(last).ends_with(['.', '!', '?', '…', ':', '”', '"', ')', '—']);
        if done || !body.chars().next().is_some_and(cue::is_small) {
            return false;
        }
        let Some(word) = statement::directive(body) else { return true };
        let found = statement::find(Context::Shot, word, body).or_else(|| statement::find(Context::Scene, word, body)).or_else(|| statement::find(Context::Margin, word, body).filter(|_| next.indent == 0));
        let Some(found) = found else { return true };
        let small = body.split_whitespace().nth(1).is_some_and(|w| SMALL.contains(&w));
        let sentence = body.contains(". ") || body.ends_with('.') && !body.ends_with("..");
        match found.form {
            Form::Prose => small || sentence,
            // No prose ends with a level or a fade behind a comma.
            Form::Line(rule @ (Rule::sound_line | Rule::music_line)) if body.contains(',') && grammar::clean(rule, without_comment(body)) => false,
            Form::Line(Rule::sound_line | Rule::music_line | Rule::tune_line) => small || sentence && !body.contains(['"', ',']),
            // `over`, `from`, `at` and `of` stand in these lines too.
            Form::Line(rule) if grammar::clean(rule, body) => rule == Rule::in_line && small,
            Form::Line(Rule::shot_line | Rule::camera_line | Rule::stage_line) => small || sentence,
            Form::Line(_) => small || sentence || body.split_whitespace().count() > 3 && !body.contains([',', '"', '#']) && !body.contains(|c: char| c.is_ascii_digit()),
        }
    }

    /// A statement that stands so deep that it is read as part of the prose above it.
    fn sunk(&mut self, next: &Line, depth: usize, body: &str) {
        let Some(word) = statement::directive(body).filter(|_| body.contains(' ')) else { return };
        let Some((context, rule)) = [Context::Shot, Context::Scene].into_iter().find_map(|c| match statement::find(c, word, body)?.form {
            Form::Line(rule @ (Rule::shot_line | Rule::camera_line | Rule::stage_line | Rule::light_line | Rule::weather_line | Rule::text_line | Rule::transition_line | Rule::at_line)) => Some((c, rule)),
            _ => None,
        }) else {
            return;
        };
        if !grammar::clean(rule, without_comment(body)) {
            return;
        }
        // A shot stands beside the shot that the prose belongs to.
        let beside = self.lines[..self.at].iter().rev().filter(|l| l.kind == LineKind::Text && l.indent < depth).find(|l| statement::directive(self.body(l)) == Some("shot"));
        let depth = match context {
            Context::Scene => beside.map_or(depth, |l| l.indent),
            _ => depth,
        };
        self.problem(
            Diagnostic::new(Code::Indentation, self.span(next.start, next.text), "this statement stands so deep that it is read as prose")
                .label(format!("{} spaces; it goes on with the line above", next.indent))
                .help(format!("with {depth} spaces it is a statement"))
                .unsafe_fix("make it a statement", self.span(next.start, next.text), " ".repeat(depth)),
        );
    }

    /// One report for a paragraph whose lines all begin at the same depth.
    fn wrapped(&mut self, line: &Line, below: &[Line]) {
        let Some(first) = below.first() else { return };
        let edits = below.iter().map(|l| Edit { span: self.span(l.start, l.text), text: " ".repeat(line.indent + 2) }).collect();
        let what = match below.len() {
            1 => "this line goes on with the one above but is not indented".to_string(),
            n => format!("these {n} lines go on with the one above but are not indented"),
        };
        self.problem(
            Diagnostic::new(Code::WrappedProse, self.span(first.text, first.end), what)
                .label("begins in lower case under an unfinished sentence")
                .help("indent lines that go on, so that they are not taken for statements")
                .fix_all("indent them", Applicability::Safe, edits),
        );
    }

    pub(super) fn slug(&mut self, line: &Line) {
        let body = self.body(line);
        let whole = self.span(line.text, line.end);
        // `WIDE SHOT - 4s` says how long it lasts as well.
        let (bare, length) = timed_slug(body).map_or((body, String::new()), |(slug, length)| (slug, format!(", {length}")));
        let bare = bare.trim_end_matches([':', '.', ' ']);
        let problem = match bare {
            _ if cue::is_lapse(bare) => Diagnostic::new(Code::ScreenplaySlug, whole, "time that passes begins a scene")
                .label("read as a line of action")
                .help(format!("repeat the heading with it at its end, as `INT. KITCHEN - {}`", if bare == "CONTINUOUS" { bare } else { "LATER" })),
            _ if bare.starts_with("MONTAGE") || bare.starts_with("SERIES OF SHOTS") => Diagnostic::new(Code::ScreenplaySlug, whole, "a montage is a scene of its own")
                .label("read as a line of action")
                .help("write a heading, `montage` right under it, and each of its pictures as a `shot`"),
            _ => {
                let lower = bare.to_lowercase();
                let shot = screenplay::named_shot(bare, |name| self.names.contains(&normalise(name)) || self.names.is_empty() && !name.starts_with("THE ")).or_else(|| statement::slug_shot(&lower, |name| self.names.contains(&normalise(name))));
                let problem = Diagnostic::new(Code::ScreenplaySlug, whole, "a shot is named in capitals, as old screenplays do").label("read as a line of action");
                match shot {
                    Some(shot) if !length.is_empty() => {
                        let shot = format!("{shot}{length}");
                        problem.help(format!("write a shot: `shot {shot}`, with what happens indented under it")).unsafe_fix("make it a shot", whole, format!("shot {shot}"))
                    }
                    Some(shot) => problem.help(format!("write a shot: `shot {shot}`, with what happens indented under it")).unsafe_fix("make it a shot", whole, format!("shot {shot}")),
                    None => problem.help("write a shot, as `shot wide`, with what happens indented under it"),
                }
            }
        };
        self.problem(problem);
        self.action(line);
    }
}

/// `WIDE SHOT - 4s`: a slug and the length behind it.
pub(super) fn timed_slug(body: &str) -> Option<(&str, &str)> {
    // Nearly no line of prose ends so.
    let length = body.rsplit([' ', '(', ',']).next()?.trim_end_matches([')', ':', '.']);
    if !length.starts_with(|c: char| c.is_ascii_digit()) || !grammar::fits(Rule::duration, length) {
        return None;
    }
    let at = body.rfind(length)?;
    let slug = body[..at].trim_end_matches([' ', '(', ',', '-', '–', '—', ':']);
    cue::is_slug(slug).then_some((slug, length))
}
