//! What a provider takes, how much of it, and at what price: dated data, one file a provider, beside its wire format.

use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::date::Day;
use super::order::Order;
use super::size::Sizes;

/// What a provider can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Text to a plate.
    Picture,
    /// A plate to a clip.
    Animate,
    /// A plate and a voice to a clip that speaks.
    Portrait,
    Speech,
    Sound,
    Music,
}

impl Role {
    pub const ALL: [Role; 6] = [Role::Picture, Role::Animate, Role::Portrait, Role::Speech, Role::Sound, Role::Music];

    pub fn name(self) -> &'static str {
        match self {
            Role::Picture => "picture",
            Role::Animate => "animate",
            Role::Portrait => "portrait",
            Role::Speech => "speech",
            Role::Sound => "sound",
            Role::Music => "music",
        }
    }

    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.name() == name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contract {
    pub name: String,
    /// The day on which the facts were gathered.
    pub checked: Day,
    /// Where it answers; none where every user has a place of their own.
    pub base: Option<String>,
    /// The hosts that may be shown the key; `*.` stands for one name.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// The variable of the environment that holds the key; none where no key is wanted.
    pub key: Option<String>,
    #[serde(default)]
    pub auth: Auth,
    pub concurrency: u32,
    pub per_minute: Option<u32>,
    /// What `set` of a connection may say of it, beside `auth`.
    #[serde(default)]
    pub set: Vec<String>,
    #[serde(rename = "model")]
    pub models: Vec<Model>,
}

/// How a request shows its key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Auth {
    #[default]
    Bearer,
    /// `Authorization: Basic`, the key as it was given.
    Basic,
    /// `Authorization: Basic`, of `user:password`, as browsers write it.
    Login,
    Header(String),
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Model {
    /// `*` stands for what a server of one's own may have.
    pub name: String,
    pub role: Role,
    /// Characters of a prompt, or of a line; 0 where no words are taken.
    pub prompt: usize,
    #[serde(default)]
    pub words: Words,
    /// Takes what must not be seen apart from the rest, as all do that take tags.
    #[serde(default)]
    pub negative: bool,
    /// Pictures to work from.
    #[serde(default)]
    pub references: usize,
    pub sizes: Option<Sizes>,
    /// The lengths that can be had, in seconds, or the least and the most.
    pub seconds: Option<Seconds>,
    /// Which of the pictures of a clip it is given, where the camera moves.
    #[serde(default)]
    pub frames: Frames,
    #[serde(default)]
    pub seed: bool,
    pub price: Price,
    /// The price is not from its provider's own list, or an estimate where that list counts otherwise.
    #[serde(default)]
    pub unverified: bool,
    /// Takes of a hundred that are kept, by experience.
    #[serde(default = "all")]
    pub kept: u32,
    pub quality: Option<String>,
    /// The qualities whose price is known; others can only be asked for where a connection says what an answer costs.
    #[serde(default)]
    pub qualities: Vec<String>,
    /// What `[options]` may say of it; `*` is anything.
    #[serde(default)]
    pub options: Vec<String>,
    /// Which of them also count for a picture that is made from others; all, where nothing is said.
    pub edits: Option<Vec<String>>,
    /// Pictures to work from where a connection names a ControlNet for them.
    #[serde(default)]
    pub controlnet: usize,
    /// The voices it knows by name; a voice of one's own is named in `[voices]`.
    #[serde(default)]
    pub voices: Vec<String>,
    /// Speaks several lines that answer one another in one order.
    #[serde(default)]
    pub dialogue: bool,
    /// Shows a person of its own, named in `[presenters]`, not the one on a plate.
    #[serde(default)]
    pub presenter: bool,
    pub end: Option<Day>,
}

fn all() -> u32 {
    100
}

/// In which words a prompt is put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Words {
    #[default]
    Sentence,
    /// Tags between commas, and what to avoid beside them.
    Tags,
    /// What moves, and how the camera does.
    Motion,
}

/// Which of the pictures of a clip a model is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frames {
    /// With which it begins.
    #[default]
    First,
    /// With which it begins and ends.
    FirstAndLast,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seconds {
    Listed(Vec<u32>),
    Range([u32; 2]),
}

impl Seconds {
    /// The least that can be had and lasts as long as is wanted.
    pub fn covering(&self, milliseconds: u64) -> Option<u32> {
        let wanted = u32::try_from(milliseconds.div_ceil(1000)).ok()?;
        match self {
            Seconds::Listed(list) => list.iter().copied().filter(|s| *s >= wanted).min(),
            Seconds::Range([least, most]) => (wanted <= *most).then_some(wanted.max(*least)),
        }
    }

    pub fn most(&self) -> u32 {
        match self {
            Seconds::Listed(list) => list.iter().copied().max().unwrap_or(0),
            Seconds::Range([_, most]) => *most,
        }
    }
}

/// In thousandths of a US cent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Price {
    Free,
    Each(u64),
    /// For a thousand characters of text.
    Characters(u64),
    Second(u64),
    /// For a million tokens of a picture, of which there are as many as size and quality make.
    ImageTokens(u64),
    /// The same, and what goes in: words and pictures to work from, for a million tokens of each.
    Tokens { out: u64, words: u64, pictures: u64 },
}

/// The most tokens that a picture to work from was ever counted as, whatever its size: 65 and 129 for each of at most three tiles, and
/// 6240 for the fidelity.
const REFERENCE: u64 = 65 + 3 * 129 + 6240;

impl Price {
    /// What an order costs, rounded up.
    pub fn of(&self, order: &Order) -> u64 {
        self.from(order, order.references.len())
    }

    /// What an order costs that is made from so many pictures.
    pub fn from(&self, order: &Order, references: usize) -> u64 {
        match self {
            Price::Tokens { out, words, pictures } => {
                // No token is shorter than a byte.
                let said = (order.prompt.len() as u64 * words).div_ceil(1_000_000);
                Price::ImageTokens(*out).of(order) + said + (references as u64 * REFERENCE * pictures).div_ceil(1_000_000)
            }
            Price::Free => 0,
            Price::Each(price) => *price,
            Price::Characters(price) => (order.prompt.chars().count() as u64 * price).div_ceil(1000),
            Price::Second(price) => (order.milliseconds.unwrap_or(0) * price).div_ceil(1000),
            Price::ImageTokens(price) => {
                let [w, h] = order.size.unwrap_or([1024, 1024]);
                (image_tokens(w.into(), h.into(), order.options.get("quality").map_or("high", String::as_str)) * price).div_ceil(1_000_000)
            }
        }
    }
}

/// The tokens of a picture as the provider counts them.
fn image_tokens(w: u64, h: u64, quality: &str) -> u64 {
    let fine = match quality {
        "low" => 16,
        "medium" => 48,
        _ => 96,
    };
    let (long, short) = (w.max(h).max(1), w.min(h));
    let side = (2 * fine * short + long) / (2 * long);
    (fine * side * (2_000_000 + w * h)).div_ceil(4_000_000)
}

const BUILT_IN: &[&str] = &[
    include_str!("../../backends/remote/openai.toml"),
    include_str!("../../backends/remote/azure.toml"),
    include_str!("../../backends/remote/did.toml"),
    include_str!("../../backends/remote/comfy.toml"),
    include_str!("../../backends/remote/automatic.toml"),
    include_str!("../../backends/remote/eleven.toml"),
    include_str!("../../backends/remote/sdcpp.toml"),
    include_str!("../../backends/remote/exec.toml"),
];

/// The contracts that come with the program, by name.
pub fn built_in() -> &'static [Contract] {
    static ALL: OnceLock<Vec<Contract>> = OnceLock::new();
    // A test reads every one of them; one that cannot be read is left out rather than ending a check.
    ALL.get_or_init(|| BUILT_IN.iter().filter_map(|text| toml::from_str(text).ok()).collect())
}

pub fn named(name: &str) -> Option<&'static Contract> {
    built_in().iter().find(|c| c.name == name)
}

impl Model {
    /// Whether an option counts for a picture that is made from others.
    pub fn edits_with(&self, option: &str) -> bool {
        self.edits.as_ref().is_none_or(|known| known.iter().any(|o| o == option))
    }
}

impl Contract {
    pub fn model(&self, role: Role, name: &str, own_server: bool) -> Option<&Model> {
        let of = |wanted: &str| self.models.iter().find(|m| m.role == role && m.name == wanted);
        of(name).or_else(|| if own_server { of("*") } else { None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_contract_can_be_read() {
        for text in BUILT_IN {
            toml::from_str::<Contract>(text).unwrap();
        }
        assert_eq!(built_in().len(), BUILT_IN.len());
    }

    #[test]
    fn tokens_of_a_picture_are_those_that_were_published() {
        assert_eq!(image_tokens(1024, 1024, "high"), 7024);
        assert_eq!(image_tokens(1536, 1024, "high"), 5488);
        assert_eq!(image_tokens(1920, 1088, "medium"), 1325);
        assert_eq!(image_tokens(3840, 2160, "low"), 371);
    }

    #[test]
    fn what_goes_in_is_paid_too() {
        let order = |prompt: &str| Order { role: Role::Picture, provider: "openai".into(), model: "gpt-image-2".into(), prompt: prompt.into(), avoid: String::new(), size: Some([1024, 1024]), seed: None, milliseconds: None, voice: None, manner: vec![], options: Default::default(), references: vec![], lines: vec![], ends: None };
        let price = &named("openai").unwrap().model(Role::Picture, "gpt-image-2", false).unwrap().price;
        let bare = price.of(&order(""));
        assert_eq!(bare, 21_072);
        // 1000 tokens of words at 5 dollars a million, in thousandths of a cent.
        assert_eq!(price.of(&order(&"x".repeat(1000))) - bare, 500);
        assert_eq!(price.from(&order(""), 2) - bare, 10_708);
    }

    /// What one picture of 1024x1024 in the usual quality, a thousand characters of speech, or a second of anything else costs,
    /// in thousandths of a cent, and the last day. A model that is added is added here from its provider's price list.
    const PRICES: &[(&str, Role, &str, u64, &str)] = &[
        // 7024 tokens at 30 dollars a million.
        ("openai", Role::Picture, "gpt-image-2", 21_072, ""),
        ("openai", Role::Picture, "gpt-image-2.5-flare", 21_072, ""),
        ("openai", Role::Picture, "gpt-image-2.5-sunburst", 21_072, ""),
        ("openai", Role::Picture, "gpt-image-2.6-flare", 21_072, ""),
        ("openai", Role::Picture, "gpt-image-2.6-sunburst", 21_072, ""),
        ("openai", Role::Picture, "gpt-image-1.5", 20_000, "2026-12-01"),
        ("openai", Role::Picture, "gpt-image-1-mini", 5200, "2026-12-01"),
        ("openai", Role::Picture, "gpt-image-1", 25_000, "2026-10-23"),
        ("openai", Role::Picture, "dall-e-3", 8000, "2026-05-12"),
        ("openai", Role::Picture, "dall-e-2", 2000, "2026-05-12"),
        ("openai", Role::Speech, "gpt-4o-mini-tts", 2000, "2027-01-06"),
        ("azure", Role::Picture, "*", 21_072, ""),
        // 48 dollars for 30 minutes.
        ("d-id", Role::Portrait, "talks", 2667, ""),
        ("d-id", Role::Portrait, "clips", 2667, ""),
        ("d-id", Role::Animate, "animations", 2667, ""),
        ("elevenlabs", Role::Speech, "eleven_v3", 10_000, ""),
        ("elevenlabs", Role::Speech, "eleven_multilingual_v2", 10_000, ""),
        ("elevenlabs", Role::Speech, "eleven_flash_v2_5", 5000, ""),
        ("elevenlabs", Role::Sound, "eleven_text_to_sound_v3", 12_000, ""),
        ("elevenlabs", Role::Sound, "eleven_text_to_sound_v2", 12_000, ""),
        ("elevenlabs", Role::Music, "music_v2_5", 1000, ""),
        ("elevenlabs", Role::Music, "music_v2", 1000, ""),
        ("elevenlabs", Role::Music, "music_v1", 1000, ""),
    ];

    #[test]
    fn every_model_that_costs_has_the_price_that_was_published() {
        let mut dear = 0;
        for contract in built_in() {
            for model in &contract.models {
                // One thing of its kind, without words where words are paid beside it.
                let characters = if model.role == Role::Speech { 1000 } else { 0 };
                let order = Order { role: model.role, provider: contract.name.clone(), model: model.name.clone(), prompt: "x".repeat(characters), avoid: String::new(), size: Some([1024, 1024]), seed: None, milliseconds: Some(1000), voice: None, manner: vec![], options: model.quality.iter().map(|q| ("quality".to_string(), q.clone())).collect(), references: vec![], lines: vec![], ends: None };
                let (cost, end) = (model.price.of(&order), model.end.map_or(String::new(), |e| e.to_string()));
                let said = PRICES.iter().find(|p| p.0 == contract.name && p.1 == model.role && p.2 == model.name);
                // At home and of one's own, a connection says what an answer costs.
                let free = contract.key.is_none() || (model.name == "*" && contract.base.is_some());
                match said {
                    Some(said) => assert_eq!((cost, end.as_str()), (said.3, said.4), "{} {}", contract.name, model.name),
                    None => assert!(free && model.price == Price::Free && end.is_empty(), "{} {} costs {cost} and is in no price list here", contract.name, model.name),
                }
                dear += usize::from(said.is_some());
                let own_list = ["gpt-image-2", "gpt-image-2.5-flare", "gpt-image-2.5-sunburst", "gpt-image-2.6-flare", "gpt-image-2.6-sunburst", "gpt-image-1-mini"];
                assert_eq!(model.unverified, said.is_some() && !(contract.name == "openai" && own_list.contains(&model.name.as_str())), "{} {}", contract.name, model.name);
                // It is found by its own name, also where the server is not one's own.
                if model.name != "*" {
                    assert_eq!(contract.model(model.role, &model.name, false), Some(model), "{} has two of {}", contract.name, model.name);
                }
                // Where the price goes by quality, only the qualities that have one are known.
                if matches!(model.price, Price::Tokens { .. } | Price::ImageTokens(_)) {
                    assert!(model.qualities == ["low", "medium", "high"] && model.quality.as_ref().is_some_and(|q| model.qualities.contains(q)), "{} {}", contract.name, model.name);
                }
                assert!(model.edits.iter().flatten().all(|o| model.options.contains(o)), "{} {}", contract.name, model.name);
            }
        }
        assert_eq!(dear, PRICES.len(), "a price of a model that there is not");
    }

    #[test]
    fn a_length_is_covered_by_the_next_that_can_be_had() {
        assert_eq!(Seconds::Listed(vec![4, 8, 12]).covering(4001), Some(8));
        assert_eq!(Seconds::Listed(vec![4, 8, 12]).covering(12_001), None);
        assert_eq!(Seconds::Range([2, 10]).covering(900), Some(2));
    }
}
