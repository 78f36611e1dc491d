//! The whole film's pictures: any frame of the edit, with the transitions and fades it lies under.
//! Plates are read and made ready when they are first seen; sound and files are elsewhere.

use std::cell::LazyCell;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Artefacts;
use super::compose::{self, Scene, Scratch};
use super::frame::Frame;
use super::join;
use super::mouth::{self, Mouths};
use super::own;
use super::render::RenderError;
use super::text::Font;
use super::title::{self, Title};
use crate::backends::paper::grade::Table;
use crate::backends::plate::Layers;
use crate::host;
use crate::media::Pictures;
use crate::plan::edit::{Clip, Edit, Footage, Grade, Source};

type Ready = Result<Arc<Scene>, RenderError>;

pub struct Reel<'a> {
    pub edit: &'a Edit,
    artefacts: &'a dyn Artefacts,
    size: [u32; 2],
    /// The author's own font; where it cannot be read any more, the embedded one serves.
    font: Option<Font>,
    scenes: Vec<Mutex<Option<Ready>>>,
    supers: Vec<OnceLock<Title>>,
    /// Grades of own and of bought pictures.
    tables: Mutex<Vec<(Grade, bool, Table)>>,
}

/// What one worker uses again for every frame.
#[derive(Default)]
pub struct Bench {
    scratch: Scratch,
    other: Option<Frame>,
    /// Clips of the author's own that are being read.
    clips: Vec<(PathBuf, [u32; 2], Pictures)>,
}

impl<'a> Reel<'a> {
    pub fn new(edit: &'a Edit, artefacts: &'a dyn Artefacts, size: [u32; 2]) -> Reel<'a> {
        let scenes = edit.clips.iter().map(|_| Mutex::new(None)).collect();
        let supers = edit.supers.iter().map(|_| OnceLock::new()).collect();
        let font = edit.font.as_ref().and_then(|path| crate::media::font(path).ok()).map(Font::new);
        Reel { edit, artefacts, size, font, scenes, supers, tables: Mutex::default() }
    }

    /// A black frame of the reel's size.
    pub fn blank_frame(&self) -> Frame {
        Frame::new(self.size)
    }

    /// Composes frame `index` of the film.
    pub fn frame(&self, index: u64, bench: &mut Bench, out: &mut Frame) -> Result<(), RenderError> {
        self.picture(index, bench, out)?;
        for (text, slot) in self.edit.supers.iter().zip(&self.supers) {
            if text.start <= index && index - text.start < text.frames {
                let ready = slot.get_or_init(|| Title::of_super(text, compose::window(self.edit, self.size), self.font.as_ref()));
                ready.draw(title::opacity(text, index - text.start, self.edit.rate.labels()), out);
            }
        }
        Ok(())
    }

    fn picture(&self, index: u64, bench: &mut Bench, out: &mut Frame) -> Result<(), RenderError> {
        let mut seen = self.edit.clips.iter().enumerate().filter(|(_, clip)| covers(clip, index));
        let Some((first, clip)) = seen.next() else {
            out.fill([0, 0, 0]);
            return Ok(());
        };
        self.clip_frame(first, clip, index, bench, out)?;
        for (number, clip) in seen {
            let mut other = bench.other.take().unwrap_or_else(|| self.blank_frame());
            self.clip_frame(number, clip, index, bench, &mut other)?;
            match clip.transition {
                Some(transition) if index - clip.start < transition.frames => {
                    let t = (index - clip.start + 1) as f64 / (transition.frames + 1) as f64;
                    join::join(transition.kind, t, out, &other);
                }
                _ => std::mem::swap(out, &mut other),
            }
            bench.other = Some(other);
        }
        Ok(())
    }

    fn clip_frame(
        &self,
        number: usize,
        clip: &Clip,
        index: u64,
        bench: &mut Bench,
        out: &mut Frame,
    ) -> Result<(), RenderError> {
        let at = index - clip.start;
        match &clip.source {
            Source::Footage(footage) if footage.speed > 0 => {
                let seconds = footage.from as f64 / 1000.0 + at as f64 / self.edit.rate.as_f64() * f64::from(footage.speed) / 10_000.0;
                self.footage(clip, footage, seconds, &mut bench.clips)?.compose(at, &mut bench.scratch, out);
            }
            _ => self.scene(number)?.compose(at, &mut bench.scratch, out),
        }
        let window = compose::window(self.edit, self.size);
        if let Some(fade) = clip.fade_in.filter(|fade| at < fade.frames) {
            join::fade(1.0 - at as f64 / fade.frames as f64, fade.colour, window, out);
        }
        let left = clip.frames - 1 - at;
        if let Some(fade) = clip.fade_out.filter(|fade| left < fade.frames) {
            join::fade(1.0 - left as f64 / fade.frames as f64, fade.colour, window, out);
        }
        Ok(())
    }

    /// The ready scene of a clip; whoever asks first makes it, and others wait.
    pub fn scene(&self, number: usize) -> Ready {
        let Some(slot) = self.scenes.get(number) else {
            return Err(RenderError::Edit(format!("there is no clip {number}")));
        };
        // A poisoned slot holds what it held: nothing is half written in it.
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        slot.get_or_insert_with(|| self.prepare(&self.edit.clips[number]).map(Arc::new)).clone()
    }

    /// Lets go of the clips that end at or before a frame.
    pub fn forget(&self, index: u64) {
        let mut any = false;
        for (clip, slot) in self.edit.clips.iter().zip(&self.scenes) {
            if clip.start + clip.frames <= index {
                any |= slot.lock().unwrap_or_else(PoisonError::into_inner).take().is_some();
            }
        }
        if any {
            host::give_memory_back();
        }
    }

    /// A scene of what the author's own material shows at a moment.
    fn footage(&self, clip: &Clip, footage: &Footage, seconds: f64, clips: &mut Vec<(PathBuf, [u32; 2], Pictures)>) -> Result<Scene, RenderError> {
        let window = compose::window(self.edit, self.size);
        let plate_of = own::Fit::new(footage, self.edit.size, window.height);
        let known = clips.iter().position(|(path, size, _)| *path == footage.path && *size == plate_of.pixels);
        let at = match known {
            Some(at) => at,
            None => {
                // A worker reads two clips at most: those on both sides of a transition.
                if clips.len() > 1 {
                    clips.remove(0);
                }
                clips.push((footage.path.clone(), plate_of.pixels, Pictures::open(&footage.path, plate_of.pixels)?));
                clips.len() - 1
            }
        };
        let mut image = clips[at].2.at(seconds)?.clone();
        if let Some(table) = self.table(clip, false) {
            let width = image.width as usize;
            table.apply(&mut image.rgba, width, 1.0 / plate_of.density());
        }
        Ok(Scene::of_plate(self.edit, clip, plate_of.plate(&image), &Mouths::new(), self.size))
    }

    /// The table of a clip's grade, made once for all clips of one style.
    fn table(&self, clip: &Clip, asked: bool) -> Option<Table> {
        let grade = clip.grade.as_ref()?;
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., table)) = tables.iter().find(|(known, so, _)| known == grade && *so == asked) {
            return Some(table.clone());
        }
        let table = Table::of(grade, asked);
        tables.push((grade.clone(), asked, table.clone()));
        Some(table)
    }

    fn prepare(&self, clip: &Clip) -> Result<Scene, RenderError> {
        match &clip.source {
            Source::Plate(key) => {
                let missing = |reason| RenderError::Artefact { key: key.clone(), reason };
                let bytes = self.artefacts.load(key).map_err(missing)?;
                let layers = Layers::of(&bytes).map_err(|e| missing(e.to_string()))?;
                let count = layers.left();
                let layers = layers.map(|layer| {
                    let mut layer = layer.map_err(|e| missing(e.to_string()))?;
                    if count == 1 && layer.is_bought() && let Some(table) = self.table(clip, true) {
                        let tall = layer.area.bottom - layer.area.top;
                        for cel in &mut layer.cels {
                            table.apply(&mut cel.rgba, cel.width as usize, (tall / f64::from(cel.height.max(1))) as f32);
                        }
                    }
                    Ok(layer)
                });
                let mouths = LazyCell::new(|| mouth::of_clip(self.edit, clip, self.artefacts));
                let mouth = |speaker: &str| mouths.get(speaker).cloned().unwrap_or_default();
                Scene::of_layers(self.edit, clip, count, layers, &mouth, self.size)
            }
            Source::Footage(footage) => {
                let mut clips = Vec::new();
                self.footage(clip, footage, footage.from as f64 / 1000.0, &mut clips)
            }
            Source::Card(card) => {
                let picture = title::card(card, compose::window(self.edit, self.size), self.font.as_ref());
                Ok(Scene::of_picture(self.edit, clip, picture, self.size))
            }
            Source::Colour(rgb) => {
                let window = compose::window(self.edit, self.size);
                let mut picture = Frame::new([window.width as u32, window.height as u32]);
                picture.fill(*rgb);
                Ok(Scene::of_picture(self.edit, clip, picture, self.size))
            }
        }
    }
}

fn covers(clip: &Clip, index: u64) -> bool {
    clip.start <= index && index - clip.start < clip.frames
}
