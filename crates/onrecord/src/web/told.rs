//! How an event is shown wherever one is: when, who, what, and its words behind a cover. Everything
//! that comes from an exhibit passes through [`name`] or [`words`], which write hostile characters as
//! what they are. Knows no screen.

use crate::ops::timeline::Told;
use crate::web::ctx::Ctx;
use crate::web::page::parts;
use maud::{Markup, html};
use onrecord_analysis::Day;
use onrecord_model::escape::{Newlines, terminal};
use onrecord_model::statement::Role;
use onrecord_model::{Account, Attachment, Kind, Mark, Place};

/// So much of a text is shown in a list, in letters.
const LISTED: usize = 1_500;

/// Text from an exhibit, on one line.
pub fn line(text: &str) -> String {
    terminal(text, Newlines::Space)
}

/// Text from an exhibit, with its line breaks.
pub fn block(text: &str) -> String {
    terminal(text, Newlines::Keep)
}

/// A name, a title, a path: on one line, keeping its direction to itself.
pub fn name(text: &str) -> Markup {
    html! { bdi { (line(text)) } }
}

/// Somebody's words, with their line breaks.
pub fn words(text: &str) -> Markup {
    parts::evidence(&block(text))
}

/// `Wednesday 13 March 2024`.
pub fn day(ctx: &Ctx, day: Day) -> String {
    let text = day.to_string();
    let mut fields = text.split('-');
    let mut next = || fields.next().unwrap_or_default().to_owned();
    let (year, month, number) = (next(), next(), next());
    let plain = |text: &str| text.trim_start_matches('0').to_owned();
    // 1 January 2024 was a Monday.
    let monday = Day::new(2024, 1, 1).unwrap_or(day);
    let weekday = day.days_since(monday).rem_euclid(7);
    ctx.tw(
        "date-long",
        &[
            ("weekday", ctx.t(&format!("weekday-{weekday}")).into()),
            ("day", plain(&number).into()),
            ("month", ctx.t(&format!("month-{}", plain(&month))).into()),
            ("year", plain(&year).into()),
        ],
    )
}

/// `March 2024`.
pub fn month(ctx: &Ctx, year: i64, month: u8) -> String {
    // Some languages have another form of it where no day stands before.
    let name = ctx.t(&format!("month-alone-{month}"));
    ctx.tw(
        "date-month-year",
        &[("month", name.into()), ("year", year.to_string().into())],
    )
}

/// When an event was, for a heading: day and clock.
pub fn when(ctx: &Ctx, told: &Told) -> String {
    match told.at {
        None => ctx.t("time-none"),
        Some(at) => {
            let day = day(ctx, Day::of_clock(at.0));
            match told.clock() {
                None => day,
                Some(clock) => format!("{day}, {clock}"),
            }
        }
    }
}

/// What kind of thing it is, with what must be said of it first: `missed call`.
pub fn kind(ctx: &Ctx, told: &Told) -> String {
    let event = &told.row.event;
    let missed = event.marks.has(Mark::Missed);
    match &event.kind {
        Kind::Call if missed => ctx.t("kind-call-missed"),
        Kind::Message if event.thread.platform.as_ref() == "email" => ctx.t("kind-mail"),
        Kind::Unknown(word) => ctx.tw("kind-unknown", &[("word", line(word).into())]),
        kind => ctx.t(&format!("kind-{}", kind.name())),
    }
}

/// What else must be said of it, as words.
pub fn marks(ctx: &Ctx, told: &Told) -> Vec<String> {
    let event = &told.row.event;
    // These stand elsewhere: in who, in the kind, beside the file.
    let elsewhere = |mark: &Mark| match mark {
        Mark::Incoming | Mark::Outgoing => true,
        Mark::AttachmentMissing | Mark::AttachmentOmitted => true,
        Mark::Missed => event.kind == Kind::Call,
        _ => false,
    };
    let marks = event.marks.iter().filter(|mark| !elsewhere(mark));
    marks
        .map(|mark| ctx.t(&format!("mark-{}", mark.name())))
        .collect()
}

/// Who did it: the account's name, and whose the user says it is.
pub fn who(ctx: &Ctx, told: &Told) -> Markup {
    let event = &told.row.event;
    html! {
        @match (&event.account, &told.person) {
            (Some(account), person) => (account_name(ctx, account, person.as_ref())),
            // Many exports do not name their owner.
            (None, _) if event.marks.has(Mark::Outgoing) => (ctx.t("who-you")),
            (None, _) if event.kind == Kind::Photo => {},
            (None, _) => (ctx.t("who-nobody")),
        }
        @if let Some(other) = event.others.first() {
            " " span.to { (ctx.t("who-to")) " " (name(other.label()))
                @if event.others.len() > 1 {
                    " " (ctx.tw("who-more", &[("n", (event.others.len() - 1).into())]))
                }
            }
        }
    }
}

/// An account's name and whose it is.
pub fn account_name(ctx: &Ctx, account: &Account, person: Option<&(String, Role)>) -> Markup {
    html! {
        (name(account.label()))
        @match person {
            Some((_, Role::Me)) => { " " span.whose { "(" (ctx.t("who-you")) ")" } },
            Some((person, _)) if person.as_str() != account.label() => {
                " " span.whose { "(" (name(person)) ")" }
            },
            _ => {},
        }
    }
}

/// Platforms with a name for people in the catalogue, by the short name that importers give them.
pub const PLATFORMS: &[&str] = &[
    "contacts",
    "discord",
    "email",
    "facebook",
    "google",
    "google-chat",
    "google-hangouts",
    "google-voice",
    "hinge",
    "imessage",
    "instagram",
    "kakaotalk",
    "line",
    "linkedin",
    "messenger",
    "pdf",
    "phone",
    "photos",
    "reddit",
    "signal",
    "skype",
    "snapchat",
    "table",
    "telegram",
    "tiktok",
    "timeline",
    "tinder",
    "viber",
    "web",
    "whatsapp",
    "x",
    "youtube",
];

/// A platform's name for people.
pub fn platform(ctx: &Ctx, short: &str) -> String {
    match PLATFORMS.contains(&short) {
        true => ctx.t(&format!("platform-{short}")),
        false => line(short),
    }
}

/// What it is and on what platform: `Message, WhatsApp`. Where one says the other, one is enough.
pub fn what(ctx: &Ctx, told: &Told) -> String {
    let kind = kind(ctx, told);
    match &*told.row.event.thread.platform {
        "email" | "photos" => kind,
        short => format!("{kind}, {}", platform(ctx, short)),
    }
}

/// What read a file, for people.
pub fn importer(short: &str) -> String {
    let known = onrecord_import::IMPORTERS
        .iter()
        .map(|importer| importer.manifest())
        .find(|manifest| manifest.name == short);
    known.map_or_else(|| line(short), |manifest| manifest.title.to_owned())
}

/// What is covered until it is asked for. Not blurred: closed.
pub fn covered(summary: &str, of: &str, inside: Markup) -> Markup {
    html! {
        details.cover { summary { (summary) span.hidden { " " (of) } } div.inside { (inside) } }
    }
}

/// The words of an event and its files, covered unless the person uncovered everything.
pub fn body(ctx: &Ctx, told: &Told, open: bool) -> Markup {
    let event = &told.row.event;
    let of = format!("{}, {}", when(ctx, told), kind(ctx, told));
    let number = told.row.number.0;
    html! {
        @if let Some(text) = event.text.as_deref().filter(|text| !text.is_empty()) {
            @let cut = text.char_indices().nth(LISTED).map(|(at, _)| at);
            @let shown = html! {
                (words(&text[..cut.unwrap_or(text.len())]))
                @if cut.is_some() { " " a href=(ctx.url(&format!("event/{number}"))) { (ctx.t("words-more")) } }
            };
            @if open { div.said { (shown) } } @else { (covered(&ctx.t("words-show"), &of, shown)) }
        }
        @for (nth, file) in event.attachments.iter().enumerate() {
            @if may_be_picture(file) && open {
                div.said { (picture(ctx, number, nth, &ctx.tw("picture-of", &[("when", of.as_str().into())]))) }
            } @else if may_be_picture(file) {
                // A link, and not a picture behind a fold: without JavaScript a browser fetches
                // folded pictures too.
                p.covered-picture {
                    a href=(ctx.url(&format!("event/{number}/look/{nth}"))) {
                        (ctx.t("picture-show-long")) span.hidden { " " (of) }
                    }
                }
            } @else {
                p.file { (file_line(ctx, file)) }
            }
        }
    }
}

/// A picture of an event, encoded anew by us. The browser asks for it only when it comes into view.
pub fn picture(ctx: &Ctx, event: u64, nth: usize, alt: &str) -> Markup {
    let path = format!("event/{event}/picture/{nth}");
    html! {
        img.evidence-picture src=(ctx.url(&path)) alt=(alt) loading="lazy" decoding="async";
    }
}

/// A file and what became of it.
pub fn file_line(ctx: &Ctx, file: &Attachment) -> Markup {
    let state = match file.place {
        Place::Missing => "file-missing",
        Place::Omitted => "file-omitted",
        Place::Entry(_) | Place::Inline { .. } => "file-here",
    };
    html! { (ctx.t("file")) " " (name(&file.name)) " " span.hint { (ctx.t(state)) } }
}

/// Whether a file is there and says that it is a picture of a kind that we can show. What it really
/// is shows when it is decoded.
pub fn may_be_picture(file: &Attachment) -> bool {
    if matches!(file.place, Place::Missing | Place::Omitted) {
        return false;
    }
    let ending = file.name.rsplit('.').next().unwrap_or_default();
    let ending = ending.to_ascii_lowercase();
    let named = ["jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp"].contains(&ending.as_str());
    let stated = file.media_type.as_deref().is_some_and(|kind| {
        matches!(
            kind,
            "image/jpeg" | "image/jpg" | "image/png" | "image/gif" | "image/webp"
        )
    });
    named || stated
}

/// The exhibit, and where else it stands.
pub fn places(ctx: &Ctx, told: &Told) -> Markup {
    html! {
        span.exhibit { (told.exhibit) }
        @if !told.also.is_empty() {
            " · " (ctx.tw("also-in", &[("places", told.also.join(", ").into())]))
        }
        @if let Some(other) = &told.other_words {
            " · " a href=(ctx.url(&format!("event/{}", other.number.0))) { (ctx.t("other-words")) }
        }
    }
}

/// The one choice for all: show words and pictures until the app locks, or cover them again. `back`
/// is where the person stands, as a path inside the app.
pub fn cover_switch(ctx: &Ctx, back: &str) -> Markup {
    let open = ctx.app.is_uncovered();
    html! {
        form.cover-all method="post" action=(ctx.url("timeline/cover")) {
            input type="hidden" name="back" value=(back);
            @if open {
                span { (ctx.t("cover-is-open")) " " }
                button.quiet type="submit" name="show" value="no" { (ctx.t("cover-close")) }
            } @else {
                span { (ctx.t("cover-is-closed")) " " }
                button.quiet type="submit" name="show" value="yes" { (ctx.t("cover-open")) }
            }
        }
    }
}
