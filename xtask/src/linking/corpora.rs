//! The two corpora as blocks of messages of known authors. Knows their formats; nothing of scores.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Error, Result};
use std::path::Path;
use std::process::Command;

/// Two blocks of one author are at least this far apart.
const APART_DAYS: i64 = 180;

/// Channel robots: many operators, no author.
const ROBOTS: &[&str] = &[
    "ubotu",
    "ubottu",
    "ubot2",
    "ubot3",
    "ubot4",
    "ubot5",
    "ubot93",
    "ubotu`",
    "FloodBot1",
    "FloodBot2",
    "FloodBot3",
    "FloodBot4",
    "meetingology",
];

/// An author's messages in order, with the day of each where it is known.
pub struct Author {
    pub name: String,
    messages: Vec<(Option<i64>, String)>,
}

/// Two blocks of one author.
pub struct Pair {
    pub author: String,
    pub blocks: [Vec<String>; 2],
}

impl Author {
    /// The first and the last `size` messages, where they do not overlap and lie far enough apart.
    pub fn pair(&self, size: usize) -> Option<Pair> {
        let count = self.messages.len();
        if size == 0 || count < 2 * size {
            return None;
        }
        let (first, last) = (&self.messages[..size], &self.messages[count - size..]);
        if let (Some((Some(end), _)), Some((Some(start), _))) = (first.last(), last.first())
            && start - end < APART_DAYS
        {
            return None;
        }
        let texts =
            |block: &[(Option<i64>, String)]| block.iter().map(|(_, text)| text.clone()).collect();
        Some(Pair {
            author: self.name.clone(),
            blocks: [texts(first), texts(last)],
        })
    }

    /// The longest two blocks of those sizes, each then cut to one of them by name: blocks unlike in
    /// length, the same every time.
    pub fn mixed(&self, sizes: &[usize]) -> Option<Pair> {
        let mut pair = sizes.iter().rev().find_map(|size| self.pair(*size))?;
        let seed = self
            .name
            .bytes()
            .fold(17, |seed, byte| seed * 31 % 1_000_003 + u64::from(byte));
        let mut draw = super::draw::Draw(seed);
        for block in &mut pair.blocks {
            block.truncate(sizes[draw.below(sizes.len())]);
        }
        Some(pair)
    }
}

/// How long the blocks of a test are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// So many messages each.
    Of(usize),
    /// From 20 to 100, unlike each other.
    Mixed,
}

/// Two blocks of every author who wrote enough.
pub fn pairs<'a>(authors: impl IntoIterator<Item = &'a Author>, size: Size) -> Vec<Pair> {
    let authors = authors.into_iter();
    match size {
        Size::Of(size) => authors.filter_map(|author| author.pair(size)).collect(),
        Size::Mixed => authors
            .filter_map(|author| author.mixed(&[20, 30, 50, 75, 100]))
            .collect(),
    }
}

fn output(command: &mut Command) -> Result<Vec<u8>> {
    let ran = command.output()?;
    if !ran.status.success() {
        return Err(Error::other(format!(
            "{command:?}: {}",
            String::from_utf8_lossy(&ran.stderr)
        )));
    }
    Ok(ran.stdout)
}

/// The raw logs of jkkummerfeld/irc-disentanglement: `[12:34] <name> text`, a file a day or hour.
pub fn irc(archive: &Path) -> Result<Vec<Author>> {
    let folder = tempfile::tempdir()?;
    output(
        Command::new("tar")
            .arg("-xJf")
            .arg(archive)
            .arg("-C")
            .arg(folder.path()),
    )?;
    let mut files: Vec<(String, std::path::PathBuf)> = Vec::new();
    // The logs of one public channel, which carry their dates; other parts have none.
    for part in ["train", "dev", "test", "annotation-process/pilot-data"] {
        for entry in fs_err::read_dir(folder.path().join("data").join(part))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".raw.txt") {
                files.push((name, entry.path()));
            }
        }
    }
    files.sort();
    let mut authors: BTreeMap<String, Vec<(Option<i64>, String)>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (name, path) in files {
        let Some(day) = day(&name) else { continue };
        for line in String::from_utf8_lossy(&fs_err::read(path)?).lines() {
            let Some((time, rest)) = line
                .strip_prefix('[')
                .and_then(|rest| rest.split_once("] <"))
            else {
                continue;
            };
            let Some((author, text)) = rest.split_once('>') else {
                continue;
            };
            // The same hour stands in several parts.
            if time.len() == 5 && !ROBOTS.contains(&author) && seen.insert((day, line.to_owned())) {
                authors
                    .entry(author.to_owned())
                    .or_default()
                    .push((Some(day), text.trim_start_matches(' ').to_owned()));
            }
        }
    }
    Ok(authors
        .into_iter()
        .map(|(name, messages)| Author { name, messages })
        .collect())
}

/// The part of the NUS SMS corpus: sender, number, text.
pub fn sms(table: &Path) -> Result<Vec<Author>> {
    let text = output(Command::new("gzip").arg("-dc").arg(table))?;
    let mut authors: BTreeMap<String, Vec<(Option<i64>, String)>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&text).lines().skip(1) {
        if let [author, _, text] = line.splitn(3, '\t').collect::<Vec<_>>()[..] {
            authors
                .entry(author.to_owned())
                .or_default()
                .push((None, text.to_owned()));
        }
    }
    Ok(authors
        .into_iter()
        .map(|(name, messages)| Author { name, messages })
        .collect())
}

/// Days since the year 0 of `2010-08-17_18.raw.txt`, near enough to tell 180 of them.
fn day(name: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| name.get(range)?.parse::<i64>().ok();
    Some(number(0..4)? * 365 + number(5..7)? * 30 + number(8..10)?)
}
