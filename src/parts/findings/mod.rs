//! What a doctor finds: a line for each finding, with what it was found in below.

use yew::prelude::*;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// "No date: 3".
    pub label: String,
    /// What it was found in, some of it.
    pub examples: Vec<String>,
}

/// A box with findings.
pub fn findings(title: &str, all: &[Finding]) -> Html {
    html! {
        <section class="findings" part="findings">
            <strong>{ title }</strong>
            for finding in all {
                <details class="findings__one" key={finding.label.clone()}>
                    <summary>{ &finding.label }</summary>
                    <ul>
                        for example in &finding.examples {
                            <li dir="auto">{ example }</li>
                        }
                    </ul>
                </details>
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_html;

    #[test]
    fn each_finding_opens_to_what_it_was_found_in() {
        let one = Finding { label: "No date: 2".into(), examples: vec!["Ferries stay".into(), "Crews <b>vote".into()] };
        check_html("findings-one", findings("What this feed lacks", &[one]));
    }
}
