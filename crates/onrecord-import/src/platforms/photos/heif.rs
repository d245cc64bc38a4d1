//! HEIF's boxes (ISO/IEC 14496-12 and 23008-12): where the EXIF and XMP items are, how large the
//! picture is. HEIC and AVIF are laid out so. Decodes no picture.

use super::findings::{Block, Findings, MAX_BLOCK};
use std::ops::Range;

/// Items whose places are looked up.
const MAX_ITEMS: usize = 4_096;

/// The brands of still pictures and their sequences.
const BRANDS: &[&[u8; 4]] = &[
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2", b"avif",
    b"avis",
];

/// Whether a file begins as such a picture does.
pub(super) fn looks_like(first: &[u8]) -> bool {
    let Some((&[a, b, c, d], b"ftyp")) = first.get(..8).and_then(|start| {
        let (length, name) = start.split_first_chunk::<4>()?;
        Some((length, name))
    }) else {
        return false;
    };
    let end = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
    let brands = first.get(8..end.min(first.len())).unwrap_or_default();
    // The second word is a version.
    brands
        .chunks_exact(4)
        .enumerate()
        .any(|(at, brand)| at != 1 && BRANDS.iter().any(|known| brand == *known))
}

/// A box: its name, and its content's place in the file.
struct Part {
    name: [u8; 4],
    content: Range<u64>,
}

/// A reader over big-endian numbers that ends instead of failing.
struct Numbers<'d>(&'d [u8]);

impl<'d> Numbers<'d> {
    fn take(&mut self, count: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of 0 to 8 bytes.
    fn number(&mut self, bytes: usize) -> Option<u64> {
        let taken = self.take(bytes)?;
        Some(
            taken
                .iter()
                .fold(0, |number, byte| number << 8 | u64::from(*byte)),
        )
    }

    fn name(&mut self) -> Option<[u8; 4]> {
        self.take(4)?.try_into().ok()
    }

    fn text(&mut self) -> Option<&'d [u8]> {
        let zero = memchr::memchr(0, self.0)?;
        let text = self.take(zero)?;
        self.take(1)?;
        Some(text)
    }
}

/// The box at `at`, which may not reach beyond `end`; `Err` with what it claims where it does.
fn part(file: &[u8], at: u64, end: u64) -> Option<Result<Part, [u8; 4]>> {
    let mut numbers = Numbers(file.get(usize::try_from(at).ok()?..)?);
    let length = numbers.number(4)?;
    let name = numbers.name()?;
    let (header, length) = match length {
        0 => (8, end - at),
        1 => (16, numbers.number(8)?),
        length => (8, length),
    };
    let reaches = at
        .checked_add(length)
        .filter(|reaches| *reaches <= end && length >= header);
    Some(match reaches {
        Some(reaches) => Ok(Part {
            name,
            content: at + header..reaches,
        }),
        None => Err(name),
    })
}

/// The boxes inside `range`, as far as they are whole.
fn parts(file: &[u8], range: Range<u64>) -> impl Iterator<Item = Part> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        if at >= range.end {
            return None;
        }
        let part = part(file, at, range.end)?.ok()?;
        at = part.content.end;
        Some(part)
    })
}

fn slice(file: &[u8], range: Range<u64>) -> Option<&[u8]> {
    file.get(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)
}

/// `file`: the beginning of a file of `size` bytes, or all of it.
pub(super) fn read(file: &[u8], size: u64, found: &mut Findings) {
    let mut at = 0;
    let mut meta = None;
    while at < size {
        if at >= file.len() as u64 {
            found.looked_at = Some(file.len() as u64);
            break;
        }
        match part(file, at, size) {
            Some(Ok(part)) => {
                at = part.content.end;
                if &part.name == b"meta" {
                    meta.get_or_insert(part.content);
                }
            }
            None if size > file.len() as u64 => {
                found.looked_at = Some(file.len() as u64);
                break;
            }
            Some(Err(_)) | None => {
                found.ends_early(size);
                break;
            }
        }
    }
    match meta {
        // A version and flags come first.
        Some(content) if content.end <= file.len() as u64 => {
            items(file, size, content.start + 4..content.end, found);
        }
        Some(_) => found.looked_at = Some(file.len() as u64),
        None if found.problems.is_empty() && found.looked_at.is_none() => {
            let reason = "The picture has no index of its parts.";
            found.problem("bad-structure", 0, reason);
        }
        None => {}
    }
}

#[derive(PartialEq)]
enum Item {
    Exif,
    Xmp,
}

fn items(file: &[u8], size: u64, meta: Range<u64>, found: &mut Findings) {
    let mut wanted = Vec::new();
    let mut places = None;
    let mut data = None;
    for part in parts(file, meta) {
        let content = part.content.clone();
        match &part.name {
            b"iinf" => wanted = item_kinds(file, content),
            b"iloc" => places = slice(file, content),
            b"idat" => data = Some(content),
            b"iref" => {
                let inside = content.start.saturating_add(4)..content.end;
                found.has_thumbnail |= parts(file, inside).any(|part| &part.name == b"thmb");
            }
            b"iprp" => found.size = largest(file, content).or(found.size),
            _ => {}
        }
    }
    for (id, kind) in wanted {
        let place = places.and_then(|places| place_of(places, id, data.as_ref()));
        let Some(range) = place else {
            let reason = "The picture's details are listed, but not where they are.";
            found.problem("bad-structure", 0, reason);
            continue;
        };
        if range.end > size {
            found.problem(
                "truncated",
                size,
                "The picture's details lie beyond the file's end.",
            );
            continue;
        }
        let Some(content) = slice(file, range.clone()) else {
            found.looked_at = Some(file.len() as u64);
            continue;
        };
        match kind {
            Item::Xmp => found.add_xmp(content.to_vec()),
            Item::Exif => {
                // How many bytes to skip before the TIFF header.
                let skip = Numbers(content).number(4).unwrap_or(0).saturating_add(4);
                let skip = usize::try_from(skip)
                    .unwrap_or(usize::MAX)
                    .min(content.len());
                found.add_exif(Block {
                    bytes: content[skip..].to_vec(),
                    at: range.start + skip as u64,
                    length: (content.len() - skip) as u64,
                });
            }
        }
    }
}

/// The items that say something of the picture.
fn item_kinds(file: &[u8], content: Range<u64>) -> Vec<(u64, Item)> {
    let list = || {
        let mut numbers = Numbers(slice(file, content.clone())?);
        let version = numbers.number(4)? >> 24;
        Some(content.start + if version == 0 { 6 } else { 8 }..content.end)
    };
    let Some(list) = list() else {
        return Vec::new();
    };
    let mut kinds = Vec::new();
    for entry in parts(file, list)
        .filter(|part| &part.name == b"infe")
        .take(MAX_ITEMS)
    {
        let kind = || {
            let mut numbers = Numbers(slice(file, entry.content)?);
            let version = numbers.number(4)? >> 24;
            let id = numbers.number(if version >= 3 { 4 } else { 2 })?;
            numbers.take(2)?;
            let kind = numbers.name()?;
            numbers.text()?;
            match &kind {
                b"Exif" => Some((id, Item::Exif)),
                b"mime" if numbers.text()? == b"application/rdf+xml" => Some((id, Item::Xmp)),
                _ => None,
            }
        };
        // A hostile file can list the same item thousands of times.
        if let Some((id, kind)) = kind()
            && kinds.len() < 8
            && !kinds.contains(&(id, Item::Exif))
            && !kinds.contains(&(id, Item::Xmp))
        {
            kinds.push((id, kind));
        }
    }
    kinds
}

/// Where an item is that lies in one piece, in the file or in the `idat` box.
fn place_of(places: &[u8], wanted: u64, data: Option<&Range<u64>>) -> Option<Range<u64>> {
    let mut numbers = Numbers(places);
    let version = numbers.number(4)? >> 24;
    let sizes = numbers.number(2)?;
    let width = |shift: u32| (sizes >> shift & 15).min(8) as usize;
    let (offset_size, length_size, base_size) = (width(12), width(8), width(4));
    let index_size = if version == 0 { 0 } else { width(0) };
    let count = numbers.number(if version < 2 { 2 } else { 4 })?;
    for _ in 0..count {
        let id = numbers.number(if version < 2 { 2 } else { 4 })?;
        let method = if version == 0 {
            0
        } else {
            numbers.number(2)? & 15
        };
        numbers.take(2)?;
        let base = numbers.number(base_size)?;
        let extents = numbers.number(2)?;
        let mut place = None;
        // Where an extent has no bytes, a stated number of them would be counted for nothing.
        let is_empty = index_size + offset_size + length_size == 0;
        for _ in 0..if is_empty { extents.min(1) } else { extents } {
            numbers.take(index_size)?;
            let offset = numbers.number(offset_size)?;
            let length = numbers.number(length_size)?;
            place.get_or_insert((offset, length));
        }
        if id != wanted {
            continue;
        }
        let (offset, length) = place.filter(|_| extents == 1)?;
        let start = match (method, data) {
            (0, _) => base.checked_add(offset)?,
            (1, Some(data)) => data.start.checked_add(base)?.checked_add(offset)?,
            _ => return None,
        };
        let end = start.checked_add(length)?;
        return (length <= MAX_BLOCK as u64).then_some(start..end);
    }
    None
}

/// The largest size stated: a picture is often put together from tiles, which have theirs too.
fn largest(file: &[u8], properties: Range<u64>) -> Option<(u32, u32)> {
    parts(file, properties)
        .filter(|part| &part.name == b"ipco")
        .flat_map(|part| parts(file, part.content))
        .filter(|part| &part.name == b"ispe")
        .filter_map(|part| {
            let mut numbers = Numbers(slice(file, part.content)?);
            numbers.take(4)?;
            let width = u32::try_from(numbers.number(4)?).ok()?;
            Some((width, u32::try_from(numbers.number(4)?).ok()?))
        })
        .max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}
