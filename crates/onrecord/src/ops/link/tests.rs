//! The demonstration, whose ground truth is known, with its decoys; and what is kept and withheld.

use super::*;
use crate::ops::case::Case;
use crate::ops::demo;
use crate::ops::tests::acting;
use onrecord_analysis::link::{Level, StyleSays};
use onrecord_demo::{Size, Story};
use onrecord_vault::{Key, WorkFactor};
use std::collections::BTreeSet;

struct Shown {
    case: Case,
    story: Story,
    pack: std::path::PathBuf,
    _home: tempfile::TempDir,
}

fn shown() -> Shown {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("demo");
    let work = WorkFactor::ONLY_FOR_TESTS;
    let made = demo::demo(Size::Default, 2020, &folder, work, &mut |_| Ok(())).unwrap();
    let key = Key::Passphrase(made.passphrase);
    let case = crate::ops::open::open(&folder.join("case"), &key, acting()).unwrap();
    Shown {
        case,
        story: Story::new(Size::Default, 2020),
        pack: folder.join("pack"),
        _home: home,
    }
}

/// Indices of the accounts that bear a name or handle of the story.
fn accounts(linkage: &Linkage, name: &str, handle: &str) -> Vec<usize> {
    let all = linkage.accounts().iter().enumerate();
    all.filter(|(_, seen)| {
        seen.events > 0
            && (seen.names.iter().any(|own| **own == *name)
                || seen.account.handle.as_deref() == Some(handle)
                || seen.account.handle.as_deref() == Some(name))
    })
    .map(|(at, _)| at)
    .collect()
}

#[test]
fn no_true_group_is_missed_no_decoy_is_proposed_and_each_ground_opens_what_it_rests_on() {
    let shown = shown();
    let (case, story) = (&shown.case, &shown.story);
    let linkage = compared(case, &mut |_| Ok(())).unwrap();
    let weighed = linkage.weighed(case);
    let mut theirs = Vec::new();
    let mut decoys = Vec::new();
    for (nth, actor) in story.actors.iter().enumerate() {
        let found = accounts(&linkage, &actor.name, &actor.handle);
        if actor.person_doing_this {
            theirs.extend(found.into_iter().map(|at| (at, actor.since)));
        } else if nth >= story.friends {
            assert!(!found.is_empty(), "{} is in no export", actor.name);
            decoys.extend(found);
        }
    }
    assert!(theirs.len() >= 25, "{}", theirs.len());
    assert_eq!(decoys.len(), 4);
    // Every account that began before the line was known is proposed with every other such one.
    let before: Vec<usize> = theirs
        .iter()
        .filter(|(_, since)| *since < story.known.from)
        .map(|(at, _)| *at)
        .collect();
    for (nth, one) in before.iter().enumerate() {
        for other in &before[nth + 1..] {
            let level = weighed.level(*one, *other);
            let label = |at: usize| linkage.accounts()[at].account.label();
            assert_eq!(
                level,
                Level::Proposed,
                "{} and {}",
                label(*one),
                label(*other)
            );
        }
    }
    // No account of the person doing this stands alone.
    for (at, _) in &theirs {
        let tied = theirs
            .iter()
            .any(|(other, _)| other != at && weighed.level(*at, *other) == Level::Proposed);
        assert!(tied, "{}", linkage.accounts()[*at].account.label());
    }
    // A decoy is proposed with nobody: not the friend who tells, not who read it, not the two at one number.
    for decoy in &decoys {
        for other in 0..linkage.accounts().len() {
            let level = weighed.level(*decoy, other);
            let labels = (
                linkage.accounts()[*decoy].account.label(),
                linkage.accounts()[other].account.label(),
            );
            assert_ne!(level, Level::Proposed, "{labels:?}");
        }
    }
    assert_eq!(weighed.level(decoys[2], decoys[3]), Level::Tied);
    let groups = groups(case, &linkage, &weighed);
    let largest: BTreeSet<usize> = groups[0].iter().copied().collect();
    assert!(
        before.iter().all(|at| largest.contains(at)),
        "{} of {}",
        largest.len(),
        before.len()
    );
    assert!(
        decoys
            .iter()
            .all(|at| groups.iter().all(|group| !group.contains(at)))
    );
    // The yardstick: friends have words of their own.
    let searched = weighed.searched();
    assert_eq!(searched.different_proposed, 0, "{searched:?}");
    assert!(searched.by_chance_at_most().is_some());
    // Each ground opens what it rests on.
    let mut opened = 0;
    for other in &before[1..] {
        let dossier = linkage.pair(case, &weighed, before[0], *other);
        for ground in &dossier.grounds {
            for event in &ground.events {
                let row = case.index.event(EventNumber(*event)).unwrap();
                opened += 1;
                if ground.channel == Channel::Template
                    && ground.bearing == Bearing::For
                    && !ground.quotes.is_empty()
                {
                    let own = onrecord_analysis::link::normal(row.event.text.as_deref().unwrap());
                    let says =
                        |quote: &String| own.contains(&onrecord_analysis::link::normal(quote));
                    assert!(
                        ground.quotes.iter().any(says),
                        "{own} is not in {:?}",
                        ground.quotes
                    );
                }
                assert!(row.exhibit.is_some());
            }
        }
    }
    assert!(opened > 100, "{opened}");
    // Nothing that the dossier says of any of these is what no output may say.
    let rules: toml::Table = include_str!("../../../../../xtask/src/claims.toml")
        .parse()
        .unwrap();
    let phrases: Vec<&str> = rules["forbidden"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["phrase"].as_str().unwrap())
        .collect();
    assert!(phrases.len() > 20);
    let group = link_sheet(case);
    let mut sentences: Vec<String> = group
        .figures
        .iter()
        .flat_map(|all| all.sentences())
        .collect();
    for row in &group.channels {
        sentences.extend(
            row.against
                .iter()
                .chain(&row.unsaid)
                .map(|one| one.says.clone()),
        );
    }
    sentences.extend(linkage.styles().map(|styles| styles.left_out().says()));
    for (one, other) in pairs_of(&before) {
        let dossier = linkage.pair(case, &weighed, one, other);
        sentences.extend(dossier.grounds.into_iter().map(|ground| ground.says));
        sentences.extend(dossier.unsaid.into_iter().map(|(_, says)| says));
    }
    assert!(sentences.len() > 200, "{}", sentences.len());
    for says in &sentences {
        let lower = says.to_lowercase();
        for phrase in &phrases {
            assert!(!lower.contains(&phrase.to_lowercase()), "{says}: {phrase}");
        }
    }
    // The pack holds the dossier, and what it tells of is in the pack.
    let evidence = fs_err::read_dir(&shown.pack).unwrap();
    assert!(evidence.count() > 5);
}

fn link_sheet(case: &Case) -> sheets::GroupSheet {
    sheets::group_sheet(case, 1).unwrap().unwrap()
}

/// What style says where it is given enough: nothing that it says proposes anybody.
#[test]
fn the_way_of_writing_is_compared_in_the_demonstration_and_proposes_nobody_alone() {
    let shown = shown();
    let case = &shown.case;
    let linkage = compared(case, &mut |_| Ok(())).unwrap();
    let styles = linkage.styles().unwrap();
    assert!(styles.left_out().accounts > 0 && styles.left_out().repeated > 0);
    let weighed = linkage.weighed(case);
    // Enough of them write enough for a cohort, and of some pairs of theirs something is said; of whoever is
    // somebody else with them, nothing that speaks for one person and counts.
    assert!(styles.left_out().enough >= 14, "{:?}", styles.left_out());
    let theirs: BTreeSet<usize> = shown
        .story
        .actors
        .iter()
        .enumerate()
        .filter(|(_, actor)| actor.person_doing_this)
        .flat_map(|(nth, actor)| {
            // X names people by number alone.
            let number = onrecord_demo::deliver::number(nth).to_string();
            let all = linkage.accounts().iter().enumerate();
            let by_number = all
                .filter(|(_, seen)| seen.account.label() == number)
                .map(|(at, _)| at);
            let mut found: Vec<usize> = by_number.collect();
            found.extend(accounts(&linkage, &actor.name, &actor.handle));
            found
        })
        .collect();
    let (mut supported, mut wrong) = (0, Vec::new());
    for one in 0..linkage.accounts().len() {
        for other in one + 1..linkage.accounts().len() {
            let StyleSays::Supports(found) = styles.says(one, other) else {
                continue;
            };
            match (theirs.contains(&one), theirs.contains(&other)) {
                (true, true) => supported += usize::from(found.log10_lr > 0.0),
                (false, false) => {}
                _ if found.log10_lr >= 1.0 => {
                    let label = |at: usize| linkage.accounts()[at].account.label().to_owned();
                    wrong.push((label(one), label(other), found.log10_lr));
                }
                _ => {}
            }
        }
    }
    assert!(supported >= 3, "{supported}");
    assert!(wrong.is_empty(), "{wrong:?}");
    for (one, other, level) in weighed.pairs() {
        let dossier = linkage.pair(case, &weighed, one, other);
        let other_than_style = dossier
            .pointing(Bearing::For)
            .any(|ground| ground.channel != Channel::Style);
        assert!(other_than_style || level != Level::Proposed);
        let says = dossier.unsaid.len() == 1
            || dossier
                .grounds
                .iter()
                .any(|ground| ground.channel == Channel::Style);
        assert!(says, "style is passed over without a word");
    }
    // With hashes of pictures that were kept, the comparison is what it is without.
    assert!(!linkage.hashes.is_empty());
    let again = Linkage::of(case, &linkage.hashes, &mut |_| Ok(())).unwrap();
    let anew = Linkage::of(case, &pictures::Hashes::new(), &mut |_| Ok(())).unwrap();
    assert_eq!(again.pictures, anew.pictures);
    assert_eq!(again.hashes, anew.hashes);
    assert_eq!(again.pictures_hashed, anew.pictures_hashed);
    let all = |linkage: &Linkage| linkage.weighed(case).pairs().collect::<Vec<_>>();
    assert_eq!(all(&again), all(&anew));
    // Confirming compares nothing again; naming somebody does.
    assert!(std::sync::Arc::ptr_eq(
        &linkage,
        &compared(case, &mut |_| Ok(())).unwrap()
    ));
}

#[test]
fn decisions_notices_and_lines_are_acts_that_can_be_taken_back_and_change_no_comparison() {
    let mut shown = shown();
    let case = &mut shown.case;
    let linkage = compared(case, &mut |_| Ok(())).unwrap();
    let (one, other, level) = linkage.weighed(case).pairs().next().unwrap();
    let before = case.state.links.len();
    let decide = |case: &mut Case, decision, because| {
        let weighed = linkage.weighed(case);
        super::decide(case, &linkage, &weighed, (one, other), decision, because)
    };
    assert!(decide(case, LinkDecision::Rejected, None).is_err());
    let id = decide(case, LinkDecision::Rejected, Some("I know them both")).unwrap();
    assert_eq!(linkage.weighed(case).level(one, other), level);
    let keys = [one, other].map(|at| linkage.accounts()[at].key.clone());
    assert_eq!(decision(case, &keys[1], &keys[0]), LinkDecision::Rejected);
    let again = decide(case, LinkDecision::Open, None).unwrap();
    assert_eq!(id, again);
    assert!(case.state.links.len() <= before + 1);
    let words = NoticeWords {
        accounts: keys.iter().map(|key| key.0.to_string()).collect(),
        words: "both called me by the name my grandmother used".into(),
        ..NoticeWords::default()
    };
    let notice = super::notice(case, &words).unwrap();
    let dossier = linkage.pair(case, &linkage.weighed(case), one, other);
    assert!(
        dossier
            .grounds
            .iter()
            .any(|ground| ground.channel == Channel::Slip)
    );
    undo(case, &notice, Some("not so")).unwrap();
    assert!(undo(case, &notice, None).is_err());
    let dossier = linkage.pair(case, &linkage.weighed(case), one, other);
    assert!(
        dossier
            .grounds
            .iter()
            .all(|ground| ground.channel != Channel::Slip)
    );
    assert!(known_line(case, "a line", "spring", None).is_err());
    case.refold().unwrap();
    assert_eq!(standing_notices(case).count(), 0);
}
