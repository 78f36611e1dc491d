//! A picture as read for drawing: setting, lens, palette, light, and how one layer of it is rendered.

use rayon::prelude::*;

use crate::backends::plate::{Cel, Layer, Play};
use crate::plan::picture::{Extent, Figure, Focus, Picture, metres};
use crate::stage::camera::Vec3;
use crate::stage::focus::softness;

use super::canvas::{Canvas, Sheet};
use super::colour::{Palette, Rgb};
use super::lens::Lens;
use super::manner::Manner;
use super::light::{self, Lighting};
use super::noise;
use super::words::Setting;

/// A layer to draw.
pub struct Job<'a> {
    pub name: String,
    pub depth: f64,
    /// What may be painted, in frame heights; cut to what any view sees.
    pub area: Extent,
    /// Out of focus by this much, in frame heights.
    pub blur: f32,
    pub glow: bool,
    pub draw: Box<dyn Fn(&mut Canvas) + Send + Sync + 'a>,
}

pub const EVERYWHERE: Extent = Extent { left: -1e3, top: -1e3, right: 1e3, bottom: 1e3 };

pub struct Scene<'a> {
    pub picture: &'a Picture,
    pub setting: Setting,
    pub lens: Lens,
    pub palette: Palette,
    pub light: Lighting,
    /// Of the place, not of the shot: the same place has the same face in every shot.
    pub seed: u64,
    /// Distance of the people, or of what the shot shows, along the axis.
    pub subject: f64,
    /// Nearest and farthest person.
    pub near: f64,
    pub far: f64,
}

impl<'a> Scene<'a> {
    pub fn of(picture: &'a Picture) -> Scene<'a> {
        let palette = Palette::of(picture);
        let manner = Manner::of(&picture.style.look, &palette);
        let palette = manner.palette(palette);
        let lens = Lens::of(picture);
        let light = light::of(picture, &palette, manner, &lens);
        let depth = |f: &Figure| lens.depth(metres(f.at));
        let ahead = |d: &f64| *d > 0.3;
        // Under a tilted lens a head may lie deeper than the feet; the ground lies behind both.
        let deepest = |f: &Figure| depth(f).max(lens.depth(metres(f.at) + Vec3::new(0.0, f64::from(f.height) / 1000.0, 0.0)));
        let all: Vec<f64> = picture.figures.iter().map(depth).filter(ahead).collect();
        let main = picture.figures.iter().filter(|f| f.subject).map(depth).find(ahead);
        let thing = picture.things.iter().filter(|t| t.subject).map(|t| lens.depth(metres(t.at))).find(ahead);
        let focus = (picture.focus.distance > 0).then(|| f64::from(picture.focus.distance) / 1000.0);
        let subject = main.or(thing).or(focus).or_else(|| all.first().copied()).unwrap_or_else(|| lens.depth(Vec3::default()).clamp(3.0, 60.0));
        let subject = subject.clamp(0.2, 2000.0);
        let near = all.iter().copied().fold(subject, f64::min);
        let far = picture.figures.iter().map(deepest).filter(ahead).fold(subject, f64::max);
        let seed = noise::hash_str(&picture.place.name) ^ noise::hash_str(&picture.place.area).rotate_left(9);
        Scene { picture, setting: Setting::of(picture), lens, palette, light, seed, subject, near, far }
    }

    /// How far out of focus something at `depth` is, in frame heights.
    pub fn blur(&self, depth: f64) -> f32 {
        let focus = Focus { distance: (self.sharp() * 1000.0) as i32, ..self.picture.focus };
        let off = softness(&focus, f64::from(self.picture.camera.focal) / 100.0, self.picture.aspect(), depth);
        // What nobody would see costs nothing.
        if off < 0.0003 { 0.0 } else { off as f32 }
    }

    /// The distance of the plane that is sharp, in metres.
    fn sharp(&self) -> f64 {
        if self.picture.focus.distance > 0 { f64::from(self.picture.focus.distance) / 1000.0 } else { self.subject }
    }

    /// Whether a camera move carries what stands at `depth` so far through the frame that it would cover the picture.
    pub fn sweeps(&self, depth: f64) -> bool {
        let extent = self.picture.extent(depth);
        let aspect = self.picture.aspect();
        extent.right - extent.left > aspect * 1.12 || extent.bottom - extent.top > 1.12
    }

    /// Haze between the camera and `depth`, in depths of the set: near things have none.
    pub fn haze(&self, depth: f64) -> f32 {
        let unit = (self.subject * 1.5).clamp(12.0, 90.0);
        self.light.share(((depth - self.subject).max(0.0) / unit / 6.0) as f32)
    }

    pub fn sheet(&self, ink: Rgb, salt: u64) -> Sheet {
        let mut sheet = Sheet::new(ink, self.seed ^ noise::hash(salt));
        sheet.shade = self.light.dark;
        sheet
    }

    pub fn render(&self, job: &Job) -> Option<Layer> {
        let (area, s, depth) = self.fit(job.depth, job.area, job.blur, job.glow, false)?;
        let mut canvas = Canvas::new(area, s, &self.light, job.glow);
        (job.draw)(&mut canvas);
        canvas.layer(&job.name, depth, job.blur)?.trimmed()
    }

    /// A layer of several pictures that follow one another, all on the same pixels.
    pub fn cels(&self, name: &str, depth: f64, area: Extent, blur: f32, draws: &[Box<dyn Fn(&mut Canvas) + Sync + '_>], play: Play) -> Option<Layer> {
        // A drawing of somebody who moves comes from beyond the frame.
        let (area, s, depth) = self.fit(depth, area, blur, false, name.contains('/'))?;
        let drawn: Vec<(Cel, Extent)> = draws
            .par_iter()
            .map(|draw| {
                let mut canvas = Canvas::new(area, s, &self.light, false);
                draw(&mut canvas);
                canvas.cel(blur)
            })
            .collect();
        let area = drawn.first()?.1;
        let cels = drawn.into_iter().map(|(cel, _)| cel).collect();
        Layer { name: name.to_owned(), depth, area, cels, play, glow: false }.trimmed()
    }

    /// What of an area any view sees, at how many pixels a frame height, and at which depth it lies.
    fn fit(&self, depth: f64, wanted: Extent, blur: f32, glow: bool, moves: bool) -> Option<(Extent, f64, f64)> {
        let depth = if depth.is_finite() { depth.clamp(0.06, 1e5) } else { 1e5 };
        let mut all = self.picture.extent(depth);
        if moves {
            (all.left, all.right, all.top, all.bottom) = (all.left - 4.0, all.right + 4.0, all.top - 0.5, all.bottom + 0.5);
        }
        let pad = f64::from(blur) * 3.0;
        let area = Extent {
            left: all.left.max(wanted.left) - pad,
            top: all.top.max(wanted.top) - pad,
            right: all.right.min(wanted.right) + pad,
            bottom: all.bottom.min(wanted.bottom) + pad,
        };
        let (w, h) = (area.right - area.left, area.bottom - area.top);
        if !(w > 0.0 && h > 0.0) || area.left >= all.right || area.right <= all.left || area.top >= all.bottom || area.bottom <= all.top {
            return None;
        }
        let height = f64::from(self.picture.size[1].max(1));
        let mut s = height * (1.15 * self.picture.magnification(depth)).min(2.0);
        // What is soft needs no fine pixels.
        if glow {
            s *= 0.4;
        } else if blur > 0.0017 {
            s *= f64::from(0.0017 / blur).clamp(0.34, 1.0);
        } else if depth >= super::sky::DEPTH {
            s *= 0.8;
        }
        let s = s.min(7900.0 / w).min(7900.0 / h).max(1.0 / w.min(h).max(1e-3)).max(1.0);
        Some((area, s, depth))
    }
}
