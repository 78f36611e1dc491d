//! What was asked for lately: an editor asks for the same at every key, and for what changed never again.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// Values by their keys, each with the round that asked for it last.
pub struct Recent<K, V> {
    round: u64,
    values: HashMap<K, (u64, V)>,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Recent<K, V> {
        Recent { round: 0, values: HashMap::new() }
    }
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    /// Begins a round, and forgets what nobody asked for in the one that ends.
    pub fn turn(&mut self) {
        self.values.retain(|_, (asked, _)| *asked == self.round);
        self.round += 1;
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub fn find<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (asked, value) = self.values.get_mut(key)?;
        *asked = self.round;
        Some(value.clone())
    }

    pub fn keep(&mut self, key: K, value: V) {
        self.values.insert(key, (self.round, value));
    }
}
