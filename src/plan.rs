//! What to make: the graph of tasks and the edit that joins their artefacts.
//! Pure and serialisable; nothing is made here.

pub mod edit;
pub mod picture;
