//! What connects two accounts of one case, and what speaks against it: channel by channel, from events
//! to grounds.
//!
//! Pure and streaming: events come in one at a time ([`Gathered`]), in any order and as often as
//! exports are added; nothing here knows of a vault, a pack or a screen. Nothing here names anybody,
//! and nothing decides: a person confirms, rejects or leaves open.
//!
//! - `ground`: the nouns; `gather`: what is kept of events; `weigh`: the one rule; `pair`: what is said
//!   of two accounts, in words;
//! - `identifiers`, `templates`, `rhythm`, `likeness`: a channel each; pictures are compared by `pdq`;
//!   `writing` puts what accounts wrote before the comparison of styles, which is a module beside this one;
//! - `group`: several accounts as a whole; `near`: which texts are nearly the same.

mod gather;
mod ground;
mod group;
mod identifiers;
mod likeness;
mod near;
mod pair;
pub mod pdq;
mod rhythm;
mod templates;
#[cfg(test)]
mod tests;
mod weigh;
mod writing;

pub use gather::{Gathered, NEARLY, Seen, Use, own_words};
pub use ground::{
    About, Bearing, Channel, FEWEST_DIFFERENT, Ground, Level, PairDossier, Searched, Strength,
};
pub use group::{Shown, Step};
pub use identifiers::{Home, Identifier, IdentifierKind, in_text as identifiers_in};
pub use likeness::{How, Likeness, likeness};
pub use near::{Near, NearPair, normal};
pub use rhythm::AFTER_BLOCK_MINUTES;
pub use templates::PublicLine;
pub use weigh::{Person, View, Weighed, Who};
pub use writing::{LeftOut, StyleSays, Styles, Supported};
