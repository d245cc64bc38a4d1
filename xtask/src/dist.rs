//! Packages of the program: a Debian package and a plain archive, the same bytes from the same binary and
//! commit. `docs/PACKAGING.md` says what is in them. Knows nothing of what the program does.

use fs_err as fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "x86_64-unknown-linux-musl";
const NAME: &str = "onrecord";

fn wrong(text: impl Into<String>) -> io::Error {
    io::Error::other(text.into())
}

/// Runs a tool and takes what it prints.
fn run(command: &mut Command) -> io::Result<Vec<u8>> {
    let done = command.output()?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    Err(wrong(format!("{command:?} failed: {said}")))
}

/// `[--binary FILE] [--out DIR]`. Without a binary it is built, static.
pub fn write(root: &Path, arguments: &[String]) -> io::Result<()> {
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).map(PathBuf::from)
    };
    let binary = match value("--binary") {
        Some(binary) => binary,
        None => built(root)?,
    };
    let out = value("--out").unwrap_or_else(|| root.join("target/dist"));
    fs::create_dir_all(&out)?;
    let version = version(root)?;
    let made = run(Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["log", "-1", "--format=%ct"]));
    let made = made.map(|text| String::from_utf8_lossy(&text).trim().to_owned());
    let dist = Dist {
        root,
        is_static: is_static(&fs::read(&binary)?)?,
        binary,
        version,
        // Without a repository the time is the epoch: still the same bytes each time.
        made: made.unwrap_or_else(|_| "0".to_owned()),
    };
    let stage = tempfile::tempdir()?;
    let deb = dist.debian(stage.path(), &out)?;
    let archive = dist.archive(stage.path(), &out)?;
    let mut said = io::stdout().lock();
    for path in [deb, archive] {
        let size = fs::metadata(&path)?.len();
        writeln!(said, "{} ({} kB)", path.display(), size.div_ceil(1000))?;
    }
    let kind = if dist.is_static {
        "static"
    } else {
        "not static: it needs the C library of this system"
    };
    writeln!(said, "The program in them is {kind}.")
}

fn built(root: &Path) -> io::Result<PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root).args([
        "build",
        "--release",
        "--locked",
        "--target",
        TARGET,
        "-p",
        NAME,
    ]);
    if !cargo.status()?.success() {
        return Err(wrong(format!(
            "the static program could not be built. It needs: rustup target add {TARGET}, and musl-gcc \
             (Debian: musl-tools). A program that was built otherwise: --binary FILE"
        )));
    }
    let folder =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(folder.join(TARGET).join("release").join(NAME))
}

fn version(root: &Path) -> io::Result<String> {
    let text = fs::read_to_string(root.join("Cargo.toml"))?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let package = table
        .get("workspace")
        .and_then(|workspace| workspace.get("package"));
    let version = package.and_then(|package| package.get("version")?.as_str());
    version
        .map(str::to_owned)
        .ok_or_else(|| wrong("Cargo.toml names no version"))
}

/// Whether a program for Linux asks for no loader, and so for no library of the system.
fn is_static(program: &[u8]) -> io::Result<bool> {
    const INTERPRETER: u32 = 3;
    let number = |at: usize, size: usize| -> Option<u64> {
        let bytes = program.get(at..at.checked_add(size)?)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
        )
    };
    let headers = || {
        let elf64 = program.starts_with(b"\x7fELF\x02\x01");
        let at = number(32, 8).filter(|_| elf64)?;
        Some((
            usize::try_from(at).ok()?,
            number(54, 2)? as usize,
            number(56, 2)? as usize,
        ))
    };
    let (at, size, count) =
        headers().ok_or_else(|| wrong("that is no 64-bit program for Linux"))?;
    Ok((0..count).all(|n| number(at + n * size, 4) != Some(u64::from(INTERPRETER))))
}

struct Dist<'r> {
    root: &'r Path,
    binary: PathBuf,
    version: String,
    made: String,
    is_static: bool,
}

impl Dist<'_> {
    fn put(&self, from: &Path, to: &Path, mode: u32) -> io::Result<()> {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(from, to)?;
        set_mode(to, mode)
    }

    /// A tar of a folder, the same bytes each time, packed.
    fn tar(&self, folder: &Path, inside: &str, out: &Path) -> io::Result<()> {
        let tar = out.with_extension("");
        run(Command::new("tar")
            .args([
                "--sort=name",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--format=gnu",
            ])
            .arg(format!("--mtime=@{}", self.made))
            .arg("-C")
            .arg(folder)
            .arg("-cf")
            .arg(&tar)
            .arg(inside))?;
        run(Command::new("gzip").args(["-n", "-9", "-f"]).arg(&tar))?;
        Ok(())
    }

    fn debian(&self, stage: &Path, out: &Path) -> io::Result<PathBuf> {
        let data = stage.join("data");
        let share = data.join("usr/share");
        let doc = share.join("doc").join(NAME);
        let own = self.root.join("packaging");
        self.put(&self.binary, &data.join("usr/bin").join(NAME), 0o755)?;
        self.put(
            &own.join("onrecord.desktop"),
            &share.join("applications/onrecord.desktop"),
            0o644,
        )?;
        self.put(
            &own.join("onrecord.svg"),
            &share.join("icons/hicolor/scalable/apps/onrecord.svg"),
            0o644,
        )?;
        self.put(&own.join("copyright"), &doc.join("copyright"), 0o644)?;
        self.put(
            &self.root.join("CHANGELOG.md"),
            &doc.join("CHANGELOG.md"),
            0o644,
        )?;
        self.put(&self.root.join("README.md"), &doc.join("README.md"), 0o644)?;
        open_folders(&data)?;
        let mut sums = String::new();
        let mut bytes = 0;
        for path in files(&data)? {
            let inside = path
                .strip_prefix(&data)
                .unwrap_or(&path)
                .display()
                .to_string();
            bytes += fs::metadata(&path)?.len();
            let sum = run(Command::new("md5sum").arg("--binary").arg(&path))?;
            let sum = String::from_utf8_lossy(&sum);
            sums.push_str(&format!(
                "{}  {inside}\n",
                sum.get(..32).unwrap_or_default()
            ));
        }
        let control = stage.join("control");
        fs::create_dir_all(&control)?;
        let depends = if self.is_static {
            ""
        } else {
            "Depends: libc6\n"
        };
        let text = fs::read_to_string(own.join("control"))?
            .replace("{version}", &self.version)
            .replace("{size}", &bytes.div_ceil(1024).to_string())
            .replace("{depends}", depends);
        fs::write(control.join("control"), text)?;
        fs::write(control.join("md5sums"), sums)?;
        for name in ["control", "md5sums"] {
            set_mode(&control.join(name), 0o644)?;
        }
        open_folders(&control)?;
        let (control_tar, data_tar) = (stage.join("control.tar.gz"), stage.join("data.tar.gz"));
        self.tar(&control, ".", &control_tar)?;
        self.tar(&data, ".", &data_tar)?;
        let deb = out.join(format!("{NAME}_{}_amd64.deb", self.version));
        let members = [
            ("debian-binary", b"2.0\n".to_vec()),
            ("control.tar.gz", fs::read(&control_tar)?),
            ("data.tar.gz", fs::read(&data_tar)?),
        ];
        fs::write(&deb, ar(&self.made, &members))?;
        Ok(deb)
    }

    fn archive(&self, stage: &Path, out: &Path) -> io::Result<PathBuf> {
        let name = format!("{NAME}-{}-x86_64-linux", self.version);
        let folder = stage.join(&name);
        let own = self.root.join("packaging");
        self.put(&self.binary, &folder.join(NAME), 0o755)?;
        for (from, to) in [
            (own.join("README.txt"), "README.txt"),
            (own.join("onrecord.desktop"), "onrecord.desktop"),
            (own.join("onrecord.svg"), "onrecord.svg"),
            (self.root.join("LICENSE-MIT"), "LICENSE-MIT"),
            (self.root.join("LICENSE-APACHE"), "LICENSE-APACHE"),
            (self.root.join("CHANGELOG.md"), "CHANGELOG.md"),
        ] {
            self.put(&from, &folder.join(to), 0o644)?;
        }
        open_folders(&folder)?;
        let archive = out.join(format!("{name}.tar.gz"));
        self.tar(stage, &name, &archive)?;
        Ok(archive)
    }
}

fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))?;
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}

/// Folders in a package can be entered by everybody, whoever built it.
fn open_folders(folder: &Path) -> io::Result<()> {
    set_mode(folder, 0o755)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            open_folders(&path)?;
        }
    }
    Ok(())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => out.extend(files(&path)?),
            false => out.push(path),
        }
    }
    out.sort();
    Ok(out)
}

/// The archive format of Debian's packages: a header of 60 bytes before each member.
fn ar(made: &str, members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, bytes) in members {
        let length = bytes.len();
        out.extend_from_slice(
            format!("{name:<16}{made:<12}0     0     100644  {length:<10}`\n").as_bytes(),
        );
        out.extend_from_slice(bytes);
        if length % 2 == 1 {
            out.push(b'\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_has_a_header_of_sixty_bytes_and_an_even_length() {
        let out = ar(
            "1700000000",
            &[("debian-binary", b"2.0\n".to_vec()), ("x", vec![1])],
        );
        assert_eq!(out.len(), 8 + 60 + 4 + 60 + 2);
        assert_eq!(&out[8 + 58..8 + 60], b"`\n");
    }

    #[test]
    fn what_is_no_program_is_refused() {
        assert!(is_static(b"").is_err());
        assert!(is_static(b"#!/bin/sh\n").is_err());
        let own = fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(cfg!(target_env = "musl") || !is_static(&own).unwrap());
    }
}
