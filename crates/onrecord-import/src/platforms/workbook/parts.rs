//! The parts of a workbook that its sheets need: their names, shared texts, formats of dates.

use super::dates::DateFormat;
use crate::export::{Export, ExportError};
use crate::kit::html::{Start, Token, Tokenizer};
use crate::kit::text::listed;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

/// Bytes of shared texts that are held.
const MOST_TEXT: usize = 96 << 20;
const MOST_SHEETS: usize = 1_000;
const MOST_FORMATS: usize = 65_536;
/// Characters of a text in a remark.
const MOST_SHOWN: usize = 60;

/// A sheet.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub name: Box<str>,
    pub entry: Arc<str>,
}

/// What all sheets share.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub sheets: Vec<Sheet>,
    pub from_1904: bool,
    /// By the number of a cell's style.
    pub formats: Vec<DateFormat>,
    pub remarks: Vec<String>,
    text: String,
    ends: Vec<u32>,
    /// Which of the shared texts a cell has shown.
    used: RefCell<Vec<bool>>,
}

impl Book {
    /// A shared text, for a cell that shows it.
    pub(super) fn shared(&self, number: &str) -> Option<&str> {
        let at: usize = number.trim().parse().ok()?;
        let text = self.shared_at(at)?;
        if let Some(used) = self.used.borrow_mut().get_mut(at) {
            *used = true;
        }
        Some(text)
    }

    fn shared_at(&self, at: usize) -> Option<&str> {
        let to = *self.ends.get(at)? as usize;
        let from = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.text.get(from..to)
    }

    /// What is to be said of shared texts that no cell of any sheet has shown: it stands nowhere
    /// else, and it is how a list is noticed whose items are out of place.
    pub(super) fn say_unused(&self) -> Option<String> {
        let used = self.used.borrow();
        let unused = || (0..used.len()).filter(|at| !used[*at]);
        let texts = unused().filter_map(|at| self.shared_at(at));
        let texts = texts.map(str::trim).filter(|text| !text.is_empty());
        let shown: Vec<String> = texts
            .take(1_000)
            .map(|text| match text.char_indices().nth(MOST_SHOWN) {
                Some((end, _)) => format!("“{}…”", &text[..end]),
                None => format!("“{text}”"),
            })
            .collect();
        (!shown.is_empty()).then(|| {
            format!(
                "The list of shared texts ({SHARED}) holds texts that no cell shows: {}.",
                listed(&shown)
            )
        })
    }
}

/// A name without its namespace's prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute<'s>(start: &'s Start, wanted: &str) -> Option<&'s str> {
    start
        .attributes
        .iter()
        .find(|attribute| local(&attribute.name) == wanted)
        .map(|attribute| &*attribute.value)
}

/// Reads the parts. A part that is torn is read as far as it goes, and said.
pub(super) fn read(export: &dyn Export) -> Result<Book, ExportError> {
    let mut book = Book::default();
    let targets = targets(export);
    let mut tokens = open(export, "xl/workbook.xml")?;
    while let Ok(Some(token)) = tokens.next_token() {
        let Token::Start(start) = token else { continue };
        match local(&start.name) {
            "workbookpr" => {
                let flag = attribute(&start, "date1904");
                book.from_1904 = matches!(flag, Some("1" | "true"));
            }
            "sheet" if book.sheets.len() < MOST_SHEETS => {
                add_sheet(export, &mut book, &targets, &start)
            }
            _ => {}
        }
    }
    read_formats(export, &mut book);
    read_shared(export, &mut book);
    book.used = RefCell::new(vec![false; book.ends.len()]);
    say_origin(export, &mut book);
    Ok(book)
}

type Tokens<'a> = Tokenizer<Box<dyn Read + 'a>>;

fn open<'a>(export: &'a dyn Export, path: &str) -> Result<Tokens<'a>, ExportError> {
    Ok(Tokenizer::new(export.open(path)?))
}

/// The files of the workbook's relations, by their ids.
fn targets(export: &dyn Export) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    let Ok(mut tokens) = open(export, "xl/_rels/workbook.xml.rels") else {
        return targets;
    };
    while let Ok(Some(token)) = tokens.next_token() {
        if let Token::Start(start) = token
            && local(&start.name) == "relationship"
            && let (Some(id), Some(target)) = (start.attribute("id"), start.attribute("target"))
            && targets.len() < MOST_SHEETS * 4
        {
            let path = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.insert(id.to_owned(), path);
        }
    }
    targets
}

fn add_sheet(
    export: &dyn Export,
    book: &mut Book,
    targets: &BTreeMap<String, String>,
    start: &Start,
) {
    let name = start.attribute("name").unwrap_or_default();
    let id = start
        .attributes
        .iter()
        .find(|attribute| attribute.name.ends_with(":id"))
        .map(|attribute| &*attribute.value);
    let by_order = format!("xl/worksheets/sheet{}.xml", book.sheets.len() + 1);
    let path = id.and_then(|id| targets.get(id)).unwrap_or(&by_order);
    if start
        .attribute("state")
        .is_some_and(|state| state != "visible")
    {
        book.remarks.push(format!(
            "The sheet “{name}” is hidden in the workbook. It is read too."
        ));
    }
    match export.entry(path) {
        // A chart's sheet has no rows.
        Some(entry) if !path.contains("worksheets/") => {
            book.remarks.push(format!(
                "The sheet “{name}” ({}) holds no table.",
                entry.path
            ));
        }
        Some(entry) => book.sheets.push(Sheet {
            name: name.into(),
            entry: entry.path.clone(),
        }),
        None => book.remarks.push(format!(
            "The sheet “{name}” is named, but its file is missing."
        )),
    }
}

fn read_formats(export: &dyn Export, book: &mut Book) {
    let Ok(mut tokens) = open(export, "xl/styles.xml") else {
        return;
    };
    let mut codes: BTreeMap<u32, DateFormat> = BTreeMap::new();
    let mut is_inside = false;
    while let Ok(Some(token)) = tokens.next_token() {
        match token {
            Token::Start(start) => {
                let number = |name| start.attribute(name).and_then(|n| n.parse::<u32>().ok());
                match local(&start.name) {
                    "numfmt" if codes.len() < MOST_FORMATS => {
                        let code = start.attribute("formatcode").unwrap_or_default();
                        if let Some(id) = number("numfmtid") {
                            codes.insert(id, DateFormat::of_code(code));
                        }
                    }
                    "cellxfs" => is_inside = !start.is_self_closing,
                    "xf" if is_inside && book.formats.len() < MOST_FORMATS => {
                        let id = number("numfmtid").unwrap_or_default();
                        let built_in = || DateFormat::built_in(id);
                        book.formats
                            .push(codes.get(&id).copied().unwrap_or_else(built_in));
                    }
                    _ => {}
                }
            }
            Token::End { name, .. } if local(&name) == "cellxfs" => is_inside = false,
            _ => {}
        }
    }
}

const SHARED: &str = "xl/sharedStrings.xml";

fn read_shared(export: &dyn Export, book: &mut Book) {
    let Ok(mut tokens) = open(export, SHARED) else {
        return;
    };
    let (mut in_text, mut in_reading) = (false, false);
    let (mut stated, mut is_ended, mut is_damaged) = (None, false, false);
    loop {
        match tokens.next_token() {
            Ok(Some(Token::Start(start))) => match local(&start.name) {
                "sst" => stated = start.attribute("uniquecount").and_then(|n| n.parse().ok()),
                "t" => in_text = !start.is_self_closing,
                // How a text is read aloud (Japanese) is not part of it.
                "rph" => in_reading = !start.is_self_closing,
                "si" if start.is_self_closing => book.ends.push(book.text.len() as u32),
                _ => {}
            },
            Ok(Some(Token::End { name, .. })) => match local(&name) {
                "t" => in_text = false,
                "rph" => in_reading = false,
                "si" => book.ends.push(book.text.len() as u32),
                "sst" => is_ended = true,
                _ => {}
            },
            // Where a tag is damaged, a text stands outside; it is shown too.
            Ok(Some(Token::Text(text)))
                if !in_reading && (in_text || !text.text.trim().is_empty()) =>
            {
                is_damaged |= !in_text;
                if book.text.len() + text.text.len() > MOST_TEXT {
                    book.remarks.push(format!(
                        "The workbook has more shared texts ({SHARED}) than can be held. Cells with \
                         the others show their number."
                    ));
                    return;
                }
                book.text.push_str(&text.text);
            }
            Ok(Some(Token::Unfinished(_))) | Err(_) => break,
            Ok(Some(_)) => {}
            Ok(None) if is_ended => {
                let found = book.ends.len();
                if is_damaged {
                    book.remarks.push(format!(
                        "The list of shared texts ({SHARED}) is damaged. Look at the workbook itself."
                    ));
                }
                if let Some(stated) = stated.filter(|stated: &usize| *stated != found) {
                    book.remarks.push(format!(
                        "The list of shared texts ({SHARED}) says that it holds {stated} and holds \
                         {found}. Cells may show another cell's text; look at the workbook itself."
                    ));
                }
                return;
            }
            Ok(None) => break,
        }
        if book.ends.len() > MOST_TEXT / 8 {
            break;
        }
    }
    book.remarks.push(format!(
        "The list of shared texts ({SHARED}) is cut off. Cells with the others show their number."
    ));
}

/// Who made it and when, as it says of itself.
fn say_origin(export: &dyn Export, book: &mut Book) {
    let Ok(mut tokens) = open(export, "docProps/core.xml") else {
        return;
    };
    let mut said = Vec::new();
    let mut name = String::new();
    while let Ok(Some(token)) = tokens.next_token() {
        match token {
            Token::Start(start) => name = local(&start.name).to_owned(),
            Token::Text(text) if !text.text.trim().is_empty() && said.len() < 12 => {
                let shown: String = text.text.trim().chars().take(100).collect();
                said.push(format!("{name}: {shown}"));
            }
            _ => {}
        }
    }
    if !said.is_empty() {
        book.remarks
            .push(format!("The workbook says of itself: {}.", said.join("; ")));
    }
}
