//! The lossless tree: its leaves, joined, are the source.
//! What a node means is read by the typed film.

use super::grammar::Rule;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Script,
    /// A heading and what belongs to its scene.
    Scene,
    /// A statement that holds others: its line first.
    Block,
    Heading,
    Cue,
    CueLine,
    Dialogue,
    Parenthetical,
    Action,
    /// A property whose value is prose: `look`, `mood`, `avoid`, `voice`.
    Prose,
    Keyword,
    Text,
    /// A statement of the line grammar, or a part of one.
    Line(Rule),
    Transition,
    Comment,
    /// White space, line ends and punctuation between the parts of a statement.
    Space,
    /// A line that nothing fits.
    Error,
}

/// A node; a leaf has no children. Offsets are bytes of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
    pub children: Vec<Node>,
}

impl Node {
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        &source[self.start as usize..self.end as usize]
    }

    pub fn rule(&self) -> Option<Rule> {
        match self.kind {
            Kind::Line(rule) => Some(rule),
            _ => None,
        }
    }

    /// The first child of a rule.
    pub fn child(&self, rule: Rule) -> Option<&Node> {
        self.children.iter().find(|n| n.rule() == Some(rule))
    }

    /// Children that are parts of the line grammar, in order.
    pub fn parts(&self) -> impl Iterator<Item = (Rule, &Node)> {
        self.children.iter().filter_map(|n| n.rule().map(|r| (r, n)))
    }

    /// The first node of a rule below this one, in order of the text.
    pub fn find(&self, rule: Rule) -> Option<&Node> {
        self.children.iter().find_map(|n| if n.rule() == Some(rule) { Some(n) } else { n.find(rule) })
    }

    /// The statement line of a block, or the node itself.
    pub fn line(&self) -> &Node {
        match self.kind {
            Kind::Block => self.children.iter().find(|n| n.kind != Kind::Space).unwrap_or(self),
            _ => self,
        }
    }

    /// What a block, scene or script holds: everything but white space and its own line.
    pub fn body(&self) -> impl Iterator<Item = &Node> {
        let own = usize::from(matches!(self.kind, Kind::Block | Kind::Scene | Kind::Cue));
        self.children.iter().filter(|n| n.kind != Kind::Space).skip(own).filter(|n| n.kind != Kind::Comment)
    }

    /// Whether a node of a kind stands anywhere below this one.
    pub fn holds(&self, kind: Kind) -> bool {
        self.children.iter().any(|c| c.kind == kind || c.holds(kind))
    }

    /// The same nodes with other places.
    pub fn moved(&self, by: impl Fn(u32) -> u32 + Copy) -> Node {
        Node { kind: self.kind, start: by(self.start), end: by(self.end), children: self.children.iter().map(|n| n.moved(by)).collect() }
    }

    pub fn leaves<'a>(&'a self, out: &mut Vec<&'a Node>) {
        if self.children.is_empty() {
            out.push(self);
        }
        for child in &self.children {
            child.leaves(out);
        }
    }
}

/// Builds a tree from left to right, so that no byte can be lost.
pub struct Builder {
    at: u32,
    open: Vec<Node>,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    pub fn new() -> Builder {
        Builder::starting(0)
    }

    /// A tree of a part of the source, from a byte on.
    pub fn starting(at: usize) -> Builder {
        let at = at as u32;
        Builder { at, open: vec![Node { kind: Kind::Script, start: at, end: at, children: Vec::new() }] }
    }

    pub fn at(&self) -> usize {
        self.at as usize
    }

    pub fn start(&mut self, kind: Kind) {
        self.open.push(Node { kind, start: self.at, end: self.at, children: Vec::new() });
    }

    /// A leaf from here to `end`; nothing when it would be empty.
    pub fn leaf(&mut self, kind: Kind, end: usize) {
        let end = end as u32;
        if end > self.at {
            let node = Node { kind, start: self.at, end, children: Vec::new() };
            self.at = end;
            self.top().children.push(node);
        }
    }

    /// White space up to `end`.
    pub fn skip(&mut self, end: usize) {
        self.leaf(Kind::Space, end);
    }

    /// Copies of nodes that count from 0, put where the builder stands; it stands at `end` then.
    pub fn graft(&mut self, nodes: &[Node], end: usize) {
        let base = self.at;
        self.top().children.extend(nodes.iter().map(|n| n.moved(|at| at + base)));
        self.at = end as u32;
    }

    /// Copies of the open node's children from a byte on, counted from there.
    pub fn since(&self, start: usize) -> Vec<Node> {
        let Some(open) = self.open.last() else { return Vec::new() };
        let first = open.children.partition_point(|n| (n.start as usize) < start);
        open.children[first..].iter().map(|n| n.moved(|at| at - start as u32)).collect()
    }

    pub fn finish(&mut self) {
        if self.open.len() > 1
            && let Some(mut node) = self.open.pop()
        {
            node.end = self.at;
            self.top().children.push(node);
        }
    }

    pub fn done(mut self) -> Node {
        while self.open.len() > 1 {
            self.finish();
        }
        let mut root = self.open.swap_remove(0);
        root.end = self.at;
        root
    }

    fn top(&mut self) -> &mut Node {
        let last = self.open.len() - 1;
        &mut self.open[last]
    }
}
