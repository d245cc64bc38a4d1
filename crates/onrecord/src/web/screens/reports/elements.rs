//! What shows which element of the offence, and what nothing shows yet. The program proposes by
//! counting; only people say that something shows it.

use super::asked::day_in_words;
use super::course::short;
use crate::ops::elements::{self, AssignmentWords};
use crate::ops::law;
use crate::ops::say;
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::page::form::{Field, checkboxes, input, plain, textarea};
use crate::web::page::parts::{Problem, button, error_summary, inset};
use crate::web::page::{MenuItem, form_page, page};
use crate::web::told;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_analysis::elements::{GroupRows, LimbRow};

/// `reports/shows`, `reports/shows/3`, `reports/shows/undo/E-1`. An element is told by its number: its
/// name stands in no address.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/reports/shows", get(show))
        .route("/reports/shows/{number}", get(one).post(assign))
        .route("/reports/shows/undo/{id}", post(undo))
}

/// One thing that somebody said shows an element.
#[derive(Clone, Debug)]
struct Shown {
    id: String,
    what: String,
    events: usize,
    because: String,
    by: String,
}

struct Seen {
    groups: Vec<GroupRows>,
    shown: Vec<Shown>,
    /// Incidents: id, day or words for it, first words.
    incidents: Vec<(String, String)>,
    caution: String,
}

async fn seen(ctx: &Ctx) -> WebResult<Seen> {
    ctx.app
        .with_case(|case| {
            let law = law::law_of(case)?;
            let groups = elements::with_proposals(case, &law)?;
            let shown = elements::standing(case).map(|state| {
                let events = state.said.events.len();
                let named = elements::incidents_of(case, state);
                let mut what: Vec<String> = named.map(str::to_owned).collect();
                let exhibits = state.said.exhibits.iter();
                what.extend(exhibits.map(|digest| case.state().reference(digest)));
                Shown {
                    id: state.said.id.to_string(),
                    what: what.join(", "),
                    events,
                    because: say::text(&state.said.because),
                    by: state.by.clone(),
                }
            });
            let shown = shown.collect();
            let incidents = case.state().incidents.iter().map(|all| all.now());
            let incidents = incidents.map(|incident| {
                let when = match incident.from.as_deref() {
                    Some(day) => day_in_words(day),
                    None => incident.happened.to_string(),
                };
                let label = format!("{} {when}: {}", incident.id, short(&incident.words));
                (incident.id.to_string(), label)
            });
            Ok(Seen {
                groups,
                shown,
                incidents: incidents.collect(),
                caution: law.caution.clone(),
            })
        })
        .await
}

async fn show(ctx: Ctx) -> WebResult {
    let seen = seen(&ctx).await?;
    let mut number = 0;
    let limbs = || seen.groups.iter().flat_map(|group| &group.limbs);
    let gaps = limbs().filter(|limb| limb.assigned.is_empty()).count();
    let body = html! {
        p.hint { a href=(ctx.url("reports")) { (ctx.t("reports-title")) } }
        h1 { (ctx.t("elements-title")) }
        p { (ctx.t("elements-what")) }
        p { (ctx.tw("elements-count", &[("gaps", gaps.into()), ("all", limbs().count().into())])) }
        (inset(html! { p { (seen.caution) } }))
        @for group in &seen.groups {
            h2 { (group.title) }
            p { (group.says) }
            ul.records {
                @for limb in &group.limbs {
                    @let at = { number += 1; number };
                    li {
                        a href=(ctx.url(&format!("reports/shows/{at}"))) { (limb.says) }
                        (standing(&ctx, &seen.shown, limb, at, false))
                    }
                }
            }
            p.hint { (ctx.t("days-source")) " " (group.source.name) " " span.mono.address { (group.source.address) } ", " (ctx.tw("days-read", &[("day", told::day(&ctx, group.read).into())])) }
        }
    };
    Ok(page(&ctx, "title-report", MenuItem::Reports, body).into_response())
}

fn standing(ctx: &Ctx, shown: &[Shown], limb: &LimbRow, at: usize, whole: bool) -> Markup {
    let here = shown.iter().filter(|one| limb.assigned.contains(&one.id));
    html! {
        @for one in here {
            div.shown {
                p {
                    (one.id) ": "
                    @match (one.what.is_empty(), one.events) {
                        (_, 0) => (one.what),
                        (true, n) => (ctx.tw("count-events", &[("n", n.into())])),
                        (false, n) => (ctx.tw("elements-some", &[("what", one.what.as_str().into()), ("events", n.into())])),
                    }
                    @if !one.because.is_empty() { ". " bdi { (one.because) } }
                    @if one.by != "owner" { " " span.hint { bdi { (one.by) } } }
                }
                @if whole { (button(ctx, &format!("reports/shows/undo/{}", one.id), &ctx.t("elements-undo"), "quiet")) }
            }
        }
        @if let Some(missing) = &limb.missing { p.gap { strong { (ctx.t("elements-gap")) } " " (missing) } }
        @if !limb.proposals.is_empty() && (whole || limb.assigned.is_empty()) {
            @for proposal in &limb.proposals {
                p.hint {
                    (ctx.t("elements-perhaps")) " " (proposal.why)
                    @if !proposal.incidents.is_empty() { " (" (proposal.incidents.join(", ")) ")" }
                }
            }
        }
        @if !whole && limb.assigned.is_empty() {
            p { a href=(ctx.url(&format!("reports/shows/{at}"))) { (ctx.t("elements-assign")) span.hidden { ": " (limb.says) } } }
        }
    }
}

fn limb(seen: &Seen, number: usize) -> WebResult<&LimbRow> {
    let mut limbs = seen.groups.iter().flat_map(|group| &group.limbs);
    let at = number.checked_sub(1).ok_or(WebError::NotFound)?;
    limbs.nth(at).ok_or(WebError::NotFound)
}

async fn one(ctx: Ctx, Path(number): Path<usize>) -> WebResult {
    let seen = seen(&ctx).await?;
    let limb = limb(&seen, number)?;
    Ok(form(&ctx, &seen, limb, number, &Typed::default(), &[]).into_response())
}

/// What was typed, to be shown again where it was wrong.
#[derive(Default)]
struct Typed {
    incidents: Vec<String>,
    exhibits: String,
    events: String,
    because: String,
}

fn form(
    ctx: &Ctx,
    seen: &Seen,
    limb: &LimbRow,
    number: usize,
    typed: &Typed,
    problems: &[Problem],
) -> Markup {
    let choices = plain(&seen.incidents);
    let ticked: Vec<&str> = typed.incidents.iter().map(String::as_str).collect();
    form_page(
        ctx,
        "title-report",
        MenuItem::Reports,
        html! {
            (error_summary(ctx, problems))
            p.hint { a href=(ctx.url("reports/shows")) { (ctx.t("elements-title")) } }
            h1 { (limb.says) }
            (standing(ctx, &seen.shown, limb, number, true))
            h2 { (ctx.t("elements-assign")) }
            form method="post" action=(ctx.url(&format!("reports/shows/{number}"))) {
                @if choices.is_empty() {
                    p { (ctx.t("elements-no-incidents")) " " a href=(ctx.url("write")) { (ctx.t("next-incident-button")) } }
                } @else {
                    (checkboxes(ctx, &Field::new("incidents", &ctx.t("elements-incidents")), &choices, &ticked, problems))
                }
                (input(ctx, &Field::new("exhibits", &ctx.t("elements-exhibits")).hint(&ctx.t("elements-exhibits-hint")).value(&typed.exhibits).width("w20"), problems))
                (input(ctx, &Field::new("events", &ctx.t("elements-events")).hint(&ctx.t("elements-events-hint")).value(&typed.events).width("w20"), problems))
                (textarea(ctx, &Field::new("because", &ctx.t("elements-because")).hint(&ctx.t("elements-because-hint")).value(&typed.because), 3, None, problems))
                button type="submit" { (ctx.t("save")) }
            }
        },
    )
}

fn split(text: &str) -> Vec<String> {
    let parts = text.split([',', ' ', ';', '\n']);
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

async fn assign(ctx: Ctx, Path(number): Path<usize>, fields: Fields) -> WebResult {
    let seen = seen(&ctx).await?;
    let limb = limb(&seen, number)?;
    let typed = Typed {
        incidents: fields.all("incidents").map(str::to_owned).collect(),
        exhibits: fields.get("exhibits").trim().to_owned(),
        events: fields.get("events").trim().to_owned(),
        because: fields.get("because").trim().to_owned(),
    };
    let words = AssignmentWords {
        incidents: typed.incidents.clone(),
        exhibits: split(&typed.exhibits),
        events: split(&typed.events),
        because: Some(typed.because.clone()).filter(|text| !text.is_empty()),
    };
    if words.incidents.is_empty() && words.exhibits.is_empty() && words.events.is_empty() {
        let field = if seen.incidents.is_empty() {
            "exhibits"
        } else {
            "incidents"
        };
        let problems = [Problem::new(field, ctx.t("elements-nothing"))];
        let page = form(&ctx, &seen, limb, number, &typed, &problems);
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    }
    let id = limb.id.clone();
    let kept = ctx
        .app
        .with_case(move |case| elements::assign(case, &id, &words))
        .await;
    match kept {
        Ok(id) => {
            let undo = format!("reports/shows/undo/{id}");
            ctx.flash_undo(Message::new("elements-kept").with("id", id), undo);
            Ok(ctx.go("reports/shows"))
        }
        // What was typed is not in the case: said beside the field, with nothing lost.
        Err(WebError::Op(crate::ops::OpError::Other(why))) => {
            let field = if typed.events.is_empty() {
                "exhibits"
            } else {
                "events"
            };
            let problems = [Problem::new(field, why)];
            let page = form(&ctx, &seen, limb, number, &typed, &problems);
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
        Err(error) => Err(error),
    }
}

async fn undo(ctx: Ctx, Path(id): Path<String>) -> WebResult<Response> {
    let taken = id.clone();
    ctx.app
        .with_case(move |case| elements::undo(case, &taken, None))
        .await?;
    ctx.flash(Message::new("elements-undone").with("id", id));
    Ok(ctx.go("reports/shows"))
}
