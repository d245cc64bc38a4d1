//! Which names a container may give its members. Knows no container.

/// Why a member's name cannot be used, or `None` where it can.
///
/// Nothing is ever unpacked to disk under these names. They are refused because a reader that
/// takes such a name for a path would be led astray, and because a locator must be unambiguous.
pub fn unsafe_name(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("it has no name");
    }
    if name.starts_with('/') {
        return Some("its name is an absolute path");
    }
    if name.contains('\\') {
        return Some("its name holds a backslash");
    }
    if name.contains('\0') {
        return Some("its name holds a NUL character");
    }
    let bytes = name.as_bytes();
    if bytes.len() >= 2 && bytes[1] == b':' && bytes[0].is_ascii_alphabetic() {
        return Some("its name begins with a drive letter");
    }
    for part in name.split('/') {
        match part {
            ".." => return Some("its name leads outside the folder (`..`)"),
            "." | "" => return Some("its name holds an empty part"),
            _ => {}
        }
    }
    None
}

/// Files that operating systems leave behind and that no platform exports.
pub fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    matches!(last, ".DS_Store" | ".localized")
        || last.eq_ignore_ascii_case("thumbs.db")
        || last.eq_ignore_ascii_case("desktop.ini")
        || name
            .split('/')
            .any(|part| matches!(part, "__MACOSX" | "@eaDir" | ".Spotlight-V100" | ".Trashes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_astray_are_refused() {
        for name in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a/..",
            "C:/a",
            "c:a",
            "a\\b",
            "a//b",
            "a/./b",
            "a\0",
        ] {
            assert!(unsafe_name(name).is_some(), "{name:?}");
        }
        for name in [
            "a",
            "a/b.txt",
            "..a",
            "a..b/c",
            "WhatsApp Chat with A: B.txt",
        ] {
            assert!(unsafe_name(name).is_none(), "{name:?}");
        }
        assert!(is_litter("a/.DS_Store") && is_litter("__MACOSX/._a") && is_litter("Thumbs.db"));
        assert!(is_litter("photos/@eaDir/a.jpg/SYNOPHOTO_THUMB_M.jpg"));
        assert!(!is_litter("a/._chat.txt"));
    }
}
