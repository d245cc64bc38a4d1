//! The pages of writing down: which fields each has, and how they look.

use crate::ops::write_down::Typed;
use crate::web::ctx::Ctx;
use crate::web::page::form::{Field, date, input, plain, radios, textarea};
use crate::web::page::parts::Problem;
use maud::{Markup, html};
use onrecord_model::statement::HowKnown;

/// One page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What happened, in one's own words.
    What,
    /// When, and how that is known.
    When,
    /// Where, and who else saw it.
    Where,
    /// What it did, and what one believes.
    Did,
    /// What shows it, and what could still.
    Shows,
}

impl Step {
    /// In order.
    pub const ALL: [Self; 5] = [Self::What, Self::When, Self::Where, Self::Did, Self::Shows];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::When => "when",
            Self::Where => "where",
            Self::Did => "did",
            Self::Shows => "shows",
        }
    }

    /// The page of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// Which it is, from 1.
    pub fn number(self) -> usize {
        Self::ALL.iter().take_while(|step| **step != self).count() + 1
    }

    /// The one before.
    pub fn before(self) -> Option<Self> {
        let at = self.number().checked_sub(2)?;
        Self::ALL.get(at).copied()
    }

    /// The one after.
    pub fn after(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// Its fields.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::What => &["words"],
            Self::When => &[
                "when",
                "from-day",
                "from-month",
                "from-year",
                "to-day",
                "to-month",
                "to-year",
                "how-known",
                "fresh",
            ],
            Self::Where => &["place", "witnesses"],
            Self::Did => &["impact", "belief"],
            Self::Shows => &["events", "exhibits", "still-needed"],
        }
    }

    /// Whether a problem with that field is told here.
    pub fn has(self, field: &str) -> bool {
        let days = matches!(field, "from" | "to");
        self.fields().contains(&field) || days && self == Self::When
    }
}

/// The fields of a page.
pub fn fields(ctx: &Ctx, which: &str, step: Step, typed: &Typed, problems: &[Problem]) -> Markup {
    let draft = super::draft_name(which, step);
    let text = |name: &str, rows: u32| {
        let (label, hint) = (
            ctx.t(&format!("write-{name}")),
            ctx.t(&format!("write-{name}-hint")),
        );
        textarea(
            ctx,
            &Field::new(name, &label).hint(&hint).value(typed.get(name)),
            rows,
            Some(&draft),
            problems,
        )
    };
    let line = |name: &str| {
        let (label, hint) = (
            ctx.t(&format!("write-{name}")),
            ctx.t(&format!("write-{name}-hint")),
        );
        input(
            ctx,
            &Field::new(name, &label).hint(&hint).value(typed.get(name)),
            problems,
        )
    };
    let day = |name: &str| {
        let (label, hint) = (
            ctx.t(&format!("write-{name}")),
            ctx.t(&format!("write-{name}-hint")),
        );
        let part = |part: &str| typed.get(&format!("{name}-{part}"));
        date(
            ctx,
            &Field::new(name, &label).hint(&hint),
            (part("day"), part("month"), part("year")),
            problems,
        )
    };
    match step {
        Step::What => text("words", 12),
        Step::When => html! {
            (line("when"))
            (day("from"))
            (day("to"))
            (choose(ctx, "how-known", HowKnown::ALL.iter().map(|how| how.name()), typed))
            (choose(ctx, "fresh", ["yes", "no"].into_iter(), typed))
        },
        Step::Where => html! { (line("place")) (text("witnesses", 3)) },
        Step::Did => html! { (text("impact", 5)) (text("belief", 4)) },
        Step::Shows => html! { (line("events")) (line("exhibits")) (text("still-needed", 4)) },
    }
}

fn choose<'a>(
    ctx: &Ctx,
    name: &str,
    values: impl Iterator<Item = &'a str>,
    typed: &Typed,
) -> Markup {
    let words: Vec<(&str, String)> = values
        .map(|value| (value, ctx.t(&format!("write-{name}-{value}"))))
        .collect();
    let choices = plain(&words);
    let (label, hint) = (
        ctx.t(&format!("write-{name}")),
        ctx.t(&format!("write-{name}-hint")),
    );
    radios(
        ctx,
        &Field::new(name, &label).hint(&hint).value(typed.get(name)),
        &choices,
        &[],
    )
}
