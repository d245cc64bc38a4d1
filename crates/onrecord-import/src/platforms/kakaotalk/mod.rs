//! KakaoTalk's exported chats as text, from phones and computers. Its table (`Date,User,Message`) is
//! read as any table is.

mod date;
mod head;
mod records;
mod survey;
#[cfg(test)]
mod tests;
mod title;
mod words;

use crate::export::Export;
use crate::importer::{Answers, Importer, Manifest, Opened, Refusal};
use crate::kit::peek::first_bytes;
use crate::kit::text::{Encoding, sniff};
use crate::kit::text_chats::{self, Keys, Look};
use head::Head;
use onrecord_model::Thread;
use records::Records;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: KakaoTalk = KakaoTalk;

/// Reads the chats that KakaoTalk exports as text.
#[derive(Debug)]
pub struct KakaoTalk;

static MANIFEST: Manifest = Manifest {
    name: "kakaotalk",
    version: 1,
    title: "KakaoTalk chat export",
    accepts: &[
        "The text file of one chat that KakaoTalk exports on a phone (“KakaoTalkChats.txt”) or on Windows (“KakaoTalk_….txt”)",
        "A folder or zip that holds such files",
        "Such a file that an editor saved again as UTF-16 (“Unicode”)",
        "The table that KakaoTalk exports on a Mac (Date,User,Message) is read as a table",
    ],
    how_to_get: &[
        "Open the chat in KakaoTalk. Do this before you block anybody or leave the chat.",
        "Phone: tap the three lines at the top right, then the wheel, then Export chat messages (대화 내용 내보내기).",
        "Choose text only, and once more with media if pictures matter.",
        "Windows: open the menu of the chat, then Talk content, then Save chat (대화 내용 저장).",
        "Send the file to yourself in a way that nobody else sees, and save it on this computer.",
    ],
    layouts: &[
        "Android in Korean: “2015년 7월 9일 오후 8:34, 이름 : 텍스트” (a sample of a real export of 2015: kakaoship)",
        "iPhone in Korean: “2015. 7. 9. 오후 8:34, 이름 : 텍스트”, sentences behind “: ” (kakaoship)",
        "iPhone in English: “Jul 9, 2015, 8:34 PM, name : text” (kakaoship); with “at” before the time, and “p.m.” (a peer's parser of files of 2018 and 2023)",
        "Android in English until some time after 2015: “8:34pm, July 9, 2015, name : text” (kakaoship)",
        "Windows in Korean and English: “--------------- 2015년 8월 1일 토요일 ---------------” and “[이름] [오후 2:37] 텍스트” (kakaoship, other peers' tests)",
        "Words for calls, deleted messages, files and who comes and goes (peers' parsers)",
        "Other languages of the app: no file was found, and none is read",
    ],
    times: "The clock of the phone or computer that exported. No zone is written, and minutes only. On a computer the day stands once, above its messages.",
    caveats: &[
        "Nothing in the file says who exported it, and anybody can edit a text file.",
        "On a phone the owner is “회원님” or “You”. Somebody else can choose such a name.",
        "A person can type what KakaoTalk itself writes, such as “사진” for a picture or “보이스톡 해요” for a call.",
        "In a computer's file, that somebody came or left bears no clock: only the day is told. Such a sentence below a message could be part of it.",
        "In a computer's file a line of somebody's text can look like a message, and is then taken for one.",
        "A name that holds “ : ” ends there.",
        "A day whose weekday is wrong is read all the same and marked: the file may have been changed.",
        "In multi-line texts, line endings are shown as LF.",
    ],
    omits: &[
        "pictures, videos, recordings and stickers: only a word in their place",
        "reactions, and who has read what",
        "the text of deleted messages",
        "chats that you have left, and what came while you were not in the chat",
        "telephone numbers and KakaoTalk IDs",
    ],
};

const PEEK: usize = 16 << 10;

impl Importer for KakaoTalk {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        let chats = text_chats::find(export, |path| look(export, path))?;
        Some(chats.and_then(|chats| open_chats(export, chats)))
    }
}

fn look(export: &dyn Export, path: &str) -> Look {
    let Ok(first) = first_bytes(export, path, PEEK) else {
        return Look::Other;
    };
    if !matches!(sniff(&first), Encoding::Utf8 { .. }) {
        return Look::Other;
    }
    let lines = || {
        first
            .split(|byte| matches!(byte, b'\n' | b'\r'))
            .filter(|line| !line.trim_ascii().is_empty())
    };
    let is_titled = lines()
        .next()
        .is_some_and(|line| title::of_line(line).is_some());
    let says_when = lines()
        .take(3)
        .any(|line| line.len() < 200 && title::saved(&String::from_utf8_lossy(line)).is_some());
    let (mut days, mut bracketed, mut named, mut all) = (0, 0, 0, 0);
    for line in lines() {
        match head::parse(line) {
            Some(Head::Day(_)) => days += u32::from(line.starts_with(b"-")),
            Some(Head::Bracketed { .. }) => bracketed += 1,
            Some(Head::Stamped(stamp)) => {
                let rest = &line[stamp.rest as usize..];
                named +=
                    u32::from(!stamp.is_sentence && memchr::memmem::find(rest, b" : ").is_some());
                all += 1;
            }
            _ => {}
        }
    }
    let is_chat = match is_titled || says_when {
        true => bracketed > 0 || all > 0 || days > 0,
        // Its beginning was cut off: two lines do not look so by chance.
        false => days > 0 && bracketed > 0 || named > 1,
    };
    match is_chat {
        true => Look::Chat,
        false if is_titled && says_when => Look::Refused(Refusal {
            seen: "This begins like a chat of KakaoTalk's, but no line of it is a message in Korean or English."
                .into(),
            advice: "Set KakaoTalk to Korean or English and export the chat again. The file itself can still be kept as it is."
                .into(),
        }),
        false => Look::Other,
    }
}

fn open_chats<'a>(export: &'a dyn Export, chats: Vec<Arc<str>>) -> Result<Opened<'a>, Refusal> {
    let platform: Arc<str> = MANIFEST.name.into();
    let mut remarks = Vec::new();
    let mut keys = Keys::default();
    let mut opened = Vec::new();
    for path in &chats {
        let reader = export
            .open(path)
            .map_err(|error| text_chats::unreadable("KakaoTalk", &error))?;
        let reading = survey::survey(reader);
        if reading.quoted > 0 {
            let begin = match reading.quoted {
                1 => "1 line begins".to_owned(),
                more => format!("{more} lines begin"),
            };
            remarks.push(format!(
                "{begin} with a date in another layout than the rest. We read that as part of the message \
                 above."
            ));
        }
        let stem = text_chats::stem(path);
        let title = reading.title.clone().or_else(|| title::of_name(stem));
        let key = title.as_deref().unwrap_or(stem).to_owned();
        let thread = Arc::new(Thread {
            platform: platform.clone(),
            key: keys.of(key, path),
            title: title.map(Into::into),
            folder: None,
            participants: Vec::new(),
        });
        opened.push((path.clone(), (thread, reading)));
    }
    let records = text_chats::in_turn(export, opened, |reader, path, (thread, reading)| {
        Records::new(reader, path, thread, reading)
    });
    Ok(Opened {
        records,
        questions: Vec::new(),
        entries: chats,
        remarks,
    })
}
