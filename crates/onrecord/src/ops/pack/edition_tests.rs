//! Two hundred editions of one invented case, chosen by a seed. Both verifiers and the page's program
//! accept each and refuse each forgery that the holder of the key makes of it; and nothing of what an
//! edition withholds stands in any of its files, unpacked.

use super::chosen::choose;
use super::door::Door;
use super::edition_lies::LIES;
use super::survey::{survey, walk_thread};
use super::{GapTimes, LeaveOut, PackOptions, facts, redact};
use crate::ops::case::Case;
use crate::ops::find;
use crate::ops::say::{self, PersonWords};
use crate::ops::tests::{added, new_case};
use onrecord_model::Digest;
use onrecord_model::statement::Role;
use onrecord_pack::bag::BagWriter;
use onrecord_pack::input::{self, PackError};
use onrecord_pack::pdf::SystemFonts;
use onrecord_pack::report::PdfDocuments;
use onrecord_pack::stage::{Stage, put};
use onrecord_pack::{Documents, make_pack};
use onrecord_verify::outer::note_text;
use onrecord_verify::zip::{content, read_directory};
use onrecord_verify::{Folder, Memory, Options, verify_pack};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

const EDITIONS: u64 = 200;
/// Every so many with real documents.
const WITH_DOCUMENTS: u64 = 10;
const MESSAGES: u64 = 60;

/// SplitMix64 (Steele and others), so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % limit
    }
}

/// A word that stands in one message alone, a name in every fourth, and a number in every fifth.
fn words(thread: u64, number: u64) -> [String; 3] {
    let letters = |mut n: u64| {
        let mut word = String::from("zq");
        for _ in 0..4 {
            word.push(char::from(b'a' + (n % 26) as u8));
            n /= 26;
        }
        word
    };
    let at = thread * MESSAGES + number;
    [
        letters(at * 7 + 1_000),
        format!("Vex{}", letters(at / 4 * 11 + 90_000)),
        format!("07700 9{:05}", at / 5 * 5 + 300),
    ]
}

fn chat(folder: &Path, thread: u64, with: &str) -> std::path::PathBuf {
    let mut text = String::new();
    for number in 0..MESSAGES {
        let who = if number % 3 == 0 {
            "Wren Fairweather"
        } else {
            with
        };
        let [word, name, phone] = words(thread, number);
        let said = match number % 5 {
            0 => format!("ring {phone} and ask for the {word} thing"),
            1 => "yes".into(),
            2 => format!("I saw {name} near the {word} again, why do you not answer"),
            3 => word.clone(),
            _ => format!("tell {name} about it\nand the {word} too, tonight"),
        };
        let (day, hour, minute) = (13 + number / 40, 1 + number / 6 % 20, number % 60);
        writeln!(text, "{day}/03/2024, {hour:02}:{minute:02} - {who}: {said}").unwrap();
    }
    fs_err::create_dir_all(folder).unwrap();
    let path = folder.join(format!("WhatsApp Chat with {with}.txt"));
    fs_err::write(&path, text).unwrap();
    path
}

fn case(home: &Path) -> Case {
    let mut case = new_case(&home.join("case"));
    let senders = ["Marigold Example", "Teasel Invented", "Hazel Madeup"];
    for (thread, with) in (0..).zip(senders) {
        added(&mut case, &chat(&home.join("exports"), thread, with));
    }
    for (name, role, accounts) in [
        ("the person doing this", Role::NotKnown, &senders[..2]),
        ("me", Role::Me, &["Wren Fairweather"]),
    ] {
        let words = PersonWords {
            role: Some(role),
            accounts: accounts.iter().map(|name| (*name).to_owned()).collect(),
            ..PersonWords::default()
        };
        say::person(&mut case, name, &words).unwrap();
    }
    case
}

/// What edition `number` chooses.
fn edition(number: u64) -> PackOptions {
    let mut random = Random(number);
    let one = |random: &mut Random, what: usize| {
        let (thread, at) = (random.below(2), random.below(MESSAGES));
        words(thread, at)[what].clone()
    };
    let mut options = PackOptions {
        recipient: Some(format!("Northshire Police, desk {number}")),
        times: [GapTimes::Count, GapTimes::Ends, GapTimes::All][random.below(3) as usize],
        third_parties: random.below(4) == 0,
        all: random.below(4) == 0,
        ..PackOptions::default()
    };
    let event = |random: &mut Random| format!("e{}", 1 + random.below(2 * MESSAGES));
    match random.below(6) {
        0 => {}
        1 => options.search = vec!["again".into()],
        2 => options.events = (0..=random.below(4)).map(|_| event(&mut random)).collect(),
        3 => options.persons = vec!["the person doing this".into()],
        4 => options.accounts = vec!["Marigold Example".into()],
        _ => {
            options.from = Some("2024-03-13".into());
            options.to = Some("2024-03-13".into());
        }
    }
    if random.below(3) == 0 {
        options.context = Some(random.below(4));
    }
    options.withheld = (0..random.below(5)).map(|_| event(&mut random)).collect();
    for what in [1, 2] {
        if random.below(3) == 0 {
            options.words.push(one(&mut random, what));
        }
    }
    if random.below(4) == 0 {
        options.words.push("YES".into());
    }
    if random.below(4) == 0 {
        options.leave_out = LeaveOut {
            search: vec!["tonight".into()],
            ..LeaveOut::default()
        };
    }
    options
}

struct PlainDocuments;

impl Documents for PlainDocuments {
    fn write(
        &self,
        _: &dyn input::Case,
        stage: &dyn Stage,
        _: &mut dyn FnMut(&str) -> Result<(), PackError>,
    ) -> Result<Option<String>, PackError> {
        put(stage, "01-report.pdf", b"%PDF-1.7")?;
        put(stage, "02-exhibits.pdf", b"%PDF-1.7")?;
        Ok(None)
    }
}

type Files = BTreeMap<String, Vec<u8>>;

/// The withheld texts of an edition that no shown text holds, and whether it withholds anything.
struct Made {
    secrets: BTreeSet<String>,
    withheld: u64,
}

/// Makes an edition. `None`: it chose nothing, which is refused.
fn make(case: &Case, options: &PackOptions, out: &Path, real: bool) -> Option<Made> {
    let chosen = choose(case, options).ok()?;
    let survey = survey(case, &chosen).unwrap();
    let mut facts = facts::facts(case, options, &chosen, &survey).unwrap();
    let third: Vec<String> = survey.third.keys().cloned().collect();
    redact::redact(&chosen.rules, &third, &mut facts).unwrap();
    let sign = |text: &str| Ok(case.vault.sign_pack(text).unwrap());
    let door = Door::new(case, options, &chosen, &survey, facts);
    let (mut shown, mut hidden) = (Vec::new(), BTreeSet::new());
    let mut withheld = 0;
    for thread in find::all_threads(case).unwrap() {
        let at = chosen
            .threads
            .iter()
            .position(|one| one.row.number == thread.number);
        walk_thread(case, thread.number, &mut |row| {
            let text = row.event.text.as_deref().unwrap_or_default();
            if at.is_some() && chosen.shows(&row) {
                shown.push(chosen.rules.redacted(text).to_lowercase());
            } else {
                withheld += 1;
                let parts: Vec<&str> = text.split_whitespace().collect();
                hidden.extend(parts.iter().map(|part| (*part).to_owned()));
                // A number is two words, and six digits alone stand by chance in any document.
                let number = parts.windows(2).filter(|two| two[0] == "07700");
                hidden.extend(number.map(|two| two.join(" ")));
                hidden.insert(text.replace('\n', " "));
            }
            Ok(())
        })
        .unwrap();
    }
    hidden.extend(options.words.iter().cloned());
    // "the" is no secret; a word, name or number of this case is.
    hidden.retain(|word| {
        let own = word.to_lowercase();
        let telling =
            own.starts_with("zq") || own.starts_with("vexzq") || own.starts_with("07700 ");
        telling && own.len() > 5 && !shown.iter().any(|text| text.contains(&own))
    });
    if real {
        let documents = PdfDocuments {
            system_fonts: SystemFonts::Ignore,
        };
        make_pack(&door, &documents, &sign, out, &mut |_| Ok(())).unwrap();
    } else {
        make_pack(&door, &PlainDocuments, &sign, out, &mut |_| Ok(())).unwrap();
    }
    Some(Made {
        secrets: hidden,
        withheld,
    })
}

fn load(folder: &Path) -> Files {
    let read = |entry: std::io::Result<fs_err::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs_err::read(path).unwrap())
    };
    fs_err::read_dir(folder).unwrap().map(read).collect()
}

/// The files of the evidence, without `evidence/data/`, in their order.
fn unpacked(files: &Files) -> Vec<(String, Vec<u8>)> {
    let mut archive = Cursor::new(&files["03-evidence.zip"]);
    let mut out = Vec::new();
    for member in read_directory(&mut archive).unwrap() {
        if let Some(name) = member.name.strip_prefix("evidence/data/") {
            let mut bytes = Vec::new();
            let mut reader = content(&mut archive, &member).unwrap();
            reader
                .by_ref()
                .take(member.size)
                .read_to_end(&mut bytes)
                .unwrap();
            out.push((name.to_owned(), bytes));
        }
    }
    out
}

/// Packs changed evidence again and signs it, as only the holder of the key can.
fn forged(case: &Case, files: &Files, evidence: &[(String, Vec<u8>)]) -> Files {
    let mut bag = BagWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in evidence {
        bag.add(name, bytes.len() as u64, &mut bytes.as_slice())
            .unwrap();
    }
    let (digest, out) = bag.finish(&[]).unwrap();
    let mut files = files.clone();
    files.insert("03-evidence.zip".into(), out.into_inner());
    files.retain(|name, _| !name.starts_with("10-") && !name.starts_with("11-"));
    let lines = files
        .iter()
        .map(|(name, bytes)| format!("{}  {name}\n", Digest::of(bytes)));
    let sums = lines.collect::<String>();
    let count = files.len() as u64;
    let text = note_text(
        &case.vault.verifier().to_text(),
        &Digest::of(sums.as_bytes()),
        &digest,
        count,
    );
    files.insert(
        "11-SHA256SUMS.note".into(),
        case.vault.sign_pack(&text).unwrap().into_bytes(),
    );
    files.insert("10-SHA256SUMS".into(), sums.into_bytes());
    files
}

/// Tells the first lie from number `at` on that this edition gives occasion for.
fn lied(case: &Case, files: &Files, at: usize) -> Option<(&'static str, Files)> {
    let evidence = unpacked(files);
    let threads: Vec<usize> = (0..evidence.len())
        .filter(|at| evidence[*at].0.starts_with("threads/") && evidence[*at].0.ends_with(".jsonl"))
        .collect();
    let lines = |at: usize| -> Vec<String> {
        core::str::from_utf8(&evidence[at].1)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect()
    };
    for (what, lie) in LIES.iter().cycle().skip(at).take(LIES.len()) {
        for thread in &threads {
            let other = threads
                .iter()
                .find(|other| *other != thread)
                .map(|other| lines(*other));
            let mut changed = lines(*thread);
            if lie(&mut changed, &other.unwrap_or_default()) {
                let mut after = evidence.clone();
                after[*thread].1 = changed
                    .iter()
                    .map(|line| format!("{line}\n"))
                    .collect::<String>()
                    .into_bytes();
                assert_ne!(after[*thread].1, evidence[*thread].1, "{what}");
                return Some((what, forged(case, files, &after)));
            }
        }
    }
    None
}

/// Puts a line of the same thread of another case into this pack, at its own place: the same words under
/// other salts.
fn spliced(case: &Case, files: &Files, foreign: &Files) -> Option<Files> {
    let mut evidence = unpacked(files);
    let theirs: BTreeMap<String, Vec<u8>> = unpacked(foreign).into_iter().collect();
    for (name, bytes) in &mut evidence {
        let Some(others) = theirs.get(name).filter(|_| name.ends_with(".jsonl")) else {
            continue;
        };
        if !name.starts_with("threads/") {
            continue;
        }
        let start = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
        let others = core::str::from_utf8(others).unwrap();
        let mut lines: Vec<String> = core::str::from_utf8(bytes)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect();
        let found = lines.iter_mut().find_map(|line| {
            let shown = line.starts_with("{\"index\"");
            let other = others.lines().find(|other| start(other) == start(line))?;
            (shown && other != line).then_some((line, other))
        });
        if let Some((line, other)) = found {
            *line = other.to_owned();
            *bytes = lines
                .iter()
                .map(|line| format!("{line}\n"))
                .collect::<String>()
                .into_bytes();
            return Some(forged(case, files, &evidence));
        }
    }
    None
}

/// Fails if anything that is withheld stands in any file: as text, in hexadecimal, or in what a PDF or
/// workbook holds once it is unpacked.
fn search(number: u64, folder: &Path, files: &Files, secrets: &BTreeSet<String>) {
    let mut all = unpacked(files);
    all.extend(
        files
            .iter()
            .filter(|(name, _)| !name.ends_with(".zip") && !name.ends_with(".html"))
            .map(|(name, bytes)| (name.clone(), bytes.clone())),
    );
    for (name, bytes) in &mut all.clone() {
        let path = folder.join(&*name);
        let unpacked = if name.ends_with(".pdf") && bytes.len() > 100 {
            ["pdftotext", "qpdf"]
                .map(|tool| {
                    let mut command = Command::new(tool);
                    match tool {
                        "qpdf" => command
                            .args(["--qdf", "--object-streams=disable"])
                            .arg(&path)
                            .arg("-"),
                        _ => command.arg(&path).arg("-"),
                    };
                    command
                        .output()
                        .map(|output| output.stdout)
                        .unwrap_or_default()
                })
                .concat()
        } else if name.ends_with(".xlsx") {
            let path = folder.join("workbook.xlsx");
            fs_err::write(&path, &*bytes).unwrap();
            let output = Command::new("unzip").arg("-p").arg(&path).output();
            fs_err::remove_file(path).unwrap();
            output.map(|output| output.stdout).unwrap_or_default()
        } else {
            continue;
        };
        all.push((format!("{name}, unpacked"), unpacked));
    }
    for (name, bytes) in all {
        let text = bytes.to_ascii_lowercase();
        for secret in secrets {
            let lower = secret.to_lowercase();
            let hex = |text: &str| {
                let digits = text.bytes().map(|byte| format!("{byte:02x}"));
                digits.collect::<String>()
            };
            // UTF-16, as a PDF may write a title.
            let digits = secret.bytes().map(|byte| format!("00{byte:02x}"));
            let wide: String = digits.collect();
            for form in [&lower, &hex(secret), &hex(&lower), &wide] {
                let found = memchr::memmem::find(&text, form.as_bytes());
                assert!(
                    found.is_none(),
                    "edition {number}: {secret} stands in {name}"
                );
            }
        }
    }
}

#[test]
fn two_hundred_editions_hold_refuse_every_lie_and_leak_nothing() {
    let home = tempfile::tempdir().unwrap();
    let foreign = tempfile::tempdir().unwrap();
    let foreign = case(foreign.path());
    let case = case(home.path());
    let (mut list, mut expected) = (String::new(), Vec::new());
    let (mut made_all, mut partly, mut lies, mut searched) = (0, 0, BTreeMap::new(), 0);
    let mut number = 0;
    while made_all < EDITIONS {
        number += 1;
        let options = edition(number);
        let real = made_all % WITH_DOCUMENTS == 0;
        let out = home.path().join(format!("pack-{number}"));
        let Some(made) = make(&case, &options, &out, real) else {
            continue;
        };
        let files = load(&out);
        let report = verify_pack(
            &Folder(out.clone()),
            Options { thorough: true },
            &mut |_| (),
        );
        assert!(report.is_sound(), "edition {number}: {report}");
        search(number, &out, &files, &made.secrets);
        searched += made.secrets.len();
        partly += u64::from(made.withheld > 0);
        writeln!(list, "{}", out.display()).unwrap();
        expected.push((number, "sound"));
        let mut told: Vec<(&str, Files)> =
            lied(&case, &files, made_all as usize).into_iter().collect();
        if real {
            // The same exports, read into another case.
            let out = home.path().join(format!("foreign-{number}"));
            if make(&foreign, &options, &out, false).is_some() {
                let spliced = spliced(&case, &files, &load(&out));
                told.extend(spliced.map(|files| ("splice from another case", files)));
            }
        }
        for (what, files) in told {
            let report = verify_pack(
                &Memory(files.clone()),
                Options { thorough: true },
                &mut |_| (),
            );
            assert!(!report.is_sound(), "edition {number}, {what}");
            let out = home.path().join(format!("lie-{number}-{}", expected.len()));
            fs_err::create_dir(&out).unwrap();
            for (name, bytes) in &files {
                fs_err::write(out.join(name), bytes).unwrap();
            }
            writeln!(list, "{}", out.display()).unwrap();
            expected.push((number, what));
            *lies.entry(what).or_insert(0) += 1;
        }
        made_all += 1;
    }
    println!("{partly} editions withhold something; {searched} words searched for; lies: {lies:?}");
    assert_eq!(lies.len(), LIES.len() + 1, "{lies:?}");
    assert!(partly > EDITIONS * 3 / 4 && searched > 10_000);
    for (program, script) in [("python3", "verdicts.py"), ("node", "browser/verdicts.mjs")] {
        let Some(verdicts) = verdicts_of(program, script, &list) else {
            println!("SKIPPED: {program} is not here");
            continue;
        };
        assert_eq!(verdicts.lines().count(), expected.len(), "{script}");
        for ((number, what), verdict) in expected.iter().zip(verdicts.lines()) {
            // verify.py alone refuses every lie about a thread; its tables are not needed for that.
            let right = match (*what, program) {
                ("sound", _) => verdict == "sound",
                (_, "python3") => verdict.starts_with("verify"),
                _ => verdict != "sound" && !verdict.is_empty(),
            };
            assert!(right, "edition {number}, {what}, {script}: {verdict}");
        }
    }
}

/// What another verifier, or the page's program, says of each folder of a list; `None` where the
/// program that runs it is not here.
fn verdicts_of(program: &str, script: &str, list: &str) -> Option<String> {
    let testkit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit");
    let mut running = Command::new(program)
        .arg(testkit.join(script))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = running.stdin.take()?;
    input.write_all(list.as_bytes()).unwrap();
    drop(input);
    let output = running.wait_with_output().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}
