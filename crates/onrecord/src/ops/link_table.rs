//! A table of accounts, times and texts, read for the comparison of styles: no case is needed. Every
//! row that cannot be read is a defect and is counted; nothing here writes.

use onrecord_analysis::style::Writer;
use std::collections::BTreeMap;
use std::io::BufRead;

/// Longer rows are not a message.
const LONGEST_ROW: u64 = 1 << 20;
/// As many defects are told one by one.
const DEFECTS_TOLD: usize = 100;

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDefect {
    /// Its number in the file, from 1.
    pub row: u64,
    /// Why.
    pub reason: RowReason,
}

/// Why a row could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowReason {
    /// Fewer columns than are needed.
    Columns,
    /// No account is named.
    NoAccount,
    /// Longer than a message can be.
    TooLong,
    /// Not UTF-8. Where only the text is not, it is kept with U+FFFD in place of what could not be read.
    Encoding,
}

impl RowReason {
    /// As programs read it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Columns => "columns",
            Self::NoAccount => "no-account",
            Self::TooLong => "too-long",
            Self::Encoding => "not-utf8",
        }
    }
}

/// What the table held.
#[derive(Debug, Default)]
pub struct AccountTable {
    /// Names as written, in order.
    pub names: Vec<String>,
    /// What each wrote, oldest first.
    pub writers: Vec<Writer>,
    /// Rows, without a header.
    pub rows: u64,
    /// Rows whose time could not be read; they keep their place in the file.
    pub undated: u64,
    /// The first defects.
    pub defects: Vec<RowDefect>,
    /// All defects, by reason.
    pub defect_counts: BTreeMap<RowReason, u64>,
    /// Accounts whose names differ in case and spaces alone: places in `names`. They stay apart, since an
    /// id may tell such letters apart; whoever made the table can say.
    pub alike: Vec<Vec<usize>>,
}

/// Where the three columns stand.
#[derive(Clone, Copy)]
struct Columns {
    account: usize,
    time: Option<usize>,
    text: usize,
    width: usize,
}

impl Columns {
    const USUAL: Self = Self {
        account: 0,
        time: Some(1),
        text: 2,
        width: 3,
    };

    const UNDATED: Self = Self {
        account: 0,
        time: None,
        text: 1,
        width: 2,
    };

    /// Of a header, or `None` where this row is no header. A name counts without case and separators.
    fn of(fields: &[&str]) -> Option<Self> {
        let place = |names: &[&str]| {
            fields.iter().position(|field| {
                let letters = field.chars().filter(|c| c.is_alphanumeric());
                let name: String = letters.flat_map(char::to_lowercase).collect();
                names.contains(&name.as_str())
            })
        };
        let account = place(ACCOUNT_NAMES)?;
        let text = place(TEXT_NAMES)?;
        Some(Self {
            account,
            time: place(TIME_NAMES),
            text,
            width: fields.len(),
        })
    }
}

/// What a column of accounts is called, without case and separators.
const ACCOUNT_NAMES: &[&str] = &[
    "account",
    "accountid",
    "accountname",
    "author",
    "authorid",
    "authorname",
    "from",
    "handle",
    "nick",
    "nickname",
    "screenname",
    "sender",
    "senderid",
    "sendername",
    "speaker",
    "user",
    "userid",
    "username",
];
/// The same for texts.
const TEXT_NAMES: &[&str] = &[
    "body",
    "comment",
    "content",
    "message",
    "messagetext",
    "msg",
    "post",
    "posttext",
    "text",
    "tweet",
    "tweettext",
];
/// The same for times.
const TIME_NAMES: &[&str] = &[
    "created",
    "createdat",
    "date",
    "datetime",
    "sent",
    "sentat",
    "time",
    "timestamp",
    "unixtime",
    "utc",
    "when",
];

/// Reads the whole table.
///
/// # Errors
/// The file cannot be read, is UTF-16, or has no line feed.
pub fn read(mut input: impl BufRead) -> std::io::Result<AccountTable> {
    let mut table = AccountTable::default();
    let mut accounts: BTreeMap<String, Vec<(Option<i64>, String)>> = BTreeMap::new();
    let mut columns = None;
    let mut row = Vec::new();
    let mut number = 0;
    let mut open: Option<(String, Quoting)> = None;
    loop {
        row.clear();
        let took = std::io::Read::take(&mut input, LONGEST_ROW).read_until(b'\n', &mut row)?;
        if took == 0 {
            break;
        }
        number += 1;
        if number == 1 && (row.starts_with(b"\xff\xfe") || row.starts_with(b"\xfe\xff")) {
            return Err(std::io::Error::other(
                "This table is UTF-16. Nothing was changed. Save it as UTF-8 text, parted by tabs.",
            ));
        }
        let is_unended = row.last() != Some(&b'\n');
        if number == 1 && is_unended && row.iter().filter(|byte| **byte == b'\r').count() > 1 {
            return Err(std::io::Error::other(
                "The rows of this table end with a carriage return alone. Nothing was changed. Save it with line \
                 feeds, as programs of today do.",
            ));
        }
        let too_long = is_unended && took as u64 == LONGEST_ROW;
        if too_long {
            skip_line(&mut input)?;
        }
        let line = row.strip_suffix(b"\n").unwrap_or(&row);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let line = String::from_utf8_lossy(line);
        let is_damaged = matches!(line, std::borrow::Cow::Owned(_));
        let line = if number == 1 {
            line.trim_start_matches('\u{feff}')
        } else {
            &*line
        };
        let fields: Vec<&str> = line.split('\t').collect();
        let columns = match columns {
            Some(columns) => columns,
            None => {
                let header = Columns::of(&fields);
                let found = header.unwrap_or(if fields.len() == 2 {
                    Columns::UNDATED
                } else {
                    Columns::USUAL
                });
                columns = Some(found);
                if header.is_some() {
                    continue;
                }
                found
            }
        };
        if too_long {
            table.defect(number, RowReason::TooLong);
            continue;
        }
        let before = open.take();
        match one_row(&fields, columns) {
            Ok((account, ..)) if is_damaged && account.contains('\u{fffd}') => {
                table.defect(number, RowReason::Encoding);
            }
            Ok((account, time, text, quoting)) => {
                if is_damaged {
                    table.told(number, RowReason::Encoding);
                }
                table.rows += 1;
                table.undated += u64::from(time.is_none());
                if text.starts_with('"') && !is_closed(&text) {
                    open = Some((account.clone(), quoting));
                }
                accounts
                    .entry(account)
                    .or_default()
                    .push((time, unquoted(text, quoting)));
            }
            Err(RowReason::Columns) if before.is_some() => {
                let messages = before
                    .as_ref()
                    .and_then(|(account, _)| accounts.get_mut(account));
                if let (Some((_, text)), Some((account, quoting))) =
                    (messages.and_then(|messages| messages.last_mut()), before)
                {
                    text.push('\n');
                    text.push_str(&unescaped(line));
                    if is_closed(text) {
                        *text = unquoted(core::mem::take(text), quoting);
                    } else {
                        open = Some((account, quoting));
                    }
                }
            }
            Err(reason) => table.defect(number, reason),
        }
    }
    for (name, mut messages) in accounts {
        // Stable: rows of one time, or of none, stay as they stood.
        if messages.iter().all(|(time, _)| time.is_some()) {
            messages.sort_by_key(|(time, _)| *time);
        }
        table.names.push(name);
        table.writers.push(Writer {
            messages: messages.into_iter().map(|(_, text)| text).collect(),
            reference: true,
        });
    }
    table.alike = alike(&table.names);
    Ok(table)
}

/// Names that are the same without case and spaces, in order.
fn alike(names: &[String]) -> Vec<Vec<usize>> {
    let mut of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (nth, name) in names.iter().enumerate() {
        let letters = name.chars().filter(|c| !c.is_whitespace());
        let folded = letters.flat_map(char::to_lowercase).collect();
        of.entry(folded).or_default().push(nth);
    }
    let mut alike: Vec<Vec<usize>> = of.into_values().filter(|all| all.len() > 1).collect();
    alike.sort();
    alike
}

fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = memchr::memchr(b'\n', buffer);
        let used = end.map_or(buffer.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

impl AccountTable {
    fn defect(&mut self, row: u64, reason: RowReason) {
        self.rows += 1;
        self.told(row, reason);
    }

    fn told(&mut self, row: u64, reason: RowReason) {
        *self.defect_counts.entry(reason).or_default() += 1;
        if self.defects.len() < DEFECTS_TOLD {
            self.defects.push(RowDefect { row, reason });
        }
    }
}

/// Whether a program put quotation marks around everything in a row, or only where it had to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    Everything,
    WhereNeeded,
}

/// One row: account, time, text, and how it was quoted.
type OneRow = (String, Option<i64>, String, Quoting);

fn one_row(fields: &[&str], columns: Columns) -> Result<OneRow, RowReason> {
    if fields.len() < columns.width {
        return Err(RowReason::Columns);
    }
    let last_is_text = columns.text + 1 == columns.width;
    if fields.len() > columns.width && !last_is_text {
        return Err(RowReason::Columns);
    }
    // No name begins and ends with quotation marks of its own.
    let account = fields[columns.account].trim();
    let (account, quoting) = match within_quotes(account) {
        Some(inner) => (inner.replace("\"\"", "\""), Quoting::Everything),
        None => (account.to_owned(), Quoting::WhereNeeded),
    };
    let account = unescaped(account.trim());
    if account.is_empty() {
        return Err(RowReason::NoAccount);
    }
    let time = columns.time.and_then(|column| {
        let written = fields[column].trim();
        instant(within_quotes(written).unwrap_or(written).trim())
    });
    // A tab that nobody escaped is still part of the last column.
    let text = if last_is_text {
        fields[columns.text..].join("\t")
    } else {
        fields[columns.text].to_owned()
    };
    Ok((account, time, unescaped(&text), quoting))
}

fn within_quotes(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

/// Whether quotation marks that programs put around a text with line breaks, tabs or such marks are
/// closed: those within stand doubled.
fn is_closed(text: &str) -> bool {
    text.len() > 1 && text.ends_with('"') && text.matches('"').count().is_multiple_of(2)
}

/// A text without such quotation marks. One that nothing within asked for stays, unless everything has them:
/// somebody wrote it.
fn unquoted(text: String, quoting: Quoting) -> String {
    let asked = |inner: &&str| quoting == Quoting::Everything || inner.contains(['"', '\n', '\t']);
    let Some(inner) = within_quotes(&text).filter(asked) else {
        return text;
    };
    if inner.replace("\"\"", "").contains('"') {
        return text;
    }
    inner.replace("\"\"", "\"")
}

/// `\t`, `\n`, `\r` and `\\` as what they stand for; any other backslash as it is.
fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let meant = match (c, characters.peek()) {
            ('\\', Some('t')) => '\t',
            ('\\', Some('n')) => '\n',
            ('\\', Some('r')) => '\r',
            ('\\', Some('\\')) => '\\',
            _ => {
                out.push(c);
                continue;
            }
        };
        characters.next();
        out.push(meant);
    }
    out
}

/// Microseconds since 1970 of ISO 8601, of the date of a mail, or of a count of seconds, milliseconds or
/// microseconds. It only orders one account's messages, so a time without a zone may stand.
fn instant(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse::<f64>() {
        let scale = match number.abs() {
            size if size < 1e11 => 1e6,
            size if size < 1e14 => 1e3,
            size if size < 1e17 => 1.0,
            _ => return None,
        };
        return Some((number * scale) as i64);
    }
    if let Ok(stated) = text.parse::<jiff::Timestamp>() {
        return Some(stated.as_microsecond());
    }
    if let Ok(stated) = jiff::fmt::rfc2822::parse(text) {
        return Some(stated.timestamp().as_microsecond());
    }
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    let civil = text.parse::<jiff::civil::DateTime>().ok()?;
    let stated = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(stated.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &[u8]) -> AccountTable {
        read(text).unwrap()
    }

    #[test]
    fn a_header_is_found_or_not_needed_and_columns_may_stand_in_any_order() {
        for text in [
            "a\t2024-01-01T00:00:00Z\thello\n",
            "account\ttime\ttext\na\t2024-01-01T00:00:00Z\thello\n",
            "\u{feff}Text\tTime\tAccount\r\nhello\t2024-01-01\ta\r\n",
            "account\ttext\na\thello",
        ] {
            let read = table(text.as_bytes());
            assert_eq!(read.names, ["a"], "{text}");
            assert_eq!(read.writers[0].messages, ["hello"], "{text}");
            assert_eq!((read.rows, read.defects.len()), (1, 0));
        }
    }

    #[test]
    fn messages_are_ordered_by_their_times_however_these_are_written() {
        let read = table(b"a\t2024-01-03 10:00\tthird\na\t1704067200\tfirst\na\t1704153600000\tsecond\nb\tsoon\tx\nb\t\ty\n");
        assert_eq!(read.writers[0].messages, ["first", "second", "third"]);
        assert_eq!(read.writers[1].messages, ["x", "y"]);
        assert_eq!(read.undated, 2);
    }

    #[test]
    fn escapes_are_undone_and_a_tab_that_was_not_escaped_is_text() {
        let read = table(b"a\t1\tone\\ttwo\\nthree\\\\n \\x\na\t2\tfour\tfive\n");
        assert_eq!(
            read.writers[0].messages,
            ["one\ttwo\nthree\\n \\x", "four\tfive"]
        );
    }

    #[test]
    fn a_row_that_cannot_be_read_is_a_defect_and_the_others_stand() {
        let mut text = b"a\t1\tfine\nonly one column\n\t2\tno account\nb\t3\t\xff\xfe\n\n".to_vec();
        text.extend(
            b"c\t4\t"
                .iter()
                .chain(&vec![b'x'; 3 << 20])
                .chain(b"\nd\t5\tfine\n"),
        );
        let read = table(&text);
        assert_eq!(read.names, ["a", "b", "d"]);
        assert_eq!(read.writers[1].messages, ["\u{fffd}\u{fffd}"]);
        let found: Vec<_> = read
            .defects
            .iter()
            .map(|one| (one.row, one.reason))
            .collect();
        use RowReason::{Columns, Encoding, NoAccount, TooLong};
        assert_eq!(
            found,
            [(2, Columns), (3, NoAccount), (4, Encoding), (6, TooLong)]
        );
        assert_eq!(read.rows, 6);
    }

    #[test]
    fn names_of_columns_count_without_case_and_separators_and_two_columns_are_account_and_text() {
        for text in [
            "Created At\tUser_ID\tTweet Text\n1\ta\thello\n",
            "a\thello\n",
        ] {
            let read = table(text.as_bytes());
            assert_eq!((read.names, read.rows), (vec!["a".to_owned()], 1));
            assert_eq!(read.writers[0].messages, ["hello"]);
        }
    }

    #[test]
    fn quotation_marks_that_a_program_put_around_a_text_are_taken_off_and_a_persons_own_stay() {
        let text = "a|1|\"he said \"\"hi\"\" to me\"\na|2|\"two\nlines\tand a tab\"\na|3|\"mine\"\na|4|\"open\na|5|last \"\n\
                    one column\na|6|\"never closed\n";
        let read = table(text.replace('|', "\t").as_bytes());
        assert_eq!(
            read.writers[0].messages,
            [
                "he said \"hi\" to me",
                "two\nlines\tand a tab",
                "\"mine\"",
                "\"open",
                "last \"",
                "\"never closed"
            ]
        );
        assert_eq!((read.rows, read.defects.len()), (7, 1));
    }

    #[test]
    fn where_a_program_quotes_everything_no_name_time_or_text_keeps_the_marks() {
        let text = "\"account\"|\"time\"|\"text\"\n\"Wren \"\"W\"\"\"|\"2024-01-02\"|\"second\"\n\"Wren \"\"W\"\"\"|1704067200|\"first\nline\"\n";
        let read = table(text.replace('|', "\t").as_bytes());
        assert_eq!(read.names, ["Wren \"W\""]);
        assert_eq!(read.writers[0].messages, ["first\nline", "second"]);
        assert_eq!((read.rows, read.undated, read.defects.len()), (2, 0, 0));
    }

    #[test]
    fn names_that_differ_in_case_and_spaces_stay_apart_and_are_told() {
        let read = table(
            "Wren|1|a\n wren|2|b\nwren |3|c\nW ren|4|d\nlark|5|e\n"
                .replace('|', "\t")
                .as_bytes(),
        );
        assert_eq!(read.names, ["W ren", "Wren", "lark", "wren"]);
        assert_eq!(read.alike, [[0, 1, 3]]);
        assert_eq!(read.writers[3].messages, ["b", "c"]);
    }

    #[test]
    fn times_are_read_as_programs_write_them_and_anything_else_is_undated() {
        let of_day = [
            "1704067200",
            "1704067200000",
            "1704067200000000",
            "1704067200.0",
            "2024-01-01T00:00:00Z",
            "2024-01-01 00:00:00",
            "2024-01-01 00:00:00 UTC",
            "2024-01-01T01:00:00+01:00",
            "2024-01-01 00:00:00+00:00",
            "2024-01-01T00:00:00.000000",
            "2024-01-01",
            "Mon, 1 Jan 2024 00:00:00 +0000",
        ];
        for written in of_day {
            assert_eq!(instant(written), Some(1_704_067_200_000_000), "{written}");
        }
        for written in [
            "",
            "soon",
            "nan",
            "inf",
            "1e300",
            "01/02/2024",
            "2024-13-01",
            "24:00",
            "-",
        ] {
            assert_eq!(instant(written), None, "{written}");
        }
    }

    #[test]
    fn a_table_whose_rows_are_not_parted_as_today_is_refused_rather_than_read_as_one_row() {
        let said = read(&b"a\t1\tfirst\rb\t2\tsecond\rc\t3\tthird"[..])
            .unwrap_err()
            .to_string();
        assert!(said.contains("carriage return"), "{said}");
        assert_eq!(table(b"a\t1\tone row\r").names, ["a"]);
    }

    #[test]
    fn nothing_at_all_is_a_table_without_accounts() {
        assert!(table(b"").names.is_empty());
        assert!(table(b"account\ttime\ttext\n").names.is_empty());
    }
}
