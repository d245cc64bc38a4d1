//! A copy for which there is no room. Alone in its file: it starts another program, which for a moment
//! holds the locks of every case that is open.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may do what a test may"
)]

mod common;

use common::{files, full_case, reopened};
use onrecord_vault::VaultError;
use std::process::Command;

#[test]
fn no_room_is_said_before_anything_is_copied() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    full_case(&case);
    let vault = reopened(&case);
    let small = home.path().join("small");
    fs_err::create_dir(&small).unwrap();
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]);
    if !mount
        .arg(&small)
        .output()
        .is_ok_and(|out| out.status.success())
    {
        println!("SKIPPED: no right to mount a small disk");
        return;
    }
    let result = vault
        .snapshot()
        .unwrap()
        .copy_to(&small.join("copy"), &mut |_| true);
    let there = files(&small);
    let _ = Command::new("umount").arg(&small).output();
    assert!(
        matches!(result, Err(VaultError::NoRoom { .. })),
        "{result:?}"
    );
    let begun = |path: &std::path::PathBuf| path.ends_with("unfinished") || path.ends_with("lock");
    assert!(there.iter().all(begun), "{there:?}");
}
