//! PDQ, a hash of what a picture looks like: 256 bits that hardly change when a picture is encoded anew,
//! made smaller or a little darker. Written from the description by its authors (Meta, "The TMK+PDQF
//! Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019) and held to their vectors
//! (ThreatExchange, BSD). Knows pixels; nothing of files, accounts or who sent what.
//!
//! A match says that two pictures look alike; that two hashes differ says nothing.

mod trim;

pub use trim::trimmed;

/// Hashes that differ in this many bits or fewer are a match.
pub const MATCH: u32 = 31;
/// From there to here a person must look; beyond, nothing is said.
pub const LOOK: u32 = 60;
/// A hash of this quality or less says nothing: the picture is too even.
pub const POOR: u32 = 49;

/// Smaller pictures have no hash.
const LEAST: usize = 5;

const SIDE: usize = 64;
const BITS: usize = 16;

/// 256 bits, the most significant word first as the hash is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Hash(pub [u16; BITS]);

impl Hash {
    /// Bits in which two hashes differ.
    pub fn distance(&self, other: &Self) -> u32 {
        let words = self.0.iter().zip(&other.0);
        words.map(|(one, other)| (one ^ other).count_ones()).sum()
    }

    /// Reads 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut words = [0; BITS];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (nth, word) in words.iter_mut().enumerate() {
            *word = u16::from_str_radix(&text[nth * 4..nth * 4 + 4], 16).ok()?;
        }
        words.reverse();
        Some(Self(words))
    }

    fn set(&mut self, bit: usize) {
        self.0[bit / 16] |= 1 << (bit % 16);
    }
}

impl core::fmt::Display for Hash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0
            .iter()
            .rev()
            .try_for_each(|word| write!(f, "{word:04x}"))
    }
}

impl core::fmt::Debug for Hash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Display::fmt(self, f)
    }
}

/// The hashes of a picture in its eight positions (as it is, turned, mirrored), and its quality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashed {
    /// As it is, turned by 90, 180 and 270 degrees, mirrored in both ways and along both diagonals.
    pub dihedral: [Hash; 8],
    /// 0 to 100.
    pub quality: u32,
}

impl Hashed {
    /// The hash of the picture as it is.
    pub fn hash(&self) -> Hash {
        self.dihedral[0]
    }

    /// The least distance of another picture, as it is, from this one in any position.
    pub fn distance(&self, other: &Self) -> u32 {
        let all = self
            .dihedral
            .iter()
            .map(|hash| hash.distance(&other.dihedral[0]));
        all.min().unwrap_or(256)
    }

    /// Whether it says anything at all.
    pub fn is_fit(&self) -> bool {
        self.quality > POOR
    }
}

/// Larger pictures are first made this wide and high, by picking pixels, as the reference does: so its
/// hashes of whole photographs are met bit for bit.
const LARGE: usize = 512;

/// Hashes rows of red, green and blue. `None` where there are too few bytes or pixels.
pub fn hash_rgb(rgb: &[u8], width: usize, height: usize) -> Option<Hashed> {
    let pixels = rgb.get(..width.checked_mul(height)?.checked_mul(3)?)?;
    let (wide, high) = if width > LARGE || height > LARGE {
        (LARGE, LARGE)
    } else {
        (width, height)
    };
    if width < LEAST || height < LEAST {
        return None;
    }
    let mut luma = Vec::with_capacity(wide * high);
    for row in 0..high {
        let row = row * height / high * width;
        for column in 0..wide {
            let at = (row + column * width / wide) * 3;
            let [red, green, blue] = [0, 1, 2].map(|nth| f32::from(pixels[at + nth]));
            luma.push(0.299 * red + 0.587 * green + 0.114 * blue);
        }
    }
    hash_luma(luma, wide, high)
}

/// Hashes rows of brightness, 0 to 255.
pub fn hash_luma(mut luma: Vec<f32>, width: usize, height: usize) -> Option<Hashed> {
    if width < LEAST || height < LEAST || luma.len() != width * height {
        return None;
    }
    blur(&mut luma, width, height);
    let mut small = [[0.0_f32; SIDE]; SIDE];
    for (row, out) in small.iter_mut().enumerate() {
        let from = ((row as f32 + 0.5) * height as f32 / SIDE as f32) as usize;
        for (column, out) in out.iter_mut().enumerate() {
            let at = ((column as f32 + 0.5) * width as f32 / SIDE as f32) as usize;
            *out = luma[from * width + at];
        }
    }
    let quality = quality(&small);
    let dct = dct(&small);
    Some(Hashed {
        dihedral: dihedral(&dct),
        quality,
    })
}

/// How much there is to see: gradients between neighbours, as the reference counts them.
fn quality(small: &[[f32; SIDE]; SIDE]) -> u32 {
    let mut sum = 0_i64;
    let step = |one: f32, other: f32| i64::from(((one - other) * 100.0 / 255.0) as i32).abs();
    for row in 0..SIDE {
        for column in 0..SIDE {
            if row + 1 < SIDE {
                sum += step(small[row][column], small[row + 1][column]);
            }
            if column + 1 < SIDE {
                sum += step(small[row][column], small[row][column + 1]);
            }
        }
    }
    (sum / 90).min(100) as u32
}

/// Two passes of a box filter along rows and columns, so wide that 64 samples hold what is left.
fn blur(luma: &mut [f32], width: usize, height: usize) {
    let window = |dimension: usize| dimension.div_ceil(2 * SIDE);
    let mut other = vec![0.0; luma.len()];
    let (along, down) = (window(width), window(height));
    for _ in 0..2 {
        for row in 0..height {
            box_filter(
                &luma[row * width..],
                &mut other[row * width..],
                width,
                1,
                along,
            );
        }
        for column in 0..width {
            box_filter(&other[column..], &mut luma[column..], height, width, down);
        }
    }
}

/// A running mean over `window` values, narrower at both ends.
fn box_filter(from: &[f32], to: &mut [f32], length: usize, stride: usize, window: usize) {
    let half = (window + 2) / 2;
    let first = (half - 1).min(length);
    let (mut sum, mut count) = (0.0_f32, 0.0_f32);
    let (mut left, mut right, mut at) = (0, 0, 0);
    for _ in 0..first {
        sum += from[right * stride];
        count += 1.0;
        right += 1;
    }
    let growing = (window + 1 - half).min(length - first);
    for _ in 0..growing {
        sum += from[right * stride];
        count += 1.0;
        to[at * stride] = sum / count;
        right += 1;
        at += 1;
    }
    while right < length {
        sum += from[right * stride];
        sum -= from[left * stride];
        to[at * stride] = sum / count;
        left += 1;
        right += 1;
        at += 1;
    }
    while at < length {
        sum -= from[left * stride];
        count -= 1.0;
        to[at * stride] = sum / count.max(1.0);
        left += 1;
        at += 1;
    }
}

/// The 16 lowest frequencies of each direction but the constant one.
fn dct(small: &[[f32; SIDE]; SIDE]) -> [[f32; BITS]; BITS] {
    let scale = (2.0_f64 / SIDE as f64).sqrt();
    let mut matrix = [[0.0_f32; SIDE]; BITS];
    for (frequency, row) in matrix.iter_mut().enumerate() {
        for (at, out) in row.iter_mut().enumerate() {
            let angle = core::f64::consts::PI / 2.0 / SIDE as f64
                * (frequency + 1) as f64
                * (2 * at + 1) as f64;
            *out = (scale * angle.cos()) as f32;
        }
    }
    let mut half = [[0.0_f32; SIDE]; BITS];
    for (row, out) in matrix.iter().zip(&mut half) {
        for (column, out) in out.iter_mut().enumerate() {
            *out = row
                .iter()
                .zip(small)
                .map(|(weight, values)| weight * values[column])
                .sum();
        }
    }
    let mut whole = [[0.0_f32; BITS]; BITS];
    for (row, out) in half.iter().zip(&mut whole) {
        for (weights, out) in matrix.iter().zip(out) {
            *out = row
                .iter()
                .zip(weights)
                .map(|(value, weight)| value * weight)
                .sum();
        }
    }
    whole
}

fn bits(dct: &[[f32; BITS]; BITS]) -> Hash {
    let mut all: Vec<f32> = dct.iter().flatten().copied().collect();
    all.sort_by(f32::total_cmp);
    // The lower median, as the reference's selection gives it.
    let median = all[all.len() / 2 - 1];
    let mut hash = Hash::default();
    for (row, values) in dct.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            if *value > median {
                hash.set(row * BITS + column);
            }
        }
    }
    hash
}

/// The hash in all eight positions, from the frequencies alone: a mirrored picture has the same ones with
/// other signs, a turned one has them with rows and columns exchanged as well.
fn dihedral(dct: &[[f32; BITS]; BITS]) -> [Hash; 8] {
    let odd = |frequency: usize| {
        if frequency.is_multiple_of(2) {
            -1.0
        } else {
            1.0
        }
    };
    let made = |transposed: bool, rows: bool, columns: bool| {
        let mut out = [[0.0; BITS]; BITS];
        for (row, values) in out.iter_mut().enumerate() {
            for (column, value) in values.iter_mut().enumerate() {
                let from = if transposed {
                    dct[column][row]
                } else {
                    dct[row][column]
                };
                let sign =
                    if rows { odd(row) } else { 1.0 } * if columns { odd(column) } else { 1.0 };
                *value = from * sign;
            }
        }
        bits(&out)
    };
    [
        made(false, false, false),
        made(true, true, false),
        made(false, true, true),
        made(true, false, true),
        made(false, true, false),
        made(false, false, true),
        made(true, false, false),
        made(true, true, true),
    ]
}

#[cfg(test)]
mod tests;
