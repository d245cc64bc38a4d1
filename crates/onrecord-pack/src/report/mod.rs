//! What the documents of a pack say: the report, the exhibits word for word, and the recovery
//! sheet. Fixed wording stands in [`words`]; everything else is the caller's facts, printed as
//! data. It must not know vaults or archives.

mod accounts;
mod bursts;
mod chronology;
mod citations;
mod clocks;
mod contacted;
mod custody;
mod elements;
mod exhibit_list;
mod front;
mod gaps;
mod impact;
mod law_words;
mod ledger;
mod linkage;
mod needed;
mod orders;
mod phrases;
mod recovery;
mod statement;
mod transcript;
pub mod words;

pub use citations::{Citations, Places};
pub use recovery::{RecoverySheet, write_recovery_sheet};

use crate::input::{Case, Facts, PackError};
use crate::pdf::{
    Composer, DocumentInfo, FontStore, Limits, Profile, Span, Summary, SystemFonts, Typesetter,
    Volume, write_document,
};
use crate::stage::{Stage, put};

/// Points that must be left for a short section to begin on the same page.
const SHORT: f32 = 260.0;

/// How the documents are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choices {
    /// What they conform to.
    pub profile: Profile,
    /// When a volume is full.
    pub limits: Limits,
}

/// Writes the report: the front page and every section. `places` says on which page of the exhibits
/// a cited entry stands. Each finished volume goes to `sink`; the summary holds the same text as data.
///
/// # Errors
/// The case could not be read, a volume not written, or the writer refused the document.
pub fn write_report(
    case: &dyn Case,
    setter: &mut Typesetter<'_>,
    choices: Choices,
    citations: &Citations,
    places: &Places,
    sink: &mut dyn FnMut(Volume) -> Result<(), PackError>,
) -> Result<Summary, PackError> {
    let facts = case.facts();
    let info = info(facts, "report.pdf", words::REPORT_TITLE, choices.profile);
    let info = DocumentInfo {
        take_down: true,
        ..info
    };
    let mut body = |composer: &mut Composer<'_, '_>| {
        front::write(composer, facts);
        let all = [
            (words::SECTION_ASK, "ask"),
            (words::SECTION_CHRONOLOGY, "chronology"),
            (law_words::SECTION_ELEMENTS, "elements"),
            (words::SECTION_ORDERS, "orders"),
            (words::SECTION_ACCOUNTS, "accounts"),
            (linkage::SECTION, "linkage"),
            (words::SECTION_CONTACTED, "contacted"),
            (words::SECTION_LEDGER, "ledger"),
            (law_words::SECTION_CLOCKS, "clocks"),
            (words::SECTION_IMPACT, "impact"),
            (words::SECTION_NEEDED, "needed"),
            (words::SECTION_EXHIBITS, "exhibits"),
            (words::SECTION_LABELS, "labels"),
            (words::SECTION_STATEMENT, "statement"),
            (words::SECTION_METHOD, "method"),
        ];
        // A case in which nothing was compared has no such section.
        let sections: Vec<(&str, &str)> = all
            .into_iter()
            .filter(|(_, name)| *name != "linkage" || facts.linkage.accounts > 0)
            .collect();
        composer.new_part();
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
            // A long section begins a page; a short one stands below the one before it.
            if ["ask", "orders", "contacted", "ledger", "impact", "needed"].contains(&name) {
                composer.need(SHORT);
                composer.space(14.0);
            } else {
                composer.new_part();
            }
            composer.destination(name);
            composer.heading(1, title);
            match name {
                "ask" => front::ask(composer, facts),
                "chronology" => chronology::write(composer, facts, &citations.bursts, places)?,
                "elements" => elements::write(composer, facts, places)?,
                "clocks" => clocks::write(composer, facts)?,
                "orders" => orders::write(composer, facts, places)?,
                "linkage" => linkage::write(composer, facts, places)?,
                "contacted" => contacted::write(composer, facts)?,
                "impact" => impact::write(composer, facts)?,
                "needed" => needed::write(composer, facts)?,
                "statement" => statement::write(composer, facts)?,
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
    citations: &Citations,
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
    let mut body = |composer: &mut Composer<'_, '_>| {
        transcript::write(composer, case, citations, &mut pictures)
    };
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
    ) -> Result<Option<String>, PackError> {
        let store = FontStore::new(self.system_fonts);
        let mut setter = Typesetter::new(&store);
        let citations = Citations::find(case)?;
        // The exhibits come first: the report names their pages.
        progress("Exhibits")?;
        let choices = Choices::default();
        let exhibits = write_exhibits(case, &mut setter, choices, &citations, &mut |volume| {
            let name = match volume.of {
                0 | 1 => "02-exhibits.pdf".to_owned(),
                of => format!("02-exhibits-{}-of-{of}.pdf", volume.number),
            };
            put(stage, &name, &volume.bytes)?;
            progress(&name)
        })?;
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
        let places = Places::from(exhibits);
        let report = write_report(
            case,
            &mut setter,
            whole,
            &citations,
            &places,
            &mut |volume| Ok(put(stage, "01-report.pdf", &volume.bytes)?),
        )?;
        Ok(report.plain)
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
        take_down: false,
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
