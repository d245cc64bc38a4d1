//! Whether an account's name or handle is made to look like that of somebody the user knows. Speaks of
//! impersonation only: it says nothing of who wrote.

use super::ground::Strength;

/// How a name is like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The account's name or handle.
    pub own: String,
    /// The name or handle it is like.
    pub other: String,
    /// How.
    pub how: How,
}

/// In what way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Letter by letter.
    Same,
    /// Looks the same (UTS #39 skeleton), and is written otherwise.
    LooksSame,
    /// Nearly the same.
    Near,
}

impl How {
    /// How much it bears on the question of impersonation.
    pub fn strength(self) -> Strength {
        match self {
            Self::LooksSame | Self::Same => Strength::Strong,
            Self::Near => Strength::Middling,
        }
    }
}

/// Shorter names are too often alike.
const FEWEST: usize = 6;

/// Letters and digits only, in lower case, of what it looks like: spaces, dots and underscores are not
/// what tells people apart.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn skeleton(name: &str) -> String {
    let lower: String = name.chars().flat_map(char::to_lowercase).collect();
    plain(&unicode_security::skeleton(&lower).collect::<String>())
}

/// Trailing digits are what platforms add where a handle is taken.
fn without_digits(name: &str) -> &str {
    name.trim_end_matches(|character: char| character.is_ascii_digit())
}

/// How `own` is like `other`, if it is.
pub fn likeness(own: &str, other: &str) -> Option<Likeness> {
    let (mine, theirs) = (plain(own), plain(other));
    if mine.chars().count().min(theirs.chars().count()) < FEWEST {
        return None;
    }
    let how = if mine == theirs {
        How::Same
    } else if skeleton(own) == skeleton(other) {
        How::LooksSame
    } else {
        let (left, right) = (without_digits(&mine), without_digits(&theirs));
        let most = if left.chars().count().min(right.chars().count()) >= 10 {
            2
        } else {
            1
        };
        let enough = left.chars().count().min(right.chars().count()) >= FEWEST;
        if !enough || strsim::osa_distance(left, right) > most {
            return None;
        }
        How::Near
    };
    Some(Likeness {
        own: own.to_owned(),
        other: other.to_owned(),
        how,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_or_nearly_so_is_found_and_other_names_are_not() {
        let how = |own, other| likeness(own, other).map(|found| found.how);
        assert_eq!(how("Wren Fairweather", "wren.fairweather"), Some(How::Same));
        assert_eq!(
            how("Wrеn Fаirweather", "Wren Fairweather"),
            Some(How::LooksSame)
        );
        assert_eq!(
            how("Wren Fairweatherr", "Wren Fairweather"),
            Some(How::Near)
        );
        assert_eq!(how("Wren Fairwaether", "Wren Fairweather"), Some(How::Near));
        assert_eq!(
            how("wren_fairweather_12", "Wren Fairweather"),
            Some(How::Near)
        );
        assert_eq!(how("Lark Fairweather", "Wren Fairweather"), None);
        assert_eq!(how("Wren", "Wrem"), None);
        assert_eq!(how("", "Wren Fairweather"), None);
        assert_eq!(how("\u{202E}rehtaewriaF", "Wren Fairweather"), None);
    }
}
