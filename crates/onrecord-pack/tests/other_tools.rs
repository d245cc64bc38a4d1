//! The pack against tools that other people wrote: unzip, sha256sum, openssl, and from Python
//! `zipfile`, `bagit` and `case_validate`. What is not here is skipped, loudly.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests may"
)]
#![allow(dead_code, reason = "each test uses a part of the synthetic case")]

#[path = "../../../testkit/synthetic_case.rs"]
mod synthetic_case;

use std::path::{Path, PathBuf};
use std::process::Command;
use synthetic_case::{Synthetic, pack, synthetic};

/// Runs a tool; `None` (said loudly) where it is not here.
fn run(folder: &Path, tool: &str, arguments: &[&str]) -> Option<(bool, String)> {
    match Command::new(tool)
        .args(arguments)
        .current_dir(folder)
        .output()
    {
        Err(_) => {
            println!("SKIPPED: {tool} is not here");
            None
        }
        Ok(output) => {
            let text = [output.stdout, output.stderr].concat();
            Some((
                output.status.success(),
                String::from_utf8_lossy(&text).into_owned(),
            ))
        }
    }
}

fn must(folder: &Path, tool: &str, arguments: &[&str]) {
    if let Some((success, text)) = run(folder, tool, arguments) {
        assert!(success, "{tool} {arguments:?}: {text}");
    }
}

/// A Python with `bagit` and `case-utils`, made once under the target folder.
fn python_with_oracles() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracles");
    let binaries = folder.join("bin");
    if !binaries.join("case_validate").exists() || !binaries.join("bagit.py").exists() {
        let made = run(
            Path::new("."),
            "python3",
            &["-m", "venv", &folder.to_string_lossy()],
        );
        let pip = binaries.join("pip");
        let installed = made.is_some_and(|(success, _)| success)
            && run(
                Path::new("."),
                &pip.to_string_lossy(),
                &["install", "-q", "bagit", "case-utils"],
            )
            .is_some_and(|(success, _)| success);
        if !installed {
            println!("SKIPPED: the Python packages bagit and case-utils cannot be installed here");
            return None;
        }
    }
    Some(binaries)
}

#[test]
fn ordinary_tools_accept_the_pack() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("pack");
    pack(&synthetic(20), &out).unwrap_or_else(|error| panic!("{error}"));
    must(&out, "sha256sum", &["--strict", "-c", "10-SHA256SUMS"]);
    must(&out, "unzip", &["-t", "03-evidence.zip"]);
    must(&out, "python3", &["-m", "zipfile", "-t", "03-evidence.zip"]);
    must(&out, "python3", &["05-verify.py"]);
    let open = folder.path().join("open");
    fs_err::create_dir(&open).unwrap();
    must(
        &out,
        "unzip",
        &["-q", "03-evidence.zip", "-d", &open.to_string_lossy()],
    );
    let evidence = open.join("evidence");
    if !evidence.exists() {
        return;
    }
    for list in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        must(&evidence, "sha256sum", &["--strict", "-c", list]);
    }
    must(
        &evidence,
        "sha512sum",
        &["--strict", "-c", "manifest-sha512.txt"],
    );
    let Some(binaries) = python_with_oracles() else {
        return;
    };
    let python = binaries.join("python");
    must(
        &evidence,
        &python.to_string_lossy(),
        &["-m", "bagit", "--validate", "."],
    );
    let case_validate = binaries.join("case_validate");
    let graph = ["data/case.jsonld"];
    let Some((success, text)) = run(&evidence, &case_validate.to_string_lossy(), &graph) else {
        return;
    };
    assert!(success && text.contains("Conforms: True"), "{text}");
}

const AUTHORITY: &str = "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\ncrypto_device = builtin\n\
signer_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha256\naccuracy = secs:1\n\
ess_cert_id_chain = no\ness_cert_id_alg = sha256\n[ext]\nextendedKeyUsage = critical,timeStamping\n\
[req]\ndistinguished_name = dn\n[dn]\n";

#[test]
fn the_timestamp_of_a_local_authority_verifies_as_the_text_says() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let mut case: Synthetic = synthetic(5);
    let (_, note, _) = case.facts.proof.timestamps[0].clone();
    fs_err::write(at.join("note"), &note).unwrap();
    fs_err::write(at.join("tsa.cnf"), AUTHORITY).unwrap();
    fs_err::write(at.join("serial"), "01\n").unwrap();
    let certificate = "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 9000 -subj /CN=Example_Time -config tsa.cnf -extensions ext";
    let Some((made, text)) = run(at, "openssl", &certificate.split(' ').collect::<Vec<_>>()) else {
        return;
    };
    assert!(made, "{text}");
    must(
        at,
        "openssl",
        &[
            "ts", "-query", "-data", "note", "-sha256", "-cert", "-out", "query",
        ],
    );
    must(
        at,
        "openssl",
        &[
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-section",
            "one",
            "-queryfile",
            "query",
            "-signer",
            "cert.pem",
            "-inkey",
            "key.pem",
            "-out",
            "answer",
        ],
    );
    case.facts.proof.timestamps[0].2 = fs_err::read(at.join("answer")).unwrap();
    case.facts.proof.chains = vec![fs_err::read_to_string(at.join("cert.pem")).unwrap()];
    // The certificate begins today.
    let today = std::time::UNIX_EPOCH.elapsed().unwrap().as_micros() as i64;
    case.facts.made_at = onrecord_model::Instant(today + 60_000_000);
    let out = at.join("pack");
    pack(&case, &out).unwrap_or_else(|error| panic!("{error}"));
    let words = fs_err::read_to_string(out.join("04-VERIFY.txt")).unwrap();
    let command: String = words
        .lines()
        .skip_while(|line| !line.contains("ts -verify"))
        .take(2)
        .collect();
    let command = command.replace('\\', " ");
    let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
    let (success, text) = run(&out, "openssl", &arguments).unwrap();
    assert!(
        success && text.contains("Verification: OK"),
        "{command}: {text}"
    );
    must(&out, "python3", &["05-verify.py"]);
}
