//! The payloads in feeds of other formats than our own: one story for each, and the payload in every field of it.
//!
//! Each payload comes in two of the six formats, so that a walk through all of them takes no longer than through ours.

use serde_json::{Value, json};

use super::feed::body;

/// A feed as it is served.
pub(crate) struct Served {
    /// What stands before the number in its stories' identifiers.
    pub(crate) name: &'static str,
    pub(crate) media_type: &'static str,
    pub(crate) text: String,
    /// The identifiers of its stories.
    pub(crate) ids: Vec<String>,
}

/// Payloads with their numbers: every third.
type Third<'a> = Vec<(usize, &'a str)>;

/// The payloads in each format; pictures are named on `pics`.
pub(crate) fn all(payloads: &[String], pics: &str) -> Vec<Served> {
    let picture = format!("{pics}/ok.svg");
    let third = |start: usize| -> Third<'_> {
        payloads.iter().map(String::as_str).enumerate().skip(start).step_by(3).collect()
    };
    let ids =
        |name: &str, payloads: &Third<'_>| payloads.iter().map(|(number, _)| format!("{name}-{number}")).collect();
    let xml = |name, start, head: &str, one: fn(usize, &str, &str) -> String, end: &str| {
        let payloads = third(start);
        let entries: String = payloads.iter().map(|(number, payload)| one(*number, payload, &picture)).collect();
        Served { name, media_type: "application/xml", text: [head, &entries, end].concat(), ids: ids(name, &payloads) }
    };
    let json = |name, start, wrapped: fn(Vec<Value>) -> Value, one: fn(usize, &str, &str) -> Value| {
        let payloads = third(start);
        let items = payloads.iter().map(|(number, payload)| one(*number, payload, &picture)).collect();
        Served { name, media_type: "application/json", text: wrapped(items).to_string(), ids: ids(name, &payloads) }
    };
    vec![
        xml("rss", 0, "<rss version=\"2.0\"><channel><title>&lt;svg onload=pwn()&gt;</title>", rss, "</channel></rss>"),
        json("wordpress", 1, Value::Array, wordpress),
        xml("atom", 2, "<feed xml:lang=\"en\"><title type=\"html\">&lt;svg onload=pwn()&gt;</title>", atom, "</feed>"),
        json("ninjs", 0, Value::Array, ninjs),
        json("ghost", 1, |items| json!({ "posts": items }), ghost),
        json("guardian", 2, |items| json!({ "response": { "results": items } }), guardian),
    ]
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn rss(number: usize, payload: &str, picture: &str) -> String {
    let (payload, body) = (escaped(payload), escaped(&body(payload)));
    format!(
        r#"<item><guid isPermaLink="false">rss-{number}</guid><title>{payload}</title><link>{payload}</link>
        <description>{payload}</description><content:encoded>{body}</content:encoded><dc:creator>{payload}</dc:creator>
        <pubDate>{payload}</pubDate><category domain="{payload}">{payload}</category><dc:language>{payload}</dc:language>
        <media:content url="{picture}" width="300" height="200" medium="{payload}"><media:title>{payload}</media:title>
        <media:description type="html">{payload}</media:description><media:credit role="{payload}">{payload}</media:credit></media:content>
        <media:thumbnail url="{payload}"/><enclosure url="{payload}" type="image/png"/><source url="{payload}">{payload}</source></item>"#
    )
}

fn atom(number: usize, payload: &str, picture: &str) -> String {
    let (payload, body) = (escaped(payload), escaped(&body(payload)));
    format!(
        r#"<entry xml:lang="{payload}"><id>atom-{number}</id><title type="html">{payload}</title><link rel="alternate" href="{payload}"/>
        <link rel="enclosure" type="image/svg+xml" href="{picture}"/><author><name>{payload}</name><uri>{payload}</uri></author>
        <published>{payload}</published><category term="{payload}" label="{payload}"/><summary type="html">{payload}</summary>
        <content type="html">{body}</content></entry>"#
    )
}

fn wordpress(number: usize, payload: &str, picture: &str) -> Value {
    let media = json!({
        "source_url": picture, "alt_text": payload, "caption": { "rendered": payload },
        "media_details": { "width": 300, "height": 200, "sizes": { "full": { "source_url": payload } }, "image_meta": { "credit": payload } },
    });
    let terms = json!([[{ "taxonomy": "category", "name": payload }], [{ "taxonomy": "post_tag", "name": payload, "link": payload }]]);
    json!({
        "id": number, "guid": { "rendered": format!("wordpress-{number}") }, "link": payload, "date_gmt": payload,
        "title": { "rendered": payload }, "excerpt": { "rendered": payload }, "content": { "rendered": body(payload) }, "lang": payload,
        "_embedded": { "author": [{ "name": payload, "link": payload }], "wp:featuredmedia": [media], "wp:term": terms },
    })
}

fn ninjs(number: usize, payload: &str, picture: &str) -> Value {
    let associated = json!({
        "name": "main", "type": "picture", "by": payload, "descriptions": [{ "value": payload }], "infoSources": [{ "name": payload }],
        "renditions": [{ "href": picture, "width": 300, "height": 200 }, { "href": payload }],
    });
    json!({
        "uri": format!("ninjs-{number}"), "headlines": [{ "role": "main", "value": payload }, { "role": "subhead", "value": payload }],
        "bodies": [{ "contentType": "text/html", "value": body(payload) }], "by": payload, "located": payload, "firstCreated": payload,
        "renditions": [{ "contentType": "text/html", "href": payload }], "associations": [associated], "subjects": [{ "name": payload }],
        "language": payload, "copyrightHolder": payload, "type": "text",
    })
}

fn ghost(number: usize, payload: &str, picture: &str) -> Value {
    json!({
        "id": format!("ghost-{number}"), "title": payload, "url": payload, "custom_excerpt": payload, "html": body(payload),
        "published_at": payload, "primary_tag": { "name": payload }, "tags": [{ "name": payload, "url": payload }],
        "authors": [{ "name": payload, "url": payload }], "feature_image": picture, "feature_image_alt": payload,
        "feature_image_caption": payload,
    })
}

fn guardian(number: usize, payload: &str, picture: &str) -> Value {
    let asset = json!({
        "type": "image", "file": picture,
        "typeData": { "width": 300, "height": 200, "caption": payload, "credit": payload, "altText": payload, "source": payload },
    });
    json!({
        "id": format!("guardian-{number}"), "webTitle": payload, "webUrl": payload, "sectionName": payload, "webPublicationDate": payload,
        "fields": { "headline": payload, "standfirst": payload, "byline": payload, "body": body(payload), "thumbnail": payload },
        "tags": [{ "type": "contributor", "webTitle": payload, "webUrl": payload }, { "type": "keyword", "webTitle": payload, "webUrl": payload }],
        "elements": [{ "type": "image", "relation": "main", "assets": [asset] }],
    })
}
