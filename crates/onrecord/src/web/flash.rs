//! What is said once on the next page: that something was done, and how to undo it. Knows the key of
//! its words, not the language.

use fluent_bundle::FluentValue;

/// Words of the catalogue with what stands in their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The key in the catalogue.
    pub key: &'static str,
    /// Name and value of each place.
    pub with: Vec<(&'static str, FluentValue<'static>)>,
}

impl Message {
    /// Words without places.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            with: Vec::new(),
        }
    }

    /// Fills a place: a number or a text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.with.push((name, value.into()));
        self
    }
}

/// What is said once.
#[derive(Clone, Debug, PartialEq)]
pub struct Flash {
    /// What happened.
    pub said: Message,
    /// The path inside the app to which a form is posted to undo it.
    pub undo: Option<String>,
    /// Something went wrong, so it is marked.
    pub care: bool,
}
