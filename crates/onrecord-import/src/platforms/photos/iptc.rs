//! IPTC fields in a JPEG's Photoshop segment (IPTC-NAA IIM 4.2). Facebook leaves its own mark in
//! one of them where it removes everything else.

use super::findings::Findings;

/// Photoshop's image resource that holds the fields.
const RESOURCE: u16 = 0x0404;

/// The fields of the application record that are shown.
const FIELDS: &[(u8, &str)] = &[
    (5, "ObjectName"),
    (40, "SpecialInstructions"),
    (55, "DateCreated"),
    (60, "TimeCreated"),
    (65, "OriginatingProgram"),
    (80, "By-line"),
    (90, "City"),
    (92, "Sub-location"),
    (101, "Country"),
    (103, "OriginalTransmissionReference"),
    (105, "Headline"),
    (110, "Credit"),
    (116, "CopyrightNotice"),
    (120, "Caption"),
];

/// Names of fields that tell a place.
pub(super) const PLACES: &[&str] = &["iptc.City", "iptc.Sub-location"];

pub(super) fn read(mut resources: &[u8], found: &mut Findings) {
    while let Some((id, data, rest)) = resource(resources) {
        if id == RESOURCE {
            fields(data, found);
        }
        resources = rest;
    }
}

/// `8BIM`, a number, a name of even length, a length, that many bytes and perhaps one of padding.
fn resource(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let rest = bytes.strip_prefix(b"8BIM")?;
    let (&[high, low], rest) = rest.split_first_chunk()?;
    let name = usize::from(*rest.first()?) + 1;
    let rest = rest.get(name.next_multiple_of(2)..)?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let data = rest.get(..length)?;
    let rest = rest.get(length.next_multiple_of(2)..).unwrap_or_default();
    Some((u16::from_be_bytes([high, low]), data, rest))
}

fn fields(mut data: &[u8], found: &mut Findings) {
    while let [0x1c, record, field, high, low, rest @ ..] = data {
        // A set high bit means a length of another form, for values over 32 KiB.
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(value) = rest.get(..length) else {
            return;
        };
        if *record == 2
            && let Some((_, name)) = FIELDS.iter().find(|(number, _)| number == field)
        {
            found.add_text(format!("iptc.{name}"), value.to_vec(), false);
        }
        data = &rest[length..];
    }
}
