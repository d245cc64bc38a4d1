//! How a case was opened, and so by whom and whether they may change it. Knows nothing of what they do.

use crate::log::Logged;
use crate::slots::Slot;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;

/// In the payload of a helper's slot: whether they may change the case.
pub(crate) const MAY_CHANGE: &str = "may_change";

/// How the case was opened, and so by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayIn {
    /// The slot that opened it.
    pub slot: Slot,
    /// The helper's name, as the log says it; empty for whose case it is.
    pub helper: String,
    /// Whether what was opened this way may be changed.
    pub may_change: bool,
}

impl WayIn {
    pub(crate) fn owner(slot: Slot) -> Self {
        let may_change = !matches!(slot, Slot::Helper(_));
        Self {
            slot,
            helper: String::new(),
            may_change,
        }
    }

    /// Takes in what an entry says of a helper's slot.
    pub(crate) fn learn(&mut self, logged: &Logged) {
        if logged.entry.act != Act::SlotAdded || *logged.entry.subject != self.slot.name() {
            return;
        }
        if matches!(self.slot, Slot::Helper(_)) {
            let label = logged.payload.get("label").and_then(Value::as_text);
            self.helper = label.unwrap_or_default().to_owned();
            self.may_change = matches!(logged.payload.get(MAY_CHANGE), Some(Value::Bool(true)));
        }
    }
}
