//! sRGB to BT.709 and back, one colour at a time.
//! Whole plates are converted in `sheet`.

/// Full-range luma 0 to 255 and chroma ±127.5 of gamma-coded RGB.
pub fn full(rgb: [f64; 3]) -> [f64; 3] {
    let [r, g, b] = rgb;
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    [y, (b - y) / 1.8556, (r - y) / 1.5748]
}

/// Limited-range code values of a colour.
pub fn limited(rgb: [u8; 3]) -> [u8; 3] {
    let [y, u, v] = full(rgb.map(f64::from));
    let code = |value: f64| value.round().clamp(0.0, 255.0) as u8;
    [code(16.0 + y * 219.0 / 255.0), code(128.0 + u * 224.0 / 255.0), code(128.0 + v * 224.0 / 255.0)]
}

/// sRGB of limited-range code values.
pub fn rgb(y: f64, u: f64, v: f64) -> [u8; 3] {
    let y = (y - 16.0) * 255.0 / 219.0;
    let (u, v) = ((u - 128.0) * 255.0 / 224.0, (v - 128.0) * 255.0 / 224.0);
    let (r, b) = (y + 1.5748 * v, y + 1.8556 * u);
    let g = (y - 0.2126 * r - 0.0722 * b) / 0.7152;
    [r, g, b].map(|c| c.round().clamp(0.0, 255.0) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_survive_the_way_to_codes_and_back() {
        for colour in [[0, 0, 0], [255, 255, 255], [200, 30, 90], [12, 130, 240]] {
            let [y, u, v] = limited(colour).map(f64::from);
            for (a, b) in rgb(y, u, v).into_iter().zip(colour) {
                assert!(a.abs_diff(b) <= 2, "{colour:?}");
            }
        }
    }
}
