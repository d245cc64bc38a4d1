//! The recovery sheet's document. A pack's own documents are written by `onrecord-pack`.

use onrecord_model::Instant;
use onrecord_pack::input::PackError;
use onrecord_pack::pdf::{FontStore, SystemFonts, Typesetter};
use onrecord_pack::report;
use onrecord_vault::RecoverySheet;

/// The recovery sheet as a PDF.
///
/// # Errors
/// The document could not be made.
pub fn recovery(sheet: &RecoverySheet, made_at: Instant) -> Result<Vec<u8>, PackError> {
    let fonts = FontStore::new(SystemFonts::Ignore);
    let mut setter = Typesetter::new(&fonts);
    let lines = sheet.lines();
    report::write_recovery_sheet(
        &report::RecoverySheet {
            case: sheet.case_name.clone(),
            made_at,
            key: sheet.key().to_text().to_string(),
            words: Vec::new(),
            check: lines
                .iter()
                .map(|line| line.check.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            tool: crate::ops::case::TOOL.into(),
        },
        &mut setter,
    )
}
