//! Forms of the ledger and of the course: what is asked, how it is typed, and what came back. What the
//! answers mean is the operation's business.

use crate::web::ctx::{Ctx, Fields};
use crate::web::page::form::{self, Field, plain};
use crate::web::page::parts::Problem;
use maud::{Markup, html};
use onrecord_analysis::Day;
use std::collections::BTreeMap;

/// How an answer is typed.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// A line.
    Line,
    /// Several lines.
    Words,
    /// A day, month and year.
    Day,
    /// One of these, as round buttons.
    OneOf(&'static [&'static str]),
    /// One of these or nothing, as a list.
    List(&'static [&'static str]),
}

/// One question. Its words are `FORM-NAME`, its hint `FORM-NAME-hint`.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// The field.
    pub name: &'static str,
    /// How it is answered.
    pub how: How,
    /// It has a hint.
    pub hint: bool,
    /// It stands under "more".
    pub more: bool,
}

/// A question with a hint.
pub const fn ask(name: &'static str, how: How) -> Ask {
    Ask {
        name,
        how,
        hint: true,
        more: false,
    }
}

impl Ask {
    /// Without a hint.
    pub const fn plain(mut self) -> Self {
        self.hint = false;
        self
    }

    /// Under "more".
    pub const fn more(mut self) -> Self {
        self.more = true;
        self
    }
}

/// What stands in the fields: as it is kept, a day as `2024-03-01`.
pub type Values = BTreeMap<&'static str, String>;

/// A day's three fields as typed.
fn parts_of(fields: &Fields, name: &str) -> [String; 3] {
    ["day", "month", "year"].map(|part| fields.get(&format!("{name}-{part}")).trim().to_owned())
}

/// Reads what came back. A day that is none keeps what was typed, and is a problem.
pub fn read(ctx: &Ctx, asked: &[Ask], fields: &Fields) -> (Values, Vec<Problem>) {
    let mut values = Values::new();
    let mut problems = Vec::new();
    for one in asked {
        let value = match one.how {
            How::Day => {
                let [day, month, year] = parts_of(fields, one.name);
                let text = match [&day, &month, &year].iter().all(|part| part.is_empty()) {
                    true => String::new(),
                    false => format!("{year}-{month:0>2}-{day:0>2}"),
                };
                if !text.is_empty() && Day::parse(&text).is_none() {
                    problems.push(Problem::new(one.name, ctx.t("date-wrong")));
                }
                text
            }
            How::OneOf(all) | How::List(all) => {
                let typed = fields.get(one.name);
                let known = all.iter().find(|known| **known == typed);
                known.map_or(String::new(), |known| (*known).to_owned())
            }
            How::Line | How::Words => fields.get(one.name).trim().replace("\r\n", "\n"),
        };
        values.insert(one.name, value);
    }
    (values, problems)
}

/// The fields, filled.
pub fn show(
    ctx: &Ctx,
    form: &str,
    asked: &[Ask],
    values: &Values,
    draft: &str,
    problems: &[Problem],
) -> Markup {
    let (main, more): (Vec<&Ask>, Vec<&Ask>) = asked.iter().partition(|one| !one.more);
    let open = more.iter().any(|one| {
        values.get(one.name).is_some_and(|value| !value.is_empty())
            || problems.iter().any(|problem| problem.field == one.name)
    });
    html! {
        @for one in main { (field(ctx, form, one, values, draft, problems)) }
        @if !more.is_empty() {
            details open[open] {
                summary { (ctx.t(&format!("{form}-more"))) }
                div.inside { @for one in more { (field(ctx, form, one, values, draft, problems)) } }
            }
        }
    }
}

fn field(
    ctx: &Ctx,
    form: &str,
    one: &Ask,
    values: &Values,
    draft: &str,
    problems: &[Problem],
) -> Markup {
    let label = ctx.t(&format!("{form}-{}", one.name));
    let hint = match one.hint {
        true => ctx.t(&format!("{form}-{}-hint", one.name)),
        false => String::new(),
    };
    let value = values.get(one.name).map_or("", String::as_str);
    let field = Field::new(one.name, &label).hint(&hint).value(value);
    let labels = |all: &[&'static str]| -> Vec<(&'static str, String)> {
        let label = |name: &&'static str| ctx.t(&format!("{form}-{}-{name}", one.name));
        all.iter().map(|name| (*name, label(name))).collect()
    };
    let choices = |labels: &[(&'static str, String)]| -> Markup {
        let choices = plain(labels);
        match one.how {
            How::OneOf(_) => form::radios(ctx, &field, &choices, problems),
            _ => form::select(ctx, &field, &choices, problems),
        }
    };
    match one.how {
        How::Line => form::input(ctx, &field, problems),
        How::Words => form::textarea(ctx, &field, 4, Some(draft), problems),
        How::Day => {
            let mut parts = value.splitn(3, '-');
            let mut next = || parts.next().unwrap_or("");
            let (year, month, day) = (next(), next(), next());
            let short = |part: &str| part.trim_start_matches('0').to_owned();
            form::date(ctx, &field, (&short(day), &short(month), year), problems)
        }
        How::OneOf(all) => choices(&labels(all)),
        How::List(all) => {
            let mut labels = labels(all);
            labels.insert(0, ("", ctx.t("choose-none")));
            choices(&labels)
        }
    }
}

/// A day as people write it; what is none stays as it is.
pub fn day_in_words(text: &str) -> String {
    Day::parse(text).map_or_else(|| text.to_owned(), Day::words)
}

#[cfg(test)]
pub fn every_key(form: &str, asked: &[Ask]) -> Vec<String> {
    let mut out = Vec::new();
    for one in asked {
        out.push(format!("{form}-{}", one.name));
        if one.hint {
            out.push(format!("{form}-{}-hint", one.name));
        }
        if let How::OneOf(all) | How::List(all) = one.how {
            out.extend(all.iter().map(|name| format!("{form}-{}-{name}", one.name)));
        }
        if one.more {
            out.push(format!("{form}-more"));
        }
    }
    out
}
