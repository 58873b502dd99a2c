//! Where browsers come from: starts each engine's driver, keeps open browsers for the next scenario, and leaves none behind.
//!
//! A new browser costs a second or two, so a scenario that ends well hands its browser back. One that fails takes its
//! browser with it, because nobody knows what state that is in. What a scenario does with a browser is in `page.rs`.

use crate::page::Page;
use crate::webdriver::{Refusal, Session};
use serde_json::{Value, json};
use std::any::Any;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The three engines a page may be shown by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    /// Chromium that paints when something is ready, not at the rhythm of a display: to measure how long that takes.
    ChromiumUnpaced,
    Firefox,
    Webkit,
}

/// An open browser with the driver that steers it. Dropping it ends both.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) engine: Engine,
    pub(crate) session: Session,
    /// Held for what their ends do: the driver, and the display that it draws on.
    _driver: Group,
    _display: Option<Group>,
}

/// How many scenarios of a run may have a second try. More would be a fault of the reader's, not a mood of a browser's.
const SECOND_TRIES: usize = 6;

/// Runs one scenario in a browser of this engine. A failure leaves a picture in `target/browser-failures/`.
///
/// Three engines steered from outside now and then lose a click or a window on a busy machine, once in some thousand scenarios.
/// So a scenario that fails is tried once more in a new browser, and that it was is said where nobody can miss it.
pub(crate) fn run(engine: Engine, name: &str, scenario: impl Fn(Page<'_>)) {
    static TRIED_AGAIN: AtomicUsize = AtomicUsize::new(0);
    let browser = take_idle(engine).unwrap_or_else(|| Browser::start(engine));
    let Err(failure) = attempt(browser, name, &scenario) else { return };
    if TRIED_AGAIN.fetch_add(1, Ordering::Relaxed) >= SECOND_TRIES {
        resume_unwind(failure);
    }
    // Written past the test harness, which shows nothing of what passes.
    let told = format!("\nUNSTEADY {}::{name} failed: {}\nIt is tried again.\n", engine.name(), said(&*failure));
    std::io::stderr().write_all(told.as_bytes()).ok();
    if let Err(failure) = attempt(Browser::start(engine), name, &scenario) {
        resume_unwind(failure);
    }
}

/// One run of a scenario; the browser of one that ends well is kept for the next.
fn attempt(browser: Browser, name: &str, scenario: &impl Fn(Page<'_>)) -> std::thread::Result<()> {
    let outcome = catch_unwind(AssertUnwindSafe(|| scenario(Page::new(&browser))));
    if outcome.is_err() {
        keep_picture(&browser, name);
    } else if is_fit(&browser) {
        idle().push(browser);
    }
    outcome
}

/// Whether the next scenario may have this browser: one behind another window draws no frames, so nothing is ever near.
fn is_fit(browser: &Browser) -> bool {
    let state = || browser.session.run("return document.visibilityState", &[]);
    browser.session.go("about:blank").is_ok() && state().is_ok_and(|state| state == "visible")
}

/// What a panic said.
fn said(failure: &(dyn Any + Send)) -> &str {
    let text = failure.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| failure.downcast_ref::<&str>().copied()).unwrap_or("a panic without words")
}

fn keep_picture(browser: &Browser, name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser-failures");
    let file = folder.join(format!("{}-{name}.png", browser.engine.name()));
    // The failure itself is what matters; a picture that cannot be had must not hide it.
    let Ok(picture) = browser.session.screenshot() else { return };
    if std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, picture)).is_ok() {
        eprintln!("the page when it failed: {}", file.display());
    }
}

/// Browsers nobody uses just now.
fn idle() -> MutexGuard<'static, Vec<Browser>> {
    static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn take_idle(engine: Engine) -> Option<Browser> {
    let mut idle = idle();
    let at = idle.iter().position(|browser| browser.engine == engine)?;
    Some(idle.swap_remove(at))
}

impl Browser {
    /// A new browser; on a second try if need be, as someone may have taken the driver's port just before it did.
    fn start(engine: Engine) -> Self {
        let started = Self::try_start(engine).or_else(|_| Self::try_start(engine));
        started.unwrap_or_else(|refusal| panic!("{} does not start: {refusal} ({refusal:?})", engine.name()))
    }

    /// A driver with a browser. The drivers of Firefox and WebKitGTK hold one session each, so every browser has its own.
    fn try_start(engine: Engine) -> Result<Self, Refusal> {
        let port = free_port();
        let display = (engine == Engine::Webkit).then(display);
        let (name, display) = display.unzip();
        let driver = Group::start(&engine.driver(port, name.as_deref().unwrap_or_default()), Stdio::null());
        let session = open_patiently(port, &engine.capabilities())?;
        Ok(Self { engine, session, _driver: driver, _display: display })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The group is ended next, so a browser that will not close by itself is no worse off.
        self.session.close().ok();
    }
}

/// A driver listens a little after it starts; until then nobody answers.
fn open_patiently(port: u16, capabilities: &Value) -> Result<Session, Refusal> {
    let deadline = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).is_err() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
    Session::open(&format!("http://127.0.0.1:{port}"), capabilities)
}

impl Engine {
    /// The engine as scenarios' names spell it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::ChromiumUnpaced => "chromium-unpaced",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    fn driver(self, port: u16, display: &str) -> Command {
        match self {
            Self::Chromium | Self::ChromiumUnpaced => command("chromedriver", &[&format!("--port={port}")]),
            Self::Firefox => {
                let (port, websocket) = (port.to_string(), free_port().to_string());
                command("geckodriver", &["--log", "fatal", "--port", &port, "--websocket-port", &websocket])
            }
            Self::Webkit => {
                let mut driver = command("WebKitWebDriver", &[&format!("--port={port}")]);
                // The assistive-technology bus is not there under Xvfb, and each start would wait for it.
                driver.env("DISPLAY", display).env("NO_AT_BRIDGE", "1").env("GTK_A11Y", "none");
                driver
            }
        }
    }

    fn capabilities(self) -> Value {
        match self {
            Self::Chromium => chromium(&[]),
            Self::ChromiumUnpaced => chromium(&["--disable-frame-rate-limit", "--disable-gpu-vsync"]),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "args": ["-headless", "--width=1280", "--height=900"],
                    "prefs": { "intl.accept_languages": "en-GB", "network.proxy.type": 0 },
                },
            }),
            Self::Webkit => json!({ "browserName": "MiniBrowser" }),
        }
    }
}

fn chromium(more: &[&str]) -> Value {
    let usual = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        // A page that is thought to be behind others draws no frames, and its timers wait for a second.
        "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding",
        "--disable-background-timer-throttling",
        "--hide-scrollbars",
        "--no-proxy-server",
        "--lang=en-GB",
        "--window-size=1280,900",
    ];
    let arguments: Vec<&str> = usual.iter().chain(more).copied().collect();
    json!({ "browserName": "chrome", "goog:chromeOptions": { "args": arguments } })
}

fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// A port nobody listens on now.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|held| held.local_addr()).map_or(0, |address| address.port())
}

/// A display for WebKitGTK's MiniBrowser, which has no headless mode, and its name. Each browser has its own: of two windows on one
/// display only the one in front has the focus, so the other knows no `:focus` and may not get keys.
fn display() -> (String, Group) {
    let program = command("Xvfb", &["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1400x1000x24"]);
    let mut screen = Group::start(&program, Stdio::piped());
    (format!(":{}", screen.first_line()), screen)
}

/// A program with everything it starts, ended together.
///
/// The shell between us and the program waits for its standard input to close, and then ends the whole process group. The
/// pipe closes when this value is dropped, and also when the tests are killed, which no destructor of ours would notice.
#[derive(Debug)]
struct Group(Child);

impl Group {
    /// Browsers that are ended leave their profiles behind, so all of a group shares a folder that goes with it.
    const SUPERVISOR: &'static str = r#"
        export TMPDIR="$(mktemp -d)"
        "$@" </dev/null &
        trap "" TERM
        cat >/dev/null
        kill -TERM 0
        sleep 0.5
        rm -rf "$TMPDIR"
        kill -KILL 0"#;

    fn start(program: &Command, output: Stdio) -> Self {
        let name = program.get_program();
        let mut shell = command("sh", &["-c", Self::SUPERVISOR, "sh"]);
        shell.arg(name).args(program.get_args());
        shell.envs(program.get_envs().filter_map(|(key, value)| Some((key, value?))));
        // Firefox refuses to run in a home that is somebody else's, as homes in containers are; and no browser of ours has
        // any business in the real one, or with a proxy that leads out of this machine.
        shell.env("HOME", env!("CARGO_TARGET_TMPDIR")).env("no_proxy", "127.0.0.1");
        shell.stdin(Stdio::piped()).stdout(output).stderr(Stdio::null()).process_group(0);
        let group = shell.spawn().unwrap_or_else(|error| panic!("cannot start {}: {error}", name.display()));
        Self(group)
    }

    fn first_line(&mut self) -> String {
        let mut line = String::new();
        let output = self.0.stdout.take().expect("its output is piped");
        BufReader::new(output).read_line(&mut line).expect("a program's output is text");
        line.trim().to_owned()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Closing the pipe is the sign; waiting keeps the process table clean.
        drop(self.0.stdin.take());
        self.0.wait().ok();
    }
}
