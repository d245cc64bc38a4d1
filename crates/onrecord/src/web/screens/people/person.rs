//! One person, as the user says: a name, who they are, their accounts, what they could tell. Every
//! version stays in the log.

use super::role;
use crate::ops::people::{self, Said};
use crate::ops::say::text;
use crate::ops::take_back;
use crate::web::ctx::{Ctx, Fields};
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::page::form::{Field, input, plain, radios, textarea};
use crate::web::page::{MenuItem, form_page};
use crate::web::screens::undo;
use crate::web::told;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use onrecord_model::statement::Role;

fn roles(ctx: &Ctx, chosen: &str) -> Markup {
    let all = [Role::Me, Role::Known, Role::NotKnown].map(|one| (one.name(), role(ctx, one)));
    let choices = plain(&all);
    radios(
        ctx,
        &Field::new("role", &ctx.t("people-who")).value(chosen),
        &choices,
        &[],
    )
}

/// The form for somebody who was not named yet, folded.
pub fn new_form(ctx: &Ctx) -> Markup {
    html! {
        details {
            summary { (ctx.t("people-new")) }
            div.inside {
                form method="post" action=(ctx.url("people")) {
                    (input(ctx, &Field::new("name", &ctx.t("people-name")).hint(&ctx.t("people-name-hint")).width("w20"), &[]))
                    (roles(ctx, ""))
                    (textarea(ctx, &Field::new("can_say", &ctx.t("people-can-say")).hint(&ctx.t("people-can-say-hint")), 3, None, &[]))
                    button type="submit" { (ctx.t("save")) }
                }
            }
        }
    }
}

fn said(fields: &Fields, name: String) -> Said {
    Said {
        name,
        role: Role::from_name(fields.get("role")),
        note: fields.text("about").map(str::to_owned),
        can_say: fields.text("can_say").map(str::to_owned),
    }
}

/// Names somebody.
pub async fn add(ctx: Ctx, fields: Fields) -> WebResult<Response> {
    let said = said(&fields, fields.get("name").to_owned());
    let kept = ctx
        .app
        .with_case(move |case| take_back::noting(case, |case| people::say(case, &said, None)));
    let (id, entries) = kept.await?;
    ctx.flash_undo(Message::new("saved"), undo::path(&entries, "people"));
    Ok(ctx.go(&format!("person/{id}")))
}

/// Everything that was said of somebody.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> WebResult {
    let (versions, accounts) = ctx
        .app
        .with_case(move |case| {
            let mut people = case.state().persons.iter();
            let Some(person) = people.find(|person| *person.now().id == *id) else {
                return Ok((None, Vec::new()));
            };
            let mut accounts = Vec::new();
            for key in &person.now().accounts {
                if let Some(number) = case.index().find_account_key(key)? {
                    accounts.push(case.index().account(number)?);
                }
            }
            Ok((Some(person.clone()), accounts))
        })
        .await?;
    let versions = versions.ok_or(WebError::NotFound)?;
    let person = versions.now();
    let (note, can_say) = (text(&person.note), text(&person.can_say));
    let body = html! {
        h1 { (told::name(&person.name)) }
        p { (role(&ctx, person.role)) }
        h2 { (ctx.t("people-accounts")) }
        @if accounts.is_empty() { p { (ctx.t("person-no-accounts")) } } @else {
            ul {
                @for row in &accounts {
                    @let label = row.forms.first().map_or(row.key.as_str(), |form| form.label());
                    li {
                        a href=(ctx.url(&format!("account/{}", row.number.0))) { (told::name(label)) }
                        @if let Some(form) = row.forms.first() { ", " (told::platform(&ctx, &form.platform)) }
                        " " span.hint { (ctx.tw("account-did", &[("n", row.events.into())])) }
                    }
                }
            }
            form.alone method="post" action=(ctx.url("timeline/choose")) {
                input type="hidden" name="person" value=(person.name);
                button.quiet type="submit" { (ctx.t("person-timeline")) }
            }
        }
        p.hint { (ctx.t("person-accounts-what")) }
        h2 { (ctx.t("person-say")) }
        form method="post" action=(ctx.url(&format!("person/{}", person.id))) {
            (roles(&ctx, person.role.name()))
            (textarea(&ctx, &Field::new("can_say", &ctx.t("people-can-say")).hint(&ctx.t("people-can-say-hint")).value(&can_say), 4, None, &[]))
            (textarea(&ctx, &Field::new("about", &ctx.t("person-note")).hint(&ctx.t("person-note-hint")).value(&note), 4, None, &[]))
            button type="submit" { (ctx.t("save")) }
        }
        @if versions.all.len() > 1 { p.hint { (ctx.tw("person-versions", &[("n", versions.all.len().into())])) } }
        p { a href=(ctx.url("people")) { (ctx.t("people-back")) } }
    };
    Ok(form_page(&ctx, "title-people", MenuItem::People, body).into_response())
}

/// Keeps what is said of somebody.
pub async fn keep(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> WebResult<Response> {
    let said = said(&fields, String::new());
    let wanted = id.clone();
    let kept = ctx.app.with_case(move |case| {
        let mut people = case.state().persons.iter().map(|person| person.now());
        let name = people.find(|person| *person.id == *wanted);
        let name = name
            .map(|person| person.name.to_string())
            .unwrap_or_default();
        take_back::noting(case, |case| people::say(case, &Said { name, ..said }, None))
    });
    let (_, entries) = kept.await?;
    let undo = undo::path(&entries, &format!("person/{id}"));
    ctx.flash_undo(Message::new("saved"), undo);
    Ok(ctx.go(&format!("person/{id}")))
}
