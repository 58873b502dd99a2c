//! The order of the list, to be changed where it is said: "9 stories, newest first".

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// One order to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Its name in attributes and addresses.
    pub name: &'static str,
    /// What the reader sees.
    pub label: AttrValue,
}

/// What the menu needs.
#[derive(Properties, PartialEq)]
pub struct SortMenuProps {
    /// The orders that there are.
    pub orders: Vec<Order>,
    /// The name of the one that the list stands in.
    pub chosen: &'static str,
    /// What the menu is called.
    pub label: AttrValue,
    /// Called with a name.
    pub on_choose: Callback<AttrValue>,
}

/// A menu of orders.
#[component]
pub fn SortMenu(props: &SortMenuProps) -> Html {
    let SortMenuProps { orders, chosen, label, on_choose } = props;
    let node = use_node_ref();
    {
        // A browser does not look at `selected` again once somebody has chosen.
        let node = node.clone();
        use_effect_with((orders.clone(), *chosen), move |(_, chosen)| {
            if let Some(menu) = node.cast::<HtmlSelectElement>() {
                menu.set_value(chosen);
            }
        });
    }
    let choose = on_choose.reform(|event: Event| {
        let menu: HtmlSelectElement = event.target_unchecked_into();
        AttrValue::from(menu.value())
    });
    html! {
        <select ref={node} class="sort" part="sort" aria-label={label} onchange={choose}>
            for order in orders {
                <option key={order.name} value={order.name} selected={order.name == *chosen}>{ &order.label }</option>
            }
        </select>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_html;

    #[test]
    fn orders_are_a_menu_with_a_name() {
        let order = |name, label: &'static str| Order { name, label: label.into() };
        let orders = vec![order("newest", "newest first"), order("oldest", "oldest first")];
        let on_choose = Callback::noop();
        check_html("sort-menu", html! { <SortMenu {orders} chosen="oldest" label="Order" {on_choose} /> });
    }
}
