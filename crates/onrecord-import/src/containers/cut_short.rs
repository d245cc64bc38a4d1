//! What is said of an archive that was cut short, whatever its kind. Knows no container.

/// What a person can do about it.
pub(super) const AGAIN: &str = "Download or copy this archive again and add it too; where the link has \
                                expired, ask for the export again. Keep this one as well";
/// Of the member in which the archive ends.
pub(super) const CUT_MEMBER: &str = "the archive ends inside it, so it is not read";

/// How many files can be read all the same.
pub(super) fn whole(files: usize) -> String {
    match files {
        0 => "No file in it is whole".to_owned(),
        1 => "One file in it is whole and is read".to_owned(),
        more => format!("{more} files in it are whole and are read"),
    }
}
