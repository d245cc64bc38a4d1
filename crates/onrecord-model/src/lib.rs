//! The nouns of a case, their canonical encoding, hashes, Merkle trees and proofs.
//!
//! Pure: nothing here reads a file, a clock or a source of randomness, so that the same input
//! gives the same bytes in ten years, on another machine, in the verifier and in the browser.

pub mod account;
pub mod base64;
pub mod canonical;
pub mod checkpoint;
pub mod commit;
pub mod custody;
pub mod details;
pub mod digest;
pub mod disclose;
pub mod encode;
pub mod escape;
pub mod event;
pub mod event_id;
pub mod exhibit;
pub mod hidden;
pub mod json;
pub mod linkage;
pub mod locator;
pub mod merkle;
pub mod note;
pub mod pieces;
pub mod record;
mod sha;
pub mod statement;
pub mod tlog_proof;
pub mod when;

pub use account::{Account, AccountKey, Thread};
pub use canonical::Field;
pub use commit::{ThreadCommitment, ThreadCommitter, ThreadSeed};
pub use details::Details;
pub use digest::Digest;
pub use disclose::{FieldSet, Opening, Part, Piece, ThreadDisclosure};
pub use event::{Attachment, Defect, Event, Kind, Mark, Marks, Place, Transfer};
pub use event_id::{EventId, EventIds};
pub use locator::{Locator, Pointer};
pub use when::{Instant, Precision, Truth, Wall, When};
