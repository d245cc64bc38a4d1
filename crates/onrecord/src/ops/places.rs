//! Places on this computer where something can be saved: sticks and other disks first. Only looks which
//! folders are there; knows nothing of what is saved.

use std::path::{Path, PathBuf};

/// A place to save to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavePlace {
    /// The folder.
    pub path: PathBuf,
    /// It is a stick or another disk, as far as its path tells.
    pub removable: bool,
}

/// Folders in which systems put sticks and disks, a folder each.
const MOUNTS: [&str; 4] = ["/run/media", "/media", "/Volumes", "/mnt"];

fn folders_in(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs_err::read_dir(path) else {
        return Vec::new();
    };
    let mut out: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir() && !path.is_symlink())
        .collect();
    out.sort();
    out
}

/// Where something could be saved: sticks and disks, then the person's own folders. At most twenty.
pub fn suggested() -> Vec<SavePlace> {
    let home = std::env::home_dir();
    let user = home.as_deref().and_then(Path::file_name);
    let mut out = Vec::new();
    for mount in MOUNTS {
        let mount = Path::new(mount);
        // Some systems put a folder of the user's between.
        let own = user.map(|user| mount.join(user)).filter(|own| own.is_dir());
        for path in folders_in(own.as_deref().unwrap_or(mount)) {
            out.push(SavePlace {
                path,
                removable: true,
            });
        }
    }
    for name in ["Documents", "Desktop", "Downloads"] {
        let path = home.as_deref().map(|home| home.join(name));
        if let Some(path) = path.filter(|path| path.is_dir()) {
            out.push(SavePlace {
                path,
                removable: false,
            });
        }
    }
    out.truncate(20);
    out
}

/// Cases in the places where something could be saved, as a copy lies there: the place itself, and
/// each folder in it. `except` is the case that is at hand. At most twenty.
pub fn copies(except: &Path) -> Vec<PathBuf> {
    let own = except.canonicalize().unwrap_or_else(|_| except.to_owned());
    let mut out: Vec<PathBuf> = suggested()
        .into_iter()
        .flat_map(|place| {
            let inside = folders_in(&place.path);
            std::iter::once(place.path).chain(inside)
        })
        .filter(|path| onrecord_vault::Vault::at(path).is_ok())
        .filter(|path| path.canonicalize().is_ok_and(|path| path != own))
        .collect();
    out.dedup();
    out.truncate(20);
    out
}

/// A folder for something new at a place: the place itself where nothing is there, else one of that
/// name in it, with a number where that is taken too.
pub fn free(place: &Path, name: &str) -> PathBuf {
    let taken = |path: &Path| {
        let entries = fs_err::read_dir(path);
        entries.map_or(path.symlink_metadata().is_ok(), |mut all| {
            all.next().is_some()
        })
    };
    let numbered = (2..1000).map(|n| place.join(format!("{name}-{n}")));
    let all = [place.to_owned(), place.join(name)];
    let mut all = all.into_iter().chain(numbered);
    all.find(|path| !taken(path))
        .unwrap_or_else(|| place.join(name))
}

/// A folder as typed: `~` is the person's home; whole, so that it means the same later.
pub fn typed(text: &str) -> Option<PathBuf> {
    let text = text.trim();
    let path = match (text.strip_prefix("~/"), std::env::home_dir()) {
        (Some(inside), Some(home)) => home.join(inside),
        _ => PathBuf::from(text),
    };
    (!text.is_empty() && path.is_absolute()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_new_is_put_where_nothing_is() {
        let home = tempfile::tempdir().unwrap();
        let new = home.path().join("new");
        assert_eq!(free(&new, "case"), new);
        fs_err::create_dir(&new).unwrap();
        assert_eq!(free(&new, "case"), new);
        fs_err::write(new.join("a"), "a").unwrap();
        assert_eq!(free(&new, "case"), new.join("case"));
        fs_err::write(new.join("case"), "a").unwrap();
        assert_eq!(free(&new, "case"), new.join("case-2"));
    }

    #[test]
    fn only_whole_paths_are_taken() {
        assert_eq!(typed(" /media/stick "), Some(PathBuf::from("/media/stick")));
        for wrong in ["", "  ", "stick", "./stick", "../stick"] {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
        assert!(typed("~/Documents").is_none_or(|path| path.is_absolute()));
    }
}
