//! Fixed words.
/// x
pub const GO_TO: &str = "Go to";
