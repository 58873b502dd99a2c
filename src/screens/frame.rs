//! What is around everything that a reader sees: the look that the page and the reader have chosen, and the language.

use yew::prelude::*;

use crate::{config::Config, preferences::Preferences, words::Words};

/// The outermost element of a screen.
pub(super) struct Frame<'a> {
    /// Refers to the element.
    pub(super) root: &'a NodeRef,
    /// What the page asks for.
    pub(super) config: &'a Config,
    /// What the reader has chosen.
    pub(super) preferences: &'a Preferences,
    /// The words of the interface.
    pub(super) words: &'a Words,
    /// True while it is not to be seen.
    pub(super) is_hidden: bool,
    /// Called with what is done inside it.
    pub(super) hands: Hands,
}

/// What is done inside a frame.
#[derive(Default)]
pub(super) struct Hands {
    pub(super) on_key: Option<Callback<KeyboardEvent>>,
    pub(super) on_focus: Option<Callback<FocusEvent>>,
    pub(super) on_pointer: Option<Callback<PointerEvent>>,
    pub(super) on_wheel: Option<Callback<WheelEvent>>,
}

impl Frame<'_> {
    /// The frame around a page.
    pub(super) fn around(self, page: Html) -> Html {
        let Self { root, config, preferences, words, is_hidden, hands } = self;
        html! {
            <div
                ref={root.clone()}
                class="reader"
                part="reader"
                hidden={is_hidden}
                data-theme={theme(config, preferences)}
                data-size={preferences.word("size")}
                data-face={preferences.word("face")}
                data-width={preferences.word("width")}
                data-spacing={preferences.word("spacing")}
                data-layout={config.layout.as_str()}
                lang={words.lang().to_string()}
                dir={words.lang().direction().as_str()}
                onkeydown={hands.on_key}
                onfocusin={hands.on_focus}
                onpointerdown={hands.on_pointer}
                onwheel={hands.on_wheel}
            >
                <div class="page">{ page }</div>
            </div>
        }
    }
}

/// The colours that the reader chose, else those that the page asks for.
fn theme(config: &Config, preferences: &Preferences) -> &'static str {
    match preferences.word("theme") {
        "auto" => config.theme.as_str(),
        chosen => chosen,
    }
}
