//! Apple Mail's own files (`.emlx`): a line with the mail's length, the mail, and a property list
//! with what the program knows of it. Knows nothing of what is in a mail.
//!
//! Source: J. Zawinski, "Apple Mail.app emlx", for the flags; the layout as mail programs' importers
//! read it.

use onrecord_model::{Mark, Marks};

/// The mail's range in the file, and what stands behind it. `None`: the first line states no
/// length.
pub(super) fn split(content: &[u8]) -> Option<(std::ops::Range<usize>, &[u8])> {
    let line = memchr::memchr(b'\n', &content[..content.len().min(32)])?;
    let stated: usize = std::str::from_utf8(&content[..line])
        .ok()?
        .trim()
        .parse()
        .ok()?;
    let from = line + 1;
    let to = from.checked_add(stated)?.min(content.len());
    Some((from..to, &content[to..]))
}

/// The numbers and words of the property list, by their keys, as far as they are plain.
pub(super) fn noted(list: &[u8]) -> Vec<(String, String)> {
    const MOST: usize = 24;
    let text = String::from_utf8_lossy(&list[..list.len().min(64 << 10)]).into_owned();
    let mut noted = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once("<key>") {
        let Some((key, after)) = after.split_once("</key>") else {
            break;
        };
        rest = after;
        let value = after.trim_start();
        let plain = ["integer", "string", "real"].iter().find_map(|kind| {
            let inside = value.strip_prefix(&format!("<{kind}>"))?;
            inside.split_once(&format!("</{kind}>"))
        });
        if let Some((value, _)) = plain
            && key.len() <= 60
            && value.len() <= 300
            && noted.len() < MOST
        {
            noted.push((key.to_owned(), value.to_owned()));
        }
    }
    noted
}

/// What Apple Mail's flags say of a mail: bit 1 is deleted, bit 6 a draft.
pub(super) fn flags(value: &str, marks: &mut Marks) {
    let Ok(bits) = value.parse::<u64>() else {
        return;
    };
    if bits & 2 != 0 {
        marks.add(Mark::Deleted);
    }
    if bits & 64 != 0 {
        marks.add(Mark::Draft);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mail_ends_where_its_length_says() {
        let file = b"12     \nFrom: a\n\nhi\n<plist/>";
        let (range, rest) = split(file).unwrap();
        assert_eq!(&file[range], b"From: a\n\nhi\n");
        assert_eq!(rest, b"<plist/>");
        // A file that was cut off, and one that is none.
        assert_eq!(split(b"99999\nFrom: a\n").unwrap().0, 6..14);
        assert_eq!(split(b"99999999999999999999\nFrom: a\n"), None);
        assert_eq!(split(b"From: a\n"), None);
        assert_eq!(split(b""), None);
    }

    #[test]
    fn flags_are_read() {
        let list = b"<dict><key>flags</key>\n<integer>66</integer><key>x</key><dict><key>a b</key>\
                     <string>c</string></dict><key>torn</key><string>";
        let noted = noted(list);
        assert_eq!(noted.len(), 2);
        let mut marks = Marks::NONE;
        flags(&noted[0].1, &mut marks);
        assert!(marks.has(Mark::Deleted) && marks.has(Mark::Draft));
    }
}
