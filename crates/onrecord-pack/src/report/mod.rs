//! What the documents of a pack say.
pub mod words;
