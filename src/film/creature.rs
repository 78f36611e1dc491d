//! Characters that are animals: which words of a look say so. Where an animal's head is stands in [`crate::stage::body`],
//! how it is drawn in the picture backends.

use crate::words::Words;

macro_rules! creatures {
    ($($kind:ident $height:literal $words:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Creature { $($kind),* }

        impl Creature {
            pub const ALL: &'static [Creature] = &[$(Creature::$kind),*];

            /// For people: `dog`.
            pub fn name(self) -> String {
                format!("{self:?}").to_lowercase()
            }

            /// The words that mean it.
            pub fn words(self) -> &'static str {
                match self { $(Creature::$kind => $words),* }
            }

            /// Standing height in millimetres where none is said.
            pub fn height(self) -> i32 {
                match self { $(Creature::$kind => $height),* }
            }
        }
    };
}

// The first that fits is taken.
creatures! {
    Wolf 850 "wolf jackal coyote husky";
    Dog 600 "dog hound puppy terrier spaniel collie retriever sheepdog mongrel poodle dachshund labrador";
    Cat 350 "cat kitten tomcat lynx";
    Lion 1100 "lion lioness tiger leopard panther puma cheetah";
    Fox 500 "fox vixen";
    Bear 1300 "bear grizzly panda";
    Horse 1900 "horse pony mare stallion foal donkey mule zebra";
    Cow 1500 "cow bull ox calf bison buffalo";
    Sheep 850 "sheep lamb ewe ram";
    Goat 850 "goat kid+goat chamois ibex";
    Pig 800 "pig piglet sow boar hog";
    Deer 1500 "deer stag doe fawn roe elk moose reindeer antelope";
    Rabbit 350 "rabbit hare bunny";
    Mouse 120 "mouse rat hamster vole shrew";
    Squirrel 250 "squirrel marten weasel otter badger beaver hedgehog";
    Heron 1000 "heron stork crane egret flamingo ibis";
    Gull 450 "gull seagull albatross tern puffin";
    Owl 450 "owl owlet";
    Eagle 800 "eagle hawk falcon buzzard kite vulture kestrel";
    Crow 450 "crow raven rook jackdaw magpie blackbird";
    Goose 800 "goose geese gander swan";
    Duck 450 "duck duckling mallard drake";
    Hen 450 "hen chicken rooster cockerel turkey pheasant";
    Penguin 800 "penguin";
    Songbird 160 "bird sparrow robin finch swallow wren tit lark nightingale canary parrot pigeon dove starling budgie parakeet";
}

/// Animals and beings that people write and nobody has cut a shape for.
const UNDRAWN: &str = "animal creature beast monster dragon unicorn dinosaur whale dolphin seal walrus shark fish salmon trout pike carp goldfish octopus squid jellyfish crab lobster snail \
                       snake viper adder cobra lizard gecko crocodile alligator turtle tortoise frog toad newt salamander axolotl spider scorpion insect bee wasp ant beetle butterfly moth \
                       fly dragonfly ladybird cricket grasshopper worm bat mole elephant rhino rhinoceros hippo hippopotamus giraffe camel llama alpaca kangaroo koala monkey ape gorilla \
                       chimpanzee sloth armadillo anteater raccoon skunk porcupine ostrich emu peacock pelican toucan hummingbird bird robot android ghost skeleton snowman";

/// Words by which a look is a person's, who may well have an animal.
const PEOPLE: &str = "man woman boy girl child lady gentleman person teenager teen mother father son daughter sister brother wife husband grandmother grandfather";
/// What only people have.
const HUMAN: &str = "hair beard moustache face shirt blouse jacket suit dress trousers jeans skirt jumper sweater uniform apron boots shoes glasses waistcoat cardigan parka anorak raincoat";
/// A creature's young are called by two words.
const YOUNG: &str = "cub pup puppy kitten chick calf foal lamb fawn";
/// Names that people bear, and what stands before a surname.
const NAMES: &str = "robin jay drake martin wren lark kid mr mrs miss ms dr doctor captain inspector sir lord";

impl Creature {
    /// The animal that a character is; none of a person.
    pub fn of(name: &str, look: &str) -> Option<Creature> {
        let found = |words: &str| Creature::ALL.iter().copied().find(|c| Words::of(words).has(c.words()));
        head(name, look, &|word| found(word).is_some()).and_then(|word| found(&word))
    }

    /// Whether it sits on its haunches, as dogs do.
    pub fn haunches(self) -> bool {
        use Creature::*;
        matches!(self, Wolf | Dog | Cat | Lion | Fox | Bear | Rabbit | Mouse | Squirrel)
    }

    /// The word for an animal that nobody draws: its character would be drawn as a person.
    pub fn undrawn(name: &str, look: &str) -> Option<String> {
        if Creature::of(name, look).is_some() {
            return None;
        }
        head(name, look, &|word| Words::of(word).has(UNDRAWN))
    }
}

/// The word that says what somebody is, if it is one of those asked for.
fn head(name: &str, look: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
    let all = Words::of(look);
    // A name alone is a name: Cat may be Catherine.
    if look.trim().is_empty() || all.has(PEOPLE) {
        return None;
    }
    let mut clauses = look.split([',', ';', '.']);
    let first = clauses.next().and_then(|clause| last(clause, known));
    if first.is_some() || all.has(HUMAN) {
        return first;
    }
    let named = Words::of(name);
    clauses.find_map(|clause| last(clause, known)).or_else(|| (!named.has(NAMES)).then(|| last(name, known)).flatten())
}

/// The noun that a clause is about: the last word before what tells more of it.
fn last(clause: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
    const MORE: &str = "with in of that who which on at from has wearing and under by";
    let more = Words::of(MORE);
    let words: Vec<String> = clause
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .take_while(|w| !(more.has(w) || w.ends_with("ing") && w.len() > 5))
        .collect();
    if Words::of(&words.join(" ")).has(HUMAN) {
        return None;
    }
    let noun = words.iter().rev().find(|w| !Words::of(YOUNG).has(w) || known(w))?;
    known(noun).then(|| noun.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_animal_is_what_a_look_is_about() {
        let of = |look| Creature::of("X", look);
        assert_eq!(of("a grey heron, tall, still"), Some(Creature::Heron));
        assert_eq!(of("a small brown dog, one white ear, red neckerchief"), Some(Creature::Dog));
        assert_eq!(of("small, brown, a fox cub"), Some(Creature::Fox));
        assert_eq!(of("a heron standing in the reeds"), Some(Creature::Heron));
        assert_eq!(Creature::of("THE OWL", "old, patient"), Some(Creature::Owl));
        assert_eq!(Creature::of("HERON", "tall, still"), Some(Creature::Heron));
        assert_eq!(Creature::of("CAT", ""), None);
    }

    #[test]
    fn people_with_animals_stay_people() {
        for (name, look) in [("A", "a boy of ten with a dog"), ("A", "an old woman, fox fur"), ("A", "a cat burglar"), ("A", "a fisherman, gull-grey jacket"), ("DR. FOX", "tall, grey"), ("ROBIN", "quiet"), ("FOX", "grey suit, thirty")] {
            assert_eq!(Creature::of(name, look), None, "{name}: {look}");
            assert_eq!(Creature::undrawn(name, look), None, "{name}: {look}");
        }
    }

    #[test]
    fn an_animal_that_nobody_draws_is_known_for_one() {
        assert_eq!(Creature::undrawn("X", "a pink axolotl").as_deref(), Some("axolotl"));
        assert_eq!(Creature::undrawn("X", "a woman of forty"), None);
    }
}
