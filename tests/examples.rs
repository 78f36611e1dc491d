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
