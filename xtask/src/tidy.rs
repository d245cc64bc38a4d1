//! Holds the house to what its papers say. Each check reads the work tree and returns what is
//! wrong, one line each; it changes nothing.

mod claims;
mod structure;

use std::path::Path;

/// Runs every check; the lines say what is wrong and where.
pub fn run(root: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    wrong.extend(structure::dependency_edges(root));
    wrong.extend(structure::module_headers_and_sizes(root));
    wrong.extend(structure::one_unsafe(root));
    wrong.extend(claims::forbidden_words(root));
    wrong.extend(claims::remote_links(root));
    wrong
}

/// Every file below `folder` whose name ends so, sorted; build output left out.
fn files_below(folder: &Path, endings: &[&str]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let Ok(listing) = fs_err::read_dir(&folder) else {
            continue;
        };
        for entry in listing.flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') && name != "corpus" {
                    waiting.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_tidy() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let wrong = super::run(&root);
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    }
}
