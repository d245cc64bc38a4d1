//! A form with files, as it streams in (RFC 7578, as browsers write it): piece by piece, with a bound
//! on everything that is held. Knows nothing of what the fields mean.

use memchr::memmem;

/// The longest head of a field.
const LONGEST_HEAD: usize = 16 * 1024;
/// The longest boundary that the standard allows.
const LONGEST_BOUNDARY: usize = 70;

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A field begins.
    Begin {
        /// Its name.
        name: String,
        /// The file's name, where it is a file; with its folders, where the browser tells them.
        file: Option<String>,
    },
    /// Bytes of it.
    Bytes(Vec<u8>),
    /// It ended.
    End,
    /// The whole form ended.
    Finished,
}

/// The form is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

enum State {
    /// Before the first boundary.
    Before,
    /// Behind a boundary: the form's end, or a field.
    Between,
    /// In a field's head.
    Head,
    /// In a field's bytes.
    Body,
    /// Behind the last boundary.
    After,
}

/// Takes bytes as they come.
pub struct Parser {
    delimiter: Vec<u8>,
    state: State,
    held: Vec<u8>,
}

/// The boundary that a form's type names.
pub fn boundary(content_type: &str) -> Option<&str> {
    let rest = content_type.strip_prefix("multipart/form-data")?;
    let at = rest.find("boundary=")?;
    let value = rest.get(at + 9..)?;
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split([';', ' ']).next()?,
    };
    let fits = (1..=LONGEST_BOUNDARY).contains(&value.len()) && value.is_ascii();
    fits.then_some(value)
}

impl Parser {
    /// For a form with that boundary.
    pub fn new(boundary: &str) -> Self {
        Self {
            delimiter: format!("\r\n--{boundary}").into_bytes(),
            state: State::Before,
            // The first boundary has no line before it.
            held: b"\r\n".to_vec(),
        }
    }

    /// Takes the next bytes. What is held afterwards is shorter than a boundary or a head.
    ///
    /// # Errors
    /// It is no such form.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Piece>) -> Result<(), Malformed> {
        self.held.extend_from_slice(bytes);
        while self.step(out)? {}
        Ok(())
    }

    /// Whether the form ended.
    pub fn is_finished(&self) -> bool {
        matches!(self.state, State::After)
    }

    /// Goes one step; `false`: more bytes are needed.
    fn step(&mut self, out: &mut Vec<Piece>) -> Result<bool, Malformed> {
        match self.state {
            State::Before | State::Body => {
                let is_body = matches!(self.state, State::Body);
                let found = memmem::find(&self.held, &self.delimiter);
                // A boundary may have begun in the last bytes.
                let spare = self.held.len().saturating_sub(self.delimiter.len() - 1);
                let until = found.unwrap_or(spare);
                if is_body && until > 0 {
                    out.push(Piece::Bytes(self.held[..until].to_vec()));
                }
                self.held.drain(..until);
                if found.is_some() {
                    self.held.drain(..self.delimiter.len());
                    if is_body {
                        out.push(Piece::End);
                    }
                    self.state = State::Between;
                }
                Ok(found.is_some())
            }
            State::Between => {
                let Some(next) = self.held.get(..2) else {
                    return Ok(false);
                };
                match next {
                    b"--" => {
                        out.push(Piece::Finished);
                        self.state = State::After;
                    }
                    b"\r\n" => self.state = State::Head,
                    _ => return Err(Malformed),
                }
                Ok(true)
            }
            State::Head => {
                let Some(end) = memmem::find(&self.held, b"\r\n\r\n") else {
                    return match self.held.len() > LONGEST_HEAD {
                        true => Err(Malformed),
                        false => Ok(false),
                    };
                };
                if end > LONGEST_HEAD {
                    return Err(Malformed);
                }
                let head = String::from_utf8_lossy(&self.held[..end]).into_owned();
                self.held.drain(..end + 4);
                out.push(begin(&head).ok_or(Malformed)?);
                self.state = State::Body;
                Ok(true)
            }
            State::After => {
                self.held.clear();
                Ok(false)
            }
        }
    }
}

/// Name and file's name from a field's head.
fn begin(head: &str) -> Option<Piece> {
    let line = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition")
            .then_some(value)
    })?;
    let mut rest = line.trim().strip_prefix("form-data")?;
    let (mut name, mut file) = (None, None);
    while let Some(at) = rest.find('=') {
        let key = rest[..at].trim_matches([';', ' ']);
        let value = rest[at + 1..].strip_prefix('"')?;
        let end = value.find('"')?;
        let text = unescaped(&value[..end]);
        match key {
            "name" => name = Some(text),
            "filename" => file = Some(text),
            _ => {}
        }
        rest = &value[end + 1..];
    }
    Some(Piece::Begin { name: name?, file })
}

/// Browsers write three characters of a name in another way, and nothing else.
fn unescaped(text: &str) -> String {
    text.replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--x7\r\nContent-Disposition: form-data; name=\"under18\"\r\n\r\nno\r\n--x7\r\n\
        Content-Disposition: form-data; name=\"files\"; filename=\"a/%22b%22.txt\"\r\nContent-Type: text/plain\r\n\r\n\
        one\r\n--x\r\ntwo\r\n--x7\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\n\r\n\r\n--x7--\r\n";

    fn parse(bytes: &[u8], piece: usize) -> Result<Vec<Piece>, Malformed> {
        let mut parser = Parser::new("x7");
        let mut all = Vec::new();
        for bytes in bytes.chunks(piece) {
            parser.feed(bytes, &mut all)?;
            assert!(parser.held.len() <= LONGEST_HEAD + piece);
        }
        // Bytes that follow each other are one.
        let mut out: Vec<Piece> = Vec::new();
        for piece in all {
            match (out.last_mut(), piece) {
                (Some(Piece::Bytes(before)), Piece::Bytes(more)) => before.extend(more),
                (_, piece) => out.push(piece),
            }
        }
        Ok(out)
    }

    #[test]
    fn a_form_is_the_same_in_whatever_pieces_it_comes() {
        let begin = |name: &str, file: Option<&str>| Piece::Begin {
            name: name.into(),
            file: file.map(Into::into),
        };
        let expected = [
            begin("under18", None),
            Piece::Bytes(b"no".to_vec()),
            Piece::End,
            begin("files", Some("a/\"b\".txt")),
            Piece::Bytes(b"one\r\n--x\r\ntwo".to_vec()),
            Piece::End,
            begin("files", Some("")),
            Piece::End,
            Piece::Finished,
        ];
        for piece in 1..FORM.len() {
            assert_eq!(parse(FORM.as_bytes(), piece).unwrap(), expected, "{piece}");
        }
    }

    #[test]
    fn what_is_no_form_is_refused_and_nothing_without_end_is_held() {
        for bad in [
            "--x7 \r\n\r\n",
            "--x7\r\nContent-Type: text/plain\r\n\r\n",
            "--x7\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\n",
            "--x7\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n",
            "--x7\r\nContent-Disposition: form-data; name=a\r\n\r\n",
            "--x7\r\nContent-Disposition: form-data; name=\"a\r\n\r\n",
        ] {
            assert_eq!(parse(bad.as_bytes(), 5), Err(Malformed), "{bad}");
        }
        let endless = [&b"--x7\r\nContent-Disposition: "[..], &[b'a'; 40_000]].concat();
        assert_eq!(parse(&endless, 1_000), Err(Malformed));
        // Noise before the first boundary is passed over without being kept.
        assert!(parse(&[b'a'; 200_000], 4_096).unwrap().is_empty());
    }

    #[test]
    fn the_boundary_is_read_as_browsers_write_it() {
        assert_eq!(
            boundary("multipart/form-data; boundary=----WebKit7"),
            Some("----WebKit7")
        );
        assert_eq!(
            boundary("multipart/form-data; boundary=\"a b\"; charset=x"),
            Some("a b")
        );
        for bad in [
            "application/json",
            "multipart/form-data",
            "multipart/form-data; boundary=",
        ] {
            assert_eq!(boundary(bad), None, "{bad}");
        }
        assert_eq!(
            boundary(&format!("multipart/form-data; boundary={}", "b".repeat(71))),
            None
        );
    }
}
