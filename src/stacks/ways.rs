//! Ways out of an empty list: how many stories archives would have if one filter were dropped.

use std::rc::Rc;

use dateline_search::{Relaxation, Request, ways_out};
use dateline_story::Timestamp;

use super::{
    Call, Sureness, Wish,
    archive::Asked,
    holdings::Holdings,
    inquiry::Inquiry,
    merge::{sum, sureness},
};

/// The ways out of a list that archives have nothing for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ways {
    /// What was asked in vain, with room for no story.
    pub request: Request,
    /// What dropping each of its filters would give, and how sure that is.
    pub found: Rc<Vec<(Relaxation, Sureness)>>,
}

impl Holdings {
    /// Goes on with them if the list that is wished for is empty; what else that takes.
    pub(super) fn find_ways(&mut self, wish: &Wish, now: Timestamp) -> Result<(), Vec<Call>> {
        let is_empty = self.list.fetched().is_some_and(|fetched| {
            fetched.request == wish.request && fetched.sources.iter().all(|source| source.total == 0)
        });
        let request = Request { limit: 0, ..wish.request.clone() };
        if !is_empty || self.ways.request == request {
            return Ok(());
        }
        let mut found = Vec::new();
        for (place, (dropped, without)) in ways_out(&request).into_iter().enumerate() {
            if self.ways_asked.len() <= place {
                self.ways_asked.push(Inquiry::default());
            }
            let inquiry = &mut self.ways_asked[place];
            let asked = Asked { request: &without, is_patient: false, insists: false };
            // One after the other, since a reader goes on with one question at a time.
            inquiry.turn(&asked, &mut self.archives, now, &self.library)?;
            let Some(fetched) = inquiry.fetched().filter(|fetched| fetched.request == without) else { continue };
            let count = sum(&fetched.sources, |source| source.total);
            if count > 0 {
                found.push((Relaxation { dropped, count }, sureness(&fetched.sources)));
            }
        }
        self.ways = Ways { request, found: Rc::new(found) };
        Ok(())
    }
}
