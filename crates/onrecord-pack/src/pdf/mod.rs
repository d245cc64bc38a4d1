//! The PDF engine: text with fallback fonts, blocks, tags, pages and volumes, written as
//! PDF/A-3a and PDF/UA-1.
//!
//! It must not know what a case is: what the documents say stands in [`crate::report`]. Text is
//! data here, never markup. Nothing reads a clock or draws lots: same input, same fonts, same
//! bytes.

mod blocks;
mod clean;
mod compose;
mod document;
mod escapes;
mod figures;
mod fonts;
mod glyphs;
mod lines;
mod linked;
mod page;
mod picture;
mod plain;
mod system_fonts;
mod table;
mod tags;
mod text;
mod typesetter;

pub use blocks::KeyValue;
pub use compose::{Composer, Destination, Limits};
pub use document::{DocumentInfo, Profile, Summary, Volume, write_document};
pub use escapes::{letters, plain};
pub use figures::{Bar, PICTURE, Square, TILE, grid_height};
pub use fonts::{FontStore, SystemFonts};
pub use linked::{Tie, graph_height, letter};
pub use page::{BOTTOM, CONTENT_WIDTH, LEFT, PAGE_HEIGHT, PAGE_WIDTH, TOP};
pub use picture::{Picture, PictureError};
pub use table::{Align, Column};
pub use text::{Colour, Family, INK, QUIET, RULE, Span, Style, TEAL, TINT};
pub use typesetter::Typesetter;
