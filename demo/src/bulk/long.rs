//! Long files of one shape: chats saved as text (WhatsApp, LINE, KakaoTalk), Meta's JSON, SMS, mbox.

use super::source::{SENDERS, Source};
use crate::calendar::{epoch, fields};
use crate::writers::{mail, meta, pictures, sms};
use fs_err as fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub(super) fn whatsapp(mut source: Source, path: &Path) -> io::Result<()> {
    use crate::writers::whatsapp::{Chat, Phone};
    let out = BufWriter::new(fs::File::create(path)?);
    let mut chat = Chat::new(out, Phone::Android, "Group", epoch(2018, 1, 1))?;
    while source.take() {
        let at = source.time();
        let name = source.random.pick(&SENDERS);
        if source.random.one_in(50) {
            chat.text(at, name, "<Media omitted>")?;
        } else {
            chat.text(at, name, &source.text.line())?;
        }
    }
    Ok(())
}

/// A phone's file in English: a title, days, lines divided by tabs.
pub(super) fn line(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    write!(
        out,
        "[LINE] Chat history in Group\nSaved on: 2026/01/02 09:00\n"
    )?;
    let mut today = 0;
    while source.take() {
        let at = source.time();
        let (year, month, day, hour, minute, _, weekday) = fields(at);
        if today != at / 86_400 {
            today = at / 86_400;
            let name = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday];
            writeln!(out, "\n{year}/{month:02}/{day:02}({name})")?;
        }
        let name = source.random.pick(&SENDERS);
        write!(out, "{hour:02}:{minute:02}\t{name}\t")?;
        let text = source.text.line();
        match (source.random.one_in(50), text.contains('\n')) {
            (true, _) => writeln!(out, "[Photo]")?,
            (false, true) => writeln!(out, "\"{}\"", text.replace('"', "\"\""))?,
            (false, false) => writeln!(out, "{text}")?,
        }
    }
    out.flush()
}

/// An Android phone's file in Korean.
pub(super) fn kakaotalk(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    write!(
        out,
        "Group 님과 카카오톡 대화\n저장한 날짜 : 2026년 1월 2일 오전 9:00\n\n"
    )?;
    let mut today = 0;
    while source.take() {
        let at = source.time();
        let (year, month, day, hour, minute, ..) = fields(at);
        let half = if hour < 12 { "오전" } else { "오후" };
        let hour = (hour + 11) % 12 + 1;
        let stamp = format!("{year}년 {month}월 {day}일 {half} {hour}:{minute:02}");
        if today != at / 86_400 {
            today = at / 86_400;
            writeln!(out, "\n{stamp}")?;
        }
        let name = source.random.pick(&SENDERS);
        match source.random.one_in(50) {
            true => writeln!(out, "{stamp}, {name} : 사진")?,
            false => writeln!(out, "{stamp}, {name} : {}", source.text.line())?,
        }
    }
    out.flush()
}

pub(super) fn sms(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    sms::begin_texts(&mut out, source.left())?;
    let noise = |n: u32| (n.wrapping_mul(2_654_435_761) >> 24) as u8;
    let picture = pictures::base64(&(0..31_500).map(noise).collect::<Vec<_>>());
    let mut n = 0;
    while source.take() {
        let at = source.time() * 1_000;
        let number = format!("+4477009{:05}", source.random.between(0, 40));
        if n % 77 == 76 {
            let name = format!("IMG{n}.jpg");
            sms::picture(&mut out, at, &number, &name, &picture, &source.text.line())?;
        } else {
            let kind = 1 + source.random.one_in(2) as u8;
            sms::text(&mut out, at, &number, None, kind, &source.text.line())?;
        }
        n += 1;
    }
    sms::end_texts(&mut out)?;
    out.flush()
}

pub(super) fn mbox(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    let file = pictures::base64(&[7; 24_000]);
    let mut n = 0;
    while source.take() {
        let lines = source.random.between(4, 60);
        let body = (0..lines)
            .map(|_| source.text.line())
            .collect::<Vec<_>>()
            .join("\n");
        let name = source.random.pick(&["ann", "bo", "cy", "di", "ed"]);
        let mail = mail::Mail {
            at: source.time(),
            from: ("Somebody", &format!("{name}@example.org")),
            to: ("Else", "else@example.net"),
            subject: "On the usual subject",
            body: &body,
            attachment: (n % 50 == 0).then_some(("plan.pdf", "application/pdf", file.as_str())),
            id: n,
            after: None,
        };
        mail::mbox(&mut out, &mail)?;
        n += 1;
    }
    out.flush()
}

/// A folder with ten threads, 10,000 messages a file.
pub(super) fn messenger(source: Source, root: &Path) -> io::Result<()> {
    meta(source, root, "your_activity_across_facebook/messages/inbox")
}

/// As [`messenger`], laid out as Instagram's.
pub(super) fn instagram(source: Source, root: &Path) -> io::Result<()> {
    meta(source, root, "your_instagram_activity/messages/inbox")
}

fn meta(mut source: Source, root: &Path, inbox: &str) -> io::Result<()> {
    const PER_FILE: usize = 10_000;
    let base = root.join(inbox);
    let named = |name: &&str| {
        let name = meta::ascii_json(&meta::mangled(name).into());
        format!("    {{\n      \"name\": {name}\n    }}")
    };
    let names: Vec<String> = SENDERS.iter().map(named).collect();
    let mut file = 0;
    while source.left() > 0 {
        let thread = format!("thread{}_{}", file % 10, 1_000_000_000 + file % 10);
        let folder = base.join(&thread);
        fs::create_dir_all(&folder)?;
        let name = format!("message_{}.json", file / 10 + 1);
        let mut out = BufWriter::new(fs::File::create(folder.join(name))?);
        write!(
            out,
            "{{\n  \"participants\": [\n{}\n  ],\n  \"messages\": [\n",
            names.join(",\n")
        )?;
        let count = PER_FILE.min(source.left());
        for n in 0..count {
            source.take();
            let reactions = source.reactions();
            let message = meta::Message {
                at_ms: source.time() * 1_000 + source.random.between(0, 1_000),
                sender: source.random.pick(&SENDERS).to_string(),
                text: Some(source.text.line()),
                photo: None,
                unsent: false,
                reactions,
                call: None,
            };
            meta::stream_message(&mut out, &message, n + 1 == count)?;
        }
        write!(
            out,
            "  ],\n  \"title\": \"Group\",\n  \"is_still_participant\": true,\n  \"thread_path\": \"inbox/{thread}\",\n  \"magic_words\": []\n}}\n"
        )?;
        out.flush()?;
        file += 1;
    }
    Ok(())
}
