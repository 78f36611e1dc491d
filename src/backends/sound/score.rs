//! A simple score from the words of a mood: mode, tempo, instruments, chords and a tune that comes back.
//! Only music is made here; how loud it is in the film is the mix's.

use super::synth::{Dice, Filter, HZ, Tape, Wander, decay, hump, pluck, sine};
use crate::backends::pcm::Pcm;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Player {
    Drone,
    Pad,
    Strings,
    Piano,
    Guitar,
    Box,
    Bells,
    Flute,
    Pulse,
}

const PLAYERS: [(Player, &[&str]); 9] = [
    (Player::Drone, &["drone", "ambient", "dark", "dread", "deep", "cold"]),
    (Player::Pad, &["pad", "synth", "choir", "organ", "ethereal", "ambient", "electronic", "wonder", "dreamy"]),
    (
        Player::Strings,
        &["strings", "string", "violin", "violins", "cello", "viola", "orchestra", "orchestral", "quartet", "tense"],
    ),
    (Player::Piano, &["piano", "keys", "keyboard", "hopeful", "sad", "melancholy", "lonely"]),
    (Player::Guitar, &["guitar", "harp", "lute", "banjo", "folk", "acoustic", "western"]),
    (Player::Box, &["box", "celesta", "lullaby", "toy", "childlike"]),
    (Player::Bells, &["bells", "bell", "chimes", "vibraphone", "glockenspiel", "magic", "magical"]),
    (Player::Flute, &["flute", "whistle", "recorder", "clarinet", "oboe", "woodwind", "pastoral"]),
    (Player::Pulse, &["pulse", "driving", "drums", "percussion", "chase", "action", "urgent", "march", "beat"]),
];

const MAJOR: [i32; 7] = [0, 2, 4, 5, 7, 9, 11];
const LYDIAN: [i32; 7] = [0, 2, 4, 6, 7, 9, 11];
const DORIAN: [i32; 7] = [0, 2, 3, 5, 7, 9, 10];
const MINOR: [i32; 7] = [0, 2, 3, 5, 7, 8, 10];
const PHRYGIAN: [i32; 7] = [0, 1, 3, 5, 7, 8, 10];

/// Words with the mode and the tempo they ask for; the first that is found counts for each.
const MOODS: [(&[&str], [i32; 7], f64); 9] = [
    (
        &["tense", "dread", "dark", "horror", "ominous", "threat", "fear", "suspense", "sinister", "danger"],
        PHRYGIAN,
        92.0,
    ),
    (&["chase", "driving", "action", "urgent", "fast", "furious", "frantic"], MINOR, 136.0),
    (&["hopeful", "hope", "bright", "triumphant", "uplifting", "heroic", "victory"], MAJOR, 88.0),
    (&["warm", "happy", "joyful", "cheerful", "gentle", "tender", "love", "cosy", "playful", "comic"], MAJOR, 96.0),
    (&["wonder", "magic", "magical", "dreamy", "ethereal", "awe", "sunrise", "light"], LYDIAN, 76.0),
    (&["mysterious", "mystery", "curious", "strange", "folk", "western", "quest"], DORIAN, 84.0),
    (&["slow", "calm", "distant", "lonely", "empty", "cold", "quiet", "still", "drone"], MINOR, 56.0),
    (&["sad", "melancholy", "grief", "sorrow", "loss", "mournful", "lament"], MINOR, 62.0),
    (&["waltz", "lullaby", "box", "nostalgic", "childlike"], MAJOR, 104.0),
];

struct Plan {
    scale: [i32; 7],
    bpm: f64,
    beats: usize,
    root: i32,
    players: Vec<Player>,
    distant: bool,
    tense: bool,
}

impl Plan {
    fn new(mood: &str, bpm: Option<f64>, seed: u64) -> Plan {
        let words: Vec<String> = mood.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        let said = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let mood = MOODS.iter().find(|(list, ..)| said(list));
        let (scale, mut own) = mood.map_or((DORIAN, 72.0), |&(_, scale, bpm)| (scale, bpm));
        if said(&["slow", "calm"]) {
            own *= 0.8;
        }
        if said(&["fast", "quick", "lively"]) {
            own *= 1.3;
        }
        let mut players: Vec<Player> =
            PLAYERS.iter().filter(|(_, list)| said(list)).map(|(player, _)| *player).collect();
        if players.is_empty() {
            players = vec![Player::Pad, Player::Piano];
        }
        // A tune alone is thin: something holds the chords beneath it, softly.
        let holds = |p: &Player| matches!(p, Player::Drone | Player::Pad | Player::Strings);
        if !players.iter().any(holds) {
            players.push(Player::Pad);
        }
        Plan {
            scale,
            bpm: bpm.unwrap_or(own).clamp(30.0, 220.0),
            beats: if said(&["waltz", "lullaby", "3/4"]) { 3 } else { 4 },
            root: 45 + Dice::new(seed ^ 0x6b65_7921).below(7) as i32,
            players,
            distant: said(&["distant", "far", "echo", "lonely", "empty"]),
            tense: said(&["tense", "urgent", "chase", "dread", "suspense", "driving"]),
        }
    }

    /// Frequency of a step of the scale; 0 is the root, 7 an octave above.
    fn hertz(&self, step: i32, octave: i32) -> f32 {
        let (turn, degree) = (step.div_euclid(7), step.rem_euclid(7));
        let key = self.root + self.scale[degree as usize] + 12 * (turn + octave);
        440.0 * 2f32.powf((key - 69) as f32 / 12.0)
    }
}

/// Music of a mood, exactly so many seconds long and about −24 LUFS loud. Every mood word that is known moves
/// mode, tempo or players; `bpm` overrules the tempo.
/// A piece of more than three minutes ends where it begins, after whole periods of sixteen bars.
pub fn score(mood: &str, bpm: Option<f64>, beats: Option<u32>, seconds: f64, seed: u64) -> Pcm {
    let mut seconds = seconds.clamp(0.5, 3600.0);
    let mut plan = Plan::new(mood, bpm, seed);
    if let Some(beats) = beats {
        plan.beats = beats.clamp(1, 16) as usize;
    }
    let period = 16.0 * plan.beats as f64 * 60.0 / plan.bpm;
    let looped = seconds > LONGEST && period < seconds;
    if looped {
        seconds = (seconds / period).floor() * period;
    }
    let mut dice = Dice::new(seed);
    let bar = plan.beats as f64 * 60.0 / plan.bpm;
    let bars = (seconds / bar).ceil() as usize;
    let chords = chords(&plan, bars, &mut dice);
    let tune = tune(&plan, &mut dice);
    let mut tape = Tape::new(seconds as f32);
    for (rank, &player) in plan.players.iter().enumerate() {
        let mut part = Tape::new(seconds as f32);
        let mut dice = Dice::new(seed.wrapping_add(rank as u64 * 7919));
        match player {
            Player::Drone => drone(&plan, &mut part, seed),
            Player::Pad | Player::Strings => {
                chords
                    .iter()
                    .enumerate()
                    .for_each(|(i, &chord)| hold(&plan, player, chord, i as f64 * bar, bar, &mut part, &mut dice));
            }
            Player::Pulse => chords
                .iter()
                .enumerate()
                .for_each(|(i, &chord)| pulse(&plan, chord, i as f64 * bar, bar, &mut part, &mut dice)),
            _ => play(&plan, player, &chords, &tune, bar, &mut part, &mut dice),
        }
        let (level, wet) = match player {
            Player::Drone => (0.07, 0.25),
            Player::Pad => (0.05, 0.4),
            Player::Strings => (0.06, 0.35),
            Player::Pulse => (0.05, 0.12),
            _ if plan.distant => (0.06, 0.55),
            _ => (0.075, 0.28),
        };
        part.room(0.9, wet);
        part.level(level);
        tape.samples.iter_mut().zip(&part.samples).for_each(|(a, b)| *a += b);
    }
    if looped {
        // What rings at the end rings into the beginning: half a second of both is mixed at the seam.
        seam(&mut tape.samples);
    } else {
        tape.ends((seconds as f32 * 0.1).min(1.2), (seconds as f32 * 0.25).min(3.5));
    }
    let mut pcm = Pcm { samples: tape.samples, looped };
    if let Some(loudness) = pcm.loudness() {
        let peak = pcm.samples.iter().fold(1e-6f32, |peak, s| peak.max(s.abs()));
        let gain = (10f64.powf((-24.0 - loudness) / 20.0) as f32).min(0.7 / peak);
        pcm.samples.iter_mut().for_each(|s| *s *= gain);
    }
    pcm
}

/// Pieces that are longer go round, in seconds.
const LONGEST: f64 = 180.0;

/// Mixes the end of a tape into its beginning with equal power, and takes that end away.
fn seam(samples: &mut Vec<f32>) {
    let count = (crate::backends::pcm::RATE as usize / 2 * 2).min(samples.len() / 4 * 2);
    let tail = samples.split_off(samples.len() - count);
    let pairs = (count / 2).max(1) as f32;
    for (i, (head, tail)) in samples.chunks_exact_mut(2).zip(tail.chunks_exact(2)).enumerate() {
        let t = (i as f32 + 0.5) / pairs * std::f32::consts::FRAC_PI_2;
        for (head, tail) in head.iter_mut().zip(tail) {
            *head = *head * t.sin() + tail * t.cos();
        }
    }
}

/// The chord of every bar, as a step of the scale; home at the end.
fn chords(plan: &Plan, bars: usize, dice: &mut Dice) -> Vec<i32> {
    let ways: &[[i32; 4]] = match plan.scale {
        MAJOR => &[[0, 4, 5, 3], [0, 3, 0, 4], [0, 5, 3, 4], [0, 2, 3, 4]],
        LYDIAN => &[[0, 1, 0, 4], [0, 1, 5, 4], [0, 4, 1, 0]],
        PHRYGIAN => &[[0, 1, 0, 1], [0, 0, 5, 1], [0, 6, 1, 0]],
        DORIAN => &[[0, 3, 0, 6], [0, 6, 3, 0], [0, 2, 3, 4]],
        _ => &[[0, 5, 2, 6], [0, 3, 5, 6], [0, 5, 3, 4], [0, 6, 5, 6]],
    };
    let (first, second) = (ways[dice.below(ways.len())], ways[dice.below(ways.len())]);
    // Four bars, again, something else, and the first again.
    let mut chords: Vec<i32> = (0..bars).map(|i| if i / 4 % 4 == 2 { second[i % 4] } else { first[i % 4] }).collect();
    if let Some(last) = chords.last_mut() {
        *last = 0;
    }
    chords
}

/// A note of the tune: beat from the phrase's start, length in beats, steps above the bar's chord, force.
struct Note {
    beat: f64,
    long: f64,
    step: i32,
    force: f32,
}

/// A phrase of four bars: a short idea, answered.
fn tune(plan: &Plan, dice: &mut Dice) -> Vec<Note> {
    let rhythms: &[&[f64]] = if plan.beats == 3 {
        &[&[0.0, 1.0, 2.0], &[0.0, 2.0], &[0.0, 1.5, 2.0]]
    } else if plan.bpm < 70.0 {
        &[&[0.0, 2.0], &[0.0, 1.5, 3.0], &[0.5, 2.0], &[0.0]]
    } else {
        &[&[0.0, 1.0, 2.0, 3.0], &[0.0, 1.5, 2.0, 3.0], &[0.0, 0.5, 1.0, 2.0], &[0.0, 2.0, 3.0]]
    };
    let idea = rhythms[dice.below(rhythms.len())];
    let mut notes = Vec::new();
    let mut step = [0, 2, 4][dice.below(3)];
    for bar in 0..4 {
        // The second bar repeats the first one's rhythm; the last one rests on a long note.
        let rhythm = match bar {
            2 => rhythms[dice.below(rhythms.len())],
            3 => &idea[..1],
            _ => idea,
        };
        for (i, &beat) in rhythm.iter().enumerate() {
            let end = rhythm.get(i + 1).copied().unwrap_or(plan.beats as f64);
            // Strong beats stand on the chord, the others walk.
            step = if beat == 0.0 {
                [0, 2, 4, 7][dice.below(4)]
            } else {
                (step + [-1, 1, 1, -2, 2][dice.below(5)]).clamp(-1, 9)
            };
            let step = if bar == 3 { 0 } else { step };
            let force = if beat == 0.0 { 1.0 } else { dice.between(0.6, 0.85) };
            notes.push(Note { beat: (bar * plan.beats) as f64 + beat, long: end - beat, step, force });
        }
    }
    notes
}

fn play(plan: &Plan, player: Player, chords: &[i32], tune: &[Note], bar: f64, part: &mut Tape, dice: &mut Dice) {
    let beat = bar / plan.beats as f64;
    let octave = match player {
        Player::Guitar => 0,
        Player::Box | Player::Bells => 2,
        _ => 1,
    };
    for (phrase, bars) in chords.chunks(4).enumerate() {
        // One phrase in four stays silent but for its accompaniment.
        let rests = phrase % 4 == 3 && chords.len() > 8;
        for note in tune.iter().filter(|_| !rests) {
            let number = (note.beat / plan.beats as f64) as usize;
            let Some(&chord) = bars.get(number) else { continue };
            // Nobody plays exactly on the beat.
            let at = (phrase * 4) as f64 * bar + note.beat * beat + f64::from(dice.between(0.0, 0.018));
            let ring = (note.long * beat * 1.3) as f32;
            let hertz = plan.hertz(chord + note.step, octave);
            sound(player, hertz, at as f32, ring, note.force, dice.between(-0.2, 0.25), part, dice);
        }
        for (number, &chord) in bars.iter().enumerate() {
            let start = (phrase * 4 + number) as f64 * bar;
            accompany(plan, player, chord, start, beat, octave - 1, part, dice);
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn accompany(
    plan: &Plan,
    player: Player,
    chord: i32,
    start: f64,
    beat: f64,
    octave: i32,
    part: &mut Tape,
    dice: &mut Dice,
) {
    let pattern: &[(f64, i32, f32)] = match (player, plan.beats) {
        (Player::Flute | Player::Bells, _) => &[],
        (_, 3) => &[(0.0, 0, 0.6), (1.0, 4, 0.35), (1.0, 9, 0.3), (2.0, 4, 0.3), (2.0, 9, 0.28)],
        (Player::Guitar | Player::Box, _) => &[
            (0.0, 0, 0.6),
            (0.5, 4, 0.35),
            (1.0, 7, 0.4),
            (1.5, 9, 0.33),
            (2.0, 4, 0.42),
            (2.5, 7, 0.33),
            (3.0, 9, 0.38),
            (3.5, 7, 0.3),
        ],
        _ if plan.bpm < 70.0 => &[(0.0, 0, 0.55), (0.0, 4, 0.3), (2.0, 9, 0.25)],
        _ => &[(0.0, 0, 0.55), (1.0, 4, 0.3), (2.0, 7, 0.33), (3.0, 9, 0.28)],
    };
    for &(at, step, force) in pattern {
        let time = start + at * beat + f64::from(dice.between(0.0, 0.012));
        sound(player, plan.hertz(chord + step, octave), time as f32, (beat * 2.4) as f32, force, -0.15, part, dice);
    }
}

/// One note of an instrument that is struck, plucked or blown.
#[allow(clippy::too_many_arguments)]
fn sound(player: Player, hertz: f32, at: f32, long: f32, force: f32, pan: f32, part: &mut Tape, dice: &mut Dice) {
    match player {
        Player::Piano => {
            let ring = (5.5 * (220.0 / hertz).powf(0.35)).min(long + 2.2);
            // Strings are stiff: high partials stand a little sharp. Harder strokes are brighter.
            let partials: Vec<(f32, f32, f32)> = (1..9)
                .map(|k| {
                    let k = k as f32;
                    let strength = force.powf(0.6 + 0.25 * k) / k.powf(1.35);
                    (hertz * k * (1.0 + 0.0004 * k * k).sqrt(), strength, ring / (0.7 + 0.3 * k))
                })
                .filter(|(hertz, ..)| *hertz < 9000.0)
                .collect();
            let (mut hammer, mut felt) = (Dice::new(dice.next()), Filter::default());
            part.add(at, ring, pan, |t| {
                let damp = ((long + 0.35 - t) / 0.3).clamp(0.0, 1.0);
                let tone: f32 = partials.iter().map(|&(hz, s, d)| sine(t * hz) * decay(t, 0.003, d) * s).sum();
                (tone * 0.3 + felt.low(hammer.white(), 700.0) * decay(t, 0.001, 0.03) * force * 0.1) * damp
            });
        }
        Player::Guitar => {
            let string = pluck(hertz, (long + 1.6).min(4.0), 0.55, dice);
            let mut body = Filter::default();
            let mut i = 0;
            part.add(at, string.len() as f32 / HZ, pan, |_| {
                let value = string.get(i).copied().unwrap_or(0.0);
                i += 1;
                (value + body.band(value, 190.0, 2.0) * 0.5) * force * 0.5
            });
        }
        Player::Box | Player::Bells => {
            let long = if player == Player::Box { 1.5 } else { 3.2 };
            part.add(at, long, pan, |t| {
                let tine = sine(t * hertz * 5.43) * decay(t, 0.001, long * 0.12) * 0.16;
                (sine(t * hertz) * decay(t, 0.001, long)
                    + sine(t * hertz * 2.0) * decay(t, 0.001, long * 0.5) * 0.22
                    + tine)
                    * force
                    * 0.35
            });
        }
        _ => {
            let (mut breath, mut filter) = (Dice::new(dice.next()), Filter::default());
            let mut phase = 0.0;
            part.add(at, long + 0.15, pan, |t| {
                phase += hertz * (1.0 + 0.004 * sine(t * 5.1) * (t * 2.0).min(1.0)) / HZ;
                let shape = (t / 0.09).min((long + 0.15 - t) / 0.15).clamp(0.0, 1.0);
                let air = filter.band(breath.white(), hertz * 2.0, 2.0) * 0.06;
                (sine(phase) + 0.22 * sine(phase * 2.0) + 0.07 * sine(phase * 3.0) + air) * shape * force * 0.4
            });
        }
    }
}

/// A chord held by a bowed or a floating choir of voices, with the next one's beginning under its end.
fn hold(plan: &Plan, player: Player, chord: i32, start: f64, bar: f64, part: &mut Tape, dice: &mut Dice) {
    let bowed = player == Player::Strings;
    let (beat, over) = (bar as f32 / plan.beats as f32, 0.7f32.min(bar as f32 * 0.3));
    let voices = [(0, -1, 0.8), (4, 0, 0.55), (7, 0, 0.5), (9, 0, 0.5), (11, 0, 0.3)];
    for (i, (step, octave, strength)) in voices.into_iter().enumerate() {
        let hertz = plan.hertz(chord + step, octave);
        let pan = [-0.1, -0.55, 0.5, -0.3, 0.65][i];
        let (mut soft, mut phases) = (Filter::default(), [dice.unit(), dice.unit(), dice.unit()]);
        let long = bar as f32 + over;
        let mut sway = Wander::new(dice.next(), 0.6);
        part.add(start as f32, long, pan, |t| {
            let vibrato = if bowed { 1.0 + 0.0028 * sine(t * 5.3 + i as f32 * 0.37) } else { 1.0 };
            let mut saws = 0.0;
            for (phase, detune) in phases.iter_mut().zip([0.997, 1.0, 1.0032]) {
                *phase = (*phase + hertz * vibrato * detune / HZ).fract();
                saws += if bowed { *phase * 2.0 - 1.0 } else { sine(*phase) + 0.2 * sine(*phase * 2.0) };
            }
            let shape = (t / over).min((long - t) / over).clamp(0.0, 1.0);
            let shape = shape * shape * (3.0 - 2.0 * shape);
            // Under tension the bows repeat their notes in eighths.
            let stroke = if plan.tense && bowed { 0.35 + 0.65 * hump((t / beat * 2.0).fract()) } else { 1.0 };
            let edge = if bowed { 700.0 + 1300.0 * sway.step() + hertz } else { 900.0 + 600.0 * sway.step() };
            soft.low(saws, edge) * shape * stroke * strength * 0.2
        });
    }
}

fn drone(plan: &Plan, part: &mut Tape, seed: u64) {
    let (low, fifth) = (plan.hertz(0, -1), plan.hertz(4, -1));
    part.fill(|side| {
        let (mut swell, mut open) = (Wander::new(seed + side, 0.09), Wander::new(seed + 5 + side, 0.14));
        let (mut soft, mut shine) = (Filter::default(), Wander::new(seed + 9 + side, 0.2));
        let detune = 1.0 + 0.0016 * (side as f32 - 0.5);
        // Phases are summed: a product with the time would lose its fine steps after a minute.
        let steps = [low, low * 1.003, fifth, low * 0.5, low * 4.0].map(|hertz| hertz * detune / HZ);
        let mut phases = [0.0f32; 5];
        move |_| {
            phases.iter_mut().zip(steps).for_each(|(phase, step)| *phase = (*phase + step).fract());
            let saw = |i: usize| phases[i] * 2.0 - 1.0;
            let rich = saw(0) + 0.7 * saw(1) + 0.55 * saw(2) + 0.8 * sine(phases[3]);
            let body = soft.low(rich, 130.0 + 320.0 * open.step()) * (0.6 + 0.4 * swell.step());
            body + sine(phases[4]) * 0.05 * shine.step()
        }
    });
}

fn pulse(plan: &Plan, chord: i32, start: f64, bar: f64, part: &mut Tape, dice: &mut Dice) {
    let beat = bar as f32 / plan.beats as f32;
    let hertz = plan.hertz(chord, -1);
    for eighth in 0..plan.beats * 2 {
        let at = start as f32 + eighth as f32 * beat / 2.0;
        let force = if eighth % (plan.beats * 2) == 0 {
            1.0
        } else if eighth % 2 == 0 {
            0.7
        } else {
            0.45
        };
        let mut soft = Filter::default();
        part.add(at, 0.3, 0.0, |t| {
            let saw = (t * hertz).fract() * 2.0 - 1.0;
            soft.low(saw, 500.0) * decay(t, 0.004, 0.22) * force * 0.4
        });
        if eighth % 4 == 0 {
            part.add(at, 0.4, 0.0, |t| sine(t * (72.0 - 70.0 * t)) * decay(t, 0.003, 0.32) * force * 0.8);
        }
        let (mut noise, mut high) = (Dice::new(dice.next()), Filter::default());
        part.add(at, 0.06, 0.2, |t| high.high(noise.white(), 5200.0) * decay(t, 0.001, 0.04) * force * 0.05);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_piece_goes_round_without_a_step() {
        let pcm = score("slow drone, piano", Some(90.0), Some(3), 200.0, 4);
        assert!(pcm.looped);
        // Whole periods of sixteen bars of three beats, less the half second that is mixed into the beginning.
        let period = 16.0 * 3.0 * 60.0 / 90.0;
        let seconds = (200.0_f64 / period).floor() * period - 0.5;
        assert!((pcm.pairs() as f64 / 48_000.0 - seconds).abs() < 0.01);
        let last = &pcm.samples[pcm.samples.len() - 2..];
        let step = (pcm.samples[0] - last[0]).abs().max((pcm.samples[1] - last[1]).abs());
        let usual = pcm.samples.chunks_exact(2).zip(pcm.samples.chunks_exact(2).skip(1)).map(|(a, b)| (a[0] - b[0]).abs()).fold(0.0, f32::max);
        assert!(step <= usual, "{step} {usual}");
        assert!(!score("piano", None, None, 20.0, 4).looped);
    }
}
