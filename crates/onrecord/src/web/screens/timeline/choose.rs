//! Choosing what the timeline shows. What is chosen is kept under a number; no name and no day stands
//! in an address.

use super::{path, view_of};
use crate::ops::find::Wanted;
use crate::ops::timeline::{self, Choices, View, Wrong};
use crate::web::ctx::{Asked, Ctx, Fields};
use crate::web::error::WebResult;
use crate::web::page::form::{Choice, Field, checkboxes, input, plain, radios, select};
use crate::web::page::parts::{Problem, error_summary};
use crate::web::page::{MenuItem, form_page};
use crate::web::told;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use onrecord_model::Mark;

/// The kinds that can be chosen: all that records have names for.
pub const KINDS: [&str; 15] = [
    "message",
    "call",
    "request",
    "post",
    "comment",
    "reaction",
    "edit",
    "deletion",
    "photo",
    "login",
    "block",
    "profile-change",
    "membership",
    "connection",
    "system",
];

/// Where a choice leads: to the timeline, or to what is counted of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The timeline.
    Timeline,
    /// Patterns.
    Patterns,
}

impl Then {
    /// Its path inside the app.
    pub fn path(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Patterns => "patterns",
        }
    }

    fn of(fields: &Fields) -> Self {
        match fields.get("then") {
            "patterns" => Self::Patterns,
            _ => Self::Timeline,
        }
    }
}

/// What is shown, in words, and where to change it.
pub fn summary(ctx: &Ctx, view: &View, number: Option<u64>, then: Then) -> Markup {
    let wanted = &view.wanted;
    let mut said: Vec<Markup> = Vec::new();
    let text = |text: &Option<String>| text.as_ref().map(|text| told::name(text));
    said.extend(text(&wanted.person));
    said.extend(wanted.account.as_ref().map(|key| told::name(label_of(key))));
    said.extend(
        wanted
            .platform
            .as_ref()
            .map(|short| html! { (told::platform(ctx, short)) }),
    );
    said.extend(wanted.thread.as_ref().map(|number| {
        html! { (ctx.tw("view-thread", &[("number", number.as_str().into())])) }
    }));
    let kinds = wanted.kinds.iter().map(|kind| format!("kind-{kind}"));
    let marks = wanted.marks.iter().map(|mark| format!("mark-{mark}"));
    said.extend(kinds.chain(marks).map(|key| html! { (ctx.t(&key)) }));
    said.extend(text(&wanted.exhibit));
    let day = |key: &'static str, day: &Option<String>| {
        day.as_ref()
            .map(|day| html! { (ctx.tw(key, &[("day", day.as_str().into())])) })
    };
    said.extend(day("view-from", &wanted.from));
    said.extend(day("view-to", &wanted.to));
    if wanted.undated {
        said.push(html! { (ctx.t("view-undated")) });
    }
    html! {
        p.view {
            @if said.is_empty() { (ctx.t("view-everything")) } @else {
                (ctx.t("view-only")) " "
                @for (at, part) in said.iter().enumerate() { @if at > 0 { " · " } (part) }
            }
            @if view.newest_first { " " (ctx.t("view-newest")) }
            " " a href=(ctx.url(&path("timeline/choose", number, &format!("then={}", then.path())))) { (ctx.t("view-change")) }
            @if number.is_some() { " · " a href=(ctx.url(then.path())) { (ctx.t("view-clear")) } }
        }
    }
}

/// `instagram:handle:wren` as `wren`.
fn label_of(key: &str) -> &str {
    key.splitn(3, ':').nth(2).unwrap_or(key)
}

/// A view as hidden fields of a form, with what has no time alone where it is asked for.
pub fn hidden(view: &View, undated: bool) -> Markup {
    let wanted = &view.wanted;
    let fields = [
        ("person", &wanted.person),
        ("account", &wanted.account),
        ("platform", &wanted.platform),
        ("thread", &wanted.thread),
        ("exhibit", &wanted.exhibit),
    ];
    html! {
        @for (name, value) in fields {
            @if let Some(value) = value { input type="hidden" name=(name) value=(value); }
        }
        @for kind in &wanted.kinds { input type="hidden" name="kind" value=(kind); }
        @for mark in &wanted.marks { input type="hidden" name="mark" value=(mark); }
        @if undated { input type="hidden" name="also" value="undated"; }
    }
}

/// The view that a form says.
pub fn view_from(fields: &Fields) -> View {
    let text = |name: &str| fields.text(name).map(str::to_owned);
    let all = |name: &str, known: &dyn Fn(&str) -> bool| -> Vec<String> {
        let all = fields.all(name).filter(|value| known(value));
        all.map(str::to_owned).collect()
    };
    let also: Vec<&str> = fields.all("also").collect();
    View {
        wanted: Wanted {
            person: text("person"),
            account: text("account"),
            platform: text("platform"),
            thread: text("thread"),
            kinds: all("kind", &|name| KINDS.contains(&name)),
            marks: all("mark", &|name| Mark::from_name(name).is_some()),
            from: text("from"),
            to: text("to"),
            exhibit: text("exhibit"),
            undated: also.contains(&"undated"),
            every_record: also.contains(&"every"),
        },
        newest_first: fields.get("order") == "newest",
    }
}

/// The form.
pub async fn show(ctx: Ctx, Asked(asked): Asked) -> WebResult {
    let (view, _) = view_of(&ctx, &asked);
    let choices = ctx.app.with_case(|case| timeline::choices(case)).await?;
    Ok(form(&ctx, &view, &choices, Then::of(&asked), &[]).into_response())
}

/// Keeps what was chosen and shows it.
pub async fn keep(ctx: Ctx, fields: Fields) -> WebResult<Response> {
    let view = view_from(&fields);
    let wanted = view.clone();
    let (wrong, choices) = ctx
        .app
        .with_case(move |case| {
            let wrong = timeline::wrong(case, &wanted)?;
            let choices = match wrong.is_empty() {
                true => None,
                false => Some(timeline::choices(case)?),
            };
            Ok((wrong, choices))
        })
        .await?;
    if let Some(choices) = choices {
        let problems = problems(&ctx, &wrong);
        let shown = form(&ctx, &view, &choices, Then::of(&fields), &problems);
        return Ok((StatusCode::BAD_REQUEST, shown).into_response());
    }
    let number = ctx.app.opaque().put(view);
    Ok(ctx.go(&path(Then::of(&fields).path(), Some(number), "")))
}

/// What is wrong, each beside its field.
pub fn problems(ctx: &Ctx, wrong: &[Wrong]) -> Vec<Problem> {
    let problem = |wrong: &Wrong| match wrong {
        Wrong::Exhibit => Problem::new("exhibit", ctx.t("choose-exhibit-wrong")),
        Wrong::From => Problem::new("from", ctx.t("timeline-date-wrong")),
        Wrong::To => Problem::new("to", ctx.t("timeline-date-wrong")),
        Wrong::Gone => Problem::new("person", ctx.t("choose-gone")),
    };
    wrong.iter().map(problem).collect()
}

fn form(ctx: &Ctx, view: &View, choices: &Choices, then: Then, problems: &[Problem]) -> Markup {
    let body = html! {
        (error_summary(ctx, problems))
        h1 { (ctx.t("choose-title")) }
        p { (ctx.t("choose-what")) }
        form method="post" action=(ctx.url("timeline/choose")) {
            input type="hidden" name="then" value=(then.path());
            (fields(ctx, view, choices, problems))
            button type="submit" { (ctx.t("choose-button")) }
        }
        p { a href=(ctx.url(then.path())) { (ctx.t("view-clear")) } }
    };
    form_page(ctx, "title-timeline", MenuItem::Timeline, body)
}

/// A list with "any" first.
fn any_of(
    ctx: &Ctx,
    name: &str,
    label: &str,
    chosen: &Option<String>,
    offered: &[(String, String)],
    problems: &[Problem],
) -> Markup {
    let any = ctx.t("choose-any");
    let chosen = chosen.as_deref().unwrap_or_default();
    let mut all = vec![Choice::plain("", &any)];
    // What was chosen before and is not offered stays chosen.
    if !chosen.is_empty() && !offered.iter().any(|(value, _)| value == chosen) {
        all.push(Choice::plain(chosen, chosen));
    }
    all.extend(plain(offered));
    let field = Field::new(name, label).value(chosen);
    html! { @if all.len() > 1 { (select(ctx, &field, &all, problems)) } }
}

/// The fields of a choice: also for searching and for patterns.
pub fn fields(ctx: &Ctx, view: &View, choices: &Choices, problems: &[Problem]) -> Markup {
    let wanted = &view.wanted;
    let same = |text: &String| (text.clone(), told::line(text));
    let people: Vec<_> = choices.people.iter().map(same).collect();
    let accounts: Vec<_> = choices
        .accounts
        .iter()
        .map(|(key, label, short)| {
            let label = format!("{} ({})", told::line(label), told::platform(ctx, short));
            (key.0.to_string(), label)
        })
        .collect();
    let threads: Vec<_> = choices
        .threads
        .iter()
        .map(|(number, title, short)| {
            let label = format!(
                "{} ({}, T{number})",
                told::line(title),
                told::platform(ctx, short)
            );
            (format!("T{number}"), label)
        })
        .collect();
    let platforms: Vec<_> = choices
        .platforms
        .iter()
        .map(|short| (short.clone(), told::platform(ctx, short)))
        .collect();
    let named = |start: &str, name: &str| (name.to_owned(), ctx.t(&format!("{start}-{name}")));
    let kinds: Vec<_> = KINDS.iter().map(|kind| named("kind", kind)).collect();
    let marks = Mark::ALL.iter().map(|mark| named("mark", mark.name()));
    let marks: Vec<_> = marks.collect();
    let boxes = |name: &str, label: &str, all: &[(String, String)], ticked: &[String]| {
        let all = plain(all);
        let ticked: Vec<&str> = ticked.iter().map(String::as_str).collect();
        checkboxes(ctx, &Field::new(name, label), &all, &ticked, problems)
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (from, to, exhibit) = (text(&wanted.from), text(&wanted.to), text(&wanted.exhibit));
    let days = choices.days.map_or_else(String::new, |(first, last)| {
        let words = |day| told::day(ctx, day);
        ctx.tw(
            "choose-days",
            &[("first", words(first).into()), ("last", words(last).into())],
        )
    });
    let date = |name: &str, label: String, value: &str| {
        input(
            ctx,
            &Field::new(name, &label)
                .kind("date")
                .value(value)
                .width("w10"),
            problems,
        )
    };
    let order = [("oldest", "choose-oldest"), ("newest", "choose-newest")]
        .map(|(value, key)| (value, ctx.t(key)));
    let order = plain(&order);
    let also = [
        ("undated", ctx.t("choose-undated")),
        ("every", ctx.t("choose-every")),
    ];
    let also: Vec<(String, String)> = also.map(|(value, label)| (value.to_owned(), label)).into();
    let mut ticked = Vec::new();
    if wanted.undated {
        ticked.push("undated".to_owned());
    }
    if wanted.every_record {
        ticked.push("every".to_owned());
    }
    html! {
        (any_of(ctx, "person", &ctx.t("choose-person"), &wanted.person, &people, problems))
        (any_of(ctx, "account", &ctx.t("choose-account"), &wanted.account, &accounts, problems))
        @if choices.more { p.hint { (ctx.t("choose-more")) } }
        (any_of(ctx, "platform", &ctx.t("choose-platform"), &wanted.platform, &platforms, problems))
        (any_of(ctx, "thread", &ctx.t("choose-thread"), &wanted.thread, &threads, problems))
        @if !days.is_empty() { p.hint { (days) } }
        (date("from", ctx.t("choose-from"), &from))
        (date("to", ctx.t("choose-to"), &to))
        (radios(ctx, &Field::new("order", &ctx.t("choose-order"))
            .value(if view.newest_first { "newest" } else { "oldest" }), &order, problems))
        details open[!wanted.kinds.is_empty() || !wanted.marks.is_empty() || wanted.exhibit.is_some() || wanted.undated || wanted.every_record] {
            summary { (ctx.t("choose-details")) }
            div.inside {
                (boxes("kind", &ctx.t("choose-kinds"), &kinds, &wanted.kinds))
                (boxes("mark", &ctx.t("choose-marks"), &marks, &wanted.marks))
                (input(ctx, &Field::new("exhibit", &ctx.t("choose-exhibit")).hint(&ctx.t("choose-exhibit-hint")).value(&exhibit).width("w10"), problems))
                (boxes("also", &ctx.t("choose-also"), &also, &ticked))
            }
        }
    }
}
