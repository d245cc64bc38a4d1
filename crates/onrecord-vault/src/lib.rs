//! A case on disk: keys, sealed blobs, the custody log, private notes, the encrypted index.
//!
//! Knows nothing of what the sealed bytes mean: no importer, no platform, no pack. Time and the
//! person acting are passed in; nothing here asks a clock or the network.

mod acts;
pub mod age_format;
mod blobs;
mod bulk;
mod check;
mod copy;
pub mod disk;
mod drafts;
mod error;
mod frames;
pub mod index;
mod keys;
mod layout;
mod log;
mod original;
mod private;
mod process;
mod recovery;
mod side_files;
mod slots;
pub mod timestamp;
mod vault;
mod verifying;
mod view;
mod way_in;

pub use acts::{BLOBS_KEY, SlotListed, blobs_value};
pub use age_format::{Identity, Recipient};
pub use blobs::{BlobReader, Sealed};
pub use check::{CheckReport, Depth};
pub use copy::{CopyProgress, CopyReport, HandedOver, Restored, Snapshot};
pub use drafts::{Draft, LONGEST_DRAFT};
pub use error::{Result, VaultError};
pub use log::Logged;
pub use original::{Links, Original};
pub use private::{PrivateNote, PrivateNotes};
pub use process::forbid_core_dumps;
pub use recovery::{RecoveryLine, RecoverySheet, line_check, read_recovery_key};
pub use slots::{Key, SHORTEST_PASSPHRASE, Slot, WorkFactor};
pub use vault::{Context, Locked, Open, Vault};
pub use way_in::WayIn;
