//! The index of hashes: each original and attachment of the archive, and each exhibit that is named
//! only, with its digest. Holds nothing of what is withheld, since it must follow from the exhibit
//! list and from what is in the archive.

use crate::archive::{Archive, label};
use crate::exhibits::{self, read_csv};
use crate::report::{Meaning, Report};
use onrecord_model::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// Where it stands.
pub const HASHES: &str = "data/hashes.csv";
/// Its first line. SHA-512 of every file is in the bag's manifest; MD5 and SHA-1 are not given, since
/// two files can be made that share one.
pub const HASHES_HEADER: &str =
    "\u{feff}\"sha256\",\"bytes\",\"file\",\"exhibit\",\"thread\",\"position\",\"name\"\r\n";
const COLUMNS: usize = 7;
const LARGEST: u64 = 256 << 20;

fn rows(
    archive: &Archive<'_>,
    path: &str,
    header: &str,
    columns: usize,
) -> Option<Vec<Vec<String>>> {
    let bytes = archive.read(path, LARGEST).ok()?;
    read_csv(
        core::str::from_utf8(&bytes).ok()?.strip_prefix(header)?,
        columns,
    )
}

/// Checks the index. The exhibit list has been checked.
pub(crate) fn check(archive: &Archive<'_>, report: &mut Report) {
    let list = rows(
        archive,
        exhibits::PATH,
        exhibits::EXHIBITS_HEADER,
        exhibits::COLUMNS,
    );
    let mut exhibits: BTreeMap<String, (String, String)> = BTreeMap::new();
    for row in list.unwrap_or_default() {
        if let [reference, _, _, digest, size, ..] = row.as_slice()
            && !digest.is_empty()
        {
            exhibits.insert(reference.clone(), (digest.clone(), size.clone()));
        }
    }
    let rows = rows(archive, HASHES, HASHES_HEADER, COLUMNS);
    let mut files: BTreeSet<String> = ["data/originals/", "data/attachments/"]
        .iter()
        .flat_map(|begin| archive.paths(begin, ""))
        .collect();
    let Some(rows) = rows else {
        let problem = "It cannot be read as the index of hashes.";
        report.add(&label(HASHES), Meaning::TableBroken, problem);
        return;
    };
    for row in &rows {
        let [digest, size, file, exhibit, thread, position, _] = row.as_slice() else {
            continue;
        };
        let there = Digest::from_hex(digest).is_some_and(|digest| {
            archive.digests.get(file.as_str()) == Some(&digest)
                && *size == archive.size(file).to_string()
                && files.remove(file)
        });
        let good = if file.starts_with("data/attachments/") {
            let index = position.parse::<u64>().unwrap_or(0).wrapping_sub(1);
            there && file.starts_with(&format!("data/attachments/{thread}/{index}-"))
        } else {
            let listed = exhibits.remove(exhibit);
            listed.is_some_and(|listed| (digest, size) == (&listed.0, &listed.1))
                && thread.is_empty()
                && position.is_empty()
                && (file.is_empty() || there)
        };
        if !good {
            let what = if file.is_empty() { exhibit } else { file };
            let problem = format!("Its row for {what} is not what the archive holds.");
            report.add(&label(HASHES), Meaning::TableBroken, problem);
            return;
        }
    }
    if let Some(lacking) = files.first().or(exhibits.keys().next()) {
        let problem = format!("It does not list {lacking}.");
        report.add(&label(HASHES), Meaning::TableBroken, problem);
    }
}
