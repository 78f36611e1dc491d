//! Words for hair, clothes and builds, and what each is drawn as: one table for the dolls and for the book. Nothing is drawn here.

macro_rules! worn {
    ($($row:ident $name:literal $words:literal;)*) => {
        $(pub const $row: &str = $words;)*

        /// All rows: what is drawn, and the words for it. A word joined by `+` must follow the one before it.
        pub const ALL: &[(&str, &str)] = &[$(($name, $words)),*];
    };
}

worn! {
    PARKA "parka" "parka anorak snowsuit expedition down+jacket down+coat puffer astronaut cosmonaut spacesuit";
    TRENCH "raincoat" "trench trenchcoat raincoat mac mackintosh oilskin oilskins slicker";
    DRESS "dress" "dress gown nightgown robe";
    COAT "coat" "coat overcoat peacoat cloak cape cassock habit";
    SUIT "suit" "suit jacket blazer uniform tuxedo tie waistcoat vest tailcoat";
    SWEATER "sweater" "sweater jumper pullover cardigan wool knit hoodie sweatshirt turtleneck jersey";
    SHIRT "shirt" "shirt blouse tee tunic apron overalls dungarees pyjamas pajamas";
    SKIRT "skirt" "skirt";
    VEST "waistcoat over a shirt" "waistcoat vest gilet";
    APRON "apron" "apron";
    CLOAK "cloak" "cloak cape poncho";
    SCARF "scarf" "scarf shawl";
    TIE "tie" "tie necktie";
    GLOVES "gloves" "gloves glove mittens mitten astronaut";
    STRIPES "stripes" "striped stripe stripy";
    BUTTONS "buttons" "button buttons brass medal";
    HOOD "hood" "hood hooded";
    TOPPER "top hat" "top+hat topper stovepipe";
    BOWLER "bowler" "bowler derby";
    KERCHIEF "headscarf" "headscarf kerchief bandana bonnet hijab veil wimple nun";
    CROWN "crown" "crown tiara diadem coronet";
    HELMET "space helmet" "astronaut cosmonaut spacesuit space+suit space+helmet";
    FEDORA "hat with a brim" "fedora hat trilby homburg brim brimmed";
    CAP "cap" "cap helmet beret";
    BEANIE "woollen hat" "beanie hat toque bobble";
    GLASSES "glasses" "glasses spectacles eyeglasses goggles";
    HEADSET "headset" "headset headphones headphone earphones";
    BALD "no hair to be seen" "bald shaved headscarf kerchief hijab wimple nun astronaut cosmonaut";
    BUN "bun" "bun chignon";
    TAIL "tail or plaits" "ponytail braid plait pigtail";
    CURLY "curls" "curly curl afro";
    SHORT "short hair" "short cropped crop bob pixie";
    BEARD "beard" "beard bearded";
    MOUSTACHE "moustache" "moustache mustache";
    STOUT "stout" "stout fat heavy burly broad big stocky huge large strong portly";
    BELLY "belly" "stout fat plump portly pregnant big huge large";
    THIN "thin" "thin slim slender skinny gaunt slight lean bony frail";
    TALL "tall or small" "tall giant small tiny";
}
