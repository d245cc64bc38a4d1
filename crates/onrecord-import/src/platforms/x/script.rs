//! X's files are JavaScript: `window.YTD.tweets.part0 = [ … ];`. Here they become the JSON inside,
//! with every byte where it was: what stands around the JSON is read as blanks. Knows no records.

use std::io::{Read, Result};

/// How much after a `;` is looked at, to see whether it ends the file.
const LOOK: usize = 4_096;

/// A reader over the JSON of a script.
pub(super) struct Script<R> {
    inner: R,
    /// Whether the first bracket has been met.
    is_inside: bool,
    /// Read ahead, not yet handed out.
    ahead: Vec<u8>,
}

impl<R: Read> Script<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            is_inside: false,
            ahead: Vec::new(),
        }
    }

    fn pull(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.ahead.is_empty() {
            return self.inner.read(buffer);
        }
        let count = self.ahead.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(self.ahead.drain(..count)) {
            *to = from;
        }
        Ok(count)
    }

    /// Whether nothing but white space and `;` comes any more.
    fn ends_here(&mut self) -> Result<bool> {
        let mut part = [0; LOOK];
        while self.ahead.len() < LOOK && self.ahead.iter().all(is_end) {
            let count = match self.inner.read(&mut part) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                result => result?,
            };
            self.ahead.extend(part.iter().take(count));
            if count == 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_end(byte: &u8) -> bool {
    byte.is_ascii_whitespace() || *byte == b';'
}

impl<R: Read> Read for Script<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.pull(buffer)?;
        let Some(read) = buffer.get_mut(..count) else {
            return Ok(count);
        };
        let mut from = 0;
        if !self.is_inside {
            let bracket = read.iter().position(|byte| matches!(byte, b'[' | b'{'));
            from = bracket.unwrap_or(read.len());
            self.is_inside = bracket.is_some();
            read.iter_mut().take(from).for_each(|byte| *byte = b' ');
        }
        let tail = read.iter().rev().take_while(|byte| is_end(byte)).count();
        let tail = tail.min(read.len() - from);
        let rest = read.len() - tail;
        if read.iter().skip(rest).any(|byte| *byte == b';') && self.ends_here()? {
            self.ahead.iter_mut().for_each(|byte| *byte = b' ');
            read.iter_mut().skip(rest).for_each(|byte| *byte = b' ');
        }
        Ok(count)
    }
}

/// The words of a script's first bytes: `tweets` of `window.YTD.tweets.part0 =`, and the number of
/// the part.
pub(super) fn head(first: &[u8]) -> Option<Head> {
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let text: String = first
        .trim_ascii_start()
        .iter()
        .take(160)
        .map_while(|byte| byte.is_ascii().then_some(*byte as char))
        .collect();
    let (name, rest) = text.split_once('=')?;
    if !rest.trim_start().is_empty() && !rest.trim_start().starts_with(['[', '{']) {
        return None;
    }
    let name = name.trim_end();
    if name.starts_with("Grailbird.data.tweets_") {
        return Some(Head {
            word: "tweets".to_owned(),
            part: 0,
        });
    }
    // `user_details` is what says whose archive it is in those until 2018.
    let other = match name {
        "window.__THAR_CONFIG" | "var user_details" => Some(MANIFEST),
        "var payload_details" | "var tweet_index" => Some(INDEX),
        _ => None,
    };
    if let Some(word) = other {
        return Some(Head {
            word: word.to_owned(),
            part: 0,
        });
    }
    let (word, part) = name.strip_prefix("window.YTD.")?.split_once(".part")?;
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if word.is_empty() || !word.bytes().all(is_word) {
        return None;
    }
    Some(Head {
        word: word.to_owned(),
        part: part.parse().ok()?,
    })
}

/// The word of the archive's table of contents.
pub(super) const MANIFEST: &str = "manifest";
/// The word of what only counts an archive's posts, until 2018.
pub(super) const INDEX: &str = "index";

/// What a script says it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Head {
    pub word: String,
    pub part: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            let (Some(first), Some(to)) = (self.0.first(), buffer.first_mut()) else {
                return Ok(0);
            };
            *to = *first;
            self.0 = &self.0[1..];
            Ok(1)
        }
    }

    #[test]
    fn only_what_stands_around_the_json_is_blank() {
        let rows = [
            ("window.YTD.a.part0 = [1];\n", "                     [1]  "),
            ("[\"a;\"]", "[\"a;\"]"),
            ("x=[\";\" ;]; ; ", "  [\";\" ;]    "),
            ("{}; more", "{}; more"),
            ("none", "    "),
        ];
        for (script, expected) in rows {
            let mut whole = String::new();
            Script::new(script.as_bytes())
                .read_to_string(&mut whole)
                .unwrap();
            assert_eq!(whole, expected);
            let mut drip = String::new();
            Script::new(Drip(script.as_bytes()))
                .read_to_string(&mut drip)
                .unwrap();
            assert_eq!(drip, expected);
        }
    }

    #[test]
    fn a_script_says_what_it_holds() {
        let show = |text: &str| head(text.as_bytes()).map(|head| (head.word, head.part));
        assert_eq!(
            show("window.YTD.direct_messages_group.part12 = [ {"),
            Some(("direct_messages_group".to_owned(), 12))
        );
        assert_eq!(
            show("window.YTD.tweet.part0=[]"),
            Some(("tweet".to_owned(), 0))
        );
        assert_eq!(show("window.YTD.tweet.part0 = alert(1)"), None);
        assert_eq!(
            show("var user_details =  {"),
            Some((MANIFEST.to_owned(), 0))
        );
        assert_eq!(show("window.other = ["), None);
        assert_eq!(show("var x = 3"), None);
    }
}
