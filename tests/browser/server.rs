//! Web servers for one scenario: each listens on a port of its own, so each is an origin of its own.
//!
//! They misbehave on request: pause, trickle, break off, refuse other origins. They are blocking and hand-made, because a web
//! server library does all it can to prevent exactly that. What they serve is text the scenario gives, or the built site.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A server on a port of its own. It listens until the tests end; a thread asleep costs less than code that ends it.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    port: u16,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug, Default)]
struct Shared {
    replies: BTreeMap<String, Reply>,
    /// Where files without a reply of their own come from.
    folder: Option<PathBuf>,
    asked: Vec<String>,
    /// How often a page had what it asked for, as its `ETag` told.
    spared: usize,
    is_down: bool,
}

/// What a server answers to one path.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    status: u16,
    body: Arc<Vec<u8>>,
    headers: Vec<(String, String)>,
    bits_per_second: Option<u64>,
    holds: Option<(Hold, Gate)>,
    cut_at: Option<usize>,
    has_parts: bool,
}

/// Where a reply waits for its gate.
#[derive(Debug, Clone, Copy)]
enum Hold {
    BeforeHeaders,
    AtByte(usize),
}

/// Holds a reply back until the scenario opens it, so that what is seen before does not depend on time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    pub(crate) fn open(&self) {
        *locked(&self.0.0) = true;
        self.0.1.notify_all();
    }

    fn wait(&self) {
        // No scenario lasts that long; one that failed must not leave threads behind for ever.
        let longest = Duration::from_secs(60);
        let closed = self.0.1.wait_timeout_while(locked(&self.0.0), longest, |open| !*open);
        drop(closed);
    }
}

impl Reply {
    pub(crate) fn new(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![
            ("Content-Type".to_owned(), media_type.to_owned()),
            ("Access-Control-Allow-Origin".to_owned(), "*".to_owned()),
        ];
        let body = Arc::new(body.into());
        Self { status: 200, body, headers, bits_per_second: None, holds: None, cut_at: None, has_parts: false }
    }

    pub(crate) fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::new("text/html; charset=utf-8", body)
    }

    pub(crate) fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::new("application/feed+json", body)
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// It says that it is something else.
    pub(crate) fn media_type(mut self, media_type: &str) -> Self {
        self.headers.retain(|(name, _)| name != "Content-Type");
        self.header("Content-Type", media_type)
    }

    /// Something was added on the way.
    pub(crate) fn with_more(mut self, more: &str) -> Self {
        self.body = Arc::new([&self.body, more.as_bytes()].concat());
        self
    }

    /// A byte in the middle became another on the way.
    pub(crate) fn damaged(mut self) -> Self {
        let mut body = self.body.to_vec();
        let middle = body.len() / 2;
        body.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 1);
        self.body = Arc::new(body);
        self
    }

    /// Who asks for a part of it gets that (RFC 9110, section 14), as from any web server.
    pub(crate) fn in_parts(mut self) -> Self {
        self.has_parts = true;
        self
    }

    /// The part that a request asks for, if it does.
    fn part(&self, request: &[String]) -> Option<Self> {
        let range = request.iter().filter_map(|line| line.split_once(": "));
        let range = range.filter(|(name, _)| name.eq_ignore_ascii_case("range")).map(|(_, range)| range).next()?;
        let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
        let (first, last) = (first.parse::<usize>().ok()?, last.parse::<usize>().ok()?);
        let all = self.body.len();
        let body = self.body.get(first..(last + 1).min(all)).filter(|_| self.has_parts && self.status == 200)?;
        let said = format!("bytes {first}-{}/{all}", first + body.len() - 1);
        let part = Self { status: 206, body: Arc::new(body.to_vec()), ..self.clone() };
        Some(part.header("Content-Range", &said))
    }

    /// Only pages of the same origin may read it.
    pub(crate) fn same_origin_only(mut self) -> Self {
        self.headers.retain(|(name, _)| name != "Access-Control-Allow-Origin");
        self
    }

    /// Not even the headers come before the gate opens.
    pub(crate) fn slow_to_start(mut self, gate: &Gate) -> Self {
        self.holds = Some((Hold::BeforeHeaders, gate.clone()));
        self
    }

    /// The first `bytes` come at once, the rest when the gate opens.
    pub(crate) fn slow_after(mut self, bytes: usize, gate: &Gate) -> Self {
        self.holds = Some((Hold::AtByte(bytes), gate.clone()));
        self
    }

    /// The connection breaks after this many bytes, though more were promised.
    pub(crate) fn cut_at(mut self, bytes: usize) -> Self {
        self.cut_at = Some(bytes);
        self
    }

    /// Comes no faster than this many bits in a second.
    pub(crate) fn paced(mut self, bits_per_second: u64) -> Self {
        self.bits_per_second = Some(bits_per_second);
        self
    }

    /// What is said to who has it already.
    fn not_modified(&self) -> Self {
        Self { status: 304, body: Arc::default(), ..self.clone() }
    }

    /// Whether one of these lines of a request names the version that this is.
    fn is_had(&self, request: &[String]) -> bool {
        let version = self.headers.iter().find(|(name, _)| name == "ETag").map(|(_, version)| version);
        let pairs = request.iter().filter_map(|line| line.split_once(": "));
        let mut named =
            pairs.filter(|(name, _)| name.eq_ignore_ascii_case("if-none-match")).map(|(_, version)| version);
        named.any(|named| version.is_some_and(|version| version == named))
    }

    fn send(&self, mut to: TcpStream) -> std::io::Result<()> {
        if let Some((Hold::BeforeHeaders, gate)) = &self.holds {
            gate.wait();
        }
        write!(to, "HTTP/1.1 {} \r\nConnection: close\r\n", self.status)?;
        for (name, value) in &self.headers {
            write!(to, "{name}: {value}\r\n")?;
        }
        match self.cut_at {
            None => write!(to, "Content-Length: {}\r\n\r\n", self.body.len())?,
            // WebKitGTK takes a body shorter than its length for a whole one, but not a chunk shorter than its length.
            Some(_) => write!(to, "Transfer-Encoding: chunked\r\n\r\n{:x}\r\n", self.body.len())?,
        }
        let end = self.cut_at.unwrap_or(self.body.len()).min(self.body.len());
        let Some((Hold::AtByte(at), gate)) = &self.holds else { return self.send_bytes(0, end, &mut to) };
        let at = (*at).min(end);
        self.send_bytes(0, at, &mut to)?;
        gate.wait();
        self.send_bytes(at, end, &mut to)
    }

    fn send_bytes(&self, from: usize, end: usize, to: &mut TcpStream) -> std::io::Result<()> {
        let Some(bits_per_second) = self.bits_per_second else { return to.write_all(&self.body[from..end]) };
        // Fifty pieces a second are smooth for anything a person could notice.
        let piece = usize::try_from(bits_per_second / 8 / 50).unwrap_or(usize::MAX).max(1);
        let start = Instant::now();
        for (count, bytes) in (1..).zip(self.body[from..end].chunks(piece)) {
            to.write_all(bytes)?;
            let due = start + Duration::from_millis(20) * count;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
        }
        Ok(())
    }
}

impl Origin {
    /// A server that knows no path yet.
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("the machine has a free port");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let origin = Self { port, shared: Arc::default() };
        let shared = Arc::clone(&origin.shared);
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                // A browser that hangs up early is no failure of the scenario.
                std::thread::spawn(move || answer(connection, &shared).ok());
            }
        });
        origin
    }

    /// A server of the built site, as a publisher's own or a content network's would be.
    pub(crate) fn of_site() -> Self {
        Self::of_folder(site())
    }

    /// A server of the files in a folder.
    pub(crate) fn of_folder(folder: PathBuf) -> Self {
        let origin = Self::new();
        locked(&origin.shared).folder = Some(folder);
        origin
    }

    /// Answers `path` (with its leading slash, without `?` and what follows) with this from now on.
    pub(crate) fn serve(&self, path: &str, reply: Reply) -> String {
        locked(&self.shared).replies.insert(path.to_owned(), reply);
        self.url(path)
    }

    /// From now on nobody answers.
    pub(crate) fn go_down(&self) {
        locked(&self.shared).is_down = true;
    }

    /// `http://127.0.0.1:PORT` and the path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// How many requests were answered by the word that nothing has changed.
    pub(crate) fn spared(&self) -> usize {
        locked(&self.shared).spared
    }

    /// The paths asked for so far, in order, with what follows `?`.
    pub(crate) fn asked(&self) -> Vec<String> {
        locked(&self.shared).asked.clone()
    }
}

/// The folder of the built site.
pub(crate) fn site() -> PathBuf {
    let named = std::env::var_os("DATELINE_SITE").map_or_else(|| PathBuf::from("dist/site"), PathBuf::from);
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(named)
}

/// The one hashed file of the reader with this extension.
pub(crate) fn payload(extension: &str) -> String {
    named("dateline", extension)
}

/// The file with the rest of the reader's program.
pub(crate) fn rest() -> String {
    named("dateline-later", "wasm")
}

/// The file with what reads archives.
pub(crate) fn archives_part() -> String {
    named("dateline-archive", "wasm")
}

/// The file with what the other parts of the program share.
pub(crate) fn shared_part() -> String {
    named("dateline-shared", "wasm")
}

fn named(begin: &str, extension: &str) -> String {
    let names = std::fs::read_dir(site().join("embed/v1")).expect("the site is built").flatten();
    let mut names = names.filter_map(|entry| entry.file_name().into_string().ok());
    // Between them stands a hash of sixteen digits.
    let length = begin.len() + 18 + extension.len();
    let hashed = |name: &String| name.len() == length && name.starts_with(begin) && name.ends_with(extension);
    names.find(hashed).expect("the loader loads hashed files")
}

fn answer(connection: TcpStream, shared: &Mutex<Shared>) -> std::io::Result<()> {
    if locked(shared).is_down {
        return Ok(());
    }
    let mut lines = BufReader::new(connection.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // All headers are read before the answer: closing with unread bytes would reset the connection.
    let headers: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let target = request.split(' ').nth(1).unwrap_or("/").to_owned();
    let reply = locked(shared).reply_to(&target, &headers);
    reply.send(connection)
}

impl Shared {
    fn reply_to(&mut self, target: &str, headers: &[String]) -> Reply {
        self.asked.push(target.to_owned());
        let path = target.split(['?', '#']).next().unwrap_or(target);
        if let Some(reply) = self.replies.get(path) {
            let is_had = reply.is_had(headers);
            self.spared += usize::from(is_had);
            return match reply.part(headers) {
                _ if is_had => reply.not_modified(),
                Some(part) => part,
                None => reply.clone(),
            };
        }
        let file = self.file(path).map(|file| file.part(headers).unwrap_or(file));
        file.unwrap_or_else(|| Reply::new("text/plain", format!("nothing at {path}")).status(404))
    }

    fn file(&self, path: &str) -> Option<Reply> {
        let relative = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        // Our own browser asks; still, a path that climbs is never right.
        let file = self.folder.as_ref().filter(|_| !relative.contains(".."))?.join(relative.trim_start_matches('/'));
        let bytes = std::fs::read(&file).ok()?;
        Some(Reply::new(media_type(file.extension()?.to_str()?), bytes).in_parts())
    }
}

/// What a file with this extension is served as.
pub(crate) fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A scenario that failed while holding it left plain data behind, which is still right.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
