//! What the author's words ask for: kinds of place, set pieces, clothes and colours. A table of synonyms; nothing is drawn here.

use crate::plan::picture::Picture;

use super::colour::{Rgb, hex};

pub use crate::words::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Land {
    Hills,
    Ice,
    Mountain,
    Sea,
    Harbour,
    Forest,
    Field,
    Desert,
    Street,
    Roof,
    Village,
    Garden,
    Deck,
    Lake,
    Marsh,
    Station,
    Bridge,
    Moon,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Plain,
    Tent,
    Kitchen,
    Bedroom,
    Living,
    Office,
    Corridor,
    Cabin,
    Bar,
    Shop,
    Attic,
    Church,
    Cave,
    Train,
    Car,
    Ship,
    Tower,
    Hospital,
    School,
    Laboratory,
    Grand,
}

const LANDS: &[(Land, &str)] = &[
    (Land::Moon, "moonscape lunar moonbase asteroid crater regolith"),
    (Land::Station, "station platform railway railroad halt"),
    (Land::Bridge, "bridge footbridge overpass viaduct"),
    (Land::Marsh, "marsh saltmarsh fen bog swamp wetland mudflat mudflats estuary reedbed bayou delta"),
    (Land::Ice, "ice glacier iceberg floe arctic antarctic polar frozen icefield snowfield pole crevasse"),
    (Land::Mountain, "mountain ridge peak summit crag alp pass canyon gorge rock rocky quarry volcano"),
    (Land::Harbour, "harbour harbor pier dock quay wharf marina port jetty boatyard"),
    (Land::Lake, "lake river pond loch reservoir canal riverbank lakeside brook stream waterfall"),
    (Land::Sea, "sea ocean coast beach shore bay lagoon island lighthouse surf waterfront cove cliff"),
    (Land::Forest, "forest wood woods pine birch fir spruce tree jungle grove clearing taiga woodland trail camp campsite"),
    (Land::Desert, "desert dune sand sahara mesa wasteland mars badlands oasis pyramid"),
    (Land::Street, "street city alley avenue boulevard downtown neon town plaza crosswalk sidewalk pavement metro skyline block parking intersection"),
    (Land::Roof, "rooftop housetop"),
    (Land::Village, "village hamlet house cottage yard porch churchyard cemetery square courtyard market"),
    (Land::Garden, "garden park orchard backyard playground lawn terrace"),
    (Land::Field, "field meadow road prairie plain steppe moor highway farmland pasture wheat vineyard grassland track countryside farm barn farmhouse airfield fairground circus runway petrol gas+station filling+station forecourt"),
    (Land::Deck, "deck boat ship yacht ferry trawler raft sailboat"),
    (Land::Hills, "hill hills valley dale down tundra"),
];

const ROOMS: &[(Room, &str)] = &[
    (Room::Tent, "tent yurt tipi marquee"),
    (Room::Kitchen, "kitchen pantry scullery canteen galley"),
    (Room::Hospital, "hospital ward clinic infirmary surgery morgue"),
    (Room::School, "school classroom schoolroom lecture"),
    (Room::Laboratory, "laboratory lab apothecary"),
    (Room::Grand, "ballroom palace throne opera theatre theater concert museum banquet casino"),
    (Room::Bedroom, "bedroom bed dormitory nursery motel hotel cell"),
    (Room::Corridor, "corridor hall hallway landing passage stairwell staircase stairs stair lobby elevator tunnel"),
    (Room::Office, "office study library archive newsroom studio control police precinct bureau court"),
    (Room::Cabin, "cabin hut lodge shack bothy chalet bunker shed workshop garage barn"),
    (Room::Bar, "bar pub cafe café diner restaurant tavern saloon club nightclub bistro"),
    (Room::Shop, "shop store market pharmacy bakery bookshop supermarket"),
    (Room::Attic, "attic loft garret"),
    (Room::Church, "church chapel cathedral temple monastery crypt abbey"),
    (Room::Cave, "cave cavern grotto mine dungeon"),
    (Room::Train, "train carriage compartment wagon tram bus subway plane aircraft cockpit"),
    (Room::Car, "car taxi truck van cab vehicle"),
    (Room::Ship, "ship boat submarine wheelhouse bridge spaceship spacecraft capsule"),
    (Room::Tower, "lighthouse tower observatory station radio"),
    (Room::Living, "living lounge parlour parlor sitting salon drawing den flat apartment room house home cottage"),
];

/// The kinds of places outdoors or indoors, each with the words for it.
pub fn kinds(interior: bool) -> Box<dyn Iterator<Item = (String, &'static str)>> {
    let name = |kind: &dyn std::fmt::Debug| format!("{kind:?}").to_lowercase();
    match interior {
        true => Box::new(ROOMS.iter().map(move |(k, w)| (name(k), *w))),
        false => Box::new(LANDS.iter().map(move |(k, w)| (name(k), *w))),
    }
}

/// The kind of place that a word by itself asks for.
pub fn kind_of(word: &Words, interior: bool) -> Option<String> {
    if interior {
        ROOMS.iter().find(|(_, w)| word.has(w)).map(|(k, _)| format!("{k:?}").to_lowercase())
    } else {
        LANDS.iter().find(|(_, w)| word.has(w)).map(|(k, _)| format!("{k:?}").to_lowercase())
    }
}

/// Where a picture plays.
#[derive(Clone, Debug)]
pub struct Setting {
    pub land: Land,
    pub room: Option<Room>,
    /// The place's own words: name, area, look.
    pub strong: Words,
    /// The shot's prose.
    pub weak: Words,
}

impl Setting {
    pub fn of(picture: &Picture) -> Setting {
        let place = &picture.place;
        let name = Words::of(&format!("{} {}", place.name, place.area));
        let look = Words::of(&place.look);
        let weak = Words::of(&picture.prose);
        let score = |any: &str| name.count(any) * 6 + look.count(any) * 3 + weak.count(any).min(1);
        // Not every station has a platform.
        let other = name.has("police radio weather space polar research petrol gas fire power") || look.has("police radio weather space polar research petrol");
        let trains = !other || name.has("platform railway railroad train") || look.has("platform railway railroad train");
        let lands = LANDS.iter().filter(|(k, _)| trains || *k != Land::Station);
        let land = lands.map(|(k, w)| (score(w), *k)).fold((0, Land::Hills), |a, b| if b.0 > a.0 { b } else { a }).1;
        // The moon in the sky is no place, but a place called by its name is.
        let land = if name.has("moon") && !name.has("sea road garden street") { Land::Moon } else { land };
        // So is a roof, which elsewhere is a part of a house.
        let land = if name.has("roof rooftop") && !place.interior { Land::Roof } else { land };
        // Whoever is on a boat is on its deck, whatever it floats on: `BOAT AT SEA`.
        let deck = LANDS.iter().find(|(k, _)| *k == Land::Deck).map_or("", |(_, w)| *w);
        let land = if land == Land::Sea && Words::of(&crate::words::head(&place.name)).has(deck) { Land::Deck } else { land };
        let room = place
            .interior
            .then(|| ROOMS.iter().map(|(k, w)| (score(w), *k)).fold((0, Room::Plain), |a, b| if b.0 > a.0 { b } else { a }).1);
        let strong = Words::of(&format!("{} {} {}", place.name, place.area, place.look));
        Setting { land, room, strong, weak }
    }

    /// For people: `kitchen, indoors`.
    pub fn kind(&self) -> String {
        match self.room {
            Some(room) => format!("{}, indoors", format!("{room:?}").to_lowercase()),
            None => format!("{}, outdoors", format!("{:?}", self.land).to_lowercase()),
        }
    }

    pub fn has(&self, any: &str) -> bool {
        self.strong.has(any)
    }

    /// Named by the place or hinted at by the prose.
    pub fn hints(&self, any: &str) -> bool {
        self.strong.has(any) || self.weak.has(any)
    }
}

/// Names of colours as cloth and paint have them.
const COLOURS: &[(&str, u32)] = &[
    ("orange", 0xe8651d),
    ("red", 0xb5281f),
    ("scarlet", 0xc7281f),
    ("crimson", 0x9c1f2e),
    ("burgundy", 0x5f1a28),
    ("maroon", 0x5b1f22),
    ("rust", 0xa4502a),
    ("terracotta", 0xb8603c),
    ("pink", 0xd98a94),
    ("yellow", 0xe3b13a),
    ("mustard", 0xb98a2c),
    ("gold", 0xc99a3a),
    ("golden", 0xc99a3a),
    ("ochre", 0xb98236),
    ("green", 0x3f6e4b),
    ("olive", 0x5d6038),
    ("khaki", 0x8a7d55),
    ("teal", 0x1f6670),
    ("turquoise", 0x3f9aa0),
    ("navy", 0x1c2c46),
    ("blue", 0x2f5685),
    ("indigo", 0x2f2f5f),
    ("purple", 0x553463),
    ("violet", 0x6a4a86),
    ("lilac", 0x9d88b5),
    ("brown", 0x5b3a26),
    ("tan", 0xa68258),
    ("beige", 0xc2ab84),
    ("camel", 0xab8250),
    ("cream", 0xe3d6b8),
    ("ivory", 0xe6dfca),
    ("white", 0xe4e2da),
    ("black", 0x22242a),
    ("charcoal", 0x35383d),
    ("grey", 0x7c8084),
    ("gray", 0x7c8084),
    ("silver", 0xa9b0b3),
];

pub fn colour(word: &str) -> Option<Rgb> {
    COLOURS.iter().find(|(n, _)| *n == word).map(|(_, v)| hex(*v))
}

/// What a person may have that has a colour of its own: a colour before one of these is not that of what comes after.
const OWNERS: &str = "coat parka anorak jacket suit dress gown robe shirt blouse sweater jumper cardigan trousers jeans skirt scarf shawl hat cap hood beanie fedora \
                      gloves boots shoes waistcoat gilet umbrella tie hair bun braid beard moustache eyes skin cloak cape apron jersey vest uniform ribbon collar raincoat overcoat helmet beret";

/// The colour said just before one of `things`: `a red wool scarf` asked for `scarf` is red. A colour further off, or before
/// another garment, belongs to something else. Of what is named more than once the first that has a colour counts.
pub fn colour_of(text: &Words, things: &str) -> Option<Rgb> {
    let words: Vec<&str> = text.iter().collect();
    let things: Vec<&str> = things.split(' ').collect();
    let owners = Words::of(OWNERS);
    let before = |at: usize| words[at.saturating_sub(4)..at].iter().rev().take_while(|w| !owners.has(w)).find_map(|w| colour(w));
    (0..words.len()).filter(|i| things.contains(&words[*i])).find_map(before)
}

/// The first colour that nothing worn has for its own.
pub fn free_colour(text: &Words) -> Option<Rgb> {
    let words: Vec<&str> = text.iter().collect();
    let owners = Words::of(OWNERS);
    let owned = |i: usize| words[i + 1..].iter().take(3).any(|w| owners.has(w));
    words.iter().enumerate().filter(|(i, _)| !owned(*i)).find_map(|(_, w)| colour(w))
}

/// The first colour named at all.
pub fn any_colour(text: &Words) -> Option<Rgb> {
    text.iter().find_map(colour)
}
