//! Meta's exports as web pages. Everything is found by the structure of a page (what stands beside
//! what, and what is a date), never by the names of its classes, which change with each release.
//! Knows neither which files are pages of what, nor JSON.

mod card;
mod message;
mod page;
mod survey;
mod words;

pub(super) use card::names_in_profile;
pub(super) use page::{PageWalk, Pages};

#[cfg(test)]
mod tests;
