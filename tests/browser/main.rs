//! The built reader in real browsers: Chromium, Firefox and WebKitGTK, over W3C WebDriver.
//!
//! `cargo xtask test` runs everything here; `cargo xtask test --only NAME` runs one scenario. A scenario is written once, in
//! `scenarios/`, as a function that gets a page; the list below makes it a test of each engine.
//! The tests read `DATELINE_SITE`, the folder `cargo xtask dist` wrote (`dist/site` when not set).

#![cfg(not(target_arch = "wasm32"))]

mod lab;
mod page;
mod scenarios;
mod server;
mod webdriver;

/// Makes each scenario a test of each engine, named like `chromium::keys_and_clicks_reach_a_shadow_root`.
macro_rules! scenarios {
    ($($file:ident { $($name:ident)* })*) => {
        scenarios!(@engine chromium Chromium $($($file $name)*)*);
        scenarios!(@engine firefox Firefox $($($file $name)*)*);
        scenarios!(@engine webkit Webkit $($($file $name)*)*);
    };
    (@engine $module:ident $engine:ident $($file:ident $name:ident)*) => {
        mod $module {
            $(
                #[test]
                #[ignore = "needs browsers: cargo xtask test runs it"]
                fn $name() {
                    crate::lab::run(crate::lab::Engine::$engine, stringify!($name), crate::scenarios::$file::$name);
                }
            )*
        }
    };
}

scenarios! {
    machine {
        keys_and_clicks_reach_a_shadow_root
    }
}
