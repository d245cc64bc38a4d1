//! Which list is what: the meaning of an export's lists, by the word that names them.

use onrecord_model::{Kind, Mark, Marks};

/// What the records of one list are.
pub(crate) struct Rule {
    /// The list's name in the file without its version (`friends` for `friends_v2`), or the
    /// file's name without its number where the list has none.
    pub word: &'static str,
    /// What its records are.
    pub kind: Kind,
    /// What the account named in a record is to it.
    pub who: Who,
    /// What is to be said of every record.
    pub marks: Marks,
}

/// What the account named in a record is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// It did it.
    Did,
    /// It is what the owner of the export did it to.
    Other,
    /// The record is the owner's own doing, or names nobody.
    Owner,
}

impl Rule {
    pub(crate) const fn new(word: &'static str, kind: Kind, who: Who) -> Self {
        Self {
            word,
            kind,
            who,
            marks: Marks::NONE,
        }
    }

    pub(crate) const fn marked(word: &'static str, kind: Kind, who: Who, mark: Mark) -> Self {
        Self {
            word,
            kind,
            who,
            marks: Marks::NONE.with(mark),
        }
    }
}

/// A list's name without `_v2`, `_v3`; a file's without its number: `posts_1`, `your_posts__1`.
pub(super) fn word_of(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    let bare = name.trim_end_matches(|last: char| last.is_ascii_digit());
    if bare.len() == name.len() {
        return name;
    }
    match bare.strip_suffix("_v") {
        Some(word) => word,
        None => bare.strip_suffix('_').unwrap_or(name).trim_end_matches('_'),
    }
}

#[cfg(test)]
mod tests {
    use super::word_of;

    #[test]
    fn versions_and_numbers_are_not_part_of_a_word() {
        assert_eq!(word_of("/friends_v2"), "friends");
        assert_eq!(word_of("a/posts_1"), "posts");
        assert_eq!(word_of("your_posts__1"), "your_posts");
        assert_eq!(word_of("followers"), "followers");
        assert_eq!(word_of("area51"), "area51");
        assert_eq!(word_of("12"), "12");
        assert_eq!(word_of(""), "");
    }
}
