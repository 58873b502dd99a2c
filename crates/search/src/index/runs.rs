//! Short runs of items, end to end, in a list that grows without ever moving what it holds.

/// Runs in pages; none crosses from one page into the next.
#[derive(Debug)]
pub(super) struct Runs<T> {
    pages: Vec<Vec<T>>,
}

/// Items in a page, unless a single run has more.
const PAGE_BITS: u32 = 12;
const PAGE: usize = 1 << PAGE_BITS;

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T: Copy> Runs<T> {
    /// Adds a run behind all others; where it begins.
    pub(super) fn push(&mut self, run: &[T]) -> u32 {
        // One without items, too, begins inside a page.
        let fits = self.pages.last().is_some_and(|page| page.len() + run.len().max(1) <= PAGE);
        if !fits {
            // The first page grows as a `Vec` does, so that few items take little.
            self.pages.push(if self.pages.is_empty() { Vec::new() } else { Vec::with_capacity(PAGE.max(run.len())) });
        }
        let number = self.pages.len() - 1;
        let page = &mut self.pages[number];
        let start = number << PAGE_BITS | page.len();
        page.extend_from_slice(run);
        start as u32
    }

    /// The run that begins at `start`, where the one after it begins at `next`, if there is one.
    #[inline(always)]
    pub(super) fn run(&self, start: u32, next: Option<u32>) -> &[T] {
        let rest = self.rest(start);
        match next {
            Some(next) if next >> PAGE_BITS == start >> PAGE_BITS => &rest[..(next - start) as usize],
            _ => rest,
        }
    }

    /// Where each page begins, and its items.
    pub(super) fn pages(&self) -> impl Iterator<Item = (u32, &[T])> {
        (0..).map(|number: u32| number << PAGE_BITS).zip(self.pages.iter().map(Vec::as_slice))
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let items: usize = self.pages.iter().map(Vec::capacity).sum();
        items * size_of::<T>() + self.pages.capacity() * size_of::<Vec<T>>()
    }

    /// What the page has from here on.
    #[inline(always)]
    fn rest(&self, start: u32) -> &[T] {
        &self.pages[(start >> PAGE_BITS) as usize][start as usize % PAGE..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_any_length_come_back() {
        let lengths = [0, 3, PAGE - 3, 0, 1, 2 * PAGE + 5, 0, 7, PAGE, 0, 0, PAGE - 1, 2, 9];
        let mut runs = Runs::default();
        let run = |at: usize| (0..lengths[at]).map(|item| item * 31 + at).collect::<Vec<_>>();
        let starts: Vec<u32> = (0..lengths.len()).map(|at| runs.push(&run(at))).collect();
        for (at, &start) in starts.iter().enumerate() {
            assert_eq!(run(at), runs.run(start, starts.get(at + 1).copied()));
        }
    }
}
