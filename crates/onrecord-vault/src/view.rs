//! Who may change a case through which handle: its owner, a helper who may, and nobody through a view, by
//! which a case is looked at while another handle is at work with it.

use crate::error::{Result, VaultError};
use crate::keys::CaseKeys;
use crate::vault::{Open, Vault};
use std::sync::Arc;

impl Vault<Open> {
    /// The same case as it is now, to be looked at while this handle is at work: it changes nothing but
    /// drafts. The folder stays held until both are gone.
    ///
    /// # Errors
    /// An earlier write failed.
    pub fn view(&self) -> Result<Self> {
        let state = &self.state;
        if state.stale {
            return Err(VaultError::MustReopen);
        }
        Ok(Self {
            folder: self.folder.clone(),
            disk: self.disk.clone(),
            state: Open {
                keys: CaseKeys::from_identity(state.keys.identity().clone())?,
                blob_folder: state.blob_folder.clone(),
                log: state.log.view(),
                side_files: state.side_files.clone(),
                private: state.private.view(),
                notes: state.notes.clone(),
                stale: false,
                is_view: true,
                way_in: state.way_in.clone(),
                handed_over: state.handed_over.clone(),
                lock: Arc::clone(&state.lock),
            },
        })
    }

    /// Whether the case may be changed now. Asked before every write; whoever begins long work that
    /// ends in one asks first.
    ///
    /// # Errors
    /// A helper opened it to look, another handle is at work with it, or an earlier write failed.
    pub fn usable(&self) -> Result<()> {
        self.may_draft()?;
        match self.state.is_view {
            true => Err(VaultError::AtWork),
            false => Ok(()),
        }
    }

    /// Whether drafts may be kept: they are no part of the log, so also while another handle writes.
    pub(crate) fn may_draft(&self) -> Result<()> {
        if self.state.stale {
            Err(VaultError::MustReopen)
        } else if !self.state.way_in.may_change {
            Err(VaultError::ViewOnly(self.state.way_in.helper.clone()))
        } else {
            Ok(())
        }
    }
}
