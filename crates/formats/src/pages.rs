//! Where a feed goes on: each format says it in its own way.

use dateline_story::WebUrl;

use crate::fields;
use crate::json::Json;

/// The next page that a feed's head names or counts.
pub(crate) fn next(head: &Json<'_>, url: &WebUrl) -> Option<WebUrl> {
    if let Some(address) =
        fields::str(head, "next_url|next|links.next|paging.next|link[@rel=next].@href|atom:link[@rel=next].@href")
    {
        return url.join(address).ok().filter(WebUrl::is_web);
    }
    // Ghost gives the number, the Guardian the pages there are.
    if let Some(page) = number(head, "meta.pagination.next") {
        return Some(with_page(url, page));
    }
    let (page, pages) = (number(head, "response.currentPage")?, number(head, "response.pages")?);
    (page < pages).then(|| with_page(url, page + 1))
}

/// The next page that an answer's headers name: `Link: <…>; rel="next"` or WordPress's `X-WP-TotalPages`.
///
/// `url` is the address that was asked, `link` and `total_pages` are the headers' values, if the answer has them.
pub fn next_by_headers(url: &WebUrl, link: Option<&str>, total_pages: Option<&str>) -> Option<WebUrl> {
    if let Some(next) = link.and_then(|link| next_link(link, url)) {
        return Some(next);
    }
    let pages: u32 = total_pages?.trim().parse().ok()?;
    let page = query_page(url).unwrap_or(1);
    (page < pages).then(|| with_page(url, page + 1))
}

/// The address marked `rel="next"` in a `Link` header (RFC 8288).
fn next_link(header: &str, url: &WebUrl) -> Option<WebUrl> {
    let next = header.split('<').skip(1).find_map(|link| {
        let (address, parameters) = link.split_once('>')?;
        let is_next = parameters.split(';').any(|parameter| {
            let (name, value) = parameter.trim().split_once('=').unwrap_or_default();
            let value = value.trim_end_matches([',', ' ']).trim_matches('"');
            name.trim() == "rel" && value.split(' ').any(|word| word.eq_ignore_ascii_case("next"))
        });
        is_next.then_some(address)
    });
    url.join(next?).ok().filter(WebUrl::is_web)
}

/// The same address with another `page` in its query.
fn with_page(url: &WebUrl, page: u32) -> WebUrl {
    let address = url.as_str().split('#').next().unwrap_or_default();
    let (before, query) = address.split_once('?').unwrap_or((address, ""));
    let mut next = before.to_owned();
    next.push('?');
    for part in query.split('&').filter(|part| !part.is_empty() && !part.starts_with("page=")) {
        next.push_str(part);
        next.push('&');
    }
    next.push_str("page=");
    next.push_str(&page.to_string());
    // Only the query changed, so it is an address still.
    WebUrl::parse(&next).unwrap_or_else(|_| url.clone())
}

fn query_page(url: &WebUrl) -> Option<u32> {
    let (_, query) = url.as_str().split('#').next()?.split_once('?')?;
    query.split('&').find_map(|part| part.strip_prefix("page=")?.parse().ok())
}

fn number(head: &Json<'_>, path: &str) -> Option<u32> {
    fields::id(head, path)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(address: &str) -> WebUrl {
        WebUrl::parse(address).expect("an address")
    }

    #[track_caller]
    fn check(address: &str, link: Option<&str>, total: Option<&str>, expected: &str) {
        let next = next_by_headers(&url(address), link, total);
        assert_eq!(expected, next.as_ref().map_or("none", WebUrl::as_str));
    }

    #[test]
    fn headers_name_the_next_page_or_count_them() {
        let asked = "https://a.example/wp-json/wp/v2/posts?_embed=1&page=2";
        let link = "<https://a.example/p?page=1>; rel=\"prev\", <https://a.example/p?page=3>; rel=\"next\"";
        check(asked, Some(link), None, "https://a.example/p?page=3");
        check(asked, None, Some("3"), "https://a.example/wp-json/wp/v2/posts?_embed=1&page=3");
        check(asked, None, Some("2"), "none");
        check("https://a.example/posts", None, Some("2"), "https://a.example/posts?page=2");
        check(asked, Some("</x>; rel=next"), None, "https://a.example/x");
        check(asked, Some("nonsense"), Some("many"), "none");
    }

    #[track_caller]
    fn check_head(head: &str, expected: &str) {
        let head = crate::json::parse(head, 9).expect("taken").value;
        let next = next(&head, &url("https://a.example/s?page=1&key=x"));
        assert_eq!(expected, next.as_ref().map_or("none", WebUrl::as_str));
    }

    #[test]
    fn heads_name_or_count_pages_too() {
        check_head(r#"{"next_url":"/more.json"}"#, "https://a.example/more.json");
        check_head(r#"{"meta":{"pagination":{"page":1,"next":2}}}"#, "https://a.example/s?key=x&page=2");
        check_head(r#"{"meta":{"pagination":{"page":2,"next":null}}}"#, "none");
        check_head(r#"{"response":{"currentPage":1,"pages":2}}"#, "https://a.example/s?key=x&page=2");
        check_head(r#"{"response":{"currentPage":2,"pages":2}}"#, "none");
        check_head(r#"{"next_url":"javascript:x"}"#, "none");
    }
}
