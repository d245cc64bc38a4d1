//! The command line: words in, one operation, words out. No rule lives here.

mod again;
mod app;
mod args;
mod case;
mod check;
mod copies;
mod course;
mod elements;
mod events;
mod failure;
mod keys;
mod law;
mod link;
mod link_table;
mod list;
mod log;
mod opening;
pub mod out;
mod pack;
mod passphrase;
mod read;
mod say;
mod show;
mod source;

use crate::ops::case::{Acting, Case};
use args::{Arguments, Command};
use clap::Parser as _;
use failure::Failure;
use onrecord_model::Instant;
use onrecord_vault::{Key, WorkFactor};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set by Ctrl-C. Long work looks at it between two steps, where stopping loses nothing.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    // Where the system refuses, the rest still holds; there is nobody to tell yet.
    let _ = onrecord_vault::forbid_core_dumps();
    // Where no handler can be set, Ctrl-C ends the program at once; that is safe too.
    let _ = ctrlc::set_handler(|| {
        if STOPPED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        out::tell("\nStopping after this step. Once more stops at once.");
    });
    let typed: Vec<_> = std::env::args_os().collect();
    // A desktop starts the program without a word, and there is nobody to read a help text.
    let from_desktop = typed.len() == 1 && app::started_from_desktop();
    let open = from_desktop.then(|| "open".into());
    let arguments = match Arguments::try_parse_from(typed.into_iter().chain(open)) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge where time enters; it is passed in from here"
)]
fn now() -> Instant {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    Instant(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// What every command is told.
pub struct Session<'a> {
    folder: &'a Path,
    passphrase_file: Option<&'a Path>,
    recovery_key_file: Option<&'a Path>,
    helper_key_file: Option<&'a Path>,
    json: bool,
    actor: &'a str,
    work: WorkFactor,
}

impl Session<'_> {
    fn acting(&self) -> Acting {
        Acting {
            actor: self.actor.into(),
            clock: now,
        }
    }

    fn stopped(&self) -> bool {
        STOPPED.load(Ordering::SeqCst)
    }

    /// Asks for the passphrase and opens the case.
    fn open(&self) -> Result<Case, Failure> {
        let case = self.with_key(self.folder, |key| {
            crate::ops::open::open(self.folder, key, self.acting())
        })?;
        again::tell(&case, case.opened_at())?;
        Ok(case)
    }

    /// Asks for what opens the case in `folder`, and does something with it.
    fn with_key<T>(
        &self,
        folder: &Path,
        work: impl FnOnce(&Key<'_>) -> crate::ops::OpResult<T>,
    ) -> Result<T, Failure> {
        // Before the passphrase is asked for: there is nothing to open elsewhere.
        onrecord_vault::Vault::at(folder).map_err(crate::ops::OpError::from)?;
        let typed_key = |path: &Path| -> Result<onrecord_vault::Identity, Failure> {
            let typed = passphrase::typed_key(path)?;
            onrecord_vault::read_recovery_key(&typed).ok_or_else(|| {
                Failure::usage("That key has a mistake in it. Compare it with the sheet, line by line. Nothing was changed.")
            })
        };
        let passphrase;
        let identity;
        let key = if let Some(path) = self.recovery_key_file {
            identity = typed_key(path)?;
            Key::Recovery(&identity)
        } else if let Some(path) = self.helper_key_file {
            identity = typed_key(path)?;
            Key::Helper(&identity)
        } else {
            passphrase = passphrase::ask(self.passphrase_file)?;
            Key::Passphrase(&passphrase)
        };
        Ok(work(&key)?)
    }
}

fn dispatch(arguments: &Arguments) -> Result<(), Failure> {
    let session = Session {
        folder: &arguments.case,
        passphrase_file: arguments.passphrase_file.as_deref(),
        recovery_key_file: arguments.recovery_key_file.as_deref(),
        helper_key_file: arguments.helper_key_file.as_deref(),
        json: arguments.json,
        actor: arguments.actor.as_deref().unwrap_or("owner"),
        work: WorkFactor::STANDARD,
    };
    match &arguments.command {
        Command::New(command) => case::new(&session, command),
        Command::Open(command) => app::open(&session, arguments, command),
        Command::Status => case::status(&session),
        Command::Add(command) => case::add(&session, command),
        Command::Answer(command) => case::answer(&session, command),
        Command::Check(command) => check::check(&session, command),
        Command::Source(command) => source::source(&session, command),
        Command::Resume => case::resume(&session),
        Command::Backup(command) => copies::backup(&session, command),
        Command::Restore(command) => copies::restore(&session, command),
        Command::HandOver(command) => copies::hand_over(&session, command),
        Command::Rebuild => case::rebuild(&session),
        Command::Keys(command) => keys::keys(&session, command),
        Command::Timeline(command) => events::timeline(&session, command),
        Command::Search(command) => events::search(&session, command),
        Command::Accounts(command) => list::accounts(&session, command),
        Command::List(command) => list::list(&session, command),
        Command::Person(command) => say::person(&session, command),
        Command::Incident(command) => say::incident(&session, command),
        Command::Ledger(command) => say::ledger(&session, command),
        Command::Order(command) => course::order(&session, command),
        Command::Impact(command) => course::impact(&session, command),
        Command::Clocks(command) => law::clocks(&session, command),
        Command::Law(command) => law::law(&session, command),
        Command::Letter(command) => law::letter(&session, command),
        Command::Elements => elements::elements(&session),
        Command::Element(command) => elements::element(&session, command),
        Command::Note(command) => say::note(&session, command),
        Command::Undo(command) => say::undo(&session, command),
        Command::Log(command) => log::log(&session, command),
        Command::Timestamp(command) => log::timestamp(&session, command),
        Command::Pack(command) => pack::pack(&session, command),
        Command::Packs => pack::packs(&session),
        Command::Opening(command) => opening::opening(&session, command),
        Command::Verify(command) => pack::verify(&session, command),
        Command::Read(command) => read::read(command, arguments.json),
        Command::Link(command) => link::link(&session, command),
        Command::Demo(command) => pack::demo(&session, command),
        Command::Formats(command) => read::formats(command, arguments.json),
    }
}
