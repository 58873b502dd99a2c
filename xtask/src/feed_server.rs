//! A server of one file, for `serve --feed`.
//!
//! It answers whatever it is asked with the file as it is now, one request a connection. Trunk stands before it and knows
//! the rest of HTTP.

use crate::error::TaskError;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

/// A server that runs until the task ends.
pub(crate) struct FeedServer {
    port: u16,
    name: String,
}

impl FeedServer {
    /// Serves this file on a free port of this machine alone.
    pub(crate) fn start(file: &Path) -> Result<Self, TaskError> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(TaskError::io(file))?;
        let port = listener.local_addr().map_err(TaskError::io(file))?.port();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = file.to_owned();
        std::thread::spawn(move || serve(&listener, &file));
        Ok(Self { port, name })
    }

    /// The address Trunk passes requests on to; its path is the one Trunk answers for.
    pub(crate) fn backend(&self) -> String {
        format!("http://127.0.0.1:{}/feeds/", self.port)
    }

    /// Where a page served by Trunk finds the feed.
    pub(crate) fn path(&self) -> String {
        format!("/feeds/{}", self.name)
    }
}

fn serve(listener: &TcpListener, file: &Path) {
    for connection in listener.incoming().flatten() {
        let file: PathBuf = file.to_owned();
        std::thread::spawn(move || {
            // A browser that reloads hangs up in the middle; what else goes wrong is for whoever waits to see.
            if let Err(error) = answer(&connection, &file) {
                eprintln!("{} was not sent: {error}", file.display());
            }
        });
    }
}

fn answer(mut connection: &TcpStream, file: &Path) -> std::io::Result<()> {
    let mut lines = BufReader::new(connection).lines();
    // All of the request is read first: closing with unread bytes would reset the connection.
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let feed = std::fs::read(file)?;
    write!(
        connection,
        "HTTP/1.1 200 OK\r\nContent-Type: application/feed+json\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        feed.len()
    )?;
    connection.write_all(&feed)
}
