//! A few things that were used last, and are found again by looking at each.

/// At most `MOST` things, the one that was put in first given up for the next.
#[derive(Clone, Debug)]
pub(crate) struct Kept<K, V, const MOST: usize>(Vec<(K, V)>);

impl<K, V, const MOST: usize> Default for Kept<K, V, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V, const MOST: usize> Kept<K, V, MOST> {
    pub(crate) fn find(&self, key: &K) -> Option<&V> {
        self.0.iter().find(|(kept, _)| kept == key).map(|(_, value)| value)
    }

    pub(crate) fn keep(&mut self, key: K, value: V) -> &V {
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push((key, value));
        &self.0[self.0.len() - 1].1
    }
}
