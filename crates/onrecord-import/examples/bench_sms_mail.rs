//! Prints how fast SMS XML and mbox files are read, beside what a bare parser needs for the same
//! file in the same run, and the peak memory. `bench_sms_mail [--no-floors] FILE...`

#![allow(clippy::unwrap_used, clippy::print_stdout)] // reason: a measuring tool, not a library

mod mails;

use onrecord_import::platforms::{email, sms_backup_restore};
use onrecord_import::{Answers, Export, FileExport, Importer};
use onrecord_model::Mark;
use std::io::{BufReader, Read};

/// CPU seconds of this thread so far.
fn cpu_seconds() -> f64 {
    let text = fs_err::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

fn peak_megabytes() -> u64 {
    let text = fs_err::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    let number: String = line.chars().filter(char::is_ascii_digit).collect();
    number.parse::<u64>().unwrap() / 1024
}

fn measure(importer: &dyn Importer, export: &dyn Export) -> Option<f64> {
    let start = cpu_seconds();
    let opened = importer.open(export, &Answers::default())?.ok()?;
    for remark in &opened.remarks {
        println!("  {remark}");
    }
    let (mut events, mut defects, mut attachments, mut sizes, mut inconsistent) =
        (0_u64, 0, 0, 0, 0);
    for record in opened.records {
        match record {
            Ok(event) => {
                events += 1;
                attachments += event.attachments.len();
                inconsistent += u64::from(event.marks.has(Mark::Inconsistent));
                sizes += event.text.as_ref().map_or(0, |text| text.len());
            }
            Err(_) => defects += 1,
        }
    }
    let used = cpu_seconds() - start;
    let rate = events as f64 / used;
    println!(
        "  {}: {events} events, {defects} defects, {attachments} attachments, {sizes} text bytes, \
         {inconsistent} inconsistent, {used:.3} CPU s, {rate:.0} per CPU s, peak {} MB",
        importer.manifest().name,
        peak_megabytes()
    );
    Some(rate)
}

/// Every attribute of every element, looked at and left.
fn floor_of_xml(path: &str) -> f64 {
    use quick_xml::events::Event;
    let start = cpu_seconds();
    let file = fs_err::File::open(path).unwrap();
    let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(1 << 20, file));
    let (mut buffer, mut records, mut bytes) = (Vec::new(), 0_u64, 0);
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                records += u64::from(matches!(tag.name().as_ref(), "sms" | "mms" | "call"));
                bytes += tag
                    .attributes()
                    .flatten()
                    .map(|one| one.value.len())
                    .sum::<usize>();
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        buffer.clear();
    }
    let used = cpu_seconds() - start;
    println!("  quick-xml: {records} records, {bytes} bytes of values, {used:.3} CPU s");
    records as f64 / used
}

/// What only reading the file takes, through a buffer that is used again. mail-parser wants it whole
/// in memory; that it must be read to get there is part of the work, being held is not.
fn seconds_to_read(path: &str) -> f64 {
    let mut buffer = vec![0; 1 << 20];
    let start = cpu_seconds();
    let mut file = fs_err::File::open(path).unwrap();
    while file.read(&mut buffer).unwrap() > 0 {}
    cpu_seconds() - start
}

/// Every mail parsed and left.
fn floor_of_mbox(path: &str) -> f64 {
    let reading = seconds_to_read(path);
    let mut data = Vec::new();
    fs_err::File::open(path)
        .unwrap()
        .read_to_end(&mut data)
        .unwrap();
    let start = cpu_seconds();
    let parser = mail_parser::MessageParser::default();
    let (mut count, mut parts) = (0, 0);
    for (_, mail) in mails::mails(&data) {
        count += 1;
        parts += parser.parse(mail).map_or(0, |mail| mail.parts.len());
    }
    let used = cpu_seconds() - start + reading;
    println!(
        "  mail-parser: {count} mails, {parts} parts, {used:.3} CPU s, {reading:.3} of it reading"
    );
    f64::from(count) / used
}

fn main() {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    // For a profiler, and for the peak memory of the importers alone.
    let with_floors = paths.first().is_none_or(|first| first != "--no-floors");
    paths.retain(|path| path != "--no-floors");
    for path in &paths {
        println!("{path}");
        for _ in 0..3 {
            let export = FileExport::from_path(std::path::Path::new(path)).unwrap();
            if !with_floors {
                let _ = measure(&sms_backup_restore::IMPORTER, &export)
                    .or_else(|| measure(&email::IMPORTER, &export));
            } else if let Some(rate) = measure(&sms_backup_restore::IMPORTER, &export) {
                let floor = floor_of_xml(path);
                println!("  ratio {:.2} of {floor:.0} per CPU s", rate / floor);
            } else if let Some(rate) = measure(&email::IMPORTER, &export) {
                let floor = floor_of_mbox(path);
                println!("  ratio {:.2} of {floor:.0} per CPU s", rate / floor);
            }
        }
    }
}
