//! How fast a feed is read, beside `serde_json` parsing the same bytes into its `Value`.
//!
//! `cargo run --release -p dateline-formats --example throughput -- FEED.json...`
//!
//! The ratio is what to look at: it says how much slower reading stories is than only parsing JSON, and it hangs little
//! on the machine. `dateline convert` makes feeds of corpora: Reuters-21578 (for research use), for instance.

use std::hint::black_box;
use std::time::{Duration, Instant};

use dateline_formats::{FeedReader, blocks_of_html, read_feed};
use dateline_story::WebUrl;

/// Runs of which the fastest counts.
const RUNS: usize = 5;

fn main() {
    let base = WebUrl::parse("https://paper.example/feed.json").expect("a fixed address");
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let stories = read_feed(&bytes, &base).stories.len();
        let megabytes = bytes.len() as f64 / 1e6;
        println!("{path}: {stories} stories, {megabytes:.1} MB");

        let parse = fastest(|| drop(black_box(serde_json::from_slice::<serde_json::Value>(&bytes))));
        let scan = fastest(|| {
            let mut reader = FeedReader::new(base.clone());
            bytes.chunks(1 << 16).for_each(|chunk| reader.push(chunk));
            black_box(reader.items_seen());
        });
        let read = fastest(|| drop(black_box(read_feed(&bytes, &base))));
        print("serde_json::Value", megabytes, parse, parse);
        print("scanning alone", megabytes, scan, parse);
        print("reading stories", megabytes, read, parse);

        let bodies = bodies(&bytes);
        let megabytes = bodies.iter().map(String::len).sum::<usize>() as f64 / 1e6;
        // A body or two say nothing about speed.
        if megabytes > 0.01 {
            let html = fastest(|| bodies.iter().for_each(|body| drop(black_box(blocks_of_html(body, &base)))));
            println!("    {:<20} {:>8.1} MB/s of {megabytes:.2} MB", "HTML to blocks", megabytes / html.as_secs_f64());
        }
    }
}

fn fastest(mut run: impl FnMut()) -> Duration {
    let times = (0..RUNS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn print(name: &str, megabytes: f64, time: Duration, parse: Duration) {
    let ratio = time.as_secs_f64() / parse.as_secs_f64();
    println!("    {name:<20} {:>8.1} MB/s, {ratio:.2} times the time of serde_json", megabytes / time.as_secs_f64());
}

/// The HTML bodies in a JSON Feed.
fn bodies(bytes: &[u8]) -> Vec<String> {
    let feed: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
    let items = feed["items"].as_array().into_iter().flatten();
    items.filter_map(|item| item["content_html"].as_str().map(str::to_owned)).collect()
}
