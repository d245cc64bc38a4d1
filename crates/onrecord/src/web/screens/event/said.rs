//! What is said of an event: incidents, what it shows, private notes. Every form leads back to it.

use crate::ops::case::Case;
use crate::ops::elements::{self, AssignmentWords};
use crate::ops::event::{self, Sheet, first_words};
use crate::ops::law;
use crate::ops::take_back;
use crate::web::ctx::{Ctx, Fields};
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::page::form::{Field, plain, select, textarea};
use crate::web::page::parts::button;
use crate::web::screens::undo;
use crate::web::told;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_vault::index::EventNumber;
use std::ops::Range;

/// What can be chosen in the forms.
pub struct Offered {
    /// Incidents: id and first words.
    incidents: Vec<(String, String)>,
    /// Elements of the law that the case follows: id and what each says.
    limbs: Vec<(String, String)>,
}

/// What can be chosen in the forms.
pub fn offered(case: &Case) -> Offered {
    let incidents = case.state().incidents.iter().map(|incident| incident.now());
    let law = law::law_of(case).ok();
    Offered {
        incidents: incidents
            .map(|incident| (incident.id.to_string(), first_words(&incident.words)))
            .collect(),
        limbs: law.map_or_else(Vec::new, |law| {
            let limbs = law.groups.iter().flat_map(|group| &group.limbs);
            limbs
                .map(|limb| (limb.id.clone(), limb.says.clone()))
                .collect()
        }),
    }
}

fn title_of<'o>(offered: &'o [(String, String)], id: &'o str) -> &'o str {
    let found = offered.iter().find(|(known, _)| known == id);
    found.map_or(id, |(_, title)| title)
}

fn choices(offered: &[(String, String)]) -> Vec<(String, String)> {
    let line = |(id, title): &(String, String)| (id.clone(), told::line(title));
    offered.iter().map(line).collect()
}

/// The sections of an event's page.
pub fn sections(ctx: &Ctx, number: u64, sheet: &Sheet, offered: &Offered) -> Markup {
    let action = |what: &str| ctx.url(&format!("event/{number}/{what}"));
    let new = ("".to_owned(), ctx.t("incident-new"));
    let incidents: Vec<_> = choices(&offered.incidents)
        .into_iter()
        .chain([new])
        .collect();
    let limbs = choices(&offered.limbs);
    html! {
        h2 #incidents { (ctx.t("event-incidents")) }
        @if sheet.incidents.is_empty() { p { (ctx.t("event-incidents-none")) } } @else {
            ul { @for (id, words) in &sheet.incidents { li { (id) ": " (told::name(words)) } } }
        }
        details {
            summary { (ctx.t("incident-add")) }
            div.inside {
                form method="post" action=(action("incident")) {
                    (select(ctx, &Field::new("incident", &ctx.t("incident-which")), &plain(&incidents), &[]))
                    (textarea(ctx, &Field::new("words", &ctx.t("incident-words")).hint(&ctx.t("incident-words-hint")), 4, None, &[]))
                    button type="submit" { (ctx.t("incident-button")) }
                }
            }
        }
        h2 #shows { (ctx.t("event-shows")) }
        @if sheet.shows.is_empty() { p { (ctx.t("event-shows-none")) } } @else {
            ul {
                @for (_, limb, because) in &sheet.shows {
                    li {
                        (told::name(title_of(&offered.limbs, limb)))
                        @if let Some(because) = because { ": " (told::words(because)) }
                    }
                }
            }
        }
        @if limbs.is_empty() {
            p.hint { (ctx.t("event-shows-law")) }
        } @else {
            details {
                summary { (ctx.t("shows-add")) }
                div.inside {
                    p.hint { (ctx.t("shows-what")) }
                    form method="post" action=(action("shows")) {
                        (select(ctx, &Field::new("limb", &ctx.t("shows-limb")), &plain(&limbs), &[]))
                        (textarea(ctx, &Field::new("because", &ctx.t("shows-because")), 2, None, &[]))
                        button type="submit" { (ctx.t("save")) }
                    }
                }
            }
        }
        h2 #notes { (ctx.t("event-notes")) }
        p.hint { (ctx.t("event-notes-what")) }
        @for (entry, note) in &sheet.notes {
            div.note {
                p.hint { (note.when.to_string().replace('T', " ").split('.').next().unwrap_or_default()) }
                (told::words(&note.text))
                (button(ctx, &undo::path(&(*entry..*entry + 1), &format!("event/{number}")), &ctx.t("undo-button"), "quiet"))
            }
        }
        details {
            summary { (ctx.t("note-add")) }
            div.inside {
                form method="post" action=(action("note")) {
                    (textarea(ctx, &Field::new("note", &ctx.t("note-words")), 3, None, &[]))
                    button type="submit" { (ctx.t("note-button")) }
                }
            }
        }
    }
}

/// Says that something was kept, with the way to take it back.
fn said(ctx: &Ctx, key: &'static str, entries: &Range<u64>, number: u64) {
    let undo = undo::path(entries, &format!("event/{number}"));
    ctx.flash_undo(Message::new(key), undo);
}

/// Keeps a note.
pub async fn note(ctx: Ctx, Path(number): Path<u64>, fields: Fields) -> WebResult<Response> {
    let words = fields.get("note").to_owned();
    let kept = ctx.app.with_case(move |case| {
        take_back::noting(case, |case| event::note(case, EventNumber(number), &words))
    });
    let ((), entries) = kept.await?;
    said(&ctx, "note-kept", &entries, number);
    Ok(ctx.go(&format!("event/{number}#notes")))
}

/// Adds it to an incident.
pub async fn incident(ctx: Ctx, Path(number): Path<u64>, fields: Fields) -> WebResult<Response> {
    let chosen = fields.text("incident").map(str::to_owned);
    let words = fields.get("words").to_owned();
    let kept = ctx.app.with_case(move |case| {
        take_back::noting(case, |case| {
            event::add_to_incident(case, EventNumber(number), chosen.as_deref(), &words)
        })
    });
    let (_, entries) = kept.await?;
    said(&ctx, "incident-added", &entries, number);
    Ok(ctx.go(&format!("event/{number}#incidents")))
}

/// Says what it shows.
pub async fn shows(ctx: Ctx, Path(number): Path<u64>, fields: Fields) -> WebResult<Response> {
    let limb = fields.get("limb").to_owned();
    let words = AssignmentWords {
        events: vec![format!("e{number}")],
        because: fields.text("because").map(str::to_owned),
        ..AssignmentWords::default()
    };
    let id = ctx
        .app
        .with_case(move |case| elements::assign(case, &limb, &words))
        .await?;
    let undo = format!("reports/shows/undo/{id}");
    ctx.flash_undo(Message::new("saved"), undo);
    Ok(ctx.go(&format!("event/{number}#shows")))
}
