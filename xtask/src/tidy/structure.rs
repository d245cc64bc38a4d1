//! Structure: who may depend on whom, module headers, file sizes.

use super::files_below;
use std::collections::BTreeSet;
use std::path::Path;

/// The longest a source file may be, tests included.
const LONGEST: usize = 600;

/// Compares the workspace's own dependency edges (not those for tests) with the lines of
/// ARCHITECTURE.md between `<!-- edges -->` and `<!-- /edges -->`, each `a -> b, c`.
pub fn dependency_edges(root: &Path) -> Vec<String> {
    let Ok(text) = fs_err::read_to_string(root.join("ARCHITECTURE.md")) else {
        return vec!["ARCHITECTURE.md: cannot be read".into()];
    };
    let stated: BTreeSet<(String, String)> = text
        .split("<!-- edges -->")
        .nth(1)
        .and_then(|rest| rest.split("<!-- /edges -->").next())
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.split_once("->"))
        .flat_map(|(from, to)| {
            let from = from.trim().trim_matches('`').to_string();
            to.split(',')
                .map(move |to| (from.clone(), to.trim().trim_matches('`').to_string()))
                .collect::<Vec<_>>()
        })
        .collect();
    let mut real = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut manifests = files_below(&root.join("crates"), &["Cargo.toml"]);
    manifests.extend([root.join("demo/Cargo.toml"), root.join("xtask/Cargo.toml")]);
    for manifest in manifests {
        let Ok(text) = fs_err::read_to_string(&manifest) else {
            continue;
        };
        let value: toml::Table = match text.parse() {
            Ok(value) => value,
            Err(error) => {
                wrong.push(format!("{}: {error}", manifest.display()));
                continue;
            }
        };
        let name = value["package"]["name"]
            .as_str()
            .unwrap_or_default()
            .to_string();
        for section in ["dependencies", "build-dependencies"] {
            let Some(table) = value.get(section).and_then(|section| section.as_table()) else {
                continue;
            };
            for dependency in table.keys().filter(|key| key.starts_with("onrecord")) {
                real.insert((name.clone(), dependency.clone()));
            }
        }
    }
    for (from, to) in real.difference(&stated) {
        wrong.push(format!(
            "ARCHITECTURE.md: {from} depends on {to}, which is not among the stated edges"
        ));
    }
    for (from, to) in stated.difference(&real) {
        wrong.push(format!(
            "ARCHITECTURE.md: states {from} -> {to}, which is not so"
        ));
    }
    wrong
}

/// The one file that may allow `unsafe`, for the declaration of what the browser provides.
const UNSAFE: &str = "crates/onrecord-page/src/main.rs";

/// Every crate takes the workspace's lints, which forbid `unsafe`; one says them itself and allows it
/// in one place.
pub fn one_unsafe(root: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    for folder in ["crates", "demo", "xtask"] {
        for path in files_below(&root.join(folder), &["Cargo.toml", ".rs"]) {
            let text = fs_err::read_to_string(&path).unwrap_or_default();
            let shown = path.strip_prefix(root).unwrap_or(&path).display();
            let shown = shown.to_string();
            let is_page = shown.starts_with("crates/onrecord-page/");
            let fits = match shown.ends_with(".rs") {
                true => shown == UNSAFE || !text.contains(concat!("unsafe_", "code")),
                false if is_page => text.contains(concat!("unsafe_", "code = \"deny\"")),
                false => text.contains("[lints]\nworkspace = true"),
            };
            let times = text.matches(concat!("unsafe", " extern")).count();
            if !fits || shown == UNSAFE && times != 1 {
                wrong.push(format!(
                    "{shown}: unsafe code is forbidden, but for one declaration in {UNSAFE}"
                ));
            }
        }
    }
    wrong
}

/// Every module begins with `//!`; no source file is longer than 600 lines.
pub fn module_headers_and_sizes(root: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    for folder in ["crates", "demo", "xtask", "fuzz", "testkit"] {
        for path in files_below(&root.join(folder), &[".rs", ".py"]) {
            let Ok(text) = fs_err::read_to_string(&path) else {
                continue;
            };
            let shown = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .display()
                .to_string();
            let lines = text.lines().count();
            if lines > LONGEST {
                wrong.push(format!(
                    "{shown}: {lines} lines; split it ({LONGEST} at most)"
                ));
            }
            let first = text
                .lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default();
            if shown.ends_with(".rs") && !first.starts_with("//!") && !first.starts_with("#!") {
                wrong.push(format!("{shown}: does not begin with //!"));
            }
        }
    }
    wrong
}
