//! Further facts of a record: names and values, all in one text. An export has millions of them, and
//! memory of its own for each would be most of what keeping them costs. Knows no format.

use core::fmt;

/// So many bytes are made ready for the first fact.
const FIRST: usize = 128;

/// Names and values in the record's order; a name may occur again.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// Of each the lengths of name and value, as [`write_length`] writes them, the name and the value.
    text: String,
    count: usize,
}

impl Details {
    /// None.
    pub const fn new() -> Self {
        Self {
            text: String::new(),
            count: 0,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Makes room for so many more, which have so many bytes together.
    pub fn reserve(&mut self, count: usize, bytes: usize) {
        self.text.reserve(count * LENGTHS + bytes);
    }

    /// Adds one.
    #[inline]
    pub fn push(&mut self, name: impl AsRef<str>, value: impl AsRef<str>) {
        self.push_parts(&[name.as_ref()], value.as_ref());
    }

    /// Adds one whose name is put together of `parts`.
    #[inline]
    pub fn push_parts(&mut self, parts: &[&str], value: &str) {
        let name: usize = parts.iter().map(|part| part.len()).sum();
        let needed = name + value.len() + LENGTHS;
        if self.text.capacity() - self.text.len() < needed {
            self.text.reserve(needed.max(FIRST));
        }
        write_length(&mut self.text, name);
        write_length(&mut self.text, value.len());
        for part in parts {
            self.text.push_str(part);
        }
        self.text.push_str(value);
        self.count += 1;
    }

    /// Puts one before all others.
    pub fn push_front(&mut self, name: &str, value: &str) {
        let mut all = Self::new();
        all.reserve(self.len() + 1, name.len() + value.len() + self.text.len());
        all.push(name, value);
        all.extend(&*self);
        *self = all;
    }

    /// The one at that place.
    pub fn at(&self, place: usize) -> Option<(&str, &str)> {
        self.iter().nth(place)
    }

    /// The first value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut all = self.iter();
        all.find(|(held, _)| *held == name).map(|(_, value)| value)
    }

    /// Whether there is one of that name.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Takes the first of that name out and says its value.
    pub fn remove(&mut self, name: &str) -> Option<Box<str>> {
        let mut all = self.iter();
        let place = all.position(|(held, _)| held == name)?;
        let value = self.at(place)?.1.into();
        let rest = self.iter().enumerate();
        *self = rest
            .filter(|(at, _)| *at != place)
            .map(|(_, pair)| pair)
            .collect();
        Some(value)
    }

    /// All of them.
    pub fn iter(&self) -> Iter<'_> {
        Iter {
            rest: &self.text,
            left: self.count,
        }
    }

    /// Leaves the first `count`.
    pub fn truncate(&mut self, count: usize) {
        if count < self.count {
            let mut all = self.iter();
            all.by_ref().take(count).for_each(drop);
            let length = self.text.len() - all.rest.len();
            self.text.truncate(length);
            self.count = count;
        }
    }

    /// Leaves none.
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// Leaves those of which `is_kept` says so.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&str, &str) -> bool) {
        *self = self
            .iter()
            .filter(|(name, value)| is_kept(name, value))
            .collect();
    }
}

/// What the two lengths of a fact take where neither is of unusual size.
const LENGTHS: usize = 4;

/// A length in characters of one byte, six bits each, the lowest first; all but the last have one bit
/// more.
#[inline]
fn write_length(text: &mut String, mut length: usize) {
    while length >= 0x40 {
        text.push(char::from(0x40 | (length & 0x3f) as u8));
        length >>= 6;
    }
    text.push(char::from(length as u8));
}

/// A length that `text` begins with, and how many bytes it takes.
#[inline]
fn read_length(text: &[u8]) -> Option<(usize, usize)> {
    let mut length = 0;
    for (at, byte) in text.iter().enumerate() {
        length |= usize::from(byte & 0x3f).checked_shl(6 * at as u32)?;
        if byte & 0x40 == 0 {
            return Some((length, at + 1));
        }
    }
    None
}

/// Names and values.
#[derive(Clone, Debug)]
pub struct Iter<'d> {
    rest: &'d str,
    left: usize,
}

impl<'d> Iterator for Iter<'d> {
    type Item = (&'d str, &'d str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let (name, at) = read_length(self.rest.as_bytes())?;
        let (value, more) = read_length(self.rest.as_bytes().get(at..)?)?;
        let (name, rest) = self.rest.get(at + more..)?.split_at_checked(name)?;
        let (value, rest) = rest.split_at_checked(value)?;
        self.rest = rest;
        Some((name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'d> IntoIterator for &'d Details {
    type Item = (&'d str, &'d str);
    type IntoIter = Iter<'d>;

    fn into_iter(self) -> Iter<'d> {
        self.iter()
    }
}

impl<N: AsRef<str>, V: AsRef<str>> Extend<(N, V)> for Details {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, more: I) {
        for (name, value) in more {
            self.push(name, value);
        }
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Details {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(all: I) -> Self {
        let mut details = Self::new();
        details.extend(all);
        details
    }
}

impl<N: AsRef<str>, V: AsRef<str>, const COUNT: usize> From<[(N, V); COUNT]> for Details {
    fn from(all: [(N, V); COUNT]) -> Self {
        all.into_iter().collect()
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_kept_as_a_list_of_names_and_values_would_keep_them() {
        let mut list: Vec<(String, String)> = Vec::new();
        let mut details = Details::new();
        let mut seed = 1_u64;
        let mut next = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % most
        };
        for _ in 0..2_000 {
            let name = "näme".repeat(next(3) as usize);
            let value = "välue".repeat(next(40) as usize * next(40) as usize);
            match next(20) {
                0 => {
                    let count = next(list.len() as u64 + 3) as usize;
                    list.truncate(count);
                    details.truncate(count);
                }
                1 => {
                    list.retain(|(_, value)| value.len() != 6);
                    details.retain(|_, value| value.len() != 6);
                }
                2 => {
                    let at = list.iter().position(|(held, _)| *held == name);
                    let value = at.map(|at| list.remove(at).1.into());
                    assert_eq!(details.remove(&name), value);
                }
                3 => {
                    details.push_front(&name, &value);
                    list.insert(0, (name, value));
                }
                4 => {
                    details.push_parts(&[&name, ".", &name], &value);
                    list.push(([&*name, ".", &*name].concat(), value));
                }
                _ => {
                    details.push(&name, &value);
                    list.push((name, value));
                }
            }
            assert!(details.iter().eq(list.iter().map(|(n, v)| (&**n, &**v))));
            assert_eq!(details, list.iter().map(|(n, v)| (n, v)).collect());
            assert_eq!(details.iter().len(), list.len());
            assert_eq!(format!("{details:?}"), format!("{list:?}"));
            let held = list.iter().find(|(name, _)| name.len() == 5);
            assert_eq!(details.get("näme"), held.map(|(_, value)| &**value));
            assert_eq!(details.has("näme"), held.is_some());
        }
        details.clear();
        assert_eq!(details, Details::new());
        for length in [0, 1, 63, 64, 4_095, 4_096, 300_000] {
            details.push("n".repeat(length / 2), "v".repeat(length));
        }
        let lengths = details
            .iter()
            .map(|(name, value)| (name.len(), value.len()));
        assert_eq!(lengths.last(), Some((150_000, 300_000)));
        details.clear();
        assert!(details.is_empty() && details.at(0).is_none());
        assert_ne!(Details::from([("ab", "c")]), Details::from([("a", "bc")]));
    }
}
