//! Lists the files of `law/`, so that a new jurisdiction is a file and no line of code.

use std::fmt::Write as _;
use std::path::Path;

#[expect(
    clippy::disallowed_methods,
    reason = "a build script reads its own sources, and sorts what it lists"
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../law");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path.canonicalize()?);
        }
    }
    files.sort();
    let mut code = String::from("&[\n");
    for path in files {
        writeln!(code, "    include_str!({path:?}),")?;
    }
    code.push(']');
    let out = Path::new(&std::env::var("OUT_DIR")?).join("law_files.rs");
    std::fs::write(out, code)?;
    Ok(())
}
