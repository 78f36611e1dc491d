//! Which words mean which piece of the set, and where it stands. One table for all; nothing is drawn here.

use crate::backends::paper::words::Words;

/// Where a piece stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spot {
    /// Outdoors, so many metres beyond the middle of the stage, at this many to one side (of either sign).
    Out(f64, f64),
    /// As `Out`, and repeated all round the stage, so many times, at about that distance.
    Round(f64, usize),
    /// In the sky.
    Sky,
    /// On the floor of a room, before its far wall; half its width in metres.
    Floor(f64),
    /// On the far wall, its foot at this height; half its width in metres.
    Wall(f64, f64),
    /// From the ceiling.
    Hung,
}

pub struct Entry {
    pub piece: Piece,
    pub name: &'static str,
    pub spot: Spot,
    /// Also when only a shot's prose names it.
    pub prose: bool,
    pub words: &'static str,
}

macro_rules! pieces {
    ($($piece:ident $name:literal $spot:expr, $prose:literal, $words:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Piece { $($piece),* }

        pub const TABLE: &[Entry] = &[$(Entry { piece: Piece::$piece, name: $name, spot: $spot, prose: $prose, words: $words }),*];
    };
}

use Spot::{Floor, Hung, Out, Round, Sky, Wall};

// A word joined by `+` must follow the one before it.
pieces! {
    Castle "castle" Out(90.0, 22.0), false, "castle fortress citadel keep stronghold palace battlement";
    Church "church" Out(36.0, 9.0), false, "church chapel cathedral steeple abbey monastery spire belfry";
    Temple "temple" Out(34.0, 7.0), false, "temple shrine parthenon colonnade acropolis";
    Pyramid "pyramid" Out(170.0, 40.0), false, "pyramid ziggurat sphinx";
    Windmill "windmill" Out(38.0, 10.0), false, "windmill mill";
    Factory "factory" Out(90.0, 18.0), false, "factory factory+chimney brick+chimney tall+chimney smokestack refinery foundry industrial ironworks mill+town";
    Forecourt "petrol station" Out(8.0, 2.4), false, "petrol gas+station gas+pump filling+station service+station forecourt";
    Tower "tower" Out(36.0, 8.0), false, "tower watchtower turret minaret campanile";
    WaterTower "water tower" Out(34.0, 9.0), false, "water+tower silo tank cistern";
    Bridge "bridge" Out(70.0, 6.0), false, "bridge viaduct aqueduct overpass footbridge";
    Ruin "ruin" Out(26.0, 7.0), false, "ruin ruined rubble bombed derelict";
    Barn "barn" Out(26.0, 8.5), false, "barn stable shed farm farmyard farmhouse cowshed byre hayloft";
    Cabin "cabin" Out(17.0, 6.0), false, "cabin hut lodge shack bothy chalet cottage sauna boathouse";
    House "house" Out(24.0, 8.0), false, "house home bungalow villa mansion manor vicarage inn guesthouse";
    Tent "tent" Out(9.0, 3.4), false, "tent yurt tipi camp campsite encampment basecamp";
    Marquee "circus tent" Out(34.0, 6.0), false, "circus marquee carnival big+top";
    Igloo "igloo" Out(12.0, 4.0), false, "igloo";
    Wheel "ferris wheel" Out(60.0, 9.0), false, "ferris fairground funfair amusement fair";
    Lander "lander" Out(17.0, 5.0), false, "lander spacecraft spaceship module probe";
    Rocket "rocket" Out(60.0, 12.0), false, "rocket launchpad gantry missile";
    Dish "radio dish" Out(44.0, 11.0), false, "dish telescope observatory radar satellite";
    Pylon "pylons" Round(60.0, 7), false, "pylon powerline power+line transmission";
    Crane "crane" Out(64.0, 14.0), false, "crane shipyard dockyard building+site construction";
    Ship "ship" Out(64.0, 8.0), true, "ship ferry freighter steamer liner trawler tanker icebreaker vessel warship";
    Sailboat "sailing boat" Out(44.0, 7.0), true, "sail sailboat yacht schooner sloop";
    Rowboat "rowing boat" Out(8.0, 3.2), true, "rowboat dinghy canoe rowing boat skiff punt";
    Train "train" Out(6.4, 2.0), true, "train locomotive steam+engine express railcar wagon";
    Car "car" Out(12.0, 3.6), true, "car taxi sedan limousine automobile cab vehicle jeep";
    Bus "bus" Out(16.0, 4.6), true, "bus coach minibus tram trolley";
    Truck "truck" Out(8.5, 4.0), true, "truck lorry van pickup ambulance";
    Bicycle "bicycle" Out(3.4, 2.2), true, "bicycle bike";
    Cart "cart" Out(7.0, 3.4), true, "cart wagon+wheel wheelbarrow carriage sledge sled";
    Plane "aeroplane" Out(15.0, 4.5), true, "plane airplane aeroplane biplane aircraft airstrip airfield";
    Balloon "balloon" Sky, true, "balloon airship zeppelin dirigible";
    Birds "birds" Sky, true, "bird gull seagull crow rook raven goose geese swallow starling pigeon flock";
    Planet "planet" Sky, false, "earth planet saturn jupiter earthrise orbit";
    Aurora "aurora" Sky, true, "aurora northern+light borealis";
    Rainbow "rainbow" Sky, true, "rainbow";
    Cliff "cliff" Out(46.0, 21.0), false, "cliff bluff headland escarpment promontory precipice";
    Iceberg "iceberg" Out(64.0, 12.0), false, "iceberg serac icefall glacier";
    Waterfall "waterfall" Out(40.0, 8.0), false, "waterfall cascade falls weir";
    CaveMouth "cave mouth" Out(20.0, 5.0), false, "cave cavern grotto mine tunnel";
    Rocks "rocks" Round(13.0, 9), false, "rock rocky boulder stones standing+stone crag reef shingle";
    DeadTree "bare tree" Out(13.0, 5.0), false, "dead+tree bare+tree lone+tree gallows hanging+tree";
    Palm "palms" Round(20.0, 8), false, "palm oasis tropical island lagoon";
    Cactus "cacti" Round(17.0, 9), false, "cactus cacti saguaro mesa sonora";
    Reeds "reeds" Round(9.0, 12), false, "reed rush bulrush marsh saltmarsh fen bog swamp wetland";
    Crop "standing corn" Round(9.0, 12), false, "wheat corn maize barley rye crop vineyard harvest";
    Hedge "hedge" Round(17.0, 8), false, "hedge hedgerow bush shrub bramble gorse";
    Flowers "flowers" Round(6.5, 12), false, "flower poppy meadow rose tulip sunflower blossom daisy";
    Haystack "haystack" Round(24.0, 5), false, "hay haystack haycock bale";
    Scarecrow "scarecrow" Out(10.0, 3.4), false, "scarecrow";
    Snowman "snowman" Out(6.5, 2.4), false, "snowman";
    Fence "fence" Out(11.0, 0.0), false, "fence paddock corral pasture picket ranch railing";
    Wall "wall" Out(13.0, 0.0), false, "wall drystone rampart embankment";
    Gate "gate" Out(13.0, 1.6), false, "gate gateway archway portal entrance";
    Poles "telegraph poles" Round(22.0, 8), false, "telegraph pole wire highway roadside";
    Signpost "signpost" Out(6.0, 2.6), false, "signpost crossroad milestone waymarker";
    StreetLamp "lamp post" Out(9.0, 4.2), false, "lamppost streetlamp gaslamp gaslight lamp";
    Well "well" Out(9.0, 3.4), false, "well village+pump hand+pump water+pump trough";
    Fountain "fountain" Out(12.0, 3.6), false, "fountain square piazza plaza";
    Statue "statue" Out(13.0, 4.0), false, "statue monument memorial pedestal obelisk";
    Bench "bench" Out(4.2, 2.4), false, "bench park promenade";
    PhoneBox "telephone box" Out(6.5, 3.0), false, "phone+box telephone+box phone+booth callbox";
    BusStop "bus stop" Out(6.5, 3.2), false, "bus+stop shelter";
    Stall "market stall" Round(17.0, 6), false, "market stall kiosk bazaar fair booth";
    Graves "gravestones" Round(11.0, 11), false, "grave gravestone graveyard cemetery churchyard tomb tombstone headstone";
    Swing "swing" Out(8.5, 3.2), false, "swing playground slide seesaw";
    Laundry "washing line" Out(7.5, 1.5), false, "laundry washing clothesline linen";
    Campfire "campfire" Out(2.6, 1.1), true, "campfire bonfire fire+pit embers";
    Woodpile "woodpile" Out(6.0, 3.0), false, "woodpile logs firewood lumber timber";
    Barrels "barrels" Out(5.0, 3.2), false, "barrel crate cargo netting keg cask lobster";
    Flag "flag" Out(13.0, 4.4), false, "flag flagpole banner pennant";
    Jetty "jetty posts" Round(12.0, 7), false, "mooring bollard jetty stake groyne pile";

    Desk "desk" Floor(0.75), false, "desk writing+table bureau secretary";
    Bookcase "bookcase" Floor(0.8), false, "bookcase library books bookshop archive bookshelf bookshelves";
    Cabinet "filing cabinet" Floor(0.45), false, "cabinet filing drawer dossier record locker";
    Fireplace "fireplace" Floor(0.95), false, "fireplace hearth mantelpiece inglenook fire";
    Oven "oven" Floor(0.8), false, "oven bakery kiln forge furnace boiler";
    Fridge "refrigerator" Floor(0.4), false, "fridge refrigerator freezer icebox";
    Sink "sink" Floor(0.6), false, "sink basin washbasin tap";
    Bath "bath" Floor(0.9), false, "bath bathtub bathroom tub";
    Armchair "armchair" Floor(0.5), false, "armchair rocking+chair easy+chair";
    Piano "piano" Floor(0.8), false, "piano organ harmonium harpsichord";
    LongClock "long-case clock" Floor(0.3), false, "grandfather+clock longcase pendulum";
    Mirror "mirror" Wall(1.1, 0.35), false, "mirror looking+glass vanity dressing+room barber";
    WallClock "wall clock" Wall(1.85, 0.2), false, "clock";
    GreatDial "clock face" Wall(0.5, 1.15), false, "clock+tower clock+loft clockwork cogs gears";
    Blackboard "blackboard" Wall(0.85, 1.1), false, "blackboard chalkboard classroom school lecture chalk";
    SchoolDesks "school desks" Floor(1.3), false, "classroom school schoolroom pupil";
    MapWall "map" Wall(1.15, 0.65), false, "map chart atlas operation war+room";
    Portrait "painting" Wall(1.2, 0.45), false, "painting portrait gallery museum icon";
    Easel "easel" Floor(0.5), false, "easel studio painter atelier";
    Ward "hospital bed" Floor(1.1), false, "hospital ward clinic infirmary sickbed surgery";
    Drip "drip stand" Floor(0.25), false, "drip hospital infusion clinic";
    FoldScreen "folding screen" Floor(0.7), false, "folding+screen partition ward";
    Bench2 "laboratory bench" Floor(1.2), false, "laboratory lab flask test+tube chemistry microscope specimen pharmacy apothecary";
    Racks "racks of instruments" Floor(1.0), false, "server rack computer control console instrument dashboard cockpit bridge spaceship submarine mission";
    Monitor "screen" Wall(1.15, 0.6), false, "screen monitor television tv display newsroom";
    Pews "pews" Floor(1.9), false, "pew church chapel cathedral nave";
    Altar "altar" Floor(0.95), false, "altar church chapel cathedral shrine crypt";
    Throne "throne" Floor(0.6), false, "throne king queen";
    Stairs "stairs" Floor(1.1), false, "stair staircase stairwell stairway step";
    Ladder "ladder" Floor(0.35), false, "ladder loft hatch attic";
    Stool "stools" Floor(0.8), false, "stool bar saloon pub tavern diner";
    BarShelf "shelves of bottles" Wall(1.15, 1.2), false, "bar pub saloon tavern whisky nightclub bottle cocktail";
    Goods "shelves of goods" Wall(0.55, 1.0), false, "shop store grocery supermarket bakery loaves pantry shelf shelves";
    Till "till" Floor(0.5), false, "till cash+register shop counter cashier";
    Jukebox "jukebox" Floor(0.45), false, "jukebox diner pinball slot+machine";
    Radio "wireless" Floor(0.45), false, "radio wireless transmitter";
    WallPhone "wall telephone" Wall(1.2, 0.18), false, "telephone phone payphone";
    CoatRack "coat stand" Floor(0.35), false, "coat+stand coat+rack hallstand umbrella+stand hat+stand cloakroom";
    PotPlant "pot plant" Floor(0.4), false, "houseplant potted fern aspidistra conservatory greenhouse plants";
    Globe "globe" Floor(0.35), false, "globe";
    Telescope "telescope" Floor(0.6), false, "telescope observatory astronomer";
    Espresso "coffee machine" Floor(0.6), false, "coffee+machine espresso coffeemaker";
    Machine "machine" Floor(0.9), false, "machine machinery generator engine pump workshop factory lathe press turbine loom";
    Anvil "anvil" Floor(0.4), false, "anvil blacksmith forge smithy";
    Bunk "bunk beds" Floor(0.95), false, "bunk barrack dormitory cell prison cabin berth";
    Bars "barred window" Wall(1.3, 0.4), false, "prison cell jail dungeon gaol";
    Cradle "cradle" Floor(0.5), false, "cradle cot crib nursery baby";
    Cauldron "cauldron" Floor(0.5), false, "cauldron witch";
    Casks "casks" Floor(0.8), false, "barrel cask cellar brewery winery keg distillery";
    Crates "crates" Floor(0.8), false, "crate warehouse storeroom depot box boxes";
    Hay "hay" Floor(1.0), false, "hay straw stable barn manger";
    Armour "suit of armour" Floor(0.4), false, "armour armor knight castle";
    Dais "judge's bench" Floor(1.5), false, "court courtroom tribunal magistrate";
    Helm "ship's wheel" Floor(0.55), false, "wheelhouse pilothouse helm";
    Chandelier "chandelier" Hung, false, "chandelier ballroom opera theatre theater palace salon";
    BareBulb "bare bulb" Hung, false, "bulb bare+bulb interrogation cellar";
    Nets "nets" Hung, false, "net fishing+net hammock";
}

/// The pieces a place's words ask for outdoors or indoors, each once, in the order of the table.
pub fn called<'a>(strong: &'a Words, weak: &'a Words, inside: bool) -> impl Iterator<Item = &'static Entry> + 'a {
    TABLE.iter().filter(move |e| indoor(e) == inside && (strong.has(e.words) || e.prose && weak.has(e.words)))
}

/// The piece that a prop of this name is.
pub fn piece_of(name: &Words) -> Option<&'static Entry> {
    TABLE.iter().find(|e| e.spot != Sky && name.has(e.words))
}

pub fn indoor(entry: &Entry) -> bool {
    matches!(entry.spot, Floor(_) | Wall(_, _) | Hung)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_more_than_sixty_pieces_and_no_name_twice() {
        let mut names: Vec<&str> = TABLE.iter().map(|e| e.name).collect();
        assert!(names.len() >= 100, "{}", names.len());
        names.sort_unstable();
        let n = names.len();
        names.dedup();
        assert_eq!(names.len(), n);
    }

    #[test]
    fn joined_words_must_follow_one_another() {
        let called = |text: &str, inside| called(&Words::of(text), &Words::default(), inside).map(|e| e.name).collect::<Vec<_>>();
        assert!(called("a red phone box at the kerb", false).contains(&"telephone box"));
        assert!(!called("a box and a phone", false).contains(&"telephone box"));
        assert_eq!(called("two churches", false), ["church"]);
    }
}
