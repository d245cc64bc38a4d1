//! Checks a pack from the command line, for measuring: `verify_pack FOLDER [thorough]`.

use onrecord_verify::{Folder, Options, verify_pack};
use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = Folder(arguments.next().unwrap_or_default().into());
    let thorough = arguments.next().is_some();
    let report = verify_pack(&folder, Options { thorough }, &mut |_| ());
    writeln!(std::io::stdout(), "{report}{} bytes", report.bytes)
}
