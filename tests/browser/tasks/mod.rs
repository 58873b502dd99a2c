//! Tasks that drive a browser and are no tests: `cargo xtask shots` and `cargo xtask bench` run them by name.
//!
//! They live here because what drives browsers lives here, and in tests because only those may use it.

mod bench_archive;
mod bench_embed;
mod bench_formats;
mod bench_leaks;
mod bench_page;
mod bench_use;
mod shots;

use crate::lab::{Engine, run};

#[test]
#[ignore = "a task of its own: cargo xtask shots"]
fn shots() {
    for engine in [Engine::Chromium, Engine::Firefox, Engine::Webkit] {
        run(engine, "shots", |page| shots::take(page, engine));
    }
}

#[test]
#[ignore = "a task of its own: cargo xtask bench archive"]
fn bench_archive() {
    run(Engine::Chromium, "bench_archive", bench_archive::measure);
}

#[test]
#[ignore = "a task of its own: cargo xtask bench embed"]
fn bench_embed() {
    run(Engine::Chromium, "bench_embed", bench_embed::measure);
}

#[test]
#[ignore = "a task of its own: cargo xtask bench formats"]
fn bench_formats() {
    run(Engine::Chromium, "bench_formats", bench_formats::measure);
}

#[test]
#[ignore = "a task of its own: cargo xtask bench use"]
fn bench_use() {
    run(Engine::Chromium, "bench_use", bench_use::measure);
}

#[test]
#[ignore = "a task of its own: cargo xtask bench leaks"]
fn bench_leaks() {
    bench_leaks::head();
    run(Engine::Chromium, "bench_leaks", |page| bench_leaks::measure(page, "Chromium"));
    run(Engine::Firefox, "bench_leaks", |page| bench_leaks::measure(page, "Firefox"));
    run(Engine::Webkit, "bench_leaks", |page| bench_leaks::measure(page, "WebKitGTK"));
}

#[test]
#[ignore = "a task of its own: cargo xtask bench page"]
fn bench_page() {
    run(Engine::Chromium, "bench_page", bench_page::measure);
    run(Engine::ChromiumUnpaced, "bench_page", bench_page::measure_keys);
}
