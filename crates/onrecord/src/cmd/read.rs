//! `onrecord read` and `onrecord formats`: the importers alone. No case, nothing kept.

use crate::cmd::args::{Formats, Read};
use crate::cmd::failure::Failure;
use crate::cmd::out;
use crate::cmd::show::{event_line, safe};
use crate::ops::reading::{Step, answers, read_all};
use onrecord_import::{GUIDES, IMPORTERS, Manifest, jsonl};
use onrecord_model::{Defect, Event};
use serde_json::json;
use std::io::Write as _;

/// Reads an export and prints its records.
pub fn read(arguments: &Read, as_json: bool) -> Result<(), Failure> {
    let export = crate::ops::open_named(&arguments.path)?;
    let answers = answers(&arguments.answers)?;
    let mut printer = Printer::default();
    let mut out = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut refused = 0u64;
    let mut buffer = String::new();
    let result = read_all(&*export, &answers, &mut |step| {
        if matches!(step, Step::Refused(..) | Step::Choose(_)) {
            refused += 1;
        }
        buffer.clear();
        if as_json {
            json_line(&mut buffer, &step);
        } else {
            printer.text(&mut buffer, &step);
        }
        out.write_all(buffer.as_bytes())?;
        Ok(())
    });
    match result {
        Err(crate::ops::OpError::Io(error)) => return Err(error.into()),
        other => other?,
    }
    out.flush()?;
    drop(out);
    if !as_json {
        out::line(&format!(
            "{} events, {} defects.",
            printer.events, printer.defects
        ))?;
    }
    if refused > 0 && printer.events + printer.defects == 0 {
        return Err(Failure::check(
            "Nothing could be read. Your file was not changed. The lines above say what to do.",
        ));
    }
    Ok(())
}

fn json_line(out: &mut String, step: &Step<'_>) {
    match step {
        Step::Part(_) => {}
        Step::Record(record) => jsonl::push_record(out, record),
        Step::Question(question) => jsonl::push_question(out, question),
        Step::Remark(remark) => jsonl::push_remark(out, remark),
        Step::Unread(entry, reason) => jsonl::push_unread(out, entry, reason),
        Step::Refused(importer, seen, advice) => {
            let line =
                json!({ "type": "refused", "importer": importer, "seen": seen, "advice": advice });
            out.push_str(&format!("{line}\n"));
        }
        Step::Choose(names) => {
            let line = json!({ "type": "choose", "importers": names,
                "advice": "Say which with --answer importer=NAME." });
            out.push_str(&format!("{line}\n"));
        }
    }
}

#[derive(Default)]
struct Printer {
    events: u64,
    defects: u64,
}

impl Printer {
    fn record(&mut self, out: &mut String, record: &Result<Event, Defect>) {
        match record {
            Ok(event) => {
                self.events += 1;
                out.push_str(&event_line(event));
                out.push('\n');
            }
            Err(defect) => {
                self.defects += 1;
                let pointer = defect.locator.pointer.to_string();
                let place = format!("{} {}", safe(&defect.locator.entry), safe(&pointer));
                let reason = safe(&defect.reason);
                out.push_str(&format!(
                    "!! not readable: {reason} ({})\n",
                    place.trim_end()
                ));
            }
        }
    }

    fn text(&mut self, out: &mut String, step: &Step<'_>) {
        match step {
            Step::Part(importer) => out.push_str(&format!("-- read as {importer}\n")),
            Step::Record(record) => self.record(out, record),
            Step::Question(question) => {
                out.push_str(&format!("?? {}\n", safe(&question.text)));
                for choice in &question.choices {
                    out.push_str(&format!("   --answer {}={}  {}\n", question.id, choice.id, safe(&choice.text)));
                }
            }
            Step::Remark(remark) => out.push_str(&format!("-- {}\n", safe(remark))),
            Step::Unread(entry, reason) => out.push_str(&format!("-- not read: {} ({})\n", safe(entry), safe(reason))),
            Step::Refused(importer, seen, advice) => {
                out.push_str(&format!("!! {importer}: {} {}\n", safe(seen), safe(advice)));
            }
            Step::Choose(names) => out.push_str(&format!(
                "?? More than one importer knows this: {}. Say which with --answer importer=NAME.\n",
                names.join(", ")
            )),
        }
    }
}

/// Prints what can be read.
pub fn formats(arguments: &Formats, as_json: bool) -> Result<(), Failure> {
    let known = || {
        let importers = IMPORTERS.iter().map(|importer| importer.manifest());
        importers.chain(GUIDES)
    };
    let chosen: Vec<&Manifest> = known()
        .filter(|manifest| {
            arguments
                .name
                .as_deref()
                .is_none_or(|name| name == manifest.name)
        })
        .collect();
    if chosen.is_empty() {
        let names: Vec<&str> = known().map(|manifest| manifest.name).collect();
        return Err(Failure::usage(format!(
            "There is no such format. There are: {}.",
            names.join(", ")
        )));
    }
    for manifest in chosen {
        if as_json {
            out::json(&json!({
                "name": manifest.name, "version": manifest.version, "title": manifest.title,
                "accepts": manifest.accepts, "how_to_get": manifest.how_to_get,
                "layouts": manifest.layouts, "times": manifest.times,
                "caveats": manifest.caveats, "omits": manifest.omits,
            }))?;
            continue;
        }
        let version = match manifest.version {
            0 => "no importer of its own".to_owned(),
            version => format!("version {version}"),
        };
        out::line(&format!(
            "{}  ({}, {version})",
            manifest.title, manifest.name
        ))?;
        if arguments.name.is_none() {
            out::line(&format!("  {}", manifest.accepts.join("; ")))?;
            continue;
        }
        let parts: [(&str, &[&str]); 6] = [
            ("What it reads", manifest.accepts),
            ("How to get it", manifest.how_to_get),
            ("Times", &[manifest.times]),
            ("What to know", manifest.caveats),
            ("What it leaves out", manifest.omits),
            ("Layouts checked", manifest.layouts),
        ];
        for (title, lines) in parts {
            if lines.is_empty() {
                continue;
            }
            out::line(&format!("\n{title}"))?;
            for line in lines {
                out::line(&format!("  - {line}"))?;
            }
        }
    }
    Ok(())
}
