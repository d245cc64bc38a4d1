//! The layout that every page has: the way out, the menu, what is running, what was just done. Knows
//! no screen; what stands in it is the screen's.

pub mod error;
pub mod form;
pub mod parts;

use crate::web::assets;
use crate::web::ctx::Ctx;
use maud::{DOCTYPE, Markup, html};

/// The five menu items, and the pages that belong to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuItem {
    /// Everything in order of time; also an event, search, patterns.
    Timeline,
    /// Putting things in; also the import check, writing down.
    Add,
    /// People and accounts.
    People,
    /// The ledger, clocks, letters.
    Reports,
    /// Packs.
    Pack,
    /// Home, settings and the rest.
    None,
}

const MENU: [(MenuItem, &str, &str); 5] = [
    (MenuItem::Timeline, "timeline", "menu-timeline"),
    (MenuItem::Add, "add", "menu-add"),
    (MenuItem::People, "people", "menu-people"),
    (MenuItem::Reports, "reports", "menu-reports"),
    (MenuItem::Pack, "pack", "menu-pack"),
];

/// Where a page goes by itself, and after how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// Seconds.
    pub seconds: u32,
    /// A path inside the app that is no sign of a person.
    pub path: &'static str,
    /// Where JavaScript runs the page's script looks instead.
    pub scripted: bool,
}

/// How a page differs from most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Somebody types here: without JavaScript the page is not turned over when the app locks, so
    /// that what was typed can still be sent.
    pub typing: bool,
    /// It loads itself again, to show how far something is.
    pub again: Option<Again>,
    /// Without menu: nothing can be shown yet.
    pub bare: bool,
}

impl Kind {
    /// A page to read.
    pub const READ: Self = Self {
        typing: false,
        again: None,
        bare: false,
    };
    /// A page with a form to type in.
    pub const TYPE: Self = Self {
        typing: true,
        ..Self::READ
    };
    /// A page before anything is unlocked.
    pub const BARE: Self = Self {
        bare: true,
        typing: true,
        again: None,
    };
}

/// A whole page to read. `title_key` names the page in the tab, before the title that the person
/// chose: only words that tell nothing.
pub fn page(ctx: &Ctx, title_key: &str, item: MenuItem, body: Markup) -> Markup {
    page_of(Kind::READ, ctx, title_key, item, body)
}

/// As [`page`], with a form that is typed into.
pub fn form_page(ctx: &Ctx, title_key: &str, item: MenuItem, body: Markup) -> Markup {
    page_of(Kind::TYPE, ctx, title_key, item, body)
}

/// As [`page`], for any kind.
pub fn page_of(kind: Kind, ctx: &Ctx, title_key: &str, item: MenuItem, body: Markup) -> Markup {
    let flashes = if kind.bare {
        Vec::new()
    } else {
        ctx.app.take_flashes()
    };
    let idle = u32::from(ctx.settings.lock_minutes) * 60;
    let menu = ctx.open && !kind.bare;
    html! {
        (DOCTYPE)
        html lang=(ctx.language()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (ctx.t(title_key)) " - " (ctx.settings.title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(ctx.url(assets::STYLE));
                script type="module" src=(ctx.url(assets::SCRIPT)) {}
                @if let Some(again) = kind.again {
                    @let meta = html! { meta http-equiv="refresh" content=(format!("{}; url={}", again.seconds, ctx.url(again.path))); };
                    @if again.scripted { noscript { (meta) } } @else { (meta) }
                } @else if ctx.open && !kind.typing {
                    // What is on the screen does not outlast the lock.
                    noscript {
                        meta http-equiv="refresh" content=(format!("{}; url={}", idle + 5, ctx.url("unlock")));
                    }
                }
            }
            body data-base=(ctx.url("")) data-idle=[ctx.open.then_some(idle)]
                data-locked=(ctx.url("unlock")) {
                a.skip href="#main" { (ctx.t("skip")) }
                (top(ctx))
                @if menu { (nav(ctx, item)) }
                (working(ctx))
                @if menu && !kind.bare && kind.again.is_none() { (running(ctx)) }
                main #main tabindex="-1" {
                    @for flash in &flashes { (parts::flash(ctx, flash)) }
                    (body)
                }
                (foot(ctx, menu))
            }
        }
    }
}

/// For whom somebody works here, where it is not their own case.
fn working(ctx: &Ctx) -> Markup {
    let helper = ctx.helper.as_ref().filter(|_| ctx.open);
    html! {
        @if let Some(who) = helper {
            @let key = if who.may_change { "banner-helper-changes" } else { "banner-helper-looks" };
            p.working {
                (ctx.tw(key, &[("helper", who.helper.as_str().into()), ("owner", who.owner.as_str().into())]))
                @if who.without_notes { " " (ctx.t("banner-helper-notes")) }
            }
        } @else if ctx.open && ctx.actor != "owner" {
            p.working { (ctx.tw("banner-working-for", &[("name", ctx.actor.as_str().into())])) }
        }
    }
}

/// The line above everything: in danger, and out.
fn top(ctx: &Ctx) -> Markup {
    html! {
        header.top {
            p.danger { (ctx.t("danger-now")) " " strong { (ctx.t("danger-call")) } }
            form.leave method="post" action=(ctx.url("leave")) {
                button.leave type="submit" data-leave="" { (ctx.t("leave")) }
            }
        }
        p.heard role="status" aria-live="assertive" data-heard="" data-once=(ctx.t("leave-once"))
            data-twice=(ctx.t("leave-twice")) data-soon=(ctx.t("lock-soon")) {}
        p.heard role="status" data-kept=(ctx.t("draft-kept")) {}
    }
}

fn nav(ctx: &Ctx, item: MenuItem) -> Markup {
    html! {
        nav.menu aria-label=(ctx.t("menu")) {
            ul {
                li { a href=(ctx.url("")) aria-current=[(item == MenuItem::None).then_some("true")] { (ctx.t("menu-home")) } }
                @for (one, path, key) in MENU {
                    li { a href=(ctx.url(path)) aria-current=[(one == item).then_some("page")] { (ctx.t(key)) } }
                }
            }
            form method="post" action=(ctx.url("lock")) {
                button.quiet type="submit" { (ctx.t("lock")) }
            }
        }
    }
}

/// What runs, wherever the person is.
fn running(ctx: &Ctx) -> Markup {
    let news = ctx.app.has_job_news();
    let job = ctx.app.running_job();
    let held = ctx.app.desk().held.is_some();
    html! {
        @if let Some((title, done, of)) = job {
            p.running {
                (ctx.t(title)) @if of == 0 { ". " } @else { ": " }
                @if of > 0 { (ctx.tw("job-count", &[("done", done.into()), ("of", of.into())])) ". " }
                a href=(ctx.url("job")) { (ctx.t("job-look")) } ". "
                (ctx.t(if held { "job-kept" } else { "job-meanwhile" }))
            }
        } @else {
            @if news {
                p.running { (ctx.t("job-news")) " " a href=(ctx.url("job")) { (ctx.t("job-came")) } }
            }
            @if held { p.running { (ctx.t("held-waits")) " " a href=(ctx.url("held")) { (ctx.t("held-look")) } } }
        }
    }
}

fn foot(ctx: &Ctx, menu: bool) -> Markup {
    html! {
        footer.foot {
            p { (ctx.t("foot-here")) }
            p {
                @if menu { a href=(ctx.url("settings")) { (ctx.t("settings")) } " " }
                a href=(ctx.url("device")) { (ctx.t("foot-device")) }
            }
        }
    }
}
