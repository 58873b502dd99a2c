//! The only way to make a link or a picture address.
//!
//! Resolution follows RFC 3986 section 5.2 after the clean-up of the WHATWG URL standard (outer spaces and control
//! characters stripped, tabs and line feeds removed, `\` read as `/`). What is left out: host names are kept as written,
//! since the browser turns them into their ASCII form itself; the `url` crate would add about 30 kB for it.

use std::fmt;

/// The longest address taken, in bytes; browsers and servers rarely go past 8,000.
const LONGEST_URL: usize = 8_192;

/// An absolute address whose scheme is safe to link: `http`, `https`, `mailto` or `tel`.
///
/// It holds no control characters and no white space. A picture or a feed must also be [`is_web`](Self::is_web).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct WebUrl(String);

/// Why an address is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// There is nothing in it.
    #[error("the address is empty")]
    Empty,
    /// It is longer than anybody's server takes.
    #[error("the address is {0} bytes long; at most {LONGEST_URL} are taken")]
    TooLong(usize),
    /// `javascript:`, `data:`, `file:` and the like.
    #[error("addresses that start with `{0}:` are not linked")]
    Scheme(String),
    /// `http://` with nothing after it.
    #[error("the address names no host")]
    NoHost,
    /// A relative address, and nothing to resolve it against.
    #[error("the address is relative, and there is none to resolve it against")]
    NoBase,
}

impl WebUrl {
    /// Takes an absolute address.
    pub fn parse(input: &str) -> Result<Self, UrlError> {
        let cleaned = clean(input)?;
        let (scheme, rest) = split_scheme(&cleaned).ok_or(UrlError::NoBase)?;
        absolute(&scheme, rest)
    }

    /// Takes an absolute address, or a relative one seen from this.
    pub fn join(&self, input: &str) -> Result<Self, UrlError> {
        let cleaned = clean(input)?;
        if let Some((scheme, rest)) = split_scheme(&cleaned) {
            return absolute(&scheme, rest);
        }
        if !self.is_web() {
            return Err(UrlError::NoBase);
        }
        let (scheme, rest) = self.0.split_once(':').ok_or(UrlError::NoBase)?;
        let base = Parts::of(rest.trim_start_matches('/'));
        let slashed = slashes_forward(&cleaned);
        if let Some(from_host) = slashed.strip_prefix("//") {
            return absolute(scheme, &format!("//{from_host}"));
        }
        let joined = base.resolve(&slashed);
        absolute(scheme, &format!("//{joined}"))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for `http` and `https`: what pictures and feeds need.
    pub fn is_web(&self) -> bool {
        self.0.starts_with("http")
    }

    /// The host, without port or user; empty for `mailto` and `tel`.
    pub fn host(&self) -> &str {
        let authority = self.authority();
        let without_user = authority.rsplit('@').next().unwrap_or_default();
        let end = match without_user.find(']') {
            Some(bracket) => bracket + 1,
            None => without_user.find(':').unwrap_or(without_user.len()),
        };
        &without_user[..end]
    }

    fn authority(&self) -> &str {
        match self.0.split_once("://") {
            Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or_default(),
            None => "",
        }
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Strips what the URL standard strips, and writes inner spaces and control characters as escapes.
fn clean(input: &str) -> Result<String, UrlError> {
    let trimmed = input.trim_matches(|c: char| c <= ' ');
    if trimmed.is_empty() {
        return Err(UrlError::Empty);
    }
    if trimmed.len() > LONGEST_URL {
        return Err(UrlError::TooLong(trimmed.len()));
    }
    let mut cleaned = String::with_capacity(trimmed.len());
    for c in trimmed.chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            '<' => cleaned.push_str("%3C"),
            '>' => cleaned.push_str("%3E"),
            '"' => cleaned.push_str("%22"),
            c if c <= ' ' || c == '\u{7f}' => cleaned.push_str(&format!("%{:02X}", c as u32)),
            c => cleaned.push(c),
        }
    }
    Ok(cleaned)
}

/// The scheme in lower case and what follows its colon, if there is a scheme at all.
fn split_scheme(cleaned: &str) -> Option<(String, &str)> {
    let (scheme, rest) = cleaned.split_once(':')?;
    let starts_well = scheme.bytes().next()?.is_ascii_alphabetic();
    let well_formed = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    (starts_well && well_formed).then(|| (scheme.to_ascii_lowercase(), rest))
}

fn absolute(scheme: &str, rest: &str) -> Result<WebUrl, UrlError> {
    match scheme {
        "http" | "https" => {
            // The URL standard takes any number of slashes of either kind here.
            let slashed = slashes_forward(rest);
            let rest = slashed.trim_start_matches('/');
            let parts = Parts::of(rest);
            if parts.authority.rsplit('@').next().unwrap_or_default().trim_start_matches(':').is_empty() {
                return Err(UrlError::NoHost);
            }
            Ok(WebUrl(format!("{scheme}://{}", parts.normalised())))
        }
        "mailto" | "tel" => Ok(WebUrl(format!("{scheme}:{rest}"))),
        other => Err(UrlError::Scheme(other.to_owned())),
    }
}

/// Backslashes before the query and fragment count as slashes.
fn slashes_forward(input: &str) -> String {
    let end = input.find(['?', '#']).unwrap_or(input.len());
    format!("{}{}", input[..end].replace('\\', "/"), &input[end..])
}

/// An address after its scheme and slashes.
struct Parts<'a> {
    authority: &'a str,
    path: &'a str,
    /// With its question mark, or empty.
    query: &'a str,
    /// With its hash, or empty.
    fragment: &'a str,
}

impl<'a> Parts<'a> {
    fn of(rest: &'a str) -> Self {
        let (before, fragment) = rest.split_at(rest.find('#').unwrap_or(rest.len()));
        let (before, query) = before.split_at(before.find('?').unwrap_or(before.len()));
        let (authority, path) = before.split_at(before.find('/').unwrap_or(before.len()));
        Self { authority, path, query, fragment }
    }

    fn normalised(&self) -> String {
        format!("{}{}{}{}", self.authority, remove_dots(self.path), self.query, self.fragment)
    }

    /// RFC 3986 section 5.2.2, for a reference without scheme and authority.
    fn resolve(&self, reference: &str) -> String {
        let target = match reference.as_bytes().first() {
            None => format!("{}{}{}", self.authority, self.path, self.query),
            Some(b'#') => format!("{}{}{}{reference}", self.authority, self.path, self.query),
            Some(b'?') => format!("{}{}{reference}", self.authority, self.path),
            Some(b'/') => format!("{}{reference}", self.authority),
            Some(_) => {
                let folder = &self.path[..self.path.rfind('/').map_or(0, |slash| slash + 1)];
                let folder = if folder.is_empty() { "/" } else { folder };
                format!("{}{folder}{reference}", self.authority)
            }
        };
        Parts::of(&target).normalised()
    }
}

/// RFC 3986 section 5.2.4; escaped dots count as dots, as browsers have it.
fn remove_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (place, segment) in segments.iter().enumerate() {
        let last = place + 1 == segments.len();
        match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
            ".." => {
                kept.pop();
                if last {
                    kept.push("");
                }
            }
            "." => {
                if last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let base = WebUrl::parse("https://paper.example/feeds/a/news.json?page=2#top").expect("a base");
        let joined = base.join(input).map_or_else(|error| error.to_string(), |url| url.to_string());
        assert_eq!(expected, joined, "{input:?}");
    }

    #[test]
    fn relative_addresses_are_seen_from_the_feed() {
        check("b.jpg", "https://paper.example/feeds/a/b.jpg");
        check("../b.jpg", "https://paper.example/feeds/b.jpg");
        check("../../../../b.jpg", "https://paper.example/b.jpg");
        check("./", "https://paper.example/feeds/a/");
        check("..", "https://paper.example/feeds/");
        check("/b.jpg?w=1", "https://paper.example/b.jpg?w=1");
        check("?page=3", "https://paper.example/feeds/a/news.json?page=3");
        check("#end", "https://paper.example/feeds/a/news.json?page=2#end");
        check("//cdn.example/x", "https://cdn.example/x");
        check("\\\\cdn.example\\x", "https://cdn.example/x");
        check("a:b/c", "addresses that start with `a:` are not linked");
        check("2012/02:30.jpg", "https://paper.example/feeds/a/2012/02:30.jpg");
        check("%2e%2E/x", "https://paper.example/feeds/x");
    }

    #[test]
    fn absolute_addresses_stay() {
        check("http://other.example", "http://other.example/");
        check("HTTPS:other.example/x", "https://other.example/x");
        check("https:\\/other.example/x", "https://other.example/x");
        check("mailto:desk@paper.example", "mailto:desk@paper.example");
        check(" https://a.example/b c ", "https://a.example/b%20c");
        check("https://ж.example/ы", "https://ж.example/ы");
    }

    #[test]
    fn schemes_that_run_or_read_something_are_refused() {
        for hostile in [
            "javascript:alert(1)",
            " \u{1}JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript\r:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://a.example/1",
            "view-source:https://a.example",
        ] {
            let refused = WebUrl::parse("https://paper.example/").expect("a base").join(hostile);
            assert!(matches!(refused, Err(UrlError::Scheme(_))), "{hostile:?} gave {refused:?}");
        }
    }

    #[test]
    fn what_is_left_cannot_break_out_of_an_attribute() {
        check("x\"><img", "https://paper.example/feeds/a/x%22%3E%3Cimg");
        check("a\u{0}b", "https://paper.example/feeds/a/a%00b");
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        check("", "the address is empty");
        check("https://", "the address names no host");
        check("https:///?x", "the address names no host");
        assert_eq!(Err(UrlError::NoBase), WebUrl::parse("news.json"));
        assert!(matches!(WebUrl::parse(&"x".repeat(9_000)), Err(UrlError::TooLong(9_000))));
    }

    #[test]
    fn the_host_is_without_port_and_user() {
        let host = |url: &str| WebUrl::parse(url).expect("an address").host().to_owned();
        assert_eq!("a.example", host("https://me:pass@a.example:8080/x"));
        assert_eq!("[::1]", host("http://[::1]:80/"));
        assert_eq!("", host("tel:+4912345"));
    }
}
