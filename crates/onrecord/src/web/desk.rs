//! The desk: which case this run serves, whether the person is at it, and the case itself while it
//! is open. Knows no page and no rule of a case; every operation goes through [`App::with_case`].

use crate::ops::case::{Acting, Case};
use crate::ops::helpers::{self, WorkingFor};
use crate::ops::{OpError, OpResult, open};
use crate::web::error::WebError;
use crate::web::flash::Flash;
use crate::web::guard::Secret;
use crate::web::guard::launch::Launches;
use crate::web::guard::session::Sessions;
use crate::web::guard::tries::Tries;
use crate::web::held::Held;
use crate::web::jobs::JobState;
use crate::web::opaque::Opaque;
use crate::web::place::Place;
use crate::web::restoring::Restore;
use crate::web::settings::Settings;
use onrecord_model::Instant;
use onrecord_vault::{Key, RecoverySheet, Slot, VaultError, WorkFactor};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a run of the app is told.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The case's folder. It may not be there yet: then the first steps make it.
    pub folder: PathBuf,
    /// Where this run listens, such as `127.0.0.1:41234`.
    pub authority: String,
    /// The run's own path, such as `/w/0123…`, without an ending slash.
    pub base: String,
    /// Who acts when nobody says otherwise, and the clock.
    pub acting: Acting,
    /// The cost of a try at a new passphrase.
    pub work: WorkFactor,
    /// The person's settings on this computer; nowhere kept where there is no file.
    pub settings: Option<PathBuf>,
    /// How the app shows itself to a browser; it does not where there is none.
    pub launcher: Option<Launcher>,
}

/// How the app shows itself.
#[derive(Clone, Debug)]
pub struct Launcher {
    /// The app's places on this computer.
    pub place: Place,
    /// Shows the redirect file to the browser, or to whoever tests.
    pub show: fn(&Path) -> std::io::Result<()>,
    /// What proves that a second start is the same user's.
    pub knock: Secret,
}

/// Whether the person is at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// The passphrase is asked for before anything is shown.
    Locked,
    /// Unlocked in this run.
    Open,
}

/// Everything that changes while the app runs and is looked at for a moment only.
pub(super) struct Desk {
    pub(super) seat: Seat,
    /// Who acts, as the custody log will say.
    pub(super) actor: String,
    /// For whom a helper works here; `None` for the owner.
    pub(super) helper: Option<WorkingFor>,
    /// The last time that the person did something.
    pub(super) last_seen: Instant,
    /// The last time that the watch looked, to see that the computer slept.
    pub(super) last_looked: Instant,
    pub(super) flashes: Vec<Flash>,
    /// The job that runs, last, and before it those whose end nobody saw yet.
    pub(super) jobs: Vec<JobState>,
    pub(super) held: Option<Held>,
    /// The last bringing back of a case.
    pub(super) restore: Option<Arc<Restore>>,
    /// The recovery sheet of a case that was just made, until the person says that they have it.
    pub(super) sheet: Option<RecoverySheet>,
    /// The page that was asked for when the app was locked.
    pub(super) wanted: Option<String>,
    pub(super) closing: bool,
    /// The person asked to see words and pictures without uncovering each.
    pub(super) uncovered: bool,
    /// The way in by which the case was opened that a job has.
    pub(super) at_work: Option<Slot>,
}

impl Desk {
    /// The job that runs.
    pub(super) fn job(&self) -> Option<&JobState> {
        self.jobs.last().filter(|job| job.is_running())
    }
}

struct Inner {
    setup: Setup,
    desk: Mutex<Desk>,
    case: Mutex<Option<Case>>,
    /// The case as it was when the job began that has it.
    view: Mutex<Option<Case>>,
    settings: Mutex<Settings>,
    opaque: Opaque,
    launches: Launches,
    sessions: Sessions,
    tries: Tries,
    closed: tokio::sync::Notify,
}

/// The app. A clone is the same app.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// A thread that panicked while it held one of these left nothing half done that matters: the case
/// itself is dropped where that happens.
pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    /// A locked app.
    pub fn new(setup: Setup) -> Self {
        let now = (setup.acting.clock)();
        let settings = setup
            .settings
            .as_deref()
            .map(Settings::read)
            .unwrap_or_default();
        Self(Arc::new(Inner {
            desk: Mutex::new(Desk {
                seat: Seat::Locked,
                actor: setup.acting.actor.clone(),
                helper: None,
                last_seen: now,
                last_looked: now,
                flashes: Vec::new(),
                jobs: Vec::new(),
                held: None,
                restore: None,
                sheet: None,
                wanted: None,
                closing: false,
                uncovered: false,
                at_work: None,
            }),
            case: Mutex::new(None),
            view: Mutex::new(None),
            settings: Mutex::new(settings),
            opaque: Opaque::default(),
            launches: Launches::default(),
            sessions: Sessions::default(),
            tries: Tries::default(),
            closed: tokio::sync::Notify::new(),
            setup,
        }))
    }

    /// What this run was told.
    pub fn setup(&self) -> &Setup {
        &self.0.setup
    }

    /// The case's folder.
    pub fn folder(&self) -> &Path {
        &self.0.setup.folder
    }

    /// Whether there is a case to unlock; else the first steps make one.
    pub fn has_case(&self) -> bool {
        onrecord_vault::Vault::at(self.folder()).is_ok()
    }

    /// The time.
    pub fn now(&self) -> Instant {
        (self.0.setup.acting.clock)()
    }

    /// A path of the app, from a path inside it such as `timeline` or `event/3?x=1`.
    pub fn url(&self, inside: &str) -> String {
        format!("{}/{}", self.0.setup.base, inside.trim_start_matches('/'))
    }

    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        held(&self.0.desk)
    }

    pub(super) fn case_slot(&self) -> MutexGuard<'_, Option<Case>> {
        held(&self.0.case)
    }

    pub(super) fn view_slot(&self) -> MutexGuard<'_, Option<Case>> {
        held(&self.0.view)
    }

    /// What the person chose for this computer.
    pub fn settings(&self) -> Settings {
        held(&self.0.settings).clone()
    }

    /// Keeps what the person chose.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep_settings(&self, settings: Settings) -> OpResult<()> {
        if let Some(path) = &self.0.setup.settings {
            settings.write(path)?;
        }
        *held(&self.0.settings) = settings;
        Ok(())
    }

    /// Things that must not stand in an address, by number: what was searched for, a filter, a name.
    /// Emptied whenever the app locks.
    pub fn opaque(&self) -> &Opaque {
        &self.0.opaque
    }

    pub(super) fn launches(&self) -> &Launches {
        &self.0.launches
    }

    pub(super) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    pub(super) fn tries(&self) -> &Tries {
        &self.0.tries
    }

    /// Whether the person is at the desk.
    pub fn seat(&self) -> Seat {
        self.desk().seat
    }

    /// Whether words and pictures are shown without uncovering each. Covered again by every lock.
    pub fn is_uncovered(&self) -> bool {
        self.desk().uncovered
    }

    /// Shows words and pictures without uncovering each, or covers them again.
    pub fn uncover(&self, open: bool) {
        self.desk().uncovered = open;
    }

    /// The person did something: the time until the app locks itself begins again.
    pub fn seen(&self) {
        let now = self.now();
        self.desk().last_seen = now;
    }

    /// Does something with the open case, on a thread that may wait. Any number of pages may ask;
    /// one at a time gets the case. While a job has it, they get it as it was when the job began, to
    /// be looked at.
    ///
    /// # Errors
    /// The app is locked; a job has the case and it would be changed; or the operation's own error.
    pub async fn with_case<T, F>(&self, work: F) -> Result<T, WebError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Case) -> OpResult<T> + Send + 'static,
    {
        let app = self.clone();
        let done = tokio::task::spawn_blocking(move || app.with_case_here(work));
        done.await.unwrap_or(Err(WebError::Crashed))
    }

    /// As [`Self::with_case`], for a thread that may wait.
    pub(super) fn with_case_here<T>(
        &self,
        work: impl FnOnce(&mut Case) -> OpResult<T>,
    ) -> Result<T, WebError> {
        // Where a job begins or ends just now, the second look finds where the case is.
        for _ in 0..2 {
            if self.works()? {
                let mut view = self.view_slot();
                if let (true, Some(case)) = (self.works()?, view.as_mut()) {
                    return match catch_unwind(AssertUnwindSafe(|| work(case))) {
                        Ok(Err(OpError::Vault(VaultError::AtWork))) => Err(WebError::Busy),
                        Ok(done) => Ok(done?),
                        Err(_) => {
                            *view = None;
                            Err(WebError::Crashed)
                        }
                    };
                }
            }
            let mut slot = self.case_slot();
            if self.works()? {
                continue;
            }
            let Some(case) = slot.as_mut() else {
                return Err(WebError::Locked);
            };
            return match catch_unwind(AssertUnwindSafe(|| work(case))) {
                Ok(done) => Ok(done?),
                Err(_) => {
                    // What is in memory may be half done; what is on the disk is not. Opening the case
                    // again puts it right.
                    *slot = None;
                    drop(slot);
                    self.lock();
                    Err(WebError::Crashed)
                }
            };
        }
        Err(WebError::Busy)
    }

    /// Whether a job has the case; an error where the app is locked.
    pub(super) fn works(&self) -> Result<bool, WebError> {
        let desk = self.desk();
        match desk.seat {
            Seat::Locked => Err(WebError::Locked),
            Seat::Open => Ok(desk.job().is_some()),
        }
    }

    /// Locks the app. Nothing is shown from this moment; the keys are wiped as soon as whatever is
    /// being done with the case is done. A job goes on, and its case and the view of it are locked when it
    /// ends: until then its keys are in memory anyhow.
    pub fn lock(&self) {
        {
            let mut desk = self.desk();
            desk.seat = Seat::Locked;
            desk.flashes.clear();
            desk.sheet = None;
            desk.uncovered = false;
            desk.actor.clone_from(&self.0.setup.acting.actor);
            desk.helper = None;
        }
        self.0.opaque.clear();
        let app = self.clone();
        let drop_case = move || {
            let mut slot = app.case_slot();
            if app.seat() == Seat::Locked {
                *slot = None;
            }
        };
        match self.0.case.try_lock() {
            Ok(mut slot) => *slot = None,
            // Somebody works with it: waited for beside, so that the person need not.
            Err(_) => drop(std::thread::spawn(drop_case)),
        }
    }

    /// Opens the case with a key. Where a job has the case, the key is only tried: the person is
    /// back at the desk, can look at everything and sees how far it is.
    ///
    /// # Errors
    /// The key does not open it; the case cannot be read; a job has it for somebody else.
    pub(super) fn unlock(&self, key: &Key<'_>, actor: Option<String>) -> OpResult<()> {
        let mut slot = self.case_slot();
        let (running, whose) = {
            let desk = self.desk();
            (desk.job().is_some(), desk.at_work.clone())
        };
        let actor = actor.unwrap_or_else(|| self.0.setup.acting.actor.clone());
        if running {
            let slot = open::try_key(self.folder(), key)?;
            let helper = |slot: &Slot| matches!(slot, Slot::Helper(_));
            // When the job ends the case is theirs who began it, with what they may do.
            if whose.is_none_or(|whose| (helper(&whose) || helper(&slot)) && whose != slot) {
                return Err(OpError::Other(
                    "Work that somebody else began is still going on. Nothing was changed, and nothing \
                     is lost. Unlock again when it has ended."
                        .into(),
                ));
            }
            let seen = self.view_slot();
            let (actor, helper) = match &*seen {
                Some(view) => (view.context().actor, helpers::working_for(view)),
                None => (actor, None),
            };
            drop(seen);
            self.sit_down(actor);
            self.desk().helper = helper;
            return Ok(());
        }
        *slot = None;
        let acting = Acting {
            actor,
            clock: self.0.setup.acting.clock,
        };
        let case = open::unlock(self.folder(), key, acting)?;
        // Whose key it was, is who acts.
        let actor = case.context().actor;
        let helper = helpers::working_for(&case);
        *slot = Some(case);
        self.sit_down(actor);
        self.desk().helper = helper;
        Ok(())
    }

    /// Takes a case that was just made.
    pub(super) fn take(&self, case: Case, sheet: RecoverySheet) {
        *self.case_slot() = Some(case);
        let actor = self.0.setup.acting.actor.clone();
        self.sit_down(actor);
        self.desk().sheet = Some(sheet);
    }

    fn sit_down(&self, actor: String) {
        let now = self.now();
        let mut desk = self.desk();
        desk.seat = Seat::Open;
        desk.actor = actor;
        desk.last_seen = now;
        desk.last_looked = now;
    }

    /// The watch: locks after the idle time, after the computer slept, and when its clock was set
    /// back. Called every few seconds; gives how long the app has been idle, in seconds.
    pub fn watch(&self) -> i64 {
        const SLEPT: i64 = 60_000_000;
        let now = self.now();
        let minutes = i64::from(self.settings().lock_minutes);
        let (idle, leave) = {
            let mut desk = self.desk();
            let idle = now.0 - desk.last_seen.0;
            let slept = now.0 - desk.last_looked.0;
            desk.last_looked = now;
            let leave = idle >= minutes * 60_000_000 || idle < 0 || slept > SLEPT;
            (idle / 1_000_000, leave && desk.seat == Seat::Open)
        };
        if leave {
            self.lock();
        }
        idle
    }

    /// Locks and ends the run.
    pub fn close(&self) {
        self.lock();
        self.desk().closing = true;
        self.0.closed.notify_waiters();
        self.0.closed.notify_one();
    }

    /// Lets a browser in anew, and shows it the way.
    ///
    /// # Errors
    /// The file that leads it in cannot be written, or no browser can be started.
    pub fn show(&self) -> std::io::Result<()> {
        crate::web::serve::show(self)
    }

    /// Waits until [`Self::close`].
    pub async fn closed(&self) {
        self.0.closed.notified().await;
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "App({})", self.folder().display())
    }
}
