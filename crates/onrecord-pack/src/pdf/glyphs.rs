//! Shaped pieces of text: glyphs in font units, independent of size and place.

use krilla::surface::Location;
use krilla::text::{Glyph, GlyphId};
use std::ops::Range;

/// A face, by its place in the store: carried faces first, then installed ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// A glyph. Measures are in ems.
#[derive(Clone, Copy, Debug)]
pub struct PlacedGlyph {
    pub id: u16,
    /// Byte range of its cluster in the text that it was shaped from.
    pub start: u32,
    pub end: u32,
    pub advance: f32,
    pub x_offset: f32,
    pub y_offset: f32,
}

impl Glyph for PlacedGlyph {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(u32::from(self.id))
    }
    fn text_range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }
    fn x_offset(&self, size: f32) -> f32 {
        self.x_offset * size
    }
    fn y_offset(&self, size: f32) -> f32 {
        self.y_offset * size
    }
    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }
    fn location(&self) -> Option<Location> {
        None
    }
}

/// A piece of text shaped in one face and direction; glyphs in visual order.
#[derive(Debug)]
pub struct Shaped {
    pub glyphs: Vec<PlacedGlyph>,
    /// Ems.
    pub width: f32,
    /// A glyph is missing although the face claims its character.
    pub incomplete: bool,
}
