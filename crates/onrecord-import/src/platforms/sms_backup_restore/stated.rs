//! What a file says of itself at its beginning. Whether that is so is found while it is read.

use super::reader::{is_root, skip_declaration, stated_count};
use super::tag::Tag;
use super::window::Window;
use std::io::Read;

/// Comments and declarations before the root are short.
const LOOK: u64 = 16 * 1024;

/// What the root says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stated {
    /// The root's `count` attribute.
    pub(super) count: Option<u64>,
    /// The root's other attributes, as `name=value`.
    pub(super) root: Vec<String>,
}

/// Whether the file's first element is this format's root.
pub(super) fn is_ours(reader: Box<dyn Read + '_>) -> bool {
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
        let ahead = window.peek(9);
        if ahead.starts_with(b"<!--") {
            window.skip_beyond(b"-->");
        } else if ahead.starts_with(b"<?") {
            window.skip_beyond(b"?>");
        } else if ahead.starts_with(b"<!") {
            skip_declaration(&mut window);
        } else {
            return ahead.get(1..).is_some_and(is_root);
        }
    }
    false
}

/// Reads the beginning of a file that [`is_ours`].
pub(super) fn stated(reader: Box<dyn Read + '_>) -> Stated {
    let mut window = Window::new(Box::new(reader.take(LOOK)));
    let mut stated = Stated::default();
    let mut tag = Tag::default();
    while window.skip_to(b'<') {
        let ahead = window.peek(9);
        if ahead.starts_with(b"<!--") {
            window.skip_beyond(b"-->");
            continue;
        }
        if ahead.get(1..).is_some_and(is_root) {
            if tag.read(&mut window, false).is_ok() {
                stated.count = stated_count(&tag);
                let others = tag.attributes().filter(|(name, _)| *name != b"count");
                for (name, value) in others.take(16) {
                    stated.root.push(format!(
                        "{}={}",
                        String::from_utf8_lossy(name),
                        String::from_utf8_lossy(&value[..value.len().min(100)])
                    ));
                }
            }
            break;
        }
        window.advance(1);
    }
    stated
}
