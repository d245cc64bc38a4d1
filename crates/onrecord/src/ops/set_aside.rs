//! Undoing what was added: a source is set aside, and nothing of it counts until it is taken back
//! into use. Both are acts in the log. What was sealed stays where it is; nothing here removes.

use crate::ops::case::Case;
use crate::ops::read_source::ReadProgress;
use crate::ops::state::SourceState;
use crate::ops::{OpError, OpResult, named, open, rebuild};
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The source.
    pub source: String,
    /// How many events the case shows now, each once.
    pub events: u64,
    /// The source of the same files whose events count in its place.
    pub same_as: Option<String>,
    /// Incidents, orders and assignments that name events which are not in use now, and how many.
    /// They keep the names, and show the events again when their source is in use again.
    pub waiting: Vec<(String, usize)>,
}

/// The source of that id.
///
/// # Errors
/// There is none.
pub fn find<'c>(case: &'c Case, source: &str) -> OpResult<&'c SourceState> {
    case.state.source(source).ok_or_else(|| {
        OpError::Other(format!(
            "There is no source {source}. See: onrecord list sources. Nothing was changed."
        ))
    })
}

/// Sets a source aside: its events leave the timeline, search, counts and packs. Where the same files
/// came a second time, that source's events count from now on.
///
/// # Errors
/// There is no such source, it is set aside already, or `progress` stopped the making of the index:
/// then the act stands, and the index follows when the case is opened next.
pub fn set_aside(
    case: &mut Case,
    source: &str,
    because: Option<&str>,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<Changed> {
    if find(case, source)?.aside.is_some() {
        return Err(OpError::Other(format!(
            "{source} is set aside already. Nothing was changed."
        )));
    }
    change(case, Act::SourceSetAside, source, because, progress)
}

/// Takes a source back into use.
///
/// # Errors
/// There is no such source, or it is in use; else as [`set_aside`].
pub fn restore(
    case: &mut Case,
    source: &str,
    because: Option<&str>,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<Changed> {
    if find(case, source)?.aside.is_none() {
        return Err(OpError::Other(format!(
            "{source} is not set aside. Nothing was changed."
        )));
    }
    change(case, Act::SourceRestored, source, because, progress)
}

fn change(
    case: &mut Case,
    act: Act,
    source: &str,
    because: Option<&str>,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<Changed> {
    let payload = [("because", because.map_or(Value::Null, Value::from))];
    case.act(act, source, Value::map(payload))?;
    // What the log says was read is read again in the log's order, so that numbers in the index are
    // those of any later rebuild.
    rebuild::catch_up(case, progress)?;
    // A second source of the same files may not have been read: its first one was.
    open::resume(case, progress)?;
    let state = find(case, source)?;
    let same_as = case.state.sources.iter();
    let same_as = same_as
        .filter(|other| other.counts && other.source.id != state.source.id)
        .find(|other| other.is_same(&state.source));
    Ok(Changed {
        source: source.into(),
        events: case.index.events()?,
        same_as: same_as.map(|other| other.source.id.to_string()),
        waiting: named::not_in_use(case)?,
    })
}
