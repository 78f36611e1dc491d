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
    for from in ["stage ZOE le‸ft", "turns le‸ft"] {
        let text = format!("{CAST}INT. ROOM - DAY\n  stage ZOE left, ADAM right turns left\n  shot wide\n").replacen(&from.replace('‸', ""), from, 1);
        let answer = ask("textDocument/hover", &text, json!({}));
        writeln!(out, "{}      │ {}\n", drawn(&text, &[(answer["range"].clone(), String::new())]), answer["contents"]["value"].as_str().unwrap().replace('\n', " / ")).unwrap();
    }
    keep("hover", &out);
}

#[test]
fn signature_help() {
    let mut out = String::new();
    let line = "    camera push in, slow\n";
    for new in ["    shot ‸\n", "  shot wide, ‸\n", "  shot close on NORA, 50mm, ‸\n", "    camera ‸\n", "    camera push in, ‸\n", "  stage NORA ‸\n", "  light hard, ‸\n", "    allow ‸\n", "    Nora ‸waits\n", "    music tide, ‸\n", "    sound gulls, ‸\n", "  style ‸\n"] {
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
        writeln!(out, "      {label}\n      {}{}\n      {}\n", " ".repeat(start), "^".repeat(end - start), signature["documentation"].as_str().unwrap()).unwrap();
    }
    keep("signature_help", &out);
}
