//! Exports that come as several zip files, each with a part of one tree of folders: Takeout's
//! `-001.zip`, Meta's `part_1`, Snapchat's `mydata~1.zip` with `mydata~1-2.zip`. They are laid over
//! one another and read as one. Every entry still says in which file it really lies.

use super::nested::open_archive;
use crate::export::{Entry, Export, ExportError, Problem, ReadSeek};
use onrecord_model::Digest;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

/// Stands between the paths of the files of one export. No name holds it.
pub const BETWEEN: char = '\0';
/// Stands between an archive's path and a path in it.
const INSIDE: &str = "!/";
/// More files of one export than this are left alone.
const MOST_PARTS: usize = 200;

/// The groups among these file names (of one folder) that are parts of one export, in the order of
/// their numbers: two or more, or one that cannot be the first.
pub fn groups<'n>(names: impl Iterator<Item = &'n str>) -> Vec<Vec<&'n str>> {
    let mut found: BTreeMap<(String, String), BTreeMap<u32, &str>> = BTreeMap::new();
    for name in names {
        if let Some((before, number, after)) = part_of(name) {
            found
                .entry((before, after))
                .or_default()
                .insert(number, name);
        }
    }
    found
        .into_values()
        .map(|parts| parts.into_values().collect::<Vec<_>>())
        .filter(|parts| parts.len() <= MOST_PARTS)
        .filter(|parts| parts.len() > 1 || parts.iter().any(|name| number_of(name) > 1))
        .collect()
}

/// A part's number, counted from 1.
fn number_of(path: &str) -> u32 {
    let name = path.rsplit('/').next().unwrap_or(path);
    part_of(name).map_or(0, |part| part.1)
}

/// What stands before a part's number, the number, and what stands after it.
fn part_of(name: &str) -> Option<(String, u32, String)> {
    let lower = name.to_ascii_lowercase();
    let stem = lower.strip_suffix(".zip")?;
    // `part_2`, `part-2`, `part2`, also in the middle.
    if let Some(at) = stem.rfind("part") {
        let rest = &stem[at + 4..];
        let digits = rest.trim_start_matches(['_', '-', ' ']);
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&length) {
            let number = digits[..length].parse().ok()?;
            return Some((stem[..at].to_owned(), number, digits[length..].to_owned()));
        }
    }
    if let Some(rest) = stem.strip_prefix("mydata~") {
        let (id, number) = rest.split_once('-').unwrap_or((rest, "1"));
        return Some((format!("mydata~{id}"), number.parse().ok()?, String::new()));
    }
    // Any program may number its files, so only a known one's count as parts.
    let known = [
        "takeout-",
        "facebook-",
        "instagram-",
        "threads-",
        "messenger-",
    ];
    let (before, number) = stem.rsplit_once('-')?;
    let numbered = number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    (numbered && known.iter().any(|start| stem.starts_with(start)))
        .then(|| Some((before.to_owned(), number.parse().ok()?, String::new())))?
}

struct Place {
    part: usize,
    path: Arc<str>,
}

/// Several archives as one export.
pub struct PartsExport<'a> {
    name: String,
    paths: Vec<Arc<str>>,
    parts: Vec<Box<dyn Export + 'a>>,
    entries: Vec<Entry>,
    places: BTreeMap<Arc<str>, Place>,
    problems: Vec<Problem>,
}

impl<'a> PartsExport<'a> {
    /// Opens the archives at these paths of `container`. Of one that cannot be opened a problem says
    /// so.
    ///
    /// # Errors
    /// None of them can be opened.
    pub fn open(container: &'a dyn Export, paths: &[&str]) -> Result<Self, ExportError> {
        let mut this = Self {
            name: container.name().to_owned(),
            paths: Vec::new(),
            parts: Vec::new(),
            entries: Vec::new(),
            places: BTreeMap::new(),
            problems: Vec::new(),
        };
        let mut failure = None;
        for path in paths {
            match open_archive(container, path) {
                Ok(part) => {
                    this.parts.push(part);
                    this.paths.push(container.origin(path).as_ref().into());
                }
                Err(error) => {
                    this.problems.push(Problem {
                        entry: (*path).into(),
                        code: "damaged-archive",
                        reason: format!(
                            "this part of the export cannot be read ({error}); download it again and \
                             add it with the others"
                        )
                        .into(),
                    });
                    failure = Some(error);
                }
            }
        }
        if let (Some(error), true) = (failure, this.parts.is_empty()) {
            return Err(error);
        }
        for part in 0..this.parts.len() {
            this.lay(part);
        }
        this.say_what_is_missing(paths);
        this.entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(this)
    }

    /// Parts before the last one that are not there. What comes after it nobody can know.
    fn say_what_is_missing(&mut self, paths: &[&str]) {
        let numbers: BTreeSet<u32> = paths.iter().map(|path| number_of(path)).collect();
        let last = numbers.last().copied().unwrap_or_default();
        let missing: Vec<String> = (1..last)
            .filter(|number| !numbers.contains(number))
            .take(20)
            .map(|number| number.to_string())
            .collect();
        if !missing.is_empty() {
            self.problems.push(Problem {
                entry: paths.first().copied().unwrap_or_default().into(),
                code: "missing-part",
                reason: format!(
                    "this export has {last} parts or more, and these are not here: {}; download them \
                     too and add all parts together, in one folder",
                    missing.join(", ")
                )
                .into(),
            });
        }
    }

    fn lay(&mut self, part: usize) {
        let file = self.paths[part]
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        let whole = &*self.paths[part];
        for problem in self.parts[part].problems() {
            let entry = match problem.is_of_archive() {
                true => whole.to_owned(),
                false => format!("{whole}{INSIDE}{}", problem.entry),
            };
            self.problems.push(Problem {
                entry: entry.into(),
                ..problem.clone()
            });
        }
        for entry in self.parts[part].entries().to_vec() {
            let mut path = entry.path.clone();
            if let Some(other) = self.places.get(&path) {
                let earlier = &self.parts[other.part];
                if same(&**earlier, &other.path, &*self.parts[part], &entry.path) {
                    continue;
                }
                path = beside(&path, &file);
                self.problems.push(Problem {
                    entry: format!("{whole}{INSIDE}{}", entry.path).into(),
                    code: "duplicate",
                    reason: format!(
                        "another part of this export has a file of this name with other content; \
                         both are kept, and this one is looked at as {path}"
                    )
                    .into(),
                });
                if self.places.contains_key(&path) {
                    continue;
                }
            }
            let place = Place {
                part,
                path: entry.path.clone(),
            };
            self.places.insert(path.clone(), place);
            self.entries.push(Entry { path, ..entry });
        }
    }

    fn place(&self, path: &str) -> Result<(&dyn Export, &str), ExportError> {
        let place = self
            .places
            .get(path)
            .ok_or_else(|| ExportError::NoSuchEntry(path.into()))?;
        Ok((&*self.parts[place.part], &place.path))
    }
}

/// `a/b.json` of `x-002.zip` beside another: `a/b (x-002.zip).json`.
fn beside(path: &str, file: &str) -> Arc<str> {
    let name_at = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path[name_at..]
        .rfind('.')
        .map_or(path.len(), |dot| name_at + dot);
    format!("{} ({file}){}", &path[..dot], &path[dot..]).into()
}

fn same(one: &dyn Export, path: &str, other: &dyn Export, other_path: &str) -> bool {
    let size = |export: &dyn Export, path: &str| export.entry(path).map(|entry| entry.size);
    if size(one, path) != size(other, other_path) {
        return false;
    }
    let (Ok(mut one), Ok(mut other)) = (one.open(path), other.open(other_path)) else {
        return false;
    };
    let (mut first, mut second) = (vec![0; 64 << 10], vec![0; 64 << 10]);
    loop {
        let Ok(count) = one.read(&mut first) else {
            return false;
        };
        if count == 0 {
            return matches!(other.read(&mut second), Ok(0));
        }
        if other.read_exact(&mut second[..count]).is_err() || first[..count] != second[..count] {
            return false;
        }
    }
}

impl Export for PartsExport<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        let (part, path) = self.place(path)?;
        part.open(path)
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        let (part, path) = self.place(path)?;
        part.open_seekable(path)
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        let (part, path) = self.place(path).ok()?;
        part.digest(path)
    }

    fn origin<'p>(&self, path: &'p str) -> Cow<'p, str> {
        match self.places.get(path) {
            Some(place) => format!("{}{INSIDE}{}", self.paths[place.part], place.path).into(),
            None => path.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_from_files_that_only_have_numbers() {
        let found = groups(
            [
                "takeout-20240102T030405Z-001.zip",
                "takeout-20240102T030405Z-002.zip",
                "facebook-invented_part_2.zip",
                "facebook-invented_part_1.zip",
                "mydata~17.zip",
                "mydata~17-2.zip",
                "mydata~18.zip",
                "photos-001.zip",
                "photos-002.zip",
                "takeout-20240102T030405Z-003.txt",
            ]
            .into_iter(),
        );
        assert_eq!(
            found,
            [
                vec![
                    "facebook-invented_part_1.zip",
                    "facebook-invented_part_2.zip"
                ],
                vec!["mydata~17.zip", "mydata~17-2.zip"],
                vec![
                    "takeout-20240102T030405Z-001.zip",
                    "takeout-20240102T030405Z-002.zip"
                ],
            ]
        );
    }
}
