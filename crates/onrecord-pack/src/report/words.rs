//! Every fixed word that the documents print, in one place, so that claims can be checked and
//! changed together. Rules: plain British English, sentences under 20 words, "the person
//! reporting" and "the person doing this"; nothing that claims more than was checked.

use std::borrow::Cow;

/// Before the text of a link, for who does not see it.
pub const GO_TO: &str = "Go to";

// The front page.
/// Title of the report.
pub const REPORT_TITLE: &str = "Report of repeated unwanted contact";
/// Title of the transcript.
pub const EXHIBITS_TITLE: &str = "Exhibits: threads word for word";
/// Small line above the title.
pub const FRONT_KICKER: &str = "Please read this page first. It takes two minutes.";
/// Row names.
pub const FRONT_WHO: &str = "Who reports";
/// See [`FRONT_WHO`].
pub const FRONT_ABOUT: &str = "About";
/// See [`FRONT_WHO`].
pub const FRONT_SINCE: &str = "Since when";
/// See [`FRONT_WHO`].
pub const FRONT_COUNT: &str = "How often";
/// See [`FRONT_WHO`].
pub const FRONT_ACCOUNTS: &str = "By which accounts";
/// See [`FRONT_WHO`].
pub const FRONT_LAST: &str = "Last incident";
/// See [`FRONT_WHO`].
pub const FRONT_REPORTED: &str = "Reported and answered";
/// See [`FRONT_WHO`].
pub const FRONT_ASK: &str = "What is asked now";
/// See [`FRONT_WHO`].
pub const FRONT_REFERENCES: &str = "References so far";
/// See [`FRONT_WHO`].
pub const FRONT_PACK: &str = "This pack";
/// See [`FRONT_WHO`].
pub const FRONT_FINGERPRINT: &str = "Fingerprint";
/// Below the fingerprint.
pub const FRONT_COMPARE: &str =
    "Compare it with the fingerprint that you were given in another way.";
/// What custody means and does not, in the shortest form.
pub const FRONT_LIMIT: &str = "The checks show that the files are unchanged since they were \
    sealed. They do not show that an export was genuine when it came, nor who typed.";
/// Which account is whose.
pub const FRONT_BELIEF: &str =
    "Which accounts belong to this person is what the person reporting believes.";
/// Nothing said.
pub const NOT_SAID: &str = "Not said.";
/// Where the person reporting has chosen no other name.
pub const PERSON_DOING_THIS: &str = "The person doing this";
/// No incident written down.
pub const NO_INCIDENT: &str = "None written down yet.";
/// No report made.
pub const NO_REPORT: &str = "No report is recorded yet.";
/// No account named.
pub const NO_ACCOUNT: &str = "None named yet.";
/// No contact disclosed.
pub const NO_CONTACT: &str = "No contact from these accounts is in this pack.";

// Sections.
/// Heading.
pub const CONTENTS: &str = "Contents";
/// Heading.
pub const SECTION_ASK: &str = "What is asked now";
/// Heading.
pub const SECTION_CHRONOLOGY: &str = "Chronology";
/// Heading.
pub const SECTION_ACCOUNTS: &str = "Accounts and people contacted";
/// Heading.
pub const SECTION_LEDGER: &str = "Reports made and answers given";
/// Heading.
pub const SECTION_EXHIBITS: &str = "Exhibits";
/// Heading.
pub const SECTION_LABELS: &str = "Exhibit labels to sign";
/// Heading.
pub const SECTION_METHOD: &str = "Method, custody and limits";

// Chronology.
/// Heading.
pub const BY_MONTH: &str = "Entries by month";
/// Below the heading.
pub const BY_MONTH_SAYS: &str = "Every dated entry in this pack is counted once. Where a record \
    does not state its zone, the month assumes the zone named under Method.";
/// Where nothing is dated.
pub const BY_MONTH_NONE: &str = "No entry in this pack has a usable date.";
/// Heading.
pub const BURSTS: &str = "Many entries in a short time";
/// Below the heading.
pub const BURSTS_SAYS: &str = "Five or more entries by one account, none more than 30 minutes \
    after the one before. Each is in the transcript, one by one.";
/// Heading.
pub const INCIDENTS: &str = "Incidents, in the words of the person reporting";
/// Where there is none.
pub const INCIDENTS_NONE: &str = "No incident has been written down yet.";
/// Row names of an incident.
pub const INCIDENT_HOW_KNOWN: &str = "How the time is known";
/// See [`INCIDENT_HOW_KNOWN`].
pub const INCIDENT_WRITTEN: &str = "Written down";
/// See [`INCIDENT_HOW_KNOWN`].
pub const INCIDENT_IMPACT: &str = "What it did";
/// See [`INCIDENT_HOW_KNOWN`].
pub const INCIDENT_BELIEF: &str = "Belief, not observed";
/// See [`INCIDENT_HOW_KNOWN`].
pub const INCIDENT_SHOWN_BY: &str = "Shown by";
/// Written at the time.
pub const CONTEMPORANEOUS: &str = "at the time";
/// Written later.
pub const LATER: &str = "later, from memory";

// Accounts.
/// Above the table.
pub const ACCOUNTS_SAYS: &str = "Accounts are listed as the exports show them. None are merged. \
    Whose an account is stands here only as belief.";
/// Where there is none.
pub const ACCOUNTS_NONE: &str = "No account appears in this pack.";
/// Heading.
pub const PEOPLE: &str = "People";
/// Where there is none.
pub const PEOPLE_NONE: &str = "Nobody has been named yet.";
/// What a person can say.
pub const PEOPLE_CAN_SAY: &str = "Was contacted, and can say";
/// What the user says of a person.
pub const PEOPLE_BELIEF: &str = "Said by the person reporting";
/// Whose account.
pub const BELIEVED: &str = "believed to be";
/// No statement.
pub const NOBODY_SAYS: &str = "nobody says";

// Ledger.
/// Above the entries.
pub const LEDGER_SAYS: &str =
    "Answers are word for word as the person reporting wrote them down or received them.";
/// Row names.
pub const LEDGER_CHANNEL: &str = "How";
/// See [`LEDGER_CHANNEL`].
pub const LEDGER_OFFICER: &str = "Spoke to";
/// See [`LEDGER_CHANNEL`].
pub const LEDGER_REFERENCE: &str = "Their reference";
/// See [`LEDGER_CHANNEL`].
pub const LEDGER_SAID: &str = "What was said";
/// See [`LEDGER_CHANNEL`].
pub const LEDGER_ANSWERED: &str = "Answered";
/// See [`LEDGER_CHANNEL`].
pub const LEDGER_PROMISED: &str = "Promised";
/// See [`LEDGER_CHANNEL`].
pub const LEDGER_DUE: &str = "Due";
/// See [`LEDGER_CHANNEL`].
pub const LEDGER_OUTCOME: &str = "Outcome";

/// See [`LEDGER_CHANNEL`].
pub const LEDGER_KEPT: &str = "Earlier versions";

// Exhibits.
/// Above the list.
pub const EXHIBITS_SAYS: &str = "An exhibit is one file as it was received. Grades, from strong \
    to weak: platform export, original from the device, web capture, screenshot, recollection.";
/// Where there is none.
pub const EXHIBITS_NONE: &str = "This case has no exhibit.";
/// A withheld exhibit.
pub const EXHIBIT_WITHHELD: &str = "Withheld from this pack. It is counted here and nothing else \
    is said of it.";
/// Neighbouring exhibits that are all withheld.
pub fn exhibits_withheld(count: u64) -> String {
    format!(
        "{count} exhibits are withheld from this pack. They are counted here and nothing else is said of them."
    )
}
/// Inclusion.
pub const INCLUDED_ORIGINAL: &str = "The original file is in the evidence archive.";
/// Inclusion.
pub const INCLUDED_EXTRACT: &str =
    "Chosen entries are in the evidence archive, each with its proof. The original is not.";
/// Inclusion.
pub const INCLUDED_LISTED: &str = "The file is named and hashed here. It is not in this pack.";
/// Before statements.
pub const PROVES: &str = "Proves";
/// Before statements.
pub const DOES_NOT_PROVE: &str = "Does not prove";
/// Heading.
pub const THREADS: &str = "Threads in this pack";
/// Where there is none.
pub const THREADS_NONE: &str = "No thread is in this pack.";
/// Above the labels.
pub const LABELS_SAYS: &str = "Each label belongs to one exhibit. The person who made or received \
    the exhibit signs it and refers to it in their statement.";
/// Lines of a label.
pub const LABEL_LINES: &[&str] = &["Identified by:", "Signature:", "Date:"];

// Method.
/// Paragraphs.
pub const METHOD: &[&str] = &[
    "Each file was copied, hashed and sealed before anything read it. The file it came from was \
     opened for reading only.",
    "Every act on the case appended one entry to a log. The log is a hash tree: an entry that was \
     changed, removed or moved would change the fingerprint.",
    "Threads were committed in the log when they were read, before anybody chose what to show. \
     So the pack can prove which entries it shows and how many it withholds.",
    "Pictures are printed from their pixels alone. Characters without a look are spelled out in \
     teal, such as [U+202E]. The archive keeps the original bytes.",
];
/// Heading.
pub const CHECKS: &str = "What the checks prove";
/// Statements.
pub const CHECKS_PROVE: &[&str] = &[
    "The files in this pack are the ones that were sealed, byte for byte.",
    "The order of the log's entries, from the first to the checkpoint.",
    "Each entry shown stood in its thread at that place when the thread was read.",
    "How many entries of a shown thread are withheld, and where.",
];
/// Heading.
pub const CHECKS_NOT: &str = "What they do not prove";
/// Statements.
pub const CHECKS_DO_NOT_PROVE: &[&str] = &[
    "That an export or a screenshot was genuine or complete when it came.",
    "Who typed a message, or who used an account.",
    "When the log was begun, unless an outside authority has stamped it. Its owner could write a \
     new one.",
    "What withheld entries say.",
];
/// Heading.
pub const DEFECTS: &str = "Records that could not be read";
/// Below it.
pub const DEFECTS_SAYS: &str =
    "They are kept in their exhibits, byte for byte, and counted here over the whole case.";
/// Where there is none.
pub const DEFECTS_NONE: &str = "Every record of every file that was read could be read.";
/// Heading.
pub const CUSTODY: &str = "The custody log";
/// Below it.
pub const CUSTODY_SAYS: &str = "Times are those of the computer's own clock, in UTC.";
/// Heading.
pub const CHECKPOINT: &str = "Checkpoint";
/// Heading.
pub const TIMESTAMPS: &str = "Outside time";
/// Where there is none.
pub const TIMESTAMPS_NONE: &str = "No outside authority has stamped this log. Its times rest on \
    the computer's own clock.";
/// Where there are some.
pub const TIMESTAMPS_SAYS: &str = "An outside authority stamped the log. How to check each stamp \
    stands in VERIFY.txt.";
/// About the law.
pub const NO_ADVICE: &str = "Nothing in this pack is legal advice.";

// Transcript.
/// Above the threads.
pub const CONVENTIONS: &[&str] = &[
    "The number in the margin is the entry's place in its thread, counted from 0. The same \
     number stands in the evidence archive.",
    "Each time stands as the record writes it, and in UTC where the record states an instant.",
    "Names and texts are as found, with their spelling. Marks in italics are ours.",
    "\"Message\" in a line about withheld messages means any entry: message, call or other record.",
    "Letters in teal such as [U+202E] stand for a character that has no look or no glyph here.",
];
/// Row names of a thread.
pub const THREAD_PLATFORM: &str = "Platform";
/// See [`THREAD_PLATFORM`].
pub const THREAD_EXHIBITS: &str = "Read from";
/// See [`THREAD_PLATFORM`].
pub const THREAD_READ: &str = "Read by";
/// See [`THREAD_PLATFORM`].
pub const THREAD_PEOPLE: &str = "Takes part";
/// See [`THREAD_PLATFORM`].
pub const THREAD_COUNT: &str = "In this pack";
/// See [`THREAD_PLATFORM`].
pub const THREAD_TIMES: &str = "Times";
/// See [`THREAD_PLATFORM`].
pub const THREAD_OMITS: &str = "The export omits";
/// See [`THREAD_PLATFORM`].
pub const THREAD_COMMITMENT: &str = "Commitment";
/// See [`THREAD_PLATFORM`].
pub const THREAD_DEFECTS: &str = "Not readable";
/// Times.
pub const ZONE_NOT_STATED: &str = "zone not stated";
/// Times.
pub const EXPORTER_ZONE: &str = "exporting device's clock, zone not stated";
/// Times.
pub const NO_TIME: &str = "no time in the record";
/// Times.
pub const AMBIGUOUS: &str = "day or month unclear";
/// No sender.
pub const NO_SENDER: &str = "no sender in the record";
/// No text.
pub const EMPTY_TEXT: &str = "(empty text)";

// Recovery sheet.
/// Title.
pub const RECOVERY_TITLE: &str = "Recovery sheet";
/// First of all.
pub const RECOVERY_FIRST: &str = "This sheet opens your case if you forget your passphrase. If \
    you lose both, the case is gone. Nobody can open it for you.";
/// Steps.
pub const RECOVERY_STEPS: &[&str] = &[
    "Keep this sheet away from home: with a friend you trust, a solicitor or in a bank.",
    "Whoever holds this sheet and your computer's files can read everything. Do not photograph it.",
    "To use it, type the key below into a file key.txt, or scan the code into it.",
    "Choose a new passphrase: onrecord --case FOLDER --recovery-key-file key.txt keys passphrase",
    "Delete key.txt afterwards. The free tool age opens the case with this key too.",
    "If you think somebody has seen this sheet, make a new one in the program and destroy this.",
];
/// Labels.
pub const RECOVERY_CASE: &str = "Case";
/// Labels.
pub const RECOVERY_MADE: &str = "Made";
/// Labels.
pub const RECOVERY_CHECK: &str = "Short check";
/// Labels.
pub const RECOVERY_KEY: &str = "Key";
/// Labels.
pub const RECOVERY_WORDS: &str = "Words";
/// For who does not see the code.
pub const RECOVERY_CODE: &str = "QR code that holds the key printed on this sheet";

/// A mark in words.
pub fn mark(mark: onrecord_model::Mark) -> &'static str {
    use onrecord_model::Mark;
    match mark {
        Mark::Outgoing => "sent by the owner of the export",
        Mark::Incoming => "received by the owner of the export",
        Mark::Unsent => "unsent by its sender",
        Mark::Deleted => "deleted",
        Mark::Missed => "missed call",
        Mark::Draft => "draft, never sent",
        Mark::Failed => "sending failed or waits",
        Mark::Edited => "edited",
        Mark::Forwarded => "forwarded",
        Mark::MessageRequest => "came as a message request",
        Mark::Rejected => "call rejected",
        Mark::Blocked => "blocked by the phone",
        Mark::Voicemail => "voicemail",
        Mark::Video => "video call",
        Mark::LossyText => "some bytes were not valid text and are shown as \u{FFFD}",
        Mark::MojibakeRepaired => "text encoded twice by the platform, put right",
        Mark::HiddenCharacters => "holds hidden characters",
        Mark::AttachmentMissing => "an attachment is named but not in the export",
        Mark::AttachmentOmitted => "the platform left an attachment out",
        Mark::Spam => "filed as junk by the platform",
        Mark::Ephemeral => "made to vanish or to be seen once",
        Mark::Location => "holds a place",
        Mark::Inconsistent => "contradicts another part of the same record",
        Mark::GeoBlocked => "blocked in the viewer's country",
        Mark::Truncated => "text cut at the limit; the exhibit keeps all of it",
    }
}

/// A kind in words; `None` for plain messages, which need none.
pub fn kind(kind: &onrecord_model::Kind) -> Option<&'static str> {
    use onrecord_model::Kind;
    Some(match kind {
        Kind::Message => return None,
        Kind::Edit => "change of an earlier entry",
        Kind::Deletion => "removal of an entry",
        Kind::Reaction => "reaction",
        Kind::Call => "call",
        Kind::Request => "request",
        Kind::Post => "post",
        Kind::Comment => "comment",
        Kind::Membership => "change of who takes part",
        Kind::Connection => "contact or follower",
        Kind::Block => "block or unblock",
        Kind::Login => "log-in or log-out",
        Kind::ProfileChange => "change of a profile",
        Kind::Photo => "photo",
        Kind::System => "the platform's own line",
        Kind::Unknown(_) => "kind not known to this program",
    })
}

/// What stands in the place of a field that the pack withholds.
pub fn withheld(field: onrecord_model::canonical::Field) -> &'static str {
    use onrecord_model::canonical::Field;
    match field {
        Field::Time => "time withheld",
        Field::Sender => "sender withheld",
        Field::Others => "whom it was for is withheld",
        Field::Kind => "kind withheld",
        Field::Body => "text withheld",
        Field::Details => "further facts withheld",
        Field::Attachments => "attachments withheld",
        Field::Locator => "place in the file withheld",
    }
}

/// A platform's name for people; its short name where that is not known here.
pub fn platform(short: &str) -> Cow<'_, str> {
    Cow::Borrowed(match short {
        "email" => "E-mail",
        "imessage" => "iMessage",
        "linkedin" => "LinkedIn",
        "tiktok" => "TikTok",
        "whatsapp" => "WhatsApp",
        "youtube" => "YouTube",
        other => {
            let mut letters = other.chars();
            let first: String = letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .collect();
            return Cow::Owned(first + &letters.as_str().replace('_', " "));
        }
    })
}
