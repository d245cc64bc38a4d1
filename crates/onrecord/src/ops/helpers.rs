//! Helpers: who else can open a copy of the case, and whether they may change it. Which slot opened
//! the case decides under what name everything is done.

use crate::ops::case::Case;
use crate::ops::{OpError, OpResult};
use onrecord_vault::age_format::AgeError;
use onrecord_vault::{Identity, Recipient, Slot, SlotListed};

/// The name under which the owner acts.
pub const OWNER: &str = "owner";

/// The longest name of a helper.
const LONGEST_NAME: usize = 80;

/// Somebody who works on a case that is not theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingFor {
    /// The helper, as the owner named them.
    pub helper: String,
    /// Whose case it is.
    pub owner: String,
    /// Whether they may change it.
    pub may_change: bool,
    /// It is a copy that was given to them, and the private notes are not in it.
    pub without_notes: bool,
}

/// For whom somebody works here; `None` where it is their own case.
pub fn working_for(case: &Case) -> Option<WorkingFor> {
    let way_in = case.vault.way_in();
    let copy = case.vault.handed_over();
    matches!(way_in.slot, Slot::Helper(_)).then(|| WorkingFor {
        helper: way_in.helper.clone(),
        owner: case.state.owner.clone(),
        may_change: way_in.may_change,
        without_notes: copy.is_some_and(|copy| copy.is_without_notes()),
    })
}

/// Every helper who can open the case.
///
/// # Errors
/// The log cannot be read.
pub fn all(case: &Case) -> OpResult<Vec<SlotListed>> {
    let slots = case.vault.slots()?.into_iter();
    Ok(slots
        .filter(|listed| matches!(listed.slot, Slot::Helper(_)))
        .collect())
}

/// The helper of that name, or of that slot.
///
/// # Errors
/// There is none.
pub fn find(case: &Case, typed: &str) -> OpResult<SlotListed> {
    let mut all = all(case)?.into_iter();
    all.find(|listed| listed.label == typed || listed.slot.name() == typed)
        .ok_or_else(|| {
            OpError::Other(format!(
                "There is no helper \"{typed}\" in this case. Nothing was changed. Add them first, with the \
                 key that they give you."
            ))
        })
}

/// Lets a helper open a copy with their own key. They see everything that is in the copy.
///
/// # Errors
/// The name cannot stand in the log as theirs, or the key is none.
pub fn add(case: &mut Case, name: &str, key: &str, may_change: bool) -> OpResult<Slot> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let wrong = |why: &str| Err(OpError::Other(format!("{why} Nothing was changed.")));
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return wrong("Give the helper's name, in at most 80 letters.");
    }
    // Everything they do bears this name: it must be theirs alone, and look like what it is.
    if name
        .chars()
        .any(|letter| letter.is_control() || is_invisible(letter))
    {
        return wrong("That name holds signs that cannot be seen. Type it again.");
    }
    let lower = name.to_lowercase();
    if lower == OWNER || lower == case.state.owner.to_lowercase() {
        return wrong("That name is yours in this case. Give the helper's own name.");
    }
    if all(case)?
        .iter()
        .any(|other| other.label.to_lowercase() == lower)
    {
        return wrong(
            "There is a helper of that name already. Take them away first, or add to the name.",
        );
    }
    let Some(recipient) = Recipient::from_text(key.trim()) else {
        return wrong(
            "That is not a helper's key. It begins with age1 and has 62 letters and digits.",
        );
    };
    let context = case.context();
    let slot = case
        .vault
        .add_helper(&context, &name, &recipient, may_change)?;
    case.refold()?;
    Ok(slot)
}

/// Marks that change the direction of text, or take no room.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Takes a helper's way in away. It does not reach a copy that they have.
///
/// # Errors
/// There is no such helper.
pub fn remove(case: &mut Case, typed: &str) -> OpResult<()> {
    let listed = find(case, typed)?;
    let context = case.context();
    case.vault.remove_helper(&context, &listed.slot)?;
    case.refold()
}

/// Reads a helper's key as typed, or the whole file that [`new_key`] and `age-keygen` write.
pub fn read_key(typed: &str) -> Option<Identity> {
    let mut lines = typed.lines().map(str::trim);
    Identity::from_text(lines.find(|line| line.starts_with("AGE-SECRET-KEY-1"))?)
}

/// A new key for a helper: the text of the key file, as the tool `age-keygen` writes it, and the part
/// that is given away.
///
/// # Errors
/// The system gave no random numbers.
pub fn new_key() -> OpResult<(String, String)> {
    let identity =
        Identity::random().map_err(|error: AgeError| OpError::Other(error.to_string()))?;
    let public = identity.recipient().to_string();
    let text = format!(
        "# A key that opens copies of cases which were locked for it. Keep it to yourself.\n\
         # public key: {public}\n{}\n",
        *identity.to_text()
    );
    Ok((text, public))
}
