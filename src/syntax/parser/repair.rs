//! Marks in a statement that other notations and other keyboards have. Each is one report with its fix, and the statement
//! is read as if it were mended: what is wrong becomes as many bytes of something right, so that places stay true.

use super::*;

/// What has no width and is seen by nobody.
const UNSEEN: [char; 4] = ['\u{200b}', '\u{200c}', '\u{2060}', '\u{feff}'];

/// What is said of a set-up that no shot can ask for.
pub(crate) const NAMELESS_SETUP: &str = "this set-up has no name";

impl Parser<'_> {
    /// The statement as it is meant; `None` where nothing of the kind stands in it.
    pub(super) fn repaired(&mut self, rule: Rule, line: &Line, bare: &str) -> Option<String> {
        let mut text = bare.to_string();
        let mut any = false;
        for (at, mark) in outside_quotes(bare) {
            let (start, end) = (line.text + at, line.text + at + mark.len_utf8());
            let found = match mark {
                '，' | '、' => Some((Code::Syntax, "this is a comma of another script", "a comma here is `,`", Edit { span: self.span(start, end), text: ", ".into() }, ",  ")),
                c if UNSEEN.contains(&c) && parts_words(bare, at, c) => {
                    Some((Code::Syntax, "a letter that nobody sees stands here", "it has no width, and comes along with copied text", Edit { span: self.span(start, end), text: String::new() }, "   "))
                }
                _ => None,
            };
            let Some((code, what, help, edit, right)) = found else { continue };
            text.replace_range(at..at + mark.len_utf8(), right);
            any = true;
            self.problem(Diagnostic::new(code, self.span(start, end), what).label("not understood as it stands").help(help).fix_all("mend it", Applicability::Safe, vec![edit]));
        }
        if let Some(at) = hash(rule, bare) {
            let rest = bare.len() - at;
            text.replace_range(at.., &" ".repeat(rest));
            any = true;
            let mark = self.span(line.text + at, line.text + at + 1);
            self.problem(
                Diagnostic::new(Code::Syntax, mark, "a comment begins with `//`")
                    .label("read as the start of one")
                    .help("`#` begins a colour, and the number of a scene")
                    .fix("write `//`", mark, "//"),
            );
        }
        if rule == Rule::stage_line {
            for point in self.names_with_a_point(bare) {
                text.replace_range(point..point + 1, ",");
                any = true;
                let at = self.span(line.text + point, line.text + point + 1);
                self.problem(
                    Diagnostic::new(Code::MissingComma, at, "a comma stands between two people, and no full stop")
                        .label("read as a comma")
                        .help("what a `stage` line says of each of them ends with a comma")
                        .fix("write a comma", at, ","),
                );
            }
            for gap in self.names_without_comma(bare) {
                text.replace_range(gap..gap + 1, ",");
                any = true;
                let at = self.span(line.text + gap, line.text + gap + 1);
                self.problem(
                    Diagnostic::new(Code::MissingComma, at, "a comma is missing between two people")
                        .label("between these names")
                        .help("what a `stage` line says of each of them ends with a comma")
                        .fix("put one there", at, ", "),
                );
            }
        }
        // `at 2s: sound wind`, `fade out.`
        let last = matches!(rule, Rule::transition_line | Rule::black_line).then(|| bare.len() - 1).filter(|i| bare.ends_with(['.', ':']) && *i > 0);
        let timed = (rule == Rule::at_line).then(|| bare.find(':')).flatten().filter(|i| bare[*i + 1..].starts_with(' ') && !bare[..*i].contains('"'));
        // What stands behind the colon is told to be on a line of its own, and the colon goes with it.
        if let Some(at) = timed {
            text.replace_range(at..at + 1, " ");
            any = true;
        }
        if let Some(at) = last {
            text.replace_range(at..at + 1, " ");
            any = true;
            let mark = self.span(line.text + at, line.text + at + 1);
            let what = if bare[at..].starts_with(':') { "no colon stands here" } else { "no point ends a statement" };
            self.problem(Diagnostic::new(Code::Syntax, mark, what).label("not needed").help("a statement ends with its line").fix("take it away", mark, ""));
        }
        any.then_some(text)
    }

    /// `setup duo: wide`, `param hold: 4s`: what comes before the value, as it should be.
    pub(super) fn colon_for_equals(&mut self, rule: Rule, line: &Line, bare: &str) {
        if !matches!(rule, Rule::setup_line | Rule::param_line) || self.meant.is_some() {
            return;
        }
        let mut words = bare.splitn(3, [' ', '\t']);
        let (Some(keyword), Some(name), Some(_)) = (words.next(), words.next(), words.next()) else { return };
        if self.without_equals(rule, line, bare, keyword, name) {
            return;
        }
        let Some(name) = name.strip_suffix([':', ',']).filter(|n| grammar::fits(Rule::lower_name, n)) else { return };
        let at = keyword.len() + 1 + name.len();
        let mark = self.span(line.text + at, line.text + at + 1);
        self.problem(
            Diagnostic::new(Code::Syntax, mark, format!("`=` stands between `{name}` and what it is"))
                .label("another mark here")
                .help(format!("its form: `{keyword} {name} = …`"))
                .fix("write ` =`", mark, " ="),
        );
        self.meant = Some((at + 1, format!("{keyword} {name} =")));
    }

    /// `setup duo wide on ANNA`: nothing parts the name from what it is.
    fn without_equals(&mut self, rule: Rule, line: &Line, bare: &str, keyword: &str, name: &str) -> bool {
        let at = keyword.len() + 1 + name.len();
        let right = || format!("{keyword} {name} ={}", &bare[at..]);
        if rule != Rule::setup_line || bare.contains('=') || !grammar::fits(Rule::lower_name, name) || grammar::fits(Rule::shot_word, name) || !grammar::clean(rule, &right()) {
            return false;
        }
        let gap = self.span(line.text + at, line.text + at);
        self.problem(
            Diagnostic::new(Code::Syntax, self.span(line.text + at - name.len(), line.text + at), format!("`=` stands between `{name}` and what it is"))
                .label("nothing stands behind it")
                .help(format!("its form: `{}`", right()))
                .fix("write ` =`", gap, " ="),
        );
        self.meant = Some((at, format!("{keyword} {name} =")));
        true
    }

    /// `setup = wide on ANNA`: what it is, and no name by which a shot could ask for it. `mark` bytes are its word and its mark.
    pub(super) fn setup_without_name(&mut self, line: &Line, mark: usize) {
        let body = without_comment(self.body(line));
        let said = body[mark..].trim();
        // What the shots ask for and nobody declares.
        let named = |l: &Line| self.body(l).strip_prefix("setup ").map(|rest| rest.split(['=', ':', ' ']).next().unwrap_or(rest));
        let asked = |l: &Line| self.body(l).strip_prefix("shot ").map(|rest| without_comment(rest).split(',').next().unwrap_or(rest).trim()).filter(|n| grammar::fits(Rule::lower_name, n) && !grammar::fits(Rule::shot_word, n));
        let mut wanted: Vec<&str> = self.lines.iter().filter_map(asked).filter(|name| !self.lines.iter().filter_map(named).any(|n| n == *name)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let problem = Diagnostic::new(Code::MissingValue, self.span(line.text, line.text + body.len()), NAMELESS_SETUP).label("no shot can ask for it");
        self.problem(match wanted[..] {
            [name] => {
                let right = format!("setup {name} = {said}");
                problem.help(format!("a shot asks for `{name}`: `{right}`")).unsafe_fix(format!("call it `{name}`"), self.span(line.text, line.text + mark), format!("setup {name} ="))
            }
            _ => problem.help(format!("a name of its own stands before the `=`, as `setup two-hander = {said}`")),
        });
    }

    /// Full stops behind a declared name or a word, and before another name.
    fn names_with_a_point(&self, bare: &str) -> Vec<usize> {
        let known = |name: &str| self.names.contains(&normalise(name));
        let words: Vec<(usize, &str)> = bare.split_ascii_whitespace().map(|w| (w.as_ptr() as usize - bare.as_ptr() as usize, w)).collect();
        let ends = |word: &str| word.strip_suffix('.').is_some_and(|w| known(w) || w.len() > 2 && w.bytes().all(|b| b.is_ascii_lowercase()));
        words
            .windows(2)
            .filter(|w| ends(w[0].1) && (known(w[1].1) || cue::caps(w[1].1) && self.names.iter().any(|n| n.split(' ').next() == Some(w[1].1))) && !known(&format!("{} {}", w[0].1, w[1].1)))
            .map(|w| w[0].0 + w[0].1.len() - 1)
            .collect()
    }

    /// Blanks between two declared names of which nobody has both.
    fn names_without_comma(&self, bare: &str) -> Vec<usize> {
        let words: Vec<(usize, &str)> = bare.split_ascii_whitespace().map(|w| (w.as_ptr() as usize - bare.as_ptr() as usize, w)).collect();
        // The longest name that begins with each word, as the number of its words.
        let joined = |from: usize, to: usize| &bare[words[from].0..words[to - 1].0 + words[to - 1].1.len()];
        let known = |name: &str| !name.chars().any(cue::is_small) && self.names.contains(&normalise(name));
        // Two names that nothing parts are no third.
        let parts = |from: usize, n: usize| (1..n).any(|i| known(joined(from, from + i)) && known(joined(from + i, from + n)));
        let named = |from: usize| (1..=(words.len() - from).min(4)).rev().find(|n| known(joined(from, from + n)) && !parts(from, *n)).unwrap_or(0);
        let (mut out, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let count = named(at).max(1);
            let next = at + count;
            if next < words.len() && named(at) > 0 && named(next) > 0 {
                out.push(words[next - 1].0 + words[next - 1].1.len());
            }
            at = next;
        }
        out
    }
}

fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quoted = false;
    text.char_indices().filter(move |(_, c)| {
        quoted ^= matches!(c, '"' | '“' | '”');
        !quoted
    })
}

/// Whether a mark stands between words, where as many blanks mean the same.
fn parts_words(text: &str, at: usize, mark: char) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| c == ' ' || c == ',');
    edge(text[..at].chars().next_back()) || edge(text[at + mark.len_utf8()..].chars().next())
}

/// Where ` # …` begins in a statement that has no colours.
fn hash(rule: Rule, text: &str) -> Option<usize> {
    if matches!(rule, Rule::palette_line | Rule::param_line) || !text.contains(" # ") {
        return None;
    }
    let at = text.find(" # ")? + 1;
    outside_quotes(text).any(|(i, _)| i == at).then_some(at)
}
