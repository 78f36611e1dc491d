//! Words that begin no statement where they stand: what was meant, and where it belongs.

use super::*;

impl Parser<'_> {
    pub(super) fn unknown_property(&mut self, context: Context, line: &Line) {
        let body = self.body(line);
        let first = body.split_whitespace().next().unwrap_or(body);
        if self.said_above(context, first, line) {
            return;
        }
        let mut problem = Diagnostic::new(
            Code::UnknownDirective,
            self.span(line.text, line.text + first.len()),
            format!("`{first}` is no {}", context.noun()),
        )
        .label("not known here");
        problem = match statement::habit(context, first.trim_end_matches([':', '='])).or_else(|| vocabulary::nearest(first, vocabulary::spellings(context.classes()))).or_else(|| statement::habit_misspelt(context, first)) {
            Some(word) => problem.help(format!("did you mean `{word}`?")).unsafe_fix(
                format!("write `{word}`"),
                self.span(line.text, line.text + first.len()),
                word,
            ),
            None => problem.help(format!("what may stand here: {}", statement::list(context))),
        };
        let near = problem.fixes.first().and_then(|f| f.edits.first()).map(|e| e.text.clone());
        self.problem(problem);
        match near {
            Some(right) if !first.ends_with([':', '=']) => self.as_meant(context, first.len(), &right, line),
            _ => self.error_line(line),
        }
    }

    /// A property by another word than its own that a line above says already. Whether it was one.
    fn said_above(&mut self, context: Context, first: &str, line: &Line) -> bool {
        let word = first.trim_end_matches([':', '=']);
        let Some(right) = statement::habit(context, word) else { return false };
        let above = self.lines[..self.at].iter().rev().take_while(|l| l.kind != LineKind::Text || l.indent >= line.indent).take(40);
        let said = above.filter(|l| l.kind == LineKind::Text && l.indent == line.indent).find(|l| statement::directive(self.body(l)) == Some(right)).copied();
        let Some(said) = said else { return false };
        let bare = without_comment(self.body(line)).len();
        let gone = self.span(self.lines[self.at - 1].end, line.text + bare);
        self.problem(
            Diagnostic::new(Code::UnknownDirective, self.span(line.text, line.text + word.len()), format!("`{word}` is no {}", context.noun()))
                .label("said again, in another word")
                .also(self.span(said.text, said.end), format!("`{right}` says it"))
                .help("take one of them away")
                .unsafe_fix("take it away", gone, ""),
        );
        self.error_line(line);
        true
    }

    /// `age 50`: how old somebody is belongs to the look, which may stand above or below.
    fn age(&mut self, word: &str, line: &Line) -> bool {
        let bare = without_comment(self.body(line));
        let value = bare[word.len()..].trim_matches([':', '=', ' ']);
        if value.is_empty() {
            return false;
        }
        let said = if value.bytes().all(|b| b.is_ascii_digit()) { format!("{value} years old") } else { value.to_string() };
        let beside = |l: &&Line| l.kind != LineKind::Text || l.indent >= line.indent;
        let above = self.lines[..self.at].iter().rev().take_while(beside).take(40);
        let below = self.lines[self.at + 1..].iter().take_while(beside).take(40);
        let look = above.chain(below).find(|l| l.kind == LineKind::Text && l.indent == line.indent && self.body(l).strip_prefix("look").is_some_and(|rest| rest.starts_with(' ') && !rest.trim_start().starts_with('+')));
        let problem = Diagnostic::new(Code::UnknownDirective, self.span(line.text, line.text + word.len()), format!("`{word}` is no {}", Context::Entity.noun())).label("not known here");
        let whole = self.span(line.text, line.text + bare.len());
        let problem = match look {
            Some(look) => {
                let text = look.text + self.body(look).len() - self.body(look)["look".len()..].trim_start().len();
                let gone = self.span(self.lines[self.at - 1].end, line.text + bare.len());
                let edits = vec![Edit { span: gone, text: String::new() }, Edit { span: self.span(text, text), text: format!("{said}, ") }];
                problem.help(format!("how old somebody is belongs to the look: `look {said}, …`")).fix_all("put it into the look", Applicability::Unsafe, edits)
            }
            None => problem.help(format!("how old somebody is belongs to the look: `look {said}`")).unsafe_fix(format!("write `look {said}`"), whole, format!("look {said}")),
        };
        self.problem(problem);
        self.error_line(line);
        true
    }

    /// `transition: dissolve 1s`, whose first `word` bytes say what the rest says already.
    pub(super) fn transition_said(&mut self, context: Context, word: usize, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let behind = body[word..].trim_start_matches([':', '=', ' ']);
        // `transition: dissolve, 1s`
        let plain = behind.replace(", ", " ");
        if context.has_transitions() && plain != behind && grammar::clean(Rule::transition_line, &plain) {
            let whole = self.span(line.text, line.text + body.len());
            self.problem(Diagnostic::new(Code::UnknownDirective, whole, format!("nothing stands before `{plain}`")).label("more than is needed").help("a transition is known by its own words, and its length stands right behind them").fix(format!("write `{plain}`"), whole, plain));
            self.error_line(line);
            return true;
        }
        if !context.has_transitions() || !grammar::clean(Rule::transition_line, behind) {
            return false;
        }
        let gone = self.span(line.text, line.text + body.len() - behind.len());
        self.problem(
            Diagnostic::new(Code::UnknownDirective, gone, format!("nothing stands before `{behind}`"))
                .label("not needed")
                .help("a transition is known by its own words")
                .fix("take it away", gone, ""),
        );
        self.error_line(line);
        true
    }

    /// `at the window, Anna.`: action that begins with the word of a statement, in small letters. Whether it was one.
    pub(super) fn reads_like_action(&mut self, context: Context, found: &Statement, line: &Line) -> bool {
        const SMALL: [&str; 9] = ["of", "the", "a", "an", "her", "his", "their", "is", "was"];
        let body = without_comment(self.body(line));
        let Form::Line(rule) = found.form else { return false };
        let mut words = body.split_whitespace();
        let (Some(word), Some(second)) = (words.next(), words.next()) else { return false };
        // `light falls through the roof.`
        let sentence = body.ends_with('.') && words.count() > 1 && !body.contains([',', ':', '=']);
        let prose = context.has_prose() && found.body.is_none() && (SMALL.contains(&second) || sentence) && !body.contains(['"', '“', '#']) && !body.contains(|c: char| c.is_ascii_digit());
        if !prose || matches!(rule, Rule::sound_line | Rule::music_line) || grammar::clean(rule, body) {
            return false;
        }
        let capital: String = word.chars().take(1).flat_map(char::to_uppercase).collect();
        let example = statement::example_of(word, &[context]).map_or(String::new(), |(e, _)| format!("; a statement is `{e}`"));
        self.problem(
            Diagnostic::new(Code::UnknownDirective, self.span(line.text, line.text + word.len()), format!("`{word}` begins a statement, and this reads like action"))
                .label("begins in lower case")
                .help(format!("a line of action begins with a capital, or with `!`{example}"))
                .unsafe_fix("make it action", self.span(line.text, line.text + word.chars().next().map_or(0, char::len_utf8)), capital),
        );
        self.error_line(line);
        true
    }

    /// A line that cannot be read as it stands; what stands under it is read all the same.
    fn lost_block(&mut self, inner: Context, line: &Line) {
        self.out.start(Kind::Block);
        self.leaf_and_comment(Kind::Error, line);
        self.at += 1;
        self.block(inner, line.indent + 1);
        self.out.finish();
    }

    /// The line and the deeper lines below it become one error.
    pub(super) fn error_line(&mut self, line: &Line) {
        self.out.leaf(Kind::Error, line.end);
        self.at += 1;
        while let Some(next) = self.lines.get(self.at).copied() {
            if next.kind == LineKind::Text && next.indent <= line.indent {
                break;
            }
            if next.kind == LineKind::Text {
                self.out.skip(next.text);
                self.out.leaf(Kind::Error, next.end);
            } else if next.kind == LineKind::Comment {
                self.out.skip(next.text);
                self.out.leaf(Kind::Comment, next.end);
            }
            self.at += 1;
        }
    }

    pub(super) fn unknown_directive(&mut self, context: Context, word: &str, line: &Line) {
        if context == Context::Entity && word == "age" && self.age(word, line) || !context.has_prose() && context != Context::Margin && self.said_above(context, word, line) {
            return;
        }
        let body = self.body(line);
        let at = self.span(line.text, line.text + word.len());
        // `set up duo = …`
        if context == Context::Margin && word == "set" && body.starts_with("set up ") && grammar::clean(Rule::setup_line, &without_comment(body).replacen("set up", "setup", 1)) {
            let words = self.span(line.text, line.text + "set up".len());
            self.problem(Diagnostic::new(Code::UnknownDirective, words, "`set up` is one word here").label("two words").help("a set-up is declared by `setup`").fix("write `setup`", words, "setup"));
            return self.as_meant(context, "set up".len(), "setup", line);
        }
        // `cast ANNA`: `cast` is a property of the film, and a name is declared.
        if context == Context::Margin && word == "cast" && cue::caps(without_comment(body)[word.len()..].trim()) {
            self.problem(Diagnostic::new(Code::UnknownDirective, at, "`cast` declares nobody").label("not a declaration").help("each of the cast is declared alone: did you mean `character`?").unsafe_fix("write `character`", at, "character"));
            return self.as_meant(context, word.len(), "character", line);
        }
        let moves = context == Context::Shot && grammar::clean(Rule::camera_line, &format!("camera {}", without_comment(body)));
        if let Some((place, _)) = statement::anywhere(context, word, body).filter(|_| !moves) {
            if let Some(holder) = self.holder(line, word) {
                self.problem(
                    Diagnostic::new(Code::Misplaced, at, format!("`{word}` cannot stand {}", context.place()))
                        .label("not indented")
                        .also(self.span(holder.text, holder.end), "this is what it says something of")
                        .help("what belongs to a declaration is indented under it")
                        .fix("indent it", self.span(line.start, line.text), " ".repeat(holder.indent + 2)),
                );
                return self.error_line(line);
            }
            let mut problem = Diagnostic::new(Code::Misplaced, at, format!("`{word}` cannot stand {}", context.place()))
                .label(format!("this belongs {}", place.place()))
                .help(match (word, context) {
                    ("shot", Context::Shot) => "a shot ends where the next begins: align this `shot` with the one above".to_string(),
                    _ if place == Context::Shot && self.below_a_shot(line) => "what belongs to a shot is indented under it".to_string(),
                    _ => format!("move it {}; here may stand: {}", place.place(), statement::list(context)),
                });
            if word == "shot" && context == Context::Shot && let Some(edits) = self.shot_out(line) {
                problem = problem.fix_all("align it", Applicability::Safe, edits);
            } else if place == Context::Shot && self.below_a_shot(line) {
                problem = problem.fix("indent it", self.span(line.start, line.start), "  ");
            }
            self.problem(problem);
        } else {
            if moves {
                self.problem(
                    Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun()))
                        .label("a camera move")
                        .help(format!("what the camera does stands behind `camera`: `camera {}`", without_comment(body)))
                        .unsafe_fix("write `camera`", self.span(line.text, line.text), "camera "),
                );
                return self.as_meant(context, 0, "camera ", line);
            }
            if context.has_prose() && self.said_of_versions_or_action(context, word, line) {
                return;
            }
            if let Some(why) = statement::said_otherwise(word).filter(|_| context.has_prose()) {
                self.problem(Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun())).label("not known here").help(why));
                return self.error_line(line);
            }
            if word == "transition" && self.transition_said(context, word.len(), line) {
                return;
            }
            // `hard cut`, `slow dissolve`: how a transition is made, it has no word for.
            let plain = without_comment(body)[word.len()..].trim_start();
            if context.has_transitions() && matches!(word, "hard" | "slow" | "quick" | "fast" | "straight" | "simple" | "long" | "soft" | "hardcut") && grammar::clean(Rule::transition_line, plain) {
                let gone = self.span(line.text, line.text + body.len() - body[word.len()..].trim_start().len());
                self.problem(
                    Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is said of no transition"))
                        .label("not needed")
                        .help(format!("write `{plain}`; how long it takes is a length behind it, as `dissolve 2s`"))
                        .unsafe_fix(format!("write `{plain}`"), gone, ""),
                );
                return self.error_line(line);
            }
            // `wide shot, 6s`: a shot whose first word is missing.
            // `insert on KETTLE`, `establishing wide, 4s`: as it stands behind `shot`.
            let plain = format!("shot {}", without_comment(body));
            let role = vocabulary::spellings(&[vocabulary::Class::Role, vocabulary::Class::Size, vocabulary::Class::Count]).any(|w| w.split([' ', '-']).next() == Some(word));
            let without = plain.replacen(" shot,", ",", 1).replacen(" shot on ", " on ", 1);
            let without = without.strip_suffix(" shot").unwrap_or(&without).to_string();
            if context == Context::Scene && role && !grammar::fits(Rule::lower_name, without_comment(body)) && grammar::clean(Rule::shot_line, &without) {
                let whole = self.span(line.text, line.text + plain.len() - "shot ".len());
                self.problem(
                    Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun()))
                        .label("said of a shot")
                        .help(format!("a shot begins with `shot`: `{without}`"))
                        .unsafe_fix(format!("write `{without}`"), whole, without.clone()),
                );
                if without == plain {
                    return self.as_meant(context, 0, "shot ", line);
                }
                return self.lost_block(Context::Shot, line);
            }
            let shot = context == Context::Scene && vocabulary::size_rank(&first_size(body)).is_some();
            if shot {
                let text = without_comment(body);
                let size = first_size(body);
                let rest = text[size.len()..].trim_start().strip_prefix("shot").unwrap_or(&text[size.len()..]);
                let rest = &match rest.trim_start().strip_prefix("of ") {
                    Some(of) if of.starts_with(|c: char| c.is_lowercase()) => format!(" on \"{}\"{}", of.split(',').next().unwrap_or(of), of.find(',').map_or("", |i| &of[i..])),
                    Some(of) => format!(" on {of}"),
                    None => rest.to_string(),
                };
                let line_of = format!("shot {size}{}{}", if rest.starts_with([',', ' ']) || rest.is_empty() { "" } else { " " }, rest.trim_end());
                let whole = self.span(line.text, line.text + text.len());
                self.problem(
                    Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun()))
                        .label("a size, not a statement")
                        .help(format!("a shot begins with `shot`: `{line_of}`"))
                        .unsafe_fix(format!("write `{line_of}`"), whole, line_of),
                );
                return self.error_line(line);
            }
            if context.has_transitions() && let Some(why) = statement::transition_otherwise(word) {
                self.problem(Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no transition")).label("not known here").help(why));
                return self.error_line(line);
            }
            if self.misspelt_transition(context, word, line) {
                return;
            }
            // `a gull cries` begins with no misspelt `at`.
            let guessed = word.len() > 2 || !context.has_prose();
            let near = statement::habit(context, word).or_else(|| vocabulary::nearest(word, vocabulary::spellings(context.classes())).filter(|_| guessed)).or_else(|| statement::habit_misspelt(context, word).filter(|_| !context.has_prose()));
            let mut problem = Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun())).label("not known here");
            let prose = if context.has_prose() { ", or a line of action, which begins with a capital or with `!`" } else { "" };
            problem = match near {
                Some(w) => problem.help(format!("did you mean `{w}`{prose}?")).unsafe_fix(format!("write `{w}`"), at, w),
                None if context.has_prose() => {
                    let first = line.text..line.text + body.chars().next().map_or(0, char::len_utf8);
                    let capital: String = body.chars().take(1).flat_map(char::to_uppercase).collect();
                    problem
                        .help("a line that begins in lower case is a statement; a line of action begins with a capital, or with `!`")
                        .unsafe_fix("make it action", self.span(first.start, first.end), capital)
                }
                None => problem.help(format!("what may stand here: {}", statement::list(context))),
            };
            self.problem(problem);
            // What a `use` names was not read.
            if let Some(right) = near.filter(|right| *right != "use" && !body[word.len()..].starts_with([':', '='])) {
                return self.as_meant(context, word.len(), right, line);
            }
        }
        self.error_line(line);
    }

    /// `omit in teaser`, `action Rain falls.`, `voiceover TOMASZ`: understood, and said otherwise here.
    fn said_of_versions_or_action(&mut self, context: Context, word: &str, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let rest = body[word.len()..].trim_start_matches([':', '=', ' ']);
        let right = match word {
            "omit" | "skip" | "cut" if let Some(version) = rest.strip_prefix("in ").or_else(|| rest.strip_prefix("from ")) => format!("in {version} omit"),
            "action" | "description" if rest.starts_with(char::is_uppercase) => rest.to_string(),
            "voiceover" | "voice-over" | "vo" if self.names.contains(&normalise(rest)) || cue::caps(rest) => format!("{rest} (V.O.)"),
            _ => return false,
        };
        if right.starts_with("in ") && statement::find(context, "in", &right).is_none_or(|s| !matches!(s.form, Form::Line(rule) if grammar::clean(rule, &right))) {
            return false;
        }
        let whole = self.span(line.text, line.text + body.len());
        self.problem(
            Diagnostic::new(Code::UnknownDirective, self.span(line.text, line.text + word.len()), format!("`{word}` is no {}", context.noun()))
                .label("understood, but not a form of Frost")
                .help(format!("write `{right}`"))
                .unsafe_fix(format!("write `{right}`"), whole, right),
        );
        self.error_line(line);
        true
    }

    /// `fad out 3s`: a transition whose first word is misspelt; what stands behind it is kept.
    fn misspelt_transition(&mut self, context: Context, word: &str, line: &Line) -> bool {
        if !context.has_transitions() || word.len() < 3 {
            return false;
        }
        let rest = &without_comment(self.body(line))[word.len()..];
        let first = vocabulary::spellings(&[vocabulary::Class::Transition]).filter_map(|w| w.split(' ').next()).filter(|w| grammar::clean(Rule::transition_line, &format!("{w}{rest}")));
        let Some(right) = vocabulary::nearest(word, first) else { return false };
        let at = self.span(line.text, line.text + word.len());
        self.problem(
            Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun()))
                .label("not known here")
                .help(format!("did you mean `{right}{rest}`?"))
                .unsafe_fix(format!("write `{right}`"), at, right),
        );
        self.as_meant(context, word.len(), right, line);
        true
    }

    /// A shot that stands in another, with all that stands under it, moved beside that one.
    fn shot_out(&self, line: &Line) -> Option<Vec<Edit>> {
        let above = self.lines[..self.at].iter().rev().filter(|l| l.kind == LineKind::Text && l.indent < line.indent).find(|l| statement::directive(self.body(l)) == Some("shot"))?;
        let by = line.indent - above.indent;
        let block = self.lines[self.at + 1..].iter().take_while(|l| l.kind != LineKind::Text || l.indent > line.indent).filter(|l| l.kind == LineKind::Text);
        // What stands less deep already comes along as it is.
        let edit = |l: &Line| Edit { span: self.span(l.start, l.text), text: " ".repeat(l.indent - by) };
        Some(std::iter::once(line).chain(block).map(edit).collect())
    }

    /// The declaration right above, at the same depth, under which a word may stand.
    fn holder(&self, line: &Line, word: &str) -> Option<Line> {
        let above = self.lines[..self.at].iter().rev().find(|l| l.kind != LineKind::Comment).filter(|l| l.kind == LineKind::Text && l.indent == line.indent)?;
        let body = self.body(above);
        let inner = statement::find(Context::Margin, statement::directive(body)?, body)?.body?;
        statement::find(inner, word, self.body(line)).map(|_| *above)
    }

    /// The statement above, at the same depth, is a shot.
    fn below_a_shot(&self, line: &Line) -> bool {
        let above = self.lines[..self.at].iter().rev().find(|l| l.kind == LineKind::Text && l.indent <= line.indent);
        above.is_some_and(|l| l.indent == line.indent && matches!(statement::directive(self.body(l)), Some("shot" | "camera")))
    }
}

/// The size that a line begins with, the longest first; empty if none.
pub(super) fn first_size(body: &str) -> String {
    let words: Vec<&str> = without_comment(body).split([' ', ',']).collect();
    (1..=words.len().min(2)).rev().map(|n| words[..n].join(" ")).find(|w| vocabulary::size_rank(w).is_some()).unwrap_or_default()
}
