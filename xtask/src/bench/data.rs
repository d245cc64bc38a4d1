//! The inputs: invented exports of the size asked for, made once. Knows no measurement.

use super::Bench;
use super::process::Error;
use std::path::PathBuf;

impl Bench {
    /// An export of `platform` with so many messages, below `bench-data` in the target folder.
    pub(super) fn export(&self, platform: &str, messages: usize) -> Result<PathBuf, Error> {
        let folder = self.target.join("bench-data").join(messages.to_string());
        fs_err::create_dir_all(&folder)?;
        let name = match platform {
            "whatsapp" => "WhatsApp Chat with Bench.txt",
            "messenger" => "messenger",
            "telegram" => "result.json",
            "sms" => "sms-20240101000000.xml",
            _ => "mail.mbox",
        };
        let path = folder.join(name);
        if !path.exists() {
            // A run that was stopped leaves nothing that could be taken for the whole.
            let part = folder.join(format!("part-{platform}"));
            if part.is_dir() {
                fs_err::remove_dir_all(&part)?;
            }
            onrecord_demo::bulk::write(platform, messages, 1, &part)?;
            fs_err::rename(&part, &path)?;
        }
        Ok(path)
    }
}
