//! Two accounts: what speaks for one person and what against, side by side, and what the user decides.

use super::{PairSheet, account, always_against, events, figures, hours, may_change, searched};
use crate::ops::case::Case;
use crate::ops::link::{self, NoticeWords, sheets};
use crate::ops::{OpError, OpResult};
use crate::web::ctx::{Ctx, Fields};
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::page::form::{Choice, Field, input, radios, textarea};
use crate::web::page::parts::{Problem, error_summary};
use crate::web::page::{MenuItem, form_page};
use crate::web::told;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use onrecord_analysis::link::{About, Bearing, Channel, Ground};
use onrecord_model::AccountKey;
use onrecord_model::linkage::LinkDecision;

pub async fn show(ctx: Ctx, Path((one, other)): Path<(u64, u64)>) -> WebResult {
    drawn(&ctx, one, other, "", &[]).await
}

async fn drawn(
    ctx: &Ctx,
    one: u64,
    other: u64,
    typed: &str,
    problems: &[Problem],
) -> WebResult<Response> {
    let found = ctx
        .app
        .with_case(move |case| sheets::pair_sheet(case, one, other))
        .await?;
    let Some(sheet) = found else {
        return Ok(super::not_compared(ctx));
    };
    let here = format!("linkage/pair/{one}/{other}");
    let [first, second] = &sheet.accounts;
    let body = html! {
        (error_summary(ctx, problems))
        h1 { (told::name(&first.label)) " + " (told::name(&second.label)) }
        ul.facts { li { (account(ctx, first)) } li { (account(ctx, second)) } }
        p.hint { (ctx.t("linkage-know")) }
        (told::cover_switch(ctx, &here))
        p { (ctx.t("linkage-either")) }
        div.beside {
            (side(ctx, &sheet, Bearing::For))
            (side(ctx, &sheet, Bearing::Against))
        }
        @for (channel, says) in &sheet.dossier.unsaid { p { (channel.says()) ": " (says) } }
        (posing(ctx, &sheet))
        p { strong { (ctx.t("linkage-makes")) } " " (sheet.dossier.level.says()) "." }
        (searched(ctx, &sheet.searched))
        (always_against(ctx))
        (decision(ctx, &here, &sheet, typed, problems))
        @if may_change(ctx) { (notice_form(ctx, &here, problems)) }
        @let has_style = sheet.dossier.grounds.iter().any(|ground| ground.channel == Channel::Style);
        @if let Some(found) = sheet.figures.as_ref().filter(|_| has_style) { (figures(ctx, found)) }
        (hours(ctx, &sheet.hours, &sheet.zone))
        p.hint { (ctx.t("linkage-caution")) }
        p { a href=(ctx.url("linkage")) { (ctx.t("linkage-back")) } }
    };
    let shown = form_page(ctx, "title-people", MenuItem::People, body);
    Ok(match problems.is_empty() {
        true => shown.into_response(),
        false => (StatusCode::BAD_REQUEST, shown).into_response(),
    })
}

fn side(ctx: &Ctx, sheet: &PairSheet, bearing: Bearing) -> Markup {
    let (title, none) = match bearing {
        Bearing::For => ("linkage-for", "linkage-for-none"),
        Bearing::Against => ("linkage-against", "linkage-against-none"),
    };
    let own: Vec<&Ground> = sheet.dossier.pointing(bearing).collect();
    html! {
        section aria-labelledby=(title) {
            h2 id=(title) { (ctx.t(title)) }
            @if own.is_empty() { p { (ctx.t(none)) } } @else {
                ul.accounts { @for one in own { li { (ground(ctx, one)) } } }
            }
        }
    }
}

fn ground(ctx: &Ctx, ground: &Ground) -> Markup {
    let open = ctx.app.is_uncovered();
    let quotes = html! { @for quote in &ground.quotes { div.said { (told::words(quote)) } } };
    html! {
        p.head { strong { (ground.channel.says()) } }
        p { (told::line(&ground.says)) " " span.hint { "(" (ground.strength.says()) ")" } }
        @if let Some((shows, of)) = ground.rarity
            && ground.channel != Channel::Rhythm {
            p.meta { (ctx.tw("linkage-rarity", &[("n", shows.into()), ("of", of.into())])) }
        }
        @if !ground.quotes.is_empty() {
            @if open { (quotes) } @else { (told::covered(&ctx.t("words-show"), ground.channel.says(), quotes)) }
        }
        (events(ctx, &ground.events, ground.of_events))
    }
}

/// Whether one poses as somebody the user knows: apart, since it says nothing of who wrote.
fn posing(ctx: &Ctx, sheet: &PairSheet) -> Markup {
    let all = sheet.dossier.grounds.iter();
    let own: Vec<&Ground> = all
        .filter(|ground| ground.about == About::Impersonation)
        .collect();
    html! {
        @if !own.is_empty() {
            section aria-labelledby="posing" {
                h2 #posing { (ctx.t("linkage-posing")) }
                p { (ctx.t("linkage-posing-what")) }
                ul.accounts { @for one in own { li { (ground(ctx, one)) } } }
            }
        }
    }
}

fn decision(ctx: &Ctx, here: &str, sheet: &PairSheet, typed: &str, problems: &[Problem]) -> Markup {
    let now = sheet.decided.as_ref();
    let word = super::decision_word(ctx, now.map_or(LinkDecision::Open, |said| said.decision));
    let because = now.and_then(|said| said.because.as_deref());
    let value = if problems.is_empty() {
        because.unwrap_or_default()
    } else {
        typed
    };
    html! {
        section aria-labelledby="decide" {
            h2 #decide { (ctx.t("linkage-decide")) }
            p {
                (ctx.t("linkage-now")) " " strong { (word) } "."
                @if let Some(because) = because { " " (ctx.t("linkage-because-said")) " " (told::name(because)) }
            }
            @if may_change(ctx) {
                form method="post" action=(ctx.url(here)) {
                    (textarea(ctx, &Field::new("because", &ctx.t("linkage-because")).hint(&ctx.t("linkage-because-hint")).value(value), 2, None, problems))
                    div.buttons {
                        button type="submit" name="decision" value="confirmed" { (ctx.t("linkage-confirm")) }
                        " " button.quiet type="submit" name="decision" value="rejected" { (ctx.t("linkage-reject")) }
                        " " button.quiet type="submit" name="decision" value="open" { (ctx.t("linkage-leave")) }
                    }
                }
            }
        }
    }
}

fn notice_form(ctx: &Ctx, here: &str, problems: &[Problem]) -> Markup {
    let points = ["for", "against"].map(|way| (way, ctx.t(&format!("linkage-points-{way}"))));
    let points: Vec<Choice<'_>> = points
        .iter()
        .map(|(way, label)| Choice::plain(way, label))
        .collect();
    let is_wrong = problems.iter().any(|problem| problem.field == "words");
    html! {
        details open[is_wrong] {
            summary { (ctx.t("linkage-notice")) }
            div.inside {
                p.hint { (ctx.t("linkage-notice-what")) }
                form method="post" action=(ctx.url(&format!("{here}/notice"))) {
                    (textarea(ctx, &Field::new("words", &ctx.t("linkage-notice-words")), 3, None, problems))
                    (radios(ctx, &Field::new("points", &ctx.t("linkage-points")).value("for"), &points, &[]))
                    (input(ctx, &Field::new("events", &ctx.t("linkage-notice-events")).hint(&ctx.t("linkage-notice-events-hint")).width("w20"), &[]))
                    button type="submit" { (ctx.t("save")) }
                }
            }
        }
    }
}

/// The comparison that stands, and both accounts in it.
fn with_pair<T>(
    case: &mut Case,
    pair: (u64, u64),
    then: impl FnOnce(&mut Case, &link::Linkage, (usize, usize)) -> OpResult<T>,
) -> OpResult<T> {
    let Some(linkage) = link::standing(case)? else {
        return Err(OpError::Other(
            "Something was added or named since. Compare again first. Nothing was changed.".into(),
        ));
    };
    let accounts = (
        sheets::place_of(case, &linkage, pair.0)?,
        sheets::place_of(case, &linkage, pair.1)?,
    );
    then(case, &linkage, accounts)
}

pub async fn decide(
    ctx: Ctx,
    Path((one, other)): Path<(u64, u64)>,
    fields: Fields,
) -> WebResult<Response> {
    let decision = LinkDecision::from_name(fields.get("decision")).unwrap_or_default();
    let because = fields.text("because").map(str::to_owned);
    if decision != LinkDecision::Open && because.is_none() {
        let problems = [Problem::new("because", ctx.t("linkage-because-empty"))];
        return drawn(&ctx, one, other, fields.get("because"), &problems).await;
    }
    let keep = move |case: &mut Case, linkage: &link::Linkage, pair: (usize, usize)| {
        let weighed = linkage.weighed(case);
        link::decide(case, linkage, &weighed, pair, decision, because.as_deref())
    };
    ctx.app
        .with_case(move |case| with_pair(case, (one, other), keep))
        .await?;
    let here = format!("linkage/pair/{one}/{other}");
    ctx.flash_undo(Message::new("linkage-kept"), format!("{here}/back"));
    Ok(ctx.go(&format!("{here}#decide")))
}

/// Takes the last decision back.
pub async fn back(ctx: Ctx, Path((one, other)): Path<(u64, u64)>) -> WebResult<Response> {
    let keep = |case: &mut Case, linkage: &link::Linkage, pair: (usize, usize)| {
        let weighed = linkage.weighed(case);
        link::take_back(case, linkage, &weighed, pair)
    };
    ctx.app
        .with_case(move |case| with_pair(case, (one, other), keep))
        .await?;
    ctx.flash(Message::new("linkage-taken-back"));
    Ok(ctx.go(&format!("linkage/pair/{one}/{other}#decide")))
}

/// Keeps what the user noticed of these two.
pub async fn notice(
    ctx: Ctx,
    Path((one, other)): Path<(u64, u64)>,
    fields: Fields,
) -> WebResult<Response> {
    if fields.text("words").is_none() {
        let problems = [Problem::new("words", ctx.t("linkage-notice-empty"))];
        return drawn(&ctx, one, other, "", &problems).await;
    }
    let words = fields.get("words").to_owned();
    let against = fields.get("points") == "against";
    let typed = fields.get("events").split([' ', ',', ';']);
    let events: Vec<String> = typed
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
        .collect();
    let keep = move |case: &mut Case, linkage: &link::Linkage, pair: (usize, usize)| {
        let key = |at: usize| -> &AccountKey { &linkage.accounts()[at].key };
        let words = NoticeWords {
            accounts: [pair.0, pair.1].map(|at| key(at).0.to_string()).to_vec(),
            words,
            against,
            events,
        };
        link::notice(case, &words)
    };
    ctx.app
        .with_case(move |case| with_pair(case, (one, other), keep))
        .await?;
    let here = format!("linkage/pair/{one}/{other}");
    super::compared(&ctx, here, Some(Message::new("saved"))).await
}
