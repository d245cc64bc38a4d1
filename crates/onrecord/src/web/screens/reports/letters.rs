//! Letters drafted from the facts of the case, to be changed, copied or kept as a file. Nothing is sent.

use super::asked::day_in_words;
use super::clocks::attachment;
use crate::ops::letters;
use crate::web::begun;
use crate::web::ctx::{Asked, Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::page::form::{Choice, Field, plain, radios, select, textarea};
use crate::web::page::parts::{Problem, care, error_summary};
use crate::web::page::{MenuItem, form_page};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_analysis::letters::Kind;

const KINDS: [(&str, Kind); 4] = [
    ("report", Kind::Report),
    ("chase", Kind::Chase),
    ("complaint", Kind::Complaint),
    ("preservation", Kind::Preservation),
];

/// `reports/letter`, `reports/letter/3`, `reports/letter/file`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/reports/letter", get(choose).post(draft))
        .route("/reports/letter/file", post(file))
        .route("/reports/letter/{number}", get(show))
}

/// A draft, kept in memory until the app locks.
struct Draft(String);

async fn entries(ctx: &Ctx) -> WebResult<Vec<(String, String)>> {
    ctx.app
        .with_case(|case| {
            let ledger = case.state().ledger.iter().map(|all| all.now());
            let mut rows: Vec<_> = ledger
                .map(|entry| {
                    let label = format!(
                        "{} {}, {}",
                        entry.id,
                        entry.body_name,
                        day_in_words(&entry.date)
                    );
                    (entry.date.to_string(), entry.id.to_string(), label)
                })
                .collect();
            rows.sort_by(|one, other| other.0.cmp(&one.0));
            Ok(rows.into_iter().map(|(_, id, label)| (id, label)).collect())
        })
        .await
}

async fn choose(ctx: Ctx, Asked(asked): Asked) -> WebResult {
    let entries = entries(&ctx).await?;
    let about = asked.get("about");
    let kind = if about.is_empty() { "" } else { "chase" };
    Ok(form(&ctx, &entries, kind, about, &[]).into_response())
}

fn form(
    ctx: &Ctx,
    entries: &[(String, String)],
    kind: &str,
    about: &str,
    problems: &[Problem],
) -> Markup {
    let words: Vec<(&str, String, String)> = KINDS
        .iter()
        .map(|(name, _)| {
            let label = ctx.t(&format!("letter-kind-{name}"));
            (*name, label, ctx.t(&format!("letter-kind-{name}-hint")))
        })
        .collect();
    let kinds: Vec<Choice<'_>> = words
        .iter()
        .map(|(value, label, hint)| Choice { value, label, hint })
        .collect();
    let latest = ctx.t("letter-about-latest");
    let mut choices = vec![Choice::plain("", &latest)];
    choices.extend(plain(entries));
    form_page(
        ctx,
        "title-report",
        MenuItem::Reports,
        html! {
            (error_summary(ctx, problems))
            p.hint { a href=(ctx.url("reports")) { (ctx.t("reports-title")) } }
            h1 { (ctx.t("letter-title")) }
            p { (ctx.t("letter-what")) }
            form method="post" action=(ctx.url("reports/letter")) {
                (radios(ctx, &Field::new("kind", &ctx.t("letter-kind")).value(kind), &kinds, problems))
                @if !entries.is_empty() {
                    (select(ctx, &Field::new("about", &ctx.t("letter-about")).value(about), &choices, problems))
                }
                button type="submit" { (ctx.t("letter-make")) }
            }
        },
    )
}

async fn draft(ctx: Ctx, fields: Fields) -> WebResult {
    let typed = fields.get("kind").to_owned();
    let about = fields.text("about").map(str::to_owned);
    let Some((_, kind)) = KINDS.into_iter().find(|(name, _)| *name == typed) else {
        let problems = [Problem::new("kind", ctx.t("choose-one"))];
        let entries = entries(&ctx).await?;
        let page = form(&ctx, &entries, "", fields.get("about"), &problems);
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    };
    let text = ctx
        .app
        .with_case(move |case| letters::letter(case, kind, about.as_deref()))
        .await?;
    let number = ctx.app.opaque().put(Draft(text));
    Ok(ctx.go(&format!("reports/letter/{number}")))
}

async fn show(ctx: Ctx, Path(number): Path<u64>) -> WebResult {
    let name = format!("reports/letter/{number}");
    // Locking forgets the draft that was made; what was typed in it was kept.
    let text = match ctx.app.opaque().get::<Draft>(number) {
        Some(draft) => draft.0.clone(),
        None => {
            let typed = begun::typed(&ctx, &name).await?;
            typed.ok_or(WebError::NotFound)?.get("text").to_owned()
        }
    };
    let gaps = text.matches('[').count();
    let body = html! {
        p.hint { a href=(ctx.url("reports/letter")) { (ctx.t("letter-other")) } }
        h1 { (ctx.t("letter-draft-title")) }
        p { (ctx.t("letter-draft-what")) }
        @if gaps > 0 { p { (ctx.tw("letter-gaps", &[("n", gaps.into())])) } }
        form method="post" action=(ctx.url("reports/letter/file")) {
            (textarea(&ctx, &Field::new("text", &ctx.t("letter-text")).hint(&ctx.t("letter-text-hint")).value(&text), 26, Some(&name), &[]))
            (care(html! { p { (ctx.t("letter-file-care")) } }))
            button type="submit" { (ctx.t("letter-file")) }
        }
    };
    Ok(form_page(&ctx, "title-report", MenuItem::Reports, body).into_response())
}

/// Hands the text back as a file, as it was changed. Needs no case: nothing of it is kept.
async fn file(fields: Fields) -> Response {
    let text = fields.get("text").replace("\r\n", "\n");
    attachment(
        "text/plain; charset=utf-8",
        "attachment; filename=\"letter.txt\"",
        text.into_bytes(),
    )
}
