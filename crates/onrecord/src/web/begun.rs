//! A form that somebody was in the middle of: what they had typed is put back. The draft's name is the
//! form's path. Knows nothing of what the form means.

use crate::ops::drafts;
use crate::web::ctx::{Ctx, Fields};
use crate::web::error::WebResult;
use crate::web::page::parts::{button, inset};
use maud::{Markup, html};

/// What was typed in the form of that path and not sent; none where nothing was.
pub async fn typed(ctx: &Ctx, path: &str) -> WebResult<Option<Fields>> {
    let name = path.to_owned();
    let draft = ctx.app.with_case(move |case| drafts::of(case, &name));
    let fields = draft.await?.map(|draft| Fields::of(draft.fields));
    Ok(fields.filter(|fields| fields.iter().any(|(_, text)| !text.trim().is_empty())))
}

/// Says that it was put back, and offers to begin anew.
pub fn notice(ctx: &Ctx, path: &str) -> Markup {
    inset(html! {
        p { (ctx.t("write-begun")) }
        (button(ctx, &format!("begin-anew/{path}"), &ctx.t("write-forget"), "quiet"))
    })
}
