//! The last good copies of feeds, shown until the feeds themselves have come.

use dateline_story::WebUrl;

use super::{Gone, Reading};
use crate::{copies, failure::Failure, fetch};

impl Reading {
    /// Shows the last good copies of feeds; gives back how many minutes old each is.
    pub(super) async fn read_copies(&mut self, feeds: &[Result<WebUrl, Failure>]) -> Result<Vec<Option<u32>>, Gone> {
        let mut ages = Vec::new();
        let feeds = if self.keeps_copies { feeds } else { &[] };
        for (number, feed) in feeds.iter().enumerate() {
            let Ok(url) = feed else { continue };
            let Some(copy) = copies::find(url).await else { continue };
            self.still_wanted()?;
            let age = copies::age_minutes(&copy);
            let Ok(stream) = fetch::stream(&copy) else { continue };
            self.copied = Some(number);
            // A copy that cannot be read leaves what came of it; the feed itself is read next.
            let mut reader = self.begin(stream.url.clone().unwrap_or_else(|| url.clone()));
            while let Ok(Some(bytes)) = stream.next_chunk().await {
                self.still_wanted()?;
                self.take(&mut reader, &bytes, &stream).await?;
            }
            self.end(&mut reader).await?;
            self.tell(None);
            self.copied = None;
            ages.resize(number, None);
            ages.push(age);
        }
        Ok(ages)
    }
}
