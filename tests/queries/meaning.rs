//! What a word means, and which form its statement has.

use super::*;

#[test]
fn hover() {
    let mut out = String::new();
    for from in [
        "palette‸ #141d2b", "look yel‸low coat", "vignette‸ 20%", "stage NO‸RA left", "stage NORA le‸ft", "right fac‸ing NORA", "EXT. PI‸ER - DUSK", "style ni‸ght\n  music", "music ti‸de\n  stage", "param ci‸ty", "of {ci‸ty}", "sh‸ot wide, 6s",
        "shot wi‸de, 6s", "sh‸ot table, 4s", "shot ta‸ble, 4s", "camera push i‸n", "NORA (O.‸S.)", "shot wy‸de on", "Nora and I‸vo wait", "No‸ra's hands", "prop LET‸TER", "cut to‸ black", "INT. SHED / EXT. PI‸ER",
    ] {
        let text = at(from);
        let answer = ask("textDocument/hover", &text, json!({}));
        match answer.is_null() {
            true => writeln!(out, "{}      nothing\n", drawn(&text, &[])).unwrap(),
            false => {
                out.push_str(&drawn(&text, &[(answer["range"].clone(), String::new())]));
                for line in answer["contents"]["value"].as_str().unwrap().lines() {
                    writeln!(out, "      │ {line}").unwrap();
                }
                out.push('\n');
            }
        }
    }
    keep("hover", &out);
}

/// What the words of a statement mean there; what is its author's own has no meaning of the language's.
#[test]
fn hover_of_statements() {
    let mut out = String::new();
    for line in [
        "  stage ZOE le‸ft", "  stage ADAM right turns le‸ft", "  stage ZOE enters fr‸om right", "  stage ZOE enters from ri‸ght", "  stage ADAM crosses to le‸ft", "  stage ZOE left fac‸ing ADAM", "  stage ADAM dro‸ps \"a cup\"",
        "  stage ADAM loo‸ks at ZOE", "  shot medium o‸n ZOE", "  shot close on ZOE's ha‸nds", "  shot WI‸DE", "  shot medium, ov‸er ZOE's shoulder", "  shot wide\n    camera push in ov‸er 3s", "  shot wide\n    camera push in t‸o close",
        "  A wi‸de street.", "  ZOE\n    Hold sta‸tic.", "  ZOE\n    (clo‸se)\n    Hm.", "  sound radio st‸atic", "  super \"A wi‸de card\"", "  // a wi‸de comment", "  shot close on \"a wi‸de door\"", "  shot wi‸de\r",
    ] {
        let text = format!("{CAST}INT. ROOM - DAY\n{line}\n");
        out.push_str(&said(&text));
    }
    for text in ["INT. ROOM - NI‸GHT\n  Dust.\n", "param city = \"Oslo\"\n\nEXT. {ci‸ty} - DAY\n  Rain.\n", "character MO\n  voice de‸ep\n", "style old\n  avoid ne‸on\n", "character MO\n  heig‸ht 1.8m\n"] {
        out.push_str(&said(text));
    }
    keep("hover_of_statements", &out);
}

/// What hover says at a cursor, in one line.
fn said(text: &str) -> String {
    let answer = ask("textDocument/hover", text, json!({}));
    match answer.is_null() {
        true => format!("{}      nothing\n\n", drawn(text, &[])),
        false => format!("{}      │ {}\n\n", drawn(text, &[(answer["range"].clone(), String::new())]), answer["contents"]["value"].as_str().unwrap().replace('\n', " / ")),
    }
}

#[test]
fn signature_help() {
    let mut out = String::new();
    let line = "    camera push in, slow\n";
    for new in ["    shot ‸\n", "  shot wide, ‸\n", "  shot close on NORA, 50mm, ‸\n", "    camera ‸\n", "    camera push in, ‸\n", "  stage NORA ‸\n", "  light hard, ‸\n", "    allow ‸\n", "    Nora ‸waits\n", "    music tide, ‸\n", "    sound gulls, ‸\n", "  style ‸\n", "  fade ‸\n", "  wipe ‸\n", "  title ‸\n", "    takes ‸\n", "    at ‸\n"] {
        let text = SCRIPT.replacen(line, new, 1);
        let answer = ask("textDocument/signatureHelp", &text, json!({}));
        out.push_str(&drawn(&text, &[]));
        let Some(signature) = answer["signatures"].get(0) else {
            out.push_str("      nothing\n\n");
            continue;
        };
        let label = signature["label"].as_str().unwrap();
        let part = &signature["parameters"][number(&answer["activeParameter"])]["label"];
        let (start, end) = (number(&part[0]), number(&part[1]));
        writeln!(out, "      {label}\n      {}{}\n      {}\n", " ".repeat(start), "^".repeat(end - start), signature["documentation"].as_str().unwrap_or("")).unwrap();
    }
    for text in ["character MO\n  height ‸\n", "character MO\n  pace ‸\n", "style old\n  grain ‸\n", "extras MEN\n  count ‸\n", "film \"A\"\n  seed ‸\n"] {
        let answer = ask("textDocument/signatureHelp", text, json!({}));
        writeln!(out, "{}      {}\n", drawn(text, &[]), answer["signatures"][0]["label"].as_str().unwrap_or("nothing")).unwrap();
    }
    keep("signature_help", &out);
}
