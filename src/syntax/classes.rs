//! What each word of a script is, for whoever colours it: the one answer that the editors' grammars are tested against.
//! Only the form of the text decides; whether a name is declared is not asked.

use super::cue;
use super::grammar::Rule;
use super::tree::{Kind, Node};

/// The class of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Token {
    Comment,
    Note,
    Heading,
    Label,
    Cue,
    /// What stands in parentheses behind a cue.
    Extension,
    Parenthetical,
    Dialogue,
    Action,
    /// The words of a property such as `look`.
    Prose,
    /// The word that a statement begins with.
    Keyword,
    Transition,
    Size,
    Camera,
    Move,
    Light,
    Stage,
    Modifier,
    /// A small word between others: `on`, `from`, `then`.
    Joint,
    /// A person, place or thing.
    Name,
    /// A style, piece of music, set-up or other thing that is named in small letters.
    Reference,
    Param,
    String,
    Number,
    Colour,
    /// Words of the author's own within a statement.
    Text,
    /// What the language does not know.
    Unknown,
}

impl Token {
    pub const ALL: [Token; 27] = [
        Token::Comment,
        Token::Note,
        Token::Heading,
        Token::Label,
        Token::Cue,
        Token::Extension,
        Token::Parenthetical,
        Token::Dialogue,
        Token::Action,
        Token::Prose,
        Token::Keyword,
        Token::Transition,
        Token::Size,
        Token::Camera,
        Token::Move,
        Token::Light,
        Token::Stage,
        Token::Modifier,
        Token::Joint,
        Token::Name,
        Token::Reference,
        Token::Param,
        Token::String,
        Token::Number,
        Token::Colour,
        Token::Text,
        Token::Unknown,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Token::Comment => "comment",
            Token::Note => "note",
            Token::Heading => "heading",
            Token::Label => "label",
            Token::Cue => "cue",
            Token::Extension => "extension",
            Token::Parenthetical => "parenthetical",
            Token::Dialogue => "dialogue",
            Token::Action => "action",
            Token::Prose => "prose",
            Token::Keyword => "keyword",
            Token::Transition => "transition",
            Token::Size => "size",
            Token::Camera => "camera",
            Token::Move => "move",
            Token::Light => "light",
            Token::Stage => "stage",
            Token::Modifier => "modifier",
            Token::Joint => "joint",
            Token::Name => "name",
            Token::Reference => "reference",
            Token::Param => "param",
            Token::String => "string",
            Token::Number => "number",
            Token::Colour => "colour",
            Token::Text => "text",
            Token::Unknown => "unknown",
        }
    }

    /// What a part of the line grammar is; `None` for one that only holds others.
    fn of(rule: Rule) -> Option<Token> {
        Some(match rule {
            Rule::size_word | Rule::role_word | Rule::count_word => Token::Size,
            Rule::angle_word | Rule::side_word | Rule::framing_word | Rule::lens_word | Rule::focus_word | Rule::speed_word => Token::Camera,
            Rule::move_word => Token::Move,
            Rule::light_key | Rule::light_quality | Rule::light_direction | Rule::light_pattern | Rule::light_source | Rule::light_flag => Token::Light,
            Rule::temperature_word | Rule::weather_word | Rule::amount_word | Rule::grain_word => Token::Light,
            Rule::place_word | Rule::distance_word | Rule::bearing_word | Rule::posture_word => Token::Stage,
            Rule::pace_word | Rule::ease_word | Rule::text_place | Rule::runtime_word | Rule::voice_pace | Rule::fit_word | Rule::track_manner => Token::Modifier,
            Rule::transition_word => Token::Transition,
            Rule::then | Rule::off | Rule::until | Rule::mute | Rule::omit => Token::Joint,
            Rule::name => Token::Name,
            Rule::lower_name => Token::Reference,
            Rule::string => Token::String,
            Rule::label => Token::Label,
            Rule::colour => Token::Colour,
            Rule::number | Rule::integer | Rule::duration | Rule::timecode | Rule::millimetres | Rule::aperture | Rule::distance | Rule::angle | Rule::percent => Token::Number,
            Rule::kelvin | Rule::lufs | Rule::decibel | Rule::tempo | Rule::meter | Rule::pixels | Rule::aspect => Token::Number,
            Rule::sound_words | Rule::part_words | Rule::lower_words | Rule::rest | Rule::rest_item => Token::Text,
            Rule::unknown | Rule::unknown_word | Rule::bare | Rule::extra | Rule::missing => Token::Unknown,
            _ => return None,
        })
    }
}

fn is_note(text: &str) -> bool {
    text.trim_start().starts_with("[[")
}

/// A piece of text and its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classed {
    pub start: usize,
    pub end: usize,
    pub token: Token,
}

/// The classes of a text by its tree, in order of the text; what lies between is white space and marks.
pub fn classes(root: &Node, text: &str) -> Vec<Classed> {
    let mut walk = Walk { text, out: Vec::new(), in_note: false };
    walk.node(root);
    walk.out
}

struct Walk<'a> {
    text: &'a str,
    out: Vec<Classed>,
    /// A note that a line of prose opened and did not close.
    in_note: bool,
}

impl Walk<'_> {
    fn put(&mut self, start: usize, end: usize, token: Token) {
        if start < end {
            self.out.push(Classed { start, end, token });
        }
    }

    fn node(&mut self, node: &Node) {
        let (start, end) = (node.start as usize, node.end as usize);
        match node.kind {
            Kind::Script | Kind::Scene | Kind::Block => node.children.iter().for_each(|n| self.node(n)),
            Kind::Cue | Kind::Action | Kind::Prose => {
                self.in_note = false;
                for child in &node.children {
                    match (node.kind, child.kind) {
                        (Kind::Action, Kind::Text) => self.prose(child, Token::Action),
                        (Kind::Prose, Kind::Text) => self.prose(child, Token::Prose),
                        _ => self.node(child),
                    }
                }
            }
            Kind::Heading => {
                let body = &self.text[start..end];
                let label = cue::heading_label(body).filter(|l| l.len() > 2).unwrap_or(body.len()..body.len());
                self.params(start, start + body[..label.start].trim_end().len(), Token::Heading);
                self.put(start + label.start, start + label.end, Token::Label);
                let behind = body[label.end..].trim_start();
                self.params(end - behind.len(), end, Token::Heading);
            }
            Kind::CueLine => self.cue(start, end),
            Kind::Dialogue => self.prose(node, Token::Dialogue),
            Kind::Parenthetical => self.prose(node, Token::Parenthetical),
            Kind::Keyword => self.put(start, end, Token::Keyword),
            Kind::Transition => self.put(start, end, Token::Transition),
            // A note alone on its line is a comment to the film.
            Kind::Comment if is_note(&self.text[start..end]) => self.put(start, end, Token::Note),
            Kind::Comment => self.put(start, end, Token::Comment),
            Kind::Error | Kind::Text => self.put(start, end, Token::Unknown),
            Kind::Space => {}
            Kind::Line(_) => {
                let mut first = true;
                self.line(node, &mut first);
            }
        }
    }

    /// A statement, or a part of one; words that are no part by themselves are the keyword, then joints.
    fn line(&mut self, node: &Node, first: &mut bool) {
        let (start, end) = (node.start as usize, node.end as usize);
        if let Some(token) = node.rule().and_then(Token::of) {
            *first = false;
            return match token {
                Token::String => self.params(start, end, token),
                Token::Text | Token::Unknown => self.loose(start, end, token),
                _ => self.put(start, end, token),
            };
        }
        if node.children.is_empty() {
            return self.words(start, end, first, Token::Joint);
        }
        // `2m right`: the side is no word of the table here, and is one all the same.
        let small = if matches!(node.rule(), Some(Rule::offset_side | Rule::offset_depth)) { Token::Stage } else { Token::Joint };
        for child in &node.children {
            match child.kind {
                Kind::Space => self.words(child.start as usize, child.end as usize, first, small),
                Kind::Line(_) => self.line(child, first),
                _ => self.node(child),
            }
        }
    }

    /// Words of a statement that the line grammar takes for granted, and comments between its lines.
    fn words(&mut self, start: usize, end: usize, first: &mut bool, small: Token) {
        let mut at = start;
        while at < end {
            let rest = &self.text[at..end];
            let Some(c) = rest.chars().next() else { break };
            // A note within a statement is a comment: nothing reads it.
            let note = if rest.starts_with("[[") { rest.find("]]") } else { None };
            if let Some(close) = note {
                self.put(at, at + close + 2, Token::Comment);
                at += close + 2;
            } else if rest.starts_with("//") {
                let stop = rest.find('\n').unwrap_or(rest.len());
                self.put(at, at + rest[..stop].trim_end().len(), Token::Comment);
                at += stop;
            } else if c.is_alphabetic() {
                let length = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
                self.put(at, at + length, if std::mem::take(first) { Token::Keyword } else { small });
                at += length;
            } else {
                at += c.len_utf8();
            }
        }
    }

    /// Words without a form of their own: a value in braces, a bare number, or text.
    fn loose(&mut self, start: usize, end: usize, token: Token) {
        let text = &self.text[start..end];
        let number = text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.starts_with(|c: char| c.is_ascii_digit());
        match number {
            true => self.put(start, end, Token::Number),
            false => self.params(start, end, token),
        }
    }

    fn cue(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let Some(cue) = cue::cue_line(text) else { return self.put(start, end, Token::Cue) };
        let mut named = false;
        for group in cue.groups {
            if !named && group.start > cue.name.start {
                named = true;
                self.put(start, start + cue.name.end, Token::Cue);
            }
            let open = text[..group.start].chars().next_back().map_or(0, char::len_utf8);
            let close = text[group.end..].chars().next().map_or(0, char::len_utf8);
            self.put(start + group.start - open, start + group.end + close, Token::Extension);
        }
        if !named {
            self.put(start, start + cue.name.end, Token::Cue);
        }
    }

    /// A line of prose with its notes; a note may go on over the lines of one paragraph.
    fn prose(&mut self, node: &Node, token: Token) {
        let (mut at, end) = (node.start as usize, node.end as usize);
        while at < end {
            let rest = &self.text[at..end];
            if self.in_note {
                let close = rest.find("]]");
                let stop = close.map_or(end, |i| at + i + 2);
                self.in_note = close.is_none();
                self.put(at, stop, Token::Note);
                at = stop;
            } else {
                // Only what is closed somewhere below is a note.
                let open = rest.find("[[").filter(|i| self.text[at + i..].contains("]]"));
                let stop = open.map_or(end, |i| at + i);
                self.in_note = open.is_some();
                self.params(at, stop, token);
                at = stop;
            }
        }
    }

    /// Text with values in braces.
    fn params(&mut self, start: usize, end: usize, token: Token) {
        let mut from = start;
        let mut at = start;
        while let Some(open) = self.text[at..end].find('{').map(|i| at + i) {
            let name = &self.text[open + 1..end];
            let length = name.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))).unwrap_or(name.len());
            let close = open + 1 + length;
            let whole = name.starts_with(|c: char| c.is_ascii_lowercase()) && self.text[close..end].starts_with('}') && !self.text[start..open].ends_with('\\');
            if whole {
                self.put(from, open, token);
                self.put(open, close + 1, Token::Param);
                from = close + 1;
            }
            at = open + 1;
        }
        self.put(from, end, token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    /// `class(text)` of every piece.
    fn shown(text: &str) -> String {
        let parse = super::super::parse(FileId(0), text, &Default::default());
        classes(&parse.root, text).iter().map(|c| format!("{}({})", c.token.name(), &text[c.start..c.end])).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_word_of_a_scene_has_its_class() {
        insta::assert_snapshot!(shown("INT. TENT - NIGHT #4A#\n  stage MARA left facing JONAS // here\n  shot close on MARA's hands, 85mm, over JONAS's shoulder\n    camera hold 1s, then push in to big close, slow\n    Mara waits. [[a note]] {city}\n    MARA (V.O.) ^\n      (softly)\n      Then who?\nfade out 2s\n"), @"heading(INT. TENT - NIGHT) label(#4A#) keyword(stage) name(MARA) stage(left) joint(facing) name(JONAS) comment(// here) keyword(shot) size(close) joint(on) name(MARA) joint(s) text(hands) number(85mm) joint(over) name(JONAS) joint(s) joint(shoulder) keyword(camera) move(hold) number(1s) joint(then) move(push in) joint(to) size(big close) modifier(slow) action(Mara waits. ) note([[a note]]) action( ) param({city}) cue(MARA) extension((V.O.)) parenthetical((softly)) dialogue(Then who?) transition(fade out) number(2s)");
    }

    #[test]
    fn classes_never_overlap_and_never_go_back() {
        let text = "film \"X {n}\"\n  rate 24\nstyle a from b\n  look soft [[not\n    closed]] grey\nsetup two = medium on A and B, 50mm,\n  // between\n  eye level\n";
        let parse = super::super::parse(FileId(0), text, &Default::default());
        let all = classes(&parse.root, text);
        assert!(all.windows(2).all(|w| w[0].end <= w[1].start), "{all:?}");
        assert!(all.iter().any(|c| c.token == Token::Note && &text[c.start..c.end] == "closed]]"));
    }
}
