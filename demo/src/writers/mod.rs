//! Writers of export formats, streaming, from their description in each module.

pub mod mail;
pub mod meta;
pub mod pictures;
pub mod sms;
pub mod whatsapp;
