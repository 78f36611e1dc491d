//! Which provider makes what: the tables of `frost.toml`, and what the command line puts in their place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::contract::{self, Contract, Frames, Model, Role, Words};

mod complaints;

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
    /// What the tables say by name, and where: a name that nothing has costs money unseen.
    said: Said,
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

/// A name and where `frost.toml` has it.
type Named = (String, Range<usize>);

/// Names in the tables.
#[derive(Clone, Debug, Default)]
struct Said {
    /// Providers of voices and presenters, and the table.
    providers: Vec<(&'static str, Named)>,
    /// Model, option, value.
    options: Vec<(Named, Named, Named)>,
    /// Scenes, characters and shots of parts.
    places: Vec<(Place, Named)>,
    /// People who have voices and presenters.
    people: Vec<Named>,
    /// Connections and the format that each speaks.
    speaks: Vec<(String, Named)>,
    /// Connection, setting, value.
    set: Vec<(String, Named, Named)>,
    /// Tables that there are not.
    tables: Vec<Named>,
}

/// What a part of a film is said by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Scene,
    Character,
    Shot,
}

/// The tables that `frost.toml` may have.
const TABLES: [&str; 8] = ["budget", "connections", "framing-check", "options", "presenters", "providers", "rules", "voices"];

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
    /// The workflow that it names, and the one for what is made from no picture, once they were read.
    #[serde(skip)]
    pub workflow: Option<Workflow>,
    #[serde(skip)]
    pub bare: Option<Workflow>,
}

/// What is known of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    /// The beginning of the digest of its content.
    pub digest: String,
    /// None where it is none.
    pub slots: Option<Slots>,
}

/// The settings of a connection that name ComfyUI's workflows: the usual one, and one for what is made from no picture.
pub const WORKFLOW: &str = "workflow";
pub const BARE: &str = "bare";

/// What of an order a workflow has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slots {
    /// Pictures to work from.
    pub references: usize,
    pub seed: bool,
    /// The last picture of a clip.
    pub last: bool,
}

/// The settings of a connection that say how AUTOMATIC1111's ControlNet works from pictures: its model, what prepares a picture
/// for it, and how much it counts, from 0 to 2.
pub const CONTROLNET: &str = "controlnet";
pub const PREPROCESSOR: &str = "preprocessor";
pub const WEIGHT: &str = "weight";

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
    scene: Option<Spanned<String>>,
    character: Option<Spanned<String>>,
    shot: Option<Spanned<String>>,
    #[serde(default, rename = "where")]
    parts: Vec<Written>,
}

#[derive(Debug, Default, Deserialize)]
struct Tables {
    #[serde(default)]
    providers: Written,
    #[serde(default)]
    voices: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, String>>,
    #[serde(default)]
    presenters: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, String>>,
    #[serde(default)]
    options: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>,
    #[serde(default)]
    connections: BTreeMap<String, Connection>,
    #[serde(default)]
    budget: Budget,
    #[serde(default, rename = "framing-check")]
    framing: Framing,
}

/// Where the connections stand in a text.
#[derive(Debug, Default, Deserialize)]
struct Places {
    #[serde(default)]
    connections: BTreeMap<String, PlacesOf>,
}

#[derive(Debug, Default, Deserialize)]
struct PlacesOf {
    speaks: Option<Spanned<String>>,
    #[serde(default)]
    set: BTreeMap<Spanned<String>, Spanned<String>>,
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

    /// How many pictures it can work from.
    pub fn references(&self) -> usize {
        if self.controlnet().is_some() {
            return self.model.references.max(self.model.controlnet);
        }
        self.slots().map_or(self.model.references, |s| self.model.references.min(s.references))
    }

    /// The slots of the workflow that it draws by, where it draws by one that was read.
    pub fn slots(&self) -> Option<Slots> {
        self.connection?.workflow.as_ref()?.slots
    }

    /// The workflow of what is made from so many pictures.
    pub fn workflow(&self, pictures: usize) -> Option<&Workflow> {
        let connection = self.connection?;
        connection.bare.as_ref().filter(|_| pictures == 0 && self.model.role == Role::Picture).or(connection.workflow.as_ref())
    }

    /// Whether what it makes from so many pictures goes by a seed.
    pub fn has_seed(&self, pictures: usize) -> bool {
        self.model.seed && self.workflow(pictures).and_then(|w| w.slots).is_none_or(|s| s.seed)
    }

    /// Whether it can only work from pictures.
    pub fn wants_pictures(&self, pictures: usize) -> bool {
        pictures == 0 && self.workflow(0).and_then(|w| w.slots).is_some_and(|s| s.references > 0)
    }

    /// Whether it takes the last picture of a clip too.
    pub fn takes_last(&self) -> bool {
        self.model.frames == Frames::FirstAndLast && self.slots().is_none_or(|s| s.last)
    }

    /// Through which ControlNet it works from pictures, where its author named one: another makes other pictures of the same words.
    pub fn controlnet(&self) -> Option<String> {
        let set = &self.connection.filter(|_| self.model.controlnet > 0)?.set;
        let all = [Some(set.get(CONTROLNET)?), set.get(PREPROCESSOR), set.get(WEIGHT)];
        Some(all.map(|v| v.map_or("", String::as_str)).join(" "))
    }
}

impl Casting {
    /// Reads `frost.toml`; connections of the author's own configuration come beneath its own.
    pub fn read(text: &str, own: &BTreeMap<String, Connection>) -> Result<Casting, Complaint> {
        let tables: Tables = toml::from_str(text).map_err(|e| Complaint { range: e.span(), message: complaints::unknown_field(e.message()), help: "docs/providers.md shows the tables".into(), warning: false })?;
        let projects = tables.connections.keys().cloned().collect();
        let mut connections = own.clone();
        connections.extend(tables.connections);
        let plain = |s: &Option<Spanned<String>>| s.as_ref().map(|s| s.get_ref().clone());
        let parts = tables.providers.parts.iter().map(|p| Part { scene: plain(&p.scene), character: plain(&p.character).map(|c| c.to_lowercase()), shot: plain(&p.shot), roles: p.roles() }).collect();
        let named = |s: &Spanned<String>| (s.get_ref().clone(), s.span());
        let mut said = Said::default();
        said.providers.extend(tables.voices.keys().map(|k| ("voices", named(k))).chain(tables.presenters.keys().map(|k| ("presenters", named(k)))));
        said.options.extend(tables.options.iter().flat_map(|(model, all)| all.iter().map(move |(name, value)| (named(model), named(name), named(value)))));
        said.people.extend(tables.voices.values().chain(tables.presenters.values()).flat_map(|of| of.keys().map(named)));
        let places: Places = toml::from_str(text).unwrap_or_default();
        for (connection, of) in &places.connections {
            said.speaks.extend(of.speaks.as_ref().map(|s| (connection.clone(), named(s))));
            said.set.extend(of.set.iter().map(|(name, value)| (connection.clone(), named(name), named(value))));
        }
        for part in &tables.providers.parts {
            for (place, name) in [(Place::Scene, &part.scene), (Place::Character, &part.character), (Place::Shot, &part.shot)] {
                said.places.extend(name.as_ref().map(|n| (place, named(n))));
            }
        }
        let top: BTreeMap<Spanned<String>, toml::Value> = toml::from_str(text).unwrap_or_default();
        said.tables.extend(top.keys().filter(|k| !TABLES.contains(&k.get_ref().as_str())).map(named));
        let bare = |tables: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, String>>| tables.into_iter().map(|(k, v)| (k.into_inner(), v.into_iter().map(|(k, v)| (k.into_inner(), v)).collect())).collect();
        let options = tables.options.into_iter().map(|(model, all)| (model.into_inner(), all.into_iter().map(|(k, v)| (k.into_inner(), v.into_inner())).collect())).collect();
        let detector = tables.framing.detector.map(|d| (d.get_ref().clone(), d.span()));
        Ok(Casting { detector, film: tables.providers.roles(), parts, voices: bare(tables.voices), presenters: bare(tables.presenters), options, said, connections, projects, budget: tables.budget.max.map(|d| d.0) })
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

    /// The connections by name.
    pub fn connections_mut(&mut self) -> impl Iterator<Item = (&str, &mut Connection)> {
        self.connections.iter_mut().map(|(name, c)| (name.as_str(), c))
    }

    /// The variables that hold keys of connections.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.connections.values().filter_map(|c| c.key.as_deref())
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

    /// Those that the user's own configuration says, where the project says none of their name.
    pub fn own_connections(&self) -> impl Iterator<Item = (&str, &Connection)> {
        self.connections.iter().filter(|(name, _)| !self.projects.contains(*name)).map(|(name, c)| (name.as_str(), c))
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
        let own = connection.is_some_and(|c| c.base.is_some() || !c.command.is_empty()) || contract.base.is_none() || contract.key.is_none();
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

    /// Models of a provider that are asked for somewhere, whose price is not from its provider's own list, nor from its user.
    pub fn unverified(&self, provider: &str) -> Vec<String> {
        let casts = self.choices().filter(|(_, c)| c.provider == provider).filter_map(|(role, choice)| self.cast(role, choice));
        let mut names: Vec<String> = casts.filter(|c| c.model.unverified && c.connection.is_none_or(|own| own.price.is_none())).map(|c| c.model_name).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Every provider that is named anywhere, once.
    pub fn named(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.choices().map(|(_, c)| c.provider.as_str()).filter(|p| *p != "embedded").collect();
        names.sort_unstable();
        names.dedup();
        names
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
    fn a_name_that_nothing_has_is_complained_of_before_it_costs_money() {
        let text = "[bugdet]\nmax = 1\n[providers]\npicture = \"openai/gpt-image-2\"\n[[providers.where]]\nscene = \"99\"\npicture = \"embedded\"\n[options.\"gpt-image-2\"]\nqualty = \"low\"\nquality = \"xhigh\"\n[options.gpt-imge-2]\nquality = \"low\"\n[voices.elevenlab]\nMARA = \"x\"\n";
        let casting = read(text);
        let complaints = casting.complaints(DAY.parse().unwrap());
        let said: Vec<(&str, &str)> = complaints.iter().map(|c| (&text[c.range.clone().unwrap()], c.message.as_str())).collect();
        assert_eq!(
            said,
            [
                ("\"xhigh\"", "what `gpt-image-2` costs in the quality `xhigh` is not known; did you mean `high`?"),
                ("bugdet", "there is no table `bugdet`; did you mean `budget`?"),
                ("elevenlab", "`[voices.elevenlab]` is of a provider that there is not; did you mean `elevenlabs`?"),
                ("qualty", "`gpt-image-2` has no option `qualty`; did you mean `quality`?"),
                ("gpt-imge-2", "there is no model `gpt-imge-2`, so its options are of nobody; did you mean `gpt-image-2`?"),
            ]
        );
        let unmatched = casting.unmatched(&["1", "2"], &["MARA"], &["1.1"]);
        assert!(unmatched.len() == 1 && unmatched[0].warning && unmatched[0].message == "this film has no scene `99`", "{unmatched:?}");
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
