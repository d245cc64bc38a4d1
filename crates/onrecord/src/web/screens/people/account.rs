//! One account: the names under which records show it, what it did and where, and whose it is.

use super::{day, role};
use crate::ops::people::{self, Said};
use crate::ops::take_back;
use crate::ops::zone::Zone;
use crate::web::ctx::{Ctx, Fields};
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::page::form::{Field, input, plain, radios};
use crate::web::page::parts::{Problem, error_summary};
use crate::web::page::{MenuItem, form_page};
use crate::web::screens::undo;
use crate::web::told;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use onrecord_model::statement::Role;
use onrecord_model::{Account, Instant};
use onrecord_vault::index::AccountNumber;

pub async fn show(ctx: Ctx, Path(number): Path<u64>) -> WebResult {
    drawn(&ctx, number, "", &[]).await
}

async fn drawn(ctx: &Ctx, number: u64, typed: &str, problems: &[Problem]) -> WebResult<Response> {
    let (sheet, zone, names) = ctx
        .app
        .with_case(move |case| {
            let sheet = people::account(case, AccountNumber(number))?;
            let names = case
                .state()
                .persons
                .iter()
                .map(|person| person.now().name.to_string());
            let names: Vec<String> = names.collect();
            Ok((sheet, crate::ops::find::zone(case)?, names))
        })
        .await?;
    let row = &sheet.found.row;
    let label = row.forms.first().map_or(row.key.as_str(), Account::label);
    let count = |key: &str, n: u64| ctx.tw(key, &[("n", n.into())]);
    let body = html! {
        (error_summary(ctx, problems))
        h1 { (told::name(label)) }
        ul.facts {
            @if let Some(form) = row.forms.first() { li { (told::platform(ctx, &form.platform)) } }
            li { (count("account-did-long", row.events)) }
            @if row.authored > row.events { li { (count("account-records", row.authored)) } }
            li { (count("account-addressed", row.addressed)) }
            @if row.first.is_some() {
                li { (ctx.t("account-first")) " " (day(ctx, row.first, &zone)) }
                li { (ctx.t("account-last")) " " (day(ctx, row.last, &zone)) }
            }
        }
        form.alone method="post" action=(ctx.url("timeline/choose")) {
            input type="hidden" name="account" value=(row.key);
            button.quiet type="submit" { (ctx.t("account-timeline")) }
        }
        (whose(ctx, number, &sheet.found.person, &names, typed, problems))
        h2 { (ctx.t("account-names-title")) }
        p { (ctx.t("account-names-what")) }
        ul.accounts {
            @for form in row.forms.iter().take(100) {
                li {
                    @if let Some(name) = &form.name { p.head { (told::name(name)) } }
                    (part(ctx, "account-handle", &form.handle))
                    (part(ctx, "account-id", &form.stable_id))
                }
            }
        }
        h2 { (ctx.t("account-where")) }
        p { (ctx.t("account-where-what")) }
        ul.accounts {
            @for (relation, title, others) in &sheet.threads {
                li {
                    p.head { (told::name(title)) " " span.hint { "T" (relation.with.0) } }
                    p.meta {
                        (ctx.tw("account-times", &[("n", relation.records.into())]))
                        " · " (between(ctx, relation.first, relation.last, &zone))
                        @if !others.is_empty() {
                            " · " (ctx.t("account-with")) " "
                            @for (at, other) in others.iter().take(8).enumerate() { @if at > 0 { ", " } (told::name(other.label())) }
                            @if others.len() > 8 { " …" }
                        }
                    }
                }
            }
        }
        @if !sheet.addressed.is_empty() {
            h2 { (ctx.t("account-to")) }
            p { (ctx.t("account-to-what")) }
            ul.accounts {
                @for (relation, other) in &sheet.addressed {
                    li {
                        p.head { a href=(ctx.url(&format!("account/{}", relation.with.0))) { (told::name(other.label())) } }
                        p.meta {
                            (ctx.tw("account-times", &[("n", relation.records.into())]))
                            " · " (between(ctx, relation.first, relation.last, &zone))
                        }
                    }
                }
            }
        }
        p { a href=(ctx.url("people")) { (ctx.t("people-back")) } }
    };
    let shown = form_page(ctx, "title-people", MenuItem::People, body);
    Ok(match problems.is_empty() {
        true => shown.into_response(),
        false => (StatusCode::BAD_REQUEST, shown).into_response(),
    })
}

fn part(ctx: &Ctx, key: &str, text: &Option<Box<str>>) -> Markup {
    html! { @if let Some(text) = text { p.meta { (ctx.t(key)) ": " span.mono { (told::name(text)) } } } }
}

/// From the first day to the last, or the one day.
fn between(ctx: &Ctx, first: Option<Instant>, last: Option<Instant>, zone: &Zone) -> String {
    let (first, last) = (day(ctx, first, zone), day(ctx, last, zone));
    match first == last {
        true => first,
        false => format!("{first} – {last}"),
    }
}

/// Whose it is: by name. Who the person is to the user is asked only with a new name.
fn whose(
    ctx: &Ctx,
    number: u64,
    person: &Option<(String, Role)>,
    names: &[String],
    typed: &str,
    problems: &[Problem],
) -> Markup {
    let roles = [Role::Me, Role::Known, Role::NotKnown].map(|one| (one.name(), role(ctx, one)));
    let choices = plain(&roles);
    let now = person.as_ref().map_or(typed, |(name, _)| name.as_str());
    let is = person.as_ref().map_or("", |(_, role)| role.name());
    html! {
        h2 #whose { (ctx.t("account-whose")) }
        p {
            @match person {
                Some((name, _)) => { (ctx.t("account-is")) " " strong { (told::name(name)) } "." },
                None => (ctx.t("account-nobody-long")),
            }
        }
        details open[!problems.is_empty()] {
            summary { (ctx.t("account-say")) }
            div.inside {
                p.hint { (ctx.t("account-say-what")) }
                form method="post" action=(ctx.url(&format!("account/{number}"))) {
                    (input(ctx, &Field::new("name", &ctx.t("people-name")).hint(&ctx.t("people-name-hint")).value(now).width("w20"), problems))
                    @if !names.is_empty() {
                        p.hint { (ctx.t("people-already")) " "
                            @for (at, name) in names.iter().take(30).enumerate() { @if at > 0 { ", " } (told::name(name)) } }
                    }
                    (radios(ctx, &Field::new("role", &ctx.t("people-who")).value(is), &choices, problems))
                    button type="submit" { (ctx.t("save")) }
                }
                @if person.is_some() {
                    form method="post" action=(ctx.url(&format!("account/{number}"))) {
                        button.quiet type="submit" name="nobody" value="yes" { (ctx.t("account-take-back")) }
                    }
                }
            }
        }
    }
}

pub async fn say(ctx: Ctx, Path(number): Path<u64>, fields: Fields) -> WebResult<Response> {
    let account = AccountNumber(number);
    let kept = if fields.has("nobody") {
        let kept = ctx.app.with_case(move |case| {
            take_back::noting(case, |case| people::nobodys(case, account, None))
        });
        kept.await?.1
    } else {
        let Some(name) = fields.text("name") else {
            let problems = [Problem::new("name", ctx.t("people-name-empty"))];
            return drawn(&ctx, number, fields.get("name"), &problems).await;
        };
        let said = Said {
            name: name.to_owned(),
            role: Role::from_name(fields.get("role")),
            ..Said::default()
        };
        let kept = ctx.app.with_case(move |case| {
            take_back::noting(case, |case| people::say(case, &said, Some(account)))
        });
        kept.await?.1
    };
    let undo = undo::path(&kept, &format!("account/{number}"));
    ctx.flash_undo(Message::new("saved"), undo);
    Ok(ctx.go(&format!("account/{number}#whose")))
}
