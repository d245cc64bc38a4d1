//! The demonstration's story: who is in it, what is written when, and what the user says of it.
//!
//! It follows the pattern of the real case as `product.md` describes it (fake profiles, an
//! impersonation, one opening line, a new account soon after each block, friends contacted in one
//! order, missed calls by night, police answers that see one small thing each time). The people,
//! forces, numbers and words are invented.

use crate::calendar::epoch;
use crate::channel::Channel;
use crate::course::{Warned, warned};
use crate::decoys::reach;
use crate::decoys::{Known, known_line};
use crate::people::FRIEND_NAMES;
use crate::prose::{pressing, small_talk};
use crate::random::Random;
pub use crate::reports::Reported;
use crate::reports::{reports, shows};
use crate::words::{FRIENDS, OPENINGS, PRESSING, STOPPING, persona};

/// How much to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// About 2,500 messages, 44 accounts, three and a half years.
    Default,
    /// 150,000 messages, 500 accounts, of which 96 are by the person doing this; 12 years.
    Full,
}

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Display name.
    pub name: String,
    /// Handle, number or address, as the channel has it.
    pub handle: String,
    /// Where.
    pub channel: Channel,
    /// When it first appears, seconds since the epoch.
    pub since: i64,
    /// When the owner blocked it.
    pub blocked: Option<i64>,
    /// Whether the story's person is behind it: the ground truth.
    pub person_doing_this: bool,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A message with this text.
    Text(String),
    /// A message with a picture: the file's name.
    Picture(String),
    /// A message that its sender took back.
    Unsent,
    /// A call that was not answered.
    MissedCall,
    /// A call of so many seconds.
    Call(i64),
    /// An e-mail: subject and body.
    Mail(String, String),
}

/// One thing in a thread between the owner and `other`.
#[derive(Clone, Debug)]
pub struct Item {
    /// Seconds since the epoch.
    pub at: i64,
    /// Index into `Story::actors`: the other side.
    pub other: usize,
    /// By the owner, or by the other side.
    pub by_owner: bool,
    /// What.
    pub deed: Deed,
}

/// An account or number the user names as a known person's.
#[derive(Clone, Debug)]
pub struct Named {
    /// The person.
    pub name: &'static str,
    /// What the user says of them.
    pub note: &'static str,
    /// What they could tell.
    pub can_say: &'static str,
}

/// An incident as the user writes it down.
#[derive(Clone, Debug)]
pub struct Told {
    /// Day it began, seconds since the epoch.
    pub from: i64,
    /// Day it ended.
    pub to: i64,
    /// How the time is known.
    pub how_known: &'static str,
    /// In her words.
    pub words: String,
    /// What it did.
    pub impact: &'static str,
    /// What she believes.
    pub belief: &'static str,
    /// Indices into `Story::actors` whose events show it.
    pub accounts: Vec<usize>,
    /// Elements that she says it shows, and why.
    pub shows: &'static [(&'static str, &'static str)],
}

/// The whole demonstration.
#[derive(Clone, Debug)]
pub struct Story {
    /// The owner's name.
    pub owner: &'static str,
    /// Her initials.
    pub initials: &'static str,
    /// Everybody else, friends first.
    pub actors: Vec<Actor>,
    /// How many of `actors` are friends.
    pub friends: usize,
    /// Everything, oldest first.
    pub items: Vec<Item>,
    /// Friends and family as the user names them.
    pub named: Vec<Named>,
    /// Incidents.
    pub told: Vec<Told>,
    /// Reports.
    pub reported: Vec<Reported>,
    /// Every "stop".
    pub warned: Vec<Warned>,
    /// The line that became known.
    pub known: Known,
    /// What is asked now.
    pub ask: &'static str,
    /// When the story ends; what follows (sealing, reading) happens after it.
    pub ends: i64,
}

/// The owner. Every name in here is invented.
pub const OWNER: &str = "Wren Fairweather";

/// Near spellings of the owner's name, as an impostor uses them.
const IMPOSTORS: [&str; 4] = [
    "Wren Fairweatherr",
    "Wrenn Fairweather",
    "Wren Fairwaether",
    "Wren Fair-Weather",
];

pub(crate) const DAY: i64 = 86_400;

impl Story {
    /// The story of that size for that seed.
    pub fn new(size: Size, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let (begins, waves, target) = match size {
            Size::Default => (epoch(2023, 2, 11), 30, 2_500),
            Size::Full => (epoch(2014, 6, 3), 96, 150_000),
        };
        let ends = epoch(2026, 9, 15);
        let mut story = Self {
            owner: OWNER,
            initials: "WF",
            actors: Vec::new(),
            friends: 0,
            items: Vec::new(),
            named: FRIEND_NAMES
                .iter()
                .map(|(name, note, can_say)| Named {
                    name,
                    note,
                    can_say,
                })
                .collect(),
            told: Vec::new(),
            reported: reports(begins),
            warned: Vec::new(),
            known: known_line(ends),
            ask: "Please read these accounts together as one course of conduct. Please ask the \
                  platforms to keep their records for the accounts listed. Please tell me who \
                  deals with this and when I will hear.",
            ends,
        };
        story.add_friends(begins, size);
        story.add_waves(begins, ends, waves, &mut random);
        story.add_decoys();
        if size == Size::Full {
            story.add_strangers(begins, ends, &mut random);
        }
        story.add_small_talk(begins, ends, target, &mut random);
        story.items.sort_by_key(|item| (item.at, item.other));
        story.tell();
        let stop = |item: &&Item| matches!(&item.deed, Deed::Text(text) if *text == STOPPING[1]);
        let first = story.items.iter().find(stop).map_or(begins, |item| item.at);
        story.warned = warned(begins, first);
        story
    }

    /// Account after account. Each begins with the same line, writes by night, tries the friends
    /// in the same order, is told to stop and is blocked; the next follows soon.
    fn add_waves(&mut self, begins: i64, ends: i64, waves: usize, random: &mut Random) {
        let pattern = [
            Channel::Messenger,
            Channel::Instagram,
            Channel::Instagram,
            Channel::Messenger,
            Channel::WhatsApp,
            Channel::Phone,
            Channel::Instagram,
            Channel::Mail,
            Channel::Snapchat,
            Channel::Telegram,
            Channel::Phone,
            Channel::TikTok,
            Channel::Instagram,
            Channel::Discord,
            Channel::WhatsApp,
            Channel::X,
        ];
        let span = (ends - begins) / waves as i64;
        let mut previous_block: Option<i64> = None;
        for wave in 0..waves {
            let channel = pattern[wave % pattern.len()];
            let scheduled = begins + span * wave as i64 + random.between(0, span / 3);
            // Mostly soon after a block; sometimes a pause of weeks.
            let since = match previous_block {
                Some(blocked) if wave % 5 != 4 => blocked + random.between(4 * 60, 45 * 60),
                _ => scheduled - scheduled.rem_euclid(DAY) + 22 * 3_600 + random.between(0, 5_400),
            };
            let impersonates = wave % 11 == 6;
            let name = if impersonates {
                IMPOSTORS[wave / 11 % IMPOSTORS.len()].into()
            } else {
                persona(wave)
            };
            let handle = match channel {
                _ if channel.has_numbers() => format!("+447700900{:03}", 200 + wave % 780),
                Channel::Mail => format!(
                    "{}@mail.example.org",
                    name.to_lowercase().replace([' ', '-'], ".")
                ),
                _ => format!(
                    "{}{}",
                    name.to_lowercase().replace([' ', '-'], "_"),
                    10 + wave
                ),
            };
            let name = if channel.has_numbers() {
                handle.clone()
            } else {
                name
            };
            let actor = self.actors.len();
            let days = random.between(2, 9);
            let last = (since + days * DAY).min(ends - 3_600);
            self.wave_messages(actor, channel, since, last, impersonates, random);
            let blocked = (wave + 1 < waves).then(|| last + random.between(600, 5_400));
            if wave % 3 == 0 {
                self.friends_hear(&name, since, random);
            }
            self.actors.push(Actor {
                name,
                handle,
                channel,
                since,
                blocked,
                person_doing_this: true,
            });
            // The scheduled pace holds: a run of accounts, then quiet.
            previous_block = blocked.filter(|at| *at < begins + span * (wave as i64 + 2));
        }
    }

    fn wave_messages(
        &mut self,
        other: usize,
        channel: Channel,
        since: i64,
        last: i64,
        impersonates: bool,
        random: &mut Random,
    ) {
        let mut push = |at, by_owner, deed| {
            self.items.push(Item {
                at,
                other,
                by_owner,
                deed,
            })
        };
        if channel == Channel::Mail {
            push(
                since,
                false,
                Deed::Mail(
                    "About your friends".into(),
                    format!(
                        "{}\n\n{}.\n",
                        random.pick(&OPENINGS),
                        random.pick(&PRESSING)
                    ),
                ),
            );
            let mut at = since;
            for _ in 0..random.between(2, 6) {
                at += random.between(6 * 3_600, 30 * 3_600);
                let body = format!("{}\n{}.\n", pressing(random), random.pick(&PRESSING));
                push(at, false, Deed::Mail("Re: About your friends".into(), body));
            }
            return;
        }
        // Now and then something that only one person should have: what ties accounts hard.
        if let Some(text) = reach(other) {
            push(since + 250, false, Deed::Text(text.into()));
        }
        push(since, false, Deed::Text((random.pick(&OPENINGS)).into()));
        push(
            since + random.between(300, 5_000),
            true,
            Deed::Text(STOPPING[0].into()),
        );
        let mut day = since - since.rem_euclid(DAY);
        let mut night = 0;
        while day < last {
            let mut at = day + 22 * 3_600 + random.between(0, 3_600);
            for _ in 0..random.between(2, 8) {
                at += random.between(20, 1_500);
                if at > since && at < last {
                    let deed = match random.between(0, 24) {
                        0 if channel.shows_unsent() => Deed::Unsent,
                        1 if impersonates && channel.shows_pictures() => {
                            Deed::Picture(format!("picture-{other}.jpg"))
                        }
                        _ if random.one_in(3) => Deed::Text((random.pick(&PRESSING)).into()),
                        _ => Deed::Text(pressing(random)),
                    };
                    push(at, false, deed);
                }
            }
            if channel.has_calls() && night % 2 == 0 {
                // Between two and three in the morning, one after another.
                let mut ring = day + 26 * 3_600 + random.between(0, 900);
                for _ in 0..random.between(4, 15) {
                    if ring > since && ring < last {
                        push(ring, false, Deed::MissedCall);
                    }
                    ring += random.between(45, 260);
                }
            }
            day += DAY;
            night += 1;
        }
        push(
            last - random.between(600, 3_000),
            true,
            Deed::Text((random.pick(&STOPPING[1..])).into()),
        );
    }

    fn friends_hear(&mut self, name: &str, since: i64, random: &mut Random) {
        let mut at = since + random.between(8 * 3_600, 14 * 3_600);
        for friend in 0..4.min(self.friends) {
            // Each friend says it in words of their own.
            let half = random.between(0, 2) as usize;
            let text = FRIENDS[friend * 2 + half].replace("{name}", name);
            self.items.push(Item {
                at,
                other: friend,
                by_owner: false,
                deed: Deed::Text(text),
            });
            let reply = at + random.between(120, 4_000);
            self.items.push(Item {
                at: reply,
                other: friend,
                by_owner: true,
                deed: Deed::Text(
                    "Thank you for telling me. Please keep it and don't answer.".into(),
                ),
            });
            at += random.between(20 * 60, 90 * 60);
        }
    }

    fn add_small_talk(&mut self, begins: i64, ends: i64, target: usize, random: &mut Random) {
        let missing = target.saturating_sub(self.items.len());
        for _ in 0..missing {
            let other = random.between(0, self.friends as i64) as usize;
            let day = begins + random.between(0, (ends - begins) / DAY) * DAY;
            let at = (day + random.between(7 * 3_600, 22 * 3_600)).min(ends - 60);
            let by_owner = random.one_in(2);
            let deed = match random.between(0, 160) {
                0 if self.actors[other].channel == Channel::WhatsApp => Deed::MissedCall,
                1 if self.actors[other].channel == Channel::Phone => {
                    Deed::Call(random.between(20, 1_500))
                }
                2 if self.actors[other].channel.shows_unsent() => Deed::Unsent,
                _ => Deed::Text(small_talk(random, if by_owner { 0 } else { other + 1 })),
            };
            self.items.push(Item {
                at,
                other,
                by_owner,
                deed,
            });
        }
    }

    /// Incidents: one for the first account, one for each impersonation, for the worst night of
    /// calls, and for the last account.
    fn tell(&mut self) {
        let mut told = Vec::new();
        let bad: Vec<usize> = (self.friends..self.actors.len())
            .filter(|actor| self.actors[*actor].person_doing_this)
            .collect();
        let span = |actor: usize| {
            let times = || {
                self.items
                    .iter()
                    .filter(move |item| item.other == actor)
                    .map(|item| item.at)
            };
            (
                times().min().unwrap_or(self.ends),
                times().max().unwrap_or(self.ends),
            )
        };
        let mut add = |actor: usize, words: String, impact, belief, shows| {
            let (from, to) = span(actor);
            told.push(Told {
                from,
                to,
                how_known: "from the messages themselves",
                words,
                impact,
                belief,
                accounts: vec![actor],
                shows,
            });
        };
        if let (Some(first), Some(last)) = (bad.first().copied(), bad.last().copied()) {
            add(
                first,
                format!(
                    "{} wrote to me out of nowhere. It said there was something I should know about my friends. I answered once to ask who it was. It went on for days, mostly at night, until I blocked it.",
                    self.actors[first].name
                ),
                "I slept badly and kept my phone in the kitchen.",
                "",
                shows::FIRST,
            );
            for &actor in bad
                .iter()
                .filter(|at| IMPOSTORS.contains(&self.actors[**at].name.as_str()))
                .take(2)
            {
                add(actor, "An account with nearly my name used my picture. It wrote to my sister and my friends as if it were me.".into(), "My sister did not know what was true. I was ashamed at work.", "I believe it is the same person as before, because the first line is the same.", shows::NAME);
            }
            let ring = bad.iter().copied().max_by_key(|actor| {
                self.items
                    .iter()
                    .filter(|item| item.other == *actor && item.deed == Deed::MissedCall)
                    .count()
            });
            if let Some(ring) = ring {
                add(
                    ring,
                    format!(
                        "The number {} rang again and again between two and three in the morning, several nights. I did not answer.",
                        self.actors[ring].handle
                    ),
                    "I could not go to work on two mornings. I now sleep with the phone switched off, so my mother cannot reach me.",
                    "",
                    shows::CALLS,
                );
            }
            add(
                last,
                format!(
                    "{} is the newest one. It began as always. It knew that I had moved. I have not blocked it yet so that nothing is lost.",
                    self.actors[last].name
                ),
                "I no longer go out alone after dark.",
                "I believe somebody I once knew is behind all of them. I do not know who.",
                shows::LAST,
            );
        }
        told.sort_by_key(|incident| incident.from);
        self.told = told;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_story_and_the_promised_size() {
        let story = Story::new(Size::Default, 7);
        let again = Story::new(Size::Default, 7);
        assert_eq!(format!("{story:?}"), format!("{again:?}"));
        assert!(
            (2_400..2_900).contains(&story.items.len()),
            "{}",
            story.items.len()
        );
        assert!(story.items.iter().all(|item| item.at < story.ends + DAY));
        assert!(story.actors.len() >= 36);
        assert!(story.told.len() >= 5);
        let full = Story::new(Size::Full, 7);
        assert!(
            full.items.len() >= 150_000 && full.actors.len() >= 500,
            "{} {}",
            full.items.len(),
            full.actors.len()
        );
    }
}
