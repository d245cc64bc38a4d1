//! Parts of pages, after the patterns of the GOV.UK Design System, written anew. Each escapes what it
//! is given; none knows where it stands.

use crate::web::ctx::Ctx;
use crate::web::flash::Flash;
use maud::{Markup, html};

/// What was just done, and the way to undo it.
pub fn flash(ctx: &Ctx, flash: &Flash) -> Markup {
    html! {
        div.flash.care[flash.care] role=(if flash.care { "alert" } else { "status" }) {
            p { (ctx.say(&flash.said)) }
            @if let Some(undo) = &flash.undo {
                form method="post" action=(ctx.url(undo)) {
                    button.quiet type="submit" { (ctx.t("undo")) }
                }
            }
        }
    }
}

/// What has to be put right in a form: first on the page, each with a link to its field. Nothing
/// where nothing is wrong.
pub fn error_summary(ctx: &Ctx, problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.problems role="alert" tabindex="-1" data-focus="" {
                h2 { (ctx.t("problems")) }
                ul {
                    @for problem in problems {
                        li { a href=(format!("#{}", problem.field)) { (problem.text) } }
                    }
                }
            }
        }
    }
}

/// Something wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's id, which is its name.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

impl Problem {
    /// Something wrong with a field.
    pub fn new(field: &str, text: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            text: text.into(),
        }
    }
}

/// What is wrong with a field, if anything.
pub fn problem_of<'a>(problems: &'a [Problem], field: &str) -> Option<&'a str> {
    let mut found = problems.iter().filter(|problem| problem.field == field);
    found.next().map(|problem| problem.text.as_str())
}

/// One task of a list.
pub struct Task {
    /// Its words.
    pub name: String,
    /// One more line, or nothing.
    pub hint: String,
    /// The path inside the app; none where it cannot be begun yet.
    pub go: Option<String>,
    /// It is done.
    pub done: bool,
}

/// A task list: what is done, what is to do, in order.
pub fn task_list(ctx: &Ctx, tasks: &[Task]) -> Markup {
    html! {
        ul.tasks {
            @for (at, task) in tasks.iter().enumerate() {
                li {
                    div {
                        @match &task.go {
                            Some(go) => a href=(ctx.url(go)) aria-describedby=(format!("task-{at}")) { (task.name) },
                            None => span { (task.name) },
                        }
                        @if !task.hint.is_empty() { p.hint { (task.hint) } }
                    }
                    span.state.done[task.done] id=(format!("task-{at}")) {
                        @if task.done { (ctx.t("task-done")) } @else if task.go.is_some() { (ctx.t("task-open")) }
                        @else { (ctx.t("task-later")) }
                    }
                }
            }
        }
    }
}

/// One line of a summary: name, value, and where to change it.
pub struct Line {
    /// What it is.
    pub name: String,
    /// What it says.
    pub value: Markup,
    /// The path inside the app where it is changed.
    pub change: Option<String>,
}

impl Line {
    /// A line that cannot be changed.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        let value: String = value.into();
        Self {
            name: name.into(),
            value: html! { (value) },
            change: None,
        }
    }
}

/// A summary list: names and values. With `change` in its lines it is a page of answers to check.
pub fn summary_list(ctx: &Ctx, lines: &[Line]) -> Markup {
    html! {
        dl.summary {
            @for line in lines {
                div {
                    dt { (line.name) }
                    dd {
                        (line.value)
                        @if let Some(change) = &line.change {
                            " " a.change href=(ctx.url(change)) { (ctx.t("change")) span.hidden { " " (line.name) } }
                        }
                    }
                }
            }
        }
    }
}

/// More, for whoever wants it.
pub fn details(summary: &str, body: Markup) -> Markup {
    html! { details { summary { (summary) } div.inside { (body) } } }
}

/// Text to take care over.
pub fn care(body: Markup) -> Markup {
    html! { div.care { (body) } }
}

/// Something to know, beside the text.
pub fn inset(body: Markup) -> Markup {
    html! { div.inset { (body) } }
}

/// Before and after: paths inside the app, none at the ends.
pub fn pager(ctx: &Ctx, before: Option<&str>, after: Option<&str>) -> Markup {
    html! {
        @if before.is_some() || after.is_some() {
            nav.pager aria-label=(ctx.t("pager")) {
                @if let Some(path) = before { a rel="prev" href=(ctx.url(path)) { "← " (ctx.t("pager-before")) } }
                @if let Some(path) = after { a rel="next" href=(ctx.url(path)) { (ctx.t("pager-after")) " →" } }
            }
        }
    }
}

/// Where there is nothing yet: what will stand here, and the one next step.
pub fn empty(ctx: &Ctx, text: &str, go: &str, button: &str) -> Markup {
    html! {
        div.empty {
            p { (text) }
            a.button href=(ctx.url(go)) { (button) }
        }
    }
}

/// A form that is only a button.
pub fn button(ctx: &Ctx, action: &str, label: &str, class: &str) -> Markup {
    html! {
        form.alone method="post" action=(ctx.url(action)) {
            button class=(class) type="submit" { (label) }
        }
    }
}

/// How far something is, in words and as a bar.
pub fn progress(ctx: &Ctx, done: u64, of: u64) -> Markup {
    html! {
        @if of > 0 {
            progress #bar max=(of) value=(done) { (ctx.tw("job-count", &[("done", done.into()), ("of", of.into())])) }
        } @else {
            progress #bar { }
        }
    }
}

/// Text from an exhibit: it keeps its direction and its line breaks to itself.
pub fn evidence(text: &str) -> Markup {
    html! { bdi.evidence { (text) } }
}
