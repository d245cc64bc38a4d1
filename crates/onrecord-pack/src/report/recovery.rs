//! The recovery sheet: one page with the key in groups, its words, a QR code and plain steps.
//! The key passes through and stays nowhere.

use super::{phrases, words};
use crate::input::PackError;
use crate::pdf::{
    Align, Composer, DocumentInfo, Family, INK, KeyValue, Limits, Profile, Span, Style, Typesetter,
    write_document,
};
use onrecord_model::Instant;
use qrcodegen::{QrCode, QrCodeEcc};

/// What stands on the sheet.
pub struct RecoverySheet {
    /// A neutral name of the case, as the user chose it.
    pub case: String,
    /// When the sheet was made.
    pub made_at: Instant,
    /// The key as text; the QR code holds exactly this.
    pub key: String,
    /// Words that stand for the key, in order; empty where there are none.
    pub words: Vec<String>,
    /// A short check to compare, without secret.
    pub check: String,
    /// Program and version.
    pub tool: String,
}

/// Letters of the key in one group.
const GROUP: usize = 6;

/// Writes the sheet.
///
/// # Errors
/// The key is too long for a QR code, the page overflows, or the writer refused the document.
pub fn write_recovery_sheet(
    sheet: &RecoverySheet,
    setter: &mut Typesetter<'_>,
) -> Result<Vec<u8>, PackError> {
    let failure = |reason: &str| PackError::Document {
        document: "recovery-sheet.pdf".to_owned(),
        reason: reason.to_owned(),
    };
    let code = QrCode::encode_text(&sheet.key, QrCodeEcc::Medium)
        .map_err(|_| failure("the key is too long for a QR code"))?;
    let info = DocumentInfo {
        take_down: false,
        file: "recovery-sheet.pdf".to_owned(),
        title: words::RECOVERY_TITLE.to_owned(),
        running: words::RECOVERY_TITLE.to_owned(),
        date: phrases::date(sheet.made_at),
        footer: format!("{} {}", words::RECOVERY_CHECK, sheet.check),
        tool: crate::pdf::plain(&sheet.tool),
        made_at: sheet.made_at,
        profile: Profile::Archive,
    };
    let mut body = |composer: &mut Composer<'_, '_>| {
        page(composer, sheet, &code);
        Ok(())
    };
    let mut written = Vec::new();
    let summary = write_document(setter, &info, Limits::default(), &mut body, &mut |volume| {
        written = volume.bytes;
        Ok(())
    })?;
    if summary.volumes != [1] {
        return Err(failure("it does not fit on one page"));
    }
    Ok(written)
}

fn page(composer: &mut Composer<'_, '_>, sheet: &RecoverySheet, code: &QrCode) {
    composer.title(words::RECOVERY_TITLE);
    composer.space(4.0);
    composer.paragraph(&[Span::new(words::RECOVERY_FIRST, Style::BOLD.sized(11.5))]);
    let steps: Vec<(String, Vec<Span<'_>>)> = (1..)
        .zip(words::RECOVERY_STEPS)
        .map(|(nth, step)| (format!("{nth}."), vec![Span::body(*step)]))
        .collect();
    composer.numbered(&steps, 16.0);
    composer.hairline();
    composer.space(8.0);
    let mono = Style::new(Family::Mono, 10.0, INK);
    let mut facts = vec![
        KeyValue::new(
            words::RECOVERY_CASE,
            vec![Span::body(phrases::clip(&sheet.case, 80))],
        ),
        KeyValue::new(
            words::RECOVERY_MADE,
            vec![Span::body(phrases::minute(sheet.made_at))],
        ),
        KeyValue::new(
            words::RECOVERY_CHECK,
            vec![Span::new(sheet.check.as_str(), mono)],
        ),
        KeyValue::new(
            words::RECOVERY_KEY,
            vec![Span::new(grouped(&sheet.key), mono)],
        ),
    ];
    if !sheet.words.is_empty() {
        let widest = sheet.words.iter().map(|word| word.chars().count()).max();
        let widest = widest.unwrap_or(0).min(16);
        let mut grid = String::new();
        for (nth, word) in (1..).zip(&sheet.words) {
            let cell = format!("{nth:>2} {word:<widest$}");
            grid.push_str(&cell.replace(' ', "\u{A0}"));
            grid.push_str(if nth % 4 == 0 { "\n" } else { "\u{A0}\u{A0}" });
        }
        let grid = grid.trim_end_matches('\n').to_owned();
        facts.push(KeyValue::new(
            words::RECOVERY_WORDS,
            vec![Span::new(grid, mono)],
        ));
    }
    composer.facts(&facts);
    composer.space(4.0);
    let side = usize::try_from(code.size()).unwrap_or(0);
    let dark = |x: usize, y: usize| code.get_module(x as i32, y as i32);
    composer.squares(side, &dark, words::RECOVERY_CODE);
    composer.paragraph_in(
        &[Span::small(phrases::clip(&sheet.tool, 60))],
        0.0,
        Align::Middle,
    );
}

fn grouped(key: &str) -> String {
    // The part that says what it is (bech32: up to the last "1") stays whole.
    let (kind, rest) = match key.rfind('1') {
        Some(at) if at < 24 => key.split_at(at + 1),
        _ => ("", key),
    };
    let letters: Vec<char> = rest.chars().collect();
    let mut groups: Vec<String> = letters
        .chunks(GROUP)
        .map(|group| group.iter().collect())
        .collect();
    if !kind.is_empty() {
        groups.insert(0, kind.to_owned());
    }
    groups.join(" ")
}
