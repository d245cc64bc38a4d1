//! The testkit of damaged packs: what each recipe in `testkit/damaged/` does to a sound pack, and what
//! every verifier must say of it. See `testkit/README.md` for the form of a recipe.

use crate::synthetic_case::Synthetic;
use onrecord_model::Digest;
use onrecord_pack::bag::BagWriter;
use onrecord_verify::outer::note_text;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

/// The files of a pack, by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// One recipe.
pub struct Recipe {
    /// The file's name, without its ending.
    pub name: String,
    /// Its whole text.
    pub text: String,
    /// Whether the pack passes.
    pub sound: bool,
    /// The files of which each verifier must name one.
    pub names: Vec<String>,
    steps: Vec<Vec<String>>,
}

impl Recipe {
    fn read(name: &str, text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap();
        let values = |key: &str| -> Vec<String> {
            let of_key = |line: &str| {
                line.strip_prefix(key)?
                    .strip_prefix(": ")
                    .map(str::to_owned)
            };
            head.lines().filter_map(of_key).collect()
        };
        let expect = values("expect").pop().unwrap();
        assert!(["sound", "refused"].contains(&expect.as_str()), "{name}");
        assert_eq!(values("what").len(), 1, "{name} says what is damaged");
        let steps = body.lines().filter(|line| !line.is_empty());
        let recipe = Self {
            name: name.to_owned(),
            text: text.to_owned(),
            sound: expect == "sound",
            names: values("names"),
            steps: steps
                .map(|line| line.split('\t').map(str::to_owned).collect())
                .collect(),
        };
        assert_eq!(recipe.names.is_empty(), recipe.sound, "{name} names a file");
        recipe
    }

    /// The pack after the damage.
    pub fn apply(&self, case: &Synthetic, sound: &Files) -> Files {
        let mut files = sound.clone();
        let mut evidence = Evidence::read(&files["03-evidence.zip"]);
        let (mut forged, mut signed) = (false, false);
        for step in &self.steps {
            let words: Vec<&str> = step.iter().map(String::as_str).collect();
            match words.as_slice() {
                ["sign again"] => signed = true,
                [doing, path, rest @ ..] if path.starts_with("data/") => {
                    forged = true;
                    change(&mut evidence.0, doing, path, rest, &self.name);
                }
                [doing, file, rest @ ..] => change(&mut files, doing, file, rest, &self.name),
                _ => panic!("{}: {step:?}", self.name),
            }
        }
        if forged {
            let (digest, bytes) = evidence.write();
            files.insert("03-evidence.zip".to_owned(), bytes);
            if signed {
                sign_again(case, &mut files, digest);
            }
        } else if signed {
            let digest = Digest::of(&evidence.1);
            sign_again(case, &mut files, digest);
        }
        files
    }
}

/// Every recipe, sorted by name.
pub fn recipes(folder: &Path) -> Vec<Recipe> {
    let mut all = Vec::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            all.push(Recipe::read(&name, &fs_err::read_to_string(&path).unwrap()));
        }
    }
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all
}

fn change(files: &mut Files, doing: &str, file: &str, rest: &[&str], name: &str) {
    let number = |text: &str| text.parse::<usize>().unwrap();
    // A text's line, counted from 1.
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        bytes
            .split_inclusive(|byte| *byte == b'\n')
            .map(<[u8]>::to_vec)
            .collect()
    };
    if doing == "add" {
        assert!(!files.contains_key(file), "{name}: {file} is there");
        files.insert(file.to_owned(), rest.concat().into_bytes());
        return;
    }
    let before = files
        .get(file)
        .unwrap_or_else(|| panic!("{name}: no {file}"))
        .clone();
    let mut after = before.clone();
    match (doing, rest) {
        ("flip", [at, bit]) => {
            let at = at
                .strip_prefix('-')
                .map_or_else(|| number(at), |back| before.len() - number(back));
            after[at] ^= 1 << number(bit);
        }
        ("cut", [less]) => after.truncate(before.len() - number(less)),
        ("append", [text]) => after.extend(text.bytes()),
        ("replace", [from, to]) => {
            let (from, to) = (from.as_bytes(), to.as_bytes());
            let at = before.windows(from.len()).position(|part| part == from);
            let at = at.unwrap_or_else(|| panic!("{name}: {file} does not hold what is replaced"));
            after.splice(at..at + from.len(), to.iter().copied());
        }
        ("drop line", [at]) => {
            let mut all = lines(&before);
            all.remove(number(at) - 1);
            after = all.concat();
        }
        ("repeat line", [at]) => {
            let mut all = lines(&before);
            all.insert(number(at), all[number(at) - 1].clone());
            after = all.concat();
        }
        ("swap lines", [one, other]) => {
            let mut all = lines(&before);
            all.swap(number(one) - 1, number(other) - 1);
            after = all.concat();
        }
        ("remove", []) => {
            files.remove(file);
            return;
        }
        ("rename", [to]) => {
            files.remove(file);
            files.insert((*to).to_owned(), before);
            return;
        }
        ("swap", [other]) => {
            after = files.insert((*other).to_owned(), before.clone()).unwrap();
        }
        _ => panic!("{name}: {doing} {rest:?}"),
    }
    assert!(after != before, "{name}: {file} was not changed");
    files.insert(file.to_owned(), after);
}

/// The files of the evidence by path, and its tag manifest.
struct Evidence(Files, Vec<u8>);

impl Evidence {
    fn read(archive: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
        let (mut files, mut tags) = (Files::new(), Vec::new());
        for number in 0..archive.len() {
            let mut member = archive.by_index(number).unwrap();
            let name = member.name().unwrap().into_owned();
            let path = name.strip_prefix("evidence/").unwrap().to_owned();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            if path.starts_with("data/") {
                files.insert(path, bytes);
            } else if path == "tagmanifest-sha256.txt" {
                tags = bytes;
            }
        }
        Self(files, tags)
    }

    /// As the program writes it, so that the form is right and only the content is wrong. Threads
    /// stand in the order of the tables.
    fn write(&self) -> (Digest, Vec<u8>) {
        let mut bag = BagWriter::new(Cursor::new(Vec::new()));
        let key = |path: &str| {
            let thread = path
                .strip_prefix("data/threads/T")
                .and_then(|rest| rest.split_once('.'));
            thread.map_or(0, |(number, _)| number.parse::<u64>().unwrap_or(u64::MAX))
        };
        let mut paths: Vec<&String> = self.0.keys().collect();
        paths.sort_by_key(|path| (key(path), path.as_str()));
        for path in paths {
            let bytes = &self.0[path];
            bag.add(
                &path["data/".len()..],
                bytes.len() as u64,
                &mut bytes.as_slice(),
            )
            .unwrap();
        }
        let (digest, out) = bag.finish(&[]).unwrap();
        (digest, out.into_inner())
    }
}

/// Makes list and note fit again, as only the case's key can.
fn sign_again(case: &Synthetic, files: &mut Files, bag: Digest) {
    let listed = files
        .iter()
        .filter(|(name, _)| !name.starts_with("10-") && !name.starts_with("11-"));
    let lines: Vec<String> = listed
        .map(|(name, bytes)| format!("{}  {name}\n", Digest::of(bytes)))
        .collect();
    let sums = lines.concat();
    let key = case.signer.verifier().to_text();
    let text = note_text(&key, &Digest::of(sums.as_bytes()), &bag, lines.len() as u64);
    let note = case.signer.sign(&text).unwrap().to_string();
    files.insert("11-SHA256SUMS.note".to_owned(), note.into_bytes());
    files.insert("10-SHA256SUMS".to_owned(), sums.into_bytes());
}
