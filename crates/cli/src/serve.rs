//! `dateline serve`: an archive on this machine, for a look. Any web server does it as well; see `docs/archive.md`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use dateline_archive::MANIFEST;

use crate::input::CommandError;

/// How to serve.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeOptions {
    /// The port to serve on, on this machine alone; 0 takes any that is free.
    #[arg(long, default_value_t = 8081)]
    port: u16,
}

/// A client that says nothing for so long is let go.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of a request's head at most.
const LONGEST_HEAD: u64 = 16_384;

/// Serves until it is stopped.
pub(crate) fn serve(folder: &Path, options: &ServeOptions) -> Result<ExitCode, CommandError> {
    let manifest = folder.join(MANIFEST);
    File::open(&manifest).map_err(|source| CommandError::Read { path: manifest, source })?;
    let refused = |source| CommandError::Serve { port: options.port, source };
    let listener = TcpListener::bind(("127.0.0.1", options.port)).map_err(refused)?;
    let port = listener.local_addr().map_err(refused)?.port();
    println!("http://127.0.0.1:{port}/{MANIFEST}");
    for connection in listener.incoming().flatten() {
        let folder = folder.to_owned();
        std::thread::spawn(move || {
            // A browser that no longer wants an answer hangs up, and that is no failure.
            answer_all(&connection, &folder).ok();
        });
    }
    Ok(ExitCode::SUCCESS)
}

/// Answers requests of one connection until it is closed.
fn answer_all(connection: &TcpStream, folder: &Path) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(connection);
    while let Some(request) = Request::read(&mut reader)? {
        answer(connection, folder, &request)?;
    }
    Ok(())
}

/// What a client asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Request {
    method: String,
    path: String,
    range: Option<(u64, u64)>,
}

impl Request {
    /// The next request; none if the client is done.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut head = reader.by_ref().take(LONGEST_HEAD);
        let mut line = String::new();
        head.read_line(&mut line)?;
        let mut words = line.split_ascii_whitespace();
        let (Some(method), Some(path)) = (words.next(), words.next()) else { return Ok(None) };
        let mut request = Self { method: method.to_owned(), path: path.to_owned(), range: None };
        loop {
            line.clear();
            if head.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let Some((name, value)) = line.trim_end().split_once(':') else { return Ok(Some(request)) };
            if name.eq_ignore_ascii_case("range") {
                request.range = range(value.trim());
            }
        }
    }
}

/// First and last byte of `bytes=5-9`; other ranges are no use here, and the whole file is a right answer to them.
fn range(value: &str) -> Option<(u64, u64)> {
    let (first, last) = value.strip_prefix("bytes=")?.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some((first, last))
}

fn answer(mut connection: &TcpStream, folder: &Path, request: &Request) -> io::Result<()> {
    const COMMON: &str = "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: range\r\n";
    if request.method == "OPTIONS" {
        return write!(connection, "HTTP/1.1 204 No Content\r\n{COMMON}\r\n");
    }
    let file = inside(folder, &request.path).and_then(|path| File::open(path).ok());
    let (Some(mut file), true) = (file, matches!(request.method.as_str(), "GET" | "HEAD")) else {
        return write!(connection, "HTTP/1.1 404 Not Found\r\n{COMMON}Content-Length: 0\r\n\r\n");
    };
    let all = file.metadata()?.len();
    let part = request.range.filter(|&(first, _)| first < all).map(|(first, last)| (first, last.min(all - 1)));
    let (first, len) = part.map_or((0, all), |(first, last)| (first, last - first + 1));
    let is_manifest = request.path.ends_with(".json");
    let (kind, cache) = if is_manifest {
        ("application/json", "no-cache")
    } else {
        ("application/octet-stream", "public, max-age=31536000, immutable")
    };
    let status = match part {
        Some((first, last)) => format!("206 Partial Content\r\nContent-Range: bytes {first}-{last}/{all}"),
        None => "200 OK".to_owned(),
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\n{COMMON}Content-Type: {kind}\r\nContent-Length: {len}\r\nCache-Control: {cache}\r\n\
         Accept-Ranges: bytes\r\n\r\n"
    )?;
    if request.method == "GET" {
        file.seek(SeekFrom::Start(first))?;
        io::copy(&mut file.take(len), &mut connection)?;
    }
    Ok(())
}

/// The file that a path of the archive names; none for any other path.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = path.split(['?', '#']).next()?.strip_prefix('/')?;
    let is_plain = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
    };
    path.split('/').all(is_plain).then(|| folder.join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_archive_are_served() {
        let inside = |path| inside(Path::new("a"), path).map(|path| path.display().to_string());
        assert_eq!(Some("a/dateline.json".to_owned()), inside("/dateline.json?v=1"));
        assert_eq!(Some("a/words/0a.bin".to_owned()), inside("/words/0a.bin"));
        for path in ["/../x", "/words/../../x", "/.git/config", "//etc/passwd", "/a/%2e%2e/b", "x", "/a\\b", "/"] {
            assert_eq!(None, inside(path), "{path}");
        }
    }

    #[test]
    fn requests_are_read_one_after_the_other() {
        let mut bytes = "GET /a HTTP/1.1\r\nHost: b\r\nRange: bytes=5-9\r\n\r\nHEAD /c HTTP/1.1\r\n\r\n".as_bytes();
        let request = |method: &str, path: &str, range| Request { method: method.into(), path: path.into(), range };
        assert_eq!(Some(request("GET", "/a", Some((5, 9)))), Request::read(&mut bytes).expect("read"));
        assert_eq!(Some(request("HEAD", "/c", None)), Request::read(&mut bytes).expect("read"));
        assert_eq!(None, Request::read(&mut bytes).expect("read"));
        assert_eq!([None; 4], ["bytes=9-5", "bytes=-5", "bytes=5-", "items=1-2"].map(range));
    }
}
