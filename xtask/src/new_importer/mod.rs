//! Begins a new importer: a folder that compiles, reads its own example, and names in its manifest
//! what is still to be written. Touches nothing else; the registry is generated from the folders.

use fs_err as fs;
use std::io::{Error, Result};
use std::path::Path;

/// Also compiled and run by `crates/onrecord-import/tests/new_importer.rs`.
const TEMPLATE: &str = include_str!("template.rs");
const TESTS: &str = include_str!("template_tests.txt");
const EXAMPLE: &str = "Example Chat export\n\
    2024-05-03T10:11:12Z\tRobin Sparrowhawk\tGood morning\n\
    2024-05-03T10:12:00Z\tWren Fairweather\tHello\tagain\n";
const DAMAGED: &str = "Example Chat export\nthis line has no time\n";

/// Writes `platforms/NAME/`: module, tests, a case and a malformed case.
///
/// # Errors
/// The name is not lower case with underscores, the folder is there already, or writing failed.
pub fn create(platforms: &Path, name: &str) -> Result<()> {
    let good = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !good {
        return Err(Error::other(
            "a name is lower case letters, digits and underscores",
        ));
    }
    let folder = platforms.join(name);
    if folder.exists() {
        return Err(Error::other(format!(
            "{} is there already",
            folder.display()
        )));
    }
    let kind: String = name
        .split('_')
        .filter_map(|word| Some((word.get(..1)?.to_uppercase(), word.get(1..)?)))
        .map(|(first, rest)| first + rest)
        .collect();
    let module = TEMPLATE
        .replace("\"template\"", &format!("\"{name}\""))
        .replace("Template", &kind)
        .replace("\nuse onrecord_import::", "\nuse crate::")
        + "\n#[cfg(test)]\nmod tests;\n";
    fs::create_dir_all(folder.join("cases/minimal"))?;
    fs::create_dir_all(folder.join("cases/malformed"))?;
    fs::write(folder.join("mod.rs"), module)?;
    fs::write(folder.join("tests.rs"), TESTS)?;
    fs::write(folder.join("cases/minimal/chat.txt"), EXAMPLE)?;
    fs::write(folder.join("cases/malformed/no-time.txt"), DAMAGED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::importers;

    #[test]
    fn a_new_importer_is_one_folder_and_one_line_of_the_registry() {
        let platforms = tempfile::tempdir().unwrap();
        create(platforms.path(), "first_chat").unwrap();
        let before = importers::registry(platforms.path()).unwrap();
        create(platforms.path(), "new_chat").unwrap();
        let after = importers::registry(platforms.path()).unwrap();
        let added: Vec<&str> = after
            .lines()
            .filter(|line| !before.lines().any(|other| other == *line))
            .collect();
        assert_eq!(added, ["pub mod new_chat;", "    &new_chat::IMPORTER,"]);
        let module = fs::read_to_string(platforms.path().join("new_chat/mod.rs")).unwrap();
        assert!(module.contains("pub struct NewChat;") && module.contains("name: \"new_chat\""));
        assert!(!module.contains("emplate"), "{module}");
        assert!(create(platforms.path(), "new_chat").is_err());
        assert!(create(platforms.path(), "New-Chat").is_err());
    }
}
