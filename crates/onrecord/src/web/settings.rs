//! What the person chose for this computer: when the app locks, what the browser's tab says, the
//! language, and which case is opened. It must be known before the case is unlocked, so nothing of the
//! case may stand here but where it lies.

use crate::ops::{OpError, OpResult};
use crate::web::words;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The shortest and longest time until the app locks itself, in minutes.
pub const LOCK_MINUTES: std::ops::RangeInclusive<u8> = 1..=30;
/// The longest title.
pub const LONGEST_TITLE: usize = 40;

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Minutes without a sign of the person until the app locks.
    pub lock_minutes: u8,
    /// What the browser's tab and history say, whatever the page.
    pub title: String,
    /// The language's code.
    pub language: String,
    /// The case to open where none is named; the app's own where nothing stands here.
    pub case: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lock_minutes: 5,
            title: "Notes".into(),
            language: words::ENGLISH.into(),
            case: None,
        }
    }
}

impl Settings {
    /// Reads them; what is absent, damaged or not allowed is as by default.
    pub fn read(path: &Path) -> Self {
        let table: toml::Table = fs_err::read_to_string(path)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or_default();
        let text = |key: &str| table.get(key).and_then(|value| value.as_str());
        let minutes = table
            .get("lock-minutes")
            .and_then(|value| value.as_integer());
        let default = Self::default();
        Self {
            lock_minutes: minutes
                .and_then(|minutes| u8::try_from(minutes).ok())
                .filter(|minutes| LOCK_MINUTES.contains(minutes))
                .unwrap_or(default.lock_minutes),
            title: text("title")
                .filter(|title| is_title(title))
                .map_or(default.title, str::to_owned),
            language: text("language")
                .filter(|code| words::LANGUAGES.iter().any(|(known, _)| known == code))
                .map_or(default.language, str::to_owned),
            case: text("case")
                .map(PathBuf::from)
                .filter(|path| path.is_absolute()),
        }
    }

    /// Writes them, for their owner alone.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path) -> OpResult<()> {
        // A text of JSON is one of TOML, as long as no control character stands in it.
        let mut text = format!(
            "lock-minutes = {}\ntitle = {}\nlanguage = {}\n",
            self.lock_minutes,
            serde_json::Value::from(self.title.as_str()),
            serde_json::Value::from(self.language.as_str()),
        );
        if let Some(case) = self.case.as_deref().and_then(Path::to_str) {
            text.push_str(&format!("case = {}\n", serde_json::Value::from(case)));
        }
        let mut file = crate::web::place::private_file(path).map_err(OpError::Io)?;
        Ok(file.write_all(text.as_bytes())?)
    }
}

/// Whether a title can stand in a tab: one short line of its own.
pub fn is_title(title: &str) -> bool {
    let length = title.chars().count();
    (1..=LONGEST_TITLE).contains(&length)
        && title.trim() == title
        && !title.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("settings.toml");
        assert_eq!(Settings::read(&path), Settings::default());
        let mine = Settings {
            lock_minutes: 12,
            title: "Recipes \"and\" more".into(),
            language: "pl".into(),
            case: Some("/home/wren/a \"case\"".into()),
        };
        mine.write(&path).unwrap();
        assert_eq!(Settings::read(&path), mine);
    }

    #[test]
    fn what_is_not_allowed_is_as_by_default() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("settings.toml");
        for text in [
            "lock-minutes = 0\ntitle = \"\"\nlanguage = \"../../x\"",
            "lock-minutes = 31\ntitle = \"a\\nb\"",
            "lock-minutes = \"x\"",
            "not a table",
        ] {
            fs_err::write(&path, text).unwrap();
            assert_eq!(Settings::read(&path), Settings::default());
        }
    }
}
