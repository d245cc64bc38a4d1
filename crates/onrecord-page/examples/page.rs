//! Writes the page to standard output, to look at: `cargo run -p onrecord-page --example page`.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(onrecord_page::page().as_bytes())
}
