//! The ledger: what was reported, to whom, and what was answered, word for word. Every version is kept.

use super::asked::{self, Ask, How, Values, ask, day_in_words};
use crate::ops::case::Case;
use crate::ops::drafts;
use crate::ops::say::{self, LedgerWords, text};
use crate::ops::{OpResult, state::Versions, take_back};
use crate::web::begun;
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::page::parts::{Line, Problem, details, error_summary, evidence, summary_list};
use crate::web::page::{MenuItem, form_page, page};
use crate::web::screens::undo;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::get;
use maud::{Markup, html};
use onrecord_model::Instant;
use onrecord_model::statement::{Body, Happening, LedgerEntry};

const BODIES: &[&str] = &[
    "police", "platform", "employer", "support", "court", "other",
];

const STEPS: &[&str] = &[
    "report",
    "acknowledgement",
    "answer",
    "arrest",
    "interview",
    "release",
    "bail-change",
    "decision-not-to-investigate",
    "no-further-action",
    "charge",
    "warning",
    "order",
    "complaint",
    "complaint-outcome",
    "review-request",
    "review-outcome",
    "preservation-asked",
    "other",
];

/// What is asked.
pub(super) const ASKED: &[Ask] = &[
    ask("body", How::OneOf(BODIES)).plain(),
    ask("body-name", How::Line),
    ask("date", How::Day),
    ask("happening", How::List(STEPS)),
    ask("said", How::Words),
    ask("answered", How::Words),
    ask("promised", How::Words),
    ask("due", How::Day),
    ask("channel", How::Line),
    ask("officer", How::Line).plain(),
    ask("officer-number", How::Line),
    ask("reference", How::Line),
    ask("outcome", How::Words),
    ask("happened", How::Day).more(),
    ask("acknowledged", How::Day).more(),
    ask("kept", How::Day).more(),
    ask("answers", How::Line).more(),
];

/// `reports/ledger/new`, `reports/ledger/L-1`, `reports/ledger/L-1/change`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/reports/ledger/new", get(new).post(keep_new))
        .route("/reports/ledger/{id}", get(show))
        .route("/reports/ledger/{id}/change", get(change).post(keep))
}

fn values_of(entry: &LedgerEntry) -> Values {
    Values::from([
        ("body", entry.body.name().to_owned()),
        ("body-name", entry.body_name.to_string()),
        ("date", entry.date.to_string()),
        (
            "happening",
            entry.happening.map_or("", Happening::name).to_owned(),
        ),
        ("said", text(&entry.said)),
        ("answered", text(&entry.answered)),
        ("promised", text(&entry.promised)),
        ("due", text(&entry.due)),
        ("channel", text(&entry.channel)),
        ("officer", text(&entry.officer)),
        ("officer-number", text(&entry.officer_number)),
        ("reference", text(&entry.reference)),
        ("outcome", text(&entry.outcome)),
        ("happened", text(&entry.happened)),
        ("acknowledged", text(&entry.acknowledged)),
        ("kept", text(&entry.kept)),
        ("answers", text(&entry.answers)),
    ])
}

fn words_of(values: &Values) -> LedgerWords {
    let get = |name: &str| Some(values.get(name).cloned().unwrap_or_default());
    LedgerWords {
        date: get("date"),
        body: values.get("body").and_then(|name| Body::from_name(name)),
        body_name: get("body-name"),
        channel: get("channel"),
        officer: get("officer"),
        officer_number: get("officer-number"),
        reference: get("reference"),
        said: get("said"),
        answered: get("answered"),
        promised: get("promised"),
        due: get("due"),
        outcome: get("outcome"),
        happening: values
            .get("happening")
            .and_then(|name| Happening::from_name(name)),
        happened: get("happened"),
        acknowledged: get("acknowledged"),
        kept: get("kept"),
        answers: get("answers").filter(|typed| !typed.is_empty()),
    }
}

async fn new(ctx: Ctx) -> WebResult {
    let typed = begun::typed(&ctx, &path_of(None)).await?;
    let values = match &typed {
        Some(fields) => asked::read(&ctx, ASKED, fields).0,
        None => Values::from([("body", "police".to_owned())]),
    };
    Ok(form(&ctx, None, &values, typed.is_some(), &[]).into_response())
}

async fn change(ctx: Ctx, Path(id): Path<String>) -> WebResult {
    let entry = ctx.app.with_case(move |case| found(case, &id)).await?;
    let entry = entry.ok_or(WebError::NotFound)?;
    let now = entry.now();
    let typed = begun::typed(&ctx, &path_of(Some(&now.id))).await?;
    let values = match &typed {
        Some(fields) => asked::read(&ctx, ASKED, fields).0,
        None => values_of(now),
    };
    Ok(form(&ctx, Some(&now.id), &values, typed.is_some(), &[]).into_response())
}

/// The path of the form, which is the name of its draft.
fn path_of(id: Option<&str>) -> String {
    match id {
        None => "reports/ledger/new".to_owned(),
        Some(id) => format!("reports/ledger/{id}/change"),
    }
}

fn found(case: &mut Case, id: &str) -> OpResult<Option<Versions<LedgerEntry>>> {
    let found = say::versions(&case.state().ledger, id, |entry| &entry.id);
    Ok(found.ok().cloned())
}

fn form(ctx: &Ctx, id: Option<&str>, values: &Values, begun: bool, problems: &[Problem]) -> Markup {
    let path = path_of(id);
    form_page(
        ctx,
        "title-report",
        MenuItem::Reports,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t(if id.is_some() { "ledger-change-title" } else { "ledger-new-title" })) }
            @if id.is_some() { p { (ctx.t("version-kept")) } } @else { p { (ctx.t("ledger-new-what")) } }
            @if begun { (begun::notice(ctx, &path)) }
            form method="post" action=(ctx.url(&path)) {
                (asked::show(ctx, "ledger", ASKED, values, &path, problems))
                button type="submit" { (ctx.t("save")) }
            }
        },
    )
}

async fn keep_new(ctx: Ctx, fields: Fields) -> WebResult {
    kept(ctx, None, &fields).await
}

async fn keep(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> WebResult {
    kept(ctx, Some(id), &fields).await
}

async fn kept(ctx: Ctx, id: Option<String>, fields: &Fields) -> WebResult {
    let (values, mut problems) = asked::read(&ctx, ASKED, fields);
    let empty = |name: &str| values.get(name).is_none_or(String::is_empty);
    if empty("body-name") {
        problems.push(Problem::new("body-name", ctx.t("ledger-body-name-missing")));
    }
    if empty("date") {
        problems.push(Problem::new("date", ctx.t("ledger-date-missing")));
    }
    let answers = values.get("answers").cloned().unwrap_or_default();
    let own = id.clone();
    if !answers.is_empty() {
        let known = ctx.app.with_case(move |case| found(case, &answers)).await?;
        let known = known.filter(|other| own.as_deref() != Some(&*other.now().id));
        if known.is_none() {
            problems.push(Problem::new("answers", ctx.t("ledger-answers-unknown")));
        }
    }
    if !problems.is_empty() {
        let page = form(&ctx, id.as_deref(), &values, false, &problems);
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    }
    let words = words_of(&values);
    let is_new = id.is_none();
    let kept = ctx.app.with_case(move |case| {
        let kept = take_back::noting(case, |case| say::ledger(case, id.as_deref(), &words))?;
        drafts::throw_away(case, &path_of(id.as_deref()))?;
        Ok(kept)
    });
    let (id, entries) = kept.await?;
    let back = match is_new {
        true => "reports".to_owned(),
        false => format!("reports/ledger/{id}"),
    };
    ctx.flash_undo(
        Message::new("ledger-saved").with("id", id.clone()),
        undo::path(&entries, &back),
    );
    Ok(ctx.go(&format!("reports/ledger/{id}")))
}

/// What a version says, as lines; what is empty is left out.
pub(super) fn lines(ctx: &Ctx, form: &str, asked: &[Ask], values: &Values) -> Vec<Line> {
    let mut out = Vec::new();
    for one in asked {
        let value = values.get(one.name).map_or("", String::as_str);
        if value.is_empty() {
            continue;
        }
        let value = match one.how {
            How::OneOf(_) | How::List(_) => {
                html! { (ctx.t(&format!("{form}-{}-{value}", one.name))) }
            }
            How::Day => html! { (day_in_words(value)) },
            How::Line | How::Words => evidence(value),
        };
        out.push(Line {
            name: ctx.t(&format!("{form}-{}", one.name)),
            value,
            change: None,
        });
    }
    out
}

/// Earlier versions, the newest first, each with when it was written.
pub(super) fn earlier<T>(
    ctx: &Ctx,
    versions: &Versions<T>,
    written: impl Fn(&T) -> Instant,
    show: impl Fn(&T) -> Vec<Line>,
) -> Markup {
    let before = versions.all.len().saturating_sub(1);
    html! {
        @if before > 0 {
            (details(&ctx.tw("versions-earlier", &[("n", before.into())]), html! {
                @for (entry, said) in versions.all.iter().take(before).rev() {
                    p.hint { (ctx.tw("version-written", &[("when", when(written(said)).into()), ("entry", (*entry).into())])) }
                    (summary_list(ctx, &show(said)))
                }
            }))
        }
    }
}

/// A time of the log, in UTC, to the minute.
pub(super) fn when(at: Instant) -> String {
    let text = at.to_string().replace('T', " ");
    let minute = text.get(..16).unwrap_or(&text);
    format!("{minute} UTC")
}

async fn show(ctx: Ctx, Path(id): Path<String>) -> WebResult {
    let entry = ctx.app.with_case(move |case| found(case, &id)).await?;
    let entry = entry.ok_or(WebError::NotFound)?;
    let now = entry.now();
    let all = |said: &LedgerEntry| lines(&ctx, "ledger", ASKED, &values_of(said));
    let body = html! {
        p.hint { a href=(ctx.url("reports")) { (ctx.t("reports-title")) } }
        h1 { (now.id) " " bdi { (now.body_name) } ", " (day_in_words(&now.date)) }
        (summary_list(&ctx, &all(now)))
        p.hint { (ctx.tw("version-written", &[("when", when(now.written).into()), ("entry", entry.all.last().map_or(0, |(entry, _)| *entry).into())])) }
        a.button href=(ctx.url(&format!("reports/ledger/{}/change", now.id))) { (ctx.t("ledger-change")) }
        " "
        a.button.quiet href=(ctx.url(&format!("reports/letter?about={}", now.id))) { (ctx.t("ledger-letter")) }
        (earlier(&ctx, &entry, |said| said.written, all))
        (undo::last(&ctx, &entry, "reports", &format!("reports/ledger/{}", now.id)))
    };
    Ok(page(&ctx, "title-report", MenuItem::Reports, body).into_response())
}
