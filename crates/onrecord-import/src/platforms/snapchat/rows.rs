//! A record as names and values, whether it stood in JSON or in a table; and as an event. Knows
//! neither JSON nor HTML.

use super::lists::{Rule, Way};
use super::{Context, times};
use crate::kit::html::decode;
use crate::kit::text::mark_hidden;
use onrecord_model::{Event, Kind, Mark, Precision};
use std::borrow::Cow;

/// One value by its name: text where it is any, as written otherwise; `None` for `null`.
pub(super) type Field<'f> = (Label<'f>, Option<Cow<'f, str>>);

/// A field's name.
pub(super) enum Label<'f> {
    /// That of [`Names`] at this place.
    Held(u8),
    Own(Cow<'f, str>),
}

impl Label<'_> {
    /// Whether it is a name of its own, and this one.
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self, Self::Own(own) if own == name)
    }
}

impl<'f> From<Cow<'f, str>> for Label<'f> {
    fn from(name: Cow<'f, str>) -> Self {
        Self::Own(name)
    }
}

impl From<String> for Label<'_> {
    fn from(name: String) -> Self {
        Self::Own(name.into())
    }
}

impl<'f> From<&'f str> for Label<'f> {
    fn from(name: &'f str) -> Self {
        Self::Own(name.into())
    }
}

/// The names of fields that have a meaning here. Those that hold a record's time come first, the best
/// of them first.
#[derive(Clone, Copy)]
pub(super) enum Name {
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
    /// `Created(microseconds)` and its like.
    Counted,
    /// What was said: `Content`, or `Text` until 2022.
    Said,
}

/// How many there are.
const NAMES: usize = Name::Said as usize + 1;

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
            "Content" | "Text" => Self::Said,
            _ if name.starts_with("Created(") => Self::Counted,
            _ => return None,
        })
    }
}

/// So many names of a record are remembered, of this length at most.
const REMEMBERED: usize = 64;
const LONGEST: usize = 64;

/// The names of the record before, and what each means: the next one nearly always has the same.
#[derive(Default)]
pub(super) struct Names(Vec<(Box<str>, Option<Name>)>);

impl Names {
    /// The name that was learnt at this place, if `written`, a name in JSON, is the same.
    pub(super) fn again(&self, place: usize, written: &[u8]) -> Option<Label<'static>> {
        let (held, _) = self.0.get(place)?;
        (held.as_bytes() == written).then_some(Label::Held(place as u8))
    }

    /// Remembers a name for the next record. One with a backslash can be written in several ways.
    pub(super) fn learn(&mut self, place: usize, name: &str) {
        if name.len() > LONGEST || name.contains('\\') {
            return;
        }
        if let Some(held) = self.0.get_mut(place) {
            *held = (name.into(), Name::of(name));
        } else if self.0.len() < REMEMBERED && self.0.len() == place {
            self.0.push((name.into(), Name::of(name)));
        }
    }

    /// The name itself.
    pub(super) fn text<'n>(&'n self, label: &'n Label<'_>) -> &'n str {
        match label {
            Label::Held(place) => self.0.get(usize::from(*place)).map_or("", |held| &held.0),
            Label::Own(name) => name,
        }
    }

    fn meaning(&self, label: &Label<'_>) -> Option<Name> {
        match label {
            Label::Held(place) => self.0.get(usize::from(*place))?.1,
            Label::Own(name) => Name::of(name),
        }
    }
}

/// A record's fields. What has been understood is taken out; what is left is kept by its name.
pub(super) struct Fields<'f, 'n> {
    all: Vec<Field<'f>>,
    names: &'n Names,
    /// Where each name stands first.
    places: [Option<u32>; NAMES],
}

impl<'f, 'n> Fields<'f, 'n> {
    pub(super) fn new(all: Vec<Field<'f>>, names: &'n Names) -> Self {
        let mut places = [None; NAMES];
        for (at, (label, _)) in all.iter().enumerate() {
            if let Some(name) = names.meaning(label)
                && let Some(place @ None) = places.get_mut(name as usize)
            {
                *place = u32::try_from(at).ok();
            }
        }
        Self { all, names, places }
    }

    /// Whether it has a field of that name.
    pub(super) fn has(&self, name: Name) -> bool {
        self.places.get(name as usize).is_some_and(Option::is_some)
    }

    fn slot(&mut self, name: Name) -> Option<&mut Option<Cow<'f, str>>> {
        let at = (*self.places.get(name as usize)?)? as usize;
        self.all.get_mut(at).map(|(_, value)| value)
    }

    /// The value of the first field of that name; it may be empty.
    pub(super) fn value(&self, name: Name) -> Option<&str> {
        let at = (*self.places.get(name as usize)?)? as usize;
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

    /// The name as it is written in the first field of that name, and where that is.
    fn written(&self, name: Name) -> Option<(usize, &str)> {
        let at = (*self.places.get(name as usize)?)? as usize;
        Some((at, self.names.text(&self.all.get(at)?.0)))
    }

    /// Takes every field out that is called as the first of that name is.
    fn take_all(&mut self, name: Name) {
        let Some((first, _)) = self.written(name) else {
            return;
        };
        let (before, rest) = self.all.split_at_mut(first + 1);
        let Some((label, value)) = before.last_mut() else {
            return;
        };
        *value = None;
        let written = self.names.text(label);
        for (other, value) in rest {
            if value.is_some() && self.names.text(other) == written {
                *value = None;
            }
        }
    }
}

/// Fills `event`, which has its place already, from what its record says.
pub(super) fn fill(
    context: &Context<'_>,
    event: &mut Event,
    rule: &Rule,
    mut fields: Fields<'_, '_>,
) {
    event.kind = rule.kind.clone();
    event.marks.0 |= rule.marks.0;
    set_time(event, rule, &mut fields);
    match rule.way {
        Way::Chat | Way::Snap => chat(context, event, rule, &mut fields),
        Way::Call => call(context, event, &fields),
        Way::Person => person(context, event, &mut fields),
        Way::Own => event.account = context.owner.clone(),
        Way::Plain => {}
    }
    for (label, value) in &fields.all {
        let name = fields.names.text(label);
        let Some(value) = value.as_deref().filter(|value| !value.is_empty()) else {
            continue;
        };
        if name == "Location" || name.contains("Latitude") || name == "City" {
            event.marks.add(Mark::Location);
        }
        mark_hidden(value, &mut event.marks);
        event.details.push(name, value);
    }
}

fn set_time(event: &mut Event, rule: &Rule, fields: &mut Fields<'_, '_>) {
    let first: &[Name] = match rule.last_change {
        true => &[Name::LastModified],
        false => &[],
    };
    let found = first
        .iter()
        .chain(&TIMES)
        .find_map(|name| Some((*name, times::read(fields.value(*name)?)?)));
    let counted = fields.value(Name::Counted);
    if let Some(number) = counted.and_then(|counted| counted.parse::<i64>().ok()) {
        let beside = found.and_then(|(_, (truth, _))| truth.instant());
        let (when, is_odd) = times::counted(number, beside);
        if is_odd {
            event.marks.add(Mark::Inconsistent);
        }
        if let Some(when) = when {
            fields.take_all(Name::Counted);
            fields.take_all(Name::Created);
            event.when = when;
            return;
        }
    }
    // A day alone is a date of birth or of a file, and is kept as a detail.
    if let Some((name, (_, precision))) = found
        && precision != Precision::Day
        && let Some(when) = fields.value(name).and_then(times::written)
    {
        if !rule.last_change {
            fields.take_all(name);
        }
        event.when = when;
    }
}

fn chat(context: &Context<'_>, event: &mut Event, rule: &Rule, fields: &mut Fields<'_, '_>) {
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
    // Until 2022 `Text` had its signs written as HTML.
    let is_coded = matches!(fields.written(Name::Said), Some((_, "Text")));
    if let Some(text) = fields.slot(Name::Said) {
        event.text = text.take().map(|text| match is_coded {
            true => decode(text.as_bytes()).0.into(),
            false => text.into(),
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
        event.details.push("saved", "no");
    }
    kind_of(event, &media_type);
    if media_type != "TEXT" && !media_type.is_empty() {
        event.details.push("Media Type", media_type);
    }
    if let Some(title) = fields.take(Name::Title) {
        let is_shown = event.thread.title.as_deref() == Some(&*title);
        if !is_shown {
            event.details.push("Conversation Title", title);
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
fn call(context: &Context<'_>, event: &mut Event, fields: &Fields<'_, '_>) {
    let find = |wanted: &str| {
        let mut all = fields.all.iter();
        let (_, value) = all.find(|(label, _)| fields.names.text(label) == wanted)?;
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
fn person(context: &Context<'_>, event: &mut Event, fields: &mut Fields<'_, '_>) {
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
