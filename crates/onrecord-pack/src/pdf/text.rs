//! What callers hand to the engine: spans of text with a style. No layout here.

use std::borrow::Cow;

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Text.
pub const INK: Colour = Colour(0x22, 0x30, 0x2f);
/// The one accent: headings, marks, links.
pub const TEAL: Colour = Colour(0x1f, 0x6f, 0x66);
/// Secondary text; still 4.5 : 1 on white.
pub const QUIET: Colour = Colour(0x5a, 0x67, 0x65);
/// Hairlines.
pub const RULE: Colour = Colour(0xc3, 0xcb, 0xc8);
/// Behind a covered picture or a bar's frame.
pub const TINT: Colour = Colour(0xf3, 0xf5, 0xf2);

/// Which of the carried faces a span asks for first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Noto Sans.
    Regular,
    /// Noto Sans Bold.
    Bold,
    /// Noto Sans Italic.
    Italic,
    /// Noto Sans Mono, for hashes and escapes.
    Mono,
}

/// How a span looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The face asked for first.
    pub family: Family,
    /// Points.
    pub size: f32,
    /// Ink.
    pub colour: Colour,
}

impl Style {
    /// Running text.
    pub const BODY: Self = Self::new(Family::Regular, 10.0, INK);
    /// Running text, stressed.
    pub const BOLD: Self = Self::new(Family::Bold, 10.0, INK);
    /// A remark of the program's within text.
    pub const ITALIC: Self = Self::new(Family::Italic, 10.0, QUIET);
    /// Secondary text.
    pub const SMALL: Self = Self::new(Family::Regular, 8.5, QUIET);
    /// Table cells.
    pub const CELL: Self = Self::new(Family::Regular, 8.5, INK);
    /// Table headers and labels.
    pub const LABEL: Self = Self::new(Family::Bold, 8.5, TEAL);
    /// Hashes.
    pub const MONO: Self = Self::new(Family::Mono, 8.0, INK);

    /// A style.
    pub const fn new(family: Family, size: f32, colour: Colour) -> Self {
        Self {
            family,
            size,
            colour,
        }
    }

    /// The same at another size.
    #[must_use]
    pub const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The same in another colour.
    #[must_use]
    pub const fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }
}

/// A piece of text in one style. The text is data: it is shown as it is, and what cannot be
/// shown is shown as a visible escape.
#[derive(Clone, Debug)]
pub struct Span<'a> {
    /// The text; `\n` breaks the line.
    pub text: Cow<'a, str>,
    /// Its look.
    pub style: Style,
    /// The name of a destination in the same document that it leads to.
    pub link: Option<Cow<'a, str>>,
}

impl<'a> Span<'a> {
    /// Text in a style.
    pub fn new(text: impl Into<Cow<'a, str>>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
            link: None,
        }
    }

    /// Running text.
    pub fn body(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, Style::BODY)
    }

    /// Stressed running text.
    pub fn bold(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, Style::BOLD)
    }

    /// Secondary text.
    pub fn small(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, Style::SMALL)
    }

    /// A table cell's text.
    pub fn cell(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, Style::CELL)
    }

    /// A hash.
    pub fn mono(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, Style::MONO)
    }

    /// The same, leading to a destination.
    #[must_use]
    pub fn to(mut self, destination: impl Into<Cow<'a, str>>) -> Self {
        self.link = Some(destination.into());
        self
    }
}
