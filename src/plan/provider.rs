//! Who makes what: providers, their contracts, what they cost, and the orders that are sent to them.
//! Pure: which provider is asked, with which words, at which price. Keys and networks are the runner's.

pub mod assign;
pub mod casting;
pub mod contract;
pub mod date;
pub mod expected;
pub mod order;
pub mod prompt;
pub mod size;

pub use assign::assign;
pub use casting::Casting;
pub use contract::{Contract, Model, Role};
pub use order::{Order, Using};
