//! Orders, warnings and every "stop"; and what it did to the person's life. Every version is kept.

use super::asked::{self, Ask, How, Values, ask, day_in_words};
use super::ledger::{earlier, lines, when};
use crate::ops::course::{self, ImpactWords, OrderWords};
use crate::ops::drafts;
use crate::ops::say::{self, text};
use crate::ops::state::Versions;
use crate::ops::take_back;
use crate::web::begun;
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::page::parts::{Line, Problem, error_summary, summary_list};
use crate::web::page::{MenuItem, form_page, page};
use crate::web::screens::undo;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::get;
use maud::{Markup, html};
use onrecord_model::Instant;
use onrecord_model::statement::{Impact, ImpactArea, OrderGiven, OrderKind};

const KINDS: &[&str] = &[
    "asked-to-stop",
    "police-warning",
    "bail-condition",
    "court-order",
    "platform-measure",
    "warning",
    "other",
];

const AREAS: &[&str] = &[
    "fear", "sleep", "health", "work", "home", "people", "habits", "money", "other",
];

/// What is asked of an order.
pub(super) const ORDER: &[Ask] = &[
    ask("kind", How::OneOf(KINDS)).plain(),
    ask("given", How::Day),
    ask("words", How::Words),
    ask("how-reached", How::Words),
    ask("by", How::Line),
    ask("reference", How::Line),
    ask("until", How::Day),
];

/// What is asked of what it did.
pub(super) const IMPACT: &[Ask] = &[
    ask("area", How::OneOf(AREAS)).plain(),
    ask("words", How::Words),
    ask("since", How::Line),
    ask("cost", How::Line),
    ask("who-can-say", How::Line),
];

/// `reports/orders/new`, `reports/orders/O-1`, and the same of `reports/effects`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/reports/{which}/new", get(new).post(keep_new))
        .route("/reports/{which}/{id}", get(show))
        .route("/reports/{which}/{id}/change", get(change).post(keep))
}

/// The two kinds of statement, whose pages are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Orders,
    Effects,
}

impl Which {
    fn of(path: &str) -> WebResult<Self> {
        match path {
            "orders" => Ok(Self::Orders),
            "effects" => Ok(Self::Effects),
            _ => Err(WebError::NotFound),
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Effects => "effects",
        }
    }

    fn form(self) -> &'static str {
        match self {
            Self::Orders => "order",
            Self::Effects => "impact",
        }
    }

    fn asked(self) -> &'static [Ask] {
        match self {
            Self::Orders => ORDER,
            Self::Effects => IMPACT,
        }
    }

    fn needed(self) -> &'static str {
        match self {
            Self::Orders => "given",
            Self::Effects => "words",
        }
    }
}

fn of_order(order: &OrderGiven) -> Values {
    Values::from([
        ("kind", order.kind.name().to_owned()),
        ("given", order.given.to_string()),
        ("words", text(&order.words)),
        ("how-reached", text(&order.how_reached)),
        ("by", text(&order.by)),
        ("reference", text(&order.reference)),
        ("until", text(&order.until)),
    ])
}

fn of_impact(impact: &Impact) -> Values {
    Values::from([
        ("area", impact.area.name().to_owned()),
        ("words", impact.words.to_string()),
        ("since", text(&impact.since)),
        ("cost", text(&impact.cost)),
        ("who-can-say", text(&impact.who_can_say)),
    ])
}

/// One version as the pages need it.
#[derive(Clone, Debug)]
struct Said {
    id: String,
    values: Values,
    written: Instant,
}

async fn found(ctx: &Ctx, which: Which, id: String) -> WebResult<Versions<Said>> {
    let found = ctx.app.with_case(move |case| {
        let state = case.state();
        Ok(match which {
            Which::Orders => say::versions(&state.orders, &id, |order| &order.id)
                .ok()
                .map(|versions| {
                    versions.map(|order| Said {
                        id: order.id.to_string(),
                        values: of_order(order),
                        written: order.written,
                    })
                }),
            Which::Effects => say::versions(&state.impacts, &id, |impact| &impact.id)
                .ok()
                .map(|versions| {
                    versions.map(|impact| Said {
                        id: impact.id.to_string(),
                        values: of_impact(impact),
                        written: impact.written,
                    })
                }),
        })
    });
    found.await?.ok_or(WebError::NotFound)
}

async fn new(ctx: Ctx, Path(which): Path<String>) -> WebResult {
    let which = Which::of(&which)?;
    let typed = begun::typed(&ctx, &path_of(which, None)).await?;
    let values = match &typed {
        Some(fields) => asked::read(&ctx, which.asked(), fields).0,
        None => Values::new(),
    };
    Ok(form(&ctx, which, None, &values, typed.is_some(), &[]).into_response())
}

async fn change(ctx: Ctx, Path((which, id)): Path<(String, String)>) -> WebResult {
    let which = Which::of(&which)?;
    let versions = found(&ctx, which, id).await?;
    let now = versions.now();
    let typed = begun::typed(&ctx, &path_of(which, Some(&now.id))).await?;
    let values = match &typed {
        Some(fields) => asked::read(&ctx, which.asked(), fields).0,
        None => now.values.clone(),
    };
    Ok(form(&ctx, which, Some(&now.id), &values, typed.is_some(), &[]).into_response())
}

/// The path of the form, which is the name of its draft.
fn path_of(which: Which, id: Option<&str>) -> String {
    match id {
        None => format!("reports/{}/new", which.path()),
        Some(id) => format!("reports/{}/{id}/change", which.path()),
    }
}

fn form(
    ctx: &Ctx,
    which: Which,
    id: Option<&str>,
    values: &Values,
    begun: bool,
    problems: &[Problem],
) -> Markup {
    let path = path_of(which, id);
    let key = which.form();
    form_page(
        ctx,
        "title-report",
        MenuItem::Reports,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t(&format!("{key}-title"))) }
            @if id.is_some() { p { (ctx.t("version-kept")) } }
            @else { p { (ctx.t(&format!("{key}-what"))) } }
            @if begun { (begun::notice(ctx, &path)) }
            form method="post" action=(ctx.url(&path)) {
                (asked::show(ctx, key, which.asked(), values, &path, problems))
                button type="submit" { (ctx.t("save")) }
            }
        },
    )
}

async fn keep_new(ctx: Ctx, Path(which): Path<String>, fields: Fields) -> WebResult {
    kept(ctx, Which::of(&which)?, None, &fields).await
}

async fn keep(ctx: Ctx, Path((which, id)): Path<(String, String)>, fields: Fields) -> WebResult {
    kept(ctx, Which::of(&which)?, Some(id), &fields).await
}

async fn kept(ctx: Ctx, which: Which, id: Option<String>, fields: &Fields) -> WebResult {
    let (values, mut problems) = asked::read(&ctx, which.asked(), fields);
    if values.get(which.needed()).is_none_or(String::is_empty) {
        let key = format!("{}-{}-missing", which.form(), which.needed());
        problems.push(Problem::new(which.needed(), ctx.t(&key)));
    }
    let first = which.asked()[0].name;
    if values.get(first).is_none_or(String::is_empty) {
        problems.push(Problem::new(first, ctx.t("choose-one")));
    }
    if !problems.is_empty() {
        let page = form(&ctx, which, id.as_deref(), &values, false, &problems);
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    }
    let is_new = id.is_none();
    let kept = ctx.app.with_case(move |case| {
        let kept = take_back::noting(case, |case| {
            let get = |name: &str| Some(values.get(name).cloned().unwrap_or_default());
            let chosen = values.get(first).map_or("", String::as_str);
            match which {
                Which::Orders => course::order(
                    case,
                    id.as_deref(),
                    &OrderWords {
                        kind: OrderKind::from_name(chosen),
                        given: get("given"),
                        until: get("until"),
                        by: get("by"),
                        words: get("words"),
                        reference: get("reference"),
                        how_reached: get("how-reached"),
                        ..OrderWords::default()
                    },
                ),
                Which::Effects => course::impact(
                    case,
                    id.as_deref(),
                    &ImpactWords {
                        area: ImpactArea::from_name(chosen),
                        words: get("words"),
                        since: get("since"),
                        cost: get("cost"),
                        who_can_say: get("who-can-say"),
                        ..ImpactWords::default()
                    },
                ),
            }
        })?;
        drafts::throw_away(case, &path_of(which, id.as_deref()))?;
        Ok(kept)
    });
    let (id, entries) = kept.await?;
    let own = format!("reports/{}/{id}", which.path());
    let back = if is_new { "reports" } else { &own };
    ctx.flash_undo(
        Message::new("ledger-saved").with("id", id),
        undo::path(&entries, back),
    );
    Ok(ctx.go(&own))
}

async fn show(ctx: Ctx, Path((which, id)): Path<(String, String)>) -> WebResult {
    let which = Which::of(&which)?;
    let versions = found(&ctx, which, id).await?;
    let now = versions.now();
    let all = |said: &Said| -> Vec<Line> { lines(&ctx, which.form(), which.asked(), &said.values) };
    let entry = versions.all.last().map_or(0, |(entry, _)| *entry);
    let body = html! {
        p.hint { a href=(ctx.url("reports")) { (ctx.t("reports-title")) } }
        h1 { (now.id) " " (heading(&ctx, which, &now.values)) }
        (summary_list(&ctx, &all(now)))
        p.hint { (ctx.tw("version-written", &[("when", when(now.written).into()), ("entry", entry.into())])) }
        a.button href=(ctx.url(&format!("reports/{}/{}/change", which.path(), now.id))) { (ctx.t("ledger-change")) }
        (earlier(&ctx, &versions, |said| said.written, all))
        (undo::last(&ctx, &versions, "reports", &format!("reports/{}/{}", which.path(), now.id)))
    };
    Ok(page(&ctx, "title-report", MenuItem::Reports, body).into_response())
}

fn heading(ctx: &Ctx, which: Which, values: &Values) -> String {
    let first = which.asked()[0].name;
    let chosen = values.get(first).map_or("", String::as_str);
    let words = ctx.t(&format!("{}-{first}-{chosen}", which.form()));
    match which {
        Which::Orders => {
            let given = values.get("given").map_or("", String::as_str);
            format!("{words}, {}", day_in_words(given))
        }
        Which::Effects => words,
    }
}

/// The list of orders and of what it did, for the page above.
pub(super) fn rows(ctx: &Ctx, orders: &[OrderGiven], impacts: &[Impact]) -> [Markup; 2] {
    let list = |which: Which, rows: Vec<(String, Values)>| {
        html! {
            @if rows.is_empty() { p.hint { (ctx.t(&format!("{}-none", which.form()))) } }
            ul.records {
                @for (id, values) in &rows {
                    li {
                        a href=(ctx.url(&format!("reports/{}/{id}", which.path()))) { (id) " " (heading(ctx, which, values)) }
                        @if let Some(words) = values.get("words").filter(|words| !words.is_empty()) {
                            p.hint { bdi { (short(words)) } }
                        }
                    }
                }
            }
            p { a.button.quiet href=(ctx.url(&format!("reports/{}/new", which.path()))) { (ctx.t(&format!("{}-add", which.form()))) } }
        }
    };
    [
        list(
            Which::Orders,
            orders
                .iter()
                .map(|order| (order.id.to_string(), of_order(order)))
                .collect(),
        ),
        list(
            Which::Effects,
            impacts
                .iter()
                .map(|impact| (impact.id.to_string(), of_impact(impact)))
                .collect(),
        ),
    ]
}

/// The first words of a text, for a list.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 140;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
