//! Runs a program and says what it took. Knows nothing of what it does.

use super::Bench;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

pub(super) type Error = std::io::Error;

/// What a finished program took and printed.
pub(super) struct Ran {
    pub output: String,
    /// User and system time, its own children's included.
    pub cpu_seconds: f64,
    /// The most memory it held, in MB: looked at every few milliseconds while it ran.
    pub peak_megabytes: u64,
}

/// Runs `command` to its end.
///
/// # Errors
/// It cannot be started, or fails; then with what it said.
pub(super) fn run(command: &mut Command) -> Result<Ran, Error> {
    let before = children_seconds()?;
    let name = format!("{command:?}");
    let failed = |what: &str| Error::other(format!("{name}: {what}"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(&error.to_string()))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let reader = |pipe: Option<Box<dyn std::io::Read + Send>>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(mut pipe) = pipe {
                // What cannot be read any more is the program's end.
                let _ = pipe.read_to_end(&mut bytes);
            }
            String::from_utf8_lossy(&bytes).into_owned()
        })
    };
    let out = reader(out.map(|pipe| Box::new(pipe) as _));
    let err = reader(err.map(|pipe| Box::new(pipe) as _));
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak_kilobytes = 0;
    let status = loop {
        if let Ok(status) = fs_err::read_to_string(&status_file) {
            peak_kilobytes = peak_kilobytes.max(high_water(&status));
        }
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let output = out.join().unwrap_or_default();
    let complaint = err.join().unwrap_or_default();
    if !status.success() {
        return Err(failed(&format!("{status}: {}", complaint.trim_end())));
    }
    Ok(Ran {
        output,
        cpu_seconds: children_seconds()? - before,
        peak_megabytes: peak_kilobytes / 1_000,
    })
}

fn high_water(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or_default()
}

/// CPU seconds of all programs that have run and ended so far, as Linux counts them: in
/// hundredths, fields 16 and 17 of `proc_pid_stat(5)`.
fn children_seconds() -> Result<f64, Error> {
    let stat = fs_err::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = after_name.split_whitespace().skip(13).take(2);
    let ticks: f64 = fields.filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / 100.0)
}

impl Bench {
    /// Builds an example of a crate and returns its program.
    pub(super) fn example(&self, package: &str, example: &str) -> Result<PathBuf, Error> {
        self.build(&["-p", package, "--example", example])?;
        Ok(self.target.join("release/examples").join(example))
    }

    /// Builds the program itself.
    pub(super) fn onrecord(&self) -> Result<PathBuf, Error> {
        self.build(&["-p", "onrecord", "--bin", "onrecord"])?;
        Ok(self.target.join("release/onrecord"))
    }

    fn build(&self, what: &[&str]) -> Result<(), Error> {
        cargo(&self.root.join("Cargo.toml"), &self.target, what)
    }
}

/// `cargo build --release` of `what`, below `target`.
///
/// # Errors
/// It does not build.
pub(super) fn cargo(manifest: &Path, target: &Path, what: &[&str]) -> Result<(), Error> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command
        .args(["build", "--release", "--quiet", "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(target)
        .args(what);
    run(&mut command).map(|_| ())
}

/// The number that stands right before `unit` in the first line of `text` with `line` in it.
pub(super) fn number_before(text: &str, line: &str, unit: &str) -> Result<f64, Error> {
    let found = text
        .lines()
        .find(|one| one.contains(line))
        .and_then(|one| one.split_once(unit))
        .and_then(|(before, _)| before.split_whitespace().next_back()?.parse().ok());
    found.ok_or_else(|| Error::other(format!("no number before {unit:?} in {line:?} of:\n{text}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_measured_and_its_output_read() {
        let ran = run(Command::new("sh").args(["-c", "echo took 12.5 MB"])).unwrap();
        assert_eq!(number_before(&ran.output, "took", " MB").unwrap(), 12.5);
        assert!(number_before(&ran.output, "took", " GB").is_err());
        let error = run(Command::new("sh").args(["-c", "echo no >&2; exit 3"]));
        assert!(error.is_err_and(|error| error.to_string().ends_with("no")));
    }
}
