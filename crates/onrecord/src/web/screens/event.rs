//! One event: what we read beside the record it was read from; where that came from and what it does
//! not prove; what was said of it; what was done with it. And its pictures and files.

mod files;
mod said;

use crate::ops::event::{self, ExhibitOf, Sheet};
use crate::ops::record::Record;
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::page::parts::{Line, care, pager, summary_list};
use crate::web::page::{MenuItem, form_page};
use crate::web::told;
use axum::Router;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_model::{Mark, Precision, Truth};
use onrecord_vault::index::EventNumber;

/// `event/8`, its pictures and files, what can be said of it, and `exhibit/1/original`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/event/{number}", get(show))
        .route("/event/{number}/picture/{nth}", get(files::picture))
        .route("/event/{number}/look/{nth}", get(files::look))
        .route("/event/{number}/file/{nth}", get(files::file))
        .route("/event/{number}/note", post(said::note))
        .route("/event/{number}/incident", post(said::incident))
        .route("/event/{number}/shows", post(said::shows))
        .route("/exhibit/{number}/original", get(files::original))
}

async fn show(ctx: Ctx, Path(number): Path<u64>) -> WebResult {
    let (sheet, offered) = ctx
        .app
        .with_case(move |case| {
            let sheet = event::sheet(case, EventNumber(number))?;
            Ok((sheet, said::offered(case)))
        })
        .await?;
    let open = ctx.app.is_uncovered();
    let told = &sheet.told;
    let here = format!("event/{number}");
    let beside = sheet
        .beside
        .map(|other| other.map(|other| format!("event/{}", other.0)));
    let body = html! {
        h1 { (told::kind(&ctx, told)) ", " (told::when(&ctx, told)) }
        p { span.who { (told::who(&ctx, told)) } " " span.what { (told::what(&ctx, told)) } }
        (told::cover_switch(&ctx, &here))
        div.beside {
            section aria-labelledby="read" {
                h2 #read { (ctx.t("event-read")) }
                (told::body(&ctx, told, open))
                (read(&ctx, &sheet))
            }
            section aria-labelledby="record" {
                h2 #record { (ctx.t("event-record")) }
                (record(&ctx, &sheet, open))
            }
        }
        h2 { (ctx.t("event-from")) }
        (from(&ctx, &sheet))
        (said::sections(&ctx, number, &sheet, &offered))
        h2 { (ctx.t("event-history")) }
        ol.recent {
            @for step in &sheet.history {
                li {
                    time { (step.when.to_string().replace('T', " ").split('.').next().unwrap_or_default()) }
                    " " (step.says) " " span.hint { "#" (step.entry) " " (step.subject) }
                    @if step.actor != "owner" { " " span.hint { (told::name(&step.actor)) } }
                }
            }
        }
        p.hint { (ctx.t("event-history-note")) }
        (pager(&ctx, beside[0].as_deref(), beside[1].as_deref()))
        p.hint { (ctx.t("event-beside-note")) }
    };
    Ok(form_page(&ctx, "title-event", MenuItem::Timeline, body).into_response())
}

/// What we read, field by field.
fn read(ctx: &Ctx, sheet: &Sheet) -> Markup {
    let told = &sheet.told;
    let event = &told.row.event;
    let line = |key: &str, value: Markup| Line {
        name: ctx.t(key),
        value,
        change: None,
    };
    let mut lines = vec![line("event-when", when_known(ctx, sheet))];
    if let Some(account) = &event.account {
        lines.push(line(
            "event-account",
            html! {
                @if let Some(name) = &account.name { (told::name(name)) " " }
                @if let Some(handle) = &account.handle { span.mono { (told::name(handle)) } " " }
                @if let Some(id) = &account.stable_id { span.mono { (told::name(id)) } }
            },
        ));
    }
    if event.marks.has(Mark::Outgoing) || event.marks.has(Mark::Incoming) {
        let key = match event.marks.has(Mark::Outgoing) {
            true => "mark-outgoing",
            false => "mark-incoming",
        };
        lines.push(line("event-direction", html! { (ctx.t(key)) }));
    }
    if !event.others.is_empty() {
        let others = html! {
            ul.plain { @for other in event.others.iter().take(50) { li { (told::name(other.label())) } } }
        };
        lines.push(line("event-others", others));
    }
    let thread = html! {
        (told::name(&sheet.thread)) " " span.hint { "T" (told.row.thread.0) }
        @if !sheet.participants.is_empty() {
            p.hint { (ctx.t("event-participants")) " "
                @for (at, other) in sheet.participants.iter().take(20).enumerate() {
                    @if at > 0 { ", " } (told::name(other.label()))
                }
            }
        }
    };
    lines.push(line("event-thread", thread));
    let marks = told::marks(ctx, told);
    if !marks.is_empty() {
        lines.push(line("event-marks", html! { (marks.join(", ")) }));
    }
    if let Some(other) = sheet.refers_to {
        let link = html! { a href=(ctx.url(&format!("event/{}", other.0))) { (ctx.t("event-refers-look")) } };
        lines.push(line("event-refers", link));
    }
    lines.push(line("event-exhibit", told::places(ctx, told)));
    let id = html! { span.mono.digest { (sheet.id) } };
    lines.push(line("event-id", id));
    let details = html! {
        table {
            caption.hidden { (ctx.t("event-details")) }
            tbody {
                @for (name, value) in &event.details {
                    tr { th scope="row" { (told::name(name)) } td { (told::words(value)) } }
                }
            }
        }
    };
    html! {
        (summary_list(ctx, &lines))
        @if !event.details.is_empty() {
            @let title = ctx.t("event-details");
            @if ctx.app.is_uncovered() { h3 { (title) } (details) } @else { (told::covered(&title, "", details)) }
        }
    }
}

/// When, in words: what the record says, how that is known, and what was assumed.
fn when_known(ctx: &Ctx, sheet: &Sheet) -> Markup {
    let told = &sheet.told;
    let when = &told.row.event.when;
    let shown = told::when(ctx, told);
    let sentence = match when.truth {
        Truth::Stated(at) => ctx.tw("when-stated", &[("instant", at.to_string().into())]),
        Truth::WallZoneUnknown(_) => ctx.t("when-zone-unknown"),
        Truth::WallOfExporter(_) => ctx.t("when-exporter-zone"),
        Truth::DayMonthAmbiguous { .. } => ctx.t("when-ambiguous"),
        Truth::Undated => ctx.t("when-undated"),
    };
    let precision = match when.precision {
        Precision::Day => Some("precision-day"),
        Precision::Coarse => Some("precision-coarse"),
        Precision::Minute => Some("precision-minute"),
        _ => None,
    };
    html! {
        (shown)
        p.hint {
            (sentence)
            @if let Some(precision) = precision { " " (ctx.t(precision)) }
        }
        @if !when.as_written.is_empty() {
            p.hint { (ctx.t("when-written")) " " span.mono { (told::name(&when.as_written)) } }
        }
    }
}

/// The record as it stands in the original: its own bytes, as text that does nothing.
fn record(ctx: &Ctx, sheet: &Sheet, open: bool) -> Markup {
    const HEX: usize = 2_048;
    let locator = &sheet.told.row.event.locator;
    let place = html! {
        p.hint {
            span.mono { (told::name(&locator.entry)) } " "
            (ctx.tw("record-bytes", &[("from", locator.bytes.0.into()), ("to", locator.bytes.1.into())]))
            @let pointer = told::line(&locator.pointer.to_string());
            @if !pointer.is_empty() { ", " (told::name(&pointer)) }
        }
    };
    let record: &Record = match &sheet.record {
        Ok(record) => record,
        Err(error) => {
            return html! { (place) (care(html! { p { (ctx.t("record-unreadable")) } p { (told::name(error)) } })) };
        }
    };
    let shown = html! {
        @match record.text() {
            Some(text) => pre.record tabindex="0" aria-label=(ctx.t("event-record")) { (told::words(&text)) },
            None => {
                p.hint { (ctx.t("record-not-text")) }
                pre.record.hex tabindex="0" aria-label=(ctx.t("event-record")) { (record.hex(HEX)) }
            },
        }
        @if record.is_cut() || (record.text().is_none() && record.bytes.len() > HEX) {
            p.hint { (ctx.tw("record-cut", &[("size", record.size.into())])) }
        }
    };
    html! {
        (place)
        @if open { (shown) } @else { (told::covered(&ctx.t("record-show"), "", shown)) }
        @match record.agrees {
            Some(true) => p.hint { (ctx.t("record-agrees")) },
            Some(false) => (care(html! { p { (ctx.t("record-differs")) } })),
            None => p.hint { (ctx.t("record-long")) },
        }
    }
}

/// Where it came from, how much that bears, and what it does not prove.
fn from(ctx: &Ctx, sheet: &Sheet) -> Markup {
    let source = &sheet.source;
    let mut lines = vec![
        Line {
            name: ctx.t("from-name"),
            value: told::name(&source.name),
            change: None,
        },
        Line::new(
            ctx.t("from-received"),
            source.received.to_string().replace('T', " "),
        ),
        Line::new(
            ctx.t("from-importer"),
            format!(
                "{} ({})",
                told::importer(&source.importer.0),
                source.importer.1
            ),
        ),
    ];
    if let Some(said) = &source.said {
        lines.push(Line {
            name: ctx.t("from-said"),
            value: told::words(said),
            change: None,
        });
    }
    let Some(exhibit) = &sheet.exhibit else {
        return summary_list(ctx, &lines);
    };
    lines.push(Line::new(ctx.t("event-exhibit"), exhibit.reference.clone()));
    if let Some(member) = &exhibit.member {
        lines.push(Line {
            name: ctx.t("from-member"),
            value: html! { span.mono { (told::name(member)) } },
            change: None,
        });
    }
    let size = ctx.tw("from-size", &[("bytes", exhibit.size.into())]);
    lines.push(Line::new(ctx.t("from-size-name"), size));
    lines.push(Line::new(
        ctx.t("from-sealed"),
        exhibit.sealed.to_string().replace('T', " "),
    ));
    lines.push(Line {
        name: ctx.t("from-digest"),
        value: html! { span.mono.digest { (exhibit.digest.to_hex()) } },
        change: None,
    });
    lines.push(Line::new(ctx.t("from-grade"), exhibit.grade.title()));
    html! {
        (summary_list(ctx, &lines))
        (bears(ctx, exhibit))
        details {
            summary { (ctx.t("original-save")) }
            div.inside {
                p { (ctx.t("original-what")) }
                p { (ctx.t("original-care")) }
                a.button.quiet href=(ctx.url(&format!("exhibit/{}/original", exhibit.number))) download { (ctx.t("original-button")) }
            }
        }
    }
}

fn bears(ctx: &Ctx, exhibit: &ExhibitOf) -> Markup {
    html! {
        h3 { (ctx.t("from-proves")) }
        ul { @for says in exhibit.grade.proves(exhibit.kind) { li { (says) } } }
        h3 { (ctx.t("from-does-not")) }
        ul { @for says in exhibit.grade.does_not_prove(exhibit.kind) { li { (says) } } }
    }
}
