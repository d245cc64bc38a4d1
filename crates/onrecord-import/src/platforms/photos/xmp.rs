//! What is taken from an XMP packet (XMP specification, part 1): the first value of a few
//! properties, as attribute or element. The packet is XML that a stranger may have written: it is
//! searched, not parsed.

/// The properties, by their usual names.
const PROPERTIES: &[&str] = &[
    "exif:DateTimeOriginal",
    "exif:DateTimeDigitized",
    "photoshop:DateCreated",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:CreatorTool",
    "exif:UserComment",
    "tiff:Make",
    "tiff:Model",
    "aux:SerialNumber",
    "photoshop:Credit",
    "photoshop:City",
    "exif:GPSLatitude",
    "exif:GPSLongitude",
    "Iptc4xmpExt:DigitalSourceType",
];

/// Of those, what tells a place.
pub(super) const PLACES: &[&str] = &[
    "xmp.exif:GPSLatitude",
    "xmp.exif:GPSLongitude",
    "xmp.photoshop:City",
];

/// The properties that are there, each with its value's bytes.
pub(super) fn properties(packet: &[u8]) -> Vec<(&'static str, &[u8])> {
    PROPERTIES
        .iter()
        .filter_map(|name| Some((*name, value(packet, name)?)))
        .collect()
}

/// Places of one name that are looked at: each may be followed to the packet's end.
const MAX_PLACES: usize = 16;

fn value<'p>(packet: &'p [u8], name: &str) -> Option<&'p [u8]> {
    let mut places = memchr::memmem::find_iter(packet, name).take(MAX_PLACES);
    places.find_map(|at| {
        let before = *packet.get(at.checked_sub(1)?)?;
        let after = packet.get(at + name.len()..)?.trim_ascii_start();
        match after.first()? {
            b'=' if before.is_ascii_whitespace() => {
                let after = after[1..].trim_ascii_start();
                let (quote, text) = after.split_first()?;
                let end = memchr::memchr(*quote, text).filter(|_| matches!(quote, b'"' | b'\''))?;
                filled(&text[..end])
            }
            _ if before == b'<' => element(after),
            _ => None,
        }
    })
}

/// The first text inside an element: `after` begins behind its name. Lists have one inside.
fn element(after: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr(b'>', after)?;
    if after[..end].ends_with(b"/") {
        return None;
    }
    let mut rest = &after[end + 1..];
    for _ in 0..8 {
        let text = &rest[..memchr::memchr(b'<', rest)?];
        if let Some(text) = filled(text) {
            return Some(text);
        }
        let tag = &rest[text.len()..];
        if tag.starts_with(b"</") {
            return None;
        }
        rest = &tag[memchr::memchr(b'>', tag)? + 1..];
    }
    None
}

fn filled(text: &[u8]) -> Option<&[u8]> {
    let text = text.trim_ascii();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_elements_and_lists_are_found() {
        let packet = br#"<rdf:Description xmp:CreateDate="2021-03-05" xmp:ModifyDate = ''
            ><exif:UserComment><rdf:Alt> <rdf:li xml:lang="x-default">Screenshot</rdf:li>
            </rdf:Alt></exif:UserComment><tiff:Make/><tiff:X>y</tiff:X><exif:DateTimeOriginal>2020</exif:"#;
        assert_eq!(
            properties(packet),
            [
                ("exif:DateTimeOriginal", &b"2020"[..]),
                ("xmp:CreateDate", b"2021-03-05"),
                ("exif:UserComment", b"Screenshot"),
            ]
        );
        assert!(properties(b"exif:UserComment").is_empty());
        assert!(properties(b"<exif:UserComment><<<<<<<<<<<<<<<").is_empty());
    }
}
