//! How a script is built: its outline, folds, selections, classes of words, colours, links, and its one layout.

use super::*;

#[test]
fn selection_ranges() {
    let mut out = String::new();
    for from in ["camera push i‸n, slow", "It is la‸te, Ivo", "EXT. PI‸ER - DUSK", "palette #14‸1d2b", "No‸ra's hands"] {
        let text = at(from);
        let (plain, place) = cursor(&text);
        let answer = ask("textDocument/selectionRange", &text, json!({ "positions": [position(&plain, place.unwrap())] }));
        let mut marks = Vec::new();
        let mut range = &answer[0];
        while !range.is_null() {
            marks.push((range["range"].clone(), String::new()));
            range = &range["parent"];
        }
        writeln!(out, "{}", drawn(&text, &marks)).unwrap();
    }
    keep("selection_ranges", &out);
}

fn outline(symbols: &Value, depth: usize, out: &mut String) {
    for s in symbols.as_array().unwrap() {
        let lines = format!("{}-{}", number(&s["range"]["start"]["line"]) + 1, number(&s["range"]["end"]["line"]) + 1);
        writeln!(out, "{:<9}{}{}  ({})", lines, "  ".repeat(depth), s["name"].as_str().unwrap(), s["detail"].as_str().unwrap()).unwrap();
        outline(&s["children"], depth + 1, out);
    }
}

#[test]
fn symbols() {
    let (answer, mut editor, _) = asked(json!({}), "textDocument/documentSymbol", SCRIPT, json!({}));
    let mut out = String::new();
    outline(&answer, 0, &mut out);
    for query in ["nora", "pier", "tbl", "ivo"] {
        writeln!(out, "\nworkspace: {query}").unwrap();
        for s in editor.ask("workspace/symbol", json!({ "query": query })).as_array().unwrap() {
            let uri = s["location"]["uri"].as_str().unwrap();
            writeln!(out, "  {} in {}, line {}", s["name"].as_str().unwrap(), uri.rsplit('/').next().unwrap(), number(&s["location"]["range"]["start"]["line"]) + 1).unwrap();
        }
    }
    keep("symbols", &out);
}

/// Tokens as the protocol packs them, with the names of their types.
fn tokens(answer: &Value) -> Vec<(Value, String)> {
    let legend = ["comment", "namespace", "label", "class", "decorator", "string", "keyword", "event", "enumMember", "function", "modifier", "variable", "number", "property"];
    let data: Vec<usize> = answer["data"].as_array().unwrap().iter().map(number).collect();
    let (mut line, mut column) = (0, 0);
    let mut marks = Vec::new();
    for token in data.chunks(5) {
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        line += token[0];
        marks.push((json!({ "start": { "line": line, "character": column }, "end": { "line": line, "character": column + token[2] } }), legend[token[3]].to_string()));
    }
    marks
}

#[test]
fn semantic_tokens() {
    let mut editor = Editor::start(json!({}));
    let uri = editor.open("pier.frost", SCRIPT);
    let answer = editor.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
    let all = tokens(&answer);
    keep("semantic_tokens", &drawn(SCRIPT, &all));
    // Those of a range are those of all that lie in it.
    let range = json!({ "start": { "line": 34, "character": 8 }, "end": { "line": 43, "character": 0 } });
    let some = tokens(&editor.ask("textDocument/semanticTokens/range", json!({ "textDocument": { "uri": uri }, "range": range })));
    let within = |r: &Value| (34..43).contains(&number(&r["start"]["line"])) && (number(&r["start"]["line"]), number(&r["end"]["character"])) > (34, 8);
    assert_eq!(some, all.into_iter().filter(|(r, _)| within(r)).collect::<Vec<_>>());
    assert!(!some.is_empty());
}

#[test]
fn folding() {
    let (answer, ..) = asked(json!({}), "textDocument/foldingRange", SCRIPT, json!({}));
    let marks: Vec<(Value, String)> = answer
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (json!({ "start": { "line": f["startLine"], "character": 0 }, "end": { "line": f["startLine"], "character": 0 } }), format!("{} to line {}", f["kind"].as_str().unwrap(), number(&f["endLine"]) + 1)))
        .collect();
    keep("folding", &drawn(SCRIPT, &marks));
}

#[test]
fn colours() {
    let (answer, mut editor, _) = asked(json!({}), "textDocument/documentColor", SCRIPT, json!({}));
    let marks: Vec<(Value, String)> = answer
        .as_array()
        .unwrap()
        .iter()
        .map(|c| {
            let uri = editor.uri("pier.frost");
            let picked = editor.ask("textDocument/colorPresentation", json!({ "textDocument": { "uri": uri }, "color": c["color"], "range": c["range"] }));
            let part = |name: &str| c["color"][name].as_f64().unwrap();
            (c["range"].clone(), format!("{:.3} {:.3} {:.3}, picked as {}", part("red"), part("green"), part("blue"), picked[0]["label"].as_str().unwrap()))
        })
        .collect();
    keep("colours", &drawn(SCRIPT, &marks));
}

#[test]
fn links() {
    let (answer, editor, _) = asked(json!({}), "textDocument/documentLink", &SCRIPT.replacen("  shot wide, 6s\n", "  shot wide, 6s\n    image \"art/pier.png\"\n    audio \"../../etc/passwd\"\n", 1), json!({}));
    let text = SCRIPT.replacen("  shot wide, 6s\n", "  shot wide, 6s\n    image \"art/pier.png\"\n    audio \"../../etc/passwd\"\n", 1);
    let root = editor.uri("");
    let marks: Vec<(Value, String)> = answer.as_array().unwrap().iter().map(|l| (l["range"].clone(), l["target"].as_str().unwrap().replace(root.trim_end_matches('/'), "…"))).collect();
    keep("links", &drawn(&text, &marks));
}

#[test]
fn formatting() {
    let messy = "style a\n  grain   fine\n\n\n\nINT. ROOM - DAY\n    shot   wide‸\n        Dust.\n   shot close,2s\n     Dust.";
    let mut out = String::new();
    let edits = |answer: &Value| -> Vec<(Value, String)> { answer.as_array().unwrap().iter().map(|e| (e["range"].clone(), format!("{:?}", e["newText"].as_str().unwrap()))).collect() };
    writeln!(out, "the script\n{}", drawn(messy, &edits(&ask("textDocument/formatting", messy, json!({ "options": {} }))))).unwrap();
    let second = json!({ "range": { "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 4 } }, "options": {} });
    writeln!(out, "its second line\n{}", drawn(messy, &edits(&ask("textDocument/rangeFormatting", messy, second)))).unwrap();
    let finished = messy.replace("wide‸\n", "wide\n‸");
    writeln!(out, "the line that was finished\n{}", drawn(&finished, &edits(&ask("textDocument/onTypeFormatting", &finished, json!({ "ch": "\n", "options": {} }))))).unwrap();
    keep("formatting", &out);
}
