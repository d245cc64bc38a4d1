//! What every part of one reading needs to know. Holds no state of the reading.

use super::Platform;
use super::layout::Root;
use crate::Export;
use crate::kit::attachments::AttachmentNames;
use onrecord_model::Account;
use std::sync::Arc;

/// One export being read for one platform.
pub(super) struct Context<'a> {
    pub export: &'a dyn Export,
    pub platform: &'static Platform,
    pub platform_name: Arc<str>,
    pub names: AttachmentNames,
    pub roots: Vec<Root>,
    /// The owner, where the export says who that is.
    pub owner: Option<Owner>,
}

/// The owner of the export, as its personal information says.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    pub account: Arc<Account>,
    /// The names under which threads may show them.
    pub names: Vec<Box<str>>,
    /// The file that says so.
    pub source: Arc<str>,
}
