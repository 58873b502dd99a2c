use super::*;

/// What is cut out of a text, pushed in pieces of `size` bytes.
fn cuts(text: &str, size: usize) -> Vec<String> {
    let mut cutter = Cutter::new(60);
    let mut found = Vec::new();
    for piece in text.as_bytes().chunks(size) {
        cutter.push(piece);
        while let Some(cut) = cutter.next_cut() {
            found.push(match cut {
                XmlCut::NoFeed => "no feed".to_owned(),
                XmlCut::Head(head) => ["head ", &String::from_utf8_lossy(&head)].concat(),
                XmlCut::Item(_, true) => "too long".to_owned(),
                XmlCut::Item(item, false) => String::from_utf8_lossy(&item).into_owned(),
            });
        }
    }
    let head = String::from_utf8_lossy(&cutter.head()).into_owned();
    found.push([if cutter.is_whole { "whole " } else { "cut off " }, &head].concat());
    found
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    for size in [text.len(), 1, 3] {
        assert_eq!(expected, cuts(text, size), "{text} in pieces of {size}");
    }
}

#[test]
fn items_are_cut_out_and_the_rest_is_the_head() {
    check(
        "<rss><title>T</title><item a='>'>1</item> <item>2</item><x/></rss>",
        &[
            "head <rss><title>T</title>",
            "<item a='>'>1</item>",
            "<item>2</item>",
            "whole <rss><title>T</title> <x/></rss>",
        ],
    );
    check(
        "<feed><entry><item></item></entry></feed>",
        &["head <feed>", "<entry><item></item></entry>", "whole <feed></feed>"],
    );
    check("<rss><item/><items/></rss>", &["whole <rss><item/><items/></rss>"]);
}

#[test]
fn what_looks_like_an_end_in_text_is_none() {
    let item = "<item><![CDATA[</item>]]]></item>";
    check(&["<rss>", item, "</rss>"].concat(), &["head <rss>", item, "whole <rss></rss>"]);
    let item = "<item><!-- </item> -></item>--></item>";
    check(&["<rss>", item, "</rss>"].concat(), &["head <rss>", item, "whole <rss></rss>"]);
    let item = "<item><a b=\"</item>";
    check(&["<rss>", item, "</rss>"].concat(), &["head <rss>", item, "whole <rss></rss>"]);
}

#[test]
fn forgotten_ends_cost_nothing_that_came_before() {
    check("<rss><item>1<item>2</item></rss>", &["head <rss>", "<item>1", "<item>2</item>", "whole <rss></rss>"]);
    check("<rss><item>1</item><item>2", &["head <rss>", "<item>1</item>", "cut off <rss>"]);
}

#[test]
fn long_items_are_left_out_and_the_next_is_found() {
    let long = format!("<item>{}<b>{}</b></item>", "x".repeat(900), "y".repeat(900));
    check(
        &["<rss>", &long, "<item>2</item></rss>"].concat(),
        &["head <rss>", "too long", "<item>2</item>", "whole <rss></rss>"],
    );
}

#[test]
fn pages_are_no_feeds() {
    check("<!DOCTYPE html><html><p>", &["no feed", "cut off <!DOCTYPE html><html><p>"]);
    check("<p>No", &["no feed", "cut off <p>No"]);
    check("<?xml version='1.0'?><urlset></urlset>", &["whole <?xml version='1.0'?><urlset></urlset>"]);
}
