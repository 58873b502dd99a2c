//! The order of a segment's stories.

use super::packer::StoryColumns;

/// The final numbers of stories: the newest first, those without a date last, in order of arrival among equals.
pub(super) struct Order {
    /// Places in the columns, by final number.
    pub(super) arrivals: Vec<u32>,
    /// Final numbers, by place in the columns.
    pub(super) numbers: Vec<u32>,
}

impl Order {
    pub(super) fn new(columns: &StoryColumns) -> Self {
        let mut arrivals: Vec<u32> = (0..columns.dates.len() as u32).collect();
        arrivals.sort_by_key(|&at| (std::cmp::Reverse(columns.dates[at as usize]), columns.arrivals[at as usize]));
        let mut numbers = vec![0; arrivals.len()];
        for (number, &arrival) in (0_u32..).zip(&arrivals) {
            numbers[arrival as usize] = number;
        }
        Self { arrivals, numbers }
    }

    /// Lengths of headlines and bodies by final number.
    pub(super) fn lengths(&self, columns: &StoryColumns) -> FinalLengths {
        let length = |&at: &u32| (columns.headline_tokens[at as usize], columns.body_tokens[at as usize]);
        FinalLengths(self.arrivals.iter().map(length).collect())
    }
}

pub(super) struct FinalLengths(Vec<(u8, u16)>);

impl crate::list::Lengths for FinalLengths {
    fn of(&self, story: u32) -> (u8, u16) {
        self.0[story as usize]
    }
}
