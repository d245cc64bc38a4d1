//! A group: its accounts in the order in which they came, what several of them show, every channel with what
//! speaks against it, every pair.

use super::{account, always_against, events, figures, hours, may_change, pair_path, searched};
use crate::ops::link::sheets::{self, GroupSheet, ShownLine, StepLine};
use crate::ops::link::{self, Amount, ChannelRow};
use crate::web::charts::linked::{self, Tie, letter};
use crate::web::ctx::Ctx;
use crate::web::error::WebResult;
use crate::web::jobs::JobDone;
use crate::web::page::parts;
use crate::web::page::{MenuItem, page};
use crate::web::told;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use onrecord_analysis::link::Level;
use onrecord_model::linkage::LinkDecision;

/// Things that are drawn: more lines than this cannot be told apart.
const MOST_DRAWN: usize = 12;

pub async fn show(ctx: Ctx, Path(number): Path<usize>) -> WebResult {
    let found = ctx
        .app
        .with_case(move |case| sheets::group_sheet(case, number))
        .await?;
    let Some(sheet) = found else {
        return Ok(super::not_compared(&ctx));
    };
    let here = format!("linkage/group/{number}");
    let body = html! {
        h1 { (ctx.tw("linkage-group", &[("n", number.into()), ("accounts", sheet.steps.len().into())])) }
        p { (ctx.t("linkage-group-what")) }
        (told::cover_switch(&ctx, &here))
        (sequence(&ctx, &sheet))
        (shown(&ctx, &sheet))
        (channels(&ctx, &sheet))
        (pairs(&ctx, &sheet))
        (together(&ctx, number, &sheet))
        @if let Some(found) = &sheet.figures { (figures(&ctx, found)) }
        (hours(&ctx, &sheet.hours, &sheet.zone))
        h2 { (ctx.t("linkage-searched")) }
        (searched(&ctx, &sheet.searched))
        (always_against(&ctx))
        p.hint { (ctx.t("linkage-caution")) }
        p { a href=(ctx.url("linkage")) { (ctx.t("linkage-back")) } }
    };
    Ok(page(&ctx, "title-people", MenuItem::People, body).into_response())
}

fn sequence(ctx: &Ctx, sheet: &GroupSheet) -> Markup {
    let at = |key: &str, when: &Option<(String, u64)>| {
        html! {
            @if let Some((when, event)) = when {
                " · " (ctx.t(key)) " " a href=(ctx.url(&format!("event/{event}"))) { (when) }
            }
        }
    };
    let step = |step: &StepLine| {
        html! {
            p.head { (account(ctx, &step.account)) }
            p.meta {
                (ctx.t("linkage-first")) " "
                @match &step.first {
                    Some((when, event)) => a href=(ctx.url(&format!("event/{event}"))) { (when) },
                    None => (ctx.t("time-none")),
                }
                (at("linkage-last", &step.last))
                (at("linkage-blocked", &step.blocked))
            }
            @if let Some((before, minutes)) = step.after {
                p.meta { (ctx.tw("linkage-after", &[("minutes", minutes.into()), ("n", (before + 1).into())])) }
            }
            @if !step.wrote_to.is_empty() {
                p.meta {
                    (ctx.t("linkage-wrote-to")) " "
                    @for (nth, to) in step.wrote_to.iter().take(6).enumerate() { @if nth > 0 { ", " } (told::name(&to.label)) }
                    @if step.wrote_to.len() > 6 { " …" }
                }
            }
        }
    };
    html! {
        section aria-labelledby="sequence" {
            h2 #sequence { (ctx.t("linkage-sequence")) }
            ol.accounts.numbered { @for one in &sheet.steps { li { (step(one)) } } }
        }
    }
}

fn shown(ctx: &Ctx, sheet: &GroupSheet) -> Markup {
    let is_confirmed = |account: usize| {
        sheet.pairs.iter().any(|(one, other, _, decision)| {
            (*one == account || *other == account) && *decision == LinkDecision::Confirmed
        })
    };
    let drawn = sheet.shown.len().min(MOST_DRAWN);
    let ties: Vec<Tie> = sheet.shown[..drawn]
        .iter()
        .enumerate()
        .flat_map(|(thing, line)| line.by.iter().map(move |(account, _)| (thing, *account)))
        .map(|(thing, account)| Tie {
            account,
            thing,
            confirmed: is_confirmed(account),
        })
        .collect();
    let label = ctx.tw(
        "linkage-graph-label",
        &[
            ("accounts", sheet.steps.len().into()),
            ("things", drawn.into()),
        ],
    );
    html! {
        section aria-labelledby="shown" {
            h2 #shown { (ctx.t("linkage-shown")) }
            @if sheet.shown.is_empty() { p { (ctx.t("linkage-shown-none")) } } @else {
                (linked::graph(sheet.steps.len(), drawn, &ties, &label))
                p.hint { (ctx.t("linkage-graph-key")) }
                (things(ctx, sheet, 0..drawn))
                @if drawn < sheet.shown.len() {
                    details {
                        summary { (ctx.tw("linkage-other-things", &[("n", (sheet.shown.len() - drawn).into())])) }
                        div.inside { (things(ctx, sheet, drawn..sheet.shown.len())) }
                    }
                }
                @if sheet.more_shown > 0 { p.hint { (ctx.tw("linkage-more-shown", &[("n", sheet.more_shown.into())])) } }
            }
        }
    }
}

fn things(ctx: &Ctx, sheet: &GroupSheet, which: std::ops::Range<usize>) -> Markup {
    html! { ul.accounts { @for nth in which { li { (thing(ctx, sheet, nth, &sheet.shown[nth])) } } } }
}

fn thing(ctx: &Ctx, sheet: &GroupSheet, nth: usize, line: &ShownLine) -> Markup {
    let open = ctx.app.is_uncovered();
    let one = &line.shown;
    let kind = ctx.t(&format!("linkage-kind-{}", one.kind));
    let words = html! { div.said { (told::words(&one.what)) } };
    let mut against = Vec::new();
    if one.known > 0 {
        against.push(ctx.t("linkage-thing-known"));
    }
    if let Some(from) = &line.known_from {
        against.push(ctx.tw("linkage-thing-public", &[("from", from.as_str().into())]));
    }
    if one.others > 0 {
        against.push(ctx.tw("linkage-thing-others", &[("n", one.others.into())]));
    }
    let first: Vec<u64> = line
        .by
        .iter()
        .filter_map(|(_, event)| *event)
        .take(8)
        .collect();
    html! {
        p.head { strong { (letter(nth)) } " " (kind) }
        @if !one.what.is_empty() {
            @if open { (words) } @else { (told::covered(&ctx.t("words-show"), &kind, words)) }
        }
        p.meta {
            (ctx.tw("linkage-thing-by", &[("n", line.by.len().into()), ("of", sheet.steps.len().into())])) " "
            @for (at, (account, _)) in line.by.iter().enumerate() { @if at > 0 { ", " } (account + 1) }
        }
        p.meta {
            (ctx.t("linkage-against-it")) " "
            @if against.is_empty() { (ctx.t("linkage-nothing-known")) } @else { (against.join(" ")) }
        }
        (events(ctx, &first, line.by.len() as u64))
    }
}

fn channels(ctx: &Ctx, sheet: &GroupSheet) -> Markup {
    let amounts = |all: &[Amount]| {
        html! {
            ul { @for one in all {
                li { (told::line(&one.says)) " " span.hint { (ctx.tw("linkage-in-pairs", &[("n", one.pairs.into())])) } }
            } }
        }
    };
    let row = |row: &ChannelRow| {
        html! {
            div {
                dt { (row.channel.says()) }
                dd {
                    p {
                        @if row.pairs_for == 0 { (ctx.t("linkage-channel-none")) } @else {
                            (ctx.tw("linkage-channel-for", &[("n", row.pairs_for.into())]))
                            @if let Some(strongest) = row.strongest { " " span.hint { "(" (strongest.says()) ")" } }
                        }
                    }
                    @if !row.against.is_empty() {
                        p { (ctx.tw("linkage-channel-against", &[("n", row.pairs_against.into())])) }
                        (amounts(&row.against))
                    }
                    @if !row.unsaid.is_empty() {
                        p { (ctx.t("linkage-channel-unsaid")) }
                        (amounts(&row.unsaid))
                    }
                }
            }
        }
    };
    html! {
        section aria-labelledby="channels" {
            h2 #channels { (ctx.t("linkage-channels")) }
            p { (ctx.tw("linkage-channels-what", &[("n", sheet.pairs.len().into())])) }
            dl.summary { @for one in &sheet.channels { (row(one)) } }
        }
    }
}

fn pairs(ctx: &Ctx, sheet: &GroupSheet) -> Markup {
    let count = |wanted: LinkDecision| {
        sheet
            .pairs
            .iter()
            .filter(|(.., decision)| *decision == wanted)
            .count()
    };
    let mark = |level: Level, decision: LinkDecision| {
        ctx.t(match (decision, level) {
            (LinkDecision::Confirmed, _) => "linkage-mark-confirmed",
            (LinkDecision::Rejected, _) => "linkage-mark-rejected",
            (_, Level::Proposed) => "linkage-mark-proposed",
            (_, Level::Tied) => "linkage-mark-tied",
            (_, Level::Nothing) => "linkage-mark-nothing",
        })
    };
    html! {
        section aria-labelledby="pairs" {
            h2 #pairs { (ctx.t("linkage-every-pair")) }
            p {
                (ctx.tw("linkage-pairs-count", &[("n", sheet.pairs.len().into()), ("confirmed", count(LinkDecision::Confirmed).into()), ("rejected", count(LinkDecision::Rejected).into())]))
                " " (ctx.t("linkage-pairs-what"))
            }
            details open[sheet.steps.len() <= 6] {
                summary { (ctx.t("linkage-pairs-list")) }
                div.inside {
                    ul.accounts {
                        @for (nth, step) in sheet.steps.iter().enumerate() {
                            @let own: Vec<_> = sheet.pairs.iter().filter(|(one, ..)| *one == nth).collect();
                            @if !own.is_empty() {
                                li {
                                    p.head { (nth + 1) ". " (told::name(&step.account.label)) }
                                    ul.pairs { @for (_, other, level, decision) in own {
                                        li { a href=(ctx.url(&pair_path(&step.account, &sheet.steps[*other].account))) {
                                            span.hidden { (nth + 1) " + " } (other + 1) " " (mark(*level, *decision))
                                        } }
                                    } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the confirmed accounts say together, where there are any.
fn together(ctx: &Ctx, number: usize, sheet: &GroupSheet) -> Markup {
    let n = sheet.confirmed.len();
    html! {
        @if n > 1 {
            section aria-labelledby="together" {
                h2 #together { (ctx.tw("linkage-together", &[("n", n.into())])) }
                p { (ctx.t("linkage-together-what")) }
                @match &sheet.together {
                    None => (parts::button(ctx, &format!("linkage/group/{number}/together"), &ctx.t("linkage-together-go"), "quiet")),
                    Some(all) => ul.accounts {
                        @for (others, says) in all {
                            li {
                                p.head { @for (at, other) in others.iter().enumerate() {
                                    @if at > 0 { ", " } (other + 1) ". " (told::name(&sheet.steps[*other].account.label))
                                } }
                                p { (says) }
                            }
                        }
                    },
                }
            }
        } @else if may_change(ctx) {
            p.hint { (ctx.t("linkage-together-later")) }
        }
    }
}

/// Compares the confirmed accounts, taken as one, with the others.
pub async fn compare(ctx: Ctx, Path(number): Path<usize>) -> WebResult<Response> {
    let going = ctx
        .app
        .start_job("job-comparing", move |case, job| {
            let mut progress = super::progress(job);
            let linkage = link::compared(case, &mut progress)?;
            sheets::compare_together(case, &linkage, number, &mut progress)?;
            Ok(JobDone::go(format!("linkage/group/{number}")))
        })
        .await?;
    Ok(ctx.follow(&going))
}
