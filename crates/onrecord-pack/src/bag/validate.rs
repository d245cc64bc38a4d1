//! Checks any BagIt bag, 0.93 to 1.0, in a folder. The pack's own archive is held to more than
//! this; this answers whether other people's BagIt tools will accept it. Knows only RFC 8493.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization as _;

/// A running digest, so that the caller decides which algorithms there are.
pub trait Running {
    /// Takes more bytes.
    fn update(&mut self, bytes: &[u8]);
    /// Lower-case hexadecimal.
    fn hex(self: Box<Self>) -> String;
}

/// Finds an algorithm by its name in a manifest's file name (`sha256`).
pub type Algorithms<'a> = &'a dyn Fn(&str) -> Option<Box<dyn Running>>;

/// What a bag is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Why it is not valid; empty if it is.
    pub errors: Vec<String>,
    /// What RFC 8493 advises against.
    pub warnings: Vec<String>,
}

/// No tag file of a sane bag is longer.
const LONGEST_TAG_FILE: u64 = 256 << 20;
const MOST_FILES: usize = 2_000_000;

struct Bag<'a> {
    root: &'a Path,
    encoding: String,
    modern: bool,
    files: BTreeSet<String>,
    outcome: Outcome,
}

/// Checks the bag in the folder `root`.
///
/// # Errors
/// The folder cannot be read. What is wrong with the bag is in the [`Outcome`].
pub fn validate(root: &Path, algorithms: Algorithms<'_>) -> io::Result<Outcome> {
    let mut bag = Bag {
        root,
        encoding: "UTF-8".to_owned(),
        modern: true,
        files: walk(root)?,
        outcome: Outcome::default(),
    };
    bag.declaration()?;
    if !bag.outcome.errors.is_empty() {
        return Ok(bag.outcome);
    }
    bag.fetch()?;
    bag.manifests(algorithms)?;
    Ok(bag.outcome)
}

/// Every plain file below `root`, `/`-separated. Anything else in there is an error.
fn walk(root: &Path) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    let mut folders = vec![(PathBuf::new(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs_err::read_dir(root.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name();
            let path = format!("{prefix}{}", name.to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push((folder.join(&name), format!("{path}/")));
            } else if kind.is_file() && files.len() < MOST_FILES {
                files.insert(path);
            } else {
                let text = format!("{path} is no plain file, or there are too many");
                return Err(io::Error::new(io::ErrorKind::InvalidData, text));
            }
        }
    }
    Ok(files)
}

impl Bag<'_> {
    fn error(&mut self, text: impl Into<String>) {
        self.outcome.errors.push(text.into());
    }

    fn warn(&mut self, text: impl Into<String>) {
        self.outcome.warnings.push(text.into());
    }

    fn bytes(&self, name: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        fs_err::File::open(self.root.join(name))?
            .take(LONGEST_TAG_FILE)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn tag_file(&mut self, name: &str) -> io::Result<Vec<String>> {
        let bytes = self.bytes(name)?;
        let text = match self.encoding.to_ascii_uppercase().as_str() {
            "UTF-8" => String::from_utf8(bytes).ok(),
            "ISO-8859-1" => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
            "UTF-16" => utf_16(&bytes),
            _ => None,
        };
        let Some(text) = text else {
            self.error(format!(
                "{name} is not in the encoding that bagit.txt states"
            ));
            return Ok(Vec::new());
        };
        // LF, CR and CRLF all end a line (RFC 8493, 2.1.3).
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        Ok(lines
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect())
    }

    fn declaration(&mut self) -> io::Result<()> {
        if !self.files.contains("bagit.txt") {
            self.error("bagit.txt is missing");
            return Ok(());
        }
        if self.bytes("bagit.txt")?.starts_with(b"\xef\xbb\xbf") {
            self.error("bagit.txt begins with a byte order mark");
            return Ok(());
        }
        let lines = self.tag_file("bagit.txt")?;
        let [version, encoding] = lines.as_slice() else {
            self.error("bagit.txt does not have its two lines");
            return Ok(());
        };
        match version.strip_prefix("BagIt-Version: ").map(str::trim_end) {
            Some("1.0") => {}
            Some("0.93" | "0.94" | "0.95" | "0.96" | "0.97") => self.modern = false,
            _ => self.error("bagit.txt does not state a known version"),
        }
        match encoding.strip_prefix("Tag-File-Character-Encoding: ") {
            Some(name) => self.encoding = name.trim_end().to_owned(),
            None => self.error("bagit.txt does not state an encoding"),
        }
        Ok(())
    }

    fn fetch(&mut self) -> io::Result<()> {
        if !self.files.contains("fetch.txt") {
            return Ok(());
        }
        for line in self.tag_file("fetch.txt")? {
            let mut parts = line.splitn(3, [' ', '\t']);
            let path = parts.nth(2).unwrap_or("").trim_start();
            match path_in_bag(path) {
                None => self.error(format!("fetch.txt leads out of the bag: {path}")),
                Some(path) if !self.files.contains(&path) => {
                    self.error(format!("{path} has not been fetched"));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn manifests(&mut self, algorithms: Algorithms<'_>) -> io::Result<()> {
        let names: Vec<String> = self
            .files
            .iter()
            .filter(|name| !name.contains('/'))
            .cloned()
            .collect();
        let payload: BTreeSet<String> = self
            .files
            .iter()
            .filter(|name| name.starts_with("data/"))
            .cloned()
            .collect();
        let mut listed_anywhere = BTreeSet::new();
        let mut seen = false;
        for name in names {
            let tags = name.starts_with("tagmanifest-");
            let Some(algorithm) = name
                .strip_prefix("tagmanifest-")
                .or_else(|| name.strip_prefix("manifest-"))
                .and_then(|rest| rest.strip_suffix(".txt"))
            else {
                continue;
            };
            let listed = self.manifest(&name, tags)?;
            if !tags {
                seen = true;
                listed_anywhere.extend(listed.keys().cloned());
                // Since 1.0 each manifest lists each file (RFC 8493, 2.1.3).
                if self.modern && payload.iter().any(|path| !listed.contains_key(path)) {
                    self.error(format!("{name} does not list every file of data/"));
                }
            }
            match algorithms(algorithm) {
                None => self.error(format!("{name} uses an algorithm that is not known here")),
                Some(_) => self.digests(&name, algorithm, &listed, algorithms)?,
            }
        }
        if !seen {
            self.error("there is no manifest");
        }
        for path in payload {
            if !listed_anywhere.contains(&path) {
                self.error(format!("{path} is in no manifest"));
            }
        }
        Ok(())
    }

    fn manifest(&mut self, name: &str, tags: bool) -> io::Result<BTreeMap<String, String>> {
        let mut listed: BTreeMap<String, String> = BTreeMap::new();
        let mut folded: BTreeMap<String, String> = BTreeMap::new();
        for line in self.tag_file(name)? {
            let Some((digest, rest)) = line.split_once([' ', '\t']) else {
                self.error(format!("{name} has a line without a file name"));
                continue;
            };
            let mut path = rest.trim_start_matches([' ', '\t']);
            if let Some(starless) = path.strip_prefix('*') {
                self.warn(format!("{name} has a line as md5sum writes it"));
                path = starless;
            }
            if path.starts_with("./") {
                self.warn(format!("{name} lists a path that begins with ./"));
            }
            let Some(path) = path_in_bag(path).filter(|path| tags || path.starts_with("data/"))
            else {
                self.error(format!("{name} leads out of the bag: {path}"));
                continue;
            };
            if let Some(other) = folded.insert(fold(&path), path.clone())
                && other != path
            {
                self.warn(format!(
                    "{other} and {path} differ only in case or normalisation"
                ));
            }
            let digest = digest.to_ascii_lowercase();
            match listed.insert(path.clone(), digest.clone()) {
                None => {}
                Some(same) if same == digest && !self.modern => {
                    self.warn(format!("{name} lists {path} twice"));
                }
                Some(_) => self.error(format!("{name} lists {path} twice")),
            }
        }
        Ok(listed)
    }

    /// The file of that name, or the one whose name differs only in case or normalisation, since a
    /// disk that tells neither apart keeps only one of two.
    fn on_disk(&self, path: &str) -> Option<String> {
        if self.files.contains(path) {
            return Some(path.to_owned());
        }
        let folded = fold(path);
        self.files.iter().find(|file| fold(file) == folded).cloned()
    }

    fn missing(&mut self, path: &str, manifest: &str) {
        let text = format!("{path} is in {manifest} but not in the bag");
        // Desktops make and delete these as they please.
        if path.ends_with("/.DS_Store") || path.ends_with("/Thumbs.db") {
            self.warn(text);
        } else {
            self.error(text);
        }
    }

    fn digests(
        &mut self,
        manifest: &str,
        algorithm: &str,
        listed: &BTreeMap<String, String>,
        algorithms: Algorithms<'_>,
    ) -> io::Result<()> {
        for (path, digest) in listed {
            let Some(path) = self.on_disk(path) else {
                self.missing(path, manifest);
                continue;
            };
            let Some(mut running) = algorithms(algorithm) else {
                continue;
            };
            let mut file = fs_err::File::open(self.root.join(&path))?;
            let mut buffer = vec![0; 64 * 1024];
            loop {
                match file.read(&mut buffer)? {
                    0 => break,
                    read => running.update(&buffer[..read]),
                }
            }
            if running.hex() != *digest {
                self.error(format!(
                    "{path} does not have the digest that {manifest} states"
                ));
            }
        }
        Ok(())
    }
}

/// The path as it stands in the bag; `None` where it leads out of it on any system.
fn path_in_bag(path: &str) -> Option<String> {
    let path = path.strip_prefix("./").unwrap_or(path);
    // RFC 8493, 2.1.3: only these three are escaped.
    let path = path.replace("%0D", "\r").replace("%0d", "\r");
    let path = path
        .replace("%0A", "\n")
        .replace("%0a", "\n")
        .replace("%25", "%");
    let drive = path.as_bytes().get(1) == Some(&b':');
    let variable = path.starts_with('%') || path.starts_with('~');
    let upward = path.split(['/', '\\']).any(|part| part == "..");
    let rooted = path.starts_with(['/', '\\']);
    (!drive && !variable && !upward && !rooted && !path.is_empty()).then_some(path)
}

fn fold(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
}

fn utf_16(bytes: &[u8]) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else {
        return None;
    };
    // Without a byte order mark, big end first (RFC 2781, 4.3).
    let little = pairs.first() == Some(&[0xff, 0xfe]);
    let unit = |pair: &[u8; 2]| {
        if little {
            u16::from_le_bytes(*pair)
        } else {
            u16::from_be_bytes(*pair)
        }
    };
    let text = char::decode_utf16(pairs.iter().map(unit))
        .collect::<Result<String, _>>()
        .ok()?;
    Some(text.trim_start_matches('\u{feff}').to_owned())
}
