//! Claims about the comparison as a whole, on small invented cases.

mod hostile;
mod writing;

use super::*;
use onrecord_model::{
    Account, AccountKey, Digest, Event, Instant, Kind, Locator, Mark, Pointer, Thread,
};
use std::sync::Arc;

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;
const LINE: &str =
    "Hi Wren, have you got a minute? There is something you should know about your friends.";
const NEARLY_LINE: &str =
    "hi Wren have you got a minute?? There is something you should know about your friends";

/// An invented case: one owner, and what others write to her.
struct Invented {
    gathered: Gathered,
    number: u64,
    public: Vec<PublicLine>,
    pictures: Vec<(Digest, Digest, u32)>,
}

fn account(name: &str) -> Account {
    Account {
        platform: "messenger".into(),
        stable_id: None,
        handle: None,
        name: Some(name.into()),
    }
}

fn event(from: &Account, to: &Account, talk: &str, text: &str) -> Event {
    let platform: Arc<str> = "messenger".into();
    let locator = Locator {
        entry: "messages.json".into(),
        bytes: (0, 1),
        pointer: Pointer::None,
    };
    let thread = Thread {
        platform,
        key: talk.into(),
        title: None,
        folder: None,
        participants: vec![Arc::new(from.clone()), Arc::new(to.clone())],
    };
    let mut event = Event::new(locator, Digest([0; 32]), Arc::new(thread), Kind::Message);
    event.account = Some(Arc::new(from.clone()));
    event.text = Some(text.into());
    event
}

impl Invented {
    fn new() -> Self {
        let mut case = Self {
            gathered: Gathered::new(Home::of_zone("Europe/London")),
            number: 0,
            public: Vec::new(),
            pictures: Vec::new(),
        };
        case.put(
            0,
            "me",
            "friend:Lark Sample",
            "Morning, are we still on for Thursday evening then?",
        );
        case
    }

    fn put(&mut self, at: i64, from: &str, to: &str, text: &str) -> u64 {
        let (from, to) = (account(from), account(to));
        let talk = if from.key() < to.key() {
            format!("{}+{}", from.label(), to.label())
        } else {
            format!("{}+{}", to.label(), from.label())
        };
        let mut one = event(&from, &to, &talk, text);
        if from.label() == "me" {
            one.marks.add(Mark::Outgoing);
        }
        self.see(at, &one)
    }

    fn see(&mut self, at: i64, event: &Event) -> u64 {
        self.number += 1;
        self.gathered
            .see(self.number, event, Some(Instant(at)), Some((0, 0)));
        self.number
    }

    fn block(&mut self, at: i64, who: &str) {
        let mut one = event(&account("me"), &account(who), "blocked", "");
        one.kind = Kind::Block;
        one.text = None;
        one.others = vec![Arc::new(account(who))];
        self.see(at, &one);
    }

    fn at(&self, name: &str) -> usize {
        self.gathered.account(&account(name).key()).unwrap()
    }

    fn weighed<T>(&mut self, then: impl FnOnce(&Weighed<'_>, &Self) -> T) -> T {
        self.weighed_with(None, then)
    }

    fn weighed_with<T>(
        &mut self,
        styles: Option<&Styles>,
        then: impl FnOnce(&Weighed<'_>, &Self) -> T,
    ) -> T {
        self.gathered.compare();
        let who = |key: &AccountKey| match &*key.0 {
            "messenger:name:me" => Some(Person {
                who: Who::Me,
                person: None,
            }),
            name if name.contains("friend:") => Some(Person {
                who: Who::Known,
                person: Some(name.len() * 256 + usize::from(name.as_bytes()[name.len() - 1])),
            }),
            _ => None,
        };
        let weighed = Weighed::new(
            &self.gathered,
            &View {
                who: &who,
                names: &["Wren Fairweather".into()],
                public: &self.public,
                pictures: &self.pictures,
                clock: &|at| at.to_string(),
            },
            styles,
        );
        then(&weighed, self)
    }

    fn level(&mut self, one: &str, other: &str) -> Level {
        self.weighed(|weighed, case| weighed.level(case.at(one), case.at(other)))
    }

    fn dossier(&mut self, one: &str, other: &str) -> PairDossier {
        self.weighed(|weighed, case| {
            weighed.pair(case.at(one), case.at(other), &|at| at.to_string())
        })
    }
}

#[test]
fn one_long_line_by_two_accounts_is_proposed_with_both_wordings_and_their_events() {
    let mut case = Invented::new();
    let first = case.put(DAY, "a", "me", LINE);
    let second = case.put(5 * DAY, "b", "me", NEARLY_LINE);
    let dossier = case.dossier("a", "b");
    assert_eq!(dossier.level, Level::Proposed);
    let line = dossier.pointing(Bearing::For).next().unwrap();
    assert_eq!(line.quotes, [LINE, NEARLY_LINE]);
    assert_eq!(
        (&line.events[..], line.of_events),
        (&[first, second][..], 2)
    );
    assert_eq!(line.rarity, Some((2, 2)));
    assert!(line.says.contains("nearly the same line"), "{}", line.says);
}

#[test]
fn nothing_follows_from_a_third_account() {
    let mut case = Invented::new();
    let steps = [
        "there is something you should know about all of your friends tonight",
        "there is something you should know about all of your people tonight",
        "there is something you could know about all of your people now",
    ];
    for (nth, text) in steps.iter().enumerate() {
        case.put(nth as i64 * DAY, ["a", "b", "c"][nth], "me", text);
    }
    assert_eq!(case.level("a", "b"), Level::Proposed);
    assert_ne!(case.level("a", "c"), Level::Proposed);
    let groups = case.weighed(|weighed, _| {
        weighed.groups(&|one, other| weighed.level(one, other) == Level::Proposed)
    });
    assert!(groups.iter().all(|group| group.len() == 2), "{groups:?}");
}

#[test]
fn a_line_that_became_known_connects_nobody_from_then_on() {
    let mut case = Invented::new();
    case.public = vec![PublicLine {
        words: LINE.into(),
        from: Instant(10 * DAY),
    }];
    case.put(DAY, "a", "me", LINE);
    case.put(2 * DAY, "b", "me", LINE);
    case.put(11 * DAY, "copycat", "me", LINE);
    assert_eq!(case.level("a", "b"), Level::Proposed);
    assert_eq!(case.level("a", "copycat"), Level::Nothing);
    let dossier = case.dossier("a", "copycat");
    let against: Vec<&Ground> = dossier.pointing(Bearing::Against).collect();
    assert!(
        against
            .iter()
            .any(|ground| ground.says.contains("became known")),
        "{dossier:?}"
    );
    assert_eq!(dossier.pointing(Bearing::For).count(), 0);
}

#[test]
fn what_the_user_or_her_friends_say_first_connects_nobody() {
    let mut case = Invented::new();
    let own = "I have asked you to stop. Do not contact me again, ever.";
    case.put(DAY, "me", "a", own);
    case.put(2 * DAY, "a", "me", own);
    case.put(3 * DAY, "b", "me", own);
    assert_eq!(case.level("a", "b"), Level::Nothing);
    let dossier = case.dossier("a", "b");
    assert!(
        dossier
            .pointing(Bearing::Against)
            .any(|ground| ground.says.contains("wrote first"))
    );
    // Repeated later by one friend, a line keeps its weight, and that is said.
    case.put(4 * DAY, "a", "me", LINE);
    case.put(5 * DAY, "b", "me", LINE);
    case.put(6 * DAY, "friend:Lark Sample", "me", LINE);
    let dossier = case.dossier("a", "b");
    assert_eq!(dossier.level, Level::Proposed);
    assert!(
        dossier
            .pointing(Bearing::Against)
            .any(|ground| ground.says.contains("repeated"))
    );
}

#[test]
fn two_people_who_share_a_telephone_are_tied_and_not_proposed() {
    let mut case = Invented::new();
    case.put(DAY, "p", "me", "ring me on 07700 900199 when you are there");
    case.put(
        2 * DAY,
        "q",
        "me",
        "our number is +44 7700 900 199, ask for me",
    );
    let dossier = case.dossier("p", "q");
    assert_eq!(dossier.level, Level::Tied);
    assert!(
        dossier
            .pointing(Bearing::Against)
            .any(|ground| ground.says.contains("share a telephone"))
    );
    let ground = dossier.pointing(Bearing::For).next().unwrap();
    assert_eq!(
        (ground.channel, &ground.quotes[0][..]),
        (Channel::Identifier, "+447700900199")
    );
    // With a line of their own it is more.
    case.put(3 * DAY, "p", "me", LINE);
    case.put(4 * DAY, "q", "me", LINE);
    assert_eq!(case.level("p", "q"), Level::Proposed);
    // Who writes in one conversation with the other needs more.
    for name in ["p", "q"] {
        let mut one = event(&account(name), &account("me"), "the group", "hello");
        one.others.clear();
        case.see(5 * DAY, &one);
    }
    assert!(
        case.dossier("p", "q")
            .pointing(Bearing::Against)
            .any(|ground| ground.says.contains("conversation"))
    );
}

#[test]
fn a_payment_name_is_enough_and_the_users_own_number_is_nothing() {
    let mut case = Invented::new();
    case.put(DAY, "a", "me", "send it to paypal.me/NightOwl77");
    case.put(
        2 * DAY,
        "b",
        "me",
        "https://www.paypal.com/paypalme/nightowl77?x=1",
    );
    assert_eq!(case.level("a", "b"), Level::Proposed);
    let mut case = Invented::new();
    case.put(
        0,
        "me",
        "friend:Lark Sample",
        "my new number is 07700 900111",
    );
    case.put(DAY, "a", "me", "I have your number 07700 900111 now");
    case.put(2 * DAY, "b", "me", "07700900111 is you");
    assert_eq!(case.level("a", "b"), Level::Nothing);
}

#[test]
fn an_account_minutes_after_a_block_is_a_fact_with_its_chance() {
    let mut case = Invented::new();
    case.put(DAY, "a", "me", "good evening to you");
    case.block(2 * DAY, "a");
    case.put(2 * DAY + 12 * MINUTE, "b", "me", "surprise");
    case.put(40 * DAY, "c", "me", "hello");
    case.block(41 * DAY, "c");
    let dossier = case.dossier("a", "b");
    assert_eq!(dossier.level, Level::Tied);
    let ground = dossier.pointing(Bearing::For).next().unwrap();
    assert!(ground.says.contains("12 minutes later"), "{}", ground.says);
    assert_eq!(ground.rarity, Some((1, 2)));
    assert_eq!(case.level("a", "c"), Level::Nothing);
    assert!(
        case.dossier("a", "b")
            .pointing(Bearing::Against)
            .any(|ground| ground.says.contains("by chance"))
    );
}

#[test]
fn the_same_order_of_friends_is_seen() {
    let mut case = Invented::new();
    let friends = ["friend:J", "friend:So", "friend:Row", "friend:Lark"];
    for (nth, friend) in friends.iter().enumerate() {
        case.put(0, friend, "me", "hi");
        case.put(DAY + nth as i64 * MINUTE, "a", friend, "do you know Wren");
        case.put(9 * DAY + nth as i64 * MINUTE, "b", friend, "you know Wren");
        case.put(20 * DAY - nth as i64 * MINUTE, "c", friend, "Wren");
    }
    let dossier = case.dossier("a", "b");
    assert!(
        dossier
            .pointing(Bearing::For)
            .any(|ground| ground.says.contains("in the same order")),
        "{dossier:?}"
    );
    assert!(
        !case
            .dossier("a", "c")
            .pointing(Bearing::For)
            .any(|ground| ground.says.contains("order"))
    );
}

#[test]
fn posing_as_somebody_is_told_apart_from_who_wrote() {
    let mut case = Invented::new();
    case.put(DAY, "Wrеn Fаirweather", "me", "it is me");
    case.put(5 * DAY, "b", "me", "hello");
    let dossier = case.dossier("Wrеn Fаirweather", "b");
    assert_eq!(dossier.level, Level::Nothing);
    let like = dossier
        .grounds
        .iter()
        .find(|ground| ground.channel == Channel::Likeness)
        .unwrap();
    assert_eq!(like.about, About::Impersonation);
    assert_eq!(dossier.pointing(Bearing::For).count(), 0);
}

#[test]
fn forwarded_and_quoted_text_short_text_and_links_connect_nobody() {
    let mut case = Invented::new();
    let mut forwarded = event(&account("a"), &account("me"), "a", LINE);
    forwarded.marks.add(Mark::Forwarded);
    case.see(DAY, &forwarded);
    case.put(2 * DAY, "b", "me", LINE);
    case.put(
        3 * DAY,
        "c",
        "me",
        &format!("> {LINE}\nis this one of yours?"),
    );
    for name in ["a", "b", "c"] {
        for text in [
            "",
            "ok",
            "Hello??",
            "😂😂😂😂😂😂😂😂😂😂",
            "https://example.org/a",
            "\u{202E}\u{202C}",
            "你好 你好",
        ] {
            case.put(4 * DAY, name, "me", text);
        }
    }
    for pair in [("a", "b"), ("b", "c"), ("a", "c")] {
        assert_ne!(case.level(pair.0, pair.1), Level::Proposed, "{pair:?}");
    }
}

#[test]
fn what_another_import_brings_is_added_to_what_is_there() {
    let lines = |case: &mut Invented, part: std::ops::Range<usize>| {
        for nth in part {
            let name = ["a", "b", "c"][nth % 3];
            let text = format!(
                "I will just keep writing until you answer, number {}",
                nth / 5
            );
            case.put(nth as i64 * DAY, name, "me", &text);
        }
    };
    let mut once = Invented::new();
    lines(&mut once, 0..30);
    let mut twice = Invented::new();
    lines(&mut twice, 0..17);
    twice.gathered.compare();
    lines(&mut twice, 17..30);
    for pair in [("a", "b"), ("b", "c"), ("a", "c")] {
        assert_eq!(once.dossier(pair.0, pair.1), twice.dossier(pair.0, pair.1));
    }
}

#[test]
fn the_yardstick_is_pairs_of_different_people_and_chance_is_told_or_is_not_known() {
    let mut case = Invented::new();
    case.put(DAY, "a", "me", LINE);
    case.put(2 * DAY, "b", "me", LINE);
    let few = case.weighed(|weighed, _| weighed.searched());
    assert_eq!((few.accounts, few.pairs, few.proposed), (2, 1, 1));
    assert_eq!(few.by_chance_at_most(), None);
    for nth in 0..6 {
        let friend = format!("friend:Sample{}{nth}", "x".repeat(nth));
        case.put(
            nth as i64 * DAY,
            &friend,
            "me",
            &format!("my very own words about a walk by the canal {nth}"),
        );
    }
    let more = case.weighed(|weighed, _| weighed.searched());
    assert!(more.different >= 10, "{more:?}");
    assert_eq!(more.by_chance_at_most(), Some(1));
}

#[test]
fn one_account_with_a_hundred_thousand_messages_is_no_trouble() {
    let mut case = Invented::new();
    for nth in 0..100_000_i64 {
        case.put(
            nth * MINUTE,
            "loud",
            "me",
            &format!("message number {} of very many", nth % 5_000),
        );
    }
    case.put(0, "b", "me", "message number 7 of very many");
    assert_ne!(case.level("loud", "b"), Level::Nothing);
}
