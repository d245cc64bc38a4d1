//! Exports of any size for benchmarks: one platform, so many messages, the same bytes for the
//! same seed. Words follow a Zipf-like choice, so that an index sees common and rare ones.

use crate::calendar::epoch;
use crate::random::Random;
use crate::writers::{mail, meta, pictures, sms, whatsapp};
use fs_err as fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// What can be made.
pub const PLATFORMS: &[&str] = &["whatsapp", "messenger", "sms", "mbox"];

const SENDERS: [&str; 12] = [
    "Anna Müllerin",
    "+44 7700 900123",
    "Bob",
    "Мария",
    "J. O'Example",
    "Dad",
    "Chloé",
    "Unknown 88",
    "Sam (work)",
    "Zoë 🌸",
    "Ali",
    "Mum",
];
const EMOJI: [&str; 8] = ["😂", "❤️", "😭", "👍", "🙏", "👨‍👩‍👧", "🤷🏽‍♀️", "💔"];
const EXTRA: [&str; 6] = ["café", "señora", "Привет", "مرحبا", "你好", "łódź"];

/// Makes text.
#[derive(Debug)]
pub struct Text {
    random: Random,
    words: Vec<String>,
}

impl Text {
    /// For that seed; 9,000 words, the same for every seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(1);
        let onsets = [
            "b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "w", "st", "tr",
            "sh", "th", "gr",
        ];
        let vowels = ["a", "e", "i", "o", "u", "ai", "ea", "oo", "ou"];
        let codas = ["", "", "n", "r", "s", "t", "l", "m", "d", "ng", "ck"];
        let words = (0..9_000)
            .map(|n| {
                let syllables = 1 + (n > 60) as usize + (n > 1_500) as usize;
                (0..syllables)
                    .map(|_| {
                        format!(
                            "{}{}{}",
                            random.pick(&onsets),
                            random.pick(&vowels),
                            random.pick(&codas)
                        )
                    })
                    .collect()
            })
            .collect();
        Self {
            random: Random::new(seed),
            words,
        }
    }

    fn word(&mut self) -> usize {
        // The exponential of a uniform number is near enough to Zipf's law.
        let uniform = self.random.bits() as f64 / u64::MAX as f64;
        ((9_001f64).powf(uniform) as usize)
            .saturating_sub(1)
            .min(8_999)
    }

    /// 1 to 30 words, sometimes with a line break, an emoji, a link or another script.
    pub fn line(&mut self) -> String {
        let count = 1 + (self.random.between(1, 30) * self.random.between(1, 30) / 30) as usize;
        let mut out = String::new();
        for n in 0..count {
            if n > 0 {
                out.push(if n == count / 2 && self.random.one_in(90) {
                    '\n'
                } else {
                    ' '
                });
            }
            let word = self.word();
            out.push_str(&self.words[word]);
        }
        match self.random.between(0, 50) {
            0..=5 => {
                out.push(' ');
                out.push_str(self.random.pick(&EMOJI));
            }
            6 => out.push_str(&format!(
                " https://example.org/{}",
                self.random.between(0, 1_000_000)
            )),
            7 => {
                out.push(' ');
                out.push_str(self.random.pick(&EXTRA));
            }
            _ => {}
        }
        out
    }
}

/// Writes an export of `messages` messages of `platform` at `path` (a folder for `messenger`).
///
/// # Errors
/// Writing failed, or there is no such platform.
pub fn write(platform: &str, messages: usize, seed: u64, path: &Path) -> io::Result<()> {
    let mut text = Text::new(seed);
    let mut random = Random::new(seed ^ 0x5eed);
    let mut at = epoch(2018, 1, 1) + 8 * 3_600;
    let mut next = move |random: &mut Random| {
        at += random.pick(&[1, 2, 3, 9, 20, 60, 240, 900]);
        at
    };
    match platform {
        "whatsapp" => {
            let out = BufWriter::new(fs::File::create(path)?);
            let mut chat =
                whatsapp::Chat::new(out, whatsapp::Phone::Android, "Group", epoch(2018, 1, 1))?;
            for _ in 0..messages {
                let at = next(&mut random);
                let name = random.pick(&SENDERS);
                if random.one_in(50) {
                    chat.text(at, name, "<Media omitted>")?;
                } else {
                    chat.text(at, name, &text.line())?;
                }
            }
        }
        "messenger" => messenger(path, messages, &mut text, &mut random, &mut next)?,
        "sms" => {
            let mut out = BufWriter::new(fs::File::create(path)?);
            sms::begin_texts(&mut out, messages)?;
            let picture = pictures::base64(
                &(0..31_500u32)
                    .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
                    .collect::<Vec<_>>(),
            );
            for n in 0..messages {
                let at = next(&mut random) * 1_000;
                let number = format!("+4477009{:05}", random.between(0, 40));
                if n % 77 == 76 {
                    sms::picture(
                        &mut out,
                        at,
                        &number,
                        &format!("IMG{n}.jpg"),
                        &picture,
                        &text.line(),
                    )?;
                } else {
                    sms::text(
                        &mut out,
                        at,
                        &number,
                        None,
                        1 + random.one_in(2) as u8,
                        &text.line(),
                    )?;
                }
            }
            sms::end_texts(&mut out)?;
            out.flush()?;
        }
        "mbox" => {
            let mut out = BufWriter::new(fs::File::create(path)?);
            let file = pictures::base64(&[7; 24_000]);
            for n in 0..messages {
                let lines = random.between(4, 60);
                let body = (0..lines)
                    .map(|_| text.line())
                    .collect::<Vec<_>>()
                    .join("\n");
                let address = format!(
                    "{}@example.org",
                    random.pick(&["ann", "bo", "cy", "di", "ed"])
                );
                mail::mbox(
                    &mut out,
                    &mail::Mail {
                        at: next(&mut random),
                        from: ("Somebody", &address),
                        to: ("Else", "else@example.net"),
                        subject: "On the usual subject",
                        body: &body,
                        attachment: (n % 50 == 0).then_some((
                            "plan.pdf",
                            "application/pdf",
                            file.as_str(),
                        )),
                        id: n as u64,
                        after: None,
                    },
                )?;
            }
            out.flush()?;
        }
        other => {
            return Err(io::Error::other(format!(
                "no such platform: {other}; there are {PLATFORMS:?}"
            )));
        }
    }
    Ok(())
}

fn messenger(
    root: &Path,
    messages: usize,
    text: &mut Text,
    random: &mut Random,
    next: &mut dyn FnMut(&mut Random) -> i64,
) -> io::Result<()> {
    const PER_FILE: usize = 10_000;
    let base = root.join("your_activity_across_facebook/messages/inbox");
    for file in 0..messages.div_ceil(PER_FILE) {
        let thread = format!("thread{}_{}", file % 10, 1_000_000_000 + file % 10);
        let folder = base.join(&thread);
        fs::create_dir_all(&folder)?;
        let mut out = BufWriter::new(fs::File::create(
            folder.join(format!("message_{}.json", file / 10 + 1)),
        )?);
        let names: Vec<String> = SENDERS
            .iter()
            .map(|name| {
                format!(
                    "    {{\n      \"name\": {}\n    }}",
                    meta::ascii_json(&meta::mangled(name).into())
                )
            })
            .collect();
        write!(
            out,
            "{{\n  \"participants\": [\n{}\n  ],\n  \"messages\": [\n",
            names.join(",\n")
        )?;
        let count = PER_FILE.min(messages - file * PER_FILE);
        for n in 0..count {
            let reactions = if random.one_in(20) {
                vec![(
                    random.pick(&SENDERS).to_string(),
                    random.pick(&EMOJI).to_string(),
                )]
            } else {
                Vec::new()
            };
            let message = meta::Message {
                at_ms: next(random) * 1_000 + random.between(0, 1_000),
                sender: random.pick(&SENDERS).to_string(),
                text: Some(text.line()),
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
    }
    Ok(())
}
