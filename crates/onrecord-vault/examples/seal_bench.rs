//! Sealing and verifying, in MB for each CPU second, beside the floors of the same run: hashing
//! alone, and hashing and encrypting in memory. Run it with `--release`; takes MB, default 1,000,
//! and a folder on a real disk.
#![allow(clippy::print_stdout, reason = "it prints its table")]

use onrecord_model::Instant;
use onrecord_vault::{Context, Vault, WorkFactor};
use sha2::{Digest, Sha256};
use std::hint::black_box;
use std::io::Read;
use std::time::Duration;

/// Seconds of this process, its system calls included.
fn cpu() -> Duration {
    let usage = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(usage.tv_sec as u64, usage.tv_nsec as u32)
}

/// The most memory that this process ever held, in MB.
fn peak() -> u64 {
    let status = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1_000
}

fn row<T>(name: &str, bytes: u64, work: impl FnOnce() -> T) -> T {
    let before = cpu();
    let out = work();
    let seconds = (cpu() - before).as_secs_f64();
    let speed = bytes as f64 / 1e6 / seconds;
    println!(
        "{name:<44} {seconds:>7.2} CPU s {speed:>7.0} MB/CPU s, peak {} MB",
        peak()
    );
    out
}

/// Bytes that no file system can shrink, made without cost beside what is measured.
struct Noise {
    left: u64,
    block: Vec<u8>,
}

impl Read for Noise {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = out.len().min(self.left as usize).min(self.block.len());
        out[..count].copy_from_slice(&self.block[..count]);
        out.iter_mut()
            .take(8)
            .zip(self.left.to_le_bytes())
            .for_each(|(byte, new)| *byte ^= new);
        self.left -= count as u64;
        Ok(count)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let bytes = arguments
        .next()
        .map_or(Ok(1_000), |text| text.parse::<u64>())?
        * 1_000_000;
    let place = match arguments.next() {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let mut block = vec![0; 1 << 16];
    let mut state = 1_u64;
    for byte in &mut block {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        *byte = (state >> 56) as u8;
    }
    let original = place.path().join("original");
    let mut file = fs_err::File::create(&original)?;
    std::io::copy(
        &mut Noise {
            left: bytes,
            block: block.clone(),
        },
        &mut file,
    )?;
    drop(file);

    let rounds = bytes / block.len() as u64;
    row("floor: SHA-256 in memory", bytes, || {
        let mut hasher = Sha256::new();
        (0..rounds).for_each(|_| hasher.update(&block));
        black_box(hasher.finalize());
    });
    let key = ring::aead::UnboundKey::new(&ring::aead::CHACHA20_POLY1305, &[1; 32]);
    let key = ring::aead::LessSafeKey::new(key.map_err(|_| "key")?);
    row(
        "floor: SHA-256 and ChaCha20-Poly1305 in memory",
        bytes,
        || {
            let mut hasher = Sha256::new();
            let mut chunk = block.clone();
            for _ in 0..rounds {
                hasher.update(&block);
                let nonce = ring::aead::Nonce::assume_unique_for_key([0; 12]);
                let sealed =
                    key.seal_in_place_separate_tag(nonce, ring::aead::Aad::empty(), &mut chunk);
                black_box(sealed.is_ok());
            }
            black_box(hasher.finalize());
        },
    );
    let copy = place.path().join("copy");
    row(
        "floor: copying the file to disk, cache dropped",
        bytes,
        || {
            let mut from = fs_err::File::open(&original)?;
            let mut to = fs_err::File::create(&copy)?;
            let mut buffer = vec![0; 1 << 20];
            for turn in 1.. {
                let count = from.read(&mut buffer)?;
                if count == 0 {
                    break;
                }
                std::io::Write::write_all(&mut to, &buffer[..count])?;
                if turn % 32 == 0 {
                    to.sync_all()?;
                    rustix::fs::fadvise(to.file(), 0, None, rustix::fs::Advice::DontNeed)?;
                }
            }
            to.sync_all()
        },
    )?;
    fs_err::remove_file(&copy)?;

    let context = Context {
        now: Instant(0),
        actor: "owner".into(),
        tool: "bench".into(),
    };
    let case = place.path().join("case");
    let work = WorkFactor::ONLY_FOR_TESTS;
    let (mut vault, _) = Vault::create(&case, "a passphrase for the bench", work, &context)?;
    row("floor: reading the file in chunks", bytes, || {
        let mut input = fs_err::File::open(&original)?;
        let mut chunk = vec![0; 1 << 16];
        while input.read(&mut chunk)? > 0 {}
        Ok::<_, std::io::Error>(())
    })?;
    let mut input = fs_err::File::open(&original)?;
    let sealed = row(
        "seal: hash, encrypt, fsync, read back, check",
        bytes,
        || vault.seal(&mut input, &mut |_| Ok(())),
    )?;
    let mut input = fs_err::File::open(&original)?;
    row("seal again: the same bytes, kept once", bytes, || {
        vault.seal(&mut input, &mut |_| Ok(()))
    })?;
    row("verify: decrypt and hash", bytes, || {
        vault.verify_blob(sealed.digest)
    })?;
    Ok(())
}
