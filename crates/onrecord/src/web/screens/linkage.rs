//! What connects accounts, and what speaks against it: the comparison, its groups and pairs, what the user
//! decides, what they noticed, which line became known. It names nobody, and decides nothing.

mod group;
mod pair;

use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::link::sheets::{self, MarkLine, Named, Overview, PairLine};
use crate::ops::link::{self, sheets::PairSheet};
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::jobs::{JobDone, JobHandle};
use crate::web::page::form::{Field, input, textarea};
use crate::web::page::parts::{self, Problem, error_summary};
use crate::web::page::{MenuItem, form_page, page};
use crate::web::told;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_analysis::link::{Searched, Weighed};
use onrecord_model::linkage::LinkDecision;
use std::collections::BTreeMap;

/// `linkage` and what stands below it. Accounts are named by their numbers in the index.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/linkage", get(show).post(compare))
        .route("/linkage/known", post(known))
        .route("/linkage/undo/{id}", post(undo))
        .route("/linkage/group/{number}", get(group::show))
        .route("/linkage/group/{number}/together", post(group::compare))
        .route(
            "/linkage/pair/{one}/{other}",
            get(pair::show).post(pair::decide),
        )
        .route("/linkage/pair/{one}/{other}/back", post(pair::back))
        .route("/linkage/pair/{one}/{other}/notice", post(pair::notice))
}

/// Whether who is at the desk may change the case.
fn may_change(ctx: &Ctx) -> bool {
    ctx.helper.as_ref().is_none_or(|who| who.may_change)
}

async fn show(ctx: Ctx) -> WebResult {
    drawn(&ctx, ["", "", ""], &[]).await
}

async fn drawn(ctx: &Ctx, typed: [&str; 3], problems: &[Problem]) -> WebResult<Response> {
    let (found, accounts) = ctx
        .app
        .with_case(|case| {
            let accounts = crate::ops::people::everybody(case, 0)?.all;
            Ok((sheets::overview(case)?, accounts))
        })
        .await?;
    let body = html! {
        (error_summary(ctx, problems))
        h1 { (ctx.t("linkage-title")) }
        p { (ctx.t("linkage-what")) }
        p { (ctx.t("linkage-belief")) }
        @match &found {
            None if accounts < 2 => (parts::empty(ctx, &ctx.t("linkage-none"), "add", &ctx.t("next-add-button"))),
            None => {
                p { (ctx.t("linkage-not-yet")) }
                (parts::button(ctx, "linkage", &ctx.t("linkage-compare"), ""))
            },
            Some(found) => (overview(ctx, found, typed, problems)),
        }
        p { a href=(ctx.url("people")) { (ctx.t("people-back")) } }
    };
    let shown = form_page(ctx, "title-people", MenuItem::People, body);
    Ok(match problems.is_empty() {
        true => shown.into_response(),
        false => (StatusCode::BAD_REQUEST, shown).into_response(),
    })
}

fn overview(ctx: &Ctx, found: &Overview, typed: [&str; 3], problems: &[Problem]) -> Markup {
    let open = ctx.app.is_uncovered();
    html! {
        h2 { (ctx.t("linkage-groups")) }
        @if found.groups.is_empty() { p { (ctx.t("linkage-no-groups")) } } @else {
            p { (ctx.t("linkage-groups-what")) }
            ul.accounts {
                @for (nth, group) in found.groups.iter().enumerate() {
                    li {
                        p.head {
                            a href=(ctx.url(&format!("linkage/group/{}", nth + 1))) {
                                (ctx.tw("linkage-group", &[("n", (nth + 1).into()), ("accounts", group.len().into())]))
                            }
                        }
                        p.meta {
                            @for (at, account) in group.iter().take(6).enumerate() { @if at > 0 { ", " } (told::name(&account.label)) }
                            @if group.len() > 6 { " …" }
                        }
                    }
                }
            }
        }
        h2 { (ctx.t("linkage-pairs")) }
        @if found.pairs.is_empty() { p { (ctx.t("linkage-no-pairs")) } } @else {
            @for (account, pairs) in by_account(&found.pairs) {
                @let list = html! { ul.accounts { @for pair in &pairs { li { (pair_line(ctx, pair)) } } } };
                @match account {
                    Some(account) => details {
                        summary { (told::name(&account.label)) " " (ctx.tw("linkage-with-others", &[("n", pairs.len().into())])) }
                        div.inside { (list) }
                    },
                    None => (list),
                }
            }
            @if found.more_pairs > 0 { p.hint { (ctx.tw("linkage-more-pairs", &[("n", found.more_pairs.into())])) } }
        }
        h2 { (ctx.t("linkage-searched")) }
        (searched(ctx, &found.searched))
        @if let Some((blocks, followed, part)) = found.blocks {
            p { (ctx.tw("linkage-blocks", &[("blocks", blocks.into()), ("n", followed.into()), ("part", format!("{}.{:03}", part / 1_000, part % 1_000).into())])) }
        }
        @if let Some(says) = &found.style { p { (told::line(says)) } }
        (always_against(ctx))
        (marks(ctx, found, open))
        @if may_change(ctx) { (known_form(ctx, typed, problems)) }
        h2 { (ctx.t("linkage-again")) }
        p { (ctx.t("linkage-again-what")) }
    }
}

/// From so many pairs on an account's pairs are folded into one line.
const FOLDED: usize = 4;

/// Pairs in their order: those of an account that has many under it, the others by themselves.
fn by_account(pairs: &[PairLine]) -> Vec<(Option<&Named>, Vec<&PairLine>)> {
    let mut left: Vec<&PairLine> = pairs.iter().collect();
    let mut out = Vec::new();
    loop {
        let mut counts: BTreeMap<u64, (usize, &Named)> = BTreeMap::new();
        for account in left.iter().flat_map(|pair| &pair.accounts) {
            counts.entry(account.number).or_insert((0, account)).0 += 1;
        }
        let most = counts.into_values().max_by_key(|(count, _)| *count);
        let Some((_, account)) = most.filter(|(count, _)| *count >= FOLDED) else {
            break;
        };
        let has = |pair: &&PairLine| pair.accounts.iter().any(|one| one.number == account.number);
        let (its, others) = left.into_iter().partition(has);
        out.push((Some(account), its));
        left = others;
    }
    if !left.is_empty() {
        out.push((None, left));
    }
    out
}

fn pair_line(ctx: &Ctx, pair: &PairLine) -> Markup {
    let [one, other] = &pair.accounts;
    html! {
        p.head {
            a href=(ctx.url(&pair_path(one, other))) { (told::name(&one.label)) " + " (told::name(&other.label)) }
        }
        p.meta {
            (told::platform(ctx, &one.platform)) ", " (told::platform(ctx, &other.platform)) " · "
            (pair.level.says()) " · " (decision_word(ctx, pair.decision))
        }
    }
}

fn pair_path(one: &Named, other: &Named) -> String {
    format!("linkage/pair/{}/{}", one.number, other.number)
}

fn decision_word(ctx: &Ctx, decision: LinkDecision) -> String {
    ctx.t(match decision {
        LinkDecision::Open => "link-open",
        LinkDecision::Confirmed => "link-confirmed",
        LinkDecision::Rejected => "link-rejected",
    })
}

/// How much was searched, and what would pass by chance.
fn searched(ctx: &Ctx, searched: &Searched) -> Markup {
    html! {
        p {
            (ctx.tw("linkage-compared", &[("accounts", searched.accounts.into()), ("pairs", searched.pairs.into()), ("n", searched.proposed.into())]))
            " "
            @match searched.by_chance_at_most() {
                Some(most) => (ctx.tw("linkage-chance", &[("different", searched.different.into()), ("proposed", searched.different_proposed.into()), ("most", most.into())])),
                None => (ctx.tw("linkage-no-chance", &[("n", searched.different.into())])),
            }
        }
    }
}

/// What speaks against any such comparison.
fn always_against(ctx: &Ctx) -> Markup {
    html! {
        details {
            summary { (ctx.t("linkage-always")) }
            div.inside { ul { @for says in Weighed::always_against() { li { (says) } } } }
        }
    }
}

/// What the user noticed and which lines they marked, each to be taken back.
fn marks(ctx: &Ctx, found: &Overview, open: bool) -> Markup {
    let list = |title: &str, all: &[MarkLine]| {
        html! {
            @if !all.is_empty() {
                h2 { (ctx.t(title)) }
                ul.accounts {
                    @for mark in all {
                        li {
                            @let words = html! { (told::words(&mark.words)) };
                            @if open { (words) } @else { (told::covered(&ctx.t("words-show"), &mark.id, words)) }
                            p.meta {
                                (told::line(&mark.about)) " " span.hint { (mark.id) }
                                @if mark.against { " · " (ctx.t("linkage-mark-against")) }
                            }
                            @if may_change(ctx) {
                                (parts::button(ctx, &format!("linkage/undo/{}", mark.id), &ctx.t("linkage-take-back"), "quiet"))
                            }
                        }
                    }
                }
            }
        }
    };
    html! {
        (list("linkage-noticed", &found.notices))
        (list("linkage-lines", &found.lines))
    }
}

fn known_form(ctx: &Ctx, typed: [&str; 3], problems: &[Problem]) -> Markup {
    html! {
        details open[!problems.is_empty()] {
            summary { (ctx.t("linkage-known")) }
            div.inside {
                p.hint { (ctx.t("linkage-known-what")) }
                form method="post" action=(ctx.url("linkage/known")) {
                    (textarea(ctx, &Field::new("line", &ctx.t("linkage-known-line")).value(typed[0]), 2, None, problems))
                    (input(ctx, &Field::new("from", &ctx.t("linkage-known-from")).hint(&ctx.t("linkage-known-from-hint")).value(typed[1]).width("w10"), problems))
                    (input(ctx, &Field::new("source", &ctx.t("linkage-known-source")).value(typed[2]), problems))
                    button type="submit" { (ctx.t("save")) }
                }
            }
        }
    }
}

/// Tells how far the comparison is.
fn progress<'j>(job: &'j JobHandle) -> impl FnMut(&str) -> OpResult<()> + 'j {
    move |text| {
        job.beside(text);
        job.check()
    }
}

/// Compares and leads to `to`; at once where the comparison still stands.
async fn compared(ctx: &Ctx, to: String, say: Option<Message>) -> WebResult<Response> {
    let going = ctx
        .app
        .start_job("job-comparing", move |case, job| {
            link::compared(case, &mut progress(job))?;
            let done = JobDone::go(to);
            Ok(match say {
                Some(say) => done.say(say),
                None => done,
            })
        })
        .await?;
    Ok(ctx.follow(&going))
}

async fn compare(ctx: Ctx) -> WebResult<Response> {
    compared(&ctx, "linkage".into(), None).await
}

async fn known(ctx: Ctx, fields: Fields) -> WebResult<Response> {
    let typed = ["line", "from", "source"].map(|name| fields.get(name));
    let mut problems = Vec::new();
    if fields.text("line").is_none() {
        problems.push(Problem::new("line", ctx.t("linkage-known-line-empty")));
    }
    if !link::is_day(typed[1].trim()) {
        problems.push(Problem::new("from", ctx.t("linkage-known-from-hint")));
    }
    if !problems.is_empty() {
        return drawn(&ctx, typed, &problems).await;
    }
    let [line, from, source] = typed.map(|typed| typed.trim().to_owned());
    let keep = move |case: &mut Case| {
        let source = Some(source.as_str()).filter(|source| !source.is_empty());
        link::known_line(case, &line, &from, source)
    };
    ctx.app.with_case(keep).await?;
    compared(&ctx, "linkage".into(), Some(Message::new("saved"))).await
}

async fn undo(ctx: Ctx, Path(id): Path<String>) -> WebResult<Response> {
    ctx.app
        .with_case(move |case| link::undo(case, &id, None))
        .await?;
    compared(
        &ctx,
        "linkage".into(),
        Some(Message::new("linkage-taken-back")),
    )
    .await
}

/// A page that says that the comparison has to be made, and makes it.
fn not_compared(ctx: &Ctx) -> Response {
    let body = html! {
        h1 { (ctx.t("linkage-title")) }
        p { (ctx.t("linkage-not-yet")) }
        (parts::button(ctx, "linkage", &ctx.t("linkage-compare"), ""))
    };
    page(ctx, "title-people", MenuItem::People, body).into_response()
}

/// An account with a way to its page, where whose it is can be said.
fn account(ctx: &Ctx, account: &Named) -> Markup {
    html! {
        a href=(ctx.url(&format!("account/{}", account.number))) { (told::name(&account.label)) }
        ", " (told::platform(ctx, &account.platform))
    }
}

/// Events, each with a way to its page.
fn events(ctx: &Ctx, events: &[u64], of: u64) -> Markup {
    let more = of.saturating_sub(events.len() as u64);
    html! {
        @if !events.is_empty() {
            p.meta {
                (ctx.t("linkage-events")) " "
                @for (at, event) in events.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href=(ctx.url(&format!("event/{event}"))) { (link::event_name(*event)) }
                }
                @if more > 0 { " " (ctx.tw("linkage-events-more", &[("n", more.into())])) }
            }
        }
    }
}

/// Hours of the week of some accounts: a plot, no ground.
fn hours(ctx: &Ctx, hours: &onrecord_analysis::patterns::Week, zone: &str) -> Markup {
    html! {
        @if hours.iter().flatten().any(|count| *count > 0) {
            (super::patterns::week(ctx, hours, zone))
            p.hint { (ctx.t("linkage-hours")) }
        }
    }
}

/// How style did on people it was not fitted on, with a table of the same.
fn figures(ctx: &Ctx, figures: &link::StyleFigures) -> Markup {
    let validated = &figures.validated;
    let label = ctx.t("tippett-label");
    html! {
        section aria-labelledby="figures" {
            h2 #figures { (ctx.t("linkage-figures")) }
            p {
                (ctx.tw("linkage-style-pairs", &[("n", figures.ratios.len().into()), ("neither", figures.neither.into()), ("silent", figures.silent.into())]))
            }
            @for says in figures.sentences() { p { (says) } }
            (crate::web::charts::linked::tippett(
                &validated.tippett_same, &validated.tippett_different, &figures.ratios,
                [&ctx.t("tippett-same"), &ctx.t("tippett-different")], &label,
            ))
            p.hint { (ctx.t("tippett-key")) }
            details.figures {
                summary { (ctx.t("figures")) span.hidden { ": " (ctx.t("linkage-figures")) } }
                table.narrow {
                    caption { (label) }
                    thead { tr {
                        th scope="col" { (ctx.t("tippett-ratio")) }
                        th.n scope="col" { (ctx.t("tippett-same")) } th.n scope="col" { (ctx.t("tippett-different")) }
                    } }
                    tbody {
                        @for (ratio, same, different) in figures.tippett() {
                            tr { th scope="row" { (ratio) } td.n { (format!("{same:.3}")) } td.n { (format!("{different:.3}")) } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
