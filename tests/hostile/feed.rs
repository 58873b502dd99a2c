//! The payloads as a feed: two stories each, one of plain JSON Feed and one with all of `_dateline`, and the payload in every
//! field of both; and what the reader's parts are made of, which is all that may be found where stories are shown.

use serde_json::{Value, json};

/// The elements that the reader's parts make.
pub(crate) const ELEMENTS: [&str; 67] = [
    "a",
    "abbr",
    "article",
    "b",
    "blockquote",
    "br",
    "button",
    "caption",
    "circle",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "mark",
    "nav",
    "ol",
    "option",
    "p",
    "path",
    "pre",
    "progress",
    "s",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "time",
    "tr",
    "ul",
    "wbr",
];

/// The attributes that they set, besides `aria-` ones. None runs, sends, names or styles anything.
pub(crate) const ATTRIBUTES: [&str; 56] = [
    "alt",
    "autocapitalize",
    "autocomplete",
    "checked",
    "class",
    "colspan",
    "cx",
    "cy",
    "d",
    "data-face",
    "data-layout",
    "data-size",
    "data-slug",
    "data-spacing",
    "data-theme",
    "data-width",
    "datetime",
    "decoding",
    "dir",
    "draggable",
    "enterkeyhint",
    "fetchpriority",
    "height",
    "hidden",
    "href",
    "id",
    "inert",
    "lang",
    "loading",
    "max",
    "maxlength",
    "min",
    "name",
    "open",
    "part",
    "placeholder",
    "preserveAspectRatio",
    "r",
    "referrerpolicy",
    "rel",
    "role",
    "rowspan",
    "scope",
    "selected",
    "sizes",
    "spellcheck",
    "src",
    "srcset",
    "start",
    "tabindex",
    "title",
    "translate",
    "type",
    "value",
    "viewBox",
    "width",
];

/// The payloads of `payloads.txt`; `evil` is the origin that nobody must be sent to, `pics` one for pictures.
///
/// Each calls `pwn` with its own number, and asks for paths below it, so that a failure names its payload.
pub(crate) fn payloads(evil: &str, pics: &str) -> Vec<String> {
    let lines = include_str!("payloads.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    let numbered = lines.enumerate().map(|(number, line)| {
        let payload = line.replace("pwn()", &format!("pwn({number})"));
        characters(&payload).replace("{evil}", &format!("{evil}/{number}")).replace("{pics}", pics)
    });
    numbered.collect()
}

/// `⟨9⟩` becomes the character of that number.
fn characters(line: &str) -> String {
    let mut pieces = line.split('⟨');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once('⟩').expect("a ⟨ is followed by a ⟩");
        let number = u32::from_str_radix(number, 16).expect("a hexadecimal number stands in ⟨⟩");
        text.push(char::from_u32(number).expect("the number is a character's"));
        text.push_str(rest);
    }
    text
}

/// The identifiers of the feed's stories.
pub(crate) fn ids(payloads: &[String]) -> Vec<String> {
    (0..payloads.len()).flat_map(|number| [format!("plain-{number}"), format!("rich-{number}")]).collect()
}

/// A feed of two stories for each payload. Pictures are named on `pics` or relative to it; what is named on `evil` is what
/// feeds have besides and readers need not fetch.
pub(crate) fn feed(payloads: &[String], evil: &str, pics: &str) -> Value {
    let items: Vec<Value> = payloads
        .iter()
        .enumerate()
        .flat_map(|(number, payload)| [plain(number, payload, evil), rich(number, payload, pics)])
        .collect();
    let evil = |path: &str| format!("{evil}/feed/{path}");
    json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "</title><script>pwn()</script>", "language": "en",
        "home_page_url": format!("{pics}/"), "description": "<img src=x onerror=pwn()>", "user_comment": "<svg onload=pwn()>",
        "icon": evil("icon.png"), "favicon": evil("favicon.ico"), "hubs": [{ "type": "WebSub", "url": evil("hub") }],
        "next_url": "javascript:pwn()", "items": items,
    })
}

fn plain(number: usize, payload: &str, evil: &str) -> Value {
    json!({
        "id": format!("plain-{number}"), "title": payload, "summary": payload, "content_html": body(payload),
        "url": payload, "external_url": payload, "image": payload, "banner_image": payload, "language": payload,
        "date_published": payload, "date_modified": payload, "tags": [payload, "payload"],
        "authors": [{ "name": payload, "url": payload, "avatar": format!("{evil}/avatar") }],
        "attachments": [{ "url": format!("{evil}/attachment"), "mime_type": "audio/mpeg", "title": payload }],
        "hub": payload, "onclick": payload,
    })
}

fn rich(number: usize, payload: &str, pics: &str) -> Value {
    let own = format!("{pics}/ok.svg");
    let picture = json!({
        "url": own, "width": 300, "height": 200, "alt": payload, "caption": payload, "credit": payload,
        "licence": { "name": payload, "url": payload }, "sources": [{ "url": payload, "width": 600, "height": 400 }],
    });
    let marked = json!({ "url": own, "alt": payload, "caption_html": format!("<b>{payload}</b>"), "credit": payload });
    json!({
        "id": format!("rich-{number}"), "title": format!("Payload {number}: {payload}"), "content_text": payload,
        "url": format!("{pics}/{number}?{payload}"),
        "_dateline": {
            "kicker": payload, "standfirst": payload, "section": payload, "byline": payload, "source": payload, "dir": payload,
            "dateline": { "place": payload, "day": payload }, "lead": picture, "pictures": [marked, payload], "updated": payload,
            "corrections": [{ "at": payload, "text": payload }, payload], "tags": [{ "name": payload, "kind": payload, "url": payload }],
        },
    })
}

/// Article HTML with the payload as the value of attributes, and then as it is: what it opens may not end.
pub(crate) fn body(payload: &str) -> String {
    let quoted = payload.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        r#"<p class="{quoted}" id="{quoted}" style="{quoted}" lang="{quoted}" dir="{quoted}"><a href="{quoted}" title="{quoted}"
        name="{quoted}" onclick="{quoted}">link</a> <abbr title="{quoted}">short</abbr></p>
        <figure class="{quoted}"><img src="{quoted}" srcset="{quoted}" alt="{quoted}" width="{quoted}" onerror="{quoted}">
        <figcaption>{payload}</figcaption></figure>
        <ol start="{quoted}"><li value="{quoted}">entry</ol><table><tr><td colspan="{quoted}">cell</table>
        <iframe src="{quoted}" title="{quoted}"></iframe><form action="{quoted}"><button formaction="{quoted}">send</button></form>
        <p>Before. {payload} After.</p>"#
    )
}
