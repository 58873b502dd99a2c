//! The stories of a segment that were taken out since it was written.

use crate::bytes::{Cursor, put_number};
use crate::error::Malformed;
use std::collections::BTreeSet;

/// Their number, and for each the gap to the one before.
pub(crate) fn encode(stories: &BTreeSet<u32>) -> Vec<u8> {
    let mut out = Vec::new();
    put_number(&mut out, stories.len() as u32);
    let mut last = 0;
    for &story in stories {
        put_number(&mut out, story - last);
        last = story;
    }
    out
}

/// Reads what [`encode`] wrote.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<u32>, Malformed> {
    let mut cursor = Cursor::new(bytes);
    let mut stories: Vec<u32> = Vec::new();
    for at in 0..cursor.count()? {
        let gap = cursor.number()?;
        let last = stories.last().copied().unwrap_or_default();
        let story = last.checked_add(gap).filter(|&story| at == 0 || story > last);
        stories.push(story.ok_or(Malformed("the stories that are gone are not in order"))?);
    }
    if cursor.is_done() { Ok(stories) } else { Err(Malformed("more is gone than was said")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_comes_back_and_nothing_else_is_read() {
        for stories in [vec![], vec![0], vec![7], vec![0, 1, 900, u32::MAX]] {
            assert_eq!(Ok(stories.clone()), decode(&encode(&stories.into_iter().collect())));
        }
        assert!(decode(&[]).is_err() && decode(&[2, 5, 0]).is_err() && decode(&[1, 5, 1]).is_err());
    }
}
