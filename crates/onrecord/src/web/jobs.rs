//! Long work: one job at a time, on one thread that has the case meanwhile, while pages look at it as it
//! was. It tells how far it is, stops between two steps, and goes on when the page is reloaded or the
//! app locks. Knows nothing of what the work is.

use crate::ops::case::Case;
use crate::ops::{OpError, OpResult};
use crate::web::desk::{App, Seat, held};
use crate::web::error::WebError;
use crate::web::flash::{Flash, Message};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;

/// How long a page waits for a job to end before it shows how far it is.
const PATIENCE: Duration = Duration::from_millis(1200);

/// What the work tells: shared by the thread that works and the pages that look.
pub struct JobHandle {
    title: &'static str,
    step: Mutex<Message>,
    note: Mutex<String>,
    done: AtomicU64,
    of: AtomicU64,
    stop: AtomicBool,
    ended: Notify,
}

impl JobHandle {
    fn new(title: &'static str) -> Self {
        Self {
            title,
            step: Mutex::new(Message::new(title)),
            note: Mutex::default(),
            done: AtomicU64::new(0),
            of: AtomicU64::new(0),
            stop: AtomicBool::new(false),
            ended: Notify::new(),
        }
    }

    /// Tells how far the work is, such as 34 of 210; `of` is 0 where nobody knows. An error where
    /// the person asked to stop: hand it on, and what was finished stays.
    ///
    /// # Errors
    /// [`OpError::Interrupted`].
    pub fn at(&self, step: Message, done: u64, of: u64) -> OpResult<()> {
        *held(&self.step) = step;
        self.done.store(done, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
        self.check()
    }

    /// Shows a text beside the step, such as the file's name. It may be hostile.
    pub fn beside(&self, note: &str) {
        held(&self.note).replace_range(.., note);
    }

    /// An error where the person asked to stop.
    ///
    /// # Errors
    /// [`OpError::Interrupted`].
    pub fn check(&self) -> OpResult<()> {
        match self.stop.load(Ordering::Relaxed) {
            true => Err(OpError::Interrupted),
            false => Ok(()),
        }
    }
}

/// How a job ended well.
#[derive(Clone, Debug)]
pub struct JobDone {
    /// The path inside the app to go to next.
    pub go: String,
    /// What to say there.
    pub say: Option<Message>,
}

impl JobDone {
    /// Goes to `path` and says nothing.
    pub fn go(path: impl Into<String>) -> Self {
        Self {
            go: path.into(),
            say: None,
        }
    }

    /// Says something there.
    #[must_use]
    pub fn say(mut self, message: Message) -> Self {
        self.say = Some(message);
        self
    }
}

enum Phase {
    Running,
    Done(JobDone),
    Stopped,
    Failed(String),
}

/// A job as the desk keeps it: the one that runs, or the last one until its end was seen.
pub struct JobState {
    handle: Arc<JobHandle>,
    phase: Phase,
}

impl JobState {
    /// Whether the job has the case.
    pub fn is_running(&self) -> bool {
        matches!(self.phase, Phase::Running)
    }

    fn seen(&self) -> JobSeen {
        let handle = &self.handle;
        let title = handle.title;
        match &self.phase {
            Phase::Running => JobSeen::Running {
                title,
                step: held(&handle.step).clone(),
                note: held(&handle.note).clone(),
                done: handle.done.load(Ordering::Relaxed),
                of: handle.of.load(Ordering::Relaxed),
                stopping: handle.stop.load(Ordering::Relaxed),
            },
            Phase::Done(done) => JobSeen::Done(done.clone()),
            Phase::Stopped => JobSeen::Stopped { title },
            Phase::Failed(why) => JobSeen::Failed { why: why.clone() },
        }
    }
}

/// A job as a page sees it.
#[derive(Clone, Debug)]
pub enum JobSeen {
    /// No job runs, and the end of the last one was seen.
    None,
    /// How far it is.
    Running {
        /// What it is.
        title: &'static str,
        /// The step under way.
        step: Message,
        /// The file or thread under way; hostile.
        note: String,
        /// How many are done.
        done: u64,
        /// Of how many; 0 where nobody knows.
        of: u64,
        /// It was asked to stop.
        stopping: bool,
    },
    /// It is done.
    Done(JobDone),
    /// It was stopped.
    Stopped {
        /// What it was.
        title: &'static str,
    },
    /// It failed; the text says what is safe.
    Failed {
        /// Why.
        why: String,
    },
}

impl App {
    /// Begins long work on a thread of its own, which has the case until it ends; until then pages can
    /// look at it as it is now. Waits a moment, so that short work shows no progress page. Gives where
    /// to go: hand it to the browser as it is.
    ///
    /// `title` is a key of the catalogue, such as `job-adding`.
    ///
    /// # Errors
    /// The app is locked, another job runs, or the work failed within that moment.
    pub async fn start_job<F>(&self, title: &'static str, work: F) -> Result<Going, WebError>
    where
        F: FnOnce(&mut Case, &JobHandle) -> OpResult<JobDone> + Send + 'static,
    {
        let handle = Arc::new(JobHandle::new(title));
        let app = self.clone();
        let begun = Arc::clone(&handle);
        let taken = tokio::task::spawn_blocking(move || app.begin_job(begun, work));
        taken.await.unwrap_or(Err(WebError::Crashed))?;
        // `notify_one` keeps its permit, so an end before this line is not missed.
        let _ = tokio::time::timeout(PATIENCE, handle.ended.notified()).await;
        self.after_job(&handle)
    }

    fn begin_job<F>(&self, handle: Arc<JobHandle>, work: F) -> Result<(), WebError>
    where
        F: FnOnce(&mut Case, &JobHandle) -> OpResult<JobDone> + Send + 'static,
    {
        let mut slot = self.case_slot();
        if self.works()? {
            return Err(WebError::Busy);
        }
        let mut case = slot.take().ok_or(WebError::Locked)?;
        // The work matters more than the view: without one, pages wait.
        *self.view_slot() = case.view().unwrap_or_default();
        {
            let mut desk = self.desk();
            // What locked it meanwhile waits for the slot, which is empty: the keys go here.
            if desk.seat == Seat::Locked {
                drop(desk);
                *self.view_slot() = None;
                return Err(WebError::Locked);
            }
            desk.jobs.push(JobState {
                handle: Arc::clone(&handle),
                phase: Phase::Running,
            });
            desk.at_work = Some(case.vault().way_in().slot.clone());
        }
        drop(slot);
        let app = self.clone();
        let on_thread = move || {
            let ended = catch_unwind(AssertUnwindSafe(|| work(&mut case, &handle)));
            // After a panic what is in memory may be half done; opening the case puts it right.
            let case = ended.is_ok().then_some(case);
            app.end_job(&handle, case, ended.ok());
        };
        let thread = std::thread::Builder::new().name("job".into());
        match thread.spawn(on_thread) {
            Ok(_) => Ok(()),
            Err(error) => {
                // The case went with the thread that never ran: it is closed.
                self.desk().jobs.pop();
                *self.view_slot() = None;
                self.lock();
                Err(WebError::Op(OpError::Io(error)))
            }
        }
    }

    fn end_job(&self, handle: &JobHandle, case: Option<Case>, ended: Option<OpResult<JobDone>>) {
        let mut slot = self.case_slot();
        let crashed = case.is_none();
        // Whoever looks at something just now is waited for.
        drop(self.view_slot().take());
        if let Some(case) = &case {
            // Else it is done when the case is next opened.
            let _ = case.end_view();
        }
        {
            let mut desk = self.desk();
            let phase = match ended {
                None => Phase::Failed(String::new()),
                Some(Ok(done)) => Phase::Done(done),
                Some(Err(OpError::Interrupted)) => Phase::Stopped,
                Some(Err(error)) => Phase::Failed(error.to_string()),
            };
            if let Some(job) = desk.jobs.last_mut() {
                job.phase = phase;
            }
            desk.at_work = None;
            *slot = case.filter(|_| desk.seat == Seat::Open);
        }
        drop(slot);
        if crashed {
            self.lock();
        }
        handle.ended.notify_one();
    }

    /// How far the job is. The end of a job is told once: who sees it takes it.
    pub fn look_at_job(&self) -> JobSeen {
        let mut desk = self.desk();
        if let Some(job) = desk.job() {
            return job.seen();
        }
        match desk.jobs.is_empty() {
            true => JobSeen::None,
            false => desk.jobs.remove(0).seen(),
        }
    }

    /// What runs, for the banner on every page: title, done, of. `None` where nothing does.
    pub fn running_job(&self) -> Option<(&'static str, u64, u64)> {
        let desk = self.desk();
        let job = desk.job()?;
        Some((
            job.handle.title,
            job.handle.done.load(Ordering::Relaxed),
            job.handle.of.load(Ordering::Relaxed),
        ))
    }

    /// How far the job that runs is, without taking anything: step, note, done, of.
    pub fn job_now(&self) -> Option<(Message, String, u64, u64)> {
        let desk = self.desk();
        let job = desk.job()?;
        let handle = &job.handle;
        Some((
            held(&handle.step).clone(),
            held(&handle.note).clone(),
            handle.done.load(Ordering::Relaxed),
            handle.of.load(Ordering::Relaxed),
        ))
    }

    /// Whether a job ended whose end nobody saw yet.
    pub fn has_job_news(&self) -> bool {
        self.desk().jobs.iter().any(|job| !job.is_running())
    }

    /// Asks the job to stop after the step under way.
    pub fn stop_job(&self) {
        if let Some(job) = self.desk().job() {
            job.handle.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Stops the job, if one runs, and waits until it has: what it finished is kept.
    pub(super) async fn end_work(&self) {
        self.stop_job();
        while self.running_job().is_some() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Where a job that was just begun leads. Others that ended keep their news.
    fn after_job(&self, handle: &Arc<JobHandle>) -> Result<Going, WebError> {
        let own = {
            let mut desk = self.desk();
            let mut jobs = desk.jobs.iter();
            let at = jobs.position(|job| Arc::ptr_eq(&job.handle, handle));
            match at {
                Some(at) if !desk.jobs[at].is_running() => Some(desk.jobs.remove(at)),
                Some(_) => return Ok(Going("job".into())),
                None => None,
            }
        };
        match own.map_or(JobSeen::None, |job| job.seen()) {
            JobSeen::Done(done) => {
                if let Some(said) = done.say {
                    self.flash(Flash {
                        said,
                        undo: None,
                        care: false,
                    });
                }
                Ok(Going(done.go))
            }
            JobSeen::Failed { why, .. } if why.is_empty() => Err(WebError::Crashed),
            JobSeen::Failed { why, .. } => Err(WebError::Op(OpError::Other(why))),
            // Stopped from another page, or its end was seen there.
            _ => Ok(Going(String::new())),
        }
    }

    /// Says something once, on the next page.
    pub fn flash(&self, flash: Flash) {
        self.desk().flashes.push(flash);
    }

    pub(super) fn take_flashes(&self) -> Vec<Flash> {
        std::mem::take(&mut self.desk().flashes)
    }
}

/// A path inside the app to go to; `ctx.go(going)` makes it an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Going(pub String);
