//! Parts of a text that are read apart from one another, side by side: each scene is one. What was read of a part can be
//! kept for the next reading of the text, of which an author changes a line at a time.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use super::*;
use crate::recent::Recent;

/// What was read of a part; places count from the start of the text that it was read in.
pub(super) struct Part {
    file: FileId,
    /// The part's first byte then.
    start: usize,
    pub nodes: Vec<Node>,
    pub problems: Vec<Diagnostic>,
    pub braces: Vec<(Span, Edit)>,
    pub fences: Vec<(Span, Edit)>,
    pub realigned: Vec<Edit>,
}

impl Part {
    /// The same part where it stands in another text.
    fn moved(&self, file: FileId, start: usize) -> Part {
        let by = |at: u32| (at as usize - self.start + start) as u32;
        let span = |span: &mut Span| *span = Span { file: if span.file == self.file { file } else { span.file }, start: by(span.start), end: by(span.end) };
        let edit = |edit: &mut Edit| span(&mut edit.span);
        let (mut problems, mut braces, mut fences, mut realigned) = (self.problems.clone(), self.braces.clone(), self.fences.clone(), self.realigned.clone());
        for problem in &mut problems {
            span(&mut problem.span);
            problem.labels.iter_mut().for_each(|label| span(&mut label.span));
            problem.fixes.iter_mut().flat_map(|fix| &mut fix.edits).for_each(edit);
        }
        for (place, cure) in braces.iter_mut().chain(&mut fences) {
            span(place);
            edit(cure);
        }
        realigned.iter_mut().for_each(edit);
        Part { file, start, nodes: self.nodes.iter().map(|n| n.moved(by)).collect(), problems, braces, fences, realigned }
    }
}

/// Parts that were read before.
#[derive(Default)]
pub struct Kept(Mutex<Readings>);

/// By what a reading depends on besides the part's own text, then by that text.
type Readings = HashMap<u64, Recent<Box<str>, Arc<Part>>>;

impl Kept {
    /// Forgets what nobody asked for since the last time.
    pub fn turn(&self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, parts| {
            parts.turn();
            !parts.is_empty()
        });
    }

    fn find(&self, around: u64, texts: &[&str]) -> Vec<Option<Arc<Part>>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(parts) = all.get_mut(&around) else { return vec![None; texts.len()] };
        texts.iter().map(|text| parts.find(*text)).collect()
    }

    fn keep(&self, around: u64, read: impl Iterator<Item = (Box<str>, Arc<Part>)>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let parts = all.entry(around).or_default();
        read.for_each(|(text, part)| parts.keep(text, part));
    }
}

/// What the reading of every part depends on besides its own lines.
fn around(names: &HashSet<String>, level: Option<usize>) -> u64 {
    let mut names: Vec<&String> = names.iter().collect();
    names.sort();
    let mut hasher = DefaultHasher::new();
    (names, level).hash(&mut hasher);
    hasher.finish()
}

/// Reads the lines between cuts, side by side; `None` if a part takes hold of the next one's first line.
pub(super) fn read<'a>(parser: impl Fn(usize, usize) -> Parser<'a> + Sync, cuts: &[usize], level: Option<usize>, kept: Option<&Kept>) -> Option<Vec<Part>> {
    let whole = parser(0, 0);
    let (text, lines, file) = (whole.text, whole.lines, whole.file);
    let windows: Vec<(usize, usize)> = cuts.windows(2).map(|w| (w[0], w[1])).collect();
    let start = |from: usize| if from == 0 { 0 } else { lines[from].start };
    // A part sees the first line of the next one.
    let texts: Vec<&str> = windows.iter().map(|(from, to)| &text[start(*from)..lines.get(*to).map_or(text.len(), |l| l.end)]).collect();
    let around = kept.map_or(0, |_| around(whole.names, level));
    let known = kept.map_or_else(|| vec![None; windows.len()], |kept| kept.find(around, &texts));
    let missing: Vec<usize> = (0..windows.len()).filter(|i| known[*i].is_none()).collect();
    let share = missing.len().div_ceil(2 * rayon::current_num_threads()).max(1);
    let fresh: Option<Vec<Vec<(usize, Part)>>> = missing
        .par_chunks(share)
        .map(|chunk| {
            // Neighbours say many statements word for word alike.
            let mut memory = grammar::Memory::default();
            let one = |i: &usize| {
                let (from, to) = windows[*i];
                let mut part = Parser { memory: std::mem::take(&mut memory), ..parser(from, to) }.part(level)?;
                memory = std::mem::take(&mut part.memory);
                let Parser { out, problems, braces, fences, realigned, .. } = part;
                Some((*i, Part { file, start: start(from), nodes: out.done().children, problems, braces, fences, realigned }))
            };
            chunk.iter().map(one).collect()
        })
        .collect();
    let mut fresh: Vec<(usize, Part)> = fresh?.into_iter().flatten().collect();
    if let Some(kept) = kept {
        kept.keep(around, fresh.iter().map(|(i, part)| (texts[*i].into(), Arc::new(part.moved(file, part.start)))));
    }
    let mut fresh = fresh.drain(..);
    let place = |(i, known): (usize, Option<Arc<Part>>)| match known {
        Some(part) => Some(part.moved(file, start(windows[i].0))),
        None => fresh.next().map(|(_, part)| part),
    };
    known.into_iter().enumerate().map(place).collect()
}

/// Where a long text is cut into parts: before headings at the margin, which end all that is above them. The first line
/// and the one after the last are cuts too.
pub(super) fn cuts(lines: &[Line], text: &str) -> Vec<usize> {
    const LONG: usize = 500;
    let mut out = vec![0];
    if lines.len() > LONG {
        let heading = |line: &Line| line.indent == 0 && line.kind == LineKind::Text && cue::is_heading(&text[line.text..line.end]);
        out.extend((1..lines.len()).filter(|i| heading(&lines[*i])));
    }
    out.push(lines.len());
    out
}
