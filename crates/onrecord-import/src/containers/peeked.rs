//! Remembers how files begin. Every importer looks at the first bytes of the same files; reading
//! them from a sealed or compressed container each time would cost more than all the looking.

use crate::export::{Entry, Export, ExportError, Problem, ReadSeek};
use onrecord_model::Digest;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes kept of a file: what most importers look at.
const HEAD: usize = 8 << 10;
/// Files remembered: 32 MiB at most.
const MAX_FILES: usize = 4_096;

/// An export whose files' first bytes are read once.
pub struct PeekedExport<'e> {
    inner: &'e dyn Export,
    heads: Mutex<BTreeMap<Arc<str>, Head>>,
}

#[derive(Clone)]
struct Head {
    bytes: Arc<[u8]>,
    is_all: bool,
}

impl<'e> PeekedExport<'e> {
    /// Remembers nothing yet.
    pub fn new(inner: &'e dyn Export) -> Self {
        Self {
            inner,
            heads: Mutex::default(),
        }
    }

    fn head(&self, path: &str) -> Result<Head, ExportError> {
        let lock = || self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(head) = lock().get(path) {
            return Ok(head.clone());
        }
        let mut bytes = Vec::with_capacity(HEAD);
        let mut reader = self.inner.open(path)?.take(HEAD as u64);
        // Damage further on, or at once, shows when it is read in earnest.
        let is_all = reader.read_to_end(&mut bytes).is_ok() && bytes.len() < HEAD;
        let head = Head {
            bytes: bytes.into(),
            is_all,
        };
        let mut heads = lock();
        if heads.len() >= MAX_FILES {
            heads.clear();
        }
        heads.insert(path.into(), head.clone());
        Ok(head)
    }
}

impl Export for PeekedExport<'_> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn entries(&self) -> &[Entry] {
        self.inner.entries()
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        let head = self.head(path)?;
        Ok(Box::new(HeadThenRest {
            export: self.inner,
            path: path.into(),
            head,
            at: 0,
            rest: None,
        }))
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        self.inner.open_seekable(path)
    }

    fn problems(&self) -> &[Problem] {
        self.inner.problems()
    }

    fn origin<'p>(&self, path: &'p str) -> Cow<'p, str> {
        self.inner.origin(path)
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        self.inner.digest(path)
    }
}

/// Gives the remembered bytes, and opens the file only for what comes after them.
struct HeadThenRest<'a> {
    export: &'a dyn Export,
    path: Box<str>,
    head: Head,
    at: usize,
    rest: Option<Box<dyn Read + 'a>>,
}

impl Read for HeadThenRest<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let remembered = &self.head.bytes[self.at.min(self.head.bytes.len())..];
        if !remembered.is_empty() {
            let count = remembered.len().min(buffer.len());
            buffer[..count].copy_from_slice(&remembered[..count]);
            self.at += count;
            return Ok(count);
        }
        if self.head.is_all {
            return Ok(0);
        }
        if self.rest.is_none() {
            let mut reader = self.export.open(&self.path).map_err(io::Error::other)?;
            let skip = self.head.bytes.len() as u64;
            io::copy(&mut reader.by_ref().take(skip), &mut io::sink())?;
            self.rest = Some(reader);
        }
        match &mut self.rest {
            Some(reader) => reader.read(buffer),
            None => Ok(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryExport;
    use std::cell::Cell;

    /// Counts how often a file is opened.
    struct Counting(MemoryExport, Cell<u32>);

    impl Export for Counting {
        fn name(&self) -> &str {
            self.0.name()
        }
        fn entries(&self) -> &[Entry] {
            self.0.entries()
        }
        fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
            self.1.set(self.1.get() + 1);
            self.0.open(path)
        }
    }

    #[test]
    fn looking_again_costs_nothing_and_the_whole_is_the_same() {
        let long: Vec<u8> = (0..3 * HEAD).map(|n| (n % 251) as u8).collect();
        let inner = MemoryExport::new("x")
            .with("long", long.clone())
            .with("short", *b"ab");
        let counting = Counting(inner, Cell::new(0));
        let peeked = PeekedExport::new(&counting);
        for _ in 0..5 {
            let mut first = [0; 100];
            peeked.open("long").unwrap().read_exact(&mut first).unwrap();
            assert_eq!(first, long[..100]);
            let mut short = Vec::new();
            peeked
                .open("short")
                .unwrap()
                .read_to_end(&mut short)
                .unwrap();
            assert_eq!(short, b"ab");
        }
        assert_eq!(counting.1.get(), 2);
        let mut whole = Vec::new();
        peeked
            .open("long")
            .unwrap()
            .read_to_end(&mut whole)
            .unwrap();
        assert_eq!(whole, long);
        assert!(peeked.open("none").is_err());
    }
}
