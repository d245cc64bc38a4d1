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
pub const FRONT_IMPACT: &str = "What it did";
/// See [`FRONT_WHO`].
pub const FRONT_LAPSE: &str = "Charge by";
/// No clock can be counted.
pub const NO_LAPSE: &str = "Not counted: no dated incident or contact.";
/// Before what can be charged or asked for at any time.
pub const NO_LIMIT: &str = "Without a time limit";
/// After every statement of law.
pub const LAWYER: &str = "Have a lawyer check.";
/// See [`FRONT_WHO`].
pub const FRONT_TOLD: &str = "Told to stop";
/// See [`FRONT_WHO`].
pub const FRONT_REPORTED: &str = "Reported and answered";
/// See [`FRONT_WHO`].
pub const FRONT_ASK: &str = "What is asked now";
/// See [`FRONT_WHO`].
pub const FRONT_REFERENCES: &str = "References so far";
/// See [`FRONT_WHO`].
pub const FRONT_PACK: &str = "This pack";
/// See [`FRONT_WHO`].
pub const FRONT_FINGERPRINT: &str = "Log fingerprint";
/// Below the fingerprint. A report cannot bear the fingerprint of the pack that it is in.
pub const FRONT_COMPARE: &str = "Compare it with the log’s fingerprint that you were given in \
    another way. The pack has one of its own, which the check page shows.";
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
/// Nobody told them to stop.
pub const NO_ORDER: &str = "None written down yet.";
/// No report made.
pub const NO_REPORT: &str = "No report is recorded yet.";
/// No account named.
pub const NO_ACCOUNT: &str = "None named yet.";
/// Nobody said which accounts are this person's, so nothing can be counted.
pub const NOT_COUNTED: &str = "Not counted yet: no account in this pack is named as this person’s.";
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
pub const SECTION_ACCOUNTS: &str = "Accounts";
/// Heading.
pub const SECTION_LEDGER: &str = "Reports made and answers given";
/// Heading.
pub const SECTION_EXHIBITS: &str = "Exhibits";
/// Heading.
pub const SECTION_LABELS: &str = "Exhibit labels to sign";
/// Heading.
pub const SECTION_METHOD: &str = "Method, custody and limits";

/// Heading.
pub const SECTION_ORDERS: &str = "Orders, warnings and what came after";
/// Heading.
pub const SECTION_CONTACTED: &str = "Other people, and what they can say";
/// Heading.
pub const SECTION_IMPACT: &str = "What it did";
/// Heading.
pub const SECTION_NEEDED: &str = "What is still needed";
/// Heading.
pub const SECTION_STATEMENT: &str = "Skeleton for a statement";

// Orders.
/// Above the list.
pub const ORDERS_SAYS: &str = "What came after is counted from this pack, from the day after. \
    Whether an order was broken is for others to decide.";
/// Where there is none.
pub const ORDERS_NONE: &str = "No order or warning has been written down yet.";
/// Row names of an order.
pub const ORDER_BY: &str = "Given by";
/// See [`ORDER_BY`].
pub const ORDER_WORDS: &str = "What was said";
/// See [`ORDER_BY`].
pub const ORDER_REFERENCE: &str = "Reference";
/// See [`ORDER_BY`].
pub const ORDER_REACHED: &str = "How it reached them";
/// See [`ORDER_BY`].
pub const ORDER_UNTIL: &str = "Holds until";
/// See [`ORDER_BY`].
pub const ORDER_AFTER: &str = "After it";
/// Nothing came after.
pub const ORDER_NOTHING_AFTER: &str = "This pack shows no contact after it.";
/// No exhibit shows it.
pub const ORDER_NOTHING_SHOWS: &str = "Nothing in this pack shows it yet.";

// People contacted.
/// Above the table.
pub const CONTACTED_SAYS: &str = "People whom the person reporting has named. Contacts by the person \
    doing this are counted from this pack. Nobody has been asked by the program.";
/// Where there is none.
pub const CONTACTED_NONE: &str = "Nobody has been named yet.";
/// No contact shown.
pub const NONE_SHOWN: &str = "none in this pack";
/// Nothing said.
pub const NOT_ASKED: &str = "not said yet";

// Impact.
/// Above the texts.
pub const IMPACT_SAYS: &str = "In the words of the person reporting.";
/// Where there is none.
pub const IMPACT_NONE: &str = "Nothing has been written down yet.";
/// Row names.
pub const IMPACT_SINCE: &str = "Since";
/// See [`IMPACT_SINCE`].
pub const IMPACT_COST: &str = "Cost";
/// See [`IMPACT_SINCE`].
pub const IMPACT_WHO: &str = "Can say so too";
/// Heading.
pub const IMPACT_BY_INCIDENT: &str = "By incident";

// Still needed.
/// Heading.
pub const NEEDED: &str = "What could still show it";
/// Below it.
pub const NEEDED_SAYS: &str = "Said by the person reporting, or seen missing in the case. A gap \
    is not a reason to doubt the rest.";
/// Where there is none.
pub const NEEDED_NONE: &str = "Nothing is noted.";
/// Before references.
pub const NEEDED_EXPORT: &str = "These exhibits are screenshots. An export from the platform \
    would bear more:";
/// See [`NEEDED_EXPORT`].
pub const NEEDED_SHOWN: &str = "No exhibit shows these incidents yet:";
/// See [`NEEDED_EXPORT`].
pub const NEEDED_ASK: &str = "Were written to too; what they can say is not noted:";
/// See [`NEEDED_EXPORT`].
pub const NEEDED_ANSWER: &str = "No answer is recorded to these reports:";
/// No outside time.
pub const NEEDED_TIME: &str = "No outside authority has stamped the custody log yet.";
/// Heading.
pub const PRESERVE: &str = "Records that others hold";
/// Below it.
pub const PRESERVE_SAYS: &str = "Services delete their records after a time. Only the police can \
    ask them to keep and give: who registered the account, logins, addresses, and messages.";
/// No id.
pub const NO_ID: &str = "none in the exports";

// Statement.
/// Above the skeleton.
pub const STATEMENT_SAYS: &str = "This is not a statement. It is a list to write one from, with the \
    police or a solicitor. Say only what you know yourself; change or strike out the rest.";
/// Paragraphs.
pub const STATEMENT_AGE: &str = "[If you are under 18: your age.]";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_WHO: &str = "[Who you are, and what you do, as far as it matters here.]";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_WHY: &str = "[Why you believe so. What you do not know.]";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_INCIDENT: &str = "[What you saw or heard yourself, in order. What you felt and \
    did. Which exhibits show it.]";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_ORDER: &str =
    "[What was said, by whom, and how you know that it reached them.]";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_IMPACT: &str = "[What it has done to you. Words of fear belong here, and so do \
    sleep, work, health, moves and costs.]";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_PRODUCE: &str = "I produce the exhibits listed below. [Where you got each, when, \
    and that you changed nothing.]";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_LOG: &str = "I kept these files with a program that seals each one as it came \
    and lists every act in a log. [What you did yourself, and who helped you.]";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_DECLARATION: &str = "[Here stands the declaration of truth. Rule 16.2 of the \
    Criminal Procedure Rules 2020 asks for it. The police have the form. Have a lawyer check.]";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_SIGNED: &str = "Signature";
/// See [`STATEMENT_AGE`].
pub const STATEMENT_DATED: &str = "Date";
/// To be written by hand.
pub const TO_WRITE: &str = "[                                        ]";

// Chronology.
/// How a reference is read.
pub const CITED: &str = "\"T5, 18-23 (p. 41)\" means thread T5, entries 18 to 23, from page 41 of the \
    exhibits, file 02. \"p. 2/41\" is page 41 of volume 2.";
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
pub const INCIDENT_PLACE: &str = "Where";
/// See [`INCIDENT_HOW_KNOWN`].
pub const INCIDENT_WITNESSES: &str = "Who else saw it";
/// See [`INCIDENT_HOW_KNOWN`].
pub const INCIDENT_BEARS_ON: &str = "Bears on";
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
pub const PEOPLE: &str = "Whose they are believed to be";
/// Where there is none.
pub const PEOPLE_NONE: &str = "Nobody has been named yet.";
/// What the user says of a person.
pub const PEOPLE_BELIEF: &str = "Said by the person reporting";
/// Whose account.
pub const BELIEVED: &str = "believed to be";
/// Accounts without an entry.
pub const ACCOUNTS_BARE: &str =
    "Named by the person reporting or in a list, without an entry in this pack:";
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
/// Heading.
pub const OMITS: &str = "What these exports leave out";
/// Heading.
pub const CLASSES: &str = "What they prove and do not prove";
/// Heading.
pub const EXHIBITS_EACH: &str = "Each exhibit";
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
pub const LABELS_SAYS: &str = "A statement must identify each exhibit clearly (Criminal Procedure \
    Rules 2020, rule 16.3). A label that is signed and bears the same reference helps. Sign it \
    when you sign the statement. Have a lawyer check.";
/// Lines of a label.
pub const LABEL_LINES: &[&str] = &["Identified by:", "Signature:", "Date:"];

/// Over sources that were read again.
pub const READ_AGAIN: &str = "Read again by a later version of the program";

/// What that means.
pub const READ_AGAIN_SAYS: &str = "A later version of the program read these sealed files differently from the \
     earlier one. This pack shows the later reading. The files are the same. Both readings stand in the custody \
     log, with the version of what read them. Of the earlier one the log holds commitments and no words: who has \
     the files and that version can make it again.";

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
pub const NOT_USED: &str = "What the case holds and this pack does not use";
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

/// Where some words of a text are not shown.
pub const WORDS_WITHHELD: &str = "some words withheld";
/// Where only the time and the sender of a message are told.
pub const MESSAGE_WITHHELD: &str = "message withheld";

/// A platform's name for people; its short name where that is not known here.
pub fn platform(short: &str) -> Cow<'_, str> {
    Cow::Borrowed(match short {
        "email" => "E-mail",
        "imessage" => "iMessage",
        "kakaotalk" => "KakaoTalk",
        "line" => "LINE",
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
