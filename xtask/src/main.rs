//! Chores: the importers' registry, tidy, generators, benchmarks. Knows nothing of a case.

mod bench;
mod dist;
mod fuzz;
mod importers;
mod linking;
mod new_importer;
mod page;
mod tidy;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask importers
       cargo xtask new-importer NAME
       cargo xtask tidy
       cargo xtask page
       cargo xtask dist [--binary FILE] [--out DIR]
       cargo xtask gen-exports --platform NAME --messages N --out PATH [--seed N]
       cargo xtask fuzz TARGET|IMPORTER [--seconds N]
       cargo xtask build-style [--irc ARCHIVE]
       cargo xtask bench-linking [--irc ARCHIVE] [--sms TABLE]
       cargo xtask bench [ROW …] [--messages N] [--mb N]";

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let result = match std::env::args().nth(1).as_deref() {
        Some("importers") => importers::write(&root),
        Some("new-importer") => new_importer(&root, std::env::args().nth(2)),
        Some("tidy") => match tidy::run(&root) {
            wrong if wrong.is_empty() => Ok(()),
            wrong => Err(std::io::Error::other(wrong.join("\n"))),
        },
        Some("page") => page::write(&root),
        Some("dist") => dist::write(&root, &std::env::args().skip(2).collect::<Vec<_>>()),
        Some("bench") => bench::run(&root, &std::env::args().skip(2).collect::<Vec<_>>()),
        Some("build-style") => linking::build(&root, &std::env::args().skip(2).collect::<Vec<_>>()),
        Some("bench-linking") => {
            linking::bench(&root, &std::env::args().skip(2).collect::<Vec<_>>())
        }
        Some("fuzz") => fuzz::run(&root, &std::env::args().skip(2).collect::<Vec<_>>()),
        Some("gen-exports") => gen_exports(std::env::args().skip(2).collect()),
        _ => Err(std::io::Error::other(USAGE)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ =
                std::io::Write::write_all(&mut std::io::stderr(), format!("{error}\n").as_bytes());
            ExitCode::FAILURE
        }
    }
}

/// `--platform P --messages N --out PATH [--seed N]`.
fn gen_exports(arguments: Vec<String>) -> std::io::Result<()> {
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).map(String::as_str)
    };
    let (Some(platform), Some(messages), Some(out)) = (
        value("--platform"),
        value("--messages").and_then(|number| number.parse().ok()),
        value("--out"),
    ) else {
        return Err(std::io::Error::other(USAGE));
    };
    let seed = value("--seed")
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(1);
    onrecord_demo::bulk::write(platform, messages, seed, Path::new(out))
}

fn new_importer(root: &Path, name: Option<String>) -> std::io::Result<()> {
    let name = name.ok_or_else(|| std::io::Error::other(USAGE))?;
    new_importer::create(&root.join("crates/onrecord-import/src/platforms"), &name)?;
    importers::write(root)
}
