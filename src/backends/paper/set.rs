//! Set pieces: what a place's words put on the stage beside its land or room. A table says which words mean which piece
//! and where it stands; kits cut it; the layout gives it a spot that every shot of the place agrees on.

mod around;
mod buildings;
mod grown;
mod halls;
mod hung;
mod kit;
mod layout;
mod rooms;
mod street;
pub mod table;
mod vehicles;

pub use around::{along, told};
pub use layout::{indoors, outdoors, sky, stand_alone, taken};
pub use table::piece_of;
