//! Looking around on this computer, to find what to add: what one folder holds, read only, and no
//! more than a page of it. Opens no file.

use crate::ops::{OpError, OpResult};
use std::path::{Path, PathBuf};

/// Entries of a folder that are shown.
pub const SHOWN: usize = 300;
/// Entries of a folder that are looked at.
const LOOKED_AT: usize = 20_000;

/// What one folder holds.
#[derive(Clone, Debug)]
pub struct Around {
    /// The folder.
    pub folder: PathBuf,
    /// The one above it.
    pub above: Option<PathBuf>,
    /// Folders first, each kind by name.
    pub entries: Vec<Found>,
    /// There are more, that are not shown.
    pub more: bool,
}

/// A file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name, for people.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// It is a folder.
    pub is_folder: bool,
    /// Bytes of a file.
    pub size: u64,
}

/// Where to begin.
pub fn begin() -> PathBuf {
    let home = std::env::home_dir().filter(|home| home.is_dir());
    home.unwrap_or_else(|| PathBuf::from("/"))
}

/// What stands at a path: a folder to look into, or a file.
///
/// # Errors
/// Nothing is there, or it is neither.
pub fn at(path: &Path) -> OpResult<Found> {
    let whole = fs_err::canonicalize(path).map_err(|error| unreadable(path, &error))?;
    let about = fs_err::metadata(&whole).map_err(|error| unreadable(path, &error))?;
    if !about.is_file() && !about.is_dir() {
        return Err(OpError::Other(
            "That is neither a file nor a folder. Nothing was changed.".into(),
        ));
    }
    let name = whole.file_name().unwrap_or(whole.as_os_str());
    Ok(Found {
        name: name.to_string_lossy().into_owned(),
        is_folder: about.is_dir(),
        size: if about.is_file() { about.len() } else { 0 },
        path: whole,
    })
}

fn unreadable(path: &Path, error: &std::io::Error) -> OpError {
    let why = match error.kind() {
        std::io::ErrorKind::NotFound => "There is nothing at that place. Check how it is spelt.",
        std::io::ErrorKind::PermissionDenied => "This computer does not let us look there.",
        _ => "That place cannot be read.",
    };
    OpError::Other(format!("{why} Nothing was changed.\n{}", path.display()))
}

/// Looks into a folder. Hidden files and links are not shown: a link is never followed.
///
/// # Errors
/// It cannot be read.
pub fn into(folder: &Path) -> OpResult<Around> {
    let folder = at(folder)?.path;
    let listing = fs_err::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
    let mut entries = Vec::new();
    let mut more = false;
    for (count, entry) in listing.enumerate() {
        if count == LOOKED_AT {
            more = true;
            break;
        }
        let Ok(entry) = entry else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(about) = entry.metadata() else {
            continue;
        };
        if name.starts_with('.') || !(about.is_file() || about.is_dir()) {
            continue;
        }
        entries.push(Found {
            name,
            path: entry.path(),
            is_folder: about.is_dir(),
            size: if about.is_file() { about.len() } else { 0 },
        });
    }
    entries.sort_by_cached_key(|found| {
        (
            !found.is_folder,
            found.name.to_lowercase(),
            found.name.clone(),
        )
    });
    more |= entries.len() > SHOWN;
    entries.truncate(SHOWN);
    Ok(Around {
        above: folder.parent().map(Path::to_owned),
        folder,
        entries,
        more,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_neither_hidden_files_nor_links_are_shown() {
        let home = tempfile::tempdir().unwrap();
        for name in ["b.txt", "A.zip", ".hidden", "<b>.txt"] {
            fs_err::write(home.path().join(name), "12345").unwrap();
        }
        fs_err::create_dir(home.path().join("z-folder")).unwrap();
        #[cfg(unix)]
        fs_err::os::unix::fs::symlink("/etc", home.path().join("a-link")).unwrap();
        let around = into(home.path()).unwrap();
        let names: Vec<&str> = around
            .entries
            .iter()
            .map(|found| found.name.as_str())
            .collect();
        assert_eq!(names, ["z-folder", "<b>.txt", "A.zip", "b.txt"]);
        assert_eq!((around.entries[2].size, around.more), (5, false));
        assert_eq!(
            into(&around.entries[0].path).unwrap().above.unwrap(),
            around.folder
        );
        let absent = into(&home.path().join("nowhere")).unwrap_err().to_string();
        assert!(absent.contains("Nothing was changed"), "{absent}");
        assert!(into(&around.entries[2].path).is_err());
    }

    #[test]
    fn a_folder_without_end_is_cut_and_says_so() {
        let home = tempfile::tempdir().unwrap();
        for number in 0..SHOWN + 5 {
            fs_err::write(home.path().join(format!("{number}.txt")), "").unwrap();
        }
        let around = into(home.path()).unwrap();
        assert_eq!((around.entries.len(), around.more), (SHOWN, true));
    }
}
