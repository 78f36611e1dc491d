//! A name changed wherever it stands, over files, if the new one can be one and is free.

use std::sync::Arc;

use serde_json::{Value, json};

use super::names::{self, Family, Found};
use super::script::Script;
use crate::film::{Names, Person, setup_name_taken, tune_name_taken};
use crate::syntax::{self, Rule, grammar, normalise};

/// The range of the name that can be renamed at a place.
pub fn prepare(family: &[Arc<Script>], offset: usize) -> Value {
    let (Some(own), Some(found)) = (family.first(), family.first().and_then(|own| own.mention_at(offset))) else { return Value::Null };
    let text = own.own();
    json!({ "range": text.range(found.start, found.end), "placeholder": &text.as_str()[found.start..found.end] })
}

/// The edits of a rename, or why it cannot be. Where a client can ask its author about single edits (`asks`), the name is
/// changed in dialogue and descriptions too, once he says so: there the compiler looks for nobody, and `Will` may be a verb.
pub fn rename(family: &[Arc<Script>], offset: usize, new: &str, asks: bool) -> Result<Value, String> {
    let found = names::find(family, offset).ok_or("there is no name here that could be changed")?;
    let new = new.split_whitespace().collect::<Vec<_>>().join(" ");
    form(found.at.family, &new, found.scripts.first().and_then(|i| family.get(*i)).is_some_and(|s| s.checked.film.music.iter().any(|t| t.name == found.at.key)))?;
    let key = if found.at.family.capital() { normalise(&new) } else { new.clone() };
    if key != found.at.key {
        free(family, &found, &new, &key)?;
    }
    let mut changes = serde_json::Map::new();
    let mut documents = Vec::new();
    for (uri, text, list) in &found.all {
        let edit = |m: &names::Mention| json!({ "range": text.range(m.start, m.end), "newText": cased(&text.as_str()[m.start..m.end], &new, m.family) });
        if asks {
            let edits: Vec<Value> = list
                .iter()
                .map(|m| {
                    let mut edit = edit(m);
                    if m.said {
                        edit["annotationId"] = "said".into();
                    }
                    edit
                })
                .collect();
            documents.push(json!({ "textDocument": { "uri": uri, "version": null }, "edits": edits }));
        } else {
            let edits: Vec<Value> = list.iter().filter(|m| !m.said).map(edit).collect();
            if !edits.is_empty() {
                changes.insert(uri.clone(), edits.into());
            }
        }
    }
    if asks {
        let said = json!({ "label": "Said in dialogue or a description", "description": "where the name may be another word", "needsConfirmation": true });
        return Ok(json!({ "documentChanges": documents, "changeAnnotations": { "said": said } }));
    }
    Ok(json!({ "changes": changes }))
}

/// In capitals where the old one was, else as people are named in prose.
fn cased(old: &str, new: &str, family: Family) -> String {
    let title = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
    };
    match family.capital() {
        true if syntax::caps(old) => new.to_uppercase(),
        // Who writes `McGee` means it.
        true if syntax::caps(new) || !new.chars().any(char::is_uppercase) => new.split(' ').map(title).collect::<Vec<String>>().join(" "),
        _ => new.to_string(),
    }
}

/// Whether a text can be a name of its family at all; of a tune, `music` says whether it is music or a sound.
fn form(family: Family, new: &str, music: bool) -> Result<(), String> {
    if new.is_empty() {
        return Err("a name has at least one letter".into());
    }
    if family.capital() {
        if !grammar::fits(Rule::name, &new.to_uppercase()) {
            return Err(format!("`{new}` is no name: it has letters, digits, blanks and hyphens"));
        }
        if syntax::is_heading(&new.to_uppercase()) || syntax::screenplay_transition(&new.to_uppercase()).is_some() {
            return Err(format!("`{new}` begins a heading or a transition and cannot be a name"));
        }
        return Ok(());
    }
    if !grammar::fits(Rule::lower_name, new) {
        return Err(format!("`{new}` is no name here: it has small letters, digits and hyphens, as `tea-table`"));
    }
    let taken = match family {
        Family::Setup => setup_name_taken(new),
        Family::Tune => tune_name_taken(new, if music { "music" } else { "sound" }),
        _ => None,
    };
    taken.map_or(Ok(()), Err)
}

/// Whether nothing that the name's scripts know has the new name, and nothing in their action would become it.
fn free(family: &[Arc<Script>], found: &Found, new: &str, key: &str) -> Result<(), String> {
    let kin = |other: Family| other == found.at.family || (other.capital() && found.at.family.capital());
    let becomes = Names::new(&[Person { name: new.to_string(), ..Person::default() }]);
    for script in found.scripts.iter().filter_map(|i| family.get(*i)) {
        for file in script.files() {
            let text = script.text(file);
            let place = |at: usize| format!("{}, line {}", script.paths[file.0 as usize].file_name().unwrap_or_default().to_string_lossy(), text.position(at).line + 1);
            if let Some(taken) = script.mentions(file).iter().find(|m| !m.said && kin(m.family) && m.key == key) {
                return Err(format!("there is a `{new}` already: {}", place(taken.start)));
            }
            if found.at.family != Family::Person {
                continue;
            }
            for line in names::action_lines(&script.parse(file).root) {
                if let Some((range, _)) = becomes.places(line.text(text.as_str())).first() {
                    return Err(format!("`{new}` is a word of the action, which would then name the person: {}", place(line.start as usize + range.start)));
                }
            }
        }
    }
    Ok(())
}
