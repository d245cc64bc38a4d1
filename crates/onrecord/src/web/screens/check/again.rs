//! What the import check says of a source that the program reads otherwise than an earlier version did: what
//! changed, what is left out, and reading it again.

use crate::ops::import_check::SourceCheck;
use crate::ops::read_again::{self, Again, NotShown, Side};
use crate::ops::zone::day;
use crate::ops::{OpResult, rebuild};
use crate::web::ctx::Ctx;
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::jobs::JobDone;
use crate::web::page::parts::{button, care, inset};
use axum::extract::Path;
use maud::{Markup, html};

/// All of it.
pub fn told(ctx: &Ctx, check: &SourceCheck) -> Markup {
    html! {
        @for one in &check.not_shown { (left_out(ctx, one)) }
        @for again in check.again.iter().rev() { (read_again(ctx, again)) }
        @if !check.newer.is_empty() {
            (inset(html! {
                p { (ctx.t("again-newer")) }
                (button(ctx, &format!("check/{}/again", check.source), &ctx.t("again-newer-button"), "quiet"))
            }))
        }
    }
}

fn read_again(ctx: &Ctx, again: &Again) -> Markup {
    let others = again.now.threads.saturating_sub(again.same);
    let line = |key: &str, side: &Side| ctx.tw(key, &[("side", self::side(ctx, side).into())]);
    care(html! {
        h2 { (ctx.tw("again-day", &[("day", day(again.when).into())])) }
        p { (ctx.t("again-one")) }
        ul {
            li { (line("again-before", &again.before)) }
            @if !again.waits { li { (line("again-now", &again.now)) } }
        }
        @if again.waits { p { (ctx.t("again-waits")) } }
        @if again.same > 0 { p { (ctx.tw("again-same", &[("n", again.same.into())])) } }
        @if others > 0 && !again.waits {
            p { (ctx.tw("again-others", &[("n", others.into())])) }
            ul {
                @for (thread, title) in &again.others { li { bdi { (title) } " (" (thread) ")" } }
                @if others > again.others.len() as u64 { li { "…" } }
            }
            p { (ctx.t("again-look")) }
        }
    })
}

/// The importer, for people.
fn title(importer: &str) -> String {
    let found = read_again::manifest_of(importer);
    found.map_or(importer, |found| found.title).to_owned()
}

fn side(ctx: &Ctx, side: &Side) -> String {
    let by = side.by.iter().map(|(importer, version)| {
        let with = [
            ("importer", title(importer).into()),
            ("version", (*version).into()),
        ];
        ctx.tw("again-by", &with)
    });
    let by = by.collect::<Vec<_>>().join(", ");
    let with = [
        ("events", side.events.into()),
        ("threads", side.threads.into()),
        ("by", by.into()),
    ];
    ctx.tw("again-side", &with)
}

fn left_out(ctx: &Ctx, one: &NotShown) -> Markup {
    let missing = one.events.saturating_sub(one.shown);
    let what = [
        ("n", missing.into()),
        ("total", one.events.into()),
        ("version", one.version.into()),
        ("importer", title(&one.importer).into()),
    ];
    let then = match (one.only_looking, one.today) {
        (true, _) => "not-shown-look",
        (false, Some(today)) if today < one.version => "not-shown-older",
        (false, _) => "not-shown-never",
    };
    care(html! {
        h2 { (ctx.t("not-shown-title")) }
        p { (ctx.tw("not-shown-what", &what)) }
        p { (ctx.t("not-shown-safe")) " " (ctx.t(then)) }
    })
}

/// Reads every source again with the program as it is, and says what changed of this one.
pub async fn again(ctx: Ctx, Path(source): Path<String>) -> WebResult {
    let going = ctx.app.start_job("job-again", move |case, job| {
        let from = case.vault().log_size();
        let read: OpResult<()> = rebuild::rebuild(case, &mut |at| super::reading(job, at.records));
        read?;
        let mut changed = read_again::since(case, from)?.into_iter();
        let said = match changed.any(|again| again.source == source) {
            true => "again-done",
            false => "again-none",
        };
        Ok(JobDone::go(format!("check/{source}")).say(Message::new(said)))
    });
    Ok(ctx.follow(&going.await?))
}
