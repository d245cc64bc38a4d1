//! What the comparison of styles is built from and measured on: `cargo xtask build-style` fits and
//! writes its calibration, `cargo xtask bench-linking` measures it. Knows the corpora; the method is
//! `onrecord-analysis::style`, and is called as the program calls it.

mod bench;
mod build;
mod cases;
mod corpora;
mod draw;
mod outcome;

pub use bench::run as bench;
pub use build::run as build;

use std::path::{Path, PathBuf};

/// Where the corpora lie; `--irc PATH` and `--sms PATH` say otherwise.
struct Places {
    irc: PathBuf,
    sms: PathBuf,
}

impl Places {
    fn of(root: &Path, arguments: &[String]) -> Self {
        let given = |name: &str, usual: &str| {
            let at = arguments.iter().position(|argument| argument == name);
            let given = at.and_then(|at| arguments.get(at + 1)).map(PathBuf::from);
            given.unwrap_or_else(|| root.join("../shared/linking").join(usual))
        };
        Self {
            irc: given("--irc", "irc-disentanglement-raw.tar.xz"),
            sms: given("--sms", "nus-sms-part.tsv.gz"),
        }
    }
}
