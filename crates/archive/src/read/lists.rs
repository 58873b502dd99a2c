//! Loading posting lists, tier by tier, as far as a question's budget goes.

use super::depth::budget;
use super::pieces::Piece;
use super::{Question, Reader};
use crate::block::unpack;
use crate::error::Malformed;
use crate::list::{Place, chain, decode, join};
use crate::name::Folder;
use crate::shard::List;
use dateline_search::{Asked, StoryId, TermId};

impl Reader {
    /// Calls `visit` with the content of a list's first tiers, as far as they are here and make sense.
    pub(super) fn each_tier(
        &mut self,
        list: &List,
        tiers: usize,
        wanted: &mut Vec<Piece>,
        visit: &mut dyn FnMut(&[u8]) -> Result<(), Malformed>,
    ) {
        match &list.place {
            Place::Inline(bytes) => {
                // A shard that was checked as a whole holds it; if it makes no sense, the list is empty.
                if visit(bytes).is_err() {
                    self.words.is_cut = true;
                }
            }
            Place::Tiers(all) => {
                for tier in all.iter().take(tiers) {
                    let piece = Piece::part(Folder::Lists, tier.file, tier.start, tier.len);
                    let Some(bytes) = self.pieces.need(piece, wanted) else { continue };
                    // The seal was right when the bytes came.
                    let content = unpack(&bytes).map(Option::unwrap_or_default);
                    if let Err(malformed) = content.and_then(|content| visit(&content)) {
                        self.pieces.refuse(piece, malformed);
                    }
                }
            }
        }
    }

    /// Loads the posting lists that were asked for, as much of them as the budget allows.
    pub(super) fn load_lists(&mut self, asked: &Asked, question: &Question, wanted: &mut Vec<Piece>) {
        for (term, tiers) in self.shares(asked, question) {
            if self.words.levels.get(&term).is_some_and(|&loaded| loaded >= tiers) {
                continue;
            }
            let lists = self.words.lists.get(&term).cloned().unwrap_or_default();
            self.load_list(term, &lists, tiers, wanted);
        }
    }

    /// How many tiers of each list are to be read: the shortest lists come first, and what they leave goes to the longer.
    fn shares(&mut self, asked: &Asked, question: &Question) -> Vec<(TermId, usize)> {
        let len =
            |lists: &[(usize, List)], tiers| lists.iter().map(|(_, list)| list.len(tiers)).fold(0, u32::saturating_add);
        let known = asked.lists.iter().filter_map(|term| Some((*term, self.words.lists.get(term)?)));
        let mut by_len: Vec<(u32, TermId)> = known.map(|(term, lists)| (len(lists, usize::MAX), term)).collect();
        by_len.sort_unstable();
        let mut left = budget(question);
        let mut shares = Vec::new();
        let count = by_len.len();
        for (at, (_, term)) in by_len.into_iter().enumerate() {
            let lists = &self.words.lists[&term];
            let most = lists.iter().map(|(_, list)| list.tiers()).max().unwrap_or_default().max(1);
            let tiers = match left {
                None => most,
                Some(left) => {
                    let share = left / (count - at) as u32;
                    (1..=most).rev().find(|&tiers| len(lists, tiers) <= share).unwrap_or(1)
                }
            };
            left = left.map(|left| left.saturating_sub(len(lists, tiers)));
            self.words.is_cut |= tiers < most;
            shares.push((term, tiers));
        }
        shares
    }

    fn load_list(&mut self, term: TermId, lists: &[(usize, List)], tiers: usize, wanted: &mut Vec<Piece>) {
        let before = wanted.len();
        let mut postings = Vec::new();
        let mut lengths = Vec::new();
        let mut all = 0_u32;
        for (segment, list) in lists {
            all = all.saturating_add(list.stories);
            let (base, stories) = (self.bases[*segment], self.manifest.segments[*segment].stories);
            let mut parts: Vec<Vec<u8>> = Vec::new();
            self.each_tier(list, tiers, wanted, &mut |bytes| {
                let tier = decode(bytes, stories)?;
                parts.push(tier.postings.to_vec());
                lengths.extend(tier.lengths.iter().map(|&(story, headline, body)| (base + story, headline, body)));
                Ok(())
            });
            let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
            postings.push((base, join(&parts)));
        }
        if wanted.len() > before {
            return;
        }
        let unseen = all.saturating_sub(lengths.len() as u32);
        for (story, headline, body) in lengths {
            self.index.load_lengths(StoryId(story), headline, body);
        }
        self.index.load_list(term, &chain(&postings), unseen);
        self.words.levels.insert(term, tiers);
        self.words.has_news = true;
    }
}
