//! A browser as far as the app needs one to be measured: it keeps the cookie, follows, and says where its
//! requests come from. One connection that stays open, as a browser's does. Knows no screen.

use super::process::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The app as it runs, and a browser that is let in.
pub(super) struct Client {
    child: Child,
    authority: String,
    /// The run's own path.
    base: String,
    cookie: String,
    line: BufReader<TcpStream>,
}

/// What came back, and how long it took from the first byte sent to the last received.
pub(super) struct Answer {
    pub status: u16,
    pub to: Option<String>,
    pub body: String,
    pub took: Duration,
}

fn wrong(what: &str) -> Error {
    Error::other(what.to_owned())
}

impl Client {
    /// Starts the app with a case and comes in by the redirect file; the case stays locked.
    ///
    /// # Errors
    /// It does not start, or does not let us in.
    pub(super) fn start(program: &Path, case: &Path, home: &Path) -> Result<Self, Error> {
        let mut child = Command::new(program)
            .arg("--case")
            .arg(case)
            .args(["open", "--no-browser"])
            .env("HOME", home)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut said = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut said)?;
        }
        let page = fs_err::read_to_string(said.trim())?;
        let found = page.split_once("url=http://").map(|(_, rest)| rest);
        let (to, _) = found
            .and_then(|rest| rest.split_once('"'))
            .ok_or_else(|| wrong("no way in"))?;
        let (authority, path) = to.split_once('/').ok_or_else(|| wrong("no path"))?;
        let (base, open) = path.rsplit_once('/').ok_or_else(|| wrong("no base"))?;
        let mut client = Self {
            line: BufReader::new(TcpStream::connect(authority)?),
            authority: authority.into(),
            base: format!("/{base}"),
            cookie: String::new(),
            child,
        };
        client.line.get_ref().set_nodelay(true)?;
        match client.ask("GET", open, "", "cross-site")?.status {
            200 => Ok(client),
            other => Err(wrong(&format!("{other} at the door"))),
        }
    }

    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Looks at a page.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn get(&mut self, inside: &str) -> Result<Answer, Error> {
        self.ask("GET", inside, "", "same-origin")
    }

    /// Sends a form.
    ///
    /// # Errors
    /// It is not answered.
    pub(super) fn post(&mut self, inside: &str, form: &[(&str, &str)]) -> Result<Answer, Error> {
        let pairs = form.iter().map(|(name, value)| {
            let value = value.bytes().map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
                other => format!("%{other:02X}"),
            });
            format!("{name}={}", value.collect::<String>())
        });
        let body = pairs.collect::<Vec<_>>().join("&");
        self.ask("POST", inside, &body, "same-origin")
    }

    fn ask(&mut self, method: &str, inside: &str, body: &str, site: &str) -> Result<Answer, Error> {
        let Self {
            authority,
            base,
            cookie,
            ..
        } = &*self;
        let mut head = format!(
            "{method} {base}/{inside} HTTP/1.1\r\nHost: {authority}\r\nCookie: {cookie}\r\n\
             Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
        );
        if method == "POST" {
            head.push_str(&format!(
                "Origin: http://{authority}\r\nContent-Length: {}\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\n",
                body.len()
            ));
        }
        head.push_str("\r\n");
        head.push_str(body);
        #[allow(
            clippy::disallowed_methods,
            reason = "a benchmark measures, and is no part of the program"
        )]
        let start = Instant::now();
        self.line.get_mut().write_all(head.as_bytes())?;
        let mut answer = Answer {
            status: 0,
            to: None,
            body: String::new(),
            took: Duration::ZERO,
        };
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.line.read_line(&mut line)? == 0 {
                return Err(wrong("the connection was closed"));
            }
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            match line.split_once(": ") {
                None => {
                    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
                    answer.status = status.unwrap_or_default();
                }
                Some((name, value)) => match name.to_ascii_lowercase().as_str() {
                    "content-length" => length = value.parse().map_err(Error::other)?,
                    "location" => {
                        let to = value.strip_prefix(&self.base).unwrap_or(value);
                        answer.to = Some(to.trim_start_matches('/').into());
                    }
                    "set-cookie" => {
                        self.cookie = value.split(';').next().unwrap_or_default().into();
                    }
                    _ => {}
                },
            }
        }
        let mut bytes = vec![0; length];
        self.line.read_exact(&mut bytes)?;
        answer.took = start.elapsed();
        answer.body = String::from_utf8_lossy(&bytes).into_owned();
        Ok(answer)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
