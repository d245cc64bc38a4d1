//! Invented exports: the demonstration case on the pattern of the real one, and files of any size
//! for benchmarks. Everybody in here is made up; every word follows from the seed.
//!
//! Writes formats from their description, so it must know nothing of the importers.

pub mod bulk;
mod calendar;
mod channel;
pub mod course;
pub mod decoys;
pub mod deliver;
mod people;
mod prose;
pub mod random;
mod reports;
pub mod story;
mod words;
pub mod writers;

pub use channel::Channel;
pub use story::{Size, Story};
