//! A zip archive written byte by byte, so that a test knows where each member of it ends.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write as _;

/// How a member is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Sizes stand in the header.
    Stated,
    /// Sizes stand behind the data, with a signature and four bytes each.
    Streamed,
    /// The same without a signature.
    Unsigned,
    /// With a signature and eight bytes each.
    Streamed64,
    /// Sizes stand in the header's zip64 field.
    Stated64,
}

/// All of them.
pub const WAYS: [Way; 5] = [
    Way::Stated,
    Way::Streamed,
    Way::Unsigned,
    Way::Streamed64,
    Way::Stated64,
];

/// An archive as it is written from the front.
#[derive(Default)]
pub struct Writer {
    pub bytes: Vec<u8>,
    /// Name, content, and where the member ends, its descriptor included.
    pub members: Vec<(String, Vec<u8>, usize)>,
    pub headers: Vec<Vec<u8>>,
}

impl Writer {
    /// A member.
    pub fn add(&mut self, name: &str, content: &[u8], deflated: bool, way: Way) -> &mut Self {
        let data = if deflated {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(content).unwrap();
            encoder.finish().unwrap()
        } else {
            content.to_vec()
        };
        self.raw(name, content, &data, if deflated { 8 } else { 0 }, way)
    }

    /// A member whose data are written by the caller.
    pub fn raw(
        &mut self,
        name: &str,
        content: &[u8],
        data: &[u8],
        method: u16,
        way: Way,
    ) -> &mut Self {
        let mut crc = Crc::new();
        crc.update(content);
        let (crc, size, packed) = (crc.sum(), content.len() as u32, data.len() as u32);
        let streamed = matches!(way, Way::Streamed | Way::Unsigned | Way::Streamed64);
        let mut extra = Vec::new();
        let mut sizes = (packed, size);
        match way {
            Way::Stated64 => {
                extra.extend([1, 0, 16, 0]);
                extra.extend(u64::from(size).to_le_bytes());
                extra.extend(u64::from(packed).to_le_bytes());
                sizes = (u32::MAX, u32::MAX);
            }
            Way::Streamed64 => {
                extra.extend([1, 0, 16, 0]);
                extra.extend([0; 16]);
                sizes = (u32::MAX, u32::MAX);
            }
            Way::Streamed | Way::Unsigned => sizes = (0, 0),
            Way::Stated => {}
        }
        let at = self.bytes.len() as u32;
        let common = |crc: u32, sizes: (u32, u32), extra: usize| {
            let mut out = vec![45, 0, if streamed { 8 } else { 0 }, 8];
            out.extend(method.to_le_bytes());
            // No date.
            out.extend([0; 4]);
            out.extend(crc.to_le_bytes());
            out.extend(sizes.0.to_le_bytes());
            out.extend(sizes.1.to_le_bytes());
            out.extend((name.len() as u16).to_le_bytes());
            out.extend((extra as u16).to_le_bytes());
            out
        };
        self.bytes.extend(b"PK\x03\x04");
        let stated_crc = if streamed { 0 } else { crc };
        self.bytes.extend(common(stated_crc, sizes, extra.len()));
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(&extra);
        self.bytes.extend(data);
        if streamed {
            if way != Way::Unsigned {
                self.bytes.extend(b"PK\x07\x08");
            }
            self.bytes.extend(crc.to_le_bytes());
            for number in [packed, size] {
                self.bytes.extend(number.to_le_bytes());
                if way == Way::Streamed64 {
                    self.bytes.extend([0; 4]);
                }
            }
        }
        let mut header = b"PK\x01\x02\x2d\x00".to_vec();
        header.extend(common(crc, (packed, size), 0));
        header.extend([0; 2 + 2 + 2 + 4]);
        header.extend(at.to_le_bytes());
        header.extend(name.as_bytes());
        self.headers.push(header);
        let end = self.bytes.len();
        self.members.push((name.to_owned(), content.to_vec(), end));
        self
    }

    /// The archive, and where its list begins.
    pub fn finish(&self) -> (Vec<u8>, usize) {
        let mut bytes = self.bytes.clone();
        let at = bytes.len();
        bytes.extend(self.headers.concat());
        let size = (bytes.len() - at) as u32;
        let count = (self.headers.len() as u16).to_le_bytes();
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend([count, count].concat());
        bytes.extend(size.to_le_bytes());
        bytes.extend((at as u32).to_le_bytes());
        bytes.extend([0, 0]);
        (bytes, at)
    }
}
