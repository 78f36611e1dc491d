//! How large things are of which nobody says it: their largest side, and how wide and tall they are seen.

use crate::film::{Creature, Film};
use crate::words::{Words, head};

/// Metres of a thing's largest side, said or usual; none of a thing that nobody knows.
pub fn known_extent(film: &Film, name: &str) -> Option<f64> {
    let prop = film.props.iter().find(|p| p.name == name);
    prop.and_then(|p| p.height).map(|h| f64::from(h) / 1000.0).or_else(|| usual_extent(name, prop.map_or("", |p| &p.look)))
}

/// Metres of the largest side of common things, from words for them. The last that fits is taken.
fn usual_extent(name: &str, look: &str) -> Option<f64> {
    const SIZES: [(f64, &str); 26] = [
        (0.05, "ring coin penny medal earring button"),
        (0.07, "key match egg cherry"),
        (0.08, "watch"),
        (0.1, "lock padlock hook apple fruit pear peach plum tomato compass cigarette"),
        (0.11, "cup mug bun"),
        (0.15, "glass pen pencil leaf spectacles sunglasses photograph photo ticket"),
        (0.2, "phone letter envelope bell camera scissors spoon fork binoculars notebook candle"),
        (0.26, "telephone receiver book ball plate feather skull crown glove knife teapot"),
        (0.32, "bottle clock shoe boot hat bread loaf gift present mask cake teddy doll hammer toy flower helmet"),
        (0.36, "lantern kettle"),
        (0.42, "lamp radio fish rope basket drum stone blanket sparrow bird"),
        (0.5, "map bag newspaper vase plant"),
        (0.58, "violin fiddle trumpet"),
        (0.65, "suitcase axe wheel wheat trunk mailbag postbag mail+bag mailsack mail+sack"),
        (0.9, "umbrella guitar balloon sword cello"),
        (0.95, "chair stool spade shovel stick cane poker broom rake oar"),
        (1.0, "stove cabinet desk armchair barrel"),
        (1.4, "table piano window bicycle bench fountain mirror easel counter microphone"),
        (1.7, "motorcycle wardrobe sofa cupboard bookcase gravestone"),
        (2.0, "bed door gate ladder statue scarecrow rowboat signpost"),
        (2.5, "bar telephone+box campfire"),
        (4.0, "car windsock tent cart"),
        (5.0, "boat lamppost flagpole sailboat"),
        (6.0, "lorry truck bus"),
        (9.0, "plane aeroplane house barn"),
        (12.0, "train ship windmill lighthouse"),
    ];
    let in_words = |text: &str| {
        let words = Words::of(text);
        // What is a toy is as small as one.
        if words.has("toy model") {
            return Some(0.32);
        }
        SIZES.iter().rfind(|(_, all)| words.has(all)).map(|(m, _)| *m)
    };
    let built = |text: &str| {
        let words = named(text);
        LARGE.iter().find(|s| words.has(s.3)).map(|s| s.0)
    };
    in_words(&head(name)).or_else(|| in_words(name)).or_else(|| built(name)).or_else(|| Creature::of("", name).map(|c| f64::from(c.height()) / 1000.0)).or_else(|| in_words(look)).or_else(|| built(look))
}

/// Whether a thing lies on a table rather than stands on it.
pub fn lies_flat(film: &Film, name: &str) -> bool {
    const FLAT: &str = "letter envelope photograph photo key knife gun book notebook phone cigarette map coin ticket pen pencil scissors spoon fork sword feather leaf spectacles sunglasses newspaper postcard";
    if named(name).has(FLAT) {
        return true;
    }
    // A name that says nothing leaves it to the look.
    let look = film.props.iter().find(|p| p.name == name).map_or("", |p| &p.look);
    shape(&named(name)).is_none() && Words::of(&head(look)).has(FLAT)
}

/// How wide and how tall small things are seen, as shares of their largest side; others are as wide as tall.
const SMALL: [(f64, f64, &str); 38] = [
    // What is said in two words, and what more than one of them is.
    (1.0, 1.0, "toy+boat paper+boat model+boat toy+ship model+ship"),
    (0.75, 1.0, "mailbag postbag mail+bag mailsack mail+sack"),
    (1.0, 0.75, "letters bundle mail"),
    (1.0, 1.35, "radio transmitter receiver walkie transceiver wireless recorder speaker"),
    (0.25, 1.0, "spade shovel trowel"),
    (0.35, 1.0, "bottle flask thermos vial wine whisky whiskey beer"),
    (0.35, 1.05, "stick cane poker staff rod pole broom rake hoe crutch oar paddle pickaxe spear"),
    (0.45, 1.0, "violin fiddle viola cello bass"),
    (0.5, 1.0, "candle match phone mobile smartphone cellphone tablet guitar ukulele banjo lute mandolin microphone mic axe hatchet door doorway"),
    (0.6, 0.95, "flower rose bouquet plant vase tulip poppy daisy lily sunflower fern nosegay houseplant seedling"),
    (0.6, 1.0, "balloon hook chair stool"),
    (0.6, 1.1, "lamp lantern torch flashlight light"),
    (0.7, 1.0, "hammer mallet glove mitten"),
    (0.7, 1.1, "wheat barley rye corn grain straw oat"),
    (0.75, 0.95, "ring engagement+ring earring bracelet necklace jewel"),
    (0.75, 1.0, "letter note paper page telegram card postcard document sheet contract folder file cheque receipt bill invitation banknote poster notice will manuscript drawing sketch egg"),
    (0.8, 1.0, "windsock"),
    (0.85, 0.95, "photograph photo picture portrait frame snapshot polaroid painting bell handbell"),
    (0.85, 1.0, "lock padlock skull"),
    (0.9, 0.75, "book diary notebook journal ledger bible"),
    (0.9, 0.8, "binoculars"),
    (0.95, 0.35, "key keys"),
    (0.95, 0.5, "scissors shears scarf handkerchief cloth towel napkin blanket shawl rag"),
    (0.95, 0.55, "rope cord string lasso noose twine cable hose stone pebble rock brick"),
    (0.95, 0.65, "shoe boot slipper sandal trainer sneaker"),
    (1.0, 0.15, "knife blade dagger razor spoon fork ladle"),
    (1.0, 0.25, "sword sabre rapier foil"),
    (1.0, 0.4, "plate saucer tray platter"),
    (1.0, 0.45, "ticket stub coupon bread loaf bun baguette roll"),
    (1.0, 0.5, "spectacles eyeglasses sunglasses goggles reading+glass"),
    (1.0, 0.55, "trumpet horn bugle cornet trombone saxophone fish salmon trout herring carp cod mackerel goldfish pen pencil brush quill chalk crayon"),
    (1.0, 0.6, "camera camcorder hat fedora bowler cap bonnet beret trilby helmet"),
    (1.0, 0.65, "telephone+receiver phone+receiver telephone landline gun pistol revolver rifle weapon"),
    (1.0, 0.7, "envelope packet sealed+letter unopened+letter box crate chest parcel package carton safe casket"),
    (1.0, 0.75, "map chart plan blueprint suitcase briefcase case luggage trunk feather plume"),
    (1.0, 0.8, "screen monitor television tv computer laptop"),
    (1.0, 0.85, "crown tiara diadem coronet"),
    (1.2, 0.6, "cigarette pipe cigar"),
];

/// Metres of the largest side of what is built, drives or furnishes, as the theatre has it, and how wide and tall it is seen, as shares of that.
const LARGE: [(f64, f64, f64, &str); 87] = [
    (67.0, 1.0, 0.65, "castle"),
    (24.0, 0.7, 1.0, "church chapel cathedral abbey monastery"),
    (17.0, 1.0, 0.6, "temple shrine parthenon colonnade acropolis"),
    (188.0, 1.0, 0.35, "pyramid ziggurat sphinx"),
    (16.0, 0.8, 1.0, "windmill mill"),
    (69.0, 1.0, 0.7, "factory"),
    (18.0, 0.35, 1.0, "tower watchtower turret minaret"),
    (15.0, 0.4, 1.0, "water+tower silo cistern"),
    (123.0, 1.0, 0.15, "bridge viaduct aqueduct overpass footbridge"),
    (16.0, 1.0, 0.5, "ruin"),
    (17.0, 1.0, 0.55, "barn stable shed farmhouse cowshed byre hayloft"),
    (11.0, 0.8, 1.0, "cabin hut lodge shack bothy chalet cottage sauna boathouse"),
    (11.0, 1.0, 1.0, "house bungalow villa mansion manor vicarage guesthouse"),
    (7.5, 1.0, 0.3, "tent yurt tipi"),
    (22.0, 1.0, 0.65, "circus marquee"),
    (5.2, 1.0, 0.45, "igloo"),
    (32.0, 0.95, 1.0, "ferris"),
    (7.4, 1.0, 0.8, "lander spacecraft spaceship"),
    (36.0, 0.45, 1.0, "rocket"),
    (16.0, 0.85, 1.0, "telescope"),
    (41.0, 1.0, 0.45, "ship ferry freighter steamer liner trawler tanker icebreaker vessel warship"),
    (9.8, 0.95, 1.0, "sailboat yacht schooner sloop"),
    (4.6, 1.0, 0.2, "rowboat dinghy canoe rowing skiff punt"),
    (70.0, 1.0, 0.15, "train locomotive steam+engine railcar"),
    (4.6, 1.0, 0.35, "car taxi sedan limousine automobile cab vehicle jeep"),
    (9.4, 1.0, 0.35, "bus coach minibus tram trolley"),
    (8.7, 1.0, 0.4, "truck lorry pickup ambulance van"),
    (1.8, 1.0, 0.6, "bicycle bike"),
    (6.2, 1.0, 0.45, "cart wagon+wheel"),
    (8.5, 1.0, 0.45, "plane airplane aeroplane biplane aircraft"),
    (25.0, 1.0, 0.6, "waterfall cascade"),
    (7.6, 0.8, 1.0, "dead+tree bare+tree lone+tree"),
    (3.7, 0.5, 1.0, "cactus cacti saguaro"),
    (3.4, 1.0, 0.95, "haystack haycock"),
    (3.6, 1.0, 0.35, "fence railing"),
    (2.5, 0.9, 1.0, "scarecrow"),
    (2.5, 0.75, 1.0, "snowman"),
    (4.7, 1.0, 0.8, "gate gateway"),
    (2.8, 0.85, 1.0, "signpost"),
    (4.2, 0.15, 1.0, "lamppost streetlamp gaslamp gaslight"),
    (3.2, 0.95, 1.0, "well"),
    (5.2, 1.0, 0.6, "fountain"),
    (5.2, 0.45, 1.0, "statue monument obelisk"),
    (2.0, 1.0, 0.45, "bench"),
    (2.6, 0.4, 1.0, "phone+box telephone+box phone+booth callbox"),
    (4.6, 1.0, 0.7, "bus+stop"),
    (3.8, 1.0, 0.75, "stall kiosk bazaar"),
    (5.1, 1.0, 0.55, "swing seesaw"),
    (6.5, 1.0, 0.35, "clothesline"),
    (2.0, 0.65, 1.0, "campfire bonfire"),
    (3.5, 1.0, 0.4, "woodpile"),
    (7.7, 0.35, 1.0, "flagpole banner pennant"),
    (1.6, 1.0, 0.75, "desk writing+table"),
    (2.2, 0.8, 1.0, "bookcase bookshelf bookshelves"),
    (1.4, 0.65, 1.0, "cabinet"),
    (2.9, 0.75, 1.0, "fireplace hearth mantelpiece"),
    (2.0, 1.0, 1.0, "oven"),
    (1.8, 0.4, 1.0, "fridge refrigerator freezer"),
    (1.2, 0.7, 1.0, "sink washbasin"),
    (2.0, 1.0, 0.5, "bathtub"),
    (1.2, 1.0, 1.0, "armchair rocking+chair easy+chair"),
    (1.6, 1.0, 0.8, "piano organ harmonium harpsichord"),
    (2.3, 0.25, 1.0, "grandfather+clock longcase pendulum"),
    (2.5, 1.0, 1.0, "clock+tower"),
    (2.4, 1.0, 0.55, "blackboard chalkboard"),
    (1.4, 1.0, 0.7, "atlas"),
    (2.0, 0.5, 1.0, "easel"),
    (2.3, 1.0, 0.5, "sickbed"),
    (1.8, 0.85, 1.0, "folding+screen"),
    (3.7, 1.0, 0.4, "pew"),
    (2.8, 1.0, 0.8, "altar"),
    (2.6, 0.8, 1.0, "throne"),
    (3.4, 0.95, 1.0, "stair staircase stairwell stairway"),
    (3.2, 0.3, 1.0, "ladder"),
    (2.6, 1.0, 0.5, "bar"),
    (1.8, 1.0, 0.85, "counter"),
    (1.5, 0.55, 1.0, "jukebox pinball"),
    (2.0, 0.4, 1.0, "coat+stand coat+rack hallstand umbrella+stand hat+stand"),
    (1.4, 1.0, 0.9, "aspidistra"),
    (1.4, 0.5, 1.0, "globe"),
    (1.6, 0.85, 1.0, "coffee+machine espresso coffeemaker"),
    (2.9, 0.7, 1.0, "machine engine lathe turbine loom"),
    (0.9, 1.0, 0.85, "anvil"),
    (1.9, 1.0, 0.9, "bunk"),
    (1.1, 0.95, 1.0, "cradle cot"),
    (1.9, 0.65, 1.0, "cauldron"),
    (2.5, 0.4, 1.0, "armour armor"),
];

/// The words that name a thing.
fn named(text: &str) -> Words {
    Words::of(&head(text))
}

/// How wide and how tall a thing is seen, as shares of its largest side.
pub fn sides(film: &Film, name: &str) -> [f64; 2] {
    let look = film.props.iter().find(|p| p.name == name).map_or("", |p| &p.look);
    shape(&named(name)).or_else(|| shape(&named(look))).unwrap_or([1.0, 1.0])
}

/// The same of what a text names.
pub fn sides_of(text: &str) -> [f64; 2] {
    shape(&named(text)).unwrap_or([1.0, 1.0])
}

fn shape(said: &Words) -> Option<[f64; 2]> {
    let two = |words: &str| words.split(' ').any(|w| w.contains('+') && said.has(w));
    // What is said in two words comes before what one of them means.
    let small = || SMALL.iter().find(|s| two(s.2)).or_else(|| SMALL.iter().find(|s| said.has(s.2))).map(|s| [s.0, s.1]);
    let large = || LARGE.iter().find(|s| two(s.3)).or_else(|| LARGE.iter().find(|s| said.has(s.3))).map(|s| [s.1, s.2]);
    small().or_else(large)
}
