//! The inputs: invented exports of the size asked for, made once. Knows no measurement.

use super::Bench;
use super::process::Error;
use onrecord_demo::bulk::Source;
use std::path::{Path, PathBuf};

/// How many messages each account of [`Bench::accounts`] writes.
pub(super) const ACCOUNT_MESSAGES: usize = 300;
/// Texts that can come again.
const RECENT: usize = 2_000;

impl Bench {
    /// An export of `platform` with so many messages, below `bench-data` in the target folder.
    pub(super) fn export(&self, platform: &str, messages: usize) -> Result<PathBuf, Error> {
        let name = match platform {
            "whatsapp" => "WhatsApp Chat with Bench.txt",
            "kakaotalk" => "KakaoTalkChats.txt",
            "line" => "[LINE] Chat history in Bench.txt",
            "telegram" => "result.json",
            "sms" => "sms-20240101000000.xml",
            "mbox" => "mail.mbox",
            "discord" => "discord.json",
            "hinge" => "matches.json",
            "tiktok" => "user_data_tiktok.json",
            "tinder" => "data.json",
            "timeline" => "timeline.jsonl",
            "table" => "bill.csv",
            "viber" => "Bench.csv",
            "vcard" => "contacts.vcf",
            "warc" => "web.warc",
            "workbook" => "book.xlsx",
            // A folder.
            other => other,
        };
        self.made(&messages.to_string(), name, |part| {
            onrecord_demo::bulk::write(platform, messages, 1, part)
        })
    }

    /// A file with a text in each line, no line break within: one in fifty is an earlier text again, one in
    /// fifty an earlier text with another word in it.
    pub(super) fn texts(&self, messages: usize) -> Result<PathBuf, Error> {
        self.made(&messages.to_string(), "texts.txt", |part| {
            fs_err::write(part, texts(messages))
        })
    }

    /// A table of account, time and text, as `link --tsv` reads it.
    pub(super) fn accounts(&self, accounts: usize) -> Result<PathBuf, Error> {
        self.made("", &format!("accounts-{accounts}.tsv"), |part| {
            fs_err::write(part, table(accounts))
        })
    }

    /// What `make` writes, once: a file or a folder of that name. A run that was stopped leaves nothing that
    /// could be taken for the whole.
    fn made(
        &self,
        folder: &str,
        name: &str,
        make: impl FnOnce(&Path) -> Result<(), Error>,
    ) -> Result<PathBuf, Error> {
        let folder = self.target.join("bench-data").join(folder);
        fs_err::create_dir_all(&folder)?;
        let path = folder.join(name);
        if !path.exists() {
            let part = folder.join(format!("part-{name}"));
            if part.is_dir() {
                fs_err::remove_dir_all(&part)?;
            }
            make(&part)?;
            fs_err::rename(&part, &path)?;
        }
        Ok(path)
    }
}

fn texts(messages: usize) -> String {
    let mut source = Source::new(messages, 1);
    let mut recent: Vec<String> = Vec::new();
    let mut out = String::new();
    for _ in 0..messages {
        let mut text = source.text.line().replace('\n', " ");
        if recent.len() == RECENT {
            let earlier = &recent[source.random.between(0, RECENT as i64) as usize];
            match source.random.between(0, 50) {
                0 => text.clone_from(earlier),
                1 => {
                    let mut words: Vec<&str> = earlier.split(' ').collect();
                    let other = text.split(' ').next().unwrap_or_default();
                    let place = source.random.between(0, words.len() as i64) as usize;
                    words[place] = other;
                    text = words.join(" ");
                }
                _ => {}
            }
        }
        out.push_str(&text);
        out.push('\n');
        if text.split(' ').count() > 6 {
            if recent.len() < RECENT {
                recent.push(text);
            } else {
                recent[source.random.between(0, RECENT as i64) as usize] = text;
            }
        }
    }
    out
}

fn table(accounts: usize) -> String {
    let mut source = Source::new(accounts * ACCOUNT_MESSAGES, 1);
    let mut out = String::from("account\ttime\ttext\n");
    for account in 0..accounts {
        for nth in 0..ACCOUNT_MESSAGES {
            let text = source.text.line().replace(['\n', '\t'], " ");
            let (day, hour) = (1 + nth % 28, nth / 28);
            out.push_str(&format!(
                "account {account}\t2024-03-{day:02}T{hour:02}:00:00Z\t{text}\n"
            ));
        }
    }
    out
}
