//! What follows from the facts of a case and dated law: clocks, the matrix of elements with its gaps,
//! letters drafted from facts, a calendar file, when things happened.
//!
//! Pure functions: the day is passed in, the law is data (`law/*.toml`), and nothing here knows of a
//! vault, a pack or a screen. Nothing here decides: it counts, and says from what.

pub mod calendar_file;
pub mod clocks;
mod day;
pub mod elements;
pub mod law;
pub mod letters;
pub mod link;
pub mod patterns;
mod working_days;

pub mod style;

pub use day::Day;
pub use law::{Law, LawError};
pub use working_days::{OutsideTable, WorkingDays};
