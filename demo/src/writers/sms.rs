//! SMS Backup & Restore's XML: texts, picture messages and calls, with astral characters as two
//! surrogate references, as the app writes them.

use crate::calendar::{MONTHS, british_offset, fields};
use std::io::{self, Write};

/// XML attribute text.
pub fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            c if c as u32 > 0xffff => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("&#{unit};"));
                }
            }
            c => out.push(c),
        }
    }
    out
}

fn readable(at: i64) -> String {
    let (year, month, day, hour, minute, second, _) = fields(at + british_offset(at));
    format!(
        "{day} {} {year} {hour:02}:{minute:02}:{second:02}",
        MONTHS[month as usize - 1]
    )
}

/// Begins a file of `count` texts.
pub fn begin_texts(out: &mut dyn Write, count: usize) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"
    )?;
    writeln!(
        out,
        "<!--File Created By SMS Backup & Restore v10.21.002-->"
    )?;
    writeln!(
        out,
        "<smses count=\"{count}\" backup_set=\"b7\" backup_date=\"1789500000000\" type=\"full\">"
    )
}

/// Ends it.
pub fn end_texts(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</smses>")
}

/// A text. `kind`: 1 received, 2 sent, 3 draft, 5 failed.
pub fn text(
    out: &mut dyn Write,
    at_ms: i64,
    number: &str,
    name: Option<&str>,
    kind: u8,
    body: &str,
) -> io::Result<()> {
    writeln!(
        out,
        "  <sms protocol=\"0\" address=\"{}\" date=\"{at_ms}\" type=\"{kind}\" subject=\"null\" body=\"{}\" toa=\"null\" sc_toa=\"null\" service_center=\"null\" read=\"1\" status=\"-1\" locked=\"0\" date_sent=\"0\" sub_id=\"1\" readable_date=\"{}\" contact_name=\"{}\" />",
        attribute(number),
        attribute(body),
        readable(at_ms.div_euclid(1_000)),
        attribute(name.unwrap_or("(Unknown)")),
    )
}

/// A picture message received, with its picture in base64.
pub fn picture(
    out: &mut dyn Write,
    at_ms: i64,
    number: &str,
    file: &str,
    base64: &str,
    body: &str,
) -> io::Result<()> {
    let readable = readable(at_ms.div_euclid(1_000));
    writeln!(
        out,
        "  <mms date=\"{at_ms}\" rr=\"null\" ct_t=\"application/vnd.wap.multipart.related\" msg_box=\"1\" address=\"{number}\" m_type=\"132\" read=\"1\" sub=\"null\" m_id=\"m{at_ms}\" readable_date=\"{readable}\" contact_name=\"(Unknown)\">"
    )?;
    writeln!(out, "    <parts>")?;
    writeln!(
        out,
        "      <part seq=\"0\" ct=\"image/jpeg\" name=\"{file}\" chset=\"null\" cl=\"{file}\" text=\"null\" data=\"{base64}\" />"
    )?;
    writeln!(
        out,
        "      <part seq=\"1\" ct=\"text/plain\" name=\"null\" chset=\"106\" cl=\"txt\" text=\"{}\" />",
        attribute(body)
    )?;
    writeln!(
        out,
        "    </parts>\n    <addrs>\n      <addr address=\"{number}\" type=\"137\" charset=\"106\" />"
    )?;
    writeln!(
        out,
        "      <addr address=\"+447700900001\" type=\"151\" charset=\"106\" />\n    </addrs>\n  </mms>"
    )
}

/// Begins a file of `count` calls.
pub fn begin_calls(out: &mut dyn Write, count: usize) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"
    )?;
    writeln!(
        out,
        "<calls count=\"{count}\" backup_set=\"b7\" backup_date=\"1789500000000\" type=\"full\">"
    )
}

/// A call. `kind`: 1 in, 2 out, 3 missed, 5 rejected, 6 blocked.
pub fn call(
    out: &mut dyn Write,
    at_ms: i64,
    number: &str,
    name: Option<&str>,
    kind: u8,
    seconds: i64,
) -> io::Result<()> {
    writeln!(
        out,
        "  <call number=\"{number}\" duration=\"{seconds}\" date=\"{at_ms}\" type=\"{kind}\" presentation=\"1\" readable_date=\"{}\" contact_name=\"{}\" />",
        readable(at_ms.div_euclid(1_000)),
        attribute(name.unwrap_or("(Unknown)")),
    )
}

/// Ends it.
pub fn end_calls(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</calls>")
}
