//! A sentence about something that went wrong or is missing, with what to do about it.

use yew::prelude::*;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something failed: it is announced at once.
    Failure,
    /// Something to know.
    Remark,
}

/// One thing that the reader can do about it.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// What the button says.
    pub label: AttrValue,
    /// Called when it is pressed.
    pub on_press: Callback<()>,
}

/// A sentence with its remedies.
pub fn notice(kind: NoticeKind, message: &str, remedies: &[Remedy]) -> Html {
    let (class, role) = match kind {
        NoticeKind::Failure => ("notice notice--failure", Some("alert")),
        NoticeKind::Remark => ("notice", None),
    };
    html! {
        <div {class} part="notice" {role}>
            <p class="notice__message">{ message }</p>
            if !remedies.is_empty() {
                <ul class="notice__remedies">
                    for remedy in remedies {
                        <li key={remedy.label.to_string()}>
                            <button class="notice__remedy" type="button" onclick={remedy.on_press.reform(|_: MouseEvent| ())}>
                                { &remedy.label }
                            </button>
                        </li>
                    }
                </ul>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_html;

    #[test]
    fn a_failure_is_announced_and_can_be_tried_again() {
        let remedies = [Remedy { label: "Try again".into(), on_press: Callback::noop() }];
        check_html("notice-failure", notice(NoticeKind::Failure, "It broke off.", &remedies));
    }
}
