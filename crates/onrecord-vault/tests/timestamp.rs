//! Timestamps from a real authority, made here with openssl, and judged by `openssl ts -verify`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helpers may do what a test may"
)]

mod common;

use common::{add, context, created};
use onrecord_vault::timestamp::{SignatureCheck, StampError, read_timestamp};
use onrecord_vault::{Depth, Open, Vault};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Authority {
    folder: PathBuf,
    config: &'static str,
}

fn openssl(folder: &Path, arguments: &str) -> Output {
    Command::new("openssl")
        .args(arguments.split(' '))
        .current_dir(folder)
        .output()
        .unwrap()
}

fn done(output: Output) {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

impl Authority {
    /// `None`, loudly, where openssl is missing. `key` is what `-newkey` takes.
    fn new(folder: &Path, key: &str, config: &'static str) -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            println!("SKIPPED: openssl is not here");
            return None;
        }
        fs_err::create_dir(folder).unwrap();
        let tsa = format!(
            "[tsa]\ndefault_tsa=one\n[one]\nserial=./serial\nsigner_digest=sha256\n\
             default_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\nordering=yes\n\
             tsa_name=yes\ness_cert_id_chain=no\n{config}\n"
        );
        fs_err::write(folder.join("tsa.cnf"), tsa).unwrap();
        fs_err::write(
            folder.join("ext"),
            "extendedKeyUsage=critical,timeStamping\n",
        )
        .unwrap();
        fs_err::write(folder.join("serial"), "01\n").unwrap();
        let run = |arguments: &str| done(openssl(folder, arguments));
        run(&format!(
            "req -x509 -newkey {key} -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=Root"
        ));
        run(&format!(
            "req -newkey {key} -nodes -keyout tsa.key -out tsa.csr -subj /CN=Clock"
        ));
        run(
            "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 30 \
             -extfile ext",
        );
        Some(Self {
            folder: folder.to_owned(),
            config,
        })
    }

    fn answer(&self, request: &[u8]) -> Vec<u8> {
        fs_err::write(self.folder.join("query"), request).unwrap();
        let chain = if self.config.is_empty() {
            ""
        } else {
            " -chain ca.pem"
        };
        done(openssl(
            &self.folder,
            &format!(
                "ts -reply -config tsa.cnf -queryfile query -signer tsa.pem -inkey tsa.key -out reply{chain}"
            ),
        ));
        fs_err::read(self.folder.join("reply")).unwrap()
    }

    fn accepts(&self, note: &Path, token: &Path, at: i64) -> bool {
        let arguments = format!(
            "ts -verify -data {} -in {} -CAfile ca.pem -attime {at}",
            note.display(),
            token.display()
        );
        openssl(&self.folder, &arguments).status.success()
    }
}

fn stamped(vault: &mut Vault<Open>, authority: &Authority) {
    let request = vault.timestamp_request().unwrap();
    let response = authority.answer(&request.der);
    // Life goes on while the answer is on its way.
    for step in 0..4 {
        add(vault, step, format!("file {step}").as_bytes()).unwrap();
    }
    let (_, stamp) = vault
        .timestamp_store(&context(9), &request, &response)
        .unwrap();
    assert_eq!(stamp.signature, SignatureCheck::Holds);
    // Every changed bit is seen, or is in a part that the token's signature does not cover.
    let mut uncovered = 0;
    for at in 0..response.len() {
        let mut changed = response.clone();
        changed[at] ^= 1 << (at % 8);
        match read_timestamp(&changed) {
            Ok(other) if other.signature == SignatureCheck::Holds => {
                assert_eq!((other.time, other.imprint), (stamp.time, stamp.imprint));
                uncovered += 1;
            }
            _ => {}
        }
    }
    println!(
        "{uncovered} of {} bytes decide nothing about the stamp",
        response.len()
    );
    let listed = vault.timestamps().unwrap().pop().unwrap();
    assert_eq!(listed.size, request.size);
    let seconds = stamp.time.0 / 1_000_000;
    assert!(authority.accepts(&listed.note_path, &listed.token_path, seconds + 1));
    // Long after the certificate has run out it still verifies at the time it was made.
    assert!(!authority.accepts(&listed.note_path, &listed.token_path, seconds + 90 * 86_400));
    let other = vault.folder().join("onrecord.toml");
    assert!(!authority.accepts(&other, &listed.token_path, seconds + 1));
    assert!(
        vault
            .check(Depth::Deep, &mut |_, _| {})
            .unwrap()
            .problems
            .is_empty()
    );

    let again = vault.timestamp_request().unwrap();
    let error = vault
        .timestamp_store(&context(10), &again, &response)
        .unwrap_err()
        .to_string();
    assert!(error.contains("something else"), "{error}");
    let mut unlike = vault.timestamp_request().unwrap();
    unlike.der = again.der.clone();
    let reply = authority.answer(&unlike.der);
    let error = vault
        .timestamp_store(&context(10), &unlike, &reply)
        .unwrap_err()
        .to_string();
    assert!(error.contains("another request"), "{error}");
}

#[test]
fn authorities_with_rsa_and_with_elliptic_curves() {
    let home = tempfile::tempdir().unwrap();
    let kinds = [
        ("rsa", "rsa:2048", ""),
        // With a chain in the configuration openssl writes certificates in no DER order.
        ("chain", "rsa:2048", "certs=ca.pem"),
        ("sha512", "rsa:3072", "signer_digest=sha512"),
        ("p256", "ec -pkeyopt ec_paramgen_curve:P-256", ""),
        (
            "p384",
            "ec -pkeyopt ec_paramgen_curve:P-384",
            "ess_cert_id_alg=sha256",
        ),
    ];
    for (name, key, config) in kinds {
        let folder = home.path().join(name);
        let Some(authority) = Authority::new(&folder, key, config) else {
            return;
        };
        let (mut vault, _) = created(&home.path().join(format!("case-{name}")));
        stamped(&mut vault, &authority);
        let folder = vault.folder().to_owned();
        drop(vault);
        let vault = common::reopened(&folder);
        assert_eq!(vault.timestamps().unwrap().len(), 1);
        // A changed token is named.
        let token = vault.timestamps().unwrap().remove(0).token_path;
        let mut content = fs_err::read(&token).unwrap();
        content[200] ^= 1;
        fs_err::write(&token, content).unwrap();
        let report = vault.check(Depth::Quick, &mut |_, _| {}).unwrap();
        assert!(
            report.problems[0].to_string().contains(".tsr"),
            "{report:?}"
        );
    }
}

#[test]
fn answers_that_are_none() {
    // PKIStatusInfo with status 2, rejection.
    assert_eq!(
        read_timestamp(&[0x30, 5, 0x30, 3, 2, 1, 2]),
        Err(StampError::Refused(2))
    );
    for bytes in [
        &b""[..],
        b"<html>sign in</html>",
        &[0x30, 5, 0x30, 3, 2, 1, 0],
        &[0x30, 0x84],
    ] {
        assert!(matches!(
            read_timestamp(bytes),
            Err(StampError::Malformed(_))
        ));
    }
}
