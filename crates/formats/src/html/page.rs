//! What a whole HTML page says about the article in it: JSON-LD, `meta`, and the article element.

use dateline_story::{Block, WebUrl};

use super::flow::Flow;
use super::tokens::{Token, Tokens};
use super::tree::Tree;
use crate::Limits;
use crate::desk::Desk;

/// A page taken apart; what of it is right is for the caller to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The texts of all `<script type="application/ld+json">`.
    pub linked_data: Vec<String>,
    /// `meta` elements, by `property` or `name` in lower case, in the page's order.
    pub meta: Vec<(String, String)>,
    /// The words of `<title>`.
    pub title: Option<String>,
    /// The address in `<link rel="canonical">`, as written.
    pub canonical: Option<String>,
    /// The language that `<html>` says.
    pub lang: Option<String>,
    /// The blocks of the first `<article>` that has any, else of `<main>`, else of the page.
    pub article: Vec<Block>,
}

/// Takes a page apart; addresses in the article are seen from `base`.
pub fn read_page(html: &str, base: &WebUrl) -> Page {
    let mut page = Page::default();
    // Which element's text comes next.
    let mut inside = "";
    for token in Tokens::new(html) {
        match token {
            Token::Start { name, attributes, .. } => {
                let value = |wanted: &str| {
                    let found = attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
                    found.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
                };
                inside = "";
                match name.to_ascii_lowercase().as_str() {
                    "script" if value("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) => {
                        inside = "ld+json";
                    }
                    "title" => inside = "title",
                    "html" => page.lang = value("lang"),
                    "link" if value("rel").is_some_and(|rel| rel == "canonical") => page.canonical = value("href"),
                    "meta" => {
                        if let (Some(name), Some(content)) =
                            (value("property").or_else(|| value("name")), value("content"))
                        {
                            page.meta.push((name.to_ascii_lowercase(), content));
                        }
                    }
                    _ => {}
                }
            }
            Token::Text(text) if inside == "ld+json" => page.linked_data.push(text.into_owned()),
            Token::Text(text) if inside == "title" && page.title.is_none() => page.title = Some(super::one_line(&text)),
            _ => {}
        }
    }
    page.article = article(html, base);
    page
}

fn article(html: &str, base: &WebUrl) -> Vec<Block> {
    let limits = Limits::default();
    let mut desk = Desk::new(base.clone(), &limits);
    let (tree, _) = Tree::parse(html, limits.max_html_depth);
    for name in ["article", "main"] {
        for node in tree.find_named(name) {
            let blocks = Flow::new(&tree, &mut desk).blocks(node);
            if !blocks.is_empty() {
                return blocks;
            }
        }
    }
    Flow::new(&tree, &mut desk).blocks(0)
}
