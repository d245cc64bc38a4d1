//! Borders of one colour and the bars of a screenshot, cut off before a picture is hashed: a screenshot of
//! a picture is often sent in place of the picture.

/// Brightness may vary by this much within a border.
const EVEN: u8 = 12;
/// Never cut away more than this part of a side, in percent.
const MOST: usize = 60;
/// What is left must have this many pixels a side.
const LEAST: usize = 32;

/// What remains of a picture: left, top, width, height. `None` where nothing can be cut off.
pub fn trimmed(rgb: &[u8], width: usize, height: usize) -> Option<(usize, usize, usize, usize)> {
    if rgb.len() < width * height * 3 || width < LEAST || height < LEAST {
        return None;
    }
    let pixel = |x: usize, y: usize| {
        let at = (y * width + x) * 3;
        [rgb[at], rgb[at + 1], rgb[at + 2]]
    };
    let near = |one: [u8; 3], other: [u8; 3]| {
        one.iter()
            .zip(other)
            .all(|(one, other)| one.abs_diff(other) <= EVEN)
    };
    // A bar may hold a clock and signs: most of a line must be of its colour, not all.
    let is_even = |count: usize, at: &dyn Fn(usize) -> [u8; 3]| {
        let first = at(0);
        let same = (0..count).filter(|nth| near(at(*nth), first)).count();
        same * 100 >= count * 85
    };
    let row = |y: usize| is_even(width, &|x| pixel(x, y));
    let run = |limit: usize, even: &dyn Fn(usize) -> bool| {
        (0..limit).take_while(|nth| even(*nth)).count()
    };
    let top = run(height * MOST / 100, &row);
    let bottom = run(height * MOST / 100, &|nth| row(height - 1 - nth));
    if top + bottom + LEAST > height {
        return None;
    }
    let rows = height - top - bottom;
    let column = |x: usize| is_even(rows, &|y| pixel(x, top + y));
    let left = run(width * MOST / 100, &column);
    let right = run(width * MOST / 100, &|nth| column(width - 1 - nth));
    if left + right + LEAST > width || top + bottom + left + right == 0 {
        return None;
    }
    Some((left, top, width - left - right, rows))
}
