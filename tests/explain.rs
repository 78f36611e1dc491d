//! Every page of `explain` is compiled: its first script raises exactly its code, its second nothing.

mod scripts;

use frost::diagnostics::{Code, Severity, explain};

fn scripts(page: &str) -> Vec<String> {
    page.split("```frost\n").skip(1).map(|rest| rest.split("```").next().unwrap_or("").to_string()).collect()
}

#[test]
fn failing_scripts_raise_their_code_and_mended_ones_nothing() {
    let mut wrong = String::new();
    for code in Code::ALL {
        let scripts = scripts(explain(*code));
        let [failing, mended] = &scripts[..] else {
            wrong.push_str(&format!("{}: {} scripts instead of a failing and a mended one\n", code.name(), scripts.len()));
            continue;
        };
        // Found only while a film is made; both scripts check clean.
        let while_running = matches!(code, Code::SpeechOverrun | Code::Provider | Code::BackendFit | Code::PromptCut | Code::Budget | Code::Refused | Code::Purchase | Code::FramingCheck);
        // Information beside the point is no part of a lesson, nor is what the theatre has no shape for.
        let said = |script: &str| -> Vec<&str> {
            let problems = scripts::check(script).problems;
            problems.iter().filter(|p| p.severity > Severity::Info && p.code != Code::NotDrawn || p.code == *code).map(|p| p.code.name()).collect()
        };
        let names = said(failing);
        let wanted: &[&str] = if while_running { &[] } else { &[code.name()] };
        if names != wanted {
            wrong.push_str(&format!("{}: the failing script raises {names:?}\n", code.name()));
        }
        let left = said(mended);
        if !left.is_empty() {
            wrong.push_str(&format!("{}: the mended script raises {left:?}\n", code.name()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
