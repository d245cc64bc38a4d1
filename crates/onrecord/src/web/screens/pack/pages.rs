//! The pages of a pack before it is saved. The pack is put together whole and kept sealed; what is shown
//! here is the report's own text, part by part, and its files are handed out as they will be saved. No
//! document is ever shown by the browser inside the app.

use super::kept;
use crate::ops::pack::staged::{self, Staged};
use crate::web::ctx::Ctx;
use crate::web::desk::{App, Seat, held};
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::jobs::JobDone;
use crate::web::page::parts::{evidence, inset};
use crate::web::page::{MenuItem, page};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_pack::input::PackError;
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// `pack/look/3`, `pack/pages/4`, `pack/pages/4/2`, `pack/file/4/0`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/pack/look/{number}", post(look))
        .route("/pack/pages/{number}", get(first))
        .route("/pack/pages/{number}/{part}", get(part))
        .route("/pack/file/{number}/{at}", get(file))
}

/// Rows of a table, or blocks of a part, that one page shows.
const MOST_ROWS: usize = 400;
const MOST_BLOCKS: usize = 600;
/// The largest file that is handed out before the pack is saved.
const MOST_BYTES: u64 = 256 << 20;

/// A pack that is being looked at.
pub(super) struct Looked {
    pub(super) staged: Mutex<Staged>,
    /// The choice it was made from.
    pub(super) chosen: u64,
    parts: Vec<Part>,
}

/// One part of the report: what stands between two page breaks.
struct Part {
    title: String,
    blocks: Vec<Value>,
}

fn parts_of(report: &str) -> Vec<Part> {
    let whole: Value = serde_json::from_str(report).unwrap_or_default();
    let title = whole
        .get("title")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mut parts = vec![Part {
        title: title.to_owned(),
        blocks: Vec::new(),
    }];
    for block in whole
        .get("blocks")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if block.get("page_break").is_some() {
            parts.push(Part {
                title: String::new(),
                blocks: Vec::new(),
            });
            continue;
        }
        if let Some(part) = parts.last_mut() {
            let heading = block
                .get("heading")
                .and_then(|_| block.get("text")?.as_str());
            if let Some(heading) = heading.filter(|_| part.title.is_empty()) {
                part.title = heading.to_owned();
            }
            part.blocks.push(block.clone());
        }
    }
    parts.retain(|part| !part.blocks.is_empty());
    parts
}

pub(super) fn looked(ctx: &Ctx, number: u64) -> WebResult<Arc<Looked>> {
    ctx.app
        .opaque()
        .get::<Looked>(number)
        .ok_or(WebError::NotFound)
}

/// Tells a job's page what is being done; the words are the pack's own.
pub(super) fn told(job: &crate::web::jobs::JobHandle, step: &str) -> Result<(), PackError> {
    job.beside(step);
    job.at(Message::new("job-pack"), 0, 0)
        .map_err(|_| PackError::Interrupted)
}

async fn look(ctx: Ctx, Path(number): Path<u64>) -> WebResult<Response> {
    let options = kept(&ctx, number)?;
    let app = ctx.app.clone();
    let going = ctx
        .app
        .start_job("job-pack", move |case, job| {
            let made = staged::stage(case, &options, &mut |step| told(job, step))?;
            let parts = parts_of(made.report());
            // Where the app locked meanwhile, nothing is kept to be looked at.
            if app.seat() == Seat::Locked {
                return Ok(JobDone::go(""));
            }
            let looked = Looked {
                staged: Mutex::new(made),
                chosen: number,
                parts,
            };
            let number = app.opaque().put(looked);
            Ok(JobDone::go(format!("pack/pages/{number}")))
        })
        .await?;
    Ok(ctx.follow(&going))
}

async fn first(ctx: Ctx, Path(number): Path<u64>) -> WebResult<Response> {
    show(&ctx, number, 0)
}

async fn part(ctx: Ctx, Path((number, part)): Path<(u64, usize)>) -> WebResult<Response> {
    show(&ctx, number, part)
}

fn show(ctx: &Ctx, number: u64, at: usize) -> WebResult<Response> {
    let looked = looked(ctx, number)?;
    let part = looked.parts.get(at).ok_or(WebError::NotFound)?;
    let files = held(&looked.staged).summary().files.clone();
    let title = |at: usize, part: &Part| match at {
        0 => ctx.t("pack-front"),
        _ => part.title.clone(),
    };
    let body = html! {
        p.hint { a href=(ctx.url(&format!("pack/check/{}", looked.chosen))) { (ctx.t("pack-check-title")) } }
        h1 { (ctx.t("pack-pages-title")) }
        p { (ctx.t("pack-pages-what")) }
        ul.files {
            @for (index, (name, size)) in files.iter().enumerate() {
                @if name.ends_with(".pdf") {
                    li { a href=(ctx.url(&format!("pack/file/{number}/{index}"))) { (name) } " " span.hint { (ctx.tw("pack-kilobytes", &[("n", size.div_ceil(1000).into())])) } }
                }
            }
        }
        p.hint { (ctx.t("pack-pages-file")) }
        p { a.button href=(ctx.url(&format!("pack/save/{number}"))) { (ctx.t("pack-save")) } " "
            a.button.quiet href=(ctx.url(&format!("pack/choose?from={}", looked.chosen))) { (ctx.t("pack-change")) } }
        nav aria-label=(ctx.t("pack-parts")) {
            h2 { (ctx.t("pack-parts")) }
            ol.parts {
                @for (index, one) in looked.parts.iter().enumerate() {
                    li {
                        @if index == at { strong aria-current="page" { (title(index, one)) } }
                        @else { a href=(ctx.url(&format!("pack/pages/{number}/{index}"))) { (title(index, one)) } }
                    }
                }
            }
        }
        hr;
        article.sheet { (blocks(ctx, part)) }
    };
    Ok(page(ctx, "title-pack", MenuItem::Pack, body).into_response())
}

fn blocks(ctx: &Ctx, part: &Part) -> Markup {
    let more = part.blocks.len().saturating_sub(MOST_BLOCKS);
    html! {
        @for block in part.blocks.iter().take(MOST_BLOCKS) { (one(ctx, block)) }
        @if more > 0 { (inset(html! { p { (ctx.tw("pack-rest", &[("n", more.into())])) } })) }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn one(ctx: &Ctx, block: &Value) -> Markup {
    let words = block.get("text").map_or("", text);
    if let Some(level) = block.get("heading").and_then(Value::as_u64) {
        return match level {
            1 => html! { h2 { bdi { (words) } } },
            _ => html! { h3 { bdi { (words) } } },
        };
    }
    if let Some(quote) = block.get("quote") {
        return html! { blockquote { (evidence(text(quote))) } };
    }
    if let Some(items) = block.get("list").and_then(Value::as_array) {
        return html! { ul { @for item in items { li { (evidence(text(item))) } } } };
    }
    if let Some(table) = block.get("table") {
        return rows(ctx, table);
    }
    html! { p { (evidence(words)) } }
}

fn rows(ctx: &Ctx, table: &Value) -> Markup {
    let cells = |row: &Value| row.as_array().cloned().unwrap_or_default();
    let head = table.get("head").map(cells).unwrap_or_default();
    let rows = table.get("rows").map(cells).unwrap_or_default();
    let more = rows.len().saturating_sub(MOST_ROWS);
    html! {
        div.wide tabindex="0" role="region" aria-label=(ctx.t("pack-wide-table")) {
            table {
                @if !head.is_empty() { thead { tr { @for cell in &head { th scope="col" { (text(cell)) } } } } }
                tbody {
                    @for row in rows.iter().take(MOST_ROWS) {
                        tr { @for cell in cells(row) { td { (evidence(text(&cell))) } } }
                    }
                }
            }
        }
        @if more > 0 { (inset(html! { p { (ctx.tw("pack-rest", &[("n", more.into())])) } })) }
    }
}

/// A document of the pack, byte for byte as it will be saved: to be kept and opened elsewhere.
async fn file(ctx: Ctx, Path((number, at)): Path<(u64, usize)>) -> WebResult<Response> {
    let looked = looked(&ctx, number)?;
    let read = tokio::task::spawn_blocking(move || {
        let staged = held(&looked.staged);
        let (name, _) = staged.summary().files.get(at).ok_or(WebError::NotFound)?;
        let name = name.clone();
        if !name.ends_with(".pdf") {
            return Err(WebError::NotFound);
        }
        let bytes = staged.file(&name, MOST_BYTES)?;
        Ok((name, bytes))
    });
    let (name, bytes) = read.await.map_err(|_| WebError::Crashed)??;
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/pdf"),
        ),
        (
            header::CONTENT_DISPOSITION,
            disposition.unwrap_or_else(|_| HeaderValue::from_static("attachment")),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(crate::web::guard::SANDBOX),
        ),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_cut_at_its_page_breaks_and_what_is_no_report_is_nothing() {
        let report = r#"{"title":"A","blocks":[{"text":"one"},{"page_break":true},{"heading":1,"text":"Two"},{"text":"x"}]}"#;
        let parts = parts_of(report);
        let titles: Vec<&str> = parts.iter().map(|part| part.title.as_str()).collect();
        assert_eq!(titles, ["A", "Two"]);
        assert_eq!(parts[1].blocks.len(), 2);
        for nothing in ["", "[]", "{\"blocks\":3}", "{\"title\":1}"] {
            assert!(parts_of(nothing).is_empty());
        }
    }
}
