//! Where the app keeps what is not the case: settings, the lock of a run, the file that leads the
//! browser in. All of it for its owner alone, and nothing of it evidence.

use onrecord_model::Digest;
use std::io;
use std::path::{Path, PathBuf};

/// The app's own folder in the person's home. In plain sight, because browsers that are shut in
/// (snap, flatpak) may not read hidden folders; it hides nothing and promises no disguise.
const FOLDER: &str = "On Record";

/// The app's places on this computer.
#[derive(Clone, Debug)]
pub struct Place {
    root: PathBuf,
}

impl Place {
    /// In the home of whoever runs the program; made if it is not there.
    ///
    /// # Errors
    /// There is no home, or it cannot be written to.
    pub fn of_user() -> io::Result<Self> {
        let home = std::env::home_dir().filter(|home| home.is_dir());
        let home = home.ok_or_else(|| {
            io::Error::other(
                "this computer says no home folder, so the app has no place for its settings",
            )
        })?;
        Self::at(&home.join(FOLDER))
    }

    /// In a folder; made if it is not there.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn at(root: &Path) -> io::Result<Self> {
        private_folder(root)?;
        private_folder(&root.join("run"))?;
        Ok(Self { root: root.into() })
    }

    /// Where a case is made when nobody says where.
    pub fn case(&self) -> PathBuf {
        self.root.join("case")
    }

    /// The settings.
    pub fn settings(&self) -> PathBuf {
        self.root.join("settings.toml")
    }

    /// The lock of the run that has a case. Its name says nothing of the case.
    pub fn lock(&self, case: &Path) -> PathBuf {
        let whole = std::path::absolute(case).unwrap_or_else(|_| case.to_owned());
        let whole = fs_err::canonicalize(&whole).unwrap_or(whole);
        let name = Digest::of(whole.as_os_str().as_encoded_bytes()).to_hex();
        let short = name.get(..16).unwrap_or_default();
        self.root.join("run").join(format!("{short}.lock"))
    }

    /// The file that leads the browser in; `name` is random, so that no other program can be waiting
    /// at it.
    pub fn redirect(&self, name: &str) -> PathBuf {
        self.root.join("run").join(format!("{name}.html"))
    }

    /// Removes redirect files that an earlier run left behind; their tokens are worth nothing.
    pub fn sweep(&self) {
        let Ok(listing) = fs_err::read_dir(self.root.join("run")) else {
            return;
        };
        let mut found: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
        found.sort();
        for path in found {
            if path.extension().is_some_and(|end| end == "html") {
                // Where it cannot be removed it is an empty promise, no more.
                let _ = fs_err::remove_file(path);
            }
        }
    }
}

fn private_folder(path: &Path) -> io::Result<()> {
    if !path.is_dir() {
        fs_err::create_dir_all(path)?;
    }
    #[cfg(unix)]
    fs_err::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

fn options() -> fs_err::OpenOptions {
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    {
        use fs_err::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

/// Makes or empties a file that only its owner can read.
///
/// # Errors
/// It cannot be opened.
pub fn private_file(path: &Path) -> io::Result<fs_err::File> {
    let file = options().truncate(true).open(path)?;
    close_to_others(path)?;
    Ok(file)
}

/// As [`private_file`], without emptying it.
///
/// # Errors
/// It cannot be opened.
pub fn private_file_kept(path: &Path) -> io::Result<fs_err::File> {
    let file = options().read(true).truncate(false).open(path)?;
    close_to_others(path)?;
    Ok(file)
}

fn close_to_others(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs_err::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
