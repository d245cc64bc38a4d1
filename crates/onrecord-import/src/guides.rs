//! Apps whose copy is in no layout that is known: what to ask for, and what is done with what comes.
//! They are listed beside the importers' own manifests, so that nobody looks for them in vain.
//!
//! The right to a copy and its month: Articles 12(3), 15 and 20 of Regulation (EU) 2016/679
//! (<https://eur-lex.europa.eu/eli/reg/2016/679/oj>), in the UK the same of the retained regulation
//! (<https://www.legislation.gov.uk/eur/2016/679>).

use crate::importer::Manifest;

/// As the manifests of importers, of version 0: nothing is read by a layout of their own.
pub static GUIDES: &[Manifest] = &[Manifest {
    name: "bumble",
    version: 0,
    title: "Bumble data copy (in no layout that is known)",
    accepts: &[
        "Nothing as Bumble's own: no description and no example of its copy was found.",
        "What such a copy may hold is read for what it is: PDF documents, tables (CSV, .xlsx), web \
         pages, mails, photos.",
        "A JSON file is kept as it is, and the names of its fields are shown.",
    ],
    how_to_get: &[
        "Take pictures of the screen first: the conversation, and the profile with the name.",
        "Do this before you unmatch, block or delete the account.",
        "Open Bumble's privacy policy, and find there whom to ask for a copy of your data.",
        "Ask for all your data, with messages and matches, as files that a program can read. In \
         the EU and the UK, Articles 15 and 20 of the GDPR give you that right.",
        "Say with which telephone number or e-mail address you log in. An answer is due within a \
         month.",
        "Add what comes as it is.",
    ],
    layouts: &[],
    times: "What each file states, as the importer that reads it says.",
    caveats: &[
        "If a file of Bumble's is not read, tell us the names of its fields, never the file.",
        "Such a copy is about you. Expect that what the other person wrote may be missing.",
    ],
    omits: &["Not known."],
}];
