//! First steps: is this device safe, a name and a passphrase, and the recovery sheet.

use crate::ops::OpError;
use crate::ops::case::{Acting, Case, Owner};
use crate::ops::overview;
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::page::form::{Field, input, plain, radios};
use crate::web::page::parts::{Problem, care, details, error_summary};
use crate::web::page::{Kind, MenuItem, form_page, page_of};
use crate::web::screens::{device, unlock};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_vault::{RecoverySheet, SHORTEST_PASSPHRASE};
use zeroize::Zeroizing;

/// Before there is a case: `first`, `first/careful`, `first/you`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/first", get(ask_device).post(answer_device))
        .route("/first/careful", get(careful))
        .route("/first/you", get(ask_you).post(make))
}

/// The sheet of an open case: `sheet`, as text and as PDF; that it is on paper; a new one.
pub fn sheet_routes() -> Router<App> {
    Router::new()
        .route("/sheet", get(show_sheet))
        .route("/sheet/text", get(sheet_text))
        .route("/sheet/pdf", get(sheet_pdf))
        .route("/sheet/kept", post(sheet_kept))
        .route("/sheet/new", post(new_sheet))
}

async fn ask_device(ctx: Ctx) -> Response {
    if ctx.app.is_being_restored() {
        return ctx.go("restore/now");
    }
    if ctx.app.has_case() {
        return ctx.go("");
    }
    device_form(&ctx, &[]).into_response()
}

fn device_form(ctx: &Ctx, problems: &[Problem]) -> Markup {
    let choices = [
        ("mine", "first-device-mine"),
        ("shared", "first-device-shared"),
        ("unsure", "first-device-unsure"),
    ]
    .map(|(value, key)| (value, ctx.t(key)));
    let choices = plain(&choices);
    page_of(
        Kind::BARE,
        ctx,
        "title-start",
        MenuItem::None,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t("first-title")) }
            p { (ctx.t("first-what")) }
            p { (ctx.t("first-before")) }
            (device::limits(ctx))
            form method="post" action=(ctx.url("first")) {
                (radios(ctx, &Field::new("device", &ctx.t("first-device")).hint(&ctx.t("first-device-hint")), &choices, problems))
                button type="submit" { (ctx.t("go-on")) }
            }
            p { a href=(ctx.url("restore")) { (ctx.t("restore-go")) } }
        },
    )
}

async fn answer_device(ctx: Ctx, fields: Fields) -> Response {
    match fields.get("device") {
        "mine" => ctx.go("first/you"),
        "shared" | "unsure" => ctx.go("first/careful"),
        _ => {
            let problems = [Problem::new("device", ctx.t("first-device-missing"))];
            (StatusCode::BAD_REQUEST, device_form(&ctx, &problems)).into_response()
        }
    }
}

async fn careful(ctx: Ctx) -> Markup {
    page_of(
        Kind::BARE,
        &ctx,
        "title-start",
        MenuItem::None,
        html! {
            h1 { (ctx.t("careful-title")) }
            (care(html! { p { (ctx.t("careful-what")) } }))
            (device::other_device(&ctx))
            p { (ctx.t("careful-close")) }
            form method="post" action=(ctx.url("close")) {
                button type="submit" { (ctx.t("careful-close-button")) }
            }
            p { a href=(ctx.url("first/you")) { (ctx.t("careful-go-on")) } }
        },
    )
}

async fn ask_you(ctx: Ctx) -> Response {
    if ctx.app.has_case() {
        return ctx.go("");
    }
    you_form(&ctx, "", "Europe/London", &[]).into_response()
}

fn you_form(ctx: &Ctx, name: &str, zone: &str, problems: &[Problem]) -> Markup {
    page_of(
        Kind::BARE,
        ctx,
        "title-start",
        MenuItem::None,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t("you-title")) }
            form method="post" action=(ctx.url("first/you")) {
                (input(ctx, &Field::new("name", &ctx.t("you-name")).hint(&ctx.t("you-name-hint")).value(name), problems))
                h2 { (ctx.t("passphrase")) }
                p { (ctx.t("you-passphrase-advice")) }
                (care(html! { p { (ctx.t("you-passphrase-care")) } }))
                (input(ctx, &Field::new("passphrase", &ctx.t("you-passphrase"))
                    .hint(&ctx.tw("you-passphrase-hint", &[("n", SHORTEST_PASSPHRASE.into())])).secret(), problems))
                (input(ctx, &Field::new("again", &ctx.t("you-again")).secret(), problems))
                (details(&ctx.t("you-zone-more"), html! {
                    (input(ctx, &Field::new("zone", &ctx.t("you-zone")).hint(&ctx.t("you-zone-hint")).value(zone).width("w20"), problems))
                }))
                button type="submit" { (ctx.t("you-button")) }
            }
        },
    )
}

async fn make(ctx: Ctx, fields: Fields) -> WebResult {
    if ctx.app.has_case() {
        return Ok(ctx.go(""));
    }
    let name = fields.get("name").trim().to_owned();
    let zone = fields.get("zone").trim().to_owned();
    let mut problems = Vec::new();
    let owner = Owner::new(&name, None, &zone);
    if name.is_empty() {
        problems.push(Problem::new("name", ctx.t("you-name-missing")));
    } else if let Err(error) = &owner {
        let field = match crate::ops::zone::Zone::named(&zone) {
            None => "zone",
            Some(_) => "name",
        };
        problems.push(Problem::new(field, error.to_string()));
    }
    let passphrase = Zeroizing::new(fields.get("passphrase").to_owned());
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        let text = ctx.tw("you-passphrase-short", &[("n", SHORTEST_PASSPHRASE.into())]);
        problems.push(Problem::new("passphrase", text));
    } else if fields.get("again") != passphrase.as_str() {
        problems.push(Problem::new("again", ctx.t("you-again-differs")));
    }
    let (true, Ok(owner)) = (problems.is_empty(), owner) else {
        let form = you_form(&ctx, &name, &zone, &problems);
        return Ok((StatusCode::BAD_REQUEST, form).into_response());
    };
    drop(fields);
    let app = ctx.app.clone();
    let made = tokio::task::spawn_blocking(move || -> Result<(), OpError> {
        let setup = app.setup();
        let acting: Acting = setup.acting.clone();
        let (case, sheet) = Case::create(&setup.folder, &passphrase, setup.work, &owner, acting)?;
        app.take(case, sheet);
        Ok(())
    });
    made.await.unwrap_or(Err(OpError::Interrupted))?;
    let cookie = ctx.app.sessions().begin(&ctx.app)?;
    Ok(unlock::with_cookie(ctx.go("sheet"), cookie))
}

fn sheet_of(ctx: &Ctx) -> Option<RecoverySheet> {
    ctx.app.desk().sheet.clone()
}

async fn show_sheet(ctx: Ctx) -> Response {
    let body = match sheet_of(&ctx) {
        None => html! {
            h1 { (ctx.t("sheet-title")) }
            p { (ctx.t("sheet-once")) }
            form method="post" action=(ctx.url("sheet/kept")) {
                button type="submit" { (ctx.t("sheet-have")) }
            }
            h2 { (ctx.t("sheet-new-title")) }
            p { (ctx.t("sheet-new-what")) }
            form method="post" action=(ctx.url("sheet/new")) {
                button.quiet type="submit" { (ctx.t("sheet-new")) }
            }
        },
        Some(sheet) => html! {
            h1 { (ctx.t("sheet-title")) }
            p { (ctx.t("sheet-what")) }
            (care(html! { p { (ctx.t("sheet-care")) } }))
            div.sheet {
                p { strong { "AGE-SECRET-KEY-1" } }
                ol {
                    @for line in sheet.lines() {
                        li { code { (line.groups.as_str()) } " " span.hint { (ctx.t("sheet-check")) " " (line.check) } }
                    }
                }
                p.hint { (ctx.t("sheet-case")) " " code { (sheet.case_name) } }
            }
            p.no-print {
                button.quiet type="button" data-print="" hidden { (ctx.t("sheet-print")) } " "
                a.button.quiet href=(ctx.url("sheet/pdf")) { (ctx.t("sheet-pdf")) } " "
                a.button.quiet href=(ctx.url("sheet/text")) { (ctx.t("sheet-text")) }
            }
            p.hint.no-print { (ctx.t("sheet-download")) }
            form.no-print method="post" action=(ctx.url("sheet/kept")) {
                button type="submit" { (ctx.t("sheet-have")) }
            }
        },
    };
    form_page(&ctx, "title-sheet", MenuItem::None, body).into_response()
}

fn attachment(kind: &'static str, name: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(name)),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(crate::web::guard::SANDBOX),
        ),
    ];
    (headers, bytes).into_response()
}

async fn sheet_text(ctx: Ctx) -> WebResult {
    let sheet = sheet_of(&ctx).ok_or(WebError::NotFound)?;
    let text = sheet.to_text().as_bytes().to_vec();
    Ok(attachment(
        "text/plain; charset=utf-8",
        "attachment; filename=\"sheet.txt\"",
        text,
    ))
}

async fn sheet_pdf(ctx: Ctx) -> WebResult {
    let sheet = sheet_of(&ctx).ok_or(WebError::NotFound)?;
    let now = ctx.app.now();
    let made = tokio::task::spawn_blocking(move || crate::ops::pack::recovery_pdf(&sheet, now));
    let bytes = made.await.map_err(|_| WebError::Crashed)?;
    let bytes = bytes?;
    Ok(attachment(
        "application/pdf",
        "attachment; filename=\"sheet.pdf\"",
        bytes,
    ))
}

async fn sheet_kept(ctx: Ctx) -> WebResult {
    ctx.app
        .with_case(|case| overview::say_sheet_kept(case, true))
        .await?;
    ctx.app.desk().sheet = None;
    ctx.flash(Message::new("sheet-noted"));
    Ok(ctx.go(""))
}

async fn new_sheet(ctx: Ctx) -> WebResult {
    let sheet = ctx.app.with_case(overview::renew_sheet).await?;
    ctx.app.desk().sheet = Some(sheet);
    Ok(ctx.go("sheet"))
}
