//! Long work: told, stopped, locked out of, and never lost.

use crate::ops::{OpError, say};
use crate::web::desk::Seat;
use crate::web::error::WebError;
use crate::web::flash::Message;
use crate::web::jobs::{Going, JobDone, JobSeen};
use crate::web::testing::{Browser, PASSPHRASE};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// Work that goes a step whenever the test says so, and tells when it took it.
fn steps(
    of: u64,
) -> (
    Sender<()>,
    Receiver<()>,
    impl FnOnce(
        &mut crate::ops::case::Case,
        &crate::web::jobs::JobHandle,
    ) -> crate::ops::OpResult<JobDone>
    + Send
    + 'static,
) {
    let (go, wait) = channel::<()>();
    let (tell, told) = channel::<()>();
    let work = move |case: &mut crate::ops::case::Case, job: &crate::web::jobs::JobHandle| {
        for done in 0..of {
            let _ = wait.recv();
            job.beside("holiday <b>pictures</b>.zip");
            let step = job.at(Message::new("job-reading").with("n", done), done, of);
            say::person(
                case,
                &format!("Person {done}"),
                &say::PersonWords::default(),
            )?;
            let _ = tell.send(());
            step?;
        }
        Ok(JobDone::go("settings").say(Message::new("saved")))
    };
    (go, told, work)
}

fn step(go: &Sender<()>, told: &Receiver<()>) {
    go.send(()).unwrap();
    told.recv_timeout(Duration::from_secs(20)).unwrap();
}

/// Until the job has ended: its thread gives the case back a moment after its last step.
fn ended(browser: &Browser) {
    for _ in 0..2_000 {
        if browser.app.running_job().is_none() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the job goes on");
}

/// Begins work of so many steps and lets it do the first.
fn under_way(browser: &Browser, of: u64) -> (Sender<()>, Receiver<()>) {
    let (go, told, work) = steps(of);
    let app = browser.app.clone();
    browser
        .wait(async move { app.start_job("job-opening", work).await })
        .unwrap();
    step(&go, &told);
    (go, told)
}

#[test]
fn short_work_shows_no_progress_page() {
    let browser = Browser::unlocked();
    let app = browser.app.clone();
    let going = browser.wait(async move {
        app.start_job("job-opening", |_, _| Ok(JobDone::go("settings")))
            .await
    });
    assert_eq!(going.unwrap(), Going("settings".into()));
    assert!(matches!(browser.app.look_at_job(), JobSeen::None));
}

#[test]
fn long_work_tells_how_far_it_is_and_other_pages_say_what_runs() {
    let mut browser = Browser::unlocked();
    let (go, told, work) = steps(3);
    let app = browser.app.clone();
    let going = browser.wait(async move { app.start_job("job-opening", work).await });
    assert_eq!(going.unwrap(), Going("job".into()));
    step(&go, &told);
    step(&go, &told);
    browser
        .get("job")
        .says("1 of 3")
        .says("holiday &lt;b&gt;pictures&lt;/b&gt;.zip")
        .says("http-equiv=\"refresh\"")
        .says("nothing is lost");
    browser
        .get("job/now")
        .says("\"count\":\"1 of 3\"")
        .says("\"running\":true");
    // Every page tells it in a line.
    browser.get("settings").says("Getting your case ready");
    let app = browser.app.clone();
    let second = browser.wait(async move {
        app.start_job("job-opening", |_, _| Ok(JobDone::go("")))
            .await
    });
    assert!(matches!(second, Err(WebError::Busy)), "one at a time");
    step(&go, &told);
    ended(&browser);
    browser
        .get("settings")
        .says("Something that was running has ended");
    assert_eq!(browser.get("job").leads_to(), "settings");
    browser
        .get("settings")
        .says("Saved.")
        .silent_of("has ended");
    assert_eq!(browser.get("").status, 200);
    let app = browser.app.clone();
    let people =
        browser.wait(async move { app.with_case(|case| Ok(case.state().persons.len())).await });
    assert_eq!(people.unwrap(), 3);
}

/// Whose names the people page shows.
fn people_shown(browser: &mut Browser) -> usize {
    let page = browser.get("people");
    assert_eq!(page.status, 200, "{}", page.body);
    (0..5)
        .filter(|n| page.body.contains(&format!("Person {n}")))
        .count()
}

#[test]
fn pages_go_on_while_a_job_has_the_case_and_show_it_as_it_was() {
    let mut browser = Browser::unlocked();
    let (go, told) = under_way(&browser, 2);
    for page in [
        "", "timeline", "people", "patterns", "reports", "search", "pack",
    ] {
        let shown = browser.see(page);
        assert_eq!(shown.status, 200, "{page}");
        shown.says("you see everything as it was before");
    }
    // The work has written one, and the pages are of the moment when it began.
    assert_eq!(people_shown(&mut browser), 0);
    step(&go, &told);
    ended(&browser);
    assert_eq!(people_shown(&mut browser), 2);
}

#[test]
fn what_would_change_the_case_waits_for_the_job_and_is_not_lost() {
    let mut browser = Browser::unlocked();
    let (go, told) = under_way(&browser, 2);
    let typed = [("name", "Marigold Tern"), ("role", "witness")];
    let busy = browser.post("people", &typed);
    assert_eq!(busy.status, 409, "{}", busy.body);
    busy.says("One moment, please")
        .says("Getting your case ready")
        .says("What you wrote is kept");
    // What is being typed is saved all the same: a draft is no part of the log.
    assert_eq!(
        browser.post("draft/write", &[("text", "he came")]).status,
        204
    );
    // Sent again too early, it waits again.
    browser
        .get("settings")
        .says("What you wrote is kept until then");
    let waits = browser.get("held");
    waits.says("value=\"Marigold Tern\"").says("people");
    assert_eq!(browser.post("people", &typed).status, 409);
    step(&go, &told);
    ended(&browser);
    browser
        .get("people")
        .silent_of("Marigold")
        .says("had to wait");
    browser.get("held").says("value=\"Marigold Tern\"");
    assert_eq!(browser.post("people", &typed).status, 303);
    browser
        .get("people")
        .says("Marigold Tern")
        .silent_of("had to wait");
}

#[test]
fn stopping_keeps_what_was_finished() {
    let mut browser = Browser::unlocked();
    let (go, told) = under_way(&browser, 5);
    assert_eq!(browser.post("job/stop", &[]).leads_to(), "job");
    browser.get("job").says("Stopping after this step");
    step(&go, &told);
    ended(&browser);
    browser.get("job").says("What was finished is saved");
    let app = browser.app.clone();
    let people =
        browser.wait(async move { app.with_case(|case| Ok(case.state().persons.len())).await });
    assert_eq!(people.unwrap(), 2);
}

#[test]
fn locking_shuts_the_pages_and_lets_the_work_go_on() {
    let mut browser = Browser::unlocked();
    let (go, told) = under_way(&browser, 3);
    browser.post("lock", &[]);
    assert_eq!(browser.get("job").leads_to(), "unlock");
    browser
        .get("unlock")
        .says("The work that was running goes on")
        .silent_of("holiday");
    let wrong = browser.post("unlock", &[("passphrase", "wrong heron battery trombone")]);
    assert_eq!(wrong.status, 403);
    // Back at the desk while it runs: the passphrase is checked, the case stays with the work.
    let back = browser.post("unlock", &[("passphrase", PASSPHRASE)]);
    assert_eq!(back.leads_to(), "job");
    browser.get("job").says("0 of 3");
    assert_eq!(people_shown(&mut browser), 0);
    step(&go, &told);
    browser.post("lock", &[]);
    step(&go, &told);
    ended(&browser);
    // It ended while the app was locked: its keys are gone, its result is kept.
    assert!(browser.app.case_slot().is_none());
    assert!(browser.app.view_slot().is_none());
    browser.unlock();
    assert_eq!(browser.app.seat(), Seat::Open);
    let app = browser.app.clone();
    let people =
        browser.wait(async move { app.with_case(|case| Ok(case.state().persons.len())).await });
    assert_eq!(people.unwrap(), 3);
}

#[test]
fn work_that_fails_or_panics_says_what_is_safe() {
    let mut browser = Browser::unlocked();
    let app = browser.app.clone();
    let failed = browser.wait(async move {
        app.start_job("job-opening", |_, _| {
            Err(OpError::Other(
                "The stick is full. What was there is safe.".into(),
            ))
        })
        .await
    });
    assert!(
        matches!(failed, Err(WebError::Op(OpError::Other(why))) if why.starts_with("The stick is full"))
    );
    assert_eq!(browser.get("").status, 200);
    let app = browser.app.clone();
    let crashed = browser.wait(async move {
        app.start_job("job-opening", |_, _| {
            panic!("a panic that names Marigold Tern")
        })
        .await
    });
    assert!(matches!(crashed, Err(WebError::Crashed)));
    assert!(browser.app.view_slot().is_none());
    assert_eq!(browser.app.seat(), Seat::Locked);
    browser.unlock();
    assert_eq!(browser.get("").status, 200);
}
