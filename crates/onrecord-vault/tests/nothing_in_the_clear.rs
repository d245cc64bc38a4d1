//! No word of the evidence, no name and no key stands in any file of a case, during and after.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helpers may do what a test may"
)]

mod common;

use common::{EVIDENCE, PASSPHRASE, add, context, created, files};
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_vault::Identity;
use std::path::Path;

fn words() -> Vec<String> {
    let mut words: Vec<String> = EVIDENCE.split(' ').map(str::to_owned).collect();
    words.retain(|word| word.len() > 4);
    words.push(PASSPHRASE.to_owned());
    for word in [
        "Juniper",
        "Osprey",
        "Wren Hollis",
        "owner",
        "onrecord 0.1.0",
        "phone",
        "herons",
    ] {
        words.push(word.to_owned());
    }
    words
}

fn search(case: &Path, more: &[String]) {
    for path in files(case) {
        let content = fs_err::read(&path).unwrap();
        let shown = path
            .strip_prefix(case)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        for word in words().iter().chain(more) {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for form in [word.as_bytes(), &wide] {
                let found = content.windows(form.len()).any(|part| part == form);
                assert!(!found, "{word} in {}", path.display());
            }
            assert!(!shown.contains(word.as_str()), "{word} in the name {shown}");
        }
    }
}

#[test]
fn during_and_after() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    let (mut vault, sheet) = created(&case);
    let helper = Identity::random().unwrap();
    vault
        .add_helper(&context(1), "Juniper Lark", &helper.recipient(), false)
        .unwrap();
    vault
        .private()
        .keep(&context(2), "Osprey Vale again", None)
        .unwrap();
    add(&mut vault, 3, EVIDENCE.as_bytes()).unwrap();
    vault
        .act(
            &context(4),
            Act::PersonStated,
            "",
            Value::from("Wren Hollis"),
        )
        .unwrap();
    let content = EVIDENCE.repeat(30_000);
    let mut looked = 0;
    vault
        .seal(&mut content.as_bytes(), &mut |done| {
            if done / 700_000 > looked {
                looked = done / 700_000;
                search(&case, &[]);
            }
            Ok(())
        })
        .unwrap();
    assert!(looked >= 2);
    let secret = sheet.key().to_text().to_string();
    let secrets = [
        secret.clone(),
        secret.to_lowercase(),
        sheet.lines()[1].groups.replace(' ', ""),
        "AGE-SECRET-KEY".to_owned(),
        helper.recipient().to_string(),
        onrecord_model::Digest::of(EVIDENCE.as_bytes()).to_hex(),
    ];
    search(&case, &secrets);
    drop(vault);
    search(&case, &secrets);
    assert!(format!("{helper:?} {sheet:?}").find("AGE-SECRET").is_none());
}

#[test]
#[cfg(target_os = "linux")]
fn no_core_is_dumped() {
    onrecord_vault::forbid_core_dumps().unwrap();
    let limits = fs_err::read_to_string("/proc/self/limits").unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
}
