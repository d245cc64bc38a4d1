//! What the documents of a pack say: the report, the exhibits word for word, and the recovery
//! sheet. Fixed wording stands in [`words`]; everything else is the caller's facts, printed as
//! data. It must not know vaults or archives.

mod accounts;
mod bursts;
mod chronology;
mod custody;
mod exhibit_list;
mod front;
mod ledger;
mod phrases;
mod recovery;
mod transcript;
pub mod words;

pub use recovery::{RecoverySheet, write_recovery_sheet};

use crate::input::{Case, Facts, PackError};
use crate::pdf::{
    Composer, DocumentInfo, FontStore, Limits, Profile, Span, Summary, SystemFonts, Typesetter,
    Volume, write_document,
};
use crate::stage::{Stage, put};

/// How the documents are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choices {
    /// What they conform to.
    pub profile: Profile,
    /// When a volume is full.
    pub limits: Limits,
}

/// Writes the report: front page, chronology, accounts, ledger, exhibits, method. Each finished
/// volume goes to `sink`.
///
/// # Errors
/// The case could not be read, a volume not written, or the writer refused the document.
pub fn write_report(
    case: &dyn Case,
    setter: &mut Typesetter<'_>,
    choices: Choices,
    sink: &mut dyn FnMut(Volume) -> Result<(), PackError>,
) -> Result<Summary, PackError> {
    let facts = case.facts();
    let bursts = bursts::find(case)?;
    let info = info(facts, "report.pdf", words::REPORT_TITLE, choices.profile);
    let mut body = |composer: &mut Composer<'_, '_>| {
        front::write(composer, facts);
        let sections = [
            (words::SECTION_ASK, "ask"),
            (words::SECTION_CHRONOLOGY, "chronology"),
            (words::SECTION_ACCOUNTS, "accounts"),
            (words::SECTION_LEDGER, "ledger"),
            (words::SECTION_EXHIBITS, "exhibits"),
            (words::SECTION_LABELS, "labels"),
            (words::SECTION_METHOD, "method"),
        ];
        composer.new_page();
        composer.heading(1, words::CONTENTS);
        let contents: Vec<_> = sections
            .iter()
            .map(|(title, name)| (1, (*title).to_owned(), (*name).to_owned()))
            .collect();
        composer.contents(&contents);
        for (title, name) in sections {
            if composer.volume_is_full() {
                composer.next_volume()?;
            }
            // The ask stands below the contents; each longer section begins a page.
            if name != "ask" {
                composer.new_page();
            }
            composer.destination(name);
            composer.heading(1, title);
            match name {
                "ask" => front::ask(composer, facts),
                "chronology" => chronology::write(composer, facts, &bursts)?,
                "accounts" => accounts::write(composer, facts)?,
                "ledger" => ledger::write(composer, facts)?,
                "exhibits" => exhibit_list::write(composer, facts)?,
                "labels" => exhibit_list::labels(composer, facts)?,
                _ => custody::write(composer, facts)?,
            }
        }
        Ok(())
    };
    write_document(setter, &info, choices.limits, &mut body, sink)
}

/// Writes the exhibits: every disclosed thread word for word, every withheld gap counted.
///
/// # Errors
/// As [`write_report`].
pub fn write_exhibits(
    case: &dyn Case,
    setter: &mut Typesetter<'_>,
    choices: Choices,
    sink: &mut dyn FnMut(Volume) -> Result<(), PackError>,
) -> Result<Summary, PackError> {
    let facts = case.facts();
    let info = info(
        facts,
        "exhibits.pdf",
        words::EXHIBITS_TITLE,
        choices.profile,
    );
    let mut pictures = transcript::Pictures::default();
    let mut body =
        |composer: &mut Composer<'_, '_>| transcript::write(composer, case, &mut pictures);
    write_document(setter, &info, choices.limits, &mut body, sink)
}

/// The documents as PDF files, for [`crate::make_pack`].
#[derive(Clone, Copy, Debug)]
pub struct PdfDocuments {
    /// Whether installed fonts may help out where the carried ones lack a character.
    pub system_fonts: SystemFonts,
}

impl crate::Documents for PdfDocuments {
    fn write(
        &self,
        case: &dyn Case,
        stage: &dyn Stage,
        progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
    ) -> Result<(), PackError> {
        let store = FontStore::new(self.system_fonts);
        let mut setter = Typesetter::new(&store);
        progress("Report")?;
        // The report is one file: an officer opens it first.
        let whole = Choices {
            limits: Limits {
                pages: usize::MAX,
                picture_bytes: usize::MAX,
                volumes: 1,
            },
            ..Choices::default()
        };
        write_report(case, &mut setter, whole, &mut |volume| {
            Ok(put(stage, "01-report.pdf", &volume.bytes)?)
        })?;
        progress("Exhibits")?;
        write_exhibits(case, &mut setter, Choices::default(), &mut |volume| {
            let name = match volume.of {
                0 | 1 => "02-exhibits.pdf".to_owned(),
                of => format!("02-exhibits-{}-of-{of}.pdf", volume.number),
            };
            put(stage, &name, &volume.bytes)?;
            progress(&name)
        })?;
        Ok(())
    }
}

/// The name of a volume's file: `exhibits.pdf`, or `exhibits-vol-2.pdf` where there are several.
pub fn volume_file_name(stem: &str, volume: &Volume) -> String {
    if volume.of <= 1 {
        format!("{stem}.pdf")
    } else {
        format!("{stem}-vol-{}.pdf", volume.number)
    }
}

fn info(facts: &Facts, file: &str, title: &str, profile: Profile) -> DocumentInfo {
    DocumentInfo {
        file: file.to_owned(),
        title: crate::pdf::plain(&format!("{title}: {}", facts.owner)),
        running: format!("{title} · {}", phrases::clip(&facts.owner, 60)),
        date: phrases::date(facts.made_at),
        footer: format!("{} {}", words::FRONT_FINGERPRINT, facts.proof.fingerprint),
        tool: crate::pdf::plain(&facts.tool),
        made_at: facts.made_at,
        profile,
    }
}

/// A paragraph of fixed words.
fn say(composer: &mut Composer<'_, '_>, text: &str) {
    composer.paragraph(&[Span::body(text.to_owned())]);
}

/// A remark of the program's.
fn remark(composer: &mut Composer<'_, '_>, text: &str) {
    composer.paragraph(&[Span::small(text.to_owned())]);
}
