//! What of a message its account did not write, or wrote by pasting: quoted and forwarded text, and
//! text that stands word for word in another message. Taken out before any score. Must not know of
//! accounts' identities or of scores.

use super::cosine::hash;

/// Messages of fewer words are nobody's template: everybody writes "ok thanks".
const SHORTEST_TEMPLATE: usize = 5;
/// Words in a row that are compared in longer messages.
const SHINGLE: usize = 6;

/// Words that begin what somebody else wrote, to the end of the message.
const FORWARDED: &[&str] = &[
    "---------- forwarded message",
    "-----original message",
    "begin forwarded message",
    "forwarded from",
    "forwarded message:",
    "[forwarded]",
    "fwd:",
    "fw:",
];

/// What is left of a message without quoted lines and forwarded text; whether anything was taken out. The one
/// rule, for every channel that looks at words.
pub fn own_words(message: &str) -> (String, bool) {
    let mut kept = String::with_capacity(message.len());
    let mut removed = false;
    for line in message.split('\n') {
        let start = line.trim_start();
        let is_forwarded = FORWARDED.iter().any(|mark| begins(start, mark))
            || begins(start, "rt @") && kept.is_empty();
        if is_forwarded {
            removed = true;
            break;
        }
        // "On 3 May, Alex Example wrote:" announces the quotation.
        let announces = begins(start, "on ") && line.trim_end().ends_with("wrote:");
        if is_quoted(start) || announces {
            removed = true;
            continue;
        }
        if !kept.is_empty() {
            kept.push('\n');
        }
        kept.push_str(line);
    }
    (kept, removed)
}

/// Whether a line begins so, whatever the case of its Latin letters.
fn begins(line: &str, mark: &str) -> bool {
    let start = line.as_bytes().get(..mark.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()))
}

/// A line that begins as mail and chat programs mark what they quote; not ">:(" or ">.<".
fn is_quoted(line: &str) -> bool {
    line.strip_prefix('>')
        .is_some_and(|rest| rest.starts_with([' ', '>']) || rest.starts_with(char::is_alphanumeric))
        || line.starts_with('\u{2502}')
}

/// For each message of each account: whether its words stand, for the larger part, word for word in
/// another message of the case, its own account's too.
pub fn repeated(texts: &[Vec<String>]) -> Vec<Vec<bool>> {
    let mut wholes: Vec<(u64, u64)> = Vec::new();
    let mut shingles: Vec<(u64, u64)> = Vec::new();
    for (account, messages) in texts.iter().enumerate() {
        for (index, message) in messages.iter().enumerate() {
            let words = words(message);
            let place = (account as u64) << 32 | index as u64;
            if words.len() >= SHORTEST_TEMPLATE {
                wholes.push((hash(words.iter().copied()), place));
            }
            shingles.extend(
                words
                    .windows(SHINGLE)
                    .map(|window| (hash(window.iter().copied()), place)),
            );
        }
    }
    let mut repeated: Vec<Vec<bool>> = texts
        .iter()
        .map(|messages| vec![false; messages.len()])
        .collect();
    for place in shared(&mut wholes) {
        repeated[(place >> 32) as usize][place as u32 as usize] = true;
    }
    // How many shingles a message has, and how many of them stand elsewhere.
    let mut all: Vec<u64> = shingles.iter().map(|shingle| shingle.1).collect();
    all.sort_unstable();
    let mut elsewhere = shared(&mut shingles);
    elsewhere.sort_unstable();
    for group in elsewhere.chunk_by(|a, b| a == b) {
        let start = all.partition_point(|place| *place < group[0]);
        let of = all[start..]
            .iter()
            .take_while(|place| **place == group[0])
            .count();
        if group.len() * 2 >= of {
            repeated[(group[0] >> 32) as usize][group[0] as u32 as usize] = true;
        }
    }
    repeated
}

/// The places of what stands in more than one message. Where all are of one account, its first is not
/// among them: somebody wrote it once.
fn shared(seen: &mut Vec<(u64, u64)>) -> Vec<u64> {
    seen.sort_unstable();
    seen.dedup();
    let mut places = Vec::new();
    for group in seen
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
    {
        let (first, last) = (group[0].1, group[group.len() - 1].1);
        let own = usize::from(first >> 32 == last >> 32);
        places.extend(group[own..].iter().map(|one| one.1));
    }
    places
}

/// Words without case or punctuation, as hashes. Numbers count as one: a line in which only a number changes is
/// the same line.
fn words(message: &str) -> Vec<u64> {
    message
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
            letters
                .iter_mut()
                .filter(|c| c.is_numeric())
                .for_each(|c| *c = '0');
            letters.dedup_by(|one, before| *one == '0' && *before == '0');
            hash(letters.into_iter().map(u64::from))
        })
        .collect()
}
