//! Sealing and verifying, in MB for each CPU second, beside the floors of the same run: hashing
//! alone, and hashing and encrypting in memory. Run it with `--release`; takes MB, default 1,000,
//! a folder on a real disk, and into how many files it is cut, each larger than the one before
//! (default 120: of 2,000 MB the first has 50 kB and the last 200 MB).
#![allow(clippy::print_stdout, reason = "it prints its table")]

use onrecord_model::Instant;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_vault::{BLOBS_KEY, Context, Depth, Vault, WorkFactor, blobs_value};
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
    let files = arguments.next().map_or(Ok(120), |text| text.parse())?;
    let mut block = vec![0; 1 << 16];
    let mut state = 1_u64;
    for byte in &mut block {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        *byte = (state >> 56) as u8;
    }
    let mut originals = Vec::new();
    let mut bytes_in_all = 0;
    for (at, size) in sizes(bytes, files).into_iter().enumerate() {
        let original = place.path().join(format!("original-{at}"));
        let mut file = fs_err::File::create(&original)?;
        // No two files may begin alike: what is known is not sealed again.
        let mut noise = Noise {
            left: size + at as u64,
            block: block.clone(),
        };
        bytes_in_all += std::io::copy(&mut noise, &mut file)?;
        originals.push(original);
    }
    let bytes = bytes_in_all;

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
            let mut buffer = vec![0; 1 << 20];
            for original in &originals {
                let mut from = fs_err::File::open(original)?;
                let mut to = fs_err::File::create(&copy)?;
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
                to.sync_all()?;
            }
            Ok::<_, std::io::Error>(())
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
    row("floor: reading the files in chunks", bytes, || {
        let mut chunk = vec![0; 1 << 16];
        for original in &originals {
            let mut input = fs_err::File::open(original)?;
            while input.read(&mut chunk)? > 0 {}
        }
        Ok::<_, std::io::Error>(())
    })?;
    let mut seal = || -> Result<Vec<_>, Box<dyn std::error::Error>> {
        let mut digests = Vec::new();
        for original in &originals {
            let mut input = fs_err::File::open(original)?;
            digests.push(vault.seal(&mut input, &mut |_| Ok(()))?.digest);
        }
        Ok(digests)
    };
    let name = "seal: hash, encrypt, fsync, read back, check";
    let digests = row(name, bytes, &mut seal)?;
    row("seal again: the same bytes, kept once", bytes, &mut seal)?;
    let named = Value::map([(BLOBS_KEY, blobs_value(&digests))]);
    vault.act(&context, Act::Sealed, "S1", named)?;
    let report = row("verify: decrypt and hash", bytes, || {
        vault.check(Depth::Deep, &mut |_, _| ())
    })?;
    println!(
        "{} originals, {} bytes, {} problems",
        report.blobs,
        report.bytes,
        report.problems.len()
    );
    Ok(())
}

/// Sizes that grow in one proportion up to a tenth of the whole, from `1/4000` of that.
fn sizes(bytes: u64, files: u32) -> Vec<u64> {
    let growth = 4_000_f64.powf(1.0 / f64::from(files.max(2) - 1));
    let steps = (0..files as i32).map(|at| growth.powi(at));
    let all: f64 = steps.clone().sum();
    steps
        .map(|step| (bytes as f64 * step / all) as u64)
        .collect()
}
