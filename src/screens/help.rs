//! The keys that there are, as a dialog.

use yew::prelude::*;

use crate::{hooks::use_dialog::use_dialog, words::Words};

/// Each key with the phrase that says what it does.
const KEYS: [(&str, &str); 8] = [
    ("j", "key_next"),
    ("k", "key_previous"),
    ("o, Enter", "key_open"),
    ("s", "key_save"),
    ("/", "search_label"),
    ("f", "filters"),
    ("Esc", "key_leave"),
    ("?", "keys"),
];

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct HelpProps {
    /// True while it is shown.
    pub is_open: bool,
    /// The words of the interface.
    pub words: Words,
    /// Called when it is closed.
    pub on_close: Callback<()>,
}

/// A list of keys over the page; empty while it is closed.
#[component]
pub fn Help(props: &HelpProps) -> Html {
    let HelpProps { is_open, words, on_close } = props;
    let dialog = use_dialog(*is_open);
    html! {
        <dialog ref={dialog} class="help" part="help" aria-label={words.get("keys")} onclose={on_close.reform(|_: Event| ())}>
            if *is_open {
                <p class="help__title">{ words.get("keys") }</p>
                <dl class="help__keys">
                    for (key, phrase) in KEYS {
                        <div class="help__key"><dt><kbd>{ key }</kbd></dt><dd>{ words.get(phrase) }</dd></div>
                    }
                </dl>
                <button class="help__close" type="button" onclick={on_close.reform(|_: MouseEvent| ())}>{ words.get("close") }</button>
            }
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_html, english};

    #[test]
    fn help_names_each_key() {
        check_html("help", html! { <Help is_open=true words={english()} on_close={Callback::noop()} /> });
    }
}
