//! Writes a workbook (Office Open XML, ECMA-376) as a stream. Knows sheets, texts and times, not what
//! they mean. The same sheets give the same bytes.
//!
//! A text is always a text: nothing in it can become a formula, and no workbook that is written here
//! holds one, a link, or a macro. Our own code, since all that is needed is one kind of sheet, row by
//! row: the crates for it keep sheets in memory or bring a zip writer of their own.

use crate::evidence::Spool;
use crate::stage::Stage;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use onrecord_model::Instant;
use onrecord_verify::tables::{steers, written_out};
use std::io::{self, Write};

/// Excel's limits: characters (UTF-16) of a cell, rows of a sheet.
pub(crate) const LONGEST_CELL: usize = 32_767;
pub(crate) const MOST_ROWS: u32 = 1_048_576;
/// What stands at the end of a text that was longer.
pub(crate) const CUT: &str = " [cut here: the whole text is in events.csv]";

/// A cell.
pub(crate) enum Cell<'a> {
    /// Text, whatever is in it.
    Text(&'a str),
    /// A count.
    Number(u64),
    /// A stated instant, in UTC.
    Time(Instant),
}

struct Part {
    name: String,
    spool: String,
    crc: u32,
    size: u64,
    packed: u64,
}

/// A part under way.
struct Open<'a> {
    name: String,
    spool: String,
    out: DeflateEncoder<Spool<'a>>,
    crc: crc32fast::Hasher,
    size: u64,
    rows: u32,
}

impl Open<'_> {
    fn put(&mut self, text: &str) -> io::Result<()> {
        self.crc.update(text.as_bytes());
        self.size += text.len() as u64;
        self.out.write_all(text.as_bytes())
    }
}

/// A sheet under way: its title, header and widths begin each of the parts that its rows need.
pub(crate) struct Sheet<'a> {
    title: String,
    columns: Vec<(&'static str, u8)>,
    parts: Vec<(String, Part)>,
    open: Option<Open<'a>>,
    most_rows: u32,
    /// Texts that were cut.
    pub(crate) cut: u64,
}

/// The workbook under way.
pub(crate) struct Workbook<'a> {
    stage: &'a dyn Stage,
    sheets: Vec<Sheet<'a>>,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Escapes a text for XML, and what Excel would take for an escape of its own (`_x0041_`,
/// ECMA-376 part 1, 22.9.2.19).
fn push_text(out: &mut String, text: &str) {
    for (at, character) in text.char_indices() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push('\n'),
            '\u{fffe}' | '\u{ffff}' => out.push_str(&written_out(character)),
            '_' if is_escape(text.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            _ if steers(character) => out.push_str(&written_out(character)),
            _ => out.push(character),
        }
    }
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(1) == Some(&b'x')
        && bytes.get(6) == Some(&b'_')
        && bytes
            .get(2..6)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// A text within the limit, and whether it was cut. What is written out counts as it is written.
fn fitting(text: &str) -> (String, bool) {
    let length = |character: char| {
        if steers(character) && character != '\n' {
            written_out(character).len()
        } else {
            character.len_utf16()
        }
    };
    let whole: usize = text.chars().map(length).sum();
    if whole <= LONGEST_CELL {
        return (text.to_owned(), false);
    }
    let mut left = LONGEST_CELL - CUT.len();
    let mut kept: String = text
        .chars()
        .take_while(|character| {
            let fits = length(*character) <= left;
            left = left.saturating_sub(length(*character));
            fits
        })
        .collect();
    kept.push_str(CUT);
    (kept, true)
}

/// About how many lines a text takes in a column of this width; at most 20, since a row that is
/// higher than the screen cannot be read either.
fn lines_of(text: &str, width: usize) -> usize {
    let lines = text
        .split('\n')
        .map(|line| line.chars().count().div_ceil(width.max(1)).max(1));
    lines.take(20).sum::<usize>().min(20)
}

/// Days since 1899-12-30, to the millisecond, as Excel counts them; `None` before 1900-03-01, where
/// it counts a day that never was, and after 9999.
fn serial(instant: Instant) -> Option<String> {
    const DAY: i64 = 86_400_000;
    let from_epoch = instant.0.div_euclid(1_000);
    let since = from_epoch.checked_add(25_569 * DAY)?;
    let (days, rest) = (since.div_euclid(DAY), since.rem_euclid(DAY));
    // Eleven digits tell milliseconds apart, and are as many as a double keeps here.
    let fraction = (i128::from(rest) * 100_000_000_000 + i128::from(DAY) / 2) / i128::from(DAY);
    (61..2_958_466)
        .contains(&days)
        .then(|| format!("{days}.{fraction:011}"))
}

impl<'a> Sheet<'a> {
    fn begin(&mut self, stage: &'a dyn Stage, number: usize) -> io::Result<()> {
        let at = self.parts.len() + 1;
        let spool = format!("sheet-{number}-{at}");
        let out = Spool::new(stage, &spool)?;
        let mut open = Open {
            name: format!("xl/worksheets/sheet{number}-{at}.xml"),
            spool,
            out: DeflateEncoder::new(out, Compression::new(6)),
            crc: crc32fast::Hasher::new(),
            size: 0,
            rows: 0,
        };
        let mut text = format!(
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>"
        );
        for (at, (_, width)) in self.columns.iter().enumerate() {
            let at = at + 1;
            text.push_str(&format!(
                "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"
            ));
        }
        text.push_str("</cols><sheetData><row>");
        for (name, _) in &self.columns {
            text.push_str(&format!(
                "<c s=\"1\" t=\"inlineStr\"><is><t>{name}</t></is></c>"
            ));
        }
        text.push_str("</row>\n");
        open.put(&text)?;
        open.rows = 1;
        self.open = Some(open);
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(mut open) = self.open.take() else {
            return Ok(());
        };
        let last = (b'A' + (self.columns.len().clamp(1, 26) - 1) as u8) as char;
        open.put(&format!(
            "</sheetData><autoFilter ref=\"A1:{last}{}\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>\n",
            open.rows
        ))?;
        let title = match self.parts.len() {
            0 => self.title.clone(),
            before => format!("{} {}", self.title, before + 1),
        };
        let spool = open.out.finish()?;
        let part = Part {
            name: open.name,
            spool: open.spool,
            crc: open.crc.finalize(),
            size: open.size,
            packed: spool.finish()?,
        };
        self.parts.push((title, part));
        Ok(())
    }
}

impl<'a> Workbook<'a> {
    pub(crate) fn new(stage: &'a dyn Stage) -> Self {
        Self {
            stage,
            sheets: Vec::new(),
        }
    }

    /// A new sheet: title, names and widths of at most 26 columns. Gives its number.
    pub(crate) fn sheet(
        &mut self,
        title: &str,
        columns: Vec<(&'static str, u8)>,
    ) -> io::Result<usize> {
        let number = self.sheets.len();
        let mut sheet = Sheet {
            title: title.to_owned(),
            columns,
            parts: Vec::new(),
            open: None,
            most_rows: MOST_ROWS,
            cut: 0,
        };
        sheet.begin(self.stage, number + 1)?;
        self.sheets.push(sheet);
        Ok(number)
    }

    #[cfg(test)]
    fn with_most_rows(&mut self, sheet: usize, most_rows: u32) {
        self.sheets[sheet].most_rows = most_rows;
    }

    /// Texts of all sheets that were cut.
    pub(crate) fn cut(&self) -> u64 {
        self.sheets.iter().map(|sheet| sheet.cut).sum()
    }

    pub(crate) fn row(&mut self, sheet: usize, cells: &[Cell<'_>]) -> io::Result<()> {
        let stage = self.stage;
        let Some(found) = self.sheets.get_mut(sheet) else {
            return Err(io::Error::other("there is no such sheet"));
        };
        let full = found
            .open
            .as_ref()
            .is_none_or(|open| open.rows >= found.most_rows);
        if full {
            found.end()?;
            found.begin(stage, sheet + 1)?;
        }
        let mut lines = 1;
        let mut text = String::new();
        for (cell, (_, width)) in cells.iter().zip(&found.columns) {
            match cell {
                Cell::Text("") => text.push_str("<c/>"),
                Cell::Text(value) => {
                    let (value, cut) = fitting(value);
                    found.cut += u64::from(cut);
                    lines = lines.max(lines_of(&value, usize::from(*width)));
                    text.push_str("<c s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                    push_text(&mut text, &value);
                    text.push_str("</t></is></c>");
                }
                Cell::Number(number) => text.push_str(&format!("<c s=\"4\"><v>{number}</v></c>")),
                Cell::Time(instant) => match serial(*instant) {
                    Some(days) => text.push_str(&format!("<c s=\"2\"><v>{days}</v></c>")),
                    None => text.push_str(&format!(
                        "<c s=\"3\" t=\"inlineStr\"><is><t>{instant}</t></is></c>"
                    )),
                },
            }
        }
        // Not every program makes a row as high as its texts by itself.
        let text = match lines {
            1 => format!("<row>{text}</row>\n"),
            _ => format!("<row ht=\"{}\">{text}</row>\n", lines * 15),
        };
        match &mut found.open {
            Some(open) => {
                open.rows += 1;
                open.put(&text)
            }
            None => Err(io::Error::other("the sheet has ended")),
        }
    }

    /// Ends it. Gives the whole file's length, and puts it together through `out`.
    pub(crate) fn finish(mut self) -> io::Result<Finished<'a>> {
        let mut parts = Vec::new();
        for sheet in &mut self.sheets {
            sheet.end()?;
            parts.append(&mut sheet.parts);
        }
        let mut types = format!(
            "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
        );
        let mut book = format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>");
        let mut relations = format!(
            "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId0\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/>"
        );
        for (at, (title, part)) in parts.iter().enumerate() {
            let (at, name) = (at + 1, &part.name);
            types.push_str(&format!(
                "<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            ));
            book.push_str(&format!(
                "<sheet name=\"{title}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>"
            ));
            let target = name.trim_start_matches("xl/");
            relations.push_str(&format!(
                "<Relationship Id=\"rId{at}\" Type=\"{RELATIONS}/worksheet\" Target=\"{target}\"/>"
            ));
        }
        types.push_str("</Types>\n");
        book.push_str("</sheets></workbook>\n");
        relations.push_str("</Relationships>\n");
        let root = format!(
            "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>\n"
        );
        let small = vec![
            ("[Content_Types].xml", types),
            ("_rels/.rels", root),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/styles.xml", STYLES.to_owned()),
        ];
        Ok(Finished {
            stage: self.stage,
            small,
            parts: parts.into_iter().map(|(_, part)| part).collect(),
        })
    }
}

/// 0: plain; 1: heading; 2: a time; 3: text, from the top and over several lines; 4: a count.
const STYLES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>",
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>",
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>",
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>",
    "<borders count=\"1\"><border/></borders>",
    "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>",
    "<cellXfs count=\"5\"><xf applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>",
    "<xf fontId=\"1\" applyFont=\"1\"/>",
    "<xf numFmtId=\"164\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment horizontal=\"left\" vertical=\"top\"/></xf>",
    "<xf numFmtId=\"49\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>",
    "<xf applyAlignment=\"1\"><alignment horizontal=\"left\" vertical=\"top\"/></xf>",
    "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>",
    "</styleSheet>\n"
);

/// A workbook whose parts are all there.
pub(crate) struct Finished<'a> {
    stage: &'a dyn Stage,
    small: Vec<(&'static str, String)>,
    parts: Vec<Part>,
}

/// What a zip says of one part in both its headers (APPNOTE 4.3.7, 4.3.12). Each part is shorter
/// than 4 GiB: a sheet of most rows and longest cells would not open anywhere.
fn headers(name: &str, method: u16, crc: u32, packed: u64, size: u64, at: u64) -> [Vec<u8>; 2] {
    let small = |number: u64| (number.min(u64::from(u32::MAX)) as u32).to_le_bytes();
    let mut shared = Vec::new();
    // Version 2.0, no flags; 1980-01-01, as everywhere in a pack.
    for field in [20, 0, method, 0, 0x21] {
        shared.extend(u16::to_le_bytes(field));
    }
    shared.extend(crc.to_le_bytes());
    shared.extend(small(packed));
    shared.extend(small(size));
    shared.extend((name.len() as u16).to_le_bytes());
    shared.extend([0; 2]);
    let local = [b"PK\x03\x04", &shared[..], name.as_bytes()].concat();
    let central = [
        b"PK\x01\x02\x14\x00",
        &shared[..],
        &[0; 10],
        &small(at),
        name.as_bytes(),
    ]
    .concat();
    [local, central]
}

impl Finished<'_> {
    /// Writes the file.
    pub(crate) fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let (mut directory, mut at) = (Vec::new(), 0);
        let mut count = 0_u64;
        let mut put = |out: &mut dyn Write, part: &Part, from: &mut dyn io::Read, method| {
            let [local, central] =
                headers(&part.name, method, part.crc, part.packed, part.size, at);
            out.write_all(&local)?;
            if io::copy(from, out)? != part.packed {
                return Err(io::Error::other("a sheet changed while it was written"));
            }
            at += local.len() as u64 + part.packed;
            directory.extend(central);
            count += 1;
            Ok(())
        };
        for (name, text) in &self.small {
            let part = Part {
                name: (*name).to_owned(),
                spool: String::new(),
                crc: crc32fast::hash(text.as_bytes()),
                size: text.len() as u64,
                packed: text.len() as u64,
            };
            put(out, &part, &mut text.as_bytes(), 0)?;
        }
        for part in &self.parts {
            let name = format!("{}{}", crate::stage::PASSING, part.spool);
            let mut file = self.stage.open(&name)?;
            put(out, part, &mut file, 8)?;
            drop(file);
            self.stage.remove(&name)?;
        }
        out.write_all(&directory)?;
        let end = onrecord_verify::zip::end_records(count, directory.len() as u64, at);
        out.write_all(&end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::StageFolder;

    #[test]
    fn times_count_as_excel_counts_them() {
        // 1970-01-01 is day 25569; 2024-02-29 12:00 is 45351.5.
        assert_eq!(serial(Instant(0)).as_deref(), Some("25569.00000000000"));
        let noon = Instant(1_709_208_000_000_000);
        assert_eq!(serial(noon).as_deref(), Some("45351.50000000000"));
        assert_eq!(serial(Instant(-2_203_977_600_000_000)), None, "1900-02-28");
        assert!(
            serial(Instant(-2_203_891_200_000_000)).is_some(),
            "1900-03-01"
        );
        assert_eq!(serial(Instant(i64::MAX)), None);
    }

    #[test]
    fn long_texts_are_cut_within_the_limit_and_sheets_go_on() {
        let long = "\u{1f600}".repeat(20_000);
        let (kept, cut) = fitting(&long);
        assert!(cut && kept.ends_with(CUT));
        assert!(kept.encode_utf16().count() <= LONGEST_CELL);
        assert_eq!(fitting("a\nb").0, "a\nb");
        let mut text = String::new();
        push_text(&mut text, "=1 <b>&_x0041_ _x_ \u{7}\u{202e}");
        assert_eq!(text, "=1 &lt;b&gt;&amp;_x005F_x0041_ _x_ [U+0007][U+202E]");
        let home = tempfile::tempdir().unwrap();
        let stage = StageFolder(home.path().to_owned());
        let mut book = Workbook::new(&stage);
        let sheet = book.sheet("events", vec![("one", 10)]).unwrap();
        book.with_most_rows(sheet, 3);
        for number in 0..5 {
            book.row(sheet, &[Cell::Number(number)]).unwrap();
        }
        let mut out = Vec::new();
        book.finish().unwrap().write(&mut out).unwrap();
        let mut zip = zip::ZipArchive::new(io::Cursor::new(out)).unwrap();
        let names: Vec<String> = zip
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        assert!(
            names.contains(&"xl/worksheets/sheet1-3.xml".to_owned()),
            "{names:?}"
        );
        let mut book = String::new();
        io::Read::read_to_string(&mut zip.by_name("xl/workbook.xml").unwrap(), &mut book).unwrap();
        assert!(book.contains("name=\"events 3\""), "{book}");
        assert_eq!(fs_err::read_dir(home.path()).unwrap().count(), 0);
    }
}
