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
    fn only_whole_paths_are_taken() {
        assert_eq!(typed(" /media/stick "), Some(PathBuf::from("/media/stick")));
        for wrong in ["", "  ", "stick", "./stick", "../stick"] {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
        assert!(typed("~/Documents").is_none_or(|path| path.is_absolute()));
    }
}
