//! What is asked before anything is taken in: the question about pictures of under-18s, and where it
//! came from. What follows from an answer is decided in `ops`.

use crate::ops::add::Under18;
use crate::ops::help;
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::page::form::{Field, input};
use crate::web::page::parts::{Problem, care, problem_of};
use crate::web::page::{MenuItem, page};
use axum::Router;
use axum::response::IntoResponse as _;
use axum::routing::get;
use maud::{Markup, html};

/// `add/refused`.
pub fn routes() -> Router<App> {
    Router::new().route("/add/refused", get(refused))
}

/// The field's name.
pub const UNDER_18: &str = "under18";
/// The longest text about where something came from.
pub const LONGEST_SAID: usize = 4_000;

/// The question. The browser sends no form in which it is not answered; `ops` takes none in.
pub fn under_18(ctx: &Ctx, chosen: &str, problems: &[Problem]) -> Markup {
    let problem = problem_of(problems, UNDER_18);
    let described = match problem {
        None => "under18-hint",
        Some(_) => "under18-hint under18-problem",
    };
    html! {
        fieldset.field.wrong[problem.is_some()] aria-describedby=(described) {
            legend { (ctx.t("under18-question")) }
            p.hint id="under18-hint" { (ctx.t("under18-hint")) }
            @if let Some(problem) = problem {
                p.problem id="under18-problem" { span.hidden { (ctx.t("problem")) " " } (problem) }
            }
            @for (at, value) in ["no", "yes", "unsure"].into_iter().enumerate() {
                @let id = if at == 0 { UNDER_18.to_owned() } else { format!("{UNDER_18}-{at}") };
                div.choice {
                    input type="radio" id=(id) name=(UNDER_18) value=(value) required checked[chosen == value];
                    label for=(id) { (ctx.t(&format!("under18-{value}"))) }
                }
            }
        }
    }
}

/// Its answer; nothing where it was not answered.
pub fn answer(typed: &str) -> Option<Under18> {
    match typed {
        "no" => Some(Under18::No),
        "yes" | "unsure" => Some(Under18::YesOrUnsure),
        _ => None,
    }
}

/// Where it came from, in the person's words.
pub fn said(ctx: &Ctx, value: &str) -> Markup {
    let (label, hint) = (ctx.t("add-said"), ctx.t("add-said-hint"));
    input(
        ctx,
        &Field::new("said", &label).hint(&hint).value(value),
        &[],
    )
}

/// Where to turn when a picture may show somebody under 18.
pub fn where_to_turn(ctx: &Ctx) -> Markup {
    care(html! {
        p { strong { (ctx.t("under18-turn")) } }
        ul {
            @for place in help::under_18_places() {
                li { strong { (place.who) } ": " (place.text) }
            }
        }
        p { (ctx.t("under18-note")) }
        p { a href=(ctx.url("write")) { (ctx.t("under18-write")) } }
    })
}

async fn refused(ctx: Ctx) -> WebResult {
    Ok(page(
        &ctx,
        "title-add",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("refused-title")) }
            p { (ctx.t("refused-what")) }
            (where_to_turn(&ctx))
            p { (ctx.t("refused-else")) }
            p { a.button.quiet href=(ctx.url("add")) { (ctx.t("refused-back")) } }
        },
    )
    .into_response())
}
