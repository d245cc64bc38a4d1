//! What connects two accounts of one case, and what speaks against it: channel by channel, from events
//! to grounds.
//!
//! Pure and streaming: events come in one at a time ([`Gathered`]), in any order and as often as
//! exports are added; nothing here knows of a vault, a pack or a screen. Nothing here names anybody,
//! and nothing decides: a person confirms, rejects or leaves open.
//!
//! - `ground`: the nouns; `gather`: what is kept of events; `weigh`: from that to grounds of a pair;
//! - `identifiers`, `templates`, `rhythm`, `likeness`, `pictures`: a channel each; style has a module
//!   of its own beside this one;
//! - `pdq`: the hash of a picture; `near`: which texts are nearly the same.

mod ground;

pub use ground::{
    About, Bearing, Channel, FEWEST_DIFFERENT, Finding, Ground, Level, PairDossier, Searched,
    Showing, Strength,
};
