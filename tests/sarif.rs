//! SARIF as code review tools read it: types generated from the schema of the OASIS Standard take every log, and give back
//! the same.

mod scripts;

use frost::diagnostics::{Code, explain, sarif};
use serde_json::Value;
use serde_sarif::sarif::Sarif;

/// The log of one script and the files beside it.
fn log(text: &str) -> Value {
    let checked = scripts::check(text);
    sarif::log(sarif::results(&checked.problems, &checked.sources))
}

/// What is wrong with a log by the schema; the types drop what they do not know, so nothing may be missing behind them.
fn refused(log: &Value) -> Option<String> {
    let read: Sarif = match serde_json::from_value(log.clone()) {
        Ok(read) => read,
        Err(error) => return Some(error.to_string()),
    };
    let again = serde_json::to_value(&read).unwrap();
    differs(log, &again, "")
}

/// Where two values differ, as a path.
fn differs(a: &Value, b: &Value, path: &str) -> Option<String> {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            let keys: std::collections::BTreeSet<&String> = x.keys().chain(y.keys()).collect();
            keys.into_iter().find_map(|k| differs(x.get(k).unwrap_or(&Value::Null), y.get(k).unwrap_or(&Value::Null), &format!("{path}/{k}")))
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => x.iter().zip(y).enumerate().find_map(|(i, (x, y))| differs(x, y, &format!("{path}/{i}"))),
        _ => (a != b).then(|| format!("{path}: {a} became {b}")),
    }
}

#[test]
fn every_code_makes_a_log_that_the_schema_takes() {
    let mut wrong = String::new();
    let mut results = 0;
    for code in Code::ALL {
        let page = explain(*code);
        let Some(script) = page.split("```frost\n").nth(1).and_then(|rest| rest.split("```").next()) else { continue };
        let log = log(script);
        results += log["runs"][0]["results"].as_array().map_or(0, Vec::len);
        if let Some(why) = refused(&log) {
            wrong.push_str(&format!("{}: {why}\n", code.name()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(results > 50, "{results} results");
}

#[test]
fn fixes_and_labels_in_several_files_are_taken() {
    let log = log("use \"people.frost\"\n\ncharacter MARA\n  look grey coat\n\nINT. A KITCHEN - NIGTH\n  shot wiide on MARA, 4secs\n    \"Mara waits.\"\n//> people.frost\ncharacter MARA\n  look red coat\n");
    assert_eq!(refused(&log), None);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|r| r["fixes"].is_array()) && results.iter().any(|r| r["relatedLocations"].is_array()), "{log:#}");
    for result in results {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let at = |key: &str| region[key].as_u64().unwrap();
        assert!(at("startLine") >= 1 && at("startColumn") >= 1, "{result}");
        assert!((at("startLine"), at("startColumn")) <= (at("endLine"), at("endColumn")), "{result}");
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn a_log_that_the_schema_does_not_know_is_refused() {
    let mut log = log("INT. A KITCHEN - NIGTH\n  A door.\n");
    assert_eq!(refused(&log), None);
    log["runs"][0]["results"][0]["severity"] = "high".into();
    assert!(refused(&log).is_some());
    log["runs"][0]["results"][0].as_object_mut().unwrap().remove("severity");
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(refused(&log).is_some());
}
