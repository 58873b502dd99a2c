//! That the browsers of this machine can be driven at all. Where this fails, no other scenario says anything about the reader.

use crate::page::{Page, keys};
use crate::server::{Origin, Reply};

/// A stand-in with nothing of ours in it: a field, a button and a line of text inside an open shadow root.
const STAND_IN: &str = r#"<!doctype html><title>Stand-in</title><stand-in id="main"></stand-in><script>
    const root = document.querySelector("stand-in").attachShadow({ mode: "open" });
    root.innerHTML = `<input><button>Read</button><p>Nothing</p>`;
    const [field, button, line] = root.children;
    button.onclick = () => { line.textContent = `Read ${field.value}`; location.hash = field.value; };
    onhashchange = () => { if (!location.hash) line.textContent = "Back"; };
    field.onkeydown = event => { if (event.key === "Escape") field.value = ""; };
</script>"#;

pub(crate) fn keys_and_clicks_reach_a_shadow_root(page: Page<'_>) {
    let origin = Origin::new();
    page.go(&origin.serve("/", Reply::html(STAND_IN)));
    let reader = page.reader("main");
    reader.type_into("input", "never mind");
    page.press(keys::ESCAPE);
    reader.type_into("input", "ferry");
    reader.click_text("button", "Read");
    reader.sees_texts("p", &["Read ferry"]);
    page.back();
    reader.sees_texts("p", &["Back"]);
    assert_eq!(["/"], origin.asked().iter().filter(|path| *path != "/favicon.ico").collect::<Vec<_>>()[..]);
}
