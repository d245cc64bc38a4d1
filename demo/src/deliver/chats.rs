//! The chats of Snapchat, Telegram, Discord, TikTok and X as their exports hand them out.

use super::{Delivered, stamp, threads};
use crate::channel::Channel;
use crate::story::{Actor, Item, Story};
use crate::writers::chat::{Said, Side};
use crate::writers::{discord, snapchat, telegram, tiktok, x};
use fs_err as fs;
use serde_json::{Map, Value};
use std::io;
use std::path::Path;

/// What the n-th actor's account is called by number where a platform gives numbers.
pub fn number(index: usize) -> u64 {
    7_100_200_000 + index as u64 * 37
}

fn owner(story: &Story) -> Side {
    Side {
        name: story.owner.into(),
        handle: story.owner.to_lowercase().replace(' ', "_"),
        id: 7_100_100_001,
    }
}

fn side(index: usize, actor: &Actor) -> Side {
    Side {
        name: actor.name.clone(),
        handle: actor.handle.clone(),
        id: number(index),
    }
}

fn said(items: &[&Item]) -> Vec<Said> {
    let spread = |(n, item): (usize, &&Item)| Said {
        at_ms: item.at * 1_000 + (item.at * 37 + n as i64).rem_euclid(1_000),
        by_owner: item.by_owner,
        deed: item.deed.clone(),
    };
    items.iter().enumerate().map(spread).collect()
}

type Chat = (Side, Option<i64>, Vec<Said>);

fn chats(story: &Story, channel: Channel) -> Vec<Chat> {
    threads(story, channel)
        .into_iter()
        .map(|(index, actor, items)| {
            let blocked = actor.blocked.map(|at| at * 1_000);
            (side(index, actor), blocked, said(&items))
        })
        .collect()
}

fn blocked(chats: &[Chat]) -> Vec<(&Side, i64)> {
    chats
        .iter()
        .filter_map(|(side, blocked, _)| Some((side, (*blocked)?)))
        .collect()
}

/// Writes them below `folder`.
pub fn write(story: &Story, folder: &Path) -> io::Result<Vec<Delivered>> {
    let day = stamp(story.ends);
    let mut delivered = Vec::new();
    let mut deliver = |name: String, said: String| {
        let path = folder.join(name);
        delivered.push(Delivered {
            path: path.clone(),
            said,
        });
        path
    };
    let owner = owner(story);
    let snaps = chats(story, Channel::Snapchat);
    if !snaps.is_empty() {
        let said = format!("I asked Snapchat for My Data on {day}, as JSON.");
        write_snapchat(&owner, &snaps, &deliver("snapchat-mydata".into(), said))?;
    }
    for (other, _, said) in chats(story, Channel::Telegram) {
        let path = deliver(
            format!("ChatExport_{day}_{}", other.handle),
            "I used Export chat history in Telegram Desktop.".into(),
        );
        fs::create_dir_all(&path)?;
        let messages: Vec<Value> = said
            .iter()
            .enumerate()
            .filter_map(|(n, said)| telegram::message(&owner, &other, said, 1 + n as u64))
            .collect();
        let text = telegram::head(&other) + &joined(&messages) + telegram::FOOT;
        fs::write(path.join("result.json"), text)?;
    }
    for (other, _, said) in chats(story, Channel::Discord) {
        let path = deliver(
            format!("Direct Messages - {} [{}].json", other.name, other.id),
            "A friend showed me DiscordChatExporter, and I used it on my own account.".into(),
        );
        let messages: Vec<Value> = said
            .iter()
            .enumerate()
            .filter_map(|(n, said)| discord::message(&owner, &other, said, n as u64))
            .collect();
        let text = discord::head(&other) + &joined(&messages) + &discord::foot(messages.len());
        fs::write(path, text)?;
    }
    let tiktoks = chats(story, Channel::TikTok);
    if !tiktoks.is_empty() {
        let path = deliver(
            "user_data_tiktok.json".into(),
            format!("I downloaded my TikTok data on {day}, as JSON."),
        );
        let lists = tiktoks
            .iter()
            .map(|(other, _, said)| {
                let newest_first = said.iter().rev();
                let messages = newest_first.filter_map(|said| tiktok::message(&owner, other, said));
                (other, messages.collect())
            })
            .collect();
        let data = tiktok::user_data(&owner, lists, &blocked(&tiktoks));
        fs::write(path, format!("{data:#}"))?;
    }
    let tweets = chats(story, Channel::X);
    if !tweets.is_empty() {
        let said = format!("I downloaded my archive from X on {day}.");
        write_x(
            &owner,
            &tweets,
            &deliver(format!("twitter-{day}"), said),
            story.items.first().map_or(0, |item| item.at * 1_000),
        )?;
    }
    Ok(delivered)
}

fn joined(messages: &[Value]) -> String {
    let mut out = String::new();
    for (n, message) in messages.iter().enumerate() {
        out.push_str(&format!("{message:#}"));
        out.push_str(if n + 1 < messages.len() { ",\n" } else { "\n" });
    }
    out
}

fn write_snapchat(owner: &Side, chats: &[Chat], root: &Path) -> io::Result<()> {
    let json = root.join("json");
    fs::create_dir_all(&json)?;
    let mut history = Map::new();
    let mut all = Vec::new();
    for (other, _, said) in chats {
        let newest_first = said.iter().rev();
        let messages: Vec<Value> = newest_first
            .filter_map(|said| snapchat::message(owner, other, said))
            .collect();
        history.insert(other.handle.clone(), messages.into());
        all.extend(said);
    }
    let friends: Vec<(&Side, i64)> = chats
        .iter()
        .filter(|(_, blocked, _)| blocked.is_none())
        .filter_map(|(side, _, said)| Some((side, said.first()?.at_ms)))
        .collect();
    for (name, value) in [
        ("chat_history", history.into()),
        ("friends", snapchat::friends(&friends, &blocked(chats))),
        ("talk_history", snapchat::calls(&all)),
    ] {
        fs::write(json.join(format!("{name}.json")), format!("{value:#}"))?;
    }
    Ok(())
}

fn write_x(owner: &Side, chats: &[Chat], root: &Path, created_ms: i64) -> io::Result<()> {
    let data = root.join("data");
    fs::create_dir_all(&data)?;
    let conversations: Vec<Value> = chats
        .iter()
        .map(|(other, _, said)| {
            let numbered = said.iter().enumerate().rev();
            let messages =
                numbered.filter_map(|(n, said)| x::message(owner, other, said, n as u64));
            x::conversation(owner, other, messages.collect())
        })
        .collect();
    let blocked: Vec<&Side> = blocked(chats).into_iter().map(|(side, _)| side).collect();
    for (file, name, value) in [
        ("account.js", "account", x::account(owner, created_ms)),
        ("block.js", "block", x::blocked(&blocked)),
        (
            "direct-messages.js",
            "direct_messages",
            conversations.into(),
        ),
    ] {
        fs::write(data.join(file), x::file(name, &value))?;
    }
    Ok(())
}
