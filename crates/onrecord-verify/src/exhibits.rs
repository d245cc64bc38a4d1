//! The exhibit list: each original in the archive is the file that the custody log says was sealed,
//! and nothing is said of what is withheld.

use crate::archive::{Archive, label};
use crate::lines::{number, reference_is_plain};
use crate::log::Log;
use crate::report::{Meaning, Report};
use onrecord_model::Digest;
use std::collections::BTreeSet;

/// First line of `exhibits.csv`.
pub const EXHIBITS_HEADER: &str = "\u{feff}\"exhibit\",\"in_pack\",\"file\",\"sha256\",\"bytes\",\"log_entry\",\"sealed_utc\",\"name\",\"what\",\"grade\",\"source\",\"proves\",\"does_not_prove\"\r\n";
/// How many columns that is.
pub const COLUMNS: usize = 13;

pub(crate) const PATH: &str = "data/exhibits.csv";
const LARGEST: u64 = 64 << 20;

/// Splits a table whose cells are all quoted into rows; `None` where it is not one.
pub fn read_csv(text: &str, columns: usize) -> Option<Vec<Vec<String>>> {
    let mut rest = text;
    let mut rows = Vec::new();
    while !rest.is_empty() {
        let mut row: Vec<String> = Vec::new();
        for column in 1..=columns {
            rest = rest.strip_prefix('"')?;
            let mut cell = String::new();
            loop {
                let (before, after) = rest.split_once('"')?;
                cell.push_str(before);
                rest = after;
                match rest.strip_prefix('"') {
                    Some(after) => rest = after,
                    None => break,
                }
                cell.push('"');
            }
            row.push(cell);
            rest = rest.strip_prefix(if column == columns { "\r\n" } else { "," })?;
        }
        rows.push(row);
    }
    Some(rows)
}

/// Checks the list and gives the references in it.
pub(crate) fn check(archive: &Archive<'_>, log: &Log, report: &mut Report) -> BTreeSet<String> {
    let mut references = BTreeSet::new();
    let bytes = archive.read(PATH, LARGEST).unwrap_or_default();
    let rows = core::str::from_utf8(&bytes)
        .ok()
        .and_then(|text| read_csv(text.strip_prefix(EXHIBITS_HEADER)?, COLUMNS));
    let Some(rows) = rows else {
        report.add(
            &label(PATH),
            Meaning::TableBroken,
            "It cannot be read as the exhibit list.",
        );
        return references;
    };
    let mut originals: BTreeSet<String> =
        archive.paths("data/originals/", "").into_iter().collect();
    for row in &rows {
        let reference = &row[0];
        if !reference_is_plain(reference) || !references.insert(reference.clone()) {
            let problem =
                format!("Exhibit {reference} stands in it twice or has no proper reference.");
            report.add(&label(PATH), Meaning::TableBroken, problem);
            continue;
        }
        if let Err((meaning, file, problem)) = one(archive, log, row, &mut originals) {
            let file = if file.is_empty() { PATH } else { file };
            report.add(
                &label(file),
                meaning,
                format!("Exhibit {reference}: {problem}"),
            );
        } else if row[1] == "original" {
            report.originals += 1;
        }
    }
    for path in originals {
        report.add(
            &label(&path),
            Meaning::ExhibitBroken,
            "No exhibit of the list has this file.",
        );
    }
    references
}

type Problem<'a> = (Meaning, &'a str, &'static str);

fn one<'a>(
    archive: &Archive<'_>,
    log: &Log,
    row: &'a [String],
    originals: &mut BTreeSet<String>,
) -> Result<(), Problem<'a>> {
    let (inclusion, file) = (row[1].as_str(), row[2].as_str());
    let table = |problem| Err((Meaning::TableBroken, "", problem));
    match inclusion {
        "original" | "extract" | "listed" => {}
        "withheld" => {
            let told = [2, 3, 4, 7].iter().any(|column| !row[*column].is_empty());
            return if told {
                table("it is withheld, yet the list describes it.")
            } else {
                Ok(())
            };
        }
        _ => return table("the list does not say how it is included."),
    }
    let (Some(digest), Some(size), Some(entry)) =
        (Digest::from_hex(&row[3]), number(&row[4]), number(&row[5]))
    else {
        return table("its digest, size or log entry cannot be read.");
    };
    if inclusion != "original" {
        return if file.is_empty() {
            Ok(())
        } else {
            table("it is not included, yet names a file.")
        };
    }
    originals.remove(file);
    if !file.starts_with("data/originals/") || !archive.has(file) {
        return Err((
            Meaning::ExhibitBroken,
            "",
            "the file that it names is not in the archive.",
        ));
    }
    if archive.digests.get(file) != Some(&digest) || archive.size(file) != size {
        return Err((
            Meaning::ExhibitBroken,
            file,
            "the file is not the one that the list describes.",
        ));
    }
    if !log.sealed(entry, &digest) {
        return Err((
            Meaning::ExhibitBroken,
            file,
            "the log entry named does not seal this file.",
        ));
    }
    Ok(())
}
