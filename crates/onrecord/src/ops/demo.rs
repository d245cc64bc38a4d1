//! The demonstration: invented exports, then the whole job as a user would do it.

use crate::ops::add::{AddOptions, AddProgress, Under18, add};
use crate::ops::case::{Acting, Case, Owner};
use crate::ops::course::{self, ImpactWords, OrderWords};
use crate::ops::elements::{self, AssignmentWords};
use crate::ops::pack::{PackOptions, Place, make};
use crate::ops::say::{self, IncidentWords, LedgerWords, PersonWords};
use crate::ops::{OpError, OpResult, find, link, zone};
use onrecord_demo::course::FELT;
use onrecord_demo::story::{Actor, Reported};
use onrecord_demo::{Channel, Size, Story, deliver};
use onrecord_model::linkage::LinkDecision;
use onrecord_model::statement::{Body, Happening, HowKnown, ImpactArea, OrderKind, Role};
use onrecord_model::{AccountKey, Instant, Kind};
use onrecord_pack::PackSummary;
use onrecord_pack::input::{AttachmentShow, PackError};
use onrecord_vault::WorkFactor;
use onrecord_vault::index::{AccountRow, Filter};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

/// What was made.
pub struct Made {
    /// The invented exports.
    pub exports: PathBuf,
    /// The case.
    pub case: PathBuf,
    /// Its passphrase, which is no secret here.
    pub passphrase: &'static str,
    /// The recovery sheet's folder.
    pub sheet: PathBuf,
    /// The pack.
    pub pack: PathBuf,
    /// What the pack holds.
    pub summary: PackSummary,
    /// Exhibits sealed.
    pub exhibits: usize,
    /// Events read.
    pub events: u64,
    /// Of these, without a usable time.
    pub undated: u64,
    /// Records that could not be read.
    pub defects: u64,
}

const PASSPHRASE: &str = "correct heron battery trombone";

/// The demonstration's clock: it starts when the story ends and moves on by a second at each look,
/// so that the same seed gives the same times.
static CLOCK: AtomicI64 = AtomicI64::new(0);

fn clock() -> Instant {
    Instant(CLOCK.fetch_add(1_000_000, Ordering::SeqCst))
}

/// Makes exports, case and pack below `folder`, which must be empty or absent.
///
/// # Errors
/// The folder is not empty, or any step fails.
pub fn demo(
    size: Size,
    seed: u64,
    folder: &Path,
    work: WorkFactor,
    progress: &mut dyn FnMut(&str) -> OpResult<()>,
) -> OpResult<Made> {
    if fs_err::read_dir(folder).is_ok_and(|mut listing| listing.next().is_some()) {
        return Err(OpError::Other(format!(
            "{} is not empty, so nothing was made there. Choose another folder with --out.",
            folder.display()
        )));
    }
    let [exports, case_folder, sheet_folder, pack_folder] =
        ["exports", "case", "recovery-sheet", "pack"].map(|name| folder.join(name));
    progress("Inventing exports")?;
    let story = Story::new(size, seed);
    let delivered = deliver::write(&story, &exports)?;
    CLOCK.store((story.ends + 86_400) * 1_000_000, Ordering::SeqCst);
    let acting = Acting {
        actor: "owner".into(),
        clock,
    };
    let owner = Owner {
        name: story.owner.into(),
        initials: story.initials.into(),
        zone: "Europe/London".into(),
    };
    progress("Making the case")?;
    let (mut case, sheet) = Case::create(&case_folder, PASSPHRASE, work, &owner, acting)?;
    fs_err::create_dir_all(&sheet_folder)?;
    fs_err::write(
        sheet_folder.join("recovery-sheet.txt"),
        sheet.to_text().as_bytes(),
    )?;
    let sheet_pdf = crate::ops::pack::recovery_pdf(&sheet, clock())?;
    fs_err::write(sheet_folder.join("recovery-sheet.pdf"), sheet_pdf)?;
    let mut undated = 0;
    for (done, one) in delivered.iter().enumerate() {
        let options = AddOptions {
            said: Some(one.said.clone()),
            described: one
                .path
                .extension()
                .is_some_and(|end| end == "txt")
                .then(|| one.said.clone()),
            under_18: Some(Under18::No),
            answers: onrecord_import::Answers(
                [("date-order".to_owned(), "day-first".to_owned())].into(),
            ),
        };
        let added = add(&mut case, &one.path, &options, &mut |at| {
            progress(&match at {
                AddProgress::Reading { records, name } => format!(
                    "{} of {}: {name}, {records} records",
                    done + 1,
                    delivered.len()
                ),
                _ => format!("{} of {}: sealing", done + 1, delivered.len()),
            })
        })?;
        undated += added.read.undated;
    }
    progress("Saying who is who and what happened")?;
    let theirs = name_people(&mut case, &story)?;
    tell(&mut case, &story, &theirs)?;
    for report in &story.reported {
        ledger(&mut case, report)?;
    }
    tell_course(&mut case, &story)?;
    progress("Comparing accounts")?;
    say_links(&mut case, &story, &theirs)?;
    let context = case.context();
    case.vault_mut()
        .private()
        .keep(&context, "A private note. It is in no pack.", None)?;
    case.refold()?;
    let options = PackOptions {
        recipient: Some("Northshire Police, DC 1902 Fieldfare".into()),
        ask: story.ask.into(),
        attachments: AttachmentShow::Covered,
        ..PackOptions::default()
    };
    let summary = make(
        &mut case,
        &options,
        Place::Folder(&pack_folder),
        &mut |step| progress(step).map_err(|_| PackError::Interrupted),
    )?;
    Ok(Made {
        exports,
        case: case_folder,
        passphrase: PASSPHRASE,
        sheet: sheet_folder,
        pack: pack_folder,
        summary,
        exhibits: case.state().exhibits.len(),
        events: case.index().events()?,
        undated,
        defects: case.state().readings().map(|read| read.defects).sum(),
    })
}

/// Accounts of the case by what may name them.
fn by_label(case: &Case) -> OpResult<BTreeMap<(String, String), BTreeSet<String>>> {
    let mut out: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for AccountRow { key, forms, .. } in find::all_accounts(case)? {
        for form in &forms {
            for label in [&form.name, &form.handle, &form.stable_id]
                .into_iter()
                .flatten()
            {
                out.entry((form.platform.to_string(), label.to_string()))
                    .or_default()
                    .insert(key.clone());
            }
        }
    }
    Ok(out)
}

fn platforms(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::Messenger => &["facebook", "messenger"],
        Channel::Instagram => &["instagram"],
        Channel::WhatsApp => &["whatsapp"],
        Channel::Phone => &["sms", "sms_backup_restore", "phone", "calls"],
        Channel::Mail => &["email"],
        Channel::Snapchat => &["snapchat"],
        Channel::Telegram => &["telegram"],
        Channel::Discord => &["discord"],
        Channel::TikTok => &["tiktok"],
        Channel::X => &["x"],
    }
}

/// The keys of an actor's accounts as the exports show them.
fn keys_of(
    index: usize,
    actor: &Actor,
    labels: &BTreeMap<(String, String), BTreeSet<String>>,
) -> Vec<String> {
    let mut keys = BTreeSet::new();
    // Some archives give nothing but numbers.
    let number = deliver::number(index).to_string();
    for platform in platforms(actor.channel) {
        for label in [&actor.name, &actor.handle, &number] {
            keys.extend(
                labels
                    .get(&((*platform).to_owned(), label.clone()))
                    .into_iter()
                    .flatten()
                    .cloned(),
            );
        }
    }
    keys.into_iter().collect()
}

/// Names everybody. Gives the account keys of each of the story's actors.
fn name_people(case: &mut Case, story: &Story) -> OpResult<Vec<Vec<String>>> {
    let labels = by_label(case)?;
    let keys: Vec<Vec<String>> = story
        .actors
        .iter()
        .enumerate()
        .map(|(index, actor)| keys_of(index, actor, &labels))
        .collect();
    let own: BTreeSet<String> = labels
        .iter()
        .filter(|((_, label), _)| {
            label == story.owner
                || label == "wren.fairweather@example.net"
                || label == "wren_fairweather"
        })
        .flat_map(|(_, keys)| keys.iter().cloned())
        .collect();
    say::person(
        case,
        story.owner,
        &PersonWords {
            role: Some(Role::Me),
            accounts: own.into_iter().collect(),
            ..PersonWords::default()
        },
    )?;
    for named in &story.named {
        let accounts = story
            .actors
            .iter()
            .zip(&keys)
            .filter(|(actor, _)| actor.name == named.name)
            .flat_map(|(_, keys)| keys.iter().cloned())
            .collect();
        say::person(
            case,
            named.name,
            &PersonWords {
                role: Some(Role::Known),
                accounts,
                note: Some(named.note.into()),
                can_say: Some(named.can_say.into()),
            },
        )?;
    }
    let theirs = story
        .actors
        .iter()
        .zip(&keys)
        .filter(|(actor, _)| actor.person_doing_this)
        .flat_map(|(_, keys)| keys.iter().cloned())
        .collect();
    say::person(case, "the person doing this", &PersonWords {
        role: Some(Role::NotKnown),
        accounts: theirs,
        note: Some("I believe that one person is behind these accounts: they begin with the same line and follow each other. I do not know who.".into()),
        can_say: None,
    })?;
    Ok(keys)
}

/// The line that became known, one pair confirmed, and the copycat rejected.
fn say_links(case: &mut Case, story: &Story, keys: &[Vec<String>]) -> OpResult<()> {
    let known = &story.known;
    link::known_line(case, known.line, &date(known.from), Some(known.source))?;
    let linkage = link::compared(case, &mut |_| Ok(()))?;
    let account = |actor: usize| {
        let mut keys = keys.get(actor)?.iter();
        keys.find_map(|key| {
            let at = linkage
                .gathered()
                .account(&AccountKey(key.as_str().into()))?;
            (linkage.accounts()[at].events > 0).then_some(at)
        })
    };
    let actors = || story.actors.iter().enumerate();
    let mut theirs = actors().filter(|(_, actor)| actor.person_doing_this);
    let first = theirs.next().and_then(|(at, _)| account(at));
    let second = theirs.next().and_then(|(at, _)| account(at));
    let copycat = actors().find(|(_, actor)| actor.since > known.from && !actor.person_doing_this);
    let copycat = copycat.and_then(|(at, _)| account(at));
    let mut said = Vec::new();
    if let (Some(first), Some(second)) = (first, second) {
        said.push((
            (first, second),
            LinkDecision::Confirmed,
            "The second one went on in the middle of a sentence of the first.",
        ));
    }
    if let (Some(first), Some(copycat)) = (first, copycat) {
        said.push((
            (first, copycat),
            LinkDecision::Rejected,
            "The line had been in the newspaper for a month by then.",
        ));
    }
    for (pair, decision, because) in said {
        let weighed = linkage.weighed(case);
        link::decide(case, &linkage, &weighed, pair, decision, Some(because))?;
    }
    Ok(())
}

fn date(at: i64) -> String {
    zone::day(Instant(at * 1_000_000))
}

fn tell(case: &mut Case, story: &Story, keys: &[Vec<String>]) -> OpResult<()> {
    const SHOWN: usize = 25;
    const SHOWS: usize = 3;
    let rows = find::all_accounts(case)?;
    for told in &story.told {
        let accounts: BTreeSet<&String> = told
            .accounts
            .iter()
            .flat_map(|actor| &keys[*actor])
            .collect();
        let filter = Filter {
            accounts: rows
                .iter()
                .filter(|row| accounts.contains(&row.key))
                .map(|row| row.number)
                .collect(),
            authors_only: true,
            kinds: [Kind::Message, Kind::Call].into(),
            ..Filter::default()
        };
        let mut events = Vec::new();
        let mut first = Vec::new();
        if !filter.accounts.is_empty() {
            let mut found = Vec::new();
            find::walk(case, &filter, None, SHOWN, &mut |row| {
                found.push(row);
                Ok(())
            })?;
            for row in &found {
                events.push(find::event_id(case, row)?);
            }
            let numbers = found
                .iter()
                .take(SHOWS)
                .map(|row| format!("e{}", row.number.0));
            first.extend(numbers);
        }
        let id = say::incident(
            case,
            None,
            &IncidentWords {
                words: Some(told.words.clone()),
                when: Some(String::new()),
                from: Some(date(told.from)),
                to: Some(date(told.to)),
                how_known: Some(HowKnown::Records),
                contemporaneous: Some(false),
                impact: Some(told.impact.into()),
                belief: (!told.belief.is_empty()).then(|| told.belief.into()),
                events,
                accounts: accounts
                    .into_iter()
                    .map(|key| AccountKey(key.as_str().into()))
                    .collect(),
                ..IncidentWords::default()
            },
        )?;
        for (limb, because) in told.shows {
            let words = AssignmentWords {
                incidents: vec![id.clone()],
                events: first.clone(),
                exhibits: Vec::new(),
                because: Some((*because).into()),
            };
            elements::assign(case, limb, &words)?;
        }
    }
    Ok(())
}

fn ledger(case: &mut Case, report: &Reported) -> OpResult<()> {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let is_police = report.body.contains("Police") || report.body.contains("Constabulary");
    say::ledger(
        case,
        None,
        &LedgerWords {
            date: Some(date(report.on)),
            body: Some(if report.body.contains("Commissioner") {
                Body::Other
            } else if is_police {
                Body::Police
            } else {
                Body::Platform
            }),
            body_name: text(report.body),
            channel: text(report.channel),
            officer: text(report.officer),
            officer_number: None,
            reference: text(report.reference),
            said: text(report.said),
            answered: text(report.answered),
            promised: text(report.promised),
            due: report.due.map(date),
            outcome: text(report.outcome),
            happening: Happening::from_name(report.happening),
            happened: report.happened.map(date),
            acknowledged: None,
            kept: report.kept.map(date),
            answers: report.answers.map(|place| format!("L-{}", place + 1)),
        },
    )?;
    Ok(())
}

/// Every "stop", and what it did.
fn tell_course(case: &mut Case, story: &Story) -> OpResult<()> {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    for (nth, warned) in story.warned.iter().enumerate() {
        let mut events = Vec::new();
        if nth == 0 {
            // The message itself stands in an export.
            let mut found = None;
            // It is among the first.
            const FIRST: usize = 4_000;
            find::walk(case, &Filter::default(), None, FIRST, &mut |row| {
                if found.is_none() && row.event.text.as_deref() == Some(warned.words) {
                    found = Some(row);
                }
                Ok(())
            })?;
            if let Some(row) = found {
                events.push(find::event_id(case, &row)?);
            }
        }
        course::order(
            case,
            None,
            &OrderWords {
                kind: OrderKind::from_name(warned.kind),
                given: Some(date(warned.on)),
                by: text(warned.by),
                words: text(warned.words),
                how_reached: text(warned.how_reached),
                events,
                ..OrderWords::default()
            },
        )?;
    }
    for felt in &FELT {
        course::impact(
            case,
            None,
            &ImpactWords {
                area: ImpactArea::from_name(felt.area),
                words: text(felt.words),
                since: text(felt.since),
                cost: text(felt.cost),
                who_can_say: text(felt.who_can_say),
                ..ImpactWords::default()
            },
        )?;
    }
    Ok(())
}
