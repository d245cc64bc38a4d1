//! `onrecord open`: starts the app and the browser. The browser is given a file and no secret: what
//! stands on a command line can be read by everybody on this computer.

use crate::cmd::args::{Arguments, Open};
use crate::cmd::failure::Failure;
use crate::cmd::{Session, out};
use crate::web::place::Place;
use crate::web::{self, Start};
use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// Opens the app on a case: the one that was named, the one in this folder, or the app's own.
pub fn open(session: &Session<'_>, arguments: &Arguments, command: &Open) -> Result<(), Failure> {
    let keys = [
        &arguments.passphrase_file,
        &arguments.recovery_key_file,
        &arguments.helper_key_file,
    ];
    if keys.iter().any(|key| key.is_some()) {
        return Err(Failure::usage(
            "The app asks for the passphrase itself, in the browser. Nothing was opened.",
        ));
    }
    let here = session.folder == Path::new(".") && !session.folder.join("onrecord.toml").is_file();
    let show = if command.no_browser {
        to_terminal
    } else {
        to_browser
    };
    start(session, (!here).then_some(session.folder), show)
}

/// Starts the app, and comes back when it is closed.
pub fn start(
    session: &Session<'_>,
    case: Option<&Path>,
    show: fn(&Path) -> io::Result<()>,
) -> Result<(), Failure> {
    let place = Place::of_user()?;
    if io::stderr().is_terminal() {
        out::tell("The app runs until you close it there, or press Ctrl-C here.");
    }
    Ok(web::serve(Start {
        case: case.map(Path::to_owned),
        acting: session.acting(),
        work: session.work,
        place,
        show,
        stopped: || super::STOPPED.load(std::sync::atomic::Ordering::SeqCst),
    })?)
}

/// Whether a desktop started the program: no terminal, and a screen to show something on.
pub fn started_from_desktop() -> bool {
    let silent = !io::stdin().is_terminal() && !io::stdout().is_terminal();
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    silent && (screen || cfg!(any(windows, target_os = "macos")))
}

/// Prints where the file is.
fn to_terminal(file: &Path) -> io::Result<()> {
    out::line(&file.display().to_string())
}

/// Lets the desktop show the file, in whatever browser the person uses.
pub fn to_browser(file: &Path) -> io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("explorer", &[])
    } else {
        ("xdg-open", &[])
    };
    let started = Command::new(program)
        .args(arguments)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match started {
        Ok(mut child) => {
            // Only so that it does not stay behind as a dead process.
            std::thread::spawn(move || child.wait());
            Ok(())
        }
        Err(_) => out::line(&format!(
            "No browser could be started. Open this file in one yourself, within a minute: {}",
            file.display()
        )),
    }
}
