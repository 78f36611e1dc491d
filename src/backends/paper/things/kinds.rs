//! What the names of small things mean: the kinds that are drawn, the words for each, and how large they are.

use super::super::words::Words;
use super::super::{furniture, set};
use crate::film::Creature;
use crate::words::head;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Radio,
    Letter,
    Envelope,
    Bundle,
    Ticket,
    Map,
    Newspaper,
    Lamp,
    Cup,
    Book,
    Phone,
    Telephone,
    Key,
    Clock,
    Photograph,
    Bottle,
    Suitcase,
    Bag,
    Mailbag,
    Gun,
    Knife,
    Kettle,
    Umbrella,
    Box,
    Flower,
    Cigarette,
    Candle,
    Screen,
    Ring,
    Coin,
    Balloon,
    Violin,
    Guitar,
    Trumpet,
    Drum,
    Rope,
    Windsock,
    Wheat,
    Ball,
    Hat,
    Shoe,
    Bell,
    Basket,
    Bread,
    Apple,
    ToyBoat,
    Crown,
    Cake,
    Pen,
    Sword,
    Axe,
    Hammer,
    Fork,
    Plate,
    Teddy,
    Camera,
    Feather,
    Leaf,
    Skull,
    Gift,
    Compass,
    Mask,
    Egg,
    Fish,
    Wheel,
    Microphone,
    Spectacles,
    Scissors,
    Binoculars,
    Stone,
    Cloth,
    Glove,
    Chair,
    Door,
    Window,
    Spade,
    Stick,
    Padlock,
    Lens,
    Hook,
    /// A beast or a bird.
    Animal(Creature),
}

const KINDS: &[(Kind, &str)] = &[
    // What is said in two words comes before what one of them means.
    (Kind::Telephone, "telephone+receiver phone+receiver"),
    (Kind::Umbrella, "umbrella parasol"),
    (Kind::ToyBoat, "toy+boat paper+boat model+boat toy+ship model+ship"),
    (Kind::Teddy, "teddy doll toy puppet"),
    (Kind::Cake, "cake pie tart gateau pastry muffin"),
    (Kind::Spectacles, "spectacles eyeglasses sunglasses goggles reading+glass"),
    (Kind::Plate, "plate saucer tray platter"),
    (Kind::Coin, "coin penny medal medallion token"),
    (Kind::Camera, "camera camcorder"),
    (Kind::Radio, "radio transmitter receiver walkie transceiver wireless recorder speaker"),
    (Kind::Mailbag, "mailbag postbag mail+bag mailsack mail+sack"),
    (Kind::Ticket, "ticket stub coupon"),
    (Kind::Map, "map chart plan blueprint"),
    (Kind::Newspaper, "newspaper gazette tabloid broadsheet"),
    (Kind::Envelope, "envelope packet sealed+letter unopened+letter"),
    (Kind::Bundle, "letters bundle mail"),
    (Kind::Letter, "letter note paper page telegram card postcard document sheet contract folder file cheque receipt bill invitation banknote poster notice will manuscript drawing sketch"),
    (Kind::Photograph, "photograph photo picture portrait frame snapshot polaroid painting"),
    (Kind::Lamp, "lamp lantern torch flashlight light"),
    (Kind::Candle, "candle match"),
    (Kind::Cup, "cup mug glass teacup coffee tea bowl"),
    (Kind::Bottle, "bottle flask thermos vial wine whisky whiskey beer"),
    (Kind::Kettle, "kettle teapot pot"),
    (Kind::Book, "book diary notebook journal ledger bible"),
    (Kind::Telephone, "telephone receiver landline"),
    (Kind::Phone, "phone mobile smartphone cellphone tablet"),
    (Kind::Screen, "screen monitor television tv computer laptop"),
    (Kind::Key, "key keys"),
    (Kind::Clock, "clock dial watch timer alarm stopwatch"),
    (Kind::Bag, "bag satchel rucksack backpack knapsack sack handbag holdall"),
    (Kind::Suitcase, "suitcase briefcase case luggage trunk"),
    (Kind::Gun, "gun pistol revolver rifle weapon"),
    (Kind::Knife, "knife blade dagger razor"),
    (Kind::Cigarette, "cigarette pipe cigar"),
    (Kind::Wheat, "wheat barley rye corn grain straw oat"),
    (Kind::Flower, "flower rose bouquet plant vase tulip poppy daisy lily sunflower fern nosegay houseplant seedling"),
    (Kind::Ring, "ring engagement+ring earring bracelet necklace jewel"),
    (Kind::Balloon, "balloon"),
    (Kind::Violin, "violin fiddle viola cello bass"),
    (Kind::Guitar, "guitar ukulele banjo lute mandolin"),
    (Kind::Trumpet, "trumpet horn bugle cornet trombone saxophone"),
    (Kind::Drum, "drum tambourine"),
    (Kind::Microphone, "microphone mic"),
    (Kind::Windsock, "windsock"),
    (Kind::Rope, "rope cord string lasso noose twine cable hose"),
    (Kind::Ball, "ball football basketball beachball"),
    (Kind::Hat, "hat fedora bowler cap bonnet beret trilby helmet"),
    (Kind::Spade, "spade shovel trowel"),
    (Kind::Stick, "stick cane poker staff rod pole broom rake hoe crutch oar paddle pickaxe spear"),
    (Kind::Padlock, "lock padlock"),
    (Kind::Lens, "lens magnifier magnifying+glass loupe"),
    (Kind::Hook, "hook"),
    (Kind::Shoe, "shoe boot slipper sandal trainer sneaker"),
    (Kind::Bell, "bell handbell"),
    (Kind::Basket, "basket hamper"),
    (Kind::Bread, "bread loaf bun baguette roll"),
    (Kind::Apple, "apple fruit pear peach plum tomato cherry"),
    (Kind::Egg, "egg"),
    (Kind::Fish, "fish salmon trout herring carp cod mackerel goldfish"),
    (Kind::Crown, "crown tiara diadem coronet"),
    (Kind::Sword, "sword sabre rapier foil"),
    (Kind::Axe, "axe hatchet"),
    (Kind::Hammer, "hammer mallet"),
    (Kind::Scissors, "scissors shears"),
    (Kind::Fork, "spoon fork ladle"),
    (Kind::Pen, "pen pencil brush quill chalk crayon"),
    (Kind::Feather, "feather plume"),
    (Kind::Leaf, "leaf"),
    (Kind::Skull, "skull"),
    (Kind::Gift, "gift present"),
    (Kind::Compass, "compass"),
    (Kind::Mask, "mask"),
    (Kind::Wheel, "wheel"),
    (Kind::Binoculars, "binoculars"),
    (Kind::Stone, "stone pebble rock brick"),
    (Kind::Glove, "glove mitten"),
    (Kind::Cloth, "scarf handkerchief cloth towel napkin blanket shawl rag"),
    (Kind::Chair, "chair stool"),
    (Kind::Door, "door doorway"),
    (Kind::Window, "window"),
    (Kind::Box, "box crate chest parcel package carton safe casket"),
];

impl Kind {
    /// For people: `toy boat`.
    pub fn name(self) -> String {
        match self {
            Kind::Animal(creature) => creature.name(),
            Kind::ToyBoat => "toy boat".into(),
            Kind::Wheat => "ear of wheat".into(),
            Kind::Bundle => "bundle of letters".into(),
            Kind::Phone => "mobile phone".into(),
            other => format!("{other:?}").to_lowercase(),
        }
    }

    /// Carried by a handle at the end of a straight arm.
    pub fn hangs(self) -> bool {
        matches!(self, Kind::Suitcase | Kind::Bag | Kind::Mailbag)
    }

    /// Thinner than the hand that holds it.
    pub fn slim(self) -> bool {
        matches!(self, Kind::Cigarette | Kind::Key | Kind::Knife | Kind::Ticket)
    }
}

pub fn kind(name: &str) -> Kind {
    known(name).unwrap_or(Kind::Box)
}

/// The kind of a thing by its name, else by its look.
pub fn kind_of(name: &str, look: &str) -> Kind {
    known(name).or_else(|| if set::piece_of(&Words::of(name)).is_some() { None } else { known(look) }).unwrap_or(Kind::Box)
}

/// The kind of thing that words name.
pub fn known(text: &str) -> Option<Kind> {
    let find = |text: &str| {
        let words = Words::of(text);
        let small = KINDS.iter().find(|(_, w)| words.has(w)).map(|(k, _)| *k);
        small.or_else(|| Creature::ALL.iter().find(|c| words.has(c.words())).map(|c| Kind::Animal(*c)))
    };
    find(&head(text)).or_else(|| find(text))
}

/// What a word alone is drawn as, for people.
pub fn named(word: &str) -> Option<String> {
    let small = known(word).map(Kind::name);
    small.or_else(|| set::piece_of(&Words::of(word)).map(|e| e.name.to_owned())).or_else(|| furniture::fixture(word).map(str::to_owned)).or_else(|| view(word).then(|| "the place".to_owned()))
}

/// Whether words name a thing of this kind.
pub fn is(text: &str, kind: Kind) -> bool {
    known(text) == Some(kind)
}

/// Words for the place itself: a shot on one of these shows the place, and nothing stands before it.
const VIEWS: &str = "sky cloud sun moon star horizon hill mountain ridge valley field meadow forest wood sea ocean beach shore coast river lake water wave snow rain fog mist road street path track lane ground floor wall \
                     ceiling roof rafter city town village harbour pier quay dock bridge island garden park room kitchen corridor hall platform station landscape view grass tree darkness light shadow fire smoke crowd";

/// Whether words name a part of the place itself.
pub fn view(text: &str) -> bool {
    known(text).is_none() && set::piece_of(&Words::of(text)).is_none() && Words::of(text).has(VIEWS)
}

/// The kinds of small things, each with the words for it.
pub fn kinds() -> impl Iterator<Item = (String, String)> {
    let mut kinds: Vec<Kind> = Vec::new();
    for (kind, _) in KINDS {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    kinds.into_iter().map(|kind| (kind.name(), KINDS.iter().filter(|(k, _)| *k == kind).map(|(_, w)| *w).collect::<Vec<_>>().join(" ")))
}

/// Every word for a thing that is drawn, with what it is drawn as; those in two words as people write them.
pub fn vocabulary() -> impl Iterator<Item = (String, String)> {
    let spaced = |word: &str| word.replace('+', " ");
    let small = KINDS.iter().flat_map(move |(kind, words)| words.split(' ').map(move |w| (spaced(w), kind.name())));
    let beasts = Creature::ALL.iter().flat_map(move |c| c.words().split(' ').map(move |w| (spaced(w), c.name())));
    small.chain(beasts)
}

/// The largest extent in metres, when the script names none.
pub fn size(kind: Kind) -> f32 {
    match kind {
        Kind::Key => 0.09,
        Kind::Cigarette => 0.1,
        Kind::Ticket => 0.11,
        Kind::Cup => 0.13,
        Kind::Phone => 0.16,
        Kind::Candle => 0.18,
        Kind::Photograph | Kind::Gun | Kind::Clock => 0.24,
        Kind::Book | Kind::Telephone | Kind::Knife | Kind::Kettle => 0.27,
        Kind::Envelope | Kind::Bundle => 0.22,
        Kind::Letter | Kind::Bottle => 0.28,
        Kind::Lamp | Kind::Radio | Kind::Box => 0.36,
        Kind::Newspaper => 0.4,
        Kind::Flower | Kind::Screen | Kind::Map => 0.48,
        Kind::Bag => 0.5,
        Kind::Suitcase => 0.6,
        Kind::Mailbag => 0.65,
        Kind::Umbrella => 1.0,
        Kind::Ring | Kind::Coin => 0.05,
        Kind::Egg => 0.07,
        Kind::Apple | Kind::Compass => 0.1,
        Kind::Pen | Kind::Leaf | Kind::Spectacles => 0.15,
        Kind::Bell | Kind::Camera | Kind::Scissors | Kind::Fork | Kind::Binoculars => 0.2,
        Kind::Ball | Kind::Plate | Kind::Feather | Kind::Skull | Kind::Crown | Kind::Glove => 0.26,
        Kind::Shoe | Kind::Hat | Kind::Bread | Kind::Gift | Kind::Mask | Kind::Cake | Kind::ToyBoat | Kind::Teddy | Kind::Hammer => 0.32,
        Kind::Fish | Kind::Rope | Kind::Basket | Kind::Drum | Kind::Stone | Kind::Cloth => 0.42,
        Kind::Trumpet | Kind::Violin => 0.58,
        Kind::Axe | Kind::Wheel | Kind::Wheat => 0.7,
        Kind::Spade | Kind::Stick => 0.95,
        Kind::Padlock | Kind::Hook => 0.1,
        Kind::Lens => 0.24,
        Kind::Balloon | Kind::Guitar | Kind::Sword | Kind::Chair => 0.95,
        Kind::Microphone | Kind::Window => 1.4,
        Kind::Door => 2.05,
        Kind::Windsock => 4.0,
        Kind::Animal(creature) => creature.height() as f32 / 1000.0,
    }
}

/// Paper lying flat is drawn lying when the lens looks at it on a table.
pub fn lies(kind: Kind) -> bool {
    matches!(kind, Kind::Letter | Kind::Envelope | Kind::Bundle | Kind::Ticket | Kind::Map | Kind::Newspaper | Kind::Photograph | Kind::Key | Kind::Knife | Kind::Gun | Kind::Book | Kind::Phone | Kind::Cigarette | Kind::Pen | Kind::Scissors | Kind::Fork | Kind::Sword | Kind::Feather | Kind::Leaf | Kind::Spectacles | Kind::Coin)
}
