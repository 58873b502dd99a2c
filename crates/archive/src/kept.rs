//! A few things that were used last, and are found again by looking at each.

/// Things of which at most `MOST` are kept when it is trimmed, those that were put in last.
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

    pub(crate) fn keep(&mut self, key: K, value: V) {
        self.0.push((key, value));
    }

    pub(crate) fn trim(&mut self) {
        while self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}
