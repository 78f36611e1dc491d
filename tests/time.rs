//! Exact time, against a second account of it: whole numbers of frames of any rate, as labels and as seconds, and the
//! length of films made of shots, cards, black, transitions and fades in every unit that a length is said in.

mod scripts;

use frost::time::{Rate, Seconds};
use proptest::prelude::*;

fn rate() -> impl Strategy<Value = Rate> {
    prop::sample::select(Rate::NAMES.to_vec()).prop_map(|name| Rate::parse(name).unwrap())
}

/// Frames in a day.
fn day(rate: Rate) -> u64 {
    rate.frames(Seconds::from_integer(86_400))
}

/// A length as a script says it, with what it is in milliseconds or frames.
#[derive(Clone, Copy, Debug)]
enum Said {
    Tenths(u64),
    Milliseconds(u64),
    Frames(u64),
    Label(u64),
}

impl Said {
    fn text(self, rate: Rate) -> String {
        match self {
            Said::Tenths(n) if n % 10 == 0 => format!("{}s", n / 10),
            Said::Tenths(n) => format!("{}.{}s", n / 10, n % 10),
            Said::Milliseconds(n) => format!("{n}ms"),
            Said::Frames(n) => format!("{n}f"),
            Said::Label(n) => rate.timecode(n),
        }
    }

    /// In whole frames, halves up; in integers of its own.
    fn frames(self, rate: Rate) -> u64 {
        let thousandths = match self {
            Said::Frames(n) | Said::Label(n) => return n,
            Said::Tenths(n) => n * 100,
            Said::Milliseconds(n) => n,
        };
        let (num, den) = (u64::from(rate.num), 1000 * u64::from(rate.den));
        (2 * thousandths * num + den) / (2 * den)
    }
}

/// From two to seventy seconds or so.
fn length() -> impl Strategy<Value = Said> {
    prop_oneof![
        (20_u64..300).prop_map(Said::Tenths),
        (2000_u64..9000).prop_map(Said::Milliseconds),
        (120_u64..900).prop_map(Said::Frames),
        (120_u64..4000).prop_map(Said::Label),
    ]
}

/// Short enough for both shots that it touches.
fn short() -> impl Strategy<Value = Said> {
    prop_oneof![(1_u64..9).prop_map(Said::Tenths), (40_u64..900).prop_map(Said::Milliseconds), (1_u64..24).prop_map(Said::Frames)]
}

#[derive(Clone, Debug)]
enum Part {
    Shot(Said),
    Black(Said),
    Card(Said),
}

/// What stands before a part: a cut, a transition that lays it over the part before, or fades that take none of its time.
#[derive(Clone, Debug)]
enum Joint {
    Cut,
    Over(&'static str, Said),
    Fades(Said),
}

fn film() -> impl Strategy<Value = (Rate, Vec<(Joint, Part)>)> {
    let part = prop_oneof![6 => length().prop_map(Part::Shot), 1 => length().prop_map(Part::Black), 1 => length().prop_map(Part::Card)];
    let joint = prop_oneof![
        4 => Just(Joint::Cut),
        2 => (prop::sample::select(vec!["dissolve", "wipe left", "iris in", "push right"]), short()).prop_map(|(word, length)| Joint::Over(word, length)),
        1 => short().prop_map(Joint::Fades),
    ];
    (rate(), prop::collection::vec((joint, part), 1..12))
}

fn script(rate: Rate, parts: &[(Joint, Part)], say: impl Fn(Said) -> String) -> String {
    let mut text = format!("film \"Clock\"\n  rate     {}\n\nEXT. SEA - DAY\n", rate.name());
    for (i, (joint, part)) in parts.iter().enumerate() {
        match joint {
            Joint::Over(word, length) if i > 0 => text += &format!("  {word} {}\n", say(*length)),
            Joint::Fades(length) if i > 0 => text += &format!("  fade out {0}\n  fade in {0}\n", say(*length)),
            _ => {}
        }
        text += &match part {
            Part::Shot(length) => format!("  shot wide, {}\n    Waves.\n", say(*length)),
            Part::Black(length) => format!("  black {}\n", say(*length)),
            Part::Card(length) => format!("  title \"Then\", {}\n", say(*length)),
        };
    }
    text
}

/// Where each part begins, and where the film ends.
fn account(rate: Rate, parts: &[(Joint, Part)]) -> Vec<u64> {
    let mut at = vec![0];
    for (i, (joint, part)) in parts.iter().enumerate() {
        let (Part::Shot(length) | Part::Black(length) | Part::Card(length)) = part;
        let start = match joint {
            Joint::Over(_, overlap) if i > 0 => at[i] - overlap.frames(rate),
            _ => at[i],
        };
        at[i] = start;
        at.push(start + length.frames(rate));
    }
    at
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_label_names_one_frame(rate in rate(), at in 0.0..1.0_f64) {
        let frame = (at * day(rate) as f64) as u64;
        let label = rate.timecode(frame);
        prop_assert_eq!(rate.parse_timecode(&label), Some(frame), "{}", label);
        prop_assert!(label < rate.timecode(frame + 1) || frame + 1 >= day(rate));
        // Drop-frame labels keep to the clock: within two frames at the end of any minute.
        if rate.drops() {
            let labelled: u64 = label.split([':', ';']).take(3).fold(0, |sum, part| sum * 60 + part.parse::<u64>().unwrap());
            let real = frame as f64 / rate.as_f64();
            prop_assert!((labelled as f64 - real).abs() < 1.2, "{} is {} s", label, real);
        }
    }

    #[test]
    fn frames_and_seconds_are_inverse(rate in rate(), frame in 0..10_000_000_u64, numer in 0..1_000_000_i64, denom in 1..5000_i64) {
        let seconds = rate.seconds(frame);
        prop_assert_eq!((rate.frames(seconds), rate.frames_up(seconds)), (frame, frame));
        let time = Seconds::new(numer, denom);
        let (near, up) = (rate.frames(time), rate.frames_up(time));
        prop_assert!(rate.seconds(up) >= time && (up == 0 || rate.seconds(up - 1) < time));
        prop_assert!(near == up || near + 1 == up);
        let half = Seconds::new(i64::from(rate.den), 2 * i64::from(rate.num));
        let off = rate.seconds(near) - time;
        prop_assert!(off <= half && off > -half);
    }

    #[test]
    fn a_film_is_as_long_as_its_parts((rate, parts) in film()) {
        let text = script(rate, &parts, |length| length.text(rate));
        let checked = scripts::check(&text);
        let errors: Vec<_> = checked.problems.iter().filter(|p| p.severity == frost::diagnostics::Severity::Error).map(|p| &p.message).collect();
        prop_assert!(errors.is_empty(), "{}\n{:?}", text, errors);
        let wanted = account(rate, &parts);
        let mut starts: Vec<u64> = checked.film.slots.iter().map(|s| s.start).collect();
        starts.push(checked.film.frames);
        prop_assert_eq!(&starts, &wanted, "{}", text);
        let plan = serde_json::to_value(frost::plan::build(&checked.film, &checked.staging)).unwrap();
        prop_assert_eq!(plan["film"]["frames"].as_u64(), wanted.last().copied());
        let shots = parts.iter().zip(&wanted).filter(|((_, part), _)| matches!(part, Part::Shot(_)));
        for (shot, (_, start)) in plan["shots"].as_array().unwrap().iter().zip(shots) {
            prop_assert_eq!(shot["start"].as_u64(), Some(*start), "{}", text);
        }
    }

    #[test]
    fn the_unit_that_a_length_is_said_in_changes_nothing((rate, parts) in film()) {
        let said = scripts::check(&script(rate, &parts, |length| length.text(rate))).film;
        let counted = scripts::check(&script(rate, &parts, |length| format!("{}f", length.frames(rate)))).film;
        let places = |film: &frost::film::Film| film.slots.iter().map(|s| (s.start, s.frames)).collect::<Vec<_>>();
        prop_assert_eq!(places(&said), places(&counted));
    }
}
