//! What is wrong with the tables of `frost.toml`: names, settings and values that there are not, and models whose end is near.

use std::ops::Range;

use super::super::contract::{self, Model};
use super::super::date::Day;
use super::{Casting, Complaint, Place, TABLES};
use crate::syntax::vocabulary::nearest;

impl Casting {
    /// Unknown providers and models, and models whose end has come or is near.
    pub fn complaints(&self, today: Day) -> Vec<Complaint> {
        let mut out: Vec<Complaint> = Vec::new();
        if let Some((name, range)) = &self.detector
            && self.connections.get(name).is_none_or(|c| c.command.is_empty())
        {
            let message = format!("there is no connection `{name}` with a command");
            let help = format!("a detector is a program: `[connections.{name}]` with `speaks = \"exec\"` and `command = [\"./detect.py\"]`");
            out.push(Complaint { range: Some(range.clone()), message, help, warning: false });
        }
        for (role, choice) in self.choices().filter(|(_, c)| c.provider != "embedded") {
            let mut say = |message: String, help: String, warning| {
                let complaint = Complaint { range: choice.range.clone(), message, help, warning };
                if !out.contains(&complaint) {
                    out.push(complaint);
                }
            };
            let Some(contract) = self.contract(&choice.provider) else {
                let known: Vec<&str> = contract::built_in().iter().map(|c| c.name.as_str()).chain(self.connections.keys().map(String::as_str)).collect();
                let near = did_you_mean(nearest(&choice.provider, known.iter().copied()));
                say(format!("there is no provider `{}`{near}", choice.provider), format!("the providers are embedded, {}; `[connections]` adds servers of your own", known.join(", ")), false);
                continue;
            };
            let of_role = || contract.models.iter().filter(move |m| m.role == role && m.name != "*" && m.end.is_none_or(|e| e > today)).map(|m| m.name.as_str());
            let Some(cast) = self.cast(role, choice) else {
                let wanted = choice.model.as_deref().unwrap_or_default();
                let list: Vec<&str> = of_role().collect();
                let help = if list.is_empty() { format!("`{}` has nothing for the role {role}; another provider does, or `embedded`", contract.name) } else { format!("for the role {role} there are {} (as of {})", list.join(", "), contract.checked) };
                // One that is about to end is no advice.
                let lasting = contract.models.iter().filter(|m| m.role == role && m.name != "*" && m.end.is_none_or(|e| e.0 - today.0 >= 60)).map(|m| m.name.as_str());
                let near = did_you_mean(nearest(wanted, lasting));
                say(format!("`{}` has no model `{wanted}` for the role {role}{near}", choice.provider), help, false);
                continue;
            };
            let priced = cast.connection.is_some_and(|c| c.price.is_some());
            if let Some((_, _, (value, range))) = self.said.options.iter().find(|(model, name, value)| model.0 == cast.model_name && name.0 == "quality" && !cast.model.qualities.is_empty() && !priced && !cast.model.qualities.contains(&value.0)) {
                let near = did_you_mean(nearest(value, cast.model.qualities.iter().map(String::as_str)));
                let help = format!("known are {}; for another, `price` in a connection says what an answer costs", cast.model.qualities.join(", "));
                let complaint = Complaint { range: Some(range.clone()), message: format!("what `{}` costs in the quality `{value}` is not known{near}", cast.model_name), help, warning: false };
                if !out.contains(&complaint) {
                    out.push(complaint);
                }
                continue;
            }
            let own = cast.connection.is_some_and(|c| c.base.is_some());
            if let Some(end) = cast.model.end.filter(|e| !own && e.0 - today.0 < 60) {
                let others: Vec<&str> = of_role().filter(|n| *n != cast.model_name).collect();
                let help = format!("there are {}", others.join(", "));
                match end <= today {
                    true => say(format!("the model `{}` of `{}` ended on {end}", cast.model_name, choice.provider), help, false),
                    false => say(format!("the model `{}` of `{}` ends on {end}", cast.model_name, choice.provider), help, true),
                }
            }
        }
        out.extend(self.unknown_names());
        out
    }

    /// Tables, options and providers of voices that there are not: what stands in them would not count.
    fn unknown_names(&self) -> Vec<Complaint> {
        let mut out = Vec::new();
        let mut say = |range: &Range<usize>, message: String, near: Option<&str>, help: String| {
            let near = did_you_mean(near);
            out.push(Complaint { range: Some(range.clone()), message: message + &near, help, warning: false });
        };
        for (name, range) in &self.said.tables {
            say(range, format!("there is no table `{name}`"), nearest(name, TABLES.into_iter()), format!("the tables are {}", TABLES.join(", ")));
        }
        let known: Vec<&str> = contract::built_in().iter().map(|c| c.name.as_str()).chain(self.connections.keys().map(String::as_str)).collect();
        for (table, (name, range)) in self.said.providers.iter().filter(|(_, (name, _))| !known.contains(&name.as_str())) {
            say(range, format!("`[{table}.{name}]` is of a provider that there is not"), nearest(name, known.iter().copied()), format!("the providers are {}", known.join(", ")));
        }
        for ((model, at), (name, range), (value, at_value)) in &self.said.options {
            // As it is cast somewhere, else as any contract has it.
            let cast = self.choices().filter_map(|(role, choice)| self.cast(role, choice)).find(|c| c.model_name == *model).map(|c| c.model);
            let any = || contract::built_in().iter().flat_map(|c| &c.models).find(|m| m.name == *model);
            let Some(of) = cast.or_else(any) else {
                let all = contract::built_in().iter().flat_map(|c| &c.models).map(|m| m.name.as_str()).filter(|n| *n != "*");
                say(at, format!("there is no model `{model}`, so its options are of nobody"), nearest(model, all), "options go by the name of the model, as it stands after the slash".into());
                continue;
            };
            if !of.options.iter().any(|o| o == "*" || o == name) {
                let list = if of.options.is_empty() { "none".to_string() } else { of.options.join(", ") };
                say(range, format!("`{model}` has no option `{name}`"), nearest(name, of.options.iter().map(String::as_str)), format!("its options are {list}"));
            } else if let Some(wanted) = wrong_value(of, name, value) {
                say(at_value, format!("`{name}` of `{model}` is `{value}`"), None, format!("it is {wanted}; anything else would count for nothing"));
            }
        }
        for (connection, (speaks, range)) in self.said.speaks.iter().filter(|(_, (speaks, _))| contract::named(speaks).is_none()) {
            let all = contract::built_in().iter().map(|c| c.name.as_str());
            say(range, format!("`{connection}` speaks `{speaks}`, which nobody does"), nearest(speaks, all.clone()), format!("known are {}", all.collect::<Vec<_>>().join(", ")));
        }
        out.extend(self.unknown_settings());
        out
    }

    /// Settings of connections that their formats do not have. The user's own have no place in `frost.toml`.
    fn unknown_settings(&self) -> Vec<Complaint> {
        let mut out = Vec::new();
        // One of the user's own that this film does not ask stops it not.
        let asked = self.named();
        let theirs = self.said.set.iter().map(|(connection, name, value)| (connection.as_str(), name.0.as_str(), value.0.as_str(), Some((&name.1, &value.1))));
        let own = self.own_connections().flat_map(|(connection, c)| c.set.iter().map(move |(name, value)| (connection, name.as_str(), value.as_str(), None)));
        for (connection, name, value, at) in theirs.chain(own) {
            let Some(contract) = self.contract(connection) else { continue };
            // A program is shown its order and nothing else.
            let ways: &[&str] = if contract.name == "exec" { &[] } else { &["auth"] };
            let known: Vec<&str> = contract.set.iter().map(String::as_str).chain(ways.iter().copied()).collect();
            if !known.contains(&name) {
                let near = did_you_mean(nearest(name, known.iter().copied()));
                let list = if known.is_empty() { "it has none".to_string() } else { format!("its settings are {}", known.join(", ")) };
                let message = format!("`{connection}` speaks `{}`, which has no setting `{name}`{near}", contract.name);
                out.push(Complaint { range: at.map(|(name, _)| name.clone()), message, help: list, warning: at.is_none() && !asked.contains(&connection) });
            } else if name == "auth" && !["bearer", "login"].contains(&value) {
                let near = did_you_mean(nearest(value, ["bearer", "login"].into_iter()));
                let message = format!("`{value}` is no way to show a key{near}");
                out.push(Complaint { range: at.map(|(_, value)| value.clone()), message, help: "`auth` is `bearer`, or `login` for a name and a password".into(), warning: at.is_none() && !asked.contains(&connection) });
            }
        }
        out
    }

    /// Parts that are said of scenes, people or shots which a film does not have.
    pub fn unmatched(&self, scenes: &[&str], people: &[&str], shots: &[&str]) -> Vec<Complaint> {
        let of = |place: Place| match place {
            Place::Scene => ("scene", scenes),
            Place::Character => ("character", people),
            Place::Shot => ("shot", shots),
        };
        let missed = self.said.places.iter().filter(|(place, (name, _))| !of(*place).1.iter().any(|known| known.to_lowercase() == name.to_lowercase()));
        missed.map(|(place, (name, range))| {
            let (what, known) = of(*place);
            let near = did_you_mean(nearest(name, known.iter().copied()));
            Complaint { range: Some(range.clone()), message: format!("this film has no {what} `{name}`{near}"), help: "what is said of it counts for nothing here".into(), warning: true }
        })
        // Films of one folder share their voices: somebody of another film is no mistake, somebody who is nearly one of this may be.
        .chain(self.said.people.iter().filter(|(name, _)| !people.iter().any(|p| p.to_lowercase() == name.to_lowercase())).filter_map(|(name, range)| {
            let near = nearest(&name.to_uppercase(), people.iter().copied())?;
            Some(Complaint { range: Some(range.clone()), message: format!("this film has nobody of the name `{name}`; did you mean `{near}`?"), help: "the voice or the presenter of somebody goes by their name in the script".into(), warning: true })
        }))
        .collect()
    }
}

/// What is said of the one that may be meant, if there is one.
fn did_you_mean(near: Option<&str>) -> String {
    near.map_or(String::new(), |near| format!("; did you mean `{near}`?"))
}

/// What the value of an option must be, where it is something else.
fn wrong_value(model: &Model, name: &str, value: &str) -> Option<&'static str> {
    if model.options.iter().any(|o| o == "*") {
        return None;
    }
    let number = || value.trim().parse::<f64>().is_ok_and(f64::is_finite);
    match name {
        "dialogue" => (!["on", "off"].contains(&value)).then_some("`on` or `off`"),
        "pace" => (!number()).then_some("a number, in hundredths of the usual pace"),
        "steps" | "cfg_scale" | "resolution" => (!number()).then_some("a number"),
        _ => None,
    }
}

/// What is said of a field that is not known, with the one that may be meant.
pub(super) fn unknown_field(message: &str) -> String {
    let near = || {
        let rest = message.strip_prefix("unknown field `")?;
        let (wrong, rest) = rest.split_once('`')?;
        nearest(wrong, rest.split('`').skip(1).step_by(2))
    };
    format!("{message}{}", did_you_mean(near()))
}
