//! Bringing a case back from a copy, on a thread of its own: it needs no open case, so it is no job.
//! Pages look how far it is. Knows no page.

use crate::ops::case::Acting;
use crate::ops::{OpError, copies};
use crate::web::desk::{App, held};
use onrecord_vault::{CopyProgress, Identity, Key};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;
use zeroize::Zeroizing;

/// How long a page waits before it shows how far it is. A wrong key is known by then.
const PATIENCE: Duration = Duration::from_secs(3);

/// What opens a copy.
pub enum CopyKey {
    /// The passphrase of the case.
    Passphrase(Zeroizing<String>),
    /// The key on the recovery sheet.
    Sheet(Identity),
}

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restoring {
    /// Done, of how many files, and megabytes.
    Running(u64, u64, u64),
    /// Originals that are whole, and what was damaged or missing.
    Done(u64, Vec<String>),
    /// The key does not open the copy.
    WrongKey,
    /// It failed; the text says what is safe.
    Failed(String),
}

/// One bringing back, as the desk keeps it.
pub struct Restore {
    /// Where the case is put.
    pub target: PathBuf,
    at: Mutex<Restoring>,
    ended: Notify,
}

impl Restore {
    /// How far it is.
    pub fn look(&self) -> Restoring {
        held(&self.at).clone()
    }
}

impl App {
    /// The last bringing back of this run.
    pub fn restore(&self) -> Option<Arc<Restore>> {
        self.desk().restore.clone()
    }

    /// Whether a case is being brought back to where this run looks for its case.
    pub fn is_being_restored(&self) -> bool {
        let running = |one: &Arc<Restore>| matches!(one.look(), Restoring::Running(..));
        let own = |one: &Arc<Restore>| one.target == self.folder();
        self.restore().is_some_and(|one| running(&one) && own(&one))
    }

    /// Begins to bring a case back, and waits a moment. None where one is under way already.
    pub async fn begin_restore(
        &self,
        copy: PathBuf,
        target: PathBuf,
        key: CopyKey,
    ) -> Option<Arc<Restore>> {
        let restore = Arc::new(Restore {
            target,
            at: Mutex::new(Restoring::Running(0, 0, 0)),
            ended: Notify::new(),
        });
        {
            let mut desk = self.desk();
            let before = desk.restore.as_ref().map(|before| before.look());
            if matches!(before, Some(Restoring::Running(..))) {
                return None;
            }
            desk.restore = Some(Arc::clone(&restore));
        }
        let (own, acting) = (Arc::clone(&restore), self.setup().acting.clone());
        let on_thread = move || {
            let work = AssertUnwindSafe(|| work(&own, &copy, &key, acting));
            let ended = catch_unwind(work).unwrap_or_else(|_| Restoring::Failed(String::new()));
            *held(&own.at) = ended;
            own.ended.notify_one();
        };
        if let Err(error) = std::thread::Builder::new().spawn(on_thread) {
            *held(&restore.at) = Restoring::Failed(error.to_string());
            return Some(restore);
        }
        // `notify_one` keeps its permit, so an end before this line is not missed.
        let _ = tokio::time::timeout(PATIENCE, restore.ended.notified()).await;
        Some(restore)
    }
}

fn work(own: &Restore, copy: &Path, key: &CopyKey, acting: Acting) -> Restoring {
    let key = match key {
        CopyKey::Passphrase(passphrase) => Key::Passphrase(passphrase),
        CopyKey::Sheet(identity) => Key::Recovery(identity),
    };
    let mut watch = |at: CopyProgress| {
        *held(&own.at) = Restoring::Running(at.done, at.all, at.bytes / 1_000_000);
        true
    };
    match copies::restore(copy, &own.target, &key, acting, &mut watch) {
        Ok(done) => Restoring::Done(done.originals, done.problems),
        Err(OpError::Locked(_)) => Restoring::WrongKey,
        Err(error) => Restoring::Failed(error.to_string()),
    }
}
