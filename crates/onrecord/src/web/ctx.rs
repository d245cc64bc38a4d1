//! What every handler is given: the app, the language, the run's path, who is at the desk. And the
//! fields of a form. Knows no screen.

use crate::ops::helpers::WorkingFor;
use crate::web::desk::{App, Seat};
use crate::web::error::WebError;
use crate::web::flash::{Flash, Message};
use crate::web::jobs::Going;
use crate::web::settings::Settings;
use crate::web::words::{self, Catalogue};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;
use std::convert::Infallible;
use zeroize::Zeroizing;

/// The surroundings of a page. Take it as the first argument of a handler.
#[derive(Clone)]
pub struct Ctx {
    /// The app.
    pub app: App,
    /// The person is at the desk.
    pub open: bool,
    /// Who acts: `owner`, or a helper's name.
    pub actor: String,
    /// For whom a helper works here; `None` for the owner.
    pub helper: Option<WorkingFor>,
    /// What the person chose.
    pub settings: Settings,
    words: &'static Catalogue,
}

impl Ctx {
    /// The surroundings as they are now.
    pub fn of(app: &App) -> Self {
        let settings = app.settings();
        let (open, actor, helper) = {
            let desk = app.desk();
            (
                desk.seat == Seat::Open,
                desk.actor.clone(),
                desk.helper.clone(),
            )
        };
        Self {
            app: app.clone(),
            open,
            actor,
            helper,
            words: words::of(&settings.language),
            settings,
        }
    }

    /// The language's code, for `lang`.
    pub fn language(&self) -> &'static str {
        self.words.code()
    }

    /// Words of the catalogue.
    pub fn t(&self, key: &str) -> String {
        self.words.say(key, &[])
    }

    /// Words of the catalogue with their places filled:
    /// `ctx.tw("job-count", &[("done", 34.into()), ("of", 210.into())])`.
    pub fn tw(&self, key: &str, with: &[(&'static str, FluentValue<'_>)]) -> String {
        self.words.say(key, with)
    }

    /// A message in this language.
    pub fn say(&self, message: &Message) -> String {
        self.words.say(message.key, &message.with)
    }

    /// The full path for a path inside the app: every link and every form needs it.
    pub fn url(&self, inside: &str) -> String {
        self.app.url(inside)
    }

    /// Sends the browser to a path inside the app; after every form, so that reloading does not
    /// send it again.
    pub fn go(&self, inside: &str) -> Response {
        let to = HeaderValue::try_from(self.url(inside))
            .unwrap_or_else(|_| HeaderValue::from_static("/"));
        (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
    }

    /// As [`Self::go`], to where a job leads.
    pub fn follow(&self, going: &Going) -> Response {
        self.go(&going.0)
    }

    /// Says on the next page that something was done.
    pub fn flash(&self, said: Message) {
        self.app.flash(Flash {
            said,
            undo: None,
            care: false,
        });
    }

    /// As [`Self::flash`], with a button that posts to `undo` (a path inside the app).
    pub fn flash_undo(&self, said: Message, undo: impl Into<String>) {
        self.app.flash(Flash {
            said,
            undo: Some(undo.into()),
            care: false,
        });
    }

    /// Says on the next page that something could not be done.
    pub fn flash_care(&self, said: Message) {
        self.app.flash(Flash {
            said,
            undo: None,
            care: true,
        });
    }
}

impl FromRequestParts<App> for Ctx {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(app))
    }
}

/// The fields of a form that was posted, or of an address behind its `?`. Values are wiped when
/// dropped: a passphrase may be among them. Names may come more than once.
pub struct Fields(Vec<(String, Zeroizing<String>)>);

impl Fields {
    /// Fields of a query or of a form's body.
    pub fn parse(encoded: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(encoded);
        Self(
            pairs
                .map(|(name, value)| (name.into_owned(), Zeroizing::new(value.into_owned())))
                .collect(),
        )
    }

    /// Fields that were kept, in order.
    pub fn of(fields: Vec<(String, Zeroizing<String>)>) -> Self {
        Self(fields)
    }

    /// The first value of a field as typed; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        let mut found = self.0.iter().filter(|(known, _)| known == name);
        found.next().map_or("", |(_, value)| value.as_str())
    }

    /// As [`Self::get`], without spaces around it; `None` where nothing is left.
    pub fn text(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|text| !text.is_empty())
    }

    /// Every value of a field, such as of ticked boxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.0.iter().filter(move |(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether a box is ticked or a button was the one pressed.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    /// Every field in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromRequest<App> for Fields {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(WebError::BadForm);
        }
        Ok(Self::parse(&whole(request, app).await?))
    }
}

/// A form's body, within the limits of its route.
pub async fn whole(request: Request, app: &App) -> Result<Bytes, WebError> {
    let body = Bytes::from_request(request, app).await;
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge,
        _ => WebError::TooSlow,
    })
}

/// The fields behind the `?` of an address. Nothing telling may stand there: see [`App::opaque`].
pub struct Asked(pub Fields);

impl FromRequestParts<App> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(Fields::parse(query.as_bytes())))
    }
}
