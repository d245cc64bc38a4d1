//! What importers have in common: lines, tables, text, digits, dates, base64, HTML, attachments. Knows
//! no platform.

pub mod attachments;
pub mod base64;
pub mod base64_sink;
pub mod csv;
pub mod date_order;
pub mod date_words;
pub mod defects;
pub mod digits;
pub(crate) mod eight;
pub(crate) mod failing;
pub(crate) mod gathered;
pub mod html;
pub mod iso_time;
pub mod json_record;
pub mod json_stream;
pub mod json_walk;
pub mod kept_bytes;
pub mod lines;
pub mod loose_time;
pub mod memo;
pub mod peek;
pub mod snowflake;
pub mod sqlite;
pub mod text;
