//! WordPress REST, `/wp-json/wp/v2/posts?_embed`, <https://developer.wordpress.org/rest-api/reference/posts/>.

use dateline_story::{Story, Tag};

use crate::desk::Desk;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};
use crate::{fields, html};

pub(crate) const WORDPRESS: Recipe = Recipe {
    // `id` counts within one site; the others are unique when feeds are merged.
    id: "guid.rendered|link|id",
    url: "link",
    headline: "title.rendered",
    standfirst: "excerpt.rendered",
    authors: "_embedded.author",
    published: "date_gmt|date",
    updated: "modified_gmt|modified",
    html: "content.rendered",
    lang: "lang",
    lead: "_embedded.wp:featuredmedia",
    is_marked_up: true,
    finish,
    ..NOTHING
};

fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    // When names are hidden, the place of an author holds an error.
    story.byline.people.retain(|person| !person.name.is_empty());
    for term in fields::list(item, "_embedded.wp:term") {
        let Some(tag) = desk.tag(term) else { continue };
        let name = html::plain(&tag.name, desk);
        match fields::str(term, "taxonomy") {
            Some("category") if story.section.is_none() && name != "Uncategorized" => story.section = Some(name),
            Some("post_tag") => story.tags.push(Tag { name, ..tag }),
            _ => {}
        }
    }
}
