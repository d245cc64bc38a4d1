//! Fields of forms: label, hint, what is wrong, the field. The id of a field is its name, so that a
//! problem's link leads to it. Knows no screen.

use crate::web::ctx::Ctx;
use crate::web::page::parts::{Problem, problem_of};
use maud::{Markup, html};

/// A field to type in.
pub struct Field<'a> {
    /// Name and id.
    pub name: &'a str,
    /// What to type.
    pub label: &'a str,
    /// How to type it; may be empty.
    pub hint: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// `text`, `password`, `number`, …
    pub kind: &'a str,
    /// For the browser's help; `off` where nothing may be kept.
    pub autocomplete: &'a str,
    /// A class for its width: `w5`, `w10`, `w20`, or empty.
    pub width: &'a str,
}

impl<'a> Field<'a> {
    /// A line of text that the browser does not keep.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            hint: "",
            value: "",
            kind: "text",
            autocomplete: "off",
            width: "",
        }
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// With what is in it.
    #[must_use]
    pub fn value(mut self, value: &'a str) -> Self {
        self.value = value;
        self
    }

    /// Of another kind.
    #[must_use]
    pub fn kind(mut self, kind: &'a str) -> Self {
        self.kind = kind;
        self
    }

    /// For a passphrase. A browser that took it for a password would offer to keep it, and whoever can
    /// log in here could read it there; one for a single use is not offered to be kept.
    #[must_use]
    pub fn secret(self) -> Self {
        self.kind("password").autocomplete("one-time-code")
    }

    /// With help of the browser's.
    #[must_use]
    pub fn autocomplete(mut self, what: &'a str) -> Self {
        self.autocomplete = what;
        self
    }

    /// Of another width.
    #[must_use]
    pub fn width(mut self, width: &'a str) -> Self {
        self.width = width;
        self
    }
}

fn described(name: &str, hint: &str, problem: Option<&str>) -> Option<String> {
    let hint = (!hint.is_empty()).then(|| format!("{name}-hint"));
    let problem = problem.map(|_| format!("{name}-problem"));
    let all: Vec<String> = hint.into_iter().chain(problem).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn above(ctx: &Ctx, name: &str, hint: &str, problem: Option<&str>) -> Markup {
    html! {
        @if !hint.is_empty() { p.hint id=(format!("{name}-hint")) { (hint) } }
        @if let Some(problem) = problem {
            p.problem id=(format!("{name}-problem")) { span.hidden { (ctx.t("problem")) " " } (problem) }
        }
    }
}

/// A line of text.
pub fn input(ctx: &Ctx, field: &Field<'_>, problems: &[Problem]) -> Markup {
    let problem = problem_of(problems, field.name);
    html! {
        div.field.wrong[problem.is_some()] {
            label for=(field.name) { (field.label) }
            (above(ctx, field.name, field.hint, problem))
            input class=(field.width) id=(field.name) name=(field.name) type=(field.kind) value=(field.value)
                autocomplete=(field.autocomplete) spellcheck="false"
                aria-describedby=[described(field.name, field.hint, problem)]
                aria-invalid=[problem.map(|_| "true")];
        }
    }
}

/// Several lines of text. With `draft` (a name), what is typed is kept as it is typed, where
/// JavaScript runs.
pub fn textarea(
    ctx: &Ctx,
    field: &Field<'_>,
    rows: u32,
    draft: Option<&str>,
    problems: &[Problem],
) -> Markup {
    let problem = problem_of(problems, field.name);
    html! {
        div.field.wrong[problem.is_some()] {
            label for=(field.name) { (field.label) }
            (above(ctx, field.name, field.hint, problem))
            textarea id=(field.name) name=(field.name) rows=(rows) data-draft=[draft] autocomplete="off" dir="auto"
                aria-describedby=[described(field.name, field.hint, problem)]
                aria-invalid=[problem.map(|_| "true")] {
                // A browser drops the first line break of a text area, so one is given to be dropped.
                "\n" (field.value)
            }
        }
    }
}

/// One of several.
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is read.
    pub label: &'a str,
    /// One more line; may be empty.
    pub hint: &'a str,
}

impl<'a> Choice<'a> {
    /// Without a further line.
    pub fn plain(value: &'a str, label: &'a str) -> Self {
        Self {
            value,
            label,
            hint: "",
        }
    }
}

/// Choices without further lines, from values and what is read.
pub fn plain<'a>(all: &'a [(impl AsRef<str>, impl AsRef<str>)]) -> Vec<Choice<'a>> {
    all.iter()
        .map(|(value, label)| Choice::plain(value.as_ref(), label.as_ref()))
        .collect()
}

/// Round buttons: one of them. `chosen` is the value of the one that is pressed.
pub fn radios(
    ctx: &Ctx,
    field: &Field<'_>,
    choices: &[Choice<'_>],
    problems: &[Problem],
) -> Markup {
    choose(ctx, field, choices, "radio", &[field.value], problems)
}

/// Boxes to tick: any of them.
pub fn checkboxes(
    ctx: &Ctx,
    field: &Field<'_>,
    choices: &[Choice<'_>],
    ticked: &[&str],
    problems: &[Problem],
) -> Markup {
    choose(ctx, field, choices, "checkbox", ticked, problems)
}

fn choose(
    ctx: &Ctx,
    field: &Field<'_>,
    choices: &[Choice<'_>],
    kind: &str,
    chosen: &[&str],
    problems: &[Problem],
) -> Markup {
    let problem = problem_of(problems, field.name);
    html! {
        fieldset.field.wrong[problem.is_some()] aria-describedby=[described(field.name, field.hint, problem)] {
            legend { (field.label) }
            (above(ctx, field.name, field.hint, problem))
            @for (at, choice) in choices.iter().enumerate() {
                // The first has the field's own id, so that a problem's link leads to it.
                @let id = if at == 0 { field.name.to_owned() } else { format!("{}-{at}", field.name) };
                div.choice {
                    input type=(kind) id=(id) name=(field.name) value=(choice.value)
                        checked[chosen.contains(&choice.value)]
                        aria-describedby=[(!choice.hint.is_empty()).then(|| format!("{id}-hint"))];
                    label for=(id) { (choice.label) }
                    @if !choice.hint.is_empty() { p.hint id=(format!("{id}-hint")) { (choice.hint) } }
                }
            }
        }
    }
}

/// A list to choose from.
pub fn select(
    ctx: &Ctx,
    field: &Field<'_>,
    choices: &[Choice<'_>],
    problems: &[Problem],
) -> Markup {
    let problem = problem_of(problems, field.name);
    html! {
        div.field.wrong[problem.is_some()] {
            label for=(field.name) { (field.label) }
            (above(ctx, field.name, field.hint, problem))
            select id=(field.name) name=(field.name)
                aria-describedby=[described(field.name, field.hint, problem)]
                aria-invalid=[problem.map(|_| "true")] {
                @for choice in choices {
                    option value=(choice.value) selected[choice.value == field.value] { (choice.label) }
                }
            }
        }
    }
}

/// A date as day, month, year: `NAME-day`, `NAME-month`, `NAME-year`; any of them may stay empty
/// where the person does not know. `value` is (day, month, year) as typed.
pub fn date(
    ctx: &Ctx,
    field: &Field<'_>,
    value: (&str, &str, &str),
    problems: &[Problem],
) -> Markup {
    let problem = problem_of(problems, field.name);
    let (day, month, year) = value;
    let parts = [
        ("day", day, "w2"),
        ("month", month, "w2"),
        ("year", year, "w4"),
    ];
    html! {
        fieldset.field.date.wrong[problem.is_some()] id=(field.name) role="group"
            aria-describedby=[described(field.name, field.hint, problem)] {
            legend { (field.label) }
            (above(ctx, field.name, field.hint, problem))
            div.parts {
                @for (part, value, width) in parts {
                    @let id = format!("{}-{part}", field.name);
                    div {
                        label for=(id) { (ctx.t(&format!("date-{part}"))) }
                        input class=(width) id=(id) name=(id) type="text" inputmode="numeric" autocomplete="off" value=(value);
                    }
                }
            }
        }
    }
}
