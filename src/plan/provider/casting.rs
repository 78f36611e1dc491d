//! Which provider makes what: the tables of `frost.toml`, and what the command line puts in their place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::contract::{self, Contract, Model, Role, Words};
use super::date::Day;
use crate::syntax::vocabulary::nearest;

/// The providers of a film.
#[derive(Clone, Debug, Default)]
pub struct Casting {
    film: BTreeMap<Role, Choice>,
    parts: Vec<Part>,
    /// Voice of a provider by character, by provider.
    voices: BTreeMap<String, BTreeMap<String, String>>,
    /// People of a provider's own who stand for a character, in the same way.
    presenters: BTreeMap<String, BTreeMap<String, String>>,
    options: BTreeMap<String, BTreeMap<String, String>>,
    connections: BTreeMap<String, Connection>,
    /// Those of them that the project says, not its user.
    projects: BTreeSet<String>,
    /// The connection of a detector, and where `frost.toml` says it.
    pub detector: Option<(String, Range<usize>)>,
    /// The most that the film may cost in all, in thousandths of a cent.
    pub budget: Option<u64>,
}

/// A provider and one of its models, as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub provider: String,
    pub model: Option<String>,
    /// Where `frost.toml` says it.
    pub range: Option<Range<usize>>,
}

#[derive(Clone, Debug, Default)]
struct Part {
    scene: Option<String>,
    character: Option<String>,
    shot: Option<String>,
    roles: BTreeMap<Role, Choice>,
}

/// A server of the author's own, or another way to a known one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// The provider whose wire format it has.
    pub speaks: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The variable of the environment that holds its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// A program and its arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// The format's own settings, such as a deployment or a workflow.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
    /// Dollars for one answer, where the server's price is not in the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Dollars>,
    /// How a picture is put to what is behind the server, where that is another way than its contract's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// The digest of the workflow that it names, once that was read.
    #[serde(skip)]
    pub workflow: Option<String>,
}

/// Thousandths of a cent, written in dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Dollars(pub u64);

impl<'de> Deserialize<'de> for Dollars {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Dollars, D::Error> {
        let value = f64::deserialize(deserializer)?;
        dollars(value).map(Dollars).ok_or_else(|| serde::de::Error::custom("an amount in dollars is a number from 0 to 1000000, such as 4.50"))
    }
}

/// Dollars as thousandths of a cent.
pub fn dollars(value: f64) -> Option<u64> {
    (value.is_finite() && (0.0..=1e6).contains(&value)).then(|| (value * 100_000.0).round() as u64)
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    picture: Option<Spanned<String>>,
    animate: Option<Spanned<String>>,
    portrait: Option<Spanned<String>>,
    speech: Option<Spanned<String>>,
    sound: Option<Spanned<String>>,
    music: Option<Spanned<String>>,
    scene: Option<String>,
    character: Option<String>,
    shot: Option<String>,
    #[serde(default, rename = "where")]
    parts: Vec<Written>,
}

#[derive(Debug, Default, Deserialize)]
struct Tables {
    #[serde(default)]
    providers: Written,
    #[serde(default)]
    voices: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    presenters: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    options: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    connections: BTreeMap<String, Connection>,
    #[serde(default)]
    budget: Budget,
    #[serde(default, rename = "framing-check")]
    framing: Framing,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Framing {
    detector: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    max: Option<Dollars>,
}

/// What is wrong with the tables, and where in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub range: Option<Range<usize>>,
    pub message: String,
    pub help: String,
    /// It can be worked with for now.
    pub warning: bool,
}

impl Written {
    fn roles(&self) -> BTreeMap<Role, Choice> {
        let said = [&self.picture, &self.animate, &self.portrait, &self.speech, &self.sound, &self.music];
        Role::ALL.into_iter().zip(said).filter_map(|(role, said)| Some((role, Choice::new(said.as_ref()?.get_ref(), said.as_ref().map(Spanned::span))))).collect()
    }
}

impl Choice {
    fn new(text: &str, range: Option<Range<usize>>) -> Choice {
        let (provider, model) = text.split_once('/').map_or((text, None), |(p, m)| (p, Some(m)));
        Choice { provider: provider.trim().to_string(), model: model.map(|m| m.trim().to_string()), range }
    }
}

/// A provider that can be asked: its contract, its model, and the connection that leads to it.
pub struct Cast<'a> {
    pub name: &'a str,
    pub contract: &'static Contract,
    pub model: &'a Model,
    /// As the author wrote it; the contract may know it under `*`.
    pub model_name: String,
    pub connection: Option<&'a Connection>,
}

impl Cast<'_> {
    /// In which words a picture is asked for: as its author says of the connection, else as the contract has it.
    pub fn words(&self) -> Words {
        self.connection.and_then(|c| c.words).filter(|_| self.model.role == Role::Picture).unwrap_or(self.model.words)
    }
}

impl Casting {
    /// Reads `frost.toml`; connections of the author's own configuration come beneath its own.
    pub fn read(text: &str, own: &BTreeMap<String, Connection>) -> Result<Casting, Complaint> {
        let tables: Tables = toml::from_str(text).map_err(|e| Complaint { range: e.span(), message: e.message().to_string(), help: "docs/providers.md shows the tables".into(), warning: false })?;
        let projects = tables.connections.keys().cloned().collect();
        let mut connections = own.clone();
        connections.extend(tables.connections);
        let parts = tables.providers.parts.iter().map(|p| Part { scene: p.scene.clone(), character: p.character.as_deref().map(str::to_lowercase), shot: p.shot.clone(), roles: p.roles() }).collect();
        let detector = tables.framing.detector.map(|d| (d.get_ref().clone(), d.span()));
        Ok(Casting { detector, film: tables.providers.roles(), parts, voices: tables.voices, presenters: tables.presenters, options: tables.options, connections, projects, budget: tables.budget.max.map(|d| d.0) })
    }

    /// `role=provider/model`, or `embedded` for everything.
    pub fn force(&mut self, given: &str) -> Result<(), String> {
        if given == "embedded" {
            self.film.clear();
            self.parts.clear();
            return Ok(());
        }
        let wrong = || format!("`--provider {given}` names no provider; write it as `--provider picture=openai/gpt-image-2`, or `--provider embedded`");
        let (role, choice) = given.split_once('=').ok_or_else(wrong)?;
        let role = Role::named(role.trim()).ok_or_else(|| format!("there is no role `{role}`; the roles are {}", Role::ALL.map(Role::name).join(", ")))?;
        for part in &mut self.parts {
            part.roles.remove(&role);
        }
        self.film.insert(role, Choice::new(choice.trim(), None));
        Ok(())
    }

    pub fn is_embedded(&self) -> bool {
        self.choices().all(|(_, c)| c.provider == "embedded")
    }

    fn choices(&self) -> impl Iterator<Item = (Role, &Choice)> {
        self.film.iter().chain(self.parts.iter().flat_map(|p| &p.roles)).map(|(r, c)| (*r, c))
    }

    /// Who is asked in a place of the film: what is said of the shot counts before what is said of its people, its
    /// scene and the film. `None` is the embedded provider, or one that is complained of.
    pub fn choice(&self, role: Role, scene: &str, shot: &str, people: &[&str]) -> Option<&Choice> {
        let fits = |p: &&Part| {
            p.scene.as_ref().is_none_or(|s| s == scene)
                && p.shot.as_ref().is_none_or(|s| s == shot)
                && p.character.as_ref().is_none_or(|c| people.iter().any(|name| name.to_lowercase() == *c))
                && p.roles.contains_key(&role)
        };
        let rank = |p: &&Part| (p.shot.is_some(), p.character.is_some(), p.scene.is_some());
        let part = self.parts.iter().filter(fits).max_by_key(rank).and_then(|p| p.roles.get(&role));
        part.or_else(|| self.film.get(&role)).filter(|c| c.provider != "embedded")
    }

    pub fn connections_mut(&mut self) -> impl Iterator<Item = &mut Connection> {
        self.connections.values_mut()
    }

    pub fn connection(&self, name: &str) -> Option<&Connection> {
        self.connections.get(name)
    }

    /// A connection that only the project speaks for.
    pub fn of_project(&self, name: &str) -> Option<&Connection> {
        self.connections.get(name).filter(|_| self.projects.contains(name))
    }

    pub fn project_connections(&self) -> impl Iterator<Item = (&str, &Connection)> {
        self.connections.iter().filter(|(name, _)| self.projects.contains(*name)).map(|(name, c)| (name.as_str(), c))
    }

    pub fn contract(&self, provider: &str) -> Option<&'static Contract> {
        contract::named(self.connections.get(provider).map_or(provider, |c| &c.speaks))
    }

    pub fn voice(&self, provider: &str, character: &str) -> Option<&str> {
        named_in(&self.voices, provider, character)
    }

    pub fn presenter(&self, provider: &str, character: &str) -> Option<&str> {
        named_in(&self.presenters, provider, character)
    }

    pub fn options(&self, model: &str) -> BTreeMap<String, String> {
        self.options.get(model).cloned().unwrap_or_default()
    }

    pub fn cast<'a>(&'a self, role: Role, choice: &'a Choice) -> Option<Cast<'a>> {
        let connection = self.connections.get(&choice.provider);
        let contract = self.contract(&choice.provider)?;
        let own = connection.is_some_and(|c| c.base.is_some() || !c.command.is_empty()) || contract.base.is_none();
        let model = match &choice.model {
            Some(name) => contract.model(role, name, own)?,
            None => contract.models.iter().find(|m| m.role == role && (own || m.end.is_none() && m.name != "*"))?,
        };
        let model_name = choice.model.clone().unwrap_or_else(|| model.name.clone());
        Some(Cast { name: &choice.provider, contract, model, model_name, connection })
    }

    /// Takes of a hundred that are kept, by experience with an order's model.
    pub fn kept(&self, order: &super::Order) -> u32 {
        self.contract(&order.provider).and_then(|c| c.model(order.role, &order.model, true)).map_or(100, |m| m.kept)
    }

    /// Every provider that is named anywhere, once.
    pub fn named(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.choices().map(|(_, c)| c.provider.as_str()).filter(|p| *p != "embedded").collect();
        names.sort_unstable();
        names.dedup();
        names
    }

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
                let near = nearest(&choice.provider, known.iter().copied()).map_or(String::new(), |n| format!("; did you mean `{n}`?"));
                say(format!("there is no provider `{}`{near}", choice.provider), format!("the providers are embedded, {}; `[connections]` adds servers of your own", known.join(", ")), false);
                continue;
            };
            let of_role = || contract.models.iter().filter(move |m| m.role == role && m.name != "*" && m.end.is_none_or(|e| e > today)).map(|m| m.name.as_str());
            let Some(cast) = self.cast(role, choice) else {
                let wanted = choice.model.as_deref().unwrap_or_default();
                let list: Vec<&str> = of_role().collect();
                let help = if list.is_empty() { format!("`{}` has nothing for the role {role}; another provider does, or `embedded`", contract.name) } else { format!("for the role {role} there are {} (as of {})", list.join(", "), contract.checked) };
                let near = nearest(wanted, list.iter().copied()).map_or(String::new(), |n| format!("; did you mean `{n}`?"));
                say(format!("`{}` has no model `{wanted}` for the role {role}{near}", choice.provider), help, false);
                continue;
            };
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
        out
    }
}

/// What a table by provider says of a character.
fn named_in<'a>(tables: &'a BTreeMap<String, BTreeMap<String, String>>, provider: &str, character: &str) -> Option<&'a str> {
    tables.get(provider)?.iter().find(|(name, _)| name.to_lowercase() == character.to_lowercase()).map(|(_, v)| v.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Casting {
        Casting::read(text, &BTreeMap::new()).unwrap()
    }

    const DAY: &str = "2026-11-24";

    #[test]
    fn the_shot_counts_before_the_character_and_the_scene() {
        let casting = read("[providers]\npicture = \"openai/gpt-image-2\"\n[[providers.where]]\nscene = \"2\"\npicture = \"embedded\"\n[[providers.where]]\ncharacter = \"MARA\"\npicture = \"openai/gpt-image-2.6-flare\"\n[[providers.where]]\nshot = \"2.3\"\npicture = \"openai/gpt-image-2.6-sunburst\"\n");
        let model = |scene, shot, people: &[&str]| casting.choice(Role::Picture, scene, shot, people).and_then(|c| c.model.clone());
        assert_eq!(model("1", "1.1", &[]).as_deref(), Some("gpt-image-2"));
        assert_eq!(model("2", "2.1", &[]), None);
        assert_eq!(model("2", "2.2", &["Mara"]).as_deref(), Some("gpt-image-2.6-flare"));
        assert_eq!(model("2", "2.3", &["Mara"]).as_deref(), Some("gpt-image-2.6-sunburst"));
    }

    #[test]
    fn what_is_unknown_or_over_is_complained_of_where_it_stands() {
        let text = "[providers]\npicture = \"opnai/gpt-image-2\"\nspeech = \"openai/gpt-image-2\"\nanimate = \"embedded\"\n[[providers.where]]\nscene = \"1\"\npicture = \"openai/gpt-image-1\"\n[[providers.where]]\nscene = \"2\"\npicture = \"openai/gpt-image-1.5\"\n";
        let complaints = read(text).complaints(DAY.parse().unwrap());
        let said: Vec<(&str, &str, bool)> = complaints.iter().map(|c| (&text[c.range.clone().unwrap()], c.message.as_str(), c.warning)).collect();
        assert_eq!(
            said,
            [
                ("\"opnai/gpt-image-2\"", "there is no provider `opnai`; did you mean `openai`?", false),
                ("\"openai/gpt-image-2\"", "`openai` has no model `gpt-image-2` for the role speech", false),
                ("\"openai/gpt-image-1\"", "the model `gpt-image-1` of `openai` ended on 2026-10-23", false),
                ("\"openai/gpt-image-1.5\"", "the model `gpt-image-1.5` of `openai` ends on 2026-12-01", true),
            ]
        );
    }

    #[test]
    fn the_command_line_has_the_last_word() {
        let mut casting = read("[providers]\npicture = \"openai/gpt-image-2\"\n[[providers.where]]\nscene = \"2\"\npicture = \"openai/gpt-image-2.6-flare\"\n");
        casting.force("picture=openai/gpt-image-2.6-sunburst").unwrap();
        assert_eq!(casting.choice(Role::Picture, "2", "2.1", &[]).and_then(|c| c.model.clone()).as_deref(), Some("gpt-image-2.6-sunburst"));
        casting.force("embedded").unwrap();
        assert!(casting.is_embedded());
        assert!(casting.force("pictures=openai").unwrap_err().contains("the roles are"));
    }

    #[test]
    fn a_server_of_ones_own_has_models_of_its_own() {
        let casting = read("[providers]\npicture = \"studio/dall-e-2\"\nspeech = \"studio/kokoro\"\n[connections.studio]\nspeaks = \"openai\"\nbase = \"http://127.0.0.1:8080/v1\"\n");
        assert_eq!(casting.complaints(DAY.parse().unwrap()), []);
        let choice = casting.choice(Role::Speech, "1", "1.1", &[]).unwrap();
        assert_eq!(casting.cast(Role::Speech, choice).unwrap().model_name, "kokoro");
    }
}
