//! The testkit of damaged packs: both verifiers, which share no code, and the page's program say of
//! each what its recipe expects, and name a file that was touched.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests may"
)]
#![allow(dead_code, reason = "each test uses a part of the synthetic case")]

#[path = "../../../testkit/recipes.rs"]
mod recipes;
#[path = "../../../testkit/synthetic_case.rs"]
mod synthetic_case;

use onrecord_verify::{Folder, Memory, Options, Source as _, verify_pack};
use recipes::{Files, recipes};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use synthetic_case::{pack, synthetic};

fn testkit() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit")
}

/// The sound pack of the testkit.
pub fn sound_pack(out: &Path) -> Files {
    pack(&synthetic(3), out).unwrap_or_else(|error| panic!("{error}"));
    let source = Folder(out.to_owned());
    let names = source.found().unwrap().into_iter().map(|found| found.name);
    names
        .map(|name| (name.clone(), fs_err::read(out.join(name)).unwrap()))
        .collect()
}

/// What `verify.py` says of these files: whether they pass, and what it prints.
fn python(files: &Files) -> Option<(bool, String)> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs_err::write(folder.path().join(name), bytes).unwrap();
    }
    let output = Command::new("python3")
        .arg(testkit().join("verify.py"))
        .arg(folder.path())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some((output.status.success(), text))
}

/// What the page's program names in each of these folders; `None` where Node.js is not here.
fn page(folders: &[std::path::PathBuf]) -> Option<Vec<String>> {
    let mut running = Command::new("node")
        .arg(testkit().join("browser/verdicts.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = running.stdin.take().unwrap();
    for folder in folders {
        writeln!(input, "{}", folder.display()).unwrap();
    }
    drop(input);
    let output = running.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(str::to_owned).collect())
}

#[test]
fn the_page_says_of_each_damaged_pack_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let case = synthetic(3);
    let sound = sound_pack(&folder.path().join("pack"));
    let all = recipes(&testkit().join("damaged"));
    let mut folders = Vec::new();
    for (number, recipe) in all.iter().enumerate() {
        let one = folder.path().join(number.to_string());
        fs_err::create_dir(&one).unwrap();
        for (name, bytes) in recipe.apply(&case, &sound) {
            fs_err::write(one.join(name), bytes).unwrap();
        }
        folders.push(one);
    }
    let Some(verdicts) = page(&folders) else {
        println!("SKIPPED: node is not here: the page was not asked");
        return;
    };
    assert_eq!(verdicts.len(), all.len());
    for (recipe, verdict) in all.iter().zip(&verdicts) {
        let named = verdict
            .split('\t')
            .any(|name| recipe.names.iter().any(|wanted| wanted == name));
        let fits = if recipe.sound {
            verdict == "sound"
        } else {
            named
        };
        assert!(fits, "{}: {verdict}", recipe.name);
    }
}

#[test]
fn both_verifiers_say_of_each_damaged_pack_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let case = synthetic(3);
    let sound = sound_pack(&folder.path().join("pack"));
    let all = recipes(&testkit().join("damaged"));
    assert!(all.len() >= 40, "{} recipes", all.len());
    let mut wrong = Vec::new();
    for recipe in &all {
        let files = recipe.apply(&case, &sound);
        for thorough in [false, true] {
            let report = verify_pack(&Memory(files.clone()), Options { thorough }, &mut |_| ());
            let named = report
                .findings
                .iter()
                .any(|finding| recipe.names.contains(&finding.file));
            if report.is_sound() != recipe.sound || named == recipe.sound {
                wrong.push(format!("{} (thorough: {thorough}): {report}", recipe.name));
            }
        }
        let Some((passed, text)) = python(&files) else {
            println!("SKIPPED: python3 is not here");
            continue;
        };
        let mut lines = text.lines();
        let named = lines.any(|line| recipe.names.iter().any(|name| name == line));
        if passed != recipe.sound || named == recipe.sound {
            wrong.push(format!("{} (verify.py): {text}", recipe.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn verify_py_and_its_other_half_are_short_and_need_nothing() {
    for script in ["verify.py", "verify_tables.py"] {
        let text = fs_err::read_to_string(testkit().join(script)).unwrap();
        let lines = text.lines().count();
        assert!(lines < 300, "{script}: {lines} lines");
        let longest = text.lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(110), "{script}: {longest:?}");
        needs_nothing(&text);
    }
}

fn needs_nothing(text: &str) {
    let imports = text
        .lines()
        .filter(|line| line.starts_with("import ") || line.starts_with("from "));
    let known = [
        "base64",
        "collections",
        "csv",
        "datetime",
        "hashlib",
        "io",
        "json",
        "os",
        "re",
        "runpy",
        "sys",
        "zipfile",
    ];
    for import in imports {
        let names = import.trim_start_matches("import ").split(", ");
        names.for_each(|name| assert!(known.contains(&name), "{import}"));
    }
}
