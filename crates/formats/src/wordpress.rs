//! WordPress REST, `/wp-json/wp/v2/posts?_embed`, <https://developer.wordpress.org/rest-api/reference/posts/>.

use dateline_story::{Alt, Block, Story, TagKind};

use crate::desk::Desk;
use crate::html;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};

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
    section: "_embedded.wp:term[taxonomy=category].name",
    lang: "lang",
    lead: "_embedded.wp:featuredmedia",
    tags: &[("_embedded.wp:term[taxonomy=post_tag]", TagKind::Topic)],
    is_marked_up: true,
    finish,
    ..NOTHING
};

/// Names of sections and tags are HTML.
fn finish(story: &mut Story, _item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    for tag in &mut story.tags {
        tag.name = html::plain(&tag.name, desk);
    }
    // Its editor writes an empty `alt` for every picture that nobody described.
    for block in &mut story.body {
        if let Block::Figure(picture) = block
            && picture.alt == Alt::Decorative
        {
            picture.alt = Alt::Unknown;
        }
    }
    story.section = story.section.take().filter(|section| section != "Uncategorized");
}
