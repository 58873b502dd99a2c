//! A list that grows without ever moving what it holds.
//!
//! A `Vec` doubles: when the 16,000th story arrives it would copy megabytes in one go and keep up to half of them unused.
//! Here growth costs one page, whatever the size.

/// A growing list in pages of equal size.
///
/// Cost: `push` and access are constant; at most one page is unused.
#[derive(Debug)]
pub(crate) struct Pages<T> {
    pages: Vec<Vec<T>>,
    len: usize,
}

/// Items in a page: 1,024 of four bytes are 4 kB.
const PAGE: usize = 1 << 10;

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Self { pages: Vec::new(), len: 0 }
    }
}

impl<T> Pages<T> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn push(&mut self, item: T) {
        if self.len.is_multiple_of(PAGE) {
            // The first page grows as a `Vec` does, so that an index of ten stories stays small.
            self.pages.push(if self.pages.is_empty() { Vec::new() } else { Vec::with_capacity(PAGE) });
        }
        self.pages[self.len / PAGE].push(item);
        self.len += 1;
    }

    pub(crate) fn get(&self, at: usize) -> Option<&T> {
        self.pages.get(at / PAGE)?.get(at % PAGE)
    }

    /// All items, page by page.
    pub(crate) fn slices(&self) -> impl Iterator<Item = &[T]> {
        self.pages.iter().map(Vec::as_slice)
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        let items: usize = self.pages.iter().map(Vec::capacity).sum();
        items * size_of::<T>() + self.pages.capacity() * size_of::<Vec<T>>()
    }
}

impl<T> std::ops::Index<usize> for Pages<T> {
    type Output = T;

    #[inline(always)]
    fn index(&self, at: usize) -> &T {
        &self.pages[at / PAGE][at % PAGE]
    }
}

impl<T> std::ops::IndexMut<usize> for Pages<T> {
    #[inline(always)]
    fn index_mut(&mut self, at: usize) -> &mut T {
        &mut self.pages[at / PAGE][at % PAGE]
    }
}
