//! The face that comes with the program (EB Garamond, licence beside it), and which letters it has.

use skrifa::{FontRef, MetadataProvider};

pub static FACE: &[u8] = include_bytes!("cut/fonts/EBGaramond12-Regular.otf");

/// Characters that no embedded face can draw, each once, in the order of the text.
pub fn missing_glyphs(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    let Ok(face) = FontRef::new(FACE) else { return text.chars().collect() };
    let map = face.charmap();
    for c in text.chars().filter(|c| !c.is_control() && !is_invisible(*c)) {
        if map.map(c).is_none() && !missing.contains(&c) {
            missing.push(c);
        }
    }
    missing
}

/// Joiners and marks that only steer shaping.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_and_cyrillic_are_drawn_and_the_rest_is_named() {
        assert!(missing_glyphs("Ещё тише… “Thaw”, – naïve Ærø ½").is_empty());
        assert_eq!(missing_glyphs("雪 and 雪🙂"), ['雪', '🙂']);
    }
}
