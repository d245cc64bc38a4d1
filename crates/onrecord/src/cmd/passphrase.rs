//! Asking for a passphrase: at the terminal, or from a file or standard input for scripts. Never
//! from the command line or the environment, where others on this computer could read it.

use crate::cmd::failure::Failure;
use std::io::{BufRead as _, IsTerminal as _, Read as _};
use std::path::Path;

/// The passphrase of an existing case.
pub fn ask(from: Option<&Path>) -> Result<String, Failure> {
    match from {
        Some(path) => first_line(path),
        None => prompt("Passphrase: "),
    }
}

/// A new passphrase, typed twice where a person types it.
pub fn choose(from: Option<&Path>) -> Result<String, Failure> {
    if let Some(path) = from {
        return first_line(path);
    }
    super::out::tell(
        "Choose a passphrase: four or more words that do not belong together. Nobody can reset \
         it. If you lose both it and the recovery sheet, the case is lost.",
    );
    let first = prompt("New passphrase: ")?;
    if prompt("Again: ")? != first {
        return Err(Failure::usage(
            "The two were not the same. Nothing was made. Please try again.",
        ));
    }
    Ok(first)
}

/// A passphrase for a pack that is handed over locked.
pub fn choose_for_pack(from: Option<&Path>) -> Result<String, Failure> {
    if let Some(path) = from {
        return first_line(path);
    }
    super::out::tell(
        "Choose a passphrase for this pack. Not the one of your case: somebody else will know it.",
    );
    let first = prompt("Passphrase for the pack: ")?;
    if prompt("Again: ")? != first {
        return Err(Failure::usage(
            "The two were not the same. Nothing was made. Please try again.",
        ));
    }
    Ok(first)
}

/// A key as typed from a sheet, over as many lines as it stands on there; of an age identity file,
/// the line that is not a comment.
pub fn typed_key(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    if path == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut text)?;
    } else {
        text = fs_err::read_to_string(path)?;
    }
    Ok(text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .collect())
}

fn prompt(text: &str) -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::usage(
            "A passphrase is needed and there is nobody to ask. Give --passphrase-file FILE.",
        ));
    }
    Ok(rpassword::prompt_password(text)?)
}

fn first_line(path: &Path) -> Result<String, Failure> {
    let mut line = String::new();
    if path == Path::new("-") {
        std::io::stdin().lock().read_line(&mut line)?;
    } else {
        let mut file = std::io::BufReader::new(fs_err::File::open(path)?);
        file.read_line(&mut line)?;
    }
    let line = line.trim_end_matches(['\r', '\n']);
    if line.is_empty() {
        return Err(Failure::usage(
            "The passphrase file is empty. Nothing was changed.",
        ));
    }
    Ok(line.into())
}
