//! Every screen, and which side of the lock it stands on. A screen's file has `pub fn routes()`; it is
//! named here and nowhere else.

pub mod add;
mod check;
mod copies;
mod device;
mod draft;
mod event;
#[cfg(test)]
mod evidence_tests;
mod first;
mod held;
mod home;
mod how;
mod job;
mod leave;
mod linkage;
mod lock;
mod pack;
mod patterns;
mod people;
mod reports;
mod restore;
mod search;
mod settings;
pub(super) mod timeline;
mod undo;
mod unlock;
mod write;

use crate::web::desk::App;
use axum::Router;

/// Screens of the open case. None of their handlers runs while the app is locked.
pub fn at_the_desk() -> Router<App> {
    Router::new()
        .merge(home::routes())
        .merge(add::routes())
        .merge(check::routes())
        .merge(how::routes())
        .merge(write::routes())
        .merge(job::routes())
        .merge(draft::routes())
        .merge(held::routes())
        .merge(settings::routes())
        .merge(restore::settings_routes())
        .merge(undo::routes())
        .merge(reports::routes())
        .merge(pack::routes())
        .merge(copies::routes())
        .merge(first::sheet_routes())
        .merge(timeline::routes())
        .merge(event::routes())
        .merge(search::routes())
        .merge(people::routes())
        .merge(linkage::routes())
        .merge(patterns::routes())
}

/// Screens that this browser gets before anything is unlocked.
pub fn before() -> Router<App> {
    Router::new()
        .merge(unlock::routes())
        .merge(first::routes())
        .merge(restore::routes())
        .merge(lock::routes())
        .merge(device::routes())
}

/// Screens for any browser: only the way out.
pub fn for_all() -> Router<App> {
    leave::routes()
}

#[cfg(test)]
mod tests;
