//! What Facebook's and Instagram's exports have in common. Not an importer: it accepts nothing by
//! itself, and only `facebook` and `instagram` use it. It must not know which of the two asks,
//! beyond what they hand in as a [`Platform`].

mod context;
mod flat;
mod header;
mod html;
mod labels;
mod layout;
mod list;
mod media;
mod message;
mod mojibake;
mod open;
mod people;
mod record;
mod rules;
mod thread;
mod times;

pub use mojibake::repair;
pub(crate) use open::open;
pub(crate) use rules::{Rule, Who};

/// What tells the two platforms apart.
pub(crate) struct Platform {
    /// `facebook` or `instagram`.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// Folders that only this platform's exports have.
    pub own_folders: &'static [&'static str],
    /// Folders that only the other platform's exports have.
    pub foreign_folders: &'static [&'static str],
    /// Files at the top of an export that only this platform has, by a word in their beginning.
    pub own_files: &'static [(&'static str, &'static str)],
    /// Those of them that hold many conversations.
    pub flat_files: &'static [&'static str],
    /// Whether conversations of one unnumbered `message.json` are this platform's.
    pub has_unnumbered_threads: bool,
    /// Whether files with camel-case names (the end-to-end-encrypted export) are this platform's.
    pub has_encrypted_export: bool,
    /// Which lists are what.
    pub rules: &'static [Rule],
    /// Files that say who the owner of the export is.
    pub owner_files: &'static [&'static str],
}
