//! The servers that `docs/archive.md` has settings for, with just these settings: each is started on an archive, and a search
//! is answered from what it serves. One that is not installed is passed over.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dateline_archive::{Depth, Fetch, Given, Left, Question, ReadRecord, Reader, Record, Step};
use dateline_search::{Request, parse_query};
use dateline_story::{Slug, Story};

/// How long a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(20);

/// Records that nobody asks for.
struct Unread;

impl ReadRecord for Unread {
    fn slug(&self, _: &[u8]) -> Option<Slug> {
        None
    }

    fn story(&self, _: &Record) -> Option<Story> {
        None
    }
}

/// A server that is stopped when the test ends.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended by itself is gone as well.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What a server answers.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Server {
    /// Starts a server, unless it is not installed.
    fn start(program: &str, arguments: &[&str], port: u16) -> Option<Self> {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match command.spawn() {
            Ok(child) => {
                let server = Self { child, port };
                let started = Instant::now();
                while TcpStream::connect(("127.0.0.1", port)).is_err() {
                    assert!(started.elapsed() < PATIENCE, "{program} does not answer");
                    std::thread::sleep(Duration::from_millis(20));
                }
                Some(server)
            }
            Err(error) => {
                println!("Passed over: {program} cannot be started here ({error}).");
                None
            }
        }
    }

    fn get(&self, path: &str, range: Option<(u32, u32)>) -> Answer {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let range = range.map(|(start, len)| format!("Range: bytes={start}-{}\r\n", start + len - 1));
        write!(
            connection,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: https://paper.example\r\nAccept-Encoding: identity\r\n\
             Connection: close\r\n{}\r\n",
            self.port,
            range.unwrap_or_default()
        )
        .expect("it listens");
        let mut reader = BufReader::new(connection);
        let mut line = String::new();
        reader.read_line(&mut line).expect("it answers");
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let mut headers = BTreeMap::new();
        loop {
            line.clear();
            reader.read_line(&mut line).expect("it answers");
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
        let mut body = Vec::new();
        reader.read_to_end(&mut body).expect("it answers");
        Answer { status, headers, body }
    }

    /// Answers a question from what is served.
    fn ask(&self, typed: &str) -> u32 {
        let manifest = self.get("/archive/dateline.json", None).body;
        let mut reader = Reader::open(&manifest, Box::new(Unread)).expect("a manifest");
        let request = Request { query: parse_query(typed), limit: 10, ..Request::default() };
        let question = Question { request, depth: Depth::Exact, counts: true };
        loop {
            match reader.ask(&question) {
                Step::Done(answer) => {
                    assert!(answer.is_exact && answer.problems.is_empty(), "{:?}", answer.problems);
                    return answer.results.total;
                }
                Step::Unpack => while reader.unpack(1_000) == Left::Needed {},
                Step::Fetch(fetches) => fetches.iter().for_each(|fetch| self.give(&mut reader, fetch)),
            }
        }
    }

    fn give(&self, reader: &mut Reader, fetch: &Fetch) {
        let answer = self.get(&format!("/archive/{}", fetch.path), fetch.range);
        let given = match answer.status {
            206 => Given::Part(answer.body),
            200 => Given::Whole(answer.body),
            status => panic!("{}: {status}", fetch.path),
        };
        reader.give(fetch, &given).expect("it is what was packed");
    }
}

/// An archive of 400 stories, packed by the command.
fn archive(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).expect("a folder");
    let feed = folder.join("feed.jsonl");
    let items =
        (0..400).map(|number| format!("{{\"id\":\"s{number}\",\"title\":\"Ferry {number} leaves the harbour\"}}\n"));
    std::fs::write(&feed, items.collect::<String>()).expect("it can be written");
    let mut pack = Command::new(env!("CARGO_BIN_EXE_dateline"));
    pack.arg("pack").arg(&feed).arg("--quiet").arg("--out").arg(folder.join("archive"));
    assert!(pack.status().expect("the command starts").success());
    folder
}

/// The settings of the documentation, for an archive in this folder.
fn settings(language: &str, folder: &Path) -> String {
    let page = std::fs::read_to_string("../../docs/archive.md").expect("the page is there");
    let start = format!("```{language}\n");
    let block = page.split_once(&start).and_then(|(_, rest)| rest.split_once("```")).expect("settings").0;
    block.replace("/srv/archive", folder.join("archive").to_str().expect("a plain path"))
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("a port").port()
}

/// What a reader on another page needs of a server.
fn check(server: &Server, folder: &Path) {
    let archive = folder.join("archive");
    let manifest = server.get("/archive/dateline.json", None);
    assert_eq!(200, manifest.status, "{manifest:?}");
    assert_eq!(Some("no-cache"), manifest.headers.get("cache-control").map(String::as_str), "{manifest:?}");
    assert_eq!(Some("*"), manifest.headers.get("access-control-allow-origin").map(String::as_str), "{manifest:?}");
    let mut files = 0;
    for name in dateline_archive::FOLDERS.map(|name| archive.join(name)).iter().filter(|path| path.is_dir()) {
        for entry in std::fs::read_dir(name).expect("a folder") {
            let path = entry.expect("an entry").path();
            let expected = std::fs::read(&path).expect("a file");
            let address = format!("/archive/{}", path.strip_prefix(&archive).expect("it is in it").display());
            let whole = server.get(&address, None);
            assert!(whole.status == 200 && whole.body == expected, "{address}");
            assert!(whole.headers["cache-control"].contains("immutable"), "{whole:?}");
            assert_eq!("*", whole.headers["access-control-allow-origin"]);
            let part = server.get(&address, Some((1, 4)));
            assert!(part.status == 206 && part.body == expected[1..5], "{address}: {part:?}");
            assert_eq!("*", part.headers["access-control-allow-origin"]);
            files += 1;
        }
    }
    assert!(files > 5, "{files}");
    assert_eq!(404, server.get("/archive/words/0000000000000000.bin", None).status);
    assert_eq!((400, 1), (server.ask("ferry "), server.ask("\"ferry 77 leaves\"")));
}

#[test]
fn nginx_serves_an_archive() {
    let (folder, port) = (archive("nginx"), free_port());
    let within = |name: &str| folder.join(name).display().to_string();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {};\n", within(name)))
        .concat();
    let whole = format!(
        "daemon off;\nmaster_process off;\npid {};\nerror_log {};\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}server {{\n\
         listen 127.0.0.1:{port};\n{}}}\n}}\n",
        within("pid"),
        within("errors"),
        settings("nginx", &folder)
    );
    std::fs::write(folder.join("nginx.conf"), whole).expect("it can be written");
    let (file, prefix) = (within("nginx.conf"), folder.display().to_string());
    let found =
        ["nginx", "/usr/sbin/nginx"].into_iter().find(|program| Command::new(program).arg("-v").output().is_ok());
    let program = found.unwrap_or("nginx");
    if let Some(server) = Server::start(program, &["-c", &file, "-p", &prefix, "-e", &within("errors")], port) {
        check(&server, &folder);
    }
}

#[test]
fn caddy_serves_an_archive() {
    let (folder, port) = (archive("caddy"), free_port());
    let whole = format!("{{\nadmin off\n}}\nhttp://127.0.0.1:{port} {{\n{}}}\n", settings("caddyfile", &folder));
    let file = folder.join("Caddyfile").display().to_string();
    std::fs::write(&file, whole).expect("it can be written");
    if let Some(server) = Server::start("caddy", &["run", "--adapter", "caddyfile", "--config", &file], port) {
        check(&server, &folder);
    }
}
