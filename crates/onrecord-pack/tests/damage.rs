//! Damaged packs: every one is refused by both verifiers, which share no code, and by the page's
//! program; each names a file that was touched. And forged packs: changed by whoever holds the key, who signs them again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests may"
)]
#![allow(dead_code, reason = "each test uses a part of the synthetic case")]

#[path = "../../../testkit/synthetic_case.rs"]
mod synthetic_case;

use onrecord_model::Digest;
use onrecord_verify::outer::note_text;
use onrecord_verify::{Folder, Memory, Options, Report, Source as _, verify_pack};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use synthetic_case::{Synthetic, pack, synthetic};

type Files = BTreeMap<String, Vec<u8>>;

fn load(folder: &Path) -> Files {
    let source = Folder(folder.to_owned());
    let names = source.found().unwrap().into_iter().map(|found| found.name);
    names
        .map(|name| (name.clone(), fs_err::read(folder.join(name)).unwrap()))
        .collect()
}

fn check(files: &Files, thorough: bool) -> Report {
    verify_pack(&Memory(files.clone()), Options { thorough }, &mut |_| ())
}

/// A small generator (Steele and others' SplitMix64), so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % limit as u64) as usize
    }
}

/// A damage in words for `damage.py`, and the files after it.
fn damage(files: &Files, number: usize, random: &mut Random) -> (String, Files, Vec<String>) {
    let names: Vec<&String> = files.keys().collect();
    // Three of four anywhere by weight of bytes would all hit the archive: so by file, then by byte.
    let name = names[random.below(names.len())].clone();
    let mut after = files.clone();
    let length = files[&name].len();
    let (words, touched) = match number {
        0..2_000 => {
            let (at, bit) = (random.below(length), random.below(8));
            after.get_mut(&name).unwrap()[at] ^= 1 << bit;
            (format!("[\"flip\",\"{name}\",{at},{bit}]"), vec![name])
        }
        2_000..2_040 => {
            let to = random.below(length);
            after.get_mut(&name).unwrap().truncate(to);
            (format!("[\"cut\",\"{name}\",{to}]"), vec![name])
        }
        2_040..2_060 => {
            after.remove(&name);
            (format!("[\"remove\",\"{name}\"]"), vec![name])
        }
        2_060..2_070 => {
            let added = format!("{:02}-more.txt", 20 + random.below(70));
            after.insert(added.clone(), Vec::new());
            (format!("[\"add\",\"{added}\"]"), vec![added])
        }
        2_070..2_085 => {
            let other = names
                .iter()
                .find(|other| ***other != name && files[**other] != files[&name])
                .unwrap();
            let other = (*other).clone();
            let (one, two) = (after[&name].clone(), after[&other].clone());
            after.insert(name.clone(), two);
            after.insert(other.clone(), one);
            (
                format!("[\"swap\",\"{name}\",\"{other}\"]"),
                vec![name, other],
            )
        }
        _ => {
            let bytes = after.remove(&name).unwrap();
            let other = format!("12-{}", &name[3..]);
            after.insert(other.clone(), bytes);
            (
                format!("[\"rename\",\"{name}\",\"{other}\"]"),
                vec![name, other],
            )
        }
    };
    (words, after, touched)
}

/// A damaged list, note or checkpoint can only be told apart from the other by whoever has a third
/// copy, so either may be named.
fn names_one(touched: &[String], named: &str) -> bool {
    let pair = ["10-SHA256SUMS", "11-SHA256SUMS.note"];
    touched.iter().any(|name| {
        named == name
            || named.starts_with(&format!("{name}: "))
            || (pair.contains(&name.as_str()) && pair.contains(&named))
    })
}

#[test]
fn two_thousand_flips_and_other_damage_are_refused_by_every_verifier() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("pack");
    pack(&synthetic(3), &out).unwrap_or_else(|error| panic!("{error}"));
    let files = load(&out);
    let mut random = Random(1);
    let (mut list, mut all) = (String::new(), Vec::new());
    for number in 0..2_100 {
        let (words, after, touched) = damage(&files, number, &mut random);
        for thorough in [false, true] {
            let report = check(&after, thorough);
            let named = report
                .findings
                .iter()
                .any(|finding| names_one(&touched, &finding.file));
            assert!(named, "{words}: {report}");
        }
        // Every eighth flip also by the other verifier: each costs it a signature in pure Python.
        if number % 8 == 0 || number >= 2_000 {
            list.push_str(&words);
            list.push('\n');
            all.push((words, touched));
        }
    }
    // The page's program needs no time for a signature; it gets the same list.
    for (program, script) in [("python3", "damage.py"), ("node", "browser/verdicts.mjs")] {
        let Some(verdicts) = verdicts_of(program, script, &out, &list) else {
            println!("SKIPPED: {program} is not here");
            continue;
        };
        assert_eq!(verdicts.lines().count(), all.len(), "{script}");
        for ((words, touched), verdict) in all.iter().zip(verdicts.lines()) {
            let named = verdict.split('\t').any(|file| names_one(touched, file));
            assert!(named, "{script}: {words}: {verdict}");
        }
    }
    assert_eq!(load(&out), files, "every damage was undone");
}

/// What another verifier says of each damage, a line each; `None` where its program is not here.
fn verdicts_of(program: &str, script: &str, pack: &Path, list: &str) -> Option<String> {
    let testkit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit");
    let mut running = Command::new(program)
        .arg(testkit.join(script))
        .arg(pack)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = running.stdin.take().unwrap();
    let list = list.to_owned();
    let writer = std::thread::spawn(move || input.write_all(list.as_bytes()));
    let mut verdicts = String::new();
    let mut output = running.stdout.take().unwrap();
    output.read_to_string(&mut verdicts).unwrap();
    writer.join().unwrap().unwrap();
    assert!(running.wait().unwrap().success(), "{script}");
    Some(verdicts)
}

/// Changes one file of the archive and makes lists and note fit again, as only the case's key can.
fn forge(case: &Synthetic, files: &Files, path: &str, change: &dyn Fn(&mut Vec<u8>)) -> Files {
    let mut archive =
        zip::ZipArchive::new(std::io::Cursor::new(&files["03-evidence.zip"])).unwrap();
    let mut bag = onrecord_pack::bag::BagWriter::new(std::io::Cursor::new(Vec::new()));
    let mut changed = false;
    for number in 0..archive.len() {
        let mut member = archive.by_index(number).unwrap();
        let Some(name) = member
            .name()
            .unwrap()
            .strip_prefix("evidence/data/")
            .map(str::to_owned)
        else {
            continue;
        };
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        if name == path {
            let before = bytes.clone();
            change(&mut bytes);
            changed = bytes != before;
            if bytes.is_empty() && path != "threads/T2.hashes" {
                continue;
            }
        }
        bag.add(&name, bytes.len() as u64, &mut bytes.as_slice())
            .unwrap();
    }
    assert!(changed, "{path} was not changed");
    let (digest, out) = bag.finish(&[]).unwrap();
    let mut after = files.clone();
    after.insert("03-evidence.zip".to_owned(), out.into_inner());
    sign_again(case, &mut after, digest);
    after
}

fn sign_again(case: &Synthetic, files: &mut Files, bag: Digest) {
    let listed = files
        .iter()
        .filter(|(name, _)| !name.starts_with("10-") && !name.starts_with("11-"));
    let lines: Vec<String> = listed
        .map(|(name, bytes)| format!("{}  {name}\n", Digest::of(bytes)))
        .collect();
    let sums = lines.concat();
    let text = note_text(
        &case.signer.verifier().to_text(),
        &Digest::of(sums.as_bytes()),
        &bag,
        lines.len() as u64,
    );
    files.insert(
        "11-SHA256SUMS.note".to_owned(),
        case.signer.sign(&text).unwrap().to_string().into_bytes(),
    );
    files.insert("10-SHA256SUMS".to_owned(), sums.into_bytes());
}

fn replace(from: &'static str, to: &'static str) -> impl Fn(&mut Vec<u8>) {
    move |bytes| {
        let text = String::from_utf8(core::mem::take(bytes)).unwrap();
        *bytes = text.replacen(from, to, 1).into_bytes();
    }
}

/// What the second verifier says of these files.
fn python_verdict(files: &Files) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs_err::write(folder.path().join(name), bytes).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit/verify.py");
    let output = Command::new("python3")
        .arg(script)
        .arg(folder.path())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(
        output.status.success(),
        text.starts_with("Every check passed."),
        "{text}"
    );
    Some(text)
}

#[test]
fn what_the_keyholder_forges_is_refused_by_both_verifiers() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("pack");
    let case = synthetic(3);
    pack(&case, &out).unwrap_or_else(|error| panic!("{error}"));
    let files = load(&out);
    let same = forge(&case, &files, "log/checkpoint.note", &|bytes| {
        bytes.push(b'\n')
    });
    assert!(!check(&same, true).is_sound());
    let drop_line = |at: usize| {
        move |bytes: &mut Vec<u8>| {
            let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            let kept = lines.iter().enumerate().filter(|(number, _)| *number != at);
            *bytes = kept.flat_map(|(_, line)| line.to_vec()).collect();
        }
    };
    let flip = |at: usize| move |bytes: &mut Vec<u8>| bytes[at] ^= 1;
    let clear = |bytes: &mut Vec<u8>| bytes.clear();
    type Change<'a> = Box<dyn Fn(&mut Vec<u8>) + 'a>;
    let forgeries: Vec<(&str, Change<'_>)> = vec![
        ("threads/T1.jsonl", Box::new(drop_line(3))),
        (
            "threads/T1.jsonl",
            Box::new(replace("\"withheld\":13", "\"withheld\":12")),
        ),
        ("threads/T1.jsonl", Box::new(replace("AK/1", "AK/9"))),
        (
            "threads/T1.jsonl",
            Box::new(replace("\"sort\":null", "\"sort\":5")),
        ),
        ("threads/T1.jsonl", Box::new(clear)),
        (
            "threads/T1.proof",
            Box::new(replace("events 41", "events 42")),
        ),
        ("threads/T1.proof", Box::new(replace("entry 6", "entry 7"))),
        ("threads/T1.proof", Box::new(clear)),
        ("threads/T1.proof", Box::new(drop_line(5))),
        ("threads/T1.hashes", Box::new(flip(40))),
        (
            "threads/T1.hashes",
            Box::new(|bytes: &mut Vec<u8>| bytes.truncate(bytes.len() - 32)),
        ),
        (
            "threads/T1.hashes",
            Box::new(|bytes: &mut Vec<u8>| bytes.extend([0; 32])),
        ),
        (
            "threads/T1.hashes",
            Box::new(|bytes: &mut Vec<u8>| bytes.push(0)),
        ),
        ("threads/T1.hashes", Box::new(clear)),
        ("completeness.csv", Box::new(drop_line(2))),
        (
            "completeness.csv",
            Box::new(replace("\"count\"", "\"ends\"")),
        ),
        ("completeness.csv", Box::new(replace("\"13\"", "\"12\""))),
        (
            "events.csv",
            Box::new(replace("why do you not", "why did you not")),
        ),
        ("events.csv", Box::new(drop_line(2))),
        (
            "events.jsonl",
            Box::new(replace("why do you not", "why did you not")),
        ),
        ("undated.jsonl", Box::new(drop_line(0))),
        (
            "exhibits.csv",
            Box::new(replace("\"extract\"", "\"original\"")),
        ),
        (
            "exhibits.csv",
            Box::new(replace(
                "\"AK/5\",\"withheld\",\"\"",
                "\"AK/5\",\"withheld\",\"x\"",
            )),
        ),
        ("log/entries.jsonl", Box::new(drop_line(1))),
        (
            "log/entries.jsonl",
            Box::new(replace("\"payload\":\"a", "\"payload\":\"b")),
        ),
        (
            "originals/AK-1/WhatsApp_Chat_with____Rowan.txt",
            Box::new(flip(5)),
        ),
        ("originals/AK-2/big_video.mp4", Box::new(clear)),
        ("attachments/T1/3-1-c.jpg", Box::new(flip(2))),
        ("log/timestamps/0001.note", Box::new(flip(30))),
        (
            "log/timestamps/0001.tsr",
            Box::new(|bytes: &mut Vec<u8>| {
                let at = bytes.len() - 30;
                bytes[at] ^= 1;
            }),
        ),
    ];
    for (path, change) in forgeries {
        let forged = forge(&case, &files, path, &*change);
        let report = check(&forged, true);
        assert!(!report.is_sound(), "{path}");
        assert!(
            report
                .findings
                .iter()
                .all(|finding| finding.file.contains("03-evidence.zip")
                    || finding.file.contains("timestamp")),
            "{path}: {report}"
        );
        match python_verdict(&forged) {
            None => println!("SKIPPED: python3 is not here"),
            Some(verdict) => assert!(
                verdict.starts_with("This pack does NOT"),
                "{path}: {verdict}"
            ),
        }
    }
}
