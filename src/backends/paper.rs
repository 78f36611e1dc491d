//! The paper theatre: plates of cut paper, drawn from a picture's words and staging.
pub fn draw(p: &crate::plan::picture::Picture) -> super::plate::Plate {
    super::plate::Plate { size: p.size, layers: vec![] }
}
