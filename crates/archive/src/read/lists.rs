//! Loading posting lists, tier by tier, as far as a question's budget goes.

use super::depth::{are_heads_enough, budget};
use super::jobs::Task;
use super::pieces::Piece;
use super::words::{Known, WordParts};
use super::{Question, Reader};
use crate::list::{Content, List, Marked, Models, Place, Postings, chain, join, tier_sizes};
use crate::name::Folder;
use dateline_search::{Asked, StoryId, TermId};
use dateline_story::fold_tag;
use std::rc::Rc;

/// Lists from which on only heads are read for a quick answer.
const MANY: usize = 6;
/// The same while a word is typed, when the next letter will ask for others.
const MANY_WHILE_TYPING: usize = 2;

/// Words that turn out late to be meant as well, and of which the commonest word of the question has so many times the stories, are
/// not worth a round of their own for a quick answer.
const RARE: u32 = 32;

/// Content of lists that are unpacked a little at a time.
pub(super) trait Unpacked: Content {
    /// A tier, if it is unpacked.
    fn unpacked(words: &WordParts, piece: &Piece) -> Option<Rc<Self>>;

    /// What unpacks a tier of so many stories.
    fn task(segment: usize, count: u32, after: &Rc<Models>) -> Task;
}

impl Unpacked for Postings {
    fn unpacked(words: &WordParts, piece: &Piece) -> Option<Rc<Self>> {
        words.tiers.find(piece).cloned()
    }

    fn task(segment: usize, count: u32, after: &Rc<Models>) -> Task {
        Task::Postings(segment, count, after.clone())
    }
}

impl Unpacked for Marked {
    fn unpacked(words: &WordParts, piece: &Piece) -> Option<Rc<Self>> {
        words.marked_tiers.find(piece).cloned()
    }

    fn task(segment: usize, count: u32, after: &Rc<Models>) -> Task {
        Task::Marked(segment, count, after.clone())
    }
}

impl Reader {
    /// Calls `visit` with the content of a segment's list's first tiers, as far as they are here, are unpacked and make sense.
    pub(super) fn each_tier<T: Unpacked>(
        &mut self,
        segment: usize,
        list: &List<T>,
        tiers: usize,
        wanted: &mut Vec<Piece>,
        visit: &mut dyn FnMut(&T),
    ) {
        let (all, after) = match &list.place {
            Place::Inline(content) => return visit(content),
            Place::Tiers(tiers, after) => (tiers, after),
        };
        for (tier, size) in all.iter().zip(tier_sizes(list.stories as usize)).take(tiers) {
            let piece = Piece::part(Folder::Lists, tier.file, tier.start, tier.len);
            match T::unpacked(&self.words, &piece) {
                Some(tier) => visit(&tier),
                None => self.need_unpacked(piece, wanted, || T::task(segment, size as u32, after)),
            }
        }
    }

    /// Loads the posting lists that were asked for, as much of them as the budget allows.
    pub(super) fn load_lists(&mut self, asked: &Asked, question: &Question, wanted: &mut Vec<Piece>) {
        for (term, tiers) in self.shares(asked, question) {
            if self.words.levels.get(&term).is_some_and(|&loaded| loaded >= tiers) {
                continue;
            }
            let lists = self.words.lists.get(&term).map(|known| known.lists.clone()).unwrap_or_default();
            self.load_list(term, &lists, tiers, wanted);
        }
    }

    /// How many tiers of each list are to be read: the shortest lists come first, and what they leave goes to the longer.
    fn shares(&mut self, asked: &Asked, question: &Question) -> Vec<(TermId, usize)> {
        let len = |lists: &[(usize, List<Postings>)], tiers| {
            lists.iter().map(|(_, list)| list.len(tiers)).fold(0, u32::saturating_add)
        };
        let wanted = self.wanted_terms(asked, question);
        let of_term = |term| (len(&self.words.lists[&term].lists, usize::MAX), term);
        let mut by_len: Vec<(u32, TermId)> = wanted.into_iter().map(of_term).collect();
        by_len.sort_unstable();
        let mut left = budget(question);
        let mut atoms = question.request.query.clauses.iter().flat_map(|clause| &clause.any_of);
        let many = if atoms.any(|atom| atom.open) { MANY_WHILE_TYPING } else { MANY };
        let heads = are_heads_enough(question);
        let mut shares = Vec::new();
        let count = by_len.len();
        for (at, (_, term)) in by_len.into_iter().enumerate() {
            let lists = &self.words.lists[&term].lists;
            let most = lists.iter().map(|(_, list)| list.tiers().len()).max().unwrap_or_default().max(1);
            let tiers = match left {
                None => most,
                // Of many forms of one word the heads are enough, too, and they lie side by side.
                Some(_) if heads || count > many => 1,
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

    /// The terms whose lists are wanted.
    fn wanted_terms(&mut self, asked: &Asked, question: &Question) -> Vec<TermId> {
        let phrased = phrases(question);
        let is_wanted =
            |term: &TermId, word: &str| asked.lists.contains(term) || phrased.split(' ').any(|part| part == word);
        let WordParts { lists, has_lists, early, is_cut, .. } = &mut self.words;
        let mut wanted: Vec<(TermId, &Known)> = lists
            .iter()
            .map(|(term, known)| (*term, known))
            .filter(|(term, known)| is_wanted(term, &known.word))
            .collect();
        if !*has_lists {
            *early = wanted.iter().map(|(term, _)| *term).collect();
        } else if budget(question).is_some() {
            let (all, most) = (wanted.len(), wanted.iter().map(|(_, known)| known.stories()).max().unwrap_or_default());
            let is_rare = |known: &Known| known.has_tiers() && known.stories() <= most / RARE;
            wanted.retain(|(term, known)| early.contains(term) || !is_rare(known));
            *is_cut |= wanted.len() < all;
        }
        wanted.into_iter().map(|(term, _)| term).collect()
    }

    fn load_list(&mut self, term: TermId, lists: &[(usize, List<Postings>)], tiers: usize, wanted: &mut Vec<Piece>) {
        let before = wanted.len();
        let mut postings = Vec::new();
        let mut lengths = Vec::new();
        let mut all = 0_u32;
        for (segment, list) in lists {
            all = all.saturating_add(list.stories);
            let base = self.bases[*segment];
            let mut parts = Vec::new();
            self.each_tier(*segment, list, tiers, wanted, &mut |tier: &Postings| {
                parts.push(tier.bytes.clone());
                lengths.extend(tier.lengths.iter().map(|&(story, headline, body)| (base + story, headline, body)));
            });
            postings.push((base, join(parts)));
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

/// The phrases, folded. A search asks for the lists of their words one after the other, the rarest first; here they come at once.
fn phrases(question: &Question) -> String {
    let atoms = question.request.query.clauses.iter().flat_map(|clause| &clause.any_of);
    atoms.filter(|atom| atom.phrase).map(|atom| fold_tag(&atom.text) + " ").collect()
}
