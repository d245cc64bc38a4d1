//! Builds the program inside `00-check-this-pack.html`: WebAssembly, the same bytes in any folder and
//! on any computer with the same compiler. Knows nothing of what it does.

use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const BUILT: &str = "crates/onrecord-page/built";
const WASM: &str = "check-this-pack.wasm";
const TOOLCHAIN: &str = "toolchain.txt";

/// Builds it and puts it where the page is assembled from.
pub fn write(root: &Path) -> Result<()> {
    let built = root.join(BUILT);
    fs_err::create_dir_all(&built)?;
    fs_err::write(built.join(WASM), build(root)?)?;
    fs_err::write(built.join(TOOLCHAIN), rustc(&["--version"])?)
}

fn rustc(arguments: &[&str]) -> Result<String> {
    let output = Command::new("rustc").args(arguments).output()?;
    String::from_utf8(output.stdout).map_err(Error::other)
}

fn target_is_installed() -> bool {
    let folder = rustc(&["--print", "target-libdir", "--target", TARGET]).unwrap_or_default();
    Path::new(folder.trim()).is_dir()
}

/// Every folder that a path in the program may begin with, and the name that stands for it.
fn renamed(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut renamed = vec![(root.canonicalize()?, "/onrecord".to_owned())];
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    if let Some(sources) = home.map(|home| home.join("registry/src"))
        && let Ok(registries) = fs_err::read_dir(&sources)
    {
        for registry in registries.flatten() {
            renamed.push((registry.path(), "/crates".to_owned()));
        }
    }
    // Only where the standard library's sources are installed do its paths need another name.
    let sysroot = rustc(&["--print", "sysroot"])?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust");
    let version = rustc(&["--version", "--verbose"])?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "));
    if let (true, Some(commit)) = (library.is_dir(), commit) {
        renamed.push((library, format!("/rustc/{commit}")));
    }
    Ok(renamed)
}

fn build(root: &Path) -> Result<Vec<u8>> {
    if !target_is_installed() {
        let problem = format!("{TARGET} is not installed: run `rustup target add {TARGET}`");
        return Err(Error::other(problem));
    }
    // A folder of its own: no other build waits for this one, or it for another.
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    let folder = folder.join("page-build");
    let flags: Vec<String> = renamed(root)?
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .collect();
    let mut cargo = Command::new("cargo");
    for (name, _) in std::env::vars_os() {
        let said = name.to_string_lossy();
        if said.contains("RUSTFLAGS") || said.starts_with("CARGO_PROFILE_") {
            cargo.env_remove(&name);
        }
    }
    let status = cargo
        .current_dir(root)
        .args(["build", "--quiet", "--locked", "--profile", "page"])
        .args([
            "--target",
            TARGET,
            "-p",
            "onrecord-page",
            "--bin",
            "onrecord-page",
        ])
        .arg("--target-dir")
        .arg(&folder)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .env("CARGO_INCREMENTAL", "0")
        .status()?;
    if !status.success() {
        return Err(Error::other("the page's program does not build"));
    }
    fs_err::read(folder.join(TARGET).join("page/onrecord-page.wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever changes the checks changes what the page must carry.
    #[test]
    #[allow(clippy::print_stdout, reason = "a test that did nothing must say so")]
    fn the_page_in_a_pack_is_built_from_these_sources() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let built = root.join(BUILT);
        let by = fs_err::read_to_string(built.join(TOOLCHAIN)).unwrap();
        if !target_is_installed() {
            println!("SKIPPED: {TARGET} is not installed: `rustup target add {TARGET}`");
        } else if rustc(&["--version"]).unwrap() != by {
            println!(
                "SKIPPED: the page was built with {by}; build it with that, or run `cargo xtask page`"
            );
        } else {
            let same = fs_err::read(built.join(WASM)).unwrap() == build(&root).unwrap();
            assert!(
                same,
                "{BUILT}/{WASM} is not what these sources give: run `cargo xtask page` and commit it"
            );
        }
    }
}
