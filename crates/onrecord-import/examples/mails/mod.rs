//! The least that takes an mbox file apart, for floors that then use a parser of others.

/// Each mail, without the line that begins with `From `, and where that line begins.
pub fn mails(mbox: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut starts: Vec<usize> = vec![0];
    starts.extend(memchr::memmem::find_iter(mbox, b"\n\nFrom ").map(|at| at + 2));
    let ends: Vec<usize> = starts[1..].iter().copied().chain([mbox.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| {
        let mail = &mbox[start..end];
        let from_line = memchr::memchr(b'\n', mail).map_or(0, |end| end + 1);
        (start, &mail[from_line..])
    })
}
