//! What importers have in common: lines, text, digits, dates, base64, attachments. Knows no
//! platform.

pub mod attachments;
pub mod base64;
pub mod date_order;
pub mod digits;
pub mod lines;
pub mod peek;
pub mod text;
