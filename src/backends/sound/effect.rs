//! Single sounds: a door, a knock, steps, a bell, thunder.
//! Sounds that go on are in `bed`.

use super::synth::{Dice, Filter, Pink, Tape, Wander, decay, hump, sine};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Knock,
    Door,
    Steps,
    SnowSteps,
    Bell,
    Phone,
    Thunder,
    Beep,
    Click,
    Glass,
    Shot,
    Whoosh,
    Heart,
    Paper,
    Splash,
}

/// Words that ask for an effect; the first that is found counts.
pub const WORDS: [(Effect, &[&str]); 15] = [
    (Effect::Knock, &["knock", "knocks", "knocking", "banging"]),
    (Effect::Phone, &["phone", "telephone", "ring", "rings", "ringing"]),
    (Effect::Door, &["door", "gate", "hatch", "slam"]),
    (Effect::SnowSteps, &["footsteps in snow", "steps in snow", "snow crunch", "crunch"]),
    (Effect::Steps, &["footsteps", "steps", "walking", "footstep", "running"]),
    (Effect::Bell, &["bell", "chime", "gong", "bells", "toll"]),
    (Effect::Thunder, &["thunder", "avalanche", "explosion", "rumble", "crack of ice", "ice cracks"]),
    (Effect::Beep, &["beep", "beeps", "morse", "signal", "sonar", "radio beep", "ping"]),
    (Effect::Click, &["click", "switch", "lighter", "key", "lock", "latch", "button", "typing"]),
    (Effect::Glass, &["glass", "shatter", "clink", "cup", "dishes"]),
    (Effect::Shot, &["shot", "gunshot", "gun", "bang", "rifle"]),
    (Effect::Whoosh, &["whoosh", "swish", "sweep", "passes by", "rush"]),
    (Effect::Heart, &["heartbeat", "heart", "pulse"]),
    (Effect::Paper, &["paper", "page", "letter", "rustle", "cloth", "zip"]),
    (Effect::Splash, &["splash", "drop", "drip"]),
];

pub fn render(effect: Effect, seconds: f32, seed: u64) -> Tape {
    let mut tape = Tape::new(seconds);
    let mut dice = Dice::new(seed);
    let (level, room) = match effect {
        Effect::Knock => {
            for (i, at) in [0.05, 0.3, 0.53].into_iter().enumerate() {
                thud(&mut tape, at, 170.0 - 8.0 * i as f32, 0.8, &mut dice);
            }
            (0.14, 0.25)
        }
        Effect::Door => {
            creak(&mut tape, &mut dice);
            thud(&mut tape, 0.95, 85.0, 1.0, &mut dice);
            thud(&mut tape, 1.02, 240.0, 0.35, &mut dice);
            (0.13, 0.3)
        }
        Effect::Steps => {
            steps(&mut tape, seconds, false, &mut dice);
            (0.07, 0.2)
        }
        Effect::SnowSteps => {
            steps(&mut tape, seconds, true, &mut dice);
            (0.06, 0.02)
        }
        Effect::Bell => {
            bell(&mut tape, 0.02, 523.0, &mut dice);
            (0.12, 0.4)
        }
        Effect::Phone => {
            phone(&mut tape, seconds);
            (0.07, 0.2)
        }
        Effect::Thunder => {
            thunder(&mut tape, 0.1, 1.0, seed);
            (0.16, 0.35)
        }
        Effect::Beep => {
            let mut at = 0.05;
            while at < seconds - 0.2 {
                let long = if dice.unit() < 0.4 { 0.24 } else { 0.09 };
                tape.add(at, long, 0.0, |t| {
                    sine(t * 880.0) * (t / 0.006).min((long - t) / 0.006).clamp(0.0, 1.0) * 0.3
                });
                at += long + dice.between(0.09, 0.3);
            }
            (0.05, 0.1)
        }
        Effect::Click => {
            for (at, hertz) in [(0.03, 2600.0), (0.09, 1700.0)] {
                let (mut noise, mut filter) = (Dice::new(dice.next()), Filter::default());
                tape.add(at, 0.05, 0.0, |t| filter.band(noise.white(), hertz, 3.0) * decay(t, 0.0005, 0.025));
            }
            (0.06, 0.15)
        }
        Effect::Glass => {
            for _ in 0..7 {
                let (at, hertz) = (0.03 + dice.unit().powi(2) * 0.35, dice.between(2100.0, 5200.0));
                let (long, strength) = (dice.between(0.15, 0.6), dice.between(0.2, 1.0));
                tape.add(at, long, dice.between(-0.4, 0.4), |t| {
                    sine(t * hertz) * decay(t, 0.001, long) * strength * 0.2
                });
            }
            (0.07, 0.3)
        }
        Effect::Shot => {
            let (mut noise, mut filter) = (Dice::new(dice.next()), Filter::default());
            tape.add(0.02, 0.9, 0.0, |t| {
                filter.low(noise.white(), 3800.0 * decay(t, 0.001, 0.8) + 180.0) * decay(t, 0.001, 0.6)
            });
            (0.18, 0.6)
        }
        Effect::Whoosh => {
            let (mut noise, mut pink, mut filter) = (Dice::new(dice.next()), Pink::default(), Filter::default());
            let long = seconds.min(1.4);
            tape.add(0.0, long, 0.0, |t| {
                let u = t / long;
                filter.band(pink.step(noise.white()), 300.0 + 1500.0 * hump(u), 1.2) * hump(u).powi(2)
            });
            (0.09, 0.15)
        }
        Effect::Heart => {
            let mut at = 0.1;
            while at < seconds - 0.4 {
                for (late, strength) in [(0.0, 1.0), (0.28, 0.7)] {
                    tape.add(at + late, 0.25, 0.0, |t| sine(t * (62.0 - 60.0 * t)) * decay(t, 0.015, 0.22) * strength);
                }
                at += 0.95;
            }
            (0.12, 0.05)
        }
        Effect::Paper => {
            let mut rub = Wander::new(dice.next(), 14.0);
            let (mut noise, mut filter) = (Dice::new(dice.next()), Filter::default());
            let long = seconds.min(1.2);
            tape.add(0.0, long, 0.0, |t| filter.band(noise.white(), 3200.0, 0.6) * rub.step().powi(4) * hump(t / long));
            (0.03, 0.05)
        }
        Effect::Splash => {
            for _ in 0..5 {
                let (at, from) = (dice.unit().powi(2) * 0.5, dice.between(420.0, 1100.0));
                let mut phase = 0.0;
                tape.add(at, 0.12, dice.between(-0.3, 0.3), |t| {
                    phase += (from + 5200.0 * t) / super::synth::HZ;
                    sine(phase) * decay(t, 0.002, 0.1)
                });
            }
            (0.07, 0.35)
        }
    };
    tape.room(0.45, room);
    tape.level(level);
    tape.ends(0.002, 0.08);
    tape
}

fn thud(tape: &mut Tape, at: f32, hertz: f32, strength: f32, dice: &mut Dice) {
    let (mut noise, mut filter) = (Dice::new(dice.next()), Filter::default());
    tape.add(at, 0.4, 0.0, |t| {
        let wood = filter.band(noise.white(), hertz * 4.0, 1.5) * decay(t, 0.001, 0.05);
        (sine(t * (hertz - hertz * 0.6 * t)) * decay(t, 0.002, 0.2) + wood * 0.5) * strength
    });
}

fn creak(tape: &mut Tape, dice: &mut Dice) {
    let mut pull = Wander::new(dice.next(), 9.0);
    let (mut body, mut phase) = (Filter::default(), 0.0);
    tape.add(0.0, 0.8, 0.1, |t| {
        phase += (55.0 + 75.0 * pull.step() + 60.0 * t) / super::synth::HZ;
        let stick = if phase.fract() < 0.12 { 1.0 } else { -0.1 };
        body.band(stick, 900.0 + 300.0 * t, 4.0) * hump(t / 0.8) * 0.14
    });
}

fn steps(tape: &mut Tape, seconds: f32, snow: bool, dice: &mut Dice) {
    let mut at = 0.08;
    let mut side = 0.12;
    while at < seconds - 0.15 {
        let strength = dice.between(0.75, 1.0);
        if snow {
            // Snow gives way in many small grains.
            for grain in 0..26 {
                let start = at + grain as f32 * 0.009 + dice.between(0.0, 0.006);
                let (mut noise, mut filter) = (Dice::new(dice.next()), Filter::default());
                let (hertz, force) = (dice.between(900.0, 2800.0), hump(grain as f32 / 26.0) * strength);
                tape.add(start, 0.03, side, |t| filter.band(noise.white(), hertz, 1.0) * decay(t, 0.001, 0.02) * force);
            }
        } else {
            thud(tape, at, dice.between(85.0, 105.0), 0.5 * strength, dice);
            let (mut noise, mut filter) = (Dice::new(dice.next()), Filter::default());
            tape.add(at + 0.07, 0.1, side, |t| filter.band(noise.white(), 1500.0, 0.9) * decay(t, 0.004, 0.07) * 0.14);
        }
        side = -side;
        at += dice.between(0.52, 0.6);
    }
}

fn bell(tape: &mut Tape, at: f32, hertz: f32, dice: &mut Dice) {
    let partials = [
        (0.5, 0.5, 5.0),
        (1.0, 1.0, 4.0),
        (1.19, 0.6, 3.2),
        (1.5, 0.35, 2.6),
        (2.0, 0.45, 2.2),
        (2.74, 0.2, 1.4),
        (4.1, 0.1, 0.8),
    ];
    for (ratio, strength, long) in partials {
        let detune = 1.0 + dice.between(-0.0008, 0.0008);
        tape.add(at, long, 0.0, |t| sine(t * hertz * ratio * detune) * decay(t, 0.003, long) * strength * 0.2);
    }
}

fn phone(tape: &mut Tape, seconds: f32) {
    let mut at = 0.05;
    while at < seconds - 0.3 {
        let long = (seconds - at).min(1.6);
        tape.add(at, long, 0.0, |t| {
            let strike = decay((t * 22.0).fract() / 22.0, 0.0015, 0.11);
            let shape = (t / 0.01).min((long - t) / 0.12).clamp(0.0, 1.0);
            (sine(t * 1180.0) + 0.8 * sine(t * 1475.0) + 0.25 * sine(t * 2950.0)) * strike * shape * 0.2
        });
        at += 3.6;
    }
}

/// Thunder that begins at `at`; `near` of 1 cracks, of 0 only rolls.
pub fn thunder(tape: &mut Tape, at: f32, near: f32, seed: u64) {
    let (mut noise, mut pink, mut filter) = (Dice::new(seed), Pink::default(), Filter::default());
    let mut roll = Wander::new(seed + 1, 3.5);
    tape.add(at, 6.0, 0.0, |t| {
        let crack = near * 2600.0 * decay(t, 0.004, 0.5);
        let swell = (t / (0.05 + 0.6 * (1.0 - near))).min(1.0) * (-0.65 * t).exp() * (0.35 + 0.65 * roll.step());
        filter.low(pink.step(noise.white()), 110.0 + crack) * swell * (1.0 - t / 6.0)
    });
}
