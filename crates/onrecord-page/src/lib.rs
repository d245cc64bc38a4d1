//! `00-check-this-pack.html`: checks a pack in a browser, from the disk, offline, and shows what it
//! proved. This half is the Rust of it: questions in, answers out, over files that somebody else
//! opens ([`host`]). It decides with `onrecord-verify` alone, and knows nothing of screens.
//!
//! The page holds nothing of a case. It is the same, byte for byte, in every pack that one version
//! of the program makes, so its digest can be compared with a published one.

#[cfg(not(target_arch = "wasm32"))]
pub mod assemble;
pub mod desk;
pub mod host;
mod say;
mod timeline;

#[cfg(not(target_arch = "wasm32"))]
pub use assemble::page;
