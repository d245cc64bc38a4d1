//! Mail: RFC 5322 messages, and an mbox in the `mboxrd` variant.

use crate::calendar::{DAYS, MONTHS, fields, mail_date};
use std::io::{self, Write};

/// One mail.
#[derive(Clone, Debug)]
pub struct Mail<'a> {
    /// Seconds since the epoch.
    pub at: i64,
    /// Display name and address of the sender.
    pub from: (&'a str, &'a str),
    /// Display name and address of the recipient.
    pub to: (&'a str, &'a str),
    /// ASCII.
    pub subject: &'a str,
    /// Plain text, `\n` between lines.
    pub body: &'a str,
    /// A file: name, media type, base64 with line breaks.
    pub attachment: Option<(&'a str, &'a str, &'a str)>,
    /// What makes the Message-ID.
    pub id: u64,
    /// The mail that this one answers or goes on from: its `id` and `at`.
    pub after: Option<(u64, i64)>,
}

/// Writes a mail as it is in an `.eml` file.
pub fn eml(out: &mut dyn Write, mail: &Mail<'_>) -> io::Result<()> {
    let date = mail_date(mail.at);
    let arrived = mail_date(mail.at + 3);
    writeln!(
        out,
        "Received: from mail.example.org (mail.example.org [192.0.2.25])\n\tby mx.example.net with ESMTPS id {:x}\n\tfor <{}>; {arrived}",
        mail.id, mail.to.1
    )?;
    writeln!(
        out,
        "Message-ID: <{:x}.{}@mail.example.org>\nDate: {date}",
        mail.id, mail.at
    )?;
    if let Some((id, at)) = mail.after {
        writeln!(out, "In-Reply-To: <{id:x}.{at}@mail.example.org>")?;
        writeln!(out, "References: <{id:x}.{at}@mail.example.org>")?;
    }
    writeln!(
        out,
        "From: {} <{}>\nTo: {} <{}>\nSubject: {}",
        mail.from.0, mail.from.1, mail.to.0, mail.to.1, mail.subject
    )?;
    writeln!(out, "MIME-Version: 1.0")?;
    let Some((file, media_type, base64)) = mail.attachment else {
        writeln!(
            out,
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}",
            mail.body
        )?;
        return Ok(());
    };
    let boundary = format!("part-{:x}", mail.id);
    writeln!(
        out,
        "Content-Type: multipart/mixed; boundary=\"{boundary}\"\n\n--{boundary}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n--{boundary}",
        mail.body
    )?;
    writeln!(
        out,
        "Content-Type: {media_type}; name=\"{file}\"\nContent-Disposition: attachment; filename=\"{file}\"\nContent-Transfer-Encoding: base64\n\n{base64}\n--{boundary}--"
    )
}

/// Writes a mail into an mbox: a `From ` line before it, `>` before lines that look like one, and
/// an empty line after it.
pub fn mbox(out: &mut dyn Write, mail: &Mail<'_>) -> io::Result<()> {
    let (year, month, day, hour, minute, second, weekday) = fields(mail.at);
    writeln!(
        out,
        "From {} {} {} {day:2} {hour:02}:{minute:02}:{second:02} {year}",
        mail.from.1,
        DAYS[weekday],
        MONTHS[month as usize - 1]
    )?;
    let mut text = Vec::new();
    eml(&mut text, mail)?;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let unquoted = line.iter().position(|byte| *byte != b'>').unwrap_or(0);
        if line[unquoted..].starts_with(b"From ") {
            out.write_all(b">")?;
        }
        out.write_all(line)?;
    }
    writeln!(out)
}
