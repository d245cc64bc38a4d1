//! Questions and answers. A question is one line of words with tabs between; the first, `check`, has
//! a line for each file besides. An answer is JSON, or a picture's bytes. Nothing of a pack is shown
//! before it has passed every check.

use crate::host::{Files, Given, Host, Opened};
use crate::say;
use crate::timeline::{self, Place, What};
use onrecord_model::canonical::{Field, read_sender};
use onrecord_verify::exhibits::{COLUMNS, EXHIBITS_HEADER, read_csv};
use onrecord_verify::lines::Line;
use onrecord_verify::tables::rows;
use onrecord_verify::zip::{Member, read_directory};
use onrecord_verify::{ARCHIVE, Options, Report, Source, verify_pack};
use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read, Seek, SeekFrom};

/// The largest table or report that is read whole.
const LARGEST_TABLE: u64 = 64 << 20;
/// The largest picture that is shown.
const LARGEST_PICTURE: u64 = 64 << 20;
/// The most rows of one answer.
const MOST_ROWS: usize = 500;

/// What is kept between questions.
#[derive(Debug, Default)]
pub struct Desk {
    files: Files,
    sound: bool,
    members: BTreeMap<String, Member>,
    threads: Vec<String>,
    places: Vec<Place>,
}

impl Desk {
    /// Answers one question.
    pub fn answer(&mut self, question: &str, host: &impl Host) -> Vec<u8> {
        let (first, more) = question.split_once('\n').unwrap_or((question, ""));
        let words: Vec<&str> = first.split('\t').collect();
        let answer = match words.as_slice() {
            ["check"] => Ok(self.check(more, host)),
            _ if !self.sound => Err(io::Error::other("no pack has passed the check")),
            ["contents"] => self.contents(host),
            ["rows", thread, from, most] => self.rows(thread, number(from), number(most), host),
            ["seek", thread, time] => Ok(self.seek(thread, time.parse().unwrap_or_default())),
            ["exhibits"] => self.exhibits(host),
            ["report"] => self.report(host),
            ["picture", path] => return self.picture(path, host).unwrap_or_default(),
            _ => Err(io::Error::other("there is no such question")),
        };
        let answer = answer.unwrap_or_else(|error| {
            let mut out = String::from("{");
            say::pair("error", &error.to_string(), &mut out);
            say::close(&mut out);
            out
        });
        answer.into_bytes()
    }

    fn check(&mut self, lines: &str, host: &impl Host) -> String {
        *self = Self::default();
        let given = lines.lines().filter_map(|line| {
            let [plain, size, name] = line.splitn(3, '\t').collect::<Vec<_>>().try_into().ok()?;
            Some(Given {
                name: String::from(name),
                plain: plain == "1",
                size: number(size),
            })
        });
        self.files = Files::new(&given.collect::<Vec<_>>());
        let source = Opened {
            files: &self.files,
            host,
        };
        let options = Options { thorough: true };
        let report = verify_pack(&source, options, &mut |bytes| host.progress(bytes));
        self.sound = report.is_sound();
        told(&report)
    }

    fn contents(&mut self, host: &impl Host) -> io::Result<String> {
        let source = Opened {
            files: &self.files,
            host,
        };
        let mut archive = source.open(ARCHIVE)?;
        let members = read_directory(&mut *archive)
            .map_err(|_| io::Error::other("the archive cannot be read"))?;
        self.members = members
            .into_iter()
            .filter_map(|member| Some((member.name.strip_prefix("evidence/")?.to_owned(), member)))
            .collect();
        (self.threads, self.places) = (Vec::new(), Vec::new());
        let mut out = String::from("{\"threads\":[");
        for (path, member) in &self.members {
            let name = path
                .strip_prefix("data/threads/")
                .and_then(|name| name.strip_suffix(".jsonl"));
            let Some(name) = name else { continue };
            let file = part(&mut *archive, member, 0, member.size)?;
            let counted = timeline::add_thread(file, self.threads.len(), &mut self.places)?;
            self.threads.push(name.to_owned());
            out.push('{');
            say::pair("name", name, &mut out);
            say::count("shown", counted.shown, &mut out);
            say::count("withheld", counted.withheld, &mut out);
            say::close(&mut out);
            out.push(',');
        }
        if out.ends_with(',') {
            out.pop();
        }
        out.push_str("],");
        timeline::sort(&mut self.places);
        let cut = u64::from(self.places.len() >= timeline::MOST_PLACES);
        say::count("cut", cut, &mut out);
        say::count("rows", self.places.len() as u64, &mut out);
        let report = self.members.contains_key(REPORT);
        say::count("report", u64::from(report), &mut out);
        say::close(&mut out);
        Ok(out)
    }

    /// The places of one thread, or of all (`*`).
    fn of_thread<'a>(&'a self, thread: &str) -> impl Iterator<Item = &'a Place> + use<'a> {
        let only = self.threads.iter().position(|name| name == thread);
        let all = thread == "*";
        let fits = move |place: &&Place| all || Some(place.thread) == only;
        self.places.iter().filter(fits)
    }

    fn rows(&self, thread: &str, from: u64, most: u64, host: &impl Host) -> io::Result<String> {
        let source = Opened {
            files: &self.files,
            host,
        };
        let mut archive = source.open(ARCHIVE)?;
        let mut out = String::from("{");
        say::count("total", self.of_thread(thread).count() as u64, &mut out);
        out.push_str("\"rows\":[");
        let skip = usize::try_from(from).unwrap_or(usize::MAX);
        let most = usize::try_from(most).unwrap_or(MOST_ROWS).min(MOST_ROWS);
        for place in self.of_thread(thread).skip(skip).take(most) {
            self.row(place, &mut archive, &mut out)?;
            out.push(',');
        }
        if out.ends_with(',') {
            out.pop();
        }
        out.push_str("]}");
        Ok(out)
    }

    fn row(
        &self,
        place: &Place,
        archive: &mut (impl Read + Seek),
        out: &mut String,
    ) -> io::Result<()> {
        let name = self.threads.get(place.thread).map_or("", String::as_str);
        out.push_str("{\"sort\":");
        match place.sort {
            Some(sort) => out.push_str(&sort.to_string()),
            None => out.push_str("null"),
        }
        out.push(',');
        match place.what {
            What::Gap {
                from,
                count,
                at,
                length,
            } => {
                say::pair("thread", name, out);
                say::count("gap", count, out);
                say::count("from", from + 1, out);
                let lines = part(archive, self.lines_of(name)?, at, length)?;
                told_of_gap(lines, out)?;
            }
            What::Event { at, length } => {
                let mut line = Vec::new();
                part(archive, self.lines_of(name)?, at, length)?.read_to_end(&mut line)?;
                let Some(Line::Shown {
                    opening,
                    exhibit,
                    sort,
                }) = Line::parse(&line)
                else {
                    return Err(io::ErrorKind::InvalidData.into());
                };
                let row = rows(name, &opening, &exhibit, sort)
                    .and_then(|rows| say::visible_json(rows.json.trim_end()))
                    .ok_or(io::ErrorKind::InvalidData)?;
                out.push_str("\"row\":");
                out.push_str(&row);
                out.push_str(",\"files\":[");
                let prefix = format!("data/attachments/{name}/{}-", opening.index);
                let after = self.members.range(prefix.clone()..);
                for (path, member) in after.take_while(|(path, _)| path.starts_with(&prefix)) {
                    file(path, member, archive, out)?;
                    out.push(',');
                }
                if out.ends_with(',') {
                    out.pop();
                }
                out.push(']');
            }
        }
        say::close(out);
        Ok(())
    }

    /// The file of a thread's lines.
    fn lines_of(&self, thread: &str) -> io::Result<&Member> {
        let path = format!("data/threads/{thread}.jsonl");
        let member = self.members.get(&path);
        member.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// How many places of a thread come before a time.
    fn seek(&self, thread: &str, time: i64) -> String {
        let before = |place: &&Place| place.sort.is_some_and(|sort| sort < time);
        let row = self.of_thread(thread).take_while(before).count() as u64;
        let mut out = String::from("{");
        say::count("row", row, &mut out);
        say::close(&mut out);
        out
    }

    fn exhibits(&self, host: &impl Host) -> io::Result<String> {
        let source = Opened {
            files: &self.files,
            host,
        };
        let mut archive = source.open(ARCHIVE)?;
        let bytes = self.whole("data/exhibits.csv", LARGEST_TABLE, &mut archive)?;
        let table = core::str::from_utf8(&bytes)
            .ok()
            .and_then(|text| read_csv(text.strip_prefix(EXHIBITS_HEADER)?, COLUMNS))
            .ok_or(io::ErrorKind::InvalidData)?;
        let heading = EXHIBITS_HEADER.trim_start_matches('\u{feff}').trim_end();
        let names: Vec<&str> = heading
            .split(',')
            .map(|name| name.trim_matches('"'))
            .collect();
        let mut out = String::from("{\"exhibits\":[");
        for row in &table {
            out.push('{');
            for (name, cell) in names.iter().zip(row) {
                say::pair(name, cell, &mut out);
            }
            out.push_str("\"files\":[");
            let shown = names.iter().zip(row).find(|(name, _)| **name == "file");
            if let Some((_, path)) = shown
                && let Some(member) = self.members.get(path)
            {
                file(path, member, &mut archive, &mut out)?;
            }
            out.push_str("]},");
        }
        if out.ends_with(',') {
            out.pop();
        }
        out.push_str("]}");
        Ok(out)
    }

    fn report(&self, host: &impl Host) -> io::Result<String> {
        let source = Opened {
            files: &self.files,
            host,
        };
        let bytes = self.whole(REPORT, LARGEST_TABLE, &mut source.open(ARCHIVE)?)?;
        let text = core::str::from_utf8(&bytes).ok();
        text.and_then(say::visible_json)
            .ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    fn picture(&self, path: &str, host: &impl Host) -> io::Result<Vec<u8>> {
        let source = Opened {
            files: &self.files,
            host,
        };
        let bytes = self.whole(path, LARGEST_PICTURE, &mut source.open(ARCHIVE)?)?;
        Ok(if picture_kind(&bytes).is_empty() {
            Vec::new()
        } else {
            bytes
        })
    }

    fn whole(
        &self,
        path: &str,
        most: u64,
        archive: &mut (impl Read + Seek),
    ) -> io::Result<Vec<u8>> {
        let member = self.members.get(path).ok_or(io::ErrorKind::NotFound)?;
        if member.size > most {
            return Err(io::Error::other("it is too large to be shown here"));
        }
        let mut bytes = Vec::new();
        part(archive, member, 0, member.size)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// The report as data, if the pack has it.
const REPORT: &str = "data/report.json";

fn number(word: &str) -> u64 {
    word.parse().unwrap_or_default()
}

/// A reader over a part of a file of the archive.
fn part<'a, R: Read + Seek + ?Sized>(
    archive: &'a mut R,
    member: &Member,
    at: u64,
    length: u64,
) -> io::Result<io::Take<&'a mut R>> {
    let start = member.offset + member.local_header().len() as u64;
    archive.seek(SeekFrom::Start(start.saturating_add(at)))?;
    Ok(archive.take(length.min(member.size.saturating_sub(at))))
}

/// Appends what a gap's lines tell of what they withhold: times, and perhaps senders.
fn told_of_gap(lines: impl Read, out: &mut String) -> io::Result<()> {
    out.push_str("\"told\":[");
    for line in BufReader::new(lines).split(b'\n').take(MOST_ROWS) {
        let mut line = line?;
        line.push(b'\n');
        let Some(Line::Shown { opening, sort, .. }) = Line::parse(&line) else {
            continue;
        };
        let sender = opening.value(Field::Sender);
        let sender = sender.as_ref().and_then(read_sender).flatten();
        out.push_str("{\"sort\":");
        match sort {
            Some(sort) => out.push_str(&sort.to_string()),
            None => out.push_str("null"),
        }
        out.push(',');
        say::pair(
            "sender",
            sender.as_ref().map_or("", |sender| sender.label()),
            out,
        );
        say::close(out);
        out.push(',');
    }
    if out.ends_with(',') {
        out.pop();
    }
    out.push(']');
    Ok(())
}

/// Appends a file of the archive: its path, bytes, and which picture it is by its first bytes.
fn file(
    path: &str,
    member: &Member,
    archive: &mut (impl Read + Seek),
    out: &mut String,
) -> io::Result<()> {
    let mut first = Vec::new();
    part(archive, member, 0, 12)?.read_to_end(&mut first)?;
    let kind = if member.size > LARGEST_PICTURE {
        ""
    } else {
        picture_kind(&first)
    };
    out.push('{');
    say::pair("path", path, out);
    say::count("bytes", member.size, out);
    say::pair("picture", kind, out);
    say::close(out);
    Ok(())
}

/// Four kinds that every browser decodes into points alone. Not SVG, which is a document.
fn picture_kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => "image/webp",
        _ => "",
    }
}

/// What the check found.
fn told(report: &Report) -> String {
    let mut out = String::from("{");
    say::count("sound", u64::from(report.is_sound()), &mut out);
    out.push_str("\"findings\":[");
    for finding in &report.findings {
        out.push('{');
        say::pair("file", &finding.file, &mut out);
        say::pair("problem", &finding.problem, &mut out);
        say::pair("means", finding.meaning.means(), &mut out);
        say::pair("still", finding.meaning.still_sound(), &mut out);
        say::close(&mut out);
        out.push(',');
    }
    if out.ends_with(',') {
        out.pop();
    }
    out.push_str("],");
    say::pair("log_fingerprint", &report.fingerprint, &mut out);
    say::pair("pack_fingerprint", &report.pack_fingerprint, &mut out);
    for (name, number) in [
        ("more", report.more),
        ("files", report.files),
        ("bytes", report.bytes),
        ("log_entries", report.log_entries),
        ("threads", report.threads),
        ("shown", report.shown),
        ("withheld", report.withheld),
        ("originals", report.originals),
        ("timestamps", report.timestamps),
    ] {
        say::count(name, number, &mut out);
    }
    say::close(&mut out);
    out
}
