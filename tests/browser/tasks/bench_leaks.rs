//! What a reader leaves behind that comes and goes, and one whose feed is read all day: a line of the table in `docs/hosts.md`
//! for each browser.

use crate::page::Page;
use crate::scenarios::isolation::{Counted, MOUNTS, REFRESHES, mounts, refreshes};

pub(super) fn head() {
    println!("| | memory, {MOUNTS} mounts | listeners | elements | memory, {REFRESHES} refreshes | listeners |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
}

pub(super) fn measure(page: Page<'_>, browser: &str) {
    let page = page.patient();
    let memory = |[before, after]: &[Counted; 2]| format!("{} → {} KiB", before.memory / 1024, after.memory / 1024);
    let listeners = |[before, after]: &[Counted; 2]| format!("{} → {}", before.listeners, after.listeners);
    let (mounted, refreshed) = (mounts(page), refreshes(page));
    println!(
        "| {browser} | {} | {} | {} → {} | {} | {} |",
        memory(&mounted),
        listeners(&mounted),
        mounted[0].hosts,
        mounted[1].hosts,
        memory(&refreshed),
        listeners(&refreshed),
    );
}
