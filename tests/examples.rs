//! The films in `examples/`: each checks without an error, keeps its layout, and plans to the same bytes every time.

use std::path::{Path, PathBuf};

use frost::cli::project::check;
use frost::{diagnostics, film, host, plan, syntax};

fn films() -> Vec<PathBuf> {
    let mut films: Vec<PathBuf> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "frost"))
        .collect();
    films.sort();
    assert!(films.len() >= 3);
    films
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn examples_check_without_errors() {
    for path in films() {
        let checked = check(&path, &Default::default()).unwrap();
        let said: Vec<String> = checked.problems.iter().map(|p| diagnostics::short::render(p, &checked.sources)).collect();
        assert!(!diagnostics::has_errors(&checked.problems), "{}", said.join("\n"));
    }
}

#[test]
fn examples_keep_their_layout() {
    for path in films() {
        let text = text(&path);
        assert_eq!(syntax::format(&text, &film::known_names(&path, &text, &host::Files)), text, "{}", path.display());
    }
}

#[test]
fn a_plan_is_the_same_bytes_every_time_and_fits_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../docs/plan.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for path in films() {
        let bytes = || {
            let checked = check(&path, &Default::default()).unwrap();
            serde_json::to_string(&plan::build(&checked.film, &checked.staging)).unwrap()
        };
        let first = bytes();
        assert_eq!(first, bytes());
        let value: serde_json::Value = serde_json::from_str(&first).unwrap();
        let wrong: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).take(5).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", path.display());
        let total: u64 = value["film"]["frames"].as_u64().unwrap();
        let end = value["shots"].as_array().unwrap().iter().map(|s| s["start"].as_u64().unwrap() + s["frames"].as_u64().unwrap()).max().unwrap();
        assert!(end <= total);
    }
}

/// The middle of the first shot of every scene of the long film, drawn and composed; a black picture would be a missing one.
#[test]
fn every_scene_of_the_long_film_can_be_seen() {
    use frost::plan::{edit::Source, task::Spec};
    use rayon::prelude::*;

    struct Drawn(Vec<u8>);

    impl frost::cut::Artefacts for Drawn {
        fn load(&self, _: &str) -> Result<Vec<u8>, String> {
            Ok(self.0.clone())
        }
    }

    let path = films().into_iter().find(|p| p.ends_with("the-tuesday-bag.frost")).unwrap();
    let checked = check(&path, &Default::default()).unwrap();
    let plan = plan::build(&checked.film, &checked.staging);
    assert!(plan.scenes.len() >= 15 && plan.shots.len() >= 120, "{} scenes, {} shots", plan.scenes.len(), plan.shots.len());
    let minutes = plan.film.frames as f64 / checked.film.rate.as_f64() / 60.0;
    assert!((11.5..13.0).contains(&minutes), "{minutes}");
    let lines: Vec<&str> = plan.edit.subtitles.iter().map(|s| s.text.as_str()).filter(|t| t.split(' ').count() > 4).collect();
    let different: std::collections::BTreeSet<&str> = lines.iter().copied().collect();
    assert_eq!(lines.len(), different.len(), "a line is said twice");
    let size = [320, 134];
    let dark: Vec<String> = plan
        .scenes
        .par_iter()
        .filter_map(|scene| {
            let shot = plan.shots.iter().find(|s| s.scene == scene.number)?;
            let clip = plan.edit.clips.iter().find(|c| c.shot == shot.number)?;
            let Source::Plate(key) = &clip.source else { return None };
            let Spec::Plate { picture } = &plan.tasks.iter().find(|t| t.key == *key)?.spec else { return None };
            let small = plan::picture::Picture { size, ..(**picture).clone() };
            let drawn = Drawn(frost::backends::paper::draw(&small).to_bytes());
            let mut edit = plan.edit.clone();
            (edit.clips, edit.supers) = (vec![clip.clone()], Vec::new());
            let frame = frost::cut::frame(&edit, &drawn, clip.start + clip.frames / 2, size).unwrap();
            let (low, high) = frame.y.iter().fold((255, 0), |(l, h), y| (l.min(*y), h.max(*y)));
            (high - low < 30).then(|| format!("{} is one grey from {low} to {high}", shot.number))
        })
        .collect();
    assert!(dark.is_empty(), "{dark:?}");
}
