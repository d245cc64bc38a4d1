//! A record as names and values, whether it stood in JSON or in a table; and as an event. Knows
//! neither JSON nor HTML.

use super::lists::{Rule, Way};
use super::{Context, times};
use crate::kit::html::decode;
use crate::kit::text::mark_hidden;
use onrecord_model::{Event, Kind, Mark, Precision};
use std::borrow::Cow;

/// One value by its name: text where it is any, as written otherwise; `None` for `null`.
pub(super) type Field<'f> = (Cow<'f, str>, Option<Cow<'f, str>>);

/// The names of fields that have a meaning here. Those that hold a record's time come first, the best
/// of them first.
#[derive(Clone, Copy)]
enum Name {
    Created,
    DateAndTime,
    Date,
    CreationTimestamp,
    StartTime,
    LoginTime,
    Timestamp,
    Time,
    LastModified,
    /// A place is a list of its time and itself.
    First,
    From,
    To,
    IsSender,
    IsSaved,
    MediaType,
    MediaIds,
    Title,
    Username,
    Shown,
}

/// How many there are.
const NAMES: usize = Name::Shown as usize + 1;

const TIMES: [Name; 10] = [
    Name::Created,
    Name::DateAndTime,
    Name::Date,
    Name::CreationTimestamp,
    Name::StartTime,
    Name::LoginTime,
    Name::Timestamp,
    Name::Time,
    Name::LastModified,
    Name::First,
];

impl Name {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "Created" => Self::Created,
            "Date & Time" => Self::DateAndTime,
            "Date" => Self::Date,
            "Creation Timestamp" => Self::CreationTimestamp,
            "Start Time" => Self::StartTime,
            "Login Time" => Self::LoginTime,
            "Timestamp" => Self::Timestamp,
            "Time" => Self::Time,
            "Last Modified Timestamp" => Self::LastModified,
            "value.0" => Self::First,
            "From" => Self::From,
            "To" => Self::To,
            "IsSender" => Self::IsSender,
            "IsSaved" => Self::IsSaved,
            "Media Type" => Self::MediaType,
            "Media IDs" => Self::MediaIds,
            "Conversation Title" => Self::Title,
            "Username" => Self::Username,
            "Display Name" => Self::Shown,
            _ => return None,
        })
    }
}

/// A record's fields. What has been understood is taken out; what is left is kept by its name.
struct Fields<'f> {
    all: Vec<Field<'f>>,
    /// Where each name stands first.
    places: [Option<u16>; NAMES],
}

impl<'f> Fields<'f> {
    fn new(all: Vec<Field<'f>>) -> Self {
        let mut places = [None; NAMES];
        for (at, (name, _)) in all.iter().enumerate().take(usize::from(u16::MAX)) {
            if let Some(name) = Name::of(name)
                && let Some(place @ None) = places.get_mut(name as usize)
            {
                *place = Some(at as u16);
            }
        }
        Self { all, places }
    }

    fn slot(&mut self, name: Name) -> Option<&mut Option<Cow<'f, str>>> {
        let at = usize::from((*self.places.get(name as usize)?)?);
        self.all.get_mut(at).map(|(_, value)| value)
    }

    fn value(&self, name: Name) -> Option<&str> {
        let at = usize::from((*self.places.get(name as usize)?)?);
        self.all.get(at)?.1.as_deref()
    }

    fn take(&mut self, name: Name) -> Option<Cow<'f, str>> {
        self.slot(name)?.take().filter(|value| !value.is_empty())
    }

    fn flag(&mut self, name: Name) -> Option<bool> {
        let slot = self.slot(name)?;
        let written = slot.as_deref()?;
        let value = written.eq_ignore_ascii_case("true");
        if !value && !written.eq_ignore_ascii_case("false") {
            return None;
        }
        *slot = None;
        Some(value)
    }

    /// Takes every field out whose name is one of these.
    fn take_all(&mut self, names: [&str; 2]) {
        for (name, value) in &mut self.all {
            if names.contains(&&**name) {
                *value = None;
            }
        }
    }
}

/// Fills `event`, which has its place already, from what its record says.
pub(super) fn fill(context: &Context<'_>, event: &mut Event, rule: &Rule, fields: Vec<Field<'_>>) {
    let mut fields = Fields::new(fields);
    event.kind = rule.kind.clone();
    event.marks.0 |= rule.marks.0;
    set_time(event, rule, &mut fields);
    match rule.way {
        Way::Chat | Way::Snap => chat(context, event, rule, &mut fields),
        Way::Call => call(context, event, &fields.all),
        Way::Person => person(context, event, &mut fields),
        Way::Own => event.account = context.owner.clone(),
        Way::Plain => {}
    }
    for (name, value) in fields.all {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            continue;
        };
        if name == "Location" || name.contains("Latitude") || name == "City" {
            event.marks.add(Mark::Location);
        }
        mark_hidden(&value, &mut event.marks);
        event.details.push((name.into(), value.into()));
    }
}

fn set_time(event: &mut Event, rule: &Rule, fields: &mut Fields<'_>) {
    let first: &[Name] = match rule.last_change {
        true => &[Name::LastModified],
        false => &[],
    };
    let found = first
        .iter()
        .chain(&TIMES)
        .find_map(|name| Some((*name, times::read(fields.value(*name)?)?)));
    let counted = fields
        .all
        .iter()
        .find(|(name, _)| name.starts_with("Created("))
        .and_then(|(name, value)| Some((name.clone(), value.as_deref()?.parse::<i64>().ok()?)));
    if let Some((name, number)) = counted {
        let beside = found.and_then(|(_, (truth, _))| truth.instant());
        let (when, is_odd) = times::counted(number, beside);
        if is_odd {
            event.marks.add(Mark::Inconsistent);
        }
        if let Some(when) = when {
            fields.take_all([&name, "Created"]);
            event.when = when;
            return;
        }
    }
    // A day alone is a date of birth or of a file, and is kept as a detail.
    if let Some((name, (_, precision))) = found
        && precision != Precision::Day
        && let Some(when) = fields.value(name).and_then(times::written)
    {
        if !rule.last_change
            && let Some((name, _)) = fields
                .places
                .get(name as usize)
                .and_then(|at| fields.all.get(usize::from((*at)?)))
        {
            let name = name.clone();
            fields.take_all([&name, &name]);
        }
        event.when = when;
    }
}

fn chat(context: &Context<'_>, event: &mut Event, rule: &Rule, fields: &mut Fields<'_>) {
    let (from, to) = (fields.take(Name::From), fields.take(Name::To));
    let is_sender = fields.flag(Name::IsSender).or(rule.is_sender);
    match is_sender {
        Some(true) => event.marks.add(Mark::Outgoing),
        Some(false) => event.marks.add(Mark::Incoming),
        None => {}
    }
    event.account = match &from {
        Some(from) => Some(context.account(from, None)),
        None if is_sender == Some(true) => context.owner.clone(),
        None => None,
    };
    event.others.extend(to.map(|to| context.account(&to, None)));
    let is_saved = fields.flag(Name::IsSaved).or(rule.is_saved);
    let media_type = fields.take(Name::MediaType).unwrap_or_default();
    let content = fields
        .all
        .iter_mut()
        .find(|(name, _)| name == "Content" || name == "Text");
    if let Some((name, text)) = content {
        // Until 2022 `Text` had its signs written as HTML.
        event.text = text.take().map(|text| match &**name {
            "Text" => decode(text.as_bytes()).0.into(),
            _ => text.into(),
        });
    }
    if let Some(text) = &event.text {
        mark_hidden(text, &mut event.marks);
    }
    if let Some(ids) = fields.take(Name::MediaIds) {
        context.media.attach(event, &ids);
    }
    let has_nothing = event.text.as_deref().unwrap_or_default().is_empty();
    if rule.way == Way::Snap {
        event.marks.add(Mark::Ephemeral);
        event.marks.add(Mark::AttachmentOmitted);
    } else if is_saved == Some(false) {
        event.marks.add(Mark::Ephemeral);
    }
    if is_saved == Some(false) && has_nothing {
        event.details.push(("saved".into(), "no".into()));
    }
    kind_of(event, &media_type);
    if media_type != "TEXT" && !media_type.is_empty() {
        event.details.push(("Media Type".into(), media_type.into()));
    }
    if let Some(title) = fields.take(Name::Title) {
        let is_shown = event.thread.title.as_deref() == Some(&*title);
        if !is_shown {
            event
                .details
                .push(("Conversation Title".into(), title.into()));
        }
    }
}

/// What a message of that media type is.
fn kind_of(event: &mut Event, media_type: &str) {
    let status = media_type.strip_prefix("STATUS");
    event.kind = match (media_type, status) {
        ("LOCATION", _) => {
            event.marks.add(Mark::Location);
            Kind::Message
        }
        ("VIDEO" | "IMAGE" | "PHOTO", _)
        | ("TEXT" | "MEDIA" | "NOTE" | "STICKER" | "SHARE" | "SHARESAVEDSTORY" | "", _) => {
            Kind::Message
        }
        (_, Some(what)) if what.contains("ERASED") || what.contains("DELETED") => {
            event.marks.add(Mark::Deleted);
            Kind::Deletion
        }
        (_, Some(what)) if what.contains("PARTICIPANT") || what.contains("JOIN") => {
            Kind::Membership
        }
        (_, Some(what)) if what.contains("CALL") => {
            if what.contains("MISSED") {
                event.marks.add(Mark::Missed);
            }
            if what.contains("VIDEO") {
                event.marks.add(Mark::Video);
            }
            Kind::Call
        }
        (_, Some(_)) => Kind::System,
        (other, None) => Kind::Unknown(other.into()),
    };
}

/// A call, which does not say with whom it was.
fn call(context: &Context<'_>, event: &mut Event, fields: &[Field<'_>]) {
    let find = |wanted: &str| {
        let (_, value) = fields.iter().find(|(name, _)| name == wanted)?;
        value.as_deref().map(str::to_ascii_lowercase)
    };
    if event.marks.has(Mark::Outgoing) {
        event.account = context.owner.clone();
    }
    if find("Type").is_some_and(|kind| kind.contains("video")) {
        event.marks.add(Mark::Video);
    }
    let result = find("Result").unwrap_or_default();
    for (word, mark) in [
        ("miss", Mark::Missed),
        ("fail", Mark::Failed),
        ("declin", Mark::Rejected),
        ("reject", Mark::Rejected),
    ] {
        if result.contains(word) {
            event.marks.add(mark);
        }
    }
}

/// A list of accounts: friends, blocked, requests.
fn person(context: &Context<'_>, event: &mut Event, fields: &mut Fields<'_>) {
    let name = fields.take(Name::Shown);
    let handle = fields.take(Name::Username);
    let other = match (&handle, &name) {
        (Some(handle), name) => Some(context.account(handle, name.as_deref())),
        (None, Some(name)) => {
            let account = onrecord_model::Account::named(&context.platform, name);
            Some(account.into())
        }
        (None, None) => None,
    };
    if event.kind == Kind::Request && event.marks.has(Mark::Incoming) {
        event.account = other;
    } else {
        event.account = context.owner.clone();
        event.others.extend(other);
    }
}
