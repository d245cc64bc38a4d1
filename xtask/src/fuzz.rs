//! Runs a fuzz target from the kept corpus and, for an importer, its cases; keeps what it found.
//! Knows the shape of a case folder and of an input, and no platform.

use fs_err as fs;
use std::io::{Error, Read as _, Result, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Inputs of at most this many bytes are kept in the corpus: it lies in the repository.
const MAX_KEPT: u64 = 4_096;
const MAX_LENGTH: u32 = 65_536;

/// `NAME [--seconds N]`: a target of `fuzz/`, or an importer by its name.
///
/// # Errors
/// There is no such target, or the fuzzer found something or could not run.
pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let Some(name) = arguments.first() else {
        return Err(Error::other("name a fuzz target or an importer"));
    };
    let seconds: u32 = arguments
        .iter()
        .position(|argument| argument == "--seconds")
        .and_then(|at| arguments.get(at + 1)?.parse().ok())
        .unwrap_or(600);
    let platforms = root.join("crates/onrecord-import/src/platforms");
    let importer = platforms.join(name).join("cases").is_dir();
    let target = if importer { "importer" } else { name.as_str() };
    if !root
        .join(format!("fuzz/fuzz_targets/{target}.rs"))
        .is_file()
    {
        return Err(Error::other(format!("{name}: no such target or importer")));
    }
    let work = root.join("fuzz/target/work").join(name);
    let (corpus, seeds, merged) = (work.join("corpus"), work.join("seeds"), work.join("merged"));
    for folder in [&corpus, &seeds, &merged] {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder)?;
    }
    let kept = root.join(format!("fuzz/corpus/{name}.zip"));
    unpack(&kept, &corpus)?;
    if importer {
        write_seeds(&platforms.join(name), &seeds)?;
    } else if matches!(target, "detect" | "sqlite" | "zip") {
        for folder in children(&platforms)? {
            write_seeds(&folder, &seeds)?;
        }
    }
    let fuzzer = |options: &[String], folders: &[&Path]| -> Result<()> {
        let status = Command::new("cargo")
            .current_dir(root.join("fuzz"))
            .env("RUSTC_BOOTSTRAP", "1")
            .env("ONRECORD_IMPORTER", name)
            .args(["fuzz", "run", "--sanitizer", "none", target])
            .args(folders)
            .arg("--")
            .args(options)
            .args(["-rss_limit_mb=300", "-timeout=20"])
            .arg(format!("-max_len={MAX_LENGTH}"))
            .status()?;
        if status.success() {
            Ok(())
        } else {
            Err(Error::other(format!(
                "{name}: the fuzzer stopped; see above"
            )))
        }
    };
    fuzzer(
        &[
            format!("-max_total_time={seconds}"),
            "-print_final_stats=1".into(),
        ],
        &[&corpus, &seeds],
    )?;
    // Edges alone decide what is kept: counters would keep five times as many inputs.
    fuzzer(
        &["-merge=1".into(), "-use_counters=0".into()],
        &[&merged, &corpus, &seeds],
    )?;
    pack(&merged, &kept)
}

fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            paths.push(entry?.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Each case of a platform as one input: a line with the file's name, its content, and so on for
/// every further file after `--file`.
fn write_seeds(platform: &Path, seeds: &Path) -> Result<()> {
    let prefix = name_of(platform);
    let cases = platform.join("cases");
    for case in children(&cases)?
        .into_iter()
        .chain(children(&cases.join("malformed"))?)
    {
        let inputs = if case.is_dir() && case.parent() == Some(&cases) {
            children(&case)?
        } else {
            vec![case.clone()]
        };
        for input in inputs {
            let name = name_of(&input);
            if name.ends_with("expected.jsonl") || name == "answers" || name == "malformed" {
                continue;
            }
            let mut seed = Vec::new();
            push_files(&input, &input, &mut seed)?;
            let is_zip = seed
                .split(|byte| *byte == b'\n')
                .nth(1)
                .is_some_and(|line| line.starts_with(b"PK\x03\x04"));
            if is_zip {
                seed = fs::read(&input)?;
            }
            fs::write(
                seeds.join(format!("{prefix}-{}-{name}", name_of(&case))),
                seed,
            )?;
        }
    }
    Ok(())
}

fn push_files(root: &Path, path: &Path, seed: &mut Vec<u8>) -> Result<()> {
    if path.is_dir() {
        for child in children(path)? {
            push_files(root, &child, seed)?;
        }
        return Ok(());
    }
    let inside = path.strip_prefix(root).unwrap_or(path);
    let name = if inside.as_os_str().is_empty() {
        name_of(path)
    } else {
        inside.to_string_lossy().into_owned()
    };
    if !seed.is_empty() {
        seed.extend_from_slice(b"\n--file ");
    }
    seed.extend_from_slice(name.as_bytes());
    seed.push(b'\n');
    seed.extend_from_slice(&fs::read(path)?);
    Ok(())
}

fn unpack(archive: &Path, folder: &Path) -> Result<()> {
    if !archive.is_file() {
        return Ok(());
    }
    let mut zip = zip::ZipArchive::new(fs::File::open(archive)?)?;
    for index in 0..zip.len() {
        let mut content = Vec::new();
        zip.by_index(index)?.read_to_end(&mut content)?;
        fs::write(folder.join(index.to_string()), content)?;
    }
    Ok(())
}

/// The corpus as one archive: thousands of tiny files would drown the repository.
fn pack(folder: &Path, archive: &Path) -> Result<()> {
    if let Some(parent) = archive.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut zip = zip::ZipWriter::new(fs::File::create(archive)?);
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for path in children(folder)? {
        if fs::metadata(&path)?.len() <= MAX_KEPT {
            zip.start_file(name_of(&path), options)?;
            zip.write_all(&fs::read(&path)?)?;
        }
    }
    zip.finish()?;
    Ok(())
}
