//! One post as an event. Knows nothing of files.

use super::conversation::Site;
use super::people::People;
use super::times;
use crate::kit::defects::defect;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, keep_rest, scalar_of, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::snowflake;
use crate::kit::text::mark_hidden;
use onrecord_model::{Account, Defect, Event, Kind, Mark, Marks, Pointer};
use std::sync::Arc;

/// The event of the post `raw`.
///
/// # Errors
/// The record is not well formed.
pub(super) fn read(
    site: &Site<'_>,
    people: &mut People,
    raw: Raw<'_>,
    pointer: Pointer,
) -> Result<Event, Defect> {
    // Until 2019 a post stood in the list without the object around it.
    let inner = raw
        .get("tweet")
        .filter(|inner| inner.shape() == Shape::Object);
    if !is_sound(&raw) || inner.is_some_and(|inner| !is_sound(&inner)) {
        let reason = "this post is damaged";
        return Err(defect(
            site.entry,
            raw.range(),
            pointer,
            "invalid-json",
            reason,
        ));
    }
    let mut event = begin(site.entry, &raw, pointer, site.thread);
    event.marks = site.marks;
    event.kind = Kind::Post;
    event.account = people.owner.clone();
    if inner.is_some() {
        keep_rest(&mut event, "", raw, &["tweet"]);
    }
    let mut fields = Fields::default();
    for (name, value) in inner.unwrap_or(raw).fields().filter_map(Result::ok) {
        fields.take(people, &mut event, name, value);
    }
    fields.finish(site, people, &mut event);
    if event.account.is_some() && event.account == people.owner {
        event.marks.add(Mark::Outgoing);
    }
    Ok(event)
}

#[derive(Default)]
struct Fields<'r> {
    id: Option<String>,
    /// What the numbers without `_str` say, where the others are missing.
    number: Option<Raw<'r>>,
    reply_to: Option<String>,
    reply_name: Option<String>,
    is_reply: bool,
    media: Vec<Vec<String>>,
    extended: Vec<Vec<String>>,
}

impl<'r> Fields<'r> {
    fn take(&mut self, people: &mut People, event: &mut Event, name: Raw<'r>, value: Raw<'r>) {
        let marks = &mut event.marks;
        match name.inner() {
            Some(b"id_str") if self.id.is_none() => {
                self.id = text_of(&value, marks).map(Into::into);
                keep(event, "id", value);
            }
            Some(b"id") => self.number = Some(value),
            Some(b"full_text" | b"text") if event.text.is_none() => {
                if let Some(text) = text_of(&value, marks) {
                    let text = unescape(&text);
                    mark_hidden(&text, marks);
                    if text.starts_with("RT @") {
                        marks.add(Mark::Forwarded);
                    }
                    event.text = Some(text.into());
                } else {
                    keep_named(event, "", &name, value);
                }
            }
            Some(b"created_at") => event.when = times::read(&value),
            Some(b"in_reply_to_user_id_str" | b"in_reply_to_user_id")
                if self.reply_to.is_none() =>
            {
                self.reply_to = scalar_of(&value, marks).map(Into::into);
            }
            // The same again as a number.
            Some(b"in_reply_to_user_id_str" | b"in_reply_to_user_id") => {}
            Some(b"in_reply_to_screen_name") => {
                self.reply_name = text_of(&value, marks).map(Into::into);
            }
            Some(b"in_reply_to_status_id_str") => {
                self.is_reply |= value.shape() == Shape::String;
                keep(event, "in_reply_to_status_id", value);
            }
            Some(b"in_reply_to_status_id") => {
                if !value.is_null() && !self.is_reply {
                    self.is_reply = true;
                    keep(event, "in_reply_to_status_id", value);
                }
            }
            // Always `false` in an archive, whatever happened, and where the text is shown.
            Some(b"retweeted" | b"favorited" | b"display_text_range") => {}
            Some(b"entities") if value.shape() == Shape::Object => {
                self.media = self.entities(people, event, "entities.", value);
            }
            Some(b"extended_entities") if value.shape() == Shape::Object => {
                self.extended = self.entities(people, event, "extended_entities.", value);
            }
            Some(b"coordinates" | b"geo" | b"place") => {
                // Until 2018 an empty object says that there is no place.
                if !value.is_null() && value.fields().next().is_some() {
                    event.marks.add(Mark::Location);
                    keep_named(event, "", &name, value);
                }
            }
            Some(b"edit_info") => {
                let ids = value
                    .get("initial")
                    .and_then(|info| info.get("editTweetIds"));
                if value.get("edit").is_some() || ids.is_some_and(|ids| ids.elements().count() > 1)
                {
                    event.marks.add(Mark::Edited);
                    keep(event, "edit_info", value);
                }
            }
            Some(b"user") if value.shape() == Shape::Object => {
                if let Some(account) = account_of(people, value, &mut event.marks) {
                    event.account = Some(Arc::new(account));
                }
            }
            _ => keep_named(event, "", &name, value),
        }
    }

    /// Who is mentioned, links, words; gives the addresses of the media.
    fn entities(
        &self,
        people: &mut People,
        event: &mut Event,
        prefix: &str,
        object: Raw<'r>,
    ) -> Vec<Vec<String>> {
        let mut media = Vec::new();
        for (name, list) in object.fields().filter_map(Result::ok) {
            if list.shape() != Shape::Array {
                keep_named(event, prefix, &name, list);
                continue;
            }
            for one in list.elements().filter_map(Result::ok) {
                match name.inner() {
                    Some(b"user_mentions") => match account_of(people, one, &mut event.marks) {
                        Some(account) => event.others.push(Arc::new(account)),
                        None => keep_named(event, prefix, &name, one),
                    },
                    Some(b"media") => media.push(addresses(one)),
                    Some(b"urls") => {
                        let url = one.get("expanded_url").or_else(|| one.get("url"));
                        keep(event, "url", url.unwrap_or(one));
                    }
                    Some(b"hashtags") => keep(event, "hashtag", one.get("text").unwrap_or(one)),
                    _ => keep_named(event, prefix, &name, one),
                }
            }
        }
        media
    }

    fn finish(mut self, site: &Site<'_>, people: &mut People, event: &mut Event) {
        if self.id.is_none()
            && let Some(number) = self.number
        {
            self.id = scalar_of(&number, &mut event.marks).map(Into::into);
            keep(event, "id", number);
        }
        if self.is_reply {
            event.kind = Kind::Comment;
        }
        if let Some(id) = self.reply_to {
            let is_there = |other: &Arc<Account>| other.stable_id.as_deref() == Some(&*id);
            if !event.others.iter().any(is_there) {
                let account = match self.reply_name {
                    Some(name) => Some(Arc::new(Account {
                        stable_id: Some(id.into()),
                        ..Account::handled(&people.platform, &name, None)
                    })),
                    None => people.by_id(&id),
                };
                event.others.extend(account);
            }
        } else if let Some(name) = self.reply_name {
            let account = Account::handled(&people.platform, &name, None);
            event.others.push(Arc::new(account));
        }
        let wanted = if self.extended.is_empty() {
            self.media
        } else {
            self.extended
        };
        let id = self.id.unwrap_or_default();
        event.attachments = site.media.attach(&id, &wanted, &mut event.marks);
        snowflake::check(event, &id, snowflake::X);
    }
}

/// Where a picture or film may have come from: the archive has one of these.
fn addresses(media: Raw<'_>) -> Vec<String> {
    let mut marks = Marks::NONE;
    let mut list = Vec::new();
    for key in ["media_url_https", "media_url"] {
        let url = media.get(key).and_then(|raw| text_of(&raw, &mut marks));
        list.extend(url.map(String::from));
    }
    let variants = media
        .get("video_info")
        .and_then(|info| info.get("variants"));
    for variant in variants
        .iter()
        .flat_map(Raw::elements)
        .filter_map(Result::ok)
    {
        let url = variant.get("url").and_then(|raw| text_of(&raw, &mut marks));
        list.extend(url.map(String::from));
    }
    list
}

fn account_of(people: &People, raw: Raw<'_>, marks: &mut Marks) -> Option<Account> {
    let mut text = |keys: [&str; 2]| -> Option<Box<str>> {
        let value = keys
            .iter()
            .find_map(|key| scalar_of(&raw.get(key)?, marks))?;
        (!value.is_empty() && value != "-1").then(|| value.into())
    };
    let account = Account {
        platform: people.platform.clone(),
        stable_id: text(["id_str", "id"]),
        handle: text(["screen_name", "screenName"]),
        name: text(["name", "name"]),
    };
    let is_somebody =
        account.stable_id.is_some() || account.handle.is_some() || account.name.is_some();
    is_somebody.then_some(account)
}

/// Posts, unlike messages, are stored with `&`, `<` and `>` escaped for HTML.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
