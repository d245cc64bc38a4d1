//! People and accounts: accounts as they were found, and whose the user says they are. Accounts are
//! never merged; what is said of them stands beside what the records say.

mod account;
mod person;

use crate::ops::people::{self, Everybody, Found, PAGE};
use crate::ops::take_back;
use crate::web::ctx::{Asked, Ctx};
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::page::parts::{empty, pager};
use crate::web::page::{MenuItem, page};
use crate::web::screens::undo;
use crate::web::told;
use axum::Router;
use axum::response::IntoResponse as _;
use axum::routing::get;
use maud::{Markup, html};
use onrecord_model::Instant;
use onrecord_model::statement::Role;

/// `people`, `account/3`, `person/P1`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/people", get(show).post(person::add))
        .route("/account/{number}", get(account::show).post(account::say))
        .route("/person/{id}", get(person::show).post(person::keep))
}

/// Who somebody is to the user, in words.
fn role(ctx: &Ctx, role: Role) -> String {
    ctx.t(match role {
        Role::Me => "role-me",
        Role::Known => "role-known",
        Role::NotKnown => "role-not-known",
    })
}

/// A day, as the case's clock showed it, or nothing.
fn day(ctx: &Ctx, at: Option<Instant>, zone: &crate::ops::zone::Zone) -> String {
    at.map_or_else(
        || ctx.t("time-none"),
        |at| told::day(ctx, onrecord_analysis::Day::of_clock(zone.wall_of(at).0)),
    )
}

async fn show(ctx: Ctx, Asked(asked): Asked) -> WebResult {
    let skip = asked.number("p").unwrap_or_default();
    let skip = usize::try_from(skip)
        .unwrap_or_default()
        .saturating_mul(PAGE);
    let (all, zone, gone) = ctx
        .app
        .with_case(move |case| {
            Ok((
                people::everybody(case, skip)?,
                crate::ops::find::zone(case)?,
                take_back::gone(case, &case.state().persons, |person| {
                    person.name.to_string()
                }),
            ))
        })
        .await?;
    let at = skip / PAGE;
    let before = at.checked_sub(1).map(|at| format!("people?p={at}"));
    let after = (skip + PAGE < all.all).then(|| format!("people?p={}", at + 1));
    let body = html! {
        h1 { (ctx.t("people-title")) }
        (named(&ctx, &all))
        (undo::gone(&ctx, &gone, "people"))
        h2 #accounts { (ctx.t("accounts-title")) }
        @if all.all == 0 {
            (empty(&ctx, &ctx.t("accounts-none"), "add", &ctx.t("next-add-button")))
        } @else {
            p { (ctx.t("accounts-what")) }
            ul.accounts { @for found in &all.accounts { li { (account_line(&ctx, found, &zone)) } } }
            (pager(&ctx, before.as_deref(), after.as_deref()))
        }
        (linkage(&ctx, all.all))
        p { a href=(ctx.url("patterns")) { (ctx.t("patterns-title")) } }
    };
    Ok(page(&ctx, "title-people", MenuItem::People, body).into_response())
}

/// The people whom the user named.
fn named(ctx: &Ctx, all: &Everybody) -> Markup {
    html! {
        h2 { (ctx.t("people-named")) }
        @if all.people.is_empty() { p { (ctx.t("people-none")) } } @else {
            ul.accounts {
                @for person in &all.people {
                    li {
                        p.head { a href=(ctx.url(&format!("person/{}", person.id))) { (told::name(&person.name)) } }
                        p.meta {
                            (role(ctx, person.role))
                            " · " (ctx.tw("people-has-accounts", &[("n", person.accounts.len().into())]))
                            @if person.can_say.is_some() { " · " (ctx.t("people-can-say-short")) }
                        }
                    }
                }
            }
        }
        (person::new_form(ctx))
    }
}

fn account_line(ctx: &Ctx, found: &Found, zone: &crate::ops::zone::Zone) -> Markup {
    let row = &found.row;
    let path = ctx.url(&format!("account/{}", row.number.0));
    let form = row.forms.first();
    html! {
        p.head {
            a href=(path) {
                @match form { Some(form) => (told::name(form.label())), None => (told::name(&row.key)) }
            }
            @if let Some(form) = form { ", " (told::platform(ctx, &form.platform)) }
        }
        p.meta {
            @match &found.person {
                Some((name, _)) => { (ctx.t("account-is")) " " (told::name(name)) },
                None => (ctx.t("account-nobody")),
            }
            " · " (ctx.tw("account-did", &[("n", row.events.into())]))
            @if row.first.is_some() {
                " · " (day(ctx, row.first, zone)) " – " (day(ctx, row.last, zone))
            }
            @if row.forms.len() > 1 { " · " (ctx.tw("account-names", &[("n", row.forms.len().into())])) }
        }
    }
}

/// Where the comparison of accounts stands: what it is, and what it never says.
fn linkage(ctx: &Ctx, accounts: usize) -> Markup {
    html! {
        @if accounts > 1 {
            section #linkage aria-labelledby="linkage-title" {
                h2 #linkage-title { (ctx.t("linkage-title")) }
                p { (ctx.t("linkage-what")) }
                p { a href=(ctx.url("linkage")) { (ctx.t("linkage-go")) } }
            }
        }
    }
}
