//! Reads HTML as exports write it: tokens with their exact bytes, and one element's subtree as a
//! small tree. Tolerant of damage, bounded in memory, and ignorant of every platform.
//!
//! Not the WHATWG parser. The crates that are (html5ever, html5gum) keep a whole text or attribute
//! in memory, however long a hostile file makes it; and they move elements about, after which a
//! byte range means little. Where both see well-formed HTML, they agree.

mod entities;
mod reduce;
mod tokens;
mod tree;
mod visible;
mod window;

pub use entities::{decode, decode_text};
pub use reduce::{Ended, Reduced, Reducer};
pub use tokens::{Attribute, Start, Text, Token, Tokenizer};
pub use tree::{Limits, Node, NodeRef, Tree, is_void};

/// Bytes of the entry, half-open.
pub type Range = (u64, u64);

#[cfg(test)]
mod tests;
