//! An open case: the vault, what its log adds up to, and the index that follows it.

use crate::ops::link::Linkage;
use crate::ops::named::NamedEvents;
use crate::ops::overview::Overview;
use crate::ops::state::CaseState;
use crate::ops::{OpError, OpResult};
use onrecord_model::Instant;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_vault::index::{Index, IndexError};
use onrecord_vault::{Context, Key, Open, RecoverySheet, Slot, Vault, WorkFactor};
use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

/// The program and its version, as the log says it.
pub const TOOL: &str = concat!("onrecord ", env!("CARGO_PKG_VERSION"));

/// Who acts, and the clock that they act by.
#[derive(Clone, Debug)]
pub struct Acting {
    /// `owner`, or a helper's name.
    pub actor: String,
    /// Tells the time. Passed in, so that nothing below asks the system.
    pub clock: fn() -> Instant,
}

impl Acting {
    /// Now, by whom, with what.
    pub fn context(&self) -> Context {
        Context {
            now: (self.clock)(),
            actor: self.actor.clone(),
            tool: TOOL.into(),
        }
    }
}

/// What a new case is told about its owner.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The name that stands in a pack.
    pub name: String,
    /// Initials for exhibit references.
    pub initials: String,
    /// The zone assumed where a time states none.
    pub zone: String,
}

impl Owner {
    /// Checks what was typed. Initials that are not given are made from the name.
    ///
    /// # Errors
    /// There is no name, the initials are none, or the zone is not known.
    pub fn new(name: &str, initials: Option<&str>, zone: &str) -> OpResult<Self> {
        let name = name.trim();
        let initials = initials.map_or_else(|| initials_of(name), str::to_owned);
        if initials.is_empty() || !initials.chars().all(char::is_alphanumeric) {
            return Err(OpError::Other(
                "Initials are letters only, such as WF. Nothing was made.".into(),
            ));
        }
        if crate::ops::zone::Zone::named(zone).is_none() {
            return Err(OpError::Other(
                "That time zone is not known. Write it as Europe/London.".into(),
            ));
        }
        Ok(Self {
            name: name.into(),
            initials,
            zone: zone.into(),
        })
    }
}

fn initials_of(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()))
        .take(3)
        .collect::<String>()
        .to_uppercase()
}

/// An open case.
pub struct Case {
    pub(super) vault: Vault<Open>,
    pub(super) index: Index,
    pub(super) state: CaseState,
    pub(super) acting: Acting,
    /// How many entries the log had when it was opened.
    pub(super) opened_at: u64,
    pub(super) named: RefCell<NamedEvents>,
    /// The last overview, with the log's and the index's length then.
    pub(super) overview: RefCell<Option<((u64, u64), Overview)>>,
    /// The comparison of accounts that was made last.
    pub(super) linkage: RefCell<Option<Arc<Linkage>>>,
}

impl Case {
    /// Makes a case in an empty or absent folder. The sheet is nowhere else.
    pub fn create(
        folder: &Path,
        passphrase: &str,
        work: WorkFactor,
        owner: &Owner,
        acting: Acting,
    ) -> OpResult<(Self, RecoverySheet)> {
        let (vault, sheet) = Vault::create(folder, passphrase, work, &acting.context())?;
        let index = open_index(&vault)?;
        let mut case = Self {
            vault,
            index,
            state: CaseState::default(),
            acting,
            opened_at: 0,
            named: RefCell::default(),
            overview: RefCell::default(),
            linkage: RefCell::default(),
        };
        case.refold()?;
        case.act(
            Act::SettingChanged,
            "owner",
            Value::map([
                ("name", Value::from(owner.name.as_str())),
                ("initials", owner.initials.as_str().into()),
                ("zone", owner.zone.as_str().into()),
            ]),
        )?;
        Ok((case, sheet))
    }

    /// Opens a case. Its index may be behind the log; [`crate::ops::open`] brings it up.
    pub(super) fn unlock(folder: &Path, key: &Key<'_>, acting: Acting) -> OpResult<Self> {
        let vault = Vault::at(folder)?.unlock(key)?;
        let index = match open_index(&vault) {
            Err(OpError::Index(error)) if error.wants_rebuild() => {
                let (path, _) = vault.index_place();
                Index::remove(&path)?;
                open_index(&vault)?
            }
            other => other?,
        };
        let mut acting = acting;
        if let Slot::Helper(_) = vault.way_in().slot {
            // Who opened it is known by the key, so nobody acts under another name.
            acting.actor = vault.way_in().helper.clone();
        }
        let mut case = Self {
            opened_at: vault.log_size(),
            vault,
            index,
            state: CaseState::default(),
            acting,
            named: RefCell::default(),
            overview: RefCell::default(),
            linkage: RefCell::default(),
        };
        case.refold()?;
        Ok(case)
    }

    /// The case as it is now, to be looked at while this one is at work: nothing in it can be changed
    /// but drafts, and it stays as it is. `None` where the index does not follow the log yet, so that
    /// what is looked at would not be the case. [`Self::end_view`] when it is gone.
    ///
    /// # Errors
    /// The case or its index cannot be read a second time.
    pub fn view(&self) -> OpResult<Option<Self>> {
        if !crate::ops::rebuild::is_current(self)? {
            return Ok(None);
        }
        let (_, key) = self.vault.index_place();
        let vault = self.vault.view()?;
        Ok(Some(Self {
            vault,
            index: self.index.view(key)?,
            state: self.state.clone(),
            acting: self.acting.clone(),
            opened_at: self.opened_at,
            named: self.named.clone(),
            overview: self.overview.clone(),
            linkage: self.linkage.clone(),
        }))
    }

    /// After the view is gone: what was written beside it is taken into the index's file, where it is much.
    /// Where that fails it is done when the case is next opened.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn end_view(&self) -> OpResult<()> {
        Ok(self.index.end_view()?)
    }

    /// What the log adds up to.
    pub fn state(&self) -> &CaseState {
        &self.state
    }

    /// How many entries the log had when the case was opened, or 0 where it was made.
    pub fn opened_at(&self) -> u64 {
        self.opened_at
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The vault.
    pub fn vault(&self) -> &Vault<Open> {
        &self.vault
    }

    /// The vault, to change it: keys, notes and timestamps have acts of their own there.
    pub fn vault_mut(&mut self) -> &mut Vault<Open> {
        &mut self.vault
    }

    /// Who acts, and when.
    pub fn context(&self) -> Context {
        self.acting.context()
    }

    /// Does one act and follows it. Gives the entry's number.
    pub fn act(&mut self, act: Act, subject: &str, payload: Value) -> OpResult<u64> {
        let entry = self
            .vault
            .act(&self.acting.context(), act, subject, payload.clone())?;
        let seq = entry.seq;
        self.state.follow(&entry, &payload)?;
        Ok(seq)
    }

    /// Adds the log up again, after acts that the vault did by itself.
    pub fn refold(&mut self) -> OpResult<()> {
        let mut state = CaseState::default();
        let mut trouble = Ok(());
        self.vault.for_each_entry(&mut |logged| {
            if trouble.is_ok() {
                trouble = state.follow(&logged.entry, &logged.payload);
            }
            Ok(())
        })?;
        trouble?;
        self.state = state;
        Ok(())
    }
}

/// Opens the index where the case keeps it, for its owner alone.
pub(super) fn open_index(vault: &Vault<Open>) -> OpResult<Index> {
    let (path, key) = vault.index_place();
    let index = Index::open(&path, key)?;
    // As every other file of the case: its size and times are nobody else's business.
    #[cfg(unix)]
    fs_err::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(index)
}

impl From<IndexError> for OpError {
    fn from(error: IndexError) -> Self {
        Self::Index(error)
    }
}

impl Drop for Case {
    /// What was remembered of its archives goes with it.
    fn drop(&mut self) {
        onrecord_import::containers::forget();
    }
}
