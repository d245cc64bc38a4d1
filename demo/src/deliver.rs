//! Turns the story into the files its owner would have: exports as the platforms hand them out,
//! in one folder.

mod chats;

pub use chats::number;

use crate::calendar::fields;
use crate::channel::Channel;
use crate::story::{Actor, Deed, Item, Story};
use crate::writers::{mail, meta, pictures, sms, whatsapp};
use fs_err as fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What was written: path below the folder, and what to tell the case about it.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// A file or folder.
    pub path: PathBuf,
    /// Where it came from, in the owner's words.
    pub said: String,
}

/// Writes every export of `story` below `folder`, which must be empty or absent.
///
/// # Errors
/// Writing failed.
pub fn write(story: &Story, folder: &Path) -> io::Result<Vec<Delivered>> {
    fs::create_dir_all(folder)?;
    let mut delivered = Vec::new();
    let day = stamp(story.ends);
    messenger(story, &folder.join("facebook-wrenfairweather"))?;
    delivered.push(Delivered {
        path: folder.join("facebook-wrenfairweather"),
        said: format!("I asked Facebook for my information on {day} and unpacked it."),
    });
    instagram(
        story,
        &folder.join(format!("instagram-wren.fairweather-{day}.zip")),
    )?;
    delivered.push(Delivered {
        path: folder.join(format!("instagram-wren.fairweather-{day}.zip")),
        said: format!("I downloaded my Instagram data on {day}."),
    });
    for path in whatsapp_chats(story, folder)? {
        delivered.push(Delivered {
            path,
            said: "I used Export chat on my own phone.".into(),
        });
    }
    for path in phone(story, folder)? {
        delivered.push(Delivered {
            path,
            said: "Made by SMS Backup & Restore on my own phone.".into(),
        });
    }
    for path in mails(story, folder)? {
        delivered.push(Delivered {
            path,
            said: "Saved from my own mailbox.".into(),
        });
    }
    delivered.extend(chats::write(story, folder)?);
    let pictures = folder.join("Pictures");
    loose_pictures(story, &pictures)?;
    delivered.push(Delivered {
        path: pictures,
        said: "Photos and screenshots that I took myself.".into(),
    });
    let note = folder.join("letter from the housing office.txt");
    fs::write(
        &note,
        "Dear Ms Fairweather,\n\nwe have moved your tenancy as you asked.\n\nThe Housing Office, Northshire\n",
    )?;
    delivered.push(Delivered {
        path: note,
        said: "A letter that I typed off. It shows when I moved.".into(),
    });
    Ok(delivered)
}

fn stamp(at: i64) -> String {
    let (year, month, day, ..) = fields(at);
    format!("{year}-{month:02}-{day:02}")
}

fn threads(story: &Story, channel: Channel) -> Vec<(usize, &Actor, Vec<&Item>)> {
    let mut lists: Vec<Vec<&Item>> = vec![Vec::new(); story.actors.len()];
    for item in &story.items {
        lists[item.other].push(item);
    }
    story
        .actors
        .iter()
        .zip(lists)
        .enumerate()
        .filter(|(_, (actor, items))| actor.channel == channel && !items.is_empty())
        .map(|(index, (actor, items))| (index, actor, items))
        .collect()
}

fn meta_messages(
    story: &Story,
    index: usize,
    actor: &Actor,
    items: &[&Item],
    photos: &str,
    files: &mut dyn FnMut(String, Vec<u8>) -> io::Result<()>,
) -> io::Result<Vec<meta::Message>> {
    let mut out = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let mut message = meta::Message {
            at_ms: item.at * 1_000 + (item.at * 37 + n as i64) % 1_000,
            sender: if item.by_owner {
                story.owner.into()
            } else {
                actor.name.clone()
            },
            text: None,
            photo: None,
            unsent: false,
            reactions: Vec::new(),
            call: None,
        };
        match &item.deed {
            Deed::Text(text) => {
                message.text = Some(text.clone());
                if !actor.person_doing_this && n % 19 == 3 {
                    message.reactions.push((story.owner.into(), "❤".into()));
                }
            }
            Deed::Picture(name) => {
                let path = format!("{photos}/{name}");
                files(path.clone(), pictures::photo(index as u64, item.at, None)?)?;
                message.photo = Some(path);
            }
            Deed::Unsent => message.unsent = true,
            Deed::MissedCall => message.call = Some((true, 0)),
            Deed::Call(seconds) => message.call = Some((false, *seconds)),
            Deed::Mail(..) => continue,
        }
        out.push(message);
    }
    Ok(out)
}

fn messenger(story: &Story, root: &Path) -> io::Result<()> {
    let base = "your_activity_across_facebook/messages";
    for (index, actor, items) in threads(story, Channel::Messenger) {
        let filed = if actor.person_doing_this && index % 2 == 0 {
            "message_requests"
        } else {
            "inbox"
        };
        let name = format!(
            "{}_{}",
            actor.name.to_lowercase().replace([' ', '-'], ""),
            40_000_000 + index
        );
        let folder = root.join(base).join(filed).join(&name);
        fs::create_dir_all(&folder)?;
        let mut write_file = |path: String, bytes: Vec<u8>| {
            let path = root.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, bytes)
        };
        let messages = meta_messages(
            story,
            index,
            actor,
            &items,
            &format!("{base}/{filed}/{name}/photos"),
            &mut write_file,
        )?;
        // Newest messages stand in message_1, as in the real thing.
        let chunks: Vec<&[meta::Message]> = messages.rchunks(10_000).collect();
        for (n, chunk) in chunks.iter().enumerate() {
            let mut out = Vec::new();
            meta::thread_file(
                &mut out,
                &[&actor.name, story.owner],
                &actor.name,
                &format!("{filed}/{name}"),
                chunk,
            )?;
            fs::write(folder.join(format!("message_{}.json", n + 1)), out)?;
        }
    }
    Ok(())
}

fn instagram(story: &Story, path: &Path) -> io::Result<()> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let base = "your_instagram_activity/messages";
    for (index, actor, items) in threads(story, Channel::Instagram) {
        let filed = if actor.person_doing_this {
            "message_requests"
        } else {
            "inbox"
        };
        let name = format!(
            "{}_{}",
            actor.handle.replace(['.', '-'], ""),
            17_840_000_000u64 + index as u64
        );
        let mut pictures = Vec::new();
        let messages = meta_messages(
            story,
            index,
            actor,
            &items,
            &format!("{base}/{filed}/{name}/photos"),
            &mut |path, bytes| {
                pictures.push((path, bytes));
                Ok(())
            },
        )?;
        let mut out = Vec::new();
        meta::thread_file(
            &mut out,
            &[&actor.name, story.owner],
            &actor.name,
            &format!("{filed}/{name}"),
            &messages,
        )?;
        files.push((format!("{base}/{filed}/{name}/message_1.json"), out));
        files.extend(pictures);
    }
    let blocked: Vec<(String, i64)> = story
        .actors
        .iter()
        .filter(|actor| actor.channel == Channel::Instagram)
        .filter_map(|actor| Some((actor.handle.clone(), actor.blocked?)))
        .collect();
    files.push((
        "connections/followers_and_following/blocked_profiles.json".into(),
        meta::blocked_profiles(&blocked).into_bytes(),
    ));
    let logins = [
        (
            "192.0.2.14",
            "Mozilla/5.0 (Linux; Android 14)",
            story.ends - 86_400,
        ),
        (
            "203.0.113.77",
            "Mozilla/5.0 (Windows NT 10.0)",
            story.ends - 40 * 86_400 - 7_200,
        ),
        (
            "192.0.2.14",
            "Mozilla/5.0 (Linux; Android 14)",
            story.ends - 90 * 86_400,
        ),
    ];
    files.push((
        "security_and_login_information/login_and_profile_creation/login_activity.json".into(),
        meta::login_activity(&logins).into_bytes(),
    ));
    zip_of(path, files)
}

fn zip_of(path: &Path, mut files: Vec<(String, Vec<u8>)>) -> io::Result<()> {
    files.sort();
    files.dedup_by(|a, b| a.0 == b.0);
    let mut zip = zip::ZipWriter::new(fs::File::create(path)?.into_parts().0);
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(&bytes)?;
    }
    zip.finish().map_err(io::Error::other)?;
    Ok(())
}

fn whatsapp_chats(story: &Story, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for (index, actor, items) in threads(story, Channel::WhatsApp) {
        let phone = if actor.name == "Lark Fairweather" {
            whatsapp::Phone::Ios
        } else {
            whatsapp::Phone::Android
        };
        let mut text = Vec::new();
        let mut media = Vec::new();
        let mut chat = whatsapp::Chat::new(&mut text, phone, &actor.name, items[0].at - 60)?;
        for item in &items {
            let name = if item.by_owner {
                story.owner
            } else {
                &actor.name
            };
            match &item.deed {
                Deed::Text(text) => chat.text(item.at, name, text)?,
                Deed::Picture(file) => {
                    media.push((file.clone(), pictures::photo(index as u64, item.at, None)?));
                    chat.attachment(item.at, name, file)?;
                }
                Deed::Unsent => chat.deleted(item.at, name, item.by_owner)?,
                Deed::MissedCall => chat.missed_call(item.at, name)?,
                Deed::Call(_) | Deed::Mail(..) => {}
            }
        }
        if let Some(at) = actor.blocked {
            chat.blocked(at, &actor.name)?;
        }
        let title = format!("WhatsApp Chat with {}", actor.name);
        if phone == whatsapp::Phone::Ios || !media.is_empty() {
            let path = folder.join(format!(
                "{}.zip",
                title.replace("WhatsApp Chat with", "WhatsApp Chat -")
            ));
            media.push((
                if phone == whatsapp::Phone::Ios {
                    "_chat.txt".into()
                } else {
                    format!("{title}.txt")
                },
                text,
            ));
            zip_of(&path, media)?;
            paths.push(path);
        } else {
            let path = folder.join(format!("{title}.txt"));
            fs::write(&path, text)?;
            paths.push(path);
        }
    }
    Ok(paths)
}

fn phone(story: &Story, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let day = stamp(story.ends).replace('-', "");
    let mut texts = Vec::new();
    let mut calls = Vec::new();
    for (index, actor, items) in threads(story, Channel::Phone) {
        for item in items {
            let name = (!actor.person_doing_this).then_some(actor.name.as_str());
            texts.push((item, index, actor, name));
            if matches!(item.deed, Deed::MissedCall | Deed::Call(_)) {
                calls.push(texts.pop());
            }
        }
    }
    let calls: Vec<_> = calls.into_iter().flatten().collect();
    let text_path = folder.join(format!("sms-{day}093000.xml"));
    let mut out = Vec::new();
    texts.sort_by_key(|(item, ..)| item.at);
    sms::begin_texts(&mut out, texts.len())?;
    for (item, index, actor, name) in &texts {
        let at = item.at * 1_000 + 123;
        match &item.deed {
            Deed::Text(text) => sms::text(
                &mut out,
                at,
                &actor.handle,
                *name,
                if item.by_owner { 2 } else { 1 },
                text,
            )?,
            Deed::Picture(file) => {
                let picture = pictures::base64(&pictures::photo(*index as u64, item.at, None)?);
                sms::picture(&mut out, at, &actor.handle, file, &picture, "")?;
            }
            _ => {}
        }
    }
    sms::end_texts(&mut out)?;
    fs::write(&text_path, out)?;
    let call_path = folder.join(format!("calls-{day}093000.xml"));
    let mut calls = calls;
    calls.sort_by_key(|(item, ..)| item.at);
    let mut out = Vec::new();
    sms::begin_calls(&mut out, calls.len())?;
    for (n, (item, _, actor, name)) in calls.iter().enumerate() {
        let (kind, seconds) = match item.deed {
            Deed::Call(seconds) => (if item.by_owner { 2 } else { 1 }, seconds),
            _ if n % 9 == 8 => (5, 0),
            _ => (3, 0),
        };
        sms::call(
            &mut out,
            item.at * 1_000 + 456,
            &actor.handle,
            *name,
            kind,
            seconds,
        )?;
    }
    sms::end_calls(&mut out)?;
    fs::write(&call_path, out)?;
    Ok(vec![text_path, call_path])
}

fn mails(story: &Story, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let owner = (story.owner, "wren.fairweather@example.net");
    let path = folder.join("Inbox.mbox");
    let mut out = Vec::new();
    let mut id = 0x5000;
    let mut begun = std::collections::BTreeMap::new();
    let mut all: Vec<(&Actor, &Item)> = threads(story, Channel::Mail)
        .into_iter()
        .flat_map(|(_, actor, items)| items.into_iter().map(move |item| (actor, item)))
        .collect();
    all.sort_by_key(|(_, item)| item.at);
    for (actor, item) in all {
        if let Deed::Mail(subject, body) = &item.deed {
            id += 1;
            let first = *begun.entry(&actor.handle).or_insert((id, item.at));
            mail::mbox(
                &mut out,
                &mail::Mail {
                    at: item.at,
                    from: (&actor.name, &actor.handle),
                    to: owner,
                    subject,
                    body,
                    attachment: None,
                    id,
                    after: (first.0 != id).then_some(first),
                },
            )?;
        }
    }
    fs::write(&path, out)?;
    let answer = folder.join("RE your report NS-0094-25.eml");
    let mut out = Vec::new();
    let last = story
        .reported
        .iter()
        .filter(|report| report.happening == "answer")
        .map(|report| report.on)
        .max()
        .unwrap_or(story.ends);
    mail::eml(
        &mut out,
        &mail::Mail {
            at: last + 9 * 3_600,
            from: ("DC 1902 Fieldfare", "fieldfare@northshire.example"),
            to: owner,
            subject: "RE: your report NS-0094-25",
            body: "Dear Ms Fairweather,\n\nYes please, in one file if you can, with dates.\n\nDC 1902 Fieldfare\nNorthshire Police\n",
            attachment: None,
            id: 0x4fff,
            after: None,
        },
    )?;
    fs::write(&answer, out)?;
    Ok(vec![path, answer])
}

fn loose_pictures(story: &Story, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let bad: Vec<&Actor> = story
        .actors
        .iter()
        .filter(|actor| actor.person_doing_this)
        .collect();
    for (n, actor) in bad.iter().step_by(4).take(12).enumerate() {
        let at = actor.since + 3_600;
        fs::write(
            folder.join(format!("Screenshot_{}_{n}.png", stamp(at).replace('-', ""))),
            pictures::screenshot(n as u64, at)?,
        )?;
    }
    let at = story.ends - 30 * 86_400;
    fs::write(
        folder.join("IMG_2031.jpg"),
        pictures::photo(901, at, Some((5_412, -187)))?,
    )?;
    fs::write(
        folder.join("IMG_2032.jpg"),
        pictures::photo(902, at + 300, None)?,
    )
}
