//! The pages in `examples/`, each on an origin of its own, with the reader and the feed on two others: cards, search, filter,
//! story, back, and nothing for axe-core to say of the reader, with a list and with a story. What works where is told in
//! `docs/hosts.md`, whose table has a line for each page here.

use crate::feeds::{self, HEADLINES};
use crate::page::{Page, keys};
use crate::scenarios::accessibility::{axe, look};
use crate::server::{Origin, Reply, media_type, site};
use serde_json::json;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The addresses that stand in the examples.
const CDN: &str = "https://cdn.example/dateline";
const PAPER: &str = "https://paper.example";

/// Pages as they lie in `examples`.
const PAGES: [&str; 11] = [
    "plain",
    "two-readers",
    "strict-policy",
    "dialog",
    "hidden-tab",
    "scroll-container",
    "right-to-left",
    "frame",
    "base-address",
    "replaced-methods",
    "theme",
];

/// Pages that are bundled first, by `cargo xtask examples`.
const BUNDLED: [&str; 4] = ["react", "vue", "svelte", "angular"];
/// The page that is itself made with Yew, built by the same task.
const YEW: &str = "yew-host";

pub(crate) fn every_host_page_shows_cards_search_filter_story_and_back(page: Page<'_>) {
    for name in PAGES {
        works(page, name, &folder("examples").join(name));
    }
}

pub(crate) fn every_framework_shows_cards_search_filter_story_and_back(page: Page<'_>) {
    for name in BUNDLED {
        let Some(folder) = built(name) else { return };
        works(page, name, &folder);
        let opened = page.run("return document.getElementById('opened').textContent");
        assert_eq!(opened, HEADLINES[2], "{name} hears of what is opened");
    }
}

pub(crate) fn a_page_made_with_yew_draws_a_reader_and_neither_hears_the_other(page: Page<'_>) {
    let Some(folder) = built(YEW) else { return };
    works(page, YEW, &folder);
    let shown = |id: &str| page.run(&format!("return document.getElementById('{id}').textContent"));
    assert_eq!(shown("opened"), HEADLINES[2], "the page hears of what is opened");
    let size = || page.run("return document.getElementById('main').getAttribute('page-size')");
    assert_eq!((shown("presses"), size()), (json!("0"), json!("12")), "nothing pressed in the reader is the page's");
    page.click("#harbour");
    page.until("the page's own button", "return document.getElementById('presses').textContent === '1'");
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
    page.click("#longer");
    page.until("the attribute", "return document.getElementById('main').pageSize === '24'");
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
}

/// The folder of an example that is built first; none, with a sentence why, where it was not.
fn built(name: &str) -> Option<PathBuf> {
    let folder = folder("dist/examples").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("The example {name} is not built, so it is left out; cargo xtask examples does it.");
    None
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Serves the files of an example, with the addresses of this run in place of those in the text.
fn serve(name: &str, folder: &Path) -> (Origin, Origin, Origin) {
    let (host, paper) = (Origin::new(), Origin::new());
    feeds::serve_paper(&paper);
    // Where the reader lies under the version's own name as well.
    let cdn = Origin::of_folder(site().join("embed"));
    for (path, file) in files(folder) {
        let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => text
                .replace(&format!("{CDN}/VERSION"), &cdn.url("/v1"))
                .replace(&format!("{PAPER}/stories.json"), &paper.url("/paper.json"))
                .replace(CDN, &cdn.url(""))
                .replace("https://cdn.example", &cdn.url(""))
                .replace(PAPER, &paper.url(""))
                .into_bytes(),
            Err(binary) => binary.into_bytes(),
        };
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        host.serve(&format!("/{name}/{path}"), Reply::new(media_type(extension), bytes));
    }
    (host, paper, cdn)
}

/// Every file below a folder, with its path seen from there.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("the folder can be read").path()) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name").to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, file)| (format!("{name}/{below}"), file)));
        } else {
            found.push((name, path));
        }
    }
    found
}

/// What every page must do, whatever it is.
#[track_caller]
fn works(page: Page<'_>, name: &str, folder: &Path) {
    println!("{name} …");
    let (host, paper, cdn) = serve(name, folder);
    page.go(&host.url(&format!("/{name}/index.html")));
    if page.run("return document.getElementById('first') !== null") == true {
        page.click("#first");
    }
    if name == "frame" {
        page.enter_frame("iframe");
    }
    can_be_read(page, name);
    drop((paper, cdn));
}

/// Cards, search, filter, story and back.
#[track_caller]
fn can_be_read(page: Page<'_>, name: &str) {
    let reader = page.reader("main");
    let axe = axe();
    let judge = |what: &str| axe.iter().for_each(|axe| look(page, axe, "#main", &format!("{what} in {name}")));
    reader.sees_texts(".card__headline", &HEADLINES);
    judge("list");
    reader.type_into("input[type=search]", "heron");
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
    for _ in 0.."heron".len() {
        page.press(keys::BACKSPACE);
    }
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.click_text(".chip", "ferries");
    reader.sees_texts(".card__headline", &HEADLINES[..2]);
    reader.click_text(".chip", "ferries");
    reader.sees_texts(".card__headline", &HEADLINES);
    // Chromium's driver does not scroll a box inside the page by itself.
    reader.ask("root.querySelectorAll('.card__link')[2].scrollIntoView({ block: 'center' })");
    reader.click_text(".card__link", HEADLINES[2]);
    reader.sees_text(".story__headline", HEADLINES[2]);
    judge("story");
    reader.click("[part~=back]");
    reader.sees_texts(".card__headline", &HEADLINES);
}

/// PHP's own server with the plugin, ended with this value.
struct Php(Child);

impl Drop for Php {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

pub(crate) fn a_wordpress_plugin_shows_its_shortcode(page: Page<'_>) {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|held| held.local_addr()).map_or(0, |address| address.port());
    let (paper, cdn) = (Origin::new(), Origin::of_folder(site().join("embed")));
    let server = Command::new("php")
        .args(["-S", &format!("127.0.0.1:{port}"), "serve.php"])
        .current_dir(folder("examples/wordpress"))
        .env("DATELINE_FEED", feeds::serve_paper(&paper))
        .env("DATELINE_LOADER", cdn.url("/v1/dateline.js"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(server) = server else {
        println!("There is no PHP, so the plugin is left out; apt-get install php-cli brings it.");
        return;
    };
    let _server = Php(server);
    let patience = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(("127.0.0.1", port)).is_err() && Instant::now() < patience {}
    page.go(&format!("http://127.0.0.1:{port}/"));
    can_be_read(page, "wordpress");
    let written = page.run(
        "const block = document.getElementById('block');
         return [document.getElementById('main').getAttributeNames(), block.getAttribute('src'), block.getAttribute('layout'),
             document.querySelectorAll('main script').length]",
    );
    assert_eq!(
        written,
        json!([["src", "id"], "", "\"><script>x()</script>", 0]),
        "what an editor writes stays what it is"
    );
}

/// `docs/hosts.md` has a line for each page that is tried here, and no other.
#[test]
fn the_docs_name_every_host_page() {
    let page = fs::read_to_string(folder("docs/hosts.md")).expect("docs/hosts.md is there");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let named: Vec<&str> = rows.map(|(name, _)| name).collect();
    let tried: Vec<&str> = PAGES.into_iter().chain(BUNDLED).chain([YEW, "wordpress"]).collect();
    assert_eq!(named, tried);
}
