//! WhatsApp's "Export chat" text, as Android writes it in British English
//! (`04/03/2024, 09:05 - Name: text`) and as iOS does (`[04/03/2024, 09:05:07] Name: text`).

use crate::calendar::{british_offset, fields};
use std::io::{self, Write};

/// Which phone exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phone {
    /// No seconds; system lines have no name.
    Android,
    /// Seconds; every line has a name, system texts begin with U+200E.
    Ios,
}

/// Writes one chat.
#[derive(Debug)]
pub struct Chat<W> {
    out: W,
    phone: Phone,
}

impl<W: Write> Chat<W> {
    /// Begins a chat with `title`.
    pub fn new(mut out: W, phone: Phone, title: &str, at: i64) -> io::Result<Self> {
        let line = "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them.";
        let stamp = stamp(phone, at);
        match phone {
            Phone::Android => writeln!(out, "{stamp}{line}")?,
            Phone::Ios => writeln!(out, "{stamp}{title}: \u{200e}{line}")?,
        }
        Ok(Self { out, phone })
    }

    /// A message.
    pub fn text(&mut self, at: i64, name: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}{name}: {text}", stamp(self.phone, at))
    }

    /// A message with an attached file.
    pub fn attachment(&mut self, at: i64, name: &str, file: &str) -> io::Result<()> {
        let stamp = stamp(self.phone, at);
        match self.phone {
            Phone::Android => writeln!(self.out, "{stamp}{name}: \u{200e}{file} (file attached)"),
            Phone::Ios => writeln!(
                self.out,
                "\u{200e}{stamp}{name}: \u{200e}<attached: {file}>"
            ),
        }
    }

    /// A message that its sender deleted.
    pub fn deleted(&mut self, at: i64, name: &str, by_owner: bool) -> io::Result<()> {
        let text = if by_owner {
            "You deleted this message"
        } else {
            "This message was deleted"
        };
        let mark = if self.phone == Phone::Ios {
            "\u{200e}"
        } else {
            ""
        };
        writeln!(self.out, "{}{name}: {mark}{text}", stamp(self.phone, at))
    }

    /// A missed voice call.
    pub fn missed_call(&mut self, at: i64, name: &str) -> io::Result<()> {
        let stamp = stamp(self.phone, at);
        match self.phone {
            Phone::Android => writeln!(self.out, "{stamp}{name}: Missed voice call"),
            Phone::Ios => writeln!(self.out, "{stamp}{name}: \u{200e}Missed voice call"),
        }
    }

    /// The owner blocked the contact.
    pub fn blocked(&mut self, at: i64, name: &str) -> io::Result<()> {
        let stamp = stamp(self.phone, at);
        match self.phone {
            Phone::Android => writeln!(self.out, "{stamp}You blocked this contact"),
            Phone::Ios => writeln!(self.out, "{stamp}{name}: \u{200e}You blocked this contact"),
        }
    }
}

fn stamp(phone: Phone, at: i64) -> String {
    let (year, month, day, hour, minute, second, _) = fields(at + british_offset(at));
    match phone {
        Phone::Android => format!("{day:02}/{month:02}/{year}, {hour:02}:{minute:02} - "),
        Phone::Ios => format!("[{day:02}/{month:02}/{year}, {hour:02}:{minute:02}:{second:02}] "),
    }
}
