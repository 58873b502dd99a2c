//! A link to any view, opened elsewhere, shows that view. What an address can hold is tried natively, in `tests/addresses.rs`;
//! here it is what is seen.

use crate::feeds;
use crate::host::one_reader;
use crate::page::Page;
use crate::server::Origin;

/// Views that are tried in each browser.
const VIEWS: usize = 24;

/// All that a reader can tell of the view, as one text. Stories like the open one come a moment after it, and are no part of the view.
const SEEN: &str = "JSON.stringify([...['.card__headline:not(.story__related *)', '.story__headline', '.chips [aria-pressed=true]', '.tokens__one',
    '.find__count', '.notice', '.match [aria-pressed=true]'].map(selector => all(selector).map(one => tidy(one.textContent))),
    root.querySelector('input[type=search]').value, root.querySelector('select.sort').value])";

/// True once the address holds just the view.
const WRITTEN: &str =
    "const wanted = new URLSearchParams(host.state), written = new URLSearchParams(location.hash.slice(1));
    const lines = (pairs, name) => JSON.stringify([...pairs].map(([key, value]) => `${name}${key}=${value}`));
    return lines(wanted, 'main.') === lines(written, '')";

pub(crate) fn a_link_to_any_view_shows_it_elsewhere(page: Page<'_>) {
    let paper = Origin::new();
    one_reader(&feeds::serve_paper(&paper), r#"url-sync="hash" loading="eager""#).open(page);
    let reader = page.reader("main");
    let mut dice = Dice(2_012);
    let mut kinds = std::collections::BTreeSet::new();
    for _ in 0..VIEWS {
        let view = dice.view();
        reader.sees_text(".find__count", "stor");
        reader.ask(&format!("host.state = `{view}`"));
        reader.until("the view in the address", WRITTEN);
        let seen = reader.ask(&format!("return {SEEN}"));
        let address = page.run("return location.href");
        page.go("about:blank");
        page.go(address.as_str().unwrap_or_default());
        reader.until(&format!("{view} as it was: {seen}"), &format!("return root && {SEEN} === {seen}"));
        kinds.insert(seen.to_string());
        reader.ask("host.state = ''");
        reader.until("an address without a view", WRITTEN);
    }
    assert!(kinds.len() > VIEWS / 2, "only {} different things were seen", kinds.len());
}

/// Numbers that look thrown and are the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        // Knuth, "The Art of Computer Programming", volume 2, section 3.3.4: MMIX.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.throw(all.len())]
    }

    /// Something typed, tags, days, an order and a story, each of them or not.
    fn view(&mut self) -> String {
        let pieces = [
            self.one_of(&["", "", "q=the", "q=pier", "q=%22harbour wall%22", "q=caption:hall", "q=-night", "q=heorn"]),
            self.one_of(&["", "", "tag=ferries", "tag=ferries&tag=strike", "tag=UN&tag=ferries&match=all"]),
            self.one_of(&["", "", "not=nature", "not=night&not=council"]),
            self.one_of(&["", "", "from=2019-03-02", "from=2019-03-01&to=2019-03-03", "to=2019-03-04"]),
            self.one_of(&["", "sort=oldest", "sort=newest"]),
            self.one_of(&["", "", "", "story=wall", "story=heron"]),
        ];
        pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("&")
    }
}
