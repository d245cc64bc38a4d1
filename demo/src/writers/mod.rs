//! Writers of export formats, streaming, from their description in each module.

pub mod chat;
pub mod discord;
pub mod mail;
pub mod meta;
pub mod pictures;
pub mod sms;
pub mod snapchat;
pub mod telegram;
pub mod tiktok;
pub mod whatsapp;
pub mod x;
