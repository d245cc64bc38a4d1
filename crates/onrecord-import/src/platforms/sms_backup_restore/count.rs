//! What a file says of itself, beside what a plain count of its tags finds. One quick pass, before
//! anything is read: a wrong count is the first sign of a file that was cut off or edited.

use super::reader::{skip_declaration, stated_count};
use super::tag::{Tag, starts_record};
use super::window::Window;
use std::io::Read;

/// The result of the pass.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// The root's `count` attribute.
    pub(super) stated: Option<u64>,
    /// Start tags of records.
    pub(super) found: u64,
    /// The root's other attributes, as `name=value`.
    pub(super) root: Vec<String>,
}

/// Whether the file's first element is this format's root.
pub(super) fn is_ours(reader: Box<dyn Read + '_>) -> bool {
    /// Comments and declarations before the root are short.
    const LOOK: u64 = 16 * 1024;
    let mut window = Window::new(Box::new(reader.take(LOOK)));
    if window.peek(3).starts_with(b"\xEF\xBB\xBF") {
        window.advance(3);
    }
    if !window
        .peek(1)
        .first()
        .is_some_and(|byte| *byte == b'<' || byte.is_ascii_whitespace())
    {
        return false;
    }
    while window.skip_to(b'<') {
        let ahead = window.peek(7);
        if ahead.starts_with(b"<!--") {
            window.skip_beyond(b"-->");
        } else if ahead.starts_with(b"<?") {
            window.skip_beyond(b"?>");
        } else if ahead.starts_with(b"<!") {
            skip_declaration(&mut window);
        } else {
            return [&b"<smses"[..], b"<calls"].iter().any(|root| {
                ahead.starts_with(root)
                    && !ahead.get(root.len()).is_some_and(u8::is_ascii_alphanumeric)
            });
        }
    }
    false
}

/// Counts.
pub(super) fn count(reader: Box<dyn Read + '_>) -> Counted {
    let mut window = Window::new(reader);
    let mut counted = Counted::default();
    let mut tag = Tag::default();
    let mut root_seen = false;
    while window.skip_to(b'<') {
        let ahead = window.peek(7);
        if starts_record(ahead) {
            counted.found += 1;
        } else if ahead.starts_with(b"<!--") {
            window.skip_beyond(b"-->");
            continue;
        } else if !root_seen && (ahead.starts_with(b"<smses") || ahead.starts_with(b"<calls")) {
            root_seen = true;
            if tag.read(&mut window, false).is_ok() {
                counted.stated = stated_count(&tag);
                for (name, value) in tag
                    .attributes()
                    .take(16)
                    .filter(|(name, _)| *name != b"count")
                {
                    counted.root.push(format!(
                        "{}={}",
                        String::from_utf8_lossy(name),
                        String::from_utf8_lossy(&value[..value.len().min(100)])
                    ));
                }
            }
            continue;
        }
        window.advance(1);
    }
    counted
}
