//! Home: what changed, what waits, and the one next step.

use crate::ops::overview::{self, Overview, Step};
use crate::ops::{drafts, law, open};
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::jobs::JobDone;
use crate::web::page::parts::{Line, Task, button, care, details, summary_list, task_list};
use crate::web::page::{MenuItem, page};
use crate::web::screens::copies::{self, LastCopy};
use crate::web::screens::reports;
use crate::web::told;
use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_model::Instant;
use onrecord_model::custody::CustodyEntry;
use onrecord_vault::Draft;

/// `GET`, `POST resume`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(show))
        .route("/resume", post(resume))
}

const RECENT: usize = 8;
/// Lost files that are named.
const LISTED: usize = 20;

async fn show(ctx: Ctx) -> WebResult {
    let (seen, recent, begun, clocks, copied) = ctx
        .app
        .with_case(|case| {
            let (_, clocks) = law::clocks(case, law::today(case)?)?;
            let recent = overview::recent(case, RECENT)?;
            let seen = overview::overview(case)?;
            let copied = LastCopy::of(case);
            Ok((seen, recent, drafts::all(case)?, clocks, copied))
        })
        .await?;
    let body = html! {
        h1 { (ctx.t("home-title")) }
        (unfinished(&ctx, &begun))
        (lost(&ctx, &seen))
        (again(&ctx, &seen))
        (next_step(&ctx, &seen))
        (reports::reminder(&ctx, &clocks))
        h2 { (ctx.t("home-tasks")) }
        (task_list(&ctx, &tasks(&ctx, &seen)))
        @if seen.sources > 0 {
            h2 { (ctx.t("home-holds")) }
            (summary_list(&ctx, &counts(&ctx, &seen)))
        }
        h2 { (ctx.t("copy-title")) }
        (copies::last_copied(&ctx, copied.as_ref()))
        p { a.button.quiet href=(ctx.url("copies")) { (ctx.t("copy-make")) } }
        (details(&ctx.t("home-recent"), recent_acts(&ctx, &recent)))
        p.quiet { (ctx.t("stop-now")) }
    };
    Ok(page(&ctx, "title-home", MenuItem::None, body).into_response())
}

/// What somebody was in the middle of, with the way back to it.
fn unfinished(ctx: &Ctx, begun: &[Draft]) -> Markup {
    html! {
        @if !begun.is_empty() {
            section.inset {
                h2 { (ctx.t("home-begun")) }
                @for draft in begun {
                    div.begun {
                        p {
                            a href=(ctx.url(&draft.name)) { (ctx.t("home-begun-go")) }
                            " " span.hint { (time_of(draft.saved)) }
                        }
                        (button(ctx, &format!("drop-draft/{}", draft.name), &ctx.t("home-begun-drop"), "quiet"))
                    }
                }
            }
        }
    }
}

/// Date and time as far as a person needs it.
fn time_of(when: Instant) -> String {
    let text = when.to_string().replace('T', " ");
    text.get(..16).unwrap_or(&text).to_owned()
}

/// Sealed files that are damaged or gone: which, what is safe, what to do.
fn lost(ctx: &Ctx, seen: &Overview) -> Markup {
    let originals = seen.lost.iter().flat_map(|lost| &lost.originals);
    let count = originals.clone().count();
    html! {
        @if count > 0 {
            (care(html! {
                h2 { (ctx.t("lost-title")) }
                p { (ctx.tw("lost-what", &[("n", count.into())])) }
                ul {
                    @for (reference, path) in originals.take(LISTED) {
                        li { (reference) ": " (told::name(path)) }
                    }
                }
                @if count > LISTED { p { (ctx.tw("lost-more", &[("n", (count - LISTED).into())])) } }
                p { (ctx.t("lost-safe")) }
                p { (ctx.t("lost-do")) " " a href=(ctx.url("add")) { (ctx.t("next-add-button")) } }
            }))
        }
    }
}

/// Sources that are read otherwise now: that it is so, and where it is said what changed.
fn again(ctx: &Ctx, seen: &Overview) -> Markup {
    let link = |source: &str, name: &str, key: &str| {
        html! {
            li {
                bdi { (name) } " (" (source) "): "
                a href=(ctx.url(&format!("check/{source}"))) { (ctx.t(key)) }
            }
        }
    };
    let mut not_shown: Vec<(&str, &str)> = seen
        .not_shown
        .iter()
        .map(|one| (&*one.source, &*one.name))
        .collect();
    not_shown.sort_unstable();
    not_shown.dedup();
    html! {
        @if !seen.again.is_empty() {
            (care(html! {
                h2 { (ctx.t("again-title")) }
                p { (ctx.t("again-what")) }
                ul {
                    @for again in seen.again.iter().rev().take(LISTED) {
                        (link(&again.source, &again.name, "again-see"))
                    }
                }
            }))
        }
        @if !not_shown.is_empty() {
            (care(html! {
                h2 { (ctx.t("not-shown-title")) }
                p { (ctx.t("not-shown-home")) " " (ctx.t("not-shown-safe")) }
                ul { @for (source, name) in not_shown.iter().take(LISTED) { (link(source, name, "not-shown-see")) } }
            }))
        }
    }
}

fn next_step(ctx: &Ctx, seen: &Overview) -> Markup {
    let (text, go, label) = match seen.next {
        Step::Resume => {
            let n = seen.waiting.len();
            return html! {
                section.next {
                    h2 { (ctx.t("home-next")) }
                    p { (ctx.tw("next-resume", &[("n", n.into())])) }
                    (button(ctx, "resume", &ctx.t("next-resume-button"), ""))
                }
            };
        }
        Step::Add => ("next-add", "add", "next-add-button"),
        Step::People => ("next-people", "people", "next-people-button"),
        Step::Incident => ("next-incident", "write", "next-incident-button"),
        Step::Ledger => ("next-ledger", "reports", "next-ledger-button"),
        Step::Pack => ("next-pack", "pack", "next-pack-button"),
        Step::Sheet => ("next-sheet", "sheet", "next-sheet-button"),
        Step::Done => ("next-done", "timeline", "next-done-button"),
    };
    html! {
        section.next {
            h2 { (ctx.t("home-next")) }
            p { (ctx.t(text)) }
            a.button href=(ctx.url(go)) { (ctx.t(label)) }
        }
    }
}

fn tasks(ctx: &Ctx, seen: &Overview) -> Vec<Task> {
    let task = |key: &str, go: &str, done: bool| Task {
        name: ctx.t(&format!("task-{key}")),
        hint: ctx.t(&format!("task-{key}-hint")),
        go: Some(go.to_owned()),
        done,
    };
    vec![
        task("sheet", "sheet", seen.sheet_kept),
        task("add", "add", seen.sources > 0),
        task("people", "people", seen.people > 0),
        task("incident", "write", seen.incidents > 0),
        task("ledger", "reports", seen.ledger > 0),
        task("pack", "pack", seen.packs > 0),
    ]
}

fn counts(ctx: &Ctx, seen: &Overview) -> Vec<Line> {
    let count = |n: u64, key: &str| ctx.tw(key, &[("n", n.into())]);
    let line = |key: &str, value: String| Line::new(ctx.t(key), value);
    vec![
        line("home-originals", count(seen.exhibits as u64, "count-files")),
        line("home-events", count(seen.events, "count-events")),
        line("home-people", count(seen.people as u64, "count-people")),
        line(
            "home-incidents",
            count(seen.incidents as u64, "count-incidents"),
        ),
        line("home-ledger", count(seen.ledger as u64, "count-entries")),
        line("home-packs", count(seen.packs as u64, "count-packs")),
    ]
}

fn recent_acts(ctx: &Ctx, recent: &[CustodyEntry]) -> Markup {
    html! {
        ol.recent {
            @for act in recent {
                li {
                    time { (time_of(act.when)) }
                    " " (act.act.says())
                    @if !act.subject.is_empty() { " " span.hint { (act.subject) } }
                    @if &*act.actor != "owner" { " " span.hint { bdi { (act.actor) } } }
                }
            }
        }
        p.hint { (ctx.t("home-recent-note")) }
    }
}

/// Reads on where an interruption stopped it.
async fn resume(ctx: Ctx) -> WebResult<Response> {
    let going = ctx
        .app
        .start_job("job-resuming", |case, job| {
            let read = open::resume(case, &mut |at| {
                job.at(Message::new("job-reading").with("n", at.records), 0, 0)
            })?;
            Ok(JobDone::go("").say(Message::new("resumed").with("n", read.len())))
        })
        .await?;
    Ok(ctx.follow(&going))
}
