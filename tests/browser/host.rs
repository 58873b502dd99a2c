//! Pages that embed readers, as strangers write them: on an origin of their own, with styles and policies of their own.

use crate::page::Page;
use crate::server::{Origin, Reply};

/// Writes down what a page is told: events of readers, errors, and breaches of its policy. It lies in a file because a strict
/// policy allows no script in the page itself.
const RECORDER: &str = r"
    window.said = []; window.heard = [];
    const say = (what, detail) => said.push(`${what}: ${detail}`);
    addEventListener('error', event => say('error', `${event.message} ${event.error?.stack ?? ''}`));
    addEventListener('unhandledrejection', event => say('rejection', event.reason));
    document.addEventListener('securitypolicyviolation', event => say('policy', `${event.effectiveDirective} ${event.blockedURI}`));
    const complain = console.error;
    console.error = (...words) => { say('console', words.join(' ')); complain(...words); };
    for (const name of ['ready', 'results', 'open', 'close', 'link', 'problem', 'error'])
        addEventListener(`dateline-${name}`, event => heard.push({ name, id: event.target.id, detail: event.detail }));
";

/// A page to be, with where it embeds the reader from.
pub(crate) struct Host {
    page: Origin,
    site: Origin,
    css: String,
    policy: Option<String>,
    head: String,
    body: String,
    script: String,
}

impl Host {
    /// A page on an origin of its own that loads the reader from another and holds this markup.
    pub(crate) fn new(body: impl Into<String>) -> Self {
        let (page, site) = (Origin::new(), Origin::of_site());
        Self {
            page,
            site,
            css: String::new(),
            policy: None,
            head: String::new(),
            body: body.into(),
            script: String::new(),
        }
    }

    /// The page has this stylesheet.
    pub(crate) fn css(mut self, css: &str) -> Self {
        css.clone_into(&mut self.css);
        self
    }

    /// The page allows nothing but what `docs` says a page with readers must: the module, and feeds and pictures of these
    /// origins.
    pub(crate) fn strict_policy(self, feeds: &[&Origin]) -> Self {
        let site = self.site.url("");
        let feeds: Vec<String> = feeds.iter().map(|origin| origin.url("")).collect();
        let feeds = feeds.join(" ");
        self.policy(&format!(
            "default-src 'none'; script-src 'self' {site} 'wasm-unsafe-eval'; connect-src {site} {feeds}; img-src 'self' {feeds}; \
             style-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
        ))
    }

    /// The page runs this before anything else.
    pub(crate) fn script(mut self, script: &str) -> Self {
        script.clone_into(&mut self.script);
        self
    }

    /// The page's head holds this, with `SITE` for the origin the reader comes from.
    pub(crate) fn head(mut self, markup: &str) -> Self {
        self.head = markup.replace("SITE", &self.site.url(""));
        self
    }

    /// The page has this Content-Security-Policy.
    pub(crate) fn policy(mut self, policy: &str) -> Self {
        self.policy = Some(policy.to_owned());
        self
    }

    /// The origin the reader comes from.
    pub(crate) fn site(&self) -> &Origin {
        &self.site
    }

    /// The origin of the page itself.
    pub(crate) fn origin(&self) -> &Origin {
        &self.page
    }

    /// Shows the page.
    #[track_caller]
    pub(crate) fn open(&self, page: Page<'_>) {
        self.page.serve("/recorder.js", Reply::new("text/javascript", [RECORDER, &self.script].concat()));
        self.page.serve("/host.css", Reply::new("text/css", self.css.clone()));
        let html = format!(
            r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
            <meta name="viewport" content="width=device-width">
            <link rel="stylesheet" href="/host.css"><script src="/recorder.js"></script>{}
            <script type="module" src="{}"></script><body>{}"#,
            self.head,
            self.site.url("/embed/v1/dateline.js"),
            self.body
        );
        let reply = Reply::html(html);
        let reply = match &self.policy {
            Some(policy) => reply.header("Content-Security-Policy", policy),
            None => reply,
        };
        page.go(&self.page.serve("/", reply));
    }
}

/// A page with one reader, `#main`, of this feed and with these further attributes, and a line of the publisher's own in it.
pub(crate) fn one_reader(feed: &str, attributes: &str) -> Host {
    Host::new(format!(
        r#"<dateline-reader id="main" src="{feed}" {attributes}><p id="own">Our own list of stories</p></dateline-reader>"#
    ))
}
