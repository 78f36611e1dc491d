//! Ambience: beds of sound that go on for as long as a scene does.
//! Single sounds such as a knock are in `effect`, music in `score`.

use super::effect;
use super::synth::{Dice, Filter, Pink, Tape, Wander, decay, hump, sine};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bed {
    Wind,
    Rain,
    Sea,
    Stream,
    Room,
    Forest,
    City,
    Fire,
    Static,
    Crowd,
    Train,
    Engine,
    Storm,
    Night,
    Clock,
    Hum,
}

/// Words that ask for a bed; the first that is found counts.
pub const WORDS: [(Bed, &[&str]); 16] = [
    (Bed::Storm, &["storm", "blizzard", "gale", "tempest", "hurricane"]),
    (Bed::Static, &["static", "interference", "radio noise", "white noise"]),
    (Bed::Fire, &["fire", "flames", "crackle", "campfire", "stove", "hearth", "embers"]),
    (Bed::Rain, &["rain", "drizzle", "downpour"]),
    (Bed::Sea, &["sea", "ocean", "waves", "surf", "shore", "beach"]),
    (Bed::Stream, &["stream", "river", "brook", "creek", "water", "fountain", "dripping", "thaw"]),
    (Bed::Train, &["train", "railway", "tram", "subway"]),
    (
        Bed::Engine,
        &["engine", "car interior", "truck", "boat", "ship", "snowmobile", "helicopter", "plane", "generator"],
    ),
    (
        Bed::Crowd,
        &[
            "crowd",
            "people",
            "voices",
            "chatter",
            "murmur",
            "café",
            "cafe",
            "bar",
            "restaurant",
            "market",
            "party",
            "audience",
        ],
    ),
    (Bed::City, &["city", "traffic", "street", "cars", "urban", "town"]),
    (Bed::Night, &["night", "insects", "crickets", "cicadas"]),
    (Bed::Forest, &["forest", "birds", "birdsong", "woods", "garden", "park", "morning", "countryside", "meadow"]),
    (Bed::Clock, &["clock", "ticking"]),
    (Bed::Hum, &["hum", "buzz", "fridge", "machine", "machines", "computer", "ventilation", "neon", "electric"]),
    (Bed::Wind, &["wind", "breeze", "draught", "snow", "ice", "mountain", "desert", "air"]),
    (Bed::Room, &["room", "room tone", "interior", "silence", "quiet", "hall", "office", "kitchen"]),
];

pub fn render(bed: Bed, seconds: f32, seed: u64) -> Tape {
    let mut tape = Tape::new(seconds);
    let level = match bed {
        Bed::Wind => wind(&mut tape, seed, 1.0),
        Bed::Storm => storm(&mut tape, seed),
        Bed::Rain => rain(&mut tape, seed),
        Bed::Sea => sea(&mut tape, seed),
        Bed::Stream => stream(&mut tape, seed),
        Bed::Room => room(&mut tape, seed),
        Bed::Forest => forest(&mut tape, seed),
        Bed::City => city(&mut tape, seed),
        Bed::Fire => fire(&mut tape, seed),
        Bed::Static => radio(&mut tape, seed),
        Bed::Crowd => crowd(&mut tape, seed),
        Bed::Train => train(&mut tape, seed),
        Bed::Engine => engine(&mut tape, seed),
        Bed::Night => night(&mut tape, seed),
        Bed::Clock => clock(&mut tape, seed),
        Bed::Hum => hum(&mut tape, seed),
    };
    tape.level(level);
    tape
}

/// Times of events that come `rate` times a second on average, each at least a third of the mean apart.
fn moments(seconds: f32, rate: f32, dice: &mut Dice) -> Vec<f32> {
    let mut times = Vec::new();
    let mut at = dice.between(0.0, 1.0 / rate);
    while at < seconds {
        times.push(at);
        at += dice.between(0.33, 1.67) / rate;
    }
    times
}

fn seconds(tape: &Tape) -> f32 {
    tape.pairs() as f32 / super::synth::HZ
}

fn wind(tape: &mut Tape, seed: u64, strength: f32) -> f32 {
    // Both sides share the gusts and differ in their noise.
    tape.fill(|side| {
        let (mut gust, mut slow) = (Wander::new(seed, 0.3 * strength), Wander::new(seed + 1, 0.11));
        let mut flutter = Wander::new(seed + 2 + side, 1.1 * strength);
        let (mut dice, mut pink) = (Dice::new(seed + 10 + side), Pink::default());
        let (mut body, mut hiss, mut whistle) = (Filter::default(), Filter::default(), Filter::default());
        move |_| {
            let force = (0.25 + 0.5 * gust.step() + 0.35 * slow.step()) * (0.8 + 0.2 * flutter.step());
            let noise = pink.step(dice.white());
            let low = body.step(noise, 140.0 + 420.0 * force, 0.8).low;
            let air = hiss.step(noise, 700.0 + 1500.0 * force, 0.6).band * 0.16;
            let thin = whistle.step(noise, 480.0 + 380.0 * force, 14.0).band * 0.5 * (force - 0.55).max(0.0);
            (low + air + thin) * force * force
        }
    });
    0.08
}

fn storm(tape: &mut Tape, seed: u64) -> f32 {
    wind(tape, seed, 1.8);
    tape.level(0.12);
    let mut wet = Tape::new(seconds(tape));
    rain(&mut wet, seed + 50);
    wet.level(0.06);
    tape.samples.iter_mut().zip(&wet.samples).for_each(|(a, b)| *a += b);
    let mut dice = Dice::new(seed + 90);
    for at in moments(seconds(tape), 0.05, &mut dice) {
        effect::thunder(tape, at, 0.3 * dice.unit(), dice.next());
    }
    0.12
}

fn rain(tape: &mut Tape, seed: u64) -> f32 {
    tape.fill(|side| {
        let mut dice = Dice::new(seed + side);
        let mut sway = Wander::new(seed + 7, 0.13);
        let (mut high, mut low, mut body) = (Filter::default(), Filter::default(), Filter::default());
        let mut ring = [(Filter::default(), 0.0f32, 0.0f32); 6];
        move |_| {
            let white = dice.white();
            let amount = 0.75 + 0.25 * sway.step();
            let hiss = low.low(high.high(white, 1100.0), 6500.0) * 0.22;
            let patter = body.band(white, 420.0, 0.5) * 0.08;
            // Single drops ring for a moment, each on its own note.
            if dice.unit() < 0.0022 {
                let slot = dice.below(6);
                ring[slot] = (Filter::default(), dice.between(900.0, 4200.0), dice.between(0.2, 1.0).powi(3));
            }
            let mut drops = 0.0;
            for (filter, hertz, strength) in &mut ring {
                if *strength > 0.0 && *hertz > 0.0 {
                    drops += filter.band(*strength, *hertz, 6.0) * 1.3;
                    *strength *= 0.9965;
                    if *strength < 1e-4 {
                        *strength = 0.0;
                    }
                }
            }
            (hiss + patter) * amount + drops * 0.5
        }
    });
    0.06
}

fn sea(tape: &mut Tape, seed: u64) -> f32 {
    let length = seconds(tape);
    tape.fill(|side| {
        let (mut dice, mut pink, mut filter) = (Dice::new(seed + side), Pink::default(), Filter::default());
        move |_| filter.low(pink.step(dice.white()), 260.0) * 0.35
    });
    let mut dice = Dice::new(seed + 5);
    let mut at = -4.0;
    while at < length {
        let long = dice.between(7.0, 11.0);
        let (strength, pan) = (dice.between(0.5, 1.0), dice.between(-0.5, 0.5));
        let (mut noise, mut pink, mut filter) = (Dice::new(dice.next()), Pink::default(), Filter::default());
        let skipped = (-at).max(0.0);
        tape.add(at.max(0.0), long - skipped, pan, |t| {
            let t = (t + skipped) / long;
            // A wave swells, breaks, and hisses back over the stones.
            let swell = if t < 0.42 { (t / 0.42).powi(2) } else { (1.0 - (t - 0.42) / 0.58).powf(1.6) };
            let bright = 350.0 + 3800.0 * hump((t - 0.2) / 0.75);
            filter.low(pink.step(noise.white()), bright) * swell * strength
        });
        at += long * dice.between(0.55, 0.8);
    }
    0.09
}

fn stream(tape: &mut Tape, seed: u64) -> f32 {
    tape.fill(|side| {
        let (mut dice, mut pink) = (Dice::new(seed + side), Pink::default());
        let mut wanders: Vec<Wander> = (0..6).map(|i| Wander::new(seed + 20 + i + side * 31, 2.5 + i as f32)).collect();
        let mut filters = [Filter::default(); 6];
        let mut bed = Filter::default();
        move |_| {
            let noise = pink.step(dice.white());
            let mut sum = bed.band(noise, 900.0, 0.5) * 0.25;
            for (i, (filter, wander)) in filters.iter_mut().zip(&mut wanders).enumerate() {
                let w = wander.step();
                sum += filter.band(noise, 300.0 + 260.0 * i as f32 + 500.0 * w, 9.0) * w * w * 0.8;
            }
            sum
        }
    });
    0.06
}

fn room(tape: &mut Tape, seed: u64) -> f32 {
    tape.fill(|side| {
        let (mut dice, mut pink) = (Dice::new(seed + side), Pink::default());
        let (mut filter, mut air) = (Filter::default(), Filter::default());
        move |t| {
            let noise = pink.step(dice.white());
            filter.low(noise, 190.0) + air.band(noise, 1500.0, 0.4) * 0.03 + sine(t * 100.0) * 0.003
        }
    });
    0.02
}

fn forest(tape: &mut Tape, seed: u64) -> f32 {
    wind(tape, seed, 0.7);
    tape.level(0.022);
    let mut dice = Dice::new(seed + 40);
    let mut birds = Tape::new(seconds(tape));
    // Four birds, each with its own song, place and habit.
    for _ in 0..4 {
        let (base, pan, far) = (dice.between(2100.0, 4300.0), dice.between(-0.9, 0.9), dice.between(0.15, 0.6));
        let (notes, trill, sweep) = (2 + dice.below(4), dice.between(0.07, 0.17), dice.between(-900.0, 1200.0));
        let rate = dice.between(0.07, 0.2);
        for at in moments(seconds(tape), rate, &mut dice) {
            let count = notes + dice.below(2);
            for note in 0..count {
                let start = at + note as f32 * trill * 1.25;
                let from = base * dice.between(0.97, 1.03) + note as f32 * 60.0;
                let mut phase = 0.0;
                birds.add(start, trill, pan, |t| {
                    let u = t / trill;
                    let hertz = from + sweep * (u - 0.3) + 120.0 * sine(t * 28.0);
                    phase += hertz / super::synth::HZ;
                    (sine(phase) + 0.12 * sine(phase * 2.0)) * hump(u) * far * 0.05
                });
            }
        }
    }
    birds.room(0.9, 0.35);
    tape.samples.iter_mut().zip(&birds.samples).for_each(|(a, b)| *a += b);
    0.035
}

fn city(tape: &mut Tape, seed: u64) -> f32 {
    tape.fill(|side| {
        let (mut dice, mut pink) = (Dice::new(seed + side), Pink::default());
        let (mut low, mut mid, mut sway) = (Filter::default(), Filter::default(), Wander::new(seed + 3, 0.2));
        move |_| {
            let noise = pink.step(dice.white());
            low.low(noise, 170.0) * 1.1 + mid.band(noise, 520.0, 0.5) * 0.18 * (0.6 + 0.4 * sway.step())
        }
    });
    let mut dice = Dice::new(seed + 9);
    for at in moments(seconds(tape), 0.13, &mut dice) {
        let (long, strength) = (dice.between(4.0, 8.0), dice.between(0.2, 0.7));
        let way = if dice.unit() < 0.5 { 1.0 } else { -1.0 };
        let (mut noise, mut pink, mut filter) = (Dice::new(dice.next()), Pink::default(), Filter::default());
        let rumble = dice.between(45.0, 75.0);
        let car = |t: f32, noise: f32| {
            let u = t / long;
            (noise + 0.08 * sine(t * rumble * (1.05 - 0.1 * u))) * hump(u).powi(2) * strength
        };
        tape.add(at, long, 0.6 * way, |t| {
            let bright = 400.0 + 1300.0 * hump(t / long);
            let noise = filter.low(pink.step(noise.white()), bright);
            car(t, noise)
        });
    }
    0.06
}

fn fire(tape: &mut Tape, seed: u64) -> f32 {
    tape.fill(|side| {
        let (mut dice, mut pink, mut low) = (Dice::new(seed + side), Pink::default(), Filter::default());
        let (mut lick, mut breath) = (Wander::new(seed + 2 + side, 5.0), Filter::default());
        move |_| {
            let noise = pink.step(dice.white());
            let force = 0.5 + 0.5 * lick.step();
            low.low(noise, 240.0) * force + breath.band(noise, 900.0, 0.5) * 0.08 * force
        }
    });
    tape.level(0.03);
    let mut dice = Dice::new(seed + 4);
    for at in moments(seconds(tape), 9.0, &mut dice) {
        let strength = dice.unit().powi(4);
        let (hertz, long, pan) = (dice.between(700.0, 3600.0), dice.between(0.004, 0.03), dice.between(-0.6, 0.6));
        let (mut noise, mut filter) = (Dice::new(dice.next()), Filter::default());
        tape.add(at, long * 3.0, pan, |t| {
            filter.band(noise.white(), hertz, 1.6) * decay(t, 0.0004, long) * (0.03 + 0.5 * strength)
        });
    }
    0.05
}

fn radio(tape: &mut Tape, seed: u64) -> f32 {
    let mut dice = Dice::new(seed);
    let (mut band, mut low) = (Filter::default(), Filter::default());
    let (mut fade, mut drift) = (Wander::new(seed + 1, 0.4), Wander::new(seed + 2, 0.15));
    let mut crackle = 0.0;
    let mut phase = 0.0;
    let long = seconds(tape);
    tape.add(0.0, long, 0.0, |_| {
        if dice.unit() < 0.0004 {
            crackle = dice.between(0.3, 1.0);
        }
        crackle *= 0.994;
        let level = 0.35 + 0.65 * fade.step();
        phase += (520.0 + 900.0 * drift.step()) / super::synth::HZ;
        let hiss = low.low(band.band(dice.white(), 1500.0, 0.6), 3400.0);
        hiss * (level + crackle * 1.6) + sine(phase) * 0.012 * (1.0 - level)
    });
    0.05
}

fn crowd(tape: &mut Tape, seed: u64) -> f32 {
    let long = seconds(tape);
    let mut dice = Dice::new(seed);
    for _ in 0..14 {
        let (pitch, pan, far) = (dice.between(95.0, 230.0), dice.between(-1.0, 1.0), dice.between(0.3, 1.0));
        let (mut talk, mut syllable) = (Wander::new(dice.next(), 0.35), Wander::new(dice.next(), 4.6));
        let (mut melody, mut vowel) = (Wander::new(dice.next(), 2.2), Wander::new(dice.next(), 5.3));
        let (mut first, mut second, mut soft) = (Filter::default(), Filter::default(), Filter::default());
        let mut breath = Dice::new(dice.next());
        let mut phase = dice.unit();
        tape.add(0.0, long, pan, |_| {
            phase += pitch * (0.88 + 0.3 * melody.step()) / super::synth::HZ;
            let glottis = (1.0 - phase.fract()) - 0.5 + breath.white() * 0.12;
            let v = vowel.step();
            let sound =
                first.band(glottis, 300.0 + 450.0 * v, 5.0) + 0.5 * second.band(glottis, 1900.0 - 900.0 * v, 7.0);
            let speaks = ((talk.step() - 0.35) * 3.0).clamp(0.0, 1.0) * syllable.step().powi(2);
            soft.low(sound, 2300.0) * speaks * far
        });
    }
    tape.room(0.8, 0.5);
    0.05
}

fn train(tape: &mut Tape, seed: u64) -> f32 {
    tape.fill(|side| {
        let (mut dice, mut pink) = (Dice::new(seed + side), Pink::default());
        let (mut low, mut mid, mut sway) = (Filter::default(), Filter::default(), Wander::new(seed + 3, 0.8));
        move |t| {
            let noise = pink.step(dice.white());
            let force = 0.8 + 0.2 * sway.step();
            (low.low(noise, 150.0) * 1.2 + mid.band(noise, 650.0, 0.6) * 0.12 + sine(t * 49.0) * 0.02) * force
        }
    });
    tape.level(0.05);
    let mut dice = Dice::new(seed + 8);
    let mut at = 0.2;
    while at < seconds(tape) {
        for (late, strength) in [(0.0, 1.0), (0.17, 0.8), (0.62, 0.7), (0.79, 0.6)] {
            let (mut noise, mut filter) = (Dice::new(dice.next()), Filter::default());
            let strength = strength * dice.between(0.8, 1.0) * 0.4;
            tape.add(at + late, 0.2, 0.0, |t| {
                filter.band(noise.white(), 260.0, 1.5) * decay(t, 0.002, 0.13) * strength
                    + sine(t * 82.0) * decay(t, 0.002, 0.1) * strength * 0.3
            });
        }
        at += 1.55;
    }
    0.07
}

fn engine(tape: &mut Tape, seed: u64) -> f32 {
    tape.fill(|side| {
        let (mut dice, mut pink, mut low) = (Dice::new(seed + side), Pink::default(), Filter::default());
        let mut load = Wander::new(seed + 4, 0.5);
        let mut phase = 0.0;
        move |_| {
            phase += (31.0 + 2.5 * load.step()) / super::synth::HZ;
            let tones: f32 =
                (1..9).map(|k| sine(phase * k as f32) / k as f32 * if k % 2 == 0 { 1.0 } else { 0.6 }).sum();
            tones * 0.25 + low.low(pink.step(dice.white()), 320.0) * 0.6
        }
    });
    0.06
}

fn night(tape: &mut Tape, seed: u64) -> f32 {
    wind(tape, seed, 0.5);
    tape.level(0.012);
    let mut dice = Dice::new(seed + 70);
    let long = seconds(tape);
    for _ in 0..6 {
        let (hertz, pan, far) = (dice.between(3300.0, 4800.0), dice.between(-1.0, 1.0), dice.between(0.2, 1.0));
        let (beat, group, pause) = (dice.between(24.0, 36.0), dice.between(0.35, 0.8), dice.between(0.5, 1.4));
        let (mut sway, late) = (Wander::new(dice.next(), 0.3), dice.between(0.0, 2.0));
        let mut phase = 0.0f32;
        tape.add(0.0, long, pan, |t| {
            let u = (t + late) % (group + pause) / group;
            phase = (phase + hertz / super::synth::HZ).fract();
            sine(phase) * hump(u) * hump((t * beat).fract()) * far * 0.008 * (0.5 + 0.5 * sway.step())
        });
    }
    0.02
}

fn clock(tape: &mut Tape, seed: u64) -> f32 {
    room(tape, seed);
    tape.level(0.008);
    let mut dice = Dice::new(seed + 3);
    let count = seconds(tape) as usize;
    for second in 0..count {
        let (hertz, strength) = if second % 2 == 0 { (2300.0, 0.09) } else { (1800.0, 0.07) };
        let (mut noise, mut filter) = (Dice::new(dice.next()), Filter::default());
        tape.add(second as f32, 0.08, 0.15, |t| {
            filter.band(noise.white(), hertz, 6.0) * decay(t, 0.0006, 0.04) * strength
        });
    }
    0.02
}

fn hum(tape: &mut Tape, seed: u64) -> f32 {
    tape.fill(|side| {
        let (mut dice, mut pink, mut low) = (Dice::new(seed + side), Pink::default(), Filter::default());
        let mut sway = Wander::new(seed + 2, 0.2);
        move |t| {
            let tones = sine(t * 50.0) + 0.5 * sine(t * 100.0) + 0.12 * sine(t * 150.0) + 0.05 * sine(t * 300.0);
            tones * 0.12 * (0.9 + 0.1 * sway.step()) + low.low(pink.step(dice.white()), 600.0) * 0.3
        }
    });
    0.03
}
