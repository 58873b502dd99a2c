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
#[derive(Clone, Debug, PartialEq)]
pub struct Remedy {
    /// What the button says.
    pub label: AttrValue,
    /// Called when it is pressed.
    pub on_press: Callback<()>,
}

/// What a notice needs.
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// How it is meant.
    pub kind: NoticeKind,
    /// The sentence.
    pub message: AttrValue,
    /// What to do about it.
    #[prop_or_default]
    pub remedies: Vec<Remedy>,
}

/// A sentence with its remedies.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let (class, role) = match props.kind {
        NoticeKind::Failure => ("notice notice--failure", Some("alert")),
        NoticeKind::Remark => ("notice", None),
    };
    html! {
        <div {class} part="notice" {role}>
            <p class="notice__message">{ &props.message }</p>
            if !props.remedies.is_empty() {
                <ul class="notice__remedies">
                    for remedy in &props.remedies {
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
        let remedies = vec![Remedy { label: "Try again".into(), on_press: Callback::noop() }];
        check_html("notice-failure", html! { <Notice kind={NoticeKind::Failure} message="It broke off." {remedies} /> });
    }
}
