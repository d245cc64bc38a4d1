//! What the import check says of one reading, and how it differs from other exports. A difference is
//! all it states; why there is one, nobody here knows.

use crate::ops::import_check::{Compared, REASONS, ReadingCheck, SourceCheck, ThreadDifference};
use crate::ops::zone::day;
use crate::web::ctx::Ctx;
use crate::web::page::parts::{details, inset};
use maud::{Markup, html};
use onrecord_model::Instant;
use onrecord_vault::index::TIMES;

/// Threads that are told one by one; the list of records has all.
const SHOWN: usize = 20;

/// Whether a zone had to be assumed for anything.
pub fn has_clocks(check: &SourceCheck) -> bool {
    let mut times = check.readings.iter().map(|reading| &reading.counts.times);
    times.any(|times| {
        ["zone-unknown", "exporter-zone"]
            .iter()
            .any(|truth| times.contains_key(*truth))
    })
}

/// One reading.
pub fn reading(ctx: &Ctx, check: &SourceCheck, reading: &ReadingCheck) -> Markup {
    let lists = |end: &str| ctx.url(&format!("check/{}/{end}", check.source));
    let differs = reading.compared.iter().any(differs);
    html! {
        section.reading {
            h2 { (if reading.title.is_empty() { &reading.importer } else { reading.title }) }
            p { strong { (ctx.tw("check-events", &[("n", reading.events.into())])) } }
            ul {
                @for truth in TIMES {
                    @if let Some(n) = reading.counts.times.get(truth) {
                        li { (ctx.tw(&format!("check-time-{truth}"), &[("n", (*n).into())])) }
                    }
                }
                @if reading.counts.repeated > 0 {
                    li { (ctx.tw("check-repeated", &[("n", reading.counts.repeated.into())])) }
                }
                @for (word, n) in &reading.counts.unknown_kinds {
                    li { (ctx.tw("check-unknown", &[("n", (*n).into())])) " " bdi { (word) } }
                }
                @if reading.defects > 0 {
                    li {
                        (ctx.tw("check-defects", &[("n", reading.defects.into())])) " "
                        a href=(lists("defects")) { (ctx.t("check-defects-list")) }
                    }
                }
            }
            @for compared in &reading.compared { (other(ctx, compared)) }
            @if reading.not_compared > 0 {
                p.hint { (ctx.tw("check-not-compared", &[("n", reading.not_compared.into())])) }
            }
            @if differs {
                p { a href=(lists("missing")) { (ctx.t("check-missing-list")) } }
                (reasons(ctx))
            }
            @if !reading.omits.is_empty() {
                (details(&ctx.t("check-omits"), html! {
                    ul { @for line in reading.omits { li { (line) } } }
                }))
            }
        }
    }
}

/// What a difference may come from.
pub fn reasons(ctx: &Ctx) -> Markup {
    inset(html! {
        p { (ctx.t("check-difference")) }
        ul { @for reason in REASONS { li { (reason) } } }
    })
}

fn differs(compared: &Compared) -> bool {
    let threads = &mut compared.threads.iter();
    !compared.gone.is_empty()
        || threads.any(|thread| {
            let [there, here] = &thread.pair.only;
            there.within + here.within + thread.pair.changed > 0
        })
}

fn is_told(thread: &ThreadDifference) -> bool {
    let [there, here] = &thread.pair.only;
    there.within + there.before + there.after + here.within + thread.pair.changed > 0
}

fn other(ctx: &Ctx, compared: &Compared) -> Markup {
    let mut threads: Vec<&ThreadDifference> = compared
        .threads
        .iter()
        .filter(|thread| is_told(thread))
        .collect();
    threads.sort_by_key(|thread| std::cmp::Reverse(thread.pair.only[0].within));
    let more = threads.len().saturating_sub(SHOWN) + compared.gone.len().saturating_sub(SHOWN);
    let day = day(compared.other_received);
    html! {
        @if !threads.is_empty() || !compared.gone.is_empty() {
            h3 { (ctx.tw("check-beside", &[("source", compared.other.as_str().into()), ("day", day.into())])) }
            ul {
                @for thread in threads.iter().take(SHOWN) { (of_thread(ctx, thread)) }
                @for gone in compared.gone.iter().take(SHOWN) {
                    li {
                        bdi { (gone.title) } ": "
                        (ctx.tw(
                            if gone.here { "check-only-here" } else { "check-only-there" },
                            &[("n", gone.gone.events.into())],
                        ))
                        " " (period(ctx, gone.gone.period))
                    }
                }
            }
            @if more > 0 { p.hint { (ctx.tw("check-more-threads", &[("n", more.into())])) } }
        }
    }
}

fn of_thread(ctx: &Ctx, thread: &ThreadDifference) -> Markup {
    let [there, here] = &thread.pair.only;
    let say = |key: &str, n: u64| ctx.tw(key, &[("n", n.into())]);
    let lacks = if thread.messages_only {
        "check-lacks-messages"
    } else {
        "check-lacks"
    };
    html! {
        li {
            bdi { strong { (thread.title) } }
            ul {
                @if there.within > 0 { li { (say(lacks, there.within)) " " (period(ctx, there.period)) } }
                @if here.within > 0 { li { (say("check-has", here.within)) " " (period(ctx, here.period)) } }
                @if there.before > 0 { li { (say("check-before", there.before)) } }
                @if there.after > 0 { li { (say("check-after", there.after)) } }
                @if thread.pair.changed > 0 { li { (say("check-changed", thread.pair.changed)) } }
            }
        }
    }
}

fn period(ctx: &Ctx, period: Option<(Instant, Instant)>) -> String {
    match period.map(|(first, last)| (day(first), day(last))) {
        None => ctx.t("period-none"),
        Some((first, last)) if first == last => format!("({first})"),
        Some((first, last)) => ctx.tw("period", &[("first", first.into()), ("last", last.into())]),
    }
}
