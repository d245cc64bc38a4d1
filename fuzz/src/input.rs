//! The shape of an input: the first line is a file's name, what follows is its content, and
//! `--file NAME` on a line of its own begins another file. The tests that replay what was kept read
//! this file too.

use onrecord_import::MemoryExport;

/// An input as an export.
pub fn export_of(data: &[u8]) -> Option<MemoryExport> {
    let (name, mut rest) = split_line(data);
    let mut name = std::str::from_utf8(name).ok()?.to_owned();
    let mut export = MemoryExport::new("export.zip");
    loop {
        let next = find(rest, b"\n--file ");
        let content = &rest[..next.unwrap_or(rest.len())];
        export = export.with(&name, content.to_vec());
        let Some(next) = next else { break };
        let (line, after) = split_line(&rest[next + 8..]);
        name = std::str::from_utf8(line).ok()?.to_owned();
        rest = after;
    }
    Some(export)
}

fn split_line(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[]),
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}
